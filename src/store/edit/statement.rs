//! One statement of a TOML text with the bytes that belong to it.

use std::borrow::Cow;
use std::ops::Range;

use toml_parser::Source;
use toml_parser::parser::{Event, EventKind};

use super::events;

pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The lines of one header, key, comment or blank line, line end included.
///
/// All ranges count from the first byte of `text`, so a statement means the
/// same wherever it stands.
#[derive(Debug, Clone)]
pub(super) struct Statement<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) kind: Kind,
    /// Where it stood in the text as handed in; empty for a new statement.
    pub(super) origin: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Blank,
    Comment,
    Header {
        path: Vec<KeyPart>,
        is_array: bool,
    },
    KeyValue {
        key: Vec<KeyPart>,
        value: Range<usize>,
    },
}

/// One part of a dotted key, quoted or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KeyPart {
    pub(super) name: String,
    pub(super) span: Range<usize>,
}

impl Statement<'_> {
    pub(super) fn indentation(&self) -> &str {
        let content = self.text.trim_start_matches([' ', '\t']);
        self.slice(0..self.text.len() - content.len())
    }

    /// The bytes between indentation and line end.
    pub(super) fn content_span(&self) -> Range<usize> {
        self.indentation().len()..self.text.trim_end_matches(['\r', '\n']).len()
    }

    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// The dotted key of a key and value; nothing for other statements.
    pub(super) fn key(&self) -> &[KeyPart] {
        match &self.kind {
            Kind::KeyValue { key, .. } => key,
            _ => &[],
        }
    }

    pub(super) fn ends_its_line(&self) -> bool {
        self.text.ends_with('\n')
    }

    pub(super) fn is_blank(&self) -> bool {
        self.kind == Kind::Blank
    }

    pub(super) fn is_comment(&self) -> bool {
        self.kind == Kind::Comment
    }

    pub(super) fn is_header(&self) -> bool {
        matches!(self.kind, Kind::Header { .. })
    }

    pub(super) fn is_key_value(&self) -> bool {
        matches!(self.kind, Kind::KeyValue { .. })
    }
}

impl KeyPart {
    /// The key part of a key event; `base` is where the source begins in the
    /// statement.
    pub(super) fn read(source: Source<'_>, event: &Event, base: usize) -> Self {
        let mut name = Cow::Borrowed("");
        if let Some(raw) = source.get(event) {
            raw.decode_key(&mut name, &mut ());
        }
        Self {
            name: name.into_owned(),
            span: base + event.span().start()..base + event.span().end(),
        }
    }

    /// The bytes of a whole dotted key, dots and spaces included.
    pub(super) fn span_of(parts: &[Self]) -> Range<usize> {
        match (parts.first(), parts.last()) {
            (Some(first), Some(last)) => first.span.start..last.span.end,
            _ => 0..0,
        }
    }

    /// How many parts two paths have in common from the start.
    pub(super) fn shared(parts: &[Self], path: &[String]) -> usize {
        parts
            .iter()
            .zip(path)
            .take_while(|(part, name)| part.name == **name)
            .count()
    }
}

/// Cuts a text with well-formed events into statements that together hold
/// every byte of it except the byte order mark.
pub(super) fn lay_out<'t>(text: &'t str, events: &[Event]) -> Vec<Statement<'t>> {
    let mut statements = Vec::new();
    let mut draft = Draft::starting_at(if text.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK.len()
    } else {
        0
    });
    for event in events {
        let end = event.span().end();
        draft.take(Source::new(text), event);
        if event.kind() == EventKind::Newline && draft.nesting == 0 {
            let finished = std::mem::replace(&mut draft, Draft::starting_at(end));
            statements.push(finished.finish(text, end));
        }
    }
    if draft.start < text.len() {
        statements.push(draft.finish(text, text.len()));
    }
    statements
}

/// [`lay_out`] for a piece of text that was written here.
pub(super) fn lay_out_new(text: &str, origin: &Range<usize>) -> Vec<Statement<'static>> {
    lay_out(text, &events::of_document(text))
        .into_iter()
        .map(|statement| Statement {
            text: Cow::Owned(statement.text.into_owned()),
            kind: statement.kind,
            origin: origin.clone(),
        })
        .collect()
}

