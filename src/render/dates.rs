//! Dates and lengths of time in the words people use, and planned dates beside
//! what is to do, where the person wants to see them.

use jiff::civil::Date;

use super::wording::counted;
use crate::journey::{
    days_between,
    evaluation::Evaluation,
    plan::{ASSUMED_HOURS_PER_WEEK, Plan, days::TooEarly},
    start_by::{Keeps, StartBy},
};

/// That a typed day is so long ago that the year is likely a slip.
#[must_use]
pub fn long_ago(flag: &str, day: Date) -> String {
    format!("Please look at the year again: {flag} {day} is 100 years ago or more.")
}

/// That a printed end is taken for that of an earlier letter, and what to do.
#[must_use]
pub fn earlier_letter(step: &str, until: Date, on: Date) -> String {
    format!(
        "{step}: {until} lies before {on}, so it is taken for the end of an earlier letter and the \
         rule's length counts. To change it: hitpath check {step} --until DATE"
    )
}

/// A month and its year: `May 2030`.
#[must_use]
pub fn month(date: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let place = usize::try_from(date.month()).unwrap_or(1).saturating_sub(1);
    let month = MONTHS.get(place).copied().unwrap_or_default();
    format!("{month} {}", date.year())
}

/// `in May 2030`, or `between May 2030 and January 2031`.
#[must_use]
pub fn months(from: Date, to: Date) -> String {
    let (from, to) = (month(from), month(to));
    if from == to {
        format!("in {from}")
    } else {
        format!("between {from} and {to}")
    }
}

/// About how long so many days are: `12 days`, `5 weeks`, `7 months`, `3 years
/// and 2 months`. A month counts 30.4 days.
#[must_use]
pub fn about(days: i32) -> String {
    let whole = |of: f64| (f64::from(days) / of).round() as usize;
    match days {
        ..=20 => counted(usize::try_from(days).unwrap_or(0), "day"),
        21..=60 => counted(whole(7.0), "week"),
        _ => match (whole(30.4) / 12, whole(30.4) % 12) {
            (0, months) => counted(months, "month"),
            (years, 0) => counted(years, "year"),
            (years, months) => {
                let (years, months) = (counted(years, "year"), counted(months, "month"));
                format!("{years} and {months}")
            }
        },
    }
}

/// How one day lies to another: `12 days before`, `on`, `5 weeks after`.
#[must_use]
pub fn beside(days_after: i32) -> String {
    match days_after {
        0 => "on".to_owned(),
        1.. => format!("{} after", about(days_after)),
        _ => format!("{} before", about(days_after.saturating_neg())),
    }
}

/// When the finish is by our estimates, and how that lies to the target. None
/// where it is reached, or the person wants to see no dates.
#[must_use]
pub fn estimated_finish(evaluation: &Evaluation<'_>, plan: &Plan) -> Option<String> {
    let finish = plan.finish.filter(|_| evaluation.record.shows_dates())?;
    let estimate = format!("{}{}", month(finish.p50), if_days_hold(evaluation, plan));
    let spread = if plan.hours_are_given {
        let (earliest, late) = (month(finish.earliest), month(finish.late));
        format!(" ({earliest} to {late})")
    } else {
        let hours = counted(plan.hours_per_week as usize, "hour");
        format!(", at {hours} a week (our guess)")
    };
    let target = finish.target.map_or_else(String::new, |target| {
        let beside = beside(days_between(target, finish.p50));
        format!("; {beside} your target")
    });
    Some(format!(
        "By estimate done in {estimate}{spread}{target}: hitpath plan"
    ))
}

/// By when a step has to start, and for what.
#[must_use]
pub fn start_by(evaluation: &Evaluation<'_>, by: &StartBy) -> String {
    let keeps = kept(evaluation, by.keeps);
    let days = days_between(evaluation.today, by.day);
    let when = match days {
        0 => "today".to_owned(),
        _ => format!(
            "by {}, in {}",
            by.day,
            counted(days.unsigned_abs() as usize, "day")
        ),
    };
    if by.after_others {
        format!("{when}, to keep {keeps}, if what the plan has before it is done by then")
    } else {
        format!("{when}, to keep {keeps}")
    }
}

/// That the target cannot be met by the estimate, and what could be done. None
/// where it can, or the person wants to see no dates.
#[must_use]
pub fn late(evaluation: &Evaluation<'_>, plan: &Plan) -> Option<String> {
    let finish = plan.finish.filter(|_| evaluation.record.shows_dates())?;
    let target = finish.target.filter(|&target| target < finish.p50)?;
    let (estimate, beside) = (month(finish.p50), beside(days_between(target, finish.p50)));
    let holds = if_days_hold(evaluation, plan);
    Some(format!(
        "By estimate you are done in {estimate}{holds}, {beside} your target of {target}. To see what \
         more hours would change: hitpath plan --if hours-per-week=N"
    ))
}

