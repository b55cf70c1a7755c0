//! Lengths counted by the calendar.

use jiff::{
    Span,
    civil::{Date, Weekday},
};

use crate::catalog::{
    clock::Clock,
    length::{Length, Unit},
};

/// The end of a length from a day on, or back from it.
pub(super) fn end_of_length(start: Date, length: Length, clock: &Clock) -> Date {
    if clock.working_days && length.unit == Unit::Day {
        return working_days(start, length.amount, clock.before);
    }
    by_calendar(start, length, clock.before)
}

/// By calendar months and years: where a month is too short, its last day. The
/// ends of the calendar are never left.
pub(super) fn by_calendar(start: Date, length: Length, back: bool) -> Date {
    let amount = i64::from(length.amount);
    let span = match length.unit {
        Unit::Day | Unit::Minute | Unit::Hour => Span::new().try_days(i64::from(length.days())),
        Unit::Week => Span::new().try_weeks(amount),
        Unit::Month => Span::new().try_months(amount),
        Unit::Year => Span::new().try_years(amount),
    };
    // No length is longer than a hundred years.
    let span = span.unwrap_or_default();
    if back {
        start.saturating_sub(span)
    } else {
        start.saturating_add(span)
    }
}

/// So many days from Monday to Friday, on or back.
fn working_days(start: Date, days: u32, back: bool) -> Date {
    let mut day = start;
    let mut left = days;
    while left > 0 {
        let next = if back {
            day.yesterday()
        } else {
            day.tomorrow()
        };
        let Ok(next) = next else { break };
        day = next;
        let is_off = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        left -= u32::from(!is_off);
    }
    day
}
