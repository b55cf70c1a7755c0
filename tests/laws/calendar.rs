//! A calendar file says to another program what it was made of, and holds each
//! date of a person once. It is read by a parser that is not ours.

use std::collections::{BTreeMap, BTreeSet};

use hitpath::{
    journey::{plan::Plan, start_by::StartDays},
    render::export::{
        calendar::calendar,
        ics::{Calendar, Event, ics},
    },
    safe_text::safe_block,
};
use icalendar::parser::{Component, read_calendar, unfold};
use jiff::{Timestamp, ToSpan, civil::Date};
use proptest::{
    collection::vec,
    prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest},
    sample::select,
};

use crate::{
    seen::key,
    world::{TODAY, tries, world},
};

const WHO: &str = "0123456789abcdef";

fn value<'c>(component: &'c Component<'_>, name: &str) -> &'c str {
    let property = component.find_prop(name);
    property.unwrap_or_else(|| panic!("no {name}")).val.as_str()
}

/// An event as a program takes it: day, day after, title, words, reminders.
type Read = (String, Option<String>, String, String, Vec<String>);

fn events(text: &str) -> Vec<(String, Read)> {
    let unfolded = unfold(text);
    let calendar = read_calendar(&unfolded).expect("a calendar");
    let events = calendar.components.iter().map(|event| {
        assert_eq!(event.name, "VEVENT");
        let after = event.find_prop("DTEND");
        let triggers = event.components.iter();
        let read = (
            value(event, "DTSTART").to_owned(),
            after.map(|after| after.val.to_string()),
            value(event, "SUMMARY").to_owned(),
            value(event, "DESCRIPTION").to_owned(),
            triggers.map(|it| value(it, "TRIGGER").to_owned()).collect(),
        );
        (value(event, "UID").to_owned(), read)
    });
    events.collect()
}

fn texts() -> impl Strategy<Value = String> {
    let troublesome = select(vec![
        '\\', ';', ',', ':', '"', '\n', '\r', '\t', ' ', 'n', '=', '\u{1b}', '\u{85}', '\u{2028}',
        '\u{202e}', '\u{feff}', 'é', '健', '👩',
    ]);
    let character = proptest::prop_oneof![troublesome, any::<char>()];
    vec(character, 0..120).prop_map(String::from_iter)
}

fn days() -> impl Strategy<Value = Date> {
    (0i32..=3_652_058).prop_map(|days| jiff::civil::date(0, 1, 1) + days.days())
}

fn compact(day: Date) -> String {
    day.to_string().replace('-', "")
}

proptest! {
    #![proptest_config(tries())]

    /// Texts and days come back from another parser as they were, made safe.
    #[test]
    fn another_parser_reads_what_was_written(
        title in texts(),
        written in vec((texts(), texts(), days()), 0..4),
    ) {
        let event = |(number, (title, words, day)): (usize, &(String, String, Date))| Event {
            kind: "due",
            subject: Some(format!("s{number}")),
            day: *day,
            title: title.clone(),
            words: words.clone(),
            category: "own date",
            alarm_days: vec![3, 0],
        };
        let text = ics(&Calendar {
            title,
            owner: WHO.to_owned(),
            now: Timestamp::UNIX_EPOCH,
            sequence: 7,
            events: written.iter().enumerate().map(event).collect(),
        });
        let expected: Vec<(String, Read)> = written
            .iter()
            .enumerate()
            .map(|(number, (title, words, day))| {
                let read = (
                    compact(*day),
                    day.tomorrow().ok().map(compact),
                    safe_block(title).replace('\n', " "),
                    safe_block(words).into_owned(),
                    vec!["-P2DT15H".to_owned(), "PT9H".to_owned()],
                );
                (format!("due-s{number}-{WHO}@hitpath"), read)
            })
            .collect();
        prop_assert_eq!(events(&text), expected);
        let lines = text.strip_suffix("\r\n").expect("the last line has an end");
        for line in lines.split("\r\n") {
            prop_assert!(line.len() <= 75 && !line.chars().any(char::is_control), "{line:?}");
        }
    }

    /// Each date that a person gave for a step still to do and still offered is
    /// there from today on, each once, and no day to start by beside it.
    #[test]
    fn every_date_is_there_once(world in world(), sequence in 0..=i32::MAX) {
        world.look(|evaluation| {
            let plan = Plan::of(evaluation);
            let (owner, now) = (WHO.to_owned(), Timestamp::UNIX_EPOCH);
            let calendar = calendar(evaluation, &plan, owner, sequence, now);
            let read = events(&ics(&calendar));
            let ids: BTreeSet<&str> = read.iter().map(|(uid, _)| uid.as_str()).collect();
            prop_assert_eq!(ids.len(), read.len(), "a name twice");
            let found: BTreeMap<&str, &str> = read
                .iter()
                .map(|(uid, read)| (uid.as_str(), read.0.as_str()))
                .collect();
            let mut given = BTreeMap::new();
            for step in world.path() {
                let mark = &world.steps[step].mark;
                let days = [("due", mark.due), ("expected", mark.expect)];
                for (word, day) in days {
                    let is_left = !world.is_satisfied(step) && !world.is_past_its_offer(step);
                    if let Some(day) = day.filter(|_| is_left) {
                        if day >= TODAY {
                            given.insert(format!("{word}-s{step}-{WHO}@hitpath"), compact(day));
                        }
                        let start = format!("start-s{step}-{WHO}@hitpath");
                        prop_assert!(!found.contains_key(&*start), "{start}");
                    }
                }
            }
            let starts = found.iter().filter(|(uid, _)| uid.starts_with("start-"));
            for (uid, day) in starts.clone() {
                let step = uid["start-s".len()..].split('-').next().expect("a step");
                let step = key(step.parse().expect("a number"));
                let by = StartDays::new(evaluation, &plan).of(step);
                let by = by.map(|by| compact(by.day));
                prop_assert_eq!(by.as_deref(), Some(*day));
            }
            let others = found.iter().filter(|(uid, _)| !uid.starts_with("start-"));
            let others: BTreeMap<String, String> = others
                .map(|(uid, day)| ((*uid).to_owned(), (*day).to_owned()))
                .collect();
            prop_assert_eq!(others, given);
            Ok(())
        })?;
    }

    /// Nothing has passed, and nothing reminds on a day that has.
    #[test]
    fn no_reminder_lies_in_the_past(world in world()) {
        world.look(|evaluation| {
            let plan = Plan::of(evaluation);
            let (owner, now) = (WHO.to_owned(), Timestamp::UNIX_EPOCH);
            let calendar = calendar(evaluation, &plan, owner, 0, now);
            for event in &calendar.events {
                for &days in &event.alarm_days {
                    prop_assert!(event.day - days.days() >= TODAY);
                }
                prop_assert!(event.day >= TODAY);
                prop_assert_eq!(event.alarm_days.last(), Some(&0));
            }
            Ok(())
        })?;
    }
}
