//! `hitpath status`: one screen that says where a person stands, in text, in
//! plain lines and as JSON.

use snapbox::{assert_data_eq, str};
use unicode_width::UnicodeWidthStr;

use crate::{
    answers::{Next, Status, exact},
    bakery::{EVERY_STANDING, STOPPED, bakery, bakery_with},
    sandbox::{PROFILE, Ran, Sandbox, TODAY},
};

/// No line of the answer is wider than the terminal, but for an address alone
/// on its line: broken in two it could not be followed.
#[track_caller]
pub(crate) fn fits(ran: &Ran, columns: usize) {
    for line in ran.stdout().lines() {
        let is_address = line.starts_with("https://") && !line.contains(' ');
        assert!(
            line.width() <= columns || is_address,
            "{} columns: {line}",
            line.width()
        );
        assert_eq!(line, line.trim_end(), "a line ends in spaces");
    }
}

/// No line of the conversation is wider than the terminal, and none ends
/// within a word.
#[track_caller]
pub(crate) fn fits_on_stderr(ran: &Ran, columns: usize) {
    for line in ran.stderr().lines() {
        assert!(line.width() <= columns, "{columns} columns: {ran}");
    }
}

/// Every line of the answer is one fact, as `label: value`.
#[track_caller]
pub(crate) fn is_plain(ran: &Ran) {
    for line in ran.stdout().lines() {
        let (label, value) = line.split_once(": ").unwrap_or_default();
        let is_label = !label.is_empty() && !label.starts_with(' ') && label.len() <= 40;
        assert!(is_label && !value.trim().is_empty(), "not a fact: {line:?}");
    }
}

/// The plain profile of the main pathway with these lines at its end.
#[track_caller]
fn begun_with(lines: &str) -> Sandbox {
    Sandbox::empty().profile([PROFILE, lines].concat())
}

