//! `retired.toml`

use serde::Deserialize;

use super::{Taking, value::Text};
use crate::catalog::{
    id::{StageId, StepId},
    retired::Retired,
};

/// The file of retired steps.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[expect(missing_docs, reason = "it holds one list")]
pub struct RetiredFileDraft<'t> {
    #[serde(borrow, default)]
    pub retired: Vec<RetiredDraft<'t>>,
}

/// A retired step.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct RetiredDraft<'t> {
    #[serde(borrow)]
    pub id: Text<'t>,
    #[serde(borrow, default)]
    pub was: Vec<Text<'t>>,
    #[serde(borrow)]
    pub reason: Text<'t>,
    #[serde(borrow)]
    pub instead: Option<Text<'t>>,
    #[serde(borrow)]
    pub since: Option<Text<'t>>,
    #[serde(borrow)]
    pub stage: Option<Text<'t>>,
    #[serde(default)]
    pub optional: bool,
}

impl RetiredFileDraft<'static> {
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
