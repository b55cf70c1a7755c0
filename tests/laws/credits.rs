//! Credits are those of a plain recount: over cycle ends, renewed or not, by the
//! rule or written down, with credentials that share a cycle, replace each other
//! or stand alone, and rules that change. The clocks of all members say the same.

use std::collections::BTreeMap;

use hitpath::{
    catalog::{
        Catalog, ClockOwner, FileKey, PathwayKey,
        clock::Clock,
        credential::{Credential, Renewal, Share},
        fact::{AppliesOn, Claim, Confidence, FactValue, FactVersion, Source},
        id::{FactId, ShareId},
        step::Step,
    },
    journey::{
        clocks::ClockState,
        credits::{Credits, Group, Place, Rule, earned_of_required},
        entries::Activity,
        evaluation::Evaluation,
        hundredths::Hundredths,
        record::{Mark, Record},
    },
};
use jiff::{ToSpan, civil::Date};
use proptest::{collection::vec, option, prelude::*};

use crate::{
    kept::{self, credential_id, step_id},
    world::{TODAY, tries},
};

/// The days of a cycle.
const CYCLE: i64 = 730;
/// Of these credentials the first three share their cycle, and the second may
/// take the place of the first.
const ALL: [&str; 4] = ["a", "b", "c", "d"];
const KINDS: [&str; 2] = ["guild", "craft"];

/// Days are counted back from today.
#[derive(Debug, Clone)]
struct Ledger {
    held: [Option<i64>; 4],
    /// The last day written at each, and that for all that share the cycle.
    printed: [Option<i64>; 4],
    dates: Option<i64>,
    renewed: Option<i64>,
    is_replaced: bool,
    /// What each asks for before and since the day on which this changed.
    amounts: [(u32, u32); 4],
    changed: i64,
    further: [Option<u32>; 4],
    most: Option<u32>,
    /// Percent, the day from which the rule holds, and whether it may have ended.
    shares: [(u32, Option<i64>, bool); 2],
    /// Which credential asks for which share.
    asks: [[bool; 2]; 4],
    activities: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    /// Below zero: still to come.
    ago: i64,
    hundredths: u32,
    kinds: [bool; 2],
    /// All where it names none; the last stands for one that nobody knows.
    counts_for: Vec<usize>,
}

/// First and last day of a cycle, in days ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cycle {
    starts: i64,
    ends: i64,
    /// Nothing comes before it.
    is_first: bool,
}

fn ledger() -> impl Strategy<Value = Ledger> {
    let day = || 0i64..2_400;
    let held = [
        option::weighted(0.7, day()),
        option::weighted(0.5, day()),
        option::weighted(0.5, day()),
        option::weighted(0.5, day()),
    ];
    let amounts = (1u32..60, 1u32..60);
    let amounts = [amounts.clone(), amounts.clone(), amounts.clone(), amounts];
    let further = || option::weighted(0.8, 0u32..20);
    let further = [further(), further(), further(), further()];
    let share = || (0u32..=100, option::of(day()), any::<bool>());
    let entry = (
        // Often on the very days on which cycles meet.
        prop_oneof![-40i64..2_600, (0i64..4).prop_map(|round| round * CYCLE)],
        1u32..900,
        any::<[bool; 2]>(),
        vec(0usize..5, 0..3),
        any::<bool>(),
    )
        .prop_map(|(ago, hundredths, kinds, names, is_for_all)| Entry {
            ago,
            hundredths,
            kinds,
            counts_for: if is_for_all { Vec::new() } else { names },
        });
    let printed = || option::weighted(0.3, -1_000i64..2_400);
    let printed = [printed(), printed(), printed(), printed()];
    let printed = (printed, option::weighted(0.3, -1_000i64..2_400));
    let rules = (amounts, day(), further, option::of(1u32..80));
    let shares = ([share(), share()], any::<[[bool; 2]; 4]>());
    let person = (held, option::of(day()), any::<bool>(), vec(entry, 0..14));
    let all = (rules, shares, person, printed);
    all.prop_map(|(rules, shares, person, printed)| Ledger {
        held: person.0,
        printed: printed.0,
        dates: printed.1,
        renewed: person.1,
        is_replaced: person.2,
        amounts: rules.0,
        changed: rules.1,
        further: rules.2,
        most: rules.3,
        shares: shares.0,
        asks: shares.1,
        activities: aligned(person.3, &person.0),
    })
}

