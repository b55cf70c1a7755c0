//! A TOML text as a list of statements, to be changed one statement at a time.

use std::borrow::Cow;
use std::ops::Range;

use toml_parser::parser::Event;

use super::scope::{Passage, Scope};
use super::statement::{BYTE_ORDER_MARK, KeyPart, Kind, Statement, lay_out, lay_out_new};

/// A TOML text whose unchanged statements still are the bytes handed in.
pub(super) struct Document<'t> {
    starts_with_byte_order_mark: bool,
    statements: Vec<Statement<'t>>,
    line_end: &'static str,
    is_changed: bool,
    /// From the outermost element entered to the innermost.
    scopes: Vec<Scope>,
}

/// A statement and the header it stands under.
pub(super) struct Line<'d> {
    pub(super) index: usize,
    /// The path of that header; for a header its own path.
    pub(super) header: &'d [KeyPart],
    /// Whether it is a `[[…]]`, other than that of the element entered.
    pub(super) opens_element: bool,
    pub(super) statement: &'d Statement<'d>,
}

/// New bytes for a range of one statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Splice {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

impl<'t> Document<'t> {
    /// Takes a text with well-formed events apart.
    pub(super) fn read(text: &'t str, events: &[Event]) -> Self {
        let statements = lay_out(text, events);
        Self {
            starts_with_byte_order_mark: text.starts_with(BYTE_ORDER_MARK),
            line_end: dominant_line_end(&statements),
            statements,
            is_changed: false,
            scopes: Vec::new(),
        }
    }

    pub(super) fn into_text(self) -> String {
        let length: usize = self.statements.iter().map(|it| it.text.len()).sum();
        let mut text = String::with_capacity(length + BYTE_ORDER_MARK.len());
        if self.starts_with_byte_order_mark {
            text.push_str(BYTE_ORDER_MARK);
        }
        for statement in &self.statements {
            text.push_str(&statement.text);
        }
        text
    }

    pub(super) fn is_changed(&self) -> bool {
        self.is_changed
    }

    /// The line end most lines have; LF where there is none or a tie.
    pub(super) fn line_end(&self) -> &'static str {
        self.line_end
    }

    pub(super) fn statements(&self) -> &[Statement<'t>] {
        &self.statements
    }

    pub(super) fn statement(&self, index: usize) -> Option<&Statement<'t>> {
        self.statements.get(index)
    }

    /// Narrows [`Document::lines`] to one element of an array of tables, whose
    /// `[[…]]` then reads as the `[…]` of a plain table.
    pub(super) fn enter(&mut self, path: &[String], index: usize) {
        self.scopes.push(Scope::new(path, index));
    }

    /// Undoes the last [`Document::enter`].
    pub(super) fn leave(&mut self) {
        self.scopes.pop();
    }

    /// The path of the innermost array of which an element has been entered.
    pub(super) fn entered(&self) -> Option<&[String]> {
        self.scopes.last().map(Scope::path)
    }

    /// All statements in order, each with the header it stands under; only
    /// those of the element entered, if any.
    pub(super) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let mut header: &[KeyPart] = &[];
        let mut is_inside = self.scopes.is_empty();
        let mut passage = Passage::through(&self.scopes);
        let own_length = self.entered().map(<[String]>::len);
        self.statements
            .iter()
            .enumerate()
            .filter_map(move |(index, statement)| {
                let mut opens_element = false;
                if let Kind::Header { path, is_array } = &statement.kind {
                    header = path;
                    is_inside = passage.is_inside(path, *is_array);
                    opens_element = *is_array && own_length != Some(path.len());
                }
                is_inside.then_some(Line {
                    index,
                    header,
                    opens_element,
                    statement,
                })
            })
    }

    /// One statement of [`Document::lines`].
    pub(super) fn line(&self, index: usize) -> Option<Line<'_>> {
        self.lines().find(|line| line.index == index)
    }

    /// The statements under a header, or those before the first header.
    pub(super) fn body(&self, header: Option<usize>) -> Range<usize> {
        let start = header.map_or(0, |index| index + 1);
        let length = self
            .statements
            .iter()
            .skip(start)
            .position(Statement::is_header);
        start..length.map_or(self.statements.len(), |length| start + length)
    }

    /// The last key of [`Document::body`].
    pub(super) fn last_key_in_body(&self, header: Option<usize>) -> Option<usize> {
        self.body(header)
            .rev()
            .find(|&index| self.statement(index).is_some_and(Statement::is_key_value))
    }

    /// A range of a statement in bytes of the text as it was handed in; the
    /// whole statement where it has been changed since.
    pub(super) fn span_as_handed_in(&self, index: usize, range: &Range<usize>) -> Range<usize> {
        match self.statement(index) {
            Some(statement) => match statement.text {
                Cow::Borrowed(_) => {
                    statement.origin.start + range.start..statement.origin.start + range.end
                }
                Cow::Owned(_) => statement.origin.clone(),
            },
            None => 0..0,
        }
    }

    /// Rewrites a range of one statement.
    pub(super) fn splice(&mut self, index: usize, splice: &Splice) {
        let Some(statement) = self.statements.get(index) else {
            return;
        };
        let text = splice.spliced(&statement.text);
        let new = lay_out_new(&text, &statement.origin);
        self.statements.splice(index..=index, new);
        self.is_changed = true;
    }

    /// Puts whole lines in front of a statement, or at the end.
    ///
    /// The text ends with a line end afterwards if and only if it did before.
    pub(super) fn insert(&mut self, index: usize, lines: &str) {
        let index = index.min(self.statements.len());
        let mut lines = lines;
        if index == self.statements.len()
            && let Some(last) = self.statements.last_mut()
            && !last.ends_its_line()
        {
            last.text.to_mut().push_str(self.line_end);
            lines = without_line_end(lines);
        }
        let origin = match index.checked_sub(1).and_then(|it| self.statements.get(it)) {
            Some(before) => before.origin.end..before.origin.end,
            None => 0..0,
        };
        self.statements
            .splice(index..index, lay_out_new(lines, &origin));
        self.is_changed = true;
    }

    /// Drops whole statements, given as ranges in order: the reverse of
    /// [`Document::insert`], also where the text ends without a line end.
    pub(super) fn remove(&mut self, regions: &[Range<usize>]) {
        let leaves_last_line_open = regions
            .last()
            .is_some_and(|region| region.end >= self.statements.len())
            && self
                .statements
                .last()
                .is_some_and(|last| !last.ends_its_line());
        let mut index = 0;
        let mut regions = regions.iter().peekable();
        self.statements.retain(|_| {
            while regions.next_if(|region| region.end <= index).is_some() {}
            let is_kept = regions.peek().is_none_or(|region| index < region.start);
            index += 1;
            is_kept
        });
        if leaves_last_line_open && let Some(last) = self.statements.last_mut() {
            let length = without_line_end(&last.text).len();
            if length == 0 {
                self.statements.pop();
            } else {
                last.text.to_mut().truncate(length);
            }
        }
        self.is_changed = true;
    }
}

