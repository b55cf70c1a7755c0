//! What is wrong with what is read.

use std::{fmt, ops::Range};

use serde::de;
use toml::{Spanned, de::DeValue};

/// What is wrong with a text or a value in it.
#[derive(Debug, Clone, PartialEq, Eq)]
// A result is handed through many hands, and most of the time it is good.
pub struct ReadError(Box<Wrong>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Wrong {
    message: String,
    span: Option<Range<usize>>,
}

impl ReadError {
    pub(super) fn new(message: fmt::Arguments<'_>) -> Self {
        Self::of_text(message.to_string())
    }

    pub(in crate::store) fn of_text(message: String) -> Self {
        let span = None;
        Self(Box::new(Wrong { message, span }))
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Where in the text, in bytes; nowhere in what is embedded.
    #[must_use]
    pub fn span(&self) -> Option<Range<usize>> {
        self.0.span.clone()
    }

    #[cold]
    pub(super) fn in_one(self, value: Option<&Spanned<DeValue<'_>>>) -> Self {
        self.in_value(value.map(Spanned::span))
    }

    /// The same in a value that lies here; the innermost value stays.
    pub(super) fn in_value(mut self, span: Option<Range<usize>>) -> Self {
        if self.0.span.is_none() {
            self.0.span = span;
        }
        self
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0.message)
    }
}

impl std::error::Error for ReadError {}

impl de::Error for ReadError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(format_args!("{message}"))
    }
}

impl From<toml::de::Error> for ReadError {
    fn from(error: toml::de::Error) -> Self {
        Self::of_text(error.message().to_owned()).in_value(error.span())
    }
}
