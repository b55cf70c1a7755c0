//! Flags of the commands that look ahead: clap types and no logic.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Id;

/// `hitpath plan`
#[derive(Debug, Args)]
pub struct Plan {
    /// Explain the dates of this step
    #[arg(value_name = "STEP")]
    pub step: Option<Id>,
    /// What if: pathway, hours-per-week, target, terms, done=STEP,… or
    /// exam=fail@DATE; beside the real plan, and nothing is saved
    #[arg(long = "if", value_name = "KEY=VALUE", num_args = 1.., conflicts_with_all = ["step", "costs"])]
    pub what_if: Vec<String>,
    /// What it costs: paid, to pay, and what nobody knows yet
    #[arg(long, conflicts_with = "step")]
    pub costs: bool,
    /// How many plans to draw for the forecast; 0 for none [default: 10000]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(..=MOST_DRAWS))]
    pub draws: Option<u32>,
}

/// More draws tell nothing more.
const MOST_DRAWS: i64 = 10_000_000;

/// `hitpath export`
#[derive(Debug, Args)]
pub struct Export {
    /// What to write: ics, a calendar file of your dates and of what has to
    /// start when; portfolio, a Markdown text of what you chose to show
    #[arg(long, value_name = "FORMAT", hide_possible_values = true)]
    pub format: ExportFormat,
    /// Write it to this file and not to stdout; `-` is stdout
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A calendar file
    Ics,
    /// What the person chose to show
    Portfolio,
}
