//! Every problem the audit can find, from the smallest catalog that has it.
//!
//! What is wrong with one part by itself (ids, lengths, dates) never comes this
//! far; `tests/own_catalog` shows it from the files.

use jiff::civil::date;

use super::*;
use crate::catalog::{
    FileName,
    credential::Credential,
    fact::{Claim, Confidence, FactValue, FactVersion, Source},
    id::{CredentialId, FactId, PathwayId, PrerequisiteId, StageId, StepId},
    length::Estimate,
    pathway::Pathway,
    retired::Retired,
    stage::Stage,
    step::Step,
};

fn step_ids(ids: &str) -> Vec<StepId> {
    let ids = ids.split_whitespace();
    ids.map(|id| StepId::new(id).expect("an id")).collect()
}

fn requires(ids: &str) -> Vec<PrerequisiteId> {
    let ids = ids.split_whitespace();
    ids.map(|id| PrerequisiteId::new(id).expect("an id"))
        .collect()
}

fn facts(ids: &str) -> Vec<FactId> {
    let ids = ids.split_whitespace();
    ids.map(|id| FactId::new(id).expect("an id")).collect()
}

fn step(id: &str, change: impl FnOnce(&mut Step)) -> Step {
    let mut step = Step {
        id: StepId::new(id).expect("an id"),
        title: String::new(),
        why: None,
        how: Vec::new(),
        requires: Vec::new(),
        requires_any: Vec::new(),
        effort_hours: Estimate::ZERO,
        wait_days: Estimate::ZERO,
        start_on_term: false,
        optional: false,
        confirm: false,
        irreversible: false,
        evidence: None,
        facts: Vec::new(),
        watch_out: None,
        was: Vec::new(),
        awards: None,
        offered_until: Vec::new(),
        sensitive: false,
        date_is: None,
        valid_for: None,
        since: None,
    };
    change(&mut step);
    step
}

fn optional(id: &str) -> Step {
    step(id, |step| step.optional = true)
}

/// Parts, put together one by one; each stands in a file of its own.
#[derive(Default)]
struct Building(Parts);

impl Building {
    fn file(&mut self, name: &str, shipped: bool) -> FileKey {
        let key = FileKey(self.0.files.len() as u32);
        let name = name.to_owned();
        self.0.files.push(FileName { name, shipped });
        key
    }

    fn stage(mut self, id: &str, steps: impl IntoIterator<Item = Step>) -> Self {
        let file = self.file(id, false);
        let stage = Stage {
            id: StageId::new(id).expect("an id"),
            title: String::new(),
            summary: None,
            steps: steps.into_iter().collect(),
        };
        self.0.stages.push((stage, file));
        self
    }

    fn pathway(mut self, id: &str, stages: &str, change: impl FnOnce(&mut Pathway)) -> Self {
        let file = self.file(id, false);
        let stages = stages.split_whitespace();
        let mut pathway = Pathway {
            id: PathwayId::new(id).expect("an id"),
            title: String::new(),
            summary: None,
            goal: None,
            stages: stages.map(|id| StageId::new(id).expect("an id")).collect(),
            without: Vec::new(),
            finish: None,
        };
        change(&mut pathway);
        self.0.pathways.push((pathway, file));
        self
    }

    fn credential(mut self, id: &str, of: &str) -> Self {
        let file = self.file(id, false);
        let credential = Credential {
            id: CredentialId::new(id).expect("an id"),
            title: String::new(),
            body: String::new(),
            summary: None,
            facts: facts(of),
        };
        self.0.credentials.push((credential, file));
        self
    }

    fn fact(mut self, id: &str, shipped: bool, change: impl FnOnce(&mut FactVersion)) -> Self {
        let file = self.file(id, shipped);
        let mut version = FactVersion {
            id: FactId::new(id).expect("an id"),
            file,
            claim: claim(),
            also: Vec::new(),
            confidence: Confidence::Official,
            effective_from: None,
            effective_until: None,
            recheck_after_days: 365,
        };
        change(&mut version);
        self.0.facts.push((version, 0));
        self
    }

    fn retired(mut self, id: &str, instead: Option<&str>) -> Self {
        let file = self.file("retired", true);
        let retired = Retired {
            id: StepId::new(id).expect("an id"),
            reason: String::new(),
            instead: instead.map(|id| StepId::new(id).expect("an id")),
        };
        self.0.retired.push((retired, file, 0));
        self
    }

