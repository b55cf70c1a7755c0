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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use tempfile::TempDir;

    use super::{ReplaceError, replace};
    use crate::store::saving::crash_point::{Plan, with_plan};
    use crate::store::saving::read::{FileKind, ReadError};
    use crate::store::saving::testing::names_in;

    fn place() -> (TempDir, PathBuf) {
        let folder = TempDir::new().expect("a temporary folder");
        let path = folder.path().join("profile.toml");
        (folder, path)
    }

    /// A file with the text `old`.
    fn old() -> (TempDir, PathBuf) {
        let (folder, path) = place();
        fs::write(&path, "old").expect("a file");
        (folder, path)
    }

    fn text(path: &PathBuf) -> String {
        fs::read_to_string(path).expect("a file")
    }

    #[test]
    fn the_new_text_takes_the_place_of_the_old() {
        let (folder, path) = old();
        replace(&path, Some(b"old"), b"new").expect("a save");
        assert_eq!(text(&path), "new");
        assert_eq!(names_in(&folder), ["profile.toml"]);
    }

    #[test]
    fn a_new_file_gets_its_folders() {
        let (folder, _) = place();
        let path = folder.path().join("a/b/profile.toml");
        replace(&path, None, b"new").expect("a save");
        assert_eq!(text(&path), "new");
    }

    #[test]
    fn a_save_by_another_program_is_never_overwritten() {
        for (found, believed) in [
            (Some("edited"), Some("old")),
            (Some("old, and more"), Some("old")),
            (Some("o"), Some("old")),
            (Some("old"), None),
            (Some(""), None),
            (None, Some("old")),
        ] {
            let (folder, path) = place();
            if let Some(found) = found {
                fs::write(&path, found).expect("a file");
            }
            let error = replace(&path, believed.map(str::as_bytes), b"new").expect_err("changed");
            assert!(
                matches!(error, ReplaceError::ChangedMeanwhile { .. }),
                "{error}"
            );
            assert_eq!(fs::read_to_string(&path).ok().as_deref(), found);
            assert_eq!(names_in(&folder).len(), usize::from(found.is_some()));
        }
    }

    #[test]
    fn a_temporary_file_left_by_a_killed_command_is_no_obstacle() {
        let (folder, path) = old();
        let left = folder.path().join(".profile.toml.hitpath-new");
        fs::write(left, "half of a te").expect("a file");
        replace(&path, Some(b"old"), b"new").expect("a save");
        assert_eq!(text(&path), "new");
        assert_eq!(names_in(&folder), ["profile.toml"]);
    }

    #[test]
    fn a_folder_in_its_place_is_an_error() {
        let (_folder, path) = place();
        fs::create_dir(&path).expect("a folder");
        let error = replace(&path, None, b"new").expect_err("a folder");
        let is_folder = matches!(
            error,
            ReplaceError::Read(ReadError::NotAFile {
                kind: FileKind::Folder,
                ..
            })
        );
        assert!(is_folder, "{error}");
    }

    #[test]
    fn a_failure_anywhere_leaves_the_old_text_and_nothing_beside_it() {
        for fails_after in 0.. {
            let (folder, path) = old();
            let (result, failed) = with_plan(Plan::FailAfter(fails_after), || {
                replace(&path, Some(b"old"), b"new")
            });
            assert_eq!(names_in(&folder), ["profile.toml"], "{fails_after}");
            let expected = match result {
                Ok(_) => "new",
                Err(error) if error.is_in_place() => "new",
                Err(_) => "old",
            };
            assert_eq!(text(&path), expected, "{fails_after}");
            if !failed {
                assert!(fails_after > 5, "only {fails_after} operations");
                break;
            }
        }
    }

    #[test]
    fn a_death_anywhere_leaves_the_old_text_or_the_new() {
        for dies_after in 0.. {
            let (folder, path) = old();
            let (_, died) = with_plan(Plan::DieAfter(dies_after), || {
                replace(&path, Some(b"old"), b"new")
            });
            let found = text(&path);
            assert!(["old", "new"].contains(&found.as_str()), "{found}");
            replace(&path, Some(found.as_bytes()), b"next").expect("a save");
            assert_eq!(text(&path), "next");
            assert_eq!(names_in(&folder), ["profile.toml"]);
            if !died {
                break;
            }
        }
    }

    #[cfg(unix)]
    mod unix {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
        use std::path::Path;

        use super::*;
        use crate::store::saving::testing::{again_with_umask, child_of, must_pass};

        fn mode(path: &Path) -> u32 {
            fs::metadata(path).expect("it is there").mode() & 0o7777
        }

        #[test]
        fn links_stay_and_the_file_they_lead_to_is_saved() {
            let (folder, _) = place();
            let folder = folder.path();
            fs::create_dir_all(folder.join("dotfiles")).expect("a folder");
            fs::create_dir_all(folder.join("data")).expect("a folder");
            let target = folder.join("dotfiles/hitpath.toml");
            fs::write(&target, "old").expect("a file");
            let link = folder.join("data/profile.toml");
            symlink("../dotfiles/hitpath.toml", &link).expect("a link");
            let chained = folder.join("profile.toml");
            symlink(&link, &chained).expect("a link");

            replace(&chained, Some(b"old"), b"new").expect("a save");
            replace(&link, Some(b"new"), b"newer").expect("a save");
            assert_eq!(text(&target), "newer");
            assert!(link.is_symlink() && chained.is_symlink());
            assert_eq!(names_in(folder.join("data")), ["profile.toml"]);
            assert_eq!(names_in(folder.join("dotfiles")), ["hitpath.toml"]);
        }

        #[test]
        fn the_temporary_file_is_made_beside_the_real_one() {
            let (folder, link) = place();
            fs::create_dir(folder.path().join("dotfiles")).expect("a folder");
            let target = folder.path().join("dotfiles/hitpath.toml");
            fs::write(&target, "old").expect("a file");
            symlink(&target, &link).expect("a link");
            // Dead right after the text is written.
            with_plan(Plan::DieAfter(3), || {
                replace(&link, Some(b"old"), b"new").expect_err("dead")
            });
            assert_eq!(
                names_in(folder.path().join("dotfiles")),
                [".hitpath.toml.hitpath-new", "hitpath.toml"]
            );
        }

        #[test]
        fn a_link_to_nothing_is_an_error_and_makes_no_file() {
            let (folder, path) = place();
            symlink("gone.toml", &path).expect("a link");
            let error = replace(&path, None, b"new").expect_err("it leads nowhere");
            assert!(
                matches!(error, ReplaceError::Read(ReadError::Place(_))),
                "{error}"
            );
            assert_eq!(names_in(&folder), ["profile.toml"]);
        }

        #[test]
        fn a_link_planted_under_the_temporary_name_is_not_followed() {
            let (folder, path) = old();
            let victim = folder.path().join("victim");
            fs::write(&victim, "untouched").expect("a file");
            let planted = folder.path().join(".profile.toml.hitpath-new");
            symlink(&victim, &planted).expect("a link");
            replace(&path, Some(b"old"), b"new").expect("a save");
            assert_eq!(text(&victim), "untouched");
            assert_eq!(text(&path), "new");
            assert!(!path.is_symlink() && !planted.exists());
        }

        #[test]
        fn a_link_that_became_a_file_meanwhile_is_noticed() {
            let (folder, path) = place();
            let target = folder.path().join("target");
            fs::write(&target, "old").expect("a file");
            fs::write(&path, "old").expect("a file");
            // As `replace` finds it when an editor has put its own file in place of the link.
            let error = super::super::still(&path, &target, Some(b"old"));
            assert!(!error.expect("it can be told"));
        }

        #[test]
        fn permission_bits_are_kept_whatever_the_umask() {
            const NAME: &str = "permission_bits_are_kept_whatever_the_umask";
            let Some(folder) = child_of() else {
                for umask in ["000", "022", "077"] {
                    let (folder, _) = place();
                    must_pass(again_with_umask(module_path!(), NAME, folder.path(), umask));
                }
                return;
            };
            for bits in [0o600, 0o640, 0o644, 0o666, 0o400 | 0o200, 0o755] {
                let path = folder.join("profile.toml");
                fs::write(&path, "old").expect("a file");
                fs::set_permissions(&path, fs::Permissions::from_mode(bits)).expect("it is ours");
                replace(&path, Some(b"old"), b"new").expect("a save");
                assert_eq!(mode(&path), bits, "{:o}", mode(&path));
            }
            let new = folder.join("new/folder/profile.toml");
            replace(&new, None, b"new").expect("a save");
            assert_eq!(mode(&new), 0o600);
            assert_eq!(mode(&folder.join("new")), 0o700);
            assert_eq!(mode(&folder.join("new/folder")), 0o700);
        }

        #[test]
        fn the_text_is_never_open_to_more_people_on_the_way() {
            for dies_after in 0..8 {
                let (folder, path) = old();
                let bits = fs::Permissions::from_mode(0o644);
                fs::set_permissions(&path, bits).expect("it is ours");
                with_plan(Plan::DieAfter(dies_after), || {
                    replace(&path, Some(b"old"), b"new").is_ok()
                });
                let temporary = folder.path().join(".profile.toml.hitpath-new");
                if temporary.exists() {
                    assert!([0o600, 0o644].contains(&mode(&temporary)));
                }
            }
        }

        #[test]
        fn a_read_only_file_is_not_passed_over() {
            let (folder, path) = old();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("it is ours");
            let error = replace(&path, Some(b"old"), b"new").expect_err("read-only");
            assert!(matches!(error, ReplaceError::ReadOnly { .. }), "{error}");
            assert_eq!(text(&path), "old");
            assert_eq!(names_in(&folder), ["profile.toml"]);
        }

        #[test]
        fn the_owner_is_kept_when_root_saves() {
            let (_folder, path) = old();
            if chown(&path, Some(65534), Some(65534)).is_err() {
                // Only root can give a file away, so only there is something to keep.
                return;
            }
            replace(&path, Some(b"old"), b"new").expect("a save");
            let found = fs::metadata(&path).expect("it is there");
            assert_eq!((found.uid(), found.gid()), (65534, 65534));
        }

        #[test]
        fn a_hard_link_keeps_the_old_text_and_that_is_told() {
            let (folder, path) = old();
            let other = folder.path().join("other");
            fs::hard_link(&path, &other).expect("a second name");
            let replaced = replace(&path, Some(b"old"), b"new").expect("a save");
            assert_eq!(replaced.names_left_behind, 1);
            assert_eq!((text(&path), text(&other)), ("new".into(), "old".into()));
            let replaced = replace(&path, Some(b"new"), b"newer").expect("a save");
            assert_eq!(replaced.names_left_behind, 0);
        }

        #[test]
        fn a_temporary_name_taken_by_another_command_is_noticed() {
            let (folder, path) = old();
            let temporary = folder.path().join("temporary");
            let ours = super::super::Temporary::write(temporary.clone(), b"new", &path, None);
            let ours = ours.expect("it is written");
            fs::remove_file(&temporary).expect("it is there");
            fs::write(&temporary, "half of anoth").expect("a file");
            ours.put_in_place(&path).expect_err("not ours");
            assert_eq!(text(&path), "old");
        }
    }
}
