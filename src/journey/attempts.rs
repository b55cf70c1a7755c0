//! Exams that were not passed, and what they reopen.

use std::collections::HashSet;

use jiff::civil::Date;

use super::{
    clocks::RunningClock,
    counted::TookPlace,
    evaluation::Evaluation,
    facts::FactInForce,
    record::{Attempt, ExamResult, Mark, State},
};
use crate::catalog::{
    ClockOwner, CredentialKey, LinkedStart, StepKey,
    clock::ClockKind,
    credential::Credential,
    id::{CredentialId, StepId},
};

/// A failed attempt at a credential that no later one has made up for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failed {
    /// The credential.
    pub credential: CredentialKey,
    /// The day of the exam.
    pub on: Date,
    /// Whether it stands among the attempts; else only the question whether the
    /// exam was passed is answered no.
    pub recorded: bool,
    /// That question, where the credential has one.
    pub question: Option<StepKey>,
    /// The day on which the exam was sat again; how that ended nobody said yet.
    pub sat_again: Option<Date>,
}

/// An exam that was sat, by an attempt at its credential or by the answer to the
/// question that dates it: for clocks the same as the mark on its step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sat {
    /// The step whose day is that of the exam.
    pub(super) step: StepKey,
    /// The newest such day up to today, as far as it is known.
    pub(super) on: Option<Date>,
    /// Nothing says that it was not passed.
    pub(super) is_over: bool,
    /// The question how it ended, where the credential has one.
    question: Option<StepKey>,
}

/// A mark that a failed attempt made void.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Voided {
    pub(super) step: StepKey,
    /// The day of the attempt.
    pub(super) on: Date,
    /// The question that dates the credential.
    question: Option<StepKey>,
}

impl<'a> Evaluation<'a> {
    /// The newest attempt at a credential, where it failed and nothing says that
    /// a later one was passed.
    #[must_use]
    pub fn failed(&self, credential: CredentialKey) -> Option<Failed> {
        let mut failed = self.failed.iter();
        failed
            .find(|failed| failed.credential == credential)
            .copied()
    }

