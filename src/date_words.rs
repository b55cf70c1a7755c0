//! The dates a person may type: `2027-05-06`, `today`, `+3w`.
//!
//! No guessing: `3/4/27` means two different days to two people, so it is none.

use jiff::{Span, civil::Date};

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// In none of the forms.
    #[error(
        "write a date like 2027-05-06, `today`, `yesterday`, `tomorrow`, or a distance like +3w or -2d (d, w, mo, y)"
    )]
    NotADate,
    /// Outside the calendar.
    #[error("this day is outside the calendar")]
    OutsideCalendar,
}

/// Reads a date, counted from today where it is relative.
///
/// # Errors
/// Says which forms there are.
pub fn parse(text: &str, today: Date) -> Result<Date, DateError> {
    parse_from(text, || today)
}

/// The same where today is only asked for if need be.
///
/// # Errors
/// Says which forms there are.
pub fn parse_from(text: &str, today: impl Fn() -> Date) -> Result<Date, DateError> {
    let from_today = |span: Result<Span, jiff::Error>| {
        span.and_then(|span| today().checked_add(span))
            .map_err(|_| DateError::OutsideCalendar)
            .and_then(in_calendar)
    };
    let text = &*text.trim().to_ascii_lowercase();
    match text {
        "today" => return Ok(today()),
        "yesterday" => return from_today(Span::new().try_days(-1)),
        "tomorrow" => return from_today(Span::new().try_days(1)),
        _ => {}
    }
    if let Some(distance) = text.strip_prefix(['+', '-']) {
        let digits = distance.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = distance.split_at(digits);
        if number.is_empty() {
            return Err(DateError::NotADate);
        }
        let number: i32 = number.parse().map_err(|_| DateError::OutsideCalendar)?;
        let number = if text.starts_with('-') {
            -number
        } else {
            number
        };
        let span = Span::new();
        return from_today(match unit {
            "d" => span.try_days(number),
            "w" => span.try_weeks(number),
            "mo" => span.try_months(number),
            "y" => span.try_years(number),
            _ => return Err(DateError::NotADate),
        });
    }
    // The library reads more forms than people agree on; ten characters with
    // hyphens in these places leave one.
    let shape: Vec<bool> = text.bytes().map(|b| b.is_ascii_digit()).collect();
    let digits = [true, true, true, true, false, true, true, false, true, true];
    if shape != digits || text.as_bytes()[4] != b'-' || text.as_bytes()[7] != b'-' {
        return Err(DateError::NotADate);
    }
    let date: Date = text.parse().map_err(|_| DateError::OutsideCalendar)?;
    in_calendar(date)
}

/// TOML knows no years before the first.
fn in_calendar(date: Date) -> Result<Date, DateError> {
    if date.year() >= 1 {
        Ok(date)
    } else {
        Err(DateError::OutsideCalendar)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_form_is_read() {
        let today = date(2026, 11, 22);
        for (text, day) in [
            ("2027-05-06", date(2027, 5, 6)),
            ("today", today),
            ("yesterday", date(2026, 11, 21)),
            ("tomorrow", date(2026, 11, 23)),
            ("+3w", date(2026, 12, 13)),
            ("-2d", date(2026, 11, 20)),
            ("+3mo", date(2027, 2, 22)),
            ("-1y", date(2025, 11, 22)),
            ("Yesterday", date(2026, 11, 21)),
            (" +3W ", date(2026, 12, 13)),
        ] {
            assert_eq!(parse(text, today), Ok(day), "{text}");
        }
    }

    #[test]
    fn nothing_is_guessed() {
        let today = date(2026, 11, 22);
        for text in [
            "",
            "3/4/27",
            "2027-5-6",
            "20270506",
            "2027-05-06T00:00",
            "+w",
            "+3",
            "+3m",
            "+-3d",
            "next week",
            "2027-05é6",
        ] {
            assert_eq!(parse(text, today), Err(DateError::NotADate), "{text}");
        }
        for text in [
            "0000-01-01",
            "2027-02-30",
            "2027-13-01",
            "-3000y",
            "+99999y",
            "-9999999999d",
        ] {
            assert_eq!(
                parse(text, today),
                Err(DateError::OutsideCalendar),
                "{text}"
            );
        }
    }
}
