//! What an audit looks at.

use std::collections::HashSet;

use crate::catalog::{
    FileKey, FileName, credential::Credential, fact::FactVersion, pathway::Pathway,
    retired::Retired, stage::Stage,
};

/// Everything that was read, before it is looked at together.
#[derive(Debug, Default)]
pub struct Parts {
    /// The version of the program that ships the catalog.
    pub version: String,
    /// The files, by their key.
    pub files: Vec<FileName>,
    /// Pathways with the file each stands in.
    pub pathways: Vec<(Pathway, FileKey)>,
    /// Stages with the file each stands in.
    pub stages: Vec<(Stage, FileKey)>,
    /// Credentials with the file each stands in.
    pub credentials: Vec<(Credential, FileKey)>,
    /// Facts with their place in their file, counted from 0.
    pub facts: Vec<(FactVersion, usize)>,
    /// Retired steps, their file and their place in it.
    pub retired: Vec<(Retired, FileKey, usize)>,
    /// Names of parts that could not be read: not reported as unknown again.
    pub unreadable: HashSet<String>,
}
