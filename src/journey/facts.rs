//! The facts that what a person sees rests on, and which of them are old.

use super::evaluation::Evaluation;
use crate::catalog::{StepKey, fact::FactVersion, id::FactId, text};

impl<'a> Evaluation<'a> {
    /// The facts a step rests on, as they are in force today: those listed
    /// with it and those its sentences name, each once.
    pub fn facts_of(&self, step: StepKey) -> Vec<&'a FactVersion> {
        let catalog = self.catalog;
        let step = catalog.step(step);
        let sentences = [&step.why, &step.evidence, &step.watch_out, &step.date_is]
            .into_iter()
            .flatten()
            .chain(&step.how);
        let mut versions: Vec<&FactVersion> = Vec::new();
        let mut add = |id: &FactId| {
            let version = catalog.fact(id).and_then(|fact| fact.in_force(self.today));
            if let Some(version) = version
                && !versions.iter().any(|known| known.id == version.id)
            {
                versions.push(version);
            }
        };
        step.facts.iter().for_each(&mut add);
        for sentence in sentences.filter(|sentence| sentence.contains('{')) {
            let named = text::facts_in(sentence).filter_map(|id| FactId::new(id).ok());
            named.for_each(|id| add(&id));
        }
        versions
    }

    /// The old ones among them.
    pub fn stale_facts_of(&self, step: StepKey) -> impl Iterator<Item = &'a FactVersion> + use<'a> {
        let today = self.today;
        let facts = self.facts_of(step).into_iter();
        facts.filter(move |version| version.is_stale(today))
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
        stale.sort_by(|a, b| a.id.cmp(&b.id));
        stale.dedup_by(|a, b| a.id == b.id);
        stale
    }
}
