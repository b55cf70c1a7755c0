//! `hitpath status`

use super::{answer, reading};
use crate::{
    failure::{Exit, Failure},
    journey::next::next,
    render,
    session::Session,
};

pub(super) fn status(session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let known = reading::known(session, catalog)?;
    let evaluation = known.evaluate(catalog, session.today);
    let next = next(&evaluation);
    let text = if session.json {
        let path = session.places.profile.profile.display().to_string();
        render::json::status(&evaluation, &next, &path)
    } else {
        render::status::status(&evaluation, &next, &session.style)
    };
    answer(session, &text)
}
