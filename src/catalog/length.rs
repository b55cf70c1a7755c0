//! Lengths of time and estimates, as authors write them.

use std::fmt;

/// A length of time with the unit its author chose: `"6h"`, `"10d"`, `"18mo"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// How many of the unit.
    pub amount: u32,
    /// The unit.
    pub unit: Unit,
}

/// The units a [`Length`] can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// `min`
    Minute,
    /// `h`
    Hour,
    /// `d`
    Day,
    /// `w`
    Week,
    /// `mo`
    Month,
    /// `y`
    Year,
}

/// The longest length accepted: a hundred years in its unit, so that no sum of
/// dates can leave the calendar.
const MOST_YEARS: f64 = 100.0;

/// Why a text is not a length of time, or not one that fits its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LengthError {
    /// Not a whole number followed by a known unit.
    #[error("write a whole number and a unit, like `6h`, `10d`, `2w`, `18mo` or `2y`")]
    NotALength,
    /// More than a hundred years.
    #[error("this is more than a hundred years")]
    TooLong,
    /// An effort in another unit than hours.
    #[error("effort is given in hours, like `6h`")]
    NotHours,
    /// A unit shorter than a day.
    #[error("this is given in days or longer, like `10d`, `2w`, `18mo` or `2y`")]
    NotDays,
}

impl Length {
    /// Reads `"6h"`, `"10d"`, `"2w"`, `"18mo"`, `"2y"` or `"90min"`.
    ///
    /// # Errors
    /// Says that the text is no length, or longer than a hundred years.
    pub fn parse(text: &str) -> Result<Self, LengthError> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        let unit = match unit {
            "min" => Unit::Minute,
            "h" => Unit::Hour,
            "d" => Unit::Day,
            "w" => Unit::Week,
            "mo" => Unit::Month,
            "y" => Unit::Year,
            _ => return Err(LengthError::NotALength),
        };
        if number.is_empty() {
            return Err(LengthError::NotALength);
        }
        let amount = number.parse().map_err(|_| LengthError::TooLong)?;
        let length = Self { amount, unit };
        if length.exact_days() > MOST_YEARS * Unit::Year.days() {
            return Err(LengthError::TooLong);
        }
        Ok(length)
    }

    /// So many of a unit; none where that is no whole number, or more than a
    /// hundred years.
    #[must_use]
    pub fn whole(amount: f64, unit: Unit) -> Option<Self> {
        let is_whole = amount.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&amount);
        let amount = is_whole.then_some(amount as u32)?;
        let length = Self { amount, unit };
        (length.exact_days() <= MOST_YEARS * Unit::Year.days()).then_some(length)
    }

    /// Reads a length of whole days: `"10d"`, `"2w"`, `"18mo"` or `"2y"`.
    ///
    /// # Errors
    /// The same, and that it is counted in hours or minutes.
    pub fn parse_days(text: &str) -> Result<Self, LengthError> {
        let length = Self::parse(text)?;
        if length.is_in_days() {
            Ok(length)
        } else {
            Err(LengthError::NotDays)
        }
    }

    /// Whether its unit is a day or longer.
    #[must_use]
    pub fn is_in_days(self) -> bool {
        !matches!(self.unit, Unit::Minute | Unit::Hour)
    }

    /// The length in days, rounded to the nearest whole day.
    #[must_use]
    pub fn days(self) -> u32 {
        // At most a hundred years of days, so the cast keeps the value.
        self.exact_days().round() as u32
    }

    /// The minutes, where its unit is shorter than a day.
    #[must_use]
    pub fn minutes(self) -> Option<u32> {
        match self.unit {
            Unit::Minute => Some(self.amount),
            Unit::Hour => Some(self.amount.saturating_mul(60)),
            Unit::Day | Unit::Week | Unit::Month | Unit::Year => None,
        }
    }

    /// The length as it is written, like `18mo`.
    #[must_use]
    pub fn code(self) -> String {
        let unit = match self.unit {
            Unit::Minute => "min",
            Unit::Hour => "h",
            Unit::Day => "d",
            Unit::Week => "w",
            Unit::Month => "mo",
            Unit::Year => "y",
        };
        format!("{}{unit}", self.amount)
    }

    fn exact_days(self) -> f64 {
        f64::from(self.amount) * self.unit.days()
    }
}

impl Unit {
    /// The unit of a word like `day` or `weeks`.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        let word = word.strip_suffix('s').unwrap_or(word);
        Self::ALL.into_iter().find(|unit| unit.word() == word)
    }

    const ALL: [Self; 6] = [
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Year,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// Days in one unit: a month counts 30.4, a year 365.25 days.
    fn days(self) -> f64 {
        match self {
            Self::Minute => 1.0 / (24.0 * 60.0),
            Self::Hour => 1.0 / 24.0,
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::Month => 30.4,
            Self::Year => 365.25,
        }
    }
}

impl fmt::Display for Length {
    /// The way it is said: `6 hours`, `1 day`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = self.unit.word();
        let plural = if self.amount == 1 { "" } else { "s" };
        write!(out, "{} {word}{plural}", self.amount)
    }
}

