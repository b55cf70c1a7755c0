//! What a pathway costs, as JSON. Amounts are numbers of US dollars.

use serde::{Serialize, Serializer};

use super::{
    fact_json::{FactShape, fact_shape},
    json::{FORMAT_VERSION, day, text},
    wording,
};
use crate::{
    catalog::{StepKey, cost::Price, money::Cents},
    journey::{
        costs::{Costs, Membership, PricedCost, Span, StageCosts, Stand, StepCosts},
        evaluation::Evaluation,
    },
};

/// `hitpath plan --costs --json`
#[must_use]
pub fn costs(evaluation: &Evaluation<'_>, costs: &Costs<'_>) -> String {
    let catalog = evaluation.catalog;
    let unknown: Vec<UnknownShape<'_>> = costs
        .unknown()
        .map(|(step, one)| UnknownShape {
            step: catalog.step(step).id.as_str(),
            cost: cost_shape(evaluation, one),
        })
        .collect();
    text(&CostsShape {
        format_version: FORMAT_VERSION,
        today: day(evaluation.today),
        pathway: catalog.pathway(evaluation.pathway).id.as_str(),
        paid: Dollars(costs.paid()),
        paid_elsewhere: Dollars(costs.paid_elsewhere()),
        to_pay: costs.to_pay().into(),
        is_whole_price: unknown.is_empty() && costs.unwritten().next().is_none(),
        stages: costs
            .stages
            .iter()
            .map(|stage| stage_shape(evaluation, stage))
            .collect(),
        unknown,
        not_written_down: ids(evaluation, costs.unwritten()),
        elsewhere: costs
            .elsewhere
            .iter()
            .map(|&(id, paid)| Elsewhere {
                id,
                paid: Dollars(paid),
            })
            .collect(),
        membership: costs
            .memberships
            .iter()
            .map(|membership| membership_shape(evaluation, membership))
            .collect(),
    })
}

fn ids<'e>(evaluation: &'e Evaluation<'_>, steps: impl Iterator<Item = StepKey>) -> Vec<&'e str> {
    wording::ids(evaluation.catalog, &steps.collect::<Vec<_>>())
}

fn stage_shape<'e>(evaluation: &'e Evaluation<'_>, costs: &'e StageCosts<'_>) -> StageShape<'e> {
    let stage = evaluation.catalog.stage(costs.stage);
    StageShape {
        id: stage.id.as_str(),
        title: &stage.title,
        paid: Dollars(costs.paid()),
        to_pay: costs.to_pay.into(),
        unknown: costs.unknown().count(),
        not_written_down: ids(evaluation, costs.unwritten()),
        steps: costs
            .steps
            .iter()
            .map(|of| step_shape(evaluation, of))
            .collect(),
    }
}

fn step_shape<'e>(evaluation: &'e Evaluation<'_>, of: &'e StepCosts<'_>) -> StepShape<'e> {
    let step = evaluation.catalog.step(of.step);
    StepShape {
        id: step.id.as_str(),
        title: &step.title,
        optional: step.optional,
        paid: of.paid.map(Dollars),
        state: match of.stand {
            Stand::ToPay => "to pay",
            Stand::Begun => "begun",
            Stand::OneOf => "one of",
            Stand::Choice => "optional",
            Stand::Paid => "paid",
            Stand::Unwritten => "not written down",
            Stand::Nothing => "not needed",
        },
        costs: of
            .costs
            .iter()
            .map(|one| cost_shape(evaluation, one))
            .collect(),
    }
}

fn membership_shape<'e>(
    evaluation: &'e Evaluation<'_>,
    membership: &'e Membership<'_>,
) -> MembershipShape<'e> {
    MembershipShape {
        body: membership.body,
        saves: membership.saves.into(),
        steps: membership
            .steps
            .iter()
            .map(|(step, saves)| Exam {
                step: evaluation.catalog.step(*step).id.as_str(),
                saves: (*saves).into(),
            })
            .collect(),
        dues: membership.dues.iter().map(fact_shape).collect(),
        ask: membership.ask.map(|ask| wording::filled(evaluation, ask)),
    }
}

