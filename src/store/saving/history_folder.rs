//! The folder in which a profile's earlier texts lie, and the names in it.
//!
//! Owns the file names, `at`, the file that says on which text the profile
//! stands, and `path`, the one that says where the profile was last seen. Leaves
//! to [`history`](super::history) what the texts mean and in which order they
//! are written, to [`locating`](super::locating) whose folder it is.
//!
//! ```text
//! history/3f0c29d81b6e44a7c2d51e900b7a63f8/
//!   000122-20261122T101112Z.toml        a text that a command made
//!   000123-20261122T101500Z-hand.toml   a text that the person made in an editor
//!   000124-20261122T102030Z.toml.new    a text whose save is not known to be done
//!   at                                  "123", or "123 -> 122" while an undo is under way
//!   path                                "profile.toml", from the data folder on
//!   lock
//! ```

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::disk;
use super::read::{PROFILE_LIMIT, ReadError, read_limited};

/// One text that the profile had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its place in the order of texts, from 1. The clock does not decide the order.
    pub number: u64,
    /// When it was written down.
    pub stamp: Timestamp,
    /// Who made it.
    pub kind: UnitKind,
    /// The file that holds it.
    pub path: PathBuf,
}

/// Who made a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitKind {
    /// A command.
    Command,
    /// The person, in an editor; found by the next command.
    HandEdit,
}

impl Unit {
    /// The text; `None` where the file went missing.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn text(&self) -> Result<Option<Vec<u8>>, ReadError> {
        read_limited(&self.path, PROFILE_LIMIT)
    }
}

/// What `at` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// The profile stands on this number.
    On(u64),
    /// An undo or redo began to put the second in place of the first.
    Moving { from: u64, to: u64 },
    /// The file is missing or damaged.
    Lost,
}

/// What was found in the folder.
#[derive(Debug)]
pub(super) struct Listing {
    /// By number, each number once.
    pub(super) units: Vec<Unit>,
    /// Texts whose save is not known to be done.
    pub(super) started: Vec<Unit>,
    pub(super) at: At,
}

impl Listing {
    /// Whether there is no text at all.
    pub(super) fn is_empty(&self) -> bool {
        self.units.is_empty() && self.started.is_empty()
    }
}

/// The name of the file that holds the place.
const PLACE: &str = "path";

/// The folder of one profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HistoryFolder {
    path: PathBuf,
}

impl HistoryFolder {
    /// The folder of this name under `history`.
    pub(super) fn named(history: &Path, key: &str) -> Self {
        Self {
            path: history.join(key),
        }
    }

    /// The folder of that name beside this one.
    pub(super) fn beside(&self, key: &str) -> Self {
        Self {
            path: self.path.with_file_name(key),
        }
    }

