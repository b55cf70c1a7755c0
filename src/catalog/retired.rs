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
    /// Ids it had before that; never used again either.
    pub was: Vec<StepId>,
    /// Why it was retired.
    pub reason: Words,
    /// The step that takes over. A mark does not go over to it.
    pub instead: Option<StepId>,
    /// The catalog version from which it was gone.
    pub since: Option<Version>,
    /// The stage it stood in. The audit refuses a stage that there is no more:
    /// a step that went with its stage is missed on no pathway of today.
    pub stage: Option<StageId>,
    /// Whether it was never counted in the percent.
    pub optional: bool,
}

impl Retired {
    /// The ids under which it can be marked, the last one first.
    pub fn ids(&self) -> impl Iterator<Item = &StepId> {
        std::iter::once(&self.id).chain(&self.was)
    }
}
