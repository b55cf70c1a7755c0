//! A credential such as RHIT.

use super::id::{CredentialId, FactId};

/// A credential: who awards it and the facts about it.
#[derive(Debug, Clone)]
pub struct Credential {
    /// Permanent name, never that of a step or stage.
    pub id: CredentialId,
    /// Its letters and full name.
    pub title: String,
    /// The body that awards it.
    pub body: String,
    /// What it stands for.
    pub summary: Option<String>,
    /// Facts shown with it.
    pub facts: Vec<FactId>,
}
