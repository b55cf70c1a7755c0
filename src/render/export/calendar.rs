//! `hitpath export --format ics`: what each entry of the calendar says.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use super::ics::{Calendar, Event};
use crate::{
    catalog::{ClockOwner, StepKey, clock::ClockKind, step::Step},
    journey::{
        applications::JobClock,
        clocks::RunningClock,
        days_between,
        evaluation::Evaluation,
        facts::FactInForce,
        occasions::{Occasion, What, occasions},
        plan::Plan,
        start_by::StartBy,
    },
    render::{
        clocks,
        dates::{self, beside, month},
        fact::with_trust,
        jobs,
        json::{FORMAT_VERSION, day, text},
        wording,
    },
};

/// The calendar of a person.
///
/// `owner` ends every identifier and holds no words of the person;
/// `sequence` is higher after every change and on every later day.
#[must_use]
pub fn calendar(
    evaluation: &Evaluation<'_>,
    plan: &Plan,
    owner: String,
    sequence: i32,
    now: Timestamp,
) -> Calendar {
    let title = &evaluation.catalog.pathway(evaluation.pathway).title;
    Calendar {
        title: format!("hitpath: {title}"),
        owner,
        now,
        sequence,
        events: occasions(evaluation, plan)
            .iter()
            .map(|occasion| event(evaluation, plan, occasion))
            .collect(),
    }
}

fn event(evaluation: &Evaluation<'_>, plan: &Plan, occasion: &Occasion<'_>) -> Event {
    let words = Words {
        evaluation,
        plan,
        day: occasion.day,
    };
    let (category, title, lines) = match occasion.what {
        What::Due(step) => words.due(step),
        What::Expected(step) => words.expected(step),
        What::Start(step, by) => words.start(step, &by),
        What::Clock(clock) => words.clock(clock),
        What::Job(clock) => words.job(clock),
        What::Target => words.target(),
    };
    let subject = match occasion.what {
        What::Clock(clock) => Some(clock.definition.id.to_string()),
        What::Job(clock) => Some(clock.name(evaluation.record)),
        other => {
            let step = other.step();
            step.map(|step| evaluation.catalog.step(step).id.to_string())
        }
    };
    Event {
        kind: occasion.what.word(),
        subject,
        day: occasion.day,
        title,
        words: lines.join("\n"),
        category,
        alarm_days: alarm_days(occasion, evaluation.today),
    }
}

/// When to remind of a day, in days before it; never on a day that has passed,
/// since some programs would do that at once.
fn alarm_days(occasion: &Occasion<'_>, today: Date) -> Vec<i32> {
    let of_job;
    let wanted: &[i32] = match occasion.what {
        What::Target => &[90, 30, 0],
        What::Clock(clock) if clock.definition.kind == ClockKind::Wait => &[7, 0],
        What::Job(clock) => {
            of_job = when_to_write(clock);
            &of_job
        }
        // What is lost at its end takes time to prevent.
        What::Clock(_) => &[60, 30, 14, 3, 0],
        What::Due(_) | What::Expected(_) | What::Start(..) => &[14, 3, 0],
    };
    let days_left = days_between(today, occasion.day);
    let wanted = wanted.iter().copied();
    wanted.filter(|&days| days <= days_left).collect()
}

/// On the first day on which it is usual, the day before the last, and the last.
fn when_to_write(clock: &JobClock<'_>) -> Vec<i32> {
    let first = clock.from.map(|from| days_between(from, clock.ends));
    let first = first.filter(|&days| days > 1);
    first.into_iter().chain([1, 0]).collect()
}

fn rule_and_source(rule: String, fact: &FactInForce<'_>) -> [String; 2] {
    let claim = &fact.version.claim;
    let source = match fact.correction {
        Some(own) => format!("You read: {}", own.source),
        None => format!("Source: {}, {}", claim.source.title, claim.source.url),
    };
    [format!("Rule: {rule}"), source]
}

/// The sentences of one entry: its category, its title, its lines.
struct Words<'w> {
    evaluation: &'w Evaluation<'w>,
    plan: &'w Plan,
    day: Date,
}

