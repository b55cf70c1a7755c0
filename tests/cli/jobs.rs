//! `hitpath jobs`: applications from the first look to the answer, what is due
//! in every view, and the report.

use snapbox::{assert_data_eq, str};

use crate::{
    answers::{Changed, Next, Status, exact},
    sandbox::{PROFILE, Ran, Sandbox, TODAY},
    status::{fits, is_plain},
};

/// A person with applications in several stages, three of which are due.
fn searching() -> Sandbox {
    Sandbox::empty().profile([PROFILE, SEARCHING].concat())
}

const SEARCHING: &str = r#"name = "Ada"

[[applications]]
id = "k7m4"
employer = "Mercy Hospital"
title = "HIM clerk"
url = "https://example.org/jobs/1"
stages = [{ stage = "saved", on = 2026-11-02 }, { stage = "applied", on = 2026-11-10 }]

[[applications]] # by hand
id = "p3q8"
employer = "County Clinic"
title = "Records technician"
stages = [{ stage = "applied", on = 2026-11-01 }, { stage = "interview", on = 2026-11-20, expect = 2026-11-27 }]
notes = [{ on = 2026-11-20, text = "Two people, kind" }]

[[applications]]
id = "t2v9"
employer = "State Agency"
title = "Release of information specialist"
stages = [{ stage = "applied", on = 2026-10-01 }, { stage = "rejected", on = 2026-10-20 }]

[[applications]]
id = "w5x6"
employer = "Insurer"
title = "Abstractor"
stages = [{ stage = "saved", on = 2026-11-15 }]
"#;

/// The id in what was written down: `… (k7m4)`.
fn id_in(ran: &Ran) -> String {
    let answer = ran.answer();
    let (_, rest) = answer.split_once(" (").expect("an id");
    rest[..4].to_owned()
}

