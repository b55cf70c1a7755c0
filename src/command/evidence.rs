//! What proves a step or an activity: a file or an address. Only the reference
//! is kept, with the file's fingerprint, never a copy.

use std::{
    collections::BTreeSet,
    io,
    path::{Path, absolute},
};

use jiff::civil::Date;

use super::changing::day;
use crate::{
    failure::Failure,
    session::Session,
    store::{
        edit::{Change, Value},
        evidence::{self, Fingerprint},
    },
};

/// A reference that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proof {
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

    /// Whether it stands in the profile already, or it is the file that is no
    /// longer where the profile says.
    fn is_that_of(&self, item: &toml::Value, profile: &Path) -> bool {
        let text = |key: &str| item.get(key).and_then(toml::Value::as_str);
        let Some(reference) = text("ref") else {
            return false;
        };
        let has_moved = || {
            let is_same_file = self.sha256().is_some() && self.sha256() == text("sha256");
            is_same_file && evidence::size(&evidence::file(reference, profile)).is_err()
        };
        reference == self.reference || has_moved()
    }

    /// Whether an item of the profile says the same.
    fn stands_in(&self, item: &toml::Value) -> bool {
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
    let mut proofs: Vec<Proof> = Vec::with_capacity(given.len());
    for reference in given {
        let proof = proof(reference, session)?;
        // Typed twice, it is one proof all the same.
        if proofs
            .iter()
            .all(|known| known.reference != proof.reference)
        {
            proofs.push(proof);
        }
    }
    Ok(proofs)
}

fn proof(given: &str, session: &Session) -> Result<Proof, Failure> {
    if evidence::is_address(given) {
        return Ok(Proof {
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
    let reference = reference(path, &session.places.profile.profile).ok_or_else(|| {
        cannot(io::Error::other(
            "the name of its folder is no UTF-8 text, and could not be written down",
        ))
    })?;
    Ok(Proof {
        reference,
        fingerprint: Some(fingerprint),
    })
}

/// What is wanted of a list of evidence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'w> {
    /// What comes in, or is renewed where it is there.
    pub(super) added: &'w [Proof],
    /// What goes, as it was typed. The files themselves stay where they are.
    pub(super) gone: &'w [String],
    pub(super) today: Date,
    /// Where the profile lies.
    pub(super) profile: &'w Path,
}

/// The changes of a list of evidence that stands under a key of the profile, or
/// of one of its entries.
///
/// # Errors
/// What is to go is not there. `id` is whose evidence it is, and `see` the
/// command that shows it.
pub(super) fn changes(
    entry: Option<&toml::Table>,
    key: &[&str],
    wanted: Wanted<'_>,
    (id, see): (&str, &str),
) -> Result<Vec<Change>, Failure> {
    let list = entry
        .and_then(|entry| entry.get("evidence"))
        .and_then(toml::Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    let place_of = |gone: &String| {
        // The file that is meant from here comes before one that the profile only
        // spells so.
        let meant = reference(Path::new(gone), wanted.profile);
        let stands = |text: &str| {
            let is_it = |item: &toml::Value| {
                let reference = item.get("ref").and_then(toml::Value::as_str);
                reference == Some(text)
            };
            list.iter().position(is_it)
        };
        let place = meant.and_then(|meant| stands(&meant));
        place.or_else(|| stands(gone)).ok_or_else(|| {
            let what = format!("`{gone}` is no evidence of {id}; nothing was changed");
            Failure::new(what).hint(format!("see what there is: {see}"))
        })
    };
    let places: BTreeSet<usize> = wanted.gone.iter().map(place_of).collect::<Result<_, _>>()?;
    // What goes is not renewed first: it would be lost with it.
    let mut changes = Vec::new();
    for proof in wanted.added {
        changes.extend(added(list, &places, key, proof, wanted));
    }
    // From the last on, so that those before keep their places.
    let gone = places.into_iter().rev();
    changes.extend(gone.map(|place| Change::drop_element(key.iter().copied(), place)));
    Ok(changes)
}

/// Adds a reference to the evidence, or renews the one that is there.
fn added(
    list: &[toml::Value],
    gone: &BTreeSet<usize>,
    key: &[&str],
    proof: &Proof,
    wanted: Wanted<'_>,
) -> Vec<Change> {
    let fields = proof.fields(wanted.today);
    let mut known = list
        .iter()
        .enumerate()
        .filter(|(place, item)| !gone.contains(place) && proof.is_that_of(item, wanted.profile));
    let Some((place, _)) = known.next() else {
        let key = key.iter().map(|&part| part.to_owned()).collect();
        return vec![Change::Append { key, fields }];
    };
    if proof.stands_in(&list[place]) {
        return Vec::new();
    }
    // What else the person keeps with it stays.
    let had = list[place].as_table();
    let is_gone = |key: &&str| {
        let had = had.is_some_and(|had| had.contains_key(*key));
        had && !fields.iter().any(|(field, _)| field == key)
    };
    let gone = ["sha256", "size"].into_iter().filter(is_gone);
    let gone = gone.map(|field| Change::remove([field]));
    let news = fields
        .iter()
        .map(|(field, value)| Change::set([field], value.clone()));
    let inside = |change| Change::within(key.iter().copied(), place, change);
    news.chain(gone).map(inside).collect()
}

/// The path as it is kept, so that it means the same wherever the next command
/// is run. A folder that holds profile and papers may be moved as a whole.
/// None where it cannot be spelled.
fn reference(path: &Path, profile: &Path) -> Option<String> {
    let whole = absolute(path).ok()?;
    let profile = absolute(profile);
    let folder = profile.as_deref().ok().and_then(Path::parent);
    let inside = folder.and_then(|folder| whole.strip_prefix(folder).ok());
    Some(inside.unwrap_or(&whole).to_str()?.to_owned())
}