    /// Exactly this is wrong, in the file with this name.
    #[track_caller]
    fn is_refused(self, file: &str, path: &str, kind: &ProblemKind) {
        let files = self.0.files.clone();
        let problems = audit(self.0).err().unwrap_or_default();
        let found: Vec<_> = problems
            .iter()
            .map(|problem| {
                let file = files[problem.file.index()].name.as_str();
                (file, problem.path.as_str(), &problem.kind)
            })
            .collect();
        assert_eq!(found, [(file, path, kind)]);
    }

    #[track_caller]
    fn is_sound(self) -> Catalog {
        audit(self.0).unwrap_or_else(|problems| panic!("refused: {problems:#?}"))
    }
}

fn building() -> Building {
    Building::default()
}

fn claim() -> Claim {
    Claim {
        value: FactValue::Number(1.0),
        text: String::new(),
        source: Source {
            title: "S".into(),
            url: "https://example.org".into(),
        },
        checked: Some(date(2026, 1, 1)),
    }
}

fn used(id: &str, by: &str) -> ProblemKind {
    let (id, by) = (id.to_owned(), by.to_owned());
    ProblemKind::UsedTwice { id, by }
}

fn unknown(what: &'static str, id: &str, near: Option<&str>) -> ProblemKind {
    let near = near.map(ToOwned::to_owned);
    let id = id.to_owned();
    ProblemKind::Unknown { what, id, near }
}

#[test]
fn an_estimate_rises() {
    let falls = Estimate {
        low: 2,
        likely: 1,
        high: 3,
    };
    let effort = step("a", |step| step.effort_hours = falls);
    building()
        .stage("s", [effort])
        .is_refused("s", "step[0].effort", &ProblemKind::NotOrdered);
    let wait = step("b", |step| step.wait_days = falls);
    let both = [optional("a"), wait];
    building()
        .stage("s", both)
        .is_refused("s", "step[1].wait", &ProblemKind::NotOrdered);
}

#[test]
fn a_name_means_one_thing() {
    let bare = |id: &str| step(id, |_| {});
    let was = |id: &str, was: &str| step(id, |step| step.was = step_ids(was));
    let same = "a step of the same stage";
    building()
        .stage("s", [bare("a"), bare("a")])
        .is_refused("s", "step[1].id", &used("a", same));
    building()
        .stage("s", [was("a", "a")])
        .is_refused("s", "step[0].was[0]", &used("a", same));
    let two = [was("a", "x y"), was("b", "z y")];
    let earlier = "a step, as an earlier id";
    building()
        .stage("s", two)
        .is_refused("s", "step[1].was[1]", &used("y", earlier));
    let itself = "the stage itself";
    building()
        .stage("s", [bare("s")])
        .is_refused("s", "step[0].id", &used("s", itself));
    let stages = building()
        .stage("s", [bare("a")])
        .stage("t", [bare("b"), bare("a")]);
    stages.is_refused("t", "step[1].id", &used("a", "a step in s"));
    let stages = building().stage("s", []).stage("t", [bare("s")]);
    stages.is_refused("t", "step[0].id", &used("s", "a stage in s"));
    let stages = building().stage("s", [bare("a")]).stage("a", []);
    stages.is_refused("a", "id", &used("a", "a step in s"));
    let paths = building()
        .stage("s", [])
        .pathway("p", "s", |_| {})
        .pathway("p", "s", |_| {});
    paths.is_refused("p", "id", &used("p", "a pathway in p"));
    let credentials = building().credential("c", "").credential("c", "");
    credentials.is_refused("c", "id", &used("c", "a credential in c"));
    // Whichever was read later gives way.
    let clash = building().credential("c", "").stage("s", [bare("c")]);
    clash.is_refused("s", "step[0].id", &used("c", "a definition in c"));
    let clash = building().stage("s", [bare("c")]).credential("c", "");
    clash.is_refused("c", "id", &used("c", "a definition in s"));
    // A retired id is never used again, and the one who does is told.
    let again = building().stage("s", [bare("old")]).retired("old", None);
    let retired = "a retired step; ids are never used again";
    again.is_refused("s", "step[0].id", &used("old", retired));
    building()
        .stage("a", [bare("b")])
        .pathway("a", "a", |_| {})
        .credential("c", "")
        .is_sound();
}

