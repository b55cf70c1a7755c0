//! `hitpath check`: what each flag writes, to the byte, and what it leaves
//! alone. What it refuses for want of a prerequisite is in `refusals`.

use std::fs;

use snapbox::{assert_data_eq, str};

use crate::{
    answers::{Changed, Status, exact},
    bakery::{bakery, bakery_with},
    sandbox::{Judged, PROFILE, Sandbox, without_stamps},
};

/// A profile in which the first step was marked long ago, with everything a
/// mark can have.
const LEARNT: &str = "\
[steps.learn-role]
state = \"done\"
on = 2020-02-03
note = \"three postings\"
evidence = [{ ref = \"tasks.txt\", added = 2020-02-03 }]
changed = 2020-02-03T10:00:00Z
";

#[track_caller]
fn learnt() -> Sandbox {
    Sandbox::empty().profile([PROFILE, LEARNT].concat())
}

/// What commands have put behind the marked first step.
#[track_caller]
fn added_to_learnt(sandbox: &Sandbox) -> String {
    let added = sandbox.added();
    match added.strip_prefix(LEARNT) {
        Some(added) => added.to_owned(),
        None => panic!("more changed than was asked for:\n{added}"),
    }
}

/// Exit code 2, with these words, and not a byte of what is kept has changed.
#[track_caller]
fn refuses<'a>(sandbox: &Sandbox, arguments: impl AsRef<[&'a str]>, said: &str) -> Judged {
    let before = sandbox.texts();
    let ran = sandbox.run(arguments).fails();
    assert!(
        ran.conversation().contains(said),
        "{said:?} is not in {ran}"
    );
    assert!(sandbox.texts() == before, "something was written: {ran}");
    ran
}

/// Exit code 0, it says that nothing changed, and nothing did: no byte, no
/// time of a file, no entry of the history.
#[track_caller]
fn changes_nothing<'a>(sandbox: &Sandbox, arguments: impl AsRef<[&'a str]>) {
    let before = sandbox.listing();
    let ran = sandbox.run(arguments).succeeds();
    assert!(ran.stdout().starts_with("Nothing changed: "), "{ran}");
    assert!(sandbox.listing() == before, "something was written: {ran}");
}

