//! What is wrong with a file, and where in it.

use std::{cell::OnceCell, cmp::Ordering, ops::Range, path::Path};

/// One thing that is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileProblem {
    /// The file, as a person would name it.
    pub file: String,
    /// The place; absent where the file as a whole is meant.
    pub place: Option<Place>,
    /// What is wrong, in words, without a full stop.
    pub message: String,
}

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// The line's text, as it stands in the file.
    pub source_line: String,
    /// How many characters are meant, at least 1.
    pub length: usize,
}

/// The longest piece of a line that is kept for showing.
const LONGEST_LINE: usize = 400;

/// A text whose lines and characters are counted once, however many places are
/// asked for: a broken file can be wrong on every line, and everywhere on one.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    /// Where each line but the first begins.
    starts: OnceCell<Vec<usize>>,
    /// How many characters begin before each stretch of bytes.
    characters: OnceCell<Vec<usize>>,
}

/// The length of a stretch whose characters are counted together, in bytes.
const STRETCH: usize = 256;

impl<'t> Lines<'t> {
    /// A text to be asked for places.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        Self {
            text,
            starts: OnceCell::new(),
            characters: OnceCell::new(),
        }
    }

    /// The line a byte lies on, counted from 0, where it begins, and where it
    /// ends.
    fn line_of(&self, byte: usize) -> (usize, usize, usize) {
        let starts = self.starts.get_or_init(|| {
            let ends = self.text.match_indices('\n');
            ends.map(|(end, _)| end + 1).collect()
        });
        let line = starts.partition_point(|&start| start <= byte);
        let start = line.checked_sub(1).map_or(0, |before| starts[before]);
        let end = starts.get(line).map_or(self.text.len(), |next| next - 1);
        let is_windows = end > start && self.text.as_bytes()[end - 1] == b'\r';
        (line, start, end - usize::from(is_windows))
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, byte: usize) -> usize {
        let bytes = self.text.as_bytes();
        let before = self.characters.get_or_init(|| {
            let mut sum = 0;
            let stretches = bytes.chunks(STRETCH);
            let sums = stretches.map(|stretch| {
                sum += beginnings(stretch);
                sum
            });
            std::iter::once(0).chain(sums).collect()
        });
        let stretch = byte / STRETCH;
        before[stretch] + beginnings(&bytes[stretch * STRETCH..byte])
    }
}

/// How many characters begin in these bytes of a text.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&byte| byte & 0xc0 != 0x80).count()
}

impl Place {
    /// The place of a span of bytes in a text.
    #[must_use]
    pub fn of(text: &str, span: Range<usize>) -> Self {
        Self::on(&Lines::of(text), span)
    }

    /// The same in a text that is asked more than once.
    #[must_use]
    pub fn on(lines: &Lines<'_>, span: Range<usize>) -> Self {
        let text = lines.text;
        let start = floor(text, span.start);
        let end = floor(text, span.end).max(start);
        let (line, line_start, line_end) = lines.line_of(start);
        // A byte order mark is no part of the first line for whoever reads it.
        let bom = if line_start == 0 && text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8().min(start)
        } else {
            0
        };
        let line_start = line_start + bom;
        let between = |from, to| lines.characters_before(to) - lines.characters_before(from);
        let source_line = text[line_start..line_end.max(line_start)].chars();
        Self {
            line: line + 1,
            column: between(line_start, start.max(line_start)) + 1,
            source_line: source_line
                .take(LONGEST_LINE)
                .take_while(|&c| c != '\r')
                .collect(),
            length: between(start, end.min(line_end).max(start)).max(1),
        }
    }
}

