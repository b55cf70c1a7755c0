//! Proofs of what was done: what is kept of a file, what becomes of it, what is
//! shown then, and what goes into a portfolio.

use std::fs;

use serde::{Deserialize, Serialize};
use snapbox::{assert_data_eq, str};

use crate::{
    answers::{Shown, ShownStep, Status, exact},
    sandbox::{PROFILE, Sandbox, without_stamps},
};

/// `doctor --json`
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Doctor {
    format_version: u32,
    today: String,
    profile: String,
    empty: bool,
    well: bool,
    bad_entries: usize,
    copies: Vec<Copy>,
    days_to_come: usize,
    own_problems: usize,
    look_again: Vec<String>,
    hashed: bool,
    evidence: Vec<Proof>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Copy {
    file: String,
    differs: bool,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Proof {
    of: String,
    r#ref: String,
    state: String,
    found_at: Option<String>,
}

/// `export --format portfolio --json`
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Portfolio {
    format_version: u32,
    today: String,
    file: Option<String>,
    steps: Vec<String>,
    credentials: usize,
    skills: usize,
    markdown: String,
}

/// A person who has documented their diploma with `papers/diploma.pdf`.
fn documented() -> Sandbox {
    let sandbox = Sandbox::begun();
    fs::create_dir(sandbox.work().join("papers")).expect("a folder");
    fs::write(sandbox.work().join("papers/diploma.pdf"), "abc").expect("a file");
    sandbox.after(["check", "diploma", "--evidence", "papers/diploma.pdf"])
}

fn status(sandbox: &Sandbox) -> (usize, usize, usize, Option<String>) {
    let status: Status = exact(sandbox.json(["status"]));
    let counts = &status.evidence;
    let proof = status.step("diploma-earned").proof.clone();
    (counts.documented, counts.claimed, counts.missing, proof)
}

fn doctor(sandbox: &Sandbox, arguments: &[&str], code: i32) -> Doctor {
    let ran = sandbox.run([&["doctor", "--json"], arguments].concat());
    let ran = if code == 0 {
        ran.succeeds()
    } else {
        ran.says_no()
    };
    exact(serde_json::from_str(ran.stdout()).expect("JSON"))
}

#[test]
fn a_step_is_documented_while_its_file_is_there() {
    let sandbox = documented();
    let documented = || Some("documented".to_owned());
    assert_eq!(status(&sandbox), (1, 0, 0, documented()));
    let before = sandbox.read_profile();
    fs::remove_file(sandbox.work().join("papers/diploma.pdf")).expect("removed");
    let claimed = Some("claimed".to_owned());
    assert_eq!(status(&sandbox), (0, 1, 1, claimed.clone()));
    let shown: Shown<ShownStep> = exact(sandbox.json(["show", "diploma-earned"]));
    assert_eq!(shown.content.proof, claimed);
    let ran = sandbox.run(["status"]).succeeds();
    let line = "0 of 1 step done on this pathway documented; 1 proof is missing or changed";
    assert!(ran.stdout().contains(line), "{}", ran.stdout());
    // The mark is never touched.
    assert_eq!(sandbox.read_profile(), before);
    assert_eq!(shown.content.standing, "done");
}

#[test]
fn a_step_that_nothing_proves_is_claimed_and_one_to_do_is_neither() {
    let sandbox = Sandbox::begun().after(["check", "learn-role"]);
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.step("learn-role").proof.as_deref(), Some("claimed"));
    assert_eq!(status.step("diploma-earned").proof, None);
    assert_eq!(
        (status.evidence.documented, status.evidence.claimed),
        (0, 1)
    );
    // Who keeps no evidence is not told so each time.
    let ran = sandbox.run(["status"]).succeeds();
    assert!(!ran.stdout().contains("documented"), "{}", ran.stdout());
    // An address proves, and nobody looks there.
    sandbox
        .run([
            "check",
            "learn-role",
            "--evidence",
            "https://example.invalid/x",
        ])
        .succeeds();
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(
        status.step("learn-role").proof.as_deref(),
        Some("documented")
    );
}

#[test]
fn the_doctor_finds_what_moved_changed_and_went() {
    let sandbox = documented();
    assert!(doctor(&sandbox, &["--evidence"], 0).well);
    let papers = sandbox.work().join("papers");
    // Of the same size, so that only its bytes tell.
    fs::write(papers.join("diploma.pdf"), "abd").expect("written");
    assert!(doctor(&sandbox, &[], 0).well, "places and sizes are right");
    let found = doctor(&sandbox, &["--evidence"], 1);
    assert!(found.hashed && !found.well);
    assert_eq!(found.evidence[0].state, "changed");
    fs::remove_file(papers.join("diploma.pdf")).expect("removed");
    let found = doctor(&sandbox, &["--evidence"], 1);
    assert_eq!(found.evidence[0].state, "missing");
    fs::write(papers.join("my school diploma.pdf"), "abc").expect("written");
    let found = doctor(&sandbox, &["--evidence"], 1);
    assert_eq!(found.evidence[0].state, "moved");
    let place = found.evidence[0].found_at.clone().expect("a place");
    assert!(place.ends_with("my school diploma.pdf"), "{place}");
    // The command it names puts that right, and leaves one reference.
    let ran = sandbox.run(["doctor", "--evidence"]).says_no();
    let typed = format!("hitpath check diploma-earned --evidence '{place}'");
    assert!(
        ran.stdout().replace("\n  ", " ").contains(&place),
        "{}",
        ran.stdout()
    );
    let ran = sandbox.run(["doctor", "--evidence", "--plain"]).says_no();
    assert!(ran.stdout().contains(&typed), "{}", ran.stdout());
    sandbox
        .run(["check", "diploma-earned", "--evidence", &place])
        .succeeds();
    assert!(doctor(&sandbox, &["--evidence"], 0).well);
    let shown: Shown<ShownStep> = exact(sandbox.json(["show", "diploma-earned"]));
    assert_eq!(shown.content.evidence, [place]);
}

#[test]
fn the_doctor_reads_as_a_report_and_writes_nothing() {
    let sandbox = documented();
    sandbox
        .run([
            "check",
            "learn-role",
            "--evidence",
            "https://example.invalid/x",
        ])
        .succeeds();
    let before = sandbox.listing();
    let ran = sandbox.run(["doctor"]).succeeds();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
  Profile    [HOME]/profile.toml
  State      it can be read; 2 marked steps
  Own files  no problem
  Evidence   1 file, looked for; to read them through: hitpath doctor
             --evidence; 1 address, not looked at: nothing here uses the network

All is as it was.

"#]]
    );
    assert_eq!(sandbox.listing(), before);
}

