//! What the history holds, for looking only.
//!
//! Owns the reading of it without a lock and without a trace, on a read-only
//! disk too. Leaves to the caller how two texts differ.

use super::change::ProfilePlaces;
use super::history::{Finding, History, HistoryError};
use super::history_folder::Unit;
use super::locating::locate;
use super::read::{PROFILE_LIMIT, ReadError, read_limited};
use super::real_path::real_path;

/// The texts that a profile had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// Oldest first.
    pub units: Vec<Unit>,
    /// The number of the unit on which the profile stands, or stood before it was edited by hand.
    pub at: Option<u64>,
    /// How the profile compares with that unit.
    pub profile: ProfileStanding,
    /// The id under which this file has an earlier history, of which the profile lost sight by
    /// getting another id.
    pub id_before: Option<String>,
}

impl Log {
    /// Whether a redo would find a text to put back.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        let is_ahead = |unit: &Unit| self.at.is_some_and(|at| unit.number > at);
        let is_there = |unit: &Unit| unit.text().is_ok_and(|text| text.is_some());
        let mut units = self.units.iter();
        self.profile == ProfileStanding::Recorded && units.any(|it| is_ahead(it) && is_there(it))
    }
}

/// How a profile compares with its history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProfileStanding {
    /// It holds the text of the unit on which it stands.
    Recorded,
    /// It was edited by hand since; the next change keeps that as a unit.
    EditedByHand,
    /// There is no profile.
    Missing,
}

/// Why the history cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The profile cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The history cannot be read.
    #[error(transparent)]
    History(#[from] HistoryError),
}

/// Reads the history as the next change will find it. Writes nothing, takes no lock.
///
/// # Errors
/// The profile or the folder of its history cannot be read.
pub fn entries(places: &ProfilePlaces) -> Result<Log, LogError> {
    let profile = read_limited(&places.profile, PROFILE_LIMIT)?;
    let real = real_path(&places.profile).map_err(ReadError::from)?;
    let located = locate(&places.history, &real, profile.as_deref())?;
    let history = History::read(&located.folder)?;
    let mut log = Log {
        units: history.units().to_vec(),
        at: history.at().map(|unit| unit.number),
        profile: ProfileStanding::Recorded,
        id_before: located.id_before,
    };
    match history.compare(profile.as_deref()) {
        Finding::Recorded => {}
        Finding::StandsOn(number) => log.at = Some(number),
        Finding::Saved(unit) => {
            log.units.retain(|earlier| earlier.number < unit.number);
            log.at = Some(unit.number);
            log.units.push(unit);
        }
        Finding::EditedByHand => log.profile = ProfileStanding::EditedByHand,
        Finding::Missing => log.profile = ProfileStanding::Missing,
    }
    Ok(log)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Log, ProfileStanding};
    use crate::store::saving::crash_point::{Plan, with_plan};
    use crate::store::saving::history_folder::UnitKind;
    use crate::store::saving::testing::{Desk, names_in, stamp};

    #[test]
    fn where_nothing_is_nothing_is_made() {
        let desk = Desk::new();
        let empty = Log {
            units: Vec::new(),
            at: None,
            profile: ProfileStanding::Missing,
            id_before: None,
        };
        assert_eq!(desk.log(), empty);
        assert!(names_in(&desk.folder).is_empty());
    }

    #[test]
    fn each_unit_is_told_with_time_and_kind() {
        let desk = Desk::with_texts(&["one"]);
        desk.edit("by hand");
        desk.change_to("three").expect("a change");
        let log = desk.log();
        let told: Vec<_> = log.units.iter().map(|it| (it.number, it.kind)).collect();
        assert_eq!(
            told,
            [
                (1, UnitKind::Command),
                (2, UnitKind::HandEdit),
                (3, UnitKind::Command)
            ]
        );
        assert!(log.units.iter().all(|unit| unit.stamp == stamp()));
        assert_eq!(log.at, Some(3));
        assert_eq!(log.profile, ProfileStanding::Recorded);
    }

    #[test]
    fn a_redo_is_told_where_there_is_one() {
        let desk = Desk::with_texts(&["one", "two"]);
        assert!(!desk.log().can_redo());
        desk.undo().expect("an undo");
        let log = desk.log();
        assert!(log.can_redo());
        fs::remove_file(&log.units[1].path).expect("it is there");
        assert!(!log.can_redo());
        let desk = Desk::with_texts(&["one", "two"]);
        desk.undo().expect("an undo");
        desk.edit("by hand");
        assert!(!desk.log().can_redo());
        desk.redo().expect_err("as was told");
    }

    #[test]
    fn an_edit_by_hand_is_told_before_it_is_kept() {
        let desk = Desk::with_texts(&["one"]);
        desk.edit("by hand");
        assert_eq!(desk.log().profile, ProfileStanding::EditedByHand);
        assert_eq!(desk.log().units.len(), 1);
        fs::remove_file(&desk.places.profile).expect("it is there");
        assert_eq!(desk.log().profile, ProfileStanding::Missing);
    }

    #[test]
    fn a_stopped_change_is_told_as_the_next_command_will_find_it() {
        for dies_after in 0.. {
            let desk = Desk::with_texts(&["one", "two", "three"]);
            desk.undo().expect("an undo");
            let (_, died) = with_plan(Plan::DieAfter(dies_after), || {
                desk.change_to("four").is_ok()
            });
            let log = desk.log();
            let texts = desk.texts();
            assert_eq!(log.profile, ProfileStanding::Recorded, "{dies_after}");
            if desk.profile().as_deref() == Some(b"four") {
                assert_eq!(texts, [&b"one"[..], b"two", b"four"]);
                assert_eq!(log.at, Some(3));
            } else {
                assert_eq!(
                    texts,
                    [&b"one"[..], b"two", b"three"],
                    "redo is still possible"
                );
                assert_eq!(log.at, Some(2));
            }
            if !died {
                break;
            }
        }
    }
}
