//! `hitpath guide`: the offline reference.

use super::{answered, reading, show::Asked, unknown_ids::no_such};
use crate::{
    catalog::{Catalog, guide::Guide, nearest::nearest, search::Query, skill::Skill},
    cli,
    failure::{Exit, Failure},
    journey::evaluation::Evaluation,
    render::{
        guide::{self as page, Found},
        guide_json as json, wording,
    },
    session::Session,
    store::guide_files,
};

/// The guide in force.
pub(super) fn topics(session: &Session, catalog: &Catalog) -> Result<Guide, Failure> {
    guide_files::load(&session.places.own_catalog, catalog).map_err(|problems| {
        let count = wording::counted(problems.len(), "problem");
        Failure::new(format!("{count} in your own guide files"))
            .at(problems)
            .hint("mend the files, or move them out of the folder")
    })
}

pub(super) fn guide(args: &cli::Guide, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let guide = topics(session, catalog)?;
    let known = reading::known_or_nobody(session, catalog)?;
    let evaluation = known.evaluate(catalog, session.today);
    let style = session.style;
    let mut exit = Exit::Done;
    let text = if let Some(id) = &args.topic {
        let Some(topic) = guide.topic_named(id) else {
            return Err(unknown(catalog, &reading::skills()?, &guide, id));
        };
        if session.json {
            json::topic(&evaluation, topic)
        } else {
            page::topic(&evaluation, topic, &style)
        }
    } else if !args.search.is_empty() {
        let query = Query::new(&args.search);
        let query = query.ok_or_else(|| Failure::new("a word to search for is empty"))?;
        let found = search(&evaluation, &guide, &query);
        if found.is_empty() {
            exit = Exit::No;
        }
        if session.json {
            json::found(&args.search, &found)
        } else if found.is_empty() {
            page::nothing_found(&args.search, &style)
        } else {
            page::found(&found, &query, &style)
        }
    } else if session.json {
        json::list(&guide)
    } else {
        page::list(&guide, &style)
    };
    let printed = if args.pager {
        session.terminal.page(&text, &session.pager)
    } else {
        session.terminal.print(&text)
    };
    answered(printed).map(|_| exit)
}

/// The topics that hold all words, those first whose title does; of each the
/// lines that hold one, those first that hold most.
fn search<'g>(evaluation: &Evaluation<'_>, guide: &'g Guide, query: &Query) -> Vec<Found<'g>> {
    let mut found = Vec::new();
    for topic in guide.topics() {
        let mut lines = page::lines(evaluation, topic);
        let mut texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        texts.extend([&topic.title, topic.id.as_str()]);
        if query.all_in(&texts) {
            lines.retain(|line| query.count_in(&line.text) > 0);
            lines.sort_by_key(|line| std::cmp::Reverse(query.count_in(&line.text)));
            found.push(Found { topic, lines });
        }
    }
    found.sort_by_key(|found| !query.all_in(&[&found.topic.title]));
    found
}

/// An id that no topic has.
fn unknown(catalog: &Catalog, skills: &[Skill], guide: &Guide, id: &str) -> Failure {
    let failure = match id.is_empty() {
        true => no_such("topic", id),
        false => Failure::new(format!("the guide has no topic `{id}`")),
    };
    if let Some(asked) = Asked::find(catalog, skills, id) {
        let kind = asked.kind();
        return failure.hint(format!("`{id}` is {kind}: hitpath show {id}"));
    }
    let topics = guide.topics().iter().map(|topic| topic.id.as_str());
    match nearest(id, topics) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure
            .hint("all topics: hitpath guide")
            .hint("the topics that hold a word: hitpath guide --search WORD"),
    }
}
