//! The name a person most likely meant.

/// The known name nearest to the one given, if any is near enough to be worth
/// offering: at most a third of its letters differ, else the shortest that
/// begins with what was given or has it as a part.
pub fn nearest<'k>(given: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    // Nobody mistypes a name of this length, and comparing costs its square.
    if given.len() > 2 * super::id::LONGEST {
        return None;
    }
    let given = &*given.to_lowercase();
    let allowed = (given.chars().count() / 3).max(1);
    let known: Vec<&str> = known.collect();
    let by_letters = known
        .iter()
        .copied()
        .filter(|name| name.len().abs_diff(given.len()) <= 4 * allowed)
        .map(|name| (strsim::damerau_levenshtein(given, name), name))
        .filter(|&(distance, _)| distance <= allowed)
        .min()
        .map(|(_, name)| name);
    let by_part = || {
        let holds = |name: &&str| given.len() >= SHORTEST_PART && name.contains(given);
        let with_part = known.iter().copied().filter(holds);
        with_part.min_by_key(|&name| (!name.starts_with(given), name.len(), name))
    };
    by_letters.or_else(by_part)
}

/// A part shorter than this is in too many names to mean one of them.
const SHORTEST_PART: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_understood() {
        let known = ["diploma", "diploma-earned", "rhit-exam", "id-match"];
        let near = |given| nearest(given, known.into_iter());
        assert_eq!(near("dipoma"), Some("diploma"));
        assert_eq!(near("rhit_exam"), Some("rhit-exam"));
        assert_eq!(near("diploma-erned"), Some("diploma-earned"));
        assert_eq!(near("earned"), Some("diploma-earned"), "by part");
        assert_eq!(near("RHIT-Exam"), Some("rhit-exam"), "by letters alone");
        assert_eq!(near("zebra"), None);
        assert_eq!(near(&"x".repeat(1000)), None);
    }
}
