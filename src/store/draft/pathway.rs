//! `pathways/<id>.toml`

use serde::Deserialize;

use super::{Taking, value::Text};
use crate::catalog::{
    id::{CredentialId, PathwayId, StageId, StepId},
    pathway::Pathway,
};

/// A pathway file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
#[serde(rename_all = "kebab-case")]
pub struct PathwayDraft {
    /// Its name for ever, in lower-case words joined by hyphens; also the name
    /// of the file.
    #[cfg_attr(test, schemars(with = "super::schema::Id"))]
    pub id: Text,
    /// What it is called, on one line.
    pub title: Text,
    /// Whom it is for and where it leads.
    pub summary: Option<Text>,
    /// The id of the credential at its end. Default: none.
    #[cfg_attr(test, schemars(with = "Option<super::schema::Id>"))]
    pub goal: Option<Text>,
    /// The ids of its stages, in the order a person walks them. Own and shipped
    /// ones can stand together.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::Id>"))]
    #[serde(default)]
    pub stages: Vec<Text>,
    /// Ids of steps in those stages that it leaves out.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::Id>"))]
    #[serde(default)]
    pub without: Vec<Text>,
    /// The id of the stage with whose end the person's target counts as
    /// reached. Default: the last stage.
    #[cfg_attr(test, schemars(with = "Option<super::schema::Id>"))]
    pub finish: Option<Text>,
}

impl PathwayDraft {
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
