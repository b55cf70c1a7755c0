//! Laws of change, undo and redo, checked against a model that is a list and a place in it.
//!
//! The store must agree with the model whatever the order of commands and
//! edits by hand. Where a command dies or a disk operation fails at any point,
//! it must agree with the model before or after that command, and go on so.

use std::fs;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::test_runner::Config;

use super::change::{ChangeError, MoveError, SaveError, Written};
use super::crash_model::{Answer, Model, Seen, Step, bytes};
use super::crash_point::{Plan, with_plan};
use super::log::ProfileStanding;
use super::replace::ReplaceError;
use super::testing::{Desk, names_in};

impl Desk {
    fn take(&self, step: Step) -> Answer {
        let moved = match step {
            Step::EditByHand(text) => {
                self.edit(bytes(text));
                return Answer::Done;
            }
            Step::DeleteByHand => {
                fs::remove_file(&self.places.profile).ok();
                return Answer::Done;
            }
            Step::Change(text) => {
                return match self.change_to(bytes(text)) {
                    Ok(outcome) if outcome.written == Written::Nothing => Answer::NothingToDo,
                    Ok(_) => Answer::Done,
                    Err(ChangeError::Save(error)) => stopped(&error),
                    Err(ChangeError::Compute(error)) => panic!("{error}"),
                };
            }
            Step::Undo => self.undo(),
            Step::Redo => self.redo(),
        };
        match moved {
            Ok(_) => Answer::Done,
            Err(MoveError::NothingToUndo | MoveError::NothingToRedo) => Answer::NothingToDo,
            Err(MoveError::Save(error)) => stopped(&error),
        }
    }

    fn seen(&self) -> Seen {
        let log = self.log();
        Seen {
            profile: self.profile().map(|bytes| bytes.len()),
            texts: self.texts().iter().map(Vec::len).collect(),
            at: log
                .at
                .map(|at| log.units.iter().take_while(|unit| unit.number < at).count()),
            edited: log.profile == ProfileStanding::EditedByHand,
        }
    }
}

fn stopped(error: &SaveError) -> Answer {
    let in_place = matches!(error, SaveError::Replace(error) if error.is_in_place());
    assert!(
        !matches!(
            error,
            SaveError::Replace(ReplaceError::ChangedMeanwhile { .. })
                | SaveError::KeepsChanging { .. }
        ),
        "nobody else is there: {error}"
    );
    Answer::Stopped { in_place }
}

/// A profile on disk, and all models that agree with what was seen of it so far.
struct Run {
    desk: Desk,
    models: Vec<Model>,
    /// Since a stop, and until a command is done again.
    stopped: bool,
}

impl Run {
    fn new() -> Self {
        Self {
            desk: Desk::new(),
            models: vec![Model::new()],
            stopped: false,
        }
    }

    /// A command that makes a missing profile anew with the very text it had. What is next to itself in
    /// the history cannot be told apart, so the laws leave it out.
    fn is_twin(&self, step: Step) -> bool {
        self.models.iter().any(|model| {
            matches!(step, Step::Change(text) if model.profile.is_none()
                && model.texts.get(model.at) == Some(&text))
        })
    }

    /// Takes a step and drops the models that do not agree.
    fn take(&mut self, step: Step) {
        if self.is_twin(step) {
            return;
        }
        let answer = self.desk.take(step);
        let seen = self.desk.seen();
        if self.stopped && is_by_hand(step) {
            return self.follow(step, seen);
        }
        if answer == Answer::Done {
            let names = self.desk.history_names();
            let left = names.iter().any(|name| name.ends_with(".new"));
            assert!(!left || is_by_hand(step), "{step:?} left {names:?}");
            self.stopped &= is_by_hand(step);
        }
        let before = self.models.clone();
        self.models
            .retain_mut(|model| model.take(step) == answer && model.seen() == seen);
        assert!(
            !self.models.is_empty(),
            "{step:?} answered {answer:?} on {before:?} and left {seen:?}"
        );
    }

    /// Temporary files with a text that is not the profile's; that of an edit by hand is.
    fn left(&self) -> Vec<String> {
        let mut names = names_in(self.desk.folder.path());
        names.extend(self.desk.history_names());
        names.retain(|name| name.ends_with("Z.toml.new") || name.ends_with(".hitpath-new"));
        names
    }

    /// The profile was edited by hand before any command noted down how far the stopped one had got,
    /// so its last text may or may not have become a unit; all before it must be there.
    fn follow(&mut self, step: Step, seen: Seen) {
        let models = self.models.iter();
        let mut before = models.map(|model| &model.texts[..model.at]);
        assert!(
            before.any(|texts| seen.texts.starts_with(texts)),
            "{step:?} after a stop on {:?} left {seen:?}",
            self.models
        );
        self.models = vec![Model {
            profile: match step {
                Step::EditByHand(text) => Some(text),
                _ => None,
            },
            texts: seen.texts,
            at: seen.at.unwrap_or(0),
        }];
    }

