//! Sentences and their grammar, in one place.

use super::clocks;
use crate::{
    catalog::{
        Catalog, StepKey,
        fact::{Confidence, FactValue},
        id::{FactId, TopicId},
        length::Estimate,
        money::{Cents, grouped},
        text::{Piece, pieces},
    },
    journey::{
        days_between,
        evaluation::{Evaluation, Missing},
        facts::FactInForce,
        next::{NextAction, NoneBecause, Reason, SetBy},
        record::State,
    },
};
use jiff::civil::Date;

pub use super::shell::{typed, typed_file};

/// `1 step`, `2 steps`, `2 entries`, `2 addresses`.
#[must_use]
pub fn counted(count: usize, one: &str) -> String {
    let is_vowel = |letter: char| "aeiou".contains(letter);
    let many = match one.strip_suffix('y') {
        Some(stem) if !stem.ends_with(is_vowel) => format!("{stem}ies"),
        None if one.ends_with('s') => format!("{one}es"),
        _ => format!("{one}s"),
    };
    counted_as(count, one, &many)
}

/// `1 piece of work`, `2 pieces of work`: the same where the words for many are
/// not those for one with an end.
#[must_use]
pub fn counted_as(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The id of an entry, as lists show it; one that was written down by hand may
/// have none.
#[must_use]
pub fn entry_id(id: &str) -> &str {
    if id.is_empty() { "(no id)" } else { id }
}

/// `one` to `twelve`, and digits from there on.
#[must_use]
pub fn in_words(count: usize) -> String {
    const WORDS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let word = count.checked_sub(1).and_then(|place| WORDS.get(place));
    word.map_or_else(|| count.to_string(), |&word| word.to_owned())
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn list<T: AsRef<str>>(items: &[T], joiner: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [firsts @ .., last] => {
            let firsts: Vec<&str> = firsts.iter().map(AsRef::as_ref).collect();
            format!("{} {joiner} {}", firsts.join(", "), last.as_ref())
        }
    }
}

/// The ids of steps, for a list.
#[must_use]
pub fn ids<'c>(catalog: &'c Catalog, steps: &[StepKey]) -> Vec<&'c str> {
    steps
        .iter()
        .map(|&step| catalog.step(step).id.as_str())
        .collect()
}

/// The ids of steps in a sentence, required ones before others: all of a few,
/// of many the first and how many more.
fn some_ids(catalog: &Catalog, steps: &[StepKey]) -> String {
    const FEW: usize = 3;
    let mut steps = steps.to_vec();
    steps.sort_by_key(|&step| catalog.step(step).optional);
    let shown = if steps.len() > FEW { 1 } else { FEW };
    let shown = &steps[..steps.len().min(shown)];
    let mut words: Vec<String> = ids(catalog, shown).into_iter().map(String::from).collect();
    if steps.len() > shown.len() {
        words.push(format!("{} more", steps.len() - shown.len()));
    }
    list(&words, "and")
}

/// The commands that show guide topics: `hitpath guide fit and hitpath guide
/// day`.
#[must_use]
pub fn topics(topics: &[TopicId]) -> String {
    let commands = topics.iter();
    let commands: Vec<String> = commands
        .map(|topic| format!("hitpath guide {topic}"))
        .collect();
    list(&commands, "and")
}