/// Entries that fall on a whole number of cycles are moved onto those of the
/// first credential held.
fn aligned(mut entries: Vec<Entry>, held: &[Option<i64>; 4]) -> Vec<Entry> {
    let Some(first) = held.iter().flatten().max() else {
        return entries;
    };
    for entry in entries.iter_mut().filter(|entry| entry.ago % CYCLE == 0) {
        entry.ago = first - entry.ago;
    }
    entries
}

fn ago(days: i64) -> Date {
    TODAY.checked_sub(days.days()).expect("a day")
}

fn fact(id: &str, value: FactValue, from: Option<Date>, until: Option<Date>) -> FactVersion {
    FactVersion {
        id: FactId::new(id).expect("an id"),
        file: FileKey(0),
        claim: Claim {
            value,
            text: "".into(),
            source: Source {
                title: "S".into(),
                url: "https://example.org".into(),
            },
            checked: Some(TODAY),
        },
        also: Vec::new(),
        confidence: Confidence::Official,
        applies_on: AppliesOn::Credential,
        effective_from: from,
        effective_until: until,
        recheck_after_days: 365,
    }
}

impl Ledger {
    fn catalog(&self) -> Catalog {
        let number = |id: &str, number: u32, from, until| {
            fact(id, FactValue::Number(f64::from(number)), from, until)
        };
        let mut steps = vec![
            Step::new(step_id("renewed"), ""),
            Step::new(step_id("dates"), ""),
        ];
        let mut facts = Vec::new();
        let mut credentials = Vec::new();
        for (place, name) in ALL.into_iter().enumerate() {
            steps.push(kept::held(name));
            let (before, since) = self.amounts[place];
            let (asks, adds) = (format!("f.{name}"), format!("f.{name}-more"));
            let changed = ago(self.changed);
            let day_before = changed.yesterday().expect("a day");
            facts.push(number(&asks, before, None, Some(day_before)));
            facts.push(number(&asks, since, Some(changed), None));
            if let Some(more) = self.further[place] {
                facts.push(number(&adds, more, None, None));
            }
            let fact_id = |id: &str| FactId::new(id).expect("an id");
            let shares = KINDS.into_iter().zip(self.shares).enumerate();
            let shares = shares.filter(|(kind, _)| self.asks[place][*kind]);
            let shares = shares.map(|(_, (kind, (.., confirm)))| Share {
                id: ShareId::new(kind).expect("an id"),
                title: "".into(),
                share: fact_id(&format!("f.{kind}")),
                confirm,
            });
            let mut credential = Credential::new(credential_id(name), "", "");
            credential.renewal = Some(Renewal {
                credits: Some(fact_id(&asks)),
                further: self.further[place].map(|_| fact_id(&adds)),
                most: self.most.map(|_| fact_id("f.most")),
                replaced_by: (self.is_replaced && place == 0).then(|| credential_id("b")),
                shares: shares.collect(),
                ..Renewal::default()
            });
            credential.clocks.push(self.clock(place));
            credentials.push(credential);
        }
        if let Some(most) = self.most {
            facts.push(number("f.most", most, None, None));
        }
        for (kind, (percent, from, _)) in KINDS.into_iter().zip(self.shares) {
            let words = FactValue::Text(format!("{percent} percent"));
            facts.push(fact(&format!("f.{kind}"), words, from.map(ago), None));
        }
        kept::catalog(steps, credentials, facts)
    }

