//! `rhit`: nothing too early, and no hours of its own.

use hitpath::catalog::text::facts_in;

use crate::{
    CATALOG, look, pathways, person_on,
    rule::{Rule, hold},
    step,
    texts::around,
};

/// No membership as a condition, and no early testing before the last term.
#[test]
fn rhit_doors_stand_where_the_field_has_them() {
    let requires = |id: &str| -> Vec<&str> {
        let step = CATALOG.step(step(id));
        step.requires.iter().map(|first| first.as_str()).collect()
    };
    assert!(CATALOG.step(step("student-member")).optional);
    for name in pathways::ids() {
        look(&person_on(name, ""), |evaluation| {
            assert_eq!(evaluation.followers_of(step("student-member")), []);
        });
    }
    assert!(requires("early-form").contains(&"final-term"));
    assert!(requires("early-form").contains(&"program-accredited"));
    assert!(requires("rhit-earned").contains(&"transcript-sent"));
    assert!(requires("degree-awarded").contains(&"internship-complete"));
    assert!(requires("rhia-earned").contains(&"rhia-transcript-sent"));
    assert!(requires("rhia-degree-awarded").contains(&"rhia-placement-complete"));
}

#[test]
fn rhit_offers_nothing_early_and_no_hours_of_its_own() {
    let rules = [
        Rule {
            never: "early testing before the last term",
            says: &[
                &["early testing", "test early", "sit the exam early"],
                &[
                    "first year",
                    "any time",
                    "before the last term",
                    "second term",
                ],
            ],
            unless: &[],
            caught: "You can test early at any time.",
            passes: "Early testing never opens before the last term.",
        },
        Rule {
            never: "placement hours as a rule for all",
            says: &[
                &["placement"],
                &["national hours", "average hours", "always takes"],
            ],
            unless: &[],
            caught: "The placement always takes the same time.",
            passes: "There are no national hours of the placement.",
        },
        Rule {
            never: "the placement as something one may skip",
            says: &[
                &["placement"],
                &["can be skipped", "is optional", "instead of the placement"],
            ],
            unless: &[],
            caught: "Volunteer instead of the placement.",
            passes: "Never volunteer instead of the placement.",
        },
    ];
    let stages = ["explore", "cahiim-program", "internship", "rhit-exam"];
    let topics = ["exam-application", "placement", "experience", "education"];
    let texts = around("rhit", &stages, &["rhit"], &["rhit", "ppe"], &topics);
    hold(&rules, &texts);
    // Hours and prices of single colleges are examples.
    for sentence in &texts {
        for named in facts_in(&sentence.text) {
            let of_one_college = named.ends_with("-example") || named.ends_with("-examples");
            let lower = sentence.text.to_lowercase();
            let is_said = [
                "example",
                "some",
                "one college",
                "found",
                "at one",
                "between",
                "reported",
            ];
            let is_said = is_said.iter().any(|word| lower.contains(word));
            assert!(!of_one_college || is_said, "{}: {lower}", sentence.place());
        }
    }
}
