//! `hitpath status`

use super::{answer, reading};
use crate::{
    cli,
    failure::{Exit, Failure},
    journey::{
        clocks::ClockState,
        next::{by_plan, overdue},
        plan::Plan,
    },
    render,
    session::Session,
    store::evidence,
};

pub(super) fn status(args: &cli::Status, session: &mut Session) -> Result<Exit, Failure> {
    let (catalog, known) = reading::on_pathway(session)?;
    let evaluation = known.evaluate(catalog, session.today);
    let plan = Plan::of(&evaluation);
    let next = by_plan(&evaluation, &plan);
    let profile = &session.places.profile.profile;
    let proofs = evidence::proofs(&known.record, profile);
    let text = if session.json {
        let path = profile.display().to_string();
        let next = next.with_start_days(&evaluation, &plan, usize::MAX);
        render::json::status(&evaluation, &plan, &next, &proofs, &path)
    } else {
        render::status::status(&evaluation, &next, &plan, &proofs, &session.style)
    };
    answer(session, &text)?;
    let clocks = evaluation.clocks().map(|clock| clock.state);
    let jobs = evaluation.job_clocks().iter().map(|clock| clock.state);
    let is_late = overdue(&evaluation).next().is_some()
        || clocks.chain(jobs).any(|state| state == ClockState::Overdue);
    if args.exit_code && is_late {
        return Ok(Exit::No);
    }
    Ok(Exit::Done)
}
