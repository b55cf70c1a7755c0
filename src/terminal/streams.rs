//! stdout for the answer, stderr for the conversation.
//!
//! It owns both streams and asks the system what they are. What follows from
//! that is decided in `abilities`; how questions are asked, in the prompters.

use std::io::{self, IsTerminal, Write};

use super::abilities::{Abilities, Environment, Prompts, StreamFacts};
use super::fancy::Fancy;
use super::numbered::Numbered;
use super::pager::Pager;
use super::progress::{HowFar, Waiting};
use super::prompt::Prompter;

/// The terminal, or what stands in its place: a pipe, a file, nothing.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    abilities: Abilities,
}

/// Why an answer could not be given.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// Whoever read the answer has enough (`hitpath status | head -1`): no
    /// failure, to be met with silence and exit code 0.
    #[error("nobody reads the output any more")]
    ReaderGone,
    /// A full disk, for example.
    #[error("cannot write the output")]
    Io(#[source] io::Error),
}

impl PrintError {
    fn of(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ReaderGone,
            _ => Self::Io(error),
        }
    }
}

impl Terminal {
    /// Looks at the three streams and decides, once for the whole run.
    #[must_use]
    pub fn new(environment: Environment) -> Self {
        let abilities = Abilities::of(environment, facts());
        Self { abilities }
    }

    /// The prompt and progress libraries paint through `console`, which would
    /// otherwise read the environment and decide for itself. Told only where
    /// one of them is about to speak: most commands need neither.
    fn tell_console(&self) {
        console::set_colors_enabled(self.abilities.color_on_stdout);
        console::set_colors_enabled_stderr(self.abilities.color_on_stderr);
    }

    /// What was decided.
    #[must_use]
    pub fn abilities(&self) -> Abilities {
        self.abilities
    }

    /// Writes to stdout exactly this text, whole before it returns.
    ///
    /// # Errors
    /// Nobody reads, or the text cannot be stored.
    pub fn print(&mut self, text: &str) -> Result<(), PrintError> {
        let mut stdout = io::stdout().lock();
        let written = stdout
            .write_all(text.as_bytes())
            .and_then(|()| stdout.flush());
        written.map_err(PrintError::of)
    }

    /// The same screen by screen, where somebody sees stdout and the pager can
    /// be started.
    ///
    /// # Errors
    /// The same.
    pub fn page(&mut self, text: &str, pager: &Pager) -> Result<(), PrintError> {
        if io::stdout().is_terminal() && pager.show(text).map_err(PrintError::of)? {
            return Ok(());
        }
        self.print(text)
    }

    /// Writes one line, or several, to stderr.
    pub fn say(&mut self, text: &str) {
        say(text);
    }

    /// Who asks the questions; `None` where nobody would answer, so that the
    /// command has to name the flag that answers instead.
    #[must_use]
    pub fn prompter(&self) -> Option<Box<dyn Prompter>> {
        self.tell_console();
        match self.abilities.prompts {
            Prompts::Impossible => None,
            Prompts::Numbered => Some(Box::new(Numbered::on_terminal(self.abilities))),
            Prompts::Fancy => Some(Box::new(Fancy::new(self.abilities))),
        }
    }

    /// Shows that the program waits, and why, until the value is dropped.
    #[must_use]
    pub fn waiting(&self, reason: &str) -> Waiting {
        self.tell_console();
        Waiting::start(self.abilities, reason)
    }

    /// Shows how far the reading of `total` bytes is, if it takes a while.
    #[must_use]
    pub fn reading(&self, what: &str, total: u64) -> HowFar {
        self.tell_console();
        HowFar::reading(self.abilities, what, total)
    }

    /// Shows how far a long calculation is, on a terminal and if it takes a
    /// while.
    #[must_use]
    pub fn counting(&self, what: &str, total: u64) -> HowFar {
        self.tell_console();
        HowFar::counting(self.abilities, what, total)
    }
}

/// The conversation is a courtesy: where it cannot be had (`2>&-`), the answer
/// is still right, so a failure here is no failure of the command.
pub(super) fn say(text: &str) {
    let mut stderr = io::stderr().lock();
    let line_end = if text.ends_with('\n') { "" } else { "\n" };
    write!(stderr, "{text}{line_end}").ok();
}

fn facts() -> StreamFacts {
    let columns = |terminal: &console::Term| {
        let (_rows, columns) = terminal.size_checked()?;
        Some(usize::from(columns))
    };
    StreamFacts {
        stdin_is_terminal: io::stdin().is_terminal(),
        stdout_is_terminal: io::stdout().is_terminal(),
        stderr_is_terminal: io::stderr().is_terminal(),
        columns: columns(&console::Term::stdout()).or_else(|| columns(&console::Term::stderr())),
    }
}
