//! `guide/<topic>.md`: front matter in TOML, then a little Markdown.
//!
//! What a terminal cannot show well (tables, images, links, HTML) is a problem
//! and not dropped in silence, so that nobody misses what an author wrote.

use std::{ops::Range, path::Path};

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde::Deserialize;

use super::figures::{Figures, figures_on_lines};
use crate::{
    catalog::{
        audit::ProblemKind,
        guide::{Block, Origin, Prose, Topic, Voice},
        id::{FactId, TopicId},
        text::{Piece, pieces},
    },
    store::{
        catalog_files,
        edit::{EditError, check_nesting},
        problem::{FileProblem, Lines},
    },
};

/// A topic, and the places at which it names facts.
#[derive(Debug)]
pub struct GuideDraft {
    /// What the file says.
    pub topic: Topic,
    /// Each fact with its place in the text, in bytes.
    pub facts: Vec<(FactId, Range<usize>)>,
}

/// Nobody reads more of them at once, and a large file could hold a million.
pub const MOST_PROBLEMS: usize = 100;

/// What may stand between two lines `+++` at the top.
#[derive(Debug, Default, Deserialize)]
struct FrontMatter {
    part: Option<String>,
    place: Option<u32>,
}

/// Reads the text of a file.
///
/// # Errors
/// Everything that is wrong with it, but for facts that do not exist.
pub fn read(
    file: &Path,
    id: TopicId,
    origin: Origin,
    text: &str,
    figures: Figures,
) -> Result<GuideDraft, Vec<FileProblem>> {
    let mut problems = Vec::new();
    let Some((front, start)) = front_matter(file, text, &mut problems) else {
        return Err(problems);
    };
    let mut body = Body {
        file,
        text,
        lines: Lines::of(text),
        figures,
        problems,
        title: None,
        has_bad_title: false,
        first: None,
        blocks: Vec::new(),
        facts: Vec::new(),
        list: None,
        open: None,
        voices: Vec::new(),
    };
    body.read(start);
    body.look_at_the_whole(start);
    if !body.problems.is_empty() {
        return Err(body.problems);
    }
    let topic = Topic {
        id,
        title: body.title.map(|(title, _)| title).unwrap_or_default(),
        part: front.part.filter(|part| !part.trim().is_empty()),
        place: front.place,
        origin,
        blocks: body.blocks,
    };
    Ok(GuideDraft {
        topic,
        facts: body.facts,
    })
}

const FENCE: &str = "+++";

/// What stands in front, and where the rest begins; none where nobody can say.
fn front_matter(
    file: &Path,
    text: &str,
    problems: &mut Vec<FileProblem>,
) -> Option<(FrontMatter, usize)> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if first.trim_end() != FENCE {
        return Some((FrontMatter::default(), start));
    }
    let toml_start = start + first.len();
    let mut end = toml_start;
    for line in lines {
        let after = end + line.len();
        if line.trim_end() == FENCE {
            // Blanks in place of what stands before, so that places fit.
            let toml = " ".repeat(toml_start - 1) + "\n" + &text[toml_start..end];
            return Some((front_toml(file, text, &toml, problems), after));
        }
        end = after;
    }
    let message = format!("this is not closed; write a line {FENCE} below the last key");
    let opening = start..start + FENCE.len();
    problems.push(FileProblem::at(file, text, Some(opening), message));
    None
}

fn front_toml(file: &Path, text: &str, toml: &str, problems: &mut Vec<FileProblem>) -> FrontMatter {
    if let Err(EditError::Unreadable { message, span }) = check_nesting(toml) {
        problems.push(FileProblem::at(file, text, Some(span), message));
        return FrontMatter::default();
    }
    catalog_files::draft(file, toml, problems).unwrap_or_default()
}

/// The text below the front matter, being read.
struct Body<'t> {
    file: &'t Path,
    text: &'t str,
    lines: Lines<'t>,
    figures: Figures,
    problems: Vec<FileProblem>,
    title: Option<(String, Range<usize>)>,
    /// A title was named as wrong.
    has_bad_title: bool,
    /// The first block that is no title, and whether it can be the short answer.
    first: Option<(bool, Range<usize>)>,
    blocks: Vec<Block>,
    facts: Vec<(FactId, Range<usize>)>,
    list: Option<(Option<u64>, Vec<Prose>)>,
    /// What is being collected.
    open: Option<Prose>,
    voices: Vec<Voice>,
}

