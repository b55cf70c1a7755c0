//! A long answer, screen by screen, by another program.
//!
//! The program is started as it is named, without a shell. Which one that is
//! says `session`; whether there is a terminal to page on, `streams`.

use std::{
    io::{self, Write},
    process::{Command, Stdio},
};

/// The pager of who names none: it ends at once where all fits on a screen,
/// passes colors on, and leaves the text on the screen.
const USUAL: &str = "less -FRX";

/// What the same is called in the environment of `less`.
const LESS: (&str, &str) = ("LESS", "FRX");

/// A program that shows its input screen by screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pager {
    /// The program and its arguments.
    words: Vec<String>,
    /// The person has told `less` how to behave.
    less_is_told: bool,
}

impl Pager {
    /// The pager asked for; words are parted by blanks.
    #[must_use]
    pub fn new(asked: Option<&str>, less_is_told: bool) -> Self {
        let split = |line: &str| line.split_whitespace().map(str::to_owned).collect();
        let asked: Vec<String> = asked.map(split).unwrap_or_default();
        Self {
            words: match asked.is_empty() {
                true => split(USUAL),
                false => asked,
            },
            less_is_told,
        }
    }

    /// Shows a text and waits until it was looked at; says whether there is such
    /// a program at all.
    pub(super) fn show(&self, text: &str) -> io::Result<bool> {
        let Some((program, arguments)) = self.words.split_first() else {
            return Ok(false);
        };
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped());
        if !self.less_is_told {
            command.env(LESS.0, LESS.1);
        }
        // Ctrl-C belongs to the pager: ended by it, this process would leave
        // the terminal to a pager and a shell at once.
        #[cfg(unix)]
        signal_hook::flag::register(signal_hook::consts::SIGINT, std::sync::Arc::default())?;
        let Ok(mut pager) = command.spawn() else {
            return Ok(false);
        };
        let written = match pager.stdin.take() {
            Some(mut stdin) => stdin.write_all(text.as_bytes()),
            None => Ok(()),
        };
        pager.wait()?;
        written.map(|()| true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_split_at_blanks() {
        let words = |asked| Pager::new(asked, false).words;
        assert_eq!(words(None), ["less", "-FRX"]);
        assert_eq!(words(Some("  ")), ["less", "-FRX"]);
        assert_eq!(words(Some("most  -w")), ["most", "-w"]);
        assert_eq!(words(Some("x; y")), ["x;", "y"], "no shell");
    }

    #[cfg(unix)]
    #[test]
    fn a_pager_that_is_not_there_or_has_enough_is_no_failure() {
        let show = |asked, text: &str| Pager::new(Some(asked), false).show(text);
        assert!(!show("/nonexistent/pager", "x").expect("no failure"));
        let long = "x".repeat(1_000_000);
        let error = show("true", &long).expect_err("nobody reads");
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }
}