/// A cost with its price.
pub(super) fn cost_shape<'e>(
    evaluation: &'e Evaluation<'_>,
    one: &PricedCost<'e>,
) -> CostShape<'e> {
    let roles = match one.cost.price {
        Price::ByMembership { .. } => ["member", "other"],
        Price::Amount(_) | Price::Unknown => ["amount", "amount"],
    };
    let filled = |text: &str| wording::filled(evaluation, text);
    let examples = evaluation.facts_named(&one.cost.examples);
    CostShape {
        title: filled(&one.cost.title),
        price: one.price.map(SpanShape::from),
        membership: one.cost.membership.as_deref(),
        only_if: one.cost.only_if.as_deref().map(filled),
        ask: one.cost.ask.as_deref().map(filled),
        facts: roles
            .iter()
            .zip(&one.facts)
            .map(|(&role, fact)| PriceFact {
                role,
                fact: fact_shape(fact),
            })
            .collect(),
        examples: examples.map(|fact| fact_shape(&fact)).collect(),
    }
}

/// An amount as a number of dollars, whole where it is.
#[derive(Debug)]
pub(super) struct Dollars(pub(super) Cents);

impl Serialize for Dollars {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0.whole_usd() {
            Some(usd) => to.serialize_u64(usd),
            None => to.serialize_f64(self.0.usd()),
        }
    }
}

impl From<Span> for SpanShape {
    fn from(span: Span) -> Self {
        Self {
            low: Dollars(span.low),
            high: Dollars(span.high),
        }
    }
}

#[derive(Serialize)]
struct CostsShape<'s> {
    format_version: u32,
    today: String,
    pathway: &'s str,
    /// For steps of the pathway, as far as it is written down.
    paid: Dollars,
    paid_elsewhere: Dollars,
    /// As far as it is known.
    to_pay: SpanShape,
    /// Whether the two together are all that the pathway costs by the catalog.
    is_whole_price: bool,
    stages: Vec<StageShape<'s>>,
    unknown: Vec<UnknownShape<'s>>,
    /// Steps that are done, and nobody wrote down what was paid.
    not_written_down: Vec<&'s str>,
    elsewhere: Vec<Elsewhere<'s>>,
    membership: Vec<MembershipShape<'s>>,
}

#[derive(Serialize)]
struct StageShape<'s> {
    id: &'s str,
    title: &'s str,
    paid: Dollars,
    to_pay: SpanShape,
    unknown: usize,
    not_written_down: Vec<&'s str>,
    steps: Vec<StepShape<'s>>,
}

#[derive(Serialize)]
struct StepShape<'s> {
    id: &'s str,
    title: &'s str,
    optional: bool,
    paid: Option<Dollars>,
    state: &'static str,
    costs: Vec<CostShape<'s>>,
}

#[derive(Serialize)]
struct UnknownShape<'s> {
    step: &'s str,
    #[serde(flatten)]
    cost: CostShape<'s>,
}

#[derive(Serialize)]
pub(super) struct CostShape<'s> {
    title: String,
    /// None where no fact says it.
    price: Option<SpanShape>,
    membership: Option<&'s str>,
    only_if: Option<String>,
    ask: Option<String>,
    facts: Vec<PriceFact<'s>>,
    examples: Vec<FactShape<'s>>,
}

#[derive(Serialize)]
struct PriceFact<'s> {
    /// `amount`, `member` or `other`.
    role: &'static str,
    #[serde(flatten)]
    fact: FactShape<'s>,
}

/// From a low to a high amount.
#[derive(Debug, Serialize)]
pub(super) struct SpanShape {
    low: Dollars,
    high: Dollars,
}

#[derive(Serialize)]
struct Elsewhere<'s> {
    id: &'s str,
    paid: Dollars,
}

#[derive(Serialize)]
struct MembershipShape<'s> {
    body: &'s str,
    saves: SpanShape,
    steps: Vec<Exam<'s>>,
    dues: Vec<FactShape<'s>>,
    ask: Option<String>,
}

#[derive(Serialize)]
struct Exam<'s> {
    step: &'s str,
    saves: SpanShape,
}
