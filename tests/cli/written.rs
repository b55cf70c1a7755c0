//! What was written down, by command or by hand: one rule for both, the day of a
//! stage, the person's word, and notes that keep their lines.

use serde_json::Value;
use snapbox::{assert_data_eq, str};

use crate::sandbox::{PROFILE, Sandbox};

fn by_hand(entries: &str) -> Sandbox {
    Sandbox::empty().profile([PROFILE, entries].concat())
}

/// A credential of two days, both a year late by a slip of the hand.
const TO_COME: &str = "\n[steps]\nhome-program-complete = { state = \"done\", on = 2024-06-01 }\n\
    reciprocity-confirmed = { state = \"done\", on = 2025-02-03 }\n\
    rhit-passed = { state = \"done\", on = 2027-04-05 }\n\
    rhit-earned = { state = \"done\", on = 2027-04-26, show = true, note = \"n\" }\n";

#[test]
fn a_mark_of_a_day_to_come_is_named_and_counts_from_that_day() {
    let sandbox = by_hand(TO_COME);
    let ran = sandbox.run(["status", "--plain"]).succeeds();
    let place = sandbox.profile_path().display().to_string();
    for (line, column, day) in [(10, 38, "2027-04-05"), (11, 38, "2027-04-26")] {
        let said = format!(
            "{place}:{line}:{column}: `on` {day} is in the future, and a mark says what has \
             happened; it counts from that day on"
        );
        assert!(ran.stderr().contains(&said), "{ran}");
    }
    assert!(
        ran.stderr()
            .contains("2 days in the profile are still to come")
    );
    assert!(!ran.stdout().contains("is yours"), "{ran}");
    let portfolio = sandbox.run(["export", "--format", "portfolio"]).succeeds();
    assert!(portfolio.stdout().contains("not yet held"), "{portfolio}");
    assert!(!portfolio.stdout().contains("\n- RHIT"), "{portfolio}");
    let shown = sandbox.run(["show", "rhit-earned"]).succeeds();
    let marked = "done, 2027-04-26: it counts from that day on";
    assert!(shown.answer().contains(marked), "{shown}");
    let doctor = sandbox.run(["doctor", "--json"]).says_no();
    let doctor: Value = serde_json::from_str(doctor.stdout()).expect("JSON");
    assert_eq!(
        (&doctor["days_to_come"], &doctor["bad_entries"]),
        (&2.into(), &0.into())
    );
    let doctor = sandbox.run(["doctor"]).says_no();
    assert!(
        doctor.answer().contains("2 days are still to come"),
        "{doctor}"
    );
    assert!(!doctor.answer().contains("All is as it was"), "{doctor}");
    // On the day itself it is as it was written.
    let ran = sandbox.run(["status", "--today", "2027-04-26"]).succeeds();
    assert!(ran.stdout().contains("RHIT is yours"), "{ran}");
    assert_eq!(ran.stderr(), "");
}

#[test]
fn a_mark_of_a_day_to_come_can_be_put_right_and_taken_back() {
    let sandbox = by_hand(TO_COME);
    // Another change is made, and names what still does not count.
    let ran = sandbox.run(["check", "learn-role"]).succeeds();
    assert!(
        ran.conversation().contains("2 days in the profile"),
        "{ran}"
    );
    let right = ["check", "rhit-passed", "--on", "2026-04-05", "--anyway"];
    let ran = sandbox.run(right).succeeds();
    assert!(ran.conversation().contains("1 day in the profile"), "{ran}");
    let ran = sandbox
        .run(["check", "rhit-earned", "--as", "todo"])
        .succeeds();
    assert_eq!(ran.stderr(), "");
    let text = sandbox.added();
    assert!(
        text.contains("rhit-passed = { state = \"done\", on = 2026-04-05"),
        "{text}"
    );
    assert!(
        text.contains("rhit-earned = { state = \"todo\", show = true, note = \"n\""),
        "{text}"
    );
}

