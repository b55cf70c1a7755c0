//! Writes a key that is not there yet: where its line goes, and in which form.

use super::document::Document;
use super::spelling::{self, Form, Model};
use super::statement::{KeyPart, Kind, Statement};
use super::value::{Value, dotted_key};

/// Adds a key that has no place yet, in the form of its neighbours.
pub(super) fn fill(document: &mut Document<'_>, path: &[String], value: &Value) {
    let Nearest { home, depth } = Nearest::find(document, path);
    let known = path.get(..depth).unwrap_or_default();
    let is_last_part = depth + 1 == path.len();
    let sibling = match home {
        Home::TopLevel if is_last_part => return add_to_body(document, None, path, value),
        Home::Header(header) if is_last_part => {
            return add_to_body(document, Some(header), path, value);
        }
        Home::Dotted(line) if is_last_part => Sibling::Line(line, Form::Dotted),
        Home::Dotted(line) => {
            last_sibling(document, known).unwrap_or(Sibling::Line(line, Form::Dotted))
        }
        Home::Header(_) => last_sibling(document, known).unwrap_or(Sibling::Block),
        Home::TopLevel | Home::Implied => Sibling::Block,
    };
    match sibling {
        Sibling::Line(line, form) => add_beside(document, line, depth, form, path, value),
        Sibling::Block => add_table(document, known, path, value),
    }
}

/// Adds a block with its own header behind the last one of the same group, or
/// at the end, with a blank line on either side.
pub(super) fn add_block(
    document: &mut Document<'_>,
    group: &[String],
    header: &str,
    fields: &[(String, Value)],
) {
    let (index, sibling) = end_of_group(document, group);
    let is_blank = |index: usize| document.statement(index).map(Statement::is_blank);
    let line_end = document.line_end();
    let indentation = indentation_at(document, sibling);
    let key = sibling.and_then(|header| document.last_key_in_body(Some(header)));
    let key_indentation = indentation_at(document, key.or(sibling));
    let mut lines = String::new();
    if index > 0 && is_blank(index - 1) == Some(false) {
        lines.push_str(line_end);
    }
    lines.push_str(&[indentation, header, line_end].concat());
    for (key, value) in fields {
        let field = spelling::key_value(None, 0, Form::Dotted, std::slice::from_ref(key), value);
        lines.push_str(&[key_indentation, &field, line_end].concat());
    }
    if is_blank(index) == Some(false) {
        lines.push_str(line_end);
    }
    document.insert(index, &lines);
}

/// The deepest table on the way to a path that is there already.
struct Nearest {
    home: Home,
    /// How many parts of the path lead to it.
    depth: usize,
}

/// Where that table takes lines.
#[derive(Clone, Copy)]
enum Home {
    TopLevel,
    Header(usize),
    /// Beside the last line whose dotted key leads into the table.
    Dotted(usize),
    /// Nowhere yet: it is a table only because a header lies below it.
    Implied,
}

impl Nearest {
    fn find(document: &Document<'_>, path: &[String]) -> Self {
        let mut nearest = Self {
            home: Home::TopLevel,
            depth: 0,
        };
        for line in document.lines() {
            let shared = KeyPart::shared(line.header, path);
            let is_within_header = shared == line.header.len();
            let (home, depth) = match &line.statement.kind {
                Kind::Header { .. } if is_within_header => (Home::Header(line.index), shared),
                Kind::Header { .. } if shared > nearest.depth => (Home::Implied, shared),
                Kind::KeyValue { key, .. } if is_within_header => {
                    let rest = path.get(shared..).unwrap_or_default();
                    match KeyPart::shared(key, rest) {
                        0 => continue,
                        shared_key => (Home::Dotted(line.index), shared + shared_key),
                    }
                }
                _ => continue,
            };
            if depth >= nearest.depth {
                nearest = Self { home, depth };
            }
        }
        nearest
    }
}

/// How the last table below a parent is written.
enum Sibling {
    Block,
    Line(usize, Form),
}

fn last_sibling(document: &Document<'_>, parent: &[String]) -> Option<Sibling> {
    document
        .lines()
        .filter_map(|line| {
            let shared = KeyPart::shared(line.header, parent);
            if let Kind::Header { path, .. } = &line.statement.kind {
                let is_below = shared == parent.len() && path.len() > shared;
                return is_below.then_some(Sibling::Block);
            }
            let rest = parent.get(shared..)?;
            let shared_key = KeyPart::shared(line.statement.key(), rest);
            if shared < line.header.len() || shared_key < rest.len() {
                return None;
            }
            let form = Model::of(line.statement)?.form_at(rest.len())?;
            Some(Sibling::Line(line.index, form))
        })
        .last()
}

