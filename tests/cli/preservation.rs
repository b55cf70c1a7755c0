//! What a person wrote in the profile by hand stays, byte for byte: after a
//! command only the entry differs that the command is about.

use crate::sandbox::{PROFILE, Sandbox, without_stamps};

/// The lines that a profile needs, without the last line end.
const HEAD: &str = concat!(
    "format = 1\n",
    "pathway = \"rhit\"\n",
    "catalog = \"",
    env!("CARGO_PKG_VERSION"),
    "\"",
);

/// After `check learn-role` the profile is exactly this, times apart.
#[track_caller]
fn becomes(before: &str, expected: &str) {
    let sandbox = Sandbox::empty()
        .profile(before)
        .after(["check", "learn-role"]);
    assert_eq!(without_stamps(&sandbox.read_profile()), expected);
    // And back again.
    let sandbox = sandbox.after(["undo"]);
    assert_eq!(sandbox.read_profile(), before.as_bytes());
}

/// The text of an entry in the middle of a file that has a comment wherever
/// TOML allows one.
fn around(entry: &str) -> String {
    format!(
        "# my path\n\
         \n\
         format = 1 # the form\n\
         \tpathway   =   'rhit'   # the way \n\
         catalog = \"{}\"\n\
         hours-per-week = 1_2\n\
         own-key = [ # mine\n  1, # one\n\n  2,\n] # end\n\
         \n\
         # before the steps\n\
         [ steps . \"diploma-earned\" ] # the diploma\n\
         state='done' # yes\n\
         on=2019-06-10\n\
         # at its end\n\
         \n\
         {entry}\
         [steps.volunteer]#next\n\
         note = '''\n two\n lines # no comment'''\n\
         [mine.\"ümlaut 健康\"]\n\
         x = {{ y = 1 }} # kept\n\
         [[mine.list]]\n\
         [[mine.list]]\n\
         a = 1\n\
         # the last line",
        env!("CARGO_PKG_VERSION")
    )
}

#[test]
fn comments_everywhere() {
    becomes(
        &around("[steps.learn-role] # the first\n# to do\nnote = \"x\" # so\n\n"),
        &around(
            "[steps.learn-role] # the first\n# to do\nnote = \"x\" # so\n\
             state = \"done\"\non = 2026-11-22\nchanged = STAMP\n\n",
        ),
    );
    becomes(
        &around(
            "[steps.learn-role]\nstate = \"doing\" # since May\nchanged = 2020-05-05T10:00:00Z # by hand\non = 2020-05-05\n",
        ),
        &around(
            "[steps.learn-role]\nstate = \"done\" # since May\nchanged = STAMP # by hand\non = 2026-11-22\n",
        ),
    );
}

#[test]
fn line_ends_of_another_system() {
    let before = around("[steps.learn-role]\nnote = \"x\"\n").replace('\n', "\r\n");
    let expected = around(
        "[steps.learn-role]\nnote = \"x\"\nstate = \"done\"\non = 2026-11-22\nchanged = STAMP\n",
    );
    becomes(&before, &expected.replace('\n', "\r\n"));
}

#[test]
fn a_byte_order_mark() {
    becomes(
        &format!("\u{feff}{HEAD}\n[steps.learn-role]\n"),
        &format!(
            "\u{feff}{HEAD}\n[steps.learn-role]\nstate = \"done\"\non = 2026-11-22\nchanged = STAMP\n"
        ),
    );
}

#[test]
fn no_line_end_at_the_end() {
    becomes(
        &format!("{HEAD}\n[steps.learn-role]\nstate = \"doing\""),
        &format!("{HEAD}\n[steps.learn-role]\nstate = \"done\"\non = 2026-11-22\nchanged = STAMP"),
    );
    becomes(
        HEAD,
        &format!(
            "{HEAD}\n\n[steps.learn-role]\nstate = \"done\"\non = 2026-11-22\nchanged = STAMP"
        ),
    );
}

#[test]
fn dotted_keys_between_others() {
    becomes(
        &format!(
            "{HEAD}\n\
             steps.learn-role.note = \"a\" # one\n\
             steps.volunteer.state = \"doing\" # two\n\
             name = \"Ada\"\n\
             steps.learn-role.state = \"doing\" # three\n\
             steps.volunteer.note = \"b\"\n"
        ),
        &format!(
            "{HEAD}\n\
             steps.learn-role.note = \"a\" # one\n\
             steps.volunteer.state = \"doing\" # two\n\
             name = \"Ada\"\n\
             steps.learn-role.state = \"done\" # three\n\
             steps.learn-role.on = 2026-11-22\n\
             steps.learn-role.changed = STAMP\n\
             steps.volunteer.note = \"b\"\n"
        ),
    );
}

