//! What a step points at exists, and may be waited for.

use super::{Audit, ProblemKind};
use crate::catalog::{
    Catalog, FileKey, Links, StepKey, Target, catalog::Named, id::CredentialId, measure::Measure,
    step::Step,
};

impl Audit {
    pub(super) fn link_steps(&mut self, catalog: &mut Catalog) {
        let mut links = Vec::with_capacity(catalog.steps.len());
        for entry in &catalog.stages {
            for (place, key) in entry.steps.clone().enumerate() {
                let step = &catalog.steps[key as usize];
                links.push(self.links_of(catalog, step, entry.file, place));
            }
        }
        catalog.links = links;
    }

    fn links_of(&mut self, catalog: &Catalog, step: &Step, file: FileKey, place: usize) -> Links {
        let mut links = Links {
            requires: Vec::with_capacity(step.requires.len()),
            ..Links::default()
        };
        for (index, id) in step.requires.iter().enumerate() {
            let path = || format!("step[{place}].requires[{index}]");
            match catalog.names.get(id.as_str()) {
                Some(Named::Step(key) | Named::Was(key)) => {
                    if !step.optional && catalog.step(*key).optional {
                        let step = id.to_string();
                        self.report(file, path(), ProblemKind::RequiresOptional { step });
                    }
                    links.requires.push(Target::Step(*key));
                }
                Some(Named::Stage(key)) => links.requires.push(Target::Stage(*key)),
                Some(Named::Retired(_)) | None => {
                    let known = catalog.names.iter();
                    let known = known.filter(|(_, named)| !matches!(named, Named::Retired(_)));
                    let known = known.map(|(id, _)| &**id);
                    let what = "step or stage";
                    self.report_unknown(catalog, file, path, what, id.as_str(), known);
                }
            }
        }
        for (index, group) in step.requires_any.iter().enumerate() {
            let path = || format!("step[{place}].requires-any[{index}]");
            if group.is_empty() && !self.left_out.lacks_some_of(file, &path()) {
                self.report(file, path(), ProblemKind::EmptyGroup);
            }
            let ids = group.iter().map(|id| id.as_str());
            links
                .requires_any
                .push(self.steps_named(catalog, file, path, ids));
        }
        let ids = step.offered_until.iter().map(|id| id.as_str());
        let path = || format!("step[{place}].offered-until");
        links.offered_until = self.steps_named(catalog, file, path, ids);
        if let Some(awards) = &step.awards {
            let path = || format!("step[{place}].awards");
            self.check_credential(catalog, file, path, awards);
        }
        if let Some(Measure::Practice { exam }) = &step.measured_by {
            let path = || format!("step[{place}].measured-by.exam");
            self.check_credential(catalog, file, path, exam);
        }
        let path = || format!("step[{place}].facts");
        self.check_facts(catalog, file, path, &step.facts);
        links
    }

    pub(super) fn steps_named<'i>(
        &mut self,
        catalog: &Catalog,
        file: FileKey,
        path: impl Fn() -> String,
        ids: impl Iterator<Item = &'i str>,
    ) -> Vec<StepKey> {
        let mut keys = Vec::with_capacity(ids.size_hint().0);
        for (index, id) in ids.enumerate() {
            match catalog.step_named(id) {
                Some(key) => keys.push(key),
                None => {
                    let known = catalog.steps.iter().map(|step| step.id.as_str());
                    let path = || format!("{}[{index}]", path());
                    self.report_unknown(catalog, file, path, "step", id, known);
                }
            }
        }
        keys
    }

    pub(super) fn check_credential(
        &mut self,
        catalog: &Catalog,
        file: FileKey,
        path: impl FnOnce() -> String,
        id: &CredentialId,
    ) {
        if catalog.credential_named(id.as_str()).is_none() {
            let known = catalog
                .credentials()
                .map(|credential| credential.id.as_str());
            self.report_unknown(catalog, file, path, "credential", id.as_str(), known);
        }
    }
}
