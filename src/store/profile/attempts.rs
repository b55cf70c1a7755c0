//! `[[attempts]]`: exams that the person has sat, as the official report says.

use toml::de::{DeTable, DeValue};

use super::{Reading, Value, date, integer, text};
use crate::journey::record::{Attempt, ExamResult};

/// The form of an entry, for messages.
const FORM: &str = "{ id = \"…\", exam = \"rhit\", on = 2027-02-01, result = \"fail\" }";

impl Reading<'_> {
    pub(super) fn attempts(&mut self, table: &DeTable<'_>) {
        let Some(attempts) = table.get("attempts") else {
            return;
        };
        let DeValue::Array(entries) = attempts.get_ref() else {
            self.bad(
                attempts,
                format!("`attempts` has to be a list of tables like {FORM}"),
            );
            return;
        };
        for entry in entries {
            let DeValue::Table(fields) = entry.get_ref() else {
                self.bad(entry, format!("an attempt has to be a table like {FORM}"));
                continue;
            };
            let bad_before = self.bad_count();
            let id = self.get(fields, "id", text).unwrap_or_default();
            let exam = self.get(fields, "exam", text);
            let on = self.get(fields, "on", date);
            let result = self.get(fields, "result", result);
            let score = self.get(fields, "score", score);
            if let (Some(exam), Some(on), Some(result)) = (exam, on, result) {
                let attempt = Attempt {
                    id,
                    exam,
                    on,
                    result,
                    score,
                };
                self.profile.record.attempts.push(attempt);
            } else if self.bad_count() == bad_before {
                // None of its values is wrong, so one of them is missing.
                let message = format!("an attempt has `exam`, `on` and `result`, like {FORM}");
                self.bad(entry, message);
            }
        }
    }
}

fn result(value: &Value<'_>) -> Result<ExamResult, String> {
    let word = text(value)?;
    ExamResult::from_word(&word).ok_or_else(|| {
        let words = ExamResult::ALL.map(ExamResult::word).join(", ");
        format!("is none of {words}")
    })
}

fn score(value: &Value<'_>) -> Result<u32, String> {
    let score = integer(value).and_then(|score| u32::try_from(score).ok());
    score.ok_or_else(|| "has to be a whole number".to_owned())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use jiff::civil::date;

    use super::*;
    use crate::store::profile::{Profile, read};

    fn read_text(text: &str) -> Profile {
        let text = format!("format = 1\npathway = \"rhit\"\n{text}");
        read(Path::new("profile.toml"), text.as_bytes()).expect("it can be read")
    }

    #[test]
    fn attempts_are_read() {
        let profile = read_text(
            "[[attempts]]\nid = \"a\"\nexam = \"rhit\"\non = 2027-02-01\nresult = \"fail\"\n\
             score = 271\nfuture = 1\n[[attempts]]\nexam = \"rhit\"\non = 2027-05-01\n\
             result = \"pass\"\n",
        );
        assert_eq!(profile.bad_entries, []);
        let first = Attempt {
            id: "a".into(),
            exam: "rhit".into(),
            on: date(2027, 2, 1),
            result: ExamResult::Fail,
            score: Some(271),
        };
        let second = Attempt {
            id: String::new(),
            on: date(2027, 5, 1),
            result: ExamResult::Pass,
            score: None,
            ..first.clone()
        };
        assert_eq!(profile.record.attempts, [first, second]);
    }

    #[test]
    fn a_bad_attempt_is_named_and_the_others_are_read() {
        let profile = read_text(
            "attempts = [\n3,\n{ exam = \"rhit\", on = 2027-02-01, result = \"lost\" },\n\
             { exam = \"rhit\", on = \"2027-02-01\", result = \"fail\", score = -1 },\n\
             { exam = \"rhit\", result = \"fail\" },\n\
             { exam = \"rhit\", on = 2027-02-01, result = \"fail\" },\n]\n",
        );
        let found = profile.bad_entries.iter().map(|bad| {
            let line = bad.place.as_ref().map_or(0, |place| place.line);
            (line, bad.message.as_str())
        });
        let expected = [
            (4, format!("an attempt has to be a table like {FORM}")),
            (5, "`result` is none of pass, fail".to_owned()),
            (
                6,
                "`on` has to be a date without quotes, like 2026-11-22".to_owned(),
            ),
            (6, "`score` has to be a whole number".to_owned()),
            (
                7,
                format!("an attempt has `exam`, `on` and `result`, like {FORM}"),
            ),
        ];
        let expected = expected.iter().map(|(line, text)| (*line, text.as_str()));
        assert_eq!(Vec::from_iter(found), Vec::from_iter(expected));
        assert_eq!(profile.record.attempts.len(), 1);
    }

    #[test]
    fn what_is_no_list_is_named() {
        let profile = read_text("attempts = 3\n");
        assert_eq!(profile.bad_entries.len(), 1);
        assert_eq!(profile.record.attempts, []);
    }
}
