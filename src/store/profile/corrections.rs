//! `[facts]`: what the person put right in the facts of the catalog.
//!
//! The id of a fact has dots, so its key is quoted. Whoever writes one by hand
//! may leave the quotes out, and TOML then makes tables in tables of it: both
//! are the same entry, and a change is made where it stands.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    Reading, Value,
    values::{integer, text, words},
};
use crate::{
    catalog::{fact::FactValue, id::FactId},
    journey::{record::Correction, rules::Dated},
    store::problem::FileProblem,
};

/// The table that holds corrections.
pub const TABLE: &str = "facts";

/// The form of an entry, for messages.
const FORM: &str =
    "\"rhit.exam.fee-member\" = { value = { usd = 239 }, source = \"…\", checked = 2026-11-22 }";

/// The keys of an entry that the program writes.
const KEYS: [&str; 4] = ["value", "source", "checked", "changed"];

/// An entry as it stands in the file.
struct Entry<'e, 't> {
    /// The parts of its key below `facts`.
    path: Vec<String>,
    at: Range<usize>,
    fields: &'e DeTable<'t>,
}

impl Reading<'_> {
    pub(super) fn corrections(&mut self, table: &DeTable<'_>) {
        let Some(facts) = table.get(TABLE) else {
            return;
        };
        let DeValue::Table(facts_table) = facts.get_ref() else {
            self.bad(facts, format!("`facts` has to be a table, like {FORM}"));
            return;
        };
        let mut entries = Vec::new();
        let mut strangers = Vec::new();
        walk(facts_table, &[], &mut entries, &mut strangers);
        for stranger in strangers {
            self.bad_at(stranger, format!("a correction is written as {FORM}"));
        }
        for entry in entries {
            let id = entry.path.join(".");
            if let Err(error) = FactId::new(&id) {
                self.bad_at(entry.at, format!("`{id}` is no fact: {error}"));
                continue;
            }
            let Some(correction) = self.correction(&id, &entry) else {
                continue;
            };
            if self.record.facts.contains_key(&id) {
                let message = format!("`{id}` stands here twice, with and without quotes");
                self.bad_at(entry.at, message);
                continue;
            }
            self.record.facts.insert(id, correction);
        }
    }

    fn correction(&mut self, id: &str, entry: &Entry<'_, '_>) -> Option<Correction> {
        let missing = KEYS[..3]
            .iter()
            .filter(|key| !entry.fields.contains_key(**key));
        let missing: Vec<&str> = missing.copied().collect();
        if !missing.is_empty() {
            let lacks = missing.join(" and ");
            let message = format!("the correction of `{id}` has no {lacks}; write {FORM}");
            self.bad_at(entry.at.clone(), message);
            return None;
        }
        let value = self.get(entry.fields, "value", value);
        let source = self.get(entry.fields, "source", words);
        let checked = self.past_day(entry.fields, "checked", Dated::Correction);
        Some(Correction {
            value: value?,
            source: source?,
            checked: checked?,
        })
    }

    fn bad_at(&mut self, span: Range<usize>, message: String) {
        let problem = FileProblem::on(self.file, &self.lines, Some(span), message);
        self.bad_entries.push(problem);
    }
}

/// Finds the entries below a table, whatever is quoted of their keys; what
/// leads to none is a stranger.
fn walk<'e, 't>(
    table: &'e DeTable<'t>,
    path: &[String],
    entries: &mut Vec<Entry<'e, 't>>,
    strangers: &mut Vec<Range<usize>>,
) {
    let is_inside_entry = !path.is_empty() && is_entry(table);
    for (key, value) in table {
        let name: &str = key.get_ref();
        // What else stands in an entry is not ours to judge.
        if is_inside_entry && belongs_to_entry(name, value) {
            continue;
        }
        let DeValue::Table(inner) = value.get_ref() else {
            strangers.push(value.span());
            continue;
        };
        let mut path = path.to_vec();
        path.push(name.to_owned());
        if is_entry(inner) {
            let (at, path) = (key.span(), path.clone());
            entries.push(Entry {
                path,
                at,
                fields: inner,
            });
        } else if inner.is_empty() {
            strangers.push(key.span());
        }
        walk(inner, &path, entries, strangers);
    }
}

