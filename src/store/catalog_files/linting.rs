//! Reads definitions to find everything that an author should mend.

use std::{collections::HashSet, fs, io, path::Path};

use super::{FOLDERS, KINDS, OwnFiles, entries_of, files_in, is_hidden, link_to_nothing};
use crate::{
    catalog::{audit, nearest::nearest},
    store::{
        draft::{Figures, Taking},
        guide_files,
        problem::FileProblem,
        shipped,
    },
};

/// The files of the whole catalog beside the folders of definitions.
const FILES: [&str; 3] = ["applications.toml", "retired.toml", "skills.toml"];

/// Files that stand beside definitions and define nothing.
const PAGES: [&str; 2] = ["COVERAGE.md", "README.md"];

/// Something an author should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is, and where.
    pub problem: FileProblem,
    /// It is advice: the catalog can be used all the same.
    pub is_warning: bool,
}

/// Whether a folder has to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folder {
    /// Somebody named it.
    Needed,
    /// Most people have none.
    IfThere,
}

/// Looks at what ships and at a person's own files in this folder.
///
/// # Errors
/// The folder cannot be read, or is needed and not there.
pub fn lint(own_folder: &Path, being: Folder) -> io::Result<Vec<Finding>> {
    let mut taking = shipped::parts().map_err(io::Error::other)?;
    let mut own = OwnFiles {
        first: taking.parts.files.len(),
        thorough: true,
        ..OwnFiles::default()
    };
    match fs::read_dir(own_folder) {
        Ok(_) => own.read_all(own_folder, &mut taking),
        Err(_) if link_to_nothing(own_folder).is_some() => {
            own.read_all(own_folder, &mut taking);
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound && being == Folder::IfThere => {}
        Err(error) => return Err(error),
    }
    own.check_size(&taking.parts, own_folder);
    Ok(own.findings(taking, own_folder))
}

/// Looks at a folder that is the whole catalog, by the rules for what ships.
///
/// # Errors
/// The folder cannot be read.
pub fn lint_shipped(folder: &Path) -> io::Result<Vec<Finding>> {
    fs::read_dir(folder)?;
    let mut taking = Taking::default();
    env!("CARGO_PKG_VERSION").clone_into(&mut taking.parts.version);
    let mut files = OwnFiles {
        ship: true,
        thorough: true,
        ..OwnFiles::default()
    };
    files.look_for_strangers_among_all(folder);
    for kind in KINDS {
        for path in files_in(&folder.join(kind), "toml", &mut files.problems) {
            files.read_one(kind, path, &mut taking);
        }
    }
    for file in FILES {
        let path = folder.join(file);
        if path.exists() || path.is_symlink() {
            files.read_one(file, path, &mut taking);
        }
    }
    Ok(files.findings(taking, folder))
}

impl OwnFiles {
    /// The names of all guide topics, whether they can be read or not.
    fn topics(&mut self, shipped: &[(&str, &str)], folder: &Path) -> HashSet<String> {
        let own = files_in(&folder.join("guide"), "md", &mut self.problems);
        let own = own.iter().filter_map(|path| path.file_stem());
        let own = own.map(|stem| stem.to_string_lossy().into_owned());
        let shipped = shipped.iter().map(|(id, _)| (*id).to_owned());
        shipped.chain(own).collect()
    }

    /// In the whole catalog everything is known by name.
    fn look_for_strangers_among_all(&mut self, folder: &Path) {
        for path in entries_of(folder, &mut self.problems).unwrap_or_default() {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let known: Vec<&str> = if path.is_dir() {
                FOLDERS.to_vec()
            } else {
                FILES.into_iter().chain(PAGES).collect()
            };
            if !is_hidden(&path) && !known.contains(&&*name) {
                let message = match nearest(&name, known.iter().copied()) {
                    Some(near) => format!("is not read; did you mean `{near}`?"),
                    None => format!("is not read; here stand {}", known.join(", ")),
                };
                self.problems.push(FileProblem::whole(&path, message));
            }
        }
    }

    /// What reading found, and what follows from the whole.
    ///
    /// The facts that topics name are looked up where the catalog is sound.
    fn findings(mut self, taking: Taking, folder: &Path) -> Vec<Finding> {
        let files = taking.parts.files.clone();
        let shipped = if self.ship { &[] } else { shipped::guide() };
        let topics = self.topics(shipped, folder);
        let (found, catalog) = audit::lint(taking.parts, &topics);
        self.locate(&files, taking.problems);
        self.locate(&files, found);
        let figures = if self.ship {
            Figures::OnlyInFacts
        } else {
            Figures::Anywhere
        };
        let of_guide = guide_files::problems(shipped, folder, catalog.as_ref(), figures);
        self.problems.extend(of_guide);
        let advice = std::mem::take(&mut self.advice);
        let finding = |is_warning: bool| {
            move |problem: FileProblem| Finding {
                problem,
                is_warning,
            }
        };
        let problems = self.in_order().into_iter().map(finding(false));
        let advice = advice.into_iter().map(finding(true));
        let mut findings: Vec<Finding> = problems.chain(advice).collect();
        findings.sort_by(|a, b| a.problem.by_place(&b.problem));
        findings.dedup();
        findings
    }
}
