//! The definitions that come with the program.

use std::collections::BTreeMap;

use rmp_serde::decode::Error;

use super::draft::{
    CredentialDraft, FactFileDraft, PathwayDraft, RetiredFileDraft, SkillFileDraft, StageDraft,
    Taking,
};
use crate::catalog::{FileKey, FileName, audit::Parts, skill::Skill};

/// `checklists/` as the build script wrote it down: folder, file name without
/// its ending, content.
static FILES: &[(&str, &str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/checklists.rs"));

/// The texts of all files, each once; elsewhere stands only where they are.
static TEXTS: &str = include_str!(concat!(env!("OUT_DIR"), "/checklists.txt"));

/// The topics of the guide, as their files stand: id and text.
pub static GUIDE: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/guide.rs"));

/// The text whose place the build script wrote down: where it begins and how
/// long it is, in bytes.
pub(super) fn text_at(place: &[u8]) -> Option<&'static str> {
    let number = |bytes: &[u8]| Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize);
    let (start, length) = place.split_at_checked(4)?;
    let start = number(start)?;
    TEXTS.get(start..start.checked_add(number(length)?)?)
}

/// The drafts of all shipped files, by file name without its ending.
#[derive(Debug, Default, PartialEq)]
#[expect(
    missing_docs,
    reason = "the fields are the folders below `checklists/`"
)]
pub struct Drafts<'t> {
    pub pathways: BTreeMap<String, PathwayDraft<'t>>,
    pub stages: BTreeMap<String, StageDraft<'t>>,
    pub credentials: BTreeMap<String, CredentialDraft<'t>>,
    pub facts: BTreeMap<String, FactFileDraft<'t>>,
    pub retired: RetiredFileDraft<'t>,
    pub skills: SkillFileDraft<'t>,
}

/// Reads all that is shipped, file by file, so that one draft at a time is in
/// memory.
///
/// # Errors
/// Only where the program was built from files that its own tests refuse.
pub fn parts() -> Result<Taking, Error> {
    read(|_, _| true, FactFileDraft::take)
}

/// The same for a start of the program, which relies on the tests having read
/// it all: facts wait until somebody asks for them.
///
/// # Errors
/// The same.
pub fn trusted_parts() -> Result<Taking, Error> {
    let mut taking = read(|_, _| true, FactFileDraft::let_wait)?;
    taking.parts.trusts_shipped = true;
    Ok(taking)
}

/// What a person on one pathway needs of it: the pathway, its stages and the
/// credential it leads to, or all where it leads to none. None where no such
/// pathway ships.
///
/// # Errors
/// The same.
pub fn parts_of_pathway(id: &str) -> Result<Option<Taking>, Error> {
    let mut files = FILES.iter();
    let file = files.find(|(folder, stem, _)| (*folder, *stem) == ("pathways", id));
    let Some((_, _, content)) = file else {
        return Ok(None);
    };
    let pathway: PathwayDraft<'_> = rmp_serde::from_slice(content)?;
    let is_needed = |folder: &str, stem: &str| match folder {
        "pathways" => stem == id,
        "stages" => pathway.stages.iter().any(|stage| &**stage == stem),
        "credentials" => pathway.goal.as_ref().is_none_or(|goal| &**goal == stem),
        _ => true,
    };
    let mut taking = read(is_needed, FactFileDraft::let_wait)?;
    taking.parts.trusts_shipped = true;
    taking.parts.is_a_part = true;
    Ok(Some(taking))
}

fn read(
    is_needed: impl Fn(&str, &str) -> bool,
    take_facts: fn(FactFileDraft<'static>, &mut Taking),
) -> Result<Taking, Error> {
    let mut taking = Taking {
        parts: Parts {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            ..Parts::default()
        },
        ..Taking::default()
    };
    let needed = FILES.iter();
    for (folder, stem, content) in needed.filter(|(folder, stem, _)| is_needed(folder, stem)) {
        taking.file = FileKey(taking.parts.files.len() as u32);
        taking.parts.files.push(FileName {
            name: format!("{folder}/{stem}.toml"),
            shipped: true,
        });
        match *folder {
            "pathways" => {
                rmp_serde::from_slice::<PathwayDraft<'_>>(content)?.take(stem, &mut taking);
            }
            "stages" => rmp_serde::from_slice::<StageDraft<'_>>(content)?.take(stem, &mut taking),
            "credentials" => {
                rmp_serde::from_slice::<CredentialDraft<'_>>(content)?.take(stem, &mut taking);
            }
            "facts" => take_facts(rmp_serde::from_slice(content)?, &mut taking),
            "checklists" if *stem == "retired" => {
                rmp_serde::from_slice::<RetiredFileDraft<'_>>(content)?.take(&mut taking);
            }
            // Few commands ask for skills.
            "checklists" if *stem == "skills" => {}
            _ => return Err(stranger(folder, stem)),
        }
    }
    Ok(taking)
}

/// The skills that ship, and what is wrong with them.
///
/// # Errors
/// The same.
pub fn skills() -> Result<(Vec<Skill>, Taking), Error> {
    let mut taking = Taking::default();
    let mut skills = Vec::new();
    for (_, _, content) in FILES
        .iter()
        .filter(|(folder, stem, _)| (*folder, *stem) == ("checklists", "skills"))
    {
        skills = rmp_serde::from_slice::<SkillFileDraft<'_>>(content)?.take(&mut taking);
    }
    Ok((skills, taking))
}

/// A file that nothing here reads would otherwise be shipped in vain.
fn stranger(folder: &str, stem: &str) -> Error {
    Error::Uncategorized(format!("{folder}/{stem}.toml is of no kind that is read"))
}

/// Reads what is shipped as it stands in the files.
///
/// # Errors
/// The same.
pub fn drafts() -> Result<Drafts<'static>, Error> {
    let mut drafts = Drafts::default();
    for (folder, stem, content) in FILES {
        let stem = (*stem).to_owned();
        match *folder {
            "pathways" => drop(
                drafts
                    .pathways
                    .insert(stem, rmp_serde::from_slice(content)?),
            ),
            "stages" => drop(drafts.stages.insert(stem, rmp_serde::from_slice(content)?)),
            "credentials" => {
                drop(
                    drafts
                        .credentials
                        .insert(stem, rmp_serde::from_slice(content)?),
                );
            }
            "facts" => drop(drafts.facts.insert(stem, rmp_serde::from_slice(content)?)),
            "checklists" if stem == "retired" => drafts.retired = rmp_serde::from_slice(content)?,
            "checklists" if stem == "skills" => drafts.skills = rmp_serde::from_slice(content)?,
            _ => return Err(stranger(folder, &stem)),
        }
    }
    Ok(drafts)
}
