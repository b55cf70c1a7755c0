//! `hitpath set KEY=VALUE…`

use jiff::civil::Date;

use super::{
    answer, changing, entries,
    reading::{self, Known},
    unknown_ids::no_such,
    with_nearest,
};
use crate::{
    catalog::{Catalog, PathwayKey, skill::Tier},
    cli::{self, Id},
    date_words,
    failure::{Exit, Failure},
    journey::{
        difference::differences,
        marking,
        record::{Record, TermStart},
        rules,
    },
    render,
    session::Session,
    store::{
        edit::{Change, Value, apply},
        profile,
    },
};

/// The keys there are.
const KEYS: [&str; 8] = [
    "name",
    "pathway",
    "hours-per-week",
    "target",
    "terms",
    "dates",
    "tier",
    "readiness-target",
];

pub(super) fn set(args: &cli::Set, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let mut changes = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    for setting in &args.settings {
        let (key, value) = setting.split_once('=').ok_or_else(|| {
            Failure::new(format!("`{setting}` is not of the form KEY=VALUE"))
                .hint(format!("keys: {}", KEYS.join(", ")))
        })?;
        let key = &*Id::new(key);
        if keys.iter().any(|known| known == key) {
            return Err(Failure::new(format!("`{key}` is given twice")));
        }
        changes.push(setting_change(catalog, key, value, session.today)?);
        keys.push(key.to_owned());
    }
    let changed = changing::change(session, catalog, |_, text| {
        let news = |change: &&Change| !is_already(text, change);
        Ok(changes.iter().filter(news).cloned().collect())
    })?;
    // The change is made, and a pathway that nobody knows is no reason to say
    // otherwise: then there is only no progress to tell.
    let text = if session.json {
        let keys = if changed.written { keys } else { Vec::new() };
        let after = Known::new(changed.after, catalog).ok();
        let progress = after.map(|after| after.evaluate(catalog, session.today).progress());
        render::json::changed(&keys, progress)
    } else if changed.written {
        said(session, catalog, changed.before, changed.after)
    } else {
        "Nothing changed: it is already so.\n".to_owned()
    };
    answer(session, &text)
}

/// Whether the profile says so already. Where the change has no place, the
/// command finds that out again and says it.
fn is_already(text: &str, change: &Change) -> bool {
    apply(text, std::slice::from_ref(change)).is_ok_and(|new| new == text)
}

fn said(session: &Session, catalog: &Catalog, before: Record, after: Record) -> String {
    let mut page = render::page::Page::default();
    let differences = differences(&before, &after);
    page.line(&format!("Set {}.", render::log::in_words(&differences)));
    let Ok(after) = Known::new(after, catalog) else {
        page.line(
            "Your pathway is in no file of the catalog. Choose one: hitpath set pathway=rhit",
        );
        return page.render(&session.style);
    };
    let after = after.evaluate(catalog, session.today);
    let before = Known::new(before, catalog).ok();
    let before = before
        .as_ref()
        .map(|known| known.evaluate(catalog, session.today));
    if let Some(before) = before.filter(|before| before.pathway != after.pathway) {
        let carried = marking::carried_over(&before, &after);
        let counts = render::wording::counted(carried.counts, "finished step");
        let verb = if carried.counts == 1 {
            "counts"
        } else {
            "count"
        };
        let kept = format!(
            "{counts} {verb} on this pathway; {} more stay in the profile and do not count here.",
            carried.kept_aside
        );
        page.sentence("carried over", &kept);
    }
    page.sentence("progress", &render::changed::progress_now(&after));
    page.line("Take it back with: hitpath undo");
    page.render(&session.style)
}