#[test]
fn what_is_named_exists() {
    let first = |change: fn(&mut Step)| building().stage("s", [step("abc", change)]);
    let either = unknown("step or stage", "abd", Some("abc"));
    let case = |change: fn(&mut Step), path: &str, kind: &ProblemKind| {
        first(change).is_refused("s", path, kind);
    };
    case(
        |step| step.requires = requires("abd"),
        "step[0].requires[0]",
        &either,
    );
    let near = unknown("step", "abd", Some("abc"));
    let group = |step: &mut Step| step.requires_any = vec![step_ids("abd")];
    case(group, "step[0].requires-any[0][0]", &near);
    let until = |step: &mut Step| {
        step.optional = true;
        step.offered_until = step_ids("abd");
    };
    case(until, "step[0].offered-until[0]", &near);
    let awards = |step: &mut Step| step.awards = CredentialId::new("abc").ok();
    case(
        awards,
        "step[0].awards",
        &unknown("credential", "abc", None),
    );
    let fact = unknown("fact", "f.x", None);
    case(|step| step.facts = facts("f.x"), "step[0].facts[0]", &fact);
    case(|step| step.title = "{f.x}".into(), "step[0].title", &fact);
    case(|step| step.why = Some("{f.x}".into()), "step[0].why", &fact);
    case(
        |step| step.how = vec![String::new(), "a {f.x}".into()],
        "step[0].how[1]",
        &fact,
    );
    case(
        |step| step.evidence = Some("{f.x}".into()),
        "step[0].evidence",
        &fact,
    );
    case(
        |step| step.watch_out = Some("{f.x}".into()),
        "step[0].watch-out",
        &fact,
    );
    case(
        |step| step.date_is = Some("{f.x}".into()),
        "step[0].date-is",
        &fact,
    );
    building()
        .credential("c", "f.x")
        .is_refused("c", "facts[0]", &fact);
    building()
        .pathway("p", "s", |_| {})
        .is_refused("p", "stages[0]", &unknown("stage", "s", None));
    let path = |change: fn(&mut Pathway)| building().stage("s", []).pathway("p", "s", change);
    let without = path(|path| path.without = step_ids("a"));
    without.is_refused("p", "without[0]", &unknown("step", "a", None));
    let goal = path(|path| path.goal = CredentialId::new("c").ok());
    goal.is_refused("p", "goal", &unknown("credential", "c", None));
}

#[test]
fn a_retired_step_is_no_prerequisite_and_names_its_heir() {
    let waits = || step("a", |step| step.requires = requires("old"));
    let heir = building().stage("s", [waits()]).retired("old", Some("a"));
    heir.is_refused(
        "s",
        "step[0].requires[0]",
        &unknown("step or stage", "old", Some("a")),
    );
    let none = building().stage("s", [waits()]).retired("old", None);
    none.is_refused(
        "s",
        "step[0].requires[0]",
        &unknown("step or stage", "old", None),
    );
    let lost = building().retired("old", Some("a"));
    lost.is_refused("retired", "retired[0].instead", &unknown("step", "a", None));
    building()
        .stage("s", [step("a", |_| {})])
        .retired("old", Some("a"))
        .is_sound();
}

#[test]
fn a_pathway_holds_what_it_lists() {
    let twice = ProblemKind::StageTwice { stage: "s".into() };
    let case = |stages: &str, change: fn(&mut Pathway), path: &str, kind: &ProblemKind| {
        let stages_and_path = building()
            .stage("s", [step("a", |_| {})])
            .stage("t", [step("b", |_| {})])
            .pathway("p", stages, change);
        stages_and_path.is_refused("p", path, kind);
    };
    case("s t s", |_| {}, "stages[2]", &twice);
    let finish = ProblemKind::NotItsStage { stage: "t".into() };
    case(
        "s",
        |path| path.finish = StageId::new("t").ok(),
        "finish",
        &finish,
    );
    let without = ProblemKind::NotItsStep { step: "b".into() };
    case(
        "s",
        |path| path.without = step_ids("a b"),
        "without[1]",
        &without,
    );
}

#[test]
fn a_required_step_can_be_reached() {
    let waits = step("b", |step| step.requires = requires("a"));
    let kind = ProblemKind::RequiresOptional { step: "a".into() };
    let stage = building().stage("s", [optional("a"), waits.clone()]);
    stage.is_refused("s", "step[1].requires[0]", &kind);
    building()
        .stage(
            "s",
            [
                optional("a"),
                step("b", |step| {
                    step.optional = true;
                    step.requires = requires("a");
                }),
            ],
        )
        .is_sound();
    let group = step("b", |step| {
        step.requires_any = vec![step_ids("a"), Vec::new()]
    });
    let stage = building().stage("s", [optional("a"), group]);
    stage.is_refused("s", "step[1].requires-any[1]", &ProblemKind::EmptyGroup);
    let kind = ProblemKind::OfferedUntilRequired;
    let until = step("b", |step| step.offered_until = step_ids("a"));
    building()
        .stage("s", [optional("a"), until])
        .is_refused("s", "step[1].offered-until", &kind);
}

