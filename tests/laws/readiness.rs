//! Readiness is what the published formula says, and a better result never makes
//! it worse.

use std::collections::BTreeMap;

use hitpath::{
    catalog::{
        Catalog, CredentialKey, FileKey, FileName, PathwayKey,
        audit::{Parts, audit},
        credential::{Credential, Domain, Exam},
        fact::{AppliesOn, Claim, Confidence, FRESH_DAYS, FactValue, FactVersion, Source},
        id::{CredentialId, FactId, PathwayId, StageId, StepId},
        pathway::Pathway,
        stage::Stage,
        step::Step,
    },
    journey::{
        entries::Practice,
        evaluation::Evaluation,
        hundredths::Hundredths,
        readiness::{Readiness, formula::Figures},
        record::Record,
        study::StudyPlan,
    },
};
use jiff::ToSpan;
use proptest::{
    collection::vec,
    option,
    prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest},
    sample::Index,
};

use crate::world::{TODAY, tries};

/// As far as two ways to add up the same can differ.
const ROUNDING: f64 = 1e-9;

/// An outline and practice exams for it.
#[derive(Debug, Clone)]
struct Person {
    /// The range of the weight of each domain, in percent.
    weights: Vec<(f64, f64)>,
    sat: Vec<Sat>,
    hours_per_week: u32,
    exam_in_days: Option<i32>,
}

/// A practice exam: how many days ago, and results by domain in hundredths of a
/// percent; those of domains that there are not stand in it as well.
#[derive(Debug, Clone)]
struct Sat {
    days_ago: i32,
    results: Vec<Option<u32>>,
    of_another_exam: bool,
}

fn sat() -> impl Strategy<Value = Sat> {
    let result = option::weighted(0.8, 0..=10_000_u32);
    (-20..400_i32, vec(result, 7), 0..10_u8).prop_map(|(days_ago, results, other)| Sat {
        days_ago,
        results,
        of_another_exam: other == 0,
    })
}

fn person() -> impl Strategy<Value = Person> {
    let weight = (0..30_u8, 0..20_u8).prop_map(|(low, more)| {
        let low = f64::from(low);
        (low, (low + f64::from(more)).max(0.5))
    });
    let days = option::of(0..200_i32);
    (vec(weight, 1..=6), vec(sat(), 0..9), 1..=60_u32, days).prop_map(
        |(weights, sat, hours_per_week, exam_in_days)| Person {
            weights,
            sat,
            hours_per_week,
            exam_in_days,
        },
    )
}

impl Person {
    fn catalog(&self) -> Catalog {
        let file = FileKey(0);
        let fact = |number: usize| FactId::new(&format!("weight.d{number}")).expect("an id");
        let facts = self
            .weights
            .iter()
            .enumerate()
            .map(|(place, &(low, high))| {
                let claim = Claim {
                    value: FactValue::Range {
                        low,
                        high,
                        unit: "percent".into(),
                    },
                    text: "".into(),
                    source: Source {
                        title: "A page".into(),
                        url: "https://www.example.org".into(),
                    },
                    checked: Some(TODAY),
                };
                FactVersion {
                    id: fact(place + 1),
                    file,
                    claim,
                    also: Vec::new(),
                    confidence: Confidence::Secondary,
                    applies_on: AppliesOn::Today,
                    effective_from: None,
                    effective_until: None,
                    recheck_after_days: FRESH_DAYS,
                }
            });
        let domain = |number: usize| Domain {
            number: u32::try_from(number).expect("a small number"),
            title: "".into(),
            weight: Some(fact(number)),
            topics: Vec::new(),
        };
        let mut credential = Credential::new(CredentialId::new("c").expect("an id"), "", "");
        credential.practice_goal = Some(80);
        credential.exam_day = StepId::new("sat").ok();
        credential.exams = vec![Exam {
            domains: (1..=self.weights.len()).map(domain).collect(),
            ..Exam::default()
        }];
        let stage = Stage {
            id: StageId::new("stage").expect("an id"),
            title: "".into(),
            summary: None,
            steps: vec![Step::new(StepId::new("sat").expect("an id"), "")],
        };
        let pathway = Pathway {
            id: PathwayId::new("path").expect("an id"),
            title: "".into(),
            summary: None,
            goal: None,
            stages: vec![stage.id.clone()],
            without: Vec::new(),
            finish: None,
        };
        let parts = Parts {
            files: vec![FileName {
                name: "person".into(),
                shipped: false,
            }],
            stages: vec![(stage, file)],
            pathways: vec![(pathway, file)],
            credentials: vec![(credential, file)],
            facts: facts.zip(0..).collect(),
            ..Parts::default()
        };
        audit(parts).expect("it is sound")
    }

