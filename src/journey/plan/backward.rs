//! How late each step may start: the backward pass of the critical-path method.
//!
//! It runs over prerequisites alone. With the person's row of work in it, what
//! is planned last would count as the most urgent. A day known from outside,
//! like that of a booked exam, and the end of a running window hold whatever
//! comes before them.

use super::{
    Keeps, LIKELY, Limit,
    network::{Begins, Network},
    pass::{Durations, Pass},
    terms::Terms,
};

/// The latest starts, in days from today.
pub(super) struct Latest {
    pub(super) start: Vec<i32>,
    pub(super) slack: Vec<i32>,
    /// By node: what its end keeps free.
    end_for: Vec<EndFor>,
    /// By node: what it keeps free in the end.
    pub(super) keeps: Vec<Keeps>,
}

/// What fixed the latest end of a node.
#[derive(Debug, Clone, Copy)]
enum EndFor {
    /// A node that waits for it.
    Node(u32),
    /// A day that holds for itself.
    Day(Keeps),
}

impl Latest {
    /// Works them out from a schedule. `target` is the day by which the person
    /// wants to be done, counted from today.
    pub(super) fn of(
        network: &Network,
        pass: &Pass<3>,
        durations: &mut impl Durations<3>,
        terms: &mut Terms,
        target: Option<i32>,
    ) -> Self {
        let count = network.nodes.len();
        let mut latest = Self {
            start: vec![0; count],
            slack: vec![0; count],
            end_for: Vec::with_capacity(count),
            keeps: vec![Keeps::Finish; count],
        };
        let mut end = latest.ends(network, pass, target);
        for number in (0..count).rev() {
            let node = &network.nodes[number];
            let days = days(network, pass, durations, number);
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
                    latest.end_for[place] = EndFor::Node(number as u32);
                }
            }
            // What is under way has started, whatever it waits for.
            let ready = match node.begins {
                Begins::NotBefore { day, .. } => pass.ready(network, number, day).0[LIKELY],
                Begins::UnderWay { .. } => 0,
            };
            let slack = latest.start[number].saturating_sub(ready);
            let keeps = match latest.end_for[number] {
                EndFor::Day(keeps) => keeps,
                EndFor::Node(next) => latest.keeps[next as usize],
            };
            latest.keeps[number] = keeps;
            // The plan itself is never late; all else can be missed.
            let can_be_late = !matches!(keeps, Keeps::Finish | Keeps::End);
            latest.slack[number] = if can_be_late { slack } else { slack.max(0) };
        }
        latest
    }

    /// The day by which each node has to be done for itself.
    fn ends(&mut self, network: &Network, pass: &Pass<3>, target: Option<i32>) -> Vec<i32> {
        let last = |is_up_to_finish: bool| {
            super::last_node(network, pass, LIKELY, is_up_to_finish)
                .map_or(0, |node| pass.finish[node][LIKELY])
        };
        let finish = match target {
            Some(target) => (target, Keeps::Target),
            None => (last(true), Keeps::Finish),
        };
        let beyond = (last(false), Keeps::End);
        let mut ends = Vec::with_capacity(network.nodes.len());
        for node in &network.nodes {
            let (mut end, mut keeps) = if node.is_up_to_finish { finish } else { beyond };
            // The day itself, also where the plan gets there only later.
            if let (Some(step), Some(day)) = (node.step, node.expected.filter(|&day| day < end)) {
                (end, keeps) = (day, Keeps::Day(step));
            }
            if let Some((day, clock)) = node.window.filter(|&(day, _)| day < end) {
                (end, keeps) = (day, Keeps::Window(clock));
            }
            ends.push(end);
            self.end_for.push(EndFor::Day(keeps));
        }
        ends
    }

    /// What the latest start of a step keeps free at once: that of the step
    /// that waits for it, else a day.
    pub(super) fn limit(&self, network: &Network, number: usize) -> Limit {
        let mut here = number;
        loop {
            match self.end_for[here] {
                EndFor::Day(keeps) => return Limit::Day(keeps),
                EndFor::Node(next) => here = next as usize,
            }
            if let Some(step) = network.nodes[here].step {
                return Limit::Step(step);
            }
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
