//! How far the finish can spread: the same plan with many random durations.

use jiff::civil::Date;
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

use super::{
    Plan,
    network::Network,
    pass::{Durations, Pass},
    pert::{Drawn, Shapes},
    terms::{Terms, day_from},
};
use crate::{
    catalog::StepKey,
    journey::{days_between, evaluation::Evaluation},
};

/// How many plans are drawn where nobody says otherwise.
pub const DRAWS: u32 = 10_000;

/// How many plans are drawn for the estimated finish. They are the first of the
/// same streams, whoever asks and however many more are drawn.
const DRAWS_OF_ESTIMATE: u32 = 500;

/// So many plans are drawn beside each other.
const LANES: usize = 32;

/// The spread of the finish over many drawn plans.
///
/// Each step draws from a stream of its own, seeded by its id: the same profile
/// on the same day gives the same forecast on every machine, and a what-if
/// differs from the real plan only by what it changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// How many plans were drawn.
    pub draws: u32,
    /// The day by which one plan in ten is finished, never after the estimated
    /// finish.
    pub p10: Date,
    /// The day by which eight in ten are, never before the estimated finish.
    pub p80: Date,
    /// The day by which nineteen in twenty are.
    pub p95: Date,
    /// The share of plans that meet the target, from 0 to 1; at least a half
    /// where the estimated finish meets it, else at most a half. None without a
    /// target.
    pub target_chance: Option<f64>,
    /// By step: the share of plans in which it is on the limiting chain, 0 to 1.
    chain_share: Vec<f32>,
}

impl Forecast {
    /// Draws so many plans of what is left, and says after each few how many
    /// there are. `None` if nothing is left up to the finish. `plan` is the one
    /// of this evaluation.
    #[must_use]
    pub fn draw(
        evaluation: &Evaluation<'_>,
        plan: &Plan,
        draws: u32,
        mut on_drawn: impl FnMut(u32),
    ) -> Option<Self> {
        let p50 = plan.finish?.p50;
        if draws == 0 {
            return None;
        }
        let network = Network::new(evaluation);
        let mut on_chain = vec![0u32; network.nodes.len()];
        // By node: the draw in which it was last met. A step under way can be
        // met twice, by its end and by the time on it.
        let mut met_in = vec![0u32; network.nodes.len()];
        let mut finishes: Vec<i32> = Vec::with_capacity(draws as usize);
        each_drawn(evaluation, &network, draws, |pass, lane, last| {
            finishes.push(pass.finish[last][lane]);
            let draw = finishes.len() as u32;
            for (node, _) in pass.way_back(&network, lane, last) {
                let met_before = std::mem::replace(&mut met_in[node], draw);
                on_chain[node] += u32::from(met_before != draw);
            }
            if (lane + 1).is_multiple_of(LANES) || draw == draws {
                on_drawn(draw);
            }
        });
        finishes.sort_unstable();
        let target_chance = evaluation.record.target.map(|target| {
            let day = days_between(evaluation.today, target);
            let met = finishes.partition_point(|&finish| finish <= day);
            let share = met as f64 / f64::from(draws);
            if p50 <= target {
                share.max(0.5)
            } else {
                share.min(0.5)
            }
        });
        let mut chain_share = vec![0.0; evaluation.catalog.step_count()];
        for (node, &count) in network.nodes.iter().zip(&on_chain) {
            if let Some(step) = node.step {
                chain_share[step.index()] = count as f32 / draws as f32;
            }
        }
        let on = |share| day_from(evaluation.today, quantile(&finishes, share));
        let p80 = on(0.80).max(p50);
        Some(Self {
            draws,
            p10: on(0.10).min(p50),
            p80,
            p95: on(0.95).max(p80),
            target_chance,
            chain_share,
        })
    }

    /// The share of plans in which a step is on the limiting chain, 0 to 1.
    #[must_use]
    pub fn chain_share(&self, step: StepKey) -> f64 {
        f64::from(self.chain_share[step.index()])
    }
}

