//! Clocks in whole commands: an authorization that runs, a failed attempt, a
//! paper that ran out, a renewal that was missed.

use snapbox::{assert_data_eq, str};

use crate::{
    answers::{Next, Shown, ShownCredential, ShownStep, Status, exact},
    sandbox::{PROFILE, Sandbox},
    status::{fits, is_plain},
};

/// Everything up to the exam, without dates.
const BEFORE: [&str; 32] = [
    "learn-role",
    "paths-compared",
    "path-chosen",
    "diploma-earned",
    "programs-listed",
    "program-accredited",
    "outcomes-compared",
    "program-questions",
    "fafsa",
    "money-plan",
    "program-admitted",
    "enrolled",
    "foundation-courses",
    "core-courses",
    "final-term",
    "degree-awarded",
    "ppe-rules",
    "health-clearance",
    "background-drug",
    "hipaa-training",
    "ppe-site",
    "clearances-accepted",
    "internship-complete",
    "candidate-guide",
    "id-match",
    "study-plan",
    "study-data-revenue",
    "study-privacy-compliance",
    "study-analytics-leadership",
    "transcript-sent",
    "job-targets",
    "resume",
];

/// A person on the way to RHIT with all that is done, and these entries.
fn student(entries: &str) -> Sandbox {
    let done = BEFORE.map(|step| match entries.contains(&format!("[steps.{step}]")) {
        true => String::new(),
        false => format!("[steps.{step}]\nstate = \"done\"\n"),
    });
    Sandbox::empty().profile(format!("{PROFILE}{}{entries}", done.concat()))
}

fn done(step: &str, on: &str) -> String {
    format!("[steps.{step}]\nstate = \"done\"\non = {on}\n")
}

fn authorized(on: &str) -> String {
    done("exam-applied", on) + &done("att-received", on)
}

/// Failed on 2026-11-10, all else of the exam done.
fn failed() -> String {
    let steps = ["exam-booked", "mock-exams", "exam-sat"];
    let steps = steps.map(|step| done(step, "2026-11-10")).concat();
    let attempt = "[[attempts]]\nid = \"a\"\nexam = \"rhit\"\non = 2026-11-10\nresult = \"fail\"\n";
    authorized("2026-09-01") + &steps + attempt
}

/// Held since 2024-10-01, and never renewed.
fn holder(entries: &str) -> Sandbox {
    let held = done("rhit-held", "2024-10-01") + &done("credential-held", "2024-10-02");
    let profile = PROFILE.replace("\"rhit\"", "\"renewal\"");
    Sandbox::empty().profile(format!("{profile}{held}{entries}"))
}

#[test]
fn a_window_that_runs_is_shown_with_its_last_day_and_its_source() {
    let sandbox = student(&authorized("2026-09-10"));
    let ran = sandbox.run(["status"]).succeeds();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
RHIT by an associate degree
34 of 44 required steps, 77 %; 0 optional done, 8 more on offer
By estimate done in March 2027, at 10 hours a week (our guess): hitpath plan

  explore        ██████████   3/3  Find out whether it is for you
  diploma        ██████████   1/1  High school diploma or equivalent
  cahiim-program ██████████ 12/12  CAHIIM-accredited program
  internship     ██████████   7/7  Internship (placement inside the program)
  rhit-exam      ██████░░░░  9/14  RHIT exam
  job-search     ████░░░░░░   2/5  Job search
  advancement    ░░░░░░░░░░   0/2  Advancement
Now
  1 exam-booked: Book the exam date
    because it lies inside the window that ends on 2027-01-08 (in 47 days):
    Window in which you may take the exam
  2 applications-sent: Send your first applications and log them
    because it opens follow-ups; 1 required step waits for it
  3 interview-stories: Prepare interview stories and practice them aloud
    because 1 required step waits for it

Clocks
  ▲ Last day to ask for the exam fee back: due soon, until 2026-12-21 (29 days
  left)
    Rule: 14 working days (Monday to Friday; holidays are not known, so act some
    days earlier) (official, undated: confirm; rhit.refund.ask-days)
  ◷ Last day to ask for a longer window: running, until 2026-12-25 (33 days
  left)
    Rule: 14 days (sources disagree, as of 2023-12-31, old: confirm;
    rhit.extension.ask-days), or no day found
  ◷ Window in which you may take the exam: running, until 2027-01-08 (47 days
  left)
    Rule: 120 days (secondary, as of 2026-07-01; rhit.exam.window)

RHIT: you are eligible and may sit the exam; the letters come with rhit-earned.
To re-check: 27 old facts: hitpath checklists facts --stale --ahead
More: hitpath show exam-booked. When done: hitpath check exam-booked

"#]]
    );
    fits(&ran, 80);
    let narrow = student(&authorized("2026-09-10")).env("COLUMNS", "40");
    fits(&narrow.run(["status"]).succeeds(), 40);
}

