//! What a cycle asks for, by the facts in force on its first day.

use jiff::civil::Date;

use crate::{
    catalog::{
        credential::{Credential, Share},
        fact::FactValue,
        id::FactId,
    },
    journey::{evaluation::Evaluation, facts::FactInForce, hundredths::Hundredths},
};

/// How many credits a cycle asks for.
#[derive(Debug)]
pub struct Requirement<'a> {
    /// The sum.
    pub credits: Hundredths,
    /// The facts that it rests on, each once: that of the credential that asks
    /// for most, what each further one adds, and the most in all where that cut
    /// it.
    pub facts: Vec<FactInForce<'a>>,
    /// Further credentials of which no fact says what they add.
    pub not_known: Vec<&'a Credential>,
}

/// A share of the credits that must be of one kind.
#[derive(Debug)]
pub struct ShareStand<'a> {
    /// The share.
    pub share: &'a Share,
    /// The fact that says it.
    pub fact: FactInForce<'a>,
    /// Whether the rule holds for this cycle.
    pub rule: Rule,
    /// The credits of this kind that are asked for, rounded up to a whole one;
    /// none where the rule does not hold for this cycle, or nobody knows how
    /// many.
    pub required: Option<Hundredths>,
    /// Those that were earned.
    pub earned: Hundredths,
}

/// Whether a rule holds for a cycle: it has to be in force on the first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// It does.
    InForce,
    /// It holds for cycles that begin on this day or later.
    From(Date),
    /// It held for cycles that began on this day or before.
    Until(Date),
}

/// A rule that changes while a cycle runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleChange<'a> {
    /// The fact that says it.
    pub fact: &'a FactId,
    /// The first day of the other version.
    pub on: Date,
}

impl ShareStand<'_> {
    /// What is missing to it; none where the rule does not hold, or may have
    /// ended: that is shown, and nothing depends on it.
    #[must_use]
    pub fn shortfall(&self) -> Option<Hundredths> {
        let required = self.required.filter(|_| !self.share.confirm)?;
        Some(self.earned.up_to(required))
    }
}

/// The rules on the first day of a cycle; today where that is not known.
pub(super) struct Rules<'e, 'a> {
    pub(super) evaluation: &'e Evaluation<'a>,
    pub(super) starts: Option<Date>,
}

impl<'a> Rules<'_, 'a> {
    fn fact(&self, id: &FactId) -> Option<FactInForce<'a>> {
        self.evaluation.fact_on(id, self.starts)
    }

    fn amount(&self, id: Option<&FactId>) -> Option<(Hundredths, FactInForce<'a>)> {
        let fact = self.fact(id?)?;
        let amount = |value: &FactValue| Hundredths::of(value.number()?).ok();
        // What the person found may be no number.
        let amount = amount(fact.value()).or_else(|| amount(&fact.version.claim.value));
        Some((amount?, fact))
    }

    /// The largest amount that one of the credentials asks for alone, what each
    /// further one adds, and no more than the most.
    pub(super) fn requirement(&self, members: &[&'a Credential]) -> Option<Requirement<'a>> {
        let renewals = members.iter().map(|one| one.renewal.as_ref());
        let alone = renewals.map(|renewal| self.amount(renewal?.credits.as_ref()));
        let alone: Vec<_> = alone.collect();
        let amount = |place: usize| alone[place].as_ref().map(|(amount, _)| *amount);
        // Of equal amounts the first.
        let largest = (0..members.len())
            .rev()
            .max_by_key(|&place| amount(place))?;
        let (mut credits, fact) = alone[largest]?;
        let mut facts = vec![fact];
        let mut not_known = Vec::new();
        for (place, &member) in members.iter().enumerate() {
            if place == largest {
                continue;
            }
            let renewal = member.renewal.as_ref();
            match self.amount(renewal.and_then(|renewal| renewal.further.as_ref())) {
                Some((more, fact)) => {
                    credits = [credits, more].into_iter().sum();
                    if facts.iter().all(|known| known.id() != fact.id()) {
                        facts.push(fact);
                    }
                }
                None => not_known.push(member),
            }
        }
        let renewal = members[largest].renewal.as_ref();
        let most = self.amount(renewal.and_then(|renewal| renewal.most.as_ref()));
        if let Some((most, fact)) = most.filter(|(most, _)| *most < credits) {
            credits = most;
            facts.push(fact);
        }
        Some(Requirement {
            credits,
            facts,
            not_known,
        })
    }

    /// The shares of all credentials, each kind once: where they ask for
    /// different shares of a kind, the larger one.
    pub(super) fn shares(
        &self,
        members: &[&'a Credential],
        required: Option<&Requirement<'a>>,
    ) -> Vec<ShareStand<'a>> {
        let mut found: Vec<(Option<u64>, ShareStand<'a>)> = Vec::new();
        let renewals = members.iter().filter_map(|one| one.renewal.as_ref());
        for share in renewals.flat_map(|renewal| &renewal.shares) {
            let Some(fact) = self.fact(&share.share) else {
                continue;
            };
            let percent = fact.value().percent();
            let percent = percent.or_else(|| fact.version.claim.value.percent());
            // Hundredths of a percent; no share is above 100 percent.
            let percent = percent.map(|percent| (percent * 100.0).round() as u64);
            let rule = self.rule(&fact);
            let asked = percent.filter(|_| rule == Rule::InForce);
            let credits = required.map(|required| u64::from(required.credits.0));
            let part = asked.zip(credits).map(|(part, of)| part * of);
            // Hundredths of a percent times hundredths of credits.
            let whole = part.and_then(|part| u32::try_from(part.div_ceil(1_000_000)).ok());
            let stand = ShareStand {
                share,
                fact,
                rule,
                required: whole.map(Hundredths::whole),
                earned: Hundredths::ZERO,
            };
            let known = found
                .iter_mut()
                .find(|(_, known)| known.share.id == share.id);
            match known {
                Some(known) if known.0 < asked => *known = (asked, stand),
                Some(_) => {}
                None => found.push((asked, stand)),
            }
        }
        found.into_iter().map(|(_, stand)| stand).collect()
    }

    fn rule(&self, fact: &FactInForce<'_>) -> Rule {
        let day = self.starts.unwrap_or(self.evaluation.today);
        let version = fact.version;
        match (version.effective_from, version.effective_until) {
            (Some(from), _) if from > day => Rule::From(from),
            (_, Some(until)) if until < day => Rule::Until(until),
            _ => Rule::InForce,
        }
    }

    /// The rules among these that have another version, or begin or end, while
    /// the cycle runs.
    pub(super) fn changes(
        &self,
        required: Option<&Requirement<'a>>,
        shares: &[ShareStand<'a>],
        ends: Option<Date>,
    ) -> Vec<RuleChange<'a>> {
        let facts = required.into_iter().flat_map(|required| &required.facts);
        let facts = facts.chain(shares.iter().map(|stand| &stand.fact));
        let Some((starts, ends)) = self.starts.zip(ends) else {
            return Vec::new();
        };
        let change = |fact: &FactInForce<'a>| {
            let fact = self.evaluation.catalog.fact(fact.id())?;
            let versions = fact.versions.iter();
            let begin = versions
                .clone()
                .filter_map(|version| version.effective_from);
            let end = versions.filter_map(|version| version.effective_until?.tomorrow().ok());
            let inside = begin.chain(end).filter(|&day| starts < day && day <= ends);
            Some(RuleChange {
                fact: &fact.id,
                on: inside.min()?,
            })
        };
        facts.filter_map(change).collect()
    }
}
