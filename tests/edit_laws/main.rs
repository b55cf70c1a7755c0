//! Laws of `store::edit` over generated profiles in every form TOML has.
//!
//! `PROPTEST_CASES=20000 cargo test --release --test edit_laws` runs them long.

mod elements;
mod profile;

use std::ops::Range;

use hitpath::store::edit::{Change, EditError, Obstacle, Value, apply};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_assert, prop_assert_eq};
use proptest::{prop_oneof, proptest};
use toml::Table;

use profile::{Profile, Tape};

fn config() -> ProptestConfig {
    ProptestConfig {
        max_global_rejects: 1_000_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn profiles() -> impl Strategy<Value = Profile> {
    prop::collection::vec(any::<u8>(), 0..300).prop_map(|bytes| Profile::from_tape(&bytes))
}

/// Bytes from which changes that fit a profile are drawn.
fn tapes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 12)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_set_key_has_its_value_and_nothing_else_moves(profile in profiles(), tape in tapes()) {
        let mut tape = Tape::new(&tape);
        let (key, value) = (profile.some_key(&mut tape), profile::some_value(&mut tape));
        let change = Change::set(key.clone(), value.clone());
        let old = profile.meaning();
        let new_text = match apply(&profile.text, std::slice::from_ref(&change)) {
            Ok(new_text) => new_text,
            Err(error) => return check_refusal(&profile, &change, &error),
        };
        prop_assert_eq!(meaning_of(&new_text), with(&old, &key, value.clone()), "{}", new_text);

        let is_same = look_up(&old, &key) == look_up(&meaning_of(&new_text), &key);
        if is_same {
            prop_assert_eq!(&new_text, &profile.text);
        } else if look_up(&old, &key).is_some() {
            let span = span_of(&profile.text, &key);
            prop_assert_eq!(&new_text[..span.start], &profile.text[..span.start]);
            prop_assert!(new_text.ends_with(&profile.text[span.end..]));
        } else {
            prop_assert!(is_one_insertion(&profile.text, &new_text), "{}", new_text);
        }
        prop_assert_eq!(new_text.starts_with('\u{feff}'), profile.text.starts_with('\u{feff}'));
        if !profile.text.trim_start_matches('\u{feff}').is_empty() {
            prop_assert_eq!(new_text.ends_with('\n'), profile.text.ends_with('\n'));
        }
    }

    #[test]
    fn a_removed_key_is_gone_and_comments_outside_stay(profile in profiles(), tape in tapes()) {
        let mut tape = Tape::new(&tape);
        let key = profile.some_key(&mut tape);
        let old = profile.meaning();
        let change = Change::remove(key.clone());
        let new_text = match apply(&profile.text, std::slice::from_ref(&change)) {
            Ok(new_text) => new_text,
            Err(error) => return check_refusal(&profile, &change, &error),
        };
        let new = meaning_of(&new_text);
        prop_assert_eq!(look_up(&new, &key), None);
        prop_assert!(without_empty(&new, &key) == without_empty(&without(&old, &key), &key), "{}", new_text);
        match look_up(&old, &key) {
            None => prop_assert_eq!(&new_text, &profile.text),
            Some(toml::Value::Table(_) | toml::Value::Array(_)) => {
                prop_assert!(is_subsequence(&new_text, &profile.text), "{}", new_text);
                for comment in profile.comments_above_headers() {
                    prop_assert!(new_text.contains(comment), "{} {}", comment, new_text);
                }
            }
            Some(_) => prop_assert!(is_one_insertion(&new_text, &profile.text), "{}", new_text),
        }
    }

    #[test]
    fn a_key_set_and_removed_again_leaves_the_same_bytes(profile in profiles(), tape in tapes()) {
        let mut tape = Tape::new(&tape);
        let (key, value) = (profile.some_key(&mut tape), profile::some_value(&mut tape));
        let old = profile.meaning();
        let parent = &key[..key.len() - 1];
        let parent_exists = parent.is_empty() || look_up(&old, parent).is_some();
        if look_up(&old, &key).is_none()
            && parent_exists
            && let Ok(new_text) = apply(&profile.text, &[Change::set(key.clone(), value)])
            && !adds_a_header(&profile.text, &new_text)
        {
            let again = apply(&new_text, &[Change::remove(key)]);
            prop_assert_eq!(again.as_deref(), Ok(profile.text.as_str()), "{}", new_text);
        }
    }

    #[test]
    fn an_equal_value_changes_no_byte(profile in profiles()) {
        for (key, value) in profile.values() {
            let change = Change::Set { key, value };
            let again = apply(&profile.text, &[change]);
            prop_assert_eq!(again.as_deref(), Ok(profile.text.as_str()));
        }
    }

    #[test]
    fn changes_together_are_changes_in_turn(profile in profiles(), tape in tapes(), other in tapes()) {
        let changes = [
            profile.some_change(&mut Tape::new(&tape)),
            profile.some_change(&mut Tape::new(&other)),
        ];
        let together = apply(&profile.text, &changes);
        let in_turn = apply(&profile.text, &changes[..1])
            .and_then(|text| apply(&text, &changes[1..]));
        match (together, in_turn) {
            (Ok(together), Ok(in_turn)) => {
                prop_assert_eq!(meaning_of(&together), meaning_of(&in_turn));
                // A file that loses all its lines forgets how they ended.
                if !profile.text.contains('\r') {
                    prop_assert_eq!(together, in_turn);
                }
            }
            (together, in_turn) => prop_assert_eq!(together.is_ok(), in_turn.is_ok()),
        }
    }

    #[test]
    fn an_appended_element_is_the_last_one(profile in profiles(), tape in tapes()) {
        let mut tape = Tape::new(&tape);
        let key = profile.some_array(&mut tape);
        let change = Change::Append {
            key: key.clone(),
            fields: vec![("id".to_owned(), profile::some_value(&mut tape))],
        };
        let old = profile.meaning();
        let new_text = match apply(&profile.text, std::slice::from_ref(&change)) {
            Ok(new_text) => new_text,
            Err(error) => return check_refusal(&profile, &change, &error),
        };
        let elements = |table: &Table| match look_up(table, &key) {
            Some(toml::Value::Array(elements)) => elements,
            _ => Vec::new(),
        };
        let (before, after) = (elements(&old), elements(&meaning_of(&new_text)));
        prop_assert_eq!(after.len(), before.len() + 1);
        prop_assert_eq!(&after[..before.len()], &before[..]);
        prop_assert!(is_subsequence(&profile.text, &new_text), "{}", new_text);
    }

    #[test]
    fn a_new_entry_can_be_taken_back(profile in profiles(), tape in tapes()) {
        let value = profile::some_value(&mut Tape::new(&tape));
        let mark = [
            Change::set(["steps", "brand-new", "state"], value.clone()),
            Change::set(["steps", "brand-new", "on"], value),
        ];
        if let Ok(marked) = apply(&profile.text, &mark) {
            prop_assert!(is_one_insertion(&profile.text, &marked), "{}", marked);
            let back = apply(&marked, &[Change::remove(["steps", "brand-new"])]);
            let back = back.expect("what was written can be removed");
            let steps = ["steps".to_owned()];
            prop_assert_eq!(
                without_empty(&meaning_of(&back), &steps),
                without_empty(&profile.meaning(), &steps)
            );
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in any_text(), tape in tapes()) {
        let mut tape = Tape::new(&tape);
        let change = profile::change_of(profile::any_key(&mut tape), &mut tape);
        match apply(&text, std::slice::from_ref(&change)) {
            Ok(new_text) => drop(meaning_of(&new_text)),
            Err(error) => {
                // Whoever names an element has looked it up.
                let names_an_element = matches!(change, Change::Within { .. } | Change::Drop { .. });
                prop_assert!(error != EditError::Unverified || names_an_element, "{}", text);
            }
        }
    }
}

/// Anything at all, TOML-like lines, and profiles with a few bytes changed.
fn any_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "steps",
        "x",
        ".",
        "=",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\r",
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        ",",
        "\"",
        "'",
        "'''",
        "\"\"\"",
        "#",
        "1",
        "2026-01-01",
        "true",
        "nan",
        "\\",
        "\u{feff}",
        "é",
        "\u{0}",
        "[steps.x]\n",
        "x = ",
        "state = 1\n",
        "\"x\"",
    ]);
    let edits = prop::collection::vec((any::<u16>(), any::<u8>(), pieces.clone()), 1..4);
    prop_oneof![
        any::<String>(),
        prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat()),
        (profiles(), edits).prop_map(|(profile, edits)| {
            let mut text: Vec<char> = profile.text.chars().collect();
            for (place, length, piece) in edits {
                let start = usize::from(place) % (text.len() + 1);
                let end = text.len().min(start + usize::from(length % 8));
                text.splice(start..end, piece.chars());
            }
            text.into_iter().collect()
        }),
        Just(String::new()),
    ]
}

