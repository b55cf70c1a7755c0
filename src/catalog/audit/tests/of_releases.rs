//! Which version brought, renamed or retired a step.

use super::building::{Building, building, step, step_ids, used};
use crate::catalog::{
    audit::ProblemKind, id::StageId, pathway::Pathway, retired::Retired, step::Step,
    version::Version,
};

fn version(text: &str) -> Option<Version> {
    text.parse().ok()
}

fn stage(change: impl FnOnce(&mut Step)) -> Building {
    building().stage("s", [step("a", change)])
}

fn later(given: &str) -> ProblemKind {
    ProblemKind::Later {
        version: given.parse().expect("a version"),
        catalog: "0.2.0".parse().expect("a version"),
    }
}

#[test]
fn what_ships_is_no_newer_than_the_program() {
    let since = |text: &str| stage(|step| step.since = version(text));
    since("0.2.0").shipped_in("0.2.0").sound();
    let newer = since("0.2.1").shipped_in("0.2.0");
    newer.refused("s", "step[0].since", &later("0.2.1"));
    let renamed = stage(|step| step.renamed = version("1.0.0"));
    let renamed = renamed.shipped_in("0.2.0");
    renamed.refused("s", "step[0].renamed", &later("1.0.0"));
    // A person's own files follow no version of the program.
    since("9.0.0").sound();
}

#[test]
fn a_renamed_step_that_ships_says_since_when() {
    let was = |step: &mut Step| step.was = step_ids("old");
    let silent = stage(was).shipped_in("0.2.0");
    silent.refused("s", "step[0].was", &ProblemKind::NoRenamed);
    stage(was).sound();
    stage(|step| {
        was(step);
        step.renamed = version("0.2.0");
    })
    .shipped_in("0.2.0")
    .sound();
}

#[test]
fn a_retired_step_that_ships_says_since_when_and_where_it_stood() {
    let case = |change: fn(&mut Retired), key: &'static str| {
        let lacks = stage(|_| {}).retires("old", true, change);
        lacks.refused(
            "retired",
            "retired[0].id",
            &ProblemKind::RetiredWithout { key },
        );
    };
    case(|retired| retired.stage = StageId::new("s").ok(), "since");
    case(|retired| retired.since = version("0.2.0"), "stage");
    let both = |since: &'static str| {
        move |retired: &mut Retired| {
            retired.stage = StageId::new("s").ok();
            retired.since = version(since);
        }
    };
    let sound = stage(|_| {}).retires("old", true, both("0.2.0"));
    sound.shipped_in("0.2.0").sound();
    let newer = stage(|_| {}).retires("old", true, both("0.3.0"));
    let newer = newer.shipped_in("0.2.0");
    newer.refused("retired", "retired[0].since", &later("0.3.0"));
    stage(|_| {}).retires("old", false, |_| {}).sound();
}

#[test]
fn a_retired_id_is_no_earlier_id_of_another_step() {
    let retired = "a retired step; ids are never used again";
    let both = stage(|step| step.was = step_ids("old")).retired("old", Some("a"));
    both.refused("s", "step[0].was[0]", &used("old", retired));
    let before = |retired: &mut Retired| retired.was = step_ids("older");
    let earlier = stage(|step| step.was = step_ids("older")).retires("old", false, before);
    earlier.refused("s", "step[0].was[0]", &used("older", retired));
    let catalog = stage(|_| {}).retires("old", false, before).sound();
    let found = catalog.retired_named("older").map(|found| &found.id);
    assert_eq!(found.map(|id| id.as_str()), Some("old"));
}

#[test]
fn a_pathway_may_go_on_leaving_out_a_step_that_was_retired() {
    let without = |path: &mut Pathway| path.without = step_ids("old");
    let of_stage =
        |id: &'static str| move |retired: &mut Retired| retired.stage = StageId::new(id).ok();
    let stages = || stage(|_| {}).stage("t", []).pathway("p", "s", without);
    stages().retires("old", false, of_stage("s")).sound();
    let elsewhere = stages().retires("old", false, of_stage("t"));
    let problem = super::building::unknown("step", "old", None);
    elsewhere.refused("p", "without[0]", &problem);
}
