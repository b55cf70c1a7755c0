//! Which file each definition stands in.

use super::{Catalog, FileName, PathwayKey, credential::Credential, fact::Fact, id::CredentialId};

impl Catalog {
    /// The files the catalog was read from.
    pub fn files(&self) -> impl Iterator<Item = &FileName> {
        self.files.iter()
    }

    /// The file a pathway stands in.
    #[must_use]
    pub fn file_of_pathway(&self, key: PathwayKey) -> &FileName {
        self.file(self.route(key).file)
    }

    /// All credentials with the file each stands in, in the order they were
    /// read.
    pub fn credentials_in_files(&self) -> impl Iterator<Item = (&Credential, &FileName)> {
        let credentials = self.credentials.iter();
        credentials.map(|(credential, file)| (credential, self.file(*file)))
    }

    /// The file a credential stands in.
    #[must_use]
    pub fn file_of_credential(&self, id: &CredentialId) -> Option<&FileName> {
        self.credentials_in_files()
            .find(|(credential, _)| credential.id == *id)
            .map(|(_, file)| file)
    }

    /// The file a fact stands in, that of its first version.
    #[must_use]
    pub fn file_of_fact(&self, fact: &Fact) -> Option<&FileName> {
        let first = fact.versions.first()?;
        Some(self.file(first.file))
    }
}
