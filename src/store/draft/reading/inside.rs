//! The entries of a list or table, one after the other.

use std::slice;

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, value::BytesDeserializer};
use toml::{
    Spanned,
    de::{DeString, DeValue},
    map,
};

use super::{ReadError, Reader, Source, UnknownKey, embedded::Embedded};

/// What is left of a list or table.
pub(super) enum Inside<'r, 't> {
    List {
        entries: slice::Iter<'r, Spanned<DeValue<'t>>>,
        unknown: &'r mut Vec<UnknownKey>,
    },
    // It would make the others five times as large.
    Table(Box<Entries<'r, 't>>),
    Embedded {
        left: usize,
        bytes: &'r mut Embedded,
    },
}

/// The entries of a table.
pub(super) struct Entries<'r, 't> {
    pub(super) entries: map::Iter<'r, Spanned<DeString<'t>>, Spanned<DeValue<'t>>>,
    /// The one whose key was read.
    pub(super) entry: Option<(&'r Spanned<DeString<'t>>, &'r Spanned<DeValue<'t>>)>,
    pub(super) unknown: &'r mut Vec<UnknownKey>,
}

impl<'t> Inside<'_, 't> {
    fn left(&self) -> usize {
        match self {
            Self::List { entries, .. } => entries.len(),
            Self::Table(table) => table.entries.len(),
            Self::Embedded { left, .. } => *left,
        }
    }

    /// The next key of a table, as bytes: they are compared and nothing else.
    #[inline]
    fn key(&mut self) -> Option<&[u8]> {
        match self {
            Self::List { .. } => None,
            Self::Table(table) => {
                table.entry = table.entries.next();
                table.entry.map(|(key, _)| key.get_ref().as_bytes())
            }
            Self::Embedded { left, bytes } => {
                *left = left.checked_sub(1)?;
                // A key that is none is one that nobody knows.
                Some(bytes.key().unwrap_or_default())
            }
        }
    }

    /// The value of that key, or the next entry of a list; and what knows where
    /// it lies.
    #[inline]
    fn value(&mut self) -> Option<(Reader<'_, 't>, Option<&Spanned<DeValue<'t>>>)> {
        let (key, value, unknown) = match self {
            Self::List { entries, unknown } => (None, entries.next()?, unknown),
            Self::Table(table) => {
                let (key, value) = table.entry.take()?;
                (Some(key), value, &mut table.unknown)
            }
            Self::Embedded { bytes, .. } => {
                return Some((Reader(Source::Embedded(bytes)), None));
            }
        };
        let reader = Reader(Source::Toml {
            key,
            value,
            unknown,
        });
        Some((reader, Some(value)))
    }
}

impl<'t> MapAccess<'t> for Inside<'_, 't> {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'t>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, ReadError> {
        let key = self.key().map(BytesDeserializer::new);
        key.map(|key| seed.deserialize(key)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, ReadError> {
        let Some((reader, value)) = self.value() else {
            return Err(ReadError::new(format_args!("a key has to be read first")));
        };
        let read = seed.deserialize(reader);
        read.map_err(|error| error.in_one(value))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left())
    }
}

impl<'t> SeqAccess<'t> for Inside<'_, 't> {
    type Error = ReadError;

    fn next_element_seed<E: DeserializeSeed<'t>>(
        &mut self,
        seed: E,
    ) -> Result<Option<E::Value>, ReadError> {
        if let Self::Embedded { left, .. } = self {
            match left.checked_sub(1) {
                Some(fewer) => *left = fewer,
                None => return Ok(None),
            }
        }
        let Some((reader, value)) = self.value() else {
            return Ok(None);
        };
        let read = seed.deserialize(reader);
        read.map_err(|error| error.in_one(value)).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left())
    }
}
