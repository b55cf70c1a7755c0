//! The definitions that come with the program.

use super::draft::{
    ApplicationFileDraft, CredentialDraft, FactFileDraft, PathwayDraft, RetiredFileDraft,
    SkillFileDraft, StageDraft, Taking,
};
use crate::catalog::{
    FileKey, FileName, application::ApplicationRules, audit::Parts, skill::Skill,
};

/// The files of `checklists/`: folder, name without its ending, the definitions
/// as JSON, and the text as its author wrote it.
static FILES: &[(&str, &str, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/definitions.rs"));

/// The topics of the guide: id and text.
static GUIDE: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/guide.rs"));

/// Whether a topic of the guide ships.
#[must_use]
pub fn has_topic(id: &str) -> bool {
    GUIDE.iter().any(|(topic, _)| *topic == id)
}

/// The topics of the guide, as their files stand: id and text.
#[must_use]
pub fn guide() -> &'static [(&'static str, &'static str)] {
    GUIDE
}

/// The text of a shipped file as its author wrote it, comments and all, by the
/// name that the catalog gives it, like `stages/diploma.toml`.
#[must_use]
pub fn original(name: &str) -> Option<&'static str> {
    let (folder, file) = name.split_once('/')?;
    let stem = file.strip_suffix(".toml")?;
    find(folder, stem).map(|(_, _, _, text)| *text)
}

fn find(
    folder: &str,
    stem: &str,
) -> Option<&'static (&'static str, &'static str, &'static str, &'static str)> {
    FILES
        .iter()
        .find(|(of, name, _, _)| (*of, *name) == (folder, stem))
}

/// Reads all definitions that make the catalog.
///
/// # Errors
/// Only where the program was built from files that its own tests refuse.
pub fn parts() -> Result<Taking, serde_json::Error> {
    let mut taking = Taking {
        parts: Parts {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            ..Parts::default()
        },
        ..Taking::default()
    };
    for (folder, stem, json, _) in FILES {
        taking.file = FileKey(taking.parts.files.len() as u32);
        taking.parts.files.push(FileName {
            name: format!("{folder}/{stem}.toml"),
            shipped: true,
        });
        match (*folder, *stem) {
            ("pathways", _) => {
                serde_json::from_str::<PathwayDraft>(json)?.take(stem, &mut taking);
            }
            ("stages", _) => serde_json::from_str::<StageDraft>(json)?.take(stem, &mut taking),
            ("credentials", _) => {
                serde_json::from_str::<CredentialDraft>(json)?.take(stem, &mut taking);
            }
            ("facts", _) => serde_json::from_str::<FactFileDraft>(json)?.take(&mut taking),
            ("checklists", "retired") => {
                serde_json::from_str::<RetiredFileDraft>(json)?.take(&mut taking);
            }
            // `skills` and `applications` read these.
            ("checklists", "applications" | "skills") => {}
            _ => {
                // It would be shipped in vain.
                let message = format!("{folder}/{stem}.toml is of no kind that is read");
                return Err(serde::de::Error::custom(message));
            }
        }
    }
    Ok(taking)
}

/// The same for a start of the program, which relies on the tests having
/// audited it all.
///
/// # Errors
/// The same.
pub fn trusted_parts() -> Result<Taking, serde_json::Error> {
    let mut taking = parts()?;
    taking.parts.trusts_shipped = true;
    Ok(taking)
}

/// The skills that ship, and what is wrong with them.
///
/// # Errors
/// The same.
pub fn skills() -> Result<(Vec<Skill>, Taking), serde_json::Error> {
    let mut taking = Taking::default();
    let skills = match find("checklists", "skills") {
        Some((_, _, json, _)) => serde_json::from_str::<SkillFileDraft>(json)?.take(&mut taking),
        None => Vec::new(),
    };
    Ok((skills, taking))
}

/// What ships of job applications, and what is wrong with it.
///
/// # Errors
/// The same.
pub fn applications() -> Result<(ApplicationRules, Taking), serde_json::Error> {
    let mut taking = Taking::default();
    let rules = match find("checklists", "applications") {
        Some((_, _, json, _)) => {
            serde_json::from_str::<ApplicationFileDraft>(json)?.take(&mut taking)
        }
        None => ApplicationRules::default(),
    };
    Ok((rules, taking))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_file_has_its_text() {
        let taking = parts().expect("what is embedded can be read");
        for file in taking.parts.files {
            let text = original(&file.name);
            let text = text.unwrap_or_else(|| panic!("{} is not there", file.name));
            let read: Result<toml::Table, _> = text.parse();
            assert!(read.is_ok(), "{}", file.name);
        }
        assert_eq!(original("stages/nothing.toml"), None);
    }
}
