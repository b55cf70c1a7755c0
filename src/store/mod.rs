//! TOML and disk: how definitions and profiles are spelled in files, and how
//! they are kept safe there.
//!
//! Nothing here knows what follows for a person (`journey`) or how anything
//! looks (`render`). Paths and the time are handed in; the environment is not
//! read.

pub mod catalog_files;
pub mod draft;
pub mod edit;
pub mod evidence;
pub mod evidence_text;
pub mod guide_files;
pub mod problem;
pub mod profile;
pub mod profile_copies;
pub mod saving;
pub mod schemas;
pub mod shipped;
pub mod spans;
pub mod starting;
