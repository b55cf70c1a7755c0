//! The JSON of status, next and changes, and what all JSON shares: the modules
//! whose names end in `_json`, and the pages that say both, hold their own
//! shapes.
//!
//! These shapes are a promise to scripts: keys are only ever added within one
//! `format_version`. What is not worked out yet has no key.

use serde::{Serialize, Serializer};

use super::{
    clocks_json::{self, ClockShape, WaitingShape},
    credential_json::EligibilityShape,
    drift::DriftShape,
    jobs_json,
    measured::MeasuredShape,
    plan_json::FinishShape,
    wording,
};
use crate::{
    catalog::StepKey,
    journey::{
        drift::Drift,
        evaluation::{Evaluation, Progress},
        hundredths::Hundredths,
        next::{Next, NextAction, NoneBecause},
        plan::Plan,
        proofs::{Proof, ProofCounts, Proofs},
    },
};
use jiff::civil::Date;

/// The version of all shapes below.
pub(super) const FORMAT_VERSION: u32 = 1;

/// `hitpath status --json`
#[must_use]
pub fn status(
    evaluation: &Evaluation<'_>,
    plan: &Plan,
    next: &Next,
    proofs: &Proofs,
    path: &str,
) -> String {
    let record = evaluation.record;
    text(&Status {
        format_version: FORMAT_VERSION,
        today: day(evaluation.today),
        profile: Profile {
            id: &record.id,
            name: record.name.as_deref(),
            path,
            pathway: evaluation.catalog.pathway(evaluation.pathway).id.as_str(),
            started: record.started.map(day),
            target: record.target.map(day),
            hours_per_week: record.hours_per_week,
        },
        progress: progress(evaluation.progress()),
        drift: Drift::of(evaluation).map(|drift| DriftShape::of(evaluation.catalog, &drift)),
        stages: stages(evaluation, proofs),
        evidence: EvidenceShape::of(proofs.counts(evaluation)),
        next: actions(evaluation, next),
        finish: FinishShape::shown(evaluation, plan),
        waiting: clocks_json::waiting(evaluation),
        clocks: evaluation
            .clocks()
            .map(ClockShape::of)
            .chain(evaluation.job_clocks().iter().map(ClockShape::of_job))
            .collect(),
        eligibility: evaluation
            .catalog
            .credentials()
            .map(|credential| EligibilityShape::of(evaluation, &evaluation.eligibility(credential)))
            .collect(),
        stale_facts: evaluation
            .stale_facts()
            .into_iter()
            .map(|fact| StaleFact {
                id: fact.id().as_str(),
                checked: fact.checked().map(day),
                days_old: fact.days_old(),
            })
            .collect(),
        unknown_steps: evaluation.unknown_steps().collect(),
        retired_steps: evaluation.retired_steps().collect(),
    })
}

/// `hitpath next --json`
#[must_use]
pub fn next(evaluation: &Evaluation<'_>, plan: &Plan, next: &Next) -> String {
    text(&NextOnly {
        format_version: FORMAT_VERSION,
        today: day(evaluation.today),
        actions: actions(evaluation, next),
        reminders: jobs_json::reminders(evaluation.job_clocks()),
        finish: FinishShape::shown(evaluation, plan),
        none_because: next.none_because.as_ref().map(|because| match because {
            NoneBecause::Done => "done",
            NoneBecause::Waiting { .. } => "waiting",
            NoneBecause::Stopped(_) => "stopped",
        }),
        until: match next.none_because {
            Some(NoneBecause::Waiting { until, .. }) => Some(day(until)),
            _ => None,
        },
    })
}

/// What a changing command prints: the ids it changed, and the progress then.
#[must_use]
pub fn changed(changed: &[String], progress_then: Option<Progress>) -> String {
    text(&Changed {
        format_version: FORMAT_VERSION,
        changed,
        progress: progress_then.map(progress),
    })
}

