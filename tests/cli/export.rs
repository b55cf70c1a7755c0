//! `hitpath export --format ics`: a calendar file that another program reads,
//! and that can be imported again after every change.

use std::{collections::BTreeMap, fs, path::Path, time::Duration};

use hitpath::journey::occasions::MOST_STARTS;
use icalendar::parser::{Component, read_calendar, unfold};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    answers::exact,
    bakery::bakery,
    sandbox::{PROFILE, Ran, Sandbox},
};

const ICS: [&str; 3] = ["export", "--format", "ics"];

/// The end of every identifier.
const WHO: &str = "-0123456789abcdef0123456789abcdef@hitpath";

/// What a calendar program keeps of an event.
#[derive(Debug, Clone, PartialEq)]
struct Kept {
    sequence: i64,
    day: String,
    title: String,
    words: String,
    reminders: usize,
}

/// A calendar program, as far as imports go: it knows events by their UID, and
/// takes one that is not older than its own.
#[derive(Debug, Default, Clone, PartialEq)]
struct Program {
    events: BTreeMap<String, Kept>,
}

impl Program {
    fn import(&mut self, text: &str) {
        for (uid, event) in events(text) {
            let has_newer = |kept: &Kept| kept.sequence > event.sequence;
            if !self.events.get(&uid).is_some_and(has_newer) {
                self.events.insert(uid, event);
            }
        }
    }

    fn day(&self, name: &str) -> Option<&str> {
        let event = self.events.get(&[name, WHO].concat())?;
        Some(&event.day)
    }
}

fn value<'c>(component: &'c Component<'_>, name: &str) -> &'c str {
    let mut all = component.properties.iter().filter(|it| it.name == name);
    let first = all.next().unwrap_or_else(|| panic!("no {name}"));
    assert_eq!(all.next(), None, "{name} twice");
    first.val.as_str()
}

/// The events that another parser finds, after a look at the form of the file.
#[track_caller]
fn events(text: &str) -> Vec<(String, Kept)> {
    let lines = text.strip_suffix("\r\n").expect("the last line has an end");
    for line in lines.split("\r\n") {
        assert!(line.len() <= 75, "{line}");
        assert!(!line.contains(char::is_control), "{line:?}");
    }
    let unfolded = unfold(text);
    let calendar = read_calendar(&unfolded).expect("a calendar");
    let of_calendar = |name: &str| {
        let mut all = calendar.properties.iter();
        let found = all.find(|it| it.name == name).expect("it is there");
        found.val.to_string()
    };
    assert_eq!(of_calendar("VERSION"), "2.0");
    assert_eq!(of_calendar("METHOD"), "PUBLISH");
    let events = calendar.components.iter().map(|event| {
        assert_eq!(event.name, "VEVENT");
        assert_eq!(value(event, "TRANSP"), "TRANSPARENT");
        assert_eq!(value(event, "DTSTAMP").len(), 16);
        let kept = Kept {
            sequence: value(event, "SEQUENCE").parse().expect("a number"),
            day: value(event, "DTSTART").to_owned(),
            title: value(event, "SUMMARY").to_owned(),
            words: value(event, "DESCRIPTION").to_owned(),
            reminders: event.components.len(),
        };
        (value(event, "UID").to_owned(), kept)
    });
    events.collect()
}

#[track_caller]
fn export(sandbox: &Sandbox) -> String {
    let ran = sandbox.run(ICS).succeeds();
    assert_eq!(ran.stderr(), "");
    ran.stdout().to_owned()
}

fn named<'e>(events: &'e [(String, Kept)], name: &str) -> &'e Kept {
    let uid = [name, WHO].concat();
    let found = events.iter().find(|(found, _)| *found == uid);
    &found.unwrap_or_else(|| panic!("no {uid} in {events:#?}")).1
}

/// The file but for the lines that say when it was written.
fn without_times(text: &str) -> String {
    let is_time = |line: &&str| !line.starts_with("DTSTAMP:");
    let lines: Vec<&str> = text.split("\r\n").filter(is_time).collect();
    lines.join("\n")
}

