//! What newer catalogs changed for a person since their last change.
//!
//! It is worked out from the versions that the catalog names and the one that
//! the profile was last changed with, so nothing has to be stored for it: with
//! the next change the profile bears the version of today, and it is over.

use super::{
    evaluation::{Evaluation, Progress, id_in_record},
    record::Mark,
};
use crate::catalog::{StepKey, id::StepId, retired::Retired, version::Version};

/// The steps that came, went or were renamed, and the effect on the percent.
#[derive(Debug)]
pub struct Drift<'a> {
    /// The version of the catalog at the last change.
    pub from: Version,
    /// The version of the catalog now.
    pub to: Version,
    /// Required steps of the pathway that there were not before.
    pub added: Vec<StepKey>,
    /// Steps that are gone: those that counted on the pathway, and those that
    /// the person has marked.
    pub retired: Vec<Gone<'a>>,
    /// Steps that the person has marked under an earlier id.
    pub renamed: Vec<Renamed<'a>>,
    /// The progress as it would be had nothing come or gone; optional steps are
    /// those of today.
    pub before: Progress,
    /// The progress as it is.
    pub now: Progress,
}

/// A step that is gone.
#[derive(Debug, Clone, Copy)]
pub struct Gone<'a> {
    /// What it was, and the step that takes over.
    pub step: &'a Retired,
    /// What the person wrote down about it. It is kept, and counts for no
    /// other step.
    pub mark: Option<&'a Mark>,
    /// Whether it was a required step of the pathway.
    counted: bool,
}

/// A step that got another id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Renamed<'a> {
    /// The id under which it is marked.
    pub from: &'a str,
    /// The step, which has its mark still.
    pub to: StepKey,
}

impl<'a> Drift<'a> {
    /// What changed for this person; none where nothing did, or where nobody
    /// knows since when. A newer catalog in the profile than in the program is
    /// no drift: who made it knows more than this program does.
    #[must_use]
    pub fn of(evaluation: &Evaluation<'a>) -> Option<Self> {
        let from = evaluation.record.catalog.as_deref()?;
        let from: Version = from.parse().ok()?;
        let to: Version = evaluation.catalog.version.parse().ok()?;
        if from >= to {
            return None;
        }
        let since = Since { evaluation, from };
        let added = since.added();
        let retired = since.retired();
        let renamed = since.renamed();
        if added.is_empty() && retired.is_empty() && renamed.is_empty() {
            return None;
        }
        Some(Self {
            from,
            to,
            before: before(evaluation, &added, &retired),
            now: evaluation.progress(),
            added,
            retired,
            renamed,
        })
    }
}

/// The required steps that counted then, with what is known of them today.
fn before(evaluation: &Evaluation<'_>, added: &[StepKey], retired: &[Gone<'_>]) -> Progress {
    let now = evaluation.progress();
    let is_satisfied = |step: &&StepKey| evaluation.is_satisfied(**step);
    let gone = retired.iter().filter(|gone| gone.counted);
    let were_satisfied = gone
        .clone()
        .filter(|gone| gone.mark.is_some_and(|mark| mark.state.satisfies()));
    Progress {
        satisfied: now.satisfied - added.iter().filter(is_satisfied).count()
            + were_satisfied.count(),
        required: now.required - added.len() + gone.count(),
        ..now
    }
}

/// A person, and the version that their profile was last changed with.
struct Since<'e, 'a> {
    evaluation: &'e Evaluation<'a>,
    from: Version,
}

impl<'a> Since<'_, 'a> {
    fn is_new(&self, version: Option<Version>) -> bool {
        version.is_some_and(|version| version > self.from)
    }

    /// What a person wrote themselves follows no version of the program.
    fn ships(&self, step: StepKey) -> bool {
        let catalog = self.evaluation.catalog;
        catalog.file_of_stage(catalog.stage_of(step)).shipped
    }

    /// The earlier id under which a step is marked, where it is.
    fn earlier_id(&self, step: StepKey) -> Option<&'a str> {
        let marks = &self.evaluation.record.marks;
        let catalog = self.evaluation.catalog;
        let id = id_in_record(catalog, step, |id| marks.contains_key(id))?;
        (id != catalog.step(step).id.as_str()).then_some(id)
    }

    fn added(&self) -> Vec<StepKey> {
        let is_added = |&step: &StepKey| {
            let definition = self.evaluation.catalog.step(step);
            // Whoever marked it under an earlier id knew it before.
            self.is_new(definition.since)
                && !definition.optional
                && self.ships(step)
                && self.earlier_id(step).is_none()
        };
        let path = self.evaluation.path.iter().copied();
        path.filter(is_added).collect()
    }

    fn retired(&self) -> Vec<Gone<'a>> {
        let record = self.evaluation.record;
        let retired = self.evaluation.catalog.retired();
        let new = retired.filter(|retired| self.is_new(retired.since));
        new.map(|step| Gone {
            step,
            mark: step.ids().find_map(|id| record.marks.get(id.as_str())),
            counted: self.counted(step),
        })
        .filter(|gone| gone.counted || gone.mark.is_some())
        .collect()
    }

    /// Whether the pathway held a step that is retired now.
    fn counted(&self, retired: &Retired) -> bool {
        let catalog = self.evaluation.catalog;
        let stage = retired.stage.as_ref();
        let stage = stage.and_then(|stage| catalog.stage_named(stage.as_str()));
        let listed = stage.is_some_and(|stage| self.evaluation.route().stages.contains(&stage));
        let pathway = catalog.pathway(self.evaluation.pathway);
        let is_it = |id: &StepId| retired.ids().any(|known| known == id);
        listed && !retired.optional && !pathway.without.iter().any(is_it)
    }

    fn renamed(&self) -> Vec<Renamed<'a>> {
        let steps = self.evaluation.catalog.steps();
        let new = steps.filter(|(key, step)| self.is_new(step.renamed) && self.ships(*key));
        new.filter_map(|(to, _)| {
            let from = self.earlier_id(to)?;
            Some(Renamed { from, to })
        })
        .collect()
    }
}

#[cfg(test)]
mod tests;
