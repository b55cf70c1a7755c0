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
        // A stage waits only for steps, so every circle holds a step.
        let Some(at) = circle.iter().position(|&node| (node as usize) < steps) else {
            return;
        };
        let step = StepKey(circle[at]);
        let next = circle[(at + 1) % circle.len()];
        let entry = &catalog.stages[catalog.stage_of(step).index()];
        let id = |&node: &u32| match (node as usize).checked_sub(steps) {
            Some(stage) => catalog.stages[stage].stage.id.to_string(),
            None => catalog.steps[node as usize].id.to_string(),
        };
        let mut ids: Vec<String> = circle.iter().map(id).collect();
        ids.extend(ids.first().cloned());
        let place = step.0 - entry.steps.start;
        let path = match next.checked_sub(steps as u32) {
            Some(stage) => place_of(
                catalog,
                step,
                catalog.stages[stage as usize].stage.id.as_str(),
            ),
            None => place_of(catalog, step, catalog.steps[next as usize].id.as_str()),
        };
        self.report(
            entry.file,
            format!("step[{place}].{path}"),
            ProblemKind::Circle { ids },
        );
    }
}

/// Where a step names what it waits for.
fn place_of(catalog: &Catalog, step: StepKey, waits_for: &str) -> String {
    let step = catalog.step(step);
    let is_it = |id: &str| match catalog.step_named(id) {
        // It may be named by an earlier id.
        Some(key) => catalog.step(key).id.as_str() == waits_for,
        None => id == waits_for,
    };
    if let Some(index) = step.requires.iter().position(|id| is_it(id.as_str())) {
        return format!("requires[{index}]");
    }
    for (group, members) in step.requires_any.iter().enumerate() {
        if let Some(index) = members.iter().position(|id| is_it(id.as_str())) {
            return format!("requires-any[{group}][{index}]");
        }
    }
    "requires".to_owned()
}
