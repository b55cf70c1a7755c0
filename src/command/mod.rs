//! One file per command: read what is needed, ask `journey`, show or save.
//!
//! No rule of the field stands here, and no wording beyond what a command says
//! about itself.

mod changing;
mod check;
mod checklists;
mod credits;
mod doctor;
mod entries;
mod evidence;
mod exam;
mod export;
mod guide;
mod history;
mod identifiers;
mod init;
mod jobs;
mod next;
mod picking;
mod plan;
mod portfolio;
mod reading;
mod settings;
mod show;
mod skills;
mod status;
mod twins;
mod unknown_ids;

use crate::{
    catalog::nearest::nearest,
    cli::Command,
    failure::{Exit, Failure},
    session::Session,
    terminal::PrintError,
};

/// Runs one command.
///
/// # Errors
/// What it could not do, and what to do about it.
pub fn run(command: &Command, session: &mut Session) -> Result<Exit, Failure> {
    match command {
        Command::Init(args) => init::init(args, session),
        Command::Check(args) => check::check(args, session),
        Command::Status(args) => status::status(args, session),
        Command::Next(args) => next::next(args, session),
        Command::Show(args) => show::show(args, session),
        Command::Plan(args) => plan::plan(args, session),
        Command::Exam(args) => exam::exam(args, session),
        Command::Credits(args) => credits::credits(args, session),
        Command::Jobs(args) => jobs::jobs(args, session),
        Command::Skills(args) => skills::skills(args, session),
        Command::Doctor(args) => doctor::doctor(args, session),
        Command::Export(args) => export::export(args, session),
        Command::Guide(args) => guide::guide(args, session),
        Command::Set(args) => settings::set(args, session),
        Command::Undo => history::undo(session),
        Command::Redo => history::redo(session),
        Command::Log(args) => history::log(args, session),
        Command::Checklists(what) => checklists::checklists(what, session),
    }
}

/// A failure with the name that was perhaps meant, else with what helps then.
fn with_nearest<'n>(
    failure: Failure,
    typed: &str,
    known: impl Iterator<Item = &'n str>,
    otherwise: &str,
) -> Failure {
    match nearest(typed, known) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint(otherwise),
    }
}

/// The word that takes a value out, where there may be none.
const NONE: &str = "none";

/// Whether that word was typed.
fn is_none(typed: &str) -> bool {
    typed.trim().eq_ignore_ascii_case(NONE)
}

/// The same said by a command that would have changed something.
fn unchanged(mut failure: Failure) -> Failure {
    failure.what.push_str("; nothing was changed");
    failure
}

/// A command that changes an entry was told nothing to change.
fn nothing_named(example: &str) -> Failure {
    Failure::new("say what to change; nothing was changed").hint(format!("for example: {example}"))
}

/// Prints the answer. Whoever stops reading it has had enough, which is no
/// failure.
fn answer(session: &mut Session, text: &str) -> Result<Exit, Failure> {
    answered(session.terminal.print(text))
}

/// What an answer that was printed means for the end.
fn answered(printed: Result<(), PrintError>) -> Result<Exit, Failure> {
    match printed {
        Ok(()) | Err(PrintError::ReaderGone) => Ok(Exit::Done),
        Err(PrintError::Io(error)) => Err(Failure::unwritten(&error)),
    }
}
