//! `hitpath show CREDENTIAL`: one page with routes, exam, renewal and sources.

use super::{
    clocks, eligibility,
    fact::{facts, sentence, sources, with_trust},
    page::Page,
    style::Style,
};
use crate::{
    catalog::{
        ClockOwner,
        credential::{Credential, Exam, Renewal},
        id::FactId,
    },
    journey::evaluation::Evaluation,
};

/// A credential.
#[must_use]
pub fn credential(evaluation: &Evaluation<'_>, credential: &Credential, style: &Style) -> String {
    // The catalog's own, which lives as long as the evaluation.
    let Some(credential) = evaluation.catalog.credential_named(credential.id.as_str()) else {
        return String::new();
    };
    let mut page = Page::default();
    page.heading(&credential.title, "credential");
    page.field("From", &credential.body);
    page.field("About", credential.summary.as_deref().unwrap_or_default());
    let pathways = evaluation.catalog.pathways();
    let pathways = pathways.filter(|(_, pathway)| pathway.goal.as_ref() == Some(&credential.id));
    for (_, pathway) in pathways {
        page.field("Pathway", &format!("{}: {}", pathway.id, pathway.title));
    }
    who_may(&mut page, evaluation, credential);
    // The form that is given on the person's exam day, as far as it is known.
    let day = evaluation.exam_day(credential);
    if let Some(shown) = credential.exam_on(day) {
        exam(&mut page, evaluation, shown);
        if let Some(goal) = credential.practice_goal {
            let id = &credential.id;
            let goal =
                format!("{goal} percent in practice (our advice, no rule): hitpath exam {id}");
            page.field("Goal", &goal);
        }
    }
    if let Some(shown) = &credential.renewal {
        renewal(&mut page, evaluation, shown);
    }
    if let Some(key) = evaluation.catalog.credential_key(&credential.id) {
        let running = evaluation.clocks_in(ClockOwner::Credential(key));
        if !running.is_empty() {
            page.section("Dates");
            clocks::listed(&mut page, evaluation, &running);
        }
    }
    if !credential.facts.is_empty() {
        page.section("More");
        facts(&mut page, evaluation, &credential.facts);
    }
    sources(&mut page, evaluation, credential.all_facts());
    page.render(style)
}

fn who_may(page: &mut Page, evaluation: &Evaluation<'_>, credential: &Credential) {
    let Some(credential) = evaluation.catalog.credential_named(credential.id.as_str()) else {
        return;
    };
    let found = evaluation.eligibility(credential);
    page.section("Who may have it");
    if !credential.eligibility.is_empty() || found.holds {
        page.field("You", &eligibility::on_its_page(evaluation, &found));
    }
    let ways = found.routes.iter();
    page.items("Ways", ways.map(|way| eligibility::way(evaluation, way)));
    for step in evaluation.awarding(&credential.id) {
        let standing = evaluation.standing(step).word();
        let step = evaluation.catalog.step(step);
        let line = format!("{}: {} ({standing})", step.id, step.title);
        page.field("Yours with", &line);
    }
    let behind = credential.eligibility.iter().flat_map(|way| &way.facts);
    facts(page, evaluation, behind);
}

/// What is said where no fact tells a figure.
const NOT_KNOWN: &str = "not known to us: look it up on the body's own page, or ask there";

fn exam(page: &mut Page, evaluation: &Evaluation<'_>, exam: &Exam) {
    page.section("Exam");
    if let Some(from) = exam.effective_from {
        page.field("Outline", &format!("in force from {from}"));
    }
    let figure = |id: &Option<FactId>| {
        let fact = id.as_ref().and_then(|id| evaluation.fact(id));
        fact.map_or_else(|| NOT_KNOWN.to_owned(), |fact| with_trust(&fact))
    };
    page.field("Questions", &figure(&exam.questions));
    page.field("Time", &figure(&exam.minutes));
    page.field(
        "Pass score",
        &in_words(evaluation, exam.pass_score.as_ref()),
    );
    if exam.fees.is_empty() {
        page.field("Fee", NOT_KNOWN);
    }
    for fact in evaluation.facts_named(&exam.fees) {
        page.field("Fee", &sentence(&fact));
    }
    page.field("Window", &in_words(evaluation, exam.window.as_ref()));
    page.field("Retake", &in_words(evaluation, exam.retake_wait.as_ref()));
    let domains = exam.domains.iter().map(|domain| {
        let weight = domain.weight.as_ref().and_then(|id| evaluation.fact(id));
        let weight = weight.map_or_else(
            || "weight not known to us".to_owned(),
            |weight| with_trust(&weight),
        );
        match domain.topics.as_slice() {
            [] => format!("{}: {weight}", domain.title),
            topics => format!("{}: {weight}. Topics: {}.", domain.title, topics.join("; ")),
        }
    });
    page.items("Domains", domains);
    facts(page, evaluation, &exam.facts);
}

/// A fact whose figure alone would say too little.
fn in_words(evaluation: &Evaluation<'_>, id: Option<&FactId>) -> String {
    let fact = id.and_then(|id| evaluation.fact(id));
    fact.map_or_else(|| NOT_KNOWN.to_owned(), |fact| sentence(&fact))
}

fn renewal(page: &mut Page, evaluation: &Evaluation<'_>, renewal: &Renewal) {
    page.section("Keeping it");
    page.field("Cycle", &in_words(evaluation, renewal.cycle.as_ref()));
    page.field("Credits", &in_words(evaluation, renewal.credits.as_ref()));
    for id in renewal.further.iter().chain(&renewal.most) {
        if let Some(fact) = evaluation.fact(id) {
            page.field("Several", &sentence(&fact));
        }
    }
    if let Some(fact) = renewal
        .least_part
        .as_ref()
        .and_then(|id| evaluation.fact(id))
    {
        page.field("Parts", &sentence(&fact));
    }
    for share in &renewal.shares {
        if let Some(fact) = evaluation.fact(&share.share) {
            page.field(
                "Share",
                &format!(
                    "{} (category {}): {}",
                    share.title,
                    share.id,
                    sentence(&fact)
                ),
            );
        }
    }
    if let Some(other) = &renewal.replaced_by {
        page.field("Replaced", &format!("by {other}, once you hold it"));
    }
    facts(page, evaluation, &renewal.facts);
}
