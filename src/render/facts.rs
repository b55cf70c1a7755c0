//! `hitpath checklists facts`: many facts, each in two lines.

use serde::Serialize;

use super::{
    fact_json::{FactShape, OwnShape, fact_shape, own_shape},
    json::{FORMAT_VERSION, day, text},
    page::Page,
    style::Style,
    wording,
};
use crate::journey::{evaluation::Evaluation, facts::FactInForce, record::Correction};

/// Facts in the order given, and corrections of facts that no file knows.
#[must_use]
pub fn facts(
    facts: &[FactInForce<'_>],
    strangers: &[(&str, &Correction)],
    style: &Style,
) -> String {
    let mut page = Page::default();
    for fact in facts {
        page.heading(fact.id().as_str(), &wording::trust(fact));
        let value = wording::value(fact.value());
        match fact.correction {
            Some(own) => {
                page.field("Yours", &value);
                page.field("You read", &own.source);
                page.field("Catalog", &wording::value(&fact.version.claim.value));
            }
            None => page.field("Value", &value),
        }
        for other in &fact.version.also {
            page.field("Or", &wording::value(&other.value));
        }
    }
    for (id, own) in strangers {
        let remark = format!("yours, as of {}; in no file of the catalog", own.checked);
        page.heading(id, &remark);
        page.field("Yours", &wording::value(&own.value));
        page.field("You read", &own.source);
        let again =
            format!("kept in your profile; take it out: hitpath checklists fact {id} --remove");
        page.sentence("note", &format!("  {again}"));
    }
    page.sentence("count", &count(facts, strangers.len()));
    page.render(style)
}

fn count(facts: &[FactInForce<'_>], strangers: usize) -> String {
    let all = facts.len() + strangers;
    if all == 0 {
        return "No fact fits.".to_owned();
    }
    let old = facts.iter().filter(|fact| fact.is_stale()).count();
    let old = match old {
        0 => "none of them old",
        _ if old == all && all == 1 => "old or undated",
        _ if old == all => "all old or undated",
        _ => &format!("{old} of them old or undated"),
    };
    format!(
        "{}, {old}. More on one: hitpath show FACT",
        wording::counted(all, "fact")
    )
}

/// The same as JSON.
#[must_use]
pub fn json(
    evaluation: &Evaluation<'_>,
    facts: &[FactInForce<'_>],
    strangers: &[(&str, &Correction)],
) -> String {
    #[derive(Serialize)]
    struct Facts<'f> {
        format_version: u32,
        today: String,
        facts: Vec<FactShape<'f>>,
        unknown_corrections: Vec<Stranger<'f>>,
    }
    #[derive(Serialize)]
    struct Stranger<'f> {
        id: &'f str,
        #[serde(flatten)]
        own: OwnShape<'f>,
    }
    text(&Facts {
        format_version: FORMAT_VERSION,
        today: day(evaluation.today),
        facts: facts.iter().map(fact_shape).collect(),
        unknown_corrections: strangers
            .iter()
            .map(|(id, own)| Stranger {
                id,
                own: own_shape(own),
            })
            .collect(),
    })
}
