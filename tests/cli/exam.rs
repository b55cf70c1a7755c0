//! `hitpath exam`: practice exams and attempts, and what they say.

use serde_json::{Value, json};
use snapbox::{assert_data_eq, str};

use crate::{
    answers::{Status, exact},
    bakery::bakery,
    sandbox::{PROFILE, Sandbox, without_stamps},
};

/// Two mock exams, a month apart, and an exam that is booked.
const PRACTISED: &str = r#"
hours-per-week = 12

[[practice]]
id = "b2c3"
exam = "rhit"
on = 2026-10-23
domains = { 1 = 60, 2 = 70, 3 = 55, 4 = 80.5, 5 = 72, 6 = 66 }
score = 68
questions = 150

[[practice]]
id = "d4f5"
exam = "rhit"
on = 2026-11-22
domains = { 1 = 74, 2 = 78, 3 = 60, 4 = 84, 5 = 80, 6 = 90 }

[steps.exam-sat]
expect = 2027-02-11
"#;

fn with(lines: &str) -> Sandbox {
    Sandbox::empty().profile(PROFILE.to_owned() + lines)
}

fn practised() -> Sandbox {
    with(PRACTISED)
}

/// What stands behind the head of the profile, stamps apart.
fn added(sandbox: &Sandbox) -> String {
    without_stamps(sandbox.added().as_bytes())
}

#[test]
fn the_page_says_how_ready_and_what_to_study_when() {
    let sandbox = practised();
    let before = sandbox.listing();
    let ran = sandbox.run(["exam"]).succeeds();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
RHIT (Registered Health Information Technician)                             exam
  Exam day   2027-02-11 (in 81 days), as you wrote down
  Outline    the day from which it holds is not known to us; your exam is
             expected on 2027-02-11; no other one is known
  exam-sat is expected on 2027-02-11. At 12 hours a week you get there only on
  2031-02-18. More hours alone do not help: move the day. Last day to move the
  exam without cost: 2027-01-21. See hitpath plan exam-sat

Readiness
  Now        66 to 78 percent, likely 74
  Goal       80 percent (our advice, no rule)
  Study next domain 3, Data Analytics and Use: it weighs 12 to 18 percent and is
             22 below the goal; weight times distance is the largest there
  Mind       It says how your practice goes: it is no chance to pass, and not
             the scaled score of the exam.

Domains
  1 Data Content, Structure, and Information Governance
    ██████░░░░ 69 percent (60 to 74), 11 below the goal
    weighs 19 to 25 percent; 2 results, last on 2026-11-22
  2 Access, Disclosure, Privacy, and Security
    ███████░░░ 75 percent (70 to 78), 5 below the goal
    weighs 14 to 18 percent; 2 results, last on 2026-11-22
  3 Data Analytics and Use
    █████░░░░░ 58 percent (55 to 60), 22 below the goal
    weighs 12 to 18 percent; 2 results, last on 2026-11-22
  4 Revenue Cycle Management
    ████████░░ 82 percent (80 to 84), goal reached
    weighs 19 to 25 percent; 2 results, last on 2026-11-22
  5 Compliance
    ███████░░░ 77 percent (72 to 80), 3 below the goal
    weighs 13 to 17 percent; 2 results, last on 2026-11-22
  6 Leadership
    ████████░░ 82 percent (66 to 90), goal reached
    weighs 9 to 12 percent; 2 results, last on 2026-11-22
Sources disagree on 6 weights; the first named counts here. Both sides: hitpath
show rhit

Study plan
  - 2026-11-22 to 2027-02-06, 11 weeks: 12 hours a week (domain 1: 4.25, domain
    2: 1.25, domain 3: 5.75, domain 5: 0.75)
  - 2027-02-07 to 2027-02-10: 6.75 hours (domain 1: 2.25, domain 2: 0.75, domain
    3: 3.25, domain 5: 0.5)
  Shared by weight times distance to the goal. It counts all your hours as hours
  of study.

Practice exams
  d4f5: 2026-11-22, 1: 74, 2: 78, 3: 60, 4: 84, 5: 80, 6: 90
  b2c3: 2026-10-23, 1: 60, 2: 70, 3: 55, 4: 80.5, 5: 72, 6: 66, in all: 68, 150
        questions
  To change one: hitpath exam edit ID; to take it out: hitpath exam remove ID

Write results down: hitpath exam practice rhit --domain 1=72 2=80
How the figures come about: hitpath exam rhit --explain

"#]]
    );
    assert!(sandbox.listing() == before, "reading writes nothing");
    let same = sandbox.run(["exam", "RHIT"]).succeeds();
    assert_eq!(same.stdout(), ran.stdout());
}

