//! One command at a time may change a profile.
//!
//! Owns the lock: which file carries it, how long a command waits and when it
//! says so. The file is never the profile, which a save replaces, and is never
//! deleted, so that all commands lock the same thing. The system frees the
//! lock when its holder dies. Leaves to others what is done under the lock.
//!
//! Time is counted in pauses, not read from a clock.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// A held lock, free again when the value is dropped.
#[derive(Debug)]
pub struct Lock {
    /// Holds the lock open; the system ties it to this handle.
    _file: File,
    locking: Locking,
}

/// Whether the lock keeps other commands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locking {
    /// It does.
    Held,
    /// The file system has no locks, as on some network shares: warn once and go on, as every save
    /// still compares the profile with what was read.
    Unsupported,
}

/// What a waiting command can tell the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// Said once, when the wait has become noticeable.
    Noticeable,
    /// Said again and again from then on, so that something can move on the screen.
    Still {
        /// How long it has taken so far, at least.
        waited: Duration,
    },
}

/// Why the lock was not obtained.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another command held it all the time.
    #[error("another command has been busy with the profile for {} seconds", waited.as_secs())]
    Busy {
        /// The file that carries the lock.
        path: PathBuf,
        /// How long it was tried.
        waited: Duration,
    },
    /// The file that carries the lock cannot be made or opened.
    #[error("the lock `{}` cannot be opened", path.display())]
    Open {
        /// The file that carries the lock.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system refused for another reason.
    #[error("the lock `{}` cannot be taken", path.display())]
    Take {
        /// The file that carries the lock.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// How long to wait for another command.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// Between two tries.
    pub(super) pause: Duration,
    /// From when on the person is told.
    pub(super) noticeable: Duration,
    /// When to give up.
    pub(super) limit: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            pause: Duration::from_millis(25),
            noticeable: Duration::from_millis(300),
            limit: Duration::from_secs(15),
        }
    }
}

impl Lock {
    /// Takes the lock that this file carries, waiting up to 15 seconds; tells `waiting` after 300 ms
    /// and about forty times a second from then on.
    ///
    /// The folder must be there; the file is made where it is missing.
    ///
    /// # Errors
    /// Another command kept it, or the file cannot be made, opened or locked.
    pub fn acquire(path: &Path, waiting: &mut dyn FnMut(Waiting)) -> Result<Self, LockError> {
        Self::acquire_within(path, Patience::default(), waiting)
    }

    pub(super) fn acquire_within(
        path: &Path,
        patience: Patience,
        waiting: &mut dyn FnMut(Waiting),
    ) -> Result<Self, LockError> {
        let file = open(path).map_err(|source| LockError::Open {
            path: path.to_owned(),
            source,
        })?;
        wait(path, patience, waiting, || file.try_lock()).map(|locking| Self {
            _file: file,
            locking,
        })
    }

    /// Whether the lock keeps other commands out.
    #[must_use]
    pub fn locking(&self) -> Locking {
        self.locking
    }
}

fn wait(
    path: &Path,
    patience: Patience,
    waiting: &mut dyn FnMut(Waiting),
    mut try_lock: impl FnMut() -> Result<(), TryLockError>,
) -> Result<Locking, LockError> {
    let mut waited = Duration::ZERO;
    let mut told = false;
    loop {
        match try_lock() {
            Ok(()) => return Ok(Locking::Held),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(TryLockError::Error(error)) if is_unsupported(&error) => {
                return Ok(Locking::Unsupported);
            }
            Err(TryLockError::Error(source)) => {
                let path = path.to_owned();
                return Err(LockError::Take { path, source });
            }
        }
        if waited >= patience.limit {
            let path = path.to_owned();
            return Err(LockError::Busy { path, waited });
        }
        if waited >= patience.noticeable {
            if !told {
                told = true;
                waiting(Waiting::Noticeable);
            }
            waiting(Waiting::Still { waited });
        }
        thread::sleep(patience.pause);
        waited += patience.pause;
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // A planted link must not make the program create or open a file elsewhere.
        options.mode(0o600).custom_flags(libc::O_NOFOLLOW);
    }
    options.open(path)
}

fn is_unsupported(error: &io::Error) -> bool {
    #[cfg(unix)]
    if let Some(libc::ENOLCK | libc::ENOSYS | libc::EOPNOTSUPP) = error.raw_os_error() {
        return true;
    }
    error.kind() == io::ErrorKind::Unsupported
}

#[cfg(test)]
mod tests {
    use std::fs::TryLockError;
    use std::io::{self, BufRead, BufReader};
    use std::path::{Path, PathBuf};
    use std::process::Stdio;
    use std::time::Duration;

    use tempfile::TempDir;

    use super::{Lock, LockError, Locking, Patience, Waiting, wait};
    use crate::store::saving::testing::{again, child_of};

    const SHORT: Patience = Patience {
        pause: Duration::from_millis(1),
        noticeable: Duration::from_millis(3),
        limit: Duration::from_millis(6),
    };

