//! `hitpath show ID`: one thing in full, with its sources.

use super::{page::Page, style::Style, wording};
use crate::{
    catalog::{
        Catalog, PathwayKey, StageKey, StepKey,
        credential::Credential,
        fact::{Claim, Fact, FactVersion},
        id::FactId,
        text::Words,
    },
    journey::{
        evaluation::Evaluation,
        marking::Preflight,
        record::{Mark, State},
    },
};
use jiff::civil::Date;

/// A step.
#[must_use]
pub fn step(evaluation: &Evaluation<'_>, key: StepKey, style: &Style) -> String {
    let catalog = evaluation.catalog;
    let today = evaluation.today;
    let step = catalog.step(key);
    let filled = |text: &Words| wording::filled(catalog, text, today);
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
    if !evaluation.is_satisfied(key) {
        page.field("Waits for", &wording::list(&missing, "and"));
    }
    if let Some(mark) = evaluation.mark(key) {
        marked(&mut page, mark, step.confirm);
    }
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
    if step.irreversible && !evaluation.is_satisfied(key) {
        page.items(
            "Before you pay",
            preflight(evaluation, &Preflight::of(evaluation, key)),
        );
    }
    if let Some(credential) = &step.awards {
        page.field("Awards", credential.as_str());
    }
    let opens = evaluation.followers_of(key);
    page.field(
        "Opens",
        &wording::list(&wording::ids(catalog, &opens), "and"),
    );
    facts(&mut page, catalog, &step.facts, today);
    page.render(style)
}

fn marked(page: &mut Page, mark: &Mark, confirm: bool) {
    let on = mark.on.map(|on| format!(", {on}")).unwrap_or_default();
    if mark.state != State::Todo {
        page.field(
            "Marked",
            &format!("{}{on}", wording::state(mark.state, confirm)),
        );
    }
    page.field("Note", mark.note.as_deref().unwrap_or_default());
    for evidence in &mark.evidence {
        page.field("Evidence", &evidence.reference);
    }
    let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    page.field("Due", &date(mark.due));
    page.field("Expected", &date(mark.expect));
    page.field("Until", &date(mark.until));
}

/// What to look at before money is spent, one line each.
#[must_use]
pub fn preflight(evaluation: &Evaluation<'_>, preflight: &Preflight) -> Vec<String> {
    let catalog = evaluation.catalog;
    let today = evaluation.today;
    let mut lines = Vec::new();
    for &(first, standing) in &preflight.prerequisites {
        let first = catalog.step(first);
        lines.push(format!("{}: {}", first.id, standing.word()));
    }
    for members in &preflight.one_of {
        let member = |&(step, standing): &(StepKey, crate::journey::standing::Standing)| {
            format!("{}: {}", catalog.step(step).id, standing.word())
        };
        let members: Vec<String> = members.iter().map(member).collect();
        lines.push(format!("one of these: {}", members.join("; ")));
    }
    for id in &preflight.fees {
        let version = catalog.fact(id).and_then(|fact| fact.in_force(today));
        if let Some(version) = version {
            let value = wording::value(&version.claim.value);
            let trust = wording::trust(version, today);
            lines.push(format!("{id}: {value} ({trust})"));
        }
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

/// A credential: who awards it, what leads to it, its facts.
#[must_use]
pub fn credential(evaluation: &Evaluation<'_>, credential: &Credential, style: &Style) -> String {
    let catalog = evaluation.catalog;
    let mut page = Page::default();
    page.heading(&credential.title, "credential");
    page.field("From", &credential.body);
    page.field("About", credential.summary.as_deref().unwrap_or_default());
    let awarding = catalog
        .steps()
        .filter(|(_, step)| step.awards.as_ref() == Some(&credential.id));
    for (key, step) in awarding {
        let standing = evaluation.standing(key).word();
        page.field(
            "Yours with",
            &format!("{}: {} ({standing})", step.id, step.title),
        );
    }
    let pathways = catalog
        .pathways()
        .filter(|(_, pathway)| pathway.goal.as_ref() == Some(&credential.id));
    for (_, pathway) in pathways {
        page.field("Pathway", &format!("{}: {}", pathway.id, pathway.title));
    }
    facts(&mut page, catalog, &credential.facts, evaluation.today);
    page.render(style)
}

/// A fact: what it says, who says it, since when.
#[must_use]
pub fn fact(evaluation: &Evaluation<'_>, fact: &Fact, style: &Style) -> String {
    let today = evaluation.today;
    let mut page = Page::default();
    if let Some(version) = fact.in_force(today) {
        page.heading(fact.id.as_str(), &wording::trust(version, today));
        period(&mut page, version, today);
        claim(&mut page, &version.claim);
        for other in &version.also {
            page.gap();
            page.sentence("about", "Another source says:");
            claim(&mut page, other);
        }
        let users = evaluation.catalog.steps();
        let users: Vec<&str> = users
            .filter(|(_, step)| step.facts.contains(&fact.id))
            .map(|(_, step)| step.id.as_str())
            .collect();
        page.field("Used by", &wording::list(&users, "and"));
    }
    page.render(style)
}

fn period(page: &mut Page, version: &FactVersion, today: Date) {
    let from = version.effective_from.map(|from| format!("from {from}"));
    let until = version
        .effective_until
        .map(|until| format!("until {until}"));
    let period: Vec<String> = from.into_iter().chain(until).collect();
    page.field("In force", &period.join(" "));
    if !version.is_in_force(today) {
        page.sentence(
            "note",
            "  No version is in force today; this is the nearest one.",
        );
    }
}

fn claim(page: &mut Page, claim: &Claim) {
    page.field("Value", &wording::value(&claim.value));
    page.field("Meaning", &claim.text);
    page.field("Source", &claim.source.title);
    page.field("Address", &claim.source.url);
    let checked = claim.checked.map(|checked| checked.to_string());
    page.field("As of", &checked.unwrap_or_else(|| "undated".to_owned()));
}

fn facts(page: &mut Page, catalog: &Catalog, ids: &[FactId], today: Date) {
    let versions = ids
        .iter()
        .filter_map(|id| catalog.fact(id))
        .filter_map(|fact| fact.in_force(today));
    let line = |version: &FactVersion| {
        let claim = &version.claim;
        let trust = wording::trust(version, today);
        let mut line = format!("{} ({trust}; {})", claim.text, version.id);
        for other in &version.also {
            line = format!("{line} Another source: {}", other.text);
        }
        line
    };
    let versions: Vec<&FactVersion> = versions.collect();
    if versions.is_empty() {
        return;
    }
    page.gap();
    page.items("Facts", versions.iter().map(|version| line(version)));
    page.sentence(
        "more",
        "  official: read on the issuing body's own page; secondary: told by others. hitpath show FACT gives the source with its address.",
    );
}