#[test]
fn plain_is_one_fact_a_line() {
    let ran = practised().run(["exam", "--plain"]).succeeds();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
about: RHIT (Registered Health Information Technician), exam
exam day: 2027-02-11 (in 81 days), as you wrote down
outline: the day from which it holds is not known to us; your exam is expected on 2027-02-11; no other one is known
too early: exam-sat is expected on 2027-02-11. At 12 hours a week you get there only on 2031-02-18. More hours alone do not help: move the day. Last day to move the exam without cost: 2027-01-21. See hitpath plan exam-sat
part: Readiness
now: 66 to 78 percent, likely 74
goal: 80 percent (our advice, no rule)
study next: domain 3, Data Analytics and Use: it weighs 12 to 18 percent and is 22 below the goal; weight times distance is the largest there
mind: It says how your practice goes: it is no chance to pass, and not the scaled score of the exam.
part: Domains
domain 1: Data Content, Structure, and Information Governance; 69 percent (60 to 74), 11 below the goal; weighs 19 to 25 percent; 2 results, last on 2026-11-22
domain 2: Access, Disclosure, Privacy, and Security; 75 percent (70 to 78), 5 below the goal; weighs 14 to 18 percent; 2 results, last on 2026-11-22
domain 3: Data Analytics and Use; 58 percent (55 to 60), 22 below the goal; weighs 12 to 18 percent; 2 results, last on 2026-11-22
domain 4: Revenue Cycle Management; 82 percent (80 to 84), goal reached; weighs 19 to 25 percent; 2 results, last on 2026-11-22
domain 5: Compliance; 77 percent (72 to 80), 3 below the goal; weighs 13 to 17 percent; 2 results, last on 2026-11-22
domain 6: Leadership; 82 percent (66 to 90), goal reached; weighs 9 to 12 percent; 2 results, last on 2026-11-22
weights: Sources disagree on 6 weights; the first named counts here. Both sides: hitpath show rhit
part: Study plan
study: 2026-11-22 to 2027-02-06, 11 weeks: 12 hours a week (domain 1: 4.25, domain 2: 1.25, domain 3: 5.75, domain 5: 0.75)
study: 2027-02-07 to 2027-02-10: 6.75 hours (domain 1: 2.25, domain 2: 0.75, domain 3: 3.25, domain 5: 0.5)
study: Shared by weight times distance to the goal. It counts all your hours as hours of study.
part: Practice exams
practice d4f5: 2026-11-22, 1: 74, 2: 78, 3: 60, 4: 84, 5: 80, 6: 90
practice b2c3: 2026-10-23, 1: 60, 2: 70, 3: 55, 4: 80.5, 5: 72, 6: 66, in all: 68, 150 questions
change: To change one: hitpath exam edit ID; to take it out: hitpath exam remove ID
write: Write results down: hitpath exam practice rhit --domain 1=72 2=80
more: How the figures come about: hitpath exam rhit --explain

"#]]
    );
}

#[test]
fn it_fits_forty_columns_and_needs_no_more_than_ascii() {
    let failed =
        "[[attempts]]\nid = \"g6h7\"\nexam = \"rhit\"\non = 2026-11-20\nresult = \"fail\"\n";
    let sandbox = with(&(PRACTISED.to_owned() + failed));
    for columns in [40, 60, 80, 100] {
        let sandbox = with(&(PRACTISED.to_owned() + failed)).env("COLUMNS", &columns.to_string());
        for arguments in [&["exam"][..], &["exam", "--explain"], &["exam", "chda"]] {
            let ran = sandbox.run(arguments).succeeds();
            for line in ran.stdout().lines() {
                assert!(line.chars().count() <= columns, "{columns}: {line}");
            }
        }
    }
    let ascii = sandbox.env("LC_ALL", "C").run(["exam"]).succeeds();
    assert!(ascii.stdout().is_ascii(), "{ascii}");
    assert!(ascii.stdout().contains("######...."), "{ascii}");
}

