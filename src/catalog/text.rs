//! Sentences that name facts: `"You have {rhit.exam.window} to sit the exam"`.

use super::id::{FactId, LONGEST};

/// A text of the catalog.
pub type Words = String;

/// A piece of a sentence.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Words as they stand.
    Words(&'t str),
    /// The id of a fact whose value stands here.
    Fact(&'t str),
}

/// Cuts a sentence at the facts it names. Braces around anything that is no
/// fact id are words.
pub fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some((id, after)) = leading_fact(rest) {
            rest = after;
            return Some(Piece::Fact(id));
        }
        let end = rest
            .match_indices('{')
            .map(|(at, _)| at)
            .find(|&at| at > 0 && leading_fact(&rest[at..]).is_some())
            .unwrap_or(rest.len());
        let (words, after) = rest.split_at(end);
        rest = after;
        Some(Piece::Words(words))
    })
}

/// The ids of the facts a sentence names.
pub fn facts_in(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).filter_map(|piece| match piece {
        Piece::Fact(id) => Some(id),
        Piece::Words(_) => None,
    })
}

/// Looks no further than an id can be long, so that a text full of open braces
/// costs no more than any other.
fn leading_fact(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('{')?;
    let end = inner.bytes().take(LONGEST + 1).position(|b| b == b'}')?;
    let id = &inner[..end];
    FactId::new(id).ok().map(|_| (id, &inner[end + 1..]))
}

/// Names of the field that hold a digit, the longer ones first.
const NAMES_WITH_DIGITS: [&str; 3] = ["ICD-10-CM", "ICD-10-PCS", "ICD-10"];

/// The first word with a digit in a sentence. Facts that it names, names of the
/// field, and what stands between backticks to be typed are none.
#[must_use]
pub fn figure_in(sentence: &str) -> Option<String> {
    if !sentence.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let words = pieces(sentence).map(|piece| match piece {
        Piece::Words(words) => words,
        Piece::Fact(_) => " ",
    });
    let words: String = words.collect();
    let mut outside: String = words.split('`').step_by(2).collect();
    for name in NAMES_WITH_DIGITS {
        outside = outside.replace(name, "");
    }
    let mut words = outside.split_whitespace();
    let figure = words.find(|word| word.chars().any(|sign| sign.is_ascii_digit()))?;
    Some(figure.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_cut_at_its_facts() {
        let cut = |text| pieces(text).collect::<Vec<_>>();
        assert_eq!(cut(""), []);
        assert_eq!(cut("no fact"), [Piece::Words("no fact")]);
        assert_eq!(
            cut("pay {a.b}, {not one} and {c.d}"),
            [
                Piece::Words("pay "),
                Piece::Fact("a.b"),
                Piece::Words(", {not one} and "),
                Piece::Fact("c.d"),
            ]
        );
        assert_eq!(cut("{{a.b}"), [Piece::Words("{"), Piece::Fact("a.b")]);
        assert_eq!(cut("{a.b"), [Piece::Words("{a.b")]);
    }

    #[test]
    fn a_figure_is_told_from_a_name() {
        for none in [
            "",
            "Codes of ICD-10-CM, ICD-10-PCS and ICD-10",
            "Pay {rhit.exam.fee-2026} now",
            "See `hitpath show first-90-days`, then go on",
        ] {
            assert_eq!(figure_in(none), None, "{none}");
        }
        assert_eq!(figure_in("Pay $229 now").as_deref(), Some("$229"));
        assert_eq!(figure_in("ICD-10-CM of 2026").as_deref(), Some("2026"));
        assert_eq!(figure_in("`a` 3 `b`").as_deref(), Some("3"));
        assert_eq!(figure_in("ICD-9").as_deref(), Some("ICD-9"));
    }
}