#[test]
fn no_tracker_counts_a_day_to_come_in_silence() {
    let sandbox = by_hand(
        "\n[steps.rhit-held]\nstate = \"done\"\non = 2025-06-01\n\
         [[credits]]\nid = \"c\"\non = 2027-01-02\nhours = 3\ntitle = \"W\"\n\
         [[attempts]]\nid = \"a\"\nexam = \"rhia\"\non = 2027-01-03\nresult = \"fail\"\n\
         [[practice]]\nid = \"p\"\nexam = \"rhit\"\non = 2027-01-04\nscore = 91\n\
         [[applications]]\nid = \"j\"\nemployer = \"M\"\ntitle = \"T\"\n\
         stages = [{ stage = \"applied\", on = 2027-01-05 }]\n\
         [facts.\"rhit.exam.fee-member\"]\nvalue = { usd = 1 }\nsource = \"S\"\nchecked = 2027-01-06\n",
    );
    let doctor = sandbox.run(["doctor", "--json"]).says_no();
    let doctor: Value = serde_json::from_str(doctor.stdout()).expect("JSON");
    assert_eq!(doctor["days_to_come"], 5);
    let credits = sandbox.json(["credits"]);
    assert_eq!(credits["credentials"][0]["earned"], 0, "{credits}");
    let fact = sandbox.run(["show", "rhit.exam.fee-member"]).succeeds();
    assert!(!fact.stdout().contains("You read"), "{fact}");
    for command in [
        &["credits"][..],
        &["exam", "rhit"],
        &["jobs"],
        &["next"],
        &["plan"],
    ] {
        let ran = sandbox.run(command).succeeds();
        let said = ran.conversation();
        assert!(said.contains("5 days in the profile"), "{command:?}: {ran}");
    }
}

#[test]
fn commands_and_hand_edits_are_refused_with_one_reason() {
    let credit = ["credits", "add", "--title", "W", "--hours"];
    let practice = ["exam", "practice", "rhit", "--on", "2026-11-02"];
    let job = ["jobs", "add", "--employer", "M", "--title", "T"];
    for (command, flags, entry, reason) in [
        (
            &credit[..],
            &["0.625"][..],
            "credits = [{ on = 2026-11-02, hours = 0.625, title = \"W\" }]",
            "has more than two decimals",
        ),
        (
            &credit,
            &["77777"],
            "credits = [{ on = 2026-11-02, hours = 77777, title = \"W\" }]",
            "is too much",
        ),
        (
            &credit,
            &["0.0"],
            "credits = [{ on = 2026-11-02, hours = 0.0, title = \"W\" }]",
            "is no credit",
        ),
        (
            &credit[..3],
            &[" ", "--hours", "1"],
            "credits = [{ on = 2026-11-02, hours = 1, title = \" \" }]",
            "is empty",
        ),
        (
            &practice,
            &["--domain", "3=130"],
            "practice = [{ exam = \"rhit\", on = 2026-11-02, domains = { 3 = 130 } }]",
            "is more than 100 percent",
        ),
        (
            &practice,
            &["--score", "0.8"],
            "practice = [{ exam = \"rhit\", on = 2026-11-02, score = 0.8 }]",
            "is less than 1 percent",
        ),
        (
            &practice,
            &["--score", "80", "--questions", "0"],
            "practice = [{ exam = \"rhit\", on = 2026-11-02, score = 80, questions = 0 }]",
            "is no whole number above 0",
        ),
        (
            &job,
            &["--url", "mercy.example.org"],
            "applications = [{ employer = \"M\", title = \"T\", url = \"mercy.example.org\", \
             stages = [{ stage = \"saved\", on = 2026-11-02 }] }]",
            "is no address of a page",
        ),
        (
            &["skills", "rate"],
            &["ethics=9"],
            "skills = { ethics = 9 }",
            "is no rating from 0 to 5",
        ),
        (
            &["set"],
            &["hours-per-week=0"],
            "hours-per-week = 0",
            "is not a whole number from 1 to 168",
        ),
        (
            &["check"],
            &["learn-role", "--paid", "12.345"],
            "steps = { learn-role = { paid = 12.345 } }",
            "is finer than cents",
        ),
    ] {
        let typed = Sandbox::begun().run([command, flags].concat()).fails();
        assert!(typed.conversation().contains(reason), "{typed}");
        let sandbox = by_hand(&format!("{entry}\n"));
        let ran = sandbox.run(["status"]).succeeds();
        assert!(ran.conversation().contains(reason), "{entry}: {ran}");
        let before = sandbox.texts();
        let ran = sandbox.run(["check", "learn-role"]).fails();
        assert!(ran.conversation().contains(reason), "{entry}: {ran}");
        assert_eq!(sandbox.texts(), before);
    }
    // A promise before the stage, in each way that leads to it.
    let reason = "2026-11-01 is before the day of the stage, 2026-11-02";
    let stages = "stages = [{ stage = \"applied\", on = 2026-11-02, expect = 2026-11-01 }]";
    let entry =
        format!("applications = [{{ id = \"j\", employer = \"M\", title = \"T\", {stages} }}]\n");
    let ran = by_hand(&entry).run(["jobs"]).succeeds();
    assert!(
        ran.conversation().contains(&format!("`expect` {reason}")),
        "{ran}"
    );
    let sandbox = by_hand(&entry.replace("expect = 2026-11-01", "expect = 2026-11-03"));
    let typed = [
        "jobs",
        "move",
        "j",
        "applied",
        "--on",
        "2026-11-02",
        "--expect",
        "2026-11-01",
    ];
    let ran = sandbox.run(typed).fails();
    assert!(
        ran.conversation().contains(&format!("--expect {reason}")),
        "{ran}"
    );
    let moved = [
        "jobs",
        "edit",
        "j",
        "--stage",
        "applied",
        "--on",
        "2026-11-04",
    ];
    let ran = sandbox.run(moved).fails();
    let reason = "expect 2026-11-03 is before the day of the stage, 2026-11-04";
    assert!(ran.conversation().contains(reason), "{ran}");
}

