//! Readiness on small outlines that say what each rule is.

use jiff::civil::date;

use super::{outline::KnownBy, *};
use crate::{
    catalog::{
        Catalog, FileKey, PathwayKey,
        audit::audit,
        credential::Exam,
        fact::{AppliesOn, Claim, Confidence, FRESH_DAYS, FactValue, FactVersion, Source},
        id::FactId,
    },
    journey::{
        example::{self, TODAY},
        study::{SharedBy, StudyPlan},
    },
};

const STEPS: &str = "s: applied, sat <applied, passed^ <sat @c; credential: c sit:sat \
    exam-day=sat dated-by=passed";

/// From when to when, low and high.
type Version = (Option<Date>, Option<Date>, f64, f64);

fn weight(id: &str, versions: &[Version]) -> Vec<FactVersion> {
    let version = |&(effective_from, effective_until, low, high): &Version| FactVersion {
        id: FactId::new(id).expect("an id"),
        file: FileKey(0),
        claim: Claim {
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
        },
        also: Vec::new(),
        confidence: Confidence::Secondary,
        applies_on: AppliesOn::Exam,
        effective_from,
        effective_until,
        recheck_after_days: FRESH_DAYS,
    };
    versions.iter().map(version).collect()
}

/// A form of the exam: its first day and its domains, each with its weight.
fn form(from: Option<Date>, domains: &[(&'static str, Option<&str>)]) -> Exam {
    let domains = domains.iter().zip(1..);
    Exam {
        effective_from: from,
        domains: domains
            .map(|(&(title, weight), number)| Domain {
                number,
                title: title.into(),
                weight: weight.map(|id| FactId::new(id).expect("an id")),
                topics: Vec::new(),
            })
            .collect(),
        ..Exam::default()
    }
}

fn catalog(exams: Vec<Exam>, facts: Vec<Vec<FactVersion>>) -> Catalog {
    let mut parts = example::parts(STEPS);
    parts.facts = facts.into_iter().flatten().zip(0..).collect();
    let credential = &mut parts.credentials[0].0;
    credential.exams = exams;
    credential.practice_goal = Some(80);
    audit(parts).expect("a sound example")
}

/// Bread weighs 20 to 30, cake 70 to 80.
fn bakery() -> Catalog {
    let facts = vec![
        weight("w.bread", &[(None, None, 20.0, 30.0)]),
        weight("w.cake", &[(None, None, 70.0, 80.0)]),
    ];
    catalog(vec![form(None, &[BREAD, CAKE])], facts)
}

const BREAD: (&str, Option<&str>) = ("Bread", Some("w.bread"));
const CAKE: (&str, Option<&str>) = ("Cake", Some("w.cake"));

/// Marks as in `example`, and practice exams: each its day, then results like
/// `1=72`.
fn record(marks: &str, practice: &str) -> Record {
    let mut record = example::record(marks);
    for text in practice.split(',').map(str::trim) {
        let mut words = text.split_whitespace();
        let Some(on) = words.next() else { continue };
        let mut domains = std::collections::BTreeMap::new();
        let mut score = None;
        for word in words {
            let (number, percent) = word.split_once('=').expect("a result");
            let percent = Hundredths::parse(percent).expect("a percent");
            match number.parse() {
                Ok(number) => drop(domains.insert(number, percent)),
                Err(_) => score = Some(percent),
            }
        }
        record.practice.push(Practice {
            id: format!("p{}", record.practice.len()),
            exam: "c".into(),
            on: on.parse().expect("a day"),
            domains,
            score,
            questions: None,
        });
    }
    record
}

fn look<T>(catalog: &Catalog, record: &Record, at: impl FnOnce(&Readiness<'_>) -> T) -> T {
    let evaluation = Evaluation::new(catalog, record, PathwayKey(0), TODAY);
    at(&Readiness::of(&evaluation, CredentialKey(0)))
}

#[test]
fn there_is_no_figure_below_the_floor_and_it_says_what_is_missing() {
    let catalog = bakery();
    let missing = |practice: &str| {
        look(&catalog, &record("", practice), |found| {
            assert_eq!(found.figures.is_none(), !found.missing.is_empty());
            found.missing.clone()
        })
    };
    use Missing::{Domains, Sittings};
    assert_eq!(missing(""), [Sittings(2), Domains(vec![1, 2])]);
    assert_eq!(missing("2026-11-01 1=60 2=80"), [Sittings(1)]);
    assert_eq!(
        missing("2026-11-01 1=60, 2026-11-02 1=70"),
        [Domains(vec![2])]
    );
    assert_eq!(missing("2026-11-01 1=60, 2026-11-02 2=70"), []);
    // A result over all, and one that lies ahead, are no sittings.
    let entries = "2026-11-01 1=60 2=80, 2026-11-02 all=70, 2026-11-23 1=60 2=80";
    assert_eq!(missing(entries), [Sittings(1)]);
}

#[test]
fn the_figures_follow_the_formula() {
    // Bread: 80 today and 50 a month ago, so 70, and 50 to 80; cake 80.
    let practice = "2026-10-23 1=50 2=80, 2026-11-22 1=80";
    look(&bakery(), &record("", practice), |found| {
        let figures = found.figures.expect("nothing is missing");
        assert_eq!(figures.likely, 77.5);
        // At the least bread weighs 30 of 100, at the most nothing is below 80.
        assert_eq!((figures.low, figures.high), (71.0, 80.0));
        let bread = &found.domains[0];
        let days: Vec<Date> = bread.results.iter().map(|result| result.on).collect();
        assert_eq!(days, [TODAY, date(2026, 10, 23)], "newest first");
        let distance = Hundredths::whole(10);
        let next = StudyNext::Domain { place: 0, distance };
        assert_eq!(found.study_next, Some(next), "cake has reached 80");
    });
}

#[test]
fn what_to_study_next_is_the_largest_weight_times_distance() {
    let catalog = bakery();
    let next = |marks: &str, practice: &str| {
        look(&catalog, &record(marks, practice), |found| found.study_next)
    };
    let domain = |place, points| {
        let distance = Hundredths::whole(points);
        Some(StudyNext::Domain { place, distance })
    };
    // 25 times 29 is less than 75 times 10, and 25 times 31 is more.
    assert_eq!(next("", "2026-11-01 1=51 2=70"), domain(1, 10));
    assert_eq!(next("", "2026-11-01 1=49 2=70"), domain(0, 31));
    let reached = Some(StudyNext::AllReached);
    assert_eq!(next("", "2026-11-01 1=80 2=80.5"), reached);
    assert_eq!(next("", "2026-11-01 2=40"), None, "bread was not measured");
    let sat = "applied done on 2026-11-02, sat done on 2026-11-02";
    assert_eq!(next(sat, "2026-11-01 1=40 2=40"), None, "it is too late");
    let mut own = record("", "2026-11-01 1=82 2=81");
    own.readiness_target = Some(Hundredths::whole(85));
    look(&catalog, &own, |found| {
        assert_eq!(found.study_next, domain(1, 4));
        assert!(found.goal.is_some_and(|goal| goal.is_own));
    });
}

#[test]
fn the_outline_is_that_of_the_exam_day() {
    let switch = date(2027, 5, 1);
    let facts = vec![
        weight("w.bread", &[(None, None, 20.0, 30.0)]),
        weight("w.cake", &[(None, None, 70.0, 80.0)]),
        weight("w.tart", &[(None, None, 40.0, 60.0)]),
    ];
    let tart = ("Tart", Some("w.tart"));
    let earlier = form(Some(date(2024, 5, 1)), &[BREAD, CAKE]);
    let later = form(Some(switch), &[BREAD, tart, CAKE]);
    let catalog = catalog(vec![earlier, later], facts);
    let practice = "2026-11-01 1=60 2=70, 2026-11-02 1=60 2=70";
    let on = |marks: &str| {
        look(&catalog, &record(marks, practice), |found| {
            let outline = found.outline.expect("there is one");
            let counted = found.sittings_counted();
            assert_eq!(found.domains.len(), if counted == 0 { 3 } else { 2 });
            if counted == 0 {
                let other = |sitting: &Sitting<'_>| sitting.counts == Counts::OtherOutline;
                assert!(found.sittings.iter().all(other));
            }
            (
                outline.picked_by.known_by,
                outline.effective_from,
                outline.next_from,
                counted,
            )
        })
    };
    let (old, new) = (Some(date(2024, 5, 1)), Some(switch));
    let expect = |day: &str| on(&format!("sat todo expect {day}"));
    assert_eq!(expect("2027-04-30"), (KnownBy::Expected, old, new, 2));
    assert_eq!(expect("2027-05-01"), (KnownBy::Expected, new, None, 0));
    // A day that has passed says nothing; what is planned is today.
    assert_eq!(expect("2026-11-21"), (KnownBy::Plan, old, new, 2));
    let sat = "applied done on 2026-11-02, sat done on 2026-11-10";
    assert_eq!(on(sat), (KnownBy::Sat, old, new, 2));
}

#[test]
fn weights_switch_where_the_domains_stay_the_same() {
    let switch = date(2027, 5, 1);
    let bread = [
        (None, Some(date(2027, 4, 30)), 50.0, 50.0),
        (Some(switch), None, 25.0, 25.0),
    ];
    let facts = vec![
        weight("w.bread", &bread),
        weight("w.cake", &[(None, None, 50.0, 50.0)]),
    ];
    let catalog = catalog(vec![form(None, &[BREAD, CAKE])], facts);
    let practice = "2026-11-01 1=60 2=90, 2026-11-02 1=60 2=90";
    for (day, likely, from, next, known) in [
        ("2027-04-30", 75.0, None, Some(switch), 50.0),
        ("2027-05-01", 80.0, Some(switch), None, 25.0),
    ] {
        let marks = format!("sat todo expect {day}");
        look(&catalog, &record(&marks, practice), |found| {
            let outline = found.outline.expect("there is one");
            assert!(!outline.is_only);
            assert_eq!((outline.effective_from, outline.next_from), (from, next));
            let weight = found.domains[0].weight.expect("it is known");
            assert_eq!(weight.range.high, known);
            let figures = found.figures.expect("nothing is missing");
            assert_eq!(figures.likely, likely, "the results count all the same");
        });
    }
}

#[test]
fn a_share_that_is_not_known_or_cannot_be_is_missing() {
    let facts = || vec![weight("w.bread", &[(None, None, -5.0, 30.0)])];
    let unknown = ("Cake", None);
    let catalog = catalog(vec![form(None, &[BREAD, unknown])], facts());
    let practice = "2026-11-01 1=60 2=90, 2026-11-02 1=60 2=90";
    let record = record("", practice);
    look(&catalog, &record, |found| {
        assert_eq!(found.missing, [Missing::Weights(vec![1, 2])]);
        assert_eq!((found.figures, found.study_next), (None, None));
    });
    let without = self::catalog(Vec::new(), Vec::new());
    look(&without, &record, |found| {
        assert_eq!(found.missing, [Missing::Outline]);
        assert_eq!(found.sittings[0].counts, Counts::NoneOfThese);
    });
}

#[test]
fn a_domain_that_the_outline_does_not_have_is_not_counted() {
    let practice = "2026-11-01 1=60 2=70 7=10, 2026-11-02 7=10";
    look(&bakery(), &record("", practice), |found| {
        let counts: Vec<&Counts> = found.sittings.iter().map(|one| &one.counts).collect();
        assert_eq!(counts, [&Counts::NoneOfThese, &Counts::Without(vec![7])]);
        assert_eq!(found.missing, [Missing::Sittings(1)]);
    });
}

#[test]
fn the_hours_until_the_exam_are_shared_by_weight_and_distance() {
    let plan = |marks: &str, practice: &str| {
        let catalog = bakery();
        let mut record = record(marks, practice);
        record.hours_per_week = Some(12);
        let evaluation = Evaluation::new(&catalog, &record, PathwayKey(0), TODAY);
        let found = Readiness::of(&evaluation, CredentialKey(0));
        StudyPlan::of(&evaluation, &found)
    };
    let hours = |found: &StudyPlan| {
        let stretches = found.stretches.iter();
        stretches
            .map(|one| {
                (
                    one.weeks,
                    one.domains.iter().map(|it| it.number()).collect(),
                )
            })
            .collect::<Vec<(u32, Vec<f64>)>>()
    };
    let expected = "sat todo expect 2026-12-13";
    // 25 times 30 to 75 times 10: half and half, for three weeks.
    let found = plan(expected, "2026-11-01 1=50 2=70").expect("it lies ahead");
    assert_eq!(hours(&found), [(3, vec![6.0, 6.0])]);
    assert_eq!(found.shared_by, SharedBy::Distance);
    // All reached, or nothing known: by weight.
    let found = plan(expected, "2026-11-01 1=80 2=80").expect("it lies ahead");
    assert_eq!(hours(&found), [(3, vec![3.0, 9.0])]);
    assert_eq!(found.shared_by, SharedBy::WeightAllReached);
    let found = plan("", "").expect("it lies ahead");
    assert_eq!(hours(&found), [(1, vec![3.0, 9.0])]);
    assert_eq!(
        (found.until, found.shared_by),
        (None, SharedBy::WeightUnmeasured)
    );
    let sat = "applied done on 2026-11-02, sat done on 2026-11-02";
    assert_eq!(plan(sat, ""), None);
    let today = plan("sat todo expect 2026-11-22", "").expect("it is today");
    assert_eq!(today.stretches, []);
}