/// What an estimate counts on that the person's hours do not reach: `, if
/// degree-awarded happens on 2028-12-15`. Empty if all days can be met, or if the
/// plan cannot keep the day either: waits before it that no hours shorten.
#[must_use]
pub fn if_days_hold(evaluation: &Evaluation<'_>, plan: &Plan) -> String {
    let is_kept = |found: &&TooEarly| {
        let planned = plan.step(found.step);
        planned.is_some_and(|planned| planned.finish <= found.day)
    };
    let kept: Vec<&TooEarly> = plan.too_early.iter().filter(is_kept).collect();
    match kept.as_slice() {
        [] => String::new(),
        [one] => format!(
            ", if {} happens on {}",
            evaluation.catalog.step(one.step).id,
            one.day
        ),
        more => format!(", if {} known days hold", more.len()),
    }
}

/// That a day known from outside comes before what has to be done for it can be
/// done, by the plan, and until when it can be moved.
#[must_use]
pub fn too_early(evaluation: &Evaluation<'_>, found: &TooEarly) -> String {
    let id = &evaluation.catalog.step(found.step).id;
    let hours = evaluation.record.hours_per_week;
    let hours = counted(hours.unwrap_or(ASSUMED_HOURS_PER_WEEK) as usize, "hour");
    let needs = match evaluation.record.shows_dates() {
        true => format!("At {hours} a week you get there only on {}", found.reached),
        false => format!("At {hours} a week that is too early for you"),
    };
    let way_out = match found.hours_needed {
        Some(needed) => format!(
            "{} would do. Give it more time, or move the day",
            counted(needed as usize, "hour")
        ),
        None => "More hours alone do not help: move the day".to_owned(),
    };
    let mut said = format!("{id} is expected on {}. {needs}. {way_out}.", found.day);
    for &(clock, until) in &found.move_until {
        let title = &evaluation.catalog.clock(clock).title;
        said = format!("{said} {title}: {until}.");
    }
    format!("{said} See hitpath plan {id}")
}

/// What a start in time keeps.
#[must_use]
pub fn kept(evaluation: &Evaluation<'_>, keeps: Keeps) -> String {
    match keeps {
        Keeps::Target => "your target".to_owned(),
        Keeps::Finish => "the estimated finish".to_owned(),
        Keeps::Day(step) => {
            let day = evaluation.expected(step);
            let day = day.map_or_else(String::new, |day| format!(" on {day}"));
            format!("{}{day}", evaluation.catalog.step(step).id)
        }
        Keeps::Window(clock) => {
            let mut clocks = evaluation.clocks();
            let ends = clocks
                .find(|known| known.key == clock)
                .and_then(|known| known.ends);
            let ends = ends.map_or_else(String::new, |ends| format!(" that ends on {ends}"));
            format!("the window{ends}")
        }
    }
}

/// How the finish moved: `by estimate 2030-05-12, 12 days earlier`. None
/// where there is none, or the person wants to see no dates.
#[must_use]
pub fn moved(before: &Evaluation<'_>, after: &Evaluation<'_>) -> Option<String> {
    if !after.record.shows_dates() {
        return None;
    }
    let (before, plan) = (Plan::of(before), Plan::of(after));
    let Some(finish) = plan.finish else {
        let was_open = before.finish.is_some();
        return was_open.then(|| "the finish is reached".to_owned());
    };
    let was = before.finish.map_or(finish.p50, |was| was.p50);
    let days = days_between(was, finish.p50);
    let estimate = format!("{}{}", finish.p50, if_days_hold(after, &plan));
    let by = counted(days.unsigned_abs() as usize, "day");
    Some(match days {
        _ if !plan.counts_on_yes(after).is_empty() => {
            format!("estimate {estimate}, if a no becomes a yes")
        }
        0 => format!("estimate {estimate}, as before"),
        1.. => format!("estimate {estimate}, {by} later"),
        _ => format!("estimate {estimate}, {by} earlier"),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn lengths_are_said_as_people_say_them() {
        let said = [0, 1, 20, 21, 60, 61, 334, 365, 400, 1461].map(about);
        let expected = [
            "0 days",
            "1 day",
            "20 days",
            "3 weeks",
            "9 weeks",
            "2 months",
            "11 months",
            "1 year",
            "1 year and 1 month",
            "4 years",
        ];
        assert_eq!(said, expected);
        assert_eq!(beside(-9), "9 days before");
        assert_eq!(beside(0), "on");
        assert_eq!(beside(400), "1 year and 1 month after");
    }

    #[test]
    fn a_range_inside_a_month_is_that_month() {
        let (early, late) = (date(2030, 5, 2), date(2030, 5, 30));
        assert_eq!(months(early, late), "in May 2030");
        let late = date(2031, 1, 1);
        assert_eq!(months(early, late), "between May 2030 and January 2031");
    }
}
