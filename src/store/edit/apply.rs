//! Carries changes out on a text, one after the other, and checks the result.

use std::ops::Range;

use toml::Table;

use super::array;
use super::by_hand::Blocked;
use super::change::Change;
use super::document::{Document, Splice};
use super::element::{self, Element};
use super::error::{EditError, Obstacle};
use super::events;
use super::inline::{self, InlineTable, Spot};
use super::meaning;
use super::place::{self, Place};
use super::removal;
use super::vacancy;
use super::value::{Value, dotted_key};

/// Changes single keys of a TOML text; every other byte stays as it is.
///
/// A change of what is already so changes no byte. All changes are carried out
/// in order, or none. The new text has been parsed and means exactly what the
/// old one did with the changes made.
pub fn apply(text: &str, changes: &[Change]) -> Result<String, EditError> {
    let events = events::of_document(text);
    let mut expected = meaning::read(text, &events)?;
    let mut document = Document::read(text, &events);
    for change in changes {
        carry_out(&mut document, &mut expected, change)?;
    }
    if !document.is_changed() {
        return Ok(text.to_owned());
    }
    let new_text = document.into_text();
    match meaning::read(&new_text, &events::of_document(&new_text)) {
        Ok(actual) if meaning::is_same_table(&actual, &expected) => Ok(new_text),
        _ => Err(EditError::Unverified),
    }
}

/// Carries one change out, on the text and on its meaning.
fn carry_out(
    document: &mut Document<'_>,
    expected: &mut Table,
    change: &Change,
) -> Result<(), EditError> {
    if meaning::is_already_so(expected, change) {
        return Ok(());
    }
    let outcome = match change {
        Change::Set { key, value } => set(document, key, value),
        Change::Append { key, fields } => append(document, key, fields),
        Change::Remove { key } => removal::remove(document, key),
        Change::Drop { key, index } if meaning::has_element(expected, key, *index) => {
            drop_element(document, key, *index)
        }
        Change::Drop { .. } => return Err(EditError::Unverified),
        Change::Within {
            index,
            change: inner,
            ..
        } => {
            return within(document, expected, change, *index, inner);
        }
    };
    outcome.map_err(|blocked| blocked.explain(document, change))?;
    meaning::carry_out(expected, change, document).ok_or(EditError::Unverified)
}

/// Carries a change out inside one element: on the statements of a `[[…]]`, or
/// on a document of its own where it stands in an array.
fn within(
    document: &mut Document<'_>,
    expected: &mut Table,
    change: &Change,
    index: usize,
    inner: &Change,
) -> Result<(), EditError> {
    let key = change.key();
    let element = meaning::element_of(expected, key, index).ok_or(EditError::Unverified)?;
    if inner.key().is_empty() {
        return Err(EditError::Unverified);
    }
    match resolve(document, key).map_err(|blocked| blocked.explain(document, change))? {
        Target::ArrayOfTables { .. } => {
            let mut alone = meaning::wrapped(key, std::mem::take(element));
            document.enter(key, index);
            let outcome = carry_out(document, &mut alone, &inner.below(key));
            document.leave();
            outcome?;
            *element = meaning::unwrapped(key, alone).ok_or(EditError::Unverified)?;
        }
        Target::Value { statement, range } => {
            let listed =
                Element::of(document, statement, &range, index).ok_or(EditError::Unverified)?;
            let path = [element::KEY.to_owned()];
            let mut alone = meaning::wrapped(&path, std::mem::take(element));
            let text = listed.as_document(document);
            let mut own = Document::read(&text, &events::of_document(&text));
            carry_out(&mut own, &mut alone, &inner.below(&path))
                .map_err(|error| listed.explain(document, key, error))?;
            if own.is_changed() {
                listed.put_back(document, &own.into_text());
            }
            *element = meaning::unwrapped(&path, alone).ok_or(EditError::Unverified)?;
        }
        Target::NewMember { .. } | Target::Nowhere => return Err(EditError::Unverified),
    }
    Ok(())
}

