//! An ordered group of steps.

use super::{id::StageId, step::Step, text::Words};

/// A stage; its last required step is its milestone.
#[derive(Debug, Clone)]
pub struct Stage {
    /// Permanent name, in one namespace with step ids.
    pub id: StageId,
    /// What it is called.
    pub title: Words,
    /// What it is and when it is done.
    pub summary: Option<Words>,
    /// The steps, in order.
    pub steps: Vec<Step>,
}
