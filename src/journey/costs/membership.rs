//! Whether a membership pays off.

use std::collections::BTreeSet;

use super::{Membership, PricedCost, Span, StageCosts, Stand, span};
use crate::{
    catalog::{
        cost::{Cost, Price},
        money::Cents,
    },
    journey::{evaluation::Evaluation, facts::FactInForce},
};

/// What members save on what is still to pay, body by body.
pub(super) fn of<'a>(
    evaluation: &Evaluation<'a>,
    stages: &[StageCosts<'a>],
) -> Vec<Membership<'a>> {
    let mut found: Vec<Membership<'a>> = Vec::new();
    for of in stages.iter().flat_map(|stage| &stage.steps) {
        let is_sure = match of.stand {
            Stand::ToPay => true,
            Stand::OneOf => false,
            _ => continue,
        };
        for one in of.planned() {
            let Some((saves, body)) = saving(one).zip(one.cost.membership.as_deref()) else {
                continue;
            };
            let low = if is_sure { saves.low } else { Cents::ZERO };
            let saves = Span { low, ..saves };
            if saves.high == Cents::ZERO {
                continue;
            }
            let known = found.iter().position(|membership| membership.body == body);
            let place = known.unwrap_or_else(|| {
                let (dues, ask) = dues(evaluation, body);
                found.push(Membership {
                    body,
                    saves: Span::default(),
                    steps: Vec::new(),
                    dues,
                    ask: ask.or(one.cost.ask.as_deref()),
                });
                found.len() - 1
            });
            let membership = &mut found[place];
            membership.saves = membership.saves.plus(saves);
            // A step may have several prices, and is one exam all the same.
            match membership.steps.last_mut() {
                Some((step, all)) if *step == of.step => *all = all.plus(saves),
                _ => membership.steps.push((of.step, saves)),
            }
        }
    }
    found
}

/// What a member pays less than others, where both prices are known.
fn saving(one: &PricedCost<'_>) -> Option<Span> {
    one.price?;
    let Price::ByMembership { .. } = one.cost.price else {
        return None;
    };
    let [member, other] = one.facts.as_slice() else {
        return None;
    };
    let (member, other) = (span(member)?, span(other)?);
    Some(Span {
        low: other.low.minus(member.high),
        high: other.high.minus(member.low),
    })
}

/// What the steps of the pathway know of the dues of a body, and whom to ask.
fn dues<'a>(evaluation: &Evaluation<'a>, body: &str) -> (Vec<FactInForce<'a>>, Option<&'a str>) {
    let catalog = evaluation.catalog;
    let costs = evaluation.path.iter();
    let costs = costs.flat_map(|&step| &catalog.step(step).costs);
    let dues: Vec<&Cost> = costs
        .filter(|cost| cost.membership.as_deref() == Some(body))
        .filter(|cost| !matches!(cost.price, Price::ByMembership { .. }))
        .collect();
    let ids = dues
        .iter()
        .flat_map(|cost| cost.price.facts().chain(&cost.examples));
    let facts = evaluation.facts_named(BTreeSet::from_iter(ids)).collect();
    (facts, dues.iter().find_map(|cost| cost.ask.as_deref()))
}
