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

/// A fact, as far as it was asked for. There are hundreds of these and most are
/// never asked for, so they are small.
#[derive(Debug, Default)]
pub(super) struct FactEntry {
    known: OnceLock<Box<Fact>>,
    first: Option<WaitingVersion>,
    /// Nearly every fact has one version.
    further: Option<Box<[WaitingVersion]>>,
}

impl FactEntry {
    /// Adds a version that waits.
    pub(super) fn wait(&mut self, version: WaitingVersion) {
        if self.first.is_none() {
            self.first = Some(version);
            return;
        }
        let further = self.further.take().into_iter().flatten();
        self.further = Some(further.chain([version]).collect());
    }

    /// The file of its first version; none while it has no version.
    pub(super) fn file(&self) -> Option<FileKey> {
        let known = || Some(self.known.get()?.versions.first()?.file);
        self.first.map(|waiting| waiting.file).or_else(known)
    }

    /// The fact, which has this name.
    pub(super) fn get(&self, id: &FactId) -> &Fact {
        self.known.get_or_init(|| {
            let further = self.further.iter().flatten();
            let waiting = self.first.iter().chain(further);
            Box::new(Fact {
                id: id.clone(),
                versions: waiting
                    .filter_map(|waiting| (waiting.read)(waiting.bytes, waiting.file))
                    .collect(),
            })
        })
    }

    /// Adds a version that is known.
    pub(super) fn add(&mut self, version: FactVersion) {
        self.get(&version.id);
        if let Some(fact) = self.known.get_mut() {
            fact.versions.push(version);
        }
    }
}
