//! Practice exams and attempts, one by one, and what follows from an attempt.

use jiff::civil::Date;

use crate::{
    catalog::{CredentialKey, StepKey, credential::Credential},
    journey::{
        days_between,
        entries::{Practice, newest_first},
        evaluation::Evaluation,
        readiness::{Counts, Readiness, Sitting},
        record::Attempt,
    },
    render::{
        clocks,
        fact::with_trust,
        measured,
        page::Page,
        painted::Painted,
        style::Role,
        wording::{self, counted},
    },
};

/// So many practice exams are listed where not all are asked for.
const SITTINGS_SHOWN: usize = 10;

pub(super) fn sittings(page: &mut Page, found: &Readiness<'_>, with_all: bool) {
    if found.sittings.is_empty() {
        return;
    }
    page.section("Practice exams");
    let all = found.sittings.len();
    let shown = if with_all { all } else { SITTINGS_SHOWN };
    for sitting in found.sittings.iter().take(shown) {
        let not_counted = not_counted(sitting);
        let entry = result_in_words(sitting.entry);
        let words = match not_counted {
            Some(why) => format!("{entry} ({why})"),
            None => entry,
        };
        entry_line(page, "practice", &sitting.entry.id, &words);
    }
    let more = all.saturating_sub(shown);
    if more > 0 {
        let more = counted(more, "earlier one");
        let id = &found.credential.id;
        page.sentence(
            "practice",
            &format!("  {more} not listed, and counted: hitpath exam {id} --all"),
        );
    }
    page.sentence(
        "change",
        "  To change one: hitpath exam edit ID; to take it out: hitpath exam remove ID",
    );
}

/// An entry behind its name.
fn entry_line(page: &mut Page, kind: &str, id: &str, words: &str) {
    let shown = wording::entry_id(id);
    let marker = Painted::new(Some(Role::Name), format!("  {shown}: "));
    let words = Painted::new(None, words);
    page.prose(&format!("{kind} {shown}"), marker, vec![words]);
}

fn result_in_words(entry: &Practice) -> String {
    let domains = entry.domains.iter();
    let mut results: Vec<String> = domains
        .map(|(number, percent)| format!("{number}: {percent}"))
        .collect();
    results.extend(entry.score.map(|score| format!("in all: {score}")));
    results.extend(
        entry
            .questions
            .map(|questions| counted(questions as usize, "question")),
    );
    format!("{}, {}", entry.on, results.join(", "))
}

/// Why a practice exam counts for nothing, or not in all domains.
#[must_use]
pub fn not_counted(sitting: &Sitting<'_>) -> Option<String> {
    Some(match &sitting.counts {
        Counts::Without(numbers) => {
            let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
            if numbers.is_empty() {
                return None;
            }
            let list = wording::list(&numbers, "and");
            format!("not counted: {list}, not in this outline")
        }
        Counts::OnlyOverall => "kept, not counted: no result by domain".to_owned(),
        Counts::Later => "not counted: after today".to_owned(),
        Counts::OtherOutline => {
            "not counted: an outline with other domains was in force".to_owned()
        }
        Counts::NoneOfThese => "not counted: no domain of it is in this outline".to_owned(),
    })
}

/// The attempts at an exam, newest first.
#[must_use]
pub fn attempts_of<'e>(evaluation: &Evaluation<'e>, credential: &Credential) -> Vec<&'e Attempt> {
    let attempts = evaluation.record.attempts.iter();
    let attempts = attempts.filter(|one| one.exam == credential.id.as_str());
    let attempts: Vec<&Attempt> = attempts.collect();
    let places = newest_first(attempts.iter().map(|one| one.on)).into_iter();
    places.map(|place| attempts[place]).collect()
}

