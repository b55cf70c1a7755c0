//! A forecast agrees with a simulation by a library's own sampler, and says the
//! same each time.

use hitpath::{
    catalog::{StepKey, length::Estimate},
    journey::plan::{Plan, forecast::Forecast},
};
use jiff::{ToSpan, civil::Date};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use rand_distr::{Distribution, Pert};

use crate::{
    plan::row,
    schedule::{Timed, timed},
    world::{TODAY, tries},
};

/// Beside the draws of the forecast, so many more that their own error does not
/// count.
const MANY: usize = 200_000;

/// The share by which ten thousand draws may miss: four times the standard
/// error in the middle, which is half of a hundredth.
const SAMPLING_ERROR: f64 = 0.02;

/// The same for the five hundred draws of the estimate.
const SAMPLING_ERROR_OF_ESTIMATE: f64 = 0.09;

/// A value of an estimate by the sampler of a library.
fn sample(estimate: Estimate, random: &mut ChaCha8Rng) -> f64 {
    let [low, likely, high] = [estimate.low, estimate.likely, estimate.high].map(f64::from);
    if low >= high {
        return low;
    }
    let pert = Pert::new(low, high)
        .with_mode(likely)
        .expect("an estimate rises");
    pert.sample(random)
}

/// Days from today to the end of a row of steps, in many simulated courses of
/// events.
fn simulated(timed: &Timed) -> Vec<i32> {
    let mut random = ChaCha8Rng::seed_from_u64(20_261_122);
    let days_an_hour = 7.0 / f64::from(timed.hours_per_week);
    let mut one = || {
        let steps = timed.effort.iter().zip(&timed.wait);
        steps
            .map(|(&effort, &wait)| {
                let effort = (sample(effort, &mut random) * days_an_hour).ceil();
                (effort + sample(wait, &mut random).round()) as i32
            })
            .sum()
    };
    let mut days: Vec<i32> = (0..MANY).map(|_| one()).collect();
    days.sort_unstable();
    days
}

/// The forecast, and the estimate of the plan.
fn forecast(timed: &Timed, draws: u32) -> Option<(Forecast, Date)> {
    timed.plan(|evaluation, plan| {
        let forecast = Forecast::draw(evaluation, plan, draws, |_| ());
        forecast.zip(plan.finish.map(|finish| finish.p50))
    })
}

/// The share, the day, and by how much the share may miss.
fn quantiles(forecast: &Forecast, p50: Date) -> [(f64, Date, f64); 4] {
    [
        (0.10, forecast.p10, SAMPLING_ERROR),
        (0.50, p50, SAMPLING_ERROR_OF_ESTIMATE),
        (0.80, forecast.p80, SAMPLING_ERROR),
        (0.95, forecast.p95, SAMPLING_ERROR),
    ]
}

fn assert_agrees(mut timed: Timed) {
    let simulated = simulated(&timed);
    let share_up_to = |day: i32| simulated.partition_point(|&end| end <= day) as f64 / MANY as f64;
    let half = simulated[MANY / 2];
    timed.target = Some(half);
    let (forecast, p50) = forecast(&timed, 10_000).expect("something is left");
    for (share, day, error) in quantiles(&forecast, p50) {
        let day = (day - TODAY).get_days();
        // A whole day holds a part of the draws, so the share lies between its
        // two ends.
        let (before, with) = (share_up_to(day - 1), share_up_to(day));
        assert!(
            before <= share + error && share - error <= with,
            "{share} of the plans end by day {day}, {before} to {with} of the simulated ones"
        );
    }
    let chance = forecast.target_chance.expect("there is a target");
    assert!((chance - share_up_to(half)).abs() < SAMPLING_ERROR);
}

#[test]
fn one_step_agrees_with_a_simulation() {
    let of = |low, likely, high| Estimate { low, likely, high };
    for (effort, wait) in [
        (of(10, 40, 120), of(0, 0, 0)),
        (of(0, 0, 0), of(5, 200, 260)),
        (of(20, 20, 200), of(0, 30, 30)),
    ] {
        let mut timed = row(&[0]);
        timed.effort[0] = effort;
        timed.wait[0] = wait;
        timed.hours_per_week = 9;
        assert_agrees(timed);
    }
}

