//! `hitpath plan --if`: how it is beside how it would be.
//!
//! Every line about what would be says so: a person who reads a single line of
//! it must not take it for their plan.

use super::{
    costs::span,
    dates::months,
    eligibility, page,
    page::Page,
    plan::{limits, share},
    style::{Role, Style},
    wording,
};
use crate::journey::{
    costs::{Costs, Span},
    days_between,
    evaluation::Evaluation,
    plan::{Plan, forecast::Forecast},
    what_if::StepsMoved,
};

/// How things are, or would be.
#[derive(Debug)]
pub struct View<'v, 'a> {
    /// What follows for the person.
    pub evaluation: &'v Evaluation<'a>,
    /// Their plan.
    pub plan: &'v Plan,
    /// How far its finish can spread.
    pub forecast: Option<&'v Forecast>,
    /// What is paid from today until the day it looks from.
    pub paid_by_then: Span,
}

/// Both beside each other.
///
/// `settings` are what was typed, like `hours-per-week=20`; `remarks` what
/// follows from them besides, in sentences.
#[must_use]
pub fn what_if(
    real: &View<'_, '_>,
    supposed: &View<'_, '_>,
    settings: &[String],
    remarks: &[String],
    style: &Style,
) -> String {
    let rows = rows(real, supposed);
    let moved = moved(real, supposed);
    let mut out = Out {
        text: String::new(),
        style,
    };
    out.heading(&format!("What if {}", settings.join(" ")));
    for (label, now, then) in &rows {
        out.row(label, now, then);
    }
    let remarks = remarks.iter().map(|remark| ("then", remark));
    let moved = moved.iter().map(|moved| ("steps", moved));
    let mut follows = remarks.chain(moved).peekable();
    if follows.peek().is_some() && !style.plain {
        out.text
            .push_str(&style.paint(Role::Strong, "What follows"));
        out.text.push('\n');
    }
    for (label, then) in follows {
        out.only_then(label, then);
    }
    let saved = "This is a what if: nothing of it is saved.";
    let mut page = Page::default();
    page.gap();
    page.sentence("what if", saved);
    out.text.push_str(&page.render(style));
    out.text
}

