//! `applications.toml`

use serde::Deserialize;

use super::{Taking, table::tables, value::Text};
use crate::catalog::{
    application::{ApplicationClock, ApplicationRules, ApplicationStage, Stops},
    audit::ProblemKind,
    clock::ClockKind,
    id::{ApplicationStageId, ClockId, FactId, StepId, TopicId},
};

/// The file of job applications.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct ApplicationFileDraft {
    /// The stages of an application, in the order in which most are reached.
    #[serde(default, deserialize_with = "tables")]
    pub stage: Vec<ApplicationStageDraft>,
    /// The clocks that run in them.
    #[serde(default, deserialize_with = "tables")]
    pub clock: Vec<ApplicationClockDraft>,
}

/// A `[[stage]]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct ApplicationStageDraft {
    /// Its name for ever, in lower-case words joined by hyphens: applications in
    /// the profile hang on it.
    #[cfg_attr(test, schemars(with = "super::schema::Id"))]
    pub id: Text,
    /// What it is called.
    pub title: Text,
    /// Ids of the stages that usually follow, for a hint; another is not
    /// refused.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::Id>"))]
    #[serde(default)]
    pub next: Vec<Text>,
    /// Whoever is in it has sent an application. Default: false.
    #[serde(default)]
    pub sent: bool,
    /// The application is over. Default: false.
    #[serde(default)]
    pub end: bool,
    /// The id of the step that can be marked once an application is in it.
    #[cfg_attr(test, schemars(with = "Option<super::schema::Id>"))]
    pub step: Option<Text>,
}

/// A `[[clock]]` of applications.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct ApplicationClockDraft {
    /// Its name for ever, in lower-case words joined by hyphens. No other clock
    /// has the same.
    #[cfg_attr(test, schemars(with = "super::schema::Id"))]
    pub id: Text,
    /// What runs, in a few words; `{title}` and `{employer}` stand for those of
    /// the application.
    pub title: Text,
    /// window: something has to be done while it runs. deadline: the last day
    /// for something.
    #[cfg_attr(test, schemars(extend("enum" = ["window", "deadline"])))]
    pub kind: Text,
    /// The id of the stage whose day starts it; it runs while the application
    /// is in that stage.
    #[cfg_attr(test, schemars(with = "super::schema::Id"))]
    pub stage: Text,
    /// It is counted from `expect` of the stage in the profile, the day by which
    /// the employer promised to answer, where there is one. Default: false.
    #[serde(default)]
    pub expect: bool,
    /// `until` of the stage in the profile, the last day that the employer
    /// named, is its end in place of the rule's. Default: false.
    #[serde(default)]
    pub until: bool,
    /// The id of the fact that says how long it runs: a length, or a range of
    /// hours, days, weeks or months. It ends at the high end, and what settles
    /// it may come from the low end on.
    #[cfg_attr(test, schemars(with = "super::schema::FactKey"))]
    pub length: Text,
    /// What ends it. note: a message that was sent, or another stage. stage:
    /// only another stage.
    #[cfg_attr(test, schemars(extend("enum" = ["note", "stage"])))]
    pub stops: Text,
    /// What missing it costs, and the way back.
    pub missed: Text,
    /// The id of the guide topic about it.
    #[cfg_attr(test, schemars(with = "super::schema::Id"))]
    pub guide: Text,
}

impl ApplicationFileDraft {
    /// The stages and clocks that are well formed; what is not is reported.
    pub fn take(self, taking: &mut Taking) -> ApplicationRules {
        let mut rules = ApplicationRules::default();
        for (place, stage) in self.stage.into_iter().enumerate() {
            match stage.take(place, taking) {
                Some(stage) => rules.stages.push(stage),
                None => taking.leave_out("stage", place),
            }
        }
        for (place, clock) in self.clock.into_iter().enumerate() {
            match clock.take(place, taking) {
                Some(clock) => rules.clocks.push(clock),
                None => taking.leave_out("clock", place),
            }
        }
        rules
    }
}

impl ApplicationStageDraft {
    fn take(self, place: usize, taking: &mut Taking) -> Option<ApplicationStage> {
        let at = |key: &str| format!("stage[{place}].{key}");
        let next = taking.ids(|| at("next"), self.next, ApplicationStageId::of);
        let step = self
            .step
            .and_then(|step| taking.id(|| at("step"), step, StepId::of));
        Some(ApplicationStage {
            id: taking.id(|| at("id"), self.id, ApplicationStageId::of)?,
            title: self.title.0,
            next,
            sent: self.sent,
            end: self.end,
            step,
        })
    }
}

impl ApplicationClockDraft {
    fn take(self, place: usize, taking: &mut Taking) -> Option<ApplicationClock> {
        let at = |key: &str| format!("clock[{place}].{key}");
        // What is waited for is nobody's to settle.
        let kinds = [ClockKind::Window, ClockKind::Deadline];
        let kind = kinds.into_iter().find(|kind| kind.word() == &*self.kind);
        let stops = Stops::ALL.into_iter();
        let stops = stops.into_iter().find(|stops| stops.word() == &*self.stops);
        let mut bad = |key: &str, value: &str, expected: &str| {
            let (value, expected) = (value.to_owned(), expected.to_owned());
            taking.report(at(key), ProblemKind::BadValue { value, expected });
        };
        if kind.is_none() {
            bad("kind", &self.kind, "it is one of window, deadline");
        }
        if stops.is_none() {
            bad("stops", &self.stops, "it is one of note, stage");
        }
        let stage = taking.id(|| at("stage"), self.stage, ApplicationStageId::of);
        let length = taking.id(|| at("length"), self.length, FactId::of);
        let guide = taking.id(|| at("guide"), self.guide, TopicId::of);
        let id = taking.id(|| at("id"), self.id, ClockId::of);
        Some(ApplicationClock {
            id: id?,
            title: self.title.0,
            kind: kind?,
            stage: stage?,
            expect: self.expect,
            until: self.until,
            length: length?,
            stops: stops?,
            missed: self.missed.0,
            guide: guide?,
        })
    }
}
