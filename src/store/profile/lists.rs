//! The lists of entries: exams sat, practice exams, activities for credits, job
//! applications. One bad entry is named and left out, the others are read.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::{
    Reading, Value,
    values::{date, evidence, field, flag, hundredths, integer, percent, text},
};
use crate::journey::{
    entries::{Activity, Application, JobNote, List, Practice, Reached},
    hundredths::Hundredths,
    record::{Attempt, ExamResult},
};

/// How an entry of each list is written, for messages.
const fn form(list: List) -> &'static str {
    match list {
        List::Practice => "{ id = \"…\", exam = \"rhit\", on = 2027-01-10, domains = { 1 = 72 } }",
        List::Attempts => "{ id = \"…\", exam = \"rhit\", on = 2027-02-01, result = \"fail\" }",
        List::Credits => "{ id = \"…\", on = 2027-02-01, hours = 1.5, title = \"…\" }",
        List::Applications => {
            "{ id = \"…\", employer = \"…\", title = \"…\", stages = [{ stage = \"applied\", on = 2027-02-01 }] }"
        }
    }
}

impl Reading<'_> {
    pub(super) fn lists(&mut self, table: &DeTable<'_>) {
        self.profile.record.attempts = self.list(table, List::Attempts, Self::attempt);
        self.profile.record.practice = self.list(table, List::Practice, Self::practice);
        self.profile.record.credits = self.list(table, List::Credits, Self::activity);
        self.profile.record.applications = self.list(table, List::Applications, Self::application);
    }

    /// The entries of a list. Where one has something missing, `read` gives
    /// nothing; where it has something wrong, `read` has named it.
    fn list<T>(
        &mut self,
        table: &DeTable<'_>,
        list: List,
        read: fn(&mut Self, &DeTable<'_>) -> Option<T>,
    ) -> Vec<T> {
        let (key, form) = (list.key(), form(list));
        let Some(value) = table.get(key) else {
            return Vec::new();
        };
        let DeValue::Array(entries) = value.get_ref() else {
            self.bad(
                value,
                format!("`{key}` has to be a list of tables like {form}"),
            );
            return Vec::new();
        };
        let mut found = Vec::new();
        for entry in entries {
            let DeValue::Table(fields) = entry.get_ref() else {
                self.bad(
                    entry,
                    format!("an entry of `{key}` has to be a table like {form}"),
                );
                continue;
            };
            let bad_before = self.bad_count();
            match read(self, fields) {
                Some(read) => found.push(read),
                // None of its values is wrong, so one of them is missing.
                None if self.bad_count() == bad_before => {
                    self.bad(entry, format!("an entry of `{key}` is like {form}"));
                }
                None => {}
            }
        }
        found
    }

    fn id(&mut self, fields: &DeTable<'_>) -> String {
        self.get(fields, "id", text).unwrap_or_default()
    }

    fn attempt(&mut self, fields: &DeTable<'_>) -> Option<Attempt> {
        let id = self.id(fields);
        let exam = self.get(fields, "exam", text);
        let on = self.get(fields, "on", date);
        let result = self.get(fields, "result", result);
        let score = self.get(fields, "score", whole);
        Some(Attempt {
            id,
            exam: exam?,
            on: on?,
            result: result?,
            score,
        })
    }

    fn practice(&mut self, fields: &DeTable<'_>) -> Option<Practice> {
        let id = self.id(fields);
        let exam = self.get(fields, "exam", text);
        let on = self.get(fields, "on", date);
        let domains = self.get(fields, "domains", domains).unwrap_or_default();
        let score = self.get(fields, "score", percent);
        let questions = self.get(fields, "questions", whole);
        let has_result = !domains.is_empty() || score.is_some();
        Some(Practice {
            id,
            exam: exam?,
            on: on?,
            domains: has_result.then_some(domains)?,
            score,
            questions,
        })
    }

    fn activity(&mut self, fields: &DeTable<'_>) -> Option<Activity> {
        let id = self.id(fields);
        let on = self.get(fields, "on", date);
        let hours = self.get(fields, "hours", hours);
        let title = self.get(fields, "title", text);
        let categories = self.get(fields, "category", words).unwrap_or_default();
        let counts_for = self.get(fields, "for", words).unwrap_or_default();
        let evidence = self.get(fields, "evidence", evidence).unwrap_or_default();
        Some(Activity {
            id,
            on: on?,
            hours: hours?,
            title: title?,
            categories,
            counts_for,
            evidence,
        })
    }

    fn application(&mut self, fields: &DeTable<'_>) -> Option<Application> {
        let id = self.id(fields);
        let employer = self.get(fields, "employer", text);
        let title = self.get(fields, "title", text);
        let url = self.get(fields, "url", text);
        let stages = self.get(fields, "stages", stages).unwrap_or_default();
        let notes = self.get(fields, "notes", notes).unwrap_or_default();
        Some(Application {
            id,
            employer: employer?,
            title: title?,
            url,
            stages: (!stages.is_empty()).then_some(stages)?,
            notes,
        })
    }
}

