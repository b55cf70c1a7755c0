//! `hitpath show ID --json`: one thing with everything it holds.

use serde::Serialize;

use super::{
    json::{day, text},
    wording,
};
use crate::{
    catalog::{
        PathwayKey, StageKey, StepKey,
        credential::Credential,
        fact::{Claim, Confidence, Fact, FactVersion},
        length::Estimate,
        text::Words,
    },
    journey::evaluation::Evaluation,
};
use jiff::civil::Date;

/// A step.
#[must_use]
pub fn step(evaluation: &Evaluation<'_>, key: StepKey) -> String {
    let catalog = evaluation.catalog;
    let step = catalog.step(key);
    let filled = |text: &Words| wording::filled(catalog, text, evaluation.today);
    let mark = evaluation.mark(key);
    let missing = evaluation.missing(key);
    let missing = missing
        .iter()
        .map(|missing| wording::missing(evaluation, missing));
    text(&Shown {
        format_version: 1,
        kind: "step",
        content: Step {
            id: step.id.as_str(),
            title: &step.title,
            stage: catalog.stage(catalog.stage_of(key)).id.as_str(),
            standing: evaluation.standing(key).word(),
            on_pathway: evaluation.holds(key),
            optional: step.optional,
            confirm: step.confirm,
            irreversible: step.irreversible,
            missing: missing.collect(),
            opens: wording::ids(catalog, &evaluation.followers_of(key)),
            why: step.why.as_ref().map(filled),
            how: step.how.iter().map(filled).collect(),
            effort_hours: step.effort_hours.into(),
            wait_days: step.wait_days.into(),
            start_on_term: step.start_on_term,
            keep: step.evidence.as_ref().map(filled),
            watch_out: step.watch_out.as_ref().map(filled),
            date_is: step.date_is.as_ref().map(filled),
            awards: step.awards.as_ref().map(|id| id.as_str()),
            state: mark.map(|mark| mark.state.word()),
            on: mark.and_then(|mark| mark.on).map(day),
            note: mark.and_then(|mark| mark.note.as_deref()),
            due: mark.and_then(|mark| mark.due).map(day),
            expect: mark.and_then(|mark| mark.expect).map(day),
            until: mark.and_then(|mark| mark.until).map(day),
            evidence: mark
                .into_iter()
                .flat_map(|mark| &mark.evidence)
                .map(|evidence| evidence.reference.as_str())
                .collect(),
            facts: evaluation
                .facts_of(key)
                .map(|version| fact_shape(evaluation, version))
                .collect(),
        },
    })
}

/// A stage.
#[must_use]
pub fn stage(evaluation: &Evaluation<'_>, key: StageKey) -> String {
    let catalog = evaluation.catalog;
    let stage = catalog.stage(key);
    let progress = evaluation.progress_of(key);
    text(&Shown {
        format_version: 1,
        kind: "stage",
        content: Stage {
            id: stage.id.as_str(),
            title: &stage.title,
            summary: stage.summary.as_deref(),
            satisfied: progress.satisfied,
            required: progress.required,
            steps: catalog
                .steps_of(key)
                .map(|step| StageStep {
                    id: catalog.step(step).id.as_str(),
                    title: &catalog.step(step).title,
                    standing: evaluation.standing(step).word(),
                    optional: catalog.step(step).optional,
                    on_pathway: evaluation.holds(step),
                })
                .collect(),
        },
    })
}

/// A credential.
#[must_use]
pub fn credential(evaluation: &Evaluation<'_>, credential: &Credential) -> String {
    let catalog = evaluation.catalog;
    let today = evaluation.today;
    let awarding = catalog
        .steps()
        .filter(|(_, step)| step.awards.as_ref() == Some(&credential.id));
    text(&Shown {
        format_version: 1,
        kind: "credential",
        content: CredentialShape {
            id: credential.id.as_str(),
            title: &credential.title,
            body: &credential.body,
            summary: credential.summary.as_deref(),
            awarded_by: awarding.map(|(_, step)| step.id.as_str()).collect(),
            facts: credential
                .facts
                .iter()
                .filter_map(|id| catalog.fact(id)?.in_force(today))
                .map(|version| fact_shape(evaluation, version))
                .collect(),
        },
    })
}

/// A fact.
#[must_use]
pub fn fact(evaluation: &Evaluation<'_>, fact: &Fact) -> String {
    let content = fact.in_force(evaluation.today);
    text(&Shown {
        format_version: 1,
        kind: "fact",
        content: content.map(|version| fact_shape(evaluation, version)),
    })
}