/// A guess in three parts; all three are equal where the author gave one.
///
/// An effort is in hours of the person's own time, a wait in days that pass by
/// themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Estimate {
    /// When all goes well.
    pub low: u32,
    /// What most people see.
    pub likely: u32,
    /// When much goes wrong.
    pub high: u32,
}

impl Estimate {
    /// Nothing to do, nothing to wait for.
    pub const ZERO: Self = Self {
        low: 0,
        likely: 0,
        high: 0,
    };

    /// Reads three efforts in hours.
    ///
    /// # Errors
    /// Says what is wrong with the first part that is no number of hours.
    pub fn hours(low: &str, likely: &str, high: &str) -> Result<Self, LengthError> {
        Self::of(low, likely, high, |text| match Length::parse(text)? {
            Length {
                amount,
                unit: Unit::Hour,
            } => Ok(amount),
            _ => Err(LengthError::NotHours),
        })
    }

    /// Reads three waits and turns them into days.
    ///
    /// # Errors
    /// Says what is wrong with the first part that is no number of days.
    pub fn days(low: &str, likely: &str, high: &str) -> Result<Self, LengthError> {
        Self::of(low, likely, high, |text| {
            Length::parse_days(text).map(Length::days)
        })
    }

    fn of(
        low: &str,
        likely: &str,
        high: &str,
        amount: impl Fn(&str) -> Result<u32, LengthError>,
    ) -> Result<Self, LengthError> {
        Ok(Self {
            low: amount(low)?,
            likely: amount(likely)?,
            high: amount(high)?,
        })
    }

    /// So much of it, each part rounded up: `part(3, 4)` are three quarters.
    #[must_use]
    pub fn part(self, left: u32, whole: u32) -> Self {
        let part = |of: u32| {
            let part = u64::from(of) * u64::from(left.min(whole));
            u32::try_from(part.div_ceil(u64::from(whole.max(1)))).unwrap_or(of)
        };
        Self {
            low: part(self.low),
            likely: part(self.likely),
            high: part(self.high),
        }
    }

    /// Whether the three parts rise, as an estimate must.
    #[must_use]
    pub fn is_ordered(self) -> bool {
        self.low <= self.likely && self.likely <= self.high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_turns_into_days() {
        let days = |text| Length::parse(text).map(Length::days);
        assert_eq!(days("10d"), Ok(10));
        assert_eq!(days("2w"), Ok(14));
        assert_eq!(days("18mo"), Ok(547));
        assert_eq!(days("2y"), Ok(731));
        assert_eq!(days("0d"), Ok(0));
        assert_eq!(days("100y"), Ok(36_525));
    }

    #[test]
    fn what_is_no_length_is_refused() {
        for bad in ["", "d", "10", "10 d", "-1d", "1.5d", "10D", "1m", "é"] {
            assert_eq!(Length::parse(bad), Err(LengthError::NotALength), "{bad:?}");
        }
        assert_eq!(Length::parse("101y"), Err(LengthError::TooLong));
        assert_eq!(Length::parse("99999999999y"), Err(LengthError::TooLong));
    }

    #[test]
    fn an_effort_is_in_hours_and_a_wait_in_days() {
        let effort = Estimate::hours("1h", "2h", "4h").map(|e| (e.low, e.likely, e.high));
        assert_eq!(effort, Ok((1, 2, 4)));
        assert_eq!(
            Estimate::hours("1d", "2d", "4d"),
            Err(LengthError::NotHours)
        );
        let wait = Estimate::days("3d", "2w", "1mo").map(|e| (e.low, e.likely, e.high));
        assert_eq!(wait, Ok((3, 14, 30)));
        assert_eq!(Estimate::days("3h", "2w", "1mo"), Err(LengthError::NotDays));
    }

    #[test]
    fn a_part_of_an_estimate_is_rounded_up_and_never_more_than_the_whole() {
        let whole = Estimate {
            low: 3,
            likely: 10,
            high: u32::MAX,
        };
        let part = |left, of| {
            let part = whole.part(left, of);
            assert!(part.is_ordered());
            (part.low, part.likely, part.high)
        };
        assert_eq!(part(1, 2), (2, 5, 1 << 31));
        assert_eq!(part(0, 20), (0, 0, 0));
        assert_eq!(part(20, 20), (3, 10, u32::MAX));
        assert_eq!(part(30, 20), (3, 10, u32::MAX));
        assert_eq!(part(0, 0), (0, 0, 0));
    }

    #[test]
    fn a_length_is_said_in_words() {
        let said = |text| Length::parse(text).map(|length| length.to_string());
        assert_eq!(said("1d"), Ok("1 day".into()));
        assert_eq!(said("120d"), Ok("120 days".into()));
        assert_eq!(said("210min"), Ok("210 minutes".into()));
        let minutes = |text| Length::parse(text).map(Length::minutes);
        assert_eq!(minutes("45min"), Ok(Some(45)));
        assert_eq!(minutes("2h"), Ok(Some(120)));
        assert_eq!(minutes("1d"), Ok(None));
    }
}
