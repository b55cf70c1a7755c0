//! Clocks only ever take away: what they reopen was marked, what they hold back
//! can be done on a later day, and every step keeps exactly one standing.

use hitpath::{
    catalog::{
        CredentialKey, FileKey, PathwayKey,
        audit::audit,
        clock::{Clock, ClockKind, ClockLength, MarkDay, Start},
        credential::Credential,
        id::{ClockId, CredentialId, StepId},
        length::Length,
    },
    journey::{
        clocks::ClockState,
        evaluation::Evaluation,
        next::{NoneBecause, Reason, next},
        record::{Attempt, ExamResult, Mark, Record, State},
        standing::Standing,
    },
};
use jiff::ToSpan;
use proptest::{collection::vec, option, prelude::*, sample::Index};

use crate::{
    seen::{id, key},
    world::{TODAY, World, tries, world},
};

/// What a clock is grown from.
#[derive(Debug, Clone)]
struct Seed {
    /// The step it stands in; in the credential, where there is none.
    owner: Option<Index>,
    kind: Index,
    start: Index,
    /// The step or clock that a start names.
    named: Index,
    length: Option<(u32, &'static str)>,
    before: bool,
    repeats: bool,
    chance: bool,
    working_days: bool,
    stops: Vec<Index>,
    inside: Vec<Index>,
    opens: Vec<Index>,
    reopens: Vec<Index>,
    until_of: Vec<Index>,
    while_open: Vec<Index>,
}

fn seed() -> impl Strategy<Value = Seed> {
    let unit = prop_oneof![Just("d"), Just("w"), Just("mo"), Just("y")];
    let steps = || vec(any::<Index>(), 0..3);
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let starts = (
        option::weighted(0.7, any::<Index>()),
        any::<Index>(),
        any::<Index>(),
        any::<Index>(),
        option::weighted(0.8, (0u32..90, unit)),
    );
    let links = (steps(), steps(), steps(), steps(), steps(), steps());
    (starts, flags, links).prop_map(|(starts, flags, links)| Seed {
        owner: starts.0,
        kind: starts.1,
        start: starts.2,
        named: starts.3,
        length: starts.4,
        before: flags.0,
        repeats: flags.1,
        chance: flags.2,
        working_days: flags.3,
        stops: links.0,
        inside: links.1,
        opens: links.2,
        reopens: links.3,
        until_of: links.4,
        while_open: links.5,
    })
}

impl Seed {
    /// A clock that keeps the rules of the audit; a start at the end of another
    /// clock names one before it.
    fn grow(&self, number: usize, steps: usize) -> Clock {
        let ids = |picks: &[Index]| -> Vec<StepId> {
            picks.iter().map(|pick| id(pick.index(steps))).collect()
        };
        let kind = ClockKind::ALL[self.kind.index(4)];
        let is_wait = kind == ClockKind::Wait;
        let step = Some(id(self.named.index(steps)));
        let mut starts = vec![
            Start::Mark {
                step: step.clone(),
                day: MarkDay::On,
            },
            Start::Mark {
                step: step.clone(),
                day: MarkDay::Until,
            },
            Start::Mark {
                step,
                day: MarkDay::Expect,
            },
        ];
        if number > 0 {
            let other = self.named.index(number);
            starts.push(Start::End(clock_id(other)));
        }
        if self.owner.is_none() {
            starts.extend([Start::Failed, Start::Held, Start::Held]);
        }
        let start = starts[self.start.index(starts.len())].clone();
        let length = self.length.map(|(amount, unit)| {
            let length = Length::parse(&format!("{amount}{unit}"));
            ClockLength::Exactly(length.expect("a length"))
        });
        let in_days = matches!(self.length, Some((_, "d")));
        Clock {
            id: clock_id(number),
            title: "".into(),
            kind,
            starts: vec![start],
            before: self.before && length.is_some(),
            working_days: self.working_days && in_days,
            repeats: self.repeats && length.is_some() && !self.stops.is_empty(),
            chance: self.chance,
            stops: ids(&self.stops),
            inside: ids(&self.inside),
            opens: if is_wait && length.is_some() {
                ids(&self.opens)
            } else {
                Vec::new()
            },
            reopens: if is_wait {
                Vec::new()
            } else {
                ids(&self.reopens)
            },
            until_of: ids(&self.until_of),
            while_open: ids(&self.while_open),
            shares_with: Vec::new(),
            missed: None,
            facts: Vec::new(),
            length,
        }
    }
}

fn clock_id(number: usize) -> ClockId {
    ClockId::new(&format!("c{number}")).expect("an id")
}

/// A world with clocks and attempts at the exam of one credential.
#[derive(Debug, Clone)]
struct Clocked {
    world: World,
    seeds: Vec<Seed>,
    /// The steps that award the credential, date it, and are done again.
    awards: Index,
    dated_by: Option<Index>,
    exam_day: Option<Index>,
    reopens: Vec<Index>,
    /// Days from today, and whether it was passed.
    attempts: Vec<(i32, bool)>,
}

fn clocked() -> impl Strategy<Value = Clocked> {
    let attempts = vec((-300i32..30, any::<bool>()), 0..4);
    let steps = (
        any::<Index>(),
        option::of(any::<Index>()),
        option::of(any::<Index>()),
        vec(any::<Index>(), 0..4),
    );
    (world(), vec(seed(), 0..8), steps, attempts).prop_map(|(world, seeds, steps, attempts)| {
        Clocked {
            world,
            seeds,
            awards: steps.0,
            dated_by: steps.1,
            exam_day: steps.2,
            reopens: steps.3,
            attempts,
        }
    })
}

impl Clocked {
    /// Whether a step is the question that dates the credential, answered no
    /// before the exam was sat, or before an attempt that was passed.
    fn is_asked_again(&self, question: usize) -> bool {
        let steps = &self.world.steps;
        let named = |step: Option<Index>| step.map(|step| step.index(steps.len()));
        let sat = named(self.exam_day).map(|exam| &steps[exam].mark);
        let sat = sat.filter(|mark| mark.state == State::Done);
        let passed = self
            .attempts
            .iter()
            .filter(|&&(days, passed)| passed && days <= 0);
        let passed = passed
            .map(|&(days, _)| TODAY + i64::from(days).days())
            .max();
        let sat = sat.and_then(|mark| mark.on).max(passed);
        let (Some(answered), Some(sat)) = (steps[question].mark.on, sat) else {
            return false;
        };
        named(self.dated_by) == Some(question) && answered < sat
    }

