//! `hitpath guide`: the list of topics, one topic, what a search finds.

use super::{
    fact,
    page::{NARROW, Page},
    painted::Painted,
    style::{Role, Style},
    wording,
};
use crate::{
    catalog::{
        guide::{Block, Guide, Origin, Prose, Topic, Voice},
        search::Query,
    },
    journey::evaluation::Evaluation,
};
use std::{ops::Range, path::Path};

/// Under a search result stand at most so many lines.
const SHOWN: usize = 3;

/// All topics, part by part.
#[must_use]
pub fn list(guide: &Guide, style: &Style) -> String {
    let mut page = Page::default();
    let count = wording::counted(guide.topics().len(), "topic");
    page.heading("Guide", &count);
    let ids = guide.topics().iter().map(|topic| topic.id.as_str().len());
    let column = ids.max().unwrap_or(0);
    for (part, topics) in guide.parts() {
        page.gap();
        let part = part.unwrap_or("Further topics");
        page.prose("part", Painted::new(None, ""), vec![heading(part)]);
        for topic in topics {
            let label = format!("topic {}", topic.id);
            let title = vec![Painted::new(None, &topic.title)];
            let id = format!("  {:column$}  ", topic.id.as_str());
            let id = Painted::new(Some(Role::Name), id);
            if style.plain || style.width >= NARROW {
                page.prose(&label, id, title);
            } else {
                page.painted(Some(Role::Name), id.text.trim_end());
                page.prose(&label, Painted::new(None, "    "), title);
            }
        }
    }
    page.gap();
    page.sentence("more", "Read one: hitpath guide TOPIC");
    page.sentence("more", "Find one: hitpath guide --search WORD");
    page.render(style)
}

fn heading(text: &str) -> Painted {
    Painted::new(Some(Role::Heading), text)
}

/// One topic, with the facts it rests on.
#[must_use]
pub fn topic(evaluation: &Evaluation<'_>, topic: &Topic, style: &Style) -> String {
    let mut page = Page::default();
    let part = topic.part.as_deref().unwrap_or_default();
    page.heading(&format!("{}: {}", topic.id, topic.title), part);
    if let Origin::Own(file) = &topic.origin {
        // The whole path would be broken where a line ends.
        let name = Path::new(file).file_name().unwrap_or_default();
        page.field("Own file", &format!("guide/{}", name.to_string_lossy()));
    }
    for (number, block) in topic.blocks.iter().enumerate() {
        let is_below_heading = matches!(
            topic.blocks.get(number.wrapping_sub(1)),
            Some(Block::Heading(_))
        );
        if !is_below_heading {
            page.gap();
        }
        let words = |prose| painted(evaluation, prose);
        match block {
            Block::Heading(prose) => {
                let words = wording::filled(evaluation, &prose.text());
                page.prose("heading", Painted::new(None, ""), vec![heading(&words)]);
            }
            Block::Paragraph(prose) => {
                let label = if number == 0 { "answer" } else { "text" };
                page.prose(label, Painted::new(None, "  "), words(prose));
            }
            Block::List { first, items } => {
                let last = first.map(|first| first + items.len() as u64);
                let column = last.map_or(0, |last| last.to_string().len());
                for (place, item) in (0..).zip(items) {
                    let (label, marker) = match first {
                        Some(first) => {
                            let number = first + place;
                            (format!("item {number}"), format!("  {number:column$}. "))
                        }
                        None => ("item".to_owned(), "  - ".to_owned()),
                    };
                    page.prose(&label, Painted::new(None, marker), words(item));
                }
            }
            Block::Facts(ids) => fact::facts(&mut page, evaluation, ids),
        }
    }
    let named = topic.facts_in_sentences();
    for (number, known) in (1..).zip(evaluation.facts_named(&named)) {
        if number == 1 {
            page.gap();
            page.prose("heading", Painted::new(None, ""), vec![heading("Facts")]);
        }
        let marker = Painted::new(None, format!("  {number}. "));
        let sentence = Painted::new(None, fact::sentence(&known));
        page.prose(&format!("facts {number}"), marker, vec![sentence]);
    }
    if !topic.facts().is_empty() {
        fact::explained(&mut page);
    }
    page.render(style)
}

/// Prose with the values of the facts it names.
fn painted(evaluation: &Evaluation<'_>, prose: &Prose) -> Vec<Painted> {
    let runs = prose.runs.iter().map(|run| {
        let text = wording::filled(evaluation, &run.text);
        match run.voice {
            Voice::Usual => Painted::new(None, text),
            Voice::Strong => Painted::new(Some(Role::Strong), text),
            Voice::Emphasis => Painted::new(Some(Role::Emphasis), text),
            Voice::Code => Painted {
                whole: true,
                ..Painted::new(Some(Role::Name), format!("`{text}`"))
            },
        }
    });
    runs.collect()
}

