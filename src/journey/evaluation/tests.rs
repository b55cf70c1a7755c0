//! Standing, what is missing, progress: one line for each case.

use super::*;
use crate::journey::example::{ids, look, steps};

/// All standings, in the order of the catalog.
#[track_caller]
fn stands(catalog: &str, record: &str, expected: &str) {
    let found = look(catalog, record, |evaluation| {
        let standing = |(key, step): (StepKey, &crate::catalog::step::Step)| {
            format!("{} {}", step.id, evaluation.standing(key).word())
        };
        let all: Vec<String> = evaluation.catalog.steps().map(standing).collect();
        all.join(", ")
    });
    assert_eq!(found, expected, "{catalog} with {record}");
}

#[test]
fn a_mark_says_how_a_step_stands() {
    stands("s: a", "", "a open");
    stands("s: a", "a todo", "a open");
    stands("s: a", "a doing", "a doing");
    stands("s: a", "a done", "a done");
    stands("s: a", "a waived", "a waived");
    stands("s: a", "a no", "a no");
}

#[test]
fn a_step_waits_for_what_it_requires() {
    let two = "s: a, b <a";
    stands(two, "", "a open, b locked");
    stands(two, "a doing", "a doing, b locked");
    stands(two, "a no", "a no, b locked");
    stands(two, "a done", "a done, b open");
    stands(two, "a waived", "a waived, b open");
    // What was marked out of order stays marked.
    stands(two, "b done", "a open, b done");
    stands(two, "b doing", "a open, b doing");
    stands(two, "b no", "a open, b no");
    stands(two, "b waived", "a open, b waived");
}

#[test]
fn of_a_group_one_is_enough() {
    let group = "s: a?, b?, c <a|b";
    stands(group, "", "a open, b open, c locked");
    stands(group, "a no", "a no, b open, c locked");
    stands(group, "b done", "a open, b done, c open");
    stands(
        "s: a?, b?, c?, d <a|b <b|c",
        "a done",
        "a done, b open, c open, d locked",
    );
    stands(
        "s: a?, b?, c?, d <a|b <b|c",
        "b done",
        "a open, b done, c open, d open",
    );
}

#[test]
fn a_stage_means_its_required_steps() {
    let stages = "one: a, b?, c; two: d <one";
    stands(stages, "a done", "a done, b open, c open, d locked");
    stands(
        stages,
        "a done, c waived",
        "a done, b open, c waived, d open",
    );
    stands("one: a?; two: b <one", "", "a open, b open");
    stands("one: ; two: b <one", "", "b open");
    // An optional step may wait for the required ones beside it.
    stands("one: a, b? <one", "", "a open, b locked");
}

#[test]
fn what_the_pathway_does_not_hold_is_not_asked_for() {
    stands("-other: a; s: b <a", "", "a open, b open");
    stands("-other: a; s: b <other", "", "a open, b open");
    stands("s: -a, b <a", "", "a open, b open");
    stands("s: -a, b; t: c <s", "b done", "a open, b done, c open");
    // Of a group it counts where it is done all the same.
    stands("-other: a; s: b?, c <a|b", "", "a open, b open, c locked");
    stands(
        "-other: a; s: b?, c <a|b",
        "a done",
        "a done, b open, c open",
    );
}

#[test]
fn what_was_done_can_lapse() {
    stands("s: a =10d", "a done", "a done");
    stands("s: a =10d", "a done on 2026-11-12", "a done");
    stands("s: a =10d", "a done on 2026-11-11", "a lapsed");
    stands("s: a =10d", "a waived on 2026-11-11", "a lapsed");
    stands("s: a", "a done on 1990-01-01", "a done");
    stands(
        "s: a =10d, b <a",
        "a done on 2026-11-11",
        "a lapsed, b locked",
    );
    stands(
        "s: a, b =10d <a",
        "b done on 2026-11-11",
        "a open, b locked",
    );
    // The end on the paper counts in place of the rule.
    stands(
        "s: a =10d",
        "a done on 2026-11-11 until 2026-11-22",
        "a done",
    );
    stands(
        "s: a =10d",
        "a done on 2026-11-20 until 2026-11-21",
        "a lapsed",
    );
    stands("s: a =10d", "a done until 2026-11-21", "a lapsed");
    stands("s: a", "a done until 2026-11-21", "a done");
    // An end before the day it was done stands on an older paper.
    stands(
        "s: a =10d",
        "a done on 2026-11-20 until 2026-11-19",
        "a done",
    );
}

#[test]
fn an_earlier_id_is_the_step() {
    stands("s: a ~x ~y", "x done", "a done");
    stands("s: a ~x ~y", "y doing", "a doing");
    stands("s: a ~x, b", "a doing, x done", "a doing, b open");
    stands("s: c ~b", "b done, c doing", "c doing");
}

#[test]
fn marks_on_steps_that_are_gone_are_listed() {
    look(
        "s: a ~x; retired: old>a",
        "a done, x done, old done, zebra doing",
        |evaluation| {
            assert_eq!(Vec::from_iter(evaluation.unknown_steps()), ["zebra"]);
            assert_eq!(Vec::from_iter(evaluation.retired_steps()), ["old"]);
            let old = evaluation
                .catalog
                .retired_named("old")
                .expect("it is retired");
            assert_eq!(
                old.instead.as_ref().map(ToString::to_string),
                Some("a".into())
            );
            assert_eq!(
                evaluation.progress().required,
                1,
                "what is retired never counts"
            );
        },
    );
}

