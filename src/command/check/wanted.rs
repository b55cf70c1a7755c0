//! What a person asks of `check`, read from its flags.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::{
    catalog::{Catalog, PathwayKey, money::Cents},
    cli::{self, StateWord},
    command::{
        entries::{any_day, past_day},
        evidence::{self, Proof},
        is_none,
        unknown_ids::unknown_mark,
    },
    failure::Failure,
    journey::{marking::Named, record::State, rules::Dated},
    render::wording::typed,
    session::Session,
};

/// What is to be written about the steps named.
#[derive(Debug)]
pub(super) struct Wanted {
    /// The state asked for by `--as`.
    state: Option<State>,
    /// The day given by `--on`.
    pub(super) on: Option<Date>,
    pub(super) note: Option<String>,
    pub(super) evidence: Vec<Proof>,
    pub(super) due: Day,
    pub(super) expect: Day,
    pub(super) until: Day,
    pub(super) paid: Paid,
    /// Whether it is to be shown in a portfolio; absent where nothing was said.
    pub(super) show: Option<bool>,
    /// References to take out of the evidence.
    pub(super) evidence_gone: Vec<String>,
    /// Where the profile lies.
    pub(super) profile: PathBuf,
    pub(super) anyway: bool,
    pub(super) today: Date,
    /// The flags of what is to be written, but for `--as`, as they are typed
    /// again behind other ids; each with a space before it.
    pub(super) flags: String,
}

/// What is to become of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    Keep,
    Remove,
    Set(Date),
}

/// What is to become of the amount paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paid {
    Keep,
    Remove,
    Set(Cents),
    /// On top of the amount before.
    Add(Cents),
}

impl Wanted {
    pub(super) fn new(args: &cli::Check, session: &mut Session) -> Result<Self, Failure> {
        let today = session.today;
        let on = args.on.as_deref();
        let on = on.map(|on| past_day(session, "--on", Some(on), Dated::Mark));
        let on = on.transpose()?;
        let wanted = Self {
            state: args.state.map(state),
            on,
            note: args.note.clone(),
            evidence: evidence::proofs(&args.evidence, session)?,
            due: day_or_none("--due", args.due.as_deref(), today)?,
            expect: day_or_none("--expect", args.expect.as_deref(), today)?,
            until: day_or_none("--until", args.until.as_deref(), today)?,
            paid: paid(args.paid.as_deref())?,
            show: (args.show || args.hide).then_some(args.show),
            evidence_gone: args.no_evidence.clone(),
            profile: session.places.profile.profile.clone(),
            anyway: args.anyway,
            today,
            flags: flags(args),
        };
        // Dropped in silence, the day would be believed to be written.
        let nowhere = match wanted.judged_state() {
            _ if wanted.on.is_none() => return Ok(wanted),
            None => "--due and --expect make none",
            Some(State::Todo) => "a step to do again has none",
            Some(_) => return Ok(wanted),
        };
        Err(Failure::new(format!(
            "--on is the day of a mark, and {nowhere}; nothing was changed"
        ))
        .hint("to mark it with this day: --as done, or another state"))
    }

    /// `--as` as it was given, with a space before it.
    pub(super) fn as_state(&self) -> String {
        let word = self.state.map(State::word);
        word.map(|word| format!(" --as {word}")).unwrap_or_default()
    }

    /// The state to write; none where only a date of the future or an amount is
    /// given, or only what to do with its proof. The day it happened says that it did, with the end printed on its
    /// letter or what was paid beside it.
    pub(super) fn judged_state(&self) -> Option<State> {
        let is_ahead = self.due != Day::Keep || self.expect != Day::Keep;
        let is_about_proof = self.show.is_some() || !self.evidence_gone.is_empty();
        let is_beside = self.until != Day::Keep
            || self.paid != Paid::Keep
            || (is_about_proof && self.note.is_none() && self.evidence.is_empty());
        match self.state {
            Some(state) => Some(state),
            None if is_ahead || (is_beside && self.on.is_none()) => None,
            None => Some(State::Done),
        }
    }
}

/// The steps and stages that the ids name.
///
/// Where one names nothing, what the pathway holds is suggested first.
pub(in crate::command) fn names(
    catalog: &Catalog,
    pathway: Option<PathwayKey>,
    ids: &[cli::Id],
) -> Result<Vec<Named>, Failure> {
    let name = |id: &cli::Id| {
        catalog
            .step_named(id)
            .map(Named::Step)
            .or_else(|| catalog.stage_named(id).map(Named::Stage))
            .ok_or_else(|| unknown_mark(catalog, pathway, id))
    };
    ids.iter().map(name).collect()
}

fn flags(args: &cli::Check) -> String {
    let mut flags = String::new();
    let once = [
        ("--on", &args.on),
        ("--note", &args.note),
        ("--due", &args.due),
        ("--expect", &args.expect),
        ("--until", &args.until),
        ("--paid", &args.paid),
    ];
    let once = once.map(|(flag, value)| (flag, value.as_slice()));
    let often = [
        ("--evidence", &*args.evidence),
        ("--no-evidence", &*args.no_evidence),
    ];
    for (flag, values) in once.into_iter().chain(often) {
        for value in values {
            // Clap takes what begins like a flag only behind this sign.
            let sign = if value.starts_with('-') { "=" } else { " " };
            // What cannot be shown as it is cannot be copied either.
            let value = match value.contains(char::is_control) {
                true => "TEXT".to_owned(),
                false => typed(value),
            };
            flags.push_str(&[" ", flag, sign, &value].concat());
        }
    }
    for (flag, is_given) in [("--show", args.show), ("--hide", args.hide)] {
        if is_given {
            flags.push(' ');
            flags.push_str(flag);
        }
    }
    flags
}

fn state(word: StateWord) -> State {
    match word {
        StateWord::Done => State::Done,
        StateWord::Doing => State::Doing,
        StateWord::Waived => State::Waived,
        StateWord::No => State::No,
        StateWord::Todo => State::Todo,
    }
}

fn day_or_none(flag: &str, given: Option<&str>, today: Date) -> Result<Day, Failure> {
    match given {
        None => Ok(Day::Keep),
        Some(given) if is_none(given) => Ok(Day::Remove),
        Some(given) => any_day(flag, given, today).map(Day::Set),
    }
}

fn paid(given: Option<&str>) -> Result<Paid, Failure> {
    let Some(given) = given else {
        return Ok(Paid::Keep);
    };
    if is_none(given) {
        return Ok(Paid::Remove);
    }
    let added = given.strip_prefix('+');
    let amount = Cents::parse(added.unwrap_or(given)).map_err(|wrong| {
        Failure::new(format!("--paid `{given}` {wrong}"))
            .hint("to take the amount away: --paid none")
    })?;
    Ok(match added {
        Some(_) => Paid::Add(amount),
        None => Paid::Set(amount),
    })
}
