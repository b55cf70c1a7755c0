//! Writes what proves a step into its entry.

use super::{marks::Entry, wanted::Wanted};
use crate::{
    command::evidence::Proof,
    failure::Failure,
    store::edit::{Change, Value},
};

/// Adds what is to be added and takes out what is to go.
///
/// # Errors
/// Evidence that stands in a form which cannot be written again, or is not
/// there.
pub(super) fn write(
    writing: &mut Entry<'_>,
    entry: Option<&toml::Table>,
    wanted: &Wanted,
) -> Result<(), Failure> {
    for proof in &wanted.evidence {
        write_proof(writing, entry, proof, wanted)?;
    }
    Ok(())
}

/// Adds a reference to the evidence, or renews the one that is there.
fn write_proof(
    writing: &mut Entry<'_>,
    entry: Option<&toml::Table>,
    proof: &Proof,
    wanted: &Wanted,
) -> Result<(), Failure> {
    let list = entry
        .and_then(|entry| entry.get("evidence"))
        .and_then(toml::Value::as_array);
    let is_same = |item: &toml::Value| proof.is_that_of(item, &wanted.profile);
    let known = list.and_then(|list| list.iter().find(|item| is_same(item)));
    let fields = proof.fields(wanted.today);
    let (Some(known), Some(list)) = (known, list) else {
        let key = ["steps", writing.id, "evidence"].map(String::from).to_vec();
        writing.changes.push(Change::Append { key, fields });
        return Ok(());
    };
    if proof.stands_in(known) {
        return Ok(());
    }
    let renewed = list.iter().map(|item| {
        if is_same(item) {
            renewed_proof(item, &fields)
        } else {
            value(item)
        }
    });
    let renewed: Option<Vec<Value>> = renewed.collect();
    let renewed = renewed.ok_or_else(|| {
        Failure::new(format!("the evidence of {} holds a fraction, which hitpath does not write; nothing was changed", writing.id))
            .hint("renew the evidence in an editor")
    })?;
    writing.set("evidence", Value::Array(renewed));
    Ok(())
}

/// What is known of the reference today, and what else the person keeps with it.
fn renewed_proof(item: &toml::Value, fields: &[(String, Value)]) -> Option<Value> {
    let is_known = |key: &String| matches!(key.as_str(), "ref" | "sha256" | "size" | "added");
    let mut renewed = fields.to_vec();
    for (key, other) in item.as_table()?.iter().filter(|(key, _)| !is_known(key)) {
        renewed.push((key.clone(), value(other)?));
    }
    Some(Value::Table(renewed))
}

/// A value that was read, to be written again; a fraction may not come out as
/// it went in, so there is none for it.
fn value(read: &toml::Value) -> Option<Value> {
    Some(match read {
        toml::Value::String(text) => Value::String(text.clone()),
        toml::Value::Integer(number) => Value::Integer(*number),
        toml::Value::Float(_) => return None,
        toml::Value::Boolean(flag) => Value::Boolean(*flag),
        toml::Value::Datetime(date) => Value::Date(*date),
        toml::Value::Array(items) => Value::Array(items.iter().map(value).collect::<Option<_>>()?),
        toml::Value::Table(table) => {
            let field = |(key, item): (&String, &toml::Value)| Some((key.clone(), value(item)?));
            Value::Table(table.iter().map(field).collect::<Option<_>>()?)
        }
    })
}
