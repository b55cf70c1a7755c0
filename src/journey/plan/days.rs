//! Days known from outside, like that of a booked exam, that a person cannot meet
//! at their hours.

use jiff::civil::Date;

use super::{
    LIKELY, Plan, ThreeValues,
    network::Network,
    pass::Pass,
    terms::{Terms, day_from},
};
use crate::{
    catalog::{ClockKey, ClockOwner, LinkedStart, StepKey, clock::MarkDay},
    journey::evaluation::Evaluation,
};

/// The most hours a week that are offered as a way to meet a day.
const MOST_HOURS_PER_WEEK: u32 = 60;

/// Days of a step's own work that may fall on the day on which it is expected.
const OWN_DAYS: i32 = 7;

/// A step that is expected on a day which the person's hours do not reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooEarly {
    /// The step.
    pub step: StepKey,
    /// The day on which it is expected.
    pub day: Date,
    /// The day that the person's hours reach.
    pub reached: Date,
    /// The least hours a week that would reach the day; none where no hours a
    /// person has would.
    pub hours_needed: Option<u32>,
    /// What of the step's own runs out before that day, and its last day: by
    /// then the day can be moved at less cost than later.
    pub move_until: Vec<(ClockKey, Date)>,
}

impl Plan {
    /// The days ahead that the hours of this plan do not reach, in the order of
    /// the pathway.
    pub(super) fn find_too_early(&self, evaluation: &Evaluation<'_>) -> Vec<TooEarly> {
        let expected = evaluation.expected_ahead();
        let is_planned = |&(step, _): &(StepKey, Date)| self.step(step).is_some();
        if !expected.iter().any(is_planned) {
            return Vec::new();
        }
        let network = Network::new(evaluation).by_hours();
        let at = |hours: u32| Reached::at(&network, evaluation, hours);
        let here = at(self.hours_per_week);
        let expected = evaluation.path.iter().filter_map(|&step| {
            let (_, day) = expected.iter().find(|&&(known, _)| known == step)?;
            let reached = here.on(evaluation.today, step)?;
            (reached > *day).then_some((step, *day, reached))
        });
        let too_early = expected.map(|(step, day, reached)| {
            let in_time = |hours: u32| {
                let reached = at(hours).on(evaluation.today, step);
                reached.is_some_and(|reached| reached <= day)
            };
            TooEarly {
                step,
                day,
                reached,
                hours_needed: least_hours(self.hours_per_week, in_time),
                move_until: move_until(evaluation, step),
            }
        });
        too_early.collect()
    }
}

/// The last days of what runs out before the day on which a step is expected.
fn move_until(evaluation: &Evaluation<'_>, step: StepKey) -> Vec<(ClockKey, Date)> {
    let counted_back = evaluation.clocks().filter(|clock| {
        let starts = &evaluation.catalog.clock_links(clock.key).starts;
        clock.owner == ClockOwner::Step(step)
            && clock.definition.before
            && clock.state.runs()
            && starts.contains(&LinkedStart::Mark(step, MarkDay::Expect))
    });
    let ends = counted_back.filter_map(|clock| Some((clock.key, clock.ends?)));
    ends.collect()
}

/// The least hours above these that are enough.
fn least_hours(hours: u32, is_enough: impl Fn(u32) -> bool) -> Option<u32> {
    let (mut too_few, mut enough) = (hours, MOST_HOURS_PER_WEEK);
    if too_few >= enough || !is_enough(enough) {
        return None;
    }
    while enough - too_few > 1 {
        let middle = too_few.midpoint(enough);
        if is_enough(middle) {
            enough = middle;
        } else {
            too_few = middle;
        }
    }
    Some(enough)
}

/// What a person gets to at so many hours a week, whatever the days from
/// outside say.
struct Reached<'n> {
    network: &'n Network,
    pass: Pass<3>,
}

impl<'n> Reached<'n> {
    fn at(network: &'n Network, evaluation: &Evaluation<'_>, hours_per_week: u32) -> Self {
        let mut pass = Pass::<3>::new(network);
        let mut terms = Terms::new(&evaluation.record.terms, evaluation.today);
        let mut durations = ThreeValues {
            network,
            hours_per_week,
        };
        pass.run(network, &mut durations, &mut terms);
        Self { network, pass }
    }

    /// The day on which a step can be done; all but the last week of its own
    /// work lies before it.
    fn on(&self, today: Date, step: StepKey) -> Option<Date> {
        let nodes = &self.network.nodes;
        let number = nodes.iter().position(|node| node.step == Some(step))?;
        let node = &nodes[number];
        let ready = if super::is_under_way(node.begins) {
            self.pass.ready(self.network, number, 0).0[LIKELY]
        } else {
            self.pass.start[number][LIKELY]
        };
        let own = self.pass.effort[number][LIKELY].saturating_sub(node.days_ago());
        let own = own.saturating_sub(OWN_DAYS).max(0);
        Some(day_from(today, ready.saturating_add(own)))
    }
}
