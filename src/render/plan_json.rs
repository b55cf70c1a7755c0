//! The JSON of `hitpath plan`.

use serde::Serialize;

use super::{
    costs_json::SpanShape,
    json::{FORMAT_VERSION, day, text},
    what_if::View,
    wording,
};
use crate::{
    catalog::StepKey,
    journey::{
        costs::{Costs, Span},
        evaluation::Evaluation,
        plan::{Finish, Plan, forecast::Forecast},
        what_if::StepsMoved,
    },
};

/// `hitpath plan --json`; where one step is asked for, only its dates are listed.
#[must_use]
pub fn plan(
    evaluation: &Evaluation<'_>,
    plan: &Plan,
    forecast: Option<&Forecast>,
    only: Option<StepKey>,
) -> String {
    let mut shape = plan_shape(evaluation, plan, forecast);
    if let Some(only) = only {
        let id = evaluation.catalog.step(only).id.as_str();
        shape.steps.retain(|step| step.id == id);
    }
    text(&shape)
}

/// `hitpath plan --if … --json`: the plan as it would be, with the settings
/// that were changed, and beside it how it is.
#[must_use]
pub fn what_if(
    real: &View<'_, '_>,
    supposed: &View<'_, '_>,
    settings: &[String],
    remarks: &[String],
) -> String {
    let catalog = supposed.evaluation.catalog;
    let moved = StepsMoved::between(real.evaluation, supposed.evaluation);
    let compared = |view: &View<'_, '_>| {
        let costs = [Costs::of(view.evaluation).to_pay(), view.paid_by_then];
        Compared {
            pathway: catalog.pathway(view.evaluation.pathway).id.to_string(),
            finish: view.plan.finish.map(FinishShape::of),
            forecast: forecast_shape(view.plan, view.forecast),
            to_pay: costs.into_iter().sum::<Span>().into(),
            eligibility: view.evaluation.goal().map(|goal| Answered {
                credential: goal.id.to_string(),
                answer: view.evaluation.eligibility(goal).answer.word(),
            }),
        }
    };
    text(&WhatIfShape {
        plan: PlanShape {
            what_if: Some(
                settings
                    .iter()
                    .filter_map(|setting| setting.split_once('='))
                    .map(|(key, value)| Setting { key, value })
                    .collect(),
            ),
            ..plan_shape(supposed.evaluation, supposed.plan, supposed.forecast)
        },
        real: compared(real),
        supposed: compared(supposed),
        steps_added: wording::ids(catalog, &moved.added),
        steps_gone: wording::ids(catalog, &moved.gone),
        follows: remarks,
    })
}

fn plan_shape<'p>(
    evaluation: &'p Evaluation<'_>,
    plan: &Plan,
    forecast: Option<&Forecast>,
) -> PlanShape<'p> {
    PlanShape {
        format_version: FORMAT_VERSION,
        today: day(plan.today),
        hours_per_week: plan.hours_per_week,
        hours_given: plan.hours_are_given,
        what_if: None,
        finish: plan.finish.map(FinishShape::of),
        forecast: forecast_shape(plan, forecast),
        limiting_chain: plan
            .limiting_chain
            .iter()
            .map(|link| LinkShape {
                id: evaluation.catalog.step(link.step).id.as_str(),
                fixed_by: link.fixed_by.word(),
            })
            .collect(),
        windows: plan
            .windows(evaluation)
            .into_iter()
            .map(|window| WindowShape {
                id: evaluation.catalog.clock(window.clock).id.as_str(),
                starts: window.starts.map(day),
                ends: day(window.ends),
                too_late: window
                    .too_late
                    .map(|step| evaluation.catalog.step(step).id.as_str()),
            })
            .collect(),
        steps: plan
            .steps
            .iter()
            .map(|step| StepShape {
                id: evaluation.catalog.step(step.step).id.as_str(),
                start: day(step.start),
                finish: day(step.finish),
                latest_start: day(step.latest_start),
                slack_days: step.slack_days,
                on_chain: step.is_on_chain,
                chain_share: forecast.map(|forecast| rounded(forecast.chain_share(step.step))),
            })
            .collect(),
    }
}

/// A share with four decimals.
fn rounded(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}

#[derive(Serialize)]
struct PlanShape<'p> {
    format_version: u32,
    today: String,
    hours_per_week: u32,
    /// Whether the person gave these hours; else they are a guess.
    hours_given: bool,
    what_if: Option<Vec<Setting<'p>>>,
    finish: Option<FinishShape>,
    forecast: Option<ForecastShape>,
    limiting_chain: Vec<LinkShape<'p>>,
    /// Windows that run, or will as planned.
    windows: Vec<WindowShape<'p>>,
    steps: Vec<StepShape<'p>>,
}

#[derive(Serialize)]
struct Setting<'p> {
    key: &'p str,
    value: &'p str,
}

#[derive(Serialize)]
struct WhatIfShape<'p> {
    #[serde(flatten)]
    plan: PlanShape<'p>,
    /// How it is.
    real: Compared,
    /// How it would be, in the same form.
    supposed: Compared,
    steps_added: Vec<&'p str>,
    steps_gone: Vec<&'p str>,
    /// What follows besides, in sentences.
    follows: &'p [String],
}

#[derive(Serialize)]
struct Compared {
    pathway: String,
    finish: Option<FinishShape>,
    forecast: Option<ForecastShape>,
    to_pay: SpanShape,
    eligibility: Option<Answered>,
}

#[derive(Serialize)]
struct Answered {
    credential: String,
    answer: &'static str,
}

/// When the finish is; the same in `plan` and `status`.
#[derive(Debug, Serialize)]
pub(super) struct FinishShape {
    earliest: String,
    likely: String,
    p50: String,
    late: String,
    target: Option<String>,
    days_to_target: Option<i32>,
}

impl FinishShape {
    /// When the finish is planned, where the person wants to see dates.
    pub(super) fn shown(evaluation: &Evaluation<'_>, plan: &Plan) -> Option<Self> {
        let finish = plan.finish.filter(|_| evaluation.record.shows_dates());
        finish.map(Self::of)
    }

    fn of(finish: Finish) -> Self {
        Self {
            earliest: day(finish.earliest),
            likely: day(finish.likely),
            p50: day(finish.p50),
            late: day(finish.late),
            target: finish.target.map(day),
            days_to_target: finish.days_to_target,
        }
    }
}

#[derive(Serialize)]
struct ForecastShape {
    draws: u32,
    p10: String,
    p50: String,
    p80: String,
    p95: String,
    target_chance: Option<f64>,
}

/// The spread, with the estimate of the plan in its middle.
fn forecast_shape(plan: &Plan, forecast: Option<&Forecast>) -> Option<ForecastShape> {
    let (forecast, finish) = forecast.zip(plan.finish)?;
    Some(ForecastShape {
        draws: forecast.draws,
        p10: day(forecast.p10),
        p50: day(finish.p50),
        p80: day(forecast.p80),
        p95: day(forecast.p95),
        target_chance: forecast.target_chance.map(rounded),
    })
}

#[derive(Serialize)]
struct LinkShape<'p> {
    id: &'p str,
    fixed_by: &'static str,
}

#[derive(Serialize)]
struct WindowShape<'p> {
    id: &'p str,
    starts: Option<String>,
    ends: String,
    /// The step that is planned to be done only after its end.
    too_late: Option<&'p str>,
}

#[derive(Serialize)]
struct StepShape<'p> {
    id: &'p str,
    start: String,
    finish: String,
    latest_start: String,
    slack_days: i32,
    on_chain: bool,
    chain_share: Option<f64>,
}
