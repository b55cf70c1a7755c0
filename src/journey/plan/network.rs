//! What is planned, and what of it waits for what.

use std::ops::Range;

use super::effort_order::effort_order;
use crate::{
    catalog::{StageKey, StepKey, Target, length::Estimate},
    journey::{evaluation::Evaluation, standing::Standing},
};

/// The steps still to do, each behind all that it waits for, and those that
/// need the person's time in the order in which they are done.
#[derive(Debug)]
pub(super) struct Network {
    pub(super) nodes: Vec<Node>,
    firsts: Vec<u32>,
    /// The steps under way that need the person's time, in the order in which
    /// they were begun.
    pub(super) under_way: Vec<u32>,
}

/// A step, or the end of a stage on which a step waits as a whole.
#[derive(Debug)]
pub(super) struct Node {
    /// None for the end of a stage.
    pub(super) step: Option<StepKey>,
    firsts: Range<u32>,
    /// Hours of the person's time.
    pub(super) effort_hours: Estimate,
    /// Days that pass by themselves.
    pub(super) wait_days: Estimate,
    pub(super) begins: Begins,
    /// The day on which it is known to be done, counted from today.
    pub(super) expected: Option<i32>,
    /// It lies in a stage up to the finish of the pathway.
    pub(super) is_up_to_finish: bool,
    pub(super) is_required: bool,
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

impl Network {
    /// Draws it up for a person.
    pub(super) fn new(evaluation: &Evaluation<'_>) -> Self {
        let effort_order = effort_order(evaluation);
        let planned = planned(evaluation);
        let route = evaluation.route();
        let mut is_up_to_finish = vec![false; evaluation.catalog.stages().count()];
        for stage in route.stages.iter().take(route.finish + 1) {
            is_up_to_finish[stage.index()] = true;
        }
        let mut building = Building {
            evaluation,
            is_up_to_finish,
            planned: &planned,
            node_of_step: vec![UNVISITED; evaluation.catalog.step_count()],
            node_of_stage: vec![UNVISITED; evaluation.catalog.stages().count()],
            network: Self {
                nodes: Vec::with_capacity(evaluation.path.len()),
                firsts: Vec::new(),
                under_way: Vec::new(),
            },
        };
        for &step in effort_order.iter().chain(&evaluation.path) {
            if planned[step.index()] {
                building.visit(Item::Step(step));
            }
        }
        let mut network = building.network;
        network.sort_under_way(evaluation);
        network
    }

    /// The nodes for which one waits.
    pub(super) fn firsts(&self, node: usize) -> &[u32] {
        let Range { start, end } = self.nodes[node].firsts;
        &self.firsts[start as usize..end as usize]
    }

