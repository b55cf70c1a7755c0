//! Where an activity lies, seen from a cycle, and whether it can be proven.

use jiff::{Span, civil::Date};

use super::Kept;
use crate::journey::{days_between, entries::Activity, proofs::ProofState, record::Evidence};

/// A cycle in force, or one that has ended without renewal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cycle {
    /// Its first day, as its clock says; absent where only the end is known.
    pub starts: Option<Date>,
    /// The first day whose activities count: that behind `starts` where this was
    /// the last day of the cycle before, which still counts there.
    pub counts_from: Option<Date>,
    /// Its last day, which still counts.
    pub ends: Option<Date>,
    /// Days from today to its last day, below zero behind it.
    pub days_left: Option<i32>,
    /// Whether its end is the person's own, as the body shows it.
    pub printed: bool,
    /// The last day of the next one, where the person wrote it down.
    pub next_ends: Option<Date>,
    /// The last end written down, if it is that of a cycle after the next.
    pub far_end: Option<Date>,
}

/// Where an activity lies, seen from a cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// It counts.
    Counted,
    /// Before the cycle.
    Before,
    /// After the cycle.
    After,
    /// It counts for other credentials only.
    ForOthers,
    /// Its day is still to come.
    Ahead,
}

/// Whether the certificate of an activity is at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Certificate<'a> {
    /// Everything that was written down is there.
    Kept,
    /// None was written down.
    None,
    /// These files are not where the profile says, or are others now.
    Gone(Vec<&'a str>),
}

impl Certificate<'_> {
    /// That of an activity; `state` says what became of one proof.
    pub fn of<'a>(
        activity: &'a Activity,
        state: &dyn Fn(&Evidence) -> ProofState,
    ) -> Certificate<'a> {
        let is_gone = |one: &&Evidence| !state(one).holds();
        let gone = activity.evidence.iter().filter(is_gone);
        let gone: Vec<&str> = gone.map(|one| one.reference.as_str()).collect();
        match (activity.evidence.is_empty(), gone.is_empty()) {
            (true, _) => Certificate::None,
            (false, true) => Certificate::Kept,
            (false, false) => Certificate::Gone(gone),
        }
    }

    /// Whether something is missing.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        *self != Self::Kept
    }
}

/// The cycle of a group: the clocks of all its members stand in the same round.
pub(super) fn cycle(today: Date, kept: &[Kept<'_>]) -> Option<Cycle> {
    let clock = kept.iter().find_map(|one| one.clock.as_ref())?;
    // Of the two cycles that meet on a day it belongs to the first.
    let counts_from = clock.starts.map(|starts| match clock.follows {
        true => starts.saturating_add(Span::new().days(1)),
        false => starts,
    });
    (clock.starts.is_some() || clock.ends.is_some()).then_some(Cycle {
        starts: clock.starts,
        counts_from,
        ends: clock.ends,
        days_left: clock.ends.map(|ends| days_between(today, ends)),
        printed: clock.printed,
        next_ends: clock.next_ends,
        far_end: clock.far_end,
    })
}

pub(super) fn place(
    activity: &Activity,
    today: Date,
    cycle: Option<Cycle>,
    names: &[&str],
) -> Place {
    let named = &activity.counts_for;
    if activity.on > today {
        Place::Ahead
    } else if !named.is_empty() && !named.iter().any(|id| names.contains(&id.as_str())) {
        Place::ForOthers
    } else if cycle.is_some_and(|cycle| Some(activity.on) < cycle.counts_from) {
        Place::Before
    } else if cycle.is_some_and(|cycle| cycle.ends.is_some_and(|ends| activity.on > ends)) {
        Place::After
    } else {
        Place::Counted
    }
}
