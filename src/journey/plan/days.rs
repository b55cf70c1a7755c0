//! Days known from outside, like that of a booked exam, that a plan cannot meet.

use jiff::civil::Date;

use super::Plan;
use crate::{
    catalog::{ClockKey, ClockOwner, LinkedStart, StepKey, clock::MarkDay},
    journey::evaluation::Evaluation,
};

/// A step that is expected on a day, and planned to be done only after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooEarly {
    /// The step.
    pub step: StepKey,
    /// The day on which it is expected.
    pub day: Date,
    /// The day on which it is planned to be done.
    pub planned: Date,
    /// What of the step's own runs out before that day, and its last day: by
    /// then the day can be moved at less cost than later.
    pub move_until: Vec<(ClockKey, Date)>,
}

impl Plan {
    /// The days ahead that are too early by this plan, in the order of the
    /// pathway. `evaluation` is the one that was planned.
    #[must_use]
    pub fn too_early(&self, evaluation: &Evaluation<'_>) -> Vec<TooEarly> {
        let expected = self.steps.iter().filter_map(|planned| {
            let day = evaluation.expected(planned.step)?;
            let is_ahead = day >= self.today && planned.finish > day;
            is_ahead.then_some((planned.step, day, planned.finish))
        });
        let too_early = expected.map(|(step, day, planned)| {
            let counted_back = evaluation.clocks().filter(|clock| {
                let starts = &evaluation.catalog.clock_links(clock.key).starts;
                clock.owner == ClockOwner::Step(step)
                    && clock.definition.before
                    && clock.state.runs()
                    && starts.contains(&LinkedStart::Mark(step, MarkDay::Expect))
            });
            let move_until = counted_back.filter_map(|clock| Some((clock.key, clock.ends?)));
            TooEarly {
                step,
                day,
                planned,
                move_until: move_until.collect(),
            }
        });
        too_early.collect()
    }
}
