//! Which actions, in which order, and why: one line for each case.

use super::*;
use crate::journey::example::{ids, look};

/// The actions in order, each with its reason, and why none is required.
#[track_caller]
fn case(catalog: &str, record: &str, expected: &str) {
    let found = look(catalog, record, |evaluation| {
        let id = |step: StepKey| ids(evaluation.catalog, &[step]);
        let next = next(evaluation);
        let said = next.actions.iter().map(|action| {
            let step = id(action.step);
            let reason = match &action.reason {
                Reason::Overdue { day, set_by } => format!("overdue since {day} by {set_by:?}"),
                Reason::UnderWay => "under way".to_owned(),
                Reason::AfterNo { question } => format!("after no to {}", id(*question)),
                Reason::Lapsed => "lapsed".to_owned(),
                Reason::OneOf { opens, others } => {
                    let others = ids(evaluation.catalog, others);
                    format!("or {others} opens {}", id(*opens))
                }
                Reason::OthersWait => {
                    let unlocks = ids(evaluation.catalog, &action.unlocks);
                    format!("opens [{unlocks}], {} wait", action.waiting_in_the_end)
                }
                Reason::EndsStage => "ends its stage".to_owned(),
                Reason::Required => "required".to_owned(),
                Reason::Optional => "optional".to_owned(),
            };
            format!("{step} {reason}")
        });
        let none_because = next.none_because.as_ref().map(|because| match because {
            NoneBecause::Done => "all done".to_owned(),
            NoneBecause::Stopped(steps) => {
                format!("stopped by {}", ids(evaluation.catalog, steps))
            }
        });
        Vec::from_iter(said.chain(none_because)).join("; ")
    });
    assert_eq!(found, expected, "{catalog} with {record}");
}

#[test]
fn what_a_no_asks_for_comes_first() {
    case("s: a, b, c? !b", "b no", "c after no to b; a required");
}

#[test]
fn what_costs_money_waits_for_the_rest_of_its_stage() {
    case(
        "s: pay $, study; t: after <pay",
        "",
        "study required; pay opens [after], 1 wait",
    );
    case(
        "s: paid $, book $, study; t: after <book",
        "paid done",
        "book opens [after], 1 wait; study required",
    );
}

#[test]
fn every_action_says_why() {
    case("s: a, b", "", "a required; b required");
    case("s: a, b", "a done", "b ends its stage");
    case("s: a, b?", "", "a ends its stage; b optional");
    case("s: a, b <a, c <b", "", "a opens [b], 2 wait");
    case("s: a, b? <a", "", "a opens [b], 0 wait");
    case("s: a, b", "b doing", "b under way; a required");
    case("s: a =1d", "a done on 2026-01-01", "a lapsed");
    case(
        "s: a",
        "a todo due 2026-11-21",
        "a overdue since 2026-11-21 by Person",
    );
    case(
        "s: a",
        "a todo expect 2026-11-21",
        "a overdue since 2026-11-21 by Outside",
    );
    case(
        "s: a",
        "a doing due 2026-11-21",
        "a overdue since 2026-11-21 by Person",
    );
    case("s: a", "a todo due 2026-11-22", "a ends its stage");
    let both = "a todo due 2026-11-20 expect 2026-11-19";
    case("s: a", both, "a overdue since 2026-11-19 by Outside");
    let both = "a todo due 2026-11-19 expect 2026-11-20";
    case("s: a", both, "a overdue since 2026-11-19 by Person");
}

#[test]
fn one_of_several_says_what_it_opens() {
    case("s: a?, b?, c <a|b", "", "a or b opens c; b or a opens c");
    // Where one of them is done, nothing waits for the other any more.
    case(
        "s: a?, b?, c <a|b",
        "a done",
        "c ends its stage; b optional",
    );
    // What the pathway does not hold is no choice.
    case("-o: a; s: b?, c <a|b", "", "b opens [c], 1 wait");
    case(
        "-o: x; s: a?, b?, c <a|x <a|b",
        "",
        "a or b opens c; b or a opens c",
    );
    // The other may still be locked.
    case(
        "s: a, b <a, c?, d <b|c",
        "a doing",
        "a under way; c or b opens d",
    );
}

#[test]
fn what_opens_more_comes_first() {
    case("s: a, b, c <b, d <c", "", "b opens [c], 2 wait; a required");
    case("s: a?, b", "", "b ends its stage; a optional");
    case(
        "s: a, b; t: c <s",
        "",
        "a opens [], 1 wait; b opens [], 1 wait",
    );
    case("s: a, b; t: c <s", "a done", "b opens [c], 1 wait");
    case(
        "s: a, b, c",
        "b doing",
        "b under way; a required; c required",
    );
    let late = "c todo due 2026-01-01, b doing";
    let late_first = "c overdue since 2026-01-01 by Person; b under way; a required";
    case("s: a, b, c", late, late_first);
    let optional = "a ends its stage; b overdue since 2026-01-01 by Person";
    case("s: a, b?", "b todo due 2026-01-01", optional);
}

#[test]
fn what_cannot_be_done_is_not_offered() {
    case("s: a, b? !a", "a done", "all done");
    case("s: a, b? !a", "a done, b doing", "all done");
    case("s: a, -b; -o: c", "", "a ends its stage");
    // It opens, and at that moment its offer ends.
    case("s: a, b? <a !a", "", "a ends its stage");
    case("s: a", "a waived", "all done");
}

#[test]
fn where_nothing_required_is_open_the_reason_is_said() {
    case("s: a, b?", "a done", "b optional; all done");
    case("s: a?", "", "a optional; all done");
    case("s: a, b <a, c?", "a no", "c optional; stopped by a");
    case("s: a, b, c <a <b", "a no, b no", "stopped by a b");
    // A question behind another is a reason too.
    case("s: a, b <a", "a no, b no", "stopped by a b");
    // The only way on is an optional question.
    case("s: a?, b <a|a", "a no", "stopped by a");
    case("s: a?, b? <a, c <b|b", "a no", "stopped by a");
    // An answer that stops nothing is none.
    case("s: a, b?", "a no, b no", "stopped by a");
    // There is another way on.
    case("s: a?, b?, c <a|b", "a no", "b or a opens c");
    // Without it there would be nothing to do.
    case("s: a, b? !a, c <b|b", "a done", "b opens [c], 1 wait");
}
