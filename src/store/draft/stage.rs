//! `stages/<id>.toml`

use serde::Deserialize;

use super::{
    Taking,
    clock::ClockDraft,
    cost::CostDraft,
    measure::MeasureDraft,
    table::{maybe_table, tables},
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
#[serde(rename_all = "kebab-case")]
pub struct StageDraft {
    /// Its name for ever, in lower-case words joined by hyphens; also the name
    /// of the file. Stages and steps share one set of names, credentials
    /// included.
    #[cfg_attr(test, schemars(with = "super::schema::Id"))]
    pub id: Text,
    /// What it is called, on one line.
    pub title: Text,
    /// What it is, and when it is done.
    pub summary: Option<Text>,
    /// Its steps, in order. The last one that is not optional is the milestone
    /// of the stage.
    #[serde(default, deserialize_with = "tables")]
    pub step: Vec<StepDraft>,
}

/// A `[[step]]` of a stage file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
#[serde(rename_all = "kebab-case")]
pub struct StepDraft {
    /// Its name for ever: marks in the profile hang on it. Lower-case words
    /// joined by hyphens.
    #[cfg_attr(test, schemars(with = "super::schema::Id"))]
    pub id: Text,
    /// What to do; for a question the statement to confirm.
    pub title: Text,
    /// What it gives the person, or what goes wrong without it. Texts may name
    /// facts, like {rhit.exam.window}; each is listed in `facts` as well.
    pub why: Option<Text>,
    /// What to do, action by action. What ships has two to five.
    #[serde(default)]
    pub how: Vec<Text>,
    /// Ids of steps that must be done or waived first, all of them. A stage
    /// means its required steps. What a pathway does not hold is not asked for by
    /// a step that it holds.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::Id>"))]
    #[serde(default)]
    pub requires: Vec<Text>,
    /// Groups of step ids: of each group one must be done or waived first.
    #[cfg_attr(test, schemars(with = "Vec<Vec<super::schema::Id>>"))]
    #[serde(default)]
    pub requires_any: Vec<Vec<Text>>,
    /// The person's own time in whole hours, like "6h", or { low, likely, high
    /// } of such texts. Default: none.
    #[cfg_attr(test, schemars(with = "Option<super::schema::Effort>"))]
    pub effort: Option<EstimateDraft>,
    /// Time that passes by itself afterwards, in d (days), w (weeks), mo
    /// (months) or y (years), like "10d", or { low, likely, high }. Default:
    /// none.
    #[cfg_attr(test, schemars(with = "Option<super::schema::Wait>"))]
    pub wait: Option<EstimateDraft>,
    /// It starts only at a term start of the person's school. Default: false.
    #[serde(default)]
    pub start_on_term: bool,
    /// It is never counted in the percent. Default: false.
    #[serde(default)]
    pub optional: bool,
    /// It is a question with the answer yes or no; done means yes. Default:
    /// false.
    #[serde(default)]
    pub confirm: bool,
    /// It costs money or is a chance that comes once; `check` shows what stands
    /// before it. Default: false.
    #[serde(default)]
    pub irreversible: bool,
    /// What to keep as proof.
    pub evidence: Option<Text>,
    /// What it costs, each by itself.
    #[serde(default, deserialize_with = "tables")]
    pub cost: Vec<CostDraft>,
    /// Ids of facts that are shown with it, with value, source and date.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::FactKey>"))]
    #[serde(default)]
    pub facts: Vec<Text>,
    /// A beginner's mistake to avoid.
    pub watch_out: Option<Text>,
    /// Earlier ids of this step: marks under them still count.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::Id>"))]
    #[serde(default)]
    pub was: Vec<Text>,
    /// The version of hitpath that gave it its id, like "0.2.0", where it had
    /// another before. For what ships.
    #[cfg_attr(test, schemars(with = "Option<super::schema::VersionText>"))]
    pub renamed: Option<Text>,
    /// The id of the credential that a person holds once it is done.
    #[cfg_attr(test, schemars(with = "Option<super::schema::Id>"))]
    pub awards: Option<Text>,
    /// For an optional step: ids of steps, one of which done takes it off the
    /// offer.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::Id>"))]
    #[serde(default)]
    pub offered_until: Vec<Text>,
    /// Notes on it could hold health, court or identity details, so the tool
    /// asks for a date only. Default: false.
    #[serde(default)]
    pub sensitive: bool,
    /// Which date to give for it, where more than one could be meant.
    pub date_is: Option<Text>,
    /// How long done stays done, like "1y"; in d, w, mo or y. Default: for
    /// ever.
    #[cfg_attr(test, schemars(with = "Option<super::schema::Days>"))]
    pub valid_for: Option<Text>,
    /// Clocks that start from a day of its mark, or that belong to it.
    #[serde(default, deserialize_with = "tables")]
    pub clock: Vec<ClockDraft>,
    /// The tracker that tells how far it is. It never marks the step.
    #[serde(default, deserialize_with = "maybe_table")]
    pub measured_by: Option<MeasureDraft>,
    /// Ids of guide topics to read beside it.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::Id>"))]
    #[serde(default)]
    pub guide: Vec<Text>,
    /// The version of hitpath that brought it, like "0.1.0". For what ships.
    #[cfg_attr(test, schemars(with = "Option<super::schema::VersionText>"))]
    pub since: Option<Text>,
}

impl StageDraft {
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

impl StepDraft {
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
        let mut costs = Vec::with_capacity(self.cost.len());
        for (index, cost) in self.cost.into_iter().enumerate() {
            costs.push(cost.take(|| at(&format!("cost[{index}]")), taking));
        }
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
        let clocks = ClockDraft::take_all(self.clock, || at("clock"), taking);
        let measured_by = self
            .measured_by
            .and_then(|measure| measure.take(|| at("measured-by"), taking));
        let guide = taking.ids(|| at("guide"), self.guide, TopicId::of);
        let mut version =
            |key: &str, text: Option<Text>| text.and_then(|text| taking.version(|| at(key), &text));
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
            costs,
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
            clocks,
            measured_by,
            guide,
            since,
        })
    }
}
