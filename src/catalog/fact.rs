//! One figure or rule of the field, with its source and its date.

use jiff::civil::Date;

use super::{
    FileKey,
    id::FactId,
    length::{Length, LengthError, Unit},
    text::Words,
};

/// How many days a fact counts as fresh where its author says nothing else.
pub const FRESH_DAYS: u32 = 365;

/// A fact: one version, or several that follow each other in time.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Permanent name.
    pub id: FactId,
    /// The versions; no two are in force on the same day.
    pub versions: Vec<FactVersion>,
}

/// What a fact says during one period.
#[derive(Debug, Clone)]
pub struct FactVersion {
    /// Permanent name of the fact.
    pub id: FactId,
    /// The file it stands in.
    pub file: FileKey,
    /// What one source says, the preferred one where sources disagree.
    pub claim: Claim,
    /// What other sources say instead.
    pub also: Vec<Claim>,
    /// How far to trust it.
    pub confidence: Confidence,
    /// Which day of the person picks the version.
    pub applies_on: AppliesOn,
    /// First day in force; always so far, where absent.
    pub effective_from: Option<Date>,
    /// Last day in force; open, where absent.
    pub effective_until: Option<Date>,
    /// Days after `checked` from which it counts as old.
    pub recheck_after_days: u32,
}

/// What one source says.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The figure or words.
    pub value: FactValue,
    /// What the value means, in a sentence.
    pub text: Words,
    /// Who says it.
    pub source: Source,
    /// When the source said so; absent where an official source bears no date.
    pub checked: Option<Date>,
}

/// Where a fact comes from.
#[derive(Debug, Clone)]
pub struct Source {
    /// The title of the page or publication.
    pub title: Words,
    /// Where a person can confirm it.
    pub url: Words,
}

/// The value of a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum FactValue {
    /// A plain number, e.g. 150 questions.
    Number(f64),
    /// Words.
    Text(Words),
    /// An amount in US dollars.
    Money {
        /// Dollars.
        usd: f64,
    },
    /// From a low to a high figure.
    Range {
        /// The low end.
        low: f64,
        /// The high end.
        high: f64,
        /// What is counted, e.g. `percent`.
        unit: Words,
    },
    /// A length of time.
    Duration(Length),
}

impl FactValue {
    /// The value that a text is: a length of time, or words.
    #[must_use]
    pub fn of_text(text: Words) -> Self {
        match Length::parse(&text) {
            Ok(length) => Self::Duration(length),
            Err(_) => Self::Text(text),
        }
    }

    /// The number, where it is a plain one.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(_) | Self::Money { .. } | Self::Range { .. } | Self::Duration(_) => None,
        }
    }

    /// The share of a whole that it is, in percent: `40 percent`, `40%`, 40, or
    /// a range of one percentage. None where it is no share.
    #[must_use]
    pub fn percent(&self) -> Option<f64> {
        let percent = match self {
            Self::Number(number) => *number,
            Self::Text(text) => {
                let number = text.trim();
                let number = ["percent", "%"]
                    .iter()
                    .find_map(|unit| number.strip_suffix(unit))?;
                number.trim_end().parse().ok()?
            }
            Self::Range { low, high, unit } if &**unit == "percent" && low == high => *low,
            Self::Range { .. } | Self::Money { .. } | Self::Duration(_) => return None,
        };
        (0.0..=100.0).contains(&percent).then_some(percent)
    }

    /// The shortest and the longest time that it says, where it is a length or a
    /// range of whole units of time.
    #[must_use]
    pub fn lengths(&self) -> Option<(Length, Length)> {
        match self {
            Self::Duration(length) => Some((*length, *length)),
            Self::Range { low, high, unit } => {
                let unit = Unit::of_word(unit)?;
                Some((Length::whole(*low, unit)?, Length::whole(*high, unit)?))
            }
            Self::Number(_) | Self::Text(_) | Self::Money { .. } => None,
        }
    }

    /// The minutes, where it is a length in minutes or hours.
    #[must_use]
    pub fn minutes(&self) -> Option<u32> {
        match self {
            Self::Duration(length) => length.minutes(),
            Self::Number(_) | Self::Text(_) | Self::Money { .. } | Self::Range { .. } => None,
        }
    }

    /// Whether there can be such a value at all.
    ///
    /// A plain number may be below zero: it can be a change of something.
    ///
    /// # Errors
    /// Says why there cannot.
    pub fn check(&self) -> Result<(), ValueError> {
        match self {
            Self::Number(_) | Self::Duration(_) => Ok(()),
            Self::Money { usd } if *usd < 0.0 => Err(ValueError::NegativeMoney),
            Self::Money { usd } if !is_in_cents(*usd) => Err(ValueError::FinerThanCents),
            Self::Money { .. } => Ok(()),
            Self::Range { low, high, .. } if low > high => Err(ValueError::Reversed),
            Self::Range { low, high, unit } if &**unit == "percent" => {
                let possible = -100.0..=100.0;
                let is_possible = possible.contains(low) && possible.contains(high);
                is_possible.then_some(()).ok_or(ValueError::NoPercentage)
            }
            Self::Range { low, .. } if *low < 0.0 => Err(ValueError::NegativeCount),
            Self::Range { .. } => Ok(()),
            Self::Text(text) if text.trim().is_empty() => Err(ValueError::Empty),
            Self::Text(text) => match text.strip_prefix('-').map(Length::parse) {
                Some(Ok(_) | Err(LengthError::TooLong)) => Err(ValueError::NegativeLength),
                _ if Length::parse(text) == Err(LengthError::TooLong) => {
                    Err(ValueError::Length(LengthError::TooLong))
                }
                _ => Ok(()),
            },
        }
    }
}

