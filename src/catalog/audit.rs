//! Turns parts into a sound catalog, or names everything that is wrong.
//!
//! Each part is well formed by itself; here they are looked at together:
//! names used twice, references to nothing, circles, facts without a source.
//! All problems are collected, so that an author mends a file in one go.

use std::collections::{HashMap, HashSet};

use super::{
    Catalog, FileKey, FileName, Links, Route, StageKey, StepKey, Target,
    catalog::{Named, StageEntry},
    credential::Credential,
    fact::{Claim, Confidence, Fact, FactVersion},
    id::{CredentialId, FactId, IdError, PathwayId},
    length::LengthError,
    order,
    pathway::Pathway,
    retired::Retired,
    stage::Stage,
    step::Step,
    text,
};

/// Everything that was read, before it is looked at together.
#[derive(Debug, Default)]
pub struct Parts {
    /// The version of the program that ships the catalog.
    pub version: String,
    /// The files, by their key.
    pub files: Vec<FileName>,
    /// Pathways with the file each stands in.
    pub pathways: Vec<(Pathway, FileKey)>,
    /// Stages with the file each stands in.
    pub stages: Vec<(Stage, FileKey)>,
    /// Credentials with the file each stands in.
    pub credentials: Vec<(Credential, FileKey)>,
    /// Facts with their place in their file, counted from 0.
    pub facts: Vec<(FactVersion, usize)>,
    /// Retired steps, their file and their place in it.
    pub retired: Vec<(Retired, FileKey, usize)>,
    /// Names of parts that could not be read: not reported as unknown again.
    pub unreadable: HashSet<String>,
}

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: FileKey,
    /// The place in it, like `step[3].requires[1]`, counted from 0.
    pub path: String,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What can be wrong with a catalog.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(
    missing_docs,
    reason = "each sentence says what the case and its fields are"
)]
pub enum ProblemKind {
    #[error("{0}")]
    Id(#[from] IdError),
    #[error("{0}")]
    Length(#[from] LengthError),
    #[error("`{given}` is not the name of the file, `{file}`")]
    NotTheFileName { given: String, file: String },
    #[error("an estimate rises from low over likely to high")]
    NotOrdered,
    #[error("the id `{id}` is already used by {by}")]
    UsedTwice { id: String, by: String },
    #[error("there is no {what} `{id}`{}", near.as_ref().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default())]
    Unknown {
        what: &'static str,
        id: String,
        near: Option<String>,
    },
    #[error("stage `{stage}` is listed twice")]
    StageTwice { stage: String },
    #[error("stage `{stage}` is not one of the pathway's stages")]
    NotItsStage { stage: String },
    #[error("step `{step}` is in none of the pathway's stages")]
    NotItsStep { step: String },
    #[error(
        "a required step may not wait for the optional step `{step}`; use `requires-any` or make it required"
    )]
    RequiresOptional { step: String },
    #[error("a group of `requires-any` is empty")]
    EmptyGroup,
    #[error("the pathway `{pathway}` holds no member of this group")]
    GroupOutsidePathway { pathway: String },
    #[error("these wait for each other: {}", ids.join(" -> "))]
    Circle { ids: Vec<String> },
    #[error("only an optional step can have `offered-until`")]
    OfferedUntilRequired,
    #[error("a source needs a title and an address that begins with https:// or http://")]
    NoSource,
    #[error(
        "give `checked`, the date on which the source said so, or `undated = true` for an official source that bears no date"
    )]
    NoDate,
    #[error("`undated = true` and `checked` exclude each other")]
    DateAndUndated,
    #[error("only an official source may be undated")]
    UndatedNotOfficial,
    #[error("a disputed fact names the other side as well, in `[[fact.also]]`")]
    NoOtherSide,
    #[error("the low end is above the high end")]
    RangeReversed,
    #[error("`effective-from` is after `effective-until`")]
    PeriodReversed,
    #[error("another version of this fact is in force on the same days")]
    PeriodsOverlap,
    #[error("`{value}` is not allowed here; {expected}")]
    BadValue { value: String, expected: String },
    #[error("a person's own catalog may hold at most {most} steps")]
    TooManySteps { most: usize },
}

