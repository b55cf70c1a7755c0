//! The steps are those that were worked out: all stages, their order, what
//! each step waits for, how long it takes.
//!
//! `tests/fixtures/steps.json` is the map as it was compiled, one step a line,
//! with what was decided later: titles in American spelling, without figures
//! and without a hint at the date (`date-is` says it); `student-member` and the
//! two portfolio steps leave the offer a little earlier.

use std::collections::BTreeMap;

use hitpath::catalog::{length::Estimate, step::Step};
use serde::Deserialize;

use crate::{CATALOG, id, stage, step};

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

/// Every step of the map, in its order.
fn map() -> Vec<MapStep> {
    let text = include_str!("../fixtures/steps.json");
    serde_json::from_str(text).expect("the map can be read")
}

#[test]
fn every_step_is_as_in_the_map() {
    let map = map();
    assert_eq!(map.len(), 172);
    assert_eq!(CATALOG.step_count(), 172);
    let mut stages: BTreeMap<&str, Vec<&MapStep>> = BTreeMap::new();
    for step in &map {
        stages.entry(&step.stage).or_default().push(step);
    }
    assert_eq!(stages.len(), 18);
    assert_eq!(CATALOG.stages().count(), 18);
    for (name, map) in stages {
        let steps = CATALOG.steps_of(stage(name));
        let shipped: Vec<MapStep> = steps
            .map(|key| as_in_the_map(name, CATALOG.step(key)))
            .collect();
        let ids = |steps: &mut dyn Iterator<Item = &MapStep>| -> Vec<String> {
            steps.map(|step| step.id.clone()).collect()
        };
        assert_eq!(
            ids(&mut shipped.iter()),
            ids(&mut map.iter().copied()),
            "{name}"
        );
        for (shipped, map) in shipped.iter().zip(map) {
            assert_eq!(shipped, map);
        }
    }
}

/// The steps of which this is true, in the order of their ids.
fn steps_that(is_so: impl Fn(&Step) -> bool) -> Vec<&'static str> {
    let steps = CATALOG.steps().filter(|(_, step)| is_so(step));
    let mut ids: Vec<&str> = steps.map(|(key, _)| id(key)).collect();
    ids.sort_unstable();
    ids
}

/// Before these a person looks twice.
#[test]
fn the_steps_that_cost_money_or_a_chance_are_these() {
    let irreversible = steps_that(|step| step.irreversible);
    assert_eq!(
        irreversible,
        [
            "cca-applied",
            "cca-booked",
            "ccs-earned",
            "coding-enrolled",
            "cpc-passed",
            "enrolled",
            "exam-applied",
            "exam-booked",
            "renewal-fee",
            "rhia-applied",
            "rhia-booked",
            "rhia-enrolled",
        ]
    );
}

/// Notes on these could hold health, court, identity or patient details.
#[test]
fn the_steps_that_ask_for_a_date_only_are_these() {
    let sensitive = steps_that(|step| step.sensitive);
    assert_eq!(
        sensitive,
        [
            "background-drug",
            "cca-id-match",
            "clearances-accepted",
            "code-practice",
            "coding-work-proof",
            "duties-logged",
            "health-clearance",
            "id-match",
            "inactive-rescue",
            "internship-complete",
            "meet-the-work",
            "papers-collected",
            "rhia-clearances",
            "rhia-id-match",
            "rhia-placement-complete",
            "service-transcript",
            "volunteer",
        ]
    );
}

/// Each credential is awarded on its way, and by saying that it is held.
#[test]
fn the_steps_that_award_a_credential_are_these() {
    let mut awarding: Vec<(&str, &str)> = CATALOG
        .credentials()
        .flat_map(|credential| {
            let steps = CATALOG.awarding(&credential.id);
            steps.map(|step| (credential.id.as_str(), id(step)))
        })
        .collect();
    awarding.sort_unstable();
    assert_eq!(
        awarding,
        [
            ("cca", "cca-earned"),
            ("cca", "cca-held"),
            ("ccs", "ccs-earned"),
            ("ccs", "ccs-held"),
            ("ccs-p", "ccs-p-earned"),
            ("ccs-p", "ccs-p-held"),
            ("cdip", "cdip-earned"),
            ("chda", "chda-earned"),
            ("chps", "chps-earned"),
            ("cpc", "cpc-full"),
            ("cpc", "cpc-held"),
            ("rhia", "rhia-earned"),
            ("rhia", "rhia-held"),
            ("rhit", "rhit-earned"),
            ("rhit", "rhit-held"),
        ]
    );
}

/// Clocks will start from these days, so a person is told which day is meant.
#[test]
fn the_steps_whose_day_counts_say_which_day() {
    for dated in [
        "att-received",
        "rhit-passed",
        "exam-sat",
        "rhia-att-received",
        "rhia-passed",
        "rhia-sat",
        "cca-sat",
        "cca-earned",
        "ccs-earned",
        "cpc-passed",
        "rhit-held",
        "rhia-held",
        "cca-held",
        "ccs-held",
        "ccs-p-held",
        "cpc-held",
    ] {
        let step = CATALOG.step(step(dated));
        assert!(step.date_is.is_some(), "{dated} does not say which date");
    }
}