/// As if the profile had got its text a minute later.
#[track_caller]
fn a_minute_passes(sandbox: &Sandbox) {
    let file = fs::File::options().write(true).open(sandbox.profile_path());
    let file = file.expect("the profile");
    let now = file.metadata().and_then(|about| about.modified());
    let later = now.expect("a time") + Duration::from_secs(60);
    file.set_modified(later).expect("it has a time");
}

#[test]
fn every_kind_of_date_is_one_event() {
    let sandbox = bakery()
        .after(["set", "target=2027-05-31"])
        .after(["check", "stall", "--due", "2027-03-01"])
        .after(["check", "bread", "--expect", "2026-12-20"]);
    let text = export(&sandbox);
    assert!(text.contains("\r\nX-WR-CALNAME:hitpath: To a bakery of your own\r\n"));
    let events = events(&text);
    let uids: Vec<&str> = events
        .iter()
        .map(|(uid, _)| uid.strip_suffix(WHO).expect("the profile's id"))
        .collect();
    assert_eq!(
        uids,
        ["start-sourdough", "expected-bread", "due-stall", "target"]
    );
    let due = named(&events, "due-stall");
    assert_eq!(
        (&*due.day, &*due.title, due.reminders),
        ("20270301", "Due: Rent a stall", 3)
    );
    assert_eq!(
        due.words,
        "This is your own date for it.\n\
         A stall costs less than a shop and shows who comes.\n\
         More on it: hitpath show stall\n\
         When it is done: hitpath check stall\n\
         Another date: hitpath check stall --due DATE"
    );
    let expected = named(&events, "expected-bread");
    assert_eq!(
        (&*expected.title, expected.reminders),
        ("Expected: Bake a bread", 3)
    );
    assert!(
        expected
            .words
            .starts_with("It is expected to be done on this day.")
    );
    let start = named(&events, "start-sourdough");
    assert_eq!(
        (&*start.day, &*start.title),
        ("20261211", "Start by: Keep a sourdough")
    );
    assert_eq!(
        start.words,
        "This is the last day to start it and keep bread on 2026-12-20.\n\
         There is no good bread without it, and a sourdough that has come through a winter \
         forgives much.\n\
         More on it: hitpath show sourdough\n\
         When it is done: hitpath check sourdough\n\
         How the day comes about: hitpath plan sourdough\n\
         Worked out on 2026-11-22 for 10 hours a week (our guess), from estimates; it moves as you \
         go on."
    );
    let target = named(&events, "target");
    assert_eq!(
        (&*target.day, &*target.title),
        ("20270531", "Your target: To a bakery of your own")
    );
    assert_eq!(
        target.words,
        "By this day you want to be done, and in work.\n\
         By estimate you are done in December 2026, 5 months before it.\n\
         Where you are: hitpath status\n\
         Another target: hitpath set target=DATE"
    );
}

/// A permit that runs out, and a window that it opens.
fn with_clocks() -> Sandbox {
    Sandbox::empty()
        .own_stage(
            "permit",
            r#"
id = "permit"
title = "A permit"
[[step]]
id = "permit-given"
title = "The permit is there"
[[step.clock]]
id = "permit-window"
title = "Time to use the permit"
kind = "window"
starts = "on"
length = "permit.days"
stops = ["permit-used"]
missed = "It is gone after {permit.days}; ask again."
[[step]]
id = "permit-photo"
title = "The photo for it is taken"
[[step.clock]]
id = "permit-paper"
title = "The photo for the permit"
kind = "expiry"
starts = "until"
stops = ["permit-used"]
[[step]]
id = "permit-used"
title = "Use the permit"
requires = ["permit-given"]
"#,
        )
        .own_pathway(
            "permit-path",
            "id = \"permit-path\"\ntitle = \"Permit\"\nstages = [\"permit\"]\n",
        )
        .own_file(
            "facts/permit.toml",
            r#"
[[fact]]
id = "permit.days"
value = "100d"
text = "A permit is good for a hundred days."
source = { title = "The office", url = "https://example.invalid/permit" }
checked = 2026-11-01
confidence = "official"
"#,
        )
        .profile(PROFILE.replace("\"rhit\"", "\"permit-path\""))
        .after(["set", "dates=false"])
}

