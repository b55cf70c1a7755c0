//! Reads a file whole, or says why not.
//!
//! Owns the checks before any byte is believed: a regular file, of a size
//! that a person could have written, found through links that lead somewhere.
//! Leaves to others what the bytes mean.

use std::fmt;
use std::fs::{self, File, FileType, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::real_path::{RealPathError, real_path};

/// The largest profile that is read or written, in bytes.
pub const PROFILE_LIMIT: u64 = 4 * 1024 * 1024;

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A link that leads nowhere, or a place that cannot be looked up.
    #[error(transparent)]
    Place(#[from] RealPathError),
    /// Something that is not a file has the name.
    #[error("`{}` is {kind}, not a file", path.display())]
    NotAFile {
        /// What was to be read.
        path: PathBuf,
        /// What it is.
        kind: FileKind,
    },
    /// More bytes than are accepted.
    #[error("`{}` has {size} bytes, and at most {limit} are read", path.display())]
    TooLarge {
        /// What was to be read.
        path: PathBuf,
        /// Its size in bytes.
        size: u64,
        /// The most that is read.
        limit: u64,
    },
    /// The file is there, and this user may not read it.
    #[error("there is no permission to read `{}`", path.display())]
    Denied {
        /// What was to be read.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The disk failed.
    #[error("`{}` cannot be read", path.display())]
    Read {
        /// What was to be read.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// What a name can stand for besides a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A folder.
    Folder,
    /// A named pipe.
    Pipe,
    /// A socket.
    Socket,
    /// A device, like `/dev/null`.
    Device,
}

impl fmt::Display for FileKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Folder => "a folder",
            Self::Pipe => "a pipe",
            Self::Socket => "a socket",
            Self::Device => "a device",
        })
    }
}

/// All bytes of a regular file of at most `limit` bytes, through links; `None` where there is no such file.
///
/// # Errors
/// A link to nothing, anything but a file, too many bytes, no permission, a failing disk. None of
/// these means "missing": what cannot be read must not be taken for absent and written anew.
pub fn read_limited(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, ReadError> {
    let real = real_path(path).map_err(|error| denied_look_up(path, error))?;
    // Asked before opening: opening a device can act on it.
    if file_metadata(path, &real)?.is_none() {
        return Ok(None);
    }
    let failed = |source| read_failed(path, source);
    let file = match open(&real) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        result => result.map_err(failed)?,
    };
    // Asked again of what was opened: the name may have changed hands.
    let metadata = file.metadata().map_err(failed)?;
    regular(path, &metadata)?;
    let too_large = |size| ReadError::TooLarge {
        path: path.to_owned(),
        size,
        limit,
    };
    if metadata.len() > limit {
        return Err(too_large(metadata.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    // It may have grown meanwhile, or be of a kind that has no size until it is read.
    if bytes.len() as u64 > limit {
        return Err(too_large(bytes.len() as u64));
    }
    Ok(Some(bytes))
}

/// What the system knows of a regular file at a path without links; `None` where there is none.
/// Errors name `path`, the way the person wrote it.
pub(super) fn file_metadata(path: &Path, real: &Path) -> Result<Option<Metadata>, ReadError> {
    match fs::metadata(real) {
        Ok(metadata) => regular(path, &metadata).map(|()| Some(metadata)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(read_failed(path, error)),
    }
}

fn regular(path: &Path, metadata: &Metadata) -> Result<(), ReadError> {
    if metadata.is_file() {
        return Ok(());
    }
    Err(ReadError::NotAFile {
        path: path.to_owned(),
        kind: kind_of(metadata.file_type()),
    })
}

fn kind_of(found: FileType) -> FileKind {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if found.is_fifo() {
            return FileKind::Pipe;
        }
        if found.is_socket() {
            return FileKind::Socket;
        }
    }
    if found.is_dir() {
        FileKind::Folder
    } else {
        FileKind::Device
    }
}

fn open(real: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    // A pipe that took the name since the check must not hold the command for ever.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
    options.open(real)
}

fn denied_look_up(path: &Path, error: RealPathError) -> ReadError {
    match error {
        RealPathError::LookUp { source, .. }
            if source.kind() == io::ErrorKind::PermissionDenied =>
        {
            read_failed(path, source)
        }
        error => ReadError::Place(error),
    }
}

fn read_failed(path: &Path, source: io::Error) -> ReadError {
    let path = path.to_owned();
    if source.kind() == io::ErrorKind::PermissionDenied {
        ReadError::Denied { path, source }
    } else {
        ReadError::Read { path, source }
    }
}
