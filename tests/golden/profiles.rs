//! Profiles that released versions wrote are read, kept and changed by this one
//! with no mark lost and no meaning changed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use hitpath::{
    catalog::{
        Catalog, FileKey, FileName,
        audit::audit,
        id::{StageId, StepId},
        retired::Retired,
        step::Step,
        version::Version,
    },
    journey::{
        drift::Drift,
        evaluation::{Evaluation, Progress},
        record::{Mark, Record},
    },
    store::{catalog_files, profile, shipped},
};
use serde::{Deserialize, Serialize};

use crate::{
    making,
    sandbox::{Sandbox, TODAY},
};

/// What ships today.
static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    catalog_files::load(Path::new("no such folder"))
        .unwrap_or_else(|problems| panic!("{problems:#?}"))
});

/// What the version that wrote a profile said about it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Summary {
    /// Required steps of the pathway that were satisfied.
    satisfied: usize,
    /// Required steps of the pathway.
    required: usize,
    /// Marked ids that the version did not know.
    unknown: Vec<String>,
    /// All of each mark, in one line.
    marks: BTreeMap<String, String>,
}

impl Summary {
    /// What this version says about a profile.
    pub(crate) fn of(path: &Path, bytes: &[u8], unknown: Vec<String>) -> Self {
        let record = record(path, bytes);
        let (before, _) = progress(&CATALOG, &record);
        Self {
            satisfied: before.satisfied,
            required: before.required,
            unknown,
            marks: marks(&record),
        }
    }
}

fn record(path: &Path, bytes: &[u8]) -> Record {
    let profile = profile::read(path, bytes).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(profile.bad_entries, [], "{}", path.display());
    profile.record
}

fn marks(record: &Record) -> BTreeMap<String, String> {
    let marks = record.marks.iter();
    marks
        .map(|(id, mark)| (id.clone(), in_one_line(mark)))
        .collect()
}

/// `done, on 2026-10-01, evidence letter.pdf`
fn in_one_line(mark: &Mark) -> String {
    let mut words = vec![mark.state.word().to_owned()];
    let days = [
        ("on", mark.on),
        ("due", mark.due),
        ("expect", mark.expect),
        ("until", mark.until),
    ];
    for (key, day) in days {
        words.extend(day.map(|day| format!("{key} {day}")));
    }
    for evidence in &mark.evidence {
        words.push(format!("evidence {}", evidence.reference));
    }
    words.extend(mark.note.as_ref().map(|note| format!("note {note}")));
    words.join(", ")
}

/// The progress as it was when the profile was last changed, and whether there
/// is something to tell.
fn progress(catalog: &Catalog, record: &Record) -> (Progress, bool) {
    let pathway = catalog.pathway_named(&record.pathway);
    let pathway = pathway.unwrap_or_else(|| panic!("{} is gone", record.pathway));
    let today = TODAY.parse().expect("a day");
    let evaluation = Evaluation::new(catalog, record, pathway, today);
    match Drift::of(&evaluation) {
        Some(drift) => (drift.before, true),
        None => (evaluation.progress(), false),
    }
}

/// A profile and what was said about it.
pub(crate) struct Golden {
    path: PathBuf,
    bytes: Vec<u8>,
    summary: Summary,
}

impl Golden {
    #[track_caller]
    pub(crate) fn read(path: &Path) -> Self {
        let summary = fs::read_to_string(path.with_extension("json")).expect("its summary");
        Self {
            path: path.to_owned(),
            bytes: fs::read(path).expect("a profile"),
            summary: serde_json::from_str(&summary).expect("a summary"),
        }
    }

    /// Everything that is promised about it holds.
    #[track_caller]
    pub(crate) fn is_kept(&self) {
        self.means_the_same(&CATALOG);
        self.is_read();
        self.is_changed_and_taken_back();
    }

