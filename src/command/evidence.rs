//! What proves a step or an activity: a file or an address. Only the reference
//! is kept, with the file's fingerprint, never a copy.

use std::{
    io,
    path::{Path, absolute},
};

use jiff::civil::Date;

use super::changing::day;
use crate::{
    failure::Failure,
    session::Session,
    store::{
        edit::Value,
        evidence::{self, Fingerprint},
    },
};

/// A reference that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proof {
    /// As it was typed.
    typed: String,
    /// As it is kept: an address, the whole path of a file, or its path from the
    /// folder of the profile where it lies in there.
    pub(super) reference: String,
    /// What tells the file from others; none for an address.
    pub(super) fingerprint: Option<Fingerprint>,
}

impl Proof {
    /// The SHA-256 of the file.
    pub(super) fn sha256(&self) -> Option<&str> {
        self.fingerprint
            .as_ref()
            .map(|fingerprint| fingerprint.sha256.as_str())
    }

    /// Whether it stands in the profile already, as it was typed or as it is
    /// kept, or it is the file that is no longer where the profile says.
    pub(super) fn is_that_of(&self, item: &toml::Value, profile: &Path) -> bool {
        let text = |key: &str| item.get(key).and_then(toml::Value::as_str);
        let Some(reference) = text("ref") else {
            return false;
        };
        let has_moved = || {
            let is_same_file = self.sha256().is_some() && self.sha256() == text("sha256");
            is_same_file && evidence::size(&evidence::file(reference, profile)).is_err()
        };
        reference == self.reference || reference == self.typed || has_moved()
    }

    /// Whether an item of the profile says the same.
    pub(super) fn stands_in(&self, item: &toml::Value) -> bool {
        let text = |key: &str| item.get(key).and_then(toml::Value::as_str);
        text("ref") == Some(&self.reference) && text("sha256") == self.sha256()
    }

    /// It as it stands in the profile.
    pub(super) fn fields(&self, today: Date) -> Vec<(String, Value)> {
        let mut fields = vec![("ref".to_owned(), Value::from(self.reference.as_str()))];
        if let Some(Fingerprint { sha256, size }) = &self.fingerprint {
            fields.push(("sha256".to_owned(), Value::from(sha256.as_str())));
            // A file of more bytes than that is none that anybody has.
            let size = i64::try_from(*size).unwrap_or(i64::MAX);
            fields.push(("size".to_owned(), Value::from(size)));
        }
        fields.push(("added".to_owned(), Value::Date(day(today))));
        fields
    }
}

/// Looks at each reference given.
///
/// # Errors
/// A file that cannot be read.
pub(super) fn proofs(given: &[String], session: &Session) -> Result<Vec<Proof>, Failure> {
    given
        .iter()
        .map(|reference| proof(reference, session))
        .collect()
}

fn proof(given: &str, session: &Session) -> Result<Proof, Failure> {
    if evidence::is_address(given) {
        return Ok(Proof {
            typed: given.to_owned(),
            reference: given.to_owned(),
            fingerprint: None,
        });
    }
    let cannot = |error: io::Error| {
        Failure::new(format!(
            "the evidence `{given}` cannot be read; nothing was changed"
        ))
        .detail(error.to_string())
        .hint("give the path of a file, or an address that begins with https://")
    };
    let path = Path::new(given);
    let size = evidence::size(path).map_err(cannot)?;
    let mut progress = session.terminal.reading(given, size);
    let fingerprint = evidence::fingerprint(path, &mut |bytes| progress.advance(bytes));
    let fingerprint = fingerprint.map_err(cannot)?;
    Ok(Proof {
        typed: given.to_owned(),
        reference: reference(path, &session.places.profile.profile),
        fingerprint: Some(fingerprint),
    })
}

/// Whether a path or address that was typed means what the profile holds.
pub(super) fn means(typed: &str, reference: &str, profile: &Path) -> bool {
    typed == reference || self::reference(Path::new(typed), profile) == reference
}

/// The path as it is kept, so that it means the same wherever the next command
/// is run. A folder that holds profile and papers may be moved as a whole.
fn reference(path: &Path, profile: &Path) -> String {
    let Ok(whole) = absolute(path) else {
        return path.display().to_string();
    };
    let profile = absolute(profile);
    let folder = profile.as_deref().ok().and_then(Path::parent);
    let inside = folder.and_then(|folder| whole.strip_prefix(folder).ok());
    inside.unwrap_or(&whole).display().to_string()
}
