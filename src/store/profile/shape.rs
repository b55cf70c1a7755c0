//! The profile as a shape with every key, from which its JSON Schema is made.
//!
//! The program reads a profile entry by entry and forgivingly, so this is only
//! held against that reader by a test.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

/// A person's profile. What is not in here is kept as it is and not read.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(
    dead_code,
    reason = "only the names and kinds of the keys are asked for"
)]
pub(in crate::store) struct ProfileShape {
    /// The format of the file: 1. It stands on the first line.
    #[schemars(range(min = 1, max = 1))]
    format: u8,
    /// Made once, at the start; it tells copies of one profile from others.
    id: Option<String>,
    /// What you want to be called.
    name: Option<String>,
    /// The id of your pathway.
    #[schemars(with = "crate::store::draft::IdShape")]
    pathway: String,
    /// The day the profile was made.
    started: Option<Day>,
    /// The day by which you want to be in work.
    target: Option<Day>,
    /// All your hours a week for this, classes included: 1 to 168.
    #[schemars(range(min = 1, max = 168))]
    hours_per_week: Option<u32>,
    /// The version of the shipped catalog at the last change.
    catalog: Option<String>,
    /// Term starts of your school, as month and day: ["01-13", "08-25"].
    #[schemars(inner(regex(pattern = "^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")))]
    terms: Option<Vec<String>>,
    /// Whether planned dates are shown beside what is to do. Default: true.
    dates: Option<bool>,
    /// Your marks, by the id of the step.
    steps: Option<BTreeMap<String, MarkShape>>,
    /// Exams that you have sat.
    attempts: Option<Vec<AttemptShape>>,
    /// Practice exams.
    practice: Option<Vec<PracticeShape>>,
    /// Activities of continuing education.
    credits: Option<Vec<ActivityShape>>,
    /// Job applications.
    applications: Option<Vec<ApplicationShape>>,
    /// Your own rating of a skill from 0 to 5, by its id.
    skills: Option<BTreeMap<String, Rating>>,
    /// The result in practice exams that you want to reach, in percent.
    #[schemars(range(min = 0, max = 100))]
    readiness_target: Option<f64>,
    /// The level of post whose skills you aim at: entry, mid, senior or lead.
    #[schemars(extend("enum" = ["entry", "mid", "senior", "lead"]))]
    tier: Option<String>,
    /// What you found instead of a fact, by its id in quotes.
    #[schemars(with = "Option<BTreeMap<String, OwnFact>>")]
    facts: Option<BTreeMap<String, CorrectionShape>>,
}

/// A mark on a step.
#[derive(Debug, Deserialize, JsonSchema)]
#[allow(
    dead_code,
    reason = "only the names and kinds of the keys are asked for"
)]
struct MarkShape {
    /// How it stands: todo, doing, done, waived, or on a question no. Default: todo.
    #[schemars(extend("enum" = ["todo", "doing", "done", "waived", "no"]))]
    state: Option<String>,
    /// The day it was done, or begun where it is under way.
    on: Option<Day>,
    /// Your own words.
    note: Option<String>,
    /// What proves it: references, never copies.
    evidence: Option<Vec<EvidenceShape>>,
    /// A date of your own for it.
    due: Option<Day>,
    /// When it will be done, known from outside.
    expect: Option<Day>,
    /// An end printed on a letter or document.
    until: Option<Day>,
    /// What you paid for it in all, in US dollars: 0 to 1000000, with at most two decimals.
    #[schemars(range(min = 0, max = 1_000_000))]
    paid: Option<f64>,
    /// Whether to show it in your portfolio. Default: false.
    show: Option<bool>,
    /// When the entry was last changed by the program.
    changed: Option<Moment>,
}

/// What proves a step.
#[derive(Debug, Deserialize, JsonSchema)]
#[allow(
    dead_code,
    reason = "only the names and kinds of the keys are asked for"
)]
struct EvidenceShape {
    /// A path or an address.
    r#ref: String,
    /// The SHA-256 of the file when it was added.
    sha256: Option<String>,
    /// The size of the file when it was added, in bytes.
    size: Option<u64>,
    /// The day it was added.
    added: Option<Day>,
}

/// An exam that was sat.
#[derive(Debug, Deserialize, JsonSchema)]
#[allow(
    dead_code,
    reason = "only the names and kinds of the keys are asked for"
)]
struct AttemptShape {
    /// Its name among the attempts.
    id: Option<String>,
    /// The id of the credential.
    #[schemars(with = "crate::store::draft::IdShape")]
    exam: String,
    /// The day of the exam.
    on: Day,
    /// How it ended, by the official report: pass or fail.
    #[schemars(extend("enum" = ["pass", "fail"]))]
    result: String,
    /// The scaled score of the report.
    score: Option<u32>,
    /// When the entry was last changed by the program.
    changed: Option<Moment>,
}

