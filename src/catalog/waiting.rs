//! Facts that are taken apart when somebody asks for them.
//!
//! Hundreds of facts ship, and a command needs some of them. That each is sound
//! was shown before the program was built.

use std::{fmt, sync::OnceLock};

use super::{
    fact::{Age, Fact, FactVersion},
    id::FactId,
};

/// Where facts lie until they are asked for: versions in the order of ids,
/// those of one fact side by side.
pub trait WaitingFacts: fmt::Debug + Send + Sync {
    /// How many versions there are.
    fn count(&self) -> usize;

    /// The id of the fact that the version at this place belongs to.
    fn id(&self, place: usize) -> &'static str;

    /// Takes the version at this place apart; none where it is not what the
    /// tests have seen.
    fn version(&self, place: usize) -> Option<FactVersion>;

    /// The age of the version at this place, without taking all of it apart.
    fn age(&self, place: usize) -> Option<Age>;
}

/// Facts that wait, and those among them that were asked for.
#[derive(Debug)]
pub(super) struct Shelf {
    source: Box<dyn WaitingFacts>,
    /// By the place of their first version.
    taken: Vec<OnceLock<Option<Box<Fact>>>>,
}

impl Shelf {
    /// A shelf from which nothing was taken yet.
    pub(super) fn new(source: Box<dyn WaitingFacts>) -> Self {
        let mut taken = Vec::new();
        taken.resize_with(source.count(), OnceLock::new);
        Self { source, taken }
    }

    /// Whether a fact has this name.
    pub(super) fn holds(&self, id: &str) -> bool {
        self.first(id).is_some()
    }

    /// The fact with this name.
    pub(super) fn get(&self, id: &str) -> Option<&Fact> {
        self.take(self.first(id)?)
    }

    /// The age of the fact with this name, where it has one version.
    pub(super) fn age(&self, id: &str) -> Option<Age> {
        let first = self.first(id)?;
        let next = first + 1;
        let is_only = next == self.taken.len() || self.source.id(next) != id;
        is_only.then(|| self.source.age(first))?
    }

    /// The names of all facts.
    pub(super) fn ids(&self) -> impl Iterator<Item = &'static str> {
        self.firsts().map(|place| self.source.id(place))
    }

    /// All facts.
    pub(super) fn all(&self) -> impl Iterator<Item = &Fact> {
        self.firsts().filter_map(|place| self.take(place))
    }

    /// The place of the first version of each fact.
    fn firsts(&self) -> impl Iterator<Item = usize> {
        let is_first =
            |&place: &usize| place == 0 || self.source.id(place - 1) != self.source.id(place);
        (0..self.taken.len()).filter(is_first)
    }

    /// The place of the first version of a fact.
    fn first(&self, id: &str) -> Option<usize> {
        let mut places = 0..self.taken.len();
        while !places.is_empty() {
            let middle = places.start + places.len() / 2;
            if self.source.id(middle) < id {
                places.start = middle + 1;
            } else {
                places.end = middle;
            }
        }
        let place = places.start;
        let is_it = place < self.taken.len() && self.source.id(place) == id;
        is_it.then_some(place)
    }

    fn take(&self, first: usize) -> Option<&Fact> {
        let taken = self.taken.get(first)?.get_or_init(|| {
            let id = self.source.id(first);
            let places = (first..self.taken.len()).take_while(|&place| self.source.id(place) == id);
            Some(Box::new(Fact {
                id: FactId::new(id).ok()?,
                versions: places
                    .map(|place| self.source.version(place))
                    .collect::<Option<_>>()?,
            }))
        });
        taken.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{
        FileKey,
        fact::{AppliesOn, Claim, Confidence, FRESH_DAYS, FactValue, Source},
    };

    /// A version of each of these ids.
    #[derive(Debug)]
    struct Listed(&'static [&'static str]);

    impl WaitingFacts for Listed {
        fn count(&self) -> usize {
            self.0.len()
        }

        fn id(&self, place: usize) -> &'static str {
            self.0[place]
        }

        fn version(&self, place: usize) -> Option<FactVersion> {
            Some(FactVersion {
                id: FactId::new(self.id(place)).ok()?,
                file: FileKey(0),
                claim: Claim {
                    value: FactValue::Number(0.0),
                    text: "".into(),
                    source: Source {
                        title: "".into(),
                        url: "".into(),
                    },
                    checked: None,
                },
                also: Vec::new(),
                confidence: Confidence::Official,
                applies_on: AppliesOn::Today,
                effective_from: None,
                effective_until: None,
                recheck_after_days: FRESH_DAYS,
            })
        }

        fn age(&self, place: usize) -> Option<Age> {
            Some(self.version(place)?.age())
        }
    }

    #[test]
    fn only_a_fact_with_one_version_has_one_age() {
        let shelf = Shelf::new(Box::new(Listed(&["a.b", "a.c", "a.c", "d.e"])));
        for (id, has_one) in [("a.b", true), ("a.c", false), ("d.e", true), ("x.y", false)] {
            assert_eq!(shelf.age(id).is_some(), has_one, "{id}");
        }
    }

    #[test]
    fn every_fact_is_found_with_all_its_versions() {
        let shelf = Shelf::new(Box::new(Listed(&["a.b", "a.c", "a.c", "b.a", "d.e"])));
        let versions = |id| shelf.get(id).map(|fact| fact.versions.len());
        assert_eq!(versions("a.b"), Some(1));
        assert_eq!(versions("a.c"), Some(2));
        assert_eq!(versions("d.e"), Some(1));
        for unknown in ["a.a", "a.bb", "c.c", "z.z"] {
            assert_eq!(versions(unknown), None, "{unknown}");
            assert!(!shelf.holds(unknown));
        }
        assert_eq!(Vec::from_iter(shelf.ids()), ["a.b", "a.c", "b.a", "d.e"]);
        assert_eq!(shelf.all().count(), 4);
        let none = Shelf::new(Box::new(Listed(&[])));
        assert!(!none.holds("a.b"));
    }
}
