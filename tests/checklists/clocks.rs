//! Every clock of the step map ships with its start, its length, what ends it
//! and what it reopens; and what they do to a person's steps.

use hitpath::{
    catalog::{
        ClockOwner,
        clock::{Clock, ClockKind, ClockLength, MarkDay, Start},
        fact::FactValue,
        id::StepId,
    },
    journey::{
        clocks::ClockState,
        next::{NoneBecause, Reason, next},
        record::{Attempt, ExamResult, Mark, Record, State},
        standing::Standing,
    },
};
use jiff::civil::{Date, date};

use crate::{CATALOG, TODAY, look, mark_all, person, step};

/// A clock of the map as it is written: owner, id, kind, starts, length, stops,
/// reopens, opens.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

/// The renewal steps of a round.
const ROUND: &str = "cycle-dates renewal-rules ceu-plan ceus-earned ceus-entered renewal-fee \
                     renewal-confirmed";

/// `-` where there is none.
#[rustfmt::skip]
const MAP: [Row; 41] = [
    ("id-match", "id-expiry", "expiry", "until", "-", "exam-sat", "id-match", "-"),
    ("exam-applied", "att-usual-days", "wait", "on", "rhit.att.business-days", "att-received", "-", "-"),
    ("exam-applied", "refund-ask", "deadline", "exam-sat.expect att-window.end", "rhit.refund.ask-days", "exam-sat", "-", "-"),
    ("att-received", "att-window", "window", "on", "rhit.exam.window", "exam-sat", "exam-applied att-received exam-booked", "-"),
    ("att-received", "extension-ask", "deadline", "exam-sat.expect att-window.end", "rhit.extension.ask-days", "exam-sat", "-", "-"),
    ("exam-sat", "reschedule-free", "deadline", "expect", "rhit.reschedule.free-days", "exam-sat", "-", "-"),
    ("exam-sat", "result-wait", "wait", "on", "-", "rhit-passed", "-", "-"),
    ("rhit-passed", "transcript-out", "wait", "on", "-", "rhit-earned", "-", "-"),
    ("rhit", "retake-wait", "wait", "attempt.fail", "rhit.exam.retake-wait", "exam-applied", "-", "exam-applied"),
    ("rhia-id-match", "rhia-id-expiry", "expiry", "until", "-", "rhia-sat", "rhia-id-match", "-"),
    ("rhia-applied", "rhia-att-usual-days", "wait", "on", "rhit.att.business-days", "rhia-att-received", "-", "-"),
    ("rhia-applied", "rhia-refund-ask", "deadline", "rhia-sat.expect rhia-att-window.end", "rhit.refund.ask-days", "rhia-sat", "-", "-"),
    ("rhia-att-received", "rhia-att-window", "window", "on", "rhia.exam.window", "rhia-sat", "rhia-applied rhia-att-received rhia-booked", "-"),
    ("rhia-att-received", "rhia-extension-ask", "deadline", "rhia-sat.expect rhia-att-window.end", "rhit.extension.ask-days", "rhia-sat", "-", "-"),
    ("rhia-sat", "rhia-reschedule-free", "deadline", "expect", "rhit.reschedule.free-days", "rhia-sat", "-", "-"),
    ("rhia-sat", "rhia-result-wait", "wait", "on", "-", "rhia-passed", "-", "-"),
    ("rhia", "rhia-retake-wait", "wait", "attempt.fail", "rhia.exam.retake-wait", "rhia-applied", "-", "rhia-applied"),
    ("cca-id-match", "cca-id-expiry", "expiry", "until", "-", "cca-sat", "cca-id-match", "-"),
    ("cca-books", "cca-book-edition", "expiry", "until", "-", "cca-sat", "cca-books", "-"),
    ("cca-applied", "cca-refund-ask", "deadline", "cca-sat.expect cca-att-window.end", "rhit.refund.ask-days", "cca-sat", "-", "-"),
    ("cca-booked", "cca-att-window", "window", "until", "-", "cca-sat", "cca-applied cca-booked", "-"),
    ("cca-sat", "cca-reschedule-free", "deadline", "expect", "rhit.reschedule.free-days", "cca-sat", "-", "-"),
    ("cca", "cca-retake-wait", "wait", "attempt.fail", "cca.retake-wait", "cca-applied", "-", "cca-applied"),
    ("ccs-earned", "ccs-att-window", "window", "until", "-", "ccs-earned", "-", "-"),
    ("ccs", "ccs-retake-wait", "wait", "attempt.fail", "ccs.exam.retake-wait", "ccs-earned", "-", "ccs-earned"),
    ("rhit", "ceu-cycle", "window", "held", "ceu.cycle", "renewal-confirmed", ROUND, "-"),
    ("rhia", "rhia-ceu-cycle", "window", "held", "ceu.cycle", "renewal-confirmed", ROUND, "-"),
    ("cca", "cca-ceu-cycle", "window", "held", "ceu.cycle", "renewal-confirmed", ROUND, "-"),
    ("ccs", "ccs-ceu-cycle", "window", "held", "ceu.cycle", "renewal-confirmed", ROUND, "-"),
    ("ccs-p", "ccs-p-ceu-cycle", "window", "held", "ceu.cycle", "renewal-confirmed", ROUND, "-"),
    ("chps", "chps-ceu-cycle", "window", "held", "ceu.cycle", "renewal-confirmed", ROUND, "-"),
    ("chda", "chda-ceu-cycle", "window", "held", "ceu.cycle", "renewal-confirmed", ROUND, "-"),
    ("cdip", "cdip-ceu-cycle", "window", "held", "ceu.cycle", "renewal-confirmed", ROUND, "-"),
    ("cpc", "aapc-cycle", "window", "held cpc-passed.on", "aapc.cycle", "-", "-", "-"),
    ("inactive-rescue", "inactive-to-revoked", "window",
        "ceu-cycle.end rhia-ceu-cycle.end cca-ceu-cycle.end ccs-ceu-cycle.end ccs-p-ceu-cycle.end \
         chps-ceu-cycle.end chda-ceu-cycle.end cdip-ceu-cycle.end",
        "ceu.inactive-days", "inactive-rescue renewal-confirmed", "-", "-"),
    ("inactive-rescue", "revocation-appeal", "deadline", "until inactive-to-revoked.end", "ceu.appeal-days",
        "inactive-rescue renewal-confirmed", "-", "-"),
    ("coding-work-proof", "cpc-apprentice", "wait", "on", "cpc.apprentice.work", "cpc-full", "-", "-"),
    ("code-updates", "code-year-diagnoses", "deadline", "yearly.10-01", "-", "-", "-", "-"),
    ("code-updates", "code-year-procedures", "deadline", "yearly.01-01", "-", "-", "-", "-"),
    ("clearances-accepted", "clearance-expiry", "expiry", "until", "-", "internship-complete", "clearances-accepted", "-"),
    ("rhia-clearances", "rhia-clearance-expiry", "expiry", "until", "-", "rhia-placement-complete", "rhia-clearances", "-"),
];

