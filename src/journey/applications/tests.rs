//! The clocks of small applications, and what they add up to.

use jiff::{ToSpan, civil::date};

use super::*;
use crate::{
    catalog::{
        Catalog, PathwayKey,
        application::ApplicationClock,
        audit::audit,
        clock::ClockKind,
        fact::FactValue,
        id::{ApplicationStageId, ClockId, FactId, TopicId},
    },
    journey::{
        entries::JobNote,
        example::{TODAY, parts},
    },
};

/// Facts: some weeks, a day, and one that is no length.
fn catalog() -> Catalog {
    let facts = "fact: f.weeks 10d; fact: f.day 24h; fact: f.hours 72h";
    let mut parts = parts(&format!("s: a; {facts}"));
    for (version, _) in &mut parts.facts {
        if version.id.as_str() == "f.weeks" {
            version.claim.value = FactValue::Range {
                low: 1.0,
                high: 2.0,
                unit: "weeks".into(),
            };
        }
    }
    audit(parts).expect("it is sound")
}

fn stage_id(id: &str) -> ApplicationStageId {
    ApplicationStageId::new(id).expect("an id")
}

fn clock(id: &str, stage: &str, fact: &str, set: fn(&mut ApplicationClock)) -> ApplicationClock {
    let mut clock = ApplicationClock {
        id: ClockId::new(id).expect("an id"),
        title: "Write: {title}".into(),
        kind: ClockKind::Deadline,
        stage: stage_id(stage),
        expect: false,
        until: false,
        length: FactId::new(fact).expect("an id"),
        stops: Stops::Note,
        missed: "".into(),
        guide: TopicId::new("a").expect("an id"),
    };
    set(&mut clock);
    clock
}

fn rules() -> ApplicationRules {
    let stage = |id: &str, sent, end| ApplicationStage {
        step: None,
        id: stage_id(id),
        title: "".into(),
        next: Vec::new(),
        sent,
        end,
    };
    ApplicationRules {
        stages: vec![
            stage("kept", false, false),
            stage("asked", true, false),
            stage("met", true, false),
            stage("offered", true, false),
            stage("lost", true, true),
        ],
        clocks: vec![
            clock("remind", "asked", "f.weeks", |_| {}),
            clock("thank", "met", "f.day", |_| {}),
            clock("query", "met", "f.weeks", |it| it.expect = true),
            clock("reply", "offered", "f.hours", |it| {
                it.until = true;
                it.stops = Stops::Stage;
            }),
        ],
    }
}

/// Days before today.
fn ago(days: i32) -> Date {
    TODAY - days.days()
}

/// `asked -10 until 3 expect 2` with days from today.
fn application(stages: &str, sent: &[i32]) -> Application {
    let reached = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let day = |number: &str| TODAY + number.parse::<i32>().expect("days").days();
        let behind = |word| {
            let place = words.iter().position(|it| *it == word)?;
            Some(day(words[place + 1]))
        };
        Reached {
            stage: words[0].to_owned(),
            on: day(words[1]),
            until: behind("until"),
            expect: behind("expect"),
        }
    };
    let note = |&days: &i32| JobNote {
        on: ago(days),
        text: "wrote".into(),
        sent: true,
    };
    Application {
        id: "k7m4".into(),
        employer: "Mercy".into(),
        title: "clerk".into(),
        url: None,
        stages: stages.split(',').map(reached).collect(),
        notes: sent.iter().map(note).collect(),
    }
}

/// The clocks that run, as `id from ends state`, in days from today.
fn runs(stages: &str, sent: &[i32]) -> String {
    let record = Record {
        applications: vec![application(stages, sent)],
        ..Record::default()
    };
    let (catalog, rules) = (catalog(), rules());
    let evaluation = Evaluation::new(&catalog, &record, PathwayKey(0), TODAY);
    let evaluation = evaluation.with_applications(&rules);
    let words = evaluation.job_clocks().iter().map(|clock| {
        let from = clock.from.map(|from| days_between(TODAY, from).to_string());
        let from = from.unwrap_or_else(|| "-".to_owned());
        assert_eq!(clock.days_left, days_between(TODAY, clock.ends));
        let (left, state) = (clock.days_left, clock.state.word());
        format!("{} {from} {left} {state}", clock.definition.id)
    });
    words.collect::<Vec<String>>().join(", ")
}

#[test]
fn a_clock_runs_from_the_low_to_the_high_end_of_its_fact() {
    assert_eq!(runs("kept -3", &[]), "");
    assert_eq!(runs("asked 0", &[]), "remind 7 14 running");
    assert_eq!(runs("asked -10", &[]), "remind -3 4 running");
    assert_eq!(runs("asked -11", &[]), "remind -4 3 due soon");
    assert_eq!(runs("asked -14", &[]), "remind -7 0 due soon");
    assert_eq!(runs("asked -15", &[]), "remind -8 -1 overdue");
}

#[test]
fn a_message_or_another_stage_ends_it() {
    assert_eq!(runs("asked -10", &[10]), "");
    assert_eq!(runs("asked -10", &[0]), "");
    // One that was sent before, and one that is to be sent.
    assert_eq!(runs("asked -10", &[11, -1]), "remind -3 4 running");
    assert_eq!(runs("asked -10, lost -2", &[]), "");
    assert_eq!(runs("asked -10, elsewhere -2", &[]), "");
    // A stage that is still to come, and one that came before.
    assert_eq!(runs("asked -10, lost 1", &[]), "remind -3 4 running");
    assert_eq!(runs("asked -10, kept -20", &[]), "remind -3 4 running");
}

