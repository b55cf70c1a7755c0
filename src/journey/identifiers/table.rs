//! Tables in text: a heading line that names its columns, and rows below it.
//!
//! A number in a row says nothing by itself; its column's heading does. Each
//! cell is therefore looked at as if its heading stood beside it.

/// Headings longer than this, in bytes, are sentences.
const LONGEST_HEADING: usize = 40;

/// A table whose heading was read.
pub(super) struct Table<'t> {
    separator: char,
    /// One a column; empty where the heading labels no identifier.
    headings: Vec<&'t str>,
}

impl<'t> Table<'t> {
    /// The table that a line without digits begins, if one of its cells is a label.
    pub(super) fn headed(
        line: &'t str,
        lower: &str,
        is_label: impl Fn(&str) -> bool,
    ) -> Option<Self> {
        if !is_label(lower) || line.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let separator = ['\t', '|', ';', ',']
            .into_iter()
            .find(|&separator| line.contains(separator))?;
        let mut headings = cells(line, separator);
        for heading in &mut headings {
            let fits = heading.len() <= LONGEST_HEADING && !heading.contains(':');
            if !fits || !is_label(&heading.to_ascii_lowercase()) {
                *heading = "";
            }
        }
        let has_one = headings.iter().any(|heading| !heading.is_empty());
        has_one.then_some(Self {
            separator,
            headings,
        })
    }

    pub(super) fn columns(&self) -> usize {
        self.headings.len()
    }

    /// Whether a line can belong to the table: it has cells as well.
    pub(super) fn may_hold(&self, line: &str) -> bool {
        line.contains(self.separator)
    }

    /// The cells of a row below a heading that labels, each as `heading: cell`.
    pub(super) fn labelled(&self, line: &str) -> impl Iterator<Item = String> {
        let cells = cells(line, self.separator);
        let pairs = self.headings.iter().zip(cells);
        pairs
            .filter(|(heading, cell)| !heading.is_empty() && !cell.is_empty())
            .map(|(heading, cell)| format!("{heading}: {cell}"))
    }
}

/// The cells of a line, without the quotes around them and the space.
fn cells(line: &str, separator: char) -> Vec<&str> {
    let mut quoted = false;
    line.split(|character: char| {
        quoted ^= character == '"';
        character == separator && !quoted
    })
    .map(|cell| cell.trim_matches([' ', '\t', '"', '*']))
    .collect()
}
