//! Changes the profile: decide on what was read, splice, save, undoable.

use std::path::Path;

use jiff::{Timestamp, civil::Date};

use super::reading;
use crate::{
    catalog::{Catalog, version::Version},
    failure::Failure,
    journey::{drift::Drift, record::Record},
    render,
    session::Session,
    store::{
        edit::{Change, EditError, apply},
        problem::FileProblem,
        profile::Profile,
        saving::{
            change::{self, ChangeError, Outcome, SaveError, Written},
            lock::{LockError, Locking, Waiting},
            read::{PROFILE_LIMIT, read_limited},
        },
    },
    terminal::Terminal,
};

/// The record before and after a change.
#[derive(Debug)]
pub(super) struct Changed {
    pub(super) before: Record,
    pub(super) after: Record,
    /// Whether the profile was written.
    pub(super) written: bool,
}

/// Changes the profile by what `decide` makes of it. It is asked again where an
/// editor saved meanwhile; no changes means that nothing is written.
pub(super) fn change(
    session: &mut Session,
    catalog: &Catalog,
    mut decide: impl FnMut(&Record, &str) -> Result<Vec<Change>, Failure>,
) -> Result<Changed, Failure> {
    change_by(session, catalog, &mut decide)
}

/// What decides for a command.
type Decide<'d> = dyn FnMut(&Record, &str) -> Result<Vec<Change>, Failure> + 'd;

/// The same, put together once for all commands.
fn change_by(
    session: &mut Session,
    catalog: &Catalog,
    decide: &mut Decide<'_>,
) -> Result<Changed, Failure> {
    // Looked for first, so that a mistyped place leaves no folder behind.
    if matches!(
        read_limited(&session.places.profile.profile, PROFILE_LIMIT),
        Ok(None)
    ) {
        return Err(reading::no_profile(session));
    }
    let (mut records, mut to_come) = (None, Vec::new());
    let file = &session.places.profile.profile;
    let outcome = save(session, &mut |bytes| {
        let bytes = bytes.ok_or_else(|| reading::no_profile(session))?;
        let Profile {
            record: before,
            to_come: ahead,
            ..
        } = reading::exactly(session, bytes)?;
        let text = as_text(bytes)?;
        let mut changes = decide(&before, text)?;
        if changes.is_empty() {
            to_come = ahead;
            records = Some((before.clone(), before));
            return Ok(None);
        }
        changes.extend(newer_catalog(&before, catalog));
        let new = apply(text, &changes)
            .map_err(|error| cannot_edit(file, text, form_for_later(text, &changes, error)))?;
        let after = reading::exactly(session, new.as_bytes())?;
        to_come = after.to_come;
        records = Some((before, after.record));
        Ok(Some(new.into_bytes()))
    })?;
    tell(session, &outcome);
    reading::name_to_come(session, &to_come);
    // Set whenever the closure ran to its end, without which nothing is saved.
    let (before, after) = records.ok_or_else(|| reading::no_profile(session))?;
    let written = outcome.written != Written::Nothing;
    let upgrade = of_upgrade(catalog, &before, session.today);
    if let Some(note) = upgrade.filter(|_| written) {
        session.note(&note);
    }
    Ok(Changed {
        before,
        after,
        written,
    })
}

/// What an upgrade changed, said for the last time: from now on the profile
/// bears the version of today. It stands apart from the answer, so that every
/// changing command says it, and none has to in its JSON.
fn of_upgrade(catalog: &Catalog, before: &Record, today: Date) -> Option<String> {
    newer_catalog(before, catalog)?;
    // On a pathway that nobody knows there was no percent.
    let known = reading::Known::new(before.clone(), catalog).ok()?;
    let drift = Drift::of(&known.evaluate(catalog, today))?;
    Some(format!("note: {}", render::drift::effect(&drift)))
}

/// The new bytes from those there are; none where nothing is to be written.
pub(super) type Compute<'c> = dyn FnMut(Option<&[u8]>) -> Result<Option<Vec<u8>>, Failure> + 'c;

/// Saves what `compute` makes of the profile's bytes, once no other command is
/// busy with them.
pub(super) fn save(session: &Session, compute: &mut Compute<'_>) -> Result<Outcome, Failure> {
    let mut wait = wait_for_others(&session.terminal);
    let saved = change::change(&session.places.profile, session.now, &mut wait, compute);
    saved.map_err(|error| match error {
        ChangeError::Compute(failure) => failure,
        ChangeError::Save(error) => cannot_save(&error),
    })
}

