//! Small catalogs and records for the tests of this layer, in one line each.
//!
//! A catalog: stages divided by `;`, each `name: step, step, …`, with `-` before
//! a stage that the pathway does not hold. A step is its id (with `?` behind an
//! optional one, `^` behind a question, `-` before one that the pathway leaves
//! out) and then `<a` for what it requires, `<a|b` for a group, `!a` for the end
//! of its offer, `=10d` for how long it stays done, `~old` for an earlier id,
//! `*0.2.0` for the version that gave it the id of today, `+0.2.0` for the one
//! that brought it and `@c` for the credential it awards. `retired: old>new`
//! retires a step, with `?` behind an optional one, then `~older`, `+0.2.0` and
//! `@stage`; `credential: c a+b | sit:d` defines a credential with its routes;
//! `version: 0.2.0` makes it the catalog that this program ships.
//!
//! A record: marks divided by `,`, each an id, a state and days with their
//! meaning: `a done on 2026-01-31 until 2026-12-31`.

use jiff::civil::{Date, date};

use super::{
    evaluation::Evaluation,
    record::{Mark, Record, State},
};
use crate::catalog::{
    Catalog, FileKey, FileName, PathwayKey, StepKey,
    audit::{Parts, audit},
    credential::{Credential, EligibilityRoute},
    id::{CredentialId, PathwayId, PrerequisiteId, StageId, StepId},
    length::Length,
    pathway::Pathway,
    retired::Retired,
    stage::Stage,
    step::Step,
};

/// The day of every test.
pub(super) const TODAY: Date = date(2026, 11, 22);

