//! The rounds of a clock that repeats: from which day to which each runs, and
//! which one a person is in.
//!
//! What was written down stays: every end is a whole number of lengths from the
//! first day, a printed end replaces the end that it lies nearest to, and moves
//! no other day. Credentials that share a cycle have the same first day and the
//! same printed ends, so they have the same rounds.

use std::collections::BTreeSet;

use jiff::{Span, civil::Date};

use super::{
    calendar::lengths_from,
    clocks::{Round, RunningClock},
    days_between,
    evaluation::Evaluation,
    record::State,
};
use crate::catalog::{
    ClockKey, ClockOwner, CredentialKey, LinkedStart,
    clock::{Clock, MarkDay},
    length::Length,
};

/// A stop in the first quarter of a round counts as a late stop of the round
/// before. Marks hold one date each, so nothing else tells the two apart.
const LATE_SHARE: i32 = 4;

/// More rounds than anybody lives through.
const MOST_ROUNDS: i64 = 1000;

/// All rounds of one clock, by number.
struct Rounds<'c> {
    clock: &'c Clock,
    /// Absent where no fact says it, or where it is no day long.
    length: Option<Length>,
    /// Round `n` ends `n` lengths from here.
    anchor: Option<Date>,
    /// The number of the first round.
    first: i64,
    /// Its first day.
    starts: Option<Date>,
    /// Ends that the person wrote down, each with the number of its round.
    printed: Vec<(i64, Date)>,
}

impl<'c> Rounds<'c> {
    /// The rounds from a first day on; `printed` are the ends that the person
    /// wrote down, of two for one round the one that counts first. After early
    /// testing the first round has another length, which only the person knows.
    fn new(
        clock: &RunningClock<'c>,
        length: Option<Length>,
        printed: &[Date],
        is_early: bool,
        today: Date,
    ) -> Self {
        let starts = clock.starts;
        let by_rule = starts.filter(|_| !is_early);
        let mut rounds = Self {
            clock: clock.definition,
            length: length.filter(|length| length.days() > 0),
            anchor: by_rule.or_else(|| printed.first().copied()),
            first: i64::from(by_rule.is_some()),
            starts,
            printed: Vec::new(),
        };
        if by_rule.is_none() && rounds.length.is_some() {
            rounds.find_first(is_early, today);
        }
        for &end in printed {
            let number = rounds.nearest(end);
            if rounds.written(number).is_none() {
                rounds.printed.push((number, end));
            }
        }
        rounds
    }

    /// Finds the first round where only an end is known. After early testing the
    /// first round is longer than the others, but not twice as long; else it is
    /// the one that runs today.
    fn find_first(&mut self, is_early: bool, today: Date) {
        let limit = match (self.starts, is_early) {
            (None, true) => return,
            (Some(starts), _) => starts,
            (None, false) => today,
        };
        while self.first > -MOST_ROUNDS {
            let Some(start) = self.by_rule(self.first - 1) else {
                return;
            };
            let is_far = match is_early {
                true => self.by_rule(self.first - 2) > Some(limit),
                false => start > limit,
            };
            if !is_far {
                break;
            }
            self.first -= 1;
        }
        if self.starts.is_none() {
            self.starts = self.by_rule(self.first - 1);
        }
    }

    fn by_rule(&self, number: i64) -> Option<Date> {
        match number {
            0 => self.anchor,
            _ => Some(lengths_from(self.anchor?, self.length?, number, self.clock)),
        }
    }

    fn written(&self, number: i64) -> Option<Date> {
        let mut printed = self.printed.iter();
        printed.find(|one| one.0 == number).map(|one| one.1)
    }

    /// The last day of a round.
    fn end(&self, number: i64) -> Option<Date> {
        self.written(number).or_else(|| self.by_rule(number))
    }

    /// The first day of a round: the last one of the round before.
    fn start(&self, number: i64) -> Option<Date> {
        if number == self.first {
            self.starts
        } else {
            self.end(number - 1)
        }
    }

    /// Whether an end is known for a later round: then this one was renewed.
    fn goes_on(&self, number: i64) -> bool {
        self.printed.iter().any(|one| one.0 > number)
    }

    /// The round whose end by the rule lies nearest to a day, of two the first.
    fn nearest(&self, day: Date) -> i64 {
        let mut number = self.first;
        while number < MOST_ROUNDS {
            let ends = self.by_rule(number).zip(self.by_rule(number + 1));
            let is_nearer = ends.is_some_and(|(this, next)| {
                days_between(this, day).abs() > days_between(day, next).abs()
            });
            if !is_nearer {
                break;
            }
            number += 1;
        }
        number
    }
}

