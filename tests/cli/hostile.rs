//! Text from files and arguments that tries to move the cursor, to reorder a
//! line or to hide: it is shown, never done.

use serde_json::Value;

use crate::{
    answers::{Status, exact},
    sandbox::{PROFILE, Ran, Sandbox},
};

/// What terminals obey or do not show, and what must still be seen beside it.
const HOSTILE: &str = "a\u{1b}[2Jb\u{1b}]0;c\u{7}d\u{9b}31me\u{85}f\u{202e}g\u{2066}h\u{200b}i\u{feff}j\u{7f}k\nfake: l\r\nfake: m\rfake: n\to\u{8}p\u{2028}q\u{e0041}r";

/// The same as a TOML text.
fn in_toml(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|c| match c {
            '"' | '\\' => format!("\\{c}"),
            c if c.is_ascii_graphic() || c == ' ' => c.to_string(),
            c => format!("\\U{:08X}", u32::from(c)),
        })
        .collect();
    format!("\"{escaped}\"")
}

/// Whether a terminal would do something on meeting it, or nobody would see it.
fn is_raw(c: char) -> bool {
    let is_unseen = matches!(
        u32::from(c),
        0xad | 0x61c | 0x200b | 0x200e | 0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xfeff
            | 0xe0000..=0xe0fff
    );
    (c.is_control() && c != '\n') || is_unseen
}

/// Nothing raw in either stream.
#[track_caller]
fn has_nothing_raw(ran: &Ran) {
    for said in [ran.stdout(), ran.stderr()] {
        if let Some(raw) = said.chars().find(|&c| is_raw(c)) {
            panic!("{raw:?} is raw in {said:?}");
        }
    }
}

/// Nothing raw, and no fact that a line break has made up. Laid-out text is
/// wrapped, so that only plain lines show it.
#[track_caller]
fn is_safe(ran: &Ran, form: &[&str]) {
    has_nothing_raw(ran);
    if form.contains(&"--plain") {
        for line in [ran.stdout(), ran.stderr()]
            .into_iter()
            .flat_map(str::lines)
        {
            assert!(!line.trim_start().starts_with("fake: "), "made up: {ran}");
        }
    }
}

/// A person whose own files and profile are hostile wherever text may stand.
fn victim() -> Sandbox {
    let text = in_toml(HOSTILE);
    Sandbox::empty()
        .own_stage(
            "evil",
            &format!(
                "id = \"evil\"\ntitle = {text}\nsummary = {text}\n\
                 [[step]]\nid = \"first\"\ntitle = {text}\nwhy = {text}\nhow = [{text}, {text}]\n\
                 evidence = {text}\nwatch-out = {text}\ndate-is = {text}\nsensitive = true\n\
                 irreversible = true\nfacts = [\"evil.fact\"]\n\
                 [[step]]\nid = \"second\"\ntitle = {text}\nconfirm = true\nrequires = [\"first\"]\n\
                 irreversible = true\nwatch-out = {text}\n"
            ),
        )
        .own_pathway(
            "evil-path",
            &format!("id = \"evil-path\"\ntitle = {text}\nsummary = {text}\nstages = [\"evil\"]\n"),
        )
        .own_file(
            "credentials/evil-letters.toml",
            &format!("id = \"evil-letters\"\ntitle = {text}\nbody = {text}\nsummary = {text}\nfacts = [\"evil.fact\"]\n"),
        )
        .own_file(
            "facts/evil.toml",
            &format!(
                "[[fact]]\nid = \"evil.fact\"\nvalue = {text}\ntext = {text}\nchecked = 2020-01-01\n\
                 confidence = \"disputed\"\n\
                 source = {{ title = {text}, url = \"https://example.invalid/\" }}\n\
                 [[fact.also]]\nvalue = {text}\ntext = {text}\nchecked = 2020-01-01\n\
                 source = {{ title = {text}, url = \"https://example.invalid/\" }}\n"
            ),
        )
        .own_file(
            "guide/evil-topic.md",
            &format!(
                "+++\npart = {text}\n+++\n# {HOSTILE}\n\n{HOSTILE} and {{evil.fact}}.\n\n\
                 ## {HOSTILE}\n\n- {HOSTILE}\n\nA `{HOSTILE}` *{HOSTILE}* &#27;[2J &#x202e;\n\n\
                 Facts: evil.fact\n"
            ),
        )
        .profile(format!(
            "{}name = {text}\n{text} = {text}\n\
             [steps.first]\nnote = {text}\nevidence = [{{ ref = {text} }}]\n\
             [steps.{text}]\nstate = \"done\"\n",
            PROFILE.replace("\"rhit\"", "\"evil-path\"")
        ))
}

