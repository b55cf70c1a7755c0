//! Readiness for the exams that ship: where an outline tells all weights there is
//! a figure and advice what to reach, elsewhere the page says what is not known.

use std::collections::BTreeMap;

use hitpath::{
    catalog::CredentialKey,
    journey::{
        entries::Practice,
        hundredths::Hundredths,
        readiness::{Counts, Missing, Readiness},
        record::Record,
    },
};
use jiff::civil::{Date, date};

use crate::{CATALOG, TODAY, look, person};

/// A practice exam with the same result in every domain that there is.
fn practised(exam: &str, on: Date, percent: u32) -> Practice {
    let credential = CATALOG.credential_named(exam).expect("it ships");
    let domains = credential.exams.iter().flat_map(|form| &form.domains);
    let results = domains.map(|domain| (domain.number, Hundredths::whole(percent)));
    Practice {
        id: String::new(),
        exam: exam.to_owned(),
        on,
        domains: results.collect::<BTreeMap<u32, Hundredths>>(),
        score: None,
        questions: None,
    }
}

fn readiness<T>(exam: &str, record: &Record, at: impl FnOnce(&Readiness<'_>) -> T) -> T {
    look(record, |evaluation| {
        let mut keys = CATALOG.keyed_credentials();
        let key = keys.find(|(_, credential)| credential.id.as_str() == exam);
        let key: CredentialKey = key.expect("it ships").0;
        at(&Readiness::of(evaluation, key))
    })
}

#[test]
fn every_outline_with_all_its_weights_gives_a_figure_and_advice() {
    for (exam, since) in [
        ("rhit", None),
        ("rhia", Some(date(2023, 10, 1))),
        ("cca", None),
        ("ccs", Some(date(2024, 5, 1))),
    ] {
        let mut record = person("");
        record.practice = vec![practised(exam, TODAY, 70), practised(exam, TODAY, 70)];
        readiness(exam, &record, |found| {
            assert_eq!(found.missing, [], "{exam}");
            let figures = found.figures.expect("nothing is missing");
            for figure in [figures.low, figures.likely, figures.high] {
                assert_eq!(Hundredths::rounded_down(figure), Hundredths::whole(70));
            }
            let goal = found.goal.expect("it has advice");
            assert!(!goal.is_own && goal.percent <= Hundredths::HUNDRED);
            let outline = found.outline.expect("there is one");
            assert!(outline.is_only && outline.next_from.is_none(), "{exam}");
            assert_eq!(outline.effective_from, since, "{exam}");
        });
    }
}

#[test]
fn what_is_not_known_is_said() {
    let mut record = person("");
    record.practice = vec![practised("chda", TODAY, 70), practised("chda", TODAY, 70)];
    readiness("chda", &record, |found| {
        assert_eq!(found.missing, [Missing::Weights(vec![1, 2, 3, 5])]);
        assert!(found.figures.is_none() && found.goal.is_none());
    });
    for exam in ["ccs-p", "chps", "cdip", "cpc"] {
        readiness(exam, &record, |found| {
            assert_eq!(found.missing, [Missing::Outline], "{exam}");
        });
    }
}

/// What was practised before the outline began has the same domains, as far as
/// anybody here knows: no earlier outline ships.
#[test]
fn results_from_before_the_only_outline_count() {
    let mut record = person("");
    let before = date(2024, 4, 30);
    record.practice = vec![practised("ccs", before, 60), practised("ccs", TODAY, 70)];
    readiness("ccs", &record, |found| {
        let counts = found.sittings.iter().map(|sitting| &sitting.counts);
        assert!(counts.clone().all(|one| *one == Counts::Without(vec![])));
        assert_eq!(found.sittings_counted(), 2);
    });
}
