//! Whether a person may have a credential, in status, show and JSON.

use snapbox::{assert_data_eq, str};

use crate::{
    answers::{Shown, ShownCredential, Status, exact},
    bakery::{bakery, bakery_with},
    sandbox::Sandbox,
    status::{fits, is_plain},
};

#[test]
fn a_credential_is_one_page_with_routes_exam_renewal_and_sources() {
    let sandbox = bakery_with("[steps.bread]\nstate = \"done\"\non = 2026-11-01\n");
    let ran = sandbox.run(["show", "baker"]).succeeds();
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
Baker                                                                 credential
  From       the guild
  About      Those may use it whose bread the guild has eaten.
  Pathway    bakery: To a bakery of your own

Who may have it
  You        Baker: whether you are eligible is not known. The question to
             answer: early-riser. Ask the guild, in writing. This rests on 2 old
             facts.
  Ways       1. By baking: unknown. Missing: early-riser (a question). Ask the
                guild, in writing. Advice, not a condition: Keep a sourdough for
                a winter first.
             2. As an apprentice (to sit the exam only): not yet. Missing:
                apprentice.
  Yours with shop: Open the shop (locked)
  Facts      1. A stall costs $40 a month. (sources disagree, as of 2024-05-01,
                old: confirm; stall.rent) Another source: It costs $55.50 since
                the market was paved.
             2. The market is open for four to nine hours. (official, undated:
                confirm; stall.hours)

Exam
  Outline    in force from 2026-06-01
  Questions  12 (official, as of 2026-11-01; guild.questions)
  Time       90 minutes (secondary, as of 2026-10-01; guild.minutes)
  Pass score not known to us: look it up on the body's own page, or ask there
  Fee        A stall costs $40 a month. (sources disagree, as of 2024-05-01,
             old: confirm; stall.rent) Another source: It costs $55.50 since the
             market was paved.
  Window     not known to us: look it up on the body's own page, or ask there
  Retake     not known to us: look it up on the body's own page, or ask there
  Domains    1. Flour: 60 to 70 percent (secondary, as of 2026-10-01;
                guild.flour). Topics: rye; wheat.
             2. Fire: weight not known to us
  Facts      1. The market is open for four to nine hours. (official, undated:
                confirm; stall.hours)

Keeping it
  Cycle      The guild looks again after two years. (official, as of 2026-11-01;
             guild.cycle)
  Credits    Thirty breads are eaten. (official, as of 2026-11-01;
             guild.credits)
  Share      before the guild (category early): Half of the breads are baked
             before the guild. (official, as of 2026-11-01; guild.share)
  Replaced   by rhit, once you hold it

More
  Facts      1. A sourdough rises after twelve days. (official, as of
                2026-11-01; baking.rise)

Sources
  Address    https://example.invalid/neighbour
  For        1. A neighbour
  Address    https://example.invalid/other
  For        1. Another neighbour
  Address    https://example.invalid/market
  For        1. The town hall
  Address    https://example.invalid/book
  For        1. The guild's book
  official: read on the issuing body's own page; secondary: told by others.
  hitpath show FACT gives the source with its address.

"#]]
    );
    fits(&ran, 80);
    is_plain(&sandbox.run(["show", "baker", "--plain"]).succeeds());
    let shown: Shown<ShownCredential> = exact(sandbox.json(["show", "baker"]));
    let baker = shown.content;
    assert_eq!(baker.eligibility.answer, "unknown");
    assert_eq!(baker.eligibility.missing, ["early-riser"]);
    assert_eq!(
        baker.eligibility.ask.as_deref(),
        Some("the guild, in writing")
    );
    assert_eq!(baker.eligibility.stale_facts, ["stall.rent", "stall.hours"]);
    let answers: Vec<&str> = baker.routes.iter().map(|way| way.answer.as_str()).collect();
    assert_eq!(answers, ["unknown", "not yet"]);
    let exam = baker.exam.expect("an exam");
    assert_eq!(exam.domains.len(), 2);
    assert!(exam.domains[1].weight.is_none());
    let renewal = baker.renewal.expect("a renewal");
    assert_eq!(renewal.replaced_by.as_deref(), Some("rhit"));
}