/// A practice exam, or a timed part of one: results by domain, in all, or both.
#[derive(Debug, Deserialize, JsonSchema)]
#[allow(
    dead_code,
    reason = "only the names and kinds of the keys are asked for"
)]
struct PracticeShape {
    /// Its name among the practice exams.
    id: Option<String>,
    /// The id of the credential.
    #[schemars(with = "crate::store::draft::IdShape")]
    exam: String,
    /// The day.
    on: Day,
    /// Results in percent by the number of the domain, as in { 1 = 72, 2 = 80.5 }.
    domains: Option<BTreeMap<String, f64>>,
    /// The result in all, in percent; kept and shown, not counted.
    #[schemars(range(min = 0, max = 100))]
    score: Option<f64>,
    /// How many questions it had.
    questions: Option<u32>,
    /// When the entry was last changed by the program.
    changed: Option<Moment>,
}

/// An activity of continuing education.
#[derive(Debug, Deserialize, JsonSchema)]
#[allow(
    dead_code,
    reason = "only the names and kinds of the keys are asked for"
)]
struct ActivityShape {
    /// Its name among the activities.
    id: Option<String>,
    /// The day it was completed.
    on: Day,
    /// The credits that its certificate shows, in hours.
    hours: f64,
    /// What it was.
    title: String,
    /// The kinds of credits it counts as: one, or a list of them.
    #[schemars(with = "Option<OneOrMore>")]
    category: Option<toml::Value>,
    /// The credentials it counts for, by their ids; all, where none is named.
    #[schemars(with = "Option<OneOrMore>")]
    r#for: Option<toml::Value>,
    /// What proves it: references, never copies.
    evidence: Option<Vec<EvidenceShape>>,
    /// When the entry was last changed by the program.
    changed: Option<Moment>,
}

/// A job application.
#[derive(Debug, Deserialize, JsonSchema)]
#[allow(
    dead_code,
    reason = "only the names and kinds of the keys are asked for"
)]
struct ApplicationShape {
    /// Its name among the applications.
    id: Option<String>,
    /// Who has the post to give.
    employer: String,
    /// What the post is called.
    title: String,
    /// Where you found it.
    url: Option<String>,
    /// The stages it went through.
    #[schemars(length(min = 1))]
    stages: Vec<ReachedShape>,
    /// Your notes about it.
    notes: Option<Vec<JobNoteShape>>,
    /// When the entry was last changed by the program.
    changed: Option<Moment>,
}

/// A stage that an application has reached.
#[derive(Debug, Deserialize, JsonSchema)]
#[allow(
    dead_code,
    reason = "only the names and kinds of the keys are asked for"
)]
struct ReachedShape {
    /// The id of the stage.
    #[schemars(with = "crate::store::draft::IdShape")]
    stage: String,
    /// The day.
    on: Day,
    /// The last day for your answer that the employer named.
    until: Option<Day>,
    /// The day by which the employer promised to answer.
    expect: Option<Day>,
}

/// A note about an application.
#[derive(Debug, Deserialize, JsonSchema)]
#[allow(
    dead_code,
    reason = "only the names and kinds of the keys are asked for"
)]
struct JobNoteShape {
    /// The day.
    on: Day,
    /// Your words.
    text: String,
    /// Whether it tells of the follow-up or thanks that you sent. Default: false.
    sent: Option<bool>,
}

/// One word, or a list of them.
#[derive(JsonSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "only its form is asked for")]
enum OneOrMore {
    One(#[schemars(with = "crate::store::draft::IdShape")] String),
    More(#[schemars(with = "Vec<crate::store::draft::IdShape>")] Vec<String>),
}

/// A rating from 0 to 5.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(transparent)]
#[allow(dead_code, reason = "only its form is asked for")]
struct Rating(#[schemars(range(min = 0, max = 5))] u8);

/// A correction of a fact.
#[derive(Debug, Deserialize, JsonSchema)]
#[allow(
    dead_code,
    reason = "only the names and kinds of the keys are asked for"
)]
struct CorrectionShape {
    /// The value, spelled as in a fact: 150, { usd = 229 }, { low = 19, high = 25, unit = "percent" }, "120d" or any text.
    #[schemars(with = "crate::store::draft::ValueShape")]
    value: toml::Value,
    /// Where you found it.
    source: String,
    /// The day on which you looked.
    checked: Day,
    /// When the entry was last changed by the program.
    changed: Option<Moment>,
}

/// Without quotes, the dots of an id part tables in tables.
#[derive(JsonSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "only its form is asked for")]
enum OwnFact {
    Correction(CorrectionShape),
    Longer(BTreeMap<String, Self>),
}

/// A date without quotes.
type Day = Dated<true>;
/// A date with its time, without quotes.
type Moment = Dated<false>;

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "it only has to be one")]
struct Dated<const IS_DAY: bool>(toml::value::Datetime);

