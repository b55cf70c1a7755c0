//! The files and what is embedded of them say the same.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use hitpath::store::{
    draft::RetiredFileDraft,
    shipped::{self, Drafts},
};
use serde::Deserialize;

use crate::{CATALOG, checklists};

/// The folders of definitions.
const FOLDERS: [&str; 4] = ["credentials", "facts", "pathways", "stages"];

/// The other folders, and how their files end.
const BESIDE: [(&str, &str); 2] = [("guide", "md"), ("schema", "json")];

/// What tells about the files.
const PAGES: [&str; 2] = ["COVERAGE.md", "README.md"];

fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> String {
    let stem = path.file_stem().expect("a file has a name");
    stem.to_str().expect("a plain name").to_owned()
}

/// Reads a file the way a person's own file is read.
fn read<T: Deserialize<'static>>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    // Drafts point into the text they were read from.
    let text: &'static str = text.leak();
    let mut unknown = Vec::new();
    let reader =
        toml::Deserializer::parse(text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let draft = serde_ignored::deserialize(reader, |key| unknown.push(key.to_string()))
        .unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let none: [String; 0] = [];
    assert_eq!(unknown, none, "unknown keys in {}", path.display());
    draft
}

fn read_all<T: Deserialize<'static>>(folder: &str) -> BTreeMap<String, T> {
    let paths = toml_files(&checklists().join(folder));
    paths.iter().map(|path| (stem(path), read(path))).collect()
}

fn drafts_from_files() -> Drafts<'static> {
    let retired = checklists().join("retired.toml");
    let skills = read(&checklists().join("skills.toml"));
    Drafts {
        pathways: read_all("pathways"),
        stages: read_all("stages"),
        credentials: read_all("credentials"),
        facts: read_all("facts"),
        retired: match retired.exists() {
            true => read(&retired),
            false => RetiredFileDraft::default(),
        },
        skills,
    }
}

#[test]
fn the_embedded_text_says_what_the_files_say() {
    let embedded = shipped::drafts().expect("the embedded text is what the drafts read");
    let files = drafts_from_files();
    assert_eq!(embedded.pathways, files.pathways);
    assert_eq!(embedded.stages, files.stages);
    assert_eq!(embedded.credentials, files.credentials);
    assert_eq!(embedded.facts, files.facts);
    assert_eq!(embedded.retired, files.retired);
    assert_eq!(embedded.skills, files.skills);
    assert!(embedded == files, "a field was added and is not compared");
}

#[test]
fn a_file_is_named_by_the_id_in_it() {
    let files = drafts_from_files();
    for (stem, draft) in &files.pathways {
        assert_eq!(**stem, *draft.id);
    }
    for (stem, draft) in &files.stages {
        assert_eq!(**stem, *draft.id);
    }
    for (stem, draft) in &files.credentials {
        assert_eq!(**stem, *draft.id);
    }
}

/// A misspelled folder would be embedded and never read.
#[test]
fn every_file_lies_where_it_is_read() {
    let mut folders = BTreeSet::new();
    for entry in fs::read_dir(checklists()).expect("the folder is there") {
        let path = entry.expect("a readable folder").path();
        let name = path.file_name().expect("a name").to_str().expect("plain");
        if path.is_dir() {
            folders.insert(name.to_owned());
            let beside = BESIDE.iter().find(|(folder, _)| *folder == name);
            let expected = beside.map_or("toml", |(_, ending)| ending);
            for inner in fs::read_dir(&path).expect("a readable folder") {
                let inner = inner.expect("a readable folder").path();
                assert!(inner.is_file(), "{} is no file", inner.display());
                let ending = inner.extension().and_then(|ending| ending.to_str());
                assert_eq!(ending, Some(expected), "{}", inner.display());
            }
        } else {
            let is_read = ["retired.toml", "skills.toml"].contains(&name);
            assert!(is_read || PAGES.contains(&name), "nobody reads {name}");
        }
    }
    for (beside, _) in BESIDE {
        assert!(folders.remove(beside), "{beside} is gone");
    }
    assert_eq!(folders, FOLDERS.map(String::from).into());
}

#[test]
fn the_shipped_catalog_passes_the_audit() {
    let stages = CATALOG.stages().count();
    assert_eq!(stages, toml_files(&checklists().join("stages")).len());
    assert_eq!(CATALOG.version, env!("CARGO_PKG_VERSION"));
    let shipped = CATALOG.stages().map(|(key, _)| CATALOG.file_of_stage(key));
    for file in shipped {
        assert!(file.shipped, "{}", file.name);
        assert!(checklists().join(&file.name).is_file(), "{}", file.name);
    }
}

#[test]
fn the_files_are_toml_1_0() {
    for folder in FOLDERS.into_iter().chain(["."]) {
        for path in toml_files(&checklists().join(folder)) {
            let text = fs::read_to_string(&path).expect("a readable file");
            let newer = crate::toml_1_0::newer_parts(&text);
            assert_eq!(newer, [], "{}: lines and why", path.display());
            assert!(!text.contains('\r'), "{} has CR", path.display());
            assert!(
                text.ends_with('\n'),
                "{} has no last line end",
                path.display()
            );
        }
    }
}
