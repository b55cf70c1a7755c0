//! Reads definitions to find everything that an author should mend.

use std::{collections::HashSet, fs, io, path::Path};

use super::{FOLDERS, KINDS, MOST_STEPS, OwnFiles, files_in, is_hidden};
use crate::{
    catalog::{
        audit::{self, ProblemKind},
        nearest::nearest,
        text::figure_in,
    },
    store::{draft::Taking, guide_files, problem::FileProblem, shipped},
};

/// The files of the whole catalog beside the folders of definitions.
const FILES: [&str; 2] = ["retired.toml", "skills.toml"];

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

/// Looks at what ships and at a person's own files in this folder, where it
/// exists.
///
/// # Errors
/// The folder is there and cannot be read.
pub fn lint(own_folder: &Path) -> io::Result<Vec<Finding>> {
    let mut taking = shipped::parts().map_err(io::Error::other)?;
    let mut own = OwnFiles {
        first: taking.parts.files.len(),
        thorough: true,
        ..OwnFiles::default()
    };
    match fs::read_dir(own_folder) {
        Ok(_) => own.read_all(own_folder, &mut taking),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let own_stages = taking.parts.stages.iter();
    let own_stages = own_stages.filter(|(_, file)| file.index() >= own.first);
    let steps: usize = own_stages.map(|(stage, _)| stage.steps.len()).sum();
    if steps > MOST_STEPS {
        let message = format!("own stages may hold at most {MOST_STEPS} steps together");
        own.problems.push(FileProblem::whole(own_folder, message));
    }
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
        if path.exists() {
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
        let entries = fs::read_dir(folder).into_iter().flatten();
        for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
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

    /// Topics that ship keep figures in facts, as all texts do.
    fn look_for_figures(&mut self, folder: &Path) {
        for path in files_in(folder, "md", &mut self.problems) {
            let Ok(text) = fs::read_to_string(&path) else {
                continue;
            };
            let mut start = 0;
            let mut is_list_of_facts = false;
            let mut fences = 0;
            for line in text.split_inclusive('\n') {
                let words = line.trim();
                fences += usize::from(words == "+++");
                is_list_of_facts =
                    words.starts_with("Facts:") || (is_list_of_facts && !words.is_empty());
                let is_front = fences == 1 || words == "+++";
                // The number of an entry is none.
                let sentence = words.split_once(". ").filter(|(number, _)| {
                    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
                });
                let sentence = sentence.map_or(words, |(_, sentence)| sentence);
                if let Some(figure) = figure_in(sentence).filter(|_| !is_front && !is_list_of_facts)
                {
                    let at = start + line.find(&figure).unwrap_or(0);
                    let kind = ProblemKind::Figure {
                        figure: figure.clone(),
                    };
                    let span = Some(at..at + figure.len());
                    let problem = FileProblem::at(&path, &text, span, kind.to_string());
                    self.problems.push(problem);
                }
                start += line.len();
            }
        }
    }

    /// What reading found, and what follows from the whole.
    ///
    /// The facts that topics name are looked up where the catalog is sound.
    fn findings(mut self, taking: Taking, folder: &Path) -> Vec<Finding> {
        let files = taking.parts.files.clone();
        let shipped = if self.ship { &[] } else { shipped::GUIDE };
        let topics = self.topics(shipped, folder);
        let (found, catalog) = audit::lint(taking.parts, &topics);
        self.locate(&files, taking.problems);
        self.locate(&files, found);
        self.problems
            .extend(guide_files::problems(shipped, folder, catalog.as_ref()));
        if self.ship {
            self.look_for_figures(&folder.join("guide"));
        }
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
        let place = |finding: &Finding| {
            let place = finding.problem.place.as_ref();
            place.map(|place| (place.line, place.column))
        };
        findings.sort_by(|a, b| {
            let files = a.problem.file.cmp(&b.problem.file);
            files.then_with(|| place(a).cmp(&place(b)))
        });
        findings.dedup();
        findings
    }
}
