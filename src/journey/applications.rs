//! Job applications as they stand on a day: the stage of each, the clocks that
//! run, and what happened in a period.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::{
    calendar::by_calendar,
    clocks::{ClockState, Course},
    counted::TookPlace,
    days_between,
    entries::{Application, Reached},
    evaluation::Evaluation,
    facts::FactInForce,
    record::Record,
};
use crate::catalog::application::{ApplicationClock, ApplicationRules, ApplicationStage, Stops};

/// No id of an application that a person made up is longer in a name.
const LONGEST_ID: usize = 64;

/// A clock that runs for an application.
#[derive(Debug, Clone)]
pub struct JobClock<'a> {
    /// The application.
    pub application: &'a Application,
    /// Its place in the profile, counted from 0.
    pub place: usize,
    /// What its author wrote.
    pub definition: &'a ApplicationClock,
    /// The stage it runs in.
    pub stage: &'a ApplicationStage,
    /// The day of the stage that it runs from.
    pub starts: Date,
    /// The first day on which it is usual to settle it; absent where that is
    /// every day.
    pub from: Option<Date>,
    /// Its last day, which still counts.
    pub ends: Date,
    /// Days from today to its end, below zero behind it.
    pub days_left: i32,
    /// How it stands: it runs, is due soon, or overdue.
    pub state: ClockState,
    /// The fact that its length comes from; none where the employer named the
    /// day.
    pub fact: Option<FactInForce<'a>>,
}

impl JobClock<'_> {
    /// What runs, with the words of the application.
    #[must_use]
    pub fn title(&self) -> String {
        let Application {
            title, employer, ..
        } = self.application;
        self.definition.title_for(title, employer)
    }

    /// Its days and its state.
    #[must_use]
    pub fn course(&self) -> Course {
        Course {
            starts: Some(self.starts),
            ends: Some(self.ends),
            days_left: Some(self.days_left),
            state: self.state,
            printed: self.fact.is_none(),
        }
    }

    /// Whether it is too early to settle it, by habit.
    #[must_use]
    pub fn is_early(&self) -> bool {
        // Both count back from the end: today lies further away than `from`.
        self.from
            .is_some_and(|from| self.days_left > days_between(from, self.ends))
    }

    /// What tells it from the clocks of other applications: its id and that of
    /// the application, or its place where somebody wrote it down without one.
    #[must_use]
    pub fn name(&self, record: &Record) -> String {
        let id = &self.application.id;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric();
        let is_good = (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(is_plain);
        let mut same = record.applications.iter().filter(|one| one.id == *id);
        let of = match is_good && same.nth(1).is_none() {
            true => id.clone(),
            false => format!("at-{}", self.place + 1),
        };
        format!("{of}-{}", self.definition.id)
    }

    /// What is most urgent comes first: what only another stage settles, like an
    /// answer to an offer, since missing it can cost the post; then what is
    /// overdue, then by the end.
    fn urgency(&self) -> (bool, bool, Date) {
        let is_habit = self.definition.stops == Stops::Note;
        (is_habit, self.state != ClockState::Overdue, self.ends)
    }
}

/// An application as it stands on a day.
#[derive(Debug, Clone)]
pub struct ApplicationStanding<'a> {
    /// What the person wrote down.
    pub application: &'a Application,
    /// Its place in the profile, counted from 0.
    pub place: usize,
    /// The stage it is in, and since when; none where the first is to come.
    pub reached: Option<&'a Reached>,
    /// The stage; none where no file knows it.
    pub stage: Option<&'a ApplicationStage>,
    /// Days since then.
    pub days: Option<i32>,
    /// Its clocks, the most urgent first.
    pub clocks: Vec<JobClock<'a>>,
}

impl ApplicationStanding<'_> {
    /// Whether nothing more is to come of it.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.stage.is_some_and(|stage| stage.end)
    }
}

