//! Whether what the person has done is claimed or documented.
//!
//! What the disk says of each file is handed in: nothing here looks.

use std::collections::BTreeMap;

use super::{
    evaluation::{Evaluation, id_in_record},
    record::State,
};
use crate::catalog::StepKey;

/// What became of something that proves a step or an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProofState {
    /// An address: nobody looks there.
    Address,
    /// The file is there, and as far as was looked it is the same.
    There,
    /// Another file has its name now.
    Changed,
    /// No file is there.
    Missing,
    /// Something is there and cannot be read.
    Unreadable,
}

impl ProofState {
    /// The word in every view and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::There => "there",
            Self::Changed => "changed",
            Self::Missing => "missing",
            Self::Unreadable => "unreadable",
        }
    }

    /// Whether it still proves something.
    #[must_use]
    pub fn holds(self) -> bool {
        matches!(self, Self::Address | Self::There)
    }
}

/// How well something that was done can be proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// By the person's word.
    Claimed,
    /// By a file that is still there, or an address.
    Documented,
}

impl Proof {
    /// The word in every view and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Documented => "documented",
        }
    }
}

/// What was found of all evidence in a record.
#[derive(Debug, Clone, Default)]
pub struct Proofs {
    /// By the key of the mark in the profile, each in the order of its list.
    pub marks: BTreeMap<String, Vec<ProofState>>,
    /// Of the activities for credits, in the order of the file.
    pub credits: Vec<Vec<ProofState>>,
}

/// How many steps of the pathway are proved how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ProofCounts {
    /// Steps done whose proof is there.
    pub documented: usize,
    /// Steps done that rest on the person's word.
    pub claimed: usize,
    /// Proofs of any step or activity that are gone, changed or unreadable.
    pub missing: usize,
}

impl Proofs {
    /// Every state that was found.
    pub fn all(&self) -> impl Iterator<Item = ProofState> {
        let of_marks = self.marks.values().flatten();
        of_marks.chain(self.credits.iter().flatten()).copied()
    }

    /// How a step is proved; nothing where it is not done.
    #[must_use]
    pub fn of(&self, evaluation: &Evaluation<'_>, step: StepKey) -> Option<Proof> {
        let is_done = evaluation.mark(step)?.state == State::Done;
        if !is_done || !evaluation.is_satisfied(step) {
            return None;
        }
        let states = self.of_step(evaluation, step);
        let holds = states.is_some_and(|states| states.iter().any(|state| state.holds()));
        Some(if holds {
            Proof::Documented
        } else {
            Proof::Claimed
        })
    }

    /// What was found of the proofs of a step, in the order of their list.
    #[must_use]
    pub fn of_step(&self, evaluation: &Evaluation<'_>, step: StepKey) -> Option<&[ProofState]> {
        let is_marked = |id: &str| evaluation.record.marks.contains_key(id);
        let id = id_in_record(evaluation.catalog, step, is_marked)?;
        self.marks.get(id).map(Vec::as_slice)
    }

    /// The counts for the pathway.
    #[must_use]
    pub fn counts(&self, evaluation: &Evaluation<'_>) -> ProofCounts {
        let mut counts = ProofCounts {
            missing: self.all().filter(|state| !state.holds()).count(),
            ..ProofCounts::default()
        };
        let stages = &evaluation.route().stages;
        for step in stages.iter().flat_map(|&stage| evaluation.steps_of(stage)) {
            match self.of(evaluation, step) {
                Some(Proof::Documented) => counts.documented += 1,
                Some(Proof::Claimed) => counts.claimed += 1,
                None => {}
            }
        }
        counts
    }
}
