//! An ordered list of stages that leads to a goal.

use super::{
    id::{CredentialId, PathwayId, StageId, StepId},
    text::Words,
};

/// A pathway as its author wrote it.
#[derive(Debug, Clone)]
pub struct Pathway {
    /// Permanent name.
    pub id: PathwayId,
    /// What it is called.
    pub title: Words,
    /// Whom it is for and where it leads.
    pub summary: Option<Words>,
    /// The credential at its end.
    pub goal: Option<CredentialId>,
    /// The stages, in order.
    pub stages: Vec<StageId>,
    /// Steps of those stages that it leaves out.
    pub without: Vec<StepId>,
    /// The stage with which the person's target counts as reached; the last
    /// one where absent.
    pub finish: Option<StageId>,
}