/// A sync service keeps both sides of a conflict, the other one under a name of
/// its own.
#[test]
fn the_doctor_names_a_conflict_copy() {
    let sandbox = Sandbox::begun();
    let copy = sandbox
        .home()
        .join("profile.sync-conflict-20261122-101112-ABCDEFG.toml");
    fs::copy(sandbox.profile_path(), &copy).expect("a copy");
    assert!(doctor(&sandbox, &[], 0).well, "both say the same");
    let sandbox = sandbox.after(["check", "learn-role"]);
    let ran = sandbox.run(["doctor"]).says_no();
    assert!(
        ran.answer()
            .contains("1 other copy in the same folder, 1 with another text"),
        "{ran}"
    );
    assert!(
        ran.answer().contains("is another copy of your profile"),
        "{ran}"
    );
    assert!(!ran.answer().contains("All is as it was"), "{ran}");
    let found = doctor(&sandbox, &[], 1);
    assert!(!found.well && found.copies.len() == 1 && found.copies[0].differs);
    // What it says to look at can be looked at.
    let path = copy.display().to_string();
    assert_eq!(found.copies[0].file, path);
    sandbox.run(["status", "--profile", &path]).succeeds();
}

#[test]
fn the_doctor_works_where_own_files_and_entries_are_broken() {
    let sandbox = Sandbox::empty()
        .profile([PROFILE, "[steps.learn-role]\nstate = \"finished\"\n"].concat())
        .own_stage("broken", "id = 3\n");
    let found = doctor(&sandbox, &[], 1);
    assert_eq!((found.bad_entries, found.own_problems > 0), (1, true));
    let sandbox = Sandbox::empty().profile("no profile");
    sandbox.run(["doctor"]).fails();
    Sandbox::empty().run(["doctor"]).fails();
}