type Outcome = Result<(), proptest::test_runner::TestCaseError>;

/// A change may be refused only for a reason that is there, and what to write
/// instead is TOML.
fn check_refusal(profile: &Profile, change: &Change, error: &EditError) -> Outcome {
    let EditError::NoPlace {
        key,
        obstacle,
        span,
        write_instead,
        ..
    } = error
    else {
        return Err(proptest::test_runner::TestCaseError::fail(format!(
            "{error:?}"
        )));
    };
    let place = profile.text.get(span.clone());
    prop_assert!(place.is_some(), "{:?}", span);
    let place = place.unwrap_or_default();
    let written = meaning_of(write_instead);
    prop_assert_eq!(key, &change.path());
    let old = elements::innermost_element(profile, change);
    let change = elements::innermost(change);
    let is_removal = matches!(change, Change::Remove { .. });
    prop_assert!(is_removal || !written.is_empty());
    match obstacle {
        Obstacle::WrappedInlineTable => {
            prop_assert!(place.starts_with('{') && place.contains('\n'), "{}", place);
        }
        Obstacle::OtherValue => {
            let is_append = matches!(change, Change::Append { .. });
            let crosses = (1..=change.key().len()).any(|length| {
                let there = look_up(&old, &change.key()[..length]);
                there.is_some_and(|value| !value.is_table() || is_append)
            });
            prop_assert!(crosses);
        }
        Obstacle::Table => {
            let there = look_up(&old, change.key());
            prop_assert!(there.is_some_and(|value| value.is_table()));
        }
        Obstacle::ArrayOfTables => prop_assert!(place.starts_with("[["), "{}", place),
    }
    Ok(())
}

