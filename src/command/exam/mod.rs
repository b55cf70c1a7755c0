//! `hitpath exam`: how ready a person is, by their practice results.
//!
//! `adding` writes practice exams and attempts down, `changing` changes them and
//! takes them out, `given` reads what was typed; here is what is shown.

mod adding;
mod changing;
mod given;

use super::{answer, reading, unknown_ids::no_such, with_nearest};
use crate::{
    catalog::{Catalog, CredentialKey, id::CredentialId},
    cli::{self, ExamCommand},
    failure::{Exit, Failure},
    journey::{evaluation::Evaluation, what_if::exam_of},
    render,
    session::Session,
};

pub(super) fn exam(args: &cli::Exam, session: &mut Session) -> Result<Exit, Failure> {
    match &args.command {
        Some(ExamCommand::Practice(args)) => adding::practice(args, session),
        Some(ExamCommand::Attempt(args)) => adding::attempt(args, session),
        Some(ExamCommand::Edit(args)) => changing::edit(args, session),
        Some(ExamCommand::Remove(args)) => changing::remove(args, session),
        None => show(args, session),
    }
}

fn show(args: &cli::Exam, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let known = reading::known_or_nobody(session, catalog)?;
    let evaluation = known.evaluate(catalog, session.today);
    let exam = match &args.exam {
        Some(given) => named(catalog, given)?,
        None => usual(&evaluation).ok_or_else(|| {
            let id = &catalog.pathway(evaluation.pathway).id;
            let failure = Failure::new(format!("the pathway {id} leads to no exam; name one"));
            failure.hint(format!("one of {}", ids(catalog)))
        })?,
    };
    let style = session.style;
    let text = if session.json {
        render::exam_json::exam(&evaluation, exam, args.explain)
    } else if args.explain {
        render::exam::explain::explain(&evaluation, exam, &style)
    } else {
        render::exam::exam(&evaluation, exam, args.all, &style)
    };
    answer(session, &text)
}

/// The credential that a text names.
fn named(catalog: &Catalog, id: &cli::Id) -> Result<CredentialKey, Failure> {
    let key = CredentialId::new(id).ok();
    let key = key.and_then(|id| catalog.credential_key(&id));
    key.ok_or_else(|| {
        let failure = no_such("credential", id);
        let known = catalog.credentials().map(|known| known.id.as_str());
        with_nearest(failure, id, known, &format!("one of {}", ids(catalog)))
    })
}

fn ids(catalog: &Catalog) -> String {
    let ids = catalog.credentials().map(|known| known.id.as_str());
    Vec::from_iter(ids).join(", ")
}

/// The exam of who names none: that at the end of the pathway, else that of the
/// newest practice exam, else the first that the pathway holds.
fn usual(evaluation: &Evaluation<'_>) -> Option<CredentialKey> {
    let catalog = evaluation.catalog;
    let goal = evaluation.goal();
    let goal = goal.and_then(|goal| catalog.credential_key(&goal.id));
    let practised = || {
        let practice = evaluation.record.practice.iter();
        let practice = practice.filter(|entry| entry.on <= evaluation.today);
        let known = practice.filter_map(|entry| {
            let id = CredentialId::new(&entry.exam).ok()?;
            Some((entry.on, catalog.credential_key(&id)?))
        });
        known.max_by_key(|&(on, _)| on).map(|(_, key)| key)
    };
    goal.or_else(practised)
        .or_else(|| exam_of(evaluation).map(|(key, _)| key))
}
