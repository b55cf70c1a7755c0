//! What a step still waits for.

use std::collections::HashSet;

use super::evaluation::Evaluation;
use crate::catalog::{StepKey, Target};

/// A prerequisite that is not satisfied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// This step.
    Step(StepKey),
    /// One of these. Members that the pathway does not hold are no way for this
    /// person and not named.
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
    /// Whether something must be satisfied first.
    pub(super) fn is_locked(&self, step: StepKey) -> bool {
        let links = self.catalog.links(step);
        let lacks = |target: &Target| match *target {
            Target::Step(first) => self.holds(first) && !self.is_satisfied(first),
            Target::Stage(stage) => self.left_in_stage(stage) > 0,
        };
        links.requires.iter().any(lacks)
            || links
                .requires_any
                .iter()
                .any(|group| self.lacks_one_of(group, &|first| self.is_satisfied(first)))
    }

    pub(super) fn lacks_one_of(
        &self,
        group: &[StepKey],
        is_satisfied: &impl Fn(StepKey) -> bool,
    ) -> bool {
        group.iter().any(|&member| self.holds(member))
            && !group.iter().any(|&member| is_satisfied(member))
    }

    /// What a step still waits for. What the pathway does not hold is not
    /// asked for.
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
            if self.holds(first) && !is_satisfied(first) && named.insert(first) {
                missing.push(Missing::Step(first));
            }
        };
        for target in &links.requires {
            match *target {
                Target::Step(first) => lack(first),
                Target::Stage(stage) => self.required_of(stage).for_each(&mut lack),
            }
        }
        for group in &links.requires_any {
            if self.lacks_one_of(group, is_satisfied) {
                let held = group.iter().copied();
                let members: Vec<StepKey> = held.filter(|&member| self.holds(member)).collect();
                missing.push(match members.as_slice() {
                    &[only] => Missing::Step(only),
                    _ => Missing::OneOf(members),
                });
            }
        }
        missing
    }

    /// Whether a step waits for anything, where the caller says which steps
    /// count as satisfied. Asked for many steps, of which each may wait for
    /// many, so it stops at the first.
    pub(super) fn lacks_something_given(
        &self,
        step: StepKey,
        is_satisfied: &impl Fn(StepKey) -> bool,
    ) -> bool {
        let links = self.catalog.links(step);
        let lacks = |target: &Target| match *target {
            Target::Step(first) => self.holds(first) && !is_satisfied(first),
            Target::Stage(stage) => self.required_of(stage).any(|first| !is_satisfied(first)),
        };
        let mut groups = links.requires_any.iter();
        links.requires.iter().any(lacks)
            || groups.any(|group| self.lacks_one_of(group, is_satisfied))
    }

    /// The groups of a step of which none is satisfied yet.
    pub(super) fn open_groups(&self, step: StepKey) -> impl Iterator<Item = &'a [StepKey]> {
        let groups = self.catalog.links(step).requires_any.iter();
        groups
            .filter(|group| self.lacks_one_of(group, &|first| self.is_satisfied(first)))
            .map(Vec::as_slice)
    }
}