const LOOKING: [&[&str]; 11] = [
    &["status"],
    &["next", "--all"],
    &["show", "first"],
    &["show", "second"],
    &["show", "evil"],
    &["show", "evil-path"],
    &["show", "evil-letters"],
    &["show", "evil.fact"],
    &["guide"],
    &["guide", "evil-topic"],
    &["guide", "--search", "fake: l"],
];

#[test]
fn nothing_raw_is_shown_in_any_form() {
    for columns in ["40", "80"] {
        for locale in ["C.UTF-8", "C"] {
            let sandbox = victim().env("COLUMNS", columns).env("LC_ALL", locale);
            for command in LOOKING {
                for form in [[].as_slice(), &["--plain"], &["--json"]] {
                    let ran = sandbox.run([command, form].concat()).succeeds();
                    is_safe(&ran, form);
                    assert!(ran.stdout().contains("fake"), "it is not shown: {ran}");
                }
            }
        }
    }
}

#[test]
fn json_gives_a_script_the_text_as_it_is() {
    let sandbox = victim();
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.profile.name.as_deref(), Some(HOSTILE));
    assert_eq!(status.stages[0].title, HOSTILE);
    assert_eq!(status.next[0].title, HOSTILE);
    assert_eq!(status.step("first").evidence, [HOSTILE]);
    assert_eq!(status.unknown_steps, [HOSTILE]);
    let step: Value = sandbox.json(["show", "first"]);
    assert_eq!(step["content"]["note"], HOSTILE);
    assert_eq!(step["content"]["why"], HOSTILE);
    assert_eq!(step["content"]["facts"][0]["says"]["text"], HOSTILE);
}

/// A line break in a title would begin a property of its own.
#[test]
fn nothing_in_a_calendar_file_is_made_up() {
    let sandbox = victim().after(["check", "second", "--due", "2026-12-24"]);
    let ran = sandbox.run(["export", "--format", "ics"]).succeeds();
    has_nothing_raw_but_line_ends(ran.stdout());
    let unfolded = icalendar::parser::unfold(ran.stdout());
    let calendar = icalendar::parser::read_calendar(&unfolded).expect("a calendar");
    let mut names = calendar.components.iter().flat_map(|it| &it.properties);
    assert!(names.all(|it| !it.name.as_str().contains("fake")), "{ran}");
    let due = calendar.components.iter().find_map(|event| {
        let title = event.find_prop("SUMMARY")?.val.as_str();
        title.strip_prefix("Due: ").map(str::to_owned)
    });
    let shown = "a\u{241b}[2Jb\u{241b}]0;c\u{2407}d\u{fffd}31me\u{fffd}f\u{fffd}g\u{fffd}h\u{fffd}i\u{fffd}j\u{2421}k fake: l fake: m fake: n o\u{2408}p\u{fffd}q\u{fffd}r";
    assert_eq!(due.as_deref(), Some(shown));
}

#[track_caller]
fn has_nothing_raw_but_line_ends(text: &str) {
    let raw = text
        .replace("\r\n", "")
        .chars()
        .find(|&c| is_raw(c) || c == '\n');
    assert_eq!(raw, None, "{text:?}");
}

#[test]
fn nothing_raw_is_said_about_a_change() {
    let sandbox = victim();
    for command in [
        ["check", "first", "--note", "new"].as_slice(),
        &["check", "second"],
        &["undo"],
        &["check", "second"],
        &["redo"],
        &["set", "name=Ada"],
        &["set", &format!("name={HOSTILE}")],
        &["check", "first", "--note", HOSTILE],
        &["log"],
        &["log", "--plain"],
        &["log", "--json"],
        &["undo", "--plain"],
        &["undo", "--json"],
        &["set", "pathway=rhit"],
    ] {
        is_safe(&sandbox.run(command), command);
    }
    let entries = sandbox.json(["log"])["entries"].to_string();
    assert!(entries.contains("edited by hand") || entries.contains("name: "));
}