fn start(start: &Start) -> String {
    let day = |day: MarkDay| day.word();
    match start {
        Start::Mark {
            step: None,
            day: of,
        } => day(*of).to_owned(),
        Start::Mark {
            step: Some(step),
            day: of,
        } => format!("{step}.{}", day(*of)),
        Start::Failed => "attempt.fail".to_owned(),
        Start::Held => "held".to_owned(),
        Start::End(clock) => format!("{clock}.end"),
        Start::Yearly { month, day } => format!("yearly.{month:02}-{day:02}"),
    }
}

fn owner(key: hitpath::catalog::ClockKey) -> String {
    match CATALOG.clock_owner(key) {
        ClockOwner::Step(step) => CATALOG.step(step).id.to_string(),
        ClockOwner::Credential(key) => CATALOG.credential(key).id.to_string(),
    }
}

#[test]
fn every_clock_of_the_map_is_there() {
    let steps = |ids: &[StepId]| {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        if ids.is_empty() {
            "-".to_owned()
        } else {
            ids.join(" ")
        }
    };
    let row = |clock: &Clock, owner: String| {
        let starts: Vec<String> = clock.starts.iter().map(start).collect();
        let length = match &clock.length {
            Some(ClockLength::Fact(fact)) => fact.to_string(),
            Some(ClockLength::Exactly(length)) => panic!("{}: {length} has no source", clock.id),
            None => "-".to_owned(),
        };
        [
            owner,
            clock.id.to_string(),
            clock.kind.word().to_owned(),
            starts.join(" "),
            length,
            steps(&clock.stops),
            steps(&clock.reopens),
            steps(&clock.opens),
        ]
    };
    let mut found: Vec<_> = CATALOG
        .clocks()
        .map(|key| row(CATALOG.clock(key), owner(key)))
        .collect();
    let mut expected: Vec<_> = MAP
        .iter()
        .map(|&(a, b, c, d, e, f, g, h)| [a, b, c, d, e, f, g, h].map(str::to_owned))
        .collect();
    found.sort();
    expected.sort();
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.len(), expected.len());
}

