//! By when a step has to start.
//!
//! A day that people act on is found by planning again: it is the last day on
//! which the step can begin so that the plan made on that day still meets the
//! target, or still ends on the estimated day. What comes before it is taken as
//! done as planned, and nothing that comes later as begun. A plan looks different
//! on another day in many ways (terms, windows, days from outside), so no
//! arithmetic on today's plan says the same.

use std::collections::HashSet;

use jiff::{ToSpan, civil::Date};

use super::{
    days_between,
    evaluation::Evaluation,
    plan::{FixedBy, Plan, windows::PlannedWindow},
    record::{Record, State},
    standing::Standing,
    what_if::mark,
};
use crate::catalog::{ClockKey, StepKey};

/// The last day on which a step can start, and what the day after would cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StartBy {
    /// The day.
    pub day: Date,
    /// What a later start would lose.
    pub keeps: Keeps,
    /// Whether the plan has other steps before it, taken as done by then.
    pub after_others: bool,
}

/// What is lost by starting too late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    /// The target.
    Target,
    /// The estimated finish.
    Finish,
    /// The day known from outside for this step.
    Day(StepKey),
    /// The end of this running window.
    Window(ClockKey),
}

/// Finds the days by which steps have to start.
///
/// Steps that the plan starts on the same day share what comes before them, and
/// with it the search.
#[derive(Debug)]
pub struct StartDays<'e, 'a> {
    evaluation: &'e Evaluation<'a>,
    plan: &'e Plan,
    /// The last day for the finish; none where it is reached, or where the
    /// target cannot be met any more.
    bound: Option<(Date, Keeps)>,
    windows: Vec<Window>,
    /// What has to be done in a running window that ends before the plan gets
    /// there, or by a day that the person's hours do not reach: no start keeps
    /// that window or day.
    missed: HashSet<StepKey>,
    found: Vec<(Date, Option<Found>)>,
}

/// A running window that the plan keeps.
#[derive(Debug)]
struct Window {
    clock: ClockKey,
    ends: Date,
    /// Any of these ends it.
    stops: Vec<StepKey>,
    /// All of these have to be done while it runs.
    inside: Vec<StepKey>,
}

impl Window {
    /// The planned steps for which it is there.
    fn steps(&self) -> impl Iterator<Item = StepKey> + '_ {
        self.stops.iter().chain(&self.inside).copied()
    }
}

/// What was found for the steps that the plan starts on one day.
#[derive(Debug, Clone)]
struct Found {
    day: Date,
    keeps: Keeps,
    after_others: bool,
    /// What decides the finish in the plan of the day after.
    deciding: HashSet<StepKey>,
}

/// What the plan made on a day says.
struct Look {
    /// `None` if the finish is reached.
    p50: Option<Date>,
    lost: Option<Keeps>,
    /// What decides the finish, where something is lost.
    deciding: HashSet<StepKey>,
}

impl<'e, 'a> StartDays<'e, 'a> {
    /// Gets ready to look; `plan` is the one of this evaluation.
    #[must_use]
    pub fn new(evaluation: &'e Evaluation<'a>, plan: &'e Plan) -> Self {
        let bound = plan.finish.and_then(|finish| match finish.target {
            Some(target) => (finish.p50 <= target).then_some((target, Keeps::Target)),
            None => Some((finish.p50, Keeps::Finish)),
        });
        let (windows, missed) = windows(evaluation, plan);
        let mut days = Self {
            evaluation,
            plan,
            bound,
            windows,
            missed: HashSet::new(),
            found: Vec::new(),
        };
        let too_early = plan.too_early.iter().map(|found| found.step);
        days.missed = days.needs(missed.iter().flat_map(Window::steps).chain(too_early));
        days
    }

    /// By when a step has to start. `None` if it is not planned, has begun or only
    /// has to be marked, comes after the finish or decides nothing; and where the
    /// plan is late already, which is said once for all steps.
    pub fn of(&mut self, step: StepKey) -> Option<StartBy> {
        let bound = self.bound?;
        let is_only_to_mark = self.evaluation.is_only_to_mark(step);
        if is_only_to_mark || self.missed.contains(&step) {
            return None;
        }
        let planned = self.plan.step(step);
        let planned = planned.filter(|_| !self.is_under_way(step))?;
        let start = planned.start.max(self.evaluation.today);
        // What starts after the last day moves it no further.
        if start > bound.0 {
            return None;
        }
        let known = self.found.iter().find(|(known, _)| *known == start);
        let found = match known {
            Some((_, found)) => found.clone(),
            None => {
                let found = self.search(start, bound);
                self.found.push((start, found.clone()));
                found
            }
        }?;
        self.decides(step, &found).then_some(StartBy {
            day: found.day,
            keeps: found.keeps,
            after_others: found.after_others,
        })
    }

