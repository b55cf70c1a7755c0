//! `hitpath credits`: what the cycles ask for, what was earned, what is missing.

mod words;

use super::{
    clocks,
    eligibility::{self, letters},
    fact::{explained, with_trust},
    page::Page,
    style::Style,
    wording::{self, entry_id},
};
use crate::{
    catalog::credential::Credential,
    journey::{
        credits::{Certificate, Credits, Group, Place},
        evaluation::Evaluation,
        facts::FactInForce,
    },
};

use words::{amount, days, lies, missing, outside, pace};
pub use words::{names, share, sum};

/// Where the person stands; `certificates` are those of the activities, in the
/// order of the profile. All activities are listed only where `all` is asked for.
#[must_use]
pub fn credits(
    evaluation: &Evaluation<'_>,
    credits: &Credits<'_>,
    certificates: &[Certificate<'_>],
    all: bool,
    style: &Style,
) -> String {
    let mut view = View {
        evaluation,
        credits,
        certificates,
        page: Page::default(),
    };
    match credits.groups.as_slice() {
        [] => view.nothing_held(),
        groups => {
            for (place, group) in groups.iter().enumerate() {
                if place > 0 {
                    view.page.gap();
                }
                view.group(group);
            }
        }
    }
    for (old, new) in &credits.replaced {
        let (old, new) = (letters(old), letters(new));
        let line = format!(
            "{old} is not counted any more: {new} has taken its place, and what was earned for \
             {old} counts there."
        );
        view.page.sentence("replaced", &line);
    }
    view.activities(all);
    view.not_understood();
    if !credits.groups.is_empty() {
        view.page.gap();
        explained(&mut view.page);
    }
    view.page.gap();
    let add = "Write down more: hitpath credits add --hours 1 --title \"Webinar on privacy\"";
    view.page.sentence("more", add);
    view.page.render(style)
}

/// What an activity that was just written down means: where the person stands
/// now, and what is still missing to prove it.
#[must_use]
pub fn after(credits: &Credits<'_>, place: usize, certificate: &Certificate<'_>) -> Vec<String> {
    let mut lines: Vec<String> = credits.counted_in(place).map(standing).collect();
    if credits.groups.is_empty() {
        let kept = "Kept for later: you hold no credential yet, so no cycle asks for credits";
        lines.push(kept.to_owned());
    } else if lines.is_empty() {
        let first = credits.groups.first();
        let why = first.and_then(|group| group.places.get(place));
        let why = why.map_or("", |&place| lies(place));
        lines.push(format!("It counts in no cycle in force: it lies {why}"));
    }
    if certificate.is_missing() {
        let id = &credits.activities[place].id;
        let missing = missing(certificate);
        lines.push(format!(
            "Still open: {missing}. Add it: hitpath credits edit {id} --evidence FILE"
        ));
    }
    lines
}

/// That a part of an hour may not count: `note: 30 minutes of it may not count …`
#[must_use]
pub fn too_short(minutes: u32, rule: &FactInForce<'_>) -> String {
    let minutes = wording::counted(minutes as usize, "minute");
    let id = rule.id();
    format!(
        "note: {minutes} of it may not count: a part of an hour has to reach {}. It is written \
         down as you said; the certificate and your body decide: hitpath show {id}",
        with_trust(rule)
    )
}

/// `RHIT: 12.5 of 20 credits, 7.5 missing, 99 days left`
fn standing(group: &Group<'_>) -> String {
    let mut line = format!("{}: {}", names(group), sum(group));
    if let Some(left) = group.cycle.and_then(|cycle| cycle.days_left) {
        line = format!("{line}, {}", days(left));
    }
    line
}

struct View<'v, 'a> {
    evaluation: &'v Evaluation<'a>,
    credits: &'v Credits<'a>,
    certificates: &'v [Certificate<'a>],
    page: Page,
}

