//! Every sentence helps: steps say why and how, figures come from facts, and
//! what a person is told to type can be typed.

use std::{collections::BTreeSet, fs};

use hitpath::catalog::{
    id::FactId,
    text::{Words, facts_in},
};

use crate::{
    CATALOG, checklists,
    texts::{APPLICATIONS, Of, SKILLS, TEXTS, TOPICS, commands, of_step},
};

/// Names of the field that hold a digit.
const NAMES_WITH_DIGITS: [&str; 3] = ["ICD-10-CM", "ICD-10-PCS", "ICD-10"];

#[test]
fn every_step_says_why_how_and_what_to_watch() {
    for (_, step) in CATALOG.steps() {
        let id = &step.id;
        let is_there = |text: &Option<Words>| text.as_ref().is_some_and(|text| !text.is_empty());
        assert!(is_there(&step.why), "{id} has no why");
        assert!(is_there(&step.watch_out), "{id} has no watch-out");
        assert!(
            (2..=5).contains(&step.how.len()),
            "{id}: {} actions",
            step.how.len()
        );
        let has_proof = is_there(&step.evidence) || step.confirm;
        assert!(has_proof, "{id} has no evidence and is no question");
        for action in of_step(step).iter().filter(|s| s.key == "how") {
            assert!(action.text.len() > 20, "{}: {}", id, action.text);
        }
    }
}

/// What has to have a summary has one, and no two things have one title.
#[test]
fn stages_pathways_credentials_and_skills_introduce_themselves() {
    for (_, stage) in CATALOG.stages() {
        assert!(stage.summary.is_some(), "{} has no summary", stage.id);
    }
    for credential in CATALOG.credentials() {
        let id = &credential.id;
        assert!(credential.summary.is_some(), "{id} has no summary");
        assert!(!credential.body.is_empty(), "{id} has no body");
        let letters = id.as_str().to_uppercase();
        assert!(
            credential.title.starts_with(&letters),
            "{id}: {}",
            credential.title
        );
    }
    assert_eq!(CATALOG.credentials().count(), 9);
    for skill in SKILLS.iter() {
        assert!(skill.summary.is_some(), "{} has no summary", skill.id);
    }
    for of in [Of::Stage, Of::Pathway, Of::Credential, Of::Skill] {
        let mut seen = BTreeSet::new();
        let titles = TEXTS.iter().filter(|s| s.of == of && s.key == "title");
        for title in titles {
            assert!(seen.insert(&title.text), "{} twice", title.text);
        }
    }
}

#[test]
fn sentences_are_whole_and_of_one_line() {
    assert!(TEXTS.len() > 2500, "only {} texts", TEXTS.len());
    for sentence in TEXTS.iter() {
        let place = sentence.place();
        let text = &sentence.text;
        assert!(!text.trim().is_empty(), "{place} is empty");
        assert!(!text.contains('\n'), "{place} has a line end");
        assert!(!text.contains("  "), "{place} has two blanks: {text}");
        assert_eq!(text.trim_end(), text, "{place}");
        assert!(text.matches('`').count() % 2 == 0, "{place}: {text}");
        if sentence.of != Of::Guide {
            assert_eq!(text.trim(), text, "{place}");
        }
        for left in ["§", "EDITORIAL", "UNKNOWN", "[", "http:"] {
            assert!(!text.contains(left), "{place} holds {left}: {text}");
        }
    }
}

/// A figure has a source and a date, so it stands in a fact and nowhere else.
#[test]
fn figures_stand_in_facts_and_not_in_sentences() {
    let sentences = TEXTS.iter().filter(|sentence| sentence.of != Of::Fact);
    for sentence in sentences.filter(|sentence| !sentence.lists_facts()) {
        let mut words = sentence.words();
        // Some ids have a digit.
        for command in commands(&sentence.text) {
            let names = command.split_whitespace();
            for name in names.filter(|name| CATALOG.step_named(name).is_some()) {
                words = words.replace(name, "");
            }
        }
        for name in NAMES_WITH_DIGITS {
            words = words.replace(name, "");
        }
        let digits = words.chars().any(|sign| sign.is_ascii_digit());
        let place = sentence.place();
        assert!(!digits, "{place} holds a figure: {}", sentence.text);
        if sentence.key == "title" {
            let has_fact = sentence.text.contains('{');
            assert!(!has_fact, "{place}: a title names no fact");
        }
    }
}

/// A figure in words is a figure all the same.
#[test]
fn figures_of_the_field_are_not_spelled_out() {
    let numbers = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty",
        "thirty", "forty", "sixty", "ninety", "hundred",
    ];
    let measures = [
        "years",
        "months",
        "credits",
        "questions",
        "dollars",
        "percent",
        "attempts",
        "tries",
    ];
    // Instructions and plans of the person's own, and none of a body's rules.
    let own = [
        "three questions",
        "five questions",
        "ten questions",
        "every two months",
        "the next three years",
    ];
    let mut spelled_out = Vec::new();
    for sentence in TEXTS.iter().filter(|sentence| sentence.of != Of::Fact) {
        let mut lower = sentence.words().to_lowercase();
        for own in own {
            lower = lower.replace(own, "");
        }
        for number in numbers {
            for measure in measures {
                let figure = format!("{number} {measure}");
                let found = lower.match_indices(&figure).any(|(at, _)| {
                    let starts = lower[..at].chars().next_back();
                    starts.is_none_or(|sign| !sign.is_alphabetic())
                });
                if found {
                    spelled_out.push(format!("{}: {}", sentence.place(), sentence.text));
                }
            }
        }
    }
    assert_eq!(spelled_out, [""; 0]);
}

