//! The catalog in force: what is shipped and a person's own files.

mod drafting;
mod linting;
mod mending;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

pub(super) use drafting::draft;
pub use linting::{Finding, Folder, lint, lint_shipped};

use super::{
    draft::{
        ApplicationFileDraft, CredentialDraft, FactFileDraft, PathwayDraft, RetiredFileDraft,
        SkillFileDraft, StageDraft, Taking,
    },
    edit::{EditError, check_nesting},
    problem::{FileProblem, Lines, as_text},
    saving::read::{ReadError, read_limited},
    shipped,
    spans::Spans,
};
use crate::catalog::{
    Catalog, FileKey, FileName,
    audit::{Parts, Problem, audit},
    nearest::nearest,
};

/// The largest file of a person's own that is read, in bytes.
pub const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// The folders of a person's own definitions.
const KINDS: [&str; 4] = ["credentials", "facts", "stages", "pathways"];

/// All folders there are; `guide` is looked into only where somebody reads it,
/// and `schema` is there for editors.
const FOLDERS: [&str; 6] = [
    "credentials",
    "facts",
    "stages",
    "pathways",
    "guide",
    "schema",
];

/// The most steps that a person's own files may hold together.
pub const MOST_STEPS: usize = 200_000;

/// Reads what is shipped and, where the folder exists, a person's own files.
///
/// # Errors
/// Everything that is wrong with the own files, in the order of their names.
pub fn load(own_folder: &Path) -> Result<Catalog, Vec<FileProblem>> {
    let broken = |error: serde_json::Error| {
        let file = Path::new("the shipped catalog");
        vec![FileProblem::whole(file, error.to_string())]
    };
    let mut taking = shipped::trusted_parts().map_err(broken)?;
    let mut own = OwnFiles {
        first: taking.parts.files.len(),
        ..OwnFiles::default()
    };
    own.read_all(own_folder, &mut taking);
    let Taking {
        parts, problems, ..
    } = taking;
    own.check_size(&parts, own_folder);
    let files = parts.files.clone();
    let audited = audit(parts);
    own.locate(&files, problems);
    match audited {
        Ok(catalog) if own.problems.is_empty() => Ok(catalog),
        Ok(_) => Err(own.in_order()),
        Err(problems) => {
            own.locate(&files, problems);
            Err(own.in_order())
        }
    }
}

/// A person's own files, their texts kept for naming places.
#[derive(Default)]
struct OwnFiles {
    /// The key of the first own file; those before it are shipped.
    first: usize,
    /// In the order of their keys.
    texts: Vec<(PathBuf, String)>,
    problems: Vec<FileProblem>,
    /// They are what ships, and no files of a person's own.
    ship: bool,
    /// All errors of a file are looked for, not only the first.
    thorough: bool,
    /// What is advice and no problem.
    advice: Vec<FileProblem>,
}

