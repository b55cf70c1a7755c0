//! No view shows a day that the plan of that day contradicts.

use hitpath::journey::{
    plan::Plan,
    record::{Mark, State},
    start_by::{Keeps, StartBy, StartDays},
};
use jiff::{ToSpan, civil::Date};
use proptest::{
    prelude::{Strategy, prop_assert, prop_assert_eq, proptest},
    test_runner::{Config, TestCaseError},
};

use crate::{
    plan::row,
    schedule::{Timed, timed},
    seen::{key, number},
    world::{TODAY, tries},
};

/// Each case makes some hundred plans.
fn some_tries() -> Config {
    Config {
        cases: 120,
        ..tries()
    }
}

/// The day to start by of every planned step.
fn start_days(timed: &Timed, on: Date) -> Vec<(usize, StartBy)> {
    timed.plan_on(on, |evaluation, plan| {
        let mut days = StartDays::new(evaluation, plan);
        let steps = plan.steps.iter().map(|planned| planned.step);
        steps
            .filter_map(|step| Some((number(step), days.of(step)?)))
            .collect()
    })
}

/// The same world on a later day: what the plan starts before a step, and what
/// was under way, has gone as planned, and nothing else was begun.
fn as_planned(timed: &Timed, plan: &Plan, step: usize, day: Date) -> Timed {
    let mut later = timed.clone();
    let start = plan
        .step(key(step))
        .expect("it is planned")
        .start
        .max(TODAY);
    for planned in &plan.steps {
        let here = number(planned.step);
        let mark = &mut later.world.steps[here].mark;
        let is_doing = timed.is_doing(here);
        if !(is_doing || planned.start < start) {
            continue;
        }
        if planned.finish <= day {
            (mark.state, mark.on) = (State::Done, Some(planned.finish));
        } else if !is_doing {
            (mark.state, mark.on) = (State::Doing, Some(planned.start));
        }
    }
    later
}

/// The estimate on a day, and whether a day known from outside is lost that could
/// be met today.
fn look(timed: &Timed, later: &Timed, day: Date) -> (Option<Date>, bool) {
    let known: Vec<_> = timed.plan(|evaluation, plan| {
        let is_too_early = |step| plan.too_early.iter().any(|found| found.step == step);
        let ahead = evaluation.expected_ahead().into_iter();
        let planned = ahead.filter(|&(step, _)| plan.step(step).is_some());
        planned.filter(|&(step, _)| !is_too_early(step)).collect()
    });
    later.plan_on(day, |evaluation, plan| {
        let is_out_of_reach = |step| plan.too_early.iter().any(|found| found.step == step);
        let is_lost = known.iter().any(|&(step, known): &(_, Date)| {
            is_out_of_reach(step) || (known < day && !evaluation.is_satisfied(step))
        });
        (plan.finish.map(|finish| finish.p50), is_lost)
    })
}

proptest! {
    #![proptest_config(some_tries())]

    /// On the day that is shown nothing has moved; the day after it has.
    #[test]
    fn the_plan_of_the_day_shown_agrees(timed in timed()) {
        let (plan, bound) = timed.plan(|_, plan| {
            let bound = plan.finish.map(|finish| finish.target.unwrap_or(finish.p50));
            (plan.clone(), bound)
        });
        for (step, by) in start_days(&timed, TODAY) {
            let bound = bound.expect("there is a finish to keep");
            prop_assert!(by.day >= TODAY, "s{step}: {by:?}");
            let later = as_planned(&timed, &plan, step, by.day);
            let (p50, is_lost) = look(&timed, &later, by.day);
            prop_assert!(p50.is_none_or(|p50| p50 <= bound) && !is_lost, "s{step}: {by:?} {p50:?}");
            let after = by.day + 1.day();
            let later = as_planned(&timed, &plan, step, after);
            let (p50, is_lost) = look(&timed, &later, after);
            match by.keeps {
                Keeps::Day(_) => prop_assert!(is_lost, "s{step}: {by:?}"),
                _ => prop_assert!(p50.is_some_and(|p50| p50 > bound), "s{step}: {by:?} {p50:?}"),
            }
        }
    }

    /// Who does nothing until that day is still told the same day then, where no
    /// mark runs out and no known day goes by meanwhile.
    #[test]
    fn the_day_stays_until_it_comes(timed in timed(), part in 0..=10i32) {
        let mut timed = timed;
        for step in &mut timed.world.steps {
            (step.valid_for, step.mark.expect) = (None, None);
        }
        let first = start_days(&timed, TODAY);
        let first = first.into_iter().find(|(_, by)| !by.after_others && by.keeps == Keeps::Target);
        if let Some((step, by)) = first {
            let day = TODAY + ((by.day - TODAY).get_days() * part / 10).days();
            let then = start_days(&timed, day);
            let then = then.iter().find(|(known, _)| *known == step);
            prop_assert_eq!(then.map(|(_, by)| by.day), Some(by.day), "s{} on {}", step, day);
        }
    }

    /// A target that cannot be met is said once, and by no step.
    #[test]
    fn what_is_late_already_has_no_last_day(timed in timed()) {
        let is_late = timed.plan(|_, plan| {
            let days = plan.finish.and_then(|finish| finish.days_to_target);
            days.is_some_and(|days| days < 0)
        });
        if is_late {
            prop_assert_eq!(start_days(&timed, TODAY), Vec::new());
        }
    }

    /// What a day known from outside needs is planned by then, wherever the
    /// fixed waits alone allow it.
    #[test]
    fn a_known_day_wins(timed in known_days()) {
        timed.plan(|evaluation, plan| -> Result<(), TestCaseError> {
            for (step, day) in evaluation.expected_ahead() {
                let Some(planned) = plan.step(step) else { continue };
                let here = number(step);
                if !timed.can_hold(here) {
                    prop_assert!(planned.finish >= day);
                    continue;
                }
                prop_assert_eq!(planned.finish, day, "s{}", here);
                for first in timed.waits_for(here) {
                    let first = plan.step(key(first)).expect("it is planned");
                    prop_assert!(first.finish <= day, "s{here} waits for {first:?}");
                }
            }
            Ok(())
        })?;
    }
}

