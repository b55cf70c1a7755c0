//! What the history holds, for looking only.
//!
//! Owns the reading of it without a lock and without a trace, on a read-only
//! disk too. Leaves to the caller how two texts differ.

use super::change::ProfilePlaces;
use super::history::{Finding, History, HistoryError};
use super::history_folder::{HistoryFolder, Unit};
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
    let real = real_path(&places.profile).map_err(ReadError::from)?;
    let folder = HistoryFolder::new(&places.history, &real);
    let history = History::read(&folder)?;
    let profile = read_limited(&places.profile, PROFILE_LIMIT)?;
    let mut log = Log {
        units: history.units().to_vec(),
        at: history.at().map(|unit| unit.number),
        profile: ProfileStanding::Recorded,
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
