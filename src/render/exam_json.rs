//! `hitpath exam --json`

use serde::Serialize;

use super::{
    exam::{attempts_of, explain, missing, not_counted, reason_to_study, retake_from, why},
    json::{FORMAT_VERSION, Number, day, text},
};
use crate::{
    catalog::CredentialKey,
    journey::{
        evaluation::Evaluation,
        hundredths::Hundredths,
        readiness::{Outcome, Readiness, StudyNext, outline::KnownBy},
        study::{Stretch, StudyPlan},
    },
};

/// Readiness for an exam; `explained` adds the formula.
#[must_use]
pub fn exam(evaluation: &Evaluation<'_>, key: CredentialKey, explained: bool) -> String {
    let found = Readiness::of(evaluation, key);
    let plan = StudyPlan::of(evaluation, &found);
    let goal = found.goal.map(|goal| Number::from(goal.percent));
    let down = |number: f64| Number::from(Hundredths::rounded_down(number));
    let domains = || found.domains.iter();
    text(&Exam {
        format_version: FORMAT_VERSION,
        today: day(evaluation.today),
        exam: found.credential.id.as_str(),
        outline: found.outline.as_ref().map(|outline| OutlineShape {
            effective_from: outline.effective_from.map(day),
            why: why(evaluation, outline),
            exam_day: Some(outline.picked_by)
                .filter(|it| it.known_by != KnownBy::Plan || evaluation.record.shows_dates())
                .map(|it| day(it.day)),
            exam_day_is: outline.picked_by.known_by.word(),
            domains: domains()
                .map(|one| DomainShape {
                    id: one.domain.number,
                    title: &one.domain.title,
                    low: one.weight.map(|weight| Number(weight.range.low)),
                    high: one.weight.map(|weight| Number(weight.range.high)),
                    fact: one.domain.weight.as_ref().map(|fact| fact.as_str()),
                })
                .collect(),
        }),
        sittings: found.sittings_counted(),
        domains: domains()
            .map(|one| ResultsShape {
                id: one.domain.number,
                mean: one.figures.map(|figures| down(figures.likely)),
                low: one.figures.map(|figures| down(figures.low)),
                high: one.figures.map(|figures| down(figures.high)),
                results: one.results.iter().map(result).collect(),
                last_on: one.results.first().map(|last| day(last.on)),
            })
            .collect(),
        readiness: found.figures.map(|figures| ReadinessShape {
            low: down(figures.low),
            likely: down(figures.likely),
            high: down(figures.high),
            target: goal,
        }),
        target: goal,
        target_is: found
            .goal
            .map(|goal| if goal.is_own { "own" } else { "advice" }),
        missing: missing(&found),
        study_next: study_next(&found),
        study_plan: plan.map(|plan| plan_shape(&found, &plan)),
        retake_from: retake_from(evaluation, key).map(day),
        practice: found
            .sittings
            .iter()
            .map(|sitting| PracticeShape {
                id: &sitting.entry.id,
                on: day(sitting.entry.on),
                domains: sitting
                    .entry
                    .domains
                    .iter()
                    .map(|(&id, percent)| PercentShape {
                        id,
                        percent: (*percent).into(),
                    })
                    .collect(),
                score: sitting.entry.score.map(Number::from),
                questions: sitting.entry.questions,
                counted: sitting.is_counted(),
                remark: not_counted(sitting),
            })
            .collect(),
        attempts: attempts_of(evaluation, found.credential)
            .into_iter()
            .map(|attempt| AttemptShape {
                id: &attempt.id,
                on: day(attempt.on),
                result: attempt.result.word(),
                score: attempt.score,
            })
            .collect(),
        explain: explained.then(|| {
            let example = explain::example(evaluation, &found);
            explain::formula().into_iter().chain(example).collect()
        }),
    })
}

fn result(result: &Outcome) -> ResultShape {
    ResultShape {
        on: day(result.on),
        percent: result.percent.into(),
    }
}

