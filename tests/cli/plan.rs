//! `hitpath plan`: dates, what decides the finish, and what if.
//!
//! That the dates are right is tested by laws (`tests/laws/plan.rs`); here is
//! how they are told.

use serde::{Deserialize, Serialize};

use crate::{
    answers::{Finish, exact},
    sandbox::{Judged, Sandbox},
};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanAnswer {
    format_version: u32,
    today: String,
    hours_per_week: u32,
    hours_given: bool,
    what_if: Option<Vec<Setting>>,
    finish: Option<Finish>,
    forecast: Option<Forecast>,
    limiting_chain: Vec<Link>,
    windows: Vec<Window>,
    steps: Vec<Step>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Setting {
    key: String,
    value: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Forecast {
    draws: u32,
    p10: String,
    p50: String,
    p80: String,
    p95: String,
    target_chance: Option<f64>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    id: String,
    fixed_by: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Window {
    id: String,
    starts: Option<String>,
    ends: String,
    too_late: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    id: String,
    start: String,
    finish: String,
    latest_start: String,
    slack_days: i32,
    on_chain: bool,
    chain_share: Option<f64>,
}

/// A person with twelve hours a week, a target and a school with terms.
fn student() -> Sandbox {
    Sandbox::begun().after([
        "set",
        "hours-per-week=12",
        "target=2031-05-31",
        "terms=01-13,05-20,08-25",
    ])
}

#[track_caller]
fn fits(ran: &Judged, columns: usize) {
    for line in ran.stdout().lines() {
        assert!(line.chars().count() <= columns, "{line:?}");
    }
}

#[test]
fn it_fits_any_width_and_names_every_step_left() {
    for columns in ["40", "60", "80", "100"] {
        let ran = student().env("COLUMNS", columns).run(["plan"]).succeeds();
        fits(&ran, columns.parse().expect("a number"));
        for step in ["diploma-earned", "core-courses", "exam-sat", "growth-plan"] {
            let is_there = |line: &str| {
                let (line, _) = line.split_once(',').unwrap_or((line, ""));
                line == step || line.ends_with(&format!("  {step}"))
            };
            assert!(ran.stdout().lines().any(is_there), "{step} in {ran}");
        }
    }
}

#[test]
fn without_signs_beyond_ascii_and_without_color_it_reads_the_same() {
    let ran = student().env("LC_ALL", "C").run(["plan"]).succeeds();
    assert!(ran.stdout().is_ascii(), "{ran}");
    assert!(ran.stdout().contains("# limits the finish"), "{ran}");
    assert!(!ran.stdout().contains('\u{1b}'), "{ran}");
}

#[test]
fn it_says_what_decides_the_finish_and_what_it_assumes() {
    let said = student().run(["plan"]).succeeds().answer();
    for part in [
        "The estimate is 2032-01-04: half of the simulated plans are done by then.",
        "In seven of ten drawn plans you finish between",
        "If each step takes its likely time it is 203",
        "Your target is 2031-05-31; the estimate is",
        "of the drawn plans meet it.",
        "cahiim-program decides the finish:",
        "is the next limit:",
        "You have 12 hours a week for all of it, classes included",
        "Courses start only with a term: 01-13, 05-20 and 08-25",
        "Not in it: a failed exam,",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    // The range comes before any single day.
    let place = |part: &str| said.find(part).expect("it is said");
    assert!(
        place("you finish between") < place("If each step takes"),
        "{said}"
    );
    let said = Sandbox::begun().run(["plan"]).succeeds().answer();
    assert!(
        said.contains("You have 10 hours a week, which is our guess"),
        "{said}"
    );
    assert!(
        said.contains("no term starts of your school are known"),
        "{said}"
    );
}

#[test]
fn a_plain_line_is_one_fact() {
    let ran = student().run(["plan", "--plain"]).succeeds();
    for line in ran.stdout().lines() {
        assert!(line.contains(": "), "{line:?}");
    }
    assert!(
        ran.stdout()
            .lines()
            .any(|line| line.starts_with("step diploma-earned: 2026-11-22 to ")),
        "{ran}"
    );
}

#[test]
fn as_json_it_is_the_same_plan_each_time() {
    let sandbox = student();
    let plan: PlanAnswer = exact(sandbox.json(["plan"]));
    assert_eq!(
        (plan.format_version, plan.today.as_str()),
        (1, "2026-11-22")
    );
    assert!(plan.what_if.is_none());
    assert_eq!(plan.steps.len(), 44);
    let chain: Vec<&str> = plan
        .limiting_chain
        .iter()
        .map(|link| link.id.as_str())
        .collect();
    for step in &plan.steps {
        assert!(step.start <= step.finish, "{step:?}");
        assert_eq!(step.on_chain, chain.contains(&step.id.as_str()));
    }
    let words = ["prerequisite", "person", "clock", "term", "today"];
    for link in &plan.limiting_chain {
        assert!(words.contains(&link.fixed_by.as_str()), "{link:?}");
    }
    // A term start moved at least one course.
    assert!(
        plan.limiting_chain
            .iter()
            .any(|link| link.fixed_by == "term")
    );
    let courses = plan
        .steps
        .iter()
        .find(|step| step.id == "foundation-courses");
    let starts = &courses.expect("it is planned").start[5..];
    assert!(["01-13", "05-20", "08-25"].contains(&starts), "{starts}");
    let forecast = plan.forecast.expect("something is left");
    assert_eq!(forecast.draws, 10_000);
    assert!(forecast.p10 < forecast.p50 && forecast.p50 < forecast.p80);
    assert!(
        forecast
            .target_chance
            .is_some_and(|chance| (0.0..=1.0).contains(&chance))
    );
    assert_eq!(sandbox.json(["plan"]), sandbox.json(["plan"]));
    // Another view of the same.
    let status = sandbox.json(["status"]);
    let finish = serde_json::to_value(&plan.finish).expect("a shape");
    assert_eq!(status["finish"], finish);
    assert_eq!(sandbox.json(["next"])["finish"], finish);
    let first = &status["next"][0];
    let step = plan
        .steps
        .iter()
        .find(|step| first["id"] == step.id.as_str());
    let step = step.expect("the first action is planned");
    assert_eq!(first["latest_start"], step.latest_start.as_str());
    assert_eq!(first["slack_days"], step.slack_days);
}

#[test]
fn no_draws_are_no_forecast() {
    let plan: PlanAnswer = exact(student().json(["plan", "--draws", "0"]));
    assert!(plan.forecast.is_none());
    assert!(plan.steps.iter().all(|step| step.chain_share.is_none()));
    let said = student().run(["plan", "--draws", "0"]).succeeds().answer();
    assert!(!said.contains("drawn"), "{said}");
    student().run(["plan", "--draws", "100000000"]).fails();
}

#[test]
fn one_step_is_explained() {
    let sandbox = student();
    let said = sandbox
        .run(["plan", "PROGRAM-ADMITTED"])
        .succeeds()
        .answer();
    assert!(said.contains("when diploma-earned is done"), "{said}");
    assert!(said.contains("at 12 hours a week"), "{said}");
    let said = sandbox.run(["plan", "paths-compared"]).succeeds().answer();
    assert!(
        said.contains("7 months after your target of 2031-05-31"),
        "{said}"
    );
    let sandbox = sandbox.after(["set", "target="]);
    let said = sandbox.run(["plan", "diploma-earned"]).succeeds().answer();
    assert!(
        said.contains("At latest by 2026-11-26, in 4 days, to keep the estimated finish"),
        "{said}"
    );
    let said = sandbox.run(["plan", "growth-plan"]).succeeds().answer();
    assert!(said.contains("At latest no last day"), "{said}");
    let said = sandbox
        .run(["plan", "foundation-courses"])
        .succeeds()
        .answer();
    assert!(said.contains("the first term start after"), "{said}");
    let said = sandbox.run(["plan", "volunteer"]).succeeds().answer();
    assert!(
        said.contains("it is optional and not planned")
            || said.contains("is optional and not planned"),
        "{said}"
    );
    let done = sandbox.after(["check", "learn-role"]);
    let said = done.run(["plan", "learn-role"]).succeeds().answer();
    assert!(
        said.contains("learn-role is done, so nothing is planned"),
        "{said}"
    );
}

#[test]
fn what_is_no_step_is_refused_with_the_way_on() {
    let ran = student().run(["plan", "learn-rol"]).fails();
    assert!(
        ran.conversation().contains("did you mean `learn-role`?"),
        "{ran}"
    );
    let ran = student().run(["plan", "diploma"]).fails();
    assert!(ran.conversation().contains("hitpath show diploma"), "{ran}");
}

#[test]
fn dates_can_be_switched_off_and_on() {
    let sandbox = student();
    let seen = |sandbox: &Sandbox| {
        let status = sandbox.json(["status"]);
        let next = sandbox.run(["next"]).succeeds().answer();
        let text = sandbox.run(["status"]).succeeds().answer();
        (
            !status["finish"].is_null(),
            !status["next"][0]["latest_start"].is_null(),
            next.contains("after your target of"),
            text.contains("By estimate done in"),
        )
    };
    assert_eq!(seen(&sandbox), (true, true, true, true));
    let order = sandbox.json(["next"])["actions"].clone();
    let off = sandbox.after(["set", "dates=false"]);
    assert_eq!(seen(&off), (false, false, false, false));
    // What comes first stays first.
    let ids = |actions: &serde_json::Value| -> Vec<String> {
        let actions = actions.as_array().expect("a list").iter();
        actions.map(|action| action["id"].to_string()).collect()
    };
    assert_eq!(ids(&off.json(["next"])["actions"]), ids(&order));
    let said = off.run(["check", "learn-role"]).succeeds().answer();
    assert!(!said.contains("estimate"), "{said}");
    let on = off.after(["set", "dates=true"]);
    assert_eq!(seen(&on), (true, true, true, true));
    on.run(["set", "dates=perhaps"]).fails();
}

#[test]
fn marking_says_how_the_finish_moved() {
    let said = |sandbox: Sandbox, step| sandbox.run(["check", step]).succeeds().answer();
    let earlier = said(Sandbox::begun(), "diploma");
    assert!(earlier.contains("days earlier"), "{earlier}");
    // What comes after the finish does not move it.
    let later = ["check", "growth-plan", "--anyway"];
    let same = student().run(later).succeeds().answer();
    assert!(
        same.contains("estimate 203") && same.contains(", as before."),
        "{same}"
    );
}

#[test]
fn where_all_is_done_nothing_is_planned() {
    let sandbox = Sandbox::begun().after([
        "check",
        "explore",
        "diploma",
        "cahiim-program",
        "internship",
        "rhit-exam",
        "job-search",
        "advancement",
    ]);
    let ran = sandbox.run(["plan"]).succeeds();
    assert!(ran.stdout().contains("Nothing is left to plan."), "{ran}");
    let plan: PlanAnswer = exact(sandbox.json(["plan"]));
    assert!(plan.finish.is_none() && plan.forecast.is_none() && plan.steps.is_empty());
}

#[test]
fn every_line_of_a_what_if_says_so() {
    let sandbox = student();
    let texts = sandbox.texts();
    sandbox
        .run(["plan", "--if", "done=diploma", "--if", "target="])
        .succeeds();
    for columns in ["40", "80"] {
        let ran = student()
            .env("COLUMNS", columns)
            .run(["plan", "--if", "pathway=rhia", "--if", "hours-per-week=20"])
            .succeeds();
        fits(&ran, columns.parse().expect("a number"));
        let after_head = ran.stdout().lines().skip_while(|line| !line.is_empty());
        for line in after_head.filter(|line| line.starts_with(' ')) {
            let is_marked = line.starts_with("  now ") || line.starts_with("  what if ");
            assert!(is_marked, "{line:?}");
        }
        let said = ran.answer();
        assert!(said.contains("nothing of it is saved"), "{said}");
        for label in [
            "Pathway",
            "Hours a week",
            "Estimated finish",
            "To pay",
            "Eligible",
        ] {
            assert!(said.contains(label), "{label} in {said}");
        }
        assert!(said.contains("more to do: "), "{said}");
        assert!(said.contains("no longer to do: "), "{said}");
    }
    assert_eq!(sandbox.texts(), texts);
}

#[test]
fn a_what_if_compares_like_with_like() {
    let sandbox = student();
    let same = sandbox.json(["plan", "--if", "hours-per-week=12"]);
    assert_eq!(same["real"], same["supposed"]);
    let more = sandbox.json(["plan", "--if", "hours-per-week=24"]);
    assert_eq!(more["what_if"][0]["key"], "hours-per-week");
    assert_eq!(more["what_if"][0]["value"], "24");
    assert_eq!(more["real"]["finish"], sandbox.json(["status"])["finish"]);
    let likely = |of: &str| more[of]["finish"]["likely"].to_string();
    assert!(likely("supposed") < likely("real"));
    // What it says is what would be.
    let then = sandbox.after(["set", "hours-per-week=24"]);
    assert_eq!(more["supposed"]["finish"], then.json(["status"])["finish"]);
}

/// Somebody who may sit the exam, and has not yet.
fn candidate() -> Sandbox {
    Sandbox::begun()
        .after([
            "check",
            "explore",
            "diploma",
            "cahiim-program",
            "internship",
            "candidate-guide",
            "id-match",
            "study-plan",
            "study-data-revenue",
            "study-privacy-compliance",
            "study-analytics-leadership",
            "mock-exams",
            "transcript-sent",
            "exam-applied",
            "--on",
            "2026-10-01",
        ])
        .after(["check", "att-received", "--on", "2026-10-20"])
}

#[test]
fn a_failed_exam_says_when_again_at_what_price_and_in_which_window() {
    let sandbox = candidate();
    let texts = sandbox.texts();
    let said = sandbox
        .run(["plan", "--if", "exam=fail@2026-12-15"])
        .succeeds()
        .answer()
        .replace("what if ", "");
    for part in [
        "RHIT exam failed on 2026-12-15.",
        "exam-applied again from 2027-01-14 on",
        "another source gives 90 days, so ask first",
        "30 days (sources disagree, as of 2026-08-01; rhit.exam.retake-wait)",
        "exam-applied costs again: The exam fee: $229 to $299.",
        "$229 (secondary, as of 2026-09-28; rhit.exam.fee-member) and $299",
        "Window in which you may take the exam: as planned 2027-02-",
        "120 days (secondary, as of 2026-07-01; rhit.exam.window)",
        "mock-exams, exam-applied and att-received",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    let answer = sandbox.json(["plan", "--if", "exam=fail@2026-12-15"]);
    assert_eq!(answer["today"], "2026-12-15");
    let steps = answer["steps"].as_array().expect("a list");
    let applied = steps.iter().find(|step| step["id"] == "exam-applied");
    let applied = applied.expect("it is to do again");
    assert!(applied["start"].as_str() >= Some("2027-01-14"), "{applied}");
    let likely = |of: &str| answer[of]["finish"]["likely"].to_string();
    assert!(likely("supposed") > likely("real"));
    assert!(answer["supposed"]["forecast"]["p50"].is_string());
    assert_eq!(answer["supposed"]["to_pay"]["low"], 229);
    assert_eq!(sandbox.texts(), texts);
    // A day that is past changes what today is no more.
    let past = sandbox.json(["plan", "--if", "exam=fail@2026-11-01"]);
    assert_eq!(past["today"], "2026-11-22");
}

#[test]
fn an_exam_years_ahead_takes_all_before_it_as_done() {
    let answer = student().json(["plan", "--if", "exam=fail@2032-06-01"]);
    let left: Vec<&str> = answer["steps"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|step| step["id"].as_str())
        .collect();
    assert!(
        left.contains(&"exam-applied") && left.contains(&"rhit-passed"),
        "{left:?}"
    );
    assert!(
        !left.contains(&"core-courses") && !left.contains(&"job-accepted"),
        "{left:?}"
    );
    let none = Sandbox::begun().after(["set", "pathway=renewal"]);
    let ran = none.run(["plan", "--if", "exam=fail@2030-01-01"]).fails();
    assert!(ran.conversation().contains("holds no exam"), "{ran}");
}

#[test]
fn a_window_that_would_close_first_is_named() {
    let sandbox = candidate().after(["check", "exam-sat", "--expect", "2027-03-15"]);
    let said = sandbox.run(["plan"]).succeeds().answer();
    let warned = "It would close first: exam-sat is planned to be done on 2027-03-15.";
    assert!(said.contains(warned), "{said}");
    let plan: PlanAnswer = exact(sandbox.json(["plan"]));
    let window = plan.windows.iter().find(|window| window.id == "att-window");
    let window = window.expect("it runs");
    assert_eq!(
        (window.ends.as_str(), window.too_late.as_deref()),
        ("2027-02-17", Some("exam-sat"))
    );
    // The day printed in the letter wins.
    let longer = sandbox.after(["check", "att-received", "--until", "2027-04-30"]);
    let plan: PlanAnswer = exact(longer.json(["plan"]));
    assert!(plan.windows.iter().all(|window| window.too_late.is_none()));
}

/// Other terms of a school move its courses, and nothing else is asked.
#[test]
fn other_terms_move_the_courses() {
    let answer = student().json(["plan", "--if", "terms=03-01"]);
    let steps = answer["steps"].as_array().expect("a list");
    let courses = steps.iter().find(|step| step["id"] == "foundation-courses");
    let start = courses.expect("it is planned")["start"].to_string();
    assert!(start.ends_with("-03-01\""), "{start}");
    assert_eq!(answer["steps_gone"].as_array().map(Vec::len), Some(0));
}

#[test]
fn steps_taken_as_done_bring_along_what_they_require() {
    let sandbox = student();
    let answer = sandbox.json(["plan", "--if", "done=explore,diploma", "--if", "done=fafsa"]);
    let gone: Vec<&str> = answer["steps_gone"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|id| id.as_str())
        .collect();
    for step in [
        "learn-role",
        "path-chosen",
        "diploma-earned",
        "programs-listed",
        "fafsa",
    ] {
        assert!(gone.contains(&step), "{step} in {gone:?}");
    }
    assert_eq!(answer["steps_added"].as_array().map(Vec::len), Some(0));
}

#[test]
fn what_cannot_be_supposed_is_refused() {
    for (setting, hint) in [
        ("hours=20", "hours-per-week"),
        ("hours-per-week=0", "from 1 to 168"),
        ("pathway=rhti", "rhit"),
        ("target=2020-01-01", "past"),
        ("terms=13-40", "day of the year"),
        ("done=nowhere", "nowhere"),
        ("diploma", "KEY=VALUE"),
        ("done=", "names no step"),
        ("exam=pass", "exam=fail@DATE"),
        ("exam=fail@soon", "not a date"),
    ] {
        let ran = student().run(["plan", "--if", setting]).fails();
        assert!(ran.conversation().contains(hint), "{setting}: {ran}");
    }
    let twice = [
        "plan",
        "--if",
        "target=2030-01-01",
        "--if",
        "target=2031-01-01",
    ];
    student().run(twice).fails();
}

#[test]
fn without_a_terminal_long_drawing_is_silent() {
    let ran = student().run(["plan", "--draws", "100000"]).succeeds();
    assert_eq!(ran.stderr(), "");
}

/// A wait that starts with a step holds up what it opens, before the step is
/// marked as after it.
#[test]
fn a_wait_to_come_is_planned() {
    let stage = "id = \"s\"\ntitle = \"S\"\n\n[[step]]\nid = \"a\"\ntitle = \"A\"\neffort = \"10h\"\n\n\
        [[step.clock]]\nid = \"ka\"\ntitle = \"K\"\nkind = \"wait\"\nstarts = \"on\"\n\
        length = \"90d\"\nopens = [\"b\"]\n\n\
        [[step]]\nid = \"b\"\ntitle = \"B\"\nrequires = [\"a\"]\neffort = \"10h\"\n";
    let sandbox = Sandbox::empty()
        .own_stage("s", stage)
        .own_pathway("p", "id = \"p\"\ntitle = \"P\"\nstages = [\"s\"]\n")
        .after(["init", "--yes", "--pathway", "p", "--hours-per-week", "10"]);
    let plan: PlanAnswer = exact(sandbox.json(["plan"]));
    // Seven days, ninety, and seven.
    let finish = |plan: &PlanAnswer| plan.finish.as_ref().map(|finish| finish.likely.clone());
    assert_eq!(finish(&plan).as_deref(), Some("2027-03-06"));
    let by = |plan: &PlanAnswer| plan.limiting_chain.last().map(|link| link.fixed_by.clone());
    assert_eq!(by(&plan).as_deref(), Some("clock"));
    let sandbox = sandbox.after(["check", "a"]);
    let plan: PlanAnswer = exact(sandbox.json(["plan"]));
    assert_eq!(finish(&plan).as_deref(), Some("2027-02-27"));
    assert_eq!(by(&plan).as_deref(), Some("clock"));
}

/// A wait after a step that itself waits for what it opens is for the next time
/// round: it holds nothing up now.
#[test]
fn a_wait_for_the_next_time_round_holds_nothing_up() {
    let stage = "id = \"s\"\ntitle = \"S\"\n\n[[step]]\nid = \"b\"\ntitle = \"B\"\neffort = \"10h\"\n\n\
        [[step]]\nid = \"a\"\ntitle = \"A\"\neffort = \"10h\"\nrequires = [\"b\"]\n\n\
        [[step.clock]]\nid = \"ka\"\ntitle = \"K\"\nkind = \"wait\"\nstarts = \"on\"\n\
        length = \"90d\"\nopens = [\"b\"]\n";
    let sandbox = Sandbox::empty()
        .own_stage("s", stage)
        .own_pathway("p", "id = \"p\"\ntitle = \"P\"\nstages = [\"s\"]\n")
        .after(["init", "--yes", "--pathway", "p", "--hours-per-week", "10"]);
    let plan: PlanAnswer = exact(sandbox.json(["plan"]));
    let finish = plan.finish.expect("two steps are left");
    assert_eq!(finish.likely, "2026-12-06");
}
