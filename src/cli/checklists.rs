//! `hitpath checklists …`

use clap::{Args, Subcommand};

/// What to do with the catalog.
#[derive(Debug, Subcommand)]
pub enum Checklists {
    /// The facts with their values, or those that should be looked up again
    Facts(SomeFacts),
    /// One fact; with --value, what you found instead
    Fact(OneFact),
}

/// `hitpath checklists facts`
#[derive(Debug, Args)]
pub struct SomeFacts {
    /// Only facts with all of these words in their id, value or meaning
    #[arg(value_name = "WORD")]
    pub words: Vec<String>,
    /// Only old ones and those without a date
    #[arg(long)]
    pub stale: bool,
    /// Of these only what the steps ahead of you rest on
    #[arg(long, requires = "stale")]
    pub ahead: bool,
    /// Only those that you corrected
    #[arg(long)]
    pub own: bool,
}

/// `hitpath checklists fact`
#[derive(Debug, Args)]
pub struct OneFact {
    /// The fact, like rhit.exam.fee-member
    #[arg(value_name = "ID")]
    pub id: String,
    /// What you found: 239 (dollars, too), "19 to 25", 120d or words
    #[arg(
        long,
        value_name = "VALUE",
        requires = "source",
        allow_hyphen_values = true
    )]
    pub value: Option<String>,
    /// Where you found it
    #[arg(long, value_name = "TEXT", requires = "value")]
    pub source: Option<String>,
    /// The day you looked [default: today]
    #[arg(
        long,
        value_name = "DATE",
        requires = "value",
        allow_hyphen_values = true
    )]
    pub checked: Option<String>,
    /// Take your correction back
    #[arg(long, conflicts_with_all = ["value", "source", "checked"])]
    pub remove: bool,
}