/// Why there can be no such value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// A range that falls.
    #[error("the low end is above the high end")]
    Reversed,
    /// Less than nothing.
    #[error("an amount of money is not below zero")]
    NegativeMoney,
    /// Parts of a cent.
    #[error("an amount of money has at most two decimals")]
    FinerThanCents,
    /// More than all, or a loss of more than all.
    #[error("a percentage is not above 100 and not below -100")]
    NoPercentage,
    /// A range of things that are counted or last.
    #[error("a range of anything but percent is not below zero")]
    NegativeCount,
    /// `-5d`
    #[error("a length of time is not below zero")]
    NegativeLength,
    /// A length of time out of bounds.
    #[error("{0}")]
    Length(LengthError),
    /// A text of nothing but blanks.
    #[error("a value is not empty")]
    Empty,
}

/// Whether an amount is one of whole cents: the nearest such amount is spelled
/// the same. Beyond the bound a number holds no cents any more.
fn is_in_cents(usd: f64) -> bool {
    usd >= 9e13 || (usd * 100.0).round() / 100.0 == usd
}

/// The day of a person that picks the version of a fact.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AppliesOn {
    /// The day it is about.
    #[default]
    Today,
    /// The day of the exam.
    Exam,
    /// The day of graduation.
    Graduation,
    /// The day from which the credential is held.
    Credential,
}

/// How far to trust a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// Read on the issuing body's own page.
    Official,
    /// Told by a third party.
    Secondary,
    /// Sources disagree.
    Disputed,
}

impl Fact {
    /// The version in force on a day; where none is, the one that comes next,
    /// else the last one that was.
    #[must_use]
    pub fn in_force(&self, day: Date) -> Option<&FactVersion> {
        let coming = |version: &&FactVersion| version.effective_from.is_some_and(|from| from > day);
        self.versions
            .iter()
            .find(|version| version.is_in_force(day))
            .or_else(|| {
                self.versions
                    .iter()
                    .filter(coming)
                    .min_by_key(|version| version.effective_from)
            })
            .or_else(|| {
                self.versions
                    .iter()
                    .max_by_key(|version| version.effective_until)
            })
    }
}

