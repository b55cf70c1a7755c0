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
}

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
        terms = [\"01-13\", \"08-25\"]\ndates = false\n\n\
        [steps.diploma-earned]\nstate = \"done\"\non = 2019-06-10\nnote = \"n\"\n\
        evidence = [{ ref = \"d.pdf\", sha256 = \"0\", added = 2026-11-22 }]\n\
        due = 2026-12-01\nexpect = 2028-05-12\nuntil = 2027-03-01\npaid = 229.5\nchanged = 2026-11-22T10:11:12Z\n\n\
        [[attempts]]\nid = \"a\"\nexam = \"rhit\"\non = 2026-11-20\nresult = \"fail\"\nscore = 271\n\n\
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
