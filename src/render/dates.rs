//! Dates and lengths of time in the words people use, and planned dates beside
//! what is to do, where the person wants to see them.

use jiff::civil::Date;

use super::wording::counted;
use crate::journey::{
    days_between,
    evaluation::Evaluation,
    next::NextAction,
    plan::{Keeps, Plan, days::TooEarly},
    standing::Standing,
};

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
    let estimate = month(finish.p50);
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

/// By when a step has to start. None where it is not planned, comes after the
/// finish, or the person wants to see no dates.
#[must_use]
pub fn start_by(evaluation: &Evaluation<'_>, action: &NextAction) -> Option<String> {
    let (by, keeps) = action.latest_start.zip(action.keeps)?;
    // What comes after the finish keeps nothing that anybody waits for.
    if !evaluation.record.shows_dates() || keeps == Keeps::End {
        return None;
    }
    let keeps = kept(evaluation, keeps);
    let slack = days_between(evaluation.today, by);
    let days = counted(slack.unsigned_abs() as usize, "day");
    Some(match slack {
        ..0 => format!("now: {days} late for {keeps}"),
        0 => format!("today, to keep {keeps}"),
        1.. => format!("by {by}, in {days}, to keep {keeps}"),
    })
}

/// That a day known from outside comes before what has to be done for it can be
/// done, by the plan, and until when it can be moved.
#[must_use]
pub fn too_early(evaluation: &Evaluation<'_>, found: &TooEarly) -> String {
    let id = &evaluation.catalog.step(found.step).id;
    let needs = match evaluation.record.shows_dates() {
        true => format!("by the plan you get there only on {}", found.planned),
        false => "by the plan that is too early for you".to_owned(),
    };
    let mut said = format!(
        "{id} is expected on {}, and {needs}: do first what it needs, or move it.",
        found.day
    );
    for &(clock, until) in &found.move_until {
        let title = &evaluation.catalog.clock(clock).title;
        said = format!("{said} {title}: {until}.");
    }
    format!("{said} See hitpath plan {id}")
}

/// What a latest start keeps free.
#[must_use]
pub fn kept(evaluation: &Evaluation<'_>, keeps: Keeps) -> String {
    match keeps {
        Keeps::Target => "your target".to_owned(),
        Keeps::Finish => "the estimated finish".to_owned(),
        Keeps::End => "the end of the plan".to_owned(),
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

/// The same where a target or a window makes it soon or late, and it has not
/// begun. Without one something could always start today: that is no news.
#[must_use]
pub fn soon(evaluation: &Evaluation<'_>, action: &NextAction) -> Option<String> {
    /// Days ahead that count as soon.
    const SOON: i32 = 30;
    let is_under_way = evaluation.standing(action.step) == Standing::Doing;
    let is_soon = action.slack_days.is_some_and(|days| days <= SOON) && !is_under_way;
    let is_news = !matches!(action.keeps, None | Some(Keeps::Finish | Keeps::End));
    let by = start_by(evaluation, action).filter(|_| is_soon && is_news)?;
    Some(format!("start {by}"))
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
    let estimate = finish.p50;
    let was = before.finish.map_or(estimate, |was| was.p50);
    let days = days_between(was, estimate);
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