impl<const IS_DAY: bool> JsonSchema for Dated<IS_DAY> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        if IS_DAY { "Day" } else { "Moment" }.into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let format = if IS_DAY { "date" } else { "date-time" };
        schemars::json_schema!({ "type": "string", "format": format })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::store::profile::read;

    /// A profile in which every key stands.
    const EVERY_KEY: &str = "format = 1\nid = \"x\"\nname = \"Ada\"\npathway = \"rhit\"\n\
        started = 2026-11-22\ntarget = 2029-05-31\nhours-per-week = 12\ncatalog = \"0.1.0\"\n\
        terms = [\"01-13\", \"08-25\"]\ndates = false\n\
        readiness-target = 82.5\ntier = \"mid\"\n\n\
        [steps.diploma-earned]\nstate = \"done\"\non = 2019-06-10\nnote = \"n\"\n\
        evidence = [{ ref = \"d.pdf\", sha256 = \"0\", size = 1, added = 2026-11-22 }]\n\
        due = 2026-12-01\nexpect = 2028-05-12\nuntil = 2027-03-01\npaid = 229.5\nshow = true\nchanged = 2026-11-22T10:11:12Z\n\n\
        [[attempts]]\nid = \"a\"\nexam = \"rhit\"\non = 2026-11-20\nresult = \"fail\"\nscore = 271\n\
        changed = 2026-11-22T10:11:12Z\n\n\
        [[practice]]\nid = \"p\"\nexam = \"rhit\"\non = 2026-11-20\ndomains = { 1 = 72 }\n\
        score = 71.5\nquestions = 150\nchanged = 2026-11-22T10:11:12Z\n\n\
        [[credits]]\nid = \"c\"\non = 2026-11-20\nhours = 1.5\ntitle = \"W\"\n\
        category = \"ahima\"\nfor = [\"rhit\"]\n\
        evidence = [{ ref = \"c.pdf\", sha256 = \"0\", size = 1, added = 2026-11-22 }]\n\
        changed = 2026-11-22T10:11:12Z\n\n\
        [[applications]]\nid = \"j\"\nemployer = \"E\"\ntitle = \"T\"\nurl = \"https://e.org\"\n\
        stages = [{ stage = \"offer\", on = 2026-11-20, until = 2026-11-23, expect = 2026-11-24 }]\n\
        notes = [{ on = 2026-11-20, text = \"n\", sent = true }]\n\
        changed = 2026-11-22T10:11:12Z\n\n\
        [skills]\ndata-entry = 3\n\n\
        [facts.\"rhit.exam.fee-member\"]\nvalue = { usd = 239 }\nsource = \"S\"\n\
        checked = 2026-11-22\nchanged = 2026-11-22T10:11:12Z\n";

    /// The shape reads what the reader reads, and every key of it is there.
    #[test]
    fn the_shape_is_that_of_the_reader() {
        let shape: ProfileShape = toml::from_str(EVERY_KEY).expect("the shape fits");
        // A key that is in the shape and not in the text would be absent here.
        let absent = format!("{shape:?}");
        let parts = ["time: None", "offset: None", "nanosecond: None"];
        let absent = parts
            .iter()
            .fold(absent, |text, part| text.replace(part, ""));
        assert!(!absent.contains("None"), "{absent}");
        let profile = read(Path::new("p"), EVERY_KEY.as_bytes()).expect("it can be read");
        assert_eq!(profile.bad_entries, []);
        // And a key that the reader does not know would leave its default.
        let record = format!("{:?}", profile.record);
        assert!(
            !record.contains("None") && !record.contains("[]"),
            "{record}"
        );
        assert!(!record.contains("{}"), "{record}");
        // A key that is in the text and not in the shape is a stranger to it.
        let text = EVERY_KEY.parse().expect("TOML");
        let mut strangers = Vec::new();
        let again: ProfileShape = serde_ignored::deserialize(toml::Value::Table(text), |key| {
            strangers.push(key.to_string());
        })
        .expect("the shape fits");
        assert_eq!(strangers, Vec::<String>::new());
        assert_eq!(again.format, shape.format);
    }
}
