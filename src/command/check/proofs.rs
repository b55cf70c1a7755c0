//! Writes what proves a step into its entry.

use super::{marks::Entry, wanted::Wanted};
use crate::{command::evidence, failure::Failure};

/// Adds what is to be added and takes out what is to go.
///
/// # Errors
/// What is to go is not there.
pub(super) fn write(
    writing: &mut Entry<'_>,
    entry: Option<&toml::Table>,
    wanted: &Wanted,
) -> Result<(), Failure> {
    let id = writing.id;
    let see = format!("hitpath show {id}");
    let of_evidence = evidence::Wanted {
        added: &wanted.evidence,
        gone: &wanted.evidence_gone,
        today: wanted.today,
        profile: &wanted.profile,
    };
    let key = ["steps", id, "evidence"];
    let changes = evidence::changes(entry, &key, of_evidence, (id, &see))?;
    writing.changes.extend(changes);
    Ok(())
}
