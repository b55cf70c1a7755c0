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

use std::path::PathBuf;

use jiff::Timestamp;

use super::history::{Finding, History, HistoryError};
use super::history_folder::{HistoryFolder, Unit};
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

/// What a change did.
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
    /// The profile holds the text of this new unit.
    Unit(u64),
}

/// What an undo or redo did.
#[derive(Debug)]
pub struct Moved {
    /// The profile's bytes before; `None` where it was missing.
    pub before: Option<Vec<u8>>,
    /// The profile's bytes now.
    pub after: Vec<u8>,
    /// The unit that the profile stands on now.
    pub unit: u64,
    /// As in [`Outcome`].
    pub hand_edit: Option<u64>,
    /// As in [`Outcome`].
    pub locking: Locking,
    /// As in [`Outcome`].
    pub names_left_behind: u64,
    /// As in [`Outcome`].
    pub unfinished: Option<HistoryError>,
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
    /// A text of the history went missing.
    #[error("the earlier text `{}` is not there any more", path.display())]
    TextMissing {
        /// The file of the text.
        path: PathBuf,
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
    let (folder, lock) = lock(places, waiting)?;
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
        match save(places, &folder, old.as_deref(), &new, stamp, &mut outcome) {
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
    let (folder, lock) = lock(places, waiting)?;
    let before = read_profile(places)?;
    let mut history = History::read(&folder).map_err(SaveError::from)?;
    if history.units().is_empty() {
        return Err(MoveError::NothingToUndo);
    }
    let hand_edit = history
        .reconcile(before.as_deref(), stamp)
        .map_err(SaveError::from)?;
    let target = match before {
        Some(_) => history.older(),
        None => history.at(),
    };
    let target = target.cloned().ok_or(MoveError::NothingToUndo)?;
    let moved = go(places, &mut history, before, &target, lock.locking())?;
    Ok(Moved { hand_edit, ..moved })
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
    let (folder, lock) = lock(places, waiting)?;
    let before = read_profile(places)?;
    let mut history = History::read(&folder).map_err(SaveError::from)?;
    // Kept as a unit by the next change; a redo that does nothing must not drop what lies ahead.
    if let Finding::Missing | Finding::EditedByHand = history.compare(before.as_deref()) {
        return Err(MoveError::NothingToRedo);
    }
    history
        .reconcile(before.as_deref(), stamp)
        .map_err(SaveError::from)?;
    let target = history.newer().cloned().ok_or(MoveError::NothingToRedo)?;
    Ok(go(places, &mut history, before, &target, lock.locking())?)
}

/// Where the history of the profile is, and the lock on both.
fn lock(
    places: &ProfilePlaces,
    waiting: &mut dyn FnMut(Waiting),
) -> Result<(HistoryFolder, Lock), SaveError> {
    let real = real_path(&places.profile).map_err(ReadError::from)?;
    let folder = HistoryFolder::new(&places.history, &real);
    folder.make().map_err(|source| HistoryError::Write {
        folder: folder.path().to_owned(),
        source,
    })?;
    let lock = Lock::acquire(&folder.lock(), waiting)?;
    Ok((folder, lock))
}

fn read_profile(places: &ProfilePlaces) -> Result<Option<Vec<u8>>, SaveError> {
    Ok(read_limited(&places.profile, PROFILE_LIMIT)?)
}

/// Notes the new text down, saves it, and stands on it.
fn save(
    places: &ProfilePlaces,
    folder: &HistoryFolder,
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
    let mut history = History::read(folder)?;
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
    target: &Unit,
    locking: Locking,
) -> Result<Moved, SaveError> {
    let after = target.text()?.ok_or_else(|| SaveError::TextMissing {
        path: target.path.clone(),
    })?;
    history.begin_move(target.number)?;
    let replaced = replace(&places.profile, before.as_deref(), &after).inspect_err(|error| {
        if !error.is_in_place() {
            history.abandon_move();
        }
    })?;
    Ok(Moved {
        before,
        after,
        unit: target.number,
        hand_edit: None,
        locking,
        names_left_behind: replaced.names_left_behind,
        unfinished: history.end_move(target.number).err(),
    })
}
