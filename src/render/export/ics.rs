//! Writes a calendar file (iCalendar, RFC 5545), of which it needs very little:
//! entries of a whole day with reminders.
//!
//! It owns the form: escapes, folding, line ends. What stands in the calendar is
//! said in `calendar`. Every text is made safe here, whatever file it came from.

use jiff::{
    Timestamp,
    civil::{Date, date},
};

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
    /// See [`sequence`].
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

/// How a calendar file begins.
pub const BEGIN: &str = "BEGIN:VCALENDAR";

/// The hour of the day at which a reminder comes: not at midnight.
const ALARM_HOUR: i32 = 9;

/// The most octets of a line, its end not counted.
const LINE: usize = 75;

/// The day from which versions of an entry are counted.
const FIRST_DAY: Date = date(2020, 1, 1);
/// The same day's first second, as seconds from 1970.
const FIRST_SECOND: i64 = 1_577_836_800;

/// Which version of its entries a calendar holds: a program that knows an entry
/// takes a later one in its place.
///
/// It is the seconds from 2020 to the newest change, and, since the same profile
/// says something else on another day, the days from 2020 to today.
#[must_use]
pub fn sequence(newest_change: Option<Timestamp>, today: Date) -> i32 {
    let seconds = newest_change.map_or(0, |newest| (newest.as_second() - FIRST_SECOND).max(0));
    let days = (today - FIRST_DAY).get_days().max(0);
    i32::try_from(seconds + i64::from(days)).unwrap_or(i32::MAX)
}

/// The text of the file.
#[must_use]
pub fn ics(calendar: &Calendar) -> String {
    let mut out = Lines::default();
    out.line(BEGIN);
    out.line("VERSION:2.0");
    let version = env!("CARGO_PKG_VERSION");
    out.line(&format!("PRODID:-//hitpath//hitpath {version}//EN"));
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
