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
use super::read::ReadError;

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

    /// The nearest earlier unit with another text than the profile's, and that text; for a missing
    /// profile the unit on which the history stands.
    ///
    /// A unit that cannot be read is passed over, or it would bar the way to all before it.
    pub(super) fn older(
        &self,
        profile: Option<&[u8]>,
    ) -> Result<Option<(Unit, Vec<u8>)>, ReadError> {
        let at = self.at().map_or(0, |unit| unit.number);
        let nearest = at.saturating_sub(u64::from(profile.is_some()));
        let older = self.units.iter().rev();
        nearest_text(older.filter(|unit| unit.number <= nearest), profile)
    }

    /// The nearest later unit with another text than the profile's, and that text.
    pub(super) fn newer(
        &self,
        profile: Option<&[u8]>,
    ) -> Result<Option<(Unit, Vec<u8>)>, ReadError> {
        nearest_text(self.ahead(), profile)
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
        let moved_to = match self.at {
            _ if named.is_none() => self.units.iter().rev().find(holds),
            At::Moving { to, .. } => self.unit(to).filter(holds),
            _ => None,
        };
        // A change was stopped, or the person went forward by hand; nothing is lost by it. Going back
        // by hand is an edit, or the next change would drop what is behind it.
        stands_on(moved_to.or_else(|| self.ahead().next().filter(holds)))
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

    fn ahead(&self) -> impl Iterator<Item = &Unit> {
        let at = self.at().map_or(0, |unit| unit.number);
        self.units.iter().filter(move |unit| unit.number > at)
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

/// The first unit with another text than this, and that text. An error only where some could not be
/// read and no other is left.
fn nearest_text<'u>(
    units: impl Iterator<Item = &'u Unit>,
    profile: Option<&[u8]>,
) -> Result<Option<(Unit, Vec<u8>)>, ReadError> {
    let mut unreadable = None;
    for unit in units {
        match unit.text() {
            Ok(Some(text)) if Some(text.as_slice()) != profile => {
                return Ok(Some((unit.clone(), text)));
            }
            Ok(_) => {}
            Err(error) => unreadable = unreadable.or(Some(error)),
        }
    }
    unreadable.map_or(Ok(None), Err)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::MOST_UNITS;
    use crate::store::saving::change::{MoveError, SaveError, Written};
    use crate::store::saving::crash_point::{Plan, with_plan};
    use crate::store::saving::history_folder::UnitKind;
    use crate::store::saving::read::PROFILE_LIMIT;
    use crate::store::saving::testing::Desk;

    #[test]
    fn each_text_is_a_unit_and_at_names_the_current_one() {
        let desk = Desk::with_texts(&["one", "two"]);
        assert_eq!(
            desk.history_names(),
            [
                "000001-20261122T101112Z.toml",
                "000002-20261122T101112Z.toml",
                "at"
            ]
        );
        let at = desk.history().join("at");
        assert_eq!(fs::read_to_string(&at).expect("a file"), "2\n");
        desk.undo().expect("an undo");
        assert_eq!(fs::read_to_string(&at).expect("a file"), "1\n");
        assert_eq!(desk.texts(), [b"one", b"two"]);
    }

    #[test]
    fn a_profile_made_by_hand_begins_the_history() {
        let desk = Desk::new();
        desk.edit("by hand");
        let outcome = desk.change_to("two").expect("a change");
        assert_eq!(outcome.hand_edit, None, "nothing was edited since");
        assert_eq!(desk.log().units[0].kind, UnitKind::HandEdit);
        desk.undo().expect("an undo");
        assert_eq!(desk.profile().as_deref(), Some(b"by hand".as_slice()));
    }

    #[test]
    fn an_edit_by_hand_is_kept_before_a_change() {
        let desk = Desk::with_texts(&["one"]);
        desk.edit([0xff, 0x00, b'=']);
        let outcome = desk.change_to("three").expect("a change");
        assert_eq!(outcome.hand_edit, Some(2));
        assert_eq!(outcome.written, Written::Unit(3));
        assert_eq!(
            desk.history_names()[1],
            "000002-20261122T101112Z-hand.toml",
            "`log` can say so"
        );
        desk.undo().expect("an undo");
        assert_eq!(desk.profile(), Some(vec![0xff, 0x00, b'=']));
        desk.undo().expect("an undo");
        assert_eq!(desk.profile().as_deref(), Some(b"one".as_slice()));
    }

    #[test]
    fn going_back_by_hand_loses_nothing() {
        let desk = Desk::with_texts(&["one", "two"]);
        // Say a sync tool brought an older copy back.
        desk.edit("one");
        desk.change_to("three").expect("a change");
        assert_eq!(desk.texts(), [&b"one"[..], b"two", b"one", b"three"]);
    }

    #[test]
    fn a_change_drops_what_lay_ahead() {
        let desk = Desk::with_texts(&["one", "two", "three"]);
        desk.undo().expect("an undo");
        desk.undo().expect("an undo");
        desk.change_to("four").expect("a change");
        assert_eq!(desk.texts(), [&b"one"[..], b"four"]);
        let error = desk.redo().expect_err("nothing ahead");
        assert!(matches!(error, MoveError::NothingToRedo), "{error}");
    }

    #[test]
    fn a_lost_place_is_found_again_from_the_texts() {
        let damages: [&dyn Fn(&std::path::Path); 5] = [
            &|at| fs::remove_file(at).expect("it is there"),
            &|at| fs::write(at, "").expect("a file"),
            &|at| fs::write(at, "tw").expect("a file"),
            &|at| fs::write(at, "77\n").expect("a file"),
            &|at| fs::write(at, [b'9'; 100]).expect("a file"),
        ];
        for damage in damages {
            let desk = Desk::with_texts(&["one", "two", "three"]);
            desk.undo().expect("an undo");
            damage(&desk.history().join("at"));
            assert_eq!(desk.log().at, Some(2));
            desk.undo().expect("an undo");
            assert_eq!(desk.profile().as_deref(), Some(b"one".as_slice()));

            // With an edit by hand on top, it goes behind the newest, so that nothing is dropped.
            damage(&desk.history().join("at"));
            desk.edit("by hand");
            desk.change_to("five").expect("a change");
            assert_eq!(
                desk.texts(),
                [&b"one"[..], b"two", b"three", b"by hand", b"five"]
            );
        }
    }

    #[test]
    fn of_equal_texts_a_lost_place_is_the_newest() {
        let desk = Desk::with_texts(&["one", "two", "one"]);
        fs::remove_file(desk.history().join("at")).expect("it is there");
        assert_eq!(desk.log().at, Some(3));
    }

    #[test]
    fn damaged_texts_never_stop_a_save() {
        let desk = Desk::with_texts(&["one", "two", "three"]);
        let unit = |index: usize| desk.log().units[index].path.clone();
        fs::write(unit(2), "thr").expect("cut short");
        fs::write(unit(0), "").expect("emptied");
        fs::remove_file(unit(1)).expect("it is there");
        fs::write(desk.history().join("000009-garbage.toml"), "x").expect("a file");
        fs::create_dir(desk.history().join("000008-20261122T101112Z.toml")).expect("a folder");
        let outcome = desk.change_to("four").expect("a change");
        // What was cut short no longer explains the profile, whose text is kept anew.
        assert_eq!(outcome.hand_edit, Some(4));
        desk.undo().expect("an undo");
        assert_eq!(desk.profile().as_deref(), Some(b"three".as_slice()));
    }

    #[test]
    fn a_text_that_cannot_be_read_does_not_bar_the_way() {
        let desk = Desk::with_texts(&["one", "two", "three"]);
        let two = desk.log().units[1].path.clone();
        // Too large is the one way of being unreadable that root meets too.
        let size = usize::try_from(PROFILE_LIMIT).expect("it fits") + 1;
        fs::write(&two, vec![b'x'; size]).expect("a file");
        desk.undo().expect("an undo");
        assert_eq!(desk.profile().as_deref(), Some(b"one".as_slice()));
        desk.redo().expect("a redo");
        assert_eq!(desk.profile().as_deref(), Some(b"three".as_slice()));

        let one = desk.log().units[0].path.clone();
        fs::rename(two, one).expect("it is there");
        let error = desk.undo().expect_err("nothing else is left");
        assert!(
            matches!(error, MoveError::Save(SaveError::Read(_))),
            "{error}"
        );
    }

    #[test]
    fn an_undo_always_changes_the_profile() {
        let desk = Desk::with_texts(&["one", "two"]);
        // The same text twice, as after a read error that lasted for a moment.
        let two = desk.log().units[1].path.clone();
        let twin = desk.history().join("000003-20261122T101112Z-hand.toml");
        fs::copy(two, twin).expect("a copy");
        fs::write(desk.history().join("at"), "3\n").expect("a file");
        desk.undo().expect("an undo");
        assert_eq!(desk.profile().as_deref(), Some(b"one".as_slice()));
    }

    #[test]
    fn an_edit_on_top_of_a_stopped_redo_keeps_what_was_redone() {
        let mut was_in_place = false;
        for dies_after in 0.. {
            let desk = Desk::with_texts(&["one", "two"]);
            desk.undo().expect("an undo");
            let (_, died) = with_plan(Plan::DieAfter(dies_after), || desk.redo().is_ok());
            let in_place = desk.profile().as_deref() == Some(b"two");
            was_in_place |= in_place;
            desk.edit("by hand");
            desk.change_to("four").expect("a change");
            let texts = desk.texts();
            assert!(!in_place || texts[1] == b"two", "{dies_after}: {texts:?}");
            if !died {
                break;
            }
        }
        assert!(was_in_place);
    }

    #[test]
    fn the_whole_history_may_be_lost() {
        let desk = Desk::with_texts(&["one", "two"]);
        fs::remove_dir_all(&desk.places.history).expect("it is there");
        desk.change_to("three").expect("a change");
        assert_eq!(desk.texts(), [&b"two"[..], b"three"]);
    }

    #[test]
    fn the_oldest_units_are_pruned_by_number() {
        let desk = Desk::with_texts(&["one"]);
        let history = desk.history();
        for number in 2..=MOST_UNITS + 5 {
            // The stamps run backwards: the clock was wrong.
            let name = format!("{number:06}-20251122T10{:02}00Z.toml", 59 - number % 60);
            fs::write(history.join(name), number.to_string()).expect("a file");
        }
        fs::write(history.join("at"), format!("{}\n", MOST_UNITS + 5)).expect("a file");
        desk.edit((MOST_UNITS + 5).to_string());
        desk.change_to("new").expect("a change");
        let numbers: Vec<_> = desk.log().units.iter().map(|unit| unit.number).collect();
        assert_eq!(numbers, (7..=206).collect::<Vec<_>>());
        const { assert!(MOST_UNITS >= 50, "the last fifty are promised") };
    }

    #[cfg(unix)]
    #[test]
    fn all_of_it_is_owner_only_whatever_the_umask() {
        use crate::store::saving::testing::{again_with_umask, child_of, must_pass};
        use std::os::unix::fs::PermissionsExt;
        const NAME: &str = "all_of_it_is_owner_only_whatever_the_umask";
        if child_of().is_none() {
            must_pass(again_with_umask(module_path!(), NAME, "child", "000"));
            must_pass(again_with_umask(module_path!(), NAME, "child", "077"));
            return;
        }
        let desk = Desk::with_texts(&["one", "two"]);
        desk.undo().expect("an undo");
        let history = desk.history();
        let mode = |path| {
            let found: fs::Metadata = fs::metadata(path).expect("it is there");
            found.permissions().mode() & 0o7777
        };
        assert_eq!(mode(history.clone()), 0o700);
        assert_eq!(mode(desk.places.history.clone()), 0o700);
        for name in crate::store::saving::testing::names_in(&history) {
            assert_eq!(mode(history.join(&name)), 0o600, "{name}");
        }
    }
}