    fn clock(&self, place: usize) -> Clock {
        let mut clock = kept::cycle(ALL[place], &format!("{CYCLE}d"), "renewed");
        if place < 3 {
            clock.until_of.insert(0, step_id("dates"));
            let others = ALL[..3].iter().filter(|name| **name != ALL[place]);
            clock.shares_with = others.map(|name| credential_id(name)).collect();
        }
        clock
    }

    fn record(&self) -> Record {
        let done = |days| kept::done(ago(days));
        let mut record = Record::default();
        for (place, name) in ALL.into_iter().enumerate() {
            let until = self.printed[place].map(ago);
            let mark = match self.held[place] {
                Some(days) => Mark {
                    until,
                    ..done(days)
                },
                // Of what is not held an end says nothing.
                None => Mark {
                    until,
                    ..Mark::default()
                },
            };
            record.marks.insert(format!("{name}-held"), mark);
        }
        let until = self.dates.map(ago);
        let dates = Mark {
            until,
            ..Mark::default()
        };
        record.marks.insert("dates".into(), dates);
        if let Some(days) = self.renewed {
            record.marks.insert("renewed".into(), done(days));
        }
        let names = |entry: &Entry| {
            let name = |&place: &usize| ALL.get(place).map_or("nobody", |name| *name).to_owned();
            entry.counts_for.iter().map(name).collect()
        };
        let kinds = |entry: &Entry| {
            let kinds = KINDS.into_iter().zip(entry.kinds);
            kinds
                .filter(|(_, has)| *has)
                .map(|(kind, _)| kind.to_owned())
                .collect()
        };
        let entries = self.activities.iter().map(|entry| Activity {
            id: String::new(),
            on: ago(entry.ago),
            hours: Hundredths(entry.hundredths),
            title: String::new(),
            categories: kinds(entry),
            counts_for: names(entry),
            evidence: Vec::new(),
        });
        record.credits = entries.collect();
        record
    }

    /// The last day of each cycle that it shares, in days ago, and whether it was
    /// written down: a whole number of cycles from the first day, but where one
    /// was written down that lies nearer to this than to another.
    fn ends(&self, place: usize) -> Vec<(i64, bool)> {
        let first = self.first(place);
        let mut ends: Vec<(i64, bool)> = (1..9).map(|n| (first - n * CYCLE, false)).collect();
        let by_rule: Vec<i64> = ends.iter().map(|end| end.0).collect();
        let own = self.sharing(place);
        let own = own.filter_map(|one| self.held[one].and(self.printed[one]));
        let mut own: Vec<i64> = own.collect();
        own.sort_unstable_by_key(|&end| -end);
        let shared = self.dates.filter(|_| place < 3);
        for end in shared.into_iter().chain(own).filter(|&end| end < first) {
            let distance = |&number: &usize| (by_rule[number] - end).abs();
            let nearest = (0..by_rule.len()).min_by_key(distance).expect("one is");
            if !ends[nearest].1 {
                ends[nearest] = (end, true);
            }
        }
        ends
    }

    /// The cycle that a credential is in which is held.
    fn cycle(&self, place: usize) -> Cycle {
        let own = self.held[place].expect("it is held");
        let ends = self.ends(place);
        let mut number = 0;
        // It joins the one in which it was earned.
        while ends[number].0 >= own {
            number += 1;
        }
        loop {
            let end = ends[number].0;
            let starts = match number {
                0 => self.first(place),
                _ => ends[number - 1].0,
            };
            let late = starts - (starts - end) / 4;
            let is_renewed = self.renewed.is_some_and(|day| day <= late);
            let goes_on = ends[number + 1..].iter().any(|end| end.1);
            if end <= 0 || !(is_renewed || goes_on) {
                return Cycle {
                    starts,
                    ends: end,
                    is_first: number == 0,
                };
            }
            number += 1;
        }
    }

    fn sharing(&self, place: usize) -> std::ops::Range<usize> {
        if place < 3 { 0..3 } else { 3..4 }
    }

