//! Where a path like `step[3].requires[1]` lies in a TOML text.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// One part of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Segment {
    /// A key of a table.
    Key(String),
    /// An entry of a list, counted from 0.
    Entry(usize),
}

/// A TOML text that can be asked for places; it is read once.
#[derive(Debug)]
pub struct Spans<'t> {
    root: Option<Spanned<DeValue<'t>>>,
}

impl<'t> Spans<'t> {
    /// Reads the text. Where it is no TOML, no path leads anywhere.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        let root = DeTable::parse(text).ok().map(whole);
        Self { root }
    }

    /// The same for a text that was parsed.
    pub(super) fn in_value(root: Spanned<DeValue<'t>>) -> Self {
        Self { root: Some(root) }
    }

    /// The value at the end of a path, or the nearest thing around it that
    /// exists. Of a table or list it is the key, which is what an author looks
    /// for.
    #[must_use]
    pub fn value(&self, path: &str) -> Option<Range<usize>> {
        let (key, value, _) = self.nearest(&segments(path))?;
        Some(match value.get_ref() {
            DeValue::Table(_) | DeValue::Array(_) => key,
            _ => value.span(),
        })
    }

    /// The key at the end of a path, where all of the path exists.
    pub(super) fn key(&self, path: &[Segment]) -> Option<Range<usize>> {
        let (key, _, steps) = self.nearest(path)?;
        (steps == path.len()).then_some(key)
    }

    /// Key and value of the last thing on the path that exists, and how many
    /// segments lead to it; an entry of a list is its own key.
    fn nearest(&self, path: &[Segment]) -> Option<(Range<usize>, &Spanned<DeValue<'t>>, usize)> {
        let root = self.root.as_ref()?;
        let mut found = (root.span(), root, 0);
        for segment in path {
            let next = match (found.1.get_ref(), segment) {
                (DeValue::Table(table), Segment::Key(key)) => table
                    .get_key_value(key.as_str())
                    .map(|(key, value)| (key.span(), value)),
                (DeValue::Array(entries), Segment::Entry(index)) => {
                    entries.get(*index).map(|value| (value.span(), value))
                }
                _ => None,
            };
            let Some((key, value)) = next else { break };
            found = (key, value, found.2 + 1);
        }
        (found.2 > 0).then_some(found)
    }
}

/// A text that was parsed, as a value.
pub(super) fn whole(table: Spanned<DeTable<'_>>) -> Spanned<DeValue<'_>> {
    Spanned::new(table.span(), DeValue::Table(table.into_inner()))
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
