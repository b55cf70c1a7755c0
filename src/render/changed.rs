//! What a change says afterwards, in at most four lines.

use super::{dates, page::Page, style::Style, wording};
use crate::{
    catalog::StepKey,
    journey::{evaluation::Evaluation, marking::Named, record::State, standing::Standing},
};

/// Up to so many ids are named before they are only counted.
const NAMED: usize = 4;

/// The lines after marks have changed: what changed, what is now possible, the
/// progress, and how to take it back.
#[must_use]
pub fn marks(
    before: &Evaluation<'_>,
    after: &Evaluation<'_>,
    changed: &[StepKey],
    state: Option<State>,
    style: &Style,
) -> String {
    let mut page = Page::default();
    page.line(&what_changed(after, changed, state));
    let mut possible: Vec<StepKey> = after
        .path
        .iter()
        .copied()
        .filter(|&step| before.standing(step) == Standing::Locked)
        .filter(|&step| after.standing(step) == Standing::Open && !after.is_past_its_offer(step))
        .collect();
    // What is required is what the person most wants to hear of.
    possible.sort_by_key(|&step| after.catalog.step(step).optional);
    if !possible.is_empty() {
        page.line(&format!("Now possible: {}.", named(after, &possible)));
    }
    let mut so_far = progress(before, after);
    if let Some(moved) = dates::moved(before, after) {
        so_far = format!("{}; {moved}.", so_far.trim_end_matches('.'));
    }
    page.sentence("progress", &so_far);
    page.line("Take it back with: hitpath undo");
    page.render(style)
}

/// That steps are to do again by what was marked, and the days of a cycle that
/// begins with it.
#[must_use]
pub fn to_do_again(before: &Evaluation<'_>, after: &Evaluation<'_>, again: &[StepKey]) -> String {
    let is_or_are = wording::is_or_are(again.len());
    let steps = wording::counted(again.len(), "step");
    let mut said = format!("{steps} {is_or_are} to do again: {}.", named(after, again));
    for clock in after.clocks().filter(|clock| clock.definition.repeats) {
        let mut earlier = before.clocks();
        let is_new = earlier.any(|one| one.key == clock.key && one.starts < clock.starts);
        let days = clock.starts.zip(clock.ends).filter(|_| is_new);
        if let Some((first, last)) = days {
            let title = &clock.definition.title;
            said = format!("{said} {title}: the new one runs from {first} to {last}.");
        }
    }
    said
}

fn what_changed(after: &Evaluation<'_>, changed: &[StepKey], state: Option<State>) -> String {
    let names = named(after, changed);
    let Some(state) = state else {
        return format!("Noted: {names}.");
    };
    let is_question = changed.iter().all(|&step| after.catalog.step(step).confirm);
    let words = wording::state(state, is_question);
    let mut days: Vec<_> = changed
        .iter()
        .filter_map(|&step| after.mark(step).and_then(|mark| mark.on))
        .collect();
    days.dedup();
    let day = match days.as_slice() {
        [day] => format!(" ({day})"),
        _ => String::new(),
    };
    let mut sentence = format!("{words}: {names}{day}.");
    sentence[..1].make_ascii_uppercase();
    sentence
}

fn named(evaluation: &Evaluation<'_>, steps: &[StepKey]) -> String {
    let ids = wording::ids(evaluation.catalog, steps);
    if ids.len() <= NAMED {
        wording::list(&ids, "and")
    } else {
        let shown = ids[..NAMED - 1].join(", ");
        format!("{shown} and {} more", ids.len() + 1 - NAMED)
    }
}

/// What is said where a mark says nothing new.
#[must_use]
pub fn nothing(evaluation: &Evaluation<'_>, names: &[Named], style: &Style) -> String {
    let mut page = Page::default();
    let what = match *names {
        [Named::Step(step)] => {
            let id = &evaluation.catalog.step(step).id;
            let word = evaluation.standing(step).word();
            let on = evaluation.mark(step).and_then(|mark| mark.on);
            let on = on.map(|on| format!(" ({on})")).unwrap_or_default();
            format!("{id} is {word} already{on}")
        }
        _ => "it is so already".to_owned(),
    };
    page.line(&format!("Nothing changed: {what}."));
    page.render(style)
}

/// `9 of 44 required steps, 20 %.`
#[must_use]
pub fn progress_now(evaluation: &Evaluation<'_>) -> String {
    let progress = evaluation.progress();
    format!(
        "{} of {} required steps, {} %.",
        progress.satisfied,
        progress.required,
        progress.percent()
    )
}

/// `9 of 44 required steps, 20 % (was 2 %)`
fn progress(before: &Evaluation<'_>, after: &Evaluation<'_>) -> String {
    let (was, is) = (before.progress(), after.progress());
    let change = if was.percent() == is.percent() {
        String::new()
    } else {
        format!(" (was {} %)", was.percent())
    };
    format!(
        "{} of {} required steps, {} %{change}.",
        is.satisfied,
        is.required,
        is.percent()
    )
}
