//! Whether steps may be marked together, and the way out where they may not.

use std::collections::HashSet;

use super::{
    evaluation::{Evaluation, Missing},
    facts::FactInForce,
    record::State,
    standing::Standing,
};
use crate::catalog::{StageKey, StepKey, Target, fact::FactValue, id::FactId};

/// A step that cannot be marked yet, and what it waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The step.
    pub step: StepKey,
    /// What must be satisfied first and is not in the set either.
    pub missing: Vec<Missing>,
}

/// What a person names in one command to be marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Named {
    /// One step.
    Step(StepKey),
    /// The required steps of a stage on the active pathway.
    Stage(StageKey),
}

/// The steps that a command means: each step named, and of each stage the
/// required steps on the pathway that are not yet as wanted.
#[must_use]
pub fn steps_meant(evaluation: &Evaluation<'_>, named: &[Named], wanted: State) -> Vec<StepKey> {
    let mut steps = Vec::new();
    for name in named {
        match *name {
            Named::Step(step) => steps.push(step),
            Named::Stage(stage) => steps.extend(
                evaluation
                    .required_of(stage)
                    .filter(|&step| !is_already(evaluation, step, wanted)),
            ),
        }
    }
    let mut seen = HashSet::new();
    steps.retain(|step| seen.insert(*step));
    steps
}

/// Whether marking the step so would say nothing new.
#[must_use]
pub fn is_already(evaluation: &Evaluation<'_>, step: StepKey, wanted: State) -> bool {
    let state = evaluation.state(step);
    // A lapsed step is marked done and yet not done: marking it again is news.
    // What is marked for a day to come says nothing of today, so anything is.
    state == wanted
        && (!wanted.satisfies() || evaluation.is_satisfied(step))
        && evaluation.mark_to_come(step).is_none()
}

/// The questions answered no that marking these names so would turn round.
/// Whoever means that names the question itself: a stage is said too lightly.
#[must_use]
pub fn turned_round(evaluation: &Evaluation<'_>, named: &[Named], wanted: State) -> Vec<StepKey> {
    if !wanted.satisfies() {
        return Vec::new();
    }
    let mut steps = steps_meant(evaluation, named, wanted);
    steps.retain(|&step| {
        evaluation.standing(step) == Standing::No && !named.contains(&Named::Step(step))
    });
    steps
}

/// Looks at a set of steps as a whole: what one of them waits for may lie in
/// the set. One rule for every step; only taking back and waiving need nothing.
///
/// # Errors
/// The steps that wait for something outside the set.
pub fn judge(
    evaluation: &Evaluation<'_>,
    set: &[StepKey],
    wanted: State,
) -> Result<(), Vec<Refused>> {
    if matches!(wanted, State::Todo | State::Waived) {
        return Ok(());
    }
    let set_of: HashSet<StepKey> = set.iter().copied().collect();
    // A step that is only begun or answered no cannot carry another.
    let carries = |step: StepKey| {
        evaluation.is_satisfied(step) || (wanted.satisfies() && set_of.contains(&step))
    };
    let refused: Vec<Refused> = set
        .iter()
        .filter_map(|&step| {
            let mut missing = evaluation.missing_given(step, &carries);
            if wanted == State::No {
                // A no is about an exam that was taken, marked or not.
                missing.retain(|missing| {
                    let steps = missing.steps();
                    !steps.iter().any(|&exam| evaluation.was_taken(step, exam))
                });
            }
            (!missing.is_empty()).then_some(Refused { step, missing })
        })
        .collect();
    if refused.is_empty() {
        Ok(())
    } else {
        Err(refused)
    }
}

/// A set of steps with everything it requires in the end, in the order of the
/// pathway. Of a group the first member counts that the pathway holds and that
/// may be taken for granted; a group without one is left to the person.
#[must_use]
pub fn with_all_required(evaluation: &Evaluation<'_>, set: &[StepKey]) -> Vec<StepKey> {
    let set_of: HashSet<StepKey> = set.iter().copied().collect();
    let mut wanted: HashSet<StepKey> = HashSet::new();
    let mut to_visit: Vec<StepKey> = set.to_vec();
    while let Some(step) = to_visit.pop() {
        if !wanted.insert(step) {
            continue;
        }
        for missing in evaluation.missing(step) {
            match missing {
                Missing::Step(first) => to_visit.push(first),
                Missing::OneOf(members) => {
                    let named = members
                        .iter()
                        .any(|member| set_of.contains(member) || wanted.contains(member));
                    if !named {
                        to_visit.extend(likely_member(evaluation, &members));
                    }
                }
            }
        }
    }
    let mut steps: Vec<StepKey> = evaluation.path.clone();
    steps.retain(|step| wanted.remove(step));
    let mut off_path: Vec<StepKey> = wanted.into_iter().collect();
    off_path.sort_unstable();
    steps.extend(off_path);
    steps
}

