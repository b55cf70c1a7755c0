//! When each step can be done, and what decides the finish.
//!
//! One person does one step at a time, in whole calendar days from today; what
//! waits by itself passes beside it. [`Plan`] holds the dates. Everything
//! follows design section 5: the order of effort is fixed before anything else
//! is looked at, so a plan is one pass over what is left, and more hours or one
//! more step done never make it later. With no effort at all it is the
//! critical-path method (Kelley and Walker, 1959).
//!
//! `effort_order` fixes the order, `planned` says what is left, `network` what
//! it waits for, `held` what clocks hold up, `pass` schedules it, `fit` shortens
//! what comes before a known day, `backward` says how late each step may start,
//! `terms` knows the person's school; `forecast` draws the spread.

mod backward;
pub mod days;
mod effort_order;
mod fit;
pub mod forecast;
mod held;
mod network;
mod node;
mod pass;
mod pert;
mod planned;
mod terms;
pub mod windows;

use jiff::civil::Date;

use self::{
    backward::Latest,
    days::TooEarly,
    network::Network,
    node::Begins,
    pass::{Cause, Durations, Fixed, Pass},
    terms::{Terms, day_from},
};
use super::{days_between, evaluation::Evaluation, standing::Standing};
use crate::catalog::StepKey;

/// The hours a week that a plan assumes where the person gave none.
pub const ASSUMED_HOURS_PER_WEEK: u32 = 10;

/// The hours a week at which the order of effort is fixed.
const ORDER_HOURS_PER_WEEK: u32 = 10;

/// The scheduled dates of everything that is still to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The day from which it counts.
    pub today: Date,
    /// Hours of the person's time a week.
    pub hours_per_week: u32,
    /// Whether the person gave these hours.
    pub hours_are_given: bool,
    /// When the pathway reaches its finish; none where it has.
    pub finish: Option<Finish>,
    /// The steps, in the order of the pathway.
    pub steps: Vec<PlannedStep>,
    /// What decides the finish: the steps on the way to it, first to last.
    pub limiting_chain: Vec<Link>,
    /// The days known from outside that the person's hours do not reach, in the
    /// order of the pathway. The dates count on these days all the same, unless
    /// waits that no hours shorten last longer.
    pub too_early: Vec<TooEarly>,
    /// By step: its place in `steps`.
    place_of: Vec<Option<u32>>,
}

/// The day on which the last required step up to the finish of the pathway is
/// done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finish {
    /// Where everything goes well.
    pub earliest: Date,
    /// With likely values. Delays add up, so most plans end later.
    pub likely: Date,
    /// The day by which half of the drawn plans are there: the estimate, from
    /// which everything else that names one is counted.
    pub p50: Date,
    /// Where everything takes long.
    pub late: Date,
    /// The day by which the person wants to be there.
    pub target: Option<Date>,
    /// Days from the estimate to the target; below 0 where it is missed.
    pub days_to_target: Option<i32>,
}

/// The dates of one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedStep {
    /// The step.
    pub step: StepKey,
    /// The day it starts, or started where it is under way.
    pub start: Date,
    /// The day it is done, its own waiting time over.
    pub finish: Date,
    /// The last day on which it may start, by prerequisites alone, without
    /// moving the target, else the finish. It ranks what is next. It leaves out
    /// the person's time, so it is no day to act on: `start_by` finds that.
    pub latest_start: Date,
    /// Days from the day on which its prerequisites allow it to its latest
    /// start. Below 0 it is late by so many days, which only a target, a
    /// running window or a day known from outside can cause.
    pub slack_days: i32,
    /// What fixed its start.
    pub fixed_by: FixedBy,
    /// The step that had to end first, or with which the person was busy.
    pub after: Option<StepKey>,
    /// Whether it is on the limiting chain.
    pub is_on_chain: bool,
}

/// A step of the limiting chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// The step.
    pub step: StepKey,
    /// What fixed its start.
    pub fixed_by: FixedBy,
    /// Days by which it moves the finish: from the end of the one before it to
    /// its own end.
    pub days: i32,
}

/// What fixed the start of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FixedBy {
    /// A step that must be done first.
    Prerequisite,
    /// The person, busy with another step.
    Person,
    /// A wait that has to pass.
    Clock,
    /// The next term start of the person's school.
    Term,
    /// Nothing: it can start today, or has started.
    Today,
}

