//! A file that a person asked for, to take elsewhere.
//!
//! It can be made again at any time, so that an earlier one of its kind is
//! replaced without a question. Anything else that has the name stays: a slip of
//! the keyboard must not cost a profile or a letter.

use std::path::{Path, PathBuf};

use super::{
    read::{ReadError, read_limited},
    real_path::real_path,
    replace::{ReplaceError, replace},
};

/// A file larger than this, in bytes, is none that was exported.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The folder it should lie in is missing.
    #[error("there is no folder `{}`", folder.display())]
    NoFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// Something that was not exported has the name.
    #[error("`{}` is there already and holds something else", path.display())]
    SomethingElse {
        /// The file.
        path: PathBuf,
    },
    /// The disk refused, or what has the name is no file.
    #[error(transparent)]
    Replace(#[from] ReplaceError),
}

/// Writes the file whole, owner-only where it is new.
///
/// `is_ours` tells a file that was exported and can be made again; such a one,
/// or an empty one, is replaced.
///
/// # Errors
/// The place holds something else or cannot be written; then all is as it was.
pub fn write_export(
    path: &Path,
    is_ours: impl Fn(&[u8]) -> bool,
    bytes: &[u8],
) -> Result<(), ExportError> {
    let real = real_path(path).map_err(|error| ReplaceError::from(ReadError::from(error)))?;
    if let Some(folder) = real.parent().filter(|folder| !folder.is_dir()) {
        return Err(ExportError::NoFolder {
            folder: folder.to_owned(),
        });
    }
    let old = read_limited(path, LARGEST).map_err(ReplaceError::from)?;
    let is_other = |old: &Vec<u8>| !old.is_empty() && !is_ours(old);
    if old.as_ref().is_some_and(is_other) {
        return Err(ExportError::SomethingElse {
            path: path.to_owned(),
        });
    }
    match replace(path, old.as_deref(), bytes) {
        // It is there, and after a power cut it can be made again.
        Err(error) if error.is_in_place() => Ok(()),
        result => Ok(result.map(|_| ())?),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::store::saving::testing::names_in;

    const BEGIN: &[u8] = b"BEGIN";

    fn begins(bytes: &[u8]) -> bool {
        bytes.starts_with(BEGIN)
    }

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a folder")
    }

    fn read(path: &Path) -> Vec<u8> {
        fs::read(path).expect("a file")
    }

    #[test]
    fn a_file_of_its_kind_is_replaced_and_nothing_else() {
        let folder = folder();
        let path = folder.path().join("dates.ics");
        write_export(&path, begins, b"BEGIN 1").expect("it is new");
        write_export(&path, begins, b"BEGIN 2").expect("it is of its kind");
        assert_eq!(read(&path), b"BEGIN 2");
        fs::write(&path, "").expect("a file");
        write_export(&path, begins, b"BEGIN 3").expect("it holds nothing");
        for other in ["format = 1\n", " BEGIN", "BEGI"] {
            fs::write(&path, other).expect("a file");
            let error = write_export(&path, begins, b"BEGIN 4").expect_err("something else");
            assert!(
                matches!(error, ExportError::SomethingElse { .. }),
                "{error}"
            );
            assert_eq!(read(&path), other.as_bytes());
        }
        assert_eq!(names_in(folder.path()), ["dates.ics"]);
    }

    #[test]
    fn no_folder_is_made() {
        let folder = folder();
        let path = folder.path().join("new/dates.ics");
        let error = write_export(&path, begins, BEGIN).expect_err("no folder");
        assert!(matches!(error, ExportError::NoFolder { .. }), "{error}");
        assert_eq!(names_in(folder.path()), [""; 0]);
        let error = write_export(folder.path(), begins, BEGIN).expect_err("a folder");
        assert!(
            error.to_string().ends_with("is a folder, not a file"),
            "{error}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_is_the_persons_alone_and_links_are_followed() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = folder();
        let path = folder.path().join("dates.ics");
        let mode = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode));
        write_export(&path, begins, BEGIN).expect("it is new");
        let found = || fs::metadata(&path).expect("there").permissions().mode() & 0o777;
        assert_eq!(found(), 0o600);
        mode(0o644).expect("it is ours");
        let link = folder.path().join("link.ics");
        symlink("dates.ics", &link).expect("a link");
        write_export(&link, begins, b"BEGIN 2").expect("it leads to its kind");
        assert_eq!((read(&path), found()), (b"BEGIN 2".to_vec(), 0o644));
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
        // A file that nobody may write is left alone.
        mode(0o444).expect("it is ours");
        write_export(&path, begins, BEGIN).expect_err("read-only");
        assert_eq!(read(&path), b"BEGIN 2");
    }
}