#[test]
fn json_has_every_number() {
    let answer = practised().json(["exam"]);
    let keys = |value: &Value| -> Vec<String> {
        let object = value.as_object().expect("an object");
        object.keys().cloned().collect()
    };
    let mut all = keys(&answer);
    all.sort();
    let expected = "attempts domains exam explain format_version missing outline practice \
        readiness retake_from sittings study_next study_plan target target_is today";
    assert_eq!(all.join(" "), expected);
    assert_eq!(answer["format_version"], 1);
    assert_eq!(answer["today"], "2026-11-22");
    assert_eq!(answer["exam"], "rhit");
    assert_eq!(answer["sittings"], 2);
    assert_eq!(answer["outline"]["effective_from"], Value::Null);
    assert_eq!(answer["outline"]["exam_day"], "2027-02-11");
    assert_eq!(answer["outline"]["exam_day_is"], "expected");
    let first = &answer["outline"]["domains"][0];
    let title = "Data Content, Structure, and Information Governance";
    let fact = "rhit.outline.domain-1";
    assert_eq!(
        *first,
        json!({ "id": 1, "title": title, "low": 19, "high": 25, "fact": fact })
    );
    assert_eq!(
        answer["domains"][0],
        json!({
            "id": 1, "mean": 69.33, "low": 60, "high": 74, "last_on": "2026-11-22",
            "results": [
                { "on": "2026-11-22", "percent": 74 },
                { "on": "2026-10-23", "percent": 60 },
            ],
        })
    );
    let readiness = json!({ "low": 66.6, "likely": 74.11, "high": 78.36, "target": 80 });
    assert_eq!(answer["readiness"], readiness);
    assert_eq!(answer["target_is"], "advice");
    assert_eq!(answer["missing"], json!([]));
    assert_eq!(answer["study_next"]["domain"], 3);
    assert_eq!(answer["retake_from"], Value::Null);
    assert_eq!(answer["explain"], Value::Null);
    let plan = &answer["study_plan"];
    assert_eq!(plan["until"], "2027-02-11");
    assert_eq!(plan["stretches"][0]["weeks"], 11);
    assert_eq!(plan["stretches"][0]["hours"], 12.0);
    assert_eq!(answer["practice"][1]["id"], "b2c3");
    assert_eq!(answer["practice"][1]["score"], 68.0);
    let explained = practised().json(["exam", "--explain"]);
    assert!(
        explained["explain"]
            .as_array()
            .is_some_and(|it| it.len() > 10)
    );
}

#[test]
fn the_newest_practice_exams_are_listed_and_all_where_they_are_asked_for() {
    let one = |number: u32| {
        format!(
            "[[practice]]\nid = \"a{number}\"\nexam = \"rhit\"\non = 2026-10-{:02}\nscore = 70\n",
            number + 10
        )
    };
    let sandbox = with(&(0..12).map(one).collect::<String>());
    let shown = |command: &[&str]| {
        let ran = sandbox.run(command).succeeds();
        let listed = |number: &u32| ran.stdout().contains(&format!("  a{number}: "));
        ((0..12).filter(listed).collect::<Vec<u32>>(), ran)
    };
    let (few, ran) = shown(&["exam"]);
    assert_eq!(few, Vec::from_iter(2..12), "{ran}");
    let more = "2 earlier ones not listed, and counted: hitpath exam rhit --all";
    assert!(ran.answer().contains(more), "{ran}");
    let (all, ran) = shown(&["exam", "rhit", "--all"]);
    assert_eq!(all, Vec::from_iter(0..12), "{ran}");
    assert!(!ran.stdout().contains("not listed"), "{ran}");
}

#[test]
fn before_there_is_a_profile_it_shows_the_outline() {
    let sandbox = Sandbox::empty();
    let ran = sandbox.run(["exam", "ccs"]).succeeds();
    assert!(ran.answer().contains("in force since 2024-05-01"), "{ran}");
    assert!(
        ran.answer().contains("1 Coding Knowledge and Skills"),
        "{ran}"
    );
    assert!(sandbox.listing().is_empty(), "reading writes nothing");
    let ran = sandbox
        .run(["exam", "practice", "rhit", "--score", "5"])
        .fails();
    assert!(ran.conversation().contains("no profile yet"), "{ran}");
}

#[test]
fn the_formula_is_printed_and_worked_through() {
    let ran = practised().run(["exam", "--explain"]).succeeds();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
How readiness comes about                                                   rhit
  Formula    1. A result counts less as it gets older: it weighs 0.5^(age in
                days / 30), so half as much after 30 days.
             2. The mean of a domain is the mean of its results by these
                weights.
             3. A domain is as low as the smaller of its mean and the lowest of
                its last three results, and as high as the larger of its mean
                and the highest of them.
             4. Likely readiness is the sum of weight times mean over the sum of
                the weights, with the middle of each weight range of the
                outline.
             5. Low (high) is the least (greatest) that sum of weight times low
                (high) over the sum of the weights can be, over all weights
                inside their ranges.
             6. All figures are rounded down. A result over all (--score) is
                kept and shown, and not counted.
             7. There is no figure before two practice exams with results by
                domain and a result in every domain, or while the weight of a
                domain is not known.
             8. Results after today are not counted, nor those of a day on which
                an outline with other domains was in force than on the day of
                your exam.
             9. To study next is the domain with the largest product of its
                middle weight and its distance to the goal.
             10. It is readiness: what your practice shows. It is no chance to
                 pass, and it cannot be turned into the scaled score of the
                 exam.
  Your own   1. Domain 1: 74 (0 days old, weighs 1.00), 60 (30 days old, weighs
                0.50). Mean 69.33, low 60, high 74.
             2. Likely: (22 x 69.33 + 16 x 75.33 + 15 x 58.33 + 22 x 82.83 + 15
                x 77.33 + 10.5 x 82) / 100.5 = 74.11. Low 66.6, high 78.36.

"#]]
    );
    let none = Sandbox::begun().run(["exam", "--explain"]).succeeds();
    assert!(
        none.answer().contains("no result by domain counts"),
        "{none}"
    );
}