impl FixedBy {
    /// The word in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Prerequisite => "prerequisite",
            Self::Person => "person",
            Self::Clock => "clock",
            Self::Term => "term",
            Self::Today => "today",
        }
    }
}

/// Days a person needs for an effort, at so many hours a week: rounded up to
/// whole days.
fn effort_days(hours: u32, hours_per_week: u32) -> i64 {
    let hours = u64::from(hours) * 7;
    hours
        .div_ceil(u64::from(hours_per_week.max(1)))
        .cast_signed()
}

/// The three values of every estimate beside each other.
struct ThreeValues<'n> {
    network: &'n Network,
    hours_per_week: u32,
}

/// The place of the likely values among the three.
const LIKELY: usize = 1;

impl Durations<3> for ThreeValues<'_> {
    fn fill(&mut self, node: usize, effort: &mut [i32; 3], wait: &mut [i32; 3]) {
        let node = &self.network.nodes[node];
        let three = |of: crate::catalog::length::Estimate| [of.low, of.likely, of.high];
        *effort = three(node.effort_hours).map(|hours| {
            let days = effort_days(hours, self.hours_per_week);
            i32::try_from(days).unwrap_or(i32::MAX)
        });
        *wait = three(node.wait_days).map(|days| i32::try_from(days).unwrap_or(i32::MAX));
    }
}

impl Plan {
    /// Plans what is left for a person.
    #[must_use]
    pub fn of(evaluation: &Evaluation<'_>) -> Self {
        Self::schedule(evaluation, finish)
    }

    /// The same without its finish, for who asks only for the dates of steps: the
    /// draws of the estimate are most of the work.
    #[must_use]
    pub fn without_finish(evaluation: &Evaluation<'_>) -> Self {
        Self::schedule(evaluation, |_, _, _| None)
    }

