//! stdout is the answer and stderr the conversation, whatever stands at their
//! other ends: a pipe that breaks, a terminal that shows nothing but ASCII, or
//! nothing at all. Looking never writes.

use std::{
    io::pipe,
    process::{Command, Stdio},
};

use serde_json::Value;

use crate::{
    answers::{Status, exact},
    bakery::{EVERY_STANDING, bakery_with},
    sandbox::{PROFILE, Ran, Sandbox},
};

/// The commands that only look.
const LOOKING: [&[&str]; 14] = [
    &["status"],
    &["status", "--json"],
    &["status", "--plain"],
    &["next", "--all"],
    &["show", "exam-applied"],
    &["show", "rhit-exam", "--json"],
    &["guide"],
    &["guide", "--json", "--pager"],
    &["log"],
    &["log", "--json"],
    &["export", "--format", "ics"],
    &["jobs", "--all"],
    &["--help"],
    &["check", "--help"],
];

fn has_escapes(text: &str) -> bool {
    text.contains('\u{1b}')
}

#[test]
fn an_answer_leaves_the_conversation_empty_and_a_failure_the_answer() {
    let sandbox = Sandbox::begun().after(["check", "learn-role"]);
    for command in LOOKING {
        let ran = sandbox.run(command).succeeds();
        assert_eq!(ran.stderr(), "", "{command:?}");
        assert!(ran.stdout().ends_with('\n'), "{command:?}");
        assert!(!ran.stdout().ends_with("\n\n\n"), "{command:?}");
    }
    for command in [
        ["show", "nothing"].as_slice(),
        &["show", "nothing", "--json"],
        &["check", "resume", "--json"],
        &["status", "--no-such-flag"],
        &["no-such-command"],
        &[],
    ] {
        let ran = sandbox.run(command);
        assert_eq!((ran.code(), ran.stdout()), (Some(2), ""), "{ran}");
        assert!(!ran.stderr().is_empty());
        assert!(!ran.stderr().starts_with('{'), "errors stay text: {ran}");
    }
}

#[test]
fn a_warning_does_not_get_into_the_json() {
    let sandbox = Sandbox::empty().profile([PROFILE, "target = \"soon\"\n"].concat());
    let ran = sandbox.run(["status", "--json"]).succeeds();
    assert!(ran.stderr().starts_with("warning: "), "{ran}");
    let status: Value = serde_json::from_str(ran.stdout()).expect("JSON");
    assert_eq!(status["profile"]["target"], Value::Null);
}

#[test]
fn colors_are_used_only_where_they_are_wanted() {
    /// Variables, flags, and whether colors are wanted.
    type Case<'c> = (&'c [(&'c str, &'c str)], &'c [&'c str], bool);
    let cases: [Case<'_>; 13] = [
        // A pipe wants none.
        (&[], &[], false),
        (&[("NO_COLOR", "1")], &[], false),
        (&[("CLICOLOR_FORCE", "1")], &[], true),
        (&[("CLICOLOR_FORCE", "0")], &[], false),
        (&[("CLICOLOR_FORCE", "")], &[], false),
        (&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], &[], false),
        (&[("NO_COLOR", ""), ("CLICOLOR_FORCE", "1")], &[], true),
        (&[], &["--color", "always"], true),
        (&[("NO_COLOR", "1")], &["--color", "always"], true),
        (&[("CLICOLOR_FORCE", "1")], &["--color", "never"], false),
        (&[("TERM", "dumb")], &[], false),
        (&[("TERM", "dumb")], &["--color", "auto"], false),
        (&[("TERM", "")], &[], false),
    ];
    for (variables, flags, wanted) in cases {
        let mut sandbox = bakery_with(EVERY_STANDING).without_env("NO_COLOR");
        for (key, value) in variables {
            sandbox = sandbox.env(key, value);
        }
        for command in ["status", "next"] {
            let ran = sandbox.run([&[command], flags].concat()).succeeds();
            assert_eq!(
                has_escapes(ran.stdout()),
                wanted,
                "{variables:?} {flags:?}: {ran}"
            );
        }
        let ran = sandbox.run([&["show", "nothing"], flags].concat()).fails();
        assert_eq!(has_escapes(ran.stderr()), wanted, "{variables:?} {flags:?}");
        // Colors are for people.
        let json = sandbox
            .run([&["status", "--json"], flags].concat())
            .succeeds();
        assert!(!has_escapes(json.stdout()));
    }
}

