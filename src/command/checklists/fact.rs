//! `hitpath checklists fact ID`: one fact, and what the person found instead.

use jiff::{Timestamp, civil::Date};

use super::reading_value;
use crate::{
    catalog::{
        Catalog,
        fact::{Fact, FactValue},
        nearest::nearest,
    },
    cli,
    command::{
        answer,
        changing::{self, Changed},
        entries::past_day,
        reading::{self, Known},
        unchanged,
        unknown_ids::no_such,
    },
    failure::{Exit, Failure},
    journey::{
        evaluation::Evaluation,
        record::{Correction, Record},
        rules::{self, Dated},
    },
    render::{self, wording},
    session::Session,
    store::{
        draft::table_of,
        edit::{Change, Value, apply},
        profile::corrections,
    },
};

pub(super) fn fact(args: &cli::OneFact, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let id = &*args.id;
    if args.remove {
        return remove(session, catalog, id);
    }
    let fact = catalog.fact_named(id).ok_or_else(|| unknown(catalog, id))?;
    match (&args.value, &args.source) {
        (Some(value), Some(source)) => correct(args, session, catalog, fact, value, source),
        _ => show(session, catalog, fact),
    }
}

fn show(session: &mut Session, catalog: &Catalog, fact: &Fact) -> Result<Exit, Failure> {
    let known = reading::known_or_nobody(session, catalog)?;
    let evaluation = known.evaluate(catalog, session.today);
    let text = if session.json {
        render::fact_json::fact(&evaluation, fact)
    } else {
        render::fact::fact(&evaluation, fact, &session.style)
    };
    answer(session, &text)
}

/// The value that the catalog has for a person.
fn of_catalog(
    catalog: &Catalog,
    fact: &Fact,
    record: &Record,
    today: Date,
) -> Result<FactValue, Failure> {
    let named = catalog.pathway_named(&record.pathway);
    let pathway = named.map_or_else(|| reading::usual_pathway(catalog), Ok)?;
    let evaluation = Evaluation::new(catalog, record, pathway, today);
    evaluation
        .in_force(fact)
        .map(|in_force| in_force.version.claim.value.clone())
        .ok_or_else(|| Failure::new(format!("`{}` has no version", fact.id)))
}

/// Where the person found it, and when they looked.
fn found(
    args: &cli::OneFact,
    source: &str,
    session: &mut Session,
) -> Result<(String, Date), Failure> {
    let source = rules::words(source).map_err(|refused| {
        Failure::new(format!("--source {refused}; nothing was changed"))
            .hint("say where you found it, like --source \"the AHIMA store page\"")
    })?;
    let checked = args.checked.as_deref();
    let checked = past_day(session, "--checked", checked, Dated::Correction)?;
    Ok((source.to_owned(), checked))
}

fn correct(
    args: &cli::OneFact,
    session: &mut Session,
    catalog: &Catalog,
    fact: &Fact,
    value: &str,
    source: &str,
) -> Result<Exit, Failure> {
    let id = fact.id.as_str();
    let (now, today) = (session.now, session.today);
    let (source, checked) = found(args, source, session)?;
    let mut said = String::new();
    let changed = changing::change(session, catalog, |record, text| {
        let of_catalog = of_catalog(catalog, fact, record, today)?;
        let own = Correction {
            value: reading_value::like(&of_catalog, value)?,
            source: source.clone(),
            checked,
        };
        said = format!(
            "{id} is {} for you, by {}, as of {}; the catalog has {}.",
            wording::value(&own.value),
            own.source,
            own.checked,
            wording::value(&of_catalog)
        );
        if record.facts.get(id) == Some(&own) {
            return Ok(Vec::new());
        }
        changes(text, id, &own, now)
    })?;
    tell(session, catalog, id, changed, &said)
}

/// The changes that write a correction, each key by itself, so that what else
/// the person put into the entry stays.
fn changes(text: &str, id: &str, own: &Correction, now: Timestamp) -> Result<Vec<Change>, Failure> {
    let key = corrections::key_of(text, id);
    let at = |name: &'static str| {
        let parts = key.iter().map(String::as_str);
        parts.chain([name]).collect::<Vec<&str>>()
    };
    let table = table_of(text.trim_start_matches('\u{feff}'))
        .map_err(|error| Failure::new("the profile cannot be read").detail(error.message()))?;
    let mut entry = Some(&table);
    for part in &key {
        entry = entry.and_then(|table| table.get(part)?.as_table());
    }
    let value = Change::set(at("value"), reading_value::in_profile(&own.value));
    let mut changes = Vec::new();
    if apply(text, std::slice::from_ref(&value)).is_err() {
        // `value.usd = 239` is a table of lines, which has to go first.
        changes.push(Change::remove(at("value")));
    }
    changes.extend([
        value,
        Change::set(at("source"), own.source.as_str()),
        Change::set(at("checked"), Value::Date(changing::day(own.checked))),
        Change::set(at("changed"), Value::Date(changing::stamp(now, entry))),
    ]);
    Ok(changes)
}

/// Also of a fact that no file knows any more: the entry is the person's.
fn remove(session: &mut Session, catalog: &Catalog, id: &str) -> Result<Exit, Failure> {
    let fact = catalog.fact_named(id);
    let changed = changing::change(session, catalog, |record, text| {
        if !record.facts.contains_key(id) {
            return match fact {
                Some(_) => Ok(Vec::new()),
                None => Err(unknown_correction(catalog, record, id)),
            };
        }
        let keys = corrections::keys_of(text, id).into_iter();
        Ok(keys.map(Change::remove).collect())
    })?;
    let of_catalog = fact
        .map(|fact| of_catalog(catalog, fact, &changed.after, session.today))
        .transpose()?;
    let said = match of_catalog {
        Some(value) => format!(
            "Your correction of {id} is gone; the catalog has {}.",
            wording::value(&value)
        ),
        None => format!("Your correction of {id} is gone; it is in no file of the catalog."),
    };
    tell(session, catalog, id, changed, &said)
}

fn tell(
    session: &mut Session,
    catalog: &Catalog,
    id: &str,
    changed: Changed,
    said: &str,
) -> Result<Exit, Failure> {
    let text = if session.json {
        let ids: &[String] = if changed.written {
            &[id.to_owned()]
        } else {
            &[]
        };
        let after = Known::new(changed.after, catalog).ok();
        let progress = after.map(|after| after.evaluate(catalog, session.today).progress());
        render::json::changed(ids, progress)
    } else {
        let mut page = render::page::Page::default();
        if changed.written {
            page.line(said);
            page.line("Take it back with: hitpath undo");
        } else {
            page.line("Nothing changed: it is already so.");
        }
        page.render(&session.style)
    };
    answer(session, &text)
}

/// An id that no fact has.
fn unknown(catalog: &Catalog, id: &str) -> Failure {
    let failure = unchanged(no_such("fact", id));
    match nearest(id, catalog.fact_ids()) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint("look for it by a word: hitpath checklists facts fee"),
    }
}

fn unknown_correction(catalog: &Catalog, record: &Record, id: &str) -> Failure {
    let own = record.facts.keys().map(String::as_str);
    match nearest(id, own) {
        Some(near) => Failure::new(format!("you corrected no fact `{id}`; nothing was changed"))
            .hint(format!("did you mean `{near}`?")),
        None => unknown(catalog, id),
    }
}
