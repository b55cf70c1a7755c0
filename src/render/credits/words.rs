//! The sentences about credits, in parts that the text and the list share.

use crate::{
    journey::{
        credits::{Certificate, Group, Place, Rule, ShareStand},
        entries::Activity,
        hundredths::Hundredths,
    },
    render::{eligibility::letters, wording},
};

/// `RHIT and CCS`
#[must_use]
pub fn names(group: &Group<'_>) -> String {
    let letters: Vec<&str> = group.members.iter().map(|one| letters(one)).collect();
    wording::list(&letters, "and")
}

/// `1 credit`, `1.5 credits`
pub(super) fn amount(hours: Hundredths) -> String {
    match hours.as_whole() {
        Some(1) => "1 credit".to_owned(),
        _ => format!("{hours} credits"),
    }
}

/// `12.5 of 20 credits, 7.5 missing`
#[must_use]
pub fn sum(group: &Group<'_>) -> String {
    let earned = group.earned;
    let Some((required, shortfall)) = group.required.as_ref().zip(group.shortfall()) else {
        return amount(earned);
    };
    let required = required.credits;
    match (shortfall, group.missing()) {
        (Hundredths::ZERO, Some(Hundredths::ZERO)) => {
            format!("{earned} of {required} credits, nothing missing")
        }
        (Hundredths::ZERO, Some(missing)) => {
            format!("{earned} of {required} credits, but {missing} missing to a share")
        }
        (missing, _) => format!("{earned} of {required} credits, {missing} missing"),
    }
}

/// `ahima: 4 of 8, 4 missing; from AHIMA or a state association`
#[must_use]
pub fn share(stand: &ShareStand<'_>) -> String {
    let id = &stand.share.id;
    let (earned, title) = (stand.earned, &stand.share.title);
    let figure = match (stand.required, stand.shortfall()) {
        (None, _) => amount(earned),
        (Some(required), None | Some(Hundredths::ZERO)) => format!("{earned} of {required}"),
        (Some(required), Some(missing)) => format!("{earned} of {required}, {missing} missing"),
    };
    let line = format!("{id}: {figure}; {title}");
    match stand.rule {
        Rule::From(from) => format!(
            "{line}; by the rule from {from} on, and this cycle began before that, so it is not \
             asked for here; confirm"
        ),
        Rule::Until(until) => format!("{line}; the rule ended on {until}"),
        Rule::InForce if stand.share.confirm => {
            format!("{line}; the rule may have ended, so it is only shown: ask the body")
        }
        Rule::InForce => line,
    }
}

pub(super) fn pace(group: &Group<'_>) -> String {
    let Some((pace, missing)) = group.pace_per_month().zip(group.missing()) else {
        return String::new();
    };
    let pace = pace.number();
    let why = match group.shortfall() {
        Some(shortfall) if shortfall < missing => {
            format!(", for the {missing} that a share still lacks")
        }
        _ => String::new(),
    };
    format!("{pace} a month until the last day{why}")
}

pub(super) fn outside(activities: &[Activity], group: &Group<'_>) -> String {
    let kinds = [Place::Before, Place::After, Place::ForOthers, Place::Ahead];
    let parts = kinds.iter().filter_map(|&kind| {
        let (count, credits) = group.lying(activities, kind);
        (count > 0).then(|| format!("{} {}", amount(credits), lies(kind)))
    });
    let parts: Vec<String> = parts.collect();
    wording::list(&parts, "and")
}

pub(super) fn lies(place: Place) -> &'static str {
    match place {
        Place::Counted => "in this cycle",
        Place::Before => "before the cycle",
        Place::After => "after the cycle",
        Place::ForOthers => "for other credentials only",
        Place::Ahead => "on a day that is still to come",
    }
}

pub(super) fn missing(certificate: &Certificate<'_>) -> String {
    match certificate {
        Certificate::Kept => String::new(),
        Certificate::None => "no certificate".to_owned(),
        Certificate::Gone(gone) => {
            let verb = wording::is_or_are(gone.len());
            let gone = wording::list(gone, "and");
            format!("{gone} {verb} not there, or no longer the same file")
        }
    }
}

/// `99 days left`, `ended 3 days ago`
pub(super) fn days(left: i32) -> String {
    let days = wording::counted(left.unsigned_abs() as usize, "day");
    match left {
        0 => "today is the last day".to_owned(),
        1.. => format!("{days} left"),
        ..0 => format!("ended {days} ago without renewal"),
    }
}
