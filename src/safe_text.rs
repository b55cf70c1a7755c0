//! Makes somebody's text safe to show on a terminal.
//!
//! Text from files can hold what a terminal obeys (escape sequences), what
//! reorders a line (direction marks) and what nobody sees (zero width, tags).
//! All of that is shown instead of done, never silently dropped, so that a
//! strange text looks strange. It also owns the ASCII look-alikes for
//! terminals without UTF-8. Cutting and laying out belong elsewhere, after it.

use std::borrow::Cow;

/// One line: line breaks and tabs become spaces.
#[must_use]
pub fn safe_line(text: &str) -> Cow<'_, str> {
    safe(text, ' ')
}

/// Several lines: line breaks, also those of other systems, are kept as `\n`.
#[must_use]
pub fn safe_block(text: &str) -> Cow<'_, str> {
    safe(text, '\n')
}

/// Look-alikes for a terminal that shows nothing but ASCII. Text that may be
/// unsafe goes through [`safe_line`] or [`safe_block`] first.
///
/// A look-alike may be wider or narrower, so it comes before any layout.
#[must_use]
pub fn ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut look_alike = String::with_capacity(text.len());
    for character in text.chars() {
        push_look_alike(character, &mut look_alike);
    }
    Cow::Owned(look_alike)
}

/// Whether a character has no shape of its own, or does something to whoever
/// shows it: what JSON spells as an escape.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    character.is_control() || is_unseen(character)
}

fn safe(text: &str, line_break: char) -> Cow<'_, str> {
    let Some(clean) = clean_up_to(text, line_break) else {
        return Cow::Borrowed(text);
    };
    let mut safe = String::with_capacity(text.len() + 16);
    safe.push_str(&text[..clean]);
    let mut previous = safe.chars().next_back();
    let mut rest = text[clean..].chars().peekable();
    while let Some(character) = rest.next() {
        if character == '\r' && rest.peek() == Some(&'\n') {
            continue;
        }
        let shown = shown_as(character, previous, line_break);
        safe.push(shown);
        previous = Some(shown);
    }
    Cow::Owned(safe)
}

/// The bytes before the first character that cannot stay; `None` if all can.
fn clean_up_to(text: &str, line_break: char) -> Option<usize> {
    // Nearly all text is this, and needs no look at each character.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return None;
    }
    let mut previous = None;
    for (start, character) in text.char_indices() {
        if shown_as(character, previous, line_break) != character {
            return Some(start);
        }
        previous = Some(character);
    }
    None
}

const REPLACEMENT: char = '\u{fffd}';

/// What a character is shown as behind `previous`, itself already shown.
fn shown_as(character: char, previous: Option<char>, line_break: char) -> char {
    match character {
        ' '..='~' => character,
        '\n' => line_break,
        '\r' if line_break == '\n' => line_break,
        '\r' | '\t' => ' ',
        '\0'..='\u{1f}' => picture(0x2400 + character as u32),
        '\u{7f}' => '\u{2421}',
        '\u{fe0e}' | '\u{fe0f}' if previous.is_some_and(takes_selector) => character,
        _ if is_unseen(character) => REPLACEMENT,
        _ => character,
    }
}

fn picture(code: u32) -> char {
    char::from_u32(code).unwrap_or(REPLACEMENT)
}

/// One selector says how the character before it looks; more, or one behind
/// nothing, can only hide something.
fn takes_selector(previous: char) -> bool {
    !matches!(
        previous,
        ' ' | '\n' | '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | REPLACEMENT
    )
}

/// Does something to the terminal or the reader, and has no shape of its own.
///
/// Kept are the two joiners U+200C and U+200D, which scripts and emoji are
/// written with, and the visible signs of the same Unicode category.
fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{80}'..='\u{9f}' // C1: U+009B alone starts an escape sequence
        | '\u{ad}' // soft hyphen
        | '\u{34f}' // combining grapheme joiner
        | '\u{61c}' // Arabic letter mark
        | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' // Hangul fillers
        | '\u{17b4}' | '\u{17b5}' // Khmer inherent vowels
        | '\u{180b}'..='\u{180f}' // Mongolian selectors and vowel separator
        | '\u{200b}' | '\u{200e}' | '\u{200f}' // zero-width space, direction marks
        | '\u{2028}'..='\u{202e}' // line and paragraph separator, directions
        | '\u{2060}'..='\u{206f}' // word joiner, unseen operators, isolates
        | '\u{fe00}'..='\u{fe0f}' // variation selectors
        | '\u{feff}' // byte order mark
        | '\u{fff0}'..='\u{fffb}' // unassigned and annotation
        | '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}' // no characters
        | '\u{13430}'..='\u{1343f}' // Egyptian layout
        | '\u{1bca0}'..='\u{1bca3}' // shorthand layout
        | '\u{1d173}'..='\u{1d17a}' // musical layout
        | '\u{e0000}'..='\u{e0fff}' // tags and further variation selectors
    )
}

