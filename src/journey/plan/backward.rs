//! How late each step may start: the backward pass of the critical-path method.
//!
//! It runs over prerequisites alone. With the person's row of work in it, what
//! is planned last would count as the most urgent. A day known from outside,
//! like that of a booked exam, and the end of a running window hold whatever
//! comes before them.

use super::{LIKELY, network::Network, node::Begins, pass::Pass, terms::Terms};

/// The latest starts, in days from today.
pub(super) struct Latest {
    pub(super) start: Vec<i32>,
    pub(super) slack: Vec<i32>,
    /// By node: what fixed its end is not the plan itself, and can be missed.
    can_be_late: Vec<bool>,
}

impl Latest {
    /// Works them out from a schedule. `target` is the day by which the person
    /// wants to be done, counted from today.
    pub(super) fn of(
        network: &Network,
        pass: &Pass<3>,
        terms: &mut Terms,
        target: Option<i32>,
    ) -> Self {
        let count = network.nodes.len();
        let mut latest = Self {
            start: vec![0; count],
            slack: vec![0; count],
            can_be_late: Vec::with_capacity(count),
        };
        let mut end = latest.ends(network, pass, target);
        for number in (0..count).rev() {
            let node = &network.nodes[number];
            let days = days(network, pass, number);
            let is_under_way = super::is_under_way(node.begins);
            latest.start[number] = end[number].saturating_sub(days);
            if node.on_term() {
                // On a day between two terms it could not start.
                let term = terms.last_until(latest.start[number]);
                latest.start[number] = term.unwrap_or(latest.start[number]);
            }
            // What is under way has begun without what it waits for, and can
            // only not end before it.
            let by = if is_under_way {
                end[number]
            } else {
                latest.start[number]
            };
            for &first in network.firsts(number) {
                // What comes after the finish makes nothing before it urgent.
                let place = first as usize;
                if network.nodes[place].is_up_to_finish && !node.is_up_to_finish {
                    continue;
                }
                if by < end[place] {
                    end[place] = by;
                    latest.can_be_late[place] = latest.can_be_late[number];
                }
            }
            // What is under way has started, whatever it waits for.
            let ready = match node.begins {
                Begins::NotBefore { day, .. } => pass.ready(network, number, day).0[LIKELY],
                Begins::UnderWay { .. } => 0,
            };
            let slack = latest.start[number].saturating_sub(ready);
            latest.slack[number] = if latest.can_be_late[number] {
                slack
            } else {
                slack.max(0)
            };
        }
        latest
    }

    /// The day by which each node has to be done for itself.
    fn ends(&mut self, network: &Network, pass: &Pass<3>, target: Option<i32>) -> Vec<i32> {
        let last = |is_up_to_finish: bool| {
            super::last_node(network, pass, LIKELY, is_up_to_finish)
                .map_or(0, |node| pass.finish[node][LIKELY])
        };
        let up_to_finish = (target.unwrap_or_else(|| last(true)), target.is_some());
        let beyond = (last(false), false);
        let mut ends = Vec::with_capacity(network.nodes.len());
        for node in &network.nodes {
            let (mut end, mut can_be_late) = if node.is_up_to_finish {
                up_to_finish
            } else {
                beyond
            };
            // The day itself, also where the plan gets there only later.
            let days = [node.expected, node.window];
            for day in days.into_iter().flatten() {
                if day < end {
                    (end, can_be_late) = (day, true);
                }
            }
            ends.push(end);
            self.can_be_late.push(can_be_late);
        }
        ends
    }
}

/// How many days a step takes from its latest start on. A day known from
/// outside does not make it longer than its estimate: the exam in ten weeks is
/// an afternoon.
fn days(network: &Network, pass: &Pass<3>, number: usize) -> i32 {
    let node = &network.nodes[number];
    let finish = pass.finish[number][LIKELY];
    if super::is_under_way(node.begins) {
        return finish.max(0);
    }
    let (effort, wait) = (pass.effort[number][LIKELY], pass.wait[number][LIKELY]);
    let days = effort.saturating_add(wait);
    days.min(finish.saturating_sub(pass.start[number][LIKELY]))
}
