//! Clocks in words: what runs, until when, and what missing it costs.

use super::{
    fact, jobs,
    page::Page,
    style::{Role, Style},
    wording::{self, counted},
};
use crate::{
    catalog::{ClockKey, StepKey, clock::ClockKind},
    journey::{
        clocks::{ClockState, Course, RunningClock},
        days_between,
        evaluation::Evaluation,
    },
};
use jiff::civil::Date;

/// The clocks to watch, as a part of a status; nothing where none runs.
#[must_use]
pub fn part(evaluation: &Evaluation<'_>, style: &Style) -> Page {
    let mut clocks: Vec<Shown> = evaluation
        .clocks_to_watch()
        .into_iter()
        .map(|clock| Shown::of(evaluation, clock))
        .collect();
    let jobs = evaluation.job_clocks();
    clocks.extend(jobs.iter().take(jobs::SHOWN).map(jobs::shown));
    clocks.sort_by_key(|clock| {
        let Course { ends, state, .. } = clock.course;
        (state != ClockState::Overdue, ends.is_none(), ends)
    });
    let gone_by = evaluation.clocks_gone_by();
    let gone_by = gone_by
        .into_iter()
        .map(|clock| Shown::of(evaluation, clock));
    clocks.extend(gone_by);
    let mut page = Page::default();
    if !clocks.is_empty() && !style.plain {
        page.gap();
        page.painted(Some(Role::Heading), "Clocks");
    }
    for clock in &clocks {
        clock.put(&mut page, style);
    }
    jobs::more(&mut page, jobs.len());
    page
}

/// A clock as a status shows it.
pub(super) struct Shown {
    /// What a line of one fact is labelled with.
    pub(super) label: String,
    pub(super) title: String,
    pub(super) course: Course,
    /// How it stands, in words.
    pub(super) stands: String,
    /// Further lines, each with what it is; empty ones are left out.
    pub(super) lines: Vec<(&'static str, String)>,
}

impl Shown {
    fn of(evaluation: &Evaluation<'_>, clock: &RunningClock<'_>) -> Self {
        let course = clock.course();
        let missed = match clock.state {
            ClockState::Overdue | ClockState::Ended => missed(evaluation, clock),
            _ => String::new(),
        };
        Self {
            label: format!("clock {}", clock.definition.id),
            title: clock.definition.title.to_string(),
            course,
            stands: format!("{}{}", how_it_stands(course), too_early(evaluation, clock)),
            lines: vec![
                ("What now", missed),
                ("Rule", source(clock)),
                ("Your own date", far_end(clock.far_end)),
            ],
        }
    }

