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
pub struct PathwayDraft<'t> {
    /// Its name for ever, in lower-case words joined by hyphens; also the name
    /// of the file.
    #[cfg_attr(test, schemars(with = "super::schema::Id"))]
    #[serde(borrow)]
    pub id: Text<'t>,
    /// What it is called, on one line.
    #[serde(borrow)]
    pub title: Text<'t>,
    /// Whom it is for and where it leads.
    #[serde(borrow)]
    pub summary: Option<Text<'t>>,
    /// The id of the credential at its end. Default: none.
    #[cfg_attr(test, schemars(with = "Option<super::schema::Id>"))]
    #[serde(borrow)]
    pub goal: Option<Text<'t>>,
    /// The ids of its stages, in the order a person walks them. Own and shipped
    /// ones can stand together.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::Id>"))]
    #[serde(borrow, default)]
    pub stages: Vec<Text<'t>>,
    /// Ids of steps in those stages that it leaves out.
    #[cfg_attr(test, schemars(with = "Vec<super::schema::Id>"))]
    #[serde(borrow, default)]
    pub without: Vec<Text<'t>>,
    /// The id of the stage with whose end the person's target counts as
    /// reached. Default: the last stage.
    #[cfg_attr(test, schemars(with = "Option<super::schema::Id>"))]
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
