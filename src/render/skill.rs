//! `hitpath show SKILL`: one skill, what builds it, how far it should be.

use serde::Serialize;

use super::{
    json::{FORMAT_VERSION, text},
    page::Page,
    show_json::Shown,
    style::Style,
    wording,
};
use crate::{
    catalog::skill::{Skill, Target},
    journey::evaluation::Evaluation,
};

/// A skill.
#[must_use]
pub fn skill(evaluation: &Evaluation<'_>, skill: &Skill, style: &Style) -> String {
    let catalog = evaluation.catalog;
    let mut page = Page::default();
    page.heading(&format!("{}: {}", skill.id, skill.title), "skill");
    page.field("Group", &skill.group);
    page.field("Means", skill.summary.as_deref().unwrap_or_default());
    let built_by = skill.built_by.iter().filter_map(|id| {
        let key = catalog.step_named(id.as_str())?;
        let step = catalog.step(key);
        let standing = evaluation.standing(key).word();
        Some(format!("{}: {} ({standing})", step.id, step.title))
    });
    page.items("Built by", built_by);
    let Target {
        entry,
        mid,
        senior,
        lead,
    } = skill.target;
    let target = format!(
        "of 5: {entry} in a first post, {mid} with some years, {senior} as a senior, {lead} \
         leading others; advice of ours, no rule of any body"
    );
    page.field("Aim for", &target);
    page.field("Read", &wording::topics(&skill.guide));
    page.render(style)
}

/// The same as JSON.
#[must_use]
pub fn skill_json(skill: &Skill) -> String {
    let Target {
        entry,
        mid,
        senior,
        lead,
    } = skill.target;
    text(&Shown {
        format_version: FORMAT_VERSION,
        kind: "skill",
        content: SkillShape {
            id: skill.id.as_str(),
            title: &skill.title,
            group: &skill.group,
            summary: skill.summary.as_deref(),
            built_by: skill.built_by.iter().map(|id| id.as_str()).collect(),
            guide: skill.guide.iter().map(|id| id.as_str()).collect(),
            target: TargetShape {
                entry,
                mid,
                senior,
                lead,
            },
        },
    })
}

#[derive(Serialize)]
struct SkillShape<'s> {
    id: &'s str,
    title: &'s str,
    group: &'s str,
    summary: Option<&'s str>,
    built_by: Vec<&'s str>,
    guide: Vec<&'s str>,
    target: TargetShape,
}

#[derive(Serialize)]
struct TargetShape {
    entry: u8,
    mid: u8,
    senior: u8,
    lead: u8,
}
