//! How far the person's skills are, and how far a level of post usually needs
//! them to be.

use super::record::Record;
use crate::catalog::skill::{Skill, Tier};

/// The highest rating.
pub const HIGHEST: u8 = 5;

/// A skill beside the person's own rating.
#[derive(Debug, Clone, Copy)]
pub struct RatedSkill<'a> {
    /// The skill.
    pub skill: &'a Skill,
    /// The rating from 0 to 5; absent where the person gave none.
    pub rating: Option<u8>,
    /// How far it should be at the level, from 0 to 5; a judgment of the
    /// authors, no rule of any body.
    pub target: u8,
}

impl RatedSkill<'_> {
    /// How much is missing up to the target: 0 where it is reached, nothing
    /// where the person has not rated it.
    #[must_use]
    pub fn gap(&self) -> Option<u8> {
        self.rating.map(|rating| self.target.saturating_sub(rating))
    }
}

/// The level that the person aims at, and whether it is their own choice; the
/// first post where they made none.
#[must_use]
pub fn tier(record: &Record) -> (Tier, bool) {
    (record.tier.unwrap_or(Tier::Entry), record.tier.is_some())
}

/// The skills with their ratings, in the order of the map.
#[must_use]
pub fn rated<'a>(skills: &'a [Skill], record: &Record, tier: Tier) -> Vec<RatedSkill<'a>> {
    let rated = skills.iter().map(|skill| RatedSkill {
        skill,
        rating: record.skills.get(skill.id.as_str()).copied(),
        target: skill.target.at(tier),
    });
    rated.collect()
}

/// Ratings of skills that the map does not hold: kept, and not counted.
pub fn unknown<'r>(skills: &[Skill], record: &'r Record) -> impl Iterator<Item = &'r str> {
    let ids = record.skills.keys().map(String::as_str);
    ids.filter(|id| !skills.iter().any(|skill| skill.id.as_str() == *id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{id::SkillId, skill::Target};

    #[test]
    fn a_gap_is_what_is_missing_to_the_level_aimed_at() {
        let skill = |id: &str| Skill {
            id: SkillId::new(id).expect("an id"),
            group: "soft".into(),
            title: "".into(),
            summary: None,
            built_by: Vec::new(),
            guide: Vec::new(),
            target: Target {
                entry: 2,
                mid: 3,
                senior: 4,
                lead: 5,
            },
        };
        let skills = [skill("a"), skill("b")];
        let mut record = Record::default();
        record.skills.insert("a".into(), 3);
        record.skills.insert("gone".into(), 3);
        let gaps = |tier| {
            rated(&skills, &record, tier)
                .iter()
                .map(RatedSkill::gap)
                .collect::<Vec<_>>()
        };
        assert_eq!(gaps(Tier::Entry), [Some(0), None]);
        assert_eq!(gaps(Tier::Mid), [Some(0), None]);
        assert_eq!(gaps(Tier::Lead), [Some(2), None]);
        assert_eq!(unknown(&skills, &record).collect::<Vec<_>>(), ["gone"]);
        assert_eq!(tier(&record), (Tier::Entry, false));
        record.tier = Some(Tier::Mid);
        assert_eq!(tier(&record), (Tier::Mid, true));
    }
}
