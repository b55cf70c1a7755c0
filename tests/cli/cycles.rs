//! Renewal cycles on the shipped definitions: what is written down stays, and
//! `credits`, `status` and the calendar say the same day.

use serde_json::Value;

use crate::sandbox::{PROFILE, Sandbox};

/// On the pathway `renewal` with these marks, one line each.
fn holder(marks: &str) -> Sandbox {
    let profile = PROFILE.replace("\"rhit\"", "\"renewal\"");
    Sandbox::empty().profile(format!("{profile}[steps]\n{marks}\n"))
}

/// First and last day of the cycle of each credential, by `credits`.
fn in_credits(sandbox: &Sandbox) -> Vec<(String, String)> {
    let credits = sandbox.json(["credits"]);
    let kept = credits["credentials"].as_array().expect("a list");
    let days = kept.iter().map(|one| {
        let day = |key: &str| one["cycle"][key].as_str().unwrap_or("_").to_owned();
        let id = one["id"].as_str().expect("an id").to_owned();
        (id, format!("{}..{}", day("starts"), day("ends")))
    });
    days.collect()
}

/// State, first and last day of each cycle, by `status`.
fn in_status(sandbox: &Sandbox) -> Vec<String> {
    let status = sandbox.json(["status"]);
    let clocks = status["clocks"].as_array().expect("a list");
    let is_cycle = |clock: &&Value| clock["id"].as_str().is_some_and(|id| id.ends_with("cycle"));
    let started = clocks
        .iter()
        .filter(|clock| clock["state"] != "not started");
    let days = started.filter(is_cycle).map(|clock| {
        let of = |key: &str| clock[key].as_str().unwrap_or("_");
        format!("{} {}..{}", of("state"), of("starts"), of("ends"))
    });
    days.collect()
}

/// The days of all cycles in the calendar.
fn in_calendar(sandbox: &Sandbox) -> Vec<String> {
    let ran = sandbox.run(["export", "--format", "ics"]).succeeds();
    let events = ran.stdout().split("BEGIN:VEVENT").skip(1);
    let cycles = events.filter(|event| event.contains("Renewal cycle"));
    let days = cycles.filter_map(|event| {
        let start = event.lines().find(|line| line.starts_with("DTSTART"))?;
        start.rsplit(':').next().map(str::to_owned)
    });
    days.collect()
}

#[test]
fn a_printed_end_leaves_the_first_day() {
    let held = "rhit-held = { state = \"done\", on = 2024-11-12 }";
    let sandbox = holder(held).env("HITPATH_TODAY", "2026-11-10").after([
        "credits",
        "add",
        "--hours",
        "9",
        "--title",
        "Meeting",
        "--on",
        "2024-11-20",
    ]);
    let cycle = |sandbox: &Sandbox| in_credits(sandbox)[0].1.clone();
    assert_eq!(cycle(&sandbox), "2024-11-12..2026-11-12");
    for end in ["2026-11-30", "2027-01-15"] {
        let sandbox = holder(held).env("HITPATH_TODAY", "2026-11-10");
        let sandbox = sandbox
            .after([
                "credits",
                "add",
                "--hours",
                "9",
                "--title",
                "Meeting",
                "--on",
                "2024-11-20",
            ])
            .after(["check", "cycle-dates", "--until", end]);
        assert_eq!(cycle(&sandbox), format!("2024-11-12..{end}"));
        let credits = sandbox.json(["credits"]);
        let rhit = &credits["credentials"][0];
        assert_eq!(rhit["earned"], 9);
        // The share is asked for of cycles that began in 2025.
        assert_eq!(rhit["categories"][0]["required"], Value::Null);
        assert_eq!(in_calendar(&sandbox), [end.replace('-', "")]);
    }
    let later = holder("rhit-held = { state = \"done\", on = 2025-01-02, until = 2026-12-31 }");
    assert_eq!(cycle(&later), "2025-01-02..2026-12-31");
    let credits = later.json(["credits"]);
    assert_eq!(credits["credentials"][0]["categories"][0]["required"], 8);
}

