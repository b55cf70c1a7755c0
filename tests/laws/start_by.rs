//! No view shows a day that the plan of that day contradicts.

use std::collections::BTreeSet;

use hitpath::{
    catalog::{ClockKey, length::Estimate},
    journey::{
        occasions::{MOST_STARTS, What, occasions},
        plan::Plan,
        record::{Mark, State},
        start_by::{Keeps, StartBy, StartDays},
    },
};
use jiff::{ToSpan, civil::Date};
use proptest::{
    collection::vec,
    prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest},
    sample::Index,
    test_runner::{Config, TestCaseError},
};

use crate::{
    plan::row,
    schedule::{Timed, Window, timed},
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
    let planned = |step: usize| plan.step(key(step)).expect("it is planned");
    let start = planned(step).start.max(TODAY);
    let has_begun = |step: usize| timed.is_doing(step) || planned(step).start < start;
    // What was begun out of order ends only after what it waits for; of a group
    // any member will do.
    fn is_done(timed: &Timed, step: usize, is_over: &impl Fn(usize) -> bool) -> bool {
        let is_done = |first: usize| is_done(timed, first, is_over);
        let mut firsts = timed.world.lacks_all_of(step).into_iter();
        let groups = timed.world.open_groups(step);
        is_over(step)
            && firsts.all(|first| !timed.world.holds(first) || is_done(first))
            && groups
                .iter()
                .all(|group| group.iter().any(|&member| is_done(member)))
    }
    let of_plan = timed.planned();
    let is_over =
        |step: usize| of_plan.contains(&step) && has_begun(step) && planned(step).finish <= day;
    let mut later = timed.clone();
    for &here in of_plan.iter().filter(|step| has_begun(**step)) {
        let mark = &mut later.world.steps[here].mark;
        if is_done(timed, here, &is_over) {
            (mark.state, mark.on) = (State::Done, Some(planned(here).finish));
        } else if !timed.is_doing(here) {
            (mark.state, mark.on) = (State::Doing, Some(planned(here).start));
        }
    }
    later
}

/// What the plan of a day says of what there is to keep today.
#[derive(Debug)]
struct Seen {
    /// The estimate; none where the finish is reached.
    p50: Option<Date>,
    /// A day known from outside is gone by, or out of reach.
    is_day_lost: bool,
    /// By window: whether what is planned for it today is done or planned by its
    /// end.
    is_kept: Vec<bool>,
}

/// The plan of a day; `later` is the world as it is then.
fn look(timed: &Timed, later: &Timed, day: Date) -> Seen {
    let planned = timed.planned();
    // What is out of reach today can be lost by no later start.
    let known: Vec<_> = timed.plan(|evaluation, plan| {
        let is_too_early = |step| plan.too_early.iter().any(|found| found.step == step);
        let ahead = evaluation.expected_ahead().into_iter();
        let ahead = ahead.filter(|&(step, _)| planned.contains(&number(step)));
        ahead.filter(|&(step, _)| !is_too_early(step)).collect()
    });
    later.plan_on(day, |evaluation, plan| {
        let is_out_of_reach = |step| plan.too_early.iter().any(|found| found.step == step);
        let is_lost = |&(step, known): &(_, Date)| {
            is_out_of_reach(step) || (known < day && !evaluation.is_satisfied(step))
        };
        let is_kept = |window: &Window| {
            let ends = TODAY + i32::from(window.ends).days();
            let in_time = |step: &usize| {
                let planned = plan.step(key(*step));
                evaluation.is_satisfied(key(*step))
                    || planned.is_some_and(|planned| planned.finish <= ends)
            };
            let of_plan = |steps: &[usize]| {
                let steps = steps.iter().copied();
                Vec::from_iter(steps.filter(|step| planned.contains(step)))
            };
            let (stops, inside) = (of_plan(&window.stops), of_plan(&window.inside));
            (stops.is_empty() || stops.iter().any(in_time)) && inside.iter().all(in_time)
        };
        Seen {
            p50: plan.finish.map(|finish| finish.p50),
            is_day_lost: known.iter().any(is_lost),
            is_kept: timed.windows.iter().map(is_kept).collect(),
        }
    })
}

/// By window, whether it runs today, and its key.
fn running(timed: &Timed) -> Vec<Option<ClockKey>> {
    timed.plan(|evaluation, _| {
        let windows = (0..timed.windows.len()).map(|place| {
            let name = format!("window-{place}");
            let mut clocks = evaluation.clocks();
            let clock = clocks.find(|clock| clock.definition.id.as_str() == name)?;
            clock.state.runs().then_some(clock.key)
        });
        windows.collect()
    })
}

