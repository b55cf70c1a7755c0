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
