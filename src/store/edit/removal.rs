//! Drops a key or a whole table, in whichever form it is written.

use std::ops::Range;

use super::by_hand::Blocked;
use super::document::{Document, Line};
use super::inline;
use super::place::{self, Place};
use super::statement::{KeyPart, Statement};

/// Drops a path from a document, unless a comment inside an inline table would
/// be lost with it.
pub(super) fn remove(document: &mut Document<'_>, path: &[String]) -> Result<(), Blocked> {
    match place::find(document, path) {
        Place::Value { statement, .. } => {
            document.remove(std::slice::from_ref(&(statement..statement + 1)));
        }
        Place::Inside { .. } => return remove_members(document, path),
        Place::Table { .. }
        | Place::ArrayOfTables {
            is_parent: false, ..
        } => {
            let regions = regions_of_table(document, path);
            let regions = with_blank_lines(document, regions);
            document.remove(&regions);
        }
        Place::ArrayOfTables { .. } | Place::Absent => {}
    }
    Ok(())
}

/// Drops one element of a `[[…]]`, with everything below it.
pub(super) fn remove_element(document: &mut Document<'_>, path: &[String], index: usize) {
    document.enter(path, index);
    let regions = regions_of_table(document, path);
    document.leave();
    let regions = with_blank_lines(document, regions);
    document.remove(&regions);
}

/// Drops the member of an inline table, or all members with dotted keys that
/// make up the table to be dropped.
fn remove_members(document: &mut Document<'_>, path: &[String]) -> Result<(), Blocked> {
    while place::holds(document, path)
        && let Place::Inside {
            statement,
            value,
            depth,
        } = place::find(document, path)
    {
        let rest = path.get(depth..).unwrap_or_default();
        let splice = document
            .statement(statement)
            .and_then(|it| inline::removal(&it.text, &value, rest))
            .ok_or_else(|| Blocked::by_wrapped_table(statement, value))?;
        document.splice(statement, &splice);
    }
    Ok(())
}

/// The statements of a table in order: headers, each with its keys and what
/// lies between them, and dotted keys under other headers.
fn regions_of_table(document: &Document<'_>, path: &[String]) -> Vec<Range<usize>> {
    let region_of = |line: Line<'_>| {
        let start = line.index;
        let shared = KeyPart::shared(line.header, path);
        if shared == path.len() {
            // Keys go with their header.
            return line.statement.is_header().then(|| {
                let last = document.last_key_in_body(Some(start));
                start..last.unwrap_or(start) + 1
            });
        }
        let rest = path.get(shared..)?;
        let is_dotted_key = shared == line.header.len()
            && KeyPart::shared(line.statement.key(), rest) == rest.len();
        is_dotted_key.then_some(start..start + 1)
    };
    document.lines().filter_map(region_of).collect()
}

/// The regions, each block with one of the two blank lines around it, so that
/// dropping it does not leave both.
fn with_blank_lines(document: &Document<'_>, regions: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut widened: Vec<Range<usize>> = Vec::new();
    for mut region in regions.into_iter().rev() {
        while let Some(next) = widened.pop_if(|next| next.start <= region.end) {
            region.end = next.end;
        }
        widened.push(with_blank_line(document, region));
    }
    widened.reverse();
    widened
}

fn with_blank_line(document: &Document<'_>, region: Range<usize>) -> Range<usize> {
    let is_block = document
        .statement(region.start)
        .is_some_and(Statement::is_header);
    let is_blank = |index: usize| document.statement(index).map(Statement::is_blank);
    let is_blank_before = match region.start.checked_sub(1) {
        Some(before) => is_blank(before) == Some(true),
        None => true,
    };
    match is_blank(region.end) {
        _ if !is_block || !is_blank_before => region,
        Some(true) => region.start..region.end + 1,
        Some(false) => region,
        None => region.start.saturating_sub(1)..region.end,
    }
}

#[cfg(test)]
mod tests {
    use crate::store::edit::{Change, apply};

    fn removed(text: &str, key: &str) -> String {
        apply(text, &[Change::remove(key.split('.'))]).expect("a place")
    }

