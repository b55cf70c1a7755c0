//! What an audit can find, and the sentence for each.

use crate::catalog::{
    FileKey,
    fact::ValueError,
    id::IdError,
    length::LengthError,
    version::{Version, VersionError},
};

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: FileKey,
    /// The place in it, like `step[3].requires[1]`, counted from 0.
    pub path: String,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What can be wrong with a catalog.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(
    missing_docs,
    reason = "each sentence says what the case and its fields are"
)]
pub enum ProblemKind {
    #[error("{0}")]
    Id(#[from] IdError),
    #[error("{0}")]
    Length(#[from] LengthError),
    #[error("{0}")]
    Version(#[from] VersionError),
    #[error("`{given}` is not the name of the file, `{file}`")]
    NotTheFileName { given: String, file: String },
    #[error("an estimate rises from low over likely to high")]
    NotOrdered,
    #[error("the id `{id}` is already used by {by}")]
    UsedTwice { id: String, by: String },
    #[error("there is no {what} `{id}`{}", near.as_ref().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default())]
    Unknown {
        what: &'static str,
        id: String,
        near: Option<String>,
    },
    #[error("stage `{stage}` is listed twice")]
    StageTwice { stage: String },
    #[error("stage `{stage}` is not one of the pathway's stages")]
    NotItsStage { stage: String },
    #[error("step `{step}` is in none of the pathway's stages")]
    NotItsStep { step: String },
    #[error(
        "a required step may not wait for the optional step `{step}`; use `requires-any` or make it required"
    )]
    RequiresOptional { step: String },
    #[error("a group of `requires-any` is empty")]
    EmptyGroup,
    #[error("step `{step}` of stage `{stage}` waits for {}", not_held(members))]
    GroupOutsidePathway {
        stage: String,
        step: String,
        members: Vec<String>,
    },
    #[error("these wait for each other: {}", ids.join(" -> "))]
    Circle { ids: Vec<String> },
    #[error(
        "the fact `{id}` is named here; list it in the step's `facts` as well, so that its source is shown"
    )]
    FactNotListed { id: String },
    #[error("a cost has `amount`, or `member` and `other`, and not both")]
    TwoPrices,
    #[error("`member` and `other` go together: what members pay, and what others pay")]
    HalfAPrice,
    #[error("name the body whose members pay less, like `membership = \"AHIMA\"`")]
    NoMembership,
    #[error(
        "a cost that no fact gives says in `ask` whom to ask; else name the fact in `amount`, or two in `member` and `other`"
    )]
    NobodyToAsk,
    #[error(
        "the fact `{id}` is no amount of money, like {{ usd = 229 }}, so it can only stand in `examples`"
    )]
    NotMoney { id: String },
    #[error("`{version}` is later than the catalog itself, which is {catalog}")]
    Later { version: Version, catalog: Version },
    #[error(
        "a step with an earlier id that ships says in `renamed` which version gave it the id of today"
    )]
    NoRenamed,
    #[error(
        "a retired step that ships has `{key}`; without it nobody can be told what its end did to the percent"
    )]
    RetiredWithout { key: &'static str },
    #[error("only an optional step can have `offered-until`")]
    OfferedUntilRequired,
    #[error("a route to a credential names at least one condition")]
    EmptyRoute,
    #[error("`{id}` can only be had by who holds it already, itself or round a circle")]
    OutOfReach { id: String },
    #[error("no step awards `{id}`, so nobody can hold it")]
    NobodyAwards { id: String },
    #[error("domains are numbered from 1 in order; this one is {expected}")]
    DomainOutOfOrder { expected: u32 },
    #[error("another form of this exam begins on the same day")]
    ExamTwice,
    #[error("a clock says in `starts` from which day it runs")]
    NoStart,
    #[error("this start needs a step: in a credential write STEP.on, STEP.until or STEP.expect")]
    StartNeedsStep,
    #[error("this starts only a clock of a credential")]
    StartNeedsCredential,
    #[error("`{key}` needs a `length`")]
    NeedsLength { key: &'static str },
    #[error("`working-days` needs a `length` in days, like `5d`")]
    WorkingDaysOfWhat,
    #[error("the fact `{id}` is no length in days or longer, like `120d`")]
    FactIsNoLength { id: String },
    #[error("the fact `{id}` is no {what}")]
    FactIsNo { id: String, what: &'static str },
    #[error(
        "`repeats` needs a `length`, and in `stops` what ends one round, or in `until-of` where the end of the next one is written"
    )]
    RepeatsWithout,
    #[error("`shares-with` needs a clock that starts with `held`")]
    SharesWithout,
    #[error("only a wait with a `length` can have `opens`: nobody knows another end to wait for")]
    OpensWithout,
    #[error("a wait has no `reopens`: nothing is lost at its end")]
    ReopensWait,
    #[error("a clock that starts each year has no other start, no `length` and no `reopens`")]
    YearlyAndMore,
    #[error("these clocks start from each other's end: {}", ids.join(" -> "))]
    ClockCircle { ids: Vec<String> },
    #[error("all versions of a fact have the same `applies-on`")]
    AppliesOnDiffers,
    #[error("a source needs a title and an address that begins with https:// or http://")]
    NoSource,
    #[error(
        "give `checked`, the date on which the source said so, or `undated = true` for an official source that bears no date"
    )]
    NoDate,
    #[error("`undated = true` and `checked` exclude each other")]
    DateAndUndated,
    #[error("only an official source may be undated")]
    UndatedNotOfficial,
    #[error("a disputed fact names the other side as well, in `[[fact.also]]`")]
    NoOtherSide,
    #[error("{0}")]
    Value(#[from] ValueError),
    #[error("`effective-from` is after `effective-until`")]
    PeriodReversed,
    #[error("another version of this fact is in force on the same days")]
    PeriodsOverlap,
    #[error("`{value}` is not allowed here; {expected}")]
    BadValue { value: String, expected: String },
    #[error(
        "step `{step}` of stage `{stage}` requires `{needs}`, which this pathway does not hold, so nobody on it is asked for that"
    )]
    RequiresOutsidePathway {
        stage: String,
        step: String,
        needs: String,
    },
    #[error("`{step}` is left out here, and step `{by}` requires it")]
    LeftOutButNeeded { step: String, by: String },
    #[error(
        "this pathway keeps no required step of stage `{stage}`, so nothing says when it is done"
    )]
    NoRequiredStep { stage: String },
    #[error("a pathway without stages is finished before it begins")]
    NoStages,
    #[error("`{what}` is missing; what ships has one")]
    ShipsWithout { what: &'static str },
    #[error("what ships says `how` in two to five actions; there are {count}")]
    HowMany { count: usize },
    #[error("what ships says what to keep as `evidence`, unless the step is a question")]
    NoEvidence,
    #[error("what ships names sources that begin with https://")]
    NotHttps,
    #[error("`{figure}` is a figure, and what ships keeps figures in facts, with source and date")]
    Figure { figure: String },
}

impl ProblemKind {
    /// Whether it is advice in a file of a person's own: they may know better.
    /// What ships has to follow it.
    #[must_use]
    pub fn is_advice(&self) -> bool {
        matches!(
            self,
            Self::RequiresOutsidePathway { .. }
                | Self::LeftOutButNeeded { .. }
                | Self::NoRequiredStep { .. }
                | Self::NoStages
        )
    }
}

/// `a, which this pathway does not hold`
fn not_held(members: &[String]) -> String {
    match members {
        [only] => format!("`{only}`, which this pathway does not hold"),
        more => format!(
            "one of `{}`, none of which this pathway holds",
            more.join("`, `")
        ),
    }
}