#[test]
fn without_colors_the_words_are_the_same() {
    let sandbox = bakery_with(EVERY_STANDING);
    for command in [
        ["status"].as_slice(),
        &["next"],
        &["show", "baking"],
        &["show", "stall"],
    ] {
        let plain = sandbox.run(command).succeeds();
        let colored = sandbox.run([command, &["--color", "always"]].concat());
        assert!(has_escapes(colored.stdout()), "{command:?}");
        assert_eq!(without_escapes(colored.stdout()), plain.stdout());
    }
}

/// The text without what sets colors.
fn without_escapes(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (codes, rest) = part.split_once('m').expect("it sets a color");
        let is_code = |c: char| c.is_ascii_digit() || c == ';';
        assert!(codes.chars().all(is_code), "not a color: {codes:?}");
        kept.push_str(rest);
    }
    kept
}

#[test]
fn a_dumb_terminal_gets_no_escapes() {
    let sandbox = Sandbox::begun().without_env("NO_COLOR").env("TERM", "dumb");
    for command in LOOKING {
        let ran = sandbox.run(command).succeeds();
        assert!(!has_escapes(ran.stdout()), "{ran}");
    }
    for command in [
        ["check", "diploma"].as_slice(),
        &["undo"],
        &["check", "resume"],
    ] {
        let ran = sandbox.run(command);
        assert!(!has_escapes(ran.stdout()) && !has_escapes(ran.stderr()));
    }
}

#[test]
fn a_terminal_without_utf_8_gets_ascii() {
    let mut sandbox = bakery_with(EVERY_STANDING).after(["set", "name=Łukasz 健 “Ada” …"]);
    for (key, value) in [
        ("LC_ALL", "C"),
        ("LC_ALL", "POSIX"),
        ("LC_ALL", "de_DE.ISO-8859-1"),
    ] {
        sandbox = sandbox.env(key, value);
        for command in [
            ["status"].as_slice(),
            &["next", "--all"],
            &["show", "baking"],
        ] {
            let ran = sandbox.run(command).succeeds();
            assert!(ran.stdout().is_ascii(), "{ran}");
        }
        // JSON is UTF-8 whatever the terminal shows.
        let status: Status = exact(sandbox.json(["status"]));
        assert_eq!(status.profile.name.as_deref(), Some("Łukasz 健 “Ada” …"));
    }
    let shipped = Sandbox::begun().env("LC_ALL", "C");
    for command in [
        ["status"].as_slice(),
        &["next", "--all"],
        &["show", "exam-applied"],
    ] {
        let ran = shipped.run(command).succeeds();
        assert!(ran.stdout().is_ascii(), "{ran}");
        assert!(
            !ran.stdout().contains('?'),
            "a sign without look-alike: {ran}"
        );
    }
    let refused = shipped.run(["show", "naïve"]).fails();
    assert!(refused.stderr().is_ascii(), "{refused}");
    // The first of the three that is set decides.
    let sandbox = bakery_with("")
        .without_env("LC_ALL")
        .env("LANG", "en_US.utf8");
    assert!(!sandbox.run(["status"]).stdout().is_ascii());
    let sandbox = sandbox.env("LC_CTYPE", "C");
    assert!(sandbox.run(["status"]).stdout().is_ascii());
}

/// Runs the program with a command line of the shell around it.
#[cfg(unix)]
#[track_caller]
fn in_shell(sandbox: &Sandbox, line: &str, arguments: &[&str]) -> Ran {
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", line, env!("CARGO_BIN_EXE_hitpath")])
        .args(arguments);
    sandbox.seal(&mut command);
    sandbox.finish(&arguments.join(" "), &mut command)
}

