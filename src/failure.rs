//! What is said when a command cannot do what was asked.
//!
//! A failure carries data: what, where, why, and the next move. How it looks
//! is decided in `render::failure`.

use crate::store::problem::FileProblem;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done, or the answer is yes: 0.
    Done,
    /// It ran, and the answer is no: 1.
    No,
    /// It could not do it: 2.
    Failed,
    /// The person pressed Ctrl-C: 130.
    Interrupted,
}

impl Exit {
    /// The exit code.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::No => 1,
            Self::Failed => 2,
            Self::Interrupted => 130,
        }
    }
}

/// A command that could not be carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// How the program ends.
    pub exit: Exit,
    /// What could not be done, in one sentence without a full stop.
    pub what: String,
    /// Places in files.
    pub problems: Vec<FileProblem>,
    /// Further lines that belong to the answer.
    pub details: Vec<String>,
    /// What to do next; never a command that destroys anything.
    pub hints: Vec<String>,
}

impl Failure {
    /// A failure that says what and no more yet.
    #[must_use]
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            exit: Exit::Failed,
            what: what.into(),
            problems: Vec::new(),
            details: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// The answer could not be written, to a full disk for example. What a
    /// command has changed by then is changed.
    #[must_use]
    pub fn unwritten(error: &std::io::Error) -> Self {
        Self::new("the answer cannot be written")
            .detail(error.to_string())
            .detail("a command that changes something has done so: hitpath log")
    }

    /// The person left a prompt as it offers: nothing was changed, as they wished.
    #[must_use]
    pub fn left() -> Self {
        Self {
            exit: Exit::Done,
            ..Self::new("nothing was changed")
        }
    }

    /// The person stopped the program at a prompt: nothing was changed.
    #[must_use]
    pub fn interrupted() -> Self {
        Self {
            exit: Exit::Interrupted,
            ..Self::new("nothing was changed")
        }
    }

    /// With places in files.
    #[must_use]
    pub fn at(mut self, problems: Vec<FileProblem>) -> Self {
        self.problems.extend(problems);
        self
    }

    /// With a further line.
    #[must_use]
    pub fn detail(mut self, line: impl Into<String>) -> Self {
        self.details.push(line.into());
        self
    }

    /// With something to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}
