//! Which history belongs to a profile.
//!
//! Owns the names of the folders and the file `path` in each, which holds the
//! place where the profile was last seen. A profile is known by its `id`, so
//! that it keeps its history wherever it is moved. Where the id cannot be read
//! or the profile is gone, the place decides. Two profiles with one id are a
//! profile and its copy: the one at the place last seen keeps the history, and
//! the other gets one of its own. A profile whose id was changed by hand has lost
//! its history: that it lies under the id before is told, nothing more.
//!
//! Finding writes nothing. `Located::settle` writes, under the lock.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use toml::de::DeTable;

use super::history::{History, HistoryError};
use super::history_folder::HistoryFolder;
use super::read::{PROFILE_LIMIT, read_limited};
use super::real_path::real_path;

/// What tells the profile at a path without links from others on this machine: 16 hexadecimal
/// digits.
#[must_use]
pub fn key_of(real_profile: &Path) -> String {
    let digest = Sha256::digest(real_profile.as_os_str().as_encoded_bytes());
    let key = digest
        .iter()
        .take(8)
        .fold(0_u64, |key, byte| (key << 8) | u64::from(*byte));
    format!("{key:016x}")
}

/// What a text says about whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Identity {
    /// Its `id`, in the form that can name a folder.
    Id(String),
    /// It has none.
    Nameless,
    /// It is not TOML.
    Unreadable,
}

fn identity(bytes: &[u8]) -> Identity {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Identity::Unreadable;
    };
    let Ok(table) = DeTable::parse(text.trim_start_matches('\u{feff}')) else {
        return Identity::Unreadable;
    };
    let id = table.get_ref().get("id");
    let id = id.and_then(|id| id.get_ref().as_str());
    match id.filter(|id| can_be_key(id)) {
        Some(id) => Identity::Id(id.to_owned()),
        None => Identity::Nameless,
    }
}

fn can_be_key(id: &str) -> bool {
    let is_sign = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    (8..=64).contains(&id.len()) && id.bytes().all(is_sign)
}

/// A history that has texts.
#[derive(Debug)]
struct Candidate {
    key: String,
    folder: HistoryFolder,
    /// Where its profile was last seen, without links where that is still there. Absent where the
    /// folder is older than the file that says so.
    seen_at: Option<PathBuf>,
}

impl Candidate {
    /// Whose texts these are: the newest that is TOML decides, beginning with the one the profile
    /// stands on.
    fn identity(&self) -> Result<Identity, HistoryError> {
        let history = History::read(&self.folder)?;
        let newest_first = history.at().into_iter().chain(history.units().iter().rev());
        let texts = newest_first.filter_map(|unit| unit.text().ok()?);
        let mut identities = texts.map(|text| identity(&text));
        let known = identities.find(|found| *found != Identity::Unreadable);
        Ok(known.unwrap_or(Identity::Unreadable))
    }

    /// Whether its profile was last seen at this place.
    fn is_of(&self, real: &Path) -> bool {
        match &self.seen_at {
            Some(place) => place == real,
            None => self.key == key_of(real),
        }
    }

    /// Whether its profile is another one, which is still where it was last seen.
    fn is_held_elsewhere(&self, id: &str) -> bool {
        let Some(place) = &self.seen_at else {
            return false;
        };
        match read_limited(place, PROFILE_LIMIT) {
            Ok(None) => false,
            Ok(Some(bytes)) => match identity(&bytes) {
                Identity::Id(other) => other == id,
                Identity::Nameless => false,
                Identity::Unreadable => true,
            },
            // It is there. To take its history away could not be put right again.
            Err(_) => true,
        }
    }

    /// When its oldest and its newest text were written down.
    fn time(&self) -> Option<(Timestamp, Timestamp)> {
        let history = History::read(&self.folder).ok()?;
        let stamps = || history.units().iter().map(|unit| unit.stamp);
        stamps().min().zip(stamps().max())
    }

    /// Whether its profile stood on this text, and when it came to do so.
    fn standing(&self, profile: Option<&[u8]>) -> (bool, Option<Timestamp>) {
        let history = History::read(&self.folder).ok();
        let unit = history.as_ref().and_then(History::at);
        let text = unit.and_then(|unit| unit.text().ok()?);
        (
            profile.is_some() && text.as_deref() == profile,
            unit.map(|unit| unit.stamp),
        )
    }
}

