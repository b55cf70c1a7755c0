//! Files that prove something: where they lie, and what tells one from another.
//! Nothing here is ever written.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::journey::{
    proofs::{ProofState, Proofs},
    record::{Evidence, Record},
};

/// What tells a file from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// The SHA-256 of its bytes, in small hexadecimal digits.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
}

impl Fingerprint {
    /// That of the bytes that went into a hasher.
    pub(super) fn new(hasher: Sha256, size: u64) -> Self {
        let digest = hasher.finalize();
        Self {
            sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
            size,
        }
    }
}

/// Whether a reference is an address, which is never looked at: there is no
/// network code.
#[must_use]
pub fn is_address(reference: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|scheme| reference.starts_with(scheme) && reference.len() > scheme.len())
}

/// What is no address of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is no address of a page; an address begins with https:// or http://")]
pub struct NoAddress;

/// The address of a page, without the blanks around it.
///
/// # Errors
/// It is none.
pub fn page_address(text: &str) -> Result<&str, NoAddress> {
    let address = text.trim();
    match is_address(address) && !address.contains(char::is_whitespace) {
        true => Ok(address),
        false => Err(NoAddress),
    }
}

/// The file that a reference in the profile means: one that is no whole path is
/// counted from the folder of the profile.
#[must_use]
pub fn file(reference: &str, profile: &Path) -> PathBuf {
    let folder = profile.parent().unwrap_or(Path::new(""));
    folder.join(reference)
}

/// The size of a file, in bytes.
///
/// # Errors
/// It is not there, or no plain file.
pub fn size(path: &Path) -> io::Result<u64> {
    let about = fs::metadata(path)?;
    if about.is_file() {
        Ok(about.len())
    } else {
        Err(io::Error::other("it is not a file"))
    }
}

/// Reads a file through; `advance` is told of the bytes read as they come.
///
/// # Errors
/// It cannot be read, or is no plain file.
pub fn fingerprint(path: &Path, advance: &mut dyn FnMut(u64)) -> io::Result<Fingerprint> {
    // Asked first: opening a pipe would wait for whoever writes into it.
    let mut left = size(path)?;
    let before = fs::metadata(path)?;
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut size = 0;
    // Some files of the system have no end, whatever they say of their size.
    while left > 0 {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        let bytes = read as u64;
        left = left.saturating_sub(bytes);
        size += bytes;
        hasher.update(&buffer[..read]);
        advance(bytes);
    }
    let after = fs::metadata(path)?;
    if before.len() != after.len() || before.modified().ok() != after.modified().ok() {
        return Err(io::Error::other("it was changed while it was read"));
    }
    Ok(Fingerprint::new(hasher, size))
}

/// What became of one proof: by its bytes where `advance` is told of those that
/// were read, else only by its place and size.
#[must_use]
pub fn state(
    evidence: &Evidence,
    profile: &Path,
    advance: Option<&mut dyn FnMut(u64)>,
) -> ProofState {
    if is_address(&evidence.reference) {
        return ProofState::Address;
    }
    let path = file(&evidence.reference, profile);
    let found = match size(&path) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return ProofState::Missing,
        Err(_) => return ProofState::Unreadable,
    };
    if evidence.size.is_some_and(|size| size != found) {
        return ProofState::Changed;
    }
    let (Some(advance), Some(sha256)) = (advance, &evidence.sha256) else {
        return ProofState::There;
    };
    match fingerprint(&path, advance) {
        Ok(found) if found.sha256.eq_ignore_ascii_case(sha256) => ProofState::There,
        Ok(_) => ProofState::Changed,
        Err(_) => ProofState::Unreadable,
    }
}

/// What became of all proofs in a record, by place and size: nothing is opened.
#[must_use]
pub fn proofs(record: &Record, profile: &Path) -> Proofs {
    proofs_by(record, &mut |evidence| state(evidence, profile, None))
}

/// What became of all proofs in a record, by their bytes; `advance` is told of
/// those that were read.
#[must_use]
pub fn proofs_in_full(record: &Record, profile: &Path, advance: &mut dyn FnMut(u64)) -> Proofs {
    proofs_by(record, &mut |evidence| {
        state(evidence, profile, Some(&mut *advance))
    })
}

fn proofs_by(record: &Record, state: &mut dyn FnMut(&Evidence) -> ProofState) -> Proofs {
    let mut of_list = |list: &[Evidence]| list.iter().map(&mut *state).collect();
    let marks = record.marks.iter();
    let proved = marks.filter(|(_, mark)| !mark.evidence.is_empty());
    Proofs {
        marks: proved
            .map(|(id, mark)| (id.clone(), of_list(&mark.evidence)))
            .collect(),
        credits: record
            .credits
            .iter()
            .map(|activity| of_list(&activity.evidence))
            .collect(),
    }
}

/// Looks for proofs that are no longer in their places, under whatever names:
/// below these folders, each file read at most once.
#[derive(Debug, Default)]
pub struct Search {
    /// Files by their size in bytes.
    by_size: BTreeMap<u64, Vec<PathBuf>>,
    /// The SHA-256 of those that were read through.
    read: BTreeMap<PathBuf, Option<String>>,
}

