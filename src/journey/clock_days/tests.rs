//! From which day to which clocks run, by the calendar.

use super::*;
use crate::journey::{example::look, record::Record};

#[test]
fn months_and_years_are_those_of_the_calendar() {
    let lasts_from = |start: &str, mark: &str, length: &str, on: &str, end: &str| {
        let catalog = format!("s: a; clock: a c window starts={start} length={length}");
        look(&catalog, &format!("a {mark} {on}"), |evaluation| {
            let ends = evaluation.clocks().next().and_then(|clock| clock.ends);
            assert_eq!(
                ends.map(|end| end.to_string()).as_deref(),
                Some(end),
                "{length} from {on}"
            );
        });
    };
    let lasts = |length, on, end| lasts_from("on", "done on", length, on, end);
    lasts("2y", "2026-02-28", "2028-02-28");
    lasts("1y", "2024-02-29", "2025-02-28");
    lasts("4y", "2024-02-29", "2028-02-29");
    lasts("1mo", "2026-01-31", "2026-02-28");
    lasts("2w", "2026-11-20", "2026-12-04");
    lasts("0d", "2026-11-20", "2026-11-20");
    // The end of the calendar is the end.
    let lasts = |length, on, end| lasts_from("expect", "todo expect", length, on, end);
    lasts("100y", "9990-01-01", "9999-12-31");
    lasts("100d working-days", "9999-12-20", "9999-12-31");
}

#[test]
fn working_days_pass_over_weekends() {
    // The day of the tests is a Sunday.
    let counted = |length: u32, back: &str, expected: &str| {
        let catalog =
            format!("s: a; clock: a c deadline starts=expect length={length}d working-days {back}");
        look(&catalog, "a todo expect 2026-11-22", |evaluation| {
            let ends = evaluation.clocks().next().and_then(|clock| clock.ends);
            assert_eq!(ends.map(|end| end.to_string()).as_deref(), Some(expected));
        });
    };
    counted(1, "", "2026-11-23");
    counted(5, "", "2026-11-27");
    counted(6, "", "2026-11-30");
    counted(1, "before", "2026-11-20");
    counted(14, "before", "2026-11-03");
    counted(0, "before", "2026-11-22");
}

#[test]
fn a_length_can_be_a_fact_and_the_person_can_know_better() {
    let catalog = "s: a; fact: a.length 30d; clock: a c window starts=on length=a.length";
    look(catalog, "a done on 2026-11-20", |evaluation| {
        let clock = evaluation.clocks().next().expect("a clock");
        assert_eq!(
            clock.ends.map(|end| end.to_string()).as_deref(),
            Some("2026-12-20")
        );
        let fact = clock.fact.expect("a fact");
        assert_eq!(fact.id().as_str(), "a.length");
        assert_eq!(fact.version.also.len(), 1);
    });
    let with = |value: FactValue| {
        let catalog = crate::journey::example::catalog(catalog);
        let mut record: Record = crate::journey::example::record("a done on 2026-11-20");
        let own = crate::journey::record::Correction {
            value,
            source: "the letter".into(),
            checked: crate::journey::example::TODAY,
        };
        record.facts.insert("a.length".into(), own);
        let evaluation = Evaluation::new(
            &catalog,
            &record,
            crate::catalog::PathwayKey(0),
            crate::journey::example::TODAY,
        );
        let clock = evaluation.clocks().next().expect("a clock");
        clock.ends.map(|end| end.to_string())
    };
    let text = |text: &'static str| FactValue::of_text(text.into());
    assert_eq!(with(text("10d")).as_deref(), Some("2026-11-30"));
    // What is no length leaves that of the catalog.
    assert_eq!(with(text("ask")).as_deref(), Some("2026-12-20"));
    assert_eq!(with(text("5h")).as_deref(), Some("2026-12-20"));
}