/// The history of a profile as it was found.
#[derive(Debug)]
pub(super) struct Located {
    /// Where it lies; may be missing still.
    pub(super) folder: HistoryFolder,
    /// Where the profile is, as `path` says it.
    place: PathBuf,
    /// The key of that place.
    of_place: String,
    /// The id of a history that was last seen at this place, and that came to its end before that
    /// of this profile began: somebody gave the profile another id.
    pub(super) id_before: Option<String>,
}

impl Located {
    /// Names the folder after the profile that is about to hold `text`, and writes down where that
    /// is. Must go before any change, under the lock that lies in the folder.
    pub(super) fn settle(&mut self, text: &[u8]) -> Result<(), HistoryError> {
        if let Identity::Id(id) = identity(text)
            && !is_named_after(self.folder.key(), &id)
        {
            let mut keys = keys(Some(id), &self.of_place);
            // The name only helps a person. Where it cannot be given, nothing is lost.
            if let Some(key) = keys.find(|key| !self.folder.beside(key).path().exists()) {
                self.folder.rename(&key).ok();
            }
        }
        if matches!(self.folder.place(), Ok(Some(place)) if place == self.place) {
            return Ok(());
        }
        self.folder
            .write_place(&self.place)
            .map_err(|source| HistoryError::Write {
                folder: self.folder.path().to_owned(),
                source,
            })
    }
}

/// Finds under `history` that of the profile that holds these bytes (`None` where it is missing)
/// and whose path without links is this.
pub(super) fn locate(
    history: &Path,
    real: &Path,
    profile: Option<&[u8]>,
) -> Result<Located, HistoryError> {
    let home = history.parent().unwrap_or(Path::new("."));
    let home = real_path(home).unwrap_or_else(|_| home.to_owned());
    let mut unread = None;
    let candidates = candidates(history, &home, &mut unread)?;
    let id = match profile.map(identity) {
        Some(Identity::Id(id)) => Some(id),
        _ => None,
    };
    let found = match &id {
        Some(id) => of_id(&candidates, id, real, profile, &mut unread),
        None => at_place(candidates.iter().collect(), real, profile),
    };
    // It may be the very one that could not be read. To begin another would lose it.
    if let (None, Some(error)) = (found, unread) {
        return Err(error);
    }
    let id_before = id.as_deref().and_then(|id| {
        let at_place = candidates.iter().filter(|candidate| candidate.is_of(real));
        id_before(at_place, id, found)
    });
    let of_place = key_of(real);
    let folder = found.map_or_else(
        || {
            let is_free = |key: &String| candidates.iter().all(|known| known.key != *key);
            let key = keys(id, &of_place).find(is_free).unwrap_or_default();
            HistoryFolder::named(history, &key)
        },
        |found| found.folder.clone(),
    );
    // Without the name of the folder that holds both, which can then be moved as a whole.
    let place = real.strip_prefix(&home).unwrap_or(real);
    Ok(Located {
        folder,
        place: place.to_owned(),
        of_place,
        id_before,
    })
}

/// All that have texts, and an error where one could not be looked at.
fn candidates(
    history: &Path,
    home: &Path,
    unread: &mut Option<HistoryError>,
) -> Result<Vec<Candidate>, HistoryError> {
    let failed = |source| HistoryError::Read {
        folder: history.to_owned(),
        source,
    };
    let entries = match fs::read_dir(history) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let mut candidates = Vec::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let is_folder = entry.file_type().is_ok_and(|found| found.is_dir());
        let Some(key) = name.to_str().filter(|_| is_folder) else {
            continue;
        };
        let folder = HistoryFolder::named(history, key);
        // What holds no text belongs to nobody yet.
        if folder.list().is_ok_and(|listing| listing.is_empty()) {
            continue;
        }
        let place = folder.place().unwrap_or_else(|error| {
            unread.get_or_insert(HistoryError::Read {
                folder: folder.path().to_owned(),
                source: io::Error::other(error),
            });
            None
        });
        let seen_at = place.map(|place| {
            let place = home.join(place);
            real_path(&place).unwrap_or(place)
        });
        candidates.push(Candidate {
            key: key.to_owned(),
            folder,
            seen_at,
        });
    }
    Ok(candidates)
}

