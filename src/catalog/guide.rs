//! The guide: topics to read, each a question with its answer.

use super::id::{FactId, TopicId};
use super::text::facts_in;

/// All topics, in the order in which they are listed.
#[derive(Debug, Default)]
pub struct Guide {
    topics: Vec<Topic>,
}

/// One topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Names it for ever.
    pub id: TopicId,
    /// The question it answers.
    pub title: String,
    /// The part of the guide it belongs to.
    pub part: Option<String>,
    /// Where it stands in the guide; those without one come last.
    pub place: Option<u32>,
    /// Where it comes from.
    pub origin: Origin,
    /// What it says; the first one is the short answer.
    pub blocks: Vec<Block>,
}

/// Where a topic comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It came with the program.
    Shipped,
    /// A person's own file.
    Own(String),
}

/// A part of a topic that stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Says what the blocks up to the next heading are about.
    Heading(Prose),
    /// Sentences.
    Paragraph(Prose),
    /// Entries, numbered from `first` where there is one.
    List {
        /// The number of the first entry.
        first: Option<u64>,
        /// The entries.
        items: Vec<Prose>,
    },
    /// Facts, shown in full at this place.
    Facts(Vec<FactId>),
}

/// Words in one voice after the other. Facts in them are named as `{fact.id}`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose {
    /// Neighbours differ in voice.
    pub runs: Vec<Run>,
}

/// Words in one voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// How they are said.
    pub voice: Voice,
    /// The words.
    pub text: String,
}

/// How words are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// As any others.
    Usual,
    /// Not to be missed.
    Strong,
    /// With a stress.
    Emphasis,
    /// To be typed as they stand.
    Code,
}

impl Prose {
    /// Adds words at the end.
    pub fn push(&mut self, voice: Voice, text: &str) {
        match self.runs.last_mut() {
            Some(last) if last.voice == voice => last.text.push_str(text),
            _ => self.runs.push(Run {
                voice,
                text: text.to_owned(),
            }),
        }
    }

    /// The words alone, commands in backticks.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for run in &self.runs {
            match run.voice {
                Voice::Code => text.extend(["`", &run.text, "`"]),
                Voice::Usual | Voice::Strong | Voice::Emphasis => text.push_str(&run.text),
            }
        }
        text
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }
}

impl Block {
    /// The prose in it, entry by entry.
    pub fn prose(&self) -> impl Iterator<Item = &Prose> {
        let prose = match self {
            Self::Heading(prose) | Self::Paragraph(prose) => std::slice::from_ref(prose),
            Self::List { items, .. } => items.as_slice(),
            Self::Facts(_) => &[],
        };
        prose.iter()
    }
}

impl Topic {
    /// Every fact it names, in the order in which they come, each once.
    #[must_use]
    pub fn facts(&self) -> Vec<FactId> {
        let mut facts = Vec::new();
        let mut add = |id: FactId| {
            if !facts.contains(&id) {
                facts.push(id);
            }
        };
        for block in &self.blocks {
            if let Block::Facts(ids) = block {
                ids.iter().cloned().for_each(&mut add);
            }
            for run in block.prose().flat_map(|prose| &prose.runs) {
                let ids = facts_in(&run.text).filter_map(|id| FactId::new(id).ok());
                ids.for_each(&mut add);
            }
        }
        facts
    }

    /// Those that sentences name and no block shows in full.
    #[must_use]
    pub fn facts_in_sentences(&self) -> Vec<FactId> {
        let is_shown = |id: &FactId| {
            let mut blocks = self.blocks.iter();
            blocks.any(|block| matches!(block, Block::Facts(ids) if ids.contains(id)))
        };
        let mut facts = self.facts();
        facts.retain(|id| !is_shown(id));
        facts
    }
}

impl Guide {
    /// Puts topics in order: by place, then by id, those of one part together.
    #[must_use]
    pub fn new(mut topics: Vec<Topic>) -> Self {
        topics.sort_by(|a, b| {
            let place = |topic: &Topic| topic.place.unwrap_or(u32::MAX);
            place(a).cmp(&place(b)).then_with(|| a.id.cmp(&b.id))
        });
        let mut parts: Vec<String> = Vec::new();
        for part in topics.iter().filter_map(|topic| topic.part.as_ref()) {
            if !parts.contains(part) {
                parts.push(part.clone());
            }
        }
        topics.sort_by_key(|topic| {
            let part = |named| parts.iter().position(|part| part == named);
            topic.part.as_ref().and_then(part).unwrap_or(parts.len())
        });
        Self { topics }
    }

    /// All topics, in order.
    #[must_use]
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// The parts with their topics; those that belong to none come last.
    pub fn parts(&self) -> impl Iterator<Item = (Option<&str>, &[Topic])> {
        let parts = self.topics.chunk_by(|a, b| a.part == b.part);
        parts.map(|topics| (topics[0].part.as_deref(), topics))
    }

    /// The topic with this id.
    #[must_use]
    pub fn topic_named(&self, id: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id.as_str() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic(id: &str, part: Option<&str>, place: Option<u32>) -> Topic {
        Topic {
            id: TopicId::new(id).expect("an id"),
            title: String::new(),
            part: part.map(str::to_owned),
            place,
            origin: Origin::Shipped,
            blocks: Vec::new(),
        }
    }

    fn prose(text: &str) -> Prose {
        let mut prose = Prose::default();
        prose.push(Voice::Usual, text);
        prose
    }

    #[test]
    fn topics_stand_by_place_and_parts_together() {
        let guide = Guide::new(vec![
            topic("lost", None, None),
            topic("late", Some("Work"), Some(30)),
            topic("b", Some("School"), Some(20)),
            topic("a", Some("School"), Some(20)),
            topic("early", Some("Work"), Some(10)),
            topic("mine", Some("School"), None),
        ]);
        let ids: Vec<&str> = guide.topics().iter().map(|t| t.id.as_str()).collect();
        assert_eq!(ids, ["early", "late", "a", "b", "mine", "lost"]);
        let parts: Vec<_> = guide.parts().map(|(part, of)| (part, of.len())).collect();
        assert_eq!(parts, [(Some("Work"), 2), (Some("School"), 3), (None, 1)]);
    }

    #[test]
    fn a_fact_shown_in_full_is_not_listed_again() {
        let fact = |id| FactId::new(id).expect("an id");
        let topic = Topic {
            blocks: vec![
                Block::Paragraph(prose("{a.b} and {c.d}, again {a.b}")),
                Block::Facts(vec![fact("c.d"), fact("e.f")]),
                Block::List {
                    first: None,
                    items: vec![prose("{g.h}")],
                },
            ],
            ..topic("t", None, None)
        };
        assert_eq!(topic.facts(), ["a.b", "c.d", "e.f", "g.h"].map(fact));
        assert_eq!(topic.facts_in_sentences(), ["a.b", "g.h"].map(fact));
    }

    #[test]
    fn words_of_one_voice_are_one_run() {
        let mut prose = prose("a ");
        prose.push(Voice::Usual, "b ");
        prose.push(Voice::Code, "c");
        assert_eq!((prose.runs.len(), prose.text().as_str()), (2, "a b `c`"));
    }
}
