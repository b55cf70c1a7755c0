//! People at typical places on the way, and what they are told there.
//!
//! The stories are those of the step map. What depends on the ranking by latest
//! start waits for the plan, and is named where it belongs; here is what holds
//! in any order: the counts, what can be done, what waits for what, who may sit
//! the exam and who holds the credential.

use crate::{
    answers::{Next, Status, exact},
    sandbox::Sandbox,
};

/// Story 3: a program is chosen, the application not sent.
pub(crate) const PROGRAM_CHOSEN: &str = "explore diploma programs-listed program-accredited \
     outcomes-compared program-questions fafsa";

/// Story 6: the last term has begun.
const LAST_TERM: &str = "explore diploma programs-listed program-accredited outcomes-compared \
     program-questions fafsa money-plan program-admitted enrolled foundation-courses core-courses \
     final-term ppe-rules health-clearance hipaa-training ppe-site background-drug \
     clearances-accepted candidate-guide id-match study-plan";

/// Story 10: tested early and passed, and the degree is still open.
pub(crate) const EARLY_PASS: &str = "explore diploma programs-listed program-accredited \
     outcomes-compared program-questions fafsa money-plan program-admitted enrolled \
     foundation-courses core-courses final-term internship candidate-guide id-match study-plan \
     study-data-revenue study-privacy-compliance study-analytics-leadership mock-exams early-form \
     exam-applied att-received exam-booked exam-sat rhit-passed";

/// A person with twelve hours a week who has marked this in one set, without
/// `--anyway`.
#[track_caller]
fn person(steps: &str) -> Sandbox {
    let sandbox = Sandbox::begun().after(["set", "hours-per-week=12"]);
    if steps.is_empty() {
        return sandbox;
    }
    let names: Vec<&str> = ["check"].into_iter().chain(steps.split(' ')).collect();
    sandbox.after(names)
}

#[track_caller]
fn status(sandbox: &Sandbox) -> Status {
    let status: Status = exact(sandbox.json(["status"]));
    // Whatever the state, both commands offer the same.
    let next: Next = exact(sandbox.json(["next"]));
    let ids: Vec<&str> = next.actions.iter().map(|a| a.id.as_str()).collect();
    assert_eq!(status.next_ids(), ids);
    status
}

/// How a person stands with RHIT: the answer, whether they may sit, whether
/// they hold it.
#[track_caller]
fn rhit(sandbox: &Sandbox) -> (String, bool, bool) {
    let shown = sandbox.json(["show", "rhit"]);
    let found = &shown["content"]["eligibility"];
    let answer = found["answer"].as_str().expect("an answer").to_owned();
    let flag = |key: &str| found[key].as_bool().expect("yes or no");
    (answer, flag("may_sit"), flag("holds"))
}

/// Story 1. That `diploma-earned` comes before `learn-role`, because it can take
/// longest of all first steps, waits for the plan.
#[test]
fn first_evening() {
    let sandbox = person("");
    let status = status(&sandbox);
    assert_eq!(
        (status.progress.satisfied, status.progress.required),
        (0, 44)
    );
    assert_eq!(status.progress.percent, 0);
    let stages: Vec<&str> = status.stages.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(
        stages,
        [
            "explore",
            "diploma",
            "cahiim-program",
            "internship",
            "rhit-exam",
            "job-search",
            "advancement"
        ]
    );
    assert!(["explore", "diploma"].contains(&status.next[0].stage.as_str()));
    let required: Vec<&str> = status
        .next
        .iter()
        .filter(|action| !action.optional)
        .map(|action| action.id.as_str())
        .collect();
    assert_eq!(required.len(), 2);
    assert!(required.contains(&"diploma-earned") && required.contains(&"learn-role"));
    sandbox.run(["check", "rhit-exam"]).fails();
    assert_eq!(rhit(&sandbox), ("not yet".into(), false, false));
}

/// Story 2.
#[test]
fn the_diploma_is_there() {
    let sandbox = person("").after(["check", "diploma", "--on", "2019-06-10"]);
    let status = status(&sandbox);
    assert_eq!(
        (status.progress.satisfied, status.progress.required),
        (1, 44)
    );
    assert_eq!(status.next[0].id, "learn-role");
    let reason = &status.next[0].reason;
    assert!(reason.contains("paths-compared"), "{reason}");
    assert!(reason.contains("required steps wait for it"), "{reason}");
    assert_eq!(
        status.step("diploma-earned").on.as_deref(),
        Some("2019-06-10")
    );
    for step in &status.stages[0].steps {
        if step.id.starts_with("fit-") {
            assert_eq!(step.standing, "locked");
            assert_eq!(step.missing, ["learn-role"]);
            assert!(!status.next_ids().contains(&step.id.as_str()));
        }
    }
    // Whoever has a diploma is not offered the preparation for an equivalent.
    assert!(!status.next_ids().contains(&"equivalency-plan"));
}

