//! What ships: the files below `checklists/`, the pathway `rhit` they make, and
//! what a person on it may and may not do.

mod content;
mod files;
mod guide;
mod map;
mod refusals;
mod toml_1_0;
mod walks;

use std::{path::Path, sync::LazyLock};

use hitpath::{
    catalog::{Catalog, PathwayKey, StageKey, StepKey, audit::audit},
    journey::{
        evaluation::Evaluation,
        marking::{Named, steps_meant},
        record::{Mark, Record, State},
    },
    store::shipped,
};
use jiff::civil::{Date, date};

/// The day on which the map was compiled.
const TODAY: Date = date(2026, 11, 22);

/// The stages of `rhit`, in order.
const STAGES: [&str; 7] = [
    "explore",
    "diploma",
    "cahiim-program",
    "internship",
    "rhit-exam",
    "job-search",
    "advancement",
];

/// What is embedded in the program, audited.
static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    // In full: at a start of the program only its names and references are
    // looked at again.
    let taking = shipped::parts().expect("what is embedded is what the drafts read");
    assert!(!taking.parts.trusts_shipped);
    assert_eq!(taking.problems, [], "some part is not well formed");
    audit(taking.parts).unwrap_or_else(|problems| panic!("the audit finds {problems:#?}"))
});

/// The folder with the files.
fn checklists() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/checklists"))
}

fn rhit() -> PathwayKey {
    CATALOG.pathway_named("rhit").expect("the pathway ships")
}

fn step(id: &str) -> StepKey {
    let step = CATALOG.step_named(id);
    step.unwrap_or_else(|| panic!("there is no step {id}"))
}

fn stage(id: &str) -> StageKey {
    let stage = CATALOG.stage_named(id);
    stage.unwrap_or_else(|| panic!("there is no stage {id}"))
}

fn id(step: StepKey) -> &'static str {
    CATALOG.step(step).id.as_str()
}

/// What a person types, steps and stages, turned into names.
fn named(typed: &str) -> Vec<Named> {
    typed
        .split_whitespace()
        .map(|name| match CATALOG.stage_named(name) {
            Some(stage) => Named::Stage(stage),
            None => Named::Step(step(name)),
        })
        .collect()
}

/// A record in which all of this was marked done, in one set.
fn person(done: &str) -> Record {
    let mut record = Record {
        pathway: "rhit".into(),
        ..Record::default()
    };
    let steps = look(&record, |evaluation| {
        steps_meant(evaluation, &named(done), State::Done)
    });
    for step in steps {
        mark(&mut record, step, State::Done);
    }
    record
}

fn mark(record: &mut Record, step: StepKey, state: State) {
    let mark = Mark {
        state,
        on: Some(TODAY),
        ..Mark::default()
    };
    record.marks.insert(id(step).to_owned(), mark);
}

fn look<T>(record: &Record, at: impl FnOnce(&Evaluation<'_>) -> T) -> T {
    at(&Evaluation::new(&CATALOG, record, rhit(), TODAY))
}
