//! Random worlds in which steps take time, and their schedule once more: slowly
//! and plainly, from what was grown.
//!
//! It says the rules of design section 5 in the order in which they stand
//! there. Where the core and this file disagree, one of the two misreads them.

use std::collections::{BTreeMap, BTreeSet};

use hitpath::{
    catalog::{
        PathwayKey,
        audit::audit,
        clock::{Clock, MarkDay, Start},
        id::StageId,
        length::Estimate,
    },
    journey::{
        evaluation::Evaluation,
        plan::Plan,
        record::{Record, State, TermStart},
    },
};
use jiff::{ToSpan, civil::Date};
use proptest::{
    collection::vec,
    option,
    prelude::{Strategy, any, prop_oneof},
    sample::Index,
    strategy::Just,
};

use crate::{
    kept,
    seen::{id, stage_name},
    world::{TODAY, World, world},
};

/// A world in which steps take time.
#[derive(Debug, Clone)]
pub(crate) struct Timed {
    pub(crate) world: World,
    /// By step: hours of the person's time.
    pub(crate) effort: Vec<Estimate>,
    /// By step: days that pass by themselves.
    pub(crate) wait: Vec<Estimate>,
    /// By step: it starts at a term start.
    pub(crate) on_term: Vec<bool>,
    pub(crate) terms: Vec<TermStart>,
    pub(crate) hours_per_week: u32,
    /// In days from today.
    pub(crate) target: Option<i32>,
    /// The stage up to which the finish counts, by its place in the route.
    pub(crate) finish: usize,
    /// Running windows; none unless a law asks for them.
    pub(crate) windows: Vec<Window>,
}

/// A window that runs, on a step that is done.
#[derive(Debug, Clone)]
pub(crate) struct Window {
    pub(crate) owner: usize,
    /// Its last day, from today.
    pub(crate) ends: u16,
    pub(crate) stops: Vec<usize>,
    pub(crate) inside: Vec<usize>,
}

fn estimate(most: u32) -> impl Strategy<Value = Estimate> {
    let values = prop_oneof![
        1 => Just([0; 3]),
        3 => [0..most, 0..most, 0..most],
    ];
    values.prop_map(|mut values| {
        values.sort_unstable();
        let [low, likely, high] = values;
        Estimate { low, likely, high }
    })
}

/// A random world in which steps take time.
pub(crate) fn timed() -> impl Strategy<Value = Timed> {
    let of_steps = (
        vec(estimate(60), 14),
        vec(estimate(120), 14),
        vec(any::<bool>(), 14),
    );
    let of_person = (
        vec((1i8..=12, 1i8..=29), 0..3),
        1u32..40,
        option::of(-100i32..1500),
        any::<Index>(),
    );
    (world(), of_steps, of_person).prop_map(|(world, steps, person)| {
        let terms = person.0.into_iter();
        let finish = person.3.index(world.route.len());
        Timed {
            world,
            effort: steps.0,
            wait: steps.1,
            on_term: steps.2,
            terms: terms
                .filter_map(|(month, day)| TermStart::new(month, day))
                .collect(),
            hours_per_week: person.1,
            target: person.2,
            finish,
            windows: Vec::new(),
        }
    })
}

/// A schedule: of each planned step the first and the last day, counted from
/// today.
pub(crate) type Days = BTreeMap<usize, (i32, i32)>;

/// Which of the three values of an estimate.
pub(crate) type Pick = fn(&Estimate) -> u32;

