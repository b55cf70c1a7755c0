//! A window, wait, deadline or expiry that starts from a dated event.

use super::{
    id::{ClockId, CredentialId, FactId, StepId},
    length::Length,
    text::Words,
};

/// A clock as its author wrote it; what it points at is resolved by the
/// [`Catalog`](super::Catalog).
#[derive(Debug, Clone)]
pub struct Clock {
    /// Permanent name, in a namespace of its own.
    pub id: ClockId,
    /// What runs.
    pub title: Words,
    /// What its end means.
    pub kind: ClockKind,
    /// What it starts from; of several the first that is known.
    pub starts: Vec<Start>,
    /// How long it runs; absent where the start is itself the end, or for a
    /// wait of which nobody knows the end.
    pub length: Option<ClockLength>,
    /// It is counted back from its start.
    pub before: bool,
    /// Only Monday to Friday are counted.
    pub working_days: bool,
    /// Once it was stopped, or an end for a later round is written down, the
    /// next one starts where this one ends.
    pub repeats: bool,
    /// It offers something and asks for nothing: past its end it is over, and
    /// never overdue.
    pub chance: bool,
    /// Steps of which any ends it.
    pub stops: Vec<StepId>,
    /// Steps to do while it runs.
    pub inside: Vec<StepId>,
    /// Steps that may not start before its end.
    pub opens: Vec<StepId>,
    /// Steps that are to do again once it has run out.
    pub reopens: Vec<StepId>,
    /// Steps whose `until` in the profile is its end in place of the rule's; of
    /// several the latest. Of a clock that repeats each is the end of the round
    /// it lies nearest to, and of two for one round the first counts.
    pub until_of: Vec<StepId>,
    /// It exists only while one of these is not satisfied.
    pub while_open: Vec<StepId>,
    /// Credentials that it is counted together with, in one cycle: the day of
    /// the one held first counts, and an end written at any of them.
    pub shares_with: Vec<CredentialId>,
    /// What missing it costs, and the way back.
    pub missed: Option<Words>,
    /// Further facts it rests on.
    pub facts: Vec<FactId>,
}

/// What the end of a clock means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockKind {
    /// Something has to be done while it runs.
    Window,
    /// Something may not be done before its end; it is never overdue.
    Wait,
    /// The last day for something.
    Deadline,
    /// A paper is good until then.
    Expiry,
}

impl ClockKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Window, Self::Wait, Self::Deadline, Self::Expiry];

    /// The word in files, in every view and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::Wait => "wait",
            Self::Deadline => "deadline",
            Self::Expiry => "expiry",
        }
    }

    /// The kind with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// How long a clock runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClockLength {
    /// So long, in days or longer.
    Exactly(Length),
    /// As long as this fact says, in days or longer.
    Fact(FactId),
}

/// A dated event that starts a clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// A day in the mark on a step; on the step the clock stands in, where none
    /// is named.
    Mark {
        /// The step.
        step: Option<StepId>,
        /// Which of its days.
        day: MarkDay,
    },
    /// The newest failed attempt at the credential the clock stands in.
    Failed,
    /// The day from which the credential is held that the clock stands in.
    Held,
    /// The end of another clock.
    End(ClockId),
    /// A day of every year.
    Yearly {
        /// 1 to 12.
        month: i8,
        /// 1 to 31, a day that this month has in some year.
        day: i8,
    },
}

/// A day in the mark on a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkDay {
    /// The day it was done.
    On,
    /// An end printed on a letter or document.
    Until,
    /// When it will be done, known from outside.
    Expect,
}

impl MarkDay {
    const ALL: [Self; 3] = [Self::On, Self::Until, Self::Expect];

    /// The key in the profile.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Until => "until",
            Self::Expect => "expect",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|day| day.word() == word)
    }
}

impl Start {
    /// Reads `on`, `STEP.expect`, `attempt.fail`, `held`, `CLOCK.end` or
    /// `yearly.10-01`; none where the text is nothing of that.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(day) = MarkDay::from_word(text) {
            return Some(Self::Mark { step: None, day });
        }
        match text {
            "held" => return Some(Self::Held),
            "attempt.fail" => return Some(Self::Failed),
            _ => {}
        }
        let (name, what) = text.rsplit_once('.')?;
        if name == "yearly" {
            return yearly(what);
        }
        if what == "end" {
            return ClockId::new(name).ok().map(Self::End);
        }
        let day = MarkDay::from_word(what)?;
        let step = Some(StepId::new(name).ok()?);
        Some(Self::Mark { step, day })
    }
}

/// `10-01`
fn yearly(text: &str) -> Option<Start> {
    let (month, day) = text.split_once('-')?;
    let two_digits = |part: &str| {
        let is_number = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<i8>().ok()).flatten()
    };
    let (month, day) = (two_digits(month)?, two_digits(day)?);
    // A leap year has every day that any year has.
    jiff::civil::Date::new(2024, month, day).ok()?;
    Some(Start::Yearly { month, day })
}

impl Clock {
    /// The facts it rests on: that of its length, then those it lists.
    pub fn all_facts(&self) -> impl Iterator<Item = &FactId> {
        let length = self.length.iter().filter_map(|length| match length {
            ClockLength::Fact(fact) => Some(fact),
            ClockLength::Exactly(_) => None,
        });
        length.chain(&self.facts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_is_read() {
        let step = |id: &str| Some(StepId::new(id).expect("an id"));
        let mark = |step, day| Some(Start::Mark { step, day });
        assert_eq!(Start::parse("on"), mark(None, MarkDay::On));
        assert_eq!(Start::parse("until"), mark(None, MarkDay::Until));
        assert_eq!(
            Start::parse("exam-sat.expect"),
            mark(step("exam-sat"), MarkDay::Expect)
        );
        assert_eq!(Start::parse("attempt.fail"), Some(Start::Failed));
        assert_eq!(Start::parse("held"), Some(Start::Held));
        let window = ClockId::new("att-window").expect("an id");
        assert_eq!(Start::parse("att-window.end"), Some(Start::End(window)));
        let leap = Some(Start::Yearly { month: 2, day: 29 });
        assert_eq!(Start::parse("yearly.02-29"), leap);
    }

    #[test]
    fn what_starts_nothing_is_refused() {
        for bad in [
            "",
            "done",
            "exam-sat",
            "exam-sat.done",
            "Exam.on",
            ".on",
            "a.b.on",
            "attempt.pass",
            "yearly.10-1",
            "yearly.02-30",
            "yearly.10",
            "yearly.-1-01",
            ".end",
        ] {
            assert_eq!(Start::parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn every_kind_has_a_word_of_its_own() {
        for kind in ClockKind::ALL {
            assert_eq!(ClockKind::from_word(kind.word()), Some(kind));
        }
        assert_eq!(ClockKind::from_word("timer"), None);
    }
}
