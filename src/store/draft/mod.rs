//! The shapes of catalog files, for TOML and for the JSON that is embedded.
//!
//! A draft holds what a file says and no more: texts that may be no id, lengths
//! that may be none. [`Taking`] turns drafts into catalog parts and collects
//! what is wrong, with its place as a path like `step[3].requires[1]`.
//! Positions are worked out from that path only where there is something to
//! report (`store::spans`). Topics of the guide are Markdown and know their
//! positions as they are read.

mod application;
mod clock;
mod cost;
mod credential;
mod fact;
mod figures;
mod guide;
mod measure;
mod pathway;
mod reading;
mod retired;
#[cfg(test)]
mod schema;
mod skill;
mod stage;
mod table;
mod taking;
mod value;

pub use application::ApplicationFileDraft;
pub use credential::CredentialDraft;
pub use fact::FactFileDraft;
pub use figures::Figures;
pub use guide::{GuideDraft, MOST_PROBLEMS, read as read_topic};
pub use pathway::PathwayDraft;
pub(in crate::store) use reading::read_value;
pub use reading::{UnknownKey, read, table_of};
pub use retired::RetiredFileDraft;
pub use skill::SkillFileDraft;
pub use stage::StageDraft;
pub use taking::Taking;
#[cfg(test)]
pub(in crate::store) type ValueShape = value::ValueDraft;
#[cfg(test)]
pub(in crate::store) type IdShape = schema::Id;
