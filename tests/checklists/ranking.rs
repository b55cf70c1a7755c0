//! What comes first for people at typical places on the way, whatever their
//! hours and their target: the stories of the step map.

use hitpath::journey::{
    evaluation::Evaluation,
    next::{by_plan, next},
    plan::Plan,
    record::{Record, State, TermStart},
};
use jiff::{
    ToSpan,
    civil::{Date, date},
};

use crate::{
    CATALOG, id, look, mark_all, pathway, person, person_on,
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

/// Days from the estimate to the target, by the plan made on a day on which
/// nothing more was done.
fn days_to_target(record: &Record, day: Date) -> i32 {
    let evaluation = Evaluation::new(&CATALOG, record, pathway(&record.pathway), day);
    let finish = Plan::of(&evaluation).finish.expect("everything is left");
    finish.days_to_target.expect("there is a target")
}

/// Who does nothing until the last day to start by still meets the target, and
/// who waits a day longer does not.
#[test]
fn the_last_day_to_start_by_is_the_last_one() {
    for (name, done, hours) in [
        ("rhia", "diploma-earned", 12),
        ("rhit", "", 17),
        ("working", "diploma-earned records-job-held", 10),
        ("coding", "diploma", 8),
    ] {
        let terms = [(1, 15), (8, 20)].map(|(month, day)| TermStart::new(month, day));
        let record = Record {
            hours_per_week: Some(hours),
            terms: terms.into_iter().flatten().collect(),
            target: Some(date(2036, 6, 30)),
            ..person_on(name, done)
        };
        let days: Vec<Date> = look(&record, |evaluation| {
            let plan = Plan::of(evaluation);
            let next = by_plan(evaluation, &plan).with_start_days(evaluation, &plan, 3);
            let days = next.actions.iter().filter_map(|action| action.start_by);
            let days = days.filter(|by| !by.after_others);
            days.map(|by| by.day).collect()
        });
        assert!(!days.is_empty(), "{name}");
        for day in days {
            assert!(days_to_target(&record, day) >= 0, "{name} on {day}");
            assert!(
                days_to_target(&record, day + 1.day()) < 0,
                "{name} after {day}"
            );
        }
    }
}

/// A degree that the school has named the day of is planned for that day,
/// whatever the hours, and no course is late for it.
#[test]
fn a_day_that_the_school_names_is_planned_with() {
    let day = date(2029, 5, 18);
    for (hours, needs_more) in [(9, true), (30, false)] {
        let mut record = Record {
            hours_per_week: Some(hours),
            target: Some(date(2029, 12, 31)),
            ..person("explore diploma enrolled")
        };
        record
            .marks
            .entry("degree-awarded".to_owned())
            .or_default()
            .expect = Some(day);
        look(&record, |evaluation| {
            let plan = Plan::of(evaluation);
            let finish = |id: &str| plan.step(crate::step(id)).map(|step| step.finish);
            assert_eq!(finish("degree-awarded"), Some(day));
            for id in ["foundation-courses", "core-courses", "internship-complete"] {
                assert!(finish(id).is_some_and(|finish| finish <= day), "{id}");
            }
            let too_early = plan.too_early;
            assert_eq!(!too_early.is_empty(), needs_more, "{hours} hours");
            for found in too_early {
                let needed = found.hours_needed.expect("more hours would do");
                assert!((12..=25).contains(&needed), "{needed}");
            }
        });
    }
}
