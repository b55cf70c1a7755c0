//! Profiles that no program wrote: whatever lies there, every command ends,
//! says where the trouble is, and changes no byte of it.

use crate::sandbox::{PROFILE, Ran, Sandbox};

/// The commands that meet a damaged profile: one that reads, one that marks,
/// one that sets.
const COMMANDS: [&[&str]; 3] = [&["status"], &["check", "diploma"], &["set", "name=x"]];

/// Ended by itself and without a panic.
#[track_caller]
fn ended_well(ran: &Ran) {
    assert!(
        matches!(ran.code(), Some(0 | 2)),
        "neither done nor refused: {ran}"
    );
    assert!(!ran.stderr().contains("panicked"), "{ran}");
}

/// Every command refuses the profile, names the place in both forms, and leaves
/// every byte as it is. Without a place the file alone is named.
#[track_caller]
fn refused(name: &str, bytes: impl AsRef<[u8]>, place: Option<(usize, usize)>) {
    let bytes = bytes.as_ref();
    let sandbox = Sandbox::empty().profile(bytes);
    let path = sandbox.profile_path().display().to_string();
    let place = |end: &str| match place {
        Some((line, column)) => format!("{path}:{line}:{column}{end}"),
        None => path.clone(),
    };
    let before = sandbox.texts();
    for command in COMMANDS {
        for (form, end) in [([].as_slice(), "\n"), (&["--plain"], ": ")] {
            let ran = sandbox.run([command, form].concat()).fails();
            let place = place(end);
            ended_well(&ran);
            assert!(ran.stderr().contains(&place), "{name}: no {place} in {ran}");
            assert!(
                !ran.stderr().chars().any(|c| c.is_control() && c != '\n'),
                "{name}: raw signs in {:?}",
                ran.stderr()
            );
            assert!(ran.stderr().len() < 20_000, "{name}: too much is said");
            assert!(sandbox.texts() == before, "{name}: a byte changed");
        }
    }
}

#[test]
fn nothing_at_all() {
    refused("empty", "", Some((1, 1)));
    refused("spaces", " \n\t\n", Some((1, 1)));
    refused("a comment", "# nothing\n", Some((1, 1)));
    refused("a mark", "\u{feff}", Some((1, 1)));
}

#[test]
fn bytes_that_are_no_text() {
    refused("zeros", [0; 512], Some((1, 1)));
    let torn = [PROFILE.as_bytes(), &[0; 64]].concat();
    refused("torn by a crash", torn, Some((6, 1)));
    let latin = [PROFILE.as_bytes(), b"name = \"J\xf6rg\"\n"].concat();
    refused("Latin-1", latin, Some((6, 10)));
    let utf16: Vec<u8> = PROFILE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    refused(
        "UTF-16 with a mark",
        [b"\xff\xfe", utf16.as_slice()].concat(),
        Some((1, 1)),
    );
    refused("UTF-16", utf16, Some((1, 2)));
    refused("noise", [0x80, 0x81, 0xfe, 0xff].repeat(99), Some((1, 1)));
}

#[test]
fn text_that_is_no_toml() {
    let with = |line: &str| [PROFILE, line, "\n"].concat();
    refused("a sentence", "I passed the exam.\n", Some((1, 3)));
    refused("JSON", "{ \"format\": 1 }\n", Some((1, 1)));
    refused("a key alone", with("name"), Some((6, 5)));
    refused("an open string", with("name = \"Ada"), Some((6, 12)));
    refused("a key twice", with("pathway = \"rhit\""), Some((6, 1)));
    refused(
        "a table twice",
        with("[steps.learn-role]\n[steps.volunteer]\n[steps.learn-role]"),
        Some((8, 8)),
    );
    refused("no such day", with("target = 2027-02-30"), Some((6, 10)));
    refused(
        "no such hour",
        with("target = 2027-02-03T25:00:00Z"),
        Some((6, 10)),
    );
    refused("an unknown escape", with("name = \"\\q\""), Some((6, 10)));
    refused("marks of a merge", with("<<<<<<< ours"), Some((6, 1)));
    refused(
        "a bare escape sign",
        with("name = \"\u{1b}[2J\""),
        Some((6, 9)),
    );
}

