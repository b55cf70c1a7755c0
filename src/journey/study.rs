//! The hours until an exam, shared out to the domains of its outline.
//!
//! All hours a week of the person are taken for study: how much of them other
//! steps need is for `plan`. They are shared by weight times distance to the
//! goal; by weight alone where a distance is not known, or where every domain
//! has reached the goal and has only to be kept warm.

use jiff::{ToSpan, civil::Date};

use super::{
    days_between,
    evaluation::Evaluation,
    hundredths::Hundredths,
    plan::ASSUMED_HOURS_PER_WEEK,
    readiness::{
        Readiness, StudyNext,
        outline::{ExamDay, KnownBy},
    },
};

/// Hours are shared out in quarters.
const QUARTERS_PER_HOUR: u32 = 4;

/// The hours of study until an exam.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudyPlan {
    /// The day of the exam, as far as somebody said it; else the plan is for one
    /// week.
    pub until: Option<ExamDay>,
    /// Hours a week.
    pub hours_per_week: u32,
    /// Whether the person gave these hours.
    pub hours_are_given: bool,
    /// What they are shared by.
    pub shared_by: SharedBy,
    /// The weeks, those that are the same together; none where the exam is today.
    pub stretches: Vec<Stretch>,
}

/// What hours are shared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SharedBy {
    /// Weight times distance to the goal.
    Distance,
    /// Weight alone: every domain has reached the goal.
    WeightAllReached,
    /// Weight alone: some distance is not known.
    WeightUnmeasured,
}

impl SharedBy {
    /// The word in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Distance => "weight_and_distance",
            Self::WeightAllReached | Self::WeightUnmeasured => "weight",
        }
    }
}

/// Weeks that are the same, or the days that are left at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The first day.
    pub starts: Date,
    /// The last day.
    pub ends: Date,
    /// How many weeks; 0 for less than one.
    pub weeks: u32,
    /// Hours in each week, or in those days: the sum of `domains`.
    pub hours: Hundredths,
    /// Hours for each domain of the outline, in its order.
    pub domains: Vec<Hundredths>,
}

impl StudyPlan {
    /// Shares the hours out. None where the exam is behind the person, or the
    /// share of a domain is not known.
    #[must_use]
    pub fn of(evaluation: &Evaluation<'_>, readiness: &Readiness<'_>) -> Option<Self> {
        let outline = readiness.outline.filter(|_| !readiness.is_behind)?;
        let weights = readiness.domains.iter();
        let weights: Option<Vec<f64>> = weights
            .map(|domain| Some(domain.weight?.range.midpoint()))
            .collect();
        let weights = weights?;
        let (shares, shared_by) = match readiness.study_next {
            None => (weights, SharedBy::WeightUnmeasured),
            Some(StudyNext::AllReached) => (weights, SharedBy::WeightAllReached),
            Some(StudyNext::Domain { .. }) => {
                let distances = readiness.domains.iter().map(|domain| {
                    let distance = readiness.distance(domain);
                    distance.unwrap_or_default().number()
                });
                let both = weights.iter().zip(distances);
                let products = both.map(|(weight, distance)| weight * distance);
                (products.collect(), SharedBy::Distance)
            }
        };
        let is_said = matches!(
            outline.picked_by.known_by,
            KnownBy::Expected | KnownBy::Window
        );
        let until = is_said.then_some(outline.picked_by);
        let given = evaluation.record.hours_per_week;
        let hours_per_week = given.unwrap_or(ASSUMED_HOURS_PER_WEEK);
        let days = until.map_or(7, |until| days_between(evaluation.today, until.day));
        Some(Self {
            until,
            hours_per_week,
            hours_are_given: given.is_some(),
            shared_by,
            stretches: stretches(evaluation.today, days, hours_per_week, &shares),
        })
    }
}

