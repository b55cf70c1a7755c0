//! What follows from a failed exam: when it can be tried again, what that costs,
//! and in which window, each with its source.

use jiff::civil::Date;

use super::{
    clocks::{reason_to_wait, source},
    eligibility::letters,
    fact, plan,
    what_if::View,
    wording,
};
use crate::{
    catalog::{ClockOwner, CredentialKey, LinkedStart, clock::ClockKind},
    journey::what_if::exam_of,
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
    for clock in evaluation.clocks() {
        let links = evaluation.catalog.clock_links(clock.key);
        let is_after_fail = clock.owner == ClockOwner::Credential(exam)
            && clock.definition.kind == ClockKind::Wait
            && links.starts.contains(&LinkedStart::Failed);
        if let Some(from) = clock.ends.filter(|_| is_after_fail) {
            let opens = wording::list(&wording::ids(evaluation.catalog, &links.opens), "and");
            sentences.push(format!(
                "{opens} again from {from} on: {}.",
                reason_to_wait(clock)
            ));
            sentences.push(format!("Rule: {}.", source(clock)));
        }
    }
    let fees = credential.exam_on(evaluation.today).map(|exam| &exam.fees);
    let fees = evaluation.facts_named(fees.into_iter().flatten());
    let fees: Vec<String> = fees.map(|fee| fact::with_trust(&fee)).collect();
    if !fees.is_empty() {
        sentences.push(format!("The full fee again: {}.", fees.join("; or ")));
    }
    for window in view.plan.windows(evaluation) {
        sentences.push(plan::window(evaluation, view.plan, &window));
    }
    sentences
}
