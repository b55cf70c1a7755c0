//! hitpath
pub mod catalog;
pub mod cli;
pub mod command;
pub mod date_words;
pub mod failure;
pub mod journey;
pub mod render;
pub mod run;
pub mod safe_text;
pub mod session;
pub mod store;
pub mod terminal;
