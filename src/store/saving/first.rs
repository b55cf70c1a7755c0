//! A file that was not there: made whole, or not at all.

use std::{io, path::Path};

use super::disk;

/// Makes a file of these bytes and the folders above it, owner-only and
/// durable.
///
/// # Errors
/// Something has that name already, which stays as it is; or the disk refuses,
/// and then nothing is there.
pub fn write_first(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    disk::make_folder(folder)?;
    let file = disk::create_first(path)?;
    disk::write(&file, bytes)
        .and_then(|()| disk::sync_file(&file))
        .inspect_err(|_| {
            disk::remove(path).ok();
        })?;
    disk::sync_folder(folder)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_is_there_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("new/one.toml");
        write_first(&path, b"first").expect("it is made");
        let again = write_first(&path, b"second").expect_err("it is there");
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).expect("it is there"), b"first");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode();
            assert_eq!(mode(&path) & 0o777, 0o600);
            assert_eq!(mode(&folder.path().join("new")) & 0o777, 0o700);
            // A link to nothing is something.
            let link = folder.path().join("link");
            std::os::unix::fs::symlink(folder.path().join("gone"), &link).expect("a link");
            assert!(write_first(&link, b"x").is_err());
            assert!(!folder.path().join("gone").exists());
        }
    }
}
