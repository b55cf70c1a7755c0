//! What comes first for people at typical places on the way, whatever their
//! hours and their target: the stories of the step map.

use hitpath::journey::{
    next::next,
    plan::Plan,
    record::{Record, State},
};
use jiff::civil::date;

use crate::{
    id, look, mark_all, person,
    refusals::{CHOSEN, LAST_TERM, PASSED_EARLY},
};

/// The first actions, at any pace, with and without a target.
#[track_caller]
fn comes_first(record: &Record, expected: &[&str]) {
    for hours in [5, 10, 12, 20, 35] {
        for target in [None, Some(date(2029, 5, 31)), Some(date(2036, 1, 1))] {
            let record = Record {
                hours_per_week: Some(hours),
                target,
                ..record.clone()
            };
            let first: Vec<&str> = look(&record, |evaluation| {
                let actions = next(evaluation).actions.into_iter();
                let steps = actions.map(|action| id(action.step));
                steps.take(expected.len()).collect()
            });
            assert_eq!(first, expected, "{hours} hours a week, {target:?}");
        }
    }
}

/// The diploma can take longest of all first steps.
#[test]
fn first_evening() {
    comes_first(&person(""), &["diploma-earned", "learn-role"]);
}

#[test]
fn the_diploma_is_there() {
    comes_first(&person("diploma"), &["learn-role"]);
}

/// The school's answer takes weeks, the money plan an evening.
#[test]
fn program_chosen_application_not_sent() {
    comes_first(&person(CHOSEN), &["program-admitted", "money-plan"]);
}

#[test]
fn last_term_and_wants_to_test_early() {
    let mut record = person(LAST_TERM);
    mark_all(&mut record, "internship-complete", State::Doing);
    comes_first(&record, &["internship-complete"]);
}

#[test]
fn passed_early_and_the_degree_still_open() {
    let mut record = person(PASSED_EARLY);
    mark_all(&mut record, "degree-awarded", State::Doing);
    comes_first(&record, &["degree-awarded"]);
}

/// The step map's shape of the plan from an empty profile, for a reader who
/// wonders whether dates are of the right size: about five years at 10 hours a
/// week, three at 20, two at 35.
#[test]
fn an_empty_profile_takes_as_long_as_the_map_says() {
    for (hours, years) in [(10, 5.0), (12, 4.5), (20, 3.0), (35, 2.0)] {
        let record = Record {
            hours_per_week: Some(hours),
            ..person("")
        };
        let plan = look(&record, Plan::of);
        let likely = plan.finish.expect("everything is left").likely;
        let took = f64::from((likely - plan.today).get_days()) / 365.25;
        assert!((took - years).abs() < 0.5, "{took} years at {hours} hours");
    }
}
