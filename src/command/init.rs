//! `hitpath init`: a profile from a few questions, or from flags.

use std::hash::{BuildHasher, Hasher, RandomState};

use jiff::civil::Date;

use super::{
    answer, changing,
    check::{names_that_mean_nothing, wanted_names},
    picking::stopped,
    reading, settings,
};
use crate::catalog::sorted;
use crate::{
    catalog::{Catalog, PathwayKey, StepKey},
    cli, date_words,
    failure::{Exit, Failure},
    journey::{
        evaluation::Evaluation,
        marking::{Named, steps_meant, taken_as_yes, with_all_required},
        next::by_plan,
        plan::Plan,
        proofs::Proofs,
        record::{Record, State, TermStart},
    },
    render,
    session::Session,
    store::{
        edit::{Change, Value, apply},
        saving::read::{PROFILE_LIMIT, read_limited},
    },
    terminal::{Prompter, Text},
};

/// What a new profile starts with.
struct Answers {
    name: Option<String>,
    pathway: PathwayKey,
    hours_per_week: Option<i64>,
    target: Option<Date>,
    terms: Vec<TermStart>,
    done: Vec<StepKey>,
}

pub(super) fn init(args: &cli::Init, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    // Asked before the questions, and again under the lock.
    let profile = &session.places.profile.profile;
    if read_limited(profile, PROFILE_LIMIT)
        .map_err(|error| reading::cannot_read(&error))?
        .is_some()
    {
        return Err(already_there(session));
    }
    let given = from_flags(args, catalog, session.today)?;
    let prompter = if args.yes {
        None
    } else {
        session.terminal.prompter()
    };
    let answers = match prompter {
        Some(mut prompter) => {
            greet(session);
            let today = session.today;
            let mut say = |text: &str| session.note(text);
            ask(&mut *prompter, &mut say, args, given, catalog, today)?
        }
        None => given,
    };
    let text = new_profile(&answers, catalog, session)?;
    write(session, &text)?;
    finish(session, catalog, &answers)
}

fn from_flags(args: &cli::Init, catalog: &Catalog, today: Date) -> Result<Answers, Failure> {
    let pathway = match &args.pathway {
        Some(given) => catalog
            .pathway_named(given)
            .ok_or_else(|| reading::unknown_pathway(catalog, given, "hitpath init --pathway "))?,
        None => reading::usual_pathway(catalog)?,
    };
    let hours = args.hours_per_week.as_deref().map(settings::hours);
    let target = args.target.as_deref().map(|given| target_of(given, today));
    let terms = args.terms.as_deref().map(settings::terms);
    Ok(Answers {
        name: args.name.clone().filter(|name| !name.trim().is_empty()),
        pathway,
        hours_per_week: hours.transpose()?,
        target: target.transpose()?,
        terms: terms.transpose()?.unwrap_or_default(),
        done: named_as_behind(catalog, pathway, &args.done, today)?,
    })
}

/// The day by which the person wants to be in work.
fn target_of(given: &str, today: Date) -> Result<Date, Failure> {
    let target = date_words::parse(given, today)
        .map_err(|_| Failure::new(format!("`{given}` is not a date: write it like 2029-05-31")))?;
    settings::not_past(target, today)?;
    Ok(target)
}

/// What `--done` names and all it requires.
fn named_as_behind(
    catalog: &Catalog,
    pathway: PathwayKey,
    ids: &[cli::Id],
    today: Date,
) -> Result<Vec<StepKey>, Failure> {
    let names = wanted_names(catalog, ids)?;
    let record = Record::default();
    let evaluation = Evaluation::new(catalog, &record, pathway, today);
    names_that_mean_nothing(&evaluation, &names)?;
    Ok(behind(&evaluation, &names))
}

/// What is named and all it requires.
fn behind(evaluation: &Evaluation<'_>, names: &[Named]) -> Vec<StepKey> {
    with_all_required(evaluation, &steps_meant(evaluation, names, State::Done))
}

fn greet(session: &mut Session) {
    let lines = "A few questions, each can be skipped with an empty answer. Everything can be changed later, and nothing leaves this machine.";
    session.note(lines);
}

