//! The hours of study until an exam, in words.

use crate::{
    journey::{
        readiness::Readiness,
        study::{SharedBy, Stretch, StudyPlan},
    },
    render::{page::Page, painted::Painted, style::Role, wording::counted},
};

/// The part of the page.
pub(super) fn part(page: &mut Page, found: &Readiness<'_>, plan: &StudyPlan) {
    page.section("Study plan");
    for stretch in &plan.stretches {
        let marker = Painted::new(None, "  - ");
        let when = Painted::new(Some(Role::Strong), when(plan, stretch));
        let hours = hours(found, stretch);
        let hours = Painted::new(None, format!(": {hours}"));
        page.prose("study", marker, vec![when, hours]);
    }
    if plan.stretches.is_empty() {
        page.sentence(
            "study",
            "  The exam is so near that there is nothing to share out.",
        );
    }
    let shared_by = match plan.shared_by {
        SharedBy::Distance => "Shared by weight times distance to the goal.",
        SharedBy::WeightAllReached => "Shared by weight: every domain has reached the goal.",
        SharedBy::WeightUnmeasured => {
            "Shared by weight, until there is a goal and a result in every domain."
        }
    };
    page.sentence("study", &format!("  {shared_by} {}", assumed(plan)));
}

fn when(plan: &StudyPlan, stretch: &Stretch) -> String {
    let Stretch { starts, ends, .. } = stretch;
    match stretch.weeks {
        _ if plan.until.is_none() => format!("the next week, {starts} to {ends}"),
        0 => format!("{starts} to {ends}"),
        weeks => {
            let weeks = counted(weeks as usize, "week");
            format!("{starts} to {ends}, {weeks}")
        }
    }
}

/// `12 hours a week (domain 1: 4.25, domain 2: 2, domain 3: 5.75)`
fn hours(found: &Readiness<'_>, stretch: &Stretch) -> String {
    let domains = found.domains.iter().zip(&stretch.domains);
    let domains = domains.filter(|(_, hours)| hours.0 > 0);
    let domains: Vec<String> = domains
        .map(|(domain, hours)| format!("domain {}: {hours}", domain.domain.number))
        .collect();
    let hours = match stretch.hours.as_whole() {
        Some(whole) => counted(whole as usize, "hour"),
        None => format!("{} hours", stretch.hours),
    };
    let a_week = if stretch.weeks > 0 { " a week" } else { "" };
    format!("{hours}{a_week} ({})", domains.join(", "))
}

/// Whose hours these are, and what else they are for.
fn assumed(plan: &StudyPlan) -> String {
    let all = "It counts all your hours as hours of study.";
    if plan.hours_are_given {
        return all.to_owned();
    }
    let hours = counted(plan.hours_per_week as usize, "hour");
    format!("{all} {hours} a week is our guess: hitpath set hours-per-week=N")
}