    /// Whether a later start of this very step costs what is lost.
    fn decides(&self, step: StepKey, found: &Found) -> bool {
        match found.keeps {
            Keeps::Target | Keeps::Finish => found.deciding.contains(&step),
            Keeps::Day(expected) => self.needs([expected]).contains(&step),
            Keeps::Window(clock) => {
                let windows = self.windows.iter();
                let windows = windows.filter(|window| window.clock == clock);
                let to_do = windows.flat_map(Window::steps);
                self.needs(to_do).contains(&step)
            }
        }
    }

    /// These steps and all that is planned before they can be done.
    fn needs(&self, steps: impl IntoIterator<Item = StepKey>) -> HashSet<StepKey> {
        let is_planned = |step| self.plan.step(step).is_some();
        self.evaluation.with_all_before(steps, is_planned)
    }

    /// Looks for the last day, from the day on which the plan starts these steps.
    fn search(&self, start: Date, bound: (Date, Keeps)) -> Option<Found> {
        /// A search makes at most this many plans. On the shipped pathways it
        /// needs fewer.
        const MOST_LOOKS: usize = 60;
        let (last, _) = bound;
        let before = self.before(start);
        let mut good = start;
        let mut here = self.look(&before, good, bound);
        if here.lost.is_some() {
            return None;
        }
        // A plan made after the last day ends after it.
        let mut bad: Option<(Date, Look)> = None;
        let mut step = 1;
        for _ in 0..MOST_LOOKS {
            let end = bad
                .as_ref()
                .map_or_else(|| last.tomorrow(), |(day, _)| Ok(*day));
            let room = days_between(good, end.ok()?);
            if room <= 1
                && let Some((_, look)) = bad
            {
                return Some(Found {
                    day: good,
                    keeps: look.lost?,
                    after_others: !before.is_empty(),
                    deciding: look.deciding,
                });
            }
            // Most often each day of waiting moves the estimate by one.
            let to_bound = days_between(here.p50?, last);
            let days = if bad.is_some() {
                room / 2
            } else {
                step.max(to_bound).min(room)
            };
            let day = good.checked_add(days.max(1).days()).ok()?;
            let there = self.look(&before, day, bound);
            if there.lost.is_some() {
                bad = Some((day, there));
            } else {
                step = if there.p50 == here.p50 { step * 2 } else { 1 };
                (good, here) = (day, there);
            }
        }
        None
    }

    /// The steps that the plan has before this day, or that have begun.
    fn before(&self, start: Date) -> Vec<StepKey> {
        let steps = self.plan.steps.iter();
        let before =
            steps.filter(|planned| planned.start < start || self.is_under_way(planned.step));
        before.map(|planned| planned.step).collect()
    }

    /// The plan made on a day, where these steps have gone as planned.
    fn look(&self, before: &[StepKey], day: Date, bound: (Date, Keeps)) -> Look {
        let record = self.as_planned(before, day);
        let evaluation = self
            .evaluation
            .of_another(&record, self.evaluation.pathway, day);
        let plan = Plan::of(&evaluation);
        let (last, keeps) = bound;
        let p50 = plan.finish.map(|finish| finish.p50);
        let lost = self
            .lost_day(&evaluation, &plan)
            .or_else(|| self.lost_window(&evaluation, &plan))
            .or_else(|| p50.is_some_and(|p50| p50 > last).then_some(keeps));
        Look {
            p50,
            lost,
            deciding: match lost {
                Some(_) => deciding(&evaluation, &plan),
                None => HashSet::new(),
            },
        }
    }

    /// The record of a day on which these steps have gone as planned.
    fn as_planned(&self, before: &[StepKey], day: Date) -> Record {
        let mut record = self.evaluation.record.clone();
        let done = self.done_by(before, day);
        let planned = before.iter().filter_map(|&step| self.plan.step(step));
        for planned in planned {
            let (state, on) = if done.contains(&planned.step) {
                (State::Done, planned.finish)
            } else {
                (State::Doing, planned.start)
            };
            if state == State::Done || !self.is_under_way(planned.step) {
                mark(
                    &mut record,
                    self.evaluation.catalog,
                    planned.step,
                    state,
                    on,
                );
            }
        }
        record
    }

