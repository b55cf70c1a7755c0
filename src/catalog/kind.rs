//! The kinds of files that define something.

/// What a file defines. Steps stand in the file of their stage, and retired
/// steps and skills only ship, so they are no kinds here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A pathway.
    Pathway,
    /// A stage with its steps.
    Stage,
    /// A credential.
    Credential,
    /// Facts on one topic.
    Facts,
    /// A guide topic.
    Guide,
}

impl Kind {
    /// One thing that such a file defines.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pathway => "pathway",
            Self::Stage => "stage",
            Self::Credential => "credential",
            Self::Facts => "fact",
            Self::Guide => "topic",
        }
    }
}
