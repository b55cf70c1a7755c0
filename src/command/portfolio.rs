//! `hitpath export --format portfolio`

use std::path::Path;

use sha2::{Digest, Sha256};

use super::{
    answer,
    export::{cannot_write, not_into_history},
    identifiers::look_over_shown,
    reading,
};
use crate::{
    cli,
    failure::{Exit, Failure},
    journey::evaluation::Evaluation,
    render::export::portfolio::{BEGIN, Portfolio, before_it_is_sent, json, portfolio},
    session::Session,
    store::{evidence, saving::exported::write_export},
};

pub(super) fn export(args: &cli::Export, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let map = reading::skills()?;
    let known = reading::known(session, catalog)?;
    let evaluation = known.evaluate(catalog, session.today);
    let proofs = evidence::proofs(&known.record, &session.places.profile.profile);
    let portfolio = portfolio(&evaluation, &map, &proofs);
    let text = sealed(&portfolio.text);
    let file = args.output.as_deref().filter(|file| *file != "-");
    if let Some(file) = file {
        not_into_history(session, file)?;
        write(file, &text)?;
    }
    let name = file.map(|file| file.display().to_string());
    let printed = if session.json {
        answer(session, &json(&evaluation, &portfolio, name.as_deref()))?
    } else if file.is_none() {
        answer(session, &text)?
    } else {
        Exit::Done
    };
    // What is to be known before it is shown to anybody.
    session.note(&portfolio.summary(session.today, name.as_deref()));
    session.note(before_it_is_sent());
    look_over_what_it_shows(session, &evaluation, &portfolio);
    Ok(printed)
}

/// Notes and text files are looked over again: a portfolio is what others see.
fn look_over_what_it_shows(
    session: &mut Session,
    evaluation: &Evaluation<'_>,
    portfolio: &Portfolio,
) {
    let profile = session.places.profile.profile.clone();
    let mut notes = Vec::new();
    let mut files = Vec::new();
    for &key in &portfolio.steps {
        let Some(mark) = evaluation.mark(key) else {
            continue;
        };
        let id = &evaluation.catalog.step(key).id;
        let note = mark.note.as_deref();
        notes.extend(note.map(|note| (format!("the note on {id}"), note)));
        let proofs = mark.evidence.iter().map(|proof| &proof.reference);
        let proofs = proofs.filter(|reference| !evidence::is_address(reference));
        files.extend(proofs.map(|reference| {
            let file = evidence::file(reference, &profile);
            file.display().to_string()
        }));
    }
    look_over_shown(session, &notes, &files);
}

/// The first line of a portfolio says what the rest was when it was written, so
/// that a text which the person has worked on is told from one that can be made
/// again.
fn sealed(text: &str) -> String {
    let seal = seal(text.as_bytes());
    format!("{BEGIN} {seal} -->\n{text}")
}

fn seal(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a file is a portfolio that nobody has worked on since.
fn is_untouched(bytes: &[u8]) -> bool {
    let Some(end) = bytes.iter().position(|&byte| byte == b'\n') else {
        return false;
    };
    let (first, rest) = bytes.split_at(end + 1);
    first == format!("{BEGIN} {} -->\n", seal(rest)).as_bytes()
}

fn write(file: &Path, text: &str) -> Result<(), Failure> {
    write_export(file, is_untouched, text.as_bytes()).map_err(|error| {
        let only = "name another file; a portfolio that was worked on since is never replaced";
        cannot_write(
            ("portfolio", "portfolio -o portfolio.md"),
            file,
            &error,
            only,
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portfolio_that_was_worked_on_is_told_from_one_as_it_was_made() {
        let text = sealed("# Ada\n");
        assert!(is_untouched(text.as_bytes()));
        assert!(!is_untouched(format!("{text} ").as_bytes()));
        assert!(!is_untouched(text.replace("Ada", "Eve").as_bytes()));
        assert!(!is_untouched(b"# Ada\n"));
        assert!(!is_untouched(b""));
    }
}
