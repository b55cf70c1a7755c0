//! What an upgrade changed, in words and as JSON.

use serde::Serialize;

use super::wording;
use crate::{
    catalog::Catalog,
    journey::drift::{Drift, Gone},
};

/// Up to so many of a kind are named before they are only counted.
const NAMED: usize = 3;

/// The counts and the percent: `With the upgrade from 0.1.0 to 0.2.0, two steps
/// retired, one added: 71 % is now 69 %.`
#[must_use]
pub fn effect(drift: &Drift<'_>) -> String {
    let (before, now) = (drift.before.percent(), drift.now.percent());
    let percent = if before == now {
        format!("your percent stays {now} %")
    } else {
        format!("{before} % is now {now} %")
    };
    format!(
        "With the upgrade from {} to {}, {}: {percent}.",
        drift.from,
        drift.to,
        counts(drift)
    )
}

/// `two steps retired, one added`
fn counts(drift: &Drift<'_>) -> String {
    let kinds = [
        (drift.retired.len(), "retired"),
        (drift.added.len(), "added"),
        (drift.renamed.len(), "renamed"),
    ];
    let mut counts: Vec<String> = Vec::new();
    for (count, what) in kinds.into_iter().filter(|(count, _)| *count > 0) {
        let number = wording::in_words(count);
        let step = match (counts.is_empty(), count) {
            (false, _) => "",
            (true, 1) => " step",
            (true, _) => " steps",
        };
        counts.push(format!("{number}{step} {what}"));
    }
    counts.join(", ")
}

/// The effect, and then by name what became of the person's marks and what is
/// new.
#[must_use]
pub fn in_full(catalog: &Catalog, drift: &Drift<'_>) -> String {
    let mut details = Vec::new();
    let gone = drift.retired.iter().filter(|gone| gone.mark.is_some());
    let gone: Vec<String> = gone.map(became).collect();
    if !gone.is_empty() {
        let kept = match gone.len() {
            1 => "your mark is kept",
            _ => "your marks are kept",
        };
        details.push(format!("{}; {kept}", some(gone)));
    }
    let renamed = drift.renamed.iter().map(|renamed| {
        let now = &catalog.step(renamed.to).id;
        format!("{} is now called {now}", renamed.from)
    });
    let renamed: Vec<String> = renamed.collect();
    if !renamed.is_empty() {
        details.push(some(renamed));
    }
    if !drift.added.is_empty() {
        let ids = wording::ids(catalog, &drift.added);
        let verb = wording::is_or_are(ids.len());
        let ids = ids.into_iter().map(str::to_owned).collect();
        details.push(format!("{} {verb} new", some(ids)));
    }
    let mut text = effect(drift);
    if !details.is_empty() {
        text.push(' ');
        text.push_str(&details.join("; "));
        text.push('.');
    }
    text
}

/// What became of a step that is gone.
fn became(gone: &Gone<'_>) -> String {
    let id = &gone.step.id;
    match &gone.step.instead {
        Some(instead) => format!("{id} was folded into {instead}"),
        None => format!("{id} was retired"),
    }
}

/// The first few, and how many more.
fn some(mut words: Vec<String>) -> String {
    if words.len() > NAMED + 1 {
        let more = words.len() - NAMED;
        words.truncate(NAMED);
        words.push(format!("{more} more"));
    }
    wording::list(&words, "and")
}

/// What an upgrade changed, in `status --json`.
#[derive(Debug, Serialize)]
pub struct DriftShape<'s> {
    from: String,
    to: String,
    added: Vec<&'s str>,
    retired: Vec<&'s str>,
    renamed: Vec<RenamedShape<'s>>,
    percent_before: usize,
    percent_now: usize,
}

#[derive(Debug, Serialize)]
struct RenamedShape<'s> {
    from: &'s str,
    to: &'s str,
}

impl<'s> DriftShape<'s> {
    /// The same drift, as scripts read it.
    #[must_use]
    pub fn of(catalog: &'s Catalog, drift: &Drift<'s>) -> Self {
        let retired = drift.retired.iter().map(|gone| gone.step.id.as_str());
        let renamed = drift.renamed.iter().map(|renamed| RenamedShape {
            from: renamed.from,
            to: catalog.step(renamed.to).id.as_str(),
        });
        Self {
            from: drift.from.to_string(),
            to: drift.to.to_string(),
            added: wording::ids(catalog, &drift.added),
            retired: retired.collect(),
            renamed: renamed.collect(),
            percent_before: drift.before.percent(),
            percent_now: drift.now.percent(),
        }
    }
}
