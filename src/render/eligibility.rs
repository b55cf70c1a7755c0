//! What is said about being eligible, in one place for every view.

use super::{
    clocks,
    wording::{self, counted, list},
};
use crate::{
    catalog::{ClockOwner, LinkedStart, StepKey, credential::Credential, id::CredentialId},
    journey::{
        attempts::Failed,
        clocks::RunningClock,
        eligibility::{Answer, Condition, Contested, Eligibility, Judged, RouteAnswer},
        evaluation::Evaluation,
        missed::WayBack,
        standing::Standing,
    },
};
use jiff::civil::Date;

/// The letters of a credential: its title up to what they stand for.
#[must_use]
pub fn letters(credential: &Credential) -> &str {
    let title = &*credential.title;
    title.split_once(" (").map_or(title, |(letters, _)| letters)
}

/// Whether the person is eligible, in one or two sentences, and where there is
/// more. Sitting the exam, being eligible and using the letters are told apart.
#[must_use]
pub fn sentence(evaluation: &Evaluation<'_>, eligibility: &Eligibility<'_>) -> String {
    let said = on_its_page(evaluation, eligibility);
    match old_facts(evaluation, eligibility) {
        0 if eligibility.lapsed.is_some() => match way_back(evaluation, eligibility) {
            // What is left to do then it says itself.
            Some(back) if back.ended().is_some() => said,
            Some(back) => {
                let step = &evaluation.catalog.step(back.step).id;
                format!("{said} The way back: hitpath show {step}")
            }
            // What it costs and the way back stand there.
            None => format!(
                "{said} The way back: hitpath show {}",
                eligibility.credential.id
            ),
        },
        0 => said,
        _ => format!("{said} More: hitpath show {}", eligibility.credential.id),
    }
}

/// The same where more stands on the same page.
#[must_use]
pub fn on_its_page(evaluation: &Evaluation<'_>, eligibility: &Eligibility<'_>) -> String {
    let letters = letters(eligibility.credential);
    let id = &eligibility.credential.id;
    if eligibility.holds {
        let renewal = eligibility.credential.renewal.iter();
        let mut replaced_by = renewal.filter_map(|renewal| renewal.replaced_by.as_ref());
        let held = replaced_by.find(|other| evaluation.is_marked_as_held(other));
        let other = held.and_then(|other| evaluation.catalog.credential_named(other.as_str()));
        if let Some(other) = other {
            let other = self::letters(other);
            return format!("{letters}: {other} has taken its place, so only {other} is kept up.");
        }
        return match eligibility.on_word.as_slice() {
            [] => format!("{letters} is yours: you may use the letters."),
            not_marked => on_word(letters, not_marked),
        };
    }
    if let Some(ended) = eligibility.lapsed {
        return may_be_inactive(evaluation, eligibility, ended);
    }
    if let Some(contested) = &eligibility.contested {
        return against_the_letters(evaluation, letters, contested);
    }
    let missing: Vec<&Judged<'_>> = eligibility.missing().collect();
    let lacking = list(&ids(evaluation, &missing), "and");
    let is_or_are = wording::is_or_are(missing.len());
    let said = match eligibility.answer {
        _ if eligibility.deciding().is_none() => {
            let may = if eligibility.may_sit {
                "you may sit the exam early, but "
            } else {
                ""
            };
            let body = &eligibility.credential.body;
            format!("{letters}: {may}who is eligible is not known to us; ask {body}.")
        }
        _ if eligibility.passed => {
            let rest = match lacking.as_str() {
                "" => String::new(),
                lacking => format!(" {lacking} {is_or_are} missing."),
            };
            let answer = eligibility.answer.word();
            format!(
                "{letters}: the exam is passed. Eligible: {answer}.{rest} \
                 Until {} the letters are not yours.",
                letters_come_with(evaluation, id)
            )
        }
        Answer::Yes => {
            let until = letters_come_with(evaluation, id);
            format!(
                "{letters}: you are eligible and may sit the exam; the letters come with {until}."
            )
        }
        _ if eligibility.may_sit => format!(
            "{letters}: you may sit the exam early. Eligible: {}, {lacking} {is_or_are} missing. \
             Until then the letters are not yours.",
            eligibility.answer.word()
        ),
        // The questions of a way that is not theirs would lead them astray.
        Answer::Unknown if eligibility.lies_elsewhere() => format!(
            "{letters}: none of the ways to it lies on your pathway, so whether you are eligible \
             is not known. Look through them one by one."
        ),
        Answer::Unknown => format!(
            "{letters}: whether you are eligible is not known. {}",
            questions(evaluation, eligibility, &missing)
        ),
        Answer::NotYet => {
            let others = match eligibility.others_alike() {
                0 => String::new(),
                others => format!(" Or go by {}.", counted(others, "other way")),
            };
            format!("{letters}: not yet eligible; {lacking} {is_or_are} missing.{others}")
        }
        Answer::No => {
            let no = missing.iter().filter(|judged| judged.answer == Answer::No);
            let no = ids(evaluation, &no.copied().collect::<Vec<_>>());
            let no = list(&no, "and");
            let others = match eligibility.others_alike() {
                0 => String::new(),
                1 => " The other way is answered no too.".to_owned(),
                others => format!(" The {others} other ways are answered no too."),
            };
            format!("{letters}: not eligible, because of the answer no: {no}.{others}")
        }
    };
    let said = match (eligibility.failed_attempt, eligibility.failed) {
        (Some(failed), _) => format!("{said} {}", after_attempt(evaluation, failed)),
        (None, Some(question)) => {
            let question = &evaluation.catalog.step(question).id;
            format!("{said} {question} is answered no: a new attempt has to wait.")
        }
        (None, None) => said,
    };
    match old_facts(evaluation, eligibility) {
        0 => said,
        old => format!("{said} This rests on {}.", counted(old, "old fact")),
    }
}