#[test]
fn the_first_message_is_the_thanks_and_a_late_one_both() {
    let both = "thank - -3 overdue, query 3 10 running";
    assert_eq!(runs("met -4", &[]), both);
    assert_eq!(runs("met -4", &[4]), "query 3 10 running");
    assert_eq!(runs("met -4", &[4, 1]), "");
    assert_eq!(runs("met -8", &[0]), "");
    // Of a second meeting nothing was said yet.
    assert_eq!(runs("met -9, met -4", &[8, 7]), both);
}

#[test]
fn a_promised_day_counts_and_one_before_the_stage_does_not() {
    let with = |days: &str| runs(&format!("met -4 expect {days}"), &[4]);
    assert_eq!(with("2"), "query 9 16 running");
    assert_eq!(with("-4"), "query 3 10 running");
    assert_eq!(with("-9"), "query 3 10 running");
}

#[test]
fn an_offer_is_answered_by_its_own_day_or_by_habit() {
    assert_eq!(runs("offered -1", &[]), "reply - 2 running");
    assert_eq!(runs("offered -1 until 20", &[]), "reply - 20 running");
    assert_eq!(runs("offered -1 until -1", &[]), "reply - -1 overdue");
    // A message is no answer.
    assert_eq!(runs("offered -1", &[0]), "reply - 2 running");
}

#[test]
fn a_fact_that_the_person_put_right_counts() {
    let mut record = Record {
        applications: vec![application("asked -4", &[])],
        ..Record::default()
    };
    let own = |value| crate::journey::record::Correction {
        value,
        source: "my teacher".into(),
        checked: TODAY,
    };
    let (catalog, rules) = (catalog(), rules());
    let ends = |record: &Record| {
        let evaluation = Evaluation::new(&catalog, record, PathwayKey(0), TODAY);
        let evaluation = evaluation.with_applications(&rules);
        let clock = &evaluation.job_clocks()[0];
        (clock.from, clock.ends)
    };
    let days = FactValue::of_text("5d".into());
    record.facts.insert("f.weeks".to_owned(), own(days));
    assert_eq!(ends(&record), (None, date(2026, 11, 23)));
    let words = FactValue::of_text("soon".into());
    record.facts.insert("f.weeks".to_owned(), own(words));
    assert_eq!(ends(&record), (Some(date(2026, 11, 25)), date(2026, 12, 2)));
}

#[test]
fn open_ones_come_first_and_the_most_urgent_before_them_all() {
    let named = |id: &str, stages: &str| Application {
        id: id.to_owned(),
        ..application(stages, &[])
    };
    let record = Record {
        applications: vec![
            named("lost", "lost -3"),
            named("kept", "kept -3"),
            named("newer", "kept -2"),
            named("late", "asked -20"),
            named("soon", "offered 0"),
            named("lost2", "lost -1"),
            named("later", "kept 1"),
        ],
        ..Record::default()
    };
    let (catalog, rules) = (catalog(), rules());
    let evaluation = Evaluation::new(&catalog, &record, PathwayKey(0), TODAY);
    let all = evaluation.applications(&rules);
    let ids: Vec<&str> = all.iter().map(|one| one.application.id.as_str()).collect();
    // An offer has its last day; a note that is late is only a habit.
    let expected = ["soon", "late", "newer", "kept", "later", "lost2", "lost"];
    assert_eq!(ids, expected);
    let over: Vec<bool> = all.iter().map(ApplicationStanding::is_over).collect();
    assert_eq!(over, [false, false, false, false, false, true, true]);
    assert_eq!(applied_count(&rules, &record, TODAY), 4);
    // Nobody asked for the clocks.
    assert_eq!(evaluation.job_clocks().len(), 0);
}

#[test]
fn a_name_is_the_id_where_one_was_given_and_given_once() {
    let named = |id: &str| Application {
        id: id.to_owned(),
        ..application("asked 0", &[])
    };
    let ids = ["a2", "", "x y", "twice", "twice"];
    let record = Record {
        applications: ids.map(named).to_vec(),
        ..Record::default()
    };
    let (catalog, rules) = (catalog(), rules());
    let evaluation = Evaluation::new(&catalog, &record, PathwayKey(0), TODAY);
    let evaluation = evaluation.with_applications(&rules);
    let clocks = evaluation.job_clocks().iter();
    let names: Vec<String> = clocks.map(|clock| clock.name(&record)).collect();
    let expected = [
        "a2-remind",
        "at-2-remind",
        "at-3-remind",
        "at-4-remind",
        "at-5-remind",
    ];
    assert_eq!(names, expected);
}

#[test]
fn a_period_counts_both_its_days_and_nothing_to_come() {
    let record = Record {
        applications: vec![
            application("kept -9, asked -5, elsewhere -1, met 2", &[5, 3]),
            application("asked -9", &[]),
        ],
        ..Record::default()
    };
    let rules = rules();
    let report = job_report(&rules, &record, ago(5), TODAY + 9.days(), TODAY);
    let events: Vec<(i32, Happened<'_>)> = report
        .events
        .iter()
        .map(|event| (days_between(event.on, TODAY), event.what))
        .collect();
    let expected = [
        (5, Happened::Stage("asked")),
        (5, Happened::Message),
        (3, Happened::Message),
        (1, Happened::Stage("elsewhere")),
    ];
    assert_eq!(events, expected);
    assert_eq!(report.by_stage, [("asked", 1), ("elsewhere", 1)]);
    assert_eq!((report.messages, report.applications), (2, 1));
}