fn result(value: &Value<'_>) -> Result<ExamResult, String> {
    let word = text(value)?;
    ExamResult::from_word(&word).ok_or_else(|| {
        let words = ExamResult::ALL.map(ExamResult::word).join(", ");
        format!("is none of {words}")
    })
}

fn whole(value: &Value<'_>) -> Result<u32, String> {
    let number = integer(value).and_then(|number| u32::try_from(number).ok());
    number.ok_or_else(|| "has to be a whole number".to_owned())
}

/// Results by domain: `{ 1 = 72, 2 = 80.5 }`.
fn domains(value: &Value<'_>) -> Result<BTreeMap<u32, Hundredths>, String> {
    let wrong = "has to be percents by the numbers of domains, like { 1 = 72, 2 = 80.5 }";
    let DeValue::Table(fields) = value.get_ref() else {
        return Err(wrong.to_owned());
    };
    let mut found = BTreeMap::new();
    for (key, value) in fields {
        // What is no number of a domain is for others to read.
        let number = key.get_ref().parse::<u32>().ok();
        let number = number.filter(|number| number.to_string() == *key.get_ref());
        if let Some(number) = number {
            found.insert(number, percent(value).map_err(|_| wrong.to_owned())?);
        }
    }
    Ok(found)
}

/// Credits are counted in hours, and an entry of none says nothing.
fn hours(value: &Value<'_>) -> Result<Hundredths, String> {
    let hours = hundredths(value).filter(|hours| *hours > Hundredths::ZERO);
    hours.ok_or_else(|| "has to be a number of hours above 0, like 1 or 1.5".to_owned())
}

/// One word in quotes, or a list of them.
fn words(value: &Value<'_>) -> Result<Vec<String>, String> {
    let wrong = |_| "has to be a word in quotes, or a list of them".to_owned();
    match value.get_ref() {
        DeValue::Array(items) => items.iter().map(|item| text(item).map_err(wrong)).collect(),
        _ => Ok(vec![text(value).map_err(wrong)?]),
    }
}

fn stages(value: &Value<'_>) -> Result<Vec<Reached>, String> {
    let form = "has to be a list of tables, like [{ stage = \"applied\", on = 2027-02-01 }]";
    tables(value, form, |fields| {
        let stage = field(fields, "stage", text)?;
        let on = field(fields, "on", date)?;
        let (Some(stage), Some(on)) = (stage, on) else {
            return Err(form.to_owned());
        };
        Ok(Reached {
            stage,
            on,
            until: field(fields, "until", date)?,
            expect: field(fields, "expect", date)?,
        })
    })
}

fn notes(value: &Value<'_>) -> Result<Vec<JobNote>, String> {
    let form = "has to be a list of tables, like [{ on = 2027-02-01, text = \"…\" }]";
    tables(value, form, |fields| {
        let on = field(fields, "on", date)?;
        let words = field(fields, "text", text)?;
        let (Some(on), Some(text)) = (on, words) else {
            return Err(form.to_owned());
        };
        Ok(JobNote {
            on,
            text,
            sent: field(fields, "sent", flag)?.unwrap_or_default(),
        })
    })
}

