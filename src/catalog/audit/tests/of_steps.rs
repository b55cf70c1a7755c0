//! Steps can be reached, pathways hold what they list, nothing waits for itself.

use super::building::{building, optional, requires, step, step_ids};
use crate::catalog::{audit::ProblemKind, id::StageId, length::Estimate, pathway::Pathway};

#[test]
fn an_estimate_rises() {
    let falls = Estimate {
        low: 2,
        likely: 1,
        high: 3,
    };
    let effort = step("a", |step| step.effort_hours = falls);
    building()
        .stage("s", [effort])
        .refused("s", "step[0].effort", &ProblemKind::NotOrdered);
    let wait = step("b", |step| step.wait_days = falls);
    let both = [optional("a"), wait];
    building()
        .stage("s", both)
        .refused("s", "step[1].wait", &ProblemKind::NotOrdered);
}

#[test]
fn a_required_step_can_be_reached() {
    let waits = step("b", |step| step.requires = requires("a"));
    let kind = ProblemKind::RequiresOptional { step: "a".into() };
    let stage = building().stage("s", [optional("a"), waits.clone()]);
    stage.refused("s", "step[1].requires[0]", &kind);
    building()
        .stage(
            "s",
            [
                optional("a"),
                step("b", |step| {
                    step.optional = true;
                    step.requires = requires("a");
                }),
            ],
        )
        .sound();
    let group = step("b", |step| {
        step.requires_any = vec![step_ids("a"), Vec::new()];
    });
    let stage = building().stage("s", [optional("a"), group]);
    stage.refused("s", "step[1].requires-any[1]", &ProblemKind::EmptyGroup);
    let kind = ProblemKind::OfferedUntilRequired;
    let until = step("b", |step| step.offered_until = step_ids("a"));
    building()
        .stage("s", [optional("a"), until])
        .refused("s", "step[1].offered-until", &kind);
}

#[test]
fn nothing_waits_for_itself() {
    let circle = |ids: &str| ProblemKind::Circle {
        ids: ids.split_whitespace().map(ToOwned::to_owned).collect(),
    };
    let waits = |id: &str, firsts: &str| step(id, |step| step.requires = requires(firsts));
    let one = building().stage("s", [waits("a", "a")]);
    one.refused("s", "step[0].requires[0]", &circle("a a"));
    let two = building().stage("s", [waits("x", ""), waits("a", "x b"), waits("b", "a")]);
    two.refused("s", "step[1].requires[1]", &circle("a b a"));
    let own = building().stage("s", [waits("a", "s")]);
    own.refused("s", "step[0].requires[0]", &circle("a s a"));
    let group = step("a", |step| step.requires_any = vec![step_ids("x b")]);
    let by_group = building().stage("s", [waits("x", ""), group, waits("b", "a")]);
    by_group.refused("s", "step[1].requires-any[0][1]", &circle("a b a"));
    let by_earlier = building().stage(
        "s",
        [
            waits("a", "old"),
            step("b", |step| {
                step.requires = requires("a");
                step.was = step_ids("old");
            }),
        ],
    );
    by_earlier.refused("s", "step[0].requires[0]", &circle("a b a"));
    let stages = building()
        .stage("s", [waits("a", "t")])
        .stage("t", [waits("b", "s")]);
    stages.refused("s", "step[0].requires[0]", &circle("a t b s a"));
    // An optional step does not hold its stage up.
    building()
        .stage(
            "s",
            [
                waits("a", ""),
                step("b", |step| {
                    step.optional = true;
                    step.requires = requires("s");
                }),
            ],
        )
        .sound();
}

#[test]
fn a_pathway_holds_what_it_lists() {
    let twice = ProblemKind::StageTwice { stage: "s".into() };
    let case = |stages: &str, change: fn(&mut Pathway), path: &str, kind: &ProblemKind| {
        let stages_and_path = building()
            .stage("s", [step("a", |_| {})])
            .stage("t", [step("b", |_| {})])
            .pathway("p", stages, change);
        stages_and_path.refused("p", path, kind);
    };
    case("s t s", |_| {}, "stages[2]", &twice);
    let finish = ProblemKind::NotItsStage { stage: "t".into() };
    case(
        "s",
        |path| path.finish = StageId::new("t").ok(),
        "finish",
        &finish,
    );
    let without = ProblemKind::NotItsStep { step: "b".into() };
    case(
        "s",
        |path| path.without = step_ids("a b"),
        "without[1]",
        &without,
    );
}

#[test]
fn a_pathway_holds_a_member_of_each_group() {
    let group = || step("c", |step| step.requires_any = vec![step_ids("a b")]);
    let stages = || {
        building()
            .stage("one", [optional("a"), optional("b")])
            .stage("two", [group()])
    };
    let kind = ProblemKind::GroupOutsidePathway {
        stage: "two".into(),
        step: "c".into(),
        members: vec!["a".into(), "b".into()],
    };
    // Where the pathway lists the stage: the stage may be right for others.
    stages()
        .pathway("p", "two", |_| {})
        .refused("p", "stages[0]", &kind);
    let without = |path: &mut Pathway| path.without = step_ids("b a");
    stages()
        .pathway("p", "one two", without)
        .refused("p", "stages[1]", &kind);
    let without = |path: &mut Pathway| path.without = step_ids("b");
    stages().pathway("p", "one two", without).sound();
    let without = |path: &mut Pathway| path.without = step_ids("c");
    stages().pathway("p", "two", without).sound();
    stages().pathway("p", "one", |_| {}).sound();
}