#[test]
fn a_practice_exam_is_written_down_and_taken_back() {
    let sandbox = Sandbox::begun();
    let before = sandbox.read_profile();
    let results = [
        "--domain", "1=60", "2=70.5", "--domain", "4=80%", "--score", "66",
    ];
    let rest = ["--on", "2026-11-01", "--questions", "75"];
    let practice = [&["exam", "practice", "Rhit"], &results[..], &rest].concat();
    let ran = sandbox.run(practice).succeeds();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
Written down: practice for rhit on 2026-11-01, domain 1: 60 %, domain 2: 70.5 %,
domain 4: 80 %, in all: 66 % (s7y9).
No readiness for RHIT yet; missing: 1 more practice exam with results by domain;
a result in domains 3, 5 and 6.
All of it: hitpath exam rhit
Take it back with: hitpath undo

"#]]
    );
    assert_data_eq!(
        added(&sandbox),
        str![[r#"

[[practice]]
id = "s7y9"
exam = "rhit"
on = 2026-11-01
domains = { 1 = 60, 2 = 70.5, 4 = 80 }
score = 66
questions = 75
changed = STAMP

"#]]
    );
    let log = sandbox.run(["log"]).succeeds();
    let words = "practice for rhit on 2026-11-01, domain 1: 60 %, domain 2: 70.5 %";
    assert!(log.answer().contains(words), "{log}");
    sandbox.run(["undo"]).succeeds();
    assert!(sandbox.read_profile() == before, "byte for byte");
    sandbox.run(["redo"]).succeeds();
    let again = Sandbox::begun();
    let json = again.json(["exam", "practice", "rhit", "--score", "70"]);
    assert_eq!(json["changed"].as_array().map(Vec::len), Some(1), "{json}");
    assert!(
        added(&again).contains("on = 2026-11-22\nscore = 70\n"),
        "today"
    );
}

#[test]
fn the_same_twice_gets_a_name_of_its_own_and_a_note() {
    let sandbox = Sandbox::begun();
    let practice = ["exam", "practice", "rhit", "--domain", "1=60"];
    let first = sandbox.run(practice).succeeds();
    assert_eq!(first.stderr(), "");
    let second = sandbox.run(practice).succeeds();
    let said = second.conversation();
    assert!(
        said.contains("same day and the same results was there already"),
        "{second}"
    );
    let text = added(&sandbox);
    let ids: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("id ="))
        .collect();
    assert!(ids.len() == 2 && ids[0] != ids[1], "{text}");
    // The note names the newer one, and following it leaves the older.
    let id = ids[1].trim_start_matches("id = ").trim_matches('"');
    assert!(
        said.contains(&format!("hitpath exam remove {id}")),
        "{second}"
    );
    sandbox.run(["exam", "remove", id]).succeeds();
    assert!(added(&sandbox).contains(ids[0]) && !added(&sandbox).contains(ids[1]));
}

