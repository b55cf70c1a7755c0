//! `checklists/README.md`: it explains every key in the words of the schemas,
//! and its example has no mistake.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use serde_json::Value;
use tempfile::TempDir;

const PAGE: &str = include_str!("../checklists/README.md");

/// The tables of a schema: each one's keys with their descriptions.
fn keys(schema: &str) -> Vec<(String, String, bool)> {
    fn look(value: &Value, found: &mut Vec<(String, String, bool)>) {
        let required = value["required"].as_array().cloned().unwrap_or_default();
        for (key, property) in value["properties"].as_object().into_iter().flatten() {
            let text = property["description"].as_str().unwrap_or_default();
            let is_needed = required.iter().any(|one| one == key);
            found.push((key.clone(), text.to_owned(), is_needed));
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("checklists/schema");
    let text = fs::read_to_string(path.join(format!("{schema}.json"))).expect("a schema");
    let schema: Value = serde_json::from_str(&text).expect("JSON");
    let mut found = Vec::new();
    look(&schema, &mut found);
    for (_, definition) in schema["definitions"].as_object().into_iter().flatten() {
        look(definition, &mut found);
    }
    found
}

#[test]
fn every_key_is_explained_as_in_its_schema() {
    let mut rows = BTreeSet::new();
    for schema in [
        "stage",
        "pathway",
        "credential",
        "facts",
        "retired",
        "skills",
        "applications",
    ] {
        for (key, text, is_needed) in keys(schema) {
            let needed = if is_needed { "yes" } else { "" };
            let row = format!("| `{key}` | {needed} | {text} |");
            assert!(
                PAGE.contains(&row),
                "{schema}: the page lacks the row\n{row}"
            );
            rows.insert(row);
        }
    }
    let written = PAGE
        .lines()
        .filter(|line| line.starts_with("| `") && line.split(" | ").count() == 3);
    for row in written {
        assert!(
            rows.contains(row),
            "no schema has this key any more:\n{row}"
        );
    }
}

#[test]
fn the_example_has_no_mistake() {
    let home = TempDir::new().expect("a folder");
    let folder = home.path().join("checklists");
    let mut kinds = BTreeSet::new();
    for (start, _) in PAGE.match_indices("\n```") {
        let before = PAGE[..start].trim_end().lines().next_back();
        let Some(name) = before.and_then(|line| line.strip_prefix('`')?.strip_suffix("`:")) else {
            continue;
        };
        let block = PAGE[start + 1..]
            .split_once('\n')
            .map_or("", |(_, rest)| rest);
        let text = block.split("\n```").next().unwrap_or_default();
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, format!("{text}\n")).expect("a file");
        kinds.extend(name.split('/').next());
    }
    let all = ["credentials", "facts", "guide", "pathways", "stages"];
    assert_eq!(Vec::from_iter(kinds), all, "one of each kind");
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_hitpath"))
            .args(arguments)
            .env_clear()
            .env("HITPATH_HOME", home.path())
            .env("HITPATH_TODAY", "2026-11-22")
            .output()
            .expect("the program runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{arguments:?}: {said}");
        said
    };
    assert_eq!(run(&["checklists", "lint"]), "No problems.\n");
    run(&["init", "--yes", "--pathway", "desk-first"]);
    let shown = run(&["show", "desk-course", "--plain"]);
    assert!(shown.contains("Keep 40 hours free for it."), "{shown}");
    run(&["show", "desk-badge"]);
}

/// One value of each kind that a fact can have, as the page shows them.
#[test]
fn every_kind_of_value_is_read() {
    let table = PAGE.split("| kind | value |").nth(1).expect("the table");
    let rows = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let values: Vec<&str> = rows.filter_map(|row| row.split('`').nth(1)).collect();
    assert_eq!(values.len(), 5);
    for value in values {
        let text = format!("value = {value}\n");
        let table: Result<toml::Table, _> = text.parse();
        assert!(table.is_ok(), "{value}");
    }
}
