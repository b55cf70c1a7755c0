//! Every name means one thing, and what is named exists.

use super::building::{building, facts, requires, step, step_ids, unknown, used};
use crate::catalog::{
    audit::{MOST_SUGGESTIONS, Problem, ProblemKind, audit},
    id::CredentialId,
    pathway::Pathway,
    step::Step,
};

#[test]
fn a_name_means_one_thing() {
    let bare = |id: &str| step(id, |_| {});
    let was = |id: &str, was: &str| step(id, |step| step.was = step_ids(was));
    let same = "a step of the same stage";
    building()
        .stage("s", [bare("a"), bare("a")])
        .refused("s", "step[1].id", &used("a", same));
    building()
        .stage("s", [was("a", "a")])
        .refused("s", "step[0].was[0]", &used("a", same));
    let two = [was("a", "x y"), was("b", "z y")];
    let earlier = "a step, as an earlier id";
    building()
        .stage("s", two)
        .refused("s", "step[1].was[1]", &used("y", earlier));
    let itself = "the stage itself";
    building()
        .stage("s", [bare("s")])
        .refused("s", "step[0].id", &used("s", itself));
    let stages = building()
        .stage("s", [bare("a")])
        .stage("t", [bare("b"), bare("a")]);
    stages.refused("t", "step[1].id", &used("a", "a step in s"));
    let stages = building().stage("s", []).stage("t", [bare("s")]);
    stages.refused("t", "step[0].id", &used("s", "a stage in s"));
    let stages = building().stage("s", [bare("a")]).stage("a", []);
    stages.refused("a", "id", &used("a", "a step in s"));
    let paths = building()
        .stage("s", [])
        .pathway("p", "s", |_| {})
        .pathway("p", "s", |_| {});
    paths.refused("p", "id", &used("p", "a pathway in p"));
    let credentials = building().credential("c", "").credential("c", "");
    credentials.refused("c", "id", &used("c", "a credential in c"));
    // Whichever was read later gives way.
    let clash = building().credential("c", "").stage("s", [bare("c")]);
    clash.refused("s", "step[0].id", &used("c", "a definition in c"));
    let clash = building().stage("s", [bare("c")]).credential("c", "");
    clash.refused("c", "id", &used("c", "a definition in s"));
    // A retired id is never used again, and the one who does is told.
    let again = building().stage("s", [bare("old")]).retired("old", None);
    let retired = "a retired step; ids are never used again";
    again.refused("s", "step[0].id", &used("old", retired));
    building()
        .stage("a", [bare("b")])
        .pathway("a", "a", |_| {})
        .credential("c", "")
        .sound();
}

#[test]
fn what_is_named_exists() {
    let first = |change: fn(&mut Step)| building().stage("s", [step("abc", change)]);
    let either = unknown("step or stage", "abd", Some("abc"));
    let case = |change: fn(&mut Step), path: &str, kind: &ProblemKind| {
        first(change).refused("s", path, kind);
    };
    case(
        |step| step.requires = requires("abd"),
        "step[0].requires[0]",
        &either,
    );
    let near = unknown("step", "abd", Some("abc"));
    let group = |step: &mut Step| step.requires_any = vec![step_ids("abd")];
    case(group, "step[0].requires-any[0][0]", &near);
    let until = |step: &mut Step| {
        step.optional = true;
        step.offered_until = step_ids("abd");
    };
    case(until, "step[0].offered-until[0]", &near);
    let awards = |step: &mut Step| step.awards = CredentialId::new("abc").ok();
    case(
        awards,
        "step[0].awards",
        &unknown("credential", "abc", None),
    );
    let fact = unknown("fact", "f.x", None);
    case(|step| step.facts = facts("f.x"), "step[0].facts[0]", &fact);
    case(|step| step.title = "{f.x}".into(), "step[0].title", &fact);
    case(|step| step.why = Some("{f.x}".into()), "step[0].why", &fact);
    case(
        |step| step.how = vec!["".into(), "a {f.x}".into()],
        "step[0].how[1]",
        &fact,
    );
    case(
        |step| step.evidence = Some("{f.x}".into()),
        "step[0].evidence",
        &fact,
    );
    case(
        |step| step.watch_out = Some("{f.x}".into()),
        "step[0].watch-out",
        &fact,
    );
    case(
        |step| step.date_is = Some("{f.x}".into()),
        "step[0].date-is",
        &fact,
    );
    building()
        .credential("c", "f.x")
        .refused("c", "facts[0]", &fact);
    building()
        .pathway("p", "s", |_| {})
        .refused("p", "stages[0]", &unknown("stage", "s", None));
    let path = |change: fn(&mut Pathway)| building().stage("s", []).pathway("p", "s", change);
    let without = path(|path| path.without = step_ids("a"));
    without.refused("p", "without[0]", &unknown("step", "a", None));
    let goal = path(|path| path.goal = CredentialId::new("c").ok());
    goal.refused("p", "goal", &unknown("credential", "c", None));
}

#[test]
fn a_retired_step_is_no_prerequisite_and_names_its_heir() {
    let waits = || step("a", |step| step.requires = requires("old"));
    let heir = building().stage("s", [waits()]).retired("old", Some("a"));
    heir.refused(
        "s",
        "step[0].requires[0]",
        &unknown("step or stage", "old", Some("a")),
    );
    let none = building().stage("s", [waits()]).retired("old", None);
    none.refused(
        "s",
        "step[0].requires[0]",
        &unknown("step or stage", "old", None),
    );
    let lost = building().retired("old", Some("a"));
    lost.refused("retired", "retired[0].instead", &unknown("step", "a", None));
    building()
        .stage("s", [step("a", |_| {})])
        .retired("old", Some("a"))
        .sound();
}

/// Comparing each of ten thousand names with all others would take minutes.
#[test]
fn not_every_unknown_name_is_compared_with_all() {
    let steps = (0..300).map(|number| {
        step(&format!("step-{number}"), |step| {
            step.requires = requires(&format!("stem-{number}"));
        })
    });
    let problems = audit(building().stage("s", steps).0).expect_err("it is broken");
    let has_near =
        |problem: &&Problem| matches!(&problem.kind, ProblemKind::Unknown { near: Some(_), .. });
    assert_eq!(problems.len(), 300);
    assert_eq!(problems.iter().filter(has_near).count(), MOST_SUGGESTIONS);
}
