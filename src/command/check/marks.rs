//! Turns what is wanted into changes of the profile.

use jiff::{Timestamp, civil::Date};

use super::{
    proofs,
    wanted::{Day, Paid, Wanted},
};
use crate::{
    catalog::{
        StepKey,
        money::{Cents, MoneyError},
    },
    command::changing::{day, stamp},
    failure::Failure,
    journey::{
        evaluation::{Evaluation, id_in_record},
        marking::{self, Named},
        record::{Mark, State},
    },
    store::{
        draft::table_of,
        edit::{Change, Value},
    },
};

/// What will be written.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) changes: Vec<Change>,
    /// The steps that change.
    pub(super) steps: Vec<StepKey>,
    /// The state they get, where they get one.
    pub(super) state: Option<State>,
    /// Days that belonged to the mark before and go with it: the id, the key and
    /// the day.
    pub(super) days_gone: Vec<(String, &'static str, Date)>,
    /// Notes that are replaced, by the id they stand under.
    pub(super) notes_before: Vec<(String, String)>,
    /// Amounts that are replaced, by the id they stand under.
    pub(super) amounts_before: Vec<(String, Cents)>,
}

/// One step and what of it a person named.
struct Target {
    step: StepKey,
    /// A day given can correct the one it has: it is named itself, or it is the
    /// milestone of a stage in which nothing else is left to mark.
    takes_day: bool,
    /// Details go to it: it is named, or the milestone of a stage that is.
    is_meant: bool,
}

pub(super) fn plan(
    evaluation: &Evaluation<'_>,
    names: &[Named],
    wanted: &Wanted,
    text: &str,
    now: Timestamp,
) -> Result<Plan, Failure> {
    let table = table_of(text.trim_start_matches('\u{feff}'))
        .map_err(|error| Failure::new("the profile cannot be read").detail(error.message()))?;
    let entries = table.get("steps").and_then(toml::Value::as_table);
    let mut plan = Plan::default();
    for target in targets(evaluation, names, wanted.judged_state()) {
        let id = id_in_file(evaluation, target.step, entries);
        let entry = entries
            .and_then(|entries| entries.get(&id))
            .and_then(toml::Value::as_table);
        let mut writing = Entry {
            id: &id,
            changes: Vec::new(),
        };
        let state = write_state(&mut writing, evaluation, &target, wanted);
        if state.is_some() {
            let gone = remove_days_before(&mut writing, evaluation, target.step, wanted);
            let gone = gone.into_iter().map(|(key, day)| (id.clone(), key, day));
            plan.days_gone.extend(gone);
        }
        if target.is_meant {
            let before = write_details(&mut writing, evaluation, target.step, wanted, entry)?;
            plan.notes_before
                .extend(before.map(|note| (id.clone(), note)));
            let before = write_paid(&mut writing, evaluation, target.step, wanted)?;
            plan.amounts_before
                .extend(before.map(|amount| (id.clone(), amount)));
        }
        if writing.changes.is_empty() {
            continue;
        }
        writing.set("changed", Value::Date(stamp(now, entry)));
        plan.changes.extend(writing.changes);
        plan.steps.push(target.step);
        plan.state = plan.state.or(state);
    }
    Ok(plan)
}

fn targets(evaluation: &Evaluation<'_>, names: &[Named], state: Option<State>) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    let mut add =
        |step, takes_day, is_meant| match targets.iter_mut().find(|target| target.step == step) {
            Some(known) => {
                known.takes_day |= takes_day;
                known.is_meant |= is_meant;
            }
            None => targets.push(Target {
                step,
                takes_day,
                is_meant,
            }),
        };
    for &name in names {
        match name {
            Named::Step(step) => add(step, true, true),
            Named::Stage(stage) => {
                let left = state.map(|state| marking::steps_meant(evaluation, &[name], state));
                let left = left.unwrap_or_default();
                let is_all_so = left.is_empty();
                for step in left {
                    add(step, false, false);
                }
                if let Some(milestone) = evaluation.required_of(stage).next_back() {
                    add(milestone, is_all_so, true);
                }
            }
        }
    }
    targets
}

/// The key of the step's entry: an entry under an earlier id is the entry.
fn id_in_file(evaluation: &Evaluation<'_>, step: StepKey, entries: Option<&toml::Table>) -> String {
    let has = |id: &str| entries.is_some_and(|entries| entries.contains_key(id));
    let marked = id_in_record(evaluation.catalog, step, has);
    let today = evaluation.catalog.step(step).id.as_str();
    marked.unwrap_or(today).to_owned()
}

/// The changes of one entry.
pub(super) struct Entry<'i> {
    pub(super) id: &'i str,
    pub(super) changes: Vec<Change>,
}

impl Entry<'_> {
    pub(super) fn set(&mut self, key: &str, value: impl Into<Value>) {
        self.changes
            .push(Change::set(["steps", self.id, key], value));
    }

    pub(super) fn remove(&mut self, key: &str) {
        self.changes.push(Change::remove(["steps", self.id, key]));
    }
}