#[test]
fn what_cannot_be_a_result_is_refused_and_nothing_is_written() {
    let sandbox = practised();
    let before = sandbox.texts();
    let practice = |rest: &[&'static str]| [&["exam", "practice", "rhit"], rest].concat();
    let edit = |rest: &[&'static str]| [&["exam", "edit", "b2c3"], rest].concat();
    for (arguments, said) in [
        (practice(&[]), "say what the result was"),
        (practice(&["--domain", "9=60"]), "has a domain 9"),
        (practice(&["--domain", "9=60"]), "3: Data Analytics and Use"),
        (practice(&["--domain", "1=101"]), "more than 100 percent"),
        (practice(&["--domain", "1=0.72"]), "write percent like 72"),
        (practice(&["--score", ".99"]), "write percent like 72"),
        (edit(&["--domain", "1=0.01"]), "write percent like 72"),
        (edit(&["--score", "0.5"]), "write percent like 72"),
        (practice(&["--domain", "1=-1"]), "is no number from 0 up"),
        (practice(&["--domain", "1"]), "not of the form N=PERCENT"),
        (practice(&["--domain", "x=4"]), "not of the form N=PERCENT"),
        (practice(&["--domain", "1=none"]), "takes a result out"),
        (
            practice(&["--domain", "1=50", "1=60"]),
            "domain 1 is given twice",
        ),
        (practice(&["--score", "many"]), "is no number from 0 up"),
        (practice(&["--score", "70.123"]), "more than two decimals"),
        (practice(&["--score", "70", "--questions", "0"]), "above 0"),
        (practice(&["--score", "70", "--on", "+1d"]), "in the future"),
        (
            practice(&["--score", "70", "--on", "soon"]),
            "is not a date",
        ),
        (
            vec!["exam", "practice", "rhot", "--score", "4"],
            "did you mean `rhit`",
        ),
        (
            vec!["exam", "practice", "chps", "--domain", "1=4"],
            "can be kept",
        ),
        (vec!["exam", "rhot"], "there is no credential `rhot`"),
        (
            vec!["exam", "attempt", "rhit", "--result", "fail", "--on", "+1d"],
            "in the future",
        ),
        (
            vec![
                "exam", "attempt", "rhit", "--result", "pass", "--score", "4.5",
            ],
            "no whole number",
        ),
        (edit(&[]), "say what to change"),
        (edit(&["--result", "pass"]), "belongs to an attempt"),
        (edit(&["--domain", "9=5"]), "has a domain 9"),
        (edit(&["--on", "2026-11-23"]), "in the future"),
        (
            vec!["exam", "edit", "b2c4", "--score", "5"],
            "did you mean `b2c3`",
        ),
        (
            vec!["exam", "remove", "zzzz"],
            "no practice exam and no attempt `zzzz`",
        ),
    ] {
        let ran = sandbox.run(&arguments).fails();
        let conversation = ran.conversation();
        assert!(conversation.contains(said), "{arguments:?}: {ran}");
        // To look at an exam changes nothing, so nothing is said of it.
        let writes = arguments[1..].len() > 1;
        let says = conversation
            .replace('\n', " ")
            .contains("nothing was changed");
        assert_eq!(says, writes, "{arguments:?}: {ran}");
        assert!(sandbox.texts() == before, "something was written: {ran}");
    }
    let usage = sandbox
        .run(["exam", "attempt", "rhit", "--result", "lost"])
        .fails();
    assert!(usage.stderr().contains("lost"), "{usage}");
    assert!(sandbox.texts() == before);
}

#[test]
fn only_what_is_named_changes_in_an_entry() {
    // Forms that only a person writes.
    let lines = "\n# mine\n[[practice]]\nid = 'b2c3'\nexam = \"rhit\" # one\n\
        on = 2026-10-23\ndomains.1 = 60.50\ndomains.\"2\" = 70\nscore = 68.00\nown = [ 1 ]\n";
    let sandbox = with(lines);
    let edit = |sandbox: &Sandbox, rest: &[&'static str]| {
        let ran = sandbox
            .run([&["exam", "edit", "B2C3"], rest].concat())
            .succeeds();
        (added(sandbox), ran.answer())
    };
    let (text, said) = edit(&sandbox, &["--domain", "1=61", "3=50"]);
    let expected = lines
        .replace("60.50\n", "61\n")
        .replace("\"2\" = 70\n", "\"2\" = 70\ndomains.3 = 50\n");
    assert_eq!(text, expected + "changed = STAMP\n");
    assert!(said.contains("(b2c3) changed."), "{said}");
    sandbox.run(["undo"]).succeeds();
    assert_eq!(added(&sandbox), lines);
    let (text, _) = edit(
        &sandbox,
        &[
            "--domain",
            "1=none",
            "--score",
            "none",
            "--on",
            "2026-10-24",
        ],
    );
    let expected = lines
        .replace("domains.1 = 60.50\n", "")
        .replace("score = 68.00\n", "")
        .replace("10-23", "10-24");
    assert_eq!(text, expected + "changed = STAMP\n");
    let ran = sandbox
        .run(["exam", "edit", "b2c3", "--domain", "2=none"])
        .fails();
    assert!(ran.conversation().contains("no result left"), "{ran}");
    // What is so already changes no byte.
    let before = sandbox.read_profile();
    let ran = sandbox
        .run(["exam", "edit", "b2c3", "--domain", "2=70"])
        .succeeds();
    assert!(ran.answer().contains("Nothing changed"), "{ran}");
    assert!(sandbox.read_profile() == before);
    let (text, _) = edit(&sandbox, &["--score", "71.5", "--questions", "90"]);
    assert!(text.contains("score = 71.5\nquestions = 90\n"), "{text}");
    sandbox.run(["exam", "remove", "b2c3"]).succeeds();
    assert!(!added(&sandbox).contains("rhit"), "{}", added(&sandbox));
}

#[test]
fn a_list_on_one_line_is_changed_in_place() {
    let lines = "practice = [{ exam = \"rhit\", on = 2026-11-01, score = 70 }, \
        { id = \"b2c3\", exam = \"rhit\", on = 2026-11-02, score = 71 }] # both\n";
    let sandbox = with(lines);
    sandbox
        .run(["exam", "edit", "b2c3", "--domain", "1=5"])
        .succeeds();
    let expected = lines.replace(
        "score = 71 }",
        "score = 71, domains = { 1 = 5 }, changed = STAMP }",
    );
    assert_eq!(added(&sandbox), expected);
    let ran = sandbox.run(["exam"]).succeeds();
    assert!(
        ran.answer().contains("(no id): 2026-11-01, in all: 70"),
        "{ran}"
    );
    sandbox.run(["exam", "remove", "b2c3"]).succeeds();
    assert!(
        added(&sandbox).ends_with("score = 70 }] # both\n"),
        "{}",
        added(&sandbox)
    );
}

#[test]
fn an_entry_that_cannot_be_read_stops_writing_and_not_reading() {
    let bad = "[[practice]]\nexam = \"rhit\"\non = \"2026-11-01\"\nscore = 70\n";
    let sandbox = with(&(PRACTISED.to_owned() + bad));
    let ran = sandbox.run(["exam"]).succeeds();
    assert!(
        ran.answer().contains("66 to 78 percent, likely 74"),
        "{ran}"
    );
    assert!(
        ran.conversation()
            .contains("cannot be read and is left out"),
        "{ran}"
    );
    let before = sandbox.texts();
    sandbox.run(["exam", "remove", "b2c3"]).fails();
    sandbox
        .run(["exam", "practice", "rhit", "--score", "4"])
        .fails();
    assert!(sandbox.texts() == before);
}

#[test]
fn what_lies_after_today_is_not_counted() {
    let ran = practised()
        .run(["exam", "--today", "2026-11-01"])
        .succeeds();
    let text = ran.answer();
    assert!(text.contains("(not counted: after today)"), "{ran}");
    assert!(
        text.contains("1 more practice exam with results by domain"),
        "{ran}"
    );
}

#[test]
fn the_day_of_a_recorded_attempt_is_that_of_the_exam() {
    let sandbox = Sandbox::begun();
    let attempt = ["exam", "attempt", "rhit", "--result", "pass", "--on"];
    sandbox
        .run([&attempt[..], &["2026-11-10"]].concat())
        .succeeds();
    let page = sandbox.run(["exam", "rhit"]).succeeds();
    let behind = "2026-11-10, behind you";
    assert!(page.answer().contains(behind), "{page}");
    assert!(!page.answer().contains("not known;"), "{page}");
    assert!(!page.answer().contains("still to come"), "{page}");
    // By an edit, the day can be one to come.
    let page = sandbox.run(["exam", "rhit", "--today", "2026-11-01"]);
    let said = "2026-11-10, pass; still to come, so not counted";
    assert!(page.answer().contains(said), "{page}");
}

#[test]
fn a_goal_of_their_own_goes_before_advice() {
    let sandbox = practised();
    sandbox.run(["set", "readiness-target=70"]).succeeds();
    let ran = sandbox.run(["exam"]).succeeds();
    assert!(ran.answer().contains("Goal 70 percent (yours)"), "{ran}");
    assert_eq!(sandbox.json(["exam"])["target_is"], "own");
    assert_eq!(sandbox.json(["exam"])["readiness"]["target"], 70.0);
    sandbox.run(["set", "readiness-target=50"]).succeeds();
    let ran = sandbox.run(["exam"]).succeeds();
    assert!(
        ran.answer().contains("every domain has reached the goal"),
        "{ran}"
    );
    assert_eq!(sandbox.json(["exam"])["study_next"], Value::Null);
}

#[test]
fn an_exam_that_was_failed_opens_its_steps_and_says_when_again() {
    let done = |id: &str| format!("[steps.{id}]\nstate = \"done\"\non = 2026-11-01\n");
    let steps = "program-accredited mock-exams exam-applied att-received exam-booked exam-sat";
    let steps: String = steps.split_whitespace().map(done).collect();
    let sandbox = with(&steps);
    let fail = [
        "exam",
        "attempt",
        "rhit",
        "--result",
        "fail",
        "--on",
        "2026-11-10",
    ];
    let ran = sandbox
        .run([&fail[..], &["--score", "271"]].concat())
        .succeeds();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
Written down: exam rhit on 2026-11-10: fail (v8r6).
5 steps are to do again: mock-exams, exam-applied, att-received and 2 more.
The next attempt is possible from 2026-12-10 on, in 18 days: Wait after a failed
attempt (counted with 30 days; another source gives 90 days, so ask first).
Rule: 30 days (sources disagree, as of 2026-08-01; rhit.exam.retake-wait), or 90
days.
Take it back with: hitpath undo

"#]]
    );
    let page = sandbox.run(["exam"]).succeeds();
    let text = page.answer();
    assert!(text.contains("2026-11-10, fail, score 271"), "{page}");
    let again = "To do again: exam-applied, att-received, exam-booked, exam-sat and mock-exams";
    assert!(text.contains(again), "{page}");
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.step("exam-sat").standing, "locked");
    let json = sandbox.json(["exam"]);
    assert_eq!(json["retake_from"], "2026-12-10");
    // Taken out, it has opened nothing.
    let id = json["attempts"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let ran = sandbox.run(["exam", "remove", &id]).succeeds();
    assert!(
        ran.answer().contains("fail (") && ran.answer().contains("removed"),
        "{ran}"
    );
    assert_eq!(sandbox.json(["exam"])["retake_from"], Value::Null);
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.step("exam-sat").standing, "done");
}

