//! What a new profile takes as done, and what is said where that needs more.

use crate::{
    catalog::{Catalog, StepKey},
    cli,
    command::{check, picking::stopped},
    failure::Failure,
    journey::{
        behind::{Behind, behind},
        evaluation::Evaluation,
        marking::{self, Named},
        record::State,
    },
    render::{self, wording::typed},
    terminal::Prompter,
};

/// What `--done` names, where nothing else is needed.
///
/// # Errors
/// Work in other stages is needed, and which.
pub(super) fn named(
    evaluation: &Evaluation<'_>,
    names: &[Named],
    args: &cli::Init,
) -> Result<Behind, Failure> {
    behind(evaluation, names).map_err(|_| refusal(evaluation, names, args))
}

/// What is needed besides, and the one command that says all of it.
fn refusal(evaluation: &Evaluation<'_>, names: &[Named], args: &cli::Init) -> Failure {
    let way = way_out(evaluation, names);
    let choices = open_choices(evaluation, &way);
    let mut ids: Vec<&str> = way
        .iter()
        .map(|&name| check::id(evaluation, name))
        .collect();
    ids.extend(choices.iter().map(|_| "ONE"));
    let choices = choices.iter().map(|members| {
        let members = render::wording::ids(evaluation.catalog, members);
        render::wording::list(&members, "or")
    });
    let choices = Vec::from_iter(choices);
    let mut failure = needs_more(evaluation, names, &way);
    let mut lead = "if all of it is behind you".to_owned();
    if !choices.is_empty() {
        for members in &choices {
            failure = failure.detail(format!("missing: {members}"));
        }
        let choices = choices.join("; ");
        lead = format!("{lead}, with what is true for you in place of ONE ({choices})");
    }
    failure.hint(format!(
        "{lead}: {} --done {}",
        command(args),
        ids.join(",")
    ))
}

/// That what was named is not all, and each thing that has to be named besides. What the person did
/// not name is not called as if they had: a step that waits may have come along as work before.
fn needs_more(evaluation: &Evaluation<'_>, names: &[Named], way: &[Named]) -> Failure {
    let what = match *names {
        [only] => check::id(evaluation, only),
        _ => "what you named",
    };
    let more = way.iter().filter(|name| !names.contains(name));
    let failure = Failure::new(format!(
        "{what} needs more that has to be behind you; nothing was changed"
    ));
    more.fold(failure, |failure, &name| {
        failure.detail(format!("missing: {}", in_full(evaluation, name)))
    })
}

/// All that has to be named. A question or a payment that the person named stays named beside its
/// stage, which would leave it open.
fn way_out(evaluation: &Evaluation<'_>, names: &[Named]) -> Vec<Named> {
    let mut way = marking::way_out(evaluation, names, State::Done);
    let is_claim = |name: &Named| match *name {
        Named::Step(step) => evaluation.catalog.step(step).is_answer_or_payment(),
        Named::Stage(_) => false,
    };
    for &name in names.iter().filter(|name| is_claim(name)) {
        if !way.contains(&name) {
            way.push(name);
        }
    }
    way
}

fn open_choices(evaluation: &Evaluation<'_>, names: &[Named]) -> Vec<Vec<StepKey>> {
    let set = marking::steps_meant(evaluation, names, State::Done);
    marking::choices(evaluation, &set)
}

/// The command as it was typed, but for `--done`.
fn command(args: &cli::Init) -> String {
    let mut command = "hitpath init".to_owned();
    for (flag, value) in [
        ("--name", args.name.as_deref()),
        ("--pathway", args.pathway.as_deref()),
        ("--hours-per-week", args.hours_per_week.as_deref()),
        ("--target", args.target.as_deref()),
        ("--terms", args.terms.as_deref()),
    ] {
        if let Some(value) = value {
            // Clap takes what begins like a flag only behind this sign.
            let sign = if value.starts_with('-') { "=" } else { " " };
            command.push_str(&[" ", flag, sign, &typed(value)].concat());
        }
    }
    if args.yes {
        command.push_str(" --yes");
    }
    command
}

