//! Job applications in words: the list, what is due, and the report.

use super::{
    clocks::{Shown, how_it_stands},
    dates, fact, measured,
    page::Page,
    style::{Role, Style},
    wording::{self, counted},
};
use crate::{
    catalog::application::{ApplicationRules, Stops},
    journey::{
        applications::{ApplicationStanding, Happened, JobClock, JobReport, applied_count},
        clocks::ClockState,
        entries::Reached,
        evaluation::Evaluation,
    },
};
use jiff::civil::Date;

/// How many clocks of applications a page shows that is about something else.
pub(super) const SHOWN: usize = 3;

/// `hitpath jobs`
#[must_use]
pub fn jobs(
    evaluation: &Evaluation<'_>,
    rules: &ApplicationRules,
    applications: &[ApplicationStanding<'_>],
    with_all: bool,
    style: &Style,
) -> String {
    let mut page = Page::default();
    let over = applications.iter().filter(|one| one.is_over()).count();
    let open = applications.len() - over;
    let sent = applied_count(rules, evaluation.record, evaluation.today);
    page.heading("Applications", &format!("{open} open, {over} over"));
    page.sentence(
        "sent",
        &format!("{} sent so far", counted(sent, "application")),
    );
    for one in applications.iter().filter(|one| with_all || !one.is_over()) {
        page.gap();
        application(&mut page, one, evaluation.today);
    }
    if applications.is_empty() {
        page.gap();
        page.sentence(
            "add",
            "Write down the first post: hitpath jobs add --employer NAME --title TEXT",
        );
    } else if over > 0 && !with_all {
        page.gap();
        let over = counted(over, "application");
        page.sentence("over", &format!("{over} more, over: hitpath jobs --all"));
    }
    page.render(style)
}

fn application(page: &mut Page, one: &ApplicationStanding<'_>, today: Date) {
    let it = one.application;
    let id = wording::entry_id(&it.id);
    let stage = match (one.stage, one.reached) {
        (Some(stage), _) => stage.title.to_lowercase(),
        (None, Some(reached)) => format!("{}, a stage that is not known", reached.stage),
        (None, None) => "not begun".to_owned(),
    };
    page.heading(&format!("{id} {}, {}", it.title, it.employer), &stage);
    if let Some((reached, days)) = one.reached.zip(one.days) {
        let ago = match days {
            0 => "today".to_owned(),
            days => format!("{} ago", dates::about(days)),
        };
        page.field("Since", &format!("{}, {ago}", reached.on));
        promised(page, reached);
    }
    for clock in &one.clocks {
        let title = clock.definition.short_title();
        page.field("Due", &format!("{title}: {}", stands(clock)));
        page.field("Settle", &settle(clock));
    }
    if it.id.is_empty() {
        let name = "without an id no command can name it; in an editor, give it one of its own: \
                    id = \"…\"";
        page.field("Note", name);
    }
    page.field("Found", it.url.as_deref().unwrap_or_default());
    let notes = it.notes.iter().filter(|note| note.on <= today);
    if let Some(note) = notes.max_by_key(|note| note.on) {
        let sent = if note.sent { ", sent" } else { "" };
        page.text("Last note", &format!("{}{sent}: {}", note.on, note.text));
    }
}

fn promised(page: &mut Page, reached: &Reached) {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    page.field("Answer by", &day(reached.until));
    page.field("Promised", &day(reached.expect));
}

/// `running, until 2027-02-15 (14 days left); best not before 2027-02-08`
pub(super) fn stands(clock: &JobClock<'_>) -> String {
    let stands = how_it_stands(clock.course());
    match clock.from {
        Some(from) if clock.is_early() => format!("{stands}; best not before {from}"),
        Some(_) if clock.state != ClockState::Overdue => format!("{stands}; it is time now"),
        _ => stands,
    }
}

/// The command that settles a clock, in which what stands in capitals is to be
/// filled in; none where the application has no name to type.
#[must_use]
pub(super) fn command(clock: &JobClock<'_>) -> Option<String> {
    let id = &clock.application.id;
    let is_named = !id.is_empty();
    is_named.then(|| match clock.definition.stops {
        Stops::Note => format!("hitpath jobs note {id} \"TEXT\" --sent"),
        Stops::Stage => format!("hitpath jobs move {id} STAGE"),
    })
}

pub(super) fn settle(clock: &JobClock<'_>) -> String {
    let command = command(clock).unwrap_or_default();
    if command.is_empty() || clock.definition.stops == Stops::Note {
        return command;
    }
    let next: Vec<&str> = clock.stage.next.iter().map(|id| id.as_str()).collect();
    format!("{command} (STAGE: {})", wording::list(&next, "or"))
}

/// A clock of an application as a status shows it.
pub(super) fn shown(clock: &JobClock<'_>) -> Shown {
    let definition = clock.definition;
    let fact = clock.fact.as_ref();
    let rule = fact.map_or_else(String::new, fact::with_trust);
    Shown {
        label: format!("due {} {}", clock.application.id, definition.id),
        title: clock.title(),
        course: clock.course(),
        stands: stands(clock),
        lines: match clock.state {
            ClockState::Overdue => vec![
                ("What now", definition.missed.to_string()),
                ("Settle", settle(clock)),
            ],
            _ => vec![("Settle", settle(clock)), ("Rule", rule)],
        },
    }
}

/// How many clocks there are beside those shown.
pub(super) fn more(page: &mut Page, clocks: usize) {
    let left = clocks.saturating_sub(SHOWN);
    if left > 0 {
        let left = counted(left, "clock");
        page.sentence(
            "more",
            &format!("{left} more of applications: hitpath jobs"),
        );
    }
}

/// What is due for applications, behind the next actions.
pub(super) fn reminders(page: &mut Page, evaluation: &Evaluation<'_>, style: &Style) {
    let clocks = evaluation.job_clocks();
    if clocks.is_empty() {
        return;
    }
    if !style.plain {
        page.painted(Some(Role::Heading), "Applications");
    }
    for clock in clocks.iter().take(SHOWN) {
        shown(clock).put(page, style);
    }
    more(page, clocks.len());
}

/// What has to be said after an application was added or moved: what runs now,
/// and what can come next.
#[must_use]
pub fn after(evaluation: &Evaluation<'_>, one: &ApplicationStanding<'_>) -> Vec<String> {
    let step = one.stage.and_then(|stage| stage.step.as_ref());
    let clocks = one.clocks.iter();
    let mut lines: Vec<String> = clocks
        .map(|clock| format!("{}: {}.", clock.title(), stands(clock)))
        .collect();
    let next = one.stage.map(|stage| &stage.next);
    let next: Vec<&str> = next.into_iter().flatten().map(|id| id.as_str()).collect();
    if !next.is_empty() {
        let (id, next) = (&one.application.id, wording::list(&next, "or"));
        lines.push(format!("Next: hitpath jobs move {id} STAGE, with {next}"));
    }
    // What lies on the pathway is offered with all else that can be marked.
    let key = step.and_then(|step| evaluation.catalog.step_named(step.as_str()));
    let key = key.filter(|&key| !evaluation.holds(key) && !evaluation.is_satisfied(key));
    lines.extend(key.map(|key| {
        let to_mark = measured::to_mark(evaluation, key);
        format!("It marks no step. To do that: {to_mark}")
    }));
    lines
}

/// `hitpath jobs report`
#[must_use]
pub fn report(
    rules: &ApplicationRules,
    name: Option<&str>,
    report: &JobReport<'_>,
    style: &Style,
) -> String {
    let mut page = Page::default();
    let (from, to) = (report.from, report.to);
    page.heading("Job search report", &format!("{from} to {to}"));
    page.field("Name", name.unwrap_or_default());
    page.gap();
    for event in &report.events {
        let it = event.application;
        let what = match event.what {
            Happened::Message => "message sent",
            Happened::Stage(id) => rules.stage(id).map_or(id, |stage| &stage.title),
        };
        let line = format!("{}: {}: {what}", it.employer, it.title);
        page.field(&event.on.to_string(), &line);
    }
    if report.events.is_empty() {
        page.sentence("nothing", "Nothing is written down for this time.");
    }
    page.gap();
    let title = |id| rules.stage(id).map_or(id, |stage| &*stage.title);
    let stages = report.by_stage.iter();
    let mut totals: Vec<String> = stages
        .map(|&(id, count)| format!("{} {count}", title(id).to_lowercase()))
        .collect();
    if report.messages > 0 {
        totals.push(format!("messages sent {}", report.messages));
    }
    page.field("Totals", &totals.join(", "));
    let posts = counted(report.applications, "post");
    page.field("In all", &posts);
    page.render(style)
}