/// Looks at all parts together.
///
/// # Errors
/// Every problem found, in the order of files.
pub fn audit(parts: Parts) -> Result<Catalog, Vec<Problem>> {
    let mut audit = Audit {
        problems: Vec::new(),
        unreadable: parts.unreadable,
    };
    let mut catalog = Catalog {
        version: parts.version,
        files: parts.files,
        steps: Vec::new(),
        links: Vec::new(),
        stages: Vec::new(),
        pathways: Vec::new(),
        credentials: parts.credentials,
        facts: HashMap::new(),
        retired: Vec::new(),
        names: HashMap::new(),
    };
    audit.take_stages(&mut catalog, parts.stages);
    audit.take_retired(&mut catalog, parts.retired);
    audit.take_credentials(&catalog);
    audit.take_facts(&mut catalog, parts.facts);
    audit.link_steps(&mut catalog);
    audit.take_pathways(&mut catalog, parts.pathways);
    audit.check_texts(&catalog);
    audit.find_circle(&catalog);
    if audit.problems.is_empty() {
        Ok(catalog)
    } else {
        audit.problems.sort_by_key(|problem| problem.file);
        Err(audit.problems)
    }
}

struct Audit {
    problems: Vec<Problem>,
    unreadable: HashSet<String>,
}

impl Audit {
    fn report(&mut self, file: FileKey, path: impl Into<String>, kind: ProblemKind) {
        self.problems.push(Problem {
            file,
            path: path.into(),
            kind,
        });
    }

