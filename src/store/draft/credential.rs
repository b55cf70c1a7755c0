//! `credentials/<id>.toml`

use serde::Deserialize;

use super::{
    Taking,
    clock::ClockDraft,
    table::{maybe_table, tables},
    value::{DateDraft, Text},
};
use crate::catalog::{
    audit::ProblemKind,
    credential::{Credential, Domain, EligibilityRoute, Exam, Renewal, Share},
    id::{CredentialId, FactId, PrerequisiteId, ShareId, StepId},
};

/// A credential file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
#[serde(rename_all = "kebab-case")]
pub struct CredentialDraft {
    /// Its name for ever, in lower-case words joined by hyphens; also the name
    /// of the file. No step or stage has the same.
    #[cfg_attr(test, schemars(with = "super::schema::Id"))]
    pub id: Text,
    /// Its letters and full name.
    pub title: Text,
    /// The body that awards it.
    pub body: Text,
    /// What it stands for.
    pub summary: Option<Text>,
    /// Ids of further facts, shown at the end.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::FactKey>"))]
    #[serde(default)]
    pub facts: Vec<Text>,
    /// The id of the step whose day is that of the credential. Default: the
    /// step that awards it.
    #[cfg_attr(test, schemars(with = "Option<super::schema::Id>"))]
    pub dated_by: Option<Text>,
    /// The id of the step that means an early form of the credential: where it
    /// is done, the dates of the first cycle come only from the person.
    #[cfg_attr(test, schemars(with = "Option<super::schema::Id>"))]
    pub early_form: Option<Text>,
    /// The id of the step whose day picks the facts that apply on the exam day.
    #[cfg_attr(test, schemars(with = "Option<super::schema::Id>"))]
    pub exam_day: Option<Text>,
    /// The id of the step whose day picks the facts that apply at graduation.
    #[cfg_attr(test, schemars(with = "Option<super::schema::Id>"))]
    pub graduation_day: Option<Text>,
    /// Ids of steps that are to do again after a failed attempt.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::Id>"))]
    #[serde(default)]
    pub reopens_on_fail: Vec<Text>,
    /// The ways to it; any one suffices.
    #[serde(default, deserialize_with = "tables")]
    pub eligibility: Vec<RouteDraft>,
    /// The result in practice exams that is advised before the exam, in percent
    /// from 0 to 100: advice, and no rule of the body. Default: none.
    #[cfg_attr(test, schemars(range(max = 100)))]
    pub practice_goal: Option<u32>,
    /// The forms of its exam, one after the other in time.
    #[serde(default, deserialize_with = "tables")]
    pub exam: Vec<ExamDraft>,
    /// How it is kept.
    #[serde(default, deserialize_with = "maybe_table")]
    pub renewal: Option<RenewalDraft>,
    /// Clocks that start from an attempt, or from holding it.
    #[serde(default, deserialize_with = "tables")]
    pub clock: Vec<ClockDraft>,
}

/// An `[[eligibility]]` route.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
#[serde(rename_all = "kebab-case")]
pub struct RouteDraft {
    /// What this way is called.
    pub title: Text,
    /// Ids of steps to have done and of credentials to hold: all of them, at
    /// least one.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::Id>", length(min = 1)))]
    pub requires: Vec<Text>,
    /// Whom to ask where an answer is missing.
    pub ask: Option<Text>,
    /// What is recommended beside it, never a condition.
    pub advice: Option<Text>,
    /// Ids of the facts it rests on.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::FactKey>"))]
    #[serde(default)]
    pub facts: Vec<Text>,
    /// It opens the exam and does not make eligible for the credential.
    /// Default: false.
    #[serde(default)]
    pub only_to_sit: bool,
}

/// An `[[exam]]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
#[serde(rename_all = "kebab-case")]
pub struct ExamDraft {
    /// The first day on which this form is given, like 2026-01-01. Default:
    /// since ever.
    pub effective_from: Option<DateDraft>,
    /// The id of the fact that says how many questions there are.
    #[cfg_attr(test, schemars(with = "Option<super::schema::FactKey>"))]
    pub questions: Option<Text>,
    /// The id of the fact that says how long it lasts.
    #[cfg_attr(test, schemars(with = "Option<super::schema::FactKey>"))]
    pub minutes: Option<Text>,
    /// The id of the fact that says which score passes.
    #[cfg_attr(test, schemars(with = "Option<super::schema::FactKey>"))]
    pub pass_score: Option<Text>,
    /// Ids of the facts that say what one attempt costs.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::FactKey>"))]
    #[serde(default)]
    pub fees: Vec<Text>,
    /// The id of the fact that says in which days it has to be sat after
    /// approval.
    #[cfg_attr(test, schemars(with = "Option<super::schema::FactKey>"))]
    pub window: Option<Text>,
    /// The id of the fact that says how long to wait after a failed attempt.
    #[cfg_attr(test, schemars(with = "Option<super::schema::FactKey>"))]
    pub retake_wait: Option<Text>,
    /// Ids of further facts on the exam.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::FactKey>"))]
    #[serde(default)]
    pub facts: Vec<Text>,
    /// The domains of its outline, in order.
    #[serde(default, deserialize_with = "tables")]
    pub domain: Vec<DomainDraft>,
}