impl<'a> Evaluation<'a> {
    /// The same with the clocks of job applications, and with how many were sent.
    ///
    /// They are worked out where they are asked for: most people have none, and
    /// their definitions are read for those who have.
    #[must_use]
    pub fn with_applications(mut self, rules: &'a ApplicationRules) -> Self {
        let applications = self.record.applications.iter().enumerate();
        let clocks = applications.flat_map(|(place, one)| self.clocks_of(rules, place, one));
        let mut clocks: Vec<JobClock<'a>> = clocks.collect();
        clocks.sort_by_key(JobClock::urgency);
        self.jobs = clocks;
        self.sent = Some(applied_count(rules, self.record, self.today));
        self.rules = Some(rules);
        let today = self.today;
        let reached = self.record.applications.iter();
        let reached = reached.filter_map(|one| one.stage_on(today));
        let happened: Vec<TookPlace> = reached
            .filter_map(|reached| {
                let step = rules.stage(&reached.stage)?.step.as_ref()?;
                let step = self.catalog.step_named(step.as_str())?;
                let on = Some(reached.on);
                Some(TookPlace { step, on })
            })
            .collect();
        self.add_happened(happened);
        self
    }

    /// The clocks of job applications that run, are due soon or overdue, the
    /// most urgent first; none where nobody asked for them.
    #[must_use]
    pub fn job_clocks(&self) -> &[JobClock<'a>] {
        &self.jobs
    }

    /// The applications: the open ones, the most urgent first and then the one
    /// moved last; behind them those that are over, the last one first.
    #[must_use]
    pub fn applications(&self, rules: &'a ApplicationRules) -> Vec<ApplicationStanding<'a>> {
        let applications = self.record.applications.iter().enumerate();
        let mut all: Vec<ApplicationStanding<'a>> = applications
            .map(|(place, application)| {
                let reached = application.stage_on(self.today);
                ApplicationStanding {
                    application,
                    place,
                    reached,
                    stage: reached.and_then(|reached| rules.stage(&reached.stage)),
                    days: reached.map(|reached| days_between(reached.on, self.today)),
                    clocks: self.clocks_of(rules, place, application),
                }
            })
            .collect();
        all.sort_by_key(|one| {
            let urgency = one.clocks.first().map(JobClock::urgency);
            let since = one.reached.map(|reached| reached.on);
            (one.is_over(), urgency.is_none(), urgency, Reverse(since))
        });
        all
    }

    fn clocks_of(
        &self,
        rules: &'a ApplicationRules,
        place: usize,
        application: &'a Application,
    ) -> Vec<JobClock<'a>> {
        let Some(reached) = application.stage_on(self.today) else {
            return Vec::new();
        };
        let Some(stage) = rules.stage(&reached.stage) else {
            return Vec::new();
        };
        let clocks = rules.clocks.iter();
        let clocks = clocks.filter(|clock| clock.stage == stage.id);
        let mut clocks: Vec<JobClock<'a>> = clocks
            .filter_map(|clock| self.job_clock((clock, stage), place, application, reached))
            .collect();
        clocks.sort_by_key(JobClock::urgency);
        settle(&mut clocks, application, reached.on, self.today);
        clocks
    }

    fn job_clock(
        &self,
        (definition, stage): (&'a ApplicationClock, &'a ApplicationStage),
        place: usize,
        application: &'a Application,
        reached: &Reached,
    ) -> Option<JobClock<'a>> {
        let starts = reached.on;
        let (from, ends, fact) = match reached.until.filter(|_| definition.until) {
            Some(until) => (None, until, None),
            None => {
                let fact = self.fact_on(&definition.length, Some(starts))?;
                // What the person found may be no length.
                let lengths = fact.value().lengths();
                let (low, high) = lengths.or_else(|| fact.version.claim.value.lengths())?;
                let promised = reached.expect.filter(|_| definition.expect);
                // A promise before the stage was one of an earlier stage.
                let counted_from = promised.unwrap_or(starts).max(starts);
                let after = |length| by_calendar(counted_from, length, false);
                let (from, ends) = (after(low), after(high));
                ((from < ends).then_some(from), ends, Some(fact))
            }
        };
        let days_left = days_between(self.today, ends);
        Some(JobClock {
            application,
            place,
            definition,
            stage,
            starts,
            from,
            ends,
            days_left,
            state: ClockState::of_days(days_left, Some(days_between(starts, ends))),
            fact,
        })
    }
}

