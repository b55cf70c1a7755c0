//! One catalog in two versions: a rename, two kinds of split, a retirement and
//! an addition. No mark is lost, 100 % can be reached, and the effect is said.

use std::path::Path;

use hitpath::{
    catalog::{
        Catalog, FileKey, FileName, PathwayKey,
        audit::{Parts, audit},
    },
    invocation::Invocation,
    journey::{
        drift::Drift,
        evaluation::Evaluation,
        next::next,
        plan::Plan,
        proofs::Proofs,
        record::{Mark, Record, State},
    },
    render::{self, Style},
    store::{
        draft::{PathwayDraft, RetiredFileDraft, StageDraft, Taking},
        profile,
    },
};
use jiff::civil::{Date, date};
use serde_json::{Value, json};

const TODAY: Date = date(2027, 3, 1);

const PATHWAY: &str = r#"
id = "path"
title = "From school to work"
stages = ["school", "work"]
"#;

const WORK: &str = r#"
id = "work"
title = "Work"
step = [{ id = "first-shift", title = "Work a shift", requires = ["school"] }]
"#;

const SCHOOL: &str = r#"
id = "school"
title = "School"
step = [
  { id = "orientation", title = "Go to the orientation" },
  { id = "practice", title = "Practice", requires = ["orientation"] },
  { id = "library", title = "Get a library card" },
  { id = "report", title = "Write the report" },
  { id = "exam", title = "Sit the exam", requires = ["practice", "report"] },
  { id = "club", title = "Join the club", optional = true },
]
"#;

/// `report` has another id, `practice` and `library` are gone, `exam` is two.
const NEW_SCHOOL: &str = r#"
id = "school"
title = "School"
step = [
  { id = "orientation", title = "Go to the orientation" },
  { id = "practice-hours", title = "Hours", since = "0.2.0", requires = ["orientation"] },
  { id = "practice-log", title = "Log", since = "0.2.0", requires = ["practice-hours"] },
  { id = "written-report", title = "Write the report", was = ["report"], renamed = "0.2.0" },
  { id = "exam-one", title = "Sit part one", was = ["exam"], renamed = "0.2.0", requires = ["practice-log", "report"] },
  { id = "exam-two", title = "Sit part two", since = "0.2.0", requires = ["exam-one"] },
]
"#;

const RETIRED: &str = r#"
retired = [
  { id = "practice", reason = "It was two things.", instead = "practice-hours", since = "0.2.0", stage = "school" },
  { id = "library", reason = "Nobody needs it.", since = "0.2.0", stage = "school" },
  { id = "club", reason = "It closed.", since = "0.2.0", stage = "school", optional = true },
]
"#;

const PROFILE: &str = r#"format = 1
id = "0123456789abcdef0123456789abcdef"
name = "Ada"
pathway = "path"
catalog = "0.1.0"

[steps.orientation]
state = "done"
on = 2026-09-01

[steps.practice]
state = "done"
on = 2026-10-01
note = "in the hospital"

[steps.library]
state = "waived"

[steps.report]
state = "done"
on = 2026-11-01
evidence = [{ ref = "report.pdf" }]

[steps.club]
state = "done"

[steps.of-my-own]
state = "doing"
"#;

/// A catalog as the program of this version would ship it.
fn catalog(version: &str, school: &'static str, retired: &'static str) -> Catalog {
    let mut taking = Taking {
        parts: Parts {
            version: version.to_owned(),
            ..Parts::default()
        },
        ..Taking::default()
    };
    let file = |taking: &mut Taking, name: &str| {
        taking.file = FileKey(u32::try_from(taking.parts.files.len()).expect("few files"));
        let name = name.to_owned();
        taking.parts.files.push(FileName {
            name,
            shipped: true,
        });
    };
    file(&mut taking, "school");
    let stage: StageDraft = toml::from_str(school).expect("a stage");
    stage.take("school", &mut taking);
    file(&mut taking, "work");
    let stage: StageDraft = toml::from_str(WORK).expect("a stage");
    stage.take("work", &mut taking);
    file(&mut taking, "path");
    let pathway: PathwayDraft = toml::from_str(PATHWAY).expect("a pathway");
    pathway.take("path", &mut taking);
    file(&mut taking, "retired");
    let retired: RetiredFileDraft = toml::from_str(retired).expect("retired steps");
    retired.take(&mut taking);
    assert_eq!(taking.problems, []);
    audit(taking.parts).unwrap_or_else(|problems| panic!("refused: {problems:#?}"))
}