#[test]
fn the_end_of_a_clock_is_an_event_with_reminders_far_ahead() {
    let sandbox = with_clocks()
        .after(["check", "permit-given", "--on", "2026-11-20"])
        .after(["check", "permit-photo", "--until", "2026-12-15"]);
    let first = export(&sandbox);
    let found = events(&first);
    assert_eq!(found.len(), 2, "{found:#?}");
    let window = named(&found, "clock-permit-window");
    assert_eq!(
        (&*window.day, &*window.title, window.reminders),
        ("20270228", "Ends: Time to use the permit", 5)
    );
    assert_eq!(
        window.words,
        "This is its last day; it counts from 2026-11-20.\n\
         Rule: 100 days (official, as of 2026-11-01; permit.days)\n\
         Source: The office, https://example.invalid/permit\n\
         If missed: It is gone after 100 days; ask again.\n\
         More on it: hitpath show permit-given"
    );
    let paper = named(&found, "clock-permit-paper");
    assert_eq!(
        (&*paper.day, &*paper.title, paper.reminders),
        ("20261215", "Runs out: The photo for the permit", 3)
    );
    assert!(
        paper
            .words
            .starts_with("It is good until this day, as you wrote it down.\n"),
        "{}",
        paper.words
    );

    // The start moves, and with it the end of the one event.
    let mut program = Program::default();
    program.import(&first);
    let sandbox = sandbox.after(["check", "permit-given", "--on", "2026-11-10"]);
    let second = export(&sandbox);
    program.import(&second);
    program.import(&second);
    assert_eq!(program.day("clock-permit-window"), Some("20270218"));
    assert_eq!(program.events.len(), 2);

    // What has passed is no event any more.
    let sandbox = sandbox.env("HITPATH_TODAY", "2027-03-01");
    let ran = sandbox.run(ICS).succeeds();
    assert_eq!(ran.stdout(), "");
    let sandbox = sandbox.after(["check", "permit-used", "--on", "2027-02-01"]);
    let ran = sandbox.run(ICS).succeeds();
    assert_eq!(ran.stdout(), "");
}

#[test]
fn a_fact_of_ones_own_is_named_as_ones_own() {
    let sandbox = with_clocks()
        .after(["check", "permit-given", "--on", "2026-11-20"])
        .after([
            "checklists",
            "fact",
            "permit.days",
            "--value",
            "50d",
            "--source",
            "the clerk, by phone",
        ]);
    let events = events(&export(&sandbox));
    let window = named(&events, "clock-permit-window");
    assert_eq!(window.day, "20270109");
    assert!(
        window.words.contains("\nYou read: the clerk, by phone\n"),
        "{}",
        window.words
    );
    assert!(!window.words.contains("The office"), "{}", window.words);
}

/// The length of a clock is that of the day on which it starts, and the answer
/// does not pass that day off as today.
#[test]
fn the_fact_of_a_clock_is_picked_by_the_day_it_starts() {
    let version = |value: &str, period: &str| {
        format!(
            "[[fact]]\nid = \"permit.days\"\nvalue = \"{value}\"\ntext = \"A rule.\"\n\
             source = {{ title = \"The office\", url = \"https://example.invalid/permit\" }}\n\
             checked = 2026-11-01\nconfidence = \"official\"\n{period}\n"
        )
    };
    let versions = [
        version("100d", "effective-until = 2026-11-21"),
        version("50d", "effective-from = 2026-11-22"),
    ];
    let sandbox = with_clocks()
        .own_file("facts/permit.toml", &versions.concat())
        .after(["check", "permit-given", "--on", "2026-11-20"]);
    let status: Value = sandbox.json(["status"]);
    let fact = &status["clocks"][0]["fact"];
    assert_eq!(fact["value"], "100 days", "{status:#}");
    let picked = [&fact["picked_by"], &fact["picked_on"]];
    assert_eq!(picked, ["clock", "2026-11-20"]);
}

