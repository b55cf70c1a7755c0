//! Where a key stands in a document, in whichever form it is written.

use std::ops::Range;

use super::document::{Document, Line};
use super::inline::{self, Spot};
use super::statement::{KeyPart, Kind};

/// The place of a key path among the statements of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// The value of one statement.
    Value {
        statement: usize,
        value: Range<usize>,
    },
    /// Below the value of one statement: an inline table, or a plain value
    /// where none should be.
    Inside {
        statement: usize,
        value: Range<usize>,
        /// How many parts of the path lead to that value.
        depth: usize,
    },
    /// A table with lines of its own; the first of them.
    Table {
        statement: usize,
    },
    /// `[[…]]`, the path itself or one of its parents.
    ArrayOfTables {
        statement: usize,
        is_parent: bool,
    },
    Absent,
}

/// Finds the one place that a valid document, or the element of it that has
/// been entered, can have for a path.
pub(super) fn find(document: &Document<'_>, path: &[String]) -> Place {
    document
        .lines()
        .find_map(|line| place_on_line(&line, path))
        .unwrap_or(Place::Absent)
}

fn place_on_line(line: &Line<'_>, path: &[String]) -> Option<Place> {
    let statement = line.index;
    let shared = KeyPart::shared(line.header, path);
    if line.opens_element && shared == line.header.len() {
        let is_parent = shared < path.len();
        return Some(Place::ArrayOfTables {
            statement,
            is_parent,
        });
    }
    if shared == path.len() {
        return Some(Place::Table { statement });
    }
    let Kind::KeyValue { key, value } = &line.statement.kind else {
        return None;
    };
    if shared < line.header.len() {
        return None;
    }
    let rest = path.get(shared..).unwrap_or_default();
    let shared_key = KeyPart::shared(key, rest);
    let value = value.clone();
    match (shared_key == key.len(), shared_key == rest.len()) {
        (true, true) => Some(Place::Value { statement, value }),
        (true, false) => Some(Place::Inside {
            statement,
            value,
            depth: shared + shared_key,
        }),
        (false, true) => Some(Place::Table { statement }),
        (false, false) => None,
    }
}

/// Whether a document has a key or table of this path.
pub(super) fn holds(document: &Document<'_>, path: &[String]) -> bool {
    match find(document, path) {
        Place::Value { .. } | Place::Table { .. } => true,
        Place::ArrayOfTables { is_parent, .. } => !is_parent,
        Place::Inside {
            statement,
            value,
            depth,
        } => document.statement(statement).is_some_and(|statement| {
            let rest = path.get(depth..).unwrap_or_default();
            matches!(
                inline::find(&statement.text, &value, rest),
                Spot::Value { .. } | Spot::Table { .. }
            )
        }),
        Place::Absent => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, find, holds};
    use crate::store::edit::document::Document;
    use crate::store::edit::events;

    const TEXT: &str = "name = 1\nup.a.b = 2\n[steps]\nx.state = 3\ny = { state = 4, p.q = 5 }\n\
                        [steps.z]\nstate = 6\n[[rows]]\nk = 7\n[rows.sub]\n[[steps.z.rows]]\n";

    fn path(text: &str) -> Vec<String> {
        text.split('.').map(str::to_owned).collect()
    }

    fn found(text: &str) -> Place {
        let document = Document::read(TEXT, &events::of_document(TEXT));
        find(&document, &path(text))
    }

    #[test]
    fn every_form_is_found() {
        let value = |statement, value| Place::Value { statement, value };
        assert_eq!(found("name"), value(0, 7..8));
        assert_eq!(found("up.a.b"), value(1, 9..10));
        assert_eq!(found("steps.x.state"), value(3, 10..11));
        assert_eq!(found("steps.z.state"), value(6, 8..9));
        let inside = |statement, value, depth| Place::Inside {
            statement,
            value,
            depth,
        };
        assert_eq!(found("steps.y.state"), inside(4, 4..26, 2));
        assert_eq!(found("name.x"), inside(0, 7..8, 1));
    }

    #[test]
    fn tables_are_told_from_values() {
        assert_eq!(found("up"), Place::Table { statement: 1 });
        assert_eq!(found("up.a"), Place::Table { statement: 1 });
        assert_eq!(found("steps"), Place::Table { statement: 2 });
        assert_eq!(found("steps.x"), Place::Table { statement: 3 });
        assert_eq!(found("steps.z"), Place::Table { statement: 5 });
        assert_eq!(found("steps.q"), Place::Absent);
        assert_eq!(found("k"), Place::Absent);
    }

    #[test]
    fn arrays_of_tables_are_seen_from_every_path_below() {
        let rows = |statement, is_parent| Place::ArrayOfTables {
            statement,
            is_parent,
        };
        assert_eq!(found("rows"), rows(7, false));
        assert_eq!(found("rows.k"), rows(7, true));
        assert_eq!(found("rows.sub.k"), rows(7, true));
        assert_eq!(found("steps.z.rows"), rows(10, false));
    }

    #[test]
    fn holding_looks_into_inline_tables() {
        let document = Document::read(TEXT, &events::of_document(TEXT));
        for there in ["steps.y.state", "steps.y.p", "steps.y.p.q", "rows", "up.a"] {
            assert!(holds(&document, &path(there)), "{there}");
        }
        for absent in ["steps.y.on", "steps.y.state.x", "rows.k", "up.b"] {
            assert!(!holds(&document, &path(absent)), "{absent}");
        }
    }
}
