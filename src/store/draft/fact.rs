//! `facts/<topic>.toml`

use serde::Deserialize;

use super::{
    Taking,
    table::{table, tables},
    value::{DateDraft, Text, ValueDraft},
};
use crate::catalog::{
    audit::ProblemKind,
    fact::{AppliesOn, Claim, Confidence, FRESH_DAYS, FactValue, FactVersion, Source},
    id::FactId,
    length::Length,
};

/// A file of facts on one topic.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct FactFileDraft {
    /// The facts, in any order. One id can stand several times, for periods
    /// that follow each other.
    #[serde(default, deserialize_with = "tables")]
    pub fact: Vec<FactDraft>,
}

/// A `[[fact]]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields, extend("anyOf" = super::schema::dated_or_undated())))]
#[serde(rename_all = "kebab-case")]
pub struct FactDraft {
    /// Its name for ever: two or more lower-case words joined by dots, like
    /// my.clinic.fee.
    #[cfg_attr(test, schemars(with = "super::schema::FactKey"))]
    pub id: Text,
    /// The figure or words: a number (150), an amount in US dollars ({ usd =
    /// 229 }), a range ({ low = 19, high = 25, unit = "percent" }), a length of
    /// time ("120d") or any other text.
    pub value: ValueDraft,
    /// What the value means, in a sentence.
    pub text: Text,
    /// Who says so, and where a person can confirm it.
    #[serde(deserialize_with = "table")]
    pub source: SourceDraft,
    /// The day on which the source said so, like 2026-09-28, without quotes.
    pub checked: Option<DateDraft>,
    /// An official source that bears no date stands with `undated = true` in
    /// place of `checked`, and always counts as old. Default: false.
    #[serde(default)]
    pub undated: bool,
    /// official: read on the issuing body's own page. secondary: told by
    /// others. disputed: sources disagree, and `[[fact.also]]` names the other
    /// side.
    #[cfg_attr(test, schemars(extend("enum" = ["official", "secondary", "disputed"])))]
    pub confidence: Text,
    /// The first day in force. Default: always so far.
    pub effective_from: Option<DateDraft>,
    /// The last day in force. Default: open.
    pub effective_until: Option<DateDraft>,
    /// Which day of the person picks the version: today, exam, graduation or
    /// credential. All versions of a fact have the same. Default: today.
    #[cfg_attr(test, schemars(extend("enum" = ["today", "exam", "graduation", "credential"])))]
    pub applies_on: Option<Text>,
    /// How long it counts as fresh after `checked`, like "90d"; in d, w, mo or
    /// y. Default: 365d.
    #[cfg_attr(test, schemars(with = "Option<super::schema::Days>"))]
    pub recheck_after: Option<Text>,
    /// What other sources say instead.
    #[serde(default, deserialize_with = "tables")]
    pub also: Vec<ClaimDraft>,
}

/// A `[[fact.also]]`: what another source says.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields, extend("anyOf" = super::schema::dated_or_undated())))]
pub struct ClaimDraft {
    /// The figure or words, as in the fact.
    pub value: ValueDraft,
    /// What the value means, in a sentence.
    pub text: Text,
    /// Who says so, and where a person can confirm it.
    #[serde(deserialize_with = "table")]
    pub source: SourceDraft,
    /// The day on which the source said so, without quotes.
    pub checked: Option<DateDraft>,
    /// An official source that bears no date. Default: false.
    #[serde(default)]
    pub undated: bool,
}

/// Where a fact comes from.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct SourceDraft {
    /// The title of the page or publication.
    pub title: Text,
    /// Its address, beginning with https:// (http:// only in files of one's
    /// own).
    #[cfg_attr(test, schemars(with = "super::schema::Address"))]
    pub url: Text,
}