impl View<'_, '_> {
    fn nothing_held(&mut self) {
        self.page.heading("Credits", "");
        let evaluation = self.evaluation;
        let goal = evaluation.catalog.pathway(evaluation.pathway).goal.as_ref();
        let catalog = evaluation.catalog;
        let stages = evaluation.route().stages.iter();
        let mut steps = stages.flat_map(|&stage| evaluation.steps_of(stage));
        let held = steps.find(|&step| catalog.step(step).awards.is_some());
        let goal = match (goal, held) {
            (Some(goal), _) => format!(" How to get yours: hitpath show {goal}"),
            // On a pathway that leads to none the person has one already.
            (None, Some(held)) => {
                let held = &catalog.step(held).id;
                format!(" Mark the one that is yours, like hitpath check {held} --on DATE")
            }
            (None, None) => String::new(),
        };
        let line = format!(
            "You hold no credential yet, by what you have marked, so no cycle asks for credits. \
             What you write down is kept.{goal}"
        );
        self.page.sentence("credits", &line);
    }

    fn group(&mut self, group: &Group<'_>) {
        match group.members.as_slice() {
            [only] => self.page.heading(&only.title, ""),
            _ => self.page.heading(&names(group), "one cycle for all"),
        }
        for credential in &group.members {
            let held = self.evaluation.eligibility(credential);
            if !held.on_word.is_empty() {
                let on_word = eligibility::sentence(self.evaluation, &held);
                self.page.sentence("letters", &on_word);
            }
        }
        let cycle = self.cycle(group);
        self.page.field("Cycle", &cycle);
        self.page.field("Earned", &sum(group));
        for stand in &group.shares {
            self.page.field("Share", &share(stand));
        }
        self.page.field("Pace", &pace(group));
        let outside = outside(self.credits.activities, group);
        self.page.field("Elsewhere", &outside);
        self.rules(group);
    }

    fn cycle(&self, group: &Group<'_>) -> String {
        let give = group.dated_on.map_or_else(String::new, |step| {
            let id = &self.evaluation.catalog.step(step).id;
            format!(": hitpath check {id} --until DATE")
        });
        let Some(cycle) = group.cycle else {
            return format!(
                "not known, so all that you have earned is counted. Write down its last day, as \
                 the body shows it{give}"
            );
        };
        let from = cycle.starts.map(|starts| starts.to_string());
        match (from, cycle.ends, cycle.days_left) {
            (Some(from), Some(ends), Some(left)) => {
                let own = if cycle.printed { ", your own date" } else { "" };
                let next = cycle.next_ends;
                let next = next.map_or_else(String::new, |ends| {
                    format!("; the next one to {ends}, your own date")
                });
                let far = match clocks::far_end(cycle.far_end) {
                    far if far.is_empty() => far,
                    far => format!("; your own date {far}"),
                };
                format!("{from} to {ends}, {}{own}{next}{far}", days(left))
            }
            (None, Some(ends), Some(left)) => format!(
                "until {ends}, {}. Its first day is not known, so all that you have earned up to \
                 it is counted",
                days(left)
            ),
            (from, ..) => format!(
                "from {}; its end is not known. Write down its last day, as the body shows it{give}",
                from.unwrap_or_default()
            ),
        }
    }

    /// The facts behind the figures, with how far to trust them.
    fn rules(&mut self, group: &Group<'_>) {
        let of_sum = group.required.iter().flat_map(|required| &required.facts);
        let of_shares = group.shares.iter().map(|stand| &stand.fact);
        for fact in of_sum.chain(of_shares) {
            self.page.field("Rule", &with_trust(fact));
        }
        if group.required.is_none() {
            let body = group.members.first().map_or("", |member| &member.body);
            let ask = format!("how many credits it asks for is not known here; ask {body}");
            self.page.field("Rule", &ask);
        }
        let not_known = group.required.iter().flat_map(|one| &one.not_known);
        for member in not_known {
            let ask = format!(
                "what {} adds is not known here and not counted; ask {}",
                letters(member),
                member.body
            );
            self.page.field("Rule", &ask);
        }
        if !group.changes.is_empty() {
            let changes = group.changes.iter();
            let changes = changes.map(|change| format!("{} on {}", change.fact, change.on));
            let changes: Vec<String> = changes.collect();
            let line = format!(
                "a rule changes inside this cycle ({}). Counted is the rule of the first day of \
                 the cycle; ask the body which one holds for you",
                wording::list(&changes, "and")
            );
            self.page.field("Note", &line);
        }
    }

