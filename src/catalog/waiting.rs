//! Facts that are taken apart when somebody asks for them.
//!
//! Hundreds of facts ship, and a command needs some of them; which versions a
//! fact has is enough to build a sound catalog.

use std::sync::OnceLock;

use super::{
    FileKey,
    fact::{Fact, FactVersion},
    id::FactId,
};

/// A version of a fact that was not taken apart yet.
#[derive(Debug, Clone, Copy)]
pub struct WaitingVersion {
    /// As it is embedded.
    pub bytes: &'static [u8],
    /// The file it stands in.
    pub file: FileKey,
    /// Takes it apart; none where it is not what the tests have seen.
    pub read: fn(&'static [u8], FileKey) -> Option<FactVersion>,
}

/// A fact, as far as it was asked for.
#[derive(Debug)]
pub(super) struct FactEntry {
    id: FactId,
    known: OnceLock<Fact>,
    first: Option<WaitingVersion>,
    /// Nearly every fact has one version.
    further: Vec<WaitingVersion>,
}

impl FactEntry {
    /// A fact of which no version is known yet.
    pub(super) fn new(id: FactId) -> Self {
        Self {
            id,
            known: OnceLock::new(),
            first: None,
            further: Vec::new(),
        }
    }

    /// Adds a version that waits.
    pub(super) fn wait(&mut self, version: WaitingVersion) {
        match self.first {
            None => self.first = Some(version),
            Some(_) => self.further.push(version),
        }
    }

    /// The file of its first version; none while it has no version.
    pub(super) fn file(&self) -> Option<FileKey> {
        let known = || Some(self.known.get()?.versions.first()?.file);
        self.first.map(|waiting| waiting.file).or_else(known)
    }

    /// The fact.
    pub(super) fn get(&self) -> &Fact {
        self.known.get_or_init(|| {
            let waiting = self.first.iter().chain(&self.further);
            Fact {
                id: self.id.clone(),
                versions: waiting
                    .filter_map(|waiting| (waiting.read)(waiting.bytes, waiting.file))
                    .collect(),
            }
        })
    }

    /// Adds a version that is known.
    pub(super) fn add(&mut self, version: FactVersion) {
        self.get();
        if let Some(fact) = self.known.get_mut() {
            fact.versions.push(version);
        }
    }
}
