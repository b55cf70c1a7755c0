//! Laws of changes within, and of the end of, one element of an array of tables.

use std::ops::Range;

use hitpath::store::edit::{Change, EditError, Value, apply};
use proptest::prelude::{prop_assert, prop_assert_eq};
use proptest::proptest;
use toml::Table;
use toml::de::{DeTable, DeValue};

use crate::profile::{self, Address, Profile, Tape};
use crate::{
    adds_a_header, check_refusal, config, is_one_insertion, is_subsequence, look_up, meaning_of,
    parent, profiles, tapes,
};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_change_within_an_element_means_what_it_says_and_leaves_the_rest(
        profile in profiles(), tape in tapes()
    ) {
        let mut tape = Tape::new(&tape);
        let addresses = profile.addresses();
        if addresses.is_empty() {
            return Ok(());
        }
        let address = tape.one_of(&addresses);
        let change = address.change_within(&profile.meaning(), &mut tape);
        let new_text = match apply(&profile.text, std::slice::from_ref(&change)) {
            Ok(new_text) => new_text,
            Err(EditError::Unverified) => {
                let is_there = can_be_found(&profile.meaning(), &change);
                prop_assert!(!is_there, "{:?}", change);
                return Ok(());
            }
            Err(error) => return check_refusal(&profile, &change, &error),
        };
        check_meaning(&profile, &change, &new_text)?;
        let (array, index) = &address.0[0];
        check_rest(&profile, array, *index, &change, &new_text)?;
        match innermost(&change) {
            Change::Append { .. } => prop_assert!(is_subsequence(&profile.text, &new_text)),
            _ if takes_away(&change) => {
                prop_assert!(is_subsequence(&new_text, &profile.text));
            }
            Change::Set { key, .. } if look_up(&innermost_element(&profile, &change), key).is_none() => {
                prop_assert!(is_one_insertion(&profile.text, &new_text), "{}", new_text);
            }
            _ if new_text == profile.text => {}
            _ => {
                let span = span_of(&profile.text, &change);
                prop_assert_eq!(&new_text[..span.start], &profile.text[..span.start]);
                prop_assert!(new_text.ends_with(&profile.text[span.end..]), "{}", new_text);
            }
        }
    }

    #[test]
    fn a_dropped_element_is_gone_and_nothing_else(profile in profiles(), tape in tapes()) {
        let addresses = profile.addresses();
        if addresses.is_empty() {
            return Ok(());
        }
        let address = Tape::new(&tape).one_of(&addresses).clone();
        let change = address.drop_change();
        let new_text = apply(&profile.text, std::slice::from_ref(&change));
        let new_text = new_text.expect("no element has to stay");
        check_meaning(&profile, &change, &new_text)?;
        prop_assert!(is_subsequence(&new_text, &profile.text), "{}", new_text);
        let (array, index) = &address.0[0];
        if address.0.len() > 1 {
            check_rest(&profile, array, *index, &change, &new_text)?;
        } else if let Some(rest) = rest_of(&profile, array, *index) {
            // Separators go with an element, and a blank line with a block.
            prop_assert_eq!(squeezed(&new_text), squeezed(&rest.concat()), "{}", new_text);
        }
    }

    #[test]
    fn an_equal_value_in_an_element_changes_no_byte(profile in profiles()) {
        for address in profile.addresses() {
            let meaning = profile.meaning();
            let element = address.element(&meaning);
            let mut changes: Vec<Change> = profile::values_in(element)
                .into_iter()
                .map(|(key, value)| address.within(Change::Set { key, value }))
                .collect();
            changes.push(address.within(Change::remove(["not there"])));
            let again = apply(&profile.text, &changes);
            prop_assert_eq!(again.as_deref(), Ok(profile.text.as_str()));
        }
    }

    #[test]
    fn an_element_added_and_dropped_leaves_the_text(profile in profiles(), tape in tapes()) {
        let mut tape = Tape::new(&tape);
        // An array of our own, one of the profile's, and one inside an element.
        let addresses = profile.addresses();
        let address = if tape.rarely(3) && !addresses.is_empty() {
            tape.one_of(&addresses).clone()
        } else {
            Address::default()
        };
        let meaning = profile.meaning();
        let around = address.element(&meaning);
        let key = match address.0.len() {
            0 => profile.some_array(&mut tape),
            _ => vec![tape.pick(&["stages", "files", "new"]).to_owned()],
        };
        let fields = vec![("id".to_owned(), profile::some_value(&mut tape))];
        let add = address.within(Change::Append { key: key.clone(), fields });
        let there = look_up(around, &key);
        let count = there.as_ref().and_then(|it| it.as_array()).map_or(0, Vec::len);
        let Ok(added) = apply(&profile.text, std::slice::from_ref(&add)) else {
            return Ok(());
        };
        let drop = address.within(Change::drop_element(key.clone(), count));
        let back = apply(&added, std::slice::from_ref(&drop));
        let back = back.expect("what was added can be dropped");
        let together = apply(&profile.text, &[add, drop]);
        prop_assert_eq!(together.as_deref(), Ok(back.as_str()));
        // A new list below a table stays as `key = []`.
        if there.is_none() && (key.len() > 1 || !address.0.is_empty()) {
            prop_assert!(is_one_insertion(&profile.text, &back), "{}", back);
            return Ok(());
        }
        if !adds_a_header(&profile.text, &added) {
            prop_assert_eq!(&back, &profile.text);
            return Ok(());
        }
        // A block may have come with two blank lines, and goes with one.
        prop_assert_eq!(filled_lines(&back), filled_lines(&profile.text), "{}", back);
        let blank_lines = |text: &str| text.lines().count() - filled_lines(text).len();
        if blank_lines(&added) == blank_lines(&profile.text) + 1 {
            prop_assert_eq!(blank_lines(&back), blank_lines(&profile.text), "{}", back);
        }
    }
}