    #[test]
    fn a_line_goes_with_its_comment() {
        assert_eq!(
            removed("# above\na = 1 # why\r\nb = 2\n", "a"),
            "# above\nb = 2\n"
        );
        assert_eq!(removed("[x]\na = [\n 1,\n]\n", "x.a"), "[x]\n");
        assert_eq!(removed("x.a = 1\nx.b = 2", "x.b"), "x.a = 1");
        assert_eq!(removed("x.a = 1\n", "x.a"), "");
    }

    #[test]
    fn a_member_goes_with_its_separator() {
        for (old, new) in [
            ("{ a = 1, b = 2, c = 3 }", "{ a = 1, c = 3 }"),
            ("{ b = 2 , c = 3 }", "{ c = 3 }"),
            ("{a=1,b=2}", "{a=1}"),
            ("{ b = 2 }", "{ }"),
            ("{ b.x = 1, c = 2, b.y = 3 }", "{ c = 2 }"),
            ("{ b = 2 , }", "{ }"),
            (
                "{\n  a = 1,\n  b = 2,\n  # end\n}",
                "{\n  a = 1,\n  # end\n}",
            ),
        ] {
            let text = |table| format!("t = {table} # why\n");
            assert_eq!(removed(&text(old), "t.b"), text(new));
        }
    }

    #[test]
    fn an_entry_goes_in_every_form() {
        for text in [
            "a = 1\n[steps]\nx = { state = 1 } # why\n",
            "a = 1\n[steps]\nx.state = 1\nx.on.p = 2\n",
        ] {
            assert_eq!(removed(text, "steps.x"), "a = 1\n[steps]\n");
        }
        assert_eq!(
            removed("steps.x.state = 1\na = 1\nsteps.x.on = 2\n", "steps.x"),
            "a = 1\n"
        );
        assert_eq!(
            removed("steps = { x = { a = 1 }, y = 2 }\n", "steps.x"),
            "steps = { y = 2 }\n"
        );
    }

    #[test]
    fn comments_above_a_header_stay() {
        assert_eq!(
            removed(
                "# one\n[steps.x] # gone\na = 1\n# gone\n\nb = 2\n# two\n[steps.y]\n",
                "steps.x"
            ),
            "# one\n# two\n[steps.y]\n"
        );
    }

    #[test]
    fn one_of_two_blank_lines_goes_with_a_block() {
        assert_eq!(
            removed("a = 1\n\n[steps.x]\nb = 1\n\n[steps.y]\n", "steps.x"),
            "a = 1\n\n[steps.y]\n"
        );
        assert_eq!(removed("a = 1\n\n[steps.x]\nb = 1", "steps.x"), "a = 1");
        assert_eq!(
            removed("a = 1\n\n[s.x]\n\n[s.x.y]\n[s.x.z]\n\n\n[t]\n", "s.x"),
            "a = 1\n\n\n[t]\n"
        );
        assert_eq!(removed("a = 1\n\n[s.x]\n\n[s.x.y]\n", "s.x"), "a = 1\n");
        assert_eq!(removed("[steps.x]\nb = 1\n\n# end\n", "steps.x"), "# end\n");
        assert_eq!(removed("[steps.x]", "steps.x"), "");
    }

    #[test]
    fn sub_tables_go_with_their_entry() {
        assert_eq!(
            removed(
                "[steps.x.sub]\nk = 1\n[other]\n[steps.x]\nj = 2\n[[steps.x.list]]\ni = 3\n\
                 [steps.x.list.deep]\n[steps.xy]\n",
                "steps.x"
            ),
            "[other]\n[steps.xy]\n"
        );
        assert_eq!(
            removed("[steps]\nx.state = 1\n[steps.x.extra]\nk = 2\n", "steps.x"),
            "[steps]\n"
        );
        assert_eq!(removed("[[rows]]\na = 1\n[[rows]]\n[rows.b]\n", "rows"), "");
    }

    #[test]
    fn the_header_stays_when_its_last_key_goes() {
        assert_eq!(
            removed("[steps.x]\nstate = 1\n", "steps.x.state"),
            "[steps.x]\n"
        );
    }

    #[test]
    fn what_is_not_there_changes_no_byte() {
        let text = "name = 1\n[[rows]]\nk = 1\n[steps]\nx = { a = 1 }\n";
        for key in [
            "b",
            "name.x",
            "rows.k",
            "steps.y",
            "steps.x.b",
            "steps.x.a.c",
        ] {
            assert_eq!(removed(text, key), text);
        }
    }
}
