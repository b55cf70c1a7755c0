//! The shipped files as their authors wrote them, comments and all.
//!
//! They lie in the program beside what is read at every start, and nothing
//! touches them before somebody asks to see one.

use super::shipped::text_between;

/// Folder, file name without its ending, where the text begins and how long it
/// is.
static FILES: &[(&str, &str, usize, usize)] = include!(concat!(env!("OUT_DIR"), "/originals.rs"));

/// The text of a shipped file, by the name that the catalog gives it, like
/// `stages/diploma.toml`.
#[must_use]
pub fn original(name: &str) -> Option<&'static str> {
    let (folder, file) = name.split_once('/')?;
    let stem = file.strip_suffix(".toml")?;
    let mut files = FILES.iter();
    let (_, _, start, length) = files.find(|(of, name, _, _)| (*of, *name) == (folder, stem))?;
    text_between(*start, *length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::shipped;

    #[test]
    fn every_shipped_file_has_its_text() {
        let taking = shipped::parts().expect("what is embedded can be read");
        for file in taking.parts.files {
            let text = original(&file.name);
            let text = text.unwrap_or_else(|| panic!("{} is not there", file.name));
            let read: Result<toml::Table, _> = text.parse();
            assert!(read.is_ok(), "{}", file.name);
        }
        assert_eq!(original("stages/nothing.toml"), None);
    }
}
