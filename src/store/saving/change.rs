//! Every way a command changes the profile: [`change`], [`undo`], [`redo`].
//!
//! Owns the order of one change: lock, read, compute, note down, save, write
//! down where the profile stands. Leaves to the caller what the new text is,
//! and to the files it calls how each part is done.
//!
//! A change that cannot be noted down in the history is refused before the
//! profile is touched, because it could not be undone. What fails after the
//! profile is saved is reported beside the success: the next command finds out
//! from the profile how far it got, and finishes.

use std::io;
use std::path::PathBuf;

use jiff::Timestamp;

use super::history::{Finding, History, HistoryError};
use super::history_folder::Unit;
use super::locating::{Located, locate};
use super::lock::{Lock, LockError, Locking, Waiting};
use super::read::{PROFILE_LIMIT, ReadError, read_limited};
use super::real_path::real_path;
use super::replace::{ReplaceError, replace};

/// How often a change is made again on a text that an editor just saved.
const ATTEMPTS: u32 = 3;

/// Where a profile and its history are.
#[derive(Debug, Clone)]
pub struct ProfilePlaces {
    /// The profile; may be a link, may be missing.
    pub profile: PathBuf,
    /// The folder that holds the histories of all profiles, each in a folder of its own.
    pub history: PathBuf,
}

/// What a change did besides giving the profile its text.
#[derive(Debug)]
pub struct Outcome {
    /// Whether anything was written.
    pub written: Written,
    /// The unit of an edit by hand that was found and kept first. `None` too where the history begins
    /// with the profile as it was found.
    pub hand_edit: Option<u64>,
    /// Whether the lock kept other commands out.
    pub locking: Locking,
    /// Further names (hard links) of the profile, which keep the old text.
    pub names_left_behind: u64,
    /// The profile is saved and can be undone, but the history could not be brought up to date; the
    /// next command does that.
    pub unfinished: Option<HistoryError>,
}

/// Whether a change wrote anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// The profile was as asked for; no file changed.
    Nothing,
    /// The profile holds the text of this unit.
    Unit(u64),
}

/// What an undo or redo did.
#[derive(Debug)]
pub struct Moved {
    /// The profile's bytes before; `None` where it was missing.
    pub before: Option<Vec<u8>>,
    /// The profile's bytes now.
    pub after: Vec<u8>,
    /// The rest; the unit written is the one that the profile stands on now.
    pub outcome: Outcome,
}

