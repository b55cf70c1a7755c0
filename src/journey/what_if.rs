//! What would follow if something were otherwise: the same rules on a changed
//! copy of what the person wrote down. Nothing of it is ever saved.

use std::collections::HashSet;

use jiff::civil::Date;

use super::{
    evaluation::{Evaluation, id_in_record},
    marking::{self, Named},
    record::{Mark, Record, State, TermStart},
};
use crate::catalog::{PathwayKey, StepKey};

/// One thing taken to be otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Supposition {
    /// Another pathway.
    Pathway(PathwayKey),
    /// Other hours a week.
    HoursPerWeek(u32),
    /// Another day by which to be there, or none.
    Target(Option<Date>),
    /// Other term starts.
    Terms(Vec<TermStart>),
    /// These steps and stages are done, with all they require.
    Done(Vec<Named>),
}

/// A changed copy of a record, and the day from which to look at it.
#[derive(Debug, Clone)]
pub struct Supposed {
    /// The copy.
    pub record: Record,
    /// The pathway it is on.
    pub pathway: PathwayKey,
    /// The day.
    pub today: Date,
}

impl Supposed {
    /// Changes a copy of what an evaluation rests on. Pathway, hours, target
    /// and terms are changed before steps are taken as done, whatever order
    /// they come in.
    #[must_use]
    pub fn new(evaluation: &Evaluation<'_>, suppositions: &[Supposition]) -> Self {
        let mut supposed = Self {
            record: evaluation.record.clone(),
            pathway: evaluation.pathway,
            today: evaluation.today,
        };
        for supposition in suppositions {
            match supposition {
                Supposition::Pathway(pathway) => {
                    supposed.pathway = *pathway;
                    let id = &evaluation.catalog.pathway(*pathway).id;
                    supposed.record.pathway = id.to_string();
                }
                Supposition::HoursPerWeek(hours) => {
                    supposed.record.hours_per_week = Some(*hours);
                }
                Supposition::Target(target) => supposed.record.target = *target,
                Supposition::Terms(terms) => supposed.record.terms.clone_from(terms),
                Supposition::Done(_) => {}
            }
        }
        for supposition in suppositions {
            if let Supposition::Done(named) = supposition {
                supposed.take_as_done(evaluation, named);
            }
        }
        supposed
    }

    fn take_as_done(&mut self, evaluation: &Evaluation<'_>, named: &[Named]) {
        let before = self.record.clone();
        let here = Evaluation::new(evaluation.catalog, &before, self.pathway, self.today);
        let steps = marking::steps_meant(&here, named, State::Done);
        for step in marking::with_all_required(&here, &steps) {
            if !here.is_satisfied(step) {
                self.mark_done(&here, step, self.today);
            }
        }
    }

    fn mark_done(&mut self, evaluation: &Evaluation<'_>, step: StepKey, on: Date) {
        let catalog = evaluation.catalog;
        let id = id_in_record(catalog, step, |id| self.record.marks.contains_key(id));
        let id = id.unwrap_or_else(|| catalog.step(step).id.as_str());
        let known = self.record.marks.entry(id.to_owned()).or_default();
        *known = Mark {
            state: State::Done,
            on: Some(on),
            ..std::mem::take(known)
        };
    }
}

/// Which steps a change of the way brings and takes: those still to do on the
/// one and not on the other, in the order of their pathway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepsMoved {
    /// Still to do only after the change.
    pub added: Vec<StepKey>,
    /// No longer to do after it.
    pub gone: Vec<StepKey>,
}

impl StepsMoved {
    /// Compares what is left to do, required steps only.
    #[must_use]
    pub fn between(real: &Evaluation<'_>, supposed: &Evaluation<'_>) -> Self {
        let left = |evaluation: &Evaluation<'_>| -> Vec<StepKey> {
            let path = evaluation.path.iter().copied();
            path.filter(|&step| !evaluation.catalog.step(step).optional)
                .filter(|&step| !evaluation.is_satisfied(step))
                .collect()
        };
        let (before, after) = (left(real), left(supposed));
        let only_in = |these: &[StepKey], those: &[StepKey]| {
            let those: HashSet<StepKey> = those.iter().copied().collect();
            let mut only = these.to_vec();
            only.retain(|step| !those.contains(step));
            only
        };
        Self {
            added: only_in(&after, &before),
            gone: only_in(&before, &after),
        }
    }
}
