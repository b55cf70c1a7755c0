//! `hitpath exam`: how ready a person is, what to study, and when.

mod entries;
pub mod explain;
mod study;
pub(in crate::render) mod words;

pub use entries::{
    attempts_of, does_not_fit, inside_wait, not_counted, retake, retake_from, to_mark,
};
pub use words::{in_a_line, missing, reason_to_study, why};

use super::{
    dates,
    page::Page,
    painted::Painted,
    style::{Role, Style},
    wording::{self, counted},
};
use crate::{
    catalog::{CredentialKey, StepKey, credential::Credential, id::StepId},
    journey::{
        days_between,
        evaluation::Evaluation,
        hundredths::Hundredths,
        plan::Plan,
        readiness::{
            DomainResults, Readiness,
            outline::{ExamDay, KnownBy, Weight},
        },
        study::StudyPlan,
    },
};
use words::{goal_in_words, range, study_next};

/// That the figures are no promise.
const NO_CHANCE: &str = "It says how your practice goes: it is no chance to pass, and not the scaled score of the exam.";

/// The whole page of an exam; all practice exams are listed only where that is
/// asked for.
#[must_use]
pub fn exam(
    evaluation: &Evaluation<'_>,
    key: CredentialKey,
    with_all: bool,
    style: &Style,
) -> String {
    let found = Readiness::of(evaluation, key);
    let id = &found.credential.id;
    let mut page = Page::default();
    page.heading(&found.credential.title, "exam");
    if let Some(outline) = &found.outline {
        page.field("Exam day", &exam_day(evaluation, &found, outline.picked_by));
        page.field("Outline", &why(evaluation, outline));
        for found in too_early(evaluation, found.credential, outline.picked_by) {
            page.sentence("too early", &format!("  {found}"));
        }
    }
    figures(&mut page, &found);
    domains(&mut page, &found, style);
    if let Some(plan) = StudyPlan::of(evaluation, &found) {
        study::part(&mut page, &found, &plan);
    }
    entries::sittings(&mut page, &found, with_all);
    entries::attempts(&mut page, evaluation, key);
    page.gap();
    let others = others(evaluation, found.credential);
    if !others.is_empty() {
        page.sentence(
            "others",
            &format!("Results of other exams: {}", wording::list(&others, "and")),
        );
    }
    let write = if found.domains.is_empty() {
        format!("hitpath exam practice {id} --score 75")
    } else {
        format!("hitpath exam practice {id} --domain 1=72 2=80")
    };
    page.sentence("write", &format!("Write results down: {write}"));
    page.sentence(
        "more",
        &format!("How the figures come about: hitpath exam {id} --explain"),
    );
    page.render(style)
}

fn exam_day(evaluation: &Evaluation<'_>, found: &Readiness<'_>, exam: ExamDay) -> String {
    let day = exam.day;
    let days = days_between(evaluation.today, day);
    let in_days = match days {
        0 => "today".to_owned(),
        days => format!("in {}", counted(days.unsigned_abs() as usize, "day")),
    };
    match exam.known_by {
        KnownBy::Sat => format!("{day}, behind you"),
        _ if found.is_behind => "behind you".to_owned(),
        KnownBy::Expected => format!("{day} ({in_days}), as you wrote down"),
        KnownBy::Window => {
            let booked = to_book(evaluation, found.credential);
            format!("by {day} ({in_days}), the end of its window{booked}")
        }
        KnownBy::Plan | KnownBy::Today => {
            format!("not known yet{}", to_book(evaluation, found.credential))
        }
    }
}

/// That the plan gets to the exam only after the day it is booked on.
fn too_early(evaluation: &Evaluation<'_>, credential: &Credential, exam: ExamDay) -> Vec<String> {
    if exam.known_by != KnownBy::Expected {
        return Vec::new();
    }
    let step = named(evaluation, credential.exam_day.as_ref());
    let mut found = Plan::without_finish(evaluation).too_early;
    found.retain(|found| Some(found.step) == step);
    let found = found.iter();
    found
        .map(|found| dates::too_early(evaluation, found))
        .collect()
}

/// How to say when the exam is.
fn to_book(evaluation: &Evaluation<'_>, credential: &Credential) -> String {
    let step = named(evaluation, credential.exam_day.as_ref());
    step.map_or_else(String::new, |step| {
        let id = &evaluation.catalog.step(step).id;
        format!("; once it is booked: hitpath check {id} --expect DATE")
    })
}

fn named(evaluation: &Evaluation<'_>, id: Option<&StepId>) -> Option<StepKey> {
    evaluation.catalog.step_named(id?.as_str())
}

