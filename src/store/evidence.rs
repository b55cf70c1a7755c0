//! Files that prove something: where they lie, and what tells one from another.
//! Nothing here is ever written.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

/// What tells a file from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// The SHA-256 of its bytes, in small hexadecimal digits.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
}

/// Whether a reference is an address, which is never looked at: there is no
/// network code.
#[must_use]
pub fn is_address(reference: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|scheme| reference.starts_with(scheme) && reference.len() > scheme.len())
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
    let digest = hasher.finalize();
    Ok(Fingerprint {
        sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        size,
    })
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
}
