//! `hitpath plan`

mod supposing;

use super::{
    answer, reading,
    unknown_ids::{no_such, with_nearest_mark},
};
use crate::{
    catalog::{Catalog, PathwayKey, StepKey},
    cli,
    failure::{Exit, Failure},
    journey::{
        costs::{Costs, Span, StepCosts},
        evaluation::Evaluation,
        plan::{
            Plan,
            forecast::{DRAWS, Forecast},
        },
        record::State,
        what_if::{Supposed, Supposition},
    },
    render::{self, what_if::View},
    session::Session,
};

pub(super) fn plan(args: &cli::Plan, session: &mut Session) -> Result<Exit, Failure> {
    if !args.what_if.is_empty() {
        return what_if(args, session);
    }
    let (catalog, known) = reading::on_pathway(session)?;
    let evaluation = known.evaluate(catalog, session.today);
    if args.costs {
        return costs(session, &evaluation);
    }
    let step = args.step.as_deref();
    let step = step
        .map(|id| named(catalog, known.pathway, id))
        .transpose()?;
    let plan = Plan::of(&evaluation);
    let forecast = draw(session, &evaluation, &plan, args.draws);
    let forecast = forecast.as_ref();
    let style = session.style;
    let text = if session.json {
        render::plan_json::plan(&evaluation, &plan, forecast, step)
    } else if let Some(step) = step {
        render::plan::step(&evaluation, &plan, forecast, step, &style)
    } else {
        render::plan::plan(&evaluation, &plan, forecast, &style)
    };
    answer(session, &text)
}

/// The same engine on a changed copy, beside the real plan.
fn what_if(args: &cli::Plan, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let known = reading::known(session, catalog)?;
    let real = known.evaluate(catalog, session.today);
    let suppositions =
        supposing::suppositions(catalog, known.pathway, &args.what_if, session.today)?;
    let supposed = Supposed::new(&real, &suppositions);
    let fails = |supposition: &Supposition| matches!(supposition, Supposition::ExamFailed(_));
    if supposed.failed.is_none() && suppositions.iter().any(fails) {
        let id = &catalog.pathway(supposed.pathway).id;
        return Err(Failure::new(format!(
            "the pathway {id} holds no exam that could be failed"
        )));
    }
    let then = real.of_another(&supposed.record, supposed.pathway, supposed.today);
    let plans = [Plan::of(&real), Plan::of(&then)];
    let forecasts = [
        draw(session, &real, &plans[0], args.draws),
        draw(session, &then, &plans[1], args.draws),
    ];
    let view = |evaluation, place: usize| View {
        evaluation,
        plan: &plans[place],
        forecast: forecasts[place].as_ref(),
        paid_by_then: Span::default(),
    };
    let (real, mut then) = (view(&real, 0), view(&then, 1));
    if supposed.failed.is_some() {
        then.paid_by_then = paid_by_then(real.evaluation, then.evaluation);
    }
    let remarks = supposed
        .failed
        .map(|(exam, on)| render::failed_exam::follows(&real, &then, exam, on))
        .unwrap_or_default();
    let text = if session.json {
        render::plan_json::what_if(&real, &then, &args.what_if, &remarks)
    } else {
        render::what_if::what_if(&real, &then, &args.what_if, &remarks, &session.style)
    };
    answer(session, &text)
}

fn costs(session: &mut Session, evaluation: &Evaluation<'_>) -> Result<Exit, Failure> {
    let costs = Costs::of(evaluation);
    let text = if session.json {
        render::costs_json::costs(evaluation, &costs)
    } else {
        render::costs::costs(evaluation, &costs, &session.style)
    };
    answer(session, &text)
}

/// What is still to pay today for steps that are taken as done by then.
fn paid_by_then(real: &Evaluation<'_>, then: &Evaluation<'_>) -> Span {
    let is_done = |step: StepKey| {
        let mark = then.mark(step);
        mark.is_some_and(|mark| mark.state == State::Done)
    };
    let costs = Costs::of(real);
    let done = costs.steps().filter(|costs| is_done(costs.step));
    done.map(StepCosts::to_pay).sum()
}

/// Draws the forecast, and shows how far it is where that takes a while.
fn draw(
    session: &Session,
    evaluation: &Evaluation<'_>,
    plan: &Plan,
    draws: Option<u32>,
) -> Option<Forecast> {
    let draws = draws.unwrap_or(DRAWS);
    let mut shown = session.terminal.counting("drawing plans", u64::from(draws));
    let mut drawn = 0;
    Forecast::draw(evaluation, plan, draws, |now| {
        shown.advance(u64::from(now - drawn));
        drawn = now;
    })
}

fn named(catalog: &Catalog, pathway: PathwayKey, id: &str) -> Result<StepKey, Failure> {
    if let Some(step) = catalog.step_named(id) {
        return Ok(step);
    }
    if catalog.stage_named(id).is_some() {
        return Err(
            Failure::new(format!("`{id}` is a stage; a plan explains a step"))
                .hint(format!("see its steps: hitpath show {id}")),
        );
    }
    let failure = no_such("step", id);
    Err(with_nearest_mark(failure, catalog, Some(pathway), id))
}
