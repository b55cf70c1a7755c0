//! Claims have a source and a date, versions follow each other.

use jiff::civil::date;

use super::building::{building, claim, facts, step, unknown, used};
use crate::catalog::{
    audit::ProblemKind,
    credential::Renewal,
    fact::{Confidence, FactValue, FactVersion, ValueError},
    id::FactId,
};

#[test]
fn a_claim_has_a_source_and_a_date() {
    let case = |change: fn(&mut FactVersion), path: &str, kind: &ProblemKind| {
        building()
            .fact("f.x", false, change)
            .refused("f.x", path, kind);
    };
    let source = &ProblemKind::NoSource;
    case(
        |fact| fact.claim.source.title = " ".into(),
        "fact[0].source",
        source,
    );
    case(
        |fact| fact.claim.source.url = "example.org".into(),
        "fact[0].source",
        source,
    );
    case(
        |fact| fact.claim.source.url = "https://".into(),
        "fact[0].source",
        source,
    );
    case(
        |fact| fact.claim.source.url = "ftp://example.org".into(),
        "fact[0].source",
        source,
    );
    let undated = |fact: &mut FactVersion| {
        fact.confidence = Confidence::Secondary;
        fact.claim.checked = None;
    };
    case(undated, "fact[0].undated", &ProblemKind::UndatedNotOfficial);
    let alone = |fact: &mut FactVersion| fact.confidence = Confidence::Disputed;
    case(alone, "fact[0].confidence", &ProblemKind::NoOtherSide);
    let reversed = |fact: &mut FactVersion| {
        let unit = "".into();
        fact.claim.value = FactValue::Range {
            low: 2.0,
            high: 1.0,
            unit,
        };
    };
    case(reversed, "fact[0].value", &ValueError::Reversed.into());
    let also = |fact: &mut FactVersion| {
        let mut other = claim();
        other.source.url = "".into();
        fact.also = vec![claim(), other];
        fact.confidence = Confidence::Disputed;
    };
    case(also, "fact[0].also[1].source", source);
    let period = |fact: &mut FactVersion| {
        fact.effective_from = Some(date(2026, 2, 1));
        fact.effective_until = Some(date(2026, 1, 31));
    };
    case(
        period,
        "fact[0].effective-until",
        &ProblemKind::PeriodReversed,
    );
    let undated = |fact: &mut FactVersion| fact.claim.checked = None;
    building().fact("f.x", false, undated).sound();
}

/// Else a figure would be shown without its source below it.
#[test]
fn a_fact_that_a_sentence_names_is_listed_with_the_step() {
    let case = |listed: &'static str| {
        let named = step("a", |step| {
            step.how = vec!["Bring {f.y}.".into(), "Pay {f.x}.".into()];
            step.facts = facts(listed);
        });
        let facts = building().fact("f.x", false, |_| {});
        facts.fact("f.y", false, |_| {}).stage("s", [named])
    };
    let not_listed = |id: &str| ProblemKind::FactNotListed { id: id.to_owned() };
    case("f.y").refused("s", "step[0].how[1]", &not_listed("f.x"));
    case("f.x").refused("s", "step[0].how[0]", &not_listed("f.y"));
    case("f.x f.y").sound();
}

#[test]
fn whatever_names_a_fact_names_one_that_exists() {
    let parts = |also: &str| {
        let named = step("a", |step| {
            step.why = Some("It costs {f.x}.".into());
            step.facts = facts("f.x");
        });
        let parts = building().fact("f.x", true, |_| {});
        let mut parts = parts.credential("c", &format!("f.x {also}"));
        parts.0.credentials[0].0.renewal = Some(Renewal {
            cycle: FactId::new("f.x").ok(),
            facts: facts("f.x"),
            ..Renewal::default()
        });
        parts.stage("s", [named])
    };
    parts("").sound();
    parts("f.xx").refused("c", "facts[1]", &unknown("fact", "f.xx", Some("f.x")));
}

#[test]
fn what_is_shipped_is_looked_at_where_it_is_not_trusted() {
    let broken = |shipped: bool, trusts_shipped: bool| {
        let mut parts = building().fact("f.x", shipped, |fact| fact.claim.source.url = "".into());
        parts.0.trusts_shipped = trusts_shipped;
        parts
    };
    broken(true, true).sound();
    broken(true, false).refused("f.x", "fact[0].source", &ProblemKind::NoSource);
    broken(false, true).refused("f.x", "fact[0].source", &ProblemKind::NoSource);
}

#[test]
fn versions_of_a_fact_follow_each_other() {
    let day = |month| date(2026, month, 1);
    let until = |fact: &mut FactVersion| fact.effective_until = Some(day(3));
    let from = |month| move |fact: &mut FactVersion| fact.effective_from = Some(day(month));
    let overlap = &ProblemKind::PeriodsOverlap;
    let twice = building()
        .fact("f.x", false, |_| {})
        .fact("f.x", false, |_| {});
    twice.refused("f.x", "fact[0].id", overlap);
    let touching = building()
        .fact("f.x", false, until)
        .fact("f.x", false, from(3));
    touching.refused("f.x", "fact[0].id", overlap);
    let open = building()
        .fact("f.x", false, from(3))
        .fact("f.x", false, from(5));
    open.refused("f.x", "fact[0].id", overlap);
    let follows = building()
        .fact("f.x", false, until)
        .fact("f.x", false, from(4))
        .sound();
    let id = FactId::new("f.x").expect("an id");
    assert_eq!(follows.fact(&id).map(|fact| fact.versions.len()), Some(2));
    // A person's own figure never stands in for a shipped one.
    let own = building()
        .fact("f.x", true, until)
        .fact("f.x", false, from(4));
    own.refused(
        "f.x",
        "fact[0].id",
        &used("f.x", "a fact that came with the program"),
    );
}
