//! Facts in JSON, as they hold for a person.

use serde::Serialize;

use super::{
    json::{FORMAT_VERSION, day, text},
    show_json::Shown,
    wording,
};
use crate::{
    catalog::fact::{AppliesOn, Claim, Confidence, Fact},
    journey::{
        evaluation::Evaluation,
        facts::{FactInForce, PickedBy},
        record::Correction,
    },
};

/// `hitpath show FACT --json`
#[must_use]
pub fn fact(evaluation: &Evaluation<'_>, fact: &Fact) -> String {
    let known = evaluation.catalog.fact(&fact.id);
    let known = known.and_then(|fact| evaluation.in_force(fact));
    text(&Shown {
        format_version: FORMAT_VERSION,
        kind: "fact",
        content: known.map(|fact| fact_shape(&fact)),
    })
}

/// One fact.
#[must_use]
pub(super) fn fact_shape<'f>(fact: &FactInForce<'f>) -> FactShape<'f> {
    let version = fact.version;
    FactShape {
        id: version.id.as_str(),
        value: wording::value(fact.value()),
        confidence: match version.confidence {
            Confidence::Official => "official",
            Confidence::Secondary => "secondary",
            Confidence::Disputed => "disputed",
        },
        stale: fact.is_stale(),
        days_old: fact.days_old(),
        effective_from: version.effective_from.map(day),
        effective_until: version.effective_until.map(day),
        picked_by: match fact.picked_by {
            PickedBy::Author(AppliesOn::Today) => "today",
            PickedBy::Author(AppliesOn::Exam) => "exam",
            PickedBy::Author(AppliesOn::Graduation) => "graduation",
            PickedBy::Author(AppliesOn::Credential) => "credential",
            PickedBy::Clock => "clock",
        },
        picked_on: day(fact.day),
        claim: claim_shape(&version.claim),
        also: version.also.iter().map(claim_shape).collect(),
        yours: fact.correction.map(own_shape),
        overtaken: fact.is_overtaken(),
    }
}

/// What the person found instead.
#[must_use]
pub(super) fn own_shape(own: &Correction) -> OwnShape<'_> {
    OwnShape {
        value: wording::value(&own.value),
        source: &own.source,
        checked: day(own.checked),
    }
}

fn claim_shape(claim: &Claim) -> ClaimShape<'_> {
    ClaimShape {
        value: wording::value(&claim.value),
        text: &claim.text,
        source: SourceShape {
            title: &claim.source.title,
            url: &claim.source.url,
        },
        checked: claim.checked.map(day),
    }
}

/// A fact: `value` is the one that holds, `says` what the catalog has.
#[derive(Serialize)]
pub(super) struct FactShape<'s> {
    id: &'s str,
    value: String,
    confidence: &'static str,
    stale: bool,
    days_old: Option<i64>,
    effective_from: Option<String>,
    effective_until: Option<String>,
    picked_by: &'static str,
    picked_on: String,
    #[serde(rename = "says")]
    claim: ClaimShape<'s>,
    also: Vec<ClaimShape<'s>>,
    yours: Option<OwnShape<'s>>,
    /// Whether the catalog knows of something newer than what is yours.
    overtaken: bool,
}

#[derive(Serialize)]
struct ClaimShape<'s> {
    value: String,
    text: &'s str,
    source: SourceShape<'s>,
    checked: Option<String>,
}

#[derive(Serialize)]
struct SourceShape<'s> {
    title: &'s str,
    url: &'s str,
}

/// A person's own correction.
#[derive(Serialize)]
pub(super) struct OwnShape<'s> {
    value: String,
    source: &'s str,
    checked: String,
}
