//! One element of `[[…]]` as a part of a document.

use super::statement::KeyPart;

/// An element of an array of tables. Its statements need not stand together:
/// any header below the path belongs to the `[[…]]` that came last before it.
#[derive(Debug)]
pub(super) struct Scope {
    path: Vec<String>,
    index: usize,
}

impl Scope {
    /// The element of the array at a full path, counted from 0 in the order of
    /// the file, or of the scope around it.
    pub(super) fn new(path: &[String], index: usize) -> Self {
        Self {
            path: path.to_vec(),
            index,
        }
    }

    pub(super) fn path(&self) -> &[String] {
        &self.path
    }
}

/// Walks over the headers of a document and tells which of them belong to the
/// innermost of some scopes that lie in each other.
pub(super) struct Passage<'s> {
    /// Each with the number of elements that have begun.
    levels: Vec<(&'s Scope, usize)>,
}

impl<'s> Passage<'s> {
    pub(super) fn through(scopes: &'s [Scope]) -> Self {
        Self {
            levels: scopes.iter().map(|scope| (scope, 0)).collect(),
        }
    }

    /// Whether the next header belongs to the innermost scope.
    pub(super) fn is_inside(&mut self, header: &[KeyPart], is_array: bool) -> bool {
        for (scope, begun) in &mut self.levels {
            if KeyPart::shared(header, &scope.path) < scope.path.len() {
                return false;
            }
            if is_array && header.len() == scope.path.len() {
                *begun += 1;
            }
            // What lies deeper counts in this one element only.
            if *begun != scope.index + 1 {
                return false;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use crate::store::edit::document::Document;
    use crate::store::edit::events;

    const TEXT: &str = "top = 1\n[[a]]\nk = 0\n[a.sub]\n[[a.b]]\nk = 1\n[z]\nk = 2\n[[a.b]]\n\
                        [a.b.deep]\nk = 3\n[[a]]\n[[ab]]\n[a.sub]\n[y]\n[[a.b]]\nk = 4\n";

    /// The lines of an element, each arrays' path and index from the outermost.
    fn lines(scopes: &[(&str, usize)]) -> Vec<String> {
        let mut document = Document::read(TEXT, &events::of_document(TEXT));
        for (path, index) in scopes {
            let path: Vec<String> = path.split('.').map(str::to_owned).collect();
            document.enter(&path, *index);
        }
        let lines = document.lines();
        lines
            .map(|line| line.statement.text.trim_end().to_owned())
            .collect()
    }

    #[test]
    fn an_element_has_all_headers_up_to_the_next_one() {
        assert_eq!(
            lines(&[("a", 0)]),
            [
                "[[a]]",
                "k = 0",
                "[a.sub]",
                "[[a.b]]",
                "k = 1",
                "[[a.b]]",
                "[a.b.deep]",
                "k = 3"
            ]
        );
        assert_eq!(lines(&[("a", 1)]), ["[[a]]", "[a.sub]", "[[a.b]]", "k = 4"]);
        assert_eq!(lines(&[("a", 2)]), [""; 0]);
    }

    #[test]
    fn elements_inside_an_element_count_anew() {
        assert_eq!(
            lines(&[("a", 0), ("a.b", 1)]),
            ["[[a.b]]", "[a.b.deep]", "k = 3"]
        );
        assert_eq!(lines(&[("a", 1), ("a.b", 0)]), ["[[a.b]]", "k = 4"]);
        assert_eq!(lines(&[("a", 1), ("a.b", 1)]), [""; 0]);
    }

    #[test]
    fn the_header_of_the_element_entered_reads_as_a_table() {
        let mut document = Document::read(TEXT, &events::of_document(TEXT));
        document.enter(&["a".to_owned()], 0);
        let opening: Vec<usize> = document
            .lines()
            .filter(|line| line.opens_element)
            .map(|line| line.index)
            .collect();
        assert_eq!(opening, [4, 8]);
        document.leave();
        assert_eq!(
            document.lines().filter(|line| line.opens_element).count(),
            6
        );
    }
}
