//! The next actions are the right ones, and what is said about them is true.

use std::{cmp::Reverse, collections::BTreeSet};

use hitpath::journey::{
    next::{NextAction, NoneBecause, Reason, SetBy, next},
    record::State,
    standing::Standing,
};
use jiff::civil::Date;
use proptest::{
    collection::vec,
    prelude::{any, prop_assert, prop_assert_eq, proptest},
    sample::Index,
};

use crate::{
    seen::number,
    world::{TODAY, World, tries, world, world_without_no},
};

/// The steps that turn from locked to something else, and are offered then.
fn unlocked_by(world: &World, done: usize) -> BTreeSet<usize> {
    let after = world.with(done, State::Done);
    let path = world.path().into_iter();
    path.filter(|&step| world.standing(step) == Standing::Locked)
        .filter(|&step| after.standing(step) != Standing::Locked)
        .filter(|&step| !after.is_past_its_offer(step))
        .collect()
}

/// The steps that the step would open together with others of an open group,
/// each with those others.
fn opens_as_one_of(world: &World, step: usize) -> Vec<(usize, BTreeSet<usize>)> {
    let path = world.path().into_iter();
    path.filter(|&opens| world.standing(opens) == Standing::Locked)
        .flat_map(|opens| {
            let groups = world.open_groups(opens).into_iter();
            groups.map(move |group| (opens, group))
        })
        .filter(|(_, group)| group.contains(&step))
        .map(|(opens, group)| {
            let others = group.iter().copied();
            let held = others.filter(|&other| other != step && world.holds(other));
            (opens, held.collect::<BTreeSet<usize>>())
        })
        .filter(|(_, others)| !others.is_empty())
        .collect()
}

/// Overdue days, the earlier one first.
fn overdue(world: &World, step: usize) -> Option<(Date, SetBy)> {
    let mark = &world.steps[step].mark;
    let due = mark.due.filter(|&day| day < TODAY);
    let expect = mark.expect.filter(|&day| day < TODAY);
    match (due, expect) {
        (Some(due), Some(expect)) if expect < due => Some((expect, SetBy::Outside)),
        (Some(due), _) => Some((due, SetBy::Person)),
        (None, Some(expect)) => Some((expect, SetBy::Outside)),
        (None, None) => None,
    }
}

fn is_true(world: &World, action: &NextAction) -> bool {
    let step = number(action.step);
    let is_last_of_stage = || {
        let required = world.required().into_iter();
        let of_stage =
            required.filter(|&other| world.steps[other].stage == world.steps[step].stage);
        of_stage.filter(|&other| world.is_left(other)).eq([step])
    };
    let others_wait = world.required_waiting(step) > 0 || !unlocked_by(world, step).is_empty();
    match &action.reason {
        Reason::Overdue { day, set_by } => overdue(world, step) == Some((*day, *set_by)),
        _ if overdue(world, step).is_some() => false,
        Reason::AfterNo { question } => world
            .questions_answered_no(step)
            .contains(&number(*question)),
        _ if !world.questions_answered_no(step).is_empty() => false,
        Reason::UnderWay => world.standing(step) == Standing::Doing,
        Reason::Lapsed => world.standing(step) == Standing::Lapsed,
        _ if world.standing(step) != Standing::Open => false,
        Reason::OneOf { opens, others } => {
            let others = others.iter().map(|&other| number(other)).collect();
            opens_as_one_of(world, step).contains(&(number(*opens), others))
        }
        _ if !opens_as_one_of(world, step).is_empty() => false,
        Reason::OthersWait => others_wait,
        _ if others_wait => false,
        Reason::Optional => world.steps[step].optional,
        _ if world.steps[step].optional => false,
        Reason::EndsStage => is_last_of_stage(),
        Reason::Required => !is_last_of_stage(),
        // These worlds have no clocks, no attempts and no trackers.
        Reason::AfterFail { .. }
        | Reason::Inside { .. }
        | Reason::RanOut { .. }
        | Reason::Happened { .. }
        | Reason::GoalMet
        | Reason::Behind { .. } => false,
    }
}

