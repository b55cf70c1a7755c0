//! Which file a path really means.
//!
//! Owns the following of links, so that two spellings of one file share one
//! lock and one history, and a save lands in the file a link leads to. Leaves
//! to others what is read from or written to that file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Why it cannot be said which file a path means.
#[derive(Debug, thiserror::Error)]
pub enum RealPathError {
    /// A link to nothing: a mistake to be shown, not a missing file to be made anew.
    #[error("`{}` is a link to `{}`, which is not there", link.display(), target.display())]
    Dangling {
        /// The link.
        link: PathBuf,
        /// What it names, as written in it.
        target: PathBuf,
    },
    /// A link that cannot be followed, say because it leads back to itself.
    #[error("the link `{}` cannot be followed", link.display())]
    Link {
        /// The link.
        link: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system would not say.
    #[error("`{}` cannot be looked up", path.display())]
    LookUp {
        /// The path asked for.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// The absolute path without links of a file, or of where a missing file would come to be.
///
/// # Errors
/// A link that leads nowhere or in a circle, or a folder that may not be entered.
pub fn real_path(path: &Path) -> Result<PathBuf, RealPathError> {
    let look_up = |source| RealPathError::LookUp {
        path: path.to_owned(),
        source,
    };
    let absolute = std::path::absolute(path).map_err(look_up)?;
    match fs::symlink_metadata(&absolute) {
        Ok(found) if found.is_symlink() => {
            fs::canonicalize(&absolute).map_err(|source| broken_link(absolute, source))
        }
        Ok(_) => fs::canonicalize(&absolute).map_err(look_up),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            match (absolute.parent(), absolute.file_name()) {
                (Some(folder), Some(name)) => Ok(real_path(folder)?.join(name)),
                _ => Err(look_up(error)),
            }
        }
        Err(error) => Err(look_up(error)),
    }
}

fn broken_link(link: PathBuf, source: io::Error) -> RealPathError {
    match fs::read_link(&link) {
        Ok(target) if source.kind() == io::ErrorKind::NotFound => {
            RealPathError::Dangling { link, target }
        }
        _ => RealPathError::Link { link, source },
    }
}