    fn schedule(
        evaluation: &Evaluation<'_>,
        finish: impl FnOnce(&Evaluation<'_>, &Network, &Pass<3>) -> Option<Finish>,
    ) -> Self {
        let network = Network::new(evaluation);
        let given = evaluation.record.hours_per_week;
        let hours_per_week = given.unwrap_or(ASSUMED_HOURS_PER_WEEK).max(1);
        let mut terms = Terms::new(&evaluation.record.terms, evaluation.today);
        let mut pass = Pass::<3>::new(&network);
        let mut durations = ThreeValues {
            network: &network,
            hours_per_week,
        };
        pass.run(&network, &mut durations, &mut terms);
        let target_day = evaluation
            .record
            .target
            .map(|target| days_between(evaluation.today, target));
        let latest = Latest::of(&network, &pass, &mut terms, target_day);
        let mut plan = Self {
            today: evaluation.today,
            hours_per_week,
            hours_are_given: given.is_some(),
            finish: finish(evaluation, &network, &pass),
            steps: Vec::with_capacity(network.nodes.len()),
            limiting_chain: chain(&network, &pass),
            too_early: Vec::new(),
            place_of: vec![None; evaluation.catalog.step_count()],
        };
        plan.list_steps(evaluation, &network, &pass, &latest);
        plan.too_early = plan.find_too_early(evaluation);
        plan
    }

    /// The dates of a step; none where it is not planned.
    #[must_use]
    pub fn step(&self, step: StepKey) -> Option<&PlannedStep> {
        let place = self.place_of[step.index()]?;
        self.steps.get(place as usize)
    }

    /// The planned steps that are answered no: the dates count on a yes.
    #[must_use]
    pub fn counts_on_yes(&self, evaluation: &Evaluation<'_>) -> Vec<StepKey> {
        let planned = self.steps.iter().map(|planned| planned.step);
        planned
            .filter(|&step| evaluation.standing(step) == Standing::No)
            .collect()
    }

    fn list_steps(
        &mut self,
        evaluation: &Evaluation<'_>,
        network: &Network,
        pass: &Pass<3>,
        latest: &Latest,
    ) {
        let mut nodes = vec![None; evaluation.catalog.step_count()];
        for (number, node) in network.nodes.iter().enumerate() {
            if let Some(step) = node.step {
                nodes[step.index()] = Some(number);
            }
        }
        let on = |days| day_from(self.today, days);
        let planned = evaluation.path.iter().copied();
        for (step, number) in planned.filter_map(|step| Some((step, nodes[step.index()]?))) {
            let cause = pass.cause[number][LIKELY];
            self.place_of[step.index()] = u32::try_from(self.steps.len()).ok();
            self.steps.push(PlannedStep {
                step,
                start: on(pass.start[number][LIKELY]),
                finish: on(pass.finish[number][LIKELY]),
                latest_start: on(latest.start[number]),
                slack_days: latest.slack[number],
                fixed_by: fixed_by(network, cause),
                after: step_before(network, pass, number),
                is_on_chain: false,
            });
        }
        for link in &self.limiting_chain {
            if let Some(place) = self.place_of[link.step.index()] {
                self.steps[place as usize].is_on_chain = true;
            }
        }
    }
}

/// The required node that ends last among those up to the finish of the pathway,
/// or among those after it.
fn last_node<const LANES: usize>(
    network: &Network,
    pass: &Pass<LANES>,
    lane: usize,
    is_up_to_finish: bool,
) -> Option<usize> {
    let nodes = network.nodes.iter().enumerate();
    nodes
        .filter(|(_, node)| node.is_required && node.is_up_to_finish == is_up_to_finish)
        .map(|(number, _)| number)
        .max_by_key(|&number| pass.finish[number][lane])
}

fn finish(evaluation: &Evaluation<'_>, network: &Network, pass: &Pass<3>) -> Option<Finish> {
    let target = evaluation.record.target;
    let last = |lane| {
        let node = last_node(network, pass, lane, true)?;
        Some(pass.finish[node][lane])
    };
    let [earliest, likely, late] = [last(0)?, last(LIKELY)?, last(2)?];
    let on = |days| day_from(evaluation.today, days);
    let p50 = on(forecast::estimate(evaluation, network)?);
    Some(Finish {
        earliest: on(earliest),
        likely: on(likely),
        p50,
        late: on(late),
        target,
        days_to_target: target.map(|target| days_between(p50, target)),
    })
}

/// The way back from the finish through what fixed each start, first to last.
fn chain(network: &Network, pass: &Pass<3>) -> Vec<Link> {
    let last = |is_up_to_finish| last_node(network, pass, LIKELY, is_up_to_finish);
    let Some(last) = last(true).or_else(|| last(false)) else {
        return Vec::new();
    };
    let mut chain = Vec::new();
    // From the end of the chain on, each link begins where the one before ends.
    let mut end = pass.finish[last][LIKELY];
    for (number, cause) in pass.way_back(network, LIKELY, last) {
        let begin = match cause.fixed() {
            Fixed::By(first) => pass.finish[first][LIKELY].min(end),
            // The person was busy with the one before until this one began.
            Fixed::Busy(_) => pass.start[number][LIKELY].clamp(0, end),
            Fixed::Clock | Fixed::Today => 0,
        };
        if let Some(step) = network.nodes[number].step {
            let days = end - begin;
            let fixed_by = fixed_by(network, cause);
            // A step under way can be met twice: by its end, and by the time on
            // it that kept the person busy. It is one link.
            let known = if is_under_way(network.nodes[number].begins) {
                chain.iter_mut().find(|link: &&mut Link| link.step == step)
            } else {
                None
            };
            match known {
                Some(known) => known.days += days,
                None => chain.push(Link {
                    step,
                    fixed_by,
                    days,
                }),
            }
            end = begin;
        }
    }
    chain.reverse();
    chain
}

fn fixed_by(network: &Network, cause: Cause) -> FixedBy {
    match cause.fixed() {
        _ if cause.is_term() => FixedBy::Term,
        Fixed::By(first) if network.nodes[first].is_wait => FixedBy::Clock,
        Fixed::By(_) => FixedBy::Prerequisite,
        Fixed::Busy(_) => FixedBy::Person,
        Fixed::Clock => FixedBy::Clock,
        Fixed::Today => FixedBy::Today,
    }
}

/// The step before on the way back; behind the end of a stage, the step that
/// ended it.
fn step_before(network: &Network, pass: &Pass<3>, number: usize) -> Option<StepKey> {
    let way_back = pass.way_back(network, LIKELY, number).skip(1);
    way_back
        .map(|(node, _)| network.nodes[node].step)
        .find_map(|step| step)
}

/// Whether a step has begun.
fn is_under_way(begins: Begins) -> bool {
    matches!(begins, Begins::UnderWay { .. })
}