/// The audit looks at steps; this at everything, comments left out.
#[test]
fn every_fact_named_in_a_text_exists() {
    fn look_at(value: &toml::Value, file: &str) {
        match value {
            toml::Value::String(text) => {
                for id in facts_in(text) {
                    let known = FactId::new(id).is_ok_and(|id| CATALOG.fact(&id).is_some());
                    assert!(known, "{file} names the fact {id}");
                }
            }
            toml::Value::Array(values) => values.iter().for_each(|value| look_at(value, file)),
            toml::Value::Table(table) => table.values().for_each(|value| look_at(value, file)),
            _ => {}
        }
    }
    for folder in ["credentials", "facts", "pathways", "stages"] {
        for entry in fs::read_dir(checklists().join(folder)).expect("a folder") {
            let path = entry.expect("a readable folder").path();
            let text = fs::read_to_string(&path).expect("a readable file");
            let value: toml::Value = toml::from_str(&text).expect("it is TOML");
            look_at(&value, &path.display().to_string());
        }
    }
}

/// A brace that is no fact would be shown as it stands.
#[test]
fn braces_hold_facts() {
    for sentence in TEXTS.iter() {
        let stray = sentence.words().contains(['{', '}']);
        assert!(!stray, "{}: {}", sentence.place(), sentence.text);
    }
}

/// What a step or a skill sends a person to read is there.
#[test]
fn every_topic_that_is_named_is_there() {
    let known = |topic: &str| TOPICS.iter().any(|known| known.id == topic);
    let mut named = BTreeSet::new();
    for (_, step) in CATALOG.steps() {
        for topic in &step.guide {
            assert!(known(topic.as_str()), "{} names {topic}", step.id);
            named.insert(topic.as_str());
        }
    }
    for skill in SKILLS.iter() {
        for topic in &skill.guide {
            assert!(known(topic.as_str()), "{} names {topic}", skill.id);
        }
    }
    assert!(named.len() > 20, "steps name {} topics", named.len());
}

/// The self-check asks, never demands, and has something to read beside it.
#[test]
fn the_self_check_is_optional_questions_with_the_guide_beside_them() {
    let explore = CATALOG.stage_named("explore").expect("it ships");
    let steps: Vec<_> = CATALOG
        .steps_of(explore)
        .map(|key| CATALOG.step(key))
        .collect();
    let (fit, rest): (Vec<_>, Vec<_>) = steps
        .into_iter()
        .partition(|step| step.id.as_str().starts_with("fit-"));
    assert_eq!(fit.len(), 5);
    for step in fit {
        assert!(step.optional && step.confirm, "{}", step.id);
        let has_topic = step.guide.iter().any(|topic| topic.as_str() == "fit");
        assert!(has_topic, "{} names no topic", step.id);
    }
    assert!(
        rest.iter().any(|step| !step.optional),
        "nothing is required"
    );
}

/// The stages that applications in profiles and the commands name, for ever.
#[test]
fn an_application_has_nine_stages_and_four_clocks() {
    let stages = APPLICATIONS.stages.iter();
    let words: Vec<(&str, bool)> = stages.map(|it| (it.id.as_str(), it.end)).collect();
    let expected = [
        ("saved", false),
        ("applied", false),
        ("screening", false),
        ("interview", false),
        ("offer", false),
        ("accepted", true),
        ("declined", true),
        ("rejected", true),
        ("withdrawn", true),
    ];
    assert_eq!(words, expected);
    for stage in &APPLICATIONS.stages {
        assert_eq!(stage.end, stage.next.is_empty(), "{}", stage.id);
    }
    let clocks = APPLICATIONS.clocks.iter();
    let clocks: Vec<[&str; 3]> = clocks
        .map(|it| [it.id.as_str(), it.stage.as_str(), it.length.as_str()])
        .collect();
    let expected = [
        ["follow-up-application", "applied", "jobs.follow-up"],
        ["thank-you", "interview", "jobs.thank-you"],
        ["status-mail", "interview", "jobs.follow-up"],
        ["offer-answer", "offer", "jobs.offer-answer"],
    ];
    assert_eq!(clocks, expected);
    let title = APPLICATIONS.clocks[0].title_for("Clerk", "Mercy");
    assert!(title.starts_with("Follow-up: "), "{title}");
}

/// Every skill can be built, and is wanted more with the years or no less than
/// somewhere else.
#[test]
fn skills_are_built_by_steps() {
    assert_eq!(SKILLS.len(), 31);
    let mut groups: Vec<(&str, usize)> = Vec::new();
    for skill in SKILLS.iter() {
        assert!(
            !skill.built_by.is_empty(),
            "{} is built by nothing",
            skill.id
        );
        for step in &skill.built_by {
            let known = CATALOG.step_named(step.as_str()).is_some();
            assert!(known, "{} is built by {step}", skill.id);
        }
        assert!(!skill.guide.is_empty(), "{} has nothing to read", skill.id);
        let target = skill.target;
        for level in [target.entry, target.mid, target.senior, target.lead] {
            assert!((1..=5).contains(&level), "{}: {target:?}", skill.id);
        }
        match groups.last_mut() {
            Some((group, count)) if *group == skill.group => *count += 1,
            _ => groups.push((&skill.group, 1)),
        }
    }
    assert_eq!(
        groups,
        [
            ("foundational", 5),
            ("advanced", 5),
            ("professional", 5),
            ("technical", 11),
            ("soft", 5),
        ]
    );
}
