//! `hitpath check`: mark steps or whole stages.
//!
//! Reading order: `wanted` turns flags into what is wanted, `marks` turns that
//! into changes of the profile; here the set is judged, saved and reported.

mod marks;
mod proofs;
mod refusal;
mod wanted;

use jiff::civil::Date;

use super::{
    answer, changing, identifiers, picking,
    reading::{self, Known},
};
use crate::{
    catalog::StepKey,
    cli,
    failure::{Exit, Failure},
    journey::{
        eligibility::Eligibility,
        evaluation::Evaluation,
        marking::{self, Named},
        plan as schedule,
        record::{Mark, State},
        standing::Standing,
    },
    render,
    session::Session,
};
use wanted::{Paid, Wanted};

pub(super) use refusal::{id, names_that_mean_nothing};
pub(super) use wanted::names as wanted_names;

pub(super) fn check(args: &cli::Check, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let wanted = Wanted::new(args, session)?;
    let names = if args.ids.is_empty() {
        let known = reading::known(session, catalog)?;
        let evaluation = known.evaluate(catalog, session.today);
        match picking::steps_to_mark(session, &evaluation)? {
            Some(steps) => steps.into_iter().map(Named::Step).collect(),
            None => {
                session.note("nothing chosen; nothing was changed");
                return Ok(Exit::Done);
            }
        }
    } else {
        reading::not_empty(session)?;
        wanted::names(catalog, reading::pathway(session, catalog), &args.ids)?
    };

    may_be_paid(&names, &wanted)?;
    let (today, now) = (session.today, session.now);
    let mut plan = marks::Plan::default();
    let changed = changing::change(session, catalog, |record, text| {
        let known = Known::new(record.clone(), catalog)?;
        let evaluation = known.evaluate(catalog, today);
        names_that_mean_nothing(&evaluation, &names)?;
        let state = wanted.judged_state();
        if let Some(state) = state {
            may_be_marked(&evaluation, &names, state, &wanted)?;
        }
        plan = marks::plan(&evaluation, &names, &wanted, text, now)?;
        Ok(plan.changes.clone())
    })?;

    let before = Known::new(changed.before, catalog)?;
    let after = Known::new(changed.after, catalog)?;
    let before = before.evaluate(catalog, today);
    let after = after.evaluate(catalog, today);
    let questions = match plan.state {
        Some(State::Done) => marking::taken_as_yes(&before, &names, &plan.steps),
        _ => Vec::new(),
    };
    for &question in &questions {
        session.note(&render::wording::taken_as_yes(catalog, question));
    }
    let again = marking::to_do_again(&before, &after, &plan.steps);
    if !again.is_empty() {
        session.note(&render::changed::to_do_again(&before, &after, &again));
    }
    if plan.state == Some(State::Waived) {
        let waived = marking::waived_conditions(&before, &plan.steps);
        if !waived.is_empty() {
            session.note(&render::wording::waived_conditions(catalog, &waived));
        }
    }
    if let Some((found, answered)) = after.newly_eligible(&before, &plan.steps) {
        session.note(&render::eligibility::other_ways_not_needed(
            &after, &found, answered,
        ));
    }
    for credential in plan
        .steps
        .iter()
        .filter_map(|&step| awarded_on_word(&after, step))
    {
        session.note(&render::eligibility::on_its_page(&after, &credential));
    }
    remarks(session, (&before, &after), &plan, &wanted, args);
    // What was there already was looked over when it was saved.
    if changed.written {
        identifiers::look_over(session, args.note.as_deref(), &args.evidence);
    }
    let ids: Vec<String> = plan
        .steps
        .iter()
        .map(|&step| catalog.step(step).id.to_string())
        .collect();
    let text = if session.json {
        render::json::changed(&ids, Some(after.progress()))
    } else if changed.written {
        render::changed::marks(&before, &after, &plan.steps, plan.state, &session.style)
    } else {
        render::changed::nothing(&before, &names, &session.style)
    };
    answer(session, &text)
}

/// The credential that a step awards, where it rests on the person's word alone.
fn awarded_on_word<'a>(evaluation: &Evaluation<'a>, step: StepKey) -> Option<Eligibility<'a>> {
    let id = evaluation.catalog.step(step).awards.as_ref()?;
    let credential = evaluation.catalog.credential_named(id.as_str())?;
    let found = evaluation.eligibility(credential);
    (!found.on_word.is_empty()).then_some(found)
}

/// Refuses one amount for several steps: it would be counted several times.
fn may_be_paid(names: &[Named], wanted: &Wanted) -> Result<(), Failure> {
    let is_one = names.iter().all(|name| Some(name) == names.first());
    if is_one || matches!(wanted.paid, Paid::Keep | Paid::Remove) {
        return Ok(());
    }
    let several = "--paid is what you paid for one step, and several are named";
    Err(Failure::new(format!("{several}; nothing was changed"))
        .hint("name one of them, and write the other amounts one by one"))
}

/// Refuses a set of which a step waits for something outside it.
fn may_be_marked(
    evaluation: &Evaluation<'_>,
    names: &[Named],
    state: State,
    wanted: &Wanted,
) -> Result<(), Failure> {
    let steps = marking::steps_meant(evaluation, names, state);
    if state == State::No {
        let not_a_question = |step: &&StepKey| !evaluation.catalog.step(**step).confirm;
        if let Some(&step) = steps.iter().find(not_a_question) {
            return Err(refusal::not_a_question(evaluation, step, wanted));
        }
    }
    let turned_round = marking::turned_round(evaluation, names, state);
    if !turned_round.is_empty() {
        return Err(refusal::answered_no(evaluation, &turned_round));
    }
    if wanted.anyway {
        return Ok(());
    }
    // What is already so is not judged again: nothing about it changes.
    let news: Vec<StepKey> = steps
        .into_iter()
        .filter(|&step| !marking::is_already(evaluation, step, state))
        .collect();
    marking::judge(evaluation, &news, state)
        .map_err(|refused| refusal::refusal(evaluation, names, (state, wanted), &refused))
}

