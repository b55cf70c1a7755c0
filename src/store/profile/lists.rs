//! The lists of entries: exams sat, practice exams, activities for credits, job
//! applications, and the lists inside marks and entries. What is wrong in one is
//! named where it stands and left out, the others are read.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::{
    Reading, Value,
    values::{count, credit_hours, date, flag, integer_key, percent, size, text, words},
};
use crate::{
    journey::{
        entries::{Activity, Application, JobNote, List, Practice, Reached},
        hundredths::Hundredths,
        record::{Attempt, Evidence, ExamResult},
        rules::{self, Dated},
    },
    store::evidence::page_address,
};

/// How the entries of a list are written.
struct Form {
    /// The key of the list.
    key: &'static str,
    /// One entry, for messages.
    example: &'static str,
    /// What every entry has.
    needs: &'static [Need],
}

/// What an entry needs: its name, and the keys of which one gives it.
type Need = (&'static str, &'static [&'static str]);

impl Form {
    fn of(list: List) -> Self {
        let (example, needs): (_, &[Need]) = match list {
            List::Practice => (
                "{ id = \"…\", exam = \"rhit\", on = 2027-01-10, domains = { 1 = 72 } }",
                &[
                    ("`exam`", &["exam"]),
                    ("`on`", &["on"]),
                    ("result", &["domains", "score"]),
                ],
            ),
            List::Attempts => (
                "{ id = \"…\", exam = \"rhit\", on = 2027-02-01, result = \"fail\" }",
                &[
                    ("`exam`", &["exam"]),
                    ("`on`", &["on"]),
                    ("`result`", &["result"]),
                ],
            ),
            List::Credits => (
                "{ id = \"…\", on = 2027-02-01, hours = 1.5, title = \"…\" }",
                &[
                    ("`on`", &["on"]),
                    ("`hours`", &["hours"]),
                    ("`title`", &["title"]),
                ],
            ),
            List::Applications => (
                "{ id = \"…\", employer = \"…\", title = \"…\", stages = [{ stage = \"applied\", on = 2027-02-01 }] }",
                &[
                    ("`employer`", &["employer"]),
                    ("`title`", &["title"]),
                    ("`stages`", &["stages"]),
                ],
            ),
        };
        Self {
            key: list.key(),
            example,
            needs,
        }
    }

    const STAGES: Self = Self {
        key: "stages",
        example: "{ stage = \"applied\", on = 2027-02-01 }",
        needs: &[("`stage`", &["stage"]), ("`on`", &["on"])],
    };
    const NOTES: Self = Self {
        key: "notes",
        example: "{ on = 2027-02-01, text = \"…\" }",
        needs: &[("`on`", &["on"]), ("`text`", &["text"])],
    };
    const EVIDENCE: Self = Self {
        key: "evidence",
        example: "{ ref = \"diploma.pdf\" }",
        needs: &[("`ref`", &["ref"])],
    };

    /// What an entry lacks, in words; what it has may be empty.
    fn lacking(&self, fields: &DeTable<'_>) -> String {
        let is_there = |key: &&str| fields.get(*key).is_some_and(|value| !is_empty(value));
        let lacks = self
            .needs
            .iter()
            .filter(|(_, keys)| !keys.iter().any(is_there));
        let lacks: Vec<&str> = lacks.map(|(name, _)| *name).collect();
        match (lacks.as_slice(), self.needs.last()) {
            // There is something, but nothing that is read.
            ([], Some((name, _))) => (*name).to_owned(),
            (lacks, _) => lacks.join(" and "),
        }
    }
}

fn is_empty(value: &Value<'_>) -> bool {
    match value.get_ref() {
        DeValue::Array(items) => items.is_empty(),
        DeValue::Table(fields) => fields.is_empty(),
        _ => false,
    }
}

impl Reading<'_> {
    pub(super) fn lists(&mut self, table: &DeTable<'_>) {
        let form = Form::of;
        self.record.attempts = self.list(table, &form(List::Attempts), Self::attempt);
        self.record.practice = self.list(table, &form(List::Practice), Self::practice);
        self.record.credits = self.list(table, &form(List::Credits), Self::activity);
        self.record.applications = self.list(table, &form(List::Applications), Self::application);
    }

    /// The entries of a list. Where one has something missing, `read` gives
    /// nothing; where it has something wrong, `read` has named it.
    fn list<T>(
        &mut self,
        table: &DeTable<'_>,
        form: &Form,
        read: fn(&mut Self, &DeTable<'_>) -> Option<T>,
    ) -> Vec<T> {
        let Form { key, example, .. } = form;
        let Some(value) = table.get(*key) else {
            return Vec::new();
        };
        let DeValue::Array(entries) = value.get_ref() else {
            let wrong = format!("`{key}` has to be a list of tables like {example}");
            self.bad(value, wrong);
            return Vec::new();
        };
        let mut found = Vec::new();
        for entry in entries {
            let DeValue::Table(fields) = entry.get_ref() else {
                let wrong = format!("an entry of `{key}` has to be a table like {example}");
                self.bad(entry, wrong);
                continue;
            };
            let bad_before = self.bad_entries.count();
            match read(self, fields) {
                Some(read) => found.push(read),
                // None of its values is wrong, so one of them is missing.
                None if self.bad_entries.count() == bad_before => {
                    let lacking = form.lacking(fields);
                    let wrong = format!("an entry of `{key}` has no {lacking}; write {example}");
                    self.bad(entry, wrong);
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
        let on = self.past_day(fields, "on", Dated::Entry);
        let result = self.get(fields, "result", result);
        let score = self.get(fields, "score", count);
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
        let on = self.past_day(fields, "on", Dated::Entry);
        let domains = self.domains(fields);
        let score = self.get(fields, "score", percent);
        let questions = self.get(fields, "questions", count);
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

    /// Results by domain: `{ 1 = 72, 2 = 80.5 }`.
    fn domains(&mut self, fields: &DeTable<'_>) -> BTreeMap<u32, Hundredths> {
        let mut found = BTreeMap::new();
        let Some(value) = fields.get("domains") else {
            return found;
        };
        let DeValue::Table(results) = value.get_ref() else {
            let wrong =
                "`domains` has to be percents by the numbers of domains, like { 1 = 72, 2 = 80.5 }";
            self.bad(value, wrong);
            return found;
        };
        for key in results.keys() {
            let key = key.get_ref();
            // What is no number of a domain is for others to read.
            if let Some(number) = integer_key(key)
                && let Some(percent) = self.get(results, key, percent)
            {
                found.insert(number, percent);
            }
        }
        found
    }

    fn activity(&mut self, fields: &DeTable<'_>) -> Option<Activity> {
        let id = self.id(fields);
        let on = self.past_day(fields, "on", Dated::Entry);
        let hours = self.get(fields, "hours", credit_hours);
        let title = self.get(fields, "title", words);
        let categories = self.get(fields, "category", ids).unwrap_or_default();
        let counts_for = self.get(fields, "for", ids).unwrap_or_default();
        let evidence = self.evidence(fields);
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
        let employer = self.get(fields, "employer", words);
        let title = self.get(fields, "title", words);
        let url = self.get(fields, "url", address);
        let stages = self.list(fields, &Form::STAGES, Self::reached);
        let notes = self.list(fields, &Form::NOTES, Self::job_note);
        Some(Application {
            id,
            employer: employer?,
            title: title?,
            url,
            stages: (!stages.is_empty()).then_some(stages)?,
            notes,
        })
    }

    fn reached(&mut self, fields: &DeTable<'_>) -> Option<Reached> {
        let stage = self.get(fields, "stage", text);
        let on = self.past_day(fields, "on", Dated::Entry);
        let mut days = ["until", "expect"].map(|key| (key, self.get(fields, key, date)));
        let (stage, on) = (stage?, on?);
        for (key, day) in &mut days {
            let judged = day.map(|day| rules::answer_day(day, on));
            if let (Some(Err(refused)), Some(value)) = (judged, fields.get(*key)) {
                self.bad(value, format!("`{key}` {refused}"));
                *day = None;
            }
        }
        let [(_, until), (_, expect)] = days;
        Some(Reached {
            stage,
            on,
            until,
            expect,
        })
    }

    fn job_note(&mut self, fields: &DeTable<'_>) -> Option<JobNote> {
        let on = self.past_day(fields, "on", Dated::Entry);
        let text = self.get(fields, "text", words);
        let sent = self.get(fields, "sent", flag).unwrap_or_default();
        Some(JobNote {
            on: on?,
            text: text?,
            sent,
        })
    }

    /// What proves a mark or an activity.
    pub(super) fn evidence(&mut self, fields: &DeTable<'_>) -> Vec<Evidence> {
        self.list(fields, &Form::EVIDENCE, |reading, fields| {
            let reference = reading.get(fields, "ref", text);
            let added = reading.past_day(fields, "added", Dated::Evidence);
            let sha256 = reading.get(fields, "sha256", text);
            let size = reading.get(fields, "size", size);
            Some(Evidence {
                reference: reference?,
                added,
                sha256,
                size,
            })
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

/// One id in quotes, or a list of them.
fn ids(value: &Value<'_>) -> Result<Vec<String>, String> {
    let wrong = |_| "has to be a word in quotes, or a list of them".to_owned();
    match value.get_ref() {
        DeValue::Array(items) => items.iter().map(|item| text(item).map_err(wrong)).collect(),
        _ => Ok(vec![text(value).map_err(wrong)?]),
    }
}

/// The address of a page.
fn address(value: &Value<'_>) -> Result<String, String> {
    let text = text(value)?;
    page_address(&text).map_err(|error| error.to_string())?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use jiff::civil::date;

    use super::*;
    use crate::store::profile::{Profile, read, read_on};

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
        let form = Form::of(List::Attempts).example;
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
            (6, "`score` is no whole number above 0".to_owned()),
            (
                7,
                format!("an entry of `attempts` has no `on`; write {form}"),
            ),
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

    /// What is wrong with one list of one line, and the text that it points at.
    fn wrong_in(line: &str) -> (String, String) {
        let profile = read_text(line);
        let [bad] = profile.bad_entries.as_slice() else {
            panic!("{line}: {:?}", profile.bad_entries);
        };
        let place = bad.place.as_ref().expect("a place");
        let source = place.source_line.chars().skip(place.column - 1);
        (bad.message.clone(), source.take(place.length).collect())
    }

    #[test]
    fn the_reason_is_that_of_the_commands_and_stands_at_the_part() {
        let credit = |hours: &str| {
            format!("credits = [{{ on = 2026-05-01, hours = {hours}, title = \"W\" }}]\n")
        };
        let practice =
            |rest: &str| format!("practice = [{{ exam = \"rhit\", on = 2026-05-01, {rest} }}]\n");
        let job = |rest: &str| {
            format!("applications = [{{ employer = \"M\", title = \"T\", {rest} }}]\n")
        };
        let applied = "{ stage = \"applied\", on = 2026-05-01 }";
        let two = format!("stages = [{applied}, {{ stage = \"offer\" }}]");
        let until = "stages = [{ stage = \"offer\", on = 2026-05-02, until = 2026-05-01 }]";
        let note = format!("stages = [{applied}], notes = [{{ on = 2026-05-01, text = \" \" }}]");
        let url = format!("stages = [{applied}], url = \"www.example.org\"");
        for (line, message, at) in [
            (
                credit("0.125"),
                "`hours` has more than two decimals",
                "0.125",
            ),
            (credit("20000"), "`hours` is too much", "20000"),
            (
                credit("-1"),
                "`hours` is no number from 0 up, like 12 or 1.5",
                "-1",
            ),
            (
                credit("0"),
                "`hours` is no credit; write what the certificate shows, like 1 or 1.5",
                "0",
            ),
            (
                credit("\"1\""),
                "`hours` has to be a number without quotes, like 1.5",
                "\"1\"",
            ),
            (
                practice("domains = { 2 = 100.5 }"),
                "`2` is more than 100 percent",
                "100.5",
            ),
            (
                practice("domains = { 2 = 70.005 }"),
                "`2` has more than two decimals",
                "70.005",
            ),
            (
                practice("score = 0.7"),
                "`score` is less than 1 percent; write percent like 72",
                "0.7",
            ),
            (
                practice("score = 70, questions = 0"),
                "`questions` is no whole number above 0",
                "0",
            ),
            (
                job(&two),
                "an entry of `stages` has no `on`; write { stage = \"applied\", on = 2027-02-01 }",
                "{ stage = \"offer\" }",
            ),
            (
                job(until),
                "`until` 2026-05-01 is before the day of the stage, 2026-05-02",
                "2026-05-01",
            ),
            (job(&note), "`text` is empty", "\" \""),
            (
                job(&url),
                "`url` is no address of a page; an address begins with https:// or http://",
                "\"www.example.org\"",
            ),
            (
                "terms = [\"01-13\", \"02-31\"]\n".to_owned(),
                "`02-31` is not a day of the year; write month and day, like 01-13",
                "\"02-31\"",
            ),
            (
                "[steps]\na = { on = 2026-05-01 }\n".to_owned(),
                "`on` is the day of a mark, and a step to do again has none; write how it stands \
                 too, like state = \"done\"",
                "2026-05-01",
            ),
            (
                "[steps]\na = { evidence = [{ added = 2026-05-01 }] }\n".to_owned(),
                "an entry of `evidence` has no `ref`; write { ref = \"diploma.pdf\" }",
                "{ added = 2026-05-01 }",
            ),
        ] {
            assert_eq!(
                wrong_in(&line),
                (message.to_owned(), at.to_owned()),
                "{line}"
            );
        }
    }

    #[test]
    fn what_is_wrong_in_a_part_leaves_the_other_parts() {
        let profile = read_text(
            "practice = [{ exam = \"rhit\", on = 2026-05-01, domains = { 1 = 101, 2 = 70 } }]\n\
             applications = [{ employer = \"M\", title = \"T\", stages = [{ stage = \"applied\" }, \
             { stage = \"saved\", on = 2026-05-01, expect = 2026-04-01 }] }]\n",
        );
        assert_eq!(named(&profile).len(), 3);
        let domains = &profile.record.practice[0].domains;
        assert_eq!(domains.keys().collect::<Vec<_>>(), [&2]);
        let [saved] = profile.record.applications[0].stages.as_slice() else {
            panic!("one stage: {:?}", profile.record.applications);
        };
        assert_eq!((saved.stage.as_str(), saved.expect), ("saved", None));
    }

    #[test]
    fn a_day_to_come_is_named_everywhere_and_kept() {
        let text = "format = 1\n\
            [steps]\na = { state = \"doing\", on = 2027-03-01, evidence = [{ ref = \"d\", added = 2027-03-02 }] }\n\
            b = { state = \"todo\", due = 2027-03-01, expect = 2027-03-01, until = 2027-03-01 }\n\
            c = { state = \"done\", on = 2027-02-28 }\n\
            [[attempts]]\nexam = \"rhit\"\non = 2027-03-03\nresult = \"pass\"\n\
            [[practice]]\nexam = \"rhit\"\non = 2027-03-04\nscore = 70\n\
            [[credits]]\ntitle = \"W\"\non = 2027-03-05\nhours = 1\n\
            [[applications]]\nemployer = \"M\"\ntitle = \"T\"\n\
            stages = [{ stage = \"offer\", on = 2027-03-06, until = 2027-03-16 }]\n\
            notes = [{ on = 2027-03-07, text = \"x\" }]\n\
            [facts.\"a.b\"]\nvalue = 1\nsource = \"S\"\nchecked = 2027-03-08\n";
        let today = date(2027, 2, 28);
        let profile = read_on(Path::new("p"), text.as_bytes(), today).expect("it can be read");
        assert_eq!(profile.bad_entries, []);
        let record = profile.record;
        assert_eq!(record.marks["a"].on, Some(date(2027, 3, 1)));
        assert_eq!((record.attempts.len(), record.practice.len()), (1, 1));
        assert_eq!((record.credits.len(), record.facts.len()), (1, 1));
        let days = profile.to_come.iter().map(|problem| {
            let (_, day) = problem.message.split_once("` ").expect("the key");
            let is_own_day = day.contains("you added") || day.contains("you looked");
            let follows = match is_own_day {
                true => "; look at the day again",
                false => "; it counts from that day on",
            };
            assert!(day.ends_with(follows), "{day}");
            let place = problem.place.as_ref().expect("a place");
            let at = place.source_line.chars().skip(place.column - 1);
            let at: String = at.take(place.length).collect();
            assert_eq!(day[..10], at);
            at
        });
        let mut days: Vec<String> = days.collect();
        days.sort();
        let expected: Vec<String> = (1..=8).map(|day| format!("2027-03-0{day}")).collect();
        assert_eq!(days, expected);
        // Once it has come, nothing is said.
        let on_the_day = date(2027, 3, 8);
        let profile = read_on(Path::new("p"), text.as_bytes(), on_the_day);
        assert_eq!(profile.expect("it can be read").to_come, []);
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
