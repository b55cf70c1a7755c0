//! Job applications in JSON.

use serde::Serialize;

use super::{
    clocks_json::ClockShape,
    json::{FORMAT_VERSION, day, text},
};
use crate::{
    catalog::application::ApplicationRules,
    journey::{
        applications::{ApplicationStanding, Happened, JobClock, JobReport, applied_count},
        evaluation::Evaluation,
    },
};
use jiff::civil::Date;

/// Clocks of applications, each with the command that settles it.
pub(super) fn reminders<'s>(clocks: &[JobClock<'s>]) -> Vec<ClockShape<'s>> {
    clocks.iter().map(ClockShape::reminder).collect()
}

/// `hitpath jobs --json`
#[must_use]
pub fn jobs(
    evaluation: &Evaluation<'_>,
    rules: &ApplicationRules,
    applications: &[ApplicationStanding<'_>],
) -> String {
    let over = applications.iter().filter(|one| one.is_over()).count();
    let in_stage = |id: &str| {
        let stages = applications.iter().filter_map(|one| one.stage);
        stages.filter(|stage| stage.id.as_str() == id).count()
    };
    text(&Jobs {
        format_version: FORMAT_VERSION,
        today: day(evaluation.today),
        open: applications.len() - over,
        over,
        sent: applied_count(rules, evaluation.record, evaluation.today),
        stages: rules
            .stages
            .iter()
            .map(|stage| Total {
                stage: stage.id.as_str(),
                count: in_stage(stage.id.as_str()),
            })
            .collect(),
        applications: applications.iter().map(application).collect(),
    })
}

fn application<'s>(one: &ApplicationStanding<'s>) -> ApplicationShape<'s> {
    let it = one.application;
    ApplicationShape {
        id: &it.id,
        employer: &it.employer,
        title: &it.title,
        url: it.url.as_deref(),
        stage: one.reached.map(|reached| reached.stage.as_str()),
        since: one.reached.map(|reached| day(reached.on)),
        days: one.days,
        over: one.is_over(),
        clocks: reminders(&one.clocks),
        stages: it
            .stages
            .iter()
            .map(|reached| ReachedShape {
                stage: &reached.stage,
                on: day(reached.on),
                until: reached.until.map(day),
                expect: reached.expect.map(day),
            })
            .collect(),
        notes: it
            .notes
            .iter()
            .map(|note| NoteShape {
                on: day(note.on),
                text: &note.text,
                sent: note.sent,
            })
            .collect(),
    }
}

/// `hitpath jobs report --json`
#[must_use]
pub fn report(name: Option<&str>, report: &JobReport<'_>, today: Date) -> String {
    text(&Report {
        format_version: FORMAT_VERSION,
        today: day(today),
        name,
        from: day(report.from),
        to: day(report.to),
        events: report
            .events
            .iter()
            .map(|event| EventShape {
                on: day(event.on),
                application: &event.application.id,
                employer: &event.application.employer,
                title: &event.application.title,
                stage: match event.what {
                    Happened::Stage(stage) => Some(stage),
                    Happened::Message => None,
                },
                message_sent: event.what == Happened::Message,
            })
            .collect(),
        totals: report
            .by_stage
            .iter()
            .map(|&(stage, count)| Total { stage, count })
            .collect(),
        messages_sent: report.messages,
        applications: report.applications,
    })
}

#[derive(Serialize)]
struct Jobs<'s> {
    format_version: u32,
    today: String,
    open: usize,
    over: usize,
    /// How many applications were ever sent.
    sent: usize,
    /// How many are in each stage today.
    stages: Vec<Total<'s>>,
    applications: Vec<ApplicationShape<'s>>,
}

#[derive(Serialize)]
struct Total<'s> {
    stage: &'s str,
    count: usize,
}

#[derive(Serialize)]
struct ApplicationShape<'s> {
    id: &'s str,
    employer: &'s str,
    title: &'s str,
    url: Option<&'s str>,
    stage: Option<&'s str>,
    since: Option<String>,
    /// Days in the stage.
    days: Option<i32>,
    over: bool,
    clocks: Vec<ClockShape<'s>>,
    stages: Vec<ReachedShape<'s>>,
    notes: Vec<NoteShape<'s>>,
}

#[derive(Serialize)]
struct ReachedShape<'s> {
    stage: &'s str,
    on: String,
    until: Option<String>,
    expect: Option<String>,
}

#[derive(Serialize)]
struct NoteShape<'s> {
    on: String,
    text: &'s str,
    sent: bool,
}

#[derive(Serialize)]
struct Report<'s> {
    format_version: u32,
    today: String,
    name: Option<&'s str>,
    from: String,
    to: String,
    events: Vec<EventShape<'s>>,
    /// How often each stage was reached.
    totals: Vec<Total<'s>>,
    messages_sent: usize,
    /// How many applications had an event.
    applications: usize,
}

#[derive(Serialize)]
struct EventShape<'s> {
    on: String,
    application: &'s str,
    employer: &'s str,
    title: &'s str,
    /// The stage that was reached; none where a message was sent.
    stage: Option<&'s str>,
    message_sent: bool,
}