type Outcome = Result<(), proptest::test_runner::TestCaseError>;

/// The change of the parsed value is what the new text says.
fn check_meaning(profile: &Profile, change: &Change, new_text: &str) -> Outcome {
    let mut expected = profile.meaning();
    let mut actual = meaning_of(new_text);
    carry_out(&mut expected, change);
    if takes_away(change) {
        // Whether what has lost its last part remains depends on the form.
        expected = without_empty_parts(&expected);
        actual = without_empty_parts(&actual);
    }
    prop_assert_eq!(actual, expected, "{}", new_text);
    Ok(())
}

/// The bytes around an element of `credits` or `attempts` stand where they did.
fn check_rest(
    profile: &Profile,
    array: &[String],
    index: usize,
    change: &Change,
    new_text: &str,
) -> Outcome {
    let Some(rest) = rest_of(profile, array, index) else {
        return Ok(());
    };
    // A blank line may go with a block, and come with one.
    let start = rest.first().map_or("", |piece| piece.trim_end());
    prop_assert!(new_text.starts_with(start), "{:?} in {}", start, new_text);
    let mut left = new_text;
    for line in rest.iter().flat_map(|piece| piece.split_inclusive('\n')) {
        let line = if takes_away(change) {
            line.trim()
        } else {
            line
        };
        let found = left.find(line).map(|start| start + line.len());
        prop_assert!(found.is_some(), "{:?} in {}", line, new_text);
        left = &left[found.unwrap_or_default()..];
    }
    Ok(())
}

/// The text without an element, in pieces; `None` where the profile does not
/// tell which bytes are its own.
fn rest_of<'p>(profile: &'p Profile, array: &[String], index: usize) -> Option<Vec<&'p str>> {
    let own: Vec<_> = profile
        .elements
        .iter()
        .filter(|element| array == [element.array] && element.index == index)
        .collect();
    if own.is_empty() {
        return None;
    }
    let mut rest = Vec::new();
    let mut start = 0;
    for element in own {
        rest.push(&profile.text[start..element.span.start]);
        start = element.span.end;
    }
    rest.push(&profile.text[start..]);
    Some(rest)
}

pub(crate) fn innermost(change: &Change) -> &Change {
    match change {
        Change::Within { change, .. } => innermost(change),
        change => change,
    }
}

