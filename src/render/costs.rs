//! `hitpath plan --costs`: what was paid, what is still to pay, and what nobody
//! here knows.

use std::collections::BTreeSet;

use super::{
    fact::{explained, with_trust},
    page::Page,
    style::Style,
    wording,
};
use crate::{
    catalog::{StepKey, cost::Price, id::FactId, money::Cents},
    journey::{
        costs::{Costs, Membership, PricedCost, Span, StageCosts, Stand, StepCosts},
        evaluation::Evaluation,
        facts::FactInForce,
    },
};

/// What a person's pathway costs.
#[must_use]
pub fn costs(evaluation: &Evaluation<'_>, costs: &Costs<'_>, style: &Style) -> String {
    let mut view = View {
        evaluation,
        page: Page::default(),
        shown: BTreeSet::new(),
    };
    let pathway = &evaluation.catalog.pathway(evaluation.pathway).title;
    view.page.heading(&format!("Costs: {pathway}"), "");
    view.page.sentence("costs", &totals(costs));
    view.stages(costs);
    view.priced("Still to pay", costs, Stand::ToPay);
    view.priced("One of these, as you choose", costs, Stand::OneOf);
    view.unknown(costs);
    view.choices(costs);
    view.only_if(costs);
    view.paid(costs);
    view.memberships(costs);
    if !view.shown.is_empty() {
        view.page.gap();
        explained(&mut view.page);
    }
    view.page.gap();
    let write = "Write down what you paid, 0 where it cost you nothing: \
                 hitpath check STEP --paid 229";
    view.page.sentence("more", write);
    view.page.render(style)
}

/// `$229`, `$229 to $299`.
#[must_use]
pub fn span(span: Span) -> String {
    if span.low == span.high {
        return span.low.to_string();
    }
    format!("{} to {}", span.low, span.high)
}

/// A cost of a step in one line, with whom to ask.
#[must_use]
pub fn cost(evaluation: &Evaluation<'_>, one: &PricedCost<'_>) -> String {
    let price = one.price.map_or_else(|| "not known here".to_owned(), span);
    let mut line = format!("{}: {price}", filled(evaluation, &one.cost.title));
    if let Some(only_if) = &one.cost.only_if {
        line = format!("{line}, only if {}", filled(evaluation, only_if));
    }
    match &one.cost.ask {
        Some(ask) => format!("{line}. Ask: {}", filled(evaluation, ask)),
        None => line,
    }
}

fn filled(evaluation: &Evaluation<'_>, text: &str) -> String {
    wording::filled(evaluation, text)
}

/// The first sentence: never a whole price while something is not known.
fn totals(costs: &Costs<'_>) -> String {
    let (paid, to_pay) = (costs.paid(), costs.to_pay());
    let (unknown, unwritten) = (costs.unknown().count(), costs.unwritten().count());
    if costs.steps().next().is_none() {
        return "The catalog names no cost on this pathway.".to_owned();
    }
    let mut known = format!("Paid so far: {paid}. Still to pay: {}", span(to_pay));
    if unknown + unwritten == 0 {
        if to_pay.high == Cents::ZERO {
            return format!("Paid so far: {paid}. The catalog names nothing that is still to pay.");
        }
        return format!("{known}, by the facts below.");
    }
    let mut missing = Vec::new();
    if unknown > 0 {
        let costs = wording::counted(unknown, "cost");
        let is = wording::is_or_are(unknown);
        missing.push(format!("{costs} ahead {is} not known here"));
    }
    if unwritten > 0 {
        let steps = wording::counted(unwritten, "step");
        missing.push(format!(
            "the amount for {steps} that you have done is not written down"
        ));
    }
    known.push_str(", as far as it is known");
    let missing = wording::list(&missing, "and");
    format!("This is not the whole price: {missing}. {known}.")
}

struct View<'v, 'a> {
    evaluation: &'v Evaluation<'a>,
    page: Page,
    /// Facts that were shown: each is told once.
    shown: BTreeSet<&'a FactId>,
}

