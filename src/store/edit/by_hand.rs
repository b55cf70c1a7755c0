//! What to tell a person where a change cannot be made for them.

use std::ops::Range;

use super::apply::apply;
use super::change::Change;
use super::document::Document;
use super::error::{EditError, Obstacle};
use super::inline;
use super::statement::{KeyPart, Kind};
use super::value::{Value, dotted_key};

/// A place where a change would cost bytes that are not its own.
#[derive(Debug)]
pub(super) struct Blocked {
    statement: usize,
    /// The whole statement if absent.
    range: Option<Range<usize>>,
    obstacle: Obstacle,
    remedy: Remedy,
}

/// What the person should write.
#[derive(Debug)]
enum Remedy {
    /// The key as in a text without anything else.
    Anew,
    /// The same line, its inline tables on one line, with the change made.
    OnOneLine,
    /// The same line, cleared of the table that is in the way.
    WithoutTheTable,
    /// The same line, with a table or array in place of the plain value that
    /// this many parts of the path lead to.
    WithoutTheValue { depth: usize },
}

impl Blocked {
    pub(super) fn by_header(statement: usize, obstacle: Obstacle) -> Self {
        Self {
            statement,
            range: None,
            obstacle,
            remedy: Remedy::Anew,
        }
    }

    pub(super) fn by_wrapped_table(statement: usize, range: Range<usize>) -> Self {
        Self {
            statement,
            range: Some(range),
            obstacle: Obstacle::WrappedInlineTable,
            remedy: Remedy::OnOneLine,
        }
    }

    pub(super) fn by_members(statement: usize, range: Range<usize>) -> Self {
        Self {
            statement,
            range: Some(range),
            obstacle: Obstacle::Table,
            remedy: Remedy::WithoutTheTable,
        }
    }

    pub(super) fn by_value(statement: usize, range: Range<usize>, depth: usize) -> Self {
        Self {
            statement,
            range: Some(range),
            obstacle: Obstacle::OtherValue,
            remedy: Remedy::WithoutTheValue { depth },
        }
    }

    pub(super) fn explain(&self, document: &Document<'_>, change: &Change) -> EditError {
        let content = document
            .statement(self.statement)
            .map_or(0..0, |it| it.content_span());
        let range = self.range.clone().unwrap_or(content);
        EditError::NoPlace {
            key: change.key().to_vec(),
            obstacle: self.obstacle,
            span: document.span_as_handed_in(self.statement, &range),
            write_instead: self.write_instead(document, change).unwrap_or_default(),
        }
    }

    /// The form to write, made by the same code on a text where it has a place.
    fn write_instead(&self, document: &Document<'_>, change: &Change) -> Option<String> {
        let line = document.line(self.statement)?;
        let path = change.key().get(line.header.len()..);
        let (text, changes) = match (&self.remedy, &line.statement.kind) {
            (Remedy::Anew, _) => anew(document, change)?,
            (remedy, Kind::KeyValue { key, value }) => {
                let key = line.statement.slice(KeyPart::span_of(key));
                let value = inline::on_one_line(&line.statement.text, value);
                let changes = remedy.changes(change, path?, line.header.len())?;
                (format!("{key} = {value}\n"), changes)
            }
            _ => return None,
        };
        let text = apply(&text, &changes).ok()?;
        Some(text.trim_end().to_owned())
    }
}

/// The text that the change is made in where it is written anew: none, or the
/// header of the element that it belongs to.
fn anew(document: &Document<'_>, change: &Change) -> Option<(String, Vec<Change>)> {
    let Some(array) = document.entered() else {
        return Some((String::new(), vec![change.clone()]));
    };
    let inner = change.at(change.key().get(array.len()..)?.to_vec());
    let header = format!("[[{}]]\n", dotted_key(array));
    Some((header, vec![Change::within(array, 0, inner)]))
}

impl Remedy {
    /// The changes of the single line; `path` leads to the key from there and
    /// `above` is how many parts of the full path its header covers.
    fn changes(&self, change: &Change, path: &[String], above: usize) -> Option<Vec<Change>> {
        let at_path = change.at(path.to_vec());
        match self {
            Self::Anew | Self::OnOneLine => Some(vec![at_path]),
            Self::WithoutTheTable => Some(vec![Change::Remove { key: path.to_vec() }, at_path]),
            Self::WithoutTheValue { depth } => {
                let (key, rest) = path.split_at_checked(depth.checked_sub(above)?)?;
                Some(vec![Change::Set {
                    key: key.to_vec(),
                    value: table_around(rest, value_of(change)?),
                }])
            }
        }
    }
}

