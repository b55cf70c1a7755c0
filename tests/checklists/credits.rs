//! What the shipped rules ask of those who hold several credentials, and of
//! cycles that began before a rule did.

use hitpath::{
    catalog::id::CredentialId,
    journey::{
        credits::{Credits, Rule},
        entries::Activity,
        hundredths::Hundredths,
        record::{Mark, Record, State},
    },
};
use jiff::civil::{Date, date};

use crate::{CATALOG, look};

/// A person who holds these credentials since a day.
fn holder(held: &str, since: Date) -> Record {
    let mut record = Record {
        pathway: "renewal".into(),
        ..Record::default()
    };
    for id in held.split_whitespace() {
        let id = CredentialId::new(id).expect("an id");
        // The step that asks whether it is held, where there is one.
        let awarding = CATALOG.awarding(&id).map(|step| CATALOG.step(step));
        let step = awarding.max_by_key(|step| step.confirm);
        let mark = Mark {
            state: State::Done,
            on: Some(since),
            ..Mark::default()
        };
        let step = step.expect("a step awards it").id.to_string();
        record.marks.insert(step, mark);
    }
    record
}

/// Each group: its members and what is asked of them.
fn asked(held: &str) -> String {
    let record = holder(held, date(2026, 1, 10));
    look(&record, |evaluation| {
        let groups = Credits::of(evaluation).groups;
        let groups = groups.iter().map(|group| {
            let ids: Vec<&str> = group.members.iter().map(|one| one.id.as_str()).collect();
            let required = group.required.as_ref().expect("facts say it");
            assert_eq!(required.not_known.len(), 0, "{held}");
            let shares = group.shares.iter().map(|stand| {
                let required = stand.required.expect("it holds");
                format!("{} {required}", stand.share.id)
            });
            let shares: Vec<String> = shares.collect();
            format!(
                "{}: {} ({})",
                ids.join("+"),
                required.credits,
                shares.join(", ")
            )
        });
        groups.collect::<Vec<_>>().join("; ")
    })
}

/// The examples are those of AHIMA's page of 2019; the shares are worked out
/// from the whole.
#[test]
fn several_credentials_ask_for_what_the_sources_say() {
    for (held, expected) in [
        ("rhit", "rhit: 20 (ahima 8, domain 16)"),
        ("rhia", "rhia: 30 (ahima 12, domain 24)"),
        ("chps", "chps: 30 (ahima 12, domain 24)"),
        ("rhit chps", "chps+rhit: 40 (ahima 16, domain 32)"),
        ("ccs ccs-p", "ccs+ccs-p: 30 (ahima 12, domain 24)"),
        ("rhia chda", "chda+rhia: 40 (ahima 16, domain 32)"),
        ("rhia cdip", "cdip+rhia: 40 (ahima 16, domain 32)"),
        ("rhia ccs ccs-p", "ccs+ccs-p+rhia: 50 (ahima 20, domain 40)"),
        (
            "rhia ccs ccs-p cca chps",
            "cca+ccs+ccs-p+chps+rhia: 50 (ahima 20, domain 40)",
        ),
        ("rhit rhia", "rhia: 30 (ahima 12, domain 24)"),
        ("cpc", "cpc: 36 ()"),
    ] {
        let mut found: Vec<String> = asked(held).split("; ").map(sorted).collect();
        found.sort();
        assert_eq!(found, [expected], "{held}");
    }
    let found = asked("rhit cpc");
    let mut found: Vec<&str> = found.split("; ").collect();
    found.sort_unstable();
    assert_eq!(found, ["cpc: 36 ()", "rhit: 20 (ahima 8, domain 16)"]);
}

/// The same with the members in the order of their names.
fn sorted(group: &str) -> String {
    let (ids, rest) = group.split_once(": ").expect("members");
    let mut ids: Vec<&str> = ids.split('+').collect();
    ids.sort_unstable();
    format!("{}: {rest}", ids.join("+"))
}

#[test]
fn the_share_of_2025_is_not_asked_of_an_earlier_cycle() {
    let share = |since| {
        look(&holder("rhit", since), |evaluation| {
            let group = Credits::of(evaluation).groups.remove(0);
            let ahima = group
                .shares
                .iter()
                .find(|it| it.share.id.as_str() == "ahima");
            let ahima = ahima.expect("it is named");
            (ahima.rule, ahima.required, group.changes.len())
        })
    };
    let new_year = date(2025, 1, 1);
    let eight = Some(Hundredths::whole(8));
    assert_eq!(share(new_year), (Rule::InForce, eight, 0));
    assert_eq!(share(date(2024, 12, 31)), (Rule::From(new_year), None, 1));
}

/// The rule about domains may have ended: it is shown, and nothing waits for it.
#[test]
fn the_share_within_the_domains_never_blocks() {
    for credential in CATALOG.credentials() {
        for share in credential.shares() {
            let is_of_domains = share.id.as_str() == "domain";
            assert_eq!(share.confirm, is_of_domains, "{}", credential.id);
        }
    }
    let mut record = holder("rhit", date(2026, 1, 10));
    record.credits.push(Activity {
        id: String::new(),
        on: date(2026, 5, 1),
        hours: Hundredths::whole(20),
        title: String::new(),
        categories: vec!["ahima".into()],
        counts_for: Vec::new(),
        evidence: Vec::new(),
    });
    look(&record, |evaluation| {
        let group = Credits::of(evaluation).groups.remove(0);
        assert!(group.is_met());
        assert_eq!(group.pace_per_month(), None);
    });
}

/// Whoever has passed as CPC-A has a period at AAPC before the letters.
#[test]
fn an_apprentice_earns_credits_too() {
    let mut record = holder("", date(2026, 1, 10));
    let mark = Mark {
        state: State::Done,
        on: Some(date(2026, 1, 10)),
        ..Mark::default()
    };
    record.marks.insert("cpc-passed".into(), mark);
    look(&record, |evaluation| {
        let groups = Credits::of(evaluation).groups;
        let ends = groups
            .iter()
            .map(|group| group.cycle.and_then(|it| it.ends));
        assert_eq!(ends.collect::<Vec<_>>(), [Some(date(2028, 1, 10))]);
    });
}
