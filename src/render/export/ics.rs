//! Writes a calendar file (iCalendar, RFC 5545), of which it needs very little:
//! entries of a whole day with reminders.
//!
//! It owns the form: escapes, folding, line ends. What stands in the calendar is
//! said in `calendar`. Every text is made safe here, whatever file it came from.

use jiff::{Timestamp, civil::Date};

use crate::safe_text::safe_block;

/// A calendar to be written.
#[derive(Debug)]
pub struct Calendar {
    /// What it is called.
    pub title: String,
    /// Whose it is, in no words of the person: it ends every identifier.
    pub owner: String,
    /// When it is written.
    pub now: Timestamp,
    /// Which version of its entries it holds: a program that knows an entry takes
    /// a later one in its place.
    pub sequence: i32,
    /// In the order to write them.
    pub events: Vec<Event>,
}

/// An entry of a whole day.
#[derive(Debug, Clone)]
pub struct Event {
    /// What kind of entry it is, in a word without a hyphen that never changes.
    pub kind: &'static str,
    /// The id of what it is about, where the kind does not say that alone.
    pub subject: Option<String>,
    /// The day.
    pub day: Date,
    /// In one line.
    pub title: String,
    /// In several.
    pub words: String,
    /// The kind in words for people.
    pub category: &'static str,
    /// How many days before it to remind of it, 0 for the day itself.
    pub alarm_days: Vec<i32>,
}

impl Calendar {
    /// What tells an entry from all others, of this and of other people, and
    /// stays the same: an import finds the entry by it.
    #[must_use]
    pub fn uid(&self, event: &Event) -> String {
        let parts = [
            Some(event.kind),
            event.subject.as_deref(),
            Some(&self.owner),
        ];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        format!("{}@hitpath", parts.join("-"))
    }
}

/// How a calendar file begins that this program wrote, whichever version of it:
/// by these bytes it knows its own files again.
pub const BEGIN: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//hitpath//";

/// The hour of the day at which a reminder comes: not at midnight.
const ALARM_HOUR: i32 = 9;

/// The most octets of a line, its end not counted.
const LINE: usize = 75;

/// The text of the file.
#[must_use]
pub fn ics(calendar: &Calendar) -> String {
    let mut out = Lines::default();
    out.text.push_str(BEGIN);
    let version = env!("CARGO_PKG_VERSION");
    out.line(&format!("hitpath {version}//EN"));
    out.line("CALSCALE:GREGORIAN");
    out.line("METHOD:PUBLISH");
    out.text("X-WR-CALNAME", &calendar.title);
    for event in &calendar.events {
        out.event(calendar, event);
    }
    out.line("END:VCALENDAR");
    out.text
}

/// Lines of a file, each folded and ended as the format wants it.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// A line, folded where it is long: the rest goes on behind a space. No
    /// character is cut in two, which not every reader puts together again.
    fn line(&mut self, line: &str) {
        let mut room = LINE;
        for character in line.chars() {
            let octets = character.len_utf8();
            if octets > room {
                self.text.push_str("\r\n ");
                room = LINE - 1;
            }
            room -= octets;
            self.text.push(character);
        }
        self.text.push_str("\r\n");
    }

    fn text(&mut self, name: &str, text: &str) {
        self.line(&format!("{name}:{}", escaped(text)));
    }

    fn event(&mut self, calendar: &Calendar, event: &Event) {
        self.line("BEGIN:VEVENT");
        self.text("UID", &calendar.uid(event));
        let now = calendar.now.strftime("%Y%m%dT%H%M%SZ");
        self.line(&format!("DTSTAMP:{now}"));
        self.line(&format!("SEQUENCE:{}", calendar.sequence));
        self.line(&format!("DTSTART;VALUE=DATE:{}", day(event.day)));
        // Behind the last day of all there is none; the entry then ends by itself.
        if let Ok(after) = event.day.tomorrow() {
            self.line(&format!("DTEND;VALUE=DATE:{}", day(after)));
        }
        self.text("SUMMARY", &in_one_line(&event.title));
        self.text("DESCRIPTION", &event.words);
        self.line(&format!("CATEGORIES:hitpath,{}", escaped(event.category)));
        // Whoever sees a shared calendar need not see what this is about.
        self.line("CLASS:PRIVATE");
        self.line("TRANSP:TRANSPARENT");
        for &days in &event.alarm_days {
            self.line("BEGIN:VALARM");
            self.line("ACTION:DISPLAY");
            self.text("DESCRIPTION", &in_one_line(&event.title));
            self.line(&format!("TRIGGER:{}", trigger(days)));
            self.line("END:VALARM");
        }
        self.line("END:VEVENT");
    }
}

