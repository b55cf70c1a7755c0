//! `hitpath status`

use super::{answer, reading};
use crate::{
    cli,
    failure::{Exit, Failure},
    journey::next::{next, overdue},
    render,
    session::Session,
};

pub(super) fn status(args: &cli::Status, session: &mut Session) -> Result<Exit, Failure> {
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
    answer(session, &text)?;
    if args.exit_code && overdue(&evaluation).next().is_some() {
        return Ok(Exit::No);
    }
    Ok(Exit::Done)
}
