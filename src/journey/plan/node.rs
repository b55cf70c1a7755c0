//! What is planned, one by one.

use std::ops::Range;

use crate::catalog::{StepKey, length::Estimate};

/// A step, the end of a stage on which a step waits as a whole, or a wait that
/// has not started yet.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// None for the end of a stage, and for a wait.
    pub(super) step: Option<StepKey>,
    pub(super) firsts: Range<u32>,
    /// Hours of the person's time.
    pub(super) effort_hours: Estimate,
    /// Days that pass by themselves.
    pub(super) wait_days: Estimate,
    pub(super) begins: Begins,
    /// A school's calendar fixes when it starts, and what it waits for.
    pub(super) by_school: bool,
    /// The day on which it is known to be done, counted from today.
    pub(super) expected: Option<i32>,
    /// The last day of a running window that it ends, counted from today.
    pub(super) window: Option<i32>,
    /// It lies in a stage up to the finish of the pathway.
    pub(super) is_up_to_finish: bool,
    pub(super) is_required: bool,
    /// It is a wait that opens what comes after it.
    pub(super) is_wait: bool,
}

/// When a step can begin, besides what it waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begins {
    /// At once, or once a clock has run out.
    NotBefore {
        /// Days from today; 0 or less where no clock runs.
        day: i32,
        /// Only at a term start of the person's school.
        on_term: bool,
    },
    /// It has begun, so many days ago.
    UnderWay { days_ago: i32 },
}

impl Node {
    /// What takes no time and is no step.
    pub(super) fn passing(firsts: Range<u32>) -> Self {
        Self {
            step: None,
            firsts,
            effort_hours: Estimate::ZERO,
            wait_days: Estimate::ZERO,
            begins: Begins::NotBefore {
                day: 0,
                on_term: false,
            },
            by_school: false,
            expected: None,
            window: None,
            is_wait: false,
            is_up_to_finish: true,
            is_required: false,
        }
    }

    /// Whether it may need the person's time.
    pub(super) fn has_effort(&self) -> bool {
        self.effort_hours.high > 0
    }

    /// Whether it can start only at a term start.
    pub(super) fn on_term(&self) -> bool {
        matches!(self.begins, Begins::NotBefore { on_term: true, .. })
    }

    /// How many days ago it was begun; 0 where it was not, or the day is not
    /// known.
    pub(super) fn days_ago(&self) -> i32 {
        match self.begins {
            Begins::UnderWay { days_ago } => days_ago,
            Begins::NotBefore { .. } => 0,
        }
    }
}
