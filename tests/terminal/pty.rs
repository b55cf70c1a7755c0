//! Runs a program on a pseudo-terminal and looks at what it does there.
//!
//! Own code in place of a crate: `setsid --ctty` of util-linux gives the
//! program its controlling terminal, which in Rust would take unsafe code, and
//! the tests need the size and the mode of the terminal as well.
//!
//! To keep tests steady: wait for a marker nobody types before typing.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize};

/// Long, since a busy machine is no failure.
const PATIENCE: Duration = Duration::from_secs(120);
/// `O_NOCTTY` of Linux: looking at the terminal must not make it the test's own.
const NO_CONTROLLING_TERMINAL: i32 = 0o400;

/// A program on a terminal of its own.
pub(crate) struct Screen {
    keyboard: File,
    terminal: File,
    program: Child,
    output: Receiver<Vec<u8>>,
    seen: Vec<u8>,
    /// Up to here, markers have been found.
    found: usize,
}

/// What is left when the program has ended.
pub(crate) struct Ended {
    /// Its exit code, `None` where a signal ended it.
    pub(crate) code: Option<i32>,
    /// Every byte it wrote.
    pub(crate) output: String,
    /// The terminal reads lines and shows what is typed, as a shell needs it.
    pub(crate) reads_lines_with_echo: bool,
}

impl Screen {
    /// Starts a program. Its environment is `TERM=xterm` and what is given.
    pub(crate) fn start(
        (rows, columns): (u16, u16),
        program: &str,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        let keyboard = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
        grantpt(&keyboard).expect("a terminal of our own");
        unlockpt(&keyboard).expect("an open terminal");
        let name = ptsname(&keyboard, Vec::new()).expect("a named terminal");
        let terminal = OpenOptions::new()
            .read(true)
            .write(true)
            .custom_flags(NO_CONTROLLING_TERMINAL)
            .open(name.to_str().expect("a name in ASCII"))
            .expect("the terminal");
        set_size(&terminal, rows, columns);

        let stream = || terminal.try_clone().expect("another handle");
        let program = Command::new("setsid")
            .args(["--ctty", program])
            .args(arguments)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("TERM", "xterm")
            .envs(environment.iter().copied())
            .stdin(stream())
            .stdout(stream())
            .stderr(stream())
            .spawn()
            .expect("setsid, from util-linux");

        let keyboard = File::from(keyboard);
        let output = read_all(keyboard.try_clone().expect("another handle"));
        Self {
            keyboard,
            terminal,
            program,
            output,
            seen: Vec::new(),
            found: 0,
        }
    }

    /// Waits until this has been written, behind all that was waited for before.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, marker: &str) {
        let started = Instant::now();
        loop {
            let new = String::from_utf8_lossy(&self.seen[self.found..]).into_owned();
            if let Some(at) = new.find(marker) {
                self.found += at + marker.len();
                return;
            }
            match self
                .output
                .recv_timeout(PATIENCE.saturating_sub(started.elapsed()))
            {
                Ok(bytes) => self.seen.extend(bytes),
                Err(_) => panic!("`{marker}` never came, but this did:\n{new:?}"),
            }
        }
    }

    /// All that was written so far.
    pub(crate) fn seen_text(&self) -> String {
        String::from_utf8_lossy(&self.seen).into_owned()
    }

    /// Presses these keys.
    pub(crate) fn press(&mut self, keys: &str) {
        self.keyboard
            .write_all(keys.as_bytes())
            .expect("a keyboard");
    }

    /// Sends a signal to the program alone, as `kill` does.
    pub(crate) fn kill(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.program), signal).expect("a running program");
    }

    /// Makes the window larger or smaller.
    pub(crate) fn resize(&self, rows: u16, columns: u16) {
        set_size(&self.terminal, rows, columns);
    }

    /// Waits for the end of the program.
    #[track_caller]
    pub(crate) fn end(mut self) -> Ended {
        let status = self.wait();
        let mode = tcgetattr(&self.terminal).expect("a terminal");
        // With the last handle closed, the reading thread comes to its end.
        drop(self.terminal);
        self.seen.extend(self.output.iter().flatten());
        Ended {
            code: status.code(),
            output: String::from_utf8_lossy(&self.seen).into_owned(),
            reads_lines_with_echo: mode
                .local_modes
                .contains(LocalModes::ICANON | LocalModes::ECHO),
        }
    }

    #[track_caller]
    fn wait(&mut self) -> ExitStatus {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            if let Some(status) = self.program.try_wait().expect("a child") {
                return status;
            }
            thread::sleep(Duration::from_millis(5));
        }
        self.program.kill().expect("a child");
        panic!(
            "it does not end; so far: {:?}",
            String::from_utf8_lossy(&self.seen)
        );
    }
}

fn set_size(terminal: &File, rows: u16, columns: u16) {
    let size = Winsize {
        ws_row: rows,
        ws_col: columns,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    tcsetwinsize(terminal, size).expect("a size");
}

/// Reads until the terminal is gone, which is told as an error.
fn read_all(mut from: File) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(length @ 1..) = from.read(&mut buffer) {
            if sender.send(buffer[..length].to_vec()).is_err() {
                return;
            }
        }
    });
    receiver
}
