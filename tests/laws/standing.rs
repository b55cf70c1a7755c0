//! Standing and progress are what the design says, and marks only open doors.

use hitpath::{
    catalog::{PathwayKey, StageKey},
    journey::{
        evaluation::{Evaluation, Missing, Progress},
        marking,
        next::next,
        record::State,
        standing::Standing,
    },
};
use jiff::ToSpan;
use proptest::{
    collection::vec,
    prelude::{any, prop_assert, prop_assert_eq, proptest},
    sample::Index,
};

use crate::{
    seen::{key, keys, number},
    world::{TODAY, World, tries, world},
};

fn recount(world: &World, steps: &[usize]) -> Progress {
    let is_satisfied = |step: &&usize| world.is_satisfied(**step);
    let (optional, required): (Vec<usize>, Vec<usize>) =
        steps.iter().partition(|&&step| world.steps[step].optional);
    let counted = |step: &&usize| world.is_satisfied(**step) || !world.is_past_its_offer(**step);
    Progress {
        satisfied: required.iter().filter(is_satisfied).count(),
        required: required.len(),
        optional_satisfied: optional.iter().filter(is_satisfied).count(),
        optional: optional.iter().filter(counted).count(),
    }
}

proptest! {
    #![proptest_config(tries())]

    #[test]
    fn standing_agrees_with_the_slow_reference(world in world()) {
        world.look(|evaluation| {
            prop_assert_eq!(&evaluation.path, &keys(&world.path()));
            for step in world.numbers() {
                let standing = evaluation.standing(key(step));
                prop_assert_eq!(standing, world.standing(step), "step s{}", step);
                prop_assert_eq!(evaluation.is_satisfied(key(step)), world.is_satisfied(step));
                prop_assert_eq!(standing.is_satisfied(), world.is_satisfied(step));
                prop_assert_eq!(evaluation.holds(key(step)), world.holds(step));
                prop_assert_eq!(evaluation.is_needed(key(step)), world.is_needed(step));
                let past = evaluation.is_past_its_offer(key(step));
                prop_assert_eq!(past, world.is_past_its_offer(step), "step s{}", step);
            }
            Ok(())
        })?;
    }

    #[test]
    fn what_is_missing_is_what_locks(world in world()) {
        world.look(|evaluation| {
            for step in world.numbers() {
                let missing = evaluation.missing(key(step));
                prop_assert_eq!(missing.is_empty(), !world.lacks_something(step));
                let mut single = Vec::new();
                let mut one_of = Vec::new();
                for missing in &missing {
                    match missing {
                        Missing::Step(first) => single.push(number(*first)),
                        Missing::OneOf(members) => {
                            let mut members: Vec<usize> =
                                members.iter().map(|&member| number(member)).collect();
                            members.sort_unstable();
                            one_of.push(members);
                        }
                    }
                }
                let mut expected: Vec<usize> = world.lacks_all_of(step).into_iter().collect();
                let mut groups = Vec::new();
                for group in world.open_groups(step) {
                    let ways = group.iter().copied();
                    let ways: Vec<usize> =
                        ways.filter(|&member| world.asks_for(step, member)).collect();
                    match ways.as_slice() {
                        &[only] => expected.push(only),
                        _ => groups.push(ways),
                    }
                }
                single.sort_unstable();
                expected.sort_unstable();
                prop_assert_eq!(single, expected);
                prop_assert_eq!(one_of, groups);
            }
            Ok(())
        })?;
    }

    #[test]
    fn progress_agrees_with_a_recount(world in world()) {
        world.look(|evaluation| {
            let progress = evaluation.progress();
            prop_assert_eq!(progress, recount(&world, &world.path()));
            let left = world.required().iter().filter(|&&step| world.is_left(step)).count();
            prop_assert_eq!(progress.percent() == 100, left == 0);
            prop_assert!(progress.percent() <= 100);
            if progress.required > 0 {
                let exact = 100.0 * progress.satisfied as f64 / progress.required as f64;
                prop_assert_eq!(progress.percent(), exact.floor() as usize);
            }
            for stage in 0..world.stages {
                let stage_key = StageKey(u32::try_from(stage).expect("a small number"));
                let of_stage: Vec<usize> = world
                    .path()
                    .into_iter()
                    .filter(|&step| world.steps[step].stage == stage)
                    .collect();
                prop_assert_eq!(evaluation.progress_of(stage_key), recount(&world, &of_stage));
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_mark_of_a_day_to_come_says_nothing_yet(
        world in world(),
        ahead in vec((any::<Index>(), 1i32..500), 0..6),
    ) {
        let (mut early, mut without) = (world.clone(), world.clone());
        for (step, days) in ahead {
            let step = step.index(world.steps.len());
            early.steps[step].mark.on = Some(TODAY + days.days());
            without.steps[step].mark.state = State::Todo;
            without.steps[step].mark.on = None;
        }
        early.look(|early| {
            without.look(|without| {
                prop_assert_eq!(early.progress(), without.progress());
                for step in world.numbers().map(key) {
                    prop_assert_eq!(early.standing(step), without.standing(step));
                    prop_assert_eq!(early.missing(step), without.missing(step));
                    prop_assert_eq!(early.expected(step), without.expected(step));
                    // Nothing is so already that was marked for another day.
                    for state in State::ALL.into_iter().filter(|_| early.mark_to_come(step).is_some()) {
                        prop_assert!(!marking::is_already(early, step, state));
                    }
                }
                let next = |evaluation: &Evaluation<'_>| next(evaluation).actions;
                prop_assert_eq!(next(early), next(without));
                Ok(())
            })
        })?;
        // On its day it counts.
        let catalog = early.catalog();
        let record = early.record();
        for step in world.numbers().map(key) {
            let on = early.steps[number(step)].mark.on;
            let on = on.filter(|&on| on > TODAY && early.steps[number(step)].mark.state.satisfies());
            if let Some(on) = on {
                let evaluation = Evaluation::new(&catalog, &record, PathwayKey(0), on);
                prop_assert_eq!(evaluation.mark(step).map(|mark| mark.on), Some(Some(on)));
            }
        }
    }

    #[test]
    fn marking_a_step_done_locks_nothing(world in world(), at in any::<Index>()) {
        let done = at.index(world.steps.len());
        let after = world.with(done, State::Done);
        world.look(|before| {
            after.look(|after| {
                prop_assert!(after.is_satisfied(key(done)));
                for step in world.numbers() {
                    let was_locked = before.standing(key(step)) == Standing::Locked;
                    let is_locked = after.standing(key(step)) == Standing::Locked;
                    prop_assert!(was_locked || !is_locked, "s{} locked by s{}", step, done);
                    prop_assert!(!before.is_satisfied(key(step)) || after.is_satisfied(key(step)));
                }
                prop_assert!(before.progress().percent() <= after.progress().percent());
                Ok(())
            })
        })?;
    }
}
