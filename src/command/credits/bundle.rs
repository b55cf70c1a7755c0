//! `hitpath credits bundle`: what an audit asks for, in one folder.

use std::{io, path::Path};

use crate::{
    cli::CreditsBundle,
    command::export::not_into_history,
    command::{answer, reading},
    failure::{Exit, Failure},
    journey::{credits::Credits, entries::Activity},
    render::{
        export::credits::{self, Paper, Reader},
        wording::counted,
    },
    session::Session,
    store::{
        evidence,
        saving::bundle::{Bundle, BundleError, CopyError, safe_stem},
    },
};

/// The list; it stands before the certificates, whose names begin with a day.
const LIST: &str = "00-credits.md";

pub(super) fn bundle(args: &CreditsBundle, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let known = reading::known(session, catalog)?;
    let evaluation = known.evaluate(catalog, session.today);
    let of_cycles = Credits::of(&evaluation);
    let mut counted: Vec<usize> = (0..of_cycles.activities.len())
        .filter(|&place| of_cycles.counts(place))
        .collect();
    counted.sort_by_key(|&place| of_cycles.activities[place].on);
    if of_cycles.groups.is_empty() {
        let what = "you hold no credential yet, so there is no cycle to gather credits of";
        return Err(Failure::new(what).hint("see what is written down: hitpath credits"));
    }
    if counted.is_empty() {
        let what = "no activity counts in the cycle in force, so there is nothing to gather";
        return Err(Failure::new(what).hint("see all of them: hitpath credits --all"));
    }
    let folder = args.output.as_path();
    not_into_history(session, folder)?;
    let bundle = Bundle::begin(folder).map_err(|error| cannot_begin(folder, error))?;
    let mut papers = Vec::new();
    let mut copies = 0;
    for place in counted {
        let found = gather(&bundle, &of_cycles.activities[place], session)
            .map_err(|error| stopped(folder, copies, &error))?;
        copies += credits::copies(&found).count();
        papers.push((place, found));
    }
    let text = credits::list(&evaluation, &of_cycles, &papers);
    bundle
        .write(LIST, text.as_bytes())
        .map_err(|error| stopped(folder, copies, &error))?;
    let wanting = credits::wanting(&of_cycles, &papers, Reader::Holder);
    for line in &wanting {
        session.note(&format!("missing: {line}"));
    }
    let place = folder.display().to_string();
    let text = if session.json {
        credits::gathered_json(&place, LIST, &papers, &wanting)
    } else {
        credits::gathered(&place, LIST, &papers, &wanting, &session.style)
    };
    answer(session, &text)?;
    Ok(if wanting.is_empty() {
        Exit::Done
    } else {
        Exit::No
    })
}

/// Copies what proves one activity.
///
/// # Errors
/// A copy cannot be written; what cannot be read is no error.
fn gather(bundle: &Bundle, activity: &Activity, session: &Session) -> io::Result<Vec<Paper>> {
    let stem = safe_stem(&format!("{} {}", activity.on, activity.title));
    let mut papers = Vec::new();
    for one in &activity.evidence {
        let reference = one.reference.clone();
        if evidence::is_address(&reference) {
            papers.push(Paper::Address(reference));
            continue;
        }
        let from = evidence::file(&reference, &session.places.profile.profile);
        let total = evidence::size(&from).unwrap_or_default();
        let mut progress = session.terminal.reading(&reference, total);
        let copied = bundle.copy(&from, &stem, &mut |bytes| progress.advance(bytes));
        papers.push(match copied {
            Ok((name, found)) => {
                let was = one.sha256.as_deref();
                match was.is_none_or(|was| was.eq_ignore_ascii_case(&found.sha256)) {
                    true => Paper::Copied(name),
                    false => Paper::Changed(name),
                }
            }
            Err(CopyError::Source(error)) => Paper::Missing(reference, error.to_string()),
            Err(CopyError::Copy(error)) => return Err(error),
        });
    }
    Ok(papers)
}

fn cannot_begin(folder: &Path, error: BundleError) -> Failure {
    let shown = folder.display();
    let failure = reading::with_causes(&format!("nothing was gathered in {shown}"), &error);
    match error {
        BundleError::NotEmpty(_) | BundleError::NoFolder(_) => {
            failure.hint("name a new folder: nothing that is there is ever written over")
        }
        BundleError::Io(_) => failure.hint("name a folder in a place of yours"),
    }
}

/// Half of it may be there.
fn stopped(folder: &Path, copies: usize, error: &io::Error) -> Failure {
    let shown = folder.display();
    let copies = counted(copies, "whole copy");
    Failure::new(format!("the folder {shown} is not complete"))
        .detail(error.to_string())
        .detail(format!(
            "it holds {copies} and no list; your profile was not touched"
        ))
        .hint("make room, and gather it again in a new folder")
}