#[test]
fn one_fact_per_line_is_enough() {
    let ran = student(&authorized("2026-09-10"))
        .run(["status", "--plain"])
        .succeeds();
    is_plain(&ran);
    let clocks = ran
        .stdout()
        .lines()
        .filter(|line| line.starts_with("clock "));
    let clocks: Vec<String> = clocks.map(|line| format!("{line}\n")).collect();
    assert_data_eq!(
        clocks.concat(),
        str![[r#"
clock refund-ask: due soon, until 2026-12-21 (29 days left); Last day to ask for the exam fee back
clock refund-ask rule: 14 working days (Monday to Friday; holidays are not known, so act some days earlier) (official, undated: confirm; rhit.refund.ask-days)
clock extension-ask: running, until 2026-12-25 (33 days left); Last day to ask for a longer window
clock extension-ask rule: 14 days (sources disagree, as of 2023-12-31, old: confirm; rhit.extension.ask-days), or no day found
clock att-window: running, until 2027-01-08 (47 days left); Window in which you may take the exam
clock att-window rule: 120 days (secondary, as of 2026-07-01; rhit.exam.window)

"#]]
    );
}

#[test]
fn as_json_every_clock_of_the_pathway_is_listed() {
    let status: Status = exact(student(&authorized("2026-09-10")).json(["status"]));
    let window = status.clock("att-window");
    let days = (window.starts.as_deref(), window.ends.as_deref());
    assert_eq!(days, (Some("2026-09-10"), Some("2027-01-08")));
    assert_eq!(
        (window.days_left, window.state.as_str()),
        (Some(47), "running")
    );
    let fact = window.fact.as_ref().expect("its length has a source");
    assert_eq!(fact.id, "rhit.exam.window");
    let words: Vec<(&str, &str)> = status
        .clocks
        .iter()
        .map(|clock| (clock.id.as_str(), clock.state.as_str()))
        .collect();
    for (id, state) in [
        ("refund-ask", "due soon"),
        ("att-usual-days", "ended"),
        ("retake-wait", "not started"),
        ("ceu-cycle", "not started"),
    ] {
        assert!(words.contains(&(id, state)), "{id}: {words:?}");
    }
    let idle = status.clock("retake-wait");
    assert_eq!(
        (&idle.starts, &idle.ends, &idle.days_left),
        (&None, &None, &None)
    );
    assert!(status.waiting.is_empty());
    assert_eq!(status.next_ids()[0], "exam-booked");
    assert_eq!(
        status.next[0].reason,
        "it lies inside the window that ends on 2027-01-08 (in 47 days): Window in which you may \
         take the exam"
    );
}

#[test]
fn a_missed_window_says_what_it_costs_and_the_way_back() {
    let sandbox = student(&(authorized("2026-07-01") + &done("exam-booked", "2026-08-01")));
    let ran = sandbox.run(["status", "--exit-code"]);
    assert_eq!(ran.code(), Some(1));
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
RHIT by an associate degree
32 of 44 required steps, 72 %; 0 optional done, 8 more on offer
By estimate done in March 2027, at 10 hours a week (our guess): hitpath plan

  explore        ██████████   3/3  Find out whether it is for you
  diploma        ██████████   1/1  High school diploma or equivalent
  cahiim-program ██████████ 12/12  CAHIIM-accredited program
  internship     ██████████   7/7  Internship (placement inside the program)
  rhit-exam      █████░░░░░  7/14  RHIT exam
  job-search     ████░░░░░░   2/5  Job search
  advancement    ░░░░░░░░░░   0/2  Advancement
Now
  1 applications-sent: Send your first applications and log them
    because it opens follow-ups; 1 required step waits for it
  2 interview-stories: Prepare interview stories and practice them aloud
    because 1 required step waits for it
  3 mock-exams: Sit timed full-length mock exams until the results hold
    because 5 required steps wait for it

Clocks
  ! Window in which you may take the exam: overdue, ended 2026-10-29 (24 days
  ago)
    What now: You apply again and pay the full fee again: $229 for members, $299
    for others. Ask AHIMA first whether the window can still be lengthened; if
    it was, write down its new last day: `hitpath check att-received --until
    DATE`. If not: `hitpath show exam-applied`.
    Rule: 120 days (secondary, as of 2026-07-01; rhit.exam.window)
  · Last day to ask for the exam fee back: ended, last day 2026-10-09
    What now: The fee is not given back any more. Before that day AHIMA keeps
    $75 of it, by the page we found.
    Rule: 14 working days (Monday to Friday; holidays are not known, so act some
    days earlier) (official, undated: confirm; rhit.refund.ask-days)
  · Last day to ask for a longer window: ended, last day 2026-10-15
    What now: The window ends as it stands, unless AHIMA says otherwise. Our
    sources differ on what an extension is: 30 days for $50, in steps up to 90
    days (sources disagree). Ask AHIMA.
    Rule: 14 days (sources disagree, as of 2023-12-31, old: confirm;
    rhit.extension.ask-days), or no day found

RHIT: you are eligible and may sit the exam; the letters come with rhit-earned.
To re-check: 30 old facts: hitpath checklists facts --stale --ahead
More: hitpath show applications-sent. When done: hitpath check applications-sent
---- exit 1

"#]]
    );
    let status: Status = exact(sandbox.json(["status"]));
    for (step, standing) in [
        ("exam-applied", "lapsed"),
        ("att-received", "locked"),
        ("exam-booked", "locked"),
        ("transcript-sent", "done"),
    ] {
        assert_eq!(status.step(step).standing, standing, "{step}");
    }
    // On its last day all is well.
    let last = student(&authorized("2026-07-25"));
    assert_eq!(last.run(["status", "--exit-code"]).code(), Some(0));
}

#[test]
fn after_a_failed_attempt_the_next_application_waits() {
    let sandbox = student(&failed());
    let ran = sandbox.run(["status"]).succeeds();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
RHIT by an associate degree
32 of 44 required steps, 72 %; 0 optional done, 8 more on offer
By estimate done in March 2027, at 10 hours a week (our guess): hitpath plan

  explore        ██████████   3/3  Find out whether it is for you
  diploma        ██████████   1/1  High school diploma or equivalent
  cahiim-program ██████████ 12/12  CAHIIM-accredited program
  internship     ██████████   7/7  Internship (placement inside the program)
  rhit-exam      █████░░░░░  7/14  RHIT exam
  job-search     ████░░░░░░   2/5  Job search
  advancement    ░░░░░░░░░░   0/2  Advancement
Now
  1 retake-plan: Not passed: read the domain report and plan the second
    attempt (optional)
    because the exam of 2026-11-10 was not passed, and the way on starts here
  2 mock-exams: Sit timed full-length mock exams until the results hold
    because it was done, and is no longer valid
  3 applications-sent: Send your first applications and log them
    because it opens follow-ups; 1 required step waits for it

Clocks
  ◷ Wait after a failed attempt: running, until 2026-12-10 (18 days left)
    Rule: 30 days (sources disagree, as of 2026-08-01; rhit.exam.retake-wait),
    or 90 days

exam-applied waits until 2026-12-10 (in 18 days): Wait after a failed attempt
(counted with 30 days; another source gives 90 days, so ask first)
RHIT: you are eligible and may sit the exam; the letters come with rhit-earned.
The exam of 2026-11-10 was not passed: a new attempt has to wait until
2026-12-10 (counted with 30 days; another source gives 90 days, so ask first).
To re-check: 30 old facts: hitpath checklists facts --stale --ahead
More: hitpath show retake-plan. When done: hitpath check retake-plan

"#]]
    );
    let status: Status = exact(sandbox.json(["status"]));
    let waiting: Vec<(&str, &str, &str)> = status
        .waiting
        .iter()
        .map(|one| (one.id.as_str(), one.until.as_str(), one.reason.as_str()))
        .collect();
    assert_eq!(
        waiting,
        [(
            "exam-applied",
            "2026-12-10",
            "Wait after a failed attempt (counted with 30 days; another source gives 90 days, so \
             ask first)"
        )]
    );
    assert_eq!(status.clock("retake-wait").state, "running");
    // The day on which it may be done.
    let then = student(&failed()).env("HITPATH_TODAY", "2026-12-10");
    let then: Status = exact(then.json(["status"]));
    assert_eq!(then.step("exam-applied").standing, "lapsed");
    assert!(then.waiting.is_empty());
}

