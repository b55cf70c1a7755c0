//! The offline reference: every topic is there, begins with its question and
//! rests on facts. The topics are read as text here; how the program reads
//! them is tested with the command.

use std::collections::{BTreeMap, BTreeSet};

use hitpath::catalog::id::FactId;

use crate::{
    CATALOG,
    texts::{TOPICS, Topic, commands},
};

/// The questions that the reference answers.
const ALL: [&str; 39] = [
    "accreditation",
    "advice",
    "ask-the-program",
    "balance",
    "case-studies",
    "certifications",
    "challenges-trends",
    "code-changes",
    "day",
    "duties",
    "education",
    "equivalency",
    "exam-application",
    "exam-day",
    "experience",
    "fit",
    "follow-up",
    "global",
    "growth",
    "interviews",
    "job-openings",
    "mistakes",
    "money",
    "networking",
    "outlook",
    "paths",
    "placement",
    "portfolio",
    "privacy",
    "remote",
    "renewal",
    "resume-writing",
    "role",
    "settings",
    "skills",
    "study",
    "technician-or-coder",
    "tiers",
    "tools",
];

struct Page<'t> {
    part: &'t str,
    place: u32,
    title: &'t str,
    body: &'t str,
}

/// A topic taken apart; panics where it has another form.
fn page(topic: &Topic) -> Page<'_> {
    let take = || {
        let rest = topic.text.strip_prefix("+++\npart = \"")?;
        let (part, rest) = rest.split_once("\"\nplace = ")?;
        let (place, rest) = rest.split_once("\n+++\n# ")?;
        let (title, body) = rest.split_once("\n\n")?;
        let place = place.parse().ok()?;
        Some(Page {
            part,
            place,
            title,
            body,
        })
    };
    take().unwrap_or_else(|| panic!("{} has no front matter and title", topic.id))
}

#[test]
fn all_topics_are_there() {
    let ids: Vec<&str> = TOPICS.iter().map(|topic| topic.id.as_str()).collect();
    assert_eq!(ids, ALL);
    for topic in TOPICS.iter() {
        let is_markdown = topic.path.extension().is_some_and(|ending| ending == "md");
        assert!(is_markdown, "{}", topic.path.display());
    }
}

#[test]
fn every_topic_is_a_question_with_a_short_answer() {
    let mut places = BTreeMap::new();
    for topic in TOPICS.iter() {
        let page = page(topic);
        let id = &topic.id;
        assert!(!page.part.is_empty(), "{id} belongs to no part");
        assert!(
            !page.title.is_empty() && page.title.len() <= 70,
            "{id}: {}",
            page.title
        );
        let other = places.insert(page.place, (id, page.part));
        assert_eq!(other.map(|(other, _)| other), None, "{id} has its place");
        let answer = page.body.split("\n\n").next().unwrap_or_default();
        let is_prose = !answer.starts_with(['#', '-']) && !answer.starts_with("Facts:");
        assert!(is_prose, "{id} begins with {answer}");
        assert!((40..=600).contains(&answer.len()), "{id}: {}", answer.len());
        assert!(page.body.contains("\n## "), "{id} has no heading");
        assert!(topic.text.ends_with('\n'), "{id} has no last line end");
        // It sends on to a step, a credential or another topic.
        assert!(commands(&topic.text).next().is_some(), "{id} ends blindly");
    }
    // By their places the topics of a part stand together.
    let mut parts: Vec<&str> = places.values().map(|&(_, part)| part).collect();
    parts.dedup();
    let distinct: BTreeSet<&str> = parts.iter().copied().collect();
    assert_eq!(parts.len(), distinct.len(), "{parts:?}");
}

/// Plain paragraphs, headings and lists, which every view can show.
#[test]
fn topics_keep_to_plain_forms() {
    for topic in TOPICS.iter() {
        let mut last_level = 1;
        for (number, line) in page(topic).body.lines().enumerate() {
            let place = format!("{}, line {number} of the text: {line}", topic.id);
            for sign in ["|", "<", ">", "](", "![", "***", "\t", "__"] {
                assert!(!line.contains(sign), "{place} holds {sign}");
            }
            assert!(line.matches("**").count() % 2 == 0, "{place}");
            assert!(!line.starts_with(' '), "{place}");
            assert!(
                !line.starts_with("* ") && !line.starts_with("+ "),
                "{place}"
            );
            let level = line.bytes().take_while(|&sign| sign == b'#').count();
            if level > 0 {
                assert!(
                    (2..=3).contains(&level) && level <= last_level + 1,
                    "{place}"
                );
                last_level = level;
            }
        }
    }
}

/// A line of facts names facts, each once in its topic and list.
#[test]
fn lines_of_facts_name_facts() {
    let mut count = 0;
    for topic in TOPICS.iter() {
        for id in topic.listed_facts() {
            let known = FactId::new(id).is_ok_and(|id| CATALOG.fact(&id).is_some());
            assert!(known, "{} lists {id}", topic.id);
            count += 1;
        }
        let lines = topic.text.lines().filter(|line| line.contains("Facts:"));
        for line in lines {
            assert!(line.starts_with("Facts: "), "{}: {line}", topic.id);
            let ids: Vec<&str> = line["Facts:".len()..].split(',').map(str::trim).collect();
            let distinct: BTreeSet<&str> = ids.iter().copied().collect();
            assert_eq!(ids.len(), distinct.len(), "{}: {line}", topic.id);
        }
    }
    assert!(count > 150, "only {count} facts are listed");
}
