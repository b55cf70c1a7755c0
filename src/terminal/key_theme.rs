//! How questions that are answered by keys look: `dialoguer`'s [`Theme`].
//!
//! It owns the shape of the lines that are drawn again and again. Each state
//! has a shape (`>`, `[x]`) besides its colour, all in ASCII, so that one look
//! does for every terminal.

use std::borrow::Cow;
use std::fmt;

use console::{Term, style};
use dialoguer::theme::Theme;
use unicode_width::UnicodeWidthChar;

use super::abilities::Symbols;

/// Draws the rows of one list, or a question without a list.
pub(super) struct KeyTheme<'q> {
    rows: Vec<Cow<'q, str>>,
    symbols: Symbols,
    terminal: &'q Term,
}

impl<'q> KeyTheme<'q> {
    /// Draws on this terminal.
    pub(super) fn new(terminal: &'q Term, symbols: Symbols, items: &'q [String]) -> Self {
        let rows = items.iter().map(|item| symbols.line(item)).collect();
        Self {
            rows,
            symbols,
            terminal,
        }
    }

    /// What to hand to `dialoguer` in place of the items: their places.
    ///
    /// It takes an item of more bytes than the terminal has columns for one
    /// that wraps, and then erases a line too many with every key: enough
    /// accents or dashes do it. So it never sees the items themselves.
    pub(super) fn stand_ins(&self) -> impl Iterator<Item = usize> {
        0..self.rows.len()
    }

    /// The row that a stand-in stands for, as wide as fits behind `taken`
    /// columns: a row that wraps would be drawn over the ones above.
    fn row(&self, stand_in: &str, taken: usize) -> String {
        let place = stand_in.parse::<usize>().ok();
        let row = place
            .and_then(|place| self.rows.get(place))
            .map_or(stand_in, |row| row);
        let (_rows, columns) = self.terminal.size();
        fitted(
            row,
            usize::from(columns).saturating_sub(taken + 1),
            self.symbols,
        )
    }
}

impl Theme for KeyTheme<'_> {
    /// Above a list there is only what turns its pages.
    fn format_prompt(&self, formatter: &mut dyn fmt::Write, prompt: &str) -> fmt::Result {
        formatter.write_str(prompt)
    }

    /// The question stands above, where it may wrap; the line that is drawn
    /// again with every key has to start at a known column.
    fn format_input_prompt(
        &self,
        formatter: &mut dyn fmt::Write,
        _prompt: &str,
        _default: Option<&str>,
    ) -> fmt::Result {
        formatter.write_str("> ")
    }

    fn format_confirm_prompt(
        &self,
        formatter: &mut dyn fmt::Write,
        _prompt: &str,
        _default: Option<bool>,
    ) -> fmt::Result {
        formatter.write_str("> ")
    }

    fn format_select_prompt_item(
        &self,
        formatter: &mut dyn fmt::Write,
        text: &str,
        active: bool,
    ) -> fmt::Result {
        let row = self.row(text, 2);
        if active {
            write!(formatter, "{} {}", accent(">"), accent(&row))
        } else {
            write!(formatter, "  {row}")
        }
    }

    fn format_multi_select_prompt_item(
        &self,
        formatter: &mut dyn fmt::Write,
        text: &str,
        checked: bool,
        active: bool,
    ) -> fmt::Result {
        let row = self.row(text, 6);
        let mark = if checked { "[x]" } else { "[ ]" };
        if active {
            write!(formatter, "{} {mark} {}", accent(">"), accent(&row))
        } else {
            write!(formatter, "  {mark} {row}")
        }
    }
}

fn accent(text: &str) -> impl fmt::Display {
    style(text).cyan().bold().for_stderr()
}

/// Cuts a line to so many columns, and shows that it was cut.
fn fitted(line: &str, columns: usize, symbols: Symbols) -> String {
    let (mark, mark_columns) = match symbols {
        Symbols::Unicode => ("\u{2026}", 1),
        Symbols::Ascii => ("...", 3),
    };
    let mut used = 0;
    let mut cut = 0;
    for (start, character) in line.char_indices() {
        if used + mark_columns <= columns {
            cut = start;
        }
        used += columns_of(character);
        if used > columns {
            return format!("{}{mark}", &line[..cut]);
        }
    }
    line.to_owned()
}

/// Never less than a terminal may take: the selector that turns a character
/// into an emoji makes it a column wider on some.
fn columns_of(character: char) -> usize {
    match character {
        '\u{fe0f}' => 1,
        _ => character.width().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_at_the_column_not_at_the_byte() {
        let unicode = |line, columns| fitted(line, columns, Symbols::Unicode);
        assert_eq!(unicode("twelve chars", 12), "twelve chars");
        assert_eq!(unicode("twelve chars", 11), "twelve cha\u{2026}");
        assert_eq!(
            unicode("\u{e9}\u{e9}\u{e9}\u{e9}", 3),
            "\u{e9}\u{e9}\u{2026}"
        );
        assert_eq!(
            unicode("\u{65e5}\u{672c}\u{8a9e}", 6),
            "\u{65e5}\u{672c}\u{8a9e}"
        );
        assert_eq!(
            unicode("\u{65e5}\u{672c}\u{8a9e}", 5),
            "\u{65e5}\u{672c}\u{2026}"
        );
        assert_eq!(unicode("\u{65e5}\u{672c}\u{8a9e}", 4), "\u{65e5}\u{2026}");
        assert_eq!(fitted("twelve chars", 11, Symbols::Ascii), "twelve c...");
        assert_eq!(unicode("", 0), "");
    }
}
