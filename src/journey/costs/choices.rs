//! Steps of which one has to be done, whichever.

use std::collections::{BTreeMap, BTreeSet};

use super::{Span, StageCosts, StepCosts, is_begun};
use crate::{
    catalog::{StepKey, money::Cents},
    journey::{evaluation::Evaluation, record::State},
};

/// The groups of optional steps of which one has to be done, each of which
/// costs something, and none of which is chosen.
#[derive(Default)]
pub(super) struct Choices {
    groups: Vec<Group>,
    members: BTreeSet<StepKey>,
}

struct Group {
    /// Ascending.
    members: Vec<StepKey>,
    /// A member of an earlier group is one of this too: doing that one may
    /// serve both, so this one costs nothing at the least.
    is_shared: bool,
}

impl Choices {
    pub(super) fn of(evaluation: &Evaluation<'_>) -> Self {
        let catalog = evaluation.catalog;
        let is_required = |step: StepKey| evaluation.holds(step) && !catalog.step(step).optional;
        let is_chosen = |&step: &StepKey| {
            evaluation.is_satisfied(step) || is_required(step) || is_begun(evaluation, step)
        };
        let can_be_chosen =
            |step: &StepKey| evaluation.holds(*step) && evaluation.state(*step) != State::No;
        let is_free = |step: StepKey| {
            let mut costs = catalog.step(step).costs.iter();
            costs.all(|cost| cost.only_if.is_some())
        };
        let waiting = evaluation.path.iter().copied();
        let waiting = waiting.filter(|&step| is_required(step) && !evaluation.is_satisfied(step));
        let mut choices = Self::default();
        let mut known = BTreeSet::new();
        for group in waiting.flat_map(|step| &catalog.links(step).requires_any) {
            if group.iter().any(is_chosen) {
                continue;
            }
            let mut members: Vec<StepKey> = group.iter().copied().filter(can_be_chosen).collect();
            members.sort_unstable();
            members.dedup();
            // Who can go on for nothing has nothing to pay before they choose.
            if members.iter().any(|&step| is_free(step)) {
                continue;
            }
            // Two steps may ask for one of the same: doing it serves both.
            if !known.insert(members.clone()) {
                continue;
            }
            let is_shared = members.iter().any(|step| choices.members.contains(step));
            choices.members.extend(&members);
            choices.groups.push(Group { members, is_shared });
        }
        choices
    }

    /// Whether a step is one of such a group.
    pub(super) fn holds(&self, step: StepKey) -> bool {
        self.members.contains(&step)
    }

    /// Adds the price of each group to the stage of its first member: of the
    /// cheapest at the least, of the dearest at the most, but of groups that share
    /// members never more than all of these together.
    pub(super) fn add_to(&self, stages: &mut [StageCosts<'_>]) {
        let mut prices: BTreeMap<StepKey, (usize, Span)> = BTreeMap::new();
        for (place, stage) in stages.iter().enumerate() {
            let of_stage = stage.steps.iter();
            prices.extend(of_stage.map(|of| (of.step, (place, StepCosts::to_pay(of)))));
        }
        let clusters = self.clusters();
        let mut told = vec![Told::default(); self.groups.len()];
        let mut counted = BTreeSet::new();
        for (group, cluster) in self.groups.iter().zip(clusters) {
            let of_members = group.members.iter().filter_map(|step| prices.get(step));
            let first = of_members.clone().map(|(place, _)| *place).min();
            let span = of_members.map(|(_, span)| *span).reduce(Span::or);
            let Some((span, first)) = span.zip(first) else {
                continue;
            };
            let new = group.members.iter().filter(|step| counted.insert(**step));
            let new: Cents = new
                .filter_map(|step| prices.get(step))
                .map(|(_, span)| span.high)
                .sum();
            let told = &mut told[cluster];
            told.all = told.all.plus(new);
            let high = told.high.plus(span.high).min(told.all);
            let span = Span {
                low: if group.is_shared {
                    Cents::ZERO
                } else {
                    span.low
                },
                high: high.minus(told.high),
            };
            told.high = high;
            stages[first].to_pay = stages[first].to_pay.plus(span);
        }
    }

    /// By group: the first of all groups with which it shares a member, itself or
    /// through others.
    fn clusters(&self) -> Vec<usize> {
        let mut leads: Vec<usize> = (0..self.groups.len()).collect();
        let mut with_member: BTreeMap<StepKey, usize> = BTreeMap::new();
        for (place, group) in self.groups.iter().enumerate() {
            for &member in &group.members {
                let other = *with_member.entry(member).or_insert(place);
                let (one, other) = (lead(&mut leads, place), lead(&mut leads, other));
                leads[one.max(other)] = one.min(other);
            }
        }
        let places = 0..self.groups.len();
        places.map(|place| lead(&mut leads, place)).collect()
    }
}

/// What groups that share members add at the most, so far.
#[derive(Clone, Copy, Default)]
struct Told {
    high: Cents,
    /// All of their members together.
    all: Cents,
}

/// The group at the end of the way from this one; the way gets shorter by it.
fn lead(leads: &mut [usize], mut place: usize) -> usize {
    while leads[place] != place {
        leads[place] = leads[leads[place]];
        place = leads[place];
    }
    place
}
