//! The clocks of job applications and the report of a period, over random
//! histories and what ships, against a plain recount.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use hitpath::{
    catalog::{Catalog, application::ApplicationRules, audit::audit},
    journey::{
        applications::{Happened, applied_count, job_report},
        days_between,
        entries::{Application, JobNote, Reached},
        evaluation::Evaluation,
        record::Record,
    },
    store::shipped,
};
use jiff::{ToSpan, civil::Date};
use proptest::{
    collection::vec,
    option,
    prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest},
    sample::select,
};

use crate::world::{TODAY, tries};

static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| audit(shipped::parts().expect("it can be read").parts).expect("sound"));

static RULES: LazyLock<ApplicationRules> =
    LazyLock::new(|| shipped::applications().expect("it can be read").0);

/// Days from today, mostly behind it.
fn day(last: i32) -> impl Strategy<Value = Date> {
    (-40..=last).prop_map(|days| TODAY + days.days())
}

fn reached() -> impl Strategy<Value = Reached> {
    let stages = select(vec![
        "saved",
        "applied",
        "applied",
        "screening",
        "interview",
        "interview",
        "interview",
        "offer",
        "offer",
        "accepted",
        "declined",
        "rejected",
        "withdrawn",
        "elsewhere",
    ]);
    let days = (option::of(day(20)), option::of(day(20)));
    (stages, day(1), days).prop_map(|(stage, on, (until, expect))| Reached {
        stage: stage.to_owned(),
        on,
        until,
        expect,
    })
}

fn note() -> impl Strategy<Value = JobNote> {
    (day(1), any::<bool>()).prop_map(|(on, sent)| JobNote {
        on,
        text: "words".to_owned(),
        sent,
    })
}

fn applications() -> impl Strategy<Value = Vec<Application>> {
    let one = (
        prop_oneof![Just(String::new()), Just("k7m4".to_owned())],
        vec(reached(), 1..5),
        vec(note(), 0..4),
    );
    let one = one.prop_map(|(id, stages, notes)| Application {
        id,
        employer: "Mercy".to_owned(),
        title: "Clerk".to_owned(),
        url: None,
        stages,
        notes,
    });
    vec(one, 0..5)
}

fn record(applications: Vec<Application>) -> Record {
    Record {
        pathway: "rhit".to_owned(),
        applications,
        ..Record::default()
    }
}

/// The clocks that run: the place of the application, the clock, its last day.
fn running(record: &Record) -> Vec<(usize, String, Date)> {
    let pathway = CATALOG.pathway_named("rhit").expect("it ships");
    let evaluation = Evaluation::new(&CATALOG, record, pathway, TODAY);
    let evaluation = evaluation.with_applications(&RULES);
    let clocks = evaluation.job_clocks().iter();
    let mut all: Vec<_> = clocks
        .map(|clock| {
            assert_eq!(clock.days_left, days_between(TODAY, clock.ends));
            assert!(clock.starts <= TODAY);
            (clock.place, clock.definition.id.to_string(), clock.ends)
        })
        .collect();
    all.sort();
    all
}

/// The same by the words of the facts: one to two weeks, a day, about 72 hours.
fn expected(applications: &[Application]) -> Vec<(usize, String, Date)> {
    let mut all = Vec::new();
    for (place, one) in applications.iter().enumerate() {
        let mut now: Option<&Reached> = None;
        for reached in one.stages.iter().filter(|it| it.on <= TODAY) {
            if now.is_none_or(|now| reached.on >= now.on) {
                now = Some(reached);
            }
        }
        let Some(now) = now else { continue };
        let mut sent: Vec<Date> = Vec::new();
        for note in &one.notes {
            if note.sent && note.on >= now.on && note.on <= TODAY {
                sent.push(note.on);
            }
        }
        sent.sort_unstable();
        let mut runs = |id: &str, ends| all.push((place, id.to_owned(), ends));
        match now.stage.as_str() {
            "applied" if sent.is_empty() => runs("follow-up-application", now.on + 14.days()),
            "interview" => {
                if sent.is_empty() {
                    runs("thank-you", now.on + 1.day());
                }
                let promised = now.expect.filter(|&day| day > now.on).unwrap_or(now.on);
                let asked = match sent.as_slice() {
                    [] => false,
                    [only] => *only >= promised + 7.days(),
                    _ => true,
                };
                if !asked {
                    runs("status-mail", promised + 14.days());
                }
            }
            "offer" => runs("offer-answer", now.until.unwrap_or(now.on + 3.days())),
            _ => {}
        }
    }
    all.sort();
    all
}

proptest! {
    #![proptest_config(tries())]

    #[test]
    fn a_clock_runs_while_its_stage_is_the_current_one_and_nothing_was_sent(
        applications in applications()
    ) {
        let expected = expected(&applications);
        prop_assert_eq!(running(&record(applications)), expected);
    }

    #[test]
    fn an_application_has_each_clock_once_and_moving_on_ends_them(
        applications in applications(),
    ) {
        let before = running(&record(applications.clone()));
        let names: BTreeSet<_> = before.iter().map(|(place, id, _)| (place, id)).collect();
        prop_assert_eq!(names.len(), before.len());
        let mut moved = applications;
        for one in &mut moved {
            one.stages.retain(|reached| reached.on <= TODAY);
            one.stages.push(Reached {
                stage: "rejected".to_owned(),
                on: TODAY,
                until: None,
                expect: None,
            });
        }
        prop_assert_eq!(running(&record(moved)), []);
    }

    #[test]
    fn a_report_says_what_a_recount_says(
        applications in applications(),
        from in day(5),
        to in day(5),
    ) {
        let record = record(applications);
        let said = job_report(&RULES, &record, from, to, TODAY);
        let mut stages: BTreeMap<&str, usize> = BTreeMap::new();
        let (mut messages, mut touched) = (0, BTreeSet::new());
        for (place, one) in record.applications.iter().enumerate() {
            let is_inside = |day: Date| from <= day && day <= to && day <= TODAY;
            for reached in one.stages.iter().filter(|it| is_inside(it.on)) {
                *stages.entry(&reached.stage).or_default() += 1;
                touched.insert(place);
            }
            for _ in one.notes.iter().filter(|it| it.sent && is_inside(it.on)) {
                messages += 1;
                touched.insert(place);
            }
        }
        let count: usize = stages.values().sum();
        prop_assert_eq!(said.by_stage.iter().copied().collect::<BTreeMap<_, _>>(), stages);
        prop_assert_eq!(said.messages, messages);
        prop_assert_eq!(said.applications, touched.len());
        prop_assert_eq!(said.events.len(), count + messages);
        prop_assert!(said.events.is_sorted_by_key(|event| event.on));
        let sent = said.events.iter().filter(|event| event.what == Happened::Message);
        prop_assert_eq!(sent.count(), messages);
    }

    #[test]
    fn an_application_is_sent_once_however_often_it_moved(applications in applications()) {
        let is_sent = |reached: &Reached| {
            let never = ["saved", "withdrawn", "elsewhere"];
            reached.on <= TODAY && !never.contains(&reached.stage.as_str())
        };
        let mut count = 0;
        for one in &applications {
            count += usize::from(one.stages.iter().any(is_sent));
        }
        prop_assert_eq!(applied_count(&RULES, &record(applications), TODAY), count);
    }
}
