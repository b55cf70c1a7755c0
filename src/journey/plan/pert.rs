//! Random values between the low and the high end of an estimate.
//!
//! They follow the PERT distribution (Malcolm and others, 1959; with the usual
//! weight of four for the likely value): the Beta distribution between low and
//! high whose two parameters add up to six and whose peak is the likely value.
//!
//! A draw looks its value up in a table of quantiles, made once for each shape:
//! drawing ten thousand plans anew by a library's own sampler took five times
//! as long. Tests hold both beside each other.

use std::{collections::HashMap, rc::Rc};

use crate::catalog::length::Estimate;

/// The quantiles of one shape, from low to high, as parts of [`WHOLE`].
#[derive(Debug)]
pub(super) struct Shape([u32; CELLS + 1]);

/// How finely the chance is divided; between two quantiles the line counts.
const CELLS: usize = 1024;
/// How finely the way from low to high is divided when areas are added up.
const STRIPS: usize = 256;
/// Parts of the way from low to high. Whole numbers, so that the last digit of
/// a logarithm, which differs between machines, cannot move a day.
const WHOLE: f64 = (1 << 20) as f64;

/// The shapes in use. Estimates of equal proportions share one.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    by_peak: HashMap<u32, Rc<Shape>>,
    /// The logarithm of the middle of each strip; backwards that of what is
    /// left of it.
    logarithms: Vec<f64>,
}

/// An estimate from which values are drawn.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    low: f64,
    /// What one part of [`WHOLE`] means.
    part: f64,
    shape: Option<Rc<Shape>>,
}

impl Shapes {
    /// Gets an estimate ready to draw from.
    pub(super) fn of(&mut self, estimate: Estimate) -> Drawn {
        let span = estimate.high.saturating_sub(estimate.low);
        let low = f64::from(estimate.low);
        if span == 0 {
            let (part, shape) = (0.0, None);
            return Drawn { low, part, shape };
        }
        // Peaks a thousandth of the way apart make no difference in days.
        const PEAKS: f64 = 1024.0;
        let likely = estimate.likely.clamp(estimate.low, estimate.high);
        let peak = f64::from(likely - estimate.low) / f64::from(span);
        let peak = (peak * PEAKS).round();
        if self.logarithms.is_empty() {
            let middle = |strip: usize| (strip as f64 + 0.5) / STRIPS as f64;
            self.logarithms = (0..STRIPS).map(|strip| middle(strip).ln()).collect();
        }
        let logarithms = &self.logarithms;
        let shape = self.by_peak.entry(peak as u32);
        let shape = shape.or_insert_with(|| Rc::new(Shape::new(peak / PEAKS, logarithms)));
        Drawn {
            low,
            part: f64::from(span) / WHOLE,
            shape: Some(Rc::clone(shape)),
        }
    }
}

impl Shape {
    /// `peak` is the place of the likely value between low, 0, and high, 1.
    fn new(peak: f64, logarithms: &[f64]) -> Self {
        // One less than the parameters of the Beta distribution.
        let (rise, fall) = (4.0 * peak, 4.0 - 4.0 * peak);
        let backwards = logarithms.iter().rev();
        let heights = logarithms.iter().zip(backwards);
        let heights: Vec<f64> = heights
            .map(|(from_low, from_high)| (rise * from_low + fall * from_high).exp())
            .collect();
        let area: f64 = heights.iter().sum();
        let mut quantiles = [0; CELLS + 1];
        let (mut strip, mut before) = (0, 0.0);
        for (cell, quantile) in quantiles.iter_mut().enumerate() {
            let wanted = area * cell as f64 / CELLS as f64;
            while strip + 1 < STRIPS && before + heights[strip] < wanted {
                before += heights[strip];
                strip += 1;
            }
            let inside = ((wanted - before) / heights[strip]).clamp(0.0, 1.0);
            *quantile = ((strip as f64 + inside) / STRIPS as f64 * WHOLE).round() as u32;
        }
        quantiles[CELLS] = WHOLE as u32;
        Self(quantiles)
    }
}

impl Drawn {
    /// Whether all values are equal.
    pub(super) fn is_fixed(&self) -> bool {
        self.shape.is_none()
    }

    /// The value that so many of 65,536 draws stay below, in the unit of the
    /// estimate.
    pub(super) fn value(&self, chance: u16) -> f64 {
        let Some(shape) = &self.shape else {
            return self.low;
        };
        // 1,024 cells, and 64 steps inside each.
        let (cell, inside) = (usize::from(chance >> 6), u32::from(chance & 0x3f));
        let [from, to] = [shape.0[cell], shape.0[cell + 1]];
        let parts = f64::from(from) + f64::from((to - from) * inside) / 64.0;
        self.low + self.part * parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean_and_deviation(estimate: Estimate) -> (f64, f64) {
        let drawn = Shapes::default().of(estimate);
        let values: Vec<f64> = (0..=u16::MAX).map(|chance| drawn.value(chance)).collect();
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let square = values.iter().map(|value| (value - mean).powi(2));
        (mean, (square.sum::<f64>() / count).sqrt())
    }

    #[test]
    fn mean_and_spread_are_those_of_pert() {
        for (low, likely, high) in [(0, 10, 100), (20, 20, 80), (5, 50, 50), (10, 55, 100)] {
            let (mean, deviation) = mean_and_deviation(Estimate { low, likely, high });
            let [low, likely, high] = [low, likely, high].map(f64::from);
            // The textbook: (low + 4 likely + high) / 6, and of the Beta
            // distribution with parameters that add up to six.
            let expected = (low + 4.0 * likely + high) / 6.0;
            let share = (expected - low) / (high - low);
            let spread = (share * (1.0 - share) / 7.0).sqrt() * (high - low);
            let near = (high - low) / 500.0;
            assert!((mean - expected).abs() < near, "{mean} {expected}");
            assert!((deviation - spread).abs() < near, "{deviation} {spread}");
        }
    }

    #[test]
    fn values_stay_inside_and_rise_with_the_chance() {
        for likely in [3, 4, 9, 40] {
            let (low, high) = (3, 40);
            let drawn = Shapes::default().of(Estimate { low, likely, high });
            let mut before = 3.0;
            for chance in 0..=u16::MAX {
                let value = drawn.value(chance);
                assert!((before..=40.0).contains(&value));
                before = value;
            }
        }
        let seven = Estimate {
            low: 7,
            likely: 7,
            high: 7,
        };
        let fixed = Shapes::default().of(seven);
        assert!(fixed.is_fixed());
        assert!(
            [0, 30_000, u16::MAX]
                .iter()
                .all(|&chance| fixed.value(chance) == 7.0)
        );
    }
}
