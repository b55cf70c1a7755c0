//! Lets a person choose steps from a list.

use crate::{
    catalog::StepKey,
    failure::Failure,
    journey::{evaluation::Evaluation, next::next},
    session::Session,
    terminal::PromptError,
};

/// From more steps than this on, the picker asks once more.
const MANY: usize = 5;

/// The steps to mark done among those that can be marked now; none where the
/// person leaves without choosing.
pub(super) fn steps_to_mark(
    session: &Session,
    evaluation: &Evaluation<'_>,
) -> Result<Option<Vec<StepKey>>, Failure> {
    let next = next(evaluation);
    let Some(mut prompter) = session.terminal.prompter() else {
        let failure = Failure::new("say which step to mark");
        return Err(match next.actions.first() {
            Some(action) => {
                let id = &evaluation.catalog.step(action.step).id;
                failure.hint(format!("for example the next one: hitpath check {id}"))
            }
            None => failure.hint("see what there is: hitpath status"),
        });
    };
    if next.actions.is_empty() {
        return Err(Failure::new("no step can be marked now").hint("see why: hitpath next"));
    }
    let items: Vec<String> = next
        .actions
        .iter()
        .map(|action| {
            let step = evaluation.catalog.step(action.step);
            format!("{}: {}", step.id, step.title)
        })
        .collect();
    let question = "Which are done, or true for you? (For a no: hitpath check ID --as no)";
    let question = session.style.invocation.in_commands(question);
    let chosen = prompter
        .choose_many(&question, &items, &[])
        .map_err(stopped)?
        .given()
        .filter(|places| !places.is_empty());
    let Some(places) = chosen else {
        return Ok(None);
    };
    // One key marks the whole list, and that is easily pressed by mistake.
    if places.len() > MANY {
        let question = format!("Mark these {} steps?", places.len());
        let sure = prompter.confirm(&question, Some(false)).map_err(stopped)?;
        if sure.given() != Some(true) {
            return Ok(None);
        }
    }
    Ok(Some({
        let step = |place: usize| next.actions.get(place).map(|action| action.step);
        places.into_iter().filter_map(step).collect()
    }))
}

/// A prompt that ended without an answer.
pub(super) fn stopped(error: PromptError) -> Failure {
    match error {
        PromptError::Left => Failure::left(),
        PromptError::Cancelled => Failure::interrupted(),
        PromptError::Io(error) => {
            Failure::new("cannot ask on this terminal").detail(error.to_string())
        }
    }
}
