//! Reads drafts from TOML and from what is embedded.
//!
//! `serde` makes the code for a draft once for each reader that it is read by,
//! and for each kind of value that the reader might hand it. So there is one
//! reader for both, and what calls for a table is handed a table or refused: a
//! draft is in the program once, which is a tenth of it less than with readers
//! that were made for all types. Keys that nobody knows are gathered on the same
//! walk, with the places that the text has them at.

mod embedded;
mod error;
mod inside;
mod table;
mod value;

use std::{borrow::Cow, ops::Range};

use serde::{
    Deserialize, Deserializer,
    de::{Expected, Visitor},
    forward_to_deserialize_any,
};
use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

use embedded::{Embedded, kind};
pub use error::ReadError;
use inside::{Entries, Inside};
pub use table::table_of;
use value::{Value, single};

/// A key that no draft has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownKey {
    /// As it would be written without quotes.
    pub name: String,
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
}

/// Reads a TOML text as a draft, and gathers the keys that nobody knows up to
/// where it is wrong.
pub fn read<'t, T: Deserialize<'t>>(text: &'t str) -> (Result<T, ReadError>, Vec<UnknownKey>) {
    match DeTable::parse(text) {
        Ok(table) => read_value(&whole(table)),
        Err(error) => (Err(error.into()), Vec::new()),
    }
}

/// A text that was parsed, as a value.
pub(in crate::store) fn whole(table: Spanned<DeTable<'_>>) -> Spanned<DeValue<'_>> {
    Spanned::new(table.span(), DeValue::Table(table.into_inner()))
}

/// The same of a value of a text that was parsed.
pub(in crate::store) fn read_value<'t, T: Deserialize<'t>>(
    value: &Spanned<DeValue<'t>>,
) -> (Result<T, ReadError>, Vec<UnknownKey>) {
    let mut unknown = Vec::new();
    let read = T::deserialize(Reader::of(value, &mut unknown));
    let read = read.map_err(|error| error.in_value(Some(value.span())));
    (read, unknown)
}

/// Reads what the build script wrote down.
///
/// # Errors
/// Only where the program was built from files that its own tests refuse.
pub(in crate::store) fn read_embedded<T: Deserialize<'static>>(
    bytes: &'static [u8],
) -> Result<T, ReadError> {
    T::deserialize(Reader(Source::Embedded(&mut Embedded::of(bytes))))
}

/// One value that is to be read.
struct Reader<'r, 't>(Source<'r, 't>);

enum Source<'r, 't> {
    Toml {
        /// The key it stands at, unless it is an entry of a list.
        key: Option<&'r Spanned<DeString<'t>>>,
        value: &'r Spanned<DeValue<'t>>,
        unknown: &'r mut Vec<UnknownKey>,
    },
    Embedded(&'r mut Embedded),
}

impl<'r, 't> Reader<'r, 't> {
    fn of(value: &'r Spanned<DeValue<'t>>, unknown: &'r mut Vec<UnknownKey>) -> Self {
        let key = None;
        Self(Source::Toml {
            key,
            value,
            unknown,
        })
    }

    /// What is in a list; anything else is handed back.
    fn list(self) -> Result<Inside<'r, 't>, Self> {
        match self.0 {
            Source::Embedded(bytes) => match bytes.count(kind::LIST) {
                Some(left) => Ok(Inside::Embedded { left, bytes }),
                None => Err(Self(Source::Embedded(bytes))),
            },
            Source::Toml { value, unknown, .. } => match value.get_ref() {
                DeValue::Array(entries) => Ok(Inside::List {
                    entries: entries.iter(),
                    unknown,
                }),
                _ => Err(Self::of(value, unknown)),
            },
        }
    }

    /// What is in a table; anything else is handed back.
    fn table(self) -> Result<Inside<'r, 't>, Self> {
        match self.0 {
            Source::Embedded(bytes) => match bytes.count(kind::TABLE) {
                Some(left) => Ok(Inside::Embedded { left, bytes }),
                None => Err(Self(Source::Embedded(bytes))),
            },
            Source::Toml { value, unknown, .. } => match value.get_ref() {
                DeValue::Table(table) => Ok(Inside::Table(Box::new(Entries {
                    entries: table.iter(),
                    entry: None,
                    unknown,
                }))),
                _ => Err(Self::of(value, unknown)),
            },
        }
    }

