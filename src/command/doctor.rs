//! `hitpath doctor`: whether the profile can be read, and whether the evidence
//! is still what it was. It changes nothing, and works where own catalog
//! files stop other commands.

use std::path::{Path, PathBuf};

use super::{answer, history, reading};
use crate::{
    cli,
    failure::{Exit, Failure},
    journey::{
        difference,
        proofs::{ProofState, Proofs},
        record::{Evidence, Record, State},
        unusual::unusual,
    },
    render::doctor::{self, Copy, Empty, Item, Report},
    session::Session,
    store::{
        catalog_files::{self, Folder},
        evidence::{self, Search},
        profile::Profile,
        profile_copies,
        saving::log,
    },
};

pub(super) fn doctor(args: &cli::Doctor, session: &mut Session) -> Result<Exit, Failure> {
    let profile = session.places.profile.profile.clone();
    let Profile {
        record,
        bad_entries,
        to_come,
    } = reading::profile(session)?;
    let proofs = if args.evidence {
        let total = all(&record).map(|(_, proof)| size(proof, &profile)).sum();
        let mut progress = session.terminal.reading("evidence", total);
        evidence::proofs_in_full(&record, &profile, &mut |bytes| progress.advance(bytes))
    } else {
        evidence::proofs(&record, &profile)
    };
    let own = catalog_files::lint(&session.places.own_catalog, Folder::IfThere);
    let own = own.map_err(|error| {
        let folder = session.places.own_catalog.display();
        reading::with_causes(&format!("`{folder}` cannot be read"), &error)
    })?;
    let copies = profile_copies::beside(&profile, &record.id).map_err(|error| {
        let what = "the folder of the profile cannot be looked through";
        reading::with_causes(what, &error)
    })?;
    let copies = copies.into_iter().map(|copy| Copy {
        file: copy.path.display().to_string(),
        differs: copy.differs,
    });
    let log = log::entries(&session.places.profile).ok();
    let id_before = log
        .as_ref()
        .and_then(|log| history::id_before(session, log));
    let is_empty = difference::is_empty(&record) && bad_entries.is_empty();
    let look_again = unusual(&record, session.today);
    let report = Report {
        copies: copies.collect(),
        profile: profile.display().to_string(),
        marks: record.marks.len(),
        bad_entries: bad_entries.len(),
        days_to_come: to_come.len(),
        own_problems: own.iter().filter(|finding| !finding.is_warning).count(),
        in_full: args.evidence,
        empty: is_empty.then(|| Empty {
            can_redo: log.is_some_and(|log| log.can_redo()),
        }),
        look_again: id_before
            .into_iter()
            .chain(look_again.iter().map(doctor::look_again))
            .collect(),
        items: items(&record, &proofs, &profile, args.evidence),
    };
    let text = if session.json {
        doctor::json(&report, session.today)
    } else {
        doctor::text(&report, &session.style)
    };
    answer(session, &text)?;
    Ok(if report.is_well() {
        Exit::Done
    } else {
        Exit::No
    })
}

/// Whose proof it is, for the person and for a command.
enum Owner<'r> {
    Step(&'r str),
    Activity(&'r str),
}

/// Every proof in a record, those of steps first.
fn all(record: &Record) -> impl Iterator<Item = (Owner<'_>, &Evidence)> {
    let steps = record.marks.iter().flat_map(|(id, mark)| {
        let proofs = mark.evidence.iter();
        proofs.map(move |proof| (Owner::Step(id), proof))
    });
    let activities = record.credits.iter().flat_map(|activity| {
        let proofs = activity.evidence.iter();
        proofs.map(move |proof| (Owner::Activity(&activity.id), proof))
    });
    steps.chain(activities)
}

fn size(proof: &Evidence, profile: &Path) -> u64 {
    if evidence::is_address(&proof.reference) {
        return 0;
    }
    evidence::size(&evidence::file(&proof.reference, profile)).unwrap_or_default()
}

fn items(record: &Record, proofs: &Proofs, profile: &Path, in_full: bool) -> Vec<Item> {
    let is_gone = |state: ProofState| in_full && state == ProofState::Missing;
    let mut search = proofs
        .all()
        .any(is_gone)
        .then(|| Search::below(&folders(record, profile)));
    let item = |((owner, proof), state): ((Owner<'_>, &Evidence), ProofState)| {
        let found = search.as_mut().filter(|_| is_gone(state));
        let found = found.map(|search| search.find(proof));
        let (of, command) = match owner {
            // What is not marked done must not become so by its proof.
            Owner::Step(id) => match record.marks.get(id).map(|mark| mark.state) {
                None | Some(State::Done) => (id.to_owned(), format!("hitpath check {id}")),
                Some(state) => {
                    let state = state.word();
                    (id.to_owned(), format!("hitpath check {id} --as {state}"))
                }
            },
            Owner::Activity(id) => {
                let command = format!("hitpath credits edit {id}");
                (format!("credits {id}"), command)
            }
        };
        let whole = evidence::file(&proof.reference, profile);
        Item {
            of,
            command,
            whole: whole.display().to_string(),
            reference: proof.reference.clone(),
            state,
            found_at: found.flatten().map(|path| path.display().to_string()),
        }
    };
    all(record).zip(proofs.all()).map(item).collect()
}

/// Where a file that is gone is looked for: where it was, where the profile
/// lies, where the other proofs lie.
fn folders(record: &Record, profile: &Path) -> Vec<PathBuf> {
    let files = all(record)
        .filter(|(_, proof)| !evidence::is_address(&proof.reference))
        .map(|(_, proof)| evidence::file(&proof.reference, profile));
    let files = files.chain([profile.to_owned()]);
    let mut folders: Vec<PathBuf> = files
        .filter_map(|file| Some(file.parent()?.to_owned()))
        .collect();
    folders.sort_unstable();
    folders.dedup();
    folders
}
