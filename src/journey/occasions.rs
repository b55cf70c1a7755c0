//! The days of a person that belong in a calendar.

use jiff::civil::Date;

use super::{
    applications::JobClock,
    clocks::RunningClock,
    evaluation::Evaluation,
    plan::{Plan, PlannedStep},
    standing::Standing,
    start_by::{StartBy, StartDays},
};
use crate::catalog::{ClockOwner, StepKey};

/// So many days to start by are shown at most, in the order of the plan. What
/// comes later moves before it counts, and the next export has it.
pub const MOST_STARTS: usize = 20;

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
    /// The last day on which a step can start.
    Start(StepKey, StartBy),
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
            Self::Start(..) => "start",
            Self::Clock(_) => "clock",
            Self::Job(_) => "application",
            Self::Target => "target",
        }
    }

    /// The step it is about; the target and a clock are about none.
    #[must_use]
    pub fn step(self) -> Option<StepKey> {
        match self {
            Self::Due(step) | Self::Expected(step) | Self::Start(step, _) => Some(step),
            Self::Clock(_) | Self::Job(_) | Self::Target => None,
        }
    }
}

/// What belongs in the person's calendar, by day, from today on; of each kind at
/// most one for a step.
///
/// The days that the person gave, of steps still to do; the target, until it is
/// reached; the ends of clocks to watch, those of job applications among them;
/// and, where the person wants to see planned dates, the days by which required
/// steps have to start.
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
        occasions.extend(starts(evaluation, plan));
    }
    occasions.retain(|occasion| occasion.day >= evaluation.today);
    // The sort is stable: on the same day the pathway decides.
    occasions.sort_by_key(|occasion| occasion.day);
    occasions
}

fn given_days<'e>(evaluation: &Evaluation<'_>) -> Vec<Occasion<'e>> {
    let mut given = Vec::new();
    let left = evaluation.path.iter().copied();
    let left =
        left.filter(|&step| !evaluation.is_satisfied(step) && !evaluation.is_only_to_mark(step));
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

/// The days by which steps have to start, of the first [`MOST_STARTS`] that have
/// one.
fn starts<'e>(evaluation: &Evaluation<'_>, plan: &Plan) -> Vec<Occasion<'e>> {
    let mut days = StartDays::new(evaluation, plan);
    let mut steps: Vec<&PlannedStep> = plan.steps.iter().collect();
    steps.retain(|planned| could_have_a_start(evaluation, planned));
    steps.sort_by_key(|planned| planned.start);
    let starts = steps.into_iter().filter_map(|planned| {
        let by = days.of(planned.step)?;
        Some(Occasion {
            day: by.day,
            what: What::Start(planned.step, by),
        })
    });
    starts.take(MOST_STARTS).collect()
}

/// Whether a day to start a planned step by is looked for: it has not begun, has
/// no day that the person gave, and can be done now or is on the limiting chain.
fn could_have_a_start(evaluation: &Evaluation<'_>, planned: &PlannedStep) -> bool {
    let due = evaluation.mark(planned.step).and_then(|mark| mark.due);
    let has_a_day = due.is_some() || evaluation.expected(planned.step).is_some();
    let standing = evaluation.standing(planned.step);
    let is_to_start = !matches!(standing, Standing::Doing | Standing::No);
    is_to_start && !has_a_day && (planned.is_on_chain || standing.is_actionable())
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
            "2026-12-24 expected b, 2027-01-01 due b"
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
        // Nothing here takes time: what comes last decides, and all has to start today.
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
            "2026-11-22 expected d, 2026-12-01 due c"
        );
    }

    #[test]
    fn what_has_passed_is_not_there() {
        let late = |record: &mut Record| record.target = Some(TODAY - 10.days());
        assert_eq!(said("s: a, b <a", "", late), "");
    }

    #[test]
    fn a_clock_is_there_while_it_needs_a_look() {
        let window = "s: ok, sit <ok; clock: ok win window starts=on length=30d stops=sit";
        let end = "2026-12-20 clock win";
        assert_eq!(said(window, "", without_dates), "");
        assert_eq!(said(window, "ok done on 2026-11-20", without_dates), end);
        assert_eq!(said(window, "ok done on 2026-10-01", without_dates), "");
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
}