/// What is said in status follows the marks, and never mixes sitting the exam,
/// being eligible and using the letters.
#[test]
fn status_says_where_the_person_stands() {
    let case = |marks: &str, said: &str| {
        let sandbox = bakery_with(marks);
        let text = sandbox
            .run(["status"])
            .succeeds()
            .stdout()
            .replace('\n', " ");
        assert!(text.contains(said), "{marks}: {text}");
    };
    case(
        "",
        "Baker: not yet eligible; bread and early-riser are missing.",
    );
    case(
        "[steps.bread]\nstate = \"waived\"\n[steps.early-riser]\nstate = \"done\"\n",
        "You waived bread, which proves nothing to the body that decides. Ask the guild, in writing.",
    );
    case(
        "[steps.bread]\nstate = \"done\"\n",
        "Baker: whether you are eligible is not known. The question to answer: early-riser. Ask the guild, in writing.",
    );
    case(
        "[steps.early-riser]\nstate = \"no\"\n",
        "Baker: not eligible, because of the answer no: early-riser.",
    );
    case(
        "[steps.apprentice]\nstate = \"done\"\n",
        "Baker: you may sit the exam early. Eligible: not yet, bread and early-riser are missing. Until then the letters are not yours.",
    );
    let eligible = "[steps.bread]\nstate = \"done\"\n[steps.early-riser]\nstate = \"done\"\n";
    case(
        eligible,
        "Baker: you are eligible and may sit the exam; the letters come with shop.",
    );
    case(
        &format!("{eligible}[steps.shop]\nstate = \"done\"\n"),
        "Baker is yours: you may use the letters.",
    );
    case(
        &format!("{eligible}[steps.shop]\nstate = \"waived\"\n"),
        "Baker: you are eligible",
    );
}

/// An answer that rests on old facts says so, more of them as years go by.
#[test]
fn an_answer_says_that_it_rests_on_old_facts() {
    let sandbox = Sandbox::begun();
    let said = |today: &str| {
        let ran = sandbox.run(["status", "--today", today]).succeeds();
        ran.stdout().replace('\n', " ")
    };
    assert!(!said("2026-11-22").contains("This rests on"));
    let later = said("2028-11-22");
    assert!(
        later.contains("This rests on 2 old facts. More: hitpath --today 2028-11-22 show rhit"),
        "{later}"
    );
    let status: Status = exact(sandbox.json(["status", "--today", "2028-11-22"]));
    let rhit = status.eligible("rhit");
    assert_eq!(
        rhit.stale_facts,
        ["rhit.route.associate", "rhit.program.accredited-only"]
    );
    let behind: Vec<&str> = status
        .stale_facts
        .iter()
        .map(|fact| fact.id.as_str())
        .collect();
    assert!(behind.contains(&"rhit.exam.fee-member"), "{behind:?}");
    for command in [["show", "exam-applied"], ["show", "rhit"]] {
        let [verb, id] = command;
        let ran = sandbox.run([verb, id, "--today", "2028-11-22"]);
        assert!(ran.stdout().contains("as of 2026-09-28, old:"), "{ran}");
    }
}

/// Every credential is answered for, whatever the pathway.
#[test]
fn as_json_every_credential_has_an_answer() {
    let status: Status = exact(Sandbox::begun().json(["status"]));
    let mut all: Vec<(&str, &str)> = status
        .eligibility
        .iter()
        .map(|one| (one.credential.as_str(), one.answer.as_str()))
        .collect();
    all.sort_unstable();
    assert_eq!(
        all,
        [
            ("cca", "not yet"),
            ("ccs", "not yet"),
            ("ccs-p", "unknown"),
            ("cdip", "unknown"),
            ("chda", "unknown"),
            ("chps", "not yet"),
            ("cpc", "not yet"),
            ("rhia", "unknown"),
            ("rhit", "not yet"),
        ]
    );
    assert!(
        status
            .eligibility
            .iter()
            .all(|one| !one.holds && !one.may_sit)
    );
}

