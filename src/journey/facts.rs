//! The facts that what a person sees rests on: which version holds for them,
//! what they put right themselves, and which are old.

use jiff::civil::Date;

use super::{
    days_between,
    evaluation::Evaluation,
    record::{Correction, State},
};
use crate::catalog::{
    StepKey,
    credential::Credential,
    fact::{AppliesOn, Fact, FactValue, FactVersion},
    id::{FactId, StepId},
};

/// A fact as it holds for one person.
#[derive(Debug, Clone, Copy)]
pub struct FactInForce<'a> {
    /// The version that the catalog has for the day.
    pub version: &'a FactVersion,
    /// What the person wrote down instead.
    pub correction: Option<&'a Correction>,
    /// The day that picked the version.
    pub day: Date,
    /// Which day that is; today where the person's is not known.
    pub picked_by: PickedBy,
    today: Date,
}

/// Which day picks the version of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PickedBy {
    /// The one that its author names.
    Author(AppliesOn),
    /// The one on which the clock starts whose length it says.
    Clock,
}

impl PickedBy {
    const TODAY: Self = Self::Author(AppliesOn::Today);
}

impl<'a> FactInForce<'a> {
    /// The name of the fact.
    #[must_use]
    pub fn id(&self) -> &'a FactId {
        &self.version.id
    }

    /// The value that holds: the person's own before that of the catalog.
    #[must_use]
    pub fn value(&self) -> &'a FactValue {
        match self.correction {
            Some(correction) => &correction.value,
            None => &self.version.claim.value,
        }
    }

    /// The day on which its source said so; absent where it bears no date.
    #[must_use]
    pub fn checked(&self) -> Option<Date> {
        match self.correction {
            Some(correction) => Some(correction.checked),
            None => self.version.claim.checked,
        }
    }

    /// Days since the source was checked; none where it bears no date.
    #[must_use]
    pub fn days_old(&self) -> Option<i64> {
        let checked = self.checked()?;
        Some(i64::from(days_between(checked, self.today)))
    }

    /// Whether the person should look it up again: it is older than its author
    /// trusts it, or its source bears no date at all.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        let trusted_days = i64::from(self.version.recheck_after_days);
        self.days_old().is_none_or(|days| days > trusted_days) || self.is_overtaken()
    }

    /// Whether the catalog knows of something newer than what the person put
    /// right: it was checked later, or this version came into force later.
    #[must_use]
    pub fn is_overtaken(&self) -> bool {
        let newer = [self.version.claim.checked, self.version.effective_from];
        self.correction.is_some_and(|own| {
            let mut newer = newer.into_iter().flatten();
            newer.any(|day| day > own.checked && day <= self.day)
        })
    }
}