/// The history of the profile with this id at this place.
fn of_id<'c>(
    candidates: &'c [Candidate],
    id: &str,
    real: &Path,
    profile: Option<&[u8]>,
    unread: &mut Option<HistoryError>,
) -> Option<&'c Candidate> {
    let is_own = |candidate: &&Candidate| {
        let identity = candidate.identity().unwrap_or_else(|error| {
            unread.get_or_insert(error);
            Identity::Unreadable
        });
        match identity {
            Identity::Id(other) => other == id,
            // The id was written down later, or the texts cannot be read.
            _ => candidate.key == id || candidate.is_of(real),
        }
    };
    let own: Vec<&Candidate> = candidates.iter().filter(is_own).collect();
    at_place(own.clone(), real, profile).or_else(|| {
        // The profile was moved here, unless it is a copy of one that is still there.
        let mut moved = own;
        moved.retain(|candidate| !candidate.is_held_elsewhere(id));
        likeliest(moved, profile)
    })
}

/// The other id under which the newest of these histories was kept before that of the profile began.
fn id_before<'c>(
    at_place: impl Iterator<Item = &'c Candidate>,
    id: &str,
    own: Option<&Candidate>,
) -> Option<String> {
    let own_first = own.and_then(Candidate::time).map(|(first, _)| first);
    let others = at_place.filter_map(|candidate| match candidate.identity().ok()? {
        Identity::Id(other) if other != id => Some((candidate.time()?.1, other)),
        _ => None,
    });
    let earlier = others.filter(|(last, _)| own_first.is_none_or(|first| *last < first));
    earlier.max().map(|(_, other)| other)
}

/// The history of the profile that was last seen at this place.
fn at_place<'c>(
    mut candidates: Vec<&'c Candidate>,
    real: &Path,
    profile: Option<&[u8]>,
) -> Option<&'c Candidate> {
    candidates.retain(|candidate| candidate.is_of(real));
    likeliest(candidates, profile)
}

/// The one whose profile stood on this text, else the one that was used last.
fn likeliest<'c>(candidates: Vec<&'c Candidate>, profile: Option<&[u8]>) -> Option<&'c Candidate> {
    let by_standing = |candidate: &&Candidate| candidate.standing(profile);
    candidates.into_iter().max_by_key(by_standing)
}

/// What the folder of a profile can be called: by its id, and where its original has that name
/// already, by the place of the copy too. Without an id, by the place.
fn keys(id: Option<String>, of_place: &str) -> impl Iterator<Item = String> {
    let with_place = match &id {
        Some(id) => format!("{id}.{of_place}"),
        None => of_place.to_owned(),
    };
    let first = with_place.clone();
    let more = (2..).map(move |number: u32| format!("{with_place}.{number}"));
    id.into_iter().chain([first]).chain(more)
}