impl Words<'_> {
    fn due(&self, step: StepKey) -> (&'static str, String, Vec<String>) {
        let step = self.evaluation.catalog.step(step);
        let mut lines = vec!["This is your own date for it.".to_owned()];
        lines.extend(self.about(step));
        lines.push(format!(
            "Another date: hitpath check {} --due DATE",
            step.id
        ));
        ("own date", format!("Due: {}", step.title), lines)
    }

    fn expected(&self, step: StepKey) -> (&'static str, String, Vec<String>) {
        let step = self.evaluation.catalog.step(step);
        let mut lines = vec!["It is expected to be done on this day.".to_owned()];
        lines.extend(self.about(step));
        let id = &step.id;
        lines.push(format!("Another date: hitpath check {id} --expect DATE"));
        ("expected", format!("Expected: {}", step.title), lines)
    }

    fn start(&self, step: StepKey, by: &StartBy) -> (&'static str, String, Vec<String>) {
        let step = self.evaluation.catalog.step(step);
        let keeps = dates::kept(self.evaluation, by.keeps);
        let before = if by.after_others {
            ", if what the plan has before it is done by then"
        } else {
            ""
        };
        let mut lines = vec![format!(
            "This is the last day to start it and keep {keeps}{before}."
        )];
        lines.extend(self.about(step));
        let id = &step.id;
        let (today, hours) = (self.plan.today, self.plan.hours_per_week);
        let hours = wording::counted(hours as usize, "hour");
        let guess = if self.plan.hours_are_given {
            ""
        } else {
            " (our guess)"
        };
        lines.push(format!("How the day comes about: hitpath plan {id}"));
        lines.push(format!(
            "Worked out on {today} for {hours} a week{guess}, from estimates; it moves as you go on."
        ));
        let verb = if step.confirm { "Answer" } else { "Start" };
        ("start by", format!("{verb} by: {}", step.title), lines)
    }

    fn clock(&self, clock: &RunningClock<'_>) -> (&'static str, String, Vec<String>) {
        let catalog = self.evaluation.catalog;
        let definition = clock.definition;
        let (said, means) = match definition.kind {
            ClockKind::Window => ("Ends", "This is its last day"),
            ClockKind::Wait => ("Wait over", "The wait is over on this day"),
            ClockKind::Deadline => ("Deadline", "This is the last day"),
            ClockKind::Expiry => ("Runs out", "It is good until this day"),
        };
        let from = clock.starts.filter(|&starts| starts < self.day);
        let from = match from {
            _ if clock.printed => ", as you wrote it down".to_owned(),
            Some(starts) => format!("; it counts from {starts}"),
            None => String::new(),
        };
        // Who waits for a day has to know that another source gives a later one.
        let other = match definition.kind {
            ClockKind::Wait => clocks::other_lengths(clock),
            _ => String::new(),
        };
        let mut lines = vec![format!("{means}{from}{other}.")];
        if let Some(fact) = &clock.fact {
            lines.extend(rule_and_source(clocks::source(clock), fact));
        }
        let missed = clocks::missed(self.evaluation, clock);
        if !missed.is_empty() {
            lines.push(format!("If missed: {missed}"));
        }
        let id = match clock.owner {
            ClockOwner::Step(step) => catalog.step(step).id.as_str(),
            ClockOwner::Credential(key) => catalog.credential(key).id.as_str(),
        };
        lines.push(format!("More on it: hitpath show {id}"));
        let title = format!("{said}: {}", definition.title);
        (definition.kind.word(), title, lines)
    }

    fn job(&self, clock: &JobClock<'_>) -> (&'static str, String, Vec<String>) {
        let mut lines = vec![match clock.from {
            Some(from) => format!("Best from {from} on, and until this day."),
            None => "This is the last day.".to_owned(),
        }];
        if let Some(fact) = &clock.fact {
            lines.extend(rule_and_source(with_trust(fact), fact));
        }
        lines.push(format!("If missed: {}", clock.definition.missed));
        lines.push(format!("Done? {}", jobs::settle(clock)));
        lines.push(format!(
            "More on it: hitpath guide {}",
            clock.definition.guide
        ));
        (clock.definition.kind.word(), clock.title(), lines)
    }

    fn target(&self) -> (&'static str, String, Vec<String>) {
        let title = &self
            .evaluation
            .catalog
            .pathway(self.evaluation.pathway)
            .title;
        let mut lines = vec!["By this day you want to be done, and in work.".to_owned()];
        let is_shown = self.evaluation.record.shows_dates();
        if let Some(finish) = self.plan.finish.filter(|_| is_shown) {
            let (estimate, beside) = (
                month(finish.p50),
                beside(days_between(self.day, finish.p50)),
            );
            lines.push(format!(
                "By estimate you are done in {estimate}, {beside} it."
            ));
        }
        lines.push("Where you are: hitpath status".to_owned());
        lines.push("Another target: hitpath set target=DATE".to_owned());
        ("target", format!("Your target: {title}"), lines)
    }

    /// Why a step is there, and the commands for it.
    fn about(&self, step: &Step) -> Vec<String> {
        let id = &step.id;
        let why = step.why.as_ref();
        let why = why.map(|why| wording::filled(self.evaluation, why));
        let done = if step.confirm {
            format!("Answer yes: hitpath check {id}; no: hitpath check {id} --as no")
        } else {
            format!("When it is done: hitpath check {id}")
        };
        let more = format!("More on it: hitpath show {id}");
        why.into_iter().chain([more, done]).collect()
    }
}

/// `hitpath export --format ics -o FILE`: what was written, and what to do with
/// it.
#[must_use]
pub fn written(calendar: &Calendar, file: &str) -> String {
    let count = wording::counted(calendar.events.len(), "event");
    format!(
        "{count} written to {file}. Import the file into a calendar of its own. After a change, \
         write and import it again: most programs move the events they know. If yours adds them a \
         second time, empty that calendar first. What you have done or taken out stays there until \
         you delete it."
    )
}

/// That there is nothing to write yet, and what would change that.
#[must_use]
pub fn empty() -> &'static str {
    "note: there is no date to put into the calendar. Give a step one: hitpath check ID --due DATE"
}

/// The same as JSON; `file` is where the calendar file was written.
#[must_use]
pub fn json(calendar: &Calendar, today: Date, file: Option<&str>) -> String {
    text(&Shape {
        format_version: FORMAT_VERSION,
        today: day(today),
        format: "ics",
        file,
        sequence: calendar.sequence,
        events: calendar
            .events
            .iter()
            .map(|event| EventShape {
                uid: calendar.uid(event),
                kind: event.kind,
                id: event.subject.as_deref(),
                date: day(event.day),
                title: &event.title,
                text: &event.words,
                alarm_days: &event.alarm_days,
            })
            .collect(),
    })
}

#[derive(Serialize)]
struct Shape<'s> {
    format_version: u32,
    today: String,
    format: &'static str,
    file: Option<&'s str>,
    sequence: i32,
    events: Vec<EventShape<'s>>,
}

#[derive(Serialize)]
struct EventShape<'s> {
    uid: String,
    kind: &'static str,
    id: Option<&'s str>,
    date: String,
    title: &'s str,
    text: &'s str,
    alarm_days: &'s [i32],
}
