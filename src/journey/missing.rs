//! What a step still waits for.

use std::collections::HashSet;

use super::evaluation::Evaluation;
use crate::catalog::{StageKey, StepKey, Target};

/// A prerequisite that is not satisfied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// This step.
    Step(StepKey),
    /// One of these. Of a step of the pathway, members that the pathway does not
    /// hold are no way for this person and not named.
    OneOf(Vec<StepKey>),
}

impl Missing {
    /// The steps it names.
    #[must_use]
    pub fn steps(&self) -> &[StepKey] {
        match self {
            Self::Step(step) => std::slice::from_ref(step),
            Self::OneOf(steps) => steps,
        }
    }
}

impl<'a> Evaluation<'a> {
    /// Whether a step waits for another that it names. What the pathway does
    /// not hold is not asked for; a step that it does not hold itself keeps the
    /// prerequisites that it has anywhere else. Who plans the next attempt has
    /// made the one before.
    pub(super) fn asks_for(&self, step: StepKey, first: StepKey) -> bool {
        (self.holds(first) || !self.holds(step)) && !self.is_after_the_attempt(step, first)
    }

    /// The required steps of a stage for which a step waits that names it.
    pub(super) fn asked_of(
        &self,
        step: StepKey,
        stage: StageKey,
    ) -> impl DoubleEndedIterator<Item = StepKey> + '_ {
        self.catalog
            .steps_of(stage)
            .filter(move |&first| self.asks_for(step, first) && !self.catalog.step(first).optional)
    }

    /// Whether something must be satisfied first.
    pub(super) fn is_locked(&self, step: StepKey) -> bool {
        let is_satisfied = |first| self.is_satisfied(first);
        self.lacks(step, &is_satisfied, |stage| {
            // Counted once, since a stage may be long and named often.
            if self.holds(step) && self.voided.is_empty() {
                self.left_in_stage(stage) > 0
            } else {
                self.is_left(step, stage, &is_satisfied)
            }
        })
    }

    /// Whether a step waits for anything, where the caller says which steps
    /// count as satisfied. Asked for many steps, of which each may wait for
    /// many, so it stops at the first.
    pub(super) fn lacks_something_given(
        &self,
        step: StepKey,
        is_satisfied: &impl Fn(StepKey) -> bool,
    ) -> bool {
        self.lacks(step, is_satisfied, |stage| {
            self.is_left(step, stage, is_satisfied)
        })
    }

    fn lacks(
        &self,
        step: StepKey,
        is_satisfied: &impl Fn(StepKey) -> bool,
        is_stage_left: impl Fn(StageKey) -> bool,
    ) -> bool {
        let links = self.catalog.links(step);
        let lacks = |target: &Target| match *target {
            Target::Step(first) => self.asks_for(step, first) && !is_satisfied(first),
            Target::Stage(stage) => is_stage_left(stage),
        };
        let mut groups = links.requires_any.iter();
        links.requires.iter().any(lacks)
            || groups.any(|group| self.lacks_one_of(step, group, is_satisfied))
    }

    fn is_left(
        &self,
        step: StepKey,
        stage: StageKey,
        is_satisfied: &impl Fn(StepKey) -> bool,
    ) -> bool {
        self.asked_of(step, stage).any(|first| !is_satisfied(first))
    }

    pub(super) fn lacks_one_of(
        &self,
        step: StepKey,
        group: &[StepKey],
        is_satisfied: &impl Fn(StepKey) -> bool,
    ) -> bool {
        group.iter().any(|&member| self.asks_for(step, member))
            && !group.iter().any(|&member| is_satisfied(member))
    }

    /// What a step still waits for.
    #[must_use]
    pub fn missing(&self, step: StepKey) -> Vec<Missing> {
        self.missing_given(step, &|first| self.is_satisfied(first))
    }

    /// The same where the caller says which steps count as satisfied.
    pub(super) fn missing_given(
        &self,
        step: StepKey,
        is_satisfied: &impl Fn(StepKey) -> bool,
    ) -> Vec<Missing> {
        let links = self.catalog.links(step);
        let mut missing = Vec::new();
        // A step may be named besides the stage it is in.
        let mut named = HashSet::new();
        let mut lack = |first: StepKey| {
            if self.asks_for(step, first) && !is_satisfied(first) && named.insert(first) {
                missing.push(Missing::Step(first));
            }
        };
        for target in &links.requires {
            match *target {
                Target::Step(first) => lack(first),
                Target::Stage(stage) => self.asked_of(step, stage).for_each(&mut lack),
            }
        }
        for group in &links.requires_any {
            if self.lacks_one_of(step, group, is_satisfied) {
                let members = self.members_for(step, group);
                missing.push(match members.as_slice() {
                    &[only] => Missing::Step(only),
                    _ => Missing::OneOf(members),
                });
            }
        }
        missing
    }

    /// The members of a group by which a person can go.
    pub(super) fn members_for(&self, step: StepKey, group: &[StepKey]) -> Vec<StepKey> {
        let members = group.iter().copied();
        members
            .filter(|&member| self.asks_for(step, member))
            .collect()
    }

    /// The groups of a step of which none is satisfied yet.
    pub(super) fn open_groups(&self, step: StepKey) -> impl Iterator<Item = &'a [StepKey]> {
        let groups = self.catalog.links(step).requires_any.iter();
        groups
            .filter(move |group| self.lacks_one_of(step, group, &|first| self.is_satisfied(first)))
            .map(Vec::as_slice)
    }
}
