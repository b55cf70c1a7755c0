//! Every step helps, every figure has a source, and nothing is promised that
//! the sources do not carry.

use std::fs;

use hitpath::catalog::{
    fact::{Claim, Confidence},
    id::FactId,
    step::Step,
    text::{Piece, Words, facts_in, pieces},
};

use crate::{CATALOG, checklists, id, look, person, rhit, step};

/// Names of the field that hold a digit.
const NAMES_WITH_DIGITS: [&str; 2] = ["ICD-10-CM", "ICD-10-PCS"];

/// Every sentence of a step that a person reads, with the key it stands under.
fn sentences(step: &Step) -> Vec<(&'static str, &str)> {
    let mut sentences = vec![("title", &*step.title)];
    let single = [
        ("why", &step.why),
        ("evidence", &step.evidence),
        ("watch-out", &step.watch_out),
        ("date-is", &step.date_is),
    ];
    for (key, sentence) in single {
        sentences.extend(sentence.as_deref().map(|sentence| (key, sentence)));
    }
    sentences.extend(step.how.iter().map(|sentence| ("how", &**sentence)));
    sentences
}

fn words(sentence: &str) -> String {
    let words = pieces(sentence).map(|piece| match piece {
        Piece::Words(words) => words,
        Piece::Fact(_) => "",
    });
    words.collect()
}

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
        for (key, sentence) in sentences(step) {
            assert!(!sentence.trim().is_empty(), "{id}.{key} is empty");
            assert_eq!(sentence, sentence.trim(), "{id}.{key}");
            assert!(!sentence.contains('\n'), "{id}.{key} has a line end");
        }
    }
    for (_, stage) in CATALOG.stages() {
        assert!(stage.summary.is_some(), "{} has no summary", stage.id);
    }
}

#[test]
fn every_claim_has_a_source_and_a_date() {
    let case = |id: &FactId, claim: &Claim, confidence: Confidence| {
        assert!(!claim.source.title.trim().is_empty(), "{id} has no source");
        assert!(
            claim.source.url.starts_with("https://"),
            "{id}: {}",
            claim.source.url
        );
        assert!(!claim.text.trim().is_empty(), "{id} says nothing");
        // One side of a dispute may be an old page of the body itself.
        let is_official = match confidence {
            Confidence::Official => true,
            Confidence::Disputed => host(claim) == "www.ahima.org",
            Confidence::Secondary => false,
        };
        assert!(
            claim.checked.is_some() || is_official,
            "{id} has no date and is not official"
        );
        if let Some(checked) = claim.checked {
            assert!(checked <= crate::TODAY, "{id} was checked in the future");
        }
    };
    assert!(CATALOG.facts().count() > 100);
    for fact in CATALOG.facts() {
        for version in &fact.versions {
            case(&fact.id, &version.claim, version.confidence);
            for also in &version.also {
                case(&fact.id, also, version.confidence);
            }
            let disputed = version.confidence == Confidence::Disputed;
            assert_eq!(
                disputed,
                !version.also.is_empty(),
                "{}: both sides",
                fact.id
            );
        }
    }
}

/// Look-alike and staging addresses of the bodies have been seen, so a new host
/// is added here only after someone has looked at it.
const HOSTS: [&str; 37] = [
    "answers.ahima.org",
    "blog.careeronestop.org",
    "careerassist.ahima.org",
    "catalog.asurams.edu",
    "catalog.edgecombe.edu",
    "catalog.mgccc.edu",
    "catalog.schoolcraft.edu",
    "cod.edu",
    "codingclarified.com",
    "hiset.org",
    "illinoisstate.edu",
    "journal.ahima.org",
    "lit.edu",
    "mcdowelltech.edu",
    "minnesotanorth.edu",
    "my.davenport.edu",
    "myarmybenefits.us.army.mil",
    "sites.ed.gov",
    "studentaid.gov",
    "www.aapc.com",
    "www.acdis.org",
    "www.ahima.org",
    "www.ama-assn.org",
    "www.bizjournals.com",
    "www.bls.gov",
    "www.cahiim.org",
    "www.careersinthemilitary.com",
    "www.cms.gov",
    "www.cocc.edu",
    "www.cpcc.edu",
    "www.csu.edu",
    "www.gedtestingservice.com",
    "www.himss.org",
    "www.onetonline.org",
    "www.tn.gov",
    "www.txhima.org",
    "www.va.gov",
];