/// The conversation. What a flag has answered is not asked again.
fn ask(
    prompter: &mut dyn Prompter,
    say: &mut dyn FnMut(&str),
    args: &cli::Init,
    mut answers: Answers,
    catalog: &Catalog,
    today: Date,
) -> Result<Answers, Failure> {
    if args.name.is_none() {
        let question = Text::new("What do you want to be called?");
        answers.name = prompter.text(&question).map_err(stopped)?.given();
    }
    if args.pathway.is_none() {
        answers.pathway = ask_pathway(prompter, answers.pathway, catalog)?;
        // The list has room for titles only; whom it is for is read here, in time.
        if let Some(summary) = &catalog.pathway(answers.pathway).summary {
            say(summary);
        }
    }
    if args.done.is_empty() {
        answers.done = ask_what_is_behind(prompter, answers.pathway, catalog, today)?;
    } else {
        answers.done = named_as_behind(catalog, answers.pathway, &args.done, today)?;
    }
    if args.hours_per_week.is_none() {
        let question = Text::new("How many hours a week can you give it, on average?")
            .hint("All hours count: classes, study and placement, not the evenings alone.");
        answers.hours_per_week = ask_for(prompter, question, settings::hours)?;
    }
    // A pathway without a credential at its end does not lead into work.
    let leads_to_work = catalog.pathway(answers.pathway).goal.is_some();
    if args.target.is_none() && leads_to_work {
        let question =
            Text::new("By which day do you want to be in work?").hint("A date like 2029-05-31.");
        answers.target = ask_for(prompter, question, |text| target_of(text, today))?;
    }
    let route = catalog.route(answers.pathway);
    let mut steps = route.stages.iter();
    let has_terms = steps.any(|&stage| {
        let mut kept = catalog.kept_steps(route, stage);
        kept.any(|step| catalog.step(step).start_on_term)
    });
    if args.terms.is_none() && has_terms {
        let question = Text::new("On which days do terms start at your school?")
            .hint("Month and day, like 01-13,05-20,08-25.");
        answers.terms = ask_for(prompter, question, settings::terms)?.unwrap_or_default();
    }
    Ok(answers)
}

/// Asks until the answer can be read, or is skipped.
fn ask_for<T>(
    prompter: &mut dyn Prompter,
    question: Text<'_>,
    read: impl Fn(&str) -> Result<T, Failure>,
) -> Result<Option<T>, Failure> {
    let question = question.check(|text| read(text).map(drop).map_err(|failure| failure.what));
    let typed = prompter.text(&question).map_err(stopped)?.given();
    typed.map(|typed| read(&typed)).transpose()
}

fn ask_pathway(
    prompter: &mut dyn Prompter,
    usual: PathwayKey,
    catalog: &Catalog,
) -> Result<PathwayKey, Failure> {
    let mut keys: Vec<PathwayKey> = catalog.pathways().map(|(key, _)| key).collect();
    if keys.len() < 2 {
        return Ok(usual);
    }
    sorted::by_key(&mut keys, |&key| key != usual);
    let titles = keys
        .iter()
        .map(|&key| catalog.pathway(key).title.to_string());
    let titles: Vec<String> = titles.collect();
    let chosen = prompter
        .choose("Which pathway?", &titles, Some(0))
        .map_err(stopped)?;
    let chosen = chosen.given().and_then(|place| keys.get(place).copied());
    Ok(chosen.unwrap_or(usual))
}

fn ask_what_is_behind(
    prompter: &mut dyn Prompter,
    pathway: PathwayKey,
    catalog: &Catalog,
    today: Date,
) -> Result<Vec<StepKey>, Failure> {
    let record = Record::default();
    let evaluation = Evaluation::new(catalog, &record, pathway, today);
    let stages = &catalog.route(pathway).stages;
    // A stage's title reads as "I am in it"; its milestone as what is finished.
    let milestone = |stage| evaluation.required_of(stage).next_back();
    let outcomes: Vec<String> = stages
        .iter()
        .map(|&stage| match milestone(stage) {
            Some(step) => catalog.step(step).title.to_string(),
            None => catalog.stage(stage).title.to_string(),
        })
        .collect();
    let chosen = prompter
        .choose_many(
            "Which of these are wholly behind you? (In the middle of one: leave it open.)",
            &outcomes,
            &[],
        )
        .map_err(stopped)?
        .given()
        .unwrap_or_default();
    let names: Vec<Named> = chosen
        .into_iter()
        .filter_map(|place| stages.get(place).copied().map(Named::Stage))
        .collect();
    Ok(behind(&evaluation, &names))
}