fn figures(page: &mut Page, found: &Readiness<'_>) {
    page.section("Readiness");
    if let Some(figures) = &found.figures {
        page.field("Now", &range(figures));
    } else {
        page.field("Now", "no figure yet");
        page.items("Missing", missing(found));
    }
    match &found.goal {
        Some(goal) => page.field("Goal", &goal_in_words(goal)),
        None => page.field("Goal", "none set: hitpath set readiness-target=PERCENT"),
    }
    if let Some(next) = study_next(found) {
        page.field("Study next", &next);
    }
    if !found.sittings.is_empty() {
        page.field("Mind", NO_CHANCE);
    }
}

fn domains(page: &mut Page, found: &Readiness<'_>, style: &Style) {
    if found.domains.is_empty() {
        return;
    }
    page.section("Domains");
    for domain in &found.domains {
        let number = domain.domain.number;
        let (reached, behind) = in_words(found, domain);
        if style.plain {
            let title = &domain.domain.title;
            let label = format!("domain {number}");
            page.field(&label, &format!("{title}; {reached}; {behind}"));
            continue;
        }
        let marker = Painted::new(Some(Role::Name), format!("  {number} "));
        page.prose("", marker, vec![Painted::new(None, &*domain.domain.title)]);
        let role = match found.distance(domain) {
            Some(Hundredths::ZERO) => Role::Done,
            Some(_) => Role::Attention,
            None => Role::Faint,
        };
        let bar = domain.figures.map_or_else(String::new, |figures| {
            let reached = words::reached(figures.likely).floor() as usize;
            format!("{} ", style.bar(reached, 100, 10))
        });
        let marker = Painted::new(Some(role), format!("    {bar}"));
        page.prose("", marker, vec![Painted::new(None, reached)]);
        let marker = Painted::new(None, "    ");
        page.prose("", marker, vec![Painted::new(Some(Role::Faint), behind)]);
    }
    weights(page, found);
}

/// How far the weights can be trusted.
fn weights(page: &mut Page, found: &Readiness<'_>) {
    let id = &found.credential.id;
    let weights = found.domains.iter().filter_map(|domain| domain.weight);
    let is_disputed = |weight: &Weight<'_>| {
        weight.fact.correction.is_none() && !weight.fact.version.also.is_empty()
    };
    let disputed = weights.clone().filter(is_disputed).count();
    if disputed > 0 {
        let disputed = counted(disputed, "weight");
        let said = format!(
            "Sources disagree on {disputed}; the first named counts here. Both sides: hitpath show {id}"
        );
        page.sentence("weights", &said);
    }
    let old = weights.filter(|weight| weight.fact.is_stale()).count();
    if old > 0 {
        let old = counted(old, "weight");
        let said = format!("To check again, since it was long ago: {old}, hitpath show {id}");
        page.sentence("weights", &said);
    }
}

/// `69 percent (60 to 74), 11 below the goal`, and what is behind it: `weighs 19
/// to 25 percent; 3 results, last on 2026-11-20`.
fn in_words(found: &Readiness<'_>, domain: &DomainResults<'_>) -> (String, String) {
    let weighs = match domain.weight {
        Some(weight) => format!("weighs {}", wording::value(weight.fact.value())),
        None => "its weight is not known to us".to_owned(),
    };
    let (Some(figures), Some(last)) = (&domain.figures, domain.results.first()) else {
        return ("no result yet".to_owned(), weighs);
    };
    let [low, mean, high] =
        [figures.low, figures.likely, figures.high].map(|it| words::reached(it).floor());
    let spread = if low == high {
        String::new()
    } else {
        format!(" ({low} to {high})")
    };
    let distance = match words::below_goal(found, domain) {
        Some(Hundredths::ZERO) => ", goal reached".to_owned(),
        Some(distance) => format!(", {distance} below the goal"),
        None => String::new(),
    };
    let results = counted(domain.results.len(), "result");
    (
        format!("{mean} percent{spread}{distance}"),
        format!("{weighs}; {results}, last on {}", last.on),
    )
}

/// The commands for other exams that there are results of, and exams that no
/// file of the catalog knows.
fn others(evaluation: &Evaluation<'_>, credential: &Credential) -> Vec<String> {
    let practice = evaluation.record.practice.iter();
    let practice = practice.map(|one| one.exam.as_str());
    let attempts = evaluation.record.attempts.iter();
    let attempts = attempts.map(|one| one.exam.as_str());
    let mut exams: Vec<&str> = practice.chain(attempts).collect();
    exams.sort_unstable();
    exams.dedup();
    exams.retain(|exam| *exam != credential.id.as_str());
    let known = |exam: &str| match evaluation.catalog.credential_named(exam) {
        Some(_) => format!("hitpath exam {exam}"),
        None => format!("{exam} (kept, but in no file of the catalog)"),
    };
    exams.into_iter().map(known).collect()
}
