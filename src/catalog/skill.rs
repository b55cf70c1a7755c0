//! One skill of the work, and what builds it.

use super::{
    id::{SkillId, StepId, TopicId},
    text::Words,
};

/// A skill.
#[derive(Debug, Clone)]
pub struct Skill {
    /// Permanent name.
    pub id: SkillId,
    /// The group it stands in, e.g. `foundational`.
    pub group: Words,
    /// What it is called.
    pub title: Words,
    /// What a person can do who has it.
    pub summary: Option<Words>,
    /// The steps that build it.
    pub built_by: Vec<StepId>,
    /// Guide topics about it.
    pub guide: Vec<TopicId>,
    /// How far it should be at each level of the career; a judgment of the
    /// authors, no rule of any body.
    pub target: Target,
}

/// A rating from 0 to 5 for each level of a career.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// In the first post.
    pub entry: u8,
    /// With some years.
    pub mid: u8,
    /// With many years.
    pub senior: u8,
    /// Leading others.
    pub lead: u8,
}
