//! Reads the catalog and the profile for a command.

use std::sync::OnceLock;

use jiff::civil::Date;

use crate::{
    catalog::{Catalog, PathwayKey, application::ApplicationRules, nearest::nearest, skill::Skill},
    failure::Failure,
    journey::{difference::is_empty, evaluation::Evaluation, record::Record},
    render,
    session::Session,
    store::{
        catalog_files,
        problem::FileProblem,
        profile::{self, Profile, Unreadable},
        profile_copies,
        saving::{
            log::{ProfileStanding, entries},
            read::{PROFILE_LIMIT, ReadError, read_limited},
        },
        shipped,
    },
};

/// How a pathway is chosen once there is a profile.
pub(super) const SET_PATHWAY: &str = "hitpath set pathway=";

/// The pathway of who names none.
const USUAL_PATHWAY: &str = "rhit";

/// A person's record and the pathway it names.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) record: Record,
    pub(super) pathway: PathwayKey,
    /// Where the person has applications.
    rules: Option<&'static ApplicationRules>,
}

impl Known {
    /// Finds the pathway that a record names.
    pub(super) fn new(record: Record, catalog: &Catalog) -> Result<Self, Failure> {
        match catalog.pathway_named(&record.pathway) {
            Some(pathway) => Self::on(pathway, record),
            None => Err(unknown_pathway(catalog, &record.pathway, SET_PATHWAY)),
        }
    }

    /// A record on a pathway, whatever pathway it names.
    fn on(pathway: PathwayKey, record: Record) -> Result<Self, Failure> {
        let has_applications = !record.applications.is_empty();
        let rules = has_applications.then(application_rules).transpose()?;
        Ok(Self {
            record,
            pathway,
            rules,
        })
    }

    /// What follows from it on a day.
    pub(super) fn evaluate<'k>(&'k self, catalog: &'k Catalog, today: Date) -> Evaluation<'k> {
        let evaluation = Evaluation::new(catalog, &self.record, self.pathway, today);
        match self.rules {
            Some(rules) => evaluation.with_applications(rules),
            None => evaluation,
        }
    }
}

/// The catalog in force.
///
/// It is needed until the program ends, and taking thousands of texts apart
/// before that would only cost time: so it is never freed.
pub(super) fn catalog(session: &Session) -> Result<&'static Catalog, Failure> {
    let loaded = catalog_files::load(&session.places.own_catalog);
    loaded
        .map(|catalog| &*Box::leak(Box::new(catalog)))
        .map_err(|problems| {
            let count = render::wording::counted(problems.len(), "problem");
            Failure::new(format!("{count} in your own catalog files"))
                .at(problems)
                .hint("mend the files, or move them out of the folder; your profile is not touched")
        })
}

/// The skills that ship.
pub(super) fn skills() -> Result<Vec<Skill>, Failure> {
    let read = shipped::skills();
    read.map(|(skills, _)| skills)
        .map_err(|error| with_causes("the shipped skills cannot be read", &error))
}

/// What ships of job applications; needed until the program ends.
pub(super) fn application_rules() -> Result<&'static ApplicationRules, Failure> {
    static RULES: OnceLock<ApplicationRules> = OnceLock::new();
    if let Some(rules) = RULES.get() {
        return Ok(rules);
    }
    let (rules, _) = shipped::applications()
        .map_err(|error| with_causes("what ships of applications cannot be read", &error))?;
    Ok(RULES.get_or_init(|| rules))
}

/// Catalog and record for a command that shows where a person is on their
/// pathway.
pub(super) fn on_pathway(session: &mut Session) -> Result<(&'static Catalog, Known), Failure> {
    let catalog = catalog(session)?;
    let known = known(session, catalog)?;
    Ok((catalog, known))
}

/// The record, for a command that only reads: bad entries are named and left
/// out.
pub(super) fn known(session: &mut Session, catalog: &Catalog) -> Result<Known, Failure> {
    let record = record(session)?;
    if is_empty(&record) {
        return Err(empty_profile(session));
    }
    Known::new(record, catalog)
}