/// What is said beside the answer: the note before, warnings, the date wanted.
fn remarks(
    session: &mut Session,
    (before, after): (&Evaluation<'_>, &Evaluation<'_>),
    plan: &marks::Plan,
    wanted: &Wanted,
    args: &cli::Check,
) {
    let catalog = before.catalog;
    // What is replaced is shown whole: it is nowhere else any more but in the
    // history.
    for (step, note) in &plan.notes_before {
        let text = format!("The note on {step} before was: {note}");
        for line in text.lines() {
            session.note(line);
        }
    }
    for (step, amount) in &plan.amounts_before {
        session.note(&format!("The amount on {step} before was {amount}"));
    }
    for &key in plan.steps.iter().filter(|_| args.paid.is_some()) {
        if let Some(paid) = after.mark(key).and_then(|mark| mark.paid) {
            let id = &catalog.step(key).id;
            session.note(&format!("Written down as paid for {id}, in all: {paid}"));
        }
    }
    for &key in &plan.steps {
        let days = after.mark(key).and_then(Mark::end_of_earlier_letter);
        if let Some((until, on)) = days {
            let id = catalog.step(key).id.as_str();
            session.note(&render::dates::earlier_letter(id, until, on));
        }
    }
    for (step, key, day) in &plan.days_gone {
        session.note(&format!(
            "{step}: {key} {day} belonged to the mark before, and was taken out. The new day, if \
             there is one: hitpath check {step} --{key} DATE"
        ));
    }
    // Each with the command that follows from it, if any.
    let mut lines: Vec<(String, Option<String>)> = Vec::new();
    for &key in &plan.steps {
        let step = catalog.step(key);
        // Named on purpose, and yet a slip is easy where it stands in a hint.
        if plan.state == Some(State::Done) && before.standing(key) == Standing::No {
            let turned = format!("{} was answered no; it counts as yes now.", step.id);
            lines.push((turned, None));
        }
        let only_paid = matches!(wanted.paid, Paid::Set(_) | Paid::Add(_)) && plan.state.is_none();
        if only_paid && !before.is_satisfied(key) {
            let not_marked = format!("{} is not marked done by this. To do that:", step.id);
            lines.push((not_marked, Some(format!("  hitpath check {}", step.id))));
        }
        if step.sensitive && (wanted.note.is_some() || !wanted.evidence.is_empty()) {
            let keep_out = format!(
                "{}: keep medical results, court matters, ID numbers and patient details out of notes and evidence.",
                step.id
            );
            lines.push((keep_out, None));
        }
        if plan
            .state
            .is_some_and(|state| matches!(state, State::Done | State::Doing))
            && let Some(early) = render::clocks::marked_too_early(before, key)
        {
            lines.push((early, None));
        }
        let on = after.mark(key).and_then(|mark| mark.on);
        if let Some(on) = on.filter(|_| plan.state == Some(State::Done)) {
            let then = before.of_another(before.record, before.pathway, on);
            let exams = catalog.keyed_credentials();
            let exams = exams.filter(|(_, credential)| credential.is_dated_on(&step.id));
            let doubts = exams.filter_map(|(exam, _)| render::exam::inside_wait(&then, exam));
            lines.extend(doubts.map(|doubt| (doubt, None)));
        }
        let dated_today = plan.state == Some(State::Done) && args.on.is_none();
        let tracked = before.happened(key).and_then(|it| it.on);
        if let Some(tracked) = tracked.filter(|&tracked| dated_today && Some(tracked) != on) {
            let better = format!("{} is dated today, but happened on {tracked}.", step.id);
            let command = format!("  hitpath check {} --on {tracked}", step.id);
            lines.push((better, Some(command)));
        } else if let Some(date_is) = step.date_is.as_ref().filter(|_| dated_today) {
            let date_is = render::wording::filled(before, date_is);
            let better = format!("{} is dated today; better: {date_is}.", step.id);
            let command = format!("  hitpath check {} --on DATE", step.id);
            lines.push((better, Some(command)));
        }
    }
    for far in after.clocks().filter_map(|clock| clock.far_end) {
        if args.until.is_some() && plan.steps.iter().any(|&key| is_until(after, key, far)) {
            let said = render::clocks::far_end(Some(far));
            lines.push((format!("Please look again: {said}."), None));
        }
    }
    let was_too_early = schedule::Plan::without_finish(before).too_early;
    for found in schedule::Plan::without_finish(after).too_early {
        let is_new = was_too_early.iter().all(|was| was.step != found.step);
        if is_new || (args.expect.is_some() && plan.steps.contains(&found.step)) {
            lines.insert(0, (render::dates::too_early(after, &found), None));
        }
    }
    // A whole stage would bury the answer under advice.
    const MOST: usize = 2;
    for (line, command) in lines.iter().take(MOST) {
        session.note(line);
        if let Some(command) = command {
            session.note(command);
        }
    }
    if let Some(more) = lines.len().checked_sub(MOST).filter(|&more| more > 0) {
        let more = render::wording::counted(more, "more remark");
        session.note(&format!(
            "And {more}; each step says its own: hitpath show STEP"
        ));
    }
}

/// Whether that day is written down as the end at a step.
fn is_until(evaluation: &Evaluation<'_>, step: StepKey, day: Date) -> bool {
    let mark = evaluation.mark(step);
    mark.is_some_and(|mark| mark.until == Some(day))
}