#[test]
fn toml_that_is_no_profile() {
    refused("no format", "pathway = \"rhit\"\n", Some((1, 1)));
    refused("an old format", "format = 0\n", Some((1, 10)));
    refused("a format in quotes", "format = \"1\"\n", Some((1, 10)));
    refused("a format with a point", "format = 1.0\n", Some((1, 10)));
    refused("another file", "[package]\nname = \"x\"\n", Some((1, 1)));
}

#[test]
fn every_mistake_in_a_file_is_named_at_once() {
    let text = [PROFILE, "name = \ntarget = 2027-02-30\nterms = [\n"].concat();
    let sandbox = Sandbox::empty().profile(text);
    let ran = sandbox.run(["status", "--plain"]).fails();
    for line in [6, 7] {
        let place = format!("{}:{line}:", sandbox.profile_path().display());
        assert!(ran.stderr().contains(&place), "{ran}");
    }
}

#[test]
fn nesting_without_an_end() {
    for (name, deep) in [
        ("arrays", format!("own = {}", "[".repeat(100_000))),
        (
            "closed arrays",
            format!("own = {}{}", "[".repeat(50_000), "]".repeat(50_000)),
        ),
        ("tables", format!("own = {}", "{a=".repeat(50_000))),
        ("a key", format!("{}a = 1", "a.".repeat(50_000))),
        ("a header", format!("[{}a]", "a.".repeat(50_000))),
    ] {
        let sandbox = Sandbox::empty().profile([PROFILE, &deep, "\n"].concat());
        let before = sandbox.read_profile();
        for command in COMMANDS {
            let ran = sandbox.run(command).fails();
            ended_well(&ran);
            let place = format!("{}:6:", sandbox.profile_path().display());
            assert!(ran.stderr().contains(&place), "{name}: {ran}");
            assert!(ran.stderr().len() < 20_000, "{name}: too much is said");
            assert_eq!(sandbox.read_profile(), before, "{name}");
        }
    }
}

#[test]
fn more_than_a_person_could_write() {
    let five_megabytes = [PROFILE, &"# words\n".repeat(5 * 1024 * 1024 / 8)].concat();
    refused("5 MB", five_megabytes, None);
    refused("5 MB of zeros", vec![0; 5 * 1024 * 1024], None);
}

/// Something that is no file has the profile's name.
#[cfg(unix)]
#[track_caller]
fn is_no_file(sandbox: &Sandbox, kind: &str) {
    for command in COMMANDS {
        let ran = sandbox.run(command).fails();
        ended_well(&ran);
        assert!(ran.conversation().contains(kind), "{ran}");
        assert!(
            ran.stderr()
                .contains(&sandbox.profile_path().display().to_string()),
            "{ran}"
        );
    }
    sandbox.run(["init", "--yes"]).fails();
}

#[cfg(unix)]
#[test]
fn a_folder_in_its_place() {
    let sandbox = Sandbox::empty();
    std::fs::create_dir_all(sandbox.profile_path()).expect("a folder");
    is_no_file(&sandbox, "is a folder");
    assert!(sandbox.profile_path().is_dir());
}

#[cfg(unix)]
#[test]
fn a_pipe_in_its_place() {
    use std::os::unix::fs::FileTypeExt;

    let sandbox = Sandbox::empty();
    std::fs::create_dir(sandbox.home()).expect("a home");
    let made = std::process::Command::new("mkfifo")
        .arg(sandbox.profile_path())
        .status()
        .expect("mkfifo is there");
    assert!(made.success());
    // Opening it would wait for whoever writes into it.
    is_no_file(&sandbox, "is a pipe");
    let about = std::fs::metadata(sandbox.profile_path()).expect("it is there");
    assert!(about.file_type().is_fifo());
}

#[cfg(unix)]
#[test]
fn a_device_in_its_place() {
    let sandbox = Sandbox::empty().env("HITPATH_PROFILE", "/dev/null");
    for command in COMMANDS {
        let ran = sandbox.run(command).fails();
        ended_well(&ran);
        assert!(ran.conversation().contains("is a device"), "{ran}");
    }
}

#[cfg(unix)]
#[test]
fn no_permission_to_read_it() {
    use std::{fs, os::unix::fs::PermissionsExt};

    if rustix::process::geteuid().is_root() {
        // Nothing is forbidden to this user.
        return;
    }
    let sandbox = Sandbox::begun();
    let mode = |mode| fs::Permissions::from_mode(mode);
    fs::set_permissions(sandbox.profile_path(), mode(0o000)).expect("a mode");
    for command in COMMANDS {
        let ran = sandbox.run(command).fails();
        ended_well(&ran);
        assert!(ran.conversation().contains("no permission"), "{ran}");
    }
    fs::set_permissions(sandbox.profile_path(), mode(0o600)).expect("a mode");
    assert_eq!(sandbox.added(), "");
}

