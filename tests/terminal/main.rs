//! Questions on a real terminal: what it shows, and how it is left behind.
//!
//! Few, since each starts a program and waits for it; what needs no terminal is
//! tested beside the code.
#![cfg(target_os = "linux")]

mod pty;

use std::{fs, path::PathBuf, process::Command};

use pty::{Ended, Screen};
use rustix::process::Signal;
use tempfile::TempDir;

const HITPATH: &str = env!("CARGO_BIN_EXE_hitpath");
const USUAL: (u16, u16) = (24, 80);
const DOWN: &str = "\u{1b}[B";
const BACKSPACE: &str = "\u{7f}";
const ESCAPE: &str = "\u{1b}";
const CONTROL_C: &str = "\u{3}";
const CONTROL_D: &str = "\u{4}";

/// An empty home folder.
struct Home(TempDir);

impl Home {
    fn empty() -> Self {
        Self(TempDir::new().expect("a folder"))
    }

    /// A home with a fresh profile, and a pathway of two steps with hostile
    /// titles.
    fn with_profile() -> Self {
        let home = Self::empty();
        for (file, text) in [
            (
                "pathways/two.toml",
                "id = \"two\"\ntitle = \"Two steps\"\nstages = [\"pair\"]\n",
            ),
            (
                "stages/pair.toml",
                "id = \"pair\"\ntitle = \"A pair\"\n\
                 [[step]]\nid = \"first-step\"\ntitle = \"First \\u001b]0;owned\\u0007 title\"\n\
                 [[step]]\nid = \"second-step\"\ntitle = \"Second \\u009b2J title\"\n",
            ),
        ] {
            let path = home.0.path().join("checklists").join(file);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        let made = Command::new(HITPATH)
            .args(["init", "--yes", "--pathway", "two"])
            .env_clear()
            .env("HITPATH_HOME", home.0.path())
            .output()
            .expect("hitpath runs");
        assert!(made.status.success(), "{made:?}");
        home
    }

    fn screen(&self, size: (u16, u16), arguments: &[&str], environment: &[(&str, &str)]) -> Screen {
        let path = self.0.path().to_str().expect("a path in ASCII");
        let mut all = vec![("HITPATH_HOME", path), ("LC_ALL", "C.UTF-8")];
        all.extend(environment);
        Screen::start(size, HITPATH, arguments, &all)
    }

    fn profile_path(&self) -> PathBuf {
        self.0.path().join("profile.toml")
    }

    fn profile(&self) -> String {
        fs::read_to_string(self.profile_path()).expect("a profile")
    }
}

/// The terminal is as a shell needs it, cursor included.
#[track_caller]
fn assert_left_in_order(ended: &Ended) {
    let output = &ended.output;
    assert!(
        ended.reads_lines_with_echo,
        "raw mode is left on: {output:?}"
    );
    let (hidden, shown) = (output.rfind("\u{1b}[?25l"), output.rfind("\u{1b}[?25h"));
    assert!(
        hidden.is_some() && shown > hidden,
        "the cursor is left hidden: {output:?}"
    );
}

#[test]
fn steps_are_picked_with_keys_and_cannot_write_escapes() {
    let home = Home::with_profile();
    let mut screen = home.screen(USUAL, &["check"], &[]);
    screen.wait_for("second-step");
    screen.press(DOWN);
    screen.wait_for("second-step");
    screen.press(" ");
    screen.wait_for("[x]");
    screen.press("\r");
    screen.wait_for("hitpath undo");
    let ended = screen.end();
    assert_eq!(ended.code, Some(0));
    assert_left_in_order(&ended);
    assert!(!ended.output.contains("\u{1b}]0;"), "{:?}", ended.output);
    assert!(!ended.output.contains('\u{9b}'), "{:?}", ended.output);
    let profile = home.profile();
    assert!(
        profile.contains("[steps.second-step]\nstate = \"done\""),
        "{profile}"
    );
    assert!(!profile.contains("first-step"), "{profile}");
}

#[test]
fn control_c_at_the_picker_changes_nothing_and_leaves_the_terminal_in_order() {
    let home = Home::with_profile();
    let before = home.profile();
    let mut screen = home.screen(USUAL, &["check"], &[]);
    screen.wait_for("second-step");
    screen.press(" ");
    screen.wait_for("[x]");
    screen.press(CONTROL_C);
    let ended = screen.end();
    assert_eq!(ended.code, Some(130));
    assert_left_in_order(&ended);
    assert_eq!(home.profile(), before);
}

#[test]
fn being_ended_at_the_picker_leaves_the_terminal_in_order() {
    let home = Home::with_profile();
    let before = home.profile();
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let mut screen = home.screen(USUAL, &["check"], &[]);
        screen.wait_for("second-step");
        screen.kill(signal);
        let ended = screen.end();
        assert_eq!(ended.code, Some(code), "{:?}", ended.output);
        assert_left_in_order(&ended);
    }
    assert_eq!(home.profile(), before);
}