/// Looks at a record with a catalog, both written as above.
pub(super) fn look<T>(catalog: &str, record: &str, at: impl FnOnce(&Evaluation<'_>) -> T) -> T {
    let catalog = self::catalog(catalog);
    let record = self::record(record);
    at(&Evaluation::new(&catalog, &record, PathwayKey(0), TODAY))
}

/// The steps with these ids.
pub(super) fn steps(catalog: &Catalog, ids: &str) -> Vec<StepKey> {
    let named = |id: &str| {
        catalog
            .step_named(id)
            .unwrap_or_else(|| panic!("no step {id}"))
    };
    ids.split_whitespace().map(named).collect()
}

/// The ids of steps.
pub(super) fn ids(catalog: &Catalog, steps: &[StepKey]) -> String {
    let ids: Vec<&str> = steps
        .iter()
        .map(|&step| catalog.step(step).id.as_str())
        .collect();
    ids.join(" ")
}

pub(super) fn catalog(text: &str) -> Catalog {
    audit(parts(text)).expect("a sound example")
}

pub(super) fn parts(text: &str) -> Parts {
    let file = FileKey(0);
    let mut parts = Parts {
        files: vec![FileName {
            name: "example".into(),
            shipped: false,
        }],
        ..Parts::default()
    };
    let mut pathway = Pathway {
        id: PathwayId::new("path").expect("an id"),
        title: "".into(),
        summary: None,
        goal: None,
        stages: Vec::new(),
        without: Vec::new(),
        finish: None,
    };
    for line in text.split(';') {
        let (name, listed) = line.trim().split_once(':').expect("a name and a colon");
        let listed = listed
            .split(',')
            .map(str::trim)
            .filter(|text| !text.is_empty());
        if name == "version" {
            parts.version = listed.collect();
            parts.files[file.index()].shipped = true;
            continue;
        }
        if name == "retired" {
            for (place, text) in listed.enumerate() {
                parts.retired.push((retired(text), file, place));
            }
            continue;
        }
        if name == "credential" {
            let credential = credential(&listed.collect::<Vec<&str>>().join(" "));
            parts.credentials.push((credential, file));
            continue;
        }
        let id = StageId::new(name.trim_start_matches('-')).expect("an id");
        if !name.starts_with('-') {
            pathway.stages.push(id.clone());
        }
        let mut steps = Vec::new();
        for text in listed {
            let step = step(text.trim_start_matches('-'));
            if text.starts_with('-') {
                pathway.without.push(step.id.clone());
            }
            steps.push(step);
        }
        let stage = Stage {
            id,
            title: "".into(),
            summary: None,
            steps,
        };
        parts.stages.push((stage, file));
    }
    parts.pathways.push((pathway, file));
    parts
}

fn credential(text: &str) -> Credential {
    let (id, routes) = text.split_once(' ').unwrap_or((text, ""));
    let mut credential = Credential::new(CredentialId::new(id).expect("an id"), "", "");
    for route in routes.split('|').map(str::trim) {
        let conditions = route.trim_start_matches("sit:").split('+');
        credential.eligibility.push(EligibilityRoute {
            title: "".into(),
            requires: conditions
                .map(|id| PrerequisiteId::new(id).expect("an id"))
                .collect(),
            ask: None,
            advice: None,
            facts: Vec::new(),
            only_to_sit: route.starts_with("sit:"),
        });
    }
    credential
}

fn retired(text: &str) -> Retired {
    let mut words = text.split_whitespace();
    let id = words.next().expect("an id");
    let (id, instead) = match id.split_once('>') {
        Some((id, instead)) => (id, Some(instead)),
        None => (id, None),
    };
    let mut retired = Retired {
        id: step_id(id.trim_end_matches('?')),
        was: Vec::new(),
        reason: "it was folded in".into(),
        instead: instead.map(step_id),
        since: None,
        stage: None,
        optional: id.ends_with('?'),
    };
    for word in words {
        let (sign, name) = word.split_at(1);
        match sign {
            "~" => retired.was.push(step_id(name)),
            "+" => retired.since = name.parse().ok(),
            "@" => retired.stage = StageId::new(name).ok(),
            _ => panic!("{word} means nothing"),
        }
    }
    retired
}

pub(super) fn step_id(id: &str) -> StepId {
    StepId::new(id).expect("an id")
}

fn step(text: &str) -> Step {
    let mut words = text.split_whitespace();
    let id = words.next().expect("an id");
    let mut step = Step::new(step_id(id.trim_end_matches(['?', '^'])), "");
    step.optional = id.ends_with('?');
    step.confirm = id.ends_with('^');
    for word in words {
        let (sign, name) = word.split_at(1);
        match sign {
            "<" if name.contains('|') => {
                let group = name.split('|').map(step_id).collect();
                step.requires_any.push(group);
            }
            "<" => step
                .requires
                .push(PrerequisiteId::new(name).expect("an id")),
            "$" => step.irreversible = true,
            "!" => step.offered_until.push(step_id(name)),
            "=" => step.valid_for = Some(Length::parse(name).expect("a length")),
            "@" => step.awards = CredentialId::new(name).ok(),
            "~" => step.was.push(step_id(name)),
            "*" => step.renamed = name.parse().ok(),
            "+" => step.since = name.parse().ok(),
            _ => panic!("{word} means nothing"),
        }
    }
    step
}

pub(super) fn record(text: &str) -> Record {
    let mut record = Record::default();
    for text in text
        .split(',')
        .map(str::trim)
        .filter(|text| !text.is_empty())
    {
        let mut words = text.split_whitespace();
        let id = words.next().expect("an id");
        let state = words.next().and_then(State::from_word).expect("a state");
        let mut mark = Mark {
            state,
            ..Mark::default()
        };
        while let Some(meaning) = words.next() {
            let day = words.next().and_then(|day| day.parse().ok());
            match meaning {
                "on" => mark.on = day,
                "until" => mark.until = day,
                "due" => mark.due = day,
                "expect" => mark.expect = day,
                _ => panic!("{meaning} means nothing"),
            }
        }
        record.marks.insert(id.to_owned(), mark);
    }
    record
}