fn old() -> Catalog {
    catalog("0.1.0", SCHOOL, "")
}

fn new() -> Catalog {
    catalog("0.2.0", NEW_SCHOOL, RETIRED)
}

fn record(text: &str) -> Record {
    let profile = profile::read(Path::new("profile.toml"), text.as_bytes());
    let profile = profile.expect("a profile");
    assert_eq!(profile.bad_entries, []);
    profile.record
}

fn look<T>(catalog: &Catalog, record: &Record, at: impl FnOnce(&Evaluation<'_>) -> T) -> T {
    at(&Evaluation::new(catalog, record, PathwayKey(0), TODAY))
}

fn status(evaluation: &Evaluation<'_>, plain: bool) -> String {
    let style = Style {
        color: false,
        unicode: true,
        width: 80,
        plain,
        invocation: Invocation::NONE,
    };
    let plan = Plan::of(evaluation);
    render::status::status(
        evaluation,
        &next(evaluation),
        &plan,
        &Proofs::default(),
        &style,
    )
}

fn status_json(evaluation: &Evaluation<'_>) -> Value {
    let text = render::json::status(
        evaluation,
        &Plan::of(evaluation),
        &next(evaluation),
        &Proofs::default(),
        "profile.toml",
    );
    serde_json::from_str(&text).expect("JSON")
}

/// Does what comes next until nothing required is left.
#[track_caller]
fn walk(catalog: &Catalog, mut record: Record) -> Record {
    for _ in 0..=catalog.step_count() {
        let step = look(catalog, &record, |evaluation| {
            let actions = next(evaluation).actions.into_iter();
            let mut required = actions.filter(|action| !catalog.step(action.step).optional);
            required.next().map(|action| action.step)
        });
        let Some(step) = step else {
            return record;
        };
        let mark = Mark {
            state: State::Done,
            on: Some(TODAY),
            ..Mark::default()
        };
        record.marks.insert(catalog.step(step).id.to_string(), mark);
    }
    panic!("the walk has no end");
}

#[test]
fn no_mark_is_lost() {
    let (old, new, record) = (old(), new(), record(PROFILE));
    look(&old, &record, |before| {
        look(&new, &record, |after| {
            for (key, step) in old.steps() {
                let id = step.id.as_str();
                if let Some(same) = new.step_named(id) {
                    assert_eq!(before.mark(key), after.mark(same), "{id}");
                    assert_eq!(before.is_satisfied(key), after.is_satisfied(same), "{id}");
                } else {
                    assert!(new.retired_named(id).is_some(), "{id}");
                }
            }
            assert_eq!(Vec::from_iter(after.unknown_steps()), ["of-my-own"]);
            let retired = Vec::from_iter(after.retired_steps());
            assert_eq!(retired, ["club", "library", "practice"]);
            for listed in [
                "Kept, but in no file of the catalog: of-my-own\n",
                "Kept, and no longer counted (retired): club, library and practice\n",
            ] {
                let text = status(after, false);
                assert!(text.contains(listed), "{text}");
            }
        });
    });
}

#[test]
fn the_effect_is_said_in_words() {
    let (new, record) = (new(), record(PROFILE));
    look(&old(), &record, |before| {
        assert_eq!(before.progress().percent(), 66);
        let text = status(before, false);
        assert!(!text.contains("upgrade"), "{text}");
        assert_eq!(status_json(before)["drift"], Value::Null);
    });
    look(&new, &record, |after| {
        let text = status(after, false);
        let head: Vec<&str> = text.lines().skip(1).take(5).collect();
        assert_eq!(
            head,
            [
                "2 of 7 required steps, 28 %; 0 optional done, 0 more on offer",
                "With the upgrade from 0.1.0 to 0.2.0, three steps retired, three added, one",
                "renamed: 66 % is now 28 %. practice was folded into practice-hours, library was",
                "retired and club was retired; your marks are kept; report is now called",
                "written-report; practice-hours, practice-log and exam-two are new.",
            ]
        );
        let plain = status(after, true);
        let line = "\nsince your last change: With the upgrade from 0.1.0 to 0.2.0, three steps \
             retired, three added, one renamed: 66 % is now 28 %. practice was folded";
        assert!(plain.contains(line), "{plain}");
        let drift = json!({
            "from": "0.1.0",
            "to": "0.2.0",
            "added": ["practice-hours", "practice-log", "exam-two"],
            "retired": ["practice", "library", "club"],
            "renamed": [{ "from": "report", "to": "written-report" }],
            "percent_before": 66,
            "percent_now": 28,
        });
        assert_eq!(status_json(after)["drift"], drift);
    });
}

#[test]
fn after_the_next_change_it_is_said_no_more() {
    let mut record = record(PROFILE);
    record.catalog = Some("0.2.0".into());
    look(&new(), &record, |after| {
        let text = status(after, false);
        assert!(!text.contains("upgrade"), "{text}");
        assert_eq!(status_json(after)["drift"], Value::Null);
    });
}

#[test]
fn a_hundred_percent_can_be_reached() {
    let (old, new) = (old(), new());
    let profile = record(PROFILE);
    let empty = Record {
        pathway: "path".into(),
        catalog: Some("0.1.0".into()),
        ..Record::default()
    };
    for start in [profile, empty.clone()] {
        let walked = walk(&new, start);
        look(&new, &walked, |evaluation| {
            assert_eq!(evaluation.progress().percent(), 100);
        });
    }
    // Who was through with the old one has only to do what is new.
    let done = walk(&old, empty);
    look(&new, &done, |evaluation| {
        let drift = Drift::of(evaluation).expect("much has changed");
        assert_eq!((drift.before.percent(), drift.now.percent()), (100, 57));
        let left: Vec<&str> = evaluation
            .path
            .iter()
            .filter(|&&step| !evaluation.is_satisfied(step))
            .map(|&step| new.step(step).id.as_str())
            .collect();
        assert_eq!(left, ["practice-hours", "practice-log", "exam-two"]);
    });
    let walked = walk(&new, done);
    look(&new, &walked, |evaluation| {
        assert_eq!(evaluation.progress().percent(), 100);
        assert!(status(evaluation, false).contains("three added"));
    });
}

/// What is said of one change alone, about a person who has done `a` and `b`.
#[track_caller]
fn says(steps: &'static str, retired: &'static str, expected: &str) {
    let new = catalog("0.2.0", steps, retired);
    let record = record(
        "format = 1\npathway = \"path\"\ncatalog = \"0.1.0\"\n\
         [steps.a]\nstate = \"done\"\n[steps.b]\nstate = \"done\"\n",
    );
    let said = look(&new, &record, |evaluation| {
        let drift = Drift::of(evaluation).expect("something changed");
        render::drift::in_full(&new, &drift)
    });
    assert_eq!(said, expected);
}

#[test]
fn each_change_alone_is_said_as_people_say_it() {
    says(
        r#"
id = "school"
title = ""
step = [{ id = "a", title = "" }, { id = "b", title = "" }, { id = "c", title = "", since = "0.2.0" }]
"#,
        "",
        "With the upgrade from 0.1.0 to 0.2.0, one step added: 66 % is now 50 %. \
         c is new.",
    );
    says(
        r#"
id = "school"
title = ""
step = [{ id = "a", title = "" }, { id = "new", title = "", was = ["b"], renamed = "0.2.0" }]
"#,
        "",
        "With the upgrade from 0.1.0 to 0.2.0, one step renamed: your percent stays 66 %. \
         b is now called new.",
    );
    says(
        r#"
id = "school"
title = ""
step = [{ id = "a", title = "" }]
"#,
        r#"
retired = [{ id = "b", reason = "", instead = "a", since = "0.2.0", stage = "school" }]
"#,
        "With the upgrade from 0.1.0 to 0.2.0, one step retired: 66 % is now 50 %. \
         b was folded into a; your mark is kept.",
    );
    says(
        r#"
id = "school"
title = ""
step = [{ id = "a", title = "" }, { id = "b", title = "" }]
"#,
        r#"
retired = [
  { id = "y", reason = "", since = "0.2.0", stage = "school" },
  { id = "z", reason = "", since = "0.2.0", stage = "school" },
]
"#,
        "With the upgrade from 0.1.0 to 0.2.0, two steps retired: 40 % is now 66 %.",
    );
}
