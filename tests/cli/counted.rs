//! What trackers hold reaches plan, status and next actions: an attempt is an
//! exam that was taken, an accepted offer is a job accepted, credits earned are
//! no work left. Nothing is marked but by the person.

use serde_json::Value;

use crate::sandbox::Sandbox;

/// Arguments without blanks in them.
fn words(typed: &str) -> Vec<&str> {
    typed.split_whitespace().collect()
}

fn after(sandbox: Sandbox, typed: &str) -> Sandbox {
    sandbox.after(words(typed))
}

/// The ids of the next actions, in order.
fn next(sandbox: &Sandbox) -> Vec<String> {
    let found = sandbox.json(["next"]);
    let actions = found["actions"].as_array().expect("a list").iter();
    let id = |action: &Value| action["id"].as_str().expect("an id").to_owned();
    actions.map(id).collect()
}

fn standing(sandbox: &Sandbox, step: &str) -> Value {
    sandbox.json(["show", step])["content"]["standing"].clone()
}

/// Start and finish of a step in the plan.
fn planned(sandbox: &Sandbox, step: &str) -> (String, String) {
    let plan = sandbox.json(["plan", "--draws", "0"]);
    let steps = plan["steps"].as_array().expect("a list").iter();
    let mut steps = steps.filter(|planned| planned["id"] == step);
    let found = steps.next().unwrap_or_else(|| panic!("{step} is planned"));
    let day = |key: &str| found[key].as_str().expect("a day").to_owned();
    (day("start"), day("finish"))
}

/// The command that status offers to mark a step.
fn offer(sandbox: &Sandbox, step: &str) -> String {
    let said = sandbox.run(["status"]).succeeds().answer();
    let said = said.replace("to mark it and the ", "to mark it: and the ");
    let offers: Vec<&str> = said.split("to mark it: ").collect();
    let is_about = |said: &str| {
        let mut names = said.split(' ').filter_map(|word| word.strip_suffix(':'));
        names.next_back() == Some(step)
    };
    let place = offers.iter().position(|&before| is_about(before));
    let place = place.unwrap_or_else(|| panic!("{step} is offered: {said}"));
    let ends = |word: &&str| *word != "To" && !word.ends_with(':');
    let (_, command) = offers[place + 1].split_once("hitpath ").expect("a command");
    let command: Vec<&str> = command.split(' ').take_while(ends).collect();
    format!("hitpath {}", command.join(" "))
}

fn run_offer(sandbox: &Sandbox, step: &str) {
    let typed = offer(sandbox, step);
    let typed = typed.strip_prefix("hitpath ").expect("a command");
    sandbox.run(words(typed)).succeeds();
    assert_eq!(standing(sandbox, step), "done", "{typed}");
}

fn holder_of_cca() -> Sandbox {
    let begun = after(Sandbox::empty(), "init --yes --pathway renewal");
    after(begun, "check cca-held credential-held --on 2025-03-01")
}

fn earn(sandbox: &Sandbox, hours: &str, title: &str) {
    let add = [
        "credits",
        "add",
        "--category",
        "ahima",
        "--on",
        "2026-09-10",
    ];
    let rest = ["--hours", hours, "--title", title];
    sandbox.run([&add[..], &rest].concat()).succeeds();
}

#[test]
fn credits_that_are_earned_are_no_work_left() {
    let sandbox = holder_of_cca();
    let (start, finish) = planned(&sandbox, "ceus-earned");
    earn(&sandbox, "5", "Coding update");
    let (_, sooner) = planned(&sandbox, "ceus-earned");
    assert!(sooner < finish, "{sooner} {finish}, from {start}");
    let is_first = |sandbox: &Sandbox| next(sandbox)[0] == "ceus-earned";
    assert!(!is_first(&sandbox));
    earn(&sandbox, "15", "Coding academy");
    let today = ("2026-11-22".to_owned(), "2026-11-22".to_owned());
    assert_eq!(planned(&sandbox, "ceus-earned"), today);
    assert!(is_first(&sandbox), "{:?}", next(&sandbox));
    // It waits for steps that are not marked, and is offered with them.
    assert_eq!(standing(&sandbox, "ceus-earned"), "locked");
    let said = sandbox.run(["next"]).succeeds().answer();
    assert!(!said.contains("late"), "{said}");
    run_offer(&sandbox, "ceus-earned");
    assert!(!is_first(&sandbox));
}

