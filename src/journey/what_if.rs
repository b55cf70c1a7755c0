//! What would follow if something were otherwise: the same rules on a changed
//! copy of what the person wrote down. Nothing of it is ever saved.

use std::collections::HashSet;

use jiff::civil::Date;

use super::{
    evaluation::{Evaluation, id_in_record},
    marking::{self, Named},
    plan::Plan,
    record::{Attempt, ExamResult, Mark, Record, State, TermStart},
    unlocking::Followers,
};
use crate::catalog::{Catalog, CredentialKey, PathwayKey, StepKey, Target};

/// One thing taken to be otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Supposition {
    /// Another pathway.
    Pathway(PathwayKey),
    /// Other hours a week.
    HoursPerWeek(u32),
    /// Another day by which to be there, or none.
    Target(Option<Date>),
    /// Other term starts.
    Terms(Vec<TermStart>),
    /// These steps and stages are done, with all they require.
    Done(Vec<Named>),
    /// The exam of the pathway is failed on this day.
    ExamFailed(Date),
}

impl<'a> Evaluation<'a> {
    /// Looks with the same eyes at another record or on another day.
    #[must_use]
    pub fn of_another<'b>(
        &self,
        record: &'b Record,
        pathway: PathwayKey,
        today: Date,
    ) -> Evaluation<'b>
    where
        'a: 'b,
    {
        let evaluation = Evaluation::new(self.catalog, record, pathway, today);
        match self.rules {
            Some(rules) => evaluation.with_applications(rules),
            None => evaluation,
        }
    }
}

/// A changed copy of a record, and the day from which to look at it.
#[derive(Debug, Clone)]
pub struct Supposed {
    /// The copy.
    pub record: Record,
    /// The pathway it is on.
    pub pathway: PathwayKey,
    /// The day.
    pub today: Date,
    /// The exam that is taken as failed, and the day.
    pub failed: Option<(CredentialKey, Date)>,
}

impl Supposed {
    /// Changes a copy of what an evaluation rests on. Pathway, hours, target
    /// and terms are changed before steps are taken as done, whatever order
    /// they come in.
    #[must_use]
    pub fn new(evaluation: &Evaluation<'_>, suppositions: &[Supposition]) -> Self {
        let mut supposed = Self {
            record: evaluation.record.clone(),
            pathway: evaluation.pathway,
            today: evaluation.today,
            failed: None,
        };
        for supposition in suppositions {
            match supposition {
                Supposition::Pathway(pathway) => {
                    supposed.pathway = *pathway;
                    let id = &evaluation.catalog.pathway(*pathway).id;
                    supposed.record.pathway = id.to_string();
                }
                Supposition::HoursPerWeek(hours) => {
                    supposed.record.hours_per_week = Some(*hours);
                }
                Supposition::Target(target) => supposed.record.target = *target,
                Supposition::Terms(terms) => supposed.record.terms.clone_from(terms),
                Supposition::Done(_) | Supposition::ExamFailed(_) => {}
            }
        }
        for supposition in suppositions {
            if let Supposition::Done(named) = supposition {
                supposed.take_as_done(evaluation, named);
            }
        }
        for supposition in suppositions {
            if let Supposition::ExamFailed(on) = supposition {
                supposed.fail_exam(evaluation, *on);
            }
        }
        supposed
    }

    /// The exam was sat on a day and failed. All that it requires is taken as
    /// done by then, and so is whatever the plan has done by then and does not
    /// wait for the exam. A day ahead is the one from which it is looked at.
    fn fail_exam(&mut self, evaluation: &Evaluation<'_>, on: Date) {
        let before = self.record.clone();
        let here = evaluation.of_another(&before, self.pathway, self.today);
        let Some((credential, exam)) = exam_of(&here) else {
            return;
        };
        let plan = Plan::without_finish(&here);
        let planned_until = |step: StepKey| plan.step(step).map(|planned| planned.finish);
        let mut done: HashSet<StepKey> = marking::with_all_required(&here, &[exam])
            .into_iter()
            .collect();
        let after_exam = waiting_for(&here, exam);
        let by_then = here.path.iter().copied().filter(|&step| {
            !after_exam.contains(&step) && planned_until(step).is_some_and(|day| day <= on)
        });
        done.extend(by_then);
        for &step in here.path.iter().filter(|step| done.contains(step)) {
            if step == exam || !here.is_satisfied(step) {
                let day = planned_until(step).filter(|_| step != exam);
                let day = day.map_or(on, |day| day.min(on));
                mark(&mut self.record, here.catalog, step, State::Done, day);
            }
        }
        self.record.attempts.push(Attempt {
            id: String::new(),
            exam: here.catalog.credential(credential).id.to_string(),
            on,
            result: ExamResult::Fail,
            score: None,
        });
        self.today = self.today.max(on);
        self.failed = Some((credential, on));
    }

    fn take_as_done(&mut self, evaluation: &Evaluation<'_>, named: &[Named]) {
        let before = self.record.clone();
        let here = evaluation.of_another(&before, self.pathway, self.today);
        let steps = marking::steps_meant(&here, named, State::Done);
        for step in marking::with_all_required(&here, &steps) {
            if !here.is_satisfied(step) {
                mark(
                    &mut self.record,
                    here.catalog,
                    step,
                    State::Done,
                    self.today,
                );
            }
        }
    }
}

