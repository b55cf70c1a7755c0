//! All errors of syntax and type in one file.
//!
//! The reader stops at the first one. To find them all, every value is read by
//! itself, with nothing around it but the tables it lies in: so each costs no
//! more than itself, however many are wrong.

use serde::de::DeserializeOwned;
use toml::{
    Spanned,
    de::{DeArray, DeTable, DeValue, Error},
};

use crate::store::{
    draft::{UnknownKey, read_value},
    spans::whole,
};

type Value<'t> = Spanned<DeValue<'t>>;

/// The error in a value, and the keys in it that nobody knows.
type ErrorIn = fn(Value<'_>, &mut Vec<UnknownKey>) -> Option<Error>;

/// Every error of syntax, else every error of type, and the unknown keys.
pub(super) fn all_errors<T: DeserializeOwned>(text: &str) -> (Vec<Error>, Vec<UnknownKey>) {
    Looking::at(text, error_in::<T>)
}

/// Reads a whole file that holds little more than one value.
fn error_in<T: DeserializeOwned>(value: Value<'_>, unknown: &mut Vec<UnknownKey>) -> Option<Error> {
    let (read, strange) = read_value::<T>(value);
    unknown.extend(strange);
    read.err()
}

struct Looking {
    /// [`error_in`] for a kind of draft. Only this differs from kind to kind, so
    /// the program holds the rest once.
    read: ErrorIn,
    errors: Vec<Error>,
    unknown: Vec<UnknownKey>,
}

impl Looking {
    fn at(text: &str, read: ErrorIn) -> (Vec<Error>, Vec<UnknownKey>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            return (errors, Vec::new());
        }
        let root = whole(table);
        let mut looking = Self {
            read,
            errors: Vec::new(),
            unknown: Vec::new(),
        };
        looking.table(&root, &|value| value);
        // All that lies below a key that nobody knows finds that key again.
        let Self {
            errors,
            mut unknown,
            ..
        } = looking;
        unknown.sort_by_key(|key| key.span.start);
        unknown.dedup();
        (errors, unknown)
    }

    /// Looks at all values of a table; `around` puts it where it stands.
    fn table<'t>(&mut self, value: &Value<'t>, around: &dyn Fn(Value<'t>) -> Value<'t>) {
        let DeValue::Table(table) = value.get_ref() else {
            return;
        };
        let span = value.span();
        let mut without_lists = DeTable::new();
        let mut wrong = Vec::new();
        for (key, inner) in table {
            let alone = |inner: Value<'t>| {
                let mut table = DeTable::new();
                table.insert(key.clone(), inner);
                around(Spanned::new(span.clone(), DeValue::Table(table)))
            };
            if let Some(entries) = entries_of(inner) {
                for entry in entries {
                    let in_list = |entry: Value<'t>| {
                        let mut list = DeArray::new();
                        list.push(entry);
                        alone(Spanned::new(inner.span(), DeValue::Array(list)))
                    };
                    self.table(entry, &in_list);
                }
                let none = Spanned::new(inner.span(), DeValue::Array(DeArray::new()));
                // A list where none may stand is wrong by itself.
                self.value(&none, &alone);
                without_lists.insert(key.clone(), none);
            } else if self.value(inner, &alone) {
                without_lists.insert(key.clone(), inner.clone());
            } else if let Some(other) = self.stand_in(inner, &alone) {
                without_lists.insert(key.clone(), other);
            } else {
                wrong.push(format!("`{}`", key.get_ref()));
            }
        }
        // What is left are keys that are missing, but for those taken out here.
        let without_lists = Spanned::new(span.clone(), DeValue::Table(without_lists));
        let error = (self.read)(around(without_lists), &mut Vec::new());
        let is_missing = |error: &Error| {
            // How the message ends is the reader's; a test holds it to that.
            let was_there = wrong.iter().any(|key| error.message().ends_with(key));
            error.span() == Some(span) && !was_there
        };
        self.errors.extend(error.filter(is_missing));
    }

    /// A value that would be right in place of a wrong one.
    fn stand_in<'t>(
        &self,
        wrong: &Value<'t>,
        alone: &dyn Fn(Value<'t>) -> Value<'t>,
    ) -> Option<Value<'t>> {
        let others = [
            DeValue::String("x".into()),
            DeValue::Boolean(true),
            DeValue::Array(DeArray::new()),
        ];
        let mut others = others
            .into_iter()
            .map(|other| Spanned::new(wrong.span(), other));
        others.find(|other| {
            let error = (self.read)(alone(other.clone()), &mut Vec::new());
            error.is_none_or(|error| error.span() != Some(wrong.span()))
        })
    }

    /// Looks at one value, and says whether it is right.
    fn value<'t>(&mut self, value: &Value<'t>, alone: &dyn Fn(Value<'t>) -> Value<'t>) -> bool {
        let error = (self.read)(alone(value.clone()), &mut self.unknown);
        let inside = |error: &Error| {
            let end = end_of(value);
            let place = error.span();
            place.is_some_and(|place| value.span().start <= place.start && place.start < end)
        };
        let error = error.filter(inside);
        let is_right = error.is_none();
        self.errors.extend(error);
        is_right
    }
}