#[test]
fn credits_of_two_cycles_are_met_only_together() {
    let sandbox = after(holder_of_cca(), "check cpc-held --on 2025-06-01");
    earn(&sandbox, "20", "Boot camp");
    assert_ne!(next(&sandbox)[0], "ceus-earned", "AAPC asks for more");
    let (_, before) = planned(&sandbox, "ceus-earned");
    earn(&sandbox, "10", "Second course");
    assert!(planned(&sandbox, "ceus-earned").1 < before);
    earn(&sandbox, "6", "Third course");
    assert_eq!(next(&sandbox)[0], "ceus-earned");
}

/// The program and the placement are behind them, no step of the exam is marked.
fn graduate() -> Sandbox {
    after(
        after(Sandbox::empty(), "init --yes"),
        "check explore diploma cahiim-program internship",
    )
}

#[test]
fn a_failed_attempt_leads_to_the_next_one_though_the_exam_is_not_marked() {
    let sandbox = after(
        graduate(),
        "exam attempt rhit --result fail --on 2026-11-12",
    );
    let actions = next(&sandbox);
    assert_eq!(actions[..2], ["retake-plan", "candidate-guide"]);
    assert!(actions.iter().any(|id| id == "job-targets"));
    assert_eq!(standing(&sandbox, "exam-sat"), "locked");
    // The no is about the exam that was taken; a yes is about the next one.
    let yes = words("check rhit-passed --on 2026-11-12");
    sandbox.run(yes).fails();
    let no = words("check rhit-passed --as no --on 2026-11-12");
    sandbox.run(no).succeeds();
    assert_eq!(next(&sandbox)[0], "retake-plan");
    // Study for the next attempt goes before the job search.
    let sandbox = after(sandbox, "check retake-plan candidate-guide study-plan");
    let actions = next(&sandbox);
    let place = |id: &str| actions.iter().position(|known| known == id);
    assert!(
        place("study-data-revenue") < place("job-targets"),
        "{actions:?}"
    );
    // Passed at the second attempt, the answer is open again.
    let sandbox = after(sandbox, "exam attempt rhit --result pass --on 2026-11-20");
    assert_eq!(standing(&sandbox, "rhit-passed"), "open");
    run_offer(&sandbox, "rhit-passed");
}

#[test]
fn a_no_about_an_exam_that_nobody_took_is_still_refused() {
    let no = words("check rhia-passed --as no --on 2026-11-12 --json");
    let sandbox = after(Sandbox::empty(), "init --yes --pathway rhia");
    sandbox.run(no.clone()).fails();
    let sandbox = after(sandbox, "exam attempt rhia --result fail --on 2026-11-12");
    sandbox.run(no).succeeds();
    let retake = next(&sandbox);
    assert!(retake[0].contains("retake"), "{retake:?}");
}

#[test]
fn a_passed_exam_has_been_taken_and_needs_no_more_study() {
    for (start, exam, passed, study) in [
        (graduate(), "rhit", "rhit-passed", "study-data-revenue"),
        (
            after(
                after(Sandbox::empty(), "init --yes --pathway coding"),
                "check explore diploma coding-training",
            ),
            "cca",
            "cca-earned",
            "cca-study",
        ),
    ] {
        let (before, _) = planned(&start, passed);
        let attempt = format!("exam attempt {exam} --result pass --on 2026-11-18");
        let sandbox = after(start, &attempt);
        let today = "2026-11-22".to_owned();
        assert!(before > today);
        assert_eq!(planned(&sandbox, passed), (today.clone(), today));
        let (from, to) = planned(&sandbox, study);
        assert_eq!(from, to, "{study} takes no time any more");
        let actions = next(&sandbox);
        assert!(actions[..2].iter().any(|id| id == passed), "{actions:?}");
        let last = actions.iter().position(|id| id == study);
        assert!(last.is_none_or(|place| place > 2), "{actions:?}");
        assert_ne!(standing(&sandbox, passed), "done", "by itself");
        run_offer(&sandbox, passed);
    }
}

