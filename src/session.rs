//! What is around one run: the day, the time, the places, the person's wishes.
//!
//! The only reader of environment variables and of the calendar clock. Everything else
//! is handed what it needs from here.

use std::{
    cell::OnceCell,
    env,
    ffi::OsString,
    path::{Path, PathBuf},
};

use directories::ProjectDirs;
use jiff::{
    Timestamp,
    civil::Date,
    tz::{TimeZone, TimeZoneDatabase},
};

use crate::{
    cli::{Color, Global},
    date_words,
    failure::Failure,
    invocation::Invocation,
    render::{Style, page::wrap_words, wording::typed_file},
    store::saving::change::ProfilePlaces,
    terminal::{ColorChoice, Environment, Pager, Symbols, Terminal},
};

/// One run of the program.
#[derive(Debug)]
pub struct Session {
    /// The day it is about.
    pub today: Date,
    /// The real time, for stamps.
    pub now: Timestamp,
    /// Where files lie.
    pub places: Places,
    /// The streams.
    pub terminal: Terminal,
    /// The look of the answer.
    pub style: Style,
    /// Whether the answer is JSON.
    pub json: bool,
    /// What shows a long answer screen by screen, where that is asked for.
    pub pager: Pager,
}

/// Where a person's files lie.
#[derive(Debug, Clone)]
pub struct Places {
    /// The profile and the histories of all profiles.
    pub profile: ProfilePlaces,
    /// A person's own catalog files.
    pub own_catalog: PathBuf,
}

impl Session {
    /// Looks around, once.
    ///
    /// # Errors
    /// A date that is none, or no home folder.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the clock"
    )]
    pub fn new(global: &Global) -> Result<Self, Failure> {
        let now = Timestamp::now();
        // The zone is only looked for where the day is counted from the clock.
        let zone = OnceCell::new();
        let local_day = || {
            let zone = zone.get_or_init(|| local_zone(text("TZ").as_deref()));
            day_in(zone.as_ref(), now)
        };
        let today = match global.today.clone().or_else(|| text("HITPATH_TODAY")) {
            None => local_day(),
            Some(given) => date_words::parse_from(&given, local_day)
                .map_err(|error| Failure::new(format!("`{given}` is not a date: {error}")))?,
        };
        let terminal = Terminal::new(environment(global));
        let abilities = terminal.abilities();
        let mut session = Self {
            today,
            now,
            places: places(global.profile.as_deref())?,
            style: Style {
                color: abilities.color_on_stdout,
                unicode: abilities.symbols == Symbols::Unicode,
                // A plain line is one fact, however long.
                width: if abilities.plain {
                    usize::MAX
                } else {
                    abilities.width
                },
                plain: abilities.plain,
                invocation: invocation(global, Some(today)),
            },
            terminal,
            json: global.json,
            pager: Pager::new(text("PAGER").as_deref(), is_set("LESS")),
        };
        if let Some(None) = zone.get() {
            session.note(&no_zone(text("TZ").as_deref(), day_in(None, now)));
        }
        Ok(session)
    }
}

impl Session {
    /// Says something beside the answer, whatever it holds: made safe, in
    /// characters that the terminal shows, and wrapped where lines have a
    /// layout. Addresses, paths and commands stay whole.
    pub fn note(&mut self, text: &str) {
        let text = self.style.invocation.in_commands(text);
        let text = self.terminal.abilities().symbols.line(&text).into_owned();
        let text = if self.style.plain {
            text
        } else {
            wrap_words(&text, self.style.width).join("\n")
        };
        self.terminal.say(&text);
    }
}

/// What commands in texts repeat of this run. What the environment says is said
/// to the next command too.
#[must_use]
pub fn invocation(global: &Global, today: Option<Date>) -> Invocation {
    let profile = global.profile.as_deref().map(Path::to_string_lossy);
    let profile = profile.map(|path| typed_file(&path));
    // The day itself: what was typed, like `+3w`, means another one tomorrow.
    let today = today.filter(|_| global.today.is_some());
    Invocation::new(
        profile.as_deref(),
        today.map(|today| today.to_string()).as_deref(),
    )
}

/// The time zone that `TZ` names, else that of the system; none where it cannot
/// be found.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the environment"
)]
fn local_zone(named: Option<&str>) -> Option<TimeZone> {
    TimeZone::try_system()
        .ok()
        .or_else(|| embedded_zone(named?))
}

/// A zone by name from the embedded database: some systems leave out older names
/// such as US/Eastern.
fn embedded_zone(named: &str) -> Option<TimeZone> {
    let name = named.strip_prefix(':').unwrap_or(named);
    TimeZoneDatabase::bundled().get(name).ok()
}