    /// With a catalog, each mark is known and the progress then is found again.
    fn means_the_same(&self, catalog: &Catalog) {
        let name = self.path.display();
        let record = record(&self.path, &self.bytes);
        assert_eq!(marks(&record), self.summary.marks, "{name}");
        for id in record.marks.keys() {
            let is_known = catalog.step_named(id).is_some() || catalog.retired_named(id).is_some();
            let was_unknown = self.summary.unknown.contains(id);
            assert!(is_known || was_unknown, "{name}: {id} was lost");
        }
        let (then, _) = progress(catalog, &record);
        let counted = (then.satisfied, then.required);
        let said = (self.summary.satisfied, self.summary.required);
        assert_eq!(counted, said, "{name}: the upgrade is not told in full");
    }

    fn is_read(&self) {
        let sandbox = Sandbox::empty().profile(&self.bytes);
        let before = sandbox.listing();
        let (_, is_told) = progress(&CATALOG, &record(&self.path, &self.bytes));
        let status = sandbox.json(["status"]);
        assert_eq!(
            status["drift"].is_object(),
            is_told,
            "{}",
            self.path.display()
        );
        let text = sandbox.run(["status"]).succeeds();
        assert_eq!(text.stderr(), "");
        assert_eq!(text.stdout().contains("With the upgrade"), is_told);
        assert_eq!(sandbox.run(["next"]).succeeds().stderr(), "");
        assert!(sandbox.listing() == before, "reading wrote something");
    }

    fn is_changed_and_taken_back(&self) {
        let sandbox = Sandbox::empty().profile(&self.bytes);
        let (_, is_told) = progress(&CATALOG, &record(&self.path, &self.bytes));
        let step = sandbox.json(["next"])["actions"][0]["id"].clone();
        let mut changes = vec![vec!["set", "name=Golden"]];
        if let Some(step) = step.as_str() {
            changes.push(vec!["check", step, "--due", "2027-01-31"]);
        }
        for (place, change) in changes.iter().enumerate() {
            let ran = sandbox.run(change).succeeds();
            // It is said with the first change, and then no more.
            let says = ran.stderr().contains("With the upgrade");
            assert_eq!(says, is_told && place == 0, "{}", *ran);
        }
        let after = record(&self.path, &sandbox.read_profile());
        let after_marks = marks(&after);
        for (id, mark) in &self.summary.marks {
            let is_changed = step
                .as_str()
                .and_then(|step| CATALOG.step_named(step))
                .is_some_and(|step| CATALOG.step_named(id) == Some(step));
            assert!(is_changed || after_marks.get(id) == Some(mark), "{id}");
            assert!(after_marks.contains_key(id), "{id}");
        }
        assert_eq!(after.catalog.as_deref(), Some(CATALOG.version.as_str()));
        for _ in &changes {
            sandbox.run(["undo"]).succeeds();
        }
        assert!(
            sandbox.read_profile() == self.bytes,
            "undo gives other bytes"
        );
    }
}

/// The profiles of all versions.
fn all() -> Vec<Golden> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut found = Vec::new();
    for version in fs::read_dir(folder).expect("the folder") {
        let version = version.expect("the folder").path();
        if !version.is_dir() {
            continue;
        }
        for file in fs::read_dir(version).expect("a folder") {
            let file = file.expect("the folder").path();
            if file.extension().is_some_and(|ending| ending == "toml") {
                found.push(Golden::read(&file));
            }
        }
    }
    assert!(!found.is_empty());
    found
}

#[test]
fn profiles_of_every_version_are_kept() {
    for golden in all() {
        golden.is_kept();
    }
}

#[test]
fn this_version_has_its_profiles() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let kept = fs::read_dir(folder.join(env!("CARGO_PKG_VERSION")));
    let kept = kept.into_iter().flatten().map(|file| {
        let name = file.expect("the folder").file_name();
        name.into_string().expect("a name")
    });
    assert_eq!(
        BTreeSet::from_iter(kept),
        making::names(),
        "copy {} to {}",
        making::folder().display(),
        folder.display()
    );
}

