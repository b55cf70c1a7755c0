//! An entry that stands there twice, perhaps: it may be one and the same.

use crate::session::Session;

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
}