    /// Its name.
    pub(super) fn key(&self) -> &str {
        let name = self.path.file_name();
        name.and_then(|name| name.to_str()).unwrap_or_default()
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The file that carries the lock.
    pub(super) fn lock(&self) -> PathBuf {
        self.path.join("lock")
    }

    /// Makes the folder.
    pub(super) fn make(&self) -> io::Result<()> {
        disk::make_folder(&self.path)
    }

    /// Gives it another name, with all that is in it.
    pub(super) fn rename(&mut self, key: &str) -> io::Result<()> {
        let new = self.beside(key);
        disk::rename(&self.path, &new.path)?;
        *self = new;
        Ok(())
    }

    /// The place that was written down last.
    ///
    /// # Errors
    /// It is there, and the disk does not give it.
    pub(super) fn place(&self) -> Result<Option<PathBuf>, ReadError> {
        const LONGEST: u64 = 64 * 1024;
        let bytes = read_limited(&self.path.join(PLACE), LONGEST)?;
        Ok(bytes.and_then(|mut bytes| {
            bytes.pop_if(|last| *last == b'\n');
            place_from(bytes)
        }))
    }

    /// Writes a place down, durable with the next [`sync`](Self::sync). Of a place that cannot be
    /// written down so that it is found again, nothing is, and an earlier one goes.
    pub(super) fn write_place(&self, place: &Path) -> io::Result<()> {
        let file = self.path.join(PLACE);
        let Some(mut bytes) = bytes_of(place) else {
            return disk::remove(&file);
        };
        bytes.push(b'\n');
        let prepared = file.with_extension("new");
        disk::write_new(&prepared, &bytes)?;
        disk::rename(&prepared, &file).inspect_err(|_| {
            disk::remove(&prepared).ok();
        })
    }

    /// What is there; names of another form are passed over, a missing folder is empty.
    pub(super) fn list(&self) -> io::Result<Listing> {
        let mut listing = Listing {
            units: Vec::new(),
            started: Vec::new(),
            at: self.at(),
        };
        let entries = match fs::read_dir(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(listing),
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else { continue };
            let (name, done) = match name.strip_suffix(".new") {
                Some(name) => (name, false),
                None => (name, true),
            };
            let Some((number, stamp, kind)) = parse_name(name) else {
                continue;
            };
            // Neither folders nor links that someone put here.
            if !entry.file_type().is_ok_and(|found| found.is_file()) {
                continue;
            }
            let list = if done {
                &mut listing.units
            } else {
                &mut listing.started
            };
            list.push(Unit {
                number,
                stamp,
                kind,
                path: entry.path(),
            });
        }
        // Of two units with one number, which only copying by hand can make, the later one counts.
        let order =
            |a: &Unit, b: &Unit| (a.number, b.stamp, &b.path).cmp(&(b.number, a.stamp, &a.path));
        listing.units.sort_by(order);
        listing.units.dedup_by_key(|unit| unit.number);
        listing.started.sort_by(order);
        Ok(listing)
    }

    /// Writes a text under its temporary name, durable with the next [`sync`](Self::sync).
    pub(super) fn start(
        &self,
        number: u64,
        stamp: Timestamp,
        kind: UnitKind,
        text: &[u8],
    ) -> io::Result<Unit> {
        let path = self
            .path
            .join(format!("{}.new", name_of(number, stamp, kind)));
        disk::write_new(&path, text)?;
        Ok(Unit {
            number,
            stamp,
            kind,
            path,
        })
    }

    /// Gives a started text its lasting name.
    pub(super) fn finish(&self, started: Unit) -> io::Result<Unit> {
        let name = name_of(started.number, started.stamp, started.kind);
        let path = self.path.join(name);
        disk::rename(&started.path, &path)?;
        Ok(Unit { path, ..started })
    }

    /// Writes where the profile will stand, under a temporary name, durable with the next
    /// [`sync`](Self::sync). What is left to do then needs no more room on the disk.
    pub(super) fn prepare_at(&self, at: At) -> io::Result<()> {
        let text = match at {
            At::On(number) => format!("{number}\n"),
            At::Moving { from, to } => format!("{from} -> {to}\n"),
            At::Lost => String::new(),
        };
        disk::write_new(&self.prepared_at(), text.as_bytes())
    }

    /// Makes what was prepared the word on where the profile stands, durable.
    pub(super) fn place_at(&self) -> io::Result<()> {
        disk::rename(&self.prepared_at(), &self.path.join("at"))?;
        self.sync()
    }

    /// Returns once the names in the folder would survive a power cut.
    pub(super) fn sync(&self) -> io::Result<()> {
        disk::sync_folder(&self.path)
    }

    fn prepared_at(&self) -> PathBuf {
        self.path.join("at.new")
    }

    fn at(&self) -> At {
        const LONGEST: u64 = 64;
        let read = read_limited(&self.path.join("at"), LONGEST);
        // Whatever is wrong with it, the texts tell where the profile stands.
        read.ok()
            .flatten()
            .and_then(|bytes| parse_at(std::str::from_utf8(&bytes).ok()?))
            .unwrap_or(At::Lost)
    }
}

/// A place as the system has it: names are bytes there, and need not be text.
#[cfg(unix)]
fn bytes_of(place: &Path) -> Option<Vec<u8>> {
    use std::os::unix::ffi::OsStrExt;
    Some(place.as_os_str().as_bytes().to_vec())
}

#[cfg(not(unix))]
fn bytes_of(place: &Path) -> Option<Vec<u8>> {
    Some(place.to_str()?.as_bytes().to_vec())
}

#[cfg(unix)]
fn place_from(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    let place = PathBuf::from(std::ffi::OsString::from_vec(bytes));
    (!place.as_os_str().is_empty()).then_some(place)
}

#[cfg(not(unix))]
fn place_from(bytes: Vec<u8>) -> Option<PathBuf> {
    let place = PathBuf::from(String::from_utf8(bytes).ok()?);
    (!place.as_os_str().is_empty()).then_some(place)
}

fn parse_at(text: &str) -> Option<At> {
    let text = text.trim();
    match text.split_once(" -> ") {
        Some((from, to)) => Some(At::Moving {
            from: from.parse().ok()?,
            to: to.parse().ok()?,
        }),
        None => text.parse().ok().map(At::On),
    }
}

fn name_of(number: u64, stamp: Timestamp, kind: UnitKind) -> String {
    let stamp = stamp.strftime(STAMP);
    match kind {
        UnitKind::Command => format!("{number:06}-{stamp}.toml"),
        UnitKind::HandEdit => format!("{number:06}-{stamp}-hand.toml"),
    }
}

fn parse_name(name: &str) -> Option<(u64, Timestamp, UnitKind)> {
    // Far beyond any number in use, and far from the largest that can be counted.
    const MOST_DIGITS: usize = 12;
    let (number, rest) = name.strip_suffix(".toml")?.split_once('-')?;
    let (stamp, kind) = match rest.strip_suffix("-hand") {
        Some(stamp) => (stamp, UnitKind::HandEdit),
        None => (rest, UnitKind::Command),
    };
    if !(6..=MOST_DIGITS).contains(&number.len()) || !number.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let stamp = DateTime::strptime(STAMP, stamp).ok()?;
    let stamp = TimeZone::UTC.to_timestamp(stamp).ok()?;
    Some((number.parse().ok()?, stamp, kind))
}

/// UTC to the second, without the colons that Windows forbids in a name.
const STAMP: &str = "%Y%m%dT%H%M%SZ";

#[cfg(test)]
mod tests {
    use std::fs;

