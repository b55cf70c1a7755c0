//! A credential such as RHIT: who may have it, what the exam holds, how it is
//! kept.
//!
//! Figures never stand here, only the ids of the facts that carry them, so that
//! every one has its source.

use jiff::civil::Date;

use super::{
    clock::Clock,
    id::{CredentialId, FactId, PrerequisiteId, ShareId, StepId},
    text::Words,
};

/// A credential.
#[derive(Debug, Clone)]
pub struct Credential {
    /// Permanent name, never that of a step or stage.
    pub id: CredentialId,
    /// Its letters and full name.
    pub title: Words,
    /// The body that awards it.
    pub body: Words,
    /// What it stands for.
    pub summary: Option<Words>,
    /// Further facts, shown at the end.
    pub facts: Vec<FactId>,
    /// The step whose date is that of the credential; the awarding one where
    /// absent.
    pub dated_by: Option<StepId>,
    /// Where this step is done, the dates of the first cycle come only from the
    /// person.
    pub early_form: Option<StepId>,
    /// The step whose day picks the facts that apply on the exam day.
    pub exam_day: Option<StepId>,
    /// The step whose day picks the facts that apply at graduation.
    pub graduation_day: Option<StepId>,
    /// Steps whose marks no longer satisfy after a failed attempt.
    pub reopens_on_fail: Vec<StepId>,
    /// The ways to it; any one suffices.
    pub eligibility: Vec<EligibilityRoute>,
    /// The result in practice exams, in percent, that we advise to reach before
    /// the exam: ours, and no rule of the body.
    pub practice_goal: Option<u8>,
    /// Forms of the exam, by the day from which each holds.
    pub exams: Vec<Exam>,
    /// How it is kept.
    pub renewal: Option<Renewal>,
    /// Clocks that start from an attempt, or from holding it.
    pub clocks: Vec<Clock>,
}

/// One way to be eligible.
#[derive(Debug, Clone)]
pub struct EligibilityRoute {
    /// What it is called.
    pub title: Words,
    /// All of these: a step for having done it, a credential for holding it.
    pub requires: Vec<PrerequisiteId>,
    /// Whom to ask where an answer is missing.
    pub ask: Option<Words>,
    /// What is recommended beside it, never a condition.
    pub advice: Option<Words>,
    /// The facts it rests on.
    pub facts: Vec<FactId>,
    /// It opens the exam, and does not make eligible for the credential.
    pub only_to_sit: bool,
}

/// One form of the exam.
#[derive(Debug, Clone, Default)]
pub struct Exam {
    /// The first day on which it is given; since ever, where absent.
    pub effective_from: Option<Date>,
    /// How many questions.
    pub questions: Option<FactId>,
    /// How long it lasts.
    pub minutes: Option<FactId>,
    /// The score that passes.
    pub pass_score: Option<FactId>,
    /// What one attempt costs.
    pub fees: Vec<FactId>,
    /// The days in which it has to be sat after approval.
    pub window: Option<FactId>,
    /// The wait after a failed attempt.
    pub retake_wait: Option<FactId>,
    /// Further facts on the exam.
    pub facts: Vec<FactId>,
    /// Its outline, in order.
    pub domains: Vec<Domain>,
}

/// A domain of an exam outline.
#[derive(Debug, Clone)]
pub struct Domain {
    /// Its place in the outline, from 1.
    pub number: u32,
    /// Its name there.
    pub title: Words,
    /// Its share of the exam; absent where no source tells it.
    pub weight: Option<FactId>,
    /// What to study for it.
    pub topics: Vec<Words>,
}

/// How a credential is kept.
#[derive(Debug, Clone, Default)]
pub struct Renewal {
    /// How long a cycle lasts and when it starts.
    pub cycle: Option<FactId>,
    /// How many credits a cycle asks for.
    pub credits: Option<FactId>,
    /// How many it adds where it shares its cycle with a credential that asks
    /// for as many or more.
    pub further: Option<FactId>,
    /// The most that a cycle asks for, however many credentials share it.
    pub most: Option<FactId>,
    /// How long a part of an hour has to be to count.
    pub least_part: Option<FactId>,
    /// Shares of them that must be of one kind.
    pub shares: Vec<Share>,
    /// The credential that takes its place once it is earned.
    pub replaced_by: Option<CredentialId>,
    /// Further facts on renewal.
    pub facts: Vec<FactId>,
}