#[test]
fn a_window_of_two_rows_gets_numbered_lines() {
    let home = Home::with_profile();
    let mut screen = home.screen((2, 80), &["check"], &[]);
    screen.wait_for("Answer: ");
    screen.press("1-2\r");
    screen.wait_for("hitpath undo");
    let ended = screen.end();
    assert_eq!(ended.code, Some(0));
    let questions = ended.output.split("Done").next().unwrap_or_default();
    assert!(!questions.contains('\u{1b}'), "{:?}", ended.output);
    assert!(home.profile().contains("[steps.second-step]"));
}

/// The library panics there; what it says about itself would help nobody.
#[test]
fn a_window_made_too_small_under_a_question_ends_it_without_a_change() {
    let home = Home::with_profile();
    let before = home.profile();
    let mut screen = home.screen(USUAL, &["check"], &[]);
    screen.wait_for("second-step");
    screen.resize(2, 80);
    screen.press(DOWN);
    assert_told_as_too_small(&screen.end());
    assert_eq!(home.profile(), before);

    let home = Home::empty();
    let mut screen = home.screen(USUAL, &["init"], &[]);
    screen.wait_for("called?");
    screen.press("A");
    screen.wait_for("> A");
    screen.resize(24, 1);
    screen.press(BACKSPACE);
    assert_told_as_too_small(&screen.end());
    assert!(!home.profile_path().exists());
}

#[track_caller]
fn assert_told_as_too_small(ended: &Ended) {
    let output = &ended.output;
    assert_eq!(ended.code, Some(2), "{output:?}");
    assert!(ended.reads_lines_with_echo, "{output:?}");
    let hidden = output.rfind("\u{1b}[?25l");
    assert!(output.rfind("\u{1b}[?25h") > hidden, "{output:?}");
    assert!(output.contains("too small to ask in"), "{output:?}");
    assert!(!output.contains("panicked"), "{output:?}");
}

#[test]
fn init_asks_its_questions_on_a_dumb_terminal_without_one_escape() {
    let home = Home::empty();
    let mut screen = home.screen(USUAL, &["init"], &[("TERM", "dumb")]);
    screen.wait_for("called?");
    screen.wait_for("Answer: ");
    screen.press("Ada\r");
    screen.wait_for("Which pathway?");
    screen.wait_for("Answer: ");
    screen.press("\r");
    screen.wait_for("From the first look");
    screen.wait_for("behind you?");
    screen.wait_for("Answer: ");
    screen.press("2\r");
    screen.wait_for("hours a week");
    screen.wait_for("Answer: ");
    screen.press("400\r");
    screen.wait_for("whole number");
    screen.wait_for("Answer: ");
    screen.press("12\r");
    screen.wait_for("in work?");
    screen.wait_for("Answer: ");
    screen.press("2029-05-31\r");
    screen.wait_for("terms start");
    screen.wait_for("Answer: ");
    screen.press("\r");
    screen.wait_for("learn-role");
    let ended = screen.end();
    assert_eq!(ended.code, Some(0));
    assert!(!ended.output.contains('\u{1b}'), "{:?}", ended.output);
    let profile = home.profile();
    for line in [
        "name = \"Ada\"",
        "target = 2029-05-31",
        "hours-per-week = 12",
        "[steps.diploma-earned]",
    ] {
        assert!(profile.contains(line), "{line} is missing:\n{profile}");
    }
    assert!(!profile.contains("terms"), "{profile}");
}

