//! The bytes that the build script writes, one value behind the other.

use super::{ReadError, value::Value};
use crate::store::shipped::text_between;

/// The keys of all files, by their numbers.
static KEYS: &[&str] = include!(concat!(env!("OUT_DIR"), "/keys.rs"));

/// What stands before each value; the build script has the same list.
pub(super) mod kind {
    pub(in super::super) const TEXT: u8 = 0;
    pub(in super::super) const INTEGER: u8 = 1;
    pub(in super::super) const FLOAT: u8 = 2;
    pub(in super::super) const FALSE: u8 = 3;
    pub(in super::super) const TRUE: u8 = 4;
    pub(in super::super) const LIST: u8 = 5;
    pub(in super::super) const TABLE: u8 = 6;
    pub(in super::super) const DATE: u8 = 7;
}

/// Bytes that are still to be read.
pub(super) struct Embedded {
    rest: &'static [u8],
}

impl Embedded {
    pub(super) fn of(rest: &'static [u8]) -> Self {
        Self { rest }
    }

    /// The next value, unless it is a text, a list or a table.
    pub(super) fn value<'t>(&mut self) -> Result<Value<'static, 't>, ReadError> {
        let value = match self.rest.first() {
            Some(&kind::DATE) => self.text(kind::DATE).map(|text| Value::Date(text.into())),
            Some(&kind::INTEGER) => {
                let bytes = self.bytes(kind::INTEGER);
                bytes.map(|bytes| Value::Integer(i64::from_le_bytes(bytes)))
            }
            Some(&kind::FLOAT) => {
                let bytes = self.bytes(kind::FLOAT);
                bytes.map(|bytes| Value::Float(f64::from_le_bytes(bytes)))
            }
            Some(&flag @ (kind::FALSE | kind::TRUE)) => {
                let read = self.bytes::<0>(flag);
                read.map(|_| Value::Boolean(flag == kind::TRUE))
            }
            _ => None,
        };
        value.ok_or_else(broken)
    }

    /// The next value if it is a text or a date, as asked for: where it begins
    /// in the one text, and how long it is.
    #[inline]
    pub(super) fn text(&mut self, kind: u8) -> Option<&'static str> {
        let [a, b, c, d, e, f] = self.bytes(kind)?;
        let (start, length) = (u32::from_le_bytes([a, b, c, d]), u16::from_le_bytes([e, f]));
        text_between(start as usize, length.into())
    }

    /// How many entries the next value has if it is a list or a table, as asked
    /// for; they follow.
    #[inline]
    pub(super) fn count(&mut self, kind: u8) -> Option<usize> {
        self.bytes(kind)
            .map(|count| u16::from_le_bytes(count).into())
    }

    /// The bytes of the next value if it is of this kind. What is of another is
    /// still the next.
    #[inline]
    fn bytes<const LENGTH: usize>(&mut self, kind: u8) -> Option<[u8; LENGTH]> {
        let (found, rest) = self.rest.split_first()?;
        let (bytes, rest) = rest.split_first_chunk()?;
        (*found == kind).then(|| {
            self.rest = rest;
            *bytes
        })
    }

    /// The next key of a table.
    #[inline]
    pub(super) fn key(&mut self) -> Option<&'static [u8]> {
        let (key, rest) = self.rest.split_first()?;
        self.rest = rest;
        KEYS.get(usize::from(*key)).map(|key| key.as_bytes())
    }

    /// Leaves the next value out, with all that is in it.
    pub(super) fn skip(&mut self) -> Result<(), ReadError> {
        if let Some(entries) = self.count(kind::LIST) {
            (0..entries).try_for_each(|_| self.skip())
        } else if let Some(entries) = self.count(kind::TABLE) {
            (0..entries).try_for_each(|_| self.key().ok_or_else(broken).and_then(|_| self.skip()))
        } else if self.text(kind::TEXT).is_some() {
            Ok(())
        } else {
            self.value().map(drop)
        }
    }
}

#[cold]
pub(super) fn broken() -> ReadError {
    ReadError::of_text("what is embedded cannot be read".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_bytes_are_refused() {
        let broken: [&[u8]; 8] = [
            &[],
            &[8],
            &[kind::TEXT, 0],
            &[kind::TEXT, 0xff, 0xff, 0xff, 0xff, 1, 0],
            &[kind::FLOAT, 0, 0, 0],
            &[kind::LIST, 2, 0, kind::TRUE],
            &[kind::TABLE, 1, 0, 0xff, kind::TRUE],
            &[kind::TABLE, 1, 0, 0],
        ];
        for bytes in broken {
            assert!(Embedded::of(bytes).skip().is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn what_is_left_out_is_left_out_whole() {
        let list = [kind::LIST, 2, 0, kind::TABLE, 1, 0, 0, kind::FALSE];
        let text = [kind::TEXT, 0, 0, 0, 0, 1, 0, kind::TRUE];
        let bytes = [list, text].concat().leak();
        let mut embedded = Embedded::of(bytes);
        embedded.skip().expect("it is whole");
        assert_eq!(embedded.rest, [kind::TRUE]);
    }
}
