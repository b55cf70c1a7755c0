//! When a profile was last changed, as a number that only grows.

use std::{fs, path::Path};

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, date},
};
use toml::de::{DeTable, DeValue};

use crate::store::{
    edit::check_nesting,
    saving::read::{PROFILE_LIMIT, read_limited},
};

/// The key that holds the time of an entry's last change.
const KEY: &str = "changed";

/// The day from which versions are counted.
const FIRST_DAY: Date = date(2020, 1, 1);
/// The same day's first second, as seconds from 1970.
const FIRST_SECOND: i64 = 1_577_836_800;

/// How far ahead of now a change may be. Quick changes of one entry are a second
/// apart each, however short they really were, and clocks of two machines differ.
const AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// Which version of what a profile says this is: higher after a change, and on
/// a later day, on which the same profile says something else.
///
/// It is the seconds from 2020 to the newest change, and the days from 2020 to
/// today. A change is the newest `changed` of an entry or the file's own time:
/// the file knows of edits by hand and of changes taken back, the entries
/// outlive a copy to another machine. A time far ahead of now is a slip of the
/// hand, which would end all counting: it is passed over.
///
/// Two changes within one second can share a number. A calendar program then goes by the time of
/// the export, which stands beside it. Going back is possible too: quick changes of one entry run
/// ahead of the clock by a second each, and an undo within those seconds counts from the clock
/// again. To rule that out, an export would have to be remembered, or fractions of a second to fit
/// into the number, which has no room for them. Nobody exports twice within such seconds.
#[must_use]
pub fn version(path: &Path, now: Timestamp, today: Date) -> i32 {
    let latest = now.saturating_add(AHEAD).unwrap_or(Timestamp::MAX);
    number(newest_change(path, latest), today)
}

fn number(newest_change: Option<Timestamp>, today: Date) -> i32 {
    let seconds = newest_change.map_or(0, |newest| (newest.as_second() - FIRST_SECOND).max(0));
    let days = (today - FIRST_DAY).get_days().max(0);
    i32::try_from(seconds + i64::from(days)).unwrap_or(i32::MAX)
}

fn newest_change(path: &Path, latest: Timestamp) -> Option<Timestamp> {
    let modified = fs::metadata(path).and_then(|about| about.modified()).ok();
    let modified = modified.and_then(|time| Timestamp::try_from(time).ok());
    let modified = modified.filter(|time| *time <= latest);
    let bytes = read_limited(path, PROFILE_LIMIT).ok().flatten();
    let written = bytes.and_then(|bytes| newest_in(str::from_utf8(&bytes).ok()?, latest));
    modified.max(written)
}

fn newest_in(text: &str, latest: Timestamp) -> Option<Timestamp> {
    // Nesting is limited, so the way down ends.
    check_nesting(text).ok()?;
    newest_of(DeTable::parse(text).ok()?.get_ref(), latest)
}

