//! `hitpath checklists fact`: what a person found instead of a fact is kept in
//! their profile, and every view shows it as theirs.

use serde_json::Value;
use snapbox::{assert_data_eq, str};

use crate::sandbox::{PROFILE, Sandbox, without_stamps};

const FEE: &str = "rhit.exam.fee-member";

/// A fact of each kind, in a file of one's own.
fn own_facts() -> Sandbox {
    let fact = |id: &str, value: &str| {
        format!(
            "[[fact]]\nid = \"my.{id}\"\nvalue = {value}\ntext = \"It is so.\"\nconfidence = \"official\"\n\
             source = {{ title = \"S\", url = \"https://example.org\" }}\nchecked = 2026-01-01\n"
        )
    };
    let text = [
        fact("number", "150"),
        fact("money", "{ usd = 1 }"),
        fact("range", "{ low = 1, high = 2, unit = \"percent\" }"),
        fact("length", "\"1d\""),
        fact("text", "\"yes\""),
    ];
    Sandbox::begun().own_file("facts/mine.toml", &text.concat())
}

#[test]
fn a_correction_is_written_and_taken_back() {
    let sandbox = Sandbox::begun();
    let ran = sandbox
        .run([
            "checklists",
            "fact",
            FEE,
            "--value",
            "$239",
            "--source",
            "the store page",
        ])
        .succeeds();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
rhit.exam.fee-member is $239 for you, by the store page, as of 2026-11-22; the
catalog has $229.
Take it back with: hitpath undo

"#]]
    );
    let written = without_stamps(&sandbox.read_profile());
    assert_eq!(
        written.strip_prefix(PROFILE),
        Some(
            "\n[facts.\"rhit.exam.fee-member\"]\nvalue = { usd = 239 }\nsource = \"the store page\"\n\
             checked = 2026-11-22\nchanged = STAMP\n"
        ),
    );
    // Saying it again is no news.
    let before = sandbox.texts();
    let again = [
        "checklists",
        "fact",
        FEE,
        "--value",
        "239",
        "--source",
        "the store page",
    ];
    let ran = sandbox.run(again).succeeds();
    assert_eq!(ran.stdout(), "Nothing changed: it is already so.\n");
    assert!(sandbox.texts() == before, "something was written");

    let ran = sandbox.run(["log"]).succeeds();
    assert!(
        ran.stdout().contains("fact rhit.exam.fee-member: $239"),
        "{ran}"
    );
    let ran = sandbox
        .run(["checklists", "fact", FEE, "--remove"])
        .succeeds();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
Your correction of rhit.exam.fee-member is gone; the catalog has $229.
Take it back with: hitpath undo

"#]]
    );
    assert_eq!(sandbox.added().trim(), "");
    let ran = sandbox
        .run(["checklists", "fact", FEE, "--remove"])
        .succeeds();
    assert_eq!(ran.stdout(), "Nothing changed: it is already so.\n");

    // One command is one unit.
    let sandbox = sandbox.after(["undo"]);
    assert_eq!(without_stamps(&sandbox.read_profile()), written);
    let sandbox = sandbox.after(["undo"]);
    assert_eq!(sandbox.added(), "");
    let sandbox = sandbox.after(["redo"]);
    assert_eq!(without_stamps(&sandbox.read_profile()), written);
}

#[test]
fn every_kind_of_value_is_written_in_its_own_form() {
    for (id, given, line) in [
        ("my.number", "-7.8", "value = -7.8"),
        ("my.number", "1,000", "value = 1000"),
        ("my.money", "$36.50", "value = { usd = 36.5 }"),
        (
            "my.range",
            "19-25",
            "value = { low = 19, high = 25, unit = \"percent\" }",
        ),
        (
            "my.range",
            "19.5 to 25",
            "value = { low = 19.5, high = 25, unit = \"percent\" }",
        ),
        ("my.length", "18mo", "value = \"18mo\""),
        ("my.text", " ask \"them\" ", "value = \"ask \\\"them\\\"\""),
        ("my.text", "2 weeks", "value = \"2 weeks\""),
        // Words that are a length of time are one when they are read again.
        ("my.text", "120d", "value = \"120d\""),
        ("my.text", "007d", "value = \"7d\""),
    ] {
        let sandbox = own_facts();
        let command = [
            "checklists",
            "fact",
            id,
            "--value",
            given,
            "--source",
            "S",
            "--checked",
            "2026-10-01",
        ];
        let ran = sandbox.run(command);
        ran.succeeds();
        let expected = format!(
            "\n[facts.\"{id}\"]\n{line}\nsource = \"S\"\nchecked = 2026-10-01\nchanged = STAMP\n"
        );
        let written = without_stamps(&sandbox.read_profile());
        assert_eq!(
            written.strip_prefix(PROFILE),
            Some(expected.as_str()),
            "{given}"
        );
        // And it is read back: saying it again is no news.
        let ran = sandbox.run(command);
        assert!(ran.succeeds().stdout().starts_with("Nothing changed"));
    }
}

