//! Which outline of an exam counts for a person, and why that one.

use jiff::civil::Date;

use super::formula::Range;
use crate::{
    catalog::{
        StepKey,
        credential::{Credential, Domain, Exam},
        fact::FactValue,
        id::FactId,
    },
    journey::{
        evaluation::Evaluation,
        facts::FactInForce,
        plan::Plan,
        record::{ExamResult, Record, State},
    },
};

/// The day of an exam, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExamDay {
    /// The day.
    pub day: Date,
    /// How it is known.
    pub known_by: KnownBy,
}

/// How the day of an exam is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownBy {
    /// The exam was sat on it.
    Sat,
    /// The person wrote down when it will be.
    Expected,
    /// It is the last day of the window in which it has to be sat.
    Window,
    /// It is planned so, by our estimates.
    Plan,
    /// Nobody knows it, and today stands for it.
    Today,
}

impl KnownBy {
    /// The word in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Sat => "sat",
            Self::Expected => "expected",
            Self::Window => "window",
            Self::Plan => "plan",
            Self::Today => "today",
        }
    }
}

/// The outline that counts for a person.
#[derive(Debug, Clone, Copy)]
pub struct Outline<'a> {
    /// The form of the exam that it belongs to.
    pub exam: &'a Exam,
    /// The day that picked it.
    pub picked_by: ExamDay,
    /// The first day on which it counts, as far as it is known. It can lie
    /// behind the exam where no other is known for that day.
    pub effective_from: Option<Date>,
    /// The first day of the one that comes after it.
    pub next_from: Option<Date>,
    /// No other one is known, earlier or later.
    pub is_only: bool,
}

/// The share of a domain, with the fact that says it.
#[derive(Debug, Clone, Copy)]
pub struct Weight<'a> {
    /// From the least to the most.
    pub range: Range,
    /// What says so.
    pub fact: FactInForce<'a>,
}

impl<'a> Outline<'a> {
    /// The outline for the day of the exam.
    pub(super) fn of(evaluation: &Evaluation<'a>, credential: &'a Credential) -> Option<Self> {
        let picked_by = day_of_exam(evaluation, credential);
        let exam = credential.exam_on(picked_by.day)?;
        let mut starts = Vec::from_iter(exam.effective_from);
        let mut later: Vec<Date> = (credential.exams.iter())
            .filter_map(|other| other.effective_from)
            .collect();
        let mut is_only = credential.exams.len() == 1;
        for fact in exam.domains.iter().filter_map(|one| one.weight.as_ref()) {
            if let Some(fact) = evaluation.catalog.fact(fact) {
                let versions = fact.versions.iter();
                later.extend(versions.filter_map(|version| version.effective_from));
                is_only &= fact.versions.len() == 1;
                let version = fact.in_force(picked_by.day);
                starts.extend(version.and_then(|version| version.effective_from));
            }
        }
        later.retain(|&from| from > picked_by.day && !starts.contains(&from));
        Some(Self {
            exam,
            picked_by,
            effective_from: starts.into_iter().max(),
            next_from: later.into_iter().min(),
            is_only,
        })
    }

    /// Whether what was practised on a day was practised for these domains. The
    /// weights may have been others: they are taken from this outline.
    pub(super) fn is_that_of(&self, credential: &Credential, day: Date) -> bool {
        credential
            .exam_on(day)
            .is_some_and(|then| has_the_same(&then.domains, &self.exam.domains))
    }

    /// The share of a domain; none where no source tells a share that could be.
    pub(super) fn weight(
        &self,
        evaluation: &Evaluation<'a>,
        domain: &'a Domain,
    ) -> Option<Weight<'a>> {
        weight(evaluation, domain.weight.as_ref()?, self.picked_by.day)
    }
}

fn weight<'a>(evaluation: &Evaluation<'a>, id: &FactId, day: Date) -> Option<Weight<'a>> {
    let fact = evaluation.fact_on_exam_day(id, day)?;
    let (low, high) = match *fact.value() {
        FactValue::Range {
            low,
            high,
            ref unit,
        } if &**unit == "percent" => (low, high),
        FactValue::Number(number) => (number, number),
        _ => return None,
    };
    let is_share = low >= 0.0 && low <= high && high > 0.0 && high <= 100.0;
    let range = Range { low, high };
    is_share.then_some(Weight { range, fact })
}

fn has_the_same(one: &[Domain], other: &[Domain]) -> bool {
    let names = |domain: &Domain| (domain.number, domain.title.clone());
    one.iter().map(names).eq(other.iter().map(names))
}

/// Whether the exam is behind the person: it was sat or passed, or the credential
/// is marked as theirs.
pub(super) fn is_behind(evaluation: &Evaluation<'_>, credential: &Credential) -> bool {
    let catalog = evaluation.catalog;
    let dating = [&credential.exam_day, &credential.dated_by];
    let dating = dating.into_iter().flatten();
    let dating = dating.filter_map(|id| catalog.step_named(id.as_str()));
    let mut steps = dating.chain(catalog.awarding(&credential.id));
    let attempts = evaluation.record.attempts.iter();
    let mut passed =
        attempts.filter(|one| one.result == ExamResult::Pass && one.on <= evaluation.today);
    let failed = catalog.credential_key(&credential.id);
    let failed = failed.and_then(|key| evaluation.failed(key));
    steps.any(|step| evaluation.is_satisfied(step) && is_done(evaluation, step))
        || failed.is_none() && passed.any(|one| one.exam == credential.id.as_str())
}

fn is_done(evaluation: &Evaluation<'_>, step: StepKey) -> bool {
    let mark = evaluation.mark(step);
    mark.is_some_and(|mark| mark.state == State::Done)
}

fn day_of_exam(evaluation: &Evaluation<'_>, credential: &Credential) -> ExamDay {
    let step = credential.exam_day.as_ref();
    let step = step.and_then(|id| evaluation.catalog.step_named(id.as_str()));
    let today = evaluation.today;
    let found = step.and_then(|step| {
        let sat = evaluation.mark(step).and_then(|mark| mark.on);
        let sat = sat.filter(|_| evaluation.is_satisfied(step) && is_done(evaluation, step));
        let sat = sat.or_else(|| evaluation.happened(step)?.on);
        let ahead = |day: &Date| *day >= today;
        let expected = || evaluation.expected(step).filter(ahead);
        let window = || evaluation.window_around(step).map(|(ends, _)| ends);
        let planned = || {
            // A plan is worth its time only where it can decide something.
            let is_needed = credential.exams.len() > 1;
            // Practice results can shorten a plan, and are what is asked about
            // here: the plan without them picks the outline.
            let record = is_needed.then(|| Record {
                practice: Vec::new(),
                ..evaluation.record.clone()
            })?;
            let before = evaluation.of_another(&record, evaluation.pathway, today);
            let plan = Plan::without_finish(&before);
            plan.step(step).map(|planned| planned.finish)
        };
        let of = |day: Date, known_by| ExamDay { day, known_by };
        (sat.map(|day| of(day, KnownBy::Sat)))
            .or_else(|| Some(of(expected()?, KnownBy::Expected)))
            .or_else(|| Some(of(window()?, KnownBy::Window)))
            .or_else(|| Some(of(planned()?, KnownBy::Plan)))
    });
    found.unwrap_or(ExamDay {
        day: today,
        known_by: KnownBy::Today,
    })
}