#[test]
fn the_day_of_a_stage_goes_to_its_milestone() {
    // A stage of one step.
    let init = ["init", "--yes", "--done", "diploma-earned"];
    let sandbox = Sandbox::empty().after(init);
    let ran = sandbox
        .run(["check", "diploma", "--on", "2018-05-31"])
        .succeeds();
    assert!(
        ran.stdout().contains("Done: diploma-earned (2018-05-31)"),
        "{ran}"
    );
    let again = sandbox
        .run(["check", "diploma", "--on", "2018-05-31"])
        .succeeds();
    assert!(again.stdout().contains("Nothing changed"), "{again}");
    // Nothing else is left to mark, so another day is a correction.
    let ran = sandbox
        .run(["check", "diploma", "--on", "2018-06-01"])
        .succeeds();
    assert!(ran.stdout().contains("(2018-06-01)"), "{ran}");
    // A stage of several: only the milestone, which had no day.
    let sandbox = Sandbox::empty().after(["init", "--yes", "--done", "explore"]);
    sandbox
        .run(["check", "explore", "--on", "2026-02-03"])
        .succeeds();
    let steps = |sandbox: &Sandbox| -> Vec<(String, Value)> {
        let status = sandbox.json(["status"]);
        let steps = status["stages"][0]["steps"]
            .as_array()
            .expect("steps")
            .clone();
        let steps = steps.iter().filter(|step| step["standing"] == "done");
        steps
            .map(|step| (step["id"].to_string(), step["on"].clone()))
            .collect()
    };
    let mut dated = steps(&sandbox);
    assert_eq!(dated.pop().map(|(_, on)| on), Some("2026-02-03".into()));
    assert!(
        !dated.is_empty() && dated.iter().all(|(_, on)| on.is_null()),
        "{dated:?}"
    );
    // What is left gets the day; a milestone that has one keeps it.
    sandbox
        .run(["check", "learn-role", "--as", "todo"])
        .succeeds();
    sandbox
        .run(["check", "explore", "--on", "2026-03-04"])
        .succeeds();
    let dated = steps(&sandbox);
    assert_eq!(dated.last().map(|(_, on)| on), Some(&"2026-02-03".into()));
    let news = dated.iter().filter(|(_, on)| on == "2026-03-04");
    assert_eq!(
        news.map(|(id, _)| id.as_str()).collect::<Vec<_>>(),
        ["\"learn-role\""]
    );
}

