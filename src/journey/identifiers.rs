//! Which lines of a text have the form of something that tells who a patient is.
//!
//! Of the identifiers that 45 CFR 164.514(b)(2) names, these are looked for: the
//! ones that have a form (`patterns`), in running text and below the headings of
//! a table (`table`). Ages, places, pictures, and names without the word patient
//! have none. Addresses of pages and machines have one, and are passed over: a
//! person's own notes are full of them. The text found is never kept, so that
//! nothing can show it: what is known of it is its kind and its line.

mod hit;
mod patterns;
mod table;

use std::cell::OnceCell;

use regex_lite::Regex;

use hit::Hit;
use patterns::{PATTERNS, Pattern};
use table::Table;

/// A kind of identifier that has a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentifierKind {
    /// A name beside the word patient.
    Name,
    /// A date of birth; a date that says nothing of birth is none.
    BirthDate,
    /// A social security number.
    SocialSecurity,
    /// A medical record number, also of a chart or a patient.
    MedicalRecord,
    /// The number of an account, an encounter or a visit.
    Account,
    /// The number of a member of a health plan.
    HealthPlan,
    /// A telephone or fax number.
    Phone,
    /// A mail address.
    Mail,
}

impl IdentifierKind {
    /// Every kind, in the order in which they are named.
    pub const ALL: [Self; 8] = [
        Self::Name,
        Self::BirthDate,
        Self::SocialSecurity,
        Self::MedicalRecord,
        Self::Account,
        Self::HealthPlan,
        Self::Phone,
        Self::Mail,
    ];

    /// In words: `a medical record number`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "a patient's name",
            Self::BirthDate => "a date of birth",
            Self::SocialSecurity => "a social security number",
            Self::MedicalRecord => "a medical record number",
            Self::Account => "an account or visit number",
            Self::HealthPlan => "a health plan number",
            Self::Phone => "a phone number",
            Self::Mail => "a mail address",
        }
    }
}

/// That something of a kind stands on a line. What it is, is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Found {
    /// What it has the form of.
    pub kind: IdentifierKind,
    /// The line, from 1. Where a label and what it labels stand on two lines, it
    /// is that of the label; in a table, that of the row.
    pub line: usize,
}

/// Looks a text over, in time that grows with its length: what has the form of
/// a patient identifier, by kind and line, each kind once a line.
#[must_use]
pub fn identifiers(text: &str) -> Vec<Found> {
    let text = plain(text);
    let lower = text.to_ascii_lowercase();
    let look = Look::default();
    let mut table: Option<Table<'_>> = None;
    let mut found = Vec::new();
    let mut starts = 0;
    for (at, line) in text.split('\n').enumerate() {
        let start = starts;
        let end = start + line.len();
        starts = end + 1;
        let mut add = |kind| found.push(Found { kind, line: at + 1 });
        let here = &lower[start..end];
        let heads = Table::headed(line, here, |lower| look.is_label(lower));
        // A row may look like a heading, but it has as many cells as the heading.
        let is_row = table.as_ref().is_some_and(|table| match &heads {
            Some(heads) => heads.columns() == table.columns(),
            None => table.may_hold(line),
        });
        if !is_row {
            table = heads;
            if table.is_some() {
                look.over(line, here, line.len(), &mut add);
                continue;
            }
        }
        if let Some(table) = &table {
            for labelled in table.labelled(line) {
                let lower = labelled.to_ascii_lowercase();
                look.over(&labelled, &lower, labelled.len(), &mut add);
            }
        }
        let window = start..end + reach(line, &text[end..]);
        look.over(&text[window.clone()], &lower[window], line.len(), &mut add);
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// How far behind a line that only labels what follows the look goes on.
fn reach(line: &str, after: &str) -> usize {
    const MOST: usize = 64;
    const SHORT: usize = 32;
    let line = line.trim_end_matches([' ', '\t', '*', '_', '"']);
    let is_label = !line.is_empty()
        && (line.ends_with([':', '=', '#'])
            || (line.len() <= SHORT && !line.contains([',', ';', '!', '?'])));
    if !is_label {
        return 0;
    }
    let next = after.len() - after.trim_start().len();
    let value = &after[next..];
    let value = &value[..value.find('\n').unwrap_or(value.len())];
    let mut most = value.len().min(MOST);
    while !value.is_char_boundary(most) {
        most -= 1;
    }
    // Two lines on belongs to somebody else.
    if after[..next].matches('\n').count() > 2 {
        0
    } else {
        next + most
    }
}

/// The patterns, each made ready when it is first needed.
#[derive(Default)]
struct Look {
    ready: [OnceCell<Regex>; PATTERNS.len()],
}

impl Look {
    /// Adds the kinds that begin within the first `length` bytes of a text.
    fn over(&self, text: &str, lower: &str, length: usize, add: &mut impl FnMut(IdentifierKind)) {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        for (pattern, ready) in PATTERNS.iter().zip(&self.ready) {
            if digits < pattern.digits || !pattern.has_a_word(lower) {
                continue;
            }
            let regex = ready.get_or_init(|| pattern.regex());
            let is_there = |found: regex_lite::Captures<'_>| {
                let value = found.get(2)?;
                let start = found.get(1).unwrap_or(value).start();
                let hit = Hit {
                    before: &text[..start],
                    label: found.get(1).map_or("", |label| label.as_str()),
                    value: value.as_str(),
                    after: &text[value.end()..],
                };
                (start < length && (pattern.holds)(&hit)).then_some(())
            };
            if regex
                .captures_iter(text)
                .any(|found| is_there(found).is_some())
            {
                add(pattern.kind);
            }
        }
    }

    /// Whether words, in small letters, can label an identifier.
    fn is_label(&self, lower: &str) -> bool {
        let labels = PATTERNS.iter().filter(|pattern| pattern.is_labelled);
        labels.into_iter().any(|pattern| pattern.has_a_word(lower))
    }
}

impl Pattern {
    fn has_a_word(&self, lower: &str) -> bool {
        self.words.iter().any(|word| lower.contains(word))
    }

    fn regex(&self) -> Regex {
        Regex::new(&self.spelled()).expect("a test makes every pattern ready")
    }
}

/// The same lines in few characters: one kind of dash, space, quote and line
/// break, letters without accents, nothing that has no width.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let same = match character {
            '\r' if characters.peek() == Some(&'\n') => continue,
            '\r' => '\n',
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => continue,
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
            '\u{2018}' | '\u{2019}' | '\u{201b}' => '\'',
            '\u{201c}'..='\u{201f}' => '"',
            '\u{ff10}'..='\u{ff19}' => digit(character, '\u{ff10}'),
            '\u{ff1a}' => ':',
            'À'..='Å' => 'A',
            'È'..='Ë' => 'E',
            'Ì'..='Ï' => 'I',
            'Ò'..='Ö' => 'O',
            'Ù'..='Ü' => 'U',
            'Ñ' => 'N',
            'Ç' => 'C',
            'à'..='å' => 'a',
            'è'..='ë' => 'e',
            'ì'..='ï' => 'i',
            'ò'..='ö' | 'º' | '°' => 'o',
            'ù'..='ü' => 'u',
            'ñ' => 'n',
            'ç' => 'c',
            '\n' | '\t' => character,
            other if other.is_whitespace() => ' ',
            other => other,
        };
        plain.push(same);
    }
    plain
}

fn digit(character: char, zero: char) -> char {
    let value = u32::from(character) - u32::from(zero);
    char::from_digit(value, 10).unwrap_or(character)
}
