//! Random catalogs and what a person marked in them.
//!
//! A world is plain data: what a law needs to know can be read off it without
//! the code under test. Every prerequisite has a lower rank than what waits for
//! it, so a world has no circle unless a law plants one.

use hitpath::journey::record::{Mark, State};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use proptest::{
    collection::{btree_set, vec},
    option,
    prelude::{Strategy, any, prop_oneof},
    sample::Index,
    strategy::Just,
    test_runner::Config,
};

/// The day on which every world is looked at.
pub(crate) const TODAY: Date = date(2026, 11, 22);

/// How many worlds each law is tried on; worlds are small and this is quick.
pub(crate) fn tries() -> Config {
    Config {
        cases: 600,
        failure_persistence: None,
        ..Config::default()
    }
}

/// A catalog with one pathway, and a person's marks.
#[derive(Debug, Clone)]
pub(crate) struct World {
    /// In the order of the catalog: stage after stage.
    pub(crate) steps: Vec<WorldStep>,
    /// How many stages there are.
    pub(crate) stages: usize,
    /// The stages of the pathway, in its order.
    pub(crate) route: Vec<usize>,
}

/// A step and the mark on it.
#[derive(Debug, Clone)]
pub(crate) struct WorldStep {
    pub(crate) stage: usize,
    /// The pathway leaves it out of a stage that it holds.
    pub(crate) left_out: bool,
    pub(crate) optional: bool,
    pub(crate) requires: Vec<usize>,
    pub(crate) requires_stages: Vec<usize>,
    pub(crate) groups: Vec<Vec<usize>>,
    pub(crate) offered_until: Vec<usize>,
    /// In days.
    pub(crate) valid_for: Option<u16>,
    pub(crate) mark: Mark,
    /// The mark stands under an earlier id.
    pub(crate) marked_by_earlier_id: bool,
}

/// What a step is grown from; references are drawn among the steps that may
/// come first.
#[derive(Debug, Clone)]
struct Seed {
    rank: u16,
    stage: Index,
    left_out: bool,
    optional: bool,
    requires: Vec<Index>,
    requires_stage: Option<Index>,
    groups: Vec<Vec<Index>>,
    offered_until: Vec<Index>,
    valid_for: Option<u16>,
    mark: Mark,
    marked_by_earlier_id: bool,
}

fn seldom(share: u32) -> impl Strategy<Value = bool> {
    prop_oneof![share => Just(true), 10 - share => Just(false)]
}

fn day() -> impl Strategy<Value = Date> {
    (-400i32..400).prop_map(|days| TODAY + days.days())
}

fn mark() -> impl Strategy<Value = Mark> {
    let state = prop_oneof![
        8 => Just(State::Todo),
        2 => Just(State::Doing),
        7 => Just(State::Done),
        1 => Just(State::Waived),
        2 => Just(State::No),
    ];
    // What a mark of a day to come means is a law of its own.
    let past = (-400i32..=0).prop_map(|days| TODAY + days.days());
    let days = (
        option::of(past),
        option::weighted(0.2, day()),
        option::weighted(0.2, day()),
        option::weighted(0.2, day()),
    );
    (state, days).prop_map(|(state, (on, due, expect, until))| Mark {
        state,
        on,
        due,
        expect,
        until,
        ..Mark::default()
    })
}

fn seed() -> impl Strategy<Value = Seed> {
    let kind = (any::<u16>(), any::<Index>(), seldom(1), seldom(3));
    let links = (
        vec(any::<Index>(), 0..3),
        option::weighted(0.1, any::<Index>()),
        prop_oneof![
            2 => Just(Vec::new()),
            1 => vec(vec(any::<Index>(), 1..4), 1..3),
        ],
        vec(any::<Index>(), 0..2),
    );
    let marks = (option::weighted(0.2, 0u16..500), mark(), seldom(1));
    (kind, links, marks).prop_map(|(kind, links, marks)| Seed {
        rank: kind.0,
        stage: kind.1,
        left_out: kind.2,
        optional: kind.3,
        requires: links.0,
        requires_stage: links.1,
        groups: links.2,
        offered_until: links.3,
        valid_for: marks.0,
        mark: marks.1,
        marked_by_earlier_id: marks.2,
    })
}