    /// Takes a step that is stopped by the plan. Says whether the step got as far as the plan.
    fn take_under(&mut self, step: Step, plan: Plan) -> bool {
        if self.is_twin(step) {
            return false;
        }
        let before = self.desk.profile();
        let left_before = self.left();
        let (answer, got_there) = with_plan(plan, || self.desk.take(step));
        let changed = self.desk.profile() != before;
        match answer {
            Answer::Done => {}
            Answer::NothingToDo => assert!(!changed, "{step:?} under {plan:?}"),
            Answer::Stopped { in_place } => {
                assert_eq!(changed, in_place, "{step:?} under {plan:?}");
                if let (Plan::FailAfter(_), false) = (plan, in_place) {
                    let mut left = self.left();
                    left.retain(|name| !left_before.contains(name));
                    assert_eq!(left, [""; 0], "{step:?} under {plan:?}");
                }
            }
        }
        let seen = self.desk.seen();
        let before = std::mem::take(&mut self.models);
        for model in &before {
            let possible = match answer {
                Answer::Done => vec![after(model, step)],
                _ => after_stop(model, step).to_vec(),
            };
            self.models
                .extend(possible.into_iter().filter(|model| model.seen() == seen));
        }
        self.models.dedup();
        assert!(
            !self.models.is_empty(),
            "{step:?} under {plan:?} answered {answer:?} on {before:?} and left {seen:?}"
        );
        self.stopped = true;
        got_there
    }
}

fn is_by_hand(step: Step) -> bool {
    matches!(step, Step::EditByHand(_) | Step::DeleteByHand)
}

/// The state that a command leads to.
fn after(model: &Model, step: Step) -> Model {
    let mut done = model.clone();
    done.take(step);
    done
}

/// The states that a command may leave which was stopped on the way.
fn after_stop(model: &Model, step: Step) -> [Model; 3] {
    let mut noted = model.clone();
    noted.keep_hand_edit();
    [model.clone(), noted, after(model, step)]
}

fn command() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0_usize..7).prop_map(Step::Change),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        9 => command(),
        2 => (0_usize..7).prop_map(Step::EditByHand),
        1 => Just(Step::DeleteByHand),
    ]
}

fn plan() -> impl Strategy<Value = Plan> {
    (any::<bool>(), 0_u32..30).prop_map(|(dies, after)| {
        if dies {
            Plan::DieAfter(after)
        } else {
            Plan::FailAfter(after)
        }
    })
}

proptest! {
    #![proptest_config(Config { cases: 64, failure_persistence: None, ..Config::default() })]

    #[test]
    fn the_store_agrees_with_the_model(steps in vec(step(), 1..20)) {
        let mut run = Run::new();
        for step in steps {
            run.take(step);
        }
    }

    #[test]
    fn a_stop_anywhere_leaves_the_old_or_the_new(
        rounds in vec((vec(step(), 0..5), command(), plan()), 1..5),
    ) {
        let mut run = Run::new();
        for (steps, stopped, plan) in rounds {
            for step in steps {
                run.take(step);
            }
            run.take_under(stopped, plan);
        }
        let before = run.desk.profile();
        run.take(Step::Change(9));
        if before.is_some() {
            run.take(Step::Undo);
            assert_eq!(run.desk.profile(), before);
        }
    }
}

#[test]
fn every_single_operation_of_every_command_may_be_the_last() {
    use Step::{Change, DeleteByHand, EditByHand, Redo, Undo};
    let cases: &[(&[Step], Step)] = &[
        (&[], Change(2)),
        (&[Change(1)], Change(2)),
        (&[Change(4)], Change(2)),
        (&[EditByHand(1)], Change(2)),
        (&[Change(1), EditByHand(2)], Change(4)),
        (&[Change(1), Change(2), Change(3), Undo, Undo], Change(4)),
        (&[Change(1), Change(2), Change(3), Undo, Undo], Change(2)),
        (&[Change(1), Change(2), Undo, EditByHand(5)], Change(4)),
        (&[Change(1), DeleteByHand], Change(2)),
        (&[Change(1), Change(2)], Undo),
        (&[Change(1), Change(2), Change(1), Undo], Undo),
        (&[Change(1), Change(2), Change(1), Undo], Redo),
        (&[Change(1), EditByHand(2)], Undo),
        (&[Change(1), Change(2), Undo, EditByHand(3)], Undo),
        (&[Change(1), Change(2), DeleteByHand], Undo),
        (&[Change(1), Change(2), Undo], Redo),
        (&[Change(1), Change(2), Undo, EditByHand(2)], Redo),
    ];
    let dies: fn(u32) -> Plan = Plan::DieAfter;
    let fails: fn(u32) -> Plan = Plan::FailAfter;
    for (first, last) in cases {
        for stop in [dies, fails] {
            for after in 0.. {
                let mut run = Run::new();
                for step in *first {
                    run.take(*step);
                }
                let got_there = run.take_under(*last, stop(after));
                for step in [Undo, Redo, Redo, Change(6), Undo] {
                    run.take(step);
                }
                if !got_there {
                    assert!(after > 5, "{last:?} altered the disk {after} times only");
                    break;
                }
            }
        }
    }
}
