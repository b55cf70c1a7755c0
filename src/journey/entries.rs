//! What the person wrote into the trackers, free of how a file spells it:
//! practice exams, activities for credits, applications. Exams that were sat
//! for real are in `record`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    hundredths::Hundredths,
    record::{Attempt, Evidence},
};

/// A list of entries in the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Practice exams.
    Practice,
    /// Exams sat for real.
    Attempts,
    /// Activities of continuing education.
    Credits,
    /// Job applications.
    Applications,
}

impl List {
    /// All of them, in the order of a path.
    pub const ALL: [Self; 4] = [
        Self::Practice,
        Self::Attempts,
        Self::Credits,
        Self::Applications,
    ];

    /// The key in the profile.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Attempts => "attempts",
            Self::Credits => "credits",
            Self::Applications => "applications",
        }
    }
}

/// An entry of one of the lists.
pub trait Entry: Clone + PartialEq {
    /// The list it stands in.
    const LIST: List;

    /// Its name in the list; empty where nobody gave one.
    fn id(&self) -> &str;

    /// What it says, in a few words.
    fn in_words(&self) -> String;

    /// What it says that it did not say before, in a few words.
    fn news_in_words(&self, _before: &Self) -> String {
        self.in_words()
    }
}

/// The places of entries, the newest day first; of one day that which stands last
/// in the file.
#[must_use]
pub fn newest_first(days: impl Iterator<Item = Date>) -> Vec<usize> {
    let mut places: Vec<(Date, usize)> = days.zip(0..).collect();
    places.sort_unstable();
    places.into_iter().rev().map(|(_, place)| place).collect()
}

/// A practice exam, or a timed part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Practice {
    /// Its name among the practice exams; empty where nobody gave one.
    pub id: String,
    /// The id of the credential; the catalog may not know it.
    pub exam: String,
    /// The day it was sat.
    pub on: Date,
    /// Results by the number of the domain in the outline, in percent.
    pub domains: BTreeMap<u32, Hundredths>,
    /// The result over all, in percent.
    pub score: Option<Hundredths>,
    /// How many questions it had.
    pub questions: Option<u32>,
}

/// An activity of continuing education.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// Its name among the activities; empty where nobody gave one.
    pub id: String,
    /// The day it was completed.
    pub on: Date,
    /// The credits that its certificate shows, in hours.
    pub hours: Hundredths,
    /// What it was.
    pub title: String,
    /// The kinds of credits it counts as, by the ids of the shares.
    pub categories: Vec<String>,
    /// The ids of the credentials it counts for; all where none is named.
    pub counts_for: Vec<String>,
    /// What proves it.
    pub evidence: Vec<Evidence>,
}

/// A job application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Its name among the applications; empty where nobody gave one.
    pub id: String,
    /// Who has the post to give.
    pub employer: String,
    /// What the post is called.
    pub title: String,
    /// Where it was found.
    pub url: Option<String>,
    /// The stages it went through, in the order of the file.
    pub stages: Vec<Reached>,
    /// What was noted about it, in the order of the file.
    pub notes: Vec<JobNote>,
}

/// A stage that an application has reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// The id of the stage; the catalog may not know it.
    pub stage: String,
    /// The day.
    pub on: Date,
    /// The last day for an answer that the employer named.
    pub until: Option<Date>,
    /// The day by which the employer promised to answer.
    pub expect: Option<Date>,
}

/// A note about an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobNote {
    /// The day.
    pub on: Date,
    /// The person's words.
    pub text: String,
    /// It tells of a message sent to the employer: the follow-up or the thanks
    /// that was due.
    pub sent: bool,
}

impl Application {
    fn named(&self) -> String {
        format!("application {}, {}", self.employer, self.title)
    }

    /// The stage that it is in on a day, and since when: of those reached by
    /// then the latest, of several on one day the last in the file.
    #[must_use]
    pub fn stage_on(&self, day: Date) -> Option<&Reached> {
        let reached = self.stages.iter().filter(|reached| reached.on <= day);
        reached.max_by_key(|reached| reached.on)
    }
}