pub(super) fn attempts(page: &mut Page, evaluation: &Evaluation<'_>, key: CredentialKey) {
    let credential = evaluation.catalog.credential(key);
    let attempts = attempts_of(evaluation, credential);
    let retake = retake(evaluation, key);
    if attempts.is_empty() && retake.is_empty() {
        return;
    }
    page.section("Attempts");
    for attempt in attempts {
        let score = attempt.score.map(|score| format!(", score {score}"));
        let to_come = match attempt.on > evaluation.today {
            true => "; still to come, so not counted",
            false => "",
        };
        let words = format!(
            "{}, {}{}{to_come}",
            attempt.on,
            attempt.result.word(),
            score.unwrap_or_default()
        );
        entry_line(page, "attempt", &attempt.id, &words);
    }
    for sentence in retake {
        page.sentence("again", &format!("  {sentence}"));
    }
    let again = credential.reopens_on_fail.iter();
    let again = again.filter_map(|id| evaluation.catalog.step_named(id.as_str()));
    let is_open = |step: &StepKey| !evaluation.is_satisfied(*step);
    let again: Vec<StepKey> = again.filter(is_open).collect();
    if evaluation.failed(key).is_some() && !again.is_empty() {
        let ids = wording::list(&wording::ids(evaluation.catalog, &again), "and");
        page.sentence("again", &format!("  To do again: {ids}"));
    }
}

/// When the exam may be tried again after a failed attempt, and by which rule.
#[must_use]
pub fn retake(evaluation: &Evaluation<'_>, key: CredentialKey) -> Vec<String> {
    if evaluation.failed(key).is_none() {
        return Vec::new();
    }
    let waits = evaluation.retake_waits(key);
    let known = waits.iter().filter_map(|clock| Some((clock.ends?, clock)));
    let mut said = Vec::new();
    for (from, clock) in known {
        let days = days_between(evaluation.today, from);
        let when = match days {
            ..=0 => format!("is possible since {from}"),
            _ => format!(
                "is possible from {from} on, in {}",
                counted(days.unsigned_abs() as usize, "day")
            ),
        };
        let why = clocks::reason_to_wait(clock);
        said.push(format!("The next attempt {when}: {why}."));
        let rule = clocks::source(clock);
        if !rule.is_empty() {
            said.push(format!("Rule: {rule}."));
        }
    }
    if said.is_empty() {
        let body = &evaluation.catalog.credential(key).body;
        said.push(format!(
            "How long to wait before the next attempt is not known to us: ask {body}."
        ));
    }
    said
}

/// That the score of an attempt does not fit its result, by the score that passes.
#[must_use]
pub fn does_not_fit(
    evaluation: &Evaluation<'_>,
    key: CredentialKey,
    attempt: &Attempt,
) -> Option<String> {
    let passing = evaluation.pass_score_against(key, attempt)?;
    let (result, id) = (attempt.result.word(), &attempt.id);
    Some(format!(
        "note: the score {} does not fit the result {result}. What passes: {}. Both are written \
         down as you said; the official report decides. To change them: hitpath exam edit {id} \
         --result RESULT --score SCORE",
        attempt.score?,
        with_trust(&passing)
    ))
}

/// That the day of an evaluation lies inside the wait after a failed attempt, so
/// that an exam on it may be a slip of the pen.
#[must_use]
pub fn inside_wait(on_that_day: &Evaluation<'_>, key: CredentialKey) -> Option<String> {
    let failed = on_that_day.failed(key)?.on;
    let day = Some(on_that_day.today).filter(|&day| day > failed)?;
    let waits = on_that_day.retake_waits(key);
    let clock = waits.iter().find(|clock| clock.ends > Some(day))?;
    let ends = clock.ends?;
    let why = clocks::reason_to_wait(clock);
    Some(format!(
        "note: {day} lies inside the wait after the attempt of {failed}, which lasts until {ends}: \
         {why}. It is written down as you said; look at the day again."
    ))
}

/// What to mark after an exam that was passed, where it is not marked yet. What
/// lies on the pathway is offered with all else that can be marked.
#[must_use]
pub fn to_mark(evaluation: &Evaluation<'_>, key: CredentialKey) -> Option<String> {
    let credential = evaluation.catalog.credential(key);
    let step = evaluation.passed_step(credential)?;
    if evaluation.holds(step) || evaluation.is_satisfied(step) {
        return None;
    }
    let to_mark = measured::to_mark(evaluation, step);
    Some(format!("It marks no step. To do that: {to_mark}"))
}

/// The day from which the exam may be tried again, as far as it is known.
#[must_use]
pub fn retake_from(evaluation: &Evaluation<'_>, key: CredentialKey) -> Option<Date> {
    let waits = evaluation.retake_waits(key);
    waits.iter().filter_map(|clock| clock.ends).max()
}
