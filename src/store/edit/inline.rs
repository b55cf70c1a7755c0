//! The members of one inline table, and how one is added or dropped.

use std::ops::Range;

use toml_parser::Source;
use toml_parser::parser::EventKind;

use super::document::Splice;
use super::events;
use super::spelling::{self, Form, Model};
use super::statement::KeyPart;
use super::value::Value;

/// The place of a key path below one value. Ranges count from the start of the
/// statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Spot {
    /// The value of a member.
    Value { value: Range<usize> },
    /// A table made by dotted keys; the first of its members.
    Table { member: Range<usize> },
    /// Not there; its nearest table and how many parts of the path lead to it.
    Vacant { table: InlineTable, depth: usize },
    /// A value that is no inline table stands in the way, this deep.
    Blocked { value: Range<usize>, depth: usize },
}

/// One inline table of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct InlineTable {
    after_open: usize,
    before_close: usize,
    members: Vec<Member>,
    comments: Vec<usize>,
    has_line_end: bool,
    has_trailing_comma: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Member {
    key: Vec<KeyPart>,
    value: Range<usize>,
}

/// Finds a path below a value.
pub(super) fn find(text: &str, value: &Range<usize>, path: &[String]) -> Spot {
    let mut value = value.clone();
    let mut depth = 0;
    loop {
        let Some(table) = InlineTable::read(text, &value) else {
            return Spot::Blocked { value, depth };
        };
        let rest = path.get(depth..).unwrap_or_default();
        let mut inner = None;
        for member in &table.members {
            let shared = KeyPart::shared(&member.key, rest);
            match (shared == member.key.len(), shared == rest.len()) {
                (true, true) => {
                    return Spot::Value {
                        value: member.value.clone(),
                    };
                }
                (false, true) => {
                    return Spot::Table {
                        member: member.span(),
                    };
                }
                (true, false) => inner = Some((member.value.clone(), shared)),
                (false, false) => {}
            }
        }
        match inner {
            Some((inner, shared)) => {
                value = inner;
                depth += shared;
            }
            None => return Spot::Vacant { table, depth },
        }
    }
}

/// Finds the bytes to drop so that a path below a value is gone, or its first
/// member where it is a table made by several.
///
/// `None` where it is not there, or where a comment would go with it.
pub(super) fn removal(text: &str, value: &Range<usize>, path: &[String]) -> Option<Splice> {
    let table = InlineTable::read(text, value)?;
    for (position, member) in table.members.iter().enumerate() {
        let shared = KeyPart::shared(&member.key, path);
        if shared == path.len() {
            return table.removal_of(position);
        }
        if shared == member.key.len() {
            return removal(text, &member.value, path.get(shared..)?);
        }
    }
    None
}

/// A value with all inline tables on one line: what TOML 1.0 accepts.
pub(super) fn on_one_line(text: &str, value: &Range<usize>) -> String {
    let slice = |range: Range<usize>| text.get(range).unwrap_or_default();
    let Some(table) = InlineTable::read(text, value) else {
        return slice(value.clone()).to_owned();
    };
    let members: Vec<String> = table
        .members
        .iter()
        .map(|member| {
            let key = slice(KeyPart::span_of(&member.key));
            format!("{key} = {}", on_one_line(text, &member.value))
        })
        .collect();
    if members.is_empty() {
        "{}".to_owned()
    } else {
        format!("{{ {} }}", members.join(", "))
    }
}

