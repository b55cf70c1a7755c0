//! The facts that what a person sees rests on, and which of them are old.

use super::evaluation::Evaluation;
use crate::catalog::{StepKey, fact::FactVersion};

impl<'a> Evaluation<'a> {
    /// The facts a step rests on, as they are in force today. Every fact that
    /// its sentences name is among them.
    pub fn facts_of(&self, step: StepKey) -> impl Iterator<Item = &'a FactVersion> + use<'a> {
        let catalog = self.catalog;
        let today = self.today;
        let facts = catalog.step(step).facts.iter();
        facts.filter_map(move |id| catalog.fact(id)?.in_force(today))
    }

    /// The old ones among them.
    pub fn stale_facts_of(&self, step: StepKey) -> impl Iterator<Item = &'a FactVersion> + use<'a> {
        let today = self.today;
        self.facts_of(step)
            .filter(move |version| version.is_stale(today))
    }

    /// The old facts behind the steps that are still to do or can be taken, by
    /// id, each once.
    #[must_use]
    pub fn stale_facts(&self) -> Vec<&'a FactVersion> {
        let ahead = self
            .path
            .iter()
            .filter(|&&step| !self.is_satisfied(step) && !self.is_past_its_offer(step));
        let mut stale: Vec<&FactVersion> =
            ahead.flat_map(|&step| self.stale_facts_of(step)).collect();
        stale.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        stale.dedup_by(|a, b| a.id == b.id);
        stale
    }
}
