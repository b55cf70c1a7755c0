//! `hitpath guide --json`: topics for scripts.

use serde::Serialize;

use super::{
    fact_json::{FactShape, fact_shape},
    guide::Found,
    json::{FORMAT_VERSION, text},
    wording,
};
use crate::{
    catalog::guide::{Block, Guide, Origin, Prose, Topic},
    journey::evaluation::Evaluation,
};

/// All topics.
#[must_use]
pub fn list(guide: &Guide) -> String {
    let topics = guide.topics().iter().map(|topic| Listed {
        id: topic.id.as_str(),
        title: &topic.title,
        part: topic.part.as_deref(),
        origin: origin(topic),
    });
    text(&List {
        format_version: FORMAT_VERSION,
        topics: topics.collect(),
    })
}

/// One topic.
#[must_use]
pub fn topic(evaluation: &Evaluation<'_>, topic: &Topic) -> String {
    let filled = |prose: &Prose| wording::filled(evaluation, &prose.text());
    let block = |block: &'_ Block| match block {
        Block::Heading(prose) => BlockShape::Heading {
            text: filled(prose),
        },
        Block::Paragraph(prose) => BlockShape::Paragraph {
            text: filled(prose),
        },
        Block::List { first, items } => BlockShape::List {
            numbered_from: *first,
            items: items.iter().map(filled).collect(),
        },
        Block::Facts(ids) => BlockShape::Facts {
            ids: ids.iter().map(ToString::to_string).collect(),
        },
    };
    let ids = topic.facts();
    let known = evaluation.facts_named(&ids);
    text(&Shown {
        format_version: FORMAT_VERSION,
        id: topic.id.as_str(),
        title: &topic.title,
        part: topic.part.as_deref(),
        origin: origin(topic),
        blocks: topic.blocks.iter().map(block).collect(),
        facts: known.map(|fact| fact_shape(&fact)).collect(),
    })
}

/// What a search found, nothing among it.
#[must_use]
pub fn found(words: &[String], found: &[Found<'_>]) -> String {
    let shape = |found: &Found<'_>| FoundShape {
        id: found.topic.id.to_string(),
        title: found.topic.title.clone(),
        lines: found
            .lines
            .iter()
            .map(|line| [line.text.as_str(), &line.remark].concat())
            .collect(),
    };
    text(&Search {
        format_version: FORMAT_VERSION,
        words,
        found: found.iter().map(shape).collect(),
    })
}

/// `shipped`, or the file.
fn origin(topic: &Topic) -> &str {
    match &topic.origin {
        Origin::Shipped => "shipped",
        Origin::Own(file) => file,
    }
}

#[derive(Serialize)]
struct List<'s> {
    format_version: u32,
    topics: Vec<Listed<'s>>,
}

#[derive(Serialize)]
struct Listed<'s> {
    id: &'s str,
    title: &'s str,
    part: Option<&'s str>,
    origin: &'s str,
}

#[derive(Serialize)]
struct Shown<'s> {
    format_version: u32,
    id: &'s str,
    title: &'s str,
    part: Option<&'s str>,
    origin: &'s str,
    blocks: Vec<BlockShape>,
    facts: Vec<FactShape<'s>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum BlockShape {
    Heading {
        text: String,
    },
    Paragraph {
        text: String,
    },
    List {
        /// Absent numbers are null.
        numbered_from: Option<u64>,
        items: Vec<String>,
    },
    Facts {
        ids: Vec<String>,
    },
}

#[derive(Serialize)]
struct Search<'s> {
    format_version: u32,
    words: &'s [String],
    found: Vec<FoundShape>,
}

#[derive(Serialize)]
struct FoundShape {
    id: String,
    title: String,
    lines: Vec<String>,
}