    /// Several steps under way are worked on in the order in which they were
    /// begun, those without a day first, and then in that of the pathway.
    fn sort_under_way(&mut self, evaluation: &Evaluation<'_>) {
        let mut place_of = vec![0; evaluation.catalog.step_count()];
        for (place, step) in evaluation.path.iter().enumerate() {
            place_of[step.index()] = place;
        }
        let mut begun: Vec<_> = (0u32..)
            .zip(&self.nodes)
            .filter(|(_, node)| matches!(node.begins, Begins::UnderWay { .. }) && node.has_effort())
            .filter_map(|(number, node)| Some((number, node.step?)))
            .map(|(number, step)| {
                let on = evaluation.mark(step).and_then(|mark| mark.on);
                (on, place_of[step.index()], number)
            })
            .collect();
        begun.sort_unstable();
        self.under_way = begun.into_iter().map(|(_, _, number)| number).collect();
    }
}

impl Node {
    /// Whether it may need the person's time.
    pub(super) fn has_effort(&self) -> bool {
        self.effort_hours.high > 0
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

/// Which steps are planned: the required steps still to do, optional ones under
/// way, and of each group on which they wait the member that the person goes
/// by; and what those wait for.
fn planned(evaluation: &Evaluation<'_>) -> Vec<bool> {
    let catalog = evaluation.catalog;
    let mut planned = vec![false; catalog.step_count()];
    let is_left = |step: StepKey| evaluation.holds(step) && !evaluation.is_satisfied(step);
    let mut to_visit = evaluation.path.clone();
    to_visit.retain(|&step| {
        let is_wanted =
            !catalog.step(step).optional || evaluation.standing(step) == Standing::Doing;
        is_wanted && is_left(step)
    });
    while let Some(step) = to_visit.pop() {
        if std::mem::replace(&mut planned[step.index()], true) {
            continue;
        }
        let links = catalog.links(step);
        for target in &links.requires {
            // The required steps of a stage are planned in any case.
            if let Target::Step(first) = *target
                && is_left(first)
            {
                to_visit.push(first);
            }
        }
        let groups = evaluation.open_groups(step);
        to_visit.extend(groups.filter_map(|group| member_gone_by(evaluation, group)));
    }
    planned
}

/// The member of a group that a plan counts on: the one under way, else the
/// first that is not answered no, else the first.
fn member_gone_by(evaluation: &Evaluation<'_>, group: &[StepKey]) -> Option<StepKey> {
    let held = || {
        let members = group.iter().copied();
        members.filter(|&member| evaluation.holds(member))
    };
    let stands = |member: &StepKey, standing| evaluation.standing(*member) == standing;
    held()
        .find(|member| stands(member, Standing::Doing))
        .or_else(|| held().find(|member| !stands(member, Standing::No)))
        .or_else(|| held().next())
}

#[derive(Debug, Clone, Copy)]
enum Item {
    Step(StepKey),
    Stage(StageKey),
}

/// The item has not been met yet.
const UNVISITED: u32 = u32::MAX;

struct Building<'e, 'a> {
    evaluation: &'e Evaluation<'a>,
    planned: &'e [bool],
    /// By stage.
    is_up_to_finish: Vec<bool>,
    node_of_step: Vec<u32>,
    node_of_stage: Vec<u32>,
    network: Network,
}

impl Building<'_, '_> {
    /// Adds an item behind all that it waits for; without recursion, since a
    /// row of steps may be long.
    fn visit(&mut self, item: Item) {
        if self.node(item) != UNVISITED {
            return;
        }
        let mut open = vec![(item, self.waits_for(item), 0)];
        while let Some((item, firsts, place)) = open.last_mut() {
            if let Some(&first) = firsts.get(*place) {
                *place += 1;
                if self.node(first) == UNVISITED {
                    open.push((first, self.waits_for(first), 0));
                }
                continue;
            }
            let item = *item;
            if let Some((_, firsts, _)) = open.pop()
                && self.node(item) == UNVISITED
            {
                self.add(item, &firsts);
            }
        }
    }

    fn node(&self, item: Item) -> u32 {
        match item {
            Item::Step(step) => self.node_of_step[step.index()],
            Item::Stage(stage) => self.node_of_stage[stage.index()],
        }
    }

    fn waits_for(&self, item: Item) -> Vec<Item> {
        let is_planned = |step: &StepKey| self.planned[step.index()];
        let step = match item {
            Item::Step(step) => step,
            Item::Stage(stage) => {
                let of_stage = self.evaluation.required_of(stage);
                return of_stage.filter(is_planned).map(Item::Step).collect();
            }
        };
        let links = self.evaluation.catalog.links(step);
        let single = links.requires.iter().filter_map(|target| match *target {
            Target::Step(first) => is_planned(&first).then_some(Item::Step(first)),
            Target::Stage(stage) => {
                (self.evaluation.left_in_stage(stage) > 0).then_some(Item::Stage(stage))
            }
        });
        let groups = self.evaluation.open_groups(step);
        let members = groups.filter_map(|group| member_gone_by(self.evaluation, group));
        single.chain(members.map(Item::Step)).collect()
    }

    fn add(&mut self, item: Item, firsts: &[Item]) {
        let number = u32::try_from(self.network.nodes.len()).unwrap_or(UNVISITED);
        let from = self.network.firsts.len() as u32;
        for &first in firsts {
            let first = self.node(first);
            // The audit leaves no circle, so it is there.
            if first != UNVISITED {
                self.network.firsts.push(first);
            }
        }
        let firsts = from..self.network.firsts.len() as u32;
        let node = match item {
            Item::Step(step) => {
                self.node_of_step[step.index()] = number;
                self.step_node(step, firsts)
            }
            Item::Stage(stage) => {
                self.node_of_stage[stage.index()] = number;
                Node {
                    step: None,
                    firsts,
                    effort_hours: Estimate::ZERO,
                    wait_days: Estimate::ZERO,
                    begins: Begins::NotBefore {
                        day: 0,
                        on_term: false,
                    },
                    expected: None,
                    is_up_to_finish: self.is_up_to_finish[stage.index()],
                    is_required: false,
                }
            }
        };
        self.network.nodes.push(node);
    }

    fn step_node(&self, key: StepKey, firsts: Range<u32>) -> Node {
        let evaluation = self.evaluation;
        let step = evaluation.catalog.step(key);
        let mark = evaluation.mark(key);
        let today = evaluation.today;
        let begins = if evaluation.standing(key) == Standing::Doing {
            let on = mark.and_then(|mark| mark.on);
            let days_ago = on.map_or(0, |on| (today - on).get_days().max(0));
            Begins::UnderWay { days_ago }
        } else {
            let waits = evaluation.waiting_until(key);
            Begins::NotBefore {
                day: waits.map_or(0, |(until, _)| (until - today).get_days()),
                on_term: step.start_on_term,
            }
        };
        let expect = evaluation.expected(key);
        let stage = evaluation.catalog.stage_of(key);
        Node {
            step: Some(key),
            firsts,
            effort_hours: step.effort_hours,
            wait_days: step.wait_days,
            begins,
            expected: expect.map(|expect| (expect - today).get_days()),
            is_up_to_finish: self.is_up_to_finish[stage.index()],
            is_required: !step.optional,
        }
    }
}
