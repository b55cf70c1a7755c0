//! What may not be marked yet on `rhit`, what is said to be missing, and the
//! way out.

use std::collections::BTreeSet;

use hitpath::{
    catalog::StepKey,
    journey::{
        evaluation::Missing,
        marking::{Named, is_already, judge, steps_meant, way_out},
        next::{NoneBecause, Reason, next},
        record::{Record, State},
        standing::Standing,
    },
};

use crate::{CATALOG, id, look, mark, named, person, person_on, step};

/// The state of story 3: the program chosen, the application not sent.
pub(crate) const CHOSEN: &str = "explore diploma programs-listed program-accredited outcomes-compared \
    program-questions fafsa";

/// The state of story 6: the last term begun, all checks accepted.
pub(crate) const LAST_TERM: &str = "explore diploma programs-listed program-accredited outcomes-compared \
    program-questions fafsa money-plan program-admitted enrolled foundation-courses core-courses \
    final-term ppe-rules health-clearance hipaa-training ppe-site background-drug \
    clearances-accepted candidate-guide id-match study-plan";

/// The state of story 10: passed early, the degree still open.
pub(crate) const PASSED_EARLY: &str = "explore diploma programs-listed program-accredited outcomes-compared \
    program-questions fafsa money-plan program-admitted enrolled foundation-courses core-courses \
    final-term internship candidate-guide id-match study-plan study-data-revenue \
    study-privacy-compliance study-analytics-leadership mock-exams early-form exam-applied \
    att-received exam-booked exam-sat rhit-passed";

/// What is said to be missing, as `hitpath check` judges it.
fn missing(record: &Record, typed: &str) -> String {
    look(record, |evaluation| {
        let mut news = steps_meant(evaluation, &named(typed), State::Done);
        news.retain(|&step| !is_already(evaluation, step, State::Done));
        let refused = judge(evaluation, &news, State::Done).err();
        let refused = refused.unwrap_or_default().into_iter();
        let missing = refused.flat_map(|refused| refused.missing);
        let missing: BTreeSet<String> = missing
            .map(|missing| match missing {
                Missing::Step(step) => id(step).to_owned(),
                // A person is told of those that their pathway holds.
                Missing::OneOf(mut members) => {
                    members.retain(|&member| evaluation.holds(member));
                    let members: Vec<&str> = members.into_iter().map(id).collect();
                    match members.as_slice() {
                        [only] => (*only).to_owned(),
                        _ => format!("one of {}", members.join(" or ")),
                    }
                }
            })
            .collect();
        Vec::from_iter(missing).join(", ")
    })
}

fn way(record: &Record, typed: &str) -> String {
    look(record, |evaluation| {
        let way = way_out(evaluation, &named(typed), State::Done);
        let ids: Vec<&str> = way
            .iter()
            .map(|name| match *name {
                Named::Step(step) => id(step),
                Named::Stage(stage) => CATALOG.stage(stage).id.as_str(),
            })
            .collect();
        let typed_again = steps_meant(evaluation, &way, State::Done);
        assert_eq!(
            judge(evaluation, &typed_again, State::Done),
            Ok(()),
            "{ids:?}"
        );
        ids.join(" ")
    })
}

#[test]
fn what_waits_is_refused_with_what_is_missing_and_the_way_out() {
    let case = |done: &str, typed: &str, expected: &str, out: &str| {
        let record = person(done);
        assert_eq!(
            missing(&record, typed),
            expected,
            "check {typed} after {done}"
        );
        assert_eq!(way(&record, typed), out, "check {typed} after {done}");
    };
    let begun = "explore diploma";
    let program = "cahiim-program internship";
    case(
        begun,
        "internship",
        "core-courses, enrolled, foundation-courses",
        program,
    );
    case(begun, "cahiim-program", "internship-complete", program);
    case(begun, program, "", program);
    case("", "diploma", "", "diploma");
    case("", "diploma explore", "", "explore diploma");
    let all = &format!("explore diploma {program} rhit-exam");
    case("", "rhit-exam", "core-courses, degree-awarded", all);
    let all = &format!("explore diploma {program} job-search");
    case("", "job-search", "final-term", all);
    let admitted = &format!("{CHOSEN} program-admitted");
    case(admitted, "enrolled", "money-plan", "money-plan enrolled");
    let courses = &format!("{admitted} money-plan enrolled foundation-courses core-courses");
    case(
        courses,
        "internship-complete",
        "clearances-accepted",
        "internship",
    );
    let doors = "one of transcript-sent or early-form";
    let studied = &format!("{courses} candidate-guide id-match study-plan");
    let out = &format!("{program} transcript-sent exam-applied");
    case(studied, "exam-applied", doors, out);
    let out = "degree-awarded internship-complete transcript-sent exam-applied";
    case(LAST_TERM, "exam-applied", doors, out);
    case(
        PASSED_EARLY,
        "rhit-earned",
        "transcript-sent",
        "degree-awarded rhit-exam",
    );
    case(
        PASSED_EARLY,
        "rhit-exam",
        "degree-awarded",
        "cahiim-program rhit-exam",
    );
}