/// That the letters rest on the person's word alone.
fn on_word(letters: &str, not_marked: &[&str]) -> String {
    let is_or_are = wording::is_or_are(not_marked.len());
    let not_marked = list(not_marked, "and");
    format!(
        "{letters} is yours by your word alone: {not_marked} {is_or_are} not marked. You may use \
         the letters if they were awarded to you."
    )
}

/// That the newest attempt failed, and from when on there can be another.
fn after_attempt(evaluation: &Evaluation<'_>, failed: Failed) -> String {
    let of_it = |clock: &&RunningClock<'_>| {
        let starts = &evaluation.catalog.clock_links(clock.key).starts;
        clock.owner == ClockOwner::Credential(failed.credential)
            && starts.contains(&LinkedStart::Failed)
            && clock.state.runs()
    };
    let on = failed.on;
    if let (Some(sat), Some(question)) = (failed.sat_again, failed.question) {
        let question = &evaluation.catalog.step(question).id;
        return format!(
            "The exam of {on} was not passed, and how that of {sat} ended is not known yet: {question}."
        );
    }
    let wait = evaluation.clocks().find(of_it);
    match wait.and_then(|clock| Some((clock, clock.ends?))) {
        Some((clock, ends)) => {
            let other = clocks::other_lengths(clock);
            format!(
                "The exam of {on} was not passed: a new attempt has to wait until {ends}{other}."
            )
        }
        None => format!("The exam of {on} was not passed."),
    }
}

/// Held, but its time is over by the dates written down, and the time to bring
/// it back may be too.
fn may_be_inactive(
    evaluation: &Evaluation<'_>,
    eligibility: &Eligibility<'_>,
    ended: Date,
) -> String {
    let credential = eligibility.credential;
    let (letters, body) = (letters(credential), &credential.body);
    let said = format!("{letters}: by the dates you wrote down, its time ended on {ended}");
    let back = way_back(evaluation, eligibility);
    match back.and_then(|back| Some((back, back.ended()?))) {
        Some((back, over)) => {
            let step = &evaluation.catalog.step(back.step).id;
            let missed = clocks::missed(evaluation, back.clock);
            let missed = match missed.as_str() {
                "" => format!("What is left to do: hitpath show {step}."),
                missed => missed.to_owned(),
            };
            let after = evaluation.after_way_back(back);
            let after = after.map_or_else(String::new, clocks::last_day);
            format!(
                "{said}, no renewal is confirmed, and the time to bring it back ended on {over}. \
                 {missed}{after} Do not use the letters before you have asked: {body}."
            )
        }
        None => format!(
            "{said} and no renewal is confirmed. It may be inactive, so do not use the letters \
             before you have asked: {body}."
        ),
    }
}

fn way_back<'e, 'a>(
    evaluation: &'e Evaluation<'a>,
    eligibility: &Eligibility<'_>,
) -> Option<WayBack<'e, 'a>> {
    let key = evaluation
        .catalog
        .credential_key(&eligibility.credential.id)?;
    evaluation.way_back(key)
}

/// Marked as awarded, but another mark contradicts it: letters used too early
/// cost more than a look.
fn against_the_letters(
    evaluation: &Evaluation<'_>,
    letters: &str,
    contested: &Contested,
) -> String {
    let catalog = evaluation.catalog;
    let marked = &catalog.step(contested.marked).id;
    let (failed, others): (Vec<StepKey>, Vec<StepKey>) = contested
        .against
        .iter()
        .partition(|&&step| evaluation.unanswered_since(step).is_some());
    let (no, waived): (Vec<StepKey>, Vec<StepKey>) = others
        .iter()
        .partition(|&&step| evaluation.standing(step) == Standing::No);
    let mut against = Vec::new();
    for (steps, how) in [
        (failed, "older than a failed attempt"),
        (no, "answered no"),
        (waived, "waived, which proves nothing"),
    ] {
        if !steps.is_empty() {
            let is_or_are = wording::is_or_are(steps.len());
            let ids = list(&wording::ids(catalog, &steps), "and");
            against.push(format!("{ids} {is_or_are} {how}"));
        }
    }
    format!(
        "{letters}: {marked} is marked done, but {}. Do not use the letters unless they were \
         awarded to you; if not yet: hitpath check {marked} --as todo",
        against.join(", and ")
    )
}

