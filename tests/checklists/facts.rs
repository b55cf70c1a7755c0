//! Every figure has a source and a date, stands where a person meets it, and
//! is sold for no more than it is.

use std::collections::BTreeSet;

use hitpath::catalog::{
    clock::Clock,
    fact::{Claim, Confidence, FactValue, FactVersion},
    id::FactId,
    text::facts_in,
};

use crate::{
    CATALOG,
    texts::{Of, TEXTS, TOPICS},
};

pub(crate) fn versions() -> impl Iterator<Item = &'static FactVersion> {
    CATALOG.facts().flat_map(|fact| &fact.versions)
}

/// What a version says, the other side of a dispute too.
pub(crate) fn claims(version: &FactVersion) -> impl Iterator<Item = &Claim> {
    version.also.iter().chain([&version.claim])
}

pub(crate) fn host(claim: &Claim) -> &str {
    let address = claim.source.url.strip_prefix("https://");
    let host = address.and_then(|address| address.split('/').next());
    host.unwrap_or_default()
}

fn fact(id: &str) -> &'static [FactVersion] {
    let fact = FactId::new(id).ok().and_then(|id| CATALOG.fact(&id));
    let fact = fact.unwrap_or_else(|| panic!("there is no fact {id}"));
    &fact.versions
}

#[test]
fn every_claim_has_a_source_and_a_date() {
    assert!(CATALOG.facts().count() > 250);
    for version in versions() {
        let id = &version.id;
        for claim in claims(version) {
            let source = &claim.source;
            assert!(!source.title.trim().is_empty(), "{id} has no source");
            assert!(source.url.starts_with("https://"), "{id}: {}", source.url);
            assert!(!claim.text.trim().is_empty(), "{id} says nothing");
            // One side of a dispute may be an old page of the body itself.
            let is_official = match version.confidence {
                Confidence::Official => true,
                Confidence::Disputed => host(claim) == "www.ahima.org",
                Confidence::Secondary => false,
            };
            let is_dated = claim.checked.is_some() || is_official;
            assert!(is_dated, "{id} has no date and is not official");
            if let Some(checked) = claim.checked {
                assert!(checked <= crate::TODAY, "{id} was checked in the future");
            }
        }
        let disputed = version.confidence == Confidence::Disputed;
        assert_eq!(disputed, !version.also.is_empty(), "{id}: both sides");
    }
}

/// A page without a date says so where a person reads of it.
#[test]
fn an_undated_source_is_called_undated() {
    for version in versions() {
        for claim in claims(version) {
            let said = ["undated", "without a date", "no date"];
            let says = said.iter().any(|word| claim.source.title.contains(word));
            let (id, title) = (&version.id, &claim.source.title);
            assert!(claim.checked.is_some() || says, "{id}: {title}");
        }
    }
}

/// One source says two things only where it is not one source.
#[test]
fn two_sides_of_a_dispute_differ() {
    for version in versions() {
        for also in &version.also {
            let id = &version.id;
            assert_ne!(also.text, version.claim.text, "{id}");
            let same = also.value == version.claim.value;
            assert!(!same || matches!(also.value, FactValue::Text(_)), "{id}");
        }
    }
}

#[test]
fn every_fact_is_shown_somewhere() {
    let mut shown: BTreeSet<&str> = BTreeSet::new();
    for (_, step) in CATALOG.steps() {
        shown.extend(step.facts.iter().map(FactId::as_str));
        let clocks = step.clocks.iter().flat_map(Clock::all_facts);
        shown.extend(clocks.map(FactId::as_str));
    }
    for credential in CATALOG.credentials() {
        shown.extend(credential.all_facts().map(FactId::as_str));
    }
    for topic in TOPICS.iter() {
        shown.extend(topic.listed_facts());
    }
    for sentence in TEXTS.iter() {
        shown.extend(facts_in(&sentence.text));
    }
    let mut forgotten: Vec<&str> = CATALOG.facts().map(|fact| fact.id.as_str()).collect();
    forgotten.retain(|id| !shown.contains(id));
    forgotten.sort_unstable();
    assert_eq!(forgotten, [] as [&str; 0], "nobody is shown these");
}

