//! `credentials/<id>.toml`

use serde::Deserialize;

use super::{Taking, value::Text};
use crate::catalog::{
    credential::Credential,
    id::{CredentialId, FactId},
};

/// A credential file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(
    missing_docs,
    reason = "the keys are explained at `catalog::credential::Credential`"
)]
pub struct CredentialDraft<'t> {
    #[serde(borrow)]
    pub id: Text<'t>,
    #[serde(borrow)]
    pub title: Text<'t>,
    #[serde(borrow)]
    pub body: Text<'t>,
    #[serde(borrow)]
    pub summary: Option<Text<'t>>,
    #[serde(borrow, default)]
    pub facts: Vec<Text<'t>>,
}

impl CredentialDraft<'static> {
    /// Adds the credential to the parts.
    pub fn take(self, file_stem: &str, taking: &mut Taking) {
        let id = taking.id_and_file_name(self.id, file_stem, CredentialId::of);
        let facts = taking.ids(|| "facts".to_owned(), self.facts, FactId::of);
        let Some(id) = id else { return };
        let credential = Credential {
            id,
            title: self.title.0,
            body: self.body.0,
            summary: self.summary.map(|text| text.0),
            facts,
        };
        taking.parts.credentials.push((credential, taking.file));
    }
}