fn drop_element(document: &mut Document<'_>, key: &[String], index: usize) -> Result<(), Blocked> {
    match resolve(document, key)? {
        Target::Value { statement, range } => {
            let splice = document
                .statement(statement)
                .and_then(|it| array::removal(&it.text, &range, index));
            if let Some(splice) = splice {
                document.splice(statement, &splice);
            }
        }
        Target::ArrayOfTables { .. } => removal::remove_element(document, key, index),
        Target::NewMember { .. } | Target::Nowhere => {}
    }
    Ok(())
}

fn set(document: &mut Document<'_>, key: &[String], value: &Value) -> Result<(), Blocked> {
    match resolve(document, key)? {
        Target::Value { statement, range } => {
            let text = value.to_toml();
            document.splice(statement, &Splice { range, text });
        }
        Target::NewMember {
            statement,
            table,
            depth,
        } => {
            add_member(document, statement, &table, key, depth, value)?;
        }
        Target::ArrayOfTables { statement } => {
            return Err(Blocked::by_header(statement, Obstacle::ArrayOfTables));
        }
        Target::Nowhere => vacancy::fill(document, key, value),
    }
    Ok(())
}

fn append(
    document: &mut Document<'_>,
    key: &[String],
    fields: &[(String, Value)],
) -> Result<(), Blocked> {
    let element = Value::Table(fields.to_vec());
    match resolve(document, key)? {
        Target::Value { statement, range } => {
            let splice = document
                .statement(statement)
                .and_then(|it| array::insertion(&it.text, &range, &element.to_toml()));
            match splice {
                Some(splice) => document.splice(statement, &splice),
                None => return Err(Blocked::by_value(statement, range, key.len())),
            }
        }
        Target::NewMember {
            statement,
            table,
            depth,
        } => {
            let array = Value::Array(vec![element]);
            add_member(document, statement, &table, key, depth, &array)?;
        }
        Target::Nowhere if key.len() > 1 => {
            vacancy::fill(document, key, &Value::Array(vec![element]));
        }
        Target::ArrayOfTables { .. } | Target::Nowhere => {
            let header = format!("[[{}]]", dotted_key(key));
            vacancy::add_block(document, key, &header, fields);
        }
    }
    Ok(())
}

fn add_member(
    document: &mut Document<'_>,
    statement: usize,
    table: &InlineTable,
    key: &[String],
    depth: usize,
    value: &Value,
) -> Result<(), Blocked> {
    let rest = key.get(depth..).unwrap_or_default();
    let splice = document
        .statement(statement)
        .and_then(|it| table.insertion(&it.text, rest, value))
        .ok_or_else(|| Blocked::by_wrapped_table(statement, table.span()))?;
    document.splice(statement, &splice);
    Ok(())
}

/// Where a value or an element goes.
enum Target {
    Value {
        statement: usize,
        range: Range<usize>,
    },
    NewMember {
        statement: usize,
        table: InlineTable,
        /// How many parts of the path lead to the table.
        depth: usize,
    },
    ArrayOfTables {
        statement: usize,
    },
    Nowhere,
}

fn resolve(document: &Document<'_>, key: &[String]) -> Result<Target, Blocked> {
    let (statement, value, depth) = match place::find(document, key) {
        Place::Absent => return Ok(Target::Nowhere),
        Place::Value { statement, value } => {
            return Ok(Target::Value {
                statement,
                range: value,
            });
        }
        Place::ArrayOfTables {
            statement,
            is_parent: false,
        } => return Ok(Target::ArrayOfTables { statement }),
        Place::ArrayOfTables { statement, .. } => {
            return Err(Blocked::by_header(statement, Obstacle::ArrayOfTables));
        }
        Place::Table { statement } => return Err(Blocked::by_header(statement, Obstacle::Table)),
        Place::Inside {
            statement,
            value,
            depth,
        } => (statement, value, depth),
    };
    let text = document.statement(statement).map_or("", |it| &it.text);
    let rest = key.get(depth..).unwrap_or_default();
    match inline::find(text, &value, rest) {
        Spot::Value { value } => Ok(Target::Value {
            statement,
            range: value,
        }),
        Spot::Vacant {
            table,
            depth: inner,
        } => Ok(Target::NewMember {
            statement,
            table,
            depth: depth + inner,
        }),
        Spot::Table { member } => Err(Blocked::by_members(statement, member)),
        Spot::Blocked {
            value,
            depth: inner,
        } => Err(Blocked::by_value(statement, value, depth + inner)),
    }
}

