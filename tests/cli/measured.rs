//! Steps that a tracker measures: how far they are is shown everywhere, they
//! offer themselves when the goal is met, and nothing marks them but the person.

use serde_json::Value;

use crate::sandbox::{PROFILE, Sandbox};

/// On the way to the exam of RHIT, with the mock exams next.
fn before_the_exam() -> Sandbox {
    Sandbox::empty().after([
        "init",
        "--yes",
        "--done",
        "explore,diploma,cahiim-program,internship,study-data-revenue,study-privacy-compliance,study-analytics-leadership",
    ])
}

fn practise(sandbox: &Sandbox, on: &str, percent: u32) {
    let mut arguments = vec!["exam".to_owned(), "practice".into(), "rhit".into()];
    arguments.extend(["--on".to_owned(), on.to_owned()]);
    for domain in 1..=6 {
        arguments.extend(["--domain".to_owned(), format!("{domain}={percent}")]);
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    sandbox.run(arguments).succeeds();
}

fn measured(sandbox: &Sandbox, step: &str) -> Value {
    sandbox.json(["show", step])["content"]["measured"].clone()
}

/// The text of `status`, in one line.
fn status(sandbox: &Sandbox) -> String {
    sandbox.run(["status"]).succeeds().answer()
}

#[test]
fn mock_exams_offer_themselves_once_the_low_end_reaches_the_goal() {
    let sandbox = before_the_exam();
    assert_eq!(measured(&sandbox, "mock-exams"), Value::Null);
    practise(&sandbox, "2026-11-15", 78);
    let found = measured(&sandbox, "mock-exams");
    assert_eq!(found["so_far"], Value::Null, "one sitting can be luck");
    practise(&sandbox, "2026-11-20", 86);
    // Likely is above the goal of 80, the low end is not yet.
    let found = measured(&sandbox, "mock-exams");
    assert_eq!((&found["met"], &found["goal"]), (&false.into(), &80.into()));
    assert!(!status(&sandbox).contains("The goal is met"));
    let ran = sandbox.run(["next", "--all"]).succeeds();
    let so_far = "So far readiness 78 to 86 percent, likely";
    assert!(ran.answer().contains(so_far), "{}", ran.answer());
    practise(&sandbox, "2026-11-21", 85);
    practise(&sandbox, "2026-11-22", 84);
    let found = measured(&sandbox, "mock-exams");
    assert_eq!(found["met"], true, "{found}");
    let said = status(&sandbox);
    assert!(
        said.contains("to mark it: hitpath check mock-exams"),
        "{said}"
    );
    let ran = sandbox.run(["next", "--all"]).succeeds();
    assert!(
        ran.answer()
            .contains("The goal is met; to mark it: hitpath check mock-exams")
    );
    // Nothing was marked by itself.
    assert_eq!(
        sandbox.json(["show", "mock-exams"])["content"]["standing"],
        "open"
    );
    // A goal of the person's own counts in its place.
    sandbox.run(["set", "readiness-target=90"]).succeeds();
    let found = measured(&sandbox, "mock-exams");
    assert_eq!((&found["met"], &found["goal"]), (&false.into(), &90.into()));
    sandbox.run(["set", "readiness-target="]).succeeds();
    sandbox.run(["check", "mock-exams"]).succeeds();
    assert!(!status(&sandbox).contains("The goal is met"));
}

#[test]
fn applications_are_counted_once_they_are_sent() {
    let sandbox = Sandbox::begun().after(["check", "job-targets", "resume", "--anyway"]);
    let apply = |number: usize, stage: &str| {
        let title = format!("Clerk {number}");
        let add = ["jobs", "add", "--employer", "Mercy", "--title", &title];
        sandbox
            .run([&add[..], &["--stage", stage]].concat())
            .succeeds()
    };
    apply(0, "saved");
    assert_eq!(measured(&sandbox, "applications-sent"), Value::Null);
    for number in 1..10 {
        let ran = apply(number, "applied");
        assert!(!ran.answer().contains("The goal is met"));
    }
    let found = measured(&sandbox, "applications-sent");
    assert_eq!(
        (&found["so_far"], &found["met"]),
        (&9.into(), &false.into())
    );
    assert_eq!(found["text"], "9 of 10 applications (our advice, no rule)");
    let ran = apply(10, "applied");
    let offer = "10 of 10 applications (our advice, no rule). The goal is met; to mark it: hitpath check applications-sent";
    assert!(ran.answer().contains(offer), "{}", ran.answer());
    assert_eq!(
        sandbox.json(["show", "applications-sent"])["content"]["standing"],
        "open"
    );
}

#[test]
fn credits_offer_the_step_that_earns_them() {
    let sandbox = Sandbox::empty()
        .after([
            "init",
            "--yes",
            "--pathway",
            "renewal",
            "--done",
            "ceu-plan",
        ])
        .after(["check", "rhit-held", "--on", "2026-01-10", "--anyway"]);
    let add = |hours: &str, kind: &[&str]| {
        let add = ["credits", "add", "--title", "Course", "--hours", hours];
        sandbox.run([&add[..], kind].concat()).succeeds()
    };
    add("12", &["--category", "domain"]);
    let found = measured(&sandbox, "ceus-earned");
    assert_eq!((&found["so_far"], &found["goal"]), (&12.into(), &20.into()));
    // The sum is there, the share from AHIMA is not.
    add("8", &["--category", "domain"]);
    assert_eq!(measured(&sandbox, "ceus-earned")["met"], false);
    let ran = add("8", &["--category", "ahima"]);
    assert_eq!(measured(&sandbox, "ceus-earned")["met"], true);
    assert!(
        ran.answer().contains("hitpath check ceus-earned"),
        "{}",
        ran.answer()
    );
}

#[test]
fn a_step_that_still_waits_is_offered_with_a_command_that_works() {
    let entries: String = (0..10)
        .map(|number| {
            format!(
                "[[applications]]\nid = \"a{number}\"\nemployer = \"E\"\ntitle = \"T\"\n\
                 stages = [{{ stage = \"applied\", on = 2026-11-01 }}]\n"
            )
        })
        .collect();
    let sandbox = Sandbox::empty().profile([PROFILE, &entries].concat());
    let found = measured(&sandbox, "applications-sent");
    assert_eq!(
        (&found["met"], &found["so_far"]),
        (&true.into(), &10.into())
    );
    let ran = sandbox.run(["show", "applications-sent"]).succeeds();
    let command = "hitpath check applications-sent --anyway";
    let met = format!("The goal is met; to mark it: {command}");
    assert!(ran.answer().contains(&met), "{}", ran.answer());
    let said = status(&sandbox);
    let offer = format!("The goal is met; to mark it: {command}");
    assert!(said.contains(&offer), "{said}");
    sandbox
        .run(["check", "applications-sent", "--anyway"])
        .succeeds();
    assert!(!status(&sandbox).contains("to mark it"));
}
