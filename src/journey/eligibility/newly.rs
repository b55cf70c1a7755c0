//! Who has just become eligible, and may leave what other ways ask for.

use super::{Answer, Eligibility, Judged};
use crate::{catalog::StepKey, journey::evaluation::Evaluation};

impl<'a> Evaluation<'a> {
    /// The credential of the pathway, where these marks have just made the
    /// person eligible for it, and a condition of theirs that did so; only where
    /// the pathway still asks for what another way alone needs.
    #[must_use]
    pub fn newly_eligible(
        &self,
        before: &Evaluation<'_>,
        marked: &[StepKey],
    ) -> Option<(Eligibility<'a>, StepKey)> {
        let goal = self.goal()?;
        let found = self.eligibility(goal);
        if found.answer != Answer::Yes || before.eligibility(goal).answer == Answer::Yes {
            return None;
        }
        let step_of = |judged: &Judged<'_>| judged.condition.step();
        let others = found.routes.iter();
        let others = others.filter(|other| other.concerns && !other.route.only_to_sit);
        let mut conditions = others
            .flat_map(|other| &other.conditions)
            .filter_map(step_of);
        conditions.find(|&step| {
            self.holds(step) && !self.catalog.step(step).optional && !self.is_satisfied(step)
        })?;
        let mut conditions = found.deciding()?.conditions.iter().filter_map(step_of);
        let answered = conditions.rfind(|step| marked.contains(step))?;
        Some((found, answered))
    }
}
