//! A page of labelled facts, laid out for a terminal or one fact a line.
//!
//! Every word of a page is made safe on its way out, whatever file it came from,
//! so no view has to think of it.

use unicode_width::UnicodeWidthStr;

use super::{
    painted::{Painted, lines_of},
    style::{Role, Style},
};
use crate::safe_text::safe_block;

/// A page being put together.
#[derive(Debug, Default)]
pub struct Page {
    blocks: Vec<Block>,
}

#[derive(Debug)]
enum Block {
    Heading {
        text: String,
        remark: String,
    },
    Line {
        role: Option<Role>,
        text: String,
    },
    Sentence {
        label: &'static str,
        lead: &'static str,
        text: String,
    },
    Field {
        label: String,
        /// The lines of the value; mostly one.
        lines: Vec<String>,
    },
    Items {
        label: String,
        items: Vec<String>,
    },
    Prose {
        label: String,
        marker: Painted,
        words: Vec<Painted>,
    },
    Section {
        title: &'static str,
    },
    Gap,
}

/// Labels longer than this stand on a line of their own.
const LABEL_COLUMNS: usize = 10;
/// Below this width every label stands on a line of its own.
pub(super) const NARROW: usize = 60;

impl Page {
    /// A heading, with a remark at its end.
    pub fn heading(&mut self, text: &str, remark: &str) {
        self.blocks.push(Block::Heading {
            text: text.to_owned(),
            remark: remark.to_owned(),
        });
    }

    /// A line of its own.
    pub fn line(&mut self, text: &str) {
        self.painted(None, text);
    }

    /// A line of its own in a role.
    pub fn painted(&mut self, role: Option<Role>, text: &str) {
        let text = text.to_owned();
        self.blocks.push(Block::Line { role, text });
    }

    /// A line that speaks for itself where lines have a layout, and gets a label
    /// where each is one fact.
    pub fn sentence(&mut self, label: &'static str, text: &str) {
        self.led_sentence(label, "", text);
    }

    /// The same with words before it that the label takes the place of.
    pub fn led_sentence(&mut self, label: &'static str, lead: &'static str, text: &str) {
        let text = text.to_owned();
        self.blocks.push(Block::Sentence { label, lead, text });
    }

    /// A labelled value; nothing where the value is empty.
    pub fn field(&mut self, label: &str, value: &str) {
        if !value.is_empty() {
            self.blocks.push(Block::Field {
                label: label.to_owned(),
                lines: vec![value.to_owned()],
            });
        }
    }

    /// A labelled text that keeps its lines; nothing where it says nothing. Where
    /// each line is one fact, each of its lines has the label.
    pub fn text(&mut self, label: &str, text: &str) {
        let text = safe_block(text.trim_end());
        let lines = text.lines().map(|line| line.trim_end().to_owned());
        let lines: Vec<String> = lines.skip_while(String::is_empty).collect();
        if !lines.is_empty() {
            let label = label.to_owned();
            self.blocks.push(Block::Field { label, lines });
        }
    }

    /// A labelled list, numbered; nothing where it is empty.
    pub fn items<T: AsRef<str>>(&mut self, label: &str, items: impl IntoIterator<Item = T>) {
        let items: Vec<String> = items
            .into_iter()
            .map(|item| item.as_ref().to_owned())
            .collect();
        if !items.is_empty() {
            let label = label.to_owned();
            self.blocks.push(Block::Items { label, items });
        }
    }

    /// Words in colors behind a marker, like `  - `, under which further lines
    /// begin; where each line is one fact, behind the label.
    pub fn prose(&mut self, label: &str, marker: Painted, words: Vec<Painted>) {
        let label = label.to_owned();
        self.blocks.push(Block::Prose {
            label,
            marker,
            words,
        });
    }

    /// The heading of a part of the page, behind an empty line.
    pub fn section(&mut self, title: &'static str) {
        self.blocks.push(Block::Section { title });
    }

    /// An empty line, where lines have a layout.
    pub fn gap(&mut self) {
        self.blocks.push(Block::Gap);
    }

    /// The page as text that ends with a line end.
    #[must_use]
    pub fn render(&self, style: &Style) -> String {
        let mut out = String::new();
        for block in &self.blocks {
            let block = block.safe(style);
            if style.plain {
                plain(&mut out, &block);
            } else {
                laid_out(&mut out, &block, style);
            }
        }
        out
    }
}

impl Block {
    /// The block with texts that can be shown.
    fn safe(&self, style: &Style) -> Self {
        let safe = |text: &String| style.safe(text).into_owned();
        match self {
            Self::Heading { text, remark } => Self::Heading {
                text: safe(text),
                remark: safe(remark),
            },
            Self::Line { role, text } => Self::Line {
                role: *role,
                text: safe(text),
            },
            Self::Sentence { label, lead, text } => Self::Sentence {
                label,
                lead,
                text: safe(text),
            },
            Self::Field { label, lines } => Self::Field {
                label: safe(label),
                lines: lines.iter().map(safe).collect(),
            },
            Self::Items { label, items } => Self::Items {
                label: safe(label),
                items: items.iter().map(safe).collect(),
            },
            Self::Prose {
                label,
                marker,
                words,
            } => Self::Prose {
                label: safe(label),
                marker: marker.safe(style),
                words: words.iter().map(|words| words.safe(style)).collect(),
            },
            Self::Section { title } => Self::Section { title },
            Self::Gap => Self::Gap,
        }
    }
}