impl<'t> Body<'t> {
    fn problem(&mut self, span: Range<usize>, message: impl Into<String>) {
        if self.problems.len() >= MOST_PROBLEMS {
            return;
        }
        let problem = FileProblem::on(self.file, &self.lines, Some(span), message);
        self.problems.push(problem);
    }

    fn read(&mut self, start: usize) {
        // Tables are known so that they can be refused.
        let text = self.text;
        let parser = Parser::new_ext(&text[start..], Options::ENABLE_TABLES);
        let definitions: Vec<Range<usize>> = parser
            .reference_definitions()
            .iter()
            .map(|(_, definition)| definition.span.clone())
            .collect();
        for span in definitions {
            self.problem(start + span.start..start + span.end, NO_LINK);
        }
        // How deep it is inside something that is not shown.
        let mut skipped = 0_usize;
        for (event, range) in parser.into_offset_iter() {
            let range = start + range.start..start + range.end;
            match event {
                Event::Start(_) if skipped > 0 => skipped += 1,
                Event::End(_) if skipped > 0 => skipped -= 1,
                _ if skipped > 0 => {}
                Event::Start(tag) => {
                    if let Err(message) = self.start(&tag, &range) {
                        self.has_bad_title |= is_title(&tag);
                        // That it is no short answer need not be said as well.
                        if let Some((is_answer, first)) = &mut self.first {
                            *is_answer |= *first == range;
                        }
                        self.problem(range, message);
                        skipped = 1;
                    }
                }
                Event::End(end) => self.end(end, range),
                Event::Text(text) => self.push(None, &text),
                Event::Code(text) => self.push(Some(Voice::Code), &text),
                Event::SoftBreak | Event::HardBreak => self.push(None, " "),
                Event::Html(_) | Event::InlineHtml(_) => self.problem(range, NO_HTML),
                _ => self.problem(range, NOT_SHOWN),
            }
        }
    }

    fn push(&mut self, voice: Option<Voice>, text: &str) {
        let voice = voice.or(self.voices.last().copied());
        if let Some(open) = &mut self.open {
            open.push(voice.unwrap_or(Voice::Usual), text);
        }
    }

