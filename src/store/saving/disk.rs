//! Every operation that alters the disk, one function each.
//!
//! Owns how a file or folder is made, written, made durable, renamed and
//! removed: owner-only, never through a link that someone planted. Leaves to
//! others what is written and in which order. That nothing in the store
//! alters the disk elsewhere is what lets the tests stop it anywhere.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::path::Path;
#[cfg(any(windows, test))]
use std::time::Duration;

use super::crash_point::{reached, reached_writing};

/// Makes a new file of these bytes, owner-only and durable; its name may still be lost until
/// [`sync_folder`]. What stood there under the name, a leftover or a planted link, is removed first;
/// after an error nothing is there.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = create(path)?;
    write(&file, bytes)
        .and_then(|()| sync_file(&file))
        .inspect_err(|_| {
            remove(path).ok();
        })
}

/// Makes a new, empty, owner-only file in place of whatever had that name.
pub(super) fn create(path: &Path) -> io::Result<File> {
    remove(path)?;
    create_first(path)
}

/// Makes a new, empty, owner-only file; whatever has that name already stays.
pub(super) fn create_first(path: &Path) -> io::Result<File> {
    reached()?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Writes all bytes.
pub(super) fn write(mut file: &File, bytes: &[u8]) -> io::Result<()> {
    reached_writing(file, bytes)?;
    file.write_all(bytes)
}

/// Gives a file the permission bits of another.
pub(super) fn set_permissions(file: &File, permissions: Permissions) -> io::Result<()> {
    reached()?;
    file.set_permissions(permissions)
}

/// Gives a file to an owner and a group.
#[cfg(unix)]
pub(super) fn set_owner(file: &File, user: u32, group: u32) -> io::Result<()> {
    reached()?;
    std::os::unix::fs::fchown(file, Some(user), Some(group))
}

/// Returns once the bytes of the file would survive a power cut.
pub(super) fn sync_file(file: &File) -> io::Result<()> {
    reached()?;
    done_where_unsupported(file.sync_all())
}

/// Renames a file over another, which is gone in the same instant.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    reached()?;
    #[cfg(windows)]
    return patiently(|| fs::rename(from, to), std::thread::sleep);
    #[cfg(not(windows))]
    fs::rename(from, to)
}

/// Gives a file a second name; whatever has that name already stays.
pub(super) fn link(from: &Path, to: &Path) -> io::Result<()> {
    reached()?;
    fs::hard_link(from, to)
}

/// Removes a file or a link, never what a link leads to; a missing one is fine.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    reached()?;
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// Makes a folder and those above it, owner-only and durable; folders that are there stay as they are.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let above = path.parent().filter(|above| !above.as_os_str().is_empty());
    if let Some(above) = above {
        make_folder(above)?;
    }
    reached()?;
    match owner_only().create(path) {
        // Another command was quicker.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        result => result,
    }?;
    above.map_or(Ok(()), sync_folder)
}

#[cfg(unix)]
fn owner_only() -> DirBuilder {
    let mut builder = DirBuilder::new();
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// On Windows the folder of the user's own data is theirs alone already.
#[cfg(not(unix))]
fn owner_only() -> DirBuilder {
    DirBuilder::new()
}

/// Returns once the names in the folder would survive a power cut, where the system has that.
#[cfg(unix)]
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    reached()?;
    match File::open(path) {
        Ok(folder) => done_where_unsupported(folder.sync_all()),
        // A folder that may be entered but not listed cannot be synced; SQLite goes on too.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        Err(error) => Err(error),
    }
}

/// Windows has no such call; its file systems keep a journal of names.
#[cfg(not(unix))]
pub(super) fn sync_folder(_path: &Path) -> io::Result<()> {
    reached()
}

/// Some network file systems cannot sync. That is no failed sync, and the person has no other disk.
fn done_where_unsupported(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput
            ) =>
        {
            Ok(())
        }
        result => result,
    }
}

/// Virus scanners and indexers hold a new file for a moment, so on Windows a rename is tried for a second.
#[cfg(any(windows, test))]
fn patiently(
    mut rename: impl FnMut() -> io::Result<()>,
    mut pause: impl FnMut(Duration),
) -> io::Result<()> {
    const ACCESS_DENIED: i32 = 5;
    const SHARING_VIOLATION: i32 = 32;
    const TRIES: u32 = 40;

    for _ in 1..TRIES {
        match rename() {
            Err(error)
                if matches!(
                    error.raw_os_error(),
                    Some(ACCESS_DENIED | SHARING_VIOLATION)
                ) =>
            {
                pause(Duration::from_millis(25));
            }
            result => return result,
        }
    }
    rename()
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::patiently;

    #[test]
    fn a_file_held_by_another_program_is_waited_for() {
        let mut answers = vec![Ok(()), error(32), error(5)];
        let mut pauses = 0;
        let result = patiently(|| answers.pop().expect("an answer"), |_| pauses += 1);
        assert!(result.is_ok());
        assert_eq!((pauses, answers.len()), (2, 0));
    }

    #[test]
    fn after_a_second_the_wait_is_over() {
        let mut waited = std::time::Duration::ZERO;
        let result = patiently(|| error(5), |pause| waited += pause);
        assert_eq!(result.expect_err("held").raw_os_error(), Some(5));
        assert_eq!(waited.as_millis(), 975);
    }

    #[test]
    fn other_errors_are_not_waited_for() {
        let result = patiently(|| error(2), |_| panic!("no pause"));
        assert_eq!(result.expect_err("missing").raw_os_error(), Some(2));
    }

    fn error(code: i32) -> io::Result<()> {
        Err(io::Error::from_raw_os_error(code))
    }
}
