//! The rules of standing and progress once more, slowly and plainly.
//!
//! Everything is looked up afresh each time, straight from the world. Where the
//! core and this file disagree, one of the two misreads the design.

use std::collections::BTreeSet;

use hitpath::journey::{record::State, standing::Standing};
use jiff::ToSpan;

use crate::{
    seen::costs,
    world::{TODAY, World},
};

impl World {
    /// Marked done or waived, and still valid.
    pub(crate) fn is_satisfied(&self, step: usize) -> bool {
        let step = &self.steps[step];
        let marked = matches!(step.mark.state, State::Done | State::Waived);
        let Some(days) = step.valid_for else {
            return marked;
        };
        // The end on the document counts, unless that document is older than
        // the day the step was done.
        let end = match (step.mark.on, step.mark.until) {
            (Some(on), Some(until)) if until < on => Some(on + i32::from(days).days()),
            (_, Some(until)) => Some(until),
            (Some(on), None) => Some(on + i32::from(days).days()),
            (None, None) => None,
        };
        marked && end.is_none_or(|end| end >= TODAY)
    }

    /// Held by the pathway and not satisfied.
    pub(crate) fn is_left(&self, step: usize) -> bool {
        self.holds(step) && !self.is_satisfied(step)
    }

    /// What the pathway does not hold is asked for by nothing that it holds.
    pub(crate) fn asks_for(&self, step: usize, first: usize) -> bool {
        !self.holds(step) || self.holds(first)
    }

    /// The groups of a step of which a member counts and none is satisfied.
    pub(crate) fn open_groups(&self, step: usize) -> Vec<&Vec<usize>> {
        let groups = self.steps[step].groups.iter();
        groups
            .filter(|group| group.iter().any(|&member| self.asks_for(step, member)))
            .filter(|group| !group.iter().any(|&member| self.is_satisfied(member)))
            .collect()
    }

    /// The steps that a step waits for by themselves: all of them must come
    /// first.
    pub(crate) fn lacks_all_of(&self, step: usize) -> BTreeSet<usize> {
        let of = &self.steps[step];
        let single = of.requires.iter().copied();
        let of_stages = self.numbers().filter(|&first| {
            !self.steps[first].optional && of.requires_stages.contains(&self.steps[first].stage)
        });
        let firsts = single.chain(of_stages);
        firsts
            .filter(|&first| self.asks_for(step, first) && !self.is_satisfied(first))
            .collect()
    }

    /// Whether something must come first.
    pub(crate) fn lacks_something(&self, step: usize) -> bool {
        !self.lacks_all_of(step).is_empty() || !self.open_groups(step).is_empty()
    }

    /// How a step stands, by the list in the design.
    pub(crate) fn standing(&self, step: usize) -> Standing {
        let state = self.steps[step].mark.state;
        if self.is_satisfied(step) && state == State::Done {
            Standing::Done
        } else if self.is_satisfied(step) {
            Standing::Waived
        } else if state == State::No {
            Standing::No
        } else if state == State::Doing {
            Standing::Doing
        } else if self.lacks_something(step) {
            Standing::Locked
        } else if state == State::Todo {
            Standing::Open
        } else {
            Standing::Lapsed
        }
    }

    /// Whether the second step waits for the first, by itself or through the
    /// group that is open.
    pub(crate) fn waits_for(&self, step: usize, first: usize) -> bool {
        self.is_left(step)
            && self.is_left(first)
            && (self.lacks_all_of(step).contains(&first)
                || self
                    .open_groups(step)
                    .iter()
                    .any(|group| group.contains(&first)))
    }

    /// All steps that wait for this one, through however many others.
    pub(crate) fn waiting_in_the_end(&self, first: usize) -> BTreeSet<usize> {
        let mut waiting = BTreeSet::from([first]);
        loop {
            let more: Vec<usize> = self
                .numbers()
                .filter(|step| !waiting.contains(step))
                .filter(|&step| waiting.iter().any(|&first| self.waits_for(step, first)))
                .collect();
            if more.is_empty() {
                waiting.remove(&first);
                return waiting;
            }
            waiting.extend(more);
        }
    }

    /// How many required steps wait for it in the end.
    pub(crate) fn required_waiting(&self, first: usize) -> usize {
        let waiting = self.waiting_in_the_end(first);
        waiting
            .iter()
            .filter(|&&step| !self.steps[step].optional)
            .count()
    }

    /// Required and left, or such a step waits for it.
    pub(crate) fn is_needed(&self, step: usize) -> bool {
        self.is_left(step) && (!self.steps[step].optional || self.required_waiting(step) > 0)
    }

    /// Whether its time is over.
    pub(crate) fn is_past_its_offer(&self, step: usize) -> bool {
        let until = &self.steps[step].offered_until;
        until.iter().any(|&ender| self.is_satisfied(ender)) && !self.is_needed(step)
    }

    /// The required questions answered no for which the step is there.
    pub(crate) fn questions_answered_no(&self, step: usize) -> Vec<usize> {
        let until = self.steps[step].offered_until.iter().copied();
        until
            .filter(|&question| self.standing(question) == Standing::No)
            .filter(|&question| !self.steps[question].optional && self.holds(question))
            .collect()
    }

    /// Whether it costs, nothing of its stage is paid yet, and a required step
    /// of the stage that costs nothing can be done now.
    pub(crate) fn can_be_paid_later(&self, step: usize) -> bool {
        let of_stage = self.path().into_iter();
        let of_stage = of_stage.filter(|&other| self.steps[other].stage == self.steps[step].stage);
        let is_paid = |other: usize| costs(other) && self.is_satisfied(other);
        let is_free_and_open = |other: usize| {
            !costs(other) && !self.steps[other].optional && self.standing(other).is_actionable()
        };
        costs(step) && !of_stage.clone().any(is_paid) && of_stage.clone().any(is_free_and_open)
    }

    /// The required steps of the pathway.
    pub(crate) fn required(&self) -> Vec<usize> {
        let path = self.path().into_iter();
        path.filter(|&step| !self.steps[step].optional).collect()
    }
}
