//! Exams that were not passed, and what they reopen.

use jiff::civil::Date;

use super::{
    evaluation::Evaluation,
    record::{ExamResult, Mark, State},
};
use crate::catalog::{CredentialKey, StepKey, credential::Credential, id::StepId};

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

    /// The failed attempt after which this optional step is there to plan the
    /// next one: it is offered until the question is answered yes.
    pub(super) fn failed_before(&self, step: StepKey) -> Option<Failed> {
        let until = &self.catalog.links(step).offered_until;
        let is_for = |failed: &&Failed| failed.question.is_some_and(|it| until.contains(&it));
        self.failed.iter().find(is_for).copied()
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

    /// Whether one step may come without the other, since it is there for who
    /// has failed: the attempt took place, though it has to be made again.
    pub(super) fn is_after_the_attempt(&self, step: StepKey, first: StepKey) -> bool {
        self.voided.iter().any(|voided| {
            let until = &self.catalog.links(step).offered_until;
            voided.step == first && voided.question.is_some_and(|it| until.contains(&it))
        })
    }

    /// Looks through the attempts, and the questions that date a credential.
    pub(super) fn find_failed(&mut self) {
        for (key, credential) in self.catalog.keyed_credentials() {
            let Some(failed) = self.newest_failed(key, credential) else {
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

    fn newest_failed(&self, key: CredentialKey, credential: &Credential) -> Option<Failed> {
        let named = |id: &Option<StepId>| {
            let id = id.as_ref()?;
            self.catalog.step_named(id.as_str())
        };
        let question = named(&credential.dated_by);
        let answer = question.and_then(|question| self.mark(question));
        let attempts = self.record.attempts.iter();
        let attempts =
            attempts.filter(|one| one.exam == credential.id.as_str() && one.on <= self.today);
        let newest = |result| {
            let attempts = attempts.clone().filter(move |one| one.result == result);
            attempts.map(|one| one.on).max()
        };
        let recorded = newest(ExamResult::Fail);
        let said = answer
            .filter(|mark| mark.state == State::No)
            .and_then(|mark| {
                let exam = || named(&credential.exam_day).and_then(|step| self.mark(step));
                mark.on.or_else(|| exam().and_then(|mark: &Mark| mark.on))
            });
        let said = said.filter(|&on| on <= self.today);
        let on = recorded.max(said)?;
        let passed = newest(ExamResult::Pass).is_some_and(|passed| passed >= on);
        let answered = answer.filter(|mark| mark.state == State::Done);
        let answered = answered
            .and_then(|mark| mark.on)
            .is_some_and(|day| day > on);
        (!passed && !answered).then_some(Failed {
            credential: key,
            on,
            recorded: recorded == Some(on),
            question,
        })
    }
}

#[cfg(test)]
mod tests;
