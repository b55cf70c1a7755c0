//! `hitpath exam practice` and `hitpath exam attempt`.

use jiff::civil::Date;

use super::{given, named};
use crate::{
    catalog::{Catalog, CredentialKey},
    cli,
    command::{
        NONE,
        changing::{self, Changed},
        entries::{self, Fields},
        reading::{self, Known},
        twins, unchanged,
    },
    failure::{Exit, Failure},
    journey::{
        entries::{List, Practice},
        marking,
        record::{Attempt, ExamResult},
        rules::Dated,
    },
    render,
    session::Session,
    store::edit::Value,
};

pub(super) fn practice(args: &cli::ExamPractice, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let exam = named(catalog, &args.exam).map_err(unchanged)?;
    let credential = catalog.credential(exam);
    let (now, today) = (session.now, session.today);
    let on = entries::past_day(session, "--on", args.on.as_deref(), Dated::Entry)?;
    let mut entry = Practice {
        id: String::new(),
        exam: credential.id.to_string(),
        on,
        domains: std::collections::BTreeMap::new(),
        score: None,
        questions: None,
    };
    for (number, percent) in given::domains(&args.domain)? {
        let percent = percent.ok_or_else(|| {
            Failure::new(format!(
                "--domain {number}={NONE} takes a result out of an entry; nothing was changed"
            ))
            .hint("leave out the domains that you have no result for")
        })?;
        entry.domains.insert(number, percent);
    }
    given::has_these(credential, entry.domains.keys().copied())?;
    let score = args.score.as_deref();
    entry.score = score
        .map(|it| entries::percent("--score", it))
        .transpose()?;
    let questions = args.questions.as_deref();
    entry.questions = questions
        .map(|it| given::count("--questions", it))
        .transpose()?;
    if entry.domains.is_empty() && entry.score.is_none() {
        let id = &credential.id;
        return Err(Failure::new("say what the result was; nothing was changed")
            .hint(format!(
                "by domain: hitpath exam practice {id} --domain 1=72 2=80"
            ))
            .hint(format!("over all: hitpath exam practice {id} --score 75")));
    }
    let (mut name, mut twin) = (String::new(), None);
    let changed = changing::change(session, catalog, |record, _| {
        let same = |known: &&Practice| {
            let id = known.id.clone();
            **known
                == Practice {
                    id,
                    ..entry.clone()
                }
        };
        twin = record
            .practice
            .iter()
            .find(same)
            .map(|known| known.id.clone());
        let results = entry.domains.iter();
        let results =
            results.map(|(number, percent)| (number.to_string(), entries::number(*percent)));
        let results = (!entry.domains.is_empty()).then(|| Value::Table(results.collect()));
        let fields = Fields::default()
            .with("exam", entry.exam.as_str())
            .with("on", entries::day_value(on))
            .maybe("domains", results)
            .maybe("score", entry.score.map(entries::number))
            .maybe("questions", entry.questions.map(i64::from));
        let (id, change) = entries::added(record, List::Practice, fields, now);
        name = id;
        Ok(vec![change])
    })?;
    let same = "an entry for the same day and the same results";
    twins::say(session, twin.as_deref(), same, ("exam", &name));
    let lines = after_practice(catalog, exam, &changed, today);
    entries::said(session, catalog, changed, &[name], &lines)
}

pub(super) fn attempt(args: &cli::ExamAttempt, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let exam = named(catalog, &args.exam).map_err(unchanged)?;
    let (now, today) = (session.now, session.today);
    let score = args.score.as_deref();
    let mut entry = Attempt {
        id: String::new(),
        exam: catalog.credential(exam).id.to_string(),
        on: entries::past_day(session, "--on", args.on.as_deref(), Dated::Entry)?,
        result: given::result(args.result),
        score: score.map(|it| given::count("--score", it)).transpose()?,
    };
    let (mut name, mut twin) = (String::new(), None);
    let changed = changing::change(session, catalog, |record, _| {
        let same = |known: &&Attempt| known.exam == entry.exam && known.on == entry.on;
        twin = record
            .attempts
            .iter()
            .find(same)
            .map(|known| known.id.clone());
        let fields = Fields::default()
            .with("exam", entry.exam.as_str())
            .with("on", entries::day_value(entry.on))
            .with("result", entry.result.word())
            .maybe("score", entry.score.map(i64::from));
        let (id, change) = entries::added(record, List::Attempts, fields, now);
        name = id;
        Ok(vec![change])
    })?;
    let same = "an entry for the same exam on the same day";
    twins::say(session, twin.as_deref(), same, ("exam", &name));
    entry.id.clone_from(&name);
    say_doubts(session, catalog, exam, &changed, &entry);
    let lines = after_attempt(catalog, exam, &changed, &entry, today);
    entries::said(session, catalog, changed, &[name], &lines)
}

/// What may be a slip in an attempt and would be believed: score and result that
/// do not fit together, and a day inside the wait after a failed attempt.
pub(super) fn say_doubts(
    session: &mut Session,
    catalog: &Catalog,
    exam: CredentialKey,
    changed: &Changed,
    attempt: &Attempt,
) {
    if let Ok(known) = Known::new(changed.after.clone(), catalog) {
        let evaluation = known.evaluate(catalog, session.today);
        if let Some(note) = render::exam::does_not_fit(&evaluation, exam, attempt) {
            session.note(&note);
        }
    }
    let mut without = changed.after.clone();
    without.attempts.retain(|known| known != attempt);
    if let Ok(known) = Known::new(without, catalog) {
        let then = known.evaluate(catalog, attempt.on);
        if let Some(doubt) = render::exam::inside_wait(&then, exam) {
            let id = &attempt.id;
            session.note(&format!(
                "{doubt} To change it: hitpath exam edit {id} --on DATE"
            ));
        }
    }
}

/// What a change of practice exams did to the figures.
pub(super) fn after_practice(
    catalog: &Catalog,
    exam: CredentialKey,
    changed: &Changed,
    today: Date,
) -> Vec<String> {
    // On a pathway that nobody knows nothing more can be said.
    let Ok(known) = Known::new(changed.after.clone(), catalog) else {
        return Vec::new();
    };
    let evaluation = known.evaluate(catalog, today);
    vec![
        render::exam::in_a_line(&evaluation, exam),
        format!("All of it: hitpath exam {}", catalog.credential(exam).id),
    ]
}

/// What an attempt opens again, when the next one is possible, or what to mark.
pub(super) fn after_attempt(
    catalog: &Catalog,
    exam: CredentialKey,
    changed: &Changed,
    attempt: &Attempt,
    today: Date,
) -> Vec<String> {
    let known = |record: &crate::journey::record::Record| Known::new(record.clone(), catalog);
    let (Ok(before), Ok(after)) = (known(&changed.before), known(&changed.after)) else {
        return Vec::new();
    };
    let before = before.evaluate(catalog, today);
    let after = after.evaluate(catalog, today);
    let mut lines = Vec::new();
    let again = marking::to_do_again(&before, &after, &[]);
    if !again.is_empty() {
        lines.push(render::changed::to_do_again(&before, &after, &again));
    }
    match attempt.result {
        ExamResult::Fail => lines.extend(render::exam::retake(&after, exam)),
        ExamResult::Pass => lines.extend(render::exam::to_mark(&after, exam)),
    }
    lines
}