/// Why a step is next, in one sentence without a full stop.
#[must_use]
pub fn reason(evaluation: &Evaluation<'_>, action: &NextAction) -> String {
    let catalog = evaluation.catalog;
    match &action.reason {
        Reason::Happened { on: Some(on) } => {
            format!("it happened on {on}, and is only to be marked")
        }
        Reason::Happened { on: None } => "it has happened, and is only to be marked".to_owned(),
        Reason::GoalMet => "its goal is met, and it is only to be marked".to_owned(),
        Reason::Behind { opens } => {
            let waits = |step| format!("; {} waits for it", catalog.step(step).id);
            let waits = opens.map(waits).unwrap_or_default();
            format!("what it leads to has happened already, so mark it if it is done{waits}")
        }
        Reason::Overdue { day, set_by } => {
            let late = counted(days_since(*day, evaluation.today), "day");
            match set_by {
                SetBy::Person => format!("your own date for it, {day}, passed {late} ago"),
                SetBy::Clock(clock) => clocks::late_by(evaluation, *clock, *day, &late),
                SetBy::Outside => format!("it was expected to be done by {day}, {late} ago"),
            }
        }
        Reason::UnderWay => {
            let since = evaluation.mark(action.step).and_then(|mark| mark.on);
            let since = since.map_or_else(String::new, |on| format!(" since {on}"));
            match waiting_words(action.waiting_in_the_end) {
                Some(waiting) => format!("it is under way{since}, and {waiting}"),
                None => format!("it is under way{since}"),
            }
        }
        Reason::AfterNo { question } => {
            let question = &catalog.step(*question).id;
            format!("{question} is answered no, and the way on starts here")
        }
        Reason::AfterFail { day } => {
            format!("the exam of {day} was not passed, and the way on starts here")
        }
        Reason::Inside { ends, clock } => clocks::inside(evaluation, action.step, *clock, *ends),
        Reason::RanOut { day, clock } => clocks::ran_out(evaluation, *clock, *day),
        Reason::Lapsed => "it was done, and is no longer valid".to_owned(),
        Reason::OneOf { opens, others } => {
            let opens = catalog.step(*opens).id.as_str();
            let others = list(&ids(catalog, others), "or");
            format!("this or {others} opens {opens}")
        }
        Reason::OthersWait => {
            let opens = some_ids(catalog, &action.unlocks);
            match waiting_words(action.waiting_in_the_end) {
                Some(waiting) if opens.is_empty() => waiting,
                Some(waiting) => format!("it opens {opens}; {waiting}"),
                None => format!("it opens {opens}"),
            }
        }
        Reason::EndsStage => "it is the last required step left in its stage".to_owned(),
        Reason::Required => "it is required, and no other required step waits for it".to_owned(),
        Reason::Optional => {
            "it is optional: it can help, and nothing is held up without it".to_owned()
        }
    }
}

fn waiting_words(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("1 required step waits for it".to_owned()),
        more => Some(format!("{more} required steps wait for it")),
    }
}

/// Why no required step can be done now, in one sentence.
#[must_use]
pub fn none_because(evaluation: &Evaluation<'_>, because: &NoneBecause) -> String {
    match because {
        NoneBecause::Done => "Every required step of this pathway is done.".to_owned(),
        NoneBecause::Waiting { until, steps } => {
            clocks::none_but_waiting(evaluation, *until, steps)
        }
        NoneBecause::Stopped(steps) => {
            let catalog = evaluation.catalog;
            let said = list(&ids(catalog, steps), "and");
            let said = format!("No required step is open, because of the answer no: {said}.");
            // A required question says so itself, in a line of its own.
            let choices = steps.iter().filter(|&&step| catalog.step(step).optional);
            let choices: Vec<StepKey> = choices.copied().collect();
            match ids(catalog, &choices).as_slice() {
                [] => said,
                [only] => format!(
                    "{said} What to do then: hitpath show {only}. Once it is a yes: hitpath check {only}"
                ),
                [first, ..] => format!(
                    "{said} What to do then: hitpath show {first}. Once one of them is a yes: \
                     hitpath check ID"
                ),
            }
        }
    }
}

/// What a required question answered no means, and what to do about it.
#[must_use]
pub fn answered_no(evaluation: &Evaluation<'_>, step: StepKey) -> String {
    let catalog = evaluation.catalog;
    let mut helps = evaluation.path.iter().copied();
    let helps = helps.find(|&other| catalog.links(other).offered_until.contains(&step));
    let id = &catalog.step(step).id;
    let what_now = &catalog.step(helps.unwrap_or(step)).id;
    format!(
        "{id} is answered no, and required steps wait for a yes. \
         What to do: hitpath show {what_now}. Once it is a yes: hitpath check {id}"
    )
}

