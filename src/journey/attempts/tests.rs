//! What a failed attempt does to the steps: one line for each case.

use super::*;
use crate::journey::{
    example::{ids, look},
    marking, next,
    occasions::{What, occasions},
    plan::Plan,
};

const EXAM: &str = "s: guide, apply <guide, sit <apply, passed^ <sit, again? <sit !passed, \
                    won @c <passed; credential: c dated-by=passed exam-day=sit reopens=apply+sit";

#[track_caller]
fn stands(record: &str, expected: &str) {
    let found = look(EXAM, record, |evaluation| {
        let steps = evaluation.catalog.steps();
        let one =
            steps.map(|(key, step)| format!("{} {}", step.id, evaluation.standing(key).word()));
        Vec::from_iter(one).join(", ")
    });
    assert_eq!(found, expected, "{record}");
}

#[test]
fn a_failed_attempt_reopens_what_it_used_up() {
    let before = "guide done on 2026-01-01, apply done on 2026-09-01, sit done on 2026-11-01";
    let with = |more: &str, expected: &str| stands(&format!("{before}, {more}"), expected);
    let open = "guide done, apply done, sit done, passed open, again open, won locked";
    with("@c pass 2026-10-01", open);
    with("@d fail 2026-11-01", open);
    // Not yet sat on this day.
    with("@c fail 2026-11-23", open);
    // Marked since.
    with("@c fail 2026-08-31", open);
    let reopened = "guide done, apply lapsed, sit locked, passed locked, again open, won locked";
    with("@c fail 2026-11-01", reopened);
    with("@c fail 2026-11-01, @c fail 2026-05-01", reopened);
    with("@c pass 2026-05-01, @c fail 2026-11-01", reopened);
    // Passed later, nothing is to do again.
    with("@c fail 2026-11-01, @c pass 2026-11-20", open);
    with(
        "@c fail 2026-10-01, passed done on 2026-11-01",
        "guide done, apply done, sit done, passed done, again open, won open",
    );
    // Only what is not older than the attempt is done again.
    stands(
        "guide done, apply done on 2026-11-10, sit done on 2026-11-01, @c fail 2026-11-01",
        "guide done, apply done, sit lapsed, passed locked, again open, won locked",
    );
    stands(
        "guide done, apply done, sit done, @c fail 2026-11-01",
        "guide done, apply lapsed, sit locked, passed locked, again open, won locked",
    );
}

#[test]
fn an_attempt_is_an_exam_that_was_sat_though_it_is_not_marked() {
    // After a failure the next attempt can be planned, and only a new one passed.
    stands(
        "@c fail 2026-11-01",
        "guide open, apply locked, sit locked, passed locked, again open, won locked",
    );
    stands(
        "@c pass 2026-11-01",
        "guide open, apply locked, sit locked, passed open, again locked, won locked",
    );
    // The no was about the attempt before.
    let then = "guide open, apply locked, sit locked, passed open, again locked, won locked";
    stands(
        "passed no on 2026-10-01, @c fail 2026-10-01, @c pass 2026-11-01",
        then,
    );
    stands("passed no on 2026-10-01, @c pass 2026-11-01", then);
    stands(
        "passed no on 2026-11-10, @c pass 2026-11-01",
        "guide open, apply locked, sit locked, passed no, again open, won locked",
    );
}

#[test]
fn the_question_answered_no_says_the_same() {
    let no = "guide done, apply done on 2026-09-01, sit done on 2026-11-01, passed no";
    let reopened = "guide done, apply lapsed, sit locked, passed no, again open, won locked";
    stands(&format!("{no} on 2026-11-01"), reopened);
    // Without a day of its own it is that of the exam.
    stands(no, reopened);
    stands(
        "guide done, apply done on 2026-09-01, sit done, passed no",
        "guide done, apply done, sit done, passed no, again open, won locked",
    );
}

#[test]
fn a_yes_from_before_the_attempt_has_to_be_given_again() {
    let record = |day: &str| {
        format!(
            "guide done, apply done on 2026-11-10, sit done on 2026-11-12, \
             passed done {day}, won done, @c fail 2026-11-05"
        )
    };
    let again = "guide done, apply done, sit done, passed lapsed, again open, won done";
    stands(&record("on 2026-11-05"), again);
    stands(&record(""), again);
    let answered = "guide done, apply done, sit done, passed done, again open, won done";
    stands(&record("on 2026-11-12"), answered);
    look(EXAM, &record("on 2026-11-05"), |evaluation| {
        let credential = evaluation
            .catalog
            .credential_named("c")
            .expect("it is there");
        let found = evaluation.eligibility(credential);
        assert!(!found.holds && !found.passed);
        let contested = found.contested.expect("the attempt speaks against it");
        assert_eq!(ids(evaluation.catalog, &contested.against), "passed");
    });
}

