//! Carries changes out on a text, one after the other, and checks the result.

use std::ops::Range;

use super::array;
use super::by_hand::Blocked;
use super::change::Change;
use super::document::{Document, Splice};
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
        if meaning::is_already_so(&expected, change) {
            continue;
        }
        let outcome = match change {
            Change::Set { key, value } => set(&mut document, key, value),
            Change::Append { key, fields } => append(&mut document, key, fields),
            Change::Remove { key } => removal::remove(&mut document, key),
        };
        outcome.map_err(|blocked| blocked.explain(&document, change))?;
        meaning::carry_out(&mut expected, change, &document).ok_or(EditError::Unverified)?;
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
