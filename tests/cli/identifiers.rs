//! The look over notes and evidence for what may tell who a patient is: it
//! warns beside the answer, shows nothing of it, and changes nothing.

use std::fs;

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

/// The words that scripts and people can look for.
const WORDS: &str = "looks like patient identifiers";

#[test]
fn a_note_is_kept_and_warned_of() {
    let sandbox = Sandbox::begun();
    let note = "Abstracted MRN 4417203, DOB 3/9/1958";
    let ran = sandbox
        .run(["check", "learn-role", "--note", note])
        .succeeds();
    assert_data_eq!(
        ran.stderr(),
        str![[r#"
This looks like patient identifiers: in the note, a date of birth (line 1) and a
medical record number (line 1). It may be a false alarm: only the form was
looked at. Nothing was sent anywhere, and everything was kept as you gave it. If
it is about a patient, take it back with hitpath undo, and give a new file or
note instead, in which names, numbers and dates are taken out or made up (of a
date, keep the year at most). What comes from a real record does not belong here
at all: hitpath guide privacy, hitpath guide portfolio

"#]]
    );
    assert!(sandbox.added().contains(&format!("note = \"{note}\"\n")));
    let again = sandbox
        .run(["check", "learn-role", "--note", note])
        .succeeds();
    assert!(!again.stderr().contains(WORDS), "nothing new was kept");
}

#[test]
fn text_evidence_is_looked_over_and_nothing_of_it_shown() {
    let sandbox = Sandbox::begun();
    let table = "mrn,dob,code\n1042331,1961-03-04,E11.9\n";
    fs::write(sandbox.work().join("charts.csv"), table).expect("a file");
    fs::write(
        sandbox.work().join("scan.pdf"),
        format!("%PDF-1.7\n{table}"),
    )
    .expect("a file");
    fs::write(
        sandbox.work().join("clean.txt"),
        "42 charts on 2026-03-05\n",
    )
    .expect("a file");
    let files = ["charts.csv", "scan.pdf", "clean.txt"];
    let evidence = files.map(|file| ["--evidence", file]).concat();
    let ran = sandbox
        .run([&["check", "learn-role"], &evidence[..]].concat())
        .succeeds();
    let said = ran.conversation();
    let found = "identifiers: in charts.csv, a date of birth (line 2) and a medical record number \
                 (line 2). It may be a false alarm";
    assert!(said.contains(found), "{said}");
    assert!(
        !said.contains("scan.pdf") && !said.contains("clean.txt"),
        "{said}"
    );
    assert!(
        !said.contains("1042331") && !said.contains("1961"),
        "{said}"
    );
    for file in files {
        assert!(sandbox.added().contains(file), "{file}");
    }
}

#[test]
fn the_words_stand_together_at_every_width_and_beside_json() {
    for (columns, option) in [("40", "--no-input"), ("100", "--plain"), ("60", "--json")] {
        let sandbox = Sandbox::begun().env("COLUMNS", columns);
        let ran = sandbox
            .run(["check", "learn-role", "--note", "ssn 212457781", option])
            .succeeds();
        assert!(
            ran.stderr().contains(WORDS),
            "{columns} {option}: {}",
            ran.stderr()
        );
        assert!(!ran.stdout().contains(WORDS), "{}", ran.stdout());
    }
}

#[test]
fn what_is_clean_is_not_spoken_of() {
    let sandbox = Sandbox::begun();
    let note = "Read about the MRN on 2026-11-02; patient registration, 45 pages, $12.50";
    let ran = sandbox
        .run(["check", "learn-role", "--note", note])
        .succeeds();
    assert_eq!(ran.stderr(), "");
}

/// The way out that the warning names leaves the text in no earlier version.
#[test]
fn after_undo_and_a_clean_note_nothing_keeps_the_text() {
    let sandbox = Sandbox::begun();
    sandbox
        .run(["check", "learn-role", "--note", "MRN 4417203"])
        .succeeds();
    sandbox.run(["undo"]).succeeds();
    sandbox
        .run(["check", "learn-role", "--note", "one chart"])
        .succeeds();
    for (path, entry) in sandbox.texts() {
        let text = format!("{entry:?}");
        let bytes = format!("{:?}", "4417203".as_bytes());
        let bytes = bytes.trim_matches(['[', ']']);
        assert!(!text.contains(bytes), "{}", path.display());
    }
}