/// Each pathway asks for its own plan of the money, and for its own way in.
#[test]
fn a_pathway_asks_for_what_it_holds() {
    let case = |pathway: &str, done: &str, typed: &str, expected: &str| {
        let record = person_on(pathway, done);
        assert_eq!(missing(&record, typed), expected, "{pathway}: {typed}");
    };
    let chosen = "explore diploma programs-listed program-accredited outcomes-compared \
        program-questions fafsa program-admitted";
    case("rhit", chosen, "enrolled", "money-plan");
    case("working", chosen, "enrolled", "work-study-plan");
    case("veteran", chosen, "enrolled", "benefits-plan");
    case("international", chosen, "enrolled", "money-plan");
    case("rhit", "", "programs-listed", "path-chosen");
    case("international", "", "programs-listed", "route-settled");
    let doors = "one of core-courses or reciprocity-confirmed";
    case("rhit", "", "candidate-guide", "core-courses");
    case("international", "", "candidate-guide", doors);
    case(
        "rhia",
        "explore diploma rhia-route rhia-compared",
        "rhia-admitted",
        "one of rhia-by-bachelor or rhia-by-postbac or rhia-by-master",
    );
    case(
        "coding",
        "explore diploma coding-training",
        "second-code-credential",
        "one of ccs-earned or cpc-passed",
    );
    case(
        "coding",
        "diploma",
        "cca-applied",
        "cca-books, cca-id-match",
    );
    case(
        "renewal",
        "rhit-held",
        "ceu-plan",
        "cycle-dates, renewal-rules",
    );
    for (pathway, term) in [
        ("rhit", "final-term"),
        ("coding", "coding-course-complete"),
        ("rhia", "rhia-final-term"),
    ] {
        case(pathway, "", "job-targets", term);
    }
}

#[test]
fn the_exam_opens_by_the_transcript_or_in_the_last_term() {
    let case = |done: &str, typed: &str, expected: &str| {
        assert_eq!(
            missing(&person(done), typed),
            expected,
            "check {typed} after {done}"
        );
    };
    case(
        LAST_TERM,
        "exam-applied",
        "one of transcript-sent or early-form",
    );
    case(LAST_TERM, "early-form", "");
    case(LAST_TERM, "early-form exam-applied", "");
    case(LAST_TERM, "transcript-sent", "degree-awarded");
    case(
        LAST_TERM,
        "internship degree-awarded transcript-sent exam-applied",
        "",
    );
    case(LAST_TERM, "degree-awarded", "internship-complete");
    let before = &LAST_TERM.replace("final-term ", "");
    case(before, "early-form", "final-term");
    case(before, "early-form exam-applied", "final-term");
    let degree = "explore diploma cahiim-program internship";
    case(degree, "transcript-sent", "candidate-guide");
    // Passed is not yet RHIT.
    case(PASSED_EARLY, "rhit-earned", "transcript-sent");
    case(
        PASSED_EARLY,
        "degree-awarded transcript-sent rhit-earned",
        "",
    );
}

#[test]
fn a_program_that_is_not_accredited_stops_the_way_and_says_so() {
    let mut record = person(
        "explore diploma programs-listed outcomes-compared program-questions fafsa money-plan",
    );
    mark(&mut record, step("program-accredited"), State::No);
    assert_eq!(missing(&record, "program-admitted"), "program-accredited");
    look(&record, |evaluation| {
        let next = next(evaluation);
        let stopped = NoneBecause::Stopped(vec![step("program-accredited")]);
        assert_eq!(next.none_because, Some(stopped));
        let required = |key: StepKey| !CATALOG.step(key).optional;
        assert!(!next.actions.iter().any(|action| required(action.step)));
    });
}

#[test]
fn the_stories_stand_where_they_should() {
    let case = |done: &str, doing: &str, satisfied: usize, first: &str| {
        let mut record = person(done);
        for name in doing.split_whitespace() {
            mark(&mut record, step(name), State::Doing);
        }
        look(&record, |evaluation| {
            let progress = evaluation.progress();
            assert_eq!((progress.satisfied, progress.required), (satisfied, 44));
            let next = next(evaluation);
            let found = next.actions.first().map(|action| id(action.step));
            assert_eq!(found, Some(first), "after {done}");
        });
        record
    };
    case("diploma", "", 1, "learn-role");

    let last_term = case(LAST_TERM, "internship-complete", 24, "internship-complete");
    look(&last_term, |evaluation| {
        let actions = next(evaluation).actions;
        let early = actions
            .iter()
            .find(|action| action.step == step("early-form"));
        let early = early.expect("early testing is on offer");
        // The transcript is locked, and all the same it is the other door.
        let one_of = Reason::OneOf {
            opens: step("exam-applied"),
            others: vec![step("transcript-sent")],
        };
        assert_eq!(early.reason, one_of);
        assert_eq!(
            evaluation.standing(step("transcript-sent")),
            Standing::Locked
        );
        assert_eq!(evaluation.standing(step("job-targets")), Standing::Open);
    });

    let passed = case(PASSED_EARLY, "degree-awarded", 34, "degree-awarded");
    look(&passed, |evaluation| {
        assert_eq!(evaluation.standing(step("rhit-earned")), Standing::Locked);
        assert_eq!(evaluation.standing(step("ceu-set-up")), Standing::Locked);
        assert!(evaluation.is_past_its_offer(step("retake-plan")));
    });
}

#[test]
fn the_first_evening_begins_with_the_first_stages() {
    look(&person(""), |evaluation| {
        let next = next(evaluation);
        assert_eq!(evaluation.progress().percent(), 0);
        let first = next
            .actions
            .first()
            .map(|action| CATALOG.stage_of(action.step));
        let stage = first.map(|stage| CATALOG.stage(stage).id.as_str());
        assert!(matches!(stage, Some("explore" | "diploma")), "{stage:?}");
        let offered = |name: &str| next.actions.iter().any(|action| action.step == step(name));
        assert!(offered("learn-role") && offered("diploma-earned"));
        assert!(!offered("fit-detail"), "it waits for learn-role");
    });
}
