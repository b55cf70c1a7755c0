//! Sums of costs are those of a plain recount.

use hitpath::{
    catalog::{
        FileKey, PathwayKey,
        audit::audit,
        cost::{Cost, Price},
        fact::{AppliesOn, Claim, Confidence, FactValue, FactVersion, Source},
        id::FactId,
        money::Cents,
    },
    journey::{
        costs::Costs,
        evaluation::Evaluation,
        record::{Record, State},
    },
};
use proptest::{
    collection::vec,
    option,
    prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest},
};

use crate::{
    seen::key,
    world::{TODAY, World, tries, world},
};

/// What a step costs and what was written down, in cents.
#[derive(Debug, Clone)]
struct Money {
    paid: Option<u64>,
    /// What members pay, and how much more others do.
    price: Option<(u64, u64)>,
    /// A second cost, of which nobody knows the price.
    is_unknown: bool,
}

fn money() -> impl Strategy<Value = Money> {
    let price = option::of((0u64..50_000, 0u64..20_000));
    (option::weighted(0.4, 0u64..90_000), price, any::<bool>()).prop_map(
        |(paid, price, is_unknown)| Money {
            paid,
            price,
            is_unknown,
        },
    )
}

fn fact(id: &FactId, cents: u64) -> (FactVersion, usize) {
    let version = FactVersion {
        id: id.clone(),
        file: FileKey(0),
        claim: Claim {
            value: FactValue::Money {
                usd: Cents(cents).usd(),
            },
            text: "".into(),
            source: Source {
                title: "S".into(),
                url: "https://example.org".into(),
            },
            checked: Some(TODAY),
        },
        also: Vec::new(),
        confidence: Confidence::Official,
        applies_on: AppliesOn::Today,
        effective_from: None,
        effective_until: None,
        recheck_after_days: 365,
    };
    (version, 0)
}

/// The world with its costs, through the real audit.
fn look<T>(world: &World, money: &[Money], law: impl FnOnce(&Evaluation<'_>, &Record) -> T) -> T {
    let mut parts = world.parts();
    for (stage, _) in &mut parts.stages {
        for step in &mut stage.steps {
            let number: usize = step.id.as_str()[1..].parse().expect("a number");
            let of = &money[number];
            let cost = |price, membership: Option<&'static str>| Cost {
                title: "".into(),
                price,
                membership: membership.map(Into::into),
                ask: Some("".into()),
                only_if: None,
                examples: Vec::new(),
            };
            if let Some((member, more)) = of.price {
                let id = |who: &str| FactId::new(&format!("f.s{number}.{who}")).expect("an id");
                let ids = [id("member"), id("other")];
                parts.facts.push(fact(&ids[0], member));
                parts.facts.push(fact(&ids[1], member + more));
                step.facts.extend(ids.iter().cloned());
                let [member, other] = ids;
                let price = Price::ByMembership { member, other };
                step.costs.push(cost(price, Some("Guild")));
            }
            if of.is_unknown {
                step.costs.push(cost(Price::Unknown, None));
            }
        }
    }
    let catalog = audit(parts).expect("it is sound");
    let mut record = world.record();
    for (number, of) in money.iter().enumerate().take(world.steps.len()) {
        if let (Some(paid), Some(id)) = (of.paid, marked_id(world, number)) {
            let mark = record.marks.get_mut(&id).expect("it is marked");
            mark.paid = Some(Cents(paid));
        }
    }
    law(
        &Evaluation::new(&catalog, &record, PathwayKey(0), TODAY),
        &record,
    )
}

/// The id under which a marked step stands in the profile.
fn marked_id(world: &World, number: usize) -> Option<String> {
    let marks = world.record().marks;
    let ids = [format!("s{number}"), crate::seen::earlier_id(number)];
    ids.into_iter().find(|id| marks.contains_key(id))
}

