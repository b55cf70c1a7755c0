//! Steps that are no longer part of any pathway.

use super::{
    id::{StageId, StepId},
    text::Words,
    version::Version,
};

/// A retired step: never counted, never offered; marks on it are kept.
#[derive(Debug, Clone)]
pub struct Retired {
    /// The id it had; never used again.
    pub id: StepId,
    /// Why it was retired.
    pub reason: Words,
    /// The step that takes over.
    pub instead: Option<StepId>,
    /// The catalog version from which it was gone.
    pub since: Option<Version>,
    /// The stage it stood in.
    pub stage: Option<StageId>,
    /// Whether it was counted in the percent.
    pub optional: bool,
}