fn study_next(found: &Readiness<'_>) -> Option<NextShape> {
    let StudyNext::Domain { place, .. } = found.study_next? else {
        return None;
    };
    Some(NextShape {
        domain: found.domains.get(place)?.domain.number,
        reason: reason_to_study(found)?,
    })
}

fn plan_shape(found: &Readiness<'_>, plan: &StudyPlan) -> PlanShape {
    let stretch = |stretch: &Stretch| StretchShape {
        starts: day(stretch.starts),
        ends: day(stretch.ends),
        weeks: stretch.weeks,
        hours: stretch.hours.into(),
        domains: found
            .domains
            .iter()
            .zip(&stretch.domains)
            .map(|(one, hours)| HoursShape {
                id: one.domain.number,
                hours: (*hours).into(),
            })
            .collect(),
    };
    PlanShape {
        until: plan.until.map(|until| day(until.day)),
        hours_per_week: plan.hours_per_week,
        hours_are_given: plan.hours_are_given,
        shared_by: plan.shared_by.word(),
        stretches: plan.stretches.iter().map(stretch).collect(),
    }
}

#[derive(Serialize)]
struct Exam<'s> {
    format_version: u32,
    today: String,
    exam: &'s str,
    /// None where none is known.
    outline: Option<OutlineShape<'s>>,
    /// Practice exams that count.
    sittings: usize,
    domains: Vec<ResultsShape>,
    /// None while something is missing.
    readiness: Option<ReadinessShape>,
    target: Option<Number>,
    /// `own` or `advice`.
    target_is: Option<&'static str>,
    missing: Vec<String>,
    /// None while it cannot be said, and where every domain has reached the
    /// target.
    study_next: Option<NextShape>,
    study_plan: Option<PlanShape>,
    /// None without a failed attempt, or where the wait is not known.
    retake_from: Option<String>,
    practice: Vec<PracticeShape<'s>>,
    attempts: Vec<AttemptShape<'s>>,
    explain: Option<Vec<String>>,
}

#[derive(Serialize)]
struct OutlineShape<'s> {
    effective_from: Option<String>,
    why: String,
    /// None where it is only planned, and planned dates are switched off.
    exam_day: Option<String>,
    /// `sat`, `expected`, `window`, `plan` or `today`.
    exam_day_is: &'static str,
    domains: Vec<DomainShape<'s>>,
}

#[derive(Serialize)]
struct DomainShape<'s> {
    id: u32,
    title: &'s str,
    low: Option<Number>,
    high: Option<Number>,
    fact: Option<&'s str>,
}

#[derive(Serialize)]
struct ResultsShape {
    id: u32,
    mean: Option<Number>,
    low: Option<Number>,
    high: Option<Number>,
    results: Vec<ResultShape>,
    last_on: Option<String>,
}

#[derive(Serialize)]
struct ResultShape {
    on: String,
    percent: Number,
}

#[derive(Serialize)]
struct ReadinessShape {
    low: Number,
    likely: Number,
    high: Number,
    target: Option<Number>,
}

#[derive(Serialize)]
struct NextShape {
    domain: u32,
    reason: String,
}

#[derive(Serialize)]
struct PlanShape {
    until: Option<String>,
    hours_per_week: u32,
    hours_are_given: bool,
    /// `weight` or `weight_and_distance`.
    shared_by: &'static str,
    stretches: Vec<StretchShape>,
}

#[derive(Serialize)]
struct StretchShape {
    starts: String,
    ends: String,
    /// 0 for less than one.
    weeks: u32,
    hours: Number,
    domains: Vec<HoursShape>,
}

#[derive(Serialize)]
struct HoursShape {
    id: u32,
    hours: Number,
}

#[derive(Serialize)]
struct PracticeShape<'s> {
    id: &'s str,
    on: String,
    domains: Vec<PercentShape>,
    score: Option<Number>,
    questions: Option<u32>,
    counted: bool,
    remark: Option<String>,
}

#[derive(Serialize)]
struct PercentShape {
    id: u32,
    percent: Number,
}

#[derive(Serialize)]
struct AttemptShape<'s> {
    id: &'s str,
    on: String,
    result: &'static str,
    score: Option<u32>,
}
