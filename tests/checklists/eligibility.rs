//! Who may sit an exam, who is eligible, and who holds a credential: the
//! answers that were worked out on the real map.

use hitpath::journey::{
    eligibility::{Answer, Condition},
    record::{Record, State},
};

use crate::{CATALOG, id, look, mark, mark_all, person, person_on, step};

/// May sit, eligible, holds; and what the deciding route lacks.
fn stands(record: &Record, credential: &str) -> (bool, Answer, bool, String) {
    let credential = CATALOG
        .credential_named(credential)
        .unwrap_or_else(|| panic!("there is no credential {credential}"));
    look(record, |evaluation| {
        let found = evaluation.eligibility(credential);
        let missing = found.missing().map(|judged| match judged.condition {
            Condition::Step(step) => id(step),
            Condition::Credential(other) => other.id.as_str(),
        });
        let missing: Vec<&str> = missing.collect();
        (found.may_sit, found.answer, found.holds, missing.join(" "))
    })
}

fn answer(record: &Record, credential: &str) -> Answer {
    stands(record, credential).1
}

/// A person of whom exactly this is known, whatever it waits for.
fn with(pathway: &str, marks: &[(&str, State)]) -> Record {
    let mut record = person_on(pathway, "");
    for &(name, state) in marks {
        mark(&mut record, step(name), state);
    }
    record
}

const DONE: State = State::Done;
const NO: State = State::No;
const WAIVED: State = State::Waived;

#[test]
fn an_empty_profile() {
    let nobody = person("");
    assert_eq!(
        stands(&nobody, "rhit"),
        (
            false,
            Answer::NotYet,
            false,
            "program-accredited degree-awarded".into()
        )
    );
    assert_eq!(answer(&nobody, "cca"), Answer::NotYet);
    assert_eq!(answer(&nobody, "chda"), Answer::Unknown);
    assert_eq!(answer(&nobody, "cdip"), Answer::Unknown);
    assert_eq!(answer(&nobody, "ccs-p"), Answer::Unknown);
}

#[test]
fn a_diploma_alone_opens_the_coding_exams_and_not_rhit() {
    let graduate = person("diploma");
    for coding in ["cca", "ccs"] {
        let expected = (true, Answer::Yes, false, String::new());
        assert_eq!(stands(&graduate, coding), expected, "{coding}");
    }
    assert_eq!(answer(&graduate, "rhit"), Answer::NotYet);
    assert_eq!(answer(&graduate, "cpc"), Answer::NotYet);
    // No way to RHIA lies on this path; one of them begins with a question.
    assert_eq!(answer(&graduate, "rhia"), Answer::Unknown);
    let waived = with("rhit", &[("diploma-earned", WAIVED)]);
    for coding in ["cca", "ccs"] {
        assert_eq!(answer(&waived, coding), Answer::Unknown, "{coding}");
    }
}

#[test]
fn a_degree_counts_only_with_the_accreditation() {
    let case = |marks: &[(&str, State)], expected: Answer| {
        let record = with("rhit", marks);
        let found = stands(&record, "rhit");
        assert_eq!(found.1, expected, "{marks:?}");
        assert_eq!(found.0, expected == Answer::Yes, "{marks:?}: may sit");
    };
    let degree = ("degree-awarded", DONE);
    case(&[degree], Answer::Unknown);
    case(&[degree, ("program-accredited", NO)], Answer::No);
    case(&[degree, ("program-accredited", DONE)], Answer::Yes);
    case(&[("program-accredited", DONE)], Answer::NotYet);
}

