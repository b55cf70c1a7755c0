//! When a profile was last changed.

use std::{fs, path::Path};

use jiff::Timestamp;
use toml::de::{DeTable, DeValue};

use crate::store::{
    edit::check_nesting,
    saving::read::{PROFILE_LIMIT, read_limited},
};

/// The key that holds the time of an entry's last change.
const KEY: &str = "changed";

/// The later of the newest `changed` of all entries and of the file's own time;
/// none where neither can be told.
///
/// The file knows of edits by hand and of changes taken back, the entries
/// outlive a copy to another machine.
#[must_use]
pub fn newest_change(path: &Path) -> Option<Timestamp> {
    let modified = fs::metadata(path).and_then(|about| about.modified()).ok();
    let modified = modified.and_then(|time| Timestamp::try_from(time).ok());
    let bytes = read_limited(path, PROFILE_LIMIT).ok().flatten();
    let written = bytes.and_then(|bytes| newest_in(str::from_utf8(&bytes).ok()?));
    modified.max(written)
}

fn newest_in(text: &str) -> Option<Timestamp> {
    // Nesting is limited, so the way down ends.
    check_nesting(text).ok()?;
    newest_of(DeTable::parse(text).ok()?.get_ref())
}

fn newest_of(table: &DeTable<'_>) -> Option<Timestamp> {
    let times = table.iter().map(|(key, value)| match value.get_ref() {
        DeValue::Datetime(time) if key.get_ref() == KEY => time.to_string().parse().ok(),
        DeValue::Table(table) => newest_of(table),
        DeValue::Array(items) => {
            let tables = items.iter().filter_map(|item| item.get_ref().as_table());
            tables.filter_map(newest_of).max()
        }
        _ => None,
    });
    times.flatten().max()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    fn newest(text: &str) -> Option<String> {
        newest_in(text).map(|newest| newest.to_string())
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
        assert_eq!(newest_change(&path), None);
        let at = |second| {
            fs::write(&path, "[steps.a]\nchanged = 2026-11-22T10:11:12Z\n").expect("a file");
            let file = fs::File::options().write(true).open(&path).expect("a file");
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(second);
            file.set_modified(time).expect("it has a time");
            newest_change(&path).expect("it is known").to_string()
        };
        assert_eq!(at(1_000_000_000), "2026-11-22T10:11:12Z");
        assert_eq!(at(1_900_000_000), "2030-03-17T17:46:40Z");
        // A text that is none still has its time.
        fs::write(&path, b"\xff").expect("a file");
        assert!(newest_change(&path).is_some());
    }
}
