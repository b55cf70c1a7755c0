//! How things look: colours, shapes, width, decided once per command.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use crate::{
    invocation::Invocation,
    journey::{clocks::ClockState, standing::Standing},
    safe_text::{ascii, safe_line},
};

/// The look of one stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether colours are used.
    pub color: bool,
    /// Whether the terminal shows more than ASCII.
    pub unicode: bool,
    /// Columns to fill.
    pub width: usize,
    /// One fact per line as `label: value`, for screen readers and scripts.
    pub plain: bool,
    /// What commands in texts repeat of this run.
    pub invocation: Invocation,
}

/// What a colour means. Nothing is told by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A heading.
    Heading,
    /// A name to type.
    Name,
    /// Finished, and receding.
    Done,
    /// Needs the person.
    Attention,
    /// Less important.
    Faint,
    /// Not to be missed, in the middle of a text.
    Strong,
    /// Said with a stress.
    Emphasis,
    /// What was searched for.
    Found,
}

impl Style {
    /// One line of somebody's text, made safe, in characters that the terminal
    /// shows, with commands that mean this run. Look-alikes can differ in width,
    /// so this comes before any layout.
    #[must_use]
    pub fn safe<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.invocation.in_commands(text) {
            Cow::Borrowed(text) => self.shown(text),
            Cow::Owned(text) => Cow::Owned(self.shown(&text).into_owned()),
        }
    }

    fn shown<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match safe_line(text) {
            safe if self.unicode => safe,
            Cow::Borrowed(text) => ascii(text),
            Cow::Owned(text) => Cow::Owned(ascii(&text).into_owned()),
        }
    }

    /// A text cut to so many columns, with a sign that something is missing.
    #[must_use]
    pub fn cut(&self, text: &str, columns: usize) -> String {
        if text.width() <= columns {
            return text.to_owned();
        }
        let sign = if self.unicode { "…" } else { "..." };
        let mut kept = String::new();
        for character in text.chars() {
            let mut buffer = [0; 4];
            let next = character.encode_utf8(&mut buffer);
            if kept.width() + next.width() + sign.width() > columns {
                break;
            }
            kept.push(character);
        }
        kept + sign
    }

    /// Colours a text, where colours are used.
    #[must_use]
    pub fn paint(&self, role: Role, text: &str) -> String {
        if !self.color || text.is_empty() {
            return text.to_owned();
        }
        // Only the terminal's own palette: it fits dark and light grounds.
        let style = match role {
            Role::Heading | Role::Strong => anstyle::Style::new().bold(),
            Role::Name => anstyle::AnsiColor::Cyan.on_default(),
            Role::Done => anstyle::AnsiColor::Green.on_default(),
            Role::Attention => anstyle::AnsiColor::Yellow.on_default().bold(),
            Role::Faint => anstyle::Style::new().dimmed(),
            Role::Emphasis => anstyle::Style::new().italic(),
            Role::Found => anstyle::AnsiColor::Magenta.on_default().bold(),
        };
        format!("{style}{text}{style:#}")
    }

    /// The shape of a standing, always beside its word.
    #[must_use]
    pub fn shape(&self, standing: Standing) -> &'static str {
        let (fancy, ascii) = match standing {
            Standing::Done => ("✔", "[x]"),
            Standing::Waived => ("⊘", "[-]"),
            Standing::No => ("✘", "[n]"),
            Standing::Doing => ("▶", "[>]"),
            Standing::Locked => ("·", "[.]"),
            Standing::Waiting => ("◷", "[~]"),
            Standing::Lapsed => ("!", "[!]"),
            Standing::Open => ("○", "[ ]"),
        };
        if self.unicode { fancy } else { ascii }
    }

    /// The shape of a clock's state, always beside its word.
    #[must_use]
    pub fn clock_shape(&self, state: ClockState) -> &'static str {
        let (fancy, ascii) = match state {
            ClockState::NotStarted => ("·", "[.]"),
            ClockState::Running => ("◷", "[~]"),
            ClockState::DueSoon => ("▲", "[^]"),
            ClockState::Overdue => ("!", "[!]"),
            ClockState::Ended => ("✔", "[x]"),
        };
        if self.unicode { fancy } else { ascii }
    }

    /// The role that a standing is painted in.
    #[must_use]
    pub fn role_of(standing: Standing) -> Role {
        match standing {
            Standing::Done | Standing::Waived => Role::Done,
            Standing::No | Standing::Lapsed | Standing::Doing => Role::Attention,
            Standing::Open => Role::Name,
            Standing::Locked | Standing::Waiting => Role::Faint,
        }
    }

    /// A bar of so many cells, filled by the share that is done. It is full
    /// only where all is done, and empty only where nothing is.
    #[must_use]
    pub fn bar(&self, done: usize, all: usize, cells: usize) -> String {
        let filled = match (done, all) {
            (_, 0) => cells,
            (done, all) if done >= all => cells,
            (0, _) => 0,
            (done, all) => (done * cells / all).clamp(1, cells.saturating_sub(1)),
        };
        let (full, empty) = if self.unicode {
            ("█", "░")
        } else {
            ("#", ".")
        };
        full.repeat(filled) + &empty.repeat(cells - filled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASCII: Style = Style {
        color: false,
        unicode: false,
        width: 80,
        plain: false,
        invocation: Invocation::NONE,
    };

    #[test]
    fn a_bar_is_honest_at_its_ends() {
        assert_eq!(ASCII.bar(0, 44, 10), "..........");
        assert_eq!(ASCII.bar(1, 44, 10), "#.........");
        assert_eq!(ASCII.bar(22, 44, 10), "#####.....");
        assert_eq!(ASCII.bar(43, 44, 10), "#########.");
        assert_eq!(ASCII.bar(44, 44, 10), "##########");
        assert_eq!(ASCII.bar(0, 0, 4), "####");
    }

    #[test]
    fn standings_differ_by_shape() {
        let all = [
            Standing::Done,
            Standing::Waived,
            Standing::No,
            Standing::Doing,
            Standing::Locked,
            Standing::Waiting,
            Standing::Lapsed,
            Standing::Open,
        ];
        for style in [
            ASCII,
            Style {
                unicode: true,
                ..ASCII
            },
        ] {
            let shapes: std::collections::BTreeSet<_> =
                all.iter().map(|&s| style.shape(s)).collect();
            assert_eq!(shapes.len(), all.len());
        }
    }
}
