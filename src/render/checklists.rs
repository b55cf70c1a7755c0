//! `hitpath checklists list` and `show`: definitions and where they come from.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::{
    json,
    page::{Page, wrap},
    style::{Role, Style},
    wording,
};
use crate::catalog::kind::Kind;

/// A definition in a list.
#[derive(Debug, Clone, Copy)]
pub struct Definition<'d> {
    /// Its id.
    pub id: &'d str,
    /// What it is called.
    pub title: &'d str,
    /// The file of the person's own that holds it; none where it ships.
    pub own_file: Option<&'d str>,
}

/// What stands above the list of all of a kind.
fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Pathway => "Pathways",
        Kind::Stage => "Stages",
        Kind::Credential => "Credentials",
        Kind::Facts => "Facts",
        Kind::Guide => "Guide",
    }
}

/// An overview counts these and does not list them: they are hundreds.
const ONLY_COUNTED: Kind = Kind::Facts;

/// Ids wider than this do not push the titles of all others aside.
const WIDEST_ID: usize = 24;
/// Below this width titles stand below their ids.
const NARROW: usize = 60;

/// Definitions by kind; an overview of all kinds is shorter.
#[must_use]
pub fn list(lists: &[(Kind, Vec<Definition<'_>>)], is_overview: bool, style: &Style) -> String {
    let mut out = String::new();
    for (kind, definitions) in lists {
        if is_overview && definitions.is_empty() {
            continue;
        }
        if is_overview && *kind == ONLY_COUNTED {
            let own = definitions.iter().filter(|one| one.own_file.is_some());
            let own = match own.count() {
                0 => String::new(),
                own => format!(", {own} of them your own"),
            };
            let count = wording::counted(definitions.len(), kind.name());
            let mut page = Page::default();
            page.section(heading(*kind));
            page.sentence(
                "count",
                &format!("  {count}{own}: hitpath checklists list facts"),
            );
            out.push_str(&page.render(style));
        } else {
            listed(&mut out, *kind, definitions, style);
        }
    }
    let mut page = Page::default();
    if out.is_empty() {
        page.line("None.");
    } else if is_overview {
        page.gap();
        page.sentence(
            "more",
            "One in full: hitpath show ID. As its author wrote it: hitpath checklists show ID",
        );
    }
    out.push_str(&page.render(style));
    out.trim_start_matches('\n').to_owned()
}

fn listed(out: &mut String, kind: Kind, definitions: &[Definition<'_>], style: &Style) {
    if style.plain {
        for one in definitions {
            let title = style.safe(one.title);
            let origin = style.safe(one.own_file.unwrap_or("shipped"));
            put(
                out,
                &[kind.name(), ": ", one.id, ", ", &title, ", ", &origin],
            );
        }
        return;
    }
    if definitions.is_empty() {
        return;
    }
    out.push('\n');
    out.push_str(&style.paint(Role::Heading, heading(kind)));
    out.push('\n');
    let ids = definitions.iter().map(|one| one.id.width());
    let widest = ids.filter(|width| *width <= WIDEST_ID).max().unwrap_or(0);
    for one in definitions {
        let title = style.safe(one.title);
        let painted = style.paint(Role::Name, one.id);
        let below = style.width < NARROW || one.id.width() > WIDEST_ID;
        let indent = if style.width < NARROW { 4 } else { widest + 4 };
        let pad = " ".repeat((widest + 2).saturating_sub(one.id.width()));
        let mut lines = wrap(&title, style.width, indent).into_iter();
        if below {
            put(out, &["  ", &painted]);
        } else {
            let first = lines.next().unwrap_or_default();
            put(out, &["  ", &painted, &pad, &first]);
        }
        let indent = " ".repeat(indent);
        for line in lines {
            put(out, &[&indent, &line]);
        }
        if let Some(file) = one.own_file {
            // A path that is cut could not be copied.
            let file = style.safe(file);
            let remark = format!("yours: {file}");
            let shown = style.cut(&remark, style.width.saturating_sub(indent.len()));
            let shown = if shown == remark {
                remark
            } else {
                format!("yours:\n{file}")
            };
            put(out, &[&indent, &style.paint(Role::Faint, &shown)]);
        }
    }
}

/// Adds a line.
fn put(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
    out.push('\n');
}

#[derive(Serialize)]
struct DefinitionShape<'d> {
    id: &'d str,
    title: &'d str,
    origin: &'d str,
}

/// The same as JSON: one list for each kind that was asked for.
#[must_use]
pub fn list_json<'d>(lists: &[(Kind, Vec<Definition<'d>>)]) -> String {
    type List<'d> = Option<Vec<DefinitionShape<'d>>>;
    #[derive(Serialize)]
    struct Lists<'d> {
        format_version: u32,
        #[serde(skip_serializing_if = "Option::is_none")]
        pathways: List<'d>,
        #[serde(skip_serializing_if = "Option::is_none")]
        stages: List<'d>,
        #[serde(skip_serializing_if = "Option::is_none")]
        credentials: List<'d>,
        #[serde(skip_serializing_if = "Option::is_none")]
        facts: List<'d>,
        #[serde(skip_serializing_if = "Option::is_none")]
        guide: List<'d>,
    }
    let list = |kind: Kind| -> List<'d> {
        let (_, definitions) = lists.iter().find(|(listed, _)| *listed == kind)?;
        let shape = |one: &Definition<'d>| DefinitionShape {
            id: one.id,
            title: one.title,
            origin: one.own_file.unwrap_or("shipped"),
        };
        Some(definitions.iter().map(shape).collect())
    };
    json::text(&Lists {
        format_version: json::FORMAT_VERSION,
        pathways: list(Kind::Pathway),
        stages: list(Kind::Stage),
        credentials: list(Kind::Credential),
        facts: list(Kind::Facts),
        guide: list(Kind::Guide),
    })
}