/// The day in the clock is that of its fact.
#[test]
fn a_yearly_day_is_that_of_its_fact() {
    for (clock, fact, value) in [
        ("code-year-diagnoses", "codes.icd-date", "October 1"),
        ("code-year-procedures", "codes.cpt-date", "January 1"),
    ] {
        let clock = clocks(clock);
        let fact = CATALOG.fact_named(fact).expect("a fact");
        assert!(clock.facts.contains(&fact.id));
        let said = &fact.versions[0].claim.value;
        assert_eq!(*said, FactValue::Text(value.into()));
    }
}

/// What is counted back takes the earlier day, where a source may mean business
/// days; and what only closes a door is never called overdue.
#[test]
fn days_before_the_exam_are_counted_with_care() {
    for key in CATALOG.clocks() {
        let clock = CATALOG.clock(key);
        let id = &clock.id;
        if clock.before {
            assert!(clock.chance && clock.kind == ClockKind::Deadline, "{id}");
        }
        let may_mean_business_days = ["refund-ask", "reschedule-free", "att-usual-days"];
        let counts = may_mean_business_days
            .iter()
            .any(|name| id.as_str().ends_with(name));
        assert_eq!(clock.working_days, counts, "{id}");
    }
}

/// The page of CCS names a window, and nobody says that CCA has the same.
#[test]
fn the_window_of_one_exam_is_not_carried_over_to_another() {
    for name in ["cca-att-window", "ccs-att-window"] {
        assert_eq!(clocks(name).length, None, "{name}");
    }
    let cca = clocks("cca-att-window");
    assert!(
        cca.facts
            .iter()
            .all(|fact| !fact.as_str().starts_with("ccs."))
    );
}

fn clocks(id: &str) -> &'static Clock {
    let mut clocks = CATALOG.clocks().map(|key| CATALOG.clock(key));
    let found = clocks.find(|clock| clock.id.as_str() == id);
    found.unwrap_or_else(|| panic!("there is no clock {id}"))
}

/// A student who has an authorization, with the day of each exam step.
fn authorized(approved: Date) -> Record {
    let mut record = person("explore diploma cahiim-program internship");
    let done = "candidate-guide id-match study-plan study-data-revenue study-privacy-compliance \
                study-analytics-leadership transcript-sent exam-applied att-received";
    mark_all(&mut record, done, State::Done);
    for step in ["exam-applied", "att-received"] {
        let mark = record.marks.get_mut(step).expect("it is marked");
        mark.on = Some(approved);
    }
    record
}

fn clock_of(record: &Record, id: &str) -> (ClockState, Option<Date>, Option<String>) {
    look(record, |evaluation| {
        let mut clocks = evaluation.clocks();
        let clock = clocks.find(|clock| clock.definition.id.as_str() == id);
        let clock = clock.unwrap_or_else(|| panic!("{id} does not run"));
        let fact = clock.fact.map(|fact| fact.id().to_string());
        (clock.state, clock.ends, fact)
    })
}

#[test]
fn an_authorization_opens_a_window_that_outranks_the_rest() {
    let record = authorized(date(2026, 10, 1));
    let fact = Some("rhit.exam.window".to_owned());
    let window = (ClockState::Running, Some(date(2027, 1, 29)), fact);
    assert_eq!(clock_of(&record, "att-window"), window);
    look(&record, |evaluation| {
        let first = &next(evaluation).actions[0];
        assert_eq!(first.step, step("exam-booked"));
        assert!(matches!(first.reason, Reason::Inside { ends, .. } if ends == date(2027, 1, 29)));
    });
    let lost = authorized(date(2026, 7, 1));
    assert_eq!(clock_of(&lost, "att-window").0, ClockState::Overdue);
    look(&lost, |evaluation| {
        for (name, standing) in [
            ("exam-applied", Standing::Lapsed),
            ("att-received", Standing::Locked),
            ("transcript-sent", Standing::Done),
            ("id-match", Standing::Done),
        ] {
            assert_eq!(evaluation.standing(step(name)), standing, "{name}");
        }
    });
}