    fn report_unknown<'n>(
        &mut self,
        file: FileKey,
        path: impl Into<String>,
        what: &'static str,
        id: &str,
        known: impl Iterator<Item = &'n str>,
    ) {
        if !self.unreadable.contains(id) {
            let near = super::nearest::nearest(id, known).map(ToOwned::to_owned);
            let id = id.to_owned();
            self.report(file, path, ProblemKind::Unknown { what, id, near });
        }
    }

    /// Moves the steps into one list and gives every name its meaning.
    fn take_stages(&mut self, catalog: &mut Catalog, stages: Vec<(Stage, FileKey)>) {
        for (mut stage, file) in stages {
            let key = StageKey(catalog.stages.len() as u32);
            let id = stage.id.to_string();
            self.name(catalog, file, "id", id, Named::Stage(key));
            let first = catalog.steps.len() as u32;
            for (place, step) in std::mem::take(&mut stage.steps).into_iter().enumerate() {
                let step_key = StepKey(catalog.steps.len() as u32);
                let at = |key: &str| format!("step[{place}].{key}");
                let id = step.id.to_string();
                self.name(catalog, file, &at("id"), id, Named::Step(step_key));
                for (index, was) in step.was.iter().enumerate() {
                    let path = format!("step[{place}].was[{index}]");
                    self.name(catalog, file, &path, was.to_string(), Named::Was(step_key));
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
                catalog.steps.push(step);
            }
            let steps = first..catalog.steps.len() as u32;
            catalog.stages.push(StageEntry { stage, steps, file });
        }
    }

    fn name(&mut self, catalog: &mut Catalog, file: FileKey, path: &str, id: String, named: Named) {
        let taken = catalog.names.get(&id).map(|taken| match taken {
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
        let by = taken.or_else(|| {
            let credential = catalog.credential_named(&id)?;
            Some(format!("the credential {}", credential.title))
        });
        match by {
            Some(by) => self.report(file, path, ProblemKind::UsedTwice { id, by }),
            None => {
                catalog.names.insert(id, named);
            }
        }
    }

    fn take_retired(&mut self, catalog: &mut Catalog, retired: Vec<(Retired, FileKey, usize)>) {
        for (retired, file, place) in retired {
            let named = Named::Retired(catalog.retired.len());
            let path = format!("retired[{place}].id");
            self.name(catalog, file, &path, retired.id.to_string(), named);
            if let Some(instead) = &retired.instead
                && catalog.step_named(instead.as_str()).is_none()
            {
                let path = format!("retired[{place}].instead");
                let known = catalog.steps.iter().map(|step| step.id.as_str());
                self.report_unknown(file, path, "step", instead.as_str(), known);
            }
            catalog.retired.push(retired);
        }
    }

    fn take_credentials(&mut self, catalog: &Catalog) {
        let mut seen: HashMap<&CredentialId, FileKey> = HashMap::new();
        for (credential, file) in &catalog.credentials {
            if let Some(first) = seen.insert(&credential.id, *file) {
                let kind = ProblemKind::UsedTwice {
                    id: credential.id.to_string(),
                    by: format!("a credential in {}", catalog.file(first).name),
                };
                self.report(*file, "id", kind);
            }
        }
    }

    fn take_facts(&mut self, catalog: &mut Catalog, facts: Vec<(FactVersion, usize)>) {
        for (version, place) in facts {
            let file = version.file;
            let at = |key: &str| format!("fact[{place}].{key}");
            self.check_claim(
                file,
                &format!("fact[{place}]"),
                &version.claim,
                version.confidence,
            );
            for (index, other) in version.also.iter().enumerate() {
                let path = format!("fact[{place}].also[{index}]");
                self.check_claim(file, &path, other, version.confidence);
            }
            if version.confidence == Confidence::Disputed && version.also.is_empty() {
                self.report(file, at("confidence"), ProblemKind::NoOtherSide);
            }
            if let (Some(from), Some(until)) = (version.effective_from, version.effective_until)
                && from > until
            {
                self.report(file, at("effective-until"), ProblemKind::PeriodReversed);
            }
            let fact = catalog
                .facts
                .entry(version.id.clone())
                .or_insert_with(|| Fact {
                    id: version.id.clone(),
                    versions: Vec::new(),
                });
            // A person may not put a fact of their own over a shipped one, not
            // even for another period: they would no longer see which is which.
            let mixed = fact.versions.first().is_some_and(|first| {
                catalog.files[first.file.index()].shipped != catalog.files[file.index()].shipped
            });
            if mixed {
                let by = "a fact that came with the program".to_owned();
                let id = version.id.to_string();
                self.report(file, at("id"), ProblemKind::UsedTwice { id, by });
            } else if fact.versions.iter().any(|other| overlap(other, &version)) {
                self.report(file, at("id"), ProblemKind::PeriodsOverlap);
            }
            fact.versions.push(version);
        }
    }

    fn check_claim(&mut self, file: FileKey, path: &str, claim: &Claim, confidence: Confidence) {
        let address = &claim.source.url;
        let is_address = ["https://", "http://"]
            .iter()
            .any(|scheme| address.len() > scheme.len() && address.starts_with(scheme));
        if claim.source.title.trim().is_empty() || !is_address {
            self.report(file, format!("{path}.source"), ProblemKind::NoSource);
        }
        if claim.checked.is_none() && confidence == Confidence::Secondary {
            self.report(file, path, ProblemKind::UndatedNotOfficial);
        }
        if let super::fact::FactValue::Range { low, high, .. } = &claim.value
            && low > high
        {
            self.report(file, format!("{path}.value"), ProblemKind::RangeReversed);
        }
    }

    fn link_steps(&mut self, catalog: &mut Catalog) {
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
        let mut links = Links::default();
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
                    let known = catalog.names.keys().map(String::as_str);
                    self.report_unknown(file, path(), "step or stage", id.as_str(), known);
                }
            }
        }
        for (index, group) in step.requires_any.iter().enumerate() {
            let path = format!("step[{place}].requires-any[{index}]");
            if group.is_empty() {
                self.report(file, path.clone(), ProblemKind::EmptyGroup);
            }
            let ids = group.iter().map(|id| id.as_str());
            links
                .requires_any
                .push(self.steps_named(catalog, file, &path, ids));
        }
        let ids = step.offered_until.iter().map(|id| id.as_str());
        let path = format!("step[{place}].offered-until");
        links.offered_until = self.steps_named(catalog, file, &path, ids);
        if let Some(awards) = &step.awards {
            let path = format!("step[{place}].awards");
            self.check_credential(catalog, file, &path, awards);
        }
        self.check_facts(catalog, file, &format!("step[{place}].facts"), &step.facts);
        links
    }

    fn steps_named<'i>(
        &mut self,
        catalog: &Catalog,
        file: FileKey,
        path: &str,
        ids: impl Iterator<Item = &'i str>,
    ) -> Vec<StepKey> {
        let mut keys = Vec::new();
        for (index, id) in ids.enumerate() {
            match catalog.step_named(id) {
                Some(key) => keys.push(key),
                None => {
                    let known = catalog.steps.iter().map(|step| step.id.as_str());
                    self.report_unknown(file, format!("{path}[{index}]"), "step", id, known);
                }
            }
        }
        keys
    }

    fn check_credential(
        &mut self,
        catalog: &Catalog,
        file: FileKey,
        path: &str,
        id: &CredentialId,
    ) {
        if catalog.credential_named(id.as_str()).is_none() {
            let known = catalog
                .credentials()
                .map(|credential| credential.id.as_str());
            self.report_unknown(file, path, "credential", id.as_str(), known);
        }
    }

    fn check_facts(&mut self, catalog: &Catalog, file: FileKey, path: &str, ids: &[FactId]) {
        for (index, id) in ids.iter().enumerate() {
            if catalog.fact(id).is_none() {
                let known = catalog.facts.keys().map(FactId::as_str);
                self.report_unknown(file, format!("{path}[{index}]"), "fact", id.as_str(), known);
            }
        }
    }

    fn take_pathways(&mut self, catalog: &mut Catalog, pathways: Vec<(Pathway, FileKey)>) {
        let mut seen: HashMap<PathwayId, FileKey> = HashMap::new();
        for (pathway, file) in pathways {
            if let Some(first) = seen.insert(pathway.id.clone(), file) {
                let kind = ProblemKind::UsedTwice {
                    id: pathway.id.to_string(),
                    by: format!("a pathway in {}", catalog.file(first).name),
                };
                self.report(file, "id", kind);
            }
            let route = self.route_of(catalog, &pathway, file);
            self.check_groups(catalog, &pathway, &route);
            catalog.pathways.push((pathway, route));
        }
    }

    fn route_of(&mut self, catalog: &Catalog, pathway: &Pathway, file: FileKey) -> Route {
        let mut route = Route {
            file,
            ..Route::default()
        };
        for (index, id) in pathway.stages.iter().enumerate() {
            let path = format!("stages[{index}]");
            match catalog.stage_named(id.as_str()) {
                Some(key) if route.stages.contains(&key) => {
                    let stage = id.to_string();
                    self.report(file, path, ProblemKind::StageTwice { stage });
                }
                Some(key) => route.stages.push(key),
                None => {
                    let known = catalog.stages().map(|(_, stage)| stage.id.as_str());
                    self.report_unknown(file, path, "stage", id.as_str(), known);
                }
            }
        }
        for (index, id) in pathway.without.iter().enumerate() {
            let path = format!("without[{index}]");
            match catalog.step_named(id.as_str()) {
                Some(key) if route.stages.contains(&catalog.stage_of(key)) => {
                    route.without.push(key);
                }
                Some(_) => {
                    let step = id.to_string();
                    self.report(file, path, ProblemKind::NotItsStep { step });
                }
                None => {
                    let known = catalog.steps.iter().map(|step| step.id.as_str());
                    self.report_unknown(file, path, "step", id.as_str(), known);
                }
            }
        }
        route.without.sort_unstable();
        route.finish = route.stages.len().saturating_sub(1);
        if let Some(id) = &pathway.finish {
            let key = catalog.stage_named(id.as_str());
            match route.stages.iter().position(|stage| Some(*stage) == key) {
                Some(place) => route.finish = place,
                None => {
                    let stage = id.to_string();
                    self.report(file, "finish", ProblemKind::NotItsStage { stage });
                }
            }
        }
        if let Some(goal) = &pathway.goal {
            self.check_credential(catalog, file, "goal", goal);
        }
        route
    }

    /// A group of which the pathway holds no member could never be satisfied
    /// on it.
    fn check_groups(&mut self, catalog: &Catalog, pathway: &Pathway, route: &Route) {
        let mut holds = vec![false; catalog.step_count()];
        for &stage in &route.stages {
            for step in catalog.kept_steps(route, stage) {
                holds[step.index()] = true;
            }
        }
        for &stage in &route.stages {
            let entry = &catalog.stages[stage.index()];
            for step in catalog.kept_steps(route, stage) {
                for (group, members) in catalog.links(step).requires_any.iter().enumerate() {
                    let none = !members.iter().any(|member| holds[member.index()]);
                    if none && !members.is_empty() {
                        let place = step.0 - entry.steps.start;
                        let path = format!("step[{place}].requires-any[{group}]");
                        let pathway = pathway.id.to_string();
                        let kind = ProblemKind::GroupOutsidePathway { pathway };
                        self.report(entry.file, path, kind);
                    }
                }
            }
        }
    }

    /// A sentence may only name facts that exist.
    fn check_texts(&mut self, catalog: &Catalog) {
        let mut check = |file: FileKey, path: String, sentence: &str| {
            for id in text::facts_in(sentence) {
                let known = FactId::new(id).is_ok_and(|id| catalog.fact(&id).is_some());
                if !known {
                    let ids = catalog.facts.keys().map(FactId::as_str);
                    self.report_unknown(file, path.clone(), "fact", id, ids);
                }
            }
        };
        for entry in &catalog.stages {
            for (place, key) in entry.steps.clone().enumerate() {
                let step = &catalog.steps[key as usize];
                let single = [
                    ("title", Some(&step.title)),
                    ("why", step.why.as_ref()),
                    ("evidence", step.evidence.as_ref()),
                    ("watch-out", step.watch_out.as_ref()),
                    ("date-is", step.date_is.as_ref()),
                ];
                for (name, sentence) in single {
                    if let Some(sentence) = sentence.filter(|sentence| sentence.contains('{')) {
                        check(entry.file, format!("step[{place}].{name}"), sentence);
                    }
                }
                for (index, sentence) in step.how.iter().enumerate() {
                    if sentence.contains('{') {
                        check(entry.file, format!("step[{place}].how[{index}]"), sentence);
                    }
                }
            }
        }
        for (credential, file) in &catalog.credentials {
            self.check_facts(catalog, *file, "facts", &credential.facts);
        }
    }

    /// Steps are nodes, and so are stages: a stage waits for its required
    /// steps, and who requires a stage waits for that one node. So the edges
    /// stay as many as the references written.
    fn find_circle(&mut self, catalog: &Catalog) {
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

/// While stages are still being taken, the last one may not be in the list.
fn catalog_stage(catalog: &Catalog, step: StepKey) -> usize {
    catalog
        .stages
        .iter()
        .position(|entry| entry.steps.contains(&step.0))
        .unwrap_or(catalog.stages.len())
}

fn overlap(one: &FactVersion, other: &FactVersion) -> bool {
    let begins_in_time =
        |a: &FactVersion, b: &FactVersion| match (a.effective_from, b.effective_until) {
            (Some(from), Some(until)) => from <= until,
            _ => true,
        };
    begins_in_time(one, other) && begins_in_time(other, one)
}
