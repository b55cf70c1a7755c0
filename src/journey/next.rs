//! What to do now, in order, and why.

mod reason;

use jiff::civil::Date;

pub use self::reason::{Reason, SetBy};
use self::reason::{overdue_since, reason};
use super::{
    evaluation::Evaluation,
    plan::Plan,
    standing::Standing,
    start_by::{StartBy, StartDays},
    unlocking::{Followers, Seen},
};
use crate::catalog::StepKey;

/// A step to do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextAction {
    /// The step.
    pub step: StepKey,
    /// Why it stands where it stands.
    pub reason: Reason,
    /// The steps that become possible as soon as it is done.
    pub unlocks: Vec<StepKey>,
    /// How many required steps wait for it in the end.
    pub waiting_in_the_end: usize,
    /// The last day on which it may start by its prerequisites alone, which
    /// ranks it; none where it is not planned. It does not count the person's
    /// time, so nobody can act on it.
    pub latest_start: Option<Date>,
    /// Days from the day on which its prerequisites allow it to its latest start;
    /// below 0 it is late.
    pub slack_days: Option<i32>,
    /// By when it has to start, where that was asked for and it decides
    /// something.
    pub start_by: Option<StartBy>,
}

/// Why no required step can be done now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoneBecause {
    /// Every required step is satisfied.
    Done,
    /// These steps wait for clocks, the first of which ends that day; nothing
    /// else can be done before.
    Waiting {
        /// The first day on which one of them can be done.
        until: Date,
        /// The steps that wait, whichever clock they wait for.
        steps: Vec<StepKey>,
    },
    /// These questions, required or the only way on, are answered no.
    Stopped(Vec<StepKey>),
}

/// The next actions, best first, and why there is no required one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// In the order to do them.
    pub actions: Vec<NextAction>,
    /// Set where no required step is among them.
    pub none_because: Option<NoneBecause>,
}

/// Works out what to do now.
///
/// Sorted by: what a tracker shows to be done already, so that it only has to be
/// marked; what a required question answered no or a failed attempt asks for, and
/// what came before something that has happened and holds up something else;
/// required ones and those that a clock asks for; overdue or about a paper that
/// ran out; under way; inside a running window by its end; leading to the next
/// attempt at a failed exam; not yet to be paid; latest start; how many required
/// steps depend on it transitively; order of the pathway. What only leads to
/// something that has happened comes last.
#[must_use]
pub fn next(evaluation: &Evaluation<'_>) -> Next {
    by_plan(evaluation, &Plan::without_finish(evaluation))
}

/// The same where the plan is at hand.
#[must_use]
pub fn by_plan(evaluation: &Evaluation<'_>, plan: &Plan) -> Next {
    let followers = Followers::new(evaluation);
    let mut seen = Seen::default();
    let leading_to_next_attempt = evaluation.leading_to_next_attempt();
    let mut actions: Vec<NextAction> = evaluation
        .path
        .iter()
        .copied()
        .filter(|&step| is_offered(evaluation, step))
        .map(|step| {
            let unlocks = followers.unlocked_at_once(evaluation, step);
            let waiting_in_the_end = followers.waiting_in_the_end(evaluation, step, &mut seen);
            let reason = reason(evaluation, &followers, step, &unlocks, waiting_in_the_end);
            // Where nothing is left to do, no start can be late.
            let planned = plan.step(step).filter(|_| !reason.is_only_to_mark());
            NextAction {
                step,
                latest_start: planned.map(|planned| planned.latest_start),
                slack_days: planned.map(|planned| planned.slack_days),
                start_by: None,
                reason,
                unlocks,
                waiting_in_the_end,
            }
        })
        .collect();
    // The sort is stable, and the steps came in the order of the pathway.
    actions.sort_by_key(|action| {
        (
            match action.reason {
                Reason::Happened { .. } | Reason::GoalMet => 0,
                Reason::AfterNo { .. }
                | Reason::AfterFail { .. }
                | Reason::Behind { opens: Some(_) } => 1,
                Reason::Behind { opens: None } => 3,
                _ => 2,
            },
            evaluation.catalog.step(action.step).optional
                && !is_bound_to_a_clock(evaluation, action.step),
            !matches!(
                action.reason,
                Reason::Overdue { .. } | Reason::RanOut { .. }
            ),
            evaluation.standing(action.step) != Standing::Doing,
            inside_until(&action.reason),
            !leading_to_next_attempt.contains(&action.step),
            can_be_paid_later(evaluation, action.step),
            action.latest_start.unwrap_or(Date::MAX),
            std::cmp::Reverse(action.waiting_in_the_end),
        )
    });
    let none_because = none_because(evaluation, &actions);
    Next {
        actions,
        none_because,
    }
}

