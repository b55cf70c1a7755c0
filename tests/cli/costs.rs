//! `hitpath plan --costs`: what was paid, what is still to pay, and what nobody
//! here knows. What the sums are is tested with the catalog that ships
//! (`tests/checklists/costs.rs`); here the whole command is.

use crate::sandbox::Sandbox;

#[test]
fn what_was_written_down_is_in_the_sum() {
    let sandbox = Sandbox::begun()
        .after(["check", "exam-applied", "--paid", "229"])
        .after(["check", "enrolled", "--paid", "1000.5"])
        .after(["check", "cca-applied", "--paid", "199"]);
    let ran = sandbox.run(["plan", "--costs", "--plain"]).succeeds();
    let said = ran.stdout();
    for line in [
        "paid: exam-applied: $229 so far",
        "paid: enrolled: $1,000.50 so far",
        "paid: cca-applied: $199, not on your pathway and in no sum here",
    ] {
        assert!(said.lines().any(|said| said == line), "{line}: {ran}");
    }
    assert!(
        said.contains("Paid so far: $1,229.50. Still to pay: $0, as far as"),
        "{ran}"
    );
    let json = sandbox.json(["plan", "--costs"]);
    assert_eq!(json["paid"].to_string(), "1229.5");
    assert_eq!(json["paid_elsewhere"].to_string(), "199");
    assert_eq!(json["to_pay"]["high"].to_string(), "0");
}

#[test]
fn a_plain_line_says_its_label_once() {
    let sandbox = Sandbox::begun();
    let ran = sandbox.run(["plan", "--costs", "--plain"]).succeeds();
    let asks = |line: &&str| line.starts_with("ask");
    assert!(ran.stdout().lines().filter(asks).count() > 1, "{ran}");
    for line in ran.stdout().lines() {
        let (label, words) = line.split_once(": ").expect("a label");
        assert!(!words.starts_with("Ask:"), "{line}");
        assert!(
            !words.to_lowercase().starts_with(&format!("{label}:")),
            "{line}"
        );
        assert!(!words.contains("ask: "), "{line}");
    }
    let ran = sandbox.run(["plan", "--costs"]).succeeds();
    let asks = |line: &&str| line.starts_with("    Ask: ");
    assert!(ran.stdout().lines().filter(asks).count() > 1, "{ran}");
}

#[test]
fn it_fits_a_phone_and_never_claims_to_know_all() {
    let sandbox = Sandbox::begun().env("COLUMNS", "40");
    let ran = sandbox.run(["plan", "--costs"]).succeeds();
    assert!(
        ran.stdout().contains("This is not the whole price"),
        "{ran}"
    );
    for line in ran.stdout().lines() {
        assert!(line.chars().count() <= 40, "{line}");
    }
}

#[test]
fn a_correction_is_the_price() {
    let fact = [
        "checklists",
        "fact",
        "rhit.exam.fee-member",
        "--value",
        "239",
    ];
    let source = ["--source", "AHIMA's page"];
    let sandbox = Sandbox::begun().after([&fact[..], &source[..]].concat());
    let json = sandbox.json(["plan", "--costs"]);
    assert_eq!(json["to_pay"]["low"].to_string(), "239");
    assert_eq!(json["membership"][0]["saves"]["low"].to_string(), "60");
}

#[test]
fn own_steps_have_costs_too() {
    let own = "id = \"mine\"\ntitle = \"Mine\"\n\n\
        [[step]]\nid = \"desk\"\ntitle = \"Desk\"\nfacts = [\"ahima.member-saving\"]\n\n\
        [[step.cost]]\ntitle = \"The course\"\namount = \"ahima.member-saving\"\n\n\
        [[step.cost]]\ntitle = \"The book\"\nask = \"The office.\"\n";
    let pathway = "id = \"my-way\"\ntitle = \"My way\"\nstages = [\"mine\"]\n";
    let sandbox = Sandbox::empty()
        .own_stage("mine", own)
        .own_pathway("my-way", pathway)
        .after(["init", "--yes", "--pathway", "my-way"]);
    let json = sandbox.json(["plan", "--costs"]);
    assert_eq!(json["to_pay"]["low"].to_string(), "70");
    assert_eq!(json["unknown"][0]["ask"], "The office.");
}

/// Whoever pays in parts sees what is left, and whoever has paid what members
/// pay has paid all.
#[test]
fn a_part_that_was_paid_is_taken_off_the_price() {
    let left = |paid: &str| {
        let sandbox = Sandbox::begun().after(["check", "exam-applied", "--paid", paid]);
        let json = sandbox.json(["plan", "--costs"]);
        let to_pay = &json["to_pay"];
        (to_pay["low"].to_string(), to_pay["high"].to_string())
    };
    assert_eq!(left("10"), ("219".into(), "289".into()));
    assert_eq!(left("229"), ("0".into(), "0".into()));
    assert_eq!(left("299"), ("0".into(), "0".into()));
}