#[test]
fn a_file_beside_the_profile_may_move_with_it() {
    let sandbox = Sandbox::begun();
    fs::create_dir(sandbox.home().join("papers")).expect("a folder");
    fs::write(sandbox.home().join("papers/d.pdf"), "abc").expect("a file");
    sandbox
        .run(["check", "diploma", "--evidence", "../home/papers/d.pdf"])
        .succeeds();
    // `..` is not resolved: it may lead through a link.
    let whole = sandbox.home().join("papers/d.pdf").display().to_string();
    sandbox
        .run(["check", "learn-role", "--evidence", &whole])
        .succeeds();
    let shown: Shown<ShownStep> = exact(sandbox.json(["show", "learn-role"]));
    assert_eq!(shown.content.evidence, ["papers/d.pdf"]);
    assert_eq!(shown.content.proof.as_deref(), Some("documented"));
}

#[test]
fn a_proof_is_taken_out_and_comes_back_with_undo() {
    let sandbox = documented();
    let before = sandbox.read_profile();
    sandbox
        .run([
            "check",
            "diploma-earned",
            "--no-evidence",
            "papers/diploma.pdf",
        ])
        .succeeds();
    let shown: Shown<ShownStep> = exact(sandbox.json(["show", "diploma-earned"]));
    assert_eq!(shown.content.evidence, [""; 0]);
    assert_eq!(shown.content.standing, "done", "the mark stays");
    assert!(sandbox.work().join("papers/diploma.pdf").exists());
    let ran = sandbox
        .run([
            "check",
            "diploma-earned",
            "--no-evidence",
            "papers/diploma.pdf",
        ])
        .fails();
    assert!(ran.stderr().contains("is no evidence of diploma-earned"));
    sandbox.run(["undo"]).succeeds();
    assert_eq!(sandbox.read_profile(), before);
}

#[test]
fn several_proofs_go_at_once_each_named_once() {
    let list = "evidence = [{ ref = \"https://e.org/a\" }, { ref = \"https://e.org/b\" }, { ref = \"https://e.org/c\" }]\n";
    let profile = [PROFILE, "[steps.learn-role]\nstate = \"done\"\n", list].concat();
    let sandbox = Sandbox::empty().profile(profile);
    let gone = ["https://e.org/c", "https://e.org/a", "https://e.org/a"];
    let mut arguments = vec!["check", "learn-role"];
    for gone in gone {
        arguments.extend(["--no-evidence", gone]);
    }
    sandbox.run(arguments).succeeds();
    let shown: Shown<ShownStep> = exact(sandbox.json(["show", "learn-role"]));
    assert_eq!(shown.content.evidence, ["https://e.org/b"]);
}

#[test]
fn files_of_one_name_are_told_apart_by_their_places() {
    let sandbox = Sandbox::begun();
    fs::create_dir(sandbox.home().join("old")).expect("a folder");
    fs::write(sandbox.home().join("old/cert.pdf"), "1").expect("a file");
    fs::write(sandbox.home().join("cert.pdf"), "2").expect("a file");
    let run = |folder: &str, arguments: &[&str]| {
        let mut command = sandbox.command(arguments);
        command.current_dir(sandbox.home().join(folder));
        sandbox.finish("check", &mut command).succeeds()
    };
    let check = ["check", "learn-role", "--evidence", "cert.pdf"];
    run("", &check);
    run("old", &check);
    let evidence = || {
        let shown: Shown<ShownStep> = exact(sandbox.json(["show", "learn-role"]));
        shown.content.evidence
    };
    assert_eq!(evidence(), ["cert.pdf", "old/cert.pdf"]);
    // The same file twice is one proof.
    run("old", &[&check[..], &check[2..]].concat());
    assert_eq!(evidence(), ["cert.pdf", "old/cert.pdf"]);
    run("old", &["check", "learn-role", "--no-evidence", "cert.pdf"]);
    assert_eq!(evidence(), ["cert.pdf"]);
}

