//! Stable sorting by one function for every kind of list: the standard one is
//! put together anew for each type and key, at some five kilobytes a time, which
//! is a twentieth of the program. Lists here are short; what is long and sorted
//! often has a sort of its own.

use std::{cmp::Ordering, collections::BTreeSet};

/// Sorts by a key, equal ones in the order they were in. The key is asked for
/// at every comparison.
pub fn by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts by a comparison, equal ones in the order they were in.
pub fn by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let compare = |one: usize, other: usize| compare(&items[one], &items[other]);
    let mut places = places(items.len(), &compare);
    for place in 0..places.len() {
        // Each exchange brings one item to its place for good.
        while places[place] != place {
            let to = places[place];
            items.swap(place, to);
            places.swap(place, to);
        }
    }
}

/// Each item once, in order. What is collected into a set is sorted before by
/// the standard sort; one after the other takes less code.
pub fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    for item in items {
        set.insert(item);
    }
    set
}

/// To which place each of so many items goes.
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|&one, &other| compare(one, other));
    let mut places = vec![0; count];
    for (place, item) in order.into_iter().enumerate() {
        places[item] = place;
    }
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_sort_does(
            keys in proptest::collection::vec(0_u8..9, 0..60)
        ) {
            let mut items: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            by_key(&mut items, |item| item.0);
            prop_assert_eq!(items, expected);
        }
    }
}
