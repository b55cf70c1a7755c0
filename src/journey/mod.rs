//! What follows for one person: standing, progress, next actions. Pure.
//!
//! [`Record`](record::Record) holds what the person wrote down;
//! [`Evaluation`](evaluation::Evaluation) puts it together with the catalog and
//! a day, after [`attempts`] and [`clocks`] have said which marks still count.
//! Every view asks the same evaluation, so no two can disagree.
//! Files, clock, terminal and wording belong to others.

pub mod applications;
pub mod attempts;
pub mod behind;
mod calendar;
mod clock_days;
mod clock_rounds;
pub mod clocks;
pub mod costs;
pub mod counted;
pub mod credits;
pub mod difference;
pub mod drift;
pub mod eligibility;
pub mod entries;
pub mod evaluation;
#[cfg(test)]
mod example;
pub mod facts;
pub mod hundredths;
pub mod identifiers;
pub mod marking;
pub mod measured;
pub mod missed;
mod missing;
pub mod next;
pub mod occasions;
pub mod plan;
pub mod proofs;
pub mod readiness;
pub mod record;
pub mod rules;
pub mod skills;
pub mod standing;
pub mod start_by;
pub mod study;
mod unlocking;
pub mod unusual;
pub mod what_if;

/// Days from one day to a later one; below zero to an earlier one.
#[must_use]
pub fn days_between(from: jiff::civil::Date, to: jiff::civil::Date) -> i32 {
    (to - from).get_days()
}
