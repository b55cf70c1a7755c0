//! `hitpath status`: where am I, what now, what needs a look.

use super::{
    clocks, dates, drift, eligibility, measured,
    page::{Page, wrap},
    style::{Role, Style},
    wording,
};
use crate::{
    catalog::{StageKey, credential::Credential},
    journey::{
        days_between,
        drift::Drift,
        evaluation::Evaluation,
        next::{Next, overdue},
        plan::Plan,
        proofs::Proofs,
    },
};
use unicode_width::UnicodeWidthStr;

/// How many next actions a status shows; `hitpath next` shows more.
const ACTIONS_SHOWN: usize = 3;

/// The whole status.
#[must_use]
pub fn status(
    evaluation: &Evaluation<'_>,
    next: &Next,
    plan: &Plan,
    proofs: &Proofs,
    style: &Style,
) -> String {
    let mut out = String::new();
    if style.plain {
        out.push_str(&head(evaluation, plan).render(style));
        out.push_str(&plain_stages(evaluation).render(style));
        out.push_str(&plain_actions(evaluation, next).render(style));
    } else {
        out.push_str(&head(evaluation, plan).render(style));
        out.push('\n');
        stages(&mut out, evaluation, style);
        actions(&mut out, evaluation, next, style);
    }
    out.push_str(&clocks::part(evaluation, style).render(style));
    out.push_str(&tail(evaluation, (plan, next), proofs, style).render(style));
    out
}

fn head(evaluation: &Evaluation<'_>, plan: &Plan) -> Page {
    let mut page = Page::default();
    let pathway = evaluation.catalog.pathway(evaluation.pathway);
    let progress = evaluation.progress();
    let name = evaluation.record.name.as_deref();
    page.heading(&pathway.title, name.unwrap_or_default());
    let counts = format!(
        "{} of {} required steps, {} %; {} optional done, {} more on offer",
        progress.satisfied,
        progress.required,
        progress.percent(),
        progress.optional_satisfied,
        progress.optional - progress.optional_satisfied
    );
    page.sentence("progress", &counts);
    if let Some(changed) = Drift::of(evaluation) {
        let in_full = drift::in_full(evaluation.catalog, &changed);
        page.sentence("since your last change", &in_full);
    }
    if let Some(pace) = pace(evaluation) {
        page.sentence("pace", &pace);
    }
    if let Some(finish) = dates::estimated_finish(evaluation, plan) {
        page.sentence("finish", &finish);
    }
    page
}

