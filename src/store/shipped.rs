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
    read(|_, _, _| true, Facts::Take)
}

/// The same for a start of the program, which relies on the tests having read
/// it all: facts wait until somebody asks for them.
///
/// # Errors
/// The same.
pub fn trusted_parts() -> Result<Taking, ReadError> {
    trusted(|_, _, _| true)
}

fn trusted(is_needed: impl Fn(&str, &str, &Parts) -> bool) -> Result<Taking, ReadError> {
    let mut taking = read(is_needed, Facts::Wait)?;
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

/// What a person on one pathway needs of it: the pathway, its stages and the
/// credentials that it leads to or that its steps award, or all where it leads to
/// none. None where no such pathway ships.
///
/// # Errors
/// The same.
pub fn parts_of_pathway(id: &str) -> Result<Option<Taking>, ReadError> {
    let mut files = FILES.iter();
    let file = files.find(|(folder, stem, _)| (*folder, *stem) == ("pathways", id));
    let Some((_, _, content)) = file else {
        return Ok(None);
    };
    let pathway: PathwayDraft<'_> = read_embedded(content)?;
    part(id, &pathway).map(Some)
}

fn part(id: &str, pathway: &PathwayDraft<'_>) -> Result<Taking, ReadError> {
    let goal = pathway.goal.as_ref();
    let is_needed = |folder: &str, stem: &str, parts: &Parts| match folder {
        "pathways" => stem == id,
        "stages" => pathway.stages.iter().any(|stage| &**stage == stem),
        "credentials" => goal.is_none_or(|goal| &**goal == stem || awards(parts, stem)),
        _ => true,
    };
    let mut taking = trusted(is_needed)?;
    taking.parts.is_a_part = true;
    Ok(taking)
}

/// Whether a step of the stages that were read awards a credential.
fn awards(parts: &Parts, credential: &str) -> bool {
    let mut steps = parts.stages.iter().flat_map(|(stage, _)| &stage.steps);
    steps.any(|step| {
        step.awards
            .as_ref()
            .is_some_and(|it| it.as_str() == credential)
    })
}

/// What becomes of facts.
#[derive(Clone, Copy)]
enum Facts {
    /// They are taken apart like everything else.
    Take,
    /// They wait.
    Wait,
}

fn read(is_needed: impl Fn(&str, &str, &Parts) -> bool, facts: Facts) -> Result<Taking, ReadError> {
    let mut taking = Taking {
        parts: Parts {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            ..Parts::default()
        },
        ..Taking::default()
    };
    let mut fact_files = 0;
    // Which credentials are needed can follow from the stages.
    let is_credential = |file: &&(&str, &str, &[u8])| file.0 == "credentials";
    let credentials = FILES.iter().filter(is_credential);
    let others = FILES.iter().filter(|file| !is_credential(file));
    for (folder, stem, content) in others.chain(credentials) {
        if !is_needed(folder, stem, &taking.parts) {
            continue;
        }
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::{
        ToSpan as _,
        civil::{Date, date},
    };

    use super::*;
    use crate::{
        catalog::{Catalog, audit::audit, fact::AppliesOn, id::StepId},
        journey::{
            evaluation::Evaluation,
            record::{Mark, Record, State},
        },
    };

    const NEW_FROM: Date = date(2027, 5, 1);

    /// What ships, had each fact that a credential names a second version that
    /// one of the person's days picks.
    fn with_versions(taking: Taking, credentials: &Catalog, applies_on: AppliesOn) -> Catalog {
        let mut parts = taking.parts;
        parts.waiting_facts = None;
        // Only the references are of interest, in the whole as in a part.
        parts.is_a_part = true;
        let whole = super::parts().expect("what ships can be read");
        let named: BTreeSet<&str> = credentials
            .credentials()
            .flat_map(|credential| credential.all_facts())
            .map(|id| id.as_str())
            .collect();
        for (mut version, place) in whole.parts.facts {
            version.file = FileKey(0);
            if named.contains(version.id.as_str()) {
                version.applies_on = applies_on;
                version.effective_from = None;
                version.effective_until = NEW_FROM.yesterday().ok();
                let mut new = version.clone();
                new.effective_from = Some(NEW_FROM);
                new.effective_until = None;
                parts.facts.push((new, place));
            }
            parts.facts.push((version, place));
        }
        audit(parts).unwrap_or_else(|problems| panic!("refused: {problems:#?}"))
    }

    /// The facts of which a part and the whole catalog pick other versions for
    /// a person who did one step before the new version, or does it after.
    fn differences() -> BTreeSet<String> {
        let names = audit(parts().expect("what ships can be read").parts);
        let names = names.expect("what ships is sound");
        let mut different = BTreeSet::new();
        let mut new = 0;
        for applies_on in [
            AppliesOn::Exam,
            AppliesOn::Graduation,
            AppliesOn::Credential,
        ] {
            let taking = trusted_parts().expect("what ships can be read");
            let whole = with_versions(taking, &names, applies_on);
            for (_, id, content) in FILES.iter().filter(|(folder, ..)| *folder == "pathways") {
                let draft = read_embedded(content).expect("what ships can be read");
                let taking = part(id, &draft).expect("what ships can be read");
                let part = with_versions(taking, &names, applies_on);
                let dating: BTreeSet<&StepId> = dating(&whole).collect();
                // A mark on a step elsewhere has everything read.
                let dating = dating
                    .into_iter()
                    .filter(|step| part.step_named(step.as_str()).is_some());
                for step in dating {
                    for day in [NEW_FROM - 30.days(), NEW_FROM + 30.days()] {
                        let mut record = Record::default();
                        let mark = Mark {
                            state: State::Done,
                            on: Some(day),
                            ..Mark::default()
                        };
                        record.marks.insert(step.to_string(), mark);
                        let picked = |catalog| picked(catalog, id, &record);
                        let (of_part, of_whole) = (picked(&part), picked(&whole));
                        let is_new = |(_, from): &&(String, Option<Date>)| *from == Some(NEW_FROM);
                        new += of_whole.iter().filter(is_new).count();
                        let pairs = of_part.into_iter().zip(of_whole);
                        let others = pairs.filter(|(part, whole)| part != whole);
                        different.extend(others.map(|((fact, _), _)| fact));
                    }
                }
            }
        }
        assert!(new > 0, "no day picked anything");
        different
    }

    /// The steps whose day is one of a credential.
    fn dating(catalog: &Catalog) -> impl Iterator<Item = &StepId> {
        let of_credentials = catalog.credentials().flat_map(|credential| {
            let days = [&credential.exam_day, &credential.graduation_day];
            let others = [&credential.dated_by, &credential.early_form];
            days.into_iter().chain(others).flatten()
        });
        let awarding = catalog.steps().filter(|(_, step)| step.awards.is_some());
        of_credentials.chain(awarding.map(|(_, step)| &step.id))
    }

    /// The first day of the version of each fact that holds for a person.
    fn picked(catalog: &Catalog, pathway: &str, record: &Record) -> Vec<(String, Option<Date>)> {
        let pathway = catalog.pathway_named(pathway).expect("it is there");
        // Every day that is tried has come by then.
        let today = NEW_FROM + 30.days();
        let evaluation = Evaluation::new(catalog, record, pathway, today);
        let mut facts: Vec<_> = catalog
            .facts()
            .filter_map(|fact| evaluation.in_force(fact))
            .map(|fact| (fact.id().to_string(), fact.version.effective_from))
            .collect();
        facts.sort_unstable();
        facts
    }

    #[test]
    fn a_part_picks_the_version_of_a_fact_that_the_whole_picks() {
        assert_eq!(differences(), BTreeSet::new());
    }
}
