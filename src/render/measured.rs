//! How far a step is by its tracker, and the offer to mark it.

use serde::Serialize;

use super::{
    exam::words::{goal_in_words, range},
    json::Number,
};
use crate::{
    catalog::StepKey,
    journey::{
        credits::Standing, evaluation::Evaluation, hundredths::Hundredths, measured::Measured,
    },
};

/// `2 of 10 applications (our advice, no rule)`
#[must_use]
pub fn in_words(measured: &Measured) -> String {
    match measured {
        Measured::Practice {
            figures: Some(figures),
            goal: Some(goal),
            ..
        } => format!("readiness {}, goal {}", range(figures), goal_in_words(goal)),
        Measured::Practice {
            figures: Some(figures),
            ..
        } => format!("readiness {}", range(figures)),
        Measured::Practice { sittings: 1, .. } => {
            "1 practice exam counts, no figure yet: hitpath exam".to_owned()
        }
        Measured::Practice { sittings, .. } => {
            format!("{sittings} practice exams count, no figure yet: hitpath exam")
        }
        Measured::Applications { sent, goal } => {
            format!("{sent} of {goal} applications (our advice, no rule)")
        }
        Measured::Credits(credits) => {
            let Standing {
                earned,
                required,
                missing,
            } = credits;
            // The sum alone would look like enough where a share is not there.
            if *missing > Hundredths::ZERO && earned >= required {
                format!("{earned} of {required} credits, {missing} missing to a share")
            } else {
                format!("{earned} of {required} credits")
            }
        }
    }
}

/// How far a step is, and where its goal is met, how to mark it.
#[must_use]
pub fn so_far(evaluation: &Evaluation<'_>, step: StepKey) -> Option<String> {
    let measured = evaluation.measured(step)?;
    let words = in_words(&measured);
    if !measured.is_met() || !evaluation.standing(step).is_actionable() {
        return Some(words);
    }
    let id = &evaluation.catalog.step(step).id;
    Some(format!("{words}. The goal is met: hitpath check {id}"))
}

/// What is offered to be marked, one sentence for each step; of one that waits
/// for others first, where that is said.
#[must_use]
pub fn offers(evaluation: &Evaluation<'_>) -> Vec<String> {
    let met = evaluation.goals_met().into_iter();
    met.map(|(step, measured)| {
        let id = &evaluation.catalog.step(step).id;
        let words = in_words(&measured);
        if evaluation.standing(step).is_actionable() {
            format!("{id}: {words}. The goal is met; to mark it: hitpath check {id}")
        } else {
            format!("{id}: {words}. The goal is met, and it still waits: hitpath show {id}")
        }
    })
    .collect()
}

/// The same for scripts.
#[derive(Debug, Serialize)]
pub(super) struct MeasuredShape {
    tracker: &'static str,
    /// Applications sent, credits earned, or the low end of readiness in percent.
    so_far: Option<Number>,
    goal: Option<Number>,
    met: bool,
    text: String,
}

impl MeasuredShape {
    pub(super) fn of(evaluation: &Evaluation<'_>, step: StepKey) -> Option<Self> {
        let measured = evaluation.measured(step)?;
        let (tracker, so_far, goal) = match &measured {
            Measured::Practice { figures, goal, .. } => (
                "practice",
                figures.map(|figures| Hundredths::rounded_down(figures.low).into()),
                goal.map(|goal| goal.percent.into()),
            ),
            Measured::Applications { sent, goal } => (
                "applications",
                Some(Number(*sent as f64)),
                Some(Number(f64::from(*goal))),
            ),
            Measured::Credits(credits) => (
                "credits",
                Some(credits.earned.into()),
                Some(credits.required.into()),
            ),
        };
        Some(Self {
            tracker,
            so_far,
            goal,
            met: measured.is_met(),
            text: in_words(&measured),
        })
    }
}
