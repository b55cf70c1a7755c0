//! `veteran`: no waiver, no amount of credit, and the Army's money as the Army's.

use hitpath::catalog::{
    fact::{FactValue, FactVersion},
    id::FactId,
    text::facts_in,
};

use crate::{
    CATALOG,
    rule::{Rule, hold},
    texts::{TEXTS, around},
};

#[test]
fn veterans_are_promised_no_waiver_and_no_credit() {
    let rules = [
        Rule {
            never: "an amount of college credit",
            says: &[
                &["credit"],
                &["semester hours", "credit hours", "credits for your service"],
            ],
            unless: &["ask", "decide"],
            caught: "You get credits for your service.",
            passes: "The school decides on credits for your service.",
        },
        Rule {
            never: "a military specialty as coding",
            says: &[
                &["specialty", "military job", "68g"],
                &["coder", "coding"],
                &["same", "equal", "counts as"],
            ],
            unless: &[],
            caught: "Your specialty counts as coding.",
            passes: "No military specialty is the same as being a coder.",
        },
        Rule {
            never: "rules of hiring and benefits of a state",
            says: &[&[
                "hiring preference",
                "veterans' preference",
                "state benefit",
                "your state pays",
                "points",
            ]],
            unless: &["ask"],
            caught: "Use your veterans' preference.",
            passes: "Nothing is known here of veterans' preference.",
        },
        Rule {
            never: "one exam paid twice",
            says: &[&["twice", "from both", "paid by both"], &["exam", "fee"]],
            unless: &[],
            caught: "Claim the exam from both.",
            passes: "Never claim the exam from both.",
        },
    ];
    let texts = around(
        "veteran",
        &["veteran-benefits"],
        &[],
        &["mil"],
        &["paths", "money"],
    );
    hold(&rules, &texts);
    // The Army's money is named as the Army's, with its date.
    for army in ["mil.army-assistance", "mil.army-covers"] {
        let fact = CATALOG.fact(&FactId::new(army).expect("an id"));
        for version in &fact.expect("it ships").versions {
            assert!(version.claim.text.contains("Army"), "{army}");
        }
        for sentence in TEXTS.iter() {
            if facts_in(&sentence.text).any(|named| named == army) {
                let around = TEXTS.iter().filter(|s| s.owner == sentence.owner);
                let army_is_named = around.into_iter().any(|s| s.text.contains("Army"));
                assert!(army_is_named, "{}", sentence.place());
            }
        }
    }
    // Nothing known of the service is a number of credits.
    for fact in CATALOG
        .facts()
        .filter(|f| f.id.as_str().starts_with("mil."))
    {
        let number = |v: &FactVersion| matches!(v.claim.value, FactValue::Number(_));
        assert!(!fact.versions.iter().any(number), "{}", fact.id);
    }
}
