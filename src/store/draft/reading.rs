//! Reads drafts from TOML, and gathers the keys that nobody knows.

use std::ops::Range;

use serde::de::DeserializeOwned;
use serde_ignored::Path;
use toml::{
    Spanned, Table,
    de::{DeTable, DeValue, Error, ValueDeserializer},
};

use crate::store::spans::{Segment, Spans, whole};

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
pub fn read<T: DeserializeOwned>(text: &str) -> (Result<T, Error>, Vec<UnknownKey>) {
    let table = match DeTable::parse(text) {
        Ok(table) => table,
        Err(error) => return (Err(error), Vec::new()),
    };
    let (read, unknown) = read_with_paths(whole(table));
    if unknown.is_empty() {
        return (read, Vec::new());
    }
    (read, located(unknown, &Spans::of(text)))
}

/// The same of a text that was parsed.
pub(in crate::store) fn read_value<T: DeserializeOwned>(
    value: Spanned<DeValue<'_>>,
) -> (Result<T, Error>, Vec<UnknownKey>) {
    let (read, unknown) = read_with_paths(value.clone());
    (read, located(unknown, &Spans::in_value(value)))
}

/// What a text means.
///
/// # Errors
/// It is no TOML, or a number in it is too large.
pub fn table_of(text: &str) -> Result<Table, Error> {
    toml::from_str(text)
}

/// Reads a draft, and the paths of the keys that nobody knows.
fn read_with_paths<T: DeserializeOwned>(
    value: Spanned<DeValue<'_>>,
) -> (Result<T, Error>, Vec<Vec<Segment>>) {
    let mut unknown = Vec::new();
    // One type for all drafts: the program holds what they share once.
    let note: &mut dyn FnMut(Path<'_>) = &mut |path| unknown.push(segments(&path));
    let read = serde_ignored::deserialize(ValueDeserializer::from(value), note);
    (read, unknown)
}

fn segments(path: &Path<'_>) -> Vec<Segment> {
    let (parent, last) = match path {
        Path::Root => return Vec::new(),
        Path::Map { parent, key } => (parent, Some(Segment::Key(key.clone()))),
        Path::Seq { parent, index } => (parent, Some(Segment::Entry(*index))),
        Path::Some { parent }
        | Path::NewtypeStruct { parent }
        | Path::NewtypeVariant { parent } => (parent, None),
    };
    let mut segments = segments(parent);
    segments.extend(last);
    segments
}

/// The keys at the ends of paths. That of a date, which is a table for `serde`,
/// stands nowhere.
fn located(paths: Vec<Vec<Segment>>, spans: &Spans<'_>) -> Vec<UnknownKey> {
    let located = paths.into_iter().filter_map(|path| {
        let span = spans.key(&path)?;
        match path.into_iter().next_back()? {
            Segment::Key(name) => Some(UnknownKey { name, span }),
            Segment::Entry(_) => None,
        }
    });
    located.collect()
}

#[cfg(test)]
mod tests;
