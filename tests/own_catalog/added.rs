//! Own definitions stand beside the shipped ones and work with them.

use hitpath::{
    catalog::Target,
    journey::{
        evaluation::Evaluation,
        next::next,
        record::{Mark, Record, State},
    },
    store::catalog_files::{Folder, lint, lint_shipped, load},
};
use jiff::civil::date;

use crate::{MINE, Own, SOUND, fact, with_step};

/// One pathway over an own stage and a shipped one, with a fact and a
/// credential of its own.
fn everything() -> Own {
    Own::new()
        .file(
            "stages/mine.toml",
            "id = \"mine\"\ntitle = \"Mine\"\n\n\
             [[step]]\nid = \"my-first\"\ntitle = \"First\"\nwhy = \"It costs {my.fact}.\"\nfacts = [\"my.fact\"]\n\
             requires = [\"diploma\", \"learn-role\"]\neffort = \"6h\"\n\
             wait = { low = \"1w\", likely = \"1mo\", high = \"1y\" }\nwas = [\"my-old-first\"]\n\n\
             [[step]]\nid = \"my-second\"\ntitle = \"Second\"\n\
             requires-any = [[\"my-first\", \"path-chosen\"]]\nawards = \"my-letters\"\n\
             facts = [\"my.fact\", \"rhit.exam.window\"]\nvalid-for = \"2y\"\n",
        )
        .file("facts/anything.toml", &fact(SOUND))
        .file(
            "credentials/my-letters.toml",
            "id = \"my-letters\"\ntitle = \"ML\"\nbody = \"Me\"\nfacts = [\"my.fact\"]\n",
        )
        .file(
            "pathways/my-path.toml",
            "id = \"my-path\"\ntitle = \"My path\"\ngoal = \"my-letters\"\n\
             stages = [\"diploma\", \"mine\"]\nwithout = [\"equivalency-plan\"]\nfinish = \"mine\"\n",
        )
}

#[test]
fn own_definitions_are_found_beside_the_shipped_ones() {
    let own = everything();
    let catalog = own.catalog();
    let pathway = catalog.pathway_named("my-path").expect("the own pathway");
    let route = catalog.route(pathway);
    assert_eq!(
        (route.stages.len(), route.finish, route.without.len()),
        (2, 1, 1)
    );
    assert!(!catalog.file(route.file).shipped);

    let mine = catalog.stage_named("mine").expect("the own stage");
    let file = catalog.file_of_stage(mine);
    assert!(!file.shipped);
    assert!(file.name.ends_with("stages/mine.toml"), "{}", file.name);
    let first = catalog.step_named("my-first").expect("the own step");
    assert_eq!(catalog.step_named("my-old-first"), Some(first));
    assert!(!catalog.is_todays_id("my-old-first"));
    let diploma = catalog.stage_named("diploma").expect("a shipped stage");
    let role = catalog.step_named("learn-role").expect("a shipped step");
    let requires = [Target::Stage(diploma), Target::Step(role)];
    assert_eq!(catalog.links(first).requires, requires);
    let wait = catalog.step(first).wait_days;
    assert_eq!((wait.low, wait.likely, wait.high), (7, 30, 365));
    assert!(catalog.credential_named("my-letters").is_some());
    assert_eq!(catalog.stage_of(first), mine);

    assert!(
        catalog.credential_named("rhit").is_some(),
        "what ships is still there"
    );
    let all: Vec<&str> = catalog
        .pathways()
        .map(|(_, pathway)| pathway.id.as_str())
        .collect();
    assert!(all.contains(&"rhit"), "{all:?}");
    assert_eq!(all.last(), Some(&"my-path"), "own ones come last");
}

#[test]
fn an_own_pathway_leads_from_step_to_step() {
    let catalog = everything().catalog();
    let pathway = catalog.pathway_named("my-path").expect("the own pathway");
    let mut record = Record::default();
    let mut walked = Vec::new();
    for _ in 0..3 {
        let evaluation = Evaluation::new(&catalog, &record, pathway, date(2026, 11, 22));
        let first = next(&evaluation).actions.first().map(|action| action.step);
        let id = catalog.step(first.expect("something to do")).id.to_string();
        let mark = Mark {
            state: State::Done,
            ..Mark::default()
        };
        record.marks.insert(id.clone(), mark);
        walked.push(id);
    }
    // `learn-role` is not on this pathway and so not asked for.
    assert_eq!(walked, ["diploma-earned", "my-first", "my-second"]);
    let evaluation = Evaluation::new(&catalog, &record, pathway, date(2026, 11, 22));
    assert_eq!(evaluation.progress().percent(), 100);
}

