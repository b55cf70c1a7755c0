//! Every pathway holds what was worked out for it, and can be walked.

use std::collections::BTreeSet;

use hitpath::catalog::Target;

use crate::{CATALOG, id, look, pathway, person_on, step};

struct Expected {
    pathway: &'static str,
    goal: Option<&'static str>,
    finish: &'static str,
    without: &'static [&'static str],
    /// Stage, required steps, all steps, milestone.
    stages: &'static [(&'static str, usize, usize, &'static str)],
    required: usize,
    all: usize,
}

const EXPLORE: (&str, usize, usize, &str) = ("explore", 3, 10, "path-chosen");
const DIPLOMA: (&str, usize, usize, &str) = ("diploma", 1, 2, "diploma-earned");
const PROGRAM: (&str, usize, usize, &str) = ("cahiim-program", 12, 15, "degree-awarded");
/// With another plan for the money in place of `money-plan`.
const PROGRAM_PAID: (&str, usize, usize, &str) = ("cahiim-program", 11, 14, "degree-awarded");
const INTERNSHIP: (&str, usize, usize, &str) = ("internship", 7, 8, "internship-complete");
const RHIT_EXAM: (&str, usize, usize, &str) = ("rhit-exam", 14, 16, "rhit-earned");
const JOB_SEARCH: (&str, usize, usize, &str) = ("job-search", 5, 8, "job-accepted");
const ADVANCEMENT: (&str, usize, usize, &str) = ("advancement", 2, 5, "growth-plan");

const PATHWAYS: [Expected; 7] = [
    Expected {
        pathway: "rhit",
        goal: Some("rhit"),
        finish: "job-search",
        without: &[],
        stages: &[
            EXPLORE,
            DIPLOMA,
            PROGRAM,
            INTERNSHIP,
            RHIT_EXAM,
            JOB_SEARCH,
            ADVANCEMENT,
        ],
        required: 44,
        all: 64,
    },
    Expected {
        pathway: "coding",
        goal: Some("cca"),
        finish: "job-search",
        without: &[],
        stages: &[
            EXPLORE,
            DIPLOMA,
            ("coding-training", 6, 8, "coding-course-complete"),
            ("cca-exam", 8, 9, "cca-earned"),
            JOB_SEARCH,
            ("coding-growth", 3, 9, "second-code-credential"),
            ADVANCEMENT,
        ],
        required: 28,
        all: 51,
    },
    Expected {
        pathway: "rhia",
        goal: Some("rhia"),
        finish: "job-search",
        without: &[],
        stages: &[
            EXPLORE,
            DIPLOMA,
            ("rhia-program", 8, 12, "rhia-degree-awarded"),
            ("rhia-placement", 4, 4, "rhia-placement-complete"),
            ("rhia-exam", 12, 13, "rhia-earned"),
            JOB_SEARCH,
            ADVANCEMENT,
        ],
        required: 35,
        all: 54,
    },
    Expected {
        pathway: "working",
        goal: Some("rhit"),
        finish: "job-search",
        without: &[
            "fit-no-patients",
            "fit-screen-hours",
            "meet-the-work",
            "volunteer",
            "money-plan",
        ],
        stages: &[
            ("explore", 3, 6, "path-chosen"),
            DIPLOMA,
            ("work-base", 6, 7, "work-study-plan"),
            PROGRAM_PAID,
            INTERNSHIP,
            RHIT_EXAM,
            JOB_SEARCH,
            ADVANCEMENT,
        ],
        required: 49,
        all: 66,
    },
    Expected {
        pathway: "veteran",
        goal: Some("rhit"),
        finish: "job-search",
        without: &["money-plan"],
        stages: &[
            EXPLORE,
            DIPLOMA,
            ("veteran-benefits", 5, 8, "benefits-plan"),
            PROGRAM_PAID,
            INTERNSHIP,
            RHIT_EXAM,
            JOB_SEARCH,
            ADVANCEMENT,
        ],
        required: 48,
        all: 71,
    },
    Expected {
        pathway: "international",
        goal: Some("rhit"),
        finish: "job-search",
        without: &["path-chosen"],
        stages: &[
            ("explore", 2, 9, "paths-compared"),
            ("foreign-education", 4, 8, "route-settled"),
            DIPLOMA,
            PROGRAM,
            INTERNSHIP,
            RHIT_EXAM,
            JOB_SEARCH,
            ADVANCEMENT,
        ],
        required: 47,
        all: 71,
    },
    Expected {
        pathway: "renewal",
        goal: None,
        finish: "renewal-cycle",
        without: &["first-90-days", "ceu-set-up"],
        stages: &[
            ("renewal-cycle", 8, 15, "renewal-confirmed"),
            ("specialties", 1, 15, "specialty-chosen"),
            ("advancement", 1, 3, "growth-plan"),
        ],
        required: 10,
        all: 33,
    },
];

/// The pathways that ship, by id.
pub(crate) fn ids() -> [&'static str; 7] {
    PATHWAYS.map(|expected| expected.pathway)
}

