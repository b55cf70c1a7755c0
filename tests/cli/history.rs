//! `hitpath undo`, `redo` and `log`: every change can be taken back byte for
//! byte, whoever made it, and is told in words.

use std::fs;

use snapbox::{assert_data_eq, str};

use crate::{
    answers::{Changed, Log, exact},
    sandbox::{PROFILE, Sandbox},
};

#[test]
fn changes_are_taken_back_and_done_again_one_by_one() {
    let sandbox = Sandbox::begun();
    let mut texts = vec![sandbox.read_profile()];
    for change in [
        ["check", "diploma"].as_slice(),
        &["check", "explore", "--note", "sure"],
        &["set", "name=Ada"],
        &["check", "diploma", "--as", "todo"],
    ] {
        sandbox.run(change).succeeds();
        texts.push(sandbox.read_profile());
    }
    for _ in 0..2 {
        for text in texts.iter().rev().skip(1) {
            sandbox.run(["undo"]).succeeds();
            assert_eq!(&sandbox.read_profile(), text);
        }
        let before = sandbox.texts();
        sandbox.run(["undo"]).fails();
        assert!(sandbox.texts() == before);
        for text in &texts[1..] {
            sandbox.run(["redo"]).succeeds();
            assert_eq!(&sandbox.read_profile(), text);
        }
        let before = sandbox.texts();
        sandbox.run(["redo"]).fails();
        assert!(sandbox.texts() == before);
    }
}

