//! What proves a step: a file or an address. Only the reference is kept, with
//! the file's fingerprint, never a copy.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

use sha2::{Digest, Sha256};

use crate::{failure::Failure, session::Session};

/// A reference that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proof {
    /// As the person gave it.
    pub(super) reference: String,
    /// The fingerprint of a file; none for an address.
    pub(super) sha256: Option<String>,
}

/// Looks at each reference given.
pub(super) fn proofs(given: &[String], session: &Session) -> Result<Vec<Proof>, Failure> {
    given
        .iter()
        .map(|reference| proof(reference, session))
        .collect()
}

fn proof(reference: &str, session: &Session) -> Result<Proof, Failure> {
    let is_address = ["https://", "http://"]
        .iter()
        .any(|scheme| reference.starts_with(scheme) && reference.len() > scheme.len());
    let sha256 = if is_address {
        None
    } else {
        let path = Path::new(reference);
        let cannot = |error: io::Error| {
            Failure::new(format!(
                "the evidence `{reference}` cannot be read; nothing was changed"
            ))
            .detail(error.to_string())
            .hint("give the path of a file, or an address that begins with https://")
        };
        Some(fingerprint(path, session).map_err(cannot)?)
    };
    Ok(Proof {
        reference: reference.to_owned(),
        sha256,
    })
}

fn fingerprint(path: &Path, session: &Session) -> io::Result<String> {
    let about = fs::metadata(path)?;
    // Asked first: opening a pipe would wait for whoever writes into it.
    if !about.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    let name = path.display().to_string();
    let mut progress = session.terminal.reading(&name, about.len());
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    // Some files of the system have no end, whatever they say of their size.
    let mut left = about.len();
    while left > 0 {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        left = left.saturating_sub(read as u64);
        hasher.update(&buffer[..read]);
        progress.advance(read as u64);
    }
    let digest = hasher.finalize();
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}