    fn look<T>(&self, law: impl FnOnce(&Evaluation<'_>) -> T) -> T {
        let steps = self.world.steps.len();
        let mut parts = self.world.parts();
        let credential_id = CredentialId::new("badge").expect("an id");
        let mut credential = Credential::new(credential_id.clone(), "", "");
        credential.dated_by = self.dated_by.map(|step| id(step.index(steps)));
        credential.exam_day = self.exam_day.map(|step| id(step.index(steps)));
        credential.reopens_on_fail = self
            .reopens
            .iter()
            .map(|step| id(step.index(steps)))
            .collect();
        let awarding = id(self.awards.index(steps));
        for step in parts
            .stages
            .iter_mut()
            .flat_map(|(stage, _)| &mut stage.steps)
        {
            if step.id == awarding {
                step.awards = Some(credential_id.clone());
            }
            for (number, seed) in self.seeds.iter().enumerate() {
                if seed
                    .owner
                    .is_some_and(|owner| id(owner.index(steps)) == step.id)
                {
                    step.clocks.push(seed.grow(number, steps));
                }
            }
        }
        for (number, seed) in self.seeds.iter().enumerate() {
            if seed.owner.is_none() {
                credential.clocks.push(seed.grow(number, steps));
            }
        }
        parts.credentials.push((credential, FileKey(0)));
        let catalog = audit(parts).expect("it is grown sound");
        let attempts = self.attempts.iter().map(|&(days, is_passed)| Attempt {
            id: String::new(),
            exam: "badge".into(),
            on: TODAY + days.days(),
            result: ExamResult::ALL[usize::from(!is_passed)],
            score: None,
        });
        let record = Record {
            attempts: attempts.collect(),
            ..self.world.record()
        };
        law(&Evaluation::new(&catalog, &record, PathwayKey(0), TODAY))
    }
}

proptest! {
    #![proptest_config(tries())]

    #[test]
    fn a_standing_is_what_the_mark_and_the_clocks_make_of_it(world in clocked()) {
        world.look(|evaluation| {
            for number in world.world.numbers() {
                let step = key(number);
                let standing = evaluation.standing(step);
                let is_satisfied = evaluation.is_satisfied(step);
                prop_assert_eq!(standing.is_satisfied(), is_satisfied, "s{}", number);
                // What counts without clocks can only be taken away.
                prop_assert!(!is_satisfied || world.world.is_satisfied(number), "s{}", number);
                let state = evaluation.mark(step).map_or(State::Todo, |mark: &Mark| mark.state);
                let state = match state {
                    State::No if world.is_asked_again(number) => State::Todo,
                    state => state,
                };
                let expected = match state {
                    State::Done if is_satisfied => Standing::Done,
                    State::Waived if is_satisfied => Standing::Waived,
                    State::No => Standing::No,
                    State::Doing => Standing::Doing,
                    _ if !evaluation.missing(step).is_empty() => Standing::Locked,
                    _ if evaluation.waiting_until(step).is_some() => Standing::Waiting,
                    State::Todo => Standing::Open,
                    State::Done | State::Waived => Standing::Lapsed,
                };
                prop_assert_eq!(standing, expected, "s{}", number);
                if let Some((until, _)) = evaluation.waiting_until(step) {
                    prop_assert!(until > TODAY, "s{} waits until {}", number, until);
                }
            }
            let waiting = evaluation.waiting();
            for (step, until, _) in waiting {
                prop_assert!(evaluation.holds(step) && until > TODAY);
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_clock_stands_as_its_days_say(world in clocked()) {
        world.look(|evaluation| {
            for clock in evaluation.clocks() {
                let id = &clock.definition.id;
                let left = clock.ends.map(|ends| (ends - TODAY).get_days());
                prop_assert_eq!(clock.days_left, left, "{}", id);
                let is_wait = clock.definition.kind == ClockKind::Wait;
                match clock.state {
                    ClockState::Overdue => {
                        prop_assert!(left < Some(0) && !is_wait && !clock.definition.chance, "{}", id);
                    }
                    ClockState::DueSoon => {
                        let left = left.expect("an end");
                        // A paper may be needed longer than it is good.
                        let is_paper = clock.definition.kind == ClockKind::Expiry;
                        let is_near = (0..=30).contains(&left) || (left > 30 && is_paper);
                        prop_assert!(is_near && !is_wait, "{}", id);
                    }
                    ClockState::Running if is_wait => prop_assert!(left.is_none_or(|left| left > 0)),
                    ClockState::Running => prop_assert!(left >= Some(0), "{}", id),
                    ClockState::NotStarted | ClockState::Ended => {}
                }
                // A fact stands only behind an end of its own.
                prop_assert!(clock.fact.is_none());
            }
            let watched = evaluation.clocks_to_watch();
            let shown = evaluation.clocks().filter(|clock| {
                clock.state.runs() || clock.state == ClockState::Overdue
            });
            prop_assert_eq!(watched.len(), shown.count());
            let of_badge = evaluation.lapsed_by(CredentialKey(0));
            prop_assert!(of_badge.is_none_or(|clock| clock.state == ClockState::Overdue));
            Ok(())
        })?;
    }

    #[test]
    fn an_attempt_stops_what_sitting_the_exam_stops(
        mut world in clocked(),
        is_passed in any::<bool>(),
    ) {
        // Else few clocks would be stopped by it.
        world.exam_day = world.seeds.iter().find_map(|seed| seed.stops.first().copied());
        world.attempts.push((0, is_passed));
        let exam = world.exam_day.map(|step| id(step.index(world.world.steps.len())));
        world.look(|evaluation| {
            for clock in evaluation.clocks() {
                let definition = clock.definition;
                let is_from_its_start = !definition.repeats
                    && !definition.before
                    && definition.kind != ClockKind::Expiry;
                let is_stop = exam.as_ref().is_some_and(|exam| definition.stops.contains(exam));
                let is_since = clock.starts.is_some_and(|from| from < TODAY);
                if is_from_its_start && is_stop && is_since {
                    prop_assert_eq!(clock.state, ClockState::Ended, "{}", definition.id);
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn next_offers_nothing_that_waits(world in clocked()) {
        world.look(|evaluation| {
            let next = next(evaluation);
            for action in &next.actions {
                let standing = evaluation.standing(action.step);
                let is_to_mark = action.reason.is_only_to_mark();
                prop_assert!(
                    standing.is_actionable() || (is_to_mark && standing == Standing::Locked)
                );
                if let Reason::Inside { ends, .. } = action.reason {
                    prop_assert!(ends >= TODAY);
                }
                if let Reason::Overdue { day, .. } = action.reason {
                    prop_assert!(day < TODAY);
                }
            }
            if let Some(NoneBecause::Waiting { until, steps }) = next.none_because {
                prop_assert!(until > TODAY && !steps.is_empty());
                for step in steps {
                    prop_assert_eq!(evaluation.standing(step), Standing::Waiting);
                    prop_assert!(evaluation.is_needed(step));
                }
            }
            Ok(())
        })?;
    }
}