#[test]
fn addresses_are_the_known_ones() {
    for fact in CATALOG.facts() {
        for version in &fact.versions {
            for claim in version.also.iter().chain([&version.claim]) {
                let host = host(claim);
                assert!(HOSTS.contains(&host), "{}: {host}", fact.id);
            }
        }
    }
    for (_, step) in CATALOG.steps() {
        for (key, sentence) in sentences(step) {
            for body in ["ahima.org", "cahiim.org"] {
                let full = sentence.matches(&format!("www.{body}")).count();
                let all = sentence.matches(body).count();
                assert_eq!(full, all, "{}.{key}: {sentence}", step.id);
            }
        }
    }
}

fn host(claim: &Claim) -> &str {
    let address = claim.source.url.strip_prefix("https://");
    let host = address.and_then(|address| address.split('/').next());
    host.unwrap_or_default()
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

#[test]
fn figures_stand_in_facts_and_not_in_sentences() {
    let case = |place: &str, sentence: &str| {
        let mut words = words(sentence);
        for name in NAMES_WITH_DIGITS {
            words = words.replace(name, "");
        }
        let digits = words.chars().any(|sign| sign.is_ascii_digit());
        assert!(!digits, "{place} holds a figure: {sentence}");
    };
    for (_, step) in CATALOG.steps() {
        for (key, sentence) in sentences(step) {
            case(&format!("{}.{key}", step.id), sentence);
        }
        let title = step.title.chars();
        assert!(
            !title.clone().any(|sign| sign.is_ascii_digit()),
            "{}",
            step.id
        );
        assert!(
            !step.title.contains('{'),
            "{}: a title names no fact",
            step.id
        );
    }
    for (_, stage) in CATALOG.stages() {
        case(stage.id.as_str(), &stage.title);
        case(
            stage.id.as_str(),
            stage.summary.as_deref().unwrap_or_default(),
        );
    }
    for (_, pathway) in CATALOG.pathways() {
        case(pathway.id.as_str(), &pathway.title);
        case(
            pathway.id.as_str(),
            pathway.summary.as_deref().unwrap_or_default(),
        );
    }
}

/// Notes on these could hold health, court or identity details.
#[test]
fn the_steps_that_ask_for_a_date_only_are_these() {
    let mut sensitive: Vec<&str> = CATALOG
        .steps()
        .filter(|(_, step)| step.sensitive)
        .map(|(key, _)| id(key))
        .collect();
    sensitive.sort_unstable();
    assert_eq!(
        sensitive,
        [
            "background-drug",
            "clearances-accepted",
            "health-clearance",
            "id-match",
            "internship-complete",
            "meet-the-work",
            "volunteer",
        ]
    );
}

/// A command that a text tells the person to type names steps that exist.
#[test]
fn commands_in_the_texts_can_be_typed() {
    let mut seen = 0;
    for (_, step) in CATALOG.steps() {
        for (key, sentence) in sentences(step) {
            let commands = sentence.split('`').skip(1).step_by(2);
            for command in commands.filter(|command| command.starts_with("hitpath ")) {
                let mut words = command.split_whitespace().skip(1);
                let verb = words.next().unwrap_or_default();
                assert!(
                    matches!(verb, "check" | "show"),
                    "{}.{key}: {command}",
                    step.id
                );
                for name in words.take_while(|word| !word.starts_with("--")) {
                    let known = CATALOG.step_named(name).is_some()
                        || CATALOG.stage_named(name).is_some()
                        || CATALOG.credential_named(name).is_some();
                    assert!(known, "{}.{key} names {name}", step.id);
                    seen += 1;
                }
            }
            assert_eq!(sentence.matches('`').count() % 2, 0, "{}.{key}", step.id);
        }
    }
    assert!(seen > 20, "only {seen} names were found");
}

// What must not be offered on `rhit`, as far as the texts show it.

/// By years of work, service, another degree or a candidate program.
#[test]
fn no_other_route_is_offered() {
    let awarding: Vec<&str> = CATALOG
        .steps()
        .filter(|(_, step)| step.awards.is_some())
        .map(|(key, _)| id(key))
        .collect();
    assert_eq!(awarding, ["rhit-earned"]);
    for (_, step) in CATALOG.steps() {
        for (key, sentence) in sentences(step) {
            let lower = sentence.to_lowercase();
            for word in ["military", "army", "armed forces"] {
                assert!(!lower.contains(word), "{}.{key}: {word}", step.id);
            }
            for word in [
                "years of work",
                "candidate program",
                "degree in another field",
            ] {
                let warns = key == "watch-out" || !lower.contains(word);
                assert!(warns, "{}.{key} offers {word}", step.id);
            }
        }
    }
    let none = FactId::new("rhit.route.experience-none").expect("an id");
    assert!(CATALOG.fact(&none).is_some(), "that there is none is said");
}

/// Online testing is disputed, and whether attempts are limited is not known.
#[test]
fn what_is_disputed_is_not_said_as_certain() {
    for (_, step) in CATALOG.steps() {
        for (key, sentence) in sentences(step) {
            let lower = sentence.to_lowercase();
            if lower.contains("online testing") || lower.contains("online exam") {
                assert!(lower.contains("differ"), "{}.{key}: {sentence}", step.id);
            }
            if lower.contains("attempts") {
                assert!(lower.contains("ask ahima"), "{}.{key}: {sentence}", step.id);
            }
            let is_waiting = lower.contains("retake-wait}");
            assert!(
                !is_waiting || lower.contains("confirm"),
                "{}.{key}",
                step.id
            );
        }
    }
    for disputed in ["rhit.exam.delivery", "rhit.exam.retake-wait"] {
        let fact = FactId::new(disputed).ok().and_then(|id| CATALOG.fact(&id));
        let versions = &fact.expect("the fact ships").versions;
        let all = versions
            .iter()
            .all(|version| version.confidence == Confidence::Disputed);
        assert!(all, "{disputed} is said as certain");
    }
}

/// National cost, placement hours, aid dates, student dues, a limit of
/// attempts, the day from which the outline holds: nobody knows them.
#[test]
fn no_fact_claims_what_is_unknown() {
    for fact in CATALOG.facts() {
        let id = fact.id.as_str();
        let parts: Vec<&str> = id.split(['.', '-']).collect();
        for unknown in ["attempts", "fafsa", "deadline", "national"] {
            assert!(!parts.contains(&unknown), "{id}");
        }
        let is_example = id.contains("example");
        for local in ["cost", "hours"] {
            let of_study = id.starts_with("study.");
            assert!(
                !parts.contains(&local) || is_example || of_study,
                "{id}: not an example"
            );
        }
        if parts.contains(&"dues") {
            assert!(!parts.contains(&"student"), "{id}");
        }
        if id.starts_with("rhit.outline.") {
            let undated = fact
                .versions
                .iter()
                .all(|version| version.effective_from.is_none());
            assert!(undated, "{id} has a start date");
        }
    }
}

/// No membership as a condition, and no early testing before the last term.
#[test]
fn doors_stand_where_the_field_has_them() {
    let requires = |id: &str| -> Vec<&str> {
        let step = CATALOG.step(step(id));
        step.requires.iter().map(|first| first.as_str()).collect()
    };
    assert!(CATALOG.step(step("student-member")).optional);
    look(&person(""), |evaluation| {
        assert_eq!(evaluation.followers_of(step("student-member")), []);
    });
    assert!(requires("early-form").contains(&"final-term"));
    assert!(requires("early-form").contains(&"program-accredited"));
    assert!(requires("rhit-earned").contains(&"transcript-sent"));
    assert!(requires("degree-awarded").contains(&"internship-complete"));
    let goal = CATALOG
        .pathway(rhit())
        .goal
        .as_ref()
        .map(ToString::to_string);
    assert_eq!(goal.as_deref(), Some("rhit"));
}