/// Abroad a second route is open as long as it is not answered.
#[test]
fn a_no_on_one_route_is_not_the_last_word_where_there_is_another() {
    let marks = [("degree-awarded", DONE), ("program-accredited", NO)];
    let mut abroad = with("international", &marks);
    assert_eq!(answer(&abroad, "rhit"), Answer::Unknown);
    mark(&mut abroad, step("reciprocity-confirmed"), NO);
    assert_eq!(answer(&abroad, "rhit"), Answer::No);
    mark(&mut abroad, step("reciprocity-confirmed"), DONE);
    assert_eq!(answer(&abroad, "rhit"), Answer::Unknown);
    mark(&mut abroad, step("home-program-complete"), DONE);
    assert_eq!(answer(&abroad, "rhit"), Answer::Yes);
    // A letter for another program than the one behind the person proves nothing.
    mark(&mut abroad, step("home-program-complete"), NO);
    assert_eq!(answer(&abroad, "rhit"), Answer::No);
}

/// A waiver lets a person go on; to the body it is no proof.
#[test]
fn what_is_waived_is_never_a_yes() {
    let accredited = ("program-accredited", DONE);
    let record = with("rhit", &[accredited, ("degree-awarded", WAIVED)]);
    assert_eq!(
        stands(&record, "rhit"),
        (false, Answer::Unknown, false, "degree-awarded".into())
    );
    for credential in CATALOG.credentials() {
        let mut record = person("");
        for (key, _) in CATALOG.steps() {
            mark(&mut record, key, WAIVED);
        }
        let (may_sit, answer, holds, _) = stands(&record, credential.id.as_str());
        assert_eq!(
            (may_sit, answer, holds),
            (false, Answer::Unknown, false),
            "{}",
            credential.id
        );
    }
}

/// The last term with the form: may sit, and no more.
#[test]
fn an_early_tester_may_sit_and_is_not_eligible_yet() {
    let program = "explore diploma programs-listed program-accredited outcomes-compared \
        program-questions fafsa money-plan program-admitted enrolled foundation-courses \
        core-courses final-term candidate-guide";
    let before = person(program);
    let early = person(&format!("{program} early-form"));
    let missing = || "degree-awarded".to_owned();
    assert_eq!(
        stands(&before, "rhit"),
        (false, Answer::NotYet, false, missing())
    );
    assert_eq!(
        stands(&early, "rhit"),
        (true, Answer::NotYet, false, missing())
    );
    // Nothing of the kind is promised for RHIA.
    let rhia = CATALOG.credential_named("rhia").expect("it ships");
    assert!(rhia.eligibility.iter().all(|route| !route.only_to_sit));
    let to_sit: Vec<&str> = CATALOG
        .credentials()
        .filter(|credential| credential.eligibility.iter().any(|route| route.only_to_sit))
        .map(|credential| credential.id.as_str())
        .collect();
    assert_eq!(to_sit, ["rhit"]);
}

/// Passed early with the degree open, a graduate without the exam, an RHIT.
#[test]
fn passed_eligible_and_holding_are_three_things() {
    let passed = "explore diploma programs-listed program-accredited outcomes-compared \
        program-questions fafsa money-plan program-admitted enrolled foundation-courses \
        core-courses final-term internship candidate-guide id-match study-plan \
        study-data-revenue study-privacy-compliance study-analytics-leadership mock-exams \
        early-form exam-applied att-received exam-booked exam-sat rhit-passed";
    let (_, answer, holds, missing) = stands(&person(passed), "rhit");
    assert_eq!((answer, holds), (Answer::NotYet, false));
    assert_eq!(missing, "degree-awarded");

    let graduate = person("explore diploma cahiim-program internship");
    let (may_sit, answer, holds, _) = stands(&graduate, "rhit");
    assert_eq!((may_sit, answer, holds), (true, Answer::Yes, false));

    let all = person("explore diploma cahiim-program internship rhit-exam");
    let (_, answer, holds, _) = stands(&all, "rhit");
    assert_eq!((answer, holds), (Answer::Yes, true));
    let waived = with("rhit", &[("rhit-earned", WAIVED)]);
    assert!(!stands(&waived, "rhit").2, "a waiver awards nothing");
    // By the exam alone nothing is held, CPC by the A alone neither.
    for (passed, credential) in [
        ("rhit-passed", "rhit"),
        ("rhia-passed", "rhia"),
        ("cpc-passed", "cpc"),
    ] {
        let record = with("rhit", &[(passed, DONE)]);
        assert!(!stands(&record, credential).2, "{passed}");
    }
}