    /// The day on which the first of those was held that share a cycle.
    fn first(&self, place: usize) -> i64 {
        let held = self.held[self.sharing(place)].iter().flatten();
        held.copied().max().expect("one is held")
    }

    /// The groups: places of their members, and the cycle that they are in.
    fn groups(&self) -> Vec<(Vec<usize>, Cycle)> {
        let mut groups: BTreeMap<(bool, Cycle), Vec<usize>> = BTreeMap::new();
        for place in 0..4 {
            let gone = place == 0 && self.is_replaced && self.held[1].is_some();
            if self.held[place].is_some() && !gone {
                let group = (place < 3, self.cycle(place));
                groups.entry(group).or_default().push(place);
            }
        }
        let groups = groups.into_iter();
        groups
            .map(|((_, cycle), members)| (members, cycle))
            .collect()
    }

    /// What a group asks for, by the rules of its first day.
    fn required(&self, members: &[usize], starts: i64) -> u32 {
        let amount = |place: usize| {
            let (before, since) = self.amounts[place];
            if starts > self.changed { before } else { since }
        };
        let most = members.iter().map(|&place| amount(place)).max();
        let most = most.expect("a member");
        let largest = members.iter().copied().find(|&place| amount(place) == most);
        let others = members.iter().filter(|&&place| Some(place) != largest);
        let sum = most + others.filter_map(|&place| self.further[place]).sum::<u32>();
        self.most.map_or(sum, |most| most.min(sum))
    }

    fn place(&self, entry: &Entry, members: &[usize], cycle: Cycle) -> Place {
        let counts_for = |member: usize| {
            let takes_over = member == 1 && self.is_replaced;
            let is_old = |&name: &usize| takes_over && name == 0 && self.held[0].is_some();
            entry
                .counts_for
                .iter()
                .any(|name| *name == member || is_old(name))
        };
        if entry.ago < 0 {
            Place::Ahead
        } else if !entry.counts_for.is_empty() && !members.iter().any(|&one| counts_for(one)) {
            Place::ForOthers
        } else if entry.ago > cycle.starts || (entry.ago == cycle.starts && !cycle.is_first) {
            Place::Before
        } else if entry.ago < cycle.ends {
            Place::After
        } else {
            Place::Counted
        }
    }
}