#[test]
fn an_application_goes_its_way_from_command_to_command() {
    let sandbox = Sandbox::begun();
    let ran = sandbox
        .run([
            "jobs",
            "add",
            "--employer",
            "Mercy Hospital",
            "--title",
            "HIM clerk",
            "--on",
            "2026-11-10",
            "--stage",
            "Applied",
            "--url",
            "https://example.org/1",
        ])
        .succeeds();
    let id = id_in(&ran);
    assert_data_eq!(
        ran.to_string().replace(&id, "[ID]"),
        str![[r#"
Written down: application Mercy Hospital, HIM clerk: applied on 2026-11-10
([ID]).
Follow-up: HIM clerk at Mercy Hospital: due soon, until 2026-11-24 (2 days
left); it is time now.
Next: hitpath jobs move [ID] STAGE, with screening, interview, rejected or
withdrawn
Take it back with: hitpath undo

"#]]
    );
    let line = format!("\n[[applications]]\nid = \"{id}\"\nemployer = \"Mercy Hospital\"\n");
    assert!(sandbox.added().starts_with(&line), "{}", sandbox.added());
    for (command, said) in [
        (
            ["note", &id, "Wrote a note", "--sent"].as_slice(),
            "note of 2026-11-22, sent: Wrote a note",
        ),
        (
            &["move", &id, "interview", "--on", "2026-11-21"],
            "interview on 2026-11-21",
        ),
        (
            &["move", &id, "interview", "--on", "2026-11-22"],
            "interview on 2026-11-22",
        ),
        (
            &["move", &id, "offer", "--until", "2026-11-30"],
            "until 2026-11-30 (8 days left), your own date",
        ),
        (
            &["edit", &id, "--title", "HIM technician", "--url", "none"],
            "HIM technician",
        ),
        (&["move", &id, "accepted"], "accepted on 2026-11-22"),
    ] {
        let before = sandbox.read_profile();
        let ran = sandbox.run([&["jobs"], command].concat()).succeeds();
        assert!(ran.answer().contains(said), "{ran}");
        assert!(
            ran.answer().ends_with("Take it back with: hitpath undo"),
            "{ran}"
        );
        let after = sandbox.read_profile();
        sandbox.run(["undo"]).succeeds();
        assert_eq!(sandbox.read_profile(), before, "{command:?}");
        sandbox.run(["redo"]).succeeds();
        assert_eq!(sandbox.read_profile(), after, "{command:?}");
        // Said again it is so already.
        let ran = sandbox.run([&["jobs"], command].concat()).succeeds();
        assert_eq!(ran.stdout(), "Nothing changed: it is already so.\n");
        assert_eq!(sandbox.read_profile(), after, "{command:?}");
    }
    let listed = sandbox.json(["jobs"]);
    let stages = listed["applications"][0]["stages"]
        .as_array()
        .expect("a list");
    assert_eq!(stages.len(), 5);
    assert_eq!(listed["applications"][0]["url"], serde_json::Value::Null);
    assert_eq!((&listed["open"], &listed["over"]), (&0.into(), &1.into()));
    let ran = sandbox.run(["jobs", "remove", &id]).succeeds();
    assert!(ran.answer().contains("removed"), "{ran}");
    assert_eq!(sandbox.added(), "");
    // What is written down again has its name back.
    let again = sandbox.run([
        "jobs",
        "add",
        "--employer",
        "Mercy Hospital",
        "--title",
        "HIM clerk",
        "--on",
        "2026-11-10",
        "--stage",
        "applied",
        "--url",
        "https://example.org/1",
    ]);
    assert_eq!(id_in(&again), id);
}

#[test]
fn the_list_has_what_is_due_first() {
    let ran = searching().run(["jobs"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
Applications                                                      3 open, 1 over
3 applications sent so far

p3q8 Records technician, County Clinic                                 interview
  Since      2026-11-20, 2 days ago
  Promised   2026-11-27
  Due        Thanks for the interview: overdue, ended 2026-11-21 (1 day ago)
  Settle     hitpath jobs note p3q8 "TEXT" --sent
  Due        Ask how it stands: running, until 2026-12-11 (19 days left); best
             not before 2026-12-04
  Settle     hitpath jobs note p3q8 "TEXT" --sent
  Last note  2026-11-20: Two people, kind

k7m4 HIM clerk, Mercy Hospital                                           applied
  Since      2026-11-10, 12 days ago
  Due        Follow-up: due soon, until 2026-11-24 (2 days left); it is time now
  Settle     hitpath jobs note k7m4 "TEXT" --sent
  Found      https://example.org/jobs/1

w5x6 Abstractor, Insurer                                                   saved
  Since      2026-11-15, 7 days ago

1 application more, over: hitpath jobs --all

"#]]
    );
    fits(&ran, 80);
    let all = searching().run(["jobs", "--all"]).succeeds();
    assert!(
        all.stdout().contains("t2v9 Release of information"),
        "{all}"
    );
    assert!(!ran.stdout().contains("t2v9"), "{ran}");
}

#[test]
fn every_page_fits_is_plain_and_writes_nothing() {
    let sandbox = searching();
    let before = sandbox.listing();
    for command in [
        ["jobs"].as_slice(),
        &["jobs", "--all"],
        &["next"],
        &["status"],
        &["jobs", "report", "--from", "2026-10-01", "--to", "today"],
    ] {
        let columns = [("40", 40), ("60", 60), ("100", 100)];
        for (text, columns) in columns {
            let mut ran = sandbox.command(command);
            ran.env("COLUMNS", text);
            let ran = sandbox.finish("narrow", &mut ran);
            fits(&ran.succeeds(), columns);
        }
        let plain = [command, &["--plain"]].concat();
        is_plain(&sandbox.run(plain).succeeds());
    }
    for command in [
        ["jobs", "--json"].as_slice(),
        &["jobs", "report", "--from", TODAY, "--to", TODAY, "--json"],
    ] {
        sandbox.run(command).succeeds();
    }
    assert!(sandbox.listing() == before, "looking wrote something");
}

#[test]
fn nobody_who_applied_for_nothing_sees_any_of_it() {
    let sandbox = Sandbox::begun();
    let next: Next = exact(sandbox.json(["next"]));
    assert_eq!(next.reminders.len(), 0);
    assert!(!sandbox.run(["next"]).stdout().contains("Applications"));
    assert_data_eq!(
        sandbox.run(["jobs"]).to_string(),
        str![[r#"
Applications                                                      0 open, 0 over
0 applications sent so far

Write down the first post: hitpath jobs add --employer NAME --title TEXT

"#]]
    );
}

#[test]
fn what_is_due_stands_in_next_and_goes_when_it_moves_on() {
    let sandbox = Sandbox::begun();
    let ran = sandbox.run([
        "jobs",
        "add",
        "--employer",
        "Mercy",
        "--title",
        "Clerk",
        "--stage",
        "applied",
    ]);
    let id = id_in(&ran);
    let uid = format!("application-{id}-follow-up-application-");
    let views = || {
        let next: Next = exact(sandbox.json(["next"]));
        let status: Status = exact(sandbox.json(["status"]));
        let of_job = |clock: &&crate::answers::Clock| clock.application.is_some();
        let ends = status.clocks.iter().find(of_job);
        let calendar = sandbox.run(["export", "--format", "ics"]).succeeds();
        let next_text = sandbox.run(["next"]).succeeds();
        let status_text = sandbox.run(["status"]).succeeds();
        let title = "Follow-up: Clerk at Mercy: running, until 2026-12-06 (14 days left)";
        (
            next.reminders.first().map(|it| it.ends.clone()),
            ends.map(|clock| clock.ends.clone()),
            calendar.stdout().contains(&uid),
            next_text.answer().contains(title),
            status_text.answer().contains(title),
        )
    };
    let day = Some(Some("2026-12-06".to_owned()));
    assert_eq!(views(), (day.clone(), day, true, true, true));
    let next: Next = exact(sandbox.json(["next"]));
    let reminder = &next.reminders[0];
    assert_eq!(reminder.application, id);
    assert_eq!(reminder.title, "Follow-up: Clerk at Mercy");
    assert_eq!(reminder.from.as_deref(), Some("2026-11-29"));
    assert_eq!(
        (reminder.days_left, &*reminder.state),
        (Some(14), "running")
    );
    let command = format!("hitpath jobs note {id} \"TEXT\" --sent");
    assert_eq!(reminder.command.as_deref(), Some(&*command));
    sandbox.run(["jobs", "move", &id, "screening"]).succeeds();
    assert_eq!(views(), (None, None, false, false, false));
    sandbox.run(["undo"]).succeeds();
    sandbox
        .run(["jobs", "note", &id, "Wrote", "--sent"])
        .succeeds();
    assert_eq!(views(), (None, None, false, false, false));
}

#[test]
fn next_shows_the_most_urgent_three_and_counts_the_others() {
    let one = |number: u32| {
        format!(
            "[[applications]]\nid = \"a{number}\"\nemployer = \"E\"\ntitle = \"T{number}\"\n\
             stages = [{{ stage = \"applied\", on = 2026-11-{:02} }}]\n",
            20 - number
        )
    };
    let many: String = (0..6).map(one).collect();
    let sandbox = Sandbox::empty().profile([PROFILE, &many].concat());
    for command in ["next", "status"] {
        let ran = sandbox.run([command]).succeeds();
        let shown: Vec<bool> = (0..6)
            .map(|number| ran.stdout().contains(&format!("Follow-up: T{number} at E")))
            .collect();
        assert_eq!(shown, [false, false, false, true, true, true], "{ran}");
        assert!(
            ran.answer()
                .contains("3 clocks more of applications: hitpath jobs"),
            "{ran}"
        );
    }
    let next: Next = exact(sandbox.json(["next"]));
    assert_eq!(next.reminders.len(), 6);
    assert_eq!(next.reminders[0].application, "a5");
}

#[test]
fn something_overdue_ends_a_status_with_1() {
    let with = |day: &str| {
        let entry = format!(
            "[[applications]]\nid = \"a2\"\nemployer = \"E\"\ntitle = \"T\"\n\
             stages = [{{ stage = \"applied\", on = {day} }}]\n"
        );
        let sandbox = Sandbox::empty().profile([PROFILE, &entry].concat());
        sandbox.run(["status", "--exit-code"])
    };
    assert_eq!(with("2026-11-08").code(), Some(0));
    let late = with("2026-11-07");
    assert_eq!(late.code(), Some(1));
    assert!(
        late.stdout().contains("What now: Nothing is lost"),
        "{late}"
    );
}

#[test]
fn the_report_has_each_day_and_the_sums() {
    let sandbox = searching();
    let report = [
        "jobs",
        "report",
        "--from",
        "2026-11-01",
        "--to",
        "2026-11-20",
    ];
    let ran = sandbox.run(report);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
Job search report                                       2026-11-01 to 2026-11-20
  Name       Ada

  2026-11-01 County Clinic: Records technician: Applied
  2026-11-02 Mercy Hospital: HIM clerk: Saved
  2026-11-10 Mercy Hospital: HIM clerk: Applied
  2026-11-15 Insurer: Abstractor: Saved
  2026-11-20 County Clinic: Records technician: Interview

  Totals     saved 2, applied 2, interview 1
  In all     3 posts

"#]]
    );
    let json = sandbox.json(report);
    assert_eq!(json["name"], "Ada");
    assert_eq!(json["events"].as_array().map(Vec::len), Some(5));
    assert_eq!(json["totals"][1]["stage"], "applied");
    assert_eq!(json["totals"][1]["count"], 2);
    assert_eq!(json["applications"], 3);
    // Both days count.
    let one = sandbox.json([
        "jobs",
        "report",
        "--from",
        "2026-11-10",
        "--to",
        "2026-11-10",
    ]);
    assert_eq!(one["events"].as_array().map(Vec::len), Some(1));
    let none = sandbox.run([
        "jobs",
        "report",
        "--from",
        "2026-09-01",
        "--to",
        "2026-09-30",
    ]);
    assert!(
        none.answer()
            .contains("Nothing is written down for this time."),
        "{none}"
    );
}

#[test]
fn a_move_that_is_unusual_is_made_and_said() {
    let sandbox = searching();
    let moved = |command: &[&str], said: &str| {
        let ran = sandbox
            .run([&["jobs", "move"], command].concat())
            .succeeds();
        assert!(ran.answer().contains(said), "{ran}");
    };
    moved(
        &["k7m4", "screening", "--on", "2026-11-05"],
        "Note: that was before applied on 2026-11-10, so it stays in applied.",
    );
    moved(
        &["t2v9", "interview"],
        "Note: it was over, rejected since 2026-10-20; now it is open again.",
    );
    moved(&["t2v9", "withdrawn"], "withdrawn on 2026-11-22");
    moved(
        &["t2v9", "declined"],
        "Note: it was over before, withdrawn since 2026-11-22.",
    );
    // The same stage of the same day is put right.
    moved(
        &[
            "p3q8",
            "interview",
            "--on",
            "2026-11-20",
            "--expect",
            "none",
        ],
        "2026-12-04",
    );
    let text = String::from_utf8(sandbox.read_profile()).expect("text");
    assert!(
        text.contains("{ stage = \"interview\", on = 2026-11-20 }"),
        "{text}"
    );
    assert!(text.contains("[[applications]] # by hand\n"), "{text}");
}

/// Stages and notes as a program and as a hand writes them.
const TO_MEND: [&str; 2] = [
    r#"
[[applications]]
id = "k7m4"
employer = "Mercy Hospital"
title = "HIM clerk"
stages = [{ stage = "saved", on = 2026-11-02 }, { stage = "applied", on = 2026-11-10 }, { stage = "interview", on = 2026-11-12 }, { stage = "interview", on = 2026-11-15, until = 2026-11-18 }]
notes = [{ on = 2026-11-10, text = "Called HR" }, { on = 2026-11-10, text = "Mailed HR" }, { on = 2026-11-12, text = "Mailed HR" }, { on = 2026-11-16, text = "Thanks", sent = true }]
"#,
    r#"
[[applications]]
id = "k7m4" # mine
employer = "Mercy Hospital"
title = "HIM clerk"

[[applications.stages]]
stage = "saved" # why
on = 2026-11-02
[[applications.stages]]
stage = "applied"
on = 2026-11-10
[[applications.stages]]
stage = "interview"
on = 2026-11-12
[[applications.stages]]
stage = "interview"
on = 2026-11-15
until = 2026-11-18

[[applications.notes]]
on = 2026-11-10
text = "Called HR"
[[applications.notes]]
on = 2026-11-10
text = "Mailed HR"
[[applications.notes]]
on = 2026-11-12
text = "Mailed HR"
[[applications.notes]]
on = 2026-11-16
text = "Thanks"
sent = true
"#,
];

#[test]
fn a_stage_or_a_note_that_was_written_down_wrongly_is_put_right() {
    let was = ["saved 02", "applied 10", "interview 12", "interview 15"];
    let had = ["10 Called HR", "10 Mailed HR", "12 Mailed HR", "16 Thanks"];
    for text in TO_MEND {
        let sandbox = Sandbox::empty().profile([PROFILE, text].concat());
        let first = sandbox.read_profile();
        let mend = |command: &[&str], said: &str, stages: [&str; 4], notes: [&str; 4]| {
            let ran = sandbox
                .run([&["jobs", "edit", "K7M4"], command].concat())
                .succeeds();
            let answer = ran.answer().replace('\n', " ");
            assert!(answer.contains(said), "{command:?}: {ran}");
            let then = sandbox.json(["jobs"]);
            let all = |list: &str, words: &dyn Fn(&serde_json::Value) -> String| {
                let list = then["applications"][0][list].as_array().expect("a list");
                list.iter().map(words).collect::<Vec<String>>()
            };
            let day = |one: &serde_json::Value| one["on"].as_str().expect("a day")[8..].to_owned();
            let word =
                |one: &serde_json::Value, key: &str| one[key].as_str().expect("words").to_owned();
            let found = all("stages", &|one| {
                format!("{} {}", word(one, "stage"), day(one))
            });
            assert_eq!(
                found,
                Vec::from_iter(stages.into_iter().filter(|it| !it.is_empty()))
            );
            let found = all("notes", &|one| {
                format!("{} {}", day(one), word(one, "text"))
            });
            assert_eq!(
                found,
                Vec::from_iter(notes.into_iter().filter(|it| !it.is_empty()))
            );
            sandbox.run(["undo"]).succeeds();
            assert!(sandbox.read_profile() == first, "{command:?}: one undo");
        };
        mend(
            &["--stage", "Applied", "--on", "2026-11-08"],
            "HIM clerk: applied on 2026-11-08 (k7m4) changed",
            ["saved 02", "applied 08", "interview 12", "interview 15"],
            had,
        );
        mend(
            &["--stage", "interview", "--was", "2026-11-12", "--gone"],
            "without interview on 2026-11-12 (k7m4)",
            ["saved 02", "applied 10", "interview 15", ""],
            had,
        );
        mend(
            &[
                "--note",
                "called",
                "--text",
                "Called them",
                "--on",
                "2026-11-09",
            ],
            "note of 2026-11-09: Called them (k7m4)",
            was,
            [
                "09 Called them",
                "10 Mailed HR",
                "12 Mailed HR",
                "16 Thanks",
            ],
        );
        mend(
            &["--note", "mailed", "--was", "2026-11-10", "--gone"],
            "without note of 2026-11-10: Mailed HR",
            was,
            ["10 Called HR", "12 Mailed HR", "16 Thanks", ""],
        );
        // Without the message the thanks are due again.
        mend(
            &["--note", "2026-11-16", "--gone"],
            "Thanks for the interview: HIM clerk at Mercy Hospital: overdue",
            was,
            ["10 Called HR", "10 Mailed HR", "12 Mailed HR", ""],
        );
        let again = [
            "jobs",
            "edit",
            "k7m4",
            "--stage",
            "saved",
            "--on",
            "2026-11-02",
        ];
        let ran = sandbox.run(again).succeeds();
        assert_eq!(ran.stdout(), "Nothing changed: it is already so.\n");
        for (command, expected) in [
            (
                ["--stage", "saved"].as_slice(),
                "jobs edit k7m4 --stage saved --on DATE",
            ),
            (&["--stage", "offer", "--gone"], "2026-11-10: applied"),
            (
                &["--stage", "applied", "--was", "2026-11-11", "--gone"],
                "`applied` of 2026-11-11",
            ),
            (
                &["--stage", "interview", "--gone"],
                "--stage interview --was DATE",
            ),
            (&["--stage", "applied", "--on", "+1d"], "in the future"),
            (
                &[
                    "--stage",
                    "interview",
                    "--was",
                    "2026-11-15",
                    "--on",
                    "2026-11-20",
                ],
                "until 2026-11-18 is before the day of the stage",
            ),
            (
                &[
                    "--stage",
                    "interview",
                    "--was",
                    "2026-11-12",
                    "--on",
                    "2026-11-15",
                ],
                "--stage interview --was 2026-11-12 --gone",
            ),
            (
                &["--stage", "saved", "--text", "Words"],
                "cannot be used with",
            ),
            (
                &["--stage", "saved", "--note", "Thanks", "--gone"],
                "cannot be used with",
            ),
            (&["--on", "2026-11-02"], "--stage <STAGE>"),
            (
                &["--note", "2026-11-10", "--gone"],
                "words that only this one has",
            ),
            (&["--note", "mailed", "--gone"], "--was DATE"),
            (&["--note", "zzz", "--gone"], "2026-11-16: Thanks"),
            (&["--note", " ", "--gone"], "--note is empty"),
        ] {
            let ran = sandbox.run([&["jobs", "edit", "k7m4"], command].concat());
            assert_eq!(ran.code(), Some(2), "{command:?}: {ran}");
            assert!(ran.conversation().contains(expected), "{command:?}: {ran}");
            assert!(sandbox.read_profile() == first, "{command:?}");
        }
    }
}

#[test]
fn an_application_keeps_one_stage_and_a_note_can_become_a_message() {
    let sandbox = searching();
    let gone = ["jobs", "edit", "w5x6", "--stage", "saved", "--gone"];
    let ran = sandbox.run(gone);
    assert_eq!(ran.code(), Some(2), "{ran}");
    assert!(
        ran.conversation().contains("hitpath jobs remove w5x6"),
        "{ran}"
    );
    sandbox.run(["jobs", "note", "k7m4", "Wrote"]).succeeds();
    sandbox
        .run(["jobs", "note", "k7m4", "Wrote", "--sent"])
        .succeeds();
    let listed = sandbox.json(["jobs"]);
    let all = listed["applications"].as_array().expect("a list");
    let one = all
        .iter()
        .find(|one| one["id"] == "k7m4")
        .expect("it is there");
    assert_eq!(one["notes"].as_array().map(Vec::len), Some(1));
    assert_eq!(one["notes"][0]["sent"], true);
    // The last note can go.
    sandbox
        .run(["jobs", "edit", "k7m4", "--note", "wrote", "--gone"])
        .succeeds();
    assert!(!sandbox.added().contains("Wrote"), "{}", sandbox.added());
}

#[test]
fn a_second_look_at_the_same_post_is_noted() {
    let sandbox = searching();
    let ran = sandbox.run([
        "jobs",
        "add",
        "--employer",
        "mercy hospital",
        "--title",
        "HIM Clerk",
    ]);
    assert!(
        ran.conversation()
            .contains("the same post was there already, k7m4"),
        "{ran}"
    );
    let ran = sandbox.run([
        "jobs",
        "add",
        "--employer",
        "State Agency",
        "--title",
        "Release of information specialist",
    ]);
    assert_eq!(ran.stderr(), "");
}

#[test]
fn words_that_may_tell_who_a_patient_is_are_warned_of() {
    let sandbox = searching();
    let note = "Patient 123-45-6789 was in the test";
    for command in [
        ["note", "k7m4", note].as_slice(),
        &["edit", "k7m4", "--title", note],
        &["add", "--employer", "E", "--title", note],
    ] {
        let ran = sandbox.run([&["jobs"], command].concat()).succeeds();
        assert!(
            ran.conversation()
                .contains("looks like patient identifiers"),
            "{ran}"
        );
    }
    // Nothing was kept anew, so nothing is said anew.
    let again = sandbox.run(["jobs", "note", "k7m4", note]).succeeds();
    assert_eq!(again.stderr(), "");
    let harmless = sandbox
        .run(["jobs", "note", "k7m4", "Kind people"])
        .succeeds();
    assert_eq!(harmless.stderr(), "");
}

#[test]
fn what_cannot_be_is_refused_and_the_way_out_is_named() {
    let sandbox = searching();
    let before = sandbox.texts();
    for (command, expected) in [
        (["move", "k7m5", "offer"].as_slice(), "did you mean `k7m4`?"),
        (&["move", "zzzz", "offer"], "hitpath jobs --all"),
        (&["move", "k7m4", "aplied"], "did you mean `applied`?"),
        (
            &["move", "k7m4", "gone"],
            "saved, applied, screening, interview, offer, accepted, declined, rejected, withdrawn",
        ),
        (
            &["move", "k7m4", "offer", "--on", "+1d"],
            "is in the future",
        ),
        (&["move", "k7m4", "offer", "--on", "soon"], "is not a date"),
        (
            &["move", "k7m4", "offer", "--until", "yesterday"],
            "before the day of the stage",
        ),
        (
            &["move", "k7m4", "interview", "--expect", "2026-02-30"],
            "is not a date",
        ),
        (&["note", "k7m4", "  "], "is empty"),
        (&["note", "k7m4", "x", "--on", "+2d"], "is in the future"),
        (&["edit", "k7m4"], "hitpath jobs edit k7m4 --title TEXT"),
        (&["edit", "k7m4", "--employer", ""], "--employer is empty"),
        (
            &["edit", "k7m4", "--url", "example.org"],
            "begins with https:// or http://",
        ),
        (
            &["add", "--employer", "E", "--title", " "],
            "--title is empty",
        ),
        (
            &["add", "--employer", "E", "--title", "T", "--url", "ftp://x"],
            "begins with https://",
        ),
        (
            &["add", "--employer", "E", "--title", "T", "--stage", "ofer"],
            "did you mean `offer`?",
        ),
        (
            &[
                "add",
                "--employer",
                "E",
                "--title",
                "T",
                "--on",
                "2999-01-01",
            ],
            "is in the future",
        ),
        (&["remove", "p3q9"], "did you mean `p3q8`?"),
        (
            &["report", "--from", "2026-11-02", "--to", "2026-11-01"],
            "hitpath jobs report --from 2026-11-01 --to 2026-11-02",
        ),
        (
            &["report", "--from", "2026-13-02", "--to", "2026-11-01"],
            "is not a date",
        ),
    ] {
        let ran = sandbox.run([&["jobs"], command].concat());
        assert_eq!(ran.code(), Some(2), "{command:?}: {ran}");
        assert!(ran.conversation().contains(expected), "{command:?}: {ran}");
        assert_eq!(ran.stdout(), "");
        // A report changes nothing, so nothing is said of it.
        let says = ran.conversation().replace('\n', " ");
        let says = says.contains("nothing was changed");
        assert_eq!(says, command[0] != "report", "{command:?}: {ran}");
    }
    assert!(sandbox.texts() == before, "a refusal wrote something");
    let ran = Sandbox::empty().run(["jobs"]).fails();
    assert!(ran.conversation().contains("hitpath init"), "{ran}");
}

#[test]
fn what_was_written_by_hand_is_read_as_it_stands() {
    let text = concat!(
        "[[applications]]\nemployer = \"No Name\"\ntitle = \"T\"\n",
        "[[applications.stages]]\nstage = \"applied\"\non = 2026-11-20\n",
        "[[applications]]\nid = \"odd\"\nemployer = \"E\\u001b[31m\"\ntitle = \"{employer}\"\n",
        "stages = [\n  { stage = \"elsewhere\", on = 2026-11-20 }, # why\n]\n",
    );
    let sandbox = Sandbox::empty().profile([PROFILE, text].concat());
    let ran = sandbox.run(["jobs"]).succeeds();
    assert!(ran.answer().contains("(no id) T, No Name"), "{ran}");
    assert!(
        ran.answer()
            .contains("elsewhere, a stage that is not known"),
        "{ran}"
    );
    assert!(!ran.stdout().contains('\u{1b}'), "{ran}");
    let next: Next = exact(sandbox.json(["next"]));
    assert_eq!(next.reminders.len(), 1);
    assert_eq!(next.reminders[0].command, None);
    let calendar = sandbox.run(["export", "--format", "ics"]).succeeds();
    assert!(
        calendar
            .stdout()
            .contains("application-at-1-follow-up-application-")
    );
    // A command goes on where the person wrote, and keeps the comment.
    sandbox.run(["jobs", "move", "odd", "applied"]).succeeds();
    sandbox
        .run(["jobs", "note", "ODD", "Called", "--on", "yesterday"])
        .succeeds();
    let added = sandbox.added();
    assert!(
        added.contains("{ stage = \"elsewhere\", on = 2026-11-20 }, # why\n"),
        "{added}"
    );
    let listed = sandbox.json(["jobs"]);
    let all = listed["applications"].as_array().expect("a list");
    let odd = all
        .iter()
        .find(|one| one["id"] == "odd")
        .expect("it is there");
    assert_eq!(odd["stage"], "applied");
    assert_eq!(odd["notes"][0]["on"], "2026-11-21");
}

#[test]
fn a_change_answers_with_json_and_the_log_tells_it() {
    let sandbox = searching();
    let moved: Changed = exact(sandbox.json(["jobs", "move", "w5x6", "applied"]));
    assert_eq!(moved.changed, ["w5x6"]);
    let again: Changed = exact(sandbox.json(["jobs", "move", "w5x6", "applied"]));
    assert!(again.changed.is_empty(), "{again:?}");
    sandbox
        .run(["jobs", "note", "w5x6", "Asked a friend"])
        .succeeds();
    let log = sandbox.run(["log", "--plain"]).succeeds();
    for said in [
        "application Insurer, Abstractor: applied on 2026-11-22 (w5x6) changed",
        "application Insurer, Abstractor: note of 2026-11-22: Asked a friend (w5x6) changed",
    ] {
        assert!(log.stdout().contains(said), "{log}");
    }
}

/// What `--help` says are the stages of the catalog.
#[test]
fn help_names_every_stage() {
    let ran = Sandbox::empty().run(["jobs", "move", "--help"]).succeeds();
    let stages =
        "saved, applied, screening, interview, offer, accepted, declined, rejected or withdrawn";
    assert!(ran.answer().contains(stages), "{ran}");
    let (rules, _) = hitpath::store::shipped::applications().expect("it ships");
    let ids: Vec<&str> = rules.stages.iter().map(|stage| stage.id.as_str()).collect();
    assert_eq!(ids.join(", "), stages.replace(" or ", ", "));
}

fn id_of_the_only_one(sandbox: &Sandbox) -> String {
    let jobs = sandbox.json(["jobs"]);
    let id = jobs["applications"][0]["id"].as_str();
    id.expect("an id").to_owned()
}

/// The stages of the only application, in the order of the file.
fn stages_of_the_only_one(sandbox: &Sandbox) -> Vec<String> {
    let text = String::from_utf8(sandbox.read_profile()).expect("text");
    let profile: toml::Table = text.parse().expect("TOML");
    let stages = profile["applications"][0]["stages"]
        .as_array()
        .expect("stages");
    let line = |stage: &toml::Value| {
        let day = |key: &str| {
            let day = stage.get(key)?.as_datetime()?;
            Some(format!(" {key} {day}"))
        };
        let days = ["on", "until", "expect"].into_iter().filter_map(day);
        [stage["stage"].as_str().expect("a stage").to_owned()]
            .into_iter()
            .chain(days)
            .collect::<String>()
    };
    stages.iter().map(line).collect()
}

#[test]
fn a_slip_on_one_day_is_put_right_and_a_promise_adds_no_interview() {
    let sandbox = Sandbox::begun();
    let add = [
        "jobs",
        "add",
        "--employer",
        "M",
        "--title",
        "T",
        "--stage",
        "applied",
        "--on",
        "2026-11-10",
    ];
    sandbox.run(add).succeeds();
    let id = id_of_the_only_one(&sandbox);
    let run = |arguments: &[&str]| {
        sandbox
            .run([&["jobs", "move", &id], arguments].concat())
            .succeeds();
    };
    run(&["rejected"]);
    run(&["applied"]);
    assert_eq!(
        sandbox.json(["jobs"])["applications"][0]["stage"],
        "applied"
    );
    run(&["interview"]);
    run(&["interview", "--expect", "2026-11-27"]);
    let expected = [
        "applied on 2026-11-10",
        "rejected on 2026-11-22",
        "applied on 2026-11-22",
        "interview on 2026-11-22 expect 2026-11-27",
    ];
    assert_eq!(stages_of_the_only_one(&sandbox), expected);
    // On a later day as well: only a second interview is one more.
    let sandbox = sandbox.env("HITPATH_TODAY", "2026-11-25");
    let run = |arguments: &[&str]| {
        sandbox
            .run([&["jobs", "move", &id], arguments].concat())
            .succeeds();
    };
    run(&["interview", "--expect", "2026-11-30"]);
    assert_eq!(stages_of_the_only_one(&sandbox).len(), 4);
    run(&["interview"]);
    assert_eq!(stages_of_the_only_one(&sandbox).len(), 5);
}

#[test]
fn an_offer_comes_before_notes_that_only_habit_asks_for() {
    let sandbox = Sandbox::begun();
    for number in 0..5 {
        let title = format!("Clerk {number}");
        let add = ["jobs", "add", "--employer", "M", "--title", &title];
        let applied = ["--stage", "applied", "--on", "2026-10-01"];
        sandbox.run([&add[..], &applied[..]].concat()).succeeds();
    }
    sandbox
        .run([
            "jobs",
            "add",
            "--employer",
            "Mercy",
            "--title",
            "Coder",
            "--stage",
            "offer",
        ])
        .succeeds();
    for command in ["next", "status"] {
        let said = sandbox.run([command]).succeeds().answer();
        let offer = said
            .find("Answer the offer: Coder at Mercy")
            .expect("it is said");
        // The clocks of a status go by their ends; here it must be among them.
        let is_first = Some(offer) < said.find("Follow-up: ");
        assert!(is_first || command == "status", "{said}");
    }
}

#[test]
fn an_accepted_offer_leads_to_its_step() {
    let sandbox = Sandbox::begun();
    let add = [
        "jobs",
        "add",
        "--employer",
        "M",
        "--title",
        "T",
        "--stage",
        "offer",
    ];
    sandbox.run(add).succeeds();
    let id = id_of_the_only_one(&sandbox);
    let accept = ["jobs", "move", &id, "accepted"];
    let ran = sandbox.run(accept).succeeds();
    let lead = "job-accepted: it happened on 2026-11-22; to mark it: hitpath check job-accepted --on 2026-11-22";
    let out_of_order = format!("{lead} --anyway");
    assert!(ran.answer().contains(&out_of_order), "{}", ran.answer());
    sandbox.run(["undo"]).succeeds();
    sandbox
        .run([
            "check",
            "applications-sent",
            "interview-stories",
            "--anyway",
        ])
        .succeeds();
    let ran = sandbox.run(accept).succeeds();
    let answer = ran.answer();
    assert!(
        answer.contains(lead) && !answer.contains("--anyway"),
        "{answer}"
    );
    sandbox
        .run(["check", "job-accepted", "--on", "2026-11-22"])
        .succeeds();
}

#[test]
fn a_name_in_capitals_is_answered_as_it_stands() {
    let entry = "[[applications]]\nid = \"Mercy-1\"\nemployer = \"M\"\ntitle = \"T\"\n\
                 stages = [{ stage = \"applied\", on = 2026-11-20 }]\n";
    let sandbox = Sandbox::empty().profile([PROFILE, entry].concat());
    for change in [
        &["note", "mercy-1", "wrote", "--sent"][..],
        &["move", "MERCY-1", "interview"],
        &["edit", "mercy-1", "--title", "Coder"],
        &["remove", "Mercy-1"],
    ] {
        let changed = sandbox.json([&["jobs"], change].concat());
        assert_eq!(
            changed["changed"],
            serde_json::json!(["Mercy-1"]),
            "{change:?}"
        );
    }
}
