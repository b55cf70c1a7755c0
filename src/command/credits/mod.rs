//! `hitpath credits`: continuing education, and the cycles that ask for it.

mod bundle;
mod wanted;

use super::{
    answer, changing, entries, evidence, identifiers, nothing_named,
    reading::{self, Known},
    twins,
};
use crate::{
    catalog::Catalog,
    cli::{self, CreditsAdd, CreditsCommand, CreditsEdit, EntryId},
    failure::{Exit, Failure},
    journey::{
        credits::{Certificate, Credits, Place},
        entries::{Activity, Entry, List},
    },
    render,
    session::Session,
    store,
};
use wanted::Wanted;

/// Where the names of all activities are seen.
const LIST: &str = "hitpath credits --all";

pub(super) fn credits(args: &cli::Credits, session: &mut Session) -> Result<Exit, Failure> {
    match &args.command {
        None => show(args, session),
        Some(CreditsCommand::Add(args)) => add(args, session),
        Some(CreditsCommand::Edit(args)) => edit(args, session),
        Some(CreditsCommand::Remove(args)) => remove(args, session),
        Some(CreditsCommand::Bundle(args)) => bundle::bundle(args, session),
    }
}

fn show(args: &cli::Credits, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let known = reading::known(session, catalog)?;
    let evaluation = known.evaluate(catalog, session.today);
    let credits = Credits::of(&evaluation);
    let certificates = certificates(&credits, session);
    let text = if session.json {
        render::credits_json::credits(&evaluation, &credits, &certificates)
    } else {
        let style = &session.style;
        render::credits::credits(&evaluation, &credits, &certificates, args.all, style)
    };
    answer(session, &text)
}

/// What the disk says of the certificates.
fn certificates<'c>(credits: &Credits<'c>, session: &Session) -> Vec<Certificate<'c>> {
    let activities = credits.activities.iter();
    activities
        .map(|activity| certificate(activity, session))
        .collect()
}

fn certificate<'c>(activity: &'c Activity, session: &Session) -> Certificate<'c> {
    let profile = &session.places.profile.profile;
    Certificate::of(activity, &|one| store::evidence::state(one, profile, None))
}

fn add(args: &CreditsAdd, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let wanted = Wanted::to_add(args, catalog, session)?;
    let proofs = evidence::proofs(&args.evidence, session)?;
    let (today, now) = (session.today, session.now);
    let fields = wanted.fields(&proofs, today);
    let mut id = String::new();
    let changed = changing::change(session, catalog, |record, _| {
        let (name, change) = entries::added(record, List::Credits, fields.clone(), now);
        id = name;
        Ok(vec![change])
    })?;
    let title = [("the title".to_owned(), args.title.as_str())];
    identifiers::look_over_all(session, &title, &args.evidence);
    said(session, catalog, changed, id)
}

/// Another activity of the same title on the same day, or that counts in the same
/// cycle, with what they share.
fn twin<'c>(credits: &Credits<'c>, place: usize) -> Option<(&'c str, &'static str)> {
    let new = credits.activities.get(place)?;
    let others = credits.activities.iter().enumerate();
    let alike =
        others.filter(|&(other, one)| other != place && twins::is_same(&one.title, &new.title));
    let alike: Vec<(usize, &Activity)> = alike.collect();
    if let Some((_, one)) = alike.iter().find(|(_, one)| one.on == new.on) {
        return Some((&one.id, "an activity of the same day and title"));
    }
    let shares_a_cycle = |&&(other, _): &&(usize, &Activity)| {
        let mut groups = credits.counted_in(place);
        groups.any(|group| group.places.get(other) == Some(&Place::Counted))
    };
    let (_, one) = alike.iter().find(shares_a_cycle)?;
    let what = "one activity counts once, and one of this title in the same cycle";
    Some((&one.id, what))
}

fn edit(args: &CreditsEdit, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let wanted = Wanted::to_edit(args, catalog, session)?;
    let proofs = evidence::proofs(&args.evidence, session)?;
    let (today, now) = (session.today, session.now);
    let profile = session.places.profile.profile.clone();
    let of_evidence = evidence::Wanted {
        added: &proofs,
        gone: &args.no_evidence,
        today,
        profile: &profile,
    };
    if wanted.is_nothing() && proofs.is_empty() && args.no_evidence.is_empty() {
        let example = format!("hitpath credits edit {} --hours 1.5", args.id);
        return Err(nothing_named(&example));
    }
    let mut id = String::new();
    let changed = changing::change(session, catalog, |record, text| {
        let place = entries::place(&record.credits, &args.id, LIST)?;
        let activity = &record.credits[place];
        id = activity.id.clone();
        let mut changes = wanted.changes(activity);
        let in_file = entries::in_file(List::Credits, place, text)?;
        changes.extend(evidence::changes(
            in_file.as_ref(),
            &["evidence"],
            of_evidence,
            (&id, LIST),
        )?);
        entries::within(List::Credits, place, changes, (text, now))
    })?;
    // What was there already was looked over when it was saved.
    if changed.written {
        let title = args.title.iter();
        let title = title.map(|title| ("the title".to_owned(), title.as_str()));
        identifiers::look_over_all(session, &Vec::from_iter(title), &args.evidence);
    }
    said(session, catalog, changed, id)
}

fn remove(args: &EntryId, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let mut id = String::new();
    let changed = changing::change(session, catalog, |record, _| {
        let place = entries::place(&record.credits, &args.id, LIST)?;
        id = record.credits[place].id().to_owned();
        Ok(entries::removed(List::Credits, place))
    })?;
    said(session, catalog, changed, id)
}

/// Says what was changed, and where the person stands now.
fn said(
    session: &mut Session,
    catalog: &Catalog,
    changed: changing::Changed,
    id: String,
) -> Result<Exit, Failure> {
    let mut lines = Vec::new();
    if let Ok(after) = Known::new(changed.after.clone(), catalog) {
        let evaluation = after.evaluate(catalog, session.today);
        let credits = Credits::of(&evaluation);
        let place = credits.activities.iter().position(|one| one.id == id);
        if let Some(place) = place {
            let certificate = certificate(&credits.activities[place], session);
            lines = render::credits::after(&credits, place, &certificate);
            lines.extend(too_much(&credits, place));
            if changed.written {
                if let Some((twin, what)) = twin(&credits, place) {
                    twins::say(session, Some(twin), what, ("credits", &id));
                }
                if let Some((minutes, rule)) = credits.too_short(&evaluation, place) {
                    session.note(&render::credits::too_short(minutes, &rule));
                }
            }
        }
    }
    entries::said(session, catalog, changed, &[id], &lines)
}

/// That one activity brings more than a whole cycle asks for: a point is easily
/// left out.
fn too_much(credits: &Credits<'_>, place: usize) -> Option<String> {
    let hours = credits.activities[place].hours;
    let mut groups = credits.counted_in(place);
    let required = groups.find_map(|group| {
        let required = group.required.as_ref()?.credits;
        (hours > required).then_some(required)
    })?;
    Some(format!(
        "Please look again: one activity of {hours} is more than the {required} of a whole cycle"
    ))
}