#[test]
fn nothing_raw_is_said_about_an_argument() {
    let sandbox = Sandbox::begun();
    let setting = format!("{HOSTILE}=1");
    for command in [
        ["check", HOSTILE].as_slice(),
        &["check", "diploma", "--on", HOSTILE],
        &["check", "diploma", "--due", HOSTILE],
        &["check", "diploma", "--evidence", HOSTILE],
        &["show", HOSTILE],
        &["guide", HOSTILE],
        &["set", HOSTILE],
        &["set", &setting],
        &["set", &format!("hours-per-week={HOSTILE}")],
        &["set", &format!("terms={HOSTILE}")],
        &["set", &format!("target={HOSTILE}")],
        &["set", &format!("pathway={HOSTILE}")],
        &["status", "--today", HOSTILE],
        &["status", "--profile", HOSTILE],
        &["init", "--profile", "new.toml", "--done", HOSTILE],
        &["init", "--profile", "new.toml", "--pathway", HOSTILE],
    ] {
        for form in [[].as_slice(), &["--plain"]] {
            let ran = sandbox.run([command, form].concat());
            assert_eq!(ran.code(), Some(2), "{ran}");
            assert!(!ran.stderr().is_empty());
            is_safe(&ran, form);
        }
    }
    assert_eq!(sandbox.added(), "");
    for form in [[].as_slice(), &["--plain"], &["--json"]] {
        let ran = sandbox.run([&["guide", "--search", HOSTILE], form].concat());
        assert_eq!(ran.code(), Some(1), "it is not found: {ran}");
        is_safe(&ran, form);
    }
}

#[test]
fn nothing_raw_is_said_about_an_argument_that_is_none() {
    let sandbox = Sandbox::begun();
    for command in [
        [HOSTILE].as_slice(),
        &["check", "diploma", "--as", HOSTILE],
        &["status", "--color", HOSTILE],
        &["status", &format!("--{HOSTILE}")],
        &["status", HOSTILE],
    ] {
        let ran = sandbox.run(command);
        assert_eq!(ran.code(), Some(2), "{ran}");
        has_nothing_raw(&ran);
    }
}

#[test]
fn nothing_raw_is_said_about_a_file_that_is_wrong() {
    let name = "a\u{1b}[2J\u{202e}\nb";
    let line = format!("x = \"{}\" = \n", HOSTILE.replace(['\n', '\r'], ""));
    for (place, text) in [
        (
            format!("stages/{name}.toml"),
            "id = \"other\"\ntitle = \"x\"\n".to_owned(),
        ),
        ("stages/c.toml".to_owned(), line.clone()),
        (
            "stages/d.toml".to_owned(),
            format!("id = \"d\"\ntitle = \"d\"\n{} = 1\n", in_toml(HOSTILE)),
        ),
        (
            "stages/e.toml".to_owned(),
            format!("id = {}\ntitle = \"e\"\n", in_toml(HOSTILE)),
        ),
        (
            "stages/f.toml".to_owned(),
            format!(
                "id = \"f\"\ntitle = \"f\"\n[[step]]\nid = \"g\"\ntitle = \"g\"\nrequires = [{}]\n",
                in_toml(HOSTILE)
            ),
        ),
    ] {
        let sandbox = Sandbox::begun().own_file(&place, &text);
        for form in [
            ["status"].as_slice(),
            &["status", "--plain"],
            &["status", "--color", "never"],
        ] {
            let ran = sandbox.run(form).fails();
            is_safe(&ran, form);
            assert!(ran.stderr().contains("stages/"), "{ran}");
        }
    }
    for text in [
        [PROFILE, &line].concat(),
        [PROFILE, "target = ", &in_toml(HOSTILE), "\n"].concat(),
        PROFILE.replace("\"rhit\"", &in_toml(HOSTILE)),
        format!(
            "{PROFILE}[steps.{}]\nstate = {}\n",
            in_toml(HOSTILE),
            in_toml(HOSTILE)
        ),
    ] {
        let sandbox = Sandbox::empty().profile(&text);
        for command in [
            ["status"].as_slice(),
            &["status", "--plain"],
            &["check", "diploma"],
        ] {
            let ran = sandbox.run(command);
            assert!(!ran.stderr().is_empty());
            is_safe(&ran, command);
        }
        assert_eq!(sandbox.read_profile(), text.as_bytes());
    }
}

#[test]
fn nothing_raw_is_said_about_a_place() {
    let home = "h\u{1b}[2J\u{202e}\n";
    let sandbox = Sandbox::empty().env("HITPATH_HOME", home);
    for command in [
        ["status"].as_slice(),
        &["init", "--yes"],
        &["init", "--yes"],
        &["status", "--json"],
        &["log"],
        &["undo"],
    ] {
        is_safe(&sandbox.run(command), command);
    }
    assert!(sandbox.work().join(home).join("profile.toml").is_file());
}

/// Help repeats the name the program was started by.
#[test]
fn the_name_the_program_was_started_by_reaches_no_output() {
    use std::os::unix::process::CommandExt;
    let sandbox = Sandbox::begun();
    let mut command = sandbox.command(["check", "--help"]);
    command.arg0("/a/\u{9b}\u{202e}x");
    let ran = command.output().expect("hitpath runs");
    let help = String::from_utf8_lossy(&ran.stdout);
    assert!(help.contains("Usage: hitpath check"), "{help}");
    assert!(!help.contains(['\u{9b}', '\u{202e}']), "{help}");
}
