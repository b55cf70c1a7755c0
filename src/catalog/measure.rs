//! How far a step is, by what a person writes down about it.

use super::id::CredentialId;

/// The tracker that tells how far a step is. Reaching the goal never marks the
/// step: that is for the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// The readiness by practice exams, up to the person's own target or the
    /// advised one of the credential.
    Practice {
        /// The credential whose exam is practised.
        exam: CredentialId,
    },
    /// The applications that were sent.
    Applications {
        /// How many are advised; a judgment of the authors.
        goal: u32,
    },
    /// The credits earned in the renewal cycle that runs, up to what it asks for.
    Credits,
}

impl Measure {
    /// The words for the trackers in files.
    pub const TRACKERS: [&str; 3] = ["practice", "applications", "credits"];
}