/// A statement whose end has not been seen yet.
struct Draft {
    start: usize,
    nesting: usize,
    has_comment: bool,
    key: Vec<KeyPart>,
    is_array_header: Option<bool>,
    value: Option<Range<usize>>,
}

impl Draft {
    fn starting_at(start: usize) -> Self {
        Self {
            start,
            nesting: 0,
            has_comment: false,
            key: Vec::new(),
            is_array_header: None,
            value: None,
        }
    }

    fn take(&mut self, source: Source<'_>, event: &Event) {
        match event.kind() {
            EventKind::StdTableOpen => self.is_array_header = Some(false),
            EventKind::ArrayTableOpen => self.is_array_header = Some(true),
            EventKind::SimpleKey if self.nesting == 0 => {
                self.key.push(KeyPart::read(source, event, 0));
            }
            EventKind::Scalar => self.extend_value(event),
            EventKind::InlineTableOpen | EventKind::ArrayOpen => {
                self.extend_value(event);
                self.nesting += 1;
            }
            EventKind::InlineTableClose | EventKind::ArrayClose => {
                self.extend_value(event);
                self.nesting = self.nesting.saturating_sub(1);
            }
            EventKind::Comment => self.has_comment = true,
            _ => {}
        }
    }

    fn extend_value(&mut self, event: &Event) {
        let start = match &self.value {
            Some(value) => value.start,
            None => event.span().start(),
        };
        self.value = Some(start..event.span().end());
    }

    fn finish(self, text: &str, end: usize) -> Statement<'_> {
        let start = self.start;
        let from_start = |range: Range<usize>| {
            range.start.saturating_sub(start)..range.end.saturating_sub(start)
        };
        let mut key = self.key;
        for part in &mut key {
            part.span = from_start(part.span.clone());
        }
        let kind = match (self.is_array_header, self.value) {
            (Some(is_array), _) => Kind::Header {
                path: key,
                is_array,
            },
            (None, Some(value)) => Kind::KeyValue {
                key,
                value: from_start(value),
            },
            (None, None) if self.has_comment => Kind::Comment,
            (None, None) => Kind::Blank,
        };
        Statement {
            text: Cow::Borrowed(text.get(start..end).unwrap_or_default()),
            kind,
            origin: start..end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Statement, lay_out};
    use crate::store::edit::events;

    fn laid_out(text: &str) -> Vec<Statement<'_>> {
        lay_out(text, &events::of_document(text))
    }

    #[test]
    fn every_byte_belongs_to_one_statement() {
        let text = "\u{feff}# top\r\n\n  a.'b' = [ # one\n 1,\n] # two\r\n[x.\"y\"]\t\n\
                    s = \"\"\"\n[no]\n\"\"\"\n[[z]] # three";
        let statements = laid_out(text);
        let whole: String = statements.iter().map(|it| it.text.as_ref()).collect();
        assert_eq!(format!("\u{feff}{whole}"), text);
        let shapes: Vec<&str> = statements
            .iter()
            .map(|statement| match &statement.kind {
                Kind::Blank => "blank",
                Kind::Comment => "comment",
                Kind::Header { is_array: true, .. } => "array header",
                Kind::Header { .. } => "header",
                Kind::KeyValue { .. } => "key",
            })
            .collect();
        assert_eq!(
            shapes,
            ["comment", "blank", "key", "header", "key", "array header"]
        );
    }

    #[test]
    fn keys_are_decoded_and_values_end_before_the_comment() {
        let statements = laid_out("  a . \"b\\u0063\" = { d = 1 } # why\n");
        let Kind::KeyValue { key, value } = &statements[0].kind else {
            panic!("{:?}", statements[0].kind);
        };
        let names: Vec<&str> = key.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(names, ["a", "bc"]);
        assert_eq!(statements[0].slice(value.clone()), "{ d = 1 }");
        assert_eq!(statements[0].indentation(), "  ");
    }
}
