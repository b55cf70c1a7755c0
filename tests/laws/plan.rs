//! A plan is what the rules say, and keeps what it promises.

use std::collections::BTreeMap;

use hitpath::{
    catalog::length::Estimate,
    journey::{
        plan::{FixedBy, Plan},
        record::State,
    },
};
use jiff::civil::Date;
use proptest::{
    collection::vec,
    prelude::{any, prop_assert, prop_assert_eq, proptest},
    sample::Index,
};

use crate::{
    schedule::{Days, Timed, timed},
    seen::number,
    world::{TODAY, tries},
};

fn days_from_today(day: Date) -> i32 {
    (day - TODAY).get_days()
}

/// Start and finish of every planned step.
fn days(plan: &Plan) -> Days {
    let steps = plan.steps.iter();
    steps
        .map(|step| {
            let days = (days_from_today(step.start), days_from_today(step.finish));
            (number(step.step), days)
        })
        .collect()
}

fn finishes(plan: &Plan) -> Option<[Date; 4]> {
    let finish = plan.finish?;
    Some([finish.earliest, finish.likely, finish.p50, finish.late])
}

/// The textbook: earliest days forward, latest days back, slack between them
/// (Kelley and Walker, 1959). By rounds over all edges, for waits only.
fn critical_path(timed: &Timed) -> BTreeMap<usize, (i32, i32, i32)> {
    let planned = timed.planned();
    let takes = |step: usize| timed.wait[step].likely as i32;
    let mut earliest: BTreeMap<usize, i32> = planned.iter().map(|&step| (step, 0)).collect();
    for _ in &planned {
        for &step in &planned {
            for first in timed.waits_for(step) {
                let after = earliest[&first] + takes(first);
                let day = earliest.get_mut(&step).expect("it is planned");
                *day = (*day).max(after);
            }
        }
    }
    let ends = |counts: bool| {
        let of = planned.iter().filter(|&&step| {
            !timed.world.steps[step].optional && timed.is_up_to_finish(step) == counts
        });
        of.map(|&step| earliest[&step] + takes(step))
            .max()
            .unwrap_or(0)
    };
    let (finish, beyond) = (ends(true), ends(false));
    let mut latest: BTreeMap<usize, i32> = planned
        .iter()
        .map(|&step| {
            let by = if timed.is_up_to_finish(step) {
                finish
            } else {
                beyond
            };
            (step, by - takes(step))
        })
        .collect();
    for _ in &planned {
        for &step in &planned {
            for first in timed.waits_for(step) {
                if timed.is_up_to_finish(first) && !timed.is_up_to_finish(step) {
                    continue;
                }
                let before = latest[&step] - takes(first);
                let day = latest.get_mut(&first).expect("it is planned");
                *day = (*day).min(before);
            }
        }
    }
    let planned = planned.into_iter();
    planned
        .map(|step| {
            (
                step,
                (
                    earliest[&step],
                    earliest[&step] + takes(step),
                    latest[&step],
                ),
            )
        })
        .collect()
}

/// Steps in a row that take only the person's time, with the first so many
/// done.
pub(crate) fn row(efforts: &[u32]) -> Timed {
    let steps = efforts
        .iter()
        .enumerate()
        .map(|(number, _)| crate::world::WorldStep {
            stage: 0,
            left_out: false,
            optional: false,
            requires: number.checked_sub(1).into_iter().collect(),
            requires_stages: Vec::new(),
            groups: Vec::new(),
            offered_until: Vec::new(),
            valid_for: None,
            mark: Default::default(),
            marked_by_earlier_id: false,
        });
    let world = crate::world::World {
        steps: steps.collect(),
        stages: 1,
        route: vec![0],
    };
    let same = |&hours: &u32| Estimate {
        low: hours,
        likely: hours,
        high: hours,
    };
    Timed {
        effort: efforts.iter().map(same).collect(),
        wait: vec![Estimate::ZERO; efforts.len()],
        on_term: vec![false; efforts.len()],
        terms: Vec::new(),
        hours_per_week: 10,
        target: None,
        finish: 0,
        windows: Vec::new(),
        world,
    }
}

