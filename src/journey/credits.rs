//! What the renewal cycles of the credentials that a person holds ask for, and
//! what was earned of it.
//!
//! The cycles are the clocks that start with holding a credential (`clocks`);
//! none is worked out here a second time. Credentials whose cycles are shared
//! are one group with one requirement, and an activity counts in it once.
//!
//! The rule that counts for a cycle is that of its first day: the versions of
//! all facts are picked by it, and where one changes before the cycle ends, or
//! came into force after it began, the group says so.

use jiff::civil::Date;

use super::{
    clocks::{ClockState, RunningClock},
    entries::Activity,
    evaluation::Evaluation,
    facts::FactInForce,
    hundredths::Hundredths,
};
use crate::catalog::{ClockOwner, CredentialKey, LinkedStart, StepKey, credential::Credential};

mod place;
mod requirement;

pub use place::{Certificate, Cycle, Place};
pub use requirement::{Requirement, Rule, RuleChange, ShareStand};

/// What a person has to earn, and has.
#[derive(Debug)]
pub struct Credits<'a> {
    /// Credentials that share a cycle, and the others one by one; those whose
    /// cycle ends first come first.
    pub groups: Vec<Group<'a>>,
    /// Credentials that another has taken the place of, each with that one.
    pub replaced: Vec<(&'a Credential, &'a Credential)>,
    /// Every activity, in the order of the profile.
    pub activities: &'a [Activity],
    today: Date,
}

/// Credentials with one cycle and one requirement.
#[derive(Debug)]
pub struct Group<'a> {
    /// The credentials, in the order of the catalog.
    pub members: Vec<&'a Credential>,
    /// Their cycle; none where no day of it is known.
    pub cycle: Option<Cycle>,
    /// The step on which the last day of the cycle can be written down.
    pub dated_on: Option<StepKey>,
    /// How many credits the cycle asks for; none where no fact says it.
    pub required: Option<Requirement<'a>>,
    /// What the activities that count have brought.
    pub earned: Hundredths,
    /// The shares that must be of one kind.
    pub shares: Vec<ShareStand<'a>>,
    /// Rules that change before the cycle ends.
    pub changes: Vec<RuleChange<'a>>,
    /// Where each activity lies, in the order of the profile.
    pub places: Vec<Place>,
}

/// A number with one decimal, in tenths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tenths(pub u64);

impl Tenths {
    /// The number.
    #[must_use]
    pub fn number(self) -> f64 {
        self.0 as f64 / 10.0
    }
}

/// A credential that has to be kept up, with the clock of its cycle.
struct Kept<'a> {
    key: CredentialKey,
    credential: &'a Credential,
    clock: Option<RunningClock<'a>>,
}

impl<'a> Credits<'a> {
    /// Looks at the credentials that the person holds, at those whose cycle has
    /// ended without renewal, and at those whose cycle runs before the letters
    /// may be used.
    #[must_use]
    pub fn of(evaluation: &Evaluation<'a>) -> Self {
        let (kept, replaced) = kept_up(evaluation);
        let mut sharing: Vec<Vec<Kept<'a>>> = Vec::new();
        for one in kept {
            let is_with = |group: &Vec<Kept<'a>>| {
                let mut group = group.iter();
                group.any(|other| share_a_cycle(evaluation, &one, other))
            };
            let (with, apart) = sharing.into_iter().partition::<Vec<_>, _>(is_with);
            let mut with: Vec<Kept<'a>> = with.into_iter().flatten().collect();
            with.push(one);
            with.sort_by_key(|kept| kept.key.index());
            sharing = apart;
            sharing.push(with);
        }
        let groups = sharing.iter();
        let mut groups: Vec<Group<'a>> = groups
            .map(|group| Group::of(evaluation, group, &replaced))
            .collect();
        groups.sort_by_key(|group| {
            let ends = group.cycle.and_then(|cycle| cycle.ends);
            (ends.is_none(), ends)
        });
        Self {
            groups,
            replaced,
            activities: &evaluation.record.credits,
            today: evaluation.today,
        }
    }

    /// The activities whose day is still to come: no view counts them.
    pub fn ahead(&self) -> impl Iterator<Item = &'a Activity> {
        let today = self.today;
        self.activities.iter().filter(move |one| one.on > today)
    }

    /// The groups in which the activity at this place of the profile counts.
    pub fn counted_in(&self, place: usize) -> impl Iterator<Item = &Group<'a>> {
        let groups = self.groups.iter();
        groups.filter(move |group| group.places.get(place) == Some(&Place::Counted))
    }

    /// The part of an hour in the activity at this place that is too short to
    /// count by the rule of a cycle it counts in: its minutes, and the rule.
    #[must_use]
    pub fn too_short(
        &self,
        evaluation: &Evaluation<'a>,
        place: usize,
    ) -> Option<(u32, FactInForce<'a>)> {
        // Hours are held in hundredths.
        let part = self.activities.get(place)?.hours.0 % 100 * 60;
        let rules = self.counted_in(place).flat_map(|group| {
            let starts = group.cycle.and_then(|cycle| cycle.starts);
            let renewals = group.members.iter().filter_map(|one| one.renewal.as_ref());
            let ids = renewals.filter_map(|renewal| renewal.least_part.as_ref());
            ids.filter_map(move |id| evaluation.fact_on(id, starts))
        });
        let mut broken = rules.filter(|rule| {
            let least = rule.value().minutes();
            least.is_some_and(|least| part > 0 && part < least * 100)
        });
        Some((part.div_ceil(100), broken.next()?))
    }

    /// Whether the activity at this place counts anywhere. Where nothing is held
    /// every one does whose day has come: there is no cycle it could lie outside
    /// of.
    #[must_use]
    pub fn counts(&self, place: usize) -> bool {
        match self.groups.as_slice() {
            [] => self.activities[place].on <= self.today,
            _ => self.counted_in(place).next().is_some(),
        }
    }
}

