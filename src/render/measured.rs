//! How far a step is by its tracker, and the offer to mark it.

use std::fmt;

use serde::Serialize;

use super::{
    exam::words::{goal_in_words, range},
    json::Number,
    wording::counted,
};
use crate::{
    catalog::StepKey,
    journey::{
        counted::{TookPlace, way_to_mark},
        credits::Standing,
        evaluation::Evaluation,
        hundredths::Hundredths,
        marking::{self, Named},
        measured::Measured,
        record::State,
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
                ..
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
    if !measured.is_met() || evaluation.is_satisfied(step) {
        return Some(words);
    }
    let ToMark { command, others } = to_mark(evaluation, step);
    let with = with_others(others);
    Some(format!(
        "{words}. The goal is met; to mark it{with}: {command}"
    ))
}

/// How a step is marked which a tracker shows to be done.
pub(super) struct ToMark {
    pub(super) command: String,
    /// How many other steps the command marks.
    others: usize,
}

impl fmt::Display for ToMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.command)?;
        match self.others {
            0 => Ok(()),
            others => write!(f, " (marks {} before it too)", counted(others, "step")),
        }
    }
}

fn with_others(others: usize) -> String {
    match others {
        0 => String::new(),
        others => format!(" and the {} before it", counted(others, "step")),
    }
}

/// The command that marks a step which a tracker shows to be done, with what
/// comes before it in its stage; else out of order, so that it always works.
pub(super) fn to_mark(evaluation: &Evaluation<'_>, step: StepKey) -> ToMark {
    let catalog = evaluation.catalog;
    let way = way_to_mark(evaluation, step);
    let anyway = if way.is_none() { " --anyway" } else { "" };
    let names = way.unwrap_or_else(|| vec![Named::Step(step)]);
    let marked = marking::steps_meant(evaluation, &names, State::Done);
    let ids = names.iter().map(|&name| match name {
        Named::Step(step) => catalog.step(step).id.as_str(),
        Named::Stage(stage) => catalog.stage(stage).id.as_str(),
    });
    let ids = Vec::from_iter(ids).join(" ");
    let on = evaluation.happened(step).and_then(|happened| happened.on);
    let on = on.map_or_else(String::new, |on| format!(" --on {on}"));
    ToMark {
        command: format!("hitpath check {ids}{on}{anyway}"),
        others: marked.iter().filter(|&&other| other != step).count(),
    }
}

/// The steps that trackers show to be done, one sentence for each, with the
/// command that marks it.
#[must_use]
pub fn offers(evaluation: &Evaluation<'_>) -> Vec<String> {
    let offer = |step: StepKey| {
        let id = &evaluation.catalog.step(step).id;
        let ToMark { command, others } = to_mark(evaluation, step);
        let what = match (evaluation.happened(step), evaluation.measured(step)) {
            (Some(TookPlace { on: Some(on), .. }), _) => format!("it happened on {on}"),
            (None, Some(measured)) => format!("{}. The goal is met", in_words(&measured)),
            _ => "it has happened".to_owned(),
        };
        let with = with_others(others);
        format!("{id}: {what}; to mark it{with}: {command}")
    };
    evaluation.to_mark().map(offer).collect()
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