/// Texts in steps and credentials that name a fact show where it comes from.
#[test]
fn what_a_step_says_by_a_fact_is_listed_with_it() {
    for (_, step) in CATALOG.steps() {
        let sentences = TEXTS.iter().filter(|s| s.of == Of::Step);
        for sentence in sentences.filter(|s| s.owner == step.id.as_str()) {
            for named in facts_in(&sentence.text) {
                let mut clocks = step.clocks.iter().flat_map(Clock::all_facts);
                let listed = step.facts.iter().any(|fact| fact.as_str() == named)
                    || clocks.any(|fact| fact.as_str() == named);
                assert!(listed, "{} does not list {named}", sentence.place());
            }
        }
    }
}

/// National cost, placement hours, aid dates, student dues, a limit of
/// attempts, the day from which the RHIT outline holds: nobody knows them.
#[test]
fn no_fact_claims_what_is_unknown() {
    for fact in CATALOG.facts() {
        let id = fact.id.as_str();
        let parts: Vec<&str> = id.split(['.', '-']).collect();
        let is_example = id.contains("example");
        for unknown in ["attempts", "fafsa", "national", "visa", "sponsor", "dates"] {
            assert!(!parts.contains(&unknown), "{id}");
        }
        for local in ["cost", "hours", "deadline", "tuition"] {
            let of_study = id.starts_with("study.");
            let is_claim = parts.contains(&local) && !is_example && !of_study;
            assert!(!is_claim, "{id}: not an example");
        }
        if parts.contains(&"dues") {
            assert!(!parts.contains(&"student"), "{id}");
        }
        let undated = fact.versions.iter().all(|v| v.effective_from.is_none());
        assert!(undated || !id.starts_with("rhit.outline."), "{id}");
    }
    for unknown in [
        // Their length, fee and conditions of today.
        "cca.exam.window",
        "cca.window",
        "chda.exam.questions",
        "chda.exam.minutes",
        "chda.exam.fee",
        "chda.eligibility",
        "cdip.exam.questions",
        "cdip.exam.minutes",
        "cdip.exam.fee",
        "cdip.eligibility",
        "ccs-p.exam.fee",
        "ccs-p.eligibility",
        // Whether this is a route, and whose list it is.
        "rhit.route.experience",
        "rhit.route.candidacy",
        "rhit.route.military",
        "rhia.route.experience",
        "rhit.reciprocity-list",
        // Abolished, or never a rule.
        "ceu.yearly-minimum",
        "ceu.ethics",
        "ceu.birth-month",
        "ceu.grace",
        "ceu.fee-2026",
        "himss.eligibility",
    ] {
        let id = FactId::new(unknown).expect("an id");
        assert!(CATALOG.fact(&id).is_none(), "{unknown} is not known");
    }
}

/// What was searched for and not found is said, with the date of the search.
#[test]
fn that_there_is_no_such_route_is_said() {
    for none in [
        "rhit.route.experience-none",
        "rhia.route.experience-none",
        "mil.no-waiver",
    ] {
        for version in fact(none) {
            assert!(version.claim.checked.is_some(), "{none} has no date");
        }
    }
}

/// Risk: a disputed rule said as certain turns a person away at the door.
#[test]
fn what_sources_dispute_is_shown_from_both_sides() {
    for id in [
        "rhit.exam.delivery",
        "rhit.exam.retake-wait",
        "rhit.extension",
        "rhit.outline.domain-1",
        "aapc.membership",
    ] {
        let disputed = |v: &FactVersion| v.confidence == Confidence::Disputed;
        assert!(fact(id).iter().all(disputed), "{id} is said as certain");
    }
}

/// Risk: an old price or amount taken for that of today.
#[test]
fn old_amounts_say_that_they_are_to_be_confirmed() {
    for version in versions() {
        let claim = &version.claim;
        let money = matches!(claim.value, FactValue::Money { .. });
        let old = claim.checked.is_none_or(|day| day.year() < 2024);
        let is_about_a_past_year = claim.text.contains("20");
        let text = claim.text.to_lowercase();
        let confirm = ["confirm", "before you pay"]
            .iter()
            .any(|word| text.contains(word));
        assert!(
            !(money && old) || confirm || is_about_a_past_year,
            "{}: {}",
            version.id,
            claim.text
        );
    }
    for older in [
        "ceu.fee-due",
        "ceu.share-domain",
        "ceu.further-credential",
        "chps.eligibility",
        "ccds.eligibility",
        "rhia.replaces-rhit",
    ] {
        for version in fact(older) {
            let text = version.claim.text.to_lowercase();
            let careful = ["confirm", "older", "not known"];
            let is_careful = careful.iter().any(|word| text.contains(word));
            assert!(is_careful, "{older}: {}", version.claim.text);
        }
    }
}
