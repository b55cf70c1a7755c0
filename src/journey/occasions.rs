//! The days of a person that belong in a calendar.

use jiff::civil::Date;

use super::{
    applications::JobClock,
    clocks::RunningClock,
    evaluation::Evaluation,
    plan::{Plan, PlannedStep},
    standing::Standing,
};
use crate::catalog::sorted;
use crate::catalog::{ClockOwner, StepKey};

/// More latest starts than this make a calendar nobody looks at; the shipped
/// pathways have fewer, so that none of theirs drops out.
pub const MOST_STARTS: usize = 60;

/// A day, and what it is for.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'e> {
    /// The day.
    pub day: Date,
    /// What it is for.
    pub what: What<'e>,
}

/// What a day is for.
#[derive(Debug, Clone, Copy)]
pub enum What<'e> {
    /// The person's own date for a step.
    Due(StepKey),
    /// The day on which a step will be done, known from outside.
    Expected(StepKey),
    /// The last day on which a step may start.
    Start(PlannedStep),
    /// The end of a clock.
    Clock(&'e RunningClock<'e>),
    /// The end of a clock of a job application.
    Job(&'e JobClock<'e>),
    /// The day by which the person wants to be there.
    Target,
}

impl What<'_> {
    /// The word in identifiers and in JSON: permanent, and without a hyphen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Due(_) => "due",
            Self::Expected(_) => "expected",
            Self::Start(_) => "start",
            Self::Clock(_) => "clock",
            Self::Job(_) => "application",
            Self::Target => "target",
        }
    }

    /// The step it is about; the target and a clock are about none.
    #[must_use]
    pub fn step(self) -> Option<StepKey> {
        match self {
            Self::Due(step) | Self::Expected(step) => Some(step),
            Self::Start(planned) => Some(planned.step),
            Self::Clock(_) | Self::Job(_) | Self::Target => None,
        }
    }
}

/// What belongs in the person's calendar, by day; of each kind at most one for
/// a step.
///
/// The days that the person gave, of steps still to do and passed ones too; the
/// target, until it is reached; the ends of clocks to watch, those of job
/// applications among them; and, where the
/// person wants to see planned dates, the latest starts of required steps that
/// have not begun and are on the limiting chain or cannot wait a day.
#[must_use]
pub fn occasions<'e>(evaluation: &'e Evaluation<'_>, plan: &Plan) -> Vec<Occasion<'e>> {
    let mut occasions = given_days(evaluation);
    let clocks = ends_of_clocks(evaluation, &occasions);
    occasions.extend(clocks);
    let jobs = evaluation.job_clocks().iter();
    occasions.extend(jobs.map(|clock| Occasion {
        day: clock.ends,
        what: What::Job(clock),
    }));
    let target = evaluation.record.target.filter(|_| plan.finish.is_some());
    occasions.extend(target.map(|day| Occasion {
        day,
        what: What::Target,
    }));
    if evaluation.record.shows_dates() {
        occasions.extend(critical_starts(evaluation, plan));
    }
    // The sort is stable: on the same day the pathway decides.
    sorted::by_key(&mut occasions, |occasion| occasion.day);
    occasions
}

fn given_days<'e>(evaluation: &Evaluation<'_>) -> Vec<Occasion<'e>> {
    let mut given = Vec::new();
    let left = evaluation.path.iter().copied();
    let left = left.filter(|&step| !evaluation.is_satisfied(step));
    for step in left.filter(|&step| !evaluation.is_past_its_offer(step)) {
        let due = evaluation.mark(step).and_then(|mark| mark.due);
        let days = [
            (due, What::Due(step)),
            (evaluation.expected(step), What::Expected(step)),
        ];
        let days = days.into_iter();
        given.extend(days.filter_map(|(day, what)| Some(Occasion { day: day?, what })));
    }
    given
}

