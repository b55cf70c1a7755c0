//! `hitpath show CREDENTIAL --json`, and the eligibility of every view.

use serde::Serialize;

use super::{
    clocks_json::ClockInFull,
    eligibility,
    fact_json::{FactShape, fact_shape},
    json::{FORMAT_VERSION, day, text},
    show_json::Shown,
    wording,
};
use crate::{
    catalog::{
        ClockOwner,
        credential::{Credential, Domain, Exam, Renewal},
        id::FactId,
    },
    journey::{
        eligibility::{Answer, Eligibility, Judged, RouteAnswer},
        evaluation::Evaluation,
        facts::FactInForce,
    },
};

/// A credential.
#[must_use]
pub fn credential(evaluation: &Evaluation<'_>, asked: &Credential) -> String {
    let known = evaluation.catalog.credential_named(asked.id.as_str());
    text(&Shown {
        format_version: FORMAT_VERSION,
        kind: "credential",
        content: known.map(|known| shape(evaluation, known)),
    })
}

fn shape<'e>(evaluation: &Evaluation<'e>, credential: &'e Credential) -> CredentialShape<'e> {
    let found = evaluation.eligibility(credential);
    let awarding = evaluation.awarding(&credential.id);
    let exam = credential.exam_on(evaluation.exam_day(credential));
    let key = evaluation.catalog.credential_key(&credential.id);
    let clocks = key.map(|key| evaluation.clocks_in(ClockOwner::Credential(key)));
    let clocks = clocks.unwrap_or_default();
    CredentialShape {
        id: credential.id.as_str(),
        title: &credential.title,
        body: &credential.body,
        summary: credential.summary.as_deref(),
        awarded_by: wording::ids(evaluation.catalog, &awarding),
        eligibility: EligibilityShape::of(evaluation, &found),
        routes: found
            .routes
            .iter()
            .map(|way| route_shape(evaluation, way))
            .collect(),
        exam: exam.map(|exam| exam_shape(evaluation, exam)),
        practice_goal: credential.practice_goal,
        renewal: credential
            .renewal
            .as_ref()
            .map(|renewal| renewal_shape(evaluation, renewal)),
        clocks: clocks
            .iter()
            .map(|clock| ClockInFull::of(evaluation, clock))
            .collect(),
        facts: shapes(evaluation, &credential.facts),
    }
}

fn shapes<'e>(evaluation: &Evaluation<'e>, ids: &[FactId]) -> Vec<FactShape<'e>> {
    let facts = evaluation.facts_named(ids);
    facts.map(|fact| fact_shape(&fact)).collect()
}

fn single<'e>(evaluation: &Evaluation<'e>, id: Option<&FactId>) -> Option<FactShape<'e>> {
    id.and_then(|id| evaluation.fact(id))
        .map(|fact: FactInForce<'_>| fact_shape(&fact))
}

