//! An entry that may be in the list twice. One rule for all trackers says when
//! two texts are the same.

use unicode_normalization::UnicodeNormalization;

use crate::session::Session;

/// Whether two texts that people typed say the same: capitals, blanks of any
/// kind and number, and the way a letter is composed make no difference.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

fn folded(text: &str) -> String {
    // Compatibility forms too: a hard blank is a blank.
    let text = text.nfkc().collect::<String>().to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// Says that something like the new entry was there already, and how to take the
/// new one out; `twin` is the id of the old one, and nothing is said without one.
pub(super) fn say(
    session: &mut Session,
    twin: Option<&str>,
    what: &str,
    (command, new): (&str, &str),
) {
    if let Some(twin) = twin {
        session.note(&in_words(twin, what, (command, new)));
    }
}

/// `note: an open application for the same post was there already, k7m4. …`
fn in_words(twin: &str, what: &str, (command, new): (&str, &str)) -> String {
    // Somebody wrote it down by hand.
    let comma = if twin.is_empty() { "" } else { ", " };
    format!(
        "note: {what} was there already{comma}{twin}. If it is one and the same: \
         hitpath {command} remove {new}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_twin_is_named_where_it_has_a_name() {
        let said = |twin| in_words(twin, "an entry", ("exam", "k7m4"));
        let way_back = "If it is one and the same: hitpath exam remove k7m4";
        assert_eq!(
            said("p3q8"),
            format!("note: an entry was there already, p3q8. {way_back}")
        );
        assert_eq!(
            said(""),
            format!("note: an entry was there already. {way_back}")
        );
    }

    #[test]
    fn capitals_blanks_and_composition_make_no_difference() {
        let same = [
            ("St. Mary Hospital", "st. mary  HOSPITAL"),
            (" Clínica Sur ", "Cli\u{301}nica\u{a0}Sur"),
            ("Records\tclerk", "records\u{2003}clerk"),
            ("\u{ff28}IM clerk", "HIM clerk"),
            ("O\u{308}ffnung", "\u{d6}FFNUNG"),
        ];
        for (one, other) in same {
            assert!(is_same(one, other), "{one:?} and {other:?}");
        }
        for (one, other) in [("Mercy", "Mercy East"), ("Resume", "Résumé"), ("a b", "ab")] {
            assert!(!is_same(one, other), "{one:?} and {other:?}");
        }
    }
}
