//! How two records differ, in the terms of the person.

mod entries;

use std::collections::BTreeSet;

use super::{
    entries::List,
    record::{Correction, Mark, Record, State},
};

/// One difference between an earlier and a later record.
#[derive(Debug, Clone, PartialEq)]
pub enum Difference {
    /// A setting such as the name.
    Setting {
        /// The key in the profile.
        key: &'static str,
        /// What it was.
        from: Option<String>,
        /// What it is.
        to: Option<String>,
    },
    /// The state of a step, with the date it has then.
    State {
        /// The id as it stands in the profile.
        step: String,
        /// What it was.
        from: State,
        /// What it is.
        to: State,
    },
    /// Something else about a step.
    Detail {
        /// The id as it stands in the profile.
        step: String,
        /// The key in the profile.
        key: &'static str,
        /// What it is, where there is one.
        to: Option<String>,
    },
    /// The person's own correction of a fact.
    Fact {
        /// The id as it stands in the profile.
        fact: String,
        /// What it is, where there is one.
        to: Option<Correction>,
    },
    /// The person's own rating of a skill.
    Skill {
        /// The id as it stands in the profile.
        skill: String,
        /// What it is, where there is one.
        to: Option<u8>,
    },
    /// An entry of a tracker, or an exam that was sat.
    Entry {
        /// The list it stands in.
        list: List,
        /// Its name there; empty where it has none.
        id: String,
        /// What it says, or said.
        words: String,
        /// What was done with it.
        how: EntryChange,
    },
}

/// What was done with an entry of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryChange {
    /// It is there now.
    Added,
    /// It says something else.
    Changed,
    /// It is there no longer.
    Removed,
}

impl Difference {
    /// The step it is about.
    #[must_use]
    pub fn step(&self) -> Option<&str> {
        match self {
            Self::Setting { .. } | Self::Fact { .. } | Self::Skill { .. } | Self::Entry { .. } => {
                None
            }
            Self::State { step, .. } | Self::Detail { step, .. } => Some(step),
        }
    }
}

/// Whether a record holds nothing yet, whoever it belongs to.
#[must_use]
pub fn is_empty(record: &Record) -> bool {
    differences(&Record::default(), record).is_empty()
}

/// Everything that differs: settings first, then facts, skills and the entries
/// of the lists, then steps, by id.
#[must_use]
pub fn differences(earlier: &Record, later: &Record) -> Vec<Difference> {
    let mut found = Vec::new();
    let settings = settings(earlier).into_iter().zip(settings(later));
    for ((key, from), (_, to)) in settings {
        if from != to {
            found.push(Difference::Setting { key, from, to });
        }
    }
    let facts = BTreeSet::from_iter(earlier.facts.keys().chain(later.facts.keys()));
    for fact in facts {
        let to = later.facts.get(fact);
        if earlier.facts.get(fact) != to {
            let (fact, to) = (fact.clone(), to.cloned());
            found.push(Difference::Fact { fact, to });
        }
    }
    let skills = BTreeSet::from_iter(earlier.skills.keys().chain(later.skills.keys()));
    for skill in skills {
        let to = later.skills.get(skill).copied();
        if earlier.skills.get(skill).copied() != to {
            let skill = skill.clone();
            found.push(Difference::Skill { skill, to });
        }
    }
    found.extend(entries::differences(&earlier.practice, &later.practice));
    found.extend(entries::differences(&earlier.attempts, &later.attempts));
    found.extend(entries::differences(&earlier.credits, &later.credits));
    found.extend(entries::differences(
        &earlier.applications,
        &later.applications,
    ));
    let steps = BTreeSet::from_iter(earlier.marks.keys().chain(later.marks.keys()));
    let nothing = Mark::default();
    for step in steps {
        let from = earlier.marks.get(step).unwrap_or(&nothing);
        let to = later.marks.get(step).unwrap_or(&nothing);
        if from.state != to.state {
            found.push(Difference::State {
                step: step.clone(),
                from: from.state,
                to: to.state,
            });
        }
        let before = details(from).into_iter();
        for ((key, from_value), (_, to_value)) in before.zip(details(to)) {
            // The day comes and goes with the state.
            let goes_with_state = key == "on" && from.state != to.state;
            if from_value != to_value && !goes_with_state {
                found.push(Difference::Detail {
                    step: step.clone(),
                    key,
                    to: to_value,
                });
            }
        }
    }
    found
}

