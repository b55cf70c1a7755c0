//! Every name means one thing: steps, stages, retired steps, credentials.

use super::{Audit, ProblemKind};
use crate::catalog::{
    Catalog, FileKey, StageKey, StepKey,
    catalog::{Named, StageEntry},
    retired::Retired,
    stage::Stage,
    text::Words,
};

impl Audit {
    /// Moves the steps into one list and gives every name its meaning.
    pub(super) fn take_stages(&mut self, catalog: &mut Catalog, stages: Vec<(Stage, FileKey)>) {
        for (mut stage, file) in stages {
            let key = StageKey(catalog.stages.len() as u32);
            let id = stage.id.words();
            self.name(catalog, file, || "id".to_owned(), id, Named::Stage(key));
            let first = catalog.steps.len() as u32;
            for (place, step) in std::mem::take(&mut stage.steps).into_iter().enumerate() {
                let step_key = StepKey(catalog.steps.len() as u32);
                let at = |key: &str| format!("step[{place}].{key}");
                let id = step.id.words();
                self.name(catalog, file, || at("id"), id, Named::Step(step_key));
                for (index, was) in step.was.iter().enumerate() {
                    let path = || format!("step[{place}].was[{index}]");
                    self.name(catalog, file, path, was.words(), Named::Was(step_key));
                }
                if !step.effort_hours.is_ordered() {
                    self.report(file, at("effort"), ProblemKind::NotOrdered);
                }
                if !step.wait_days.is_ordered() {
                    self.report(file, at("wait"), ProblemKind::NotOrdered);
                }
                if !step.optional && !step.offered_until.is_empty() {
                    self.report(file, at("offered-until"), ProblemKind::OfferedUntilRequired);
                }
                if step.awards.is_some() {
                    catalog.awarding.push(step_key);
                }
                catalog.steps.push(step);
            }
            let steps = first..catalog.steps.len() as u32;
            catalog.stages.push(StageEntry { stage, steps, file });
        }
    }

    /// Gives a name its meaning, unless it has one.
    fn name(
        &mut self,
        catalog: &mut Catalog,
        file: FileKey,
        path: impl Fn() -> String,
        id: Words,
        named: Named,
    ) {
        let taken = catalog.names.get(&*id).map(|taken| match taken {
            Named::Step(key) => {
                let stage = catalog.stages.get(catalog_stage(catalog, *key));
                match stage {
                    Some(entry) => format!("a step in {}", catalog.file(entry.file).name),
                    None => "a step of the same stage".to_owned(),
                }
            }
            Named::Was(_) => "a step, as an earlier id".to_owned(),
            Named::Stage(key) => match catalog.stages.get(key.index()) {
                Some(entry) => format!("a stage in {}", catalog.file(entry.file).name),
                None => "the stage itself".to_owned(),
            },
            Named::Retired(_) => "a retired step; ids are never used again".to_owned(),
        });
        if let Some(by) = taken {
            self.report(file, path(), ProblemKind::UsedTwice { id, by });
            return;
        }
        if let Some(of_credential) = self.credential_files.get(&*id).copied() {
            // What came with the program stands before a person's own files,
            // and whoever came later has to give way.
            let (there, path, by) = if of_credential > file {
                (of_credential, "id".to_owned(), file)
            } else {
                (file, path(), of_credential)
            };
            let by = format!("a definition in {}", catalog.file(by).name);
            let id = id.to_string();
            self.report(there, path, ProblemKind::UsedTwice { id, by });
        }
        catalog.names.insert(id, named);
    }

    pub(super) fn take_retired(
        &mut self,
        catalog: &mut Catalog,
        retired: Vec<(Retired, FileKey, usize)>,
    ) {
        for (retired, file, place) in retired {
            let named = Named::Retired(catalog.retired.len());
            let path = || format!("retired[{place}].id");
            self.name(catalog, file, path, retired.id.words(), named);
            for (index, was) in retired.was.iter().enumerate() {
                let path = || format!("retired[{place}].was[{index}]");
                self.name(catalog, file, path, was.words(), named);
            }
            self.retired_at.push((file, place));
            catalog.retired.push(retired);
        }
    }

    pub(super) fn check_retired(&mut self, catalog: &Catalog) {
        let places = std::mem::take(&mut self.retired_at);
        for (retired, (file, place)) in catalog.retired.iter().zip(places) {
            if let Some(stage) = &retired.stage
                && catalog.stage_named(stage.as_str()).is_none()
            {
                let path = || format!("retired[{place}].stage");
                let known = catalog.stages().map(|(_, stage)| stage.id.as_str());
                self.report_unknown(catalog, file, path, "stage", stage.as_str(), known);
            }
            if let Some(instead) = &retired.instead
                && catalog.step_named(instead.as_str()).is_none()
            {
                let path = || format!("retired[{place}].instead");
                let known = catalog.steps.iter().map(|step| step.id.as_str());
                self.report_unknown(catalog, file, path, "step", instead.as_str(), known);
            }
            self.check_retirement(catalog, retired, file, place);
        }
    }

    pub(super) fn take_credentials(&mut self, catalog: &Catalog) {
        for (credential, file) in &catalog.credentials {
            let id = credential.id.to_string();
            match self.credential_files.get(&id) {
                Some(first) => {
                    let by = format!("a credential in {}", catalog.file(*first).name);
                    self.report(*file, "id", ProblemKind::UsedTwice { id, by });
                }
                None => {
                    self.credential_files.insert(id, *file);
                }
            }
        }
    }
}

/// While stages are still being taken, the last one may not be in the list.
fn catalog_stage(catalog: &Catalog, step: StepKey) -> usize {
    catalog
        .stages
        .iter()
        .position(|entry| entry.steps.contains(&step.0))
        .unwrap_or(catalog.stages.len())
}