#[test]
fn an_exam_that_was_passed_says_what_to_mark_and_marks_nothing() {
    let sandbox = Sandbox::begun();
    let pass = [
        "exam",
        "attempt",
        "rhit",
        "--result",
        "pass",
        "--on",
        "2026-11-10",
    ];
    let ran = sandbox.run(pass).succeeds();
    let mark = "rhit-passed: it happened on 2026-11-10; to mark it: hitpath check rhit-passed --on 2026-11-10";
    assert!(ran.answer().contains(mark), "{ran}");
    assert!(!added(&sandbox).contains("steps"), "{}", added(&sandbox));
    let page = sandbox.run(["exam"]).succeeds();
    assert!(
        page.answer().contains("Exam day 2026-11-10, behind you"),
        "{page}"
    );
    assert!(!page.stdout().contains("Study plan"), "{page}");
    let twice = sandbox.run(pass).succeeds();
    assert!(
        twice.conversation().contains("same exam on the same day"),
        "{twice}"
    );
    let id = sandbox.json(["exam"])["attempts"][0]["id"].clone();
    let id = id.as_str().expect("an id");
    let ran = sandbox
        .run(["exam", "edit", id, "--result", "fail", "--score", "280"])
        .succeeds();
    assert!(ran.answer().contains("fail"), "{ran}");
    let ran = sandbox.run(["exam", "edit", id, "--domain", "1=4"]).fails();
    assert!(
        ran.conversation().contains("belongs to a practice exam"),
        "{ran}"
    );
}

