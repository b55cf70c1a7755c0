//! `hitpath next`: the next actions, each with what to do first.

use super::{dates, eligibility, jobs, measured, page::Page, style::Style, wording};
use crate::journey::{
    evaluation::Evaluation,
    next::{Next, NextAction},
    plan::Plan,
};

/// The first so many next actions in full.
#[must_use]
pub fn next(
    evaluation: &Evaluation<'_>,
    plan: &Plan,
    next: &Next,
    shown: usize,
    style: &Style,
) -> String {
    let mut page = Page::default();
    // The letters would be used before there is anything behind them.
    let goal = evaluation.goal().map(|goal| evaluation.eligibility(goal));
    if let Some(goal) = goal.filter(|goal| !goal.on_word.is_empty()) {
        page.sentence("letters", &eligibility::sentence(evaluation, &goal));
        page.gap();
    }
    let mut answered_no = evaluation.answered_no().peekable();
    let is_explained = answered_no.peek().is_some();
    for step in answered_no {
        page.sentence("answered no", &wording::answered_no(evaluation, step));
    }
    if let Some(because) = next.none_because.as_ref().filter(|_| !is_explained) {
        page.sentence("next", &wording::none_because(evaluation, because));
    }
    if is_explained || next.none_because.is_some() {
        page.gap();
    }
    if let Some(late) = dates::late(evaluation, plan) {
        page.sentence("late", &late);
        page.gap();
    }
    for found in &plan.too_early {
        page.sentence("too early", &dates::too_early(evaluation, found));
        page.gap();
    }
    for action in next.actions.iter().take(shown) {
        one(&mut page, evaluation, action);
        page.gap();
    }
    let left = next.actions.len().saturating_sub(shown);
    if left > 0 {
        let more = wording::counted(left, "step");
        page.line(&format!("{more} more can be done now: hitpath next --all"));
    } else if next.actions.is_empty() && next.none_because.is_none() {
        page.sentence("next", "Nothing can be done now.");
    }
    if !evaluation.job_clocks().is_empty() && (left > 0 || next.actions.is_empty()) {
        page.gap();
    }
    jobs::reminders(&mut page, evaluation, style);
    page.render(style)
}

fn one(page: &mut Page, evaluation: &Evaluation<'_>, action: &NextAction) {
    let catalog = evaluation.catalog;
    let step = catalog.step(action.step);
    let optional = if step.optional { "optional, " } else { "" };
    let standing = evaluation.standing(action.step).word();
    page.heading(
        &format!("{}: {}", step.id, step.title),
        &format!("{optional}{standing}"),
    );
    page.field("Because", &wording::reason(evaluation, action));
    let start = action.start_by.as_ref();
    let start = start.map(|by| dates::start_by(evaluation, by));
    let so_far = measured::so_far(evaluation, action.step);
    page.field("So far", &so_far.unwrap_or_default());
    page.field("Start", &start.unwrap_or_default());
    if let Some(why) = &step.why {
        page.field("Why", &wording::filled(evaluation, why));
    }
    if let Some(first) = step.how.first() {
        page.field("First", &wording::filled(evaluation, first));
    }
    let left = evaluation.work_left(action.step);
    page.field(
        "Effort",
        &wording::effort(left.effort_hours).unwrap_or_default(),
    );
    page.field(
        "Then wait",
        &wording::wait(left.wait_days).unwrap_or_default(),
    );
    let mark = evaluation.mark(action.step);
    let date =
        |date: Option<jiff::civil::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    page.field("Due", &date(mark.and_then(|mark| mark.due)));
    page.field("Expected", &date(evaluation.expected(action.step)));
    let stale = evaluation.stale_facts_of(action.step).count();
    if !step.facts.is_empty() {
        let facts = wording::counted(step.facts.len(), "fact");
        let old = match stale {
            0 => String::new(),
            stale if stale == step.facts.len() => ", old or undated".to_owned(),
            stale => format!(", {stale} of them old or undated"),
        };
        page.field(
            "Sources",
            &format!("{facts}{old}: hitpath show {}", step.id),
        );
    }
    page.field("Read", &wording::topics(&step.guide));
    if step.irreversible {
        let watch_out = step.watch_out.as_ref();
        let watch_out = watch_out.map(|text| wording::filled(evaluation, text));
        page.field("Watch out", &watch_out.unwrap_or_default());
    }
    if action.reason.is_only_to_mark() {
        let to_mark = measured::to_mark(evaluation, action.step);
        page.field("To mark it", &to_mark.to_string());
    } else if step.confirm {
        let id = &step.id;
        let answer = format!("hitpath check {id} for yes, hitpath check {id} --as no for no");
        page.field("Answer", &answer);
    } else {
        page.field("When done", &format!("hitpath check {}", step.id));
    }
}