/// Whether a table is an entry and no part of a dotted key: one of its keys
/// holds what only an entry has.
fn is_entry(table: &DeTable<'_>) -> bool {
    KEYS.iter().any(|key| match table.get(*key) {
        Some(value) => match value.get_ref() {
            DeValue::Table(value) => value.contains_key("usd") || value.contains_key("low"),
            _ => true,
        },
        None => false,
    })
}

/// Whether a key of an entry is part of it, and no way to an entry of a longer
/// id below.
fn belongs_to_entry(name: &str, value: &Spanned<DeValue<'_>>) -> bool {
    KEYS.contains(&name) || !leads_to_entry(value)
}

fn leads_to_entry(value: &Spanned<DeValue<'_>>) -> bool {
    match value.get_ref() {
        DeValue::Table(table) => {
            is_entry(table) || table.iter().any(|(_, value)| leads_to_entry(value))
        }
        _ => false,
    }
}

/// The key of a correction as the profile spells it, and the quoted one where
/// there is none.
#[must_use]
pub fn key_of(profile: &str, id: &str) -> Vec<String> {
    let key = entry_of(profile, id, |_, entry| entry.path.clone());
    below_facts(key.unwrap_or_else(|| vec![id.to_owned()]))
}

/// The keys that a correction consists of: its whole entry, or where those of
/// longer ids lie below it, each key of its own. A table around it that would be
/// left empty goes with it: it would be no entry.
#[must_use]
pub fn keys_of(profile: &str, id: &str) -> Vec<Vec<String>> {
    let keys = entry_of(profile, id, |facts, entry| {
        let fields = entry.fields.iter();
        let (own, others): (Vec<_>, Vec<_>) =
            fields.partition(|(key, value)| belongs_to_entry(key.get_ref(), value));
        if others.is_empty() {
            return vec![emptied(facts, &entry.path).to_vec()];
        }
        let own = own.into_iter().map(|(key, _)| key.get_ref().to_string());
        own.map(|name| [entry.path.as_slice(), &[name]].concat())
            .collect()
    });
    let keys = keys.unwrap_or_default().into_iter();
    keys.map(below_facts).collect()
}

/// The path to the outermost table that holds nothing but what a path leads to.
fn emptied<'p>(facts: &DeTable<'_>, path: &'p [String]) -> &'p [String] {
    let mut table = facts;
    let mut length = path.len();
    for (depth, part) in path.iter().enumerate() {
        if depth == 0 || table.len() > 1 {
            length = depth + 1;
        }
        match table.get(part.as_str()).map(Spanned::get_ref) {
            Some(DeValue::Table(inner)) => table = inner,
            _ => break,
        }
    }
    &path[..length]
}

fn below_facts(key: Vec<String>) -> Vec<String> {
    [vec![TABLE.to_owned()], key].concat()
}

