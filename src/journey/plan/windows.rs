//! Windows that a plan runs through, and those that would close first.

use jiff::civil::Date;

use super::Plan;
use crate::{
    catalog::{
        ClockKey, LinkedStart, StepKey,
        clock::{ClockKind, MarkDay},
    },
    journey::{calendar::end_of_length, evaluation::Evaluation, facts::FactInForce},
};

/// A window that runs, or will as planned.
#[derive(Debug, Clone)]
pub struct PlannedWindow<'a> {
    /// Its key in the catalog.
    pub clock: ClockKey,
    /// The first day; absent where it runs and only its end is known.
    pub starts: Option<Date>,
    /// The last day, which still counts.
    pub ends: Date,
    /// The fact that its length comes from.
    pub fact: Option<FactInForce<'a>>,
    /// What has to be done while it runs, and is planned to be done only after
    /// its end.
    pub too_late: Option<StepKey>,
}

impl Plan {
    /// The windows ahead of a plan, in the order of the catalog. `evaluation` is
    /// the one that was planned.
    #[must_use]
    pub fn windows<'a>(&self, evaluation: &Evaluation<'a>) -> Vec<PlannedWindow<'a>> {
        let mut windows = Vec::new();
        for clock in evaluation.clocks() {
            if clock.definition.kind != ClockKind::Window {
                continue;
            }
            let runs = clock.ends.filter(|_| clock.state.runs());
            let (starts, ends, fact) = if let Some(ends) = runs {
                (clock.starts, ends, clock.fact)
            } else {
                let Some(start) = self.planned_start(evaluation, clock.key) else {
                    continue;
                };
                let length = evaluation.length_of(clock.definition, Some(start));
                let Some((length, fact)) = length else {
                    continue;
                };
                let ends = end_of_length(start, length, clock.definition);
                (Some(start), ends, fact)
            };
            let stops = evaluation.catalog.clock_links(clock.key).stops.iter();
            let planned = stops.filter_map(|&step| self.step(step));
            // Any of them ends it, so the first counts.
            let first = planned.min_by_key(|planned| planned.finish);
            let inside = evaluation.catalog.clock_links(clock.key).inside.iter();
            let inside = inside.filter_map(|&step| self.step(step));
            let mut to_do = first.into_iter().chain(inside);
            let too_late = to_do.find(|planned| planned.finish > ends);
            windows.push(PlannedWindow {
                clock: clock.key,
                starts,
                ends,
                fact,
                too_late: too_late.map(|planned| planned.step),
            });
        }
        windows
    }

    /// The day on which a clock would start as planned: that of the first of
    /// its steps that is planned.
    fn planned_start(&self, evaluation: &Evaluation<'_>, clock: ClockKey) -> Option<Date> {
        let starts = &evaluation.catalog.clock_links(clock).starts;
        starts.iter().find_map(|start| match *start {
            LinkedStart::Mark(step, MarkDay::On) => Some(self.step(step)?.finish),
            _ => None,
        })
    }
}
