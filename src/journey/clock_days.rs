//! From which day to which a clock runs, by the calendar.

use jiff::civil::Date;

use super::{
    attempts::Sat,
    calendar::end_of_length,
    clocks::{ClockState, RunningClock},
    days_between,
    evaluation::Evaluation,
    facts::FactInForce,
    record::{Mark, State},
};
use crate::catalog::{
    ClockKey, ClockOwner, CredentialKey, LinkedStart, StepKey,
    clock::{Clock, ClockKind, ClockLength, MarkDay},
    fact::FactValue,
    length::Length,
};

/// What started a clock.
#[derive(Clone, Copy)]
struct Started {
    /// Absent where it runs and nobody knows since when.
    on: Option<Date>,
    by: Option<LinkedStart>,
}

impl<'a> Evaluation<'a> {
    /// A clock as it stands; `end_of` is the end of a clock that has run out, or
    /// will, unstopped.
    pub(super) fn work_out_clock(
        &self,
        key: ClockKey,
        end_of: &dyn Fn(ClockKey) -> Option<Date>,
    ) -> RunningClock<'a> {
        let definition = self.catalog.clock(key);
        let owner = self.catalog.clock_owner(key);
        let mut clock = RunningClock {
            key,
            definition,
            owner,
            starts: None,
            ends: None,
            days_left: None,
            state: ClockState::NotStarted,
            fact: None,
            printed: false,
            follows: false,
            next_ends: None,
            far_end: None,
            stopped: false,
            round: None,
        };
        let Some(started) = self.started(key, end_of) else {
            return clock;
        };
        clock.starts = started.on;
        let by_mark = match started.by {
            Some(LinkedStart::Mark(step, day)) => Some((step, day)),
            _ => None,
        };
        let length = self.length_of(definition, started.on);
        clock.fact = length.and_then(|(_, fact)| fact);
        let length = length.map(|(length, _)| length);
        let printed = self.printed_ends(key, started.on);
        let latest = printed.iter().max().filter(|_| !definition.before);
        if definition.repeats {
            self.run_in_rounds(&mut clock, length, &printed);
        } else if let Some(&end) = latest {
            clock.ends = Some(end);
            clock.printed = true;
            // What a document prints as the end is no first day.
            if let Some((step, MarkDay::Until)) = by_mark {
                clock.starts = self.done_on(step).filter(|&on| on <= end);
            }
        } else if let Some(length) = length {
            let end = |start| end_of_length(start, length, definition);
            clock.ends = started.on.map(end);
        } else if definition.kind != ClockKind::Wait {
            clock.ends = started.on;
            if let Some((step, MarkDay::Until | MarkDay::Expect)) = by_mark {
                clock.printed = true;
                clock.starts = self.done_on(step).filter(|&on| Some(on) <= clock.ends);
            }
        }
        if clock.ends.is_some() {
            // Whoever has the end on paper needs no rule for it.
            clock.fact = clock.fact.filter(|_| !clock.printed);
        }
        let is_to_come = !definition.before && clock.starts > Some(self.today);
        clock.stopped = !is_to_come && (clock.stopped || self.is_stopped(&clock, started));
        clock.days_left = clock.ends.map(|ends| days_between(self.today, ends));
        clock.state = self.state_of(&clock);
        clock
    }

    fn state_of(&self, clock: &RunningClock<'_>) -> ClockState {
        let definition = clock.definition;
        let is_to_come = clock.starts.is_some_and(|starts| starts > self.today);
        if clock.stopped {
            return ClockState::Ended;
        }
        if is_to_come && !definition.before {
            return ClockState::NotStarted;
        }
        let Some((left, ends)) = clock.days_left.zip(clock.ends) else {
            return match definition.kind {
                ClockKind::Wait if clock.starts.is_some() => ClockState::Running,
                _ => ClockState::NotStarted,
            };
        };
        if definition.kind == ClockKind::Wait {
            // On its last day the wait is over.
            return if left <= 0 {
                ClockState::Ended
            } else {
                ClockState::Running
            };
        }
        let whole = clock.starts.filter(|_| !definition.before);
        let whole = whole.map(|starts| days_between(starts, ends));
        match ClockState::of_days(left, whole) {
            ClockState::Overdue if definition.chance => ClockState::Ended,
            // Renewing it takes time, and it has to be done by then.
            ClockState::Running if self.runs_out_before(clock).is_some() => ClockState::DueSoon,
            state => state,
        }
    }

    /// The first start that is known. None where nothing has started it.
    fn started(&self, key: ClockKey, end_of: &dyn Fn(ClockKey) -> Option<Date>) -> Option<Started> {
        let links = self.catalog.clock_links(key);
        let is_left = |&step: &StepKey| !self.is_satisfied(step);
        if !links.while_open.is_empty() && !links.while_open.iter().any(is_left) {
            return None;
        }
        let day = |start: LinkedStart| match start {
            LinkedStart::Mark(step, day) => self.day_in_mark(key, step, day),
            LinkedStart::Failed => Some(self.failed(self.credential_of(key)?)?.on),
            LinkedStart::Held => self.held_since(key).flatten(),
            LinkedStart::End(other) => end_of(other),
            LinkedStart::Yearly(..) => None,
        };
        let starts = links.starts.iter().copied();
        let known = starts.clone().find_map(|start| {
            Some(Started {
                on: Some(day(start)?),
                by: Some(start),
            })
        });
        known.or_else(|| {
            // Its end may be known where its start is not.
            let mut starts = starts;
            let runs = starts.any(|start| match start {
                LinkedStart::Mark(step, MarkDay::On) => self.is_satisfied(step),
                LinkedStart::Held => self.held_since(key).is_some(),
                _ => false,
            });
            runs.then_some(Started { on: None, by: None })
        })
    }

    pub(super) fn credential_of(&self, key: ClockKey) -> Option<CredentialKey> {
        match self.catalog.clock_owner(key) {
            ClockOwner::Credential(credential) => Some(credential),
            ClockOwner::Step(_) => None,
        }
    }

    /// The day on which a step was done, by its mark.
    pub(super) fn done_on(&self, step: StepKey) -> Option<Date> {
        let mark = self.mark(step)?;
        mark.on.filter(|_| mark.state == State::Done)
    }

    /// A day in a mark, unless what was done since has overtaken it.
    pub(super) fn day_in_mark(&self, key: ClockKey, step: StepKey, day: MarkDay) -> Option<Date> {
        let mark = self.mark(step)?;
        if mark.state == State::No {
            return None;
        }
        match day {
            // Whoever has to do it again waits for nothing yet; a window that was
            // opened by it ran all the same.
            MarkDay::On if self.catalog.clock(key).kind == ClockKind::Wait => {
                self.done_on(step).filter(|_| self.is_satisfied(step))
            }
            MarkDay::On => self.done_on(step),
            // An end before the day it was done is that of an earlier document.
            MarkDay::Until => mark
                .until
                .filter(|&until| Some(until) >= self.done_on(step)),
            MarkDay::Expect => {
                let is_over = self.done_on(step).is_some_and(|on| Some(on) >= mark.expect);
                let stops = &self.catalog.clock_links(key).stops;
                let counts = match self.is_satisfied(step) {
                    true => stops.contains(&step),
                    false => !is_over,
                };
                self.expected(step).filter(|_| counts)
            }
        }
    }

    pub(super) fn is_held(&self, key: CredentialKey) -> bool {
        let credential = self.catalog.credential(key);
        // Being marked as held is quickly seen, being contested is not.
        self.is_marked_as_held(&credential.id) && self.eligibility(credential).holds
    }

    /// The newest day that answers a question such as whether they hold it, else
    /// the day of the credential.
    pub(super) fn held_day(&self, key: CredentialKey) -> Option<Date> {
        let credential = self.catalog.credential(key);
        let awarding = self.catalog.awarding(&credential.id);
        let questions = awarding.filter(|&step| self.catalog.step(step).confirm);
        let said = questions.filter_map(|step| self.done_on(step)).max();
        said.or_else(|| self.credential_day(credential))
    }

    /// How long a clock runs, and the fact that says so.
    pub(super) fn length_of(
        &self,
        clock: &'a Clock,
        starts: Option<Date>,
    ) -> Option<(Length, Option<FactInForce<'a>>)> {
        match clock.length.as_ref()? {
            ClockLength::Exactly(length) => Some((*length, None)),
            ClockLength::Fact(id) => {
                let fact = self.fact_on(id, starts)?;
                let in_days = |value: &FactValue| match value {
                    FactValue::Duration(length) => length.is_in_days().then_some(*length),
                    _ => None,
                };
                let length = in_days(fact.value());
                // What the person found may be no length.
                let length = length.or_else(|| in_days(&fact.version.claim.value))?;
                Some((length, Some(fact)))
            }
        }
    }

    /// Whether one of its stops was reached: of a window or wait since its
    /// start, of a paper or what is counted back as it stands now.
    fn is_stopped(&self, clock: &RunningClock<'_>, started: Started) -> bool {
        let definition = clock.definition;
        let from = clock.starts.filter(|_| {
            definition.kind != ClockKind::Expiry && !definition.before && !definition.repeats
        });
        // A new application cannot be that of the attempt itself.
        let is_behind = matches!(started.by, Some(LinkedStart::Failed));
        let in_time = |on: Date, from: Date| on > from || (on == from && !is_behind);
        let stops = &self.catalog.clock_links(clock.key).stops;
        let is_marked = |&step: &StepKey| match (from, self.mark(step)) {
            (Some(from), Some(&Mark { state, on, .. })) if state.satisfies() && on.is_some() => {
                on.is_some_and(|on| in_time(on, from))
            }
            _ => self.is_satisfied(step),
        };
        let is_sat = |sat: &Sat| match from.zip(sat.on) {
            Some((from, on)) => in_time(on, from),
            None => sat.is_over,
        };
        // Whoever wrote down how the exam ended has sat it, marked so or not.
        let mut sat = self.sat.iter().filter(|sat| stops.contains(&sat.step));
        !definition.repeats && (stops.iter().any(is_marked) || sat.any(is_sat))
    }
}

#[cfg(test)]
mod tests;