/// A random world.
pub(crate) fn world() -> impl Strategy<Value = World> {
    (1usize..=4)
        .prop_flat_map(|stages| {
            let seeds = vec(seed(), 1..=14);
            (seeds, Just(stages), btree_set(0..stages, 1..=stages))
        })
        .prop_map(|(seeds, stages, route)| grow(seeds, stages, route.into_iter().collect()))
}

/// A random world in which no question is answered no.
pub(crate) fn world_without_no() -> impl Strategy<Value = World> {
    world().prop_map(|mut world| {
        for step in &mut world.steps {
            if step.mark.state == State::No {
                step.mark.state = State::Todo;
            }
        }
        world
    })
}

fn grow(mut seeds: Vec<Seed>, stages: usize, route: Vec<usize>) -> World {
    // The catalog counts steps stage after stage.
    seeds.sort_by_key(|seed| seed.stage.index(stages));
    let mut ranks: Vec<(u16, usize)> = seeds.iter().map(|seed| seed.rank).zip(0..).collect();
    ranks.sort_unstable();
    let mut steps: Vec<WorldStep> = seeds
        .iter()
        .map(|seed| WorldStep {
            stage: seed.stage.index(stages),
            left_out: seed.left_out,
            optional: seed.optional,
            requires: Vec::new(),
            requires_stages: Vec::new(),
            groups: Vec::new(),
            offered_until: Vec::new(),
            valid_for: seed.valid_for,
            mark: seed.mark.clone(),
            marked_by_earlier_id: seed.marked_by_earlier_id,
        })
        .collect();
    for (place, &(_, step)) in ranks.iter().enumerate() {
        let seed = &seeds[step];
        let lower: Vec<usize> = ranks[..place].iter().map(|&(_, step)| step).collect();
        let may_require: Vec<usize> = lower
            .iter()
            .copied()
            .filter(|&first| seed.optional || !seeds[first].optional)
            .collect();
        let some = |from: &[usize], picks: &[Index]| -> Vec<usize> {
            let mut picked: Vec<usize> = picks
                .iter()
                .filter(|_| !from.is_empty())
                .map(|pick| from[pick.index(from.len())])
                .collect();
            picked.sort_unstable();
            picked.dedup();
            picked
        };
        let requires = some(&may_require, &seed.requires);
        let groups = seed.groups.iter().map(|picks| some(&lower, picks));
        let groups = groups.filter(|group| !group.is_empty()).collect();
        // All required steps of a stage must come first before it can.
        let whole: Vec<usize> = (0..stages)
            .filter(|&stage| {
                (0..steps.len()).all(|first| {
                    steps[first].stage != stage || steps[first].optional || lower.contains(&first)
                })
            })
            .collect();
        let requires_stages = some(&whole, seed.requires_stage.as_slice());
        let all: Vec<usize> = (0..steps.len()).collect();
        let offered_until = some(&all, &seed.offered_until);
        let grown = &mut steps[step];
        grown.requires = requires;
        grown.groups = groups;
        grown.requires_stages = requires_stages;
        if grown.optional {
            grown.offered_until = offered_until;
        }
    }
    let mut world = World {
        steps,
        stages,
        route,
    };
    world.drop_groups_outside();
    world
}

impl World {
    /// The audit refuses a group of which the pathway holds no member, where
    /// it holds the step.
    fn drop_groups_outside(&mut self) {
        let held: Vec<bool> = self.numbers().map(|step| self.holds(step)).collect();
        for (step, _) in self.steps.iter_mut().zip(&held).filter(|(_, held)| **held) {
            step.groups
                .retain(|group| group.iter().any(|&member| held[member]));
        }
    }

    /// Whether the pathway holds a step.
    pub(crate) fn holds(&self, step: usize) -> bool {
        self.route.contains(&self.steps[step].stage) && !self.steps[step].left_out
    }

    /// All steps by their number.
    pub(crate) fn numbers(&self) -> std::ops::Range<usize> {
        0..self.steps.len()
    }

    /// The steps of the pathway, in its order.
    pub(crate) fn path(&self) -> Vec<usize> {
        let route = self.route.iter();
        route
            .flat_map(|&stage| {
                let of_stage = move |&step: &usize| self.steps[step].stage == stage;
                self.numbers().filter(of_stage)
            })
            .filter(|&step| self.holds(step))
            .collect()
    }

    /// The same world after a step was marked today.
    pub(crate) fn with(&self, step: usize, state: State) -> Self {
        let mut world = self.clone();
        world.steps[step].mark.state = state;
        world.steps[step].mark.on = Some(TODAY);
        world
    }
}