/// What is marked as behind is a claim, and is read whole before it is made.
#[test]
fn a_narrow_window_shows_the_whole_of_what_is_marked() {
    let home = Home::empty();
    let mut screen = home.screen((24, 40), &["init"], &[]);
    screen.wait_for("called?");
    screen.press("\r");
    screen.wait_for("Which pathway?");
    screen.press("\r");
    screen.wait_for("behind you?");
    screen.wait_for("Answer: ");
    screen.press(CONTROL_C);
    let ended = screen.end();
    let said: Vec<&str> = ended.output.split_whitespace().collect();
    let whole = "Associate degree of the CAHIIM-accredited program awarded";
    assert!(said.join(" ").contains(whole), "{:?}", ended.output);
}

#[test]
fn a_narrow_window_breaks_what_is_wrong_between_words() {
    let home = Home::empty();
    let mut screen = home.screen(
        (24, 40),
        &["init", "--pathway", "rhit", "--name", "Ada"],
        &[],
    );
    screen.wait_for("behind you?");
    screen.wait_for("Answer: ");
    screen.press("\r");
    screen.wait_for("hours a week");
    screen.press("4000000\r");
    screen.wait_for("168");
    screen.press(CONTROL_C);
    let ended = screen.end();
    let broken = "`4000000` is not a whole\r\nnumber from 1 to 168\r\n";
    assert!(ended.output.contains(broken), "{:?}", ended.output);
}

#[test]
fn init_can_be_left_at_any_question_and_makes_no_profile() {
    let plain = [("HITPATH_PLAIN", "1")];
    for leave in [CONTROL_C, CONTROL_D] {
        let home = Home::empty();
        let mut screen = home.screen(USUAL, &["init"], &plain);
        screen.wait_for("Answer: ");
        screen.press("Ada\r");
        screen.wait_for("Which pathway?");
        screen.wait_for("Answer: ");
        screen.press(leave);
        let ended = screen.end();
        assert_eq!(ended.code, Some(130), "{:?}", ended.output);
        assert!(ended.reads_lines_with_echo);
        assert!(!ended.output.contains('\u{1b}'), "{:?}", ended.output);
        assert!(!home.profile_path().exists());
    }
}

/// As the screen says, which is no slip and no failure.
#[test]
fn init_is_left_by_q_at_any_question_answered_in_lines() {
    let questions = [
        "called?",
        "Which pathway?",
        "behind you?",
        "hours a week",
        "in work?",
        "terms start",
    ];
    for last in 0..questions.len() {
        let home = Home::empty();
        let mut screen = home.screen(USUAL, &["init"], &[("ACCESSIBLE", "1")]);
        for question in &questions[..last] {
            screen.wait_for(question);
            screen.wait_for("Answer: ");
            screen.press("\r");
        }
        screen.wait_for(questions[last]);
        screen.wait_for("Type q and press enter to leave without a change.");
        screen.wait_for("Answer: ");
        screen.press("q\r");
        assert_left(&home, &screen.end(), questions[last]);
    }
}

#[test]
fn init_is_left_by_q_or_esc_at_any_question_answered_by_keys() {
    let questions = [
        ("called?", "Type q", "q\r"),
        ("Which pathway?", "esc leaves", ESCAPE),
        ("behind you?", "esc leaves", ESCAPE),
        ("hours a week", "Type q", "Q\r"),
        ("in work?", "Type q", "q\r"),
        ("terms start", "Type q", "q\r"),
    ];
    for last in 0..questions.len() {
        let home = Home::empty();
        let mut screen = home.screen(USUAL, &["init"], &[]);
        for (question, way, _) in &questions[..last] {
            screen.wait_for(question);
            screen.wait_for(way);
            screen.press("\r");
        }
        let (question, way, key) = questions[last];
        screen.wait_for(question);
        screen.wait_for(way);
        screen.press(key);
        let ended = screen.end();
        assert!(ended.output.contains("> left"), "{:?}", ended.output);
        assert_left(&home, &ended, question);
    }
}

#[track_caller]
fn assert_left(home: &Home, ended: &Ended, question: &str) {
    let output = &ended.output;
    assert_eq!(ended.code, Some(0), "{question}: {output:?}");
    assert!(
        output.contains("nothing was changed"),
        "{question}: {output:?}"
    );
    assert!(!output.contains("error"), "{question}: {output:?}");
    assert!(ended.reads_lines_with_echo, "{question}: {output:?}");
    let left = fs::read_dir(home.0.path()).expect("a folder").count();
    assert_eq!(left, 0, "{question}");
}