impl InlineTable {
    /// The inline table at a range of a statement, if it is one.
    pub(super) fn read(text: &str, value: &Range<usize>) -> Option<Self> {
        let text = text.get(value.clone())?;
        if !text.starts_with('{') {
            return None;
        }
        let base = value.start;
        let source = Source::new(text);
        let mut table = Self {
            after_open: base + 1,
            before_close: value.end.saturating_sub(1),
            members: Vec::new(),
            comments: Vec::new(),
            has_line_end: false,
            has_trailing_comma: false,
        };
        let mut key = Vec::new();
        let mut value_start = None;
        let mut nesting = 0_usize;
        for event in &events::of_value(text) {
            let span = base + event.span().start()..base + event.span().end();
            let is_open = matches!(
                event.kind(),
                EventKind::InlineTableOpen | EventKind::ArrayOpen
            );
            let is_close = matches!(
                event.kind(),
                EventKind::InlineTableClose | EventKind::ArrayClose
            );
            if is_close {
                nesting = nesting.saturating_sub(1);
            }
            if nesting == 1 {
                match event.kind() {
                    EventKind::SimpleKey => key.push(KeyPart::read(source, event, base)),
                    EventKind::Comment => table.comments.push(span.start),
                    EventKind::Newline => table.has_line_end = true,
                    EventKind::ValueSep => table.has_trailing_comma = true,
                    _ => {}
                }
                if is_open {
                    value_start = Some(span.start);
                } else if is_close || event.kind() == EventKind::Scalar {
                    table.has_trailing_comma = false;
                    table.members.push(Member {
                        key: std::mem::take(&mut key),
                        value: value_start.take().unwrap_or(span.start)..span.end,
                    });
                }
            }
            if is_open {
                nesting += 1;
            }
        }
        Some(table)
    }

    pub(super) fn span(&self) -> Range<usize> {
        self.after_open - 1..self.before_close + 1
    }

    /// The bytes that add a member. `None` where TOML 1.0 has no such table.
    ///
    /// It goes behind the members that share the start of its key, else behind
    /// the last one, spelled and spaced like its neighbour.
    pub(super) fn insertion(&self, text: &str, path: &[String], value: &Value) -> Option<Splice> {
        if self.has_line_end || self.has_trailing_comma {
            return None;
        }
        let shared = |member: &Member| KeyPart::shared(&member.key, path);
        let depth = self.members.iter().map(shared).max().unwrap_or_default();
        let mut relatives = self.members.iter().filter(|it| shared(it) == depth);
        let form = relatives
            .clone()
            .filter_map(|member| member.model(text).form_at(depth))
            .next_back();
        let Some(neighbour) = relatives.next_back() else {
            return Some(self.first_member(text, path, value));
        };
        let member = spelling::key_value(
            Some(neighbour.model(text)),
            depth,
            form.unwrap_or(if depth == 0 {
                Form::INLINE
            } else {
                Form::Dotted
            }),
            path,
            value,
        );
        Some(Splice {
            range: neighbour.value.end..neighbour.value.end,
            text: format!("{}{member}", self.separator(text)),
        })
    }

    /// Without a space inside the braces none is added, so that dropping the
    /// member again restores the table.
    fn first_member(&self, text: &str, path: &[String], value: &Value) -> Splice {
        let is_tight = text
            .get(self.after_open..self.before_close)
            .is_none_or(str::is_empty);
        let member = spelling::key_value(None, 0, Form::INLINE, path, value);
        Splice {
            range: self.before_close..self.before_close,
            text: format!("{member}{}", if is_tight { "" } else { " " }),
        }
    }

    /// What stands between two members.
    fn separator<'a>(&self, text: &'a str) -> &'a str {
        match self.members.as_slice() {
            [first, second, ..] => text
                .get(first.value.end..second.span().start)
                .unwrap_or(", "),
            _ => ", ",
        }
    }

    fn removal_of(&self, position: usize) -> Option<Splice> {
        let member = self.members.get(position)?;
        let before = position.checked_sub(1).and_then(|it| self.members.get(it));
        let range = match (before, self.members.get(position + 1)) {
            (Some(before), _) => before.value.end..member.value.end,
            (None, Some(after)) => member.span().start..after.span().start,
            (None, None) => member.span().start..self.before_close,
        };
        if self.comments.iter().any(|comment| range.contains(comment)) {
            return None;
        }
        Some(Splice {
            range,
            text: String::new(),
        })
    }
}

impl Member {
    fn span(&self) -> Range<usize> {
        KeyPart::span_of(&self.key).start..self.value.end
    }

    fn model<'a>(&'a self, text: &'a str) -> Model<'a> {
        Model::new(text, &self.key, &self.value)
    }
}
