//! Flags of `hitpath exam`: clap types and no logic.

use clap::{Args, Subcommand, ValueEnum};

use super::{EntryId, Id};

/// `hitpath exam`
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Exam {
    /// A credential, like rhit [default: that of your pathway]
    #[arg(value_name = "CRED")]
    pub exam: Option<Id>,
    /// Say how the figures come about, with your own numbers
    #[arg(long)]
    pub explain: bool,
    /// All practice exams, not only the newest (JSON always has all)
    #[arg(long)]
    pub all: bool,
    /// What to write down; without any, show how ready you are.
    #[command(subcommand)]
    pub command: Option<ExamCommand>,
}

/// What can be written down about exams.
#[derive(Debug, Subcommand)]
pub enum ExamCommand {
    /// Write down a practice exam, or a part of one
    Practice(ExamPractice),
    /// Write down an exam that you sat for real
    Attempt(ExamAttempt),
    /// Change a practice exam or an attempt; only what you name changes
    Edit(ExamEdit),
    /// Take out a practice exam or an attempt
    Remove(EntryId),
}

/// `hitpath exam practice`
#[derive(Debug, Args)]
pub struct ExamPractice {
    /// The credential whose exam you practise, like rhit
    #[arg(value_name = "CRED")]
    pub exam: Id,
    /// The day [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
    /// Domains of the outline and your results in percent, like 1=72 2=80.5
    #[arg(long, value_name = "N=PERCENT", num_args = 1..)]
    pub domain: Vec<String>,
    /// The result over all, in percent; it is kept and shown, not counted
    #[arg(long, value_name = "PERCENT", allow_hyphen_values = true)]
    pub score: Option<String>,
    /// How many questions it had
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub questions: Option<String>,
}

/// `hitpath exam attempt`
#[derive(Debug, Args)]
pub struct ExamAttempt {
    /// The credential whose exam you sat, like rhit
    #[arg(value_name = "CRED")]
    pub exam: Id,
    /// How it ended: pass or fail
    #[arg(long, value_name = "RESULT", hide_possible_values = true)]
    pub result: ResultWord,
    /// The day [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
    /// The scaled score on the report
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub score: Option<String>,
}

/// How an exam ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ResultWord {
    /// Passed
    Pass,
    /// Not passed
    Fail,
}

/// `hitpath exam edit`
#[derive(Debug, Args)]
pub struct ExamEdit {
    /// Its name, as `hitpath exam` shows it
    #[arg(value_name = "ID")]
    pub id: String,
    /// The day
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
    /// Results of a practice exam by domain, like 1=72; 2=none takes one out
    #[arg(long, value_name = "N=PERCENT", num_args = 1..)]
    pub domain: Vec<String>,
    /// The result over all in percent, of an attempt the scaled score, or `none`
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub score: Option<String>,
    /// How many questions a practice exam had, or `none`
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub questions: Option<String>,
    /// How an attempt ended: pass or fail
    #[arg(long, value_name = "RESULT", hide_possible_values = true)]
    pub result: Option<ResultWord>,
}
