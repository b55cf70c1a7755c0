//! The pathway `rhit` is the one that was worked out: its steps, their order,
//! what they wait for, how long they take.
//!
//! `tests/fixtures/rhit-steps.json` is the map as it was compiled. Of one-of
//! groups and offers it holds the members among the steps that ship today;
//! two titles are in the spelling that ships.

use hitpath::catalog::{Target, length::Estimate, step::Step};
use serde::Deserialize;

use crate::{CATALOG, STAGES, id, look, person, rhit, stage, step};

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct MapStep {
    id: String,
    stage: String,
    title: String,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    confirm: bool,
    #[serde(default)]
    irreversible: bool,
    #[serde(default)]
    start_on_term: bool,
    requires: Vec<String>,
    #[serde(default)]
    requires_any: Vec<Vec<String>>,
    #[serde(default)]
    offered_until: Vec<String>,
    effort_hours: [u32; 3],
    wait_days: [u32; 3],
    #[serde(default)]
    awards: Option<String>,
}

fn as_in_the_map(stage: &str, step: &Step) -> MapStep {
    fn texts<T: ToString>(ids: &[T]) -> Vec<String> {
        ids.iter().map(ToString::to_string).collect()
    }
    let three = |Estimate { low, likely, high }| [low, likely, high];
    MapStep {
        id: step.id.to_string(),
        stage: stage.to_owned(),
        title: step.title.to_string(),
        optional: step.optional,
        confirm: step.confirm,
        irreversible: step.irreversible,
        start_on_term: step.start_on_term,
        requires: texts(&step.requires),
        requires_any: step.requires_any.iter().map(|group| texts(group)).collect(),
        offered_until: texts(&step.offered_until),
        effort_hours: three(step.effort_hours),
        wait_days: three(step.wait_days),
        awards: step.awards.as_ref().map(ToString::to_string),
    }
}

#[test]
fn every_step_is_as_in_the_map() {
    let map: Vec<MapStep> = serde_json::from_str(include_str!("../fixtures/rhit-steps.json"))
        .expect("the map can be read");
    let shipped: Vec<MapStep> = STAGES
        .iter()
        .flat_map(|&name| {
            let steps = CATALOG.steps_of(stage(name));
            steps.map(move |key| as_in_the_map(name, CATALOG.step(key)))
        })
        .collect();
    for (shipped, map) in shipped.iter().zip(&map) {
        assert_eq!(shipped, map);
    }
    assert_eq!(shipped.len(), 64);
    assert_eq!(map.len(), 64);
}

#[test]
fn the_stages_have_their_counts_and_milestones() {
    let expected = [
        ("explore", 3, 10, "path-chosen"),
        ("diploma", 1, 2, "diploma-earned"),
        ("cahiim-program", 12, 15, "degree-awarded"),
        ("internship", 7, 8, "internship-complete"),
        ("rhit-exam", 14, 16, "rhit-earned"),
        ("job-search", 5, 8, "job-accepted"),
        ("advancement", 2, 5, "growth-plan"),
    ];
    look(&person(""), |evaluation| {
        let route = evaluation.route();
        let found: Vec<_> = route
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
        assert_eq!(found, expected);
        let finish = CATALOG.stage(route.stages[route.finish]);
        assert_eq!(finish.id.as_str(), "job-search");
        let progress = evaluation.progress();
        assert_eq!((progress.required, progress.optional), (44, 20));
    });
}

/// What a shipped pathway must hold, where a person's own may do without.
#[test]
fn the_pathway_holds_what_its_steps_wait_for() {
    look(&person(""), |evaluation| {
        for &step in &evaluation.path {
            for target in &CATALOG.links(step).requires {
                let held = match *target {
                    Target::Step(first) => evaluation.holds(first),
                    Target::Stage(stage) => evaluation.route().stages.contains(&stage),
                };
                assert!(held, "{} waits for something outside", id(step));
            }
            for &ender in &CATALOG.links(step).offered_until {
                assert!(evaluation.holds(ender), "{} is offered for ever", id(step));
            }
        }
        assert_eq!(CATALOG.pathway(rhit()).without, []);
    });
}

/// The irreversible steps, before which a person looks twice.
#[test]
fn the_steps_that_cost_money_or_a_chance_are_these() {
    let irreversible: Vec<&str> = CATALOG
        .steps()
        .filter(|(_, step)| step.irreversible)
        .map(|(key, _)| id(key))
        .collect();
    assert_eq!(irreversible, ["enrolled", "exam-applied", "exam-booked"]);
    for dated in ["att-received", "rhit-passed", "exam-sat"] {
        let step = CATALOG.step(step(dated));
        assert!(step.date_is.is_some(), "{dated} does not say which date");
    }
}