/// The file behind an id.
#[derive(Debug, Clone, Copy)]
pub struct Source<'s> {
    /// The id that was asked for.
    pub id: &'s str,
    /// The file: the full path of one's own, else its place in the repository.
    pub path: &'s str,
    /// Whether it ships.
    pub is_shipped: bool,
    /// What stands in it.
    pub text: &'s str,
}

/// A file as it stands, below a comment that names it. Its lines stay as they
/// are, however wide.
#[must_use]
pub fn source(source: &Source<'_>) -> String {
    let origin = if source.is_shipped {
        "shipped"
    } else {
        "yours"
    };
    let text = crate::safe_text::safe_block(source.text);
    let end = if text.ends_with('\n') { "" } else { "\n" };
    let path = crate::safe_text::safe_line(source.path);
    format!("# {path} ({origin})\n{text}{end}")
}

/// The same as JSON.
#[must_use]
pub fn source_json(source: &Source<'_>) -> String {
    #[derive(Serialize)]
    struct Shape<'s> {
        format_version: u32,
        id: &'s str,
        path: &'s str,
        origin: &'s str,
        text: &'s str,
    }
    json::text(&Shape {
        format_version: json::FORMAT_VERSION,
        id: source.id,
        path: source.path,
        origin: if source.is_shipped {
            "shipped"
        } else {
            source.path
        },
        text: source.text,
    })
}

/// A definition was started: where it is, and what to do with it.
#[must_use]
pub fn started(path: &str, what_next: &[String], style: &Style) -> String {
    let mut page = Page::default();
    page.items("Next", what_next);
    // A path that is broken in two could not be copied.
    let label = if style.plain { "written" } else { "Written" };
    format!("{label}: {}\n{}", style.safe(path), page.render(style))
}

/// The same as JSON.
#[must_use]
pub fn started_json(id: &str, path: &str) -> String {
    #[derive(Serialize)]
    struct Started<'s> {
        format_version: u32,
        id: &'s str,
        path: &'s str,
    }
    json::text(&Started {
        format_version: json::FORMAT_VERSION,
        id,
        path,
    })
}