/// One tick says nothing of other stages, and a question about them can be left.
#[test]
fn what_a_tick_needs_is_shown_before_it_is_taken() {
    let home = Home::empty();
    let plain = [("ACCESSIBLE", "1")];
    let mut screen = home.screen(USUAL, &["init", "--pathway", "working"], &plain);
    screen.wait_for("called?");
    screen.wait_for("Answer: ");
    screen.press("\r");
    screen.wait_for("Job accepted");
    screen.wait_for("Answer: ");
    let list = screen.seen_text();
    let line = list.lines().find(|line| line.contains("Job accepted"));
    let number = line
        .and_then(|line| line.split_once('.'))
        .map(|(number, _)| number.trim());
    screen.press(&format!("{}\r", number.expect("a numbered line")));
    screen.wait_for("That needs these as well:");
    screen.wait_for("- cahiim-program: ");
    screen.wait_for("Are all of them behind you?");
    screen.wait_for("Answer: ");
    screen.press("\r");
    screen.wait_for("behind you?");
    screen.wait_for("Answer: ");
    screen.press("q\r");
    assert_left(&home, &screen.end(), "asked again");
}

/// Nothing is written before the last answer, and then all at once.
#[test]
fn skills_are_rated_one_after_the_other() {
    let home = Home::with_profile();
    let before = home.profile();
    let plain = [("HITPATH_PLAIN", "1")];
    let mut screen = home.screen(USUAL, &["skills", "rate"], &plain);
    screen.wait_for("Which skills?");
    screen.wait_for("Answer: ");
    screen.press("2\r");
    for (skill, rating) in [
        ("Medical terminology", "3"),
        ("Anatomy", ""),
        ("Coding", "0"),
        ("record", "5"),
        ("Privacy", "2"),
    ] {
        screen.wait_for(skill);
        screen.wait_for("Answer: ");
        assert_eq!(home.profile(), before);
        screen.press(&format!("{rating}\r"));
    }
    screen.wait_for("hitpath undo");
    let ended = screen.end();
    assert_eq!(ended.code, Some(0), "{:?}", ended.output);
    let ratings = home
        .profile()
        .split_once("[skills]\n")
        .map(|(_, part)| part.to_owned());
    let expected = "medical-terminology = 3\nicd-cpt-coding = 0\nehr-navigation = 5\n\
                    privacy-security = 2\n";
    assert_eq!(ratings.as_deref(), Some(expected), "{:?}", ended.output);
}

#[test]
fn stopping_the_ratings_keeps_those_before() {
    let home = Home::with_profile();
    let plain = [("HITPATH_PLAIN", "1")];
    let mut screen = home.screen(USUAL, &["skills", "rate"], &plain);
    screen.wait_for("Which skills?");
    screen.wait_for("Answer: ");
    screen.press("\r");
    for (skill, typed) in [("Medical terminology", "2"), ("Anatomy", "q")] {
        screen.wait_for(skill);
        screen.wait_for("Answer: ");
        screen.press(&format!("{typed}\r"));
    }
    screen.wait_for("hitpath undo");
    assert_eq!(screen.end().code, Some(0));
    let profile = home.profile();
    assert!(
        profile.ends_with("[skills]\nmedical-terminology = 2\n"),
        "{profile}"
    );
}

#[test]
fn leaving_the_ratings_half_way_keeps_none_and_the_terminal_in_order() {
    let home = Home::with_profile();
    let before = home.profile();
    let mut screen = home.screen(USUAL, &["skills", "rate"], &[]);
    screen.wait_for("Which skills?");
    screen.press("\r");
    screen.wait_for("Medical terminology");
    screen.press("3\r");
    screen.wait_for("Anatomy");
    screen.press(CONTROL_C);
    let ended = screen.end();
    assert_eq!(ended.code, Some(130), "{:?}", ended.output);
    assert_left_in_order(&ended);
    assert_eq!(home.profile(), before);
}