/// The ends of clocks, but where the person gave the same day for the step: that
/// is one day and no two. Another day of the person's own does not move what
/// others have set, and hides it no more than it moves it.
fn ends_of_clocks<'e>(evaluation: &'e Evaluation<'_>, given: &[Occasion<'_>]) -> Vec<Occasion<'e>> {
    let clocks = evaluation.clocks_to_watch().into_iter();
    let ends = clocks.filter_map(|clock| Some((clock.ends?, clock)));
    let ends = ends.filter(|&(day, clock)| {
        let is_given = |one: &Occasion<'_>| {
            let owner = one.what.step().map(ClockOwner::Step);
            one.day == day && owner == Some(clock.owner)
        };
        !given.iter().any(is_given)
    });
    ends.map(|(day, clock)| Occasion {
        day,
        what: What::Clock(clock),
    })
    .collect()
}

/// The first [`MOST_STARTS`] latest starts of critical steps.
fn critical_starts<'e>(evaluation: &Evaluation<'_>, plan: &Plan) -> Vec<Occasion<'e>> {
    let steps = plan.steps.iter();
    let critical = steps.filter(|step| is_critical_start(evaluation, step));
    let mut starts: Vec<Occasion<'_>> = critical
        .map(|step| Occasion {
            day: step.latest_start,
            what: What::Start(*step),
        })
        .collect();
    sorted::by_key(&mut starts, |start| start.day);
    starts.truncate(MOST_STARTS);
    starts
}

/// Whether the latest start of a planned step is worth an entry: it has not
/// begun, and it is on the limiting chain or cannot wait a day.
///
/// A day that the person gave for the step takes its place. A latest start that
/// has passed is news only for what can be started now: all that waits for it
/// is late by the same days.
fn is_critical_start(evaluation: &Evaluation<'_>, planned: &PlannedStep) -> bool {
    let due = evaluation.mark(planned.step).and_then(|mark| mark.due);
    let has_a_day = due.is_some() || evaluation.expected(planned.step).is_some();
    let standing = evaluation.standing(planned.step);
    let is_to_start = !matches!(standing, Standing::Doing | Standing::No);
    let is_ahead = planned.latest_start >= evaluation.today;
    (planned.is_on_chain || planned.slack_days <= 0)
        && !has_a_day
        && is_to_start
        && (is_ahead || standing.is_actionable())
}

#[cfg(test)]
mod tests {
    use jiff::{ToSpan, civil::date};

    use super::*;
    use crate::journey::example::{TODAY, catalog, record};
    use crate::{catalog::PathwayKey, journey::record::Record};

    /// The entries as `day word step`, separated by a comma.
    fn said(catalog: &str, marks: &str, set: fn(&mut Record)) -> String {
        let catalog = self::catalog(catalog);
        let mut record = record(marks);
        set(&mut record);
        let evaluation = Evaluation::new(&catalog, &record, PathwayKey(0), TODAY);
        let occasions = occasions(&evaluation, &Plan::of(&evaluation));
        let words = occasions.iter().map(|Occasion { day, what }| {
            let subject = match what {
                What::Clock(clock) => Some(clock.definition.id.as_str()),
                _ => what.step().map(|step| catalog.step(step).id.as_str()),
            };
            let words = [Some(what.word()), subject].into_iter().flatten();
            let words: Vec<&str> = words.collect();
            format!("{day} {}", words.join(" "))
        });
        words.collect::<Vec<String>>().join(", ")
    }

    fn without_dates(record: &mut Record) {
        record.dates = Some(false);
    }

    #[test]
    fn what_the_person_gave_is_there_until_the_step_is_done() {
        let marks = "a todo due 2026-11-01, b doing due 2027-01-01 expect 2026-12-24, \
                     c done due 2026-12-01, x todo due 2026-12-02";
        assert_eq!(
            said("s: a, b, c; -t: x", marks, without_dates),
            "2026-11-01 due a, 2026-12-24 expected b, 2027-01-01 due b"
        );
    }