#[test]
fn an_exam_passed_and_marked_asks_for_no_study_any_more() {
    let sandbox = after(
        graduate(),
        "exam attempt rhit --result pass --on 2026-11-18",
    );
    let sandbox = after(sandbox, "check exam-sat --anyway --on 2026-11-18");
    let sandbox = after(sandbox, "check rhit-passed --on 2026-11-18");
    // The transcript has still to be sent, and waits for the mark on the guide.
    let actions = next(&sandbox);
    assert_eq!(actions[0], "candidate-guide");
    let said = sandbox.run(["next"]).succeeds().answer();
    assert!(said.contains("transcript-sent waits for it"), "{said}");
    let (start, finish) = planned(&sandbox, "candidate-guide");
    assert_eq!(start, finish);
    let status = sandbox.run(["status"]).succeeds().answer();
    assert!(!status.contains("Passed early"), "{status}");
    let sandbox = after(sandbox, "check candidate-guide");
    assert!(next(&sandbox)[..2].iter().any(|id| id == "transcript-sent"));
    let last = next(&sandbox);
    let study = last.iter().position(|id| id == "study-plan");
    assert!(study.is_none_or(|place| place > 2), "{last:?}");
}

#[test]
fn the_day_of_a_tracker_is_that_of_its_own_step_alone() {
    let sandbox = after(Sandbox::empty(), "init --yes");
    let sandbox = after(sandbox, "exam attempt rhit --result pass --on 2026-11-18");
    let refused = sandbox.run(words("check exam-sat")).fails();
    let said = refused.conversation();
    assert!(
        said.contains("hitpath check exam-sat --on 2026-11-18 --anyway"),
        "{said}"
    );
    let (_, all) = said.split_once("behind you").expect("the way out");
    let all = all.split("hint:").next().expect("it ends");
    assert!(!all.contains("--on"), "{said}");
    // A mark without a day is told the one that is known.
    let ran = sandbox.run(words("check rhit-passed")).succeeds();
    let said = ran.conversation();
    assert!(
        said.contains("hitpath check rhit-passed --on 2026-11-18"),
        "{said}"
    );
}

fn accept(sandbox: &Sandbox, stage: &str) {
    let add = ["jobs", "add", "--employer", "County Clinic"];
    let rest = ["--title", "Release clerk", "--on", "2026-11-20"];
    let stage = ["--stage", stage];
    sandbox.run([&add[..], &rest, &stage].concat()).succeeds();
}

#[test]
fn an_accepted_offer_is_a_job_accepted() {
    let sandbox = graduate();
    accept(&sandbox, "offer");
    assert_eq!(next(&sandbox)[0], "job-targets");
    let sandbox = graduate();
    accept(&sandbox, "Accepted");
    let actions = next(&sandbox);
    assert_eq!(actions[0], "job-accepted");
    assert_eq!(actions.last().map(String::as_str), Some("job-targets"));
    let today = "2026-11-22".to_owned();
    let done = (today.clone(), today);
    for step in ["job-targets", "resume", "applications-sent", "job-accepted"] {
        assert_eq!(planned(&sandbox, step), done, "{step}");
    }
    assert_eq!(
        offer(&sandbox, "job-accepted"),
        "hitpath check job-search --on 2026-11-20"
    );
    let said = sandbox.run(["status"]).succeeds().answer();
    let with = "to mark it and the 4 steps before it: hitpath check job-search";
    assert!(said.contains(with), "{said}");
    let said = sandbox.run(["next"]).succeeds().answer();
    assert!(said.contains("(marks 4 steps before it too)"), "{said}");
    // Refused alone, the way out has the day of the offer.
    let refused = sandbox.run(words("check job-accepted")).fails();
    let way = "hitpath check job-search --on 2026-11-20";
    assert!(refused.conversation().contains(way), "{refused}");
    run_offer(&sandbox, "job-accepted");
    assert!(!next(&sandbox).iter().any(|id| id == "resume"));
}

#[test]
fn where_more_than_the_stage_is_missing_the_offer_names_only_the_step() {
    let sandbox = after(Sandbox::empty(), "init --yes");
    accept(&sandbox, "accepted");
    let expected = "hitpath check job-accepted --on 2026-11-20 --anyway";
    assert_eq!(offer(&sandbox, "job-accepted"), expected);
    run_offer(&sandbox, "job-accepted");
}

