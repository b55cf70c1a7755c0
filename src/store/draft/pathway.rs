//! `pathways/<id>.toml`

use serde::Deserialize;

use super::{Taking, value::Text};
use crate::catalog::{
    id::{CredentialId, PathwayId, StageId, StepId},
    pathway::Pathway,
};

/// A pathway file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(
    missing_docs,
    reason = "the keys are explained at `catalog::pathway::Pathway`"
)]
pub struct PathwayDraft<'t> {
    #[serde(borrow)]
    pub id: Text<'t>,
    #[serde(borrow)]
    pub title: Text<'t>,
    #[serde(borrow)]
    pub summary: Option<Text<'t>>,
    #[serde(borrow)]
    pub goal: Option<Text<'t>>,
    #[serde(borrow, default)]
    pub stages: Vec<Text<'t>>,
    #[serde(borrow, default)]
    pub without: Vec<Text<'t>>,
    #[serde(borrow)]
    pub finish: Option<Text<'t>>,
}

impl PathwayDraft<'static> {
    /// Adds the pathway to the parts.
    pub fn take(self, file_stem: &str, taking: &mut Taking) {
        let id = taking.id_and_file_name(self.id, file_stem, PathwayId::of);
        let goal = self
            .goal
            .and_then(|goal| taking.id(|| "goal".to_owned(), goal, CredentialId::of));
        let stages = taking.ids(|| "stages".to_owned(), self.stages, StageId::of);
        let without = taking.ids(|| "without".to_owned(), self.without, StepId::of);
        let finish = self
            .finish
            .and_then(|finish| taking.id(|| "finish".to_owned(), finish, StageId::of));
        let Some(id) = id else { return };
        let pathway = Pathway {
            id,
            title: self.title.0,
            summary: self.summary.map(|text| text.0),
            goal,
            stages,
            without,
            finish,
        };
        taking.parts.pathways.push((pathway, taking.file));
    }
}
