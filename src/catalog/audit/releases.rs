//! What ships says which version brought, renamed or retired a step, so that a
//! person can be told after an upgrade.

use super::{Audit, ProblemKind};
use crate::catalog::{Catalog, FileKey, retired::Retired, step::Step, version::Version};

impl Audit {
    /// Looks at the steps of shipped files; a person's own have no version.
    pub(super) fn check_versions(&mut self, catalog: &Catalog) {
        for entry in &catalog.stages {
            if !self.asks_for_versions(catalog, entry.file) {
                continue;
            }
            for (place, key) in entry.steps.clone().enumerate() {
                let step: &Step = &catalog.steps[key as usize];
                let at = |key: &str| format!("step[{place}].{key}");
                self.check_not_later(catalog, entry.file, &at("since"), step.since);
                self.check_not_later(catalog, entry.file, &at("renamed"), step.renamed);
                if !step.was.is_empty() && step.renamed.is_none() {
                    self.report(entry.file, at("was"), ProblemKind::NoRenamed);
                }
            }
        }
    }

    pub(super) fn check_retirement(
        &mut self,
        catalog: &Catalog,
        retired: &Retired,
        file: FileKey,
        place: usize,
    ) {
        if !self.asks_for_versions(catalog, file) {
            return;
        }
        let has = [
            ("since", retired.since.is_some()),
            ("stage", retired.stage.is_some()),
        ];
        for (key, _) in has.into_iter().filter(|(_, is_there)| !is_there) {
            let path = format!("retired[{place}].id");
            self.report(file, path, ProblemKind::RetiredWithout { key });
        }
        let path = format!("retired[{place}].since");
        self.check_not_later(catalog, file, &path, retired.since);
    }

    fn asks_for_versions(&self, catalog: &Catalog, file: FileKey) -> bool {
        catalog.file(file).shipped && !self.is_proven(catalog, file)
    }

    fn check_not_later(
        &mut self,
        catalog: &Catalog,
        file: FileKey,
        path: &str,
        version: Option<Version>,
    ) {
        // Only a catalog of a test has no version.
        let Ok(newest) = catalog.version.parse::<Version>() else {
            return;
        };
        if let Some(version) = version.filter(|version| *version > newest) {
            let catalog = newest;
            self.report(file, path, ProblemKind::Later { version, catalog });
        }
    }
}