#[test]
fn where_all_else_is_done_next_says_until_when_to_wait() {
    let rest = [
        "mock-exams",
        "retake-plan",
        "portfolio-ready",
        "interview-stories",
        "applications-sent",
        "job-accepted",
        "growth-plan",
    ];
    let rest = rest.map(|step| done(step, "2026-11-20")).concat();
    let sandbox = student(&(failed().replace(&done("mock-exams", "2026-11-10"), "") + &rest));
    let next: Next = exact(sandbox.json(["next"]));
    assert_eq!(next.none_because.as_deref(), Some("waiting"));
    assert_eq!(next.until.as_deref(), Some("2026-12-10"));
    let ran = sandbox.run(["next"]).succeeds();
    let first: Vec<&str> = ran.stdout().lines().take(3).collect();
    assert_eq!(
        first,
        [
            "No required step can be done before 2026-12-10 (in 18 days). exam-applied waits:",
            "Wait after a failed attempt (counted with 30 days; another source gives 90 days,",
            "so ask first).",
        ]
    );
}

#[test]
fn whoever_marks_it_all_the_same_is_told_the_day_and_not_refused() {
    let sandbox = student(&failed());
    let ran = sandbox
        .run(["check", "exam-applied", "--on", "today"])
        .succeeds();
    assert!(ran.stdout().starts_with("Done: exam-applied (2026-11-22)."));
    assert_eq!(
        ran.stderr().lines().next(),
        Some("exam-applied: by the rule it can be done from 2026-12-10 on (in 18 days): Wait")
    );
}

