//! A pathway holds what it lists, and what its steps wait for.

use std::collections::HashMap;

use super::{Audit, ProblemKind};
use crate::catalog::{
    Catalog, FileKey, Route,
    catalog::Named,
    id::{PathwayId, StepId},
    pathway::Pathway,
};

impl Audit {
    pub(super) fn take_pathways(
        &mut self,
        catalog: &mut Catalog,
        pathways: Vec<(Pathway, FileKey)>,
    ) {
        let mut seen: HashMap<PathwayId, FileKey> = HashMap::new();
        for (pathway, file) in pathways {
            if let Some(first) = seen.insert(pathway.id.clone(), file) {
                let kind = ProblemKind::UsedTwice {
                    id: pathway.id.to_string(),
                    by: format!("a pathway in {}", catalog.file(first).name),
                };
                self.report(file, "id", kind);
            }
            self.check_name(catalog, &pathway, file);
            let route = self.route_of(catalog, &pathway, file);
            // Where a stage is missing, so may be the members that lie in it.
            if self.left_out.is_whole(&pathway, &route) {
                self.check_groups(catalog, &route);
            }
            catalog.pathways.push((pathway, route));
        }
    }

    /// `show` looks for steps and stages first, so an own one would hide a
    /// shipped pathway of the same name, and an own pathway could not be seen.
    fn check_name(&mut self, catalog: &Catalog, pathway: &Pathway, file: FileKey) {
        let id = pathway.id.to_string();
        let (other, path, what) = match catalog.names.get(pathway.id.as_str()) {
            Some(Named::Step(key)) => {
                let entry = &catalog.stages[catalog.stage_of(*key).index()];
                let place = key.0 - entry.steps.start;
                (entry.file, format!("step[{place}].id"), "a step")
            }
            Some(Named::Stage(key)) => {
                let entry = &catalog.stages[key.index()];
                (entry.file, "id".to_owned(), "a stage")
            }
            Some(Named::Was(_) | Named::Retired(_)) | None => return,
        };
        // A credential of that name is told of already.
        if self.credential_files.contains_key(&id) {
            return;
        }
        match (catalog.file(file).shipped, catalog.file(other).shipped) {
            (true, false) => {
                let by = format!("a pathway in {}", catalog.file(file).name);
                self.report(other, path, ProblemKind::UsedTwice { id, by });
            }
            (false, true) => {
                let by = format!("{what} in {}", catalog.file(other).name);
                self.report(file, "id", ProblemKind::UsedTwice { id, by });
            }
            (true, true) | (false, false) => {}
        }
    }

    fn route_of(&mut self, catalog: &Catalog, pathway: &Pathway, file: FileKey) -> Route {
        let mut route = Route {
            file,
            ..Route::default()
        };
        for (index, id) in pathway.stages.iter().enumerate() {
            let path = || format!("stages[{index}]");
            match catalog.stage_named(id.as_str()) {
                Some(key) if route.stages.contains(&key) => {
                    let stage = id.to_string();
                    self.report(file, path(), ProblemKind::StageTwice { stage });
                }
                Some(key) => route.stages.push(key),
                None => {
                    let known = catalog.stages().map(|(_, stage)| stage.id.as_str());
                    self.report_unknown(catalog, file, path, "stage", id.as_str(), known);
                }
            }
        }
        for (index, id) in pathway.without.iter().enumerate() {
            let path = || format!("without[{index}]");
            match catalog.step_named(id.as_str()) {
                Some(key) if route.stages.contains(&catalog.stage_of(key)) => {
                    route.without.push(key);
                }
                // It says that the step never counted here, which an upgrade
                // asks for; and a person's own pathway outlives the step.
                None if was_in(catalog, &route, id) => {}
                Some(_) => {
                    let step = id.to_string();
                    self.report(file, path(), ProblemKind::NotItsStep { step });
                }
                None => {
                    let known = catalog.steps.iter().map(|step| step.id.as_str());
                    self.report_unknown(catalog, file, path, "step", id.as_str(), known);
                }
            }
        }
        route.without.sort_unstable();
        route.finish = route.stages.len().saturating_sub(1);
        if let Some(id) = &pathway.finish {
            let key = catalog.stage_named(id.as_str());
            match route.stages.iter().position(|stage| Some(*stage) == key) {
                Some(place) => route.finish = place,
                // A stage that is listed and unknown was reported above.
                None if pathway.stages.contains(id) => {}
                None => {
                    let stage = id.to_string();
                    self.report(file, "finish", ProblemKind::NotItsStage { stage });
                }
            }
        }
        if let Some(goal) = &pathway.goal {
            self.check_credential(catalog, file, || "goal".to_owned(), goal);
        }
        route
    }

    /// A group of which the pathway holds no member could never be satisfied
    /// on it. That is said where the pathway lists the stage: the stage may be
    /// right for others, and may have come with the program.
    fn check_groups(&mut self, catalog: &Catalog, route: &Route) {
        let holds = catalog.held_by(route);
        for (index, &stage) in route.stages.iter().enumerate() {
            for key in catalog.kept_steps(route, stage) {
                let step = catalog.step(key);
                let groups = step.requires_any.iter();
                for (names, members) in groups.zip(&catalog.links(key).requires_any) {
                    // A member that could not be read may be held.
                    let all_known = names.len() == members.len() && !members.is_empty();
                    if all_known && !members.iter().any(|member| holds[member.index()]) {
                        let kind = ProblemKind::GroupOutsidePathway {
                            stage: catalog.stage(stage).id.to_string(),
                            step: step.id.to_string(),
                            members: names.iter().map(ToString::to_string).collect(),
                        };
                        self.report(route.file, format!("stages[{index}]"), kind);
                    }
                }
            }
        }
    }
}

/// Whether it is the id of a retired step of one of these stages.
fn was_in(catalog: &Catalog, route: &Route, id: &StepId) -> bool {
    let retired = catalog.retired_named(id.as_str());
    let stage = retired.and_then(|retired| retired.stage.as_ref());
    let stage = stage.and_then(|stage| catalog.stage_named(stage.as_str()));
    stage.is_some_and(|stage| route.stages.contains(&stage))
}
