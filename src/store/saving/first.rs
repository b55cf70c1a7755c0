//! A file beside the profile: made whole, or not at all.
//!
//! The bytes lie under a hidden name until they are durable. Only then they get
//! the name that others look for.

use std::{
    ffi::OsString,
    io, iter,
    path::{Path, PathBuf},
    process,
};

use super::disk;

/// Makes a file of these bytes and the folders above it, owner-only and
/// durable.
///
/// Where the disk knows no second names for a file, it is written under its
/// own, and a power cut may leave a part of it.
///
/// # Errors
/// Something has that name already, which stays as it is; or the disk refuses,
/// and then nothing is there.
pub fn write_first(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (folder, hidden) = places(path);
    disk::make_folder(folder)?;
    disk::write_new(&hidden, bytes)?;
    let named = match disk::link(&hidden, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => in_place(path, bytes),
        result => result,
    };
    // Left behind it is hidden, and nobody reads it.
    disk::remove(&hidden).ok();
    named?;
    disk::sync_folder(folder).inspect_err(|_| {
        disk::remove(path).ok();
    })
}

/// The same in place of whatever has that name.
///
/// # Errors
/// The disk refuses; the file is as it was, or new and perhaps not yet durable.
pub fn write_again(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (folder, hidden) = places(path);
    disk::make_folder(folder)?;
    disk::write_new(&hidden, bytes)?;
    disk::rename(&hidden, path).inspect_err(|_| {
        disk::remove(&hidden).ok();
    })?;
    disk::sync_folder(folder)
}

/// The folder of a file, and the hidden name beside it: another one for each
/// command, so that none names what another is still writing.
fn places(path: &Path) -> (&Path, PathBuf) {
    let folder = path.parent().unwrap_or(Path::new("."));
    let ending = format!(".{}.hitpath-new", process::id());
    let parts = [".".as_ref(), path.file_name().unwrap_or_default()];
    let name: OsString = parts
        .into_iter()
        .chain(iter::once(ending.as_ref()))
        .collect();
    (folder, folder.join(name))
}

fn in_place(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = disk::create_first(path)?;
    disk::write(&file, bytes)
        .and_then(|()| disk::sync_file(&file))
        .inspect_err(|_| {
            disk::remove(path).ok();
        })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::store::saving::{
        crash_point::{Plan, with_plan},
        testing::names_in,
    };

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

    /// Does this to a file, stopped at each operation in turn, and looks at what
    /// is there afterwards.
    fn at_every_stop(
        plan: fn(u32) -> Plan,
        before: Option<&[u8]>,
        act: fn(&Path, &[u8]) -> io::Result<()>,
        look: impl Fn(&io::Result<()>, Option<Vec<u8>>, Vec<String>),
    ) {
        for operations in 0..40 {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("one.toml");
            if let Some(before) = before {
                fs::write(&path, before).expect("a file");
            }
            let (result, is_stopped) = with_plan(plan(operations), || act(&path, b"whole"));
            look(&result, fs::read(&path).ok(), names_in(folder.path()));
            if !is_stopped {
                assert!(operations > 4, "it was stopped {operations} times");
                return;
            }
        }
        panic!("it never came to its end");
    }

    #[test]
    fn a_new_file_is_whole_or_not_there() {
        at_every_stop(Plan::DieAfter, None, write_first, |_, found, _| {
            assert!(found.is_none_or(|found| found == b"whole"));
        });
        at_every_stop(
            Plan::FailAfter,
            None,
            write_first,
            |result, found, names| {
                let is_there = found.is_some_and(|found| found == b"whole");
                assert_eq!(is_there, result.is_ok(), "{result:?}");
                // A hidden file stays only where the disk would not remove it.
                assert!(result.is_ok() || names.is_empty(), "{names:?}");
            },
        );
    }

    #[test]
    fn a_file_written_again_is_the_old_or_the_new() {
        let old: &[u8] = b"old";
        for plan in [Plan::DieAfter, Plan::FailAfter] {
            at_every_stop(plan, Some(old), write_again, |result, found, _| {
                let found = found.expect("it is there");
                assert!(found == b"whole" || (found == old && result.is_err()));
            });
        }
    }
}