#[test]
fn a_date_moved_moves_the_one_event() {
    let sandbox = Sandbox::begun().after(["check", "learn-role", "--due", "2027-01-10"]);
    let first = export(&sandbox);
    let sandbox = sandbox.after(["check", "learn-role", "--due", "2027-02-20"]);
    let second = export(&sandbox);
    let (before, after) = (events(&first), events(&second));
    let (before, after) = (
        named(&before, "due-learn-role"),
        named(&after, "due-learn-role"),
    );
    assert_eq!((&*before.day, &*after.day), ("20270110", "20270220"));
    // `changed` of one entry is later than it was, however quick the hand.
    assert!(before.sequence < after.sequence, "{before:?} {after:?}");

    let mut program = Program::default();
    program.import(&first);
    assert_eq!(program.day("due-learn-role"), Some("20270110"));
    program.import(&second);
    assert_eq!(program.day("due-learn-role"), Some("20270220"));
    let once = program.clone();
    program.import(&second);
    assert_eq!(program, once, "an import twice is an import once");
    // And what is older changes nothing.
    program.import(&first);
    assert_eq!(program, once);
    assert_eq!(program.events.len(), events(&second).len());
}

#[test]
fn the_same_day_gives_the_same_file_and_another_day_a_later_one() {
    let sandbox = Sandbox::begun().after(["check", "learn-role", "--due", "2027-01-10"]);
    let first = export(&sandbox);
    assert_eq!(without_times(&export(&sandbox)), without_times(&first));
    let sandbox = sandbox.env("HITPATH_TODAY", "2026-12-02");
    let later = export(&sandbox);
    let sequence = |text: &str| named(&events(text), "due-learn-role").sequence;
    assert_eq!(sequence(&later) - sequence(&first), 10);
}

#[test]
fn a_date_taken_out_or_done_is_gone_and_undo_brings_it_back() {
    let due = "due-diploma-earned";
    let start = "start-diploma-earned";
    let is_there = |text: &str, name: &str| text.contains(&format!("UID:{name}-"));
    let sandbox = Sandbox::begun().after(["check", "diploma-earned", "--due", "2027-01-10"]);
    let before = export(&sandbox);
    // A date of one's own is the one event of the step.
    assert!(is_there(&before, due) && !is_there(&before, start));
    for (away, starts) in [
        (
            ["check", "diploma-earned", "--due", "none"].as_slice(),
            true,
        ),
        (&["check", "diploma-earned"], false),
    ] {
        sandbox.run(away).succeeds();
        let without = export(&sandbox);
        assert!(!is_there(&without, due), "{away:?}");
        assert_eq!(is_there(&without, start), starts, "{away:?}");
        sandbox.run(["undo"]).succeeds();
        a_minute_passes(&sandbox);
        let again = export(&sandbox);
        let sequence = |text: &str| events(text)[0].1.sequence;
        // The old text is back, and in a calendar it is the newest.
        assert!(sequence(&without) < sequence(&again), "{away:?}");
        let (before, again) = (events(&before), events(&again));
        assert_eq!(named(&before, due).day, named(&again, due).day);
    }
}

#[test]
fn a_change_by_hand_is_a_later_version() {
    let sandbox = Sandbox::begun().after(["check", "learn-role", "--due", "2027-01-10"]);
    let before = named(&events(&export(&sandbox)), "due-learn-role").sequence;
    let text = String::from_utf8(sandbox.read_profile()).expect("text");
    sandbox.write_profile(text.replace("2027-01-10", "2027-01-11"));
    a_minute_passes(&sandbox);
    let events = events(&export(&sandbox));
    let after = named(&events, "due-learn-role");
    assert_eq!(after.day, "20270111");
    assert!(after.sequence >= before + 60, "{before} {}", after.sequence);
}

#[test]
fn a_time_typed_wrong_does_not_end_all_versions() {
    let sandbox = Sandbox::begun().after(["check", "learn-role", "--due", "2027-01-10"]);
    let sequence = |sandbox: &Sandbox| named(&events(&export(sandbox)), "due-learn-role").sequence;
    let before = sequence(&sandbox);
    let text = String::from_utf8(sandbox.read_profile()).expect("text");
    let ahead = "[steps.career-plan]\nstate = \"todo\"\nchanged = 2099-01-01T00:00:00Z\n";
    sandbox.write_profile(format!("{text}\n{ahead}"));
    let after = sequence(&sandbox);
    assert!(
        (before..before + 3_600).contains(&after),
        "{before} {after}"
    );
}

