//! One element of an array as a document of its own, a single line
//! `element = {…}`, so that it is changed like any other inline table.

use std::ops::Range;

use super::array;
use super::document::{Document, Splice};
use super::error::EditError;
use super::inline;
use super::statement::{KeyPart, Kind, lay_out_new};

/// What the element is called in that document.
pub(super) const KEY: &str = "element";

const BEFORE: &str = "element = ";

/// Where an element stands in the document around it.
pub(super) struct Element {
    statement: usize,
    range: Range<usize>,
}

impl Element {
    /// The element of the array at a range of a statement.
    pub(super) fn of(
        document: &Document<'_>,
        statement: usize,
        array: &Range<usize>,
        index: usize,
    ) -> Option<Self> {
        let text = &document.statement(statement)?.text;
        let range = array::element(text, array, index)?;
        Some(Self { statement, range })
    }

    /// The text of its own document.
    pub(super) fn as_document(&self, around: &Document<'_>) -> String {
        let statement = around.statement(self.statement);
        let element = statement.map_or("", |it| it.slice(self.range.clone()));
        format!("{BEFORE}{element}")
    }

    /// Replaces it by what its own document has become.
    pub(super) fn put_back(&self, around: &mut Document<'_>, own_text: &str) {
        around.splice(self.statement, &self.replaced_by(own_text));
    }

    fn replaced_by(&self, own_text: &str) -> Splice {
        Splice {
            range: self.range.clone(),
            text: own_text.strip_prefix(BEFORE).unwrap_or_default().to_owned(),
        }
    }

    /// Why its own document cannot be changed, told of the document around it.
    /// `array` is the path of the array there.
    pub(super) fn explain(
        &self,
        around: &Document<'_>,
        array: &[String],
        error: EditError,
    ) -> EditError {
        let EditError::NoPlace {
            key,
            obstacle,
            span,
            write_instead,
        } = error
        else {
            return error;
        };
        let in_statement = |offset: usize| self.range.start + offset.saturating_sub(BEFORE.len());
        let range = in_statement(span.start)..in_statement(span.end);
        EditError::NoPlace {
            key: [array, key.get(1..).unwrap_or_default()].concat(),
            obstacle,
            span: around.span_as_handed_in(self.statement, &range),
            write_instead: self.line_with(around, &write_instead).unwrap_or_default(),
        }
    }

    /// The key and value around the element, with another text of the element.
    fn line_with(&self, around: &Document<'_>, own_text: &str) -> Option<String> {
        let statement = around.statement(self.statement)?;
        let text = self.replaced_by(own_text).spliced(&statement.text);
        let line = lay_out_new(&text, &statement.origin).into_iter().next()?;
        let Kind::KeyValue { key, value } = &line.kind else {
            return None;
        };
        let key = line.slice(KeyPart::span_of(key));
        Some(format!(
            "{key} = {}",
            inline::on_one_line(&line.text, value)
        ))
    }
}
