//! Clocks that run for a person: what started them, when they end, and what
//! follows from that.

use jiff::civil::Date;

use super::{
    calendar::day_of_year, days_between, evaluation::Evaluation, facts::FactInForce,
    standing::Standing,
};
use crate::catalog::{
    ClockKey, ClockOwner, LinkedStart, StepKey,
    clock::{Clock, ClockKind},
};

/// In so many days before its end a clock is due soon; of a short clock in its
/// last quarter.
pub const SOON_DAYS: i32 = 30;

/// Of a clock shorter than four times the days that count as soon, the last
/// quarter does.
const SOON_SHARE: i32 = 4;

/// A clock as it stands for one person.
#[derive(Debug, Clone)]
pub struct RunningClock<'a> {
    /// Its key in the catalog.
    pub key: ClockKey,
    /// What its author wrote.
    pub definition: &'a Clock,
    /// The step or credential it stands in.
    pub owner: ClockOwner,
    /// The day it runs from, or is counted back from; absent where nothing
    /// started it, or where only its end is known.
    pub starts: Option<Date>,
    /// Its last day, which still counts; of a wait the first day on which
    /// something may be done. Absent where it has not started or nobody knows.
    pub ends: Option<Date>,
    /// Days from today to its end, below zero behind it.
    pub days_left: Option<i32>,
    /// How it stands.
    pub state: ClockState,
    /// The fact that its length comes from.
    pub fact: Option<FactInForce<'a>>,
    /// Whether its end is the person's own, as a letter or document prints it.
    pub printed: bool,
    /// Of a clock that repeats: whether this round begins on the last day of
    /// another, its own or that of one it is counted together with.
    pub follows: bool,
    /// Of a clock that repeats: the end of the next round, where the person wrote
    /// it down.
    pub next_ends: Option<Date>,
    /// Of a clock that repeats: the last end written down, if it is that of a
    /// round after the next. Nobody knows that day yet, so it is likely a slip.
    pub far_end: Option<Date>,
    /// Whether one of its stops was reached in time.
    pub(super) stopped: bool,
    /// Of a clock that repeats: from which day marks count for this round, and
    /// whether another was before it.
    pub(super) round: Option<Round>,
}

/// A round of a clock that repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Round {
    /// Marks before that day are of the round before.
    pub(super) from: Date,
    /// A stop before that day was that of the round before; absent in the first
    /// round.
    pub(super) stops_from: Option<Date>,
}

/// How a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    /// Nothing has started it, or what starts it is still to come.
    NotStarted,
    /// It runs.
    Running,
    /// It runs, and its end is near.
    DueSoon,
    /// Its end has passed, and what should have come before has not.
    Overdue,
    /// It is over.
    Ended,
}

impl ClockState {
    /// How a clock stands that runs for so many days in all, where that is
    /// known, and of which so many are left.
    pub(super) fn of_days(left: i32, whole: Option<i32>) -> Self {
        let soon = whole.map_or(SOON_DAYS, |whole| SOON_DAYS.min(whole / SOON_SHARE));
        match left {
            ..0 => Self::Overdue,
            left if left <= soon => Self::DueSoon,
            _ => Self::Running,
        }
    }

    /// The word in every view and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NotStarted => "not started",
            Self::Running => "running",
            Self::DueSoon => "due soon",
            Self::Overdue => "overdue",
            Self::Ended => "ended",
        }
    }

    /// Whether it runs, its end near or not.
    #[must_use]
    pub fn runs(self) -> bool {
        matches!(self, Self::Running | Self::DueSoon)
    }
}

/// From when to when something runs, and how it stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    /// As in a [`RunningClock`].
    pub starts: Option<Date>,
    /// The same.
    pub ends: Option<Date>,
    /// The same.
    pub days_left: Option<i32>,
    /// How it stands.
    pub state: ClockState,
    /// Whether its end is the person's own.
    pub printed: bool,
}

impl RunningClock<'_> {
    /// Its days and its state.
    #[must_use]
    pub fn course(&self) -> Course {
        Course {
            starts: self.starts,
            ends: self.ends,
            days_left: self.days_left,
            state: self.state,
            printed: self.printed,
        }
    }

    /// Whether its end lies before today and what should have stopped it, or
    /// what had to be done while it ran, is late by that. A paper that ran out
    /// makes nothing late: it has to be renewed.
    fn makes_late(&self) -> bool {
        let is_kind = matches!(
            self.definition.kind,
            ClockKind::Window | ClockKind::Deadline
        );
        self.state == ClockState::Overdue && is_kind
    }
}

