//! A credential such as RHIT.

use super::{
    id::{CredentialId, FactId},
    text::Words,
};

/// A credential: who awards it and the facts about it.
#[derive(Debug, Clone)]
pub struct Credential {
    /// Permanent name, never that of a step or stage.
    pub id: CredentialId,
    /// Its letters and full name.
    pub title: Words,
    /// The body that awards it.
    pub body: Words,
    /// What it stands for.
    pub summary: Option<Words>,
    /// Facts shown with it.
    pub facts: Vec<FactId>,
}