#[test]
fn rhia_has_a_question_for_each_way_and_a_degree() {
    let by = ["rhia-by-bachelor", "rhia-by-master", "rhia-by-postbac"];
    for question in by {
        let mut record = with("rhia", &[("rhia-degree-awarded", DONE)]);
        assert_eq!(answer(&record, "rhia"), Answer::Unknown);
        for other in by {
            mark(&mut record, step(other), NO);
        }
        assert_eq!(answer(&record, "rhia"), Answer::No);
        mark(&mut record, step(question), DONE);
        assert_eq!(answer(&record, "rhia"), Answer::Yes, "{question}");
        mark(&mut record, step("rhia-degree-awarded"), WAIVED);
        assert_eq!(answer(&record, "rhia"), Answer::Unknown, "{question}");
    }
    // An RHIT, work and another degree are none of these.
    let record = with(
        "rhia",
        &[
            ("rhit-earned", DONE),
            ("bachelor-held", DONE),
            ("coding-year", DONE),
        ],
    );
    assert_eq!(answer(&record, "rhia"), Answer::NotYet);
}

/// Each line of CHPS: schooling or a credential, and time as a manager.
#[test]
fn chps_has_a_way_for_each_degree_and_credential() {
    let ways = [
        ("diploma-earned", "privacy-years-six"),
        ("associate-held", "privacy-years-four"),
        ("cca-earned", "privacy-years-four"),
        ("cca-held", "privacy-years-four"),
        ("ccs-earned", "privacy-years-four"),
        ("ccs-held", "privacy-years-four"),
        ("ccs-p-earned", "privacy-years-four"),
        ("ccs-p-held", "privacy-years-four"),
        ("rhit-earned", "privacy-years-four"),
        ("rhit-held", "privacy-years-four"),
        ("bachelor-held", "privacy-years-two"),
        ("rhia-earned", "privacy-years-two"),
        ("rhia-held", "privacy-years-two"),
        ("master-held", "privacy-years-one"),
    ];
    let years = [
        "privacy-years-one",
        "privacy-years-two",
        "privacy-years-four",
        "privacy-years-six",
    ];
    for (base, line) in ways {
        let record = with("renewal", &[(base, DONE), (line, DONE)]);
        let found = stands(&record, "chps");
        let expected = (true, Answer::Yes, false, String::new());
        assert_eq!(found, expected, "{base} with {line}");
        // A base without an answer on its years is no yes, nor are fewer years.
        let record = with("renewal", &[(base, DONE)]);
        assert_eq!(answer(&record, "chps"), Answer::Unknown, "{base}");
        for fewer in years.iter().take_while(|&&other| other != line) {
            let record = with("renewal", &[(base, DONE), (fewer, DONE)]);
            assert_ne!(answer(&record, "chps"), Answer::Yes, "{base} with {fewer}");
        }
    }
    // CPC, CHDA and CDIP are not on the page that was read.
    for other in ["cpc-held", "chda-earned", "cdip-earned"] {
        let record = with("renewal", &[(other, DONE), ("privacy-years-four", DONE)]);
        assert_ne!(answer(&record, "chps"), Answer::Yes, "{other}");
    }
    let routes = CATALOG.credential_named("chps").expect("it ships");
    assert_eq!(routes.eligibility.len(), 9);
}

