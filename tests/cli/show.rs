//! `hitpath show`: one step, stage, credential, fact, pathway or skill in full.

use snapbox::{assert_data_eq, str};

use crate::{
    answers::{
        Shown, ShownCredential, ShownFact, ShownPathway, ShownStage, ShownStep, Status, exact,
    },
    bakery::bakery,
    sandbox::Sandbox,
    status::{fits, is_plain},
};

#[test]
fn a_step_is_shown_with_all_it_holds() {
    let sandbox = bakery()
        .after([
            "check",
            "stall",
            "--due",
            "2027-01-10",
            "--expect",
            "2027-01-08",
            "--until",
            "2027-12-31",
        ])
        .after([
            "check",
            "stall",
            "--as",
            "doing",
            "--on",
            "2026-11-20",
            "--anyway",
            "--note",
            "beside the well",
            "--evidence",
            "https://example.invalid/receipt",
        ]);
    let ran = sandbox.run(["show", "stall"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
stall: Rent a stall                                                        doing
  Stage      selling: Selling
  Waits for  early-riser
  Marked     under way, 2026-11-20
  Note       beside the well
  Evidence   https://example.invalid/receipt
  Due        2027-01-10
  Expected   2027-01-08
  Until      2027-12-31
  Why        A stall costs less than a shop and shows who comes.
  How        1. Ask at the town hall.
             2. Pay $40 (sources disagree) for the first month.
  Effort     4 hours
  Keep       The receipt.
  Watch out  The rent is not paid back: $40 (sources disagree) is gone if it
             rains.
  Date it by the day you paid
  Before you pay
    1. early-riser: open
    2. stall.rent: $40 (sources disagree, as of 2024-05-01, old: confirm)
  Opens      shop

  Facts      1. A stall costs $40 a month. (sources disagree, as of 2024-05-01,
                old: confirm; stall.rent) Another source: It costs $55.50 since
                the market was paved.
             2. The market is open for four to nine hours. (official, undated:
                confirm; stall.hours)
  official: read on the issuing body's own page; secondary: told by others.
  hitpath show FACT gives the source with its address.

"#]]
    );
    fits(&ran, 80);
    let ran = sandbox.run(["show", "stall", "--plain"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
about: stall: Rent a stall, doing
stage: selling: Selling
waits for: early-riser
marked: under way, 2026-11-20
note: beside the well
evidence: https://example.invalid/receipt
due: 2027-01-10
expected: 2027-01-08
until: 2027-12-31
why: A stall costs less than a shop and shows who comes.
how 1: Ask at the town hall.
how 2: Pay $40 (sources disagree) for the first month.
effort: 4 hours
keep: The receipt.
watch out: The rent is not paid back: $40 (sources disagree) is gone if it rains.
date it by: the day you paid
before you pay 1: early-riser: open
before you pay 2: stall.rent: $40 (sources disagree, as of 2024-05-01, old: confirm)
opens: shop
facts 1: A stall costs $40 a month. (sources disagree, as of 2024-05-01, old: confirm; stall.rent) Another source: It costs $55.50 since the market was paved.
facts 2: The market is open for four to nine hours. (official, undated: confirm; stall.hours)
more: official: read on the issuing body's own page; secondary: told by others. hitpath show FACT gives the source with its address.

"#]]
    );
    is_plain(&ran);
    let shown: Shown<ShownStep> = exact(sandbox.json(["show", "stall"]));
    let stall = shown.content;
    assert_eq!(stall.state.as_deref(), Some("doing"));
    assert_eq!(stall.on.as_deref(), Some("2026-11-20"));
    assert_eq!(stall.note.as_deref(), Some("beside the well"));
    assert_eq!(stall.due.as_deref(), Some("2027-01-10"));
    assert_eq!(stall.expect.as_deref(), Some("2027-01-08"));
    assert_eq!(stall.until.as_deref(), Some("2027-12-31"));
    assert_eq!(stall.evidence, ["https://example.invalid/receipt"]);
    assert_eq!(stall.missing, ["early-riser"]);
    assert_eq!(stall.opens, ["shop"]);
    assert!(stall.irreversible && !stall.optional && !stall.confirm);
    assert_eq!(stall.effort_hours.likely, 4);
    assert_eq!(stall.keep.as_deref(), Some("The receipt."));
    let rent = &stall.facts[0];
    assert_eq!((rent.confidence.as_str(), rent.stale), ("disputed", true));
    assert_eq!(
        (rent.says.value.as_str(), rent.also[0].value.as_str()),
        ("$40", "$55.50")
    );
    assert_eq!(stall.facts[1].says.checked, None);
}

#[test]
fn a_step_that_costs_money_shows_what_to_look_at_first() {
    let ran = Sandbox::begun().run(["show", "exam-applied"]).succeeds();
    assert!(ran.stdout().contains("Before you pay"), "{ran}");
    let ran = Sandbox::begun().run(["show", "learn-role"]).succeeds();
    assert!(!ran.stdout().contains("Before you pay"), "{ran}");
}

#[test]
fn a_question_says_how_it_is_answered() {
    let ran = Sandbox::begun().run(["show", "id-match"]).succeeds();
    assert!(ran.stdout().contains("--as no means no"), "{ran}");
}

#[test]
fn everything_of_the_pathway_can_be_shown_in_every_form() {
    let sandbox = Sandbox::begun();
    let narrow = Sandbox::begun().env("COLUMNS", "40");
    let status: Status = exact(sandbox.json(["status"]));
    for stage in &status.stages {
        let shown: Shown<ShownStage> = exact(sandbox.json(["show", &stage.id]));
        assert_eq!((shown.format_version, shown.kind.as_str()), (1, "stage"));
        assert_eq!(shown.content.id, stage.id);
        assert_eq!(shown.content.steps.len(), stage.steps.len());
        is_plain(&sandbox.run(["show", &stage.id, "--plain"]).succeeds());
        fits(&narrow.run(["show", &stage.id]).succeeds(), 40);
        for step in &stage.steps {
            let shown: Shown<ShownStep> = exact(sandbox.json(["show", &step.id]));
            assert_eq!(shown.kind, "step");
            assert_eq!(shown.content.standing, step.standing);
            // What ships says why, how and on what it rests.
            assert!(shown.content.why.is_some(), "{}", step.id);
            assert!(!shown.content.how.is_empty(), "{}", step.id);
            is_plain(&sandbox.run(["show", &step.id, "--plain"]).succeeds());
            fits(&narrow.run(["show", &step.id]).succeeds(), 40);
        }
    }
}

#[test]
fn no_figure_is_left_as_the_name_of_a_fact() {
    let sandbox = Sandbox::begun();
    let status: Status = exact(sandbox.json(["status"]));
    for step in status.stages.iter().flat_map(|stage| &stage.steps) {
        let ran = sandbox.run(["show", &step.id]).succeeds();
        assert!(!ran.stdout().contains('{'), "{ran}");
    }
}

#[test]
fn a_stage_is_shown_with_its_steps() {
    let sandbox = bakery().after(["check", "sourdough", "--on", "2026-11-01"]);
    let ran = sandbox.run(["show", "baking"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
baking: Baking                                             1 of 2 required steps
  About      You can bake a bread that people come back for.

✔ sourdough (done, 2026-11-01)
    Keep a sourdough
○ yeast (open, optional)
    Buy yeast instead
○ bread (open)
    Bake a bread
○ apprentice (open, optional)
    Work beside a baker

"#]]
    );
    fits(&ran, 80);
}

#[test]
fn a_fact_is_shown_with_who_says_so_and_since_when() {
    let sandbox = bakery();
    for (fact, expected) in [
        (
            "stall.rent",
            str![[r#"
stall.rent                      sources disagree, as of 2024-05-01, old: confirm
  Value      $40
  Meaning    A stall costs $40 a month.
  Source     A neighbour
  Address    https://example.invalid/neighbour
  As of      2024-05-01

Another source says:
  Value      $55.50
  Meaning    It costs $55.50 since the market was paved.
  Source     Another neighbour
  Address    https://example.invalid/other
  As of      2024-06-01
  Used by    stall and baker

"#]],
        ),
        (
            "stall.hours",
            str![[r#"
stall.hours                                           official, undated: confirm
  Value      4 to 9 hours
  Meaning    The market is open for four to nine hours.
  Source     The town hall
  Address    https://example.invalid/market
  As of      undated
  Used by    stall and baker

"#]],
        ),
        (
            "baking.rise",
            str![[r#"
baking.rise                                           official, as of 2026-11-01
  Value      12 days
  Meaning    A sourdough rises after twelve days.
  Source     The guild's book
  Address    https://example.invalid/book
  As of      2026-11-01
  Used by    sourdough and baker

"#]],
        ),
    ] {
        let ran = sandbox.run(["show", fact]);
        assert_data_eq!(ran.to_string(), expected);
        is_plain(&sandbox.run(["show", fact, "--plain"]));
        let shown: Shown<ShownFact> = exact(sandbox.json(["show", fact]));
        assert_eq!(shown.kind, "fact");
        assert_eq!(shown.content.id, fact);
        assert!(shown.content.says.source.url.starts_with("https://"));
    }
}

#[test]
fn every_fact_behind_a_step_can_be_shown() {
    let sandbox = Sandbox::begun();
    for step in ["exam-applied", "diploma-earned", "learn-role"] {
        let shown: Shown<ShownStep> = exact(sandbox.json(["show", step]));
        assert!(!shown.content.facts.is_empty());
        for fact in shown.content.facts {
            let again: Shown<ShownFact> = exact(sandbox.json(["show", &fact.id]));
            assert_eq!(format!("{:?}", again.content), format!("{fact:?}"));
        }
    }
}

#[test]
fn a_name_that_is_credential_and_pathway_shows_the_credential() {
    let sandbox = Sandbox::begun();
    let shown: Shown<ShownCredential> = exact(sandbox.json(["show", "rhit"]));
    assert_eq!(shown.kind, "credential");
    assert_eq!(shown.content.awarded_by, ["rhit-earned", "rhit-held"]);
    fits(&sandbox.run(["show", "rhit"]).succeeds(), 80);
    is_plain(&sandbox.run(["show", "rhit", "--plain"]).succeeds());
}

#[test]
fn a_credential_is_shown_with_what_leads_to_it() {
    let ran = bakery().run(["show", "baker"]).succeeds();
    assert_eq!(ran.stderr(), "");
    // What stands below is the same for everybody; `eligibility` looks at it.
    let (above, _) = ran.stdout().split_once("\nExam\n").expect("an exam");
    assert_data_eq!(
        above,
        str![[r#"
Baker                                                                 credential
  From       the guild
  About      Those may use it whose bread the guild has eaten.
  Pathway    bakery: To a bakery of your own

Who may have it
  You        Baker: not yet eligible; bread and early-riser are missing. This
             rests on 2 old facts.
  Ways       1. By baking: not yet. Missing: bread and early-riser (a question).
                Ask the guild, in writing. Advice, not a condition: Keep a
                sourdough for a winter first.
             2. As an apprentice (to sit the exam only): not yet. Missing:
                apprentice.
  Yours with shop: Open the shop (locked)
  Facts      1. A stall costs $40 a month. (sources disagree, as of 2024-05-01,
                old: confirm; stall.rent) Another source: It costs $55.50 since
                the market was paved.
             2. The market is open for four to nine hours. (official, undated:
                confirm; stall.hours)

"#]]
    );
}

#[test]
fn a_pathway_is_shown_with_its_stages() {
    let sandbox = bakery();
    let ran = sandbox.run(["show", "bakery"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
bakery: To a bakery of your own                                          pathway
  About      From the first bread to the first customer.
  Goal       baker
  Stages     1. baking: Baking
             2. selling: Selling

"#]]
    );
    is_plain(&sandbox.run(["show", "bakery", "--plain"]).succeeds());
    let shown: Shown<ShownPathway> = exact(sandbox.json(["show", "bakery"]));
    assert_eq!(shown.kind, "pathway");
    assert_eq!(shown.content.stages, ["baking", "selling"]);
    assert_eq!(shown.content.goal.as_deref(), Some("baker"));
}

#[test]
fn what_the_pathway_does_not_hold_is_shown_and_said_to_be_outside() {
    let sandbox = Sandbox::empty()
        .own_pathway(
            "short",
            "id = \"short\"\ntitle = \"Short\"\nstages = [\"explore\"]\n",
        )
        .after(["init", "--yes", "--pathway", "short"]);
    for id in ["diploma", "diploma-earned"] {
        let ran = sandbox.run(["show", id]).succeeds();
        assert!(ran.stdout().contains("not on your pathway"), "{ran}");
    }
    let shown: Shown<ShownStep> = exact(sandbox.json(["show", "diploma-earned"]));
    assert!(!shown.content.on_pathway);
}

#[test]
fn the_nearest_name_is_offered() {
    for (given, offered) in [
        ("diplom", "did you mean `diploma`?"),
        (
            "rhit.exam.fee-membr",
            "did you mean `rhit.exam.fee-member`?",
        ),
        ("rhit.exam.fee", "did you mean `rhit.exam.fee-other`?"),
        ("xyzzy", "the steps of a stage: hitpath show explore"),
    ] {
        let ran = Sandbox::begun().run(["show", given]).fails();
        assert!(ran.conversation().contains(offered), "{ran}");
    }
}

#[test]
fn a_skill_is_shown_with_what_builds_it() {
    let sandbox = Sandbox::begun();
    let ran = sandbox.run(["show", "ehr-navigation"]).succeeds();
    for part in [
        "Working in an electronic record",
        "core-courses: Pass the health information core courses (locked)",
        "no rule of any body",
        "hitpath guide tools",
    ] {
        assert!(ran.answer().contains(part), "{part} is missing: {ran}");
    }
    is_plain(&sandbox.run(["show", "ehr-navigation", "--plain"]));
    let shown = sandbox.json(["show", "ehr-navigation"]);
    assert_eq!(shown["kind"], "skill");
    assert_eq!(shown["content"]["target"]["entry"], 3);
    // And the other way round.
    let ran = sandbox.run(["show", "core-courses"]).succeeds();
    assert!(ran.stdout().contains("Builds     icd-cpt-coding"), "{ran}");
}
