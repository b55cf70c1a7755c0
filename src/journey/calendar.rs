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

/// So many lengths from a day on, or back from it below zero. They are counted
/// all at once: a month that is too short cuts that one end and no later one.
pub(super) fn lengths_from(start: Date, length: Length, times: i64, clock: &Clock) -> Date {
    let amount = u64::from(length.amount).saturating_mul(times.unsigned_abs());
    let amount = u32::try_from(amount).unwrap_or(u32::MAX);
    let length = Length { amount, ..length };
    if clock.working_days && length.unit == Unit::Day {
        return working_days(start, amount, times < 0);
    }
    by_calendar(start, length, times < 0)
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
    match (span, back) {
        (Ok(span), false) => start.saturating_add(span),
        (Ok(span), true) => start.saturating_sub(span),
        // Longer than the calendar.
        (Err(_), false) => Date::MAX,
        (Err(_), true) => Date::MIN,
    }
}

/// A day of a year; where its month is too short in this one, as for 29
/// February, the last day of the month. None beyond the calendar.
pub(super) fn day_of_year(year: i16, month: i8, day: i8) -> Option<Date> {
    let last_day = || Some(Date::new(year, month, 1).ok()?.last_of_month());
    Date::new(year, month, day).ok().or_else(last_day)
}

/// So many days from Monday to Friday, on or back.
fn working_days(start: Date, days: u32, back: bool) -> Date {
    const WEEK: u32 = 5;
    let mut day = start;
    // The first ones may begin on a weekend; from a working day on, every five
    // are a week.
    let weeks = days.saturating_sub(1) / WEEK;
    let mut left = days - weeks * WEEK;
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
    let weeks = Length {
        amount: weeks,
        unit: Unit::Week,
    };
    by_calendar(day, weeks, back)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn working_days_from_a_weekend_begin_on_monday() {
        // The plain count, day by day.
        let counted = |start: Date, days: u32, back: bool| {
            let step = |day: Date| {
                if back {
                    day.yesterday()
                } else {
                    day.tomorrow()
                }
            };
            let mut day = start;
            let mut left = days;
            while left > 0 {
                day = step(day).expect("a day");
                let is_off = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
                left -= u32::from(!is_off);
            }
            day
        };
        for offset in 0..7 {
            let start = date(2026, 11, 22).saturating_add(Span::new().days(offset));
            for days in 0..40 {
                for back in [false, true] {
                    let found = working_days(start, days, back);
                    assert_eq!(found, counted(start, days, back), "{start} {days} {back}");
                }
            }
        }
    }

    #[test]
    fn a_day_that_a_year_lacks_is_the_last_of_its_month() {
        assert_eq!(day_of_year(2027, 2, 29), Some(date(2027, 2, 28)));
        assert_eq!(day_of_year(2028, 2, 29), Some(date(2028, 2, 29)));
        assert_eq!(day_of_year(2100, 2, 29), Some(date(2100, 2, 28)));
        assert_eq!(day_of_year(2027, 4, 30), Some(date(2027, 4, 30)));
        assert_eq!(day_of_year(10_000, 2, 29), None);
    }

    #[test]
    fn what_is_longer_than_the_calendar_ends_with_it() {
        let long = Length {
            amount: u32::MAX,
            unit: Unit::Year,
        };
        assert_eq!(by_calendar(date(2026, 11, 22), long, false), Date::MAX);
        assert_eq!(by_calendar(date(2026, 11, 22), long, true), Date::MIN);
    }
}
