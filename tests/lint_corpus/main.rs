//! Broken definitions, one folder each: `checklists lint` names exactly the
//! marked lines.
//!
//! A line with a problem ends in `# <- part of the message`, one with advice in
//! `# <~ part of it`; several on one line follow each other. A file `.expected`
//! holds what is said of whole files, as `path: part of the message`. Folders
//! called `shipped-…` are a whole catalog, held to the rules for what ships.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// A place and a part of the message: file, line (0 for a whole file), text,
/// whether it is advice.
type Expected = (String, u64, String, bool);

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint_corpus")
}

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(corpus()).expect("the corpus is there");
    let mut cases: Vec<PathBuf> = entries
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    cases
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// What the marks in a case say.
fn expected(case: &Path) -> Vec<Expected> {
    let mut expected = Vec::new();
    for path in files(case) {
        let name = path.strip_prefix(case).expect("below the case");
        let name = name.display().to_string().replace('\\', "/");
        let text = fs::read_to_string(&path).expect("it is text");
        for (line, number) in text.lines().zip(1..) {
            if name == ".expected" {
                let (file, message) = line.split_once(": ").expect("file: message");
                assert!(!message.is_empty(), "{}:{number}", path.display());
                expected.push((file.to_owned(), 0, message.to_owned(), false));
                continue;
            }
            for (mark, is_advice) in [("# <- ", false), ("# <~ ", true)] {
                for part in line.split(mark).skip(1) {
                    let part = part.trim_end().to_owned();
                    // Nothing fits every message.
                    assert!(!part.is_empty(), "{}:{number}", path.display());
                    expected.push((name.clone(), number, part, is_advice));
                }
            }
        }
    }
    expected.sort();
    expected
}