#[test]
fn a_profile_without_an_id_has_names_that_stay() {
    for id in ["", "id = \"Ada Lovelace, 12 Main Street\"\n", "id = 7\n"] {
        let profile = PROFILE.replace("id = \"0123456789abcdef0123456789abcdef\"\n", id);
        let sandbox = Sandbox::empty().profile(profile);
        let uids = |sandbox: &Sandbox| -> Vec<String> {
            let ran = sandbox.run(ICS).succeeds();
            events(ran.stdout())
                .into_iter()
                .map(|event| event.0)
                .collect()
        };
        let before = uids(&sandbox);
        let owner = |uid: &String| uid.trim_end_matches("@hitpath").len() > "start-".len() + 16;
        assert!(!before.is_empty() && before.iter().all(owner), "{before:?}");
        assert!(!before.concat().contains("Ada"), "{before:?}");
        assert_eq!(uids(&sandbox), before);
        // Another person's calendar has other names.
        let other = Sandbox::empty().profile(sandbox.read_profile());
        assert_ne!(uids(&other), before);
    }
}

#[test]
fn who_wants_to_see_no_dates_gets_their_own() {
    let sandbox = Sandbox::begun().after(["set", "dates=false", "target=2030-05-31"]);
    let events = events(&export(&sandbox));
    assert_eq!(events.len(), 1);
    let target = named(&events, "target");
    assert_eq!(target.day, "20300531");
    assert!(!target.words.contains("likely"), "{}", target.words);
}

#[test]
fn without_a_date_nothing_is_written_and_an_earlier_file_stays() {
    let sandbox = Sandbox::begun().after(["set", "target=2031-05-31"]);
    write(&sandbox, "dates.ics").succeeds();
    let path = sandbox.work().join("dates.ics");
    let earlier = fs::read(&path).expect("it is written");
    let sandbox = sandbox.after(["set", "dates=false", "target="]);
    let hint = "hitpath check ID --due DATE";
    for arguments in [&ICS[..], &[&ICS[..], &["-o", "-"]].concat()] {
        let ran = sandbox.run(arguments).succeeds();
        assert_eq!(ran.stdout(), "");
        assert!(ran.conversation().contains(hint), "{ran}");
    }
    for file in ["dates.ics", "new.ics"] {
        let ran = write(&sandbox, file).succeeds();
        assert_eq!(ran.stdout(), "");
        let said = format!("Nothing is written to {file}.");
        let conversation = ran.conversation();
        assert!(
            conversation.contains(hint) && conversation.contains(&said),
            "{ran}"
        );
        let arguments = [&ICS[..], &["-o", file]].concat();
        let exported: Exported = exact(sandbox.json(arguments));
        assert_eq!((exported.events.len(), exported.file), (0, None));
    }
    assert_eq!(fs::read(&path).expect("it stays"), earlier);
    assert!(!sandbox.work().join("new.ics").exists());
}

/// A target far ahead leaves room for every start, and one that cannot be met for
/// none.
#[test]
fn every_shipped_pathway_has_days_to_start_by_until_it_is_late() {
    for pathway in [
        "rhit",
        "coding",
        "rhia",
        "working",
        "veteran",
        "international",
        "renewal",
    ] {
        let pathway = format!("pathway={pathway}");
        for (target, has_starts) in [("target=2060-02-01", true), ("target=2026-12-24", false)] {
            let sandbox = Sandbox::begun().after(["set", &pathway, target, "hours-per-week=3"]);
            let events = events(&export(&sandbox));
            let starts = events.iter().filter(|(uid, _)| uid.starts_with("start-"));
            let starts = starts.count();
            assert!(starts <= MOST_STARTS, "{pathway} {target}: {starts}");
            assert_eq!(starts > 0, has_starts, "{pathway} {target}");
        }
    }
}