#[test]
fn a_pathway_holds_a_member_of_each_group() {
    let group = || step("c", |step| step.requires_any = vec![step_ids("a b")]);
    let stages = || {
        building()
            .stage("one", [optional("a"), optional("b")])
            .stage("two", [group()])
    };
    let kind = ProblemKind::GroupOutsidePathway {
        stage: "two".into(),
        step: "c".into(),
        members: vec!["a".into(), "b".into()],
    };
    // Where the pathway lists the stage: the stage may be right for others.
    stages()
        .pathway("p", "two", |_| {})
        .is_refused("p", "stages[0]", &kind);
    let without = |path: &mut Pathway| path.without = step_ids("b a");
    stages()
        .pathway("p", "one two", without)
        .is_refused("p", "stages[1]", &kind);
    let without = |path: &mut Pathway| path.without = step_ids("b");
    stages().pathway("p", "one two", without).is_sound();
    let without = |path: &mut Pathway| path.without = step_ids("c");
    stages().pathway("p", "two", without).is_sound();
    stages().pathway("p", "one", |_| {}).is_sound();
}

#[test]
fn nothing_waits_for_itself() {
    let circle = |ids: &str| ProblemKind::Circle {
        ids: ids.split_whitespace().map(ToOwned::to_owned).collect(),
    };
    let waits = |id: &str, firsts: &str| step(id, |step| step.requires = requires(firsts));
    let one = building().stage("s", [waits("a", "a")]);
    one.is_refused("s", "step[0].requires[0]", &circle("a a"));
    let two = building().stage("s", [waits("x", ""), waits("a", "x b"), waits("b", "a")]);
    two.is_refused("s", "step[1].requires[1]", &circle("a b a"));
    let own = building().stage("s", [waits("a", "s")]);
    own.is_refused("s", "step[0].requires[0]", &circle("a s a"));
    let group = step("a", |step| step.requires_any = vec![step_ids("x b")]);
    let by_group = building().stage("s", [waits("x", ""), group, waits("b", "a")]);
    by_group.is_refused("s", "step[1].requires-any[0][1]", &circle("a b a"));
    let by_earlier = building().stage(
        "s",
        [
            waits("a", "old"),
            step("b", |step| {
                step.requires = requires("a");
                step.was = step_ids("old");
            }),
        ],
    );
    by_earlier.is_refused("s", "step[0].requires[0]", &circle("a b a"));
    let stages = building()
        .stage("s", [waits("a", "t")])
        .stage("t", [waits("b", "s")]);
    stages.is_refused("s", "step[0].requires[0]", &circle("a t b s a"));
    // An optional step does not hold its stage up.
    building()
        .stage(
            "s",
            [
                waits("a", ""),
                step("b", |step| {
                    step.optional = true;
                    step.requires = requires("s");
                }),
            ],
        )
        .is_sound();
}

#[test]
fn a_claim_has_a_source_and_a_date() {
    let case = |change: fn(&mut FactVersion), path: &str, kind: &ProblemKind| {
        building()
            .fact("f.x", false, change)
            .is_refused("f.x", path, kind);
    };
    let source = &ProblemKind::NoSource;
    case(
        |fact| fact.claim.source.title = " ".into(),
        "fact[0].source",
        source,
    );
    case(
        |fact| fact.claim.source.url = "example.org".into(),
        "fact[0].source",
        source,
    );
    case(
        |fact| fact.claim.source.url = "https://".into(),
        "fact[0].source",
        source,
    );
    case(
        |fact| fact.claim.source.url = "ftp://example.org".into(),
        "fact[0].source",
        source,
    );
    let undated = |fact: &mut FactVersion| {
        fact.confidence = Confidence::Secondary;
        fact.claim.checked = None;
    };
    case(undated, "fact[0].undated", &ProblemKind::UndatedNotOfficial);
    let alone = |fact: &mut FactVersion| fact.confidence = Confidence::Disputed;
    case(alone, "fact[0].confidence", &ProblemKind::NoOtherSide);
    let reversed = |fact: &mut FactVersion| {
        let unit = String::new();
        fact.claim.value = FactValue::Range {
            low: 2.0,
            high: 1.0,
            unit,
        };
    };
    case(reversed, "fact[0].value", &ProblemKind::RangeReversed);
    let also = |fact: &mut FactVersion| {
        let mut other = claim();
        other.source.url.clear();
        fact.also = vec![claim(), other];
        fact.confidence = Confidence::Disputed;
    };
    case(also, "fact[0].also[1].source", source);
    let period = |fact: &mut FactVersion| {
        fact.effective_from = Some(date(2026, 2, 1));
        fact.effective_until = Some(date(2026, 1, 31));
    };
    case(
        period,
        "fact[0].effective-until",
        &ProblemKind::PeriodReversed,
    );
    let undated = |fact: &mut FactVersion| fact.claim.checked = None;
    building().fact("f.x", false, undated).is_sound();
}