/// What a step adds to what is paid, to the two ends of what is to pay, and to
/// what is not known, where no group has a say.
fn recount(world: &World, money: &[Money], number: usize) -> (u64, u64, u64, usize) {
    let (of, step) = (&money[number], &world.steps[number]);
    let paid = match marked_id(world, number) {
        Some(_) => of.paid,
        None => None,
    };
    let is_ahead = !world.is_satisfied(number)
        && !world.is_past_its_offer(number)
        && (!step.optional
            || step.mark.state == State::Doing
            || (paid.is_some() && !step.mark.state.satisfies()));
    let settled = paid.is_some() && !step.mark.state.satisfies();
    let (low, high) = match of.price {
        Some((member, more)) if is_ahead && !settled => (member, member + more),
        _ => (0, 0),
    };
    let unknown = usize::from(is_ahead && of.is_unknown);
    (paid.unwrap_or(0), low, high, unknown)
}

proptest! {
    #![proptest_config(tries())]

    /// Nothing that was paid is lost or counted twice, on the pathway or off it.
    #[test]
    fn all_that_was_paid_is_counted_once(world in world(), money in vec(money(), 14)) {
        look(&world, &money, |evaluation, record| {
            let costs = Costs::of(evaluation);
            let all: u64 = record.marks.values().filter_map(|mark| mark.paid).map(|paid| paid.0).sum();
            prop_assert_eq!(costs.paid().0 + costs.paid_elsewhere().0, all);
            let on_path: u64 = world.path().iter().map(|&step| recount(&world, &money, step).0).sum();
            prop_assert_eq!(costs.paid().0, on_path);
            Ok(())
        })?;
    }

    /// What is to pay is the sum over the steps; groups of which one is still to
    /// be chosen add to it, and never more than all their members cost.
    #[test]
    fn what_is_to_pay_agrees_with_a_recount(world in world(), money in vec(money(), 14)) {
        look(&world, &money, |evaluation, _| {
            let costs = Costs::of(evaluation);
            let path = world.path();
            let of: Vec<_> = path.iter().map(|&step| recount(&world, &money, step)).collect();
            let low: u64 = of.iter().map(|of| of.1).sum();
            let high: u64 = of.iter().map(|of| of.2).sum();
            let unknown: usize = of.iter().map(|of| of.3).sum();
            let to_pay = costs.to_pay();
            prop_assert!(to_pay.low <= to_pay.high);
            let choices: Vec<usize> = path
                .iter()
                .copied()
                .filter(|&step| {
                    let mut of = costs.steps();
                    of.any(|of| of.step == key(step) && of.stand == hitpath::journey::costs::Stand::OneOf)
                })
                .collect();
            let dearest: u64 = choices
                .iter()
                .filter_map(|&step| money[step].price)
                .map(|(member, more)| member + more)
                .sum();
            let groups: usize = path.iter().map(|&step| world.steps[step].groups.len()).sum();
            prop_assert!(to_pay.low.0 >= low);
            prop_assert!(to_pay.high.0 <= high + dearest * groups.max(1) as u64);
            if choices.is_empty() {
                prop_assert_eq!((to_pay.low.0, to_pay.high.0), (low, high));
                prop_assert_eq!(costs.unknown().count(), unknown);
            }
            let stages: u64 = costs.stages.iter().map(|stage| stage.to_pay.high.0).sum();
            prop_assert_eq!(stages, to_pay.high.0);
            Ok(())
        })?;
    }

    /// What was done costs nothing more.
    #[test]
    fn doing_everything_leaves_nothing_to_pay(world in world(), money in vec(money(), 14)) {
        let mut done = world;
        for step in &mut done.steps {
            step.mark.state = State::Done;
            step.mark.on = Some(TODAY);
            step.mark.until = None;
        }
        look(&done, &money, |evaluation, _| {
            let costs = Costs::of(evaluation);
            prop_assert_eq!(costs.to_pay().high, Cents::ZERO);
            prop_assert_eq!(costs.unknown().count(), 0);
            prop_assert!(costs.memberships.is_empty());
            Ok(())
        })?;
    }
}
