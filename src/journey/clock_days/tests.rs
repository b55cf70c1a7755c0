//! From which day to which clocks run, by the calendar and from round to round.

use super::*;
use crate::journey::{
    clocks::tests::{clocks, stands},
    example::look,
    record::Record,
};

#[test]
fn months_and_years_are_those_of_the_calendar() {
    let lasts_from = |start: &str, mark: &str, length: &str, on: &str, end: &str| {
        let catalog = format!("s: a; clock: a c window starts={start} length={length}");
        look(&catalog, &format!("a {mark} {on}"), |evaluation| {
            let ends = evaluation.clocks().next().and_then(|clock| clock.ends);
            assert_eq!(
                ends.map(|end| end.to_string()).as_deref(),
                Some(end),
                "{length} from {on}"
            );
        });
    };
    let lasts = |length, on, end| lasts_from("on", "done on", length, on, end);
    lasts("2y", "2026-02-28", "2028-02-28");
    lasts("1y", "2024-02-29", "2025-02-28");
    lasts("4y", "2024-02-29", "2028-02-29");
    lasts("1mo", "2026-01-31", "2026-02-28");
    lasts("2w", "2026-11-20", "2026-12-04");
    lasts("0d", "2026-11-20", "2026-11-20");
    // The end of the calendar is the end.
    let lasts = |length, on, end| lasts_from("expect", "todo expect", length, on, end);
    lasts("100y", "9990-01-01", "9999-12-31");
    lasts("100d working-days", "9999-12-20", "9999-12-31");
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
    let with = |value: FactValue| {
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
    let text = |text: &'static str| FactValue::of_text(text.into());
    assert_eq!(with(text("10d")).as_deref(), Some("2026-11-30"));
    // What is no length leaves that of the catalog.
    assert_eq!(with(text("ask")).as_deref(), Some("2026-12-20"));
    assert_eq!(with(text("5h")).as_deref(), Some("2026-12-20"));
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