#[cfg(test)]
mod tests {
    use super::apply;
    use crate::store::edit::{Change, EditError, Value};

    fn set(text: &str, key: &str, value: impl Into<Value>) -> String {
        apply(text, &[Change::set(key.split('.'), value)]).expect("a place")
    }

    fn append(text: &str, key: &str) -> String {
        let change = Change::Append {
            key: key.split('.').map(str::to_owned).collect(),
            fields: vec![
                ("id".to_owned(), Value::from("n")),
                ("hours".to_owned(), Value::from(2)),
            ],
        };
        apply(text, &[change]).expect("a place")
    }

    /// Setting `steps.x.state` replaces `"todo"`, the only one, and nothing else.
    #[track_caller]
    fn replaces_only_the_value(text: &str) {
        let expected = text.replacen("\"todo\"", "\"done\"", 1);
        assert_eq!(set(text, "steps.x.state", "done"), expected);
    }

    #[test]
    fn a_value_is_replaced_in_every_form() {
        for text in [
            "[steps.x]\nstate = \"todo\" # why\non = 2026-01-01\n",
            "\u{feff}# top\r\n[steps]\r\n  x.state\t=  \"todo\"  # why\r\n",
            "steps.x.state = \"todo\"",
            "[steps]\nx = { on = 2026-01-01, state = \"todo\" } # why\n",
            "steps = { a = 1, x = { state = \"todo\" } }\n",
            "steps.x = {state=\"todo\"}\n",
            "steps = { x.on = 1, x.state = \"todo\" }\n",
            "[steps.\"x\"]\n'state' = \"todo\"\n",
            "[ \"steps\" . 'x' ]\n\"st\\u0061te\" = \"todo\"\n",
            "steps.\"x\" . state = \"todo\"\n",
            "[steps.x.evidence]\na = 1\n[steps.x]\nstate = \"todo\"\n",
            "[steps]\nx.state = \"todo\"\n[steps.x.extra]\nstate = \"other\"\n",
            "[steps.x]\nnote = '''\n[steps.x]\nstate = 1\n'''\nstate = \"todo\"\n",
            "[steps]\nx = { # a TOML 1.1 table\n  state = \"todo\", # why\n}\n",
            "a.b = 1\nsteps.x.state = \"todo\"\na.c = 2\n",
        ] {
            replaces_only_the_value(text);
        }
    }

    #[test]
    fn a_value_of_several_lines_is_replaced_whole() {
        let text = "[steps.x]\nstate = [\n  1, # one\n] # why\non = 1\n";
        let expected = "[steps.x]\nstate = \"done\" # why\non = 1\n";
        assert_eq!(set(text, "steps.x.state", "done"), expected);
    }

    #[test]
    fn what_is_already_so_changes_no_byte() {
        for (text, key, value) in [
            ("a = 'x'", "a", Value::from("x")),
            ("a = \"\"\"\r\nx\"\"\"", "a", Value::from("x")),
            ("a = 0x1_0", "a", Value::from(16)),
            (
                "[a]\nb.c = { d = [ +1, ] }\n",
                "a.b.c.d",
                Value::from(vec![Value::from(1)]),
            ),
            ("a = nan\nb = true", "b", Value::from(true)),
        ] {
            assert_eq!(set(text, key, value), text);
        }
        let text = "[a]\nb = 1\n[c]\n";
        let table = Value::Table(vec![("b".to_owned(), Value::from(1))]);
        assert_eq!(set(text, "a", table), text);
        assert_eq!(set(text, "c", Value::Table(Vec::new())), text);
        let moment: toml::value::Datetime = "2026-11-22T10:11:12Z".parse().expect("a date");
        let text = "changed = 2026-11-22 10:11:12z\n";
        assert_eq!(set(text, "changed", moment), text);
    }

