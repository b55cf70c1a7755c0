//! Turns parts into a sound catalog, or names everything that is wrong.
//!
//! Each part is well formed by itself; here they are looked at together:
//! names used twice, references to nothing, circles, facts without a source.
//! All problems are collected, so that an author mends a file in one go.

mod circle;
mod facts;
mod names;
mod parts;
mod pathways;
mod problem;
mod steps;

use std::collections::{HashMap, HashSet};

use super::{Catalog, FileKey, nearest::nearest};

pub use parts::Parts;
pub use problem::{Problem, ProblemKind};

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
            let near = nearest(id, known).map(ToOwned::to_owned);
            let id = id.to_owned();
            self.report(file, path, ProblemKind::Unknown { what, id, near });
        }
    }
}