/// Refuses a profile that holds nothing, for a command that will change it.
pub(super) fn not_empty(session: &Session) -> Result<(), Failure> {
    let path = &session.places.profile.profile;
    match read_limited(path, PROFILE_LIMIT) {
        Ok(Some(bytes)) if is_empty_profile(session, &bytes) => Err(empty_profile(session)),
        _ => Ok(()),
    }
}

/// Whether the text is that of a profile that holds nothing, as after an undo of `init`.
pub(super) fn is_empty_profile(session: &Session, bytes: &[u8]) -> bool {
    let profile = profile::read_on(&session.places.profile.profile, bytes, session.today);
    profile.is_ok_and(|profile| profile.bad_entries.is_empty() && is_empty(&profile.record))
}

fn record(session: &mut Session) -> Result<Record, Failure> {
    Ok(profile(session)?.record)
}

/// The profile, after what is wrong in it was named.
pub(super) fn profile(session: &mut Session) -> Result<Profile, Failure> {
    let path = &session.places.profile.profile;
    let Some(bytes) = read_limited(path, PROFILE_LIMIT).map_err(|error| cannot_read(&error))?
    else {
        return Err(no_profile(session));
    };
    let profile = profile::read_on(path, &bytes, session.today).map_err(unreadable)?;
    if !profile.bad_entries.is_empty() {
        let what = match profile.bad_entries.len() {
            1 => "1 entry of the profile cannot be read and is left out".to_owned(),
            many => format!("{many} entries of the profile cannot be read and are left out"),
        };
        warn(session, &what, &profile.bad_entries);
    }
    name_to_come(session, &profile.to_come);
    Ok(profile)
}

/// Names days of the future that stand where a day says what has happened.
pub(super) fn name_to_come(session: &mut Session, to_come: &[FileProblem]) {
    let what = match to_come.len() {
        0 => return,
        1 => "1 day in the profile is still to come".to_owned(),
        many => format!("{many} days in the profile are still to come"),
    };
    warn(session, &what, to_come);
}

fn warn(session: &mut Session, what: &str, problems: &[FileProblem]) {
    let abilities = session.terminal.abilities();
    let text = render::failure::warning(what, problems, &abilities);
    let text = session.style.invocation.in_commands(&text);
    session.terminal.say(&text);
}

/// The same for a command that has something to show before there is a
/// profile: then as for a person who has marked nothing.
pub(super) fn known_or_nobody(session: &mut Session, catalog: &Catalog) -> Result<Known, Failure> {
    let path = &session.places.profile.profile;
    if matches!(read_limited(path, PROFILE_LIMIT), Ok(None)) {
        if is_gone(session) {
            session.note(
                "note: the profile is gone, but its history is still there. To bring it back: \
                 hitpath undo",
            );
        }
        let pathway = usual_pathway(catalog)?;
        return Known::on(pathway, Record::default());
    }
    let record = record(session)?;
    if is_empty(&record) {
        let pathway = usual_pathway(catalog)?;
        return Known::on(pathway, record);
    }
    if catalog.pathway_named(&record.pathway).is_none() {
        let given = &record.pathway;
        session.note(&format!(
            "note: there is no pathway `{given}`; this is as for {USUAL_PATHWAY}. To choose one: {SET_PATHWAY}ID"
        ));
        let pathway = usual_pathway(catalog)?;
        return Known::on(pathway, record);
    }
    Known::new(record, catalog)
}

/// The pathway that the profile names; none where that cannot be said.
pub(super) fn pathway(session: &Session, catalog: &Catalog) -> Option<PathwayKey> {
    let path = &session.places.profile.profile;
    let bytes = read_limited(path, PROFILE_LIMIT).ok()??;
    let profile = profile::read_on(path, &bytes, session.today).ok()?;
    catalog.pathway_named(&profile.record.pathway)
}

/// The pathway of who names none.
pub(super) fn usual_pathway(catalog: &Catalog) -> Result<PathwayKey, Failure> {
    catalog
        .pathway_named(USUAL_PATHWAY)
        .or_else(|| catalog.pathways().map(|(key, _)| key).next())
        .ok_or_else(|| Failure::new("the catalog holds no pathway"))
}

