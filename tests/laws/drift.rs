//! An upgrade loses no mark, closes no way, and tells its effect rightly.
//!
//! A world is taken as what two versions of a catalog hold together; each of
//! its steps was kept, renamed, retired or added in between.

use std::collections::{BTreeMap, BTreeSet};

use hitpath::{
    catalog::{
        Catalog, FileKey, PathwayKey,
        audit::{Parts, audit},
        id::{StageId, StepId},
        retired::Retired,
        version::Version,
    },
    journey::{
        drift::Drift,
        evaluation::Evaluation,
        next::next,
        record::{Mark, Record, State},
    },
};
use proptest::{
    collection::vec,
    prelude::{Strategy, prop_assert, prop_assert_eq, proptest},
    sample::select,
};

use crate::{
    seen::{earlier_id, id, stage_name},
    world::{TODAY, World, tries, world, world_without_no},
};

/// What became of a step between the versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    Renamed,
    Retired,
    Added,
}

/// A world and the fate of each of its steps.
#[derive(Debug, Clone)]
struct Upgrade {
    world: World,
    fates: Vec<Fate>,
}

fn upgrade(world: impl Strategy<Value = World>) -> impl Strategy<Value = Upgrade> {
    let fate = select(vec![
        Fate::Kept,
        Fate::Kept,
        Fate::Renamed,
        Fate::Retired,
        Fate::Added,
    ]);
    // A world has at most so many steps.
    (world, vec(fate, 14)).prop_map(|(mut world, mut fates)| {
        fates.truncate(world.steps.len());
        for (step, fate) in world.steps.iter_mut().zip(&fates) {
            match fate {
                // Nobody could mark it yet.
                Fate::Added => step.mark = Mark::default(),
                // How long it would have stayed done nobody knows any more.
                Fate::Retired => step.valid_for = None,
                Fate::Kept | Fate::Renamed => {}
            }
        }
        Upgrade { world, fates }
    })
}

fn version(text: &str) -> Version {
    text.parse().expect("a version")
}

fn new_id(number: usize) -> StepId {
    StepId::new(&format!("new-{number}")).expect("an id")
}

impl Upgrade {
    fn with_fate(&self, fate: Fate) -> BTreeSet<usize> {
        let numbers = self.world.numbers();
        numbers.filter(|&step| self.fates[step] == fate).collect()
    }

    /// The catalog without the steps of one fate.
    fn without(&self, fate: Fate, version: &str) -> Parts {
        let gone: BTreeSet<StepId> = self.with_fate(fate).into_iter().map(id).collect();
        let held: BTreeSet<StepId> = self
            .world
            .path()
            .into_iter()
            .map(id)
            .filter(|id| !gone.contains(id))
            .collect();
        let mut parts = self.world.parts();
        parts.version = version.to_owned();
        parts.files[0].shipped = true;
        for (stage, _) in &mut parts.stages {
            stage.steps.retain(|step| !gone.contains(&step.id));
            for step in &mut stage.steps {
                let is_gone = |id: &str| gone.iter().any(|gone| gone.as_str() == id);
                step.requires.retain(|first| !is_gone(first.as_str()));
                step.offered_until.retain(|ender| !gone.contains(ender));
                for group in &mut step.requires_any {
                    group.retain(|member| !gone.contains(member));
                }
                // What the pathway holds no member of the audit would refuse.
                step.requires_any.retain(|group| {
                    !group.is_empty()
                        && (!held.contains(&step.id)
                            || group.iter().any(|member| held.contains(member)))
                });
                step.renamed = Some(self::version("0.1.0"));
            }
        }
        parts
    }

    fn old_catalog(&self) -> Catalog {
        let mut parts = self.without(Fate::Added, "0.1.0");
        let added: Vec<StepId> = self.with_fate(Fate::Added).into_iter().map(id).collect();
        let pathway = &mut parts.pathways[0].0;
        pathway.without.retain(|step| !added.contains(step));
        audit(parts).expect("the old catalog is sound")
    }

    fn new_catalog(&self) -> Catalog {
        let mut parts = self.without(Fate::Retired, "0.2.0");
        let steps = parts.stages.iter_mut();
        for step in steps.flat_map(|(stage, _)| &mut stage.steps) {
            let number = self.world.numbers().find(|&number| id(number) == step.id);
            let number = number.expect("a step of the world");
            match self.fates[number] {
                Fate::Renamed => {
                    step.was.insert(0, step.id.clone());
                    step.id = new_id(number);
                    step.renamed = Some(version("0.2.0"));
                }
                Fate::Added => {
                    step.since = Some(version("0.2.0"));
                    step.was.clear();
                }
                Fate::Kept | Fate::Retired => {}
            }
        }
        for (place, number) in self.with_fate(Fate::Retired).into_iter().enumerate() {
            let step = &self.world.steps[number];
            let retired = Retired {
                id: id(number),
                was: vec![StepId::new(&earlier_id(number)).expect("an id")],
                reason: "".into(),
                instead: None,
                since: Some(version("0.2.0")),
                stage: StageId::new(&stage_name(step.stage)).ok(),
                optional: step.optional,
            };
            parts.retired.push((retired, FileKey(0), place));
        }
        audit(parts).expect("the new catalog is sound")
    }

    /// What the person wrote down with the old catalog.
    fn record(&self) -> Record {
        Record {
            catalog: Some("0.1.0".into()),
            ..self.world.record()
        }
    }

