//! `skills.toml`

use serde::Deserialize;

use super::{Taking, table::tables, value::Text};
use crate::catalog::{
    audit::ProblemKind,
    id::{SkillId, StepId, TopicId},
    skill::{Skill, Target},
};

/// The highest rating.
const HIGHEST: u8 = 5;

/// The file of skills.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct SkillFileDraft {
    /// The skills, group by group.
    #[serde(default, deserialize_with = "tables")]
    pub skill: Vec<SkillDraft>,
}

/// A `[[skill]]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
#[serde(rename_all = "kebab-case")]
pub struct SkillDraft {
    /// Its name for ever, in lower-case words joined by hyphens: ratings in the
    /// profile hang on it.
    #[cfg_attr(test, schemars(with = "super::schema::Id"))]
    pub id: Text,
    /// The group it stands in: foundational, advanced, professional, technical or
    /// soft.
    #[cfg_attr(test, schemars(extend("enum" = ["foundational", "advanced", "professional", "technical", "soft"])))]
    pub group: Text,
    /// What it is called.
    pub title: Text,
    /// What a person can do who has it.
    pub summary: Option<Text>,
    /// Ids of the steps that build it.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::Id>"))]
    #[serde(default)]
    pub built_by: Vec<Text>,
    /// Ids of guide topics about it.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::Id>"))]
    #[serde(default)]
    pub guide: Vec<Text>,
    /// How far it should be at each level of a career, from 0 to 5.
    pub target: TargetDraft,
}

/// A rating from 0 to 5 for each level of a career.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct TargetDraft {
    /// In the first post, 0 to 5.
    #[cfg_attr(test, schemars(range(max = 5)))]
    pub entry: u8,
    /// With some years, 0 to 5.
    #[cfg_attr(test, schemars(range(max = 5)))]
    pub mid: u8,
    /// With many years, 0 to 5.
    #[cfg_attr(test, schemars(range(max = 5)))]
    pub senior: u8,
    /// Leading others, 0 to 5.
    #[cfg_attr(test, schemars(range(max = 5)))]
    pub lead: u8,
}

impl SkillFileDraft {
    /// The skills that are well formed; what is not is reported.
    pub fn take(self, taking: &mut Taking) -> Vec<Skill> {
        let placed = self.take_with_places(taking).into_iter();
        placed.map(|(skill, _)| skill).collect()
    }

    /// The same with their places in the file, counted from 0.
    pub fn take_with_places(self, taking: &mut Taking) -> Vec<(Skill, usize)> {
        let skills = self.skill.into_iter().enumerate();
        skills
            .filter_map(|(place, skill)| Some((skill.take(place, taking)?, place)))
            .collect()
    }
}

impl SkillDraft {
    fn take(self, place: usize, taking: &mut Taking) -> Option<Skill> {
        let at = |key: &str| format!("skill[{place}].{key}");
        let TargetDraft {
            entry,
            mid,
            senior,
            lead,
        } = self.target;
        let ratings = [
            ("entry", entry),
            ("mid", mid),
            ("senior", senior),
            ("lead", lead),
        ];
        for (level, rating) in ratings.into_iter().filter(|(_, rating)| *rating > HIGHEST) {
            let value = rating.to_string();
            let expected = format!("a rating goes from 0 to {HIGHEST}");
            let path = at(&format!("target.{level}"));
            taking.report(path, ProblemKind::BadValue { value, expected });
        }
        let built_by = taking.ids(|| at("built-by"), self.built_by, StepId::of);
        let guide = taking.ids(|| at("guide"), self.guide, TopicId::of);
        Some(Skill {
            id: taking.id(|| at("id"), self.id, SkillId::of)?,
            group: self.group.0,
            title: self.title.0,
            summary: self.summary.map(|text| text.0),
            built_by,
            guide,
            target: Target {
                entry,
                mid,
                senior,
                lead,
            },
        })
    }
}