fn add_table(document: &mut Document<'_>, group: &[String], path: &[String], value: &Value) {
    let Some((key, table)) = path.split_last() else {
        return;
    };
    let header = format!("[{}]", dotted_key(table));
    add_block(document, group, &header, &[(key.clone(), value.clone())]);
}

/// Adds a line behind the last key of a header, or of the top of the document.
fn add_to_body(document: &mut Document<'_>, header: Option<usize>, path: &[String], value: &Value) {
    let neighbour = document.last_key_in_body(header).or(header);
    let index = match neighbour {
        Some(line) => line + 1,
        // What a file opens with, a title or a schema, stays on top.
        None => document
            .statements()
            .iter()
            .take_while(|statement| statement.is_comment())
            .count(),
    };
    let model = neighbour
        .and_then(|line| document.statement(line))
        .and_then(Model::of);
    let key = path.split_at(path.len().saturating_sub(1)).1;
    let line = [
        indentation_at(document, neighbour),
        &spelling::key_value(model, 0, Form::Dotted, key, value),
        document.line_end(),
    ]
    .concat();
    document.insert(index, &line);
}

/// Adds a line behind another one of the same table, spelled like it.
fn add_beside(
    document: &mut Document<'_>,
    neighbour: usize,
    depth: usize,
    form: Form,
    path: &[String],
    value: &Value,
) {
    let header_length = document.line(neighbour).map_or(0, |line| line.header.len());
    let Some(statement) = document.statement(neighbour) else {
        return;
    };
    let path = path.get(header_length..).unwrap_or_default();
    let depth = depth.saturating_sub(header_length);
    let line = [
        statement.indentation(),
        &spelling::key_value(Model::of(statement), depth, form, path, value),
        document.line_end(),
    ]
    .concat();
    document.insert(neighbour + 1, &line);
}

fn indentation_at<'d>(document: &'d Document<'_>, index: Option<usize>) -> &'d str {
    index
        .and_then(|index| document.statement(index))
        .map_or("", Statement::indentation)
}

/// Where a new block of a group goes, and the header it follows.
///
/// Comments directly above the next header belong to that header.
fn end_of_group(document: &Document<'_>, group: &[String]) -> (usize, Option<usize>) {
    let end = document.statements().len();
    let is_member = |path: &[KeyPart]| KeyPart::shared(path, group) == group.len();
    let last = document
        .lines()
        .filter(|line| line.statement.is_header() && is_member(line.header))
        .last()
        .filter(|_| !group.is_empty());
    let Some(last) = last else {
        return (end, None);
    };
    let body = document.body(Some(last.index));
    if body.end == end {
        return (end, Some(last.index));
    }
    let comments_above_next_header = document
        .statements()
        .get(body.clone())
        .unwrap_or_default()
        .iter()
        .rev()
        .take_while(|statement| statement.is_comment())
        .count();
    (body.end - comments_above_next_header, Some(last.index))
}

#[cfg(test)]
mod tests {
    use crate::store::edit::{Change, Value, apply};

    fn set(text: &str, key: &str, value: impl Into<Value>) -> String {
        apply(text, &[Change::set(key.split('.'), value)]).expect("a place")
    }

    /// The text after marking `steps.new` as done on a day, two changes.
    fn marked(text: &str) -> String {
        let day: toml::value::Datetime = "2026-11-22".parse().expect("a date");
        let changes = [
            Change::set(["steps", "new", "state"], "done"),
            Change::set(["steps", "new", "on"], day),
        ];
        apply(text, &changes).expect("a place")
    }

    #[test]
    fn a_key_goes_behind_the_last_one_of_its_header() {
        assert_eq!(
            set(
                "[steps.x]\nstate = 1\n\n# about y\n[steps.y]\nstate = 2\n",
                "steps.x.on",
                3
            ),
            "[steps.x]\nstate = 1\non = 3\n\n# about y\n[steps.y]\nstate = 2\n"
        );
        assert_eq!(
            set("[steps.x] # empty\n[steps.y]\n", "steps.x.on", 3),
            "[steps.x] # empty\non = 3\n[steps.y]\n"
        );
        assert_eq!(
            set("[steps.x]\r\n\tstate=1 # why\r\n", "steps.x.on", 3),
            "[steps.x]\r\n\tstate=1 # why\r\n\ton=3\r\n"
        );
        assert_eq!(set("  [steps.x]", "steps.x.on", 3), "  [steps.x]\n  on = 3");
        assert_eq!(
            set("[steps.x]\nnote = '''\n\n'''", "steps.x.on", 3),
            "[steps.x]\nnote = '''\n\n'''\non = 3"
        );
    }

