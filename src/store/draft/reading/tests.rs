//! What is read, with errors and places.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::store::draft::{
    table::{maybe_table, tables},
    value::{DateDraft, EstimateDraft, Text, TextsDraft, ValueDraft},
};

/// Every kind of thing that a draft holds.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Outer {
    text: Text,
    maybe_text: Option<Text>,
    small: Option<u8>,
    number: Option<u32>,
    signed: Option<i64>,
    figure: Option<f64>,
    #[serde(default)]
    flag: bool,
    #[serde(default)]
    texts: Vec<Text>,
    #[serde(default)]
    groups: Vec<Vec<Text>>,
    estimate: Option<EstimateDraft>,
    some: Option<TextsDraft>,
    value: Option<ValueDraft>,
    #[serde(default, deserialize_with = "maybe_table")]
    inner: Option<Inner>,
    #[serde(default, deserialize_with = "tables")]
    list: Vec<Inner>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Inner {
    text: Text,
    #[serde(default)]
    flag: bool,
    number: Option<u32>,
}

/// A value in TOML, right or wrong wherever it stands.
fn value() -> impl Strategy<Value = String> {
    let one = prop::sample::select(vec![
        "\"a\"",
        "'b'",
        "\"\\u00e9\\n\"",
        "\"\"",
        "\"6h\"",
        "true",
        "false",
        "0",
        "7",
        "-1",
        "256",
        "4294967296",
        "0x1f",
        "9223372036854775808",
        "18446744073709551616",
        "170141183460469231731687303715884105728",
        "1.5",
        "-0.0",
        "inf",
        "nan",
        "2026-11-22",
        "2026-11-22T10:00:00Z",
        "{ usd = 229 }",
        "{ low = \"1h\", likely = \"2h\", high = \"3h\" }",
        "{ low = 1, high = 2.5, unit = \"percent\", none = 1 }",
        "{ low = 1 }",
    ]);
    one.prop_map(str::to_owned)
        .prop_recursive(3, 12, 4, |inner| {
            let entries = prop::collection::btree_map(key(), inner.clone(), 0..4);
            let table = entries.prop_map(|entries: BTreeMap<&str, String>| {
                let entries = entries
                    .iter()
                    .map(|(key, value)| format!("{key} = {value}"));
                format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
            });
            let list = prop::collection::vec(inner, 0..4);
            prop_oneof![
                table,
                list.prop_map(|list| format!("[{}]", list.join(", ")))
            ]
        })
}

/// A value that is right at this key.
fn right(key: &str) -> &'static str {
    match key {
        "small" | "number" | "signed" => "3",
        "figure" | "value" => "2.5",
        "flag" => "true",
        "texts" => "[\"a\", 'b']",
        "groups" => "[[\"a\"], []]",
        "inner" => "{ text = \"a\", strange = 1 }",
        "list" => "[{ text = \"a\" }, { text = \"b\", number = 2, flag = true }]",
        _ => "\"a\"",
    }
}

fn key() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "text",
        "maybe-text",
        "small",
        "number",
        "signed",
        "figure",
        "flag",
        "texts",
        "groups",
        "estimate",
        "some",
        "value",
        "inner",
        "list",
        "strange",
        "\"a b\"",
    ])
}

/// A file with some keys right and some wrong.
fn file() -> impl Strategy<Value = String> {
    let line = prop_oneof![4 => Just(None), 1 => value().prop_map(Some)];
    let lines = prop::collection::btree_map(key(), line, 0..8);
    (lines, prop::bool::weighted(0.9)).prop_map(|(mut lines, has_text)| {
        if has_text {
            lines.entry("text").or_insert(None);
        }
        let lines = lines.iter().map(|(key, value)| {
            let value = value.as_deref().unwrap_or_else(|| right(key));
            format!("{key} = {value}\n")
        });
        lines.collect()
    })
}

proptest! {
    #[test]
    fn unknown_keys_stand_where_they_are_told(text in file()) {
        let (_, unknown) = read::<Outer>(&text);
        for key in &unknown {
            prop_assert_eq!(text[key.span.clone()].trim_matches('"'), &key.name);
        }
        let strange = unknown.iter().filter(|key| key.name == "strange").count();
        prop_assert!(strange <= text.matches("strange").count());
    }
}

fn error(text: &str) -> (String, &str) {
    let (read, _) = read::<Outer>(text);
    let error = read.expect_err("it is wrong");
    let span = error.span().expect("a place");
    (error.message().to_owned(), &text[span])
}

#[test]
fn errors_stand_at_the_innermost_value() {
    let text = "text = 'a'\n[[list]]\ntext = 'b'\n[[list]]\nnumber = -1\n";
    let negative = "invalid value: integer `-1`, expected u32";
    assert_eq!(error(text), (negative.to_owned(), "-1"));
    let text = "text = 'a'\n[[list]]\nflag = true\n";
    assert_eq!(error(text), ("missing field `text`".to_owned(), "[[list]]"));
    let wrong = "invalid type: sequence, expected struct Inner";
    for list in ["['b', true]", "[{ text = 'a' }]"] {
        let text = format!("text = 'a'\ninner = {list}");
        assert_eq!(error(&text), (wrong.to_owned(), list));
    }
    let text = "text = 'a'\nlist = [['b', true]]";
    assert_eq!(error(text), (wrong.to_owned(), "['b', true]"));
}

#[test]
fn numbers_without_measure_are_refused() {
    for (key, digits) in [("signed", "9".repeat(40)), ("figure", "1e400".to_owned())] {
        let text = format!("text = 'a'\n{key} = {digits}");
        assert_eq!(error(&text).1, digits);
    }
}

#[test]
fn unknown_keys_are_gathered_up_to_an_error() {
    let text = "a = 1\ninner = { text = 'a', b = { c = 2 } }\nlist = 1\n[z]\n";
    let (read, unknown) = read::<Outer>(text);
    assert!(read.is_err());
    let found: Vec<_> = unknown
        .iter()
        .map(|key| (&*key.name, key.span.clone()))
        .collect();
    let at = |word: &str| text.find(word).map(|at| at..at + 1).unwrap_or_default();
    assert_eq!(found, [("a", at("a =")), ("b", at("b ="))]);
}

#[test]
fn dates_have_no_quotes() {
    #[derive(Debug, Deserialize)]
    struct Day {
        on: DateDraft,
    }
    let day = |text| {
        let (read, _) = read::<Day>(text);
        read.map(|day| (day.on.text, day.on.is_quoted))
    };
    assert_eq!(day("on = 2026-11-22"), Ok(("2026-11-22".to_owned(), false)));
    assert_eq!(
        day("on = '2026-11-22'"),
        Ok(("2026-11-22".to_owned(), true))
    );
    assert_eq!(day("on = \"\\u0032\""), Ok(("2".to_owned(), true)));
    let error = day("on = 20261122").expect_err("a number");
    let said = "invalid type: integer `20261122`, expected a date like 2026-11-22";
    assert_eq!((error.message(), error.span()), (said, Some(5..13)));
}