#[test]
fn a_score_that_does_not_fit_its_result_is_noted_and_stored() {
    let fits = [("fail", "299"), ("pass", "300"), ("pass", "400")];
    let does_not = [
        ("fail", "300"),
        ("fail", "330"),
        ("pass", "299"),
        ("pass", "28"),
    ];
    for (result, score) in fits.into_iter().chain(does_not) {
        let sandbox = with("");
        let attempt = "exam attempt rhit --on 2026-11-10 --result";
        let attempt = attempt.split(' ').chain([result, "--score", score]);
        let ran = sandbox.run(Vec::from_iter(attempt)).succeeds();
        let said = format!("the score {score} does not fit the result {result}. What passes: 300");
        let is_noted = does_not.contains(&(result, score));
        assert_eq!(ran.conversation().contains(&said), is_noted, "{ran}");
        assert_eq!(ran.stderr().is_empty(), !is_noted, "{ran}");
        let attempts = &sandbox.json(["exam"])["attempts"];
        assert_eq!(
            attempts[0]["score"].to_string(),
            score,
            "stored all the same"
        );
        // The other result turns it round.
        let id = attempts[0]["id"].as_str().expect("an id").to_owned();
        let other = if result == "pass" { "fail" } else { "pass" };
        let ran = sandbox
            .run(["exam", "edit", &id, "--result", other])
            .succeeds();
        assert_eq!(
            ran.conversation().contains("does not fit"),
            !is_noted,
            "{ran}"
        );
        assert!(
            is_noted
                || ran
                    .conversation()
                    .contains(&format!("hitpath exam edit {id}"))
        );
    }
    // Percent are compared with percent, and without a score there is nothing to say.
    let said = |command: &str| {
        let ran = with("").run(Vec::from_iter(command.split(' '))).succeeds();
        ran.conversation()
    };
    assert!(said("exam attempt cpc --result fail --score 70").contains("70 percent"));
    assert_eq!(said("exam attempt cpc --result pass --score 70"), "");
    assert_eq!(said("exam attempt rhit --result pass"), "");
}

#[test]
fn what_an_attempt_says_to_mark_can_be_marked() {
    let done = |ids: &str| -> String {
        let one = |id| format!("[steps.{id}]\nstate = \"done\"\non = 2026-11-01\n");
        ids.split_whitespace().map(one).collect()
    };
    // The attempt is an exam that was taken, whatever is marked before it.
    for before in [
        "exam-booked mock-exams",
        "exam-booked mock-exams exam-sat",
        "exam-booked",
        "",
    ] {
        let sandbox = with(&done(before));
        let pass = "exam attempt rhit --result pass --on 2026-11-10";
        let ran = sandbox.run(Vec::from_iter(pass.split(' '))).succeeds();
        let answer = ran.answer();
        let commands = answer.split("to mark it: hitpath ").skip(1);
        let is_exam = before.ends_with("exam-sat");
        assert_eq!(
            commands.clone().count(),
            if is_exam { 1 } else { 2 },
            "{ran}"
        );
        let command = commands.last().expect("a command");
        let command = command.split(" Take it back").next().expect("a command");
        assert_eq!(command, "check rhit-passed --on 2026-11-10", "{ran}");
        sandbox.run(Vec::from_iter(command.split(' '))).succeeds();
        let status: Status = exact(sandbox.json(["status"]));
        let passed = status.step("rhit-passed");
        assert_eq!(passed.standing, "done", "{before}");
        assert_eq!(passed.on.as_deref(), Some("2026-11-10"));
    }
}