/// The pager gets the answer on a terminal only, is started without a shell, and
/// where it is not there the answer is printed.
#[test]
fn the_guide_is_paged_where_that_is_asked_for() {
    let home = Home::empty();
    let output = |arguments: &[&str], pager: &str| {
        let ended = home.screen(USUAL, arguments, &[("PAGER", pager)]).end();
        assert_eq!(ended.code, Some(0), "{:?}", ended.output);
        assert!(ended.reads_lines_with_echo, "{:?}", ended.output);
        ended.output
    };
    let paged = output(&["guide", "--pager"], "tr  a-z A-Z");
    assert!(paged.contains("HITPATH GUIDE TOPIC"), "{paged}");
    assert!(!paged.contains("hitpath guide TOPIC"), "{paged}");
    for pager in ["/nonexistent/pager", "tr a-z 'A-Z; exit 3"] {
        let shown = output(&["guide", "--pager"], pager);
        let is_there = shown.contains("hitpath guide TOPIC");
        assert_eq!(is_there, pager.starts_with('/'), "{shown}");
    }
    assert!(output(&["guide"], "tr a-z A-Z").contains("hitpath guide TOPIC"));
    // It has had enough before it has read anything.
    assert_eq!(output(&["guide", "--pager"], "true"), "");
}

/// Ctrl-C is for the pager to mind: two programs at one terminal would be left
/// otherwise, the pager and the shell.
#[test]
fn control_c_belongs_to_the_pager() {
    let home = Home::empty();
    let pager = home.0.path().join("pager");
    let script = "#!/bin/sh\ntrap 'echo minded' INT\ncat >/dev/null\necho waiting\n\
                  read line </dev/tty || read line </dev/tty\necho \"read $line\"\n";
    fs::write(&pager, script).expect("a file");
    let pager = format!("/bin/sh {}", pager.display());
    let mut screen = home.screen(USUAL, &["guide", "--pager"], &[("PAGER", &pager)]);
    screen.wait_for("waiting");
    screen.press(CONTROL_C);
    screen.wait_for("minded");
    screen.press("on\r");
    screen.wait_for("read on");
    assert_eq!(screen.end().code, Some(0));
}

/// Reading evidence through takes as long as its files are large.
#[test]
fn a_bar_shows_how_far_reading_evidence_is() {
    const SIZE: u64 = 512 * 1024 * 1024;
    let home = Home::with_profile();
    let file = fs::File::create(home.0.path().join("scan.pdf")).expect("a file");
    file.set_len(SIZE)
        .expect("a file with nothing in it takes no room");
    let entry = format!(
        "\n[steps.first-step]\nstate = \"done\"\n\
         evidence = [{{ ref = \"scan.pdf\", sha256 = \"00\", size = {SIZE} }}]\n"
    );
    fs::write(home.profile_path(), home.profile() + &entry).expect("a profile");
    let mut screen = home.screen(USUAL, &["doctor", "--evidence"], &[]);
    screen.wait_for("evidence");
    screen.wait_for("%");
    screen.press(CONTROL_C);
    let ended = screen.end();
    assert!(ended.reads_lines_with_echo, "{:?}", ended.output);
}

/// On a terminal a bar tells how far the drawing is; it is gone before the
/// answer comes.
#[test]
fn a_bar_shows_how_far_long_drawing_is() {
    let home = Home::empty();
    let started = home.screen(USUAL, &["init", "--yes"], &[]).end();
    assert_eq!(started.code, Some(0), "{:?}", started.output);
    let mut screen = home.screen(USUAL, &["plan", "--draws", "400000"], &[]);
    screen.wait_for("drawing plans");
    screen.wait_for("What this assumes");
    let ended = screen.end();
    assert_eq!(ended.code, Some(0));
    assert!(ended.reads_lines_with_echo, "{:?}", ended.output);
    let (bar, answer) = ended.output.split_once("RHIT by").expect("an answer");
    assert!(bar.contains('%'), "{bar:?}");
    assert!(!answer.contains("drawing plans"), "{answer:?}");
}

/// What is drawn at once needs no bar, on a terminal either.
#[test]
fn no_bar_flickers_where_drawing_is_quick() {
    let home = Home::with_profile();
    let ended = home.screen(USUAL, &["plan", "--draws", "100"], &[]).end();
    assert_eq!(ended.code, Some(0), "{:?}", ended.output);
    assert!(!ended.output.contains("drawing"), "{:?}", ended.output);
}
