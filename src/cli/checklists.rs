//! `hitpath checklists …`

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::Id;

/// What to do with the catalog.
#[derive(Debug, Subcommand)]
pub enum Checklists {
    /// Pathways, stages, credentials, facts and guide topics, and where each comes from
    List(SomeKinds),
    /// Look for mistakes in definitions: file, line and column of each
    Lint(ToLint),
    /// Start a definition of your own, ready to be filled in
    New(ToStart),
    /// The file that defines an id, as its author wrote it
    Show(OneId),
    /// The facts with their values, or those that should be looked up again
    Facts(SomeFacts),
    /// One fact; with --value, what you found instead
    Fact(OneFact),
}

/// `hitpath checklists list`
#[derive(Debug, Args)]
pub struct SomeKinds {
    /// Only these
    #[arg(value_name = "KIND")]
    pub kind: Option<DefinitionKind>,
}

/// The kinds of definitions, each with the words and the help by which a list
/// of them is asked for. What a kind is, `catalog::kind` knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DefinitionKind {
    /// Ordered stages that lead to a goal
    #[value(name = "pathways", alias = "pathway")]
    Pathways,
    /// Ordered groups of steps
    #[value(name = "stages", alias = "stage")]
    Stages,
    /// What can be earned: routes, exam, renewal
    #[value(name = "credentials", alias = "credential")]
    Credentials,
    /// Figures and rules, each with its source and date
    #[value(name = "facts", alias = "fact")]
    Facts,
    /// Topics to read
    #[value(name = "guide", alias = "topic")]
    Guide,
}

/// `hitpath checklists lint`
#[derive(Debug, Args)]
pub struct ToLint {
    /// A folder in place of your own [default: your own]
    #[arg(value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
    /// The folder is the whole catalog, by the rules for what ships
    #[arg(long, value_name = "FOLDER", conflicts_with = "folder")]
    pub shipped: Option<PathBuf>,
}

/// `hitpath checklists new`
#[derive(Debug, Args)]
pub struct ToStart {
    /// What to start
    #[arg(value_name = "KIND")]
    pub kind: StartKind,
    /// Its name for ever, like front-desk; also the name of the file
    #[arg(value_name = "ID")]
    pub id: String,
}

/// The kinds of files that can be started: the same kinds, with the words and
/// the help by which one of them is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StartKind {
    /// A stage with its steps
    #[value(alias = "stages")]
    Stage,
    /// A pathway through stages
    #[value(alias = "pathways")]
    Pathway,
    /// A credential
    #[value(alias = "credentials")]
    Credential,
    /// Facts on one topic
    #[value(alias = "fact")]
    Facts,
    /// A guide topic
    #[value(alias = "topic")]
    Guide,
}

/// `hitpath checklists show`
#[derive(Debug, Args)]
pub struct OneId {
    /// A step, stage, credential, fact, pathway, skill or guide topic
    #[arg(value_name = "ID")]
    pub id: Id,
    /// Only where the file is
    #[arg(long)]
    pub path: bool,
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
    pub id: Id,
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
