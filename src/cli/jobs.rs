//! Flags of `hitpath jobs`: clap types and no logic.

use clap::{Args, Subcommand};

use super::{EntryId, Id};

/// `hitpath jobs`
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Jobs {
    /// The ones that are over, too (JSON always has all)
    #[arg(long)]
    pub all: bool,
    /// What to do with the applications; without any, list them.
    #[command(subcommand)]
    pub command: Option<JobsCommand>,
}

/// What can be done with applications.
#[derive(Debug, Subcommand)]
pub enum JobsCommand {
    /// Write down a post: saved for later, or applied for
    Add(JobsAdd),
    /// It has reached another stage
    Move(JobsMove),
    /// Write down a note, or that a message was sent
    Note(JobsNote),
    /// Change what it says, or put a stage or note right
    Edit(JobsEdit),
    /// Take an application out
    Remove(EntryId),
    /// What you did in a period, to print: dated, with totals
    Report(JobsReport),
}

/// `hitpath jobs add`
#[derive(Debug, Args)]
pub struct JobsAdd {
    /// Who has the post to give
    #[arg(long, value_name = "NAME")]
    pub employer: String,
    /// What the post is called
    #[arg(long, value_name = "TEXT")]
    pub title: String,
    /// The address where you found it; it begins with https
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// The day of the stage [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
    /// The stage it is in, like applied [default: saved]
    #[arg(long, value_name = "STAGE")]
    pub stage: Option<Id>,
}

/// `hitpath jobs move`
#[derive(Debug, Args)]
pub struct JobsMove {
    /// The application, as the list names it
    #[arg(value_name = "ID")]
    pub id: String,
    /// saved, applied, screening, interview, offer, accepted, declined, rejected or withdrawn
    #[arg(value_name = "STAGE")]
    pub stage: Id,
    /// The day it got there [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
    /// The last day for your answer, as the offer says, or `none`
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub until: Option<String>,
    /// The day by which the employer promised to answer, or `none`
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub expect: Option<String>,
}

/// `hitpath jobs note`
#[derive(Debug, Args)]
pub struct JobsNote {
    /// The application, as the list names it
    #[arg(value_name = "ID")]
    pub id: String,
    /// What you want to remember
    #[arg(value_name = "TEXT")]
    pub text: String,
    /// You sent the message that was due: the follow-up or the thanks
    #[arg(long)]
    pub sent: bool,
    /// The day [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
}

/// `hitpath jobs edit`
#[derive(Debug, Args)]
pub struct JobsEdit {
    /// The application, as the list names it
    #[arg(value_name = "ID")]
    pub id: String,
    /// Who has the post to give
    #[arg(long, value_name = "NAME")]
    pub employer: Option<String>,
    /// What the post is called
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Where you found it, or `none`
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// Put this stage right: with --on, or with --gone
    #[arg(long, value_name = "STAGE", group = "part")]
    pub stage: Option<Id>,
    /// Put this note right: named by its day, or by some of its words
    #[arg(long, value_name = "DATE|WORDS", group = "part")]
    pub note: Option<String>,
    /// The right day of that stage or note
    #[arg(
        long,
        value_name = "DATE",
        allow_hyphen_values = true,
        requires = "part"
    )]
    pub on: Option<String>,
    /// The right words of that note
    #[arg(long, value_name = "TEXT", requires = "part", conflicts_with = "stage")]
    pub text: Option<String>,
    /// Take that stage or note out
    #[arg(long, requires = "part", conflicts_with_all = ["on", "text"])]
    pub gone: bool,
    /// The day it has now, where there are several
    #[arg(
        long,
        value_name = "DATE",
        allow_hyphen_values = true,
        requires = "part"
    )]
    pub was: Option<String>,
}

/// `hitpath jobs report`
#[derive(Debug, Args)]
pub struct JobsReport {
    /// The first day
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub from: String,
    /// The last day
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub to: String,
}