/// The text of a new profile.
fn new_profile(answers: &Answers, catalog: &Catalog, session: &Session) -> Result<String, Failure> {
    let head = format!(
        "format = 1\n\
        # Your hitpath profile. You may edit it by hand: hitpath keeps your comments,\n\
        # your order and everything it does not know.\n\
        id = \"{}\"\n",
        new_id(session)
    );
    let mut changes = Vec::new();
    if let Some(name) = &answers.name {
        changes.push(Change::set(["name"], name.as_str()));
    }
    let pathway = catalog.pathway(answers.pathway).id.as_str();
    changes.push(Change::set(["pathway"], pathway));
    changes.push(Change::set(
        ["started"],
        Value::Date(changing::day(session.today)),
    ));
    if let Some(target) = answers.target {
        changes.push(Change::set(["target"], Value::Date(changing::day(target))));
    }
    if let Some(hours) = answers.hours_per_week {
        changes.push(Change::set(["hours-per-week"], hours));
    }
    changes.push(Change::set(["catalog"], catalog.version.as_str()));
    if !answers.terms.is_empty() {
        let terms = answers
            .terms
            .iter()
            .map(|term| Value::String(term.to_string()));
        changes.push(Change::set(["terms"], Value::Array(terms.collect())));
    }
    for &step in &answers.done {
        let id = catalog.step(step).id.as_str();
        changes.push(Change::set(["steps", id, "state"], State::Done.word()));
        let stamp = changing::stamp(session.now, None);
        changes.push(Change::set(["steps", id, "changed"], Value::Date(stamp)));
    }
    apply(&head, &changes).map_err(|error| {
        Failure::new("the new profile could not be put together").detail(error.to_string())
    })
}

/// An id that no other profile has, whatever machine it is made on.
fn new_id(session: &Session) -> String {
    // Each of these is keyed anew from the system's own source of chance.
    let part = || {
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_i128(session.now.as_nanosecond());
        hasher.write_u32(std::process::id());
        hasher.finish()
    };
    format!("{:016x}{:016x}", part(), part())
}

fn write(session: &mut Session, text: &str) -> Result<(), Failure> {
    let outcome = changing::save(session, &mut |bytes| match bytes {
        Some(_) => Err(already_there(session)),
        None => Ok(Some(text.as_bytes().to_vec())),
    })?;
    changing::tell(session, &outcome);
    Ok(())
}

fn already_there(session: &Session) -> Failure {
    let path = session.places.profile.profile.display();
    Failure::new("there is a profile already; nothing was changed")
        .detail(format!("it is {path}"))
        .hint("see where you are: hitpath status")
        .hint("change name, pathway, hours, target or terms: hitpath set KEY=VALUE")
        .hint("a second one beside it: hitpath init --profile OTHER.toml")
}