/// Asks until it is settled, since what is ticked may need more than was ticked.
pub(super) fn ask_stages(
    prompter: &mut dyn Prompter,
    say: &mut dyn FnMut(&str),
    evaluation: &Evaluation<'_>,
) -> Result<Behind, Failure> {
    let catalog = evaluation.catalog;
    let stages = &evaluation.route().stages;
    // A stage's title reads as "I am in it"; its milestone as what is finished.
    let milestone = |stage| evaluation.required_of(stage).next_back();
    let outcomes: Vec<String> = stages
        .iter()
        .map(|&stage| match milestone(stage) {
            Some(step) => catalog.step(step).title.to_string(),
            None => catalog.stage(stage).title.to_string(),
        })
        .collect();
    let question = "Which of these are wholly behind you? (In the middle of one: leave it open.)";
    loop {
        let chosen = prompter.choose_many(question, &outcomes, &[]);
        let chosen = chosen.map_err(stopped)?.given().unwrap_or_default();
        let names = chosen
            .into_iter()
            .filter_map(|place| stages.get(place).copied().map(Named::Stage));
        if let Some(behind) = ask(prompter, say, evaluation, names.collect())? {
            return Ok(behind);
        }
    }
}

/// What is behind a person who names these: what else that needs is shown and
/// asked. `None` if it is not behind them.
pub(super) fn ask(
    prompter: &mut dyn Prompter,
    say: &mut dyn FnMut(&str),
    evaluation: &Evaluation<'_>,
    mut names: Vec<Named>,
) -> Result<Option<Behind>, Failure> {
    while behind(evaluation, &names).is_err() {
        let way = way_out(evaluation, &names);
        let more = way.iter().filter(|name| !names.contains(name));
        let more: Vec<String> = more.map(|&name| in_full(evaluation, name)).collect();
        let choices = open_choices(evaluation, &way);
        if more.is_empty() && choices.is_empty() {
            return Ok(None);
        }
        names = way;
        if !more.is_empty() {
            say("That needs these as well:");
            for line in &more {
                say(&format!("- {line}"));
            }
            let all = "Are all of them behind you?";
            let answer = prompter.confirm(all, Some(false)).map_err(stopped)?;
            if answer.given() != Some(true) {
                return Ok(None);
            }
        }
        for members in choices {
            let titles = members
                .iter()
                .map(|&step| in_full(evaluation, Named::Step(step)));
            let titles: Vec<String> = titles.collect();
            let question = "Which of these is true for you?";
            let chosen = prompter.choose(question, &titles, None).map_err(stopped)?;
            let chosen = chosen.given().and_then(|place| members.get(place));
            let Some(&chosen) = chosen else {
                return Ok(None);
            };
            names.push(Named::Step(chosen));
        }
    }
    Ok(behind(evaluation, &names).ok())
}

fn in_full(evaluation: &Evaluation<'_>, name: Named) -> String {
    let catalog = evaluation.catalog;
    let id = check::id(evaluation, name);
    let title = match name {
        Named::Step(step) => &catalog.step(step).title,
        Named::Stage(stage) => &catalog.stage(stage).title,
    };
    format!("{id}: {title}")
}

/// The questions and payments that nobody named, and how to mark them.
pub(super) fn left_open(catalog: &Catalog, behind: &Behind) -> Option<String> {
    let ids = render::wording::ids(catalog, &behind.left_open);
    let (are, them) = match ids.as_slice() {
        [] => return None,
        [_] => ("This question or payment is", "it is"),
        _ => ("These questions and payments are", "they are"),
    };
    Some(format!(
        "{are} still open: {}. If {them} behind you too: hitpath check {}",
        ids.join(", "),
        ids.join(" ")
    ))
}