impl Entry for Practice {
    const LIST: List = List::Practice;

    fn id(&self) -> &str {
        &self.id
    }

    fn in_words(&self) -> String {
        let mut parts = vec![format!("practice for {} on {}", self.exam, self.on)];
        let domains = self.domains.iter();
        parts.extend(domains.map(|(number, percent)| format!("domain {number}: {percent} %")));
        parts.extend(self.score.map(|score| format!("in all: {score} %")));
        parts.join(", ")
    }
}

impl Entry for Attempt {
    const LIST: List = List::Attempts;

    fn id(&self) -> &str {
        &self.id
    }

    fn in_words(&self) -> String {
        format!("exam {} on {}: {}", self.exam, self.on, self.result.word())
    }
}

impl Entry for Activity {
    const LIST: List = List::Credits;

    fn id(&self) -> &str {
        &self.id
    }

    fn in_words(&self) -> String {
        let Self {
            hours, title, on, ..
        } = self;
        let mut words = vec![format!("credits {hours} for {title} on {on}")];
        words.extend(self.categories.iter().cloned());
        if !self.counts_for.is_empty() {
            words.push(format!("only for {}", self.counts_for.join(", ")));
        }
        match self.evidence.len() {
            0 => {}
            1 => words.push("with evidence".to_owned()),
            more => words.push(format!("with {more} pieces of evidence")),
        }
        words.join(", ")
    }
}

/// What a list holds anew, or holds no longer, in words. What was put right is
/// told by what it says now.
fn news<T: PartialEq>(now: &[T], before: &[T], in_words: impl Fn(&T) -> String) -> Vec<String> {
    let new = now.iter().filter(|one| !before.contains(one));
    let mut news: Vec<String> = new.map(&in_words).collect();
    if now.len() < before.len() {
        let gone = before.iter().filter(|one| !now.contains(one));
        news.extend(gone.map(|one| format!("without {}", in_words(one))));
    }
    news
}

impl Entry for Application {
    const LIST: List = List::Applications;

    fn id(&self) -> &str {
        &self.id
    }

    fn in_words(&self) -> String {
        let named = self.named();
        match self.stages.last() {
            Some(Reached { stage, on, .. }) => format!("{named}: {stage} on {on}"),
            None => named,
        }
    }

    /// What came to it or was taken out of it, where something was.
    fn news_in_words(&self, before: &Self) -> String {
        let mut news = news(
            &self.stages,
            &before.stages,
            |Reached { stage, on, .. }| format!("{stage} on {on}"),
        );
        news.extend(self::news(&self.notes, &before.notes, |note| {
            let JobNote { on, text, sent } = note;
            let sent = if *sent { ", sent" } else { "" };
            format!("note of {on}{sent}: {text}")
        }));
        match news.as_slice() {
            [] => self.in_words(),
            news => format!("{}: {}", self.named(), news.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_stage_of_a_day_is_the_latest_reached_by_then() {
        let reached = |stage: &str, on| Reached {
            stage: stage.into(),
            on,
            until: None,
            expect: None,
        };
        let application = Application {
            id: "k7m4".into(),
            employer: "Mercy".into(),
            title: "HIM clerk".into(),
            url: None,
            stages: vec![
                reached("interview", date(2027, 2, 1)),
                reached("saved", date(2027, 1, 4)),
                reached("applied", date(2027, 1, 4)),
            ],
            notes: Vec::new(),
        };
        let on = |day| application.stage_on(day).map(|it| it.stage.as_str());
        assert_eq!(on(date(2027, 1, 3)), None);
        assert_eq!(on(date(2027, 1, 4)), Some("applied"));
        assert_eq!(on(date(2027, 1, 31)), Some("applied"));
        assert_eq!(on(date(2027, 2, 1)), Some("interview"));
    }
}