impl Splice {
    /// The text with this range replaced.
    pub(super) fn spliced(&self, text: &str) -> String {
        let before = text.get(..self.range.start).unwrap_or_default();
        let after = text.get(self.range.end..).unwrap_or_default();
        [before, &self.text, after].concat()
    }
}

fn dominant_line_end(statements: &[Statement<'_>]) -> &'static str {
    let ending_in = |end: &str| {
        statements
            .iter()
            .filter(|statement| statement.text.ends_with(end))
            .count()
    };
    if 2 * ending_in("\r\n") > ending_in("\n") {
        "\r\n"
    } else {
        "\n"
    }
}

fn without_line_end(text: &str) -> &str {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.strip_suffix('\r').unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::{Document, Splice};
    use crate::store::edit::events;

    fn read(text: &str) -> Document<'_> {
        Document::read(text, &events::of_document(text))
    }

    #[test]
    fn an_untouched_document_is_its_text() {
        for text in [
            "",
            "\u{feff}",
            "\u{feff}a = 1",
            "\r\n # x\n\n[a]\r\nb = [\n]\r\n",
        ] {
            assert_eq!(read(text).into_text(), text);
        }
    }

    #[test]
    fn the_last_line_keeps_its_open_end() {
        let mut document = read("a = 1\r\nb = 2");
        document.insert(2, "c = 3\r\n");
        document.insert(3, "d = 4\r\n");
        document.remove(std::slice::from_ref(&(2..3)));
        assert_eq!(document.into_text(), "a = 1\r\nb = 2\r\nd = 4");
    }

    #[test]
    fn dropping_what_was_inserted_restores_an_open_end() {
        let mut document = read("a = 1\r\nb = 2");
        document.insert(2, "c = 3\r\n");
        document.remove(std::slice::from_ref(&(2..3)));
        assert_eq!(document.into_text(), "a = 1\r\nb = 2");
    }

    #[test]
    fn dropping_everything_leaves_nothing() {
        let mut document = read("a = 1");
        document.remove(std::slice::from_ref(&(0..1)));
        assert_eq!(document.into_text(), "");
    }

    #[test]
    fn line_ends_follow_the_majority() {
        assert_eq!(read("").line_end(), "\n");
        assert_eq!(read("a = 1").line_end(), "\n");
        assert_eq!(read("a = 1\r\nb = 1\n").line_end(), "\n");
        assert_eq!(
            read("a = 1\r\nb = '''\n\n\n'''\r\nc = 1\n").line_end(),
            "\r\n"
        );
    }

    #[test]
    fn spans_point_into_the_text_as_handed_in() {
        let mut document = read("a = 1\nb = 2\nc = 3\n");
        let splice = Splice {
            range: 4..5,
            text: "100".to_owned(),
        };
        document.splice(0, &splice);
        assert_eq!(document.span_as_handed_in(0, &(4..7)), 0..6);
        assert_eq!(document.span_as_handed_in(1, &(4..5)), 10..11);
    }
}