#[test]
fn versions_of_a_fact_follow_each_other() {
    let day = |month| date(2026, month, 1);
    let until = |fact: &mut FactVersion| fact.effective_until = Some(day(3));
    let from = |month| move |fact: &mut FactVersion| fact.effective_from = Some(day(month));
    let overlap = &ProblemKind::PeriodsOverlap;
    let twice = building()
        .fact("f.x", false, |_| {})
        .fact("f.x", false, |_| {});
    twice.is_refused("f.x", "fact[0].id", overlap);
    let touching = building()
        .fact("f.x", false, until)
        .fact("f.x", false, from(3));
    touching.is_refused("f.x", "fact[0].id", overlap);
    let open = building()
        .fact("f.x", false, from(3))
        .fact("f.x", false, from(5));
    open.is_refused("f.x", "fact[0].id", overlap);
    let follows = building()
        .fact("f.x", false, until)
        .fact("f.x", false, from(4))
        .is_sound();
    let id = FactId::new("f.x").expect("an id");
    assert_eq!(follows.fact(&id).map(|fact| fact.versions.len()), Some(2));
    // A person's own figure never stands in for a shipped one.
    let own = building()
        .fact("f.x", true, until)
        .fact("f.x", false, from(4));
    own.is_refused(
        "f.x",
        "fact[0].id",
        &used("f.x", "a fact that came with the program"),
    );
}

#[test]
fn problems_come_in_the_order_of_files() {
    let parts = building()
        .stage("one", [step("a", |step| step.requires = requires("x"))])
        .fact("f.x", false, |fact| fact.claim.source.url.clear())
        .stage("two", [step("b", |step| step.requires = requires("y"))]);
    let problems = audit(parts.0).expect_err("it is broken");
    let files: Vec<u32> = problems.iter().map(|problem| problem.file.0).collect();
    assert_eq!(files, [0, 1, 2]);
}

/// Comparing each of ten thousand names with all others would take minutes.
#[test]
fn not_every_unknown_name_is_compared_with_all() {
    let steps = (0..300).map(|number| {
        step(&format!("step-{number}"), |step| {
            step.requires = requires(&format!("stem-{number}"))
        })
    });
    let problems = audit(building().stage("s", steps).0).expect_err("it is broken");
    let has_near =
        |problem: &&Problem| matches!(&problem.kind, ProblemKind::Unknown { near: Some(_), .. });
    assert_eq!(problems.len(), 300);
    assert_eq!(problems.iter().filter(has_near).count(), MOST_SUGGESTIONS);
}

#[test]
fn what_was_left_out_moves_what_follows() {
    let file = FileKey(3);
    let mut left_out = LeftOut::default();
    for place in [0, 2, 3] {
        left_out.add(file, "step", place);
    }
    left_out.add(file, "step[4].requires-any[1]", 0);
    let case = |path: &str, expected: &str| {
        assert_eq!(left_out.as_written(file, path), expected);
    };
    case("id", "id");
    case("step[0].id", "step[1].id");
    case("step[1].requires-any[1][0]", "step[4].requires-any[1][1]");
    case("step[1].requires-any[0][0]", "step[4].requires-any[0][0]");
    case("step[2]", "step[5]");
    assert_eq!(left_out.as_written(FileKey(0), "step[0]"), "step[0]");
    assert!(left_out.lacks_some_of(file, "step[1].requires-any[1]"));
    assert!(!left_out.lacks_some_of(file, "step[1].requires-any[0]"));
}
