//! The texts that a profile had, and on which of them it stands.
//!
//! Owns the order in which a change, an undo and a redo leave their traces, so
//! that after a crash at any point the profile itself tells how far it got:
//!
//! - A change writes its text as *started*, the profile is saved, and only then
//!   the text becomes a unit. A profile that equals a started text was saved;
//!   otherwise the change never happened, and no redo will bring it about.
//!   What lay ahead goes only once the profile is saved.
//! - An undo or redo says in `at` where it goes before the profile is saved.
//! - Bytes that no command can explain are a hand edit, kept as a unit.
//!
//! All of it may be lost without losing progress: what is damaged here is
//! passed over, and only what cannot be written stops a change, because then
//! it could not be undone.

use std::io;
use std::path::PathBuf;

use jiff::Timestamp;

use super::disk;
use super::history_folder::{At, HistoryFolder, Unit, UnitKind};

/// The most units kept; enough that the newest fifty, which are promised, never go.
pub const MOST_UNITS: usize = 200;

/// Why the history could not be used.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The folder is there and cannot be read.
    #[error("the history `{}` cannot be read", folder.display())]
    Read {
        /// The folder of the profile's history.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Nothing can be written there, so that a change could not be undone.
    #[error("the history `{}` cannot be written", folder.display())]
    Write {
        /// The folder of the profile's history.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// How the profile's bytes and the history agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Finding {
    /// The profile holds the text on which the history stands.
    Recorded,
    /// It holds that of another unit: a command was stopped before it wrote so down.
    StandsOn(u64),
    /// It holds a started text: the change was stopped after the profile was saved.
    Saved(Unit),
    /// It holds what no command wrote.
    EditedByHand,
    /// There is no profile.
    Missing,
}

/// The history of one profile, read under its lock or, for looking only, without.
#[derive(Debug)]
pub(super) struct History<'a> {
    folder: &'a HistoryFolder,
    /// By number.
    units: Vec<Unit>,
    started: Vec<Unit>,
    at: At,
}

impl<'a> History<'a> {
    /// Reads what is there; writes nothing.
    pub(super) fn read(folder: &'a HistoryFolder) -> Result<Self, HistoryError> {
        let listing = folder.list().map_err(|source| HistoryError::Read {
            folder: folder.path().to_owned(),
            source,
        })?;
        Ok(Self {
            folder,
            units: listing.units,
            started: listing.started,
            at: listing.at,
        })
    }

    /// The units, oldest first.
    pub(super) fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The unit on which the history stands; the newest where `at` is of no use.
    pub(super) fn at(&self) -> Option<&Unit> {
        match self.at {
            At::On(number) => self.unit(number),
            // Stopped on the way, and perhaps edited since: what comes next must drop neither.
            At::Moving { from, to } => self.unit(from.max(to)),
            At::Lost => None,
        }
        .or(self.units.last())
    }

    /// The unit before the one on which the history stands.
    pub(super) fn older(&self) -> Option<&Unit> {
        let at = self.at()?.number;
        self.units.iter().rev().find(|unit| unit.number < at)
    }

    /// The unit after the one on which the history stands.
    pub(super) fn newer(&self) -> Option<&Unit> {
        let at = self.at()?.number;
        self.units.iter().find(|unit| unit.number > at)
    }

    /// Explains the profile's bytes; writes nothing.
    pub(super) fn compare(&self, profile: Option<&[u8]>) -> Finding {
        let Some(bytes) = profile else {
            return Finding::Missing;
        };
        // What cannot be read explains nothing.
        let holds = |unit: &&Unit| unit.text().is_ok_and(|text| text.as_deref() == Some(bytes));
        let stands_on = |unit: Option<&Unit>| {
            unit.map_or(Finding::EditedByHand, |unit| Finding::StandsOn(unit.number))
        };
        let named = match self.at {
            At::On(number) | At::Moving { from: number, .. } => self.unit(number),
            At::Lost => None,
        };
        // Before the started texts: one of which a crash left only a part can equal the old text.
        if named.filter(holds).is_some() {
            return match self.at {
                At::On(_) => Finding::Recorded,
                _ => stands_on(named),
            };
        }
        if let Some(started) = self.started.iter().rev().find(holds) {
            return Finding::Saved(started.clone());
        }
        stands_on(match self.at {
            _ if named.is_none() => self.units.iter().rev().find(holds),
            At::Moving { to, .. } => self.unit(to).filter(holds),
            // A change was stopped, or the person went forward by hand; nothing is lost by it.
            // Going back by hand is an edit, or the next change would drop what is behind it.
            _ => self.newer().filter(holds),
        })
    }

