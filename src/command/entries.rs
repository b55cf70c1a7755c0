//! What the commands of the trackers share: the name and the day of an entry,
//! how one is added, and what is said afterwards. One command is one change that
//! can be taken back.

use std::collections::HashSet;

use jiff::{Timestamp, civil::Date};
use sha2::{Digest, Sha256};

use super::{
    answer,
    changing::{Changed, day, stamp},
    reading::Known,
    unknown_ids::no_such,
};
use crate::{
    catalog::Catalog,
    date_words,
    failure::{Exit, Failure},
    journey::{
        difference::differences,
        entries::{Entry, List},
        hundredths::Hundredths,
        record::Record,
        rules::{self, Dated, Refused},
    },
    render::{self, page::Page},
    session::Session,
    store::{
        draft::table_of,
        edit::{Change, Value, apply},
    },
};

/// The fields of an entry that is to be written, in their order.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields(Vec<(String, Value)>);

impl Fields {
    /// One more field.
    pub(super) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.push((key.to_owned(), value.into()));
        self
    }

    /// One more field, where there is a value for it.
    pub(super) fn maybe(self, key: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }
}

/// Adds an entry to a list of the profile, and says which name it gets.
///
/// The name comes from what the entry says, so that an entry which was taken out
/// and put in again has its name back, and two machines that add different ones
/// hardly ever give them one name. A name that is taken is not given again.
pub(super) fn added(
    record: &Record,
    list: List,
    fields: Fields,
    now: Timestamp,
) -> (String, Change) {
    let content = format!("{} {:?}", list.key(), fields.0);
    let taken = ids(record);
    // Where short names are nearly used up, a longer one is found at once.
    let id = (0..)
        .map(|round| id_of(&format!("{content} {round}"), 2 + round / ROUNDS))
        .find(|id| !taken.contains(id.as_str()))
        .unwrap_or_default();
    let mut whole = vec![("id".to_owned(), Value::from(id.as_str()))];
    whole.extend(fields.0);
    whole.push(("changed".to_owned(), Value::Date(stamp(now, None))));
    let change = Change::Append {
        key: vec![list.key().to_owned()],
        fields: whole,
    };
    (id, change)
}

/// Changes fields of one entry; a field without a value is taken out. What is so
/// already is no change, and where nothing is left to change the entry keeps its
/// stamp.
///
/// # Errors
/// The profile cannot be read.
pub(super) fn edited(
    list: List,
    place: usize,
    fields: Vec<(&str, Option<Value>)>,
    (text, now): (&str, Timestamp),
) -> Result<Vec<Change>, Failure> {
    let change = |(key, value): (&str, Option<Value>)| match value {
        Some(value) => Change::set([key], value),
        None => Change::remove([key]),
    };
    let changes: Vec<Change> = fields.into_iter().map(change).collect();
    within(list, place, changes, (text, now))
}

/// The same with any changes inside the entry.
///
/// # Errors
/// The profile cannot be read.
pub(super) fn within(
    list: List,
    place: usize,
    changes: Vec<Change>,
    (text, now): (&str, Timestamp),
) -> Result<Vec<Change>, Failure> {
    let inside = |change: Change| Change::within([list.key()], place, change);
    let mut changes: Vec<Change> = changes.into_iter().map(inside).collect();
    // Where it has no place, saving finds that out again and says it.
    if apply(text, &changes).is_ok_and(|new| new == text) {
        return Ok(Vec::new());
    }
    let entry = in_file(list, place, text)?;
    let stamped = Change::set(["changed"], Value::Date(stamp(now, entry.as_ref())));
    changes.push(inside(stamped));
    Ok(changes)
}

/// An entry as it is written, with what nobody here understands.
///
/// # Errors
/// The profile cannot be read.
pub(super) fn in_file(
    list: List,
    place: usize,
    text: &str,
) -> Result<Option<toml::Table>, Failure> {
    let mut table = table_of(text.trim_start_matches('\u{feff}'))
        .map_err(|error| Failure::new("the profile cannot be read").detail(error.message()))?;
    Ok(match table.remove(list.key()) {
        Some(toml::Value::Array(mut entries)) if place < entries.len() => {
            match entries.swap_remove(place) {
                toml::Value::Table(entry) => Some(entry),
                _ => None,
            }
        }
        _ => None,
    })
}

