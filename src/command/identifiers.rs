//! Looks over what a person has just kept for what may tell who a patient is.
//! It warns and changes nothing: neither what was kept nor the exit code.

use std::path::Path;

use crate::{
    journey::identifiers::identifiers,
    render::identifiers::{LookedOver, When, warning},
    session::Session,
    store::evidence_text,
};

/// Looks over a text of the person's own and the files given as evidence, and
/// warns beside the answer. To be called when they are saved. Addresses are not
/// fetched, and so not looked over.
pub(super) fn look_over(session: &mut Session, note: Option<&str>, evidence: &[String]) {
    let notes = note.map(|note| ("the note".to_owned(), note));
    look_over_all(session, &Vec::from_iter(notes), evidence);
}

/// The same for what is about to be shown to others.
pub(super) fn look_over_shown(
    session: &mut Session,
    notes: &[(String, &str)],
    evidence: &[String],
) {
    looked_over(session, notes, evidence, When::Shown);
}

/// The same for several texts, each with what it is: `the note`.
pub(super) fn look_over_all(session: &mut Session, notes: &[(String, &str)], evidence: &[String]) {
    looked_over(session, notes, evidence, When::Saved);
}

fn looked_over(session: &mut Session, notes: &[(String, &str)], evidence: &[String], when: When) {
    let mut texts = Vec::new();
    let mut look = |place, text: &str| {
        texts.push(LookedOver {
            place,
            found: identifiers(text),
        });
    };
    for (place, note) in notes {
        look(place.as_str(), note);
    }
    for reference in evidence {
        if let Some(text) = evidence_text::text(Path::new(reference)) {
            look(reference, &text);
        }
    }
    if let Some(warning) = warning(&texts, when) {
        session.note(&warning);
    }
}