fn value_of(change: &Change) -> Option<Value> {
    match change {
        Change::Set { value, .. } => Some(value.clone()),
        Change::Append { fields, .. } => Some(Value::Array(vec![Value::Table(fields.clone())])),
        Change::Remove { .. } | Change::Within { .. } | Change::Drop { .. } => None,
    }
}

fn table_around(path: &[String], value: Value) -> Value {
    path.iter().rev().fold(value, |inner, part| {
        Value::Table(vec![(part.clone(), inner)])
    })
}

#[cfg(test)]
mod tests {
    use crate::store::edit::{Change, EditError, Obstacle, Value, apply};

    /// The obstacle, the bytes it covers, and what to write instead.
    #[track_caller]
    fn refusal(text: &str, changes: &[Change]) -> (Obstacle, String, String) {
        let error = apply(text, changes).expect_err("no place");
        let EditError::NoPlace {
            obstacle,
            span,
            write_instead,
            ..
        } = error
        else {
            panic!("{error:?}");
        };
        (obstacle, text[span].to_owned(), write_instead)
    }

    #[track_caller]
    fn refused(text: &str, change: Change, obstacle: Obstacle, place: &str, instead: &str) {
        let expected = (obstacle, place.to_owned(), instead.to_owned());
        assert_eq!(refusal(text, &[change]), expected);
    }

    fn set(key: &str) -> Change {
        Change::set(key.split('.'), "done")
    }

    #[test]
    fn an_inline_table_of_several_lines_is_shown_on_one() {
        let wrapped = "{ # note\n  on = 1,\n  p = { q = 2,\n  },\n}";
        let text = format!("[steps]\n  'x' = {wrapped} # why\n");
        refused(
            &text,
            set("steps.x.state"),
            Obstacle::WrappedInlineTable,
            wrapped,
            "'x' = { on = 1, p = { q = 2 }, state = \"done\" }",
        );
        refused(
            &text,
            set("steps.x.p.r"),
            Obstacle::WrappedInlineTable,
            "{ q = 2,\n  }",
            "'x' = { on = 1, p = { q = 2, r = \"done\" } }",
        );
    }

    #[test]
    fn a_comment_in_an_inline_table_is_not_dropped() {
        refused(
            "x = {\n  a = 1, # about a\n  b = 2\n}\n",
            Change::remove(["x", "b"]),
            Obstacle::WrappedInlineTable,
            "{\n  a = 1, # about a\n  b = 2\n}",
            "x = { a = 1 }",
        );
    }

    #[test]
    fn a_plain_value_makes_way_for_a_table() {
        refused(
            "[steps]\nx = 3 # why\n",
            set("steps.x.state"),
            Obstacle::OtherValue,
            "3",
            "x = { state = \"done\" }",
        );
        refused(
            "steps = { x.y = [1] }\n",
            set("steps.x.y.z.state"),
            Obstacle::OtherValue,
            "[1]",
            "steps = { x.y = { z = { state = \"done\" } } }",
        );
        refused(
            "credits = 'none'\n",
            Change::Append {
                key: vec!["credits".to_owned()],
                fields: vec![("id".to_owned(), Value::from("n"))],
            },
            Obstacle::OtherValue,
            "'none'",
            "credits = [{ id = \"n\" }]",
        );
    }

    #[test]
    fn a_table_is_not_replaced_by_a_value() {
        let instead = "[steps]\nx = \"done\"";
        let table = Obstacle::Table;
        refused(
            "  [steps.x] # c\r\n",
            set("steps.x"),
            table,
            "[steps.x] # c",
            instead,
        );
        refused(
            "[steps]\nx.a = 1\n",
            set("steps.x"),
            table,
            "x.a = 1",
            instead,
        );
        refused(
            "steps = { x.a = 1, y = 2, x.b = 3 }\n",
            set("steps.x"),
            table,
            "x.a = 1",
            "steps = { y = 2, x = \"done\" }",
        );
    }

    #[test]
    fn an_array_of_tables_is_not_entered() {
        let text = "[[steps]]\nx = 1\n";
        let place = "[[steps]]";
        let array = Obstacle::ArrayOfTables;
        refused(text, set("steps"), array, place, "steps = \"done\"");
        let instead = "[steps.x]\nstate = \"done\"";
        refused(text, set("steps.x.state"), array, place, instead);
    }

