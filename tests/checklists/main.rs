//! What ships: the files below `checklists/`, the pathways they make, what a
//! person on them may and may not do, and what is never said to one.

mod behind;
mod clocks;
mod commands;
mod content;
mod costs;
mod coverage;
mod credits;
mod eligibility;
mod exams;
mod facts;
mod files;
mod guide;
mod map;
mod not_offered;
mod pathways;
mod ranking;
mod refusals;
mod risks;
mod rule;
mod sources;
mod texts;
mod toml_1_0;
mod topics;
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

fn pathway(id: &str) -> PathwayKey {
    let pathway = CATALOG.pathway_named(id);
    pathway.unwrap_or_else(|| panic!("there is no pathway {id}"))
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

/// A record on `rhit` in which all of this was marked done, in one set.
fn person(done: &str) -> Record {
    person_on("rhit", done)
}

/// The same on any pathway.
fn person_on(pathway: &str, done: &str) -> Record {
    let mut record = Record {
        pathway: pathway.into(),
        ..Record::default()
    };
    mark_all(&mut record, done, State::Done);
    record
}

/// Marks steps and whole stages, as `hitpath check … --as` does.
fn mark_all(record: &mut Record, typed: &str, state: State) {
    let steps = look(record, |evaluation| {
        steps_meant(evaluation, &named(typed), state)
    });
    for step in steps {
        mark(record, step, state);
    }
}

fn mark(record: &mut Record, step: StepKey, state: State) {
    let mark = Mark {
        state,
        on: Some(TODAY),
        ..Mark::default()
    };
    record.marks.insert(id(step).to_owned(), mark);
}

/// Looks at a record on the pathway it names.
fn look<T>(record: &Record, at: impl FnOnce(&Evaluation<'_>) -> T) -> T {
    let pathway = pathway(&record.pathway);
    at(&Evaluation::new(&CATALOG, record, pathway, TODAY))
}
