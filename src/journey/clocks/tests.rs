//! How clocks stand on 2026-11-22: one line for each case.

use super::*;
use crate::journey::{example::look, record::Record};

/// All clocks, each as `id state starts..ends left`, in the order of the
/// catalog; `_` for a day that is not known, `!` behind an end of one's own.
#[track_caller]
fn clocks(catalog: &str, record: &str, expected: &str) {
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
        Vec::from_iter(evaluation.clocks().map(one)).join(", ")
    });
    assert_eq!(found, expected, "{catalog} with {record}");
}

/// The standings of all steps, in the order of the catalog.
#[track_caller]
fn stands(catalog: &str, record: &str, expected: &str) {
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
    win("2026-11-23", "win not started 2026-11-23..2027-03-23 121");
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
fn months_and_years_are_those_of_the_calendar() {
    let lasts = |length: &str, on: &str, end: &str| {
        let catalog = format!("s: a; clock: a c window starts=on length={length}");
        look(&catalog, &format!("a done on {on}"), |evaluation| {
            let ends = evaluation.clocks().next().and_then(|clock| clock.ends);
            assert_eq!(
                ends.map(|end| end.to_string()).as_deref(),
                Some(end),
                "{length} from {on}"
            );
        });
    };
    lasts("2y", "2026-02-28", "2028-02-28");
    lasts("1y", "2024-02-29", "2025-02-28");
    lasts("4y", "2024-02-29", "2028-02-29");
    lasts("1mo", "2026-01-31", "2026-02-28");
    lasts("2w", "2026-11-20", "2026-12-04");
    lasts("0d", "2026-11-20", "2026-11-20");
    // The end of the calendar is the end.
    lasts("100y", "9990-01-01", "9999-12-31");
    lasts("100d working-days", "9999-12-20", "9999-12-31");
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
fn working_days_pass_over_weekends() {
    // The day of the tests is a Sunday.
    let counted = |length: u32, back: &str, expected: &str| {
        let catalog =
            format!("s: a; clock: a c deadline starts=expect length={length}d working-days {back}");
        look(&catalog, "a todo expect 2026-11-22", |evaluation| {
            let ends = evaluation.clocks().next().and_then(|clock| clock.ends);
            assert_eq!(ends.map(|end| end.to_string()).as_deref(), Some(expected));
        });
    };
    counted(1, "", "2026-11-23");
    counted(5, "", "2026-11-27");
    counted(6, "", "2026-11-30");
    counted(1, "before", "2026-11-20");
    counted(14, "before", "2026-11-03");
    counted(0, "before", "2026-11-22");
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
    clocks(&year("02-29"), "a done", "codes running _..2028-02-29 464");
}

#[test]
fn a_length_can_be_a_fact_and_the_person_can_know_better() {
    let catalog = "s: a; fact: a.length 30d; clock: a c window starts=on length=a.length";
    look(catalog, "a done on 2026-11-20", |evaluation| {
        let clock = evaluation.clocks().next().expect("a clock");
        assert_eq!(
            clock.ends.map(|end| end.to_string()).as_deref(),
            Some("2026-12-20")
        );
        let fact = clock.fact.expect("a fact");
        assert_eq!(fact.id().as_str(), "a.length");
        assert_eq!(fact.version.also.len(), 1);
    });
    let with = |value: crate::catalog::fact::FactValue| {
        let catalog = crate::journey::example::catalog(catalog);
        let mut record: Record = crate::journey::example::record("a done on 2026-11-20");
        let own = crate::journey::record::Correction {
            value,
            source: "the letter".into(),
            checked: crate::journey::example::TODAY,
        };
        record.facts.insert("a.length".into(), own);
        let evaluation = Evaluation::new(
            &catalog,
            &record,
            crate::catalog::PathwayKey(0),
            crate::journey::example::TODAY,
        );
        let clock = evaluation.clocks().next().expect("a clock");
        clock.ends.map(|end| end.to_string())
    };
    let text = |text: &'static str| crate::catalog::fact::FactValue::of_text(text.into());
    assert_eq!(with(text("10d")).as_deref(), Some("2026-11-30"));
    // What is no length leaves that of the catalog.
    assert_eq!(with(text("ask")).as_deref(), Some("2026-12-20"));
    assert_eq!(with(text("5h")).as_deref(), Some("2026-12-20"));
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

/// A credential that is kept in rounds of two years.
fn cycle(more: &str) -> String {
    format!(
        "s: early?, sit, passed^ <sit, won @c <passed, dates, paid <dates, renewed <paid, rescue?; \
         credential: c dated-by=passed early-form=early; \
         clock: @c cycle window starts=held length=2y repeats stops=renewed until-of=dates \
         reopens=dates+paid+renewed{more}, \
         rescue back window starts=cycle.end length=180d stops=rescue+renewed inside=rescue"
    )
}

#[test]
fn a_cycle_runs_from_the_day_of_a_credential_that_is_held() {
    let cycle = cycle("");
    let idle = "cycle not started _.._ _, back not started _.._ _";
    clocks(&cycle, "passed done on 2026-01-31", idle);
    clocks(&cycle, "passed done on 2026-01-31, won waived", idle);
    // Not where something speaks against it.
    clocks(
        &cycle,
        "passed no on 2026-01-31, won done on 2026-02-15",
        idle,
    );
    clocks(
        &cycle,
        "passed done on 2026-01-31, won done on 2026-02-15",
        "cycle running 2026-01-31..2028-01-31 435, back not started _.._ _",
    );
    // After early testing only the person's own date counts.
    let early = "early done, passed done on 2026-01-31, won done on 2026-02-15";
    clocks(
        &cycle,
        early,
        "cycle not started _.._ _, back not started _.._ _",
    );
    clocks(
        &cycle,
        &format!("{early}, dates done until 2028-06-30"),
        "cycle running _..2028-06-30! 586, back not started _.._ _",
    );
}

#[test]
fn a_confirmed_cycle_is_followed_by_the_next() {
    let cycle = cycle("");
    let held = "passed done on 2024-10-01, won done on 2024-10-10";
    let marks = |renewed: &str| {
        format!("{held}, sit done, dates done on 2024-11-01, paid done on 2026-09-01, {renewed}")
    };
    let stands = |renewed: &str, expected: &str| {
        let before = "early open, sit done, passed done, won done, ";
        stands(&cycle, &marks(renewed), &format!("{before}{expected}"));
    };
    // It ended on 2026-10-01.
    clocks(
        &cycle,
        &marks("renewed done on 2026-09-15"),
        "cycle running 2026-10-01..2028-10-01 679, back not started _.._ _",
    );
    stands(
        "renewed done on 2026-09-15",
        "dates lapsed, paid locked, renewed locked, rescue open",
    );
    // The record showed it a little late: that was the same round.
    clocks(
        &cycle,
        &marks("renewed done on 2026-10-20"),
        "cycle running 2026-10-01..2028-10-01 679, back not started _.._ _",
    );
    stands(
        "renewed done on 2026-10-20",
        "dates lapsed, paid locked, renewed locked, rescue open",
    );
    clocks(
        &cycle,
        &marks("renewed done"),
        "cycle running 2026-10-01..2028-10-01 679, back not started _.._ _",
    );
    // Nobody confirmed it.
    clocks(
        &cycle,
        &marks("renewed todo"),
        "cycle overdue 2024-10-01..2026-10-01 -52, back running 2026-10-01..2027-03-30 128",
    );
    stands(
        "renewed todo",
        "dates done, paid done, renewed open, rescue open",
    );
    // The new end is on paper: what was looked up anew stays.
    let anew = marks("renewed done on 2026-09-15").replace(
        "dates done on 2024-11-01",
        "dates done on 2024-11-01 until 2028-09-30",
    );
    clocks(
        &cycle,
        &anew,
        "cycle running 2026-09-30..2028-09-30! 678, back not started _.._ _",
    );
    self::stands(
        &cycle,
        &anew,
        "early open, sit done, passed done, won done, dates done, paid lapsed, renewed locked, \
         rescue open",
    );
}

#[test]
fn a_cycle_that_ended_unconfirmed_ends_the_use_of_the_letters() {
    let held = "passed done on 2024-10-01, won done on 2024-10-10";
    let lapsed = |record: &str| {
        look(&cycle(""), record, |evaluation| {
            let credential = evaluation
                .catalog
                .credential_named("c")
                .expect("it is there");
            let found = evaluation.eligibility(credential);
            (found.holds, found.lapsed.map(|day| day.to_string()))
        })
    };
    assert_eq!(lapsed(held), (false, Some("2026-10-01".into())));
    let dated = format!("{held}, dates done until 2026-11-22");
    assert_eq!(lapsed(&dated), (true, None), "its last day");
    let renewed = format!("{held}, renewed done on 2026-09-15");
    assert_eq!(lapsed(&renewed), (true, None));
}

#[test]
fn credentials_that_share_a_cycle_follow_the_first() {
    let two = "s: a @c, b @d; credential: c; credential: d; \
               clock: @c one window starts=held length=2y shares-with=d, \
               @d two window starts=held length=2y shares-with=c";
    clocks(
        two,
        "a done on 2026-05-01, b done on 2026-01-01",
        "one running 2026-01-01..2028-01-01 405, two running 2026-01-01..2028-01-01 405",
    );
    clocks(
        two,
        "b done on 2026-01-01",
        "one not started _.._ _, two running 2026-01-01..2028-01-01 405",
    );
    // Earned in a later round, it joins that one.
    let rounds = two
        .replace("length=2y", "length=2y repeats stops=x")
        .replace("b @d", "b @d, x");
    clocks(
        &rounds,
        "a done on 2026-05-01, b done on 2019-01-01",
        "one running 2025-01-01..2027-01-01 40, two overdue 2019-01-01..2021-01-01 -2151",
    );
    let replaced = two.replace("credential: c;", "credential: c replaced-by=d;");
    clocks(
        &replaced,
        "a done on 2026-05-01, b done on 2026-06-01",
        "one not started _.._ _, two running 2026-05-01..2028-05-01 526",
    );
}

#[test]
fn a_cycle_of_no_days_stands_still() {
    let none = "s: a @c, r; credential: c; \
                clock: @c cycle window starts=held length=0d repeats stops=r reopens=r";
    clocks(
        none,
        "a done on 2026-01-01, r done on 2026-05-01",
        "cycle ended 2026-01-01.._ _",
    );
    // However short the rounds, it comes to an end.
    let short = none.replace("0d", "1d");
    look(
        &short,
        "a done on 1990-01-01, r done on 2026-05-01",
        |evaluation| {
            assert_eq!(evaluation.clocks().count(), 1);
        },
    );
}
