//! Amounts of money, in whole cents: sums of fractions would drift.

use std::{fmt, iter::Sum};

/// An amount in US dollars, held as whole cents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cents(pub u64);

/// Why something is no amount that a person can have paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Words, or `nan`.
    #[error("is no amount; write dollars like 229 or 229.50")]
    NoAmount,
    /// Less than nothing.
    #[error("is below zero; write what was paid in all, like 229")]
    Negative,
    /// Parts of a cent.
    #[error("is finer than cents; write at most two decimals, like 229.50")]
    FinerThanCents,
    /// More than anything here costs.
    #[error("is more than a million dollars; write dollars and not cents, like 229")]
    TooMuch,
}

impl Cents {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The most that can be written down for one step: a million dollars.
    /// Beyond it a slip of the keyboard is likelier than the price.
    pub const MOST: Self = Self(100_000_000);

    /// The amount that a number of dollars is, to the nearest cent; below zero
    /// it is nothing, and what is too large to count is the largest there is.
    #[must_use]
    pub fn of_usd(usd: f64) -> Self {
        // The cast keeps within the bounds by itself.
        Self((usd * 100.0).round() as u64)
    }

    /// An amount paid that stands as a number of dollars.
    ///
    /// # Errors
    /// Says why it can be none.
    pub fn paid(usd: f64) -> Result<Self, MoneyError> {
        if !usd.is_finite() {
            return Err(MoneyError::NoAmount);
        }
        if usd < 0.0 {
            return Err(MoneyError::Negative);
        }
        let cents = Self::of_usd(usd);
        if cents > Self::MOST {
            return Err(MoneyError::TooMuch);
        }
        // The nearest amount of whole cents is spelled the same.
        if cents.usd() != usd {
            return Err(MoneyError::FinerThanCents);
        }
        Ok(cents)
    }

    /// An amount paid as a person types it: `229`, `229.5`, `$229.50`,
    /// `1,229`.
    ///
    /// # Errors
    /// Says why it is none.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let text = text.trim();
        let amount = text.strip_prefix('$').unwrap_or(text);
        let below_zero = text.strip_prefix('-').or(amount.strip_prefix('-'));
        if let Some(amount) = below_zero.filter(|amount| !amount.starts_with('-')) {
            Self::parse(amount)?;
            return Err(MoneyError::Negative);
        }
        let (whole, decimals) = amount.split_once('.').unwrap_or((amount, "0"));
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let mut groups = whole.split(',');
        let first = groups.next().unwrap_or_default();
        let is_grouped = whole.contains(',');
        let is_whole = is_digits(first)
            && (!is_grouped || first.len() <= 3)
            && groups.all(|group| is_digits(group) && group.len() == 3);
        if !is_whole || !is_digits(decimals) {
            return Err(MoneyError::NoAmount);
        }
        let (cents, finer) = decimals.split_at(decimals.len().min(2));
        if finer.bytes().any(|digit| digit != b'0') {
            return Err(MoneyError::FinerThanCents);
        }
        let digits = [&whole.replace(',', ""), cents].concat();
        let missing = if cents.len() == 1 { 10 } else { 1 };
        // What does not fit into the number is more than a million as well.
        let cents: Option<u64> = digits.parse().ok();
        let cents = cents.and_then(|cents| cents.checked_mul(missing));
        let cents = cents.map(Self).filter(|cents| *cents <= Self::MOST);
        cents.ok_or(MoneyError::TooMuch)
    }

    /// The amount in dollars.
    #[must_use]
    pub fn usd(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// The dollars, where there are no cents beside them.
    #[must_use]
    pub fn whole_usd(self) -> Option<u64> {
        self.0.is_multiple_of(100).then_some(self.0 / 100)
    }

    /// Both together; the largest there is where they are too much to count.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// What is left of it; nothing where the other is larger.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Self::plus)
    }
}

