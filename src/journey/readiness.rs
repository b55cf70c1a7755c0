//! How ready a person is for an exam, by their practice results.
//!
//! [`formula`] says how the figures come about, [`outline`] which outline counts.
//! No figure is given before there are [`SITTINGS_NEEDED`] sittings and a result
//! in every domain, and the share of every domain is known. It is readiness: no
//! chance to pass, and never the scaled score of an exam.

pub mod formula;
pub mod outline;

use jiff::civil::Date;

use self::{
    formula::{Figures, of_domain, of_exam},
    outline::{Outline, Weight, is_behind},
};
use super::{
    days_between,
    entries::{Practice, newest_first},
    evaluation::Evaluation,
    hundredths::Hundredths,
    record::Record,
};
use crate::catalog::{
    CredentialKey,
    credential::{Credential, Domain},
};

/// With fewer sittings nothing is said: one can be luck.
pub const SITTINGS_NEEDED: usize = 2;

/// What the practice results for an exam say.
#[derive(Debug)]
pub struct Readiness<'a> {
    /// The credential.
    pub credential: &'a Credential,
    /// The outline that counts; none where none is known.
    pub outline: Option<Outline<'a>>,
    /// Its domains, in order.
    pub domains: Vec<DomainResults<'a>>,
    /// The practice exams for it, newest first, counted or not.
    pub sittings: Vec<Sitting<'a>>,
    /// The figures in percent; none while something is missing.
    pub figures: Option<Figures>,
    /// Why there are none.
    pub missing: Vec<Missing>,
    /// What to reach.
    pub goal: Option<Goal>,
    /// What to study next; none while that cannot be said.
    pub study_next: Option<StudyNext>,
    /// The exam was sat, or the credential is the person's.
    pub is_behind: bool,
}

/// A domain with what was reached in it.
#[derive(Debug)]
pub struct DomainResults<'a> {
    /// The domain.
    pub domain: &'a Domain,
    /// Its share of the exam; none where it is not known.
    pub weight: Option<Weight<'a>>,
    /// The results that count, newest first.
    pub results: Vec<Outcome>,
    /// Low, weighted mean and high; none without results.
    pub figures: Option<Figures>,
}

/// What was reached in a domain on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// The day.
    pub on: Date,
    /// In percent.
    pub percent: Hundredths,
}

/// A practice exam, and how far it counts.
#[derive(Debug)]
pub struct Sitting<'a> {
    /// The entry.
    pub entry: &'a Practice,
    /// How far it counts.
    pub counts: Counts,
}

/// How far a practice exam counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counts {
    /// By its domains, but for these, which the outline does not have.
    Without(Vec<u32>),
    /// It has only a result over all, which no domain can be read off.
    OnlyOverall,
    /// It lies after today.
    Later,
    /// On its day an outline with other domains was in force.
    OtherOutline,
    /// The outline has none of its domains.
    NoneOfThese,
}

/// Why no figure can be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// No outline is known.
    Outline,
    /// The shares of these domains are not known.
    Weights(Vec<u32>),
    /// So many more sittings with results by domain.
    Sittings(usize),
    /// Results in these domains.
    Domains(Vec<u32>),
}

/// What to reach in practice, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Goal {
    /// The percent.
    pub percent: Hundredths,
    /// The person set it; else it is advice of the catalog's author.
    pub is_own: bool,
}

/// What to study next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StudyNext {
    /// The domain at this place: no other has a larger product of weight and
    /// distance to the goal.
    Domain {
        /// Its place in the outline, from 0.
        place: usize,
        /// What is missing to the goal, in percent points.
        distance: Hundredths,
    },
    /// Every domain has reached the goal.
    AllReached,
}

impl<'a> Readiness<'a> {
    /// What the practice results for the exam of a credential say on the day of
    /// the evaluation.
    #[must_use]
    pub fn of(evaluation: &Evaluation<'a>, key: CredentialKey) -> Self {
        let credential = evaluation.catalog.credential(key);
        let outline = Outline::of(evaluation, credential);
        let outline = outline.filter(|outline| !outline.exam.domains.is_empty());
        let mut readiness = Self {
            credential,
            outline,
            domains: Vec::new(),
            sittings: sittings(evaluation, credential, outline.as_ref()),
            figures: None,
            missing: Vec::new(),
            goal: goal(evaluation.record, credential),
            study_next: None,
            is_behind: is_behind(evaluation, credential),
        };
        let Some(outline) = outline else {
            readiness.missing.push(Missing::Outline);
            return readiness;
        };
        let domains = outline.exam.domains.iter();
        readiness.domains = domains
            .map(|domain| {
                let results = readiness.results_in(domain);
                let aged = results.iter().map(|result| {
                    let age = days_between(result.on, evaluation.today);
                    (age, result.percent.number())
                });
                DomainResults {
                    domain,
                    weight: outline.weight(evaluation, domain),
                    figures: of_domain(&Vec::from_iter(aged)),
                    results,
                }
            })
            .collect();
        readiness.missing = readiness.what_is_missing();
        if readiness.missing.is_empty() {
            readiness.figures = readiness.measured().and_then(|domains| of_exam(&domains));
        }
        readiness.study_next = readiness.what_to_study_next();
        readiness
    }

