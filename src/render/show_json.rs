//! `hitpath show ID --json`: one thing with everything it holds.

use serde::Serialize;

use super::{
    clocks_json::ClockInFull,
    costs_json::{CostShape, Dollars, cost_shape},
    fact_json::{FactShape, fact_shape},
    json::{FORMAT_VERSION, day, text},
    measured::MeasuredShape,
    wording,
};
use crate::{
    catalog::{ClockOwner, PathwayKey, StageKey, StepKey, length::Estimate, text::Words},
    journey::{
        evaluation::Evaluation,
        proofs::{Proof, Proofs},
        standing::Standing,
    },
};

/// A step.
#[must_use]
pub fn step(evaluation: &Evaluation<'_>, key: StepKey, proofs: &Proofs) -> String {
    let catalog = evaluation.catalog;
    let step = catalog.step(key);
    let filled = |text: &Words| wording::filled(evaluation, text);
    let mark = evaluation.mark(key);
    let priced = evaluation.priced(key);
    let waiting_until = evaluation.waiting_until(key).map(|(until, _)| until);
    let waiting_until = waiting_until.filter(|_| evaluation.standing(key) == Standing::Waiting);
    let clocks = evaluation.clocks_in(ClockOwner::Step(key));
    let missing = evaluation.missing(key);
    let missing = missing
        .iter()
        .map(|missing| wording::missing(evaluation, missing));
    text(&Shown {
        format_version: FORMAT_VERSION,
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
            guide: step.guide.iter().map(|topic| topic.as_str()).collect(),
            state: mark.map(|mark| mark.state.word()),
            on: mark.and_then(|mark| mark.on).map(day),
            note: mark.and_then(|mark| mark.note.as_deref()),
            due: mark.and_then(|mark| mark.due).map(day),
            expect: evaluation.expected(key).map(day),
            until: mark.and_then(|mark| mark.until).map(day),
            paid: mark.and_then(|mark| mark.paid).map(Dollars),
            evidence: mark
                .into_iter()
                .flat_map(|mark| &mark.evidence)
                .map(|evidence| evidence.reference.as_str())
                .collect(),
            proof: proofs.of(evaluation, key).map(Proof::word),
            show: mark.is_some_and(|mark| mark.show),
            measured: MeasuredShape::of(evaluation, key),
            costs: priced
                .iter()
                .map(|one| cost_shape(evaluation, one))
                .collect(),
            waiting_until: waiting_until.map(day),
            clocks: clocks
                .iter()
                .map(|clock| ClockInFull::of(evaluation, clock))
                .collect(),
            facts: evaluation
                .facts_of(key)
                .map(|fact| fact_shape(&fact))
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
        format_version: FORMAT_VERSION,
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

/// A pathway.
#[must_use]
pub fn pathway(evaluation: &Evaluation<'_>, key: PathwayKey) -> String {
    let catalog = evaluation.catalog;
    let pathway = catalog.pathway(key);
    text(&Shown {
        format_version: FORMAT_VERSION,
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

impl From<Estimate> for EstimateShape {
    fn from(estimate: Estimate) -> Self {
        let Estimate { low, likely, high } = estimate;
        Self { low, likely, high }
    }
}

/// One thing that was asked for.
#[derive(Serialize)]
pub(super) struct Shown<T> {
    pub(super) format_version: u32,
    /// What it is: `step`, `stage`, `credential`, `fact`, `pathway` or `skill`.
    pub(super) kind: &'static str,
    pub(super) content: T,
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
    guide: Vec<&'s str>,
    state: Option<&'static str>,
    on: Option<String>,
    note: Option<&'s str>,
    due: Option<String>,
    expect: Option<String>,
    until: Option<String>,
    paid: Option<Dollars>,
    evidence: Vec<&'s str>,
    /// `claimed` or `documented`; none where it is not done.
    proof: Option<&'static str>,
    /// Whether it is shown in the portfolio.
    show: bool,
    /// How far it is by its tracker; none where nothing is written down.
    measured: Option<MeasuredShape>,
    costs: Vec<CostShape<'s>>,
    /// Where it waits for a clock.
    waiting_until: Option<String>,
    clocks: Vec<ClockInFull<'s>>,
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
struct Pathway<'s> {
    id: &'s str,
    title: &'s str,
    summary: Option<&'s str>,
    goal: Option<&'s str>,
    stages: Vec<&'s str>,
}
