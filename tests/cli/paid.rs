//! `hitpath check STEP --paid`: what a step cost, in the profile and everywhere
//! it is told.

use snapbox::{assert_data_eq, str};

use crate::{
    answers::{Changed, Log, Shown, ShownStep, exact},
    sandbox::{PROFILE, Sandbox, without_stamps},
};

/// What stands behind the head of the profile, stamps apart.
fn added(sandbox: &Sandbox) -> String {
    without_stamps(sandbox.added().as_bytes())
}

#[test]
fn an_amount_is_written_and_marks_nothing() {
    let sandbox = Sandbox::begun();
    let ran = sandbox.run(["check", "exam-applied", "--paid", "229"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
Noted: exam-applied.
0 of 44 required steps, 0 %; estimate 2032-04-30, as before.
Take it back with: hitpath undo
---- stderr
Written down as paid for exam-applied, in all: $229
exam-applied is not marked done by this. To do that:
  hitpath check exam-applied

"#]]
    );
    let expected = "\n[steps.exam-applied]\npaid = 229\nchanged = STAMP\n";
    assert_eq!(added(&sandbox), expected);
}

#[test]
fn an_amount_can_be_given_in_several_ways() {
    for (given, written) in [
        ("229", "229"),
        ("$229", "229"),
        ("229.00", "229"),
        ("229.5", "229.5"),
        ("$229.50", "229.5"),
        ("0.01", "0.01"),
        ("12,500", "12500"),
        ("0", "0"),
        ("+40", "40"),
        ("1000000", "1000000"),
    ] {
        let sandbox = Sandbox::begun().after(["check", "exam-applied", "--paid", given]);
        let expected = format!("\n[steps.exam-applied]\npaid = {written}\nchanged = STAMP\n");
        assert_eq!(added(&sandbox), expected, "{given}");
    }
}

#[test]
fn what_cannot_be_paid_is_refused_with_what_to_write() {
    let sandbox = Sandbox::begun().after(["check", "exam-applied", "--paid", "999,999"]);
    let before = sandbox.texts();
    for (given, said) in [
        (
            "free",
            "`free` is no amount; write dollars like 229 or 229.50",
        ),
        ("", "`` is no amount"),
        ("NaN", "`NaN` is no amount"),
        ("2e2", "`2e2` is no amount"),
        ("1,50", "`1,50` is no amount"),
        (
            "-5",
            "`-5` is below zero; write what was paid in all, like 229",
        ),
        ("-$5", "`-$5` is below zero"),
        (
            "1.505",
            "`1.505` is finer than cents; write at most two decimals",
        ),
        (
            "1000000.01",
            "is more than a million dollars; write dollars and not cents",
        ),
        (
            "+2",
            "is more than a million dollars; write dollars and not cents",
        ),
        ("++2", "`++2` is no amount"),
    ] {
        let ran = sandbox
            .run(["check", "exam-applied", "--paid", given])
            .fails();
        assert!(ran.conversation().contains(said), "{given}: {ran}");
        assert!(sandbox.texts() == before, "something was written: {ran}");
    }
    // One amount for two steps would be counted twice.
    let ran = sandbox
        .run(["check", "exam-applied", "enrolled", "--paid", "5"])
        .fails();
    assert!(
        ran.conversation()
            .contains("for one step, and several are named"),
        "{ran}"
    );
    assert!(sandbox.texts() == before, "something was written: {ran}");
    // With its day it is marked, and that is refused for what it waits for.
    let day = ["check", "exam-applied", "--paid", "5", "--on", "2026-11-01"];
    let ran = sandbox.run(day).fails();
    assert!(ran.conversation().contains("still waits for"), "{ran}");
}

#[test]
fn an_amount_takes_the_place_of_the_one_before_and_shows_it() {
    let sandbox = Sandbox::begun().after(["check", "enrolled", "--paid", "1000"]);
    for (given, said, written) in [
        ("1200.5", "before was $1,000", "paid = 1200.5"),
        ("+99.50", "before was $1,200.50", "paid = 1300"),
        ("none", "before was $1,300", "changed"),
    ] {
        let ran = sandbox
            .run(["check", "enrolled", "--paid", given])
            .succeeds();
        let said = format!("The amount on enrolled {said}");
        assert!(ran.stderr().contains(&said), "{ran}");
        assert!(
            added(&sandbox).contains(&format!("]\n{written}")),
            "{}",
            added(&sandbox)
        );
    }
    // What is so already changes no byte.
    for given in ["none", "+0"] {
        let sandbox = Sandbox::begun().after(["check", "enrolled", "--paid", "0"]);
        let sandbox = match given {
            "none" => sandbox.after(["check", "enrolled", "--paid", "none"]),
            _ => sandbox,
        };
        let before = sandbox.listing();
        let ran = sandbox
            .run(["check", "enrolled", "--paid", given])
            .succeeds();
        assert!(ran.stdout().starts_with("Nothing changed: "), "{ran}");
        assert!(sandbox.listing() == before, "something was written: {ran}");
    }
}

#[test]
fn with_a_state_it_goes_beside_the_mark() {
    let sandbox = Sandbox::begun();
    let marked = ["check", "diploma-earned", "--as", "done", "--paid", "30"];
    let ran = sandbox.run(marked).succeeds();
    assert!(!ran.stderr().contains("is not marked done"), "{ran}");
    let expected =
        "\n[steps.diploma-earned]\nstate = \"done\"\non = 2026-11-22\npaid = 30\nchanged = STAMP\n";
    assert_eq!(added(&sandbox), expected);
    // To do again keeps it, as it keeps a note.
    let sandbox = sandbox.after(["check", "diploma-earned", "--as", "todo"]);
    assert!(
        added(&sandbox).contains("paid = 30\n"),
        "{}",
        added(&sandbox)
    );
}

#[test]
fn with_a_stage_it_goes_to_the_milestone() {
    let sandbox = Sandbox::begun().after(["check", "rhit-exam", "--paid", "229"]);
    assert_eq!(
        added(&sandbox),
        "\n[steps.rhit-earned]\npaid = 229\nchanged = STAMP\n"
    );
}

#[test]
fn it_is_told_and_can_be_taken_back() {
    let sandbox = Sandbox::begun();
    let before = sandbox.read_profile();
    let changed: Changed = exact(sandbox.json(["check", "exam-applied", "--paid", "229.5"]));
    assert_eq!(changed.changed, ["exam-applied"]);
    let shown: Shown<ShownStep> = exact(sandbox.json(["show", "exam-applied"]));
    let paid = shown.content.paid.expect("an amount");
    assert_eq!(paid.to_string(), "229.5");
    let fee = &shown.content.costs[0];
    let price = fee.price.as_ref().expect("it has a price");
    assert_eq!(format!("{} {}", price.low, price.high), "229 299");
    assert_eq!(fee.membership.as_deref(), Some("AHIMA"));
    let facts: Vec<&str> = fee.facts.iter().map(|fact| fact.role.as_str()).collect();
    assert_eq!(facts, ["member", "other"]);
    let plain = sandbox.run(["show", "exam-applied", "--plain"]).succeeds();
    assert!(plain.stdout().contains("\npaid: $229.50\n"), "{plain}");
    let costs = "\ncosts 1: The exam fee: $229 to $299. Ask: AHIMA, on www.ahima.org, on the day you apply.\n";
    assert!(plain.stdout().contains(costs), "{plain}");
    let log: Log = exact(sandbox.json(["log"]));
    let last = log.entries.last().expect("a change");
    assert_eq!(last.text, "exam-applied paid: $229.50");
    let sandbox = sandbox.after(["undo"]);
    assert!(sandbox.read_profile() == before, "not as it was");
    let sandbox = sandbox.after(["redo"]);
    assert!(added(&sandbox).contains("paid = 229.5\n"));
}

#[test]
fn a_bad_amount_by_hand_is_named_and_left_out() {
    for (written, said) in [
        ("-5", "`paid` is below zero"),
        ("1.505", "`paid` is finer than cents"),
        ("nan", "`paid` is no amount"),
        ("1e9", "`paid` is more than a million dollars"),
        (
            "99999999999999999999999",
            "`paid` is more than a million dollars",
        ),
        (
            "\"229\"",
            "`paid` has to be a number of dollars without quotes",
        ),
        ("true", "`paid` has to be a number of dollars, like 229"),
    ] {
        let entry = format!("[steps.exam-applied]\nstate = \"doing\"\npaid = {written}\n");
        let sandbox = Sandbox::empty().profile([PROFILE, &entry].concat());
        let ran = sandbox.run(["show", "exam-applied"]).succeeds();
        assert!(ran.conversation().contains(said), "{written}: {ran}");
        let line = PROFILE.lines().count() + 3;
        let place = format!(":{line}:8");
        assert!(ran.conversation().contains(&place), "{place}: {ran}");
        assert!(ran.stdout().contains("under way"), "{ran}");
        assert!(!ran.stdout().contains("Paid"), "{ran}");
        // What cannot be read is not written over.
        sandbox
            .run(["check", "exam-applied", "--paid", "229"])
            .fails();
    }
    for (written, shown) in [
        ("229", "$229"),
        ("229.50", "$229.50"),
        ("1_200", "$1,200"),
        ("0", "$0"),
    ] {
        let entry = format!("[steps.exam-applied]\npaid = {written}\n");
        let sandbox = Sandbox::empty().profile([PROFILE, &entry].concat());
        let ran = sandbox.run(["show", "exam-applied", "--plain"]).succeeds();
        assert!(
            ran.stdout().contains(&format!("\npaid: {shown}\n")),
            "{written}: {ran}"
        );
    }
}
