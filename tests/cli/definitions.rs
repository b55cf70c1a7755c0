//! `hitpath checklists list` and `show`: what is defined, and where.

use std::{fs, path::Path};

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

const STAGE: &str = "# my stage\nid = \"mine\"\ntitle = \"Mine, wholly\"\n\n[[step]]\nid = \"my-step\"\ntitle = \"A\"\n";

fn own() -> Sandbox {
    let fact = "[[fact]]\nid = \"my.fact\"\nvalue = 1\ntext = \"It is so.\"\nconfidence = \"official\"\n\
        source = { title = \"S\", url = \"https://example.org\" }\nchecked = 2026-01-01\n";
    Sandbox::empty()
        .own_stage("mine", STAGE)
        .own_pathway(
            "way",
            "id = \"way\"\ntitle = \"My way\"\nstages = [\"mine\"]\n",
        )
        .own_file(
            "credentials/guild.toml",
            "id = \"guild\"\ntitle = \"Guild\"\nbody = \"The guild\"\n",
        )
        .own_file("facts/mine.toml", fact)
}

#[test]
fn an_overview_names_every_kind() {
    let sandbox = own();
    let ran = sandbox.run(["checklists", "list"]).succeeds();
    for words in [
        "Pathways\n",
        "\nStages\n",
        "\nCredentials\n",
        "\nFacts\n",
        "  rhit ",
        "  diploma ",
        "RHIT exam",
        "My way",
        "Mine, wholly",
        "Guild",
        "1 of them your own",
    ] {
        assert!(ran.stdout().contains(words), "{words}: {ran}");
    }
    let path = sandbox.home().join("checklists/pathways/way.toml");
    assert!(ran.stdout().contains(&path.display().to_string()), "{ran}");
    let plain = sandbox.run(["checklists", "list", "--plain"]).succeeds();
    let line = format!("pathway: way, My way, {}\n", path.display());
    assert!(plain.stdout().contains(&line), "{plain}");
    assert!(
        plain
            .stdout()
            .contains("stage: diploma, High school diploma or equivalent, shipped\n")
    );
}

#[test]
fn one_kind_is_listed_whole() {
    let sandbox = own();
    let ran = sandbox.run(["checklists", "list", "facts"]).succeeds();
    assert!(ran.stdout().contains("rhit.exam.fee-member"), "{ran}");
    assert!(ran.stdout().contains("It is so."), "{ran}");
    assert!(!ran.stdout().contains("Pathways"), "{ran}");
    for (kind, other) in [("pathway", "pathways"), ("stage", "stages")] {
        let one = sandbox.run(["checklists", "list", kind]).succeeds();
        let many = sandbox.run(["checklists", "list", other]).succeeds();
        assert_eq!(one.stdout(), many.stdout());
    }
    sandbox.run(["checklists", "list", "steps"]).fails();
    let narrow = sandbox.env("COLUMNS", "40");
    for kind in ["pathways", "stages", "credentials", "facts"] {
        let ran = narrow.run(["checklists", "list", kind]).succeeds();
        for line in ran.stdout().lines().filter(|line| !line.starts_with('/')) {
            assert!(line.chars().count() <= 40, "{line}");
        }
    }
}

#[test]
fn as_json_each_has_its_origin() {
    let sandbox = own();
    let all = sandbox.json(["checklists", "list"]);
    assert_eq!(all["format_version"], 1);
    for (kind, own_id, file) in [
        ("pathways", "way", "pathways/way.toml"),
        ("stages", "mine", "stages/mine.toml"),
        ("credentials", "guild", "credentials/guild.toml"),
        ("facts", "my.fact", "facts/mine.toml"),
    ] {
        let list = all[kind].as_array().expect("a list");
        let own: Vec<_> = list
            .iter()
            .filter(|one| one["origin"] != "shipped")
            .collect();
        assert_eq!(own.len(), 1, "{kind}");
        assert_eq!(own[0]["id"], own_id);
        assert!(
            own[0]["title"]
                .as_str()
                .is_some_and(|title| !title.is_empty())
        );
        let origin = own[0]["origin"].as_str().expect("a path");
        assert!(Path::new(origin).ends_with(file), "{origin}");
        assert!(list.len() > 5, "{kind}");
    }
    assert!(all["guide"].is_array());
    let one = sandbox.json(["checklists", "list", "stages"]);
    assert!(one["stages"].is_array() && one.get("facts").is_none());
}

