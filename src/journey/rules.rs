//! The rules for what can be written down, each with its reason.
//!
//! They hold however a value gets into the profile: the commands and the reader
//! of the file ask the same functions, so both refuse the same and say why in
//! the same words. How a value has to be spelled is theirs.

use jiff::{Span, civil::Date};

use super::{
    hundredths::{Hundredths, HundredthsError},
    skills::HIGHEST,
};

/// The most hours a week has.
const HOURS_IN_A_WEEK: i64 = 168;

/// Nobody who plans with this did something so many years ago. A slip of the
/// century (1919 for 2019) is always as long ago.
const LONG_AGO_YEARS: i32 = 100;

/// What a day of the past belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// A mark on a step.
    Mark,
    /// An entry of a tracker, or a part of one.
    Entry,
    /// A proof that was added.
    Evidence,
    /// A fact that the person looked up.
    Correction,
}

impl Dated {
    fn says(self) -> &'static str {
        match self {
            Self::Mark => "a mark says what has happened",
            Self::Entry => "an entry says what has happened",
            Self::Evidence => "it is the day on which you added the proof",
            Self::Correction => "it is the day on which you looked",
        }
    }
}

/// Why a value cannot be written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A day of the past that is still to come.
    #[error("{0} is in the future, and {says}", says = .1.says())]
    ToCome(Date, Dated),
    /// A day for an answer that is before the stage it belongs to.
    #[error("{0} is before the day of the stage, {1}")]
    BeforeStage(Date, Date),
    /// A number that is none, has too many decimals, or is too large.
    #[error(transparent)]
    Number(#[from] HundredthsError),
    /// More than all.
    #[error("is more than 100 percent")]
    OverHundred,
    /// A share of 1, written in the place of percent.
    #[error("is less than 1 percent")]
    Share,
    /// An activity that brings nothing.
    #[error("is no credit")]
    NoCredit,
    /// No whole number, or none above 0.
    #[error("is no whole number above 0")]
    NoCount,
    /// No hours that a week can have.
    #[error("is not a whole number from 1 to {HOURS_IN_A_WEEK}")]
    NoHoursOfWeek,
    /// No rating.
    #[error("is no rating from 0 to {HIGHEST}")]
    NoRating,
    /// Words that say nothing.
    #[error("is empty")]
    Empty,
}

impl Refused {
    /// What to write instead, where the reason does not say it.
    #[must_use]
    pub fn advice(self) -> Option<&'static str> {
        match self {
            Self::Share => Some("write percent like 72"),
            Self::NoCredit => Some("write what the certificate shows, like 1 or 1.5"),
            _ => None,
        }
    }
}

/// A day on which something happened, seen from today.
///
/// # Errors
/// It is still to come.
pub fn past(day: Date, today: Date, dated: Dated) -> Result<Date, Refused> {
    match day <= today {
        true => Ok(day),
        false => Err(Refused::ToCome(day, dated)),
    }
}

/// Whether a day lies so long ago that nobody who is alive did anything then:
/// likely a slip of the keyboard.
#[must_use]
pub fn is_long_ago(day: Date, today: Date) -> bool {
    day <= today.saturating_sub(Span::new().years(LONG_AGO_YEARS))
}

/// A day for an answer to an application, which does not come before the day of
/// its stage.
///
/// # Errors
/// It does.
pub fn answer_day(day: Date, stage: Date) -> Result<Date, Refused> {
    match day >= stage {
        true => Ok(day),
        false => Err(Refused::BeforeStage(day, stage)),
    }
}

/// A result in percent. Less than 1 is a share of 1, written by mistake.
///
/// # Errors
/// It is a share, or more than 100.
pub fn percent(number: Hundredths) -> Result<Hundredths, Refused> {
    if number > Hundredths::HUNDRED {
        Err(Refused::OverHundred)
    } else if number > Hundredths::ZERO && number < Hundredths::whole(1) {
        Err(Refused::Share)
    } else {
        Ok(number)
    }
}

