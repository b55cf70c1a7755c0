//! `hitpath next`: the next actions with their reasons and what to do first.

use snapbox::{assert_data_eq, str};

use crate::{
    answers::{Next, Status, exact},
    bakery::{STOPPED, bakery, bakery_with},
    sandbox::{Sandbox, TODAY},
    status::{fits, is_plain},
};

#[test]
fn each_action_says_why_and_what_to_do_first() {
    let ran = bakery().run(["next"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
sourdough: Keep a sourdough                                                 open
  Because    this or yeast opens bread
  Start      today, to keep the estimated finish
  Why        There is no good bread without it, and a sourdough that has come
             through a winter forgives much.
  First      Mix flour and water.
  Effort     1 to 3 hours, likely 2
  Then wait  7 days
  Sources    1 fact: hitpath show sourdough
  When done  hitpath check sourdough

early-riser: You like to rise early                                         open
  Because    it opens stall; 2 required steps wait for it
  Answer     hitpath check early-riser for yes, hitpath check early-riser --as
             no for no

yeast: Buy yeast instead                                          optional, open
  Because    this or sourdough opens bread
  When done  hitpath check yeast

1 step more can be done now: hitpath next --all

"#]]
    );
    fits(&ran, 80);
}

#[test]
fn forty_columns_are_enough() {
    let ran = bakery().env("COLUMNS", "40").run(["next"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
sourdough: Keep a sourdough         open
  Because
    this or yeast opens bread
  Start
    today, to keep the estimated finish
  Why
    There is no good bread without it,
    and a sourdough that has come
    through a winter forgives much.
  First
    Mix flour and water.
  Effort
    1 to 3 hours, likely 2
  Then wait
    7 days
  Sources
    1 fact: hitpath show sourdough
  When done
    hitpath check sourdough

early-riser: You like to rise early
  open
  Because
    it opens stall; 2 required steps
    wait for it
  Answer
    hitpath check early-riser for yes,
    hitpath check early-riser --as no
    for no

yeast: Buy yeast instead  optional, open
  Because
    this or sourdough opens bread
  When done
    hitpath check yeast

1 step more can be done now: hitpath
next --all

"#]]
    );
    fits(&ran, 40);
    fits(
        &Sandbox::begun().env("COLUMNS", "40").run(["next", "--all"]),
        40,
    );
}

#[test]
fn a_plain_line_is_one_fact() {
    let ran = bakery().run(["next", "--plain"]);
    assert_data_eq!(
        ran.to_string(),
        str![[r#"
about: sourdough: Keep a sourdough, open
because: this or yeast opens bread
start: today, to keep the estimated finish
why: There is no good bread without it, and a sourdough that has come through a winter forgives much.
first: Mix flour and water.
effort: 1 to 3 hours, likely 2
then wait: 7 days
sources: 1 fact: hitpath show sourdough
when done: hitpath check sourdough
about: early-riser: You like to rise early, open
because: it opens stall; 2 required steps wait for it
answer: hitpath check early-riser for yes, hitpath check early-riser --as no for no
about: yeast: Buy yeast instead, optional, open
because: this or sourdough opens bread
when done: hitpath check yeast
1 step more can be done now: hitpath next --all

"#]]
    );
    is_plain(&ran);
    is_plain(&Sandbox::begun().run(["next", "--plain", "--all"]));
    let done = bakery().after(["check", "baking", "selling"]);
    is_plain(&done.run(["next", "--plain"]));
    is_plain(&bakery_with(STOPPED).run(["next", "--plain"]));
}

#[test]
fn all_of_them_are_shown_when_asked_for() {
    let sandbox = bakery();
    let three = sandbox.run(["next"]).succeeds();
    assert!(three.stdout().contains("1 step more"), "{three}");
    assert!(!three.stdout().contains("apprentice"), "{three}");
    let all = sandbox.run(["next", "--all"]).succeeds();
    assert!(
        all.stdout().contains("apprentice: Work beside a baker"),
        "{all}"
    );
    assert!(!all.stdout().contains("--all"), "{all}");
}

#[test]
fn as_json_it_lists_all_of_them_as_status_does() {
    let sandbox = bakery();
    let next: Next = exact(sandbox.json(["next"]));
    assert_eq!((next.format_version, next.today.as_str()), (1, TODAY));
    assert_eq!((next.none_because, next.until), (None, None));
    let ids: Vec<&str> = next.actions.iter().map(|a| a.id.as_str()).collect();
    assert_eq!(ids, ["sourdough", "early-riser", "yeast", "apprentice"]);
    let status: Status = exact(sandbox.json(["status"]));
    assert_eq!(format!("{:?}", status.next), format!("{:?}", next.actions));
}

#[test]
fn a_member_of_a_group_says_what_it_or_the_other_opens() {
    let next: Next = exact(bakery().json(["next"]));
    assert_eq!(next.actions[2].id, "yeast");
    assert_eq!(next.actions[2].reason, "this or sourdough opens bread");
    assert_eq!(
        next.actions[3].reason,
        "it is optional: it can help, and nothing is held up without it"
    );
}

#[test]
fn a_step_that_is_done_is_no_next_action() {
    let sandbox = bakery().after(["check", "sourdough"]);
    let next: Next = exact(sandbox.json(["next"]));
    let ids: Vec<&str> = next.actions.iter().map(|a| a.id.as_str()).collect();
    assert_eq!(ids, ["early-riser", "bread", "yeast", "apprentice"]);
}

#[test]
fn without_a_profile_it_says_how_to_start_one() {
    let ran = Sandbox::empty().run(["next"]).fails();
    assert!(
        ran.conversation().contains("hint: start one: hitpath init"),
        "{ran}"
    );
}
