//! Elements of a list that can wait to be read.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer},
};

use super::value::Text;

/// A table in a file, or bytes of what is embedded behind the id they hold.
#[derive(Debug, Clone)]
pub enum Entry<'t, T> {
    /// What was read.
    Read(T),
    /// What can wait.
    Waiting {
        /// Its id.
        id: Text<'t>,
        /// All of it.
        bytes: &'t [u8],
    },
}

impl<'t, T: Deserialize<'t>> Entry<'t, T> {
    /// What it holds.
    ///
    /// # Errors
    /// Only where the program was built from files that its own tests refuse.
    pub fn read(self) -> Result<T, rmp_serde::decode::Error> {
        match self {
            Self::Read(value) => Ok(value),
            Self::Waiting { bytes, .. } => rmp_serde::from_slice(bytes),
        }
    }
}

/// Two that say the same are the same, whether they were read or not.
impl<'t, T: Deserialize<'t> + Clone + PartialEq> PartialEq for Entry<'t, T> {
    fn eq(&self, other: &Self) -> bool {
        match (self.clone().read(), other.clone().read()) {
            (Ok(one), Ok(other)) => one == other,
            _ => false,
        }
    }
}

impl<'de: 't, 't, T: Deserialize<'de>> Deserialize<'de> for Entry<'t, T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct EntryVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for EntryVisitor<T> {
            type Value = Entry<'de, T>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a table")
            }

            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Entry<'de, T>, M::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Entry::Read)
            }

            // Only what is embedded comes as a list, of an id and bytes.
            fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<Entry<'de, T>, S::Error> {
                let no_table = || S::Error::custom("this has to be a table");
                let id = list.next_element()?.ok_or_else(no_table)?;
                let bytes = list.next_element()?.ok_or_else(no_table)?;
                Ok(Entry::Waiting { id, bytes })
            }
        }
        from.deserialize_any(EntryVisitor(PhantomData))
    }
}
