//! Facts have a source and a date, and what names a fact names one that exists.

use std::collections::BTreeSet;

use super::{Audit, ProblemKind};
use crate::catalog::{
    Catalog, FileKey,
    fact::{Claim, Confidence, Fact, FactVersion},
    id::FactId,
    text::{self, Words},
};

impl Audit {
    pub(super) fn take_facts(&mut self, catalog: &mut Catalog, facts: Vec<(FactVersion, usize)>) {
        for (version, place) in facts {
            let file = version.file;
            let at = |key: &str| format!("fact[{place}].{key}");
            if !self.is_proven(catalog, file) {
                self.check_version(&version, place);
            }
            let fact = catalog
                .facts
                .entry(version.id.clone())
                .or_insert_with(|| Fact {
                    id: version.id.clone(),
                    // Nearly every fact has one version, and a list that grows by
                    // itself would start with room for four.
                    versions: Vec::with_capacity(1),
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
            let others = fact.versions.iter();
            if others
                .clone()
                .any(|other| other.applies_on != version.applies_on)
            {
                self.report(file, at("applies-on"), ProblemKind::AppliesOnDiffers);
            }
            fact.versions.push(version);
        }
    }

    /// Whether a fact by itself is whole: sources, dates, both sides.
    fn check_version(&mut self, version: &FactVersion, place: usize) {
        let file = version.file;
        let at = |key: &str| format!("fact[{place}].{key}");
        let confidence = version.confidence;
        self.check_claim(file, &format!("fact[{place}]"), &version.claim, confidence);
        for (index, other) in version.also.iter().enumerate() {
            let path = format!("fact[{place}].also[{index}]");
            self.check_claim(file, &path, other, confidence);
        }
        let no_other_side =
            version.also.is_empty() && !self.left_out.lacks_some_of(file, &at("also"));
        if confidence == Confidence::Disputed && no_other_side {
            self.report(file, at("confidence"), ProblemKind::NoOtherSide);
        }
        if let (Some(from), Some(until)) = (version.effective_from, version.effective_until)
            && from > until
        {
            self.report(file, at("effective-until"), ProblemKind::PeriodReversed);
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
            let path = format!("{path}.undated");
            self.report(file, path, ProblemKind::UndatedNotOfficial);
        }
        if let Err(error) = claim.value.check() {
            self.report(file, format!("{path}.value"), error.into());
        }
    }

    pub(super) fn check_facts(
        &mut self,
        catalog: &Catalog,
        file: FileKey,
        path: impl Fn() -> String,
        ids: &[FactId],
    ) {
        if self.is_proven(catalog, file) {
            return;
        }
        for (index, id) in ids.iter().enumerate() {
            if !catalog.has_fact(id) {
                let known = catalog.fact_ids();
                let path = || format!("{}[{index}]", path());
                self.report_unknown(catalog, file, path, "fact", id.as_str(), known);
            }
        }
    }

    /// A sentence may only name facts that exist and are listed with the step:
    /// so every figure shown has its source below it.
    pub(super) fn check_texts(&mut self, catalog: &Catalog) {
        for entry in &catalog.stages {
            if self.is_proven(catalog, entry.file) {
                continue;
            }
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
                    let path = || format!("step[{place}].{name}");
                    self.check_sentence(catalog, entry.file, path, sentence, &step.facts);
                }
                self.check_costs(catalog, entry.file, step, place);
                for (index, sentence) in step.how.iter().enumerate() {
                    let path = || format!("step[{place}].how[{index}]");
                    self.check_sentence(catalog, entry.file, path, Some(sentence), &step.facts);
                }
            }
        }
    }
}

impl Audit {
    pub(super) fn check_sentence(
        &mut self,
        catalog: &Catalog,
        file: FileKey,
        path: impl Fn() -> String,
        sentence: Option<&Words>,
        listed: &[FactId],
    ) {
        let Some(sentence) = sentence.filter(|sentence| sentence.contains('{')) else {
            return;
        };
        // A fact named over and over is one thing to mend.
        let named = BTreeSet::from_iter(text::facts_in(sentence));
        for id in named {
            if !FactId::new(id).is_ok_and(|id| catalog.has_fact(&id)) {
                let ids = catalog.fact_ids();
                self.report_unknown(catalog, file, &path, "fact", id, ids);
            } else if !listed.iter().any(|listed| listed.as_str() == id) {
                let id = id.to_owned();
                self.report(file, path(), ProblemKind::FactNotListed { id });
            }
        }
    }
}

fn overlap(one: &FactVersion, other: &FactVersion) -> bool {
    let begins_in_time =
        |a: &FactVersion, b: &FactVersion| match (a.effective_from, b.effective_until) {
            (Some(from), Some(until)) => from <= until,
            _ => true,
        };
    begins_in_time(one, other) && begins_in_time(other, one)
}
