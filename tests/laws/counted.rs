//! What a tracker has counted never makes the plan later, over what ships and
//! random entries.

use std::sync::LazyLock;

use hitpath::{
    catalog::{Catalog, application::ApplicationRules, audit::audit},
    journey::{
        entries::{Activity, Application, Reached},
        evaluation::Evaluation,
        hundredths::Hundredths,
        plan::{Finish, Plan},
        record::{Attempt, ExamResult, Mark, Record, State},
    },
    store::shipped,
};
use jiff::{ToSpan, civil::Date};
use proptest::{
    collection::vec,
    prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest},
    sample::{select, subsequence},
};

use crate::world::{TODAY, tries};

pub(crate) static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| audit(shipped::parts().expect("it can be read").parts).expect("sound"));

pub(crate) static RULES: LazyLock<ApplicationRules> =
    LazyLock::new(|| shipped::applications().expect("it can be read").0);

fn plan(record: &Record) -> Plan {
    let pathway = CATALOG.pathway_named(&record.pathway).expect("it ships");
    let evaluation = Evaluation::new(&CATALOG, record, pathway, TODAY);
    Plan::of(&evaluation.with_applications(&RULES))
}

/// Earliest, likely and late finish, and the estimate.
fn finishes(record: &Record) -> Finishes {
    let finish = plan(record).finish?;
    let Finish {
        earliest,
        likely,
        p50,
        late,
        ..
    } = finish;
    Some([earliest, likely, late, p50])
}

/// Of a plan that has one.
type Finishes = Option<[Date; 4]>;

fn is_no_later(now: Finishes, before: Finishes) -> bool {
    match (now, before) {
        (Some(now), Some(before)) => now.iter().zip(before).all(|(now, before)| *now <= before),
        (None, _) => true,
        (Some(_), None) => false,
    }
}

fn mark(days_ago: i64) -> Mark {
    Mark {
        state: State::Done,
        on: Some(TODAY - days_ago.days()),
        ..Mark::default()
    }
}

pub(crate) fn activity() -> impl Strategy<Value = Activity> {
    let names = subsequence(vec!["rhit", "cpc"], 0..2);
    (0i64..900, 1u32..3000, any::<bool>(), names).prop_map(|(ago, hours, ahima, names)| Activity {
        id: String::new(),
        on: TODAY - ago.days(),
        hours: Hundredths(hours),
        title: "Course".to_owned(),
        categories: Vec::from_iter(ahima.then(|| "ahima".to_owned())),
        counts_for: names.into_iter().map(str::to_owned).collect(),
        evidence: Vec::new(),
    })
}

pub(crate) fn application() -> impl Strategy<Value = Application> {
    let stages = [
        "saved",
        "applied",
        "interview",
        "offer",
        "accepted",
        "rejected",
    ];
    (select(stages.to_vec()), 0i64..60).prop_map(|(stage, ago)| Application {
        id: String::new(),
        employer: "Mercy".to_owned(),
        title: "Clerk".to_owned(),
        url: None,
        stages: vec![Reached {
            stage: stage.to_owned(),
            on: TODAY - ago.days(),
            until: None,
            expect: None,
        }],
        notes: Vec::new(),
    })
}

/// Steps of a stage that are marked done, none with a day.
fn marked(stages: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    let steps = stages.iter().flat_map(|stage| {
        let stage = CATALOG.stage_named(stage).expect("it ships");
        CATALOG.steps_of(stage)
    });
    let ids: Vec<String> = steps
        .map(|step| CATALOG.step(step).id.to_string())
        .collect();
    let most = ids.len();
    subsequence(ids, 0..=most)
}

fn with_marks(pathway: &str, ids: &[String]) -> Record {
    let mut record = Record {
        pathway: pathway.to_owned(),
        ..Record::default()
    };
    for id in ids {
        let done = Mark {
            state: State::Done,
            ..Mark::default()
        };
        record.marks.insert(id.clone(), done);
    }
    record
}

proptest! {
    #![proptest_config(tries())]

    #[test]
    fn one_more_activity_never_delays_the_finish(
        held in [0i64..700, 0i64..700],
        holds_both in any::<bool>(),
        activities in vec(activity(), 1..8),
    ) {
        let mut record = Record { pathway: "renewal".to_owned(), ..Record::default() };
        record.marks.insert("rhit-held".to_owned(), mark(held[0]));
        if holds_both {
            record.marks.insert("cpc-held".to_owned(), mark(held[1]));
        }
        let mut before = finishes(&record);
        for activity in activities {
            record.credits.push(activity);
            let now = finishes(&record);
            prop_assert!(is_no_later(now, before));
            before = now;
        }
    }

    #[test]
    fn one_more_application_never_delays_the_finish(
        marks in marked(&["internship", "job-search"]),
        applications in vec(application(), 1..14),
    ) {
        let mut record = with_marks("rhit", &marks);
        let mut before = finishes(&record);
        for application in applications {
            record.applications.push(application);
            let now = finishes(&record);
            prop_assert!(is_no_later(now, before));
            before = now;
        }
    }

    #[test]
    fn a_passed_exam_never_delays_the_finish_and_marking_it_neither(
        marks in marked(&["cahiim-program", "rhit-exam"]),
        ago in 0i64..100,
    ) {
        let before = with_marks("rhit", &marks);
        let mut record = before.clone();
        record.attempts.push(Attempt {
            id: String::new(),
            exam: "rhit".to_owned(),
            on: TODAY - ago.days(),
            result: ExamResult::Pass,
            score: None,
        });
        prop_assert!(is_no_later(finishes(&record), finishes(&before)));
        // Nothing is marked by itself.
        prop_assert_eq!(&record.marks, &before.marks);
        let mut then = record.clone();
        for step in ["exam-sat", "rhit-passed"] {
            then.marks.insert(step.to_owned(), mark(ago));
        }
        prop_assert!(is_no_later(finishes(&then), finishes(&record)));
    }
}