#[test]
fn whoever_stops_reading_has_had_enough() {
    let sandbox = Sandbox::begun().after(["check", "learn-role"]);
    for arguments in LOOKING
        .into_iter()
        .chain([["check", "diploma"].as_slice(), &["undo"]])
    {
        let (reader, writer) = pipe().expect("a pipe");
        drop(reader);
        let mut command = sandbox.command(arguments);
        command.stdout(Stdio::from(writer));
        let name = arguments.join(" ");
        let ran = sandbox.finish(&name, &mut command);
        assert_eq!(ran.code(), Some(0), "{name}: {ran}");
        assert!(!ran.stderr().contains("error"), "{name}: {ran}");
    }
    // Nobody read that it was marked, and it was; nor that it was taken back.
    assert!(!sandbox.added().contains("diploma-earned"));
    sandbox.run(["redo"]).succeeds();
    assert!(sandbox.added().contains("diploma-earned"));
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_stored_is_a_failure() {
    let sandbox = Sandbox::begun();
    for arguments in [
        ["status"].as_slice(),
        &["show", "diploma", "--json"],
        &["--help"],
    ] {
        let ran = in_shell(&sandbox, "exec \"$0\" \"$@\" >/dev/full", arguments);
        assert_eq!(ran.code(), Some(2), "{ran}");
    }
}

#[cfg(unix)]
#[test]
fn with_its_streams_closed_it_answers_all_the_same() {
    let sandbox = Sandbox::begun().env("TERM", "dumb");
    let before = sandbox.listing();
    for arguments in [
        ["status"].as_slice(),
        &["next"],
        &["show", "diploma"],
        &["--help"],
    ] {
        let open = sandbox.run(arguments).succeeds();
        let ran = in_shell(&sandbox, "exec \"$0\" \"$@\" <&-", arguments);
        assert_eq!(ran.to_string(), open.to_string());
        let ran = in_shell(&sandbox, "exec \"$0\" \"$@\" <&- 2>&-", arguments);
        assert_eq!(ran.to_string(), open.to_string());
        let ran = in_shell(&sandbox, "exec \"$0\" \"$@\" <&- >&- 2>&-", arguments);
        assert_eq!(ran.code(), Some(0));
    }
    assert!(sandbox.listing() == before, "looking wrote something");
    // Nothing that is opened later may take the place of a closed stream.
    let ran = in_shell(
        &sandbox,
        "exec \"$0\" \"$@\" <&- >&- 2>&-",
        &["check", "diploma"],
    );
    assert_eq!(ran.code(), Some(0));
    let text = String::from_utf8(sandbox.read_profile()).expect("text");
    assert!(
        text.starts_with(PROFILE) && !text.contains("Done:"),
        "{text}"
    );
}

#[test]
fn looking_never_writes() {
    let sandbox = Sandbox::begun()
        .after(["check", "learn-role"])
        .after(["set", "name=Ada"])
        .after(["undo"]);
    // Also where something waits to be written down by the next change.
    let by_hand = [sandbox.read_profile().as_slice(), b"# by hand\n"].concat();
    sandbox.write_profile(by_hand);
    let before = sandbox.listing();
    for command in LOOKING {
        sandbox.run(command).succeeds();
        assert!(sandbox.listing() == before, "{command:?} wrote something");
    }
    sandbox.run(["show", "nothing"]).fails();
    sandbox.run(["check"]).fails();
    assert!(sandbox.listing() == before, "a failure wrote something");
}

#[cfg(unix)]
#[test]
fn looking_works_in_a_home_that_nobody_may_write() {
    use std::{fs, os::unix::fs::PermissionsExt};

    let sandbox = Sandbox::begun().after(["check", "learn-role"]);
    let places = sandbox.listing();
    let all_modes = |folder, file| {
        for path in places.keys() {
            let mode = if path.is_dir() { folder } else { file };
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
        }
    };
    all_modes(0o500, 0o400);
    let before = sandbox.listing();
    for command in LOOKING {
        sandbox.run(command).succeeds();
    }
    assert!(sandbox.listing() == before, "looking wrote something");
    all_modes(0o700, 0o600);
}

#[test]
fn looking_makes_no_home() {
    let sandbox = Sandbox::empty();
    for command in LOOKING {
        drop(sandbox.run(command));
        assert!(!sandbox.home().exists(), "{command:?} made a folder");
    }
}

/// Help looks as the flags beside it ask, too.
#[test]
fn help_minds_the_flags_beside_it() {
    let sandbox = Sandbox::begun()
        .without_env("NO_COLOR")
        .env("CLICOLOR_FORCE", "1");
    let colored = sandbox.run(["check", "--help"]).succeeds();
    assert!(colored.stdout().contains('\u{1b}'), "{colored}");
    for flags in [
        ["--color", "never", "--help"].as_slice(),
        &["--color=never", "--help"],
    ] {
        let ran = sandbox.run(flags).succeeds();
        assert!(!ran.stdout().contains('\u{1b}'), "{flags:?}: {ran}");
    }
}
