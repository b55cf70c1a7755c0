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

/// A world with many choices: the first half of its steps is optional and may be
/// chosen, and the others ask for one of some of them.
fn world_of_choices() -> impl Strategy<Value = World> {
    let groups = vec(vec(vec(0usize..5, 1..4), 0..3), 14);
    (world(), groups).prop_map(|(mut world, groups)| {
        let half = world.steps.len() / 2;
        let held: Vec<bool> = world.numbers().map(|step| world.holds(step)).collect();
        for (number, (step, groups)) in world.steps.iter_mut().zip(groups).enumerate() {
            step.requires.clear();
            step.requires_stages.clear();
            step.offered_until.clear();
            step.groups.clear();
            step.optional = number < half;
            if step.mark.state.satisfies() {
                step.mark.state = State::Todo;
            }
            if half == 0 || step.optional {
                continue;
            }
            for group in groups {
                let mut group: Vec<usize> = group.iter().map(|member| member % half).collect();
                group.sort_unstable();
                group.dedup();
                if group.iter().any(|&member| held[member]) {
                    step.groups.push(group);
                }
            }
        }
        world
    })
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
    // What was paid before the step is done is a part of its price; who has
    // paid the least has paid all.
    let part = paid.filter(|_| !step.mark.state.satisfies()).unwrap_or(0);
    let (low, high) = match of.price {
        Some((member, more)) if is_ahead && (part == 0 || part < member) => {
            (member - part, member + more - part)
        }
        _ => (0, 0),
    };
    let unknown = usize::from(is_ahead && of.is_unknown);
    (paid.unwrap_or(0), low, high, unknown)
}

/// The groups of which one is still to be chosen and paid for: of a required
/// step that is still to do, with no member that is or has to be done or is
/// begun, and none that costs nothing. Of each the members that can be chosen.
fn open_groups(world: &World, money: &[Money]) -> Vec<Vec<usize>> {
    let is_begun = |step: usize| {
        let mark = &world.steps[step].mark;
        let is_paid = marked_id(world, step).is_some() && money[step].paid.is_some();
        mark.state == State::Doing || is_paid && !mark.state.satisfies()
    };
    let is_required = |step: usize| world.holds(step) && !world.steps[step].optional;
    let is_chosen = |&step: &usize| world.is_satisfied(step) || is_required(step) || is_begun(step);
    let is_free = |&step: &usize| money[step].price.is_none() && !money[step].is_unknown;
    let path = world.path().into_iter();
    let waiting = path.filter(|&step| is_required(step) && !world.is_satisfied(step));
    let groups = waiting.flat_map(|step| world.steps[step].groups.clone());
    let open = groups.filter(|group| !group.iter().any(is_chosen));
    let can_be_chosen =
        |step: &usize| world.holds(*step) && world.steps[*step].mark.state != State::No;
    open.map(|group| group.into_iter().filter(can_be_chosen).collect())
        .filter(|group: &Vec<usize>| !group.is_empty() && !group.iter().any(is_free))
        .collect()
}

/// All sets of some things that serve every group, as bits.
fn serving(groups: &[Vec<usize>], of: &[usize]) -> Vec<u32> {
    let in_set = |set: u32, step: &usize| {
        let place = of.iter().position(|one| one == step);
        place.is_some_and(|place| set & 1 << place != 0)
    };
    let serves = |set: &u32| {
        let mut groups = groups.iter();
        groups.all(|group| group.iter().any(|step| in_set(*set, step)))
    };
    (0..1 << of.len()).filter(serves).collect()
}

proptest! {
    #![proptest_config(tries())]

    /// However a person chooses, with nothing done that serves nothing, they pay
    /// no less than is said at the least and no more than at the most; and the
    /// most is no more than all the members cost.
    #[test]
    fn every_choice_costs_what_is_said(world in world_of_choices(), money in vec(money(), 14)) {
        let groups = open_groups(&world, &money);
        let mut members = groups.concat();
        members.sort_unstable();
        members.dedup();
        look(&world, &money, |evaluation, _| {
            let path = world.path();
            let of: Vec<_> = path.iter().map(|&step| recount(&world, &money, step)).collect();
            let sure_low: u64 = of.iter().map(|of| of.1).sum();
            let sure_high: u64 = of.iter().map(|of| of.2).sum();
            let to_pay = Costs::of(evaluation).to_pay();
            let (low, high) = (to_pay.low.0 - sure_low, to_pay.high.0 - sure_high);
            let price = |set: u32, amount: fn(&(u64, u64)) -> u64| -> u64 {
                let chosen = members.iter().enumerate();
                let chosen = chosen.filter(|(place, _)| set & 1 << place != 0);
                let of = |(_, &step): (usize, &usize)| money[step].price.as_ref().map_or(0, amount);
                chosen.map(of).sum()
            };
            let sets = serving(&groups, &members);
            let lows = sets.iter().map(|&set| price(set, |(member, _)| *member));
            prop_assert!(low <= lows.min().expect("all of them serve"));
            let is_minimal = |set: &u32| {
                let without = (0..members.len()).map(|place| *set & !(1 << place));
                without.filter(|less| less != set).all(|less| sets.binary_search(&less).is_err())
            };
            let other = |(member, more): &(u64, u64)| member + more;
            let minimal = sets.iter().copied().filter(is_minimal);
            let dearest = minimal.map(|set| price(set, other)).max();
            prop_assert!(dearest.expect("one is minimal") <= high);
            prop_assert!(high <= price(u32::MAX, other));
            // One group is told to the cent.
            if groups.windows(2).all(|two| two[0] == two[1]) {
                let single = groups.first().into_iter().flatten().copied();
                let prices: Vec<(u64, u64)> = single.map(|step| money[step].price.unwrap_or((0, 0))).collect();
                let lowest = prices.iter().map(|(member, _)| *member).min();
                prop_assert_eq!(low, lowest.unwrap_or(0));
                prop_assert_eq!(high, prices.iter().map(other).max().unwrap_or(0));
            }
            Ok(())
        })?;
    }

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
