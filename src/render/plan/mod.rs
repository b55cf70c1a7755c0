//! `hitpath plan`: when the finish is, what decides it, and every date.

mod decides;
mod step;
mod timeline;

pub(in crate::render) use decides::limits;
pub use decides::window;
pub use step::step;

use decides::decides;

use unicode_width::UnicodeWidthStr;

use super::{
    dates::{self, beside, months},
    page::{NARROW, Page},
    style::{Role, Style},
    wording,
};
use crate::journey::{
    days_between,
    evaluation::Evaluation,
    plan::{Plan, PlannedStep, forecast::Forecast},
};

/// The whole plan.
#[must_use]
pub fn plan(
    evaluation: &Evaluation<'_>,
    plan: &Plan,
    forecast: Option<&Forecast>,
    style: &Style,
) -> String {
    let mut out = head(evaluation, plan, forecast).render(style);
    if plan.steps.is_empty() {
        return out;
    }
    out.push_str(&decides(evaluation, plan).render(style));
    if !style.plain {
        out.push_str(&timeline::timeline(evaluation, plan, style));
        out.push('\n');
    }
    steps(&mut out, evaluation, plan, style);
    out.push_str(&tail(evaluation, plan, forecast).render(style));
    out
}

fn head(evaluation: &Evaluation<'_>, plan: &Plan, forecast: Option<&Forecast>) -> Page {
    let mut page = Page::default();
    let pathway = evaluation.catalog.pathway(evaluation.pathway);
    let hours = wording::counted(plan.hours_per_week as usize, "hour");
    page.heading(
        &pathway.title,
        &format!("from {}, {hours} a week", plan.today),
    );
    for sentence in finish(evaluation, plan, forecast) {
        page.sentence("finish", &sentence);
    }
    for found in &plan.too_early {
        page.sentence("too early", &dates::too_early(evaluation, found));
    }
    page
}

/// When the finish is, in ranges first.
pub(super) fn finish(
    evaluation: &Evaluation<'_>,
    plan: &Plan,
    forecast: Option<&Forecast>,
) -> Vec<String> {
    let Some(finish) = plan.finish else {
        let left = plan.steps.len();
        return vec![if left == 0 {
            "Nothing is left to plan.".to_owned()
        } else {
            let left = wording::counted(left, "step");
            format!("The finish of this pathway is reached; {left} after it can be planned.")
        }];
    };
    let holds = dates::if_days_hold(evaluation, plan);
    let mut sentences = vec![format!(
        "The estimate is {}{holds}: half of the simulated plans are done by then.",
        finish.p50
    )];
    if let Some(forecast) = forecast {
        let range = months(forecast.p10, forecast.p80);
        sentences.push(format!(
            "In seven of ten drawn plans you finish {range}: by {} in one of ten, by {} in eight \
             of ten, by {} in nineteen of twenty.",
            forecast.p10, forecast.p80, forecast.p95
        ));
    }
    sentences.push(format!(
        "If each step takes its likely time it is {}; {} if all goes as well as it can, {} if \
         all takes as long as it can.",
        finish.likely, finish.earliest, finish.late
    ));
    if finish.p50 > finish.likely {
        let later = "The estimate is later than the likely times say, because delays add up.";
        sentences.push(later.to_owned());
    }
    if let Some(target) = finish.target {
        let beside = beside(days_between(target, finish.p50));
        let chance = forecast.and_then(|forecast| forecast.target_chance);
        let chance = chance.map_or_else(String::new, |chance| {
            format!(" {} of the drawn plans meet it.", share(chance))
        });
        sentences.push(format!(
            "Your target is {target}; the estimate is {beside} it.{chance}"
        ));
        sentences.extend(measured_to(evaluation, plan));
    }
    let stopped = plan.counts_on_yes(evaluation);
    let stopped = wording::ids(evaluation.catalog, &stopped);
    if !stopped.is_empty() {
        let stopped = wording::list(&stopped, "and");
        sentences.push(format!(
            "This counts on a yes where you answered no: {stopped}."
        ));
    }
    sentences
}

/// What the target counts up to, and what comes last as planned: a job can come
/// before the credential.
fn measured_to(evaluation: &Evaluation<'_>, plan: &Plan) -> Option<String> {
    let catalog = evaluation.catalog;
    let route = evaluation.route();
    let stage = &catalog.stage(*route.stages.get(route.finish)?).id;
    let last = &catalog.step(plan.limiting_chain.last()?.step).id;
    Some(format!(
        "The target means every required step up to {stage}; as planned, {last} is the last one."
    ))
}