#[test]
fn a_definition_is_shown_as_its_author_wrote_it() {
    let sandbox = own();
    for id in ["mine", "my-step", "MINE"] {
        let ran = sandbox.run(["checklists", "show", id]).succeeds();
        let path = sandbox.home().join("checklists/stages/mine.toml");
        assert_eq!(
            ran.stdout(),
            format!("# {} (yours)\n{STAGE}", path.display())
        );
        let ran = sandbox.run(["checklists", "show", id, "--path"]).succeeds();
        assert_eq!(ran.stdout(), format!("{}\n", path.display()));
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (id, file) in [
        ("diploma", "checklists/stages/diploma.toml"),
        ("diploma-earned", "checklists/stages/diploma.toml"),
        ("ccs", "checklists/credentials/ccs.toml"),
        ("working", "checklists/pathways/working.toml"),
        ("rhit.exam.fee-member", "checklists/facts/rhit.toml"),
    ] {
        let ran = sandbox.run(["checklists", "show", id]).succeeds();
        let text = fs::read_to_string(root.join(file)).expect("it ships");
        assert_eq!(ran.stdout(), format!("# {file} (shipped)\n{text}"));
        let shown = sandbox.json(["checklists", "show", id]);
        assert_eq!(shown["path"], file);
        assert_eq!(shown["origin"], "shipped");
        assert_eq!(shown["text"], text);
    }
    let ran = sandbox.run(["checklists", "show", "diplma"]).fails();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
---- stderr
error: nothing is called `diplma`
hint: did you mean `diploma`?
---- exit 2

"#]]
    );
}

#[test]
fn what_a_file_hides_is_made_visible() {
    let sandbox =
        Sandbox::empty().own_stage("mine", "id = \"mine\"\ntitle = \"M\" # \u{202e}odd\n");
    let ran = sandbox.run(["checklists", "show", "mine"]).succeeds();
    assert!(!ran.stdout().contains('\u{202e}'), "{ran:?}");
}

/// What is wrong with a topic stops only those who look at topics.
#[test]
fn only_what_is_asked_for_is_read() {
    let sandbox = own().own_file("guide/mine.md", "No title.\n");
    for kind in ["pathways", "stages", "credentials", "facts"] {
        sandbox.run(["checklists", "list", kind]).succeeds();
    }
    for asked in [
        ["checklists", "list"].as_slice(),
        &["checklists", "list", "guide"],
    ] {
        let ran = sandbox.run(asked).fails();
        assert!(ran.stderr().contains("there is no title"), "{ran}");
    }
}

#[test]
fn an_own_topic_that_cannot_be_read_is_named() {
    let show = |text: &[u8]| {
        let sandbox = Sandbox::empty().own_file("guide/mine.md", "# Mine?\n\nYes.\n");
        let ran = sandbox.run(["checklists", "show", "mine"]).succeeds();
        assert!(ran.stdout().contains("Mine?"), "{ran}");
        let path = sandbox.home().join("checklists/guide/mine.md");
        fs::write(path, text).expect("it can be written");
        let ran = sandbox.run(["checklists", "show", "yours"]).fails();
        assert!(ran.stderr().contains("nothing is called `yours`"), "{ran}");
        let ran = sandbox.run(["checklists", "show", "mine"]).fails();
        ran.stderr().to_owned()
    };
    let said = show(b"# \xff\n");
    assert!(said.contains("mine.md:1:3"), "{said}");
    assert!(said.contains("this byte is not UTF-8 text"), "{said}");
    // As large as `hitpath guide` reads, and no larger.
    let said = show(&vec![b'a'; 4 * 1024 * 1024 + 1]);
    assert!(said.contains("at most 4194304 are read"), "{said}");
}