    /// How many practice exams count.
    #[must_use]
    pub fn sittings_counted(&self) -> usize {
        let counted = self.sittings.iter();
        counted.filter(|sitting| sitting.is_counted()).count()
    }

    /// What is missing of the goal in a domain, in percent points: nothing where
    /// it is reached. None without a result or a goal.
    #[must_use]
    pub fn distance(&self, domain: &DomainResults<'_>) -> Option<Hundredths> {
        let mean = Hundredths::rounded_down(domain.figures?.likely);
        Some(mean.up_to(self.goal?.percent))
    }

    /// The results in a domain that count, newest first.
    fn results_in(&self, domain: &Domain) -> Vec<Outcome> {
        let counted = self.sittings.iter().filter(|sitting| sitting.is_counted());
        counted
            .filter_map(|sitting| {
                let percent = *sitting.entry.domains.get(&domain.number)?;
                let on = sitting.entry.on;
                Some(Outcome { on, percent })
            })
            .collect()
    }

    /// Weight and figures of every domain; none where one lacks either.
    fn measured(&self) -> Option<Vec<(formula::Range, Figures)>> {
        let domains = self.domains.iter();
        domains
            .map(|domain| Some((domain.weight?.range, domain.figures?)))
            .collect()
    }

    fn what_is_missing(&self) -> Vec<Missing> {
        let lacking = |lacks: fn(&DomainResults<'_>) -> bool| {
            let domains = self.domains.iter().filter(|domain| lacks(domain));
            let numbers: Vec<u32> = domains.map(|domain| domain.domain.number).collect();
            (!numbers.is_empty()).then_some(numbers)
        };
        let weights = lacking(|domain| domain.weight.is_none()).map(Missing::Weights);
        let sittings = SITTINGS_NEEDED.saturating_sub(self.sittings_counted());
        let sittings = (sittings > 0).then_some(Missing::Sittings(sittings));
        let domains = lacking(|domain| domain.results.is_empty()).map(Missing::Domains);
        weights.into_iter().chain(sittings).chain(domains).collect()
    }

    /// Only where every domain was measured: one that was not may be the worst.
    fn what_to_study_next(&self) -> Option<StudyNext> {
        let mut most = 0.0;
        let mut next = StudyNext::AllReached;
        for (place, domain) in self.domains.iter().enumerate() {
            let distance = self.distance(domain)?;
            let product = domain.weight?.range.midpoint() * distance.number();
            // Of equal ones the first of the outline.
            if product > most {
                most = product;
                next = StudyNext::Domain { place, distance };
            }
        }
        (!self.is_behind).then_some(next)
    }
}

impl Sitting<'_> {
    /// Whether it counts, in one domain or more.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        matches!(self.counts, Counts::Without(_))
    }
}

fn goal(record: &Record, credential: &Credential) -> Option<Goal> {
    let own = record.readiness_target.map(|percent| Goal {
        percent,
        is_own: true,
    });
    own.or_else(|| {
        let percent = Hundredths::whole(u32::from(credential.practice_goal?));
        let is_own = false;
        Some(Goal { percent, is_own })
    })
}

/// The practice exams of a credential, newest first; of one day the one that
/// stands last in the file.
fn sittings<'a>(
    evaluation: &Evaluation<'a>,
    credential: &Credential,
    outline: Option<&Outline<'_>>,
) -> Vec<Sitting<'a>> {
    let of_exam = evaluation.record.practice.iter();
    let of_exam = of_exam.filter(|entry| entry.exam == credential.id.as_str());
    let of_exam: Vec<&'a Practice> = of_exam.collect();
    let places = newest_first(of_exam.iter().map(|entry| entry.on)).into_iter();
    places
        .map(|place| of_exam[place])
        .map(|entry| {
            let has = |number: u32| {
                let domains = outline.map(|outline| outline.exam.domains.iter());
                let mut domains = domains.into_iter().flatten();
                domains.any(|domain| domain.number == number)
            };
            let is_then = |outline: &Outline<'_>| outline.is_that_of(credential, entry.on);
            let numbers = entry.domains.keys().copied();
            let unknown: Vec<u32> = numbers.filter(|&number| !has(number)).collect();
            let counts = if entry.on > evaluation.today {
                Counts::Later
            } else if entry.domains.is_empty() {
                Counts::OnlyOverall
            } else if !outline.is_none_or(is_then) {
                Counts::OtherOutline
            } else if unknown.len() == entry.domains.len() {
                Counts::NoneOfThese
            } else {
                Counts::Without(unknown)
            };
            Sitting { entry, counts }
        })
        .collect()
}

#[cfg(test)]
mod tests;
