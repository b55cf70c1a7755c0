//! Tables that are written as tables.
//!
//! What `serde` derives for a struct also takes a list of its fields in their
//! order. Nobody means that in a definition, so every table below the top of a
//! file is read by one of these functions, which refuse a list.

use std::{any::type_name, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor, value::MapAccessDeserializer},
};

pub(super) fn table<'de, T, D>(from: D) -> Result<T, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Table::deserialize(from).map(|table| table.0)
}

pub(super) fn maybe_table<'de, T, D>(from: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::<Table<T>>::deserialize(from).map(|table| table.map(|table| table.0))
}

pub(super) fn tables<'de, T, D>(from: D) -> Result<Vec<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    let tables = Vec::<Table<T>>::deserialize(from)?;
    Ok(tables.into_iter().map(|table| table.0).collect())
}

struct Table<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Table<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct TableVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for TableVisitor<T> {
            type Value = Table<T>;

            /// As what `serde` derives says it.
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                let name = type_name::<T>().rsplit("::").next().unwrap_or_default();
                write!(out, "struct {name}")
            }

            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Table<T>, M::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Table)
            }
        }
        from.deserialize_map(TableVisitor(PhantomData))
    }
}
