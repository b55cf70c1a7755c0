//! The catalog, a person's record and a day put together.

use jiff::civil::Date;

pub use super::missing::Missing;
use super::{
    applications::JobClock,
    attempts::{Failed, Sat, Voided},
    clocks::RunningClock,
    counted::TookPlace,
    record::{Mark, Record, State},
    standing::Standing,
};
use crate::catalog::{
    Catalog, PathwayKey, Route, StageKey, StepKey, application::ApplicationRules,
    credential::Credential, id::StepId,
};

/// What follows for a person on one day. Everything that is shown comes from
/// here.
#[derive(Debug)]
pub struct Evaluation<'a> {
    /// What can be done.
    pub catalog: &'a Catalog,
    /// What the person wrote down.
    pub record: &'a Record,
    /// The day it is about.
    pub today: Date,
    /// The person's pathway.
    pub pathway: PathwayKey,
    /// The steps of the pathway, stage after stage.
    pub path: Vec<StepKey>,
    marks: Vec<Option<&'a Mark>>,
    /// What counts of the marks of days to come, by step, ascending.
    to_come: Vec<(StepKey, Mark)>,
    held: Vec<bool>,
    satisfied: Vec<bool>,
    standings: Vec<Standing>,
    needed: Vec<bool>,
    /// Required steps of each stage on this pathway that are not satisfied.
    left_in_stage: Vec<u32>,
    pub(super) failed: Vec<Failed>,
    pub(super) voided: Vec<Voided>,
    pub(super) sat: Vec<Sat>,
    /// What trackers say has happened, each step once.
    pub(super) happened: Vec<TookPlace>,
    /// The steps that only lead to what has happened, ascending.
    pub(super) behind: Vec<StepKey>,
    /// Questions answered no about an exam that was sat again since.
    pub(super) open_again: Vec<StepKey>,
    /// Steps that clocks have reopened, and on which day.
    reopened: Vec<(StepKey, Date)>,
    pub(super) clocks: Vec<RunningClock<'a>>,
    /// The clocks of job applications that run; none until they are asked for.
    pub(super) jobs: Vec<JobClock<'a>>,
    /// How many applications were ever sent, where that was asked for.
    pub(super) sent: Option<usize>,
    /// What is known of job applications, where that was asked for.
    pub(super) rules: Option<&'a ApplicationRules>,
    /// Steps that may not start before a wait is over, ascending.
    waiting: Vec<StepKey>,
}

/// How far a stage or the whole pathway is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Required steps that are satisfied.
    pub satisfied: usize,
    /// Required steps.
    pub required: usize,
    /// Optional steps that are satisfied.
    pub optional_satisfied: usize,
    /// Optional steps that are satisfied or still offered.
    pub optional: usize,
}

impl Progress {
    /// Satisfied of required in percent, rounded down; 100 when nothing is left.
    #[must_use]
    pub fn percent(self) -> usize {
        (self.satisfied * 100)
            .checked_div(self.required)
            .unwrap_or(100)
    }
}

impl<'a> Evaluation<'a> {
    /// Looks at a record on a day.
    #[must_use]
    pub fn new(catalog: &'a Catalog, record: &'a Record, pathway: PathwayKey, today: Date) -> Self {
        let count = catalog.step_count();
        let mut marks = vec![None; count];
        let mut to_come = Vec::new();
        for (key, _) in catalog.steps() {
            let id = id_in_record(catalog, key, |id| record.marks.contains_key(id));
            marks[key.index()] = id.and_then(|id| record.marks.get(id));
            let mark = marks[key.index()].filter(|mark| mark.is_to_come(today));
            to_come.extend(mark.map(|mark| (key, mark.before_its_day())));
        }
        let route = catalog.route(pathway);
        let path = route.stages.iter();
        let path: Vec<StepKey> = path
            .flat_map(|&stage| catalog.kept_steps(route, stage))
            .collect();
        let is_satisfied = |(key, step): (StepKey, &crate::catalog::step::Step)| {
            marks[key.index()].is_some_and(|mark: &Mark| {
                let counts = mark.state.satisfies() && !mark.is_to_come(today);
                counts && !mark.has_lapsed(step.valid_for, today)
            })
        };
        let satisfied: Vec<bool> = catalog.steps().map(is_satisfied).collect();
        let mut evaluation = Self {
            catalog,
            record,
            today,
            pathway,
            path,
            marks,
            to_come,
            held: catalog.held_by(route),
            satisfied,
            standings: Vec::new(),
            needed: Vec::new(),
            left_in_stage: vec![0; catalog.stages().count()],
            failed: Vec::new(),
            voided: Vec::new(),
            sat: Vec::new(),
            happened: Vec::new(),
            behind: Vec::new(),
            open_again: Vec::new(),
            reopened: Vec::new(),
            clocks: Vec::new(),
            jobs: Vec::new(),
            sent: None,
            rules: None,
            waiting: Vec::new(),
        };
        evaluation.run_clocks();
        evaluation.count_left();
        evaluation.standings = catalog
            .steps()
            .map(|(key, _)| evaluation.work_out_standing(key))
            .collect();
        evaluation.needed = evaluation.needed_given(&|step| evaluation.is_satisfied(step));
        let mut clocks = std::mem::take(&mut evaluation.clocks);
        evaluation.start_yearly(&mut clocks);
        evaluation.clocks = clocks;
        evaluation.add_happened(evaluation.exams_taken());
        evaluation
    }

