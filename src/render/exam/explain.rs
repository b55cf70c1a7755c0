//! `hitpath exam --explain`: how the figures come about.

use crate::{
    catalog::CredentialKey,
    journey::{
        days_between,
        evaluation::Evaluation,
        hundredths::Hundredths,
        readiness::{
            Readiness, SITTINGS_NEEDED,
            formula::{HALF_LIFE_DAYS, LAST_RESULTS, weight_of_age},
        },
    },
    render::{
        page::Page,
        style::Style,
        wording::{counted, in_words},
    },
};

/// The formula in sentences. The README says the same.
#[must_use]
pub fn formula() -> Vec<String> {
    let last = in_words(LAST_RESULTS);
    let sittings = in_words(SITTINGS_NEEDED);
    vec![
        format!(
            "A result counts less as it gets older: it weighs 0.5^(age in days / \
             {HALF_LIFE_DAYS}), so half as much after {HALF_LIFE_DAYS} days."
        ),
        "The mean of a domain is the mean of its results by these weights.".to_owned(),
        format!(
            "A domain is as low as the smaller of its mean and the lowest of its last {last} \
             results, and as high as the larger of its mean and the highest of them."
        ),
        "Likely readiness is the sum of weight times mean over the sum of the weights, with the \
         middle of each weight range of the outline."
            .to_owned(),
        "Low (high) is the least (greatest) that sum of weight times low (high) over the sum of \
         the weights can be, over all weights inside their ranges."
            .to_owned(),
        "All figures are rounded down. A result over all (--score) is kept and shown, and not \
         counted."
            .to_owned(),
        format!(
            "There is no figure before {sittings} practice exams with results by domain and a \
             result in every domain, or while the weight of a domain is not known."
        ),
        "Results after today are not counted, nor those of a day on which an outline with other \
         domains was in force than on the day of your exam."
            .to_owned(),
        "To study next is the domain with the largest product of its middle weight and its \
         distance to the goal."
            .to_owned(),
        "It is readiness: what your practice shows. It is no chance to pass, and it cannot be \
         turned into the scaled score of the exam."
            .to_owned(),
    ]
}

/// The formula, and an example from the person's own numbers.
#[must_use]
pub fn explain(evaluation: &Evaluation<'_>, key: CredentialKey, style: &Style) -> String {
    let found = Readiness::of(evaluation, key);
    let mut page = Page::default();
    page.heading(
        "How readiness comes about",
        &found.credential.id.to_string(),
    );
    page.items("Formula", formula());
    let example = example(evaluation, &found);
    if example.is_empty() {
        page.field(
            "Example",
            "there is none yet, because no result by domain counts",
        );
    }
    page.items("Your own", example);
    page.render(style)
}

/// The formula worked through with the results of the domain that has most of
/// them, and with the middle weights.
#[must_use]
pub fn example(evaluation: &Evaluation<'_>, found: &Readiness<'_>) -> Vec<String> {
    /// Of more results the sum would be hard to read.
    const SHOWN: usize = 4;
    let two = |number: f64| format!("{number:.2}");
    let mut lines = Vec::new();
    let domains = found.domains.iter();
    let most = domains.rev().max_by_key(|domain| domain.results.len());
    if let Some((domain, figures)) = most.and_then(|domain| Some((domain, domain.figures?))) {
        let results = domain.results.iter().take(SHOWN).map(|result| {
            let age = days_between(result.on, evaluation.today);
            let days = counted(age.unsigned_abs() as usize, "day");
            let weight = two(weight_of_age(age));
            format!("{} ({days} old, weighs {weight})", result.percent)
        });
        let results = Vec::from_iter(results).join(", ");
        let more = domain.results.len().saturating_sub(SHOWN);
        let more = match more {
            0 => String::new(),
            more => format!(" and {} more", counted(more, "result")),
        };
        let [low, mean, high] =
            [figures.low, figures.likely, figures.high].map(Hundredths::rounded_down);
        let number = domain.domain.number;
        lines.push(format!(
            "Domain {number}: {results}{more}. Mean {mean}, low {low}, high {high}."
        ));
    }
    if let Some(figures) = &found.figures {
        let parts = found.domains.iter().filter_map(|domain| {
            let weight = domain.weight?.range.midpoint();
            let mean = Hundredths::rounded_down(domain.figures?.likely);
            Some((weight, format!("{weight} x {mean}")))
        });
        let (weights, parts): (Vec<f64>, Vec<String>) = parts.unzip();
        let sum: f64 = weights.iter().sum();
        let [low, likely, high] =
            [figures.low, figures.likely, figures.high].map(Hundredths::rounded_down);
        lines.push(format!(
            "Likely: ({}) / {sum} = {likely}. Low {low}, high {high}.",
            parts.join(" + ")
        ));
    }
    lines
}
