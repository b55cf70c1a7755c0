//! Which round of a clock a person is in, and from which day to which it runs.

use crate::journey::{
    clocks::tests::{clocks, stands},
    example::look,
};

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
        "cycle running 2026-10-01..2028-09-30! 678, back not started _.._ _",
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

/// The clock of a credential that is held since a day and kept in rounds.
fn rounds(length: &str) -> String {
    format!(
        "s: won^ @c, kept; credential: c; \
         clock: @c cycle window starts=held length={length} repeats stops=kept until-of=won"
    )
}

#[test]
fn every_end_is_so_many_lengths_from_the_first_day() {
    let ends = |length: &str, held: &str, kept: &str, expected: &str| {
        let marks = format!("won done on {held}, kept done on {kept}");
        clocks(&rounds(length), &marks, &format!("cycle {expected}"));
    };
    // The leap day and the last of the month come again where there is one.
    ends(
        "1y",
        "2024-02-29",
        "2026-11-01",
        "ended 2026-02-28..2027-02-28 98",
    );
    ends(
        "2y",
        "2020-02-29",
        "2026-02-01",
        "running 2026-02-28..2028-02-29 464",
    );
    ends(
        "6mo",
        "2025-08-31",
        "2026-08-01",
        "running 2026-08-31..2027-02-28 98",
    );
    ends(
        "1mo",
        "2026-08-31",
        "2026-11-20",
        "ended 2026-10-31..2026-11-30 8",
    );
    // The longest length does not leave the calendar.
    ends(
        "100y",
        "0001-01-01",
        "2026-11-20",
        "ended 2001-01-01..2101-01-01 27068",
    );
}

#[test]
fn a_printed_end_moves_no_first_day() {
    let with = |until: &str, more: &str, expected: &str| {
        let marks = format!("won done on 2025-01-10 until {until}{more}");
        clocks(&rounds("2y"), &marks, &format!("cycle {expected}"));
    };
    // By the rule it ends on 2027-01-10.
    with("2026-12-31", "", "running 2025-01-10..2026-12-31! 39");
    with("2027-06-30", "", "running 2025-01-10..2027-06-30! 220");
    with("2025-11-30", "", "overdue 2025-01-10..2025-11-30! -357");
    // As far from both ends: the first one. A day more: the second.
    with("2028-01-10", "", "running 2025-01-10..2028-01-10! 414");
    with("2028-01-11", "", "running 2025-01-10..2027-01-10 49");
    // Renewed early: the round that runs goes on, and the next one is known.
    with("2029-01-09", "", "running 2025-01-10..2027-01-10 49");
    with(
        "2029-01-09",
        ", kept done on 2026-11-10",
        "ended 2025-01-10..2027-01-10 49",
    );
    let later = |until: &str, kept: &str, expected: &str| {
        let marks = format!("won done on 2022-01-10 until {until}{kept}");
        clocks(&rounds("2y"), &marks, &format!("cycle {expected}"));
    };
    // Whoever knows the end of a later round has renewed those before it.
    later("2028-01-31", "", "running 2026-01-10..2028-01-31! 435");
    later(
        "2026-06-30",
        ", kept done on 2026-06-01",
        "running 2026-06-30..2028-01-10 414",
    );
    later("2024-02-15", "", "overdue 2022-01-10..2024-02-15! -1011");
}

#[test]
fn where_only_an_end_is_known_the_round_that_runs_counts() {
    let with = |until: &str, expected: &str| {
        let marks = format!("won done until {until}");
        clocks(&rounds("1y"), &marks, &format!("cycle {expected}"));
    };
    with("2027-03-31", "running 2026-03-31..2027-03-31! 129");
    with("2028-02-29", "running 2026-02-28..2027-02-28 98");
    with("2026-11-21", "overdue 2025-11-21..2026-11-21! -1");
}

#[test]
fn who_tested_early_knows_the_first_end_alone() {
    let early = "s: early?, passed^, won^ @c <passed, kept, dates; \
                 credential: c dated-by=passed early-form=early; credential: d; -o: other^ @d; \
                 clock: @c cycle window starts=held length=2y repeats stops=kept until-of=dates \
                 shares-with=d, \
                 @d other-cycle window starts=held length=2y repeats stops=kept until-of=dates \
                 shares-with=c";
    let with = |marks: &str, expected: &str| {
        let marks = format!("early done, passed done on 2026-01-31, {marks}");
        clocks(early, &marks, expected);
    };
    let both = "won done, other done on 2026-06-01";
    let idle = "cycle not started _.._ _, other-cycle not started _.._ _";
    with(both, idle);
    with(
        &format!("{both}, dates done until 2028-05-31"),
        "cycle running _..2028-05-31! 556, other-cycle running _..2028-05-31! 556",
    );
    // The other one was there first.
    with(
        "won done, other done on 2025-06-01",
        "cycle running 2025-06-01..2027-06-01 191, other-cycle running 2025-06-01..2027-06-01 191",
    );
}

#[test]
fn a_shared_cycle_has_one_end_wherever_it_is_written() {
    let two = "s: ha^ @a, hb^ @b, dates, kept; credential: a; credential: b; \
               clock: @a one window starts=held length=2y repeats stops=kept until-of=dates+ha \
               shares-with=b, \
               @b two window starts=held length=2y repeats stops=kept until-of=dates+hb \
               shares-with=a";
    let with = |a: &str, b: &str, dates: &str, days: &str| {
        let marks = format!("ha done on 2025-03-15{a}, hb done on 2026-02-01{b}, {dates}");
        clocks(two, &marks, &format!("one {days}, two {days}"));
    };
    with("", "", "dates todo", "running 2025-03-15..2027-03-15 113");
    with(
        " until 2027-02-28",
        "",
        "dates todo",
        "running 2025-03-15..2027-02-28! 98",
    );
    with(
        "",
        " until 2027-02-28",
        "dates todo",
        "running 2025-03-15..2027-02-28! 98",
    );
    // The step named first says it, else the earlier day.
    let differ = " until 2027-03-31";
    with(
        differ,
        " until 2027-02-28",
        "dates todo",
        "running 2025-03-15..2027-02-28! 98",
    );
    with(
        differ,
        " until 2027-02-28",
        "dates done until 2027-04-30",
        "running 2025-03-15..2027-04-30! 159",
    );
    // It may have been looked up behind that day.
    with(
        "",
        "",
        "dates done on 2026-11-20 until 2026-11-10",
        "overdue 2025-03-15..2026-11-10! -12",
    );
    // Each for its own round.
    with(
        " until 2026-11-21",
        " until 2029-03-14",
        "dates todo",
        "running 2026-11-21..2029-03-14! 843",
    );
}
