//! The guide that ships: its topics hold no figure of their own, name only what
//! exists, and send people only to commands that can be typed.

use std::{collections::BTreeSet, fs, path::Path};

use clap::Parser;
use hitpath::{
    catalog::{
        guide::{Block, Guide, Run, Topic, Voice},
        text::{Piece, pieces},
    },
    cli::{Cli, Command},
    store::{guide_files::load_beside, shipped},
};

use crate::{CATALOG, checklists};

/// Names of the field that hold a digit.
const NAMES_WITH_DIGITS: [&str; 3] = ["ICD-10-CM", "ICD-10-PCS", "ICD-10"];

fn guide(topics: &[(&str, &str)]) -> Result<Guide, Vec<String>> {
    let nowhere = Path::new("no folder of a person's own");
    let problems = match load_beside(topics, nowhere, &CATALOG) {
        Ok(guide) => return Ok(guide),
        Err(problems) => problems,
    };
    let said = problems.into_iter().map(|problem| {
        let line = problem.place.map_or(0, |place| place.line);
        format!("{}:{line}: {}", problem.file, problem.message)
    });
    Err(said.collect())
}

/// Everything that may not ship.
fn faults(topics: &[(&str, &str)]) -> Vec<String> {
    let guide = match guide(topics) {
        Ok(guide) => guide,
        Err(problems) => return problems,
    };
    let mut faults = Vec::new();
    let mut places = BTreeSet::new();
    for topic in guide.topics() {
        let mut fault = |what: String| faults.push(format!("{}: {what}", topic.id));
        if topic.part.is_none() {
            fault("no part".to_owned());
        }
        match topic.place {
            None => fault("no place".to_owned()),
            Some(place) if !places.insert(place) => fault(format!("place {place} is taken")),
            Some(_) => {}
        }
        if topic
            .title
            .contains(|sign: char| sign.is_ascii_digit() || "{}".contains(sign))
        {
            fault(format!("a figure in the title: {}", topic.title));
        }
        for run in runs(topic) {
            if let Some(what) = fault_in(run, &guide) {
                fault(what);
            }
        }
    }
    faults
}

fn runs(topic: &Topic) -> impl Iterator<Item = &Run> {
    let prose = topic.blocks.iter().flat_map(Block::prose);
    prose.flat_map(|prose| &prose.runs)
}

fn fault_in(run: &Run, guide: &Guide) -> Option<String> {
    let is_command = run.voice == Voice::Code && run.text.starts_with("hitpath ");
    if is_command {
        return wrong_command(&run.text, guide).map(|why| format!("`{}`: {why}", run.text));
    }
    let words = pieces(&run.text).filter_map(|piece| match piece {
        Piece::Words(words) => Some(words),
        Piece::Fact(_) => None,
    });
    let mut words: String = words.collect();
    for name in NAMES_WITH_DIGITS {
        words = words.replace(name, "");
    }
    if words.contains(|sign: char| sign.is_ascii_digit()) {
        return Some(format!("a figure outside a fact: {words}"));
    }
    if words.contains(['{', '}']) {
        return Some(format!("a brace that names no fact: {words}"));
    }
    None
}

/// What keeps a person from typing this command; placeholders like DATE are
/// for them to fill in.
fn wrong_command(command: &str, guide: &Guide) -> Option<String> {
    let cli = match Cli::try_parse_from(command.split_whitespace()) {
        Ok(cli) => cli,
        Err(error) => return Some(error.to_string()),
    };
    let is_known = |id: &str| {
        // Ids are read in small letters, whatever was typed.
        let is_placeholder = [
            "step",
            "stage",
            "id",
            "topic",
            "step-or-stage",
            "credential",
        ]
        .contains(&id);
        let fact = || CATALOG.facts().any(|fact| fact.id.as_str() == id);
        is_placeholder
            || CATALOG.step_named(id).is_some()
            || CATALOG.stage_named(id).is_some()
            || CATALOG.credential_named(id).is_some()
            || CATALOG.pathway_named(id).is_some()
            || fact()
    };
    let unknown = |id: &str| (!is_known(id)).then(|| format!("nothing is called {id}"));
    match cli.command {
        Command::Check(check) => check.ids.iter().find_map(|id| unknown(id)),
        Command::Show(show) => unknown(&show.id),
        Command::Guide(asked) => asked
            .topic
            .clone()
            .filter(|id| **id != *"topic" && guide.topic_named(id).is_none())
            .map(|id| format!("there is no topic {id}")),
        Command::Set(set) => set.settings.iter().find_map(|setting| {
            let id = setting.strip_prefix("pathway=")?;
            let is_known = id == "ID" || CATALOG.pathway_named(id).is_some();
            (!is_known).then(|| format!("there is no pathway {id}"))
        }),
        _ => None,
    }
}

