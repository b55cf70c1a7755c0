//! The guide in force: the topics that ship and a person's own.
//!
//! Read only where somebody asks for the guide; no other command pays for it.

use std::{
    ops::Range,
    path::{Path, PathBuf},
};

use super::{
    catalog_files::{files_in, in_order, read_text, read_text_if_there},
    draft::{Figures, GuideDraft, MOST_PROBLEMS, read_topic},
    problem::{FileProblem, Lines},
    shipped,
};
use crate::catalog::{
    Catalog,
    guide::{Guide, Origin, Topic},
    id::{FactId, TopicId},
    nearest::nearest,
};

/// The largest topic of a person's own that is read, in bytes.
const LARGEST_TOPIC: u64 = 4 * 1024 * 1024;

/// Reads the topics that ship and, where the folder exists, a person's own.
///
/// # Errors
/// Everything that is wrong with the own files, in the order of their names.
pub fn load(own_folder: &Path, catalog: &Catalog) -> Result<Guide, Vec<FileProblem>> {
    load_beside(shipped::guide(), own_folder, catalog)
}

/// The same beside other topics than those that ship: id and text.
///
/// # Errors
/// The same.
pub fn load_beside(
    shipped: &[(&str, &str)],
    own_folder: &Path,
    catalog: &Catalog,
) -> Result<Guide, Vec<FileProblem>> {
    let reading = Reading::of(shipped, own_folder, Some(catalog), Figures::Anywhere);
    if reading.problems.is_empty() {
        Ok(Guide::new(reading.topics))
    } else {
        Err(in_order(reading.problems))
    }
}

/// What is wrong with a person's own topics, beside those that ship; facts are
/// looked up where the catalog that holds them is sound.
#[must_use]
pub fn problems(
    shipped: &[(&str, &str)],
    own_folder: &Path,
    catalog: Option<&Catalog>,
    figures: Figures,
) -> Vec<FileProblem> {
    in_order(Reading::of(shipped, own_folder, catalog, figures).problems)
}

/// Where a person's own topic stands and its text, as its author wrote it; none
/// where there is no such file.
///
/// # Errors
/// Says what keeps it from being read.
pub fn own_text(own_folder: &Path, id: &TopicId) -> Result<Option<(PathBuf, String)>, FileProblem> {
    // An id holds no dot and no slash, so this stays in the folder.
    let path = own_folder.join("guide").join(format!("{id}.md"));
    let text = read_text_if_there(&path, LARGEST_TOPIC)?;
    Ok(text.map(|text| (path, text)))
}

struct Reading<'c> {
    catalog: Option<&'c Catalog>,
    figures: Figures,
    topics: Vec<Topic>,
    problems: Vec<FileProblem>,
}

impl<'c> Reading<'c> {
    fn of(
        shipped: &[(&str, &str)],
        own_folder: &Path,
        catalog: Option<&'c Catalog>,
        figures: Figures,
    ) -> Self {
        let mut reading = Self {
            catalog,
            figures,
            topics: Vec::new(),
            problems: Vec::new(),
        };
        for (id, text) in shipped {
            let file = format!("guide/{id}.md");
            reading.take(Path::new(&file), id, Origin::Shipped, text);
        }
        let own = files_in(&own_folder.join("guide"), "md", &mut reading.problems);
        for path in own {
            reading.own(shipped, &path);
        }
        reading
    }
}

impl Reading<'_> {
    fn own(&mut self, shipped: &[(&str, &str)], path: &Path) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        if shipped.iter().any(|(id, _)| *id == name) {
            let message = format!("`{name}` is a topic that ships; give this file another name");
            self.problems.push(FileProblem::whole(path, message));
        }
        match read_text(path, LARGEST_TOPIC) {
            Ok(text) => {
                let origin = Origin::Own(path.display().to_string());
                self.take(path, &name, origin, &text);
            }
            Err(problem) => self.problems.push(problem),
        }
    }

    fn take(&mut self, file: &Path, name: &str, origin: Origin, text: &str) {
        let id = TopicId::new(name).or_else(|error| {
            let message = format!("the name of the file is no id: {error}");
            self.problems.push(FileProblem::whole(file, message));
            // What is wrong inside is named all the same.
            TopicId::new("nameless")
        });
        let Ok(id) = id else { return };
        match read_topic(file, id, origin, text, self.figures) {
            Ok(GuideDraft { topic, facts }) => {
                self.look_for(&facts, file, text);
                self.topics.push(topic);
            }
            Err(problems) => self.problems.extend(problems),
        }
    }

    /// Names the facts that do not exist.
    fn look_for(&mut self, facts: &[(FactId, Range<usize>)], file: &Path, text: &str) {
        let Some(catalog) = self.catalog else { return };
        let lines = Lines::of(text);
        let is_unknown = |(id, _): &&(FactId, Range<usize>)| !catalog.has_fact(id);
        for (id, span) in facts.iter().filter(is_unknown).take(MOST_PROBLEMS) {
            let near = nearest(id.as_str(), catalog.fact_ids());
            let near = near.map(|near| format!("; did you mean `{near}`?"));
            let message = format!("there is no fact `{id}`{}", near.unwrap_or_default());
            let problem = FileProblem::on(file, &lines, Some(span.clone()), message);
            self.problems.push(problem);
        }
    }
}
