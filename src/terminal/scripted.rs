//! Answers without a person, for tests of what asks.
//!
//! The program itself never makes one.

use std::collections::VecDeque;
use std::io;

use super::prompt::{Answer, PromptError, Prompter, Text, settle_many};

/// Gives the answers of a script, in order, under the rules that hold for a
/// person: a text is checked, a place must be in the list.
#[derive(Debug, Default)]
pub(crate) struct Scripted {
    script: VecDeque<Line>,
    asked: Vec<String>,
}

/// One answer of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Line {
    /// Types this; an empty text takes the default.
    Text(String),
    /// Picks the item at this place.
    Choose(usize),
    /// Picks the items at these places.
    ChooseMany(Vec<usize>),
    /// Says yes or no.
    Confirm(bool),
    /// Passes over any question.
    Skip,
    /// Presses Esc, or types q, at any question.
    Leave,
    /// Presses Ctrl-C at any question.
    Cancel,
}

impl Scripted {
    /// Will answer with these.
    pub(crate) fn new(script: impl IntoIterator<Item = Line>) -> Self {
        Self {
            script: script.into_iter().collect(),
            asked: Vec::new(),
        }
    }

    /// The questions so far.
    #[must_use]
    pub(crate) fn asked(&self) -> &[String] {
        &self.asked
    }

    /// The answers nobody asked for yet.
    #[must_use]
    pub(crate) fn left(&self) -> usize {
        self.script.len()
    }

    fn next<T>(
        &mut self,
        question: &str,
        fitting: impl FnOnce(Line) -> Option<Answer<T>>,
    ) -> Result<Answer<T>, PromptError> {
        self.asked.push(question.to_owned());
        match self.script.pop_front() {
            Some(Line::Cancel) => Err(PromptError::Cancelled),
            Some(Line::Leave) => Err(PromptError::Left),
            Some(Line::Skip) => Ok(Answer::Skipped),
            Some(line) => {
                let written = format!("{line:?}");
                fitting(line).ok_or_else(|| off_script(question, &written))
            }
            None => Err(off_script(question, "nothing")),
        }
    }
}

fn off_script(question: &str, line: &str) -> PromptError {
    PromptError::Io(io::Error::other(format!(
        "the script has {line} for `{question}`"
    )))
}

impl Prompter for Scripted {
    fn text(&mut self, question: &Text<'_>) -> Result<Answer<String>, PromptError> {
        self.next(question.question(), |line| match line {
            Line::Text(typed) => question.settle(&typed).ok(),
            _ => None,
        })
    }

    fn choose(
        &mut self,
        question: &str,
        items: &[String],
        _default: Option<usize>,
    ) -> Result<Answer<usize>, PromptError> {
        self.next(question, |line| match line {
            Line::Choose(place) if place < items.len() => Some(Answer::Given(place)),
            _ => None,
        })
    }

    fn choose_many(
        &mut self,
        question: &str,
        items: &[String],
        preselected: &[bool],
    ) -> Result<Answer<Vec<usize>>, PromptError> {
        self.next(question, |line| match line {
            Line::ChooseMany(places) if places.iter().all(|&place| place < items.len()) => {
                Some(settle_many(places, preselected))
            }
            _ => None,
        })
    }

    fn confirm(
        &mut self,
        question: &str,
        _default: Option<bool>,
    ) -> Result<Answer<bool>, PromptError> {
        self.next(question, |line| match line {
            Line::Confirm(yes) => Some(Answer::Given(yes)),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_followed_and_remembers_the_questions() {
        let items = ["a".to_owned(), "b".to_owned()];
        let mut person = Scripted::new([
            Line::Text(String::new()),
            Line::Choose(1),
            Line::ChooseMany(vec![0, 1]),
            Line::Confirm(true),
            Line::Skip,
            Line::Cancel,
        ]);
        let name = person
            .text(&Text::new("Name").default("Ada"))
            .expect("an answer");
        assert_eq!(name, Answer::Given("Ada".to_owned()));
        assert_eq!(
            person.choose("One", &items, None).expect("an answer"),
            Answer::Given(1)
        );
        let many = person.choose_many("Many", &items, &[]).expect("an answer");
        assert_eq!(many, Answer::Given(vec![0, 1]));
        assert_eq!(
            person.confirm("Sure?", None).expect("an answer"),
            Answer::Given(true)
        );
        assert_eq!(
            person.confirm("Really?", None).expect("an answer"),
            Answer::Skipped
        );
        assert!(matches!(
            person.confirm("Still?", None),
            Err(PromptError::Cancelled)
        ));
        assert_eq!(
            person.asked(),
            ["Name", "One", "Many", "Sure?", "Really?", "Still?"]
        );
        assert_eq!(person.left(), 0);
    }

    #[test]
    fn a_script_cannot_give_what_a_person_could_not() {
        let refuses = |typed: &str| Err(format!("`{typed}` is wrong"));
        let mut person = Scripted::new([Line::Text("x".to_owned()), Line::Choose(2)]);
        assert!(matches!(
            person.text(&Text::new("Name").check(refuses)),
            Err(PromptError::Io(_))
        ));
        assert!(matches!(
            person.choose("One", &["a".to_owned()], None),
            Err(PromptError::Io(_))
        ));
        assert!(matches!(
            person.confirm("Sure?", None),
            Err(PromptError::Io(_))
        ));
    }
}