/// Worlds in which some day is known from outside.
fn known_days() -> impl Strategy<Value = Timed> {
    (timed(), 0usize..14, 0i32..500).prop_map(|(mut timed, step, days)| {
        let step = step % timed.world.steps.len();
        let mark = &mut timed.world.steps[step].mark;
        *mark = Mark {
            state: State::Todo,
            expect: Some(TODAY + days.days()),
            ..Mark::default()
        };
        timed
    })
}

/// Three steps of ten hours at ten hours a week are 21 days.
#[test]
fn the_days_of_a_row_can_be_counted() {
    let mut timed = row(&[10, 10, 10]);
    let day = |days: i32| TODAY + days.days();
    let by = |timed: &Timed, step: usize| {
        let days = start_days(timed, TODAY);
        let found = days.into_iter().find(|(known, _)| *known == step);
        found.map(|(_, by)| (by.day, by.keeps, by.after_others))
    };
    assert_eq!(by(&timed, 0), Some((day(0), Keeps::Finish, false)));
    assert_eq!(by(&timed, 2), Some((day(14), Keeps::Finish, true)));
    timed.target = Some(50);
    assert_eq!(by(&timed, 0), Some((day(29), Keeps::Target, false)));
    assert_eq!(by(&timed, 1), Some((day(36), Keeps::Target, true)));
    timed.world.steps[1].mark.expect = Some(day(20));
    // The first step by its own hours: seven days before the day that is known.
    assert_eq!(by(&timed, 0), Some((day(13), Keeps::Day(key(1)), false)));
    timed.target = Some(20);
    timed.world.steps[1].mark.expect = None;
    assert_eq!(by(&timed, 0), None);
}

/// Twenty hours that have to be done in a week, at ten hours a week.
#[test]
fn hours_that_would_reach_a_known_day_are_named() {
    let mut timed = row(&[20, 5, 10]);
    timed.world.steps[1].mark.expect = Some(TODAY + 7.days());
    timed.plan(|_, plan| {
        let found = &plan.too_early;
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].reached, TODAY + 14.days());
        assert_eq!(found[0].hours_needed, Some(20));
        // The day holds all the same, and what comes after counts from it.
        let finish = plan.finish.expect("something is left");
        assert_eq!(finish.likely, TODAY + 14.days());
    });
    timed.hours_per_week = 20;
    timed.plan(|_, plan| assert_eq!(plan.too_early, []));
    // A wait that no hours shorten.
    timed.wait[0].low = 30;
    timed.wait[0].likely = 30;
    timed.wait[0].high = 30;
    timed.plan(|_, plan| {
        assert_eq!(plan.too_early[0].hours_needed, None);
    });
    // Where a school's calendar fixes it, it shrinks.
    timed.on_term[0] = true;
    timed.plan(|_, plan| {
        assert_eq!(plan.too_early, []);
        assert_eq!(
            plan.step(key(1)).map(|step| step.finish),
            Some(TODAY + 7.days())
        );
    });
}
