//! Where a path like `step[3].requires[1]` lies in a TOML text.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// One part of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    /// A key of a table.
    Key(String),
    /// An entry of a list, counted from 0.
    Entry(usize),
}

/// A TOML text that can be asked for places; it is read once.
#[derive(Debug)]
pub struct Spans<'t> {
    table: Option<Spanned<DeTable<'t>>>,
}

impl<'t> Spans<'t> {
    /// Reads the text. Where it is no TOML, no path leads anywhere.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        Self {
            table: DeTable::parse(text).ok(),
        }
    }

    /// The value at the end of a path, or the nearest thing around it that
    /// exists. Of a table or list it is the key, which is what an author looks
    /// for.
    #[must_use]
    pub fn value(&self, path: &str) -> Option<Range<usize>> {
        let (key, value) = self.nearest(&segments(path))?;
        Some(match value.get_ref() {
            DeValue::Table(_) | DeValue::Array(_) => key,
            _ => value.span(),
        })
    }

    /// Key and value of the last thing on the path that exists; an entry of a
    /// list is its own key.
    fn nearest(&self, path: &[Segment]) -> Option<(Range<usize>, &Spanned<DeValue<'t>>)> {
        let (Segment::Key(first), rest) = path.split_first()? else {
            return None;
        };
        let (key, value) = self
            .table
            .as_ref()?
            .get_ref()
            .get_key_value(first.as_str())?;
        let mut found = (key.span(), value);
        for segment in rest {
            let next = match (found.1.get_ref(), segment) {
                (DeValue::Table(table), Segment::Key(key)) => table
                    .get_key_value(key.as_str())
                    .map(|(key, value)| (key.span(), value)),
                (DeValue::Array(entries), Segment::Entry(index)) => {
                    entries.get(*index).map(|value| (value.span(), value))
                }
                _ => None,
            };
            let Some(next) = next else { break };
            found = next;
        }
        Some(found)
    }
}

/// Cuts a path as the audit writes it: its keys hold neither dots nor brackets.
fn segments(path: &str) -> Vec<Segment> {
    path.split(['.', '['])
        .map(|segment| match segment.strip_suffix(']') {
            // The audit only counts what it has seen.
            Some(index) => Segment::Entry(index.parse().unwrap_or(usize::MAX)),
            None => Segment::Key(segment.to_owned()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_its_value() {
        let text =
            "id = \"x\"\n[[step]]\nid = \"a\"\n[[step]]\nid = \"b\"\nrequires = [\"a\", \"zz\"]\n";
        let spans = Spans::of(text);
        let at = |path| spans.value(path).map(|span| &text[span]);
        assert_eq!(at("id"), Some("\"x\""));
        assert_eq!(at("step[1].requires[1]"), Some("\"zz\""));
        assert_eq!(at("step[1].id"), Some("\"b\""));
        assert_eq!(at("step[1].requires"), Some("requires"));
        assert_eq!(at("step[0].effort"), Some("[[step]]"));
        assert_eq!(at("nothing"), None);
    }

    #[test]
    fn groups_in_groups_are_found() {
        let text = "[[step]]\nrequires-any = [[\"a\", \"b\"],\n  [\"c\"]]\n";
        let spans = Spans::of(text);
        let at = |path| spans.value(path).map(|span| &text[span]);
        assert_eq!(at("step[0].requires-any[0][1]"), Some("\"b\""));
        assert_eq!(at("step[0].requires-any[1]"), Some("[\"c\"]"));
        assert_eq!(at("step[0].requires-any[1][7]"), Some("[\"c\"]"));
    }

    #[test]
    fn what_is_no_toml_has_no_places() {
        assert_eq!(Spans::of("id = ").value("id"), None);
    }
}
