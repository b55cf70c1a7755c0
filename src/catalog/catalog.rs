//! The sound whole of all definitions in force.

use std::{collections::HashMap, ops::Range};

use super::{
    credential::Credential,
    fact::Fact,
    id::{CredentialId, FactId},
    linked_clocks::ClockEntry,
    pathway::Pathway,
    retired::Retired,
    stage::Stage,
    step::Step,
    text::Words,
};

/// Everything that is defined, with every reference resolved.
///
/// Only [`audit`](super::audit::audit) makes one, so whoever holds a catalog
/// may rely on it: every id is known and used once, nothing waits for itself,
/// and every fact has a source.
#[derive(Debug)]
pub struct Catalog {
    /// The version of the program that shipped it.
    pub version: String,
    pub(super) files: Vec<FileName>,
    pub(super) steps: Vec<Step>,
    pub(super) links: Vec<Links>,
    /// The few steps that award a credential, ascending.
    pub(super) awarding: Vec<StepKey>,
    pub(super) stages: Vec<StageEntry>,
    pub(super) pathways: Vec<(Pathway, Route)>,
    pub(super) credentials: Vec<(Credential, FileKey)>,
    /// Each behind those from whose end it starts.
    pub(super) clocks: Vec<ClockEntry>,
    pub(super) facts: HashMap<FactId, Fact>,
    pub(super) retired: Vec<Retired>,
    pub(super) names: HashMap<Words, Named>,
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The place in the list it counts.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

keys! {
    /// A step of one catalog, by its place: stage after stage.
    StepKey;
    /// A stage of one catalog, by its place.
    StageKey;
    /// A pathway of one catalog, by its place.
    PathwayKey;
    /// A credential of one catalog, by its place.
    CredentialKey;
    /// A clock of one catalog, by its place: each behind those from whose end it
    /// starts.
    ClockKey;
    /// A file the catalog was read from, by its place.
    FileKey;
}

/// A file the catalog was read from.
#[derive(Debug, Clone)]
pub struct FileName {
    /// Its path below `checklists/`, or the full path of a person's own file.
    pub name: String,
    /// Whether it came with the program.
    pub shipped: bool,
}

/// What one step points at.
#[derive(Debug, Default)]
pub struct Links {
    /// All of these must be satisfied first.
    pub requires: Vec<Target>,
    /// Of each group one must be satisfied first.
    pub requires_any: Vec<Vec<StepKey>>,
    /// It is offered until one of these is satisfied.
    pub offered_until: Vec<StepKey>,
}

impl Links {
    /// The steps that must be satisfied first and are named one by one.
    pub fn required_steps(&self) -> impl Iterator<Item = StepKey> + '_ {
        self.requires.iter().filter_map(|target| match *target {
            Target::Step(step) => Some(step),
            Target::Stage(_) => None,
        })
    }
}

/// What a prerequisite names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// One step.
    Step(StepKey),
    /// All required steps that the pathway keeps of a stage.
    Stage(StageKey),
}

/// A pathway with its references resolved.
#[derive(Debug, Default)]
pub struct Route {
    /// The stages, in order.
    pub stages: Vec<StageKey>,
    /// Steps of those stages that are left out, ascending.
    pub without: Vec<StepKey>,
    /// The place in `stages` of the stage that reaches the target.
    pub finish: usize,
    /// The file it stands in.
    pub file: FileKey,
}

#[derive(Debug)]
pub(super) struct StageEntry {
    /// Its `steps` have moved to the catalog's own list.
    pub(super) stage: Stage,
    pub(super) steps: Range<u32>,
    pub(super) file: FileKey,
}

/// What a name means where steps and stages share their names: those of other
/// kinds may be the same and are looked up by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Step(StepKey),
    /// An earlier id of a step.
    Was(StepKey),
    Stage(StageKey),
    Retired(usize),
}

impl Catalog {
    /// How many steps there are.
    #[must_use]
    pub fn step_count(&self) -> usize {
        self.steps.len()
    }

    /// A step by its key.
    #[must_use]
    pub fn step(&self, key: StepKey) -> &Step {
        &self.steps[key.index()]
    }

    /// What a step points at.
    #[must_use]
    pub fn links(&self, key: StepKey) -> &Links {
        &self.links[key.index()]
    }

    /// All steps, in the order of stages.
    pub fn steps(&self) -> impl Iterator<Item = (StepKey, &Step)> {
        (0u32..).map(StepKey).zip(&self.steps)
    }

    /// The steps that award a credential, in the order of stages. They are noted
    /// as steps are read: a page on credentials asks dozens of times.
    pub fn awarding(&self, credential: &CredentialId) -> impl Iterator<Item = StepKey> {
        let awards = |step: &StepKey| self.step(*step).awards.as_ref() == Some(credential);
        self.awarding.iter().copied().filter(awards)
    }

    /// A stage by its key. Its steps come from [`Catalog::steps_of`].
    #[must_use]
    pub fn stage(&self, key: StageKey) -> &Stage {
        &self.stages[key.index()].stage
    }

    /// All stages, in the order they were read.
    pub fn stages(&self) -> impl Iterator<Item = (StageKey, &Stage)> {
        (0u32..)
            .map(StageKey)
            .zip(self.stages.iter().map(|entry| &entry.stage))
    }

    /// The steps of a stage, in order.
    pub fn steps_of(&self, stage: StageKey) -> impl DoubleEndedIterator<Item = StepKey> + use<> {
        self.stages[stage.index()].steps.clone().map(StepKey)
    }

