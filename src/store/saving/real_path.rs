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

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::PathBuf;

    use tempfile::TempDir;

    use super::{RealPathError, real_path};

    /// A temporary folder by its own real path.
    fn folder() -> (TempDir, PathBuf) {
        let folder = TempDir::new().expect("a temporary folder");
        let real = fs::canonicalize(folder.path()).expect("it is there");
        (folder, real)
    }

    #[test]
    fn links_are_followed_to_the_end() {
        let (_folder, real) = folder();
        fs::create_dir_all(real.join("dotfiles/deep")).expect("folders");
        fs::create_dir(real.join("data")).expect("a folder");
        let target = real.join("dotfiles/deep/profile.toml");
        fs::write(&target, "").expect("a file");
        symlink("../dotfiles/deep/profile.toml", real.join("data/relative")).expect("a link");
        symlink(real.join("data/relative"), real.join("chained")).expect("a link");
        symlink("dotfiles", real.join("folder-link")).expect("a link");
        for spelling in [
            "dotfiles/deep/profile.toml",
            "dotfiles/../dotfiles/./deep/profile.toml",
            "data/relative",
            "chained",
            "folder-link/deep/profile.toml",
        ] {
            let found = real_path(&real.join(spelling)).expect("it leads somewhere");
            assert_eq!(found, target, "{spelling}");
        }
    }

    #[test]
    fn a_missing_file_has_a_place_too() {
        let (_folder, real) = folder();
        fs::create_dir(real.join("data")).expect("a folder");
        symlink("data", real.join("link")).expect("a link");
        for spelling in ["data/new/profile.toml", "link/new/profile.toml"] {
            let found = real_path(&real.join(spelling)).expect("it has a place");
            assert_eq!(found, real.join("data/new/profile.toml"), "{spelling}");
        }
    }

    #[test]
    fn a_link_to_nothing_is_not_a_missing_file() {
        let (_folder, real) = folder();
        symlink("gone.toml", real.join("dangling")).expect("a link");
        symlink("dangling", real.join("chained")).expect("a link");
        for spelling in ["dangling", "chained", "dangling/profile.toml"] {
            let error = real_path(&real.join(spelling)).expect_err("it leads nowhere");
            assert!(matches!(error, RealPathError::Dangling { .. }), "{error}");
        }
        let error = real_path(&real.join("dangling")).expect_err("it leads nowhere");
        let link = real.join("dangling");
        assert_eq!(
            error.to_string(),
            format!(
                "`{}` is a link to `gone.toml`, which is not there",
                link.display()
            )
        );
    }

    #[test]
    fn a_circle_of_links_is_an_error() {
        let (_folder, real) = folder();
        symlink("two", real.join("one")).expect("a link");
        symlink("one", real.join("two")).expect("a link");
        let error = real_path(&real.join("one")).expect_err("it leads nowhere");
        assert!(matches!(error, RealPathError::Link { .. }), "{error}");
    }
}
