//! What leads a person on a pathway astray without being wrong in itself.
//!
//! A prerequisite that a pathway does not hold is not asked for, so a step
//! left out by oversight is passed over in silence.

use super::{Audit, ProblemKind};
use crate::catalog::{Catalog, Route, StageKey, StepKey, Target, pathway::Pathway};

impl Audit {
    pub(super) fn find_what_leads_astray(&mut self, catalog: &Catalog) {
        for (pathway, route) in &catalog.pathways {
            // Where a stage is missing, so may be what lies in it.
            if self.left_out.is_whole(pathway, route) {
                self.look_along(catalog, pathway, route);
            }
        }
    }

    fn look_along(&mut self, catalog: &Catalog, pathway: &Pathway, route: &Route) {
        let holds = catalog.held_by(route);
        if pathway.stages.is_empty() {
            self.report(route.file, "id", ProblemKind::NoStages);
        }
        for (place, &stage) in route.stages.iter().enumerate() {
            let mut has_required = false;
            for key in catalog.kept_steps(route, stage) {
                has_required |= !catalog.step(key).optional;
                self.check_requires(catalog, pathway, route, &holds, (place, stage, key));
            }
            if !has_required {
                let stage = catalog.stage(stage).id.to_string();
                let kind = ProblemKind::NoRequiredStep { stage };
                self.report(route.file, format!("stages[{place}]"), kind);
            }
        }
    }

    fn check_requires(
        &mut self,
        catalog: &Catalog,
        pathway: &Pathway,
        route: &Route,
        holds: &[bool],
        (place, stage, key): (usize, StageKey, StepKey),
    ) {
        let step = catalog.step(key).id.to_string();
        for target in &catalog.links(key).requires {
            let (needs, left_out) = match *target {
                Target::Step(needed) if holds[needed.index()] => continue,
                Target::Stage(needed) if route.stages.contains(&needed) => continue,
                Target::Stage(needed) => (catalog.stage(needed).id.to_string(), None),
                Target::Step(needed) => {
                    let mut without = pathway.without.iter();
                    let left_out =
                        without.position(|id| catalog.step_named(id.as_str()) == Some(needed));
                    (catalog.step(needed).id.to_string(), left_out)
                }
            };
            match left_out {
                Some(at) => {
                    let kind = ProblemKind::LeftOutButNeeded {
                        step: needs,
                        by: step.clone(),
                    };
                    self.report(route.file, format!("without[{at}]"), kind);
                }
                None => {
                    let kind = ProblemKind::RequiresOutsidePathway {
                        stage: catalog.stage(stage).id.to_string(),
                        step: step.clone(),
                        needs,
                    };
                    self.report(route.file, format!("stages[{place}]"), kind);
                }
            }
        }
    }
}