    /// A text that stands in the program or in the text that is read as it is;
    /// anything else is handed back.
    fn text(self) -> Result<&'t str, Self> {
        match self.0 {
            Source::Embedded(bytes) => match bytes.text(kind::TEXT) {
                Some(text) => Ok(text),
                None => Err(Self(Source::Embedded(bytes))),
            },
            Source::Toml { value, unknown, .. } => match value.get_ref() {
                DeValue::String(DeString::Borrowed(text)) => Ok(text),
                _ => Err(Self::of(value, unknown)),
            },
        }
    }

    fn value(self) -> Result<Value<'r, 't>, ReadError> {
        let other = match self.text() {
            Ok(text) => return Ok(Value::Text(text)),
            Err(other) => other,
        };
        let other = match other.list() {
            Ok(inside) => return Ok(Value::List(inside)),
            Err(other) => other,
        };
        let other = match other.table() {
            Ok(inside) => return Ok(Value::Table(inside)),
            Err(other) => other,
        };
        match other.0 {
            Source::Embedded(bytes) => bytes.value(),
            Source::Toml { value, .. } => single(value.get_ref()),
        }
    }

    /// Refuses it, in the words that `serde` has for it.
    #[cold]
    fn refused(self, expected: &dyn Expected) -> ReadError {
        match self.value() {
            Ok(value) => value.refused(expected),
            Err(error) => error,
        }
    }
}

/// The methods that hand over one kind of value, or refuse it.
macro_rules! only {
    ($($method:ident: $($value:pat => $visit:expr),+;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
            match self.value()? {
                $($value => $visit(visitor),)+
                other => Err(other.refused(&visitor)),
            }
        }
    )*};
}

/// Every number is asked for in the same way.
macro_rules! numbers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
            self.deserialize_f64(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Reader<'_, 'de> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.value()? {
            Value::Text(text) => visitor.visit_borrowed_str(text),
            Value::Unescaped(text) => visitor.visit_str(text),
            Value::Integer(number) => visitor.visit_i64(number),
            Value::Large(number) => visitor.visit_u64(number),
            Value::Float(number) => visitor.visit_f64(number),
            Value::Boolean(flag) => visitor.visit_bool(flag),
            Value::List(inside) => visitor.visit_seq(inside),
            Value::Table(inside) => visitor.visit_map(inside),
            other @ (Value::Date(_) | Value::Huge(_)) => Err(other.refused(&visitor)),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.text() {
            Ok(text) => visitor.visit_borrowed_str(text),
            Err(other) => match other.value()? {
                Value::Unescaped(text) => visitor.visit_str(text),
                other => Err(other.refused(&visitor)),
            },
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.list() {
            Ok(inside) => visitor.visit_seq(inside),
            Err(other) => Err(other.refused(&visitor)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.table() {
            Ok(inside) => visitor.visit_map(inside),
            Err(other) => Err(other.refused(&visitor)),
        }
    }

    only! {
        // TOML has no bytes, so these are a date.
        deserialize_bytes:
            Value::Date(Cow::Borrowed(date)) => |visitor: V| visitor.visit_borrowed_bytes(date.as_bytes()),
            Value::Date(Cow::Owned(date)) => |visitor: V| visitor.visit_bytes(date.as_bytes()),
            Value::Text(text) => |visitor: V| visitor.visit_borrowed_str(text),
            Value::Unescaped(text) => |visitor: V| visitor.visit_str(text);
        deserialize_bool:
            Value::Boolean(flag) => |visitor: V| visitor.visit_bool(flag);
        deserialize_f64:
            Value::Integer(number) => |visitor: V| visitor.visit_i64(number),
            Value::Large(number) => |visitor: V| visitor.visit_u64(number),
            Value::Float(number) => |visitor: V| visitor.visit_f64(number);
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_f32
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        self.deserialize_map(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_str(visitor)
    }

    /// What is not there is not asked for.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        visitor.visit_some(self)
    }

    /// The value of a key that nobody knows.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.0 {
            Source::Toml { key, unknown, .. } => unknown.extend(key.map(|key| UnknownKey {
                name: key.get_ref().to_string(),
                span: key.span(),
            })),
            Source::Embedded(bytes) => bytes.skip()?,
        }
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i128 u128 char byte_buf unit unit_struct newtype_struct tuple tuple_struct enum identifier
    }
}

#[cfg(test)]
mod tests;
