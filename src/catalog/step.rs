//! One thing to do or to confirm.

use super::{
    clock::Clock,
    cost::Cost,
    id::{CredentialId, FactId, PrerequisiteId, StepId, TopicId},
    length::{Estimate, Length},
    measure::Measure,
    text::Words,
    version::Version,
};

/// A step as its author wrote it; what it points at is resolved by the
/// [`Catalog`](super::Catalog).
#[derive(Debug, Clone)]
pub struct Step {
    /// Permanent name.
    pub id: StepId,
    /// What to do, or for a question the statement to confirm.
    pub title: Words,
    /// What it gives the person, or what goes wrong without it.
    pub why: Option<Words>,
    /// Actions, in order.
    pub how: Vec<Words>,
    /// All of these must be satisfied first.
    pub requires: Vec<PrerequisiteId>,
    /// Of each group one member must be satisfied first.
    pub requires_any: Vec<Vec<StepId>>,
    /// Hours of the person's own time.
    pub effort_hours: Estimate,
    /// Days that pass by themselves afterwards.
    pub wait_days: Estimate,
    /// Starts only at a term start of the person's school.
    pub start_on_term: bool,
    /// Never counted in the percent.
    pub optional: bool,
    /// A question with a yes or no answer; done means yes.
    pub confirm: bool,
    /// Costs money or is a one-time chance.
    pub irreversible: bool,
    /// What to keep as proof.
    pub evidence: Option<Words>,
    /// What it costs.
    pub costs: Vec<Cost>,
    /// Facts shown with the step.
    pub facts: Vec<FactId>,
    /// A beginner's mistake to avoid.
    pub watch_out: Option<Words>,
    /// Earlier ids of this step.
    pub was: Vec<StepId>,
    /// The catalog version that gave it the id of today.
    pub renamed: Option<Version>,
    /// The credential a person holds once this step is done.
    pub awards: Option<CredentialId>,
    /// An optional step leaves the offer once one of these is satisfied.
    pub offered_until: Vec<StepId>,
    /// Ask for a date only: notes could hold health, court or identity details.
    pub sensitive: bool,
    /// Which date to give for it.
    pub date_is: Option<Words>,
    /// How long done stays done.
    pub valid_for: Option<Length>,
    /// Clocks that start from a day of its mark, or that belong to it.
    pub clocks: Vec<Clock>,
    /// The tracker that tells how far it is.
    pub measured_by: Option<Measure>,
    /// Guide topics to read beside it.
    pub guide: Vec<TopicId>,
    /// The catalog version that brought it.
    pub since: Option<Version>,
}

impl Step {
    /// Whether marking it done answers a question or claims a payment. Nobody is
    /// taken to have done either.
    #[must_use]
    pub fn is_answer_or_payment(&self) -> bool {
        self.confirm || self.irreversible
    }

    /// A required step of which only id and title are said.
    pub fn new(id: StepId, title: impl Into<Words>) -> Self {
        Self {
            id,
            title: title.into(),
            why: None,
            how: Vec::new(),
            requires: Vec::new(),
            requires_any: Vec::new(),
            effort_hours: Estimate::ZERO,
            wait_days: Estimate::ZERO,
            start_on_term: false,
            optional: false,
            confirm: false,
            irreversible: false,
            evidence: None,
            costs: Vec::new(),
            facts: Vec::new(),
            watch_out: None,
            was: Vec::new(),
            renamed: None,
            awards: None,
            offered_until: Vec::new(),
            sensitive: false,
            date_is: None,
            valid_for: None,
            clocks: Vec::new(),
            measured_by: None,
            guide: Vec::new(),
            since: None,
        }
    }
}
