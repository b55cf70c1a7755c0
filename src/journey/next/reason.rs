//! Why a step is next.

use jiff::civil::Date;

use crate::{
    catalog::{ClockKey, StepKey},
    journey::{
        clocks::RunningClock, evaluation::Evaluation, standing::Standing, unlocking::Followers,
    },
};

/// The one sentence that says why a step is next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A tracker shows that it has happened, and it is not marked.
    Happened {
        /// The day, as far as it is known.
        on: Option<Date>,
    },
    /// The goal of its tracker is met, and it is not marked.
    GoalMet,
    /// It came before something that has happened, so it is most likely done.
    Behind {
        /// A required step that still waits for the mark.
        opens: Option<StepKey>,
    },
    /// The day it was to be done by has passed.
    Overdue {
        /// Which day that was.
        day: Date,
        /// Whether the person set it, or knew it from outside.
        set_by: SetBy,
    },
    /// It is under way.
    UnderWay,
    /// It was done once, and that is no longer valid.
    Lapsed,
    /// It was done once, and the paper it is about has run out.
    RanOut {
        /// The last day on which the paper was good.
        day: Date,
        /// The clock of the paper.
        clock: ClockKey,
    },
    /// A required question is answered no, and this is what to do then.
    AfterNo {
        /// The question.
        question: StepKey,
    },
    /// An attempt at an exam failed, and this is what to do then.
    AfterFail {
        /// The day of the exam.
        day: Date,
    },
    /// It has to be done while a window runs.
    Inside {
        /// The last day of the window.
        ends: Date,
        /// The clock of the window.
        clock: ClockKey,
    },
    /// It or one of the others opens a step.
    OneOf {
        /// What opens.
        opens: StepKey,
        /// The others that would open it as well.
        others: Vec<StepKey>,
    },
    /// Others wait for it; `unlocks` and `waiting_in_the_end` say how many.
    OthersWait,
    /// It is the last required step of its stage that is left.
    EndsStage,
    /// Nothing waits for it, and it has to be done.
    Required,
    /// Nothing waits for it, and it is the person's choice.
    Optional,
}

impl Reason {
    /// Whether the step is behind the person and only has to be marked.
    #[must_use]
    pub fn is_only_to_mark(&self) -> bool {
        matches!(
            self,
            Self::Happened { .. } | Self::GoalMet | Self::Behind { .. }
        )
    }
}

/// Who set a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetBy {
    /// The person: `due`.
    Person,
    /// Known from outside: `expect`.
    Outside,
    /// A clock, with its end.
    Clock(ClockKey),
}

/// Why a step stands where it stands.
pub(super) fn reason(
    evaluation: &Evaluation<'_>,
    followers: &Followers,
    step: StepKey,
    unlocks: &[StepKey],
    waiting_in_the_end: usize,
) -> Reason {
    if let Some(to_mark) = evaluation.reason_to_mark(step, followers) {
        return to_mark;
    }
    if let Some((day, set_by)) = overdue_since(evaluation, step) {
        return Reason::Overdue { day, set_by };
    }
    if let Some((day, paper)) = evaluation.ran_out(step) {
        let clock = paper.key;
        return Reason::RanOut { day, clock };
    }
    if let Some(question) = question_answered_no(evaluation, step) {
        return Reason::AfterNo { question };
    }
    if let Some(failed) = evaluation.failed_before(step) {
        return Reason::AfterFail { day: failed.on };
    }
    match evaluation.standing(step) {
        Standing::Doing => return Reason::UnderWay,
        Standing::Lapsed => return lapsed_or_inside(evaluation, step),
        _ => {}
    }
    if let Some(inside) = inside(evaluation, step) {
        return inside;
    }
    let one_of = followers.naming(step).iter().find_map(|&opens| {
        if evaluation.standing(opens) != Standing::Locked {
            return None;
        }
        let mut groups = evaluation
            .open_groups(opens)
            .filter(|group| group.contains(&step));
        let others = groups.find_map(|group| {
            let others = group.iter().copied();
            let held = others.filter(|&other| other != step && evaluation.holds(other));
            Some(held.collect::<Vec<StepKey>>()).filter(|held| !held.is_empty())
        })?;
        Some(Reason::OneOf { opens, others })
    });
    let optional = evaluation.catalog.step(step).optional;
    if let Some(one_of) = one_of {
        one_of
    } else if waiting_in_the_end > 0 || !unlocks.is_empty() {
        Reason::OthersWait
    } else if optional {
        Reason::Optional
    } else if evaluation.left_in_stage(evaluation.catalog.stage_of(step)) == 1 {
        Reason::EndsStage
    } else {
        Reason::Required
    }
}

/// A lapsed step that has to be done in a window is there for the window.
fn lapsed_or_inside(evaluation: &Evaluation<'_>, step: StepKey) -> Reason {
    inside(evaluation, step).unwrap_or(Reason::Lapsed)
}

fn inside(evaluation: &Evaluation<'_>, step: StepKey) -> Option<Reason> {
    let (ends, window) = evaluation.window_around(step)?;
    let clock = window.key;
    Some(Reason::Inside { ends, clock })
}

/// The required question answered no for which this optional step is there: it
/// is offered until that question is answered yes.
fn question_answered_no(evaluation: &Evaluation<'_>, step: StepKey) -> Option<StepKey> {
    let until = evaluation.catalog.links(step).offered_until.iter();
    until.copied().find(|&question| {
        evaluation.standing(question) == Standing::No
            && !evaluation.catalog.step(question).optional
            && evaluation.holds(question)
    })
}

/// The earliest of the person's own day, the one known from outside, and the
/// end of a clock, where it lies before today.
pub(super) fn overdue_since(evaluation: &Evaluation<'_>, step: StepKey) -> Option<(Date, SetBy)> {
    let due = evaluation.mark(step).and_then(|mark| mark.due);
    let by_clock = evaluation.late_by(step);
    let by_clock = by_clock.map(|(ends, clock): (Date, &RunningClock<'_>)| (ends, clock.key));
    let days = [
        (due, SetBy::Person),
        (evaluation.expected(step), SetBy::Outside),
    ];
    days.into_iter()
        .filter_map(|(day, set_by)| Some((day?, set_by)))
        .chain(by_clock.map(|(ends, clock)| (ends, SetBy::Clock(clock))))
        .filter(|&(day, _)| day < evaluation.today)
        .min_by_key(|&(day, _)| day)
}
