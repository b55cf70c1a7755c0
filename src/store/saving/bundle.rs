//! A folder of copies, to hand to somebody else.
//!
//! It is new, or empty before: nothing of anybody's is ever written over. The
//! files in it are owner-only, and the one that is copied is only read.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::disk;
use crate::store::evidence::{self, Fingerprint};

/// A folder that was begun by this run.
#[derive(Debug)]
pub struct Bundle {
    folder: PathBuf,
}

/// Why a folder cannot be begun.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// Something lies in it.
    #[error("`{}` is not empty", .0.display())]
    NotEmpty(PathBuf),
    /// A file has the name.
    #[error("`{}` is a file, not a folder", .0.display())]
    NoFolder(PathBuf),
    /// The disk refused.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Why a file was not copied.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// It cannot be read, or is no plain file.
    #[error(transparent)]
    Source(io::Error),
    /// The copy cannot be written.
    #[error(transparent)]
    Copy(io::Error),
}

impl Bundle {
    /// Begins a folder; those above it are made where they are missing.
    ///
    /// # Errors
    /// Something lies in it, or it cannot be made.
    pub fn begin(folder: &Path) -> Result<Self, BundleError> {
        let is_other = || fs::symlink_metadata(folder).is_ok() && !folder.is_dir();
        if is_other() {
            return Err(BundleError::NoFolder(folder.to_owned()));
        }
        disk::make_folder(folder)?;
        if fs::read_dir(folder)?.next().is_some() {
            return Err(BundleError::NotEmpty(folder.to_owned()));
        }
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    /// Copies a file under a name that begins with `stem`, keeps its ending and
    /// is not there yet. Says the name and what tells the copy from others;
    /// `advance` is told of the bytes as they come.
    ///
    /// # Errors
    /// It cannot be read, or the copy cannot be written; then there is none.
    pub fn copy(
        &self,
        from: &Path,
        stem: &str,
        advance: &mut dyn FnMut(u64),
    ) -> Result<(String, Fingerprint), CopyError> {
        // Asked first: opening a pipe would wait for whoever writes into it.
        let left = evidence::size(from).map_err(CopyError::Source)?;
        let source = File::open(from).map_err(CopyError::Source)?;
        let (name, target) = self.create(stem, from).map_err(CopyError::Copy)?;
        let copied = copy(source, &target, left, advance);
        let copied = copied.and_then(|found| {
            disk::sync_file(&target).map_err(CopyError::Copy)?;
            Ok(found)
        });
        match copied {
            Ok(found) => Ok((name, found)),
            Err(error) => {
                disk::remove(&self.folder.join(name)).ok();
                Err(error)
            }
        }
    }

    /// Writes a file of these bytes.
    ///
    /// # Errors
    /// It is there already, or the disk refused.
    pub fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.folder.join(name);
        let file = disk::create_first(&path)?;
        let written = disk::write(&file, bytes).and_then(|()| disk::sync_file(&file));
        written.inspect_err(|_| {
            disk::remove(&path).ok();
        })
    }

    /// A new file: `stem.pdf`, else `stem-2.pdf` and so on. What differs only in
    /// upper and lower case is one name to some systems, and they say so.
    fn create(&self, stem: &str, like: &Path) -> io::Result<(String, File)> {
        let ending = ending(like);
        let mut number = 1_u32;
        loop {
            let name = match number {
                1 => format!("{stem}{ending}"),
                more => format!("{stem}-{more}{ending}"),
            };
            match disk::create_first(&self.folder.join(&name)) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                result => return Ok((name, result?)),
            }
        }
    }
}

fn copy(
    mut source: File,
    target: &File,
    mut left: u64,
    advance: &mut dyn FnMut(u64),
) -> Result<Fingerprint, CopyError> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut size = 0;
    // Some files of the system have no end, whatever they say of their size.
    while left > 0 {
        let read = source.read(&mut buffer).map_err(CopyError::Source)?;
        if read == 0 {
            break;
        }
        disk::write(target, &buffer[..read]).map_err(CopyError::Copy)?;
        let bytes = read as u64;
        left = left.saturating_sub(bytes);
        size += bytes;
        hasher.update(&buffer[..read]);
        advance(bytes);
    }
    Ok(Fingerprint::new(hasher, size))
}

