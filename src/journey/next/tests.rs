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
                Reason::Happened { on: Some(on) } => format!("happened on {on}"),
                Reason::Happened { on: None } => "happened".to_owned(),
                Reason::GoalMet => "goal met".to_owned(),
                Reason::Behind { opens: None } => "behind".to_owned(),
                Reason::Behind { opens: Some(opens) } => {
                    format!("behind, holds up {}", id(*opens))
                }
                Reason::Overdue { day, set_by } => format!("overdue since {day} by {set_by:?}"),
                Reason::AfterFail { day } => format!("after the exam of {day}"),
                Reason::Inside { ends, .. } => format!("inside until {ends}"),
                Reason::UnderWay => "under way".to_owned(),
                Reason::AfterNo { question } => format!("after no to {}", id(*question)),
                Reason::Lapsed => "lapsed".to_owned(),
                Reason::RanOut { day, .. } => format!("ran out on {day}"),
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
            NoneBecause::Waiting { until, steps } => {
                format!("waiting until {until}: {}", ids(evaluation.catalog, steps))
            }
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
fn what_has_happened_is_only_to_be_marked_and_what_leads_to_it_comes_last() {
    let exam = "s: a, b <a, other <a, exam <b, ok^ <exam, plan? <exam !ok, mine @c <ok; t: job; \
                credential: c dated-by=ok exam-day=exam reopens=exam";
    // `a` holds up another; the plan for after a failed exam is past its offer.
    case(
        exam,
        "@c pass 2026-11-05",
        "exam happened on 2026-11-05; ok happened on 2026-11-05; \
         a behind, holds up other; job ends its stage",
    );
    case(
        exam,
        "@c pass 2026-11-05, a done, other done",
        "exam happened on 2026-11-05; ok happened on 2026-11-05; job ends its stage; b behind",
    );
    // Marked, it is no news, and what led to it is still behind.
    case(
        exam,
        "@c pass 2026-11-05, a done, other done, exam done, ok done",
        "mine required; job ends its stage; b behind",
    );
    // A day to come tells nothing.
    case(
        exam,
        "@c pass 2026-12-05",
        "a opens [b other], 5 wait; job ends its stage",
    );
}

#[test]
fn a_failed_exam_that_is_not_marked_asks_for_the_next_attempt_first() {
    let exam = "t: job, v <job, w <v, x <w, y <x, z <y; s: a, b <a, exam <b, ok^ <exam, plan? <exam !ok, won @c <ok; \
                credential: c dated-by=ok exam-day=exam reopens=exam";
    case(
        exam,
        "@c fail 2026-11-05",
        "plan after the exam of 2026-11-05; a opens [b], 4 wait; job opens [v], 5 wait",
    );
    // Without an attempt the longer row comes first.
    case(exam, "", "job opens [v], 5 wait; a opens [b], 4 wait");
}

#[test]
fn what_lies_in_a_running_window_comes_before_the_rest() {
    let window = "s: open, book <open, sit <book; t: a, b <a, c <b; \
                  clock: open win window starts=on length=100d stops=sit inside=book+sit";
    case(
        window,
        "open done",
        "a opens [b], 2 wait; book opens [sit], 1 wait",
    );
    let inside = "book inside until 2027-02-09; a opens [b], 2 wait";
    case(window, "open done on 2026-11-01", inside);
    // Overdue and under way come first.
    case(
        window,
        "open done on 2026-11-01, a doing",
        "a under way; book inside until 2027-02-09",
    );
    case(
        window,
        "open done on 2026-11-01, a todo due 2026-11-20",
        "a overdue since 2026-11-20 by Person; book inside until 2027-02-09",
    );
    // What is paid for inside a window is not kept for later.
    let paid = window
        .replace("book <open", "book <open $")
        .replace("s: open", "s: open, study");
    case(
        &paid,
        "open done on 2026-11-01",
        "book inside until 2027-02-09; a opens [b], 2 wait; study required",
    );
    let two = "s: x, y, p <x, q <y; clock: x one window starts=on length=200d inside=p, \
               y two window starts=on length=100d inside=q";
    case(
        two,
        "x done on 2026-11-01, y done on 2026-11-01",
        "q inside until 2027-02-09; p inside until 2027-05-20",
    );
}

