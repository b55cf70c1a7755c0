//! `hitpath checklists facts`

use crate::{
    catalog::fact::Fact,
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
    let words: Vec<String> = args.words.iter().map(|word| word.to_lowercase()).collect();
    facts.retain(|fact| !args.own || fact.correction.is_some());
    facts.retain(|fact| has_all(fact, &words));
    facts.sort_unstable_by(|a, b| a.id().cmp(b.id()));
    let strangers = if args.own {
        unknown(&evaluation, &known.record, &words)
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

/// Whether all words stand in what a person reads of a fact.
fn has_all(fact: &FactInForce<'_>, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let value = wording::value(fact.value());
    let text = &fact.version.claim.text;
    let read = format!("{} {value} {text}", fact.id()).to_lowercase();
    words.iter().all(|word| read.contains(word.as_str()))
}

/// Corrections of facts that are in no file any more; they stay in the profile.
fn unknown<'r>(
    evaluation: &Evaluation<'_>,
    record: &'r Record,
    words: &[String],
) -> Vec<(&'r str, &'r Correction)> {
    let own = record.facts.iter();
    own.map(|(id, correction)| (id.as_str(), correction))
        .filter(|(id, _)| evaluation.catalog.fact_named(id).is_none())
        .filter(|(id, _)| words.iter().all(|word| id.contains(word.as_str())))
        .collect()
}