#[test]
fn what_does_not_fit_is_refused_with_an_example() {
    for (arguments, said) in [
        (["my.number", "--value", "many"].as_slice(), "--value 150"),
        (&["my.money", "--value", "12 to 13"], "--value 239"),
        (&["my.money", "--value", "1,5"], "--value 239"),
        (&["my.money", "--value", "1.999"], "at most two decimals"),
        (&["my.range", "--value", "25-119"], "not above 100"),
        (&["my.text", "--value=-5d"], "not below zero"),
        (
            &["my.range", "--value", "25-19"],
            "--value \"19 to 25\" (in percent)",
        ),
        (&["my.length", "--value", "four months"], "--value 120d"),
        (&["my.text", "--value", " "], "a text"),
        (&["my.txt", "--value", "x"], "did you mean `my.text`?"),
        (&["zebra", "--value", "x"], "hitpath checklists facts"),
        (
            &["my.number", "--value", "1", "--checked", "2026-11-23"],
            "2026-11-23 is in the future, and it is the day on which you looked",
        ),
        (
            &["my.number", "--value", "1", "--checked", "soon"],
            "is not a date",
        ),
        (
            &["my.number", "--value", "1", "--source", " "],
            "--source is empty",
        ),
    ] {
        let sandbox = own_facts();
        let mut all = [["checklists", "fact"].as_slice(), arguments].concat();
        if !all.contains(&"--source") {
            all.extend(["--source", "S"]);
        }
        let ran = sandbox.run(all).fails();
        assert!(ran.conversation().contains(said), "{arguments:?}: {ran}");
        assert_eq!(sandbox.added(), "", "{arguments:?}");
    }
    for arguments in [
        ["my.number", "--value", "1"].as_slice(),
        &["my.number", "--source", "S"],
        &["my.number", "--checked", "today"],
        &["my.number", "--remove", "--value", "1", "--source", "S"],
    ] {
        let sandbox = own_facts();
        sandbox
            .run([["checklists", "fact"].as_slice(), arguments].concat())
            .fails();
        assert_eq!(sandbox.added(), "", "{arguments:?}");
    }
    let ran = Sandbox::empty()
        .run(["checklists", "fact", FEE, "--value", "1", "--source", "S"])
        .fails();
    assert!(ran.conversation().contains("hitpath init"), "{ran}");
}

/// A person who found another fee.
fn corrected() -> Sandbox {
    Sandbox::begun().after([
        "checklists",
        "fact",
        FEE,
        "--value",
        "239",
        "--source",
        "the store page",
    ])
}

#[test]
fn every_view_shows_it_as_theirs() {
    let sandbox = corrected();
    for arguments in [
        ["show", FEE].as_slice(),
        &["checklists", "fact", FEE],
        &["checklists", "facts", "--own"],
    ] {
        let ran = sandbox.run(arguments).succeeds();
        for words in ["$239", "the store page", "$229", "yours"] {
            assert!(ran.stdout().contains(words), "{arguments:?}: {ran}");
        }
    }
    let ran = sandbox.run(["show", "exam-applied"]).succeeds();
    assert!(ran.stdout().contains("$239 (yours)"), "{ran}");
    assert!(
        ran.stdout()
            .contains("Yours: $239 (yours, as of 2026-11-22"),
        "{ran}"
    );
    let ran = sandbox.run(["show", "rhit"]).succeeds();
    assert!(ran.stdout().contains("$239 (yours"), "{ran}");
    // The pre-flight of what cannot be taken back.
    let ran = sandbox.run(["check", "exam-applied"]).fails();
    assert!(ran.conversation().contains("$239 (yours"), "{ran}");
    let shown = sandbox.json(["show", FEE]);
    assert_eq!(shown["content"]["value"], "$239");
    assert_eq!(shown["content"]["says"]["value"], "$229");
    assert_eq!(shown["content"]["yours"]["source"], "the store page");
    // What can be done now names it in its first move.
    let sandbox = sandbox
        .own_stage(
            "mine",
            "id = \"mine\"\ntitle = \"Mine\"\n[[step]]\nid = \"my-fee\"\ntitle = \"Save for it\"\n\
             how = [\"Put {rhit.exam.fee-member} aside.\"]\nfacts = [\"rhit.exam.fee-member\"]\n",
        )
        .own_pathway(
            "mine",
            "id = \"mine\"\ntitle = \"Mine\"\nstages = [\"mine\"]\n",
        )
        .after(["set", "pathway=mine"]);
    let ran = sandbox.run(["next"]).succeeds();
    assert!(ran.stdout().contains("Put $239 (yours) aside."), "{ran}");
}

