//! The elements of one array, and how one is added behind them or dropped.

use std::ops::Range;

use toml_parser::parser::EventKind;

use super::document::Splice;
use super::events;

/// The bytes that add an element to the array at a range of a statement, or
/// `None` if there is no array.
///
/// A line of its own where the elements have one, indented like the last; a
/// comment behind the last element stays behind it.
pub(super) fn insertion(text: &str, value: &Range<usize>, element: &str) -> Option<Splice> {
    let array = Array::read(text, value)?;
    let Some(last) = array.elements.last() else {
        return Some(Splice {
            range: array.before_close..array.before_close,
            text: element.to_owned(),
        });
    };
    let tail = text.get(last.end..array.before_close)?;
    let trailing_comma = array.comma_behind(array.elements.len() - 1);
    let has_line =
        |&start: &usize| start > last.end && trailing_comma.is_none_or(|comma| comma < start);
    let Some(line_start) = array.last_line_start.filter(has_line) else {
        return Some(Splice {
            range: last.end..last.end,
            text: format!(", {element}"),
        });
    };
    let (before_line, close_indentation) = tail.split_at_checked(line_start - last.end)?;
    let line_end = if before_line.ends_with("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let (comma_before, comma_behind) = if trailing_comma.is_some() {
        ("", ",")
    } else {
        (",", "")
    };
    let indentation = indentation_of(text, last.start);
    Some(Splice {
        range: last.end..array.before_close,
        text: [
            comma_before,
            before_line,
            indentation,
            element,
            comma_behind,
            line_end,
            close_indentation,
        ]
        .concat(),
    })
}

/// The place of one element of the array at a range of a statement.
pub(super) fn element(text: &str, value: &Range<usize>, index: usize) -> Option<Range<usize>> {
    Array::read(text, value)?.elements.get(index).cloned()
}

/// The bytes to drop so that an array has one element less.
///
/// With lines of its own they go, and with them the comment behind it. Else a
/// separator goes with the element, and every comment stays.
pub(super) fn removal(text: &str, value: &Range<usize>, index: usize) -> Option<Splice> {
    let array = Array::read(text, value)?;
    let element = array.elements.get(index)?;
    let before = index.checked_sub(1).and_then(|it| array.elements.get(it));
    let after = array.elements.get(index + 1);
    let comma = array.comma_behind(index);
    let comma_before = index.checked_sub(1).and_then(|it| array.comma_behind(it));
    let slice = |range: Range<usize>| text.get(range).unwrap_or_default();
    let has_no_comment = |range: Range<usize>| !slice(range).contains('#');
    let dropped = |range| Splice {
        range,
        text: String::new(),
    };
    let splice = match (lines_of(text, element, comma), before, after, comma) {
        // The list ended without a comma, and still does.
        (Some(lines), ..) if let (None, Some(comma_before)) = (comma, comma_before) => Splice {
            range: comma_before..lines.end,
            text: slice(comma_before + 1..lines.start).to_owned(),
        },
        (Some(lines), ..) => dropped(lines),
        (None, Some(before), ..) if has_no_comment(before.end..element.start) => {
            dropped(before.end..element.end)
        }
        (None, _, Some(after), _) if has_no_comment(element.end..after.start) => {
            dropped(element.start..after.start)
        }
        // A comma in front of it may then end the list.
        (None, _, _, None) => dropped(element.clone()),
        (None, _, _, Some(comma)) => Splice {
            range: element.start..comma + 1,
            text: slice(element.end..comma).to_owned(),
        },
    };
    Some(splice)
}

struct Array {
    before_close: usize,
    elements: Vec<Range<usize>>,
    /// One between two elements, and perhaps one behind the last.
    commas: Vec<usize>,
    /// Where the last line that begins inside the array begins.
    last_line_start: Option<usize>,
}

