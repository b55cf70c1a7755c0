//! The JSON answers as a script may rely on them.
//!
//! The shapes refuse unknown keys, and [`exact`] refuses missing ones too, so a
//! key that comes, goes or changes its kind fails a test.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Number, Value};

/// Reads an answer into its shape and makes sure that nothing is left over on
/// either side.
#[track_caller]
pub(crate) fn exact<Shape: DeserializeOwned + Serialize>(answer: Value) -> Shape {
    let shape: Shape = match serde_json::from_value(answer.clone()) {
        Ok(shape) => shape,
        Err(error) => panic!("{error} in {answer:#}"),
    };
    // An absent key reads as none and would be written as null.
    let again = serde_json::to_value(&shape).expect("a shape can be written");
    assert_eq!(again, answer, "keys are missing");
    shape
}

/// How much is documented, in `status --json`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EvidenceCounts {
    pub(crate) documented: usize,
    pub(crate) claimed: usize,
    pub(crate) missing: usize,
}

/// `status --json`
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Status {
    pub(crate) format_version: u32,
    pub(crate) today: String,
    pub(crate) profile: Profile,
    pub(crate) progress: Progress,
    pub(crate) drift: Option<Value>,
    pub(crate) stages: Vec<Stage>,
    pub(crate) evidence: EvidenceCounts,
    pub(crate) next: Vec<Action>,
    pub(crate) finish: Option<Finish>,
    pub(crate) waiting: Vec<Waiting>,
    pub(crate) clocks: Vec<Clock>,
    pub(crate) eligibility: Vec<Eligibility>,
    pub(crate) stale_facts: Vec<StaleFact>,
    pub(crate) unknown_steps: Vec<String>,
    pub(crate) retired_steps: Vec<String>,
}

impl Status {
    /// A step, wherever it stands.
    #[track_caller]
    pub(crate) fn step(&self, id: &str) -> &Step {
        let mut steps = self.stages.iter().flat_map(|stage| &stage.steps);
        match steps.find(|step| step.id == id) {
            Some(step) => step,
            None => panic!("there is no step {id}"),
        }
    }

    /// What is said about a credential.
    #[track_caller]
    pub(crate) fn eligible(&self, credential: &str) -> &Eligibility {
        let mut all = self.eligibility.iter();
        match all.find(|one| one.credential == credential) {
            Some(one) => one,
            None => panic!("nothing is said about {credential}"),
        }
    }

    /// A clock.
    #[track_caller]
    pub(crate) fn clock(&self, id: &str) -> &Clock {
        match self.clocks.iter().find(|clock| clock.id == id) {
            Some(clock) => clock,
            None => panic!("there is no clock {id}"),
        }
    }

    /// The ids of the next actions, in order.
    pub(crate) fn next_ids(&self) -> Vec<&str> {
        self.next.iter().map(|action| action.id.as_str()).collect()
    }

    /// A next action.
    #[track_caller]
    pub(crate) fn action(&self, id: &str) -> &Action {
        match self.next.iter().find(|action| action.id == id) {
            Some(action) => action,
            None => panic!("{id} is not in {:?}", self.next_ids()),
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Profile {
    pub(crate) id: String,
    pub(crate) name: Option<String>,
    pub(crate) path: String,
    pub(crate) pathway: String,
    pub(crate) started: Option<String>,
    pub(crate) target: Option<String>,
    pub(crate) hours_per_week: Option<u32>,
}

/// When the finish is, in `status` and `plan`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Finish {
    pub(crate) earliest: String,
    pub(crate) likely: String,
    pub(crate) p50: String,
    pub(crate) late: String,
    pub(crate) target: Option<String>,
    pub(crate) days_to_target: Option<i32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Progress {
    pub(crate) satisfied: usize,
    pub(crate) required: usize,
    pub(crate) percent: usize,
    pub(crate) optional_satisfied: usize,
    pub(crate) optional: usize,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stage {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) satisfied: usize,
    pub(crate) required: usize,
    pub(crate) steps: Vec<Step>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) standing: String,
    pub(crate) optional: bool,
    pub(crate) on: Option<String>,
    pub(crate) due: Option<String>,
    pub(crate) expect: Option<String>,
    pub(crate) evidence: Vec<String>,
    pub(crate) proof: Option<String>,
    pub(crate) missing: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Action {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) stage: String,
    pub(crate) reason: String,
    pub(crate) unlocks: Vec<String>,
    pub(crate) optional: bool,
    pub(crate) effort_hours: u32,
    pub(crate) latest_start: Option<String>,
    pub(crate) slack_days: Option<i32>,
    pub(crate) start_by: Option<String>,
    pub(crate) due: Option<String>,
    pub(crate) measured: Option<Value>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Waiting {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) until: String,
    pub(crate) reason: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Clock {
    pub(crate) id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) application: Option<String>,
    pub(crate) title: String,
    pub(crate) kind: String,
    pub(crate) starts: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) from: Option<String>,
    pub(crate) ends: Option<String>,
    pub(crate) days_left: Option<i32>,
    pub(crate) state: String,
    pub(crate) own_date: bool,
    pub(crate) fact: Option<ShownFact>,
}

/// What is due for a job application.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reminder {
    pub(crate) id: String,
    pub(crate) application: String,
    pub(crate) title: String,
    pub(crate) kind: String,
    pub(crate) starts: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) from: Option<String>,
    pub(crate) ends: Option<String>,
    pub(crate) days_left: Option<i32>,
    pub(crate) state: String,
    pub(crate) own_date: bool,
    pub(crate) fact: Option<ShownFact>,
    pub(crate) command: Option<String>,
}

