//! What `init --done` takes as done, tried with every step and every stage of
//! every pathway.

use hitpath::{
    catalog::PathwayKey,
    journey::{
        behind::behind,
        evaluation::Evaluation,
        marking::{Named, choices, steps_meant, way_out},
        record::{Record, State},
    },
};

use crate::{CATALOG, TODAY};

/// Every step and stage of every pathway, one at a time.
fn for_each(look: impl Fn(&Evaluation<'_>, Named)) {
    let record = Record::default();
    let pathways: Vec<PathwayKey> = CATALOG.pathways().map(|(key, _)| key).collect();
    for pathway in pathways {
        let evaluation = Evaluation::new(&CATALOG, &record, pathway, TODAY);
        for &step in &evaluation.path {
            look(&evaluation, Named::Step(step));
        }
        for &stage in &evaluation.route().stages {
            look(&evaluation, Named::Stage(stage));
        }
    }
}

fn typed(names: &[Named]) -> String {
    let ids = names.iter().map(|name| match *name {
        Named::Step(step) => CATALOG.step(step).id.as_str(),
        Named::Stage(stage) => CATALOG.stage(stage).id.as_str(),
    });
    ids.collect::<Vec<_>>().join(",")
}

#[test]
fn nothing_is_made_up() {
    for_each(|evaluation, name| {
        let Ok(behind) = behind(evaluation, &[name]) else {
            return;
        };
        let stage = match name {
            Named::Step(step) => CATALOG.stage_of(step),
            Named::Stage(stage) => stage,
        };
        for &step in &behind.done {
            let about = CATALOG.step(step);
            let said = format!("{} by {}", about.id, typed(&[name]));
            assert_eq!(CATALOG.stage_of(step), stage, "{said}");
            let is_claim = about.confirm || about.irreversible;
            assert!(!is_claim || name == Named::Step(step), "{said}");
        }
    });
}

#[test]
fn the_command_of_a_refusal_is_taken() {
    for_each(|evaluation, name| {
        if behind(evaluation, &[name]).is_ok() {
            return;
        }
        let mut names = vec![name];
        // What is put in place of ONE can need more again, which is then said.
        for _ in 0..4 {
            names = way_out(evaluation, &names, State::Done);
            let set = steps_meant(evaluation, &names, State::Done);
            let open = choices(evaluation, &set);
            names.extend(open.iter().map(|members| Named::Step(members[0])));
            if open.is_empty() {
                break;
            }
        }
        let taken = behind(evaluation, &names);
        assert!(taken.is_ok(), "{}: {taken:?}", typed(&names));
    });
}
