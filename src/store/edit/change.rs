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
    /// A change inside one element of an array of tables; the key of the inner
    /// change starts in the element.
    Within {
        /// The full path of the array.
        key: Vec<String>,
        /// Which element, in the order of the file from 0.
        index: usize,
        /// The change of the element.
        change: Box<Self>,
    },
    /// The array has that element no more. Where it was the last one, the array
    /// is gone too, unless it is written as `key = []`.
    Drop {
        /// The full path of the array.
        key: Vec<String>,
        /// Which element, in the order of the file from 0.
        index: usize,
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

    /// [`Change::Within`] from anything that names the path of an array.
    pub fn within<Part: Into<String>>(
        key: impl IntoIterator<Item = Part>,
        index: usize,
        change: Self,
    ) -> Self {
        Self::Within {
            key: key.into_iter().map(Into::into).collect(),
            index,
            change: Box::new(change),
        }
    }

    /// [`Change::Drop`] from anything that names the path of an array.
    pub fn drop_element<Part: Into<String>>(
        key: impl IntoIterator<Item = Part>,
        index: usize,
    ) -> Self {
        Self::Drop {
            key: key.into_iter().map(Into::into).collect(),
            index,
        }
    }

    /// The full path of the key it changes; of the array where one element is
    /// changed or dropped.
    pub fn key(&self) -> &[String] {
        match self {
            Self::Set { key, .. }
            | Self::Remove { key }
            | Self::Append { key, .. }
            | Self::Within { key, .. }
            | Self::Drop { key, .. } => key,
        }
    }

    /// The key, and inside an element the keys that lead on: what
    /// [`EditError::NoPlace`](super::EditError::NoPlace) names. Elements of one
    /// array have the same path.
    pub fn path(&self) -> Vec<String> {
        let mut path = self.key().to_vec();
        if let Self::Within { change, .. } = self {
            path.extend(change.path());
        }
        path
    }

    /// The same change of another key.
    pub(super) fn at(&self, path: Vec<String>) -> Self {
        let mut change = self.clone();
        match &mut change {
            Self::Set { key, .. }
            | Self::Remove { key }
            | Self::Append { key, .. }
            | Self::Within { key, .. }
            | Self::Drop { key, .. } => *key = path,
        }
        change
    }

    /// The same change of the same key below another one.
    pub(super) fn below(&self, path: &[String]) -> Self {
        self.at([path, self.key()].concat())
    }
}
