//! Which steps are planned.

use crate::{
    catalog::{StepKey, Target},
    journey::{evaluation::Evaluation, standing::Standing},
};

/// Which steps are planned: the required steps still to do, optional ones under
/// way, and of each group on which they wait the member that the person goes
/// by; and what those wait for.
pub(super) fn planned(evaluation: &Evaluation<'_>) -> Vec<bool> {
    let catalog = evaluation.catalog;
    let mut planned = vec![false; catalog.step_count()];
    let is_left = |step: StepKey| evaluation.holds(step) && !evaluation.is_satisfied(step);
    let mut to_visit = evaluation.path.clone();
    to_visit.retain(|&step| {
        let is_wanted =
            !catalog.step(step).optional || evaluation.standing(step) == Standing::Doing;
        is_wanted && is_left(step)
    });
    while let Some(step) = to_visit.pop() {
        if std::mem::replace(&mut planned[step.index()], true) {
            continue;
        }
        let links = catalog.links(step);
        for target in &links.requires {
            // The required steps of a stage are planned in any case.
            if let Target::Step(first) = *target
                && is_left(first)
            {
                to_visit.push(first);
            }
        }
        let groups = evaluation.open_groups(step);
        to_visit.extend(groups.filter_map(|group| member_gone_by(evaluation, group)));
    }
    planned
}

/// The member of a group that a plan counts on: the one under way, else the
/// first that is not answered no, else the first.
pub(super) fn member_gone_by(evaluation: &Evaluation<'_>, group: &[StepKey]) -> Option<StepKey> {
    let held = || {
        let members = group.iter().copied();
        members.filter(|&member| evaluation.holds(member))
    };
    let stands = |member: &StepKey, standing| evaluation.standing(*member) == standing;
    held()
        .find(|member| stands(member, Standing::Doing))
        .or_else(|| held().find(|member| !stands(member, Standing::No)))
        .or_else(|| held().next())
}