/// What the person said about time: `12 hours a week; in work by 2029-05-31
/// (in 921 days)`.
fn pace(evaluation: &Evaluation<'_>) -> Option<String> {
    let record = evaluation.record;
    let hours = record
        .hours_per_week
        .map(|hours| format!("{} a week", wording::counted(hours as usize, "hour")));
    let target = record.target.map(|target| {
        let days = days_between(evaluation.today, target);
        match usize::try_from(days) {
            Ok(days) => format!("in work by {target} (in {})", wording::counted(days, "day")),
            Err(_) => format!("in work by {target}, which is past"),
        }
    });
    let parts: Vec<String> = hours.into_iter().chain(target).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn stages(out: &mut String, evaluation: &Evaluation<'_>, style: &Style) {
    let stages = &evaluation.route().stages;
    let id = |stage: &StageKey| evaluation.catalog.stage(*stage).id.as_str();
    let longest_id = stages
        .iter()
        .map(|stage| id(stage).len())
        .max()
        .unwrap_or(0);
    let share = |stage: &StageKey| {
        let progress = evaluation.progress_of(*stage);
        format!("{}/{}", progress.satisfied, progress.required)
    };
    let longest_share = stages
        .iter()
        .map(|stage| share(stage).len())
        .max()
        .unwrap_or(0);
    let cells = if style.width >= 60 { 10 } else { 6 };
    for stage in stages {
        let progress = evaluation.progress_of(*stage);
        let bar = style.bar(progress.satisfied, progress.required, cells);
        let finished = progress.satisfied == progress.required;
        let role = if finished { Role::Done } else { Role::Faint };
        let id = id(stage);
        let room_for_id = longest_id.min(style.width.saturating_sub(cells + longest_share + 4));
        let shown_id = style.cut(id, room_for_id);
        let pad = " ".repeat(room_for_id.saturating_sub(shown_id.width()));
        let title = &evaluation.catalog.stage(*stage).title;
        let used = 2 + room_for_id + 1 + cells + 1 + longest_share + 2;
        let title = match style.width.saturating_sub(used) {
            room if room >= 20 => style.cut(&style.safe(title), room),
            _ => String::new(),
        };
        let line = format!(
            "  {}{pad} {} {:>longest_share$}  {title}",
            style.paint(Role::Name, &shown_id),
            style.paint(role, &bar),
            share(stage),
        );
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

fn actions(out: &mut String, evaluation: &Evaluation<'_>, next: &Next, style: &Style) {
    out.push_str(&style.paint(Role::Heading, "Now"));
    out.push('\n');
    if let Some(because) = &next.none_because {
        for line in wrap(&wording::none_because(evaluation, because), style.width, 2) {
            out.push_str(&format_line("  ", &line));
        }
    }
    for (number, action) in (1..).zip(next.actions.iter().take(ACTIONS_SHOWN)) {
        let step = evaluation.catalog.step(action.step);
        let optional = if step.optional { " (optional)" } else { "" };
        let lead = format!("{number} {}", step.id);
        let rest = format!(": {}{optional}", style.safe(&step.title));
        let lines = wrap(&format!("{lead}{rest}"), style.width, 4);
        for (place, line) in lines.iter().enumerate() {
            match line.strip_prefix(&lead) {
                Some(rest) if place == 0 => {
                    let lead = format!("{number} {}", style.paint(Role::Name, step.id.as_str()));
                    out.push_str(&format_line("  ", &format!("{lead}{rest}")));
                }
                _ => out.push_str(&format_line("    ", line)),
            }
        }
        let mut reason = wording::reason(evaluation, action);
        if let Some(measured) = evaluation.measured(action.step) {
            reason = format!("{reason}; so far {}", measured::in_words(&measured));
        }
        for line in wrap(&format!("because {reason}"), style.width, 4) {
            out.push_str(&format_line("    ", &style.paint(Role::Faint, &line)));
        }
    }
}

fn format_line(indent: &str, line: &str) -> String {
    format!("{indent}{line}\n")
}

fn plain_stages(evaluation: &Evaluation<'_>) -> Page {
    let mut page = Page::default();
    for &stage in &evaluation.route().stages {
        let progress = evaluation.progress_of(stage);
        let stage = evaluation.catalog.stage(stage);
        let value = format!(
            "{} of {} required steps, {}",
            progress.satisfied, progress.required, stage.title
        );
        page.field(&format!("stage {}", stage.id), &value);
    }
    page
}

fn plain_actions(evaluation: &Evaluation<'_>, next: &Next) -> Page {
    let mut page = Page::default();
    if let Some(because) = &next.none_because {
        page.field("next", &wording::none_because(evaluation, because));
    }
    for (number, action) in (1..).zip(next.actions.iter().take(ACTIONS_SHOWN)) {
        let step = evaluation.catalog.step(action.step);
        let optional = if step.optional { ", optional" } else { "" };
        page.field(
            &format!("next {number}"),
            &format!("{}, {}{optional}", step.id, step.title),
        );
        page.field(
            &format!("next {number} because"),
            &wording::reason(evaluation, action),
        );
        if let Some(measured) = evaluation.measured(action.step) {
            page.field(
                &format!("next {number} so far"),
                &measured::in_words(&measured),
            );
        }
    }
    page
}

/// Where the person stands with the credential at the end of the pathway; on a
/// pathway without one, which credentials are theirs.
fn eligible(evaluation: &Evaluation<'_>) -> Vec<String> {
    let catalog = evaluation.catalog;
    let goal = catalog.pathway(evaluation.pathway).goal.as_ref();
    let is_shown = |credential: &&Credential| match goal {
        Some(goal) => credential.id == *goal && !credential.eligibility.is_empty(),
        None => evaluation.is_marked_as_held(&credential.id),
    };
    let shown = catalog.credentials().filter(is_shown);
    shown
        .map(|credential| eligibility::sentence(evaluation, &evaluation.eligibility(credential)))
        .collect()
}

/// How much of what is done is documented, and what is missing. Whoever keeps
/// no evidence is not told so each time.
fn documented(evaluation: &Evaluation<'_>, proofs: &Proofs) -> Option<String> {
    let counts = proofs.counts(evaluation);
    if proofs.marks.is_empty() && counts.missing == 0 {
        return None;
    }
    let all = wording::counted(counts.documented + counts.claimed, "step");
    let documented = counts.documented;
    let said = format!("{documented} of {all} done on this pathway documented");
    if counts.missing == 0 {
        return Some(said);
    }
    let missing = wording::counted(counts.missing, "proof");
    let is = wording::is_or_are(counts.missing);
    Some(format!(
        "{said}; {missing} {is} missing or changed: hitpath doctor --evidence"
    ))
}

/// What needs a look, and the commands that lead on.
fn tail(
    evaluation: &Evaluation<'_>,
    (plan, next): (&Plan, &Next),
    proofs: &Proofs,
    style: &Style,
) -> Page {
    let mut page = Page::default();
    page.gap();
    for step in evaluation.answered_no() {
        page.sentence("answered no", &wording::answered_no(evaluation, step));
    }
    clocks::expected(&mut page, evaluation, style);
    for found in &plan.too_early {
        page.sentence("too early", &dates::too_early(evaluation, found));
    }
    clocks::waiting(&mut page, evaluation, style);
    // What can be done now says so itself.
    let later = overdue(evaluation).filter(|(step, _)| !evaluation.standing(*step).is_actionable());
    for (step, day) in later {
        let id = &evaluation.catalog.step(step).id;
        let passed = format!(
            "{id}: {day} has passed, and it still waits for something else: hitpath show {id}"
        );
        page.sentence("overdue", &passed);
    }
    let unknown: Vec<&str> = evaluation.unknown_steps().collect();
    if !unknown.is_empty() {
        let ids = wording::list(&unknown, "and");
        page.line(&format!("Kept, but in no file of the catalog: {ids}"));
    }
    let retired: Vec<&str> = evaluation.retired_steps().collect();
    if !retired.is_empty() {
        let ids = wording::list(&retired, "and");
        page.line(&format!("Kept, and no longer counted (retired): {ids}"));
    }
    for sentence in eligible(evaluation) {
        page.sentence("eligible", &sentence);
    }
    for offer in measured::offers(evaluation) {
        page.sentence("to mark", &offer);
    }
    if let Some(documented) = documented(evaluation, proofs) {
        page.sentence("evidence", &documented);
    }
    let stale = evaluation.stale_facts().len();
    if stale > 0 {
        let facts = wording::counted(stale, "old fact");
        let look = format!("{facts}: hitpath checklists facts --stale --ahead");
        if style.plain {
            page.field("to re-check", &look);
        } else {
            page.painted(Some(Role::Faint), &format!("To re-check: {look}"));
        }
    }
    let more = match next.actions.first() {
        Some(action) => {
            let id = &evaluation.catalog.step(action.step).id;
            let check = match action.reason.is_only_to_mark() {
                true => measured::to_mark(evaluation, action.step).command,
                false => format!("hitpath check {id}"),
            };
            let when_done = format!("hitpath show {id}. When done: {check}");
            let full = format!("More: hitpath next, {when_done}");
            if full.width() <= style.width {
                full
            } else {
                format!("More: {when_done}")
            }
        }
        None => "More: hitpath show STAGE, hitpath log".to_owned(),
    };
    if style.plain {
        page.field("more", more.trim_start_matches("More: "));
    } else {
        page.line(&more);
    }
    page
}
