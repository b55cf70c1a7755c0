//! Commands, flags and their help: clap types and no logic.

mod checklists;
mod credits;
mod exam;
mod jobs;
mod planning;
mod skills;
mod typed;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use credits::{Credits, CreditsAdd, CreditsBundle, CreditsCommand, CreditsEdit};
pub use exam::{Exam, ExamAttempt, ExamCommand, ExamEdit, ExamPractice, ResultWord};
pub use jobs::{Jobs, JobsAdd, JobsCommand, JobsEdit, JobsMove, JobsNote, JobsReport};
pub use planning::{Export, ExportFormat, Plan};
pub use skills::{Skills, SkillsCommand, SkillsRate};
pub use typed::Id;

pub use checklists::{
    Checklists, DefinitionKind, OneFact, OneId, SomeFacts, SomeKinds, StartKind, ToLint, ToStart,
};

/// Your way into health information work: steps, progress, next action.
#[derive(Debug, Parser)]
#[command(
    name = "hitpath",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    mut_args = typed::lenient_arg,
    mut_subcommands = typed::lenient,
    after_help = "More on a command: hitpath help COMMAND\nStart with: hitpath init\nEvery change can be taken back with: hitpath undo"
)]
pub struct Cli {
    /// Flags of every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Flags that every command takes.
#[derive(Debug, Clone, Default, Args)]
pub struct Global {
    /// Use this profile file
    #[arg(long, global = true, value_name = "FILE", help_heading = "Everywhere")]
    pub profile: Option<PathBuf>,
    /// Answer as JSON
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub json: bool,
    /// One fact per line, for screen readers and small devices
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub plain: bool,
    /// When to use colors: auto, always or never
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true,
        help_heading = "Everywhere"
    )]
    pub color: Color,
    /// Answer as if this day were today
    #[arg(
        long,
        global = true,
        value_name = "DATE",
        allow_hyphen_values = true,
        help_heading = "Everywhere"
    )]
    pub today: Option<String>,
    /// Never ask a question
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub no_input: bool,
}

/// One entry of a list.
#[derive(Debug, Args)]
pub struct EntryId {
    /// Its name in the list
    #[arg(value_name = "ID")]
    pub id: String,
}

/// When to use colors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal that wants them
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start a profile: a few questions, each can be skipped
    Init(Init),
    /// Mark steps or whole stages done
    Check(Check),
    /// Where am I: stages, progress, what now
    Status(Status),
    /// What to do now, and why
    Next(Next),
    /// One step, stage, credential, fact, pathway or skill in full, with sources
    Show(Show),
    /// When will I be done, and what decides it
    Plan(Plan),
    /// How ready you are for your exam, by your practice results
    Exam(Exam),
    /// Continuing education: credits earned, missing, and by when
    Credits(Credits),
    /// Your applications: stages, follow-ups, a report of what you did
    Jobs(Jobs),
    /// Your skills: how far they are, how far a post needs them to be
    Skills(Skills),
    /// Take it elsewhere: your dates as a calendar file, or your portfolio
    Export(Export),
    /// Read about the field: topics, each a question with its answer
    Guide(Guide),
    /// Look whether the profile and your evidence are as they were
    Doctor(Doctor),
    /// Change name, pathway, hours-per-week, target, terms, dates, tier or readiness-target
    Set(Set),
    /// Take back the last change
    Undo,
    /// Do again what was taken back
    Redo,
    /// Show what was changed, and when
    Log(Log),
    /// The catalog: look things up in it, correct a fact, write your own
    #[command(subcommand)]
    Checklists(Checklists),
}

/// `hitpath init`
#[derive(Debug, Args)]
pub struct Init {
    /// What you want to be called
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// The pathway to follow [default: rhit]
    #[arg(long, value_name = "ID")]
    pub pathway: Option<Id>,
    /// All hours a week for this, classes included
    #[arg(long, value_name = "HOURS", allow_hyphen_values = true)]
    pub hours_per_week: Option<String>,
    /// The day by which you want to be in work
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub target: Option<String>,
    /// Term starts of your school, like 01-13,08-25
    #[arg(long, value_name = "MM-DD,…")]
    pub terms: Option<String>,
    /// Steps or stages that are behind you, with the work before them in their stage
    #[arg(long, value_name = "ID,…", value_delimiter = ',')]
    pub done: Vec<Id>,
    /// Ask nothing, take the defaults
    #[arg(long, short = 'y')]
    pub yes: bool,
}

