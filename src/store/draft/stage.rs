//! `stages/<id>.toml`

use serde::Deserialize;

use super::{
    Taking,
    value::{EstimateDraft, Text},
};
use crate::catalog::{
    id::{CredentialId, FactId, PrerequisiteId, StageId, StepId, TopicId},
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
pub struct StageDraft<'t> {
    #[serde(borrow)]
    pub id: Text<'t>,
    #[serde(borrow)]
    pub title: Text<'t>,
    #[serde(borrow)]
    pub summary: Option<Text<'t>>,
    #[serde(borrow, default)]
    pub step: Vec<StepDraft<'t>>,
}

/// A `[[step]]` of a stage file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct StepDraft<'t> {
    #[serde(borrow)]
    pub id: Text<'t>,
    #[serde(borrow)]
    pub title: Text<'t>,
    #[serde(borrow)]
    pub why: Option<Text<'t>>,
    #[serde(borrow, default)]
    pub how: Vec<Text<'t>>,
    #[serde(borrow, default)]
    pub requires: Vec<Text<'t>>,
    #[serde(borrow, default)]
    pub requires_any: Vec<Vec<Text<'t>>>,
    #[serde(borrow)]
    pub effort: Option<EstimateDraft<'t>>,
    #[serde(borrow)]
    pub wait: Option<EstimateDraft<'t>>,
    #[serde(default)]
    pub start_on_term: bool,
    #[serde(default)]
    pub optional: bool,
    #[serde(default)]
    pub confirm: bool,
    #[serde(default)]
    pub irreversible: bool,
    #[serde(borrow)]
    pub evidence: Option<Text<'t>>,
    #[serde(borrow, default)]
    pub facts: Vec<Text<'t>>,
    #[serde(borrow)]
    pub watch_out: Option<Text<'t>>,
    #[serde(borrow, default)]
    pub was: Vec<Text<'t>>,
    #[serde(borrow)]
    pub renamed: Option<Text<'t>>,
    #[serde(borrow)]
    pub awards: Option<Text<'t>>,
    #[serde(borrow, default)]
    pub offered_until: Vec<Text<'t>>,
    #[serde(default)]
    pub sensitive: bool,
    #[serde(borrow)]
    pub date_is: Option<Text<'t>>,
    #[serde(borrow)]
    pub valid_for: Option<Text<'t>>,
    #[serde(borrow, default)]
    pub guide: Vec<Text<'t>>,
    #[serde(borrow)]
    pub since: Option<Text<'t>>,
}

impl StageDraft<'static> {
    /// Adds the stage and its steps to the parts.
    pub fn take(self, file_stem: &str, taking: &mut Taking) {
        let id = taking.id_and_file_name(self.id, file_stem, StageId::of);
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
            title: self.title.0,
            summary: self.summary.map(|text| text.0),
            steps,
        };
        taking.parts.stages.push((stage, taking.file));
    }
}

impl StepDraft<'static> {
    fn take(self, place: usize, taking: &mut Taking) -> Option<Step> {
        let at = |key: &str| format!("step[{place}].{key}");
        let requires = taking.ids(|| at("requires"), self.requires, PrerequisiteId::of);
        let mut requires_any = Vec::with_capacity(self.requires_any.len());
        for (group, members) in self.requires_any.into_iter().enumerate() {
            let path = || format!("step[{place}].requires-any[{group}]");
            requires_any.push(taking.ids(path, members, StepId::of));
        }
        let was = taking.ids(|| at("was"), self.was, StepId::of);
        let until = self.offered_until;
        let offered_until = taking.ids(|| at("offered-until"), until, StepId::of);
        let facts = taking.ids(|| at("facts"), self.facts, FactId::of);
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
            .and_then(|text| taking.length(|| at("valid-for"), Length::parse_days(&text)));
        let awards = self
            .awards
            .and_then(|text| taking.id(|| at("awards"), text, CredentialId::of));
        let guide = taking.ids(|| at("guide"), self.guide, TopicId::of);
        let mut version = |key: &str, text: Option<Text<'static>>| {
            text.and_then(|text| taking.version(|| at(key), &text))
        };
        let renamed = version("renamed", self.renamed);
        let since = version("since", self.since);
        let id = taking.id(|| at("id"), self.id, StepId::of)?;
        Some(Step {
            id,
            title: self.title.0,
            why: self.why.map(|text| text.0),
            how: self.how.into_iter().map(|text| text.0).collect(),
            requires,
            requires_any,
            effort_hours: effort_hours.unwrap_or_default(),
            wait_days: wait_days.unwrap_or_default(),
            start_on_term: self.start_on_term,
            optional: self.optional,
            confirm: self.confirm,
            irreversible: self.irreversible,
            evidence: self.evidence.map(|text| text.0),
            facts,
            watch_out: self.watch_out.map(|text| text.0),
            was,
            renamed,
            awards,
            offered_until,
            sensitive: self.sensitive,
            date_is: self.date_is.map(|text| text.0),
            valid_for,
            guide,
            since,
        })
    }
}
