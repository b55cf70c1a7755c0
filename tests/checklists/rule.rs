//! What no sentence may say, written so that a warning about it passes.
//!
//! A rule finds a sentence that speaks of all its subjects and holds none of
//! the words that make a warning or a question of it. Each rule carries a
//! sentence it has to find and one it has to let pass, so a rule that has gone
//! blind fails as well.

use crate::texts::{Of, Sentence, TEXTS};

/// Words that turn a sentence into a warning.
const NEGATIONS: [&str; 13] = [
    "no", "not", "never", "nobody", "none", "neither", "nothing", "nor", "cannot", "without",
    "wary", "wrongly", "less",
];

pub(crate) struct Rule {
    /// What a person must not be told.
    pub(crate) never: &'static str,
    /// Of each list one is spoken of.
    pub(crate) says: &'static [&'static [&'static str]],
    /// Where one of these or a negation stands, it is a warning or a question.
    pub(crate) unless: &'static [&'static str],
    /// A sentence that breaks the rule.
    pub(crate) caught: &'static str,
    /// A sentence near it that keeps the rule.
    pub(crate) passes: &'static str,
}

impl Rule {
    /// The first sentence of the text that breaks the rule.
    fn broken_by<'t>(&self, text: &'t str) -> Option<&'t str> {
        let ends = [". ", "? ", "! "];
        let mut sentences = vec![text];
        for end in ends {
            sentences = sentences.into_iter().flat_map(|s| s.split(end)).collect();
        }
        sentences.into_iter().find(|sentence| {
            let lower = sentence.to_lowercase();
            let says = |words: &&[&str]| words.iter().any(|word| has(&lower, word));
            self.says.iter().all(says)
                && !NEGATIONS.iter().any(|word| has(&lower, word))
                && !self.unless.iter().any(|word| has(&lower, word))
        })
    }

    /// Where it is broken, after it has been tried itself.
    fn broken_in(&self, sentences: &[&Sentence]) -> Vec<String> {
        let never = self.never;
        assert!(
            self.broken_by(self.caught).is_some(),
            "{never} is not found"
        );
        assert_eq!(self.broken_by(self.passes), None, "{never}");
        let read = |sentence: &&&Sentence| !is_name(sentence) && !sentence.lists_facts();
        let sentences = sentences.iter().filter(read);
        sentences
            .filter_map(|sentence| {
                let words = sentence.words();
                let broken = self.broken_by(&words)?;
                Some(format!("{never}, {}: {broken}", sentence.place()))
            })
            .collect()
    }
}

/// Looks at these sentences by all the rules.
pub(crate) fn hold(rules: &[Rule], sentences: &[&Sentence]) {
    assert!(sentences.len() > 40, "{} sentences", sentences.len());
    let broken: Vec<String> = rules
        .iter()
        .flat_map(|rule| rule.broken_in(sentences))
        .collect();
    assert_eq!(broken, [""; 0]);
}

/// The same of everything that ships.
pub(crate) fn hold_everywhere(rules: &[Rule]) {
    hold(rules, &TEXTS.iter().collect::<Vec<_>>());
}

/// Titles of sources and of outlines are quoted.
fn is_name(sentence: &Sentence) -> bool {
    let quoted = ["source", "domain", "title", "body"];
    let is_quoted = quoted.contains(&sentence.key.as_str());
    is_quoted && matches!(sentence.of, Of::Fact | Of::Credential)
}

/// Whether a text holds these words where words begin.
fn has(lower: &str, words: &str) -> bool {
    let is_letter = |sign: char| sign.is_alphabetic();
    lower.match_indices(words).any(|(at, _)| {
        let before = lower[..at].chars().next_back();
        let after = lower[at + words.len()..].chars().next();
        // A stem such as "waive" may go on; a short word stands alone.
        let ends = words.len() > 4 || !after.is_some_and(is_letter);
        !before.is_some_and(is_letter) && ends
    })
}

#[test]
fn words_are_found_where_they_begin() {
    assert!(has("no such way", "no"));
    assert!(!has("you know", "no") && !has("note it", "no"));
    assert!(has("it was waived", "waive") && !has("unwaived", "waive"));
    assert!(has("visa.", "visa") && !has("visas", "visa"));
}
