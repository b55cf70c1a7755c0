//! `hitpath checklists show ID`: a definition as its author wrote it.

use std::path::Path;

use crate::{
    catalog::{Catalog, FileName, id::TopicId},
    cli,
    command::{
        answer, reading,
        show::{Asked, skills_for},
        unknown_ids::unknown,
    },
    failure::{Exit, Failure},
    render::{self, checklists::Source},
    safe_text::safe_line,
    session::Session,
    store::{catalog_files, guide_files, problem::FileProblem, shipped},
};

pub(super) fn show(args: &cli::OneId, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let id = &*args.id;
    let skills = skills_for(catalog, id)?;
    let asked = Asked::find(catalog, &skills, id);
    let file = asked.and_then(|asked| file_of(catalog, asked));
    let mut is_shipped = file.is_none_or(|file| file.shipped);
    let (path, text) = match file {
        Some(file) if file.shipped => (in_repository(&file.name), shipped_text(&file.name)?),
        Some(file) => (file.name.clone(), own_text(&file.name)?),
        None if matches!(asked, Some(Asked::Skill(_))) => {
            let name = "checklists/skills.toml";
            (name.to_owned(), shipped_text(name)?)
        }
        // An id that was given up stands where that is said.
        None if catalog.retired_named(id).is_some() => {
            let name = "checklists/retired.toml";
            (name.to_owned(), shipped_text(name)?)
        }
        None => match topic(session, id)? {
            Some((path, text, shipped)) => {
                is_shipped = shipped;
                (path, text)
            }
            None => return Err(unknown(catalog, reading::pathway(session, catalog), id)),
        },
    };
    let source = Source {
        id,
        path: &path,
        is_shipped,
        text: &text,
    };
    let text = if session.json {
        render::checklists::source_json(&source)
    } else if args.path {
        format!("{}\n", safe_line(&path))
    } else {
        render::checklists::source(&source)
    };
    answer(session, &text)
}

/// A guide topic: where it stands, its text, and whether it ships.
fn topic(session: &Session, id: &str) -> Result<Option<(String, String, bool)>, Failure> {
    if let Some((_, text)) = shipped::guide().iter().find(|(topic, _)| *topic == id) {
        let path = format!("checklists/guide/{id}.md");
        return Ok(Some((path, (*text).to_owned(), true)));
    }
    let Ok(id) = TopicId::new(id) else {
        return Ok(None);
    };
    let found = guide_files::own_text(&session.places.own_catalog, &id).map_err(unreadable)?;
    Ok(found.map(|(path, text)| (path.display().to_string(), text, false)))
}

fn file_of<'c>(catalog: &'c Catalog, asked: Asked<'_>) -> Option<&'c FileName> {
    match asked {
        Asked::Step(step) => Some(catalog.file_of_stage(catalog.stage_of(step))),
        Asked::Stage(stage) => Some(catalog.file_of_stage(stage)),
        Asked::Credential(credential) => catalog.file_of_credential(&credential.id),
        Asked::Fact(fact) => catalog.file_of_fact(fact),
        Asked::Pathway(pathway) => Some(catalog.file_of_pathway(pathway)),
        Asked::Skill(_) => None,
    }
}

/// Where a shipped file stands for those who look at the repository.
fn in_repository(name: &str) -> String {
    if name.starts_with("checklists/") {
        name.to_owned()
    } else {
        format!("checklists/{name}")
    }
}

fn shipped_text(name: &str) -> Result<String, Failure> {
    let text = shipped::original(name);
    text.map(ToOwned::to_owned)
        .ok_or_else(|| Failure::new(format!("the text of {name} is not in this program")))
}

fn own_text(name: &str) -> Result<String, Failure> {
    catalog_files::read_text(Path::new(name), catalog_files::LARGEST_FILE).map_err(unreadable)
}

fn unreadable(problem: FileProblem) -> Failure {
    Failure::new("the definition cannot be read").at(vec![problem])
}
