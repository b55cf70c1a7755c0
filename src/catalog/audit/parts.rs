//! What an audit looks at.

use std::{
    collections::{HashMap, HashSet},
    fmt::Write as _,
};

use crate::catalog::{
    FileKey, FileName, Route, application::ApplicationRules, credential::Credential,
    fact::FactVersion, pathway::Pathway, retired::Retired, skill::Skill, stage::Stage,
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
    /// Skills with their file and their place in it; only [`lint`](super::lint)
    /// looks at them.
    pub skills: Vec<(Skill, FileKey, usize)>,
    /// What is known of job applications, and its file; only
    /// [`lint`](super::lint) looks at it.
    pub applications: Option<(ApplicationRules, FileKey)>,
    /// Names of parts that could not be read: not reported as unknown again.
    pub unreadable: HashSet<String>,
    /// Entries of lists that could not be read.
    pub left_out: LeftOut,
    /// Whether shipped files were audited in full before, so that only their
    /// names and references have to be resolved. The tests of this program do
    /// that; auditing them again at every start would only cost time.
    pub trusts_shipped: bool,
}

/// Which entries of lists could not be read and are therefore not among the
/// parts. What follows such an entry stands further down in the file than it
/// does in the parts.
#[derive(Debug, Default)]
pub struct LeftOut {
    /// By file and list, like `step[3].requires`: places as written, ascending.
    places: HashMap<(FileKey, String), Vec<usize>>,
}

impl LeftOut {
    /// Notes that an entry was left out; of one list in the order of the file.
    pub fn add(&mut self, file: FileKey, list: impl Into<String>, place: usize) {
        let places = self.places.entry((file, list.into())).or_default();
        places.push(place);
    }

    /// The path as the author would count it.
    pub(super) fn as_written(&self, file: FileKey, path: &str) -> String {
        let mut written = String::with_capacity(path.len());
        let mut rest = path;
        while !self.places.is_empty()
            && let Some((list, after)) = rest.split_once('[')
            && let Some((place, after)) = after.split_once(']')
            && let Ok(mut place) = place.parse::<usize>()
        {
            written.push_str(list);
            let key = (file, written);
            for &left_out in self.places.get(&key).into_iter().flatten() {
                place += usize::from(left_out <= place);
            }
            written = key.1;
            // Writing to a text cannot fail.
            let _ = write!(written, "[{place}]");
            rest = after;
        }
        written.push_str(rest);
        written
    }

    /// Whether a pathway holds every stage that it lists.
    pub(super) fn is_whole(&self, pathway: &Pathway, route: &Route) -> bool {
        route.stages.len() == pathway.stages.len() && !self.lacks_some_of(route.file, "stages")
    }

    /// Whether an entry of this list, named as in the parts, was left out.
    pub(super) fn lacks_some_of(&self, file: FileKey, list: &str) -> bool {
        !self.places.is_empty()
            && self
                .places
                .contains_key(&(file, self.as_written(file, list)))
    }
}
