//! `hitpath show ID`: one thing in full, with its sources.

use super::{
    clocks,
    fact::{explained, facts},
    measured,
    page::Page,
    style::Style,
    wording,
};
use crate::{
    catalog::{Catalog, ClockOwner, PathwayKey, StageKey, StepKey, skill::Skill, text::Words},
    journey::{
        evaluation::Evaluation,
        marking::Preflight,
        proofs::Proofs,
        record::{Mark, State},
        standing::Standing,
    },
};
use jiff::civil::Date;

/// A step.
#[must_use]
pub fn step(
    evaluation: &Evaluation<'_>,
    key: StepKey,
    skills: &[Skill],
    proofs: &Proofs,
    style: &Style,
) -> String {
    let catalog = evaluation.catalog;
    let step = catalog.step(key);
    let filled = |text: &Words| wording::filled(evaluation, text);
    let mut page = Page::default();
    let mut standing = evaluation.standing(key).word().to_owned();
    if step.optional {
        standing = format!("optional, {standing}");
    }
    if !evaluation.holds(key) {
        standing = format!("{standing}, not on your pathway");
    }
    page.heading(&format!("{}: {}", step.id, step.title), &standing);
    let stage = catalog.stage(catalog.stage_of(key));
    page.field("Stage", &format!("{}: {}", stage.id, stage.title));
    if step.confirm {
        page.field("Kind", "a question; done means yes, and --as no means no");
    }
    let missing = evaluation.missing(key);
    let missing: Vec<String> = missing
        .iter()
        .map(|missing| wording::missing(evaluation, missing))
        .collect();
    if let Some((until, clock)) = evaluation.waiting_until(key)
        && evaluation.standing(key) == Standing::Waiting
    {
        page.field("Not before", &clocks::until_when(evaluation, until, clock));
    }
    if !evaluation.is_satisfied(key) {
        page.field("Waits for", &wording::list(&missing, "and"));
    }
    if let Some(mark) = evaluation.mark(key) {
        marked(&mut page, evaluation, key, mark, proofs);
    }
    page.field(
        "So far",
        &measured::so_far(evaluation, key).unwrap_or_default(),
    );
    page.field("Why", &step.why.as_ref().map(filled).unwrap_or_default());
    page.items("How", step.how.iter().map(filled));
    page.field(
        "Effort",
        &wording::effort(step.effort_hours).unwrap_or_default(),
    );
    page.field(
        "Then wait",
        &wording::wait(step.wait_days).unwrap_or_default(),
    );
    if step.start_on_term {
        page.field("Starts", "only with a term of your school");
    }
    page.field(
        "Keep",
        &step.evidence.as_ref().map(filled).unwrap_or_default(),
    );
    page.field(
        "Watch out",
        &step.watch_out.as_ref().map(filled).unwrap_or_default(),
    );
    page.field(
        "Date it by",
        &step.date_is.as_ref().map(filled).unwrap_or_default(),
    );
    let priced = evaluation.priced(key);
    let costs = priced.iter().map(|one| super::costs::cost(evaluation, one));
    page.items("Costs", costs);
    if step.irreversible && !evaluation.is_satisfied(key) {
        page.items(
            "Before you pay",
            preflight(evaluation, &Preflight::of(evaluation, key)),
        );
    }
    let running = evaluation.clocks_in(ClockOwner::Step(key));
    clocks::listed(&mut page, evaluation, &running);
    if let Some(credential) = &step.awards {
        page.field("Awards", credential.as_str());
    }
    let built = skills
        .iter()
        .filter(|skill| skill.built_by.contains(&step.id));
    let built: Vec<&str> = built.map(|skill| skill.id.as_str()).collect();
    page.field("Builds", &wording::list(&built, "and"));
    page.field("Read", &wording::topics(&step.guide));
    let opens = evaluation.followers_of(key);
    page.field(
        "Opens",
        &wording::list(&wording::ids(catalog, &opens), "and"),
    );
    if !step.facts.is_empty() {
        page.gap();
        facts(&mut page, evaluation, &step.facts);
        explained(&mut page);
    }
    page.render(style)
}

