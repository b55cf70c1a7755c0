//! What a question is, and the trait of those who ask it.
//!
//! It owns the rules that hold however a question is put: what an empty answer
//! means, what text is taken. Keys, lines and redrawing belong to `fancy` and
//! `numbered`, answers without a person to `scripted`.

use std::fmt;
use std::io;

use crate::safe_text::safe_line;

/// Asks. Every question can be left, and no answer is written anywhere: that is
/// for the command, after the last question.
///
/// Questions and items may come from files; they are made safe here.
pub trait Prompter {
    /// Asks for a line of text.
    ///
    /// # Errors
    /// The person stopped, or the terminal is gone.
    fn text(&mut self, question: &Text<'_>) -> Result<Answer<String>, PromptError>;

    /// Asks for one of several items, by its place. A default that is no place
    /// in the list is none.
    ///
    /// # Errors
    /// The person stopped, or the terminal is gone.
    fn choose(
        &mut self,
        question: &str,
        items: &[String],
        default: Option<usize>,
    ) -> Result<Answer<usize>, PromptError>;

    /// Asks for any number of items, by their places, in order. Items without
    /// an entry in `preselected` are not chosen yet.
    ///
    /// # Errors
    /// The person stopped, or the terminal is gone.
    fn choose_many(
        &mut self,
        question: &str,
        items: &[String],
        preselected: &[bool],
    ) -> Result<Answer<Vec<usize>>, PromptError>;

    /// Asks for yes or no.
    ///
    /// # Errors
    /// The person stopped, or the terminal is gone.
    fn confirm(
        &mut self,
        question: &str,
        default: Option<bool>,
    ) -> Result<Answer<bool>, PromptError>;
}

/// What came of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer<T> {
    /// This.
    Given(T),
    /// The question was passed over: what it asks about stays as it was.
    Skipped,
}

impl<T> Answer<T> {
    /// The answer, where there is one.
    pub fn given(self) -> Option<T> {
        match self {
            Self::Given(value) => Some(value),
            Self::Skipped => None,
        }
    }
}

/// Why there will be no answer.
#[derive(Debug, thiserror::Error)]
pub enum PromptError {
    /// Esc or q: the person wants no more questions. What that means is said with
    /// the question, and is to change nothing unless a command says otherwise.
    #[error("left, nothing was changed")]
    Left,
    /// Ctrl-C, or the input is at its end: leave without a change, exit code 130.
    #[error("stopped, nothing was changed")]
    Cancelled,
    /// The terminal cannot be read or written.
    #[error("cannot ask on this terminal")]
    Io(#[source] io::Error),
}

impl From<io::Error> for PromptError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::Interrupted | io::ErrorKind::UnexpectedEof => Self::Cancelled,
            _ => Self::Io(error),
        }
    }
}

/// A question for a line of text.
pub struct Text<'q> {
    question: &'q str,
    hint: Option<&'q str>,
    default: Option<&'q str>,
    leaving: &'q str,
    check: Box<Check<'q>>,
}

/// Says what is wrong with a text, in words for the person who typed it.
type Check<'q> = dyn Fn(&str) -> Result<(), String> + 'q;

impl<'q> Text<'q> {
    /// A question without hint and default that takes any text.
    #[must_use]
    pub fn new(question: &'q str) -> Self {
        Self {
            question,
            hint: None,
            default: None,
            leaving: LEAVE,
            check: Box::new(|_| Ok(())),
        }
    }

