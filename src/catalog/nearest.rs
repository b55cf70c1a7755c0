//! The name a person most likely meant.

/// The known name nearest to the one given, if any is near enough to be worth
/// offering: at most a third of its letters differ.
pub fn nearest<'k>(given: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    // Nobody mistypes a name of this length, and comparing costs its square.
    if given.len() > 2 * super::id::LONGEST {
        return None;
    }
    let allowed = (given.chars().count() / 3).max(1);
    known
        .filter(|name| name.len().abs_diff(given.len()) <= 4 * allowed)
        .map(|name| (strsim::damerau_levenshtein(given, name), name))
        .filter(|&(distance, _)| distance <= allowed)
        .min()
        .map(|(_, name)| name)
}

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
        assert_eq!(near("zebra"), None);
        assert_eq!(near(&"x".repeat(1000)), None);
    }
}