#[test]
fn a_proof_goes_while_the_same_file_comes_from_elsewhere() {
    let sandbox = documented();
    let (old, new) = (
        sandbox.work().join("papers/diploma.pdf"),
        sandbox.work().join("new.pdf"),
    );
    fs::rename(&old, &new).expect("moved");
    let old = old.display().to_string();
    let renewed = ["--evidence", "new.pdf", "--no-evidence", &old];
    sandbox
        .run([&["check", "diploma-earned"], &renewed[..]].concat())
        .succeeds();
    let shown: Shown<ShownStep> = exact(sandbox.json(["show", "diploma-earned"]));
    assert_eq!(shown.content.evidence, [new.display().to_string()]);
    assert_eq!(shown.content.proof.as_deref(), Some("documented"));
}

#[test]
fn what_the_doctor_proposes_leaves_the_mark_as_it_is() {
    let sandbox = Sandbox::begun();
    fs::write(sandbox.work().join("a.txt"), "abc").expect("a file");
    for (step, state) in [("learn-role", "doing"), ("diploma-earned", "waived")] {
        sandbox
            .run(["check", step, "--as", state, "--evidence", "a.txt"])
            .succeeds();
    }
    fs::rename(sandbox.work().join("a.txt"), sandbox.work().join("b.txt")).expect("moved");
    let ran = sandbox.run(["doctor", "--evidence", "--plain"]).says_no();
    let proposed: Vec<Vec<String>> = ran
        .stdout()
        .lines()
        .filter_map(|line| line.split_once("To write that down: hitpath "))
        .map(|(_, command)| command.split(' ').map(str::to_owned).collect())
        .collect();
    assert_eq!(proposed.len(), 2, "{}", ran.stdout());
    for command in proposed {
        let command: Vec<&str> = command.iter().map(String::as_str).collect();
        sandbox.run(command).succeeds();
    }
    sandbox.run(["doctor", "--evidence"]).succeeds();
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.step("learn-role").standing, "doing");
    assert_eq!(status.step("diploma-earned").standing, "waived");
}

#[test]
fn nothing_is_exported_among_the_earlier_texts() {
    let sandbox = documented();
    let history = sandbox.home().join("history");
    let before = sandbox.listing();
    for file in [history.join("p.md"), history] {
        let file = file.display().to_string();
        let ran = sandbox
            .run(["export", "--format", "portfolio", "-o", &file])
            .fails();
        assert!(
            ran.conversation()
                .contains("the earlier texts of your profile"),
            "{}",
            ran.stderr()
        );
    }
    assert_eq!(sandbox.listing(), before);
}

#[test]
fn the_portfolio_holds_what_was_chosen_and_no_more() {
    let sandbox = documented()
        .after(["set", "name=Ada <b>"])
        .after(["skills", "rate", "ethics=5", "data-entry=1"])
        .after(["check", "learn-role", "--note", "# four *tasks*"]);
    let made: Portfolio = exact(sandbox.json(["export", "--format", "portfolio"]));
    assert_eq!((made.steps.len(), made.skills), (0, 1));
    // To show a step marks nothing.
    sandbox.run(["check", "fit-detail", "--show"]).succeeds();
    sandbox
        .run(["check", "learn-role", "diploma-earned", "--show"])
        .succeeds();
    let shown: Shown<ShownStep> = exact(sandbox.json(["show", "fit-detail"]));
    assert!(shown.content.show && shown.content.standing != "done");
    let ran = sandbox.run(["export", "--format", "portfolio"]).succeeds();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
<!-- hitpath portfolio 3c81f796e39ba82b54e5ca6c305d17df07fb3fa658a2367bcfb72de1f94be0d4 -->
<!-- Made on 2026-11-22. -->

# Ada /<b/>

## Projects and work

### High school diploma, GED or HiSET earned

Done 2026-11-22.

- On file: diploma.pdf

### Learn what the work is

Done 2026-11-22.

/# four /*tasks/*

## Skills, in my own judgment

- Confidentiality and ethics (5 of 5: I could teach it)

---- stderr
The portfolio of 2026-11-22 shows 0 credentials, 2 pieces of work and 1 skill.
Before you show it to anybody: no real patient may be in it, in no form. Use
made-up or de-identified samples, and ask your site before you show work from
there.

"#]]
    );
    sandbox.run(["check", "learn-role", "--hide"]).succeeds();
    let made: Portfolio = exact(sandbox.json(["export", "--format", "portfolio"]));
    assert_eq!(made.steps, ["diploma-earned"]);
    // Where the file lies is nobody's business.
    let folder = sandbox.work().display().to_string();
    assert!(!made.markdown.contains(&folder), "{}", made.markdown);
}

