//! How a new key and value are spelled: like the ones beside them.

use std::ops::Range;

use super::statement::{KeyPart, Kind, Statement};
use super::value::{Value, dotted_key, key_part};

/// A key and value that stand beside the new ones: a line, or a member of an
/// inline table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Model<'a> {
    /// What the ranges count in.
    text: &'a str,
    key: &'a [KeyPart],
    value: &'a Range<usize>,
}

/// How a table that does not exist yet is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `new.state = "done"`
    Dotted,
    /// `new = { state = "done" }`
    Inline {
        /// What stands inside the braces on either side.
        padding: &'static str,
    },
}

impl Form {
    pub(super) const INLINE: Self = Self::Inline { padding: " " };
}

impl<'a> Model<'a> {
    pub(super) fn new(text: &'a str, key: &'a [KeyPart], value: &'a Range<usize>) -> Self {
        Self { text, key, value }
    }

    pub(super) fn of(statement: &'a Statement<'_>) -> Option<Self> {
        match &statement.kind {
            Kind::KeyValue { key, value } => Some(Self::new(&statement.text, key, value)),
            _ => None,
        }
    }

    /// The form of the table that starts `depth` key parts down, if it is one.
    pub(super) fn form_at(&self, depth: usize) -> Option<Form> {
        if self.key.len() > depth + 1 {
            return Some(Form::Dotted);
        }
        if self.key.len() <= depth {
            return None;
        }
        let members = self.slice(self.value.clone()).strip_prefix('{')?;
        let is_tight = !members.starts_with([' ', '\t', '}']);
        Some(Form::Inline {
            padding: if is_tight { "" } else { " " },
        })
    }

    fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    /// The first key parts, bytes and all.
    fn prefix(&self, parts: usize) -> &'a str {
        match self.key.get(..parts) {
            Some(parts) if !parts.is_empty() => self.slice(KeyPart::span_of(parts)),
            _ => "",
        }
    }

    fn equals(&self) -> &'static str {
        let between = KeyPart::span_of(self.key).end..self.value.start;
        if self.slice(between) == "=" {
            "="
        } else {
            " = "
        }
    }
}

/// Writes a key and value. The first `depth` parts of the path are those of
/// the model and keep its spelling.
pub(super) fn key_value(
    model: Option<Model<'_>>,
    depth: usize,
    form: Form,
    path: &[String],
    value: &Value,
) -> String {
    let equals = model.map_or(" = ", |model| model.equals());
    let prefix = model.map_or("", |model| model.prefix(depth));
    let dot = if prefix.is_empty() { "" } else { "." };
    let rest = path.get(depth..).unwrap_or_default();
    match (form, rest) {
        (Form::Inline { padding }, [first, inner @ ..]) => {
            let mut written = value.to_toml();
            for part in inner.iter().rev() {
                written = format!("{{{padding}{}{equals}{written}{padding}}}", key_part(part));
            }
            format!("{prefix}{dot}{}{equals}{written}", key_part(first))
        }
        _ => format!(
            "{prefix}{dot}{}{equals}{}",
            dotted_key(rest),
            value.to_toml()
        ),
    }
}
