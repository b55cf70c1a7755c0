//! What can be asked of a TOML text.

use super::value::Value;

/// One change of one key. `key` is the full path, one part per table:
/// `["steps", "diploma-earned", "state"]`.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The key has this value afterwards, whatever it had before.
    Set {
        /// The full path of the key.
        key: Vec<String>,
        /// The value it gets.
        value: Value,
    },
    /// The key is gone afterwards: a value, or a whole table in any form.
    Remove {
        /// The full path of the key.
        key: Vec<String>,
    },
    /// The array has one more element, a table of these fields.
    ///
    /// It follows the form that is there. Where there is none, a top-level key
    /// becomes a `[[key]]` block, a deeper one `key = [{ … }]`.
    Append {
        /// The full path of the array.
        key: Vec<String>,
        /// The fields of the new element, in this order.
        fields: Vec<(String, Value)>,
    },
}

impl Change {
    /// [`Change::Set`] from anything that names a path and a value.
    pub fn set<Part: Into<String>>(
        key: impl IntoIterator<Item = Part>,
        value: impl Into<Value>,
    ) -> Self {
        Self::Set {
            key: key.into_iter().map(Into::into).collect(),
            value: value.into(),
        }
    }

    /// [`Change::Remove`] from anything that names a path.
    pub fn remove<Part: Into<String>>(key: impl IntoIterator<Item = Part>) -> Self {
        Self::Remove {
            key: key.into_iter().map(Into::into).collect(),
        }
    }

    /// The full path of the key it changes.
    pub fn key(&self) -> &[String] {
        match self {
            Self::Set { key, .. } | Self::Remove { key } | Self::Append { key, .. } => key,
        }
    }

    /// The same change of another key.
    pub(super) fn at(&self, path: Vec<String>) -> Self {
        let mut change = self.clone();
        match &mut change {
            Self::Set { key, .. } | Self::Remove { key } | Self::Append { key, .. } => *key = path,
        }
        change
    }
}