/// On the day that is shown nothing has moved; the day after it has.
fn the_days_hold(timed: &Timed) -> Result<(), TestCaseError> {
    let (plan, bound) = timed.plan(|_, plan| {
        let bound = plan
            .finish
            .map(|finish| finish.target.unwrap_or(finish.p50));
        (plan.clone(), bound)
    });
    let running = running(timed);
    let kept_today = look(timed, timed, TODAY).is_kept;
    for (step, by) in start_days(timed, TODAY) {
        let bound = bound.expect("there is a finish to keep");
        prop_assert!(by.day >= TODAY, "s{step}: {by:?}");
        let seen = look(timed, &as_planned(timed, &plan, step, by.day), by.day);
        let is_late = seen.p50.is_some_and(|p50| p50 > bound);
        prop_assert!(!is_late && !seen.is_day_lost, "s{step}: {by:?} {seen:?}");
        let windows = running.iter().zip(&kept_today).zip(&seen.is_kept);
        for ((window, kept_today), kept) in windows {
            let is_lost = window.is_some() && *kept_today && !kept;
            prop_assert!(!is_lost, "s{step}: {by:?} {seen:?}");
        }
        let after = by.day + 1.day();
        let seen = look(timed, &as_planned(timed, &plan, step, after), after);
        let is_lost = match by.keeps {
            Keeps::Day(_) => seen.is_day_lost,
            Keeps::Window(clock) => {
                let place = running.iter().position(|known| *known == Some(clock));
                let place = place.expect("it runs");
                kept_today[place] && !seen.is_kept[place]
            }
            Keeps::Target | Keeps::Finish => seen.p50.is_some_and(|p50| p50 > bound),
        };
        prop_assert!(is_lost, "s{step}: {by:?} {seen:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(some_tries())]

    #[test]
    fn the_plan_of_the_day_shown_agrees(timed in timed()) {
        the_days_hold(&timed)?;
    }

    #[test]
    fn the_plan_of_the_day_shown_keeps_windows(timed in with_windows()) {
        the_days_hold(&timed)?;
    }

    /// Where all takes as long as it takes, whatever decides the finish of a plan
    /// in time has a day, once the steps under way are left aside.
    #[test]
    fn what_decides_the_finish_has_a_day(timed in certain()) {
        let (late, chain) = timed.plan(|_, plan| {
            let is_late = |days: i32| days < 0;
            let late = plan.finish.is_none_or(|finish| finish.days_to_target.is_some_and(is_late));
            let chain = plan.limiting_chain.iter().map(|link| number(link.step));
            (late, Vec::from_iter(chain))
        });
        if late {
            return Ok(());
        }
        let days = start_days(&timed, TODAY);
        for step in chain.into_iter().filter(|&step| !timed.is_doing(step)) {
            prop_assert!(days.iter().any(|(known, _)| *known == step), "s{step}");
        }
    }

    /// Who does nothing until that day is still told the same day then, where no
    /// mark runs out meanwhile. What has run out may come first in the plan of that
    /// day, which then takes it as done in time; the plan of today does not.
    #[test]
    fn the_day_stays_until_it_comes(timed in timed(), part in 0..=10i32) {
        let mut timed = timed;
        for step in &mut timed.world.steps {
            step.valid_for = None;
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

/// Worlds in which nothing but the person's steps decides: no spread, no choice, no
/// terms, no day from outside, no mark that runs out, and of what is under way it
/// is known since when. Without that day it starts anew in every plan.
fn certain() -> impl Strategy<Value = Timed> {
    timed().prop_map(|mut timed| {
        timed.terms.clear();
        for estimate in timed.effort.iter_mut().chain(&mut timed.wait) {
            (estimate.low, estimate.high) = (estimate.likely, estimate.likely);
        }
        for step in &mut timed.world.steps {
            (step.valid_for, step.mark.expect) = (None, None);
            step.groups.clear();
            if step.mark.state == State::Doing {
                step.mark.on = step.mark.on.or(Some(TODAY));
            }
        }
        timed
    })
}

/// Worlds in which windows run.
fn with_windows() -> impl Strategy<Value = Timed> {
    let steps = || vec(any::<Index>(), 0..3);
    let window = (any::<Index>(), 0i32..60, 0u16..200, steps(), steps());
    (timed(), vec(window, 1..3)).prop_map(|(mut timed, windows)| {
        let count = timed.world.steps.len();
        for (owner, ago, ends, stops, inside) in windows {
            let owner = owner.index(count);
            let step = &mut timed.world.steps[owner];
            step.valid_for = None;
            step.mark = Mark {
                state: State::Done,
                on: Some(TODAY - ago.days()),
                ..Mark::default()
            };
            let numbers = |picks: Vec<Index>| {
                let numbers = picks.iter().map(|pick| pick.index(count));
                let numbers: BTreeSet<usize> = numbers.filter(|&step| step != owner).collect();
                Vec::from_iter(numbers)
            };
            timed.windows.push(Window {
                owner,
                ends,
                stops: numbers(stops),
                inside: numbers(inside),
            });
        }
        timed
    })
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

/// A question takes no time, and what comes after it waits for the answer.
#[test]
fn what_takes_no_time_has_the_day_of_what_waits_for_it() {
    let mut timed = row(&[0, 10]);
    timed.target = Some(50);
    let days = start_days(&timed, TODAY).into_iter();
    let days = Vec::from_iter(days.map(|(step, by)| (step, by.day)));
    let day = TODAY + 43.days();
    assert_eq!(days, [(0, day), (1, day)]);
}

/// A wait of 30 days stands before a step under way, and a week of work behind it.
#[test]
fn what_was_begun_out_of_order_is_not_done_before_what_it_waits_for() {
    let mut timed = row(&[0, 10, 10]);
    timed.wait[0] = Estimate {
        low: 30,
        likely: 30,
        high: 30,
    };
    timed.target = Some(50);
    timed.world.steps[1].mark = Mark {
        state: State::Doing,
        on: Some(TODAY),
        ..Mark::default()
    };
    let days = start_days(&timed, TODAY);
    let (step, by) = days[0];
    assert_eq!((step, by.day), (0, TODAY + 13.days()));
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

/// A calendar holds the first of many days; what has none takes nobody's place.
#[test]
fn a_calendar_holds_the_first_of_many_days() {
    let starts = |timed: &Timed| -> Vec<usize> {
        timed.plan(|evaluation, plan| {
            let occasions = occasions(evaluation, plan).into_iter();
            let starts = occasions.filter_map(|occasion| match occasion.what {
                What::Start(step, _) => Some(number(step)),
                _ => None,
            });
            starts.collect()
        })
    };
    let few = MOST_STARTS - 1;
    assert_eq!(starts(&row(&vec![10; few])), Vec::from_iter(0..few));
    let mut many = row(&[10; MOST_STARTS + 5]);
    assert_eq!(starts(&many), Vec::from_iter(0..MOST_STARTS));
    // Thirty more that can start today, take no time and decide nothing.
    let idle = row(&[0; 30]);
    for mut step in idle.world.steps {
        step.requires.clear();
        many.world.steps.push(step);
    }
    many.effort.extend(idle.effort);
    many.wait.extend(idle.wait);
    many.on_term.extend(idle.on_term);
    assert_eq!(starts(&many), Vec::from_iter(0..MOST_STARTS));
}

/// A window of 20 days, of which a step of seven days makes use.
#[test]
fn the_days_that_a_window_leaves_can_be_counted() {
    let mut timed = row(&[0, 10, 10]);
    timed.world.steps[0].mark = Mark {
        state: State::Done,
        on: Some(TODAY - 3.days()),
        ..Mark::default()
    };
    timed.target = Some(100);
    let mut window = Window {
        owner: 0,
        ends: 20,
        stops: vec![1],
        inside: Vec::new(),
    };
    let days = |timed: &Timed| {
        let days = start_days(timed, TODAY).into_iter();
        let days = days.map(|(step, by)| (step, (by.day - TODAY).get_days(), by.keeps));
        Vec::from_iter(days)
    };
    timed.windows = vec![window.clone()];
    let kept = Keeps::Window(running(&timed)[0].expect("it runs"));
    assert_eq!(days(&timed), [(1, 13, kept), (2, 93, Keeps::Target)]);
    // What lies inside holds whatever comes before it.
    window.stops.clear();
    window.inside = vec![2];
    timed.windows = vec![window.clone()];
    assert_eq!(days(&timed), [(1, 6, kept), (2, 13, kept)]);
    // Any of the stops ends it, so the first is enough.
    window.inside.clear();
    window.stops = vec![1, 2];
    timed.windows = vec![window.clone()];
    assert_eq!(days(&timed), [(1, 13, kept), (2, 93, Keeps::Target)]);
    // A window that ends too early keeps no day of what it is there for.
    window.ends = 6;
    window.stops = vec![1];
    timed.windows = vec![window];
    assert_eq!(days(&timed), [(2, 93, Keeps::Target)]);
}
