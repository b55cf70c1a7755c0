//! `hitpath checklists facts`: looking through the facts.

use snapbox::{assert_data_eq, str};

use crate::sandbox::Sandbox;

#[test]
fn facts_are_found_by_words() {
    let sandbox = Sandbox::begun();
    let ran = sandbox
        .run(["checklists", "facts", "RHIT.exam", "Members"])
        .succeeds();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
rhit.exam.fee-member                                 secondary, as of 2026-09-28
  Value      $229
rhit.exam.fee-other                                  secondary, as of 2026-09-28
  Value      $299
2 facts, none of them old. More on one: hitpath show FACT

"#]]
    );
    // As in the guide, blanks around a word are none of it, and a word is some.
    let ids = |words: &[&str]| {
        let facts = sandbox.json([["checklists", "facts"].as_slice(), words].concat());
        facts["facts"].as_array().expect("a list").len()
    };
    assert_eq!(ids(&[" RHIT.exam ", "Members"]), 2);
    let ran = sandbox.run(["checklists", "facts", " "]).fails();
    assert!(
        ran.stderr().contains("a word to look for is empty"),
        "{ran}"
    );
    let ran = sandbox.run(["checklists", "facts", "zebra"]).succeeds();
    assert_eq!(ran.stdout(), "No fact fits.\n");
    let ran = sandbox
        .run(["checklists", "facts", "rhit.exam.fee-member", "--plain"])
        .succeeds();
    assert_data_eq!(
        ran.stdout(),
        str![[r#"
about: rhit.exam.fee-member, secondary, as of 2026-09-28
value: $229
count: 1 fact, none of them old. More on one: hitpath show FACT

"#]]
    );
    let narrow = sandbox.env("COLUMNS", "40");
    let ran = narrow.run(["checklists", "facts"]).succeeds();
    for line in ran.stdout().lines() {
        assert!(line.chars().count() <= 40, "{line}");
    }
}

#[test]
fn all_facts_come_in_order_of_their_ids() {
    let facts = Sandbox::empty().json(["checklists", "facts"]);
    assert_eq!(facts["format_version"], 1);
    assert_eq!(facts["today"], "2026-11-22");
    let facts = facts["facts"].as_array().expect("a list");
    let ids: Vec<&str> = facts
        .iter()
        .filter_map(|fact| fact["id"].as_str())
        .collect();
    assert!(ids.len() > 100 && ids.is_sorted(), "{ids:?}");
}

#[test]
fn old_ones_can_be_picked_out() {
    let sandbox = Sandbox::begun();
    let all = sandbox.json(["checklists", "facts"]);
    let stale = sandbox.json(["checklists", "facts", "--stale"]);
    let ahead = sandbox.json(["checklists", "facts", "--stale", "--ahead"]);
    let ids = |json: &serde_json::Value, old: bool| -> Vec<String> {
        let facts = json["facts"].as_array().expect("a list").iter();
        let facts = facts.filter(|fact| !old || fact["stale"] == true);
        facts.map(|fact| fact["id"].to_string()).collect()
    };
    assert_eq!(ids(&stale, false), ids(&all, true));
    let ahead = ids(&ahead, false);
    assert!(!ahead.is_empty() && ahead.len() < ids(&stale, false).len());
    assert!(ahead.iter().all(|id| ids(&stale, false).contains(id)));
    sandbox.run(["checklists", "facts", "--ahead"]).fails();
    let ran = sandbox.run(["status"]).succeeds();
    let hint = "hitpath checklists facts --stale --ahead";
    assert!(ran.stdout().contains(hint), "{ran}");
}
