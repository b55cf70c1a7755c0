//! Laws of change, undo and redo, checked against a model that is a list and a place in it.
//!
//! The store must agree with the model whatever the order of commands and
//! edits by hand. Where a command dies or a disk operation fails at any point,
//! it must agree with the model before or after that command, and go on so.
//! Where files lie makes no difference.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::test_runner::Config;

use super::change::{ChangeError, MoveError, SaveError, Written};
use super::crash_model::{Answer, Model, Seen, Step, Text};
use super::crash_point::{Plan, with_plan};
use super::log::ProfileStanding;
use super::replace::ReplaceError;
use super::testing::{Desk, names_in};

/// Where the texts of a run begin: with nothing, so that half of one is another one, or with an id,
/// by which the history is found wherever the profile is moved.
const NAMELESS: &str = "";
const NAMED: &str = "id = \"0123456789abcdef\"\n#";

/// A profile and how its texts begin.
struct Begun {
    desk: Desk,
    head: &'static str,
    /// How often something was moved.
    moves: u32,
    /// Whether the profile was moved alone, and no command has seen it there.
    is_out_of_sight: bool,
}

impl Begun {
    fn new(head: &'static str) -> Self {
        Self {
            desk: Desk::new(),
            head,
            moves: 0,
            is_out_of_sight: false,
        }
    }

    fn bytes(&self, text: Text) -> Vec<u8> {
        (self.head.to_owned() + &"x".repeat(text)).into_bytes()
    }

    /// Gives a folder of the desk another name; says which.
    fn moved(&mut self, folder: &Path) -> PathBuf {
        self.moves += 1;
        let new = self
            .desk
            .folder
            .path()
            .join(format!("moved-{}", self.moves));
        if folder.exists() {
            fs::rename(folder, &new).expect("it can be moved");
        } else {
            fs::create_dir(&new).expect("a folder");
        }
        new
    }

    fn take(&mut self, step: Step) -> Answer {
        let moved = match step {
            Step::MoveFolder => {
                let home = self
                    .desk
                    .places
                    .history
                    .parent()
                    .expect("a folder")
                    .to_owned();
                let new = self.moved(&home);
                if let Ok(inside) = self.desk.places.profile.strip_prefix(&home) {
                    self.desk.places.profile = new.join(inside);
                }
                self.desk.places.history = new.join("history");
                return Answer::Done;
            }
            Step::MoveProfile => {
                let profile = self.desk.places.profile.clone();
                let folder = profile.parent().expect("a folder");
                if profile.exists() && !self.desk.places.history.starts_with(folder) {
                    self.desk.places.profile = self.moved(folder).join("profile.toml");
                    self.is_out_of_sight = true;
                }
                return Answer::Done;
            }
            Step::EditByHand(text) => {
                let bytes = self.bytes(text);
                if let Some(folder) = self.desk.places.profile.parent() {
                    fs::create_dir_all(folder).expect("a folder");
                }
                self.desk.edit(bytes);
                return Answer::Done;
            }
            Step::DeleteByHand => {
                fs::remove_file(&self.desk.places.profile).ok();
                return Answer::Done;
            }
            Step::Change(text) => {
                return match self.desk.change_to(self.bytes(text)) {
                    Ok(outcome) if outcome.written == Written::Nothing => Answer::NothingToDo,
                    Ok(_) => {
                        self.is_out_of_sight = false;
                        Answer::Done
                    }
                    Err(ChangeError::Save(error)) => stopped(&error),
                    Err(ChangeError::Compute(error)) => panic!("{error}"),
                };
            }
            Step::Undo => self.desk.undo(),
            Step::Redo => self.desk.redo(),
        };
        match moved {
            Ok(_) => {
                self.is_out_of_sight = false;
                Answer::Done
            }
            Err(MoveError::NothingToUndo | MoveError::NothingToRedo) => Answer::NothingToDo,
            Err(MoveError::Save(error)) => stopped(&error),
        }
    }

    fn seen(&self) -> Seen {
        let log = self.desk.log();
        let text = |bytes: &Vec<u8>| bytes.len() - self.head.len();
        Seen {
            profile: self.desk.profile().as_ref().map(text),
            texts: self.desk.texts().iter().map(text).collect(),
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
    begun: Begun,
    models: Vec<Model>,
    /// Since a stop, and until a command is done again.
    stopped: bool,
}

impl Run {
    fn new(head: &'static str) -> Self {
        Self {
            begun: Begun::new(head),
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
        // Nobody can know where a profile was that no command has seen there.
        let is_lost = self.begun.is_out_of_sight && matches!(step, Step::DeleteByHand);
        if is_lost || self.is_twin(step) {
            return;
        }
        let answer = self.begun.take(step);
        let seen = self.begun.seen();
        if self.stopped && is_by_hand(step) {
            return self.follow(step, seen);
        }
        if answer == Answer::Done {
            let names = self.begun.desk.history_names();
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
        let mut names = names_in(self.begun.desk.folder.path());
        names.extend(self.begun.desk.history_names());
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
        let before = self.begun.desk.profile();
        let left_before = self.left();
        let (answer, got_there) = with_plan(plan, || self.begun.take(step));
        let changed = self.begun.desk.profile() != before;
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
        let seen = self.begun.seen();
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
    !matches!(step, Step::Change(_) | Step::Undo | Step::Redo)
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

/// Any step, and files that are moved in between.
fn step_or_move() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => step(),
        1 => prop_oneof![Just(Step::MoveFolder), Just(Step::MoveProfile)],
    ]
}

fn head() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just(NAMELESS), Just(NAMED)]
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
    fn the_store_agrees_with_the_model(head in head(), steps in vec(step(), 1..20)) {
        let mut run = Run::new(head);
        for step in steps {
            run.take(step);
        }
    }

    #[test]
    fn what_is_moved_at_any_point_loses_neither_undo_nor_log(
        is_beside in any::<bool>(),
        head in head(),
        steps in vec(step_or_move(), 1..20),
    ) {
        let mut run = Run::new(head);
        let folder = run.begun.desk.folder.path().to_owned();
        let places = &mut run.begun.desk.places;
        places.history = folder.join("home/history");
        // Without an id the place is all there is, so that only both can be moved together.
        places.profile = match is_beside || head == NAMELESS {
            true => folder.join("home/profile.toml"),
            false => folder.join("elsewhere/profile.toml"),
        };
        for step in steps {
            run.take(step);
        }
    }

    #[test]
    fn a_stop_anywhere_leaves_the_old_or_the_new(
        head in head(),
        rounds in vec((vec(step(), 0..5), command(), plan()), 1..5),
    ) {
        let mut run = Run::new(head);
        for (steps, stopped, plan) in rounds {
            for step in steps {
                run.take(step);
            }
            run.take_under(stopped, plan);
        }
        let before = run.begun.desk.profile();
        run.take(Step::Change(9));
        if before.is_some() {
            run.take(Step::Undo);
            assert_eq!(run.begun.desk.profile(), before);
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
    let heads = [NAMELESS, NAMED];
    for ((first, last), head) in cases.iter().flat_map(|case| heads.map(|head| (case, head))) {
        for stop in [dies, fails] {
            for after in 0.. {
                let mut run = Run::new(head);
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