impl Array {
    fn read(text: &str, value: &Range<usize>) -> Option<Self> {
        let text = text.get(value.clone())?;
        if !text.starts_with('[') {
            return None;
        }
        let mut array = Self {
            before_close: value.end.saturating_sub(1),
            elements: Vec::new(),
            commas: Vec::new(),
            last_line_start: None,
        };
        let mut nesting = 0_usize;
        let mut start = None;
        for event in &events::of_value(text) {
            let span = value.start + event.span().start()..value.start + event.span().end();
            match event.kind() {
                EventKind::ArrayOpen | EventKind::InlineTableOpen => {
                    if nesting == 1 {
                        start = Some(span.start);
                    }
                    nesting += 1;
                }
                EventKind::ArrayClose | EventKind::InlineTableClose => {
                    nesting = nesting.saturating_sub(1);
                    if nesting == 1 {
                        array.elements.push(start.unwrap_or(span.start)..span.end);
                    }
                }
                EventKind::Scalar if nesting == 1 => array.elements.push(span),
                EventKind::ValueSep if nesting == 1 => array.commas.push(span.start),
                EventKind::Newline if nesting == 1 => array.last_line_start = Some(span.end),
                _ => {}
            }
        }
        Some(array)
    }

    fn comma_behind(&self, index: usize) -> Option<usize> {
        self.commas.get(index).copied()
    }
}

/// The lines that hold nothing but an element, its comma and a comment behind
/// it, if it has such lines.
fn lines_of(text: &str, element: &Range<usize>, comma: Option<usize>) -> Option<Range<usize>> {
    let start = element.start - indentation_of(text, element.start).len();
    if !text.get(..start)?.ends_with('\n') {
        return None;
    }
    let end = comma.map_or(element.end, |comma| comma + 1);
    let before_comma = text.get(element.end..comma.unwrap_or(end))?;
    let rest = text.get(end..)?.split_inclusive('\n').next()?;
    let behind = rest.strip_suffix('\n')?.trim_matches([' ', '\t', '\r']);
    let is_alone = before_comma.trim_matches([' ', '\t']).is_empty()
        && (behind.is_empty() || behind.starts_with('#'));
    is_alone.then_some(start..end + rest.len())
}