/// An old fact that the person looked up is old no more.
#[test]
fn a_fact_looked_up_today_is_not_to_be_checked_again() {
    let count = |sandbox: &Sandbox| {
        let status = sandbox.json(["status"]);
        status["stale_facts"].as_array().expect("a list").len()
    };
    let sandbox = Sandbox::begun();
    let before = count(&sandbox);
    let stale = sandbox.json(["checklists", "facts", "--stale", "--ahead"]);
    let stale = stale["facts"].as_array().expect("a list");
    assert_eq!(stale.len(), before, "the same facts as in status");
    let text = stale
        .iter()
        .find(|fact| {
            fact["value"]
                .as_str()
                .is_some_and(|value| value.contains(' '))
        })
        .expect("one that says something");
    let id = text["id"].as_str().expect("an id");
    let value = text["value"].as_str().expect("a value");
    let sandbox = sandbox.after(["checklists", "fact", id, "--value", value, "--source", "S"]);
    assert_eq!(count(&sandbox), before - 1);
}

#[test]
fn as_json_it_names_the_fact() {
    let sandbox = Sandbox::begun();
    let set = ["checklists", "fact", FEE, "--value", "239", "--source", "S"];
    let changed = sandbox.json(set);
    assert_eq!(changed["changed"], serde_json::json!([FEE]));
    assert_eq!(changed["progress"]["satisfied"], 0);
    assert_eq!(sandbox.json(set)["changed"], serde_json::json!([]));
    let shown = sandbox.json(["checklists", "fact", FEE]);
    assert_eq!(shown["content"]["yours"]["value"], "$239");
    let log = sandbox.json(["log"]);
    let text = log["entries"][1]["text"].as_str().expect("a text");
    assert_eq!(text, "fact rhit.exam.fee-member: $239 (S, 2026-11-22)");
}

#[test]
fn a_correction_outlives_its_fact() {
    let entry = "[facts.\"gone.fee\"]\nvalue = { usd = 5 }\nsource = \"S\"\nchecked = 2026-01-01\n";
    let sandbox = Sandbox::empty().profile([PROFILE, "\n", entry].concat());
    let ran = sandbox.run(["checklists", "facts", "--own"]).succeeds();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
gone.fee                      yours, as of 2026-01-01; in no file of the catalog
  Yours      $5
  You read   S
  kept in your profile; take it out: hitpath checklists fact gone.fee --remove
1 fact, none of them old. More on one: hitpath show FACT

"#]]
    );
    let own = sandbox.json(["checklists", "facts", "--own"]);
    assert_eq!(own["facts"], Value::Array(Vec::new()));
    assert_eq!(own["unknown_corrections"][0]["id"], "gone.fee");
    sandbox
        .run([
            "checklists",
            "fact",
            "gone.fee",
            "--value",
            "6",
            "--source",
            "S",
        ])
        .fails();
    let ran = sandbox
        .run(["checklists", "fact", "gone.fe", "--remove"])
        .fails();
    assert!(ran.stderr().contains("did you mean `gone.fee`?"), "{ran}");
    sandbox
        .run(["checklists", "fact", "gone.fee", "--remove"])
        .succeeds();
    assert_eq!(sandbox.added().trim(), "");
}

/// After the correction the profile is exactly this, times apart, and `undo`
/// brings back every byte.
#[track_caller]
fn becomes(before: &str, expected: &str) {
    let sandbox = Sandbox::empty().profile([PROFILE, before].concat()).after([
        "checklists",
        "fact",
        FEE,
        "--value",
        "239",
        "--source",
        "new",
    ]);
    let written = without_stamps(&sandbox.read_profile());
    assert_eq!(written, [PROFILE, expected].concat());
    let sandbox = sandbox.after(["undo"]);
    assert_eq!(sandbox.added(), before);
}

