//! Words in several colors, broken into lines.
//!
//! Lines are broken by columns before anything is painted, so that colors take
//! no room.

use textwrap::{core::Fragment, wrap_algorithms::wrap_first_fit};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::style::{Role, Style};

/// Words in one color.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Painted {
    /// Their color; none for that of the terminal.
    pub role: Option<Role>,
    /// The words.
    pub text: String,
    /// Whether they stand on one line where they fit: the first half of a
    /// command, copied, would be another command.
    pub whole: bool,
}

impl Painted {
    /// Words in a color, to be broken at any blank.
    pub fn new(role: Option<Role>, text: impl Into<String>) -> Self {
        Self {
            role,
            text: text.into(),
            whole: false,
        }
    }

    pub(super) fn safe(&self, style: &Style) -> Self {
        Self {
            text: style.safe(&self.text).into_owned(),
            ..self.clone()
        }
    }

    /// The words in their color; blanks around them have none.
    pub(super) fn paint(&self, style: &Style) -> String {
        let Some(role) = self.role else {
            return self.text.clone();
        };
        let words = self.text.trim();
        let (before, after) = self.text.split_once(words).unwrap_or_default();
        [before, &style.paint(role, words), after].concat()
    }
}

/// Words between two blanks, in one color or several.
#[derive(Debug, Default)]
struct Token {
    parts: Vec<Painted>,
}

impl Fragment for Token {
    fn width(&self) -> f64 {
        self.columns() as f64
    }

    fn whitespace_width(&self) -> f64 {
        1.0
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

impl Token {
    fn columns(&self) -> usize {
        self.parts.iter().map(|part| part.text.width()).sum()
    }

    /// The same in pieces that fit; most do.
    fn cut(self, room: usize) -> Vec<Self> {
        if self.columns() <= room {
            return vec![self];
        }
        let mut pieces = vec![Self::default()];
        let mut columns = 0;
        for part in self.parts {
            let mut text = String::new();
            for character in part.text.chars() {
                let width = character.width().unwrap_or(0);
                if columns > 0 && columns + width > room {
                    let full = Painted::new(part.role, std::mem::take(&mut text));
                    if let Some(last) = pieces.last_mut() {
                        last.parts.push(full);
                    }
                    pieces.push(Self::default());
                    columns = 0;
                }
                columns += width;
                text.push(character);
            }
            if let Some(last) = pieces.last_mut() {
                last.parts.push(Painted::new(part.role, text));
            }
        }
        pieces
    }
}

/// Painted lines that fill so many columns; at least one, which may be empty.
#[must_use]
pub fn lines_of(words: &[Painted], room: usize, style: &Style) -> Vec<String> {
    let room = room.max(10);
    let mut tokens: Vec<Token> = Vec::new();
    let mut open = Token::default();
    for painted in words {
        if painted.whole && painted.text.width() <= room {
            open.parts.push(painted.clone());
            continue;
        }
        for (number, word) in painted.text.split(' ').enumerate() {
            if number > 0 {
                tokens.extend(std::mem::take(&mut open).cut(room));
            }
            if !word.is_empty() {
                open.parts.push(Painted::new(painted.role, word));
            }
        }
    }
    tokens.extend(open.cut(room));
    tokens.retain(|token| !token.parts.is_empty());
    let lines = wrap_first_fit(&tokens, &[room as f64]);
    lines
        .into_iter()
        .map(|line| {
            let painted = joined(line);
            painted.iter().map(|part| part.paint(style)).collect()
        })
        .collect()
}

/// The words of a line with the blanks between them, neighbours of one color
/// together.
fn joined(line: &[Token]) -> Vec<Painted> {
    let mut parts: Vec<Painted> = Vec::new();
    for (number, token) in line.iter().enumerate() {
        for (place, part) in token.parts.iter().enumerate() {
            let blank = if number > 0 && place == 0 { " " } else { "" };
            match parts.last_mut() {
                Some(last) if last.role == part.role => last.text.extend([blank, &part.text]),
                _ => {
                    let text = [blank, &part.text].concat();
                    parts.push(Painted::new(part.role, text));
                }
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style {
        color: false,
        unicode: true,
        width: 80,
        plain: false,
        invocation: crate::invocation::Invocation::NONE,
    };

    fn lines(words: &[(&str, bool)], room: usize) -> Vec<String> {
        let painted = |&(text, whole): &(&str, bool)| Painted {
            whole,
            ..Painted::new(None, text)
        };
        let words: Vec<Painted> = words.iter().map(painted).collect();
        lines_of(&words, room, &STYLE)
    }

    #[test]
    fn what_belongs_together_is_not_parted() {
        let words = [
            ("go on with ", false),
            ("hitpath show x", true),
            (", now", false),
        ];
        assert_eq!(lines(&words, 20), ["go on with", "hitpath show x, now"]);
        assert_eq!(
            lines(&words, 12),
            ["go on with", "hitpath show", "x, now"],
            "but where there is no room"
        );
    }

    #[test]
    fn a_word_longer_than_a_line_is_broken() {
        assert_eq!(
            lines(&[("abcdefghijkl", false), ("mn op", false)], 10),
            ["abcdefghij", "klmn op"]
        );
        assert_eq!(lines(&[("日本日本日本", false)], 10), ["日本日本日", "本"]);
        assert_eq!(lines(&[], 10), [""]);
    }

    #[test]
    fn colors_take_no_room() {
        let style = Style {
            color: true,
            ..STYLE
        };
        let words = [
            Painted::new(Some(Role::Strong), "one two"),
            Painted::new(None, " three"),
        ];
        let lines = lines_of(&words, 13, &style);
        let plain: Vec<String> = lines.iter().map(|line| anstream_free(line)).collect();
        assert_eq!(plain, ["one two three"]);
        assert!(lines[0].contains("\u{1b}[1mone"));
    }

    /// Without what sets colors.
    fn anstream_free(text: &str) -> String {
        console::strip_ansi_codes(text).into_owned()
    }
}