/// Whether the catalog says of anything that a profile has to do with in which
/// version it changed.
fn may_be_told(catalog: &Catalog, record: &Record) -> bool {
    let pathway = catalog.pathway_named(&record.pathway).expect("a pathway");
    let route = catalog.route(pathway);
    let mut steps = route
        .stages
        .iter()
        .flat_map(|&s| catalog.kept_steps(route, s));
    let mut marked = record.marks.keys();
    steps.any(|step| catalog.step(step).since.is_some())
        || marked.any(|id| catalog.step_named(id).is_some() && !catalog.is_todays_id(id))
        || catalog.retired().any(|retired| {
            let stage = retired.stage.as_ref();
            let stage = stage.and_then(|stage| catalog.stage_named(stage.as_str()));
            stage.is_some_and(|stage| route.stages.contains(&stage))
                || retired
                    .ids()
                    .any(|id| record.marks.contains_key(id.as_str()))
        })
}

/// What ships says of few steps which version brought it; a profile from
/// before, on a pathway without one of those, is told nothing.
#[test]
fn where_no_step_says_since_when_nothing_is_told() {
    let is_older = |text: &str| text.replace("catalog = \"0.1.0\"", "catalog = \"0.0.9\"");
    for golden in all() {
        let text = String::from_utf8(golden.bytes.clone()).expect("text");
        let older = is_older(&text);
        let record = record(&golden.path, older.as_bytes());
        let name = golden.path.display().to_string();
        // On the pathway of a renewal even a later version changed nothing.
        for catalog in [&CATALOG, &*LATER] {
            let (_, is_told) = progress(catalog, &record);
            assert!(may_be_told(catalog, &record) || !is_told, "{name}");
        }
        let older = Golden {
            bytes: older.into_bytes(),
            ..golden
        };
        older.is_read();
        older.is_changed_and_taken_back();
    }
}

static LATER: LazyLock<Catalog> = LazyLock::new(later);

/// What ships as a later version may change it: in the first stage of most
/// pathways a step is renamed, one is retired and one added.
fn later() -> Catalog {
    let id = |text: &str| StepId::new(text).expect("an id");
    let version: Option<Version> = "99.0.0".parse().ok();
    let mut parts = shipped::parts().expect("what ships").parts;
    parts.version = "99.0.0".to_owned();
    for (stage, _) in &mut parts.stages {
        for step in &mut stage.steps {
            let is_gone = |first: &str| first == "paths-compared";
            step.requires.retain(|first| !is_gone(first.as_str()));
            step.offered_until.retain(|ender| !is_gone(ender.as_str()));
            if step.id.as_str() == "learn-role" {
                step.id = id("know-the-role");
                step.was = vec![id("learn-role")];
                step.renamed = version;
            }
        }
        if stage.id.as_str() == "explore" {
            let kept = |step: &Step| step.id.as_str() != "paths-compared";
            stage.steps.retain(kept);
            let mut added = Step::new(id("role-asked"), "Ask somebody who does it");
            added.since = version;
            stage.steps.push(added);
        }
    }
    let file = FileKey(u32::try_from(parts.files.len()).expect("few files"));
    let (name, shipped) = ("checklists/retired.toml".to_owned(), true);
    parts.files.push(FileName { name, shipped });
    let retired = Retired {
        id: id("paths-compared"),
        was: Vec::new(),
        reason: "It was part of learning the role.".into(),
        instead: Some(id("know-the-role")),
        since: version,
        stage: StageId::new("explore").ok(),
        optional: false,
    };
    parts.retired.push((retired, file, 0));
    audit(parts).unwrap_or_else(|problems| panic!("refused: {problems:#?}"))
}

#[test]
fn a_later_catalog_keeps_them_too_and_tells_each_what_changed() {
    let later = &*LATER;
    for golden in all() {
        golden.means_the_same(later);
        let record = record(&golden.path, &golden.bytes);
        let (_, is_told) = progress(later, &record);
        let pathway = later.pathway_named(&record.pathway).expect("a pathway");
        let explores = later.stage_named("explore").expect("a stage");
        let has_explore = later.route(pathway).stages.contains(&explores);
        let is_marked = record.marks.contains_key("learn-role");
        assert_eq!(
            is_told,
            has_explore || is_marked,
            "{}",
            golden.path.display()
        );
    }
}
