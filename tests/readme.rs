//! The README, run: its sessions give what it shows, and its example files do
//! what it says.

use std::{collections::BTreeSet, fs, path::Path};

use tempfile::TempDir;

const README: &str = include_str!("../README.md");

#[test]
fn the_sessions_give_what_is_shown() {
    let home = TempDir::new().expect("a folder");
    for (name, text) in files() {
        let path = home.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let cases = trycmd::TestCases::new();
    // Nothing of the machine gets in: an empty variable counts as not set.
    for name in variables() {
        cases.env(name, "");
    }
    cases
        .env("HITPATH_HOME", home.path().to_string_lossy())
        .env("HITPATH_TODAY", "2026-11-22")
        .env("LC_ALL", "C.UTF-8")
        .env("COLUMNS", "80")
        .env("TERM", "xterm")
        .env("NO_COLOR", "1")
        .case("README.md");
}

/// The files shown: a line with the name, then a block of TOML.
fn files() -> Vec<(&'static str, &'static str)> {
    let mut files = Vec::new();
    for (start, _) in README.match_indices("```toml\n") {
        let name = README[..start].trim_end().lines().next_back();
        let name = name.and_then(|line| line.strip_prefix('`')?.strip_suffix("`:"));
        let text = &README[start + "```toml\n".len()..];
        let text = text.split("```").next();
        files.extend(name.zip(text));
    }
    assert_eq!(files.len(), 2, "a stage and a pathway");
    files
}

#[test]
fn every_command_and_variable_is_named() {
    let commands = [
        "init",
        "check",
        "status",
        "next",
        "show",
        "exam",
        "export",
        "guide",
        "set",
        "undo",
        "redo",
        "log",
        "checklists",
    ];
    for command in commands {
        assert!(README.contains(&format!("`hitpath {command}")), "{command}");
    }
    for name in variables() {
        assert!(README.contains(name), "{name} is not in the README");
    }
}

/// The variables of the environment that the program reads.
fn variables() -> BTreeSet<&'static str> {
    let session = include_str!("../src/session.rs");
    let quoted = session.split('"').skip(1).step_by(2);
    let is_variable =
        |name: &&str| !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    let names: BTreeSet<&str> = quoted.filter(is_variable).collect();
    assert!(
        names.contains("HITPATH_PROFILE") && names.contains("LANG"),
        "{names:?}"
    );
    names
}
