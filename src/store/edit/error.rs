//! Why a text was not changed. Nothing may be written in any of these cases.

use std::ops::Range;

use thiserror::Error;

/// Why a text was not changed.
///
/// Keys and messages may hold escape characters of the file: whoever shows
/// them to a terminal makes them safe.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EditError {
    /// The text is not TOML 1.1, or nested too deeply to be read safely.
    #[error("not valid TOML: {message}")]
    Unreadable {
        /// What the parser said; it may quote the text, escapes included.
        message: String,
        /// Where, in bytes of the text.
        span: Range<usize>,
    },
    /// No change of this key leaves every other byte as it is.
    #[error("`{}` cannot be changed here: {obstacle}", key.join("."))]
    NoPlace {
        /// The full path of the key.
        key: Vec<String>,
        /// What stands in the way.
        obstacle: Obstacle,
        /// Where it stands, in bytes of the text as it was handed in.
        span: Range<usize>,
        /// The form to write by hand: instead of the line at `span`, or, for
        /// [`Obstacle::Table`] and [`Obstacle::ArrayOfTables`] with a header,
        /// instead of the whole table. It holds no comments of what it rewrites.
        write_instead: String,
    },
    /// The new text does not mean what it should: a fault of this module, a
    /// value that TOML cannot hold, or an element that is not there. Who asks
    /// for an element has looked it up in the same text.
    #[error("the changed text would not mean what was asked for")]
    Unverified,
}

/// What stands in the way of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Obstacle {
    /// An inline table over several lines: only TOML 1.1 allows it, and a
    /// comment in it may belong to any member.
    #[error("the inline table spans several lines")]
    WrappedInlineTable,
    /// A value that is no table where the path needs one, or no array where
    /// an element is to go.
    #[error("a value of another kind stands in the way")]
    OtherValue,
    /// A table with lines of its own where a plain value is to go.
    #[error("a table stands in the way")]
    Table,
    /// `[[…]]`: which element is meant cannot be told from a path.
    #[error("an array of tables stands in the way")]
    ArrayOfTables,
}