proptest! {
    #![proptest_config(tries())]

    #[test]
    fn next_actions_are_all_that_can_be_done(world in world()) {
        world.look(|evaluation| {
            let actions = next(evaluation).actions;
            let found: BTreeSet<usize> = actions.iter().map(|action| number(action.step)).collect();
            prop_assert_eq!(found.len(), actions.len(), "named twice");
            for &step in &found {
                prop_assert!(
                    !matches!(
                        world.standing(step),
                        Standing::Locked | Standing::Done | Standing::Waived | Standing::No
                    ),
                    "s{} is offered", step
                );
            }
            let can_be_done = |step: &usize| {
                matches!(
                    world.standing(*step),
                    Standing::Open | Standing::Doing | Standing::Lapsed
                )
            };
            let expected: BTreeSet<usize> = world
                .path()
                .into_iter()
                .filter(can_be_done)
                .filter(|&step| !world.is_past_its_offer(step))
                .collect();
            prop_assert_eq!(found, expected);
            Ok(())
        })?;
    }

    #[test]
    fn next_actions_come_in_the_order_to_do_them(world in world()) {
        world.look(|evaluation| {
            let path = world.path();
            let keys: Vec<_> = next(evaluation)
                .actions
                .iter()
                .map(|action| {
                    let step = number(action.step);
                    let for_a_no = !world.questions_answered_no(step).is_empty();
                    (
                        overdue(&world, step).is_some() || !for_a_no,
                        world.steps[step].optional,
                        overdue(&world, step).is_none(),
                        world.standing(step) != Standing::Doing,
                        world.can_be_paid_later(step),
                        action.latest_start.unwrap_or(Date::MAX),
                        Reverse(world.required_waiting(step)),
                        path.iter().position(|&other| other == step),
                    )
                })
                .collect();
            prop_assert!(keys.is_sorted(), "{:?}", keys);
            Ok(())
        })?;
    }

    #[test]
    fn what_is_said_about_an_action_is_true(world in world()) {
        world.look(|evaluation| {
            for action in next(evaluation).actions {
                let step = number(action.step);
                let unlocks: Vec<usize> =
                    action.unlocks.iter().map(|&step| number(step)).collect();
                let expected: Vec<usize> = unlocked_by(&world, step).into_iter().collect();
                prop_assert_eq!(unlocks, expected, "unlocked by s{}", step);
                prop_assert_eq!(action.waiting_in_the_end, world.required_waiting(step));
                prop_assert!(is_true(&world, &action), "s{}: {:?}", step, action.reason);
            }
            Ok(())
        })?;
    }

    #[test]
    fn where_no_required_step_is_offered_the_reason_is_true(world in world()) {
        let none_because = world.look(|evaluation| {
            let next = next(evaluation);
            let leads_on = next.actions.iter().any(|action| {
                let step = number(action.step);
                !world.steps[step].optional || world.required_waiting(step) > 0
            });
            let is_done = !world.required().iter().any(|&step| world.is_left(step));
            prop_assert_eq!(next.none_because == Some(NoneBecause::Done), is_done);
            prop_assert_eq!(next.none_because.is_none(), leads_on && !is_done);
            Ok(next.none_because)
        })?;
        if let Some(NoneBecause::Stopped(questions)) = none_because {
            prop_assert!(!questions.is_empty(), "nothing is named");
            let mut yes = world.clone();
            for question in questions {
                let question = number(question);
                prop_assert!(world.holds(question));
                prop_assert_eq!(world.standing(question), Standing::No);
                yes = yes.with(question, State::Done);
            }
            // Another answer would lead on: that is what the reason claims.
            yes.look(|evaluation| {
                let none_because = next(evaluation).none_because;
                prop_assert!(!matches!(none_because, Some(NoneBecause::Stopped(_))));
                Ok(())
            })?;
        }
    }

    #[test]
    fn doing_what_is_next_reaches_the_end(
        mut world in world_without_no(),
        choices in vec(any::<Index>(), 14),
    ) {
        for choice in choices {
            let done = world.look(|evaluation| {
                let next = next(evaluation);
                if evaluation.progress().percent() == 100 {
                    prop_assert_eq!(next.none_because, Some(NoneBecause::Done));
                    return Ok(None);
                }
                prop_assert_eq!(&next.none_because, &None);
                let required: Vec<&NextAction> = next
                    .actions
                    .iter()
                    .filter(|action| !world.steps[number(action.step)].optional)
                    .collect();
                let leads_on: Vec<&NextAction> = next
                    .actions
                    .iter()
                    .filter(|action| action.waiting_in_the_end > 0)
                    .collect();
                let actions = if required.is_empty() { leads_on } else { required };
                prop_assert!(!actions.is_empty(), "a dead end");
                Ok(Some(number(actions[choice.index(actions.len())].step)))
            })?;
            let Some(done) = done else { return Ok(()) };
            world = world.with(done, State::Done);
        }
        world.look(|evaluation| {
            prop_assert_eq!(evaluation.progress().percent(), 100);
            Ok(())
        })?;
    }
}