fn push_look_alike(character: char, to: &mut String) {
    if character.is_ascii() {
        to.push(character);
    } else if let Some(code @ 0..=0x1f) = (character as u32).checked_sub(0x2400) {
        // The picture of a control character, in the way terminals echo it.
        to.push('^');
        to.push(char::from(b'@' + code as u8));
    } else if let Some((_, look_alike)) = LOOK_ALIKES
        .iter()
        .find(|(characters, _)| characters.contains(character))
    {
        to.push_str(look_alike);
    } else if !is_silent(character) {
        to.push('?');
    }
}

/// Says nothing on its own: accents that are added to a letter, joiners.
fn is_silent(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}'
    )
}

const LOOK_ALIKES: &[(&str, &str)] = &[
    (
        "\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}",
        "-",
    ),
    ("\u{2018}\u{2019}\u{201a}\u{201b}\u{2032}\u{b4}", "'"),
    ("\u{201c}\u{201d}\u{201e}\u{2033}\u{ab}\u{bb}", "\""),
    (
        "\u{2022}\u{2023}\u{25cf}\u{25e6}\u{25aa}\u{25b8}\u{b7}",
        "*",
    ),
    (
        "\u{a0}\u{2002}\u{2003}\u{2007}\u{2009}\u{202f}\u{3000}",
        " ",
    ),
    ("\u{2026}", "..."),
    ("\u{2192}", "->"),
    ("\u{2190}", "<-"),
    ("\u{2194}", "<->"),
    ("\u{21d2}", "=>"),
    ("\u{2264}", "<="),
    ("\u{2265}", ">="),
    ("\u{2260}", "!="),
    ("\u{2248}", "~"),
    ("\u{b1}", "+/-"),
    ("\u{d7}", "x"),
    ("\u{f7}", "/"),
    ("\u{a7}", "sec."),
    ("\u{b0}", " deg"),
    ("\u{bd}", "1/2"),
    ("\u{bc}", "1/4"),
    ("\u{be}", "3/4"),
    ("\u{a9}", "(c)"),
    ("\u{ae}", "(R)"),
    ("\u{2122}", "(TM)"),
    ("\u{20ac}", "EUR"),
    ("\u{a3}", "GBP"),
    ("\u{a1}", "!"),
    ("\u{bf}", "?"),
    ("\u{2421}", "^?"),
    ("ÀÁÂÃÄÅĀĂĄ", "A"),
    ("àáâãäåāăą", "a"),
    ("Ææ", "ae"),
    ("ÇĆĈĊČ", "C"),
    ("çćĉċč", "c"),
    ("ÐĎĐ", "D"),
    ("ðďđ", "d"),
    ("ÈÉÊËĒĔĖĘĚ", "E"),
    ("èéêëēĕėęě", "e"),
    ("ĜĞĠĢ", "G"),
    ("ĝğġģ", "g"),
    ("ÌÍÎÏĨĪĬĮİ", "I"),
    ("ìíîïĩīĭįı", "i"),
    ("ŁĹĻĽ", "L"),
    ("łĺļľ", "l"),
    ("ÑŃŅŇ", "N"),
    ("ñńņň", "n"),
    ("ÒÓÔÕÖØŌŎŐ", "O"),
    ("òóôõöøōŏő", "o"),
    ("Œœ", "oe"),
    ("ŔŖŘ", "R"),
    ("ŕŗř", "r"),
    ("ŚŜŞŠȘ", "S"),
    ("śŝşšș", "s"),
    ("ß", "ss"),
    ("ŢŤŦȚ", "T"),
    ("ţťŧț", "t"),
    ("Þþ", "th"),
    ("ÙÚÛÜŨŪŬŮŰŲ", "U"),
    ("ùúûüũūŭůűų", "u"),
    ("ÝŶŸ", "Y"),
    ("ýÿŷ", "y"),
    ("ŹŻŽ", "Z"),
    ("źżž", "z"),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};

    use super::*;

    #[test]
    fn clean_text_is_passed_on_as_it_is() {
        for text in [
            "",
            "plain",
            "Müller — “RHIT”",
            "日本語",
            "ن\u{200c}ه",
            "👩\u{200d}⚕\u{fe0f}",
            "1\u{fe0f}\u{20e3}",
        ] {
            assert!(
                matches!(safe_line(text), Cow::Borrowed(same) if same == text),
                "{text}"
            );
        }
        assert!(matches!(safe_block("two\nlines\n"), Cow::Borrowed(_)));
        assert!(matches!(ascii("two\nlines\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn controls_are_shown_not_obeyed() {
        assert_eq!(
            safe_line("\u{1b}[31mred\0\u{7}"),
            "\u{241b}[31mred\u{2400}\u{2407}"
        );
        assert_eq!(
            safe_line("\u{7f}\u{80}\u{9b}2J\u{9f}"),
            "\u{2421}\u{fffd}\u{fffd}2J\u{fffd}"
        );
        assert_eq!(
            safe_line("\u{1b}]8;;http://x\u{1b}\\"),
            "\u{241b}]8;;http://x\u{241b}\\"
        );
    }

    #[test]
    fn what_reorders_or_hides_is_shown() {
        for unseen in [
            '\u{61c}',
            '\u{200b}',
            '\u{200e}',
            '\u{200f}',
            '\u{2028}',
            '\u{2029}',
            '\u{202a}',
            '\u{202e}',
            '\u{2060}',
            '\u{2066}',
            '\u{2069}',
            '\u{feff}',
            '\u{ad}',
            '\u{e0041}',
            '\u{e0100}',
            '\u{fe00}',
        ] {
            let escaped = unseen.escape_unicode();
            assert_eq!(safe_line(&format!("a{unseen}b")), "a\u{fffd}b", "{escaped}");
            assert_eq!(
                safe_block(&format!("a{unseen}b")),
                "a\u{fffd}b",
                "{escaped}"
            );
        }
    }

    #[test]
    fn one_selector_behind_a_character_is_how_emoji_are_written() {
        assert_eq!(safe_line("\u{2764}\u{fe0f}"), "\u{2764}\u{fe0f}");
        assert_eq!(
            safe_line("\u{2764}\u{fe0f}\u{fe0f}\u{fe0e}"),
            "\u{2764}\u{fe0f}\u{fffd}\u{fffd}"
        );
        assert_eq!(safe_line("\u{fe0f}a \u{fe0f}"), "\u{fffd}a \u{fffd}");
    }

    #[test]
    fn line_breaks_are_spaces_in_a_line_and_kept_in_a_block() {
        assert_eq!(safe_line("a\nb\r\nc\rd\te"), "a b c d e");
        assert_eq!(safe_block("a\nb\r\nc\rd\te"), "a\nb\nc\nd e");
    }

    #[test]
    fn ascii_text_reads_like_the_original() {
        assert_eq!(
            ascii("“Jos\u{e9}” — it’s 3…5 → done"),
            "\"Jose\" - it's 3...5 -> done"
        );
        assert_eq!(ascii("Jose\u{301}"), "Jose");
        assert_eq!(ascii("• § 164.502"), "* sec. 164.502");
        assert_eq!(ascii("日本"), "??");
        assert_eq!(ascii(&safe_line("\u{1b}[2J\u{7f}\u{202e}")), "^[[2J^??");
    }

    #[test]
    fn the_table_of_look_alikes_names_no_character_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for (characters, look_alike) in LOOK_ALIKES {
            assert!(look_alike.is_ascii());
            for character in characters.chars() {
                assert!(
                    !character.is_ascii() && seen.insert(character),
                    "{character}"
                );
            }
        }
    }

    /// Any text, with a good share of what this module is about.
    fn texts() -> impl Strategy<Value = String> {
        let troublesome = proptest::sample::select(vec![
            '\u{1b}',
            '\r',
            '\n',
            '\t',
            '\0',
            '\u{7f}',
            '\u{85}',
            '\u{9b}',
            '\u{ad}',
            '\u{200b}',
            '\u{200d}',
            '\u{202e}',
            '\u{2066}',
            '\u{fe0f}',
            '\u{fe00}',
            '\u{feff}',
            '\u{e0041}',
            '\u{fffd}',
            '\u{2764}',
            'a',
            ' ',
        ]);
        let character = proptest::prop_oneof![troublesome, any::<char>()];
        proptest::collection::vec(character, 0..40).prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn nothing_that_a_terminal_obeys_is_left(text in texts()) {
            let harmful = |at: char| at.is_control() || ('\u{202a}'..='\u{202e}').contains(&at)
                || ('\u{2066}'..='\u{2069}').contains(&at);
            prop_assert!(!safe_line(&text).contains(harmful));
            prop_assert!(!safe_block(&text).contains(|at| at != '\n' && harmful(at)));
        }

        #[test]
        fn safe_text_stays_as_it_is(text in texts()) {
            let line = safe_line(&text);
            prop_assert!(matches!(safe_line(&line), Cow::Borrowed(same) if same == line));
            let block = safe_block(&text);
            prop_assert!(matches!(safe_block(&block), Cow::Borrowed(same) if same == block));
            prop_assert_eq!(matches!(safe_line(&text), Cow::Borrowed(_)), line == text);
        }

        #[test]
        fn ascii_is_ascii_and_adds_no_control(text in texts()) {
            let safe = safe_block(&text);
            let shown = ascii(&safe);
            prop_assert!(shown.is_ascii());
            prop_assert!(!shown.contains(|at: char| at.is_control() && at != '\n'));
            prop_assert_eq!(ascii(&shown), shown.as_ref());
        }
    }
}