#[test]
fn a_day_of_long_ago_is_taken_with_one_line_of_warning() {
    let fact = [
        "checklists",
        "fact",
        "rhit.exam.fee-member",
        "--value",
        "9",
        "--source",
        "S",
    ];
    for command in [
        &["check", "diploma", "--on"][..],
        &["credits", "add", "--title", "W", "--hours", "1", "--on"],
        &["exam", "attempt", "rhit", "--result", "fail", "--on"],
        &["exam", "practice", "rhit", "--score", "70", "--on"],
        &["jobs", "add", "--employer", "M", "--title", "T", "--on"],
        &[&fact[..], &["--checked"]].concat(),
    ] {
        for (day, is_odd) in [
            ("1918-05-31", true),
            ("1926-11-22", true),
            ("1961-05-31", false),
        ] {
            let sandbox = Sandbox::begun();
            let ran = sandbox.run([command, &[day]].concat()).succeeds();
            let warned = ran.conversation().matches("look at the year again").count();
            assert_eq!(warned, usize::from(is_odd), "{command:?} {day}: {ran}");
            assert!(sandbox.added().contains(day));
            let said = &sandbox.json(["doctor"])["look_again"];
            let said: Vec<String> = serde_json::from_value(said.clone()).expect("a list");
            let is_said = said
                .iter()
                .any(|one| one.contains(day) && one.contains("the year again"));
            assert_eq!(is_said, is_odd, "{command:?} {day}: {said:?}");
        }
    }
}

#[test]
fn an_end_before_the_day_of_a_mark_is_said_by_command_and_doctor_alike() {
    let said = "2026-08-09 lies before 2026-09-10, so it is taken for the end of an earlier letter";
    let mark = "\n[steps.att-received]\nstate = \"done\"\non = 2026-09-10\n";
    let typed = by_hand(mark)
        .run(["check", "att-received", "--until", "2026-08-09"])
        .succeeds();
    assert!(typed.conversation().contains(said), "{typed}");
    let doctor = by_hand(&format!("{mark}until = 2026-08-09\n"))
        .run(["doctor"])
        .succeeds();
    assert!(doctor.answer().contains(said), "{doctor}");
}

#[test]
fn letters_by_the_persons_word_are_said_to_be_so_everywhere() {
    let sandbox = Sandbox::begun().after(["set", "pathway=rhia"]);
    let ran = sandbox
        .run(["check", "rhia-earned", "--on", "2026-03-04", "--anyway"])
        .succeeds();
    let by_word = "RHIA is yours by your word alone:";
    assert!(ran.conversation().contains(by_word), "{ran}");
    for view in [&["status"][..], &["show", "rhia"], &["next"], &["credits"]] {
        let ran = sandbox.run(view).succeeds();
        assert!(ran.answer().contains(by_word), "{view:?}: {ran}");
        assert!(ran.answer().contains("rhia-passed"), "{view:?}: {ran}");
    }
    let portfolio = sandbox.run(["export", "--format", "portfolio"]).succeeds();
    assert!(
        portfolio.stdout().contains(", by my own statement\n"),
        "{portfolio}"
    );
    let of_status = |sandbox: &Sandbox| {
        let status = sandbox.json(["status"]);
        let all = status["eligibility"].as_array().expect("a list").clone();
        all.into_iter()
            .find(|one| one["credential"] == "rhia")
            .expect("it is there")
    };
    let found = of_status(&sandbox);
    assert_eq!(found["holds"], true);
    let on_word = found["on_word"].as_array().expect("a list");
    assert!(on_word.contains(&"rhia-passed".into()), "{found}");
    assert_eq!(
        sandbox.json(["show", "rhia"])["content"]["eligibility"],
        found
    );
    // Nothing of it where everything is marked that leads to it.
    let rest: Vec<String> = on_word
        .iter()
        .filter_map(|id| id.as_str().map(str::to_owned))
        .collect();
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    let mut check = vec!["check", "--anyway", "--on", "2026-02-03"];
    check.extend(rest);
    sandbox.run(check).succeeds();
    assert_eq!(of_status(&sandbox)["on_word"], serde_json::json!([]));
    let ran = sandbox.run(["status"]).succeeds();
    assert!(
        ran.answer()
            .contains("RHIA is yours: you may use the letters."),
        "{ran}"
    );
}