impl Next {
    /// With the days by which the first so many actions have to start. They are
    /// found by planning again and again, so only what is shown asks for them,
    /// and nothing does if the person wants to see no dates.
    #[must_use]
    pub fn with_start_days(
        mut self,
        evaluation: &Evaluation<'_>,
        plan: &Plan,
        shown: usize,
    ) -> Self {
        if !evaluation.record.shows_dates() {
            return self;
        }
        let mut days = StartDays::new(evaluation, plan);
        for action in self.actions.iter_mut().take(shown) {
            action.start_by = days.of(action.step);
        }
        self
    }
}

/// Whether a clock asks for a step, required or not: what it offers is lost at
/// its end, or is late already.
fn is_bound_to_a_clock(evaluation: &Evaluation<'_>, step: StepKey) -> bool {
    evaluation.window_around(step).is_some() || evaluation.late_by(step).is_some()
}

/// What lies in a running window comes before what does not, and of two windows
/// the one that ends first.
fn inside_until(reason: &Reason) -> (bool, Option<Date>) {
    match reason {
        Reason::Inside { ends, .. } => (false, Some(*ends)),
        _ => (true, None),
    }
}

/// Whether a step costs money that is better kept until the rest of its stage
/// that can be done now is done: an exam is paid for after the study, since
/// paying starts its window. Once the stage holds a paid step, that window
/// runs, and nothing is held back any more.
fn can_be_paid_later(evaluation: &Evaluation<'_>, step: StepKey) -> bool {
    let costs = |step: StepKey| evaluation.catalog.step(step).irreversible;
    let stage = evaluation.catalog.stage_of(step);
    let is_paid = |other: StepKey| costs(other) && evaluation.is_satisfied(other);
    let is_free_and_open =
        |other: StepKey| !costs(other) && evaluation.standing(other).is_actionable();
    costs(step)
        && !evaluation.steps_of(stage).any(is_paid)
        && evaluation.required_of(stage).any(is_free_and_open)
}

/// Whatever can be done now; what a tracker has counted can be marked, even
/// where something before it is not.
fn is_offered(evaluation: &Evaluation<'_>, step: StepKey) -> bool {
    let standing = evaluation.standing(step);
    let is_open =
        standing.is_actionable() || (standing == Standing::Locked && evaluation.is_counted(step));
    is_open && !evaluation.is_past_its_offer(step)
}

/// The steps left on the pathway whose day has passed, whether they can be done
/// now or not, each with that day.
pub fn overdue<'e>(evaluation: &'e Evaluation<'_>) -> impl Iterator<Item = (StepKey, Date)> + 'e {
    let left = evaluation.path.iter().copied();
    left.filter(|&step| !evaluation.is_satisfied(step) && !evaluation.is_past_its_offer(step))
        .filter(|&step| !evaluation.is_only_to_mark(step))
        .filter_map(|step| Some((step, overdue_since(evaluation, step)?.0)))
}

fn none_because(evaluation: &Evaluation<'_>, actions: &[NextAction]) -> Option<NoneBecause> {
    let progress = evaluation.progress();
    if progress.satisfied == progress.required {
        return Some(NoneBecause::Done);
    }
    // An optional member of a group on which a required step waits is a way on.
    let leads_on = |action: &NextAction| {
        !evaluation.catalog.step(action.step).optional || action.waiting_in_the_end > 0
    };
    if actions.iter().any(leads_on) {
        return None;
    }
    let waiting = evaluation.waiting();
    let waiting: Vec<(StepKey, Date)> = waiting
        .filter(|&(step, ..)| evaluation.is_needed(step))
        .map(|(step, until, _)| (step, until))
        .collect();
    if let Some(until) = waiting.iter().map(|&(_, until)| until).min() {
        let steps = waiting.into_iter().map(|(step, _)| step).collect();
        return Some(NoneBecause::Waiting { until, steps });
    }
    // Whatever is needed and can be done would lead on, so all that is left
    // waits for questions answered no.
    let stops =
        |step: &StepKey| evaluation.standing(*step) == Standing::No && evaluation.is_needed(*step);
    let stopping = evaluation.path.iter().copied().filter(stops);
    Some(NoneBecause::Stopped(stopping.collect()))
}

#[cfg(test)]
mod tests;