    /// Opens what can be shown, or says why it cannot.
    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) -> Result<(), &'static str> {
        let is_inside = self.open.is_some() || self.list.is_some();
        if !is_inside && !is_title(tag) && self.first.is_none() {
            let names_facts = self.text[range.clone()].starts_with(FACTS);
            let is_answer = matches!(tag, Tag::Paragraph) && !names_facts;
            self.first = Some((is_answer, range.clone()));
        }
        match tag {
            Tag::Emphasis => self.voices.push(Voice::Emphasis),
            Tag::Strong => self.voices.push(Voice::Strong),
            // Entries with empty lines between them hold paragraphs.
            Tag::Paragraph if self.open.is_some() => {
                let is_second = self.open.as_ref().is_some_and(|open| !open.is_blank());
                if is_second {
                    return Err("an entry of a list holds one paragraph");
                }
            }
            Tag::Paragraph => self.open = Some(Prose::default()),
            Tag::Heading { .. } if is_inside => return Err("a heading cannot stand in a list"),
            Tag::Heading { level, .. } => match level {
                HeadingLevel::H1 if self.title.is_some() => {
                    return Err("a topic has one title; write `## ` before other headings");
                }
                HeadingLevel::H1 if self.first.is_some() => {
                    return Err("the title comes first, above everything else");
                }
                HeadingLevel::H1 | HeadingLevel::H2 => self.open = Some(Prose::default()),
                _ => return Err("headings below the title begin with `## `"),
            },
            Tag::List(_) if is_inside => return Err("a list cannot stand in a list"),
            Tag::List(first) => self.list = Some((*first, Vec::new())),
            Tag::Item => self.open = Some(Prose::default()),
            Tag::Table(_) => return Err("a table is not shown; write a list"),
            Tag::Image { .. } => return Err("an image is not shown"),
            Tag::Link { .. } => return Err(NO_LINK),
            Tag::HtmlBlock => return Err(NO_HTML),
            Tag::CodeBlock(_) => {
                return Err("a block of code is not shown; write a command as `command`");
            }
            _ => return Err(NOT_SHOWN),
        }
        Ok(())
    }

    fn end(&mut self, end: TagEnd, range: Range<usize>) {
        match end {
            TagEnd::Emphasis | TagEnd::Strong => {
                self.voices.pop();
            }
            TagEnd::Paragraph if self.list.is_some() => {}
            TagEnd::Paragraph => {
                let prose = self.open.take().unwrap_or_default();
                let source = &self.text[range.clone()];
                if let Some(ids) = source.strip_prefix(FACTS) {
                    let block = self.facts_block(ids, range.start + FACTS.len());
                    self.blocks.push(block);
                } else {
                    self.note_facts(range);
                    self.blocks.push(Block::Paragraph(prose));
                }
            }
            TagEnd::Heading(level) => {
                let prose = self.open.take().unwrap_or_default();
                if prose.is_blank() {
                    self.has_bad_title |= level == HeadingLevel::H1;
                    self.problem(range, "this heading is empty");
                } else if level == HeadingLevel::H1 {
                    let title = prose.text();
                    if pieces(&title).any(|piece| matches!(piece, Piece::Fact(_))) {
                        self.problem(range.clone(), "a title names no fact");
                    }
                    self.look_for_figures(&range);
                    self.title = Some((title, range));
                } else {
                    self.note_facts(range);
                    self.blocks.push(Block::Heading(prose));
                }
            }
            TagEnd::Item => {
                let prose = self.open.take().unwrap_or_default();
                if let Some((_, items)) = &mut self.list {
                    items.push(prose);
                }
                self.note_facts(range);
            }
            TagEnd::List(_) => {
                if let Some((first, items)) = self.list.take() {
                    self.blocks.push(Block::List { first, items });
                }
            }
            _ => {}
        }
    }

    /// Notes the facts that a piece of the text names.
    fn note_facts(&mut self, range: Range<usize>) {
        self.look_for_figures(&range);
        let mut at = range.start;
        for piece in pieces(&self.text[range]) {
            match piece {
                Piece::Words(words) => at += words.len(),
                Piece::Fact(name) => {
                    let span = at..at + name.len() + 2;
                    at = span.end;
                    self.facts.extend(FactId::new(name).map(|id| (id, span)));
                }
            }
        }
    }

    fn look_for_figures(&mut self, range: &Range<usize>) {
        if self.figures == Figures::OnlyInFacts {
            for (figure, span) in figures_on_lines(self.text, range) {
                self.problem(span, ProblemKind::Figure { figure }.to_string());
            }
        }
    }

    /// What stands behind `Facts:`, from a place on.
    fn facts_block(&mut self, names: &str, start: usize) -> Block {
        let mut ids = Vec::new();
        let is_between = |sign: char| sign == ',' || sign.is_whitespace();
        for name in names.split(is_between).filter(|name| !name.is_empty()) {
            let at = start + (name.as_ptr() as usize - names.as_ptr() as usize);
            let span = at..at + name.len();
            match FactId::new(name) {
                Ok(id) => {
                    self.facts.push((id.clone(), span));
                    ids.push(id);
                }
                Err(error) => self.problem(span, format!("`{name}` is no fact: {error}")),
            }
        }
        if names.trim().is_empty() {
            self.problem(
                start - FACTS.len()..start,
                "name the facts to be shown here",
            );
        }
        Block::Facts(ids)
    }

    fn look_at_the_whole(&mut self, start: usize) {
        match (&self.title, &self.first) {
            (None, _) if !self.has_bad_title => {
                let rest = &self.text[start..];
                let at = start + (rest.len() - rest.trim_start().len());
                self.problem(at..at, "there is no title; begin with `# ` and a question");
            }
            (Some((_, title)), None) => {
                let message = "nothing follows the title; write the short answer below it";
                self.problem(title.clone(), message);
            }
            (Some(_), Some((false, first))) => {
                let message = "the short answer comes first: a paragraph below the title";
                self.problem(first.clone(), message);
            }
            _ => {}
        }
    }
}

/// The beginning of a paragraph that names facts.
const FACTS: &str = "Facts:";

const NO_LINK: &str = "a link is not shown; write the address itself, like www.ahima.org";
const NO_HTML: &str = "HTML is not shown";
const NOT_SHOWN: &str = "this is not shown; a topic holds headings, paragraphs and lists";

fn is_title(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Heading {
            level: HeadingLevel::H1,
            ..
        }
    )
}