/// `export --format ics --json`
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exported {
    format_version: u32,
    today: String,
    format: String,
    file: Option<String>,
    sequence: i64,
    events: Vec<ExportedEvent>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExportedEvent {
    uid: String,
    kind: String,
    id: Option<String>,
    date: String,
    title: String,
    text: String,
    alarm_days: Vec<i32>,
}

#[test]
fn json_says_the_same_and_where_the_file_is() {
    let sandbox = Sandbox::begun().after(["set", "target=2031-05-31"]);
    let exported: Exported = exact(sandbox.json(ICS));
    assert_eq!((exported.format_version, &*exported.format), (1, "ics"));
    assert_eq!(exported.file, None);
    let of_file = events(&export(&sandbox));
    let of_json: Vec<(String, Kept)> = exported
        .events
        .iter()
        .map(|event| {
            let kept = Kept {
                sequence: exported.sequence,
                day: event.date.replace('-', ""),
                title: event.title.clone(),
                words: event.text.clone(),
                reminders: event.alarm_days.len(),
            };
            (event.uid.clone(), kept)
        })
        .collect();
    assert_eq!(of_json, of_file);
    for event in &exported.events {
        let subject = event
            .id
            .as_ref()
            .map_or(String::new(), |id| format!("-{id}"));
        assert_eq!(event.uid, [&event.kind, &*subject, WHO].concat());
    }
    let json: Value = sandbox.json([&ICS[..], &["-o", "dates.ics"]].concat());
    assert_eq!(json["file"], "dates.ics");
    let file = fs::read_to_string(sandbox.work().join("dates.ics")).expect("it is written");
    assert_eq!(events(&file), of_file);
}

fn write(sandbox: &Sandbox, file: &str) -> Ran {
    sandbox.run([&ICS[..], &["-o", file]].concat())
}

#[test]
fn a_file_is_written_whole_and_again() {
    let sandbox = Sandbox::begun().after(["set", "target=2035-05-31"]);
    let ran = write(&sandbox, "dates.ics").succeeds();
    assert_eq!(ran.stdout(), "");
    let path = sandbox.work().join("dates.ics");
    let text = || fs::read_to_string(&path).expect("it is written");
    assert_eq!(without_times(&text()), without_times(&export(&sandbox)));
    let count = events(&text()).len();
    let said = format!("{count} events written to dates.ics. Import the file into a calendar");
    assert!(ran.conversation().starts_with(&said), "{ran}");
    let sandbox = sandbox.after(["set", "target=2036-05-31"]);
    write(&sandbox, "dates.ics").succeeds();
    assert_eq!(named(&events(&text()), "target").day, "20360531");
    // Nothing else is left beside it.
    let beside = fs::read_dir(sandbox.work()).expect("a folder").count();
    assert_eq!(beside, 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&path).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let ran = write(&sandbox, "-").succeeds();
    assert_eq!(without_times(ran.stdout()), without_times(&text()));
    assert_eq!(
        (ran.stderr(), sandbox.work().join("-").exists()),
        ("", false)
    );
}

#[test]
fn only_a_calendar_of_its_own_is_replaced() {
    let sandbox = Sandbox::begun();
    let before = sandbox.listing();
    let profile = sandbox.profile_path().display().to_string();
    let ran = write(&sandbox, &profile).fails();
    assert!(
        ran.conversation()
            .contains("is there already and holds something else"),
        "{ran}"
    );
    assert!(
        ran.conversation()
            .contains("only a calendar that hitpath wrote is replaced"),
        "{ran}"
    );
    assert_eq!(sandbox.listing(), before);
    let letter = sandbox.work().join("letter.txt");
    fs::write(&letter, "Dear dean").expect("a file");
    write(&sandbox, "letter.txt").fails();
    assert_eq!(fs::read(&letter).expect("a file"), b"Dear dean");
    let wedding = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n\
                   PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN\r\n\
                   BEGIN:VEVENT\r\nSUMMARY:my wedding\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let calendar = sandbox.work().join("mine.ics");
    fs::write(&calendar, wedding).expect("a file");
    let ran = write(&sandbox, "mine.ics").fails();
    assert!(
        ran.conversation()
            .contains("only a calendar that hitpath wrote is replaced"),
        "{ran}"
    );
    assert_eq!(fs::read_to_string(&calendar).expect("a file"), wedding);
    // An earlier version of this program wrote this one.
    let own = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//hitpath//hitpath 0.0.1//EN\r\n";
    fs::write(&calendar, own).expect("a file");
    write(&sandbox, "mine.ics").succeeds();
    assert_ne!(fs::read_to_string(&calendar).expect("a file"), own);
}

#[test]
fn a_place_that_cannot_be_written_is_named_with_the_way_out() {
    let sandbox = Sandbox::begun();
    fs::create_dir(sandbox.work().join("folder")).expect("a folder");
    for (file, why, hint) in [
        ("folder", "is a folder, not a file", "-o hitpath.ics"),
        (
            "no/dates.ics",
            "there is no folder",
            "make the folder first",
        ),
    ] {
        let ran = write(&sandbox, file).fails();
        let said = ran.conversation();
        let what = format!("error: the calendar cannot be written to {file}");
        assert!(said.starts_with(&what), "{ran}");
        assert!(said.contains(why) && said.contains(hint), "{ran}");
    }
    assert_eq!(fs::read_dir(sandbox.work()).expect("a folder").count(), 1);
    assert!(!Path::new(&sandbox.work().join("no")).exists());
}

#[test]
fn nothing_is_written_where_the_profile_cannot_be_read() {
    for profile in ["format = 2\n", "format = 1\npathway = \"nowhere\"\n", "{"] {
        let sandbox = Sandbox::empty().profile(profile);
        write(&sandbox, "dates.ics").fails();
        assert_eq!(fs::read_dir(sandbox.work()).expect("a folder").count(), 0);
    }
    let ran = write(&Sandbox::empty(), "dates.ics").fails();
    assert!(ran.conversation().contains("hitpath init"), "{ran}");
}

#[test]
fn what_it_reads_stays_as_it_is() {
    let sandbox = Sandbox::begun().after(["check", "learn-role", "--due", "2027-01-10"]);
    let before = sandbox.listing();
    export(&sandbox);
    write(&sandbox, "dates.ics").succeeds();
    sandbox.json(ICS);
    assert_eq!(sandbox.listing(), before);
}

#[test]
fn a_format_has_to_be_named() {
    let ran = Sandbox::begun().run(["export"]);
    assert_eq!(ran.code(), Some(2));
    assert!(ran.stderr().contains("--format <FORMAT>"), "{ran}");
    let ran = Sandbox::begun().run(["export", "--format", "icv"]);
    assert_eq!(ran.code(), Some(2));
    assert!(ran.stderr().contains("ics"), "{ran}");
}

/// The calendar and `next` name the same day, and the plan of that day agrees.
#[test]
fn a_day_to_start_by_can_be_met() {
    let profile = format!("{PROFILE}target = 2033-03-31\nhours-per-week = 14\n");
    let sandbox = Sandbox::empty().profile(profile);
    let next = sandbox.json(["next"]);
    let first = &next["actions"][0];
    let day = first["start_by"].as_str().expect("a day").to_owned();
    let id = first["id"].as_str().expect("an id");
    let events = events(&export(&sandbox));
    let event = named(&events, &format!("start-{id}"));
    assert_eq!(event.day, day.replace('-', ""));
    assert!(
        event
            .words
            .starts_with("This is the last day to start it and keep your target")
    );
    let days_to_target = |today: &str| {
        let on_that_day = sandbox.json(["status", "--today", today]);
        on_that_day["finish"]["days_to_target"]
            .as_i64()
            .expect("days")
    };
    assert!(days_to_target(&day) >= 0);
    let after: jiff::civil::Date = day.parse().expect("a date");
    let after = after.tomorrow().expect("a day").to_string();
    assert!(days_to_target(&after) < 0);
    let then = sandbox.run(["next", "--today", &day]).succeeds().answer();
    assert!(then.contains("today, to keep your target"), "{then}");
    let late = sandbox.run(["next", "--today", &after]).succeeds().answer();
    assert!(!late.contains("to keep your target"), "{late}");
    assert!(late.contains("after your target of 2033-03-31"), "{late}");
}

#[test]
fn the_end_of_a_wait_names_what_another_source_gives() {
    let failed = "[[attempts]]\nexam = \"rhit\"\non = 2026-11-10\nresult = \"fail\"\n";
    let events = events(&export(
        &Sandbox::empty().profile(format!("{PROFILE}{failed}")),
    ));
    let wait = named(&events, "clock-retake-wait");
    assert_eq!(wait.title, "Wait over: Wait after a failed attempt");
    let said = "The wait is over on this day; it counts from 2026-11-10 (counted with 30 days; \
                another source gives 90 days, so ask first).\n";
    assert!(wait.words.starts_with(said), "{}", wait.words);
}