impl<'a> Evaluation<'a> {
    /// A fact as it holds for the person; none where no file knows it.
    #[must_use]
    pub fn fact(&self, id: &FactId) -> Option<FactInForce<'a>> {
        self.in_force(self.catalog.fact(id)?)
    }

    /// A fact as it holds on the day on which a clock starts, as far as that is
    /// known.
    pub(super) fn fact_on(&self, id: &FactId, starts: Option<Date>) -> Option<FactInForce<'a>> {
        let by_clock = starts.map(|day| (day, PickedBy::Clock));
        self.version_for(self.catalog.fact(id)?, |_| by_clock)
    }

    /// A fact as it holds on the day of an exam.
    pub(super) fn fact_on_exam_day(&self, id: &FactId, day: Date) -> Option<FactInForce<'a>> {
        let by_exam = Some((day, PickedBy::Author(AppliesOn::Exam)));
        self.version_for(self.catalog.fact(id)?, |_| by_exam)
    }

    /// The version of a fact that holds for the person.
    #[must_use]
    pub fn in_force(&self, fact: &'a Fact) -> Option<FactInForce<'a>> {
        self.version_for(fact, |first| self.day_for(&fact.id, first.applies_on))
    }

    /// The version for the day that picks it, which is today where none is known.
    fn version_for(
        &self,
        fact: &'a Fact,
        picks: impl FnOnce(&FactVersion) -> Option<(Date, PickedBy)>,
    ) -> Option<FactInForce<'a>> {
        let picked = match fact.versions.as_slice() {
            // Nearly every fact has one version, which needs no picking.
            [_] => None,
            versions => picks(versions.first()?),
        };
        let (day, picked_by) = picked.unwrap_or((self.today, PickedBy::TODAY));
        Some(FactInForce {
            version: fact.in_force(day)?,
            correction: self.correction(fact.id.as_str()),
            day,
            picked_by,
            today: self.today,
        })
    }

    /// What the person found instead of a fact; not what they look up on a day
    /// to come.
    fn correction(&self, id: &str) -> Option<&'a Correction> {
        let own = self.record.facts.get(id);
        own.filter(|own| own.checked <= self.today)
    }

    /// The facts with these ids as they hold for the person.
    pub fn facts_named<'i>(
        &self,
        ids: impl IntoIterator<Item = &'i FactId>,
    ) -> impl Iterator<Item = FactInForce<'a>> {
        ids.into_iter().filter_map(|id| self.fact(id))
    }

    /// The facts a step rests on. Every fact that its sentences name is among
    /// them.
    pub fn facts_of(&self, step: StepKey) -> impl Iterator<Item = FactInForce<'a>> {
        self.facts_named(&self.catalog.step(step).facts)
    }

    /// The old ones among them.
    pub fn stale_facts_of(&self, step: StepKey) -> impl Iterator<Item = FactInForce<'a>> {
        self.facts_of(step).filter(FactInForce::is_stale)
    }

    /// The old facts behind the steps that are still to do or can be taken, by
    /// id, each once.
    #[must_use]
    pub fn stale_facts(&self) -> Vec<FactInForce<'a>> {
        let mut ids: Vec<&FactId> = self.facts_ahead().collect();
        ids.sort_unstable();
        ids.dedup();
        let stale = self.facts_named(ids);
        stale.filter(FactInForce::is_stale).collect()
    }

    /// The facts behind the steps that are still to do or can be taken, as often
    /// as a step names them.
    fn facts_ahead(&self) -> impl Iterator<Item = &'a FactId> {
        let catalog = self.catalog;
        let ahead = self.path.iter().copied();
        let ahead = ahead.filter(|&step| !self.is_satisfied(step) && !self.is_past_its_offer(step));
        ahead.flat_map(|step| &catalog.step(step).facts)
    }

    /// The day of the person on which a version has to hold, as far as it is
    /// known: that of the credential at the end of their pathway, else of
    /// another that names the fact.
    fn day_for(&self, id: &FactId, applies_on: AppliesOn) -> Option<(Date, PickedBy)> {
        if applies_on == AppliesOn::Today {
            return None;
        }
        let goal = self.catalog.pathway(self.pathway).goal.as_ref();
        let naming = self.catalog.credentials();
        let mut naming: Vec<&Credential> = naming
            .filter(|credential| credential.all_facts().any(|named| named == id))
            .collect();
        naming.sort_by_key(|credential| Some(&credential.id) != goal);
        let day = naming.iter().find_map(|credential| match applies_on {
            AppliesOn::Today => None,
            AppliesOn::Exam => self.day_of(credential.exam_day.as_ref()?),
            AppliesOn::Graduation => self.day_of(credential.graduation_day.as_ref()?),
            AppliesOn::Credential => self.credential_day(credential),
        });
        Some((day?, PickedBy::Author(applies_on)))
    }

    /// The day from which a credential is held or expected: that of the step
    /// that dates it, else of a step that awards it. Who tested early has other
    /// dates, which only they know: then the day counts that answers a question
    /// such as whether they hold it.
    #[must_use]
    pub fn credential_day(&self, credential: &Credential) -> Option<Date> {
        if self.is_early(credential) {
            let awarding = self.awarding(&credential.id).into_iter();
            let mut awarding = awarding.map(|step| self.catalog.step(step));
            return awarding.find_map(|step| self.day_of(&step.id).filter(|_| step.confirm));
        }
        let dated_by = credential.dated_by.as_ref();
        let mut awarding = self.catalog.awarding(&credential.id);
        dated_by
            .and_then(|step| self.day_of(step))
            .or_else(|| awarding.find_map(|step| self.day_of(&self.catalog.step(step).id)))
    }

    /// Whether the person tested early, so that the dates of the first cycle are
    /// others than the rule's.
    pub(super) fn is_early(&self, credential: &Credential) -> bool {
        let form = credential.early_form.as_ref();
        let form = form.and_then(|form| self.catalog.step_named(form.as_str()));
        form.is_some_and(|form| self.is_satisfied(form))
    }

    /// The day of the exam as far as it is known, else today.
    #[must_use]
    pub fn exam_day(&self, credential: &Credential) -> Date {
        let step = credential.exam_day.as_ref();
        step.and_then(|step| self.day_of(step))
            .unwrap_or(self.today)
    }

    /// The day a step was done, else the one on which it is expected; the other
    /// way round where it is to do again.
    fn day_of(&self, step: &StepId) -> Option<Date> {
        let step = self.catalog.step_named(step.as_str())?;
        let mark = self.mark(step)?;
        let (done, expected) = (mark.on, self.expected(step));
        match mark.state {
            State::Done if self.is_satisfied(step) => done.or(expected),
            State::Done => expected.or(done),
            State::Todo | State::Doing | State::Waived | State::No => expected,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::*;
    use crate::{
        catalog::{
            Catalog, FileKey, FileName, PathwayKey,
            audit::{Parts, audit},
            fact::{Claim, Confidence, Source},
            id::{PathwayId, StageId},
            pathway::Pathway,
            stage::Stage,
            step::Step,
        },
        journey::{
            example::{TODAY, record, step_id},
            record::Record,
        },
    };

    fn id(id: &str) -> FactId {
        FactId::new(id).expect("an id")
    }

    fn fact(name: &str, checked: Option<Date>) -> (FactVersion, usize) {
        let version = FactVersion {
            id: id(name),
            file: FileKey(0),
            claim: Claim {
                value: FactValue::Number(1.0),
                text: "".into(),
                source: Source {
                    title: "S".into(),
                    url: "https://example.org".into(),
                },
                checked,
            },
            also: Vec::new(),
            confidence: Confidence::Official,
            applies_on: AppliesOn::Today,
            effective_from: None,
            effective_until: None,
            recheck_after_days: 365,
        };
        (version, 0)
    }

    fn until_new_year((version, place): (FactVersion, usize), after: bool) -> (FactVersion, usize) {
        let version = FactVersion {
            effective_until: (!after).then_some(date(2026, 12, 31)),
            effective_from: after.then_some(date(2027, 1, 1)),
            ..version
        };
        (version, place + usize::from(after))
    }

    /// Two steps: the first rests on a fresh, an old and an undated fact, the
    /// second on the old one alone.
    fn catalog() -> Catalog {
        let mut first = Step::new(step_id("first"), "");
        first.facts = vec![id("f.fresh"), id("f.old"), id("f.undated")];
        let mut second = Step::new(step_id("second"), "");
        second.facts = vec![id("f.old")];
        let stage = Stage {
            id: StageId::new("s").expect("an id"),
            title: "".into(),
            summary: None,
            steps: vec![first, second],
        };
        let pathway = Pathway {
            id: PathwayId::new("path").expect("an id"),
            title: "".into(),
            summary: None,
            goal: None,
            stages: vec![stage.id.clone()],
            without: Vec::new(),
            finish: None,
        };
        let file = FileName {
            name: "example".into(),
            shipped: false,
        };
        audit(Parts {
            files: vec![file],
            facts: vec![
                fact("f.fresh", Some(TODAY)),
                fact("f.old", Some(date(2020, 1, 1))),
                fact("f.undated", None),
                until_new_year(fact("f.two", Some(TODAY)), false),
                until_new_year(fact("f.two", Some(TODAY)), true),
            ],
            stages: vec![(stage, FileKey(0))],
            pathways: vec![(pathway, FileKey(0))],
            ..Parts::default()
        })
        .expect("a sound example")
    }

    fn look(record: &Record, at: impl FnOnce(&Evaluation<'_>)) {
        let catalog = catalog();
        at(&Evaluation::new(&catalog, record, PathwayKey(0), TODAY));
    }

    fn ids(facts: &[FactInForce<'_>]) -> String {
        let ids: Vec<&str> = facts.iter().map(|fact| fact.id().as_str()).collect();
        ids.join(" ")
    }

    #[test]
    fn a_step_rests_on_the_facts_listed_with_it() {
        look(&record(""), |evaluation| {
            let facts = |step| Vec::from_iter(evaluation.facts_of(StepKey(step)));
            assert_eq!(ids(&facts(0)), "f.fresh f.old f.undated");
            assert_eq!(ids(&facts(1)), "f.old");
        });
    }

    #[test]
    fn the_day_that_picks_a_version_is_said_as_what_it_is() {
        look(&record(""), |evaluation| {
            let case = |name, starts, day, picked_by| {
                let fact = evaluation.fact_on(&id(name), starts).expect("it is known");
                assert_eq!((fact.day, fact.picked_by), (day, picked_by), "{name}");
                assert!(fact.version.is_in_force(day), "{name}");
            };
            let next_year = date(2027, 3, 1);
            case("f.two", Some(next_year), next_year, PickedBy::Clock);
            case("f.two", Some(TODAY), TODAY, PickedBy::Clock);
            case("f.two", None, TODAY, PickedBy::TODAY);
            case("f.fresh", Some(next_year), TODAY, PickedBy::TODAY);
        });
    }

    #[test]
    fn old_facts_count_while_a_step_is_ahead() {
        let case = |marks: &str, expected: &str| {
            look(&record(marks), |evaluation| {
                assert_eq!(ids(&evaluation.stale_facts()), expected, "{marks}");
            });
        };
        case("", "f.old f.undated");
        case("first done", "f.old");
        case("first done, second waived", "");
        case("first done, second doing", "f.old");
    }
}