#[test]
fn a_failed_attempt_holds_back_the_next_application() {
    let mut record = authorized(date(2026, 9, 1));
    mark_all(&mut record, "exam-booked mock-exams exam-sat", State::Done);
    for step in ["exam-booked", "mock-exams", "exam-sat"] {
        record.marks.get_mut(step).expect("it is marked").on = Some(date(2026, 11, 10));
    }
    record.attempts.push(Attempt {
        id: "a".into(),
        exam: "rhit".into(),
        on: date(2026, 11, 10),
        result: ExamResult::Fail,
        score: None,
    });
    let fact = Some("rhit.exam.retake-wait".to_owned());
    let wait = (ClockState::Running, Some(date(2026, 12, 10)), fact);
    assert_eq!(clock_of(&record, "retake-wait"), wait);
    look(&record, |evaluation| {
        for (name, standing) in [
            ("exam-applied", Standing::Waiting),
            ("att-received", Standing::Locked),
            ("exam-booked", Standing::Locked),
            ("exam-sat", Standing::Locked),
            ("mock-exams", Standing::Lapsed),
            ("rhit-passed", Standing::Locked),
            ("retake-plan", Standing::Open),
            // What the attempt did not use up.
            ("transcript-sent", Standing::Done),
            ("id-match", Standing::Done),
            ("candidate-guide", Standing::Done),
            ("study-plan", Standing::Done),
        ] {
            assert_eq!(evaluation.standing(step(name)), standing, "{name}");
        }
        let first = &next(evaluation).actions[0];
        assert_eq!(first.step, step("retake-plan"));
    });
    // The window of the attempt is over, and not missed.
    assert_eq!(clock_of(&record, "att-window").0, ClockState::Ended);
    // With all else done, there is nothing to do but wait.
    mark_all(&mut record, "mock-exams", State::Done);
    mark_all(&mut record, "job-search", State::Done);
    look(&record, |evaluation| {
        let until = match next(evaluation).none_because {
            Some(NoneBecause::Waiting { until, .. }) => Some(until),
            _ => None,
        };
        assert_eq!(until, Some(date(2026, 12, 10)));
    });
}

/// Held since 2024-10-01, on the way of renewal.
fn holder(marks: &[(&str, Mark)]) -> Record {
    let mut record = Record {
        pathway: "renewal".into(),
        ..Record::default()
    };
    let done = |on| Mark {
        state: State::Done,
        on: Some(on),
        ..Mark::default()
    };
    record
        .marks
        .insert("rhit-held".into(), done(date(2024, 10, 1)));
    record
        .marks
        .insert("credential-held".into(), done(date(2024, 10, 5)));
    for (step, mark) in marks {
        record.marks.insert((*step).to_owned(), mark.clone());
    }
    record
}

fn done(on: Date) -> Mark {
    Mark {
        state: State::Done,
        on: Some(on),
        ..Mark::default()
    }
}

#[test]
fn a_missed_renewal_ends_the_use_of_the_letters() {
    let missed = holder(&[]);
    assert_eq!(clock_of(&missed, "ceu-cycle").0, ClockState::Overdue);
    let back = clock_of(&missed, "inactive-to-revoked");
    assert_eq!(
        (back.0, back.1),
        (ClockState::Running, Some(date(2027, 3, 30)))
    );
    look(&missed, |evaluation| {
        let rhit = CATALOG.credential_named("rhit").expect("it ships");
        let found = evaluation.eligibility(rhit);
        assert!(!found.holds);
        assert_eq!(found.lapsed, Some(date(2026, 10, 1)));
    });
    let printed = Mark {
        until: Some(date(2026, 12, 31)),
        ..done(date(2025, 1, 1))
    };
    let known = holder(&[("cycle-dates", printed)]);
    let cycle = clock_of(&known, "ceu-cycle");
    assert_eq!(
        (cycle.0, cycle.1),
        (ClockState::Running, Some(date(2026, 12, 31)))
    );
}

#[test]
fn a_renewed_cycle_offers_its_steps_again() {
    let day = date(2026, 9, 1);
    let steps = ROUND.split_whitespace().map(|step| (step, done(day)));
    let renewed = holder(&Vec::from_iter(steps));
    let cycle = clock_of(&renewed, "ceu-cycle");
    assert_eq!(
        (cycle.0, cycle.1),
        (ClockState::Running, Some(date(2028, 10, 1)))
    );
    look(&renewed, |evaluation| {
        assert_eq!(evaluation.standing(step("cycle-dates")), Standing::Lapsed);
        for step in ROUND.split_whitespace() {
            assert!(!evaluation.is_satisfied(crate::step(step)), "{step}");
        }
        let rhit = CATALOG.credential_named("rhit").expect("it ships");
        assert!(evaluation.eligibility(rhit).holds);
    });
    assert_eq!(TODAY, date(2026, 11, 22));
}
