//! Leaves the terminal as it was found when a question ends by force.
//!
//! The prompt library hides the cursor and reads keys in raw mode; killed in
//! the middle of that it leaves a shell without cursor and echo. While a
//! question stands, a thread here waits for Ctrl-C, SIGTERM and SIGHUP, puts
//! the terminal right and ends the process with 128 plus the signal's number,
//! as shells count it: 130, 143, 129.
//!
//! Ending the process from that thread is safe: a question writes nothing to
//! disk, and commands ask before they open, lock or change anything.
//!
//! On Windows there are no such signals: Ctrl-C ends the process by the
//! system's own handler, and only the cursor is put right after each question.

pub(super) use system::RestoreOnSignal;

/// What asking does to the terminal, and so what has to be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TerminalUse {
    /// Nothing: lines are written and read. No escape may be written either,
    /// the terminal may not know any.
    Lines,
    /// Keys are read in raw mode while the cursor is hidden.
    Keys,
}

#[cfg(unix)]
mod system {
    use std::ffi::c_int;
    use std::io::{self, Write};
    use std::process;
    use std::sync::{Mutex, MutexGuard, PoisonError};
    use std::thread;
    use std::time::{Duration, Instant};

    use console::Term;
    use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    use super::TerminalUse;

    /// While this lives, a signal finds the terminal put right. Dropping it
    /// puts the terminal right, too. Not to be nested.
    #[derive(Debug)]
    pub(in super::super) struct RestoreOnSignal {
        _only_made_by_install: (),
    }

    /// A handler for a signal belongs to the process, hence a static.
    static WATCH: Mutex<Watch> = Mutex::new(Watch {
        running: false,
        repair: None,
    });

    struct Watch {
        /// The thread is there. It stays: a handler once installed cannot be
        /// taken back to the system's default.
        running: bool,
        /// How to put the terminal right, while a question stands.
        repair: Option<Repair>,
    }

    struct Repair {
        using: TerminalUse,
        /// The mode of stdin before the question.
        mode: Option<Termios>,
    }

    impl RestoreOnSignal {
        /// Remembers the terminal as it is and watches over it from now on.
        pub(in super::super) fn install(using: TerminalUse) -> io::Result<Self> {
            let mut watch = watch();
            if !watch.running {
                start_thread()?;
                watch.running = true;
            }
            let mode = match using {
                TerminalUse::Lines => None,
                TerminalUse::Keys => tcgetattr(io::stdin()).ok(),
            };
            watch.repair = Some(Repair { using, mode });
            Ok(Self {
                _only_made_by_install: (),
            })
        }

        /// To be called where reading a key was interrupted.
        ///
        /// `console` then has raised SIGINT, or was woken by another signal, so
        /// the thread is about to end the process. Going on would race with it
        /// for the last words and the exit code.
        pub(in super::super) fn let_the_signal_end_the_process(&self) {
            let patience = Instant::now() + Duration::from_secs(2);
            while Instant::now() < patience {
                thread::park_timeout(Duration::from_secs(2));
            }
        }
    }

    impl Drop for RestoreOnSignal {
        fn drop(&mut self) {
            if let Some(repair) = watch().repair.take() {
                repair.apply();
            }
        }
    }

    impl Repair {
        fn apply(&self) {
            if self.using == TerminalUse::Keys {
                // A failure cannot be told: what it would be told on is gone.
                Term::stderr().show_cursor().ok();
            }
            // Last, since the other thread may be about to read a key. Only if
            // needed, since setting the mode stops a process in the background.
            let stdin = io::stdin();
            if let Some(before) = &self.mode
                && let Ok(now) = tcgetattr(&stdin)
                && (now.local_modes, now.input_modes) != (before.local_modes, before.input_modes)
            {
                tcsetattr(&stdin, OptionalActions::Now, before).ok();
            }
        }
    }

    fn watch() -> MutexGuard<'static, Watch> {
        WATCH.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn start_thread() -> io::Result<()> {
        let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
        thread::Builder::new()
            .name("signals".to_owned())
            .spawn(move || {
                loop {
                    // `console` raises SIGINT itself whenever any signal interrupts
                    // it, so with company a SIGINT says nothing.
                    if let Some(signal) = signals.wait().max_by_key(|&signal| signal != SIGINT) {
                        end(signal);
                    }
                }
            })?;
        Ok(())
    }

    /// Ends the process, as the signal alone would have where no question stands.
    fn end(signal: c_int) {
        // Held to the end, so that a question that comes to its own end right
        // now waits in its `drop`.
        let watch = watch();
        if let Some(repair) = &watch.repair {
            // The cursor stands behind what was typed.
            io::stderr().write_all(b"\n").ok();
            repair.apply();
            #[expect(
                clippy::exit,
                reason = "the thread that could return is waiting for a key"
            )]
            process::exit(128 + signal);
        }
        drop(watch);
        emulate_default_handler(signal).ok();
    }
}

#[cfg(not(unix))]
mod system {
    use std::io;

    use console::Term;

    use super::TerminalUse;

    /// Puts the cursor right when dropped.
    #[derive(Debug)]
    pub(in super::super) struct RestoreOnSignal {
        using: TerminalUse,
    }

    impl RestoreOnSignal {
        /// As on Unix, it can fail there.
        pub(in super::super) fn install(using: TerminalUse) -> io::Result<Self> {
            Ok(Self { using })
        }

        /// Nothing to wait for.
        pub(in super::super) fn let_the_signal_end_the_process(&self) {}
    }

    impl Drop for RestoreOnSignal {
        fn drop(&mut self) {
            if self.using == TerminalUse::Keys {
                // A failure cannot be told: what it would be told on is gone.
                Term::stderr().show_cursor().ok();
            }
        }
    }
}
