//! `coding`: no conditions that there are not, and no promises.

use super::facts_of;
use crate::{
    CATALOG, look, person_on,
    rule::{Rule, hold},
    stage, step,
    texts::around,
};

#[test]
fn coding_promises_no_more_than_the_sources() {
    let rules = [
        Rule {
            never: "Workforce Pell as something that a school surely has",
            says: &[&["workforce pell"]],
            unless: &["ask", "whether", "approved", "if"],
            caught: "Workforce Pell pays for your course.",
            passes: "Ask whether Workforce Pell covers this program.",
        },
        Rule {
            never: "yearly self-reviews",
            says: &[&["self-review"]],
            unless: &["ended", "end ", "once", "abolished"],
            caught: "Do the yearly self-review.",
            passes: "The yearly self-reviews ended.",
        },
        Rule {
            never: "the length of the CCA window",
            says: &[&["cca"], &["window", "days to take", "days to sit"]],
            unless: &["authorization", "how long", "ask"],
            caught: "For CCA the window is the same.",
            passes: "How long the CCA window is, your letter says.",
        },
        Rule {
            never: "a third way to take the A off",
            says: &[&["third way", "another way to take the a"]],
            unless: &["ask", "itself"],
            caught: "There is a third way: a course.",
            passes: "A third way exists: ask AAPC.",
        },
        Rule {
            never: "a job or pay that comes with a course",
            says: &[&[
                "guaranteed job",
                "job guarantee",
                "guarantees a job",
                "promises you a job",
            ]],
            unless: &["walk away"],
            caught: "This course guarantees a job.",
            passes: "Walk away from a seller who promises you a job.",
        },
    ];
    let stages = ["coding-training", "cca-exam", "coding-growth"];
    let credentials = ["cca", "ccs", "ccs-p", "cpc"];
    let facts = ["cca", "ccs", "cpc", "aapc", "pcap", "aid", "ceu"];
    let topics = ["certifications", "technician-or-coder", "renewal", "money"];
    let texts = around("coding", &stages, &credentials, &facts, &topics);
    hold(&rules, &texts);

    // The window of another exam is not carried over to CCA.
    let cca = CATALOG.credential_named("cca").expect("it ships");
    assert!(cca.exams.iter().all(|exam| exam.window.is_none()));
    for key in CATALOG.steps_of(stage("cca-exam")) {
        let step = CATALOG.step(key);
        let window = facts_of(step)
            .into_iter()
            .find(|id| id.ends_with(".window"));
        assert_eq!(window, None, "{}", step.id);
    }
    // The list of AHIMA is a choice, and opens nothing.
    assert!(CATALOG.step(step("pcap-listed")).optional);
    assert!(CATALOG.step(step("coding-year")).optional);
    look(&person_on("coding", ""), |evaluation| {
        for question in ["pcap-listed", "coding-year"] {
            assert_eq!(evaluation.followers_of(step(question)), [], "{question}");
        }
    });
    // Passing CPC awards nothing by itself.
    assert!(CATALOG.step(step("cpc-passed")).awards.is_none());
    let summary = CATALOG.pathway(crate::pathway("coding")).summary.as_deref();
    let says = summary.is_some_and(|summary| summary.contains("does not lead to RHIT"));
    assert!(says, "the page of the pathway says where it does not lead");
}