/// The version of a fact is the one of the person's exam day, and says so.
#[test]
fn a_fact_is_picked_by_the_day_that_matters_to_the_person() {
    let sandbox = bakery();
    let plain = |sandbox: &Sandbox| sandbox.run(["show", "guild.questions"]).succeeds();
    assert!(plain(&sandbox).stdout().contains("Value      12"));
    assert!(!plain(&sandbox).stdout().contains("Picked by"));
    let booked = bakery_with("[steps.shop]\nstate = \"todo\"\nexpect = 2027-03-01\n");
    let ran = plain(&booked);
    assert!(ran.stdout().contains("Value      20"), "{ran}");
    assert!(
        ran.stdout()
            .contains("Picked by  your exam day, 2027-03-01"),
        "{ran}"
    );
    let shown: Shown<ShownCredential> = exact(booked.json(["show", "baker"]));
    let questions = shown.content.exam.and_then(|exam| exam.questions);
    let questions = questions.expect("a number of questions");
    assert_eq!(
        (questions.value.as_str(), questions.picked_by.as_str()),
        ("20", "exam")
    );
    assert_eq!(questions.picked_on, "2027-03-01");
}

/// Nobody is taken to hold a credential because they say that a stage is behind
/// them.
#[test]
fn no_credential_is_given_by_a_stage() {
    let sandbox = Sandbox::empty();
    let begin = [
        "init",
        "--yes",
        "--pathway",
        "renewal",
        "--done",
        "renewal-confirmed",
    ];
    sandbox.run(begin).succeeds();
    let status: Status = exact(sandbox.json(["status"]));
    assert!(
        status.eligibility.iter().all(|one| !one.holds),
        "{status:?}"
    );
    let refused = Sandbox::empty();
    refused
        .run(["init", "--yes", "--pathway", "renewal"])
        .succeeds();
    let ran = refused.run(["check", "renewal-cycle"]).fails();
    let said = ran.conversation();
    assert!(
        said.contains("add in place of ONE what is true for you (rhit-held, "),
        "{ran}"
    );
    assert!(said.contains("hitpath check renewal-cycle ONE"), "{ran}");
}

/// What a stage answers in passing is said, where a credential hangs on it.
#[test]
fn a_question_answered_in_passing_is_named() {
    let program = [
        "check",
        "explore",
        "diploma",
        "cahiim-program",
        "internship",
    ];
    let ran = Sandbox::begun().run(program).succeeds();
    let said = ran.conversation();
    assert!(
        said.contains("This answers yes to program-accredited: The CAHIIM directory"),
        "{ran}"
    );
    assert!(
        said.contains("hitpath check program-accredited --as no"),
        "{ran}"
    );
    let named = ["check", "explore", "programs-listed", "program-accredited"];
    let ran = Sandbox::begun().run(named).succeeds();
    assert!(!ran.stderr().contains("This answers yes"), "{ran}");
    // The start of a profile answers none.
    let done = "explore,diploma,cahiim-program,internship";
    let sandbox = Sandbox::empty();
    let ran = sandbox.run(["init", "--yes", "--done", done]).succeeds();
    assert!(!ran.stderr().contains("This answers yes"), "{ran}");
    let said = ran.conversation();
    assert!(said.contains("still open: program-accredited, "), "{ran}");
}

/// After the exam the answer speaks of the exam.
#[test]
fn an_attempt_that_was_passed_or_failed_is_said() {
    let case = |state: &str, said: &str| {
        let early = "explore diploma candidate-guide id-match study-plan early-form exam-sat";
        let marks = early
            .split(' ')
            .map(|step| format!("[steps.{step}]\nstate = \"done\"\n"));
        let marks: String = marks.collect();
        let mark = format!("{marks}[steps.rhit-passed]\nstate = \"{state}\"\n");
        let sandbox = Sandbox::begun();
        let text = [sandbox.read_profile().as_slice(), mark.as_bytes()].concat();
        let ran = sandbox.profile(text).run(["status"]).succeeds();
        assert!(ran.answer().contains(said), "{ran}");
    };
    case(
        "done",
        "RHIT: the exam is passed. Eligible: not yet. program-accredited and degree-awarded are \
         missing. Until rhit-earned the letters are not yours.",
    );
    case(
        "no",
        "rhit-passed is answered no: a new attempt has to wait.",
    );
}