impl Timed {
    /// The plan of the core, with the evaluation it rests on.
    pub(crate) fn plan<T>(&self, law: impl FnOnce(&Evaluation<'_>, &Plan) -> T) -> T {
        self.plan_on(TODAY, law)
    }

    /// The plan that the core makes on a day, whatever day the world is about.
    pub(crate) fn plan_on<T>(&self, day: Date, law: impl FnOnce(&Evaluation<'_>, &Plan) -> T) -> T {
        let mut parts = self.world.parts();
        for (stage, _) in &mut parts.stages {
            for step in &mut stage.steps {
                let number: usize = step.id.as_str()[1..].parse().expect("a number");
                step.effort_hours = self.effort[number];
                step.wait_days = self.wait[number];
                step.start_on_term = self.on_term[number];
            }
        }
        for (place, window) in self.windows.iter().enumerate() {
            let mut steps = parts
                .stages
                .iter_mut()
                .flat_map(|(stage, _)| &mut stage.steps);
            let owner = steps.find(|step| step.id == id(window.owner));
            let owner = owner.expect("the world holds it");
            owner.clocks.push(self.clock(place, window));
        }
        let finish = stage_name(self.world.route[self.finish]);
        parts.pathways[0].0.finish = Some(StageId::new(&finish).expect("an id"));
        let catalog = audit(parts).expect("a world is grown sound");
        let record = Record {
            hours_per_week: Some(self.hours_per_week),
            target: self.target.map(|days| TODAY + days.days()),
            terms: self.terms.clone(),
            ..self.world.record()
        };
        let evaluation = Evaluation::new(&catalog, &record, PathwayKey(0), day);
        law(&evaluation, &Plan::of(&evaluation))
    }

    /// A window as its author would write it: from the day its step was done.
    fn clock(&self, place: usize, window: &Window) -> Clock {
        let begun = self.world.steps[window.owner].mark.on;
        let ago = begun.map_or(0, |on| (TODAY - on).get_days());
        let length = format!("{}d", ago + i32::from(window.ends));
        let ids = |steps: &[usize]| steps.iter().map(|&step| id(step)).collect();
        let start = Start::Mark {
            step: None,
            day: MarkDay::On,
        };
        Clock {
            stops: ids(&window.stops),
            inside: ids(&window.inside),
            ..kept::window(&format!("window-{place}"), start, &length)
        }
    }

    /// Without terms, marks under way and days known from outside.
    pub(crate) fn begun_from_nothing(mut self) -> Self {
        self.terms.clear();
        for step in &mut self.world.steps {
            step.mark.expect = None;
            if step.mark.state == State::Doing {
                step.mark.state = State::Todo;
            }
        }
        self
    }

    /// Every estimate turned into one that needs nobody's time.
    pub(crate) fn without_effort(mut self) -> Self {
        self.effort.fill(Estimate::ZERO);
        self
    }

    pub(crate) fn is_doing(&self, step: usize) -> bool {
        self.world.steps[step].mark.state == State::Doing && !self.world.is_satisfied(step)
    }

    /// The member by which an open group is gone.
    fn member(&self, group: &[usize]) -> usize {
        let held: Vec<usize> = group
            .iter()
            .copied()
            .filter(|&step| self.world.holds(step))
            .collect();
        let doing = held.iter().find(|&&step| self.is_doing(step));
        let mut rest = held.iter();
        let not_no = rest.find(|&&step| self.world.steps[step].mark.state != State::No);
        *doing.or(not_no).unwrap_or(&held[0])
    }

    /// What a planned step waits for: all of these.
    pub(crate) fn waits_for(&self, step: usize) -> BTreeSet<usize> {
        let groups = self.world.open_groups(step);
        let members = groups.into_iter().map(|group| self.member(group));
        self.world
            .lacks_all_of(step)
            .into_iter()
            .filter(|&first| self.world.holds(first))
            .chain(members)
            .collect()
    }

    /// The steps that are planned.
    pub(crate) fn planned(&self) -> BTreeSet<usize> {
        let path = self.world.path();
        let mut planned: BTreeSet<usize> = path
            .into_iter()
            .filter(|&step| self.world.is_left(step))
            .filter(|&step| !self.world.steps[step].optional || self.is_doing(step))
            .collect();
        loop {
            let more: BTreeSet<usize> = planned
                .iter()
                .flat_map(|&step| self.waits_for(step))
                .collect();
            if more.is_subset(&planned) {
                return planned;
            }
            planned.extend(more);
        }
    }

    /// Whether a step lies in a stage up to the finish.
    pub(crate) fn is_up_to_finish(&self, step: usize) -> bool {
        self.world.route[..=self.finish].contains(&self.world.steps[step].stage)
    }

    fn effort_days(&self, step: usize, pick: Pick, hours_per_week: u32) -> i32 {
        let exact = f64::from(pick(&self.effort[step])) * 7.0 / f64::from(hours_per_week);
        // Rounded up; the small number keeps 7.000000001 from being 8.
        (exact - 1e-9).ceil().max(0.0) as i32
    }

    fn has_effort(&self, step: usize) -> bool {
        self.effort[step].high > 0
    }

    /// Everything that could come first, whatever is marked.
    fn could_wait_for(&self, step: usize) -> Vec<usize> {
        let of = &self.world.steps[step];
        let stages = self.world.numbers().filter(|&first| {
            !self.world.steps[first].optional
                && of.requires_stages.contains(&self.world.steps[first].stage)
        });
        let all = of.requires.iter().chain(of.groups.iter().flatten());
        let all = all.copied().chain(stages);
        all.filter(|&first| self.world.holds(first)).collect()
    }

    /// The order of effort: a schedule at 10 hours a week, as if nothing were
    /// marked.
    pub(crate) fn order(&self) -> Vec<usize> {
        let path = self.world.path();
        let likely: Pick = |estimate| estimate.likely;
        let effort = |step: usize| {
            let days = self.effort_days(step, likely, 10);
            days.max(i32::from(self.has_effort(step)))
        };
        let wait = |step: usize| self.wait[step].likely as i32;
        let mut order = Vec::new();
        let mut ends: BTreeMap<usize, i32> = BTreeMap::new();
        let mut now = 0;
        loop {
            // What needs nobody's time ends by itself.
            while let Some((step, end)) = path.iter().find_map(|&step| {
                let known = ends.contains_key(&step) || self.has_effort(step);
                let ready = self.all_ended(step, &ends).filter(|_| !known)?;
                Some((step, ready + wait(step)))
            }) {
                ends.insert(step, end);
            }
            let mut available: Vec<(i32, usize)> = path
                .iter()
                .filter(|step| self.has_effort(**step) && !ends.contains_key(step))
                .filter_map(|&step| Some((self.all_ended(step, &ends)?, step)))
                .collect();
            let Some(&(first, _)) = available.iter().min() else {
                return order;
            };
            now = now.max(first);
            available.retain(|&(ready, _)| ready <= now);
            let place = |step: usize| path.iter().position(|&known| known == step);
            let best = available
                .iter()
                .map(|&(_, step)| step)
                .min_by_key(|&step| (-self.remaining(step, &path, &effort, &wait), place(step)));
            let Some(step) = best else { return order };
            now += effort(step);
            ends.insert(step, now + wait(step));
            order.push(step);
        }
    }

    /// The day on which all that a step could wait for has ended.
    fn all_ended(&self, step: usize, ends: &BTreeMap<usize, i32>) -> Option<i32> {
        let firsts = self.could_wait_for(step);
        let ends: Option<Vec<i32>> = firsts
            .iter()
            .map(|first| ends.get(first).copied())
            .collect();
        Some(ends?.into_iter().max().unwrap_or(0))
    }

    fn remaining(
        &self,
        step: usize,
        path: &[usize],
        effort: &impl Fn(usize) -> i32,
        wait: &impl Fn(usize) -> i32,
    ) -> i32 {
        let after = path
            .iter()
            .filter(|&&next| self.could_wait_for(next).contains(&step))
            .map(|&next| self.remaining(next, path, effort, wait))
            .max();
        effort(step) + wait(step) + after.unwrap_or(0)
    }

    /// The whole schedule.
    pub(crate) fn schedule(&self, pick: Pick) -> Days {
        let planned = self.planned();
        let path = self.world.path();
        let effort = |step: usize| self.effort_days(step, pick, self.hours_per_week);
        let wait = |step: usize| pick(&self.wait[step]) as i32;
        let mark = |step: usize| &self.world.steps[step].mark;
        let expected = |step: usize| self.expected(step);
        let until = |step: usize| self.work_until(step, &planned, pick);
        let days_ago = |step: usize| self.days_ago(step);

        // The steps under way come first, by the day they were begun.
        let mut free = 0;
        let mut begun: Vec<usize> = path
            .iter()
            .copied()
            .filter(|step| planned.contains(step) && self.is_doing(*step))
            .collect();
        begun.sort_by_key(|&step| mark(step).on);
        let mut time_ends: BTreeMap<usize, i32> = BTreeMap::new();
        for step in begun {
            let left = effort(step) - days_ago(step);
            if left > 0 {
                let end = free + left;
                let by = [expected(step), until(step)].into_iter().flatten().min();
                free = by.map_or(end, |by| end.min(by.max(free)));
                time_ends.insert(step, free);
            } else {
                time_ends.insert(step, left);
            }
        }

        let order: Vec<usize> = self
            .order()
            .into_iter()
            .filter(|step| planned.contains(step) && !self.is_doing(*step))
            .collect();
        let mut days = Days::new();
        // Until nothing moves: whatever is known lets the next be known.
        while days.len() < planned.len() {
            let next = planned.iter().copied().find(|step| {
                let firsts = self.waits_for(*step);
                let in_row = order.iter().position(|known| known == step);
                let is_its_turn = in_row.is_none_or(|place| {
                    order[..place]
                        .iter()
                        .all(|before| days.contains_key(before))
                });
                !days.contains_key(step)
                    && is_its_turn
                    && firsts.iter().all(|first| days.contains_key(first))
            });
            let step = next.expect("a world without a circle can be scheduled");
            let firsts = self.waits_for(step);
            let ready = firsts
                .iter()
                .map(|first| days[first].1)
                .max()
                .unwrap_or(0)
                .max(0);
            if let Some(end) = time_ends.get(&step) {
                let by = until(step).unwrap_or(i32::MAX);
                let mut finish = (*end).min(by) + wait(step);
                if self.on_term[step] {
                    finish = finish.min(by);
                }
                let finish = expected(step).unwrap_or(finish);
                days.insert(step, (-days_ago(step), finish.max(ready)));
                continue;
            }
            let mut start = ready;
            if self.has_effort(step) {
                start = start.max(free);
            }
            if self.on_term[step] {
                start = self.term_from(start);
            }
            // For a day known from outside it starts before the term, and beside what
            // the person is at.
            let by = until(step).unwrap_or(i32::MAX);
            let needs = if expected(step).is_some() {
                0
            } else {
                effort(step)
            };
            start = start.min((by - needs).max(ready));
            let mut end = (start + effort(step)).min(by);
            let mut finish = end + wait(step);
            if self.on_term[step] {
                finish = finish.min(by);
            }
            if let Some(expected) = expected(step) {
                finish = expected.max(start);
                end = end.min(finish);
            }
            if self.has_effort(step) {
                free = free.max(end);
            }
            days.insert(step, (start, finish));
        }
        days
    }

    /// What a step waits for by itself whatever a school's calendar says.
    fn fixed_wait(&self, step: usize, pick: Pick) -> i32 {
        if self.on_term[step] {
            0
        } else {
            pick(&self.wait[step]) as i32
        }
    }

    /// The day from which fixed waits alone allow a step.
    fn allowed(&self, step: usize, pick: Pick) -> i32 {
        let firsts = self.waits_for(step).into_iter();
        let ends = firsts.map(|first| {
            let allowed = self.allowed(first, pick);
            let wait = self.fixed_wait(first, pick);
            match self.expected(first) {
                Some(day) => day.max(allowed),
                None if self.is_doing(first) => allowed.max(wait - self.days_ago(first)),
                None => allowed + wait,
            }
        });
        ends.max().unwrap_or(0).max(0)
    }

    fn days_ago(&self, step: usize) -> i32 {
        let on = self.world.steps[step].mark.on;
        on.map_or(0, |on| (TODAY - on).get_days().max(0))
    }

    /// The day by which a step has to be done for a day known from outside.
    fn done_by(&self, step: usize, planned: &BTreeSet<usize>, pick: Pick) -> Option<i32> {
        let next = planned.iter().copied();
        let next = next.filter(|&next| self.waits_for(next).contains(&step));
        next.filter_map(|next| match self.expected(next) {
            Some(day) if self.allowed(next, pick) <= day => Some(day),
            None if !self.is_doing(next) => self.work_until(next, planned, pick),
            _ => self.done_by(next, planned, pick),
        })
        .min()
    }

    /// The day by which the work on a step has to end for it.
    fn work_until(&self, step: usize, planned: &BTreeSet<usize>, pick: Pick) -> Option<i32> {
        match self.expected(step) {
            Some(day) if self.allowed(step, pick) <= day => Some(day),
            Some(_) => self.done_by(step, planned, pick),
            None => Some(self.done_by(step, planned, pick)? - self.fixed_wait(step, pick)),
        }
    }

    /// Whether anything is known to be done on a day ahead.
    pub(crate) fn has_days_ahead(&self) -> bool {
        let mut planned = self.planned().into_iter();
        planned.any(|step| self.expected(step).is_some())
    }

    /// Whether the fixed waits before a day known from outside end by then.
    pub(crate) fn can_hold(&self, step: usize) -> bool {
        let allowed = self.allowed(step, |estimate| estimate.likely);
        self.expected(step).is_some_and(|day| allowed <= day)
    }

    /// Whether a target or a day known from outside can make a step late.
    pub(crate) fn can_be_late(&self, step: usize, planned: &Days) -> bool {
        let holds_up_the_finish =
            |later: &usize| self.is_up_to_finish(*later) && self.leads_to(step, *later);
        self.has_days_ahead() || (self.target.is_some() && planned.keys().any(holds_up_the_finish))
    }

    /// Whether a step is another one, or comes before it in the end.
    fn leads_to(&self, step: usize, later: usize) -> bool {
        step == later
            || self
                .waits_for(later)
                .iter()
                .any(|&first| self.leads_to(step, first))
    }

    /// The next term start, day by day.
    fn term_from(&self, start: i32) -> i32 {
        if self.terms.is_empty() {
            return start;
        }
        (start..)
            .find(|&day| self.is_term(day))
            .expect("terms come again")
    }

    /// The last day of the last required step, up to the finish or after it.
    pub(crate) fn last(&self, days: &Days, is_up_to_finish: bool) -> Option<i32> {
        days.iter()
            .filter(|(step, _)| !self.world.steps[**step].optional)
            .filter(|(step, _)| self.is_up_to_finish(**step) == is_up_to_finish)
            .map(|(_, &(_, finish))| finish)
            .max()
    }

    /// The latest start of a planned step, by the textbook; of a course the last
    /// term start before it.
    pub(crate) fn latest_start(&self, step: usize, days: &Days) -> i32 {
        let (start, finish) = days[&step];
        let by_estimate = self.effort_days(step, |estimate| estimate.likely, self.hours_per_week)
            + self.wait[step].likely as i32;
        let takes = if self.is_doing(step) {
            finish.max(0)
        } else {
            by_estimate.min(finish - start)
        };
        let latest = self.latest_end(step, days) - takes;
        if self.is_doing(step) || !self.on_term[step] {
            return latest;
        }
        (0..=latest)
            .rev()
            .find(|&day| self.is_term(day))
            .unwrap_or(latest)
    }

    fn latest_end(&self, step: usize, days: &Days) -> i32 {
        let mut by = if self.is_up_to_finish(step) {
            self.target.or_else(|| self.last(days, true))
        } else {
            self.last(days, false)
        };
        // A day known from outside stands as it is.
        if let Some(day) = self.expected(step) {
            by = by.map(|by| by.min(day));
        }
        days.keys()
            .filter(|&&next| self.waits_for(next).contains(&step))
            .filter(|&&next| self.is_up_to_finish(next) || !self.is_up_to_finish(step))
            .map(|&next| {
                // What is under way has begun, and only ends after it.
                if self.is_doing(next) {
                    self.latest_end(next, days)
                } else {
                    self.latest_start(next, days)
                }
            })
            .chain([by.unwrap_or(0)])
            .min()
            .unwrap_or(0)
    }

    /// The day from outside, where it lies ahead.
    fn expected(&self, step: usize) -> Option<i32> {
        let expect = self.world.steps[step].mark.expect;
        expect
            .map(|day| (day - TODAY).get_days())
            .filter(|&day| day >= 0)
    }

    fn is_term(&self, day: i32) -> bool {
        let day = TODAY + day.days();
        let mut terms = self.terms.iter();
        terms.any(|term| {
            // February 29 is the 28th in a common year.
            let moves = (term.month, term.day) == (2, 29) && !day.in_leap_year();
            let in_year = if moves { 28 } else { term.day };
            (term.month, in_year) == (day.month(), day.day())
        })
    }
}