/// What is asked of the entry with an id; none where there is no such entry.
fn entry_of<T>(
    profile: &str,
    id: &str,
    ask: impl FnOnce(&DeTable<'_>, &Entry<'_, '_>) -> T,
) -> Option<T> {
    let table = DeTable::parse(profile.trim_start_matches('\u{feff}')).ok()?;
    let DeValue::Table(facts) = table.get_ref().get(TABLE)?.get_ref() else {
        return None;
    };
    let mut entries = Vec::new();
    walk(facts, &[], &mut entries, &mut Vec::new());
    let entry = entries.iter().find(|entry| entry.path.join(".") == id);
    entry.map(|entry| ask(facts, entry))
}

/// A value that there can be, in one of the forms that catalog files have.
fn value(value: &Value<'_>) -> Result<FactValue, String> {
    let read = form_of(value)?;
    match read.check() {
        Ok(()) => Ok(read),
        Err(error) => Err(format!("cannot be right: {error}")),
    }
}

fn form_of(value: &Value<'_>) -> Result<FactValue, String> {
    let wrong = || {
        "has to be a number, a text, { usd = … } or { low = …, high = …, unit = \"…\" }".to_owned()
    };
    match value.get_ref() {
        DeValue::String(words) => Ok(FactValue::of_text(words.to_string())),
        DeValue::Table(table) => {
            let field = |key: &str| table.get(key).and_then(number);
            let unit = table.get("unit").and_then(|unit| text(unit).ok());
            match (field("usd"), field("low"), field("high"), unit) {
                (Some(usd), None, None, None) if table.len() == 1 => Ok(FactValue::Money { usd }),
                (None, Some(low), Some(high), Some(unit)) if table.len() == 3 => {
                    Ok(FactValue::Range { low, high, unit })
                }
                _ => Err(wrong()),
            }
        }
        _ => number(value).map(FactValue::Number).ok_or_else(wrong),
    }
}

fn number(value: &Value<'_>) -> Option<f64> {
    let number = match value.get_ref() {
        DeValue::Float(float) => float.as_str().parse().ok(),
        // No figure of the field is so large that this loses a digit.
        _ => integer(value).map(|integer| integer as f64),
    };
    number.filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use jiff::civil::date;

    use super::{super::read_on, *};
    use crate::catalog::length::Length;

    /// What a profile with these lines says, and what is wrong with it.
    fn read_lines(lines: &str) -> (Vec<(String, FactValue)>, Vec<String>) {
        let text = format!("format = 1\n{lines}");
        // The day before that in the lines, as for who travelled west since.
        let today = date(2026, 11, 21);
        let profile = read_on(Path::new("profile.toml"), text.as_bytes(), today);
        let profile = profile.expect("it can be read");
        let facts = profile.record.facts.into_iter();
        let facts = facts.map(|(id, own)| {
            assert_eq!(
                (own.source.as_str(), own.checked),
                ("S", date(2026, 11, 22))
            );
            (id, own.value)
        });
        let bad = profile.bad_entries.into_iter();
        let bad = bad.map(|bad| {
            let line = bad.place.map_or(0, |place| place.line);
            format!("{line}: {}", bad.message)
        });
        (facts.collect(), bad.collect())
    }

    const REST: &str = "source = \"S\", checked = 2026-11-22";

    #[test]
    fn every_kind_of_value_is_read() {
        for (value, expected) in [
            ("{ usd = 239 }", FactValue::Money { usd: 239.0 }),
            ("{ usd = 36.5 }", FactValue::Money { usd: 36.5 }),
            ("150", FactValue::Number(150.0)),
            ("-7.8", FactValue::Number(-7.8)),
            ("1_000", FactValue::Number(1000.0)),
            ("\"a letter\"", FactValue::Text("a letter".into())),
            (
                "\"120d\"",
                FactValue::Duration(Length::parse("120d").expect("a length")),
            ),
            (
                "{ low = 19, high = 25.5, unit = \"percent\" }",
                FactValue::Range {
                    low: 19.0,
                    high: 25.5,
                    unit: "percent".into(),
                },
            ),
        ] {
            let line = format!("[facts]\n\"a.b\" = {{ value = {value}, {REST} }}\n");
            let read = read_lines(&line);
            assert_eq!(
                read,
                (vec![("a.b".to_owned(), expected)], vec![]),
                "{value}"
            );
        }
    }

    #[test]
    fn an_id_without_quotes_is_the_id() {
        for lines in [
            "[facts.a.b-c]\nvalue = { usd = 2 }\nsource = \"S\"\nchecked = 2026-11-22\n",
            "[facts]\na.b-c = { value = { usd = 2 }, source = \"S\", checked = 2026-11-22 }\n",
            "[facts]\na.b-c.value.usd = 2\na.b-c.source = \"S\"\na.b-c.checked = 2026-11-22\n",
            "[facts.\"a.b-c\"]\nvalue.usd = 2\nsource = \"S\"\nchecked = 2026-11-22\nmood = {}\n",
        ] {
            let expected = vec![("a.b-c".to_owned(), FactValue::Money { usd: 2.0 })];
            assert_eq!(read_lines(lines), (expected, vec![]), "{lines}");
        }
        // One id may go on where another ends.
        let both = "[facts.a.b]\nvalue = 1\nsource = \"S\"\nchecked = 2026-11-22\n\
                    [facts.a.b.c]\nvalue = 2\nsource = \"S\"\nchecked = 2026-11-22\n";
        let (facts, bad) = read_lines(both);
        let ids: Vec<&str> = facts.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!((ids, bad), (vec!["a.b", "a.b.c"], vec![]));
    }

    #[test]
    fn a_bad_entry_is_named_and_left_out() {
        for (lines, said) in [
            ("facts = 3\n", "2: `facts` has to be a table"),
            ("[facts]\n\"a.b\" = 3\n", "3: a correction is written as"),
            ("[facts]\na.b = 3\n", "3: a correction is written as"),
            ("[facts.\"a.b\"]\n", "2: a correction is written as"),
            (
                "[facts.\"a.b\"]\nvalue = 3\n",
                "2: the correction of `a.b` has no source and checked",
            ),
            (
                "[facts.ab]\nvalue = 3\nsource = \"S\"\nchecked = 2026-11-22\n",
                "2: `ab` is no fact",
            ),
            (
                "[facts.\"a.b\"]\nvalue = true\nsource = \"S\"\nchecked = 2026-11-22\n",
                "3: `value` has to be a number",
            ),
            (
                "[facts.\"a.b\"]\nvalue = nan\nsource = \"S\"\nchecked = 2026-11-22\n",
                "3: `value` has to be a number",
            ),
            (
                "[facts.\"a.b\"]\nvalue = { usd = 1, low = 2 }\nsource = \"S\"\nchecked = 2026-11-22\n",
                "3: `value` has to be a number",
            ),
            (
                "[facts.\"a.b\"]\nvalue = { low = 3, high = 2, unit = \"h\" }\nsource = \"S\"\nchecked = 2026-11-22\n",
                "3: `value` cannot be right: the low end is above",
            ),
            (
                "[facts.\"a.b\"]\nvalue = { usd = 1.999 }\nsource = \"S\"\nchecked = 2026-11-22\n",
                "3: `value` cannot be right: an amount of money has at most two decimals",
            ),
            (
                "[facts.\"a.b\"]\nvalue = \" \"\nsource = \"S\"\nchecked = 2026-11-22\n",
                "3: `value` cannot be right: a value is not empty",
            ),
            (
                "[facts.\"a.b\"]\nvalue = 1\nsource = \" \"\nchecked = 2026-11-22\n",
                "4: `source` is empty",
            ),
            (
                "[facts.\"a.b\"]\nvalue = 1\nsource = 7\nchecked = 2026-11-22\n",
                "4: `source` has to be a text",
            ),
            (
                "[facts.\"a.b\"]\nvalue = 1\nsource = \"S\"\nchecked = \"2026-11-22\"\n",
                "5: `checked` has to be a date without quotes",
            ),
        ] {
            let (facts, bad) = read_lines(lines);
            assert_eq!(facts, [], "{lines}");
            assert_eq!(bad.len(), 1, "{lines}: {bad:?}");
            assert!(bad[0].starts_with(said), "{lines}: {bad:?}");
        }
        let twice =
            format!("[facts]\n\"a.b\" = {{ value = 1, {REST} }}\na.b = {{ value = 1, {REST} }}\n");
        let (facts, bad) = read_lines(&twice);
        assert_eq!(facts.len(), 1);
        assert!(bad[0].contains("stands here twice"), "{bad:?}");
    }

    #[test]
    fn the_key_is_that_of_the_file() {
        let case = |text: &str, expected: &[&str]| assert_eq!(key_of(text, "a.b"), expected);
        case("format = 1\n", &["facts", "a.b"]);
        case("\u{feff}[facts.\"a.b\"]\nvalue = 1\n", &["facts", "a.b"]);
        case("[facts.a.b]\nvalue = 1\n", &["facts", "a", "b"]);
        case("[facts.a.c]\nvalue = 1\n", &["facts", "a.b"]);
        case("facts = 3\n", &["facts", "a.b"]);
    }

    #[test]
    fn an_entry_goes_without_those_below_it() {
        let case = |text: &str, expected: &[&[&str]]| {
            assert_eq!(keys_of(text, "a.b"), expected, "{text}");
        };
        let own = "[facts.a.b]\nvalue.usd = 1\nmood = 2\nsource = \"S\"\n";
        // Nothing is left around it that would be no entry.
        case(own, &[&["facts", "a"]]);
        let beside = "[facts.a.x]\nvalue = 1\n";
        case(&[own, beside].concat(), &[&["facts", "a", "b"]]);
        case("[facts.\"a.b\"]\nvalue = 1\n", &[&["facts", "a.b"]]);
        for below in [
            "[facts.a.b.c]\nvalue = 1\n",
            "[facts.a.b.c.d]\nchecked = 1\n",
        ] {
            let parts = ["mood", "source", "value"];
            let keys = parts.map(|part| ["facts", "a", "b", part]);
            let keys: Vec<&[&str]> = keys.iter().map(<[&str; 4]>::as_slice).collect();
            case(&[own, below].concat(), &keys);
        }
        case("[facts.a.b.c]\nvalue = 1\n", &[]);
        case("[facts.\"a.b\"]\nvalue = 1\n", &[&["facts", "a.b"]]);
    }
}