#[test]
fn a_fresh_profile_fits_one_screen() {
    let sandbox = Sandbox::empty().after(["init", "--yes", "--name", "Ada"]);
    let ran = sandbox.run(["status"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
RHIT by an associate degree                                                  Ada
0 of 44 required steps, 0 %; 0 optional done, 20 more on offer
By estimate done in April 2032, at 10 hours a week (our guess): hitpath plan

  explore        ░░░░░░░░░░  0/3  Find out whether it is for you
  diploma        ░░░░░░░░░░  0/1  High school diploma or equivalent
  cahiim-program ░░░░░░░░░░ 0/12  CAHIIM-accredited program
  internship     ░░░░░░░░░░  0/7  Internship (placement inside the program)
  rhit-exam      ░░░░░░░░░░ 0/14  RHIT exam
  job-search     ░░░░░░░░░░  0/5  Job search
  advancement    ░░░░░░░░░░  0/2  Advancement
Now
  1 diploma-earned: High school diploma, GED or HiSET earned
    because 34 required steps wait for it
  2 learn-role: Learn what the work is
    because it opens paths-compared and 8 more; 42 required steps wait for it
  3 equivalency-plan: No diploma yet: choose GED or HiSET and book the first
    subject (optional)
    because it is optional: it can help, and nothing is held up without it

RHIT: not yet eligible; program-accredited and degree-awarded are missing.
To re-check: 58 old facts: hitpath checklists facts --stale --ahead
More: hitpath show diploma-earned. When done: hitpath check diploma-earned

"#]]
    );
    // The twenty-fourth line is for the prompt.
    assert!(ran.stdout().lines().count() <= 23, "{ran}");
    fits(&ran, 80);
}

#[test]
fn forty_columns_are_enough() {
    let sandbox = Sandbox::begun().env("COLUMNS", "40");
    let ran = sandbox.run(["status"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
RHIT by an associate degree
0 of 44 required steps, 0 %; 0 optional
done, 20 more on offer
By estimate done in April 2032, at 10
hours a week (our guess): hitpath plan

  explore        ░░░░░░  0/3
  diploma        ░░░░░░  0/1
  cahiim-program ░░░░░░ 0/12
  internship     ░░░░░░  0/7
  rhit-exam      ░░░░░░ 0/14
  job-search     ░░░░░░  0/5
  advancement    ░░░░░░  0/2
Now
  1 diploma-earned: High school
    diploma, GED or HiSET earned
    because 34 required steps wait for
    it
  2 learn-role: Learn what the work is
    because it opens paths-compared and
    8 more; 42 required steps wait for
    it
  3 equivalency-plan: No diploma yet:
    choose GED or HiSET and book the
    first subject (optional)
    because it is optional: it can help,
    and nothing is held up without it

RHIT: not yet eligible;
program-accredited and degree-awarded
are missing.
To re-check: 58 old facts: hitpath
checklists facts --stale --ahead
More: hitpath show diploma-earned. When
done: hitpath check diploma-earned

"#]]
    );
    fits(&ran, 40);
}

#[test]
fn a_plain_line_is_one_fact() {
    let ran = Sandbox::begun().run(["status", "--plain"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
about: RHIT by an associate degree
progress: 0 of 44 required steps, 0 %; 0 optional done, 20 more on offer
finish: By estimate done in April 2032, at 10 hours a week (our guess): hitpath plan
stage explore: 0 of 3 required steps, Find out whether it is for you
stage diploma: 0 of 1 required steps, High school diploma or equivalent
stage cahiim-program: 0 of 12 required steps, CAHIIM-accredited program
stage internship: 0 of 7 required steps, Internship (placement inside the program)
stage rhit-exam: 0 of 14 required steps, RHIT exam
stage job-search: 0 of 5 required steps, Job search
stage advancement: 0 of 2 required steps, Advancement
next 1: diploma-earned, High school diploma, GED or HiSET earned
next 1 because: 34 required steps wait for it
next 2: learn-role, Learn what the work is
next 2 because: it opens paths-compared and 8 more; 42 required steps wait for it
next 3: equivalency-plan, No diploma yet: choose GED or HiSET and book the first subject, optional
next 3 because: it is optional: it can help, and nothing is held up without it
eligible: RHIT: not yet eligible; program-accredited and degree-awarded are missing.
to re-check: 58 old facts: hitpath checklists facts --stale --ahead
more: hitpath next, hitpath show diploma-earned. When done: hitpath check diploma-earned

"#]]
    );
    is_plain(&ran);
}

#[test]
fn plain_is_also_asked_for_by_the_environment() {
    let by_flag = Sandbox::begun().run(["status", "--plain"]).succeeds();
    for variable in ["HITPATH_PLAIN", "ACCESSIBLE"] {
        let sandbox = Sandbox::begun().env(variable, "1");
        let ran = sandbox.run(["status"]).succeeds();
        assert_eq!(ran.stdout(), by_flag.stdout(), "{variable}");
    }
    let sandbox = Sandbox::begun().env("HITPATH_PLAIN", "");
    let ran = sandbox.run(["status"]).succeeds();
    assert_ne!(
        ran.stdout(),
        by_flag.stdout(),
        "an empty one asks for nothing"
    );
}

#[test]
fn every_width_is_kept_to_on_every_stretch_of_the_way() {
    let everything = "explore diploma cahiim-program internship rhit-exam job-search advancement";
    for done in ["", "explore", "explore diploma", everything] {
        let mut sandbox = Sandbox::begun();
        if !done.is_empty() {
            let names: Vec<&str> = ["check"].into_iter().chain(done.split(' ')).collect();
            sandbox = sandbox.after(names);
        }
        for columns in [40, 61, 80, 100] {
            sandbox = sandbox.env("COLUMNS", &columns.to_string());
            fits(&sandbox.run(["status"]).succeeds(), columns);
        }
    }
}

#[test]
fn a_width_beyond_reason_is_brought_into_it() {
    for (columns, used) in [("1", 40), ("39", 40), ("1000", 100)] {
        let ran = Sandbox::begun().env("COLUMNS", columns).run(["status"]);
        fits(&ran, used);
    }
    for columns in ["", "0", "-1", "wide", "99999999999999999999"] {
        let ran = Sandbox::begun().env("COLUMNS", columns).run(["status"]);
        fits(&ran.succeeds(), 80);
    }
}

#[test]
fn long_and_wide_names_of_a_person_s_own_keep_to_the_width() {
    let long_id = "a".repeat(64);
    let stage = format!(
        "id = \"{long_id}\"\ntitle = \"{}\"\n[[step]]\nid = \"{}\"\ntitle = \"{}\"\nwhy = \"{}\"\n",
        "健康情報".repeat(20),
        "b".repeat(64),
        "病歴を読む ".repeat(20),
        "https://example.invalid/".repeat(9),
    );
    let pathway = format!(
        "id = \"long\"\ntitle = \"{}\"\nstages = [\"{long_id}\"]\n",
        "長".repeat(90)
    );
    let mut sandbox = Sandbox::empty()
        .own_stage(&long_id, &stage)
        .own_pathway("long", &pathway)
        .profile(PROFILE.replace("\"rhit\"", "\"long\""));
    for columns in [40, 80] {
        sandbox = sandbox.env("COLUMNS", &columns.to_string());
        for arguments in [vec!["status"], vec!["next"], vec!["show", &long_id]] {
            fits(&sandbox.run(&arguments).succeeds(), columns);
        }
    }
}

#[test]
fn as_json_a_fresh_profile_lists_the_seven_stages() {
    let sandbox = Sandbox::empty().after(["init", "--yes"]);
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.format_version, 1);
    assert_eq!(status.today, TODAY);
    assert_eq!(status.profile.pathway, "rhit");
    assert_eq!(
        status.profile.path,
        sandbox.profile_path().display().to_string()
    );
    assert_eq!(status.profile.name, None);
    let stages: Vec<(&str, usize, usize)> = status
        .stages
        .iter()
        .map(|stage| (stage.id.as_str(), stage.satisfied, stage.required))
        .collect();
    assert_eq!(
        stages,
        [
            ("explore", 0, 3),
            ("diploma", 0, 1),
            ("cahiim-program", 0, 12),
            ("internship", 0, 7),
            ("rhit-exam", 0, 14),
            ("job-search", 0, 5),
            ("advancement", 0, 2),
        ]
    );
    assert_eq!(status.progress.required, 44);
    assert_eq!(status.progress.percent, 0);
    assert_eq!(status.progress.optional, 20);
    let steps = status.stages.iter().map(|stage| stage.steps.len());
    assert_eq!(steps.sum::<usize>(), 64);
    assert!(["explore", "diploma"].contains(&status.next[0].stage.as_str()));
    assert!(status.waiting.is_empty());
    assert!(status.unknown_steps.is_empty() && status.retired_steps.is_empty());
}

#[test]
fn as_json_every_word_is_one_that_scripts_may_know() {
    let sandbox = Sandbox::begun()
        .after(["check", "explore", "diploma", "--on", "2026-10-01"])
        .after([
            "check",
            "programs-listed",
            "--as",
            "doing",
            "--due",
            "2026-12-24",
        ]);
    let status: Status = exact(sandbox.json(["status"]));
    let standings = [
        "done", "waived", "no", "doing", "locked", "waiting", "lapsed", "open",
    ];
    for stage in &status.stages {
        assert!(!stage.title.is_empty());
        for step in &stage.steps {
            assert!(standings.contains(&step.standing.as_str()), "{step:?}");
            assert_eq!(
                step.standing == "locked",
                !step.missing.is_empty(),
                "{step:?}"
            );
            assert!(!step.title.is_empty());
        }
    }
    assert_eq!(status.step("learn-role").on.as_deref(), Some("2026-10-01"));
    let listed = status.action("programs-listed");
    assert_eq!(listed.due.as_deref(), Some("2026-12-24"));
    assert_eq!(listed.stage, "cahiim-program");
    assert!(!listed.optional && listed.effort_hours > 0);
    assert!(listed.unlocks.contains(&"fafsa".to_owned()), "{listed:?}");
    assert!(!listed.title.is_empty() && !listed.reason.is_empty());
    for fact in &status.stale_facts {
        // An undated one counts as old, and has no age.
        assert_eq!(fact.checked.is_some(), fact.days_old.is_some(), "{fact:?}");
        assert!(fact.id.contains('.'), "{fact:?}");
    }
    assert!(!status.stale_facts.is_empty());
}

#[test]
fn without_a_profile_it_says_how_to_start_one() {
    for arguments in [["status"].as_slice(), &["status", "--json"]] {
        let sandbox = Sandbox::empty();
        let ran = sandbox.run(arguments);
        assert_data_eq!(
            ran.to_string(),
            str![[r#"
---- stderr
error: there is no profile yet
  looked for [HOME]/profile.toml
hint: start one: hitpath init
---- exit 2

"#]]
        );
        assert!(!sandbox.home().exists(), "looking made a folder");
    }
}

#[test]
fn every_standing_has_a_word_and_a_shape() {
    let sandbox = bakery_with(EVERY_STANDING);
    let status: Status = exact(sandbox.json(["status"]));
    for (id, standing) in [
        ("sourdough", "lapsed"),
        ("bread", "locked"),
        ("apprentice", "doing"),
        ("early-riser", "no"),
        ("stall", "waived"),
        ("shop", "locked"),
    ] {
        assert_eq!(status.step(id).standing, standing, "{id}");
    }
    assert_data_eq!(
        sandbox.run(["status"]).to_string(),
        str![[r#"
To a bakery of your own
1 of 5 required steps, 20 %; 0 optional done, 2 more on offer
By estimate done in December 2026, at 10 hours a week (our guess): hitpath plan

  baking  ░░░░░░░░░░ 0/2  Baking
  selling ███░░░░░░░ 1/3  Selling
Now
  1 sourdough: Keep a sourdough
    because it was done, and is no longer valid
  2 apprentice: Work beside a baker (optional)
    because it is under way since 2026-11-01
  3 yeast: Buy yeast instead (optional)
    because this or sourdough opens bread

early-riser is answered no, and required steps wait for a yes. What to do:
hitpath show early-riser. Once it is a yes: hitpath check early-riser
Baker: not eligible, because of the answer no: early-riser. This rests on 2 old
facts. More: hitpath show baker
More: hitpath next, hitpath show sourdough. When done: hitpath check sourdough

"#]]
    );
    is_plain(&sandbox.run(["status", "--plain"]));
    is_plain(&sandbox.run(["show", "baking", "--plain"]));
    assert_data_eq!(
        sandbox.run(["show", "baking"]).to_string(),
        str![[r#"
baking: Baking                                             0 of 2 required steps
  About      You can bake a bread that people come back for.

! sourdough (lapsed, 2026-09-01)
    Keep a sourdough
○ yeast (open, optional)
    Buy yeast instead
· bread (locked)
    Bake a bread
▶ apprentice (doing, optional, 2026-11-01)
    Work beside a baker

"#]]
    );
    let ascii = sandbox.env("LC_ALL", "C").run(["show", "selling"]);
    assert_data_eq!(
        ascii.to_string(),
        str![[r#"
selling: Selling                                           1 of 3 required steps

[n] early-riser (no, 2026-11-01)
    You like to rise early
[-] stall (waived)
    Rent a stall
[.] shop (locked)
    Open the shop

"#]]
    );
}

#[test]
fn what_is_overdue_comes_first_and_says_so() {
    let sandbox = bakery_with(
        "[steps.early-riser]\ndue = 2026-11-20\n\
         [steps.sourdough]\nstate = \"doing\"\non = 2026-11-01\n\
         [steps.apprentice]\nexpect = 2026-11-21\n",
    );
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(
        status.next_ids(),
        ["early-riser", "sourdough", "apprentice", "yeast"]
    );
    let reasons: Vec<&str> = status.next.iter().map(|a| a.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "your own date for it, 2026-11-20, passed 2 days ago",
            "it is under way since 2026-11-01, and 2 required steps wait for it",
            "it was expected to be done by 2026-11-21, 1 day ago",
            "this or sourdough opens bread",
        ]
    );
}

#[test]
fn a_no_that_stops_the_way_is_named_with_what_would_change_it() {
    let sandbox = bakery_with(STOPPED);
    let ran = sandbox.run(["status"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
To a bakery of your own
2 of 5 required steps, 40 %; 0 optional done, 1 more on offer
By estimate done in November 2026, at 10 hours a week (our guess): hitpath plan

  baking  ██████████ 2/2  Baking
  selling ░░░░░░░░░░ 0/3  Selling
Now
  No required step is open, because of the answer no: early-riser.
  1 apprentice: Work beside a baker (optional)
    because it is optional: it can help, and nothing is held up without it

early-riser is answered no, and required steps wait for a yes. What to do:
hitpath show early-riser. Once it is a yes: hitpath check early-riser
Baker: not eligible, because of the answer no: early-riser. This rests on 2 old
facts. More: hitpath show baker
To re-check: 2 old facts: hitpath checklists facts --stale --ahead
More: hitpath next, hitpath show apprentice. When done: hitpath check apprentice

"#]]
    );
    let next: Next = exact(sandbox.json(["next"]));
    assert_eq!(next.none_because.as_deref(), Some("stopped"));
    assert_eq!(next.until, None);
    // Optional ones are still offered, but not as if they were the way.
    assert_eq!(next.actions.len(), 1);
    assert!(next.actions[0].optional);
}

#[test]
fn when_all_is_done_it_says_so() {
    let sandbox = bakery().after(["check", "baking", "selling"]);
    let ran = sandbox.run(["status"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
To a bakery of your own
5 of 5 required steps, 100 %; 0 optional done, 1 more on offer

  baking  ██████████ 2/2  Baking
  selling ██████████ 3/3  Selling
Now
  Every required step of this pathway is done.
  1 apprentice: Work beside a baker (optional)
    because it is optional: it can help, and nothing is held up without it

Baker is yours: you may use the letters.
More: hitpath next, hitpath show apprentice. When done: hitpath check apprentice

"#]]
    );
    let next: Next = exact(sandbox.json(["next"]));
    assert_eq!(next.none_because.as_deref(), Some("done"));
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.progress.percent, 100);
}

#[test]
fn steps_that_no_file_knows_are_kept_and_listed() {
    let lines =
        "[steps.surgery]\nstate = \"done\"\non = 2020-01-01\n[steps.\"Not An Id\"]\nx = 1\n";
    let sandbox = begun_with(lines);
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.unknown_steps, ["Not An Id", "surgery"]);
    assert_eq!(status.progress.satisfied, 0);
    let ran = sandbox.run(["status"]).succeeds();
    let listed = "Kept, but in no file of the catalog: Not An Id and surgery\n";
    assert!(ran.stdout().contains(listed), "{ran}");
    sandbox.run(["check", "diploma"]).succeeds();
    assert!(sandbox.added().starts_with(lines), "{}", sandbox.added());
}

#[test]
fn a_pathway_that_no_file_knows_is_named_with_those_there_are() {
    let sandbox = Sandbox::empty().profile(PROFILE.replace("\"rhit\"", "\"rhti\""));
    let ran = sandbox.run(["status"]).fails();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
---- stderr
error: there is no pathway `rhti`
  pathways there are: coding, international, renewal, rhia, rhit, veteran and
    working
hint: choose one: hitpath set pathway=rhit
---- exit 2

"#]]
    );
    sandbox.run(["set", "pathway=rhit"]).succeeds();
    sandbox.run(["status"]).succeeds();
}

#[test]
fn a_mistake_in_a_file_of_the_person_s_own_is_shown_with_its_place() {
    let sandbox = Sandbox::begun().own_stage(
        "baking",
        "id = \"baking\"\ntitle = \"Baking\"\n[[step]]\nid = \"bread\"\ntitel = \"Bread\"\n",
    );
    let ran = sandbox.run(["status"]).fails();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
---- stderr
error: 2 problems in your own catalog files
 --> [HOME]/checklists/stages/baking.toml:3:1
  |
3 | [[step]]
  | ^^^^^^^^ missing field `title`
 --> [HOME]/checklists/stages/baking.toml:5:1
  |
5 | titel = "Bread"
  | ^^^^^ unknown key `titel`
hint: mend the files, or move them out of the folder; your profile is not
  touched
---- exit 2

"#]]
    );
    let ran = sandbox.run(["check", "diploma", "--plain"]).fails();
    let place = sandbox.home().join("checklists/stages/baking.toml");
    let place = format!("{}:", place.display());
    assert!(ran.stderr().contains(&place), "{ran}");
    assert_eq!(sandbox.added(), "");
}

#[test]
fn a_script_can_ask_whether_something_is_overdue() {
    let sandbox = bakery();
    sandbox.run(["status", "--exit-code"]).succeeds();
    let sandbox = bakery_with("[steps.early-riser]\ndue = 2026-11-22\n");
    sandbox.run(["status", "--exit-code"]).succeeds();
    let sandbox = sandbox.env("HITPATH_TODAY", "2026-11-23");
    let ran = sandbox.run(["status", "--exit-code"]);
    assert_eq!((ran.code(), ran.stderr()), (Some(1), ""));
    let same = sandbox.run(["status"]).succeeds();
    assert_eq!(same.stdout(), ran.stdout(), "the answer itself is no other");
    let json = sandbox.run(["status", "--exit-code", "--json"]);
    assert_eq!(json.code(), Some(1));
}

/// Also where nothing can be done about it yet.
#[test]
fn overdue_is_overdue_behind_a_locked_door_too() {
    let sandbox = Sandbox::begun().after(["check", "enrolled", "--due", "2020-01-01"]);
    let ran = sandbox.run(["status", "--exit-code"]);
    assert_eq!(ran.code(), Some(1), "{}", ran.fails());
    let ran = sandbox.run(["status"]).succeeds();
    assert!(
        ran.stdout().contains("enrolled: 2020-01-01 has passed"),
        "{ran}"
    );
    let sandbox = sandbox.after(["check", "enrolled", "--due", "none"]);
    assert_eq!(
        sandbox.run(["status", "--exit-code"]).succeeds().code(),
        Some(0)
    );
}
