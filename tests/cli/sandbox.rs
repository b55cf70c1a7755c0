//! A sealed place to run the program in, and what it said there.
//!
//! Nothing of the machine gets in: the environment is cleared and filled with
//! what is named here, the home is a temporary folder, today is one fixed day,
//! and stdin is empty. No test measures time: a run is only ended where it hangs.

use std::{
    collections::BTreeMap,
    fmt, fs,
    io::Read,
    ops::Deref,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant, SystemTime},
};

use serde_json::Value;
use tempfile::TempDir;

/// The day on which every test takes place.
pub(crate) const TODAY: &str = "2026-11-22";

/// The profile of a person who has begun and marked nothing.
pub(crate) const PROFILE: &str = concat!(
    "format = 1\n",
    "id = \"0123456789abcdef0123456789abcdef\"\n",
    "pathway = \"rhit\"\n",
    "started = 2026-11-01\n",
    "catalog = \"",
    env!("CARGO_PKG_VERSION"),
    "\"\n",
);

/// No run takes this long unless it hangs, on a loaded machine either.
const HANGS: Duration = Duration::from_secs(120);

/// One person's machine.
#[derive(Debug)]
pub(crate) struct Sandbox {
    folder: TempDir,
    environment: BTreeMap<String, String>,
}

impl Sandbox {
    /// A machine on which the program never ran: not even its home exists.
    #[track_caller]
    pub(crate) fn empty() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("hitpath-")
            .tempdir()
            .expect("a temporary folder can be made");
        fs::create_dir(folder.path().join("work")).expect("a working folder can be made");
        let fixed = [
            ("COLUMNS", "80"),
            ("HITPATH_TODAY", TODAY),
            ("LC_ALL", "C.UTF-8"),
            ("NO_COLOR", "1"),
            ("TERM", "xterm"),
        ];
        let mut sandbox = Self {
            folder,
            environment: BTreeMap::new(),
        };
        for (key, value) in fixed {
            sandbox = sandbox.env(key, value);
        }
        let home = sandbox.home().display().to_string();
        sandbox.env("HITPATH_HOME", &home)
    }

    /// A person who has begun and marked nothing.
    #[track_caller]
    pub(crate) fn begun() -> Self {
        Self::empty().profile(PROFILE)
    }

    /// With this profile, byte for byte.
    #[track_caller]
    pub(crate) fn profile(self, text: impl AsRef<[u8]>) -> Self {
        self.write_profile(text);
        self
    }

    /// With a stage file of the person's own, `checklists/stages/<name>.toml`.
    #[track_caller]
    pub(crate) fn own_stage(self, name: &str, text: &str) -> Self {
        self.own_file(&format!("stages/{name}.toml"), text)
    }

    /// With a pathway file of the person's own.
    #[track_caller]
    pub(crate) fn own_pathway(self, name: &str, text: &str) -> Self {
        self.own_file(&format!("pathways/{name}.toml"), text)
    }

    /// With any file below `checklists/`.
    #[track_caller]
    pub(crate) fn own_file(self, place: &str, text: &str) -> Self {
        let path = self.home().join("checklists").join(place);
        let folder = path.parent().expect("a file lies in a folder");
        fs::create_dir_all(folder).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
        self
    }

    /// With a further environment variable, or another value for one.
    pub(crate) fn env(mut self, key: &str, value: &str) -> Self {
        self.environment.insert(key.to_owned(), value.to_owned());
        self
    }

    /// Without an environment variable.
    pub(crate) fn without_env(mut self, key: &str) -> Self {
        self.environment.remove(key);
        self
    }

    /// After a command that has to succeed.
    #[track_caller]
    pub(crate) fn after<'a>(self, arguments: impl AsRef<[&'a str]>) -> Self {
        self.run(arguments).succeeds();
        self
    }

    /// `HITPATH_HOME`.
    pub(crate) fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// The folder in which commands run.
    pub(crate) fn work(&self) -> PathBuf {
        self.folder.path().join("work")
    }

    /// Where the profile is.
    pub(crate) fn profile_path(&self) -> PathBuf {
        self.home().join("profile.toml")
    }

    /// Puts this text in the place of the profile, as an editor would.
    #[track_caller]
    pub(crate) fn write_profile(&self, text: impl AsRef<[u8]>) {
        fs::create_dir_all(self.home()).expect("the home can be made");
        fs::write(self.profile_path(), text).expect("the profile can be written");
    }

    /// The bytes of the profile.
    #[track_caller]
    pub(crate) fn read_profile(&self) -> Vec<u8> {
        fs::read(self.profile_path()).expect("the profile can be read")
    }

    /// What commands have put behind [`PROFILE`], of which not a byte may have
    /// changed.
    #[track_caller]
    pub(crate) fn added(&self) -> String {
        let text = String::from_utf8(self.read_profile()).expect("the profile is text");
        match text.strip_prefix(PROFILE) {
            Some(added) => added.to_owned(),
            None => panic!("more changed than was asked for:\n{text}"),
        }
    }

    /// The program with its arguments, ready to be started.
    pub(crate) fn command<'a>(&self, arguments: impl AsRef<[&'a str]>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hitpath"));
        command.args(arguments.as_ref());
        self.seal(&mut command);
        command
    }

    /// Shuts a command off from the machine.
    pub(crate) fn seal(&self, command: &mut Command) {
        command
            .env_clear()
            .envs(&self.environment)
            .current_dir(self.work())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
    }

    /// Runs the program.
    #[track_caller]
    pub(crate) fn run<'a>(&self, arguments: impl AsRef<[&'a str]>) -> Ran {
        let arguments = arguments.as_ref();
        let mut command = self.command(arguments);
        self.finish(&arguments.join(" "), &mut command)
    }

    /// Runs a command made ready by the caller.
    #[track_caller]
    pub(crate) fn finish(&self, name: &str, command: &mut Command) -> Ran {
        let child = command.spawn().expect("the program can be started");
        let (stdout, stderr, code) = wait(name, child);
        Ran {
            stdout,
            stderr,
            code,
            home: self.home().display().to_string(),
        }
    }

    /// The JSON that a command answers with on stdout.
    #[track_caller]
    pub(crate) fn json<'a>(&self, arguments: impl AsRef<[&'a str]>) -> Value {
        let mut arguments = arguments.as_ref().to_vec();
        arguments.push("--json");
        let ran = self.run(arguments).succeeds();
        serde_json::from_str(ran.stdout()).expect("the answer is JSON")
    }

    /// Every text that is kept, the profile and its history: name, permissions,
    /// time and bytes. The lock, which holds nothing, is left out.
    #[track_caller]
    pub(crate) fn texts(&self) -> BTreeMap<PathBuf, Entry> {
        let mut texts = self.listing();
        texts.retain(|path, entry| entry.bytes.is_some() && !path.ends_with("lock"));
        texts
    }

    /// Everything that lies in the home: names, kinds, permissions, times and
    /// bytes. Two listings are equal where nothing was written in between.
    #[track_caller]
    pub(crate) fn listing(&self) -> BTreeMap<PathBuf, Entry> {
        let mut entries = BTreeMap::new();
        if self.home().exists() {
            list(&self.home(), &mut entries);
        }
        entries
    }
}