fn tables<T>(
    value: &Value<'_>,
    form: &str,
    read: impl Fn(&DeTable<'_>) -> Result<T, String>,
) -> Result<Vec<T>, String> {
    let DeValue::Array(items) = value.get_ref() else {
        return Err(form.to_owned());
    };
    let one = |item: &Value<'_>| match item.get_ref() {
        DeValue::Table(fields) => read(fields),
        _ => Err(form.to_owned()),
    };
    items.iter().map(one).collect()
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

    /// The line and the words of every bad entry.
    fn named(profile: &Profile) -> Vec<(usize, String)> {
        let bad = profile.bad_entries.iter().map(|bad| {
            let line = bad.place.as_ref().map_or(0, |place| place.line);
            (line, bad.message.clone())
        });
        bad.collect()
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
        let form = form(List::Attempts);
        let expected = [
            (
                4,
                format!("an entry of `attempts` has to be a table like {form}"),
            ),
            (5, "`result` is none of pass, fail".to_owned()),
            (
                6,
                "`on` has to be a date without quotes, like 2026-11-22".to_owned(),
            ),
            (6, "`score` has to be a whole number".to_owned()),
            (7, format!("an entry of `attempts` is like {form}")),
        ];
        assert_eq!(named(&profile), expected);
        assert_eq!(profile.record.attempts.len(), 1);
    }

    #[test]
    fn what_is_no_list_is_named() {
        for list in List::ALL {
            let profile = read_text(&format!("{} = 3\n", list.key()));
            assert_eq!(profile.bad_entries.len(), 1, "{list:?}");
        }
    }

    #[test]
    fn every_tracker_is_read() {
        let profile = read_text(
            "[[practice]]\nid = \"p\"\nexam = \"rhit\"\non = 2027-01-10\n\
             domains = { 1 = 72, 2 = 80.5 }\nscore = 74\nquestions = 150\n\
             [[credits]]\nid = \"c\"\non = 2027-02-01\nhours = 1.5\ntitle = \"Webinar\"\n\
             category = \"ahima\"\nfor = [\"rhit\", \"cca\"]\nevidence = [{ ref = \"c.pdf\", size = 12 }]\n\
             [[applications]]\nemployer = \"Mercy\"\ntitle = \"HIM clerk\"\n\
             [[applications.stages]]\nstage = \"applied\"\non = 2027-03-01\n\
             [[applications.stages]]\nstage = \"offer\"\non = 2027-03-20\nuntil = 2027-03-25\n\
             [[applications.notes]]\non = 2027-03-15\ntext = \"wrote\"\nsent = true\n\
             [skills]\ndata-entry = 3\nown-one = 0\n",
        );
        assert_eq!(profile.bad_entries, []);
        let record = profile.record;
        let practice = &record.practice[0];
        let results: Vec<(u32, u32)> = practice.domains.iter().map(|(n, p)| (*n, p.0)).collect();
        assert_eq!(results, [(1, 7200), (2, 8050)]);
        assert_eq!(practice.score, Some(Hundredths::whole(74)));
        assert_eq!(practice.questions, Some(150));
        let activity = &record.credits[0];
        assert_eq!(
            (activity.hours, activity.on),
            (Hundredths(150), date(2027, 2, 1))
        );
        assert_eq!(activity.categories, ["ahima"]);
        assert_eq!(activity.counts_for, ["rhit", "cca"]);
        assert_eq!(activity.evidence[0].size, Some(12));
        let application = &record.applications[0];
        assert_eq!(application.stages.len(), 2);
        assert_eq!(application.stages[1].until, Some(date(2027, 3, 25)));
        assert!(application.notes[0].sent);
        assert_eq!(record.skills["data-entry"], 3);
    }

    #[test]
    fn what_is_wrong_in_a_tracker_is_named_with_its_line() {
        let profile = read_text(
            "practice = [\n{ exam = \"rhit\", on = 2027-01-10, domains = { 1 = 101 } },\n\
             { exam = \"rhit\", on = 2027-01-10 },\n]\n\
             credits = [\n{ on = 2027-02-01, hours = 0, title = \"W\" },\n\
             { on = 2027-02-01, hours = 1, title = \"W\", category = [1] },\n]\n\
             applications = [\n{ employer = \"M\", title = \"T\", stages = [{ stage = \"applied\" }] },\n\
             { employer = \"M\", title = \"T\", stages = [] },\n]\nskills = { a = 6, b = \"3\", c = 5 }\n",
        );
        let lines: Vec<usize> = named(&profile).into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [4, 5, 8, 9, 12, 13, 15, 15], "{:?}", named(&profile));
        assert_eq!(profile.record.skills.len(), 1);
        assert_eq!(profile.record.practice, []);
        // The activity counts, though its kind cannot be read.
        assert_eq!(profile.record.credits.len(), 1);
    }
}
