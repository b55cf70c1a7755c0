//! What must come first comes first, and a circle is never missed.

use hitpath::catalog::{audit::ProblemKind, order::order};
use proptest::{
    collection::vec,
    prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest},
    sample::Index,
};

use crate::{
    seen::stage_name,
    world::{World, tries, world},
};

/// For each node those it waits for, without a circle.
fn waits() -> impl Strategy<Value = Vec<Vec<u32>>> {
    vec((any::<u16>(), vec(any::<Index>(), 0..4)), 0..24).prop_map(|nodes| {
        let mut ranked: Vec<(u16, u32)> = nodes.iter().map(|node| node.0).zip(0..).collect();
        ranked.sort_unstable();
        let mut waits_for = vec![Vec::new(); nodes.len()];
        for (place, &(_, node)) in ranked.iter().enumerate().skip(1) {
            let picks = nodes[node as usize].1.iter();
            waits_for[node as usize] = picks.map(|pick| ranked[pick.index(place)].1).collect();
        }
        waits_for
    })
}

fn is_circle(waits_for: &[Vec<u32>], circle: &[u32]) -> bool {
    let mut next = circle.iter().cycle().skip(1);
    !circle.is_empty()
        && circle.iter().all(|&node| {
            next.next()
                .is_some_and(|next| waits_for[node as usize].contains(next))
        })
}

/// Whether the world as written lets the first name wait for the second.
fn names(world: &World, step: &str, first: &str) -> bool {
    let is_step = |name: &str, number: usize| name == format!("s{number}");
    let stage = (0..world.stages).find(|&stage| step == stage_name(stage));
    if let Some(stage) = stage {
        return world.numbers().any(|number| {
            let of_stage = &world.steps[number];
            is_step(first, number) && of_stage.stage == stage && !of_stage.optional
        });
    }
    world.numbers().any(|number| {
        let from = &world.steps[number];
        is_step(step, number)
            && (from.requires.iter().any(|&to| is_step(first, to))
                || from.groups.iter().flatten().any(|&to| is_step(first, to))
                || from
                    .requires_stages
                    .iter()
                    .any(|&to| first == stage_name(to)))
    })
}

proptest! {
    #![proptest_config(tries())]

    #[test]
    fn every_node_comes_behind_what_it_waits_for(waits_for in waits()) {
        let ordered = order(&waits_for).expect("there is no circle");
        let place = |node: u32| ordered.iter().position(|&other| other == node);
        prop_assert_eq!(ordered.len(), waits_for.len());
        for (node, firsts) in (0..).zip(&waits_for) {
            prop_assert!(place(node).is_some());
            for &first in firsts {
                prop_assert!(place(first) < place(node));
            }
        }
    }

    #[test]
    fn among_free_nodes_the_lower_number_comes_first(waits_for in waits()) {
        let mut slow: Vec<u32> = Vec::new();
        let nodes = 0..u32::try_from(waits_for.len()).expect("a few");
        while let Some(free) = nodes.clone().find(|&node| {
            let firsts = &waits_for[node as usize];
            !slow.contains(&node) && firsts.iter().all(|first| slow.contains(first))
        }) {
            slow.push(free);
        }
        prop_assert_eq!(order(&waits_for), Ok(slow));
    }

    #[test]
    fn a_planted_circle_is_found(
        mut waits_for in waits(),
        planted in vec(any::<Index>(), 1..5),
    ) {
        if !waits_for.is_empty() {
            let nodes: Vec<usize> = planted.iter().map(|at| at.index(waits_for.len())).collect();
            for (&node, &next) in nodes.iter().zip(nodes.iter().cycle().skip(1)) {
                waits_for[node].push(u32::try_from(next).expect("a small number"));
            }
            let circle = order(&waits_for).expect_err("there is a circle");
            prop_assert!(is_circle(&waits_for, &circle), "{circle:?} is none");
        }
    }

    #[test]
    fn a_sound_world_passes_the_audit(world in world()) {
        prop_assert_eq!(world.audited().map(|_| ()), Ok(()));
    }

    /// Through steps, groups and stages alike.
    #[test]
    fn a_circle_planted_in_a_catalog_is_reported(
        mut world in world(),
        planted in vec((any::<Index>(), 0..3u8), 1..5),
    ) {
        let count = world.steps.len();
        let nodes: Vec<(usize, u8)> =
            planted.iter().map(|(at, how)| (at.index(count), *how)).collect();
        for (&(node, how), &(next, _)) in nodes.iter().zip(nodes.iter().cycle().skip(1)) {
            let stage = world.steps[next].stage;
            let step = &mut world.steps[node];
            match how {
                0 => step.requires.push(next),
                1 => step.groups.push(vec![next]),
                _ => step.requires_stages.push(stage),
            }
            // A stage waits only for its required steps.
            world.steps[next].optional &= how < 2;
            world.steps[next].offered_until.clear();
        }
        let problems = world.audited().err().unwrap_or_default();
        let circle = problems.iter().find_map(|problem| match &problem.kind {
            ProblemKind::Circle { ids } => Some((problem, ids)),
            _ => None,
        });
        let Some((problem, ids)) = circle else {
            return Err(proptest::test_runner::TestCaseError::fail("no circle was reported"));
        };
        prop_assert_eq!(ids.first(), ids.last());
        prop_assert!(ids.len() > 1);
        for pair in ids.windows(2) {
            prop_assert!(names(&world, &pair[0], &pair[1]), "{} does not name {}", pair[0], pair[1]);
        }
        let at_a_reference = problem.path.starts_with("step[") && problem.path.contains("].requires");
        prop_assert!(at_a_reference && problem.path.ends_with(']'), "{}", problem.path);
    }
}
