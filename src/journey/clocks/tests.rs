//! How clocks stand on 2026-11-22: one line for each case.

use super::*;
use crate::journey::example::look;

/// All clocks, each as `id state starts..ends left`, in the order of the
/// catalog; `_` for a day that is not known, `!` behind an end of one's own.
#[track_caller]
pub(in crate::journey) fn clocks(catalog: &str, record: &str, expected: &str) {
    let found = look(catalog, record, |evaluation| {
        let one = |clock: &RunningClock<'_>| {
            let day = |day: Option<Date>| day.map_or("_".to_owned(), |day| day.to_string());
            let left = clock
                .days_left
                .map_or("_".to_owned(), |left| left.to_string());
            let own = if clock.printed { "!" } else { "" };
            format!(
                "{} {} {}..{}{own} {left}",
                clock.definition.id,
                clock.state.word(),
                day(clock.starts),
                day(clock.ends),
            )
        };
        // The page of its owner says the same of each.
        for clock in evaluation.clocks() {
            let mut on_page = evaluation.clocks_in(clock.owner).into_iter();
            assert!(on_page.any(|other| one(&other) == one(clock)));
        }
        Vec::from_iter(evaluation.clocks().map(one)).join(", ")
    });
    assert_eq!(found, expected, "{catalog} with {record}");
}

/// The standings of all steps, in the order of the catalog.
#[track_caller]
pub(in crate::journey) fn stands(catalog: &str, record: &str, expected: &str) {
    let found = look(catalog, record, |evaluation| {
        let steps = evaluation.catalog.steps();
        let one =
            steps.map(|(key, step)| format!("{} {}", step.id, evaluation.standing(key).word()));
        Vec::from_iter(one).join(", ")
    });
    assert_eq!(found, expected, "{catalog} with {record}");
}

/// An approval that opens a window of so many days in which `sit` has to come.
fn window(days: u32) -> String {
    format!(
        "s: apply, approved <apply, book <approved, sit <book; \
         clock: approved win window starts=on length={days}d stops=sit inside=book+sit \
         reopens=apply+approved+book"
    )
}

#[test]
fn a_window_runs_from_its_start_and_its_last_day_counts() {
    let win = |on: &str, expected: &str| {
        clocks(&window(120), &format!("approved done on {on}"), expected);
    };
    clocks(&window(120), "", "win not started _.._ _");
    clocks(
        &window(120),
        "approved doing on 2026-11-20",
        "win not started _.._ _",
    );
    clocks(
        &window(120),
        "approved waived on 2026-11-20",
        "win not started _.._ _",
    );
    win("2026-11-22", "win running 2026-11-22..2027-03-22 120");
    // Thirty days before its end it is due soon.
    win("2026-08-25", "win running 2026-08-25..2026-12-23 31");
    win("2026-08-24", "win due soon 2026-08-24..2026-12-22 30");
    win("2026-07-25", "win due soon 2026-07-25..2026-11-22 0");
    win("2026-07-24", "win overdue 2026-07-24..2026-11-21 -1");
    win("2026-11-23", "win not started _.._ _");
    // Of a short one the last quarter is soon.
    clocks(
        &window(8),
        "approved done on 2026-11-17",
        "win running 2026-11-17..2026-11-25 3",
    );
    clocks(
        &window(8),
        "approved done on 2026-11-16",
        "win due soon 2026-11-16..2026-11-24 2",
    );
    // Without a day nothing is known, but what the paper says.
    clocks(&window(120), "approved done", "win not started _.._ _");
    clocks(
        &window(120),
        "approved done until 2027-01-31",
        "win running _..2027-01-31! 70",
    );
}

#[test]
fn the_end_on_the_paper_counts_in_place_of_the_rule() {
    let approved = "approved done on 2026-11-01 until";
    clocks(
        &window(120),
        &format!("{approved} 2026-12-31"),
        "win running 2026-11-01..2026-12-31! 39",
    );
    // One from before that day was on an earlier paper.
    clocks(
        &window(120),
        &format!("{approved} 2026-10-31"),
        "win running 2026-11-01..2027-03-01 99",
    );
}

#[test]
fn a_stop_since_the_start_ends_it() {
    let sit = |mark: &str, expected: &str| {
        clocks(
            &window(10),
            &format!("approved done on 2026-11-01, sit {mark}"),
            expected,
        );
    };
    let ended = "win ended 2026-11-01..2026-11-11 -11";
    sit("done on 2026-11-01", ended);
    sit("done on 2026-11-11", ended);
    // Late, but not lost: who was let in late knows more than the rule.
    sit("done on 2026-11-15", ended);
    sit("waived", ended);
    sit("done", ended);
    let overdue = "win overdue 2026-11-01..2026-11-11 -11";
    sit("done on 2026-10-31", overdue);
    sit("doing on 2026-11-05", overdue);
    sit("todo", overdue);
}

