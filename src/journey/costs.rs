//! What the way costs: what was paid, what is still to pay, and what nobody
//! here knows.

mod choices;
mod membership;

use std::collections::BTreeSet;

use choices::Choices;

use super::{
    evaluation::{Evaluation, id_in_record},
    facts::FactInForce,
    record::{Mark, State},
};
use crate::catalog::{StageKey, StepKey, cost::Cost, fact::FactValue, money::Cents};

/// From a low to a high amount.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    /// The least.
    pub low: Cents,
    /// The most.
    pub high: Cents,
}

/// What a person's pathway costs.
#[derive(Debug)]
pub struct Costs<'a> {
    /// The stages of the pathway, in its order, each with the steps that cost
    /// something.
    pub stages: Vec<StageCosts<'a>>,
    /// Amounts paid for steps that are not on the pathway, by the id under
    /// which they stand in the profile.
    pub elsewhere: Vec<(&'a str, Cents)>,
    /// What members of a body save on what is still to pay.
    pub memberships: Vec<Membership<'a>>,
}

/// What one stage costs.
#[derive(Debug)]
pub struct StageCosts<'a> {
    /// The stage.
    pub stage: StageKey,
    /// What is still to pay, as far as it is known.
    pub to_pay: Span,
    /// Its steps that cost something, or for which something was paid.
    pub steps: Vec<StepCosts<'a>>,
}

/// What one step costs.
#[derive(Debug)]
pub struct StepCosts<'a> {
    /// The step.
    pub step: StepKey,
    /// What the person wrote down as paid, in all.
    pub paid: Option<Cents>,
    /// What is to become of it.
    pub stand: Stand,
    /// Its costs, in the order of the catalog.
    pub costs: Vec<PricedCost<'a>>,
}

/// Whether the costs of a step are still to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// They are.
    ToPay,
    /// An amount is written down, and the step is not done: of what has a price
    /// the rest is still to pay, and what has none may go on.
    Begun,
    /// One of several steps has to be done, and none of them is chosen yet: the
    /// cheapest is the least, the dearest the most.
    OneOf,
    /// Nobody has to do it: it is in no sum until it is begun.
    Choice,
    /// Done, and the amount is written down, or the step has no cost.
    Paid,
    /// Done, and the amount is not written down.
    Unwritten,
    /// It does not apply to this person, or is no longer offered.
    Nothing,
}

impl Stand {
    /// Whether something may still have to be paid.
    #[must_use]
    pub fn is_ahead(self) -> bool {
        matches!(self, Self::ToPay | Self::Begun | Self::OneOf)
    }
}

/// A cost with its price on the day.
#[derive(Debug)]
pub struct PricedCost<'a> {
    /// The cost.
    pub cost: &'a Cost,
    /// What it costs: of members and others, and of the two sides of a
    /// dispute, the least and the most. None where no fact says it.
    pub price: Option<Span>,
    /// The facts that say so, that for members before that for others.
    pub facts: Vec<FactInForce<'a>>,
}

/// What members of a body save on the exams ahead.
#[derive(Debug)]
pub struct Membership<'a> {
    /// The body.
    pub body: &'a str,
    /// The least and the most that a member saves on all of them.
    pub saves: Span,
    /// The steps ahead on which members save, with how much. What depends on a
    /// choice saves nothing at the least.
    pub steps: Vec<(StepKey, Span)>,
    /// What is known of the dues.
    pub dues: Vec<FactInForce<'a>>,
    /// Whom to ask for the dues of today.
    pub ask: Option<&'a str>,
}

impl Span {
    /// Both ends the same.
    fn just(amount: Cents) -> Self {
        let (low, high) = (amount, amount);
        Self { low, high }
    }

    /// From the lower low to the higher high.
    fn or(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }

    /// Both together.
    fn plus(self, other: Self) -> Self {
        Self {
            low: self.low.plus(other.low),
            high: self.high.plus(other.high),
        }
    }
}

impl std::iter::Sum for Span {
    fn sum<I: Iterator<Item = Self>>(spans: I) -> Self {
        spans.fold(Self::default(), Self::plus)
    }
}

