//! `working`: nothing that the employer alone would give.

use super::facts_of;
use crate::{
    CATALOG,
    rule::{Rule, hold},
    step,
    texts::around,
};

#[test]
fn working_promises_nothing_by_the_employer() {
    let rules = [
        Rule {
            never: "the own workplace as the placement site",
            says: &[
                &[
                    "your employer",
                    "your workplace",
                    "own workplace",
                    "own department",
                    "where you work",
                ],
                &["placement"],
            ],
            unless: &[
                "ask",
                "whether",
                "often",
                "may the",
                "some",
                "set limits",
                "agree",
            ],
            caught: "Your employer is your placement site.",
            passes: "Ask whether your employer can be the placement site.",
        },
        Rule {
            never: "tuition help as a given",
            says: &[&["tuition help"]],
            unless: &["ask", "some", "if", "whether", "look", "often"],
            caught: "Tuition help pays for the rest.",
            passes: "Tuition help is never a given.",
        },
        Rule {
            never: "AHIMA's apprenticeship",
            says: &[&["ahima"], &["apprenticeship"]],
            unless: &[],
            caught: "AHIMA's apprenticeship takes you.",
            passes: "Of an apprenticeship of AHIMA nothing is known.",
        },
        Rule {
            never: "credit for prior learning as a right",
            says: &[&[
                "prior learning",
                "credit for experience",
                "credit for your work",
            ]],
            unless: &["ask"],
            caught: "You get credit for your work.",
            passes: "Ask whether you get credit for your work.",
        },
        Rule {
            never: "a shorter way by work",
            says: &[
                &["shorter program", "shorten", "faster way"],
                &["work", "job", "experience"],
            ],
            unless: &[],
            caught: "Your job shortens the program.",
            passes: "Years of work do not shorten it.",
        },
    ];
    let texts = around(
        "working",
        &["work-base"],
        &[],
        &["ppe", "aid", "rhit"],
        &["paths", "money"],
    );
    hold(&rules, &texts);
    let chps = facts_of(CATALOG.step(step("experience-facts")));
    assert!(chps.contains(&"rhit.route.experience-none"));
}
