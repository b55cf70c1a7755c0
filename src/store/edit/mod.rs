//! Changes single keys of a TOML text and keeps every other byte.
//!
//! A TOML library that parses a document and prints it again loses line ends,
//! byte order marks, the order of keys and some comments. Here a text is cut
//! into statements that own their bytes; a change rewrites, adds or drops
//! single statements, and the rest is handed back as it came. The result is
//! parsed again and its meaning compared before anyone may save it.
//!
//! Owns: where a change goes and how it is spelled. Leaves to others: files,
//! and what a key means.
//!
//! Reading order: `change` and `value` are what can be asked for, `apply` tells
//! the whole story, `error` and `by_hand` how it ends otherwise; `document` and
//! `statement` hold the text, `scope` narrows it to one element of `[[…]]`;
//! `place` finds a key, `vacancy` and `removal` add and drop lines in the
//! `spelling` of those beside them, `inline` and `array` work inside one value,
//! `element` makes a document of one in an array; `events` guards the parser,
//! `meaning` checks.

mod apply;
mod change;
mod value;

mod by_hand;
mod error;

mod document;
mod scope;
mod statement;

mod place;
mod removal;
mod spelling;
mod vacancy;

mod array;
mod element;
mod inline;

mod events;
mod meaning;

pub use apply::apply;
pub use change::Change;
pub use error::{EditError, Obstacle};
pub use events::check_nesting;
pub use value::Value;
