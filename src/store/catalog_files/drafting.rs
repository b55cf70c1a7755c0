//! Reads the text of one file as a draft, and names the keys nobody knows.

use std::path::Path;

use serde::de::DeserializeOwned;
use toml::de::Error;

use super::{OwnFiles, mending::all_errors};
use crate::store::{
    draft::{UnknownKey, read},
    problem::{FileProblem, Lines},
};

/// Reads a draft. The first error of syntax or type ends it; keys that nobody
/// knows are all reported, also where one of them was meant to be the key that
/// is missing.
pub(in crate::store) fn draft<T: DeserializeOwned>(
    path: &Path,
    text: &str,
    problems: &mut Vec<FileProblem>,
) -> Option<T> {
    let (read, unknown) = read(text);
    report_unknown(path, text, unknown, problems);
    read.map_err(|error| {
        problems.push(FileProblem::toml(path, text, error.message(), error.span()));
    })
    .ok()
}

impl OwnFiles {
    /// Reads a draft, and where it has an error and an author asks for all of
    /// them, finds the others too.
    pub(super) fn draft<T: DeserializeOwned>(&mut self, path: &Path, text: &str) -> Option<T> {
        if !self.thorough {
            return draft(path, text, &mut self.problems);
        }
        let (draft, unknown) = read(text);
        let Err(first) = draft else {
            report_unknown(path, text, unknown, &mut self.problems);
            return draft.ok();
        };
        self.report_all(path, text, first, all_errors::<T>(text));
        None
    }

    fn report_all(
        &mut self,
        path: &Path,
        text: &str,
        first: Error,
        (mut errors, unknown): (Vec<Error>, Vec<UnknownKey>),
    ) {
        report_unknown(path, text, unknown, &mut self.problems);
        if errors.is_empty() {
            errors.push(first);
        }
        let lines = Lines::of(text);
        let problems = errors
            .iter()
            .map(|error| FileProblem::toml_on(path, &lines, error.message(), error.span()));
        self.problems.extend(problems);
    }
}

fn report_unknown(
    path: &Path,
    text: &str,
    unknown: Vec<UnknownKey>,
    problems: &mut Vec<FileProblem>,
) {
    if unknown.is_empty() {
        return;
    }
    let lines = Lines::of(text);
    for key in unknown {
        let message = format!("unknown key `{}`", key.name);
        problems.push(FileProblem::on(path, &lines, Some(key.span), message));
    }
}