/// A profile as it may lie there when the machine goes down in the middle of a
/// copy: with a setting of every kind and two entries.
const REAL: &str = concat!(
    "format = 1\n",
    "# my way\n",
    "id = \"0123456789abcdef\"\n",
    "name = \"Ada Łovelace\"\n",
    "pathway = \"rhit\"\n",
    "started = 2026-11-01\n",
    "target = 2029-05-31\n",
    "hours-per-week = 12\n",
    "terms = [\"01-13\", \"08-25\"]\n",
    "catalog = \"",
    env!("CARGO_PKG_VERSION"),
    "\"\n",
    "\n",
    "[steps.learn-role]\n",
    "state = \"done\"\n",
    "on = 2026-11-05\n",
    "evidence = [{ ref = \"tasks.txt\", added = 2026-11-05 }]\n",
    "changed = 2026-11-05T10:00:00Z\n",
    "\n",
    "[steps]\n",
    "volunteer = { state = \"doing\", note = \"Tuesdays\" }\n",
);

#[test]
fn cut_off_at_any_byte() {
    let sandbox = Sandbox::empty();
    let places = (0..REAL.len()).filter(|&place| place < 300 || place % 7 == 0);
    let mut whole = 0;
    for place in places {
        let text = &REAL.as_bytes()[..place];
        sandbox.write_profile(text);
        let status = sandbox.run(["status"]);
        ended_well(&status);
        assert_eq!(sandbox.read_profile(), text, "status wrote at byte {place}");
        let check = sandbox.run(["check", "diploma"]);
        ended_well(&check);
        let after = sandbox.read_profile();
        match check.code() {
            // Cut where what is left is a whole profile: nothing of it is lost.
            Some(0) => {
                whole += 1;
                assert!(after.starts_with(text), "bytes changed at byte {place}");
                assert_eq!(status.code(), Some(0), "{status}");
            }
            _ => assert_eq!(after, text, "a byte changed at byte {place}"),
        }
    }
    // Most cuts leave no profile, and some do.
    assert!((10..200).contains(&whole), "{whole}");
}

/// What is wrong with a text is looked for in one go, and not all of it shown:
/// a long text that is wrong on every line costs no more than a good one.
#[test]
fn a_long_text_that_is_wrong_on_every_line_is_refused_at_once() {
    for text in [
        format!("format = 1\n{}", "=\n".repeat(100_000)),
        format!("format = 1\n{}", "a = 1\n".repeat(100_000)),
    ] {
        let sandbox = Sandbox::empty().profile(&text);
        let ran = sandbox.run(["status"]).fails();
        assert!(ran.stderr().lines().count() < 200, "{ran}");
    }
    let entries: String = (0..20_000)
        .map(|number| format!("[steps.u{number}]\nstate = \"q\"\n"))
        .collect();
    let text = format!("format = 1\nid = \"x\"\npathway = \"rhit\"\n{entries}");
    let sandbox = Sandbox::empty().profile(text);
    let ran = sandbox.run(["status"]).succeeds();
    assert!(ran.stderr().contains("and 19980 more like these"));
}

/// rclone renames both sides of a conflict and leaves nothing under the name.
#[test]
fn a_profile_under_another_name_is_not_called_none() {
    let sandbox = Sandbox::begun().after(["check", "learn-role"]);
    let copies = ["profile.toml.conflict1", "profile.toml.conflict2"];
    let copies = copies.map(|name| sandbox.home().join(name));
    std::fs::copy(sandbox.profile_path(), &copies[0]).expect("a copy");
    std::fs::rename(sandbox.profile_path(), &copies[1]).expect("another name");
    let ran = sandbox.run(["status"]).fails();
    for copy in &copies {
        let path = copy.display().to_string();
        assert!(ran.stderr().contains(&path), "{ran}");
        sandbox.run(["status", "--profile", &path]).succeeds();
    }
    assert!(
        ran.conversation()
            .contains("give the one you want its name back"),
        "{ran}"
    );
    assert!(!ran.stderr().contains("hitpath init"), "{ran}");
}
