//! Shipped facts one by one: each is embedded by itself, and found by its id
//! without anything being read before.

use super::{
    draft::{FactFileDraft, ReadError, embedded_age, embedded_fact, embedded_file},
    shipped::text_between,
};
use crate::catalog::{
    FileKey,
    fact::{Age, FactVersion},
    sorted,
    waiting::WaitingFacts,
};

/// The facts, file by file, one behind the other.
static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/facts.bytes"));

/// One record for each, in the order of ids.
static INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/facts.index"));

/// A record: where the id begins in the one text and how long it is, the same
/// of the bytes, which of the files of facts it stands in, and where in the
/// text it says when it was checked and for how long that is trusted.
const RECORD: usize = 9 * size_of::<u32>();

/// All shipped facts.
#[derive(Debug)]
pub(super) struct ShippedFacts {
    /// The key of the first file of facts; they follow each other.
    pub(super) first_file: FileKey,
}

/// The number at this place of a record.
fn number(record: usize, place: usize) -> usize {
    let at = record * RECORD + place * size_of::<u32>();
    let bytes = INDEX.get(at..at + size_of::<u32>());
    let number = bytes.and_then(|bytes| bytes.try_into().ok());
    number.map_or(0, |number| u32::from_le_bytes(number) as usize)
}

/// The text of which this place of a record says where it begins; empty where
/// the fact says nothing.
fn text(record: usize, place: usize) -> &'static str {
    text_between(number(record, place), number(record, place + 1)).unwrap_or_default()
}

/// All of a fact.
fn bytes(place: usize) -> Option<&'static [u8]> {
    let start = number(place, 2);
    BYTES.get(start..start + number(place, 3))
}

/// The facts of a file as it stands, by its place among the files of facts.
///
/// # Errors
/// Only where the program was built from files that its own tests refuse.
pub(super) fn of_file(file: usize) -> Result<FactFileDraft<'static>, ReadError> {
    let places = 0..INDEX.len() / RECORD;
    let mut places: Vec<usize> = places.filter(|&place| number(place, 4) == file).collect();
    sorted::by_key(&mut places, |&place| number(place, 2));
    embedded_file(places.into_iter().filter_map(bytes))
}

impl WaitingFacts for ShippedFacts {
    fn count(&self) -> usize {
        INDEX.len() / RECORD
    }

    fn id(&self, place: usize) -> &'static str {
        text(place, 0)
    }

    fn version(&self, place: usize) -> Option<FactVersion> {
        let bytes = bytes(place)?;
        let file = self.first_file.index() + number(place, 4);
        embedded_fact(bytes, FileKey(file as u32))
    }

    fn age(&self, place: usize) -> Option<Age> {
        let given = |text: &'static str| (!text.is_empty()).then_some(text);
        embedded_age(given(text(place, 5)), given(text(place, 7)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::shipped;

    #[test]
    fn each_fact_by_itself_is_what_its_file_says() {
        let taking = shipped::parts().expect("what is embedded can be read");
        let mut read: Vec<FactVersion> = taking.parts.facts.into_iter().map(|(v, _)| v).collect();
        read.sort_by(|a, b| a.id.cmp(&b.id));
        let first = taking.parts.files.iter();
        let first = first.take_while(|file| !file.name.starts_with("facts/"));
        let shipped = ShippedFacts {
            first_file: FileKey(first.count() as u32),
        };
        assert_eq!(shipped.count(), read.len());
        for (place, version) in read.iter().enumerate() {
            assert_eq!(shipped.id(place), version.id.as_str());
            let waiting = shipped.version(place).expect("it can be read");
            assert_eq!(format!("{waiting:?}"), format!("{version:?}"));
            assert_eq!(shipped.age(place), Some(version.age()));
        }
    }
}