    /// Takes what marks no longer satisfy, in one fixed order: what a failed
    /// attempt made void, then what clocks reopened. Clocks run by the marks as
    /// they stand after the first and before the second, so none waits for
    /// itself.
    fn run_clocks(&mut self) {
        self.find_failed();
        let voided = self.voided.iter().map(|voided| voided.step);
        for step in Vec::from_iter(voided) {
            self.satisfied[step.index()] = false;
        }
        self.clocks = self.work_out_clocks(|owner| self.concerns_clock(owner));
        self.reopened = self.reopened_by_clocks();
        for &(step, _) in &self.reopened {
            self.satisfied[step.index()] = false;
        }
        let runs = |clock: &&RunningClock<'_>| clock.state.runs() && clock.ends.is_some();
        let running = self.clocks.iter().filter(runs);
        let opened = running.flat_map(|clock| &self.catalog.clock_links(clock.key).opens);
        self.waiting = opened.copied().collect();
        self.waiting.sort_unstable();
    }

    fn count_left(&mut self) {
        for &step in &self.path {
            if !self.catalog.step(step).optional && !self.satisfied[step.index()] {
                self.left_in_stage[self.catalog.stage_of(step).index()] += 1;
            }
        }
    }

    fn work_out_standing(&self, step: StepKey) -> Standing {
        match self.state(step) {
            State::Done if self.is_satisfied(step) => Standing::Done,
            State::Waived if self.is_satisfied(step) => Standing::Waived,
            State::No => Standing::No,
            State::Doing => Standing::Doing,
            State::Todo | State::Done | State::Waived if self.is_locked(step) => Standing::Locked,
            _ if self.waiting.binary_search(&step).is_ok() => Standing::Waiting,
            State::Done | State::Waived => Standing::Lapsed,
            State::Todo => Standing::Open,
        }
    }

    /// How a step stands.
    #[must_use]
    pub fn standing(&self, step: StepKey) -> Standing {
        self.standings[step.index()]
    }

    /// What the person wrote down about a step, as far as it counts today: of a
    /// mark of a day to come neither state nor day.
    #[must_use]
    pub fn mark(&self, step: StepKey) -> Option<&Mark> {
        match self.to_come.binary_search_by_key(&step, |(step, _)| *step) {
            Ok(place) => Some(&self.to_come[place].1),
            Err(_) => self.marks[step.index()],
        }
    }

