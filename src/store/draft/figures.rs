//! Figures in topics of the guide.

use std::ops::Range;

use crate::catalog::text::figure_in;

/// Where figures may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figures {
    /// In a person's own topics.
    Anywhere,
    /// In topics that ship, as in all texts that do.
    OnlyInFacts,
}

/// The first figure on each line of a piece of a text, and its place in the
/// text, in bytes.
pub(super) fn figures_on_lines(
    text: &str,
    piece: &Range<usize>,
) -> impl Iterator<Item = (String, Range<usize>)> {
    let mut end = piece.start;
    text[piece.clone()]
        .split_inclusive('\n')
        .filter_map(move |line| {
            end += line.len();
            let sentence = without_number(line);
            let figure = figure_in(sentence)?;
            let at = end - sentence.len() + sentence.find(&figure).unwrap_or(0);
            Some((figure.clone(), at..at + figure.len()))
        })
}

/// The number of an entry is no figure.
fn without_number(line: &str) -> &str {
    let trimmed = line.trim_start();
    let behind = trimmed.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let is_entry = behind.len() < trimmed.len() && behind.starts_with(". ");
    if is_entry { behind } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_figure_of_each_line_is_found_where_it_stands() {
        let text = "3 before\n1. It is 3 and 4,\n   or `6`\n2 not 7\n";
        let start = text.find("1.").expect("it is there");
        let found: Vec<_> = figures_on_lines(text, &(start..text.len())).collect();
        let figures: Vec<&str> = found.iter().map(|(figure, _)| figure.as_str()).collect();
        assert_eq!(figures, ["3", "2"]);
        assert!(found.iter().all(|(figure, at)| text[at.clone()] == *figure));
        assert_eq!(found[0].1.start, text.find("3 and").expect("it is there"));
    }
}