#[test]
fn who_plans_the_next_attempt_has_made_the_one_before() {
    let record = "guide done, apply done on 2026-09-01, sit done on 2026-11-01, @c fail 2026-11-01";
    look(EXAM, record, |evaluation| {
        let step = |id: &str| evaluation.catalog.step_named(id).expect("a step");
        assert!(evaluation.missing(step("again")).is_empty());
        assert!(marking::judge(evaluation, &[step("again")], State::Done).is_ok());
        assert!(marking::judge(evaluation, &[step("passed")], State::Done).is_err());
    });
    stands(
        "",
        "guide open, apply locked, sit locked, passed locked, again locked, won locked",
    );
}

#[test]
fn a_day_known_from_outside_is_over_with_the_attempt() {
    let expected = |catalog: &str, record: &str| {
        look(catalog, record, |evaluation| {
            let step = evaluation.catalog.step_named("sit").expect("a step");
            evaluation.expected(step).map(|day| day.to_string())
        })
    };
    let sat = |expect: &str, more: &str| {
        let sat = format!("guide done, apply done, sit done on 2026-11-01 expect {expect}");
        expected(EXAM, &format!("{sat}, {more}"))
    };
    let fail = "@c fail 2026-11-01";
    assert_eq!(
        sat("2026-11-01", "guide done").as_deref(),
        Some("2026-11-01")
    );
    assert_eq!(sat("2026-11-01", fail), None);
    assert_eq!(sat("2026-10-31", fail), None);
    assert_eq!(sat("2026-12-24", fail).as_deref(), Some("2026-12-24"));
    assert_eq!(sat("2026-11-01", "passed no on 2026-11-01"), None);
    // Not marked as sat at all.
    let todo = "sit todo expect 2026-11-01";
    assert_eq!(expected(EXAM, todo).as_deref(), Some("2026-11-01"));
    assert_eq!(expected(EXAM, &format!("{todo}, {fail}")), None);
    // A window that ended does the same.
    let window = "s: open, sit; clock: open win window starts=on length=30d stops=sit reopens=sit";
    let with = |expect: &str| expected(window, &format!("open done on 2026-10-01, sit {expect}"));
    assert_eq!(with("todo expect 2026-10-31"), None);
    assert_eq!(
        with("todo expect 2026-11-01").as_deref(),
        Some("2026-11-01")
    );
}

#[test]
fn nothing_follows_from_the_day_of_a_failed_attempt() {
    let free = format!(
        "{EXAM}; clock: sit free deadline starts=expect length=15d before chance stops=sit"
    );
    let seen = |expect: &str| {
        let record = format!(
            "guide done, apply done on 2026-09-01, sit done on 2026-11-01 expect {expect}, \
             @c fail 2026-11-01"
        );
        look(&free, &record, |evaluation| {
            let late = next::overdue(evaluation).map(|(_, day)| format!("late {day}"));
            let plan = Plan::of(evaluation);
            let days = occasions(evaluation, &plan).into_iter();
            let days = days.filter(|one| matches!(one.what, What::Expected(_) | What::Clock(_)));
            let days = days.map(|one| format!("{} {}", one.what.word(), one.day));
            let exam = evaluation
                .catalog
                .credential_named("c")
                .expect("it is there");
            let exam = format!("exam {}", evaluation.exam_day(exam));
            Vec::from_iter(late.chain(days).chain([exam])).join(", ")
        })
    };
    assert_eq!(seen("2026-11-01"), "exam 2026-11-01");
    assert_eq!(
        seen("2027-01-24"),
        "clock 2027-01-09, expected 2027-01-24, exam 2027-01-24"
    );
    assert_eq!(seen("2026-11-21"), "late 2026-11-21, exam 2026-11-21");
}

#[test]
fn once_the_exam_was_sat_again_its_result_is_asked_for_again() {
    let sat = |on: &str, more: &str, expected: &str| {
        let sat = format!("guide done, apply done on 2026-10-20, sit done on {on}");
        stands(&format!("{sat}, {more}"), expected);
    };
    let no = "guide done, apply lapsed, sit locked, passed no, again open, won locked";
    let again = "guide done, apply done, sit done, passed open, again open, won locked";
    let answer = "passed no on 2026-10-01";
    sat(
        "2026-10-01",
        answer,
        &no.replace("apply lapsed, sit locked", "apply done, sit lapsed"),
    );
    sat("2026-11-01", answer, again);
    sat(
        "2026-11-01",
        &format!("{answer}, @c fail 2026-10-01"),
        again,
    );
    sat(
        "2026-11-01",
        &format!("{answer}, @c pass 2026-11-01"),
        again,
    );
    // The second answer is about the second exam.
    sat("2026-11-01", "passed no on 2026-11-01", no);
    sat("2026-11-01", "passed no on 2026-11-05", no);
    let yes = "guide done, apply done, sit done, passed done, again open, won open";
    sat("2026-11-01", "passed done on 2026-11-01", yes);
    // Without a day nobody knows which exam it is about.
    sat("2026-11-01", "passed no", no);
}