/// That a question on which a credential depends was answered in passing.
#[must_use]
pub fn taken_as_yes(catalog: &Catalog, question: StepKey) -> String {
    let question = catalog.step(question);
    let (id, title) = (&question.id, &question.title);
    format!("This answers yes to {id}: {title}. If that is not so: hitpath check {id} --as no")
}

/// That what was waived is a condition for a credential.
#[must_use]
pub fn waived_conditions(catalog: &Catalog, waived: &[StepKey]) -> String {
    let waived = list(&ids(catalog, waived), "and");
    format!(
        "A credential depends on {waived}, and a waiver proves nothing to the body that awards \
         it. Have its own word in writing."
    )
}

/// The verb that fits so many things.
#[must_use]
pub fn is_or_are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

/// What a step still waits for: `a`, or `one of b, c`.
#[must_use]
pub fn missing(evaluation: &Evaluation<'_>, missing: &Missing) -> String {
    match missing {
        Missing::Step(step) => evaluation.catalog.step(*step).id.to_string(),
        Missing::OneOf(members) => {
            let names = list(&ids(evaluation.catalog, members), "or");
            format!("one of {names}")
        }
    }
}

/// How a state reads in a sentence about a change.
#[must_use]
pub fn state(state: State, is_question: bool) -> &'static str {
    match state {
        State::Todo => "to do again",
        State::Doing => "under way",
        State::Done if is_question => "answered yes",
        State::Done => "done",
        State::Waived => "waived",
        State::No => "answered no",
    }
}

/// An effort: `1 to 4 hours, likely 2`.
#[must_use]
pub fn effort(hours: Estimate) -> Option<String> {
    estimate(hours, "hour")
}

/// A wait: `14 to 60 days, likely 30`.
#[must_use]
pub fn wait(days: Estimate) -> Option<String> {
    estimate(days, "day")
}

fn estimate(estimate: Estimate, unit: &str) -> Option<String> {
    let Estimate { low, likely, high } = estimate;
    match (low, high) {
        (_, 0) => None,
        (low, high) if low == high => Some(counted(likely as usize, unit)),
        (low, high) => Some(format!("{low} to {high} {unit}s, likely {likely}")),
    }
}

/// The value of a fact: `$229`, `19 to 25 percent`, `120 days`.
#[must_use]
pub fn value(value: &FactValue) -> String {
    match value {
        FactValue::Number(number) => self::number(*number),
        FactValue::Text(text) => text.to_string(),
        FactValue::Money { usd } => Cents::of_usd(*usd).to_string(),
        FactValue::Range { low, high, unit } => {
            format!("{} to {} {unit}", number(*low), number(*high))
        }
        FactValue::Duration(length) => length.to_string(),
    }
}

/// A number as people write it: a comma for every thousand from ten thousand
/// on, since what is smaller may be a year; no decimals where there are none.
fn number(number: f64) -> String {
    if number.fract() != 0.0 || number.abs() < 10_000.0 {
        return number.to_string();
    }
    let sign = if number < 0.0 { "-" } else { "" };
    format!("{sign}{}", grouped(&format!("{:.0}", number.abs())))
}

/// A sentence with the values of the facts it names.
#[must_use]
pub fn filled(evaluation: &Evaluation<'_>, text: &str) -> String {
    if !text.contains('{') {
        return text.to_owned();
    }
    let fact_words = |id: &str| {
        let fact = evaluation.fact(&FactId::new(id).ok()?)?;
        let words = value(fact.value());
        if let Some(force) = not_in_force(&fact) {
            return Some(format!("{words} ({force})"));
        }
        Some(match (fact.correction, fact.version.confidence) {
            (Some(_), _) => format!("{words} (yours)"),
            (None, Confidence::Disputed) => format!("{words} (sources disagree)"),
            (None, Confidence::Official | Confidence::Secondary) => words,
        })
    };
    pieces(text)
        .map(|piece| match piece {
            Piece::Words(words) => words.to_owned(),
            Piece::Fact(id) => fact_words(id).unwrap_or_else(|| format!("{{{id}}}")),
        })
        .collect()
}

