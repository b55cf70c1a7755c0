//! The clocks of a catalog with their references resolved, and the credentials
//! by key that they stand in.

use super::{
    Catalog, ClockKey, CredentialKey, StepKey,
    clock::{Clock, MarkDay},
    credential::Credential,
    id::CredentialId,
};

/// A clock with its references resolved.
#[derive(Debug)]
pub(super) struct ClockEntry {
    pub(super) owner: ClockOwner,
    /// Its place among those of its owner.
    pub(super) place: usize,
    pub(super) links: ClockLinks,
}

/// What a clock stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockOwner {
    /// A step.
    Step(StepKey),
    /// A credential.
    Credential(CredentialKey),
}

/// What one clock points at.
#[derive(Debug, Default)]
pub struct ClockLinks {
    /// What it starts from; of several the first that is known.
    pub starts: Vec<LinkedStart>,
    /// Steps of which any ends it.
    pub stops: Vec<StepKey>,
    /// Steps to do while it runs.
    pub inside: Vec<StepKey>,
    /// Steps that may not start before its end.
    pub opens: Vec<StepKey>,
    /// Steps that are to do again once it has run out.
    pub reopens: Vec<StepKey>,
    /// Steps whose printed end is its own.
    pub until_of: Vec<StepKey>,
    /// It exists only while one of these is not satisfied.
    pub while_open: Vec<StepKey>,
    /// Credentials that it is counted together with.
    pub shares_with: Vec<CredentialKey>,
}

/// A dated event that starts a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkedStart {
    /// A day in the mark on a step.
    Mark(StepKey, MarkDay),
    /// The newest failed attempt at the credential it stands in.
    Failed,
    /// The day from which the credential it stands in is held.
    Held,
    /// The end of another clock.
    End(ClockKey),
    /// A day of every year: month and day.
    Yearly(i8, i8),
}

impl Catalog {
    /// All credentials with their keys, in the order they were read.
    pub fn keyed_credentials(&self) -> impl Iterator<Item = (CredentialKey, &Credential)> {
        (0u32..).map(CredentialKey).zip(self.credentials())
    }

    /// The key of the credential with this id.
    #[must_use]
    pub fn credential_key(&self, id: &CredentialId) -> Option<CredentialKey> {
        let mut credentials = self.keyed_credentials();
        let found = credentials.find(|(_, credential)| credential.id == *id);
        found.map(|(key, _)| key)
    }

    /// A credential by its key.
    #[must_use]
    pub fn credential(&self, key: CredentialKey) -> &Credential {
        &self.credentials[key.index()].0
    }

    /// All clocks, each behind those from whose end it starts.
    pub fn clocks(&self) -> impl Iterator<Item = ClockKey> + use<> {
        (0..self.clocks.len() as u32).map(ClockKey)
    }

    /// A clock by its key.
    #[must_use]
    pub fn clock(&self, key: ClockKey) -> &Clock {
        let entry = &self.clocks[key.index()];
        match entry.owner {
            ClockOwner::Step(step) => &self.step(step).clocks[entry.place],
            ClockOwner::Credential(credential) => &self.credential(credential).clocks[entry.place],
        }
    }

    /// What a clock stands in.
    #[must_use]
    pub fn clock_owner(&self, key: ClockKey) -> ClockOwner {
        self.clocks[key.index()].owner
    }

    /// The clocks that stand in a step or credential.
    pub fn clocks_of(&self, owner: ClockOwner) -> impl Iterator<Item = ClockKey> {
        self.clocks()
            .filter(move |&key| self.clock_owner(key) == owner)
    }

    /// What a clock points at.
    #[must_use]
    pub fn clock_links(&self, key: ClockKey) -> &ClockLinks {
        &self.clocks[key.index()].links
    }
}