/// The two examples on which an order chosen anew each time goes wrong.
fn hard_cases() -> Vec<(Timed, Vec<u32>)> {
    let with = |efforts: &[u32], waits: &[u32], requires: &[(usize, usize)]| {
        let mut timed = row(efforts);
        for step in &mut timed.world.steps {
            step.requires.clear();
        }
        for &(step, first) in requires {
            timed.world.steps[step].requires.push(first);
        }
        for (step, &days) in waits.iter().enumerate() {
            timed.wait[step] = Estimate {
                low: days,
                likely: days,
                high: days,
            };
        }
        timed
    };
    vec![
        (
            with(
                &[5, 5, 20, 40, 5, 40],
                &[0, 90, 0, 30, 90, 5],
                &[(2, 0), (2, 1), (3, 1), (4, 2), (5, 3)],
            ),
            vec![4, 7],
        ),
        (with(&[10, 40, 5], &[30, 5, 0], &[(2, 0)]), vec![7]),
    ]
}

fn check_that_marking_never_delays(timed: &Timed, step: usize) -> Result<(), String> {
    let before = timed.plan(|_, plan| (finishes(plan), days(plan)));
    let mut marked = timed.clone();
    marked.world = timed.world.with(step, State::Done);
    marked.world.steps[step].valid_for = None;
    let after = marked.plan(|_, plan| (finishes(plan), days(plan)));
    if let (Some(before), Some(after)) = (before.0, after.0) {
        for (before, after) in before.iter().zip(&after) {
            if after > before {
                return Err(format!("the finish went from {before} to {after}"));
            }
        }
    }
    for (other, (_, finish)) in after.1 {
        match before.1.get(&other) {
            Some((_, known)) if finish > *known => {
                return Err(format!("step {other} went from day {known} to {finish}"));
            }
            Some(_) => {}
            None => return Err(format!("step {other} is new in the plan")),
        }
    }
    Ok(())
}

#[test]
fn marking_and_more_hours_never_delay_in_the_hard_cases() {
    for (mut timed, hours) in hard_cases() {
        for hours in hours {
            timed.hours_per_week = hours;
            for step in timed.world.numbers() {
                check_that_marking_never_delays(&timed, step).expect("never later");
            }
        }
        let finish_at = |hours| {
            let mut timed = timed.clone();
            timed.hours_per_week = hours;
            timed.plan(|_, plan| finishes(plan))
        };
        for hours in 1..60 {
            assert!(
                finish_at(hours + 1) <= finish_at(hours),
                "{hours} hours a week"
            );
        }
    }
}

