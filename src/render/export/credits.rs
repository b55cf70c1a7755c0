//! The list that goes with the certificates of a cycle, as Markdown: for the
//! body that asks, and for whoever opens the folder without hitpath.

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    journey::{
        credits::{Credits, Group, Place, ShareStand},
        entries::Activity,
        evaluation::Evaluation,
    },
    render::{
        Style,
        credits::{names, share, sum},
        json::{FORMAT_VERSION, text},
        page::Page,
        wording::counted,
    },
};

use super::markdown::{escaped, file_name, link};

/// A certificate of an activity, as far as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paper {
    /// The name of its copy.
    Copied(String),
    /// The same of a file that is another one than when it was written down.
    Changed(String),
    /// An address, which is never looked at.
    Address(String),
    /// A file that could not be read, and why.
    Missing(String, String),
}

impl Paper {
    /// Whether an audit would ask about it.
    #[must_use]
    pub fn is_wanting(&self) -> bool {
        matches!(self, Self::Changed(_) | Self::Missing(..))
    }
}

/// The names of the copies among these.
pub fn copies(papers: &[Paper]) -> impl Iterator<Item = &str> {
    papers.iter().filter_map(|paper| match paper {
        Paper::Copied(name) | Paper::Changed(name) => Some(name.as_str()),
        Paper::Address(_) | Paper::Missing(..) => None,
    })
}

/// What was gathered in a folder; `wanting` is what the list names as missing.
#[must_use]
pub fn gathered(
    folder: &str,
    list: &str,
    papers: &[(usize, Vec<Paper>)],
    wanting: &[String],
    style: &Style,
) -> String {
    let mut page = Page::default();
    page.field("Folder", folder);
    page.field("List", list);
    let activities = counted(papers.len(), "activity");
    let copies = papers.iter().flat_map(|(_, papers)| copies(papers)).count();
    let copies = counted(copies, "certificate");
    page.field("Holds", &format!("{activities}, {copies}"));
    if !wanting.is_empty() {
        let missing = format!("{}, named in the list", wanting.len());
        page.field("Missing", &missing);
    }
    page.render(style)
}

/// The same as JSON.
#[must_use]
pub fn gathered_json(
    folder: &str,
    list: &str,
    papers: &[(usize, Vec<Paper>)],
    wanting: &[String],
) -> String {
    #[derive(Serialize)]
    struct Gathered<'s> {
        format_version: u32,
        folder: &'s str,
        list: &'s str,
        copies: Vec<&'s str>,
        wanting: &'s [String],
    }
    let copies = papers.iter().flat_map(|(_, papers)| copies(papers));
    text(&Gathered {
        format_version: FORMAT_VERSION,
        folder,
        list,
        copies: copies.collect(),
        wanting,
    })
}

/// The list; `papers` are those of the activities that count, by their places in
/// the profile.
#[must_use]
pub fn list(
    evaluation: &Evaluation<'_>,
    credits: &Credits<'_>,
    papers: &[(usize, Vec<Paper>)],
) -> String {
    let mut lines = vec!["# Continuing education credits".to_owned(), String::new()];
    if let Some(name) = &evaluation.record.name {
        lines.extend([format!("Name: {}", escaped(name)), String::new()]);
    }
    let day = evaluation.today;
    lines.push(format!(
        "Put together on {day} with hitpath, from the holder's own notes."
    ));
    for group in &credits.groups {
        of_group(&mut lines, credits, group, papers);
    }
    let wanting = wanting(credits, papers, Reader::Others);
    if !wanting.is_empty() {
        lines.extend(["", "## Missing or changed", ""].map(str::to_owned));
        lines.extend(wanting.iter().map(|line| format!("- {}", escaped(line))));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Who reads what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// The person, on their own screen.
    Holder,
    /// Whoever is handed the list: where a file lay is nobody's business.
    Others,
}

/// What is missing or has changed, one line each.
#[must_use]
pub fn wanting(
    credits: &Credits<'_>,
    papers: &[(usize, Vec<Paper>)],
    reader: Reader,
) -> Vec<String> {
    let mut lines = Vec::new();
    for (place, papers) in papers {
        let activity = &credits.activities[*place];
        let what = format!("{} {}", activity.on, activity.title);
        if papers.is_empty() {
            lines.push(format!("{what}: no certificate is written down"));
        }
        for paper in papers {
            match paper {
                Paper::Changed(name) => lines.push(format!(
                    "{what}: {name} is not the file that was written down at the time"
                )),
                Paper::Missing(reference, why) => lines.push(match reader {
                    Reader::Holder => format!("{what}: {reference} cannot be read: {why}"),
                    Reader::Others => format!("{what}: {} is missing", file_name(reference)),
                }),
                Paper::Copied(_) | Paper::Address(_) => {}
            }
        }
    }
    lines
}

fn of_group(
    lines: &mut Vec<String>,
    credits: &Credits<'_>,
    group: &Group<'_>,
    papers: &[(usize, Vec<Paper>)],
) {
    let title = format!("## {}", escaped(&names(group)));
    lines.extend([String::new(), title, String::new()]);
    if let Some(cycle) = group.cycle {
        let day =
            |day: Option<Date>| day.map_or_else(|| "not known".to_owned(), |day| day.to_string());
        let (starts, ends) = (day(cycle.starts), day(cycle.ends));
        lines.push(format!("- Cycle: {starts} to {ends}"));
    }
    lines.push(format!("- {}", sum(group)));
    // What is not asked for, or not known to be, is for the holder to look at.
    let asked_for = |stand: &&ShareStand<'_>| stand.shortfall().is_some();
    let shares = group.shares.iter().filter(asked_for).map(share);
    lines.extend(shares.map(|share| format!("- {}", escaped(&share))));
    let head = [
        "",
        "| Date | Activity | Credits | Category | Certificate |",
        "|---|---|---|---|---|",
    ];
    lines.extend(head.map(str::to_owned));
    for (place, papers) in papers {
        if group.places.get(*place) == Some(&Place::Counted) {
            lines.push(row(&credits.activities[*place], papers));
        }
    }
}

fn row(activity: &Activity, papers: &[Paper]) -> String {
    let papers: Vec<String> = papers
        .iter()
        .map(|paper| match paper {
            Paper::Copied(name) | Paper::Changed(name) => escaped(name),
            Paper::Address(address) => link(address),
            Paper::Missing(..) => "missing".to_owned(),
        })
        .collect();
    let papers = match papers.is_empty() {
        true => "missing".to_owned(),
        false => papers.join(", "),
    };
    format!(
        "| {} | {} | {} | {} | {} |",
        activity.on,
        escaped(&activity.title),
        activity.hours,
        escaped(&activity.categories.join(", ")),
        papers
    )
}
