//! The profile on disk: read whole, saved whole, every change undoable.
//!
//! Reading order: [`change`] holds what commands call; [`history`] what is
//! remembered and how a crash is found out; [`replace`] the one way a profile
//! is written; [`locating`] which history is a profile's. The rest serves them.
//!
//! All is bytes here: only `locating` looks into a text, for its id, and needs
//! none, so a broken profile is kept, undone and redone like any other. No file reads a clock or
//! the environment; places and the time come as arguments.

pub mod bundle;
pub mod change;
pub mod exported;
pub mod first;
pub mod history;
pub mod history_folder;
pub mod locating;
pub mod lock;
pub mod log;
pub mod read;
pub mod real_path;
pub mod replace;

mod crash_point;
mod disk;

#[cfg(test)]
mod crash_laws;
#[cfg(test)]
mod crash_model;
#[cfg(test)]
mod testing;
