//! Rounds of a clock that repeats: every end is so many lengths from the first
//! day, and a day that the person wrote down is the end of a round and moves no
//! other.

use hitpath::{
    catalog::{Catalog, PathwayKey, credential::Credential, step::Step},
    journey::{
        clocks::RunningClock,
        evaluation::Evaluation,
        record::{Mark, Record},
    },
};
use jiff::{Span, ToSpan, civil::Date};
use proptest::prelude::*;

use crate::{
    kept::{self, credential_id, done, step_id},
    world::{TODAY, tries},
};

/// A length as an author writes it, and so many of it as a span.
#[derive(Debug, Clone, Copy)]
struct Size {
    amount: i64,
    unit: &'static str,
}

impl Size {
    fn times(self, times: i64) -> Span {
        let amount = self.amount * times;
        match self.unit {
            "d" => amount.days(),
            "w" => amount.weeks(),
            "mo" => amount.months(),
            _ => amount.years(),
        }
    }

    /// The first end from `day` on, and how many lengths it is away.
    fn first_end(self, first: Date, day: Date) -> (i64, Date) {
        let ends = (1..).map(|times| (times, first + self.times(times)));
        let mut late = ends.skip_while(|&(_, end)| end < day);
        late.next().expect("there is one")
    }
}

fn size() -> impl Strategy<Value = Size> {
    prop_oneof![
        (30i64..900).prop_map(|amount| Size { amount, unit: "d" }),
        (5i64..120).prop_map(|amount| Size { amount, unit: "w" }),
        (1i64..37).prop_map(|amount| Size { amount, unit: "mo" }),
        (1i64..6).prop_map(|amount| Size { amount, unit: "y" }),
    ]
}

/// First days, often the last of a month and the leap day.
fn first_day() -> impl Strategy<Value = Date> {
    let any = (0i64..9_000).prop_map(|ago| TODAY - ago.days());
    prop_oneof![
        any.clone(),
        any.prop_map(|day| day.last_of_month().min(TODAY)),
        (1i16..6).prop_map(|fours| Date::constant(2026 - fours * 4 + 2, 2, 29)),
    ]
}

fn catalog(size: Size) -> Catalog {
    let steps = vec![kept::held("badge"), Step::new(step_id("kept"), "")];
    let mut credential = Credential::new(credential_id("badge"), "", "");
    let length = format!("{}{}", size.amount, size.unit);
    credential
        .clocks
        .push(kept::cycle("badge", &length, "kept"));
    kept::catalog(steps, vec![credential], Vec::new())
}

/// The clock of one who has held it since a day, with an end written down, kept
/// up on a day.
fn look<T>(
    catalog: &Catalog,
    (held, until): (Date, Option<Date>),
    kept: Option<Date>,
    today: Date,
    law: impl FnOnce(&RunningClock<'_>) -> T,
) -> T {
    let mut record = Record::default();
    let held = Mark {
        until,
        ..done(held)
    };
    record.marks.insert("badge-held".into(), held);
    if let Some(on) = kept {
        record.marks.insert("kept".into(), done(on));
    }
    let evaluation = Evaluation::new(catalog, &record, PathwayKey(0), today);
    let clock = evaluation.clocks().next().expect("a clock");
    law(clock)
}

#[test]
fn an_end_on_the_first_day_was_that_of_the_round_before() {
    for size in [
        Size {
            amount: 30,
            unit: "d",
        },
        Size {
            amount: 2,
            unit: "y",
        },
    ] {
        for kept in [None, Some(TODAY)] {
            look(&catalog(size), (TODAY, Some(TODAY)), kept, TODAY, |clock| {
                let end = TODAY + size.times(1);
                assert_eq!((clock.starts, clock.ends), (Some(TODAY), Some(end)));
                assert!(!clock.printed);
            });
        }
    }
}

proptest! {
    #![proptest_config(tries())]

    #[test]
    fn every_end_is_so_many_lengths_from_the_first_day(size in size(), held in first_day()) {
        let catalog = catalog(size);
        let (number, end) = size.first_end(held, TODAY);
        let start = held + size.times(number - 1);
        look(&catalog, (held, None), Some(TODAY), TODAY, |clock| {
            prop_assert_eq!((clock.starts, clock.ends), (Some(start), Some(end)));
            Ok(())
        })?;
    }

    #[test]
    fn what_is_written_down_is_an_end_and_moves_no_first_day(
        size in size(),
        held in first_day(),
        later in 1i64..3_000,
    ) {
        let catalog = catalog(size);
        let until = held + later.days();
        let written = (held, Some(until));
        // On that day it is the last one.
        look(&catalog, written, Some(until), until, |clock| {
            prop_assert_eq!((clock.ends, clock.printed), (Some(until), true));
            Ok(())
        })?;
        // Nothing was kept up yet: the first round runs, from its first day.
        look(&catalog, written, None, held, |clock| {
            prop_assert_eq!(clock.starts, Some(held));
            let by_rule = held + size.times(1);
            let next = held + size.times(2);
            let is_nearer = (until - by_rule).get_days().abs() <= (next - until).get_days().abs();
            let is_own = until <= by_rule || is_nearer;
            prop_assert_eq!(clock.printed, is_own);
            prop_assert_eq!(clock.ends, Some(if is_own { until } else { by_rule }));
            Ok(())
        })?;
        // Beside it the ends are those of the rule.
        let after = until + size.times(1) + 1.days();
        let (_, by_rule) = size.first_end(held, after);
        look(&catalog, written, Some(after), after, |clock| {
            prop_assert_eq!((clock.ends, clock.printed), (Some(by_rule), false));
            Ok(())
        })?;
    }
}