/// That no version of a fact holds on the day, and from or until when the one
/// that is shown does.
fn not_in_force(fact: &FactInForce<'_>) -> Option<String> {
    let version = fact.version;
    if version.is_in_force(fact.day) {
        return None;
    }
    let from = version.effective_from.filter(|&from| from > fact.day);
    let until = version.effective_until;
    from.map(|from| format!("only from {from}"))
        .or_else(|| until.map(|until| format!("only until {until}")))
}

/// How far a fact can be trusted, and since when: `official, checked
/// 2026-09-28`.
#[must_use]
pub fn trust(fact: &FactInForce<'_>) -> String {
    let confidence = match (fact.correction, fact.version.confidence) {
        (Some(_), _) => "yours",
        (None, Confidence::Official) => "official",
        (None, Confidence::Secondary) => "secondary",
        (None, Confidence::Disputed) => "sources disagree",
    };
    let old = if fact.is_overtaken() {
        ", and the catalog is newer: confirm"
    } else if fact.is_stale() {
        ", old: confirm"
    } else {
        ""
    };
    let force = not_in_force(fact).map_or_else(String::new, |force| format!(", {force}"));
    match fact.checked() {
        Some(checked) => format!("{confidence}{force}, as of {checked}{old}"),
        None => format!("{confidence}{force}, undated: confirm"),
    }
}

fn days_since(earlier: Date, today: Date) -> usize {
    usize::try_from(days_between(earlier, today)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grammar_is_right_for_one_and_many() {
        assert_eq!(counted(1, "step"), "1 step");
        assert_eq!(counted(0, "step"), "0 steps");
        let copies = [1, 2].map(|count| counted(count, "whole copy"));
        assert_eq!(copies, ["1 whole copy", "2 whole copies"]);
        let works = [0, 1, 2].map(|count| counted_as(count, "piece of work", "pieces of work"));
        let right = ["0 pieces of work", "1 piece of work", "2 pieces of work"];
        assert_eq!(works, right);
        let words = [0, 1, 2, 12, 13].map(in_words);
        assert_eq!(words, ["0", "one", "two", "twelve", "13"]);
        assert_eq!(list::<&str>(&[], "and"), "");
        assert_eq!(list(&["a"], "and"), "a");
        assert_eq!(list(&["a", "b"], "or"), "a or b");
        assert_eq!(list(&["a", "b", "c"], "and"), "a, b and c");
    }

    #[test]
    fn a_value_reads_as_people_write_it() {
        let money = |usd| value(&FactValue::Money { usd });
        assert_eq!(money(229.0), "$229");
        assert_eq!(money(2_400.0), "$2,400");
        assert_eq!(money(51_140.0), "$51,140");
        assert_eq!(money(200.74), "$200.74");
        assert_eq!(money(36.5), "$36.50");
        assert_eq!(value(&FactValue::Number(29_243.0)), "29,243");
        assert_eq!(value(&FactValue::Number(7.8)), "7.8");
        assert_eq!(value(&FactValue::Number(-15.8)), "-15.8");
        assert_eq!(value(&FactValue::Number(1_234_567.0)), "1,234,567");
        let range = FactValue::Range {
            low: 19.0,
            high: 25.0,
            unit: "percent".into(),
        };
        assert_eq!(value(&range), "19 to 25 percent");
    }

    #[test]
    fn an_estimate_names_its_ends() {
        let of = |low, likely, high| effort(Estimate { low, likely, high });
        assert_eq!(of(0, 0, 0), None);
        assert_eq!(of(1, 1, 1), Some("1 hour".into()));
        assert_eq!(of(1, 2, 4), Some("1 to 4 hours, likely 2".into()));
    }
}