/// A clock on the page of what it stands in.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShownClock {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) kind: String,
    pub(crate) starts: Option<String>,
    pub(crate) ends: Option<String>,
    pub(crate) days_left: Option<i32>,
    pub(crate) state: String,
    pub(crate) own_date: bool,
    pub(crate) fact: Option<ShownFact>,
    pub(crate) missed: Option<String>,
    pub(crate) facts: Vec<ShownFact>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Eligibility {
    pub(crate) credential: String,
    pub(crate) answer: String,
    pub(crate) missing: Vec<String>,
    pub(crate) ask: Option<String>,
    pub(crate) may_sit: bool,
    pub(crate) holds: bool,
    pub(crate) on_word: Vec<String>,
    pub(crate) lapsed_on: Option<String>,
    pub(crate) stale_facts: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaleFact {
    pub(crate) id: String,
    pub(crate) checked: Option<String>,
    pub(crate) days_old: Option<u32>,
}

/// `next --json`
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Next {
    pub(crate) format_version: u32,
    pub(crate) today: String,
    pub(crate) actions: Vec<Action>,
    pub(crate) reminders: Vec<Reminder>,
    pub(crate) finish: Option<Finish>,
    pub(crate) none_because: Option<String>,
    pub(crate) until: Option<String>,
}

/// What changing commands answer with `--json`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Changed {
    pub(crate) format_version: u32,
    pub(crate) changed: Vec<String>,
    pub(crate) progress: Option<Progress>,
}