/// The change of the profile that a setting asks for.
pub(super) fn setting_change(
    catalog: &Catalog,
    key: &str,
    value: &str,
    today: Date,
) -> Result<Change, Failure> {
    let value = value.trim();
    if value.is_empty() && KEYS.contains(&key) {
        return match key {
            "pathway" => Err(reading::unknown_pathway(
                catalog,
                value,
                reading::SET_PATHWAY,
            )),
            _ => Ok(Change::remove([key])),
        };
    }
    match key {
        "name" => Ok(Change::set(["name"], value)),
        "pathway" => {
            let pathway = pathway(catalog, value, reading::SET_PATHWAY)?;
            let id = catalog.pathway(pathway).id.as_str();
            Ok(Change::set(["pathway"], id))
        }
        "hours-per-week" => Ok(Change::set(["hours-per-week"], hours(value)?)),
        "target" => {
            let target = target(value, today)?;
            Ok(Change::set(["target"], Value::Date(changing::day(target))))
        }
        "terms" => {
            let terms = terms(value)?;
            let terms = terms.iter().map(|term| Value::String(term.to_string()));
            Ok(Change::set(["terms"], Value::Array(terms.collect())))
        }
        "dates" => match &*Id::new(value) {
            "true" => Ok(Change::set(["dates"], Value::Boolean(true))),
            "false" => Ok(Change::set(["dates"], Value::Boolean(false))),
            _ => Err(
                Failure::new(format!("dates `{value}` is neither true nor false"))
                    .hint("dates=false shows no planned dates, dates=true shows them again"),
            ),
        },
        "tier" => Ok(Change::set(["tier"], tier(value)?.word())),
        "readiness-target" => {
            let percent = entries::percent("readiness-target", value)?;
            Ok(Change::set(["readiness-target"], entries::number(percent)))
        }
        _ => {
            let failure = no_such("setting", key);
            Err(with_nearest(
                failure,
                key,
                KEYS.into_iter(),
                &format!("keys: {}", KEYS.join(", ")),
            ))
        }
    }
}

/// The pathway that a text names; `how_to_choose` is the command up to the id.
pub(super) fn pathway(
    catalog: &Catalog,
    value: &str,
    how_to_choose: &str,
) -> Result<PathwayKey, Failure> {
    let id = &*Id::new(value);
    let pathway = catalog.pathway_named(id);
    pathway.ok_or_else(|| reading::unknown_pathway(catalog, id, how_to_choose))
}

/// The day ahead that a text means.
pub(super) fn target(value: &str, today: Date) -> Result<Date, Failure> {
    let target = date_words::parse(value, today)
        .map_err(|error| Failure::new(format!("target `{value}` is not a date: {error}")))?;
    not_past(target, today)?;
    Ok(target)
}

/// A target lies ahead.
pub(super) fn not_past(target: Date, today: Date) -> Result<(), Failure> {
    if target >= today {
        return Ok(());
    }
    Err(Failure::new(format!("the target {target} is past"))
        .hint("give the day by which you want to be in work"))
}

/// The level of post that a text names.
pub(super) fn tier(value: &str) -> Result<Tier, Failure> {
    let tier = Tier::from_word(&Id::new(value));
    tier.ok_or_else(|| {
        let words = Tier::ALL.map(Tier::word).join(", ");
        Failure::new(format!("tier `{value}` is none of {words}"))
            .hint("entry is a first post, lead is leading others")
    })
}

/// Hours a week, from 1 to 168.
pub(super) fn hours(value: &str) -> Result<i64, Failure> {
    let hours = rules::hours_per_week(value.parse().ok()).map(i64::from);
    hours.map_err(|refused| {
        Failure::new(format!("hours-per-week `{value}` {refused}"))
            .hint("count all hours for this: classes, study, placement")
    })
}

/// Term starts like `01-13,08-25`, each once, in the order of the year.
pub(super) fn terms(value: &str) -> Result<Vec<TermStart>, Failure> {
    let mut terms = value
        .split(',')
        .map(|term| {
            profile::term(term.trim()).ok_or_else(|| {
                Failure::new(format!("`{}` is not a day of the year", term.trim()))
                    .hint("write term starts as month and day, like 01-13,05-20,08-25")
            })
        })
        .collect::<Result<Vec<TermStart>, Failure>>()?;
    terms.sort_unstable();
    terms.dedup();
    Ok(terms)
}