#[test]
fn entries_on_one_line() {
    becomes(
        &format!(
            "{HEAD}\n[steps]\n\
             volunteer = {{ state = \"doing\" }} # one\n\
             learn-role = {{ state = \"doing\", note = \"}}\" }} # two\n\
             diploma-earned={{}}\n"
        ),
        &format!(
            "{HEAD}\n[steps]\n\
             volunteer = {{ state = \"doing\" }} # one\n\
             learn-role = {{ state = \"done\", note = \"}}\", on = 2026-11-22, changed = STAMP }} # two\n\
             diploma-earned={{}}\n"
        ),
    );
    becomes(
        &format!("{HEAD}\nsteps = {{ volunteer = {{ state = \"doing\" }} }} # all\n"),
        &format!(
            "{HEAD}\nsteps = {{ volunteer = {{ state = \"doing\" }}, \
             learn-role = {{ state = \"done\", on = 2026-11-22, changed = STAMP }} }} # all\n"
        ),
    );
}

#[test]
fn keys_that_nobody_knows() {
    let mine = "future = 3.5e-7\nnan = nan\nwhen = 07:32:00\n[steps.learn-role]\nmood = \"good\"\nweights = [0.1, +inf]\n[steps.learn-role.more]\ndeep = true\n";
    let sandbox = Sandbox::empty()
        .profile(format!("{HEAD}\n{mine}"))
        .after(["check", "learn-role"]);
    let text = without_stamps(&sandbox.read_profile());
    let expected = format!(
        "{HEAD}\n{}",
        mine.replace(
            "+inf]\n",
            "+inf]\nstate = \"done\"\non = 2026-11-22\nchanged = STAMP\n"
        )
    );
    assert_eq!(text, expected);
}

#[test]
fn settings_are_written_where_settings_stand() {
    let steps = "# my steps\n[steps.volunteer]\nstate = \"doing\"\n";
    let sandbox = Sandbox::empty()
        .profile(format!("{HEAD}\nname = \"A\" # me\n\n{steps}"))
        .after(["set", "name=Ada", "target=2029-05-31"]);
    assert_eq!(
        without_stamps(&sandbox.read_profile()),
        format!("{HEAD}\nname = \"Ada\" # me\ntarget = 2029-05-31\n\n{steps}")
    );
}

#[test]
fn the_version_of_the_catalog_is_kept_up_to_date_and_nothing_else() {
    let version = env!("CARGO_PKG_VERSION");
    becomes(
        "format = 1\npathway = \"rhit\"\ncatalog = \"0.0.1\" # then\n[steps.learn-role]\n",
        &format!(
            "format = 1\npathway = \"rhit\"\ncatalog = \"{version}\" # then\n\
             [steps.learn-role]\nstate = \"done\"\non = 2026-11-22\nchanged = STAMP\n"
        ),
    );
}

#[test]
fn where_no_place_can_be_found_the_form_to_write_is_shown() {
    // Only a newer TOML allows an inline table over several lines, and this
    // comment in it may belong to any member.
    let text = format!("{HEAD}\n[steps]\nlearn-role = {{ # mine\n  note = \"x\",\n}}\n");
    let sandbox = Sandbox::empty().profile(&text);
    let before = sandbox.texts();
    let ran = sandbox.run(["check", "learn-role"]).fails();
    assert!(sandbox.texts() == before, "something was written: {ran}");
    let place = format!("{}:5:", sandbox.profile_path().display());
    assert!(ran.stderr().contains(&place), "{ran}");
    assert!(ran.conversation().contains("nothing was changed"), "{ran}");

    // Written as it says, the command goes through.
    let line = ran
        .stderr()
        .lines()
        .map(str::trim)
        .find(|line| line.starts_with("learn-role ="));
    let line = line.expect("the form to write");
    // It leaves the state to the command, which is then no news to nobody.
    assert!(
        line.starts_with("learn-role = { note = \"x\", changed = "),
        "{line}"
    );
    sandbox.write_profile(format!("{HEAD}\n[steps]\n{line}\n"));
    sandbox.run(["check", "learn-role"]).succeeds();
    let profile = String::from_utf8(sandbox.read_profile()).expect("text");
    assert!(
        profile.contains("state = \"done\", on = 2026-11-22"),
        "{profile}"
    );
}