/// The profile, for a command that writes: every entry has to be right.
pub(super) fn exactly(session: &Session, bytes: &[u8]) -> Result<Profile, Failure> {
    let path = &session.places.profile.profile;
    let profile = profile::read_on(path, bytes, session.today).map_err(unreadable)?;
    if profile.bad_entries.is_empty() {
        return Ok(profile);
    }
    Err(
        Failure::new("the profile has entries that cannot be read; nothing was changed")
            .at(profile.bad_entries)
            .hint("mend them in an editor, or take the last change back: hitpath undo"),
    )
}

/// A pathway that the catalog does not know.
///
/// `how_to_choose` is the command up to the id.
pub(super) fn unknown_pathway(catalog: &Catalog, given: &str, how_to_choose: &str) -> Failure {
    let ids: Vec<&str> = catalog
        .pathways()
        .map(|(_, pathway)| pathway.id.as_str())
        .collect();
    let what = if given.is_empty() {
        "no pathway is named".to_owned()
    } else {
        format!("there is no pathway `{given}`")
    };
    let usual = || ids.contains(&USUAL_PATHWAY).then_some(USUAL_PATHWAY);
    let near = nearest(given, ids.iter().copied()).or_else(usual);
    let known = render::wording::list(&ids, "and");
    Failure::new(what)
        .detail(format!("pathways there are: {known}"))
        .hint(format!(
            "choose one: {how_to_choose}{}",
            near.unwrap_or("ID")
        ))
}

/// There is no profile yet, or no longer.
pub(super) fn no_profile(session: &Session) -> Failure {
    let path = &session.places.profile.profile;
    let (is_gone, copies) = (is_gone(session), profile_copies::of_missing(path));
    let what = match is_gone {
        true => "the profile is gone, but its history is still there",
        false => "there is no profile yet",
    };
    let mut failure = Failure::new(what).detail(format!("looked for {}", path.display()));
    for copy in &copies {
        failure = failure.detail(format!("found beside it: {}", copy.display()));
    }
    if let Some(copy) = copies.first() {
        let typed = render::wording::typed_file(&copy.display().to_string());
        failure = failure
            .hint(format!(
                "see what it says: hitpath status --profile {typed}"
            ))
            .hint("a sync service may have renamed it: give the one you want its name back");
    }
    if is_gone {
        failure = failure.hint("bring it back as it was: hitpath undo");
    }
    match (is_gone, copies.is_empty()) {
        (false, true) => failure.hint("start one: hitpath init"),
        (true, true) => failure.hint("or start a new one: hitpath init"),
        (_, false) => failure,
    }
}

/// Whether there was a profile that can be brought back.
pub(super) fn is_gone(session: &Session) -> bool {
    entries(&session.places.profile)
        .is_ok_and(|log| log.profile == ProfileStanding::Missing && !log.units.is_empty())
}

/// What `init` has written was taken back.
fn empty_profile(session: &Session) -> Failure {
    let failure = Failure::new("the profile is empty");
    match entries(&session.places.profile).is_ok_and(|log| log.can_redo()) {
        true => failure
            .hint("do again what was taken back: hitpath redo")
            .hint("or start again: hitpath init"),
        false => failure.hint("start again: hitpath init"),
    }
}

/// The file is there and cannot be read.
pub(super) fn cannot_read(error: &ReadError) -> Failure {
    with_causes("the profile cannot be read", error)
}

/// The file was read and is no profile.
fn unreadable(error: Unreadable) -> Failure {
    let what = error.to_string();
    match error {
        Unreadable::Broken(problems) => Failure::new(format!("{what}; it was not touched"))
            .at(problems)
            .hint("mend it in an editor, or go back to the text before: hitpath undo"),
        Unreadable::Newer { .. } => {
            Failure::new(format!("{what}; it was not touched")).hint("install a newer hitpath")
        }
    }
}

/// A failure with everything that lies behind it.
pub(super) fn with_causes(what: &str, error: &dyn std::error::Error) -> Failure {
    let mut failure = Failure::new(what);
    let mut cause = Some(error);
    while let Some(error) = cause {
        let line = error.to_string();
        if failure.details.last() != Some(&line) {
            failure = failure.detail(line);
        }
        cause = error.source();
    }
    failure
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_of_applications_are_read_once() {
        let [first, again] = [application_rules(), application_rules()];
        let (first, again) = (first.expect("they ship"), again.expect("they ship"));
        assert!(std::ptr::eq(first, again));
    }
}
