//! A person's profile as text: what it says, entry by entry.
//!
//! Reading is forgiving where writing is not: one bad entry is named with its
//! place and left out, everything else is read. Nothing here writes.

pub mod changed;
pub mod corrections;
mod lists;
#[cfg(test)]
pub(in crate::store) mod shape;
mod values;

use std::path::Path;

use jiff::civil::Date;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    edit::{EditError, check_nesting},
    problem::{FileProblem, Lines, as_text},
};
use crate::journey::{
    record::{Mark, Record, State, TermStart},
    rules::{self, Dated},
};
use values::{amount, date, flag, hours_per_week, integer, percent, rating, state, text, tier};

pub use values::term;

/// The format of profiles that this program reads and writes.
pub const FORMAT: i64 = 1;

/// What a profile says.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// What could be read.
    pub record: Record,
    /// Entries that could not be read; they are left out of the record.
    pub bad_entries: Vec<FileProblem>,
    /// Days of the future in the place of days on which something happened. They
    /// are in the record: each counts once it has come.
    pub to_come: Vec<FileProblem>,
}

/// Why a profile as a whole cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is no TOML, no text, or has no format.
    #[error("the profile cannot be read")]
    Broken(Vec<FileProblem>),
    /// A newer program made it.
    #[error("the profile has format {format}, and this program knows formats up to {FORMAT}")]
    Newer {
        /// The format it has.
        format: i64,
    },
}

/// Reads a profile from the bytes of its file.
///
/// # Errors
/// Says why the whole cannot be read, with every place the TOML reader names.
pub fn read(file: &Path, bytes: &[u8]) -> Result<Profile, Unreadable> {
    read_on(file, bytes, Date::MAX)
}

/// The same on a day: nothing can have happened after it.
///
/// # Errors
/// The same.
pub fn read_on(file: &Path, bytes: &[u8], today: Date) -> Result<Profile, Unreadable> {
    let text = as_text(file, bytes).map_err(|problem| Unreadable::Broken(vec![problem]))?;
    // A newer format may be spelled in ways that this reader refuses, so the
    // first line is asked before the whole.
    if let Some(format) = format_of_first_line(text).filter(|&format| format > FORMAT) {
        return Err(Unreadable::Newer { format });
    }
    if let Err(EditError::Unreadable { message, span }) = check_nesting(text) {
        let problem = FileProblem::at(file, text, Some(span), message);
        return Err(Unreadable::Broken(vec![problem]));
    }
    let table = DeTable::parse(text).map_err(|first| {
        let mut errors = vec![first];
        // Going on behind an error costs more the more there are.
        if text.len() <= LARGEST_TO_GO_ON {
            errors = DeTable::parse_recoverable(text).1;
        }
        let shown = errors.iter().take(MOST_PROBLEMS);
        let mut problems: Vec<FileProblem> = shown
            .map(|error| FileProblem::toml(file, text, error.message(), error.span()))
            .collect();
        problems.dedup();
        Unreadable::Broken(problems)
    })?;
    let mut reading = Reading {
        file,
        lines: Lines::of(text),
        today,
        record: Record::default(),
        bad_entries: Problems::default(),
        to_come: Problems::default(),
    };
    reading.format(table.get_ref())?;
    reading.settings(table.get_ref());
    reading.steps(table.get_ref());
    reading.lists(table.get_ref());
    reading.skills(table.get_ref());
    reading.corrections(table.get_ref());
    Ok(reading.finish())
}

/// A broken file can hold a problem on every line; nobody reads them all.
const MOST_PROBLEMS: usize = 20;

/// Up to this size, in bytes, all errors of a broken text are looked for.
const LARGEST_TO_GO_ON: usize = 16 * 1024;

fn format_of_first_line(text: &str) -> Option<i64> {
    let line = text.trim_start_matches('\u{feff}').lines().next()?;
    let (key, value) = line.split_once('=')?;
    let value = value.split('#').next().unwrap_or_default();
    (key.trim() == "format").then(|| value.trim().parse().ok())?
}

struct Reading<'r> {
    file: &'r Path,
    lines: Lines<'r>,
    /// The last day on which something can have happened.
    today: Date,
    record: Record,
    bad_entries: Problems,
    to_come: Problems,
}

/// Problems of one kind.
#[derive(Default)]
struct Problems {
    shown: Vec<FileProblem>,
    /// How many there are beyond those that are shown.
    more: usize,
}

impl Problems {
    fn push(&mut self, problem: FileProblem) {
        if self.shown.len() == MOST_PROBLEMS {
            self.more += 1;
        } else {
            self.shown.push(problem);
        }
    }

    fn count(&self) -> usize {
        self.shown.len() + self.more
    }

