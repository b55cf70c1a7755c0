//! The catalog in force: what is shipped and a person's own files.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::{
    draft::{CredentialDraft, FactFileDraft, PathwayDraft, StageDraft, Taking},
    edit::{EditError, check_nesting},
    problem::{FileProblem, as_text, span_of},
    shipped,
};
use crate::catalog::{
    Catalog, FileKey, FileName,
    audit::{Problem, audit},
};

/// The largest file of a person's own that is read, in bytes.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

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
    let mut taking = shipped::take(shipped::drafts().map_err(broken)?);
    let mut own = OwnFiles {
        first: taking.parts.files.len(),
        ..OwnFiles::default()
    };
    own.read_all(own_folder, &mut taking);
    let Taking {
        parts, problems, ..
    } = taking;
    let count = |stages: &[(crate::catalog::stage::Stage, FileKey)]| -> usize {
        let own = stages.iter().filter(|(_, file)| file.index() >= own.first);
        own.map(|(stage, _)| stage.steps.len()).sum()
    };
    if count(&parts.stages) > MOST_STEPS {
        let message = format!("own stages may hold at most {MOST_STEPS} steps together");
        own.problems.push(FileProblem::whole(own_folder, message));
    }
    let files = parts.files.clone();
    let audited = audit(parts);
    own.locate(&files, &problems);
    match audited {
        Ok(catalog) if own.problems.is_empty() => Ok(catalog),
        Ok(_) => Err(own.in_order()),
        Err(problems) => {
            own.locate(&files, &problems);
            Err(own.in_order())
        }
    }
}

/// A person's own files, their texts kept for naming places.
#[derive(Default)]
struct OwnFiles {
    /// The key of the first own file; those before it are shipped.
    first: usize,
    texts: Vec<(PathBuf, String)>,
    problems: Vec<FileProblem>,
}

impl OwnFiles {
    fn read_all(&mut self, folder: &Path, taking: &mut Taking) {
        for kind in ["credentials", "facts", "stages", "pathways"] {
            let folder = folder.join(kind);
            for path in self.toml_files(&folder) {
                self.read_one(kind, path, taking);
            }
        }
    }

    /// The TOML files of a folder by name; none where there is no folder.
    fn toml_files(&mut self, folder: &Path) -> Vec<PathBuf> {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
            Err(error) => {
                let message = format!("the folder cannot be read: {error}");
                self.problems.push(FileProblem::whole(folder, message));
                return Vec::new();
            }
        };
        let mut paths: Vec<PathBuf> = entries
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
            .collect();
        paths.sort();
        paths
    }

    fn read_one(&mut self, kind: &str, path: PathBuf, taking: &mut Taking) {
        let text = match read_text(&path) {
            Ok(text) => text,
            Err(problem) => {
                self.problems.push(problem);
                return;
            }
        };
        if let Err(EditError::Unreadable { message, span }) = check_nesting(&text) {
            let problem = FileProblem::at(&path, &text, Some(span), message);
            self.problems.push(problem);
            return;
        }
        taking.file = FileKey(taking.parts.files.len() as u32);
        taking.parts.files.push(FileName {
            name: path.display().to_string(),
            shipped: false,
        });
        let stem = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned());
        let stem = stem.unwrap_or_default();
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
            _ => self
                .draft(&path, &text)
                .map(|draft: PathwayDraft| draft.take(&stem, taking)),
        };
        if read.is_none() {
            // What it would have defined is not reported as unknown besides.
            taking.parts.unreadable.insert(stem);
        }
        self.texts.push((path, text));
    }

    /// Reads a draft. The first error of syntax or type ends it; keys that
    /// nobody knows are all reported.
    fn draft<T: for<'de> Deserialize<'de>>(&mut self, path: &Path, text: &str) -> Option<T> {
        let read = |text: &str| {
            let reader = toml::Deserializer::parse(text)?;
            let mut unknown = Vec::new();
            let draft = serde_ignored::deserialize(reader, |key| unknown.push(path_of(&key)))?;
            Ok((draft, unknown))
        };
        match read(text) {
            Ok((draft, unknown)) => {
                for key in unknown {
                    let name = key.rsplit('.').next().unwrap_or(&key);
                    let message = format!("unknown key `{name}`");
                    let span = span_of(text, &key);
                    self.problems
                        .push(FileProblem::at(path, text, span, message));
                }
                Some(draft)
            }
            Err(error) => {
                let error: toml::de::Error = error;
                self.problems.push(FileProblem::toml(path, text, &error));
                None
            }
        }
    }

    /// Turns places like `step[3].requires[1]` into lines and columns.
    fn locate(&mut self, files: &[FileName], problems: &[Problem]) {
        for problem in problems {
            let name = &files[problem.file.index()].name;
            let message = problem.kind.to_string();
            let own = self
                .texts
                .iter()
                .find(|(path, _)| path.display().to_string() == *name);
            self.problems.push(match own {
                Some((path, text)) => {
                    FileProblem::at(path, text, span_of(text, &problem.path), message)
                }
                // Only a program built from broken files comes here.
                None => FileProblem::whole(Path::new(name), format!("{}: {message}", problem.path)),
            });
        }
    }

    fn in_order(mut self) -> Vec<FileProblem> {
        let line = |problem: &FileProblem| {
            problem
                .place
                .as_ref()
                .map(|place| (place.line, place.column))
        };
        self.problems
            .sort_by(|a, b| a.file.cmp(&b.file).then_with(|| line(a).cmp(&line(b))));
        self.problems.dedup();
        self.problems
    }
}

/// The place of an unknown key, in the form that [`span_of`] reads.
fn path_of(path: &serde_ignored::Path<'_>) -> String {
    use serde_ignored::Path as Key;
    match path {
        Key::Root => String::new(),
        Key::Seq { parent, index } => format!("{}[{index}]", path_of(parent)),
        Key::Map { parent, key } => match path_of(parent).as_str() {
            "" => key.clone(),
            parent => format!("{parent}.{key}"),
        },
        Key::Some { parent } | Key::NewtypeStruct { parent } | Key::NewtypeVariant { parent } => {
            path_of(parent)
        }
    }
}

fn read_text(path: &Path) -> Result<String, FileProblem> {
    let failed = |error: io::Error| FileProblem::whole(path, format!("cannot be read: {error}"));
    let about = fs::metadata(path).map_err(failed)?;
    if !about.is_file() {
        return Err(FileProblem::whole(path, "is not a regular file"));
    }
    if about.len() > LARGEST_FILE {
        let message = format!("is larger than {} MiB", LARGEST_FILE / 1024 / 1024);
        return Err(FileProblem::whole(path, message));
    }
    let bytes = fs::read(path).map_err(failed)?;
    as_text(path, &bytes).map(ToOwned::to_owned)
}
