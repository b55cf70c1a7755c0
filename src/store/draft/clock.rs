//! A `[[clock]]` of a credential, or a `[[step.clock]]`.

use serde::Deserialize;

use super::{
    Taking,
    value::{Text, TextsDraft},
};
use crate::catalog::{
    audit::ProblemKind,
    clock::{Clock, ClockKind, ClockLength, Start},
    id::{ClockId, CredentialId, FactId, StepId},
    length::Length,
};

/// A `[[clock]]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
#[serde(rename_all = "kebab-case")]
pub struct ClockDraft {
    /// Its name for ever, in lower-case words joined by hyphens. No other clock
    /// has the same.
    #[cfg_attr(test, schemars(with = "super::schema::Id"))]
    pub id: Text,
    /// What runs, in a few words.
    pub title: Text,
    /// window: something has to be done while it runs. wait: something may not
    /// be done before its end. deadline: the last day for something. expiry: a
    /// paper is good until then.
    #[cfg_attr(test, schemars(with = "super::schema::Kind"))]
    pub kind: Text,
    /// The day it starts from: on, until or expect in the mark on the step it
    /// stands in; the same of another step, like exam-sat.expect; the end of
    /// another clock, like att-window.end; a day of every year, like
    /// yearly.10-01; in a credential attempt.fail, the newest failed attempt, or
    /// held, the day from which it is held. Of several in a list the first that
    /// is known counts.
    #[cfg_attr(test, schemars(with = "super::schema::Starts"))]
    pub starts: TextsDraft,
    /// How long it runs, like "120d", in d, w, mo or y, by the calendar; or the
    /// id of the fact that says so. Default: the start is itself the end, and of
    /// a wait nobody knows the end.
    #[cfg_attr(test, schemars(with = "Option<super::schema::LengthOrFact>"))]
    pub length: Option<Text>,
    /// It is counted back from its start. Default: false.
    #[serde(default)]
    pub before: bool,
    /// Only Monday to Friday are counted, for rules that mean business days, or
    /// may mean them and are counted back: the earlier day is the safe one.
    /// Holidays are not known. Default: false.
    #[serde(default)]
    pub working_days: bool,
    /// Once it was stopped, or an end for a later round is written down, the
    /// next one starts where this one ends, and `reopens` is to do again. All
    /// ends are whole lengths from the first day. Default: false.
    #[serde(default)]
    pub repeats: bool,
    /// It offers something and asks for nothing, so past its end it is over and
    /// not overdue. Default: false.
    #[serde(default)]
    pub chance: bool,
    /// Ids of steps of which any done ends it.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::Id>"))]
    #[serde(default)]
    pub stops: Vec<Text>,
    /// Ids of steps to do while it runs.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::Id>"))]
    #[serde(default)]
    pub inside: Vec<Text>,
    /// Ids of steps that may not start before its end.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::Id>"))]
    #[serde(default)]
    pub opens: Vec<Text>,
    /// Ids of steps that are to do again once it has run out.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::Id>"))]
    #[serde(default)]
    pub reopens: Vec<Text>,
    /// Ids of steps whose `until` in the profile is its end in place of the
    /// rule's; of several the latest counts. Of a clock that `repeats`, each is
    /// the end of the round it lies nearest to, and of two for one round that of
    /// the step named first counts. Default: the step it stands in, where it
    /// starts from that step's `on`.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::Id>"))]
    #[serde(default)]
    pub until_of: Vec<Text>,
    /// It exists only while one of these steps is not done. Default: always.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::Id>"))]
    #[serde(default)]
    pub while_open: Vec<Text>,
    /// With `held`: ids of credentials that it is counted together with. They
    /// have one cycle: the day of the one held first counts, and an end written
    /// at any of them is that of all.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::Id>"))]
    #[serde(default)]
    pub shares_with: Vec<Text>,
    /// What missing it costs, and the way back. It may name facts.
    pub missed: Option<Text>,
    /// Ids of further facts it rests on, and of those that `missed` names.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::FactKey>"))]
    #[serde(default)]
    pub facts: Vec<Text>,
}

impl ClockDraft {
    /// The clocks of a list; what is none is reported and left out.
    pub(super) fn take_all(
        drafts: Vec<Self>,
        list: impl Fn() -> String,
        taking: &mut Taking,
    ) -> Vec<Clock> {
        let mut clocks = Vec::with_capacity(drafts.len());
        for (place, draft) in drafts.into_iter().enumerate() {
            match draft.take(&|key| format!("{}[{place}].{key}", list()), taking) {
                Some(clock) => clocks.push(clock),
                None => taking.leave_out(list(), place),
            }
        }
        clocks
    }

    fn take(self, at: &dyn Fn(&str) -> String, taking: &mut Taking) -> Option<Clock> {
        let kind = ClockKind::from_word(&self.kind);
        if kind.is_none() {
            let words = ClockKind::ALL.map(ClockKind::word).join(", ");
            bad(
                taking,
                at("kind"),
                &self.kind,
                &format!("it is one of {words}"),
            );
        }
        let starts = starts(&self.starts, at, taking);
        let length = self.length.and_then(|text| {
            if text.contains('.') {
                let fact = taking.id(|| at("length"), text, FactId::of);
                fact.map(ClockLength::Fact)
            } else {
                let days = taking.length(|| at("length"), Length::parse_days(&text));
                days.map(ClockLength::Exactly)
            }
        });
        let mut steps = |key: &str, ids| taking.ids(|| at(key), ids, StepId::of);
        let stops = steps("stops", self.stops);
        let inside = steps("inside", self.inside);
        let opens = steps("opens", self.opens);
        let reopens = steps("reopens", self.reopens);
        let until_of = steps("until-of", self.until_of);
        let while_open = steps("while-open", self.while_open);
        let shares_with = taking.ids(|| at("shares-with"), self.shares_with, CredentialId::of);
        let facts = taking.ids(|| at("facts"), self.facts, FactId::of);
        let id = taking.id(|| at("id"), self.id, ClockId::of)?;
        Some(Clock {
            id,
            title: self.title.0,
            kind: kind?,
            starts,
            length,
            before: self.before,
            working_days: self.working_days,
            repeats: self.repeats,
            chance: self.chance,
            stops,
            inside,
            opens,
            reopens,
            until_of,
            while_open,
            shares_with,
            missed: self.missed.map(|text| text.0),
            facts,
        })
    }
}

fn starts(texts: &TextsDraft, at: &dyn Fn(&str) -> String, taking: &mut Taking) -> Vec<Start> {
    const EXPECTED: &str = "write on, until, expect, STEP.on, STEP.until, STEP.expect, CLOCK.end, \
                            yearly.10-01, attempt.fail or held";
    let mut starts = Vec::with_capacity(texts.texts.len());
    for (place, text) in texts.texts.iter().enumerate() {
        match Start::parse(text) {
            Some(start) => starts.push(start),
            None => {
                let path = if texts.is_list {
                    taking.leave_out(at("starts"), place);
                    format!("{}[{place}]", at("starts"))
                } else {
                    at("starts")
                };
                bad(taking, path, text, EXPECTED);
            }
        }
    }
    starts
}

fn bad(taking: &mut Taking, path: String, value: &str, expected: &str) {
    let (value, expected) = (value.to_owned(), expected.to_owned());
    taking.report(path, ProblemKind::BadValue { value, expected });
}