/// The element that the innermost change is made in.
pub(crate) fn innermost_element(profile: &Profile, change: &Change) -> Table {
    let mut element = profile.meaning();
    let mut change = change;
    while let Change::Within {
        key,
        index,
        change: inner,
    } = change
    {
        element = Address(vec![(key.clone(), *index)])
            .element(&element)
            .clone();
        change = inner;
    }
    element
}

fn takes_away(change: &Change) -> bool {
    matches!(
        innermost(change),
        Change::Remove { .. } | Change::Drop { .. }
    )
}

/// Whether a change names no element that is not there.
fn can_be_found(table: &Table, change: &Change) -> bool {
    let element = |index: usize| {
        look_up(table, change.key())?
            .as_array()?
            .get(index)
            .cloned()
    };
    match change {
        Change::Within { index, change, .. } => match element(*index) {
            Some(toml::Value::Table(element)) => can_be_found(&element, change),
            _ => false,
        },
        Change::Drop { index, .. } => element(*index).is_some(),
        _ => true,
    }
}

/// Carries a change out on plain values.
fn carry_out(table: &mut Table, change: &Change) {
    let (last, parents) = change.key().split_last().expect("a key");
    if matches!(change, Change::Remove { .. }) && look_up(table, change.key()).is_none() {
        return;
    }
    let parent = parent(table, parents).expect("a table");
    match change {
        Change::Set { value, .. } => {
            parent.insert(last.clone(), profile::meaning_of_value(value.clone()));
        }
        Change::Remove { .. } => {
            parent.remove(last);
        }
        Change::Append { fields, .. } => {
            let fields = Value::Table(fields.clone());
            let array = parent
                .entry(last.clone())
                .or_insert_with(|| toml::Value::Array(Vec::new()));
            let elements = array.as_array_mut().expect("an array");
            elements.push(profile::meaning_of_value(fields));
        }
        Change::Within { index, change, .. } => {
            let element = parent[last][*index].as_table_mut().expect("a table");
            carry_out(element, change);
        }
        Change::Drop { index, .. } => {
            parent[last]
                .as_array_mut()
                .expect("an array")
                .remove(*index);
        }
    }
}

/// Without tables and arrays that hold nothing, but for elements.
fn without_empty_parts(table: &Table) -> Table {
    let mut kept = Table::new();
    for (key, value) in table {
        let value = without_empty_parts_of(value);
        let is_empty = match &value {
            toml::Value::Table(table) => table.is_empty(),
            toml::Value::Array(elements) => elements.is_empty(),
            _ => false,
        };
        if !is_empty {
            kept.insert(key.clone(), value);
        }
    }
    kept
}

fn without_empty_parts_of(value: &toml::Value) -> toml::Value {
    match value {
        toml::Value::Table(table) => toml::Value::Table(without_empty_parts(table)),
        toml::Value::Array(elements) => {
            toml::Value::Array(elements.iter().map(without_empty_parts_of).collect())
        }
        value => value.clone(),
    }
}

/// Without blanks, line ends and commas.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|it| !it.is_whitespace() && *it != ',')
        .collect()
}

/// The bytes of the value that a change sets, from a parser that shares no code
/// with the layout.
fn span_of(text: &str, change: &Change) -> Range<usize> {
    let document = DeTable::parse(text).expect("a valid text");
    let mut table = document.get_ref();
    let mut change = change;
    loop {
        let (last, parents) = change.key().split_last().expect("a key");
        for part in parents {
            table = table_in(table.get(part.as_str()).expect("a parent").get_ref());
        }
        let value = table.get(last.as_str()).expect("a value");
        let Change::Within {
            index,
            change: inner,
            ..
        } = change
        else {
            return value.span();
        };
        let DeValue::Array(elements) = value.get_ref() else {
            panic!("{last} is no array");
        };
        table = table_in(elements[*index].get_ref());
        change = inner;
    }
}

fn table_in<'d, 't>(value: &'d DeValue<'t>) -> &'d DeTable<'t> {
    match value {
        DeValue::Table(table) => table,
        other => panic!("{other:?} is no table"),
    }
}

fn filled_lines(text: &str) -> Vec<&str> {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .collect()
}