    fn record(&self) -> Record {
        let practice = self.sat.iter().map(|sat| {
            let results = sat.results.iter().zip(1..);
            let results = results.filter_map(|(result, number)| Some((number, (*result)?)));
            let domains: BTreeMap<u32, Hundredths> = results
                .map(|(number, result)| (number, Hundredths(result)))
                .collect();
            Practice {
                id: String::new(),
                exam: if sat.of_another_exam { "d" } else { "c" }.into(),
                on: TODAY - sat.days_ago.days(),
                score: domains.is_empty().then_some(Hundredths::HUNDRED),
                domains,
                questions: None,
            }
        });
        let mut record = Record {
            pathway: "path".into(),
            practice: practice.collect(),
            hours_per_week: Some(self.hours_per_week),
            ..Record::default()
        };
        if let Some(days) = self.exam_in_days {
            let mark = record.marks.entry("sat".into()).or_default();
            mark.expect = Some(TODAY + days.days());
        }
        record
    }

    fn look<T>(&self, at: impl FnOnce(&Evaluation<'_>, &Readiness<'_>) -> T) -> T {
        let (catalog, record) = (self.catalog(), self.record());
        let evaluation = Evaluation::new(&catalog, &record, PathwayKey(0), TODAY);
        at(&evaluation, &Readiness::of(&evaluation, CredentialKey(0)))
    }

    fn figures(&self) -> Option<Figures> {
        self.look(|_, found| found.figures)
    }

    /// What counts of a practice exam: results in domains that there are, on a
    /// day that has come.
    fn counted(&self, sat: &Sat) -> Vec<Option<f64>> {
        let mut results = vec![None; self.weights.len()];
        if sat.days_ago >= 0 && !sat.of_another_exam {
            for (place, result) in results.iter_mut().enumerate() {
                *result = sat.results[place].map(|result| f64::from(result) / 100.0);
            }
        }
        results
    }

    /// Low, mean and high of each domain, as the sentences of `--explain` say.
    fn domains(&self) -> Vec<Option<[f64; 3]>> {
        let places = 0..self.weights.len();
        let domain = |place: usize| {
            let mut results: Vec<(i32, f64)> = Vec::new();
            for sat in self.sat.iter().rev() {
                let result = self.counted(sat)[place];
                results.extend(result.map(|result| (sat.days_ago, result)));
            }
            // Newest first; of one day that which stands last.
            results.sort_by_key(|&(age, _)| age);
            let weight = |age: i32| 0.5_f64.powf(f64::from(age) / 30.0);
            let weights: f64 = results.iter().map(|&(age, _)| weight(age)).sum();
            let sum: f64 = results.iter().map(|&(age, it)| weight(age) * it).sum();
            let mean = (!results.is_empty()).then(|| sum / weights)?;
            let (mut low, mut high) = (mean, mean);
            for &(_, result) in results.iter().take(3) {
                low = low.min(result);
                high = high.max(result);
            }
            Some([low, mean, high])
        };
        places.map(domain).collect()
    }

    /// The figures by trying every corner of the ranges of weights.
    fn slowly(&self) -> Option<[f64; 3]> {
        let counts = |sat: &&Sat| self.counted(sat).iter().any(Option::is_some);
        if self.sat.iter().filter(counts).count() < 2 {
            return None;
        }
        let domains: Option<Vec<[f64; 3]>> = self.domains().into_iter().collect();
        let domains = domains?;
        let mean = |weights: &[f64], which: usize| {
            let sum: f64 = weights.iter().sum();
            let parts = weights.iter().zip(&domains);
            let product: f64 = parts.map(|(weight, figures)| weight * figures[which]).sum();
            (sum > 0.0).then(|| product / sum)
        };
        let middle: Vec<f64> = self
            .weights
            .iter()
            .map(|(low, high)| (low + high) / 2.0)
            .collect();
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for corner in 0..1_u32 << self.weights.len() {
            let at_corner = self.weights.iter().enumerate();
            let at_corner = at_corner.map(
                |(place, &(low, high))| {
                    if corner >> place & 1 == 1 { high } else { low }
                },
            );
            let weights: Vec<f64> = at_corner.collect();
            least = least.min(mean(&weights, 0).unwrap_or(least));
            most = most.max(mean(&weights, 2).unwrap_or(most));
        }
        Some([least, mean(&middle, 1)?, most])
    }
}

fn three(figures: &Figures) -> [f64; 3] {
    [figures.low, figures.likely, figures.high]
}

