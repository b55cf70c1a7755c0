//! hitpath takes one person the whole way into health information work. This
//! page is the architecture note: where things are, and what must stay true.
//!
//! ```text
//! main -> run -> command -> store  -> journey -> catalog
//!                   |-----> render -> journey
//!                   '-----> session, terminal, failure
//! ```
//!
//! `session` builds the places that `store` is handed and the look that `render` is handed;
//! `render::failure` shows the problems that `store` finds in files, on the terminal it is told of.
//!
//! # A tour, in reading order
//!
//! - [`catalog`]: what can be done. Steps, stages, pathways, credentials, facts; `audit` makes of
//!   loose parts a sound [`Catalog`](catalog::Catalog), or names everything that is wrong. `guide`
//!   and `skill` stand beside it and are read only by the commands that show them.
//! - [`journey`]: what follows for a person. [`Record`](journey::record::Record) is what the person
//!   wrote down; [`Evaluation`](journey::evaluation::Evaluation) puts it together with the catalog
//!   and a day, and every view asks that one value: `next` for the next actions, `eligibility` for
//!   the four answers, `facts` for the version and the correction that hold, `drift` for what an
//!   upgrade did. `attempts` and `clocks` say which marks a failed exam, a window that ran out or
//!   a new renewal cycle has reopened, and what waits until when; `missed` says what is gone by, which
//!   papers run out too early, and the way back to a credential that has lapsed. [`plan`](journey::plan) dates
//!   what is left and draws how far the finish can spread, `start_by` plans again to find by when a step
//!   has to start, `costs` says what was paid and what is
//!   still to pay, `occasions` picks the days that belong in a calendar. `marking` says whether steps
//!   may be marked, `difference` what a change changed, `rules` what a value has to be like, by
//!   command or by hand. `identifiers` names the lines of a text that
//!   have the form of what tells who a patient is.
//!   What a person writes down beside their marks are `entries`: `readiness` and `study` say what
//!   practice exams mean, `credits` what a renewal cycle asks for, `applications` what is due to an
//!   employer, `skills` how far each is; `measured` turns them into how far a step is,
//!   `counted` says what of its work they show to be done, and `proofs` tells claimed from documented.
//! - [`store`]: TOML and disk. `draft` are the shapes of catalog files; `shipped` reads what is
//!   embedded, `catalog_files` and `guide_files` put a person's own files beside it, `spans` and
//!   `problem` say where one is wrong. `starting` and `schemas` help
//!   who writes files. `profile` reads a profile forgivingly, `edit` changes single bytes of it,
//!   `saving` keeps it safe and undoable.
//! - [`render`]: values into text, plain lines, JSON. [`wording`](render::wording) holds the
//!   sentences, [`export`](render::export) the files for other programs.
//! - [`command`]: one file per command; reads, asks `journey`, shows or saves. A tracker (`exam`,
//!   `credits`, `jobs`) has a file or folder of its name in `cli`, `command` and `render`; what they
//!   share to add, find, change and take out an entry is `command::entries`.
//! - [`cli`] holds the flags and their help, [`run`] goes from arguments to the exit code.
//! - [`session`] reads clock and environment, [`terminal`] owns streams and prompts, [`failure`] is
//!   what is said when something cannot be done, [`safe_text`] makes text from files harmless,
//!   [`date_words`] reads the dates that a person types, [`invocation`] repeats the flags of a run
//!   in the commands that it shows.
//!
//! The definitions themselves are data: `checklists/`, which `build.rs` embeds as JSON. Definitions
//! are read in one way: `serde_json` reads what ships, and `toml` a person's own files, into the
//! same drafts, and every command loads the whole catalog.
//!
//! # What must stay true
//!
//! - No rule of the field is written in Rust. A new step, fee or window is a line in `checklists/`.
//! - `catalog` and `journey` know no file, format, clock, environment or terminal: no serde, no
//!   `std::fs`. What they cannot touch cannot fail them. The day is an argument. Patterns for text
//!   are no format: `journey::identifiers` alone uses `regex_lite`.
//! - `store` and `render` never import each other; only `render::failure` names a file problem.
//! - Only what the person said is stored. Standing, progress and next actions are derived, each
//!   time, in one place.
//! - A step id is permanent. Marks on steps that nobody knows any more are kept and listed.
//! - The profile is never serialised. A change splices the bytes of one entry, the result is parsed
//!   again and its meaning compared, then it is saved whole or not at all.
//! - Reading commands open nothing for writing. There is no network code.
//! - Text from files passes through [`safe_text`] before it reaches a terminal.
//!
//! `tests/cli/tidy.rs` reads the `use` lines and fails on a breach of the layers.

pub mod catalog;
pub mod cli;
pub mod command;
pub mod date_words;
pub mod failure;
pub mod invocation;
pub mod journey;
pub mod render;
pub mod run;
pub mod safe_text;
pub mod session;
pub mod store;
pub mod terminal;