/// The nearest boundary of a character at or before a byte.
fn floor(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl FileProblem {
    /// The order in which problems are shown: by file, then by place.
    #[must_use]
    pub fn by_place(&self, other: &Self) -> Ordering {
        let place = |problem: &Self| {
            let place = problem.place.as_ref();
            place.map(|place| (place.line, place.column))
        };
        let files = self.file.cmp(&other.file);
        files.then_with(|| place(self).cmp(&place(other)))
    }

    /// A problem with a file as a whole.
    #[must_use]
    pub fn whole(file: &Path, message: impl Into<String>) -> Self {
        Self {
            file: file.display().to_string(),
            place: None,
            message: message.into(),
        }
    }

    /// A problem at a span of bytes of the file's text.
    #[must_use]
    pub fn at(
        file: &Path,
        text: &str,
        span: Option<Range<usize>>,
        message: impl Into<String>,
    ) -> Self {
        Self::on(file, &Lines::of(text), span, message)
    }

    /// The same in a text that is asked more than once.
    #[must_use]
    pub fn on(
        file: &Path,
        lines: &Lines<'_>,
        span: Option<Range<usize>>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            file: file.display().to_string(),
            place: span.map(|span| Place::on(lines, span)),
            message: message.into(),
        }
    }

    /// What the TOML reader says, in the same form.
    #[must_use]
    pub fn toml(file: &Path, text: &str, message: &str, span: Option<Range<usize>>) -> Self {
        Self::toml_on(file, &Lines::of(text), message, span)
    }

    /// The same in a text that is asked more than once.
    #[must_use]
    pub fn toml_on(
        file: &Path,
        lines: &Lines<'_>,
        message: &str,
        span: Option<Range<usize>>,
    ) -> Self {
        let message = message.lines().next().unwrap_or("it is not TOML");
        Self::on(file, lines, span, message)
    }
}

/// Reads the bytes of a file as text.
///
/// # Errors
/// Names the place of the first byte that is no text.
pub fn as_text<'t>(file: &Path, bytes: &'t [u8]) -> Result<&'t str, FileProblem> {
    std::str::from_utf8(bytes).map_err(|error| {
        let good = &bytes[..error.valid_up_to()];
        let good = std::str::from_utf8(good).unwrap_or_default();
        let message = if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            "this is UTF-16; save the file as UTF-8"
        } else {
            "this byte is not UTF-8 text"
        };
        FileProblem::at(file, good, Some(good.len()..good.len()), message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_characters_and_lines() {
        let text = "a = 1\r\nbé = \"ü\" # x\nc";
        let at = text.find("\"ü\"").expect("it is there");
        let place = Place::of(text, at..at + 4);
        assert_eq!((place.line, place.column, place.length), (2, 6, 3));
        assert_eq!(place.source_line, "bé = \"ü\" # x");
        let end = Place::of(text, 999..1000);
        assert_eq!((end.line, end.column, end.length), (3, 2, 1));
    }

    #[test]
    fn every_place_of_a_long_line_is_counted_right() {
        let text = "\u{feff}é\n".to_owned() + &"aü…𝄞".repeat(STRETCH) + "\r\nend";
        let lines = Lines::of(&text);
        let (mut line, mut column) = (1, 0);
        for (at, c) in text.char_indices() {
            column += usize::from(c != '\u{feff}');
            let place = Place::on(&lines, at..at + c.len_utf8());
            let is_mark = c == '\u{feff}';
            let expected = (line, column + usize::from(is_mark));
            assert_eq!((place.line, place.column), expected, "{at}");
            assert_eq!(place.length, 1);
            if c == '\n' {
                (line, column) = (line + 1, 0);
            }
        }
        let whole = Place::on(&lines, 6..text.len());
        assert_eq!((whole.line, whole.length), (2, 4 * STRETCH));
        assert!(!whole.source_line.contains('\r'));
    }

    #[test]
    fn a_byte_order_mark_is_not_counted() {
        let text = "\u{feff}a = x";
        let place = Place::of(text, text.len() - 1..text.len());
        assert_eq!((place.line, place.column), (1, 5));
        assert_eq!(place.source_line, "a = x");
    }

    #[test]
    fn what_is_no_text_is_named_by_place() {
        let problem = as_text(Path::new("p"), b"ok\nab\xff").expect_err("not UTF-8");
        let place = problem.place.expect("a place");
        assert_eq!((place.line, place.column), (2, 3));
        let problem = as_text(Path::new("p"), &[0xff, 0xfe, b'a', 0]).expect_err("not UTF-8");
        assert!(problem.message.contains("UTF-16"));
    }

    #[test]
    fn problems_are_shown_by_file_and_place() {
        let (text, file) = ("a\nb c", Path::new("a"));
        let at = |span: Range<usize>| FileProblem::at(file, text, Some(span), "wrong");
        let expected = [
            FileProblem::whole(file, "wrong"),
            at(0..1),
            at(2..3),
            at(4..5),
            FileProblem::whole(Path::new("b"), "wrong"),
        ];
        let mut problems = expected.to_vec();
        problems.reverse();
        problems.sort_by(FileProblem::by_place);
        assert_eq!(problems, expected);
    }
}
