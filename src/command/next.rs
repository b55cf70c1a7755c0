//! `hitpath next`

use super::{answer, reading};
use crate::{
    cli,
    failure::{Exit, Failure},
    journey::next::next as next_actions,
    render,
    session::Session,
};

/// How many actions are shown where nobody asks for all.
const SHOWN: usize = 3;

pub(super) fn next(args: &cli::Next, session: &mut Session) -> Result<Exit, Failure> {
    let (catalog, known) = reading::on_pathway(session)?;
    let evaluation = known.evaluate(catalog, session.today);
    let next = next_actions(&evaluation);
    let text = if session.json {
        render::json::next(&evaluation, &next)
    } else {
        let shown = if args.all { usize::MAX } else { SHOWN };
        render::next::next(&evaluation, &next, shown, &session.style)
    };
    answer(session, &text)
}
