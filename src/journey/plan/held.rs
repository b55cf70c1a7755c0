//! What clocks hold up or hold open in a plan: running windows, and waits that
//! have not started yet.

use crate::{
    catalog::{
        LinkedStart, StepKey,
        clock::{ClockKind, MarkDay},
    },
    journey::{clocks::ClockState, days_between, evaluation::Evaluation},
};

/// A running window and the one planned step that ends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct HeldWindow {
    pub(super) step: StepKey,
    /// Its last day, counted from today.
    pub(super) day: i32,
}

/// A wait that starts when a planned step is done, and opens another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct WaitToCome {
    pub(super) opens: StepKey,
    pub(super) after: StepKey,
    pub(super) days: u32,
}

/// The running windows, by the steps that end them, ascending; of several that a
/// step ends the first to close.
pub(super) fn windows(evaluation: &Evaluation<'_>, planned: &[bool]) -> Vec<HeldWindow> {
    let mut windows: Vec<HeldWindow> = evaluation
        .clocks()
        .filter(|clock| clock.definition.kind == ClockKind::Window && clock.state.runs())
        .filter_map(|clock| {
            let stops = evaluation.catalog.clock_links(clock.key).stops.iter();
            let mut stops = stops.copied().filter(|stop| planned[stop.index()]);
            // Where any of several ends it, none of them has to.
            let step = stops.next().filter(|_| stops.next().is_none())?;
            Some(HeldWindow {
                step,
                day: days_between(evaluation.today, clock.ends?),
            })
        })
        .collect();
    windows.sort_unstable();
    windows.dedup_by_key(|window| window.step);
    windows
}

/// The waits to come, by the steps that they open, ascending.
pub(super) fn waits(evaluation: &Evaluation<'_>, planned: &[bool]) -> Vec<WaitToCome> {
    let mut waits = Vec::new();
    for clock in evaluation.clocks() {
        let links = evaluation.catalog.clock_links(clock.key);
        let is_to_come =
            clock.definition.kind == ClockKind::Wait && clock.state == ClockState::NotStarted;
        if links.opens.is_empty() || !is_to_come {
            continue;
        }
        let after = links.starts.iter().find_map(|start| match *start {
            LinkedStart::Mark(step, MarkDay::On) => Some(step).filter(|step| planned[step.index()]),
            _ => None,
        });
        let length = evaluation.length_of(clock.definition, None);
        if let (Some(after), Some((length, _))) = (after, length) {
            let opened = links.opens.iter().copied();
            let opened = opened.filter(|step| planned[step.index()]);
            // A wait after a step that itself waits for what is opened is for
            // the next time round.
            let first = evaluation.with_all_before([after], |step| planned[step.index()]);
            let opened = opened.filter(|step| !first.contains(step));
            waits.extend(opened.map(|opens| WaitToCome {
                opens,
                after,
                days: length.days(),
            }));
        }
    }
    waits.sort_unstable();
    waits
}