/// Story 3. That `program-admitted` comes before `money-plan`, because the
/// school's answer takes weeks, waits for the plan.
#[test]
fn program_chosen_application_not_sent() {
    let status = status(&person(PROGRAM_CHOSEN));
    assert_eq!(
        (status.progress.satisfied, status.progress.required),
        (9, 44)
    );
    let mut required: Vec<&str> = status
        .next
        .iter()
        .filter(|action| !action.optional)
        .map(|action| action.id.as_str())
        .collect();
    required.sort_unstable();
    assert_eq!(required, ["money-plan", "program-admitted"]);
    let reason = &status.action("program-admitted").reason;
    assert!(reason.contains("required steps wait for it"), "{reason}");
    let enrolled = status.step("enrolled");
    assert_eq!(enrolled.standing, "locked");
    assert_eq!(enrolled.missing, ["program-admitted", "money-plan"]);
}

/// Story 6.
#[test]
fn last_term_and_wants_to_test_early() {
    let sandbox = person(LAST_TERM).after(["check", "internship-complete", "--as", "doing"]);
    let status = status(&sandbox);
    assert_eq!(
        (status.progress.satisfied, status.progress.required),
        (24, 44)
    );
    assert_eq!(status.next[0].id, "internship-complete");
    assert_eq!(status.next[0].unlocks, ["degree-awarded"]);
    let reason = &status.next[0].reason;
    assert!(reason.contains("under way"), "{reason}");
    assert!(reason.contains("wait for it"), "{reason}");

    let early = status.action("early-form");
    assert!(early.optional);
    assert!(early.reason.contains("transcript-sent"), "{}", early.reason);
    assert!(
        early.reason.contains("opens exam-applied"),
        "{}",
        early.reason
    );
    let transcript = status.step("transcript-sent");
    assert_eq!(transcript.standing, "locked");
    assert_eq!(transcript.missing, ["degree-awarded"]);
    assert_eq!(status.step("job-targets").standing, "open");
    assert!(status.next_ids().contains(&"job-targets"));
    assert_eq!(rhit(&sandbox), ("not yet".into(), false, false));
    // With the form the exam is open, and nothing else.
    let early = sandbox.after(["check", "early-form"]);
    assert_eq!(rhit(&early), ("not yet".into(), true, false));
}

/// Story 10.
#[test]
fn passed_early_and_the_degree_still_open() {
    let sandbox = person(EARLY_PASS).after(["check", "degree-awarded", "--as", "doing"]);
    let status = status(&sandbox);
    assert_eq!(
        (status.progress.satisfied, status.progress.required),
        (34, 44)
    );
    assert_eq!(status.next[0].id, "degree-awarded");
    let reason = &status.next[0].reason;
    assert!(reason.contains("under way"), "{reason}");
    assert!(reason.contains("wait for it"), "{reason}");
    let earned = status.step("rhit-earned");
    assert_eq!(earned.standing, "locked");
    assert_eq!(earned.missing, ["transcript-sent"]);
    for refused in ["rhit-earned", "rhit-exam"] {
        sandbox.run(["check", refused]).fails();
    }
    // The years after wait for the letters, not for the exam.
    assert_eq!(status.step("ceu-set-up").standing, "locked");
    let ran = sandbox.run(["show", "rhit"]).succeeds();
    assert!(ran.stdout().contains("(locked)"), "{ran}");
    // Who has passed is not offered a second attempt.
    assert!(!status.next_ids().contains(&"retake-plan"));
    assert_eq!(rhit(&sandbox), ("not yet".into(), true, false));
    // No view calls the person an RHIT.
    let is_called_so = |sandbox: &Sandbox, view: &[&str]| {
        let ran = sandbox.run(view).succeeds();
        ran.answer().contains("RHIT is yours")
    };
    for view in [&["status"][..], &["next"], &["show", "rhit"]] {
        assert!(!is_called_so(&sandbox, view), "{view:?}");
    }
    // With the degree on the transcript they are one.
    let earned = sandbox.after(["check", "cahiim-program", "rhit-exam"]);
    assert_eq!(rhit(&earned), ("yes".into(), true, true));
    assert!(is_called_so(&earned, &["show", "rhit"]));
}

/// A graduate who has not sat the exam is eligible, and holds nothing.
#[test]
fn the_degree_without_the_exam() {
    let sandbox = person("explore diploma cahiim-program internship");
    assert_eq!(rhit(&sandbox), ("yes".into(), true, false));
    // Waived, the same program proves nothing.
    let waived = person("explore diploma").after([
        "check",
        "cahiim-program",
        "internship",
        "--as",
        "waived",
    ]);
    assert_eq!(rhit(&waived), ("unknown".into(), false, false));
}

#[test]
fn everything_behind_you() {
    let sandbox =
        person("explore diploma cahiim-program internship rhit-exam job-search advancement");
    let status = status(&sandbox);
    assert_eq!(
        (status.progress.satisfied, status.progress.percent),
        (44, 100)
    );
    assert!(status.next.iter().all(|action| action.optional));
}