fn plain(out: &mut String, block: &Block) {
    let mut line = |label: &str, value: &str| {
        for part in [label, ": ", value, "\n"] {
            out.push_str(part);
        }
    };
    match block {
        Block::Heading { text, remark } if remark.is_empty() => line("about", text),
        Block::Heading { text, remark } => {
            line("about", &format!("{text}, {remark}"));
        }
        Block::Line { text, .. } => {
            out.push_str(text);
            out.push('\n');
        }
        Block::Sentence { label, text, .. } => line(label, text.trim_start()),
        Block::Field { label, lines } => {
            for value in lines.iter().filter(|value| !value.is_empty()) {
                line(&label.to_lowercase(), value.trim_start());
            }
        }
        Block::Items { label, items } => {
            for (number, item) in (1..).zip(items) {
                line(&format!("{} {number}", label.to_lowercase()), item);
            }
        }
        Block::Prose { label, words, .. } => {
            let words: String = words.iter().map(|words| words.text.as_str()).collect();
            line(label, words.trim());
        }
        Block::Section { title } => line("part", title),
        Block::Gap => {}
    }
}

fn laid_out(out: &mut String, block: &Block, style: &Style) {
    match block {
        Block::Heading { text, remark } => heading(out, text, remark, style),
        Block::Line { role, text } => lines(out, *role, text, style),
        Block::Sentence { lead, text, .. } => {
            lines(out, None, &[lead, text.as_str()].concat(), style);
        }
        Block::Field { label, lines } => {
            let indent = label_indent(out, label, style);
            for (number, value) in lines.iter().enumerate() {
                if number > 0 && !value.is_empty() {
                    out.push_str(&" ".repeat(indent));
                }
                hang(out, value, indent, style);
            }
        }
        Block::Items { label, items } => {
            let indent = label_indent(out, label, style);
            for (number, item) in (1..).zip(items) {
                if number > 1 {
                    out.push_str(&" ".repeat(indent));
                }
                let number = format!("{number}. ");
                out.push_str(&number);
                hang(out, item, indent + number.len(), style);
            }
        }
        Block::Prose { marker, words, .. } => {
            let indent = marker.text.width();
            let room = style.width.saturating_sub(indent);
            out.push_str(&marker.paint(style));
            for (number, line) in lines_of(words, room, style).into_iter().enumerate() {
                if number > 0 {
                    out.push_str(&" ".repeat(indent));
                }
                out.push_str(&line);
                out.push('\n');
            }
        }
        Block::Section { title } => {
            out.push('\n');
            lines(out, Some(Role::Heading), title, style);
        }
        Block::Gap => out.push('\n'),
    }
}

/// Every line begins where the first one does.
fn lines(out: &mut String, role: Option<Role>, text: &str, style: &Style) {
    let words = text.trim_start_matches(' ');
    let indent = text.len() - words.len();
    for line in wrap(words, style.width, indent) {
        let line = role.map_or(line.clone(), |role| style.paint(role, &line));
        out.push_str(&" ".repeat(indent));
        out.push_str(&line);
        out.push('\n');
    }
}

fn heading(out: &mut String, text: &str, remark: &str, style: &Style) {
    let room = style.width.saturating_sub(text.width() + remark.width());
    if !remark.is_empty() && room >= 2 {
        out.push_str(&style.paint(Role::Heading, text));
        out.push_str(&" ".repeat(room));
        out.push_str(remark);
        out.push('\n');
        return;
    }
    for line in wrap(text, style.width, 0) {
        out.push_str(&style.paint(Role::Heading, &line));
        out.push('\n');
    }
    for line in wrap(remark, style.width, 2)
        .iter()
        .filter(|line| !line.is_empty())
    {
        out.push_str("  ");
        out.push_str(line);
        out.push('\n');
    }
}

/// Writes a label and returns the column at which its value begins.
fn label_indent(out: &mut String, label: &str, style: &Style) -> usize {
    let painted = style.paint(Role::Faint, label);
    out.push_str("  ");
    out.push_str(&painted);
    if style.width < NARROW || label.width() > LABEL_COLUMNS {
        out.push_str("\n    ");
        4
    } else {
        out.push_str(&" ".repeat(LABEL_COLUMNS + 1 - label.width()));
        LABEL_COLUMNS + 3
    }
}

/// Writes a value whose first line begins where the cursor is.
fn hang(out: &mut String, value: &str, indent: usize, style: &Style) {
    let room = style.width.saturating_sub(indent);
    if is_address(value) && (room..LONGEST_ADDRESS).contains(&value.width()) {
        // Broken in two it could neither be followed nor copied.
        out.truncate(out.trim_end().len());
        out.push('\n');
        out.push_str(value);
        out.push('\n');
        return;
    }
    for (number, line) in wrap(value, style.width, indent).into_iter().enumerate() {
        if number > 0 {
            out.push_str(&" ".repeat(indent));
        }
        out.push_str(&line);
        out.push('\n');
    }
}

/// What is longer than this is no address that anybody copies.
const LONGEST_ADDRESS: usize = 160;

fn is_address(value: &str) -> bool {
    value.starts_with("http") && !value.contains(' ')
}

/// Breaks a text into lines that fit behind an indent. A word is broken only
/// where it is longer than a whole line.
#[must_use]
pub fn wrap(text: &str, width: usize, indent: usize) -> Vec<String> {
    let options = textwrap::Options::new(width.saturating_sub(indent).max(10))
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(text, options)
        .into_iter()
        .map(std::borrow::Cow::into_owned)
        .collect()
}

/// The same for what stands alone: a word longer than a line stays whole, since
/// it is a path or an address.
#[must_use]
pub fn wrap_words(text: &str, width: usize) -> Vec<String> {
    let options = textwrap::Options::new(width)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(false);
    let lines = textwrap::wrap(text, options);
    lines
        .into_iter()
        .map(std::borrow::Cow::into_owned)
        .collect()
}