#[test]
fn every_pathway_is_as_in_the_map() {
    assert_eq!(CATALOG.pathways().count(), PATHWAYS.len());
    for expected in &PATHWAYS {
        let name = expected.pathway;
        let shipped = CATALOG.pathway(pathway(name));
        let goal = shipped.goal.as_ref().map(ToString::to_string);
        assert_eq!(goal.as_deref(), expected.goal, "{name}");
        let without: Vec<&str> = shipped.without.iter().map(|left| left.as_str()).collect();
        assert_eq!(without, expected.without, "{name}");
        look(&person_on(name, ""), |evaluation| {
            let route = evaluation.route();
            let stages: Vec<_> = route
                .stages
                .iter()
                .map(|&stage| {
                    let progress = evaluation.progress_of(stage);
                    let milestone = evaluation.required_of(stage).next_back();
                    (
                        CATALOG.stage(stage).id.as_str(),
                        progress.required,
                        progress.required + progress.optional,
                        milestone.map_or("none", id),
                    )
                })
                .collect();
            assert_eq!(stages, expected.stages, "{name}");
            let finish = CATALOG.stage(route.stages[route.finish]);
            assert_eq!(finish.id.as_str(), expected.finish, "{name}");
            let progress = evaluation.progress();
            assert_eq!(progress.required, expected.required, "{name}");
            assert_eq!(evaluation.path.len(), expected.all, "{name}");
        });
    }
}

// What a shipped pathway must hold, where a person's own may do without.

/// Whatever a kept step requires is kept as well.
#[test]
fn no_step_waits_for_something_outside_its_pathway() {
    for name in ids() {
        look(&person_on(name, ""), |evaluation| {
            for &kept in &evaluation.path {
                let links = CATALOG.links(kept);
                for target in &links.requires {
                    let held = match *target {
                        Target::Step(first) => evaluation.holds(first),
                        Target::Stage(stage) => evaluation.route().stages.contains(&stage),
                    };
                    assert!(held, "{name}: {} waits for something outside", id(kept));
                }
                for group in &links.requires_any {
                    let held = group.iter().any(|&member| evaluation.holds(member));
                    assert!(held, "{name}: nobody opens {}", id(kept));
                }
            }
        });
    }
}

/// A required step needs nothing that a person may leave alone, except one of
/// several.
#[test]
fn no_required_step_requires_an_optional_one() {
    for (key, required) in CATALOG.steps().filter(|(_, step)| !step.optional) {
        for target in &CATALOG.links(key).requires {
            if let Target::Step(first) = *target {
                let is_choice = CATALOG.step(first).optional;
                assert!(!is_choice, "{} requires {}", required.id, id(first));
            }
        }
    }
}

/// Where all members of a group are the person's choice, it is one of these:
/// the pathway then asks for a choice and not for a step.
#[test]
fn required_steps_that_wait_for_a_choice_are_these() {
    let mut choices: Vec<(&str, &str)> = Vec::new();
    for name in ids() {
        look(&person_on(name, ""), |evaluation| {
            for &kept in &evaluation.path {
                for group in &CATALOG.links(kept).requires_any {
                    let mut held = group.iter().filter(|&&member| evaluation.holds(member));
                    let only_choices = held.all(|&member| CATALOG.step(member).optional);
                    if only_choices && !CATALOG.step(kept).optional {
                        choices.push((name, id(kept)));
                    }
                }
            }
        });
    }
    assert_eq!(
        choices,
        [
            ("coding", "second-code-credential"),
            ("rhia", "rhia-admitted"),
            ("renewal", "credential-held"),
        ]
    );
}

/// Every optional step that ends can end on each pathway that holds it.
#[test]
fn nothing_is_offered_for_ever() {
    for name in ids() {
        look(&person_on(name, ""), |evaluation| {
            for &kept in &evaluation.path {
                let until = &CATALOG.links(kept).offered_until;
                let ends = until.iter().any(|&ender| evaluation.holds(ender));
                assert!(
                    ends || until.is_empty(),
                    "{name}: {} is offered for ever",
                    id(kept)
                );
                let is_choice = CATALOG.step(kept).optional;
                assert!(is_choice || until.is_empty(), "{} has an end", id(kept));
            }
        });
    }
}

/// `without` names steps of the pathway's stages, and each stage keeps a step
/// that has to be done.
#[test]
fn what_is_left_out_leaves_every_stage_standing() {
    for name in ids() {
        look(&person_on(name, ""), |evaluation| {
            for &stage in &evaluation.route().stages {
                let keeps = evaluation.required_of(stage).next().is_some();
                assert!(keeps, "{name}: {}", CATALOG.stage(stage).id);
            }
            for left_out in &CATALOG.pathway(pathway(name)).without {
                let stage = CATALOG.stage_of(step(left_out.as_str()));
                assert!(
                    evaluation.route().stages.contains(&stage),
                    "{name} leaves out {left_out}, which it never had"
                );
            }
        });
    }
}

/// A list of pathways shows titles cut at forty signs.
#[test]
fn every_pathway_says_for_whom_it_is_in_few_words() {
    let mut cut_titles = BTreeSet::new();
    for (_, shipped) in CATALOG.pathways() {
        let title: Vec<char> = shipped.title.chars().collect();
        assert!((20..=72).contains(&title.len()), "{}", shipped.title);
        let cut = String::from_iter(&title[..title.len().min(40)]);
        assert!(
            cut_titles.insert(cut),
            "{} looks like another",
            shipped.title
        );
        let summary = shipped.summary.as_deref().unwrap_or_default();
        assert!(summary.len() > 80, "{} does not say for whom", shipped.id);
    }
}