    use jiff::Timestamp;
    use tempfile::TempDir;

    use super::{At, HistoryFolder, UnitKind, name_of, parse_at, parse_name};

    fn stamp() -> Timestamp {
        "2026-11-22T10:11:12.999Z".parse().expect("a time")
    }

    #[test]
    fn names_are_those_promised_and_read_back() {
        for (kind, name) in [
            (UnitKind::Command, "000123-20261122T101112Z.toml"),
            (UnitKind::HandEdit, "000123-20261122T101112Z-hand.toml"),
        ] {
            assert_eq!(name_of(123, stamp(), kind), name);
            let (number, read, read_kind) = parse_name(name).expect("a unit");
            assert_eq!((number, read_kind), (123, kind));
            assert_eq!(read.as_second(), stamp().as_second());
        }
        let late = name_of(12_345_678, stamp(), UnitKind::Command);
        assert_eq!(parse_name(&late).expect("a unit").0, 12_345_678);
    }

    #[test]
    fn other_names_are_no_units() {
        for name in [
            "lock",
            "at",
            "at.new",
            ".toml",
            "000123.toml",
            "123-20261122T101112Z.toml",
            "+00123-20261122T101112Z.toml",
            "000123-20261122T101112Z.toml~",
            "000123-20261122T101112Z-foot.toml",
            "000123-20261322T101112Z.toml",
            "000123-2026.toml",
            "9999999999999999999999-20261122T101112Z.toml",
        ] {
            assert_eq!(parse_name(name), None, "{name}");
        }
    }

    #[test]
    fn at_is_a_number_or_a_move_or_lost() {
        let moving = At::Moving { from: 124, to: 123 };
        for (text, at) in [
            ("123\n", Some(At::On(123))),
            ("123", Some(At::On(123))),
            ("124 -> 123\n", Some(moving)),
            ("", None),
            ("twelve", None),
            ("12\n13", None),
            ("-1", None),
            ("1 -> ", None),
        ] {
            assert_eq!(parse_at(text), at, "{text:?}");
        }
    }

    #[test]
    fn what_does_not_belong_is_passed_over() {
        let root = TempDir::new().expect("a temporary folder");
        let folder = HistoryFolder::named(root.path(), "profile");
        let list = || folder.list().expect("it can be listed");
        assert!(list().units.is_empty(), "a missing folder");
        folder.make().expect("a folder");
        for name in ["notes.txt", "lock", "000002-20261122T101112Z.toml.bak"] {
            fs::write(folder.path().join(name), "x").expect("a file");
        }
        let planted = folder.path().join("000003-20261122T101112Z.toml");
        fs::create_dir(planted).expect("a folder");
        #[cfg(unix)]
        std::os::unix::fs::symlink("lock", folder.path().join("000004-20261122T101112Z.toml"))
            .expect("a link");
        // Copied here by hand under a number that is taken.
        for name in [
            "000001-20261122T101112Z.toml",
            "000001-20261123T101112Z.toml",
        ] {
            fs::write(folder.path().join(name), "x").expect("a file");
        }
        let units = list().units;
        assert_eq!(units.len(), 1, "{units:?}");
        assert!(units[0].path.ends_with("000001-20261123T101112Z.toml"));
        assert_eq!(list().at, At::Lost);
        fs::create_dir(folder.path().join("at")).expect("a folder");
        assert_eq!(list().at, At::Lost);
    }
}