/// A pathway.
#[must_use]
pub fn pathway(evaluation: &Evaluation<'_>, key: PathwayKey) -> String {
    let catalog = evaluation.catalog;
    let pathway = catalog.pathway(key);
    text(&Shown {
        format_version: 1,
        kind: "pathway",
        content: Pathway {
            id: pathway.id.as_str(),
            title: &pathway.title,
            summary: pathway.summary.as_deref(),
            goal: pathway.goal.as_ref().map(|goal| goal.as_str()),
            stages: pathway.stages.iter().map(|stage| stage.as_str()).collect(),
        },
    })
}

fn fact_shape<'e>(evaluation: &Evaluation<'_>, version: &'e FactVersion) -> FactShape<'e> {
    fact_on(version, evaluation.today)
}

/// A fact as every shape spells it.
pub(super) fn fact_on(version: &FactVersion, today: Date) -> FactShape<'_> {
    FactShape {
        id: version.id.as_str(),
        confidence: match version.confidence {
            Confidence::Official => "official",
            Confidence::Secondary => "secondary",
            Confidence::Disputed => "disputed",
        },
        stale: version.is_stale(today),
        effective_from: version.effective_from.map(day),
        effective_until: version.effective_until.map(day),
        claim: claim_shape(&version.claim),
        also: version.also.iter().map(claim_shape).collect(),
    }
}

fn claim_shape(claim: &Claim) -> ClaimShape<'_> {
    ClaimShape {
        value: wording::value(&claim.value),
        text: &claim.text,
        source: SourceShape {
            title: &claim.source.title,
            url: &claim.source.url,
        },
        checked: claim.checked.map(day),
    }
}

impl From<Estimate> for EstimateShape {
    fn from(estimate: Estimate) -> Self {
        let Estimate { low, likely, high } = estimate;
        Self { low, likely, high }
    }
}

#[derive(Serialize)]
struct Shown<T> {
    format_version: u32,
    kind: &'static str,
    content: T,
}

#[derive(Serialize)]
struct Step<'s> {
    id: &'s str,
    title: &'s str,
    stage: &'s str,
    standing: &'static str,
    on_pathway: bool,
    optional: bool,
    confirm: bool,
    irreversible: bool,
    missing: Vec<String>,
    opens: Vec<&'s str>,
    why: Option<String>,
    how: Vec<String>,
    effort_hours: EstimateShape,
    wait_days: EstimateShape,
    start_on_term: bool,
    keep: Option<String>,
    watch_out: Option<String>,
    date_is: Option<String>,
    awards: Option<&'s str>,
    state: Option<&'static str>,
    on: Option<String>,
    note: Option<&'s str>,
    due: Option<String>,
    expect: Option<String>,
    until: Option<String>,
    evidence: Vec<&'s str>,
    facts: Vec<FactShape<'s>>,
}

#[derive(Serialize)]
struct EstimateShape {
    low: u32,
    likely: u32,
    high: u32,
}

#[derive(Serialize)]
struct Stage<'s> {
    id: &'s str,
    title: &'s str,
    summary: Option<&'s str>,
    satisfied: usize,
    required: usize,
    steps: Vec<StageStep<'s>>,
}

#[derive(Serialize)]
struct StageStep<'s> {
    id: &'s str,
    title: &'s str,
    standing: &'static str,
    optional: bool,
    on_pathway: bool,
}

#[derive(Serialize)]
struct CredentialShape<'s> {
    id: &'s str,
    title: &'s str,
    body: &'s str,
    summary: Option<&'s str>,
    awarded_by: Vec<&'s str>,
    facts: Vec<FactShape<'s>>,
}

#[derive(Serialize)]
pub(super) struct FactShape<'s> {
    id: &'s str,
    confidence: &'static str,
    stale: bool,
    effective_from: Option<String>,
    effective_until: Option<String>,
    #[serde(rename = "says")]
    claim: ClaimShape<'s>,
    also: Vec<ClaimShape<'s>>,
}

#[derive(Serialize)]
struct ClaimShape<'s> {
    value: String,
    text: &'s str,
    source: SourceShape<'s>,
    checked: Option<String>,
}

#[derive(Serialize)]
struct SourceShape<'s> {
    title: &'s str,
    url: &'s str,
}

#[derive(Serialize)]
struct Pathway<'s> {
    id: &'s str,
    title: &'s str,
    summary: Option<&'s str>,
    goal: Option<&'s str>,
    stages: Vec<&'s str>,
}