proptest! {
    #![proptest_config(tries())]

    #[test]
    fn the_figures_are_those_of_the_formula(person in person()) {
        let (found, expected) = (person.figures(), person.slowly());
        prop_assert_eq!(found.is_some(), expected.is_some());
        for (found, expected) in found.iter().map(three).zip(expected) {
            for (found, expected) in found.into_iter().zip(expected) {
                prop_assert!((found - expected).abs() < ROUNDING, "{} {}", found, expected);
            }
        }
        let expected = person.domains();
        person.look(|_, found| {
            prop_assert_eq!(found.figures.is_none(), !found.missing.is_empty());
            for (found, expected) in found.domains.iter().zip(expected) {
                prop_assert_eq!(found.figures.is_some(), expected.is_some());
                let found = found.figures.iter().flat_map(three);
                for (found, expected) in found.zip(expected.into_iter().flatten()) {
                    prop_assert!((found - expected).abs() < ROUNDING);
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_better_result_lowers_no_figure(
        person in person(),
        sat in any::<Index>(),
        domain in any::<Index>(),
        more in 1..=10_000_u32,
    ) {
        let mut better = person.clone();
        if !better.sat.is_empty() {
            let sat = sat.index(better.sat.len());
            let results = &mut better.sat[sat].results;
            let domain = domain.index(results.len());
            if let Some(result) = &mut results[domain] {
                *result = (*result + more).min(10_000);
            }
        }
        let (before, after) = (person.figures(), better.figures());
        prop_assert_eq!(before.is_some(), after.is_some());
        for (before, after) in before.iter().map(three).zip(after.iter().map(three)) {
            for (before, after) in before.into_iter().zip(after) {
                prop_assert!(after >= before - ROUNDING, "{} {}", before, after);
                let shown = Hundredths::rounded_down;
                prop_assert!(shown(after) >= shown(before), "{} {}", before, after);
            }
        }
    }

    #[test]
    fn no_weights_inside_their_ranges_lead_outside_the_figures(
        person in person(),
        inside in vec(0.0..=1.0_f64, 6),
    ) {
        let Some(figures) = person.figures() else { return Ok(()) };
        prop_assert!(figures.low <= figures.likely && figures.likely <= figures.high);
        prop_assert!(figures.low >= 0.0 && figures.high <= 100.0 + ROUNDING);
        let weights = person.weights.iter().zip(&inside);
        let weights: Vec<f64> = weights.map(|((low, high), at)| low + (high - low) * at).collect();
        let sum: f64 = weights.iter().sum();
        prop_assert!(sum >= 0.0);
        if sum > 0.0 {
            let domains: Option<Vec<[f64; 3]>> = person.domains().into_iter().collect();
            let domains = domains.expect("there is a figure");
            let mean = |which: usize| {
                let parts = weights.iter().zip(&domains);
                parts.map(|(weight, figures)| weight * figures[which]).sum::<f64>() / sum
            };
            for which in 0..3 {
                prop_assert!(mean(which) >= figures.low - ROUNDING);
                prop_assert!(mean(which) <= figures.high + ROUNDING);
            }
        }
    }

    #[test]
    fn the_hours_of_a_week_are_shared_out_to_the_last_quarter(person in person()) {
        person.look(|evaluation, found| {
            let plan = StudyPlan::of(evaluation, found).expect("weights are known");
            let days: i32 = plan.stretches.iter().map(|one| {
                let whole = (one.ends - one.starts).get_days() + 1;
                assert!(one.weeks == 0 || whole == 7 * i32::try_from(one.weeks).expect("few"));
                whole
            }).sum();
            let until = person.exam_in_days.unwrap_or(7);
            // Less than a quarter of an hour in the last days is not planned.
            prop_assert!(days == until || (days == until - until % 7 && person.hours_per_week < 2));
            for stretch in &plan.stretches {
                let sum: Hundredths = stretch.domains.iter().copied().sum();
                prop_assert_eq!(sum, stretch.hours);
                prop_assert!(stretch.domains.iter().all(|hours| hours.0 % 25 == 0));
                let whole = Hundredths::whole(person.hours_per_week);
                prop_assert!(stretch.weeks == 0 || stretch.hours == whole);
                let is_behind = |place: usize| {
                    let distance = found.distance(&found.domains[place]);
                    distance.is_some_and(|distance| distance > Hundredths::ZERO)
                };
                let is_measured = found.study_next.is_some();
                let behind = (0..found.domains.len()).filter(|&place| is_behind(place));
                let places = behind.clone().count();
                if is_measured && stretch.hours.0 as usize / 25 >= places {
                    for place in behind {
                        prop_assert!(stretch.domains[place] > Hundredths::ZERO);
                    }
                }
            }
            Ok(())
        })?;
    }
}
