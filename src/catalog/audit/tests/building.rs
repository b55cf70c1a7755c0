//! Catalogs for the tests of the audit, put together part by part.

use jiff::civil::date;

use crate::catalog::{
    Catalog, FileKey, FileName,
    audit::{Parts, ProblemKind, audit},
    credential::Credential,
    fact::{AppliesOn, Claim, Confidence, FactValue, FactVersion, Source},
    id::{CredentialId, FactId, PathwayId, PrerequisiteId, StageId, StepId},
    pathway::Pathway,
    retired::Retired,
    stage::Stage,
    step::Step,
};

pub(super) fn step_ids(ids: &str) -> Vec<StepId> {
    let ids = ids.split_whitespace();
    ids.map(|id| StepId::new(id).expect("an id")).collect()
}

pub(super) fn requires(ids: &str) -> Vec<PrerequisiteId> {
    let ids = ids.split_whitespace();
    ids.map(|id| PrerequisiteId::new(id).expect("an id"))
        .collect()
}

pub(super) fn facts(ids: &str) -> Vec<FactId> {
    let ids = ids.split_whitespace();
    ids.map(|id| FactId::new(id).expect("an id")).collect()
}

pub(super) fn step(id: &str, change: impl FnOnce(&mut Step)) -> Step {
    let mut step = Step::new(StepId::new(id).expect("an id"), "");
    change(&mut step);
    step
}

pub(super) fn optional(id: &str) -> Step {
    step(id, |step| step.optional = true)
}

/// Parts, put together one by one; each stands in a file of its own.
#[derive(Default)]
pub(super) struct Building(pub(super) Parts);

impl Building {
    fn file(&mut self, name: &str, shipped: bool) -> FileKey {
        let key = FileKey(self.0.files.len() as u32);
        let name = name.to_owned();
        self.0.files.push(FileName { name, shipped });
        key
    }

    pub(super) fn stage(mut self, id: &str, steps: impl IntoIterator<Item = Step>) -> Self {
        let file = self.file(id, false);
        let stage = Stage {
            id: StageId::new(id).expect("an id"),
            title: "".into(),
            summary: None,
            steps: steps.into_iter().collect(),
        };
        self.0.stages.push((stage, file));
        self
    }

    pub(super) fn pathway(
        mut self,
        id: &str,
        stages: &str,
        change: impl FnOnce(&mut Pathway),
    ) -> Self {
        let file = self.file(id, false);
        let stages = stages.split_whitespace();
        let mut pathway = Pathway {
            id: PathwayId::new(id).expect("an id"),
            title: "".into(),
            summary: None,
            goal: None,
            stages: stages.map(|id| StageId::new(id).expect("an id")).collect(),
            without: Vec::new(),
            finish: None,
        };
        change(&mut pathway);
        self.0.pathways.push((pathway, file));
        self
    }

    pub(super) fn credential(mut self, id: &str, of: &str) -> Self {
        let file = self.file(id, false);
        let id = CredentialId::new(id).expect("an id");
        let mut credential = Credential::new(id, "", "");
        credential.facts = facts(of);
        self.0.credentials.push((credential, file));
        self
    }

    pub(super) fn fact(
        mut self,
        id: &str,
        shipped: bool,
        change: impl FnOnce(&mut FactVersion),
    ) -> Self {
        let file = self.file(id, shipped);
        let mut version = FactVersion {
            id: FactId::new(id).expect("an id"),
            file,
            claim: claim(),
            also: Vec::new(),
            confidence: Confidence::Official,
            applies_on: AppliesOn::Today,
            effective_from: None,
            effective_until: None,
            recheck_after_days: 365,
        };
        change(&mut version);
        self.0.facts.push((version, 0));
        self
    }

    pub(super) fn retired(self, id: &str, instead: Option<&str>) -> Self {
        self.retires(id, false, |retired| {
            retired.instead = instead.map(|id| StepId::new(id).expect("an id"));
        })
    }

    pub(super) fn retires(
        mut self,
        id: &str,
        shipped: bool,
        change: impl FnOnce(&mut Retired),
    ) -> Self {
        let file = self.file("retired", shipped);
        let mut retired = Retired {
            id: StepId::new(id).expect("an id"),
            was: Vec::new(),
            reason: "".into(),
            instead: None,
            since: None,
            stage: None,
            optional: false,
        };
        change(&mut retired);
        self.0.retired.push((retired, file, 0));
        self
    }

    /// The last file came with the program, which has this version.
    pub(super) fn shipped_in(mut self, version: &str) -> Self {
        self.0.version = version.to_owned();
        self.0.files.last_mut().expect("a file").shipped = true;
        self
    }

    /// Exactly this is wrong, in the file with this name.
    #[track_caller]
    pub(super) fn refused(self, file: &str, path: &str, kind: &ProblemKind) {
        let files = self.0.files.clone();
        let problems = audit(self.0).err().unwrap_or_default();
        let found: Vec<_> = problems
            .iter()
            .map(|problem| {
                let file = files[problem.file.index()].name.as_str();
                (file, problem.path.as_str(), &problem.kind)
            })
            .collect();
        assert_eq!(found, [(file, path, kind)]);
    }

    #[track_caller]
    pub(super) fn sound(self) -> Catalog {
        audit(self.0).unwrap_or_else(|problems| panic!("refused: {problems:#?}"))
    }
}

pub(super) fn building() -> Building {
    Building::default()
}

pub(super) fn claim() -> Claim {
    Claim {
        value: FactValue::Number(1.0),
        text: "".into(),
        source: Source {
            title: "S".into(),
            url: "https://example.org".into(),
        },
        checked: Some(date(2026, 1, 1)),
    }
}

pub(super) fn used(id: &str, by: &str) -> ProblemKind {
    let (id, by) = (id.to_owned(), by.to_owned());
    ProblemKind::UsedTwice { id, by }
}

pub(super) fn unknown(what: &'static str, id: &str, near: Option<&str>) -> ProblemKind {
    let near = near.map(ToOwned::to_owned);
    let id = id.to_owned();
    ProblemKind::Unknown { what, id, near }
}
