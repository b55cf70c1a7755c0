//! Every command that is shown means the run that shows it: it repeats the
//! profile and the day, and typed as it is shown it leaves other profiles alone.

use std::{collections::BTreeSet, process::Command};

use crate::sandbox::{Ran, Sandbox, TODAY};

/// A name that has to be quoted.
const OTHER: &str = "second one.toml";
const FLAGS: &str = "--profile 'second one.toml' --today 2026-11-22 ";
const PROGRAM: &str = "hitpath ";

const COMMANDS: [&str; 18] = [
    "init",
    "check",
    "status",
    "next",
    "show",
    "plan",
    "exam",
    "credits",
    "jobs",
    "skills",
    "export",
    "guide",
    "doctor",
    "set",
    "undo",
    "redo",
    "log",
    "checklists",
];

/// A default profile that nothing here may touch.
fn sandbox() -> Sandbox {
    Sandbox::begun().after(["check", "learn-role"])
}

fn with_flags<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [arguments, &["--profile", OTHER, "--today", TODAY]].concat()
}

/// What follows the name of the program, wherever it is shown in these lines.
fn shown<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<String> {
    let tails = lines.flat_map(|line| line.split(PROGRAM).skip(1));
    tails.map(str::to_owned).collect()
}

fn is_command(tail: &str) -> bool {
    let end = tail.find(|sign: char| !sign.is_ascii_lowercase());
    COMMANDS.contains(&&tail[..end.unwrap_or(tail.len())])
}

/// A command cut out of its sentence; none where words have to be put in.
fn typed(tail: &str) -> Option<String> {
    let ends = ["`", ". ", ", ", "; ", " for ", " to ", " and ", ")"];
    let arguments = tail.strip_prefix(FLAGS)?;
    let end = ends.iter().filter_map(|end| arguments.find(end)).min();
    let arguments = &arguments[..end.unwrap_or(arguments.len())];
    let arguments = arguments.trim().trim_end_matches(['.', ',']);
    let has_blanks = arguments.contains(|sign: char| sign.is_uppercase());
    (!has_blanks).then(|| format!("hitpath {FLAGS}{arguments}"))
}

/// Types it into a shell.
#[track_caller]
fn type_in(sandbox: &Sandbox, line: &str) -> Ran {
    let program = env!("CARGO_BIN_EXE_hitpath");
    let script = format!("hitpath() {{ '{program}' \"$@\"; }}; {line}");
    let mut command = Command::new("/bin/sh");
    command.args(["-c", &script]);
    sandbox.seal(&mut command);
    sandbox.finish(line, &mut command)
}

