//! `credentials/<id>.toml`

use serde::Deserialize;

use super::{
    Taking,
    value::{DateDraft, Text},
};
use crate::catalog::{
    credential::{Credential, Domain, EligibilityRoute, Exam, Renewal, Share},
    id::{CredentialId, FactId, PrerequisiteId, StepId},
};

/// A credential file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(
    missing_docs,
    reason = "the keys are explained at `catalog::credential::Credential`"
)]
pub struct CredentialDraft<'t> {
    #[serde(borrow)]
    pub id: Text<'t>,
    #[serde(borrow)]
    pub title: Text<'t>,
    #[serde(borrow)]
    pub body: Text<'t>,
    #[serde(borrow)]
    pub summary: Option<Text<'t>>,
    #[serde(borrow, default)]
    pub facts: Vec<Text<'t>>,
    #[serde(borrow)]
    pub dated_by: Option<Text<'t>>,
    #[serde(borrow)]
    pub early_form: Option<Text<'t>>,
    #[serde(borrow)]
    pub exam_day: Option<Text<'t>>,
    #[serde(borrow)]
    pub graduation_day: Option<Text<'t>>,
    #[serde(borrow, default)]
    pub reopens_on_fail: Vec<Text<'t>>,
    #[serde(borrow, default)]
    pub eligibility: Vec<RouteDraft<'t>>,
    #[serde(borrow, default)]
    pub exam: Vec<ExamDraft<'t>>,
    #[serde(borrow)]
    pub renewal: Option<RenewalDraft<'t>>,
}

/// An `[[eligibility]]` route.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct RouteDraft<'t> {
    #[serde(borrow)]
    pub title: Text<'t>,
    #[serde(borrow)]
    pub requires: Vec<Text<'t>>,
    #[serde(borrow)]
    pub ask: Option<Text<'t>>,
    #[serde(borrow)]
    pub advice: Option<Text<'t>>,
    #[serde(borrow, default)]
    pub facts: Vec<Text<'t>>,
    #[serde(default)]
    pub only_to_sit: bool,
}

/// An `[[exam]]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct ExamDraft<'t> {
    #[serde(borrow)]
    pub effective_from: Option<DateDraft<'t>>,
    #[serde(borrow)]
    pub questions: Option<Text<'t>>,
    #[serde(borrow)]
    pub minutes: Option<Text<'t>>,
    #[serde(borrow)]
    pub pass_score: Option<Text<'t>>,
    #[serde(borrow, default)]
    pub fees: Vec<Text<'t>>,
    #[serde(borrow)]
    pub window: Option<Text<'t>>,
    #[serde(borrow)]
    pub retake_wait: Option<Text<'t>>,
    #[serde(borrow, default)]
    pub facts: Vec<Text<'t>>,
    #[serde(borrow, default)]
    pub domain: Vec<DomainDraft<'t>>,
}

/// An `[[exam.domain]]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct DomainDraft<'t> {
    pub number: u32,
    #[serde(borrow)]
    pub title: Text<'t>,
    #[serde(borrow)]
    pub weight: Option<Text<'t>>,
    #[serde(borrow, default)]
    pub topics: Vec<Text<'t>>,
}

/// `[renewal]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct RenewalDraft<'t> {
    #[serde(borrow)]
    pub cycle: Option<Text<'t>>,
    #[serde(borrow)]
    pub credits: Option<Text<'t>>,
    #[serde(borrow)]
    pub replaced_by: Option<Text<'t>>,
    #[serde(borrow, default)]
    pub facts: Vec<Text<'t>>,
    #[serde(borrow, default)]
    pub share: Vec<ShareDraft<'t>>,
}

/// A `[[renewal.share]]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ShareDraft<'t> {
    #[serde(borrow)]
    pub title: Text<'t>,
    #[serde(borrow)]
    pub share: Text<'t>,
}

