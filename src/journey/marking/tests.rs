//! What may be marked together, and the way out: one line for each case.

use super::*;
use crate::{
    catalog::{Catalog, PathwayKey},
    journey::example::{self, TODAY, ids, look, steps},
};

fn named(catalog: &Catalog, typed: &str) -> Vec<Named> {
    let name = |name: &str| match catalog.stage_named(name) {
        Some(stage) => Named::Stage(stage),
        None => Named::Step(steps(catalog, name)[0]),
    };
    typed.split_whitespace().map(name).collect()
}

fn said(catalog: &Catalog, names: &[Named]) -> String {
    let said = names.iter().map(|name| match *name {
        Named::Step(step) => catalog.step(step).id.as_str(),
        Named::Stage(stage) => catalog.stage(stage).id.as_str(),
    });
    Vec::from_iter(said).join(" ")
}

#[test]
fn a_set_is_judged_as_a_whole() {
    let case = |catalog: &str, record: &str, set: &str, wanted: State, expected: &str| {
        let found = look(catalog, record, |evaluation| {
            let set = steps(evaluation.catalog, set);
            let refused = judge(evaluation, &set, wanted).err().unwrap_or_default();
            let said = refused.iter().map(|refused| {
                let missing = refused.missing.iter();
                let missing = missing.map(|missing| ids(evaluation.catalog, missing.steps()));
                let missing = Vec::from_iter(missing).join(" and ");
                format!(
                    "{} lacks {missing}",
                    ids(evaluation.catalog, &[refused.step])
                )
            });
            Vec::from_iter(said).join(", ")
        });
        assert_eq!(found, expected, "{set} of {catalog} with {record}");
    };
    let chain = "s: a, b <a, c <b";
    case(chain, "", "a", State::Done, "");
    case(chain, "", "b", State::Done, "b lacks a");
    case(chain, "", "a b c", State::Done, "");
    case(chain, "", "c b a", State::Done, "");
    case(chain, "", "b c", State::Done, "b lacks a");
    case(chain, "a done", "b c", State::Done, "");
    case(chain, "", "a c", State::Done, "c lacks b");
    case(chain, "a no", "b", State::Done, "b lacks a");
    // Begun or answered no carries nothing; taking back and waiving need none.
    case(chain, "", "a b", State::Doing, "b lacks a");
    case(chain, "", "a b", State::No, "b lacks a");
    case(chain, "", "c", State::Waived, "");
    case(chain, "", "c", State::Todo, "");
    let group = "s: a?, b?, c <a|b";
    case(group, "", "c", State::Done, "c lacks a b");
    case(group, "", "b c", State::Done, "");
    case("s: a, b?; t: c <s", "", "c", State::Done, "c lacks a");
    case("s: a, b?; t: c <s", "", "a c", State::Done, "");
    case("s: a, b, c <a <b", "", "c", State::Done, "c lacks a and b");
}

#[test]
fn a_stage_means_what_is_left_of_it() {
    let case = |record: &str, typed: &str, wanted: State, expected: &str| {
        look("s: a, b?, c, -d; -o: e", record, |evaluation| {
            let names = named(evaluation.catalog, typed);
            let steps = steps_meant(evaluation, &names, wanted);
            assert_eq!(
                ids(evaluation.catalog, &steps),
                expected,
                "{typed} with {record}"
            );
        });
    };
    case("", "s", State::Done, "a c");
    case("a done", "s", State::Done, "c");
    case("a waived", "s", State::Done, "a c");
    case("a doing", "s", State::Doing, "c");
    case("a done", "s", State::Todo, "a");
    case("a done", "a s", State::Done, "a c");
    case("", "c s", State::Done, "c a");
    case("", "b b", State::Done, "b");
    case("", "o", State::Done, "");
}

#[test]
fn marking_again_what_is_so_says_nothing_new() {
    let case = |record: &str, wanted: State, expected: bool| {
        look("s: a =1d", record, |evaluation| {
            let step = steps(evaluation.catalog, "a")[0];
            assert_eq!(is_already(evaluation, step, wanted), expected, "{record}");
        });
    };
    case("", State::Todo, true);
    case("", State::Done, false);
    case("a done", State::Done, true);
    case("a waived", State::Done, false);
    case("a no", State::No, true);
    case("a doing", State::Doing, true);
    case("a done on 2026-01-01", State::Done, false);
    case("a done on 2026-01-01", State::Todo, false);
}