/// A share of the credits that must be of one kind.
#[derive(Debug, Clone)]
pub struct Share {
    /// Permanent name of the kind, by which an activity is counted for it.
    /// Credentials that share a cycle mean the same kind by the same name.
    pub id: ShareId,
    /// The kind, in words.
    pub title: Words,
    /// The share, in percent.
    pub share: FactId,
    /// The rule may have ended: it is shown, and nothing depends on it.
    pub confirm: bool,
}

impl Credential {
    /// Whether the day of its exam stands on a step: the exam, or the answer to
    /// how it ended.
    #[must_use]
    pub fn is_dated_on(&self, step: &StepId) -> bool {
        self.exam_day.as_ref() == Some(step) || self.dated_by.as_ref() == Some(step)
    }

    /// A credential of which only the names are said.
    pub fn new(id: CredentialId, title: impl Into<Words>, body: impl Into<Words>) -> Self {
        Self {
            id,
            title: title.into(),
            body: body.into(),
            summary: None,
            facts: Vec::new(),
            dated_by: None,
            early_form: None,
            exam_day: None,
            graduation_day: None,
            reopens_on_fail: Vec::new(),
            eligibility: Vec::new(),
            practice_goal: None,
            exams: Vec::new(),
            renewal: None,
            clocks: Vec::new(),
        }
    }

    /// The form of the exam that is given on a day; where none is yet, the
    /// first to come.
    #[must_use]
    pub fn exam_on(&self, day: Date) -> Option<&Exam> {
        let given = |exam: &&Exam| exam.effective_from.is_none_or(|from| from <= day);
        let exams = self.exams.iter();
        (exams.clone().filter(given))
            .max_by_key(|exam| exam.effective_from)
            .or_else(|| exams.min_by_key(|exam| exam.effective_from))
    }

    /// The shares of the credits that it is kept with.
    pub fn shares(&self) -> impl Iterator<Item = &Share> {
        self.renewal.iter().flat_map(|renewal| &renewal.shares)
    }

    /// Every fact it names, in the order of its page, each as often as named.
    pub fn all_facts(&self) -> impl Iterator<Item = &FactId> {
        let routes = self.eligibility.iter().flat_map(|route| &route.facts);
        let exams = self.exams.iter().flat_map(Exam::all_facts);
        let renewal = self.renewal.iter().flat_map(Renewal::all_facts);
        let clocks = self.clocks.iter().flat_map(Clock::all_facts);
        let shape = routes.chain(exams).chain(renewal);
        shape.chain(clocks).chain(&self.facts)
    }
}

impl Exam {
    /// Every fact it names, in the order of its page.
    pub fn all_facts(&self) -> impl Iterator<Item = &FactId> {
        let shape = self.questions.iter().chain(&self.minutes);
        let shape = shape.chain(&self.pass_score).chain(&self.fees);
        let shape = shape.chain(&self.window).chain(&self.retake_wait);
        let weights = self
            .domains
            .iter()
            .filter_map(|domain| domain.weight.as_ref());
        shape.chain(&self.facts).chain(weights)
    }
}

impl Renewal {
    /// Every fact it names, in the order of its page.
    pub fn all_facts(&self) -> impl Iterator<Item = &FactId> {
        let shares = self.shares.iter().map(|share| &share.share);
        let amounts = self.cycle.iter().chain(&self.credits);
        let amounts = amounts.chain(&self.further).chain(&self.most);
        let amounts = amounts.chain(&self.least_part);
        amounts.chain(shares).chain(&self.facts)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_exam_of_a_day_is_the_newest_form_that_has_begun() {
        let exam = |from| Exam {
            effective_from: from,
            ..Exam::default()
        };
        let id = CredentialId::new("c").expect("an id");
        let mut credential = Credential::new(id, "", "");
        assert!(credential.exam_on(date(2026, 1, 1)).is_none());
        let (first, second) = (date(2024, 5, 1), date(2027, 5, 1));
        credential.exams = vec![exam(Some(second)), exam(Some(first))];
        let on = |day| credential.exam_on(day).and_then(|exam| exam.effective_from);
        assert_eq!(on(date(2020, 1, 1)), Some(first), "the first to come");
        assert_eq!(on(date(2026, 1, 1)), Some(first));
        assert_eq!(on(second), Some(second));
    }
}