/// Whether a folder bears the name of this id: the id alone, or with what a copy adds to it.
fn is_named_after(key: &str, id: &str) -> bool {
    let rest = key.strip_prefix(id);
    // No id holds a full stop.
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{can_be_key, key_of};
    use crate::store::saving::change::ProfilePlaces;
    use crate::store::saving::log::{ProfileStanding, entries};
    use crate::store::saving::testing::{Desk, names_in};

    const ANA: &str = "ana-0000000000000001";
    const BEN: &str = "ben-0000000000000002";

    /// The text of a profile.
    fn text(id: &str, words: &str) -> String {
        format!("id = \"{id}\"\nname = \"{words}\"\n")
    }

    /// A home that can be moved, whose profile got these texts.
    fn desk(id: &str, words: &[&str]) -> Desk {
        let mut desk = Desk::new();
        desk.places = Desk::in_folder(&desk.folder.path().join("home"));
        for words in words {
            desk.change_to(text(id, words)).expect("a change");
        }
        desk
    }

    /// The same folder of histories, another profile.
    fn beside(desk: &Desk, profile: &str) -> Desk {
        let mut other = Desk::new();
        other.places = ProfilePlaces {
            profile: desk.folder.path().join(profile),
            history: desk.places.history.clone(),
        };
        other
    }

    fn keys(desk: &Desk) -> Vec<String> {
        names_in(&desk.places.history)
    }

    #[track_caller]
    fn assert_undone(desk: &Desk, expected: &str) {
        desk.undo().expect("an undo");
        let found = desk.profile().expect("a profile");
        assert_eq!(String::from_utf8_lossy(&found), expected);
    }

    /// One that cannot be read may be the one that is looked for.
    #[cfg(unix)]
    #[test]
    fn no_history_is_begun_beside_one_that_cannot_be_read() {
        use crate::store::saving::testing::{again_without_privilege, child_of, must_pass};
        use std::os::unix::fs::PermissionsExt;
        const NAME: &str = "no_history_is_begun_beside_one_that_cannot_be_read";
        let Some(folder) = child_of() else {
            let desk = Desk::with_texts(&[&text(ANA, "one"), &text(ANA, "two")]);
            rename(
                &desk.history(),
                &desk.places.history.join("of-another-name"),
            );
            let path = desk.folder.path();
            must_pass(again_without_privilege(module_path!(), NAME, path));
            return;
        };
        let mut desk = Desk::new();
        desk.places = Desk::in_folder(&folder);
        let history = desk.places.history.join("of-another-name");
        let set_mode = |mode| {
            let permissions = fs::Permissions::from_mode(mode);
            fs::set_permissions(&history, permissions).expect("it is ours");
        };
        set_mode(0o000);
        desk.change_to(text(ANA, "three"))
            .expect_err("it cannot be read");
        desk.undo().expect_err("it cannot be read");
        assert_eq!(keys(&desk), ["of-another-name"]);
        set_mode(0o700);
        assert_undone(&desk, &text(ANA, "one"));
        assert_eq!(keys(&desk), [ANA]);
    }

    fn rename(from: &Path, to: &Path) {
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::rename(from, to).expect("it can be moved");
    }

    #[test]
    fn a_history_bears_the_id_and_says_where_its_profile_is() {
        let desk = desk(ANA, &["one"]);
        assert_eq!(keys(&desk), [ANA]);
        let place = fs::read_to_string(desk.history().join("path"));
        assert_eq!(place.expect("it is there"), "profile.toml\n");

        let outside = beside(&desk, "outside.toml");
        outside.change_to(text(BEN, "two")).expect("a change");
        let real = fs::canonicalize(&outside.places.profile).expect("it is there");
        let place = fs::read_to_string(outside.history().join("path"));
        assert_eq!(place.expect("it is there"), format!("{}\n", real.display()));
    }

    /// The names of Unix are bytes, and two that differ may look alike as text.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_place_that_is_no_text_leads_back_to_a_lost_profile() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let desk = Desk::new();
        let at = |name: &[u8]| {
            let mut other = beside(&desk, "");
            other.places.profile.push(OsStr::from_bytes(name));
            other
        };
        let (first, second) = (at(b"J\xf6rg.toml"), at(b"J\xe9rg.toml"));
        let (of_first, of_second) = (text(ANA, "one"), text(BEN, "two"));
        first.change_to(&of_first).expect("a change");
        second.change_to(&of_second).expect("a change");
        fs::remove_file(&first.places.profile).expect("it is there");
        fs::remove_file(&second.places.profile).expect("it is there");
        assert_undone(&first, &of_first);
        assert_undone(&second, &of_second);
        assert_eq!(keys(&first), [ANA, BEN]);
    }

    #[test]
    fn an_id_can_be_a_key_where_it_is_long_enough_and_plain() {
        for id in ["01234567", "a-b-c-d-", &"z".repeat(64)] {
            assert!(can_be_key(id), "{id}");
        }
        for id in [
            "",
            "0123456",
            &"z".repeat(65),
            "ABCDEFGH",
            "../../../..",
            "a.b.c.d.e",
        ] {
            assert!(!can_be_key(id), "{id}");
        }
        let desk = desk("../../../..", &["one", "two"]);
        let real = fs::canonicalize(&desk.places.profile).expect("it is there");
        assert_eq!(keys(&desk), [key_of(&real)]);
        assert_undone(&desk, &text("../../../..", "one"));
    }

    #[test]
    fn the_key_of_a_place_never_changes() {
        // printf /home/ana/hitpath/profile.toml | sha256sum | cut -c 1-16
        let key = key_of(Path::new("/home/ana/hitpath/profile.toml"));
        assert_eq!(key, "038dfb6b7953700f");
    }

    #[test]
    fn a_renamed_home_keeps_the_history_of_a_sound_broken_or_missing_profile() {
        for profile in [Some(text(ANA, "two")), Some("= broken".to_owned()), None] {
            let mut desk = desk(ANA, &["one", "two"]);
            match &profile {
                Some(text) => desk.edit(text),
                None => fs::remove_file(&desk.places.profile).expect("it is there"),
            }
            let new = desk.folder.path().join("somewhere/else");
            rename(&desk.folder.path().join("home"), &new);
            desk.places = Desk::in_folder(&new);
            assert_eq!(desk.log().units.len(), 2, "{profile:?}");
            let is_two = profile.is_some_and(|profile| profile == text(ANA, "two"));
            assert_undone(&desk, &text(ANA, if is_two { "one" } else { "two" }));
            assert_eq!(keys(&desk), [ANA]);
        }
    }

    #[test]
    fn a_profile_that_was_moved_alone_is_known_by_its_id() {
        let desk = desk(ANA, &["one", "two"]);
        let moved = beside(&desk, "dotfiles/ana.toml");
        rename(&desk.places.profile, &moved.places.profile);
        assert_eq!(moved.log().units.len(), 2);
        assert_undone(&moved, &text(ANA, "one"));
        // And back, where another one lies meanwhile.
        let ben = text(BEN, "new");
        desk.edit(&ben);
        assert!(desk.log().units.is_empty());
        desk.change_to(text(BEN, "newer")).expect("a change");
        assert_undone(&desk, &ben);
        moved.redo().expect("a redo");
        assert_eq!(moved.profile(), Some(text(ANA, "two").into_bytes()));
        assert_eq!(keys(&desk), [ANA, BEN]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_elsewhere_finds_the_history_again() {
        use std::os::unix::fs::symlink;
        let desk = desk(ANA, &["one", "two"]);
        let (first, second) = (desk.folder.path().join("a"), desk.folder.path().join("b"));
        rename(&desk.places.profile, &first);
        symlink(&first, &desk.places.profile).expect("a link");
        desk.change_to(text(ANA, "three")).expect("a change");
        rename(&first, &second);
        fs::remove_file(&desk.places.profile).expect("it is there");
        symlink(&second, &desk.places.profile).expect("a link");
        assert_undone(&desk, &text(ANA, "two"));
        assert!(desk.places.profile.is_symlink());
        // The home under its old name is the same home.
        let new = desk.folder.path().join("new-home");
        rename(&desk.folder.path().join("home"), &new);
        symlink(&new, desk.folder.path().join("home")).expect("a link");
        let mut desk = desk;
        desk.places = Desk::in_folder(&new);
        assert_undone(&desk, &text(ANA, "one"));
        assert_eq!(keys(&desk), [ANA]);
    }

    #[test]
    fn a_copy_beside_its_original_has_a_history_of_its_own() {
        let mut desk = desk(ANA, &["one", "two"]);
        let mut copy = beside(&desk, "home/copy.toml");
        fs::copy(&desk.places.profile, &copy.places.profile).expect("a copy");
        assert!(copy.log().units.is_empty());
        copy.change_to(text(ANA, "of the copy")).expect("a change");
        copy.change_to(text(ANA, "of the copy too"))
            .expect("a change");
        assert_eq!(keys(&desk).len(), 2);
        assert_undone(&desk, &text(ANA, "one"));
        assert_undone(&copy, &text(ANA, "of the copy"));

        // Both know which is theirs after the folder has moved.
        let new = desk.folder.path().join("new");
        rename(&desk.folder.path().join("home"), &new);
        desk.places = Desk::in_folder(&new);
        copy.places = ProfilePlaces {
            profile: new.join("copy.toml"),
            history: desk.places.history.clone(),
        };
        assert_undone(&copy, &text(ANA, "two"));
        desk.redo().expect("a redo");
        assert_eq!(desk.profile(), Some(text(ANA, "two").into_bytes()));
        // And so does a copy that is moved alone.
        let moved = beside(&desk, "moved.toml");
        rename(&copy.places.profile, &moved.places.profile);
        moved.redo().expect("a redo");
        assert_eq!(moved.profile(), Some(text(ANA, "of the copy").into_bytes()));
        assert_eq!(keys(&desk).len(), 2);
    }

    /// As folders were named once: after the place, and without saying it.
    #[test]
    fn a_folder_under_an_old_key_is_taken_over_by_the_first_change() {
        let desk = desk(ANA, &["one", "two"]);
        let real = fs::canonicalize(&desk.places.profile).expect("it is there");
        let old = desk.places.history.join(key_of(&real));
        rename(&desk.history(), &old);
        fs::remove_file(old.join("path")).expect("it is there");
        assert_eq!(desk.log().units.len(), 2);
        assert_eq!(keys(&desk), [key_of(&real)], "looking changes nothing");
        desk.change_to(text(ANA, "three")).expect("a change");
        assert_eq!(keys(&desk), [ANA]);
        assert_undone(&desk, &text(ANA, "two"));
    }

    #[test]
    fn an_id_that_is_written_down_later_names_the_folder() {
        let desk = desk("short", &["one", "two"]);
        desk.edit(text(ANA, "by hand"));
        assert_eq!(desk.log().profile, ProfileStanding::EditedByHand);
        desk.change_to(text(ANA, "three")).expect("a change");
        assert_eq!(keys(&desk), [ANA]);
        assert_undone(&desk, &text(ANA, "by hand"));
        assert_undone(&desk, &text("short", "two"));
        assert_undone(&desk, &text("short", "one"));
    }

    #[test]
    fn a_new_profile_in_the_place_of_a_lost_one_goes_on_with_its_history() {
        let desk = desk(ANA, &["one"]);
        fs::remove_file(&desk.places.profile).expect("it is there");
        desk.change_to(text(BEN, "two")).expect("a change");
        desk.change_to(text(BEN, "three")).expect("a change");
        assert_eq!(keys(&desk), [BEN]);
        assert_undone(&desk, &text(BEN, "two"));
        assert_undone(&desk, &text(ANA, "one"));
        desk.redo().expect("a redo");
        desk.redo().expect("a redo");
        assert_eq!(desk.profile(), Some(text(BEN, "three").into_bytes()));
    }

    #[test]
    fn a_history_of_which_a_new_id_loses_sight_is_told() {
        use crate::store::saving::change::change;
        let desk = Desk::new();
        let change_at = |time: &str, text: String| {
            let stamp = time.parse().expect("a time");
            let text = || Some(text.clone().into_bytes());
            change(&desk.places, stamp, &mut |_| {}, |_| {
                Ok::<_, std::io::Error>(text())
            })
            .expect("a change");
        };
        let id_before = || desk.log().id_before;
        change_at("2026-11-22T10:00:00Z", text(ANA, "one"));
        change_at("2026-11-22T11:00:00Z", text(ANA, "two"));
        assert_eq!(id_before(), None);
        desk.edit(text(BEN, "two"));
        assert!(desk.log().units.is_empty());
        assert_eq!(id_before().as_deref(), Some(ANA));
        change_at("2026-11-22T12:00:00Z", text(BEN, "three"));
        assert_eq!(id_before().as_deref(), Some(ANA));
        // Back again, nothing is out of sight that came before.
        desk.edit(text(ANA, "three"));
        assert_eq!((desk.log().units.len(), id_before()), (2, None));
        // Who cannot be told from others by an id is known by the place.
        desk.edit(text("short", "three"));
        assert_eq!(id_before(), None);
        fs::remove_file(&desk.places.profile).expect("it is there");
        assert_eq!(id_before(), None);
    }

    #[test]
    fn looking_for_a_moved_history_writes_nothing() {
        let mut desk = desk(ANA, &["one", "two"]);
        let new = desk.folder.path().join("new");
        rename(&desk.folder.path().join("home"), &new);
        desk.places = Desk::in_folder(&new);
        let place = desk.history().join("path");
        let before = (
            names_in(desk.history()),
            fs::metadata(&place).expect("there").modified(),
        );
        assert_eq!(
            entries(&desk.places).expect("it can be read").units.len(),
            2
        );
        let after = (
            names_in(desk.history()),
            fs::metadata(&place).expect("there").modified(),
        );
        assert_eq!(before.0, after.0);
        assert_eq!(before.1.expect("a time"), after.1.expect("a time"));
    }
}