/// `hitpath check`
#[derive(Debug, Args)]
pub struct Check {
    /// Steps or stages; without any, choose from a list
    #[arg(value_name = "ID")]
    pub ids: Vec<Id>,
    /// What to mark them as [default: done]
    #[arg(long = "as", value_name = "STATE")]
    pub state: Option<StateWord>,
    /// The day it was done [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
    /// A note; replaces the one before
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// A file or address that proves it; only the reference is kept
    #[arg(long, value_name = "FILE|URL")]
    pub evidence: Vec<String>,
    /// Take this file or address out of the evidence; the file itself stays
    #[arg(long, value_name = "FILE|URL")]
    pub no_evidence: Vec<String>,
    /// Show it in your portfolio; does not mark it done
    #[arg(long, conflicts_with = "hide")]
    pub show: bool,
    /// Show it in your portfolio no longer
    #[arg(long)]
    pub hide: bool,
    /// Your own date for it, or `none`; does not mark it done
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub due: Option<String>,
    /// The day it will be done, known from outside, or `none`; does not mark it done
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub expect: Option<String>,
    /// The end printed on a letter or document, or `none`; does not mark it done
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub until: Option<String>,
    /// What you paid for it, in dollars (229, 229.50), or `none`; replaces the
    /// amount before, and +229 adds to it; does not mark it done
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    pub paid: Option<String>,
    /// Also where something else should come first
    #[arg(long)]
    pub anyway: bool,
}

/// The states of a step, as words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StateWord {
    /// Done; on a question, yes
    Done,
    /// Under way
    Doing,
    /// Does not apply to you
    Waived,
    /// No; for questions only
    No,
    /// To do again
    Todo,
}

/// `hitpath status`
#[derive(Debug, Args)]
pub struct Status {
    /// End with exit code 1 where something is overdue, for scripts
    #[arg(long)]
    pub exit_code: bool,
}

/// `hitpath next`
#[derive(Debug, Args)]
pub struct Next {
    /// All of them, not only the first three (JSON always has all)
    #[arg(long)]
    pub all: bool,
}

/// `hitpath show`
#[derive(Debug, Args)]
pub struct Show {
    /// A step, stage, credential, fact, pathway or skill
    #[arg(value_name = "ID")]
    pub id: Id,
}

/// `hitpath guide`
#[derive(Debug, Args)]
pub struct Guide {
    /// The topic to read; without one, the list of all
    #[arg(value_name = "TOPIC")]
    pub topic: Option<Id>,
    /// Find the topics that hold all of these words
    #[arg(long, value_name = "WORD", num_args = 1.., conflicts_with = "topic")]
    pub search: Vec<String>,
    /// Show it screen by screen, with PAGER or less
    #[arg(long)]
    pub pager: bool,
}

/// `hitpath doctor`
#[derive(Debug, Args)]
pub struct Doctor {
    /// Read every evidence file through and compare it with its fingerprint
    #[arg(long)]
    pub evidence: bool,
}

/// `hitpath set`
#[derive(Debug, Args)]
pub struct Set {
    /// For example name=Ada, pathway=rhit, hours-per-week=12, target=2029-05-31,
    /// terms=01-13,08-25, dates=false (show no planned dates), tier=mid (whose
    /// skills you aim at), readiness-target=80 (percent in practice exams); an empty value removes it
    #[arg(value_name = "KEY=VALUE", required = true)]
    pub settings: Vec<String>,
}

/// `hitpath log`
#[derive(Debug, Args)]
pub struct Log {
    /// All changes, not only the last twenty (JSON always has all)
    #[arg(long)]
    pub all: bool,
}
