//! What is planned, and what of it waits for what.

use std::ops::Range;

use super::effort_order::effort_order;
use crate::{
    catalog::{ClockKey, StageKey, StepKey, Target, clock::ClockKind, length::Estimate},
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
    /// The last day of a running window that it ends, counted from today.
    pub(super) window: Option<(i32, ClockKey)>,
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
            windows: windows_to_end(evaluation, &planned),
            planned: &planned,
            node_of_step: vec![UNVISITED; evaluation.catalog.step_count()],
            node_of_stage: vec![UNVISITED; evaluation.catalog.stages().count()],
            open: Vec::new(),
            firsts: Vec::new(),
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

/// The running windows, each with the one planned step that ends it and its last
/// day, counted from today; of several that a step ends the first to close.
fn windows_to_end(evaluation: &Evaluation<'_>, planned: &[bool]) -> Vec<(StepKey, i32, ClockKey)> {
    let mut windows: Vec<(StepKey, i32, ClockKey)> = evaluation
        .clocks()
        .filter(|clock| clock.definition.kind == ClockKind::Window && clock.state.runs())
        .filter_map(|clock| {
            let stops = evaluation.catalog.clock_links(clock.key).stops.iter();
            let mut stops = stops.copied().filter(|stop| planned[stop.index()]);
            // Where any of several ends it, none of them has to.
            let step = stops.next().filter(|_| stops.next().is_none())?;
            Some((step, (clock.ends? - evaluation.today).get_days(), clock.key))
        })
        .collect();
    windows.sort_unstable();
    windows.dedup_by_key(|&mut (step, ..)| step);
    windows
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
    /// The steps that end a running window, ascending, each with its last day.
    windows: Vec<(StepKey, i32, ClockKey)>,
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
            if self.node(item) == UNVISITED {
                self.add(item, from);
            }
            self.firsts.truncate(from);
        }
    }

    fn open(&mut self, item: Item) {
        if self.node(item) != UNVISITED {
            return;
        }
        let from = self.firsts.len();
        self.find_firsts(item);
        self.open.push(Open {
            item,
            from,
            next: from,
        });
    }

    fn node(&self, item: Item) -> u32 {
        match item {
            Item::Step(step) => self.node_of_step[step.index()],
            Item::Stage(stage) => self.node_of_stage[stage.index()],
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
        };
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
    }

    /// Adds an item; what it waits for is all that is left in `firsts` from
    /// there on.
    fn add(&mut self, item: Item, from: usize) {
        let number = u32::try_from(self.network.nodes.len()).unwrap_or(UNVISITED);
        let start = self.network.firsts.len() as u32;
        for &first in &self.firsts[from..] {
            let first = match first {
                Item::Step(step) => self.node_of_step[step.index()],
                Item::Stage(stage) => self.node_of_stage[stage.index()],
            };
            // The audit leaves no circle, so it is there.
            if first != UNVISITED {
                self.network.firsts.push(first);
            }
        }
        let firsts = start..self.network.firsts.len() as u32;
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
                    window: None,
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
        let expect = mark.and_then(|mark| mark.expect);
        let stage = evaluation.catalog.stage_of(key);
        Node {
            step: Some(key),
            firsts,
            effort_hours: step.effort_hours,
            wait_days: step.wait_days,
            begins,
            // A day that has passed tells no more when it will be.
            expected: expect
                .map(|expect| (expect - today).get_days())
                .filter(|&day| day >= 0),
            window: self
                .windows
                .binary_search_by_key(&key, |&(step, ..)| step)
                .ok()
                .map(|place| (self.windows[place].1, self.windows[place].2)),
            is_up_to_finish: self.is_up_to_finish[stage.index()],
            is_required: !step.optional,
        }
    }
}
