//! What the trackers already know about steps that are not marked yet.
//!
//! An exam attempt, an accepted offer, and earned credits are written down in
//! one place, and the step they belong to is marked in another. Nothing is
//! marked by itself, but the plan and the next actions do not ask for work that
//! a tracker shows to be behind the person.

use jiff::civil::Date;

use super::{
    evaluation::Evaluation,
    hundredths::Hundredths,
    marking::{self, Named},
    measured::Measured,
    next::Reason,
    record::State,
    standing::Standing,
    unlocking::Followers,
};
use crate::catalog::{StepKey, length::Estimate};

/// A step that has happened, by what a tracker holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TookPlace {
    /// The step.
    pub step: StepKey,
    /// The day, as far as it is known.
    pub on: Option<Date>,
}

/// The work that is left of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkLeft {
    /// Hours of the person's own time.
    pub effort_hours: Estimate,
    /// Days that pass by themselves.
    pub wait_days: Estimate,
}

impl WorkLeft {
    const NONE: Self = Self {
        effort_hours: Estimate::ZERO,
        wait_days: Estimate::ZERO,
    };
}

impl Evaluation<'_> {
    /// What a tracker says has happened of a step, marked or not: the exam was
    /// taken, it was passed, the offer was accepted.
    #[must_use]
    pub fn happened(&self, step: StepKey) -> Option<TookPlace> {
        self.happened.iter().find(|it| it.step == step).copied()
    }

    /// Whether a tracker shows that a step can be marked done: it has happened,
    /// or its goal is met.
    #[must_use]
    pub fn is_counted(&self, step: StepKey) -> bool {
        self.happened(step).is_some() || self.measured(step).is_some_and(|it| it.is_met())
    }

    /// The steps of the pathway that are not marked and can be, by what a
    /// tracker holds. Some of them still wait for other steps to be marked.
    pub fn to_mark(&self) -> impl Iterator<Item = StepKey> + '_ {
        let open = self.path.iter().copied().filter(|&step| {
            let standing = self.standing(step);
            standing.is_actionable() || standing == Standing::Locked
        });
        open.filter(|&step| self.is_counted(step))
    }

    /// Whether a step came before one that has happened, within its stage.
    #[must_use]
    pub fn is_behind(&self, step: StepKey) -> bool {
        self.behind.binary_search(&step).is_ok()
    }

    /// Whether a step only has to be marked: a tracker shows that it can be, or
    /// that it came before something that has happened.
    #[must_use]
    pub fn is_only_to_mark(&self, step: StepKey) -> bool {
        self.is_counted(step) || self.is_behind(step)
    }

    /// Why a step only has to be marked, where a tracker shows that it is behind
    /// the person.
    pub(super) fn reason_to_mark(&self, step: StepKey, followers: &Followers) -> Option<Reason> {
        if let Some(TookPlace { on, .. }) = self.happened(step) {
            return Some(Reason::Happened { on });
        }
        let goal_met = self.is_counted(step).then_some(Reason::GoalMet);
        let behind = || {
            let opens = followers.naming(step).iter().copied();
            let mut opens = opens.filter(|&opens| {
                let is_left = !self.is_satisfied(opens) && !self.is_only_to_mark(opens);
                is_left && !self.catalog.step(opens).optional
            });
            let opens = opens.next();
            Reason::Behind { opens }
        };
        goal_met.or_else(|| self.is_behind(step).then(behind))
    }

    /// What is left to do for a step, less what its tracker has counted. It
    /// never grows by an entry for credits or applications.
    #[must_use]
    pub fn work_left(&self, step: StepKey) -> WorkLeft {
        if self.happened(step).is_some() || self.is_behind(step) {
            return WorkLeft::NONE;
        }
        let of = self.catalog.step(step);
        let (left, whole) = match self.measured(step) {
            Some(measured) if measured.is_met() => return WorkLeft::NONE,
            Some(Measured::Applications { sent, goal }) => {
                (goal.saturating_sub(sent.try_into().unwrap_or(goal)), goal)
            }
            Some(Measured::Credits(standing)) => {
                let Hundredths(left) = standing.missing_in_all;
                let Hundredths(whole) = standing.required_in_all;
                (left, whole)
            }
            // How ready somebody is says nothing about the hours that are left.
            Some(Measured::Practice { .. }) | None => (1, 1),
        };
        WorkLeft {
            effort_hours: of.effort_hours.part(left, whole),
            wait_days: of.wait_days.part(left, whole),
        }
    }

    /// Adds what has happened by another tracker.
    pub(super) fn add_happened(&mut self, more: impl IntoIterator<Item = TookPlace>) {
        for one in more {
            match self.happened.iter_mut().find(|it| it.step == one.step) {
                Some(known) => known.on = known.on.max(one.on),
                None => self.happened.push(one),
            }
        }
        self.behind = self.find_behind();
    }

    /// The steps that came before one that has happened: what it requires is
    /// over, and so is a member of a group that nothing else waits for. Only
    /// within one stage: what comes earlier on the path has a use of its own.
    /// Ascending.
    fn find_behind(&self) -> Vec<StepKey> {
        if self.happened.is_empty() {
            return Vec::new();
        }
        let catalog = self.catalog;
        let followers = Followers::new(self);
        let mut behind = vec![false; catalog.step_count()];
        let is_over = |behind: &[bool], step: StepKey| {
            behind[step.index()] || self.is_satisfied(step) || self.happened(step).is_some()
        };
        let mut to_visit: Vec<StepKey> = self.happened.iter().map(|it| it.step).collect();
        while let Some(then) = to_visit.pop() {
            let links = catalog.links(then);
            let is_no_use = |behind: &[bool], member: StepKey| {
                let mut naming = followers.naming(member).iter();
                naming.all(|&follower| catalog.step(follower).optional || is_over(behind, follower))
            };
            let required = links.required_steps().map(|step| (step, true));
            let members = links.requires_any.iter().flatten();
            for (first, is_required) in required.chain(members.map(|&step| (step, false))) {
                let is_here = catalog.stage_of(first) == catalog.stage_of(then);
                let is_known = !is_here || !self.holds(first) || is_over(&behind, first);
                if !is_known && (is_required || is_no_use(&behind, first)) {
                    behind[first.index()] = true;
                    to_visit.push(first);
                }
            }
        }
        let path = self.path.iter().copied();
        let mut found: Vec<StepKey> = path.filter(|step| behind[step.index()]).collect();
        found.sort_unstable();
        found
    }
}

/// What to name so that a step can be marked which a tracker shows to be done:
/// the step, with what comes before it in its stage. `None` if that would say
/// more than the tracker does: an answer, a payment, or work of another stage.
#[must_use]
pub fn way_to_mark(evaluation: &Evaluation<'_>, step: StepKey) -> Option<Vec<Named>> {
    let named = vec![Named::Step(step)];
    if marking::judge(evaluation, &[step], State::Done).is_ok() {
        return Some(named);
    }
    let catalog = evaluation.catalog;
    let way = marking::way_out(evaluation, &named, State::Done);
    let steps = marking::steps_meant(evaluation, &way, State::Done);
    let says_more = |other: &StepKey| {
        let of = catalog.step(*other);
        let is_claim = of.is_answer_or_payment() || of.awards.is_some();
        *other != step && (is_claim || catalog.stage_of(*other) != catalog.stage_of(step))
    };
    let is_way = !steps.iter().any(says_more)
        && marking::turned_round(evaluation, &way, State::Done).is_empty()
        && marking::judge(evaluation, &steps, State::Done).is_ok();
    is_way.then_some(way)
}
