//! What a newcomer finds: one package, its licenses, and a release as promised.

use std::{fs, path::Path};

use toml::{Table, Value};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What the manifest says at a dotted key.
#[track_caller]
fn says(manifest: &Table, key: &str) -> Value {
    let mut parts = key.split('.');
    let first = parts.next().and_then(|part| manifest.get(part));
    let found = parts.fold(first, |at, part| at.and_then(|at| at.get(part)));
    found
        .unwrap_or_else(|| panic!("no `{key}` in Cargo.toml"))
        .clone()
}

#[test]
fn the_manifest_keeps_what_is_promised() {
    let text = fs::read_to_string(root().join("Cargo.toml")).expect("a manifest");
    let manifest: Table = text.parse().expect("TOML");
    for (key, value) in [
        ("package.name", Value::from("hitpath")),
        ("package.edition", Value::from("2024")),
        ("package.license", Value::from("MIT OR Apache-2.0")),
        ("profile.release.lto", Value::from("fat")),
        ("profile.release.codegen-units", Value::from(1)),
        ("profile.release.strip", Value::from(true)),
        ("profile.release.panic", Value::from("abort")),
        ("lints.rust.unsafe_code", Value::from("forbid")),
    ] {
        assert_eq!(says(&manifest, key), value, "{key}");
    }
    assert!(says(&manifest, "package.rust-version").is_str());
    assert!(says(&manifest, "lints.clippy").is_table());
    assert!(!manifest.contains_key("workspace"), "one crate");
    for name in [
        "clap",
        "serde",
        "toml",
        "dialoguer",
        "indicatif",
        "directories",
    ] {
        says(&manifest, &format!("dependencies.{name}"));
    }
}

#[test]
fn the_top_level_holds_what_a_rust_project_is_expected_to_have() {
    for name in [
        "Cargo.toml",
        "Cargo.lock",
        "CHANGELOG.md",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        ".ci/run",
        ".gitignore",
        "checklists",
        "src/lib.rs",
        "src/main.rs",
        "tests",
    ] {
        assert!(root().join(name).exists(), "{name} is missing");
    }
}