/// One file or folder in a listing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) mode: u32,
    changed: Option<SystemTime>,
    bytes: Option<Vec<u8>>,
}

fn list(path: &Path, entries: &mut BTreeMap<PathBuf, Entry>) {
    let about = fs::symlink_metadata(path).expect("it is there");
    let entry = Entry {
        mode: mode(&about),
        changed: about.modified().ok(),
        bytes: about
            .is_file()
            .then(|| fs::read(path).expect("it can be read")),
    };
    entries.insert(path.to_owned(), entry);
    if about.is_dir() {
        for child in fs::read_dir(path).expect("the folder can be read") {
            list(&child.expect("the folder can be read").path(), entries);
        }
    }
}

#[cfg(unix)]
fn mode(about: &fs::Metadata) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    about.permissions().mode() & 0o7777
}

#[cfg(not(unix))]
fn mode(about: &fs::Metadata) -> u32 {
    u32::from(about.permissions().readonly())
}

/// Waits for the end of both streams and then of the program; kills it where
/// it hangs.
#[track_caller]
fn wait(name: &str, mut child: Child) -> (String, String, Option<i32>) {
    let streams: [Option<Box<dyn Read + Send>>; 2] = [
        child.stdout.take().map(|stream| Box::new(stream) as _),
        child.stderr.take().map(|stream| Box::new(stream) as _),
    ];
    let (sender, receiver) = mpsc::channel();
    for (place, stream) in streams.into_iter().enumerate() {
        let sender = sender.clone();
        thread::spawn(move || {
            let mut bytes = Vec::new();
            if let Some(mut stream) = stream {
                stream.read_to_end(&mut bytes).expect("a pipe can be read");
            }
            sender.send((place, bytes)).ok();
        });
    }
    let deadline = Instant::now() + HANGS;
    let mut said = [Vec::new(), Vec::new()];
    for _ in 0..2 {
        let left = deadline.saturating_duration_since(Instant::now());
        match receiver.recv_timeout(left) {
            Ok((place, bytes)) => said[place] = bytes,
            Err(_) => {
                child.kill().ok();
                panic!("`hitpath {name}` did not end within {HANGS:?}");
            }
        }
    }
    let status = child.wait().expect("the program can be waited for");
    let [stdout, stderr] = said.map(|bytes| String::from_utf8(bytes).expect("UTF-8 was said"));
    (stdout, stderr, status.code())
}