    #[test]
    fn what_the_parser_reads_oddly_survives() {
        let text = "a = [nan, inf, -0.0, 1e3]\nb = 1\nc = 07:32\n";
        assert_eq!(set(text, "b", 2), text.replace("b = 1", "b = 2"));
    }

    #[test]
    fn changes_of_one_call_build_on_each_other() {
        let changes = [
            Change::set(["steps", "x", "state"], "doing"),
            Change::set(["steps", "x", "note"], "two\nlines"),
            Change::set(["steps", "x", "state"], "done"),
            Change::remove(["name"]),
            Change::remove(["steps", "x", "note"]),
            Change::set(["steps", "x", "note"], "one"),
        ];
        assert_eq!(
            apply("name = 1\n[skills]\n", &changes).expect("a place"),
            "[skills]\n\n[steps.x]\nstate = \"done\"\nnote = \"one\"\n"
        );
    }

    #[test]
    fn an_element_joins_the_form_that_is_there() {
        assert_eq!(
            append("[[credits]]\nid = 'a'\n\n[skills]\n", "credits"),
            "[[credits]]\nid = 'a'\n\n[[credits]]\nid = \"n\"\nhours = 2\n\n[skills]\n"
        );
        assert_eq!(
            append("credits = [\n  { id = 'a' }, # one\n]\n", "credits"),
            "credits = [\n  { id = 'a' }, # one\n  { id = \"n\", hours = 2 },\n]\n"
        );
        assert_eq!(
            append("steps.x.evidence = []\n", "steps.x.evidence"),
            "steps.x.evidence = [{ id = \"n\", hours = 2 }]\n"
        );
        assert_eq!(
            append("[steps]\nx = { evidence = [] }\n", "steps.x.evidence"),
            "[steps]\nx = { evidence = [{ id = \"n\", hours = 2 }] }\n"
        );
        assert_eq!(
            append("[[steps.x.evidence]]\nid = 'a'", "steps.x.evidence"),
            "[[steps.x.evidence]]\nid = 'a'\n\n[[steps.x.evidence]]\nid = \"n\"\nhours = 2"
        );
    }

    #[test]
    fn the_first_element_is_a_block_at_the_top_and_a_list_below() {
        assert_eq!(
            append("name = 1\n", "credits"),
            "name = 1\n\n[[credits]]\nid = \"n\"\nhours = 2\n"
        );
        assert_eq!(
            append("[steps.x]\nstate = 1\n", "steps.x.evidence"),
            "[steps.x]\nstate = 1\nevidence = [{ id = \"n\", hours = 2 }]\n"
        );
        assert_eq!(
            append("[steps]\nx = { state = 1 }\n", "steps.x.evidence"),
            "[steps]\nx = { state = 1, evidence = [{ id = \"n\", hours = 2 }] }\n"
        );
    }

    /// A change within the elements that a path like `credits[1].evidence[0]`
    /// leads to.
    fn within(path: &str, change: Change) -> Change {
        path.rsplit('.').fold(change, |inner, part| {
            match part.trim_end_matches(']').split_once('[') {
                Some((key, index)) => {
                    Change::within([key], index.parse().expect("an index"), inner)
                }
                None => inner.at([&[part.to_owned()], inner.key()].concat()),
            }
        })
    }

    #[track_caller]
    fn changed(text: &str, path: &str, change: Change) -> String {
        apply(text, &[within(path, change)]).expect("a place")
    }

    #[test]
    fn a_value_in_an_element_is_replaced_in_every_form() {
        for text in [
            "[[credits]]\nh = 1\n\n[[credits]] # two\nid = 2\nh = \"old\" # why\n\n[[credits]]\nh = 3\n",
            "\u{feff}[[credits]]\r\n[credits.h]\r\n[z]\r\nh = 0\r\n  [[ 'credits' ]]\r\n\t\"h\"=\"old\"\r\n",
            "credits = [{ h = 1 }, { id = 2, h = \"old\" }, { h = 3 }] # all\n",
            "credits = [\n  { h = 1 }, # h = one\n  # two\n  { h = \"old\" },\n]\n[z]\nh = 4\n",
            "credits = [{}, {\n  h = \"old\", # 1.1\n}]\n",
        ] {
            let expected = text.replacen("\"old\"", "9", 1);
            assert_eq!(changed(text, "credits[1]", Change::set(["h"], 9)), expected);
        }
    }

