//! Steps that are no longer part of any pathway.

use super::{id::StepId, text::Words};

/// A retired step: never counted, never offered; marks on it are kept.
#[derive(Debug, Clone)]
pub struct Retired {
    /// The id it had; never used again.
    pub id: StepId,
    /// Why it was retired.
    pub reason: Words,
    /// The step that takes over.
    pub instead: Option<StepId>,
}