#[test]
fn what_stands_in_the_table_by_hand_stays() {
    becomes(
        "# mine\n[ facts ] # looked up\n'rhit.exam.fee-member'={value={usd=1}, source='old', checked=2026-01-01, mood=\"ü\"} # why\n\
         \"other.fact\" = { value = 1, source = \"x\", checked = 2026-01-01 }\n\n[mine]\nx = 1\n",
        "# mine\n[ facts ] # looked up\n'rhit.exam.fee-member'={value={ usd = 239 }, source=\"new\", checked=2026-11-22, mood=\"ü\", changed=STAMP} # why\n\
         \"other.fact\" = { value = 1, source = \"x\", checked = 2026-01-01 }\n\n[mine]\nx = 1\n",
    );
    becomes(
        "[facts.\"rhit.exam.fee-member\"] # fee\nvalue = { usd = 1 } # then\nsource = \"old\"\nchecked = 2026-01-01\n",
        "[facts.\"rhit.exam.fee-member\"] # fee\nvalue = { usd = 239 } # then\nsource = \"new\"\nchecked = 2026-11-22\nchanged = STAMP\n",
    );
    // Without quotes it is the same entry, and stays where it is.
    becomes(
        "[facts.rhit.exam.fee-member]\nvalue.usd = 1\nsource = \"old\" # here\nchecked = 2026-01-01\n",
        "[facts.rhit.exam.fee-member]\nsource = \"new\" # here\nchecked = 2026-11-22\nvalue = { usd = 239 }\nchanged = STAMP\n",
    );
    becomes(
        "[facts]\nrhit.exam.fee-member = { value = { usd = 1 }, source = \"old\", checked = 2026-01-01 }\n",
        "[facts]\nrhit.exam.fee-member = { value = { usd = 239 }, source = \"new\", checked = 2026-11-22, changed = STAMP }\n",
    );
    becomes(
        "[facts]\n\"a.b\" = { value = 1, source = \"x\", checked = 2026-01-01 }\n",
        "[facts]\n\"a.b\" = { value = 1, source = \"x\", checked = 2026-01-01 }\n\
         \"rhit.exam.fee-member\" = { value = { usd = 239 }, source = \"new\", checked = 2026-11-22, changed = STAMP }\n",
    );
}

#[test]
fn a_bad_correction_does_not_stop_reading_and_stops_writing() {
    for (value, source, checked, column) in [
        ("{ eur = 1 }", "x", "2026-01-01", "7:9"),
        ("\"\"", "x", "2026-01-01", "7:9"),
        ("{ usd = 1 }", "", "2026-01-01", "8:10"),
    ] {
        let entry = format!(
            "[facts.\"{FEE}\"]\nvalue = {value}\nsource = \"{source}\"\nchecked = {checked}\n"
        );
        let sandbox = Sandbox::empty().profile([PROFILE, &entry].concat());
        let place = format!("{}:{column}", sandbox.profile_path().display());
        let ran = sandbox.run(["checklists", "fact", FEE]).succeeds();
        assert!(ran.stderr().contains(&place), "{ran}");
        assert!(ran.stdout().contains("$229"), "{ran}");
        let ran = sandbox.run(["check", "diploma"]).fails();
        assert!(ran.stderr().contains(&place), "{ran}");
        assert_eq!(sandbox.added(), entry);
    }
}

#[test]
fn a_correction_of_a_day_to_come_is_named_and_counts_from_that_day() {
    let entry =
        format!("[facts.\"{FEE}\"]\nvalue = {{ usd = 1 }}\nsource = \"x\"\nchecked = 2026-11-24\n");
    let sandbox = Sandbox::empty().profile([PROFILE, &entry].concat());
    let said = "`checked` 2026-11-24 is in the future, and it is the day on which you looked";
    let ran = sandbox.run(["checklists", "fact", FEE]).succeeds();
    assert!(ran.stderr().contains(said), "{ran}");
    assert!(ran.stdout().contains("$229"), "{ran}");
    let on_the_day = ["checklists", "fact", FEE, "--today", "2026-11-24"];
    let ran = sandbox.run(on_the_day).succeeds();
    assert_eq!(ran.stderr(), "");
    assert!(ran.stdout().contains("$1"), "{ran}");
    let ran = sandbox.run(["check", "diploma"]).succeeds();
    assert!(ran.stderr().contains(said), "{ran}");
}