impl<'a> StepCosts<'a> {
    /// What is still to pay for it, where its turn comes and as far as it is
    /// known.
    #[must_use]
    pub fn to_pay(&self) -> Span {
        let price = || self.planned().filter_map(|cost| cost.price).sum();
        match self.stand {
            Stand::ToPay | Stand::OneOf => price(),
            Stand::Begun => self.rest_of(price()),
            _ => Span::default(),
        }
    }

    /// What is left of a price after what was paid. Who has paid the least of it
    /// has paid all: a member pays no more.
    fn rest_of(&self, price: Span) -> Span {
        let paid = self.paid.unwrap_or_default();
        if paid >= price.low {
            return Span::default();
        }
        Span {
            low: price.low.minus(paid),
            high: price.high.minus(paid),
        }
    }

    /// Its costs that come in any case.
    pub fn planned(&self) -> impl Iterator<Item = &PricedCost<'a>> {
        let costs = self.costs.iter();
        costs.filter(|cost| cost.cost.only_if.is_none())
    }
}

impl<'a> Costs<'a> {
    /// What the pathway of a person costs.
    #[must_use]
    pub fn of(evaluation: &Evaluation<'a>) -> Self {
        let choices = Choices::of(evaluation);
        let stages = evaluation.route().stages.iter();
        let mut stages: Vec<StageCosts<'a>> = stages
            .map(|&stage| StageCosts {
                stage,
                to_pay: Span::default(),
                steps: evaluation
                    .steps_of(stage)
                    .filter_map(|step| step_costs(evaluation, step, &choices))
                    .collect(),
            })
            .collect();
        for stage in &mut stages {
            let is_sure = |of: &&StepCosts<'_>| matches!(of.stand, Stand::ToPay | Stand::Begun);
            let sure = stage.steps.iter().filter(is_sure);
            stage.to_pay = sure.map(StepCosts::to_pay).sum();
        }
        choices.add_to(&mut stages);
        Self {
            memberships: membership::of(evaluation, &stages),
            elsewhere: elsewhere(evaluation),
            stages,
        }
    }

    /// All steps that cost something, in the order of the pathway.
    pub fn steps(&self) -> impl Iterator<Item = &StepCosts<'a>> {
        self.stages.iter().flat_map(|stage| &stage.steps)
    }

    /// What was paid for steps of the pathway, as far as it is written down.
    #[must_use]
    pub fn paid(&self) -> Cents {
        self.stages.iter().map(StageCosts::paid).sum()
    }

    /// What was paid for other steps.
    #[must_use]
    pub fn paid_elsewhere(&self) -> Cents {
        self.elsewhere.iter().map(|(_, paid)| *paid).sum()
    }

    /// What is still to pay, as far as it is known.
    #[must_use]
    pub fn to_pay(&self) -> Span {
        self.stages.iter().map(|stage| stage.to_pay).sum()
    }

    /// Costs ahead of which no fact says the price.
    pub fn unknown(&self) -> impl Iterator<Item = (StepKey, &PricedCost<'a>)> {
        self.stages.iter().flat_map(StageCosts::unknown)
    }

    /// Steps that are done and whose amount is not written down.
    pub fn unwritten(&self) -> impl Iterator<Item = StepKey> {
        self.stages.iter().flat_map(StageCosts::unwritten)
    }
}

impl<'a> StageCosts<'a> {
    /// What was paid, as far as it is written down.
    #[must_use]
    pub fn paid(&self) -> Cents {
        self.steps.iter().filter_map(|step| step.paid).sum()
    }

    /// Costs ahead of which no fact says the price.
    pub fn unknown(&self) -> impl Iterator<Item = (StepKey, &PricedCost<'a>)> {
        let ahead = self.steps.iter().filter(|step| step.stand.is_ahead());
        ahead.flat_map(|of| {
            let unknown = of.planned().filter(|one| one.price.is_none());
            unknown.map(|one| (of.step, one))
        })
    }