/// Where the conditions of today are not known, only the body's word counts.
#[test]
fn what_is_not_known_is_asked() {
    for (credential, question) in [
        ("chda", "chda-rules-asked"),
        ("cdip", "cdip-rules-asked"),
        ("ccs-p", "ccs-p-rules-asked"),
    ] {
        let mut record = person_on("renewal", "");
        for (state, expected) in [
            (State::Todo, Answer::Unknown),
            (State::Waived, Answer::Unknown),
            (State::No, Answer::No),
            (State::Done, Answer::Yes),
        ] {
            mark(&mut record, step(question), state);
            assert_eq!(answer(&record, credential), expected, "{credential}");
        }
        let found = CATALOG.credential_named(credential).expect("it ships");
        for route in &found.eligibility {
            let ask = route.ask.as_deref().unwrap_or_default();
            assert!(ask.contains("AHIMA"), "{credential} says to ask {ask:?}");
        }
    }
}

/// Held on the way or held before: either counts.
#[test]
fn what_was_earned_and_what_is_held_count_alike() {
    for credential in ["rhit", "rhia", "cca", "ccs", "ccs-p"] {
        for step in [format!("{credential}-earned"), format!("{credential}-held")] {
            let record = with("renewal", &[(&step, DONE)]);
            assert!(stands(&record, credential).2, "{step}");
        }
    }
    for step in ["cpc-full", "cpc-held"] {
        assert!(stands(&with("renewal", &[(step, DONE)]), "cpc").2, "{step}");
    }
}

/// Every route says whom to ask, and rests on facts where any are known.
#[test]
fn every_route_names_whom_to_ask() {
    for credential in CATALOG.credentials() {
        assert!(!credential.eligibility.is_empty(), "{}", credential.id);
        for route in &credential.eligibility {
            let ask = route.ask.as_deref().unwrap_or_default();
            assert!(!ask.is_empty(), "{}: {}", credential.id, route.title);
            let unknown = ["chda", "cdip", "ccs-p"].contains(&credential.id.as_str());
            let grounds = unknown || !route.facts.is_empty();
            assert!(
                grounds,
                "{}: {} rests on nothing",
                credential.id, route.title
            );
        }
    }
}

/// By work years, service, a course, another credential or a candidate program
/// nobody becomes an RHIT or RHIA.
#[test]
fn no_other_way_leads_to_rhit_or_rhia() {
    let routes = |name: &str| -> Vec<Vec<&str>> {
        let credential = CATALOG.credential_named(name).expect("it ships");
        let routes = credential.eligibility.iter();
        routes
            .map(|route| route.requires.iter().map(|first| first.as_str()).collect())
            .collect()
    };
    let abroad = |letter| vec!["home-program-complete", letter];
    assert_eq!(
        routes("rhit"),
        [
            vec!["program-accredited", "degree-awarded"],
            abroad("reciprocity-confirmed"),
            vec!["program-accredited", "final-term", "early-form"],
        ]
    );
    assert_eq!(
        routes("rhia"),
        [
            vec!["rhia-by-bachelor", "rhia-degree-awarded"],
            vec!["rhia-by-master", "rhia-degree-awarded"],
            vec!["rhia-by-postbac", "rhia-degree-awarded"],
            abroad("rhia-reciprocity-confirmed"),
        ]
    );
    // The diploma is the whole condition of CCA and CCS, membership that of CPC.
    assert_eq!(routes("cca"), [["diploma-earned"]]);
    assert_eq!(routes("ccs"), [["diploma-earned"]]);
    assert_eq!(routes("cpc"), [["aapc-member"], ["cpc-passed"]]);

    let ways: [(&str, &str); 4] = [
        ("working", "explore diploma work-base"),
        ("veteran", "explore diploma veteran-benefits exam-fee-claim"),
        (
            "coding",
            "explore diploma coding-training cca-exam coding-growth",
        ),
        (
            "renewal",
            "cca-held ccs-held cpc-held renewal-cycle specialties",
        ),
    ];
    for (pathway, done) in ways {
        let mut record = person_on(pathway, "");
        mark_all(&mut record, done, State::Done);
        for goal in ["rhit", "rhia"] {
            let (may_sit, answer, holds, _) = stands(&record, goal);
            assert_eq!((may_sit, holds), (false, false), "{goal} on {pathway}");
            assert_ne!(answer, Answer::Yes, "{goal} on {pathway}");
        }
    }
}
