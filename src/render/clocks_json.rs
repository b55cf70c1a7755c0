//! Clocks in JSON: in a status, and on the page of a step or credential.

use std::borrow::Cow;

use serde::Serialize;

use super::{
    clocks,
    fact_json::{FactShape, fact_shape},
    jobs::command,
    json::day,
};
use crate::{
    catalog::clock::ClockKind,
    journey::{
        applications::JobClock,
        clocks::{Course, RunningClock},
        evaluation::Evaluation,
        facts::FactInForce,
    },
};

/// A step that waits for a clock.
#[derive(Serialize)]
pub(super) struct WaitingShape<'s> {
    id: &'s str,
    title: &'s str,
    until: String,
    reason: String,
}

/// The steps of the pathway that wait.
pub(super) fn waiting<'e>(evaluation: &'e Evaluation<'_>) -> Vec<WaitingShape<'e>> {
    let waiting = evaluation.waiting();
    waiting
        .map(|(step, until, clock)| {
            let step = evaluation.catalog.step(step);
            WaitingShape {
                id: step.id.as_str(),
                title: &step.title,
                until: day(until),
                reason: clocks::reason_to_wait(clock),
            }
        })
        .collect()
}

/// A clock as it stands; `state` is `not started`, `running`, `due soon`,
/// `overdue` or `ended`.
#[derive(Serialize)]
pub(super) struct ClockShape<'s> {
    id: &'s str,
    /// Only of a clock of a job application: its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    application: Option<&'s str>,
    title: Cow<'s, str>,
    kind: &'static str,
    starts: Option<String>,
    /// Only of a clock of a job application: the first day on which it is usual
    /// to settle it.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    ends: Option<String>,
    days_left: Option<i32>,
    state: &'static str,
    /// Whether `ends` is the person's own date and not the rule's.
    own_date: bool,
    fact: Option<FactShape<'s>>,
    /// Only of a reminder: the command that settles it; null where the
    /// application has no id.
    #[serde(skip_serializing_if = "Option::is_none")]
    command: Option<Option<String>>,
}

impl<'s> ClockShape<'s> {
    /// A clock of a status.
    pub(super) fn of(clock: &RunningClock<'s>) -> Self {
        let definition = clock.definition;
        Self {
            title: Cow::Borrowed(&definition.title),
            ..Self::new(
                definition.id.as_str(),
                definition.kind,
                clock.course(),
                clock.fact.as_ref(),
            )
        }
    }

    /// A clock of a job application.
    pub(super) fn of_job(clock: &JobClock<'s>) -> Self {
        let definition = clock.definition;
        Self {
            application: Some(&clock.application.id),
            title: Cow::Owned(clock.title()),
            from: clock.from.map(day),
            ..Self::new(
                definition.id.as_str(),
                definition.kind,
                clock.course(),
                clock.fact.as_ref(),
            )
        }
    }

    /// The same with the command that settles it.
    pub(super) fn reminder(clock: &JobClock<'s>) -> Self {
        Self {
            command: Some(command(clock)),
            ..Self::of_job(clock)
        }
    }

    fn new(id: &'s str, kind: ClockKind, course: Course, fact: Option<&FactInForce<'s>>) -> Self {
        Self {
            id,
            application: None,
            title: Cow::Borrowed(""),
            kind: kind.word(),
            starts: course.starts.map(day),
            from: None,
            ends: course.ends.map(day),
            days_left: course.days_left,
            state: course.state.word(),
            own_date: course.printed,
            fact: fact.map(fact_shape),
            command: None,
        }
    }
}

/// A clock on the page of what it stands in.
#[derive(Serialize)]
pub(super) struct ClockInFull<'s> {
    #[serde(flatten)]
    clock: ClockShape<'s>,
    /// What missing it costs, and the way back.
    missed: Option<String>,
    facts: Vec<FactShape<'s>>,
}

impl<'s> ClockInFull<'s> {
    /// A clock with everything it says.
    pub(super) fn of(evaluation: &Evaluation<'s>, clock: &RunningClock<'s>) -> Self {
        let missed = clocks::missed(evaluation, clock);
        let facts = evaluation.facts_named(&clock.definition.facts);
        Self {
            clock: ClockShape::of(clock),
            missed: Some(missed).filter(|missed| !missed.is_empty()),
            facts: facts.map(|fact| fact_shape(&fact)).collect(),
        }
    }
}