    #[test]
    fn what_is_no_longer_offered_has_no_day() {
        let catalog = "s: a, b? !a";
        let marks = "b todo due 2026-12-01 expect 2026-12-02";
        let days = "2026-12-01 due b, 2026-12-02 expected b";
        assert_eq!(said(catalog, marks, without_dates), days);
        let marks = format!("{marks}, a done");
        assert_eq!(said(catalog, &marks, without_dates), "");
    }

    #[test]
    fn a_mark_that_is_no_longer_valid_has_its_day_again() {
        let marks = "a done on 2026-01-01 due 2026-12-01";
        assert_eq!(said("s: a =400d", marks, without_dates), "");
        let day = "2026-12-01 due a";
        assert_eq!(said("s: a =10d", marks, without_dates), day);
    }

    #[test]
    fn the_target_is_there_until_it_is_reached() {
        let target = |record: &mut Record| {
            record.target = Some(date(2029, 5, 31));
            record.dates = Some(false);
        };
        assert_eq!(said("s: a", "", target), "2029-05-31 target");
        assert_eq!(said("s: a", "a done", target), "");
    }

    #[test]
    fn what_cannot_wait_has_its_latest_start() {
        // Nothing here takes time: all of it has to start today.
        assert_eq!(
            said("s: a, b <a, c?", "", |_| {}),
            "2026-11-22 start a, 2026-11-22 start b"
        );
        assert_eq!(said("s: a, b <a", "", without_dates), "");
    }

    #[test]
    fn what_has_begun_is_answered_or_has_a_day_has_none() {
        let marks = "a doing, b no, c todo due 2026-12-01, d todo expect 2026-11-22";
        assert_eq!(
            said("s: a, b^, c, d, e", marks, |_| {}),
            "2026-11-22 expected d, 2026-11-22 start e, 2026-12-01 due c"
        );
    }

    #[test]
    fn a_start_that_has_passed_is_shown_for_what_can_start_now() {
        let late = |record: &mut Record| record.target = Some(TODAY - 10.days());
        assert_eq!(
            said("s: a, b <a", "", late),
            "2026-11-12 target, 2026-11-12 start a"
        );
    }

    #[test]
    fn a_clock_is_there_while_it_needs_a_look() {
        let window = "s: ok, sit <ok; clock: ok win window starts=on length=30d stops=sit";
        let end = "2026-12-20 clock win";
        assert_eq!(said(window, "", without_dates), "");
        assert_eq!(said(window, "ok done on 2026-11-20", without_dates), end);
        let overdue = "2026-10-31 clock win";
        assert_eq!(
            said(window, "ok done on 2026-10-01", without_dates),
            overdue
        );
        let sat = "ok done on 2026-11-20, sit done on 2026-11-21";
        assert_eq!(said(window, sat, without_dates), "");
    }

    #[test]
    fn a_day_of_ones_own_is_one_event_and_hides_no_other_day() {
        let paper = "s: paper, sit <paper; clock: paper good expiry starts=until stops=sit";
        let with = |marks: &str| said(paper, marks, without_dates);
        assert_eq!(
            with("paper todo until 2026-12-20 due 2026-12-20"),
            "2026-12-20 due paper"
        );
        assert_eq!(
            with("paper todo until 2026-12-20 due 2026-12-24"),
            "2026-12-20 clock good, 2026-12-24 due paper"
        );
        // Only a day for the step that the clock stands in.
        assert_eq!(
            with("paper done until 2026-12-20, sit todo due 2026-12-20"),
            "2026-12-20 due sit, 2026-12-20 clock good"
        );
    }

    #[test]
    fn there_are_not_too_many_starts() {
        let many: Vec<String> = (0..=MOST_STARTS).map(|step| format!("a{step}")).collect();
        let said = said(&format!("s: {}", many.join(", ")), "", |_| {});
        assert_eq!(said.matches("start").count(), MOST_STARTS);
        assert!(said.starts_with("2026-11-22 start a0, 2026-11-22 start a1,"));
    }
}
