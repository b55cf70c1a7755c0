//! `hitpath log`, and what undo and redo say.

use serde::Serialize;

use super::{json, page::Page, style::Style, wording};
use crate::journey::{
    difference::{Difference, EntryChange},
    record::State,
};

/// One change of the profile, as a person reads it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its number, for ever.
    pub number: u64,
    /// When, in UTC, like `2026-11-22T10:11:12Z`.
    pub at: String,
    /// Who made it.
    pub kind: Kind,
    /// What it changed; nothing where a text could not be read.
    pub differences: Option<Vec<Difference>>,
    /// Whether it was taken back.
    pub undone: bool,
}

/// Who made a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The profile as it was first seen.
    Start,
    /// The oldest text that is still kept; what came before it is not.
    Earlier,
    /// A command.
    Command,
    /// The person, by hand.
    ByHand,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Earlier => "oldest kept",
            Self::Command => "command",
            Self::ByHand => "edited by hand",
        }
    }
}

/// What an entry changed, in one line.
#[must_use]
pub fn summary(entry: &Entry) -> String {
    match (&entry.kind, &entry.differences) {
        (Kind::Start, _) => "the profile as it began".to_owned(),
        (Kind::Earlier, _) => "the oldest text still kept; what led to it is not".to_owned(),
        (_, None) => "a text that cannot be read as a profile".to_owned(),
        (_, Some(differences)) => in_words(differences),
    }
}

/// Differences in words: `done: diploma-earned; name: Ada`.
#[must_use]
pub fn in_words(differences: &[Difference]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for state in [
        State::Done,
        State::Doing,
        State::Waived,
        State::No,
        State::Todo,
    ] {
        let steps = differences
            .iter()
            .filter_map(|difference| match difference {
                Difference::State { step, to, .. } if *to == state => Some(step.as_str()),
                _ => None,
            });
        let steps: Vec<&str> = steps.collect();
        if !steps.is_empty() {
            parts.push(format!("{}: {}", state.word(), steps.join(", ")));
        }
    }
    for difference in differences {
        match difference {
            Difference::State { .. } => {}
            Difference::Setting { key, to, .. } => {
                parts.push(format!("{key}: {}", value_now(to.as_deref())));
            }
            Difference::Fact { fact, to } => {
                let own = to.as_ref().map(|own| {
                    let value = wording::value(&own.value);
                    format!("{value} ({}, {})", own.source, own.checked)
                });
                let own = own.as_deref().unwrap_or("as the catalog has it");
                parts.push(format!("fact {fact}: {own}"));
            }
            Difference::Skill { skill, to } => {
                let rating = to.map_or_else(|| "removed".to_owned(), |to| format!("{to} of 5"));
                parts.push(format!("skill {skill}: {rating}"));
            }
            Difference::Entry { id, words, how, .. } => {
                let id = if id.is_empty() {
                    String::new()
                } else {
                    format!(" ({id})")
                };
                let how = match how {
                    EntryChange::Added => "",
                    EntryChange::Changed => " changed",
                    EntryChange::Removed => " removed",
                };
                parts.push(format!("{words}{id}{how}"));
            }
            Difference::Detail { step, key, to } => {
                parts.push(format!("{step} {key}: {}", value_now(to.as_deref())));
            }
        }
    }
    if parts.is_empty() {
        "nothing that hitpath reads".to_owned()
    } else {
        parts.join("; ")
    }
}

/// A value as it is now, in words where it says nothing.
fn value_now(to: Option<&str>) -> &str {
    match to {
        None => "removed",
        Some(to) if to.trim().is_empty() => "none",
        Some(to) => to,
    }
}

/// That a file has an earlier history under another id, which the profile had, and how to get it
/// back. The line is that of the id now.
#[must_use]
pub fn id_before(before: &str, line: Option<usize>) -> String {
    let line = line.map_or_else(String::new, |line| format!(" in line {line}"));
    format!(
        "This file had the id `{before}`, and its history is kept under that one. If the id was \
         changed by hand, put it back{line} to see and undo what was before: id = \"{before}\""
    )
}

/// The log as text, newest last.
#[must_use]
pub fn log(entries: &[Entry], shown: usize, style: &Style) -> String {
    let mut page = Page::default();
    let hidden = entries.len().saturating_sub(shown);
    if hidden > 0 {
        let earlier = wording::counted(hidden, "earlier change");
        page.line(&format!("{earlier} not shown: hitpath log --all"));
    }
    for entry in &entries[hidden..] {
        let undone = if entry.undone { ", taken back" } else { "" };
        let kind = entry.kind.word();
        let day = entry.at.replace('T', " ");
        page.heading(
            &format!("{} {day}", entry.number),
            &format!("{kind}{undone}"),
        );
        page.field("What", &summary(entry));
    }
    if entries.iter().any(|entry| entry.undone) {
        page.line("What was taken back comes again with: hitpath redo");
    }
    page.render(style)
}

/// The log as JSON, oldest first.
#[must_use]
pub fn log_json(entries: &[Entry]) -> String {
    #[derive(Serialize)]
    struct Log<'l> {
        format_version: u32,
        entries: Vec<Line<'l>>,
    }
    #[derive(Serialize)]
    struct Line<'l> {
        number: u64,
        at: &'l str,
        kind: &'static str,
        undone: bool,
        steps: Vec<&'l str>,
        text: String,
    }
    let lines = entries.iter().map(|entry| {
        let mut steps: Vec<&str> = entry
            .differences
            .iter()
            .flatten()
            .filter_map(Difference::step)
            .collect();
        steps.dedup();
        Line {
            number: entry.number,
            at: &entry.at,
            kind: match entry.kind {
                Kind::Start => "start",
                Kind::Earlier => "oldest-kept",
                Kind::Command => "command",
                Kind::ByHand => "hand-edit",
            },
            undone: entry.undone,
            steps,
            text: summary(entry),
        }
    });
    json::text(&Log {
        format_version: json::FORMAT_VERSION,
        entries: lines.collect(),
    })
}