/// Letters used too early cost a credential, so no mark is believed alone.
#[test]
fn a_credential_is_not_shown_as_held_while_another_mark_speaks_against_it() {
    let steps = "degree-awarded transcript-sent exam-sat rhit-passed rhit-earned";
    let names: Vec<&str> = ["check"].into_iter().chain(steps.split(' ')).collect();
    let names: Vec<&str> = names.into_iter().chain(["--anyway"]).collect();
    let sandbox = Sandbox::begun().after(names);
    let ran = sandbox.run(["status"]).succeeds();
    assert!(ran.answer().contains("RHIT is yours"), "{ran}");
    for question in ["rhit-passed", "program-accredited"] {
        sandbox
            .run(["check", question, "--as", "no", "--anyway"])
            .succeeds();
        let ran = sandbox.run(["status"]).succeeds();
        let said = ran.answer();
        assert!(!said.contains("is yours"), "{ran}");
        let against = format!(
            "rhit-earned is marked done, but {question} is answered no. Do not use the letters"
        );
        assert!(said.contains(&against), "{ran}");
        let status: Status = exact(sandbox.json(["status"]));
        assert!(!status.eligible("rhit").holds);
        sandbox.run(["undo"]).succeeds();
    }
}

/// A person who goes another way is not sent to ask about a degree from abroad.
#[test]
fn ways_that_are_on_no_step_of_the_pathway_are_only_listed() {
    let sandbox = Sandbox::begun().after(["set", "pathway=coding"]);
    let page = sandbox.run(["show", "rhit"]).succeeds().answer();
    assert!(
        page.contains("RHIT: none of the ways to it lies on your pathway"),
        "{page}"
    );
    assert!(
        page.contains("Program abroad, by reciprocity: unknown."),
        "{page}"
    );
    assert!(!page.contains("The questions to answer"), "{page}");
}

#[test]
fn of_two_credentials_the_one_that_took_the_place_is_kept_up() {
    let sandbox = Sandbox::begun().after(["set", "pathway=renewal"]);
    let sandbox = sandbox.after(["check", "rhit-held", "rhia-held", "--on", "2025-03-22"]);
    let status = sandbox.run(["status"]).succeeds().answer();
    assert!(
        status.contains("RHIA is yours: you may use the letters."),
        "{status}"
    );
    let replaced = "RHIT: RHIA has taken its place, so only RHIA is kept up.";
    assert!(status.contains(replaced), "{status}");
}

#[test]
fn waiving_a_condition_says_that_it_proves_nothing() {
    let waived = Sandbox::begun().run(["check", "program-accredited", "--as", "waived"]);
    let said = waived.conversation();
    let warning = "A credential depends on program-accredited, and a waiver proves nothing";
    assert!(said.contains(warning), "{waived}");
    let harmless = Sandbox::begun().run(["check", "learn-role", "--as", "waived"]);
    assert!(!harmless.stderr().contains("proves nothing"), "{harmless}");
}

/// Who has AHIMA's letter would else be sent into a second degree.
#[test]
fn who_is_eligible_by_one_way_is_told_that_the_others_are_not_needed() {
    let sandbox = Sandbox::begun().after(["set", "pathway=international"]);
    let sandbox = sandbox.after(["check", "home-program-complete", "reciprocity-asked"]);
    let ran = sandbox.run(["check", "reciprocity-confirmed"]).succeeds();
    let said = ran.conversation();
    let expected = "You are eligible for RHIT by this way: Program abroad, by reciprocity. Steps \
                    that only another way asks for you need no more";
    assert!(said.contains(expected), "{ran}");
    let again = sandbox.run(["check", "reciprocity-confirmed", "--note", "filed"]);
    assert!(!again.stderr().contains("You are eligible"), "{again}");
}