/// Marks a step in a record, and keeps what else is written down about it.
pub(super) fn mark(record: &mut Record, catalog: &Catalog, step: StepKey, state: State, on: Date) {
    let id = id_in_record(catalog, step, |id| record.marks.contains_key(id));
    let id = id.unwrap_or_else(|| catalog.step(step).id.as_str());
    let known = record.marks.entry(id.to_owned()).or_default();
    *known = Mark {
        state,
        on: Some(on),
        ..std::mem::take(known)
    };
}

/// The exam that a pathway is about, and the step on whose day it is sat: that
/// of the credential at its end, else of the first credential whose exam the
/// pathway holds.
#[must_use]
pub fn exam_of(evaluation: &Evaluation<'_>) -> Option<(CredentialKey, StepKey)> {
    let catalog = evaluation.catalog;
    let goal = catalog.pathway(evaluation.pathway).goal.as_ref();
    let exams = || {
        catalog.keyed_credentials().filter_map(|(key, credential)| {
            let step = catalog.step_named(credential.exam_day.as_ref()?.as_str())?;
            evaluation.holds(step).then_some((key, step))
        })
    };
    let of_goal = |&(key, _): &(CredentialKey, StepKey)| Some(&catalog.credential(key).id) == goal;
    exams().find(of_goal).or_else(|| exams().next())
}

/// The steps of the pathway that wait for this one in the end, whether or not
/// they or what lies between are marked: what a failed exam reopens is.
fn waiting_for(evaluation: &Evaluation<'_>, first: StepKey) -> HashSet<StepKey> {
    let followers = Followers::new(evaluation);
    let mut waiting = HashSet::from([first]);
    let mut to_visit = vec![first];
    while let Some(step) = to_visit.pop() {
        for follower in followers.of(evaluation, step) {
            if !waiting.contains(&follower) && waits(evaluation, follower, step, &waiting) {
                waiting.insert(follower);
                to_visit.push(follower);
            }
        }
    }
    waiting.remove(&first);
    waiting
}

/// Whether a step that names another, one of those that wait, has to wait for
/// it.
fn waits(
    evaluation: &Evaluation<'_>,
    step: StepKey,
    named: StepKey,
    waiting: &HashSet<StepKey>,
) -> bool {
    let stage = evaluation.catalog.stage_of(named);
    let is_required = !evaluation.catalog.step(named).optional;
    let links = evaluation.catalog.links(step);
    let alone = links.requires.iter().any(|target| match *target {
        Target::Step(first) => first == named,
        Target::Stage(first) => is_required && first == stage,
    });
    // Of a group another member may be gone by: one that is done, or that the
    // pathway holds and that does not wait.
    let is_closed = |group: &[StepKey]| {
        let mut members = group.iter().filter(|member| evaluation.holds(**member));
        group.contains(&named) && members.all(|member| waiting.contains(member))
    };
    alone || evaluation.open_groups(step).any(is_closed)
}

/// Which steps a change of the way brings and takes: those still to do on the
/// one and not on the other, in the order of their pathway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepsMoved {
    /// Still to do only after the change.
    pub added: Vec<StepKey>,
    /// No longer to do after it.
    pub gone: Vec<StepKey>,
}

impl StepsMoved {
    /// Compares what is left to do, required steps only.
    #[must_use]
    pub fn between(real: &Evaluation<'_>, supposed: &Evaluation<'_>) -> Self {
        let left = |evaluation: &Evaluation<'_>| -> Vec<StepKey> {
            let path = evaluation.path.iter().copied();
            path.filter(|&step| !evaluation.catalog.step(step).optional)
                .filter(|&step| !evaluation.is_satisfied(step))
                .collect()
        };
        let (before, after) = (left(real), left(supposed));
        let only_in = |these: &[StepKey], those: &[StepKey]| {
            let those: HashSet<StepKey> = those.iter().copied().collect();
            let mut only = these.to_vec();
            only.retain(|step| !those.contains(step));
            only
        };
        Self {
            added: only_in(&after, &before),
            gone: only_in(&before, &after),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::example::{ids, look, steps};

    /// What waits for `exam`.
    #[track_caller]
    fn case(catalog: &str, marks: &str, expected: &str) {
        let found = look(catalog, marks, |evaluation| {
            let exam = steps(evaluation.catalog, "exam")[0];
            let waiting = waiting_for(evaluation, exam);
            let mut waiting: Vec<StepKey> = waiting.into_iter().collect();
            waiting.sort_unstable();
            ids(evaluation.catalog, &waiting)
        });
        assert_eq!(found, expected, "{marks}");
    }

    #[test]
    fn what_comes_after_a_step_waits_for_it_in_the_end() {
        case("s: c <b, b <exam, exam <a, a, d", "", "c b");
        case("s: exam, o? <exam; t: e <s, f? <o", "", "o e f");
        // Marks say nothing of what an exam that is failed reopens.
        case("s: exam, a <exam, b <a", "a done, exam done", "a b");
    }

    #[test]
    fn of_a_group_every_member_of_the_pathway_has_to_wait() {
        let catalog = "s: exam, a? <exam, b? <exam, c?, -left?, x <a|b, y <a|c, z <a|left";
        case(catalog, "", "a b x z");
        // Done elsewhere, it opens the group all the same.
        case(catalog, "left done", "a b x");
        case(catalog, "b waived", "a b z");
    }
}
