//! Routes, exams and renewals name what exists.

use super::building::{Building, building, facts, requires, step, unknown};
use crate::catalog::{
    audit::ProblemKind,
    credential::{Credential, Domain, EligibilityRoute, Exam, Renewal, Share},
    id::{CredentialId, ShareId, StepId},
};

fn with(change: impl FnOnce(&mut Credential)) -> Building {
    let mut building = building()
        .stage("stage", [step("first", |_| {})])
        .fact("f.known", true, |_| {})
        .credential("letters", "");
    change(&mut building.0.credentials[0].0);
    building
}

fn route(of: &str) -> EligibilityRoute {
    EligibilityRoute {
        title: "".into(),
        requires: requires(of),
        ask: None,
        advice: None,
        facts: Vec::new(),
        only_to_sit: false,
    }
}

#[test]
fn a_route_names_steps_and_credentials() {
    let awarding = |change: fn(&mut Credential)| {
        let mut building = with(change);
        building.0.stages[0].0.steps[0].awards = CredentialId::new("letters").ok();
        building
    };
    awarding(|it| it.eligibility = vec![route("first"), route("letters first")]).sound();
    awarding(|it| it.eligibility = vec![route("letters first")]).refused(
        "letters",
        "eligibility[0].requires",
        &ProblemKind::OutOfReach {
            id: "letters".into(),
        },
    );
    with(|it| it.eligibility = vec![route("first"), route("letters")]).refused(
        "letters",
        "eligibility[1].requires[0]",
        &ProblemKind::NobodyAwards {
            id: "letters".into(),
        },
    );
    with(|it| it.eligibility = vec![route("first frist")]).refused(
        "letters",
        "eligibility[0].requires[1]",
        &unknown("step or credential", "frist", Some("first")),
    );
    with(|it| it.eligibility = vec![route("first"), route("")]).refused(
        "letters",
        "eligibility[1].requires",
        &ProblemKind::EmptyRoute,
    );
}

#[test]
fn what_an_exam_names_exists() {
    let domain = |number, weight: &str| Domain {
        number,
        title: "".into(),
        weight: facts(weight).pop(),
        topics: Vec::new(),
    };
    let outline = |domains| {
        with(|it| {
            it.exams = vec![Exam {
                domains,
                ..Exam::default()
            }];
        })
    };
    outline(vec![domain(1, "f.known"), domain(2, "")]).sound();
    outline(vec![domain(1, ""), domain(3, "")]).refused(
        "letters",
        "exam[0].domain[1].number",
        &ProblemKind::DomainOutOfOrder { expected: 2 },
    );
    outline(vec![domain(1, "f.unknown")]).refused(
        "letters",
        "exam[0].domain[0].weight",
        &unknown("fact", "f.unknown", Some("f.known")),
    );
    with(|it| it.exams = vec![Exam::default(), Exam::default()]).refused(
        "letters",
        "exam[1]",
        &ProblemKind::ExamTwice,
    );
}

#[test]
fn what_a_renewal_names_exists() {
    let renewal = |share: &str, other: &str| {
        with(|it| {
            it.renewal = Some(Renewal {
                shares: vec![Share {
                    id: ShareId::new("guild").expect("an id"),
                    title: "".into(),
                    share: facts(share).remove(0),
                    confirm: false,
                }],
                replaced_by: CredentialId::new(other).ok(),
                ..Renewal::default()
            });
        })
    };
    renewal("f.known", "letters").sound();
    renewal("f.none", "letters").refused(
        "letters",
        "renewal.share[0].share",
        &unknown("fact", "f.none", None),
    );
    renewal("f.known", "latters").refused(
        "letters",
        "renewal.replaced-by",
        &unknown("credential", "latters", Some("letters")),
    );
}

#[test]
fn its_days_come_from_steps() {
    with(|it| it.dated_by = StepId::new("firts").ok()).refused(
        "letters",
        "dated-by",
        &unknown("step", "firts", Some("first")),
    );
    with(|it| it.reopens_on_fail = vec![StepId::new("first-one").expect("an id")]).refused(
        "letters",
        "reopens-on-fail[0]",
        &unknown("step", "first-one", None),
    );
}
