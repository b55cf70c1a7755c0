//! Entries written by hand as the README shows them.

use crate::sandbox::{PROFILE, Sandbox};

/// The part of the README that shows a profile.
fn shown() -> &'static str {
    let readme = include_str!("../../README.md");
    let (_, rest) = readme
        .split_once("```toml\n[[practice]]")
        .expect("it is there");
    let (shown, _) = rest.split_once("```").expect("it ends");
    shown
}

#[test]
fn what_the_readme_shows_is_read_and_found_by_every_command() {
    let profile = [PROFILE, "\n[[practice]]", shown()].concat();
    let sandbox = Sandbox::empty().profile(&profile);
    let doctor = sandbox.json(["doctor"]);
    assert_eq!(
        (&doctor["well"], &doctor["bad_entries"]),
        (&true.into(), &0.into())
    );
    let before = sandbox.read_profile();
    for change in [
        &["exam", "edit", "mock-1", "--score", "75"][..],
        &["exam", "edit", "first", "--score", "271"],
        &["credits", "edit", "WEBINAR", "--hours", "2"],
        &["jobs", "move", "mercy", "interview"],
        &["skills", "rate", "data-entry=4"],
        &["exam", "remove", "mock-1"],
        &["exam", "remove", "first"],
        &["credits", "remove", "webinar"],
        &["jobs", "remove", "Mercy"],
    ] {
        sandbox.run(change).succeeds();
        assert_ne!(sandbox.read_profile(), before, "{change:?}");
        sandbox.run(["undo"]).succeeds();
        assert_eq!(sandbox.read_profile(), before, "{change:?}");
    }
}

#[test]
fn an_answer_names_an_entry_as_it_stands() {
    let practice = "[[practice]]\nid = \"Mock\"\nexam = \"rhit\"\non = 2026-11-20\nscore = 70\n";
    let attempt =
        "[[attempts]]\nid = \"First\"\nexam = \"rhit\"\non = 2026-11-21\nresult = \"fail\"\n";
    let sandbox = Sandbox::empty().profile([PROFILE, practice, attempt].concat());
    for (change, name) in [
        (&["exam", "edit", "mock", "--score", "71"][..], "Mock"),
        (&["exam", "edit", "FIRST", "--score", "271"], "First"),
        (&["exam", "remove", "mock"], "Mock"),
        (&["exam", "remove", "first"], "First"),
    ] {
        let changed = &sandbox.json(change)["changed"];
        assert_eq!(*changed, serde_json::json!([name]), "{change:?}");
    }
}

#[test]
fn an_entry_without_a_name_is_never_taken_for_one() {
    let entry = "[[credits]]\non = 2026-10-02\nhours = 1\ntitle = \"T\"\n";
    let sandbox = Sandbox::empty().profile([PROFILE, entry].concat());
    let before = sandbox.texts();
    for change in [
        &["credits", "remove", ""][..],
        &["credits", "remove", "t"],
        &["exam", "remove", ""],
        &["jobs", "remove", ""],
    ] {
        sandbox.run(change).fails();
        assert_eq!(sandbox.texts(), before, "{change:?}");
    }
    let ran = sandbox.run(["credits", "remove", "t"]).fails();
    assert!(
        ran.conversation().contains("gets it in an editor, as id"),
        "{}",
        ran.stderr()
    );
}
