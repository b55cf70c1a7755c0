//! How late each step may start: the backward pass of the critical-path method.
//!
//! It runs over prerequisites alone. With the person's row of work in it, what
//! is planned last would count as the most urgent.

use super::{
    LIKELY, Limit,
    network::{Begins, Network},
    pass::{Durations, Pass},
};

/// The latest starts, in days from today.
pub(super) struct Latest {
    pub(super) start: Vec<i32>,
    pub(super) slack: Vec<i32>,
    /// By node: the one that waits for it and fixed it; none where that was the
    /// day by which all must be done.
    fixed_by: Vec<Option<u32>>,
    has_target: bool,
}

impl Latest {
    /// Works them out from a schedule. `target` is the day by which the person
    /// wants to be done, counted from today.
    pub(super) fn of(
        network: &Network,
        pass: &Pass<3>,
        durations: &mut impl Durations<3>,
        target: Option<i32>,
    ) -> Self {
        let count = network.nodes.len();
        let last = |is_up_to_finish: bool| {
            super::last_node(network, pass, LIKELY, is_up_to_finish)
                .map_or(0, |node| pass.finish[node][LIKELY])
        };
        let (finish, beyond) = (target.unwrap_or_else(|| last(true)), last(false));
        let mut end: Vec<i32> = network
            .nodes
            .iter()
            .map(|node| if node.is_up_to_finish { finish } else { beyond })
            .collect();
        let mut latest = Self {
            start: vec![0; count],
            slack: vec![0; count],
            fixed_by: vec![None; count],
            has_target: target.is_some(),
        };
        for number in (0..count).rev() {
            let node = &network.nodes[number];
            let days = days(network, pass, durations, number);
            latest.start[number] = end[number].saturating_sub(days);
            for &first in network.firsts(number) {
                // What comes after the finish makes nothing before it urgent.
                let place = first as usize;
                if network.nodes[place].is_up_to_finish && !node.is_up_to_finish {
                    continue;
                }
                if latest.start[number] < end[place] {
                    end[place] = latest.start[number];
                    latest.fixed_by[place] = Some(number as u32);
                }
            }
            let not_before = match node.begins {
                Begins::NotBefore { day, .. } => day,
                Begins::UnderWay { .. } => 0,
            };
            let (ready, _) = pass.ready(network, number, not_before);
            let slack = latest.start[number].saturating_sub(ready[LIKELY]);
            let may_be_late = latest.has_target && node.is_up_to_finish;
            latest.slack[number] = if may_be_late { slack } else { slack.max(0) };
        }
        latest
    }

    /// What the latest start of a step keeps free.
    pub(super) fn limit(&self, network: &Network, number: usize) -> Limit {
        let mut here = number;
        while let Some(next) = self.fixed_by[here] {
            here = next as usize;
            if let Some(step) = network.nodes[here].step {
                return Limit::Step(step);
            }
        }
        let is_up_to_finish = network.nodes[number].is_up_to_finish;
        if self.has_target && is_up_to_finish {
            Limit::Target
        } else {
            Limit::Finish
        }
    }
}

/// How many days a step takes from its latest start on. A day known from
/// outside does not make it longer than its estimate: the exam in ten weeks is
/// an afternoon.
fn days(
    network: &Network,
    pass: &Pass<3>,
    durations: &mut impl Durations<3>,
    number: usize,
) -> i32 {
    let node = &network.nodes[number];
    let finish = pass.finish[number][LIKELY];
    if super::is_under_way(node.begins) {
        return finish.max(0);
    }
    let (mut effort, mut wait) = ([0; 3], [0; 3]);
    durations.fill(number, &mut effort, &mut wait);
    let days = effort[LIKELY].saturating_add(wait[LIKELY]);
    days.min(finish.saturating_sub(pass.start[number][LIKELY]))
}
