//! `hitpath show ID`

use super::{answer, reading};
use crate::{
    catalog::{
        Catalog,
        id::{FactId, PathwayId},
        nearest::nearest,
    },
    cli,
    failure::{Exit, Failure},
    journey::evaluation::Evaluation,
    render::{self, show as page},
    session::Session,
};

pub(super) fn show(args: &cli::Show, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let known = reading::known_or_nobody(session, catalog)?;
    let evaluation = known.evaluate(catalog, session.today);
    let style = session.style;
    // Ids are lower-case; RHIT is how people write it.
    let id = &*args.id.to_lowercase();
    let text = if session.json {
        json(&evaluation, id)
    } else {
        text(&evaluation, id, &style)
    };
    let text = text.ok_or_else(|| unknown(catalog, id))?;
    answer(session, &text)
}

/// Steps, stages, credentials, facts, pathways, in this order.
fn text(evaluation: &Evaluation<'_>, id: &str, style: &render::Style) -> Option<String> {
    let catalog = evaluation.catalog;
    if let Some(step) = catalog.step_named(id) {
        return Some(page::step(evaluation, step, style));
    }
    if let Some(stage) = catalog.stage_named(id) {
        return Some(page::stage(evaluation, stage, style));
    }
    if let Some(credential) = catalog.credential_named(id) {
        return Some(page::credential(evaluation, credential, style));
    }
    if let Some(fact) = FactId::new(id).ok().and_then(|id| catalog.fact(&id)) {
        return Some(page::fact(evaluation, fact, style));
    }
    let pathway = catalog.pathway_named(&PathwayId::new(id).ok()?)?;
    Some(page::pathway(catalog, pathway, style))
}

fn json(evaluation: &Evaluation<'_>, id: &str) -> Option<String> {
    let catalog = evaluation.catalog;
    if let Some(step) = catalog.step_named(id) {
        return Some(render::show_json::step(evaluation, step));
    }
    if let Some(stage) = catalog.stage_named(id) {
        return Some(render::show_json::stage(evaluation, stage));
    }
    if let Some(credential) = catalog.credential_named(id) {
        return Some(render::show_json::credential(evaluation, credential));
    }
    if let Some(fact) = FactId::new(id).ok().and_then(|id| catalog.fact(&id)) {
        return Some(render::show_json::fact(evaluation, fact));
    }
    let pathway = catalog.pathway_named(&PathwayId::new(id).ok()?)?;
    Some(render::show_json::pathway(evaluation, pathway))
}

/// An id that nothing has.
pub(super) fn unknown(catalog: &Catalog, id: &str) -> Failure {
    if let Some(retired) = catalog.retired_named(id) {
        let failure = Failure::new(format!("`{id}` was retired: {}", retired.reason));
        return match &retired.instead {
            Some(instead) => failure.hint(format!("in its place: hitpath show {instead}")),
            None => failure,
        };
    }
    let failure = Failure::new(format!("nothing is called `{id}`"));
    match nearest(id, catalog.askable()) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => {
            failure.hint("see the stages: hitpath status; the steps of one: hitpath show explore")
        }
    }
}

/// An id that no step and no stage has.
pub(super) fn unknown_mark(catalog: &Catalog, id: &str) -> Failure {
    if catalog.retired_named(id).is_some() {
        return unknown(catalog, id);
    }
    let failure = Failure::new(format!(
        "no step and no stage is called `{id}`; nothing was changed"
    ));
    if catalog.credential_named(id).is_some() {
        return failure.hint(format!("{id} is a credential: hitpath show {id}"));
    }
    let steps = catalog.steps().map(|(_, step)| step.id.as_str());
    let stages = catalog.stages().map(|(_, stage)| stage.id.as_str());
    match nearest(id, stages.chain(steps)) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => {
            failure.hint("see the stages: hitpath status; the steps of one: hitpath show explore")
        }
    }
}
