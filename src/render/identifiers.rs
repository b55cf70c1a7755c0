//! What is said where a text may tell who a patient is. The only place that says it.

use std::collections::BTreeMap;

use super::wording;
use crate::journey::identifiers::{Found, IdentifierKind};

/// So many lines of a kind are named before they are only counted.
const NAMED: usize = 3;

/// A text that was looked over.
#[derive(Debug, Clone)]
pub struct LookedOver<'t> {
    /// What it is, for a sentence: `the note`, or the name of a file.
    pub place: &'t str,
    /// What was found there.
    pub found: Vec<Found>,
}

/// When a text was looked over: it decides what takes it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The command has just saved it.
    Saved,
    /// It is about to be shown to others.
    Shown,
}

/// Warns of what was found, by kind and line, and says what to do; nothing where
/// nothing was found. It never holds the text that was found.
#[must_use]
pub fn warning(texts: &[LookedOver<'_>], when: When) -> Option<String> {
    let places = texts.iter().filter(|text| !text.found.is_empty());
    let places: Vec<String> = places
        .map(|text| format!("in {}, {}", text.place, kinds(&text.found)))
        .collect();
    if places.is_empty() {
        return None;
    }
    let way_out = match when {
        When::Saved => "take it back with hitpath undo",
        When::Shown => {
            "take it out of the portfolio (hitpath check STEP --hide) or out of the profile \
             (hitpath check STEP --no-evidence FILE, or --note with other words)"
        }
    };
    Some(format!(
        "This looks like patient identifiers: {}. It may be a false alarm: only the form was looked \
         at. Nothing was sent anywhere, and everything was kept as you gave it. If it is about a \
         patient, {way_out}, and give a new file or note instead, in which names, numbers and dates \
         are taken out or made up (of a date, keep the year at most). What comes from a real record \
         does not belong here at all: hitpath guide privacy, hitpath guide portfolio",
        places.join("; ")
    ))
}

/// `a medical record number (line 3) and a date of birth (lines 3 and 7)`
fn kinds(found: &[Found]) -> String {
    let mut lines: BTreeMap<IdentifierKind, Vec<usize>> = BTreeMap::new();
    for found in found {
        lines.entry(found.kind).or_default().push(found.line);
    }
    let words = lines.into_iter().map(|(kind, lines)| {
        let word = kind.word();
        let shown = lines.len().min(NAMED);
        let mut numbers: Vec<String> = lines[..shown].iter().map(usize::to_string).collect();
        if lines.len() > shown {
            numbers.push(format!("{} more", lines.len() - shown));
        }
        let line = if lines.len() == 1 { "line" } else { "lines" };
        format!("{word} ({line} {})", wording::list(&numbers, "and"))
    });
    wording::list(&words.collect::<Vec<_>>(), "and")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_warning_names_kinds_and_lines_and_what_to_do() {
        let at = |kind, line| Found { kind, line };
        let found = (1..=5).map(|line| at(IdentifierKind::BirthDate, line));
        let texts = [
            LookedOver {
                place: "the note",
                found: Vec::new(),
            },
            LookedOver {
                place: "chart.csv",
                found: found.chain([at(IdentifierKind::Phone, 2)]).collect(),
            },
        ];
        let text = warning(&texts, When::Saved).expect("something was found");
        assert!(
            text.starts_with(
                "This looks like patient identifiers: in chart.csv, a date of birth (lines 1, 2, 3 \
                 and 2 more) and a phone number (line 2). It may be a false alarm"
            ),
            "{text}"
        );
        assert!(text.contains("Nothing was sent anywhere"), "{text}");
        assert_eq!(warning(&texts[..1], When::Saved), None);
    }
}
