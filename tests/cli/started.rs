//! `hitpath checklists new`: a definition of one's own is sound from its first
//! line on.

use std::fs;

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

const KINDS: [(&str, &str); 5] = [
    ("stage", "stages/mine.toml"),
    ("pathway", "pathways/mine.toml"),
    ("credential", "credentials/mine.toml"),
    ("facts", "facts/mine.toml"),
    ("guide", "guide/mine.md"),
];

#[test]
fn every_kind_is_sound_at_once() {
    for (kind, file) in KINDS {
        let sandbox = Sandbox::begun();
        let ran = sandbox.run(["checklists", "new", kind, "mine"]).succeeds();
        let path = sandbox.home().join("checklists").join(file);
        assert!(
            ran.stdout()
                .contains(&format!("Written: {}\n", path.display())),
            "{ran}"
        );
        assert!(ran.stdout().contains("hitpath checklists lint"), "{ran}");
        let ran = sandbox.run(["checklists", "lint"]).succeeds();
        assert_eq!(ran.stdout(), "No problems.\n", "{kind}");
        sandbox.run(["status"]).succeeds();
        let text = fs::read_to_string(&path).expect("it is there");
        assert!(
            !text.contains("{ID}") && !text.contains("{TITLE}"),
            "{text}"
        );
        if let Some(schema) = text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("#:schema "))
        {
            let schema = path.with_file_name(schema);
            let schema = fs::read_to_string(schema).expect("the schema stands beside it");
            assert!(schema.starts_with('{'));
        } else {
            assert_eq!(kind, "guide");
        }
    }
}

#[test]
fn what_was_started_can_be_used() {
    let sandbox = Sandbox::begun().after(["checklists", "new", "stage", "front-desk"]);
    let sandbox = sandbox.after(["checklists", "new", "pathway", "desk-way"]);
    let sandbox = sandbox.after(["checklists", "new", "credential", "desk-badge"]);
    let sandbox = sandbox.after(["checklists", "new", "facts", "desk"]);
    let ran = sandbox.run(["checklists", "lint"]).succeeds();
    assert_eq!(ran.stdout(), "No problems.\n");
    sandbox.run(["set", "pathway=desk-way"]).succeeds();
    let ran = sandbox.run(["show", "front-desk"]).succeeds();
    assert!(ran.stdout().contains("front-desk: Front desk"), "{ran}");
    sandbox.run(["show", "desk-badge"]).succeeds();
    sandbox.run(["show", "desk.example"]).succeeds();
}

#[test]
fn nothing_that_is_there_is_touched() {
    for (kind, id) in [
        ("stage", "diploma"),
        ("stage", "learn-role"),
        ("stage", "rhit"),
        ("pathway", "rhit"),
        ("credential", "rhit"),
        ("credential", "diploma"),
        ("facts", "rhit"),
        ("guide", "outlook"),
        ("stage", "Mine"),
        ("stage", "a/b"),
        ("stage", ".."),
        ("stage", ""),
        ("steps", "mine"),
    ] {
        let sandbox = Sandbox::begun();
        let before = sandbox.listing();
        sandbox.run(["checklists", "new", kind, id]).fails();
        assert!(sandbox.listing() == before, "{kind} {id}");
    }
    for (kind, file) in KINDS {
        let sandbox = Sandbox::begun().after(["checklists", "new", kind, "mine"]);
        let path = sandbox.home().join("checklists").join(file);
        let before = fs::read(&path).expect("it is there");
        sandbox.run(["checklists", "new", kind, "mine"]).fails();
        assert_eq!(fs::read(&path).expect("it is there"), before, "{kind}");
    }
}

/// The ids that the file makes of its own have to fit as well.
#[test]
fn the_longest_id_is_sound_and_a_longer_one_is_refused() {
    for ((kind, file), longest) in KINDS.into_iter().zip([58, 64, 64, 56, 64]) {
        let id = "m".repeat(longest);
        let sandbox = Sandbox::begun().after(["checklists", "new", kind, &id]);
        let ran = sandbox.run(["checklists", "lint"]).succeeds();
        assert_eq!(ran.stdout(), "No problems.\n", "{kind}");
        let path = file.replace("mine", &id);
        assert!(sandbox.home().join("checklists").join(path).exists());

        let sandbox = Sandbox::begun();
        let before = sandbox.listing();
        let id = "m".repeat(longest + 1);
        let ran = sandbox.run(["checklists", "new", kind, &id]).fails();
        let most = format!("at most {longest} characters");
        assert!(ran.conversation().contains(&most), "{kind}: {ran}");
        assert!(sandbox.listing() == before, "{kind}");
    }
}

/// After an upgrade the schema is that of the new version.
#[test]
fn the_schema_beside_it_is_that_of_this_version() {
    let old = "{ \"old\": true }";
    let sandbox = Sandbox::empty().own_file("schema/stage.json", old);
    let schema = sandbox.home().join("checklists/schema/stage.json");
    let ran = sandbox.run(["checklists", "new", "stage", "mine"]);
    let ran = ran.succeeds();
    assert_eq!(ran.stderr(), "");
    let text = fs::read_to_string(&schema).expect("it is there");
    assert!(text.contains("A stage file of hitpath"), "{text}");
    // What cannot be put there is said, and the definition is there.
    let sandbox = Sandbox::empty().own_file("schema/stage.json/no-file", "");
    let ran = sandbox.run(["checklists", "new", "stage", "mine"]);
    let ran = ran.succeeds();
    assert!(ran.stderr().contains("note: the schema"), "{ran}");
    assert!(ran.stdout().contains("Written: "), "{ran}");
}

#[cfg(unix)]
#[test]
fn what_is_written_is_the_owners_alone() {
    let sandbox = Sandbox::empty().after(["checklists", "new", "facts", "mine"]);
    for (path, entry) in sandbox.listing() {
        assert_eq!(entry.mode & 0o077, 0, "{}", path.display());
    }
}

#[test]
fn it_says_what_to_do_next() {
    let sandbox = Sandbox::empty();
    let ran = sandbox
        .run(["checklists", "new", "stage", "mine"])
        .succeeds();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
Written: [HOME]/checklists/stages/mine.toml
  Next       1. Fill it in with any editor.
             2. Look for mistakes: hitpath checklists lint
             3. Then put "mine" into a pathway: hitpath checklists new pathway
                ID

"#]]
    );
    let started = sandbox.json(["checklists", "new", "pathway", "mine"]);
    assert_eq!(started["id"], "mine");
    assert!(
        started["path"]
            .as_str()
            .is_some_and(|path| path.ends_with("mine.toml"))
    );
}