impl CredentialDraft<'static> {
    /// Adds the credential to the parts.
    pub fn take(self, file_stem: &str, taking: &mut Taking) {
        let id = taking.id_and_file_name(self.id, file_stem, CredentialId::of);
        let facts = taking.ids(|| "facts".to_owned(), self.facts, FactId::of);
        let dated_by = step(taking, "dated-by", self.dated_by);
        let early_form = step(taking, "early-form", self.early_form);
        let exam_day = step(taking, "exam-day", self.exam_day);
        let graduation_day = step(taking, "graduation-day", self.graduation_day);
        let reopens_on_fail = taking.ids(
            || "reopens-on-fail".to_owned(),
            self.reopens_on_fail,
            StepId::of,
        );
        let routes = self.eligibility.into_iter().enumerate();
        let eligibility = routes
            .map(|(place, route)| route.take(place, taking))
            .collect();
        let exams = self.exam.into_iter().enumerate();
        let exams = exams
            .map(|(place, exam)| exam.take(place, taking))
            .collect();
        let renewal = self.renewal.map(|renewal| renewal.take(taking));
        let Some(id) = id else { return };
        let credential = Credential {
            id,
            title: self.title.0,
            body: self.body.0,
            summary: self.summary.map(|text| text.0),
            facts,
            dated_by,
            early_form,
            exam_day,
            graduation_day,
            reopens_on_fail,
            eligibility,
            exams,
            renewal,
        };
        taking.parts.credentials.push((credential, taking.file));
    }
}

fn step(taking: &mut Taking, key: &str, text: Option<Text<'static>>) -> Option<StepId> {
    text.and_then(|text| taking.id(|| key.to_owned(), text, StepId::of))
}

fn fact(
    taking: &mut Taking,
    path: impl FnOnce() -> String,
    text: Option<Text<'static>>,
) -> Option<FactId> {
    text.and_then(|text| taking.id(path, text, FactId::of))
}

impl RouteDraft<'static> {
    fn take(self, place: usize, taking: &mut Taking) -> EligibilityRoute {
        let at = |key: &str| format!("eligibility[{place}].{key}");
        EligibilityRoute {
            title: self.title.0,
            requires: taking.ids(|| at("requires"), self.requires, PrerequisiteId::of),
            ask: self.ask.map(|text| text.0),
            advice: self.advice.map(|text| text.0),
            facts: taking.ids(|| at("facts"), self.facts, FactId::of),
            only_to_sit: self.only_to_sit,
        }
    }
}

impl ExamDraft<'static> {
    fn take(self, place: usize, taking: &mut Taking) -> Exam {
        let at = |key: &str| format!("exam[{place}].{key}");
        let domains = self.domain.into_iter().enumerate();
        Exam {
            effective_from: self
                .effective_from
                .and_then(|date| taking.date(|| at("effective-from"), &date)),
            questions: fact(taking, || at("questions"), self.questions),
            minutes: fact(taking, || at("minutes"), self.minutes),
            pass_score: fact(taking, || at("pass-score"), self.pass_score),
            fees: taking.ids(|| at("fees"), self.fees, FactId::of),
            window: fact(taking, || at("window"), self.window),
            retake_wait: fact(taking, || at("retake-wait"), self.retake_wait),
            facts: taking.ids(|| at("facts"), self.facts, FactId::of),
            domains: domains
                .map(|(index, domain)| Domain {
                    number: domain.number,
                    title: domain.title.0,
                    weight: fact(
                        taking,
                        || at(&format!("domain[{index}].weight")),
                        domain.weight,
                    ),
                    topics: domain.topics.into_iter().map(|text| text.0).collect(),
                })
                .collect(),
        }
    }
}

impl RenewalDraft<'static> {
    fn take(self, taking: &mut Taking) -> Renewal {
        let at = |key: &str| format!("renewal.{key}");
        let mut shares = Vec::with_capacity(self.share.len());
        for (place, draft) in self.share.into_iter().enumerate() {
            let path = || at(&format!("share[{place}].share"));
            match taking.id(path, draft.share, FactId::of) {
                Some(share) => shares.push(Share {
                    title: draft.title.0,
                    share,
                }),
                None => taking.leave_out(at("share"), place),
            }
        }
        Renewal {
            cycle: fact(taking, || at("cycle"), self.cycle),
            credits: fact(taking, || at("credits"), self.credits),
            replaced_by: self
                .replaced_by
                .and_then(|text| taking.id(|| at("replaced-by"), text, CredentialId::of)),
            shares,
            facts: taking.ids(|| at("facts"), self.facts, FactId::of),
        }
    }
}