/// So many days from a day on, in whole weeks and what is left.
fn stretches(from: Date, days: i32, hours_per_week: u32, shares: &[f64]) -> Vec<Stretch> {
    let days = u32::try_from(days).unwrap_or(0);
    let quarters = hours_per_week.saturating_mul(QUARTERS_PER_HOUR);
    let (weeks, rest) = (days / 7, days % 7);
    let stretch = |first: u32, last: u32, weeks: u32, quarters: u32| {
        let on = |day: u32| from.saturating_add(i64::from(day).days());
        let shared = shared_out(quarters, shares);
        let in_hours = |quarters: &u32| Hundredths(quarters * (100 / QUARTERS_PER_HOUR));
        let domains: Vec<Hundredths> = shared.iter().map(in_hours).collect();
        Stretch {
            starts: on(first),
            ends: on(last),
            weeks,
            hours: domains.iter().copied().sum(),
            domains,
        }
    };
    let whole = (weeks > 0).then(|| stretch(0, weeks * 7 - 1, weeks, quarters));
    let left = quarters.saturating_mul(rest) / 7;
    let left = (left > 0).then(|| stretch(weeks * 7, days - 1, 0, left));
    whole.into_iter().chain(left).collect()
}

/// Parts of a whole by shares, adding up to it: each part that has a share gets
/// one first, the largest before others, then the rest goes where it is due most
/// (Sainte-Laguë). More to share never leaves anybody with less.
fn shared_out(whole: u32, shares: &[f64]) -> Vec<u32> {
    let mut parts = vec![0_u32; shares.len()];
    for _ in 0..whole {
        // Who has nothing yet comes first, then the larger claim.
        let claim = |place: usize| {
            let got = parts[place];
            (got == 0, shares[place] / f64::from(2 * got + 1))
        };
        let with_share = (0..shares.len()).filter(|&place| shares[place] > 0.0);
        // Of equal ones the first.
        let next = with_share.rev().max_by(|&one, &other| {
            let (one, other) = (claim(one), claim(other));
            one.0.cmp(&other.0).then(one.1.total_cmp(&other.1))
        });
        match next {
            Some(place) => parts[place] += 1,
            None => break,
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn parts_add_up_and_nobody_with_a_share_goes_without() {
        assert_eq!(shared_out(40, &[22.0, 16.0, 2.0]), [22, 16, 2]);
        assert_eq!(shared_out(4, &[97.0, 1.0, 0.0, 1.0]), [2, 1, 0, 1]);
        assert_eq!(shared_out(1, &[10.0, 20.0]), [0, 1]);
        assert_eq!(
            shared_out(3, &[1.0, 1.0]),
            [2, 1],
            "of equal ones the first"
        );
        assert_eq!(shared_out(3, &[0.0]), [0]);
        assert_eq!(shared_out(0, &[1.0]), [0]);
    }

    #[test]
    fn more_to_share_takes_from_nobody() {
        let shares = [22.0, 0.4, 16.0, 7.7, 7.7];
        for whole in 0..200 {
            let (less, more) = (shared_out(whole, &shares), shared_out(whole + 1, &shares));
            assert_eq!(less.iter().sum::<u32>(), whole);
            assert!(less.iter().zip(&more).all(|(less, more)| less <= more));
        }
    }

    #[test]
    fn days_are_whole_weeks_and_a_rest() {
        let from = date(2026, 11, 22);
        let found = stretches(from, 16, 10, &[1.0]);
        let spans: Vec<(Date, Date, u32, Hundredths)> = found
            .iter()
            .map(|one| (one.starts, one.ends, one.weeks, one.hours))
            .collect();
        assert_eq!(
            spans,
            [
                (from, date(2026, 12, 5), 2, Hundredths::whole(10)),
                // Two sevenths of 40 quarters, rounded down.
                (date(2026, 12, 6), date(2026, 12, 7), 0, Hundredths(275)),
            ]
        );
        assert_eq!(stretches(from, 0, 10, &[1.0]), []);
        assert_eq!(stretches(from, 7, 10, &[1.0]).len(), 1);
        // One hour a week is not a quarter of an hour in a day.
        assert_eq!(stretches(from, 1, 1, &[1.0]), []);
    }
}
