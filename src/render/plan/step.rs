//! `hitpath plan STEP`: where the dates of one step come from.

use crate::{
    catalog::StepKey,
    journey::{
        days_between,
        evaluation::Evaluation,
        plan::{FixedBy, Plan, PlannedStep, forecast::Forecast},
        standing::Standing,
        start_by::StartDays,
    },
    render::{
        dates::{self, about},
        page::Page,
        style::Style,
        wording,
    },
};

/// The dates of one step, each with its reason.
#[must_use]
pub fn step(
    evaluation: &Evaluation<'_>,
    plan: &Plan,
    forecast: Option<&Forecast>,
    key: StepKey,
    style: &Style,
) -> String {
    let step = evaluation.catalog.step(key);
    let mut page = Page::default();
    page.heading(
        &format!("{}: {}", step.id, step.title),
        evaluation.standing(key).word(),
    );
    let Some(planned) = plan.step(key) else {
        page.sentence("plan", &not_planned(evaluation, key));
        return page.render(style);
    };
    page.field(
        "Start",
        &format!("{}: {}", planned.start, start(evaluation, planned)),
    );
    page.field("Takes", &takes(evaluation, plan, planned));
    page.field("Done", &done(evaluation, planned));
    page.field("At latest", &start_by(evaluation, plan, key));
    if let Some(forecast) = forecast {
        let share = super::share(forecast.chain_share(key));
        page.field(
            "In draws",
            &format!(
                "{share} of {} drawn plans have it on the way that decides the finish",
                forecast.draws
            ),
        );
    }
    if let Some(late) = dates::late(evaluation, plan) {
        page.gap();
        page.sentence("late", &late);
    }
    for found in &plan.too_early {
        page.gap();
        page.sentence("too early", &dates::too_early(evaluation, found));
    }
    page.gap();
    page.sentence("more", &format!("What to do: hitpath show {}", step.id));
    page.render(style)
}

/// By when it has to start, or that it decides nothing. Empty if it has begun, or
/// if the target or a known day cannot be met, which is said apart.
fn start_by(evaluation: &Evaluation<'_>, plan: &Plan, key: StepKey) -> String {
    if evaluation.standing(key) == Standing::Doing {
        return String::new();
    }
    if let Some(by) = StartDays::new(evaluation, plan).of(key) {
        return dates::start_by(evaluation, &by);
    }
    match dates::late(evaluation, plan) {
        _ if !plan.too_early.is_empty() => String::new(),
        Some(_) => String::new(),
        None => "no last day: by the plan, other steps decide the finish".to_owned(),
    }
}

fn not_planned(evaluation: &Evaluation<'_>, key: StepKey) -> String {
    let step = evaluation.catalog.step(key);
    let id = &step.id;
    if evaluation.is_satisfied(key) {
        let word = evaluation.standing(key).word();
        format!("{id} is {word}, so nothing is planned for it.")
    } else if !evaluation.holds(key) {
        format!("{id} is not on your pathway, so nothing is planned for it.")
    } else {
        format!(
            "{id} is optional and not planned. To plan it, say that it is under way: \
             hitpath check {id} --as doing"
        )
    }
}

/// Why it starts when it starts.
fn start(evaluation: &Evaluation<'_>, planned: &PlannedStep) -> String {
    let after = planned
        .after
        .map(|step| evaluation.catalog.step(step).id.as_str());
    let under_way = evaluation.standing(planned.step) == Standing::Doing;
    match (planned.fixed_by, after) {
        _ if under_way => "it is under way".to_owned(),
        (FixedBy::Prerequisite, Some(after)) => format!("when {after} is done"),
        (FixedBy::Person, Some(after)) => {
            format!("when your time on {after} is over; one step at a time")
        }
        (FixedBy::Term, Some(after)) => {
            format!("the first term start after {after}")
        }
        (FixedBy::Term, None) => "the next term start of your school".to_owned(),
        (FixedBy::Clock, _) => "when the wait before it is over".to_owned(),
        _ => "nothing holds it up".to_owned(),
    }
}

fn takes(evaluation: &Evaluation<'_>, plan: &Plan, planned: &PlannedStep) -> String {
    let step = evaluation.catalog.step(planned.step);
    let hours = wording::counted(plan.hours_per_week as usize, "hour");
    let effort = wording::effort(step.effort_hours)
        .map(|effort| format!("{effort} of your time, at {hours} a week"));
    let wait = wording::wait(step.wait_days).map(|wait| format!("{wait} that pass by themselves"));
    let parts: Vec<String> = effort.into_iter().chain(wait).collect();
    if parts.is_empty() {
        "no time of its own".to_owned()
    } else {
        parts.join("; then ")
    }
}

fn done(evaluation: &Evaluation<'_>, planned: &PlannedStep) -> String {
    let expect = evaluation.expected(planned.step);
    let finish = planned.finish;
    match expect {
        Some(expect) if expect == finish => format!("{finish}, the day you expect it"),
        Some(expect) if expect < evaluation.today => format!(
            "{finish}: the day you expected it, {expect}, has passed, so this is the estimate"
        ),
        Some(expect) => {
            format!("{finish}: you expect it on {expect}, and what comes before it takes longer")
        }
        None => {
            let days = days_between(planned.start, finish);
            format!("{finish}, {} after its start", about(days))
        }
    }
}
