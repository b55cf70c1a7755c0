//! Reads the text of one file as a draft, and names the keys nobody knows.

use std::path::Path;

use serde::Deserialize;

use crate::store::{
    problem::{FileProblem, Lines},
    spans::{Segment, Spans},
};

/// Reads a draft. The first error of syntax or type ends it; keys that nobody
/// knows are all reported, also where one of them was meant to be the key that
/// is missing.
pub(in crate::store) fn draft<'t, T: Deserialize<'t>>(
    path: &Path,
    text: &'t str,
    problems: &mut Vec<FileProblem>,
) -> Option<T> {
    let (read, unknown) = read_draft(text);
    report_unknown(path, text, unknown, problems);
    read.map_err(|error| problems.push(FileProblem::toml(path, text, &error)))
        .ok()
}

/// A draft, and the places of keys that nobody knows.
pub(super) fn read_draft<'t, T: Deserialize<'t>>(
    text: &'t str,
) -> (Result<T, toml::de::Error>, Vec<Vec<Segment>>) {
    let mut unknown = Vec::new();
    let read = toml::Deserializer::parse(text).and_then(|reader| {
        serde_ignored::deserialize(reader, |key| unknown.push(segments_of(&key)))
    });
    (read, unknown)
}

pub(super) fn report_unknown(
    path: &Path,
    text: &str,
    unknown: Vec<Vec<Segment>>,
    problems: &mut Vec<FileProblem>,
) {
    if unknown.is_empty() {
        return;
    }
    let spans = Spans::of(text);
    let lines = Lines::of(text);
    for key in unknown {
        let name = match key.last() {
            Some(Segment::Key(name)) => name.as_str(),
            Some(Segment::Entry(_)) | None => continue,
        };
        let message = format!("unknown key `{name}`");
        problems.push(FileProblem::on(path, &lines, spans.key(&key), message));
    }
}

/// The place of an unknown key.
pub(super) fn segments_of(path: &serde_ignored::Path<'_>) -> Vec<Segment> {
    use serde_ignored::Path as Key;
    let (parent, segment) = match path {
        Key::Root => return Vec::new(),
        Key::Seq { parent, index } => (parent, Segment::Entry(*index)),
        Key::Map { parent, key } => (parent, Segment::Key(key.clone())),
        Key::Some { parent } | Key::NewtypeStruct { parent } | Key::NewtypeVariant { parent } => {
            return segments_of(parent);
        }
    };
    let mut segments = segments_of(parent);
    segments.push(segment);
    segments
}