    /// Puts it on a page.
    pub(super) fn put(&self, page: &mut Page, style: &Style) {
        let Self {
            label,
            title,
            course,
            stands,
            lines,
        } = self;
        if style.plain {
            page.field(label, &format!("{stands}; {title}"));
            for (what, text) in lines {
                page.field(&format!("{label} {}", what.to_lowercase()), text);
            }
            return;
        }
        // A tick would say that all is well.
        let shape = style.clock_shape(match course.state {
            ClockState::Ended => ClockState::NotStarted,
            state => state,
        });
        let line = format!("  {shape} {title}: {stands}");
        page.painted(role_of(course.state), &line);
        for (what, text) in lines.iter().filter(|(_, text)| !text.is_empty()) {
            page.painted(Some(Role::Faint), &format!("    {what}: {text}"));
        }
    }
}

/// That an end lies further ahead than the next cycle. Empty if there is none.
#[must_use]
pub fn far_end(day: Option<Date>) -> String {
    let said = |day| format!("{day} lies after the end of the next cycle: look at the year again");
    day.map_or_else(String::new, said)
}

/// The days known from outside that lie ahead, one line each, by day.
pub fn expected(page: &mut Page, evaluation: &Evaluation<'_>, style: &Style) {
    for (step, day) in evaluation.expected_ahead() {
        let id = &evaluation.catalog.step(step).id;
        let in_days = in_days(evaluation.today, day);
        if style.plain {
            page.field(&format!("expected {id}"), &format!("{day}, {in_days}"));
        } else {
            page.line(&format!("Expected: {id} {day}, {in_days}"));
        }
    }
}

/// The steps that wait for a clock, one line each.
pub fn waiting(page: &mut Page, evaluation: &Evaluation<'_>, style: &Style) {
    for (step, until, clock) in evaluation.waiting() {
        let line = waits(evaluation, step, until, clock);
        if style.plain {
            let id = &evaluation.catalog.step(step).id;
            page.field(&format!("waiting {id}"), &line);
        } else {
            page.sentence("waiting", &line);
        }
    }
}

fn waits(
    evaluation: &Evaluation<'_>,
    step: StepKey,
    until: Date,
    clock: &RunningClock<'_>,
) -> String {
    let id = &evaluation.catalog.step(step).id;
    format!(
        "{id} waits until {until}{}",
        because(evaluation, until, clock)
    )
}

fn because(evaluation: &Evaluation<'_>, until: Date, clock: &RunningClock<'_>) -> String {
    let days = in_days(evaluation.today, until);
    let other = match clock.definition.kind {
        _ if clock.printed => String::new(),
        _ => other_lengths(clock),
    };
    format!(" ({days}): {}{other}", clock.definition.title)
}

/// `2027-03-01 (in 5 days): Wait after a failed attempt`
#[must_use]
pub fn until_when(evaluation: &Evaluation<'_>, until: Date, clock: &RunningClock<'_>) -> String {
    format!("{until}{}", because(evaluation, until, clock))
}

/// Why a step waits, in one sentence without a full stop.
#[must_use]
pub fn reason_to_wait(clock: &RunningClock<'_>) -> String {
    format!("{}{}", clock.definition.title, other_lengths(clock))
}

/// What the other side of a dispute gives, since the person may believe it.
#[must_use]
pub fn other_lengths(clock: &RunningClock<'_>) -> String {
    let fact = clock.fact.filter(|fact| fact.correction.is_none());
    let also = fact.into_iter().flat_map(|fact| &fact.version.also);
    let also: Vec<String> = also.map(|claim| wording::value(&claim.value)).collect();
    match (fact, also.as_slice()) {
        (Some(fact), [_, ..]) => {
            let own = wording::value(fact.value());
            format!(
                " (counted with {own}; another source gives {}, so ask first)",
                wording::list(&also, "or")
            )
        }
        _ => String::new(),
    }
}

/// That steps wait for a clock and nothing else can be done before, in one
/// sentence.
#[must_use]
pub fn none_but_waiting(evaluation: &Evaluation<'_>, until: Date, steps: &[StepKey]) -> String {
    let ids = wording::list(&wording::ids(evaluation.catalog, steps), "and");
    let verb = if steps.len() == 1 { "waits" } else { "wait" };
    let until = format!("{until} ({})", in_days(evaluation.today, until));
    let why = steps
        .first()
        .and_then(|&step| evaluation.waiting_until(step));
    let why = why.map_or_else(String::new, |(_, clock)| {
        format!(": {}", reason_to_wait(clock))
    });
    format!("No required step can be done before {until}. {ids} {verb}{why}.")
}

/// That a step was marked though the rule makes it wait.
#[must_use]
pub fn marked_too_early(evaluation: &Evaluation<'_>, step: StepKey) -> Option<String> {
    let (until, clock) = evaluation.waiting_until(step)?;
    let id = &evaluation.catalog.step(step).id;
    Some(format!(
        "{id}: by the rule it can be done from {until} on{}.",
        because(evaluation, until, clock)
    ))
}

/// `due soon, until 2027-03-01 (in 5 days)`
#[must_use]
pub fn how_it_stands(clock: Course) -> String {
    let word = clock.state.word();
    let Some((ends, left)) = clock.ends.zip(clock.days_left) else {
        return match (clock.state, clock.starts) {
            (ClockState::NotStarted, _) | (_, None) => word.to_owned(),
            (_, Some(starts)) => format!("{word} since {starts}, end not known"),
        };
    };
    let own = if clock.printed { ", your own date" } else { "" };
    let day = match clock.state {
        ClockState::NotStarted => match clock.starts {
            Some(starts) => return format!("{word}, from {starts} to {ends}{own}"),
            None => return word.to_owned(),
        },
        ClockState::Ended => return format!("{word}, last day {ends}{own}"),
        ClockState::Overdue => format!("ended {ends}"),
        ClockState::Running | ClockState::DueSoon => format!("until {ends}"),
    };
    format!("{word}, {day} ({}){own}", days_left(left))
}

/// `30 days left`, `today`, `3 days ago`
fn days_left(left: i32) -> String {
    let days = counted(left.unsigned_abs() as usize, "day");
    match left {
        0 => "today".to_owned(),
        1.. => format!("{days} left"),
        ..0 => format!("{days} ago"),
    }
}

/// ` Last day to appeal: 2027-02-26 (30 days left).`: what runs and until when,
/// behind another sentence; nothing where nobody knows.
#[must_use]
pub fn last_day(clock: &RunningClock<'_>) -> String {
    let ends = clock.ends.zip(clock.days_left);
    ends.map_or_else(String::new, |(ends, left)| {
        format!(" {}: {ends} ({}).", clock.definition.title, days_left(left))
    })
}

fn in_days(today: Date, day: Date) -> String {
    match days_between(today, day) {
        0 => "today".to_owned(),
        days => format!("in {}", counted(days.unsigned_abs() as usize, "day")),
    }
}

/// That a paper runs out before it is needed.
fn too_early(evaluation: &Evaluation<'_>, clock: &RunningClock<'_>) -> String {
    let needed = evaluation.runs_out_before(clock);
    match needed.filter(|_| clock.state.runs()) {
        Some((step, day)) => {
            let id = &evaluation.catalog.step(step).id;
            format!("; runs out before {id}, expected on {day}: renew it now")
        }
        None => String::new(),
    }
}

/// What missing it costs and the way back, with the values of the facts.
#[must_use]
pub fn missed(evaluation: &Evaluation<'_>, clock: &RunningClock<'_>) -> String {
    let missed = clock.definition.missed.as_ref();
    let missed = missed.map(|missed| wording::filled(evaluation, missed));
    missed.unwrap_or_default()
}

/// The rule behind it: value, how far to trust it, since when; empty where
/// there is none.
#[must_use]
pub fn source(clock: &RunningClock<'_>) -> String {
    let Some(fact) = &clock.fact else {
        return String::new();
    };
    let rule = fact::with_trust(fact);
    let value = wording::value(fact.value());
    // What the person found may be counted in weeks.
    let Some((number, "day" | "days")) = value.split_once(' ') else {
        return rule;
    };
    if !clock.definition.working_days {
        return rule;
    }
    let day = if number == "1" { "day" } else { "days" };
    let so = match clock.definition.kind {
        ClockKind::Wait => "it can take some days longer",
        _ => "act some days earlier",
    };
    let trust = rule.strip_prefix(&value).unwrap_or_default();
    format!("{number} working {day} (Monday to Friday; holidays are not known, so {so}){trust}")
}

/// The clocks of a step or credential, for its page.
pub fn listed(page: &mut Page, evaluation: &Evaluation<'_>, clocks: &[RunningClock<'_>]) {
    let lines = clocks.iter().map(|clock| {
        let definition = clock.definition;
        let kind = definition.kind.word();
        let mut line = format!(
            "{} ({kind} {}): {}",
            definition.title,
            definition.id,
            how_it_stands(clock.course())
        );
        line.push_str(&too_early(evaluation, clock));
        let source = source(clock);
        if !source.is_empty() {
            line = format!("{line}; {source}");
        }
        line.push('.');
        let missed = missed(evaluation, clock);
        if !missed.is_empty() {
            line = format!("{line} If missed: {missed}");
        }
        line
    });
    page.items("Clocks", lines);
}

