//! Flags of `hitpath jobs`: clap types and no logic.

use clap::{Args, Subcommand};

/// `hitpath jobs`
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Jobs {
    /// The ones that are over, too (JSON always has all)
    #[arg(long)]
    pub all: bool,
    /// What to do; without it, the list
    #[command(subcommand)]
    pub what: Option<JobsChange>,
}

/// What can be done with applications.
#[derive(Debug, Subcommand)]
pub enum JobsChange {
    /// Write down a post: saved for later, or applied for
    Add(JobAdd),
    /// It has reached another stage
    Move(JobMove),
    /// Write down a note, or that a message was sent
    Note(JobNote),
    /// Change employer, title or address
    Edit(JobEdit),
    /// Take an application out
    Remove(JobOne),
    /// What you did in a period, to print: dated, with totals
    Report(JobReport),
}

/// `hitpath jobs add`
#[derive(Debug, Args)]
pub struct JobAdd {
    /// Who has the post to give
    #[arg(long, value_name = "NAME")]
    pub employer: String,
    /// What the post is called
    #[arg(long, value_name = "TEXT")]
    pub title: String,
    /// Where you found it, like https://example.org/jobs/12
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// The day of the stage [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
    /// The stage it is in, like applied [default: saved]
    #[arg(long, value_name = "STAGE")]
    pub stage: Option<String>,
}

/// `hitpath jobs move`
#[derive(Debug, Args)]
pub struct JobMove {
    /// The application, as the list names it
    #[arg(value_name = "ID")]
    pub id: String,
    /// saved, applied, screening, interview, offer, accepted, declined, rejected or withdrawn
    #[arg(value_name = "STAGE")]
    pub stage: String,
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
pub struct JobNote {
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
pub struct JobEdit {
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
}

/// One application.
#[derive(Debug, Args)]
pub struct JobOne {
    /// The application, as the list names it
    #[arg(value_name = "ID")]
    pub id: String,
}

/// `hitpath jobs report`
#[derive(Debug, Args)]
pub struct JobReport {
    /// The first day
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub from: String,
    /// The last day
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub to: String,
}
