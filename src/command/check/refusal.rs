//! What is said where a mark is refused, and the way out.

use super::wanted::Wanted;
use crate::{
    catalog::StepKey,
    command::reading,
    failure::Failure,
    journey::{
        counted,
        evaluation::{Evaluation, Missing},
        marking::{self, Named, Preflight, Refused},
        record::State,
        standing::Standing,
    },
    render,
};

/// Some steps wait for others that are not in the set.
pub(super) fn refusal(
    evaluation: &Evaluation<'_>,
    names: &[Named],
    (state, wanted): (State, &Wanted),
    refused: &[Refused],
) -> Failure {
    let catalog = evaluation.catalog;
    let mut failure = waits(evaluation, refused);
    for refused in refused {
        if catalog.step(refused.step).irreversible {
            failure = preflight(failure, evaluation, refused.step);
        }
    }
    let way = marking::way_out(evaluation, names, state);
    let flags = wanted.as_state() + &wanted.flags;
    let command = |names: &[Named]| {
        let ids: Vec<&str> = names.iter().map(|&name| id(evaluation, name)).collect();
        format!("hitpath check {}", ids.join(" "))
    };
    let turned_round = marking::turned_round(evaluation, &way, state);
    let in_the_way: Vec<StepKey> = way
        .iter()
        .filter_map(|name| match *name {
            Named::Step(step) => Some(step),
            Named::Stage(_) => None,
        })
        .filter(|step| {
            evaluation.standing(*step) == Standing::No && !names.contains(&Named::Step(*step))
        })
        .chain(turned_round)
        .collect();
    if !in_the_way.is_empty() {
        return with_answers(failure, evaluation, &in_the_way);
    }
    if let Some(hint) = on_other_pathways(evaluation, refused) {
        failure = failure.hint(hint);
    } else if state == State::Done {
        let set = marking::steps_meant(evaluation, &way, state);
        let choices = marking::choices(evaluation, &set);
        let one = " ONE".repeat(choices.len());
        let choices = choices.iter().map(|members| {
            let members = render::wording::ids(catalog, members);
            render::wording::list(&members, "or")
        });
        let choices: Vec<String> = choices.collect();
        let mut lead = "if all of it is behind you".to_owned();
        if !choices.is_empty() {
            let choices = choices.join("; ");
            lead = format!("{lead}, add in place of ONE what is true for you ({choices})");
        }
        if wanted.flags.is_empty() {
            // The day of the one step is none of other stages.
            let is_one_stage = |step| counted::way_to_mark(evaluation, step).is_some();
            let on = match *names {
                [Named::Step(step)] if is_one_stage(step) => on_day_of_tracker(evaluation, names),
                _ => String::new(),
            };
            failure = failure.hint(format!("{lead}: {}{one}{on}", command(&way)));
        } else {
            // A day or a note of the one step is none of the others.
            let own = marking::steps_meant(evaluation, names, state);
            let others = marking::without(evaluation, &way, &own, state);
            let steps = marking::steps_meant(evaluation, &others, state);
            let own = format!("{}{flags}", command(names));
            let others = format!("{}{one}", command(&others));
            // One of the others may wait for what was named.
            let is_first = marking::judge(evaluation, &steps, state).is_err();
            failure = if is_first {
                failure
                    .hint(format!("to write it down first: {own} --anyway"))
                    .hint(format!("{lead}, after that: {others}"))
            } else {
                failure
                    .hint(format!("{lead}: {others}"))
                    .hint(format!("and then: {own}"))
            };
            if wanted.on.is_some() {
                failure = failure.hint(
                    "those that you did not name get the date of today; where another is right: \
                     check STEP --on DATE",
                );
            }
            if is_first {
                return failure;
            }
        }
    }
    let on = match state == State::Done && wanted.on.is_none() {
        true => on_day_of_tracker(evaluation, names),
        false => String::new(),
    };
    failure.hint(format!(
        "to write it down out of order all the same: {}{flags}{on} --anyway",
        command(names)
    ))
}

/// The flag for the day on which a tracker says that the one named step happened.
/// Empty if none says so.
fn on_day_of_tracker(evaluation: &Evaluation<'_>, names: &[Named]) -> String {
    let on = match *names {
        [Named::Step(step)] => evaluation.happened(step).and_then(|it| it.on),
        _ => None,
    };
    on.map_or_else(String::new, |on| format!(" --on {on}"))
}

/// That steps wait for others, and for which.
fn waits(evaluation: &Evaluation<'_>, refused: &[Refused]) -> Failure {
    let what = match refused {
        [only] => evaluation.catalog.step(only.step).id.to_string(),
        many => render::wording::counted(many.len(), "step"),
    };
    let verb = if refused.len() == 1 { "waits" } else { "wait" };
    let mut failure = Failure::new(format!(
        "{what} still {verb} for something else; nothing was changed"
    ));
    let mut missing: Vec<&Missing> = Vec::new();
    for lack in refused.iter().flat_map(|refused| &refused.missing) {
        if !missing.contains(&lack) {
            missing.push(lack);
        }
    }
    for lack in missing {
        failure = failure.detail(format!("missing: {}", in_full(evaluation, lack)));
    }
    failure
}

