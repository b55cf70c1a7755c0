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
        for group in waiting.flat_map(|step| &catalog.links(step).requires_any) {
            if group.iter().any(is_chosen) {
                continue;
            }
            let members: Vec<StepKey> = group.iter().copied().filter(can_be_chosen).collect();
            // Who can go on for nothing has nothing to pay before they choose.
            if members.iter().any(|&step| is_free(step)) {
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
    /// cheapest at the least, of the dearest at the most.
    pub(super) fn add_to(&self, stages: &mut [StageCosts<'_>]) {
        let mut prices: BTreeMap<StepKey, (usize, Span)> = BTreeMap::new();
        for (place, stage) in stages.iter().enumerate() {
            let of_stage = stage.steps.iter();
            prices.extend(of_stage.map(|of| (of.step, (place, StepCosts::to_pay(of)))));
        }
        for group in &self.groups {
            let of_members = group.members.iter().filter_map(|step| prices.get(step));
            let first = of_members.clone().map(|(place, _)| *place).min();
            let span = of_members.map(|(_, span)| *span).reduce(Span::or);
            let Some((mut span, first)) = span.zip(first) else {
                continue;
            };
            if group.is_shared {
                span.low = Cents::ZERO;
            }
            stages[first].to_pay = stages[first].to_pay.plus(span);
        }
    }
}
