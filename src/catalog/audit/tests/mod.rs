//! Every problem the audit can find, from the smallest catalog that has it.
//!
//! What is wrong with one part by itself (ids, lengths, dates) never comes this
//! far; `tests/own_catalog` shows it from the files.

mod building;

mod of_credentials;
mod of_facts;
mod of_names;
mod of_places;
mod of_releases;
mod of_steps;
