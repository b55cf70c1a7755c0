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

/// A level of a career, as the skill map tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    /// The first post.
    Entry,
    /// With some years.
    Mid,
    /// With many years.
    Senior,
    /// Leading others.
    Lead,
}

impl Tier {
    /// All of them, from the first post on.
    pub const ALL: [Self; 4] = [Self::Entry, Self::Mid, Self::Senior, Self::Lead];

    /// The word in the profile and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Mid => "mid",
            Self::Senior => "senior",
            Self::Lead => "lead",
        }
    }

    /// The tier with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.word() == word)
    }
}

impl Target {
    /// How far the skill should be at a level, from 0 to 5.
    #[must_use]
    pub fn at(self, tier: Tier) -> u8 {
        match tier {
            Tier::Entry => self.entry,
            Tier::Mid => self.mid,
            Tier::Senior => self.senior,
            Tier::Lead => self.lead,
        }
    }
}
