//! `hitpath jobs edit`: the words of an application, and stages and notes that
//! were written down wrongly.

use jiff::civil::Date;

use super::{after, place, say_twin, url, warn};
use crate::{
    cli::JobsEdit,
    command::{
        changing,
        entries::{self, any_day, day_value, past_day, words},
        is_none, nothing_named, reading,
        twins::is_same,
        unchanged,
    },
    date_words,
    failure::{Exit, Failure},
    journey::{
        entries::{Application, List},
        rules::{self, Dated},
    },
    session::Session,
    store::edit::Change,
};

pub(super) fn edit(args: &JobsEdit, session: &mut Session) -> Result<Exit, Failure> {
    let rules = reading::application_rules()?;
    let catalog = reading::catalog(session)?;
    let now = session.now;
    let fields = fields(args)?;
    let part = Part::of(args, session)?;
    if fields.is_empty() && part.is_none() {
        let example = format!("hitpath jobs edit {} --title TEXT", args.id);
        return Err(nothing_named(&example));
    }
    let mut id = String::new();
    let changed = changing::change(session, catalog, |record, text| {
        let place = place(record, &args.id)?;
        id = record.applications[place].id.clone();
        let mut changes = fields.clone();
        if let Some(part) = &part {
            changes.extend(part.changes(&record.applications[place])?);
        }
        entries::within(List::Applications, place, changes, (text, now))
    })?;
    if changed.written {
        let title = args.title.iter().map(|title| ("the title", title));
        for (what, words) in title.chain(args.text.iter().map(|text| ("the note", text))) {
            warn(session, what, words);
        }
        if !fields.is_empty() {
            say_twin(session, rules, &changed.after, &id);
        }
    }
    let says = |record| after(session, catalog, rules, record, &id);
    let mut lines = says(&changed.after);
    if lines == says(&changed.before) {
        lines.clear();
    }
    entries::said(session, catalog, changed, &[id], &lines)
}

/// The changes of employer, title and address.
fn fields(args: &JobsEdit) -> Result<Vec<Change>, Failure> {
    let mut changes = Vec::new();
    for (key, flag, given) in [
        ("employer", "--employer", &args.employer),
        ("title", "--title", &args.title),
    ] {
        if let Some(given) = given {
            changes.push(Change::set([key], words(flag, given)?));
        }
    }
    if let Some(given) = &args.url {
        changes.push(match is_none(given) {
            true => Change::remove(["url"]),
            false => Change::set(["url"], url(given)?),
        });
    }
    Ok(changes)
}

/// A stage or a note, and what is to become of it.
struct Part<'a> {
    kind: Kind<'a>,
    id: &'a str,
    /// The day that is written down, where only one of several is meant.
    was: Option<Date>,
    /// The right day.
    on: Option<Date>,
    /// The right words.
    text: Option<&'a str>,
    is_gone: bool,
}

enum Kind<'a> {
    /// A stage that was reached, by its id.
    Stage(&'a str),
    /// A note, by its day or by words of it.
    Note(&'a str, Option<Date>),
}

/// One of the stages or notes that an application has, as far as it is told
/// from others.
struct Written<'a> {
    on: Date,
    words: &'a str,
}

impl<'a> Part<'a> {
    fn of(args: &'a JobsEdit, session: &mut Session) -> Result<Option<Self>, Failure> {
        let today = session.today;
        let kind = match (&args.stage, &args.note) {
            (Some(stage), _) => Kind::Stage(stage),
            (None, Some(note)) => {
                let note = words("--note", note)?;
                Kind::Note(note, date_words::parse(note, today).ok())
            }
            (None, None) => return Ok(None),
        };
        let (was, on) = (args.was.as_deref(), args.on.as_deref());
        let text = args.text.as_deref();
        let part = Self {
            kind,
            id: &args.id,
            was: was
                .map(|was| any_day("--was", was, today).map_err(unchanged))
                .transpose()?,
            on: on
                .map(|on| past_day(session, "--on", Some(on), Dated::Entry))
                .transpose()?,
            text: text.map(|text| words("--text", text)).transpose()?,
            is_gone: args.gone,
        };
        if part.on.is_none() && part.text.is_none() && !part.is_gone {
            let flags = part.flags();
            let example = format!("hitpath jobs edit {} {flags} --on DATE", args.id);
            return Err(nothing_named(&example).hint("to take it out, --gone instead of --on"));
        }
        Ok(Some(part))
    }

    /// How it was named.
    fn flags(&self) -> String {
        match self.kind {
            Kind::Stage(stage) => format!("--stage {stage}"),
            Kind::Note(note, Some(_)) => format!("--note {note}"),
            Kind::Note(note, None) => format!("--note \"{note}\""),
        }
    }

    fn changes(&self, application: &Application) -> Result<Vec<Change>, Failure> {
        let (key, all) = match self.kind {
            Kind::Stage(_) => ("stages", stages(application)),
            Kind::Note(..) => ("notes", notes(application)),
        };
        let found = self.find(&all)?;
        if self.is_gone {
            if key == "stages" && all.len() == 1 {
                return Err(self.is_the_only_stage(all[found].words));
            }
            return Ok(vec![Change::drop_element([key], found)]);
        }
        let mut changes = Vec::new();
        if let Some(on) = self.on.filter(|&on| on != all[found].on) {
            if let Kind::Stage(_) = self.kind {
                self.may_be_on(on, application, found)?;
            }
            changes.push(Change::set(["on"], day_value(on)));
        }
        changes.extend(self.text.map(|text| Change::set(["text"], text)));
        let within = |change| Change::within([key], found, change);
        Ok(changes.into_iter().map(within).collect())
    }

