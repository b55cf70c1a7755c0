//! What the person wrote down, free of how a file spells it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    calendar::by_calendar,
    entries::{Activity, Application, Practice},
    hundredths::Hundredths,
};
use crate::catalog::{fact::FactValue, length::Length, money::Cents, skill::Tier};

/// A person's profile.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// Made once, at the start.
    pub id: String,
    /// What the person wants to be called.
    pub name: Option<String>,
    /// The id of the active pathway; the catalog may not know it.
    pub pathway: String,
    /// The day the profile was made.
    pub started: Option<Date>,
    /// The day by which the person wants to be in work.
    pub target: Option<Date>,
    /// All hours a week for this, classes included.
    pub hours_per_week: Option<u32>,
    /// The catalog version at the last change.
    pub catalog: Option<String>,
    /// Term starts of the person's school.
    pub terms: Vec<TermStart>,
    /// Whether planned dates are shown; they are, where the person did not say.
    pub dates: Option<bool>,
    /// Facts that the person put right, by id, known to the catalog or not.
    pub facts: BTreeMap<String, Correction>,
    /// Marks by step id, known to the catalog or not.
    pub marks: BTreeMap<String, Mark>,
    /// Exams sat, in the order of the file.
    pub attempts: Vec<Attempt>,
    /// Practice exams, in the order of the file.
    pub practice: Vec<Practice>,
    /// Activities of continuing education, in the order of the file.
    pub credits: Vec<Activity>,
    /// Job applications, in the order of the file.
    pub applications: Vec<Application>,
    /// The person's rating of a skill from 0 to 5, by its id, known to the
    /// catalog or not.
    pub skills: BTreeMap<String, u8>,
    /// The result in practice exams that the person wants to reach, in percent.
    pub readiness_target: Option<Hundredths>,
    /// The level of post whose skills the person aims at.
    pub tier: Option<Tier>,
}

impl Record {
    /// Whether planned dates are shown beside what is to do: they can press.
    #[must_use]
    pub fn shows_dates(&self) -> bool {
        self.dates.unwrap_or(true)
    }
}

/// A day of the year on which a term starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TermStart {
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31, a day that this month can have.
    pub day: i8,
}

impl TermStart {
    /// A day of the year; 29 February is the day before in years without it.
    #[must_use]
    pub fn new(month: i8, day: i8) -> Option<Self> {
        // A leap year has every day that any year has.
        Date::new(2024, month, day).ok()?;
        Some(Self { month, day })
    }
}

impl std::fmt::Display for TermStart {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:02}-{:02}", self.month, self.day)
    }
}

/// What the person wrote down about a step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mark {
    /// How it stands, in the person's words.
    pub state: State,
    /// The day it was done, or begun where it is under way.
    pub on: Option<Date>,
    /// Free words.
    pub note: Option<String>,
    /// What proves it.
    pub evidence: Vec<Evidence>,
    /// A date of the person's own.
    pub due: Option<Date>,
    /// When it will be done, known from outside.
    pub expect: Option<Date>,
    /// An end printed on a letter or document.
    pub until: Option<Date>,
    /// What the person paid for it, in all.
    pub paid: Option<Cents>,
    /// Whether the person chose to show it in their portfolio.
    pub show: bool,
}

impl Mark {
    /// Whether it says of a day to come what happened on it. A mark to do has no
    /// day.
    #[must_use]
    pub fn is_to_come(&self, today: Date) -> bool {
        self.state != State::Todo && self.on.is_some_and(|on| on > today)
    }

    /// A printed end before the day of the mark, and that day: it is taken for the
    /// end of an earlier letter or document.
    #[must_use]
    pub fn end_of_earlier_letter(&self) -> Option<(Date, Date)> {
        let days = self.until.zip(self.on);
        days.filter(|(until, on)| until < on)
    }

    /// Whether what it says is no longer valid on a day: the end printed on the
    /// document has passed, else the time for which the step stays done; it stays
    /// so for ever where there is none. An end before the day it was done is that
    /// of an earlier document.
    #[must_use]
    pub fn has_lapsed(&self, valid_for: Option<Length>, today: Date) -> bool {
        let Some(valid_for) = valid_for else {
            return false;
        };
        let until = self.until;
        let until = until.filter(|_| self.end_of_earlier_letter().is_none());
        let end = until.or_else(|| Some(by_calendar(self.on?, valid_for, false)));
        end.is_some_and(|end| end < today)
    }

    /// What it says before its day has come: neither a state nor a day yet, and
    /// the rest of it stays.
    #[must_use]
    pub fn before_its_day(&self) -> Self {
        Self {
            state: State::Todo,
            on: None,
            ..self.clone()
        }
    }
}

/// The states a person can give a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum State {
    /// Still to do; the same as no mark.
    #[default]
    Todo,
    /// Under way.
    Doing,
    /// Done; on a question, answered yes.
    Done,
    /// Does not apply to this person.
    Waived,
    /// A question answered no.
    No,
}

impl State {
    /// All states, in the order a person meets them.
    pub const ALL: [Self; 5] = [Self::Todo, Self::Doing, Self::Done, Self::Waived, Self::No];

    /// The word in the profile and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Todo => "todo",
            Self::Doing => "doing",
            Self::Done => "done",
            Self::Waived => "waived",
            Self::No => "no",
        }
    }

    /// The state with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether it can satisfy a step.
    #[must_use]
    pub fn satisfies(self) -> bool {
        matches!(self, Self::Done | Self::Waived)
    }
}

/// An exam that the person has sat.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Attempt {
    /// Its name among the attempts; empty where nobody gave one.
    pub id: String,
    /// The id of the credential; the catalog may not know it.
    pub exam: String,
    /// The day of the exam.
    pub on: Date,
    /// How it ended.
    pub result: ExamResult,
    /// The scaled score of the report.
    pub score: Option<u32>,
}

/// How an exam ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExamResult {
    /// Passed.
    Pass,
    /// Not passed.
    Fail,
}

impl ExamResult {
    /// Both results.
    pub const ALL: [Self; 2] = [Self::Pass, Self::Fail];

    /// The word in the profile.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
        }
    }

    /// The result with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|result| result.word() == word)
    }
}

/// A fact as the person found it.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// The value.
    pub value: FactValue,
    /// Where the person found it, in their words.
    pub source: String,
    /// The day they looked.
    pub checked: Date,
}

/// What proves a step: a file or an address, never a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The path or address as the person gave it.
    pub reference: String,
    /// The day it was added.
    pub added: Option<Date>,
    /// The SHA-256 of the file when it was added, in small hexadecimal digits;
    /// none of an address.
    pub sha256: Option<String>,
    /// The size of the file when it was added, in bytes.
    pub size: Option<u64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_start_is_a_day_of_some_year() {
        assert_eq!(
            TermStart::new(1, 13).map(|t| t.to_string()),
            Some("01-13".into())
        );
        assert!(TermStart::new(2, 29).is_some());
        for (month, day) in [(2, 30), (0, 1), (13, 1), (4, 31), (1, 0)] {
            assert_eq!(TermStart::new(month, day), None, "{month}-{day}");
        }
    }

    #[test]
    fn every_state_has_a_word_of_its_own() {
        for state in State::ALL {
            assert_eq!(State::from_word(state.word()), Some(state));
        }
        assert_eq!(State::from_word("finished"), None);
    }
}