impl OwnFiles {
    fn read_all(&mut self, folder: &Path, taking: &mut Taking) {
        // Most people have none, and four questions to the disk become one.
        match fs::metadata(folder) {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.problems.extend(link_to_nothing(folder));
                return;
            }
            Err(error) => {
                let message = format!("the folder cannot be read: {error}");
                self.problems.push(FileProblem::whole(folder, message));
                return;
            }
        }
        let Some(entries) = entries_of(folder, &mut self.problems) else {
            return;
        };
        self.look_for_strangers(entries);
        for kind in KINDS {
            let folder = folder.join(kind);
            for path in files_in(&folder, "toml", &mut self.problems) {
                self.read_one(kind, path, taking);
            }
        }
    }

    /// A folder or file with a misspelled name would otherwise do nothing, and
    /// nobody would know why.
    fn look_for_strangers(&mut self, entries: Vec<PathBuf>) {
        for path in entries {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let holds_definitions = path.is_dir() || name.ends_with(".toml");
            if holds_definitions && !is_hidden(&path) && !FOLDERS.contains(&&*name) {
                let message = match nearest(&name, FOLDERS.into_iter()) {
                    Some(near) => format!("is not read; did you mean `{near}`?"),
                    None => format!("is not read; there are the folders {}", FOLDERS.join(", ")),
                };
                self.problems.push(FileProblem::whole(&path, message));
            }
        }
    }

    /// More than anyone writes would only make every command slow.
    fn check_size(&mut self, parts: &Parts, folder: &Path) {
        let stages = parts.stages.iter();
        let own = stages.filter(|(_, file)| file.index() >= self.first);
        if own.map(|(stage, _)| stage.steps.len()).sum::<usize>() > MOST_STEPS {
            let message = format!("own stages may hold at most {MOST_STEPS} steps together");
            self.problems.push(FileProblem::whole(folder, message));
        }
    }

    fn read_one(&mut self, kind: &str, path: PathBuf, taking: &mut Taking) {
        let stem = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned());
        let stem = stem.unwrap_or_default();
        let text = match read_text(&path, LARGEST_FILE) {
            Ok(text) => text,
            Err(problem) => {
                self.problems.push(problem);
                taking.parts.unreadable.insert(stem);
                return;
            }
        };
        if let Err(EditError::Unreadable { message, span }) = check_nesting(&text) {
            let problem = FileProblem::at(&path, &text, Some(span), message);
            self.problems.push(problem);
            taking.parts.unreadable.insert(stem);
            note_ids(&text, taking);
            return;
        }
        taking.file = FileKey(taking.parts.files.len() as u32);
        taking.parts.files.push(FileName {
            name: path.display().to_string(),
            shipped: self.ship,
        });
        let read = match kind {
            "credentials" => self
                .draft(&path, &text)
                .map(|draft: CredentialDraft| draft.take(&stem, taking)),
            "facts" => self
                .draft(&path, &text)
                .map(|draft: FactFileDraft| draft.take(taking)),
            "stages" => self
                .draft(&path, &text)
                .map(|draft: StageDraft| draft.take(&stem, taking)),
            "retired.toml" => self
                .draft(&path, &text)
                .map(|draft: RetiredFileDraft| draft.take(taking)),
            "skills.toml" => self.draft(&path, &text).map(|draft: SkillFileDraft| {
                let file = taking.file;
                let skills = draft.take_with_places(taking).into_iter();
                let skills = skills.map(|(skill, place)| (skill, file, place));
                taking.parts.skills.extend(skills);
            }),
            "applications.toml" => self.draft(&path, &text).map(|draft: ApplicationFileDraft| {
                taking.parts.applications = Some((draft.take(taking), taking.file));
            }),
            _ => self
                .draft(&path, &text)
                .map(|draft: PathwayDraft| draft.take(&stem, taking)),
        };
        if read.is_none() {
            // What it would have defined is not reported as unknown besides.
            taking.parts.unreadable.insert(stem);
            note_ids(&text, taking);
        }
        self.texts.push((path, text));
    }

    /// Turns places like `step[3].requires[1]` into lines and columns.
    fn locate(&mut self, files: &[FileName], mut problems: Vec<Problem>) {
        // One file after the other, so that each is read for its places once.
        problems.sort_by_key(|problem| problem.file);
        for of_file in problems.chunk_by(|a, b| a.file == b.file) {
            let file = of_file[0].file.index();
            let own = file
                .checked_sub(self.first)
                .and_then(|own| self.texts.get(own));
            if let Some((path, text)) = own {
                let spans = Spans::of(text);
                let lines = Lines::of(text);
                for problem in of_file {
                    let span = spans.value(&problem.path);
                    let located = FileProblem::on(path, &lines, span, problem.kind.to_string());
                    if problem.kind.is_advice() && !self.ship {
                        self.advice.push(located);
                    } else {
                        self.problems.push(located);
                    }
                }
            } else {
                // Only a program built from broken files comes here.
                let name = Path::new(&files[file].name);
                let named = of_file.iter().map(|problem| {
                    FileProblem::whole(name, format!("{}: {}", problem.path, problem.kind))
                });
                self.problems.extend(named);
            }
        }
    }

    fn in_order(self) -> Vec<FileProblem> {
        in_order(self.problems)
    }
}

/// Problems by file and place, each once.
pub(super) fn in_order(mut problems: Vec<FileProblem>) -> Vec<FileProblem> {
    problems.sort_by(FileProblem::by_place);
    problems.dedup();
    problems
}