#[test]
fn every_topic_can_ship() {
    let none: [String; 0] = [];
    assert_eq!(faults(shipped::guide()), none);
}

/// The same look finds what must not ship, each in turn.
#[test]
fn a_topic_that_may_not_ship_is_found() {
    let case = |front: &str, title: &str, text: &str, expected: &str| {
        let topic = format!("+++\n{front}\n+++\n# {title}\n\nThe answer.\n\n{text}\n");
        let sound = "+++\npart = \"P\"\nplace = 1\n+++\n# Sound?\n\nYes.\n";
        let found = faults(&[("sound", sound), ("bad", &topic)]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains(expected), "{found:?}");
    };
    let front = "part = \"P\"\nplace = 2";
    case("place = 2", "Why?", "", "no part");
    case("part = \"P\"", "Why?", "", "no place");
    case("part = \"P\"\nplace = 1", "Why?", "", "place 1 is taken");
    case(
        "prat = 1\npart = \"P\"\nplace = 2",
        "Why?",
        "",
        "unknown key",
    );
    case(front, "Why 3?", "", "in the title");
    for (text, expected) in [
        ("It takes 2 years.", "a figure outside a fact"),
        ("- ICD-10-CM, and ICD-9", "a figure outside a fact"),
        ("## In 2026", "a figure outside a fact"),
        (
            "Wait {rhit.exam.retake-wiat}.",
            "no fact `rhit.exam.retake-wiat`",
        ),
        ("Wait {Rhit.exam}.", "a brace that names no fact"),
        ("Facts: rhit.nothing", "no fact `rhit.nothing`"),
        ("| a |\n|---|\n", "a table is not shown"),
        ("`hitpath shwo resume`", "unrecognized"),
        ("`hitpath show resum`", "nothing is called resum"),
        (
            "`hitpath check resume --as done resum`",
            "nothing is called resum",
        ),
        ("`hitpath check resume --sa no`", "unexpected"),
        ("`hitpath guide worse`", "no topic worse"),
        ("`hitpath set pathway=nowhere`", "no pathway nowhere"),
    ] {
        case(front, "Why?", text, expected);
    }
    let sound = "ICD-10-PCS has {rhit.exam.questions}: `hitpath check resume --on DATE`, \
                 `hitpath guide bad`, `hitpath set pathway=rhit`, `hitpath check STEP`, \
                 `hitpath next`, `hitpath show rhit.exam.questions`.";
    let topic = format!("+++\n{front}\n+++\n# Why?\n\n{sound}\n\nFacts: rhit.exam.window\n");
    let none: [String; 0] = [];
    assert_eq!(faults(&[("bad", &topic)]), none);
}

#[test]
fn every_file_of_the_guide_is_embedded_as_it_stands() {
    let folder = checklists().join("guide");
    let Ok(entries) = fs::read_dir(&folder) else {
        assert!(shipped::guide().is_empty(), "{} is gone", folder.display());
        return;
    };
    let mut files = BTreeSet::new();
    for entry in entries {
        let path = entry.expect("a readable folder").path();
        let name = path.file_name().expect("a name").to_str().expect("plain");
        let id = name.strip_suffix(".md");
        let id = id.unwrap_or_else(|| panic!("nobody reads {name}"));
        let text = fs::read_to_string(&path).expect("a readable file");
        assert!(!text.contains('\r'), "{name} has CR");
        assert!(text.ends_with('\n'), "{name} has no last line end");
        files.insert((id.to_owned(), text));
    }
    let embedded = shipped::guide().iter();
    let embedded: BTreeSet<_> = embedded
        .map(|&(id, text)| (id.to_owned(), text.to_owned()))
        .collect();
    assert!(embedded == files, "build again");
}

#[test]
fn steps_send_people_to_topics_that_ship() {
    let guide = guide(shipped::guide()).unwrap_or_else(|problems| panic!("{problems:#?}"));
    for (_, step) in CATALOG.steps() {
        for topic in &step.guide {
            let known = guide.topic_named(topic.as_str()).is_some();
            assert!(known, "{} names the topic {topic}", step.id);
        }
    }
}

/// Staging and copying hosts are not where people are sent.
#[test]
fn the_bodies_are_named_with_their_own_hosts() {
    for (id, text) in shipped::guide() {
        for body in ["ahima.org", "cahiim.org"] {
            let full = text.matches(&format!("www.{body}")).count();
            let careers = text.matches("careerassist.ahima.org").count();
            let careers = if body == "ahima.org" { careers } else { 0 };
            assert_eq!(full + careers, text.matches(body).count(), "{id}: {body}");
        }
    }
}
