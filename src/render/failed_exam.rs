//! What follows from a failed exam: when it can be tried again, what that costs,
//! and in which window, each with its source.

use jiff::civil::Date;

use super::{
    clocks::{reason_to_wait, source},
    costs,
    eligibility::letters,
    fact, plan,
    what_if::View,
    wording,
};
use crate::{
    catalog::{CredentialKey, LinkedStart, StepKey},
    journey::{costs::Costs, what_if::exam_of},
};

/// All of it in sentences; `view` is what would be after the exam on that day.
#[must_use]
pub fn follows(
    real: &View<'_, '_>,
    view: &View<'_, '_>,
    exam: CredentialKey,
    on: Date,
) -> Vec<String> {
    let evaluation = view.evaluation;
    let credential = evaluation.catalog.credential(exam);
    let mut sentences = vec![format!(
        "{} exam failed on {on}. Taken as done by then: what the exam requires, and what the plan \
         has done by then. All that follows is counted from there.",
        letters(credential)
    )];
    let planned = exam_of(real.evaluation).and_then(|(_, step)| real.plan.step(step));
    if let Some(planned) = planned.filter(|planned| on < planned.finish) {
        sentences.push(format!(
            "Your own plan reaches this exam only on {}: the days below are that much too early.",
            planned.finish
        ));
    }
    for clock in &evaluation.retake_waits(exam) {
        let links = evaluation.catalog.clock_links(clock.key);
        if let Some(from) = clock.ends {
            let opens = wording::list(&wording::ids(evaluation.catalog, &links.opens), "and");
            sentences.push(format!(
                "{opens} again from {from} on: {}.",
                reason_to_wait(clock)
            ));
            sentences.push(format!("Rule: {}.", source(clock)));
        }
    }
    let to_do_again: Vec<StepKey> = credential
        .reopens_on_fail
        .iter()
        .filter_map(|id| evaluation.catalog.step_named(id.as_str()))
        .collect();
    let costs = Costs::of(evaluation);
    for of in costs.steps().filter(|of| to_do_again.contains(&of.step)) {
        let id = &evaluation.catalog.step(of.step).id;
        for one in of.planned() {
            let cost = costs::cost(evaluation, one);
            let sources: Vec<String> = one.facts.iter().map(fact::with_trust).collect();
            let sources = wording::list(&sources, "and");
            sentences.push(format!("{id} costs again: {cost} {sources}"));
        }
    }
    for window in view.plan.windows(evaluation) {
        let starts = &evaluation.catalog.clock_links(window.clock).starts;
        let is_of_exam = starts.iter().any(|start| match start {
            LinkedStart::Mark(step, _) => to_do_again.contains(step),
            _ => false,
        });
        if is_of_exam {
            sentences.push(plan::window(evaluation, view.plan, &window));
        }
    }
    sentences
}