#[test]
fn a_clock_that_ended_makes_its_step_overdue() {
    let window = "s: open, sit <open; clock: open win window starts=on length=10d stops=sit";
    let clock = "sit overdue since 2026-11-11 by Clock(ClockKey(0))";
    case(window, "open done on 2026-11-01", clock);
    let earlier = "open done on 2026-11-01, sit todo due 2026-11-05";
    case(window, earlier, "sit overdue since 2026-11-05 by Person");
    // Where it is lost and all begins again, what is to do first is no longer late.
    let lost = format!("{window} reopens=open");
    case(&lost, "open done on 2026-11-01", "open lapsed");
    // A paper that ran out makes nothing late.
    let paper = "s: paper, sit; clock: paper p expiry starts=until stops=sit";
    case(paper, "paper done until 2026-11-01", "sit ends its stage");
}

#[test]
fn where_all_waits_for_a_clock_the_day_is_said() {
    let wait = "s: a, b <a, c <b, d?; clock: a w wait starts=on length=30d opens=b";
    let until = "d optional; waiting until 2026-12-01: b";
    case(wait, "a done on 2026-11-01", until);
    case(
        wait,
        "a done on 2026-10-23",
        "b opens [c], 1 wait; d optional",
    );
    let two = "s: a, b, c; clock: a long wait starts=on length=60d opens=b, \
               a short wait starts=on length=30d opens=c";
    case(two, "a done on 2026-11-01", "waiting until 2026-12-01: b c");
    // Something else can be done meanwhile.
    case(
        "s: a, b, c; clock: a w wait starts=on length=60d opens=b",
        "a done on 2026-11-01",
        "c required",
    );
    // A no stops only what does not wait anyway.
    let no = "s: a, b <a, q^; clock: a w wait starts=on length=30d opens=b";
    case(
        no,
        "a done on 2026-11-01, q no",
        "waiting until 2026-12-01: b",
    );
}

#[test]
fn after_a_failed_attempt_the_way_on_comes_first() {
    let exam = "s: apply, sit <apply, passed^ <sit, again? <sit !passed, won @c <passed; \
                credential: c dated-by=passed exam-day=sit reopens=apply+sit; \
                clock: @c wait wait starts=attempt.fail length=30d opens=apply stops=apply";
    let marks = "apply done on 2026-10-01, sit done on 2026-11-20";
    let until = "again after the exam of 2026-11-20; waiting until 2026-12-20: apply";
    case(exam, &format!("{marks}, @c fail 2026-11-20"), until);
    let no = "again after no to passed; waiting until 2026-12-20: apply";
    case(exam, &format!("{marks}, passed no on 2026-11-20"), no);
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

#[test]
fn a_paper_that_ran_out_is_as_urgent_as_what_is_overdue() {
    let paper = "s: a, book <a, sit, late, match; u: b; \
                 clock: match id expiry starts=until stops=sit reopens=match, \
                 a win window starts=on length=90d inside=book";
    case(
        paper,
        "a done on 2026-11-01, sit doing, late todo due 2026-11-01, \
         match done on 2026-01-01 until 2026-11-20",
        "late overdue since 2026-11-01 by Person; match ran out on 2026-11-20; sit under way; \
         book inside until 2027-01-30; b ends its stage",
    );
}

#[test]
fn what_a_clock_asks_for_is_sorted_as_if_it_were_required() {
    let back = "s: won, renew, back?, more?; \
                clock: back win window starts=won.on length=90d stops=back inside=back";
    case(
        back,
        "won done on 2026-11-01",
        "back inside until 2027-01-30; renew ends its stage; more optional",
    );
    case(
        back,
        "won done on 2026-01-01",
        "back overdue since 2026-04-01 by Clock(ClockKey(0)); renew ends its stage; more optional",
    );
}

#[test]
fn what_is_no_longer_offered_is_not_overdue() {
    let days = |record: &str| {
        look("s: a, b? !a", record, |evaluation| {
            overdue(evaluation).count()
        })
    };
    assert_eq!(days("b todo due 2026-11-21"), 1);
    assert_eq!(days("b todo due 2026-11-21, a done"), 0);
}