fn hold(ledger: &Ledger) -> Result<(), TestCaseError> {
    let (catalog, record) = (ledger.catalog(), ledger.record());
    let evaluation = Evaluation::new(&catalog, &record, PathwayKey(0), TODAY);
    let credits = Credits::of(&evaluation);
    let mut expected = ledger.groups();
    expected.sort_by_key(|(_, cycle)| -cycle.ends);
    prop_assert_eq!(credits.groups.len(), expected.len());
    for (members, cycle) in expected {
        let Cycle { starts, ends, .. } = cycle;
        let ids: Vec<&str> = members.iter().map(|&place| ALL[place]).collect();
        let group = credits.groups.iter().find(|group| {
            let members = group.members.iter().map(|one| one.id.as_str());
            members.eq(ids.iter().copied())
        });
        let Some(group) = group else {
            return Err(TestCaseError::fail(format!("no group of {ids:?}")));
        };
        let cycle_of = group.cycle.expect("its days are known");
        let left = cycle_of.days_left.map(i64::from);
        let days = (cycle_of.starts, cycle_of.ends, left);
        prop_assert_eq!(days, (Some(ago(starts)), Some(ago(ends)), Some(-ends)));
        // The clock of each member says the same, and so does all that reads it.
        for credential in &group.members {
            let mut clocks = evaluation.clocks();
            let key = catalog.credential_key(&credential.id).expect("it is there");
            let clock = clocks.find(|clock| clock.owner == ClockOwner::Credential(key));
            let clock = clock.expect("it runs");
            prop_assert_eq!((clock.starts, clock.ends), (cycle_of.starts, cycle_of.ends));
            prop_assert_eq!(clock.printed, cycle_of.printed);
            let lapsed = evaluation.eligibility(credential).lapsed;
            prop_assert_eq!(
                lapsed,
                clock.ends.filter(|_| clock.state == ClockState::Overdue)
            );
        }

        let places = ledger.activities.iter();
        let places = places.map(|entry| ledger.place(entry, &members, cycle));
        let places: Vec<Place> = places.collect();
        prop_assert_eq!(&group.places, &places);
        let counted = || {
            let all = ledger.activities.iter().zip(&places);
            all.filter(|(_, place)| **place == Place::Counted)
                .map(|(entry, _)| entry)
        };
        let earned: u32 = counted().map(|entry| entry.hundredths).sum();
        prop_assert_eq!(group.earned.0, earned);

        let required = ledger.required(&members, starts);
        let found = group.required.as_ref().expect("facts say it");
        prop_assert_eq!(found.credits, Hundredths::whole(required));
        let shortfall = (required * 100).saturating_sub(earned);
        prop_assert_eq!(group.shortfall(), Some(Hundredths(shortfall)));

        let mut missing = shortfall;
        let mut seen = 0;
        for (kind, (percent, from, confirm)) in ledger.shares.into_iter().enumerate() {
            if !members.iter().any(|&place| ledger.asks[place][kind]) {
                continue;
            }
            seen += 1;
            let stand = group
                .shares
                .iter()
                .find(|it| it.share.id.as_str() == KINDS[kind]);
            let stand = stand.expect("it is asked for");
            let of_kind = counted().filter(|entry| entry.kinds[kind]);
            let of_kind: u32 = of_kind.map(|entry| entry.hundredths).sum();
            prop_assert_eq!(stand.earned.0, of_kind);
            let holds = from.is_none_or(|from| from >= starts);
            prop_assert_eq!(stand.rule == Rule::InForce, holds);
            // The smallest whole number that is no less than the share.
            let asked = (0..=required).find(|asked| asked * 100 >= required * percent);
            let asked = asked.filter(|_| holds).map(Hundredths::whole);
            prop_assert_eq!(stand.required, asked);
            if let Some(asked) = asked.filter(|_| !confirm) {
                missing = missing.max(asked.0.saturating_sub(of_kind));
            }
        }
        prop_assert_eq!(group.shares.len(), seen);
        prop_assert_eq!(group.is_met(), missing == 0);
        let days = u64::try_from(-ends).unwrap_or_default();
        match group.pace_per_month() {
            // It is enough, and a tenth less would not be.
            Some(pace) => {
                let brings = |tenths: u64| tenths * days * 100_000 >= u64::from(missing) * 304_375;
                prop_assert!(brings(pace.0) && !brings(pace.0 - 1));
            }
            None => prop_assert!(missing == 0 || days == 0),
        }
    }
    // Every activity counts at most once among those that share a cycle.
    for place in 0..ledger.activities.len() {
        let shared = credits.counted_in(place).filter(|group| {
            let first = group.members.first().map(|one| one.id.as_str());
            first != Some("d")
        });
        prop_assert!(shared.count() <= 1);
    }
    // Nothing can be earned any more for a cycle that has ended.
    let runs = |group: &&Group<'_>| {
        let left = group.cycle.and_then(|cycle| cycle.days_left);
        left.is_none_or(|left| left >= 0)
    };
    let mut running = credits.groups.iter().filter(runs);
    match earned_of_required(&evaluation) {
        None => prop_assert!(ledger.activities.is_empty() || running.next().is_none()),
        Some(standing) => {
            let all_met = running.clone().all(|group| group.is_met());
            prop_assert_eq!(standing.missing.0 == 0, all_met);
            let is_one = running.any(|group| {
                let asked = group.required.as_ref().map(|it| it.credits);
                group.earned == standing.earned && asked == Some(standing.required)
            });
            prop_assert!(is_one);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(tries())]

    #[test]
    fn credits_are_those_of_a_plain_recount(ledger in ledger()) {
        hold(&ledger)?;
    }
}
