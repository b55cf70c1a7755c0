//! What readiness says, in sentences.

use crate::{
    catalog::CredentialKey,
    journey::{
        evaluation::Evaluation,
        hundredths::Hundredths,
        readiness::{
            DomainResults, Goal, Missing, Readiness, StudyNext,
            formula::Figures,
            outline::{ExamDay, KnownBy, Outline},
        },
    },
    render::{
        eligibility::letters,
        wording::{self, counted},
    },
};

/// A percent of which so much is reached.
pub(super) fn reached(number: f64) -> Hundredths {
    Hundredths::rounded_down(number)
}

/// What a domain lacks to the goal, by its mean as it is shown.
pub(super) fn below_goal(found: &Readiness<'_>, domain: &DomainResults<'_>) -> Option<Hundredths> {
    let shown = Hundredths::whole(reached(domain.figures?.likely).floor());
    let distance = found.distance(domain)?;
    // What has reached the goal exactly may be shown a little below it.
    Some(match distance {
        Hundredths::ZERO => distance,
        _ => shown.up_to(found.goal?.percent),
    })
}

/// `71 to 78, likely 75`; `75` where they are all the same.
pub(in crate::render) fn range(figures: &Figures) -> String {
    let [low, likely, high] =
        [figures.low, figures.likely, figures.high].map(|it| reached(it).floor());
    if low == high {
        format!("{low} percent")
    } else {
        format!("{low} to {high} percent, likely {likely}")
    }
}

pub(in crate::render) fn goal_in_words(goal: &Goal) -> String {
    let whose = if goal.is_own {
        "yours"
    } else {
        "our advice, no rule"
    };
    format!("{} percent ({whose})", goal.percent)
}

/// What the practice results say now, in one sentence.
#[must_use]
pub fn in_a_line(evaluation: &Evaluation<'_>, key: CredentialKey) -> String {
    let found = Readiness::of(evaluation, key);
    let letters = letters(found.credential);
    match (&found.figures, &found.goal) {
        (Some(figures), Some(goal)) => {
            let goal = goal_in_words(goal);
            format!("Readiness for {letters}: {}; goal {goal}.", range(figures))
        }
        (Some(figures), None) => format!("Readiness for {letters}: {}.", range(figures)),
        (None, _) => {
            let missing = missing(&found).join("; ");
            format!("No readiness for {letters} yet; missing: {missing}.")
        }
    }
}

/// Why no figure can be given, each reason without a full stop.
#[must_use]
pub fn missing(found: &Readiness<'_>) -> Vec<String> {
    let numbers = |numbers: &[u32]| {
        let domain = if numbers.len() == 1 {
            "domain"
        } else {
            "domains"
        };
        let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
        format!("{domain} {}", wording::list(&numbers, "and"))
    };
    let sentence = |missing: &Missing| match missing {
        Missing::Outline => "no outline of this exam is known to us".to_owned(),
        Missing::Weights(domains) => {
            format!("the weight of {}, not known to us", numbers(domains))
        }
        Missing::Sittings(more) => {
            let more = counted(*more, "more practice exam");
            format!("{more} with results by domain")
        }
        Missing::Domains(domains) => format!("a result in {}", numbers(domains)),
    };
    found.missing.iter().map(sentence).collect()
}

/// Why this outline counts.
#[must_use]
pub fn why(evaluation: &Evaluation<'_>, outline: &Outline<'_>) -> String {
    let ExamDay { day, known_by } = outline.picked_by;
    let since = match outline.effective_from {
        Some(from) if from <= day => format!("in force since {from}"),
        Some(from) => format!("the first one known, and only from {from} on"),
        None => "the day from which it holds is not known to us".to_owned(),
    };
    let picked = match known_by {
        KnownBy::Sat => format!("you sat the exam on {day}"),
        KnownBy::Expected => format!("your exam is expected on {day}"),
        KnownBy::Window => format!("the window for your exam ends on {day}"),
        KnownBy::Plan if evaluation.record.shows_dates() => {
            format!("by the plan your exam is on {day}")
        }
        KnownBy::Plan => "by the plan your exam lies in its time".to_owned(),
        KnownBy::Today => "your exam day is not known, so the outline of today counts".to_owned(),
    };
    let others = match outline.next_from {
        Some(next) => format!("another one starts on {next}, after that day"),
        None if outline.is_only => "no other one is known".to_owned(),
        None => "no later one is known".to_owned(),
    };
    format!("{since}; {picked}; {others}")
}

/// What to study next, and why.
pub(super) fn study_next(found: &Readiness<'_>) -> Option<String> {
    Some(match found.study_next? {
        StudyNext::Domain { place, .. } => {
            let domain = &found.domains.get(place)?.domain;
            let reason = reason_to_study(found)?;
            format!("domain {}, {}: {reason}", domain.number, domain.title)
        }
        StudyNext::AllReached => "every domain has reached the goal: keep them warm".to_owned(),
    })
}

/// Why that domain is next.
#[must_use]
pub fn reason_to_study(found: &Readiness<'_>) -> Option<String> {
    let StudyNext::Domain { place, .. } = found.study_next? else {
        return None;
    };
    let domain = found.domains.get(place)?;
    let weight = wording::value(domain.weight?.fact.value());
    let distance = below_goal(found, domain)?;
    Some(format!(
        "it weighs {weight} and is {distance} below the goal; weight times distance is the \
         largest there"
    ))
}
