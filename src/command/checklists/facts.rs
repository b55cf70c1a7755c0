//! `hitpath checklists facts`

use crate::{
    catalog::{fact::Fact, search::Query},
    cli,
    command::{answer, reading},
    failure::{Exit, Failure},
    journey::{
        evaluation::Evaluation,
        facts::FactInForce,
        record::{Correction, Record},
    },
    render::{self, wording},
    session::Session,
};

pub(super) fn facts(args: &cli::SomeFacts, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let known = reading::known_or_nobody(session, catalog)?;
    let evaluation = known.evaluate(catalog, session.today);
    let mut facts: Vec<FactInForce<'_>> = if args.ahead {
        evaluation.stale_facts()
    } else {
        let all = catalog.facts();
        all.filter_map(|fact: &Fact| evaluation.in_force(fact))
            .filter(|fact| !args.stale || fact.is_stale())
            .collect()
    };
    let query = match args.words.as_slice() {
        [] => None,
        words => {
            Some(Query::new(words).ok_or_else(|| Failure::new("a word to look for is empty"))?)
        }
    };
    let is_asked = |texts: &[&str]| query.as_ref().is_none_or(|query| query.all_in(texts));
    facts.retain(|fact| !args.own || fact.correction.is_some());
    facts.retain(|fact| {
        let value = wording::value(fact.value());
        is_asked(&[fact.id().as_str(), &value, &fact.version.claim.text])
    });
    facts.sort_by(|a, b| a.id().cmp(b.id()));
    let strangers = if args.own {
        unknown(&evaluation, &known.record, is_asked)
    } else {
        Vec::new()
    };
    let text = if session.json {
        render::facts::json(&evaluation, &facts, &strangers)
    } else {
        render::facts::facts(&facts, &strangers, &session.style)
    };
    answer(session, &text)
}

/// Corrections of facts that are in no file any more; they stay in the profile.
fn unknown<'r>(
    evaluation: &Evaluation<'_>,
    record: &'r Record,
    is_asked: impl Fn(&[&str]) -> bool,
) -> Vec<(&'r str, &'r Correction)> {
    let own = record.facts.iter();
    own.map(|(id, correction)| (id.as_str(), correction))
        .filter(|(id, _)| evaluation.catalog.fact_named(id).is_none())
        .filter(|(id, _)| is_asked(&[id]))
        .collect()
}
