//! What lies behind a person who says at the start which steps are done.
//!
//! A step that is done says that the work before it in its own stage is done
//! too. It says nothing about other stages, answers no question and claims no
//! payment: those are named by the person, or stay open.

use std::collections::HashSet;

use super::{
    evaluation::{Evaluation, Missing},
    marking::{Named, Refused, likely_member, steps_meant},
    record::State,
};
use crate::catalog::StepKey;

/// The steps that lie behind a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Behind {
    /// The steps to mark done, in the order of the pathway.
    pub done: Vec<StepKey>,
    /// Questions and payments among them that nobody named; they stay open.
    pub left_open: Vec<StepKey>,
}

/// What lies behind a person who names these.
///
/// # Errors
/// The steps that need work in other stages, which is not named: whoever has done it has to say so.
pub fn behind(evaluation: &Evaluation<'_>, named: &[Named]) -> Result<Behind, Vec<Refused>> {
    let all = with_work_before(evaluation, named);
    let is_claim = |step: StepKey| {
        let about = evaluation.catalog.step(step);
        about.is_answer_or_payment() && !named.contains(&Named::Step(step))
    };
    let (left_open, done): (Vec<StepKey>, Vec<StepKey>) =
        all.into_iter().partition(|&step| is_claim(step));
    let done_of: HashSet<StepKey> = done.iter().copied().collect();
    // Whoever names a whole stage has its questions and payments behind them, though nobody knows
    // the answers.
    let is_passed_over = |step: StepKey| {
        is_claim(step) && named.contains(&Named::Stage(evaluation.catalog.stage_of(step)))
    };
    let carries = |step: StepKey| {
        evaluation.is_satisfied(step) || done_of.contains(&step) || is_passed_over(step)
    };
    let refused = done.iter().filter_map(|&step| {
        let mut missing = evaluation.missing_given(step, &carries);
        missing.retain(|missing| !is_in_stage_of(evaluation, step, missing));
        (!missing.is_empty()).then_some(Refused { step, missing })
    });
    let refused: Vec<Refused> = refused.collect();
    if refused.is_empty() {
        Ok(Behind { done, left_open })
    } else {
        Err(refused)
    }
}

/// What is named and all that it requires in its own stage, in the order of the pathway. Of a group
/// the member counts that a person most likely goes by.
fn with_work_before(evaluation: &Evaluation<'_>, named: &[Named]) -> Vec<StepKey> {
    let is_beside = |step: StepKey, other: StepKey| {
        evaluation.catalog.stage_of(step) == evaluation.catalog.stage_of(other)
    };
    let mut to_visit = steps_meant(evaluation, named, State::Done);
    let meant: HashSet<StepKey> = to_visit.iter().copied().collect();
    let mut all: HashSet<StepKey> = HashSet::new();
    while let Some(step) = to_visit.pop() {
        if !all.insert(step) {
            continue;
        }
        for missing in evaluation.missing(step) {
            match missing {
                Missing::Step(first) if is_beside(step, first) => to_visit.push(first),
                Missing::Step(_) => {}
                Missing::OneOf(mut members) => {
                    if members.iter().any(|member| meant.contains(member)) {
                        continue;
                    }
                    members.retain(|&member| is_beside(step, member));
                    to_visit.extend(likely_member(evaluation, &members));
                }
            }
        }
    }
    let mut steps = evaluation.path.clone();
    steps.retain(|step| all.remove(step));
    let mut off_path: Vec<StepKey> = all.into_iter().collect();
    off_path.sort_unstable();
    steps.extend(off_path);
    steps
}

/// Whether some of what is missing lies in the stage of the step that waits for it.
fn is_in_stage_of(evaluation: &Evaluation<'_>, step: StepKey, missing: &Missing) -> bool {
    let stage = evaluation.catalog.stage_of(step);
    let mut steps = missing.steps().iter();
    steps.any(|&missing| evaluation.catalog.stage_of(missing) == stage)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::example::{ids, look, steps};

    fn said(catalog: &str, typed: &str) -> String {
        look(catalog, "", |evaluation| {
            let catalog = evaluation.catalog;
            let name = |name: &str| match catalog.stage_named(name) {
                Some(stage) => Named::Stage(stage),
                None => Named::Step(steps(catalog, name)[0]),
            };
            let named: Vec<Named> = typed.split_whitespace().map(name).collect();
            match behind(evaluation, &named) {
                Ok(behind) if behind.left_open.is_empty() => ids(catalog, &behind.done),
                Ok(behind) => format!(
                    "{}, open {}",
                    ids(catalog, &behind.done),
                    ids(catalog, &behind.left_open)
                ),
                Err(refused) => {
                    let lacks = refused.iter().map(|refused| {
                        let missing = refused.missing.iter();
                        let missing = missing.map(|missing| ids(catalog, missing.steps()));
                        let missing = Vec::from_iter(missing).join(" and ");
                        format!("{} lacks {missing}", ids(catalog, &[refused.step]))
                    });
                    Vec::from_iter(lacks).join(", ")
                }
            }
        })
    }

    #[test]
    fn the_work_before_it_in_the_same_stage_comes_along() {
        let chain = "s: a, b <a, c <b, d; t: e <c, f <e";
        assert_eq!(said(chain, "c"), "a b c");
        assert_eq!(said(chain, "s"), "a b c d");
        assert_eq!(said(chain, "f"), "e lacks c");
        assert_eq!(said(chain, "c f"), "a b c e f");
        assert_eq!(said(chain, "s t"), "a b c d e f");
        let group = "s: a?, b?, c <a|b";
        assert_eq!(said(group, "c"), "a c");
        assert_eq!(said(group, "b c"), "b c");
        assert_eq!(said("s: a?; t: b?, c <a|b", "c"), "b c");
        assert_eq!(said("s: a?, b?; t: c <a|b", "c"), "c lacks a b");
    }

    #[test]
    fn a_question_is_answered_only_by_its_name() {
        let asked = "s: a, q^ <a, c <q; t: d <q, e <c";
        assert_eq!(said(asked, "c"), "a c, open q");
        assert_eq!(said(asked, "s"), "a c, open q");
        assert_eq!(said(asked, "q c"), "a q c");
        // Who names the whole stage has it behind them, who names a step of it does not.
        assert_eq!(said(asked, "s t"), "a c d e, open q");
        assert_eq!(said(asked, "c t"), "d lacks q");
        assert_eq!(said(asked, "c q t"), "a q c d e");
        assert_eq!(said("s: a?^, b?^, c <a|b", "c"), "c");
    }

    #[test]
    fn stages_that_need_each_other_are_named_together() {
        let locked = "s: a, d <c; t: b <a, c <b";
        assert_eq!(said(locked, "s"), "d lacks c");
        assert_eq!(said(locked, "t"), "b lacks a");
        assert_eq!(said(locked, "s t"), "a d b c");
    }
}