    fn place() -> (TempDir, PathBuf) {
        let folder = TempDir::new().expect("a temporary folder");
        let path = folder.path().join("lock");
        (folder, path)
    }

    fn silent(_: Waiting) {
        panic!("nobody has to wait");
    }

    #[test]
    fn a_free_lock_is_taken_at_once_and_freed_when_dropped() {
        let (_folder, path) = place();
        for _ in 0..2 {
            let lock = Lock::acquire(&path, &mut silent).expect("free");
            assert_eq!(lock.locking(), Locking::Held);
        }
        assert!(path.exists(), "others may be waiting on this very file");
    }

    #[test]
    fn a_held_lock_is_waited_for_aloud_and_then_given_up() {
        let (_folder, path) = place();
        let _held = Lock::acquire(&path, &mut silent).expect("free");
        let mut said = Vec::new();
        let error = Lock::acquire_within(&path, SHORT, &mut |waiting| said.push(waiting))
            .expect_err("held");
        let still = |milliseconds| Waiting::Still {
            waited: Duration::from_millis(milliseconds),
        };
        assert_eq!(said, [Waiting::Noticeable, still(3), still(4), still(5)]);
        assert!(
            matches!(error, LockError::Busy { waited, .. } if waited == SHORT.limit),
            "{error}"
        );
    }

    #[test]
    fn a_lock_freed_meanwhile_is_taken() {
        let (_folder, path) = place();
        let mut held = Some(Lock::acquire(&path, &mut silent).expect("free"));
        Lock::acquire_within(&path, SHORT, &mut |_| held = None).expect("free by now");
    }

    #[test]
    fn the_times_are_those_promised() {
        let patience = Patience::default();
        assert_eq!(patience.noticeable.as_millis(), 300);
        assert_eq!(patience.limit.as_secs(), 15);
        let waited = patience.limit;
        let path = PathBuf::new();
        assert_eq!(
            LockError::Busy { path, waited }.to_string(),
            "another command has been busy with the profile for 15 seconds"
        );
    }

    fn wait_for(error: io::Error) -> Result<Locking, LockError> {
        let mut error = Some(error);
        wait(Path::new("lock"), SHORT, &mut silent, || {
            error
                .take()
                .map_or(Ok(()), |error| Err(TryLockError::Error(error)))
        })
    }

    #[test]
    fn where_there_are_no_locks_the_command_goes_on() {
        let unsupported = io::ErrorKind::Unsupported.into();
        assert_eq!(
            wait_for(unsupported).expect("goes on"),
            Locking::Unsupported
        );
        #[cfg(unix)]
        for code in [libc::ENOLCK, libc::ENOSYS, libc::EOPNOTSUPP] {
            let error = io::Error::from_raw_os_error(code);
            assert_eq!(wait_for(error).expect("goes on"), Locking::Unsupported);
        }
    }

    #[test]
    fn an_interrupted_try_is_made_again() {
        let interrupted = io::ErrorKind::Interrupted.into();
        assert_eq!(wait_for(interrupted).expect("free"), Locking::Held);
    }

    #[test]
    fn another_failure_is_told() {
        let error = wait_for(io::Error::other("broken")).expect_err("broken");
        assert!(matches!(error, LockError::Take { .. }), "{error}");
    }

    #[test]
    fn the_lock_of_a_killed_process_is_free() {
        const NAME: &str = "the_lock_of_a_killed_process_is_free";
        const HELD: &str = "the lock is held";
        if let Some(path) = child_of() {
            let _lock = Lock::acquire(&path, &mut silent).expect("free");
            // Past the test harness, which would keep it for the end.
            io::Write::write_all(&mut io::stdout(), format!("{HELD}\n").as_bytes())
                .expect("someone listens");
            // Until the parent kills this process; its end of the pipe never says anything.
            io::stdin().read_line(&mut String::new()).expect("a pipe");
            return;
        }
        let (_folder, path) = place();
        let mut command = again(module_path!(), NAME, &path);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("it can be started");
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut lines = output.lines().map(|line| line.expect("text"));
        assert!(lines.any(|line| line.contains(HELD)));

        let error = Lock::acquire_within(&path, SHORT, &mut |_| {}).expect_err("held");
        assert!(matches!(error, LockError::Busy { .. }), "{error}");
        child.kill().expect("it is ours");
        child.wait().expect("it is ours");
        Lock::acquire_within(&path, SHORT, &mut silent).expect("free");
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_owner_only_and_never_a_link() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let (folder, path) = place();
        let target = folder.path().join("target");
        symlink(&target, &path).expect("a link");
        let error = Lock::acquire(&path, &mut silent).expect_err("a link");
        assert!(matches!(error, LockError::Open { .. }), "{error}");
        assert!(!target.exists());

        std::fs::remove_file(&path).expect("it is there");
        drop(Lock::acquire(&path, &mut silent).expect("free"));
        let found = std::fs::metadata(&path).expect("it is there");
        assert_eq!(found.permissions().mode() & 0o7777, 0o600);
    }
}
