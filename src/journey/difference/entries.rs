//! How two lists of entries differ.

use super::{Difference, EntryChange};
use crate::journey::entries::Entry;

/// What was removed, then what was changed or added, each in the order of its
/// list.
///
/// An entry is known by its id. One without, or whose id stands twice, has only
/// its content to be known by; of equal ones each counts.
pub(super) fn differences<E: Entry>(earlier: &[E], later: &[E]) -> Vec<Difference> {
    let mut left: Vec<&E> = earlier.iter().collect();
    // The same stays the same wherever it stands.
    let news: Vec<&E> = later
        .iter()
        .filter(|entry| match left.iter().position(|one| one == entry) {
            Some(place) => {
                left.remove(place);
                false
            }
            None => true,
        })
        .collect();
    let told: Vec<Difference> = news
        .into_iter()
        .map(|entry| {
            let before = left
                .iter()
                .position(|one| !one.id().is_empty() && one.id() == entry.id());
            match before {
                Some(place) => {
                    let words = entry.news_in_words(left.remove(place));
                    difference(entry, words, EntryChange::Changed)
                }
                None => difference(entry, entry.in_words(), EntryChange::Added),
            }
        })
        .collect();
    let removed = left.into_iter();
    let removed = removed.map(|entry| difference(entry, entry.in_words(), EntryChange::Removed));
    removed.chain(told).collect()
}

fn difference<E: Entry>(entry: &E, words: String, how: EntryChange) -> Difference {
    Difference::Entry {
        list: E::LIST,
        id: entry.id().to_owned(),
        words,
        how,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::journey::record::{Attempt, ExamResult};

    /// Exams sat, each `DAY` or `ID:DAY`.
    fn sat(days: &str) -> Vec<Attempt> {
        let attempt = |word: &str| {
            let (id, day) = word.split_once(':').unwrap_or(("", word));
            Attempt {
                id: id.into(),
                exam: "rhit".into(),
                on: date(2026, 11, day.parse().expect("a day")),
                result: ExamResult::Fail,
                score: None,
            }
        };
        days.split_whitespace().map(attempt).collect()
    }

    #[test]
    fn of_equal_entries_each_counts_and_an_id_is_what_it_is_known_by() {
        use EntryChange::{Added, Changed, Removed};
        let case = |earlier: &str, later: &str, expected: &[(i8, EntryChange)]| {
            let found = differences(&sat(earlier), &sat(later));
            let found: Vec<(String, EntryChange)> = found
                .into_iter()
                .map(|one| match one {
                    Difference::Entry { words, how, .. } => (words, how),
                    other => panic!("{other:?}"),
                })
                .collect();
            let expected: Vec<(String, EntryChange)> = expected
                .iter()
                .map(|&(day, how)| (format!("exam rhit on 2026-11-{day:02}: fail"), how))
                .collect();
            assert_eq!(found, expected, "{earlier} / {later}");
        };
        case("1 1", "1", &[(1, Removed)]);
        case("1", "1 1 1", &[(1, Added), (1, Added)]);
        case("1 2 1", "2 1 1", &[]);
        case("1 1 2", "3 1", &[(1, Removed), (2, Removed), (3, Added)]);
        case("a:1 b:2", "b:2 a:3", &[(3, Changed)]);
        case("a:1 a:2", "a:2 a:4", &[(4, Changed)]);
        case("a:1 1", "a:1", &[(1, Removed)]);
    }
}
