//! Flags of `hitpath credits`: clap types and no logic.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{EntryId, Id};

/// `hitpath credits`
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Credits {
    /// All activities, also those outside the cycle in force (JSON always has all)
    #[arg(long)]
    pub all: bool,
    /// What to do with the activities; without any, show where you stand.
    #[command(subcommand)]
    pub command: Option<CreditsCommand>,
}

/// What can be done with the activities.
#[derive(Debug, Subcommand)]
pub enum CreditsCommand {
    /// Write an activity down
    Add(CreditsAdd),
    /// Change an activity; each flag replaces what was there
    Edit(CreditsEdit),
    /// Take an activity out
    Remove(EntryId),
    /// Gather what an audit asks for: a list, and copies of the certificates
    Bundle(CreditsBundle),
}

/// `hitpath credits add`
#[derive(Debug, Args)]
pub struct CreditsAdd {
    /// The day it was completed [default: today]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
    /// The credits that its certificate shows, like 1 or 1.5
    #[arg(long, value_name = "HOURS", allow_hyphen_values = true)]
    pub hours: String,
    /// What it was
    #[arg(long, value_name = "TEXT")]
    pub title: String,
    /// The kind of credits, like ahima; several times for several kinds
    #[arg(long, value_name = "KIND")]
    pub category: Vec<Id>,
    /// Count it only for this credential; several times for several
    #[arg(long = "for", value_name = "CREDENTIAL")]
    pub counts_for: Vec<Id>,
    /// Its certificate: a file or an address; only the reference is kept
    #[arg(long, value_name = "FILE|URL")]
    pub evidence: Vec<String>,
}

/// `hitpath credits edit`
#[derive(Debug, Args)]
pub struct CreditsEdit {
    /// The activity, by its name in the list
    #[arg(value_name = "ID")]
    pub id: String,
    /// The day it was completed
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
    /// The credits that its certificate shows
    #[arg(long, value_name = "HOURS", allow_hyphen_values = true)]
    pub hours: Option<String>,
    /// What it was
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// The kinds of credits; `none` for no kind
    #[arg(long, value_name = "KIND")]
    pub category: Vec<Id>,
    /// The credentials it counts for; `none` for all you hold
    #[arg(long = "for", value_name = "CREDENTIAL")]
    pub counts_for: Vec<Id>,
    /// One more certificate, or a file that has changed or moved
    #[arg(long, value_name = "FILE|URL")]
    pub evidence: Vec<String>,
    /// Take this file or address out; the file itself stays
    #[arg(long, value_name = "FILE|URL")]
    pub no_evidence: Vec<String>,
}

/// `hitpath credits bundle`
#[derive(Debug, Args)]
pub struct CreditsBundle {
    /// The folder to put it in: a new one, or an empty one
    #[arg(long, short, value_name = "FOLDER")]
    pub output: PathBuf,
}
