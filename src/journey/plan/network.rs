//! What is planned, and what of it waits for what.

use std::ops::Range;

use super::{
    effort_order::effort_order,
    held::{self, HeldWindow, WaitToCome},
    node::{Begins, Node},
    planned::{member_gone_by, planned},
};
use crate::{
    catalog::{StageKey, StepKey, Target, length::Estimate},
    journey::{days_between, evaluation::Evaluation, standing::Standing},
};

/// The steps still to do, each behind all that it waits for, and those that
/// need the person's time in the order in which they are done.
#[derive(Debug, Clone)]
pub(super) struct Network {
    pub(super) nodes: Vec<Node>,
    firsts: Vec<u32>,
    /// The steps under way that need the person's time, in the order in which
    /// they were begun.
    pub(super) under_way: Vec<u32>,
    /// A day known from outside wins over what is estimated before it.
    pub(super) known_days_win: bool,
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
        let waits = held::waits(evaluation, &planned);
        let mut building = Building {
            evaluation,
            is_up_to_finish,
            windows: held::windows(evaluation, &planned),
            node_of_wait: vec![UNVISITED; waits.len()],
            waits: &waits,
            planned: &planned,
            node_of_step: vec![UNVISITED; evaluation.catalog.step_count()],
            node_of_stage: vec![UNVISITED; evaluation.catalog.stages().count()],
            open: Vec::new(),
            firsts: Vec::new(),
            network: Self {
                nodes: Vec::with_capacity(evaluation.path.len()),
                firsts: Vec::new(),
                under_way: Vec::new(),
                known_days_win: false,
            },
        };
        for &step in effort_order.iter().chain(&evaluation.path) {
            if planned[step.index()] {
                building.visit(Item::Step(step));
            }
        }
        let mut network = building.network;
        network.sort_under_way(evaluation);
        network.known_days_win = network.nodes.iter().any(|node| node.expected.is_some());
        network
    }

    /// The same where no day known from outside shortens what comes before it,
    /// and no school's calendar holds it up: what the person's hours allow.
    pub(super) fn by_hours(&self) -> Self {
        let mut network = self.clone();
        network.known_days_win = false;
        let mut comes_before = vec![false; network.nodes.len()];
        for number in (0..network.nodes.len()).rev() {
            if comes_before[number] || network.nodes[number].expected.is_some() {
                for &first in self.firsts(number) {
                    comes_before[first as usize] = true;
                }
            }
        }
        for (node, comes_before) in network.nodes.iter_mut().zip(comes_before) {
            if comes_before && node.by_school {
                node.wait_days = Estimate::ZERO;
                if let Begins::NotBefore { on_term, .. } = &mut node.begins {
                    *on_term = false;
                }
            }
        }
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

#[derive(Debug, Clone, Copy)]
enum Item {
    Step(StepKey),
    Stage(StageKey),
    /// A wait to come, by its place.
    Wait(usize),
}

/// The item has not been met yet.
const UNVISITED: u32 = u32::MAX;
/// It has been met, and what it waits for is not added yet.
const OPEN: u32 = UNVISITED - 1;

struct Building<'e, 'a> {
    evaluation: &'e Evaluation<'a>,
    planned: &'e [bool],
    /// By stage.
    is_up_to_finish: Vec<bool>,
    windows: Vec<HeldWindow>,
    waits: &'e [WaitToCome],
    node_of_wait: Vec<u32>,
    node_of_step: Vec<u32>,
    node_of_stage: Vec<u32>,
    /// What waits for others that are added first, each within the one before.
    open: Vec<Open>,
    /// What those wait for, one behind the other.
    firsts: Vec<Item>,
    network: Network,
}

/// An item that is added behind all that it waits for.
struct Open {
    item: Item,
    /// Its part of `firsts`, from its first one on to the end.
    from: usize,
    /// The one to be added next.
    next: usize,
}

impl Building<'_, '_> {
    /// Adds an item behind all that it waits for; without recursion, since a
    /// row of steps may be long.
    fn visit(&mut self, item: Item) {
        self.open(item);
        while let Some(open) = self.open.last_mut() {
            if let Some(&first) = self.firsts.get(open.next) {
                open.next += 1;
                self.open(first);
                continue;
            }
            let (item, from) = (open.item, open.from);
            self.open.pop();
            self.add(item, from);
            self.firsts.truncate(from);
        }
    }

    fn open(&mut self, item: Item) {
        let node = self.node(item);
        if *node != UNVISITED {
            return;
        }
        *node = OPEN;
        let from = self.firsts.len();
        self.find_firsts(item);
        self.open.push(Open {
            item,
            from,
            next: from,
        });
    }

    fn node(&mut self, item: Item) -> &mut u32 {
        match item {
            Item::Step(step) => &mut self.node_of_step[step.index()],
            Item::Stage(stage) => &mut self.node_of_stage[stage.index()],
            Item::Wait(place) => &mut self.node_of_wait[place],
        }
    }

    /// Puts what an item waits for behind the others in `firsts`.
    fn find_firsts(&mut self, item: Item) {
        let (evaluation, planned) = (self.evaluation, self.planned);
        let is_planned = |step: &StepKey| planned[step.index()];
        let step = match item {
            Item::Step(step) => step,
            Item::Stage(stage) => {
                let of_stage = evaluation.required_of(stage).filter(is_planned);
                self.firsts.extend(of_stage.map(Item::Step));
                return;
            }
            Item::Wait(place) => {
                self.firsts.push(Item::Step(self.waits[place].after));
                return;
            }
        };
        // What only has to be marked waits for nothing any more.
        if evaluation.is_only_to_mark(step) {
            return;
        }
        let links = evaluation.catalog.links(step);
        let single = links.requires.iter().filter_map(|target| match *target {
            Target::Step(first) => is_planned(&first).then_some(Item::Step(first)),
            Target::Stage(stage) => {
                (evaluation.left_in_stage(stage) > 0).then_some(Item::Stage(stage))
            }
        });
        let groups = evaluation.open_groups(step);
        let members = groups.filter_map(|group| member_gone_by(evaluation, group));
        self.firsts.extend(single.chain(members.map(Item::Step)));
        let from = self.waits.partition_point(|wait| wait.opens < step);
        let opening = self.waits[from..].iter();
        let opening = opening.take_while(|wait| wait.opens == step);
        let places = from..from + opening.count();
        self.firsts.extend(places.map(Item::Wait));
    }

    /// Adds an item; what it waits for is all that is left in `firsts` from
    /// there on.
    fn add(&mut self, item: Item, from: usize) {
        let number = u32::try_from(self.network.nodes.len()).unwrap_or(UNVISITED);
        let start = self.network.firsts.len() as u32;
        for place in from..self.firsts.len() {
            let first = *self.node(self.firsts[place]);
            // The audit leaves no circle of steps; one of waits is cut here.
            if first < OPEN {
                self.network.firsts.push(first);
            }
        }
        let firsts = start..self.network.firsts.len() as u32;
        *self.node(item) = number;
        let node = match item {
            Item::Step(step) => self.step_node(step, firsts),
            Item::Stage(stage) => Node {
                is_up_to_finish: self.is_up_to_finish[stage.index()],
                ..Node::passing(firsts)
            },
            Item::Wait(place) => {
                let wait = self.waits[place];
                let stage = self.evaluation.catalog.stage_of(wait.opens);
                let days = wait.days;
                Node {
                    wait_days: Estimate {
                        low: days,
                        likely: days,
                        high: days,
                    },
                    is_wait: true,
                    is_up_to_finish: self.is_up_to_finish[stage.index()],
                    ..Node::passing(firsts)
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
        let is_only_to_mark = evaluation.is_only_to_mark(key);
        let begins = if is_only_to_mark {
            Begins::NotBefore {
                day: 0,
                on_term: false,
            }
        } else if evaluation.standing(key) == Standing::Doing {
            let on = mark.and_then(|mark| mark.on);
            let days_ago = on.map_or(0, |on| days_between(on, today).max(0));
            Begins::UnderWay { days_ago }
        } else {
            let waits = evaluation.waiting_until(key);
            Begins::NotBefore {
                day: waits.map_or(0, |(until, _)| days_between(today, until)),
                on_term: step.start_on_term,
            }
        };
        let expect = evaluation.expected(key).filter(|_| !is_only_to_mark);
        let left = evaluation.work_left(key);
        let stage = evaluation.catalog.stage_of(key);
        Node {
            step: Some(key),
            firsts,
            effort_hours: left.effort_hours,
            wait_days: left.wait_days,
            begins,
            by_school: step.start_on_term,
            // A day that has passed tells no more when it will be.
            expected: expect
                .map(|expect| days_between(today, expect))
                .filter(|&day| day >= 0),
            window: self
                .windows
                .binary_search_by_key(&key, |window| window.step)
                .ok()
                .map(|place| self.windows[place].day),
            is_wait: false,
            is_up_to_finish: self.is_up_to_finish[stage.index()],
            is_required: !step.optional,
        }
    }
}
