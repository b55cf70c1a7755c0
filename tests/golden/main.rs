//! What an upgrade does to a profile: `pair` looks at one with an old and a new
//! catalog.

mod pair;
