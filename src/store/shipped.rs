//! The definitions that come with the program.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::draft::{
    CredentialDraft, FactFileDraft, PathwayDraft, RetiredFileDraft, StageDraft, Taking,
};
use crate::catalog::{FileKey, FileName, audit::Parts};

/// `checklists/` as the build script wrote it down: folder, file, content.
const CHECKLISTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/checklists.msgpack"));

/// The drafts of all shipped files, by file name without its ending.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
#[expect(
    missing_docs,
    reason = "the fields are the folders below `checklists/`"
)]
pub struct Drafts<'t> {
    #[serde(borrow)]
    pub pathways: BTreeMap<String, PathwayDraft<'t>>,
    #[serde(borrow)]
    pub stages: BTreeMap<String, StageDraft<'t>>,
    #[serde(borrow)]
    pub credentials: BTreeMap<String, CredentialDraft<'t>>,
    #[serde(borrow)]
    pub facts: BTreeMap<String, FactFileDraft<'t>>,
    #[serde(borrow)]
    pub retired: RetiredFileDraft<'t>,
}

/// Reads the embedded drafts.
///
/// # Errors
/// Only where the program was built from drafts that its own tests refuse.
pub fn drafts() -> Result<Drafts<'static>, rmp_serde::decode::Error> {
    rmp_serde::from_slice(CHECKLISTS)
}

/// Turns the drafts into parts.
#[must_use]
pub fn take(drafts: Drafts<'static>) -> Taking {
    let mut taking = Taking {
        parts: Parts {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            ..Parts::default()
        },
        ..Taking::default()
    };
    for (stem, draft) in drafts.credentials {
        start_file(&mut taking, "credentials", &stem);
        draft.take(&stem, &mut taking);
    }
    for (stem, draft) in drafts.facts {
        start_file(&mut taking, "facts", &stem);
        draft.take(&mut taking);
    }
    for (stem, draft) in drafts.stages {
        start_file(&mut taking, "stages", &stem);
        draft.take(&stem, &mut taking);
    }
    for (stem, draft) in drafts.pathways {
        start_file(&mut taking, "pathways", &stem);
        draft.take(&stem, &mut taking);
    }
    start_file(&mut taking, ".", "retired");
    drafts.retired.take(&mut taking);
    taking
}

fn start_file(taking: &mut Taking, folder: &str, stem: &str) {
    taking.file = FileKey(taking.parts.files.len() as u32);
    let name = match folder {
        "." => format!("{stem}.toml"),
        _ => format!("{folder}/{stem}.toml"),
    };
    taking.parts.files.push(FileName {
        name,
        shipped: true,
    });
}
