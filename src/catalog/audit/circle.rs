//! Nothing waits for itself.

use super::{Audit, ProblemKind};
use crate::catalog::{Catalog, StepKey, Target, order};

impl Audit {
    /// Steps are nodes, and so are stages: a stage waits for its required
    /// steps, and who requires a stage waits for that one node. So the edges
    /// stay as many as the references written.
    pub(super) fn find_circle(&mut self, catalog: &Catalog) {
        let steps = catalog.step_count();
        let mut waits_for: Vec<Vec<u32>> = Vec::with_capacity(steps + catalog.stages.len());
        for links in &catalog.links {
            let required = links.requires.iter().map(|target| match target {
                Target::Step(step) => step.0,
                Target::Stage(stage) => steps as u32 + stage.0,
            });
            let groups = links.requires_any.iter().flatten().map(|step| step.0);
            waits_for.push(required.chain(groups).collect());
        }
        for entry in &catalog.stages {
            let required = |key: &u32| !catalog.steps[*key as usize].optional;
            waits_for.push(entry.steps.clone().filter(required).collect());
        }
        let Err(circle) = order::order(&waits_for) else {
            return;
        };
        let Some(&first) = circle.iter().find(|&&node| (node as usize) < steps) else {
            return;
        };
        let stage = catalog.stage_of(StepKey(first));
        let entry = &catalog.stages[stage.index()];
        let id = |&node: &u32| match (node as usize).checked_sub(steps) {
            Some(stage) => catalog.stages[stage].stage.id.to_string(),
            None => catalog.steps[node as usize].id.to_string(),
        };
        let mut ids: Vec<String> = circle.iter().map(id).collect();
        ids.extend(ids.first().cloned());
        let path = format!("step[{}].requires", first - entry.steps.start);
        self.report(entry.file, path, ProblemKind::Circle { ids });
    }
}