/// The steps of the pathway that award a credential, for a sentence.
fn letters_come_with(evaluation: &Evaluation<'_>, credential: &CredentialId) -> String {
    let mut awarding = evaluation.awarding(credential);
    if awarding.iter().any(|&step| evaluation.holds(step)) {
        awarding.retain(|&step| evaluation.holds(step));
    }
    list(&wording::ids(evaluation.catalog, &awarding), "or")
}

/// The question to ask, and whom.
fn questions(
    evaluation: &Evaluation<'_>,
    eligibility: &Eligibility<'_>,
    missing: &[&Judged<'_>],
) -> String {
    let waived: Vec<&Judged<'_>> = missing.iter().filter(|j| j.waived).copied().collect();
    let open: Vec<&Judged<'_>> = missing.iter().filter(|j| !j.waived).copied().collect();
    let mut sentences = Vec::new();
    if !waived.is_empty() {
        let waived = list(&ids(evaluation, &waived), "and");
        sentences.push(format!(
            "You waived {waived}, which proves nothing to the body that decides."
        ));
    }
    if !open.is_empty() {
        let question = if open.len() == 1 {
            "question"
        } else {
            "questions"
        };
        let open = list(&ids(evaluation, &open), "and");
        sentences.push(format!("The {question} to answer: {open}."));
    }
    if let Some(ask) = eligibility
        .deciding()
        .and_then(|way| way.route.ask.as_ref())
    {
        sentences.push(format!("Ask {ask}."));
    }
    sentences.join(" ")
}

/// How many old facts the answer rests on. Who holds a credential needs none.
fn old_facts(evaluation: &Evaluation<'_>, eligibility: &Eligibility<'_>) -> usize {
    let is_settled = eligibility.holds || eligibility.lapsed.is_some();
    if is_settled || eligibility.contested.is_some() {
        return 0;
    }
    let deciding = eligibility.deciding();
    deciding.map_or(0, |way| evaluation.stale_facts_behind(way).count())
}

/// That what only the other ways to a credential ask for is not needed any more,
/// and the step whose page says what to do.
#[must_use]
pub fn other_ways_not_needed(
    evaluation: &Evaluation<'_>,
    eligibility: &Eligibility<'_>,
    answered: StepKey,
) -> String {
    let way = eligibility.deciding().map(|way| &*way.route.title);
    format!(
        "You are eligible for {} by this way: {}. Steps that only another way asks for you need \
         no more; which, and what to type: hitpath show {}",
        letters(eligibility.credential),
        way.unwrap_or_default(),
        evaluation.catalog.step(answered).id
    )
}

/// One way to the credential: how it stands, what is missing, whom to ask.
#[must_use]
pub fn way(evaluation: &Evaluation<'_>, way: &RouteAnswer<'_>) -> String {
    let kind = if way.route.only_to_sit {
        " (to sit the exam only)"
    } else {
        ""
    };
    let mut line = format!("{}{kind}: {}.", way.route.title, way.answer.word());
    let missing = way.conditions.iter();
    let missing: Vec<&Judged<'_>> = missing
        .filter(|judged| judged.answer != Answer::Yes)
        .collect();
    let missing: Vec<String> = missing
        .iter()
        .map(|judged| condition(evaluation, judged))
        .collect();
    if !missing.is_empty() {
        line = format!("{line} Missing: {}.", list(&missing, "and"));
    }
    if !way.concerns {
        line.push_str(" Not on your pathway.");
    }
    if let Some(ask) = &way.route.ask {
        line = format!("{line} Ask {ask}.");
    }
    if let Some(advice) = &way.route.advice {
        let advice = wording::filled(evaluation, advice);
        line = format!("{line} Advice, not a condition: {advice}");
    }
    line
}

/// A missing condition and what it is.
fn condition(evaluation: &Evaluation<'_>, judged: &Judged<'_>) -> String {
    let id = id(evaluation, judged);
    let is_question = match judged.condition {
        Condition::Step(step) => evaluation.catalog.step(step).confirm,
        Condition::Credential(_) => return format!("{id} (to be held)"),
    };
    match judged.answer {
        Answer::No => format!("{id} (answered no)"),
        Answer::Unknown if judged.waived => format!("{id} (waived)"),
        Answer::Unknown if is_question => format!("{id} (a question)"),
        _ => id.to_owned(),
    }
}

/// The id of a condition's step or credential.
#[must_use]
pub fn id<'e>(evaluation: &Evaluation<'e>, judged: &Judged<'e>) -> &'e str {
    match judged.condition {
        Condition::Step(step) => evaluation.catalog.step(step).id.as_str(),
        Condition::Credential(other) => other.id.as_str(),
    }
}

fn ids<'e>(evaluation: &Evaluation<'e>, judged: &[&Judged<'e>]) -> Vec<&'e str> {
    judged.iter().map(|judged| id(evaluation, judged)).collect()
}
