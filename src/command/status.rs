//! `hitpath status`

use super::{answer, reading};
use crate::{
    cli,
    failure::{Exit, Failure},
    journey::next::{NextAction, Reason, next},
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
    let is_overdue = |action: &NextAction| matches!(action.reason, Reason::Overdue { .. });
    if args.exit_code && next.actions.iter().any(is_overdue) {
        return Ok(Exit::No);
    }
    Ok(Exit::Done)
}
