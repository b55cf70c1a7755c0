//! The plan as bars of time, one line for each stage.

use jiff::{ToSpan, civil::Date};
use unicode_width::UnicodeWidthStr;

use crate::{
    catalog::StageKey,
    journey::{days_between, evaluation::Evaluation, plan::Plan},
    render::{
        dates::{about, month},
        style::{Role, Style},
    },
};

/// The least columns for the bars.
const LEAST_CELLS: usize = 20;

/// A bar for each stage from its first start to its last end, the steps that
/// limit the finish in another sign, years above.
pub(super) fn timeline(evaluation: &Evaluation<'_>, plan: &Plan, style: &Style) -> String {
    let catalog = evaluation.catalog;
    let end = plan.steps.iter().map(|step| step.finish).max();
    let end = end.unwrap_or(plan.today).max(plan.today);
    let days = i64::from(days_between(plan.today, end)).max(1);
    let stages = evaluation.route().stages.iter().copied();
    let stages: Vec<(StageKey, Vec<Span>)> = stages
        .map(|stage| (stage, spans(evaluation, plan, stage)))
        .filter(|(_, spans)| !spans.is_empty())
        .collect();
    let id = |stage: StageKey| catalog.stage(stage).id.as_str();
    let longest = stages.iter().map(|&(stage, _)| id(stage).width()).max();
    let room = style.width.saturating_sub(LEAST_CELLS + 3);
    let label = longest.unwrap_or(0).min(room);
    let scale = Scale {
        today: plan.today,
        days,
        cells: style.width.saturating_sub(label + 3).max(LEAST_CELLS),
    };
    let per_cell = i32::try_from(days / scale.cells as i64).unwrap_or(1).max(1);
    let (limits, takes) = signs(style);
    let mut out = style.paint(Role::Heading, "Timeline");
    let key = format!(
        "  {takes} planned, {limits} limits the finish; one sign is about {}",
        about(per_cell)
    );
    for (number, line) in crate::render::page::wrap(key.trim(), style.width - 10, 0)
        .iter()
        .enumerate()
    {
        if number > 0 {
            out.push_str(&" ".repeat(8));
        }
        out.push_str("  ");
        out.push_str(&style.paint(Role::Faint, line));
        out.push('\n');
    }
    let marks = scale.marks();
    out.push_str(&" ".repeat(label + 3));
    out.push_str(marks.trim_end());
    out.push('\n');
    for (stage, spans) in stages {
        let id = style.cut(id(stage), label);
        let pad = " ".repeat(label.saturating_sub(id.width()) + 1);
        let bar = scale.bar(&spans, limits, takes);
        out.push_str("  ");
        out.push_str(&style.paint(Role::Name, &id));
        out.push_str(&pad);
        out.push_str(bar.trim_end());
        out.push('\n');
    }
    out
}

fn signs(style: &Style) -> (char, char) {
    if style.unicode {
        ('█', '░')
    } else {
        ('#', '-')
    }
}

/// From a day to a day, and whether it limits the finish.
struct Span {
    start: Date,
    finish: Date,
    limits: bool,
}

fn spans(evaluation: &Evaluation<'_>, plan: &Plan, stage: StageKey) -> Vec<Span> {
    let steps = evaluation.steps_of(stage);
    let planned = steps.filter_map(|step| plan.step(step));
    planned
        .map(|step| Span {
            start: step.start.max(plan.today),
            finish: step.finish,
            limits: step.is_on_chain,
        })
        .collect()
}

struct Scale {
    today: Date,
    days: i64,
    cells: usize,
}

impl Scale {
    fn cell(&self, day: Date) -> usize {
        let days = i64::from(days_between(self.today, day)).clamp(0, self.days);
        let cell = days * self.cells as i64 / self.days;
        usize::try_from(cell).unwrap_or(0).min(self.cells - 1)
    }

    /// Years where they begin, or the months of a plan that is over soon, as far
    /// as there is room.
    fn marks(&self) -> String {
        /// Days up to which months are named.
        const MONTHS_UNTIL: i64 = 550;
        let by_months = self.days <= MONTHS_UNTIL;
        let mut line = vec![' '; self.cells];
        let mut free_from = 0;
        let mut first = self.today;
        loop {
            let next = if by_months {
                first.last_of_month().tomorrow()
            } else {
                first.last_of_year().tomorrow()
            };
            let Ok(next) = next else { break };
            first = next;
            if first > self.today.saturating_add(self.days.days()) {
                break;
            }
            let name = match (by_months, first.month()) {
                (true, 2..) => month(first).chars().take(3).collect(),
                _ => first.year().to_string(),
            };
            let cell = self.cell(first);
            let has_room = cell >= free_from && cell + name.len() <= self.cells;
            if has_room {
                for (place, sign) in name.chars().enumerate() {
                    line[cell + place] = sign;
                }
                free_from = cell + name.len() + 1;
            }
        }
        line.into_iter().collect()
    }

    fn bar(&self, spans: &[Span], limits: char, takes: char) -> String {
        let mut line = vec![' '; self.cells];
        // What limits is drawn last, so that nothing hides it.
        for pass in [false, true] {
            for span in spans.iter().filter(|span| span.limits == pass) {
                let sign = if span.limits { limits } else { takes };
                line[self.cell(span.start)..=self.cell(span.finish)].fill(sign);
            }
        }
        line.into_iter().collect()
    }
}
