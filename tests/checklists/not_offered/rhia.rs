//! `rhia`: nothing that was read for RHIT only.

use super::facts_of;
use crate::{
    CATALOG,
    rule::{Rule, hold},
    step,
    texts::around,
};

#[test]
fn rhia_is_not_promised_what_was_read_for_rhit() {
    let rules = [
        Rule {
            never: "early testing as a promise",
            says: &[&[
                "early testing",
                "before graduation",
                "test early",
                "testing early",
            ]],
            unless: &["ask"],
            caught: "Early testing is open to you.",
            passes: "Early testing is not promised for RHIA.",
        },
        Rule {
            never: "an earlier placement taken as done",
            says: &[&[
                "associate placement",
                "earlier placement",
                "placement of your associate",
            ]],
            unless: &["unless", "ask", "papers from"],
            caught: "Your earlier placement counts.",
            passes: "Your earlier placement does not stand in.",
        },
        Rule {
            never: "a length of study for RHIA",
            says: &[
                &["weeks of study", "months of study", "hours of study"],
                &["rhia"],
            ],
            unless: &[],
            caught: "For RHIA some weeks of study are enough.",
            passes: "We have no length in weeks of study for RHIA.",
        },
    ];
    let stages = ["rhia-program", "rhia-placement", "rhia-exam"];
    let texts = around("rhia", &stages, &["rhia"], &["rhia"], &["paths", "growth"]);
    hold(&rules, &texts);
    // All weights but the first come from one publisher.
    for fact in CATALOG.facts() {
        if fact.id.as_str().starts_with("rhia.outline.") {
            for version in &fact.versions {
                let text = &version.claim.text;
                assert!(text.contains("confirm"), "{}: {text}", fact.id);
            }
        }
    }
    for name in ["rhia-study", "rhia-study-plan", "rhia-mocks"] {
        let facts = facts_of(CATALOG.step(step(name)));
        let length = facts.iter().find(|id| id.starts_with("study.length"));
        assert_eq!(length, None, "{name}");
    }
}
