//! What is said about an id that nothing has: the name that was perhaps meant.

use super::unchanged;
use crate::{
    catalog::{Catalog, PathwayKey, nearest::nearest},
    failure::Failure,
    store::shipped,
};

/// There is none of this kind with this id, which may be empty.
pub(super) fn no_such(what: &str, id: &str) -> Failure {
    Failure::new(match id.is_empty() {
        true => format!("no {what} is named"),
        false => format!("there is no {what} `{id}`"),
    })
}

/// An id that nothing has.
///
/// What the person's pathway holds is suggested before what lies elsewhere.
pub(super) fn unknown(catalog: &Catalog, pathway: Option<PathwayKey>, id: &str) -> Failure {
    if let Some(retired) = catalog.retired_named(id) {
        let failure = Failure::new(format!("`{id}` was retired: {}", retired.reason));
        return match &retired.instead {
            Some(instead) => failure.hint(format!("in its place: hitpath show {instead}")),
            None => failure,
        };
    }
    let failure = Failure::new(match id.is_empty() {
        true => "nothing is named: the id is empty".to_owned(),
        false => format!("nothing is called `{id}`"),
    });
    if shipped::has_topic(id) {
        return failure.hint(format!(
            "the guide has a topic of that name: hitpath guide {id}"
        ));
    }
    let near = pathway.and_then(|pathway| {
        let on_pathway = catalog.markable_on(pathway);
        nearest(id, on_pathway.chain(catalog.only_shown()))
    });
    let anywhere = || nearest(id, catalog.markable().chain(catalog.only_shown()));
    suggest(failure, near.or_else(anywhere))
}

/// An id that no step and no stage has.
pub(super) fn unknown_mark(catalog: &Catalog, pathway: Option<PathwayKey>, id: &str) -> Failure {
    if catalog.retired_named(id).is_some() {
        return unknown(catalog, pathway, id);
    }
    let failure = unchanged(Failure::new(match id.is_empty() {
        true => "no step and no stage is named: the id is empty".to_owned(),
        false => format!("no step and no stage is called `{id}`"),
    }));
    if catalog.credential_named(id).is_some() {
        return failure.hint(format!("{id} is a credential: hitpath show {id}"));
    }
    with_nearest_mark(failure, catalog, pathway, id)
}

/// A failure with the step or stage that was perhaps meant.
pub(super) fn with_nearest_mark(
    failure: Failure,
    catalog: &Catalog,
    pathway: Option<PathwayKey>,
    id: &str,
) -> Failure {
    let near = pathway.and_then(|pathway| nearest(id, catalog.markable_on(pathway)));
    suggest(failure, near.or_else(|| nearest(id, catalog.markable())))
}

fn suggest(failure: Failure, near: Option<&str>) -> Failure {
    match near {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure
            .hint("see the stages: hitpath status")
            .hint("see the steps of a stage: hitpath show explore"),
    }
}