#[test]
fn what_is_missing_is_named() {
    let case = |catalog: &str, record: &str, step: &str, expected: &str| {
        let found = look(catalog, record, |evaluation| {
            let missing = evaluation.missing(steps(evaluation.catalog, step)[0]);
            let named = missing.iter().map(|missing| match missing {
                Missing::Step(step) => ids(evaluation.catalog, &[*step]),
                Missing::OneOf(steps) => {
                    format!("one of {}", ids(evaluation.catalog, steps))
                }
            });
            Vec::from_iter(named).join(", ")
        });
        assert_eq!(found, expected, "{step} of {catalog} with {record}");
    };
    case("s: a, b, c <a <b", "", "c", "a, b");
    case("s: a, b, c <a <b", "a done", "c", "b");
    case("s: a, b, c <a <b", "a done, b waived", "c", "");
    case("s: a, b?, c; t: d <s", "a done", "d", "c");
    // By itself and by its stage is once.
    case("s: a, b; t: d <b <s", "", "d", "b, a");
    case("s: a?, b?, c <a|b", "", "c", "one of a b");
    case("s: a?, b?, c <a|b", "a done", "c", "");
    // Those that the pathway does not hold are not named; of one there is no
    // choice.
    case("-o: a; s: b?, c <a|b", "", "c", "b");
    case("-o: a; s: b <a", "", "b", "");
}

#[test]
fn progress_counts_required_steps_and_optional_ones_apart() {
    let case = |catalog: &str, record: &str, expected: (usize, usize, usize, usize, usize)| {
        let progress = look(catalog, record, |evaluation| evaluation.progress());
        let found = (
            progress.satisfied,
            progress.required,
            progress.percent(),
            progress.optional_satisfied,
            progress.optional,
        );
        assert_eq!(found, expected, "{catalog} with {record}");
    };
    case("s: a, b, c", "", (0, 3, 0, 0, 0));
    case("s: a, b, c", "a done", (1, 3, 33, 0, 0));
    case("s: a, b, c", "a done, b waived", (2, 3, 66, 0, 0));
    case("s: a, b, c", "a done, b done, c done", (3, 3, 100, 0, 0));
    case("s: a, b, c", "a doing, b no", (0, 3, 0, 0, 0));
    case("s: a, b?", "a done", (1, 1, 100, 0, 1));
    case("s: a, b?", "b done", (0, 1, 0, 1, 1));
    case("s: a?", "", (0, 0, 100, 0, 1));
    case("s: a, -b; -o: c", "", (0, 1, 0, 0, 0));
    // Past its offer an optional step counts only where it was done.
    case("s: a, b? !a", "a done", (1, 1, 100, 0, 0));
    case("s: a, b? !a", "a done, b done", (1, 1, 100, 1, 1));
}

#[test]
fn an_offer_ends_unless_it_is_the_way_on() {
    let case = |catalog: &str, record: &str, is_past: bool| {
        let found = look(catalog, record, |evaluation| {
            evaluation.is_past_its_offer(steps(evaluation.catalog, "x")[0])
        });
        assert_eq!(found, is_past, "{catalog} with {record}");
    };
    case("s: a, x? !a", "", false);
    case("s: a, x? !a", "a done", true);
    case("s: a, x? !a", "a waived", true);
    case("s: a, x? !a", "a doing", false);
    case("s: a, b, x? !a !b", "b done", true);
    case("s: x?", "", false);
    // A required step waits for one of its group, and none of it is done.
    case("s: a, x? !a, y?, z <x|y", "a done", false);
    case("s: a, x? !a, y?, z <x|y", "a done, y done", true);
    case("s: a, x? !a, y?, z <x|y", "a done, z done", true);
    case("s: a, x? !a, y? <x, z <y|y", "a done", false);
    case("s: a, x? !a, y?, z? <x|y", "a done", true);
}

#[test]
fn required_questions_answered_no_are_found() {
    look("s: a, b?, c; -o: d", "a no, b no, d no", |evaluation| {
        let no: Vec<StepKey> = evaluation.answered_no().collect();
        assert_eq!(ids(evaluation.catalog, &no), "a");
    });
}

#[test]
fn followers_are_those_that_name_a_step() {
    look(
        "s: a, b <a, c <b, d?, e <a|d; -o: f <a; t: g <s",
        "",
        |evaluation| {
            let followers = evaluation.followers_of(steps(evaluation.catalog, "a")[0]);
            assert_eq!(ids(evaluation.catalog, &followers), "b e");
        },
    );
}

#[test]
fn what_is_valid_for_some_months_is_so_by_the_calendar() {
    // The day of the tests is 2026-11-22.
    stands("s: a =6mo", "a done on 2026-05-22", "a done");
    stands("s: a =6mo", "a done on 2026-05-21", "a lapsed");
    stands("s: a =3mo", "a done on 2026-08-22", "a done");
    stands("s: a =90d", "a done on 2026-08-24", "a done");
    stands("s: a =90d", "a done on 2026-08-23", "a lapsed");
}