proptest! {
    #![proptest_config(tries())]

    #[test]
    fn waits_alone_are_the_critical_path_method(timed in timed()) {
        let mut timed = timed.begun_from_nothing().without_effort();
        timed.target = None;
        let textbook = critical_path(&timed);
        timed.plan(|_, plan| {
            prop_assert_eq!(plan.steps.len(), textbook.len());
            for step in &plan.steps {
                let (start, finish, latest) = textbook[&number(step.step)];
                prop_assert_eq!(days_from_today(step.start), start);
                prop_assert_eq!(days_from_today(step.finish), finish);
                prop_assert_eq!(days_from_today(step.latest_start), latest);
                // Only an optional step under way could be longer than the rest.
                prop_assert_eq!(step.slack_days, (latest - start).max(0));
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_row_of_effort_is_arithmetic(
        efforts in vec(0u32..200, 1..12),
        hours in 1u32..60,
        done in any::<Index>(),
    ) {
        let mut timed = row(&efforts);
        timed.hours_per_week = hours;
        let done = done.index(efforts.len());
        for step in &mut timed.world.steps[..done] {
            step.mark.state = State::Done;
        }
        let mut day = 0;
        timed.plan(|_, plan| {
            prop_assert_eq!(plan.steps.len(), efforts.len() - done);
            for step in &plan.steps {
                prop_assert_eq!(days_from_today(step.start), day);
                let hours_of_it = efforts[number(step.step)];
                day += i32::try_from((hours_of_it * 7).div_ceil(hours)).expect("a small number");
                prop_assert_eq!(days_from_today(step.finish), day);
                prop_assert_eq!(step.slack_days, 0);
                prop_assert!(step.is_on_chain || step.start == plan.steps[plan.steps.len() - 1].finish
                    || hours_of_it == 0);
            }
            let finish = plan.finish.expect("something is left");
            prop_assert_eq!([finish.earliest, finish.late], [finish.likely; 2]);
            prop_assert_eq!(days_from_today(finish.likely), day);
            Ok(())
        })?;
    }

    #[test]
    fn a_plan_is_what_the_rules_say(timed in timed()) {
        let [low, likely, high] = [
            timed.schedule(|estimate| estimate.low),
            timed.schedule(|estimate| estimate.likely),
            timed.schedule(|estimate| estimate.high),
        ];
        timed.plan(|_, plan| {
            prop_assert_eq!(days(plan), likely.clone());
            let last = |days: &Days| timed.last(days, true);
            let finish = plan.finish.map(|finish| {
                [finish.earliest, finish.likely, finish.late].map(days_from_today)
            });
            let expected = last(&low).map(|low| [low, last(&likely).unwrap_or(0), last(&high).unwrap_or(0)]);
            prop_assert_eq!(finish, expected);
            for step in &plan.steps {
                let here = number(step.step);
                let latest = timed.latest_start(here, &likely);
                prop_assert_eq!(days_from_today(step.latest_start), latest, "step {}", here);
                let ready = timed.waits_for(here).iter().map(|first| likely[first].1).max();
                let is_doing = timed.world.steps[here].mark.state == State::Doing;
                let ready = ready.filter(|_| !is_doing);
                let slack = latest - ready.unwrap_or(0).max(0);
                // A target and a day from outside can be missed; the plan itself is
                // never late.
                if timed.can_be_late(here, &likely) {
                    prop_assert!(step.slack_days == slack || step.slack_days == slack.max(0));
                } else {
                    prop_assert_eq!(step.slack_days, slack.max(0));
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn dates_never_go_back_along_a_prerequisite(timed in timed()) {
        let planned = timed.plan(|_, plan| days(plan));
        for (&step, &(start, finish)) in &planned {
            for first in timed.waits_for(step) {
                let (_, before) = planned[&first];
                prop_assert!(before <= finish);
                let is_doing = timed.world.steps[step].mark.state == State::Doing;
                prop_assert!(is_doing || before <= start);
            }
        }
    }

    #[test]
    fn more_hours_never_finish_later(timed in timed(), more in 1u32..30) {
        let fewer = timed.plan(|_, plan| (finishes(plan), days(plan)));
        let mut with_more = timed.clone();
        with_more.hours_per_week += more;
        let more = with_more.plan(|_, plan| (finishes(plan), days(plan)));
        for (fewer, more) in fewer.0.iter().flatten().zip(more.0.iter().flatten()) {
            prop_assert!(more <= fewer);
        }
        for (step, (_, finish)) in more.1 {
            prop_assert!(finish <= fewer.1[&step].1, "step {step}");
        }
    }

    #[test]
    fn marking_a_step_never_delays(timed in timed(), step in any::<Index>()) {
        let path = timed.world.path();
        let step = if path.is_empty() { return Ok(()) } else { path[step.index(path.len())] };
        // A day known from outside shortens what it waits for. Who marks what waits
        // before that is done takes the day away from it, and who marks another of
        // its group does too.
        let is_one_of = timed.world.numbers().any(|waits| {
            let groups = timed.world.open_groups(waits);
            groups.iter().any(|group| group.contains(&step))
        });
        let takes_day_away = is_one_of || !timed.waits_for(step).is_empty();
        if timed.has_days_ahead() && takes_day_away {
            return Ok(());
        }
        check_that_marking_never_delays(&timed, step).map_err(proptest::test_runner::TestCaseError::fail)?;
    }

    #[test]
    fn the_limiting_chain_leads_to_the_finish(timed in timed()) {
        timed.plan(|_, plan| {
            let Some(last) = plan.limiting_chain.last() else {
                prop_assert!(plan.steps.iter().all(|step| timed.world.steps[number(step.step)].optional));
                return Ok(());
            };
            let last = plan.step(last.step).expect("it is planned");
            if let Some(finish) = plan.finish {
                prop_assert_eq!(last.finish, finish.likely);
            }
            for pair in plan.limiting_chain.windows(2) {
                let [before, after] = [pair[0].step, pair[1].step].map(|step| plan.step(step));
                let (before, after) = (before.expect("planned"), after.expect("planned"));
                // The time on a step under way is fixed by other steps than its
                // end, and it is one link for both.
                let is_doing = [before.step, after.step].map(number).into_iter()
                    .any(|step| timed.world.steps[step].mark.state == State::Doing)
                    || after.after.is_some_and(|step| {
                        timed.world.steps[number(step)].mark.state == State::Doing
                    });
                prop_assert!(is_doing || after.after == Some(before.step));
                let is_shortened = timed.has_days_ahead();
                if pair[1].fixed_by == FixedBy::Prerequisite && !is_doing && !is_shortened {
                    prop_assert_eq!(after.start, before.finish);
                }
            }
            let days: i32 = plan.limiting_chain.iter().map(|link| link.days).sum();
            prop_assert_eq!(days, days_from_today(last.finish));
            Ok(())
        })?;
    }
}
