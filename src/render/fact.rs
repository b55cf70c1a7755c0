//! Facts as they hold for a person: value, trust, source, both sides.

use std::collections::{BTreeMap, BTreeSet};

use super::{page::Page, style::Style, wording};
use crate::{
    catalog::{
        clock::Clock,
        fact::{AppliesOn, Claim, Fact},
        id::FactId,
    },
    journey::{
        evaluation::Evaluation,
        facts::{FactInForce, PickedBy},
    },
};

/// `hitpath show FACT`: what it says, who says it, since when.
#[must_use]
pub fn fact(evaluation: &Evaluation<'_>, fact: &Fact, style: &Style) -> String {
    let mut page = Page::default();
    let known = evaluation.catalog.fact(&fact.id);
    if let Some(fact) = known.and_then(|fact| evaluation.in_force(fact)) {
        page.heading(fact.id().as_str(), &wording::trust(&fact));
        if let Some(own) = fact.correction {
            page.field("Yours", &wording::value(&own.value));
            page.field("You read", &own.source);
            page.field("On", &own.checked.to_string());
            if fact.is_overtaken() {
                let id = fact.id();
                let again = format!(
                    "  The catalog is newer than what you found. To use it again: \
                     hitpath checklists fact {id} --remove"
                );
                page.sentence("note", &again);
            }
            page.gap();
            page.sentence("about", "The catalog says:");
        }
        period(&mut page, &fact);
        claim(&mut page, &fact.version.claim);
        for other in &fact.version.also {
            page.gap();
            page.sentence("about", "Another source says:");
            claim(&mut page, other);
        }
        let steps = evaluation.catalog.steps();
        let steps = steps.filter(|(_, step)| {
            let mut clocks = step.clocks.iter().flat_map(Clock::all_facts);
            step.facts.contains(fact.id()) || clocks.any(|id| id == fact.id())
        });
        let steps = steps.map(|(_, step)| step.id.as_str());
        let credentials = evaluation.catalog.credentials();
        let credentials = credentials.filter(|one| one.all_facts().any(|id| id == fact.id()));
        let credentials = credentials.map(|one| one.id.as_str());
        let users: Vec<&str> = steps.chain(credentials).collect();
        page.field("Used by", &wording::list(&users, "and"));
    }
    page.render(style)
}

fn period(page: &mut Page, fact: &FactInForce<'_>) {
    let version = fact.version;
    let from = version.effective_from.map(|from| format!("from {from}"));
    let until = version
        .effective_until
        .map(|until| format!("until {until}"));
    let period: Vec<String> = from.into_iter().chain(until).collect();
    page.field("In force", &period.join(" "));
    if let Some(picked) = picked(fact) {
        page.field("Picked by", &picked);
    }
    if !version.is_in_force(fact.day) {
        page.sentence(
            "note",
            &format!(
                "  No version is in force on {}; this is the nearest one.",
                fact.day
            ),
        );
    }
}

/// Which day picked the version.
fn picked(fact: &FactInForce<'_>) -> Option<String> {
    let whose = match fact.picked_by {
        PickedBy::Author(AppliesOn::Today) => return None,
        PickedBy::Author(AppliesOn::Exam) => "your exam day",
        PickedBy::Author(AppliesOn::Graduation) => "your graduation day",
        PickedBy::Author(AppliesOn::Credential) => "the day of your credential",
        PickedBy::Clock => "the day the clock starts",
    };
    Some(format!("{whose}, {}", fact.day))
}

fn claim(page: &mut Page, claim: &Claim) {
    page.field("Value", &wording::value(&claim.value));
    page.field("Meaning", &claim.text);
    page.field("Source", &claim.source.title);
    page.field("Address", &claim.source.url);
    let checked = claim.checked.map(|checked| checked.to_string());
    page.field("As of", &checked.unwrap_or_else(|| "undated".to_owned()));
}

/// A value with how far to trust it, both sides of a dispute, and the id.
#[must_use]
pub fn with_trust(fact: &FactInForce<'_>) -> String {
    let value = wording::value(fact.value());
    let from = fact.version.effective_from;
    let from = from.map_or_else(String::new, |from| format!(", in force from {from}"));
    let mut line = format!("{value} ({}{from}; {})", wording::trust(fact), fact.id());
    // What the person found settles it for them.
    for other in fact
        .version
        .also
        .iter()
        .filter(|_| fact.correction.is_none())
    {
        line = format!("{line}, or {}", wording::value(&other.value));
    }
    line
}

/// What a fact says in a sentence, with how far to trust it and its id.
#[must_use]
pub fn sentence(fact: &FactInForce<'_>) -> String {
    let claim = &fact.version.claim;
    let id = fact.id();
    let mut line = match fact.correction {
        Some(own) => format!(
            "Yours: {} ({}; {id}). The catalog: {}",
            wording::value(&own.value),
            wording::trust(fact),
            claim.text
        ),
        None => {
            let picked = picked(fact).map_or_else(String::new, |picked| format!("; by {picked}"));
            format!("{} ({}{picked}; {id})", claim.text, wording::trust(fact))
        }
    };
    for other in &fact.version.also {
        line = format!("{line} Another source: {}", other.text);
    }
    line
}

/// A list of facts in sentences, each once; nothing where there are none.
pub fn facts<'i>(
    page: &mut Page,
    evaluation: &Evaluation<'_>,
    ids: impl IntoIterator<Item = &'i FactId>,
) {
    let mut seen = BTreeSet::new();
    let lines: Vec<String> = evaluation
        .facts_named(ids)
        .filter(|fact| seen.insert(fact.id()))
        .map(|fact| sentence(&fact))
        .collect();
    page.items("Facts", lines);
}

/// What the words before a date mean, and where the addresses are.
pub fn explained(page: &mut Page) {
    page.sentence(
        "more",
        "  official: read on the issuing body's own page; secondary: told by others. hitpath show FACT gives the source with its address.",
    );
}

/// The pages behind facts by address, which is shown whole: it is there to be
/// followed.
pub fn sources<'i>(
    page: &mut Page,
    evaluation: &Evaluation<'_>,
    ids: impl IntoIterator<Item = &'i FactId>,
) {
    let mut addresses: Vec<&str> = Vec::new();
    let mut titles: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for fact in evaluation.facts_named(ids) {
        for claim in std::iter::once(&fact.version.claim).chain(&fact.version.also) {
            let address = &*claim.source.url;
            let read_there = titles.entry(address).or_insert_with(|| {
                addresses.push(address);
                Vec::new()
            });
            if !read_there.contains(&&*claim.source.title) {
                read_there.push(&claim.source.title);
            }
        }
    }
    if addresses.is_empty() {
        return;
    }
    page.section("Sources");
    for address in addresses {
        page.field("Address", address);
        page.items("For", &titles[address]);
    }
    explained(page);
}
