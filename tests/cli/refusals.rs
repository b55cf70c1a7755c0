//! What `check` refuses because something else comes first, and the two ways
//! out that it prints: both have to work as they stand.

use std::collections::BTreeSet;

use snapbox::{assert_data_eq, str};

use crate::{
    answers::{Status, exact},
    sandbox::Sandbox,
    stories::{EARLY_PASS, PROGRAM_CHOSEN},
};

/// A person who has marked all this done, in one set.
#[track_caller]
fn with_done(steps: &str) -> Sandbox {
    if steps.is_empty() {
        return Sandbox::begun();
    }
    let names: Vec<&str> = ["check"].into_iter().chain(steps.split(' ')).collect();
    Sandbox::begun().after(names)
}

/// A row of the table: this command, in this state, is refused for want of
/// exactly these, and both hints lead to where the person wanted to go.
#[track_caller]
fn refused(done: &str, command: &str, missing: &[&str], way_out: &str) {
    let sandbox = with_done(done);
    let names: Vec<&str> = command.split(' ').collect();
    let before = sandbox.texts();
    let ran = sandbox.run(&names).fails();
    assert!(sandbox.texts() == before, "something was written: {ran}");

    let named: BTreeSet<String> = ran.stderr().lines().filter_map(missing_in).collect();
    let missing: BTreeSet<String> = missing.iter().map(|&id| id.to_owned()).collect();
    assert_eq!(named, missing, "{ran}");

    let hints = ran.hinted_commands();
    let [as_a_whole, out_of_order] = hints.as_slice() else {
        panic!("two hints were expected: {ran}");
    };
    assert_eq!(as_a_whole.join(" "), way_out, "{ran}");
    assert_eq!(out_of_order.join(" "), format!("{command} --anyway"));
    for hint in [as_a_whole, out_of_order] {
        let sandbox = with_done(done);
        let arguments: Vec<&str> = hint.iter().map(String::as_str).collect();
        sandbox.run(arguments).succeeds();
        // Whatever was wanted is there now.
        let again = sandbox.run(&names).succeeds();
        assert!(again.stdout().starts_with("Nothing changed"), "{again}");
    }
}

/// The ids on a line that says what is missing.
fn missing_in(line: &str) -> Option<String> {
    let what = line.trim_start().strip_prefix("missing: ")?;
    let end = what.find(" (").unwrap_or(what.len());
    Some(what[..end].to_owned())
}

#[test]
fn the_exam_on_an_empty_profile() {
    refused(
        "",
        "check rhit-exam",
        &["core-courses", "degree-awarded"],
        "check explore diploma cahiim-program internship rhit-exam",
    );
}

#[test]
fn the_job_search_on_an_empty_profile() {
    refused(
        "",
        "check job-search",
        &["final-term"],
        "check explore diploma cahiim-program internship job-search",
    );
}

#[test]
fn the_internship_without_the_program() {
    refused(
        "explore diploma",
        "check internship",
        &["enrolled", "foundation-courses", "core-courses"],
        "check cahiim-program internship",
    );
}

#[test]
fn the_program_without_its_internship() {
    refused(
        "explore diploma",
        "check cahiim-program",
        &["internship-complete"],
        "check cahiim-program internship",
    );
}

#[test]
fn the_program_with_its_internship_goes_through() {
    let sandbox = with_done("explore diploma");
    sandbox
        .run(["check", "cahiim-program", "internship"])
        .succeeds();
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(status.progress.satisfied, 3 + 1 + 12 + 7);
}

#[test]
fn enrolling_without_a_money_plan() {
    refused(
        &format!("{PROGRAM_CHOSEN} program-admitted"),
        "check enrolled",
        &["money-plan"],
        "check money-plan enrolled",
    );
}

#[test]
fn the_internship_without_accepted_checks() {
    refused(
        &format!(
            "{PROGRAM_CHOSEN} money-plan program-admitted enrolled foundation-courses core-courses"
        ),
        "check internship-complete",
        &["clearances-accepted"],
        "check internship",
    );
}

#[test]
fn applying_for_the_exam_without_transcript_or_early_testing() {
    refused(
        &format!(
            "{PROGRAM_CHOSEN} money-plan program-admitted enrolled foundation-courses \
             core-courses candidate-guide id-match study-plan"
        ),
        "check exam-applied",
        &["one of transcript-sent or early-form"],
        "check cahiim-program internship transcript-sent exam-applied",
    );
}

#[test]
fn the_letters_without_the_transcript() {
    refused(
        EARLY_PASS,
        "check rhit-earned",
        &["transcript-sent"],
        "check degree-awarded rhit-exam",
    );
}

#[test]
fn the_exam_stage_without_the_degree() {
    refused(
        EARLY_PASS,
        "check rhit-exam",
        &["degree-awarded"],
        "check cahiim-program rhit-exam",
    );
}

