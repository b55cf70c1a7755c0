//! Facts have a source and a date, and what names a fact names one that exists.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::{Audit, ProblemKind};
use crate::catalog::{
    Catalog, FileKey,
    fact::{Claim, Confidence, FactValue, FactVersion},
    id::FactId,
    text::{self, Words},
    waiting::{FactEntry, WaitingVersion},
};

/// Notes facts that were looked at before the program was built.
pub(super) fn take_waiting_facts(catalog: &mut Catalog, waiting: Vec<(FactId, WaitingVersion)>) {
    for (id, version) in waiting {
        entry_of(&mut catalog.facts, &id).wait(version);
    }
}

fn entry_of<'f>(facts: &'f mut FxHashMap<FactId, FactEntry>, id: &FactId) -> &'f mut FactEntry {
    facts
        .entry(id.clone())
        .or_insert_with(|| FactEntry::new(id.clone()))
}

impl Audit {
    pub(super) fn take_facts(&mut self, catalog: &mut Catalog, facts: Vec<(FactVersion, usize)>) {
        for (version, place) in facts {
            let file = version.file;
            let at = |key: &str| format!("fact[{place}].{key}");
            if !self.is_proven(catalog, file) {
                self.check_version(&version, place);
            }
            let entry = entry_of(&mut catalog.facts, &version.id);
            // A person may not put a fact of their own over a shipped one, not
            // even for another period: they would no longer see which is which.
            let mixed = entry.file().is_some_and(|first| {
                catalog.files[first.index()].shipped != catalog.files[file.index()].shipped
            });
            let fact = entry.get();
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
            entry.add(version);
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
        if let FactValue::Range { low, high, .. } = &claim.value
            && low > high
        {
            self.report(file, format!("{path}.value"), ProblemKind::RangeReversed);
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
            if catalog.fact(id).is_none() {
                let known = catalog.facts.keys().map(FactId::as_str);
                let path = format!("{}[{index}]", path());
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
                for (index, sentence) in step.how.iter().enumerate() {
                    let path = || format!("step[{place}].how[{index}]");
                    self.check_sentence(catalog, entry.file, path, Some(sentence), &step.facts);
                }
            }
        }
    }
}

impl Audit {
    fn check_sentence(
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
        let named: BTreeSet<&str> = text::facts_in(sentence).collect();
        for id in named {
            if !FactId::new(id).is_ok_and(|id| catalog.fact(&id).is_some()) {
                let ids = catalog.facts.keys().map(FactId::as_str);
                self.report_unknown(catalog, file, path(), "fact", id, ids);
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