    /// The place of the one that is meant; of some that say the same the last.
    fn find(&self, all: &[Written<'_>]) -> Result<usize, Failure> {
        let mut places = Vec::from_iter(0..all.len());
        places.retain(|&place| self.was.is_none_or(|was| all[place].on == was));
        match self.kind {
            Kind::Stage(stage) => {
                places.retain(|&place| is_same(all[place].words, stage));
            }
            Kind::Note(note, day) => {
                let narrow = |fits: &dyn Fn(&Written<'_>) -> bool| -> Vec<usize> {
                    let places = places.iter().copied();
                    places.filter(|&place| fits(&all[place])).collect()
                };
                let part = note.to_lowercase();
                places = [
                    narrow(&|one| Some(one.on) == day),
                    narrow(&|one| one.words == note),
                    narrow(&|one| one.words.to_lowercase().contains(&part)),
                ]
                .into_iter()
                .find(|places| !places.is_empty())
                .unwrap_or_default();
            }
        }
        let Some(&last) = places.last() else {
            return Err(self.is_not_there(all));
        };
        let is_same =
            |&place: &usize| (all[place].on, all[place].words) == (all[last].on, all[last].words);
        if places.iter().all(is_same) {
            return Ok(last);
        }
        Err(self.are_several(&Vec::from_iter(places.iter().map(|&place| &all[place]))))
    }

    fn is_not_there(&self, all: &[Written<'_>]) -> Failure {
        let (id, on) = (self.id, self.was.map(|was| format!(" of {was}")));
        let on = on.unwrap_or_default();
        let what = match self.kind {
            Kind::Stage(stage) => format!("{id} has no stage `{stage}`{on}; nothing was changed"),
            Kind::Note(note, _) => format!("{id} has no note `{note}`{on}; nothing was changed"),
        };
        let failure = list(Failure::new(what), all.iter());
        match all {
            [] => failure.hint(format!("write one down: hitpath jobs note {id} \"TEXT\"")),
            _ => failure.hint("name one of them"),
        }
    }

    fn are_several(&self, some: &[&Written<'_>]) -> Failure {
        let (id, flags) = (self.id, self.flags());
        let several = Failure::new(format!(
            "{id} has several that are called so; nothing was changed"
        ));
        let mut failure = list(several, some.iter().copied());
        if let Kind::Note(..) = self.kind {
            failure = failure.hint("name it by words that only this one has: --note \"WORDS\"");
        }
        if some.iter().any(|one| one.on != some[0].on) {
            failure = failure.hint(format!("say which day it has now: {flags} --was DATE"));
        }
        failure
    }

    fn is_the_only_stage(&self, stage: &str) -> Failure {
        let id = self.id;
        Failure::new(format!(
            "{stage} is the only stage of {id}; nothing was changed"
        ))
        .hint(format!(
            "write the right one down first: hitpath jobs move {id} STAGE --on DATE"
        ))
        .hint(format!(
            "or take the application out: hitpath jobs remove {id}"
        ))
    }

    /// Refuses a day on which the stage stands already, and one after a day for
    /// an answer.
    fn may_be_on(&self, on: Date, application: &Application, found: usize) -> Result<(), Failure> {
        let reached = &application.stages[found];
        let (id, stage) = (self.id, &reached.stage);
        let mut stages = application.stages.iter();
        if stages.any(|one| one.stage == *stage && one.on == on) {
            let was = reached.on;
            return Err(Failure::new(format!(
                "{stage} on {on} is written down already; nothing was changed"
            ))
            .hint(format!(
                "to take the other out: hitpath jobs edit {id} --stage {stage} --was {was} --gone"
            )));
        }
        for (key, day) in [("until", reached.until), ("expect", reached.expect)] {
            if let Some(Err(refused)) = day.map(|day| rules::answer_day(day, on)) {
                let on = reached.on;
                return Err(Failure::new(format!("{key} {refused}; nothing was changed")).hint(
                    format!(
                        "put that right first: hitpath jobs move {id} {stage} --on {on} --{key} DATE"
                    ),
                ));
            }
        }
        Ok(())
    }
}

fn stages(application: &Application) -> Vec<Written<'_>> {
    let stages = application.stages.iter();
    stages
        .map(|reached| Written {
            on: reached.on,
            words: &reached.stage,
        })
        .collect()
}

fn notes(application: &Application) -> Vec<Written<'_>> {
    let notes = application.notes.iter();
    notes
        .map(|note| Written {
            on: note.on,
            words: &note.text,
        })
        .collect()
}

fn list<'w>(failure: Failure, some: impl Iterator<Item = &'w Written<'w>>) -> Failure {
    some.fold(failure, |failure, one| {
        failure.detail(format!("{}: {}", one.on, one.words))
    })
}
