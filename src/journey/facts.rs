//! The facts that what a person sees rests on, and which of them are old.

use super::evaluation::Evaluation;
use crate::catalog::{StepKey, fact::FactVersion};

impl<'a> Evaluation<'a> {
    /// The facts a step rests on, as they are in force today. Every fact that
    /// its sentences name is among them.
    pub fn facts_of(&self, step: StepKey) -> impl Iterator<Item = &'a FactVersion> + use<'a> {
        let catalog = self.catalog;
        let today = self.today;
        let facts = catalog.step(step).facts.iter();
        facts.filter_map(move |id| catalog.fact(id)?.in_force(today))
    }

    /// The old ones among them.
    pub fn stale_facts_of(&self, step: StepKey) -> impl Iterator<Item = &'a FactVersion> + use<'a> {
        let today = self.today;
        self.facts_of(step)
            .filter(move |version| version.is_stale(today))
    }

    /// The old facts behind the steps that are still to do or can be taken, by
    /// id, each once.
    #[must_use]
    pub fn stale_facts(&self) -> Vec<&'a FactVersion> {
        let ahead = self
            .path
            .iter()
            .filter(|&&step| !self.is_satisfied(step) && !self.is_past_its_offer(step));
        let mut stale: Vec<&FactVersion> =
            ahead.flat_map(|&step| self.stale_facts_of(step)).collect();
        stale.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        stale.dedup_by(|a, b| a.id == b.id);
        stale
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::*;
    use crate::{
        catalog::{
            Catalog, FileKey, FileName, PathwayKey,
            audit::{Parts, audit},
            fact::{AppliesOn, Claim, Confidence, FactValue, Source},
            id::{FactId, PathwayId, StageId},
            pathway::Pathway,
            stage::Stage,
            step::Step,
        },
        journey::{
            example::{TODAY, record, step_id},
            record::Record,
        },
    };

    fn id(id: &str) -> FactId {
        FactId::new(id).expect("an id")
    }

    fn fact(name: &str, checked: Option<Date>) -> (FactVersion, usize) {
        let version = FactVersion {
            id: id(name),
            file: FileKey(0),
            claim: Claim {
                value: FactValue::Number(1.0),
                text: "".into(),
                source: Source {
                    title: "S".into(),
                    url: "https://example.org".into(),
                },
                checked,
            },
            also: Vec::new(),
            confidence: Confidence::Official,
            applies_on: AppliesOn::Today,
            effective_from: None,
            effective_until: None,
            recheck_after_days: 365,
        };
        (version, 0)
    }

    /// Two steps: the first rests on a fresh, an old and an undated fact, the
    /// second on the old one alone.
    fn catalog() -> Catalog {
        let mut first = Step::new(step_id("first"), "");
        first.facts = vec![id("f.fresh"), id("f.old"), id("f.undated")];
        let mut second = Step::new(step_id("second"), "");
        second.facts = vec![id("f.old")];
        let stage = Stage {
            id: StageId::new("s").expect("an id"),
            title: "".into(),
            summary: None,
            steps: vec![first, second],
        };
        let pathway = Pathway {
            id: PathwayId::new("path").expect("an id"),
            title: "".into(),
            summary: None,
            goal: None,
            stages: vec![stage.id.clone()],
            without: Vec::new(),
            finish: None,
        };
        let file = FileName {
            name: "example".into(),
            shipped: false,
        };
        audit(Parts {
            files: vec![file],
            facts: vec![
                fact("f.fresh", Some(TODAY)),
                fact("f.old", Some(date(2020, 1, 1))),
                fact("f.undated", None),
            ],
            stages: vec![(stage, FileKey(0))],
            pathways: vec![(pathway, FileKey(0))],
            ..Parts::default()
        })
        .expect("a sound example")
    }

    fn look(record: &Record, at: impl FnOnce(&Evaluation<'_>)) {
        let catalog = catalog();
        at(&Evaluation::new(&catalog, record, PathwayKey(0), TODAY));
    }

    fn ids(versions: &[&FactVersion]) -> String {
        let ids: Vec<&str> = versions.iter().map(|version| version.id.as_str()).collect();
        ids.join(" ")
    }

    #[test]
    fn a_step_rests_on_the_facts_listed_with_it() {
        look(&record(""), |evaluation| {
            let facts = |step| Vec::from_iter(evaluation.facts_of(StepKey(step)));
            assert_eq!(ids(&facts(0)), "f.fresh f.old f.undated");
            assert_eq!(ids(&facts(1)), "f.old");
        });
    }

    #[test]
    fn old_facts_count_while_a_step_is_ahead() {
        let case = |marks: &str, expected: &str| {
            look(&record(marks), |evaluation| {
                assert_eq!(ids(&evaluation.stale_facts()), expected, "{marks}");
            });
        };
        case("", "f.old f.undated");
        case("first done", "f.old");
        case("first done, second waived", "");
        case("first done, second doing", "f.old");
    }
}