fn settings(record: &Record) -> [(&'static str, Option<String>); 8] {
    let terms: Vec<String> = record.terms.iter().map(ToString::to_string).collect();
    let terms = (!terms.is_empty()).then(|| terms.join(","));
    [
        ("name", record.name.clone()),
        ("pathway", Some(record.pathway.clone())),
        (
            "hours-per-week",
            record.hours_per_week.map(|hours| hours.to_string()),
        ),
        ("target", record.target.map(|target| target.to_string())),
        ("terms", terms),
        ("dates", record.dates.map(|dates| dates.to_string())),
        (
            "readiness-target",
            record.readiness_target.map(|percent| percent.to_string()),
        ),
        ("tier", record.tier.map(|tier| tier.word().to_owned())),
    ]
}

fn details(mark: &Mark) -> [(&'static str, Option<String>); 8] {
    let evidence: Vec<&str> = mark
        .evidence
        .iter()
        .map(|evidence| evidence.reference.as_str())
        .collect();
    [
        ("on", mark.on.map(|on| on.to_string())),
        ("note", mark.note.clone()),
        (
            "evidence",
            (!evidence.is_empty()).then(|| evidence.join(", ")),
        ),
        ("due", mark.due.map(|due| due.to_string())),
        ("expect", mark.expect.map(|expect| expect.to_string())),
        ("until", mark.until.map(|until| until.to_string())),
        ("paid", mark.paid.map(|paid| paid.to_string())),
        ("show", mark.show.then(|| "yes".to_owned())),
    ]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{
        catalog::fact::FactValue,
        journey::record::{Attempt, ExamResult},
    };

    #[test]
    fn what_changed_is_named() {
        let earlier = Record {
            pathway: "rhit".into(),
            ..Record::default()
        };
        let mut later = earlier.clone();
        later.name = Some("Ada".into());
        let mark = Mark {
            state: State::Done,
            on: Some(date(2026, 11, 22)),
            note: Some("at last".into()),
            ..Mark::default()
        };
        later.marks.insert("diploma-earned".into(), mark);
        let own = Correction {
            value: FactValue::Money { usd: 239.0 },
            source: "The page of the body".into(),
            checked: date(2026, 11, 22),
        };
        later.facts.insert("rhit.exam.fee".into(), own.clone());
        later.attempts.push(Attempt {
            id: "a".into(),
            exam: "rhit".into(),
            on: date(2026, 11, 20),
            result: ExamResult::Fail,
            score: None,
        });
        assert_eq!(differences(&earlier, &earlier), []);
        let found = differences(&earlier, &later);
        let back = differences(&later, &earlier);
        let removed = |one: &Difference| {
            matches!(
                one,
                Difference::Entry {
                    how: EntryChange::Removed,
                    ..
                }
            )
        };
        assert!(back.iter().any(removed));
        assert_eq!(found.len(), 5);
        assert!(matches!(&found[0], Difference::Setting { key: "name", .. }));
        assert!(matches!(
            &found[1],
            Difference::Fact { fact, to: Some(to) } if fact == "rhit.exam.fee" && *to == own
        ));
        assert!(matches!(
            &found[2],
            Difference::Entry {
                how: EntryChange::Added,
                ..
            }
        ));
        assert!(matches!(
            &found[3],
            Difference::State {
                to: State::Done,
                ..
            }
        ));
        assert!(matches!(&found[4], Difference::Detail { key: "note", .. }));
    }
}
