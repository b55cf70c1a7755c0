//! The order in which a person does the steps that need their time.
//!
//! It is fixed once for the whole pathway, whatever is marked, and known before
//! hours, draws and marks. That is what makes the promises of a plan hold: with
//! an order that is chosen anew each time, more hours or one step less can make
//! the finish later (scheduling anomalies of Graham, 1966).

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{ORDER_HOURS_PER_WEEK, effort_days};
use crate::{
    catalog::{StageKey, StepKey, Target},
    journey::evaluation::Evaluation,
};

/// All steps of the pathway with effort, optional ones and all members of
/// groups included, in the order in which they are done.
///
/// It is the order of a schedule at 10 hours a week with likely values, as if
/// nothing were marked and no clock or term held anything up: whenever the
/// person is free, the available step with the longest remaining path comes,
/// its own days included, of equal ones the first of the pathway; where none is
/// available, the one that is available next. A group waits for all of its
/// members that the pathway holds: so the order fits whichever of them a person
/// goes by, and stays the same when they change their mind.
pub(super) fn effort_order(evaluation: &Evaluation<'_>) -> Vec<StepKey> {
    Scheduler::new(evaluation).run()
}

/// A node is a step of the pathway, or behind them the end of a stage on which
/// a step waits as a whole.
struct Scheduler<'e> {
    path: &'e [StepKey],
    /// By node: those that wait for it.
    followers: Vec<Vec<u32>>,
    /// Days of the person's time and days that pass by themselves.
    days: Vec<(i64, i64)>,
    /// Days from the start of a node to the end of all that waits for it.
    remaining: Vec<i64>,
    /// For how many others a node still waits, and the day they end.
    waits_for: Vec<u32>,
    ready: Vec<i64>,
}

/// What is free to be done: longest remaining path first, then the order of
/// the pathway.
type Free = BinaryHeap<(i64, Reverse<u32>)>;
/// What will be free: by day, and then as above.
type Later = BinaryHeap<(Reverse<i64>, i64, Reverse<u32>)>;

impl<'e> Scheduler<'e> {
    fn new(evaluation: &'e Evaluation<'_>) -> Self {
        let path = evaluation.path.as_slice();
        let firsts = prerequisites(evaluation);
        let mut days: Vec<(i64, i64)> = path
            .iter()
            .map(|&step| {
                let step = evaluation.catalog.step(step);
                let hours = step.effort_hours;
                // A step that may need time stands in the row, however little
                // is likely.
                let effort = effort_days(hours.likely, ORDER_HOURS_PER_WEEK);
                let effort = effort.max(i64::from(hours.high > 0));
                (effort, i64::from(step.wait_days.likely))
            })
            .collect();
        days.resize(firsts.len(), (0, 0));
        let followers = reversed(&firsts);
        Self {
            path,
            remaining: remaining(&firsts, &followers, &days),
            waits_for: lengths(&firsts),
            ready: vec![0; firsts.len()],
            followers,
            days,
        }
    }

    fn run(mut self) -> Vec<StepKey> {
        let mut done = Vec::new();
        let mut free = Free::new();
        let mut later = Later::new();
        let mut today = 0;
        let starts: Vec<u32> = (0u32..)
            .zip(&self.waits_for)
            .filter(|&(_, &waits)| waits == 0)
            .map(|(node, _)| node)
            .collect();
        for node in starts {
            self.is_ready(node, &mut later);
        }
        loop {
            while let Some(&(Reverse(day), remaining, node)) = later.peek() {
                if day > today {
                    break;
                }
                later.pop();
                free.push((remaining, node));
            }
            if let Some((_, Reverse(node))) = free.pop() {
                done.push(self.path[node as usize]);
                today += self.days[node as usize].0;
                let finish = today + self.days[node as usize].1;
                self.ends(node, finish, &mut later);
            } else if let Some(&(Reverse(day), ..)) = later.peek() {
                today = day;
            } else {
                return done;
            }
        }
    }

