//! The person's side of the program: streams, colour, width, prompts, progress.
//!
//! It owns every write to stdout and stderr and every read of stdin. It reads
//! neither the environment nor files: `session` hands it an [`Environment`].
//! What is said belongs to `render` and `command`; how a terminal survives
//! being asked, resized, interrupted or absent belongs here.
//!
//! To be read in this order: [`streams`] is what commands hold, [`abilities`]
//! decides what it may do, [`prompt`] is what a question is and who may ask it.

pub mod abilities;
mod fancy;
mod key_theme;
mod numbered;
mod numbers;
pub mod pager;
pub mod progress;
pub mod prompt;
#[cfg(test)]
pub(crate) mod scripted;
mod signals;
pub mod streams;

pub use abilities::{Abilities, ColorChoice, Environment, Symbols};
pub use pager::Pager;
pub use prompt::{Answer, PromptError, Prompter, Text};
pub use streams::{PrintError, Terminal};
