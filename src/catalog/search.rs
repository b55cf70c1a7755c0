//! Finding words in texts, whatever their case.

use std::ops::Range;

/// Words to look for, at least one, none of them blank.
#[derive(Debug)]
pub struct Query {
    /// In lower case.
    words: Vec<String>,
}

impl Query {
    /// Looks for these words; none where there is nothing to look for.
    #[must_use]
    pub fn new<T: AsRef<str>>(words: &[T]) -> Option<Self> {
        let words: Vec<String> = words
            .iter()
            .map(|word| lower(word.as_ref().trim()))
            .collect();
        let is_sound = !words.is_empty() && words.iter().all(|word| !word.is_empty());
        is_sound.then_some(Self { words })
    }

    /// Whether each word stands in one of the texts.
    #[must_use]
    pub fn all_in<T: AsRef<str>>(&self, texts: &[T]) -> bool {
        let texts: Vec<String> = texts.iter().map(|text| lower(text.as_ref())).collect();
        let is_in = |word: &String| texts.iter().any(|text| stands_in(text, word));
        self.words.iter().all(is_in)
    }

    /// How many of the words stand in a text.
    #[must_use]
    pub fn count_in(&self, text: &str) -> usize {
        let text = lower(text);
        let is_in = |word: &&String| stands_in(&text, word);
        self.words.iter().filter(is_in).count()
    }

    /// Where the words stand in a text, in bytes: in order, apart from each
    /// other.
    #[must_use]
    pub fn places_in(&self, text: &str) -> Vec<Range<usize>> {
        let lower = Lower::of(text);
        let mut found: Vec<Range<usize>> = self
            .words
            .iter()
            .flat_map(|word| {
                let places = places(&lower.text, word);
                places.map(|at| lower.original(at..at + word.len()))
            })
            .collect();
        found.sort_by_key(|range| (range.start, range.end));
        let mut apart: Vec<Range<usize>> = Vec::new();
        for range in found {
            match apart.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => apart.push(range),
            }
        }
        apart
    }
}

fn stands_in(text: &str, word: &str) -> bool {
    places(text, word).next().is_some()
}

/// Up to so many letters a word is looked for alone: `pay` is not what a payer
/// does, and `ai` stands in half of all words.
const SHORT: usize = 3;

/// Where a word stands in a text, both in lower case: at the beginning of a
/// word, and a short one alone or with an s.
fn places<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    let is_short = word.chars().count() <= SHORT;
    let is_word = |end: Option<char>| end.is_some_and(char::is_alphanumeric);
    let begins_a_word = move |at: usize| {
        let first = word.chars().next();
        !is_word(first) || !is_word(text[..at].chars().next_back())
    };
    let ends_there = move |at: usize| {
        let rest = &text[at + word.len()..];
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        !is_word(rest.chars().next())
    };
    let found = text.match_indices(word).map(|(at, _)| at);
    found.filter(move |&at| begins_a_word(at) && (!is_short || ends_there(at)))
}

/// Letter by letter: what a letter becomes must not hang on those beside it.
fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// A text in lower case, which can be longer or shorter, and where each byte of
/// it comes from.
struct Lower {
    text: String,
    /// Of each byte the character it belongs to.
    from: Vec<Range<usize>>,
}

impl Lower {
    fn of(text: &str) -> Self {
        let mut lower = Self {
            text: String::with_capacity(text.len()),
            from: Vec::with_capacity(text.len()),
        };
        for (at, character) in text.char_indices() {
            lower.text.extend(character.to_lowercase());
            let from = at..at + character.len_utf8();
            lower.from.resize(lower.text.len(), from);
        }
        lower
    }

    fn original(&self, range: Range<usize>) -> Range<usize> {
        let last = range.end.saturating_sub(1);
        self.from[range.start].start..self.from[last].end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_case() {
        let query = Query::new(&["Exam", "day"]).expect("words");
        let text = "On exam DAY, the EXAMiner waits";
        let found: Vec<&str> = query
            .places_in(text)
            .into_iter()
            .map(|r| &text[r])
            .collect();
        assert_eq!(found, ["exam", "DAY", "EXAM"]);
        assert_eq!(query.count_in("a day"), 1);
        assert!(query.all_in(&["the day", "an exam"]));
        assert!(!query.all_in(&["the day"]));
    }

    #[test]
    fn letters_that_change_their_length_do_not_shift_the_rest() {
        let query = Query::new(&["day"]).expect("words");
        let text = "İİ ẞ day";
        let found: Vec<&str> = query
            .places_in(text)
            .into_iter()
            .map(|r| &text[r])
            .collect();
        assert_eq!(found, ["day"]);
        let query = Query::new(&["i"]).expect("words");
        assert_eq!(
            query.places_in("İ"),
            std::iter::once(0..2).collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_word_is_not_found_inside_another() {
        for (word, text, found) in [
            ("pay", "the pay, pays and PAY", 3),
            ("pay", "payer and repay", 0),
            ("ai", "aid to maintain", 0),
            ("code", "codes, decode", 1),
            ("fee", "rhit.exam.fee-member", 1),
            ("-x", "use -x or a-x", 2),
        ] {
            let query = Query::new(&[word]).expect("a word");
            assert_eq!(query.places_in(text).len(), found, "{word} in {text}");
        }
    }

    #[test]
    fn what_overlaps_is_one_place() {
        let query = Query::new(&["exam", "examine"]).expect("words");
        assert_eq!(
            query.places_in("examine"),
            std::iter::once(0..7).collect::<Vec<_>>()
        );
    }

    #[test]
    fn nothing_is_no_word() {
        assert!(Query::new::<&str>(&[]).is_none());
        assert!(Query::new(&["a", " "]).is_none());
    }
}