fn route_shape<'e>(evaluation: &Evaluation<'e>, way: &RouteAnswer<'e>) -> RouteShape<'e> {
    let missing = way.conditions.iter();
    let missing = missing.filter(|judged: &&Judged<'_>| judged.answer != Answer::Yes);
    RouteShape {
        title: &way.route.title,
        answer: way.answer.word(),
        only_to_sit: way.route.only_to_sit,
        concerns_you: way.concerns,
        requires: way.route.requires.iter().map(|id| id.as_str()).collect(),
        missing: missing
            .map(|judged| eligibility::id(evaluation, judged))
            .collect(),
        ask: way.route.ask.as_deref(),
        advice: way.route.advice.as_deref(),
        facts: shapes(evaluation, &way.route.facts),
    }
}

fn exam_shape<'e>(evaluation: &Evaluation<'e>, exam: &'e Exam) -> ExamShape<'e> {
    let figure = |id: &Option<FactId>| single(evaluation, id.as_ref());
    ExamShape {
        effective_from: exam.effective_from.map(day),
        questions: figure(&exam.questions),
        minutes: figure(&exam.minutes),
        pass_score: figure(&exam.pass_score),
        fees: shapes(evaluation, &exam.fees),
        window: figure(&exam.window),
        retake_wait: figure(&exam.retake_wait),
        domains: exam
            .domains
            .iter()
            .map(|domain: &Domain| DomainShape {
                number: domain.number,
                title: &domain.title,
                weight: figure(&domain.weight),
                topics: domain.topics.iter().map(|topic| &**topic).collect(),
            })
            .collect(),
        facts: shapes(evaluation, &exam.facts),
    }
}

fn renewal_shape<'e>(evaluation: &Evaluation<'e>, renewal: &'e Renewal) -> RenewalShape<'e> {
    let figure = |id: &Option<FactId>| single(evaluation, id.as_ref());
    let shares = renewal.shares.iter();
    RenewalShape {
        cycle: figure(&renewal.cycle),
        credits: figure(&renewal.credits),
        further: figure(&renewal.further),
        most: figure(&renewal.most),
        least_part: figure(&renewal.least_part),
        shares: shares
            .map(|share| ShareShape {
                id: share.id.as_str(),
                confirm: share.confirm,
                title: &share.title,
                share: single(evaluation, Some(&share.share)),
            })
            .collect(),
        replaced_by: renewal.replaced_by.as_ref().map(|id| id.as_str()),
        facts: shapes(evaluation, &renewal.facts),
    }
}

impl<'e> EligibilityShape<'e> {
    /// What was found out about a credential.
    #[must_use]
    pub(super) fn of(evaluation: &Evaluation<'e>, found: &Eligibility<'e>) -> Self {
        let deciding = found.deciding();
        let old = deciding.into_iter();
        let old = old.flat_map(|way| evaluation.stale_facts_behind(way));
        Self {
            credential: found.credential.id.as_str(),
            answer: found.answer.word(),
            missing: found
                .missing()
                .map(|judged| eligibility::id(evaluation, judged))
                .collect(),
            ask: deciding.and_then(|way| way.route.ask.as_deref()),
            may_sit: found.may_sit,
            holds: found.holds,
            on_word: found.on_word.clone(),
            lapsed_on: found.lapsed.map(day),
            stale_facts: old.map(|fact| fact.id().as_str()).collect(),
        }
    }
}

/// Whether the person is eligible: `answer` is `yes`, `unknown`, `not yet` or
/// `no`.
#[derive(Serialize)]
pub(super) struct EligibilityShape<'s> {
    credential: &'s str,
    answer: &'static str,
    missing: Vec<&'s str>,
    ask: Option<&'s str>,
    may_sit: bool,
    holds: bool,
    /// What is not marked, where it is held by the person's word alone.
    on_word: Vec<&'s str>,
    /// The last day of its time, where nothing says that it was renewed.
    lapsed_on: Option<String>,
    stale_facts: Vec<&'s str>,
}

#[derive(Serialize)]
struct CredentialShape<'s> {
    id: &'s str,
    title: &'s str,
    body: &'s str,
    summary: Option<&'s str>,
    awarded_by: Vec<&'s str>,
    eligibility: EligibilityShape<'s>,
    routes: Vec<RouteShape<'s>>,
    exam: Option<ExamShape<'s>>,
    /// Advice for practice exams, in percent; no rule of the body.
    practice_goal: Option<u8>,
    renewal: Option<RenewalShape<'s>>,
    clocks: Vec<ClockInFull<'s>>,
    facts: Vec<FactShape<'s>>,
}

#[derive(Serialize)]
struct RouteShape<'s> {
    title: &'s str,
    answer: &'static str,
    only_to_sit: bool,
    concerns_you: bool,
    requires: Vec<&'s str>,
    missing: Vec<&'s str>,
    ask: Option<&'s str>,
    advice: Option<&'s str>,
    facts: Vec<FactShape<'s>>,
}

#[derive(Serialize)]
struct ExamShape<'s> {
    effective_from: Option<String>,
    questions: Option<FactShape<'s>>,
    minutes: Option<FactShape<'s>>,
    pass_score: Option<FactShape<'s>>,
    fees: Vec<FactShape<'s>>,
    window: Option<FactShape<'s>>,
    retake_wait: Option<FactShape<'s>>,
    domains: Vec<DomainShape<'s>>,
    facts: Vec<FactShape<'s>>,
}

#[derive(Serialize)]
struct DomainShape<'s> {
    number: u32,
    title: &'s str,
    weight: Option<FactShape<'s>>,
    topics: Vec<&'s str>,
}

#[derive(Serialize)]
struct RenewalShape<'s> {
    cycle: Option<FactShape<'s>>,
    credits: Option<FactShape<'s>>,
    further: Option<FactShape<'s>>,
    most: Option<FactShape<'s>>,
    least_part: Option<FactShape<'s>>,
    shares: Vec<ShareShape<'s>>,
    replaced_by: Option<&'s str>,
    facts: Vec<FactShape<'s>>,
}

#[derive(Serialize)]
struct ShareShape<'s> {
    id: &'s str,
    confirm: bool,
    title: &'s str,
    share: Option<FactShape<'s>>,
}
