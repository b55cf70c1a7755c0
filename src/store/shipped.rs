//! The definitions that come with the program.

use std::sync::OnceLock;

use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::draft::{
    ApplicationFileDraft, CredentialDraft, PathwayDraft, ReadError, RetiredFileDraft,
    SkillFileDraft, StageDraft, Taking, read_embedded,
};
use super::shipped_facts::{self, ShippedFacts};
use crate::catalog::{
    FileKey, FileName, application::ApplicationRules, audit::Parts, skill::Skill,
    waiting::WaitingFacts,
};

/// `checklists/` as the build script wrote it down: folder, file name without
/// its ending, content; that of files of facts is in `shipped_facts`.
static FILES: &[(&str, &str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/checklists.rs"));

/// The files as their authors wrote them, one behind the other; elsewhere
/// stands only where a text is in it.
static TEXTS: &str = include_str!(concat!(env!("OUT_DIR"), "/checklists.txt"));

/// The topics of the guide: id, and how long its text is, in bytes.
static TOPICS: &[(&str, usize)] = include!(concat!(env!("OUT_DIR"), "/guide.rs"));

/// Their texts one behind the other, deflated: few commands show one, and they
/// are a third so long.
static TOPIC_TEXTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/guide.deflated"));

/// Whether a topic of the guide ships.
#[must_use]
pub fn has_topic(id: &str) -> bool {
    TOPICS.iter().any(|(topic, _)| *topic == id)
}

/// The topics of the guide, as their files stand: id and text.
pub fn guide() -> &'static [(&'static str, &'static str)] {
    static GUIDE: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    GUIDE.get_or_init(|| {
        let length = TOPICS.iter().map(|(_, length)| length).sum();
        let texts = decompress_to_vec_with_limit(TOPIC_TEXTS, length).ok();
        // What cannot be read is empty, and the tests hold that nothing is.
        let texts = texts.and_then(|texts| String::from_utf8(texts).ok());
        let mut rest: &str = texts.unwrap_or_default().leak();
        let topics = TOPICS.iter().map(|&(id, length)| {
            let (text, others) = rest.split_at_checked(length).unwrap_or_default();
            rest = others;
            (id, text)
        });
        topics.collect()
    })
}

/// The text whose place the build script wrote down: where it begins and how
/// long it is, in bytes.
#[inline]
pub(super) fn text_between(start: usize, length: usize) -> Option<&'static str> {
    TEXTS.get(start..start.checked_add(length)?)
}

/// Reads all that is shipped, file by file, so that one draft at a time is in
/// memory.
///
/// # Errors
/// Only where the program was built from files that its own tests refuse.
pub fn parts() -> Result<Taking, ReadError> {
    read(Facts::Take)
}

/// The same for a start of the program, which relies on the tests having read
/// it all: facts wait until somebody asks for them.
///
/// # Errors
/// The same.
pub fn trusted_parts() -> Result<Taking, ReadError> {
    let mut taking = read(Facts::Wait)?;
    taking.parts.trusts_shipped = true;
    let files = &taking.parts.files;
    let first = files
        .iter()
        .position(|file| file.name.starts_with("facts/"));
    taking.parts.waiting_facts = first.map(|first| {
        let first_file = FileKey(first as u32);
        Box::new(ShippedFacts { first_file }) as Box<dyn WaitingFacts>
    });
    Ok(taking)
}

/// What becomes of facts.
#[derive(Clone, Copy)]
enum Facts {
    /// They are taken apart like everything else.
    Take,
    /// They wait.
    Wait,
}

fn read(facts: Facts) -> Result<Taking, ReadError> {
    let mut taking = Taking {
        parts: Parts {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            ..Parts::default()
        },
        ..Taking::default()
    };
    let mut fact_files = 0;
    for (folder, stem, content) in FILES {
        taking.file = FileKey(taking.parts.files.len() as u32);
        taking.parts.files.push(FileName {
            name: [folder, "/", stem, ".toml"].concat(),
            shipped: true,
        });
        match *folder {
            "pathways" => {
                read_embedded::<PathwayDraft<'_>>(content)?.take(stem, &mut taking);
            }
            "stages" => read_embedded::<StageDraft<'_>>(content)?.take(stem, &mut taking),
            "credentials" => {
                read_embedded::<CredentialDraft<'_>>(content)?.take(stem, &mut taking);
            }
            "facts" => match facts {
                Facts::Take => {
                    shipped_facts::of_file(fact_files)?.take(&mut taking);
                    fact_files += 1;
                }
                Facts::Wait => {}
            },
            "checklists" if *stem == "retired" => {
                read_embedded::<RetiredFileDraft<'_>>(content)?.take(&mut taking);
            }
            // Few commands ask for these.
            "checklists" if matches!(*stem, "applications" | "skills") => {}
            _ => return Err(stranger(folder, stem)),
        }
    }
    Ok(taking)
}

/// The skills that ship, and what is wrong with them.
///
/// # Errors
/// The same.
pub fn skills() -> Result<(Vec<Skill>, Taking), ReadError> {
    let mut taking = Taking::default();
    let mut skills = Vec::new();
    for (_, _, content) in FILES
        .iter()
        .filter(|(folder, stem, _)| (*folder, *stem) == ("checklists", "skills"))
    {
        skills = read_embedded::<SkillFileDraft<'_>>(content)?.take(&mut taking);
    }
    Ok((skills, taking))
}

/// What ships of job applications, and what is wrong with it.
///
/// # Errors
/// The same.
pub fn applications() -> Result<(ApplicationRules, Taking), ReadError> {
    let mut taking = Taking::default();
    let mut files = FILES.iter();
    let file = files.find(|(folder, stem, _)| (*folder, *stem) == ("checklists", "applications"));
    let rules = match file {
        Some((_, _, content)) => {
            read_embedded::<ApplicationFileDraft<'_>>(content)?.take(&mut taking)
        }
        None => ApplicationRules::default(),
    };
    Ok((rules, taking))
}

/// A file that nothing here reads would otherwise be shipped in vain.
fn stranger(folder: &str, stem: &str) -> ReadError {
    ReadError::of_text(format!("{folder}/{stem}.toml is of no kind that is read"))
}