/// The credits of an activity, in hours.
///
/// # Errors
/// There are none.
pub fn credit_hours(number: Hundredths) -> Result<Hundredths, Refused> {
    match number > Hundredths::ZERO {
        true => Ok(number),
        false => Err(Refused::NoCredit),
    }
}

/// How many there are, or a scaled score; none where it is no whole number.
///
/// # Errors
/// It is no whole number above 0.
pub fn count(number: Option<i64>) -> Result<u32, Refused> {
    let number = number.and_then(|number| u32::try_from(number).ok());
    number.filter(|&number| number > 0).ok_or(Refused::NoCount)
}

/// Hours a week; none where it is no whole number.
///
/// # Errors
/// No week has so many, or so few.
pub fn hours_per_week(number: Option<i64>) -> Result<u32, Refused> {
    let hours = number.filter(|hours| (1..=HOURS_IN_A_WEEK).contains(hours));
    let hours = hours.and_then(|hours| u32::try_from(hours).ok());
    hours.ok_or(Refused::NoHoursOfWeek)
}

/// The rating of a skill; none where it is no whole number.
///
/// # Errors
/// It is outside the scale.
pub fn rating(number: Option<i64>) -> Result<u8, Refused> {
    let rating = number.and_then(|rating| u8::try_from(rating).ok());
    rating
        .filter(|&rating| rating <= HIGHEST)
        .ok_or(Refused::NoRating)
}

/// Words that say something, without the blanks around them.
///
/// # Errors
/// They are empty.
pub fn words(text: &str) -> Result<&str, Refused> {
    match text.trim() {
        "" => Err(Refused::Empty),
        words => Ok(words),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_of_the_past_is_not_to_come() {
        let today = date(2027, 3, 1);
        assert_eq!(past(today, today, Dated::Mark), Ok(today));
        let refused = past(date(2027, 3, 2), today, Dated::Entry).expect_err("to come");
        assert_eq!(
            refused.to_string(),
            "2027-03-02 is in the future, and an entry says what has happened"
        );
    }

    #[test]
    fn a_slip_of_the_century_is_long_ago() {
        let today = date(2027, 3, 1);
        assert!(is_long_ago(date(1927, 3, 1), today));
        assert!(is_long_ago(date(1890, 1, 1), today));
        assert!(!is_long_ago(date(1927, 3, 2), today));
        // Where the calendar ends, nothing is long ago.
        assert!(!is_long_ago(date(50, 3, 1), date(60, 3, 1)));
    }

    #[test]
    fn what_cannot_be_is_refused_with_its_reason() {
        let told = |refused: Refused| refused.to_string();
        let hundredths = |number| Hundredths::of(number).expect("a number");
        for (is_right, refused) in [
            (
                percent(hundredths(100.0)).is_ok(),
                percent(hundredths(100.5)),
            ),
            (percent(Hundredths::ZERO).is_ok(), percent(hundredths(0.8))),
            (
                credit_hours(hundredths(0.25)).is_ok(),
                credit_hours(Hundredths::ZERO),
            ),
        ] {
            assert!(is_right);
            assert!(told(refused.expect_err("it is wrong")).starts_with("is "));
        }
        assert_eq!(
            (count(Some(1)), count(Some(0))),
            (Ok(1), Err(Refused::NoCount))
        );
        assert_eq!(count(None), Err(Refused::NoCount));
        assert_eq!(count(Some(i64::MAX)), Err(Refused::NoCount));
        assert_eq!(
            (hours_per_week(Some(168)), hours_per_week(Some(169)).is_ok()),
            (Ok(168), false)
        );
        assert_eq!((rating(Some(0)), rating(Some(6)).is_ok()), (Ok(0), false));
        assert_eq!((words(" a "), words(" \t")), (Ok("a"), Err(Refused::Empty)));
        let stage = date(2027, 3, 1);
        assert_eq!(answer_day(stage, stage), Ok(stage));
        assert!(answer_day(date(2027, 2, 28), stage).is_err());
    }
}