/// An `[[exam.domain]]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct DomainDraft {
    /// Its place in the outline: 1, 2, 3 and so on.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub number: u32,
    /// Its name there.
    pub title: Text,
    /// The id of the fact that says its share of the exam. Default: no source
    /// tells it.
    #[cfg_attr(test, schemars(with = "Option<super::schema::FactKey>"))]
    pub weight: Option<Text>,
    /// What to study for it.
    #[serde(default)]
    pub topics: Vec<Text>,
}

/// `[renewal]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
#[serde(rename_all = "kebab-case")]
pub struct RenewalDraft {
    /// The id of the fact that says how long a cycle lasts and when it starts.
    #[cfg_attr(test, schemars(with = "Option<super::schema::FactKey>"))]
    pub cycle: Option<Text>,
    /// The id of the fact that says how many credits a cycle asks for.
    #[cfg_attr(test, schemars(with = "Option<super::schema::FactKey>"))]
    pub credits: Option<Text>,
    /// The id of the fact that says how many credits it adds to a cycle that it
    /// shares with another credential, which asks for as many or more.
    #[cfg_attr(test, schemars(with = "Option<super::schema::FactKey>"))]
    pub further: Option<Text>,
    /// The id of the fact that says how many credits a cycle asks for at most,
    /// however many credentials share it.
    #[cfg_attr(test, schemars(with = "Option<super::schema::FactKey>"))]
    pub most: Option<Text>,
    /// The id of the fact that says how long a part of an hour has to be to
    /// count.
    #[cfg_attr(test, schemars(with = "Option<super::schema::FactKey>"))]
    pub least_part: Option<Text>,
    /// The id of the credential that takes its place once that is earned.
    #[cfg_attr(test, schemars(with = "Option<super::schema::Id>"))]
    pub replaced_by: Option<Text>,
    /// Ids of further facts on renewal.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::FactKey>"))]
    #[serde(default)]
    pub facts: Vec<Text>,
    /// Shares of the credits that must be of one kind.
    #[serde(default, deserialize_with = "tables")]
    pub share: Vec<ShareDraft>,
}

/// A `[[renewal.share]]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct ShareDraft {
    /// The name of this kind of credits for ever, which `hitpath credits add
    /// --category` takes. Credentials that share a cycle mean the same kind by
    /// the same name.
    #[cfg_attr(test, schemars(with = "super::schema::Id"))]
    pub id: Text,
    /// The kind, in words.
    pub title: Text,
    /// The id of the fact that says the share, like `40 percent`.
    #[cfg_attr(test, schemars(with = "super::schema::FactKey"))]
    pub share: Text,
    /// The rule may have ended: it is shown, and nothing depends on it.
    /// Default: false.
    #[serde(default)]
    pub confirm: bool,
}

impl CredentialDraft {
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
        let practice_goal = self.practice_goal.and_then(|goal| percent(taking, goal));
        let routes = self.eligibility.into_iter().enumerate();
        let eligibility = routes
            .map(|(place, route)| route.take(place, taking))
            .collect();
        let exams = self.exam.into_iter().enumerate();
        let exams = exams
            .map(|(place, exam)| exam.take(place, taking))
            .collect();
        let renewal = self.renewal.map(|renewal| renewal.take(taking));
        let clocks = ClockDraft::take_all(self.clock, || "clock".to_owned(), taking);
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
            practice_goal,
            exams,
            renewal,
            clocks,
        };
        taking.parts.credentials.push((credential, taking.file));
    }
}

fn step(taking: &mut Taking, key: &str, text: Option<Text>) -> Option<StepId> {
    text.and_then(|text| taking.id(|| key.to_owned(), text, StepId::of))
}

/// A percent from 0 to 100; what is more is reported.
fn percent(taking: &mut Taking, percent: u32) -> Option<u8> {
    let found = u8::try_from(percent).ok().filter(|&found| found <= 100);
    if found.is_none() {
        let value = percent.to_string();
        let expected = "a percent goes from 0 to 100".to_owned();
        taking.report("practice-goal", ProblemKind::BadValue { value, expected });
    }
    found
}

fn fact(taking: &mut Taking, path: impl FnOnce() -> String, text: Option<Text>) -> Option<FactId> {
    text.and_then(|text| taking.id(path, text, FactId::of))
}

impl RouteDraft {
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

impl ExamDraft {
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

impl RenewalDraft {
    fn take(self, taking: &mut Taking) -> Renewal {
        let at = |key: &str| format!("renewal.{key}");
        let mut shares = Vec::with_capacity(self.share.len());
        for (place, draft) in self.share.into_iter().enumerate() {
            let path = |key| at(&format!("share[{place}].{key}"));
            let id = taking.id(|| path("id"), draft.id, ShareId::of);
            let share = taking.id(|| path("share"), draft.share, FactId::of);
            match id.zip(share) {
                Some((id, share)) => shares.push(Share {
                    id,
                    title: draft.title.0,
                    share,
                    confirm: draft.confirm,
                }),
                None => taking.leave_out(at("share"), place),
            }
        }
        Renewal {
            cycle: fact(taking, || at("cycle"), self.cycle),
            credits: fact(taking, || at("credits"), self.credits),
            further: fact(taking, || at("further"), self.further),
            most: fact(taking, || at("most"), self.most),
            least_part: fact(taking, || at("least-part"), self.least_part),
            replaced_by: self
                .replaced_by
                .and_then(|text| taking.id(|| at("replaced-by"), text, CredentialId::of)),
            shares,
            facts: taking.ids(|| at("facts"), self.facts, FactId::of),
        }
    }
}
