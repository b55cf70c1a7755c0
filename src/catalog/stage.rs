//! An ordered group of steps.

use super::{id::StageId, step::Step};

/// A stage; its last required step is its milestone.
#[derive(Debug, Clone)]
pub struct Stage {
    /// Permanent name, in one namespace with step ids.
    pub id: StageId,
    /// What it is called.
    pub title: String,
    /// What it is and when it is done.
    pub summary: Option<String>,
    /// The steps, in order.
    pub steps: Vec<Step>,
}
