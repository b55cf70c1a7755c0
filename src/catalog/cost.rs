//! What a step costs.
//!
//! No amount stands here: each is a fact, with source and date. What no source
//! tells has no amount at all, and says whom to ask.

use super::{id::FactId, text::Words};

/// One thing that a step costs.
#[derive(Debug, Clone)]
pub struct Cost {
    /// What is paid for.
    pub title: Words,
    /// What the facts say of its price.
    pub price: Price,
    /// The body of whose membership it speaks: whose members pay less, or
    /// whose dues it is.
    pub membership: Option<Words>,
    /// Whom to ask for the price of today.
    pub ask: Option<Words>,
    /// When it comes at all, where it need not; then it is in no sum.
    pub only_if: Option<Words>,
    /// Facts that give an idea of the price and are in no sum.
    pub examples: Vec<FactId>,
}

/// What the facts say of a price. All facts named are amounts of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Price {
    /// One amount for everybody.
    Amount(FactId),
    /// Members of a body pay another amount than others.
    ByMembership {
        /// What members pay.
        member: FactId,
        /// What others pay.
        other: FactId,
    },
    /// No source tells it.
    Unknown,
}

impl Price {
    /// The facts that give it.
    pub fn facts(&self) -> impl Iterator<Item = &FactId> {
        let (one, other) = match self {
            Self::Amount(amount) => (Some(amount), None),
            Self::ByMembership { member, other } => (Some(member), Some(other)),
            Self::Unknown => (None, None),
        };
        one.into_iter().chain(other)
    }
}
