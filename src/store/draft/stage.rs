//! `stages/<id>.toml`

use serde::Deserialize;

use super::{Taking, value::EstimateDraft};
use crate::catalog::{
    id::{CredentialId, FactId, PrerequisiteId, StageId, StepId},
    length::{Estimate, Length},
    stage::Stage,
    step::Step,
};

/// A stage file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(
    missing_docs,
    reason = "the keys are explained at `catalog::stage::Stage`"
)]
pub struct StageDraft {
    pub id: String,
    pub title: String,
    pub summary: Option<String>,
    #[serde(default)]
    pub step: Vec<StepDraft>,
}

/// A `[[step]]` of a stage file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct StepDraft {
    pub id: String,
    pub title: String,
    pub why: Option<String>,
    #[serde(default)]
    pub how: Vec<String>,
    #[serde(default)]
    pub requires: Vec<String>,
    #[serde(default)]
    pub requires_any: Vec<Vec<String>>,
    pub effort: Option<EstimateDraft>,
    pub wait: Option<EstimateDraft>,
    #[serde(default)]
    pub start_on_term: bool,
    #[serde(default)]
    pub optional: bool,
    #[serde(default)]
    pub confirm: bool,
    #[serde(default)]
    pub irreversible: bool,
    pub evidence: Option<String>,
    #[serde(default)]
    pub facts: Vec<String>,
    pub watch_out: Option<String>,
    #[serde(default)]
    pub was: Vec<String>,
    pub awards: Option<String>,
    #[serde(default)]
    pub offered_until: Vec<String>,
    #[serde(default)]
    pub sensitive: bool,
    pub date_is: Option<String>,
    pub valid_for: Option<String>,
    pub since: Option<String>,
}

impl StageDraft {
    /// Adds the stage and its steps to the parts.
    pub fn take(self, file_stem: &str, taking: &mut Taking) {
        let id = taking.id_and_file_name(&self.id, file_stem, StageId::new);
        let mut steps = Vec::with_capacity(self.step.len());
        for (place, step) in self.step.into_iter().enumerate() {
            match step.take(place, taking) {
                Some(step) => steps.push(step),
                None => taking.leave_out("step", place),
            }
        }
        let Some(id) = id else {
            let lost = steps
                .iter()
                .flat_map(|step| step.was.iter().chain([&step.id]));
            let lost = lost.map(ToString::to_string);
            taking.parts.unreadable.extend(lost);
            return;
        };
        let stage = Stage {
            id,
            title: self.title,
            summary: self.summary,
            steps,
        };
        taking.parts.stages.push((stage, taking.file));
    }
}

impl StepDraft {
    fn take(self, place: usize, taking: &mut Taking) -> Option<Step> {
        let at = |key: &str| format!("step[{place}].{key}");
        let requires = taking.ids(|| at("requires"), &self.requires, PrerequisiteId::new);
        let mut requires_any = Vec::with_capacity(self.requires_any.len());
        for (group, members) in self.requires_any.iter().enumerate() {
            let path = || format!("step[{place}].requires-any[{group}]");
            requires_any.push(taking.ids(path, members, StepId::new));
        }
        let was = taking.ids(|| at("was"), &self.was, StepId::new);
        let until = &self.offered_until;
        let offered_until = taking.ids(|| at("offered-until"), until, StepId::new);
        let facts = taking.ids(|| at("facts"), &self.facts, FactId::new);
        let effort_hours = self.effort.and_then(|three| {
            let hours = Estimate::hours(&three.low, &three.likely, &three.high);
            taking.length(|| at("effort"), hours)
        });
        let wait_days = self.wait.and_then(|three| {
            let days = Estimate::days(&three.low, &three.likely, &three.high);
            taking.length(|| at("wait"), days)
        });
        let valid_for = self
            .valid_for
            .and_then(|text| taking.length(|| at("valid-for"), Length::parse(&text)));
        let awards = self
            .awards
            .and_then(|text| taking.id(|| at("awards"), &text, CredentialId::new));
        let id = taking.id(|| at("id"), &self.id, StepId::new)?;
        Some(Step {
            id,
            title: self.title,
            why: self.why,
            how: self.how,
            requires,
            requires_any,
            effort_hours: effort_hours.unwrap_or_default(),
            wait_days: wait_days.unwrap_or_default(),
            start_on_term: self.start_on_term,
            optional: self.optional,
            confirm: self.confirm,
            irreversible: self.irreversible,
            evidence: self.evidence,
            facts,
            watch_out: self.watch_out,
            was,
            awards,
            offered_until,
            sensitive: self.sensitive,
            date_is: self.date_is,
            valid_for,
            since: self.since,
        })
    }
}
