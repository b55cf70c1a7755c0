//! `hitpath skills`: the skill map, and the person's rating of it.

use super::{
    answer, changing, entries, is_none, picking::stopped, reading, settings, unchanged,
    unknown_ids::no_such, with_nearest,
};
use crate::{
    catalog::skill::Skill,
    cli::{self, Id, SkillsCommand, SkillsRate},
    failure::{Exit, Failure},
    journey::{
        record::Record,
        rules,
        skills::{self, HIGHEST},
    },
    render,
    session::Session,
    store::edit::Change,
    terminal::{PromptError, Text},
};

/// A rating that is wanted; none takes the rating away.
type Rating = (String, Option<u8>);

pub(super) fn skills(args: &cli::Skills, session: &mut Session) -> Result<Exit, Failure> {
    match &args.command {
        Some(SkillsCommand::Rate(args)) => rate(args, session),
        None => show(args, session),
    }
}

fn show(args: &cli::Skills, session: &mut Session) -> Result<Exit, Failure> {
    let asked = args.tier.as_deref().map(settings::tier).transpose()?;
    let catalog = reading::catalog(session)?;
    let map = reading::skills()?;
    let mut known = reading::known_or_nobody(session, catalog)?;
    if asked.is_some() {
        known.record.tier = asked;
    }
    let evaluation = known.evaluate(catalog, session.today);
    let text = if session.json {
        render::skills::skills_json(&evaluation, &map)
    } else {
        render::skills::skills(&evaluation, &map, &session.style)
    };
    answer(session, &text)
}

fn rate(args: &SkillsRate, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let map = reading::skills()?;
    let wanted = if args.ratings.is_empty() {
        let record = reading::known_or_nobody(session, catalog)?.record;
        walk(&map, &record, session)?
    } else {
        given(&map, &args.ratings)?
    };
    if wanted.is_empty() {
        session.note("nothing rated; nothing was changed");
        return Ok(Exit::Done);
    }
    let changed = changing::change(session, catalog, |record, _| {
        let news = wanted
            .iter()
            .filter(|(id, rating)| record.skills.get(id).copied() != *rating);
        let change = |(id, rating): &Rating| match rating {
            Some(rating) => Change::set(["skills", id], i64::from(*rating)),
            None => Change::remove(["skills", id]),
        };
        Ok(news.map(change).collect())
    })?;
    let ids: Vec<String> = wanted.into_iter().map(|(id, _)| id).collect();
    let lines = ["See how far you are: hitpath skills".to_owned()];
    entries::said(session, catalog, changed, &ids, &lines)
}

/// The ratings that were typed.
fn given(map: &[Skill], typed: &[String]) -> Result<Vec<Rating>, Failure> {
    let mut ratings: Vec<Rating> = Vec::new();
    for one in typed {
        let (id, rating) = one.split_once('=').ok_or_else(|| {
            Failure::new(format!(
                "`{one}` is not of the form SKILL=N; nothing was changed"
            ))
            .hint("rate like this: hitpath skills rate data-entry=3")
        })?;
        let id = (*Id::new(id)).to_owned();
        let is_known = |id: &str| map.iter().any(|skill| skill.id.as_str() == id);
        // What the map no longer holds can still be taken out.
        if !is_known(&id) && !is_none(rating) {
            let failure = unchanged(no_such("skill", &id));
            let ids = map.iter().map(|skill| skill.id.as_str());
            return Err(with_nearest(failure, &id, ids, "see them: hitpath skills"));
        }
        if ratings.iter().any(|(known, _)| *known == id) {
            return Err(Failure::new(format!(
                "`{id}` is rated twice; nothing was changed"
            )));
        }
        ratings.push((id, number(rating.trim())?));
    }
    Ok(ratings)
}

fn number(rating: &str) -> Result<Option<u8>, Failure> {
    if is_none(rating) {
        return Ok(None);
    }
    let number = rules::rating(rating.parse().ok());
    number.map(Some).map_err(|refused| {
        let scale = render::skills::SCALE.iter().enumerate();
        let mut failure = Failure::new(format!("`{rating}` {refused}; nothing was changed"));
        for (number, meaning) in scale {
            failure = failure.detail(format!("{number}: {meaning}"));
        }
        failure
    })
}

/// Asks for one skill after the other, and writes nothing before the last.
fn walk(map: &[Skill], record: &Record, session: &Session) -> Result<Vec<Rating>, Failure> {
    let Some(mut prompter) = session.terminal.prompter() else {
        return Err(
            Failure::new("say which skill to rate, and how; nothing was changed")
                .hint("for example: hitpath skills rate data-entry=3"),
        );
    };
    let (tier, _) = skills::tier(record);
    let rated = skills::rated(map, record, tier);
    let open = rated.iter().filter(|skill| skill.rating.is_none()).count();
    let mut groups: Vec<(String, &str)> = Vec::new();
    for group in map.iter().map(|skill| &*skill.group) {
        if !groups.iter().any(|(_, known)| *known == group) {
            groups.push((render::skills::group(group), group));
        }
    }
    let mut parts = vec![format!("Those that I have not rated yet ({open})")];
    parts.extend(groups.iter().map(|(title, _)| title.clone()));
    let part = prompter
        .choose("Which skills?", &parts, Some(0))
        .map_err(stopped)?;
    let Some(part) = part.given() else {
        return Ok(Vec::new());
    };
    let is_asked = |skill: &&skills::RatedSkill<'_>| match part.checked_sub(1) {
        None => skill.rating.is_none(),
        Some(place) => groups.get(place).map(|(_, group)| *group) == Some(&*skill.skill.group),
    };
    let scale = render::skills::SCALE.iter().enumerate();
    let scale: Vec<String> = scale.map(|(n, means)| format!("{n} {means}")).collect();
    let scale = format!("{}.", scale.join(", "));
    let mut ratings = Vec::new();
    for rated in rated.iter().filter(is_asked) {
        let skill = rated.skill;
        let means = skill.summary.as_deref().unwrap_or_default();
        let question = format!("{}: {means} How far are you, 0 to {HIGHEST}?", skill.title);
        let now = rated.rating.map(|rating| rating.to_string());
        // A list would count its lines from 1, and a rating begins at 0.
        let is_rating = |typed: &str| match number(typed) {
            Ok(Some(_)) => Ok(()),
            _ => Err(format!("Type a number from 0 to {HIGHEST}.")),
        };
        let mut asked = Text::new(&question)
            .hint(&scale)
            .leaving("Type q and press enter to stop here and keep your ratings.")
            .check(is_rating);
        if let Some(now) = &now {
            asked = asked.default(now);
        }
        let typed = match prompter.text(&asked) {
            Err(PromptError::Left) => break,
            answer => answer.map_err(stopped)?.given(),
        };
        if let Some(rating) = typed.and_then(|typed| number(&typed).ok()?) {
            ratings.push((skill.id.to_string(), Some(rating)));
        }
    }
    Ok(ratings)
}