impl<'a> View<'_, 'a> {
    fn id(&self, step: StepKey) -> &'a str {
        self.evaluation.catalog.step(step).id.as_str()
    }

    fn stages(&mut self, costs: &Costs<'_>) {
        let telling = costs.stages.iter().filter(|stage| !words(stage).is_empty());
        let telling: Vec<&StageCosts<'_>> = telling.collect();
        if telling.is_empty() {
            return;
        }
        self.page.section("Stage by stage");
        for stage in telling {
            let id = self.evaluation.catalog.stage(stage.stage).id.as_str();
            let line = format!("  {id}: {}", words(stage).join("; "));
            self.page.sentence("stage", &line);
        }
    }

    /// Costs with a price, of the steps that stand so.
    fn priced(&mut self, title: &'static str, costs: &Costs<'a>, stand: Stand) {
        let steps = costs.steps().filter(|of| of.stand == stand);
        let costs: Vec<_> = planned(steps)
            .filter(|(_, one)| one.price.is_some())
            .collect();
        if costs.is_empty() {
            return;
        }
        self.page.section(title);
        for (step, one) in costs {
            self.one(step, one);
        }
    }

    fn unknown(&mut self, costs: &Costs<'a>) {
        let unknown: Vec<_> = costs.unknown().collect();
        if unknown.is_empty() {
            return;
        }
        self.page.section("Not known here");
        for (step, one) in unknown {
            self.one(step, one);
        }
    }

    fn choices(&mut self, costs: &Costs<'a>) {
        let steps = costs.steps().filter(|of| of.stand == Stand::Choice);
        let choices: Vec<_> = planned(steps).collect();
        if choices.is_empty() {
            return;
        }
        self.page.section("Only if you choose it, in no sum");
        for (step, one) in choices {
            self.one(step, one);
        }
    }

    fn only_if(&mut self, costs: &Costs<'a>) {
        let ahead = |of: &&StepCosts<'_>| of.stand.is_ahead() || of.stand == Stand::Choice;
        let steps = costs.steps().filter(ahead);
        let all = steps.flat_map(|of| of.costs.iter().map(move |one| (of.step, one)));
        let only_if: Vec<_> = all.filter(|(_, one)| one.cost.only_if.is_some()).collect();
        if only_if.is_empty() {
            return;
        }
        self.page.section("Only in some cases, in no sum");
        for (step, one) in only_if {
            self.one(step, one);
        }
    }

    /// A cost, and below it the facts that say its price.
    fn one(&mut self, step: StepKey, one: &PricedCost<'a>) {
        let evaluation = self.evaluation;
        let title = filled(evaluation, &one.cost.title);
        let mut line = format!("  {}: {title}", self.id(step));
        if let Some(price) = one.price {
            line = format!("{line}, {}", span(price));
        }
        if let Some(only_if) = &one.cost.only_if {
            line = format!("{line}, if {}", filled(evaluation, only_if));
        }
        self.page.sentence("cost", &line);
        let roles = match one.cost.price {
            Price::ByMembership { .. } => ["members: ", "others: "],
            Price::Amount(_) | Price::Unknown => ["", ""],
        };
        for (role, fact) in roles.iter().zip(&one.facts) {
            self.fact(role, fact);
        }
        for fact in evaluation.facts_named(&one.cost.examples) {
            if !self.shown.contains(fact.id()) {
                self.fact("for an idea: ", &fact);
            }
        }
        if let Some(ask) = &one.cost.ask {
            let ask = filled(evaluation, ask);
            self.page.led_sentence("ask", "    Ask: ", &ask);
        }
    }

    fn fact(&mut self, role: &str, fact: &FactInForce<'a>) {
        let line = format!("    {role}{}", with_trust(fact));
        self.page.sentence("fact", &line);
        self.shown.insert(fact.id());
    }

    fn paid(&mut self, costs: &Costs<'_>) {
        let paid = costs.steps().filter_map(|of| Some((of, of.paid?)));
        let paid: Vec<(&StepCosts<'_>, Cents)> = paid.collect();
        let unwritten: Vec<StepKey> = costs.unwritten().collect();
        if paid.is_empty() && unwritten.is_empty() && costs.elsewhere.is_empty() {
            return;
        }
        self.page.section("Paid");
        for (of, paid) in paid {
            let so_far = match of.stand {
                Stand::Begun => " so far",
                _ => "",
            };
            let line = format!("  {}: {paid}{so_far}", self.id(of.step));
            self.page.sentence("paid", &line);
        }
        for (id, paid) in &costs.elsewhere {
            let line = format!("  {id}: {paid}, not on your pathway and in no sum here");
            self.page.sentence("paid", &line);
        }
        for step in unwritten {
            let id = self.id(step);
            let line = format!(
                "  {id}: done, the amount is not written down: hitpath check {id} --paid AMOUNT"
            );
            self.page.sentence("missing", &line);
        }
    }

    fn memberships(&mut self, costs: &Costs<'a>) {
        if costs.memberships.is_empty() {
            return;
        }
        self.page.section("Does a membership pay off?");
        for membership in &costs.memberships {
            let line = format!("  {}: {}.", membership.body, self.saving(membership));
            self.page.sentence("membership", &line);
            for fact in &membership.dues {
                self.fact("dues we found: ", fact);
            }
            if let Some(ask) = membership.ask {
                let ask = filled(self.evaluation, ask);
                let lead = "    For the dues of today, ask: ";
                self.page
                    .led_sentence("ask for the dues of today", lead, &ask);
            }
        }
    }

    fn saving(&self, membership: &Membership<'_>) -> String {
        let steps = membership.steps.iter();
        let steps: Vec<&str> = steps.map(|(step, _)| self.id(*step)).collect();
        let steps = wording::list(&steps, "and");
        let Span { low, high } = membership.saves;
        if low == high {
            return format!(
                "members pay {low} less on what is ahead ({steps}). For that alone membership \
                 pays off only where all dues until then are below {low}"
            );
        }
        format!(
            "members pay {low} to {high} less on what is ahead ({steps}). For that alone \
             membership pays off where all dues until then are below {low}, and never where they \
             are {high} or more"
        )
    }
}

/// The costs of these steps that come in any case.
fn planned<'c, 'a: 'c>(
    steps: impl Iterator<Item = &'c StepCosts<'a>>,
) -> impl Iterator<Item = (StepKey, &'c PricedCost<'a>)> {
    steps.flat_map(|of| of.planned().map(move |one| (of.step, one)))
}

/// What is told of a stage; nothing where it costs nothing.
fn words(stage: &StageCosts<'_>) -> Vec<String> {
    let mut words = Vec::new();
    if stage.paid() > Cents::ZERO {
        words.push(format!("paid {}", stage.paid()));
    }
    if stage.to_pay.high > Cents::ZERO {
        words.push(format!("to pay {}", span(stage.to_pay)));
    }
    let unknown = stage.unknown().count();
    if unknown > 0 {
        let costs = wording::counted(unknown, "cost");
        words.push(format!("{costs} not known here"));
    }
    let unwritten = stage.unwritten().count();
    if unwritten > 0 {
        let steps = wording::counted(unwritten, "step");
        words.push(format!("{steps} done, amount not written down"));
    }
    words
}
