//! The files and what is embedded of them say the same.

use std::{
    collections::BTreeSet,
    fmt::Debug,
    fs,
    path::{Path, PathBuf},
};

use hitpath::{
    catalog::{FileKey, FileName, application::ApplicationRules, skill::Skill},
    store::{
        draft::{
            ApplicationFileDraft, CredentialDraft, FactFileDraft, PathwayDraft, RetiredFileDraft,
            SkillFileDraft, StageDraft, Taking, read as read_draft,
        },
        shipped,
    },
};
use serde::de::DeserializeOwned;

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
fn read<T: DeserializeOwned>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let (draft, unknown) = read_draft(&text);
    assert_eq!(unknown, [], "unknown keys in {}", path.display());
    draft.unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// What the files hold, read in the order in which they are taken.
fn taken_from_files() -> (Taking, Vec<Skill>, ApplicationRules) {
    let mut taking = Taking::default();
    let mut skills = Vec::new();
    let mut applications = ApplicationRules::default();
    let mut paths: Vec<_> = ["", "credentials", "facts", "pathways", "stages"]
        .iter()
        .flat_map(|folder| toml_files(&checklists().join(folder)))
        .collect();
    paths.sort();
    for path in paths {
        let folder = stem(path.parent().expect("a folder"));
        let stem = stem(&path);
        taking.file = FileKey(u32::try_from(taking.parts.files.len()).expect("few files"));
        taking.parts.files.push(FileName {
            name: path.display().to_string(),
            shipped: true,
        });
        match (&*folder, &*stem) {
            ("credentials", _) => read::<CredentialDraft>(&path).take(&stem, &mut taking),
            ("facts", _) => read::<FactFileDraft>(&path).take(&mut taking),
            ("pathways", _) => read::<PathwayDraft>(&path).take(&stem, &mut taking),
            ("stages", _) => read::<StageDraft>(&path).take(&stem, &mut taking),
            (_, "retired") => read::<RetiredFileDraft>(&path).take(&mut taking),
            (_, "applications") => {
                applications = read::<ApplicationFileDraft>(&path).take(&mut taking);
            }
            _ => skills = read::<SkillFileDraft>(&path).take(&mut taking),
        }
    }
    (taking, skills, applications)
}

/// And a file is named by the id in it: what is taken from one that is not has
/// a problem.
#[test]
fn what_is_embedded_says_what_the_files_say() {
    fn same(what: &str, embedded: &impl Debug, files: &impl Debug) {
        let (embedded, files) = (format!("{embedded:#?}"), format!("{files:#?}"));
        let mut lines = embedded.lines().zip(files.lines());
        assert_eq!(lines.find(|(one, other)| one != other), None, "{what}");
        assert_eq!(embedded.len(), files.len(), "{what}");
    }
    let embedded = shipped::parts().expect("what is embedded is what the drafts read");
    let (files, skills, applications) = taken_from_files();
    assert_eq!(files.problems, []);
    let (embedded, files) = (embedded.parts, files.parts);
    same("pathways", &embedded.pathways, &files.pathways);
    same("stages", &embedded.stages, &files.stages);
    same("credentials", &embedded.credentials, &files.credentials);
    same("facts", &embedded.facts, &files.facts);
    same("retired", &embedded.retired, &files.retired);
    let (embedded, _) = shipped::skills().expect("what is embedded is what the drafts read");
    same("skills", &embedded, &skills);
    let (embedded, _) = shipped::applications().expect("what is embedded is what the drafts read");
    same("applications", &embedded, &applications);
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
            let is_read = ["applications.toml", "retired.toml", "skills.toml"].contains(&name);
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
