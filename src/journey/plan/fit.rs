//! How a day known from outside shortens what comes before it.
//!
//! A program ends on the day the school names, and an exam is on the day it is
//! booked for. What such a step requires is planned to be done by then: what a
//! school's calendar fixes shrinks, and the work is taken to be done in time.
//! What other offices take does not shrink. Where that alone reaches beyond the
//! day, the day cannot be right, and the estimates hold.

use super::{network::Network, node::Begins};

/// By node and lane: the day by which the work on it has to end, so that every
/// day known from outside that can hold does; `i32::MAX` where there is none.
/// `wait` is by node what passes by itself.
pub(super) fn work_until<const LANES: usize>(
    network: &Network,
    wait: &[[i32; LANES]],
) -> Vec<[i32; LANES]> {
    let holds = days_that_hold(network, wait);
    let count = network.nodes.len();
    // The day by which each node has to be done for what waits for it.
    let mut done_by = vec![[i32::MAX; LANES]; count];
    let mut work_until = vec![[i32::MAX; LANES]; count];
    for (number, node) in network.nodes.iter().enumerate().rev() {
        let is_under_way = matches!(node.begins, Begins::UnderWay { .. });
        for lane in 0..LANES {
            let by = done_by[number][lane];
            let (until, firsts_by) = match holds[number][lane] {
                Some(true) => (node.expected.unwrap_or(by), node.expected.unwrap_or(by)),
                // The known day replaces the estimate of the step itself.
                Some(false) => (by, by),
                None if by == i32::MAX => (by, by),
                None => {
                    let until = by.saturating_sub(fixed_wait(network, wait, number, lane));
                    // What is under way waits beside what it waits for.
                    (until, if is_under_way { by } else { until })
                }
            };
            work_until[number][lane] = until;
            for &first in network.firsts(number) {
                let done_by = &mut done_by[first as usize][lane];
                *done_by = firsts_by.min(*done_by);
            }
        }
    }
    work_until
}

/// By node and lane: whether its day from outside can hold, where it has one. It
/// cannot where the waits before it alone take longer.
fn days_that_hold<const LANES: usize>(
    network: &Network,
    wait: &[[i32; LANES]],
) -> Vec<[Option<bool>; LANES]> {
    let count = network.nodes.len();
    let mut earliest = vec![[0; LANES]; count];
    let mut holds = vec![[None; LANES]; count];
    for (number, node) in network.nodes.iter().enumerate() {
        for lane in 0..LANES {
            let firsts = network.firsts(number).iter();
            let ready = firsts.map(|&first| earliest[first as usize][lane]).max();
            let ready = ready.unwrap_or(0).max(0);
            let own = fixed_wait(network, wait, number, lane);
            let (ready, alone) = match node.begins {
                Begins::NotBefore { day, .. } => {
                    let ready = ready.max(day);
                    (ready, ready.saturating_add(own))
                }
                Begins::UnderWay { days_ago } => (ready, ready.max(own.saturating_sub(days_ago))),
            };
            holds[number][lane] = node.expected.map(|expected| ready <= expected);
            earliest[number][lane] = node.expected.map_or(alone, |expected| expected.max(ready));
        }
    }
    holds
}

/// What passes by itself and does not shrink.
fn fixed_wait<const LANES: usize>(
    network: &Network,
    wait: &[[i32; LANES]],
    number: usize,
    lane: usize,
) -> i32 {
    if network.nodes[number].by_school {
        0
    } else {
        wait[number][lane]
    }
}
