//! `hitpath skills`: the map with the person's ratings, in the profile and
//! everywhere it is told.

use serde::{Deserialize, Serialize};
use snapbox::{assert_data_eq, str};

use crate::{
    answers::{Changed, exact},
    sandbox::{Sandbox, without_stamps},
};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Map {
    format_version: u32,
    today: String,
    tier: String,
    tier_is: String,
    skills: Vec<Skill>,
    unknown_skills: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Skill {
    id: String,
    group: String,
    title: String,
    rating: Option<u8>,
    target: u8,
    gap: Option<u8>,
    built_by: Vec<String>,
    guide: Vec<String>,
}

impl Map {
    fn skill(&self, id: &str) -> &Skill {
        let mut skills = self.skills.iter();
        skills.find(|skill| skill.id == id).expect("a skill")
    }
}

#[test]
fn a_rating_is_written_shown_and_taken_back() {
    let sandbox = Sandbox::begun().after(["skills", "rate", "ehr-navigation=1", "ethics=5"]);
    let added = without_stamps(sandbox.added().as_bytes());
    assert_eq!(added, "\n[skills]\nehr-navigation = 1\nethics = 5\n");
    let map: Map = exact(sandbox.json(["skills"]));
    assert_eq!(
        (map.tier.as_str(), map.tier_is.as_str()),
        ("entry", "default")
    );
    assert_eq!(map.skills.len(), 31);
    let ehr = map.skill("ehr-navigation");
    assert_eq!((ehr.rating, ehr.target, ehr.gap), (Some(1), 3, Some(2)));
    assert!(ehr.built_by.contains(&"internship-complete".to_owned()));
    assert_eq!(map.skill("ethics").gap, Some(0));
    assert_eq!(map.skill("data-entry").gap, None);
    sandbox.run(["undo"]).succeeds();
    let map: Map = exact(sandbox.json(["skills"]));
    assert!(map.skills.iter().all(|skill| skill.rating.is_none()));
}

#[test]
fn the_level_aimed_at_moves_the_gap() {
    let sandbox = Sandbox::begun()
        .after(["skills", "rate", "data-analytics=2"])
        .after(["set", "tier=senior"]);
    let map: Map = exact(sandbox.json(["skills"]));
    assert_eq!((map.tier.as_str(), map.tier_is.as_str()), ("senior", "own"));
    assert_eq!(map.skill("data-analytics").gap, Some(2));
    // A look at another level changes nothing.
    let map: Map = exact(sandbox.json(["skills", "--tier", "mid"]));
    assert_eq!(map.skill("data-analytics").gap, Some(1));
    let map: Map = exact(sandbox.json(["skills"]));
    assert_eq!(map.tier, "senior");
}

#[test]
fn the_map_fits_a_phone_and_names_what_builds_a_skill() {
    let sandbox = Sandbox::begun()
        .after(["skills", "rate", "ehr-navigation=1", "ethics=5"])
        .env("COLUMNS", "40");
    let ran = sandbox.run(["skills"]).succeeds();
    let text = ran.stdout();
    let widest = text.lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(40), "{text}");
    assert_data_eq!(
        text.lines().take(16).collect::<Vec<_>>().join("\n"),
        str![[r#"
Skills                     2 of 31 rated
How far a first post usually needs each,
from 0 to 5: advice of ours, no rule of
any body. For another level: hitpath set
tier=mid, senior or lead.

Foundational skills
  ░░░░░ aim: 3  medical-terminology
  ░░░░░ aim: 3  anatomy-physiology
  ░░░░░ aim: 2  icd-cpt-coding
  █░░░░ 1 of 3  ehr-navigation
      built by core-courses (locked),
      internship-complete (locked) and
      volunteer (locked); read: hitpath
      guide tools and hitpath guide day
  ░░░░░ aim: 3  privacy-security
"#]]
    );
    let ran = sandbox.run(["skills", "--plain"]).succeeds();
    let plain = ran.stdout();
    assert!(plain.lines().all(|line| line.contains(": ")), "{plain}");
    assert!(plain.contains("skill ethics: 5 of 4, reached"), "{plain}");
    assert!(plain.contains("skill ehr-navigation built by: "), "{plain}");
}

#[test]
fn what_is_no_rating_is_refused_and_nothing_is_changed() {
    let sandbox = Sandbox::begun();
    let before = sandbox.texts();
    for (typed, said) in [
        (["data-entry=6", "ethics=1"], "`6` is no rating from 0 to 5"),
        (["data-entry=-1", "ethics=1"], "`-1` is no rating"),
        (["data-entri=3", "ethics=1"], "did you mean `data-entry`?"),
        (["data-entry", "ethics=1"], "not of the form SKILL=N"),
        (["ethics=2", "ethics=1"], "rated twice"),
    ] {
        let ran = sandbox.run([&["skills", "rate"][..], &typed[..]].concat());
        let ran = ran.fails();
        assert!(ran.stderr().contains(said), "{}", ran.stderr());
        assert_eq!(sandbox.texts(), before);
    }
    // Without a terminal nobody can be asked.
    let ran = sandbox.run(["skills", "rate"]).fails();
    assert!(ran.stderr().contains("hitpath skills rate data-entry=3"));
    let ran = sandbox.run(["skills", "--tier", "boss"]).fails();
    assert!(ran.stderr().contains("entry, mid, senior, lead"));
}

#[test]
fn a_rating_of_a_skill_that_is_no_more_is_kept_and_can_be_taken_out() {
    let profile = [crate::sandbox::PROFILE, "[skills]\nold-one = 3 # mine\n"].concat();
    let sandbox = Sandbox::empty().profile(profile);
    let map: Map = exact(sandbox.json(["skills"]));
    assert_eq!(map.unknown_skills, ["old-one"]);
    let ran = sandbox.run(["skills"]).succeeds();
    let text = ran.stdout();
    assert!(text.contains("in no skill map: old-one"), "{text}");
    let changed: Changed = exact(sandbox.json(["skills", "rate", "old-one=none"]));
    assert_eq!(changed.changed, ["old-one"]);
    assert_eq!(without_stamps(sandbox.added().as_bytes()), "[skills]\n");
}

#[test]
fn rating_the_same_again_changes_no_byte() {
    let sandbox = Sandbox::begun().after(["skills", "rate", "ethics=5"]);
    let before = sandbox.texts();
    let changed: Changed = exact(sandbox.json(["skills", "rate", "ETHICS=5"]));
    assert_eq!(changed.changed, [""; 0]);
    assert_eq!(sandbox.texts(), before);
}