#[test]
fn every_command_that_is_shown_means_the_profile_and_the_day_of_the_run() {
    let sandbox = sandbox();
    let before = (sandbox.read_profile(), sandbox.run(["log"]).answer());
    let mut commands = BTreeSet::new();
    let mut missed = Vec::new();
    let runs: &[&[&str]] = &[
        &["status"],
        &["log"],
        &["init", "--yes", "--done", "job-accepted"],
        &["init", "--yes", "--pathway", "rhti"],
        &["init", "--yes", "--done", "learn-role"],
        &["init", "--yes"],
        &["status"],
        &["next", "--all"],
        &["plan"],
        &["plan", "exam-booked"],
        &["plan", "--if", "pathway=nowhere"],
        &["check"],
        &["check", "learn-rule"],
        &["check", "exam-booked"],
        &["check", "diploma"],
        &["check", "path-chosen", "--note", "x"],
        &["check", "explore"],
        &["show", "exam-applied"],
        &["show", "rhit"],
        &["show", "rhit.exam.questions"],
        &["show", "nothing-known"],
        &["show", "rhia-earned"],
        &["set", "hours-per-week=12"],
        &["set", "pathway=nowhere"],
        &["exam"],
        &["exam", "practice", "rhit", "--score", "70"],
        &["exam", "edit", "nothing"],
        &["credits"],
        &["jobs"],
        &["jobs", "add", "--employer", "Mercy", "--title", "Clerk"],
        &["jobs", "add", "--employer", "Mercy", "--title", "Clerk"],
        &["jobs", "move", "nothing", "applied"],
        &["skills"],
        &["skills", "rate"],
        &["skills", "rate", "data-entry=3"],
        &["guide"],
        &["guide", "privacy"],
        &["guide", "privaci"],
        &["checklists", "list"],
        &["checklists", "facts"],
        &["doctor"],
        &["export", "--format", "portfolio"],
        &["set", "pathway=renewal"],
        &["status"],
        &["credits"],
        &["undo"],
        &["redo"],
        &["redo"],
        &["log"],
        &["check", "program-accredited", "--as", "no", "--anyway"],
        &["status"],
        &["next"],
    ];
    for run in runs {
        let ran = sandbox.run([&with_flags(run)[..], &["--plain"]].concat());
        for tail in shown(ran.stdout().lines().chain(ran.stderr().lines())) {
            if is_command(&tail) {
                missed.push(format!("{run:?}: hitpath {}", &tail[..tail.len().min(40)]));
            }
            commands.extend(typed(&tail));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
    assert!(commands.len() > 25, "{commands:#?}");
    for command in &commands {
        let ran = type_in(&sandbox, command);
        let is_usage = ran.stderr().contains("Usage:");
        assert!(!is_usage, "{command}: {ran}");
    }
    let after = (sandbox.read_profile(), sandbox.run(["log"]).answer());
    assert_eq!(after, before, "the default profile was touched");
}

/// A line that is broken breaks no command so that its flags are missed.
#[test]
fn lines_that_are_broken_repeat_the_profile_too() {
    for columns in ["40", "80"] {
        let sandbox = sandbox().env("COLUMNS", columns);
        sandbox.run(with_flags(&["init", "--yes"])).succeeds();
        for run in [
            ["status"].as_slice(),
            &["next"],
            &["plan"],
            &["show", "exam-applied"],
            &["check", "exam-booked"],
            &["check", "nothing-known"],
            &["guide", "privacy"],
            &["credits"],
            &["jobs"],
            &["skills"],
            &["exam"],
            &["checklists", "facts"],
        ] {
            let ran = sandbox.run(with_flags(run));
            let said = [ran.answer(), ran.conversation()];
            for tail in shown(said.iter().map(String::as_str)) {
                assert!(!is_command(&tail), "{run:?}: {ran}");
            }
        }
    }
}

#[test]
fn the_printed_undo_takes_back_the_change_that_printed_it() {
    let sandbox = sandbox().after(["init", "--yes", "--profile", "mine.toml"]);
    let mine = sandbox.work().join("mine.toml");
    let before = std::fs::read(&mine).expect("it was made");
    let ran = sandbox.run([
        "check",
        "paths-compared",
        "--anyway",
        "--profile",
        "mine.toml",
    ]);
    let undo = "hitpath --profile mine.toml undo";
    assert!(ran.answer().contains(undo), "{ran}");
    type_in(&sandbox, undo).succeeds();
    assert_eq!(std::fs::read(&mine).expect("it is there"), before);
    assert!(sandbox.added().contains("learn-role"));
}

/// The environment says it to the next command too.
#[test]
fn what_the_environment_says_is_not_repeated() {
    let sandbox = sandbox()
        .env("HITPATH_PROFILE", "mine.toml")
        .after(["init", "--yes"]);
    let ran = sandbox.run(["check", "learn-role"]).succeeds();
    assert!(ran.answer().contains("with: hitpath undo"), "{ran}");
}

/// An entry of a calendar is read on its own day.
#[test]
fn a_calendar_repeats_the_profile_and_not_the_day() {
    let sandbox = sandbox();
    for arguments in [
        ["init", "--yes"].as_slice(),
        &["check", "diploma-earned", "--due", "2027-01-10"],
    ] {
        sandbox.run(with_flags(arguments)).succeeds();
    }
    let ran = sandbox
        .run(with_flags(&["export", "--format", "ics"]))
        .succeeds();
    let text = ran.stdout().replace("\r\n ", "").replace("\n ", "");
    let command = "hitpath --profile 'second one.toml' check diploma-earned --due DATE";
    assert!(text.contains(command), "{text}");
    assert!(!text.contains("--today"), "{text}");
}