#[test]
fn ten_steps_in_a_row_agree_with_a_simulation() {
    let mut timed = row(&[0; 10]);
    for step in 0..10 {
        let here = u32::try_from(step).expect("a small number");
        timed.effort[step] = Estimate {
            low: here,
            likely: 2 * here,
            high: 9 * here,
        };
        timed.wait[step] = Estimate {
            low: 3,
            likely: 5 + here,
            high: 90 - here,
        };
    }
    assert_agrees(timed);
}

#[test]
fn every_draw_is_counted_and_every_step_of_a_row_limits() {
    let mut timed = row(&[5, 8, 13]);
    timed.effort[1].high = 80;
    let mut counts = Vec::new();
    let forecast = timed.plan(|evaluation, plan| {
        Forecast::draw(evaluation, plan, 1010, |drawn| counts.push(drawn))
    });
    let forecast = forecast.expect("something is left");
    assert_eq!(forecast.draws, 1010);
    assert_eq!(counts.last(), Some(&1010));
    assert!(counts.is_sorted());
    for step in 0..3 {
        assert_eq!(forecast.chain_share(StepKey(step)), 1.0);
    }
    assert_eq!(forecast.target_chance, None);
}

proptest! {
    #![proptest_config(tries())]

    #[test]
    fn the_same_profile_has_the_same_forecast(timed in timed()) {
        let first = forecast(&timed, 50);
        prop_assert_eq!(&first, &forecast(&timed, 50));
        if let Some((forecast, p50)) = first {
            let days = quantiles(&forecast, p50).map(|(_, day, _)| day);
            prop_assert!(days.is_sorted());
            if let Some((chance, target)) = forecast.target_chance.zip(timed.target) {
                let is_met = p50 <= TODAY + target.days();
                let agrees = if is_met { chance >= 0.5 } else { chance <= 0.5 };
                prop_assert!(agrees, "{chance}");
            }
        }
    }

    /// However many plans are drawn for the rest, the estimate stays where it is.
    #[test]
    fn the_estimate_is_that_of_every_other_view(timed in timed(), draws in 1u32..900) {
        let [few, many] = [draws, draws + 700].map(|draws| forecast(&timed, draws));
        let p50 = timed.plan(|_, plan| plan.finish.map(|finish| finish.p50));
        prop_assert_eq!(few.map(|(_, p50)| p50), p50);
        prop_assert_eq!(many.map(|(_, p50)| p50), p50);
    }

    #[test]
    fn what_is_certain_has_no_spread(timed in timed()) {
        let mut timed = timed;
        for estimate in timed.effort.iter_mut().chain(&mut timed.wait) {
            (estimate.low, estimate.high) = (estimate.likely, estimate.likely);
        }
        let (forecast, plan): (Option<Forecast>, Plan) = timed.plan(|evaluation, plan| {
            (Forecast::draw(evaluation, plan, 40, |_| ()), plan.clone())
        });
        prop_assert_eq!(forecast.is_some(), plan.finish.is_some());
        if let (Some(forecast), Some(finish)) = (forecast, plan.finish) {
            for (_, day, _) in quantiles(&forecast, finish.p50) {
                prop_assert_eq!(day, finish.likely);
            }
            for step in &plan.steps {
                let share = forecast.chain_share(step.step);
                prop_assert_eq!(share, f64::from(u8::from(step.is_on_chain)));
            }
            let met = finish.target.map(|target| f64::from(u8::from(finish.likely <= target)));
            prop_assert_eq!(forecast.target_chance, met);
        }
    }

    #[test]
    fn the_spread_lies_between_the_ends(timed in timed()) {
        // Where a day known from outside holds in one draw and not in another,
        // the work before it is done by that day in the one alone.
        if timed.has_days_ahead() {
            return Ok(());
        }
        let (forecast, finish) = timed.plan(|evaluation, plan| {
            (Forecast::draw(evaluation, plan, 60, |_| ()), plan.finish)
        });
        if let (Some(forecast), Some(finish)) = (forecast, finish) {
            // Effort is rounded up for each step, so no draw is above the late
            // end or below the early one.
            prop_assert!(finish.earliest <= forecast.p10);
            prop_assert!(forecast.p95 <= finish.late);
            prop_assert!(finish.earliest <= finish.p50 && finish.p50 <= finish.late);
        }
    }
}
