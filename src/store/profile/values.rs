//! The values of a profile, each with what is wrong about one that cannot be
//! read.

use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use super::Value;
use crate::{
    catalog::{money::Cents, skill::Tier},
    journey::{
        hundredths::Hundredths,
        record::{Evidence, State, TermStart},
    },
};

/// The most hours a week has.
const HOURS_IN_A_WEEK: i64 = 168;

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
    let hours = integer(value).filter(|hours| (1..=HOURS_IN_A_WEEK).contains(hours));
    hours
        .and_then(|hours| u32::try_from(hours).ok())
        .ok_or_else(|| format!("has to be a whole number from 1 to {HOURS_IN_A_WEEK}"))
}

/// Percent from 0 to 100, with at most two decimals.
pub(super) fn percent(value: &Value<'_>) -> Result<Hundredths, String> {
    let percent = hundredths(value).filter(|percent| *percent <= Hundredths::HUNDRED);
    percent.ok_or_else(|| "has to be a percent from 0 to 100, like 72 or 72.5".to_owned())
}

pub(super) fn hundredths(value: &Value<'_>) -> Option<Hundredths> {
    let number = match value.get_ref() {
        DeValue::Integer(_) => integer(value)? as f64,
        DeValue::Float(number) => number.as_str().parse().ok()?,
        _ => return None,
    };
    Hundredths::of(number).ok()
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
    let rating = integer(value).and_then(|rating| u8::try_from(rating).ok());
    let rating = rating.filter(|rating| *rating <= 5);
    rating.ok_or_else(|| "has to be a whole number from 0 to 5".to_owned())
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

pub(super) fn terms(value: &Value<'_>) -> Result<Vec<TermStart>, String> {
    let wrong = || "has to be a list of days of the year, like [\"01-13\", \"08-25\"]".to_owned();
    let DeValue::Array(items) = value.get_ref() else {
        return Err(wrong());
    };
    items
        .iter()
        .map(|item| match item.get_ref() {
            DeValue::String(text) => term(text).ok_or_else(wrong),
            _ => Err(wrong()),
        })
        .collect()
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

pub(super) fn evidence(value: &Value<'_>) -> Result<Vec<Evidence>, String> {
    let wrong = || "has to be a list of tables, like [{ ref = \"diploma.pdf\" }]".to_owned();
    let DeValue::Array(items) = value.get_ref() else {
        return Err(wrong());
    };
    let one = |item: &Value<'_>| {
        let DeValue::Table(fields) = item.get_ref() else {
            return Err(wrong());
        };
        let reference = fields.get("ref").ok_or_else(wrong)?;
        Ok(Evidence {
            reference: text(reference).map_err(|_| wrong())?,
            added: field(fields, "added", date)?,
            sha256: field(fields, "sha256", text)?,
            size: field(fields, "size", size)?,
        })
    };
    items.iter().map(one).collect()
}

/// A field that may be absent.
pub(super) fn field<T>(
    fields: &DeTable<'_>,
    key: &str,
    read: fn(&Value<'_>) -> Result<T, String>,
) -> Result<Option<T>, String> {
    let value = fields.get(key).map(read).transpose();
    value.map_err(|wrong| format!("`{key}` {wrong}"))
}

/// A size in bytes.
pub(super) fn size(value: &Value<'_>) -> Result<u64, String> {
    let size = integer(value).and_then(|size| u64::try_from(size).ok());
    size.ok_or_else(|| "has to be a whole number of bytes".to_owned())
}