impl<'a> Evaluation<'a> {
    /// The clocks of the pathway: those of its steps, and of the credentials
    /// that it leads to or that the person holds.
    pub fn clocks(&self) -> impl Iterator<Item = &RunningClock<'a>> {
        self.clocks.iter()
    }

    /// Those that need a look: running, due soon or overdue; the overdue ones
    /// first, then by their end, those of which nobody knows it last.
    #[must_use]
    pub fn clocks_to_watch(&self) -> Vec<&RunningClock<'a>> {
        let is_watched = |clock: &&RunningClock<'_>| {
            // A day that comes each year is no news until it is near.
            let starts = &self.catalog.clock_links(clock.key).starts;
            let is_yearly = matches!(starts.as_slice(), [LinkedStart::Yearly(..)]);
            let is_far = is_yearly && clock.state == ClockState::Running;
            (clock.state.runs() && !is_far) || clock.state == ClockState::Overdue
        };
        let mut clocks: Vec<&RunningClock<'a>> = self.clocks().filter(is_watched).collect();
        clocks.sort_by_key(|clock| {
            let is_overdue = clock.state == ClockState::Overdue;
            (!is_overdue, clock.ends.is_none(), clock.ends)
        });
        clocks
    }

    /// The clocks that stand in a step or credential, on the pathway or not.
    #[must_use]
    pub fn clocks_in(&self, owner: ClockOwner) -> Vec<RunningClock<'a>> {
        let of_owner = |clock: &&RunningClock<'a>| clock.owner == owner;
        let known: Vec<RunningClock<'a>> = self.clocks.iter().filter(of_owner).cloned().collect();
        // Worked out anew they would go by what they have reopened themselves.
        if !known.is_empty() {
            return known;
        }
        let mut clocks = self.work_out_clocks(|_| true);
        self.start_yearly(&mut clocks);
        clocks.retain(|clock| clock.owner == owner);
        clocks
    }

    /// Until when a step has to wait, and for which clock: that which ends last.
    /// It may be done on that day.
    #[must_use]
    pub fn waiting_until(&self, step: StepKey) -> Option<(Date, &RunningClock<'a>)> {
        let clocks = self.clocks.iter();
        let opening = clocks.filter(|clock| {
            let opens = &self.catalog.clock_links(clock.key).opens;
            clock.state == ClockState::Running && opens.contains(&step)
        });
        let ending = opening.filter_map(|clock| Some((clock.ends?, clock)));
        ending.max_by_key(|&(ends, _)| ends)
    }

    /// The steps of the pathway that wait for a clock.
    pub fn waiting(&self) -> impl Iterator<Item = (StepKey, Date, &RunningClock<'a>)> {
        let waiting = self.path.iter().copied();
        let waiting = waiting.filter(|&step| self.standing(step) == Standing::Waiting);
        waiting.filter_map(|step| {
            let (until, clock) = self.waiting_until(step)?;
            Some((step, until, clock))
        })
    }

    /// The running window that a step lies in; of several the one that ends
    /// first.
    #[must_use]
    pub fn window_around(&self, step: StepKey) -> Option<(Date, &RunningClock<'a>)> {
        let windows = self.clocks.iter().filter(|clock| {
            let inside = &self.catalog.clock_links(clock.key).inside;
            clock.state.runs() && inside.contains(&step)
        });
        let windows = windows.filter_map(|clock| Some((clock.ends?, clock)));
        windows.min_by_key(|&(ends, _)| ends)
    }

    /// The clock whose end made a step late that can still be done; of several
    /// the one that ended first.
    #[must_use]
    pub fn late_by(&self, step: StepKey) -> Option<(Date, &RunningClock<'a>)> {
        let late = self.clocks.iter().filter(|clock| {
            let links = self.catalog.clock_links(clock.key);
            clock.makes_late() && (links.stops.contains(&step) || links.inside.contains(&step))
        });
        if !self.standing(step).is_actionable() {
            return None;
        }
        let late = late.filter_map(|clock| Some((clock.ends?, clock)));
        late.min_by_key(|&(ends, _)| ends)
    }

    /// Whether the pathway holds a step, leads to a credential, or the person
    /// holds it.
    pub(super) fn concerns_clock(&self, owner: ClockOwner) -> bool {
        let key = match owner {
            ClockOwner::Step(step) => return self.holds(step),
            ClockOwner::Credential(key) => key,
        };
        let credential = self.catalog.credential(key);
        let steps = [&credential.exam_day, &credential.dated_by];
        let steps = steps.into_iter().flatten();
        let mut steps = steps.filter_map(|id| self.catalog.step_named(id.as_str()));
        steps.any(|step| self.holds(step))
            || self
                .catalog
                .awarding(&credential.id)
                .any(|step| self.holds(step))
            || self.is_marked_as_held(&credential.id)
    }

    /// The clocks of these owners, but for those that start each year.
    pub(super) fn work_out_clocks(
        &self,
        is_wanted: impl Fn(ClockOwner) -> bool,
    ) -> Vec<RunningClock<'a>> {
        let mut clocks: Vec<RunningClock<'a>> = Vec::new();
        // By key: its place in the list.
        let mut places: Vec<Option<usize>> = Vec::new();
        for key in self.catalog.clocks() {
            let is_wanted = is_wanted(self.catalog.clock_owner(key));
            places.push(is_wanted.then_some(clocks.len()));
            if is_wanted {
                let end_of = |other: ClockKey| places.get(other.index()).copied().flatten();
                let before = self.catalog.clock(key).before;
                let clock = self.work_out_clock(key, &|other| {
                    let other = &clocks[end_of(other)?];
                    // What is counted back comes before the end, all else behind.
                    let counts = match other.state {
                        ClockState::NotStarted => false,
                        ClockState::Running | ClockState::DueSoon => before,
                        ClockState::Overdue | ClockState::Ended => !other.stopped,
                    };
                    other.ends.filter(|_| counts)
                });
                clocks.push(clock);
            }
        }
        clocks
    }

    /// The steps that clocks have reopened, and on which day: their marks count
    /// no longer.
    pub(super) fn reopened_by_clocks(&self) -> Vec<(StepKey, Date)> {
        let mut reopened = Vec::new();
        for clock in &self.clocks {
            let links = self.catalog.clock_links(clock.key);
            let is_before = |step: StepKey, day: Date, with_day: bool| {
                let on = self.mark(step).and_then(|mark| mark.on);
                on.is_none_or(|on| on < day || (with_day && on == day))
            };
            if let Some(round) = clock.round {
                let is_old = |&step: &StepKey| {
                    let is_stop = links.stops.contains(&step);
                    match round.stops_from.filter(|_| is_stop) {
                        Some(from) => is_before(step, from, false),
                        None => self.is_of_an_earlier_round(step, round),
                    }
                };
                let is_given_anew = |step: StepKey| {
                    let until = self.mark(step).and_then(|mark| mark.until);
                    links.until_of.contains(&step) && until.is_some_and(|end| end >= self.today)
                };
                let old = links.reopens.iter().copied();
                let old = old.filter(is_old).filter(|&step| !is_given_anew(step));
                reopened.extend(old.map(|step| (step, round.from)));
            } else if let (ClockState::Overdue, Some(ends)) = (clock.state, clock.ends)
                && !clock.definition.repeats
            {
                let lost = links.reopens.iter().copied();
                let lost = lost.filter(|&step| is_before(step, ends, true));
                reopened.extend(lost.map(|step| (step, ends)));
            }
        }
        reopened
    }

    fn is_of_an_earlier_round(&self, step: StepKey, round: Round) -> bool {
        match self.mark(step).and_then(|mark| mark.on) {
            Some(on) => on < round.from,
            // Without a day it counts as earlier, where there was an earlier one.
            None => round.stops_from.is_some(),
        }
    }

    /// Sets clocks that start each year to the next such day, once the step they
    /// stand in can be done.
    pub(super) fn start_yearly(&self, clocks: &mut [RunningClock<'a>]) {
        for clock in clocks {
            let links = self.catalog.clock_links(clock.key);
            let Some(LinkedStart::Yearly(month, day)) = links.starts.first().copied() else {
                continue;
            };
            let ClockOwner::Step(step) = clock.owner else {
                continue;
            };
            let is_left = |step: &StepKey| !self.is_satisfied(*step);
            let is_wanted = links.while_open.is_empty() || links.while_open.iter().any(is_left);
            let is_stopped = !links.stops.iter().all(is_left);
            if self.standing(step) == Standing::Locked || is_stopped || !is_wanted {
                continue;
            }
            let years = (0..=1).filter_map(|more| self.today.year().checked_add(more));
            let mut days = years.filter_map(|year| day_of_year(year, month, day));
            let next = days.find(|&next| next >= self.today);
            clock.ends = next;
            clock.days_left = next.map(|next| days_between(self.today, next));
            clock.state = match clock.days_left {
                None => ClockState::NotStarted,
                Some(left) if left <= SOON_DAYS => ClockState::DueSoon,
                Some(_) => ClockState::Running,
            };
        }
    }
}

#[cfg(test)]
pub(super) mod tests;
