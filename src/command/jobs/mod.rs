//! `hitpath jobs`: job applications, and a report of what was done.
//!
//! `editing` puts right what was written down wrongly.

mod editing;

use jiff::civil::Date;

use super::{
    answer, changing, entries,
    entries::{Fields, any_day, day_value, past_day, words},
    identifiers::look_over_all,
    is_none,
    reading::{self, Known},
    twins, unchanged,
    unknown_ids::no_such,
    with_nearest,
};
use crate::{
    catalog::{Catalog, application::ApplicationRules},
    cli::{self, EntryId, JobsAdd, JobsCommand, JobsMove, JobsNote, JobsReport},
    failure::{Exit, Failure},
    journey::{
        applications::job_report,
        entries::{Application, List, Reached},
        record::Record,
        rules::{self, Dated},
    },
    render,
    session::Session,
    store::{
        edit::{Change, Value},
        evidence::page_address,
    },
};

/// Where the ids are shown.
const LIST: &str = "hitpath jobs --all";

pub(super) fn jobs(args: &cli::Jobs, session: &mut Session) -> Result<Exit, Failure> {
    match &args.command {
        None => list(args.all, session),
        Some(JobsCommand::Add(args)) => add(args, session),
        Some(JobsCommand::Move(args)) => move_on(args, session),
        Some(JobsCommand::Note(args)) => note(args, session),
        Some(JobsCommand::Edit(args)) => editing::edit(args, session),
        Some(JobsCommand::Remove(args)) => remove(args, session),
        Some(JobsCommand::Report(args)) => report(args, session),
    }
}

fn list(with_all: bool, session: &mut Session) -> Result<Exit, Failure> {
    let (catalog, known) = reading::on_pathway(session)?;
    let rules = reading::application_rules()?;
    let evaluation = known.evaluate(catalog, session.today);
    let applications = evaluation.applications(rules);
    let text = if session.json {
        render::jobs_json::jobs(&evaluation, rules, &applications)
    } else {
        render::jobs::jobs(&evaluation, rules, &applications, with_all, &session.style)
    };
    answer(session, &text)
}

fn add(args: &JobsAdd, session: &mut Session) -> Result<Exit, Failure> {
    let rules = reading::application_rules()?;
    let catalog = reading::catalog(session)?;
    let employer = words("--employer", &args.employer)?;
    let title = words("--title", &args.title)?;
    let url = args.url.as_deref().map(url).transpose()?;
    let on = past_day(session, "--on", args.on.as_deref(), Dated::Entry)?;
    let stage = match &args.stage {
        Some(stage) => stage_of(rules, stage)?,
        // What is written down is at least kept in mind.
        None => rules.stages.first().map_or("", |stage| stage.id.as_str()),
    };
    let now = session.now;
    let mut id = String::new();
    let changed = changing::change(session, catalog, |record, _| {
        let reached = reached(stage, on);
        let fields = Fields::default()
            .with("employer", employer)
            .with("title", title)
            .maybe("url", url)
            .with("stages", Value::Array(vec![Value::Table(reached)]));
        let (name, change) = entries::added(record, List::Applications, fields, now);
        id = name;
        Ok(vec![change])
    })?;
    warn(session, "the title", title);
    say_twin(session, rules, &changed.after, &id);
    let lines = after(session, catalog, rules, &changed.after, &id);
    entries::said(session, catalog, changed, &[id], &lines)
}

/// Says that there is another open application for the same post.
fn say_twin(session: &mut Session, rules: &ApplicationRules, record: &Record, id: &str) {
    let today = session.today;
    let mut all = record.applications.iter();
    let Some(new) = all.find(|one| one.id == id) else {
        return;
    };
    let is_twin = |one: &&Application| {
        let stage = one.stage_on(today);
        let stage = stage.and_then(|reached| rules.stage(&reached.stage));
        let is_over = stage.is_some_and(|stage| stage.end);
        let is_alike =
            twins::is_same(&one.employer, &new.employer) && twins::is_same(&one.title, &new.title);
        !std::ptr::eq(*one, new) && !is_over && is_alike
    };
    let twin = record.applications.iter().find(is_twin);
    let same = "an open application for the same post";
    twins::say(
        session,
        twin.map(|twin| twin.id.as_str()),
        same,
        ("jobs", id),
    );
}

