//! A world as the core sees it: taken through the audit and evaluated.

use std::collections::BTreeMap;

use hitpath::{
    catalog::{
        Catalog, FileKey, FileName, PathwayKey, StepKey,
        audit::{Parts, Problem, audit},
        id::{PathwayId, PrerequisiteId, StageId, StepId},
        length::Length,
        pathway::Pathway,
        stage::Stage,
        step::Step,
    },
    journey::{
        evaluation::Evaluation,
        record::{Mark, Record, State},
    },
};

use crate::world::{TODAY, World};

impl World {
    /// What a reader of files would hand to the audit.
    pub(crate) fn parts(&self) -> Parts {
        let prerequisite = |id: String| PrerequisiteId::new(&id).expect("an id");
        let ids = |steps: &[usize]| steps.iter().map(|&step| id(step)).collect();
        let stage = |stage: usize| {
            let of_stage = self
                .numbers()
                .filter(|&step| self.steps[step].stage == stage);
            let steps = of_stage.map(|number| {
                let step = &self.steps[number];
                let single = step.requires.iter().map(|&first| format!("s{first}"));
                let stages = step.requires_stages.iter().map(|&stage| stage_name(stage));
                let optional = step.optional;
                Step {
                    requires: single.chain(stages).map(prerequisite).collect(),
                    requires_any: step.groups.iter().map(|group| ids(group)).collect(),
                    offered_until: ids(&step.offered_until),
                    was: vec![StepId::new(&earlier_id(number)).expect("an id")],
                    valid_for: step
                        .valid_for
                        .map(|days| Length::parse(&format!("{days}d")).expect("a length")),
                    ..bare_step(number, optional)
                }
            });
            Stage {
                id: StageId::new(&stage_name(stage)).expect("an id"),
                title: "".into(),
                summary: None,
                steps: steps.collect(),
            }
        };
        let left_out = self.numbers().filter(|&step| {
            let step = &self.steps[step];
            step.left_out && self.route.contains(&step.stage)
        });
        let pathway = Pathway {
            id: PathwayId::new("path").expect("an id"),
            title: "".into(),
            summary: None,
            goal: None,
            stages: self
                .route
                .iter()
                .map(|&stage| StageId::new(&stage_name(stage)).expect("an id"))
                .collect(),
            without: left_out.map(id).collect(),
            finish: None,
        };
        let file = FileKey(0);
        Parts {
            files: vec![FileName {
                name: "world".into(),
                shipped: false,
            }],
            stages: (0..self.stages)
                .map(|number| (stage(number), file))
                .collect(),
            pathways: vec![(pathway, file)],
            ..Parts::default()
        }
    }

    /// The catalog, through the real audit.
    pub(crate) fn audited(&self) -> Result<Catalog, Vec<Problem>> {
        audit(self.parts())
    }

    /// The catalog of a world without a circle.
    pub(crate) fn catalog(&self) -> Catalog {
        self.audited().expect("a world is grown sound")
    }

    /// What the person wrote down.
    pub(crate) fn record(&self) -> Record {
        let mut marks = BTreeMap::new();
        for (number, step) in self.steps.iter().enumerate() {
            if step.mark == Mark::default() {
                continue;
            }
            if step.marked_by_earlier_id {
                marks.insert(earlier_id(number), step.mark.clone());
            } else {
                marks.insert(id(number).to_string(), step.mark.clone());
                // Left over from an older profile; the id of today wins.
                let older = Mark {
                    state: State::Waived,
                    ..Mark::default()
                };
                marks.insert(earlier_id(number), older);
            }
        }
        Record {
            pathway: "path".into(),
            marks,
            ..Record::default()
        }
    }

    /// Hands a law the evaluation of this world.
    pub(crate) fn look<T>(&self, law: impl FnOnce(&Evaluation<'_>) -> T) -> T {
        let catalog = self.catalog();
        let record = self.record();
        law(&Evaluation::new(&catalog, &record, PathwayKey(0), TODAY))
    }
}

/// The key that the audit gives the step with this number.
pub(crate) fn key(number: usize) -> StepKey {
    StepKey(u32::try_from(number).expect("a small number"))
}

/// The keys of several steps.
pub(crate) fn keys(numbers: &[usize]) -> Vec<StepKey> {
    numbers.iter().map(|&number| key(number)).collect()
}

/// The number of the step with this key.
pub(crate) fn number(key: StepKey) -> usize {
    key.index()
}

/// The name of a stage.
pub(crate) fn stage_name(stage: usize) -> String {
    format!("stage-{stage}")
}

pub(crate) fn id(number: usize) -> StepId {
    StepId::new(&format!("s{number}")).expect("an id")
}

/// Half of them sort before the id of today and half behind it.
pub(crate) fn earlier_id(number: usize) -> String {
    match number % 2 {
        0 => format!("earlier-{number}"),
        _ => format!("was-{number}"),
    }
}

/// Some steps cost money.
pub(crate) fn costs(number: usize) -> bool {
    number % 3 == 1
}

fn bare_step(number: usize, optional: bool) -> Step {
    Step {
        optional,
        confirm: true,
        irreversible: costs(number),
        ..Step::new(id(number), "")
    }
}
