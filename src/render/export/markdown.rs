//! Text from files as Markdown: shown as it was written, never obeyed.

use std::{borrow::Cow, path::Path};

use crate::safe_text::{safe_block, safe_line};

/// A text on one line, in which no sign means anything to a reader of Markdown
/// or HTML.
pub(super) fn escaped(text: &str) -> String {
    let text = safe_line(text);
    let mut out = String::with_capacity(text.len());
    for (place, sign) in text.trim().char_indices() {
        // A number with a point or bracket begins a list only at the start.
        let begins = text.trim()[..place]
            .chars()
            .all(|before| before.is_ascii_digit());
        let means_something = match sign {
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '<' | '>' | '&' | '|' | '~' | '^'
            | '$' | '!' => true,
            '#' | '+' | '-' | '=' | ':' if place == 0 => true,
            '.' | ')' => place > 0 && begins,
            // Some readers make links of bare addresses.
            ':' => text.trim()[place..].starts_with("://"),
            '@' => true,
            _ => false,
        };
        if means_something {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}

/// The same of several lines: lines and paragraphs stay what they are.
pub(super) fn escaped_block(text: &str) -> String {
    let text = safe_block(text);
    let lines: Vec<String> = text.lines().map(escaped).collect();
    let paragraphs = lines.split(String::is_empty);
    let paragraphs = paragraphs.filter(|lines| !lines.is_empty());
    // A line ends inside a paragraph behind this sign.
    let paragraphs: Vec<String> = paragraphs.map(|lines| lines.join("\\\n")).collect();
    paragraphs.join("\n\n")
}

/// The name of a file without its folder: where it lies is nobody's business.
pub(super) fn file_name(reference: &str) -> Cow<'_, str> {
    let name = Path::new(reference).file_name();
    name.unwrap_or_default().to_string_lossy()
}

/// An address as a link that shows itself; text where it could be anything
/// else.
pub(super) fn link(address: &str) -> String {
    let is_plain = |sign: char| sign.is_ascii_graphic() && !"<>()[]\\`\"'|".contains(sign);
    if address.chars().all(is_plain) {
        format!("<{address}>")
    } else {
        escaped(address)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::*;

    /// Everything that a reader may know, but for what only makes quotes and
    /// dashes look better.
    const OPTIONS: Options = Options::all().difference(Options::ENABLE_SMART_PUNCTUATION);

    /// What a reader of Markdown shows of a text, if it takes it for nothing
    /// but text.
    fn shown(markdown: &str) -> Option<String> {
        let mut text = String::new();
        for event in Parser::new_ext(markdown, OPTIONS) {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::Start(Tag::Paragraph) | Event::End(_) => {}
                _ => return None,
            }
        }
        Some(text)
    }

    proptest! {
        #[test]
        fn any_text_is_shown_as_it_is(text in "[ -~äé—]{0,60}") {
            let wanted = text.trim();
            let read = shown(&escaped(&text));
            prop_assert_eq!(read.as_deref(), Some(wanted));
        }
    }

    /// The lines of the paragraphs that a reader shows.
    fn paragraphs(markdown: &str) -> Option<Vec<Vec<String>>> {
        let mut paragraphs: Vec<Vec<String>> = Vec::new();
        for event in Parser::new_ext(markdown, OPTIONS) {
            match event {
                Event::Start(Tag::Paragraph) => paragraphs.push(vec![String::new()]),
                Event::Text(part) => paragraphs.last_mut()?.last_mut()?.push_str(&part),
                Event::HardBreak => paragraphs.last_mut()?.push(String::new()),
                Event::End(_) => {}
                _ => return None,
            }
        }
        Some(paragraphs)
    }

    proptest! {
        #[test]
        fn lines_and_paragraphs_stay(
            lines in proptest::collection::vec("[ -~é]{0,20}|[-=#.*+: 0-9|]{0,6}", 0..9),
        ) {
            let trimmed: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
            let wanted = trimmed.split(|line| line.is_empty()).filter(|lines| !lines.is_empty());
            let wanted: Vec<Vec<String>> = wanted
                .map(|lines| lines.iter().map(|&line| line.to_owned()).collect())
                .collect();
            for end in ["\n", "\r\n"] {
                let read = paragraphs(&escaped_block(&lines.join(end)));
                prop_assert_eq!(read.as_ref(), Some(&wanted));
            }
        }
    }

    #[test]
    fn a_file_is_named_without_its_folder() {
        assert_eq!(file_name("/home/ada/papers/c.pdf"), "c.pdf");
        assert_eq!(file_name("c.pdf"), "c.pdf");
    }

    #[test]
    fn what_would_be_obeyed_is_shown() {
        for text in [
            "# not a heading",
            "1. no list",
            "12) no list",
            "- no list",
            "<script>alert(1)</script>",
            "![x](javascript:y)",
            "a `b` *c* _d_ ~~e~~ $f$",
            "&lt; | &#65;",
            "--- ",
            "===",
        ] {
            assert_eq!(
                shown(&escaped(text)).as_deref(),
                Some(text.trim()),
                "{text}"
            );
        }
        assert_eq!(link("https://e.org/a?b=c"), "<https://e.org/a?b=c>");
        // A cell of a table would end there.
        assert_eq!(link("https://e.org/a|b"), r"https\://e.org/a\|b");
        assert_eq!(
            shown(&link("javascript:<b>")).as_deref(),
            Some("javascript:<b>")
        );
    }
}
