//! From arguments to an exit code: parse, look around, run one command.

use std::{env, ffi::OsString, process::ExitCode};

use clap::{
    CommandFactory, FromArgMatches, ValueEnum,
    error::{ContextKind, ContextValue},
};

use crate::{
    catalog::nearest::nearest,
    cli::{Cli, Color, Global},
    command,
    failure::{Exit, Failure},
    invocation::Invocation,
    render, session,
    session::Session,
    terminal::{PrintError, Terminal},
};

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let parsed = Cli::command()
        .try_get_matches_from(arguments())
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let exit = match parsed {
        Ok(cli) => run(&cli),
        Err(error) => usage(error),
    };
    ExitCode::from(exit.code())
}

/// What was typed. The name the program was started by can hold anything, and
/// help repeats it, so it is always the same one. `help COMMAND` is what many
/// type for `COMMAND --help`.
fn arguments() -> Vec<OsString> {
    let mut typed: Vec<OsString> = env::args_os().skip(1).collect();
    if typed.first().is_some_and(|first| first == "help") {
        typed.remove(0);
        typed.push("--help".into());
    }
    typed.insert(0, "hitpath".into());
    typed
}

fn run(cli: &Cli) -> Exit {
    let mut session = match Session::new(&cli.global) {
        Ok(session) => session,
        Err(failure) => {
            let mut terminal = Terminal::new(session::environment(&cli.global));
            let invocation = session::invocation(&cli.global, None);
            return say(&mut terminal, &failure, invocation);
        }
    };
    match command::run(&cli.command, &mut session) {
        Ok(exit) => exit,
        Err(failure) => {
            let invocation = session.style.invocation;
            say(&mut session.terminal, &failure, invocation)
        }
    }
}

fn say(terminal: &mut Terminal, failure: &Failure, invocation: Invocation) -> Exit {
    let text = render::failure::failure(failure, &terminal.abilities(), invocation);
    terminal.say(&text);
    failure.exit
}

/// What was asked of the look, where the whole could not be read.
fn wishes(arguments: &[OsString]) -> Global {
    let typed: Vec<&str> = arguments
        .iter()
        .filter_map(|typed| typed.to_str())
        .collect();
    let after_color = typed.iter().position(|typed| *typed == "--color");
    let color = after_color
        .and_then(|place| typed.get(place + 1).copied())
        .or_else(|| {
            typed
                .iter()
                .find_map(|typed| typed.strip_prefix("--color="))
        });
    Global {
        plain: typed.contains(&"--plain"),
        color: color
            .and_then(|word| Color::from_str(word, false).ok())
            .unwrap_or_default(),
        ..Global::default()
    }
}

/// Keeps of the commands that clap suggests only what our own rule calls near:
/// clap also offers `plan` for `man`.
fn keep_near_commands(error: &mut clap::Error) {
    let typed = error.get(ContextKind::InvalidSubcommand);
    let suggested = error.get(ContextKind::SuggestedSubcommand);
    let (Some(ContextValue::String(typed)), Some(ContextValue::Strings(suggested))) =
        (typed, suggested)
    else {
        return;
    };
    let near = nearest(typed, suggested.iter().map(String::as_str));
    let near = near.map(|near| ContextValue::Strings(vec![near.to_owned()]));
    error.remove(ContextKind::SuggestedSubcommand);
    if let Some(near) = near {
        error.insert(ContextKind::SuggestedSubcommand, near);
    }
}

/// What clap has to say: help and version on stdout, mistakes on stderr.
fn usage(mut error: clap::Error) -> Exit {
    let mut terminal = Terminal::new(session::environment(&wishes(&arguments())));
    if error.use_stderr() {
        keep_near_commands(&mut error);
        let text = render::failure::usage(&error.render().to_string(), &terminal.abilities());
        terminal.say(&text);
        return Exit::Failed;
    }
    let text = error.render();
    let text = if terminal.abilities().color_on_stdout {
        text.ansi().to_string()
    } else {
        text.to_string()
    };
    match terminal.print(&text) {
        Ok(()) | Err(PrintError::ReaderGone) => Exit::Done,
        Err(PrintError::Io(error)) => {
            say(&mut terminal, &Failure::unwritten(&error), Invocation::NONE)
        }
    }
}