    #[test]
    fn a_key_joins_the_dotted_keys_of_its_table() {
        assert_eq!(
            set(
                "[steps]\nx . 'state' = 1 # why\ny.state = 2\n",
                "steps.x.on",
                3
            ),
            "[steps]\nx . 'state' = 1 # why\nx.on = 3\ny.state = 2\n"
        );
        assert_eq!(
            set(
                "steps.x.a = 1\nname = 1\nsteps.\"x\" . b = 2\n[z]\n",
                "steps.x.on",
                3
            ),
            "steps.x.a = 1\nname = 1\nsteps.\"x\" . b = 2\nsteps.\"x\".on = 3\n[z]\n"
        );
        assert_eq!(
            set(
                "[steps]\nx.state = 1\n[steps.x.extra]\na = 1\n",
                "steps.x.on",
                3
            ),
            "[steps]\nx.state = 1\nx.on = 3\n[steps.x.extra]\na = 1\n"
        );
    }

    #[test]
    fn a_key_joins_the_members_of_an_inline_table() {
        for (old, new) in [
            ("{ state = 1 }", "{ state = 1, on = 3 }"),
            ("{state=1}", "{state=1, on=3}"),
            ("{ state = 1 ,a = 2 }", "{ state = 1 ,a = 2 ,on = 3 }"),
            ("{}", "{on = 3}"),
            ("{ }", "{ on = 3 }"),
            ("{ a = [\n1, # one\n] }", "{ a = [\n1, # one\n], on = 3 }"),
        ] {
            let text = |table| format!("[steps]\nx = {table} # why\n");
            assert_eq!(set(&text(old), "steps.x.on", 3), text(new));
        }
        assert_eq!(
            set("steps = { x.state = 1, y = 2 }", "steps.x.on", 3),
            "steps = { x.state = 1, x.on = 3, y = 2 }"
        );
    }

    #[test]
    fn a_new_entry_follows_the_last_of_its_group() {
        assert_eq!(
            marked("[steps.a]\nstate = 1\n\n[steps.b]\nstate = 2\n# later\n\n# mine\n[skills]\n"),
            "[steps.a]\nstate = 1\n\n[steps.b]\nstate = 2\n# later\n\n\
             [steps.new]\nstate = \"done\"\non = 2026-11-22\n\n# mine\n[skills]\n"
        );
        assert_eq!(
            marked("[steps.a]\nstate = 1\n[skills]\n"),
            "[steps.a]\nstate = 1\n\n[steps.new]\nstate = \"done\"\non = 2026-11-22\n\n[skills]\n"
        );
        assert_eq!(
            marked("[steps]\n\n[skills]\n"),
            "[steps]\n\n[steps.new]\nstate = \"done\"\non = 2026-11-22\n\n[skills]\n"
        );
        assert_eq!(
            marked("  [steps.a]\n    state = 1\n"),
            "  [steps.a]\n    state = 1\n\n  [steps.new]\n    state = \"done\"\n    on = 2026-11-22\n"
        );
        assert_eq!(
            marked("[steps.a.extra]\nk = 1\n[[steps.a.list]]\nk = 2\n"),
            "[steps.a.extra]\nk = 1\n[[steps.a.list]]\nk = 2\n\n\
             [steps.new]\nstate = \"done\"\non = 2026-11-22\n"
        );
    }

    #[test]
    fn a_new_entry_without_a_group_goes_to_the_end() {
        let block = "[steps.new]\nstate = \"done\"\non = 2026-11-22";
        assert_eq!(marked(""), format!("{block}\n"));
        assert_eq!(marked("\u{feff}"), format!("\u{feff}{block}\n"));
        assert_eq!(marked("name = 1\n"), format!("name = 1\n\n{block}\n"));
        assert_eq!(marked("name = 1"), format!("name = 1\n\n{block}"));
        assert_eq!(marked("name = 1\n\n"), format!("name = 1\n\n{block}\n"));
        assert_eq!(
            marked("[[credits]]\nid = 1\n# end"),
            format!("[[credits]]\nid = 1\n# end\n\n{block}")
        );
        assert_eq!(
            marked("a = 1\r\nb = 2"),
            format!("a = 1\r\nb = 2\r\n\r\n{}", block.replace('\n', "\r\n"))
        );
    }

