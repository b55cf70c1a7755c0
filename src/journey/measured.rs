//! How far a step is by the tracker that measures it. Reaching the goal marks
//! nothing: the step offers itself, and the person marks it.

use super::{
    credits::{Standing, earned_of_required},
    evaluation::Evaluation,
    hundredths::Hundredths,
    readiness::{Goal, Readiness, formula::Figures},
};
use crate::catalog::{StepKey, measure::Measure};

/// How far a step is.
#[derive(Debug, Clone, PartialEq)]
pub enum Measured {
    /// By practice exams.
    Practice {
        /// Readiness in percent; none while something is missing for it.
        figures: Option<Figures>,
        /// What to reach; none where nobody set or advised anything.
        goal: Option<Goal>,
        /// How many practice exams count.
        sittings: usize,
    },
    /// By the applications that were sent.
    Applications {
        /// How many were ever sent.
        sent: usize,
        /// How many are advised.
        goal: u32,
    },
    /// By the credits of the renewal cycle.
    Credits(Standing),
}

impl Measured {
    /// Whether the goal is met. Readiness has to reach it at its low end: until
    /// then the results do not hold.
    #[must_use]
    pub fn is_met(&self) -> bool {
        match self {
            // By the figure that is shown, as for a domain.
            Self::Practice { figures, goal, .. } => match (figures, goal) {
                (Some(figures), Some(goal)) => {
                    Hundredths::rounded_down(figures.low) >= goal.percent
                }
                _ => false,
            },
            Self::Applications { sent, goal } => *sent >= *goal as usize,
            Self::Credits(standing) => standing.missing == Hundredths::ZERO,
        }
    }
}

impl Evaluation<'_> {
    /// How far a step is; nothing where no tracker measures it, or nothing was
    /// written down there. Applications measure only where they were asked for.
    #[must_use]
    pub fn measured(&self, step: StepKey) -> Option<Measured> {
        match self.catalog.step(step).measured_by.as_ref()? {
            Measure::Practice { exam } => {
                let mut practice = self.record.practice.iter();
                practice.find(|practice| practice.exam == exam.as_str())?;
                let mut all = self.catalog.keyed_credentials();
                let (key, _) = all.find(|(_, credential)| credential.id == *exam)?;
                let readiness = Readiness::of(self, key);
                Some(Measured::Practice {
                    figures: readiness.figures,
                    goal: readiness.goal,
                    sittings: readiness.sittings_counted(),
                })
            }
            Measure::Applications { goal } => {
                let sent = self.sent.filter(|&sent| sent > 0)?;
                Some(Measured::Applications { sent, goal: *goal })
            }
            Measure::Credits => earned_of_required(self).map(Measured::Credits),
        }
    }
}
