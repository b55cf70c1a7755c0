//! Hours and percent with at most two decimals, held as whole hundredths: sums
//! of fractions would drift.

use std::{fmt, iter::Sum};

/// A number from 0 up, in steps of a hundredth: hours of learning, or percent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hundredths(pub u32);

/// Why something is no such number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HundredthsError {
    /// Words, `nan`, or below zero.
    #[error("is no number from 0 up, like 12 or 1.5")]
    NoNumber,
    /// More than two decimals.
    #[error("has more than two decimals")]
    TooFine,
    /// Beyond what can be meant.
    #[error("is too much")]
    TooMuch,
}

impl Hundredths {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// 100 percent.
    pub const HUNDRED: Self = Self(10_000);
    /// The most that any entry can hold: ten thousand.
    pub const MOST: Self = Self(1_000_000);

    /// A whole number.
    #[must_use]
    pub const fn whole(number: u32) -> Self {
        Self(number.saturating_mul(100))
    }

    /// The number that stands in a file.
    ///
    /// # Errors
    /// Says why it can be none.
    pub fn of(number: f64) -> Result<Self, HundredthsError> {
        if !number.is_finite() || number < 0.0 {
            return Err(HundredthsError::NoNumber);
        }
        let hundredths = (number * 100.0).round();
        if hundredths > f64::from(Self::MOST.0) {
            return Err(HundredthsError::TooMuch);
        }
        // The cast keeps within the bounds by itself.
        let found = Self(hundredths as u32);
        // The nearest number of whole hundredths is spelled the same.
        if found.number() != number {
            return Err(HundredthsError::TooFine);
        }
        Ok(found)
    }

    /// The number without what is finer: so much is reached at the least. What
    /// lies below the whole hundredth only by rounding is that hundredth.
    #[must_use]
    pub fn rounded_down(number: f64) -> Self {
        // The cast keeps within the bounds by itself.
        Self((number * 100.0 + 1e-6).floor() as u32)
    }

    /// The whole number that is reached.
    #[must_use]
    pub const fn floor(self) -> u32 {
        self.0 / 100
    }

    /// The number that a person types: `12`, `1.5`, `.75`, `80%`.
    ///
    /// # Errors
    /// Says why it is none.
    pub fn parse(text: &str) -> Result<Self, HundredthsError> {
        let text = text.trim();
        let text = text.strip_suffix('%').unwrap_or(text).trim_end();
        let is_plain = |c: char| c.is_ascii_digit() || c == '.';
        if !text.chars().all(is_plain) {
            return Err(HundredthsError::NoNumber);
        }
        let number = text.parse().map_err(|_| HundredthsError::NoNumber)?;
        Self::of(number)
    }

    /// The number.
    #[must_use]
    pub fn number(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// The number, where nothing is behind the point.
    #[must_use]
    pub fn as_whole(self) -> Option<u32> {
        self.0.is_multiple_of(100).then_some(self.0 / 100)
    }

    /// What is missing to another; nothing where it is reached.
    #[must_use]
    pub fn up_to(self, other: Self) -> Self {
        Self(other.0.saturating_sub(self.0))
    }
}

impl Sum for Hundredths {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::ZERO, |sum, next| Self(sum.0.saturating_add(next.0)))
    }
}

/// `12`, `1.5`, `0.75`.
impl fmt::Display for Hundredths {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read_to_the_hundredth() {
        for (text, hundredths) in [
            ("12", 1200),
            ("1.5", 150),
            (".75", 75),
            ("80%", 8000),
            (" 72.25 % ", 7225),
            ("0", 0),
            ("10000", 1_000_000),
        ] {
            assert_eq!(
                Hundredths::parse(text),
                Ok(Hundredths(hundredths)),
                "{text}"
            );
        }
        for text in ["", "-1", "1e3", "nan", "inf", "two", "1,5", "+3"] {
            let found = Hundredths::parse(text);
            assert_eq!(found, Err(HundredthsError::NoNumber), "{text}");
        }
        assert_eq!(Hundredths::parse("1.005"), Err(HundredthsError::TooFine));
        assert_eq!(Hundredths::parse("10000.01"), Err(HundredthsError::TooMuch));
    }

    #[test]
    fn every_number_in_bounds_is_shown_as_it_is_read() {
        for hundredths in (0..=Hundredths::MOST.0).step_by(7) {
            let number = Hundredths(hundredths);
            assert_eq!(Hundredths::parse(&number.to_string()), Ok(number));
            assert_eq!(Hundredths::of(number.number()), Ok(number));
        }
        assert_eq!(Hundredths(150).to_string(), "1.5");
        assert_eq!(Hundredths(150).as_whole(), None);
        assert_eq!(Hundredths::whole(12).as_whole(), Some(12));
    }
}