/// Takes out what messages have settled.
///
/// A message settles the clock that ends first: the first after an interview is
/// the thanks. One that is sent when another could be settled, too, settles that
/// as well: whoever asks how it stands need not thank any more.
fn settle(clocks: &mut Vec<JobClock<'_>>, application: &Application, from: Date, today: Date) {
    let sent = application.notes.iter().filter(|note| note.sent);
    let sent = sent.map(|note| note.on);
    let mut sent: Vec<Date> = sent.filter(|&on| on >= from && on <= today).collect();
    sent.sort_unstable();
    for on in sent {
        let is_open = |clock: &JobClock<'_>| clock.definition.stops == Stops::Note;
        let open = clocks.iter().filter(|clock| is_open(clock));
        let first = open.min_by_key(|clock| clock.ends);
        let first = first.map(|clock| clock.definition.id.clone());
        clocks.retain(|clock| {
            let is_first = first.as_ref() == Some(&clock.definition.id);
            let is_time = clock.from.is_none_or(|from| from <= on);
            !(is_open(clock) && (is_first || is_time))
        });
    }
}

/// How many applications were ever sent by a day.
#[must_use]
pub fn applied_count(rules: &ApplicationRules, record: &Record, today: Date) -> usize {
    let was_sent = |reached: &Reached| {
        reached.on <= today && rules.stage(&reached.stage).is_some_and(|stage| stage.sent)
    };
    let applications = record.applications.iter();
    applications
        .filter(|application| application.stages.iter().any(was_sent))
        .count()
}

/// What happened in a period, day by day.
#[derive(Debug, Clone)]
pub struct JobReport<'a> {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// By day; of one day in the order of the profile.
    pub events: Vec<Event<'a>>,
    /// How often each stage was reached, in the order of the catalog; then the
    /// stages that no file knows.
    pub by_stage: Vec<(&'a str, usize)>,
    /// How many messages were sent.
    pub messages: usize,
    /// How many applications had an event.
    pub applications: usize,
}

/// Something that happened to an application.
#[derive(Debug, Clone, Copy)]
pub struct Event<'a> {
    /// The day.
    pub on: Date,
    /// The application.
    pub application: &'a Application,
    /// What happened.
    pub what: Happened<'a>,
}

/// What happened to an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened<'a> {
    /// It reached a stage, by its id.
    Stage(&'a str),
    /// A message was sent to the employer.
    Message,
}

/// What happened from one day to another, both counted, and not after today.
#[must_use]
pub fn job_report<'a>(
    rules: &'a ApplicationRules,
    record: &'a Record,
    from: Date,
    to: Date,
    today: Date,
) -> JobReport<'a> {
    let is_inside = |on: Date| on >= from && on <= to.min(today);
    let mut events = Vec::new();
    let mut applications = 0;
    for application in &record.applications {
        let before = events.len();
        let stages = application.stages.iter().map(|reached| Event {
            on: reached.on,
            application,
            what: Happened::Stage(&reached.stage),
        });
        let sent = application.notes.iter().filter(|note| note.sent);
        let messages = sent.map(|note| Event {
            on: note.on,
            application,
            what: Happened::Message,
        });
        events.extend(stages.chain(messages).filter(|event| is_inside(event.on)));
        applications += usize::from(events.len() > before);
    }
    events.sort_by_key(|event| event.on);
    let mut by_stage: Vec<(&str, usize)> = rules
        .stages
        .iter()
        .map(|stage| (stage.id.as_str(), 0))
        .collect();
    let mut messages = 0;
    for event in &events {
        match event.what {
            Happened::Message => messages += 1,
            Happened::Stage(id) => match by_stage.iter_mut().find(|(stage, _)| *stage == id) {
                Some((_, count)) => *count += 1,
                None => by_stage.push((id, 1)),
            },
        }
    }
    by_stage.retain(|(_, count)| *count > 0);
    JobReport {
        from,
        to,
        events,
        by_stage,
        messages,
        applications,
    }
}

#[cfg(test)]
mod tests;
