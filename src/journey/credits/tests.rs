//! Requirement, places and pace of small ledgers. Larger ones are held to a
//! plain recount in `tests/laws/credits.rs`.

use jiff::civil::{Date, date};

use super::*;
use crate::{
    catalog::{
        FileKey, PathwayKey,
        audit::audit,
        credential::{Renewal, Share},
        fact::{AppliesOn, Claim, Confidence, FactValue, FactVersion, Source},
        id::{FactId, ShareId},
    },
    journey::example::{TODAY, parts, record},
};

/// Two credentials with one cycle, a third that replaces the first, and one of
/// another body.
const CATALOG: &str = "s: ha^ @a, hb^ @b, hc^ @c, hd^ @d, renewed; \
    credential: a replaced-by=c; credential: b; credential: c; credential: d; \
    clock: @a a-cycle window starts=held length=2y repeats stops=renewed until-of=ha shares-with=b+c, \
           @b b-cycle window starts=held length=2y repeats stops=renewed until-of=ha shares-with=a+c, \
           @c c-cycle window starts=held length=2y repeats stops=renewed until-of=ha shares-with=a+b, \
           @d d-cycle window starts=held length=1y";

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

/// a asks for 20 (25 for cycles from 2026 on), b for 30, c for 30, d for 36;
/// each further one adds 10, up to 50. 40 percent have to be of the guild since
/// 2025, 80 percent of the craft, by a rule that may have ended.
fn look<T>(marks: &str, entries: &[Activity], at: impl FnOnce(&Credits<'_>) -> T) -> T {
    let mut parts = parts(CATALOG);
    let new_year = date(2026, 1, 1);
    let number = |id, number, from, until| fact(id, FactValue::Number(number), from, until);
    let share = |id, text: &'static str, from| fact(id, FactValue::Text(text.into()), from, None);
    let facts = [
        number("f.a", 20.0, None, Some(date(2025, 12, 31))),
        number("f.a", 25.0, Some(new_year), None),
        number("f.b", 30.0, None, None),
        number("f.d", 36.0, None, None),
        number("f.further", 10.0, None, None),
        number("f.most", 35.0, None, None),
        share("f.guild", "40 percent", Some(date(2025, 1, 1))),
        share("f.craft", "80 percent", None),
    ];
    parts.facts.extend(facts.into_iter().zip(0..));
    for (credential, _) in &mut parts.credentials {
        let id = |id: &str| FactId::new(id).ok();
        let is_alone = credential.id.as_str() == "d";
        let own = match credential.id.as_str() {
            "c" => "f.b".to_owned(),
            own => format!("f.{own}"),
        };
        let kind = |name: &str, confirm| Share {
            id: ShareId::new(name).expect("an id"),
            title: "".into(),
            share: FactId::new(&format!("f.{name}")).expect("an id"),
            confirm,
        };
        credential.renewal = Some(Renewal {
            credits: id(&own),
            further: id("f.further").filter(|_| !is_alone),
            most: id("f.most").filter(|_| !is_alone),
            shares: match is_alone {
                true => Vec::new(),
                false => vec![kind("guild", false), kind("craft", true)],
            },
            ..credential.renewal.take().unwrap_or_default()
        });
    }
    let catalog = audit(parts).expect("a sound example");
    let mut record = record(marks);
    record.credits = entries.to_vec();
    let evaluation = Evaluation::new(&catalog, &record, PathwayKey(0), TODAY);
    at(&Credits::of(&evaluation))
}

fn earned(on: Date, hours: u32, kinds: &str, counts_for: &str) -> Activity {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    Activity {
        id: String::new(),
        on,
        hours: Hundredths(hours),
        title: String::new(),
        categories: words(kinds),
        counts_for: words(counts_for),
        evidence: Vec::new(),
    }
}

fn credits(group: &Group<'_>) -> Option<u32> {
    group.required.as_ref().map(|required| required.credits.0)
}

#[test]
fn credentials_with_one_cycle_ask_for_the_largest_amount_and_a_part_for_each_further_one() {
    let asked = |marks: &str| {
        look(marks, &[], |credits_of| {
            let groups = credits_of.groups.iter().map(|group| {
                let ids = group.members.iter().map(|member| member.id.as_str());
                let ids = ids.collect::<Vec<_>>().join("+");
                format!("{ids} {}", credits(group).unwrap_or_default())
            });
            groups.collect::<Vec<_>>().join(", ")
        })
    };
    assert_eq!(asked(""), "");
    assert_eq!(asked("ha done on 2025-03-01"), "a 2000");
    assert_eq!(asked("hb done on 2025-03-01"), "b 3000");
    let both = "ha done on 2025-03-01, hb done on 2026-01-01";
    assert_eq!(asked(both), "a+b 3500", "30 and 10, cut to the most");
    let apart = "ha done on 2025-03-01, hd done on 2026-05-01";
    assert_eq!(asked(apart), "a 2000, d 3600", "the earlier end first");
    let replaced = "ha done on 2025-03-01, hc done on 2025-06-01";
    assert_eq!(asked(replaced), "c 3000");
    assert_eq!(
        asked("ha done"),
        "a 2500",
        "without a day the rule of today"
    );
}

#[test]
fn the_rule_is_that_of_the_first_day() {
    let stands = |marks: &str| {
        look(marks, &[], |credits_of| {
            let group = &credits_of.groups[0];
            let shares = group.shares.iter();
            let shares = shares.map(|stand| (stand.rule, stand.required.map(|it| it.0)));
            let changes = group.changes.iter();
            let changes = changes.map(|change| (change.fact.as_str(), change.on));
            (
                credits(group),
                shares.collect::<Vec<_>>(),
                changes.map(|(id, on)| format!("{id} {on}")).collect(),
            )
        })
    };
    let before = stands("ha done on 2025-03-01");
    let shares = vec![(Rule::InForce, Some(800)), (Rule::InForce, Some(1600))];
    assert_eq!(before, (Some(2000), shares, vec!["f.a 2026-01-01".into()]));
    // 40 percent of 25 are 10, 80 percent are 20.
    let after = stands("ha done on 2026-03-01");
    let shares = vec![(Rule::InForce, Some(1000)), (Rule::InForce, Some(2000))];
    assert_eq!(after, (Some(2500), shares, Vec::<String>::new()));
    let old = stands("ha done on 2024-12-31");
    let new_year = date(2025, 1, 1);
    let shares = vec![(Rule::From(new_year), None), (Rule::InForce, Some(1600))];
    let changes = vec!["f.a 2026-01-01".into(), "f.guild 2025-01-01".into()];
    assert_eq!(old, (Some(2000), shares, changes));
}

#[test]
fn the_last_day_of_a_cycle_is_not_also_the_first_of_the_next() {
    let entries = [
        earned(date(2024, 2, 29), 1, "", ""),
        earned(date(2024, 3, 1), 2, "", ""),
        earned(date(2026, 3, 1), 4, "", ""),
        earned(date(2026, 3, 2), 8, "", ""),
        earned(TODAY, 16, "", ""),
        earned(date(2026, 11, 23), 32, "", ""),
    ];
    let sum = |marks: &str| {
        look(marks, &entries, |credits_of| {
            let group = &credits_of.groups[0];
            (group.cycle.and_then(|it| it.ends), group.earned.0)
        })
    };
    // The first cycle counts from its first day, the renewed one behind it.
    let first = sum("ha done on 2026-03-01");
    assert_eq!(first, (Some(date(2028, 3, 1)), 4 + 8 + 16));
    let second = sum("ha done on 2024-03-01, renewed done on 2026-02-01");
    assert_eq!(second, (Some(date(2028, 3, 1)), 8 + 16));
    let over = sum("ha done on 2024-03-01");
    assert_eq!(over, (Some(date(2026, 3, 1)), 2 + 4), "not renewed");
    let unknown = sum("ha done");
    assert_eq!(unknown, (None, 31), "all up to today");
    let printed = sum("ha done until 2028-02-29");
    assert_eq!(printed, (Some(date(2028, 2, 29)), 4 + 8 + 16));
}

#[test]
fn an_activity_counts_for_whom_it_names_and_in_a_group_once() {
    let marks = "ha done on 2025-03-01, hc done on 2025-06-01, hb done on 2026-01-01, \
                 hd done on 2026-01-01";
    let entries = [
        earned(TODAY, 100, "guild craft", ""),
        earned(TODAY, 200, "guild", "a"),
        earned(TODAY, 400, "craft", "b c"),
        earned(TODAY, 800, "guild", "d"),
        earned(TODAY, 1600, "guild", "nobody"),
    ];
    look(marks, &entries, |credits_of| {
        let [d, shared] = credits_of.groups.as_slice() else {
            panic!("two groups");
        };
        assert_eq!(shared.earned.0, 100 + 200 + 400, "a is counted with c");
        let kinds: Vec<u32> = shared.shares.iter().map(|stand| stand.earned.0).collect();
        assert_eq!(kinds, [100 + 200, 100 + 400]);
        assert_eq!(d.earned.0, 100 + 800);
        let others = shared.lying(&entries, Place::ForOthers);
        assert_eq!(others, (2, Hundredths(800 + 1600)));
        let counted: Vec<usize> = (0..5)
            .map(|place| credits_of.counted_in(place).count())
            .collect();
        assert_eq!(counted, [2, 1, 1, 1, 0]);
    });
}

#[test]
fn the_pace_is_enough_and_only_a_share_that_holds_can_be_missing() {
    let stand = |entries: &[Activity]| {
        look("ha done on 2025-03-01", entries, |credits_of| {
            let group = &credits_of.groups[0];
            let pace = group.pace_per_month().map(|pace| pace.0);
            let missing = group.missing().map(|missing| missing.0);
            (group.shortfall().map(|it| it.0), missing, pace)
        })
    };
    // 99 days are 3.2526 months; 20 over that is 6.149.
    assert_eq!(stand(&[]), (Some(2000), Some(2000), Some(62)));
    let enough = |kinds| [earned(TODAY, 2000, kinds, "")];
    assert_eq!(stand(&enough("guild")), (Some(0), Some(0), None));
    assert_eq!(stand(&enough("craft")), (Some(0), Some(800), Some(25)));
    let over = look("ha done on 2024-03-01", &[], |credits_of| {
        credits_of.groups[0].pace_per_month()
    });
    assert_eq!(over, None, "the cycle is over");
}