/// Any shape as text that ends with a line end and holds no raw control
/// character, not even one that JSON itself would allow.
#[must_use]
pub fn text(shape: &impl Serialize) -> String {
    // These shapes have text keys and no values that JSON lacks, so this
    // cannot fail; an empty answer would at least not be a wrong one.
    let json = serde_json::to_string_pretty(shape).unwrap_or_default();
    let mut safe = String::with_capacity(json.len() + 1);
    for character in json.chars() {
        if character == '\n' || !crate::safe_text::is_hidden(character) {
            safe.push(character);
        } else {
            // JSON spells a character beyond the first plane as a pair.
            for unit in character.encode_utf16(&mut [0; 2]) {
                safe.push_str("\\u");
                for place in [12, 8, 4, 0] {
                    let digit = u32::from((*unit >> place) & 0xf);
                    safe.push(char::from_digit(digit, 16).unwrap_or('0'));
                }
            }
        }
    }
    safe.push('\n');
    safe
}

/// Hours or percent: whole where they are, `80` and not `80.0`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number(pub(super) f64);

impl From<Hundredths> for Number {
    fn from(number: Hundredths) -> Self {
        Self(number.number())
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        // The cast keeps within the bounds by itself, and is undone only for
        // what was whole and inside them.
        let whole = self.0 as i32;
        if f64::from(whole) == self.0 {
            to.serialize_i32(whole)
        } else {
            to.serialize_f64(self.0)
        }
    }
}

/// A day as every shape spells it.
#[must_use]
pub fn day(date: Date) -> String {
    date.to_string()
}

fn progress(progress: Progress) -> ProgressShape {
    ProgressShape {
        satisfied: progress.satisfied,
        required: progress.required,
        percent: progress.percent(),
        optional_satisfied: progress.optional_satisfied,
        optional: progress.optional,
    }
}

fn stages<'e>(evaluation: &'e Evaluation<'_>, proofs: &Proofs) -> Vec<Stage<'e>> {
    let stages = evaluation.route().stages.iter();
    stages
        .map(|&key| {
            let stage = evaluation.catalog.stage(key);
            let progress = evaluation.progress_of(key);
            Stage {
                id: stage.id.as_str(),
                title: &stage.title,
                satisfied: progress.satisfied,
                required: progress.required,
                steps: evaluation
                    .steps_of(key)
                    .map(|step| step_shape(evaluation, proofs, step))
                    .collect(),
            }
        })
        .collect()
}

fn step_shape<'e>(evaluation: &'e Evaluation<'_>, proofs: &Proofs, key: StepKey) -> Step<'e> {
    let step = evaluation.catalog.step(key);
    let mark = evaluation.mark(key);
    let missing = if evaluation.is_satisfied(key) {
        Vec::new()
    } else {
        evaluation.missing(key)
    };
    Step {
        id: step.id.as_str(),
        title: &step.title,
        standing: evaluation.standing(key).word(),
        optional: step.optional,
        on: mark.and_then(|mark| mark.on).map(day),
        due: mark.and_then(|mark| mark.due).map(day),
        expect: evaluation.expected(key).map(day),
        evidence: mark
            .map(|mark| {
                mark.evidence
                    .iter()
                    .map(|evidence| evidence.reference.as_str())
            })
            .into_iter()
            .flatten()
            .collect(),
        proof: proofs.of(evaluation, key).map(Proof::word),
        missing: missing
            .iter()
            .flat_map(|missing| missing.steps())
            .filter(|&&step| evaluation.holds(step))
            .map(|&step| evaluation.catalog.step(step).id.as_str())
            .collect(),
    }
}

fn actions<'e>(evaluation: &'e Evaluation<'_>, next: &Next) -> Vec<Action<'e>> {
    let shows_dates = evaluation.record.shows_dates();
    let shape = |action: &NextAction| {
        let step = evaluation.catalog.step(action.step);
        let stage = evaluation.catalog.stage_of(action.step);
        let due = evaluation.mark(action.step).and_then(|mark| mark.due);
        Action {
            id: step.id.as_str(),
            title: &step.title,
            stage: evaluation.catalog.stage(stage).id.as_str(),
            reason: wording::reason(evaluation, action),
            unlocks: wording::ids(evaluation.catalog, &action.unlocks),
            optional: step.optional,
            effort_hours: evaluation.work_left(action.step).effort_hours.likely,
            latest_start: action.latest_start.filter(|_| shows_dates).map(day),
            slack_days: action.slack_days.filter(|_| shows_dates),
            start_by: action.start_by.map(|by| day(by.day)),
            due: due.map(day),
            measured: MeasuredShape::of(evaluation, action.step),
        }
    };
    next.actions.iter().map(shape).collect()
}