    /// The stage that holds a step.
    #[must_use]
    pub fn stage_of(&self, step: StepKey) -> StageKey {
        let after = self
            .stages
            .partition_point(|entry| entry.steps.start <= step.0);
        // Stages follow each other without a gap and an empty one starts where
        // the next does, so the last that starts at or before holds the step.
        StageKey(after.saturating_sub(1) as u32)
    }

    /// All pathways, in the order they were read.
    pub fn pathways(&self) -> impl Iterator<Item = (PathwayKey, &Pathway)> {
        (0u32..)
            .map(PathwayKey)
            .zip(self.pathways.iter().map(|(pathway, _)| pathway))
    }

    /// A pathway by its key.
    #[must_use]
    pub fn pathway(&self, key: PathwayKey) -> &Pathway {
        &self.pathways[key.index()].0
    }

    /// A pathway's stages and what it leaves out.
    #[must_use]
    pub fn route(&self, key: PathwayKey) -> &Route {
        &self.pathways[key.index()].1
    }

    /// The steps a pathway keeps of one of its stages, in order.
    pub fn kept_steps<'a>(
        &'a self,
        route: &'a Route,
        stage: StageKey,
    ) -> impl Iterator<Item = StepKey> + 'a {
        self.steps_of(stage)
            .filter(|step| route.without.binary_search(step).is_err())
    }

    /// Of every step, by its place, whether a pathway holds it.
    #[must_use]
    pub fn held_by(&self, route: &Route) -> Vec<bool> {
        let mut held = vec![false; self.step_count()];
        for &stage in &route.stages {
            for step in self.kept_steps(route, stage) {
                held[step.index()] = true;
            }
        }
        held
    }

    /// The pathway with this id.
    #[must_use]
    pub fn pathway_named(&self, id: &str) -> Option<PathwayKey> {
        self.pathways()
            .find(|(_, pathway)| pathway.id.as_str() == id)
            .map(|(key, _)| key)
    }

    /// The step with this id, or with this earlier id.
    #[must_use]
    pub fn step_named(&self, id: &str) -> Option<StepKey> {
        match self.names.get(id) {
            Some(Named::Step(key) | Named::Was(key)) => Some(*key),
            Some(Named::Stage(_) | Named::Retired(_)) | None => None,
        }
    }

    /// Whether this is the step's id of today, not an earlier one.
    #[must_use]
    pub fn is_todays_id(&self, id: &str) -> bool {
        matches!(self.names.get(id), Some(Named::Step(_)))
    }

    /// The stage with this id.
    #[must_use]
    pub fn stage_named(&self, id: &str) -> Option<StageKey> {
        match self.names.get(id) {
            Some(Named::Stage(key)) => Some(*key),
            _ => None,
        }
    }

    /// The retired step with this id, or with this earlier id.
    #[must_use]
    pub fn retired_named(&self, id: &str) -> Option<&Retired> {
        match self.names.get(id) {
            Some(Named::Retired(place)) => self.retired.get(*place),
            _ => None,
        }
    }

    /// All retired steps, in the order they were read.
    pub fn retired(&self) -> impl Iterator<Item = &Retired> {
        self.retired.iter()
    }

    /// All credentials, in the order they were read.
    pub fn credentials(&self) -> impl Iterator<Item = &Credential> {
        self.credentials.iter().map(|(credential, _)| credential)
    }

    /// The credential with this id.
    #[must_use]
    pub fn credential_named(&self, id: &str) -> Option<&Credential> {
        self.credentials()
            .find(|credential| credential.id.as_str() == id)
    }

    /// All facts, in no order.
    pub fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.facts.values()
    }

    /// The fact with this id; it exists wherever the catalog itself names it.
    #[must_use]
    pub fn fact(&self, id: &FactId) -> Option<&Fact> {
        self.facts.get(id)
    }

    /// Whether there is a fact with this id.
    #[must_use]
    pub fn has_fact(&self, id: &FactId) -> bool {
        self.facts.contains_key(id)
    }

    /// The fact of which a person typed the id.
    #[must_use]
    pub fn fact_named(&self, id: &str) -> Option<&Fact> {
        self.fact(&FactId::new(id).ok()?)
    }

    /// The names of all facts, in no order.
    pub fn fact_ids(&self) -> impl Iterator<Item = &str> {
        self.facts.keys().map(FactId::as_str)
    }

    /// Every id a person can mark: those of stages and steps.
    pub fn markable(&self) -> impl Iterator<Item = &str> {
        let stages = self.stages().map(|(_, stage)| stage.id.as_str());
        stages.chain(self.steps.iter().map(|step| step.id.as_str()))
    }

    /// Every id that is shown by name and cannot be marked.
    pub fn only_shown(&self) -> impl Iterator<Item = &str> {
        self.credentials()
            .map(|credential| credential.id.as_str())
            .chain(self.fact_ids())
            .chain(self.pathways().map(|(_, pathway)| pathway.id.as_str()))
    }

    /// The ids of the stages and steps that a pathway holds.
    pub fn markable_on(&self, pathway: PathwayKey) -> impl Iterator<Item = &str> {
        let route = self.route(pathway);
        let stages = route.stages.iter().copied();
        let steps = stages
            .clone()
            .flat_map(|stage| self.kept_steps(route, stage));
        stages
            .map(|stage| self.stage(stage).id.as_str())
            .chain(steps.map(|step| self.step(step).id.as_str()))
    }

    /// The file a stage stands in.
    #[must_use]
    pub fn file_of_stage(&self, stage: StageKey) -> &FileName {
        self.file(self.stages[stage.index()].file)
    }

    /// A file by its key.
    #[must_use]
    pub fn file(&self, key: FileKey) -> &FileName {
        &self.files[key.index()]
    }
}