#[test]
fn a_set_grows_by_all_it_requires() {
    let case = |catalog: &str, record: &str, set: &str, expected: &str| {
        look(catalog, record, |evaluation| {
            let set = steps(evaluation.catalog, set);
            let all = with_all_required(evaluation, &set);
            assert_eq!(
                ids(evaluation.catalog, &all),
                expected,
                "{catalog} with {record}"
            );
        });
    };
    let chain = "s: a, b <a, c <b";
    case(chain, "", "c", "a b c");
    case(chain, "b done", "c", "c");
    case(chain, "a done", "c", "b c");
    case("s: a, b?, c; t: d <s", "", "d", "a c d");
    // Of a group the first, unless another is named or the first is a no.
    let group = "s: a?, b?, c <a|b";
    case(group, "", "c", "a c");
    case(group, "", "b c", "b c");
    case(group, "a no", "c", "b c");
    case(group, "a no, b no", "c", "a c");
    case("-o: a; s: b?, c <a|b", "", "c", "b c");
    // What the pathway does not hold comes last.
    case("s: a; -o: b <a", "", "b", "a b");
}

#[test]
fn the_way_out_can_be_typed() {
    let case = |catalog: &str, record: &str, typed: &str, expected: &str| {
        look(catalog, record, |evaluation| {
            let names = named(evaluation.catalog, typed);
            let way = way_out(evaluation, &names, State::Done);
            assert_eq!(
                said(evaluation.catalog, &way),
                expected,
                "{typed} of {catalog}"
            );
            let typed = steps_meant(evaluation, &way, State::Done);
            assert_eq!(judge(evaluation, &typed, State::Done), Ok(()));
        });
    };
    let two = "one: a, b; two: c <a, d <c";
    case(two, "", "c", "a c");
    // All that is left of a stage is the stage, unless it is one step.
    case(two, "", "d b", "one two");
    case(two, "c done", "d", "d");
    case(two, "a done", "d", "two");
    // Whoever names a stage gets stages.
    case(two, "", "two", "one two");
    case(two, "b done", "two", "one two");
    // A whole stage brings in a step that waits for another stage.
    case(
        "one: a; two: b, c <a; three: d <b",
        "",
        "three",
        "one two three",
    );
    case("one: a, b <d; two: c <a, d", "", "one", "one two");
    case("one: a?, b?; two: c <a|b", "", "two", "a two");
    case("one: -a, b; two: c <b", "", "a c", "b c a");
}

/// A command that only begins steps is refused too, and must not go round for
/// ever.
#[test]
fn there_is_a_way_out_for_every_state() {
    for wanted in State::ALL {
        look("one: a, b; two: c <one", "a doing, b no", |evaluation| {
            let names = named(evaluation.catalog, "two");
            let way = way_out(evaluation, &names, wanted);
            assert!(!way.is_empty() || wanted == State::Todo, "{wanted:?}");
        });
    }
}

#[test]
fn a_change_of_pathway_says_what_carries_over() {
    let here = example::catalog("s: a, b, c");
    let record = example::record("a done, b done, c doing");
    let old = Evaluation::new(&here, &record, PathwayKey(0), TODAY);
    let there = example::catalog("s: a, -b, c");
    let new = Evaluation::new(&there, &record, PathwayKey(0), TODAY);
    let carried = carried_over(&old, &new);
    assert_eq!((carried.counts, carried.kept_aside), (1, 1));
}

#[test]
fn before_a_step_that_cannot_be_taken_back_all_is_listed() {
    look(
        "-o: x; s: a, b, c?, d?; t: e <s <a <x <c|d <b|x",
        "a done",
        |evaluation| {
            let step = steps(evaluation.catalog, "e")[0];
            let preflight = Preflight::of(evaluation, step);
            let said = |listed: &[(StepKey, Standing)]| {
                let said = listed.iter().map(|&(step, standing)| {
                    format!("{} {}", ids(evaluation.catalog, &[step]), standing.word())
                });
                Vec::from_iter(said).join(", ")
            };
            assert_eq!(said(&preflight.prerequisites), "a done, b open");
            let groups: Vec<String> = preflight.one_of.iter().map(|group| said(group)).collect();
            assert_eq!(groups, ["c open, d open"]);
            assert_eq!(preflight.fees, []);
        },
    );
}
