//! Costs in one line: `a 229` is the amount of step `a`, `a 229/299` what
//! members of a body and others pay, `a 229-250` two sides of a dispute, `a ?`
//! what nobody knows, and `if` behind one makes it come only in some cases.

use jiff::civil::date;

use super::*;
use crate::{
    catalog::{
        FileKey, PathwayKey,
        audit::audit,
        cost::Price,
        fact::{AppliesOn, Claim, Confidence, FactVersion, Source},
        id::FactId,
    },
    journey::{
        example::{self, TODAY},
        record::{Correction, Record},
    },
};

fn fact(id: &FactId, amounts: &str) -> FactVersion {
    let claim = |usd: &str| Claim {
        value: FactValue::Money {
            usd: usd.parse().expect("an amount"),
        },
        text: "".into(),
        source: Source {
            title: "S".into(),
            url: "https://example.org".into(),
        },
        checked: Some(date(2026, 1, 1)),
    };
    let (first, second) = amounts.split_once('-').unwrap_or((amounts, ""));
    let also: Vec<Claim> = (!second.is_empty())
        .then(|| claim(second))
        .into_iter()
        .collect();
    FactVersion {
        id: id.clone(),
        file: FileKey(0),
        claim: claim(first),
        confidence: match also.is_empty() {
            true => Confidence::Official,
            false => Confidence::Disputed,
        },
        also,
        applies_on: AppliesOn::Today,
        effective_from: None,
        effective_until: None,
        recheck_after_days: 365,
    }
}