    /// Which of these steps are done by a day. What was begun out of order ends
    /// only after what it waits for.
    fn done_by(&self, steps: &[StepKey], day: Date) -> HashSet<StepKey> {
        let is_over = |step: &StepKey| {
            let planned = self.plan.step(*step);
            planned.is_some_and(|planned| planned.finish <= day)
        };
        let over = steps.iter().copied().filter(is_over);
        let (mut under_way, begun): (Vec<StepKey>, Vec<StepKey>) =
            over.partition(|&step| self.is_under_way(step));
        let mut done = HashSet::from_iter(begun);
        loop {
            let left = under_way.len();
            under_way.retain(|&step| {
                let is_done = |first| done.contains(&first) || self.evaluation.is_satisfied(first);
                let waits = !self.evaluation.is_only_to_mark(step)
                    && self.evaluation.lacks_something_given(step, &is_done);
                if !waits {
                    done.insert(step);
                }
                waits
            });
            if under_way.len() == left {
                return done;
            }
        }
    }

    fn is_under_way(&self, step: StepKey) -> bool {
        self.evaluation.standing(step) == Standing::Doing
    }

    /// A day known from outside that can be met today, and that has gone by or
    /// that the person's hours reach no more.
    fn lost_day(&self, evaluation: &Evaluation<'_>, plan: &Plan) -> Option<Keeps> {
        let can_be_met = |step: StepKey| {
            let mut too_early = self.plan.too_early.iter();
            !too_early.any(|found| found.step == step)
        };
        let known = self.evaluation.expected_ahead().into_iter();
        let passed = known.filter(|&(step, day)| {
            day < evaluation.today
                && self.plan.step(step).is_some()
                && !evaluation.is_satisfied(step)
        });
        let out_of_reach = plan.too_early.iter().map(|found| found.step);
        let mut lost = passed.map(|(step, _)| step).chain(out_of_reach);
        lost.find(|&step| can_be_met(step)).map(Keeps::Day)
    }

    /// A running window whose end comes before what has to be done in it.
    fn lost_window(&self, evaluation: &Evaluation<'_>, plan: &Plan) -> Option<Keeps> {
        let mut lost = self.windows.iter().filter(|window| {
            let in_time = |step: &StepKey| {
                let planned = plan.step(*step);
                evaluation.is_satisfied(*step)
                    || planned.is_some_and(|planned| planned.finish <= window.ends)
            };
            let is_ended = window.stops.is_empty() || window.stops.iter().any(in_time);
            !(is_ended && window.inside.iter().all(in_time))
        });
        Some(Keeps::Window(lost.next()?.clock))
    }
}

/// What decides the finish of a plan: its limiting chain, and what takes no time
/// and has to be done on the day on which that begins.
fn deciding(evaluation: &Evaluation<'_>, plan: &Plan) -> HashSet<StepKey> {
    let chain = plan.limiting_chain.iter();
    let begins = plan.limiting_chain.first();
    let begins = begins.filter(|link| link.fixed_by == FixedBy::Today);
    let is_planned = |step| plan.step(step).is_some();
    let mut deciding = evaluation.with_all_before(begins.map(|link| link.step), is_planned);
    deciding.extend(chain.map(|link| link.step));
    deciding
}

/// The windows that run and that the plan keeps, then those that end before the
/// plan gets there.
fn windows(evaluation: &Evaluation<'_>, plan: &Plan) -> (Vec<Window>, Vec<Window>) {
    let runs = |clock: ClockKey| {
        let mut clocks = evaluation.clocks();
        clocks.any(|known| known.key == clock && known.state.runs())
    };
    let windows = plan.windows(evaluation).into_iter();
    let (kept, missed): (Vec<_>, Vec<_>) = windows
        .filter(|window| runs(window.clock))
        .partition(|window| window.too_late.is_none());
    let with_steps = |window: &PlannedWindow<'_>| {
        let links = evaluation.catalog.clock_links(window.clock);
        let planned = |steps: &[StepKey]| {
            let steps = steps.iter().copied();
            steps.filter(|&step| plan.step(step).is_some()).collect()
        };
        Window {
            clock: window.clock,
            ends: window.ends,
            stops: planned(&links.stops),
            inside: planned(&links.inside),
        }
    };
    let with_steps_of = |windows: &[PlannedWindow<'_>]| windows.iter().map(with_steps).collect();
    (with_steps_of(&kept), with_steps_of(&missed))
}
