//! What can be done: pathways, stages, steps, credentials, facts; and what can
//! be read beside it, guide topics and skills. Pure.
//!
//! The types here hold what authors wrote, one value each well formed. A
//! [`Catalog`] is the sound whole: [`audit`](audit::audit) builds it only where
//! nothing is duplicate, unknown, circular or without a source. The [`guide`]
//! and each [`skill`] are no part of it, and say what they name in it. Files,
//! formats and positions belong to `store`; what follows for a person to
//! `journey`.

pub mod application;
pub mod audit;
#[expect(
    clippy::module_inception,
    reason = "the type named Catalog lives in catalog.rs"
)]
mod catalog;
pub mod clock;
pub mod cost;
pub mod credential;
pub mod fact;
pub mod guide;
pub mod id;
pub mod kind;
pub mod length;
mod linked_clocks;
pub mod measure;
pub mod money;
pub mod nearest;
pub mod order;
mod origins;
pub mod pathway;
pub mod retired;
pub mod search;
pub mod skill;
pub mod stage;
pub mod step;
pub mod text;
pub mod version;

pub use catalog::{
    Catalog, ClockKey, CredentialKey, FileKey, FileName, Links, PathwayKey, Route, StageKey,
    StepKey, Target,
};
pub use linked_clocks::{ClockLinks, ClockOwner, LinkedStart};
