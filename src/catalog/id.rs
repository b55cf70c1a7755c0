//! Names of things in the catalog: short, permanent, typed by people.
//!
//! An id that exists is well formed, so nothing past this file has to ask
//! again, and an id can be printed anywhere without being made safe first.

use std::fmt;

use super::text::Words;

/// The longest id accepted, in characters.
pub const LONGEST: usize = 64;

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Nothing was given.
    #[error("an id may not be empty")]
    Empty,
    /// More than [`LONGEST`] characters.
    #[error("an id has at most {LONGEST} characters")]
    TooLong,
    /// Not lower-case words joined by single hyphens.
    #[error("an id is made of lower-case letters and digits, in words joined by one hyphen each")]
    NotKebabCase,
    /// A fact id without a dot, or with an empty part.
    #[error("a fact id is made of two or more such words joined by dots, like `rhit.exam.window`")]
    NotDotted,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident: $check:path;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Words);

        impl $name {
            /// Checks the text and makes it an id.
            ///
            /// # Errors
            /// Says which rule of an id the text breaks.
            pub fn new(text: &str) -> Result<Self, IdError> {
                $check(text)?;
                Ok(Self(text.to_owned().into()))
            }

            /// The same of a text that need not be copied.
            ///
            /// # Errors
            /// Says which rule of an id the text breaks.
            pub fn of(text: Words) -> Result<Self, IdError> {
                $check(&text)?;
                Ok(Self(text))
            }

            /// The id as a text of the catalog, copied only where it was before.
            #[must_use]
            pub fn words(&self) -> Words {
                self.0.clone()
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// Names a step for ever, e.g. `transcript-sent`; never used again for another.
    StepId: kebab_case;
    /// Names a stage, e.g. `cahiim-program`. Steps and stages share one namespace.
    StageId: kebab_case;
    /// Names what must be satisfied first: a step, or a stage for its required steps.
    PrerequisiteId: kebab_case;
    /// Names a pathway, e.g. `rhit`.
    PathwayId: kebab_case;
    /// Names a credential, e.g. `rhit`.
    CredentialId: kebab_case;
    /// Names a topic of the guide, e.g. `exam-day`; in a namespace of its own.
    TopicId: kebab_case;
    /// Names a skill, e.g. `medical-terminology`; in a namespace of its own.
    SkillId: kebab_case;
    /// Names a stage of a job application, e.g. `applied`; in a namespace of its own.
    ApplicationStageId: kebab_case;
    /// Names a clock, e.g. `retake-wait`; in a namespace of its own.
    ClockId: kebab_case;
    /// Names a share of the credits, e.g. `ahima`; in a namespace of its own.
    ShareId: kebab_case;
    /// Names a fact, e.g. `rhit.exam.fee-member`.
    FactId: dotted;
}

fn kebab_case(text: &str) -> Result<(), IdError> {
    fits(text)?;
    if words_joined_by(b"-", text) {
        Ok(())
    } else {
        Err(IdError::NotKebabCase)
    }
}

fn dotted(text: &str) -> Result<(), IdError> {
    fits(text)?;
    if text.contains('.') && words_joined_by(b"-.", text) {
        Ok(())
    } else {
        Err(IdError::NotDotted)
    }
}

fn fits(text: &str) -> Result<(), IdError> {
    match text.len() {
        0 => Err(IdError::Empty),
        1..=LONGEST => Ok(()),
        _ => Err(IdError::TooLong),
    }
}

/// Lower-case letters and digits, with single joiners between them. One pass
/// over bytes: this runs for every reference in the catalog at every start.
fn words_joined_by(joiners: &[u8], text: &str) -> bool {
    let mut in_word = false;
    for byte in text.bytes() {
        if byte.is_ascii_lowercase() || byte.is_ascii_digit() {
            in_word = true;
        } else if in_word && joiners.contains(&byte) {
            in_word = false;
        } else {
            return false;
        }
    }
    in_word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_id_is_kebab_case() {
        for good in ["a", "rhit-exam", "first-90-days", "1"] {
            assert_eq!(StepId::new(good).map(|id| id.to_string()), Ok(good.into()));
        }
        for bad in ["-a", "a-", "a--b", "A", "a_b", "a.b", "a b", "é", "a\u{1b}"] {
            assert_eq!(StepId::new(bad), Err(IdError::NotKebabCase), "{bad:?}");
        }
        assert_eq!(StepId::new(""), Err(IdError::Empty));
        assert_eq!(StepId::new(&"a".repeat(65)), Err(IdError::TooLong));
    }

    #[test]
    fn a_fact_id_has_dots() {
        assert!(FactId::new("rhit.exam.fee-member").is_ok());
        for bad in ["rhit", ".rhit", "rhit.", "rhit..exam", "Rhit.exam"] {
            assert_eq!(FactId::new(bad), Err(IdError::NotDotted), "{bad:?}");
        }
    }
}
