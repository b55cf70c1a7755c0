//! The values of a profile, each with what is wrong about one that cannot be
//! read.

use jiff::civil::Date;
use toml::de::DeValue;

use super::Value;
use crate::{
    catalog::{money::Cents, skill::Tier},
    journey::{
        hundredths::{Hundredths, HundredthsError},
        record::{State, TermStart},
        rules::{self, Refused},
    },
};

pub(super) fn integer(value: &Value<'_>) -> Option<i64> {
    match value.get_ref() {
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
        _ => None,
    }
}

pub(super) fn flag(value: &Value<'_>) -> Result<bool, String> {
    match value.get_ref() {
        DeValue::Boolean(flag) => Ok(*flag),
        _ => Err("has to be true or false, without quotes".to_owned()),
    }
}

pub(super) fn text(value: &Value<'_>) -> Result<String, String> {
    match value.get_ref() {
        DeValue::String(text) => Ok(text.to_string()),
        _ => Err("has to be a text in quotes".to_owned()),
    }
}

pub(super) fn date(value: &Value<'_>) -> Result<Date, String> {
    let wrong = match value.get_ref() {
        DeValue::Datetime(given) => match (given.date, given.time) {
            (Some(day), None) => {
                let year = i16::try_from(day.year).ok();
                let month = i8::try_from(day.month).ok();
                let day = i8::try_from(day.day).ok();
                let date = year.zip(month).zip(day);
                let date = date.and_then(|((year, month), day)| Date::new(year, month, day).ok());
                return date.ok_or_else(|| "is no day of the calendar".to_owned());
            }
            _ => "has to be a day without a time, like 2026-11-22",
        },
        DeValue::String(_) => "has to be a date without quotes, like 2026-11-22",
        _ => "has to be a date, like 2026-11-22",
    };
    Err(wrong.to_owned())
}

pub(super) fn hours_per_week(value: &Value<'_>) -> Result<u32, String> {
    rules::hours_per_week(integer(value)).map_err(said)
}

/// A refusal as it is said here.
fn said(refused: Refused) -> String {
    match refused.advice() {
        Some(advice) => format!("{refused}; {advice}"),
        None => refused.to_string(),
    }
}

/// Percent from 0 to 100, with at most two decimals.
pub(super) fn percent(value: &Value<'_>) -> Result<Hundredths, String> {
    rules::percent(hundredths(value, "72.5")?).map_err(said)
}

/// Credits are counted in hours, and an entry of none says nothing.
pub(super) fn credit_hours(value: &Value<'_>) -> Result<Hundredths, String> {
    rules::credit_hours(hundredths(value, "1.5")?).map_err(said)
}

fn hundredths(value: &Value<'_>, example: &str) -> Result<Hundredths, String> {
    let number = match value.get_ref() {
        // What is too large for the number is too much as well.
        DeValue::Integer(_) => integer(value).map_or(f64::MAX, |number| number as f64),
        DeValue::Float(number) => number.as_str().parse().unwrap_or(f64::NAN),
        _ => return Err(format!("has to be a number without quotes, like {example}")),
    };
    Hundredths::of(number).map_err(|error: HundredthsError| error.to_string())
}

/// A whole number above 0.
pub(super) fn count(value: &Value<'_>) -> Result<u32, String> {
    rules::count(integer(value)).map_err(said)
}

/// The number of a domain, as a key spells it.
pub(super) fn integer_key(key: &str) -> Option<u32> {
    let number = key.parse::<u32>().ok();
    number.filter(|number| number.to_string() == key)
}

/// A text that says something.
pub(super) fn words(value: &Value<'_>) -> Result<String, String> {
    let text = text(value)?;
    rules::words(&text).map_err(said)?;
    Ok(text)
}

pub(super) fn tier(value: &Value<'_>) -> Result<Tier, String> {
    let word = text(value)?;
    Tier::from_word(&word).ok_or_else(|| {
        let words = Tier::ALL.map(Tier::word).join(", ");
        format!("is none of {words}")
    })
}

/// A rating of a skill.
pub(super) fn rating(value: &Value<'_>) -> Result<u8, String> {
    rules::rating(integer(value)).map_err(said)
}

/// An amount of dollars: `229` or `229.5`.
pub(super) fn amount(value: &Value<'_>) -> Result<Cents, String> {
    let usd = match value.get_ref() {
        // What is too large for the number is too much as well.
        DeValue::Integer(_) => integer(value).map_or(f64::MAX, |usd| usd as f64),
        DeValue::Float(number) => number.as_str().parse().unwrap_or(f64::NAN),
        DeValue::String(_) => {
            return Err("has to be a number of dollars without quotes, like 229 or 229.50".into());
        }
        _ => return Err("has to be a number of dollars, like 229 or 229.50".into()),
    };
    Cents::paid(usd).map_err(|wrong| wrong.to_string())
}

/// Reads a day of the year, like `08-25`.
#[must_use]
pub fn term(text: &str) -> Option<TermStart> {
    let (month, day) = text.split_once('-')?;
    let two_digits = |part: &str| {
        let is_number = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| part.parse().ok()).flatten()
    };
    TermStart::new(two_digits(month)?, two_digits(day)?)
}

pub(super) fn state(value: &Value<'_>) -> Result<State, String> {
    let word = text(value)?;
    State::from_word(&word).ok_or_else(|| {
        let words = State::ALL.map(State::word).join(", ");
        format!("is none of {words}")
    })
}

/// A size in bytes.
pub(super) fn size(value: &Value<'_>) -> Result<u64, String> {
    let size = integer(value).and_then(|size| u64::try_from(size).ok());
    size.ok_or_else(|| "has to be a whole number of bytes".to_owned())
}
