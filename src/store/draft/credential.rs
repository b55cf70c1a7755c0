//! `credentials/<id>.toml`

use serde::Deserialize;

use super::Taking;
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
pub struct CredentialDraft {
    pub id: String,
    pub title: String,
    pub body: String,
    pub summary: Option<String>,
    #[serde(default)]
    pub facts: Vec<String>,
}

impl CredentialDraft {
    /// Adds the credential to the parts.
    pub fn take(self, file_stem: &str, taking: &mut Taking) {
        let id = taking.id_and_file_name(&self.id, file_stem, CredentialId::new);
        let facts = taking.ids(|| "facts".to_owned(), &self.facts, FactId::new);
        let Some(id) = id else { return };
        let credential = Credential {
            id,
            title: self.title,
            body: self.body,
            summary: self.summary,
            facts,
        };
        taking.parts.credentials.push((credential, taking.file));
    }
}