/// A topic with the lines in which something was found.
#[derive(Debug)]
pub struct Found<'g> {
    /// The topic.
    pub topic: &'g Topic,
    /// Those that hold one word at least.
    pub lines: Vec<Line>,
}

/// A sentence, a heading or a fact of a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What is searched.
    pub text: String,
    /// What is shown behind it: how far a fact can be trusted.
    pub remark: String,
}

impl AsRef<str> for Line {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

/// Everything in a topic that can be searched, as it is shown.
#[must_use]
pub fn lines(evaluation: &Evaluation<'_>, topic: &Topic) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = |text: &str, remark: String| {
        let text = text.to_owned();
        lines.push(Line { text, remark });
    };
    for prose in topic.blocks.iter().flat_map(Block::prose) {
        let text = wording::filled(evaluation, &prose.text());
        sentences(&text).for_each(|sentence| line(sentence, String::new()));
    }
    for known in evaluation.facts_named(&topic.facts()) {
        let (trust, id) = (wording::trust(&known), known.id());
        let claim = &known.version.claim.text;
        match known.correction {
            Some(own) => line(
                claim,
                format!(" (yours: {}; {id})", wording::value(&own.value)),
            ),
            None => line(claim, format!(" ({trust}; {id})")),
        }
        for other in &known.version.also {
            line(&other.text, format!(" (another source on {id})"));
        }
    }
    lines
}

/// A text cut behind what ends a sentence.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split_inclusive(". ");
    let parts = parts.flat_map(|part| part.split_inclusive("? "));
    parts.map(str::trim).filter(|part| !part.is_empty())
}

/// What a search found.
#[must_use]
pub fn found(found: &[Found<'_>], query: &Query, style: &Style) -> String {
    let mut page = Page::default();
    for (number, Found { topic, lines }) in found.iter().enumerate() {
        if number > 0 {
            page.gap();
        }
        let id = Painted::new(Some(Role::Name), format!("{}:", topic.id));
        let mut words = marked(&topic.title, query);
        if !style.plain {
            words.splice(0..0, [id, Painted::new(None, " ")]);
        }
        page.prose(
            &format!("topic {}", topic.id),
            Painted::new(None, ""),
            words,
        );
        for line in lines.iter().take(SHOWN) {
            let mut words = marked(&line.text, query);
            words.push(Painted::new(None, &line.remark));
            page.prose("line", Painted::new(None, "  - "), words);
        }
        if lines.len() > SHOWN {
            let more = wording::counted(lines.len() - SHOWN, "more line");
            page.sentence("more", &format!("  and {more}: hitpath guide {}", topic.id));
        }
    }
    page.render(style)
}

/// A text in which what was searched for stands out, and commands stay whole.
fn marked(text: &str, query: &Query) -> Vec<Painted> {
    let found = query.places_in(text);
    let commands = commands_in(text);
    let ends = found.iter().chain(&commands);
    let mut cuts: Vec<usize> = ends.flat_map(|range| [range.start, range.end]).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let is_in = |ranges: &[Range<usize>], at| ranges.iter().any(|range| range.contains(&at));
    let pieces = cuts.windows(2).map(|ends| Painted {
        role: is_in(&found, ends[0]).then_some(Role::Found),
        text: text[ends[0]..ends[1]].to_owned(),
        whole: is_in(&commands, ends[0]),
    });
    pieces.collect()
}

/// What stands between backticks, with them.
fn commands_in(text: &str) -> Vec<Range<usize>> {
    let ticks: Vec<usize> = text.match_indices('`').map(|(at, _)| at).collect();
    let pairs = ticks.chunks_exact(2);
    pairs.map(|pair| pair[0]..pair[1] + 1).collect()
}

/// That a search found nothing.
#[must_use]
pub fn nothing_found(words: &[String], style: &Style) -> String {
    let mut page = Page::default();
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    let words = wording::list(&words, "and");
    page.sentence("found", &format!("No topic of the guide holds {words}."));
    page.sentence("all topics", "All topics: hitpath guide");
    page.render(style)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_stands_out_and_commands_stay_whole() {
        let query = Query::new(&["show", "see"]).expect("words");
        let pieces = marked("see `hitpath show x` now", &query);
        let pieces: Vec<(&str, bool, bool)> = pieces
            .iter()
            .map(|piece| (piece.text.as_str(), piece.role.is_some(), piece.whole))
            .collect();
        assert_eq!(
            pieces,
            [
                ("see", true, false),
                (" ", false, false),
                ("`hitpath ", false, true),
                ("show", true, true),
                (" x`", false, true),
                (" now", false, false),
            ]
        );
        assert_eq!(marked("", &query), []);
    }

    #[test]
    fn a_text_is_cut_behind_its_sentences() {
        let cut: Vec<&str> = sentences("One. Two, e.g.this? Three: www.ahima.org").collect();
        assert_eq!(cut, ["One.", "Two, e.g.this?", "Three: www.ahima.org"]);
    }
}