#[test]
fn it_says_in_words_what_it_took_back() {
    let sandbox = Sandbox::begun()
        .after(["check", "explore", "diploma", "--on", "2026-11-01"])
        .after(["set", "name=Ada", "hours-per-week=12"])
        .after([
            "check",
            "resume",
            "--due",
            "2027-01-01",
            "--note",
            "two pages",
        ]);
    assert_data_eq!(
        sandbox.run(["undo"]).to_string(),
        str![[r#"
Taken back: resume note: two pages; resume due: 2027-01-01.
Do it again with: hitpath redo

"#]]
    );
    assert_data_eq!(
        sandbox.run(["undo"]).to_string(),
        str![[r#"
Taken back: name: Ada; hours-per-week: 12.
Do it again with: hitpath redo

"#]]
    );
    assert_data_eq!(
        sandbox.run(["undo"]).to_string(),
        str![[r#"
Taken back: done: diploma-earned, learn-role, path-chosen, paths-compared.
Do it again with: hitpath redo

"#]]
    );
    assert_data_eq!(
        sandbox.run(["undo"]).to_string(),
        str![[r#"
---- stderr
error: there is nothing to undo
hint: see what there was: hitpath log
---- exit 2

"#]]
    );
    assert_data_eq!(
        sandbox.run(["redo"]).to_string(),
        str![[r#"
Done again: done: diploma-earned, learn-role, path-chosen, paths-compared.
Take it back with: hitpath undo

"#]]
    );
    let sandbox = sandbox.after(["redo"]).after(["redo"]);
    assert_data_eq!(
        sandbox.run(["redo"]).to_string(),
        str![[r#"
---- stderr
error: there is nothing to redo
  a new change or an edit by hand drops what had been taken back
---- exit 2

"#]]
    );
}

#[test]
fn the_first_change_of_a_new_profile_is_taken_back_before_its_start() {
    let sandbox = Sandbox::empty().after(["init", "--yes"]);
    let start = sandbox.read_profile();
    let sandbox = sandbox.after(["check", "diploma"]).after(["undo"]);
    assert_eq!(sandbox.read_profile(), start);
    let sandbox = sandbox.after(["undo"]);
    let empty = sandbox.read_profile();
    assert!(start.starts_with(&empty) && start != empty);
    sandbox.run(["undo"]).fails();
    assert_eq!(sandbox.read_profile(), empty);
    let sandbox = sandbox.after(["redo"]);
    assert_eq!(sandbox.read_profile(), start);
}

#[test]
fn a_command_that_changed_nothing_is_no_change() {
    let sandbox = Sandbox::begun()
        .after(["check", "learn-role"])
        .after(["check", "diploma"])
        .after(["check", "diploma"])
        .after(["set", "pathway=rhit"])
        .after(["undo"]);
    let added = sandbox.added();
    assert!(
        added.contains("learn-role") && !added.contains("diploma"),
        "{added}"
    );
}

#[test]
fn a_new_change_drops_what_was_taken_back() {
    let sandbox = Sandbox::begun()
        .after(["check", "diploma"])
        .after(["undo"])
        .after(["check", "learn-role"]);
    let text = sandbox.read_profile();
    let ran = sandbox.run(["redo"]).fails();
    assert!(ran.stderr().contains("nothing to redo"), "{ran}");
    assert_eq!(sandbox.read_profile(), text);
    let log: Log = exact(sandbox.json(["log"]));
    assert!(log.entries.iter().all(|entry| !entry.undone));
    assert_eq!(log.entries.len(), 2);
}

#[test]
fn an_edit_by_hand_is_noticed_and_is_a_change_of_its_own() {
    let sandbox = Sandbox::begun().after(["check", "diploma"]);
    let by_command = sandbox.read_profile();
    let by_hand = [by_command.as_slice(), b"# my own words\nname = 1\n"].concat();
    // Not even a sound profile: the edit stands inside the last entry.
    let by_hand = String::from_utf8(by_hand)
        .expect("text")
        .replace("name = 1", "own = 1");
    sandbox.write_profile(&by_hand);

    let ran = sandbox.run(["check", "learn-role"]).succeeds();
    assert!(ran.stderr().contains("edited by hand"), "{ran}");
    let last = sandbox.read_profile();
    for text in [by_hand.as_bytes(), &by_command, PROFILE.as_bytes()] {
        sandbox.run(["undo"]).succeeds();
        assert_eq!(sandbox.read_profile(), text);
    }
    for text in [by_command.as_slice(), by_hand.as_bytes(), &last] {
        sandbox.run(["redo"]).succeeds();
        assert_eq!(sandbox.read_profile(), text);
    }
}

#[test]
fn an_edit_by_hand_is_taken_back_by_undo_alone() {
    let sandbox = Sandbox::begun().after(["check", "diploma"]);
    let by_command = sandbox.read_profile();
    let by_hand = [by_command.as_slice(), b"# my own words\n"].concat();
    sandbox.write_profile(&by_hand);
    let ran = sandbox.run(["undo"]).succeeds();
    assert!(ran.stderr().contains("edited by hand"), "{ran}");
    assert_eq!(sandbox.read_profile(), by_command);
    sandbox.run(["redo"]).succeeds();
    assert_eq!(sandbox.read_profile(), by_hand);
}

#[test]
fn an_edit_by_hand_drops_what_was_taken_back_and_is_kept() {
    let sandbox = Sandbox::begun().after(["check", "diploma"]).after(["undo"]);
    let by_hand = [PROFILE, "name = \"Ada\"\n"].concat();
    sandbox.write_profile(&by_hand);
    sandbox.run(["redo"]).fails();
    assert_eq!(sandbox.read_profile(), by_hand.as_bytes());
    sandbox.run(["undo"]).succeeds();
    assert_eq!(sandbox.read_profile(), PROFILE.as_bytes());
    sandbox.run(["redo"]).succeeds();
    assert_eq!(sandbox.read_profile(), by_hand.as_bytes());
}

#[test]
fn undo_is_the_way_out_of_a_profile_that_cannot_be_read() {
    for broken in [
        b"not = = toml".as_slice(),
        b"",
        b"\0\0\0\0",
        b"\xff\xfef\0o\0r\0",
        b"format = 99\n",
    ] {
        let sandbox = Sandbox::begun().after(["check", "diploma"]);
        let sound = sandbox.read_profile();
        sandbox.write_profile(broken);
        let ran = sandbox.run(["status"]).fails();
        if broken != b"format = 99\n" {
            assert!(ran.conversation().contains("hitpath undo"), "{ran}");
        }
        sandbox.run(["undo"]).succeeds();
        assert_eq!(sandbox.read_profile(), sound);
        sandbox.run(["status"]).succeeds();
        // What was there is not lost either.
        sandbox.run(["redo"]).succeeds();
        assert_eq!(sandbox.read_profile(), broken);
    }
}

#[test]
fn undo_needs_no_sound_catalog() {
    let sandbox = Sandbox::begun()
        .after(["check", "diploma"])
        .own_stage("broken", "= = =");
    sandbox.run(["status"]).fails();
    sandbox.run(["undo"]).succeeds();
    assert_eq!(sandbox.added(), "");
}

#[test]
fn a_profile_that_was_deleted_comes_back() {
    let sandbox = Sandbox::begun().after(["check", "diploma"]);
    let text = sandbox.read_profile();
    fs::remove_file(sandbox.profile_path()).expect("it was there");
    sandbox.run(["undo"]).succeeds();
    assert_eq!(sandbox.read_profile(), text);
}

#[test]
fn without_a_history_nothing_is_lost_but_the_way_back() {
    let sandbox = Sandbox::begun().after(["check", "diploma"]);
    let text = sandbox.read_profile();
    fs::remove_dir_all(sandbox.home().join("history")).expect("it was there");
    sandbox.run(["status"]).succeeds();
    sandbox.run(["undo"]).fails();
    assert_eq!(sandbox.read_profile(), text);
    sandbox.run(["check", "learn-role"]).succeeds();
    sandbox.run(["undo"]).succeeds();
    assert_eq!(sandbox.read_profile(), text);
}

#[test]
fn a_change_that_could_not_be_taken_back_is_not_made() {
    let sandbox = Sandbox::begun();
    // A file stands where the history would be.
    fs::write(sandbox.home().join("history"), "").expect("a file");
    for arguments in [["check", "diploma"], ["set", "name=Ada"]] {
        let ran = sandbox.run(arguments).fails();
        assert!(ran.conversation().contains("nothing was changed"), "{ran}");
        assert_eq!(sandbox.added(), "");
    }
    sandbox.run(["status"]).succeeds();
}

#[test]
fn an_edit_by_hand_is_announced_by_the_log() {
    let sandbox = Sandbox::begun().after(["check", "diploma"]);
    assert_eq!(sandbox.run(["log"]).stderr(), "");
    let by_hand = [sandbox.read_profile().as_slice(), b"# words\n"].concat();
    sandbox.write_profile(by_hand);
    let ran = sandbox.run(["log"]).succeeds();
    assert!(ran.stderr().contains("edited by hand"), "{ran}");
}

#[test]
fn without_any_change_there_is_nothing_to_take_back() {
    let ran = Sandbox::begun().run(["undo"]).fails();
    assert!(ran.stderr().contains("nothing to undo"), "{ran}");
    let ran = Sandbox::begun().run(["redo"]).fails();
    assert!(ran.stderr().contains("nothing to redo"), "{ran}");
    let sandbox = Sandbox::empty();
    sandbox.run(["undo"]).fails();
    sandbox.run(["redo"]).fails();
    assert!(!sandbox.profile_path().exists());
}

#[test]
fn the_log_shows_each_change_with_its_time() {
    let sandbox = Sandbox::begun()
        .after(["check", "diploma"])
        .after(["set", "name=Ada"]);
    let by_hand = [sandbox.read_profile().as_slice(), b"# words\n"].concat();
    sandbox.write_profile(by_hand);
    let sandbox = sandbox
        .after(["check", "explore", "--as", "waived"])
        .after(["undo"]);
    assert_data_eq!(
        sandbox.run(["log"]).to_string(),
        str![[r#"
1 [..]Z                                                     start
  What       the profile as it began
2 [..]Z                                                   command
  What       done: diploma-earned
3 [..]Z                                                   command
  What       name: Ada
4 [..]Z                                            edited by hand
  What       nothing that hitpath reads
5 [..]Z                                       command, taken back
  What       waived: learn-role, path-chosen, paths-compared
What was taken back comes again with: hitpath redo

"#]]
    );
    assert_data_eq!(
        sandbox.run(["log", "--plain"]).to_string(),
        str![[r#"
about: 1 [..]Z, start
what: the profile as it began
about: 2 [..]Z, command
what: done: diploma-earned
about: 3 [..]Z, command
what: name: Ada
about: 4 [..]Z, edited by hand
what: nothing that hitpath reads
about: 5 [..]Z, command, taken back
what: waived: learn-role, path-chosen, paths-compared
What was taken back comes again with: hitpath redo

"#]]
    );
}

#[test]
fn the_log_as_json_says_who_changed_what() {
    let sandbox = Sandbox::begun().after(["check", "diploma", "learn-role"]);
    let by_hand = [sandbox.read_profile().as_slice(), b"due = 2027-01-01\n"].concat();
    sandbox.write_profile(by_hand);
    let sandbox = sandbox.after(["set", "name=Ada"]).after(["undo"]);
    let log: Log = exact(sandbox.json(["log"]));
    assert_eq!(log.format_version, 1);
    let entries: Vec<(u64, &str, bool, &str)> = log
        .entries
        .iter()
        .map(|entry| {
            (
                entry.number,
                entry.kind.as_str(),
                entry.undone,
                entry.text.as_str(),
            )
        })
        .collect();
    assert_eq!(
        entries,
        [
            (1, "start", false, "the profile as it began"),
            (2, "command", false, "done: diploma-earned, learn-role"),
            (3, "hand-edit", false, "learn-role due: 2027-01-01"),
            (4, "command", true, "name: Ada"),
        ]
    );
    assert_eq!(log.entries[1].steps, ["diploma-earned", "learn-role"]);
    assert_eq!(log.entries[2].steps, ["learn-role"]);
    assert!(log.entries[3].steps.is_empty());
    for entry in &log.entries {
        let form = entry.at.bytes().filter(u8::is_ascii_digit).count();
        assert!(form == 14 && entry.at.ends_with('Z'), "{}", entry.at);
    }
}

#[test]
fn the_log_shows_the_last_twenty_or_all() {
    let mut sandbox = Sandbox::begun();
    for number in 1..=25 {
        sandbox = sandbox.after(["set", &format!("hours-per-week={number}")]);
    }
    let short = sandbox.run(["log"]).succeeds();
    assert_eq!(short.stdout().matches("  What ").count(), 20, "{short}");
    assert!(
        short.stdout().contains("6 earlier changes not shown"),
        "{short}"
    );
    let all = sandbox.run(["log", "--all"]).succeeds();
    assert_eq!(all.stdout().matches("  What ").count(), 26, "{all}");
    let log: Log = exact(sandbox.json(["log"]));
    assert_eq!(log.entries.len(), 26);
}

#[test]
fn the_log_of_an_untouched_profile_is_empty_and_no_failure() {
    let sandbox = Sandbox::begun();
    let ran = sandbox.run(["log"]).succeeds();
    assert_eq!((ran.stdout(), ran.stderr()), ("No change yet.\n", ""));
    let log: Log = exact(sandbox.json(["log"]));
    assert!(log.entries.is_empty());
    let ran = Sandbox::empty().run(["log"]).fails();
    assert!(ran.conversation().contains("hitpath init"), "{ran}");
}

#[test]
fn as_json_undo_and_redo_list_what_moved() {
    let sandbox = Sandbox::begun().after(["check", "explore", "diploma"]);
    let undone: Changed = exact(sandbox.json(["undo"]));
    assert_eq!(
        undone.changed,
        [
            "diploma-earned",
            "learn-role",
            "path-chosen",
            "paths-compared"
        ]
    );
    assert_eq!(undone.progress.expect("progress").satisfied, 0);
    let redone: Changed = exact(sandbox.json(["redo"]));
    assert_eq!(redone.changed, undone.changed);
    assert_eq!(redone.progress.expect("progress").satisfied, 4);
}

#[test]
fn each_profile_has_a_history_of_its_own() {
    let sandbox = Sandbox::begun()
        .after(["check", "diploma"])
        .after(["init", "--yes", "--profile", "other.toml"])
        .after(["check", "learn-role", "--profile", "other.toml"]);
    for _ in ["the mark", "the start"] {
        sandbox.run(["undo", "--profile", "other.toml"]).succeeds();
    }
    sandbox.run(["undo", "--profile", "other.toml"]).fails();
    assert!(sandbox.added().contains("diploma-earned"));
    sandbox.run(["undo"]).succeeds();
    assert_eq!(sandbox.added(), "");
}

/// What is done there and what a move leaves of it.
fn moved(sandbox: &Sandbox) -> std::path::PathBuf {
    let new = sandbox.work().join("moved data");
    fs::rename(sandbox.home(), &new).expect("it can be moved");
    new
}

#[test]
fn a_moved_folder_keeps_undo_redo_and_log() {
    let sandbox = Sandbox::empty()
        .after(["init", "--yes", "--name", "Ada"])
        .after(["check", "learn-role"])
        .after(["check", "paths-compared"]);
    let log = sandbox.run(["log"]).answer();
    let text = sandbox.read_profile();
    let new = moved(&sandbox);
    let home = new.display().to_string();
    let sandbox = sandbox.env("HITPATH_HOME", &home);
    assert_eq!(sandbox.run(["log"]).answer(), log);
    sandbox.run(["undo"]).succeeds();
    sandbox.run(["undo"]).succeeds();
    sandbox.run(["redo"]).succeeds();
    sandbox.run(["redo"]).succeeds();
    let found = fs::read(new.join("profile.toml")).expect("it is there");
    assert_eq!(found, text);
}

#[test]
fn a_profile_elsewhere_that_is_moved_keeps_its_history() {
    let sandbox = Sandbox::begun()
        .after(["init", "--yes", "--profile", "mine.toml"])
        .after(["check", "learn-role", "--profile", "mine.toml"]);
    let work = sandbox.work();
    fs::create_dir(work.join("papers")).expect("a folder");
    fs::rename(work.join("mine.toml"), work.join("papers/ana.toml")).expect("it can be moved");
    let ran = sandbox
        .run(["undo", "--profile", "papers/ana.toml"])
        .succeeds();
    assert!(ran.stdout().contains("learn-role"), "{ran}");
    // The folders bear the ids.
    let ids = [work.join("papers/ana.toml"), sandbox.profile_path()];
    for profile in &ids[..1] {
        let text = fs::read_to_string(profile).expect("it is there");
        let table: toml::Table = text.parse().expect("TOML");
        let id = table["id"].as_str().expect("an id");
        assert!(sandbox.home().join("history").join(id).is_dir(), "{id}");
    }
}

#[test]
fn a_copy_beside_its_original_is_undone_for_itself() {
    let sandbox = Sandbox::begun().after(["check", "diploma"]);
    let copy = sandbox.home().join("copy.toml");
    fs::copy(sandbox.profile_path(), &copy).expect("a copy");
    let copy = copy.display().to_string();
    sandbox.run(["undo", "--profile", &copy]).fails();
    sandbox
        .run(["check", "learn-role", "--profile", &copy])
        .succeeds();
    sandbox.run(["undo"]).succeeds();
    assert_eq!(sandbox.added(), "");
    let ran = sandbox.run(["undo", "--profile", &copy]).succeeds();
    assert!(
        ran.stdout().contains("Taken back: done: learn-role."),
        "{ran}"
    );
}

/// Where the profile is gone and its history is there, that is said first.
#[test]
fn a_lost_profile_is_offered_back_before_a_new_one() {
    let sandbox = Sandbox::begun().after(["check", "diploma"]);
    let text = sandbox.read_profile();
    fs::remove_file(sandbox.profile_path()).expect("it was there");
    for arguments in [
        ["status"].as_slice(),
        &["next"],
        &["check", "learn-role"],
        &["set", "name=Ada"],
        &["doctor"],
        &["jobs"],
        &["credits"],
        &["plan"],
        &["export", "--format", "ics"],
    ] {
        let ran = sandbox.run(arguments).fails();
        let said = ran.stderr();
        let (undo, init) = (said.find("hitpath undo"), said.find("hitpath init"));
        assert!(undo.is_some() && undo < init, "{arguments:?}: {ran}");
        assert!(said.contains("the profile is gone"), "{ran}");
    }
    // What can be shown without a profile says so too.
    let ran = sandbox.run(["show", "rhit"]).succeeds();
    assert!(ran.conversation().contains("hitpath undo"), "{ran}");
    let ran = sandbox.run(["log"]).succeeds();
    assert!(ran.conversation().contains("hitpath undo"), "{ran}");
    // A new one in its place does not lose it either.
    let ran = sandbox.run(["init", "--yes"]).succeeds();
    assert!(ran.conversation().contains("hitpath undo"), "{ran}");
    let sandbox = sandbox.after(["undo"]).after(["undo"]);
    assert_eq!(sandbox.read_profile(), text);
}

/// Names are bytes on this system, and two that differ can look alike.
#[cfg(target_os = "linux")]
#[test]
fn a_profile_whose_name_is_no_text_is_found_again_and_never_named_wrongly() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

    let sandbox = Sandbox::empty();
    let file = OsStr::from_bytes(b"J\xf6rg's.toml");
    let run = |arguments: &[&str]| {
        let mut command = sandbox.command(arguments);
        command.arg("--profile").arg(file);
        sandbox.finish(&arguments.join(" "), &mut command)
    };
    let ran = run(&["status"]).fails();
    assert!(
        ran.stderr().contains("hitpath --profile FILE init"),
        "{ran}"
    );
    run(&["init", "--yes"]).succeeds();
    let ran = run(&["check", "learn-role"]).succeeds();
    assert!(
        ran.stdout().contains("hitpath --profile FILE undo"),
        "{ran}"
    );
    let path = sandbox.work().join(file);
    let text = fs::read(&path).expect("it is there");
    // A copy of a sync service is named no better.
    let copy = sandbox
        .work()
        .join(OsStr::from_bytes(b"J\xf6rg's conflict.toml"));
    fs::rename(&path, &copy).expect("it can be moved");
    let ran = run(&["status"]).fails();
    assert!(
        ran.conversation()
            .contains("see what it says: hitpath status --profile FILE"),
        "{ran}"
    );
    fs::remove_file(&copy).expect("it is there");
    run(&["undo"]).succeeds();
    assert_eq!(fs::read(&path).expect("it is there again"), text);
    run(&["undo"]).succeeds();
}

#[test]
fn a_history_under_the_id_before_is_told() {
    let sandbox = Sandbox::begun().after(["check", "diploma"]);
    let text = String::from_utf8(sandbox.read_profile()).expect("text");
    let other = text.replace(
        "id = \"0123456789abcdef0123456789abcdef\"",
        "id = \"my-own-profile\"",
    );
    assert_ne!(other, text);
    sandbox.write_profile(&other);
    let before = sandbox.texts();
    let told = "put it back in line 2 to see and undo what was before: \
        id = \"0123456789abcdef0123456789abcdef\"";
    for arguments in [["undo"].as_slice(), &["redo"]] {
        let ran = sandbox.run(arguments).fails();
        assert!(ran.conversation().contains(told), "{ran}");
    }
    let ran = sandbox.run(["log"]).succeeds();
    assert!(ran.conversation().contains(told), "{ran}");
    assert!(ran.stdout().contains("No change yet"), "{ran}");
    let ran = sandbox.run(["doctor"]).succeeds();
    assert!(ran.answer().contains(told), "{ran}");
    assert!(sandbox.texts() == before, "a byte changed");
    // Done as told, all is there again.
    sandbox.write_profile(text);
    for arguments in [["doctor"], ["log"]] {
        let ran = sandbox.run(arguments).succeeds();
        let said = [ran.answer(), ran.conversation()].concat();
        assert!(!said.contains("had the id"), "{ran}");
    }
    sandbox.run(["undo"]).succeeds();
    assert_eq!(sandbox.added(), "");
}

#[test]
fn an_empty_profile_is_no_well_one_and_only_what_works_is_offered() {
    let undone = Sandbox::empty().after(["init", "--yes"]).after(["undo"]);
    // Made by hand, or come from another machine without its history.
    let alone = Sandbox::empty().profile("format = 1\nid = \"0123456789abcdef\"\n");
    for (sandbox, can_redo) in [(undone, true), (alone, false)] {
        let ran = sandbox.run(["doctor"]).says_no();
        let said = ran.answer();
        assert!(said.contains("the profile is empty"), "{ran}");
        assert!(!said.contains("All is as it was"), "{ran}");
        assert!(said.contains("hitpath init"), "{ran}");
        assert_eq!(said.contains("hitpath redo"), can_redo, "{ran}");
        let ran = sandbox.run(["doctor", "--json"]).says_no();
        assert!(ran.stdout().contains("\"empty\": true"), "{ran}");
        for arguments in [["status"].as_slice(), &["plan"], &["check", "learn-role"]] {
            let ran = sandbox.run(arguments).fails();
            assert!(ran.stderr().contains("the profile is empty"), "{ran}");
            assert!(ran.stderr().contains("hitpath init"), "{ran}");
            assert_eq!(ran.stderr().contains("hitpath redo"), can_redo, "{ran}");
        }
        let ran = sandbox.run(["redo"]);
        assert_eq!(ran.code() == Some(0), can_redo, "{ran}");
    }
    sandbox_is_well(&Sandbox::begun());
}

#[track_caller]
fn sandbox_is_well(sandbox: &Sandbox) {
    let ran = sandbox.run(["doctor"]).succeeds();
    assert!(ran.answer().contains("All is as it was"), "{ran}");
}

#[test]
fn a_setting_that_says_nothing_is_told_in_words() {
    let sandbox = Sandbox::begun().after(["check", "learn-role"]);
    fs::remove_file(sandbox.profile_path()).expect("it was there");
    let sandbox = sandbox.after(["init", "--yes", "--pathway", "coding"]);
    sandbox.run(["undo"]).succeeds();
    let ran = sandbox.run(["undo"]).succeeds();
    let said = "Taken back: todo: learn-role; pathway: none.";
    assert!(ran.answer().contains(said), "{ran}");
    // What is blank by hand too.
    sandbox.write_profile(format!("{PROFILE}name = \" \"\n"));
    let ran = sandbox.run(["undo"]).succeeds();
    assert!(ran.answer().contains("name: none"), "{ran}");
}