    #[test]
    fn elements_are_found_below_tables_and_in_each_other() {
        for (text, path) in [
            (
                "[[a]]\n[[a.b]]\nk = 1\n[[a]]\n[[a.b]]\n[[a.b]]\nk = \"old\"\n",
                "a[1].b[1]",
            ),
            (
                "[[a]]\n[[a]]\nb = [{ k = 1 }, { k = \"old\" }]\n",
                "a[1].b[1]",
            ),
            (
                "[[a]]\n[[a]]\nx.b = [\n{}, { k = \"old\" } ]\n",
                "a[1].x.b[1]",
            ),
            ("a = [{}, { x.b = [{}, { k = \"old\" }] }]\n", "a[1].x.b[1]"),
            (
                "a = [{}, { x = { b = [{}, { k = \"old\" }] } }]\n",
                "a[1].x.b[1]",
            ),
            (
                "[[s.x.a]]\nk = 1\n[s.x]\nk = 2\n[[s.x.a]]\nk = \"old\"\n",
                "s.x.a[1]",
            ),
            ("[s.x]\na = [{ k = 1 }, { k = \"old\" }]\n", "s.x.a[1]"),
            ("s.x.a = [{ k = 1 }, { k = \"old\" }]\n", "s.x.a[1]"),
            ("s = { x = { a = [{}, { k = \"old\" }] } }\n", "s.x.a[1]"),
            (
                "[[a]]\n[other]\nk = 1\n[a.x]\nk = \"old\"\n[[a]]\n[a.x]\nk = 2\n",
                "a[0].x",
            ),
        ] {
            let expected = text.replacen("\"old\"", "9", 1);
            assert_eq!(changed(text, path, Change::set(["k"], 9)), expected);
        }
    }

    #[test]
    fn a_new_key_joins_its_element() {
        for (text, path, expected) in [
            (
                "[[c]]\nid = 1\n\n# two\n[[c]]\n",
                "c[0]",
                "[[c]]\nid = 1\nk = 9\n\n# two\n[[c]]\n",
            ),
            ("[[c]]\n[[c]]", "c[1]", "[[c]]\n[[c]]\nk = 9"),
            (
                "[[c]]\n[c.x]\nj = 1\n[other]\n[[c]]\n",
                "c[0].x",
                "[[c]]\n[c.x]\nj = 1\nk = 9\n[other]\n[[c]]\n",
            ),
            (
                "[[c]]\nid = 1\n[[c]]\nid = 2\n",
                "c[0].x",
                "[[c]]\nid = 1\n\n[c.x]\nk = 9\n\n[[c]]\nid = 2\n",
            ),
            (
                "[[c]]\nx.a = 1\nid = 1\n[[c]]\nx.k = 2\n",
                "c[0].x",
                "[[c]]\nx.a = 1\nx.k = 9\nid = 1\n[[c]]\nx.k = 2\n",
            ),
            ("c = [{ }, {a=1}]\n", "c[1]", "c = [{ }, {a=1, k=9}]\n"),
            ("c = [{ }, {a=1}]\n", "c[0]", "c = [{ k = 9 }, {a=1}]\n"),
        ] {
            assert_eq!(changed(text, path, Change::set(["k"], 9)), expected);
        }
    }

