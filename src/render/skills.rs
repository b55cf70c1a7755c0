//! `hitpath skills`: the skill map with the person's ratings.

use serde::Serialize;

use super::{
    json::{FORMAT_VERSION, day, text},
    page::{NARROW, Page},
    painted::Painted,
    style::{Role, Style},
    wording,
};
use crate::{
    catalog::skill::{Skill, Tier},
    journey::{
        evaluation::Evaluation,
        skills::{HIGHEST, RatedSkill, rated, tier, unknown},
    },
};

/// What each rating means, from 0 on. It is ours: no body rates skills so.
pub const SCALE: [&str; 6] = [
    "not begun",
    "I have heard or read about it",
    "I can do it with help",
    "I can do usual cases alone",
    "I can do hard cases alone",
    "I could teach it",
];

/// The title of a group.
#[must_use]
pub fn group(id: &str) -> String {
    let mut letters = id.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let title: String = first.chain(letters).collect();
    format!("{title} skills")
}

fn post(tier: Tier) -> &'static str {
    match tier {
        Tier::Entry => "a first post",
        Tier::Mid => "a post with some years behind you",
        Tier::Senior => "a senior post",
        Tier::Lead => "leading others",
    }
}

/// The map.
#[must_use]
pub fn skills(evaluation: &Evaluation<'_>, map: &[Skill], style: &Style) -> String {
    let record = evaluation.record;
    let (tier, is_own) = tier(record);
    let rated = rated(map, record, tier);
    let count = rated.iter().filter(|skill| skill.rating.is_some()).count();
    let mut page = Page::default();
    page.heading("Skills", &format!("{count} of {} rated", rated.len()));
    let mut aim = format!(
        "How far {} usually needs each, from 0 to {HIGHEST}: advice of ours, no rule of any body.",
        post(tier)
    );
    if !is_own {
        aim.push_str(" For another level: hitpath set tier=mid, senior or lead.");
    }
    page.sentence("aim", &aim);
    let column = map.iter().map(|skill| skill.id.as_str().len());
    let column = column.max().unwrap_or_default();
    let mut last = "";
    for one in &rated {
        if &*one.skill.group != last {
            last = &one.skill.group;
            page.gap();
            let title = Painted::new(Some(Role::Heading), group(last));
            page.prose("group", Painted::new(None, ""), vec![title]);
        }
        line(&mut page, one, column, style);
        if one.gap().is_some_and(|gap| gap > 0) {
            let by = Painted::new(Some(Role::Faint), built_by(evaluation, one.skill));
            let label = format!("skill {} built by", one.skill.id);
            page.prose(&label, Painted::new(None, "      "), vec![by]);
        }
    }
    page.gap();
    let strangers: Vec<&str> = unknown(map, record).collect();
    if !strangers.is_empty() {
        let ids = wording::list(&strangers, "and");
        page.line(&format!("Kept, but in no skill map: {ids}"));
    }
    page.sentence(
        "rate",
        "Rate yourself: hitpath skills rate ID=N, or hitpath skills rate",
    );
    page.sentence(
        "more",
        "What a skill means and what builds it: hitpath show ID",
    );
    page.render(style)
}

/// `  ###.. 3 of 4  data-entry  Data entry`; where the window is narrow the
/// title has no room.
fn line(page: &mut Page, one: &RatedSkill<'_>, column: usize, style: &Style) {
    let RatedSkill {
        skill,
        rating,
        target,
    } = one;
    let id = skill.id.as_str();
    if style.plain {
        let words = match (rating, one.gap()) {
            (Some(rating), Some(gap @ 1..)) => format!("{rating} of {target}, {gap} to go"),
            (Some(rating), _) => format!("{rating} of {target}, reached"),
            (None, _) => format!("not rated, aim for {target}"),
        };
        page.field(&format!("skill {id}"), &format!("{words}, {}", skill.title));
        return;
    }
    let bar = style.bar(
        usize::from(rating.unwrap_or_default()),
        usize::from(HIGHEST),
        usize::from(HIGHEST),
    );
    let words = match rating {
        Some(rating) => format!("{bar} {rating} of {target}"),
        None => format!("{bar} aim: {target}"),
    };
    let role = match one.gap() {
        Some(0) => Role::Done,
        Some(_) => Role::Attention,
        None => Role::Faint,
    };
    let mut rest = Vec::new();
    if style.width >= NARROW {
        rest.push(Painted::new(Some(Role::Name), format!("{id:column$}  ")));
        rest.push(Painted::new(None, skill.title.as_str()));
    } else {
        rest.push(Painted::new(Some(Role::Name), id));
    }
    page.prose("", Painted::new(Some(role), format!("  {words}  ")), rest);
}

/// `by core-courses (open), code-practice (locked); read: hitpath guide tools`
fn built_by(evaluation: &Evaluation<'_>, skill: &Skill) -> String {
    let catalog = evaluation.catalog;
    let steps = skill.built_by.iter().filter_map(|id| {
        let key = catalog.step_named(id.as_str())?;
        let standing = evaluation.standing(key).word();
        let elsewhere = if evaluation.holds(key) {
            ""
        } else {
            ", another pathway"
        };
        Some(format!("{id} ({standing}{elsewhere})"))
    });
    let steps: Vec<String> = steps.collect();
    let topics = wording::topics(&skill.guide);
    match (steps.is_empty(), topics.is_empty()) {
        (true, _) => format!("read: {topics}"),
        (false, true) => format!("built by {}", wording::list(&steps, "and")),
        (false, false) => format!("built by {}; read: {topics}", wording::list(&steps, "and")),
    }
}

/// The same as JSON.
#[must_use]
pub fn skills_json(evaluation: &Evaluation<'_>, map: &[Skill]) -> String {
    #[derive(Serialize)]
    struct Map<'m> {
        format_version: u32,
        today: String,
        tier: &'static str,
        /// `own` where the person chose it, else `default`.
        tier_is: &'static str,
        skills: Vec<One<'m>>,
        /// Rated, and in no skill map.
        unknown_skills: Vec<&'m str>,
    }
    #[derive(Serialize)]
    struct One<'m> {
        id: &'m str,
        group: &'m str,
        title: &'m str,
        rating: Option<u8>,
        target: u8,
        gap: Option<u8>,
        built_by: Vec<&'m str>,
        guide: Vec<&'m str>,
    }
    let record = evaluation.record;
    let (tier, is_own) = tier(record);
    let skills = rated(map, record, tier).into_iter().map(|rated| One {
        id: rated.skill.id.as_str(),
        group: &rated.skill.group,
        title: &rated.skill.title,
        rating: rated.rating,
        target: rated.target,
        gap: rated.gap(),
        built_by: rated.skill.built_by.iter().map(|id| id.as_str()).collect(),
        guide: rated.skill.guide.iter().map(|id| id.as_str()).collect(),
    });
    text(&Map {
        format_version: FORMAT_VERSION,
        today: day(evaluation.today),
        tier: tier.word(),
        tier_is: if is_own { "own" } else { "default" },
        skills: skills.collect(),
        unknown_skills: unknown(map, record).collect(),
    })
}
