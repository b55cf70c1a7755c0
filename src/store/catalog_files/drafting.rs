//! Reads the text of one file as a draft, and names the keys nobody knows.

use std::path::Path;

use serde::Deserialize;

use crate::store::{
    draft::{UnknownKey, read},
    problem::{FileProblem, Lines},
};

/// Reads a draft. The first error of syntax or type ends it; keys that nobody
/// knows are all reported, also where one of them was meant to be the key that
/// is missing.
pub(in crate::store) fn draft<'t, T: Deserialize<'t>>(
    path: &Path,
    text: &'t str,
    problems: &mut Vec<FileProblem>,
) -> Option<T> {
    let (read, unknown) = read(text);
    report_unknown(path, text, unknown, problems);
    read.map_err(|error| {
        problems.push(FileProblem::toml(path, text, error.message(), error.span()));
    })
    .ok()
}

pub(super) fn report_unknown(
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