#[test]
fn an_answer_no_does_the_same_as_a_recorded_attempt() {
    let sandbox = student(failed().split("[[attempts]]").next().unwrap_or_default());
    let no = ["check", "rhit-passed", "--as", "no", "--on", "2026-11-10"];
    sandbox.run(no).succeeds();
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.step("exam-applied").standing, "waiting");
    assert_eq!(status.step("rhit-passed").standing, "no");
    assert_eq!(status.next_ids()[0], "retake-plan");
}

#[test]
fn an_exam_that_is_over_has_used_its_window_up_marked_as_sat_or_not() {
    let window = format!("{}until = 2027-04-09\n", authorized("2026-10-20"));
    let booked = "[steps.exam-sat]\nexpect = 2026-11-10\n";
    let booked = done("exam-booked", "2026-10-25") + &done("mock-exams", "2026-11-01") + booked;
    let sat = booked.replace("expect", "state = \"done\"\non = 2026-11-10\nexpect");
    let runs = |sandbox: &Sandbox| {
        let status: Status = exact(sandbox.json(["status"]));
        let clocks = status.clocks.iter();
        let runs =
            clocks.filter(|clock| ["running", "due soon", "overdue"].contains(&&*clock.state));
        let runs: Vec<String> = runs.map(|clock| clock.id.clone()).collect();
        runs.join(" ")
    };
    let before = student(&(window.clone() + &booked));
    assert!(runs(&before).contains("att-window"), "{}", runs(&before));
    for (ending, left) in [
        ("exam attempt rhit --result fail", "retake-wait"),
        ("check rhit-passed --anyway --as no", "retake-wait"),
        ("exam attempt rhit --result pass", ""),
        ("check rhit-passed --anyway --as done", ""),
    ] {
        let ending: Vec<&str> = ending.split(' ').chain(["--on", "2026-11-10"]).collect();
        let unmarked = student(&(window.clone() + &booked));
        let marked = student(&(window.clone() + &sat));
        for sandbox in [&unmarked, &marked] {
            sandbox.run(&*ending).succeeds();
            for page in ["status", "next", "exam", "plan"] {
                let ran = sandbox.run([page]).succeeds();
                assert!(!ran.stdout().contains("2027-04-09"), "{ran}");
            }
            let exam = sandbox.json(["exam"]);
            assert_ne!(exam["outline"]["exam_day_is"], "window", "{ending:?}");
        }
        // Who only sat it waits for the result, whatever the attempt says.
        let without_result = runs(&marked).replace("result-wait", "");
        assert_eq!(runs(&unmarked), without_result.trim(), "{ending:?}");
        assert_eq!(runs(&unmarked), left, "{ending:?}");
    }
}

#[test]
fn an_id_that_ran_out_before_the_exam_is_to_be_renewed() {
    let id = "[steps.id-match]\nstate = \"done\"\non = 2026-05-01\nuntil = 2026-11-21\n";
    let sandbox = student(id);
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.step("id-match").standing, "lapsed");
    assert_eq!(status.step("exam-applied").standing, "locked");
    let clock = status.clock("id-expiry");
    assert_eq!((clock.state.as_str(), clock.own_date), ("overdue", true));
    assert!(clock.fact.is_none(), "no rule says how long an ID lasts");
    assert_eq!(status.next_ids()[0], "id-match");
    assert_eq!(
        status.next[0].reason,
        "it was good until 2026-11-21, 1 day ago, and has to be renewed: Your IDs for the exam day"
    );
    sandbox
        .run(["check", "id-match", "--until", "2027-11-21"])
        .succeeds();
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.step("id-match").standing, "done");
}