/// How far a person is in a cycle, in credits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// What the activities that count have brought.
    pub earned: Hundredths,
    /// What the cycle asks for in all.
    pub required: Hundredths,
    /// What is still to earn, for the sum and for every share that counts.
    pub missing: Hundredths,
    /// What all running cycles ask for together.
    pub required_in_all: Hundredths,
    /// What is still to earn for all of them.
    pub missing_in_all: Hundredths,
}

/// How far the person is in the cycle that ends first of those that ask for
/// more, else in the one that ends first. A cycle that has ended asks for nothing
/// that could still be earned. None where nothing was written down or no cycle
/// asks for anything; then nothing is worked out.
#[must_use]
pub fn earned_of_required(evaluation: &Evaluation<'_>) -> Option<Standing> {
    if evaluation.record.credits.is_empty() {
        return None;
    }
    let credits = Credits::of(evaluation);
    let asking = || {
        let groups = credits.groups.iter();
        let has_ended = |group: &Group<'_>| {
            let left = group.cycle.and_then(|cycle| cycle.days_left);
            left.is_some_and(|left| left < 0)
        };
        groups.filter(move |group| group.required.is_some() && !has_ended(group))
    };
    let group = asking().find(|group| !group.is_met());
    let group = group.or_else(|| asking().next())?;
    let required = |group: &Group<'_>| group.required.as_ref().map(|required| required.credits);
    Some(Standing {
        earned: group.earned,
        required: required(group)?,
        missing: group.missing()?,
        required_in_all: asking().filter_map(required).sum(),
        missing_in_all: asking().filter_map(Group::missing).sum(),
    })
}

/// Credentials that another has taken the place of, each with that one.
type Replaced<'a> = Vec<(&'a Credential, &'a Credential)>;

fn kept_up<'a>(evaluation: &Evaluation<'a>) -> (Vec<Kept<'a>>, Replaced<'a>) {
    let catalog = evaluation.catalog;
    let (mut kept, mut replaced) = (Vec::new(), Vec::new());
    for (key, credential) in catalog.keyed_credentials() {
        let is_marked = evaluation.is_marked_as_held(&credential.id);
        let dated_by = credential.dated_by.as_ref();
        let dated_by = dated_by.and_then(|id| catalog.step_named(id.as_str()));
        // Nothing else has to be looked at for the others.
        if !is_marked && !dated_by.is_some_and(|step| evaluation.is_satisfied(step)) {
            continue;
        }
        let renewal = credential.renewal.as_ref();
        let other = renewal.and_then(|renewal| renewal.replaced_by.as_ref());
        let other = other.filter(|other| evaluation.is_marked_as_held(other));
        if let Some(other) = other.and_then(|other| catalog.credential_named(other.as_str())) {
            if is_marked {
                replaced.push((credential, other));
            }
            continue;
        }
        let mut clocks = evaluation.clocks_in(ClockOwner::Credential(key));
        clocks.retain(|clock| {
            let starts = &catalog.clock_links(clock.key).starts;
            starts.contains(&LinkedStart::Held)
        });
        let clock = clocks.into_iter().next();
        let clock = clock.filter(|clock| clock.state != ClockState::NotStarted);
        if clock.is_some() || evaluation.eligibility(credential).holds {
            kept.push(Kept {
                key,
                credential,
                clock,
            });
        }
    }
    (kept, replaced)
}