#[test]
fn a_profile_of_a_newer_program_is_left_alone() {
    for text in [
        "format = 2\n",
        "format = 2\nthis is = = no toml of ours\n",
        "# words\nname = \"x\"\nformat = 7\n",
    ] {
        let sandbox = Sandbox::empty().profile(text);
        let before = sandbox.texts();
        for arguments in [
            ["status"].as_slice(),
            &["next"],
            &["show", "diploma"],
            &["check", "diploma"],
            &["set", "name=Ada"],
            &["init", "--yes"],
        ] {
            let ran = sandbox.run(arguments).fails();
            assert!(sandbox.texts() == before, "something was written: {ran}");
            if arguments[0] != "init" {
                assert!(ran.conversation().contains("newer hitpath"), "{ran}");
            }
        }
    }
}

#[test]
fn a_bad_entry_does_not_stop_reading_and_stops_writing() {
    for (entry, line) in [
        ("[steps.learn-role]\nstate = \"finished\"\n", 7),
        (
            "[steps.learn-role]\nstate = \"done\"\non = \"2019-06-10\"\n",
            8,
        ),
        ("[steps.learn-role]\nstate = 1\n", 7),
        ("[steps.learn-role]\nevidence = \"a.pdf\"\n", 7),
        ("hours-per-week = 0\n", 6),
        ("target = 2029-05-31T10:00:00\n", 6),
        ("name = 7\n", 6),
        ("terms = [\"13-01\"]\n", 6),
        ("[steps]\nlearn-role = \"done\"\n", 7),
        ("steps = 3\n", 6),
    ] {
        let sandbox = Sandbox::empty().profile([PROFILE, entry].concat());
        let place = format!("{}:{line}:", sandbox.profile_path().display());
        for arguments in [
            ["status"].as_slice(),
            &["next", "--plain"],
            &["show", "diploma"],
            &["status", "--json"],
        ] {
            let ran = sandbox.run(arguments).succeeds();
            assert!(!ran.stdout().is_empty());
            assert!(ran.stderr().starts_with("warning: "), "{entry}: {ran}");
            assert!(ran.stderr().contains(&place), "{entry}: {ran}");
        }
        for arguments in [
            ["check", "diploma"].as_slice(),
            &["set", "name=Ada"],
            &["check", "learn-role", "--as", "todo"],
        ] {
            let ran = sandbox.run(arguments).fails();
            assert!(ran.stderr().contains(&place), "{entry}: {ran}");
            assert!(ran.stderr().contains("nothing was changed"), "{ran}");
            assert_eq!(sandbox.added(), entry);
        }
    }
}

#[test]
fn all_bad_entries_are_named_at_once() {
    let entries = "target = \"soon\"\n[steps.a]\nstate = 1\n[steps.b]\non = 1\ndue = \"x\"\n";
    let sandbox = Sandbox::empty().profile([PROFILE, entries].concat());
    let ran = sandbox.run(["status", "--plain"]).succeeds();
    for line in [6, 8, 10, 11] {
        let place = format!("{}:{line}:", sandbox.profile_path().display());
        assert!(ran.stderr().contains(&place), "{ran}");
    }
    assert!(ran.stderr().contains("4 entries"), "{ran}");
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay_as_they_are() {
    use std::{fs, os::unix::fs as unix_fs, os::unix::fs::PermissionsExt};

    let sandbox = Sandbox::begun();
    let real = sandbox.work().join("real.toml");
    fs::rename(sandbox.profile_path(), &real).expect("it can be moved");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("a mode");
    unix_fs::symlink(&real, sandbox.profile_path()).expect("a link");
    sandbox.run(["check", "diploma"]).succeeds();
    let link = fs::symlink_metadata(sandbox.profile_path()).expect("it is there");
    assert!(link.is_symlink(), "the link was replaced");
    let about = fs::metadata(&real).expect("it is there");
    assert_eq!(about.permissions().mode() & 0o777, 0o640);
    assert!(sandbox.added().contains("diploma-earned"));
    // The file is the same, so its history is too.
    let real_path = real.display().to_string();
    sandbox.run(["undo", "--profile", &real_path]).succeeds();
    assert_eq!(sandbox.added(), "");
    // A link to nothing is a mistake and no missing profile.
    fs::remove_file(&real).expect("it was there");
    for arguments in [
        ["status"].as_slice(),
        &["init", "--yes"],
        &["check", "diploma"],
    ] {
        sandbox.run(arguments).fails();
        assert!(!real.exists());
    }
}