#[test]
fn a_portfolio_is_looked_over_before_it_is_shown() {
    let sandbox = Sandbox::begun();
    let sample = "Chart review\nMRN: 00482913\n";
    fs::write(sandbox.work().join("sample.txt"), sample).expect("a file");
    let sandbox = sandbox
        .after(["check", "learn-role", "--evidence", "sample.txt", "--show"])
        .after(["check", "learn-role", "--note", "Ask at jane@example.org"]);
    let ran = sandbox.run(["export", "--format", "portfolio"]).succeeds();
    let said = ran.conversation();
    assert!(said.contains("looks like patient identifiers"), "{said}");
    assert!(said.contains("the note on learn-role"), "{said}");
    assert!(
        said.contains("sample.txt, a medical record number (line 2)"),
        "{said}"
    );
    assert!(!said.contains("00482913"), "{said}");
    assert!(said.contains("hitpath check STEP --hide"), "{said}");
    assert!(
        !said.contains("hitpath undo"),
        "the last change was another one: {said}"
    );
    // A step that is not shown is nobody's business.
    let sandbox = sandbox.after(["check", "learn-role", "--hide"]);
    let ran = sandbox.run(["export", "--format", "portfolio"]).succeeds();
    assert!(!ran.conversation().contains("looks like"), "{ran:?}");
}

#[test]
fn a_portfolio_that_was_worked_on_is_never_replaced() {
    let sandbox = documented().after(["check", "diploma-earned", "--show"]);
    let to = ["export", "--format", "portfolio", "-o", "portfolio.md"];
    sandbox.run(to).succeeds();
    let first = fs::read_to_string(sandbox.work().join("portfolio.md")).expect("a file");
    // As it was made, it is made again.
    sandbox.run(["set", "name=Ada"]).succeeds();
    sandbox.run(to).succeeds();
    let second = fs::read_to_string(sandbox.work().join("portfolio.md")).expect("a file");
    assert_ne!(first, second);
    let mine = format!("{second}\nMy own words.\n");
    fs::write(sandbox.work().join("portfolio.md"), &mine).expect("a file");
    let ran = sandbox.run(to).fails();
    assert!(
        ran.conversation()
            .contains("worked on since is never replaced"),
        "{}",
        ran.stderr()
    );
    let kept = fs::read_to_string(sandbox.work().join("portfolio.md")).expect("a file");
    assert_eq!(kept, mine);
}

#[test]
fn what_to_show_is_written_as_one_change() {
    let sandbox = Sandbox::begun().after(["check", "learn-role", "--show"]);
    let added = without_stamps(sandbox.added().as_bytes());
    assert_eq!(
        added,
        "\n[steps.learn-role]\nshow = true\nchanged = STAMP\n"
    );
    let ran = sandbox
        .run(["check", "learn-role", "--show", "--hide"])
        .fails();
    assert!(ran.stderr().contains("--hide"), "{}", ran.stderr());
    sandbox.run(["undo"]).succeeds();
    assert_eq!(sandbox.added(), "");
}