fn marked(
    page: &mut Page,
    evaluation: &Evaluation<'_>,
    key: StepKey,
    mark: &Mark,
    proofs: &Proofs,
) {
    let on = mark.on.map(|on| format!(", {on}")).unwrap_or_default();
    if mark.state != State::Todo {
        let confirm = evaluation.catalog.step(key).confirm;
        let is_open_again = mark.state == State::No && evaluation.standing(key) != Standing::No;
        let earlier = if is_open_again {
            ", about an exam that you have sat again since"
        } else {
            ""
        };
        page.field(
            "Marked",
            &format!("{}{on}{earlier}", wording::state(mark.state, confirm)),
        );
    }
    if let Some(to_come) = evaluation.mark_to_come(key) {
        let confirm = evaluation.catalog.step(key).confirm;
        let state = wording::state(to_come.state, confirm);
        let on = to_come.on.map(|on| on.to_string()).unwrap_or_default();
        page.field(
            "Marked",
            &format!("{state}, {on}: it counts from that day on"),
        );
    }
    page.text("Note", mark.note.as_deref().unwrap_or_default());
    let states = proofs.of_step(evaluation, key).unwrap_or_default();
    for (place, evidence) in mark.evidence.iter().enumerate() {
        let gone = states.get(place).filter(|state| !state.holds());
        let gone = gone.map(|state| format!(" ({})", state.word()));
        let evidence = format!("{}{}", evidence.reference, gone.unwrap_or_default());
        page.field("Evidence", &evidence);
    }
    if let Some(proof) = proofs.of(evaluation, key).filter(|_| !states.is_empty()) {
        page.field("Proof", proof.word());
    }
    if mark.show {
        page.field("Shown", "in your portfolio");
    }
    let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    page.field("Due", &date(mark.due));
    page.field("Expected", &date(evaluation.expected(key)));
    page.field("Until", &date(mark.until));
    let paid = mark.paid.map(|paid| paid.to_string());
    page.field("Paid", &paid.unwrap_or_default());
}

/// What to look at before money is spent, one line each.
#[must_use]
pub fn preflight(evaluation: &Evaluation<'_>, preflight: &Preflight) -> Vec<String> {
    let catalog = evaluation.catalog;
    let mut lines = Vec::new();
    for &(first, standing) in &preflight.prerequisites {
        let first = catalog.step(first);
        lines.push(format!("{}: {}", first.id, standing.word()));
    }
    for members in &preflight.one_of {
        let member = |&(step, standing): &(StepKey, Standing)| {
            format!("{}: {}", catalog.step(step).id, standing.word())
        };
        let members: Vec<String> = members.iter().map(member).collect();
        lines.push(format!("one of these: {}", members.join("; ")));
    }
    for fact in evaluation.facts_named(&preflight.fees) {
        let value = wording::value(fact.value());
        let trust = wording::trust(&fact);
        lines.push(format!("{}: {value} ({trust})", fact.id()));
    }
    lines
}

/// A stage: its steps with their standings.
#[must_use]
pub fn stage(evaluation: &Evaluation<'_>, key: StageKey, style: &Style) -> String {
    let catalog = evaluation.catalog;
    let stage = catalog.stage(key);
    let progress = evaluation.progress_of(key);
    let mut page = Page::default();
    let remark = if evaluation.route().stages.contains(&key) {
        format!(
            "{} of {} required steps",
            progress.satisfied, progress.required
        )
    } else {
        "not on your pathway".to_owned()
    };
    page.heading(&format!("{}: {}", stage.id, stage.title), &remark);
    page.field("About", stage.summary.as_deref().unwrap_or_default());
    page.gap();
    for step_key in catalog.steps_of(key) {
        let step = catalog.step(step_key);
        let standing = evaluation.standing(step_key);
        let mut words = standing.word().to_owned();
        if step.optional {
            words.push_str(", optional");
        }
        if !evaluation.holds(step_key) {
            words.push_str(", not on your pathway");
        }
        if let Some(on) = evaluation.mark(step_key).and_then(|mark| mark.on) {
            words = format!("{words}, {on}");
        }
        if style.plain {
            page.field(
                &format!("step {}", step.id),
                &format!("{words}; {}", step.title),
            );
        } else {
            let shape = style.shape(standing);
            let role = Style::role_of(standing);
            page.painted(Some(role), &format!("{shape} {} ({words})", step.id));
            page.line(&format!("    {}", step.title));
        }
    }
    page.render(style)
}

/// A pathway: its stages.
#[must_use]
pub fn pathway(catalog: &Catalog, key: PathwayKey, style: &Style) -> String {
    let pathway = catalog.pathway(key);
    let mut page = Page::default();
    page.heading(&format!("{}: {}", pathway.id, pathway.title), "pathway");
    page.field("About", pathway.summary.as_deref().unwrap_or_default());
    let goal = pathway.goal.as_ref().map(|goal| goal.as_str());
    page.field("Goal", goal.unwrap_or_default());
    let stages = catalog.route(key).stages.iter();
    page.items(
        "Stages",
        stages.map(|&stage| {
            let stage = catalog.stage(stage);
            format!("{}: {}", stage.id, stage.title)
        }),
    );
    page.render(style)
}
