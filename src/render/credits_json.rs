//! `hitpath credits --json`. Credits are numbers, in hours of learning.

use serde::Serialize;

use super::{
    fact_json::{FactShape, fact_shape},
    json::{FORMAT_VERSION, Number, day, text},
};
use crate::{
    catalog::credential::Credential,
    journey::{
        credits::{Certificate, Credits, Cycle, Group, Place, Rule, ShareStand},
        entries::Activity,
        evaluation::Evaluation,
    },
};

/// The same as the text, with every activity. Credentials that share a cycle
/// bear the same figures, and name each other.
#[must_use]
pub fn credits(
    evaluation: &Evaluation<'_>,
    credits: &Credits<'_>,
    certificates: &[Certificate<'_>],
) -> String {
    let groups = credits.groups.iter();
    let credentials = groups.flat_map(|group| {
        let members = group.members.iter();
        members.map(move |credential| kept(evaluation, group, credential))
    });
    let all = || credits.activities.iter().zip(certificates).enumerate();
    let missing = all()
        .filter(|(place, (_, certificate))| credits.counts(*place) && certificate.is_missing());
    text(&Shape {
        format_version: FORMAT_VERSION,
        today: day(evaluation.today),
        credentials: credentials.collect(),
        replaced: credits
            .replaced
            .iter()
            .map(|(old, new)| Replaced {
                id: old.id.as_str(),
                by: new.id.as_str(),
            })
            .collect(),
        activities: all()
            .map(|(place, (activity, certificate))| one(credits, place, activity, certificate))
            .collect(),
        missing_certificates: missing
            .map(|(_, (activity, certificate))| Missing {
                id: &activity.id,
                on: day(activity.on),
                title: &activity.title,
                not_there: match certificate {
                    Certificate::Gone(gone) => gone,
                    Certificate::Kept | Certificate::None => &[],
                },
            })
            .collect(),
    })
}

fn kept<'e>(
    evaluation: &Evaluation<'e>,
    group: &'e Group<'_>,
    credential: &'e Credential,
) -> Kept<'e> {
    let others = group.members.iter().filter(|one| one.id != credential.id);
    let of_sum = group.required.iter().flat_map(|required| &required.facts);
    let step = group.dated_on.map(|step| evaluation.catalog.step(step));
    Kept {
        id: credential.id.as_str(),
        title: &credential.title,
        together_with: others.map(|one| one.id.as_str()).collect(),
        cycle: group.cycle.map(cycle),
        required: group
            .required
            .as_ref()
            .map(|required| required.credits.into()),
        earned: group.earned.into(),
        categories: group.shares.iter().map(share).collect(),
        shortfall: group.shortfall().map(Number::from),
        pace_per_month: group.pace_per_month().map(|pace| Number(pace.number())),
        is_met: group.is_met(),
        last_day_from: step.map(|step| step.id.as_str()),
        facts: of_sum.map(fact_shape).collect(),
        rule_changes: group
            .changes
            .iter()
            .map(|change| Change {
                fact: change.fact.as_str(),
                on: day(change.on),
            })
            .collect(),
    }
}

fn cycle(cycle: Cycle) -> CycleShape {
    CycleShape {
        starts: cycle.starts.map(day),
        counts_from: cycle.counts_from.map(day),
        ends: cycle.ends.map(day),
        days_left: cycle.days_left,
        printed: cycle.printed,
        next_ends: cycle.next_ends.map(day),
    }
}

fn share<'e>(stand: &'e ShareStand<'_>) -> Category<'e> {
    Category {
        id: stand.share.id.as_str(),
        title: &stand.share.title,
        required: stand.required.map(Number::from),
        earned: stand.earned.into(),
        shortfall: stand.shortfall().map(Number::from),
        confirm: stand.share.confirm,
        rule: match stand.rule {
            Rule::InForce => "in force",
            Rule::From(_) => "not yet",
            Rule::Until(_) => "ended",
        },
        fact: fact_shape(&stand.fact),
    }
}

fn one<'e>(
    credits: &'e Credits<'_>,
    place: usize,
    activity: &'e Activity,
    certificate: &Certificate<'_>,
) -> One<'e> {
    let evidence = activity.evidence.iter();
    let groups = credits.groups.iter();
    One {
        id: &activity.id,
        on: day(activity.on),
        hours: activity.hours.into(),
        title: &activity.title,
        categories: &activity.categories,
        only_for: &activity.counts_for,
        evidence: evidence.map(|one| one.reference.as_str()).collect(),
        lies: groups
            .flat_map(|group| {
                let lies = word(group.places[place]);
                let members = group.members.iter();
                members.map(move |credential| Lies {
                    credential: credential.id.as_str(),
                    lies,
                })
            })
            .collect(),
        missing_certificate: certificate.is_missing(),
    }
}

fn word(place: Place) -> &'static str {
    match place {
        Place::Counted => "counted",
        Place::Before => "before",
        Place::After => "after",
        Place::ForOthers => "for others",
        Place::Ahead => "ahead",
    }
}

#[derive(Serialize)]
struct Shape<'s> {
    format_version: u32,
    today: String,
    credentials: Vec<Kept<'s>>,
    replaced: Vec<Replaced<'s>>,
    activities: Vec<One<'s>>,
    /// Of those that count.
    missing_certificates: Vec<Missing<'s>>,
}

#[derive(Serialize)]
struct Kept<'s> {
    id: &'s str,
    title: &'s str,
    /// The other credentials of the same cycle: what follows is that of all of
    /// them together.
    together_with: Vec<&'s str>,
    cycle: Option<CycleShape>,
    required: Option<Number>,
    earned: Number,
    categories: Vec<Category<'s>>,
    shortfall: Option<Number>,
    pace_per_month: Option<Number>,
    is_met: bool,
    /// The step whose `--until` is the last day of the cycle.
    last_day_from: Option<&'s str>,
    /// Those behind `required`.
    facts: Vec<FactShape<'s>>,
    rule_changes: Vec<Change<'s>>,
}

#[derive(Serialize)]
struct CycleShape {
    starts: Option<String>,
    /// The first day whose activities count.
    counts_from: Option<String>,
    ends: Option<String>,
    days_left: Option<i32>,
    printed: bool,
    /// The last day of the next cycle, where the person wrote it down.
    next_ends: Option<String>,
}

#[derive(Serialize)]
struct Category<'s> {
    id: &'s str,
    title: &'s str,
    required: Option<Number>,
    earned: Number,
    /// None where the rule does not hold or may have ended.
    shortfall: Option<Number>,
    confirm: bool,
    rule: &'static str,
    fact: FactShape<'s>,
}

#[derive(Serialize)]
struct Change<'s> {
    fact: &'s str,
    on: String,
}

#[derive(Serialize)]
struct Replaced<'s> {
    id: &'s str,
    by: &'s str,
}

#[derive(Serialize)]
struct One<'s> {
    id: &'s str,
    on: String,
    hours: Number,
    title: &'s str,
    categories: &'s [String],
    /// All credentials where it is empty.
    only_for: &'s [String],
    evidence: Vec<&'s str>,
    lies: Vec<Lies<'s>>,
    missing_certificate: bool,
}

#[derive(Serialize)]
struct Lies<'s> {
    credential: &'s str,
    lies: &'static str,
}

#[derive(Serialize)]
struct Missing<'s> {
    id: &'s str,
    on: String,
    title: &'s str,
    /// None where none was written down at all.
    not_there: &'s [&'s str],
}
