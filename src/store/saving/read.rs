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

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::read_limited;

    fn folder() -> TempDir {
        TempDir::new().expect("a temporary folder")
    }

    #[test]
    fn all_bytes_are_read() {
        let folder = folder();
        let path = folder.path().join("profile.toml");
        let bytes = b"\xef\xbb\xbfformat = 1\r\n\0\xff";
        fs::write(&path, bytes).expect("a file");
        let read = read_limited(&path, bytes.len() as u64).expect("it can be read");
        assert_eq!(read.as_deref(), Some(bytes.as_slice()));
    }

    #[test]
    fn missing_is_no_error() {
        let folder = folder();
        for name in ["profile.toml", "no/such/folder/profile.toml"] {
            let read = read_limited(&folder.path().join(name), 10);
            assert_eq!(read.expect("it can be told"), None);
        }
    }

    #[test]
    fn a_byte_too_many_is_refused_with_both_sizes() {
        let folder = folder();
        let path = folder.path().join("profile.toml");
        fs::write(&path, [b'x'; 11]).expect("a file");
        let error = read_limited(&path, 10).expect_err("too large");
        assert_eq!(
            error.to_string(),
            format!("`{}` has 11 bytes, and at most 10 are read", path.display())
        );
    }

    #[test]
    fn a_folder_is_no_file() {
        let folder = folder();
        let error = read_limited(folder.path(), 10).expect_err("a folder");
        assert_eq!(
            error.to_string(),
            format!("`{}` is a folder, not a file", folder.path().display())
        );
    }

    #[cfg(unix)]
    mod unix {
        use std::os::unix::fs::{PermissionsExt, symlink};
        use std::os::unix::net::UnixListener;
        use std::path::Path;
        use std::process::Command;

        use super::super::{FileKind, ReadError, open};
        use super::*;
        use crate::store::saving::testing::{again_without_privilege, child_of, must_pass};

        fn kind_of(path: &Path) -> FileKind {
            match read_limited(path, 10) {
                Err(ReadError::NotAFile { kind, .. }) => kind,
                other => panic!("{other:?}"),
            }
        }

        #[test]
        fn pipes_sockets_and_devices_are_refused_at_once() {
            let folder = folder();
            let pipe = folder.path().join("pipe");
            let made = Command::new("mkfifo").arg(&pipe).status();
            assert!(made.expect("mkfifo").success());
            let socket = folder.path().join("socket");
            let _listener = UnixListener::bind(&socket).expect("a socket");
            assert_eq!(kind_of(&pipe), FileKind::Pipe);
            assert_eq!(kind_of(&socket), FileKind::Socket);
            assert_eq!(kind_of(Path::new("/dev/null")), FileKind::Device);
            // Even where a pipe takes the name after the check, opening it does not wait.
            open(&pipe).expect("it is opened without a writer");
        }

        #[test]
        fn what_has_no_size_until_it_is_read_is_limited_too() {
            let endless = Path::new("/proc/self/status");
            if endless.exists() {
                let error = read_limited(endless, 10).expect_err("longer than that");
                assert!(matches!(error, ReadError::TooLarge { .. }), "{error}");
            }
        }

        #[test]
        fn a_link_to_nothing_is_not_missing() {
            let folder = folder();
            let link = folder.path().join("profile.toml");
            symlink("gone", &link).expect("a link");
            let error = read_limited(&link, 10).expect_err("it leads nowhere");
            assert!(matches!(error, ReadError::Place(_)), "{error}");
        }

        #[test]
        fn no_permission_is_named() {
            const NAME: &str = "no_permission_is_named";
            let Some(folder) = child_of() else {
                let folder = folder();
                let path = folder.path();
                fs::create_dir(path.join("closed")).expect("a folder");
                fs::write(path.join("closed/profile.toml"), "").expect("a file");
                fs::write(path.join("profile.toml"), "").expect("a file");
                must_pass(again_without_privilege(module_path!(), NAME, path));
                return;
            };
            let mode = |name, mode| {
                let permissions = fs::Permissions::from_mode(mode);
                fs::set_permissions(folder.join(name), permissions).expect("it is ours");
            };
            mode("profile.toml", 0o000);
            mode("closed", 0o000);
            for name in ["profile.toml", "closed/profile.toml"] {
                let path = folder.join(name);
                let error = read_limited(&path, 10).expect_err("closed");
                assert_eq!(
                    error.to_string(),
                    format!("there is no permission to read `{}`", path.display())
                );
            }
            mode("closed", 0o700);
        }
    }
}