#[test]
fn other_exams_with_results_are_named() {
    let of = |exam: &str| {
        format!(
            "[[practice]]\nid = \"x{}y2\"\nexam = \"{exam}\"\non = 2026-11-01\nscore = 70\n",
            exam.len()
        )
    };
    let sandbox = with(&(of("cca") + &of("guild")));
    let ran = sandbox.run(["exam"]).succeeds();
    let others =
        "Results of other exams: hitpath exam cca and guild (kept, but in no file of the catalog)";
    assert!(ran.answer().contains(others), "{ran}");
    // A pathway without a goal of its own shows what was practised.
    let pathway = PROFILE.replace("\"rhit\"", "\"renewal\"");
    let renewal = Sandbox::empty().profile(pathway + &of("cca"));
    let ran = renewal.run(["exam"]).succeeds();
    assert!(ran.stdout().starts_with("CCA"), "{ran}");
}

const PASTRY: &str = r#"
id = "pastry"
title = "Pastry (Pastry cook)"
body = "the guild"
exam-day = "shop"

[[exam]]
effective-from = 2024-05-01
domain = [
  { number = 1, title = "Flour", weight = "pastry.flour" },
  { number = 2, title = "Cream", weight = "pastry.cream" },
]

[[exam]]
effective-from = 2027-05-01
domain = [
  { number = 1, title = "Flour", weight = "pastry.flour" },
  { number = 2, title = "Sugar", weight = "pastry.cream" },
]
"#;

fn pastry_fact(id: &str, low: u32, high: u32) -> String {
    format!(
        "[[fact]]\nid = \"pastry.{id}\"\nvalue = {{ low = {low}, high = {high}, unit = \"percent\" }}\n\
         text = \"It weighs so much.\"\nsource = {{ title = \"The book\", url = \"https://example.invalid/\" }}\n\
         checked = 2026-11-01\nconfidence = \"official\"\n"
    )
}

#[test]
fn the_outline_switches_at_its_day_and_earlier_results_are_not_mixed_in() {
    let facts = pastry_fact("flour", 40, 60) + &pastry_fact("cream", 40, 60);
    let sandbox = |expect: &str| {
        let practice = "[[practice]]\nid = \"b2c3\"\nexam = \"pastry\"\non = 2026-11-01\n\
            domains = { 1 = 60, 2 = 80 }\n[[practice]]\nid = \"d4f5\"\nexam = \"pastry\"\n\
            on = 2026-11-02\ndomains = { 1 = 60, 2 = 80 }\n";
        let sandbox = bakery()
            .own_file("credentials/pastry.toml", PASTRY)
            .own_file("facts/pastry.toml", &facts);
        let text = String::from_utf8(sandbox.read_profile()).expect("text");
        sandbox.profile(format!("{text}{practice}[steps.shop]\nexpect = {expect}\n"))
    };
    let before = sandbox("2027-04-30").run(["exam", "pastry"]).succeeds();
    let text = before.answer();
    let why = "in force since 2024-05-01; your exam is expected on 2027-04-30; another one starts \
        on 2027-05-01, after that day";
    assert!(text.contains(why), "{before}");
    assert!(text.contains("68 to 72 percent, likely 70"), "{before}");
    assert!(
        text.contains("2 Cream") && !text.contains("Sugar"),
        "{before}"
    );
    let after = sandbox("2027-05-01").run(["exam", "pastry"]).succeeds();
    let text = after.answer();
    let why =
        "in force since 2027-05-01; your exam is expected on 2027-05-01; no later one is known";
    assert!(text.contains(why), "{after}");
    assert!(
        text.contains("2 Sugar") && !text.contains("Cream"),
        "{after}"
    );
    assert!(text.contains("no figure yet"), "{after}");
    let remark = "(not counted: an outline with other domains was in force)";
    assert_eq!(text.matches(remark).count(), 2, "{after}");
}

#[test]
fn names_from_files_are_made_safe() {
    let lines = "[[practice]]\nid = \"b\\u001b[31m\"\nexam = \"rhit\"\non = 2026-11-01\nscore = 70\n\
        [[practice]]\nexam = \"x\\u001b]0;y\"\non = 2026-11-01\nscore = 70\n";
    for arguments in [&["exam"][..], &["exam", "--plain"], &["exam", "--json"]] {
        let ran = with(lines).run(arguments).succeeds();
        assert!(!ran.stdout().contains('\u{1b}'), "{ran}");
    }
}