/// Whether two credentials are kept up in one cycle: they are counted together,
/// and their clocks stand in the same round. One that has lapsed while the other
/// goes on does not.
fn share_a_cycle(evaluation: &Evaluation<'_>, one: &Kept<'_>, other: &Kept<'_>) -> bool {
    let names = |one: &Kept<'_>, other: &Kept<'_>| {
        // What is not running says by its definition whom it is counted with.
        let mut clocks = evaluation
            .catalog
            .clocks_of(ClockOwner::Credential(one.key));
        clocks.any(|clock| {
            let links = evaluation.catalog.clock_links(clock);
            links.shares_with.contains(&other.key)
        })
    };
    let days = |one: &Kept<'_>| one.clock.as_ref().map(|clock| (clock.starts, clock.ends));
    days(one) == days(other) && (names(one, other) || names(other, one))
}

impl<'a> Group<'a> {
    fn of(evaluation: &Evaluation<'a>, kept: &[Kept<'a>], replaced: &Replaced<'a>) -> Self {
        let cycle = place::cycle(evaluation.today, kept);
        let members: Vec<&'a Credential> = kept.iter().map(|one| one.credential).collect();
        // What was earned for a credential counts for the one in its place.
        let mut names: Vec<&str> = members.iter().map(|one| one.id.as_str()).collect();
        for _ in replaced {
            for (old, new) in replaced {
                if names.contains(&new.id.as_str()) && !names.contains(&old.id.as_str()) {
                    names.push(old.id.as_str());
                }
            }
        }
        let activities = &evaluation.record.credits;
        let places: Vec<Place> = activities
            .iter()
            .map(|one| place::place(one, evaluation.today, cycle, &names))
            .collect();
        let counted = || {
            let all = activities.iter().zip(&places);
            all.filter(|(_, place)| **place == Place::Counted)
                .map(|(activity, _)| activity)
        };
        let starts = cycle.and_then(|cycle| cycle.starts);
        let rules = requirement::Rules { evaluation, starts };
        let required = rules.requirement(&members);
        let mut shares = rules.shares(&members, required.as_ref());
        for stand in &mut shares {
            let id = stand.share.id.as_str();
            let of_kind = counted().filter(|one| one.categories.iter().any(|kind| kind == id));
            stand.earned = of_kind.map(|one| one.hours).sum();
        }
        Self {
            dated_on: dated_on(evaluation, kept),
            changes: rules.changes(
                required.as_ref(),
                &shares,
                cycle.and_then(|cycle| cycle.ends),
            ),
            earned: counted().map(|one| one.hours).sum(),
            members,
            cycle,
            required,
            shares,
            places,
        }
    }

    /// What is missing to the sum that the cycle asks for; none where that is
    /// not known.
    #[must_use]
    pub fn shortfall(&self) -> Option<Hundredths> {
        let required = self.required.as_ref()?;
        Some(self.earned.up_to(required.credits))
    }

    /// The credits still to earn for the sum and for every share that counts: a
    /// credit of a kind counts for both.
    #[must_use]
    pub fn missing(&self) -> Option<Hundredths> {
        let shares = self.shares.iter();
        let shares = shares.filter_map(ShareStand::shortfall);
        shares.chain([self.shortfall()?]).max()
    }

    /// Whether the sum and every share that counts are earned.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.missing() == Some(Hundredths::ZERO)
    }

    /// The credits to earn in a month so that nothing is missing on the last
    /// day, rounded up to a tenth: [`Self::missing`] over the days left in months
    /// of 30.4375 days. None where nothing is missing, no day is left, or the end
    /// is not known.
    #[must_use]
    pub fn pace_per_month(&self) -> Option<Tenths> {
        let missing = u64::from(self.missing()?.0);
        let days = u64::try_from(self.cycle?.days_left?).ok()?;
        // Credits are held in hundredths, a month is 304375 of ten thousand.
        (missing > 0 && days > 0).then(|| Tenths((missing * 304_375).div_ceil(days * 100_000)))
    }

    /// The credits of the activities that lie so.
    #[must_use]
    pub fn lying(&self, activities: &[Activity], wanted: Place) -> (usize, Hundredths) {
        let all = activities.iter().zip(&self.places);
        let lying = all.filter(|(_, place)| **place == wanted);
        let hours = lying.clone().map(|(activity, _)| activity.hours);
        (lying.count(), hours.sum())
    }
}

/// The step on which a printed end of the cycle is written: one of the pathway
/// where there is one.
fn dated_on(evaluation: &Evaluation<'_>, kept: &[Kept<'_>]) -> Option<StepKey> {
    let catalog = evaluation.catalog;
    let owners = kept.iter().map(|one| ClockOwner::Credential(one.key));
    let clocks = owners.flat_map(|owner| catalog.clocks_of(owner));
    let steps = clocks.flat_map(|clock| &catalog.clock_links(clock).until_of);
    let steps: Vec<StepKey> = steps.copied().collect();
    let on_path = steps.iter().find(|&&step| evaluation.holds(step));
    on_path.or_else(|| steps.first()).copied()
}

#[cfg(test)]
mod tests;
