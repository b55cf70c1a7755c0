//! `hitpath exam edit` and `hitpath exam remove`.

use super::{
    adding::{after_attempt, after_practice, say_doubts},
    given::{self, DomainResult},
};
use crate::{
    catalog::{Catalog, CredentialKey, id::CredentialId},
    cli,
    command::{
        changing::{self, Changed},
        entries, is_none, nothing_named, reading, unchanged,
        unknown_ids::no_such,
        with_nearest,
    },
    failure::{Exit, Failure},
    journey::{
        entries::{Entry, List, Practice},
        record::{Attempt, Record},
        rules::Dated,
    },
    session::Session,
    store::edit::{Change, Value},
};

/// Where all entries are shown with their names.
const LIST_COMMAND: &str = "hitpath exam";

/// An entry that a person names.
enum Named {
    Practice(usize, Practice),
    Attempt(usize, Attempt),
}

impl Named {
    fn find(record: &Record, id: &str) -> Result<Self, Failure> {
        let is_meant = |known: &str| !id.is_empty() && known.eq_ignore_ascii_case(id);
        let is_attempt = record.attempts.iter().any(|known| is_meant(&known.id));
        let is_practice = record.practice.iter().any(|known| is_meant(&known.id));
        if is_attempt && is_practice {
            return Err(Failure::new(format!(
                "`{id}` is the name of a practice exam and of an attempt; nothing was changed"
            ))
            .hint("give each a name of its own in an editor, as id = \"…\""));
        }
        if is_attempt {
            let place = entries::place(&record.attempts, id, LIST_COMMAND)?;
            return Ok(Self::Attempt(place, record.attempts[place].clone()));
        }
        if is_practice {
            let place = entries::place(&record.practice, id, LIST_COMMAND)?;
            return Ok(Self::Practice(place, record.practice[place].clone()));
        }
        let failure = unchanged(match id.is_empty() {
            true => no_such("practice exam or attempt", id),
            false => Failure::new(format!("there is no practice exam and no attempt `{id}`")),
        });
        let names = record.practice.iter().map(Entry::id);
        let names = names.chain(record.attempts.iter().map(Entry::id));
        let names = names.filter(|name| !name.is_empty());
        let see = format!("see them with their names: {LIST_COMMAND}");
        Err(with_nearest(failure, id, names, &see))
    }

    fn id(&self) -> &str {
        match self {
            Self::Practice(_, practice) => &practice.id,
            Self::Attempt(_, attempt) => &attempt.id,
        }
    }

    fn exam(&self) -> &str {
        match self {
            Self::Practice(_, practice) => &practice.exam,
            Self::Attempt(_, attempt) => &attempt.exam,
        }
    }
}

pub(super) fn edit(args: &cli::ExamEdit, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let now = session.now;
    let on = args.on.as_deref();
    let on = on
        .map(|on| entries::past_day(session, "--on", Some(on), Dated::Entry))
        .transpose()?;
    let domains = given::domains(&args.domain)?;
    let is_nothing = on.is_none()
        && domains.is_empty()
        && args.score.is_none()
        && args.questions.is_none()
        && args.result.is_none();
    if is_nothing {
        let example = format!("hitpath exam edit {} --on DATE", args.id);
        return Err(nothing_named(&example));
    }
    let changed = changing::change(session, catalog, |record, text| {
        match Named::find(record, &args.id)? {
            Named::Practice(place, practice) => {
                let credential = key(catalog, &practice.exam);
                let mut changes = of_practice(catalog, credential, &practice, &domains, args)?;
                changes.extend(on.map(|on| Change::set(["on"], entries::day_value(on))));
                entries::within(List::Practice, place, changes, (text, now))
            }
            Named::Attempt(place, _) => {
                let mut fields = of_attempt(args)?;
                fields.extend(on.map(|on| ("on", Some(entries::day_value(on)))));
                entries::edited(List::Attempts, place, fields, (text, now))
            }
        }
    })?;
    // It is there, since the change was made.
    let then = Named::find(&changed.after, &args.id)?;
    tell(session, catalog, changed, &then)
}

pub(super) fn remove(args: &cli::EntryId, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let mut gone = None;
    let changed = changing::change(session, catalog, |record, _| {
        let named = Named::find(record, &args.id)?;
        let changes = match named {
            Named::Practice(place, _) => entries::removed(List::Practice, place),
            Named::Attempt(place, _) => entries::removed(List::Attempts, place),
        };
        gone = Some(named);
        Ok(changes)
    })?;
    match gone {
        Some(gone @ Named::Practice(..)) => tell(session, catalog, changed, &gone),
        // Nothing is to mark and nothing to try again by what never happened.
        gone => {
            let ids = gone.map(|gone| gone.id().to_owned());
            entries::said(session, catalog, changed, &Vec::from_iter(ids), &[])
        }
    }
}