#[test]
fn applications_shorten_what_is_left_and_count_in_every_command() {
    let sandbox = after(graduate(), "check job-targets resume");
    let (_, before) = planned(&sandbox, "applications-sent");
    for number in 0..6 {
        let title = format!("Clerk {number}");
        let add = ["jobs", "add", "--employer", "Valley Health"];
        let rest = ["--title", &title, "--stage", "applied"];
        sandbox.run([&add[..], &rest].concat()).succeeds();
    }
    let (_, now) = planned(&sandbox, "applications-sent");
    assert!(now < before, "{now} {before}");
    // What-if compares like with like.
    let then = sandbox.json(["plan", "--draws", "0", "--if", "hours-per-week=10"]);
    let real = sandbox.json(["plan", "--draws", "0"]);
    assert_eq!(then["finish"], real["finish"]);
}

#[test]
fn an_exam_inside_the_wait_after_a_failed_one_gets_a_note() {
    let start = || {
        after(
            graduate(),
            "exam attempt rhit --result fail --on 2026-10-30",
        )
    };
    for (day, is_inside) in [("2026-11-10", true), ("2026-10-30", false)] {
        let attempt = format!("exam attempt rhit --result pass --on {day}");
        let ran = start().run(words(&attempt)).succeeds();
        let said = ran.conversation();
        let note = "inside the wait after the attempt of 2026-10-30";
        assert_eq!(said.contains(note), is_inside, "{day}: {said}");
    }
    // The day of the exam itself, by its step.
    let ran = start().run(words("check exam-sat --anyway --on 2026-11-12"));
    let said = ran.succeeds().conversation();
    assert!(said.contains("2026-11-12 lies inside the wait"), "{said}");
    // A second failure so soon is a slip as well, and an edit can make one.
    let second = "exam attempt rhit --result fail --on 2026-11-21";
    let ran = start().run(words(second)).succeeds();
    assert!(ran.conversation().contains("exam edit"), "{ran}");
}

#[test]
fn a_part_of_an_hour_that_is_too_short_gets_a_note() {
    for (hours, minutes) in [
        ("0.5", Some(30)),
        ("2.7", Some(42)),
        ("0.75", None),
        ("3", None),
    ] {
        let sandbox = holder_of_cca();
        let add = ["credits", "add", "--title", "Podcast", "--hours", hours];
        let said = sandbox.run(add).succeeds().conversation();
        let note = minutes.map(|minutes| format!("note: {minutes} minutes of it may not count"));
        match note {
            Some(note) => assert!(said.contains(&note), "{hours}: {said}"),
            None => assert!(!said.contains("may not count"), "{hours}: {said}"),
        }
    }
    // AAPC has no such rule that we know of.
    let holder = after(Sandbox::empty(), "init --yes --pathway renewal");
    let holder = after(holder, "check cpc-held --on 2026-01-10");
    let add = ["credits", "add", "--title", "Podcast", "--hours", "0.5"];
    let said = holder.run(add).succeeds().conversation();
    assert!(!said.contains("may not count"), "{said}");
}

#[test]
fn the_same_words_are_the_same_in_every_tracker() {
    let sandbox = holder_of_cca();
    earn(&sandbox, "1", "Café audits");
    let again = |on: &str, title: &str| {
        let add = [
            "credits", "add", "--hours", "1", "--on", on, "--title", title,
        ];
        sandbox.run(add).succeeds().conversation()
    };
    let said = again("2026-09-10", "CAFE\u{301}\u{a0} audits");
    assert!(
        said.contains("same day and title was there already"),
        "{said}"
    );
    let said = again("2026-10-02", "café  Audits");
    assert!(said.contains("one activity counts once"), "{said}");
    // Before the cycle it is another matter.
    let said = again("2024-01-10", "café audits");
    assert!(!said.contains("was there already"), "{said}");

    let sandbox = Sandbox::begun();
    let add = |employer: &str| {
        let add = [
            "jobs",
            "add",
            "--title",
            "HIM clerk",
            "--employer",
            employer,
        ];
        sandbox.run(add).succeeds()
    };
    add("St. Mary\u{a0}Hospital");
    let said = add("ST.  MARY HOSPITAL").conversation();
    assert!(said.contains("the same post was there already"), "{said}");
    add("Elsewhere");
    let list = sandbox.json(["jobs"]);
    let jobs = list["applications"].as_array().expect("a list").iter();
    let mut jobs = jobs.filter(|job| job["employer"] == "Elsewhere");
    let id = jobs.next().expect("it is listed")["id"].as_str();
    let edit = [
        "jobs",
        "edit",
        id.expect("an id"),
        "--employer",
        "st. mary hospital",
    ];
    let said = sandbox.run(edit).succeeds().conversation();
    assert!(said.contains("the same post was there already"), "{said}");
}
