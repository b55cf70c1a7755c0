//! What a TOML text means, and what it will mean after a change.

use toml::Table;
use toml::Value as Meaning;
use toml_parser::parser::Event;

use super::change::Change;
use super::document::Document;
use super::error::EditError;
use super::events;
use super::place;
use crate::store::draft::table_of;

/// Reads a text whose events are known; too deep nesting is refused.
pub(super) fn read(text: &str, events: &[Event]) -> Result<Table, EditError> {
    events::check_depth(events)?;
    table_of(text).map_err(|error| EditError::Unreadable {
        message: error.message().to_owned(),
        span: error.span().unwrap_or(0..0),
    })
}

/// Whether the change would change nothing.
pub(super) fn is_already_so(table: &Table, change: &Change) -> bool {
    match (change, look_up(table, change.key())) {
        (Change::Set { value, .. }, Some(old)) => is_same(&value.meaning(), old),
        (Change::Remove { .. }, None) => true,
        _ => false,
    }
}

/// Carries a change out on the meaning. `None` where the path leads nowhere.
/// What is to change within an element is carried out on [`element_of`].
///
/// `document` has been changed already. It decides only whether a table that
/// has lost its last key is still written down, as a header or `{}`, or was
/// nothing but the dotted key that is gone.
pub(super) fn carry_out(table: &mut Table, change: &Change, document: &Document<'_>) -> Option<()> {
    let (last, parents) = change.key().split_last()?;
    if let Change::Remove { .. } = change {
        parent_of(table, parents)?.remove(last);
        drop_unwritten_parents(table, parents, document);
        return Some(());
    }
    let parent = parent_of(table, parents)?;
    match change {
        Change::Set { value, .. } => {
            parent.insert(last.clone(), value.meaning());
        }
        Change::Append { fields, .. } => {
            let array = parent
                .entry(last.clone())
                .or_insert_with(|| Meaning::Array(Vec::new()));
            let Meaning::Array(elements) = array else {
                return None;
            };
            let fields = fields
                .iter()
                .map(|(key, value)| (key.clone(), value.meaning()));
            elements.push(Meaning::Table(fields.collect()));
        }
        Change::Drop { index, .. } => {
            let elements = parent.get_mut(last)?.as_array_mut()?;
            if *index >= elements.len() {
                return None;
            }
            elements.remove(*index);
            if elements.is_empty() && !place::holds(document, change.key()) {
                parent.remove(last);
                drop_unwritten_parents(table, parents, document);
            }
        }
        Change::Remove { .. } | Change::Within { .. } => {}
    }
    Some(())
}

/// Whether an array has this element.
pub(super) fn has_element(table: &Table, path: &[String], index: usize) -> bool {
    look_up(table, path)
        .and_then(Meaning::as_array)
        .is_some_and(|elements| index < elements.len())
}

/// One element of an array, if it is a table.
pub(super) fn element_of<'a>(
    table: &'a mut Table,
    path: &[String],
    index: usize,
) -> Option<&'a mut Table> {
    let (last, parents) = path.split_last()?;
    let parent = parents.iter().try_fold(table, |table, part| {
        table.get_mut(part).and_then(Meaning::as_table_mut)
    })?;
    let elements = parent.get_mut(last)?.as_array_mut()?;
    elements.get_mut(index)?.as_table_mut()
}

/// A table with nothing but another one at a path.
pub(super) fn wrapped(path: &[String], table: Table) -> Table {
    path.iter().rev().fold(table, |inner, part| {
        Table::from_iter([(part.clone(), Meaning::Table(inner))])
    })
}

/// The other table of [`wrapped`].
pub(super) fn unwrapped(path: &[String], table: Table) -> Option<Table> {
    path.iter()
        .try_fold(table, |mut table, part| match table.remove(part)? {
            Meaning::Table(inner) => Some(inner),
            _ => None,
        })
}

/// Whether two texts mean the same. Unlike `==` it takes NaN for equal to
/// itself: it may stand in a part of the text that nobody changed.
pub(super) fn is_same_table(one: &Table, other: &Table) -> bool {
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .all(|((key, value), (other_key, other))| key == other_key && is_same(value, other))
}

fn is_same(one: &Meaning, other: &Meaning) -> bool {
    match (one, other) {
        (Meaning::Float(one), Meaning::Float(other)) => one.to_bits() == other.to_bits(),
        (Meaning::Array(one), Meaning::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_same(one, other))
        }
        (Meaning::Table(one), Meaning::Table(other)) => is_same_table(one, other),
        _ => one == other,
    }
}

fn look_up<'a>(table: &'a Table, path: &[String]) -> Option<&'a Meaning> {
    let (last, parents) = path.split_last()?;
    let mut table = table;
    for parent in parents {
        table = table.get(parent)?.as_table()?;
    }
    table.get(last)
}

fn parent_of<'a>(table: &'a mut Table, parents: &[String]) -> Option<&'a mut Table> {
    let mut table = table;
    for parent in parents {
        table = table
            .entry(parent.clone())
            .or_insert_with(|| Meaning::Table(Table::new()))
            .as_table_mut()?;
    }
    Some(table)
}

fn drop_unwritten_parents(table: &mut Table, parents: &[String], document: &Document<'_>) {
    let mut path = parents;
    while let Some((last, parents)) = path.split_last() {
        let is_empty = look_up(table, path)
            .and_then(Meaning::as_table)
            .is_some_and(Table::is_empty);
        if !is_empty || place::holds(document, path) {
            return;
        }
        if let Some(parent) = parent_of(table, parents) {
            parent.remove(last);
        }
        path = parents;
    }
}
