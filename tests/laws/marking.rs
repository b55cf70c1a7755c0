//! A set may be marked together exactly when it could be marked one by one, and
//! the way out of a refusal is one.

use std::collections::BTreeSet;

use hitpath::{
    catalog::{StageKey, StepKey},
    journey::{
        evaluation::Evaluation,
        marking::{Named, choices, is_already, judge, steps_meant, way_out, with_all_required},
        record::State,
    },
};
use proptest::{
    collection::vec,
    prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest},
    sample::{Index, select},
};

use crate::{
    seen::{key, keys, number},
    world::{World, tries, world},
};

/// A world and some of its steps, each once.
fn world_and_set() -> impl Strategy<Value = (World, Vec<usize>)> {
    (world(), vec(any::<Index>(), 1..6)).prop_map(|(world, picks)| {
        let count = world.steps.len();
        let set: BTreeSet<usize> = picks.iter().map(|pick| pick.index(count)).collect();
        (world, set.into_iter().collect())
    })
}

/// A set with the member that the person chooses wherever they have to.
fn with_choices(evaluation: &Evaluation<'_>, mut set: Vec<StepKey>) -> Vec<StepKey> {
    while let Some(members) = choices(evaluation, &set).first() {
        let before = set.len();
        set.extend(members.last());
        set = with_all_required(evaluation, &set);
        assert!(set.len() > before, "{members:?} leads nowhere");
    }
    set
}

/// A world and what a person types: steps and stages.
fn world_and_names() -> impl Strategy<Value = (World, Vec<Named>)> {
    (world(), vec((any::<bool>(), any::<Index>()), 1..4)).prop_map(|(world, picks)| {
        let name = |(is_stage, pick): &(bool, Index)| {
            if *is_stage {
                let stage = pick.index(world.stages);
                Named::Stage(StageKey(u32::try_from(stage).expect("a small number")))
            } else {
                Named::Step(key(pick.index(world.steps.len())))
            }
        };
        let names = picks.iter().map(name).collect();
        (world, names)
    })
}

/// Whether the steps can be marked in some order, each when nothing is missing.
fn can_be_marked_one_by_one(world: &World, set: &[usize]) -> bool {
    if set.is_empty() {
        return true;
    }
    set.iter().any(|&first| {
        let rest: Vec<usize> = set.iter().copied().filter(|&step| step != first).collect();
        !world.lacks_something(first)
            && can_be_marked_one_by_one(&world.with(first, State::Done), &rest)
    })
}

proptest! {
    #![proptest_config(tries())]

    #[test]
    fn a_set_is_judged_as_if_marked_one_by_one((world, set) in world_and_set()) {
        world.look(|evaluation| {
            let judged = judge(evaluation, &keys(&set), State::Done);
            prop_assert_eq!(judged.is_ok(), can_be_marked_one_by_one(&world, &set));
            for refused in judged.err().unwrap_or_default() {
                prop_assert!(set.contains(&number(refused.step)));
                prop_assert!(!refused.missing.is_empty());
                let outside = refused.missing.iter().flat_map(|missing| missing.steps());
                for &missing in outside {
                    prop_assert!(!set.contains(&number(missing)), "it is in the set");
                    prop_assert!(!world.is_satisfied(number(missing)), "it is satisfied");
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn what_is_only_begun_or_answered_no_carries_nothing(
        (world, set) in world_and_set(),
        wanted in select(vec![State::Doing, State::No]),
    ) {
        world.look(|evaluation| {
            let judged = judge(evaluation, &keys(&set), wanted);
            let all_ready = !set.iter().any(|&step| world.lacks_something(step));
            prop_assert_eq!(judged.is_ok(), all_ready);
            prop_assert_eq!(judge(evaluation, &keys(&set), State::Todo), Ok(()));
            prop_assert_eq!(judge(evaluation, &keys(&set), State::Waived), Ok(()));
            Ok(())
        })?;
    }

    #[test]
    fn a_set_with_all_it_requires_is_accepted((world, set) in world_and_set()) {
        world.look(|evaluation| {
            let all = with_all_required(evaluation, &keys(&set));
            let chosen = with_choices(evaluation, all.clone());
            prop_assert_eq!(judge(evaluation, &chosen, State::Done), Ok(()));
            let numbers: BTreeSet<usize> = all.iter().map(|&step| number(step)).collect();
            prop_assert_eq!(numbers.len(), all.len(), "named twice");
            prop_assert!(set.iter().all(|step| numbers.contains(step)));
            for &added in numbers.iter().filter(|step| !set.contains(step)) {
                let for_another = numbers.iter().any(|&step| world.asks_for(step, added));
                prop_assert!(
                    !world.is_satisfied(added) && for_another,
                    "s{} was added for nothing",
                    added
                );
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_name_means_its_steps((world, names) in world_and_names()) {
        world.look(|evaluation| {
            let meant = steps_meant(evaluation, &names, State::Done);
            let mut expected = BTreeSet::new();
            for name in &names {
                match *name {
                    Named::Step(step) => {
                        expected.insert(number(step));
                    }
                    Named::Stage(stage) => expected.extend(world.required().into_iter().filter(
                        |&step| {
                            let mark = world.steps[step].mark.state;
                            let done = mark == State::Done && world.is_satisfied(step);
                            world.steps[step].stage == stage.index() && !done
                        },
                    )),
                }
            }
            let numbers: BTreeSet<usize> = meant.iter().map(|&step| number(step)).collect();
            prop_assert_eq!(numbers.len(), meant.len(), "named twice");
            prop_assert_eq!(numbers, expected);
            Ok(())
        })?;
    }

    #[test]
    fn the_way_out_is_one(
        (world, names) in world_and_names(),
        wanted in select(vec![State::Done, State::Doing, State::No]),
    ) {
        world.look(|evaluation| {
            let way = way_out(evaluation, &names, wanted);
            for (place, name) in way.iter().enumerate() {
                prop_assert!(!way[..place].contains(name), "{:?} is named twice", name);
            }
            let typed = steps_meant(evaluation, &way, State::Done);
            let typed = with_choices(evaluation, typed);
            prop_assert_eq!(judge(evaluation, &typed, State::Done), Ok(()));
            for step in steps_meant(evaluation, &names, wanted) {
                let is_so = is_already(evaluation, step, State::Done);
                prop_assert!(is_so || typed.contains(&step), "{:?} is not marked by it", step);
            }
            Ok(())
        })?;
    }
}