#[test]
fn who_sat_the_exam_again_waits_for_the_result() {
    let record = "guide done, apply done on 2026-10-20, sit done on 2026-11-01, \
                  passed no on 2026-10-01";
    look(EXAM, record, |evaluation| {
        let next = next::next(evaluation).actions;
        let next: Vec<StepKey> = next.iter().map(|action| action.step).collect();
        assert_eq!(ids(evaluation.catalog, &next), "passed again");
        let exam = evaluation
            .catalog
            .credential_named("c")
            .expect("it is there");
        let eligibility = evaluation.eligibility(exam);
        assert_eq!(eligibility.failed, None);
        let failed = eligibility.failed_attempt.expect("it was not passed");
        let days = [Some(failed.on), failed.sat_again].map(|day| day.map(|day| day.to_string()));
        assert_eq!(
            days.map(Option::unwrap_or_default),
            ["2026-10-01", "2026-11-01"]
        );
        let passed = evaluation.catalog.step_named("passed").expect("a step");
        assert!(!marking::is_already(evaluation, passed, State::No));
    });
}

/// An authorization with all that hangs on it: its window, a deadline counted
/// back from the day that is booked or else from its end, and a paper.
const BOOKED: &str = "s: papers, apply <papers, book <apply, sit <book, passed^ <sit, \
    won @c <passed; credential: c dated-by=passed exam-day=sit reopens=apply+book+sit; \
    clock: papers paper expiry starts=until stops=sit reopens=papers; \
    clock: apply win window starts=on length=120d until-of=apply stops=sit inside=book+sit \
    reopens=apply+book; \
    clock: apply ask deadline starts=sit.expect+win.end length=10d before chance stops=sit; \
    clock: sit free deadline starts=expect length=15d before chance stops=sit";

#[test]
fn who_says_how_the_exam_ended_has_sat_it() {
    let seen = |record: &str| {
        look(BOOKED, record, |evaluation| {
            let clocks = evaluation.clocks();
            let one = clocks.map(|clock| (clock.state, clock.ends.filter(|_| clock.state.runs())));
            let sit = evaluation.catalog.step_named("sit").expect("a step");
            let window = evaluation.window_around(sit).map(|(ends, _)| ends);
            (Vec::from_iter(one), window)
        })
    };
    let runs = |record: &str| {
        let (clocks, window) = seen(record);
        (
            clocks.iter().filter(|(state, _)| state.runs()).count(),
            window.is_some(),
        )
    };
    let endings = [
        "@c fail 2026-11-15",
        "@c pass 2026-11-15",
        "passed no on 2026-11-15",
        "passed done on 2026-11-15",
    ];
    for until in ["", "until 2027-02-20"] {
        for expect in ["", "expect 2026-11-15", "expect 2026-11-10"] {
            let papers = "papers done on 2026-01-01 until 2027-06-01";
            let before =
                format!("{papers}, apply done on 2026-10-01 {until}, book done on 2026-10-05");
            let booked = match expect {
                "" => before.clone(),
                _ => format!("{before}, sit todo {expect}"),
            };
            // The window, what is counted back from it, and the paper.
            assert!(runs(&booked).0 >= 2 && runs(&booked).1, "{booked}");
            for ending in endings {
                let marked = format!("{before}, sit done on 2026-11-15 {expect}, {ending}");
                let unmarked = format!("{booked}, {ending}");
                assert_eq!(seen(&unmarked), seen(&marked), "{unmarked}");
                // Papers are still needed for the next one.
                let left = usize::from(!ending.contains("pass 2") && !ending.contains("done"));
                assert_eq!(runs(&unmarked), (left, false), "{unmarked}");
            }
        }
    }
    // What was sat before the window opened, or is still to come, ends nothing.
    let opened = "papers done, apply done on 2026-11-16, book done on 2026-11-17";
    for ending in [
        "@c fail 2026-11-15",
        "passed no on 2026-11-15",
        "@c fail 2026-11-23",
    ] {
        assert!(runs(&format!("{opened}, {ending}")).1, "{ending}");
    }
    // A second attempt ends the second window, whatever the first one left.
    let twice = format!("{opened}, sit done on 2026-05-01, @c fail 2026-05-01");
    assert!(runs(&twice).1);
    assert!(!runs(&format!("{twice}, @c fail 2026-11-20")).1);
    assert!(!runs(&format!("{opened}, passed done")).1, "without a day");
}
