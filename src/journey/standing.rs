//! What a mark means today.

/// How a step stands today. A step has exactly one standing, the first that
/// holds in the order below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Marked done, and still valid.
    Done,
    /// Marked as not needed by this person.
    Waived,
    /// A question answered no.
    No,
    /// Under way.
    Doing,
    /// Something else must be satisfied first.
    Locked,
    /// A clock has to end first; it is only a matter of time.
    Waiting,
    /// It was done, but that is no longer valid.
    Lapsed,
    /// Can be done now.
    Open,
}

impl Standing {
    /// The word in every view and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Waived => "waived",
            Self::No => "no",
            Self::Doing => "doing",
            Self::Locked => "locked",
            Self::Waiting => "waiting",
            Self::Lapsed => "lapsed",
            Self::Open => "open",
        }
    }

    /// Whether whatever waits for the step may go on.
    #[must_use]
    pub fn is_satisfied(self) -> bool {
        matches!(self, Self::Done | Self::Waived)
    }

    /// Whether the step can be worked on today.
    #[must_use]
    pub fn is_actionable(self) -> bool {
        matches!(self, Self::Doing | Self::Lapsed | Self::Open)
    }
}
