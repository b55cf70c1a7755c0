//! `hitpath undo`, `hitpath redo`, `hitpath log`

use std::path::Path;

use super::{answer, changing, reading};
use crate::{
    cli,
    failure::{Exit, Failure},
    journey::{
        difference::{Difference, differences, is_empty},
        record::Record,
    },
    render::{self, log::Entry, log::Kind},
    session::Session,
    store::{
        problem::FileProblem,
        profile,
        saving::{
            change::{self, MoveError, Moved},
            history_folder::{Unit, UnitKind},
            log::{Log, LogError, ProfileStanding, entries},
            read::{PROFILE_LIMIT, read_limited},
        },
        spans::Spans,
    },
};

/// How many entries a log shows where nobody asks for all.
const SHOWN: usize = 20;

pub(super) fn undo(session: &mut Session) -> Result<Exit, Failure> {
    let mut wait = changing::wait_for_others(&session.terminal);
    let moved = change::undo(&session.places.profile, session.now, &mut wait);
    drop(wait);
    let moved = moved.map_err(|error| cannot_move(error, session))?;
    report(session, moved, Direction::Back)
}

pub(super) fn redo(session: &mut Session) -> Result<Exit, Failure> {
    let mut wait = changing::wait_for_others(&session.terminal);
    let moved = change::redo(&session.places.profile, session.now, &mut wait);
    drop(wait);
    let moved = moved.map_err(|error| cannot_move(error, session))?;
    report(session, moved, Direction::Forward)
}

/// Which way the profile went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Back,
    Forward,
}

/// Says in words what moved. The texts need not be readable for that: where
/// one is not, that is what is said.
fn report(session: &mut Session, moved: Moved, direction: Direction) -> Result<Exit, Failure> {
    changing::tell(session, &moved.outcome);
    let file = &session.places.profile.profile;
    let before = moved
        .before
        .as_deref()
        .and_then(|bytes| record(file, bytes));
    let after = record(file, &moved.after);
    // What an undo takes back is what led from the text now to the one before.
    let (earlier, later) = match direction {
        Direction::Back => (&after, &before),
        Direction::Forward => (&before, &after),
    };
    let found = between(earlier.as_ref(), later.as_ref());
    if session.json {
        let ids = changed_ids(found.as_deref().unwrap_or_default());
        let catalog = reading::catalog(session).ok();
        let progress = catalog.zip(after).and_then(|(catalog, record)| {
            let known = reading::Known::new(record, catalog).ok()?;
            Some(known.evaluate(catalog, session.today).progress())
        });
        return answer(session, &render::json::changed(&ids, progress));
    }
    let what = match &found {
        Some(found) => render::log::in_words(found),
        None if moved.before.is_none() => {
            "the profile file was missing and is there again".to_owned()
        }
        None => "a text that cannot be read as a profile".to_owned(),
    };
    let (verb, other_way) = match direction {
        Direction::Back => ("Taken back", "Do it again with: hitpath redo"),
        Direction::Forward => ("Done again", "Take it back with: hitpath undo"),
    };
    let mut page = render::page::Page::default();
    page.line(&format!("{verb}: {what}."));
    if after.as_ref().is_some_and(is_empty) {
        page.line("The profile is empty now. To start again: hitpath init");
    }
    // A file that was missing is no text to come back to.
    if moved.before.is_some() {
        page.line(other_way);
    }
    let text = page.render(&session.style);
    answer(session, &text)
}

fn changed_ids(differences: &[Difference]) -> Vec<String> {
    let mut ids: Vec<String> = differences
        .iter()
        .map(|difference| match difference {
            Difference::Setting { key, .. } => (*key).to_owned(),
            Difference::State { step, .. } | Difference::Detail { step, .. } => step.clone(),
            Difference::Fact { fact, .. } => fact.clone(),
            Difference::Skill { skill, .. } => skill.clone(),
            Difference::Entry { list, id, .. } if id.is_empty() => list.key().to_owned(),
            Difference::Entry { id, .. } => id.clone(),
        })
        .collect();
    ids.dedup();
    ids
}

pub(super) fn log(args: &cli::Log, session: &mut Session) -> Result<Exit, Failure> {
    let file = session.places.profile.profile.clone();
    let log = entries(&session.places.profile).map_err(|error| match &error {
        LogError::Read(read) => reading::cannot_read(read),
        LogError::History(_) => reading::with_causes("the log cannot be read", &error),
    })?;
    if log.units.is_empty() && log.profile == ProfileStanding::Missing {
        return Err(reading::no_profile(session));
    }
    let mut lines = Vec::with_capacity(log.units.len());
    let mut earlier: Option<Record> = None;
    for (place, unit) in log.units.iter().enumerate() {
        let later = text_of(&file, unit);
        lines.push(Entry {
            number: unit.number,
            at: unit.stamp.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            kind: match unit.kind {
                _ if place == 0 && unit.number == 1 => Kind::Start,
                _ if place == 0 => Kind::Earlier,
                UnitKind::Command => Kind::Command,
                UnitKind::HandEdit => Kind::ByHand,
            },
            differences: between(earlier.as_ref(), later.as_ref()),
            undone: log.at.is_some_and(|at| unit.number > at),
        });
        earlier = later;
    }
    // Before the first entry there is nothing that it could differ from.
    if log.profile == ProfileStanding::EditedByHand && !log.units.is_empty() {
        session.note(
            "note: the profile was edited by hand since the last entry; the next change keeps that as an entry",
        );
    }
    if log.profile == ProfileStanding::Missing {
        session.note("note: the profile itself is gone; hitpath undo puts its last text back");
    }
    if let Some(said) = id_before(session, &log) {
        session.note(&format!("note: {said}"));
    }
    let text = if session.json {
        render::log::log_json(&lines)
    } else if lines.is_empty() {
        "No change yet.\n".to_owned()
    } else {
        let shown = if args.all { usize::MAX } else { SHOWN };
        render::log::log(&lines, shown, &session.style)
    };
    answer(session, &text)
}

/// That the history of this file lies under another id, and what can be done about it.
pub(super) fn id_before(session: &Session, log: &Log) -> Option<String> {
    let before = log.id_before.as_deref()?;
    let file = &session.places.profile.profile;
    let bytes = read_limited(file, PROFILE_LIMIT).ok()??;
    let text = std::str::from_utf8(&bytes).ok()?;
    let span = Spans::of(text).value("id");
    let place = FileProblem::at(file, text, span, "").place;
    let line = place.map(|place| place.line);
    Some(render::log::id_before(before, line))
}

fn text_of(file: &Path, unit: &Unit) -> Option<Record> {
    record(file, &unit.text().ok()??)
}

fn record(file: &Path, bytes: &[u8]) -> Option<Record> {
    profile::read(file, bytes)
        .ok()
        .map(|profile| profile.record)
}

fn between(earlier: Option<&Record>, later: Option<&Record>) -> Option<Vec<Difference>> {
    Some(differences(earlier?, later?))
}

fn cannot_move(error: MoveError, session: &Session) -> Failure {
    let failure = match error {
        MoveError::NothingToUndo => {
            Failure::new("there is nothing to undo").hint("see what there was: hitpath log")
        }
        MoveError::NothingToRedo => Failure::new("there is nothing to redo")
            .detail("a new change or an edit by hand drops what had been taken back"),
        MoveError::Save(error) => return changing::cannot_save(&error),
    };
    let log = entries(&session.places.profile).ok();
    match log.and_then(|log| id_before(session, &log)) {
        Some(said) => failure.detail(said),
        None => failure,
    }
}
