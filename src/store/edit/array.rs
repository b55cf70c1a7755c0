//! The elements of one array, and how one is added behind them.

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
    let Some(last) = array.last_element else {
        return Some(Splice {
            range: array.before_close..array.before_close,
            text: element.to_owned(),
        });
    };
    let tail = text.get(last.end..array.before_close)?;
    let has_line =
        |&start: &usize| start > last.end && array.trailing_comma.is_none_or(|comma| comma < start);
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
    let (comma_before, comma_behind) = if array.trailing_comma.is_some() {
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

struct Array {
    before_close: usize,
    last_element: Option<Range<usize>>,
    /// Where the last line that begins inside the array begins.
    last_line_start: Option<usize>,
    trailing_comma: Option<usize>,
}

impl Array {
    fn read(text: &str, value: &Range<usize>) -> Option<Self> {
        let text = text.get(value.clone())?;
        if !text.starts_with('[') {
            return None;
        }
        let mut array = Self {
            before_close: value.end.saturating_sub(1),
            last_element: None,
            last_line_start: None,
            trailing_comma: None,
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
                        array.last_element = Some(start.unwrap_or(span.start)..span.end);
                        array.trailing_comma = None;
                    }
                }
                EventKind::Scalar if nesting == 1 => {
                    array.last_element = Some(span);
                    array.trailing_comma = None;
                }
                EventKind::ValueSep if nesting == 1 => array.trailing_comma = Some(span.start),
                EventKind::Newline if nesting == 1 => array.last_line_start = Some(span.end),
                _ => {}
            }
        }
        Some(array)
    }
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
    use super::insertion;

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

    #[test]
    fn what_is_no_array_is_left() {
        assert_eq!(insertion("k = 1\n", &(4..5), "2"), None);
    }
}