fn move_on(args: &JobsMove, session: &mut Session) -> Result<Exit, Failure> {
    let rules = reading::application_rules()?;
    let catalog = reading::catalog(session)?;
    let stage = stage_of(rules, &args.stage)?;
    let on = past_day(session, "--on", args.on.as_deref(), Dated::Entry)?;
    let days = [("until", &args.until), ("expect", &args.expect)];
    let mut given = Vec::new();
    for (key, day) in days {
        if let Some(day) = day {
            given.push((key, last_day(key, day, on, session.today)?));
        }
    }
    let (now, today) = (session.now, session.today);
    let (mut lines, mut id) = (Vec::new(), String::new());
    let changed = changing::change(session, catalog, |record, text| {
        let place = place(record, &args.id)?;
        let application = &record.applications[place];
        lines = notes_on_move(rules, application, (stage, on), today);
        id = application.id.clone();
        let changes = match put_right(application, (stage, on), today, &args.on, &given) {
            // Said again with another day for the answer it is put right.
            Some(known) => given
                .iter()
                .map(|(key, day)| {
                    let change = match day {
                        Some(day) => Change::set([*key], day_value(*day)),
                        None => Change::remove([*key]),
                    };
                    Change::within(["stages"], known, change)
                })
                .collect(),
            None => {
                let mut fields = reached(stage, on);
                let days = given.iter();
                let days = days.filter_map(|(key, day)| Some(((*key).to_owned(), (*day)?)));
                fields.extend(days.map(|(key, day)| (key, day_value(day))));
                vec![append("stages", fields)]
            }
        };
        entries::within(List::Applications, place, changes, (text, now))
    })?;
    lines.extend(after(session, catalog, rules, &changed.after, &id));
    entries::said(session, catalog, changed, &[id], &lines)
}