    #[test]
    fn an_element_takes_elements_of_its_own() {
        let add = || Change::Append {
            key: vec!["stages".to_owned()],
            fields: vec![("n".to_owned(), Value::from(9))],
        };
        for (text, expected) in [
            (
                "[[a]]\nid = 1\n\n[[a]]\nid = 2\n",
                "[[a]]\nid = 1\nstages = [{ n = 9 }]\n\n[[a]]\nid = 2\n",
            ),
            (
                "[[a]]\n[[a.stages]]\nn = 1\n\n[[a]]\n[[a.stages]]\nn = 2\n",
                "[[a]]\n[[a.stages]]\nn = 1\n\n[[a.stages]]\nn = 9\n\n[[a]]\n[[a.stages]]\nn = 2\n",
            ),
            (
                "[[a]]\nstages = [\n  { n = 1 },\n]\n",
                "[[a]]\nstages = [\n  { n = 1 },\n  { n = 9 },\n]\n",
            ),
            (
                "a = [{ id = 1 }]\n",
                "a = [{ id = 1, stages = [{ n = 9 }] }]\n",
            ),
        ] {
            let new = changed(text, "a[0]", add());
            assert_eq!(new, expected);
        }
    }

    #[test]
    fn a_key_of_an_element_is_removed() {
        for (text, path, expected) in [
            (
                "[[c]]\nk = 1\n[[c]]\nk = 2 # b\n",
                "c[1]",
                "[[c]]\nk = 1\n[[c]]\n",
            ),
            ("[[c]]\nx.k = 1\nk = 2\n", "c[0].x", "[[c]]\nk = 2\n"),
            ("[[c]]\n[c.x]\nk = 1\n", "c[0].x", "[[c]]\n[c.x]\n"),
            (
                "c = [{ k = 1 }, { x.k = 2 }]\n",
                "c[1].x",
                "c = [{ k = 1 }, { }]\n",
            ),
            (
                "c = [{ k = 1 }, { j = 1, k = 2 }]\n",
                "c[1]",
                "c = [{ k = 1 }, { j = 1 }]\n",
            ),
        ] {
            assert_eq!(changed(text, path, Change::remove(["k"])), expected);
        }
    }

    #[test]
    fn an_element_is_dropped_in_every_form() {
        for (text, path, index, expected) in [
            (
                "a = 1\n\n# one\n[[c]] # gone\nid = 1\n# gone\nk = 1\n\n# two\n[[c]]\nid = 2\n",
                "c",
                0,
                "a = 1\n\n# one\n\n# two\n[[c]]\nid = 2\n",
            ),
            (
                "[[c]]\n\n[[c]]\n[c.x]\n[[c.e]]\n\n[z]\n[c.y]\n[[c]]\nid = 3\n",
                "c",
                1,
                "[[c]]\n\n[z]\n[[c]]\nid = 3\n",
            ),
            (
                "[[c]]\r\nid = 1\r\n\r\n[[c]]\r\nid = 2",
                "c",
                1,
                "[[c]]\r\nid = 1",
            ),
            ("a = 1\n\n[[c]]\nid = 1\n", "c", 0, "a = 1\n"),
            ("[[s.x.e]]\nid = 1\n[t]\n", "s.x.e", 0, "[t]\n"),
            (
                "[[a]]\n[[a.e]]\n[[a]]\n[[a.e]]\n[[a.e]]\nk = 1\n",
                "a[1].e",
                1,
                "[[a]]\n[[a.e]]\n[[a]]\n[[a.e]]\n",
            ),
            (
                "c = [{ id = 1 }, { id = 2 }]\n",
                "c",
                0,
                "c = [{ id = 2 }]\n",
            ),
            ("c = [{ id = 1 }]\n", "c", 0, "c = []\n"),
            ("[[a]]\ne = [{ k = 1 }]\n", "a[0].e", 0, "[[a]]\ne = []\n"),
            (
                "a = [{ x.e = [{ k = 1 }, {}] }]\n",
                "a[0].x.e",
                1,
                "a = [{ x.e = [{ k = 1 }] }]\n",
            ),
            (
                "[s.x]\ne = [\n  { k = 1 },\n  { k = 2 }, # two\n]\n",
                "s.x.e",
                1,
                "[s.x]\ne = [\n  { k = 1 },\n]\n",
            ),
        ] {
            let drop = Change::drop_element(Vec::<String>::new(), index);
            let (path, last) = path.rsplit_once('.').unwrap_or(("", path));
            let drop = drop.at(vec![last.to_owned()]);
            let drop = if path.is_empty() {
                drop
            } else {
                within(path, drop)
            };
            assert_eq!(apply(text, &[drop]).expect("a place"), expected);
        }
    }