/// The blanks in front of an element that begins its line.
fn indentation_of(text: &str, start: usize) -> &str {
    let before = text.get(..start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let length = line.len() - line.trim_start_matches([' ', '\t']).len();
    line.get(..length).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{insertion, removal};

    fn appended(array: &str) -> String {
        let text = format!("k = {array} # end\n");
        let splice = insertion(&text, &(4..4 + array.len()), "{ n = 9 }").expect("there");
        let new = splice.spliced(&text);
        let table: toml::Table = new.parse().expect("valid TOML");
        let old: toml::Table = text.parse().expect("valid TOML");
        let length = |table: &toml::Table| table["k"].as_array().expect("an array").len();
        assert_eq!(length(&table), length(&old) + 1, "{new}");
        let new = new.strip_prefix("k = ").expect("there");
        new.strip_suffix(" # end\n").expect("there").to_owned()
    }

    #[test]
    fn on_one_line() {
        assert_eq!(appended("[]"), "[{ n = 9 }]");
        assert_eq!(appended("[ ]"), "[ { n = 9 }]");
        assert_eq!(appended("[{ n = 1 }]"), "[{ n = 1 }, { n = 9 }]");
        assert_eq!(appended("[ [1, 2], ]"), "[ [1, 2], { n = 9 }, ]");
    }

    #[test]
    fn over_several_lines() {
        assert_eq!(
            appended("[\n  { n = 1 },\n  { n = 2 }, # two\n]"),
            "[\n  { n = 1 },\n  { n = 2 }, # two\n  { n = 9 },\n]"
        );
        assert_eq!(
            appended("[\r\n\t{ n = 1 } # one\r\n ]"),
            "[\r\n\t{ n = 1 }, # one\r\n\t{ n = 9 }\r\n ]"
        );
        assert_eq!(
            appended("[{ n = 1 },\n     { n = 2 }]"),
            "[{ n = 1 },\n     { n = 2 }, { n = 9 }]"
        );
        assert_eq!(appended("[\n 1\n , ]"), "[\n 1, { n = 9 }\n , ]");
        assert_eq!(appended("[\n # none yet\n]"), "[\n # none yet\n{ n = 9 }]");
    }

    /// The array after an element, counted from 0, has been dropped.
    #[track_caller]
    fn dropped(array: &str, index: usize) -> String {
        let text = format!("k = {array} # end\n");
        let splice = removal(&text, &(4..4 + array.len()), index).expect("there");
        let new = splice.spliced(&text);
        let table: toml::Table = new.parse().expect("valid TOML");
        let mut old: toml::Table = text.parse().expect("valid TOML");
        old["k"].as_array_mut().expect("an array").remove(index);
        assert_eq!(table, old, "{new}");
        let new = new.strip_prefix("k = ").expect("there");
        new.strip_suffix(" # end\n").expect("there").to_owned()
    }

    #[test]
    fn an_element_goes_with_a_separator() {
        for (old, index, new) in [
            ("[1, 2, 3]", 0, "[2, 3]"),
            ("[1, 2, 3]", 1, "[1, 3]"),
            ("[1, 2, 3]", 2, "[1, 2]"),
            ("[1, 2, 3, ]", 2, "[1, 2, ]"),
            ("[ 1 ,2 ]", 0, "[ 2 ]"),
            ("[ 1 ]", 0, "[  ]"),
            ("[1 , ]", 0, "[  ]"),
            ("[1,]", 0, "[]"),
            ("[{ a = \"]#,\" }, [2, [3]]]", 1, "[{ a = \"]#,\" }]"),
            ("[{ n = 1 },\n     { n = 2 }]", 1, "[{ n = 1 }]"),
            ("[\n  1, 2,\n  3\n]", 1, "[\n  1,\n  3\n]"),
            ("[\n  1\n  , 2\n  , 3\n]", 0, "[\n  2\n  , 3\n]"),
            ("[\n  1\n  , 2\n  , 3\n]", 1, "[\n  1\n  , 3\n]"),
            ("[\n  1\n  , 2\n  , 3\n]", 2, "[\n  1\n  , 2\n]"),
        ] {
            assert_eq!(dropped(old, index), new, "{old}");
        }
    }

    #[test]
    fn lines_of_its_own_go_with_the_comment_on_them() {
        for (old, index, new) in [
            ("[\n  1, # one\n  2, # two\n]", 0, "[\n  2, # two\n]"),
            ("[\n  1, # one\n  2, # two\n]", 1, "[\n  1, # one\n]"),
            ("[\n  1, # one\n  2 # two\n]", 1, "[\n  1 # one\n]"),
            (
                "[\n  # above\n  1, # one\n  # end\n]",
                0,
                "[\n  # above\n  # end\n]",
            ),
            ("[\r\n\t{ a = [\r\n1] } ,\r\n\t2\r\n]", 0, "[\r\n\t2\r\n]"),
            ("[\n  1\n]", 0, "[\n]"),
            ("[1,\n  2, # two, too\n  3]", 1, "[1,\n  3]"),
        ] {
            assert_eq!(dropped(old, index), new, "{old}");
        }
    }

    #[test]
    fn a_comment_that_is_not_its_own_stays() {
        for (old, index, new) in [
            ("[1, # one\n 2]", 1, "[1, # one\n ]"),
            ("[1, # one\n 2, ]", 1, "[1, # one\n  ]"),
            ("[1, # one\n 2, 3]", 1, "[1, # one\n 3]"),
            ("[1, # one\n 2]", 0, "[ # one\n 2]"),
            ("[1 # one, #\n , 2]", 0, "[ # one, #\n  2]"),
            (
                "[1 # one\n , 2 # two\n , 3]",
                1,
                "[1 # one\n ,  # two\n  3]",
            ),
            ("[ # none\n 1]", 0, "[ # none\n ]"),
        ] {
            assert_eq!(dropped(old, index), new, "{old}");
        }
    }

    #[test]
    fn what_was_added_can_be_dropped() {
        for array in [
            "[]",
            "[ ]",
            "[{ n = 1 }]",
            "[ [1, 2], ]",
            "[\n  { n = 1 },\n  { n = 2 }, # two\n]",
            "[\r\n\t{ n = 1 } # one\r\n ]",
            "[{ n = 1 },\n     { n = 2 }]",
            "[\n 1\n , ]",
            "[\n # none yet\n]",
            "[1 # one\n]",
            "[\n 1, # one\n\n # end\n]",
        ] {
            let length = toml::from_str::<toml::Table>(&format!("k = {array}"))
                .map(|table| table["k"].as_array().map_or(0, Vec::len))
                .expect("valid TOML");
            assert_eq!(dropped(&appended(array), length), array);
        }
    }

    #[test]
    fn what_is_no_array_is_left() {
        assert_eq!(insertion("k = 1\n", &(4..5), "2"), None);
        assert_eq!(removal("k = 1\n", &(4..5), 0), None);
        assert_eq!(removal("k = []\n", &(4..6), 0), None);
    }
}