#[test]
fn a_missed_renewal_no_longer_says_that_the_letters_may_be_used() {
    let sandbox = holder("");
    let ran = sandbox.run(["status"]).succeeds();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
Renewal: keep your credential and grow
1 of 10 required steps, 10 %; 1 optional done, 17 more on offer
By estimate done in July 2027, at 10 hours a week (our guess): hitpath plan

  renewal-cycle █░░░░░░░░░ 1/8  Renewal
  specialties   ░░░░░░░░░░ 0/1  Specialties
  advancement   ░░░░░░░░░░ 0/1  Advancement
Now
  1 inactive-rescue: Only if your cycle has ended without renewal: ask for an
    extension, or come back in time (optional)
    because it lies inside the window that ends on 2027-03-30 (in 128 days):
    Time to bring an inactive credential back
  2 renewal-rules: Read the rules in force for your cycle
    because 7 required steps wait for it
  3 cycle-dates: Look up the first and last day of your cycle
    because 7 required steps wait for it

Clocks
  ! Renewal cycle of RHIT: overdue, ended 2026-10-01 (52 days ago)
    What now: A credential that is not renewed when its cycle ends becomes
    inactive, and 180 days after that last day it is revoked. The way back:
    `hitpath show inactive-rescue`. If it was renewed, write down its new last
    day: `hitpath check cycle-dates --until DATE`.
    Rule: 2 years (official, as of 2025-07-01, old: confirm; ceu.cycle)
  ◷ Time to bring an inactive credential back: running, until 2027-03-30 (128
  days left)
    Rule: 180 days (official, as of 2021-07-01, old: confirm; ceu.inactive-days)

RHIT: by the dates you wrote down, its time ended on 2026-10-01 and no renewal
is confirmed. It may be inactive, so do not use the letters before you have
asked: AHIMA, through its certification commission CCHIIM. The way back: hitpath
show inactive-rescue
To re-check: 44 old facts: hitpath checklists facts --stale --ahead
More: hitpath show inactive-rescue. When done: hitpath check inactive-rescue

"#]]
    );
    let status: Status = exact(sandbox.json(["status"]));
    let rhit = status.eligible("rhit");
    assert_eq!(
        (rhit.holds, rhit.lapsed_on.as_deref()),
        (false, Some("2026-10-01"))
    );
    assert_eq!(status.next_ids()[0], "inactive-rescue");
    let page = sandbox.run(["show", "rhit"]).succeeds();
    assert!(!page.stdout().contains("you may use the letters"));
    // What the record shows counts before what we compute.
    let dated = "[steps.cycle-dates]\nstate = \"done\"\non = 2024-10-05\nuntil = 2026-12-31\n";
    let status: Status = exact(holder(dated).json(["status"]));
    assert!(status.eligible("rhit").holds);
}

#[test]
fn a_page_lists_its_clocks() {
    let sandbox = student(&failed());
    let step: Shown<ShownStep> = exact(sandbox.json(["show", "exam-applied"]));
    assert_eq!(step.content.waiting_until.as_deref(), Some("2026-12-10"));
    let ids: Vec<&str> = step.content.clocks.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids, ["att-usual-days", "refund-ask"]);
    let refund = &step.content.clocks[1];
    assert_eq!(refund.facts[0].id, "rhit.refund.fee");
    assert!(
        refund
            .missed
            .as_ref()
            .is_some_and(|missed| missed.contains("$75"))
    );
    let rhit: Shown<ShownCredential> = exact(sandbox.json(["show", "rhit"]));
    let ids: Vec<&str> = rhit.content.clocks.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids, ["retake-wait", "ceu-cycle"]);
    let page = sandbox.run(["show", "att-received"]).succeeds();
    let clocks = page.stdout().lines();
    let clocks = clocks.skip_while(|line| !line.contains("Clocks"));
    let clocks: Vec<String> = clocks.take(12).map(|line| format!("{line}\n")).collect();
    assert_data_eq!(
        clocks.concat(),
        str![[r#"
  Clocks     1. Window in which you may take the exam (window att-window):
                ended, last day 2026-12-30; 120 days (secondary, as of
                2026-07-01; rhit.exam.window). If missed: You apply again and
                pay the full fee again: $229 for members, $299 for others. Ask
                AHIMA first whether the window can still be lengthened; if it
                was, write down its new last day: `hitpath check att-received
                --until DATE`. If not: `hitpath show exam-applied`.
             2. Last day to ask for a longer window (deadline extension-ask):
                not started. If missed: The window ends as it stands, unless
                AHIMA says otherwise. Our sources differ on what an extension
                is: 30 days for $50, in steps up to 90 days (sources disagree).
                Ask AHIMA.

"#]]
    );
}

/// A bad attempt is named with its place, and everything else is read.
#[test]
fn a_bad_attempt_is_named_and_left_out() {
    let sandbox = student("[[attempts]]\nexam = \"rhit\"\non = 2026-11-10\nresult = \"lost\"\n");
    let ran = sandbox.run(["status"]).succeeds();
    assert!(
        ran.stderr().contains("`result` is none of pass, fail"),
        "{}",
        ran.stderr()
    );
    let write = sandbox.run(["check", "mock-exams"]).fails();
    assert!(write.stderr().contains("nothing was changed"));
}

#[test]
fn once_the_exam_was_sat_again_the_question_is_open_and_next() {
    let sandbox = student(failed().split("[[attempts]]").next().unwrap_or_default());
    let no = ["check", "rhit-passed", "--as", "no", "--on", "2026-11-10"];
    sandbox.run(no).succeeds();
    let sandbox = sandbox.env("HITPATH_TODAY", "2027-01-20");
    let exam = ["exam-applied", "att-received", "exam-booked", "mock-exams"];
    for step in exam.into_iter().chain(["exam-sat"]) {
        sandbox
            .run(["check", step, "--on", "2027-01-15"])
            .succeeds();
    }
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.step("exam-sat").standing, "done");
    assert_eq!(status.step("rhit-passed").standing, "open");
    assert!(status.next_ids()[..3].contains(&"rhit-passed"));
    let text = sandbox.run(["status"]).succeeds();
    assert!(!text.stdout().contains("answered no"), "{text}");
    let said = "The exam of 2026-11-10 was not passed, and how that of 2027-01-15 ended is not";
    assert!(text.stdout().contains(said), "{text}");
    let page = sandbox.run(["show", "rhit-passed", "--plain"]).succeeds();
    let marked = "marked: answered no, 2026-11-10, about an exam that you have sat again since";
    assert!(page.stdout().contains(marked), "{page}");
    let no = ["check", "rhit-passed", "--as", "no", "--on", "2027-01-15"];
    sandbox.run(no).succeeds();
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.step("rhit-passed").standing, "no");
    assert_eq!(status.next_ids()[0], "retake-plan");
}