/// Where a refused step is no part of the pathway: which pathways it belongs to.
/// All that it waits for there would be too long to name.
fn on_other_pathways(evaluation: &Evaluation<'_>, refused: &[Refused]) -> Option<String> {
    let catalog = evaluation.catalog;
    let mut steps = refused.iter().map(|refused| refused.step);
    let step = steps.find(|&step| !evaluation.holds(step))?;
    let holding: Vec<&str> = catalog
        .pathways()
        .filter(|&(key, _)| catalog.held_by(catalog.route(key))[step.index()])
        .map(|(_, pathway)| pathway.id.as_str())
        .collect();
    let id = &catalog.step(step).id;
    let usual = reading::usual_pathway(catalog).ok();
    let usual = usual.map(|key| catalog.pathway(key).id.as_str());
    let first = usual.filter(|usual| holding.contains(usual));
    let first = first.or_else(|| holding.first().copied())?;
    Some(format!(
        "{id} is not on your pathway; it is on {}: hitpath set pathway={first}",
        render::wording::list(&holding, "and")
    ))
}

/// A stage means its required steps on the pathway; where there are none, a
/// mark on it would be believed to be written.
pub(in crate::command) fn names_that_mean_nothing(
    evaluation: &Evaluation<'_>,
    names: &[Named],
) -> Result<(), Failure> {
    let catalog = evaluation.catalog;
    for &name in names {
        if let Named::Stage(stage) = name
            && evaluation.required_of(stage).next().is_none()
        {
            let steps: Vec<StepKey> = catalog.steps_of(stage).collect();
            let required = steps.iter().copied();
            let required = required.filter(|&step| !catalog.step(step).optional);
            let required: Vec<StepKey> = required.collect();
            let steps = if required.is_empty() { steps } else { required };
            let ids = render::wording::ids(catalog, &steps);
            return Err(Failure::new(format!(
                "no required step of {} is on your pathway; nothing was changed",
                id(evaluation, name)
            ))
            .hint(format!(
                "name its steps instead: {}",
                render::wording::list(&ids, "and")
            )));
        }
    }
    Ok(())
}

/// A question answered no would be turned round in passing.
pub(super) fn answered_no(evaluation: &Evaluation<'_>, questions: &[StepKey]) -> Failure {
    let failure = Failure::new("a question answered no lies in this stage; nothing was changed");
    with_answers(failure, evaluation, questions)
}

fn with_answers(
    mut failure: Failure,
    evaluation: &Evaluation<'_>,
    questions: &[StepKey],
) -> Failure {
    for &question in questions {
        let step = evaluation.catalog.step(question);
        failure = failure
            .detail(format!("{} is answered no: {}", step.id, step.title))
            .hint(format!("what to do then: hitpath show {}", step.id))
            .hint(format!(
                "if the answer is yes by now: hitpath check {}",
                step.id
            ));
    }
    failure
}

/// No is an answer, and only questions have answers.
pub(super) fn not_a_question(
    evaluation: &Evaluation<'_>,
    step: StepKey,
    wanted: &Wanted,
) -> Failure {
    let id = &evaluation.catalog.step(step).id;
    Failure::new(format!(
        "{id} is not a question, so it cannot be answered no"
    ))
    .hint(format!(
        "if it does not apply to you: hitpath check {id} --as waived{}",
        wanted.flags
    ))
}

fn in_full(evaluation: &Evaluation<'_>, missing: &Missing) -> String {
    let catalog = evaluation.catalog;
    match missing {
        Missing::Step(step) => {
            let standing = evaluation.standing(*step).word();
            let step = catalog.step(*step);
            format!("{} ({standing}): {}", step.id, step.title)
        }
        Missing::OneOf(members) => {
            let said = render::wording::missing(evaluation, missing);
            let is_no = |step: &StepKey| evaluation.standing(*step) == Standing::No;
            let no = members.iter().copied().filter(is_no);
            let no = render::wording::ids(catalog, &no.collect::<Vec<_>>());
            if no.is_empty() {
                return said;
            }
            let no = render::wording::list(&no, "and");
            format!("{said}; answered no: {no}")
        }
    }
}

fn preflight(failure: Failure, evaluation: &Evaluation<'_>, step: StepKey) -> Failure {
    let catalog = evaluation.catalog;
    let lines = render::show::preflight(evaluation, &Preflight::of(evaluation, step));
    let step = catalog.step(step);
    let mut failure = failure.detail(format!(
        "{} cannot be taken back once you have paid. Before it:",
        step.id
    ));
    for line in lines {
        failure = failure.detail(format!("- {line}"));
    }
    if let Some(watch_out) = &step.watch_out {
        let watch_out = render::wording::filled(evaluation, watch_out);
        failure = failure.detail(format!("watch out: {watch_out}"));
    }
    failure
}

/// The id of what is named.
pub(in crate::command) fn id<'e>(evaluation: &'e Evaluation<'_>, name: Named) -> &'e str {
    match name {
        Named::Step(step) => evaluation.catalog.step(step).id.as_str(),
        Named::Stage(stage) => evaluation.catalog.stage(stage).id.as_str(),
    }
}