/// The member of a group that a person most likely goes by. Nobody is taken to
/// hold a credential, to have paid, or to have answered a question.
pub(super) fn likely_member(evaluation: &Evaluation<'_>, members: &[StepKey]) -> Option<StepKey> {
    let can_be_assumed = |member: &StepKey| {
        let step = evaluation.catalog.step(*member);
        let is_claim = step.is_answer_or_payment() || step.awards.is_some();
        evaluation.holds(*member) && !is_claim
    };
    let members = members.iter().copied().filter(can_be_assumed);
    members
        .clone()
        .find(|&member| evaluation.standing(member) != Standing::No)
        .or_else(|| members.clone().next())
}

/// The groups that a set of steps leaves open: of each the person has to say
/// which member is true for them.
#[must_use]
pub fn choices(evaluation: &Evaluation<'_>, set: &[StepKey]) -> Vec<Vec<StepKey>> {
    let set_of: HashSet<StepKey> = set.iter().copied().collect();
    let carries = |step: StepKey| evaluation.is_satisfied(step) || set_of.contains(&step);
    let mut choices: Vec<Vec<StepKey>> = Vec::new();
    for &step in set {
        for missing in evaluation.missing_given(step, &carries) {
            if let Missing::OneOf(members) = missing
                && !choices.contains(&members)
            {
                choices.push(members);
            }
        }
    }
    choices
}

/// The questions that marking these names done answers with yes in passing,
/// and on which a credential depends: whoever says so should know it.
#[must_use]
pub fn taken_as_yes(evaluation: &Evaluation<'_>, named: &[Named], set: &[StepKey]) -> Vec<StepKey> {
    let conditions = conditions(evaluation);
    let mut questions = set.to_vec();
    questions.retain(|&step| {
        let is_named = named.contains(&Named::Step(step));
        let step = evaluation.catalog.step(step);
        step.confirm && !is_named && conditions.contains(step.id.as_str())
    });
    questions
}

/// The steps among these on which being eligible for a credential depends, so
/// that waiving them proves nothing to the body that awards it.
#[must_use]
pub fn waived_conditions(evaluation: &Evaluation<'_>, set: &[StepKey]) -> Vec<StepKey> {
    let conditions = conditions(evaluation);
    let mut steps = set.to_vec();
    steps.retain(|&step| conditions.contains(evaluation.catalog.step(step).id.as_str()));
    steps
}

/// What the routes to all credentials ask for, by id.
fn conditions<'a>(evaluation: &Evaluation<'a>) -> HashSet<&'a str> {
    let routes = evaluation.catalog.credentials();
    let routes = routes.flat_map(|credential| &credential.eligibility);
    routes
        .flat_map(|route| &route.requires)
        .map(|id| id.as_str())
        .collect()
}

/// What to type so that a refused command goes through: the names given,
/// together with those of everything that is missing.
///
/// Where a stage was named, whole stages are offered; else single steps, drawn
/// together to a stage where all that is left of it is among them.
#[must_use]
pub fn way_out(evaluation: &Evaluation<'_>, named: &[Named], wanted: State) -> Vec<Named> {
    let whole_stages = named.iter().any(|name| matches!(name, Named::Stage(_)));
    let mut set = steps_meant(evaluation, named, wanted);
    loop {
        set = with_all_required(evaluation, &set);
        let way = names_of(evaluation, &set, whole_stages);
        // A whole stage may bring in steps that wait for more again.
        let mut more = steps_meant(evaluation, &way, State::Done);
        let known: HashSet<StepKey> = set.iter().copied().collect();
        more.retain(|step| !known.contains(step));
        if more.is_empty() {
            return way;
        }
        set.extend(more);
    }
}

/// The names of a way out without these steps.
#[must_use]
pub fn without(
    evaluation: &Evaluation<'_>,
    way: &[Named],
    own: &[StepKey],
    wanted: State,
) -> Vec<Named> {
    let mut rest = steps_meant(evaluation, way, wanted);
    rest.retain(|step| !own.contains(step));
    names_of(evaluation, &rest, false)
}

