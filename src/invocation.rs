//! What a command in a text repeats of how the program was started.
//!
//! A command that is shown means the profile and the day of the run that shows
//! it. Typed without them it would change another profile. All text on its way
//! to a person passes here, whoever wrote it, so no sentence has to think of it.

use std::borrow::Cow;

use clap::Subcommand;

use crate::cli::Command;

/// The flags of this run that a command needs too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invocation {
    /// `--profile` as it is typed, with a space behind it; empty where it was not given.
    profile: &'static str,
    /// `--today` likewise.
    today: &'static str,
}

impl Invocation {
    /// Without any.
    pub const NONE: Self = Self {
        profile: "",
        today: "",
    };

    /// With these flags as they are typed, where they were given. They are needed until the program
    /// ends, so they are never freed.
    #[must_use]
    pub fn new(profile: Option<&str>, today: Option<&str>) -> Self {
        let typed = |flag: &str, value: Option<&str>| -> &'static str {
            value.map_or("", |value| {
                // Clap takes what begins like a flag only behind this sign.
                let sign = if value.starts_with('-') { "=" } else { " " };
                [flag, sign, value, " "].concat().leak()
            })
        };
        Self {
            profile: typed("--profile", profile),
            today: typed("--today", today),
        }
    }

    /// The same for a text that is read on another day.
    #[must_use]
    pub fn on_any_day(self) -> Self {
        Self { today: "", ..self }
    }

    /// The text with these flags in every command that does not name its own.
    #[must_use]
    pub fn in_commands<'t>(&self, text: &'t str) -> Cow<'t, str> {
        const PROGRAM: &str = "hitpath ";
        if *self == Self::NONE || !text.contains(PROGRAM) {
            return Cow::Borrowed(text);
        }
        let mut repeated = String::with_capacity(text.len() + 64);
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(PROGRAM) {
            repeated.push_str(before);
            repeated.push_str(PROGRAM);
            if !before.ends_with(is_of_a_name) && is_command(after) {
                // Another command, or the end of this one, may follow in the same sentence.
                let command = after.split(PROGRAM).next().unwrap_or(after);
                let command = command.split(['`', '\n']).next().unwrap_or(command);
                for (flag, typed) in [("--profile", self.profile), ("--today", self.today)] {
                    if !command.contains(flag) {
                        repeated.push_str(typed);
                    }
                }
            }
            rest = after;
        }
        repeated.push_str(rest);
        Cow::Owned(repeated)
    }
}

/// Whether a command and not a sentence about the program goes on like this.
fn is_command(after: &str) -> bool {
    let end = after.find(|sign: char| !sign.is_ascii_lowercase());
    Command::has_subcommand(&after[..end.unwrap_or(after.len())])
}

fn is_of_a_name(sign: char) -> bool {
    sign.is_alphanumeric() || "-_./".contains(sign)
}

#[cfg(test)]
mod tests {
    use super::Invocation;

    #[test]
    fn each_command_gets_the_flags_of_the_run() {
        let run = Invocation::new(Some("'my s.toml'"), Some("2027-03-01"));
        let flags = "--profile 'my s.toml' --today 2027-03-01";
        for (text, expected) in [
            (
                "Take it back with: hitpath undo",
                "Take it back with: hitpath F undo",
            ),
            (
                "More: hitpath next, hitpath show x. When done: `hitpath check x`",
                "More: hitpath F next, hitpath F show x. When done: `hitpath F check x`",
            ),
            ("hitpath check x --on DATE", "hitpath F check x --on DATE"),
            ("hitpath set pathway=rhit", "hitpath F set pathway=rhit"),
            // Sentences about the program.
            ("another hitpath command", "another hitpath command"),
            ("nothing that hitpath reads", "nothing that hitpath reads"),
            ("hitpath keeps your order", "hitpath keeps your order"),
            ("hitpath shows it", "hitpath shows it"),
            ("my-hitpath check", "my-hitpath check"),
            ("hitpath", "hitpath"),
        ] {
            let expected = expected.replace('F', flags);
            assert_eq!(run.in_commands(text), expected, "{text}");
            assert_eq!(run.in_commands(&expected), expected, "only once: {text}");
        }
    }

    #[test]
    fn what_a_command_names_itself_is_not_repeated() {
        let run = Invocation::new(Some("s.toml"), Some("2027-03-01"));
        let text = "a second one: hitpath init --profile OTHER.toml";
        let expected = "a second one: hitpath --today 2027-03-01 init --profile OTHER.toml";
        assert_eq!(run.in_commands(text), expected);
    }

    #[test]
    fn a_file_that_begins_like_a_flag_can_be_typed() {
        let run = Invocation::new(Some("-s.toml"), None);
        assert_eq!(
            run.in_commands("hitpath log"),
            "hitpath --profile=-s.toml log"
        );
    }

    #[test]
    fn without_flags_nothing_is_added() {
        let run = Invocation::new(None, None);
        assert_eq!(run.in_commands("hitpath undo"), "hitpath undo");
        let run = Invocation::new(None, Some("2027-03-01"));
        assert_eq!(run.on_any_day().in_commands("hitpath undo"), "hitpath undo");
    }
}
