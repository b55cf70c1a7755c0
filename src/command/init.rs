//! `hitpath init`: a profile from a few questions, or from flags.

mod behind;

use std::hash::{BuildHasher, Hasher, RandomState};

use jiff::civil::Date;

use super::{
    answer, changing,
    check::{names_that_mean_nothing, wanted_names},
    picking::stopped,
    reading::{self, is_empty_profile},
    settings,
};
use crate::{
    catalog::{Catalog, PathwayKey},
    cli, date_words,
    failure::{Exit, Failure},
    journey::{
        behind::Behind,
        evaluation::Evaluation,
        next::by_plan,
        plan::Plan,
        proofs::Proofs,
        record::{Record, State, TermStart},
    },
    render,
    session::Session,
    store::{
        edit::{Change, Value, apply},
        saving::{
            change::Written,
            read::{PROFILE_LIMIT, read_limited},
        },
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
    behind: Behind,
}

pub(super) fn init(args: &cli::Init, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    // Asked before the questions, and again under the lock.
    let profile = &session.places.profile.profile;
    let bytes = read_limited(profile, PROFILE_LIMIT);
    let bytes = bytes.map_err(|error| reading::cannot_read(&error))?;
    if bytes.is_some_and(|bytes| !is_empty_profile(session, &bytes)) {
        return Err(already_there(session));
    }
    if reading::is_gone(session) {
        session.note(
            "note: there was a profile here before, and its history goes on. To go back to it: \
             hitpath undo",
        );
    }
    let today = session.today;
    let given = from_flags(args, catalog, today)?;
    let prompter = if args.yes {
        None
    } else {
        session.terminal.prompter()
    };
    let answers = match prompter {
        Some(mut prompter) => {
            greet(session);
            let mut say = |text: &str| session.note(text);
            ask(&mut *prompter, &mut say, args, given, catalog, today)?
        }
        None => Answers {
            behind: named_as_behind(catalog, given.pathway, args, today)?,
            ..given
        },
    };
    write(session, catalog, &answers)?;
    finish(session, catalog, &answers)
}

/// What the flags say, but for `--done`, which depends on the pathway.
fn from_flags(args: &cli::Init, catalog: &Catalog, today: Date) -> Result<Answers, Failure> {
    let pathway = match &args.pathway {
        Some(given) => catalog
            .pathway_named(given)
            .ok_or_else(|| reading::unknown_pathway(catalog, given, "hitpath init --pathway "))?,
        None => reading::usual_pathway(catalog)?,
    };
    // A slip is told before the questions.
    wanted_names(catalog, Some(pathway), &args.done)?;
    let hours = args.hours_per_week.as_deref().map(settings::hours);
    let target = args.target.as_deref().map(|given| target_of(given, today));
    let terms = args.terms.as_deref().map(settings::terms);
    Ok(Answers {
        name: args.name.clone().filter(|name| !name.trim().is_empty()),
        pathway,
        hours_per_week: hours.transpose()?,
        target: target.transpose()?,
        terms: terms.transpose()?.unwrap_or_default(),
        behind: Behind::default(),
    })
}

/// The day by which the person wants to be in work.
fn target_of(given: &str, today: Date) -> Result<Date, Failure> {
    let target = date_words::parse(given, today)
        .map_err(|_| Failure::new(format!("`{given}` is not a date: write it like 2029-05-31")))?;
    settings::not_past(target, today)?;
    Ok(target)
}

/// What `--done` names.
fn named_as_behind(
    catalog: &Catalog,
    pathway: PathwayKey,
    args: &cli::Init,
    today: Date,
) -> Result<Behind, Failure> {
    let names = wanted_names(catalog, Some(pathway), &args.done)?;
    let record = Record::default();
    let evaluation = Evaluation::new(catalog, &record, pathway, today);
    names_that_mean_nothing(&evaluation, &names)?;
    behind::named(&evaluation, &names, args)
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
    let record = Record::default();
    let evaluation = Evaluation::new(catalog, &record, answers.pathway, today);
    answers.behind = if args.done.is_empty() {
        behind::ask_stages(prompter, say, &evaluation)?
    } else {
        let names = wanted_names(catalog, Some(answers.pathway), &args.done)?;
        names_that_mean_nothing(&evaluation, &names)?;
        match behind::ask(prompter, say, &evaluation, names)? {
            Some(behind) => behind,
            None => named_as_behind(catalog, answers.pathway, args, today)?,
        }
    };
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
    keys.sort_by_key(|&key| key != usual);
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

/// The text of a profile that holds nothing yet.
fn empty_profile(session: &Session) -> String {
    format!(
        "format = 1\n\
        # Your hitpath profile. You may edit it by hand: hitpath keeps your comments,\n\
        # your order and everything it does not know.\n\
        id = \"{}\"\n",
        new_id(session)
    )
}

/// What the answers put into an empty profile.
fn filled_in(
    answers: &Answers,
    catalog: &Catalog,
    session: &Session,
    empty: &str,
) -> Result<String, Failure> {
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
    for &step in &answers.behind.done {
        let id = catalog.step(step).id.as_str();
        changes.push(Change::set(["steps", id, "state"], State::Done.word()));
        let stamp = changing::stamp(session.now, None);
        changes.push(Change::set(["steps", id, "changed"], Value::Date(stamp)));
    }
    apply(empty, &changes).map_err(|error| {
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

/// Makes an empty profile, then fills it in: so the first undo takes back what
/// was answered, and what is left says that it is empty.
fn write(session: &mut Session, catalog: &Catalog, answers: &Answers) -> Result<(), Failure> {
    let empty = empty_profile(session);
    let made = changing::save(session, &mut |bytes| match bytes {
        None => Ok(Some(empty.as_bytes().to_vec())),
        Some(bytes) if is_empty_profile(session, bytes) => Ok(None),
        Some(_) => Err(already_there(session)),
    })?;
    changing::tell(session, &made);
    let filled = changing::save(session, &mut |bytes| match bytes {
        Some(bytes) if is_empty_profile(session, bytes) => {
            let empty = changing::as_text(bytes)?;
            Ok(Some(
                filled_in(answers, catalog, session, empty)?.into_bytes(),
            ))
        }
        _ => Err(already_there(session)),
    });
    let filled = filled.map_err(|failure| match made.written {
        Written::Unit(_) => failure.hint("an empty profile was made; to go on: hitpath init"),
        Written::Nothing => failure,
    })?;
    changing::tell(session, &filled);
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
        .behind
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
        session.note(&format!(
            "{count} marked done, without a date: {}",
            ids.join(", ")
        ));
    }
    if let Some(open) = behind::left_open(catalog, &answers.behind) {
        session.note(&open);
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
        catalog::StepKey,
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
        let summary = catalog.pathways().find_map(|(_, pathway)| {
            let summary = pathway.summary.as_ref().map(ToString::to_string);
            summary.filter(|summary| said.contains(summary))
        });
        assert!(
            answers.is_err() || summary.is_some() == args.pathway.is_none(),
            "whom the pathway is for is said where it was asked: {said:?}"
        );
        (answers, prompter)
    }

    fn ids(steps: &[StepKey]) -> Vec<String> {
        let catalog = catalog_files::load(Path::new("/nowhere")).expect("what ships is sound");
        let ids = steps.iter().map(|&step| catalog.step(step).id.to_string());
        ids.collect()
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
        assert_eq!(answers.behind.done.len(), 1, "the diploma");
        assert_eq!(prompter.left(), 0);
    }

    #[test]
    fn every_question_can_be_skipped() {
        let (answers, _) = conversation(&nothing_given(), &[const { Line::Skip }; 6]);
        let answers = answers.expect("a whole conversation");
        assert_eq!(answers.name, None);
        assert_eq!(answers.hours_per_week, None);
        assert_eq!(answers.target, None);
        assert!(answers.terms.is_empty() && answers.behind.done.is_empty());
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
        assert_eq!(answers.expect("a whole conversation").behind.done.len(), 1);
        assert_eq!(prompter.asked().len(), 2, "{:?}", prompter.asked());
    }

    #[test]
    fn each_question_can_be_left_which_ends_it() {
        for (line, failure) in [
            (Line::Cancel, Failure::interrupted()),
            (Line::Leave, Failure::left()),
        ] {
            for skipped in 0..6 {
                let mut script = vec![Line::Skip; skipped];
                script.push(line.clone());
                let (answers, prompter) = conversation(&nothing_given(), &script);
                let failed = answers.err();
                assert_eq!(
                    failed.as_ref().map(|it| it.exit),
                    Some(failure.exit),
                    "{skipped}"
                );
                assert_eq!(failed, Some(failure.clone()), "{skipped}");
                assert_eq!(prompter.asked().len(), skipped + 1);
            }
        }
    }

    #[test]
    fn what_a_tick_needs_is_asked_and_a_no_asks_again() {
        // The internship, which needs the program, and then the diploma alone.
        let script = [
            Line::Skip,
            Line::Choose(0),
            Line::ChooseMany(vec![3]),
            Line::Confirm(false),
            Line::ChooseMany(vec![1]),
            Line::Skip,
            Line::Skip,
            Line::Skip,
        ];
        let (answers, prompter) = conversation(&nothing_given(), &script);
        let done = answers.expect("a whole conversation").behind.done;
        assert_eq!(ids(&done), ["diploma-earned"]);
        assert_eq!(prompter.asked()[3], "Are all of them behind you?");

        let script = [
            Line::Skip,
            Line::Choose(0),
            Line::ChooseMany(vec![3]),
            Line::Confirm(true),
            Line::Skip,
            Line::Skip,
            Line::Skip,
        ];
        let (answers, _) = conversation(&nothing_given(), &script);
        let behind = answers.expect("a whole conversation").behind;
        let done = ids(&behind.done);
        for id in [
            "path-chosen",
            "diploma-earned",
            "degree-awarded",
            "internship-complete",
        ] {
            assert!(done.contains(&id.to_owned()), "{id} is missing: {done:?}");
        }
        assert_eq!(ids(&behind.left_open), ["program-accredited", "enrolled"]);
    }

    #[test]
    fn what_a_flag_needs_is_asked_too() {
        let args = cli::Init {
            pathway: Some("rhit".into()),
            done: vec!["paths-compared".into(), "program-questions".into()],
            ..nothing_given()
        };
        let script = [
            Line::Skip,
            Line::Confirm(true),
            Line::Skip,
            Line::Skip,
            Line::Skip,
        ];
        let (answers, _) = conversation(&args, &script);
        let done = answers.expect("a whole conversation").behind.done;
        let expected = [
            "learn-role",
            "paths-compared",
            "path-chosen",
            "programs-listed",
            "program-questions",
        ];
        assert_eq!(ids(&done), expected);
        let script = [Line::Skip, Line::Confirm(false)];
        let (answers, _) = conversation(&args, &script);
        let refused = answers.err().expect("a refusal");
        assert_eq!(refused.exit, Exit::Failed);
        let hint = "if all of it is behind you: hitpath init --pathway rhit --done \
                    explore,programs-listed,program-questions";
        assert_eq!(refused.hints, [hint]);
    }
}