/// The files of a kind in a folder by name; none where there is no folder.
pub(super) fn files_in(folder: &Path, kind: &str, problems: &mut Vec<FileProblem>) -> Vec<PathBuf> {
    let entries = entries_of(folder, problems).unwrap_or_default();
    let mut paths: Vec<PathBuf> = entries
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == kind))
        .filter(|path| !is_hidden(path))
        .collect();
    paths.sort_unstable();
    paths
}

/// The problem with a link that leads nowhere: whoever made it did not mean that
/// nothing is there.
fn link_to_nothing(path: &Path) -> Option<FileProblem> {
    let target = fs::read_link(path).ok()?;
    if path.exists() {
        return None;
    }
    let target = target.display();
    let message =
        format!("is a link to `{target}`, which is not there; mend the link, or take it away");
    Some(FileProblem::whole(path, message))
}

/// What lies in a folder; nothing where there is no folder. None where it cannot
/// be read, which is reported.
fn entries_of(folder: &Path, problems: &mut Vec<FileProblem>) -> Option<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            problems.extend(link_to_nothing(folder));
            return Some(Vec::new());
        }
        Err(error) => {
            let message = format!("the folder cannot be read: {error}");
            problems.push(FileProblem::whole(folder, message));
            return None;
        }
    };
    let mut found = Vec::new();
    for entry in entries {
        match entry {
            Ok(entry) => found.push(entry.path()),
            // Leaving it out in silence would make a catalog smaller.
            Err(error) => {
                let message = format!("the folder cannot be read to its end: {error}");
                problems.push(FileProblem::whole(folder, message));
            }
        }
    }
    Some(found)
}

/// Editors leave hidden files of their own beside the one that is open.
fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// What a file that cannot be read would have defined is not reported as
/// unknown wherever it is named.
fn note_ids(text: &str, taking: &mut Taking) {
    let ids = text.lines().filter_map(id_of_line).map(ToOwned::to_owned);
    taking.parts.unreadable.extend(ids);
}

/// The id that a line gives.
fn id_of_line(line: &str) -> Option<&str> {
    let value = line.trim_start().strip_prefix("id")?.trim_start();
    let value = value.strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next()
}

/// The text of a file of at most `limit` bytes.
///
/// # Errors
/// Says what keeps it from being read.
pub fn read_text(path: &Path, limit: u64) -> Result<String, FileProblem> {
    read_text_if_there(path, limit)?.ok_or_else(|| FileProblem::whole(path, "is gone"))
}

/// The same of a file that need not be there.
///
/// # Errors
/// The same.
pub(super) fn read_text_if_there(path: &Path, limit: u64) -> Result<Option<String>, FileProblem> {
    match read_limited(path, limit) {
        Ok(Some(bytes)) => as_text(path, &bytes).map(|text| Some(text.to_owned())),
        Ok(None) => Ok(None),
        Err(ReadError::NotAFile { kind, .. }) => {
            Err(FileProblem::whole(path, format!("is {kind}, not a file")))
        }
        Err(ReadError::TooLarge { size, limit, .. }) => {
            let message = format!("has {size} bytes, and at most {limit} are read");
            Err(FileProblem::whole(path, message))
        }
        Err(error) => Err(FileProblem::whole(path, error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_stages_hold_only_so_many_steps() {
        let parts = shipped::parts().expect("what ships is sound").parts;
        let shipped = parts.files.len();
        let (stage, _) = parts.stages.first().expect("a stage").clone();
        let mut parts = Parts {
            stages: vec![(stage, FileKey(shipped as u32))],
            ..parts
        };
        let mut said = |steps: usize, first: usize| {
            let stage = &mut parts.stages[0].0;
            let step = stage.steps[0].clone();
            stage.steps.resize(steps, step);
            let mut own = OwnFiles {
                first,
                ..OwnFiles::default()
            };
            own.check_size(&parts, Path::new("own"));
            own.problems.len()
        };
        assert_eq!(said(MOST_STEPS, shipped), 0);
        assert_eq!(said(MOST_STEPS + 1, shipped), 1);
        assert_eq!(said(MOST_STEPS + 1, shipped + 1), 0, "it ships");
    }
}
