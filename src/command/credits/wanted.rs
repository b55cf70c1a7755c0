//! Turns flags into what is wanted of an activity.

use jiff::civil::Date;

use crate::{
    catalog::{Catalog, credential::Credential},
    cli::{CreditsAdd, CreditsEdit, Id},
    command::{
        entries::{Fields, cannot_be, day_value, number, past_day, words},
        evidence::Proof,
        is_none, unchanged,
        unknown_ids::no_such,
        with_nearest,
    },
    failure::Failure,
    journey::{
        entries::Activity,
        hundredths::Hundredths,
        rules::{self, Dated, Refused},
    },
    session::Session,
    store::edit::{Change, Value},
};

/// What was given; nothing stays as it is.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    on: Option<Date>,
    hours: Option<Hundredths>,
    title: Option<String>,
    categories: Option<Vec<String>>,
    counts_for: Option<Vec<String>>,
}

impl Wanted {
    pub(super) fn to_add(
        args: &CreditsAdd,
        catalog: &Catalog,
        session: &mut Session,
    ) -> Result<Self, Failure> {
        let on = args.on.as_deref();
        Ok(Self {
            on: Some(past_day(session, "--on", on, Dated::Entry)?),
            hours: Some(hours(&args.hours)?),
            title: Some(title(&args.title)?),
            categories: Some(categories(&args.category, catalog)?),
            counts_for: Some(credentials(&args.counts_for, catalog)?),
        })
    }

    pub(super) fn to_edit(
        args: &CreditsEdit,
        catalog: &Catalog,
        session: &mut Session,
    ) -> Result<Self, Failure> {
        let on = args.on.as_deref();
        let mut past = |on| past_day(session, "--on", Some(on), Dated::Entry);
        let list = |given: &[Id], read: fn(&[Id], &Catalog) -> Result<_, Failure>| match given {
            [] => Ok(None),
            [none] if is_none(none) => Ok(Some(Vec::new())),
            given => read(given, catalog).map(Some),
        };
        Ok(Self {
            on: on.map(&mut past).transpose()?,
            hours: args.hours.as_deref().map(hours).transpose()?,
            title: args.title.as_deref().map(title).transpose()?,
            categories: list(&args.category, categories)?,
            counts_for: list(&args.counts_for, credentials)?,
        })
    }

    pub(super) fn is_nothing(&self) -> bool {
        self.on.is_none()
            && self.hours.is_none()
            && self.title.is_none()
            && self.categories.is_none()
            && self.counts_for.is_none()
    }

    /// The fields of a new entry.
    pub(super) fn fields(&self, proofs: &[Proof], today: Date) -> Fields {
        let list = |words: &Option<Vec<String>>| {
            let words = words.as_deref().filter(|words| !words.is_empty());
            words.map(words_value)
        };
        let proofs = proofs.iter().map(|proof| Value::Table(proof.fields(today)));
        let proofs: Vec<Value> = proofs.collect();
        Fields::default()
            .maybe("on", self.on.map(day_value))
            .maybe("hours", self.hours.map(number))
            .maybe("title", self.title.as_deref())
            .maybe("category", list(&self.categories))
            .maybe("for", list(&self.counts_for))
            .maybe(
                "evidence",
                (!proofs.is_empty()).then_some(Value::Array(proofs)),
            )
    }

    /// The changes of an entry: what is so already is none.
    pub(super) fn changes(&self, activity: &Activity) -> Vec<Change> {
        let mut changes = Vec::new();
        if let Some(on) = self.on.filter(|on| *on != activity.on) {
            changes.push(Change::set(["on"], day_value(on)));
        }
        if let Some(hours) = self.hours.filter(|hours| *hours != activity.hours) {
            changes.push(Change::set(["hours"], number(hours)));
        }
        let title = self.title.as_ref();
        if let Some(title) = title.filter(|title| **title != activity.title) {
            changes.push(Change::set(["title"], title.as_str()));
        }
        let lists = [
            ("category", &self.categories, &activity.categories),
            ("for", &self.counts_for, &activity.counts_for),
        ];
        for (key, wanted, has) in lists {
            match wanted {
                Some(wanted) if wanted == has => {}
                Some(wanted) if wanted.is_empty() => changes.push(Change::remove([key])),
                Some(wanted) => changes.push(Change::set([key], words_value(wanted))),
                None => {}
            }
        }
        changes
    }
}

fn words_value(words: &[String]) -> Value {
    let words = words.iter().map(|word| Value::from(word.as_str()));
    Value::Array(words.collect())
}

fn hours(given: &str) -> Result<Hundredths, Failure> {
    let hours = Hundredths::parse(given).map_err(Refused::from);
    let hours = hours.and_then(rules::credit_hours);
    hours.map_err(|refused| cannot_be("--hours", given, refused))
}

fn title(given: &str) -> Result<String, Failure> {
    words("--title", given).map(str::to_owned)
}

/// The kinds given, each once.
fn categories(given: &[Id], catalog: &Catalog) -> Result<Vec<String>, Failure> {
    let mut kinds: Vec<(&str, &str)> = Vec::new();
    for share in catalog.credentials().flat_map(Credential::shares) {
        if !kinds.iter().any(|(id, _)| *id == share.id.as_str()) {
            kinds.push((share.id.as_str(), &share.title));
        }
    }
    each_once(given, |kind| {
        if kinds.iter().any(|(id, _)| *id == kind) {
            return Ok(());
        }
        let mut failure = unchanged(match kind.is_empty() {
            true => no_such("category", kind),
            false => Failure::new(format!("no credential knows the category `{kind}`")),
        });
        for (id, title) in &kinds {
            failure = failure.detail(format!("{id}: {title}"));
        }
        let ids = kinds.iter().map(|(id, _)| *id);
        let without = "what is of none of these kinds needs no --category";
        Err(with_nearest(failure, kind, ids, without))
    })
}

/// The credentials given, each once.
fn credentials(given: &[Id], catalog: &Catalog) -> Result<Vec<String>, Failure> {
    each_once(given, |id| {
        if catalog.credential_named(id).is_some() {
            return Ok(());
        }
        let failure = unchanged(no_such("credential", id));
        let ids = catalog.credentials().map(|one| one.id.as_str());
        let see = "see them: hitpath checklists list credentials";
        Err(with_nearest(failure, id, ids, see))
    })
}

fn each_once(
    given: &[Id],
    check: impl Fn(&str) -> Result<(), Failure>,
) -> Result<Vec<String>, Failure> {
    let mut words: Vec<String> = Vec::new();
    for word in given {
        check(word)?;
        if !words.iter().any(|known| **known == **word) {
            words.push((**word).to_owned());
        }
    }
    Ok(words)
}
