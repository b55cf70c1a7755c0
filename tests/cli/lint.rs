//! `hitpath checklists lint`: what an author is told. What can be wrong is
//! shown one by one in `tests/lint_corpus`.

use std::fs;

use serde_json::Value;
use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

const STAGE: &str = "id = \"mine\"\ntitle = \"Mine\"\n\n[[step]]\nid = \"a\"\ntitle = \"A\"\n";

#[test]
fn what_ships_has_no_problem() {
    let ran = Sandbox::empty().run(["checklists", "lint"]).succeeds();
    assert_eq!(ran.stdout(), "No problems.\n");
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/checklists");
    let ran = Sandbox::empty()
        .run(["checklists", "lint", "--shipped", shipped])
        .succeeds();
    assert_eq!(ran.stdout(), "No problems.\n");
}

#[test]
fn every_problem_is_shown_with_its_line() {
    let broken = format!("{STAGE}requires = [\"b\", \"enroled\"]\nefort = \"6h\"\n");
    let sandbox = Sandbox::begun().own_stage("mine", &broken).own_pathway(
        "mine",
        "id = \"mine\"\ntitle = \"Mine\"\nstages = [\"mine\", \"mine\"]\n",
    );
    let before = sandbox.listing();
    let ran = sandbox.run(["checklists", "lint"]);
    assert_eq!(ran.code(), Some(1));
    assert_eq!(ran.stderr(), "");
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
 --> [HOME]/checklists/pathways/mine.toml:3:19
  |
3 | stages = ["mine", "mine"]
  |                   ^^^^^^ stage `mine` is listed twice
 --> [HOME]/checklists/stages/mine.toml:7:13
  |
7 | requires = ["b", "enroled"]
  |             ^^^ there is no step or stage `b`; did you mean `a`?
 --> [HOME]/checklists/stages/mine.toml:7:18
  |
7 | requires = ["b", "enroled"]
  |                  ^^^^^^^^^
    there is no step or stage `enroled`; did you mean `enrolled`?
 --> [HOME]/checklists/stages/mine.toml:8:1
  |
8 | efort = "6h"
  | ^^^^^ unknown key `efort`
4 problems.
---- exit 1

"#]]
    );
    assert!(sandbox.listing() == before, "something was written");
    let plain = sandbox.run(["checklists", "lint", "--plain"]);
    assert_data_eq!(
        plain.to_string(),
        str![[r#"
problem: [HOME]/checklists/pathways/mine.toml:3:19: stage `mine` is listed twice
problem: [HOME]/checklists/stages/mine.toml:7:13: there is no step or stage `b`; did you mean `a`?
problem: [HOME]/checklists/stages/mine.toml:7:18: there is no step or stage `enroled`; did you mean `enrolled`?
problem: [HOME]/checklists/stages/mine.toml:8:1: unknown key `efort`
4 problems.
---- exit 1

"#]]
    );
    let narrow = sandbox.env("COLUMNS", "40");
    let ran = narrow.run(["checklists", "lint"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
 --> [HOME]/checklists/pathways/mine.toml:3:19
  |
3 | stages = ["mine", "mine"]
  |                   ^^^^^^
    stage `mine` is listed twice
 --> [HOME]/checklists/stages/mine.toml:7:13
  |
7 | requires = ["b", "enroled"]
  |             ^^^
    there is no step or stage `b`; did
    you mean `a`?
 --> [HOME]/checklists/stages/mine.toml:7:18
  |
7 | requires = ["b", "enroled"]
  |                  ^^^^^^^^^
    there is no step or stage `enroled`;
    did you mean `enrolled`?
 --> [HOME]/checklists/stages/mine.toml:8:1
  |
8 | efort = "6h"
  | ^^^^^ unknown key `efort`
4 problems.
---- exit 1

"#]]
    );
}

#[test]
fn advice_is_shown_and_is_no_problem() {
    let stage = format!(
        "{STAGE}[[step]]\nid = \"b\"\ntitle = \"B\"\nrequires = [\"a\", \"learn-role\", \"diploma\"]\n"
    );
    let sandbox = Sandbox::begun()
        .own_pathway(
            "mine",
            "id = \"mine\"\ntitle = \"Mine\"\nstages = [\"mine\", \"empty\"]\nwithout = [\"a\"]\n",
        )
        .own_stage("mine", &stage)
        .own_stage("empty", "id = \"empty\"\ntitle = \"Empty\"\n");
    let ran = sandbox.run(["checklists", "lint"]).succeeds();
    for words in [
        "step `b` of stage `mine` requires `learn-role`, which this pathway does not hold",
        "step `b` of stage `mine` requires `diploma`, which",
        "`a` is left out here, and step `b` requires it",
        "keeps no required step of stage `empty`",
        "No problems, 4 warnings.",
    ] {
        assert!(ran.answer().contains(words), "{words}: {ran}");
    }
    let found = sandbox.json(["checklists", "lint"]);
    let found = found["problems"].as_array().expect("a list");
    assert!(found.len() == 4 && found.iter().all(|one| one["warning"] == true));
    // And every other command goes on.
    sandbox.run(["status"]).succeeds();
}

#[test]
fn a_folder_stands_in_place_of_ones_own() {
    let sandbox = Sandbox::begun().own_stage("mine", "id = 3\n");
    let other = sandbox.work().join("other");
    fs::create_dir_all(other.join("stages")).expect("a folder");
    fs::write(other.join("stages/mine.toml"), STAGE).expect("a file");
    let ran = sandbox.run(["checklists", "lint", "other"]).succeeds();
    assert_eq!(ran.stdout(), "No problems.\n");
    fs::write(other.join("stages/mine.toml"), "id = \"mine\"\n").expect("a file");
    let ran = sandbox.run(["checklists", "lint", "other", "--json"]);
    assert_eq!(ran.code(), Some(1));
    let found: Value = serde_json::from_str(ran.stdout()).expect("JSON");
    assert_eq!(
        found,
        serde_json::json!({
            "format_version": 1,
            "problems": [{
                "file": "other/stages/mine.toml",
                "line": 1,
                "column": 1,
                "message": "missing field `title`",
                "warning": false,
            }],
        })
    );
    for arguments in [
        ["checklists", "lint", "nowhere"].as_slice(),
        &["checklists", "lint", "--shipped", "nowhere"],
        &["checklists", "lint", "other", "--shipped", "other"],
    ] {
        sandbox.run(arguments).fails();
    }
}

/// A reader stops at the first error of a type; an author wants them all.
#[test]
fn no_problem_hides_another() {
    let text = "id = \"mine\"\ntitle = \"Mine\"\n\
        [[step]]\ntitle = \"no id\"\n\
        [[step]]\nid = \"fine\"\ntitle = \"Fine\"\nwy = \"x\"\n\
        [[step]]\nid = \"a\"\ntitle = 3\n\
        [[step]]\nid = \"b\"\ntitle = \"B\"\noptional = \"yes\"\nhw = []\n";
    let sandbox = Sandbox::empty()
        .own_stage("mine", text)
        .own_stage("torn", "id = \"torn\ntitle = = \"Torn\"\n")
        .own_file(
            "facts/mine.toml",
            "[[fact]]\nid = \"a.b\"\n[[fact]]\nid = \"a.c\"\n",
        );
    let ran = sandbox.run(["checklists", "lint", "--json"]);
    let found: Value = serde_json::from_str(ran.stdout()).expect("JSON");
    let found = found["problems"].as_array().expect("a list").iter();
    let lines = found.map(|one| {
        let file = one["file"].as_str().expect("a file");
        let file = file.rsplit('/').next().unwrap_or_default();
        format!(
            "{file}:{} {}",
            one["line"],
            one["message"].as_str().unwrap_or_default()
        )
    });
    let lines: Vec<String> = lines.collect();
    assert_data_eq!(
        lines.join("\n"),
        str![[r#"
mine.toml:1 missing field `value`
mine.toml:3 missing field `value`
mine.toml:3 missing field `id`
mine.toml:8 unknown key `wy`
mine.toml:11 invalid type: integer `3`, expected a text
mine.toml:15 invalid type: string "yes", expected a boolean
mine.toml:16 unknown key `hw`
torn.toml:1 invalid basic string, expected `"`
torn.toml:2 extra `=`, expected nothing
torn.toml:2 unexpected key or value, expected newline, `#`
"#]]
    );
}

#[test]
fn hundreds_of_problems_are_all_named() {
    let steps = (0..500).map(|place| format!("[[step]]\nid = \"s{place}\"\ntitle = 1\n"));
    let text = format!(
        "id = \"mine\"\ntitle = \"Mine\"\n{}",
        steps.collect::<String>()
    );
    let sandbox = Sandbox::empty().own_stage("mine", &text);
    let ran = sandbox.run(["checklists", "lint", "--plain"]);
    assert_eq!(ran.stdout().lines().count(), 501);
    assert!(ran.stdout().ends_with("500 problems.\n"));
}