#[test]
fn renewed_early_keeps_the_cycle_that_runs_and_the_next_one() {
    let held = "rhit-held = { state = \"done\", on = 2024-12-15 }";
    let sandbox = holder(held).after(["check", "cycle-dates", "--until", "2028-12-15"]);
    assert_eq!(in_status(&sandbox), ["due soon 2024-12-15..2026-12-15"]);
    assert_eq!(in_calendar(&sandbox), ["20261215"]);
    let ran = sandbox.run(["credits", "--plain"]).succeeds();
    let cycle = "cycle: 2024-12-15 to 2026-12-15, 23 days left; the next one to 2028-12-15, your \
                 own date\n";
    assert!(ran.stdout().contains(cycle), "{ran}");
    let sandbox = sandbox.env("HITPATH_TODAY", "2026-12-16");
    assert_eq!(in_status(&sandbox), ["running 2026-12-15..2028-12-15"]);
    assert_eq!(in_credits(&sandbox)[0].1, "2026-12-15..2028-12-15");
    // AAPC has no step that confirms it: the end of the next period says it.
    let held = "cpc-held = { state = \"done\", on = 2025-01-20, until = 2029-01-19 }";
    let sandbox = holder(held);
    assert_eq!(in_status(&sandbox), ["running 2025-01-20..2027-01-20"]);
    let sandbox = sandbox.env("HITPATH_TODAY", "2027-02-01");
    assert_eq!(in_status(&sandbox), ["running 2027-01-20..2029-01-19"]);
}

#[test]
fn credentials_of_one_cycle_have_one_end_in_every_view() {
    let ids = ["rhit", "cca", "ccs"];
    for written in ids {
        let marks = ids.iter().zip(["2025-02-10", "2025-06-01", "2026-03-01"]);
        let marks = marks.map(|(id, on)| {
            let until = if *id == written {
                ", until = 2027-02-05"
            } else {
                ""
            };
            format!("{id}-held = {{ state = \"done\", on = {on}{until} }}\n")
        });
        let mut sandbox = holder(&marks.collect::<String>());
        let days = "2025-02-10..2027-02-05";
        for (id, found) in in_credits(&sandbox) {
            assert_eq!(found, days, "{id}, written at {written}");
        }
        assert_eq!(in_status(&sandbox), vec![format!("running {days}"); 3]);
        assert_eq!(in_calendar(&sandbox), ["20270205"; 3]);
        // On its last day all are held, on the next none.
        for (today, state, held) in [
            ("2027-02-05", "due soon", true),
            ("2027-02-06", "overdue", false),
        ] {
            sandbox = sandbox.env("HITPATH_TODAY", today);
            assert_eq!(in_status(&sandbox), vec![format!("{state} {days}"); 3]);
            let ran = sandbox.run(["status", "--plain"]).succeeds();
            let yours = ran.stdout().matches(" is yours").count();
            assert_eq!(yours == 3, held, "{ran}");
            assert_eq!(in_credits(&sandbox).len(), 3);
        }
    }
}

#[test]
fn a_leap_day_comes_again() {
    let marks = "rhit-held = { state = \"done\", on = 2024-02-29 }\n\
                 renewal-confirmed = { state = \"done\", on = 2026-02-10 }";
    let sandbox = holder(marks);
    assert_eq!(in_credits(&sandbox)[0].1, "2026-02-28..2028-02-29");
    let sandbox = sandbox.env("HITPATH_TODAY", "2028-02-29");
    assert_eq!(in_status(&sandbox), ["due soon 2026-02-28..2028-02-29"]);
    let ran = sandbox.run(["credits"]).succeeds();
    assert!(ran.stdout().contains("today is the last day"), "{ran}");
}

/// What `status` says of the appeal on a day: its clock and the line on the
/// letters.
fn appeal(sandbox: &Sandbox) -> (String, String) {
    let ran = sandbox.run(["status", "--plain"]).succeeds();
    let line = |start: &str| {
        let found = ran.stdout().lines().find(|line| line.starts_with(start));
        found.unwrap_or_default().to_owned()
    };
    (line("clock revocation-appeal:"), line("eligible"))
}