const NOTE: &str = "Asked two clerks:\n1. start early\n2. learn the codes, and the rules behind \
    them, before the first day\n\n  ask again in *May*\n";

#[test]
fn a_note_keeps_its_lines() {
    let sandbox = Sandbox::begun().after(["check", "learn-role", "--show", "--note", NOTE]);
    let page = |flags: &[&str], width: &str| {
        let shown = Sandbox::begun().env("COLUMNS", width);
        let shown = shown.profile(sandbox.read_profile());
        let ran = shown
            .run([&["show", "learn-role"], flags].concat())
            .succeeds();
        let lines = ran.stdout().lines();
        let lines = lines.skip_while(|line| !line.to_lowercase().contains("note"));
        let label = |line: &&str| !line.contains("Why") && !line.starts_with("why");
        let lines: Vec<String> = lines
            .take_while(label)
            .map(|line| format!("{line}\n"))
            .collect();
        lines.concat()
    };
    assert_data_eq!(
        page(&[], "60"),
        str![[r#"
  Note       Asked two clerks:
             1. start early
             2. learn the codes, and the rules behind them,
             before the first day

               ask again in *May*
  Shown      in your portfolio

"#]]
    );
    assert_data_eq!(
        page(&[], "40"),
        str![[r#"
  Note
    Asked two clerks:
    1. start early
    2. learn the codes, and the rules
    behind them, before the first day

      ask again in *May*
  Shown
    in your portfolio

"#]]
    );
    assert_data_eq!(
        page(&["--plain"], "40"),
        str![[r#"
note: Asked two clerks:
note: 1. start early
note: 2. learn the codes, and the rules behind them, before the first day
note: ask again in *May*
shown: in your portfolio

"#]]
    );
    let portfolio = sandbox.run(["export", "--format", "portfolio"]).succeeds();
    let (_, work) = portfolio
        .stdout()
        .split_once("Done 2026-11-22.")
        .expect("it is there");
    assert_data_eq!(
        work,
        str![[r#"


Asked two clerks:/
1/. start early/
2/. learn the codes, and the rules behind them, before the first day

ask again in /*May/*


"#]]
    );
    // Where a line is one of many, a note is one line.
    let log = sandbox.run(["log"]).succeeds();
    assert!(
        log.answer()
            .contains("Asked two clerks: 1. start early 2. learn"),
        "{log}"
    );
    let ran = sandbox
        .run(["check", "learn-role", "--note", "new"])
        .succeeds();
    let before = "before was: Asked two clerks:\n1. start early\n2. learn the codes,";
    assert!(ran.stderr().contains(before), "{ran}");
}

#[test]
fn a_note_about_an_application_keeps_its_lines() {
    let entry = "applications = [{ id = \"j\", employer = \"M\", title = \"T\", stages = [{ stage = \
        \"saved\", on = 2026-11-02 }], notes = [{ on = 2026-11-03, text = \"one\\n\\ntwo\" }] }]\n";
    let sandbox = by_hand(entry);
    let ran = sandbox.run(["jobs"]).succeeds();
    let expected = "  Last note  2026-11-03: one\n\n             two\n";
    assert!(ran.stdout().contains(expected), "{ran}");
    let ran = sandbox.run(["jobs", "--plain"]).succeeds();
    assert!(
        ran.stdout()
            .contains("last note: 2026-11-03: one\nlast note: two\n"),
        "{ran}"
    );
}
