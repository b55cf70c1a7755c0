//! `hitpath next`: the next actions, each with what to do first.

use super::{page::Page, style::Style, wording};
use crate::journey::{
    evaluation::Evaluation,
    next::{Next, NextAction},
};

/// The first so many next actions in full.
#[must_use]
pub fn next(evaluation: &Evaluation<'_>, next: &Next, shown: usize, style: &Style) -> String {
    let mut page = Page::default();
    if let Some(because) = &next.none_because {
        page.sentence("next", &wording::none_because(evaluation, because));
        for step in evaluation.answered_no() {
            page.line(&wording::answered_no(evaluation, step));
        }
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
    page.render(style)
}

fn one(page: &mut Page, evaluation: &Evaluation<'_>, action: &NextAction) {
    let catalog = evaluation.catalog;
    let today = evaluation.today;
    let step = catalog.step(action.step);
    let optional = if step.optional { "optional, " } else { "" };
    let standing = evaluation.standing(action.step).word();
    page.heading(
        &format!("{}: {}", step.id, step.title),
        &format!("{optional}{standing}"),
    );
    page.field("Because", &wording::reason(evaluation, action));
    if let Some(why) = &step.why {
        page.field("Why", &wording::filled(catalog, why, today));
    }
    if let Some(first) = step.how.first() {
        page.field("First", &wording::filled(catalog, first, today));
    }
    page.field(
        "Effort",
        &wording::effort(step.effort_hours).unwrap_or_default(),
    );
    page.field(
        "Then wait",
        &wording::wait(step.wait_days).unwrap_or_default(),
    );
    let mark = evaluation.mark(action.step);
    let date =
        |date: Option<jiff::civil::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    page.field("Due", &date(mark.and_then(|mark| mark.due)));
    page.field("Expected", &date(mark.and_then(|mark| mark.expect)));
    let stale = evaluation.stale_facts_of(action.step).count();
    if !step.facts.is_empty() {
        let facts = wording::counted(step.facts.len(), "fact");
        let old = match stale {
            0 => String::new(),
            stale => format!(", {stale} of them old"),
        };
        page.field(
            "Sources",
            &format!("{facts}{old}: hitpath show {}", step.id),
        );
    }
    page.field("When done", &format!("hitpath check {}", step.id));
}
