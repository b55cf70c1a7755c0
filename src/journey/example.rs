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
//! `@stage`; `credential: c a+b | sit:d` defines a credential with its routes
//! (`dated-by=a`, `early-form=b`, `exam-day=c`, `reopens=d+e` and
//! `replaced-by=f` behind it); `clock: a id kind starts=on length=10d stops=b+c`
//! adds a clock to a step, or to a credential with `@` before its name;
//! `fact: a.length 10d` defines a fact that is 90 days by another source;
//! `version: 0.2.0` makes it the catalog that this program ships.
//!
//! A record: marks divided by `,`, each an id, a state and days with their
//! meaning: `a done on 2026-01-31 until 2026-12-31`; `@c fail 2026-01-31` is an
//! attempt at the exam of a credential.

use jiff::civil::{Date, date};

use super::{
    evaluation::Evaluation,
    record::{Attempt, ExamResult, Mark, Record, State},
};
use crate::catalog::{
    Catalog, FileKey, FileName, PathwayKey, StepKey,
    audit::{Parts, audit},
    clock::{Clock, ClockKind, ClockLength, Start},
    credential::{Credential, EligibilityRoute, Renewal},
    fact::{AppliesOn, Claim, Confidence, FRESH_DAYS, FactValue, FactVersion, Source},
    id::{ClockId, CredentialId, FactId, PathwayId, PrerequisiteId, StageId, StepId},
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
        if name == "fact" {
            parts.facts.extend(listed.map(fact).zip(0..));
            continue;
        }
        if name == "clock" {
            for text in listed {
                let (owner, clock) = clock(text);
                let mut credentials = parts.credentials.iter_mut();
                let mut steps = parts.stages.iter_mut();
                let mut steps = steps.by_ref().flat_map(|(stage, _)| &mut stage.steps);
                match owner.strip_prefix('@') {
                    Some(id) => credentials
                        .find(|(credential, _)| credential.id.as_str() == id)
                        .map(|(credential, _)| &mut credential.clocks),
                    None => steps
                        .find(|step| step.id.as_str() == owner)
                        .map(|step| &mut step.clocks),
                }
                .expect("an owner before its clock")
                .push(clock);
            }
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

fn fact(text: &str) -> FactVersion {
    let (id, length) = text.split_once(' ').expect("an id and a length");
    let claim = |length: &str| Claim {
        value: FactValue::Duration(Length::parse(length).expect("a length")),
        text: "".into(),
        source: Source {
            title: "A page".into(),
            url: "https://www.example.org".into(),
        },
        checked: Some(TODAY),
    };
    FactVersion {
        id: FactId::new(id).expect("an id"),
        file: FileKey(0),
        claim: claim(length),
        also: vec![claim("90d")],
        confidence: Confidence::Disputed,
        applies_on: AppliesOn::Today,
        effective_from: None,
        effective_until: None,
        recheck_after_days: FRESH_DAYS,
    }
}

fn clock(text: &str) -> (&str, Clock) {
    let mut words = text.split_whitespace();
    let owner = words.next().expect("an owner");
    let id = words.next().expect("an id");
    let mut clock = Clock {
        id: ClockId::new(id).expect("an id"),
        title: id.to_owned(),
        kind: words.next().and_then(ClockKind::from_word).expect("a kind"),
        starts: Vec::new(),
        length: None,
        before: false,
        working_days: false,
        repeats: false,
        chance: false,
        stops: Vec::new(),
        inside: Vec::new(),
        opens: Vec::new(),
        reopens: Vec::new(),
        until_of: Vec::new(),
        while_open: Vec::new(),
        shares_with: Vec::new(),
        missed: None,
        facts: Vec::new(),
    };
    for word in words {
        let (key, value) = word.split_once('=').unwrap_or((word, ""));
        let steps = || Vec::from_iter(value.split('+').map(step_id));
        match key {
            "starts" => {
                let starts = value
                    .split('+')
                    .map(|text| Start::parse(text).expect("a start"));
                clock.starts = starts.collect();
            }
            "length" => {
                clock.length = Some(match FactId::new(value) {
                    Ok(fact) => ClockLength::Fact(fact),
                    Err(_) => ClockLength::Exactly(Length::parse(value).expect("a length")),
                });
            }
            "before" => clock.before = true,
            "working-days" => clock.working_days = true,
            "repeats" => clock.repeats = true,
            "chance" => clock.chance = true,
            "missed" => clock.missed = Some("Ask.".into()),
            "stops" => clock.stops = steps(),
            "inside" => clock.inside = steps(),
            "opens" => clock.opens = steps(),
            "reopens" => clock.reopens = steps(),
            "until-of" => clock.until_of = steps(),
            "while-open" => clock.while_open = steps(),
            "shares-with" => {
                let ids = value
                    .split('+')
                    .map(|id| CredentialId::new(id).expect("an id"));
                clock.shares_with = ids.collect();
            }
            _ => panic!("{word} means nothing"),
        }
    }
    (owner, clock)
}

fn credential(text: &str) -> Credential {
    let (id, routes) = text.split_once(' ').unwrap_or((text, ""));
    let mut credential = Credential::new(CredentialId::new(id).expect("an id"), "", "");
    let is_key = |word: &&str| word.contains('=');
    for word in routes.split_whitespace().filter(is_key) {
        let (key, value) = word.split_once('=').expect("a key");
        match key {
            "dated-by" => credential.dated_by = Some(step_id(value)),
            "early-form" => credential.early_form = Some(step_id(value)),
            "exam-day" => credential.exam_day = Some(step_id(value)),
            "reopens" => credential.reopens_on_fail = value.split('+').map(step_id).collect(),
            "replaced-by" => {
                credential.renewal = Some(Renewal {
                    replaced_by: CredentialId::new(value).ok(),
                    ..Renewal::default()
                });
            }
            _ => panic!("{word} means nothing"),
        }
    }
    let routes = Vec::from_iter(routes.split_whitespace().filter(|word| !is_key(word))).join(" ");
    if routes.is_empty() {
        return credential;
    }
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
        if let Some(exam) = id.strip_prefix('@') {
            let result = words.next().and_then(ExamResult::from_word);
            record.attempts.push(Attempt {
                id: String::new(),
                exam: exam.to_owned(),
                on: words
                    .next()
                    .and_then(|day| day.parse().ok())
                    .expect("a day"),
                result: result.expect("a result"),
                score: None,
            });
            continue;
        }
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