/// Writes state and day, and says which state where it did.
fn write_state(
    entry: &mut Entry<'_>,
    evaluation: &Evaluation<'_>,
    target: &Target,
    wanted: &Wanted,
) -> Option<State> {
    let state = wanted.judged_state()?;
    let mark = evaluation.mark(target.step);
    if marking::is_already(evaluation, target.step, state) {
        // Only a day that was given in so many words is a correction. That of a
        // stage is the day of its milestone, where this has none yet.
        let has = mark.and_then(|mark| mark.on);
        let takes_day = target.takes_day || (target.is_meant && has.is_none());
        let corrected = wanted
            .on
            .filter(|on| takes_day && state != State::Todo && has != Some(*on))?;
        entry.set("on", Value::Date(day(corrected)));
        return Some(state);
    }
    entry.set("state", state.word());
    if state == State::Todo {
        let is_to_come = evaluation.mark_to_come(target.step).is_some();
        if is_to_come || mark.is_some_and(|mark| mark.on.is_some()) {
            entry.remove("on");
        }
    } else {
        entry.set("on", Value::Date(day(wanted.on.unwrap_or(wanted.today))));
    }
    Some(state)
}

/// Where a mark is made anew because the one before no longer holds, its days
/// go with it: the end printed on the first letter is not that of the second.
fn remove_days_before(
    writing: &mut Entry<'_>,
    evaluation: &Evaluation<'_>,
    step: StepKey,
    wanted: &Wanted,
) -> Vec<(&'static str, Date)> {
    // The state of a mark of a day to come is not here yet, so it never held.
    let no_longer_holds = |mark: &&Mark| mark.state.satisfies() && !evaluation.is_satisfied(step);
    let Some(mark) = evaluation.mark(step).filter(no_longer_holds) else {
        return Vec::new();
    };
    let days = [
        ("expect", mark.expect, wanted.expect),
        ("until", mark.until, wanted.until),
    ];
    let mut gone = Vec::new();
    for (key, day, wish) in days {
        if let Some(day) = day.filter(|_| wish == Day::Keep) {
            writing.remove(key);
            gone.push((key, day));
        }
    }
    gone
}

/// Writes note, evidence and dates; returns the note that is replaced.
///
/// # Errors
/// Evidence that stands in a form which cannot be written again.
fn write_details(
    writing: &mut Entry<'_>,
    evaluation: &Evaluation<'_>,
    step: StepKey,
    wanted: &Wanted,
    entry: Option<&toml::Table>,
) -> Result<Option<String>, Failure> {
    let mark = evaluation.mark(step);
    let mut before = None;
    if let Some(note) = &wanted.note {
        let old = mark.and_then(|mark| mark.note.clone());
        if old.as_ref() != Some(note) {
            writing.set("note", note.as_str());
            before = old;
        }
    }
    proofs::write(writing, entry, wanted)?;
    if let Some(show) = wanted.show
        && mark.is_some_and(|mark| mark.show) != show
    {
        writing.set("show", Value::Boolean(show));
    }
    let days = [
        ("due", wanted.due, mark.and_then(|mark| mark.due)),
        ("expect", wanted.expect, mark.and_then(|mark| mark.expect)),
        ("until", wanted.until, mark.and_then(|mark| mark.until)),
    ];
    for (key, wish, has) in days {
        match wish {
            Day::Set(date) if has != Some(date) => writing.set(key, Value::Date(day(date))),
            Day::Remove if has.is_some() => writing.remove(key),
            Day::Set(_) | Day::Remove | Day::Keep => {}
        }
    }
    Ok(before)
}

/// Writes the amount paid; returns the one that is replaced.
///
/// # Errors
/// Both together are more than can be written down.
fn write_paid(
    writing: &mut Entry<'_>,
    evaluation: &Evaluation<'_>,
    step: StepKey,
    wanted: &Wanted,
) -> Result<Option<Cents>, Failure> {
    let before = evaluation.mark(step).and_then(|mark| mark.paid);
    let amount = match wanted.paid {
        Paid::Keep => return Ok(None),
        Paid::Remove if before.is_some() => {
            writing.remove("paid");
            return Ok(before);
        }
        Paid::Remove => return Ok(None),
        Paid::Set(amount) => amount,
        Paid::Add(more) => before.unwrap_or_default().plus(more),
    };
    if amount > Cents::MOST {
        let error = MoneyError::TooMuch;
        return Err(Failure::new(format!(
            "{amount} in all for {} {error}; nothing was changed",
            writing.id
        )));
    }
    if before == Some(amount) {
        return Ok(None);
    }
    match amount.whole_usd().and_then(|usd| i64::try_from(usd).ok()) {
        Some(usd) => writing.set("paid", usd),
        None => writing.set("paid", amount.usd()),
    }
    Ok(before)
}