/// Where the profile is, what was taken as done, and the first status.
fn finish(session: &mut Session, catalog: &Catalog, answers: &Answers) -> Result<Exit, Failure> {
    let path = session.places.profile.profile.display().to_string();
    session.note(&format!("Your profile: {path}"));
    if answers.hours_per_week.is_none() {
        session.note("Hours a week are not set. To set them (count all hours, classes too):");
        session.note("  hitpath set hours-per-week=12");
    }
    let known = reading::known(session, catalog)?;
    let evaluation = known.evaluate(catalog, session.today);
    let ids: Vec<String> = answers
        .done
        .iter()
        .map(|&step| catalog.step(step).id.to_string())
        .collect();
    if session.json {
        return answer(
            session,
            &render::json::changed(&ids, Some(evaluation.progress())),
        );
    }
    if !ids.is_empty() {
        let count = render::wording::counted(ids.len(), "step");
        let what = format!(
            "{count} taken as done, with all that is required for them: {}",
            ids.join(", ")
        );
        session.note(&what);
    }
    for question in taken_as_yes(&evaluation, &[], &answers.done) {
        session.note(&render::wording::taken_as_yes(catalog, question));
    }
    let plan = Plan::of(&evaluation);
    let next = by_plan(&evaluation, &plan);
    let text = render::status::status(
        &evaluation,
        &next,
        &plan,
        &Proofs::default(),
        &session.style,
    );
    answer(session, &text)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use jiff::civil::date;

    use super::*;
    use crate::{
        store::catalog_files,
        terminal::scripted::{Line, Scripted},
    };

    const TODAY: Date = date(2026, 11, 22);

    fn nothing_given() -> cli::Init {
        cli::Init {
            name: None,
            pathway: None,
            hours_per_week: None,
            target: None,
            terms: None,
            done: Vec::new(),
            yes: false,
        }
    }

    fn conversation(args: &cli::Init, script: &[Line]) -> (Result<Answers, Failure>, Scripted) {
        let catalog = catalog_files::load(Path::new("/nowhere")).expect("what ships is sound");
        let given = from_flags(args, &catalog, TODAY).expect("good flags");
        let mut prompter = Scripted::new(script.iter().cloned());
        let mut said = Vec::new();
        let mut say = |text: &str| said.push(text.to_owned());
        let answers = ask(&mut prompter, &mut say, args, given, &catalog, TODAY);
        assert_eq!(
            said.len(),
            usize::from(args.pathway.is_none() && answers.is_ok()),
            "whom the pathway is for is said once, where it was asked: {said:?}"
        );
        (answers, prompter)
    }

    #[test]
    fn every_answer_is_taken() {
        let script = [
            Line::Text("Ada".into()),
            Line::Choose(0),
            Line::ChooseMany(vec![1]),
            Line::Text("12".into()),
            Line::Text("2029-05-31".into()),
            Line::Text("08-25,01-13".into()),
        ];
        let (answers, prompter) = conversation(&nothing_given(), &script);
        let answers = answers.expect("a whole conversation");
        assert_eq!(answers.name.as_deref(), Some("Ada"));
        assert_eq!(answers.hours_per_week, Some(12));
        assert_eq!(answers.target, Some(date(2029, 5, 31)));
        let terms: Vec<String> = answers.terms.iter().map(ToString::to_string).collect();
        assert_eq!(terms, ["01-13", "08-25"]);
        assert_eq!(answers.done.len(), 1, "the diploma");
        assert_eq!(prompter.left(), 0);
    }

    #[test]
    fn every_question_can_be_skipped() {
        let (answers, _) = conversation(&nothing_given(), &[const { Line::Skip }; 6]);
        let answers = answers.expect("a whole conversation");
        assert_eq!(answers.name, None);
        assert_eq!(answers.hours_per_week, None);
        assert_eq!(answers.target, None);
        assert!(answers.terms.is_empty() && answers.done.is_empty());
    }

    #[test]
    fn what_has_no_bearing_on_the_pathway_is_not_asked() {
        let args = cli::Init {
            pathway: Some("renewal".into()),
            ..nothing_given()
        };
        let (answers, prompter) = conversation(&args, &[const { Line::Skip }; 3]);
        assert!(answers.is_ok());
        assert_eq!(prompter.asked().len(), 3, "{:?}", prompter.asked());
    }

    #[test]
    fn what_a_flag_has_answered_is_not_asked() {
        let args = cli::Init {
            name: Some("Ada".into()),
            pathway: Some("rhit".into()),
            hours_per_week: Some("12".into()),
            done: vec!["diploma".into()],
            ..nothing_given()
        };
        let (answers, prompter) = conversation(&args, &[Line::Skip, Line::Skip]);
        assert_eq!(answers.expect("a whole conversation").done.len(), 1);
        assert_eq!(prompter.asked().len(), 2, "{:?}", prompter.asked());
    }

    #[test]
    fn leaving_it_ends_it() {
        let script = [Line::Text("Ada".into()), Line::Cancel];
        let (answers, _) = conversation(&nothing_given(), &script);
        assert_eq!(answers.err(), Some(Failure::interrupted()));
    }
}
