//! What a person is told to type can be typed, and names things that exist.

use std::collections::BTreeSet;

use clap::Parser;
use hitpath::{
    catalog::id::FactId,
    cli::{Cli, Command, ExamCommand},
};

use crate::{
    CATALOG,
    texts::{TEXTS, TOPICS, commands},
};

/// The words of a command as a shell cuts them; what is in quotes is one word.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (place, piece) in command.split('"').enumerate() {
        match place % 2 {
            0 => words.extend(piece.split_whitespace().map(str::to_owned)),
            _ => words.push(piece.to_owned()),
        }
    }
    words
}

/// Why a command cannot be typed so.
fn fault(command: &str) -> Option<String> {
    let words = words(command);
    let cli = match Cli::try_parse_from(&words) {
        Ok(cli) => cli,
        Err(error) => return Some(error.to_string()),
    };
    let is_step = |name: &str| CATALOG.step_named(name).is_some();
    let is_stage = |name: &str| CATALOG.stage_named(name).is_some();
    let is_shown = |name: &str| {
        is_step(name)
            || is_stage(name)
            || CATALOG.credential_named(name).is_some()
            || CATALOG.pathway_named(name).is_some()
            || FactId::new(name).is_ok_and(|id| CATALOG.fact(&id).is_some())
    };
    let unknown = |name: &str| format!("nothing is called {name}");
    match cli.command {
        Command::Check(check) => {
            if check.ids.is_empty() {
                return Some("it names nothing".to_owned());
            }
            let mut ids = check.ids.iter();
            if let Some(strange) = ids.find(|id| !is_step(id) && !is_stage(id)) {
                return Some(unknown(strange));
            }
            let answers_no = words.windows(2).any(|pair| pair == ["--as", "no"]);
            let is_question = |id: &hitpath::cli::Id| {
                let step = CATALOG.step_named(id);
                step.is_some_and(|step| CATALOG.step(step).confirm)
            };
            let wrong = answers_no && !check.ids.iter().all(is_question);
            wrong.then(|| "a no to what is no question".to_owned())
        }
        Command::Show(show) => (!is_shown(&show.id)).then(|| unknown(&show.id)),
        Command::Guide(guide) => guide
            .topic
            .clone()
            .filter(|id| !TOPICS.iter().any(|topic| topic.id == **id))
            .map(|id| format!("there is no topic {id}")),
        Command::Exam(exam) => {
            let named = match &exam.command {
                Some(ExamCommand::Practice(practice)) => Some(&practice.exam),
                Some(ExamCommand::Attempt(attempt)) => Some(&attempt.exam),
                Some(ExamCommand::Edit(_) | ExamCommand::Remove(_)) => None,
                None => exam.exam.as_ref(),
            };
            let named = named.filter(|id| CATALOG.credential_named(id).is_none());
            named.map(|id| unknown(id))
        }
        Command::Set(set) => set.settings.iter().find_map(|setting| {
            let id = setting.strip_prefix("pathway=")?;
            let known = CATALOG.pathway_named(id).is_some();
            (!known).then(|| format!("there is no pathway {id}"))
        }),
        _ => None,
    }
}

#[test]
fn what_cannot_be_typed_is_found() {
    for (typed, can_be) in [
        ("hitpath check program-accredited --as no", true),
        ("hitpath check degree-awarded --as no", false),
        ("hitpath check degree-given", false),
        ("hitpath check", false),
        (
            "hitpath check mock-exams --as doing --note \"my results\"",
            true,
        ),
        ("hitpath check mock-exams --note my results", false),
        ("hitpath check mock-exams --on DATE", true),
        ("hitpath check mock-exams --at DATE", false),
        ("hitpath check mock-exams --as finished", false),
        ("hitpath guide paths", true),
        ("hitpath guide path", false),
        ("hitpath set pathway=coding", true),
        ("hitpath set pathway=coder", false),
        ("hitpath exam practice rhit --domain 1=72 2=80", true),
        ("hitpath exam practice rhi --domain 1=72", false),
        ("hitpath exam practice --domain 1=72", false),
        ("hitpath exam cca", true),
        ("hitpath exam ccc", false),
        ("hitpath show rhit.exam.window", true),
        ("hitpath show coding", true),
        ("hitpath show rhit.exam.windows", false),
        ("hitpath shows rhit", false),
        ("hitpath next", true),
    ] {
        assert_eq!(fault(typed).is_none(), can_be, "{typed}");
    }
}

/// What stands in backticks and begins with the name of the program.
#[test]
fn commands_in_the_texts_can_be_typed() {
    let mut seen = BTreeSet::new();
    for sentence in TEXTS.iter() {
        for command in commands(&sentence.text) {
            let fault = fault(command);
            assert_eq!(fault, None, "{}: {command}", sentence.place());
            seen.insert(command.split_whitespace().nth(1).unwrap_or_default());
        }
    }
    for verb in ["check", "guide", "set", "show"] {
        assert!(seen.contains(verb), "{verb} is never named: {seen:?}");
    }
}

/// Outside of backticks no command is looked at, so none may stand there.
#[test]
fn commands_stand_in_backticks() {
    for sentence in TEXTS.iter() {
        let outside: Vec<&str> = sentence.text.split('`').step_by(2).collect();
        let outside = outside.join(" ");
        for verb in ["check", "show", "guide", "set", "next", "status"] {
            let loose = outside.contains(&format!("hitpath {verb}"));
            assert!(!loose, "{}: {}", sentence.place(), sentence.text);
        }
    }
}
