//! The formula of readiness, on bare numbers.
//!
//! A result of age `a` days weighs `0.5^(a / 30)` in the mean of its domain. A
//! domain is as low as the smaller of its mean and the lowest of its last three
//! results, and as high as the larger of the mean and the highest of them. The
//! whole is the mean of the domains by their weights: likely with the midpoints,
//! low and high with those weights inside their ranges that make it least and
//! greatest. The formula is our own; `hitpath exam --explain` prints it.

/// Days in which a result comes to weigh half.
pub const HALF_LIFE_DAYS: i32 = 30;

/// So many results, the newest, can widen the range of a domain.
pub const LAST_RESULTS: usize = 3;

/// A result in percent as a range; never lower than low or higher than high.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// At the least.
    pub low: f64,
    /// Most likely; of a domain its weighted mean.
    pub likely: f64,
    /// At the most.
    pub high: f64,
}

/// The share of a domain in the exam, in percent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// At the least, 0 or more.
    pub low: f64,
    /// At the most, above 0.
    pub high: f64,
}

impl Range {
    /// The middle.
    #[must_use]
    pub fn midpoint(self) -> f64 {
        f64::midpoint(self.low, self.high)
    }
}

/// What a result weighs that is so many days older than the newest one.
///
/// Only how the weights stand to each other counts. By the age from today they
/// would stand the same, and after some decades all be zero.
#[must_use]
pub fn weight_of_age(days: i32) -> f64 {
    0.5_f64.powf(f64::from(days) / f64::from(HALF_LIFE_DAYS))
}

/// The figures of a domain by its results, newest first: the age in days and the
/// percent of each. None without results.
#[must_use]
pub fn of_domain(results: &[(i32, f64)]) -> Option<Figures> {
    let &(newest, _) = results.first()?;
    let (mut sum, mut weights) = (0.0, 0.0);
    for &(age, percent) in results {
        let weight = weight_of_age(age.saturating_sub(newest));
        sum += weight * percent;
        weights += weight;
    }
    let percents = || results.iter().map(|&(_, percent)| percent);
    let (least, most) = (percents().reduce(f64::min)?, percents().reduce(f64::max)?);
    // The mean of equal results is that result, whatever rounding made of it.
    let mean = (sum / weights).clamp(least, most);
    Some(Figures {
        low: percents().take(LAST_RESULTS).fold(mean, f64::min),
        likely: mean,
        high: percents().take(LAST_RESULTS).fold(mean, f64::max),
    })
}

/// The figures of the whole from weight and figures of every domain. None where
/// there is no domain.
#[must_use]
pub fn of_exam(domains: &[(Range, Figures)]) -> Option<Figures> {
    let with = |value: fn(&Figures) -> f64| {
        let parts = domains.iter();
        Vec::from_iter(parts.map(|(range, figures)| (*range, value(figures))))
    };
    let midpoints = domains.iter().map(|(range, _)| range.midpoint());
    let sum: f64 = (domains.iter())
        .map(|(range, figures)| range.midpoint() * figures.likely)
        .sum();
    // A mean of equal values is that value, whatever rounding made of it.
    let between = |mean: f64, value: fn(&Figures) -> f64| {
        let values = || domains.iter().map(|(_, figures)| value(figures));
        let ends = values().reduce(f64::min).zip(values().reduce(f64::max));
        ends.map_or(mean, |(least, most)| mean.clamp(least, most))
    };
    let likely = between(sum / midpoints.sum::<f64>(), |figures| figures.likely);
    let low = between(least(&with(|figures| figures.low))?, |figures| figures.low);
    let high = -least(&with(|figures| -figures.high))?;
    let high = between(high, |figures| figures.high);
    // The midpoints lie inside the ranges; only rounding could say otherwise.
    Some(Figures {
        low: low.min(likely),
        likely,
        high: high.max(likely),
    })
}

/// The least mean of values over all weights inside their ranges.
///
/// At the least every value below the mean has its greatest weight and every one
/// above it its smallest: by moving one weight the mean moves toward that value.
/// So from any mean the weights are set by it, which gives a lower one or, at the
/// least, the same (Dinkelbach). It takes few rounds. The weights need not make a
/// hundred: a mean asks only for shares.
fn least(parts: &[(Range, f64)]) -> Option<f64> {
    let mean_by = |limit: f64| {
        let (mut weights, mut sum) = (0.0, 0.0);
        for &(range, value) in parts {
            let weight = if value < limit { range.high } else { range.low };
            weights += weight;
            sum += weight * value;
        }
        // No weight is left where nothing lies below and all may weigh nothing.
        (weights > 0.0).then(|| sum / weights)
    };
    let mut least = mean_by(f64::INFINITY)?;
    while let Some(lower) = mean_by(least).filter(|&lower| lower < least) {
        least = lower;
    }
    Some(least)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(low: f64, likely: f64, high: f64) -> Figures {
        Figures { low, likely, high }
    }

    fn range(low: f64, high: f64) -> Range {
        Range { low, high }
    }

    #[test]
    fn a_month_older_weighs_half() {
        assert_eq!(weight_of_age(0), 1.0);
        assert_eq!(weight_of_age(30), 0.5);
        assert_eq!(weight_of_age(60), 0.25);
        // 80 today and 50 a month ago: (80 + 25) / 1.5.
        let found = of_domain(&[(0, 80.0), (30, 50.0)]);
        assert_eq!(found, Some(figures(50.0, 70.0, 80.0)));
        // The same a century later.
        let found = of_domain(&[(36_500, 80.0), (36_530, 50.0)]);
        assert_eq!(found, Some(figures(50.0, 70.0, 80.0)));
        assert_eq!(of_domain(&[]), None);
    }

    #[test]
    fn only_the_last_three_widen_the_range() {
        let found = of_domain(&[(0, 80.0), (1, 80.0), (2, 80.0), (3, 20.0)]);
        let found = found.expect("there are results");
        assert_eq!((found.low, found.high), (found.likely, 80.0));
        assert!(found.likely > 60.0 && found.likely < 70.0, "{found:?}");
    }

    #[test]
    fn weights_that_are_known_exactly_leave_no_room() {
        let domains = [
            (range(25.0, 25.0), figures(60.0, 60.0, 60.0)),
            (range(75.0, 75.0), figures(80.0, 80.0, 80.0)),
        ];
        assert_eq!(of_exam(&domains), Some(figures(75.0, 75.0, 75.0)));
        assert_eq!(of_exam(&[]), None);
    }

    #[test]
    fn a_range_of_weights_leans_to_the_worse_and_the_better_domain() {
        // Least with 30 and 70, greatest with 20 and 80; 25 and 75 are likely.
        let domains = [
            (range(20.0, 30.0), figures(60.0, 60.0, 60.0)),
            (range(70.0, 80.0), figures(80.0, 80.0, 80.0)),
        ];
        assert_eq!(of_exam(&domains), Some(figures(74.0, 75.0, 76.0)));
    }

    #[test]
    fn a_domain_that_may_weigh_nothing_may_be_all() {
        let domains = [
            (range(0.0, 10.0), figures(60.0, 60.0, 60.0)),
            (range(0.0, 10.0), figures(80.0, 80.0, 80.0)),
        ];
        assert_eq!(of_exam(&domains), Some(figures(60.0, 70.0, 80.0)));
    }
}