#[test]
fn a_file_needs_only_what_it_cannot_do_without() {
    Own::new().file("stages/mine.toml", MINE).catalog();
    Own::new()
        .file("stages/mine.toml", &with_step(""))
        .catalog();
    Own::new().file("pathways/mine.toml", MINE).catalog();
    Own::new().file("facts/mine.toml", "").catalog();
    Own::new()
        .file("stages/mine.toml", &format!("\u{feff}{MINE}"))
        .catalog();
    Own::new()
        .file("stages/mine.toml", &MINE.replace('\n', "\r\n"))
        .catalog();
}

#[test]
fn without_own_files_there_is_what_ships() {
    let own = Own::new();
    let nowhere = own.folder.path().join("nowhere");
    let catalog = load(&nowhere).expect("what ships");
    assert_eq!(catalog.step_count(), own.catalog().step_count());
    assert!(catalog.step_count() >= 64);
}

/// Editors and people keep other files there too.
#[test]
fn what_is_no_definition_is_left_alone() {
    let catalog = Own::new()
        .bytes("stages/.#mine.toml", b"\xff")
        .bytes("stages/.mine.toml", b"no = ")
        .bytes("stages/mine.toml~", b"no = ")
        .bytes("stages/mine.md", b"no = ")
        .bytes("stages/README", b"no = ")
        .bytes("notes.md", b"no = ")
        .folder("stages/old")
        .catalog();
    assert_eq!(catalog.step_count(), Own::new().catalog().step_count());
}

#[test]
fn what_nobody_reads_is_named() {
    let own = Own::new()
        .bytes("stage/mine.toml", b"id = \"mine\"\n")
        .bytes("notes.toml", b"no = ");
    assert_eq!(
        own.problems(),
        [
            "notes.toml: is not read; there are the folders credentials, facts, stages, pathways, guide, schema",
            "stage: is not read; did you mean `stages`?",
        ]
    );
}

/// It is named once, and not by the folders that it does not hold.
#[test]
fn a_folder_that_is_none_is_named_itself() {
    let own = Own::new().bytes("checklists", b"");
    let folder = own.folder.path().join("checklists");
    let problems = load(&folder).expect_err("it is a file");
    let [problem] = problems.as_slice() else {
        panic!("{problems:#?}");
    };
    assert_eq!(problem.file, folder.display().to_string());
    assert!(problem.message.starts_with("the folder cannot be read: "));
}

/// Whoever made a link did not mean that nothing is there.
#[cfg(unix)]
#[test]
fn a_link_to_nothing_is_not_taken_for_nothing() {
    use std::os::unix::fs::symlink;

    const TO_NOTHING: &str =
        "is a link to `gone`, which is not there; mend the link, or take it away";
    for name in ["stages", "pathways", "facts", "credentials"] {
        let own = Own::new();
        symlink("gone", own.folder.path().join(name)).expect("a link");
        assert_eq!(own.problems(), [format!("{name}: {TO_NOTHING}")]);
        let found = lint(own.folder.path(), Folder::IfThere).expect("it is read");
        let found = found.into_iter().map(|finding| finding.problem);
        let found = own.said(found.collect());
        assert_eq!(found, [format!("{name}: {TO_NOTHING}")]);
    }
    let own = Own::new();
    let folder = own.folder.path().join("checklists");
    symlink("gone", &folder).expect("a link");
    let expected = [format!("checklists: {TO_NOTHING}")];
    let problems = load(&folder).expect_err("it leads nowhere");
    assert_eq!(own.said(problems), expected);
    for being in [Folder::IfThere, Folder::Needed] {
        let found = lint(&folder, being).expect("the link is named");
        let found = found.into_iter().map(|finding| finding.problem);
        assert_eq!(own.said(found.collect()), expected);
    }
    // Where it is not read, it is named as such, and where it is, as a link.
    let own = Own::new();
    symlink("gone", own.folder.path().join("retired.toml")).expect("a link");
    let problems = own.problems();
    assert!(
        problems[0].starts_with("retired.toml: is not read"),
        "{problems:?}"
    );
    let found = lint_shipped(own.folder.path()).expect("it is read");
    let found = found.into_iter().map(|finding| finding.problem);
    let found = own.said(found.collect());
    let named = |said: &String| {
        said.starts_with("retired.toml: ")
            && said.contains("is a link to `gone`, which is not there")
    };
    assert!(found.iter().any(named), "{found:?}");
}

/// What stands beside definitions is no misspelled folder of them.
#[test]
fn pages_schemas_and_guide_topics_may_stand_beside() {
    let own = Own::new()
        .file("guide/mine.md", "# Mine\n")
        .file("schema/stage.json", "{}\n")
        .file("README.md", "Mine.\n");
    own.catalog();
}
