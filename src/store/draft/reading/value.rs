//! What a value is.

use std::borrow::Cow;

use serde::de::{Error as _, Expected, Unexpected};
use toml::de::{DeInteger, DeValue};

use super::{ReadError, embedded::broken, inside::Inside};

/// What a value is.
pub(super) enum Value<'r, 't> {
    Text(&'t str),
    /// A text with escapes, which stands nowhere as it is.
    Unescaped(&'r str),
    Date(Cow<'t, str>),
    Integer(i64),
    /// An integer beyond those.
    Large(u64),
    /// One beyond those too, as it is told.
    Huge(String),
    Float(f64),
    Boolean(bool),
    List(Inside<'r, 't>),
    Table(Inside<'r, 't>),
}

/// A value that is no list or table.
pub(super) fn single<'r, 't>(value: &'r DeValue<'_>) -> Result<Value<'r, 't>, ReadError> {
    Ok(match value {
        DeValue::String(text) => Value::Unescaped(text),
        DeValue::Integer(number) => return integer(number),
        // What is too large becomes infinite, and says so only of itself.
        DeValue::Float(number) => match number.as_str().parse::<f64>() {
            Ok(read) if !read.is_infinite() || number.as_str().contains("inf") => {
                Value::Float(read)
            }
            _ => return Err(overflowed("floating-point")),
        },
        DeValue::Boolean(flag) => Value::Boolean(*flag),
        DeValue::Datetime(date) => Value::Date(date.to_string().into()),
        DeValue::Array(_) | DeValue::Table(_) => return Err(broken()),
    })
}

fn integer<'r, 't>(number: &DeInteger<'_>) -> Result<Value<'r, 't>, ReadError> {
    let (digits, radix) = (number.as_str(), number.radix());
    Ok(if let Ok(number) = i64::from_str_radix(digits, radix) {
        Value::Integer(number)
    } else if let Ok(number) = u64::from_str_radix(digits, radix) {
        Value::Large(number)
    } else if let Ok(number) = i128::from_str_radix(digits, radix) {
        Value::Huge(format!("integer `{number}` as i128"))
    } else if let Ok(number) = u128::from_str_radix(digits, radix) {
        Value::Huge(format!("integer `{number}` as u128"))
    } else {
        return Err(overflowed("integer"));
    })
}

fn overflowed(what: &str) -> ReadError {
    ReadError::new(format_args!("{what} number overflowed"))
}

impl Value<'_, '_> {
    /// Refuses it, in the words that `serde` has for it.
    #[cold]
    pub(super) fn refused(&self, expected: &dyn Expected) -> ReadError {
        let found = match self {
            Value::Text(text) | Value::Unescaped(text) => Unexpected::Str(text),
            Value::Integer(number) => Unexpected::Signed(*number),
            Value::Large(number) => Unexpected::Unsigned(*number),
            Value::Huge(number) => Unexpected::Other(number),
            Value::Float(number) => Unexpected::Float(*number),
            Value::Boolean(flag) => Unexpected::Bool(*flag),
            Value::List(_) => Unexpected::Seq,
            // What `toml` takes a date for.
            Value::Date(_) | Value::Table(_) => Unexpected::Map,
        };
        ReadError::invalid_type(found, expected)
    }
}