    #[test]
    fn what_is_already_so_in_an_element_changes_no_byte() {
        for text in [
            "[[c]]\nk = 0x9\nx.a = [ 1, ]\n",
            "c = [\n  { k = +9, x = { # 1.1\n a = [ 1 ] } },\n]\n",
        ] {
            let one = Value::from(vec![Value::from(1)]);
            let changes = [
                within("c[0]", Change::set(["k"], 9)),
                within("c[0].x", Change::set(["a"], one)),
                within("c[0]", Change::remove(["other"])),
            ];
            assert_eq!(apply(text, &changes).as_deref(), Ok(text));
        }
    }

    #[test]
    fn an_element_that_is_not_there_is_a_fault() {
        let nothing = || Change::remove(["k"]);
        for text in [
            "",
            "c = 1\n",
            "[c]\nk = 1\n",
            "c = []\n",
            "c = [1]\n",
            "c = [{ k = 1 }]\n[[d]]\n",
            "[[c]]\nk = 1\n",
            "[[s]]\n[[s.c]]\nk = 1\n[[s.c]]\nk = 2\n",
        ] {
            for change in [
                within("c[1]", nothing()),
                Change::drop_element(["c"], 1),
                Change::drop_element(["s", "c"], 1),
                Change::within(["c"], 0, Change::set(Vec::<String>::new(), 1)),
                Change::within(Vec::<String>::new(), 0, nothing()),
                Change::drop_element(Vec::<String>::new(), 0),
            ] {
                let error = apply(text, std::slice::from_ref(&change));
                assert_eq!(error, Err(EditError::Unverified), "{text} {change:?}");
            }
        }
        let plain = "c = [1, {}]\n";
        assert_eq!(
            apply(plain, &[within("c[0]", nothing())]),
            Err(EditError::Unverified)
        );
        let drop = Change::drop_element(["c"], 0);
        assert_eq!(apply(plain, &[drop]).as_deref(), Ok("c = [{}]\n"));
    }

    #[test]
    fn changes_of_elements_build_on_each_other() {
        let add = Change::Append {
            key: vec!["c".to_owned()],
            fields: vec![("id".to_owned(), Value::from(1))],
        };
        for text in ["", "a = 1\n", "c = []\n", "c = [\n  # none\n]\r\n", "a = 1"] {
            let kept = [
                add.clone(),
                add.clone(),
                within("c[0]", Change::set(["id"], 0)),
                Change::drop_element(["c"], 1),
                within("c[0]", Change::remove(["id"])),
            ];
            let new = apply(text, &kept).expect("a place");
            let table: toml::Table = new.parse().expect("valid TOML");
            let one_empty = toml::Value::Array(vec![toml::Value::Table(toml::Table::new())]);
            assert_eq!(table["c"], one_empty, "{new}");
            let back = [add.clone(), Change::drop_element(["c"], 0)];
            assert_eq!(apply(text, &back).as_deref(), Ok(text));
        }
    }

    #[test]
    fn a_text_that_is_not_toml_is_left() {
        for text in [
            "a = ",
            "[a]\n[a]\n",
            "a = 1\na.b = 2\n",
            "\r",
            "a = 99999999999999999999",
        ] {
            let error = apply(text, &[]).expect_err("no TOML");
            assert!(matches!(error, EditError::Unreadable { .. }), "{error:?}");
        }
        let error = apply("a = 1\nb = §\n", &[]).expect_err("no TOML");
        let EditError::Unreadable { span, .. } = error else {
            panic!("{error:?}");
        };
        assert_eq!(span.start, 10);
    }

    #[test]
    fn values_that_toml_cannot_hold_are_refused() {
        let nothing = toml::value::Datetime {
            date: None,
            time: None,
            offset: None,
        };
        for change in [
            Change::set(["a"], nothing),
            Change::set(Vec::<String>::new(), 1),
            Change::set(vec!["a"; 100], 1),
        ] {
            assert_eq!(apply("", &[change]), Err(EditError::Unverified));
        }
    }
}