    #[test]
    fn a_new_entry_is_written_like_its_last_sibling() {
        assert_eq!(
            marked("[steps]\n  a = {state=1} # why\nversion = 1\n[skills]\n"),
            "[steps]\n  a = {state=1} # why\n  \
             new = {state = \"done\", on = 2026-11-22}\nversion = 1\n[skills]\n"
        );
        assert_eq!(
            marked("[steps]\na = {}\nb.state=1\n"),
            "[steps]\na = {}\nb.state=1\nnew.state=\"done\"\nnew.on=2026-11-22\n"
        );
        assert_eq!(
            marked("[steps]\na.state = 1\n[steps.b]\nstate = 2\n"),
            "[steps]\na.state = 1\n[steps.b]\nstate = 2\n\n\
             [steps.new]\nstate = \"done\"\non = 2026-11-22\n"
        );
        assert_eq!(
            marked("steps.'a'.state = 1\nname = 2\n[skills]\n"),
            "steps.'a'.state = 1\nsteps.new.state = \"done\"\nsteps.new.on = 2026-11-22\n\
             name = 2\n[skills]\n"
        );
        assert_eq!(
            marked("'steps' . a = { state = 1 }\n"),
            "'steps' . a = { state = 1 }\n'steps'.new = { state = \"done\", on = 2026-11-22 }\n"
        );
    }

    #[test]
    fn a_new_entry_in_an_inline_table_is_a_member() {
        assert_eq!(
            marked("steps = { a = {state=1} }\n"),
            "steps = { a = {state=1}, new = {state = \"done\", on = 2026-11-22} }\n"
        );
        assert_eq!(
            marked("steps = { a.state = 1 }\n"),
            "steps = { a.state = 1, new.state = \"done\", new.on = 2026-11-22 }\n"
        );
        assert_eq!(
            marked("steps = {}\n"),
            "steps = {new = { state = \"done\", on = 2026-11-22 }}\n"
        );
    }

    #[test]
    fn an_entry_known_only_by_what_lies_below_gets_a_header() {
        assert_eq!(
            set(
                "[steps.x.extra]\nk = 1\n\n[steps.y]\nk = 2\n",
                "steps.x.state",
                3
            ),
            "[steps.x.extra]\nk = 1\n\n[steps.x]\nstate = 3\n\n[steps.y]\nk = 2\n"
        );
        assert_eq!(
            set("[steps.x]\nk = 1\n", "steps.version", 3),
            "[steps.x]\nk = 1\n\n[steps]\nversion = 3\n"
        );
    }

    #[test]
    fn a_top_level_key_stays_above_the_first_header() {
        assert_eq!(
            set(
                "format = 1\nname = 2 # why\n\n# steps\n[steps]\na = 1\n",
                "target",
                3
            ),
            "format = 1\nname = 2 # why\ntarget = 3\n\n# steps\n[steps]\na = 1\n"
        );
        assert_eq!(
            set("\u{feff}#:schema x\n# mine\n\n[steps]\n", "target", 3),
            "\u{feff}#:schema x\n# mine\ntarget = 3\n\n[steps]\n"
        );
        assert_eq!(set("\n[steps]\n", "target", 3), "target = 3\n\n[steps]\n");
        assert_eq!(set("", "odd key", 3), "\"odd key\" = 3\n");
        assert_eq!(set("# only this", "target", 3), "# only this\ntarget = 3");
    }

    #[test]
    fn deeper_tables_follow_the_same_rules() {
        assert_eq!(
            set("[steps]\nx.state = 1\n", "steps.x.extra.k", 3),
            "[steps]\nx.state = 1\nx.extra.k = 3\n"
        );
        assert_eq!(
            set("[steps.x]\nstate = 1\n", "steps.x.extra.k", 3),
            "[steps.x]\nstate = 1\n\n[steps.x.extra]\nk = 3\n"
        );
        assert_eq!(
            set("[steps.x]\nextra = { a = 1 }\n", "steps.x.more.k", 3),
            "[steps.x]\nextra = { a = 1 }\nmore = { k = 3 }\n"
        );
        assert_eq!(
            set("steps = { x = { a = 1 } }\n", "steps.y.z.k", 3),
            "steps = { x = { a = 1 }, y = { z = { k = 3 } } }\n"
        );
    }
}