/// The shortest way to name these steps, or more where whole stages are wanted.
fn names_of(evaluation: &Evaluation<'_>, all: &[StepKey], whole_stages: bool) -> Vec<Named> {
    let all_of: HashSet<StepKey> = all.iter().copied().collect();
    let mut way = Vec::new();
    for &stage in &evaluation.route().stages {
        let of_stage: Vec<StepKey> = all
            .iter()
            .copied()
            .filter(|&step| evaluation.holds(step))
            .filter(|&step| evaluation.catalog.stage_of(step) == stage)
            .collect();
        let covers_stage = evaluation
            .required_of(stage)
            .filter(|&step| !evaluation.is_satisfied(step))
            .all(|step| all_of.contains(&step));
        let required_left = evaluation.left_in_stage(stage) > 0;
        let has_required = of_stage
            .iter()
            .any(|&step| !evaluation.catalog.step(step).optional);
        let is_stage = whole_stages || (covers_stage && of_stage.len() > 1);
        if has_required && required_left && is_stage {
            way.push(Named::Stage(stage));
            let optional = of_stage.into_iter();
            way.extend(
                optional
                    .filter(|&step| evaluation.catalog.step(step).optional)
                    .map(Named::Step),
            );
        } else {
            way.extend(of_stage.into_iter().map(Named::Step));
        }
    }
    let off_path = all.iter().copied().filter(|&step| !evaluation.holds(step));
    way.extend(off_path.map(Named::Step));
    way
}

/// What a change of pathway keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CarriedOver {
    /// Satisfied steps that count on the new pathway.
    pub counts: usize,
    /// Satisfied steps that the new pathway does not hold; their marks stay.
    pub kept_aside: usize,
}

/// Compares where a person stands on two pathways.
#[must_use]
pub fn carried_over(old: &Evaluation<'_>, new: &Evaluation<'_>) -> CarriedOver {
    let satisfied = |evaluation: &Evaluation<'_>, step: &StepKey| evaluation.is_satisfied(*step);
    let counts = new.path.iter().filter(|step| satisfied(new, step));
    let aside = old
        .path
        .iter()
        .filter(|step| satisfied(old, step) && !new.holds(**step));
    CarriedOver {
        counts: counts.count(),
        kept_aside: aside.count(),
    }
}

/// The steps that marking others has made to do again: a failed attempt did, or
/// a new renewal cycle.
#[must_use]
pub fn to_do_again(
    before: &Evaluation<'_>,
    after: &Evaluation<'_>,
    marked: &[StepKey],
) -> Vec<StepKey> {
    let path = after.path.iter().copied();
    let again = path.filter(|&step| before.is_satisfied(step) && !after.is_satisfied(step));
    again.filter(|step| !marked.contains(step)).collect()
}

/// What to look at before a step that cannot be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preflight {
    /// Each step that must be satisfied first, and how it stands.
    pub prerequisites: Vec<(StepKey, Standing)>,
    /// Each group of which one must be satisfied: those that are a way.
    pub one_of: Vec<Vec<(StepKey, Standing)>>,
    /// The amounts of money among the step's facts.
    pub fees: Vec<FactId>,
}

impl Preflight {
    /// Looks at one step.
    #[must_use]
    pub fn of(evaluation: &Evaluation<'_>, step: StepKey) -> Self {
        let links = evaluation.catalog.links(step);
        let standing = |step: StepKey| (step, evaluation.standing(step));
        let mut prerequisites = Vec::new();
        for target in &links.requires {
            match *target {
                Target::Step(first) if evaluation.asks_for(step, first) => {
                    prerequisites.push(standing(first));
                }
                Target::Step(_) => {}
                Target::Stage(stage) => {
                    prerequisites.extend(evaluation.asked_of(step, stage).map(standing));
                }
            }
        }
        let mut one_of = Vec::new();
        for group in &links.requires_any {
            let members = evaluation.members_for(step, group);
            let members: Vec<(StepKey, Standing)> = members.into_iter().map(standing).collect();
            match members.as_slice() {
                [] => {}
                [only] => prerequisites.push(*only),
                _ => one_of.push(members),
            }
        }
        // A step may be named besides the stage it is in.
        let mut seen = HashSet::new();
        prerequisites.retain(|(step, _)| seen.insert(*step));
        let is_money = |fact: &FactInForce<'_>| matches!(fact.value(), FactValue::Money { .. });
        let facts = evaluation.facts_of(step).filter(is_money);
        let fees = facts.map(|fact| fact.id().clone()).collect();
        Self {
            prerequisites,
            one_of,
            fees,
        }
    }
}

#[cfg(test)]
mod tests;