/// Days that were given with a move, each by its key; none takes one out.
type DaysGiven = [(&'static str, Option<Date>)];

/// The stage that is only put right and not reached once more: the same on the
/// same day, or the one it is in where only a day for the answer is given. Of a
/// day on which it went on since, it is reached again.
fn put_right(
    application: &Application,
    (stage, on): (&str, Date),
    today: Date,
    given_on: &Option<String>,
    given: &DaysGiven,
) -> Option<usize> {
    let now = application.stage_on(today);
    let place_of = |is: &dyn Fn(&Reached) -> bool| application.stages.iter().rposition(is);
    match now {
        Some(now) if now.stage == stage && given_on.is_none() && !given.is_empty() => {
            place_of(&|reached| reached == now)
        }
        Some(now) if now.stage != stage && now.on == on => None,
        _ => place_of(&|reached| reached.stage == stage && reached.on == on),
    }
}

/// What is unusual about a move, which is made all the same.
fn notes_on_move(
    rules: &ApplicationRules,
    application: &Application,
    (stage, on): (&str, Date),
    today: Date,
) -> Vec<String> {
    let Some(now) = application.stage_on(today) else {
        return Vec::new();
    };
    let was = &now.stage;
    let since = now.on;
    if on < since {
        return vec![format!(
            "Note: that was before {was} on {since}, so it stays in {was}."
        )];
    }
    let is_over = |id: &str| rules.stage(id).is_some_and(|stage| stage.end);
    match (is_over(was), is_over(stage)) {
        (true, false) => vec![format!(
            "Note: it was over, {was} since {since}; now it is open again."
        )],
        (true, true) if was != stage => {
            vec![format!("Note: it was over before, {was} since {since}.")]
        }
        _ => Vec::new(),
    }
}

fn note(args: &JobsNote, session: &mut Session) -> Result<Exit, Failure> {
    let rules = reading::application_rules()?;
    let catalog = reading::catalog(session)?;
    let text = words("the note", &args.text)?;
    let on = past_day(session, "--on", args.on.as_deref(), Dated::Entry)?;
    let now = session.now;
    let mut id = String::new();
    let changed = changing::change(session, catalog, |record, profile| {
        let place = place(record, &args.id)?;
        let application = &record.applications[place];
        id = application.id.clone();
        let mut notes = application.notes.iter();
        // Said again with --sent it is put right.
        let known = notes.rposition(|note| note.on == on && note.text == text);
        if let Some(known) = known {
            let sent = args.sent.then(|| Change::set(["sent"], true));
            let changes = sent.map(|sent| Change::within(["notes"], known, sent));
            let changes = Vec::from_iter(changes);
            return entries::within(List::Applications, place, changes, (profile, now));
        }
        let mut fields = vec![
            ("on".to_owned(), day_value(on)),
            ("text".to_owned(), Value::from(text)),
        ];
        if args.sent {
            fields.push(("sent".to_owned(), Value::Boolean(true)));
        }
        let changes = vec![append("notes", fields)];
        entries::within(List::Applications, place, changes, (profile, now))
    })?;
    if changed.written {
        warn(session, "the note", text);
    }
    let lines = if args.sent {
        after(session, catalog, rules, &changed.after, &id)
    } else {
        Vec::new()
    };
    entries::said(session, catalog, changed, &[id], &lines)
}

fn remove(args: &EntryId, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let mut id = String::new();
    let changed = changing::change(session, catalog, |record, _| {
        let place = place(record, &args.id)?;
        id = record.applications[place].id.clone();
        Ok(entries::removed(List::Applications, place))
    })?;
    entries::said(session, catalog, changed, &[id], &[])
}

fn report(args: &JobsReport, session: &mut Session) -> Result<Exit, Failure> {
    let today = session.today;
    let from = any_day("--from", &args.from, today)?;
    let to = any_day("--to", &args.to, today)?;
    if from > to {
        return Err(
            Failure::new(format!("--from {from} is after --to {to}")).hint(format!(
                "the first day comes first: hitpath jobs report --from {to} --to {from}"
            )),
        );
    }
    let (_, known) = reading::on_pathway(session)?;
    let rules = reading::application_rules()?;
    let report = job_report(rules, &known.record, from, to, today);
    let name = known.record.name.as_deref();
    let text = if session.json {
        render::jobs_json::report(name, &report, today)
    } else {
        render::jobs::report(rules, name, &report, &session.style)
    };
    answer(session, &text)
}

/// Warns of words that may tell who a patient is.
fn warn(session: &mut Session, what: &str, words: &str) {
    look_over_all(session, &[(what.to_owned(), words)], &[]);
}

/// What is said of an application after a change.
fn after(
    session: &Session,
    catalog: &Catalog,
    rules: &ApplicationRules,
    record: &Record,
    id: &str,
) -> Vec<String> {
    let Ok(known) = Known::new(record.clone(), catalog) else {
        return Vec::new();
    };
    let evaluation = known.evaluate(catalog, session.today);
    let applications = evaluation.applications(rules);
    let one = applications.iter().find(|one| one.application.id == id);
    one.map(|one| render::jobs::after(&evaluation, one))
        .unwrap_or_default()
}

fn place(record: &Record, id: &str) -> Result<usize, Failure> {
    entries::place(&record.applications, id, LIST)
}

/// A stage that is reached, as it stands in the profile.
fn reached(stage: &str, on: Date) -> Vec<(String, Value)> {
    vec![
        ("stage".to_owned(), Value::from(stage)),
        ("on".to_owned(), day_value(on)),
    ]
}

fn append(key: &str, fields: Vec<(String, Value)>) -> Change {
    Change::Append {
        key: vec![key.to_owned()],
        fields,
    }
}

/// The id of a stage that was typed.
fn stage_of<'r>(rules: &'r ApplicationRules, typed: &str) -> Result<&'r str, Failure> {
    if let Some(stage) = rules.stage(typed) {
        return Ok(stage.id.as_str());
    }
    let ids: Vec<&str> = rules.stages.iter().map(|stage| stage.id.as_str()).collect();
    let failure = unchanged(no_such("stage", typed));
    let all = format!("stages: {}", ids.join(", "));
    let hint = "choose one of them";
    let failure = failure.detail(all);
    Err(with_nearest(failure, typed, ids.into_iter(), hint))
}

/// The address of a page.
fn url(typed: &str) -> Result<&str, Failure> {
    page_address(typed)
        .map_err(|wrong| Failure::new(format!("--url `{typed}` {wrong}; nothing was changed")))
}

/// A day for an answer, which does not lie before the stage; none where it is
/// taken out.
fn last_day(key: &str, typed: &str, on: Date, today: Date) -> Result<Option<Date>, Failure> {
    if is_none(typed) {
        return Ok(None);
    }
    let day = any_day(&format!("--{key}"), typed, today).map_err(unchanged)?;
    let day = rules::answer_day(day, on).map_err(|refused| {
        Failure::new(format!("--{key} {refused}; nothing was changed"))
            .hint("give the day of the stage with --on DATE")
    })?;
    Ok(Some(day))
}
