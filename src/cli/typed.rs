//! What a person types, read the same way by every command.

use std::{convert::Infallible, fmt, ops::Deref, str::FromStr};

use clap::{Arg, Command};

/// An id or a word of a closed list, as a person typed it. Ids are lower-case,
/// and `RHIT` is how people write one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Id(String);

impl Id {
    /// Reads what was typed: capitals and blanks around it say nothing.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        Self(typed.trim().to_lowercase())
    }
}

impl FromStr for Id {
    type Err = Infallible;

    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        Ok(Self::new(typed))
    }
}

impl From<&str> for Id {
    fn from(typed: &str) -> Self {
        Self::new(typed)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self)
    }
}

impl Deref for Id {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// The arguments of a command and of those below it, all lenient.
pub(super) fn lenient(command: Command) -> Command {
    command.mut_args(lenient_arg).mut_subcommands(lenient)
}

/// An argument whose closed list takes capitals, and which reads a negative
/// number as a value: what is wrong with it can be said only then.
pub(super) fn lenient_arg(arg: Arg) -> Arg {
    match arg.get_action().takes_values() {
        true => arg.ignore_case(true).allow_negative_numbers(true),
        false => arg,
    }
}

#[cfg(test)]
mod tests {
    use std::any::TypeId;

    use clap::{CommandFactory, builder::ValueParser};

    use super::*;
    use crate::cli::Cli;

    /// Every argument of every command, with the command that has it.
    fn all_arguments() -> Vec<(String, Arg)> {
        let mut command = Cli::command();
        command.build();
        let mut found = Vec::new();
        let mut to_visit = vec![&command];
        while let Some(command) = to_visit.pop() {
            let name = command.get_bin_name().unwrap_or_default();
            let arguments = command.get_arguments();
            let arguments = arguments.filter(|arg| arg.get_action().takes_values());
            found.extend(arguments.map(|arg| (name.to_owned(), arg.clone())));
            to_visit.extend(command.get_subcommands());
        }
        found
    }

    fn named_after(arg: &Arg) -> String {
        let names = arg.get_value_names().unwrap_or_default().iter();
        names.map(|name| name.as_str()).collect()
    }

    #[test]
    fn every_argument_takes_capitals_and_reads_negative_numbers() {
        let all = all_arguments();
        assert!(all.len() > 60, "{}", all.len());
        for (command, arg) in all {
            let id = arg.get_id();
            let is_lenient = arg.is_ignore_case_set()
                && (arg.is_allow_negative_numbers_set() || arg.is_allow_hyphen_values_set());
            assert!(is_lenient, "{command} {id}");
        }
    }

    #[test]
    fn what_names_something_of_the_catalog_is_read_in_one_way() {
        let id = ValueParser::from(clap::value_parser!(Id)).type_id();
        let names = [
            "ID",
            "ID,…",
            "STEP",
            "TOPIC",
            "CRED",
            "CREDENTIAL",
            "STAGE",
            "LEVEL",
        ];
        let mut count = 0;
        for (command, arg) in all_arguments() {
            let name = named_after(&arg);
            let is_closed = !arg.get_possible_values().is_empty();
            // Entries have the names that the person gave them, and a new id has
            // to be written as it will be.
            let is_entry = ["exam", "credits", "jobs", "checklists new"]
                .iter()
                .any(|tracker| command.starts_with(&format!("hitpath {tracker}")));
            if is_closed || (is_entry && name == "ID") || !names.contains(&name.as_str()) {
                continue;
            }
            count += 1;
            assert_eq!(arg.get_value_parser().type_id(), id, "{command} {name}");
        }
        assert!(count >= 15, "{count}");
        assert_ne!(
            ValueParser::string().type_id(),
            id,
            "{:?}",
            TypeId::of::<Id>()
        );
    }
}