/// The day in a zone, in UTC where none is known.
fn day_in(zone: Option<&TimeZone>, now: Timestamp) -> Date {
    now.to_zoned(zone.cloned().unwrap_or(TimeZone::UTC)).date()
}

/// That no zone was found, which day is taken, and what to do about it.
fn no_zone(named: Option<&str>, today: Date) -> String {
    let what = match named {
        Some(name) => format!("the time zone `{name}` in TZ is not known"),
        None => "the time zone of this computer cannot be found".to_owned(),
    };
    format!(
        "note: {what}, so this goes by the day in UTC, {today}. Set TZ to a name like \
         America/New_York, or give the day: --today DATE"
    )
}

/// What the person and their environment ask of the terminal.
#[must_use]
pub fn environment(global: &Global) -> Environment {
    Environment {
        no_color: is_set("NO_COLOR"),
        clicolor_force: is_set("CLICOLOR_FORCE")
            && text("CLICOLOR_FORCE").is_none_or(|value| value != "0"),
        term_is_dumb: match text("TERM") {
            Some(term) => term == "dumb",
            None => cfg!(not(windows)),
        },
        columns: text("COLUMNS").and_then(|columns| columns.parse().ok()),
        utf8: locale_is_utf8(),
        plain: global.plain || is_set("HITPATH_PLAIN") || is_set("ACCESSIBLE"),
        no_input: global.no_input,
        color: match global.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        },
    }
}

/// The first of the three that is set decides, as everywhere on Unix.
fn locale_is_utf8() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(text);
    match locale {
        Some(locale) => {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        }
        None => cfg!(windows) || cfg!(target_os = "macos"),
    }
}

fn places(profile_flag: Option<&Path>) -> Result<Places, Failure> {
    let home = match path("HITPATH_HOME") {
        Some(home) => home,
        None => ProjectDirs::from("", "", "hitpath")
            .map(|folders| folders.data_dir().to_owned())
            .ok_or_else(|| {
                Failure::new("there is no home folder to keep the profile in")
                    .hint("set HITPATH_HOME to a folder of your own")
            })?,
    };
    let profile = profile_flag
        .map(ToOwned::to_owned)
        .or_else(|| path("HITPATH_PROFILE"))
        .unwrap_or_else(|| home.join("profile.toml"));
    Ok(Places {
        own_catalog: home.join("checklists"),
        profile: ProfilePlaces {
            profile,
            history: home.join("history"),
        },
    })
}

fn path(name: &str) -> Option<PathBuf> {
    variable(name).map(PathBuf::from)
}

fn text(name: &str) -> Option<String> {
    variable(name).and_then(|value| value.into_string().ok())
}

fn is_set(name: &str) -> bool {
    variable(name).is_some()
}

/// An empty variable counts as not set.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the environment"
)]
fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn day(zone: &TimeZone, moment: &str) -> Date {
        day_in(Some(zone), moment.parse().expect("a moment"))
    }

    #[test]
    fn the_day_is_that_of_the_zone() {
        let evening = "2026-12-01T01:30:00Z";
        let morning = "2026-11-30T23:00:00Z";
        let (last, first) = (date(2026, 11, 30), date(2026, 12, 1));
        for (name, at_evening, at_morning) in [
            ("America/New_York", last, last),
            ("America/Los_Angeles", last, last),
            ("Pacific/Honolulu", last, last),
            ("Etc/UTC", first, last),
            ("Europe/Berlin", first, first),
            ("Asia/Manila", first, first),
            ("Asia/Kolkata", first, first),
            ("Pacific/Kiritimati", first, first),
        ] {
            let zone = TimeZone::get(name).expect("a zone");
            assert_eq!(day(&zone, evening), at_evening, "{name}");
            assert_eq!(day(&zone, morning), at_morning, "{name}");
            // The embedded database knows it too, with the mark of a name or not.
            for name in [name.to_owned(), format!(":{name}")] {
                let zone = embedded_zone(&name).expect("a zone");
                assert_eq!(day(&zone, evening), at_evening, "{name}");
            }
        }
        // Summer and winter differ by name as by rule.
        let by_rule = TimeZone::posix("EST5EDT,M3.2.0,M11.1.0").expect("a rule");
        let by_name = TimeZone::get("America/New_York").expect("a zone");
        for zone in [by_rule, by_name] {
            assert_eq!(day(&zone, "2026-07-01T04:30:00Z"), date(2026, 7, 1));
            assert_eq!(day(&zone, "2026-12-01T04:30:00Z"), last);
        }
        let now = evening.parse().expect("a moment");
        assert_eq!(day_in(None, now), first);
        assert!(embedded_zone("Moon/Tranquility").is_none());
    }
}