/// A name for a file that every system takes, out of words that may hold
/// anything: letters and digits in lower case, with hyphens between them.
#[must_use]
pub fn safe_stem(words: &str) -> String {
    /// In bytes; a number, an ending and the folder above still fit.
    const LONGEST: usize = 80;
    let mut stem = String::new();
    for character in words.chars() {
        if character.is_alphanumeric() {
            stem.extend(character.to_lowercase());
        } else if !stem.is_empty() && !stem.ends_with('-') {
            stem.push('-');
        }
        if stem.len() >= LONGEST {
            break;
        }
    }
    stem.trim_end_matches('-').to_owned()
}

/// `.pdf`, where a file has such a plain ending.
fn ending(path: &Path) -> String {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let is_plain = |ending: &&str| {
        (1..=8).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let ending = ending.filter(is_plain);
    ending.map_or_else(String::new, |ending| {
        format!(".{}", ending.to_ascii_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::saving::testing::names_in;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a folder")
    }

    #[test]
    fn words_become_a_name_that_every_system_takes() {
        for (words, stem) in [
            (
                "2026-05-01 Webinar: HIPAA & you",
                "2026-05-01-webinar-hipaa-you",
            ),
            ("2026-05-01 ../../etc/passwd", "2026-05-01-etc-passwd"),
            ("2026-05-01 a\\b\u{202e}c\n\0", "2026-05-01-a-b-c"),
            ("2026-05-01 É \u{1f4c4} ", "2026-05-01-é"),
            ("2026-05-01 ...", "2026-05-01"),
        ] {
            assert_eq!(safe_stem(words), stem);
        }
        let long = safe_stem(&"ж ".repeat(300));
        assert!((70..=82).contains(&long.len()), "{long}");
        let of = |name: &str| ending(Path::new(name));
        assert_eq!(of("c.PDF"), ".pdf");
        for odd in ["c", ".c", "c.", "c.p f", "c.abcdefghi", "a.b/c"] {
            assert_eq!(of(odd), "", "{odd}");
        }
    }

    #[test]
    fn a_folder_is_new_or_empty() {
        let folder = folder();
        let path = folder.path().join("audit/2026");
        Bundle::begin(&path).expect("it is new");
        let bundle = Bundle::begin(&path).expect("it is empty");
        bundle.write("a", b"1").expect("it is new");
        bundle.write("a", b"2").expect_err("it is there");
        assert_eq!(fs::read(path.join("a")).expect("there"), b"1");
        let error = Bundle::begin(&path).expect_err("it holds something");
        assert!(matches!(error, BundleError::NotEmpty(_)), "{error}");
        let error = Bundle::begin(&path.join("a")).expect_err("a file");
        assert!(matches!(error, BundleError::NoFolder(_)), "{error}");
    }

    #[test]
    fn copies_of_one_name_get_numbers_and_what_cannot_be_read_leaves_nothing() {
        let folder = folder();
        let source = folder.path().join("c.TXT");
        fs::write(&source, "abc").expect("written");
        let path = folder.path().join("out");
        let bundle = Bundle::begin(&path).expect("it is new");
        let copy = |from: &Path| bundle.copy(from, "x", &mut |_| {});
        assert_eq!(copy(&source).expect("copied").0, "x.txt");
        let (name, found) = copy(&source).expect("copied");
        assert_eq!((name.as_str(), found.size), ("x-2.txt", 3));
        assert_eq!(
            found,
            evidence::fingerprint(&source, &mut |_| {}).expect("read")
        );
        let error = copy(folder.path()).expect_err("a folder");
        assert!(matches!(error, CopyError::Source(_)), "{error}");
        copy(&folder.path().join("none")).expect_err("nothing there");
        assert_eq!(names_in(&path), ["x-2.txt", "x.txt"]);
        assert_eq!(fs::read(path.join("x-2.txt")).expect("there"), b"abc");
    }

    #[cfg(unix)]
    #[test]
    fn everything_is_the_persons_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder();
        let source = folder.path().join("c.txt");
        fs::write(&source, "abc").expect("written");
        let path = folder.path().join("out");
        let bundle = Bundle::begin(&path).expect("it is new");
        bundle.copy(&source, "x", &mut |_| {}).expect("copied");
        bundle.write("list.md", b"1").expect("written");
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o700);
        assert_eq!(mode(&path.join("x.txt")), 0o600);
        assert_eq!(mode(&path.join("list.md")), 0o600);
    }
}