impl FactVersion {
    /// Whether the period of this version holds the day.
    #[must_use]
    pub fn is_in_force(&self, day: Date) -> bool {
        self.effective_from.is_none_or(|from| from <= day)
            && self.effective_until.is_none_or(|until| day <= until)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn version(from: Option<Date>, until: Option<Date>, number: f64) -> FactVersion {
        FactVersion {
            id: FactId::new("a.b").expect("an id"),
            file: FileKey(0),
            claim: Claim {
                value: FactValue::Number(number),
                text: "".into(),
                source: Source {
                    title: "".into(),
                    url: "".into(),
                },
                checked: Some(date(2026, 1, 1)),
            },
            also: Vec::new(),
            confidence: Confidence::Official,
            applies_on: AppliesOn::Today,
            effective_from: from,
            effective_until: until,
            recheck_after_days: FRESH_DAYS,
        }
    }

    #[test]
    fn what_cannot_be_is_no_value() {
        let money = |usd| FactValue::Money { usd }.check();
        let range = |low, high, unit: &'static str| {
            let unit = unit.into();
            FactValue::Range { low, high, unit }.check()
        };
        let text = |text: &'static str| FactValue::of_text(text.into()).check();
        for usd in [0.0, 0.01, 19.99, 36.5, 81_150.29, 1_234_567.89, 1e300] {
            assert_eq!(money(usd), Ok(()), "{usd}");
        }
        assert_eq!(money(-0.01), Err(ValueError::NegativeMoney));
        assert_eq!(money(1.999), Err(ValueError::FinerThanCents));
        assert_eq!(money(0.001), Err(ValueError::FinerThanCents));
        assert_eq!(FactValue::Number(-7.8).check(), Ok(()));
        assert_eq!(range(-3.0, 100.0, "percent"), Ok(()));
        assert_eq!(range(0.0, 900.0, "hours"), Ok(()));
        assert_eq!(range(2.0, 1.0, "hours"), Err(ValueError::Reversed));
        assert_eq!(range(-1.0, 1.0, "weeks"), Err(ValueError::NegativeCount));
        for (low, high) in [(1.0, 100.1), (-101.0, 1.0)] {
            let error = Err(ValueError::NoPercentage);
            assert_eq!(range(low, high, "percent"), error);
        }
        for sound in ["yes", "-", "- 5d", "120d", "100y", "-5", "1.5y"] {
            assert_eq!(text(sound), Ok(()), "{sound}");
        }
        assert_eq!(text("-5d"), Err(ValueError::NegativeLength));
        assert_eq!(text("-101y"), Err(ValueError::NegativeLength));
        assert_eq!(text("101y"), Err(ValueError::Length(LengthError::TooLong)));
        assert_eq!(text(" \t"), Err(ValueError::Empty));
    }

    #[test]
    fn a_share_is_a_percentage_however_it_is_written() {
        let text = |text: &'static str| FactValue::of_text(text.into()).percent();
        for words in ["40 percent", "40%", " 40 % ", "40.0 percent"] {
            assert_eq!(text(words), Some(40.0), "{words}");
        }
        for words in [
            "40",
            "101 percent",
            "-1%",
            "most percent",
            "nan%",
            "8 of 20",
        ] {
            assert_eq!(text(words), None, "{words}");
        }
        let range = |low, high| FactValue::Range {
            low,
            high,
            unit: "percent".into(),
        };
        assert_eq!(range(40.0, 40.0).percent(), Some(40.0));
        assert_eq!(range(40.0, 50.0).percent(), None);
        assert_eq!(FactValue::Number(62.5).percent(), Some(62.5));
        assert_eq!(FactValue::Money { usd: 40.0 }.percent(), None);
        assert_eq!(FactValue::Number(20.0).number(), Some(20.0));
        assert_eq!(FactValue::of_text("20 CEUs".into()).number(), None);
    }

    #[test]
    fn the_version_in_force_is_picked_by_day() {
        let fact = Fact {
            id: FactId::new("a.b").expect("an id"),
            versions: vec![
                version(Some(date(2025, 1, 1)), Some(date(2025, 12, 31)), 1.0),
                version(Some(date(2026, 6, 1)), None, 2.0),
            ],
        };
        let on = |day| {
            fact.in_force(day)
                .map(|version| version.claim.value.clone())
        };
        assert_eq!(on(date(2025, 5, 1)), Some(FactValue::Number(1.0)));
        assert_eq!(on(date(2025, 12, 31)), Some(FactValue::Number(1.0)));
        assert_eq!(
            on(date(2026, 2, 1)),
            Some(FactValue::Number(2.0)),
            "the next"
        );
        assert_eq!(
            on(date(2024, 2, 1)),
            Some(FactValue::Number(1.0)),
            "the next"
        );
        assert_eq!(on(date(2030, 2, 1)), Some(FactValue::Number(2.0)));
    }
}
