//! A person's own catalog files, read beside what ships.
//!
//! In the texts below a `▸` stands before each place that has to be named; it
//! is taken out before the file is written.

mod added;
mod broken;
mod broken_facts;
mod clocks;
mod follow_ups;
mod guide;
mod overriding;

use std::fs;

use hitpath::{
    catalog::Catalog,
    store::{catalog_files::load, problem::FileProblem},
};
use tempfile::TempDir;

/// The head of a stage or pathway file called `mine.toml`.
const MINE: &str = "id = \"mine\"\ntitle = \"Mine\"\n";

/// The file of a stage with one step `a`, whose table goes on with this.
fn with_step(more: &str) -> String {
    format!("{MINE}\n[[step]]\nid = \"a\"\ntitle = \"A\"\n{more}\n")
}

/// The file of a fact `my.fact` without its value, source, date and
/// confidence.
fn fact(more: &str) -> String {
    format!("[[fact]]\nid = \"my.fact\"\ntext = \"It is so.\"\n{more}\n")
}

/// What completes a sound [`fact`].
const SOUND: &str = "value = 1\nsource = { title = \"S\", url = \"https://example.org\" }\n\
    checked = 2026-01-01\nconfidence = \"official\"";

/// A folder of own files.
struct Own {
    folder: TempDir,
    /// Where a problem has to be named: file, line, column.
    places: Vec<(String, usize, usize)>,
}

impl Own {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
            places: Vec::new(),
        }
    }

    /// Adds a file, and notes the places marked in it.
    fn file(mut self, name: &str, text: &str) -> Self {
        for (at, _) in text.match_indices('▸') {
            let before = text[..at].replace('▸', "");
            let line_start = before.rfind('\n').map_or(0, |at| at + 1);
            let line = before.matches('\n').count() + 1;
            let column = before[line_start..]
                .trim_start_matches('\u{feff}')
                .chars()
                .count()
                + 1;
            self.places.push((name.to_owned(), line, column));
        }
        self.bytes(name, text.replace('▸', "").as_bytes())
    }

    /// Adds a file of any bytes.
    fn bytes(self, name: &str, bytes: &[u8]) -> Self {
        let path = self.folder.path().join(name);
        let parent = path.parent().expect("it lies in a folder");
        fs::create_dir_all(parent).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
        self
    }

    /// Adds a folder.
    fn folder(self, name: &str) -> Self {
        fs::create_dir_all(self.folder.path().join(name)).expect("a folder can be made");
        self
    }

    fn load(&self) -> Result<Catalog, Vec<FileProblem>> {
        load(self.folder.path())
    }

    fn catalog(&self) -> Catalog {
        self.load()
            .unwrap_or_else(|problems| panic!("refused: {problems:#?}"))
    }

    /// Problems as `file:line:column: message`, the folder left out.
    fn problems(&self) -> Vec<String> {
        self.said(self.load().err().unwrap_or_default())
    }

    fn said(&self, problems: Vec<FileProblem>) -> Vec<String> {
        let said = problems.into_iter().map(|problem| {
            let folder = format!("{}/", self.folder.path().display());
            let file = problem.file.strip_prefix(&folder).unwrap_or(&problem.file);
            if let Some(place) = &problem.place {
                let bytes = fs::read(&problem.file).unwrap_or_default();
                let text = String::from_utf8_lossy(&bytes);
                let line = text
                    .trim_start_matches('\u{feff}')
                    .lines()
                    .nth(place.line - 1);
                let shown = line.unwrap_or_default();
                assert!(
                    shown.starts_with(&place.source_line),
                    "another line is shown"
                );
                assert!(place.length >= 1);
            }
            match problem.place {
                Some(place) => {
                    format!(
                        "{file}:{}:{}: {}",
                        place.line, place.column, problem.message
                    )
                }
                None => format!("{file}: {}", problem.message),
            }
        });
        said.collect()
    }

    /// Exactly these problems are reported, in the order of the marked places.
    #[track_caller]
    fn is_refused(&self, messages: &[&str]) {
        assert_eq!(self.problems(), self.expected(messages));
    }

    /// The messages, each at its place.
    #[track_caller]
    fn expected(&self, messages: &[&str]) -> Vec<String> {
        assert_eq!(self.places.len(), messages.len(), "places and messages");
        let mut places: Vec<_> = self.places.iter().zip(messages).collect();
        places.sort();
        places
            .into_iter()
            .map(|((file, line, column), message)| format!("{file}:{line}:{column}: {message}"))
            .collect()
    }
}