/// The day by which half of the drawn plans reach the finish, counted from
/// today: the estimate that every view shows. `None` if nothing is left up to
/// the finish.
pub(super) fn estimate(evaluation: &Evaluation<'_>, network: &Network) -> Option<i32> {
    let mut finishes: Vec<i32> = Vec::with_capacity(DRAWS_OF_ESTIMATE as usize);
    each_drawn(
        evaluation,
        network,
        DRAWS_OF_ESTIMATE,
        |pass, lane, last| {
            finishes.push(pass.finish[last][lane]);
        },
    );
    finishes.sort_unstable();
    (!finishes.is_empty()).then(|| quantile(&finishes, 0.50))
}

/// Draws so many plans, and shows each with its lane and the node that ends
/// last; none where nothing is left up to the finish.
fn each_drawn(
    evaluation: &Evaluation<'_>,
    network: &Network,
    draws: u32,
    mut show: impl FnMut(&Pass<LANES>, usize, usize),
) {
    let nodes = network.nodes.iter().enumerate();
    let counts: Vec<usize> = nodes
        .filter(|(_, node)| node.is_required && node.is_up_to_finish)
        .map(|(number, _)| number)
        .collect();
    if counts.is_empty() {
        return;
    }
    let mut streams = Streams::new(evaluation, network);
    let mut terms = Terms::new(&evaluation.record.terms, evaluation.today);
    let mut pass = Pass::<LANES>::new(network);
    let mut left = draws as usize;
    while left > 0 {
        pass.run(network, &mut streams, &mut terms);
        for lane in 0..LANES.min(left) {
            let ends = |&node: &usize| pass.finish[node][lane];
            let last = counts.iter().copied().max_by_key(ends);
            show(&pass, lane, last.unwrap_or_default());
        }
        left = left.saturating_sub(LANES);
    }
}

/// The least of these ascending values that so large a share does not exceed.
fn quantile(ascending: &[i32], share: f64) -> i32 {
    let place = (ascending.len() as f64 * share).ceil() as usize;
    let value = ascending.get(place.saturating_sub(1));
    value.copied().unwrap_or_default()
}

/// Where each step draws its days from.
struct Streams {
    of_node: Vec<Stream>,
    /// Days for an hour of work.
    days_per_hour: f64,
}

struct Stream {
    random: ChaCha8Rng,
    effort: Drawn,
    wait: Drawn,
    is_fixed: bool,
}

impl Streams {
    fn new(evaluation: &Evaluation<'_>, network: &Network) -> Self {
        let mut shapes = Shapes::default();
        let nodes = network.nodes.iter();
        let of_node = nodes.map(|node| {
            let id = node
                .step
                .map(|step| evaluation.catalog.step(step).id.as_str());
            let (effort, wait) = (shapes.of(node.effort_hours), shapes.of(node.wait_days));
            Stream {
                random: ChaCha8Rng::seed_from_u64(seed(id.unwrap_or_default())),
                is_fixed: effort.is_fixed() && wait.is_fixed(),
                effort,
                wait,
            }
        });
        let hours = evaluation.record.hours_per_week;
        let hours = hours.unwrap_or(super::ASSUMED_HOURS_PER_WEEK).max(1);
        Self {
            of_node: of_node.collect(),
            days_per_hour: 7.0 / f64::from(hours),
        }
    }
}

impl Durations<LANES> for Streams {
    fn fill(&mut self, node: usize, effort: &mut [i32; LANES], wait: &mut [i32; LANES]) {
        let stream = &mut self.of_node[node];
        for lane in 0..LANES {
            let random = if stream.is_fixed {
                0
            } else {
                stream.random.next_u32()
            };
            let hours = stream.effort.value(random as u16);
            effort[lane] = up(hours * self.days_per_hour);
            // A wait is rounded to the nearest whole day.
            wait[lane] = (stream.wait.value((random >> 16) as u16) + 0.5) as i32;
        }
    }
}

/// Rounds up to whole days. What is a whole number but for the last digits of
/// a product stays that number.
fn up(days: f64) -> i32 {
    let days = days - 1e-6;
    let whole = days as i32;
    whole + i32::from(days > f64::from(whole))
}

/// A number from a text, the same on every machine: FNV-1a (Fowler, Noll, Vo).
fn seed(text: &str) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325;
    let bytes = text.bytes().map(u64::from);
    bytes.fold(start, |hash, byte| {
        (hash ^ byte).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
