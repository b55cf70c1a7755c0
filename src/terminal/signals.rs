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
//! A panic ends a question by force, too: `fancy` minds it, by [`put_right`].
//!
//! On Windows there are no such signals: Ctrl-C ends the process by the
//! system's own handler, and only the cursor is put right after each question.

pub(super) use system::{RestoreOnSignal, put_right};

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
    use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
    use std::thread;
    use std::time::Duration;

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

    /// A handler for a signal belongs to the process, hence statics.
    static WATCH: Mutex<Watch> = Mutex::new(Watch {
        running: false,
        question: None,
        asking_stands_still: false,
    });
    static STANDS_STILL: Condvar = Condvar::new();

    struct Watch {
        /// The thread is there. It stays: a handler once installed cannot be
        /// taken back to the system's default.
        running: bool,
        /// How to put the terminal right, while a question stands.
        question: Option<Repair>,
        /// The thread that asks touches the terminal no more.
        asking_stands_still: bool,
    }

    struct Repair {
        using: TerminalUse,
        /// The mode of stdin before the question, where it was changed.
        mode: Option<Termios>,
    }

    /// Long for a redraw, short for a person.
    const PATIENCE: Duration = Duration::from_millis(100);

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
                TerminalUse::Keys => Some(tcgetattr(io::stdin())?),
            };
            if let Some(before) = &mode {
                read_keys(before)?;
            }
            watch.question = Some(Repair { using, mode });
            Ok(Self {
                _only_made_by_install: (),
            })
        }

        /// To be called where reading a key was interrupted.
        ///
        /// `console` then has raised SIGINT or was woken by another signal, so
        /// the thread ends the process as soon as this one stands still. Going
        /// on would race with it for the last words and the exit code.
        pub(in super::super) fn let_the_signal_end_the_process(&self) {
            let mut watch = watch();
            watch.asking_stands_still = true;
            STANDS_STILL.notify_all();
            // In vain for so long only if there was no signal at all.
            let waited = STANDS_STILL.wait_timeout_while(watch, 20 * PATIENCE, |_| true);
            waited
                .unwrap_or_else(PoisonError::into_inner)
                .0
                .asking_stands_still = false;
        }
    }

    impl Drop for RestoreOnSignal {
        fn drop(&mut self) {
            if let Some(repair) = watch().question.take() {
                repair.apply();
            }
        }
    }

    /// Raw mode for the whole question, with output as it was.
    ///
    /// `console` enters raw mode for each single key. In the moments between,
    /// keys typed ahead would be echoed into the list, and Ctrl-C would come as
    /// a signal in the middle of a redraw instead of as a key.
    fn read_keys(before: &Termios) -> io::Result<()> {
        let mut raw = before.clone();
        raw.make_raw();
        raw.output_modes = before.output_modes;
        tcsetattr(io::stdin(), OptionalActions::Now, &raw)?;
        Ok(())
    }

    impl Repair {
        /// For where the question is left in the middle.
        fn apply_behind_what_was_typed(&self) {
            io::stderr().write_all(b"\n").ok();
            self.apply();
        }

        fn apply(&self) {
            if self.using == TerminalUse::Keys {
                // A failure cannot be told: what it would be told on is gone.
                Term::stderr().show_cursor().ok();
            }
            // Only if needed: a process in the background is stopped by this.
            let stdin = io::stdin();
            if let Some(before) = &self.mode
                && let Ok(now) = tcgetattr(&stdin)
                && (now.local_modes, now.input_modes) != (before.local_modes, before.input_modes)
            {
                tcsetattr(&stdin, OptionalActions::Now, before).ok();
            }
        }
    }

    /// Puts the terminal right in the middle of a question that is answered by
    /// keys, and says whether there was one. For a panic: it waits for nobody.
    pub(in super::super) fn put_right() -> bool {
        let mut watch = match WATCH.try_lock() {
            Ok(watch) => watch,
            Err(TryLockError::Poisoned(watch)) => watch.into_inner(),
            // Somebody is putting it right at this moment.
            Err(TryLockError::WouldBlock) => return false,
        };
        let Some(repair) = watch.question.take() else {
            return false;
        };
        repair.apply_behind_what_was_typed();
        repair.using == TerminalUse::Keys
    }

    fn watch() -> MutexGuard<'static, Watch> {
        WATCH.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn start_thread() -> io::Result<()> {
        let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
        let run = move || {
            loop {
                // `console` raises SIGINT itself whenever any signal interrupts
                // it, so with company a SIGINT says nothing.
                if let Some(signal) = signals.wait().max_by_key(|&signal| signal != SIGINT) {
                    end(signal);
                }
            }
        };
        thread::Builder::new()
            .name("signals".to_owned())
            .spawn(run)?;
        Ok(())
    }

    /// Ends the process, as the signal alone would have where no question stands.
    fn end(signal: c_int) {
        // A thread busy drawing would enter raw mode again behind our back. It
        // either gets interrupted and says so, or comes to rest at a key.
        let moves = |watch: &mut Watch| {
            let keys = |repair: &Repair| repair.using == TerminalUse::Keys;
            !watch.asking_stands_still && watch.question.as_ref().is_some_and(keys)
        };
        let watch = STANDS_STILL
            .wait_timeout_while(watch(), PATIENCE, moves)
            .unwrap_or_else(PoisonError::into_inner)
            .0;
        if let Some(repair) = &watch.question {
            repair.apply_behind_what_was_typed();
            // The lock is held to the end: nobody leaves the question now.
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
    use std::sync::atomic::{AtomicBool, Ordering};

    use console::Term;

    use super::TerminalUse;

    /// A question that is answered by keys stands.
    static READS_KEYS: AtomicBool = AtomicBool::new(false);

    /// Puts the cursor right when dropped.
    #[derive(Debug)]
    pub(in super::super) struct RestoreOnSignal {
        _only_made_by_install: (),
    }

    impl RestoreOnSignal {
        /// Never fails; on Unix it can.
        pub(in super::super) fn install(using: TerminalUse) -> io::Result<Self> {
            READS_KEYS.store(using == TerminalUse::Keys, Ordering::Relaxed);
            Ok(Self {
                _only_made_by_install: (),
            })
        }

        /// Nothing to wait for.
        pub(in super::super) fn let_the_signal_end_the_process(&self) {}
    }

    impl Drop for RestoreOnSignal {
        fn drop(&mut self) {
            put_right();
        }
    }

    /// Puts the cursor right and says whether that was needed.
    pub(in super::super) fn put_right() -> bool {
        let reads_keys = READS_KEYS.swap(false, Ordering::Relaxed);
        if reads_keys {
            // A failure cannot be told: what it would be told on is gone.
            Term::stderr().show_cursor().ok();
        }
        reads_keys
    }
}
