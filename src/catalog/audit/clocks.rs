//! What a clock points at exists, and it can run.

use std::collections::HashMap;

use super::{Audit, ProblemKind};
use crate::catalog::{
    Catalog, ClockKey, ClockLinks, ClockOwner, CredentialKey, FileKey, LinkedStart, StepKey,
    clock::{Clock, ClockKind, ClockLength, MarkDay, Start},
    fact::FactValue,
    id::{CredentialId, FactId, StepId},
    length::{Length, Unit},
    linked_clocks::ClockEntry,
    order,
};

/// A clock and where it is written.
#[derive(Clone, Copy)]
struct Written {
    owner: ClockOwner,
    /// Its place among those of its owner.
    place: usize,
    file: FileKey,
    /// The place of its step in the file; none in a credential.
    step: Option<u32>,
}

impl Written {
    fn at(&self, key: &str) -> String {
        let place = self.place;
        match self.step {
            Some(step) => format!("step[{step}].clock[{place}].{key}"),
            None => format!("clock[{place}].{key}"),
        }
    }
}

impl Audit {
    /// Resolves all clocks, and puts each behind those from whose end it starts.
    pub(super) fn take_clocks(&mut self, catalog: &mut Catalog) {
        let written = all_written(catalog);
        if written.is_empty() {
            return;
        }
        let mut named: HashMap<&str, usize> = HashMap::default();
        // What came with the program stands before a person's own files, and
        // whoever came later has to give way.
        let mut in_files: Vec<(usize, &Written)> = written.iter().enumerate().collect();
        in_files.sort_by_key(|(_, one)| one.file);
        for (number, one) in in_files {
            let id = clock(catalog, one).id.as_str();
            if let Some(&first) = named.get(id) {
                let by = format!("a clock in {}", catalog.file(written[first].file).name);
                let id = id.to_owned();
                self.report(one.file, one.at("id"), ProblemKind::UsedTwice { id, by });
            } else {
                named.insert(id, number);
            }
        }
        let mut links: Vec<ClockLinks> = Vec::with_capacity(written.len());
        for one in &written {
            links.push(self.links_of_clock(catalog, one, &named));
            if !self.is_proven(catalog, one.file) {
                self.check_clock(catalog, one);
            }
        }
        let waits_for: Vec<Vec<u32>> = links.iter().map(|links| ends_of(links).collect()).collect();
        let order = match order::order(&waits_for) {
            Ok(order) => order,
            Err(circle) => {
                self.report_clock_circle(catalog, &written, &circle);
                return;
            }
        };
        let mut keys = vec![ClockKey::default(); order.len()];
        for (key, &number) in (0u32..).zip(&order) {
            keys[number as usize] = ClockKey(key);
        }
        let mut links: Vec<Option<ClockLinks>> = links.into_iter().map(Some).collect();
        let entry = |number: u32| {
            let one = &written[number as usize];
            let mut links = links[number as usize].take().unwrap_or_default();
            for start in &mut links.starts {
                if let LinkedStart::End(other) = start {
                    *other = keys[other.index()];
                }
            }
            ClockEntry {
                owner: one.owner,
                place: one.place,
                links,
            }
        };
        let entries = order.into_iter().map(entry).collect();
        catalog.clocks = entries;
    }