/// Shows that another command is busy: a line, or on a terminal something that
/// moves.
pub(super) fn wait_for_others(terminal: &Terminal) -> impl FnMut(Waiting) + use<> {
    let terminal = *terminal;
    let mut shown = None;
    move |_| {
        // Kept until the wait is over, then taken off the screen.
        shown.get_or_insert_with(|| {
            terminal.waiting("waiting for another hitpath command to finish")
        });
    }
}

/// What a person should know about how a change, undo or redo was saved.
pub(super) fn tell(session: &mut Session, outcome: &Outcome) {
    let mut lines = Vec::new();
    if let Some(number) = outcome.hand_edit {
        lines.push(format!(
            "note: the profile was edited by hand since; kept as change {number} of the log"
        ));
    }
    if outcome.locking == Locking::Unsupported {
        lines.push(
            "note: this file system has no locks; run one hitpath command at a time".to_owned(),
        );
    }
    if outcome.names_left_behind > 0 {
        let count = usize::try_from(outcome.names_left_behind).unwrap_or(usize::MAX);
        let names = render::wording::counted(count, "further hard link");
        let keeps = if count == 1 { "keeps" } else { "keep" };
        lines.push(format!(
            "note: {names} of the profile {keeps} the text before"
        ));
    }
    if let Some(error) = &outcome.unfinished {
        lines.push(format!(
            "note: saved; the history will catch up with the next change ({error})"
        ));
    }
    for line in lines {
        session.note(&line);
    }
}

/// A profile keeps the version of the catalog it was last changed with.
fn newer_catalog(record: &Record, catalog: &Catalog) -> Option<Change> {
    let version = |text: &str| text.parse::<Version>().ok();
    let known = record.catalog.as_deref();
    // What a newer program has told is not told again by going back.
    let is_newer = known.and_then(version) > version(&catalog.version);
    let is_same = known == Some(catalog.version.as_str());
    (!is_same && !is_newer).then(|| Change::set(["catalog"], catalog.version.as_str()))
}

pub(super) fn as_text(bytes: &[u8]) -> Result<&str, Failure> {
    std::str::from_utf8(bytes).map_err(|_| Failure::new("the profile is not UTF-8 text"))
}

/// The form to write must leave the change itself to be done: whoever writes it
/// runs the command again, and what is so already would not be done then. So
/// it is asked for again on the text as it is, and without the new state. The
/// elements of one array share a path, and one that an earlier change has added
/// is not in that text.
fn form_for_later(text: &str, changes: &[Change], error: EditError) -> EditError {
    let EditError::NoPlace { key, .. } = &error else {
        return error;
    };
    let mut paths = vec![key.clone()];
    if let [steps, id, last] = key.as_slice()
        && last == "state"
    {
        paths.insert(0, [steps.as_str(), id, "changed"].map(str::to_owned).into());
    }
    for path in paths {
        for change in changes.iter().filter(|change| change.path() == path) {
            if let Err(later @ EditError::NoPlace { .. }) =
                apply(text, std::slice::from_ref(change))
            {
                return later;
            }
        }
    }
    error
}

fn cannot_edit(file: &Path, text: &str, error: EditError) -> Failure {
    match error {
        EditError::NoPlace {
            key,
            obstacle,
            span,
            write_instead,
        } => {
            let key = key.join(".");
            let message = format!("`{key}` cannot be written here: {obstacle}");
            let mut failure = Failure::new("the profile cannot be changed without touching more than asked; nothing was changed")
                .at(vec![FileProblem::at(file, text, Some(span), message)])
                .detail("write it by hand in this form, then run the command again:");
            for line in write_instead.lines() {
                failure = failure.detail(line);
            }
            failure
        }
        EditError::Unreadable { message, span } => {
            Failure::new("the profile cannot be read; it was not touched")
                .at(vec![FileProblem::at(file, text, Some(span), message)])
        }
        EditError::Unverified => Failure::new(
            "the change would have damaged the profile, so nothing was changed; this is a fault of hitpath",
        )
        .hint("make the change in an editor, and report this with a copy of the profile's layout"),
    }
}