    fn finish(mut self, file: &Path) -> Vec<FileProblem> {
        self.shown.sort_by(FileProblem::by_place);
        if self.more > 0 {
            let message = format!("and {} more like these", self.more);
            self.shown.push(FileProblem::whole(file, message));
        }
        self.shown
    }
}

type Value<'v> = Spanned<DeValue<'v>>;

impl Reading<'_> {
    fn bad(&mut self, at: &Value<'_>, message: impl Into<String>) {
        let problem = FileProblem::on(self.file, &self.lines, Some(at.span()), message);
        self.bad_entries.push(problem);
    }

    fn finish(self) -> Profile {
        Profile {
            record: self.record,
            bad_entries: self.bad_entries.finish(self.file),
            to_come: self.to_come.finish(self.file),
        }
    }

    fn format(&self, table: &DeTable<'_>) -> Result<(), Unreadable> {
        let format = table.get("format").and_then(integer);
        match format {
            Some(FORMAT) => Ok(()),
            Some(format) if format > FORMAT => Err(Unreadable::Newer { format }),
            _ => {
                let message = "this is no hitpath profile: it has no line `format = 1`";
                let span = table.get("format").map(Spanned::span);
                let problem = FileProblem::on(self.file, &self.lines, span.or(Some(0..0)), message);
                Err(Unreadable::Broken(vec![problem]))
            }
        }
    }

    fn settings(&mut self, table: &DeTable<'_>) {
        let record = Record {
            id: self.get(table, "id", text).unwrap_or_default(),
            name: self.get(table, "name", text),
            pathway: self.get(table, "pathway", text).unwrap_or_default(),
            started: self.get(table, "started", date),
            target: self.get(table, "target", date),
            hours_per_week: self.get(table, "hours-per-week", hours_per_week),
            catalog: self.get(table, "catalog", text),
            terms: self.terms(table),
            dates: self.get(table, "dates", flag),
            readiness_target: self.get(table, "readiness-target", percent),
            tier: self.get(table, "tier", tier),
            ..Record::default()
        };
        self.record = record;
    }

    fn terms(&mut self, table: &DeTable<'_>) -> Vec<TermStart> {
        let Some(value) = table.get("terms") else {
            return Vec::new();
        };
        let form = "has to be a list of days of the year, like [\"01-13\", \"08-25\"]";
        let DeValue::Array(items) = value.get_ref() else {
            self.bad(value, format!("`terms` {form}"));
            return Vec::new();
        };
        let mut terms = Vec::new();
        for item in items {
            match item.get_ref() {
                DeValue::String(day) => match term(day) {
                    Some(term) => terms.push(term),
                    None => self.bad(
                        item,
                        format!(
                            "`{day}` is not a day of the year; write month and day, like 01-13"
                        ),
                    ),
                },
                _ => self.bad(item, format!("`terms` {form}")),
            }
        }
        terms
    }

    /// The value of a key; one that cannot be read is reported.
    fn get<T>(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        read: fn(&Value<'_>) -> Result<T, String>,
    ) -> Option<T> {
        let value = table.get(key)?;
        match read(value) {
            Ok(read) => Some(read),
            Err(expected) => {
                self.bad(value, format!("`{key}` {expected}"));
                None
            }
        }
    }

    /// The day of a key on which something happened; one that is still to come is
    /// named.
    fn past_day(&mut self, table: &DeTable<'_>, key: &str, dated: Dated) -> Option<Date> {
        let day = self.get(table, key, date)?;
        if let (Err(refused), Some(value)) = (rules::past(day, self.today, dated), table.get(key)) {
            let follows = match dated {
                Dated::Mark | Dated::Entry => "it counts from that day on",
                Dated::Evidence | Dated::Correction => "look at the day again",
            };
            let message = format!("`{key}` {refused}; {follows}");
            let span = Some(value.span());
            let problem = FileProblem::on(self.file, &self.lines, span, message);
            self.to_come.push(problem);
        }
        Some(day)
    }

    fn steps(&mut self, table: &DeTable<'_>) {
        let Some(steps) = table.get("steps") else {
            return;
        };
        let DeValue::Table(entries) = steps.get_ref() else {
            self.bad(
                steps,
                "`steps` has to be a table, like [steps.diploma-earned]",
            );
            return;
        };
        for (id, entry) in entries {
            let DeValue::Table(fields) = entry.get_ref() else {
                self.bad(entry, "a step has to be a table with a `state`");
                continue;
            };
            let state = match fields.contains_key("state") {
                true => self.get(fields, "state", state),
                false => Some(State::Todo),
            };
            let mark = Mark {
                state: state.unwrap_or_default(),
                on: self.day_of_mark(fields, state),
                note: self.get(fields, "note", text),
                evidence: self.evidence(fields),
                due: self.get(fields, "due", date),
                expect: self.get(fields, "expect", date),
                until: self.get(fields, "until", date),
                paid: self.get(fields, "paid", amount),
                show: self.get(fields, "show", flag).unwrap_or_default(),
            };
            let id = id.get_ref().to_string();
            self.record.marks.insert(id, mark);
        }
    }

    /// The day of a mark. A step to do has none; a state that cannot be read is
    /// named already.
    fn day_of_mark(&mut self, fields: &DeTable<'_>, state: Option<State>) -> Option<Date> {
        match (state, fields.get("on")) {
            (Some(State::Todo), Some(value)) => {
                self.get(fields, "on", date)?;
                let wrong = "`on` is the day of a mark, and a step to do again has none; write how it stands too, like state = \"done\"";
                self.bad(value, wrong);
                None
            }
            (Some(_), _) => self.past_day(fields, "on", Dated::Mark),
            (None, _) => self.get(fields, "on", date),
        }
    }

    fn skills(&mut self, table: &DeTable<'_>) {
        let Some(skills) = table.get("skills") else {
            return;
        };
        let DeValue::Table(ratings) = skills.get_ref() else {
            let form = "`skills` has to be a table, like [skills] with data-entry = 3";
            self.bad(skills, form);
            return;
        };
        for id in ratings.keys() {
            let id = id.get_ref().to_string();
            if let Some(rating) = self.get(ratings, &id, rating) {
                self.record.skills.insert(id, rating);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn read_text(text: &str) -> Result<Profile, Unreadable> {
        read(Path::new("profile.toml"), text.as_bytes())
    }

    #[test]
    fn a_profile_is_read() {
        let profile = read_text(
            "\u{feff}format = 1\r\nid = \"x\"\npathway = \"rhit\"\nstarted = 2026-11-22\nhours-per-week = 12\n\
             terms = [\"01-13\", \"08-25\"]\nfuture = 1\n[steps]\na = { state = \"done\", on = 2019-06-10 }\n\
             b.state = \"doing\"\n[steps.c]\nevidence = [{ ref = \"d.pdf\", sha256 = \"…\", added = 2026-11-22 }]\n",
        )
        .expect("it can be read");
        assert_eq!(profile.bad_entries, []);
        let record = profile.record;
        assert_eq!((record.id.as_str(), record.pathway.as_str()), ("x", "rhit"));
        assert_eq!(record.started, Some(date(2026, 11, 22)));
        assert_eq!(record.hours_per_week, Some(12));
        assert_eq!(record.terms.len(), 2);
        assert_eq!(record.marks["a"].state, State::Done);
        assert_eq!(record.marks["a"].on, Some(date(2019, 6, 10)));
        assert_eq!(record.marks["b"].state, State::Doing);
        assert_eq!(record.marks["c"].evidence[0].reference, "d.pdf");
    }

    #[test]
    fn a_bad_entry_is_named_and_left_out() {
        let profile = read_text(
            "format = 1\npathway = \"rhit\"\nhours-per-week = 200\ntarget = \"2029-05-31\"\n[steps.a]\nstate = \"finished\"\non = 2019-06-10\n[steps]\nb = 3\n",
        )
        .expect("it can be read");
        let lines: Vec<(usize, &str)> = profile
            .bad_entries
            .iter()
            .map(|bad| {
                (
                    bad.place.as_ref().map_or(0, |place| place.line),
                    bad.message.as_str(),
                )
            })
            .collect();
        assert_eq!(
            lines,
            [
                (3, "`hours-per-week` is not a whole number from 1 to 168"),
                (
                    4,
                    "`target` has to be a date without quotes, like 2026-11-22"
                ),
                (6, "`state` is none of todo, doing, done, waived, no"),
                (9, "a step has to be a table with a `state`"),
            ]
        );
        assert_eq!(profile.record.marks["a"].on, Some(date(2019, 6, 10)));
    }

    #[test]
    fn what_is_no_profile_is_refused_with_its_place() {
        for (text, line) in [
            ("", 1),
            ("format = 0\n", 1),
            ("format = \"1\"\n", 1),
            ("\n\nname = \"x\"", 1),
            ("format = 1\nstarted = 2026-02-30\n", 2),
            ("format = 1\na = 1\na = 2\n", 3),
            ("format = 1\n\0", 2),
        ] {
            let Err(Unreadable::Broken(problems)) = read_text(text) else {
                panic!("{text:?} was read");
            };
            let place = problems[0].place.as_ref().expect("a place");
            assert_eq!(place.line, line, "{text:?}: {problems:?}");
        }
    }

    #[test]
    fn a_newer_format_is_told_from_a_broken_file() {
        for text in [
            "format = 2\n",
            "format = 2 # new\nthis is = = no toml\n",
            "id = \"x\"\nformat = 3\n",
        ] {
            assert!(
                matches!(read_text(text), Err(Unreadable::Newer { .. })),
                "{text:?}"
            );
        }
    }
}
