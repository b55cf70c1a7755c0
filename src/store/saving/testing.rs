//! What the tests of the store share: a profile in a folder of its own, and other processes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::Timestamp;
use tempfile::TempDir;

use super::change::{ChangeError, MoveError, Moved, Outcome, ProfilePlaces, change, redo, undo};
use super::locating::{Located, locate};
use super::log::{Log, entries};
use super::real_path::real_path;

/// A profile and its history in a temporary folder.
pub(super) struct Desk {
    pub(super) folder: TempDir,
    pub(super) places: ProfilePlaces,
}

impl Desk {
    pub(super) fn new() -> Self {
        // In memory where the system has that: these tests save thousands of times.
        let folder = TempDir::new_in("/dev/shm").or_else(|_| TempDir::new());
        let folder = folder.expect("a temporary folder");
        let places = Self::in_folder(folder.path());
        Self { folder, places }
    }

    /// The places of a desk, for another process.
    pub(super) fn in_folder(folder: &Path) -> ProfilePlaces {
        ProfilePlaces {
            profile: folder.join("profile.toml"),
            history: folder.join("history"),
        }
    }

    /// A desk whose profile got these texts by commands, one after the other.
    pub(super) fn with_texts(texts: &[&str]) -> Self {
        let desk = Self::new();
        for text in texts {
            desk.change_to(text).expect("a change");
        }
        desk
    }

    pub(super) fn change_to(
        &self,
        text: impl AsRef<[u8]>,
    ) -> Result<Outcome, ChangeError<std::io::Error>> {
        change(&self.places, stamp(), &mut |_| {}, |_| {
            Ok(Some(text.as_ref().to_vec()))
        })
    }

    pub(super) fn undo(&self) -> Result<Moved, MoveError> {
        undo(&self.places, stamp(), &mut |_| {})
    }

    pub(super) fn redo(&self) -> Result<Moved, MoveError> {
        redo(&self.places, stamp(), &mut |_| {})
    }

    pub(super) fn log(&self) -> Log {
        entries(&self.places).expect("the history can be read")
    }

    /// The texts of the history, oldest first.
    pub(super) fn texts(&self) -> Vec<Vec<u8>> {
        let text = |unit: &super::history_folder::Unit| unit.text().expect("readable");
        self.log().units.iter().filter_map(text).collect()
    }

    pub(super) fn edit(&self, text: impl AsRef<[u8]>) {
        fs::write(&self.places.profile, text).expect("the profile can be edited");
    }

    pub(super) fn profile(&self) -> Option<Vec<u8>> {
        fs::read(&self.places.profile).ok()
    }

    /// The folder of the profile's own history.
    pub(super) fn history(&self) -> PathBuf {
        located(&self.places).folder.path().to_owned()
    }

    /// The names in the history folder, but for the lock and the place.
    pub(super) fn history_names(&self) -> Vec<String> {
        names_in(self.history())
            .into_iter()
            .filter(|name| name != "lock" && name != "path")
            .collect()
    }
}

/// The history of the profile, as it is found.
pub(super) fn located(places: &ProfilePlaces) -> Located {
    let real = real_path(&places.profile).expect("the profile has a place");
    let profile = fs::read(&real).ok();
    locate(&places.history, &real, profile.as_deref()).expect("it can be looked for")
}

/// The names in a folder, sorted; none where there is no folder.
pub(super) fn names_in(folder: impl AsRef<Path>) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<_> = entries
        .map(|entry| entry.expect("an entry").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The time of everything in the tests.
pub(super) fn stamp() -> Timestamp {
    "2026-11-22T10:11:12Z".parse().expect("a time")
}

const CHILD: &str = "HITPATH_TEST_CHILD";

/// What the parent passed on, where this process was started by [`again`].
#[expect(
    clippy::disallowed_methods,
    reason = "a test that runs itself again is told so"
)]
pub(super) fn child_of() -> Option<PathBuf> {
    std::env::var_os(CHILD).map(PathBuf::from)
}

/// The command that runs one test again, as another process that finds `passed_on` in [`child_of`].
/// The test is named by `module_path!()` and its function.
pub(super) fn again(module: &str, test: &str, passed_on: impl Into<PathBuf>) -> Command {
    let this = std::env::current_exe().expect("the test program");
    let mut command = Command::new(this);
    command.args(arguments(module, test));
    command.env(CHILD, passed_on.into());
    command
}

/// Like [`again`], with this umask.
#[cfg(unix)]
pub(super) fn again_with_umask(
    module: &str,
    test: &str,
    passed_on: impl Into<PathBuf>,
    umask: &str,
) -> Command {
    let this = std::env::current_exe().expect("the test program");
    let mut command = Command::new("sh");
    command.args(["-c", r#"umask "$1"; shift; exec "$@""#, "sh", umask]);
    command.arg(this).args(arguments(module, test));
    command.env(CHILD, passed_on.into());
    command
}

/// Like [`again`], as a user whom permission bits stop, which they do not stop root. The folder and
/// all in it is made theirs.
#[cfg(unix)]
pub(super) fn again_without_privilege(module: &str, test: &str, folder: &Path) -> Command {
    use std::os::unix::fs::{MetadataExt, chown};
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65534;

    if fs::metadata(folder).expect("the folder").uid() != 0 {
        return again(module, test, folder);
    }
    // The place where the program was built may be closed to others. Copied by another process: a
    // file that this one has open for writing, while some thread starts a child, cannot be started.
    let program = folder.join("test-program");
    let this = std::env::current_exe().expect("the test program");
    let copied = Command::new("cp").arg(this).arg(&program).status();
    assert!(copied.expect("cp").success());
    let mut left = vec![folder.to_owned()];
    while let Some(path) = left.pop() {
        chown(&path, Some(NOBODY), Some(NOBODY)).expect("root may do that");
        if path.is_dir() {
            left.extend(names_in(&path).iter().map(|name| path.join(name)));
        }
    }
    let mut command = Command::new(program);
    command.args(arguments(module, test));
    command.env(CHILD, folder).current_dir(folder);
    command.uid(NOBODY).gid(NOBODY);
    command
}

fn arguments(module: &str, test: &str) -> [String; 3] {
    let (_crate_name, module) = module.split_once("::").expect("a module of the crate");
    let name = format!("{module}::{test}");
    ["--exact".into(), name, "--nocapture".into()]
}

/// Runs the command, which must be one test that passes.
#[cfg(unix)]
#[track_caller]
pub(super) fn must_pass(mut command: Command) {
    let output = command.output().expect("it can be started");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