fn tell(
    session: &mut Session,
    catalog: &Catalog,
    changed: Changed,
    named: &Named,
) -> Result<Exit, Failure> {
    let today = session.today;
    if let (Some(exam), Named::Attempt(_, attempt)) = (key(catalog, named.exam()), named) {
        say_doubts(session, catalog, exam, &changed, attempt);
    }
    let lines = key(catalog, named.exam()).map(|exam| match named {
        Named::Practice(..) => after_practice(catalog, exam, &changed, today),
        Named::Attempt(_, attempt) => after_attempt(catalog, exam, &changed, attempt, today),
    });
    let lines = lines.unwrap_or_default();
    entries::said(session, catalog, changed, &[named.id().to_owned()], &lines)
}

/// The credential of an entry, where the catalog knows it.
fn key(catalog: &Catalog, exam: &str) -> Option<CredentialKey> {
    catalog.credential_key(&CredentialId::new(exam).ok()?)
}

fn of_practice(
    catalog: &Catalog,
    exam: Option<CredentialKey>,
    practice: &Practice,
    domains: &[DomainResult],
    args: &cli::ExamEdit,
) -> Result<Vec<Change>, Failure> {
    if args.result.is_some() {
        return Err(not_for("--result", "a practice exam", "an attempt"));
    }
    if let Some(exam) = exam {
        let set = domains.iter().filter(|(_, percent)| percent.is_some());
        given::has_these(catalog.credential(exam), set.map(|&(number, _)| number))?;
    }
    let mut then = practice.domains.clone();
    for &(number, percent) in domains {
        match percent {
            Some(percent) => then.insert(number, percent),
            None => then.remove(&number),
        };
    }
    let score = match args.score.as_deref() {
        None => practice.score,
        Some(given) if is_none(given) => None,
        Some(given) => Some(entries::percent("--score", given)?),
    };
    if then.is_empty() && score.is_none() {
        let id = &practice.id;
        return Err(Failure::new(format!(
            "{id} would have no result left; nothing was changed"
        ))
        .hint(format!("take it out as a whole: hitpath exam remove {id}")));
    }
    let table = |number: &u32| ["domains".to_owned(), number.to_string()];
    let mut changes = if domains.is_empty() {
        Vec::new()
    } else if then.is_empty() {
        vec![Change::remove(["domains"])]
    } else if practice.domains.is_empty() {
        let results = then.iter();
        let results =
            results.map(|(number, percent)| (number.to_string(), entries::number(*percent)));
        vec![Change::set(["domains"], Value::Table(results.collect()))]
    } else {
        let change = |(number, percent): &DomainResult| match percent {
            Some(percent) => Change::set(table(number), entries::number(*percent)),
            None => Change::remove(table(number)),
        };
        domains.iter().map(change).collect()
    };
    // What was not named keeps its spelling.
    changes.extend(args.score.as_ref().map(|_| match score {
        Some(score) => Change::set(["score"], entries::number(score)),
        None => Change::remove(["score"]),
    }));
    changes.extend(match args.questions.as_deref() {
        None => None,
        Some(given) if is_none(given) => Some(Change::remove(["questions"])),
        Some(given) => {
            let questions = given::count("--questions", given)?;
            Some(Change::set(["questions"], i64::from(questions)))
        }
    });
    Ok(changes)
}

/// The fields of an attempt that change; without a value one is taken out.
type FieldChanges = Vec<(&'static str, Option<Value>)>;

fn of_attempt(args: &cli::ExamEdit) -> Result<FieldChanges, Failure> {
    if !args.domain.is_empty() {
        return Err(not_for("--domain", "an attempt", "a practice exam"));
    }
    if args.questions.is_some() {
        return Err(not_for("--questions", "an attempt", "a practice exam"));
    }
    let mut fields = FieldChanges::new();
    if let Some(result) = args.result {
        fields.push(("result", Some(given::result(result).word().into())));
    }
    if let Some(score) = args.score.as_deref() {
        let score = match score {
            score if is_none(score) => None,
            score => Some(i64::from(given::count("--score", score)?).into()),
        };
        fields.push(("score", score));
    }
    Ok(fields)
}

fn not_for(flag: &str, this: &str, other: &str) -> Failure {
    Failure::new(format!(
        "{flag} belongs to {other}, and this is {this}; nothing was changed"
    ))
}
