//! Saves a file whole: the old text or the new one, never a part of either.
//!
//! Owns the order that promises it: temporary file beside the real one, write,
//! fsync, compare, rename, fsync of the folder. Links are followed, owner and
//! permission bits kept. Leaves to others the lock, under which alone the
//! fixed name of the temporary file is safe, and the history.
//!
//! A file with a second name (a hard link) gets the new text under the name
//! asked for, and the other name keeps the old text, whole: writing into the
//! shared file instead could be cut short. [`Replaced`] says so. Extended
//! attributes are not carried over, as the standard library cannot.

use std::ffi::OsString;
use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::disk;
use super::read::{ReadError, file_metadata, read_limited};
use super::real_path::real_path;

/// Why a file was not saved.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// What stands there could not be read, or is no file.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Someone else saved the file since it was read, or made it where it was missing.
    #[error("`{}` was changed by another program meanwhile", path.display())]
    ChangedMeanwhile {
        /// The file.
        path: PathBuf,
    },
    /// Its permissions let nobody write; a rename would pass over that.
    #[error("`{}` is read-only", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The file belongs to someone else, to whom the new one could not be given.
    #[error("the owner of `{}` cannot be kept", path.display())]
    Owner {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The folder for a new file could not be made.
    #[error("the folder `{}` cannot be made", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The new text could not be written beside the file; the file is as it was.
    #[error("`{}` cannot be written", temporary.display())]
    Write {
        /// The temporary file.
        temporary: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The new text could not be put in place; the file is as it was.
    #[error("`{}` cannot be replaced", path.display())]
    Rename {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The new text is in place, but a power cut may bring the old one back.
    #[error("`{}` is saved, but it may not survive a power cut", path.display())]
    NotDurable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl ReplaceError {
    /// Whether the new text is in place in spite of the error.
    #[must_use]
    pub fn is_in_place(&self) -> bool {
        matches!(self, Self::NotDurable { .. })
    }
}

/// A save that is done and durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replaced {
    /// Further names (hard links) of the old file: they keep the old text. Not known on Windows.
    pub names_left_behind: u64,
}

/// Makes `new` the whole text of the file, provided that `old` still is (`None`: there is no file).
///
/// Call it under the lock: the temporary file has one fixed name. Only a program that saves in the
/// instant between the last comparison and the rename goes unnoticed.
///
/// # Errors
/// After any but [`ReplaceError::NotDurable`] the file is as it was and no temporary file is left.
pub fn replace(path: &Path, old: Option<&[u8]>, new: &[u8]) -> Result<Replaced, ReplaceError> {
    let real = real_path(path).map_err(ReadError::from)?;
    let before = file_metadata(path, &real)?;
    if before
        .as_ref()
        .is_some_and(|it| it.permissions().readonly())
    {
        let path = path.to_owned();
        return Err(ReplaceError::ReadOnly { path });
    }
    let (folder, temporary) = beside(path, &real)?;
    if old.is_none() {
        disk::make_folder(folder).map_err(|source| ReplaceError::Folder {
            folder: folder.to_owned(),
            source,
        })?;
    }
    let temporary = Temporary::write(temporary, new, path, before.as_ref())?;
    if !still(path, &real, old)? {
        let path = path.to_owned();
        return Err(ReplaceError::ChangedMeanwhile { path });
    }
    temporary
        .put_in_place(&real)
        .map_err(|source| ReplaceError::Rename {
            path: path.to_owned(),
            source,
        })?;
    disk::sync_folder(folder).map_err(|source| ReplaceError::NotDurable {
        path: path.to_owned(),
        source,
    })?;
    Ok(Replaced {
        names_left_behind: before.as_ref().map_or(0, further_names),
    })
}

/// The folder of the real file, and the one name its temporary file may have.
fn beside<'a>(path: &Path, real: &'a Path) -> Result<(&'a Path, PathBuf), ReplaceError> {
    let (Some(folder), Some(name)) = (real.parent(), real.file_name()) else {
        return Err(ReplaceError::Rename {
            path: path.to_owned(),
            source: io::ErrorKind::InvalidInput.into(),
        });
    };
    let mut temporary = OsString::from(".");
    temporary.push(name);
    temporary.push(".hitpath-new");
    Ok((folder, folder.join(temporary)))
}

/// Whether the path still means the same file, and that file still holds these bytes.
fn still(path: &Path, real: &Path, old: Option<&[u8]>) -> Result<bool, ReadError> {
    if real_path(path)? != real {
        return Ok(false);
    }
    let limit = old.map_or(0, <[u8]>::len) as u64;
    match read_limited(path, limit) {
        Ok(found) => Ok(found.as_deref() == old),
        Err(ReadError::TooLarge { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The new text under its temporary name, which goes away with this value unless it was put in place.
struct Temporary {
    path: PathBuf,
    file: File,
    in_place: bool,
}

impl Temporary {
    fn write(
        path: PathBuf,
        new: &[u8],
        target: &Path,
        before: Option<&Metadata>,
    ) -> Result<Self, ReplaceError> {
        let file = disk::create(&path).map_err(|source| ReplaceError::Write {
            temporary: path.clone(),
            source,
        })?;
        // From here on every way out removes the file.
        let temporary = Self {
            path,
            file,
            in_place: false,
        };
        let failed = |source| ReplaceError::Write {
            temporary: temporary.path.clone(),
            source,
        };
        disk::write(&temporary.file, new).map_err(failed)?;
        if let Some(before) = before {
            keep_owner(&temporary.file, before).map_err(|source| ReplaceError::Owner {
                path: target.to_owned(),
                source,
            })?;
            // Last, so that the text is never open to more people than the old one was.
            disk::set_permissions(&temporary.file, before.permissions()).map_err(failed)?;
        }
        disk::sync_file(&temporary.file).map_err(failed)?;
        Ok(temporary)
    }

    fn put_in_place(mut self, real: &Path) -> io::Result<()> {
        self.check_ours()?;
        disk::rename(&self.path, real)?;
        self.in_place = true;
        Ok(())
    }

    /// Where locks do not work, another command may have taken the temporary name for its own half-written text.
    #[cfg(unix)]
    fn check_ours(&self) -> io::Result<()> {
        use std::os::unix::fs::MetadataExt;
        let ours = self.file.metadata()?;
        let found = std::fs::symlink_metadata(&self.path)?;
        if (ours.dev(), ours.ino()) == (found.dev(), found.ino()) {
            Ok(())
        } else {
            Err(io::Error::other(
                "another command is saving at the same time",
            ))
        }
    }

    #[cfg(not(unix))]
    fn check_ours(&self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.in_place {
            // The error that led here is told; one of the clean-up would only hide it.
            disk::remove(&self.path).ok();
        }
    }
}

/// Someone who runs the program as root keeps the file usable for the person it belongs to.
#[cfg(unix)]
fn keep_owner(file: &File, before: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let now = file.metadata()?;
    if (now.uid(), now.gid()) == (before.uid(), before.gid()) {
        return Ok(());
    }
    disk::set_owner(file, before.uid(), before.gid())
}

#[cfg(not(unix))]
fn keep_owner(_file: &File, _before: &Metadata) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn further_names(before: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(before).saturating_sub(1)
}

#[cfg(not(unix))]
fn further_names(_before: &Metadata) -> u64 {
    0
}