impl<'a> Evaluation<'a> {
    /// Sets a clock that repeats to the round in force: it goes on for as long
    /// as each was stopped, or has a printed end behind it.
    pub(super) fn run_in_rounds(
        &self,
        clock: &mut RunningClock<'a>,
        length: Option<Length>,
        printed: &[Date],
    ) {
        let first = self.held_first(&self.sharing(clock.key));
        let is_early = first.is_some_and(|key| self.is_early(self.catalog.credential(key)));
        let rounds = Rounds::new(clock, length, printed, is_early, self.today);
        let mut number = rounds.first;
        // Where another credential began to be counted long before this one was
        // there, the round counts in which this one was earned.
        if let ClockOwner::Credential(key) = clock.owner
            && let Some(held) = self.held_day(key)
        {
            while number < MOST_ROUNDS && rounds.end(number).is_some_and(|end| end <= held) {
                number += 1;
            }
        }
        let first = number;
        let links = self.catalog.clock_links(clock.key);
        let stops = links.stops.iter().filter_map(|&step| self.mark(step));
        let stops = stops.filter(|mark| mark.state.satisfies());
        let newest = stops.clone().filter_map(|mark| mark.on).max();
        let is_undated = stops.clone().next().is_some() && newest.is_none();
        let late = |starts: Date, ends: Date| {
            let share = days_between(starts, ends) / LATE_SHARE;
            starts.saturating_add(Span::new().days(share))
        };
        while number < MOST_ROUNDS {
            let Some(ends) = rounds.end(number).filter(|&ends| ends < self.today) else {
                break;
            };
            let from = rounds.start(number).map(|starts| late(starts, ends));
            let was_stopped = newest.is_some_and(|day| from.is_none_or(|from| day >= from))
                || (is_undated && number == first);
            let is_over = was_stopped || rounds.goes_on(number);
            if !is_over || rounds.end(number + 1).is_none() {
                break;
            }
            number += 1;
        }
        clock.starts = rounds.start(number);
        clock.ends = rounds.end(number);
        clock.printed = rounds.written(number).is_some();
        clock.next_ends = rounds.written(number + 1);
        let far = rounds.printed.iter().filter(|one| one.0 > number + 1);
        clock.far_end = far.map(|one| one.1).max();
        clock.follows = number > rounds.first;
        let is_first = number == first;
        let (Some(starts), Some(ends)) = (clock.starts, clock.ends) else {
            clock.stopped = clock.ends.is_none() && (newest.is_some() || is_undated);
            return;
        };
        // In its first known round an early stop counts until the round is over.
        let is_over = ends < self.today;
        let stops_from = if is_first && !is_over {
            starts
        } else {
            late(starts, ends)
        };
        clock.stopped = newest.is_some_and(|day| day >= stops_from) || (is_undated && is_first);
        if starts < self.today {
            clock.round = Some(Round {
                from: starts,
                stops_from: (!is_first).then_some(stops_from),
            });
        }
    }

    /// Whether the person holds the credential of a clock, and the day its first
    /// known round began: of those it is counted together with that of the one
    /// held first. `None` if it is not held, or where another has taken its
    /// place.
    pub(super) fn held_since(&self, key: ClockKey) -> Option<Option<Date>> {
        let own = self.credential_of(key)?;
        let renewal = self.catalog.credential(own).renewal.iter();
        let mut replaced_by = renewal.filter_map(|renewal| renewal.replaced_by.as_ref());
        if !self.is_held(own) || replaced_by.any(|other| self.is_marked_as_held(other)) {
            return None;
        }
        let first = self.held_first(&self.sharing(key));
        Some(first.and_then(|first| self.held_day(first)))
    }

    /// The credentials that the person holds and whose cycle is that of a clock,
    /// its own among them, in the order of the catalog. `None` if it is the
    /// clock of a step.
    fn sharing(&self, key: ClockKey) -> Vec<CredentialKey> {
        let Some(own) = self.credential_of(key) else {
            return Vec::new();
        };
        let others = self.catalog.clock_links(key).shares_with.iter().copied();
        let others = others.filter(|&other| other != own && self.is_held(other));
        let mut sharing: Vec<CredentialKey> = others.chain([own]).collect();
        sharing.sort_by_key(|key| key.index());
        sharing
    }

    /// The one of these that was held first. After early testing the day of the
    /// exam decides that, though no cycle starts on it.
    fn held_first(&self, sharing: &[CredentialKey]) -> Option<CredentialKey> {
        let day = |key: CredentialKey| {
            let exam = self.catalog.credential(key).dated_by.as_ref();
            let exam = exam.and_then(|id| self.catalog.step_named(id.as_str()));
            let passed = exam.and_then(|step| self.done_on(step));
            self.held_day(key).or(passed)
        };
        let sharing = sharing.iter().copied();
        sharing.min_by_key(|&key| (day(key).is_none(), day(key)))
    }

    /// The ends that letters or documents print, as written at the steps of a
    /// clock and of those it is counted together with: what is written at the
    /// step named first comes first, of two named at the same place the earlier
    /// day. An end before the first day was that of an earlier round; so was one
    /// on the first day of a clock that repeats, since no round is a day long.
    pub(super) fn printed_ends(&self, key: ClockKey, starts: Option<Date>) -> Vec<Date> {
        let own = self.credential_of(key);
        let others = self.sharing(key).into_iter();
        let others = others.filter(|&other| Some(other) != own);
        let others = others.filter_map(|other| {
            let mut clocks = self.catalog.clocks_of(ClockOwner::Credential(other));
            clocks.find(|&clock| {
                let starts = &self.catalog.clock_links(clock).starts;
                starts.contains(&LinkedStart::Held)
            })
        });
        let steps = others.chain([key]).flat_map(|clock| {
            let steps = &self.catalog.clock_links(clock).until_of;
            steps.iter().copied().enumerate()
        });
        let repeats = self.catalog.clock(key).repeats;
        let ends = steps.filter_map(|(place, step)| {
            let end = match repeats {
                // However late it was looked up, it is the end of some round.
                true => {
                    let mark = self.mark(step).filter(|mark| mark.state != State::No);
                    mark?.until?
                }
                false => self.day_in_mark(key, step, MarkDay::Until)?,
            };
            Some((place, end)).filter(|_| Some(end) > starts || (!repeats && Some(end) == starts))
        });
        let ends = BTreeSet::from_iter(ends);
        ends.into_iter().map(|(_, end)| end).collect()
    }
}

#[cfg(test)]
mod tests;
