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

/// The other copies of a profile in its folder, by name: files with the same
/// `id`, and files that cannot be read and whose name speaks of a conflict.
///
/// # Errors
/// The folder cannot be listed, or the profile not be read.
pub fn beside(profile: &Path, id: &str) -> io::Result<Vec<ProfileCopy>> {
    let profile = real_path(profile).map_err(io::Error::other)?;
    let text = fs::read(&profile)?;
    let mut copies = Vec::new();
    for path in candidates(&profile)? {
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
    Ok(copies)
}

/// The profiles that lie where a missing one should be, under names that begin
/// like its own: rclone renames both sides of a conflict, and nothing keeps the
/// name. Empty if the folder cannot be listed.
#[must_use]
pub fn of_missing(profile: &Path) -> Vec<PathBuf> {
    let found = real_path(profile).map_err(io::Error::other);
    let found = found.and_then(|profile| candidates(&profile));
    let mut found = found.unwrap_or_default();
    found.retain(|path| match read_limited(path, PROFILE_LIMIT) {
        Ok(Some(text)) => profile::read(path, &text).is_ok(),
        Ok(None) | Err(_) => false,
    });
    found
}

/// The files beside a profile whose names begin like its own, by name.
fn candidates(profile: &Path) -> io::Result<Vec<PathBuf>> {
    let (Some(folder), Some(stem)) = (profile.parent(), profile.file_stem()) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let begins_alike = name.as_encoded_bytes().starts_with(stem.as_encoded_bytes());
        if begins_alike && entry.path() != profile {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
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
            "profile.toml.conflict1",
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
            ("profile-of-ana.toml", other),
            ("profile.notes.toml", "a = 1\n"),
            ("lock", ""),
        ];
        assert!(found(&files).is_empty());
        // It may hold the only copy of a mark, and cannot be asked for its id.
        let broken = ("profile.sync-conflict-20261130-101112-ABCDEFG.toml", "= 1");
        assert_eq!(found(&[broken]), [format!("{}!", broken.0)]);
    }

    #[test]
    fn both_sides_of_a_conflict_are_found_where_neither_kept_the_name() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let profile = folder.path().join("profile.toml");
        assert!(of_missing(&profile).is_empty());
        for (name, text) in [
            ("profile.toml.conflict1", PROFILE),
            ("profile.toml.conflict2", PROFILE),
            ("profile.txt", "a letter"),
            ("other.toml", PROFILE),
        ] {
            fs::write(folder.path().join(name), text).expect("a file");
        }
        let names = ["profile.toml.conflict1", "profile.toml.conflict2"];
        let expected = names.map(|name| folder.path().join(name));
        assert_eq!(of_missing(&profile), expected);
    }
}