#[derive(Serialize)]
struct Status<'s> {
    format_version: u32,
    today: String,
    profile: Profile<'s>,
    progress: ProgressShape,
    /// What an upgrade changed since the last change of the profile.
    drift: Option<DriftShape<'s>>,
    stages: Vec<Stage<'s>>,
    evidence: EvidenceShape,
    next: Vec<Action<'s>>,
    /// None where it is reached, or dates are switched off.
    finish: Option<FinishShape>,
    /// Steps that wait for a clock.
    waiting: Vec<WaitingShape<'s>>,
    clocks: Vec<ClockShape<'s>>,
    eligibility: Vec<EligibilityShape<'s>>,
    stale_facts: Vec<StaleFact<'s>>,
    unknown_steps: Vec<&'s str>,
    retired_steps: Vec<&'s str>,
}

/// How much of what is done on the pathway is documented.
#[derive(Serialize)]
pub(super) struct EvidenceShape {
    documented: usize,
    claimed: usize,
    /// Proofs that are gone, changed or unreadable.
    missing: usize,
}

impl EvidenceShape {
    pub(super) fn of(counts: ProofCounts) -> Self {
        Self {
            documented: counts.documented,
            claimed: counts.claimed,
            missing: counts.missing,
        }
    }
}

#[derive(Serialize)]
struct Profile<'s> {
    id: &'s str,
    name: Option<&'s str>,
    path: &'s str,
    pathway: &'s str,
    started: Option<String>,
    target: Option<String>,
    hours_per_week: Option<u32>,
}

#[derive(Serialize)]
struct ProgressShape {
    satisfied: usize,
    required: usize,
    percent: usize,
    optional_satisfied: usize,
    optional: usize,
}

#[derive(Serialize)]
struct Stage<'s> {
    id: &'s str,
    title: &'s str,
    satisfied: usize,
    required: usize,
    steps: Vec<Step<'s>>,
}

#[derive(Serialize)]
struct Step<'s> {
    id: &'s str,
    title: &'s str,
    standing: &'static str,
    optional: bool,
    on: Option<String>,
    due: Option<String>,
    /// Known from outside; none where the step was reopened since.
    expect: Option<String>,
    evidence: Vec<&'s str>,
    /// `claimed` or `documented`; none where it is not done.
    proof: Option<&'static str>,
    missing: Vec<&'s str>,
}

#[derive(Serialize)]
struct Action<'s> {
    id: &'s str,
    title: &'s str,
    stage: &'s str,
    reason: String,
    unlocks: Vec<&'s str>,
    optional: bool,
    effort_hours: u32,
    /// None where it is not planned, or dates are switched off.
    latest_start: Option<String>,
    slack_days: Option<i32>,
    /// `None` if it decides nothing, or the target cannot be met.
    start_by: Option<String>,
    due: Option<String>,
    /// How far it is by its tracker; none where nothing is written down.
    measured: Option<MeasuredShape>,
}

#[derive(Serialize)]
struct StaleFact<'s> {
    id: &'s str,
    checked: Option<String>,
    days_old: Option<i64>,
}

#[derive(Serialize)]
struct NextOnly<'s> {
    format_version: u32,
    today: String,
    actions: Vec<Action<'s>>,
    /// What is due for job applications.
    reminders: Vec<ClockShape<'s>>,
    finish: Option<FinishShape>,
    none_because: Option<&'static str>,
    until: Option<String>,
}

#[derive(Serialize)]
struct Changed<'s> {
    format_version: u32,
    changed: &'s [String],
    progress: Option<ProgressShape>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_whole_where_it_is() {
        let numbers = [0.0, 80.0, 72.25, -3.0, 3e9].map(Number);
        let json = serde_json::to_string(&numbers).expect("numbers");
        assert_eq!(json, "[0,80,72.25,-3,3000000000.0]");
    }
}