/// Below so many folders nobody looks for their papers.
const DEEPEST: usize = 4;

/// So many files and folders are looked at, and no more.
const MOST_FILES: usize = 20_000;

/// A file larger than this, in bytes, is no paper that was moved.
const LARGEST_TO_SEARCH: u64 = 256 * 1024 * 1024;

impl Search {
    /// Takes down what lies in folders and below them. Links are not followed.
    #[must_use]
    pub fn below(folders: &[PathBuf]) -> Self {
        let mut search = Self::default();
        let mut seen = BTreeSet::new();
        let mut left = MOST_FILES;
        let mut to_visit: VecDeque<(PathBuf, usize)> = VecDeque::new();
        to_visit.extend(folders.iter().map(|folder| (folder.clone(), 0)));
        while let Some((folder, depth)) = to_visit.pop_front() {
            if !seen.insert(folder.clone()) {
                continue;
            }
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let Some(fewer) = left.checked_sub(1) else {
                    return search;
                };
                left = fewer;
                let Ok(kind) = entry.file_type() else {
                    continue;
                };
                if kind.is_dir() && depth < DEEPEST {
                    to_visit.push_back((entry.path(), depth + 1));
                } else if kind.is_file() {
                    let size = entry.metadata().map_or(u64::MAX, |about| about.len());
                    search.by_size.entry(size).or_default().push(entry.path());
                }
            }
        }
        search
    }

    /// Where the same bytes lie now. One of which the size is not known was
    /// written down by an earlier version: then it is not looked for, since every
    /// file would have to be read.
    pub fn find(&mut self, evidence: &Evidence) -> Option<PathBuf> {
        let (sha256, size) = evidence.sha256.as_ref().zip(evidence.size)?;
        if size > LARGEST_TO_SEARCH {
            return None;
        }
        let alike = self.by_size.get(&size)?;
        let found = alike.iter().find(|path| {
            let read = self.read.entry((*path).clone()).or_insert_with(|| {
                let found = fingerprint(path, &mut |_| {}).ok();
                found.map(|found| found.sha256)
            });
            let read = read.as_ref();
            read.is_some_and(|found| found.eq_ignore_ascii_case(sha256))
        });
        found.cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_bytes() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("c.txt");
        fs::write(&path, "abc").expect("written");
        let mut told = 0;
        let found = fingerprint(&path, &mut |bytes| told += bytes).expect("it can be read");
        // The value that FIPS 180-2 gives for these three bytes.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!((found.sha256.as_str(), found.size), (expected, 3));
        assert_eq!(told, 3);
        assert!(fingerprint(folder.path(), &mut |_| {}).is_err());
    }

    #[test]
    fn a_reference_is_counted_from_the_folder_of_the_profile() {
        let profile = Path::new("/home/ada/profile.toml");
        let papers = Path::new("/home/ada/papers/d.pdf");
        assert_eq!(file("papers/d.pdf", profile), papers);
        assert_eq!(file("/home/ada/papers/d.pdf", profile), papers);
        assert!(is_address("https://e.org/c") && !is_address("https://"));
    }

    #[test]
    fn what_became_of_a_proof_is_seen_by_place_size_and_bytes() {
        let folder = tempfile::tempdir().expect("a folder");
        let profile = folder.path().join("profile.toml");
        let path = folder.path().join("c.txt");
        fs::write(&path, "abc").expect("written");
        let found = fingerprint(&path, &mut |_| {}).expect("it can be read");
        let evidence = Evidence {
            reference: "c.txt".into(),
            added: None,
            sha256: Some(found.sha256.to_uppercase()),
            size: Some(found.size),
        };
        let quick = |evidence: &Evidence| state(evidence, &profile, None);
        let full = |evidence: &Evidence| state(evidence, &profile, Some(&mut |_| {}));
        assert_eq!(quick(&evidence), ProofState::There);
        assert_eq!(full(&evidence), ProofState::There);
        fs::write(&path, "abd").expect("written");
        assert_eq!(quick(&evidence), ProofState::There, "of the same size");
        assert_eq!(full(&evidence), ProofState::Changed);
        fs::write(&path, "abcd").expect("written");
        assert_eq!(quick(&evidence), ProofState::Changed);
        let below = folder.path().join("a/b");
        fs::create_dir_all(&below).expect("folders");
        let moved = below.join("moved.txt");
        fs::write(&moved, "abc").expect("written");
        fs::write(folder.path().join("other.txt"), "cba").expect("of the same size");
        fs::remove_file(&path).expect("removed");
        assert_eq!(quick(&evidence), ProofState::Missing);
        let folders = [folder.path().to_owned()];
        assert_eq!(Search::below(&folders).find(&evidence), Some(moved));
        fs::create_dir(&path).expect("a folder");
        assert_eq!(full(&evidence), ProofState::Unreadable);
        let address = Evidence {
            reference: "https://e.org/c".into(),
            ..evidence
        };
        assert_eq!(full(&address), ProofState::Address);
    }
}