/// Without quotes, the entry of a longer id lies in that of a shorter one.
#[test]
fn a_correction_is_removed_without_those_below_it() {
    let removed = |before: &str, expected: &str| {
        let sandbox = Sandbox::empty().profile([PROFILE, before].concat());
        let own = |sandbox: &Sandbox| {
            let own = sandbox.json(["checklists", "facts", "--own"]);
            let count = |list: &Value| list.as_array().expect("a list").len();
            count(&own["facts"]) + count(&own["unknown_corrections"])
        };
        assert_eq!(own(&sandbox), 2, "{before}");
        let sandbox = sandbox.after(["checklists", "fact", "my.time", "--remove"]);
        assert_eq!(sandbox.added(), expected);
        assert_eq!(own(&sandbox), 1, "{expected}");
        let sandbox = sandbox.after(["undo"]);
        assert_eq!(sandbox.added(), before);
    };
    let fee = "[facts.my.time.fee]\nvalue = { usd = 5 }\nsource = \"S\"\nchecked = 2026-01-01\n";
    removed(
        &format!(
            "[facts.my.time]\nvalue = \"1d\"\nsource = \"S\" # why\nchecked = 2026-01-01\nmood = 1\n\n{fee}"
        ),
        &format!("[facts.my.time]\n\n{fee}"),
    );
    removed(
        "[facts]\nmy.time = { value.usd = 1, fee = { value = 2, source = \"S\", checked = 2026-01-01 }, source = \"S\", checked = 2026-01-01 }\n",
        "[facts]\nmy.time = { fee = { value = 2, source = \"S\", checked = 2026-01-01 } }\n",
    );
}

/// An empty table would be no correction, and every later change refused.
#[test]
fn nothing_empty_is_left_of_a_correction() {
    const REST: &str = "value = 1\nsource = \"S\"\nchecked = 2026-01-01\n";
    const INLINE: &str = "{ value = 1, source = \"S\", checked = 2026-01-01 }";
    for before in [
        format!("[facts.my.time]\n{REST}"),
        format!("[facts.my]\n[facts.my.time]\n{REST}"),
        format!("[facts.my]\ntime = {INLINE}\n"),
        format!("[facts]\nmy = {{ time = {INLINE} }}\n"),
        format!("[facts]\nmy.time = {INLINE}\n"),
        format!("facts.my.time = {INLINE}\n"),
        format!("facts = {{ my.time = {INLINE} }}\n"),
    ] {
        let sandbox = Sandbox::empty().profile([PROFILE, &before].concat());
        let sandbox = sandbox.after(["checklists", "fact", "my.time", "--remove"]);
        let ran = sandbox.run(["checklists", "facts", "--own"]).succeeds();
        assert_eq!(ran.to_string(), "No fact fits.\n", "{before}");
        let sandbox = sandbox.after(["undo"]);
        assert_eq!(sandbox.added(), before);
    }
}

/// The version is that of the person's own exam day, as in every view.
#[test]
fn the_version_named_is_that_of_the_persons_day() {
    let version = |value: &str, period: &str| {
        format!(
            "[[fact]]\nid = \"my.outline\"\nvalue = {value}\ntext = \"It is so.\"\nconfidence = \"official\"\n\
             source = {{ title = \"S\", url = \"https://example.org\" }}\nchecked = 2026-01-01\n\
             applies-on = \"exam\"\n{period}\n"
        )
    };
    let facts = [
        version("\"as it is today\"", "effective-until = 2027-12-31"),
        version("17", "effective-from = 2028-01-01"),
    ];
    let sandbox = Sandbox::empty()
        .own_file("facts/mine.toml", &facts.concat())
        .own_file(
            "credentials/mine.toml",
            "id = \"mine\"\ntitle = \"Mine\"\nbody = \"B\"\nexam-day = \"my-exam\"\nfacts = [\"my.outline\"]\n",
        )
        .own_stage(
            "my-stage",
            "id = \"my-stage\"\ntitle = \"Mine\"\n[[step]]\nid = \"my-exam\"\ntitle = \"Sit\"\nawards = \"mine\"\n",
        )
        .own_pathway(
            "my-way",
            "id = \"my-way\"\ntitle = \"Mine\"\nstages = [\"my-stage\"]\ngoal = \"mine\"\n",
        );
    let sandbox = sandbox.profile(
        PROFILE.replace("\"rhit\"", "\"my-way\"") + "[steps.my-exam]\nexpect = 2028-03-01\n",
    );
    let ran = sandbox.run(["show", "my.outline"]).succeeds();
    assert!(ran.stdout().contains("Value      17"), "{ran}");
    let set = [
        "checklists",
        "fact",
        "my.outline",
        "--source",
        "S",
        "--value",
    ];
    let set = |value| [set.as_slice(), &[value]].concat();
    let ran = sandbox.run(set("many")).fails();
    assert!(ran.conversation().contains("--value 150"), "{ran}");
    let ran = sandbox.run(set("18")).succeeds();
    assert!(ran.stdout().contains("the catalog has 17."), "{ran}");
    let ran = sandbox.run(["checklists", "fact", "my.outline", "--remove"]);
    let ran = ran.succeeds();
    assert!(ran.stdout().contains("the catalog has 17."), "{ran}");
}
