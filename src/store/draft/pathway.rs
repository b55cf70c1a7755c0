//! `pathways/<id>.toml`

use serde::Deserialize;

use super::Taking;
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
pub struct PathwayDraft {
    pub id: String,
    pub title: String,
    pub summary: Option<String>,
    pub goal: Option<String>,
    #[serde(default)]
    pub stages: Vec<String>,
    #[serde(default)]
    pub without: Vec<String>,
    pub finish: Option<String>,
}

impl PathwayDraft {
    /// Adds the pathway to the parts.
    pub fn take(self, file_stem: &str, taking: &mut Taking) {
        let id = taking.id_and_file_name(&self.id, file_stem, PathwayId::new);
        let goal = self
            .goal
            .and_then(|goal| taking.id(|| "goal".to_owned(), &goal, CredentialId::new));
        let stages = taking.ids(|| "stages".to_owned(), &self.stages, StageId::new);
        let without = taking.ids(|| "without".to_owned(), &self.without, StepId::new);
        let finish = self
            .finish
            .and_then(|finish| taking.id(|| "finish".to_owned(), &finish, StageId::new));
        let Some(id) = id else { return };
        let pathway = Pathway {
            id,
            title: self.title,
            summary: self.summary,
            goal,
            stages,
            without,
            finish,
        };
        taking.parts.pathways.push((pathway, taking.file));
    }
}