impl FactFileDraft {
    /// Adds the facts to the parts.
    pub fn take(self, taking: &mut Taking) {
        taking.parts.facts.reserve(self.fact.len());
        for (place, fact) in self.fact.into_iter().enumerate() {
            let id = fact.id.clone();
            match fact.take(place, taking) {
                Some(version) => taking.parts.facts.push((version, place)),
                None => {
                    taking.parts.unreadable.insert(id.0);
                }
            }
        }
    }
}

impl FactDraft {
    fn take(self, place: usize, taking: &mut Taking) -> Option<FactVersion> {
        let at = |key: &str| format!("fact[{place}].{key}");
        let confidence = match &*self.confidence {
            "official" => Some(Confidence::Official),
            "secondary" => Some(Confidence::Secondary),
            "disputed" => Some(Confidence::Disputed),
            _ => {
                let value = self.confidence.0;
                let expected = "write `official`, `secondary` or `disputed`".to_owned();
                taking.report(at("confidence"), ProblemKind::BadValue { value, expected });
                None
            }
        };
        let applies_on = match self.applies_on.as_deref() {
            None | Some("today") => AppliesOn::Today,
            Some("exam") => AppliesOn::Exam,
            Some("graduation") => AppliesOn::Graduation,
            Some("credential") => AppliesOn::Credential,
            Some(other) => {
                let value = other.to_owned();
                let expected = "write `today`, `exam`, `graduation` or `credential`".to_owned();
                taking.report(at("applies-on"), ProblemKind::BadValue { value, expected });
                AppliesOn::Today
            }
        };
        let claim = ClaimDraft {
            value: self.value,
            text: self.text,
            source: self.source,
            checked: self.checked,
            undated: self.undated,
        };
        let claim = claim.take(|| format!("fact[{place}]"), taking);
        let mut also = Vec::with_capacity(self.also.len());
        for (index, other) in self.also.into_iter().enumerate() {
            match other.take(|| format!("fact[{place}].also[{index}]"), taking) {
                Some(claim) => also.push(claim),
                None => taking.leave_out(at("also"), index),
            }
        }
        let effective_from = self
            .effective_from
            .and_then(|date| taking.date(|| at("effective-from"), &date));
        let effective_until = self
            .effective_until
            .and_then(|date| taking.date(|| at("effective-until"), &date));
        let recheck_after_days = self
            .recheck_after
            .and_then(|text| taking.length(|| at("recheck-after"), Length::parse_days(&text)))
            .map_or(FRESH_DAYS, Length::days);
        let id = taking.id(|| at("id"), self.id, FactId::of)?;
        Some(FactVersion {
            id,
            file: taking.file,
            claim: claim?,
            also,
            confidence: confidence?,
            applies_on,
            effective_from,
            effective_until,
            recheck_after_days,
        })
    }
}

impl ClaimDraft {
    /// None where its date is missing or none: that is one thing to mend, and
    /// the audit would take it for an undated claim besides.
    fn take(self, path: impl Fn() -> String, taking: &mut Taking) -> Option<Claim> {
        if self.undated && self.checked.is_some() {
            taking.report(format!("{}.undated", path()), ProblemKind::DateAndUndated);
        }
        let checked = match self.checked {
            Some(date) => Some(taking.date(|| format!("{}.checked", path()), &date)?),
            None if self.undated => None,
            None => {
                taking.report(path(), ProblemKind::NoDate);
                return None;
            }
        };
        Some(Claim {
            value: value(self.value),
            text: self.text.0,
            source: Source {
                title: self.source.title.0,
                url: self.source.url.0,
            },
            checked,
        })
    }
}

fn value(draft: ValueDraft) -> FactValue {
    match draft {
        ValueDraft::Number(number) => FactValue::Number(number),
        ValueDraft::Money(usd) => FactValue::Money { usd },
        ValueDraft::Range(low, high, unit) => FactValue::Range {
            low,
            high,
            unit: unit.0,
        },
        ValueDraft::Text(text) => FactValue::of_text(text.0),
    }
}