    fn look<T>(
        &self,
        record: &Record,
        law: impl FnOnce(&Evaluation<'_>, &Evaluation<'_>) -> T,
    ) -> T {
        let (old, new) = (self.old_catalog(), self.new_catalog());
        let before = Evaluation::new(&old, record, PathwayKey(0), TODAY);
        let after = Evaluation::new(&new, record, PathwayKey(0), TODAY);
        law(&before, &after)
    }

    fn is_marked(&self, step: usize) -> bool {
        self.world.steps[step].mark != Mark::default()
    }
}

proptest! {
    #![proptest_config(tries())]

    #[test]
    fn no_mark_is_lost_and_none_changes_its_meaning(upgrade in upgrade(world())) {
        let record = upgrade.record();
        upgrade.look(&record, |before, after| {
            prop_assert_eq!(after.unknown_steps().count(), 0);
            for (key, step) in before.catalog.steps() {
                let id = step.id.as_str();
                let Some(same) = after.catalog.step_named(id) else {
                    prop_assert!(after.catalog.retired_named(id).is_some(), "{}", id);
                    continue;
                };
                prop_assert_eq!(before.mark(key), after.mark(same), "{}", id);
                prop_assert_eq!(before.is_satisfied(key), after.is_satisfied(same), "{}", id);
            }
            let kept: BTreeSet<&str> = after.retired_steps().collect();
            for step in upgrade.with_fate(Fate::Retired) {
                let ids = [id(step).to_string(), earlier_id(step)];
                let is_kept = ids.iter().any(|id| kept.contains(id.as_str()));
                prop_assert_eq!(is_kept, upgrade.is_marked(step), "s{}", step);
            }
            Ok(())
        })?;
    }

    #[test]
    fn the_effect_is_what_both_catalogs_say(upgrade in upgrade(world())) {
        let record = upgrade.record();
        upgrade.look(&record, |before, after| {
            let world = &upgrade.world;
            let counts = |step: &usize| world.holds(*step) && !world.steps[*step].optional;
            let mut added = upgrade.with_fate(Fate::Added);
            added.retain(counts);
            let mut retired = upgrade.with_fate(Fate::Retired);
            retired.retain(|step| counts(step) || upgrade.is_marked(*step));
            let mut renamed = upgrade.with_fate(Fate::Renamed);
            renamed.retain(|&step| upgrade.is_marked(step));
            let Some(drift) = Drift::of(after) else {
                prop_assert!(added.is_empty() && retired.is_empty() && renamed.is_empty());
                prop_assert_eq!(before.progress().percent(), after.progress().percent());
                return Ok(());
            };
            let (was, is) = (before.progress(), after.progress());
            prop_assert_eq!(drift.before.percent(), was.percent());
            prop_assert_eq!(drift.before.satisfied, was.satisfied);
            prop_assert_eq!(drift.before.required, was.required);
            prop_assert_eq!(drift.now, is);
            let ids = |steps: &BTreeSet<usize>| -> BTreeSet<String> {
                steps.iter().map(|&step| id(step).to_string()).collect()
            };
            let found = drift.added.iter();
            let found: BTreeSet<String> =
                found.map(|&step| after.catalog.step(step).id.to_string()).collect();
            prop_assert_eq!(found, ids(&added));
            let found = drift.retired.iter();
            let found: BTreeSet<String> = found.map(|gone| gone.step.id.to_string()).collect();
            prop_assert_eq!(found, ids(&retired));
            let found: BTreeMap<String, String> = drift
                .renamed
                .iter()
                .map(|renamed| {
                    let to = after.catalog.step(renamed.to).id.to_string();
                    (to, renamed.from.to_owned())
                })
                .collect();
            let expected = renamed.iter().map(|&step| {
                let from = match world.steps[step].marked_by_earlier_id {
                    true => earlier_id(step),
                    false => id(step).to_string(),
                };
                (new_id(step).to_string(), from)
            });
            prop_assert_eq!(found, expected.collect());
            Ok(())
        })?;
    }

    #[test]
    fn once_the_profile_bears_todays_version_nothing_is_told(upgrade in upgrade(world())) {
        let mut record = upgrade.record();
        record.catalog = Some("0.2.0".into());
        upgrade.look(&record, |before, after| {
            prop_assert!(Drift::of(after).is_none());
            // And none by a program that is older than the profile.
            prop_assert!(Drift::of(before).is_none());
            Ok(())
        })?;
    }

    #[test]
    fn a_hundred_percent_can_be_reached_afterwards(upgrade in upgrade(world_without_no())) {
        let catalog = upgrade.new_catalog();
        let mut record = upgrade.record();
        for _ in 0..=catalog.step_count() {
            let evaluation = Evaluation::new(&catalog, &record, PathwayKey(0), TODAY);
            if evaluation.progress().percent() == 100 {
                break;
            }
            let actions = next(&evaluation).actions;
            let action = actions.first();
            prop_assert!(action.is_some(), "there is no way on");
            let step = action.map(|action| action.step).expect("an action");
            let mark = Mark {
                state: State::Done,
                on: Some(TODAY),
                ..Mark::default()
            };
            // An entry under an earlier id is the entry.
            let ids = std::iter::once(&catalog.step(step).id).chain(&catalog.step(step).was);
            let ids = ids.map(ToString::to_string);
            let marked = ids.clone().find(|id| record.marks.contains_key(id));
            let entry = marked.or_else(|| ids.clone().next()).expect("an id");
            record.marks.insert(entry, mark);
        }
        let evaluation = Evaluation::new(&catalog, &record, PathwayKey(0), TODAY);
        prop_assert_eq!(evaluation.progress().percent(), 100);
    }
}
