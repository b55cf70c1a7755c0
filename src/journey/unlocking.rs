//! What becomes possible once a step is done, at once and in the end.

use std::collections::HashSet;

use super::{evaluation::Evaluation, standing::Standing};
use crate::catalog::{StepKey, Target};

impl Evaluation<'_> {
    /// These steps and everything before them, as far as `is_within` holds.
    pub(super) fn with_all_before(
        &self,
        steps: impl IntoIterator<Item = StepKey>,
        is_within: impl Fn(StepKey) -> bool,
    ) -> HashSet<StepKey> {
        let mut found = HashSet::new();
        let mut to_visit: Vec<StepKey> = steps.into_iter().collect();
        while let Some(step) = to_visit.pop() {
            if !is_within(step) || !found.insert(step) {
                continue;
            }
            let links = self.catalog.links(step);
            to_visit.extend(links.requires_any.iter().flatten());
            for target in &links.requires {
                match *target {
                    Target::Step(first) => to_visit.push(first),
                    Target::Stage(stage) => to_visit.extend(self.required_of(stage)),
                }
            }
        }
        found
    }

    /// The steps of the pathway that name this one as a prerequisite.
    #[must_use]
    pub fn followers_of(&self, step: StepKey) -> Vec<StepKey> {
        let names = |follower: &StepKey| {
            let links = self.catalog.links(*follower);
            links.requires.contains(&Target::Step(step))
                || links.requires_any.iter().any(|group| group.contains(&step))
        };
        self.path.iter().copied().filter(names).collect()
    }
}

/// Which steps wait for which, turned round.
pub(super) struct Followers {
    /// By step: the steps that name it, alone or in a group of which none is
    /// satisfied yet.
    of_step: Vec<Vec<StepKey>>,
    /// By stage: the steps that name the stage.
    of_stage: Vec<Vec<StepKey>>,
}

impl Followers {
    pub(super) fn new(evaluation: &Evaluation<'_>) -> Self {
        let catalog = evaluation.catalog;
        let mut followers = Self {
            of_step: vec![Vec::new(); catalog.step_count()],
            of_stage: vec![Vec::new(); catalog.stages().count()],
        };
        for &step in &evaluation.path {
            let links = catalog.links(step);
            for target in &links.requires {
                match *target {
                    Target::Step(first) => followers.of_step[first.index()].push(step),
                    Target::Stage(stage) => followers.of_stage[stage.index()].push(step),
                }
            }
            // Where one of a group is satisfied, nothing waits for the others.
            let is_open = |group: &&Vec<StepKey>| {
                !group.iter().any(|&member| evaluation.is_satisfied(member))
            };
            for &member in links.requires_any.iter().filter(is_open).flatten() {
                followers.of_step[member.index()].push(step);
            }
        }
        followers
    }

    /// The steps that name this one itself, alone or in an open group.
    pub(super) fn naming(&self, step: StepKey) -> &[StepKey] {
        &self.of_step[step.index()]
    }