/// The entries of a list of tables.
fn entries_of<'v, 't>(value: &'v Value<'t>) -> Option<&'v DeArray<'t>> {
    match value.get_ref() {
        DeValue::Array(entries) if !entries.is_empty() => {
            let all_tables = entries.iter().all(|entry| entry.get_ref().is_table());
            all_tables.then_some(entries)
        }
        _ => None,
    }
}

/// Where a value ends, what hangs below it counted in.
fn end_of(value: &Value<'_>) -> usize {
    let below = match value.get_ref() {
        DeValue::Array(entries) => entries.iter().map(end_of).max(),
        DeValue::Table(table) => table.iter().map(|(_, value)| end_of(value)).max(),
        _ => None,
    };
    value.span().end.max(below.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::draft::{CredentialDraft, StageDraft, read};

    /// The texts that are wrong, and the unknown keys.
    fn found<T: DeserializeOwned>(text: &str) -> (Vec<&str>, Vec<String>) {
        let (errors, unknown) = all_errors::<T>(text);
        let errors = errors
            .iter()
            .map(|error| &text[error.span().expect("a place")]);
        let unknown = unknown.into_iter().map(|key| key.name);
        (errors.collect(), unknown.collect())
    }

    #[test]
    fn no_error_hides_another() {
        let text = "id = 3\ntitle = []\n[[step]]\nid = \"a\"\ntitle = 1\noptional = \"yes\"\n\
                    wy = 1\neffort = { low = 1 }\n[[step]]\ntitle = \"B\"\n";
        let (errors, unknown) = found::<StageDraft>(text);
        assert_eq!(errors, ["3", "1", "\"yes\"", "1", "[[step]]", "[]"]);
        assert_eq!(unknown, ["wy"]);
    }

    #[test]
    fn lists_in_lists_are_looked_at() {
        let text = "id = \"c\"\ntitle = \"C\"\nbody = \"B\"\n[[exam]]\nwindw = 1\n[[exam.domain]]\n\
                    number = \"x\"\ntitle = \"D\"\n[[exam.domain]]\nnumber = 2\ntitle = 2\n";
        let (errors, unknown) = found::<CredentialDraft>(text);
        assert_eq!(errors, ["\"x\"", "2"]);
        assert_eq!(unknown, ["windw"]);
    }

    /// What is missing is told from what was taken out by the end of this
    /// message, which is not ours.
    #[test]
    fn a_missing_key_is_named_at_the_end() {
        let (read, _) = read::<StageDraft>("id = \"a\"\n");
        let error = read.expect_err("no title");
        assert!(error.message().ends_with("`title`"), "{error}");
    }
}