/// What the program says of a case, and how it ended.
fn said(case: &Path) -> (Vec<Expected>, Option<i32>) {
    let home = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_hitpath"));
    command.args(["checklists", "lint", "--json"]);
    if name_of(case).starts_with("shipped-") {
        command.arg("--shipped");
    }
    let output = command
        .arg(case)
        .env_clear()
        .env("HITPATH_HOME", home.path())
        .env("HITPATH_TODAY", "2026-11-22")
        .output()
        .expect("the program runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(stderr, "", "{}", case.display());
    let found: Value = serde_json::from_slice(&output.stdout).expect("it answers in JSON");
    let found = found["problems"].as_array().expect("a list").iter();
    let found = found.map(|one| {
        let file = one["file"].as_str().expect("a file");
        let file = Path::new(file).strip_prefix(case).expect("below the case");
        let line = one["line"].as_u64();
        assert_eq!(line.is_some(), one["column"].as_u64().is_some());
        (
            file.display().to_string().replace('\\', "/"),
            line.unwrap_or(0),
            one["message"].as_str().expect("a message").to_owned(),
            one["warning"].as_bool().expect("a flag"),
        )
    });
    (found.collect(), output.status.code())
}

fn name_of(case: &Path) -> String {
    let name = case.file_name().expect("a name");
    name.to_string_lossy().into_owned()
}

/// What was said and not expected, or expected and not said.
fn differences(expected: &[Expected], said: &[Expected]) -> Vec<String> {
    let mut left: Vec<&Expected> = said.iter().collect();
    let mut differences = Vec::new();
    for one in expected {
        let (file, line, part, is_advice) = one;
        let fits = |(of, at, message, advice): &&Expected| {
            (of, at, advice) == (file, line, is_advice) && message.contains(part.as_str())
        };
        match left.iter().position(fits) {
            Some(place) => drop(left.remove(place)),
            None => differences.push(format!("not said: {one:?}")),
        }
    }
    differences.extend(left.iter().map(|one| format!("not expected: {one:?}")));
    differences
}

#[test]
fn every_marked_line_is_named_and_no_other() {
    let mut wrong = BTreeMap::new();
    for case in cases() {
        let expected = expected(&case);
        let (said, code) = said(&case);
        let mut differences = differences(&expected, &said);
        let has_problem = expected.iter().any(|(.., is_advice)| !is_advice);
        let exit = i32::from(has_problem);
        if code != Some(exit) {
            differences.push(format!("exit {code:?}, not {exit}"));
        }
        if expected.is_empty() {
            differences.push("nothing is marked".to_owned());
        }
        if !differences.is_empty() {
            wrong.insert(name_of(&case), differences);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(cases().len() >= 60);
}

/// A part of the sentence of every kind of problem that the audit knows.
const KINDS: [(&str, &str); 69] = [
    ("Id", "an id is made of"),
    ("Length", "write a whole number and a unit"),
    ("Version", "a version is three whole numbers"),
    ("NotTheFileName", "is not the name of the file"),
    ("NotOrdered", "an estimate rises"),
    ("UsedTwice", "is already used by"),
    ("Unknown", "there is no step"),
    ("StageTwice", "is listed twice"),
    ("NotItsStage", "is not one of the pathway's stages"),
    ("NotItsStep", "is in none of the pathway's stages"),
    ("RequiresOptional", "may not wait for the optional step"),
    ("EmptyGroup", "a group of `requires-any` is empty"),
    ("GroupOutsidePathway", "waits for `learn-role`"),
    ("Circle", "these wait for each other"),
    ("FactNotListed", "list it in the step's `facts`"),
    ("TwoPrices", "a cost has `amount`, or"),
    ("HalfAPrice", "`member` and `other` go together"),
    ("NoMembership", "name the body whose members"),
    ("NobodyToAsk", "says in `ask` whom to ask"),
    ("NotMoney", "is no amount of money"),
    ("Later", "is later than the catalog itself"),
    ("NoRenamed", "says in `renamed` which version"),
    ("RetiredWithout", "has `since`"),
    ("OfferedUntilRequired", "only an optional step can have"),
    ("EmptyRoute", "names at least one condition"),
    ("DomainOutOfOrder", "domains are numbered from 1"),
    ("ExamTwice", "another form of this exam"),
    ("AppliesOnDiffers", "have the same `applies-on`"),
    ("NoSource", "a source needs a title"),
    ("NoDate", "give `checked`"),
    ("DateAndUndated", "exclude each other"),
    (
        "UndatedNotOfficial",
        "only an official source may be undated",
    ),
    ("NoOtherSide", "names the other side as well"),
    ("Value", "the low end is above the high end"),
    ("Value", "an amount of money is not below zero"),
    ("Value", "an amount of money has at most two decimals"),
    ("Value", "a percentage is not above 100"),
    ("Value", "a range of anything but percent"),
    ("Value", "a length of time is not below zero"),
    ("Value", "this is more than a hundred years"),
    ("Value", "a value is not empty"),
    ("PeriodReversed", "is after `effective-until`"),
    ("PeriodsOverlap", "another version of this fact"),
    ("BadValue", "is not allowed here"),
    ("RequiresOutsidePathway", "which this pathway does not hold"),
    ("LeftOutButNeeded", "is left out here"),
    ("NoRequiredStep", "keeps no required step"),
    ("ShipsWithout", "`summary` is missing"),
    ("HowMany", "there are 6"),
    ("NoStages", "a pathway without stages"),
    ("OutOfReach", "can only be had by who holds it already"),
    ("NobodyAwards", "no step awards `guild`"),
    ("NoEvidence", "what to keep as `evidence`"),
    ("NotHttps", "begin with https://"),
    ("Figure", "is a figure"),
    ("Unknown", "there is no credential"),
    ("NoStart", "a clock says in `starts`"),
    ("StartNeedsStep", "this start needs a step"),
    (
        "StartNeedsCredential",
        "this starts only a clock of a credential",
    ),
    ("NeedsLength", "`before` needs a `length`"),
    ("WorkingDaysOfWhat", "`working-days` needs a `length`"),
    ("FactIsNoLength", "is no length in days or longer"),
    ("FactIsNo", "is no plain number"),
    ("RepeatsWithout", "`repeats` needs a `length`"),
    ("SharesWithout", "`shares-with` needs a clock"),
    ("OpensWithout", "only a wait with a `length`"),
    ("ReopensWait", "a wait has no `reopens`"),
    ("YearlyAndMore", "a clock that starts each year"),
    ("ClockCircle", "these clocks start from each other"),
];

#[test]
fn every_kind_of_problem_has_a_case() {
    let mut marks = Vec::new();
    for case in cases() {
        marks.extend(expected(&case).into_iter().map(|(_, _, part, _)| part));
    }
    for (kind, part) in KINDS {
        assert!(
            marks.iter().any(|mark| mark.contains(part)),
            "{kind}: {part}"
        );
    }
    // And each kind that the source has is in the table.
    let source = include_str!("../../src/catalog/audit/problem.rs");
    let list = source.split("pub enum ProblemKind {").nth(1);
    let list = list
        .and_then(|list| list.split("\n}\n").next())
        .expect("the list");
    let mut seen = 0;
    for line in list.lines() {
        let name: String = line
            .trim()
            .chars()
            .take_while(|c| c.is_alphanumeric())
            .collect();
        let is_kind = line.starts_with("    ")
            && !line.starts_with("     ")
            && name.starts_with(|c: char| c.is_ascii_uppercase());
        if is_kind {
            assert!(
                KINDS.iter().any(|(kind, _)| *kind == name),
                "{name} has no case"
            );
            seen += 1;
        }
    }
    assert!(seen >= 40, "only {seen} kinds were found");
}
