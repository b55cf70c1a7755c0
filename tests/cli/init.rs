//! `hitpath init`: one profile from an empty home, and never a second one in
//! its place.

use std::collections::BTreeSet;

use snapbox::{assert_data_eq, str};

use crate::{
    answers::{Changed, Status, exact},
    bakery::bakery,
    sandbox::{Sandbox, TODAY},
};

/// The profile of a sandbox as a table.
#[track_caller]
fn profile(sandbox: &Sandbox) -> toml::Table {
    let text = String::from_utf8(sandbox.read_profile()).expect("the profile is text");
    text.parse().expect("the profile is TOML")
}

#[test]
fn the_first_run_writes_one_profile_and_says_what_to_do_now() {
    let sandbox = Sandbox::empty();
    let ran = sandbox.run(["init", "--yes"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
RHIT by an associate degree
0 of 44 required steps, 0 %; 0 optional done, 20 more on offer
By estimate done in April 2032, at 10 hours a week (our guess): hitpath plan

  explore        ░░░░░░░░░░  0/3  Find out whether it is for you
  diploma        ░░░░░░░░░░  0/1  High school diploma or equivalent
  cahiim-program ░░░░░░░░░░ 0/12  CAHIIM-accredited program
  internship     ░░░░░░░░░░  0/7  Internship (placement inside the program)
  rhit-exam      ░░░░░░░░░░ 0/14  RHIT exam
  job-search     ░░░░░░░░░░  0/5  Job search
  advancement    ░░░░░░░░░░  0/2  Advancement
Now
  1 diploma-earned: High school diploma, GED or HiSET earned
    because 34 required steps wait for it
  2 learn-role: Learn what the work is
    because it opens paths-compared and 8 more; 42 required steps wait for it
  3 equivalency-plan: No diploma yet: choose GED or HiSET and book the first
    subject (optional)
    because it is optional: it can help, and nothing is held up without it

RHIT: not yet eligible; program-accredited and degree-awarded are missing.
To re-check: 58 old facts: hitpath checklists facts --stale --ahead
More: hitpath show diploma-earned. When done: hitpath check diploma-earned
---- stderr
Your profile: [HOME]/profile.toml
Hours a week are not set. To set them (count all hours, classes too):
  hitpath set hours-per-week=12

"#]]
    );
    ran.succeeds();

    let listing = sandbox.listing();
    let files: Vec<String> = listing
        .keys()
        .filter(|path| path.is_file())
        .map(|path| path.strip_prefix(sandbox.home()).expect("inside the home"))
        .map(|path| path.display().to_string())
        .filter(|path| !path.starts_with("history"))
        .collect();
    assert_eq!(files, ["profile.toml"]);
    #[cfg(unix)]
    for (path, entry) in &listing {
        let expected = if path.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(entry.mode, expected, "{}", path.display());
    }
}

#[test]
fn a_new_profile_begins_with_its_format_and_holds_what_was_given() {
    let sandbox = Sandbox::empty().after(["init", "--yes"]);
    let bytes = sandbox.read_profile();
    let text = str::from_utf8(&bytes).expect("the profile is text");
    assert!(text.starts_with("format = 1\n"), "{text}");
    assert_data_eq!(
        text,
        str![[r#"
format = 1
# Your hitpath profile. You may edit it by hand: hitpath keeps your comments,
# your order and everything it does not know.
id = "[..]"
pathway = "rhit"
started = 2026-11-22
catalog = "[..]"

"#]]
    );

    let id = profile(&sandbox)["id"].as_str().map(str::to_owned);
    let id = id.expect("an id");
    let is_hexadecimal = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    assert!(id.len() == 32 && id.bytes().all(is_hexadecimal), "{id}");
}

#[test]
fn two_profiles_have_two_ids() {
    let ids: BTreeSet<String> = (0..4)
        .map(|_| Sandbox::empty().after(["init", "--yes"]))
        .map(|sandbox| format!("{:?}", profile(&sandbox)["id"]))
        .collect();
    assert_eq!(ids.len(), 4, "{ids:?}");
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let sandbox = Sandbox::empty();
    let ran = sandbox.run(["init"]).succeeds();
    assert!(ran.stdout().contains("Now\n"), "{ran}");
    assert!(!ran.stderr().contains('?'), "{ran}");
    assert_eq!(profile(&sandbox)["pathway"].as_str(), Some("rhit"));
}

#[test]
fn a_second_init_leaves_the_first_profile_alone() {
    let sandbox = Sandbox::empty().after(["init", "--yes", "--name", "Ada"]);
    let before = sandbox.listing();
    let ran = sandbox.run(["init", "--yes", "--name", "Grace"]).fails();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
---- stderr
error: there is a profile already; nothing was changed
  it is [HOME]/profile.toml
hint: see where you are: hitpath status
hint: change name, pathway, hours, target or terms: hitpath set KEY=VALUE
hint: a second one beside it: hitpath init --profile OTHER.toml
---- exit 2

"#]]
    );
    assert_eq!(sandbox.listing(), before);

    // The way out that it prints is one.
    sandbox
        .run(["init", "--yes", "--profile", "OTHER.toml"])
        .succeeds();
    assert!(sandbox.work().join("OTHER.toml").is_file());
    sandbox.run(["status"]).succeeds();
    assert_eq!(profile(&sandbox)["name"].as_str(), Some("Ada"));
}

#[test]
fn whatever_lies_there_is_not_written_over() {
    for text in ["", "\0\0\0", "something else", "format = 99\n"] {
        let sandbox = Sandbox::empty().profile(text);
        let before = sandbox.listing();
        sandbox.run(["init", "--yes"]).fails();
        assert_eq!(sandbox.listing(), before, "{text:?}");
    }
}

#[test]
fn every_flag_goes_into_the_profile() {
    let sandbox = Sandbox::empty();
    sandbox
        .run([
            "init",
            "--yes",
            "--name",
            "Ada \"Countess\" Łovelace",
            "--pathway",
            "rhit",
            "--hours-per-week",
            "12",
            "--target",
            "2029-05-31",
            "--terms",
            "08-25, 01-13,05-20",
            "--done",
            "learn-role,diploma",
        ])
        .succeeds();
    let text = String::from_utf8(sandbox.read_profile()).expect("the profile is text");
    assert_data_eq!(
        text,
        str![[r#"
format = 1
# Your hitpath profile. You may edit it by hand: hitpath keeps your comments,
# your order and everything it does not know.
id = "[..]"
name = "Ada /"Countess/" Łovelace"
pathway = "rhit"
started = 2026-11-22
target = 2029-05-31
hours-per-week = 12
catalog = "[..]"
terms = ["01-13", "05-20", "08-25"]

[steps.learn-role]
state = "done"
changed = [..]Z

[steps.diploma-earned]
state = "done"
changed = [..]Z

"#]]
    );

    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(
        status.profile.name.as_deref(),
        Some("Ada \"Countess\" Łovelace")
    );
    assert_eq!(status.profile.hours_per_week, Some(12));
    assert_eq!(status.profile.target.as_deref(), Some("2029-05-31"));
    assert_eq!(status.profile.started.as_deref(), Some(TODAY));
    assert_eq!(status.progress.satisfied, 2);
}

#[test]
fn a_target_may_be_a_distance() {
    let sandbox = Sandbox::empty().after(["init", "--yes", "--target", "+2y"]);
    let target = profile(&sandbox)["target"].as_datetime().copied();
    let target = target.expect("a date without quotes");
    assert_eq!(target.to_string(), "2028-11-22");
}

#[test]
fn an_empty_name_is_no_name() {
    let sandbox = Sandbox::empty().after(["init", "--yes", "--name", " "]);
    assert!(!profile(&sandbox).contains_key("name"));
}

#[test]
fn what_is_behind_brings_along_the_work_before_it_in_its_stage_without_dates() {
    let sandbox = Sandbox::empty();
    let done = "paths-compared,path-chosen,program-questions,outcomes-compared";
    let ran = sandbox.run(["init", "--yes", "--done", done]).succeeds();
    let said = "6 steps marked done, without a date: learn-role, paths-compared, path-chosen, \
                programs-listed, outcomes-compared, program-questions";
    assert!(ran.conversation().contains(said), "{ran}");
    let profile = profile(&sandbox);
    let steps = profile["steps"].as_table().expect("steps");
    assert_eq!(steps.len(), 6);
    for (id, entry) in steps {
        let keys: Vec<&String> = entry.as_table().expect("an entry").keys().collect();
        assert_eq!(keys, ["changed", "state"], "{id}");
        assert_eq!(entry["state"].as_str(), Some("done"), "{id}");
    }
}

/// One tick makes up no degree.
#[test]
fn a_step_that_needs_other_stages_is_refused_with_the_one_command_that_says_it_all() {
    for (pathway, named) in [
        ("working", "job-accepted"),
        ("rhit", "rhit-passed"),
        ("rhit", "internship"),
        ("coding", "job-accepted"),
        ("rhia", "rhia-earned"),
    ] {
        let sandbox = Sandbox::empty();
        let given = ["init", "--pathway", pathway, "--name", "Ada Bell"];
        let ran = sandbox.run([&given[..], &["--done", named, "--yes"]].concat());
        let ran = ran.fails();
        assert!(!sandbox.home().exists(), "{ran}");
        assert!(ran.conversation().contains("missing: "), "{ran}");
        let lead = format!("hitpath init --name 'Ada Bell' --pathway {pathway} --yes --done ");
        let (_, said) = ran.stderr().split_once(&lead).expect("a command");
        let ids = said.lines().next().expect("it ends").to_owned();
        // It is said of each what it is, and of nothing else that it waits.
        let answer = ran.conversation();
        let lead = format!("{named} needs more that has to be behind you");
        assert!(answer.contains(&lead), "{ran}");
        for id in ids.split(',').filter(|&id| id != named && id != "ONE") {
            assert!(answer.contains(&format!("missing: {id}: ")), "{id}: {ran}");
        }
        if ids.contains("ONE") {
            continue;
        }
        let ran = sandbox.run([&given[..], &["--yes", "--done", &ids]].concat());
        ran.succeeds();
        let status: Status = exact(sandbox.json(["status"]));
        assert!(status.progress.satisfied > 10, "{pathway}");
    }
}

#[test]
fn stages_that_need_each_other_are_refused_together() {
    let sandbox = Sandbox::empty();
    let ran = sandbox
        .run(["init", "--yes", "--done", "cahiim-program"])
        .fails();
    let command = "hitpath init --yes --done explore,diploma,cahiim-program,internship";
    assert!(ran.stderr().contains(command), "{ran}");
    assert!(!sandbox.home().exists());
    let ids = "explore,diploma,cahiim-program,internship";
    sandbox.run(["init", "--yes", "--done", ids]).succeeds();
}

/// Nobody has said how they were answered, or that they were paid.
#[test]
fn a_stage_behind_answers_no_question_and_claims_no_payment() {
    let ids = "explore,diploma,cahiim-program,internship,rhit-exam";
    let sandbox = Sandbox::empty();
    let ran = sandbox.run(["init", "--yes", "--done", ids]).succeeds();
    let open = "program-accredited, enrolled, id-match, exam-applied, exam-booked, rhit-passed";
    let said = format!("These questions and payments are still open: {open}.");
    assert!(ran.conversation().contains(&said), "{ran}");
    let steps = profile(&sandbox)["steps"]
        .as_table()
        .cloned()
        .expect("steps");
    for id in open.split(", ") {
        assert!(!steps.contains_key(id), "{id}");
    }
    assert!(steps.contains_key("exam-sat"));
    // Named, they are said by the person.
    let with_both = format!("{ids},rhit-passed,exam-applied");
    let sandbox = Sandbox::empty().after(["init", "--yes", "--done", &with_both]);
    let steps = profile(&sandbox)["steps"]
        .as_table()
        .cloned()
        .expect("steps");
    assert!(steps.contains_key("rhit-passed") && steps.contains_key("exam-applied"));
    assert!(!steps.contains_key("exam-booked"));
    // The command for the rest is one that works.
    let ran = sandbox.run([
        "check",
        "program-accredited",
        "enrolled",
        "id-match",
        "exam-booked",
    ]);
    ran.succeeds();
    let status: Status = exact(sandbox.json(["status"]));
    assert!(
        status.stages[..5]
            .iter()
            .all(|stage| stage.satisfied == stage.required)
    );
}

#[test]
fn the_first_undo_takes_back_what_init_was_told() {
    let sandbox = Sandbox::empty().after(["init", "--yes", "--name", "Ada", "--done", "explore"]);
    let full = sandbox.read_profile();
    let ran = sandbox.run(["undo"]).succeeds();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
Taken back: done: learn-role, path-chosen, paths-compared; name: Ada; pathway:
rhit.
The profile is empty now. To start again: hitpath init
Do it again with: hitpath redo

"#]]
    );
    let empty = profile(&sandbox);
    assert_eq!(empty.keys().collect::<Vec<_>>(), ["format", "id"]);
    sandbox.run(["undo"]).fails();
    for arguments in [["status"].as_slice(), &["next"], &["check", "learn-role"]] {
        let ran = sandbox.run(arguments).fails();
        assert!(ran.stderr().contains("the profile is empty"), "{ran}");
        assert!(ran.stderr().contains("hitpath redo"), "{ran}");
        assert!(ran.stderr().contains("hitpath init"), "{ran}");
    }
    sandbox.run(["redo"]).succeeds();
    assert_eq!(sandbox.read_profile(), full);
}

#[test]
fn an_empty_profile_is_filled_in_by_another_init() {
    let sandbox = Sandbox::empty()
        .after(["init", "--yes", "--name", "Aad"])
        .after(["undo"]);
    let id = profile(&sandbox)["id"].clone();
    let words = [sandbox.read_profile().as_slice(), b"# my own words\n"].concat();
    sandbox.write_profile(words);
    let sandbox = sandbox.after(["init", "--yes", "--name", "Ada", "--pathway", "coding"]);
    let profile = profile(&sandbox);
    assert_eq!(
        (&profile["id"], profile["name"].as_str()),
        (&id, Some("Ada"))
    );
    let text = String::from_utf8(sandbox.read_profile()).expect("text");
    assert!(text.contains("# my own words\n"), "{text}");
    sandbox.run(["init", "--yes"]).fails();
}

#[test]
fn what_cannot_be_used_is_refused_and_nothing_is_written() {
    for (arguments, said) in [
        (["--hours-per-week", "0"], "from 1 to 168"),
        (["--hours-per-week", "169"], "from 1 to 168"),
        (["--hours-per-week", "1.5"], "`1.5`"),
        (["--hours-per-week", "many"], "`many`"),
        (
            ["--target", "3/4/27"],
            "`3/4/27` is not a date: write it like 2029-05-31",
        ),
        (["--target", "2027-02-30"], "`2027-02-30` is not a date"),
        (["--target", "2020-01-01"], "the target 2020-01-01 is past"),
        (["--terms", "13-01"], "`13-01`"),
        (["--terms", "02-30"], "`02-30`"),
        (["--terms", "1-13"], "`1-13`"),
        (["--terms", "01-13,"], "``"),
        (["--done", "diplom"], "did you mean `diploma`?"),
        (["--done", "rhit"], "no step and no stage is called `rhit`"),
        (["--pathway", "rhti"], "hitpath init --pathway rhit"),
        (["--pathway", "diploma"], "no pathway `diploma`"),
        (["--today", "tomorrow-ish"], "`tomorrow-ish` is not a date"),
        (["--no-such-flag", "x"], "--no-such-flag"),
    ] {
        let sandbox = Sandbox::empty();
        let [flag, value] = arguments;
        let ran = sandbox.run(["init", "--yes", flag, value]).fails();
        assert!(ran.stderr().contains(said), "{arguments:?}: {ran}");
        assert!(!sandbox.home().exists(), "{arguments:?}");
    }
}

#[test]
fn as_json_it_says_what_it_took_as_done() {
    let sandbox = Sandbox::empty();
    let changed: Changed = exact(sandbox.json(["init", "--yes", "--done", "paths-compared"]));
    assert_eq!(changed.format_version, 1);
    assert_eq!(changed.changed, ["learn-role", "paths-compared"]);
    let progress = changed.progress.expect("progress");
    assert_eq!((progress.satisfied, progress.required), (2, 44));
}

#[test]
fn another_place_for_the_profile_is_named_by_flag_or_environment() {
    let sandbox = Sandbox::empty().after(["init", "--yes", "--profile", "mine.toml"]);
    assert!(sandbox.work().join("mine.toml").is_file());
    assert!(!sandbox.profile_path().exists());
    assert!(sandbox.home().join("history").is_dir());

    let sandbox = Sandbox::empty()
        .env("HITPATH_PROFILE", "mine.toml")
        .after(["init", "--yes"]);
    assert!(sandbox.work().join("mine.toml").is_file());
    sandbox.run(["status"]).succeeds();
    // The flag wins over the environment.
    sandbox.run(["status", "--profile", "other.toml"]).fails();
}

#[test]
fn a_pathway_of_the_person_s_own_can_be_chosen() {
    let bakery = bakery();
    let init = [
        "init",
        "--yes",
        "--pathway",
        "bakery",
        "--profile",
        "mine.toml",
    ];
    // What is behind has to be on that pathway.
    let ran = bakery.run([&init[..], &["--done", "diploma"]].concat());
    assert!(ran.fails().stderr().contains("diploma-earned"));
    assert!(!bakery.work().join("mine.toml").exists());
    bakery
        .run([&init[..], &["--done", "bread"]].concat())
        .succeeds();
    let status: Status = exact(bakery.json(["status", "--profile", "mine.toml"]));
    assert_eq!(status.profile.pathway, "bakery");
    assert_eq!(status.next_ids(), ["early-riser", "apprentice"]);
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_home_of_its_own_it_keeps_to_the_folder_for_data() {
    let sandbox = Sandbox::empty().without_env("HITPATH_HOME");
    let home = sandbox.work().display().to_string();
    let sandbox = sandbox.env("HOME", &home).after(["init", "--yes"]);
    let usual = sandbox.work().join(".local/share/hitpath/profile.toml");
    assert!(usual.is_file());
    let sandbox = sandbox.env("XDG_DATA_HOME", &format!("{home}/data"));
    sandbox.run(["status"]).fails();
    let sandbox = sandbox.after(["init", "--yes"]);
    assert!(sandbox.work().join("data/hitpath/profile.toml").is_file());
}
