//! Where the map itself keeps a person from harm: the order of steps, the
//! dates that are asked for, and what is said beside a step.

use hitpath::catalog::id::FactId;

use crate::{CATALOG, id, stage, step, texts::of_step};

fn requires(name: &str, first: &str) -> bool {
    let step = CATALOG.step(step(name));
    step.requires.iter().any(|id| id.as_str() == first)
}

fn says(name: &str, words: &[&str]) {
    let texts = of_step(CATALOG.step(step(name)));
    for word in words {
        let said = texts.iter().any(|s| s.text.to_lowercase().contains(word));
        assert!(said, "{name} does not say {word}");
    }
}

/// A conviction or a drug screen stops a placement years after the payment.
#[test]
fn what_stops_a_placement_is_asked_before_paying() {
    says(
        "program-questions",
        &["conviction", "general terms", "in writing"],
    );
    assert!(requires("program-admitted", "program-questions"));
    assert!(requires("enrolled", "program-admitted"));
    says(
        "rhia-compared",
        &["conviction", "general terms", "in writing"],
    );
    assert!(requires("rhia-admitted", "rhia-compared"));
    assert!(requires("rhia-enrolled", "rhia-admitted"));
    // Not before the site is known, or it is paid for twice.
    assert!(requires("background-drug", "ppe-site"));
    assert!(requires("rhia-clearances", "rhia-ppe-site"));
}

/// The window is counted from the letter, and its last day stands there.
#[test]
fn the_window_is_dated_by_the_letter() {
    for name in ["att-received", "rhia-att-received"] {
        let date_is = CATALOG.step(step(name)).date_is.as_deref();
        let date_is = date_is.unwrap_or_default();
        assert!(date_is.contains("approval date"), "{name}: {date_is}");
        says(name, &["--until date"]);
    }
    says("cca-booked", &["last day that it prints"]);
    says("cca-applied", &["authorization"]);
}

/// A name that differs between school, account and ID turns a person away.
#[test]
fn the_names_are_compared_before_applying() {
    says("diploma-earned", &["name"]);
    for (question, application) in [
        ("id-match", "exam-applied"),
        ("cca-id-match", "cca-applied"),
        ("rhia-id-match", "rhia-applied"),
    ] {
        assert!(requires(application, question), "{application}");
        assert!(CATALOG.step(step(question)).confirm, "{question}");
        assert!(!CATALOG.step(step(question)).optional, "{question}");
        says(question, &["first and last name"]);
    }
}

/// Workforce money has to be asked for before enrolling.
#[test]
fn money_is_asked_for_in_its_time() {
    says("wioa-asked", &["before you enroll"]);
    says("short-course-aid", &["before you enroll"]);
    says("priority-service", &["before you enroll"]);
    // A fee is claimed after the exam; what was to be asked comes earlier.
    says("benefits-asked", &["before you pay it"]);
    says("benefits-plan", &["before you pay"]);
    says("exam-applied", &["may pay the fee, ask how before"]);
    says("army-assistance", &["army", "before you pay"]);
}

/// A no to a question about oneself ends nothing.
#[test]
fn questions_of_fit_never_stop_anybody() {
    let steps = CATALOG.steps_of(stage("explore"));
    let questions: Vec<_> = steps.filter(|&key| CATALOG.step(key).confirm).collect();
    assert_eq!(questions.len(), 5);
    for question in questions {
        assert!(CATALOG.step(question).optional, "{}", id(question));
        for (key, _) in CATALOG.steps() {
            let links = CATALOG.links(key);
            let target = hitpath::catalog::Target::Step(question);
            let waits = links.requires.contains(&target);
            let grouped = links
                .requires_any
                .iter()
                .any(|group| group.contains(&question));
            assert!(!waits && !grouped, "{} waits for {}", id(key), id(question));
        }
    }
}

/// After early testing only the body knows the dates of the cycle.
#[test]
fn the_cycle_of_an_early_tester_is_not_computed() {
    let rhit = CATALOG.credential_named("rhit").expect("it ships");
    let form = rhit.early_form.as_ref().map(|step| step.as_str());
    assert_eq!(form, Some("early-form"));
    let dated_by = rhit.dated_by.as_ref().map(|step| step.as_str());
    assert_eq!(dated_by, Some("rhit-passed"));
    says("cycle-dates", &["early testing", "ceu center"]);
    says("ceu-set-up", &["ceu center"]);
}

/// A failed attempt opens again what has to be done again, and nothing else.
#[test]
fn a_failed_attempt_reopens_its_steps() {
    for (name, reopened) in [
        (
            "rhit",
            "exam-applied att-received exam-booked exam-sat mock-exams",
        ),
        (
            "rhia",
            "rhia-applied rhia-att-received rhia-booked rhia-sat rhia-mocks",
        ),
        ("cca", "cca-study cca-applied cca-booked cca-sat"),
    ] {
        let credential = CATALOG.credential_named(name).expect("it ships");
        let ids: Vec<&str> = credential
            .reopens_on_fail
            .iter()
            .map(|id| id.as_str())
            .collect();
        assert_eq!(ids.join(" "), reopened, "{name}");
    }
}

/// Letters that are inactive are not used.
#[test]
fn a_missed_renewal_is_told_what_not_to_do() {
    says("inactive-rescue", &["take the letters off", "ask"]);
    says("renewal-confirmed", &["active"]);
}

/// Figures of the seed texts that were overtaken are called so, with years.
#[test]
fn overtaken_figures_are_called_overtaken() {
    let seed: Vec<_> = CATALOG
        .facts()
        .filter(|fact| fact.id.as_str().contains(".seed-"))
        .collect();
    assert!(!seed.is_empty());
    for version in seed.iter().flat_map(|fact| &fact.versions) {
        let text = &version.claim.text;
        assert!(text.starts_with("Overtaken"), "{}: {text}", version.id);
    }
    // Two occupations, never one figure for both.
    for occupation in ["specialists", "technologists"] {
        for figure in ["median", "growth"] {
            let id = FactId::new(&format!("labor.{occupation}.{figure}")).expect("an id");
            assert!(CATALOG.fact(&id).is_some(), "{id}");
        }
    }
}
