//! What is typed after `--if`, turned into what is taken to be otherwise.

use jiff::civil::Date;

use crate::{
    catalog::{Catalog, PathwayKey},
    cli::Id,
    command::{check::wanted_names, settings, unknown_ids::no_such, with_nearest},
    date_words,
    failure::Failure,
    journey::what_if::Supposition,
};

/// The keys there are: those of `set` that move a plan, and two more.
const KEYS: [&str; 6] = [
    "pathway",
    "hours-per-week",
    "target",
    "terms",
    "done",
    "exam",
];

/// All that is typed, in order.
///
/// # Errors
/// Says which part means nothing, and what could be written.
pub(super) fn suppositions(
    catalog: &Catalog,
    pathway: PathwayKey,
    typed: &[String],
    today: Date,
) -> Result<Vec<Supposition>, Failure> {
    let mut keys: Vec<String> = Vec::new();
    let mut suppositions = Vec::new();
    for setting in typed {
        let (key, value) = setting.split_once('=').ok_or_else(|| {
            Failure::new(format!("`{setting}` is not of the form KEY=VALUE"))
                .hint("for example: hitpath plan --if hours-per-week=20")
        })?;
        let key = &*Id::new(key);
        // Only what adds up may come again.
        if key != "done" && keys.iter().any(|known| known == key) {
            return Err(Failure::new(format!("`{key}` is given twice")));
        }
        keys.push(key.to_owned());
        suppositions.push(supposition(catalog, pathway, key, value.trim(), today)?);
    }
    Ok(suppositions)
}

fn supposition(
    catalog: &Catalog,
    pathway: PathwayKey,
    key: &str,
    value: &str,
    today: Date,
) -> Result<Supposition, Failure> {
    Ok(match key {
        "pathway" => {
            let how_to_choose = "hitpath plan --if pathway=";
            Supposition::Pathway(settings::pathway(catalog, value, how_to_choose)?)
        }
        "hours-per-week" => {
            let hours = settings::hours(value)?;
            Supposition::HoursPerWeek(u32::try_from(hours).unwrap_or(u32::MAX))
        }
        "target" if value.is_empty() => Supposition::Target(None),
        "target" => Supposition::Target(Some(settings::target(value, today)?)),
        "terms" if value.is_empty() => Supposition::Terms(Vec::new()),
        "terms" => Supposition::Terms(settings::terms(value)?),
        "done" if value.is_empty() => {
            return Err(Failure::new("`done=` names no step")
                .hint("for example: hitpath plan --if done=diploma,learn-role"));
        }
        "done" => {
            let ids: Vec<Id> = value.split(',').map(Id::new).collect();
            Supposition::Done(wanted_names(catalog, Some(pathway), &ids)?)
        }
        "exam" => {
            let on = Id::new(value);
            let on = on.strip_prefix("fail@").ok_or_else(|| {
                Failure::new(format!("`exam={value}` is not of the form exam=fail@DATE"))
                    .hint("for example: hitpath plan --if exam=fail@2029-03-01")
            })?;
            let on = date_words::parse(on, today)
                .map_err(|error| Failure::new(format!("`{on}` is not a date: {error}")))?;
            Supposition::ExamFailed(on)
        }
        _ => {
            let failure = no_such("what-if", key);
            return Err(with_nearest(
                failure,
                key,
                KEYS.into_iter(),
                &format!("keys: {}", KEYS.join(", ")),
            ));
        }
    })
}