/// What one run said, and how it ended.
///
/// As text it is stdout, then a marked section of stderr where there is one,
/// then a marked line where the exit code is not zero; the home is `[HOME]`.
#[must_use]
#[derive(Debug)]
pub(crate) struct Ran {
    stdout: String,
    stderr: String,
    code: Option<i32>,
    home: String,
}

impl Ran {
    /// Exit code 0.
    #[track_caller]
    pub(crate) fn succeeds(self) -> Judged {
        assert_eq!(self.code, Some(0), "{self}");
        Judged(self)
    }

    /// Exit code 1: it ran, and the answer is no.
    #[track_caller]
    pub(crate) fn says_no(self) -> Judged {
        assert_eq!(self.code, Some(1), "{self}");
        Judged(self)
    }

    /// Exit code 2: nothing on stdout, and stderr says what is wrong.
    #[track_caller]
    pub(crate) fn fails(self) -> Judged {
        assert_eq!(self.code, Some(2), "{self}");
        assert_eq!(self.stdout, "", "a failure is no answer");
        assert!(self.stderr.contains("error"), "nothing said: {self}");
        Judged(self)
    }

    pub(crate) fn stdout(&self) -> &str {
        &self.stdout
    }

    pub(crate) fn stderr(&self) -> &str {
        &self.stderr
    }

    /// stdout as one line, however it was wrapped.
    pub(crate) fn answer(&self) -> String {
        in_one_line(&self.stdout)
    }

    /// stderr as one line, however it was wrapped.
    pub(crate) fn conversation(&self) -> String {
        in_one_line(&self.stderr)
    }

    /// The exit code; none where a signal ended it.
    pub(crate) fn code(&self) -> Option<i32> {
        self.code
    }

    /// The commands that stderr hints at, each as its arguments.
    pub(crate) fn hinted_commands(&self) -> Vec<Vec<String>> {
        let after_name = |line: &str| {
            let (_, command) = line.split_once("hitpath ")?;
            Some(command.split_whitespace().map(str::to_owned).collect())
        };
        self.stderr.lines().filter_map(after_name).collect()
    }
}

fn in_one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

impl fmt::Display for Ran {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let without_home = |text: &str| text.replace(&self.home, "[HOME]");
        out.write_str(&without_home(&self.stdout))?;
        if !self.stderr.is_empty() {
            write!(out, "---- stderr\n{}", without_home(&self.stderr))?;
        }
        match self.code {
            Some(0) => Ok(()),
            Some(code) => writeln!(out, "---- exit {code}"),
            None => writeln!(out, "---- ended by a signal"),
        }
    }
}

/// A run of which the end was looked at, so that the rest may be passed over.
#[derive(Debug)]
pub(crate) struct Judged(Ran);

impl Deref for Judged {
    type Target = Ran;

    fn deref(&self) -> &Ran {
        &self.0
    }
}

impl fmt::Display for Judged {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// A text with every time of today's clock as `STAMP`. Times in the texts of
/// the tests themselves are older, and stay.
pub(crate) fn without_stamps(bytes: &[u8]) -> String {
    let text = str::from_utf8(bytes).expect("it is text");
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match rest.get(..20) {
            Some(stamp) if is_recent_stamp(stamp) => {
                masked.push_str("STAMP");
                stamp.len()
            }
            _ => {
                masked.push(first);
                first.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    masked
}

fn is_recent_stamp(text: &str) -> bool {
    let form = "dddd-dd-ddTdd:dd:ddZ";
    let fits = |(byte, form): (u8, u8)| match form {
        b'd' => byte.is_ascii_digit(),
        _ => byte == form,
    };
    text.len() == form.len() && text.bytes().zip(form.bytes()).all(fits) && text > "2025"
}
