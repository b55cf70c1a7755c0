//! Copies of a profile that lie beside it.
//!
//! A sync service that meets two versions of one file keeps the other one in
//! the same folder, under a name of its own making: every service in its own
//! form, some in the language of the system. What the copies have in common is
//! the `id` that `init` gave the profile, so that decides.

use std::{fs, io, path::Path, path::PathBuf};

use super::{
    profile,
    saving::{
        read::{PROFILE_LIMIT, read_limited},
        real_path::real_path,
    },
};

/// Another copy of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileCopy {
    /// Where it lies.
    pub path: PathBuf,
    /// Whether it says something else than the profile.
    pub differs: bool,
}

/// The other copies of a profile in its folder, by name: TOML files with the
/// same `id`, and files that cannot be read and whose name speaks of a conflict.
///
/// # Errors
/// The folder cannot be listed.
pub fn beside(profile: &Path, id: &str) -> io::Result<Vec<ProfileCopy>> {
    let profile = real_path(profile).map_err(io::Error::other)?;
    let Some(folder) = profile.parent() else {
        return Ok(Vec::new());
    };
    let text = fs::read(&profile)?;
    let mut copies = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_toml = path
            .extension()
            .is_some_and(|extension| extension == "toml");
        if path == profile || !is_toml {
            continue;
        }
        let Ok(Some(other)) = read_limited(&path, PROFILE_LIMIT) else {
            continue;
        };
        let is_copy = match profile::read(&path, &other) {
            Ok(read) => !id.is_empty() && read.record.id == id,
            Err(_) => names_a_conflict(&path),
        };
        if is_copy {
            let differs = other != text;
            copies.push(ProfileCopy { path, differs });
        }
    }
    copies.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(copies)
}

fn names_a_conflict(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.is_some_and(|name| name.to_lowercase().contains("conflict"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROFILE: &str = "format = 1\nid = \"0123456789abcdef\"\npathway = \"rhit\"\n";

    /// The names found beside `profile.toml` in a folder with these files, those
    /// that differ with a `!`.
    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let profile = folder.path().join("profile.toml");
        fs::write(&profile, PROFILE).expect("a file");
        for (name, text) in files {
            fs::write(folder.path().join(name), text).expect("a file");
        }
        let copies = beside(&profile, "0123456789abcdef").expect("a folder");
        let name = |copy: &ProfileCopy| {
            let name = copy.path.file_name().unwrap_or_default().to_string_lossy();
            format!("{name}{}", if copy.differs { "!" } else { "" })
        };
        copies.iter().map(name).collect()
    }

    #[test]
    fn a_copy_is_known_by_its_id_whatever_its_name() {
        let other = &*format!("{PROFILE}[steps.learn-role]\nstate = \"done\"\n");
        let names = [
            "profile (Ana's conflicted copy 2026-11-30).toml",
            "profile (In Konflikt stehende Kopie von Ana 2026-11-30).toml",
            "profile 2.toml",
            "profile-LAPTOP.toml",
            "profile.sync-conflict-20261130-101112-ABCDEFG.toml",
        ];
        let files: Vec<(&str, &str)> = names.iter().map(|&name| (name, other)).collect();
        let expected: Vec<String> = names.iter().map(|name| format!("{name}!")).collect();
        assert_eq!(found(&files), expected);
        assert_eq!(found(&[("profile 2.toml", PROFILE)]), ["profile 2.toml"]);
    }

    #[test]
    fn other_people_and_other_files_are_left_alone() {
        let other = &*PROFILE.replace("0123", "9999");
        let files = [
            ("second.toml", other),
            ("notes.toml", "a = 1\n"),
            ("profile.toml.txt", PROFILE),
        ];
        assert!(found(&files).is_empty());
        // It may hold the only copy of a mark, and cannot be asked for its id.
        let broken = ("profile.sync-conflict-20261130-101112-ABCDEFG.toml", "= 1");
        assert_eq!(found(&[broken]), [format!("{}!", broken.0)]);
    }
}
