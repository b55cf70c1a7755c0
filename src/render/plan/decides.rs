//! What decides the finish of a plan, in words.

use crate::{
    catalog::StageKey,
    journey::{
        evaluation::Evaluation,
        plan::{FixedBy, Link, Plan, windows::PlannedWindow},
    },
    render::{clocks, dates::about, fact, page::Page, wording},
};

/// What decides the finish, in words.
pub(super) fn decides(evaluation: &Evaluation<'_>, plan: &Plan) -> Page {
    let mut page = Page::default();
    page.section("What decides it");
    for sentence in limits(evaluation, plan) {
        page.sentence("decides", &sentence);
    }
    for (step, until, clock) in evaluation.waiting() {
        let id = &evaluation.catalog.step(step).id;
        let why = clocks::until_when(evaluation, until, clock);
        page.sentence("waits", &format!("{id} waits {why}"));
    }
    let windows = plan.windows(evaluation);
    for window in windows.iter().filter(|window| window.too_late.is_some()) {
        page.sentence("window", &self::window(evaluation, plan, window));
    }
    let chain: Vec<&str> = plan
        .limiting_chain
        .iter()
        .map(|link| evaluation.catalog.step(link.step).id.as_str())
        .collect();
    page.field("Step by step", &chain.join(", then "));
    page.gap();
    page
}

/// The stages that hold the limiting chain longest, and what more hours could
/// do.
pub(in crate::render) fn limits(evaluation: &Evaluation<'_>, plan: &Plan) -> Vec<String> {
    let catalog = evaluation.catalog;
    let all: i32 = plan.limiting_chain.iter().map(|link| link.days).sum();
    let mut by_stage: Vec<(StageKey, i32)> = Vec::new();
    for link in &plan.limiting_chain {
        let stage = catalog.stage_of(link.step);
        match by_stage.iter_mut().find(|(known, _)| *known == stage) {
            Some((_, days)) => *days += link.days,
            None => by_stage.push((stage, link.days)),
        }
    }
    by_stage.sort_by_key(|&(_, days)| std::cmp::Reverse(days));
    let mut sentences = Vec::new();
    if let [(stage, days), rest @ ..] = by_stage.as_slice() {
        let id = &catalog.stage(*stage).id;
        let what = if plan.finish.is_some() {
            "the finish"
        } else {
            "the end of what is left"
        };
        let share = match days {
            days if *days == all => format!("all of {}", about(all)),
            days => format!("{} of {}", about(*days), about(all)),
        };
        let first = format!("{id} decides {what}: {share}");
        let next = rest.first().filter(|(_, days)| *days > 0);
        sentences.push(match next {
            Some((next, days)) => {
                let next = &catalog.stage(*next).id;
                format!("{first}. {next} is the next limit: {}.", about(*days))
            }
            None => format!("{first}."),
        });
    }
    let longest = plan.limiting_chain.iter().max_by_key(|link| link.days);
    if let Some(longest) = longest.filter(|_| plan.limiting_chain.len() > 1) {
        let step = &catalog.step(longest.step).id;
        sentences.push(format!(
            "The longest part of the way is that of {step}, its waiting included: {}.",
            about(longest.days)
        ));
    }
    let busy = |link: &&Link| link.fixed_by == FixedBy::Person;
    let waits = plan.limiting_chain.iter().filter(busy).count();
    if waits > 0 {
        let verb = if waits == 1 { "waits" } else { "wait" };
        let those = wording::counted(waits, "step");
        sentences.push(format!(
            "{those} on the way {verb} for your time and not for another step: more hours a week \
             would bring the finish nearer."
        ));
    }
    sentences
}

/// From when to when a window runs as planned, and whether what it is for fits
/// in.
#[must_use]
pub fn window(evaluation: &Evaluation<'_>, plan: &Plan, window: &PlannedWindow<'_>) -> String {
    let title = &evaluation.catalog.clock(window.clock).title;
    let from = window.starts.map(|starts| format!("{starts} to "));
    let from = from.unwrap_or_default();
    let mut sentence = format!("{title}: as planned {from}{}", window.ends);
    if let Some(fact) = &window.fact {
        sentence = format!("{sentence}; {}", fact::with_trust(fact));
    }
    let late = window.too_late.and_then(|step| plan.step(step));
    match late {
        Some(late) => {
            let id = &evaluation.catalog.step(late.step).id;
            format!(
                "{sentence}. It would close first: {id} is planned to be done on {}.",
                late.finish
            )
        }
        None => format!("{sentence}."),
    }
}