#[test]
fn the_days_left_to_appeal_are_counted_down_and_come_to_an_end() {
    let held = |more: &str| {
        let rhit = "rhit-held = { state = \"done\", on = 2024-03-10 }";
        holder(&format!("{rhit}\n{more}"))
    };
    // Ended on 2026-03-10, revoked on 2026-09-06, 90 days to appeal.
    for (today, clock, letters) in [
        ("2026-09-06", "", None),
        (
            "2026-11-22",
            "clock revocation-appeal: due soon, until 2026-12-05 (13 days left)",
            Some("2026-12-05 (13 days left)"),
        ),
        (
            "2028-01-01",
            "clock revocation-appeal: overdue, ended 2026-12-05 (392 days ago)",
            Some("2026-12-05 (392 days ago)"),
        ),
    ] {
        let sandbox = held("").env("HITPATH_TODAY", today);
        let (shown, said) = appeal(&sandbox);
        let shown = shown.split(';').next().unwrap_or_default();
        assert_eq!(shown, clock, "{today}");
        let title = "Last day to appeal against a revocation: ";
        let day = said
            .split_once(title)
            .and_then(|(_, rest)| rest.split_once('.'));
        assert_eq!(day.map(|(day, _)| day), letters, "{today}: {said}");
        assert!(!said.contains("are left"), "{said}");
    }
    // The letter decides, before the day by the rule or after it.
    for (until, left) in [("2026-11-25", 3), ("2027-01-31", 70)] {
        let rescue = format!("inactive-rescue = {{ until = {until} }}");
        let (shown, said) = appeal(&held(&rescue));
        assert!(shown.contains(&format!("until {until} ({left} days left), your own date")));
        assert!(
            said.contains(&format!("{until} ({left} days left)")),
            "{said}"
        );
    }
}

/// An end many cycles ahead renews nothing, and is shown at once.
#[test]
fn an_end_after_the_next_cycle_is_a_likely_slip() {
    for (until, is_far) in [
        ("2036-12-20", true),
        ("9999-12-31", true),
        ("2028-12-20", false),
    ] {
        let sandbox = Sandbox::empty()
            .after(["init", "--yes", "--pathway", "renewal"])
            .after(["check", "rhit-held", "--on", "2024-12-20"])
            .after(["check", "credential-held"]);
        let ran = sandbox.run(["check", "cycle-dates", "--until", until]);
        let said = ran.succeeds().conversation();
        let slip = format!("{until} lies after the end of the next cycle");
        assert_eq!(said.contains(&slip), is_far, "{said}");
        for page in ["status", "credits"] {
            let ran = sandbox.run([page]).succeeds();
            let said = ran.answer();
            let said: Vec<&str> = said.split_whitespace().collect();
            assert_eq!(said.join(" ").contains(&slip), is_far, "{ran}");
        }
    }
}

/// What has to be done in a cycle that ends before the plan gets there has no
/// day by which it could start.
#[test]
fn no_day_to_start_by_lies_behind_the_end_of_the_cycle() {
    for held in ["2025-01-01", "2025-02-15"] {
        let sandbox = Sandbox::empty()
            .after(["init", "--yes", "--pathway", "renewal"])
            .after(["check", "rhit-held", "--on", held]);
        let sandbox = sandbox.after(["check", "credential-held"]);
        let calendar = sandbox.json(["export", "--format", "ics"]);
        let events = calendar["events"].as_array().expect("events");
        let ends = events.iter().find(|event| event["kind"] == "clock");
        let ends = ends.expect("the cycle")["date"].as_str().expect("a day");
        let of_cycle = ["ceus-entered", "renewal-fee", "renewal-confirmed"];
        for event in events.iter().filter(|event| event["kind"] == "start") {
            let id = event["id"].as_str().expect("a step");
            let day = event["date"].as_str().expect("a day");
            assert!(!of_cycle.contains(&id) || day <= ends, "{event:#}");
        }
        let next = sandbox.json(["next"]);
        for action in next["actions"].as_array().expect("actions") {
            let day = action["start_by"].as_str();
            assert!(day.is_none_or(|day| day <= ends), "{action:#}");
        }
    }
}