    /// The mark on a step that counts only once its day has come.
    #[must_use]
    pub fn mark_to_come(&self, step: StepKey) -> Option<&'a Mark> {
        self.marks[step.index()].filter(|mark| mark.is_to_come(self.today))
    }

    /// The day known from outside on which a step will be done. Where a failed
    /// attempt or a clock that ran out has reopened the step, a day up to then
    /// was that of the time before.
    #[must_use]
    pub fn expected(&self, step: StepKey) -> Option<Date> {
        let expect = self.mark(step)?.expect?;
        let voided = self.voided.iter().map(|voided| (voided.step, voided.on));
        let mut reopened = voided.chain(self.reopened.iter().copied());
        let is_over = reopened.any(|(other, on)| other == step && expect <= on);
        (!is_over).then_some(expect)
    }

    /// The steps of the pathway still to do of which such a day lies ahead, by
    /// that day.
    #[must_use]
    pub fn expected_ahead(&self) -> Vec<(StepKey, Date)> {
        let left = self.path.iter().copied();
        let left = left.filter(|&step| !self.is_satisfied(step) && !self.is_only_to_mark(step));
        let expected = left.filter_map(|step| Some((step, self.expected(step)?)));
        let mut ahead: Vec<(StepKey, Date)> =
            expected.filter(|&(_, day)| day >= self.today).collect();
        ahead.sort_by_key(|&(_, day)| day);
        ahead
    }

    /// Whether a step is marked done or waived, and still valid.
    #[must_use]
    pub fn is_satisfied(&self, step: StepKey) -> bool {
        self.satisfied[step.index()]
    }

    /// Whether the pathway holds a step.
    #[must_use]
    pub fn holds(&self, step: StepKey) -> bool {
        self.held[step.index()]
    }

    /// The credential at the end of the pathway.
    #[must_use]
    pub fn goal(&self) -> Option<&'a Credential> {
        let goal = self.catalog.pathway(self.pathway).goal.as_ref()?;
        self.catalog.credential_named(goal.as_str())
    }

    /// The pathway's stages and what it leaves out.
    #[must_use]
    pub fn route(&self) -> &'a Route {
        self.catalog.route(self.pathway)
    }

    /// The steps the pathway keeps of a stage; none where it does not hold it.
    pub fn steps_of(&self, stage: StageKey) -> impl DoubleEndedIterator<Item = StepKey> + '_ {
        self.catalog
            .steps_of(stage)
            .filter(|&step| self.holds(step))
    }

    /// The required steps the pathway keeps of a stage.
    pub fn required_of(&self, stage: StageKey) -> impl DoubleEndedIterator<Item = StepKey> + '_ {
        self.steps_of(stage)
            .filter(|&step| !self.catalog.step(step).optional)
    }

    /// How many required steps of a stage are not satisfied.
    pub(super) fn left_in_stage(&self, stage: StageKey) -> u32 {
        self.left_in_stage[stage.index()]
    }

    /// Whether an optional step has served its time and is no longer offered.
    /// One that is needed stays: without it there might be no way on.
    #[must_use]
    pub fn is_past_its_offer(&self, step: StepKey) -> bool {
        let until = &self.catalog.links(step).offered_until;
        let is_over = |ender| self.is_satisfied(ender) || self.happened(ender).is_some();
        until.iter().any(|&ender| is_over(ender)) && !self.is_needed(step)
    }

    /// Whether the step is required and still to do, or a required step that
    /// is still to do waits for it in the end: it, or another of its group.
    #[must_use]
    pub fn is_needed(&self, step: StepKey) -> bool {
        self.needed[step.index()]
    }

    /// Which steps are needed where the caller says which count as satisfied.
    pub(super) fn needed_given(&self, is_satisfied: &impl Fn(StepKey) -> bool) -> Vec<bool> {
        let is_left = |step: &StepKey| self.holds(*step) && !is_satisfied(*step);
        let is_required = |step: &StepKey| !self.catalog.step(*step).optional;
        let mut needed = vec![false; self.catalog.step_count()];
        let mut to_visit: Vec<StepKey> = self.path.clone();
        to_visit.retain(|step| is_required(step) && is_left(step));
        while let Some(step) = to_visit.pop() {
            if std::mem::replace(&mut needed[step.index()], true) {
                continue;
            }
            let links = self.catalog.links(step);
            // The steps of a required stage are required, so the search starts
            // from them too.
            let single = links.required_steps();
            let groups = links.requires_any.iter();
            let one_of = groups
                .filter(|group| self.lacks_one_of(step, group, is_satisfied))
                .flatten()
                .copied();
            to_visit.extend(single.chain(one_of).filter(is_left));
        }
        needed
    }

    /// How far the whole pathway is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress_over(self.path.iter().copied())
    }

    /// How far one stage is.
    #[must_use]
    pub fn progress_of(&self, stage: StageKey) -> Progress {
        self.progress_over(self.steps_of(stage))
    }

    fn progress_over(&self, steps: impl Iterator<Item = StepKey>) -> Progress {
        let mut progress = Progress::default();
        for step in steps {
            let satisfied = self.is_satisfied(step);
            if self.catalog.step(step).optional {
                progress.optional_satisfied += usize::from(satisfied);
                progress.optional += usize::from(satisfied || !self.is_past_its_offer(step));
            } else {
                progress.satisfied += usize::from(satisfied);
                progress.required += 1;
            }
        }
        progress
    }

    /// Required questions of the pathway that are answered no.
    pub fn answered_no(&self) -> impl Iterator<Item = StepKey> + '_ {
        self.path.iter().copied().filter(|&step| {
            self.standing(step) == Standing::No && !self.catalog.step(step).optional
        })
    }

    /// Ids of marks that no catalog file knows.
    pub fn unknown_steps(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.record.marks.keys().map(String::as_str).filter(|id| {
            self.catalog.step_named(id).is_none() && self.catalog.retired_named(id).is_none()
        })
    }

    /// Ids of marks on steps that were retired.
    pub fn retired_steps(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.record
            .marks
            .keys()
            .map(String::as_str)
            .filter(|id| self.catalog.retired_named(id).is_some())
    }
}

/// The id under which a step is marked: the one of today, else the first of its
/// earlier ones, in the order the catalog lists them.
pub fn id_in_record(
    catalog: &Catalog,
    step: StepKey,
    is_marked: impl Fn(&str) -> bool,
) -> Option<&str> {
    let step = catalog.step(step);
    let ids = std::iter::once(&step.id).chain(&step.was);
    ids.map(StepId::as_str).find(|id| is_marked(id))
}

#[cfg(test)]
mod tests;