/// `$229`, `$229.50`, `$1,229`: whatever its size, amounts of one answer look
/// alike.
impl fmt::Display for Cents {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "${}", grouped(&(self.0 / 100).to_string()))?;
        match self.0 % 100 {
            0 => Ok(()),
            cents => write!(out, ".{cents:02}"),
        }
    }
}

/// Digits as people write them in amounts: a comma for every thousand.
#[must_use]
pub fn grouped(digits: &str) -> String {
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_as_people_write_it() {
        for (text, cents) in [
            ("229", 22_900),
            ("$229", 22_900),
            (" 229.5 ", 22_950),
            ("$229.50", 22_950),
            ("0", 0),
            ("0.01", 1),
            ("1.500", 150),
            ("12,500", 1_250_000),
            ("1,000,000", 100_000_000),
            ("007", 700),
        ] {
            assert_eq!(Cents::parse(text), Ok(Cents(cents)), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_told_why() {
        let same = |texts: &[&str], error| {
            for text in texts {
                assert_eq!(Cents::parse(text), Err(error), "{text}");
            }
        };
        let none = [
            "",
            "$",
            "free",
            "nan",
            "inf",
            "2e2",
            "1,5",
            "1,50",
            "12,50,000",
            ",500",
            "1000,000",
            "1.",
            ".5",
            "1.5.0",
            "229 USD",
            "--5",
            "-",
            "-x",
            "$$5",
            "٣",
            "1,000,00",
        ];
        same(&none, MoneyError::NoAmount);
        same(&["-1", "$-1", "-$1", "-0.50"], MoneyError::Negative);
        same(&["1.505", "0.001"], MoneyError::FinerThanCents);
        same(
            &["1000000.01", "99999999999999999999999", "2,000,000"],
            MoneyError::TooMuch,
        );
    }

    #[test]
    fn a_number_of_dollars_is_read_to_the_cent() {
        for cents in [
            0,
            1,
            10,
            99,
            100,
            22_950,
            5_114_029,
            99_999_999,
            100_000_000,
        ] {
            assert_eq!(Cents::paid(Cents(cents).usd()), Ok(Cents(cents)));
        }
        assert_eq!(Cents::paid(-0.01), Err(MoneyError::Negative));
        assert_eq!(Cents::paid(f64::NAN), Err(MoneyError::NoAmount));
        assert_eq!(Cents::paid(f64::INFINITY), Err(MoneyError::NoAmount));
        assert_eq!(Cents::paid(0.001), Err(MoneyError::FinerThanCents));
        assert_eq!(Cents::paid(19.999), Err(MoneyError::FinerThanCents));
        assert_eq!(Cents::paid(1_000_000.01), Err(MoneyError::TooMuch));
        assert_eq!(Cents::of_usd(-3.0), Cents::ZERO);
        assert_eq!(Cents::of_usd(1e300), Cents(u64::MAX));
    }

    #[test]
    fn what_is_shown_is_read_again() {
        for cents in [0, 5, 22_950, 999_900, 1_000_000, 99_999_999] {
            let shown = Cents(cents).to_string();
            assert_eq!(Cents::parse(&shown), Ok(Cents(cents)), "{shown}");
        }
        assert_eq!(Cents(5_114_000).to_string(), "$51,140");
        assert_eq!(Cents(100_000).to_string(), "$1,000");
        assert_eq!(Cents(99_900).to_string(), "$999");
        assert_eq!(Cents(123_456_700).to_string(), "$1,234,567");
        assert_eq!(Cents(999_905).to_string(), "$9,999.05");
    }

    #[test]
    fn sums_end_at_the_largest() {
        let amounts = [Cents(1), Cents(u64::MAX), Cents(2)];
        assert_eq!(amounts.into_iter().sum::<Cents>(), Cents(u64::MAX));
        assert_eq!(Cents(1).minus(Cents(2)), Cents::ZERO);
    }
}
