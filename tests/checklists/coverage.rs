//! `checklists/COVERAGE.md`: where each heading of the two starting texts went.

use std::fs;

use hitpath::catalog::id::FactId;

use crate::{
    CATALOG, checklists,
    texts::{SKILLS, TOPICS},
};

/// The headings of the first text, then those of the second, a line each: what
/// the page was made from.
const HEADINGS: &str = include_str!("headings.txt");

struct Row {
    heading: String,
    /// Steps, skills, topics, facts.
    columns: Vec<Vec<String>>,
    nothing: bool,
}

/// The rows of each table, one table for each text.
fn tables() -> Vec<Vec<Row>> {
    let text = fs::read_to_string(checklists().join("COVERAGE.md")).expect("the page ships");
    let mut tables: Vec<Vec<Row>> = Vec::new();
    for line in text.lines().filter(|line| line.starts_with('|')) {
        let line = line.trim().trim_start_matches('|');
        let line = line.strip_suffix('|').expect("a row ends with a line");
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 5, "{line}");
        if cells == ["heading", "steps", "skills", "topics", "facts"] {
            tables.push(Vec::new());
        } else if !cells
            .iter()
            .all(|cell| cell.chars().all(|sign| sign == '-') && !cell.is_empty())
        {
            let table = tables.last_mut().expect("a table begins with its head");
            table.push(row(&cells));
        }
    }
    tables
}

fn row(cells: &[&str]) -> Row {
    let nothing = cells[1] == "nothing to carry";
    let ids = |cell: &&str| -> Vec<String> {
        let ids = cell.split(',').map(str::trim).filter(|id| !id.is_empty());
        ids.map(|id| {
            let bare = id.strip_prefix('`').and_then(|id| id.strip_suffix('`'));
            bare.unwrap_or_else(|| panic!("{id} in {}", cells[0]))
                .to_owned()
        })
        .collect()
    };
    let columns = match nothing {
        true => {
            assert_eq!(cells[2..], ["", "", ""], "{}", cells[0]);
            Vec::new()
        }
        false => cells[1..].iter().map(ids).collect(),
    };
    Row {
        heading: cells[0].to_owned(),
        columns,
        nothing,
    }
}

#[test]
fn every_heading_of_both_texts_has_its_row() {
    let tables = tables();
    assert_eq!(tables.len(), HEADINGS.split("\n\n").count());
    for (rows, headings) in tables.iter().zip(HEADINGS.split("\n\n")) {
        let rows: Vec<&str> = rows.iter().map(|row| row.heading.as_str()).collect();
        assert_eq!(rows, Vec::from_iter(headings.lines()));
    }
    for row in tables.iter().flatten() {
        let carries = row.columns.iter().any(|ids| !ids.is_empty());
        assert_ne!(carries, row.nothing, "{}", row.heading);
    }
}

#[test]
fn what_carries_a_heading_exists() {
    let is_step = |id: &str| {
        CATALOG
            .step_named(id)
            .is_some_and(|step| crate::id(step) == id)
    };
    let is_skill = |id: &str| SKILLS.iter().any(|skill| skill.id.as_str() == id);
    let is_topic = |id: &str| TOPICS.iter().any(|topic| topic.id == id);
    let is_fact = |id: &str| FactId::new(id).is_ok_and(|id| CATALOG.fact(&id).is_some());
    type Exists<'e> = &'e dyn Fn(&str) -> bool;
    let kinds: [(&str, Exists<'_>); 4] = [
        ("step", &is_step),
        ("skill", &is_skill),
        ("topic", &is_topic),
        ("fact", &is_fact),
    ];
    let mut seen = [0; 4];
    for row in tables().iter().flatten().filter(|row| !row.nothing) {
        for (place, (kind, exists)) in kinds.iter().enumerate() {
            for id in &row.columns[place] {
                assert!(exists(id), "{}: there is no {kind} {id}", row.heading);
                seen[place] += 1;
            }
        }
    }
    assert!(seen.iter().all(|&count| count > 20), "{seen:?}");
}

/// Every topic of the reference answers something that a text or a person of
/// today asks; only this one was asked by neither text.
#[test]
fn every_topic_carries_a_heading() {
    let tables = tables();
    let rows = tables.iter().flatten();
    let carrying: Vec<&String> = rows
        .filter_map(|row| row.columns.get(2))
        .flatten()
        .collect();
    let mut others: Vec<&str> = TOPICS.iter().map(|topic| topic.id.as_str()).collect();
    others.retain(|id| !carrying.iter().any(|carrying| carrying == id));
    assert_eq!(others, ["money"]);
}