fn meaning_of(text: &str) -> Table {
    toml::from_str(text).expect("a valid text")
}

fn look_up(table: &Table, key: &[String]) -> Option<toml::Value> {
    let (last, parents) = key.split_last()?;
    let mut table = table;
    for parent in parents {
        table = table.get(parent)?.as_table()?;
    }
    table.get(last).cloned()
}

fn parent<'a>(table: &'a mut Table, parents: &[String]) -> Option<&'a mut Table> {
    parents.iter().try_fold(table, |table, part| {
        table
            .entry(part.clone())
            .or_insert_with(|| toml::Value::Table(Table::new()))
            .as_table_mut()
    })
}

fn with(table: &Table, key: &[String], value: Value) -> Table {
    let mut table = table.clone();
    let (last, parents) = key.split_last().expect("a key");
    if let Some(parent) = parent(&mut table, parents) {
        parent.insert(last.clone(), profile::meaning_of_value(value));
    }
    table
}

fn without(table: &Table, key: &[String]) -> Table {
    let mut table = table.clone();
    let (last, parents) = key.split_last().expect("a key");
    if look_up(&table, key).is_some()
        && let Some(parent) = parent(&mut table, parents)
    {
        parent.remove(last);
    }
    table
}

/// A table without the parents of a key that are empty: whether they remain
/// depends on the form.
fn without_empty(table: &Table, key: &[String]) -> Table {
    let mut table = table.clone();
    for length in (1..=key.len()).rev() {
        let path = &key[..length];
        if let Some(toml::Value::Table(inner)) = look_up(&table, path)
            && inner.is_empty()
        {
            table = without(&table, path);
        }
    }
    table
}

/// The bytes of a value, from a parser that shares no code with the layout.
fn span_of(text: &str, key: &[String]) -> Range<usize> {
    let table = toml::de::DeTable::parse(text).expect("a valid text");
    let mut table = table.into_inner();
    let (last, parents) = key.split_last().expect("a key");
    for part in parents {
        let inner = table.remove(part.as_str()).expect("a parent").into_inner();
        let toml::de::DeValue::Table(inner) = inner else {
            panic!("{part} is no table");
        };
        table = inner;
    }
    table.get(last.as_str()).expect("a value").span()
}

/// Whether `longer` is `shorter` with one piece put in.
fn is_one_insertion(shorter: &str, longer: &str) -> bool {
    let (shorter, longer) = (shorter.as_bytes(), longer.as_bytes());
    let prefix = shorter
        .iter()
        .zip(longer)
        .take_while(|(a, b)| a == b)
        .count();
    let suffix = shorter
        .iter()
        .rev()
        .zip(longer.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    longer.len() >= shorter.len() && prefix + suffix >= shorter.len()
}

fn is_subsequence(shorter: &str, longer: &str) -> bool {
    let mut longer = longer.bytes();
    shorter.bytes().all(|byte| longer.any(|it| it == byte))
}

fn adds_a_header(old: &str, new: &str) -> bool {
    let headers = |text: &str| {
        text.lines()
            .filter(|line| line.trim_start().starts_with('['))
            .count()
    };
    headers(new) > headers(old)
}