type Row = (&'static str, String, String);

fn rows(real: &View<'_, '_>, supposed: &View<'_, '_>) -> Vec<Row> {
    let both = |of: &dyn Fn(&View<'_, '_>) -> String| (of(real), of(supposed));
    let mut rows: Vec<Row> = Vec::new();
    let mut row = |label, (now, then): (String, String), always: bool| {
        if (always || now != then) && !(now.is_empty() && then.is_empty()) {
            rows.push((label, now, then));
        }
    };
    row("Pathway", both(&pathway), false);
    row("Hours a week", both(&hours), false);
    row("Target", both(&target), false);
    row("Estimated finish", both(&finish), true);
    row("Spread", both(&spread), false);
    row("Meets target", both(&chance), false);
    row("What decides", both(&decides), false);
    row("Steps left", both(&left), true);
    row("To pay", both(&to_pay), true);
    row("Eligible", both(&eligible), true);
    // How the finish would move is what most people ask for.
    if let (Some(now), Some(then)) = (real.plan.finish, supposed.plan.finish)
        && let Some(row) = rows.iter_mut().find(|row| row.0 == "Estimated finish")
    {
        let days = days_between(now.p50, then.p50);
        let by = super::dates::about(days.saturating_abs());
        row.2 = match days {
            0 => format!("{}, the same day", row.2),
            1.. => format!("{}, {by} later", row.2),
            _ => format!("{}, {by} earlier", row.2),
        };
    }
    rows
}

fn pathway(view: &View<'_, '_>) -> String {
    let catalog = view.evaluation.catalog;
    catalog.pathway(view.evaluation.pathway).id.to_string()
}

fn hours(view: &View<'_, '_>) -> String {
    let guess = if view.plan.hours_are_given {
        ""
    } else {
        " (our guess)"
    };
    format!("{}{guess}", view.plan.hours_per_week)
}

fn target(view: &View<'_, '_>) -> String {
    let target = view.evaluation.record.target;
    target.map_or_else(|| "none".to_owned(), |target| target.to_string())
}

fn finish(view: &View<'_, '_>) -> String {
    let finish = view.plan.finish;
    let holds = super::dates::if_days_hold(view.evaluation, view.plan);
    finish.map_or_else(
        || "reached".to_owned(),
        |finish| format!("{}{holds}", finish.p50),
    )
}

fn spread(view: &View<'_, '_>) -> String {
    view.forecast.map_or_else(String::new, |forecast| {
        let range = months(forecast.p10, forecast.p80);
        format!("seven of ten drawn plans finish {range}")
    })
}

fn chance(view: &View<'_, '_>) -> String {
    let chance = view.forecast.and_then(|forecast| forecast.target_chance);
    chance.map_or_else(String::new, |chance| {
        format!("{} of the drawn plans", share(chance).to_lowercase())
    })
}

fn decides(view: &View<'_, '_>) -> String {
    let first = limits(view.evaluation, view.plan).into_iter().next();
    first.unwrap_or_else(|| "nothing is left".to_owned())
}

fn left(view: &View<'_, '_>) -> String {
    let progress = view.evaluation.progress();
    let left = progress.required - progress.satisfied;
    format!("{left} of {} required steps", progress.required)
}

fn to_pay(view: &View<'_, '_>) -> String {
    let costs = Costs::of(view.evaluation);
    let known = span([costs.to_pay(), view.paid_by_then].into_iter().sum());
    let unknown: Vec<&str> = costs.unknown().map(|(_, one)| &*one.cost.title).collect();
    match unknown.as_slice() {
        [] => known,
        [only] => format!("{known} as far as known; not in it: {only}"),
        [first, rest @ ..] => format!(
            "{known} as far as known; not in it: {first}, and {} more costs",
            rest.len()
        ),
    }
}

fn eligible(view: &View<'_, '_>) -> String {
    let evaluation = view.evaluation;
    evaluation.goal().map_or_else(String::new, |goal| {
        eligibility::on_its_page(evaluation, &evaluation.eligibility(goal))
    })
}

/// What comes and goes, in sentences.
fn moved(real: &View<'_, '_>, supposed: &View<'_, '_>) -> Vec<String> {
    let moved = StepsMoved::between(real.evaluation, supposed.evaluation);
    let catalog = supposed.evaluation.catalog;
    let sentence = |steps: &[_], what: &str| {
        /// So many are named; JSON has all.
        const NAMED: usize = 8;
        let mut ids = wording::ids(catalog, steps);
        let count = wording::counted(ids.len(), "step");
        let more = ids.len().saturating_sub(NAMED);
        let more = format!("{more} more");
        if ids.len() > NAMED + 1 {
            ids.truncate(NAMED);
            ids.push(&more);
        }
        (!ids.is_empty()).then(|| format!("{count} {what}: {}", wording::list(&ids, "and")))
    };
    let added = sentence(&moved.added, "more to do");
    let gone = sentence(&moved.gone, "no longer to do");
    added.into_iter().chain(gone).collect()
}

/// Lines with their mark.
struct Out<'s> {
    text: String,
    style: &'s Style,
}

/// What stands before a line about what is, and about what would be.
const NOW: &str = "  now      ";
const THEN: &str = "  what if  ";
const BOTH: &str = "  both     ";

impl Out<'_> {
    fn heading(&mut self, text: &str) {
        let mut page = Page::default();
        page.heading(text, "");
        page.gap();
        self.text.push_str(&page.render(self.style));
    }

    fn row(&mut self, label: &str, now: &str, then: &str) {
        if self.style.plain {
            let label = label.to_lowercase();
            let mut page = Page::default();
            page.field(&format!("{label} now"), now);
            page.field(&format!("{label} what if"), then);
            self.text.push_str(&page.render(self.style));
            return;
        }
        self.text.push_str(&self.style.paint(Role::Strong, label));
        self.text.push('\n');
        if now == then {
            self.lines(BOTH, now);
        } else {
            self.lines(NOW, now);
            self.lines(THEN, then);
        }
    }

    fn only_then(&mut self, label: &str, then: &str) {
        if self.style.plain {
            let mut page = Page::default();
            page.field(&format!("{label} what if"), then);
            self.text.push_str(&page.render(self.style));
            return;
        }
        self.lines(THEN, then);
    }

    /// Every line of it bears the mark, not only the first.
    fn lines(&mut self, mark: &str, text: &str) {
        let text = self.style.safe(text);
        for line in page::wrap(&text, self.style.width, mark.len()) {
            self.text.push_str(&self.style.paint(Role::Faint, mark));
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }
}