/// Why a change was not made. The profile is as it was, but for [`ReplaceError::NotDurable`].
#[derive(Debug, thiserror::Error)]
pub enum ChangeError<E> {
    /// The command itself refused.
    #[error(transparent)]
    Compute(E),
    /// It could not be saved.
    #[error(transparent)]
    Save(#[from] SaveError),
}

/// Why an undo or redo was not made. The profile is as it was, but for [`ReplaceError::NotDurable`].
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// The profile holds the oldest text known.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// The profile holds the newest text known.
    #[error("there is nothing to redo")]
    NothingToRedo,
    /// It could not be saved.
    #[error(transparent)]
    Save(#[from] SaveError),
}

/// Why a profile could not be saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The profile or a text of its history cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The lock was not obtained.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The change could not be noted down, so that it could not be undone.
    #[error(transparent)]
    History(#[from] HistoryError),
    /// The profile could not be written.
    #[error(transparent)]
    Replace(#[from] ReplaceError),
    /// The new text is larger than what would be read again.
    #[error("`{}` would have {size} bytes, and at most {limit} are read", path.display())]
    TooLarge {
        /// The profile.
        path: PathBuf,
        /// The size of the new text in bytes.
        size: u64,
        /// The most that is read.
        limit: u64,
    },
    /// Another program saved the profile each time the change was ready.
    #[error("`{}` was changed by another program {attempts} times in a row", path.display())]
    KeepsChanging {
        /// The profile.
        path: PathBuf,
        /// How often the change was tried.
        attempts: u32,
    },
}

/// Computes the new text from the current one and saves it as one unit that can be undone.
///
/// `compute` gets `None` where there is no profile. It returns `None`, or the bytes it got, where
/// nothing is to be written; then no file changes, the history included. It runs again when an editor
/// saved the profile meanwhile. `stamp` is the real time in UTC.
///
/// # Errors
/// The command's own refusal, or what stood in the way of saving.
pub fn change<E>(
    places: &ProfilePlaces,
    stamp: Timestamp,
    waiting: &mut dyn FnMut(Waiting),
    mut compute: impl FnMut(Option<&[u8]>) -> Result<Option<Vec<u8>>, E>,
) -> Result<Outcome, ChangeError<E>> {
    let (mut located, lock) = lock(places, waiting)?;
    let mut outcome = Outcome {
        written: Written::Nothing,
        hand_edit: None,
        locking: lock.locking(),
        names_left_behind: 0,
        unfinished: None,
    };
    for _ in 0..ATTEMPTS {
        let old = read_profile(places)?;
        let computed = compute(old.as_deref()).map_err(ChangeError::Compute)?;
        let Some(new) = computed.filter(|new| old.as_ref() != Some(new)) else {
            return Ok(outcome);
        };
        match save(
            places,
            &mut located,
            old.as_deref(),
            &new,
            stamp,
            &mut outcome,
        ) {
            Err(SaveError::Replace(ReplaceError::ChangedMeanwhile { .. })) => {}
            Err(error) => return Err(error.into()),
            Ok(()) => return Ok(outcome),
        }
    }
    Err(ChangeError::Save(SaveError::KeepsChanging {
        path: places.profile.clone(),
        attempts: ATTEMPTS,
    }))
}

/// Puts the text before the current one back, byte for byte; a missing profile gets its last text back.
///
/// An edit by hand that is found is kept as a unit first, so that the undo takes it back and a redo
/// brings it again. Nothing is parsed.
///
/// # Errors
/// There is no earlier text, or what stood in the way of saving.
pub fn undo(
    places: &ProfilePlaces,
    stamp: Timestamp,
    waiting: &mut dyn FnMut(Waiting),
) -> Result<Moved, MoveError> {
    let (mut located, lock) = lock(places, waiting)?;
    let before = read_profile(places)?;
    let history = History::read(&located.folder).map_err(SaveError::from)?;
    if history.units().is_empty() {
        return Err(MoveError::NothingToUndo);
    }
    located
        .settle(before.as_deref().unwrap_or_default())
        .map_err(SaveError::from)?;
    let mut history = History::read(&located.folder).map_err(SaveError::from)?;
    let hand_edit = history
        .reconcile(before.as_deref(), stamp)
        .map_err(SaveError::from)?;
    let target = history.older(before.as_deref()).map_err(SaveError::from)?;
    let target = target.ok_or(MoveError::NothingToUndo)?;
    let mut moved = go(places, &mut history, before, target, lock.locking())?;
    moved.outcome.hand_edit = hand_edit;
    Ok(moved)
}

/// Puts the text back that the last undo took away, byte for byte. Nothing is parsed.
///
/// # Errors
/// There is no later text, as after any change and any edit by hand, or what stood in the way of
/// saving.
pub fn redo(
    places: &ProfilePlaces,
    stamp: Timestamp,
    waiting: &mut dyn FnMut(Waiting),
) -> Result<Moved, MoveError> {
    let (mut located, lock) = lock(places, waiting)?;
    let before = read_profile(places)?;
    let history = History::read(&located.folder).map_err(SaveError::from)?;
    // Kept as a unit by the next change; a redo that does nothing must not drop what lies ahead.
    if let Finding::Missing | Finding::EditedByHand = history.compare(before.as_deref()) {
        return Err(MoveError::NothingToRedo);
    }
    located
        .settle(before.as_deref().unwrap_or_default())
        .map_err(SaveError::from)?;
    let mut history = History::read(&located.folder).map_err(SaveError::from)?;
    history
        .reconcile(before.as_deref(), stamp)
        .map_err(SaveError::from)?;
    let target = history.newer(before.as_deref()).map_err(SaveError::from)?;
    let target = target.ok_or(MoveError::NothingToRedo)?;
    Ok(go(places, &mut history, before, target, lock.locking())?)
}

/// Where the history of the profile is, and the lock on both.
fn lock(
    places: &ProfilePlaces,
    waiting: &mut dyn FnMut(Waiting),
) -> Result<(Located, Lock), SaveError> {
    loop {
        let located = find(places)?;
        let folder = &located.folder;
        folder.make().map_err(|source| HistoryError::Write {
            folder: folder.path().to_owned(),
            source,
        })?;
        let lock = match Lock::acquire(&folder.lock(), waiting) {
            // Another command has just given the folder its name.
            Err(LockError::Open { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                continue;
            }
            result => result?,
        };
        // The command that was waited for may have given the folder its name, or found that it
        // is another profile's.
        let now = find(places)?;
        if now.folder == located.folder {
            return Ok((now, lock));
        }
    }
}

fn find(places: &ProfilePlaces) -> Result<Located, SaveError> {
    let profile = read_profile(places)?;
    let real = real_path(&places.profile).map_err(ReadError::from)?;
    Ok(locate(&places.history, &real, profile.as_deref())?)
}

fn read_profile(places: &ProfilePlaces) -> Result<Option<Vec<u8>>, SaveError> {
    Ok(read_limited(&places.profile, PROFILE_LIMIT)?)
}

/// Notes the new text down, saves it, and stands on it.
fn save(
    places: &ProfilePlaces,
    located: &mut Located,
    old: Option<&[u8]>,
    new: &[u8],
    stamp: Timestamp,
    outcome: &mut Outcome,
) -> Result<(), SaveError> {
    if new.len() as u64 > PROFILE_LIMIT {
        return Err(SaveError::TooLarge {
            path: places.profile.clone(),
            size: new.len() as u64,
            limit: PROFILE_LIMIT,
        });
    }
    located.settle(new)?;
    let mut history = History::read(&located.folder)?;
    let begins = history.units().is_empty();
    let hand_edit = history.reconcile(old, stamp)?.filter(|_| !begins);
    outcome.hand_edit = hand_edit.or(outcome.hand_edit);
    let started = history.start(new, stamp)?;
    let number = started.number;
    let replaced = replace(&places.profile, old, new).inspect_err(|error| {
        if !error.is_in_place() {
            history.abandon(&started);
        }
    })?;
    outcome.names_left_behind = replaced.names_left_behind;
    outcome.unfinished = history
        .complete(started)
        .and_then(|()| history.prune())
        .err();
    outcome.written = Written::Unit(number);
    Ok(())
}

/// Saves the text of a unit and stands on it.
///
/// An editor's save meanwhile stops it, other than a change: an undo made again would take back what
/// the person has just saved.
fn go(
    places: &ProfilePlaces,
    history: &mut History<'_>,
    before: Option<Vec<u8>>,
    (unit, after): (Unit, Vec<u8>),
    locking: Locking,
) -> Result<Moved, SaveError> {
    history.begin_move(unit.number)?;
    let replaced = replace(&places.profile, before.as_deref(), &after).inspect_err(|error| {
        if !error.is_in_place() {
            history.abandon_move();
        }
    })?;
    Ok(Moved {
        before,
        after,
        outcome: Outcome {
            written: Written::Unit(unit.number),
            hand_edit: None,
            locking,
            names_left_behind: replaced.names_left_behind,
            unfinished: history.end_move(unit.number).err(),
        },
    })
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::fs;
    use std::io;

    use super::{ChangeError, MoveError, SaveError, Written, change, go};
    use crate::store::saving::history::History;
    use crate::store::saving::lock::Locking;
    use crate::store::saving::read::PROFILE_LIMIT;
    use crate::store::saving::replace::ReplaceError;
    use crate::store::saving::testing::{Desk, again, child_of, located, names_in, stamp};

    #[test]
    fn a_new_profile_is_computed_from_nothing() {
        let desk = Desk::new();
        let outcome = change(&desk.places, stamp(), &mut |_| {}, |old| {
            assert_eq!(old, None);
            Ok::<_, io::Error>(Some(b"format = 1\n".to_vec()))
        });
        let outcome = outcome.expect("a change");
        assert_eq!(outcome.written, Written::Unit(1));
        assert_eq!(outcome.locking, Locking::Held);
        assert!(outcome.unfinished.is_none());
        assert_eq!(desk.profile().as_deref(), Some(b"format = 1\n".as_slice()));
    }

    #[test]
    fn nothing_to_write_writes_nothing() {
        let desk = Desk::with_texts(&["one"]);
        // Not even an edit by hand is noted down.
        desk.edit("by hand");
        let before = (desk.history_names(), desk.log());
        for computed in [None, Some(b"by hand".to_vec())] {
            let outcome = change(&desk.places, stamp(), &mut |_| {}, |_| {
                Ok::<_, io::Error>(computed.clone())
            });
            let outcome = outcome.expect("it is so already");
            assert_eq!(outcome.written, Written::Nothing);
            assert_eq!(outcome.hand_edit, None);
        }
        assert_eq!((desk.history_names(), desk.log()), before);
    }

    #[test]
    fn a_refusal_by_the_command_writes_nothing() {
        let desk = Desk::with_texts(&["one"]);
        let result = change(&desk.places, stamp(), &mut |_| {}, |_| {
            Err(io::Error::other("refused"))
        });
        let error = result.expect_err("refused");
        assert!(matches!(error, ChangeError::Compute(_)), "{error}");
        assert_eq!(desk.texts(), [b"one"]);
    }

    #[test]
    fn an_editors_save_meanwhile_is_kept_and_changed() {
        let desk = Desk::with_texts(&["one\n"]);
        let mut runs = 0;
        let outcome = change(&desk.places, stamp(), &mut |_| {}, |old| {
            runs += 1;
            if runs == 1 {
                desk.edit("one\nby hand\n");
            }
            let mut new = old.expect("a profile").to_vec();
            new.extend(b"by command\n");
            Ok::<_, io::Error>(Some(new))
        });
        assert_eq!(outcome.expect("a change").hand_edit, Some(2));
        let text = b"one\nby hand\nby command\n".as_slice();
        assert_eq!(desk.profile().as_deref(), Some(text));
        assert_eq!(desk.texts(), [b"one\n", b"one\nby hand\n".as_slice(), text]);
        assert_eq!(runs, 2);
    }

    #[test]
    fn after_three_saves_meanwhile_the_command_gives_up() {
        let desk = Desk::with_texts(&["one"]);
        let runs = Cell::new(0);
        let result = change(&desk.places, stamp(), &mut |_| {}, |_| {
            runs.set(runs.get() + 1);
            desk.edit(format!("by hand {}", runs.get()));
            Ok::<_, io::Error>(Some(b"by command".to_vec()))
        });
        let error = result.expect_err("it keeps changing");
        assert!(
            matches!(
                error,
                ChangeError::Save(SaveError::KeepsChanging { attempts: 3, .. })
            ),
            "{error}"
        );
        assert_eq!(runs.get(), 3);
        assert_eq!(desk.profile().as_deref(), Some(b"by hand 3".as_slice()));
        assert_eq!(names_in(&desk.folder), ["history", "profile.toml"]);
        assert!(
            !desk
                .history_names()
                .iter()
                .any(|name| name.contains("toml.new"))
        );
    }

    #[test]
    fn an_editors_save_during_an_undo_stops_it() {
        let desk = Desk::with_texts(&["one", "two"]);
        let located = located(&desk.places);
        let mut history = History::read(&located.folder).expect("a history");
        let target = (history.units()[0].clone(), b"one".to_vec());
        desk.edit("by hand");
        let before = Some(b"two".to_vec());
        let error = go(&desk.places, &mut history, before, target, Locking::Held)
            .expect_err("changed meanwhile");
        assert!(
            matches!(
                error,
                SaveError::Replace(ReplaceError::ChangedMeanwhile { .. })
            ),
            "{error}"
        );
        assert_eq!(desk.profile().as_deref(), Some(b"by hand".as_slice()));
        assert_eq!(desk.log().at, Some(2));
        desk.undo().expect("an undo");
        assert_eq!(desk.profile().as_deref(), Some(b"two".as_slice()));
    }

    #[test]
    fn what_could_not_be_read_again_is_not_written() {
        let desk = Desk::with_texts(&["one"]);
        let size = usize::try_from(PROFILE_LIMIT).expect("it fits") + 1;
        let error = desk.change_to(vec![b'#'; size]).expect_err("too large");
        assert!(
            matches!(error, ChangeError::Save(SaveError::TooLarge { .. })),
            "{error}"
        );
        assert_eq!(desk.texts(), [b"one"]);
        desk.change_to(vec![b'#'; size - 1]).expect("just fits");
    }

    #[test]
    fn undo_and_redo_bring_back_every_byte() {
        let desk = Desk::with_texts(&["one\r\n", "\u{feff}two", "[not = toml"]);
        let moved = desk.undo().expect("an undo");
        assert_eq!(moved.before.as_deref(), Some(b"[not = toml".as_slice()));
        assert_eq!(moved.after, "\u{feff}two".as_bytes());
        assert_eq!(moved.outcome.written, Written::Unit(2));
        desk.undo().expect("an undo");
        assert_eq!(desk.profile().as_deref(), Some(b"one\r\n".as_slice()));
        let error = desk.undo().expect_err("the oldest");
        assert!(matches!(error, MoveError::NothingToUndo), "{error}");
        desk.redo().expect("a redo");
        desk.redo().expect("a redo");
        assert_eq!(desk.profile().as_deref(), Some(b"[not = toml".as_slice()));
        let error = desk.redo().expect_err("the newest");
        assert!(matches!(error, MoveError::NothingToRedo), "{error}");
    }

    #[test]
    fn undo_takes_an_edit_by_hand_back_and_redo_brings_it_again() {
        let desk = Desk::with_texts(&["one"]);
        desk.edit("by hand");
        assert_eq!(desk.undo().expect("an undo").outcome.hand_edit, Some(2));
        assert_eq!(desk.profile().as_deref(), Some(b"one".as_slice()));
        desk.redo().expect("a redo");
        assert_eq!(desk.profile().as_deref(), Some(b"by hand".as_slice()));
    }

    #[test]
    fn a_redo_after_an_edit_by_hand_does_nothing_and_drops_nothing() {
        let desk = Desk::with_texts(&["one", "two"]);
        desk.undo().expect("an undo");
        desk.edit("by hand");
        let error = desk.redo().expect_err("it was edited");
        assert!(matches!(error, MoveError::NothingToRedo), "{error}");
        assert_eq!(desk.texts(), [b"one", b"two"]);
    }

    #[test]
    fn undo_brings_a_missing_profile_back() {
        let desk = Desk::with_texts(&["one", "two"]);
        fs::remove_file(&desk.places.profile).expect("it is there");
        assert_eq!(desk.undo().expect("an undo").before, None);
        assert_eq!(desk.profile().as_deref(), Some(b"two".as_slice()));
        assert_eq!(desk.log().at, Some(2));
    }

    #[test]
    fn without_a_history_there_is_nothing_to_undo_or_redo() {
        let desk = Desk::new();
        for profile in [None, Some("by hand")] {
            if let Some(text) = profile {
                desk.edit(text);
            }
            assert!(matches!(desk.undo(), Err(MoveError::NothingToUndo)));
            assert!(matches!(desk.redo(), Err(MoveError::NothingToRedo)));
            assert!(desk.history_names().is_empty());
        }
    }

    #[test]
    fn what_cannot_be_noted_down_is_not_changed() {
        let desk = Desk::new();
        desk.edit("one");
        fs::write(&desk.places.history, "in the way").expect("a file");
        let error = desk.change_to("two").expect_err("no place for the history");
        assert!(
            matches!(error, ChangeError::Save(SaveError::History(_))),
            "{error}"
        );
        assert_eq!(desk.profile().as_deref(), Some(b"one".as_slice()));
    }

    #[test]
    fn a_folder_as_profile_stops_everything() {
        let desk = Desk::new();
        fs::create_dir(&desk.places.profile).expect("a folder");
        desk.change_to("two").expect_err("a folder");
        desk.undo().expect_err("a folder");
    }

    #[test]
    fn of_32_commands_at_once_none_is_lost() {
        const NAME: &str = "of_32_commands_at_once_none_is_lost";
        if let Some(folder) = child_of() {
            let desk = Desk::in_folder(&folder);
            let line = format!("{}\n", std::process::id());
            let outcome = change(&desk, stamp(), &mut |_| {}, |old| {
                let mut new = old.unwrap_or_default().to_vec();
                new.extend(line.as_bytes());
                Ok::<_, io::Error>(Some(new))
            });
            assert!(outcome.expect("a change").unfinished.is_none());
            return;
        }
        let desk = Desk::new();
        let start = |_| {
            let mut command = again(module_path!(), NAME, desk.folder.path());
            command.stdout(std::process::Stdio::null());
            command.spawn().expect("it can be started")
        };
        let children: Vec<_> = (0..32).map(start).collect();
        let mut expected: Vec<_> = children.iter().map(|it| it.id().to_string()).collect();
        for mut child in children {
            assert!(child.wait().expect("it is ours").success());
        }
        let text = String::from_utf8(desk.profile().expect("a profile")).expect("text");
        let mut found: Vec<_> = text.lines().map(str::to_owned).collect();
        expected.sort();
        found.sort();
        assert_eq!(found, expected);
        assert_eq!(desk.log().units.len(), 32);
    }

    #[cfg(unix)]
    mod unix {
        use std::os::unix::fs::{PermissionsExt, symlink};

        use super::*;
        use crate::store::saving::change::{ProfilePlaces, undo};
        use crate::store::saving::lock::Lock;
        use crate::store::saving::log::entries;
        use crate::store::saving::testing::{again_without_privilege, must_pass};

        #[test]
        fn a_link_and_the_file_it_leads_to_share_lock_and_history() {
            let desk = Desk::with_texts(&["one", "two"]);
            let link = desk.folder.path().join("link.toml");
            symlink("profile.toml", &link).expect("a link");
            let places = ProfilePlaces {
                profile: link.clone(),
                history: desk.places.history.clone(),
            };
            let (_, lock) = super::super::lock(&places, &mut |_| {}).expect("free");
            let file = fs::File::open(desk.history().join("lock")).expect("it is there");
            assert!(file.try_lock().is_err(), "held under the other name");
            drop::<Lock>(lock);
            undo(&places, stamp(), &mut |_| {}).expect("an undo");
            assert_eq!(desk.profile().as_deref(), Some(b"one".as_slice()));
            assert!(link.is_symlink());
        }

        #[test]
        fn a_read_only_world_can_be_read_and_is_not_changed() {
            const NAME: &str = "a_read_only_world_can_be_read_and_is_not_changed";
            let Some(folder) = child_of() else {
                let desk = Desk::with_texts(&["one", "two"]);
                let path = desk.folder.path();
                must_pass(again_without_privilege(module_path!(), NAME, path));
                return;
            };
            let places = Desk::in_folder(&folder);
            let history = located(&places).folder;
            let set_mode = |path, mode| {
                let permissions = fs::Permissions::from_mode(mode);
                fs::set_permissions(path, permissions).expect("it is ours");
            };
            let two = || {
                let log = entries(&places).expect("it can be read");
                assert_eq!((log.units.len(), log.at), (2, Some(2)));
                assert_eq!(fs::read(&places.profile).expect("a file"), b"two");
            };
            let refused = |what: &str| {
                let result = change(&places, stamp(), &mut |_| {}, |_| {
                    Ok::<_, io::Error>(Some(b"three".to_vec()))
                });
                let error = result.expect_err(what);
                assert!(matches!(error, ChangeError::Save(_)), "{error}");
                undo(&places, stamp(), &mut |_| {}).expect_err(what);
                two();
            };
            set_mode(history.path(), 0o500);
            refused("the history is read-only");
            set_mode(history.path(), 0o700);
            set_mode(&folder, 0o500);
            refused("the folder of the profile is read-only");
            assert_eq!(names_in(history.path()).len(), 5, "nothing is left");
            set_mode(&folder, 0o700);
            undo(&places, stamp(), &mut |_| {}).expect("an undo");
        }
    }
}