/// Takes an entry out.
pub(super) fn removed(list: List, place: usize) -> Vec<Change> {
    vec![Change::drop_element([list.key()], place)]
}

/// Every name that an entry of any list has.
fn ids(record: &Record) -> HashSet<&str> {
    let practice = record.practice.iter().map(Entry::id);
    let attempts = record.attempts.iter().map(Entry::id);
    let credits = record.credits.iter().map(Entry::id);
    let applications = record.applications.iter().map(Entry::id);
    let of_exams = practice.chain(attempts);
    of_exams.chain(credits).chain(applications).collect()
}

/// So many names of one length are tried before a longer one.
const ROUNDS: usize = 16;

/// A short name that is easy to type and is no word: letter, digit, letter,
/// digit, and so on for so many pairs, at most eight, without those that are
/// taken for another (0 and o, 1, i and l).
fn id_of(content: &str, pairs: usize) -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz";
    const DIGITS: &[u8] = b"23456789";
    let digest = Sha256::digest(content.as_bytes());
    let sets = [LETTERS, DIGITS].into_iter().cycle();
    let places = sets.zip(digest.chunks_exact(2));
    places
        .take(2 * pairs)
        .map(|(set, bytes)| {
            let number = usize::from(bytes[0]) << 8 | usize::from(bytes[1]);
            char::from(set[number % set.len()])
        })
        .collect()
}

/// Where the entry of this name stands in its list.
///
/// # Errors
/// There is none, or there are several. `list_command` shows the names.
pub(super) fn place<E: Entry>(
    entries: &[E],
    id: &str,
    list_command: &str,
) -> Result<usize, Failure> {
    // As it stands, else in other capitals: a name given by hand may have them.
    let alike = |is: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let found = entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| is(entry.id()));
        found.map(|(place, _)| place).collect()
    };
    let mut found = alike(&|known| known == id);
    if found.is_empty() {
        found = alike(&|known| known.eq_ignore_ascii_case(id));
    }
    let key = E::LIST.key();
    match found[..] {
        [place] if !id.is_empty() => Ok(place),
        [_, _, ..] if !id.is_empty() => Err(Failure::new(format!(
            "`{id}` is the name of several entries of `{key}`; nothing was changed"
        ))
        .hint("give each a name of its own in an editor, as id = \"…\"")),
        _ => {
            let failure = super::unchanged(match id.is_empty() {
                true => no_such("entry", id),
                false => Failure::new(format!("there is no entry `{id}` in `{key}`")),
            });
            let named = entries.iter().map(Entry::id).filter(|id| !id.is_empty());
            let see = format!("see them with their names: {list_command}");
            let failure = super::with_nearest(failure, id, named, &see);
            Err(if entries.iter().any(|entry| entry.id().is_empty()) {
                failure.hint("one without a name gets it in an editor, as id = \"…\"")
            } else {
                failure
            })
        }
    }
}

/// The day on which something happened: today, where none is given, and never a
/// day to come. One of long ago is taken with a warning.
///
/// # Errors
/// It is no date, or lies ahead.
pub(super) fn past_day(
    session: &mut Session,
    flag: &str,
    given: Option<&str>,
    dated: Dated,
) -> Result<Date, Failure> {
    let today = session.today;
    let Some(given) = given else {
        return Ok(today);
    };
    let day = any_day(flag, given, today).map_err(super::unchanged)?;
    rules::past(day, today, dated).map_err(|refused| {
        let hint = match dated {
            Dated::Mark => "for a day that is still to come: --expect or --due",
            Dated::Entry | Dated::Evidence => {
                "write it down on the day, or give the day it happened"
            }
            Dated::Correction => "give the day on which you looked",
        };
        Failure::new(format!("{flag} {refused}; nothing was changed")).hint(hint)
    })?;
    if rules::is_long_ago(day, today) {
        session.note(&render::dates::long_ago(flag, day));
    }
    Ok(day)
}

