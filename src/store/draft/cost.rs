//! `[[step.cost]]` of a stage file.

use serde::Deserialize;

use super::{Taking, value::Text};
use crate::catalog::{
    audit::ProblemKind,
    cost::{Cost, Price},
    id::FactId,
};

/// A `[[step.cost]]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
#[serde(rename_all = "kebab-case")]
pub struct CostDraft {
    /// What is paid for.
    pub title: Text,
    /// The id of the fact that says the amount, where all pay the same. The
    /// step lists it in its `facts` as well.
    #[cfg_attr(test, schemars(with = "Option<super::schema::FactKey>"))]
    pub amount: Option<Text>,
    /// The id of the fact that says what members of a body pay, beside `other`
    /// and `membership`.
    #[cfg_attr(test, schemars(with = "Option<super::schema::FactKey>"))]
    pub member: Option<Text>,
    /// The id of the fact that says what those pay who are no members.
    #[cfg_attr(test, schemars(with = "Option<super::schema::FactKey>"))]
    pub other: Option<Text>,
    /// The body whose members pay less, like AHIMA; without `member` and
    /// `other`, the body whose dues these are.
    pub membership: Option<Text>,
    /// Whom to ask for the price. Needed where no fact says it; such a cost is
    /// listed as not known and is in no sum.
    pub ask: Option<Text>,
    /// When it comes at all, like "you move the exam late": then it is listed
    /// apart and is in no sum.
    pub only_if: Option<Text>,
    /// Ids of facts that give an idea of the price and are in no sum. The step
    /// lists them in its `facts` as well.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::FactKey>"))]
    #[serde(default)]
    pub examples: Vec<Text>,
}

impl CostDraft {
    /// The cost; what is wrong with its price is reported, and leaves it
    /// without one, so that the rest is looked at in the same go.
    pub(super) fn take(self, path: impl Fn() -> String, taking: &mut Taking) -> Cost {
        let at = |key: &str| format!("{}.{key}", path());
        let wrong = match (&self.amount, &self.member, &self.other) {
            (Some(_), None, None) => None,
            (Some(_), ..) => Some(("amount", ProblemKind::TwoPrices)),
            (None, Some(_), None) => Some(("member", ProblemKind::HalfAPrice)),
            (None, None, Some(_)) => Some(("other", ProblemKind::HalfAPrice)),
            (None, Some(_), Some(_)) if self.membership.is_none() => {
                Some(("member", ProblemKind::NoMembership))
            }
            (None, None, None) if self.ask.is_none() => Some(("title", ProblemKind::NobodyToAsk)),
            (None, ..) => None,
        };
        if let Some((key, kind)) = wrong {
            taking.report(at(key), kind);
        }
        let mut id = |key: &str, text: Option<Text>| {
            text.and_then(|text| taking.id(|| at(key), text, FactId::of))
        };
        let amount = id("amount", self.amount);
        let (member, other) = (id("member", self.member), id("other", self.other));
        let price = match (amount, member, other) {
            (Some(amount), None, None) => Price::Amount(amount),
            (None, Some(member), Some(other)) => Price::ByMembership { member, other },
            _ => Price::Unknown,
        };
        let examples = taking.ids(|| at("examples"), self.examples, FactId::of);
        Cost {
            title: self.title.0,
            price,
            membership: self.membership.map(|text| text.0),
            ask: self.ask.map(|text| text.0),
            only_if: self.only_if.map(|text| text.0),
            examples,
        }
    }
}