    /// A clock named here is meant by its number in the order of the files, until
    /// all are put in order.
    fn links_of_clock(
        &mut self,
        catalog: &Catalog,
        one: &Written,
        named: &HashMap<&str, usize>,
    ) -> ClockLinks {
        let clock = clock(catalog, one);
        let file = one.file;
        let mut steps = |key: &str, ids: &[StepId]| {
            let ids = ids.iter().map(|id| id.as_str());
            self.steps_named(catalog, file, || one.at(key), ids)
        };
        let mut links = ClockLinks {
            starts: Vec::with_capacity(clock.starts.len()),
            stops: steps("stops", &clock.stops),
            inside: steps("inside", &clock.inside),
            opens: steps("opens", &clock.opens),
            reopens: steps("reopens", &clock.reopens),
            until_of: steps("until-of", &clock.until_of),
            while_open: steps("while-open", &clock.while_open),
            shares_with: self.credentials_named(catalog, one, &clock.shares_with),
        };
        for (index, start) in clock.starts.iter().enumerate() {
            let path = || match clock.starts.len() {
                1 => one.at("starts"),
                _ => one.at(&format!("starts[{index}]")),
            };
            let linked = match (start, one.owner) {
                (Start::Mark { step: None, day }, ClockOwner::Step(step)) => {
                    Some(LinkedStart::Mark(step, *day))
                }
                (
                    Start::Mark {
                        step: Some(id),
                        day,
                    },
                    _,
                ) => {
                    let step = catalog.step_named(id.as_str());
                    if step.is_none() {
                        let known = catalog.steps.iter().map(|step| step.id.as_str());
                        self.report_unknown(catalog, file, path, "step", id.as_str(), known);
                    }
                    step.map(|step| LinkedStart::Mark(step, *day))
                }
                (Start::End(id), _) => {
                    let other = named.get(id.as_str());
                    if other.is_none() {
                        let known = named.keys().copied();
                        self.report_unknown(catalog, file, path, "clock", id.as_str(), known);
                    }
                    other.map(|&other| LinkedStart::End(ClockKey(other as u32)))
                }
                (Start::Failed, ClockOwner::Credential(_)) => Some(LinkedStart::Failed),
                (Start::Held, ClockOwner::Credential(_)) => Some(LinkedStart::Held),
                (Start::Yearly { month, day }, ClockOwner::Step(_)) => {
                    Some(LinkedStart::Yearly(*month, *day))
                }
                (Start::Mark { step: None, .. }, ClockOwner::Credential(_)) => {
                    self.report(file, path(), ProblemKind::StartNeedsStep);
                    None
                }
                (Start::Yearly { .. }, ClockOwner::Credential(_)) => {
                    self.report(file, path(), ProblemKind::StartNeedsStep);
                    None
                }
                (Start::Failed | Start::Held, ClockOwner::Step(_)) => {
                    self.report(file, path(), ProblemKind::StartNeedsCredential);
                    None
                }
            };
            links.starts.extend(linked);
        }
        if links.until_of.is_empty()
            && let ClockOwner::Step(step) = one.owner
            && links.starts.contains(&LinkedStart::Mark(step, MarkDay::On))
        {
            links.until_of.push(step);
        }
        links
    }

    fn credentials_named(
        &mut self,
        catalog: &Catalog,
        one: &Written,
        ids: &[CredentialId],
    ) -> Vec<CredentialKey> {
        let mut keys = Vec::with_capacity(ids.len());
        for (index, id) in ids.iter().enumerate() {
            match catalog.credential_key(id) {
                Some(key) => keys.push(key),
                None => {
                    let path = || one.at(&format!("shares-with[{index}]"));
                    self.check_credential(catalog, one.file, path, id);
                }
            }
        }
        keys
    }

    /// Whether a clock by itself makes sense.
    fn check_clock(&mut self, catalog: &Catalog, one: &Written) {
        let clock = clock(catalog, one);
        let file = one.file;
        if clock.starts.is_empty() && !self.left_out.lacks_some_of(file, &one.at("starts")) {
            self.report(file, one.at("starts"), ProblemKind::NoStart);
        }
        let length = self.check_clock_length(catalog, one, clock);
        if clock.before && clock.length.is_none() {
            self.report(
                file,
                one.at("before"),
                ProblemKind::NeedsLength { key: "before" },
            );
        }
        if clock.working_days && length.is_none_or(|length| length.unit != Unit::Day) {
            self.report(file, one.at("working-days"), ProblemKind::WorkingDaysOfWhat);
        }
        let goes_on = !clock.stops.is_empty() || !clock.until_of.is_empty();
        if clock.repeats && (clock.length.is_none() || !goes_on) {
            self.report(file, one.at("repeats"), ProblemKind::RepeatsWithout);
        }
        let is_held = |start: &Start| *start == Start::Held;
        if !clock.shares_with.is_empty() && !clock.starts.iter().any(is_held) {
            self.report(file, one.at("shares-with"), ProblemKind::SharesWithout);
        }
        let is_wait = clock.kind == ClockKind::Wait;
        let has_known_end = is_wait && clock.length.is_some();
        if !clock.opens.is_empty() && !has_known_end {
            self.report(file, one.at("opens[0]"), ProblemKind::OpensWithout);
        }
        if !clock.reopens.is_empty() && is_wait {
            self.report(file, one.at("reopens[0]"), ProblemKind::ReopensWait);
        }
        let is_yearly = |start: &Start| matches!(start, Start::Yearly { .. });
        let does_more = clock.length.is_some() || !clock.reopens.is_empty();
        if clock.starts.iter().any(is_yearly) && (does_more || clock.starts.len() > 1) {
            self.report(file, one.at("starts"), ProblemKind::YearlyAndMore);
        }
        self.check_facts(catalog, file, || one.at("facts"), &clock.facts);
        let listed: Vec<FactId> = clock.all_facts().cloned().collect();
        for (key, text) in [
            ("title", Some(&clock.title)),
            ("missed", clock.missed.as_ref()),
        ] {
            self.check_sentence(catalog, file, || one.at(key), text, &listed);
        }
    }