/// That a value cannot be written down.
pub(super) fn cannot_be(flag: &str, given: &str, refused: Refused) -> Failure {
    let failure = Failure::new(format!("{flag} `{given}` {refused}; nothing was changed"));
    match refused.advice() {
        Some(advice) => failure.hint(advice),
        None => failure,
    }
}

/// A day, past or to come.
///
/// # Errors
/// It is no date.
pub(super) fn any_day(flag: &str, given: &str, today: Date) -> Result<Date, Failure> {
    date_words::parse(given, today)
        .map_err(|error| Failure::new(format!("{flag} `{given}` is not a date: {error}")))
}

/// A percent from 0 to 100.
///
/// # Errors
/// It is none.
pub(super) fn percent(flag: &str, given: &str) -> Result<Hundredths, Failure> {
    let percent = Hundredths::parse(given).map_err(Refused::from);
    let percent = percent.and_then(rules::percent);
    percent.map_err(|refused| cannot_be(flag, given, refused))
}

/// Words that say something.
///
/// # Errors
/// They are empty.
pub(super) fn words<'w>(what: &str, given: &'w str) -> Result<&'w str, Failure> {
    rules::words(given).map_err(|refused| {
        Failure::new(format!("{what} {refused}; nothing was changed"))
            .hint("write a few words in quotes")
    })
}

/// A day as it is written into the profile.
pub(super) fn day_value(date: Date) -> Value {
    Value::Date(day(date))
}

/// Hours or percent as they are written into the profile.
pub(super) fn number(number: Hundredths) -> Value {
    match number.as_whole() {
        Some(whole) => Value::Integer(i64::from(whole)),
        None => Value::Float(number.number()),
    }
}

/// Says what was changed: `ids` are the entries, for JSON; `lines` come behind
/// what was written down.
pub(super) fn said(
    session: &mut Session,
    catalog: &Catalog,
    changed: Changed,
    ids: &[String],
    lines: &[String],
) -> Result<Exit, Failure> {
    let Changed {
        before,
        after,
        written,
    } = changed;
    let text = if session.json {
        let ids = if written { ids } else { &[] };
        let after = Known::new(after, catalog).ok();
        let progress = after.map(|after| after.evaluate(catalog, session.today).progress());
        render::json::changed(ids, progress)
    } else if written {
        let mut page = Page::default();
        let what = render::log::in_words(&differences(&before, &after));
        page.line(&format!("Written down: {what}."));
        for line in lines {
            page.line(line);
        }
        // What was offered before is in `status`.
        let offers_of = |record: Record| -> Result<Vec<String>, Failure> {
            let Ok(known) = Known::new(record, catalog) else {
                return Ok(Vec::new());
            };
            let evaluation = known.evaluate(catalog, session.today);
            Ok(render::measured::offers(&evaluation))
        };
        let offers = offers_of(after)?;
        let before = if offers.is_empty() {
            Vec::new()
        } else {
            offers_of(before)?
        };
        for offer in offers.iter().filter(|offer| !before.contains(offer)) {
            page.line(offer);
        }
        page.line("Take it back with: hitpath undo");
        page.render(&session.style)
    } else {
        "Nothing changed: it is already so.\n".to_owned()
    };
    answer(session, &text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_follows_from_what_is_said_and_is_never_given_twice() {
        let fields = || Fields::default().with("title", "Webinar").with("hours", 1);
        let now = Timestamp::UNIX_EPOCH;
        let mut record = Record::default();
        let (first, _) = added(&record, List::Credits, fields(), now);
        assert_eq!(added(&record, List::Credits, fields(), now).0, first);
        let is_short = |id: &str| id.len() == 4 && id.is_ascii();
        assert!(is_short(&first), "{first}");
        record
            .applications
            .push(crate::journey::entries::Application {
                id: first.clone(),
                employer: String::new(),
                title: String::new(),
                url: None,
                stages: Vec::new(),
                notes: Vec::new(),
            });
        let (second, _) = added(&record, List::Credits, fields(), now);
        assert_ne!(second, first);
        assert!(is_short(&second));
    }
}