/// Why a step is late by a clock, without a full stop.
#[must_use]
pub fn late_by(evaluation: &Evaluation<'_>, clock: ClockKey, ended: Date, late: &str) -> String {
    let title = &evaluation.catalog.clock(clock).title;
    format!("its time ended on {ended}, {late} ago: {title}")
}

/// That a paper has run out, without a full stop.
#[must_use]
pub fn ran_out(evaluation: &Evaluation<'_>, clock: ClockKey, ended: Date) -> String {
    let title = &evaluation.catalog.clock(clock).title;
    let ago = days_between(ended, evaluation.today);
    let ago = counted(ago.unsigned_abs() as usize, "day");
    format!("it was good until {ended}, {ago} ago, and has to be renewed: {title}")
}

/// That a step lies in a running window, without a full stop.
#[must_use]
pub fn inside(evaluation: &Evaluation<'_>, step: StepKey, clock: ClockKey, ends: Date) -> String {
    let title = &evaluation.catalog.clock(clock).title;
    let today = evaluation.today;
    let window = format!(
        "window that ends on {ends} ({}): {title}",
        in_days(today, ends)
    );
    match evaluation.expected(step) {
        // The person knows the day: it comes before the last one.
        Some(day) if day >= today && day <= ends => {
            format!(
                "it is expected on {day} ({}), inside the {window}",
                in_days(today, day)
            )
        }
        Some(day) if day > ends => format!(
            "it is expected on {day} ({}), and that is after the end of the {window}",
            in_days(today, day)
        ),
        _ => format!("it lies inside the {window}"),
    }
}

fn role_of(state: ClockState) -> Option<Role> {
    match state {
        ClockState::Overdue | ClockState::DueSoon => Some(Role::Attention),
        ClockState::Ended | ClockState::NotStarted => Some(Role::Faint),
        ClockState::Running => None,
    }
}
