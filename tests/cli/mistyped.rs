//! What was mistyped: the name that was perhaps meant, and mistakes in the
//! arguments on a narrow terminal.

use crate::{sandbox::Sandbox, status::fits_on_stderr};

/// A person on a pathway, who has marked nothing.
fn on(pathway: &str) -> Sandbox {
    Sandbox::empty().after(["init", "--yes", "--pathway", pathway])
}

#[test]
fn what_the_pathway_holds_is_suggested_first() {
    let cases = [
        ("rhit", "admitted", "program-admitted"),
        ("rhia", "admitted", "rhia-admitted"),
        ("rhia", "bachelor", "rhia-by-bachelor"),
        ("coding", "exam", "cca-exam"),
        ("rhia", "exam", "rhia-exam"),
    ];
    for (pathway, typed, meant) in cases {
        let sandbox = on(pathway);
        let suggested = format!("did you mean `{meant}`?");
        let done = format!("done={typed}");
        for command in [
            &["check", typed][..],
            &["show", typed],
            &["plan", typed],
            &["plan", "--if", &done],
        ] {
            let ran = sandbox.run(command).fails();
            assert!(
                ran.conversation().contains(&suggested),
                "{pathway} {command:?}: {ran}"
            );
        }
        let done = format!("--done={typed}");
        let ran = Sandbox::empty()
            .run(["init", "--yes", "--pathway", pathway, &done])
            .fails();
        assert!(ran.conversation().contains(&suggested), "{pathway}: {ran}");
    }
}

#[test]
fn an_id_that_is_empty_is_called_so() {
    for command in [
        ["check", ""].as_slice(),
        &["check", "learn-role", " "],
        &["show", ""],
        &["plan", ""],
        &["plan", "--if", "done="],
        &["plan", "--if", "done=learn-role,,explore"],
        &["plan", "--if", "pathway="],
        &["plan", "--if", "=b"],
        &["set", "=3"],
        &["set", "pathway="],
        &["exam", ""],
        &["exam", "practice", "", "--score", "70"],
        &["exam", "edit", "", "--score", "70"],
        &["skills", "rate", "=3"],
        &[
            "credits",
            "add",
            "--title",
            "t",
            "--hours",
            "1",
            "--category",
            "",
        ],
        &[
            "credits", "add", "--title", "t", "--hours", "1", "--for", "",
        ],
        &["credits", "edit", "", "--title", "t"],
        &[
            "jobs",
            "add",
            "--employer",
            "e",
            "--title",
            "t",
            "--stage",
            "",
        ],
        &["jobs", "edit", "", "--title", "t"],
        &["guide", ""],
        &["checklists", "show", ""],
        &["checklists", "fact", "", "--value", "1", "--source", "s"],
        &["checklists", "new", "stage", ""],
    ] {
        let ran = on("rhit").run(command).fails();
        let said = ran.conversation();
        let words = [
            "the id is empty",
            "names no",
            "is named",
            "may not be empty",
        ];
        assert!(
            words.iter().any(|word| said.contains(word)),
            "{command:?}: {ran}"
        );
    }
    for done in ["", "diploma,", ",explore"] {
        let ran = Sandbox::empty()
            .run(["init", "--yes", "--done", done])
            .fails();
        assert!(ran.conversation().contains("the id is empty"), "{ran}");
    }
}

#[test]
fn what_lies_elsewhere_is_better_than_nothing() {
    for command in ["check", "show"] {
        let ran = on("rhit").run([command, "bachelor-hel"]).fails();
        let suggested = "did you mean `bachelor-held`?";
        assert!(ran.conversation().contains(suggested), "{ran}");
    }
}

#[test]
fn a_credential_is_suggested_whatever_the_pathway_holds() {
    for (pathway, typed, meant) in [("rhit", "rhiit", "rhit"), ("coding", "rhia2", "rhia")] {
        let ran = on(pathway).run(["show", typed]).fails();
        let suggested = format!("did you mean `{meant}`?");
        assert!(ran.conversation().contains(&suggested), "{ran}");
    }
}

#[test]
fn a_command_is_suggested_where_a_finger_could_have_slipped() {
    let sandbox = Sandbox::empty();
    for (typed, meant) in [
        ("statsu", "status"),
        ("chekc", "check"),
        ("expotr", "export"),
    ] {
        let ran = sandbox.run([typed]).fails();
        let tip = format!("a similar subcommand exists: '{meant}'");
        assert!(ran.conversation().contains(&tip), "{ran}");
    }
    let ran = sandbox.run(["jobs", "adn"]).fails();
    assert!(ran.conversation().contains("exists: 'add'"), "{ran}");
    for typed in ["man", "house"] {
        let ran = sandbox.run([typed]).fails();
        assert!(!ran.stderr().contains("tip:"), "{ran}");
        assert!(!ran.stderr().contains("\n\n\n"), "{ran}");
    }
}

#[test]
fn mistakes_in_the_arguments_fit_the_terminal() {
    let mistakes: &[&[&str]] = &[
        &["check", "learn-role", "--as", "frobnicated"],
        &["check", "--no-such-flag-in-this-program"],
        &["credits", "add", "--hours", "1"],
        &["export", "--format"],
        &["status", "--color", "purple"],
        &["statsu"],
        &["jobs", "add", "--employer"],
        &["check", "nosuchstep"],
        &["set", "hours-per-week=lots"],
    ];
    for columns in [40, 60, 100] {
        let sandbox = Sandbox::begun().env("COLUMNS", &columns.to_string());
        for arguments in mistakes {
            let ran = sandbox.run(arguments).fails();
            fits_on_stderr(&ran, columns);
        }
    }
    // Plain lines are for readers that break lines themselves.
    let wide = Sandbox::begun().env("COLUMNS", "40");
    let ran = wide
        .run(["check", "learn-role", "--as", "frobnicated", "--plain"])
        .fails();
    assert!(
        ran.stderr()
            .starts_with("error: invalid value 'frobnicated' for '--as <STATE>'\n"),
        "{ran}"
    );
}

#[test]
fn a_path_stays_whole_so_that_it_can_be_copied() {
    let sandbox = Sandbox::empty().env("COLUMNS", "40");
    let ran = sandbox.run(["status"]).fails();
    let path = sandbox.profile_path().display().to_string();
    assert!(ran.stderr().contains(&path), "{ran}");
}
