//! What in a record is possible and yet likely a slip of the keyboard.

use jiff::civil::Date;

use super::{
    entries::{Entry, List},
    record::Record,
    rules::is_long_ago,
};

/// One thing to look at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unusual<'r> {
    /// A day on which nobody who is alive did anything.
    LongAgo {
        /// What the day belongs to, and its key, as in `learn-role on`.
        what: String,
        /// The day.
        day: Date,
    },
    /// An end printed on a letter, before the day of the mark.
    EarlierLetter {
        /// The id of the step as it stands in the profile.
        step: &'r str,
        /// The end.
        until: Date,
        /// The day of the mark.
        on: Date,
    },
}

/// Everything of the kind, as far as it counts for something.
#[must_use]
pub fn unusual(record: &Record, today: Date) -> Vec<Unusual<'_>> {
    let marks = record.marks.iter();
    let days = marks.filter_map(|(id, mark)| Some((format!("{id} on"), mark.on?)));
    let of_list = |list: List, id: &str| match id {
        "" => format!("{} on", list.key()),
        id => format!("{} {id} on", list.key()),
    };
    let practice = record.practice.iter();
    let practice = practice.map(|one| (of_list(List::Practice, one.id()), one.on));
    let attempts = record.attempts.iter();
    let attempts = attempts.map(|one| (of_list(List::Attempts, one.id()), one.on));
    let credits = record.credits.iter();
    let credits = credits.map(|one| (of_list(List::Credits, one.id()), one.on));
    let stages = record.applications.iter().flat_map(|one| {
        let stages = one.stages.iter();
        stages.map(|reached| (of_list(List::Applications, one.id()), reached.on))
    });
    let facts = record.facts.iter();
    let facts = facts.map(|(id, own)| (format!("{id} checked"), own.checked));
    let days = days.chain(practice).chain(attempts).chain(credits);
    let days = days.chain(stages).chain(facts);
    let long_ago = days.filter(|&(_, day)| is_long_ago(day, today));
    let long_ago = long_ago.map(|(what, day)| Unusual::LongAgo { what, day });
    let letters = record.marks.iter().filter_map(|(step, mark)| {
        let (until, on) = mark.end_of_earlier_letter()?;
        Some(Unusual::EarlierLetter { step, until, on })
    });
    long_ago.chain(letters).collect()
}