#[test]
fn an_ended_window_reopens_its_steps() {
    let all = "apply done on 2026-06-01, approved done on 2026-06-10, book done";
    stands(
        &window(200),
        all,
        "apply done, approved done, book done, sit open",
    );
    stands(
        &window(120),
        all,
        "apply lapsed, approved locked, book locked, sit locked",
    );
    // What was done again since counts, and the new approval starts it anew.
    stands(
        &window(120),
        "apply done on 2026-11-01, approved done on 2026-06-10, book done",
        "apply done, approved lapsed, book locked, sit locked",
    );
    stands(
        &window(120),
        "apply done on 2026-11-01, approved done on 2026-11-10, book done on 2026-07-01",
        "apply done, approved done, book done, sit open",
    );
    // On the last day it still runs.
    stands(
        &window(120),
        "apply done on 2026-06-01, approved done on 2026-07-25, book done on 2026-08-01",
        "apply done, approved done, book done, sit open",
    );
    stands(
        &window(120),
        "apply done on 2026-06-01, approved done on 2026-06-10, book done, sit done on 2026-07-01",
        "apply done, approved done, book done, sit done",
    );
}

#[test]
fn a_wait_is_over_on_its_last_day_and_never_overdue() {
    let wait = "s: exam, again <exam; clock: exam wait wait starts=on length=30d opens=again";
    let exam = |on: &str| format!("exam done on {on}");
    clocks(
        wait,
        &exam("2026-10-24"),
        "wait running 2026-10-24..2026-11-23 1",
    );
    stands(wait, &exam("2026-10-24"), "exam done, again waiting");
    clocks(
        wait,
        &exam("2026-10-23"),
        "wait ended 2026-10-23..2026-11-22 0",
    );
    stands(wait, &exam("2026-10-23"), "exam done, again open");
    // What has to come first comes first, and what was done or begun stays.
    stands(wait, "again todo", "exam open, again locked");
    stands(
        wait,
        "exam done on 2026-11-20, again doing",
        "exam done, again doing",
    );
    stands(
        wait,
        "exam done on 2026-11-20, again done",
        "exam done, again done",
    );
    look(wait, &exam("2026-11-20"), |evaluation| {
        let waiting = evaluation.waiting();
        let days: Vec<String> = waiting.map(|(_, until, _)| until.to_string()).collect();
        assert_eq!(days, ["2026-12-20"]);
    });
    // Of a wait without a length nobody knows the end, so nothing waits for it.
    let open = "s: a, b; clock: a open wait starts=on stops=b";
    clocks(open, "a done on 2026-01-01", "open running 2026-01-01.._ _");
    clocks(
        open,
        "a done on 2026-01-01, b done on 2026-02-01",
        "open ended 2026-01-01.._ _",
    );
    let only = format!("{open} while-open=b");
    clocks(
        &only,
        "a done on 2026-01-01, b done on 2025-02-01",
        "open not started _.._ _",
    );
}

#[test]
fn of_two_waits_the_later_one_counts() {
    let two = "s: a, b; clock: a short wait starts=on length=10d opens=b, \
               a long wait starts=on length=20d opens=b";
    look(two, "a done on 2026-11-20", |evaluation| {
        let step = evaluation.catalog.step_named("b").expect("a step");
        let (until, clock) = evaluation.waiting_until(step).expect("it waits");
        assert_eq!(until.to_string(), "2026-12-10");
        assert_eq!(clock.definition.id.as_str(), "long");
    });
}

#[test]
fn a_deadline_can_be_counted_back() {
    let free = "s: book, sit; clock: sit free deadline starts=expect length=15d before stops=sit";
    let sit = |mark: &str, expected: &str| clocks(free, &format!("sit {mark}"), expected);
    sit("todo", "free not started _.._ _");
    sit(
        "todo expect 2027-01-15",
        "free running 2027-01-15..2026-12-31 39",
    );
    sit(
        "todo expect 2027-01-05",
        "free due soon 2027-01-05..2026-12-21 29",
    );
    sit(
        "todo expect 2026-12-07",
        "free due soon 2026-12-07..2026-11-22 0",
    );
    sit(
        "todo expect 2026-12-06",
        "free overdue 2026-12-06..2026-11-21 -1",
    );
    sit(
        "done on 2026-11-20 expect 2026-11-20",
        "free ended 2026-11-20..2026-11-05 -17",
    );
    // Taken before the day it was expected.
    sit(
        "done on 2026-11-20 expect 2026-12-20",
        "free ended 2026-12-20..2026-12-05 13",
    );
    let chance = format!("{free} chance");
    clocks(
        &chance,
        "sit todo expect 2026-12-06",
        "free ended 2026-12-06..2026-11-21 -1",
    );
}

