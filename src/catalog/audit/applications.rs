//! The stages and clocks of applications name what exists, and each once.

use std::collections::HashSet;

use super::{Audit, ProblemKind};
use crate::catalog::{Catalog, FileKey, application::ApplicationRules};

impl Audit {
    /// Only an author's lint asks this: what ships is held to it by the tests.
    pub(super) fn check_applications(
        &mut self,
        catalog: &Catalog,
        rules: &ApplicationRules,
        file: FileKey,
        topics: &HashSet<String>,
    ) {
        let ids: Vec<&str> = rules.stages.iter().map(|it| it.id.as_str()).collect();
        for (place, stage) in rules.stages.iter().enumerate() {
            let at = |key: &str| format!("stage[{place}].{key}");
            let id = stage.id.as_str();
            if ids[..place].contains(&id) {
                let (id, by) = (id.to_owned(), "another stage".to_owned());
                self.report(file, at("id"), ProblemKind::UsedTwice { id, by });
            }
            for (index, next) in stage.next.iter().enumerate() {
                let path = || format!("stage[{place}].next[{index}]");
                self.one_of(catalog, file, path, "stage", next.as_str(), &ids);
            }
            if let Some(step) = stage.step.as_ref().map(|step| step.as_str())
                && catalog.step_named(step).is_none()
            {
                let known = catalog.steps().map(|(_, step)| step.id.as_str());
                self.report_unknown(catalog, file, || at("step"), "step", step, known);
            }
            self.figure(file, || at("title"), &stage.title);
        }
        let mut clocks: HashSet<&str> = catalog
            .clocks()
            .map(|key| catalog.clock(key).id.as_str())
            .collect();
        for (place, clock) in rules.clocks.iter().enumerate() {
            let at = |key: &str| format!("clock[{place}].{key}");
            if !clocks.insert(clock.id.as_str()) {
                let (id, by) = (clock.id.to_string(), "another clock".to_owned());
                self.report(file, at("id"), ProblemKind::UsedTwice { id, by });
            }
            let stage = clock.stage.as_str();
            self.one_of(catalog, file, || at("stage"), "stage", stage, &ids);
            self.check_topic(catalog, file, at("guide"), clock.guide.as_str(), topics);
            match catalog.fact(&clock.length) {
                None => {
                    let id = clock.length.as_str();
                    let path = || at("length");
                    self.report_unknown(catalog, file, path, "fact", id, catalog.fact_ids());
                }
                Some(fact) => {
                    let mut versions = fact.versions.iter();
                    if !versions.all(|version| version.claim.value.lengths().is_some()) {
                        let id = clock.length.to_string();
                        self.report(
                            file,
                            at("length"),
                            ProblemKind::FactIsNo {
                                id,
                                what: "length of time and no range of one",
                            },
                        );
                    }
                }
            }
            self.figure(file, || at("title"), &clock.title);
            self.figure(file, || at("missed"), &clock.missed);
        }
    }

    fn one_of(
        &mut self,
        catalog: &Catalog,
        file: FileKey,
        path: impl FnOnce() -> String,
        what: &'static str,
        id: &str,
        known: &[&str],
    ) {
        if !known.contains(&id) {
            let known = known.iter().copied();
            self.report_unknown(catalog, file, path, what, id, known);
        }
    }
}