fn look<T>(catalog: &str, costs: &str, record: &Record, at: impl FnOnce(&Costs<'_>) -> T) -> T {
    let mut parts = example::parts(catalog);
    let mut number = 0;
    for text in costs
        .split(',')
        .map(str::trim)
        .filter(|text| !text.is_empty())
    {
        let mut words = text.split_whitespace();
        let step = words.next().expect("a step");
        let price = words.next().expect("a price");
        let mut steps = parts
            .stages
            .iter_mut()
            .flat_map(|(stage, _)| &mut stage.steps);
        let step = steps.find(|one| one.id.as_str() == step).expect("a step");
        let mut named = |amounts: &str| {
            number += 1;
            let id = FactId::new(&format!("f.n{number}")).expect("an id");
            parts.facts.push((fact(&id, amounts), 0));
            step.facts.push(id.clone());
            id
        };
        let is_by_membership = price.contains('/');
        let price = match price.split_once('/') {
            Some((member, other)) => Price::ByMembership {
                member: named(member),
                other: named(other),
            },
            None if price == "?" => Price::Unknown,
            None => Price::Amount(named(price)),
        };
        step.costs.push(Cost {
            title: "".into(),
            price,
            membership: is_by_membership.then(|| "Guild".into()),
            ask: Some("the office".into()),
            only_if: words.next().map(|_| "it comes".into()),
            examples: Vec::new(),
        });
    }
    let catalog = audit(parts).expect("a sound example");
    at(&Costs::of(&Evaluation::new(
        &catalog,
        record,
        PathwayKey(0),
        TODAY,
    )))
}

/// Marks as everywhere in these tests, and amounts in dollars beside them.
fn record(marks: &str, paid: &[(&str, u64)]) -> Record {
    let mut record = example::record(marks);
    for (step, usd) in paid {
        let mark = record.marks.entry((*step).to_owned()).or_default();
        mark.paid = Some(Cents(usd * 100));
    }
    record
}

/// `paid, low to high, unknown, unwritten`, in dollars.
fn sums(catalog: &str, costs: &str, record: &Record) -> (u64, u64, u64, usize, usize) {
    look(catalog, costs, record, |costs| {
        let usd = |cents: Cents| cents.whole_usd().expect("whole dollars");
        (
            usd(costs.paid()),
            usd(costs.to_pay().low),
            usd(costs.to_pay().high),
            costs.unknown().count(),
            costs.unwritten().count(),
        )
    })
}

#[test]
fn what_is_still_to_do_is_still_to_pay() {
    let case = |marks: &str, paid: &[(&str, u64)], expected| {
        let found = sums(
            "s: a, b, c",
            "a 10, b 20/30, b 1-5, c ?",
            &record(marks, paid),
        );
        assert_eq!(found, expected, "{marks} {paid:?}");
    };
    case("", &[], (0, 31, 45, 1, 0));
    case("a doing", &[], (0, 31, 45, 1, 0));
    case("a done", &[], (0, 21, 35, 1, 1));
    case("a done", &[("a", 12)], (12, 21, 35, 1, 0));
    case("a done", &[("a", 0)], (0, 21, 35, 1, 0));
    case("a waived, b waived, c waived", &[], (0, 0, 0, 0, 0));
    case("a waived", &[("a", 3)], (3, 21, 35, 1, 0));
    case("c done", &[], (0, 31, 45, 0, 1));
}

/// What is written down before the step is done is a part of its price; where
/// the price is not known, more may come.
#[test]
fn an_amount_written_down_early_is_taken_off_the_price() {
    let case = |marks: &str, paid: &[(&str, u64)], expected| {
        let found = sums("s: a, b", "a 10, b ?", &record(marks, paid));
        assert_eq!(found, expected, "{marks} {paid:?}");
    };
    case("", &[("a", 9)], (9, 1, 1, 1, 0));
    case("", &[("a", 10)], (10, 0, 0, 1, 0));
    case("", &[("a", 12)], (12, 0, 0, 1, 0));
    case("", &[("b", 500)], (500, 10, 10, 1, 0));
    case("b doing", &[("b", 500)], (500, 10, 10, 1, 0));
    case("b done", &[("b", 900)], (900, 10, 10, 0, 0));
}

/// A step that was done and is to do again costs again; its amount was for the
/// time before.
#[test]
fn what_has_lapsed_costs_again() {
    let lapsed = record("a done on 2026-01-01", &[("a", 10)]);
    assert_eq!(sums("s: a =10d", "a 12", &lapsed), (10, 12, 12, 0, 0));
}

#[test]
fn what_nobody_has_to_pay_is_in_no_sum() {
    let catalog = "s: a, b?, c? !a";
    let costs = "a 7 if, b 10, b ?, c 20";
    let case = |marks: &str, paid: &[(&str, u64)], expected| {
        let found = sums(catalog, costs, &record(marks, paid));
        assert_eq!(found, expected, "{marks} {paid:?}");
    };
    case("", &[], (0, 0, 0, 0, 0));
    case("b doing", &[], (0, 10, 10, 1, 0));
    case("b done", &[], (0, 0, 0, 0, 1));
    case("a done", &[("a", 7)], (7, 0, 0, 0, 0));
    let stands = |marks: &str| {
        look(catalog, costs, &record(marks, &[]), |costs| {
            let stands = costs.steps().map(|of| of.stand);
            stands.collect::<Vec<Stand>>()
        })
    };
    assert_eq!(stands(""), [Stand::ToPay, Stand::Choice, Stand::Choice]);
    // Nothing of `a` comes in any case, and `c` is no longer offered.
    assert_eq!(stands("a done"), [Stand::Choice]);
}

/// Of a group the cheapest counts at the least and the dearest at the most,
/// until one is taken up.
#[test]
fn of_a_group_one_is_paid() {
    let case = |marks: &str, expected| {
        let found = sums(
            "s: a?, b?, c <a|b",
            "a 10/20, b 40, b ?",
            &record(marks, &[]),
        );
        assert_eq!(found, expected, "{marks}");
    };
    case("", (0, 10, 40, 1, 0));
    case("a doing", (0, 10, 20, 0, 0));
    case("b doing", (0, 40, 40, 1, 0));
    case("a done", (0, 0, 0, 0, 1));
    case("a waived", (0, 0, 0, 0, 0));
    case("c done", (0, 0, 0, 0, 0));
    // One that may serve two groups is paid once at the least.
    let two = sums(
        "s: a?, b?, d?, c <a|b <a|d",
        "a 10, b 20, d 30",
        &record("", &[]),
    );
    assert_eq!(two, (0, 10, 50, 0, 0));
    // Two that ask for one of the same ask for one.
    let same = sums(
        "s: a?, b?, c <a|b, d <b|a",
        "a 100, b 300",
        &record("", &[]),
    );
    assert_eq!(same, (0, 100, 300, 0, 0));
    // Nobody pays more than all there is, and other groups leave that alone.
    let shared = sums(
        "s: a?, b?, d?, e?, f?, c <e|f <a|b <b|d <a|b|d",
        "a 1, b 100, d 2, e 10, f 10",
        &record("", &[]),
    );
    assert_eq!(shared, (0, 11, 113, 0, 0));
    // Who can go on for nothing need not pay.
    let free = sums("s: a?, b?, c <a|b", "a 10", &record("", &[]));
    assert_eq!(free, (0, 0, 0, 0, 0));
    // One that has to be done serves the group.
    let sure = sums("s: a, b?, c <a|b", "a 10, b 40", &record("", &[]));
    assert_eq!(sure, (0, 10, 10, 0, 0));
    // It is told with the stage of its first member.
    let stages = |of: &Costs<'_>| {
        let stages = of.stages.iter();
        stages
            .map(|stage| stage.to_pay.high.0)
            .collect::<Vec<u64>>()
    };
    let found = look(
        "s: a?; t: b?; u: c <a|b",
        "a 1, b 2",
        &record("", &[]),
        stages,
    );
    assert_eq!(found, [200, 0, 0]);
}

