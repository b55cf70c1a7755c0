//! Turns parts into a sound catalog, or names everything that is wrong.
//!
//! Each part is well formed by itself; here they are looked at together:
//! names used twice, references to nothing, circles, facts without a source.
//! All problems are collected, so that an author mends a file in one go.

mod applications;
mod astray;
mod circle;
mod clocks;
mod costs;
mod credentials;
mod facts;
mod names;
mod parts;
mod pathways;
mod problem;
mod releases;
mod shipping;
mod skills;
mod steps;
mod topics;

use std::collections::{HashMap, HashSet};

use super::{Catalog, FileKey, nearest::nearest};

pub use parts::{LeftOut, Parts};
pub use problem::{Problem, ProblemKind};

/// Looks at all parts together.
///
/// # Errors
/// Every problem found, in the order of files.
pub fn audit(parts: Parts) -> Result<Catalog, Vec<Problem>> {
    let (catalog, audit) = look_at(parts);
    if audit.problems.is_empty() {
        Ok(catalog)
    } else {
        Err(audit.in_order())
    }
}

/// Everything an author should mend: what [`audit`] finds, what leads a
/// person on a pathway astray, guide topics that are none of `topics`, and of
/// files that ship what they owe besides. And the catalog, where it is sound.
#[must_use]
pub fn lint(mut parts: Parts, topics: &HashSet<String>) -> (Vec<Problem>, Option<Catalog>) {
    let skills = std::mem::take(&mut parts.skills);
    let applications = parts.applications.take();
    let insecure = shipping::insecure_sources(&parts);
    let (catalog, mut audit) = look_at(parts);
    let is_sound = audit.problems.is_empty();
    audit.problems.extend(insecure);
    audit.check_skills(&catalog, &skills);
    audit.find_what_leads_astray(&catalog);
    if let Some((rules, file)) = &applications {
        audit.check_applications(&catalog, rules, *file, topics);
    }
    audit.check_topics(&catalog, &skills, topics);
    audit.check_shipping(&catalog, &skills);
    (audit.in_order(), is_sound.then_some(catalog))
}

fn look_at(parts: Parts) -> (Catalog, Audit) {
    let mut audit = Audit {
        problems: Vec::new(),
        unreadable: parts.unreadable,
        left_out: parts.left_out,
        trusts_shipped: parts.trusts_shipped,
        suggestions_left: MOST_SUGGESTIONS,
        credential_files: HashMap::new(),
        retired_at: Vec::new(),
    };
    let steps = parts
        .stages
        .iter()
        .map(|(stage, _)| stage.steps.len())
        .sum();
    let mut catalog = Catalog {
        version: parts.version,
        files: parts.files,
        steps: Vec::with_capacity(steps),
        links: Vec::new(),
        awarding: Vec::new(),
        stages: Vec::with_capacity(parts.stages.len()),
        pathways: Vec::new(),
        credentials: parts.credentials,
        clocks: Vec::new(),
        facts: HashMap::with_capacity(parts.facts.len()),
        retired: Vec::new(),
        names: HashMap::with_capacity(steps + parts.stages.len()),
    };
    audit.take_credentials(&catalog);
    // Retired names first: whoever uses one again is the one to be told.
    audit.take_retired(&mut catalog, parts.retired);
    audit.take_stages(&mut catalog, parts.stages);
    audit.check_retired(&catalog);
    audit.check_versions(&catalog);
    audit.take_facts(&mut catalog, parts.facts);
    audit.link_steps(&mut catalog);
    audit.take_pathways(&mut catalog, parts.pathways);
    audit.check_texts(&catalog);
    audit.check_credentials(&catalog);
    audit.take_clocks(&mut catalog);
    // What is shipped names nothing of a person's own, so without a stage of
    // their own there is no new circle.
    let has_own_stage = catalog
        .stages
        .iter()
        .any(|entry| !audit.is_proven(&catalog, entry.file));
    if has_own_stage {
        audit.find_circle(&catalog);
    }
    (catalog, audit)
}

/// Comparing a name with all known ones is slow, and nobody reads a hundred
/// suggestions.
const MOST_SUGGESTIONS: usize = 100;

struct Audit {
    problems: Vec<Problem>,
    unreadable: HashSet<String>,
    left_out: LeftOut,
    trusts_shipped: bool,
    suggestions_left: usize,
    /// Where each credential stands, by its id.
    credential_files: HashMap<String, FileKey>,
    /// Where each retired step stands.
    retired_at: Vec<(FileKey, usize)>,
}

impl Audit {
    /// The problems in the order of files.
    fn in_order(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| problem.file);
        self.problems
    }

    /// Whether what a file says by itself was looked at before the program was
    /// built. Names and references are always resolved.
    fn is_proven(&self, catalog: &Catalog, file: FileKey) -> bool {
        self.trusts_shipped && catalog.file(file).shipped
    }

    fn report(&mut self, file: FileKey, path: impl Into<String>, kind: ProblemKind) {
        self.problems.push(Problem {
            file,
            path: self.left_out.as_written(file, &path.into()),
            kind,
        });
    }

    /// The path is only built where it is told.
    fn report_unknown<'n>(
        &mut self,
        catalog: &Catalog,
        file: FileKey,
        path: impl FnOnce() -> String,
        what: &'static str,
        id: &str,
        mut known: impl Iterator<Item = &'n str>,
    ) {
        if !self.unreadable.contains(id) {
            self.tell_unknown(catalog, file, path(), what, id, &mut known);
        }
    }

    fn tell_unknown(
        &mut self,
        catalog: &Catalog,
        file: FileKey,
        path: String,
        what: &'static str,
        id: &str,
        known: &mut dyn Iterator<Item = &str>,
    ) {
        let near = if let Some(retired) = catalog.retired_named(id) {
            retired.instead.as_ref().map(ToString::to_string)
        } else if self.suggestions_left > 0 {
            self.suggestions_left -= 1;
            nearest(id, known).map(ToOwned::to_owned)
        } else {
            None
        };
        let id = id.to_owned();
        self.report(file, path, ProblemKind::Unknown { what, id, near });
    }
}

#[cfg(test)]
mod tests;