    /// Writes down what the profile's bytes tell, so that the history stands on them; returns the
    /// unit of a hand edit that was kept. Must go before any change, under the lock.
    pub(super) fn reconcile(
        &mut self,
        profile: Option<&[u8]>,
        stamp: Timestamp,
    ) -> Result<Option<u64>, HistoryError> {
        let mut hand_edit = None;
        match (self.compare(profile), profile) {
            (Finding::Recorded | Finding::Missing, _) | (Finding::EditedByHand, None) => {}
            (Finding::StandsOn(number), _) => self.stand_on(number)?,
            (Finding::Saved(unit), _) => {
                self.started.retain(|started| *started != unit);
                hand_edit = (unit.kind == UnitKind::HandEdit).then_some(unit.number);
                self.prepare(At::On(unit.number))?;
                self.complete(unit)?;
            }
            (Finding::EditedByHand, Some(bytes)) => {
                let unit = self.start_as(UnitKind::HandEdit, bytes, stamp)?;
                hand_edit = Some(unit.number);
                self.started.retain(|started| started.path != unit.path);
                self.complete(unit)?;
            }
        }
        self.discard_started();
        Ok(hand_edit)
    }

    /// Writes the text of a change that is about to be saved. It counts once [`complete`](Self::complete)d.
    pub(super) fn start(&self, text: &[u8], stamp: Timestamp) -> Result<Unit, HistoryError> {
        self.start_as(UnitKind::Command, text, stamp)
    }

    /// Takes a started text back: the profile was not saved.
    pub(super) fn abandon(&self, started: &Unit) {
        // Left behind, it explains no bytes and goes with the next change.
        disk::remove(&started.path).ok();
    }

    /// The profile holds the started text: drops what lay ahead, makes the text a unit, stands on it.
    pub(super) fn complete(&mut self, started: Unit) -> Result<(), HistoryError> {
        let number = started.number;
        self.drop_ahead(number)
            .and_then(|()| self.folder.finish(started))
            .map(|unit| self.units.push(unit))
            .and_then(|()| self.folder.place_at())
            .map_err(|source| self.cannot_write(source))?;
        self.at = At::On(number);
        Ok(())
    }

    /// Says that the text of this unit is about to be saved to the profile.
    pub(super) fn begin_move(&mut self, to: u64) -> Result<(), HistoryError> {
        if let Some(from) = self.at().map(|unit| unit.number).filter(|from| *from != to) {
            self.write_at(At::Moving { from, to })?;
        }
        self.prepare(At::On(to))
    }

    /// Says that the profile holds the text of the unit that a move began to put there.
    pub(super) fn end_move(&mut self, to: u64) -> Result<(), HistoryError> {
        self.folder
            .place_at()
            .map_err(|source| self.cannot_write(source))?;
        self.at = At::On(to);
        Ok(())
    }

    /// Takes the announcement of a move back: the profile was not saved.
    pub(super) fn abandon_move(&mut self) {
        if let At::Moving { from, .. } = self.at {
            // If this fails too, the profile still tells that the move did not happen.
            self.stand_on(from).ok();
        }
    }

    /// Removes the oldest units beyond the number kept.
    pub(super) fn prune(&mut self) -> Result<(), HistoryError> {
        let surplus = self.units.len().saturating_sub(MOST_UNITS);
        for unit in self.units.drain(..surplus) {
            disk::remove(&unit.path).map_err(|source| HistoryError::Write {
                folder: self.folder.path().to_owned(),
                source,
            })?;
        }
        Ok(())
    }

    fn start_as(
        &self,
        kind: UnitKind,
        text: &[u8],
        stamp: Timestamp,
    ) -> Result<Unit, HistoryError> {
        let number = self.at().map_or(1, |unit| unit.number.saturating_add(1));
        let unit = self
            .folder
            .start(number, stamp, kind, text)
            .map_err(|source| self.cannot_write(source))?;
        self.prepare(At::On(number))
            .and_then(|()| {
                self.folder
                    .sync()
                    .map_err(|source| self.cannot_write(source))
            })
            .inspect_err(|_| self.abandon(&unit))?;
        Ok(unit)
    }

    /// From the highest number down, so that a crash leaves no gap that a redo could jump.
    fn drop_ahead(&mut self, number: u64) -> io::Result<()> {
        let kept = self.units.partition_point(|unit| unit.number < number);
        if kept == self.units.len() {
            return Ok(());
        }
        for unit in self.units.drain(kept..).rev() {
            disk::remove(&unit.path)?;
        }
        // Before the number is used again.
        self.folder.sync()
    }

    fn discard_started(&mut self) {
        for unit in self.started.drain(..) {
            // They explain no bytes; that they cannot be removed must not stop a save.
            disk::remove(&unit.path).ok();
        }
    }

    fn stand_on(&mut self, number: u64) -> Result<(), HistoryError> {
        self.write_at(At::On(number))
    }

    fn write_at(&mut self, at: At) -> Result<(), HistoryError> {
        self.prepare(at)?;
        self.folder
            .place_at()
            .map_err(|source| self.cannot_write(source))?;
        self.at = at;
        Ok(())
    }

    fn prepare(&self, at: At) -> Result<(), HistoryError> {
        self.folder
            .prepare_at(at)
            .map_err(|source| self.cannot_write(source))
    }

    fn unit(&self, number: u64) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.number == number)
    }

    fn cannot_write(&self, source: io::Error) -> HistoryError {
        HistoryError::Write {
            folder: self.folder.path().to_owned(),
            source,
        }
    }
}
