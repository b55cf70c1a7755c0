//! A TOML text as a table that can be asked for values and changed.
//!
//! It is what `toml` reads, made from the tree that drafts are read from:
//! the program then holds no other reader.

use toml::{
    Spanned, Table, Value as Meaning,
    de::{DeTable, DeValue},
};

use super::{
    ReadError,
    value::{Value, single},
};

/// What a text means.
///
/// # Errors
/// It is no TOML, or a number in it is too large.
pub fn table_of(text: &str) -> Result<Table, ReadError> {
    table(DeTable::parse(text)?.get_ref())
}

fn table(table: &DeTable<'_>) -> Result<Table, ReadError> {
    let mut read = Table::new();
    for (key, value) in table {
        read.insert(key.get_ref().to_string(), meaning(value)?);
    }
    Ok(read)
}

fn meaning(value: &Spanned<DeValue<'_>>) -> Result<Meaning, ReadError> {
    let number = match value.get_ref() {
        DeValue::String(text) => return Ok(Meaning::String(text.to_string())),
        DeValue::Boolean(flag) => return Ok(Meaning::Boolean(*flag)),
        DeValue::Datetime(date) => return Ok(Meaning::Datetime(*date)),
        DeValue::Table(inner) => return table(inner).map(Meaning::Table),
        DeValue::Array(entries) => {
            let entries = entries.iter().map(meaning).collect::<Result<_, _>>();
            return entries.map(Meaning::Array);
        }
        DeValue::Integer(_) | DeValue::Float(_) => {
            single(value.get_ref()).and_then(|number| match number {
                Value::Integer(number) => Ok(Meaning::Integer(number)),
                Value::Float(number) => Ok(Meaning::Float(number)),
                Value::Large(_) => Err(ReadError::of_text("u64 value was too large".into())),
                other => Err(other.refused(&"any valid TOML value")),
            })
        }
    };
    number.map_err(|error| error.in_value(Some(value.span())))
}