/// A share in words: `about 37 in 100`, `none`, `fewer than 1 in 100`.
#[must_use]
pub fn share(share: f64) -> String {
    let hundredths = (share * 100.0).round() as usize;
    match hundredths {
        _ if share <= 0.0 => "None".to_owned(),
        _ if share >= 1.0 => "All".to_owned(),
        0 => "Fewer than 1 in 100".to_owned(),
        100 => "More than 99 in 100".to_owned(),
        some => format!("About {some} in 100"),
    }
}

/// Every step with its dates.
fn steps(out: &mut String, evaluation: &Evaluation<'_>, plan: &Plan, style: &Style) {
    let mut steps: Vec<&PlannedStep> = plan.steps.iter().collect();
    // The sort is stable: on the same day the pathway decides.
    steps.sort_by_key(|step| (step.start, step.finish));
    let limits = |step: &PlannedStep| if step.is_on_chain { ", limits" } else { "" };
    if style.plain {
        let mut page = Page::default();
        for step in steps {
            let id = &evaluation.catalog.step(step.step).id;
            let dates = format!("{} to {}{}", step.start, step.finish, limits(step));
            page.field(&format!("step {id}"), &dates);
        }
        out.push_str(&page.render(style));
        return;
    }
    let is_wide = style.width >= NARROW + 4;
    let heading = if is_wide {
        "Start       Done        Step"
    } else {
        "Steps: start to done"
    };
    out.push_str(&style.paint(Role::Heading, heading));
    out.push('\n');
    for step in steps {
        let id = evaluation.catalog.step(step.step).id.as_str();
        let limits = limits(step);
        let (start, finish) = (step.start, step.finish);
        if is_wide {
            let room = (style.width - 24).saturating_sub(limits.width());
            let id = style.paint(Role::Name, &style.cut(id, room));
            out.push_str(&format_line(&[
                &format!("{start}  {finish}  "),
                &id,
                limits,
            ]));
        } else {
            out.push_str(&format_line(&[&style.paint(Role::Name, id), limits]));
            out.push_str(&format_line(&[&format!("  {start} to {finish}")]));
        }
    }
}

fn format_line(parts: &[&str]) -> String {
    parts.concat() + "\n"
}

/// What the dates rest on.
fn tail(evaluation: &Evaluation<'_>, plan: &Plan, forecast: Option<&Forecast>) -> Page {
    let mut page = Page::default();
    page.section("What this assumes");
    for sentence in assumptions(evaluation, plan, forecast) {
        page.sentence("assumes", &sentence);
    }
    if let Some(first) = plan.limiting_chain.first() {
        let id = &evaluation.catalog.step(first.step).id;
        let more = format!("hitpath plan {id}");
        page.gap();
        page.sentence("more", &format!("One step in full: {more}"));
    }
    page
}

/// What the dates rest on, in sentences.
#[must_use]
pub fn assumptions(
    evaluation: &Evaluation<'_>,
    plan: &Plan,
    forecast: Option<&Forecast>,
) -> Vec<String> {
    let hours = wording::counted(plan.hours_per_week as usize, "hour");
    let mut sentences = vec![if plan.hours_are_given {
        format!("You have {hours} a week for all of it, classes included; one step at a time.")
    } else {
        format!(
            "You have {hours} a week, which is our guess: hitpath set hours-per-week=N. \
             All hours count, classes included; one step at a time."
        )
    }];
    sentences.push(
        "The order of your time is fixed: whoever does two things side by side is earlier. By when \
         a step has to start: hitpath plan STEP"
            .to_owned(),
    );
    let on_term = |step: &PlannedStep| evaluation.catalog.step(step.step).start_on_term;
    let terms = &evaluation.record.terms;
    if plan.steps.iter().any(on_term) {
        let starts: Vec<String> = terms.iter().map(ToString::to_string).collect();
        sentences.push(if terms.is_empty() {
            "Terms can start on any day, since no term starts of your school are known: \
             hitpath set terms=01-13,08-25"
                .to_owned()
        } else {
            let starts = wording::list(&starts, "and");
            format!("Courses start only with a term: {starts} (month and day).")
        });
    }
    sentences.push(
        "How long each step takes is our estimate (low, likely, high), not a fact of the field."
            .to_owned(),
    );
    if let Some(forecast) = forecast {
        sentences.push(format!(
            "The spread comes from {} plans with random lengths between low and high (PERT).",
            forecast.draws
        ));
    }
    sentences.push(
        "Not in it: a failed exam, illness, holidays, a full course, and rules that change."
            .to_owned(),
    );
    sentences
}