    #[test]
    fn an_element_is_shown_in_its_array() {
        let hours = |index| Change::within(["c"], index, Change::set(["hours"], 3));
        let wrapped = "{ # two\n  id = 2,\n  }";
        refused(
            &format!("a = 1\n  c = [\n  {{ id = 1 }}, # one\n  {wrapped}, {{\n}}] # all\n"),
            hours(1),
            Obstacle::WrappedInlineTable,
            wrapped,
            "c = [\n  { id = 1 }, # one\n  { id = 2, hours = 3 }, {\n}]",
        );
        let evidence = |index| Change::Append {
            key: vec!["evidence".to_owned()],
            fields: vec![("ref".to_owned(), Value::from(index))],
        };
        refused(
            "[[c]]\n[[c]]\n'evidence' = 'a.pdf' # why\n",
            Change::within(["c"], 1, evidence(1)),
            Obstacle::OtherValue,
            "'a.pdf'",
            "'evidence' = [{ ref = 1 }]",
        );
        refused(
            "s = { x = { c = [{}, { evidence = 7 }] } }\n",
            Change::within(["s", "x", "c"], 1, evidence(1)),
            Obstacle::OtherValue,
            "7",
            "s = { x = { c = [{}, { evidence = [{ ref = 1 }] }] } }",
        );
        let deep = Change::within(["e"], 0, Change::set(["k"], 1));
        refused(
            "[[c]]\ne = [{ j = 2,\n }]\n",
            Change::within(["c"], 0, deep.clone()),
            Obstacle::WrappedInlineTable,
            "{ j = 2,\n }",
            "e = [{ j = 2, k = 1 }]",
        );
        refused(
            "c = [{ e = [{ j = 2,\n }] }]\n",
            Change::within(["c"], 0, deep),
            Obstacle::WrappedInlineTable,
            "{ j = 2,\n }",
            "c = [{ e = [{ j = 2, k = 1 }] }]",
        );
    }

    #[test]
    fn a_table_of_an_element_is_shown_under_its_header() {
        let set = |key: &str| Change::within(["s", "c"], 1, Change::set(key.split('.'), "done"));
        for (header, obstacle) in [
            ("[s.c.x]", Obstacle::Table),
            ("[[s.c.x]]", Obstacle::ArrayOfTables),
        ] {
            refused(
                &format!("[[s.c]]\nx = 1\n[[s.c]]\n{header}\nk = 1\n"),
                set("x"),
                obstacle,
                header,
                "[[s.c]]\nx = \"done\"",
            );
        }
        refused(
            "[[s.c]]\n[[s.c]]\n[[s.c.x]]\n",
            set("x.y"),
            Obstacle::ArrayOfTables,
            "[[s.c.x]]",
            "[[s.c]]\n\n[s.c.x]\ny = \"done\"",
        );
        let error = apply("[[s.c]]\n[[s.c]]\nx = 1\n", &[set("x.y")]).expect_err("no place");
        let EditError::NoPlace { key, .. } = error else {
            panic!("{error:?}");
        };
        assert_eq!(key, ["s", "c", "x", "y"]);
        assert_eq!(key, set("x.y").path());
    }

    #[test]
    fn the_key_of_an_element_is_named_in_full() {
        let change = Change::within(["c"], 0, Change::set(["x", "y"], 1));
        let text = "c = [{ x = 1 }]\n";
        let error = apply(text, std::slice::from_ref(&change)).expect_err("no place");
        let EditError::NoPlace { key, .. } = error else {
            panic!("{error:?}");
        };
        assert_eq!(key, ["c", "x", "y"]);
        assert_eq!(key, change.path());
    }

    #[test]
    fn the_place_is_named_in_the_text_as_handed_in() {
        let changes = [
            Change::set(["name"], "a much longer name"),
            Change::set(["new", "table"], "t"),
            set("x.b"),
        ];
        let (_, place, _) = refusal("name = 1\nx = {\n a = 1 }\n", &changes);
        assert_eq!(place, "{\n a = 1 }");
        let changes = [Change::set(["new"], 1), set("new.state")];
        let (_, place, instead) = refusal("name = 1\n", &changes);
        assert_eq!(
            (place.as_str(), instead.as_str()),
            ("", "new = { state = \"done\" }")
        );
    }
}
