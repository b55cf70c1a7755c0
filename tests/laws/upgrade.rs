//! What an upgrade did is told, and only then: of what ships today, and of what
//! a later version may make of it, with steps added, renamed and retired.

use std::{path::Path, sync::LazyLock};

use hitpath::{
    catalog::{
        Catalog, FileKey, FileName, PathwayKey, StepKey,
        audit::{Parts, audit},
        fact::FactValue,
        id::StepId,
        retired::Retired,
        version::Version,
    },
    invocation::Invocation,
    journey::{
        drift::Drift,
        evaluation::Evaluation,
        next::next,
        plan::Plan,
        proofs::Proofs,
        record::{Attempt, Correction, ExamResult, Mark, Record, State},
    },
    render::{self, Style},
    store::{catalog_files, shipped},
};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use proptest::{collection::vec, option, prelude::*, sample::Index};

const NOWHERE: &str = "/there/is/no/such/folder";
const TODAY: Date = date(2026, 11, 22);
const LATER: &str = "99.0.0";

static WHOLE: LazyLock<Catalog> =
    LazyLock::new(|| catalog_files::load(Path::new(NOWHERE)).expect("what ships is sound"));

/// What a later version changed, by the place of a step or stage that ships.
#[derive(Debug, Clone)]
struct Changes {
    added: Vec<Index>,
    renamed: Vec<Index>,
    /// The stage that a retired step stood in, and whether it was optional.
    retired: Vec<(Index, bool)>,
}

impl Changes {
    /// Makes a later version of the catalog, or of a part of it.
    fn make(&self, mut parts: Parts) -> Catalog {
        let steps: Vec<&StepId> = WHOLE.steps().map(|(_, step)| &step.id).collect();
        let picks =
            |indexes: &[Index], id: &StepId| indexes.iter().any(|index| index.get(&steps) == &id);
        let since: Option<Version> = LATER.parse().ok();
        parts.version = LATER.to_owned();
        for step in parts
            .stages
            .iter_mut()
            .flat_map(|(stage, _)| &mut stage.steps)
        {
            if picks(&self.added, &step.id) {
                step.since = since;
            }
            if picks(&self.renamed, &step.id) {
                let old = step.id.clone();
                step.id = StepId::new(&new_id(old.as_str())).expect("an id");
                step.was.push(old);
                step.renamed = since;
            }
        }
        let file = FileKey(u32::try_from(parts.files.len()).expect("few files"));
        let (name, shipped) = ("retired.toml".to_owned(), true);
        parts.files.push(FileName { name, shipped });
        let stages: Vec<_> = WHOLE.stages().map(|(_, stage)| &stage.id).collect();
        for (place, (stage, optional)) in self.retired.iter().enumerate() {
            let retired = Retired {
                id: StepId::new(&gone_id(place)).expect("an id"),
                was: Vec::new(),
                reason: "".into(),
                instead: StepId::new("learn-role").ok(),
                since,
                stage: Some((*stage.get(&stages)).clone()),
                optional: *optional,
            };
            parts.retired.push((retired, file, place));
        }
        audit(parts).unwrap_or_else(|problems| panic!("refused: {problems:#?}"))
    }
}

fn new_id(old: &str) -> String {
    format!("now-{old}")
}

fn gone_id(place: usize) -> String {
    format!("gone-{place}")
}

fn changes() -> impl Strategy<Value = Changes> {
    let retired = vec((any::<Index>(), any::<bool>()), 0..4);
    let steps = || vec(any::<Index>(), 0..20);
    (steps(), steps(), retired).prop_map(|(added, renamed, retired)| Changes {
        added,
        renamed,
        retired,
    })
}

fn mark() -> impl Strategy<Value = Mark> {
    let day = || option::of((-400i32..400).prop_map(|days| TODAY + days.days()));
    let state = (0..State::ALL.len()).prop_map(|state| State::ALL[state]);
    (state, day(), day(), day(), day()).prop_map(|(state, on, due, expect, until)| Mark {
        state,
        on,
        due,
        expect,
        until,
        ..Mark::default()
    })
}

/// A person on a pathway.
fn record() -> impl Strategy<Value = (PathwayKey, Record)> {
    let marks = vec((any::<Index>(), any::<bool>(), mark()), 0..40);
    let gone = vec((0..4usize, mark()), 0..3);
    let attempts = vec((any::<Index>(), any::<bool>(), -400i32..400), 0..3);
    let corrections = vec((any::<Index>(), -400i32..400), 0..8);
    let catalog = prop_oneof![
        1 => Just(None),
        3 => Just(Some(WHOLE.version.clone())),
        1 => Just(Some(LATER.to_owned())),
    ];
    (any::<Index>(), marks, gone, corrections, catalog, attempts).prop_map(
        |(pathway, marks, gone, corrections, catalog, attempts)| {
            let pathways: Vec<_> = WHOLE.pathways().collect();
            let (key, chosen) = *pathway.get(&pathways);
            let route = WHOLE.route(key);
            let stages = route.stages.iter();
            let steps: Vec<StepKey> = stages.flat_map(|&stage| WHOLE.steps_of(stage)).collect();
            let mut record = Record {
                pathway: chosen.id.to_string(),
                catalog,
                ..Record::default()
            };
            for (step, by_new_id, mark) in marks {
                let id = &WHOLE.step(*step.get(&steps)).id;
                let id = match by_new_id {
                    true => new_id(id.as_str()),
                    false => id.to_string(),
                };
                record.marks.insert(id, mark);
            }
            for (place, mark) in gone {
                record.marks.insert(gone_id(place), mark);
            }
            let credentials: Vec<_> = WHOLE.credentials().map(|one| &one.id).collect();
            for (exam, is_passed, days) in attempts {
                record.attempts.push(Attempt {
                    id: String::new(),
                    exam: exam.get(&credentials).to_string(),
                    on: TODAY + days.days(),
                    result: ExamResult::ALL[usize::from(!is_passed)],
                    score: None,
                });
            }
            let mut facts: Vec<&str> = WHOLE.fact_ids().collect();
            facts.sort_unstable();
            for (fact, days) in corrections {
                let correction = Correction {
                    value: FactValue::Number(12.0),
                    source: "a letter".to_owned(),
                    checked: TODAY + days.days(),
                };
                record
                    .facts
                    .insert((*fact.get(&facts)).to_owned(), correction);
            }
            (key, record)
        },
    )
}

fn status(evaluation: &Evaluation<'_>) -> String {
    let (next, plan) = (next(evaluation), Plan::of(evaluation));
    let style = Style {
        color: false,
        unicode: true,
        width: 80,
        plain: false,
        invocation: Invocation::NONE,
    };
    render::status::status(evaluation, &next, &plan, &Proofs::default(), &style)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 60,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn an_upgrade_is_told_where_it_changed_something((key, record) in record(), changes in changes()) {
        let catalog = changes.make(shipped::trusted_parts().expect("what ships").parts);
        let evaluation = Evaluation::new(&catalog, &record, key, TODAY);
        let told = status(&evaluation).contains("With the upgrade");
        prop_assert_eq!(told, Drift::of(&evaluation).is_some());
    }
}