#[test]
fn what_is_gone_by_is_said_after_what_runs() {
    let booked = done("exam-booked", "2026-09-12") + "[steps.exam-sat]\nexpect = 2026-12-07\n";
    let ran = student(&(authorized("2026-09-10") + &booked))
        .run(["status"])
        .succeeds();
    let text = ran.stdout();
    let from = text.find("Clocks\n").expect("clocks run");
    let clocks = text[from..].split("\n\n").next().unwrap_or_default();
    assert_data_eq!(
        format!("{clocks}\n"),
        str![[r#"
Clocks
  ▲ Last day to ask for a longer window: due soon, until 2026-11-23 (1 day left)
    Rule: 14 days (sources disagree, as of 2023-12-31, old: confirm;
    rhit.extension.ask-days), or no day found
  ◷ Window in which you may take the exam: running, until 2027-01-08 (47 days
  left)
    Rule: 120 days (secondary, as of 2026-07-01; rhit.exam.window)
  · Last day to move the exam without cost: ended, last day 2026-11-16
    What now: A change costs $30 from then on, by the page we found, and in the
    last hours it is refused. Who stays away loses the whole fee.
    Rule: 15 working days (Monday to Friday; holidays are not known, so act some
    days earlier) (official, undated: confirm; rhit.reschedule.free-days)
  · Last day to ask for the exam fee back: ended, last day 2026-11-17
    What now: The fee is not given back any more. Before that day AHIMA keeps
    $75 of it, by the page we found.
    Rule: 14 working days (Monday to Friday; holidays are not known, so act some
    days earlier) (official, undated: confirm; rhit.refund.ask-days)

"#]]
    );
    // Where the Authorization to Test did not come in the usual time.
    let waits = student(&done("exam-applied", "2026-11-02"));
    let ran = waits.run(["status", "--plain"]).succeeds();
    let clocks = ran.stdout().lines();
    let clocks = clocks.filter(|line| line.starts_with("clock "));
    let clocks: Vec<String> = clocks.map(|line| format!("{line}\n")).collect();
    assert_data_eq!(
        clocks.concat(),
        str![[r#"
clock att-usual-days: ended, last day 2026-11-09; Usual time until the Authorization to Test
clock att-usual-days what now: Nothing is lost: look in all email folders, then ask AHIMA, and ask first whether your transcript has arrived.
clock att-usual-days rule: 5 working days (Monday to Friday; holidays are not known, so it can take some days longer) (official, as of 2020-12-31, old: confirm; rhit.att.business-days)

"#]]
    );
    let status: Status = exact(waits.json(["status"]));
    assert_eq!(status.clock("att-usual-days").state, "ended");
}

#[test]
fn a_paper_that_runs_out_before_the_exam_is_to_be_renewed_now() {
    let id = "[steps.id-match]\nstate = \"done\"\non = 2026-05-01\nuntil = 2027-02-10\n";
    let sat = "[steps.exam-sat]\nexpect = 2027-03-08\n";
    let sandbox = student(&format!("{id}{sat}"));
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.clock("id-expiry").state, "due soon");
    let ran = sandbox.run(["status", "--plain"]).succeeds();
    let said = "clock id-expiry: due soon, until 2027-02-10 (80 days left), your own date; \
                runs out before exam-sat, expected on 2027-03-08: renew it now; Your IDs";
    assert!(ran.stdout().contains(said), "{ran}");
    let status: Status = exact(student(id).json(["status"]));
    assert_eq!(status.clock("id-expiry").state, "running");
}

#[test]
fn once_the_time_to_come_back_is_over_it_no_longer_may_be_inactive() {
    let late = holder("").env("HITPATH_TODAY", "2027-04-15");
    let ran = late.run(["status", "--plain"]).succeeds();
    let eligible = ran.stdout().lines();
    let eligible: String = eligible
        .filter(|line| line.starts_with("eligible"))
        .collect();
    assert_data_eq!(
        eligible,
        str![
            "eligible: RHIT: by the dates you wrote down, its time ended on 2026-10-01, no renewal is confirmed, and the time to bring it back ended on 2027-03-30. By an older page of AHIMA the credential is revoked on that day. Ask AHIMA today what is still possible: `hitpath show inactive-rescue`. Last day to appeal against a revocation: 2027-06-28 (74 days left). Do not use the letters before you have asked: AHIMA, through its certification commission CCHIIM."
        ]
    );
    let page = late.run(["show", "rhit", "--plain"]).succeeds();
    assert!(!page.stdout().contains("may be inactive"), "{page}");
    let status: Status = exact(late.json(["status"]));
    assert_eq!(status.next_ids()[0], "inactive-rescue");
}

#[test]
fn a_booked_exam_day_is_said_first() {
    let booked = done("exam-booked", "2026-11-20") + &done("mock-exams", "2026-11-20");
    let sat = |expect: &str| {
        let sat = format!("[steps.exam-sat]\nexpect = {expect}\n");
        student(&(authorized("2026-11-10") + &booked + &sat))
    };
    let sandbox = sat("2027-01-07");
    let ran = sandbox.run(["status"]).succeeds();
    let line = "Expected: exam-sat 2027-01-07, in 46 days\n";
    assert!(ran.stdout().contains(line), "{ran}");
    let plain = sandbox.run(["status", "--plain"]).succeeds();
    let line = "expected exam-sat: 2027-01-07, in 46 days\n";
    assert!(plain.stdout().contains(line), "{plain}");
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(
        status.step("exam-sat").expect.as_deref(),
        Some("2027-01-07")
    );
    assert_eq!(status.step("exam-booked").expect, None);
    assert_eq!(
        status.next[0].reason,
        "it is expected on 2027-01-07 (in 46 days), inside the window that ends on 2027-03-10 \
         (in 108 days): Window in which you may take the exam"
    );
    let late: Status = exact(sat("2027-03-11").json(["status"]));
    assert_eq!(
        late.next[0].reason,
        "it is expected on 2027-03-11 (in 109 days), and that is after the end of the window that \
         ends on 2027-03-10 (in 108 days): Window in which you may take the exam"
    );
}

#[test]
fn an_exam_that_is_booked_before_the_plan_gets_there_is_said_to_be() {
    let booked = |hours: u32, day: &str| {
        let study = [
            "study-privacy-compliance",
            "study-analytics-leadership",
            "job-targets",
        ];
        let entries = authorized("2026-11-10")
            + "until = 2027-02-20\n"
            + &done("exam-booked", "2026-11-15")
            + &study
                .map(|step| format!("[steps.{step}]\nstate = \"todo\"\n"))
                .concat()
            + &format!("[steps.exam-sat]\nexpect = {day}\n");
        let sandbox = student(&entries);
        sandbox
            .run(["set", &format!("hours-per-week={hours}")])
            .succeeds();
        sandbox
    };
    let latest_start = |sandbox: &Sandbox, step: &str| {
        let plan = sandbox.json(["plan"]);
        let steps = plan["steps"].as_array().expect("steps").clone();
        let found = steps
            .into_iter()
            .find(|one| one["id"] == step)
            .expect("it is planned");
        found["latest_start"].clone()
    };
    let said = "exam-sat is expected on 2027-01-17. At 8 hours a week you get there only on 2027-";
    let more = "18 hours would do. Give it more time, or move the day.";
    let free = "Last day to move the exam without cost: 2026-12-28.";
    let slow = booked(8, "2027-01-17");
    let quick = booked(40, "2027-01-17");
    for page in ["status", "next", "exam"] {
        for plain in [&[page][..], &[page, "--plain"]] {
            let ran = slow.run(plain).succeeds();
            let answer = ran.answer();
            assert!(answer.contains(said) && answer.contains(free), "{ran}");
            assert!(answer.contains(more), "{ran}");
            let ran = quick.run(plain).succeeds();
            assert!(!ran.answer().contains("you get there only"), "{ran}");
        }
    }
    // Whatever counts on the day says so.
    let holds = ", if exam-sat happens on 2027-01-17";
    for page in [
        &["status"][..],
        &["plan"],
        &["plan", "--if", "target=2027-12-01"],
    ] {
        let ran = slow.run(page).succeeds();
        let answer = ran
            .answer()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert!(answer.contains(holds), "{ran}");
        assert!(!quick.run(page).succeeds().answer().contains("happens on"));
    }
    let again = slow
        .run(["check", "exam-sat", "--expect", "2027-01-16"])
        .succeeds();
    let reply = again.answer();
    assert!(
        reply.contains("if exam-sat happens on 2027-01-16"),
        "{reply}"
    );
    let said = again.conversation();
    assert!(
        said.contains("exam-sat is expected on 2027-01-16. At 8 hours"),
        "{said}"
    );
    slow.run(["undo"]).succeeds();
    // What does not lead to that day has its own last day all the same.
    let starts = slow.json(["next"])["actions"].clone();
    let starts = starts.as_array().expect("a list").clone();
    let by = |id: &str| {
        let mut of = starts.iter().filter(|action| action["id"] == id);
        of.next().map(|action| action["start_by"].clone())
    };
    assert!(
        by("study-privacy-compliance").is_none_or(|by| by.is_null()),
        "{starts:#?}"
    );
    // As many hours as it says are enough, and one less is not.
    for (hours, is_too_early) in [(17, true), (18, false)] {
        let next = booked(hours, "2027-01-17").run(["next"]).succeeds();
        assert_eq!(next.answer().contains("you get there only"), is_too_early);
    }
    // What the exam waits for keeps its day, and not the end of the window.
    let next = quick.run(["next", "--all"]).succeeds();
    assert!(
        next.answer().contains("to keep exam-sat on 2027-01-17"),
        "{next}"
    );
    assert_eq!(latest_start(&slow, "exam-sat"), "2027-01-17");
    // The booked day is planned with, whatever the hours.
    let steps = slow.json(["plan"])["steps"].clone();
    let steps = steps.as_array().expect("steps").iter();
    let mut sat = steps.filter(|step| step["id"] == "exam-sat");
    assert_eq!(sat.next().expect("it is planned")["finish"], "2027-01-17");
    // Who wants to see no planned dates is still told.
    slow.run(["set", "dates=false"]).succeeds();
    let status = slow.run(["status"]).succeeds().answer();
    assert!(
        status.contains("At 8 hours a week that is too early for you"),
        "{status}"
    );
    assert!(
        status.contains(free) && !status.contains("you get there only"),
        "{status}"
    );
}

#[test]
fn an_estimate_names_no_day_that_it_does_not_count_on() {
    let sandbox = Sandbox::empty().after(["init", "--yes", "--hours-per-week", "10"]);
    sandbox
        .run(["check", "rhit-earned", "--expect", "2027-02-01"])
        .succeeds();
    for page in ["status", "plan"] {
        let ran = sandbox.run([page]).succeeds();
        let answer = ran.answer();
        assert!(!answer.contains("happens on"), "{ran}");
        assert!(
            answer.contains("rhit-earned is expected on 2027-02-01."),
            "{ran}"
        );
    }
}

#[test]
fn the_day_of_a_failed_exam_is_said_no_more() {
    let sat = "[steps.exam-sat]\nstate = \"done\"\non = 2026-11-10\n";
    let with = |expect: &str| {
        let sat_then = format!("{sat}expect = {expect}\n");
        student(&failed().replace(sat, &sat_then))
    };
    let old = with("2026-11-10");
    for arguments in [&["status"][..], &["show", "exam-sat"], &["next", "--all"]] {
        let ran = old.run(arguments).succeeds();
        let text = ran.stdout();
        assert!(
            !text.contains("has passed") && !text.contains("Expected"),
            "{ran}"
        );
    }
    let status: Status = exact(old.json(["status"]));
    assert_eq!(status.step("exam-sat").expect, None);
    let new = with("2027-01-20").run(["status"]).succeeds();
    assert!(
        new.stdout()
            .contains("Expected: exam-sat 2027-01-20, in 59 days"),
        "{new}"
    );
}

#[test]
fn what_is_to_do_again_is_said_at_once() {
    let exam = failed();
    let exam = exam.split("[[attempts]]").next().unwrap_or_default();
    let no = ["check", "rhit-passed", "--as", "no", "--on", "2026-11-10"];
    let ran = student(exam).run(no).succeeds();
    assert_data_eq!(
        ran.stderr(),
        str![[r#"
5 steps are to do again: mock-exams, exam-applied, att-received and 2 more.

"#]]
    );
    let steps = [
        "renewal-rules",
        "cycle-dates",
        "ceu-plan",
        "ceus-earned",
        "ceus-entered",
        "renewal-fee",
    ];
    let cycle = steps.map(|step| done(step, "2026-09-01")).concat();
    let ran = holder(&cycle)
        .run(["check", "renewal-confirmed"])
        .succeeds();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
Done: renewal-confirmed (2026-11-22).
1 of 10 required steps, 10 % (was 70 %); estimate 2027-07-17, 225 days later.
Take it back with: hitpath undo
---- stderr
6 steps are to do again: cycle-dates, renewal-rules, ceu-plan and 3 more.
Renewal cycle of RHIT: the new one runs from 2026-10-01 to 2028-10-01.
renewal-confirmed is dated today; better: the day the record shows the renewal.
  hitpath check renewal-confirmed --on DATE

"#]]
    );
    // What is marked itself is no news, and most marks reopen nothing.
    let ran = student("").run(["check", "mock-exams"]).succeeds();
    assert!(!ran.stderr().contains("again"), "{ran}");
}

/// The end of a cycle may be written where the credential itself is.
#[test]
fn the_end_of_a_cycle_stands_with_the_credential_too() {
    let sandbox = Sandbox::begun().after(["set", "pathway=renewal"]);
    let held = ["check", "rhit-held", "--on", "2025-03-15"];
    let sandbox = sandbox.after([&held[..], &["--until", "2027-03-31"]].concat());
    let status: Status = exact(sandbox.json(["status"]));
    let cycle = status.clock("ceu-cycle");
    assert_eq!(cycle.ends.as_deref(), Some("2027-03-31"));
    assert!(cycle.own_date);
}