    fn activities(&mut self, all: bool) {
        let places = 0..self.credits.activities.len();
        let mut shown: Vec<usize> = places
            .filter(|&place| all || self.credits.counts(place))
            .collect();
        let hidden = self.credits.activities.len() - shown.len();
        shown.sort_by_key(|&place| self.credits.activities[place].on);
        if shown.is_empty() && hidden == 0 {
            return;
        }
        self.page.section("Activities");
        for place in shown {
            let line = format!("  {}", self.activity(place));
            self.page.sentence("activity", &line);
        }
        if hidden > 0 {
            let one = "more that is not counted";
            let hidden = wording::counted_as(hidden, one, "more that are not counted");
            let line = format!("  {hidden}: hitpath credits --all");
            self.page.sentence("not shown", &line);
        }
        let places = 0..self.credits.activities.len();
        let missing = places.filter(|&place| self.credits.counts(place));
        let missing = missing.filter(|&place| self.certificates[place].is_missing());
        let missing = missing.count();
        if missing > 0 {
            let what = wording::counted(missing, "certificate");
            let is = wording::is_or_are(missing);
            let line =
                format!("  {what} {is} missing. Add one: hitpath credits edit ID --evidence FILE");
            self.page.sentence("certificates", &line);
        }
    }

    /// `k7m4: 2026-05-01, 1.5 credits, Webinar; ahima; no certificate`
    fn activity(&self, place: usize) -> String {
        let activity = &self.credits.activities[place];
        let mut line = format!(
            "{}: {}, {}, {}",
            entry_id(&activity.id),
            activity.on,
            amount(activity.hours),
            activity.title
        );
        let mut more = Vec::new();
        if !activity.categories.is_empty() {
            more.push(activity.categories.join(", "));
        }
        more.extend(self.where_counted(place));
        if self.certificates[place].is_missing() {
            more.push(missing(&self.certificates[place]));
        }
        for part in more {
            line = format!("{line}; {part}");
        }
        line
    }

    /// Where it counts, unless it is everywhere.
    fn where_counted(&self, place: usize) -> Option<String> {
        let groups = &self.credits.groups;
        let counted: Vec<String> = self.credits.counted_in(place).map(names).collect();
        if self.credits.activities[place].on > self.evaluation.today {
            return Some(format!("not counted, {}", lies(Place::Ahead)));
        }
        let first = groups.first()?;
        if counted.is_empty() {
            let why = first.places.get(place);
            return why.map(|&place| format!("not counted, {}", lies(place)));
        }
        (counted.len() < groups.len())
            .then(|| format!("only in the cycle of {}", wording::list(&counted, "and")))
    }

    /// What an entry names that nothing here knows: a slip of the keyboard would
    /// cost credits.
    fn not_understood(&mut self) {
        let catalog = self.evaluation.catalog;
        let is_kind = |kind: &str| {
            let mut shares = catalog.credentials().flat_map(Credential::shares);
            shares.any(|share| share.id.as_str() == kind)
        };
        for activity in self.credits.activities {
            let kinds = activity.categories.iter().filter(|kind| !is_kind(kind));
            let kinds = kinds.map(|kind| format!("the category {kind}"));
            let ids = activity.counts_for.iter();
            let ids = ids.filter(|id| catalog.credential_named(id).is_none());
            let unknown: Vec<String> = kinds.chain(ids.cloned()).collect();
            if !unknown.is_empty() {
                let line = format!(
                    "{} names {}, which no credential here knows",
                    entry_id(&activity.id),
                    wording::list(&unknown, "and")
                );
                self.page.sentence("not understood", &line);
            }
        }
    }
}