    /// Puts a node into the row. One that needs nobody's time does not wait
    /// there: it ends when its days have passed.
    fn is_ready(&mut self, node: u32, later: &mut Later) {
        let place = node as usize;
        let (effort, wait) = self.days[place];
        if effort > 0 {
            later.push((
                Reverse(self.ready[place]),
                self.remaining[place],
                Reverse(node),
            ));
        } else {
            self.ends(node, self.ready[place] + wait, later);
        }
    }

    fn ends(&mut self, node: u32, finish: i64, later: &mut Later) {
        let mut ended = vec![(node, finish)];
        while let Some((node, finish)) = ended.pop() {
            for &next in &self.followers[node as usize] {
                let at = next as usize;
                self.ready[at] = self.ready[at].max(finish);
                self.waits_for[at] -= 1;
                if self.waits_for[at] > 0 {
                    continue;
                }
                let (effort, wait) = self.days[at];
                if effort > 0 {
                    let row = (Reverse(self.ready[at]), self.remaining[at], Reverse(next));
                    later.push(row);
                } else {
                    ended.push((next, self.ready[at] + wait));
                }
            }
        }
    }
}

/// By node: days from its start to the end of all that waits for it. It goes
/// from the last ones back; the audit leaves no circle.
fn remaining(firsts: &[Vec<u32>], followers: &[Vec<u32>], days: &[(i64, i64)]) -> Vec<i64> {
    let mut remaining = vec![0; days.len()];
    let mut followers_left = lengths(followers);
    let mut to_count: Vec<u32> = (0u32..)
        .zip(&followers_left)
        .filter(|&(_, &left)| left == 0)
        .map(|(node, _)| node)
        .collect();
    while let Some(node) = to_count.pop() {
        let (effort, wait) = days[node as usize];
        // The longest of its followers is in it by now.
        remaining[node as usize] += effort + wait;
        for &first in &firsts[node as usize] {
            let place = first as usize;
            remaining[place] = remaining[place].max(remaining[node as usize]);
            followers_left[place] -= 1;
            if followers_left[place] == 0 {
                to_count.push(first);
            }
        }
    }
    remaining
}

/// For which others each node waits. Named twice counts twice, on both sides.
fn prerequisites(evaluation: &Evaluation<'_>) -> Vec<Vec<u32>> {
    const NOT_HELD: u32 = u32::MAX;
    let catalog = evaluation.catalog;
    let path = &evaluation.path;
    let mut place = vec![NOT_HELD; catalog.step_count()];
    for (node, step) in (0u32..).zip(path) {
        place[step.index()] = node;
    }
    let mut firsts: Vec<Vec<u32>> = Vec::new();
    // The nodes that stand for the end of a stage, made when first named.
    let mut ends: Vec<StageKey> = Vec::new();
    for &step in path {
        let links = catalog.links(step);
        let single = links.requires.iter().map(|target| match *target {
            Target::Step(first) => place[first.index()],
            Target::Stage(stage) => {
                let known = ends.iter().position(|&known| known == stage);
                let end = known.unwrap_or_else(|| {
                    ends.push(stage);
                    ends.len() - 1
                });
                (path.len() + end) as u32
            }
        });
        let groups = links.requires_any.iter().flatten();
        let members = groups.map(|member| place[member.index()]);
        let held = single.chain(members).filter(|&first| first != NOT_HELD);
        firsts.push(held.collect());
    }
    for stage in ends {
        let of_stage = evaluation.required_of(stage);
        firsts.push(of_stage.map(|step| place[step.index()]).collect());
    }
    firsts
}

/// How long each list is.
fn lengths(lists: &[Vec<u32>]) -> Vec<u32> {
    lists.iter().map(|list| list.len() as u32).collect()
}

/// For each node, in whose lists it is, in their order.
fn reversed(lists: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let mut reversed = vec![Vec::new(); lists.len()];
    for (node, list) in (0u32..).zip(lists) {
        for &named in list {
            reversed[named as usize].push(node);
        }
    }
    reversed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reversed_lists_name_those_that_named_them() {
        let lists = [vec![2, 1], vec![], vec![1, 1], vec![0]];
        let expected = [vec![3], vec![0, 2, 2], vec![0], vec![]];
        assert_eq!(reversed(&lists), expected);
        assert_eq!(lengths(&lists), [2, 0, 2, 1]);
    }
}