#[test]
fn a_paper_runs_out_on_the_day_it_prints() {
    let paper = "s: match^, sit; clock: match id expiry starts=until stops=sit reopens=match";
    let with = |record: &str, state: &str, standing: &str| {
        clocks(paper, record, state);
        stands(paper, record, standing);
    };
    with(
        "match done",
        "id not started _.._ _",
        "match done, sit open",
    );
    with(
        "match done on 2026-11-01 until 2027-06-30",
        "id running 2026-11-01..2027-06-30! 220",
        "match done, sit open",
    );
    with(
        "match done until 2026-11-22",
        "id due soon _..2026-11-22! 0",
        "match done, sit open",
    );
    with(
        "match done on 2026-11-01 until 2026-11-21",
        "id overdue 2026-11-01..2026-11-21! -1",
        "match lapsed, sit open",
    );
    // It was needed until the exam, and no longer.
    with(
        "match done until 2026-11-21, sit done on 2026-11-20",
        "id ended _..2026-11-21! -1",
        "match done, sit done",
    );
    // It was confirmed since: the date is of the paper before.
    with(
        "match done on 2026-11-22 until 2026-11-21",
        "id not started _.._ _",
        "match done, sit open",
    );
}

#[test]
fn of_several_starts_the_first_known_counts() {
    let two = "s: approved, sit; clock: approved win window starts=on length=100d stops=sit, \
               sit ask deadline starts=sit.expect+win.end length=10d before stops=sit";
    clocks(
        two,
        "approved done on 2026-11-01",
        "win running 2026-11-01..2027-02-09 79, ask running 2027-02-09..2027-01-30 69",
    );
    clocks(
        two,
        "approved done on 2026-11-01, sit todo expect 2027-01-20",
        "win running 2026-11-01..2027-02-09 79, ask running 2027-01-20..2027-01-10 49",
    );
    // Nothing is asked for where the window was stopped.
    clocks(
        two,
        "approved done on 2026-11-01, sit done on 2026-11-20",
        "win ended 2026-11-01..2027-02-09 79, ask not started _.._ _",
    );
}

#[test]
fn a_clock_can_follow_another_that_ran_out() {
    // Written in the wrong order on purpose.
    let two = "s: a, b, c; clock: b back window starts=first.end length=180d stops=c, \
               a first window starts=on length=30d stops=b";
    clocks(
        two,
        "a done on 2026-11-01",
        "first running 2026-11-01..2026-12-01 9, back not started _.._ _",
    );
    clocks(
        two,
        "a done on 2026-10-01",
        "first overdue 2026-10-01..2026-10-31 -22, back running 2026-10-31..2027-04-29 158",
    );
    clocks(
        two,
        "a done on 2026-10-01, b done on 2026-10-05",
        "first ended 2026-10-01..2026-10-31 -22, back not started _.._ _",
    );
}

#[test]
fn a_yearly_day_comes_again_once_its_step_can_be_done() {
    let year = |day: &str| format!("s: a, b <a; clock: b codes deadline starts=yearly.{day}");
    clocks(&year("10-01"), "", "codes not started _.._ _");
    clocks(&year("10-01"), "a done", "codes running _..2027-10-01 313");
    clocks(&year("12-22"), "a done", "codes due soon _..2026-12-22 30");
    clocks(&year("11-22"), "a done", "codes due soon _..2026-11-22 0");
    clocks(&year("02-29"), "a done", "codes running _..2027-02-28 98");
    let with = |more: &str| format!("{} {more}", year("10-01"));
    for more in ["stops=b", "while-open=b"] {
        clocks(&with(more), "a done", "codes running _..2027-10-01 313");
        clocks(&with(more), "a done, b done", "codes not started _.._ _");
    }
}

#[test]
fn only_clocks_of_the_pathway_run() {
    let off = "s: a; -o: b; clock: b c window starts=on length=10d reopens=b";
    clocks(off, "b done on 2026-01-01", "");
    let left_out = "s: a, -b; clock: b c window starts=on length=10d";
    clocks(left_out, "b done on 2026-01-01", "");
    look(off, "b done on 2026-01-01", |evaluation| {
        let owner = ClockOwner::Step(evaluation.catalog.step_named("b").expect("a step"));
        let clocks = evaluation.clocks_in(owner);
        assert_eq!(clocks.len(), 1, "its own page shows it");
        assert_eq!(clocks[0].state, ClockState::Overdue);
    });
    // A credential has them where the pathway leads to it, or it is held.
    let badge = |steps: &str| {
        format!(
            "{steps}; credential: c exam-day=sit; clock: @c wait wait starts=attempt.fail length=10d"
        )
    };
    let failed = "wait running 2026-11-20..2026-11-30 8";
    clocks(&badge("s: a; -o: won @c, sit"), "@c fail 2026-11-20", "");
    clocks(&badge("s: won @c; -o: sit"), "@c fail 2026-11-20", failed);
    clocks(&badge("s: sit; -o: won @c"), "@c fail 2026-11-20", failed);
    clocks(
        &badge("s: a; -o: won @c, sit"),
        "won done, @c fail 2026-11-20",
        failed,
    );
}