fn newest_of(table: &DeTable<'_>, latest: Timestamp) -> Option<Timestamp> {
    let times = table.iter().map(|(key, value)| match value.get_ref() {
        DeValue::Datetime(time) if key.get_ref() == KEY => {
            let time = time.to_string().parse().ok();
            time.filter(|time| *time <= latest)
        }
        DeValue::Table(table) => newest_of(table, latest),
        DeValue::Array(items) => {
            let tables = items.iter().filter_map(|item| item.get_ref().as_table());
            tables.filter_map(|table| newest_of(table, latest)).max()
        }
        _ => None,
    });
    times.flatten().max()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use proptest::prelude::{prop_assert, proptest};

    use super::*;

    fn newest(text: &str) -> Option<String> {
        newest_in(text, Timestamp::MAX).map(|newest| newest.to_string())
    }

    fn time(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    proptest! {
        #[test]
        fn a_later_change_or_day_never_has_a_lower_number(
            earlier in -377_705_023_201_i64..=253_402_207_200,
            later in -377_705_023_201_i64..=253_402_207_200,
            today in 0_i32..=3_000_000,
        ) {
            let time = |second| Timestamp::from_second(second).ok();
            let (earlier, later) = (earlier.min(later), earlier.max(later));
            let day = date(0, 1, 1).saturating_add(jiff::Span::new().days(today));
            let of = |second| number(time(second), day);
            prop_assert!(0 <= of(earlier) && of(earlier) <= of(later));
            let tomorrow = day.tomorrow().unwrap_or(day);
            prop_assert!(of(later) <= number(time(later), tomorrow));
        }
    }

    #[test]
    fn the_number_is_of_seconds_and_days_from_2020() {
        let of = |text: &str, today| number(Some(time(text)), today);
        assert_eq!(of("2020-01-01T00:00:00Z", date(2020, 1, 1)), 0);
        assert_eq!(of("2020-01-02T00:00:05Z", date(2020, 1, 1)), 86_405);
        assert_eq!(of("2020-01-02T00:00:05Z", date(2021, 1, 1)), 86_405 + 366);
        assert_eq!(of("2019-12-31T23:59:59Z", date(2019, 1, 1)), 0);
        assert_eq!(number(None, date(2020, 1, 11)), 10);
        assert_eq!(of("2088-01-20T00:00:00Z", date(2020, 1, 1)), i32::MAX);
        assert_eq!(number(Some(Timestamp::MAX), Date::MAX), i32::MAX);
        assert_eq!(number(Some(Timestamp::MIN), Date::MIN), 0);
    }

    #[test]
    fn a_time_far_ahead_counts_for_nothing() {
        let text = "changed = 2020-01-01T00:00:00Z\n\
            [steps.a]\nchanged = 2099-01-01T00:00:00Z\n\
            [[attempts]]\nchanged = 2099-01-01T00:00:00Z\n";
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("profile.toml");
        fs::write(&path, text).expect("a file");
        // The file itself is far ahead of this day.
        let at = |now: &str| version(&path, time(now), FIRST_DAY);
        assert_eq!(at("2019-12-30T23:59:59Z"), 0);
        assert_eq!(at("2021-01-01T00:00:00Z"), 0);
        assert_eq!(at("2098-12-30T23:59:59Z"), at("2090-01-01T00:00:00Z"));
        assert_eq!(at("2098-12-31T00:00:00Z"), i32::MAX);
        assert_eq!(version(&path, Timestamp::MAX, FIRST_DAY), i32::MAX);
        // Where all are, nothing is known.
        assert_eq!(newest_change(&path, Timestamp::UNIX_EPOCH), None);
    }

    #[test]
    fn the_newest_of_all_entries_counts_wherever_they_stand() {
        let text = "changed = 2020-01-01T00:00:00Z\n\
            [steps.a]\nchanged = 2026-11-22T10:11:12Z\non = 2030-01-01\n\
            [steps.b]\nchanged = 2026-11-22T13:00:00+02:00\n\
            [facts.\"x.y\"]\nchanged = 2025-01-01T00:00:00Z\n";
        assert_eq!(newest(text).as_deref(), Some("2026-11-22T11:00:00Z"));
        let listed = "[[attempts]]\nid = 1\n[[attempts]]\nchanged = 2027-01-01T00:00:00Z\n";
        let both = [text, listed].concat();
        assert_eq!(newest(&both).as_deref(), Some("2027-01-01T00:00:00Z"));
    }

    #[test]
    fn what_is_no_time_is_passed_over() {
        for changed in ["\"today\"", "2026-11-22", "2026-11-22T10:00:00", "1", "{}"] {
            let text = format!("[steps.a]\nchanged = {changed}\n");
            assert_eq!(newest(&text), None, "{changed}");
            let text = format!("{text}[steps.b]\nchanged = 2026-11-22T10:11:12Z\n");
            assert!(newest(&text).is_some(), "{changed}");
        }
        assert_eq!(newest("no TOML"), None);
        assert_eq!(newest(&"a = [".repeat(100_000)), None);
    }

    #[test]
    fn the_later_of_file_and_entries_counts() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("profile.toml");
        assert_eq!(newest_change(&path, Timestamp::MAX), None);
        let at = |second| {
            fs::write(&path, "[steps.a]\nchanged = 2026-11-22T10:11:12Z\n").expect("a file");
            let file = fs::File::options().write(true).open(&path).expect("a file");
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(second);
            file.set_modified(time).expect("it has a time");
            let newest = newest_change(&path, Timestamp::MAX);
            newest.expect("it is known").to_string()
        };
        assert_eq!(at(1_000_000_000), "2026-11-22T10:11:12Z");
        assert_eq!(at(1_900_000_000), "2030-03-17T17:46:40Z");
        // A text that is none still has its time.
        fs::write(&path, b"\xff").expect("a file");
        assert!(newest_change(&path, Timestamp::MAX).is_some());
    }
}
