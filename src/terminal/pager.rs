//! A long answer, screen by screen, by another program.
//!
//! The program is started as it is named, without a shell. Which one that is
//! says `session`; whether there is a terminal to page on, `streams`.

#[cfg(unix)]
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use std::{
    io::{self, Write},
    process::{Command, Stdio},
};

#[cfg(unix)]
use signal_hook::{consts::SIGINT, flag::register_conditional_default};

/// The pager of who names none: it ends at once where all fits on a screen,
/// passes colors on, and leaves the text on the screen.
const USUAL: &str = "less -FRX";

/// What the same is called in the environment of `less`.
const LESS: (&str, &str) = ("LESS", "FRX");

/// A program that shows its input screen by screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pager {
    /// The program and its arguments.
    words: Vec<String>,
    /// The person has told `less` how to behave.
    less_is_told: bool,
}

impl Pager {
    /// The pager asked for; words are parted by blanks.
    #[must_use]
    pub fn new(asked: Option<&str>, less_is_told: bool) -> Self {
        let split = |line: &str| line.split_whitespace().map(str::to_owned).collect();
        let asked: Vec<String> = asked.map(split).unwrap_or_default();
        Self {
            words: match asked.is_empty() {
                true => split(USUAL),
                false => asked,
            },
            less_is_told,
        }
    }

    /// Shows a text and waits until it was looked at; says whether there is such
    /// a program at all.
    pub(super) fn show(&self, text: &str) -> io::Result<bool> {
        let Some((program, arguments)) = self.words.split_first() else {
            return Ok(false);
        };
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped());
        if !self.less_is_told {
            command.env(LESS.0, LESS.1);
        }
        #[cfg(unix)]
        let _ctrl_c = CtrlC::left_to_the_pager()?;
        let Ok(mut pager) = command.spawn() else {
            return Ok(false);
        };
        let written = match pager.stdin.take() {
            Some(mut stdin) => stdin.write_all(text.as_bytes()),
            None => Ok(()),
        };
        pager.wait()?;
        written.map(|()| true)
    }
}

/// Ctrl-C belongs to the pager while this lives: ended by it, this process
/// would leave the terminal to a pager and a shell at once. Afterwards it ends
/// the process again.
#[cfg(unix)]
struct CtrlC {
    ends_this_process: Arc<AtomicBool>,
}

#[cfg(unix)]
impl CtrlC {
    fn left_to_the_pager() -> io::Result<Self> {
        let ends_this_process = Arc::new(AtomicBool::new(false));
        let condition = Arc::clone(&ends_this_process);
        // A handler once installed cannot be taken back to the system's
        // default, so it does what that does.
        register_conditional_default(SIGINT, condition)?;
        Ok(Self { ends_this_process })
    }
}

#[cfg(unix)]
impl Drop for CtrlC {
    fn drop(&mut self) {
        self.ends_this_process.store(true, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "a test that runs itself again is told so"
    )]
    fn ctrl_c_belongs_to_the_pager_only_while_it_runs() {
        use std::{env, fs, os::unix::process::ExitStatusExt, path::PathBuf};

        const CHILD: &str = "HITPATH_TEST_CHILD_WITH_PAGER";
        if let Some(folder) = env::var_os(CHILD).map(PathBuf::from) {
            let pager = format!("sh {}", folder.join("pager").display());
            assert!(
                Pager::new(Some(&pager), false)
                    .show("")
                    .expect("it is there")
            );
            fs::write(folder.join("outlived"), "").expect("a file");
            signal_hook::low_level::raise(SIGINT).expect("a signal");
            fs::write(folder.join("ignored"), "").expect("a file");
            return;
        }
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("pager"), "kill -INT $PPID").expect("a file");
        let name = "terminal::pager::tests::ctrl_c_belongs_to_the_pager_only_while_it_runs";
        let ended = Command::new(env::current_exe().expect("the test program"))
            .args(["--exact", name])
            .env(CHILD, folder.path())
            .output()
            .expect("it can be started");
        assert!(folder.path().join("outlived").exists(), "{ended:?}");
        assert!(!folder.path().join("ignored").exists(), "{ended:?}");
        assert_eq!(ended.status.signal(), Some(SIGINT));
    }

    #[test]
    fn the_words_are_split_at_blanks() {
        let words = |asked| Pager::new(asked, false).words;
        assert_eq!(words(None), ["less", "-FRX"]);
        assert_eq!(words(Some("  ")), ["less", "-FRX"]);
        assert_eq!(words(Some("most  -w")), ["most", "-w"]);
        assert_eq!(words(Some("x; y")), ["x;", "y"], "no shell");
    }

    #[cfg(unix)]
    #[test]
    fn a_pager_that_is_not_there_or_has_enough_is_no_failure() {
        let show = |asked, text: &str| Pager::new(Some(asked), false).show(text);
        assert!(!show("/nonexistent/pager", "x").expect("no failure"));
        let long = "x".repeat(1_000_000);
        let error = show("true", &long).expect_err("nobody reads");
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }
}