#[test]
fn a_step_that_costs_money_shows_what_to_look_at_first() {
    let sandbox = with_done(PROGRAM_CHOSEN);
    let ran = sandbox.run(["check", "exam-applied"]).fails();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
---- stderr
error: exam-applied still waits for something else; nothing was changed
  missing: id-match (locked): Your AHIMA account and both IDs for the exam day
    carry the same first and last name
  missing: study-plan (locked): Take a first practice exam and write a study
    plan by domain
  missing: one of transcript-sent or early-form
  exam-applied cannot be taken back once you have paid. Before it:
  - id-match: locked
  - study-plan: locked
  - one of these: transcript-sent: locked; early-form: locked
  - rhit.exam.fee-member: $229 (secondary, as of 2026-09-28)
  - rhit.exam.fee-other: $299 (secondary, as of 2026-09-28)
  watch out: Apply too early, and the window runs while you still study; miss
    it, and you apply and pay again. After a failed attempt a wait comes first,
    and our sources give two lengths, the newer 30 days (sources disagree):
    confirm it, and read the refund rule before you pay.
hint: if all of it is behind you:
  hitpath check cahiim-program internship candidate-guide id-match study-plan transcript-sent exam-applied
hint: to write it down out of order all the same:
  hitpath check exam-applied --anyway
---- exit 2

"#]]
    );
}

#[test]
fn every_step_that_costs_money_shows_its_prerequisites_and_its_trap() {
    for (step, first) in [
        ("enrolled", "program-admitted: locked"),
        ("exam-applied", "id-match: locked"),
        ("exam-booked", "att-received: locked"),
    ] {
        let ran = Sandbox::begun().run(["check", step]).fails();
        let said = ran.conversation();
        let warning = format!("{step} cannot be taken back once you have paid");
        assert!(said.contains(&warning), "{ran}");
        assert!(said.contains(&format!("- {first}")), "{ran}");
        assert!(said.contains("watch out: "), "{ran}");
    }
    // Where nothing stands in the way, nothing is asked.
    let sandbox = with_done(&format!("{PROGRAM_CHOSEN} money-plan program-admitted"));
    sandbox.run(["check", "enrolled"]).succeeds();
}

#[test]
fn under_way_and_no_have_to_wait_as_well_but_waiving_does_not() {
    let sandbox = Sandbox::begun();
    for arguments in [
        ["check", "resume", "--as", "doing"],
        ["check", "fit-detail", "--as", "no"],
        ["check", "fit-detail", "--as", "done"],
    ] {
        let ran = sandbox.run(arguments).fails();
        let hints = ran.hinted_commands();
        let out_of_order = hints.last().expect("a way out").join(" ");
        assert!(out_of_order.ends_with(" --anyway"), "{ran}");
        let arguments: Vec<&str> = out_of_order.split(' ').collect();
        Sandbox::begun().run(arguments).succeeds();
    }
    sandbox
        .run(["check", "resume", "--as", "waived"])
        .succeeds();
}

/// The words of a command as a shell reads them.
fn as_typed(command: &str) -> Vec<String> {
    let (mut words, mut quoted) = (vec![String::new()], false);
    let mut signs = command.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '\'' => quoted = !quoted,
            '\\' if !quoted => words.last_mut().expect("there is one").extend(signs.next()),
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().expect("there is one").push(sign),
        }
    }
    words
}

/// The entry of a step as it is written, its stamp apart.
fn entry(sandbox: &Sandbox, step: &str) -> Option<toml::Table> {
    let text = String::from_utf8(sandbox.read_profile()).expect("it is text");
    let profile: toml::Table = text.parse().expect("it is a profile");
    let mut entry = profile.get("steps")?.get(step)?.as_table()?.clone();
    entry.remove("changed");
    Some(entry)
}