    /// Says in what form, or what for.
    #[must_use]
    pub fn hint(self, hint: &'q str) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    /// What an empty line stands for. It is taken as it is, unchecked.
    #[must_use]
    pub fn default(self, default: &'q str) -> Self {
        Self {
            default: Some(default),
            ..self
        }
    }

    /// Says what leaving means, where it does not leave all as it was.
    #[must_use]
    pub fn leaving(self, leaving: &'q str) -> Self {
        Self { leaving, ..self }
    }

    /// Asks again as long as `check` finds something wrong.
    #[must_use]
    pub fn check(self, check: impl Fn(&str) -> Result<(), String> + 'q) -> Self {
        Self {
            check: Box::new(check),
            ..self
        }
    }

    /// The lines to show above the place for the answer.
    pub(super) fn lines(&self) -> impl Iterator<Item = String> {
        let enter = match self.default {
            Some(default) => format!("Press enter for {}.", safe_line(default)),
            None => "Press enter to skip.".to_owned(),
        };
        let leaving = self.leaving.to_owned();
        self.hint
            .map(str::to_owned)
            .into_iter()
            .chain([enter, leaving])
    }

    /// The question itself.
    pub(super) fn question(&self) -> &str {
        self.question
    }

    /// What a typed line means, or what is wrong with it.
    pub(super) fn settle(&self, typed: &str) -> Result<Answer<String>, String> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(self
                .default
                .map_or(Answer::Skipped, |default| Answer::Given(default.to_owned())));
        }
        // An arrow key pressed where lines are read comes in as an escape sequence.
        if typed.contains(char::is_control) {
            return Err("That holds keys that are not text, please type it again.".to_owned());
        }
        (self.check)(typed)?;
        Ok(Answer::Given(typed.to_owned()))
    }
}

/// How any question that is answered by a line can be left. In words, since a
/// screen reader may spell out a lone key.
pub(super) const LEAVE: &str = "Type q and press enter to leave without a change.";

/// Whether a typed line leaves.
pub(super) fn is_leaving(typed: &str) -> bool {
    typed.trim().eq_ignore_ascii_case("q")
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Text")
            .field("question", &self.question)
            .finish_non_exhaustive()
    }
}

/// What chosen places mean: nothing chosen where nothing was is no answer, so
/// that enter pressed too early changes nothing.
pub(super) fn settle_many(chosen: Vec<usize>, preselected: &[bool]) -> Answer<Vec<usize>> {
    if chosen.is_empty() && !preselected.contains(&true) {
        Answer::Skipped
    } else {
        Answer::Given(chosen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_line_is_the_default_or_no_answer() {
        assert_eq!(Text::new("Name").settle("  "), Ok(Answer::Skipped));
        let with_default = Text::new("Name")
            .default("Ada")
            .check(|_| Err("never".to_owned()));
        assert_eq!(with_default.settle(""), Ok(Answer::Given("Ada".to_owned())));
    }

    #[test]
    fn text_is_trimmed_and_checked() {
        let hours = Text::new("Hours").check(|typed| {
            typed
                .parse::<u8>()
                .map(drop)
                .map_err(|_| format!("`{typed}` is no number of hours"))
        });
        assert_eq!(hours.settle(" 12 "), Ok(Answer::Given("12".to_owned())));
        assert_eq!(
            hours.settle("many"),
            Err("`many` is no number of hours".to_owned())
        );
        assert!(Text::new("Name").settle("A\u{1b}[Dda").is_err());
    }

    #[test]
    fn enter_pressed_too_early_changes_nothing() {
        assert_eq!(settle_many(vec![], &[false, false]), Answer::Skipped);
        assert_eq!(settle_many(vec![], &[true]), Answer::Given(vec![]));
        assert_eq!(settle_many(vec![1], &[]), Answer::Given(vec![1]));
    }

    #[test]
    fn an_interrupted_or_ended_input_is_a_cancelled_question() {
        let from = |kind: io::ErrorKind| PromptError::from(io::Error::from(kind));
        assert!(matches!(
            from(io::ErrorKind::Interrupted),
            PromptError::Cancelled
        ));
        assert!(matches!(
            from(io::ErrorKind::UnexpectedEof),
            PromptError::Cancelled
        ));
        assert!(matches!(
            from(io::ErrorKind::NotConnected),
            PromptError::Io(_)
        ));
    }
}
