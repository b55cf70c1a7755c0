//! Days on which the terms of the person's school start.

use jiff::{Span, civil::Date};

use crate::journey::{calendar::day_of_year, days_between, record::TermStart};

/// Term starts, counted in days from one day on.
///
/// They are listed as far ahead as they were asked for, since draws ask for
/// the same ones again and again.
#[derive(Debug, Default)]
pub(super) struct Terms {
    today: Date,
    starts: Vec<TermStart>,
    /// Ascending, without a gap from today on.
    known: Vec<i32>,
    /// The year up to which they are listed.
    year: i16,
}

impl Terms {
    pub(super) fn new(starts: &[TermStart], today: Date) -> Self {
        Self {
            today,
            starts: starts.to_vec(),
            known: Vec::new(),
            year: today.year().saturating_sub(1),
        }
    }

    /// The first term start on a day or after it; the day itself where no term
    /// start is known, or the calendar ends.
    pub(super) fn next(&mut self, day: i32) -> i32 {
        if self.starts.is_empty() {
            return day;
        }
        while self.known.last().is_none_or(|&last| last < day) {
            if self.year >= Date::MAX.year() {
                return day;
            }
            self.list_year();
        }
        let place = self.known.partition_point(|&known| known < day);
        self.known.get(place).copied().unwrap_or(day)
    }

    /// The last term start from today to this day; none where there is none.
    pub(super) fn last_until(&mut self, day: i32) -> Option<i32> {
        // So that all up to the day are listed.
        self.next(day);
        let place = self.known.partition_point(|&known| known <= day);
        self.known.get(place.checked_sub(1)?).copied()
    }

    fn list_year(&mut self) {
        self.year += 1;
        let today = self.today;
        let starts = self.starts.iter();
        let days = starts.filter_map(|start| day_of_year(self.year, start.month, start.day));
        let mut days: Vec<i32> = days.map(|day| days_between(today, day)).collect();
        days.retain(|&day| day >= 0);
        days.sort_unstable();
        self.known.append(&mut days);
    }
}

/// A day so many days from another; the last or first one there is where the
/// calendar ends before.
pub(super) fn day_from(today: Date, days: i32) -> Date {
    let span = Span::new().try_days(days);
    let day = span.and_then(|span| today.checked_add(span));
    day.unwrap_or(if days < 0 { Date::MIN } else { Date::MAX })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn terms(starts: &[(i8, i8)]) -> Terms {
        let starts = starts
            .iter()
            .filter_map(|&(month, day)| TermStart::new(month, day));
        Terms::new(&starts.collect::<Vec<_>>(), date(2026, 11, 22))
    }

    fn next(terms: &mut Terms, from: Date) -> Date {
        let day = terms.next((from - date(2026, 11, 22)).get_days());
        day_from(date(2026, 11, 22), day)
    }

    #[test]
    fn the_next_term_start_is_found_in_any_year() {
        let mut school = terms(&[(8, 25), (1, 13)]);
        assert_eq!(next(&mut school, date(2026, 11, 22)), date(2027, 1, 13));
        assert_eq!(next(&mut school, date(2027, 1, 13)), date(2027, 1, 13));
        assert_eq!(next(&mut school, date(2027, 1, 14)), date(2027, 8, 25));
        assert_eq!(next(&mut school, date(2031, 9, 1)), date(2032, 1, 13));
        assert_eq!(school.last_until(0), None);
        let until = (date(2028, 1, 1) - date(2026, 11, 22)).get_days();
        let last = school.last_until(until).expect("there is one");
        assert_eq!(day_from(date(2026, 11, 22), last), date(2027, 8, 25));
        // Asked for an earlier day again.
        assert_eq!(next(&mut school, date(2026, 12, 1)), date(2027, 1, 13));
    }

    #[test]
    fn the_edges_of_the_calendar_hold_nothing_up() {
        let mut leap = terms(&[(2, 29)]);
        // A year without 29 February begins that term on the day before.
        assert_eq!(next(&mut leap, date(2026, 11, 22)), date(2027, 2, 28));
        assert_eq!(next(&mut leap, date(2027, 3, 1)), date(2028, 2, 29));
        assert_eq!(next(&mut leap, date(2028, 2, 29)), date(2028, 2, 29));
        assert_eq!(next(&mut leap, date(2028, 3, 1)), date(2029, 2, 28));
        let mut none = terms(&[]);
        assert_eq!(none.next(5), 5);
        let mut last = Terms::new(&[TermStart { month: 1, day: 2 }], date(9999, 6, 1));
        assert_eq!(last.next(3), 3);
        assert_eq!(day_from(date(9999, 12, 30), 400), Date::MAX);
        for (days, end) in [(i32::MAX, Date::MAX), (i32::MIN, Date::MIN)] {
            assert_eq!(day_from(date(2026, 11, 22), days), end);
        }
    }
}
