//! Credentials that are held and have to be kept up, for the laws of rounds and
//! of credits; and the window that other laws let run.

use hitpath::{
    catalog::{
        Catalog, FileKey, FileName,
        audit::{Parts, audit},
        clock::{Clock, ClockKind, ClockLength, Start},
        credential::Credential,
        fact::FactVersion,
        id::{ClockId, CredentialId, PathwayId, StageId, StepId},
        length::Length,
        pathway::Pathway,
        stage::Stage,
        step::Step,
    },
    journey::record::{Mark, State},
};
use jiff::civil::Date;

pub(crate) fn step_id(name: &str) -> StepId {
    StepId::new(name).expect("an id")
}

pub(crate) fn credential_id(name: &str) -> CredentialId {
    CredentialId::new(name).expect("an id")
}

/// The question whether a credential is held: its id with `-held` behind.
pub(crate) fn held(credential: &str) -> Step {
    let mut step = Step::new(step_id(&format!("{credential}-held")), "");
    step.confirm = true;
    step.awards = Some(credential_id(credential));
    step
}

/// A window of some length; nothing ends it.
pub(crate) fn window(id: &str, start: Start, length: &str) -> Clock {
    Clock {
        id: ClockId::new(id).expect("an id"),
        title: "".into(),
        kind: ClockKind::Window,
        starts: vec![start],
        length: Some(ClockLength::Exactly(
            Length::parse(length).expect("a length"),
        )),
        before: false,
        working_days: false,
        repeats: false,
        chance: false,
        stops: Vec::new(),
        inside: Vec::new(),
        opens: Vec::new(),
        reopens: Vec::new(),
        until_of: Vec::new(),
        while_open: Vec::new(),
        shares_with: Vec::new(),
        missed: None,
        facts: Vec::new(),
    }
}

/// The cycle of a credential, kept up by a step; its last day can be written at
/// the question whether it is held.
pub(crate) fn cycle(credential: &str, length: &str, kept_by: &str) -> Clock {
    Clock {
        repeats: true,
        stops: vec![step_id(kept_by)],
        until_of: vec![step_id(&format!("{credential}-held"))],
        ..window(&format!("{credential}-cycle"), Start::Held, length)
    }
}

/// A catalog of one stage with these steps.
pub(crate) fn catalog(
    steps: Vec<Step>,
    credentials: Vec<Credential>,
    facts: Vec<FactVersion>,
) -> Catalog {
    let file = FileKey(0);
    let stage = StageId::new("stage").expect("an id");
    let pathway = Pathway {
        id: PathwayId::new("path").expect("an id"),
        title: "".into(),
        summary: None,
        goal: None,
        stages: vec![stage.clone()],
        without: Vec::new(),
        finish: None,
    };
    let stage = Stage {
        id: stage,
        title: "".into(),
        summary: None,
        steps,
    };
    let credentials = credentials.into_iter();
    audit(Parts {
        files: vec![FileName {
            name: "kept".into(),
            shipped: false,
        }],
        stages: vec![(stage, file)],
        pathways: vec![(pathway, file)],
        facts: facts.into_iter().zip(0..).collect(),
        credentials: credentials.map(|credential| (credential, file)).collect(),
        ..Parts::default()
    })
    .expect("it is sound")
}

/// A mark of what was done on a day.
pub(crate) fn done(on: Date) -> Mark {
    Mark {
        state: State::Done,
        on: Some(on),
        ..Mark::default()
    }
}
