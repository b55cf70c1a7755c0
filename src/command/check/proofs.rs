//! Writes what proves a step into its entry.

use std::collections::BTreeSet;

use super::{marks::Entry, wanted::Wanted};
use crate::{
    command::evidence::{Proof, means},
    failure::Failure,
    store::edit::Change,
};

/// Adds what is to be added and takes out what is to go.
///
/// # Errors
/// What is to go is not there.
pub(super) fn write(
    writing: &mut Entry<'_>,
    entry: Option<&toml::Table>,
    wanted: &Wanted,
) -> Result<(), Failure> {
    let list = entry
        .and_then(|entry| entry.get("evidence"))
        .and_then(toml::Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    for proof in &wanted.evidence {
        write_proof(writing, list, proof, wanted);
    }
    let id = writing.id;
    let places = wanted
        .evidence_gone
        .iter()
        .map(|gone| place_of(list, gone, id, wanted));
    let places: BTreeSet<usize> = places.collect::<Result<_, Failure>>()?;
    // From the last on, so that those before keep their places.
    for place in places.into_iter().rev() {
        let key = ["steps", id, "evidence"];
        writing.changes.push(Change::drop_element(key, place));
    }
    Ok(())
}

/// Adds a reference to the evidence, or renews the one that is there.
fn write_proof(writing: &mut Entry<'_>, list: &[toml::Value], proof: &Proof, wanted: &Wanted) {
    let fields = proof.fields(wanted.today);
    let is_known = |item: &toml::Value| proof.is_that_of(item, &wanted.profile);
    let key = || ["steps", writing.id, "evidence"].map(String::from).to_vec();
    let Some(place) = list.iter().position(is_known) else {
        let key = key();
        writing.changes.push(Change::Append { key, fields });
        return;
    };
    if proof.stands_in(&list[place]) {
        return;
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
    let changes = news
        .chain(gone)
        .map(|change| Change::within(key(), place, change));
    let changes: Vec<Change> = changes.collect();
    writing.changes.extend(changes);
}

/// Where a reference that is to go stands. The file itself stays where it is.
fn place_of(list: &[toml::Value], gone: &str, id: &str, wanted: &Wanted) -> Result<usize, Failure> {
    let place = list.iter().position(|item| {
        let reference = item.get("ref").and_then(toml::Value::as_str);
        reference.is_some_and(|reference| means(gone, reference, &wanted.profile))
    });
    place.ok_or_else(|| {
        let failure = Failure::new(format!(
            "`{gone}` is no evidence of {id}; nothing was changed"
        ));
        failure.hint(format!("see what there is: hitpath show {id}"))
    })
}