fn day(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// The time from the first minute of a day to the hour of a reminder so many
/// days before: `PT9H`, `-PT15H`, `-P2DT15H`.
fn trigger(days_before: i32) -> String {
    match days_before - 1 {
        ..0 => format!("PT{ALARM_HOUR}H"),
        0 => format!("-PT{}H", 24 - ALARM_HOUR),
        days => format!("-P{days}DT{}H", 24 - ALARM_HOUR),
    }
}

fn in_one_line(text: &str) -> String {
    safe_block(text).replace('\n', " ")
}

/// A text without anything that does something to its reader, in which the
/// signs with a meaning of their own are escaped.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in safe_block(text).chars() {
        match character {
            '\n' => escaped.push_str("\\n"),
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::*;

    /// The texts of lines, put together again by the rule of the format.
    fn unfolded(text: &str) -> Vec<String> {
        let whole = text.replace("\r\n ", "");
        let lines = whole
            .strip_suffix("\r\n")
            .expect("the last line has an end");
        lines.split("\r\n").map(str::to_owned).collect()
    }

    fn folded(line: &str) -> String {
        let mut lines = Lines::default();
        lines.line(line);
        lines.text
    }

    #[test]
    fn signs_with_a_meaning_are_escaped_and_strange_ones_shown() {
        assert_eq!(escaped("a;b,c\\d:\"e\"\nf"), "a\\;b\\,c\\\\d:\"e\"\\nf");
        assert_eq!(escaped("a\r\nb\rc\td"), "a\\nb\\nc d");
        assert_eq!(
            escaped("x\r\nEND:VEVENT\u{1b}[2J\u{85}\u{2028}\u{202e}y\0"),
            "x\\nEND:VEVENT\u{241b}[2J\u{fffd}\u{fffd}\u{fffd}y\u{2400}"
        );
        assert_eq!(in_one_line("a\r\nb\nc"), "a b c");
    }

    #[test]
    fn a_line_has_at_most_75_octets() {
        assert_eq!(
            folded(&"x".repeat(75)),
            ["x".repeat(75), "\r\n".into()].concat()
        );
        let two = ["x".repeat(75), "\r\n x\r\n".into()].concat();
        assert_eq!(folded(&"x".repeat(76)), two);
        let full = [
            "x".repeat(75),
            "\r\n ".into(),
            "x".repeat(74),
            "\r\n".into(),
        ]
        .concat();
        assert_eq!(folded(&"x".repeat(149)), full);
        assert_eq!(folded(""), "\r\n");
    }

    #[test]
    fn no_character_is_cut_at_any_place() {
        for character in ["é", "健", "👩"] {
            for before in 0..=160 {
                let line = ["x".repeat(before), character.repeat(60)].concat();
                let text = folded(&line);
                assert_eq!(unfolded(&text), [line], "{before}");
                for line in text.split("\r\n") {
                    assert!(line.len() <= LINE, "{before}: {line}");
                }
                // No line is shorter than it has to be.
                let all = text.split("\r\n").count() - 2;
                let short = text.split("\r\n").take(all);
                for line in short {
                    assert!(line.len() > LINE - 4, "{before}: {line}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn any_line_comes_back(line in any::<String>()) {
            let line = line.replace(['\r', '\n'], "");
            let text = folded(&line);
            prop_assert_eq!(unfolded(&text), [line]);
            prop_assert!(text.split("\r\n").all(|line| line.len() <= LINE));
        }
    }

    #[test]
    fn a_reminder_comes_in_the_morning() {
        let triggers = [0, 1, 2, 14].map(trigger);
        assert_eq!(triggers, ["PT9H", "-PT15H", "-P1DT15H", "-P13DT15H"]);
    }

    #[test]
    fn the_last_day_of_all_has_no_day_after() {
        let calendar = Calendar {
            title: "t".to_owned(),
            owner: "o".to_owned(),
            now: Timestamp::UNIX_EPOCH,
            sequence: 1,
            events: vec![Event {
                kind: "target",
                subject: None,
                day: Date::MAX,
                title: "a\nb".to_owned(),
                words: String::new(),
                category: "target",
                alarm_days: vec![0],
            }],
        };
        let version = env!("CARGO_PKG_VERSION");
        let expected = format!(
            "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//hitpath//hitpath {version}//EN\n\
             CALSCALE:GREGORIAN\nMETHOD:PUBLISH\nX-WR-CALNAME:t\nBEGIN:VEVENT\n\
             UID:target-o@hitpath\nDTSTAMP:19700101T000000Z\nSEQUENCE:1\n\
             DTSTART;VALUE=DATE:99991231\nSUMMARY:a b\nDESCRIPTION:\n\
             CATEGORIES:hitpath,target\nCLASS:PRIVATE\nTRANSP:TRANSPARENT\nBEGIN:VALARM\n\
             ACTION:DISPLAY\nDESCRIPTION:a b\nTRIGGER:PT9H\nEND:VALARM\nEND:VEVENT\n\
             END:VCALENDAR\n"
        );
        assert_eq!(ics(&calendar), expected.replace('\n', "\r\n"));
    }
}