/// Amounts of a step under an earlier id are its own; those of steps that the
/// pathway does not hold, or that nobody knows, stand apart.
#[test]
fn nothing_that_was_paid_is_lost() {
    let catalog = "s: a ~old, -b; -t: c";
    let paid = [("old", 1), ("b", 2), ("c", 4), ("gone", 8)];
    look(catalog, "", &record("", &paid), |costs| {
        assert_eq!(costs.paid(), Cents(100));
        let elsewhere = [("b", Cents(200)), ("c", Cents(400)), ("gone", Cents(800))];
        assert_eq!(costs.elsewhere, elsewhere);
        assert_eq!(costs.paid_elsewhere(), Cents(1400));
    });
    // Beside the id of today an earlier one is not read.
    let both = record("", &[("a", 1), ("old", 2)]);
    look(catalog, "", &both, |costs| {
        assert_eq!(
            (costs.paid(), costs.paid_elsewhere()),
            (Cents(100), Cents(200))
        );
    });
}

#[test]
fn a_correction_is_the_price() {
    let own = |value| Correction {
        value,
        source: "The office".into(),
        checked: TODAY,
    };
    let mut record = record("", &[]);
    let half = FactValue::Money { usd: 12.5 };
    record.facts.insert("f.n1".into(), own(half));
    let price = |record: &Record| {
        look("s: a", "a 10-20", record, |costs| {
            (costs.to_pay(), costs.unknown().count())
        })
    };
    assert_eq!(price(&record), (Span::just(Cents(1250)), 0));
    // Words are no price.
    let words = FactValue::Text("ask".into());
    record.facts.insert("f.n1".into(), own(words));
    assert_eq!(price(&record), (Span::default(), 1));
}

#[test]
fn a_membership_saves_on_what_is_ahead() {
    let costs = "a 10/30, b 5-6/7-9, d 1/4, e 9/9, o 1/100, r 50/60 if";
    let catalog = "s: a, b, d?, e, o?, r, x <d|o";
    let saves = |marks: &str| {
        look(catalog, costs, &record(marks, &[]), |costs| {
            let of = costs.memberships.iter();
            let of = of.map(|membership| {
                assert_eq!(membership.ask, Some("the office"));
                let Span { low, high } = membership.saves;
                (low.0 / 100, high.0 / 100, membership.steps.len())
            });
            of.collect::<Vec<_>>()
        })
    };
    // `d` and `o`: one of them, and nobody knows which.
    assert_eq!(saves(""), [(21, 126, 4)]);
    assert_eq!(saves("d doing"), [(24, 27, 3)]);
    assert_eq!(saves("d done, a done"), [(1, 4, 1)]);
    assert_eq!(saves("d done, a done, b waived"), []);
}

#[test]
fn two_prices_of_a_step_are_saved_on_one_exam() {
    let costs = "a 10/30, a 5/6, b 1/2";
    look("s: a, b", costs, &record("", &[]), |costs| {
        let [membership] = costs.memberships.as_slice() else {
            panic!("one body");
        };
        let exams = membership.steps.iter();
        let exams: Vec<(usize, u64)> = exams
            .map(|(step, saves)| (step.index(), saves.low.0))
            .collect();
        assert_eq!(exams, [(0, 2100), (1, 100)]);
        assert_eq!(membership.saves, Span::just(Cents(2200)));
    });
}