/// Saving went wrong. The profile is as it was, but for one case, which must not
/// be told as the others are.
pub(super) fn cannot_save(error: &SaveError) -> Failure {
    if let SaveError::Replace(replace) = error
        && replace.is_in_place()
    {
        let what = "the profile is saved, but a power cut may bring the old text back";
        return reading::with_causes(what, error).hint("see what it says: hitpath status");
    }
    let failure =
        reading::with_causes("the profile could not be saved; nothing was changed", error);
    match error {
        SaveError::Lock(LockError::Busy { .. }) => {
            failure.hint("wait for the other command to end, then try again")
        }
        _ => failure,
    }
}

/// The time for an entry's `changed`: now, and later than what it has.
pub(super) fn stamp(now: Timestamp, entry: Option<&toml::Table>) -> toml::value::Datetime {
    let earlier = entry
        .and_then(|entry| entry.get("changed"))
        .and_then(toml::Value::as_datetime)
        .and_then(|earlier| earlier.to_string().parse::<Timestamp>().ok());
    let seconds = match earlier {
        Some(earlier) => now.as_second().max(earlier.as_second().saturating_add(1)),
        None => now.as_second(),
    };
    let stamp = Timestamp::from_second(seconds).unwrap_or(now);
    // Whole seconds in UTC are a TOML date-time by their very form.
    let text = stamp.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    text.parse()
        .unwrap_or_else(|_| day(stamp.to_zoned(jiff::tz::TimeZone::UTC).date()))
}

/// A day as TOML spells it.
pub(super) fn day(date: Date) -> toml::value::Datetime {
    toml::value::Datetime {
        date: Some(toml::value::Date {
            year: u16::try_from(date.year()).unwrap_or_default(),
            month: u8::try_from(date.month()).unwrap_or_default(),
            day: u8::try_from(date.day()).unwrap_or_default(),
        }),
        time: None,
        offset: None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{
        catalog::{audit::audit, version::Version},
        store::shipped,
    };

    /// What ships, as if a later version had brought the first step.
    fn later(version: &str) -> Catalog {
        let mut parts = shipped::parts().expect("what ships is sound").parts;
        parts.version = version.to_owned();
        let mut steps = parts
            .stages
            .iter_mut()
            .flat_map(|(stage, _)| &mut stage.steps);
        let step = steps.find(|step| step.id.as_str() == "learn-role");
        step.expect("it ships").since = version.parse::<Version>().ok();
        audit(parts).expect("what ships is sound")
    }

    /// What to write by hand where the last of the changes has no place.
    #[track_caller]
    fn form(text: &str, changes: &[Change]) -> String {
        let error = apply(text, changes).expect_err("no place");
        match form_for_later(text, changes, error) {
            EditError::NoPlace { write_instead, .. } => write_instead,
            error => panic!("{error:?}"),
        }
    }

    #[test]
    fn the_form_to_write_is_that_of_the_element_in_the_way() {
        let set =
            |index, key: &str| Change::within(["credits"], index, Change::set(key.split('.'), 3));
        let text = "credits = [{ id = 1 }, {\n id = 2 }]\n";
        let expected = "credits = [{ id = 1 }, { id = 2, hours = 3 }]";
        assert_eq!(form(text, &[set(0, "hours"), set(1, "hours")]), expected);
        // Of what an earlier change adds nothing stands in the file.
        let add = Change::Append {
            key: vec!["credits".to_owned()],
            fields: vec![("hours".to_owned(), 1.into())],
        };
        let form = form("credits = []\n", &[add, set(0, "hours.of-ethics")]);
        assert_eq!(form, "credits = [{ hours = { of-ethics = 3 } }]");
    }

    #[test]
    fn the_first_change_after_an_upgrade_says_its_effect() {
        let catalog = later("7.0.0");
        let note = |pathway: &str, version: &str| {
            let record = Record {
                pathway: pathway.into(),
                catalog: Some(version.into()),
                ..Record::default()
            };
            of_upgrade(&catalog, &record, date(2026, 11, 22))
        };
        let expected = "note: With the upgrade from 6.1.0 to 7.0.0, one step added: \
            your percent stays 0 %.";
        assert_eq!(note("rhit", "6.1.0").as_deref(), Some(expected));
        assert_eq!(note("rhit", "7.0.0"), None);
        assert_eq!(note("rhit", "8.0.0"), None);
        assert_eq!(note("nowhere", "6.1.0"), None);
    }
}
