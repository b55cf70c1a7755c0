//! All errors of syntax and type in one file.
//!
//! The reader stops at the first one. To find the next, what holds it is taken
//! out and the rest is read again, as an author would mend one after the other.

use std::{collections::BTreeMap, ops::Range};

use serde::Deserialize;
use toml::{
    Spanned,
    de::{DeTable, DeValue, Error},
};

use super::drafting::segments_of;
use crate::store::spans::Segment;

/// Entries taken out, by their list: places as written, ascending.
type TakenOut = BTreeMap<String, Vec<usize>>;

/// Every error of syntax, else every error of type, and the unknown keys.
pub(super) fn all_errors<T: Deserialize<'static>>(
    text: &'static str,
) -> (Vec<Error>, Vec<Vec<Segment>>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return (errors, Vec::new());
    }
    let mut table = table;
    let mut taken_out = TakenOut::new();
    let mut errors: Vec<Error> = Vec::new();
    let mut unknown: Vec<Vec<Segment>> = Vec::new();
    loop {
        let reader = toml::Deserializer::from(table.clone());
        let read: Result<T, Error> = serde_ignored::deserialize(reader, |key| {
            let key = as_written(segments_of(&key), &taken_out);
            if !unknown.contains(&key) {
                unknown.push(key);
            }
        });
        let Err(error) = read else { break };
        let span = error.span();
        if errors.iter().any(|known| known.span() == span) {
            // Taking something out has brought nothing new to light.
            break;
        }
        errors.push(error);
        let Some(span) = span else { break };
        if !take_out(table.get_mut(), &span, &mut taken_out) {
            break;
        }
    }
    (errors, unknown)
}

/// Takes the entry of a list of tables out that holds the place.
fn take_out(table: &mut DeTable<'static>, place: &Range<usize>, taken_out: &mut TakenOut) -> bool {
    for (key, value) in table.iter_mut() {
        let DeValue::Array(entries) = value.get_mut() else {
            continue;
        };
        let holds = |entry: &Spanned<DeValue<'_>>| {
            entry.get_ref().is_table()
                && end_of(entry) > place.start
                && entry.span().start <= place.start
        };
        // The last that begins before it: a table of `[[step]]` goes on over
        // lines that its own span may leave out.
        let Some(index) = entries.iter().rposition(holds) else {
            continue;
        };
        let kept = std::mem::take(entries).into_iter().enumerate();
        let kept = kept.filter(|(place, _)| *place != index);
        *entries = kept.map(|(_, entry)| entry).collect();
        let places = taken_out.entry(key.get_ref().to_string()).or_default();
        let written = places
            .iter()
            .fold(index, |at, &out| at + usize::from(out <= at));
        places.push(written);
        places.sort_unstable();
        return true;
    }
    false
}

/// Where a value ends, what hangs below it counted in.
fn end_of(value: &Spanned<DeValue<'_>>) -> usize {
    let below = match value.get_ref() {
        DeValue::Array(entries) => entries.iter().map(end_of).max(),
        DeValue::Table(table) => table.iter().map(|(_, value)| end_of(value)).max(),
        _ => None,
    };
    value.span().end.max(below.unwrap_or(0))
}

/// The place of a key in the file, where entries before it were taken out.
fn as_written(mut key: Vec<Segment>, taken_out: &TakenOut) -> Vec<Segment> {
    if let [Segment::Key(list), Segment::Entry(index), ..] = key.as_mut_slice() {
        for &out in taken_out.get(list.as_str()).into_iter().flatten() {
            *index += usize::from(out <= *index);
        }
    }
    key
}
