//! Collects catalog parts and what is wrong with them.

use jiff::civil::Date;

use super::value::{DateDraft, Text};
use crate::catalog::{
    FileKey,
    audit::{Parts, Problem, ProblemKind},
    id::IdError,
    length::LengthError,
    text::Words,
    version::Version,
};

/// The parts read so far, and the problems met on the way.
#[derive(Debug, Default)]
pub struct Taking {
    /// What was well formed.
    pub parts: Parts,
    /// What was not.
    pub problems: Vec<Problem>,
    /// The file that is being read.
    pub file: FileKey,
}

impl Taking {
    pub(super) fn report(&mut self, path: impl Into<String>, kind: impl Into<ProblemKind>) {
        self.problems.push(Problem {
            file: self.file,
            path: path.into(),
            kind: kind.into(),
        });
    }

    /// Notes that an entry of a list does not become a part, so that places
    /// further down are still counted as they are written.
    pub(super) fn leave_out(&mut self, list: impl Into<String>, place: usize) {
        self.parts.left_out.add(self.file, list, place);
    }

    // The paths below are only built where there is something to report: most
    // files have nothing, and there are many places.

    /// The id that a text is; what is none is reported.
    pub(super) fn id<T>(
        &mut self,
        path: impl FnOnce() -> String,
        text: Text,
        make: fn(Words) -> Result<T, IdError>,
    ) -> Option<T> {
        match make(text.0.clone()) {
            Ok(id) => Some(id),
            Err(error) => {
                self.parts.unreadable.insert(text.0);
                self.report(path(), error);
                None
            }
        }
    }

    /// The ids in a list; what is none is reported and left out.
    pub(super) fn ids<T>(
        &mut self,
        path: impl Fn() -> String,
        texts: Vec<Text>,
        make: fn(Words) -> Result<T, IdError>,
    ) -> Vec<T> {
        let read = |(index, text): (usize, Text)| match make(text.0) {
            Ok(id) => Some(id),
            Err(error) => {
                self.leave_out(path(), index);
                self.report(format!("{}[{index}]", path()), error);
                None
            }
        };
        // The list of ids takes the place of the list of texts.
        texts.into_iter().enumerate().filter_map(read).collect()
    }

    /// The id of a definition, which is also the name of its file.
    pub(super) fn id_and_file_name<T>(
        &mut self,
        text: Text,
        file_stem: &str,
        make: fn(Words) -> Result<T, IdError>,
    ) -> Option<T> {
        let Some(id) = self.id(|| "id".to_owned(), text.clone(), make) else {
            // Whoever names it most likely does so by the name of the file.
            self.parts.unreadable.insert(file_stem.to_owned());
            return None;
        };
        if &*text != file_stem {
            let given = text.0;
            let file = file_stem.to_owned();
            self.report("id", ProblemKind::NotTheFileName { given, file });
        }
        Some(id)
    }

    /// A length of time or an estimate; what is none is reported.
    pub(super) fn length<T>(
        &mut self,
        path: impl FnOnce() -> String,
        length: Result<T, LengthError>,
    ) -> Option<T> {
        length.map_err(|error| self.report(path(), error)).ok()
    }

    /// A version of the catalog; what is none is reported.
    pub(super) fn version(&mut self, path: impl FnOnce() -> String, text: &str) -> Option<Version> {
        let read = text.parse::<Version>();
        read.map_err(|error| self.report(path(), error)).ok()
    }

    /// A date; what is none is reported.
    pub(super) fn date(&mut self, path: impl FnOnce() -> String, date: &DateDraft) -> Option<Date> {
        let day = date.text.get(.."2026-11-22".len()).unwrap_or_default();
        let expected = match day.parse() {
            _ if date.is_quoted => "write a date without quotes, like 2026-11-22",
            Ok(read) if *day == *date.text => return Some(read),
            Ok::<Date, _>(_) => "write a date without a time, like 2026-11-22",
            Err(_) => "write a date like 2026-11-22",
        };
        let value = date.text.to_string();
        let expected = expected.to_owned();
        self.report(path(), ProblemKind::BadValue { value, expected });
        None
    }
}
