//! The look for patient identifiers: a corpus of invented texts, and laws.

use std::collections::BTreeSet;

use hitpath::{
    journey::identifiers::{Found, IdentifierKind, identifiers},
    render::identifiers::{LookedOver, When, warning},
};
use proptest::prelude::*;
use serde::Deserialize;

const PLANTED: &str = include_str!("../fixtures/identifiers/planted.toml");
const CLEAN: &str = include_str!("../fixtures/identifiers/clean.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Corpus {
    text: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    name: String,
    /// Kind and line: `birth-date 3`.
    #[serde(default)]
    planted: Vec<String>,
    text: String,
}

fn corpus(file: &str) -> Vec<Text> {
    let corpus: Corpus = toml::from_str(file).expect("the corpus is TOML");
    corpus.text
}

fn word(kind: IdentifierKind) -> &'static str {
    match kind {
        IdentifierKind::Name => "name",
        IdentifierKind::BirthDate => "birth-date",
        IdentifierKind::SocialSecurity => "social-security",
        IdentifierKind::MedicalRecord => "medical-record",
        IdentifierKind::Account => "account",
        IdentifierKind::HealthPlan => "health-plan",
        IdentifierKind::Phone => "phone",
        IdentifierKind::Mail => "mail",
    }
}

fn found(text: &str) -> BTreeSet<String> {
    let found = identifiers(text).into_iter();
    found
        .map(|Found { kind, line }| format!("{} {line}", word(kind)))
        .collect()
}

#[test]
fn the_corpus_is_found_with_at_most_two_false_alarms() {
    let (planted, clean) = (corpus(PLANTED), corpus(CLEAN));
    assert!(planted.len() >= 40 && clean.len() >= 40);
    assert!(clean.iter().all(|text| text.planted.is_empty()));
    assert!(planted.iter().all(|text| !text.planted.is_empty()));
    let mut missed = Vec::new();
    let mut false_alarms = Vec::new();
    for text in planted.iter().chain(&clean) {
        let found = found(&text.text);
        let wanted: BTreeSet<String> = text.planted.iter().cloned().collect();
        let lacking = wanted.difference(&found);
        missed.extend(lacking.map(|what| format!("{}: {what}", text.name)));
        let unasked = found.difference(&wanted);
        false_alarms.extend(unasked.map(|what| format!("{}: {what}", text.name)));
    }
    assert!(
        missed.is_empty(),
        "missed: {missed:#?}, false alarms: {false_alarms:#?}"
    );
    assert!(false_alarms.len() <= 2, "false alarms: {false_alarms:#?}");
}

#[test]
fn every_kind_is_planted_more_than_once() {
    let planted = corpus(PLANTED);
    for kind in IdentifierKind::ALL {
        let begins = format!("{} ", word(kind));
        let has = |text: &&Text| text.planted.iter().any(|what| what.starts_with(&begins));
        assert!(planted.iter().filter(has).count() > 2, "{kind:?}");
    }
}

/// Pieces of which identifiers, and what is nearly one, are made.
const PIECES: &[&str] = &[
    "MRN",
    "DOB",
    "ssn",
    "Patient",
    "patient name",
    "phone",
    "acct no",
    "member id",
    "born on",
    "encounter",
    "Fecha de nacimiento",
    " ",
    "  ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    ":",
    "#",
    "-",
    ".",
    ",",
    ", ",
    "|",
    ";",
    "\"",
    "(",
    ")",
    "/",
    "@",
    "[at]",
    "_",
    "%",
    "$",
    "<td>",
    "</td>",
    "Doe",
    "Jane",
    "O'Neil",
    "DOE",
    "Mrs.",
    "é",
    "–",
    "\u{200b}",
    "１",
    "İ",
    "😀",
    "ﬁ",
    "0",
    "1",
    "19",
    "1961",
    "555",
    "0142",
    "212",
    "45",
    "7781",
    "123456",
    "March",
    "marzo",
    "de",
    "a.b",
    "org",
    "https://",
    "git",
    "xxx-xx-",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Lines in which nothing can be found, and which belong to nothing above them.
fn quiet_lines() -> impl Strategy<Value = Vec<String>> {
    // Of these letters no word is made that labels anything.
    prop::collection::vec("[bklmow ]{0,40}", 0..6)
}

proptest! {
    #[test]
    fn any_text_is_looked_over(text in prop_oneof![any::<String>(), pieces()]) {
        let found = identifiers(&text);
        let lines = text.replace("\r\n", "\n").replace('\r', "\n").split('\n').count();
        prop_assert!(found.iter().all(|found| (1..=lines).contains(&found.line)));
        prop_assert!(found.is_sorted_by(|one, next| one < next), "{found:?}");
    }

    #[test]
    fn quiet_lines_around_it_change_nothing(
        text in pieces(),
        before in quiet_lines(),
        after in quiet_lines(),
    ) {
        let around = [before.clone(), vec![text.clone()], after].concat().join("\n");
        let expected: Vec<Found> = identifiers(&text)
            .into_iter()
            .map(|found| Found { line: found.line + before.len(), ..found })
            .collect();
        prop_assert_eq!(identifiers(&around), expected);
    }

    #[test]
    fn what_is_planted_is_found_on_its_line_and_never_repeated(
        above in quiet_lines(),
        number in 1_000_000_u32..2_000_000,
        label in prop::sample::select(&["MRN", "Medical record no.", "chart #", "Patient ID:", "DOB 1/2/61 mrn="][..]),
        user in "[a-z]{6,12}",
    ) {
        let line = above.len() + 1;
        let planted = format!("{label} {number}, {user}@example.org");
        let found = identifiers(&[above, vec![planted]].concat().join("\n"));
        for kind in [IdentifierKind::MedicalRecord, IdentifierKind::Mail] {
            prop_assert!(found.contains(&Found { kind, line }), "{kind:?} in {found:?}");
        }
        let warning = warning(&[LookedOver { place: "the note", found }], When::Saved).expect("it was found");
        prop_assert!(!warning.contains(&number.to_string()));
        let mail = format!("{user}@");
        prop_assert!(!warning.contains(&mail));
    }
}