#[test]
fn a_stage_is_marked_by_its_name() {
    let sandbox = Sandbox::begun();
    let ran = sandbox.run(["check", "diploma"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
Done: diploma-earned (2026-11-22).
1 of 44 required steps, 2 % (was 0 %); estimate 2032-02-07, 83 days earlier.
Take it back with: hitpath undo
---- stderr
diploma-earned is dated today; better: the date on the diploma or transcript.
  hitpath check diploma-earned --on DATE

"#]]
    );
    assert_data_eq!(
        sandbox.added(),
        str![[r#"

[steps.diploma-earned]
state = "done"
on = 2026-11-22
changed = [..]Z

"#]]
    );
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(
        (status.stages[1].satisfied, status.stages[1].required),
        (1, 1)
    );
}

#[test]
fn a_step_says_what_it_opens() {
    let ran = Sandbox::begun().run(["check", "learn-role"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
Done: learn-role (2026-11-22).
Now possible: paths-compared, fit-detail, fit-no-patients and 6 more.
1 of 44 required steps, 2 % (was 0 %); estimate 2032-04-29, 1 day earlier.
Take it back with: hitpath undo

"#]]
    );
}

#[test]
fn what_it_says_fits_in_four_lines() {
    for (sandbox, arguments) in [
        (Sandbox::begun(), "check explore diploma"),
        (Sandbox::begun(), "check rhit-exam --anyway"),
        (Sandbox::begun(), "check learn-role fit-detail volunteer"),
        (learnt(), "check learn-role --as todo"),
        (learnt(), "check fit-detail --as no --note no"),
    ] {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let ran = sandbox.run(&arguments).succeeds();
        let lines = ran.stdout().lines().count();
        assert!((2..=4).contains(&lines), "{arguments:?}: {ran}");
        assert!(ran.stdout().contains("hitpath undo"), "{ran}");
    }
}

#[test]
fn every_state_is_written_as_its_word() {
    for (state, id, said) in [
        (
            "done",
            "paths-compared",
            "Done: paths-compared (2026-11-22).",
        ),
        (
            "doing",
            "paths-compared",
            "Under way: paths-compared (2026-11-22).",
        ),
        (
            "waived",
            "paths-compared",
            "Waived: paths-compared (2026-11-22).",
        ),
        ("no", "fit-detail", "Answered no: fit-detail (2026-11-22)."),
        (
            "done",
            "fit-detail",
            "Answered yes: fit-detail (2026-11-22).",
        ),
    ] {
        let sandbox = learnt();
        let ran = sandbox.run(["check", id, "--as", state]).succeeds();
        assert_eq!(ran.stdout().lines().next(), Some(said));
        let expected =
            format!("\n[steps.{id}]\nstate = \"{state}\"\non = 2026-11-22\nchanged = STAMP\n");
        let added = added_to_learnt(&sandbox);
        assert_eq!(without_stamps(added.as_bytes()), expected);
    }
}

#[test]
fn to_do_again_keeps_what_was_written_down_about_it() {
    let sandbox = learnt().after(["check", "learn-role", "--due", "2027-01-01"]);
    sandbox
        .run(["check", "learn-role", "--as", "todo"])
        .succeeds();
    assert_data_eq!(
        sandbox.added(),
        str![[r#"
[steps.learn-role]
state = "todo"
note = "three postings"
evidence = [{ ref = "tasks.txt", added = 2020-02-03 }]
changed = [..]Z
due = 2027-01-01

"#]]
    );
}

#[test]
fn a_day_can_be_given_in_several_ways() {
    for (given, written) in [
        ("2019-06-10", "2019-06-10"),
        ("today", "2026-11-22"),
        ("yesterday", "2026-11-21"),
        ("-3w", "2026-11-01"),
        ("+0d", "2026-11-22"),
    ] {
        let sandbox = Sandbox::begun().after(["check", "diploma", "--on", given]);
        let on = format!("\non = {written}\n");
        assert!(
            sandbox.added().contains(&on),
            "{given}: {}",
            sandbox.added()
        );
    }
}

#[test]
fn a_mark_says_what_has_happened_and_not_what_will() {
    let sandbox = Sandbox::begun();
    for given in ["2026-11-23", "tomorrow", "+1d"] {
        let ran = refuses(&sandbox, ["check", "diploma", "--on", given], "future");
        assert!(ran.stderr().contains("--expect"), "{ran}");
    }
    for given in ["3/4/27", "2019-02-30", "", "June"] {
        refuses(
            &sandbox,
            ["check", "diploma", "--on", given],
            "is not a date",
        );
    }
}

#[test]
fn a_note_takes_the_place_of_the_one_before_and_shows_it() {
    let sandbox = learnt();
    let ran = sandbox.run(["check", "learn-role", "--note", "four tasks"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
Noted: learn-role.
1 of 44 required steps, 2 %; estimate 2032-04-29, as before.
Take it back with: hitpath undo
---- stderr
The note on learn-role before was: three postings

"#]]
    );
    assert_data_eq!(
        sandbox.added(),
        str![[r#"
[steps.learn-role]
state = "done"
on = 2020-02-03
note = "four tasks"
evidence = [{ ref = "tasks.txt", added = 2020-02-03 }]
changed = [..]Z

"#]]
    );
}

#[test]
fn a_file_is_kept_as_its_name_and_fingerprint() {
    let sandbox = Sandbox::begun();
    fs::write(sandbox.work().join("diploma.pdf"), "abc").expect("a file");
    sandbox
        .run(["check", "diploma", "--evidence", "diploma.pdf"])
        .succeeds();
    // The fingerprint is that of the three letters, as in the standard.
    assert_data_eq!(
        sandbox.added(),
        str![[r#"

[steps.diploma-earned]
state = "done"
on = 2026-11-22
evidence = [{ ref = "[..]/work/diploma.pdf", sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", size = 3, added = 2026-11-22 }]
changed = [..]Z

"#]]
    );
    let status: Status = exact(sandbox.json(["status"]));
    // Its whole path, so that it means the same wherever the next command is run.
    let whole = sandbox.work().join("diploma.pdf").display().to_string();
    assert_eq!(status.step("diploma-earned").evidence, [whole]);
}

#[test]
fn an_address_is_kept_as_it_is_and_fetched_by_nobody() {
    let sandbox = Sandbox::begun();
    let address = "https://example.invalid/diploma?id=1";
    sandbox
        .run(["check", "diploma", "--evidence", address])
        .succeeds();
    assert_data_eq!(
        sandbox.added(),
        str![[r#"

[steps.diploma-earned]
state = "done"
on = 2026-11-22
evidence = [{ ref = "https://example.invalid/diploma?id=1", added = 2026-11-22 }]
changed = [..]Z

"#]]
    );
}

#[test]
fn evidence_is_added_and_the_same_reference_replaced() {
    let sandbox = Sandbox::empty().profile(
        [
            PROFILE,
            "[steps.diploma-earned]\n\
             state = \"done\"\n\
             on = 2019-06-10\n\
             evidence = [{ ref = \"diploma.pdf\", sha256 = \"00\", added = 2020-01-01, page = 2 }, { ref = \"https://example.invalid/\" }]\n\
             changed = 2020-01-01T00:00:00Z\n",
        ]
        .concat(),
    );
    // A file beside the profile is known by its path from there.
    let diploma = sandbox.home().join("diploma.pdf");
    fs::write(&diploma, "abc").expect("a file");
    fs::write(sandbox.work().join("letter.pdf"), "").expect("a file");
    let diploma = diploma.display().to_string();
    let files = ["--evidence", &diploma, "--evidence", "letter.pdf"];
    sandbox
        .run([&["check", "diploma-earned"], &files[..]].concat())
        .succeeds();
    assert_data_eq!(
        sandbox.added(),
        str![[r#"
[steps.diploma-earned]
state = "done"
on = 2019-06-10
evidence = [{ ref = "diploma.pdf", sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", added = 2026-11-22, page = 2, size = 3 }, { ref = "https://example.invalid/" }, { ref = "[..]/work/letter.pdf", sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", size = 0, added = 2026-11-22 }]
changed = [..]Z

"#]]
    );
    // The state and its day were right already; only the files were news.
    changes_nothing(
        &sandbox,
        [&["check", "diploma-earned"], &files[..]].concat(),
    );
}

#[test]
fn evidence_that_cannot_be_read_is_none() {
    let sandbox = Sandbox::begun();
    for given in [
        "missing.pdf",
        ".",
        "",
        "ftp://example.invalid/a",
        "https://",
    ] {
        refuses(
            &sandbox,
            ["check", "diploma", "--evidence", given],
            "cannot be read; nothing was changed",
        );
    }
}

#[test]
fn a_date_of_the_future_leaves_the_state_alone() {
    let sandbox = Sandbox::begun();
    // The step is locked; a date for it is no claim that it is done.
    let ran = sandbox.run([
        "check",
        "exam-sat",
        "--due",
        "2028-06-01",
        "--expect",
        "+3w",
        "--until",
        "2028-07-01",
    ]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
Noted: exam-sat.
0 of 44 required steps, 0 %; estimate 2032-04-25, 5 days earlier.
Take it back with: hitpath undo
---- stderr
exam-sat is expected on 2026-12-13. At 10 hours a week you get there only on
2031-11-03. More hours alone do not help: move the day. Last day to move the
exam without cost: 2026-11-23. See hitpath plan exam-sat

"#]]
    );
    assert_data_eq!(
        sandbox.added(),
        str![[r#"

[steps.exam-sat]
due = 2028-06-01
expect = 2026-12-13
until = 2028-07-01
changed = [..]Z

"#]]
    );
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.step("exam-sat").standing, "locked");
    assert_eq!(status.step("exam-sat").due.as_deref(), Some("2028-06-01"));
}

#[test]
fn a_day_of_the_past_without_a_mark_for_it_is_not_dropped_in_silence() {
    let sandbox = Sandbox::begun();
    let arguments = ["check", "diploma", "--on", "2019-06-10", "--due", "+1y"];
    let again = ["check", "diploma", "--on", "2019-06-10", "--as", "todo"];
    refuses(&sandbox, again, "a step to do again has none");
    let ran = refuses(&sandbox, arguments, "--as done");
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
---- stderr
error: --on is the day of a mark, and --due and --expect make none; nothing
  was changed
hint: to mark it with this day: --as done, or another state
---- exit 2

"#]]
    );
}

#[test]
fn a_date_of_the_future_can_be_taken_away_again() {
    let sandbox = Sandbox::begun()
        .after([
            "check", "exam-sat", "--due", "+1y", "--expect", "+1y", "--until", "+1y",
        ])
        .after(["check", "exam-sat", "--due", "none", "--until", "none"]);
    assert_data_eq!(
        sandbox.added(),
        str![[r#"

[steps.exam-sat]
expect = 2027-11-22
changed = [..]Z

"#]]
    );
    changes_nothing(&sandbox, ["check", "exam-sat", "--due", "none"]);
}

#[test]
fn with_a_state_beside_it_both_are_written() {
    let sandbox = learnt().after([
        "check",
        "paths-compared",
        "--as",
        "doing",
        "--on",
        "yesterday",
        "--due",
        "2026-12-01",
    ]);
    assert_data_eq!(
        added_to_learnt(&sandbox),
        str![[r#"

[steps.paths-compared]
state = "doing"
on = 2026-11-21
due = 2026-12-01
changed = [..]Z

"#]]
    );
}

#[test]
fn steps_given_together_are_judged_together_in_any_order() {
    let sandbox = Sandbox::begun();
    // Each but the first waits for the one before it.
    sandbox
        .run(["check", "path-chosen", "paths-compared", "learn-role"])
        .succeeds();
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.progress.satisfied, 3);
}

#[test]
fn of_steps_given_together_all_are_written_or_none() {
    refuses(
        &Sandbox::begun(),
        ["check", "learn-role", "diploma", "resume"],
        "resume still waits",
    );
    refuses(
        &Sandbox::begun(),
        ["check", "learn-role", "no-such-step"],
        "`no-such-step`",
    );
}

#[test]
fn a_step_named_twice_is_marked_once() {
    let sandbox = Sandbox::begun().after(["check", "diploma", "diploma-earned", "diploma"]);
    assert_eq!(sandbox.added().matches("state =").count(), 1);
}

#[test]
fn a_stage_leaves_its_satisfied_steps_alone_and_gives_details_to_its_milestone() {
    let sandbox = learnt();
    sandbox
        .run([
            "check",
            "explore",
            "--as",
            "done",
            "--on",
            "2026-11-20",
            "--note",
            "for the pay",
            "--due",
            "2026-12-01",
        ])
        .succeeds();
    assert_data_eq!(
        added_to_learnt(&sandbox),
        str![[r#"

[steps.paths-compared]
state = "done"
on = 2026-11-20
changed = [..]Z

[steps.path-chosen]
state = "done"
on = 2026-11-20
note = "for the pay"
due = 2026-12-01
changed = [..]Z

"#]]
    );
}

#[test]
fn a_note_on_a_finished_stage_goes_to_its_milestone() {
    let sandbox = Sandbox::begun().after(["check", "explore", "--on", "2026-11-01"]);
    let before = sandbox.added();
    sandbox
        .run(["check", "explore", "--note", "still sure"])
        .succeeds();
    let after = sandbox.added();
    assert!(after.contains("note = \"still sure\"\n"), "{after}");
    let rest: String = after
        .lines()
        .filter(|line| !line.starts_with("note"))
        .map(|line| format!("{line}\n"))
        .collect();
    // Nothing but the note, and the time of its entry, is news.
    assert_eq!(
        without_stamps(rest.as_bytes()),
        without_stamps(before.as_bytes())
    );
    let noted = after.find("note =").expect("a note");
    let milestone = after.find("[steps.path-chosen]").expect("the milestone");
    assert!(noted > milestone, "{after}");
}

#[test]
fn optional_steps_of_a_stage_are_not_claimed_with_it() {
    let sandbox = Sandbox::begun().after(["check", "explore"]);
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.progress.optional_satisfied, 0);
    assert_eq!(status.step("volunteer").standing, "open");
}

#[test]
fn what_is_so_already_is_not_written_again() {
    let sandbox = Sandbox::begun()
        .after(["check", "explore", "diploma"])
        .after([
            "check",
            "meet-the-work",
            "--as",
            "doing",
            "--note",
            "Tuesday",
        ])
        .after(["check", "job-targets", "--due", "2028-01-01"]);
    changes_nothing(&sandbox, ["check", "diploma"]);
    changes_nothing(&sandbox, ["check", "diploma-earned", "explore"]);
    changes_nothing(&sandbox, ["check", "learn-role", "--on", "today"]);
    changes_nothing(&sandbox, ["check", "meet-the-work", "--as", "doing"]);
    changes_nothing(
        &sandbox,
        [
            "check",
            "meet-the-work",
            "--as",
            "doing",
            "--note",
            "Tuesday",
        ],
    );
    changes_nothing(&sandbox, ["check", "job-targets", "--due", "2028-01-01"]);
    changes_nothing(&sandbox, ["check", "resume", "--as", "todo"]);

    let json: Changed = exact(sandbox.json(["check", "diploma"]));
    assert!(json.changed.is_empty(), "{json:?}");
}

#[test]
fn only_a_question_can_be_answered_no() {
    let ran = refuses(
        &learnt(),
        ["check", "paths-compared", "--as", "no"],
        "paths-compared is not a question",
    );
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
---- stderr
error: paths-compared is not a question, so it cannot be answered no
hint: if it does not apply to you: hitpath check paths-compared --as waived
---- exit 2

"#]]
    );
    refuses(
        &learnt(),
        ["check", "diploma", "--as", "no"],
        "not a question",
    );
    // Not even out of order.
    refuses(
        &learnt(),
        ["check", "diploma", "--as", "no", "--anyway"],
        "not a question",
    );
}

#[test]
fn the_nearest_name_is_offered() {
    for (given, offered) in [
        ("diplom", "did you mean `diploma`?"),
        ("learn_role", "did you mean `learn-role`?"),
        ("rhit-exm", "did you mean `rhit-exam`?"),
        ("rhit-earnt", "did you mean `rhit-earned`?"),
        ("rhit", "rhit is a credential: hitpath show rhit"),
        ("xyzzy", "hitpath status"),
        ("", "hitpath status"),
    ] {
        refuses(&Sandbox::begun(), ["check", given], offered);
    }
}

#[test]
fn names_are_understood_in_capitals() {
    let sandbox = Sandbox::begun().after(["check", "Diploma"]);
    assert!(sandbox.added().contains("[steps.diploma-earned]"));
    let ran = sandbox.run(["show", "RHIT"]).succeeds();
    assert!(ran.stdout().starts_with("RHIT ("), "{ran}");
}

/// A failed exam must not be passed by a hint.
#[test]
fn a_stage_never_turns_a_no_into_a_yes() {
    let sandbox = Sandbox::begun()
        .after(["check", "rhit-exam", "--anyway"])
        .after(["check", "rhit-passed", "--as", "no"]);
    for arguments in [
        ["check", "rhit-earned"].as_slice(),
        &["check", "rhit-exam"],
        &["check", "rhit-exam", "--anyway"],
    ] {
        let sandbox = Sandbox::empty().profile(sandbox.read_profile());
        let sandbox = match arguments {
            ["check", "rhit-earned"] => sandbox.after(["check", "rhit-earned", "--as", "todo"]),
            _ => sandbox,
        };
        let ran = refuses(&sandbox, arguments, "rhit-passed is answered no");
        assert!(
            ran.conversation().contains("hitpath show rhit-passed"),
            "{ran}"
        );
        assert!(!ran.conversation().contains("behind you"), "{ran}");
    }
}

#[test]
fn without_names_and_without_a_terminal_the_next_action_is_named() {
    let ran = refuses(&Sandbox::begun(), ["check"], "hitpath check diploma-earned");
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
---- stderr
error: say which step to mark
hint: for example the next one: hitpath check diploma-earned
---- exit 2

"#]]
    );
    let with_diploma = Sandbox::begun().after(["check", "diploma"]);
    refuses(&with_diploma, ["check"], "hitpath check learn-role");
    refuses(&with_diploma, ["check", "--no-input"], "learn-role");
}

#[test]
fn an_unknown_state_lists_those_there_are() {
    let ran = refuses(
        &Sandbox::begun(),
        ["check", "diploma", "--as", "finished"],
        "finished",
    );
    for state in ["done", "doing", "waived", "no", "todo"] {
        assert!(ran.stderr().contains(state), "{ran}");
    }
}

#[test]
fn a_note_on_a_sensitive_step_brings_a_warning() {
    let warning = "keep medical results, court matters";
    for details in [
        ["--note", "talked with a coder"],
        ["--evidence", "https://example.invalid/"],
    ] {
        let [flag, value] = details;
        let ran = learnt()
            .run(["check", "meet-the-work", flag, value])
            .succeeds();
        assert_eq!(ran.stderr().matches(warning).count(), 1, "{ran}");
        let ran = learnt()
            .run(["check", "paths-compared", flag, value])
            .succeeds();
        assert!(!ran.stderr().contains(warning), "{ran}");
    }
    let ran = learnt().run(["check", "meet-the-work"]).succeeds();
    assert!(!ran.stderr().contains(warning), "{ran}");
}

#[test]
fn a_step_whose_day_means_something_says_which_day_it_wants() {
    let wants = "the date on the diploma or transcript";
    let ran = Sandbox::begun().run(["check", "diploma"]).succeeds();
    assert!(ran.stderr().contains(wants), "{ran}");
    let ran = Sandbox::begun().run(["check", "diploma", "--on", "2019-06-10"]);
    assert_eq!(ran.stderr(), "", "{ran}");
}

#[test]
fn a_day_given_later_corrects_the_one_before() {
    let sandbox = Sandbox::begun().after(["check", "diploma"]);
    sandbox
        .run(["check", "diploma-earned", "--on", "2019-06-10"])
        .succeeds();
    assert_data_eq!(
        sandbox.added(),
        str![[r#"

[steps.diploma-earned]
state = "done"
on = 2019-06-10
changed = [..]Z

"#]]
    );
}

#[test]
fn as_json_it_lists_what_it_changed() {
    let sandbox = learnt();
    let changed: Changed = exact(sandbox.json(["check", "explore"]));
    assert_eq!(changed.format_version, 1);
    assert_eq!(changed.changed, ["paths-compared", "path-chosen"]);
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(changed.progress, Some(status.progress));
}

#[test]
fn an_entry_under_an_earlier_id_is_the_entry() {
    let profile = PROFILE.replace("\"rhit\"", "\"bakery\"");
    let entry = "[steps.leaven] # since school\nnote = \"rye\"\n";
    let sandbox = bakery_with(entry);
    sandbox.run(["check", "sourdough"]).succeeds();
    let text = without_stamps(&sandbox.read_profile());
    let expected = "[steps.leaven] # since school\nnote = \"rye\"\nstate = \"done\"\non = 2026-11-22\nchanged = STAMP\n";
    assert_eq!(text, [&profile, expected].concat());
}

#[test]
fn a_mark_that_lapsed_is_renewed_with_the_new_date() {
    let profile = PROFILE.replace("\"rhit\"", "\"bakery\"");
    let entry = "[steps.sourdough]\nstate = \"done\"\non = 2026-09-01\n";
    let sandbox = bakery_with(entry);
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.step("sourdough").standing, "lapsed");
    assert_eq!(status.step("bread").standing, "locked");
    sandbox.run(["check", "sourdough"]).succeeds();
    let text = without_stamps(&sandbox.read_profile());
    let expected = "[steps.sourdough]\nstate = \"done\"\non = 2026-11-22\nchanged = STAMP\n";
    assert_eq!(text, [&profile, expected].concat());
}

#[test]
fn a_change_is_later_than_the_one_before_whatever_the_clock_says() {
    let entry = "[steps.learn-role]\nstate = \"doing\"\nchanged = 2999-12-31T23:59:59Z\n";
    let sandbox = Sandbox::empty()
        .profile([PROFILE, entry].concat())
        .after(["check", "learn-role"]);
    let added = sandbox.added();
    assert!(
        added.contains("changed = 3000-01-01T00:00:00Z\n"),
        "{added}"
    );
}

#[test]
fn the_stamp_is_of_the_real_clock_whatever_today_is() {
    let sandbox = Sandbox::begun().env("HITPATH_TODAY", "2019-06-10");
    sandbox.run(["check", "diploma"]).succeeds();
    let added = sandbox.added();
    assert!(added.contains("\non = 2019-06-10\n"), "{added}");
    assert!(!added.contains("changed = 2019"), "{added}");
}

#[test]
fn a_step_outside_the_pathway_can_be_marked_too() {
    let sandbox = bakery().after(["check", "learn-role"]);
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.progress.satisfied, 0);
    assert!(status.unknown_steps.is_empty());
    let text = String::from_utf8(sandbox.read_profile()).expect("text");
    assert!(
        text.contains("[steps.learn-role]\nstate = \"done\"\n"),
        "{text}"
    );
}

#[test]
fn a_stage_of_which_the_pathway_holds_nothing_is_not_marked_in_name_only() {
    for arguments in [
        ["check", "diploma"].as_slice(),
        &["check", "diploma", "--note", "x"],
        &["check", "sourdough", "diploma"],
        &["check", "diploma", "--anyway"],
    ] {
        refuses(
            &bakery(),
            arguments,
            "no required step of diploma is on your pathway; nothing was changed \
             hint: name its steps instead: diploma-earned",
        );
    }
}

#[test]
fn out_of_order_the_mark_is_the_same() {
    let sandbox = Sandbox::begun();
    sandbox.run(["check", "rhit-earned", "--anyway"]).succeeds();
    assert_data_eq!(
        sandbox.added(),
        str![[r#"

[steps.rhit-earned]
state = "done"
on = 2026-11-22
changed = [..]Z

"#]]
    );
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.step("rhit-earned").standing, "done");
    assert_eq!(status.step("rhit-passed").standing, "locked");
}

#[test]
fn without_a_profile_it_says_how_to_start_one() {
    let sandbox = Sandbox::empty();
    refuses(&sandbox, ["check", "diploma"], "hitpath init");
    assert!(!sandbox.profile_path().exists());
}

/// An entry under an earlier id is the entry, and reading and writing agree
/// which one where there are several.
#[test]
fn of_several_earlier_ids_the_first_listed_is_the_entry() {
    let stage = "id = \"st\"\ntitle = \"S\"\n[[step]]\nid = \"new-a\"\ntitle = \"A\"\n\
                 was = [\"z-old\", \"a-old\"]\n";
    let pathway = "id = \"pw\"\ntitle = \"P\"\nstages = [\"st\"]\n";
    let text = "format = 1\nid = \"x\"\npathway = \"pw\"\ncatalog = \"0.1.0\"\n\
                [steps.a-old]\nstate = \"todo\"\n[steps.z-old]\nstate = \"doing\"\n";
    let sandbox = Sandbox::empty()
        .own_stage("st", stage)
        .own_pathway("pw", pathway)
        .profile(text);
    let ran = sandbox.run(["check", "new-a"]).succeeds();
    assert!(ran.stdout().contains("1 of 1 required steps"), "{ran}");
    let ran = sandbox.run(["check", "new-a"]).succeeds();
    assert!(ran.stdout().contains("Nothing changed"), "{ran}");
}

#[test]
fn a_mistyped_place_leaves_nothing_behind() {
    let sandbox = Sandbox::empty();
    sandbox.run(["check", "learn-role"]).fails();
    assert!(!sandbox.home().exists());
}

/// Reopened by a failed attempt, with the end of the first letter still there.
const SECOND_TRY: &str = "format = 1\npathway = \"rhit\"\n\n\
    [steps.exam-applied]\nstate = \"done\"\non = 2026-06-01\n\n\
    [steps.att-received]\nstate = \"done\"\non = 2026-06-10\nuntil = 2026-12-31\n\n\
    [steps.exam-sat]\nstate = \"done\"\non = 2026-08-01\n\n\
    [[attempts]]\nid = \"a\"\nexam = \"rhit\"\non = 2026-08-01\nresult = \"fail\"\n";

#[test]
fn the_end_of_the_first_letter_is_not_that_of_the_second() {
    let sandbox = Sandbox::empty().profile(SECOND_TRY);
    let again = ["check", "att-received", "--on", "2026-11-01", "--anyway"];
    let ran = sandbox.run(again).succeeds();
    let said = "att-received: until 2026-12-31 belonged to the mark before, and was taken out";
    assert!(ran.conversation().contains(said), "{ran}");
    let profile = String::from_utf8(sandbox.read_profile()).expect("a text");
    assert!(!profile.contains("2026-12-31"), "{profile}");
    let status: Status = exact(sandbox.json(["status"]));
    let window = status.clock("att-window");
    assert_eq!(window.ends.as_deref(), Some("2027-03-01"), "120 days");
    // Whoever has the new letter at hand writes its end in the same command.
    let sandbox = Sandbox::empty().profile(SECOND_TRY);
    let again = [&again[..], &["--until", "2027-02-15"]].concat();
    let ran = sandbox.run(again).succeeds();
    assert!(!ran.conversation().contains("belonged"), "{ran}");
    let status: Status = exact(sandbox.json(["status"]));
    let window = status.clock("att-window");
    assert_eq!(window.ends.as_deref(), Some("2027-02-15"));
}

#[test]
fn an_end_before_the_day_itself_is_said_to_count_for_nothing() {
    let late = ["check", "att-received", "--anyway", "--until", "2026-11-01"];
    let ran = Sandbox::begun()
        .run([&late[..], &["--on", "2026-11-20"]].concat())
        .succeeds();
    let said = "att-received: 2026-11-01 lies before 2026-11-20";
    assert!(ran.conversation().contains(said), "{ran}");
}
