//! Practice exams and attempts, one by one, and what follows from an attempt.

use jiff::civil::Date;

use crate::{
    catalog::{CredentialKey, StepKey, credential::Credential},
    journey::{
        days_between,
        entries::{Practice, newest_first},
        evaluation::Evaluation,
        marking,
        readiness::{Counts, Readiness, Sitting},
        record::{Attempt, State},
    },
    render::{
        clocks,
        fact::with_trust,
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
        let words = format!(
            "{}, {}{}",
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

/// What to mark after an exam that was passed, where it is not marked yet.
#[must_use]
pub fn to_mark(evaluation: &Evaluation<'_>, key: CredentialKey, on: Date) -> Option<String> {
    let credential = evaluation.catalog.credential(key);
    let dating = super::named(evaluation, credential.dated_by.as_ref());
    let dating = dating.or_else(|| evaluation.catalog.awarding(&credential.id).next());
    let step = dating.filter(|&step| !evaluation.is_satisfied(step))?;
    let exam = super::named(evaluation, credential.exam_day.as_ref());
    let exam = exam.filter(|&exam| exam != step && !evaluation.is_satisfied(exam));
    let id = &evaluation.catalog.step(step).id;
    let sets = [
        Vec::from([step]),
        Vec::from_iter(exam.into_iter().chain([step])),
    ];
    let mut sets = sets.iter();
    let found = sets.find(|set| marking::judge(evaluation, set, State::Done).is_ok());
    Some(match found {
        Some(set) => {
            let ids = wording::ids(evaluation.catalog, set).join(" ");
            format!("It marks no step. To do that: hitpath check {ids} --on {on}")
        }
        None => format!("It marks no step. What {id} still waits for: hitpath show {id}"),
    })
}

/// The day from which the exam may be tried again, as far as it is known.
#[must_use]
pub fn retake_from(evaluation: &Evaluation<'_>, key: CredentialKey) -> Option<Date> {
    let waits = evaluation.retake_waits(key);
    waits.iter().filter_map(|clock| clock.ends).max()
}