    /// Steps that are done and whose amount is not written down.
    pub fn unwritten(&self) -> impl Iterator<Item = StepKey> {
        let steps = self.steps.iter();
        let unwritten = steps.filter(|step| step.stand == Stand::Unwritten);
        unwritten.map(|step| step.step)
    }
}

impl<'a> Evaluation<'a> {
    /// The costs of a step with their prices, whether they are still to pay or
    /// not.
    #[must_use]
    pub fn priced(&self, step: StepKey) -> Vec<PricedCost<'a>> {
        let costs = self.catalog.step(step).costs.iter();
        let priced = costs.map(|cost| {
            let facts: Vec<FactInForce<'a>> = self.facts_named(cost.price.facts()).collect();
            let prices: Option<Vec<Span>> = facts.iter().map(span).collect();
            // A fact that is gone, or that the person put right with words.
            let is_whole = facts.len() == cost.price.facts().count();
            let prices = prices.filter(|_| is_whole).unwrap_or_default();
            let price = prices.into_iter().reduce(Span::or);
            PricedCost { cost, price, facts }
        });
        priced.collect()
    }
}

/// The amount of a fact: what the person found, else all that sources say.
fn span(fact: &FactInForce<'_>) -> Option<Span> {
    let amount = |value: &FactValue| match value {
        FactValue::Money { usd } => Some(Span::just(Cents::of_usd(*usd))),
        _ => None,
    };
    let also = fact.version.also.iter().map(|claim| &claim.value);
    let others = also.filter(|_| fact.correction.is_none());
    let amounts = others.filter_map(amount);
    Some(amounts.fold(amount(fact.value())?, Span::or))
}

fn step_costs<'a>(
    evaluation: &Evaluation<'a>,
    step: StepKey,
    choices: &Choices,
) -> Option<StepCosts<'a>> {
    let paid = evaluation.mark(step).and_then(|mark| mark.paid);
    let costs = evaluation.priced(step);
    let has_costs = costs.iter().any(|one| one.cost.only_if.is_none());
    let stand = if evaluation.is_satisfied(step) {
        match evaluation.mark(step).map(|mark| mark.state) {
            Some(State::Done) if paid.is_none() && has_costs => Stand::Unwritten,
            Some(State::Done) => Stand::Paid,
            _ => Stand::Nothing,
        }
    } else if evaluation.is_past_its_offer(step) {
        Stand::Nothing
    } else if evaluation.mark(step).is_some_and(settles) {
        Stand::Begun
    } else if is_begun(evaluation, step) || !evaluation.catalog.step(step).optional {
        Stand::ToPay
    } else if choices.holds(step) {
        Stand::OneOf
    } else {
        Stand::Choice
    };
    let is_settled = matches!(stand, Stand::Paid | Stand::Nothing);
    (paid.is_some() || !costs.is_empty() && !is_settled).then_some(StepCosts {
        step,
        paid,
        stand,
        costs,
    })
}

/// Whether a step that is not satisfied was taken up: then also an optional one
/// is no longer a mere choice.
fn is_begun(evaluation: &Evaluation<'_>, step: StepKey) -> bool {
    let mark = evaluation.mark(step);
    mark.is_some_and(|mark| mark.state == State::Doing || settles(mark))
}

/// Whether an amount is written down for what is still to do. Where a step was
/// done and is to do again, the amount was for the time before.
fn settles(mark: &Mark) -> bool {
    mark.paid.is_some() && !mark.state.satisfies()
}

fn elsewhere<'a>(evaluation: &Evaluation<'a>) -> Vec<(&'a str, Cents)> {
    let marks = &evaluation.record.marks;
    let path = evaluation.path.iter();
    let on_path = path
        .filter_map(|&step| id_in_record(evaluation.catalog, step, |id| marks.contains_key(id)));
    let on_path = BTreeSet::from_iter(on_path);
    let others = marks
        .iter()
        .filter(|(id, _)| !on_path.contains(id.as_str()));
    let paid = others.filter_map(|(id, mark)| Some((id.as_str(), mark.paid?)));
    paid.collect()
}

#[cfg(test)]
mod tests;
