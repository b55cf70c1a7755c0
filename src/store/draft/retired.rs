//! `retired.toml`

use serde::Deserialize;

use super::{Taking, table::tables, value::Text};
use crate::catalog::{
    id::{StageId, StepId},
    retired::Retired,
};

/// The file of retired steps.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct RetiredFileDraft {
    /// Steps that are in no stage any more. Marks on them are kept and never
    /// counted.
    #[serde(default, deserialize_with = "tables")]
    pub retired: Vec<RetiredDraft>,
}

/// A retired step.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
#[serde(rename_all = "kebab-case")]
pub struct RetiredDraft {
    /// The id it had; never used again.
    #[cfg_attr(test, schemars(with = "super::schema::Id"))]
    pub id: Text,
    /// Ids it had before that one.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::Id>"))]
    #[serde(default)]
    pub was: Vec<Text>,
    /// Why it was retired.
    pub reason: Text,
    /// The id of the step that takes over.
    #[cfg_attr(test, schemars(with = "Option<super::schema::Id>"))]
    pub instead: Option<Text>,
    /// The version of hitpath from which it was gone.
    #[cfg_attr(test, schemars(with = "Option<super::schema::VersionText>"))]
    pub since: Option<Text>,
    /// The id of the stage it stood in.
    #[cfg_attr(test, schemars(with = "Option<super::schema::Id>"))]
    pub stage: Option<Text>,
    /// It was not counted in the percent. Default: false.
    #[serde(default)]
    pub optional: bool,
}

impl RetiredFileDraft {
    /// Adds the retired steps to the parts.
    pub fn take(self, taking: &mut Taking) {
        for (place, draft) in self.retired.into_iter().enumerate() {
            let at = |key: &str| format!("retired[{place}].{key}");
            let id = taking.id(|| at("id"), draft.id, StepId::of);
            let was = taking.ids(|| at("was"), draft.was, StepId::of);
            let instead = draft
                .instead
                .and_then(|instead| taking.id(|| at("instead"), instead, StepId::of));
            let since = draft.since;
            let since = since.and_then(|text| taking.version(|| at("since"), &text));
            let stage = draft
                .stage
                .and_then(|stage| taking.id(|| at("stage"), stage, StageId::of));
            if let Some(id) = id {
                let reason = draft.reason.0;
                let retired = Retired {
                    id,
                    was,
                    reason,
                    instead,
                    since,
                    stage,
                    optional: draft.optional,
                };
                taking.parts.retired.push((retired, taking.file, place));
            }
        }
    }
}