/// `log --json`
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Log {
    pub(crate) format_version: u32,
    pub(crate) entries: Vec<LogEntry>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LogEntry {
    pub(crate) number: u64,
    pub(crate) at: String,
    pub(crate) kind: String,
    pub(crate) undone: bool,
    pub(crate) steps: Vec<String>,
    pub(crate) text: String,
}

/// `show ID --json`
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shown<Content> {
    pub(crate) format_version: u32,
    pub(crate) kind: String,
    pub(crate) content: Content,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShownStep {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) stage: String,
    pub(crate) standing: String,
    pub(crate) on_pathway: bool,
    pub(crate) optional: bool,
    pub(crate) confirm: bool,
    pub(crate) irreversible: bool,
    pub(crate) missing: Vec<String>,
    pub(crate) opens: Vec<String>,
    pub(crate) why: Option<String>,
    pub(crate) how: Vec<String>,
    pub(crate) effort_hours: Estimate,
    pub(crate) wait_days: Estimate,
    pub(crate) start_on_term: bool,
    pub(crate) keep: Option<String>,
    pub(crate) watch_out: Option<String>,
    pub(crate) date_is: Option<String>,
    pub(crate) awards: Option<String>,
    pub(crate) guide: Vec<String>,
    pub(crate) state: Option<String>,
    pub(crate) on: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) due: Option<String>,
    pub(crate) expect: Option<String>,
    pub(crate) until: Option<String>,
    pub(crate) paid: Option<Number>,
    pub(crate) evidence: Vec<String>,
    pub(crate) proof: Option<String>,
    pub(crate) show: bool,
    pub(crate) measured: Option<Value>,
    pub(crate) costs: Vec<ShownCost>,
    pub(crate) waiting_until: Option<String>,
    pub(crate) clocks: Vec<ShownClock>,
    pub(crate) facts: Vec<ShownFact>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShownCost {
    pub(crate) title: String,
    pub(crate) price: Option<Price>,
    pub(crate) membership: Option<String>,
    pub(crate) only_if: Option<String>,
    pub(crate) ask: Option<String>,
    pub(crate) facts: Vec<PriceFact>,
    pub(crate) examples: Vec<ShownFact>,
}

/// In dollars, whole ones without decimals.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Price {
    pub(crate) low: Number,
    pub(crate) high: Number,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PriceFact {
    pub(crate) role: String,
    #[serde(flatten)]
    pub(crate) fact: ShownFact,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Estimate {
    pub(crate) low: u32,
    pub(crate) likely: u32,
    pub(crate) high: u32,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShownStage {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) summary: Option<String>,
    pub(crate) satisfied: usize,
    pub(crate) required: usize,
    pub(crate) steps: Vec<ShownStageStep>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShownStageStep {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) standing: String,
    pub(crate) optional: bool,
    pub(crate) on_pathway: bool,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShownCredential {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) summary: Option<String>,
    pub(crate) awarded_by: Vec<String>,
    pub(crate) eligibility: Eligibility,
    pub(crate) routes: Vec<ShownRoute>,
    pub(crate) exam: Option<ShownExam>,
    pub(crate) practice_goal: Option<u8>,
    pub(crate) renewal: Option<ShownRenewal>,
    pub(crate) clocks: Vec<ShownClock>,
    pub(crate) facts: Vec<ShownFact>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShownRoute {
    pub(crate) title: String,
    pub(crate) answer: String,
    pub(crate) only_to_sit: bool,
    pub(crate) concerns_you: bool,
    pub(crate) requires: Vec<String>,
    pub(crate) missing: Vec<String>,
    pub(crate) ask: Option<String>,
    pub(crate) advice: Option<String>,
    pub(crate) facts: Vec<ShownFact>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShownExam {
    pub(crate) effective_from: Option<String>,
    pub(crate) questions: Option<ShownFact>,
    pub(crate) minutes: Option<ShownFact>,
    pub(crate) pass_score: Option<ShownFact>,
    pub(crate) fees: Vec<ShownFact>,
    pub(crate) window: Option<ShownFact>,
    pub(crate) retake_wait: Option<ShownFact>,
    pub(crate) domains: Vec<ShownDomain>,
    pub(crate) facts: Vec<ShownFact>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShownDomain {
    pub(crate) number: u32,
    pub(crate) title: String,
    pub(crate) weight: Option<ShownFact>,
    pub(crate) topics: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShownRenewal {
    pub(crate) cycle: Option<ShownFact>,
    pub(crate) credits: Option<ShownFact>,
    pub(crate) further: Option<ShownFact>,
    pub(crate) most: Option<ShownFact>,
    pub(crate) least_part: Option<ShownFact>,
    pub(crate) shares: Vec<ShownShare>,
    pub(crate) replaced_by: Option<String>,
    pub(crate) facts: Vec<ShownFact>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShownShare {
    pub(crate) id: String,
    pub(crate) confirm: bool,
    pub(crate) title: String,
    pub(crate) share: Option<ShownFact>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShownFact {
    pub(crate) id: String,
    pub(crate) value: String,
    pub(crate) confidence: String,
    pub(crate) stale: bool,
    pub(crate) days_old: Option<i64>,
    pub(crate) effective_from: Option<String>,
    pub(crate) effective_until: Option<String>,
    pub(crate) picked_by: String,
    pub(crate) picked_on: String,
    pub(crate) says: Claim,
    pub(crate) also: Vec<Claim>,
    pub(crate) yours: Option<OwnClaim>,
    pub(crate) overtaken: bool,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnClaim {
    pub(crate) value: String,
    pub(crate) source: String,
    pub(crate) checked: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Claim {
    pub(crate) value: String,
    pub(crate) text: String,
    pub(crate) source: Source,
    pub(crate) checked: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    pub(crate) title: String,
    pub(crate) url: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShownPathway {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) summary: Option<String>,
    pub(crate) goal: Option<String>,
    pub(crate) stages: Vec<String>,
}
