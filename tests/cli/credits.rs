//! `hitpath credits`: activities in the profile, and where the person stands.
//! What the sums are is held by laws (`tests/laws/credits.rs`).

use std::fs;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use snapbox::{assert_data_eq, str};

use crate::{
    answers::{Changed, Log, ShownFact, exact},
    sandbox::{PROFILE, Sandbox, without_stamps},
};

/// `credits --json`
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Credits {
    format_version: u32,
    today: String,
    credentials: Vec<Kept>,
    replaced: Vec<Value>,
    activities: Vec<One>,
    missing_certificates: Vec<Value>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    id: String,
    title: String,
    together_with: Vec<String>,
    cycle: Option<Cycle>,
    required: Option<f64>,
    earned: f64,
    categories: Vec<Category>,
    shortfall: Option<f64>,
    pace_per_month: Option<f64>,
    is_met: bool,
    last_day_from: Option<String>,
    facts: Vec<ShownFact>,
    rule_changes: Vec<Value>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cycle {
    starts: Option<String>,
    counts_from: Option<String>,
    ends: Option<String>,
    days_left: Option<i32>,
    printed: bool,
    next_ends: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Category {
    id: String,
    title: String,
    required: Option<f64>,
    earned: f64,
    shortfall: Option<f64>,
    confirm: bool,
    rule: String,
    fact: ShownFact,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct One {
    id: String,
    on: String,
    hours: f64,
    title: String,
    categories: Vec<String>,
    only_for: Vec<String>,
    evidence: Vec<String>,
    lies: Vec<Value>,
    missing_certificate: bool,
}

fn shown(sandbox: &Sandbox) -> Credits {
    let json = sandbox.json(["credits"]);
    // Whole numbers of credits are whole in JSON; as a number they are alike.
    serde_json::from_value(json).expect("nothing but what is promised")
}

/// A holder of RHIT in their first cycle, which ends in 99 days.
fn holder() -> Sandbox {
    let held = "\n[steps.rhit-held]\nstate = \"done\"\non = 2025-03-01\n";
    let sandbox = Sandbox::begun().profile(format!("{PROFILE}{held}"));
    fs::write(sandbox.work().join("hipaa.pdf"), "abc").expect("a file");
    sandbox
}

/// The same with three activities, one of them before the cycle.
fn earner() -> Sandbox {
    let web = [
        "credits",
        "add",
        "--on",
        "2026-05-01",
        "--hours",
        "1.5",
        "--title",
        "HIPAA",
    ];
    let kinds = [
        "--category",
        "ahima",
        "--category",
        "domain",
        "--evidence",
        "https://example.invalid/c",
    ];
    holder()
        .after([&web[..], &kinds[..]].concat())
        .after([
            "credits",
            "add",
            "--on",
            "2024-05-01",
            "--hours",
            "3",
            "--title",
            "Old course",
        ])
        .after([
            "credits",
            "add",
            "--hours",
            "4",
            "--title",
            "Statistics",
            "--category",
            "domain",
        ])
}

/// What commands have written behind the profile of a holder.
fn added(sandbox: &Sandbox) -> String {
    let added = without_stamps(sandbox.added().as_bytes());
    let (_, added) = added.split_once("on = 2025-03-01\n").expect("it is there");
    added.to_owned()
}

fn id_of(sandbox: &Sandbox, title: &str) -> String {
    let activities = shown(sandbox).activities;
    let one = activities.into_iter().find(|one| one.title == title);
    one.expect("it is written down").id
}

#[test]
fn an_activity_is_written_down_and_moves_the_sum() {
    let sandbox = holder();
    let add = [
        "credits",
        "add",
        "--on",
        "yesterday",
        "--hours",
        "1.5",
        "--title",
        "HIPAA",
    ];
    let more = [
        "--category",
        "ahima",
        "--for",
        "RHIT",
        "--evidence",
        "hipaa.pdf",
    ];
    let ran = sandbox.run([&add[..], &more[..]].concat());
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
Written down: credits 1.5 for HIPAA on 2026-11-21, ahima, only for rhit, with
evidence ([..]).
RHIT: 1.5 of 20 credits, 18.5 missing, 99 days left
Take it back with: hitpath undo
---- stderr
note: 30 minutes of it may not count: a part of an hour has to reach 45 minutes
(secondary, as of 2014-07-01, old: confirm; ceu.least-part). It is written down
as you said; the certificate and your body decide: hitpath show ceu.least-part

"#]]
    );
    let place = sandbox.work().join("hipaa.pdf");
    let place = place.display();
    let id = id_of(&sandbox, "HIPAA");
    assert_eq!(
        added(&sandbox),
        format!(
            "\n[[credits]]\nid = \"{id}\"\non = 2026-11-21\nhours = 1.5\ntitle = \"HIPAA\"\n\
             category = [\"ahima\"]\nfor = [\"rhit\"]\n\
             evidence = [{{ ref = \"{place}\", sha256 = \"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\", size = 3, added = 2026-11-22 }}]\n\
             changed = STAMP\n"
        )
    );
    let without = sandbox.run(["credits", "add", "--hours", "2", "--title", "Code changes"]);
    let without = without.succeeds();
    assert!(
        without
            .stdout()
            .contains("RHIT: 3.5 of 20 credits, 16.5 missing, 99 days left")
    );
    assert!(
        without
            .answer()
            .contains("Still open: no certificate. Add it: hitpath credits edit")
    );
}

#[test]
fn where_the_person_stands_is_shown_in_every_form() {
    let sandbox = earner();
    let ran = sandbox.run(["credits"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
RHIT (Registered Health Information Technician)
  Cycle      2025-03-01 to 2027-03-01, 99 days left
  Earned     5.5 of 20 credits, 14.5 missing
  Share      ahima: 1.5 of 8, 6.5 missing; from AHIMA or a state association
  Share      domain: 5.5 of 16; within the field's own domains (confirm); the
             rule may have ended, so it is only shown: ask the body
  Pace       4.5 a month until the last day
  Elsewhere  3 credits before the cycle
  Rule       20 (official, as of 2019-07-01, old: confirm; ceu.rhit)
  Rule       40 percent (official, as of 2025-07-01, old: confirm, in force from
             2025-01-01; ceu.share-ahima)
  Rule       80 percent (official, as of 2023-12-31, old: confirm;
             ceu.share-domain)

Activities
  j9e8: 2026-05-01, 1.5 credits, HIPAA; ahima, domain
  c8e2: 2026-11-22, 4 credits, Statistics; domain; no certificate
  1 more that is not counted: hitpath credits --all
  1 certificate is missing. Add one: hitpath credits edit ID --evidence FILE

  official: read on the issuing body's own page; secondary: told by others.
  hitpath show FACT gives the source with its address.

Write down more: hitpath credits add --hours 1 --title "Webinar on privacy"

"#]]
    );
    let ran = sandbox.run(["credits", "--plain", "--all"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
about: RHIT (Registered Health Information Technician)
cycle: 2025-03-01 to 2027-03-01, 99 days left
earned: 5.5 of 20 credits, 14.5 missing
share: ahima: 1.5 of 8, 6.5 missing; from AHIMA or a state association
share: domain: 5.5 of 16; within the field's own domains (confirm); the rule may have ended, so it is only shown: ask the body
pace: 4.5 a month until the last day
elsewhere: 3 credits before the cycle
rule: 20 (official, as of 2019-07-01, old: confirm; ceu.rhit)
rule: 40 percent (official, as of 2025-07-01, old: confirm, in force from 2025-01-01; ceu.share-ahima)
rule: 80 percent (official, as of 2023-12-31, old: confirm; ceu.share-domain)
part: Activities
activity: f7b3: 2024-05-01, 3 credits, Old course; not counted, before the cycle; no certificate
activity: j9e8: 2026-05-01, 1.5 credits, HIPAA; ahima, domain
activity: c8e2: 2026-11-22, 4 credits, Statistics; domain; no certificate
certificates: 1 certificate is missing. Add one: hitpath credits edit ID --evidence FILE
more: official: read on the issuing body's own page; secondary: told by others. hitpath show FACT gives the source with its address.
more: Write down more: hitpath credits add --hours 1 --title "Webinar on privacy"

"#]]
    );
    for line in ran.stdout().lines() {
        assert!(line.contains(": "), "{line}");
    }
    let narrow = earner().env("COLUMNS", "40");
    for line in narrow.run(["credits", "--all"]).succeeds().stdout().lines() {
        assert!(line.chars().count() <= 40, "{line}");
    }
    let found = shown(&sandbox);
    let [rhit] = found.credentials.as_slice() else {
        panic!("one credential");
    };
    let cycle = rhit.cycle.as_ref().expect("its days are known");
    assert_eq!(rhit.id, "rhit");
    assert_eq!(cycle.starts.as_deref(), Some("2025-03-01"));
    assert_eq!(cycle.ends.as_deref(), Some("2027-03-01"));
    assert_eq!(cycle.days_left, Some(99));
    assert_eq!((rhit.required, rhit.earned), (Some(20.0), 5.5));
    assert_eq!(rhit.shortfall, Some(14.5));
    // 99 days are 3.2526 months, and 14.5 over that is 4.458.
    assert_eq!(rhit.pace_per_month, Some(4.5));
    let kinds = rhit.categories.iter();
    let kinds = kinds.map(|it| (it.id.as_str(), it.required, it.earned, it.shortfall));
    assert_eq!(
        kinds.collect::<Vec<_>>(),
        [
            ("ahima", Some(8.0), 1.5, Some(6.5)),
            ("domain", Some(16.0), 5.5, None),
        ]
    );
    assert_eq!(found.missing_certificates.len(), 1);
    assert_eq!(found.activities.len(), 3);
    let raw = sandbox.json(["credits"]);
    assert_eq!(raw["credentials"][0]["required"].to_string(), "20");
    let lies = json!([{ "credential": "rhit", "lies": "before" }]);
    assert_eq!(raw["activities"][1]["lies"], lies);
}

#[test]
fn without_a_credential_or_a_date_it_is_said_what_is_missing() {
    let sandbox = Sandbox::begun().after(["credits", "add", "--hours", "1", "--title", "Early"]);
    let ran = sandbox.run(["credits"]).succeeds();
    assert!(ran.answer().contains("You hold no credential yet"), "{ran}");
    assert!(ran.stdout().contains("1 credit, Early"), "{ran}");
    assert_eq!(shown(&sandbox).credentials.len(), 0);

    let held = "\n[steps.rhit-held]\nstate = \"done\"\n";
    sandbox.write_profile(format!("{PROFILE}{held}"));
    let sandbox = sandbox.after(["credits", "add", "--hours", "1", "--title", "Any"]);
    let ran = sandbox.run(["credits"]).succeeds();
    let how =
        "Write down its last day, as the body shows it: hitpath check ceu-set-up --until DATE";
    assert!(ran.answer().contains(how), "{ran}");
    assert!(
        ran.answer().contains("1 of 20 credits, 19 missing"),
        "{ran}"
    );
    let sandbox = sandbox.after(["check", "ceu-set-up", "--until", "2028-01-31"]);
    let rhit = &shown(&sandbox).credentials[0];
    let cycle = rhit.cycle.as_ref().expect("its end is known");
    assert_eq!(cycle.ends.as_deref(), Some("2028-01-31"));
    assert!(cycle.printed);
}

#[test]
fn a_cycle_that_is_over_says_so() {
    let sandbox = earner().env("HITPATH_TODAY", "2027-03-11");
    let ran = sandbox.run(["credits"]).succeeds();
    assert!(
        ran.answer().contains("ended 10 days ago without renewal"),
        "{ran}"
    );
    assert!(!ran.stdout().contains("a month"), "{ran}");
    assert_eq!(shown(&sandbox).credentials[0].pace_per_month, None);
}

#[test]
fn credentials_of_one_cycle_and_of_another_body_stand_apart() {
    let more = "\n[steps.ccs-held]\nstate = \"done\"\non = 2026-01-10\n\
                \n[steps.cpc-held]\nstate = \"done\"\non = 2026-02-01\n";
    let sandbox = holder();
    let profile = String::from_utf8(sandbox.read_profile()).expect("text");
    sandbox.write_profile(profile + more);
    let sandbox = sandbox
        .after(["credits", "add", "--hours", "2", "--title", "Both"])
        .after([
            "credits", "add", "--hours", "3", "--title", "Coding", "--for", "cpc",
        ]);
    let found = shown(&sandbox);
    let of = |id: &str| {
        let one = found.credentials.iter().find(|one| one.id == id);
        let one = one.expect("it is held");
        (one.required, one.earned, one.together_with.join(" "))
    };
    assert_eq!(of("rhit"), (Some(30.0), 2.0, "ccs".to_owned()));
    assert_eq!(of("ccs"), (Some(30.0), 2.0, "rhit".to_owned()));
    assert_eq!(of("cpc"), (Some(36.0), 5.0, String::new()));
    let ran = sandbox.run(["credits"]).succeeds();
    assert!(
        ran.answer().contains("Coding; only in the cycle of CPC"),
        "{ran}"
    );

    let rhia = "\n[steps.rhia-held]\nstate = \"done\"\non = 2026-03-01\n";
    let profile = String::from_utf8(sandbox.read_profile()).expect("text");
    sandbox.write_profile(profile + rhia);
    let found = shown(&sandbox);
    assert_eq!(found.replaced, [json!({ "id": "rhit", "by": "rhia" })]);
    let rhia = found.credentials.iter().find(|one| one.id == "rhia");
    assert_eq!(rhia.expect("it is held").required, Some(40.0));
    let ran = sandbox.run(["credits"]).succeeds();
    assert!(
        ran.answer()
            .contains("RHIT is not counted any more: RHIA has taken its place")
    );
}

#[test]
fn an_entry_is_changed_and_taken_out_one_undo_each() {
    let sandbox = earner();
    let id = id_of(&sandbox, "Statistics");
    let before = sandbox.read_profile();
    let edit = ["credits", "edit", &id, "--hours", "5", "--category", "none"];
    let ran = sandbox.run([&edit[..], &["--for", "rhit", "--evidence", "hipaa.pdf"]].concat());
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
Written down: credits 5 for Statistics on 2026-11-22, only for rhit, with
evidence (c8e2) changed.
RHIT: 6.5 of 20 credits, 13.5 missing, 99 days left
Take it back with: hitpath undo

"#]]
    );
    let find = |sandbox: &Sandbox| {
        let activities = shown(sandbox).activities;
        activities.into_iter().find(|one| one.id == id)
    };
    let one = find(&sandbox).expect("it is there");
    assert_eq!(
        (one.hours, one.categories.len(), one.evidence.len()),
        (5.0, 0, 1)
    );
    assert_eq!(one.only_for, ["rhit"]);
    // The same again changes no byte.
    let same = sandbox.read_profile();
    let ran = sandbox
        .run([&edit[..], &["--evidence", "hipaa.pdf"]].concat())
        .succeeds();
    assert_eq!(ran.stdout(), "Nothing changed: it is already so.\n");
    assert_eq!(sandbox.read_profile(), same);
    let sandbox = sandbox.after(["undo"]);
    assert_eq!(sandbox.read_profile(), before);

    let changed: Changed = exact(sandbox.json(["credits", "remove", &id]));
    assert_eq!(changed.changed, [id.as_str()]);
    assert!(find(&sandbox).is_none());
    let log: Log = exact(sandbox.json(["log"]));
    let last = log.entries.last().expect("a change");
    assert!(last.text.contains("removed"), "{}", last.text);
    let sandbox = sandbox.after(["undo"]);
    assert_eq!(sandbox.read_profile(), before);
    let web = id_of(&sandbox, "HIPAA");
    let address = "https://example.invalid/c";
    let gone = ["credits", "edit", &web, "--no-evidence", address];
    let sandbox = sandbox.after(gone);
    assert_eq!(shown(&sandbox).missing_certificates.len(), 2);
}

#[test]
fn what_makes_no_sense_is_refused_with_the_way_out() {
    let sandbox = earner();
    let before = sandbox.texts();
    let add = |more: &[&'static str]| {
        let base = ["credits", "add", "--title", "T"];
        sandbox
            .run([&base[..], more].concat())
            .fails()
            .conversation()
    };
    for (more, says) in [
        (&["--hours", "0"][..], "is no credit"),
        (&["--hours", "-1"], "is no number from 0 up"),
        (&["--hours", "1.005"], "has more than two decimals"),
        (&["--hours", "one"], "is no number from 0 up"),
        (&["--hours", "1", "--on", "tomorrow"], "is in the future"),
        (&["--hours", "1", "--on", "someday"], "is not a date"),
        (
            &["--hours", "1", "--category", "ahmia"],
            "did you mean `ahima`?",
        ),
        (
            &["--hours", "1", "--category", "x"],
            "domain: within the field's own domains",
        ),
        (&["--hours", "1", "--for", "rhti"], "did you mean `rhit`?"),
        (
            &["--hours", "1", "--evidence", "none.pdf"],
            "cannot be read",
        ),
        (
            &["--hours", "1", "--title", " "],
            "cannot be used multiple times",
        ),
    ] {
        let said = add(more);
        assert!(said.contains(says), "{more:?}: {said}");
    }
    let fails = |arguments: &[&str], says: &str| {
        let said = sandbox.run(arguments).fails().conversation();
        assert!(said.contains(says), "{arguments:?}: {said}");
    };
    fails(
        &["credits", "add", "--hours", "1", "--title", " "],
        "--title is empty",
    );
    fails(
        &["credits", "edit", "zzzz", "--hours", "1"],
        "there is no entry `zzzz`",
    );
    fails(&["credits", "remove", "zzzz"], "hitpath credits --all");
    let id = id_of(&sandbox, "HIPAA");
    fails(&["credits", "edit", &id], "say what to change");
    fails(
        &["credits", "edit", &id, "--no-evidence", "other.pdf"],
        "is no evidence of",
    );
    assert_eq!(sandbox.texts(), before);
}

#[test]
fn what_is_written_by_hand_counts_and_a_slip_is_named() {
    let by_hand = "\ncredits = [\n  { on = 2026-06-01, hours = 2, title = \"By hand\", category = \"ahima\" }, # mine\n  \
                   { id = \"x\", on = 2026-12-24, hours = 9, title = \"Ahead\" },\n  \
                   { id = \"y\", on = 2026-06-02, hours = 0.25, title = \"Slip\", category = [\"ahmia\"], for = \"rihtt\" },\n]\n";
    let held = "\n[steps.rhit-held]\nstate = \"done\"\non = 2025-03-01\n";
    let sandbox = Sandbox::begun().profile(PROFILE.to_owned() + by_hand + held);
    let ran = sandbox.run(["credits", "--all"]).succeeds();
    let said = ran.answer();
    for says in [
        "2 of 20 credits, 18 missing",
        "ahima: 2 of 8, 6 missing",
        "Elsewhere 0.25 credits for other credentials only and 9 credits on a day that is still to come",
        "(no id): 2026-06-01, 2 credits, By hand; ahima; no certificate",
        "Ahead; not counted, on a day that is still to come",
        "y names the category ahmia and rihtt, which no credential here knows",
    ] {
        assert!(said.contains(says), "{says}: {ran}");
    }
    // A change of one entry leaves every other byte.
    let sandbox = sandbox.after([
        "credits",
        "edit",
        "y",
        "--for",
        "none",
        "--category",
        "ahima",
    ]);
    let text = String::from_utf8(sandbox.read_profile()).expect("text");
    assert!(text.contains("category = \"ahima\" }, # mine\n"), "{text}");
    assert_eq!(shown(&sandbox).credentials[0].earned, 2.25);
}

#[test]
fn a_second_activity_of_the_same_day_and_title_is_asked_about() {
    let sandbox = earner();
    let again = [
        "credits",
        "add",
        "--on",
        "2026-05-01",
        "--hours",
        "1.5",
        "--title",
        "HIPAA",
    ];
    let ran = sandbox.run(again).succeeds();
    assert!(ran.conversation().contains("was there already"), "{ran}");
    let much = ["credits", "add", "--hours", "150", "--title", "A slip"];
    let ran = sandbox.run(much).succeeds();
    assert!(
        ran.answer()
            .contains("150 is more than the 20 of a whole cycle"),
        "{ran}"
    );
}

#[test]
fn a_credential_of_ones_own_counts_by_its_own_rules() {
    let credential = r#"
id = "baker"
title = "Baker (of the guild)"
body = "The guild"

[[clock]]
id = "baker-cycle"
title = "Renewal of the baker"
kind = "window"
starts = "held"
length = "1y"

[renewal]
credits = "baker.credits"

[[renewal.share]]
id = "rye"
title = "about rye"
share = "baker.rye"
"#;
    let fact = |id: &str, value: &str| {
        format!(
            "[[fact]]\nid = \"{id}\"\nvalue = {value}\ntext = \"T\"\n\
             source = {{ title = \"S\", url = \"https://example.invalid\" }}\n\
             checked = 2026-11-01\nconfidence = \"official\"\n"
        )
    };
    let facts = fact("baker.credits", "9") + &fact("baker.rye", "\"30 percent\"");
    let stage = "id = \"bakery\"\ntitle = \"Bakery\"\n[[step]]\nid = \"baker-held\"\n\
                 title = \"You are a baker\"\nconfirm = true\nawards = \"baker\"\n";
    let held = "\n[steps.baker-held]\nstate = \"done\"\non = 2026-02-01\n";
    let sandbox = Sandbox::begun()
        .own_file("credentials/baker.toml", credential)
        .own_file("facts/baker.toml", &facts)
        .own_stage("bakery", stage)
        .profile(format!("{PROFILE}{held}"))
        .after([
            "credits",
            "add",
            "--hours",
            "2",
            "--title",
            "Rye",
            "--category",
            "rye",
        ]);
    let baker = &shown(&sandbox).credentials[0];
    assert_eq!(
        (baker.id.as_str(), baker.required, baker.earned),
        ("baker", Some(9.0), 2.0)
    );
    // 30 percent of 9 are 2.7, and a part of a credit is a whole one.
    assert_eq!(baker.categories[0].required, Some(3.0));
    let cycle = baker.cycle.as_ref().expect("its days are known");
    assert_eq!(cycle.ends.as_deref(), Some("2027-02-01"));
}

#[test]
fn a_title_is_looked_over_for_patient_identifiers() {
    let sandbox = earner();
    let title = "Case of MRN 4417203, DOB 3/9/1958";
    let add = ["credits", "add", "--hours", "1", "--title", title];
    let ran = sandbox.run(add).succeeds();
    let warns = "looks like patient identifiers: in the title";
    assert!(ran.conversation().contains(warns), "{ran}");
    let id = id_of(&sandbox, title);
    let edit = ["credits", "edit", &id, "--title", title];
    let ran = sandbox.run(edit).succeeds();
    assert!(!ran.conversation().contains(warns), "nothing new was kept");
}