    /// The waits after the newest attempt at a credential, where it failed: when
    /// the next one is possible.
    #[must_use]
    pub fn retake_waits(&self, credential: CredentialKey) -> Vec<RunningClock<'a>> {
        let mut clocks = self.clocks_in(ClockOwner::Credential(credential));
        let is_failed = self.failed(credential).is_some();
        clocks.retain(|clock| {
            let starts = &self.catalog.clock_links(clock.key).starts;
            let is_wait = clock.definition.kind == ClockKind::Wait;
            is_failed && is_wait && starts.contains(&LinkedStart::Failed)
        });
        clocks
    }

    /// The score that passes the exam, where that of an attempt says the opposite
    /// of its result.
    #[must_use]
    pub fn pass_score_against(
        &self,
        credential: CredentialKey,
        attempt: &Attempt,
    ) -> Option<FactInForce<'a>> {
        let form = self.catalog.credential(credential).exam_on(attempt.on)?;
        let fact = self.fact_on_exam_day(form.pass_score.as_ref()?, attempt.on)?;
        let passing = fact.value().number().or_else(|| fact.value().percent())?;
        let is_enough = f64::from(attempt.score?) >= passing;
        (is_enough != (attempt.result == ExamResult::Pass)).then_some(fact)
    }

    /// The failed attempt after which this optional step is there to plan the
    /// next one: it is offered until the question is answered yes, and the next
    /// one was not sat yet.
    pub(super) fn failed_before(&self, step: StepKey) -> Option<Failed> {
        let until = &self.catalog.links(step).offered_until;
        let is_for = |failed: &&Failed| {
            let question = failed.question;
            failed.sat_again.is_none() && question.is_some_and(|it| until.contains(&it))
        };
        self.failed.iter().find(is_for).copied()
    }

    /// The steps still to do that lead to another attempt at a failed exam, within
    /// the stage of that exam.
    pub(super) fn leading_to_next_attempt(&self) -> HashSet<StepKey> {
        let failed = self
            .failed
            .iter()
            .filter(|failed| failed.sat_again.is_none());
        let exams = failed.filter_map(|failed| {
            let credential = self.catalog.credential(failed.credential);
            self.named(credential.exam_day.as_ref())
        });
        let mut to_visit: Vec<StepKey> = exams.collect();
        let mut leading = HashSet::new();
        while let Some(step) = to_visit.pop() {
            if self.is_satisfied(step) || !self.holds(step) || !leading.insert(step) {
                continue;
            }
            let single = self.catalog.links(step).required_steps();
            let members = self.open_groups(step).flatten().copied();
            let stage = self.catalog.stage_of(step);
            let firsts = single.chain(members);
            to_visit.extend(firsts.filter(|&first| self.catalog.stage_of(first) == stage));
        }
        leading
    }

    /// The state that counts of the mark on a step. A no to the question that
    /// dates a credential is about the exam before it: once the exam was sat
    /// again, the question is open again.
    pub(super) fn state(&self, step: StepKey) -> State {
        let state = self.mark(step).map_or(State::Todo, |mark| mark.state);
        match state {
            State::No if self.open_again.contains(&step) => State::Todo,
            state => state,
        }
    }

    /// The failed attempt since which this question, marked done, has to be
    /// answered again.
    #[must_use]
    pub fn unanswered_since(&self, question: StepKey) -> Option<Failed> {
        let mut failed = self.failed.iter();
        let failed = failed.find(|failed| failed.question == Some(question))?;
        let is_voided = self.voided.iter().any(|voided| voided.step == question);
        is_voided.then_some(*failed)
    }

    /// Whether one step may come without the other, since the exam took place:
    /// how it ended can be answered, and whoever failed can plan the next
    /// attempt, though the exam is not marked or has to be taken again.
    pub(super) fn is_after_the_attempt(&self, step: StepKey, first: StepKey) -> bool {
        let is_offered_until = |question: Option<StepKey>| {
            let until = &self.catalog.links(step).offered_until;
            question.is_some_and(|it| until.contains(&it))
        };
        let mut voided = self.voided.iter().filter(|voided| voided.step == first);
        let mut sat = self.sat.iter().filter(|sat| sat.step == first);
        voided.any(|voided| is_offered_until(voided.question))
            || sat.any(|sat| {
                if sat.is_over {
                    sat.question == Some(step)
                } else {
                    is_offered_until(sat.question)
                }
            })
    }

    /// Whether this question is about an exam that was taken on that step,
    /// whatever the result.
    pub(super) fn was_taken(&self, question: StepKey, exam: StepKey) -> bool {
        let mut sat = self.sat.iter();
        sat.any(|sat| sat.step == exam && sat.question == Some(question))
    }

    /// The exams that were taken and need not be taken again, and the questions
    /// that a recorded pass answers.
    pub(super) fn exams_taken(&self) -> Vec<TookPlace> {
        let taken = self.sat.iter().filter(|sat| sat.is_over);
        let mut taken: Vec<TookPlace> = taken
            .map(|sat| TookPlace {
                step: sat.step,
                on: sat.on,
            })
            .collect();
        for attempt in &self.record.attempts {
            let is_pass = attempt.result == ExamResult::Pass && attempt.on <= self.today;
            let credential = CredentialId::new(&attempt.exam).ok();
            let key = credential.and_then(|id| self.catalog.credential_key(&id));
            let Some(key) = key.filter(|&key| is_pass && self.failed(key).is_none()) else {
                continue;
            };
            if let Some(step) = self.passed_step(self.catalog.credential(key)) {
                let on = Some(attempt.on);
                taken.push(TookPlace { step, on });
            }
        }
        taken
    }

    /// The step that is done once the exam of a credential is passed.
    #[must_use]
    pub fn passed_step(&self, credential: &Credential) -> Option<StepKey> {
        let dated_by = self.named(credential.dated_by.as_ref());
        let step = dated_by.or_else(|| self.named(credential.exam_day.as_ref()));
        step.or_else(|| {
            let awarding = || self.catalog.awarding(&credential.id);
            awarding()
                .find(|&step| self.holds(step))
                .or_else(|| awarding().next())
        })
    }

    /// Looks through the attempts, and the questions that date a credential.
    pub(super) fn find_failed(&mut self) {
        for (key, credential) in self.catalog.keyed_credentials() {
            let question = self.named(credential.dated_by.as_ref());
            let exam = self.named(credential.exam_day.as_ref());
            let open_again = self.question_open_again(credential, question, exam);
            let failed = self.newest_failed(key, credential, question, exam);
            self.open_again.extend(open_again);
            self.sat
                .extend(self.newest_sat(credential, question, exam, failed));
            let Some(failed) = failed else {
                continue;
            };
            self.failed.push(failed);
            let reopened = credential.reopens_on_fail.iter();
            let reopened = reopened.filter_map(|id| self.catalog.step_named(id.as_str()));
            // A recorded attempt is newer than a yes from before it.
            let question = failed.question.filter(|_| failed.recorded);
            let voided = reopened.chain(question).filter(|&step| {
                let mark = self.mark(step);
                mark.is_some_and(|mark| mark.on.is_none_or(|on| on <= failed.on))
            });
            let voided = voided.map(|step| Voided {
                step,
                on: failed.on,
                question: failed.question,
            });
            let voided = Vec::from_iter(voided);
            self.voided.extend(voided);
        }
    }

    /// The question that dates a credential, where it was answered no before the
    /// exam was sat again.
    fn question_open_again(
        &self,
        credential: &Credential,
        question: Option<StepKey>,
        exam: Option<StepKey>,
    ) -> Option<StepKey> {
        let question = question?;
        let answer = self.mark(question)?;
        let marked = exam.and_then(|exam| self.done_on(exam));
        let passed = self.attempts_at(credential);
        let passed = passed.filter(|one| one.result == ExamResult::Pass);
        let sat = marked.max(passed.map(|one| one.on).max())?;
        (answer.state == State::No && answer.on? < sat).then_some(question)
    }

    /// The recorded attempts at a credential up to today.
    fn attempts_at<'e>(
        &'e self,
        credential: &'e Credential,
    ) -> impl Iterator<Item = &'e Attempt> + Clone {
        let attempts = self.record.attempts.iter();
        attempts.filter(|one| one.exam == credential.id.as_str() && one.on <= self.today)
    }

    fn named(&self, id: Option<&StepId>) -> Option<StepKey> {
        self.catalog.step_named(id?.as_str())
    }

    fn newest_sat(
        &self,
        credential: &Credential,
        question: Option<StepKey>,
        exam: Option<StepKey>,
        failed: Option<Failed>,
    ) -> Option<Sat> {
        let step = exam?;
        let answer = question.and_then(|question| self.mark(question));
        let answer = answer.filter(|mark| matches!(mark.state, State::Done | State::No));
        let days = self.attempts_at(credential).map(|one| one.on);
        let days = days.chain(answer.and_then(|mark| mark.on));
        let on = days.filter(|&on| on <= self.today).max();
        let is_yes = answer.is_some_and(|mark| mark.state == State::Done);
        let is_over = failed.is_none() && (on.is_some() || is_yes);
        (on.is_some() || is_over).then_some(Sat {
            step,
            on,
            is_over,
            question,
        })
    }

    fn newest_failed(
        &self,
        key: CredentialKey,
        credential: &Credential,
        question: Option<StepKey>,
        exam: Option<StepKey>,
    ) -> Option<Failed> {
        let answer = question.and_then(|question| self.mark(question));
        let attempts = self.attempts_at(credential);
        let newest = |result| {
            let attempts = attempts.clone().filter(move |one| one.result == result);
            attempts.map(|one| one.on).max()
        };
        let recorded = newest(ExamResult::Fail);
        let said = answer
            .filter(|mark| mark.state == State::No)
            .and_then(|mark| {
                let exam = || exam.and_then(|step| self.mark(step));
                mark.on.or_else(|| exam().and_then(|mark: &Mark| mark.on))
            });
        let said = said.filter(|&on| on <= self.today);
        let on = recorded.max(said)?;
        let passed = newest(ExamResult::Pass).is_some_and(|passed| passed >= on);
        let answered = answer.filter(|mark| mark.state == State::Done);
        let answered = answered
            .and_then(|mark| mark.on)
            .is_some_and(|day| day > on);
        let sat = exam.and_then(|step| self.done_on(step));
        (!passed && !answered).then_some(Failed {
            credential: key,
            on,
            recorded: recorded == Some(on),
            question,
            sat_again: sat.filter(|&sat| sat > on),
        })
    }
}

#[cfg(test)]
mod tests;