#[test]
fn what_a_refusal_proposes_writes_what_was_asked_for() {
    let early = |more: &str| [EARLY_PASS, more].concat();
    // One step of which the answer is a choice, and two that wait for each other.
    let rows: [(&str, &str, &[&str]); 9] = [
        (&early(""), "rhit-earned", &["--on", "2025-05-10"]),
        (
            &early(""),
            "rhit-exam",
            &["--on", "2025-05-10", "--note", "two words"],
        ),
        ("", "fit-detail", &["--as", "no", "--on", "2026-01-02"]),
        (
            "",
            "resume",
            &["--as", "doing", "--note", r"it's $HOME; `\x`"],
        ),
        (
            "",
            "enrolled",
            &[
                "--note=--x",
                "--evidence",
                "https://example.org/?a=1&b=2",
                "--show",
            ],
        ),
        (
            "",
            "enrolled",
            &[
                "--as",
                "done",
                "--paid",
                "+20.50",
                "--due",
                "2027-01-02",
                "--hide",
            ],
        ),
        (
            "",
            "att-received",
            &["--on", "2026-11-01", "--until", "2027-02-20"],
        ),
        ("explore diploma", "cahiim-program", &["--on", "2026-05-10"]),
        (
            "explore diploma",
            "core-courses internship",
            &["--on", "2026-05-10"],
        ),
    ];
    for (done, ids, flags) in rows {
        let command: Vec<&str> = ["check"]
            .into_iter()
            .chain(ids.split(' '))
            .chain(flags.iter().copied())
            .collect();
        let asked = with_done(done);
        let ran = asked.run(&*command).fails();
        let hints: Vec<Vec<String>> = ran
            .stderr()
            .lines()
            .filter_map(|line| Some(as_typed(line.split_once("hitpath ")?.1)))
            .collect();
        // What comes behind a mark out of order completes it.
        let is_last = |hint: &Vec<String>| hint.last().is_some_and(|word| word == "--anyway");
        let (out_of_order, in_order) = match hints.split_last().expect("ways out") {
            (last, rest) if is_last(last) => (last, rest),
            _ => (&hints[0], &*hints),
        };
        let anyway = [&command[..], &["--anyway"]].concat();
        asked.run(&*anyway).succeeds();
        let status: Status = exact(asked.json(["status"]));
        let steps = status.stages.iter().flat_map(|stage| &stage.steps);
        let steps: Vec<&str> = steps.map(|step| step.id.as_str()).collect();
        let before = with_done(done);
        let is_new = |step: &&&str| entry(&asked, step) != entry(&before, step);
        let written: Vec<&&str> = steps.iter().filter(is_new).collect();
        assert!(!written.is_empty(), "{ran}");
        for way in [std::slice::from_ref(out_of_order), in_order] {
            if way.is_empty() {
                continue;
            }
            let sandbox = with_done(done);
            for command in way {
                let one_of = |word: &String| match word.as_str() {
                    "ONE" => "transcript-sent".to_owned(),
                    word => word.to_owned(),
                };
                let command: Vec<String> = command.iter().map(one_of).collect();
                let command: Vec<&str> = command.iter().map(String::as_str).collect();
                sandbox.run(command).succeeds();
            }
            for step in &written {
                assert_eq!(
                    entry(&sandbox, step),
                    entry(&asked, step),
                    "{step}, {way:?}\n{ran}"
                );
            }
            // What was given for these is written on no other.
            for step in steps.iter().filter(|step| !written.contains(step)) {
                let new = entry(&sandbox, step).filter(|_| entry(&before, step).is_none());
                let Some(new) = new else { continue };
                assert_eq!(
                    new.keys().collect::<Vec<_>>(),
                    ["on", "state"],
                    "{step}, {way:?}"
                );
                let on = new["on"].as_datetime().map(ToString::to_string);
                assert_eq!(on.as_deref(), Some("2026-11-22"), "{step}, {way:?}");
            }
        }
    }
}

#[test]
fn a_hint_can_be_copied_however_narrow_the_terminal() {
    for columns in ["40", "80"] {
        let sandbox = Sandbox::begun().env("COLUMNS", columns);
        let ran = sandbox.run(["check", "enrolled"]).fails();
        let whole = "hitpath check explore diploma-earned programs-listed program-accredited \
                     outcomes-compared program-questions fafsa money-plan program-admitted enrolled";
        assert!(
            ran.stderr().lines().any(|line| line.ends_with(whole)),
            "{ran}"
        );
    }
}

/// A step of another pathway keeps its prerequisites: else it could be marked,
/// and its credential be shown as held, with nothing behind it.
#[test]
fn what_is_not_on_the_pathway_waits_for_what_it_waits_for_elsewhere() {
    let sandbox = Sandbox::begun().after(["set", "pathway=coding"]);
    let before = sandbox.texts();
    let ran = sandbox.run(["check", "rhit-earned"]).fails();
    assert!(sandbox.texts() == before, "something was written: {ran}");
    assert!(ran.stderr().contains("hitpath set pathway=rhit"), "{ran}");
    let held = sandbox.run(["check", "rhia-held"]).succeeds();
    assert!(held.stdout().contains("Answered yes"), "{held}");
}

/// Every way answered no is a stop, and a stop says what to do.
#[test]
fn where_every_way_is_answered_no_each_answer_says_so() {
    let ways = ["rhia-by-bachelor", "rhia-by-postbac", "rhia-by-master"];
    let mut sandbox = Sandbox::begun().after(["set", "pathway=rhia"]);
    for way in ways {
        sandbox = sandbox.after(["check", way, "--as", "no", "--anyway"]);
    }
    sandbox = sandbox.after([
        "check",
        "explore",
        "diploma",
        "rhia-route",
        "rhia-compared",
        "rhia-money",
    ]);
    let status = sandbox.run(["status"]).succeeds().answer();
    assert!(
        status.contains("What to do then: hitpath show rhia-by-bachelor"),
        "{status}"
    );
    assert!(
        status.contains("The 2 other ways are answered no too."),
        "{status}"
    );
    let refused = sandbox
        .run(["check", "rhia-admitted"])
        .fails()
        .conversation();
    let all = "answered no: rhia-by-bachelor, rhia-by-postbac and rhia-by-master";
    assert!(refused.contains(all), "{refused}");
    let turned = sandbox
        .run(["check", "rhia-admitted", "rhia-by-postbac"])
        .succeeds();
    let said = "rhia-by-postbac was answered no; it counts as yes now.";
    assert!(turned.conversation().contains(said), "{turned}");
}