    /// The steps that name this one, itself or by its stage.
    pub(super) fn of<'f>(
        &'f self,
        evaluation: &'f Evaluation<'_>,
        step: StepKey,
    ) -> impl Iterator<Item = StepKey> + 'f {
        let is_required = !evaluation.catalog.step(step).optional;
        let stage = evaluation.catalog.stage_of(step);
        let by_stage: &[StepKey] = if is_required {
            &self.of_stage[stage.index()]
        } else {
            &[]
        };
        let by_step = &self.of_step[step.index()];
        by_step.iter().chain(by_stage).copied()
    }

    /// The locked steps for which this one is all that is missing, in the
    /// order of the pathway. What is no longer offered is left out.
    pub(super) fn unlocked_at_once(
        &self,
        evaluation: &Evaluation<'_>,
        step: StepKey,
    ) -> Vec<StepKey> {
        let last_of_stage = evaluation.left_in_stage(evaluation.catalog.stage_of(step)) == 1;
        let followers: Box<dyn Iterator<Item = StepKey>> = if last_of_stage {
            Box::new(self.of(evaluation, step))
        } else {
            Box::new(self.of_step[step.index()].iter().copied())
        };
        let then = |first| first == step || evaluation.is_satisfied(first);
        let mut needed_then = None;
        let mut is_past_its_offer_then = |follower: StepKey| {
            let until = &evaluation.catalog.links(follower).offered_until;
            until.iter().any(|&ender| then(ender))
                && !needed_then.get_or_insert_with(|| evaluation.needed_given(&then))
                    [follower.index()]
        };
        let mut unlocked: Vec<StepKey> = followers
            .filter(|&follower| evaluation.standing(follower) == Standing::Locked)
            .filter(|&follower| !evaluation.lacks_something_given(follower, &then))
            .filter(|&follower| !is_past_its_offer_then(follower))
            .collect();
        unlocked.sort_unstable();
        unlocked.dedup();
        unlocked
    }

    /// How many required steps that are not satisfied wait for this one in the
    /// end, through however many others. `seen` is the caller's, so that asking
    /// for many steps allocates once and a long row of them is walked once.
    pub(super) fn waiting_in_the_end(
        &self,
        evaluation: &Evaluation<'_>,
        step: StepKey,
        seen: &mut Seen,
    ) -> usize {
        seen.counts.resize(evaluation.catalog.step_count(), None);
        // Where one step alone waits for another, that step and whatever waits
        // for it are all that wait in the end.
        let mut row = Vec::new();
        let mut here = step;
        let mut count = loop {
            if let Some(count) = seen.counts[here.index()] {
                break count;
            }
            let Some(follower) = self.only_follower(evaluation, here) else {
                let count = self.search_once(evaluation, here, seen);
                seen.counts[here.index()] = Some(count);
                break count;
            };
            row.push((here, follower));
            here = follower;
        };
        for (first, follower) in row.into_iter().rev() {
            count += usize::from(!evaluation.catalog.step(follower).optional);
            seen.counts[first.index()] = Some(count);
        }
        count
    }

    /// The search; for steps that others wait for only as a part of their whole
    /// stage, one search serves all of them.
    fn search_once(&self, evaluation: &Evaluation<'_>, step: StepKey, seen: &mut Seen) -> usize {
        let is_required = !evaluation.catalog.step(step).optional;
        if !is_required || !self.of_step[step.index()].is_empty() {
            return self.search(evaluation, step, seen);
        }
        let stage = evaluation.catalog.stage_of(step).index();
        seen.by_stage.resize(self.of_stage.len(), None);
        if let Some(count) = seen.by_stage[stage] {
            return count;
        }
        let count = self.search(evaluation, step, seen);
        seen.by_stage[stage] = Some(count);
        count
    }

    /// The one step that waits for this one, where there is exactly one.
    fn only_follower(&self, evaluation: &Evaluation<'_>, step: StepKey) -> Option<StepKey> {
        let mut followers = self
            .of(evaluation, step)
            .filter(|&follower| !evaluation.is_satisfied(follower));
        let first = followers.next()?;
        followers.all(|other| other == first).then_some(first)
    }

    fn search(&self, evaluation: &Evaluation<'_>, step: StepKey, seen: &mut Seen) -> usize {
        let round = seen.next_round(evaluation.catalog.step_count());
        let mut count = 0;
        let mut to_visit = vec![step];
        while let Some(first) = to_visit.pop() {
            for follower in self.of(evaluation, first) {
                let visited = &mut seen.rounds[follower.index()];
                if *visited != round && !evaluation.is_satisfied(follower) {
                    *visited = round;
                    count += usize::from(!evaluation.catalog.step(follower).optional);
                    to_visit.push(follower);
                }
            }
        }
        count
    }
}

/// What is known from earlier searches, and which steps a search has met; that
/// is cleared by counting up.
#[derive(Default)]
pub(super) struct Seen {
    round: u32,
    rounds: Vec<u32>,
    /// By step: how many wait for it in the end.
    counts: Vec<Option<usize>>,
    /// By stage: how many wait in the end for it as a whole.
    by_stage: Vec<Option<usize>>,
}

impl Seen {
    fn next_round(&mut self, steps: usize) -> u32 {
        self.rounds.resize(steps, 0);
        self.round += 1;
        self.round
    }
}
