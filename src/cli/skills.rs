//! Flags of `hitpath skills`: clap types and no logic.

use clap::{Args, Subcommand};

use super::Id;

/// `hitpath skills`
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Skills {
    /// Compare with this level: entry, mid, senior or lead; to keep it:
    /// hitpath set tier=LEVEL
    #[arg(long, value_name = "LEVEL")]
    pub tier: Option<Id>,
    /// What to do with the skills; without any, show them.
    #[command(subcommand)]
    pub command: Option<SkillsCommand>,
}

/// What can be done with the skills.
#[derive(Debug, Subcommand)]
pub enum SkillsCommand {
    /// Rate yourself from 0 to 5; without a skill, one after the other
    Rate(SkillsRate),
}

/// `hitpath skills rate`
#[derive(Debug, Args)]
pub struct SkillsRate {
    /// A skill and your rating, like data-entry=3; `none` takes it away
    #[arg(value_name = "ID=N")]
    pub ratings: Vec<String>,
}
