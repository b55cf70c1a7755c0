//! `hitpath export`

use std::path::Path;

use super::{answer, portfolio, reading};
use crate::{
    cli::{self, ExportFormat},
    failure::{Exit, Failure},
    journey::plan::Plan,
    render::export::{
        calendar,
        ics::{self, ics},
    },
    session::Session,
    store::{
        profile::changed::version,
        saving::{
            exported::{ExportError, write_export},
            locating::key_of,
            real_path::real_path,
        },
    },
};

pub(super) fn export(args: &cli::Export, session: &mut Session) -> Result<Exit, Failure> {
    match args.format {
        ExportFormat::Ics => calendar(args, session),
        ExportFormat::Portfolio => portfolio::export(args, session),
    }
}

fn calendar(args: &cli::Export, session: &mut Session) -> Result<Exit, Failure> {
    // Asked first: a change between this and the reading is then in the text
    // with an earlier number, and the next export has a later one.
    let sequence = version(&session.places.profile.profile, session.now, session.today);
    let (catalog, known) = reading::on_pathway(session)?;
    let owner = owner(&known.record.id, &session.places.profile.profile)?;
    let evaluation = known.evaluate(catalog, session.today);
    let plan = Plan::of(&evaluation);
    let mut calendar = calendar::calendar(&evaluation, &plan, owner, sequence, session.now);
    // An entry is read on its own day, wherever this was run.
    let invocation = session.style.invocation.on_any_day();
    for event in &mut calendar.events {
        event.words = invocation.in_commands(&event.words).into_owned();
    }
    let text = ics(&calendar);
    let asked = args.output.as_deref().filter(|file| *file != "-");
    // A calendar without an event is none by its standard, and an earlier file
    // is worth more.
    let is_empty = calendar.events.is_empty();
    let file = asked.filter(|_| !is_empty);
    if let Some(file) = file {
        not_into_history(session, file)?;
        write(file, &text)?;
    }
    let name = |file: &Path| file.display().to_string();
    if session.json {
        let text = calendar::json(&calendar, session.today, file.map(name).as_deref());
        return answer(session, &text);
    }
    match (asked.map(name), is_empty) {
        (None, false) => return answer(session, &text),
        (Some(file), false) => session.note(&calendar::written(&calendar, &file)),
        (None, true) => session.note(calendar::empty()),
        (Some(file), true) => {
            session.note(calendar::empty());
            session.note(&format!("Nothing is written to {file}."));
        }
    }
    Ok(Exit::Done)
}

/// Whose calendar it is: the profile's id. Where a person wrote none or words of
/// their own by hand, the place of the profile tells it from others.
fn owner(id: &str, profile: &Path) -> Result<String, Failure> {
    const LONGEST: usize = 64;
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if (1..=LONGEST).contains(&id.len()) && id.bytes().all(is_sign) {
        return Ok(id.to_owned());
    }
    let real = real_path(profile);
    let real = real.map_err(|error| reading::with_causes("the profile cannot be read", &error))?;
    Ok(key_of(&real))
}

fn write(file: &Path, text: &str) -> Result<(), Failure> {
    let is_calendar = |old: &[u8]| old.starts_with(ics::BEGIN.as_bytes());
    write_export(file, is_calendar, text.as_bytes()).map_err(|error| {
        let only = "name another file; only a calendar that hitpath wrote is replaced";
        cannot_write(("calendar", "ics -o hitpath.ics"), file, &error, only)
    })
}

/// Nothing is exported into the folder of the earlier texts.
///
/// # Errors
/// It is asked for.
pub(super) fn not_into_history(session: &Session, file: &Path) -> Result<(), Failure> {
    let real = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path));
    let history = &session.places.profile.history;
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = real(folder.unwrap_or(Path::new(".")));
    let is_inside = match (folder, real(history)) {
        (Ok(folder), Ok(history)) => {
            let name = file.file_name().unwrap_or_default();
            folder.starts_with(&history) || folder.join(name) == history
        }
        _ => false,
    };
    if !is_inside {
        return Ok(());
    }
    let place = history.display();
    Err(Failure::new(format!(
        "`{place}` holds the earlier texts of your profile, and nothing else may lie there"
    ))
    .hint("name a file in a folder of yours"))
}

/// Why a file was not written, and where to write it instead.
pub(super) fn cannot_write(
    (what, example): (&str, &str),
    file: &Path,
    error: &ExportError,
    only: &str,
) -> Failure {
    let place = file.display();
    let failure = reading::with_causes(&format!("the {what} cannot be written to {place}"), error);
    failure.hint(match error {
        ExportError::NoFolder { .. } => "make the folder first, or name another".to_owned(),
        ExportError::SomethingElse { .. } => only.to_owned(),
        ExportError::Replace(_) => {
            format!("name a file in a folder of yours: hitpath export --format {example}")
        }
    })
}
