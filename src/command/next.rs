//! `hitpath next`

use super::{answer, reading};
use crate::{
    cli,
    failure::{Exit, Failure},
    journey::{next::by_plan, plan::Plan},
    render,
    session::Session,
};

/// How many actions are shown where nobody asks for all.
const SHOWN: usize = 3;

pub(super) fn next(args: &cli::Next, session: &mut Session) -> Result<Exit, Failure> {
    let (catalog, known) = reading::on_pathway(session)?;
    let evaluation = known.evaluate(catalog, session.today);
    let plan = Plan::of(&evaluation);
    let shown = if args.all || session.json {
        usize::MAX
    } else {
        SHOWN
    };
    let next = by_plan(&evaluation, &plan).with_start_days(&evaluation, &plan, shown);
    let text = if session.json {
        render::json::next(&evaluation, &plan, &next)
    } else {
        render::next::next(&evaluation, &plan, &next, shown, &session.style)
    };
    answer(session, &text)
}