    /// The length of a clock, where it has a sound one.
    fn check_clock_length(
        &mut self,
        catalog: &Catalog,
        one: &Written,
        clock: &Clock,
    ) -> Option<Length> {
        let id = match clock.length.as_ref()? {
            ClockLength::Exactly(length) => return Some(*length),
            ClockLength::Fact(id) => id,
        };
        let path = || one.at("length");
        let Some(fact) = catalog.fact(id) else {
            let known = catalog.fact_ids();
            self.report_unknown(catalog, one.file, path, "fact", id.as_str(), known);
            return None;
        };
        let lengths = fact
            .versions
            .iter()
            .map(|version| days(&version.claim.value));
        let Some(lengths) = lengths.collect::<Option<Vec<Length>>>() else {
            let id = id.to_string();
            self.report(one.file, path(), ProblemKind::FactIsNoLength { id });
            return None;
        };
        lengths.first().copied()
    }

    fn report_clock_circle(&mut self, catalog: &Catalog, written: &[Written], circle: &[u32]) {
        let named = circle.iter().map(|&number| &written[number as usize]);
        let mut ids: Vec<String> = named
            .map(|one| clock(catalog, one).id.to_string())
            .collect();
        ids.extend(ids.first().cloned());
        // Told where the file is the person's own: what ships names nothing of it.
        let mut named = circle.iter().map(|&number| &written[number as usize]);
        if let Some(one) = named.clone().next_back().or_else(|| named.next()) {
            let path = one.at("starts");
            self.report(one.file, path, ProblemKind::ClockCircle { ids });
        }
    }
}

/// A length of at least a day.
fn days(value: &FactValue) -> Option<Length> {
    match value {
        FactValue::Duration(length) => length.is_in_days().then_some(*length),
        FactValue::Number(_)
        | FactValue::Text(_)
        | FactValue::Money { .. }
        | FactValue::Range { .. } => None,
    }
}

fn ends_of(links: &ClockLinks) -> impl Iterator<Item = u32> {
    links.starts.iter().filter_map(|start| match start {
        LinkedStart::End(other) => Some(other.0),
        _ => None,
    })
}

fn clock<'c>(catalog: &'c Catalog, one: &Written) -> &'c Clock {
    match one.owner {
        ClockOwner::Step(step) => &catalog.step(step).clocks[one.place],
        ClockOwner::Credential(key) => &catalog.credential(key).clocks[one.place],
    }
}

/// Where all clocks stand: those of steps, then those of credentials.
fn all_written(catalog: &Catalog) -> Vec<Written> {
    let mut written = Vec::new();
    for entry in &catalog.stages {
        for key in entry.steps.clone() {
            let clocks = catalog.steps[key as usize].clocks.len();
            written.extend((0..clocks).map(|place| Written {
                owner: ClockOwner::Step(StepKey(key)),
                place,
                file: entry.file,
                step: Some(key - entry.steps.start),
            }));
        }
    }
    for (number, (credential, file)) in (0u32..).zip(&catalog.credentials) {
        written.extend((0..credential.clocks.len()).map(|place| Written {
            owner: ClockOwner::Credential(CredentialKey(number)),
            place,
            file: *file,
            step: None,
        }));
    }
    written
}
