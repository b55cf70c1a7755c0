//! `hitpath checklists new KIND ID`

use std::{io, path::Path};

use crate::{
    catalog::{
        Catalog,
        id::{LONGEST, TopicId},
    },
    cli::{self, StartKind},
    command::{answer, reading},
    failure::{Exit, Failure},
    render,
    session::Session,
    store::{
        catalog_files,
        saving::{
            first::{write_again, write_first},
            read::read_limited,
        },
        schemas, shipped,
        starting::{self, Kind},
    },
};

pub(super) fn new(args: &cli::ToStart, session: &mut Session) -> Result<Exit, Failure> {
    let kind = match args.kind {
        StartKind::Stage => Kind::Stage,
        StartKind::Pathway => Kind::Pathway,
        StartKind::Credential => Kind::Credential,
        StartKind::Facts => Kind::Facts,
        StartKind::Guide => Kind::Guide,
    };
    let id = args.id.as_str();
    // All names of files follow one rule.
    TopicId::new(id).map_err(|error| {
        Failure::new(format!("`{id}` cannot be an id: {error}")).hint("write it like front-desk")
    })?;
    let further = starting::further_ids(kind, id);
    check_lengths(id, &further)?;
    let catalog = reading::catalog(session)?;
    let names = std::iter::once(id).chain(further.iter().map(String::as_str));
    for name in names.filter(|&name| name == id || kind != Kind::Facts) {
        if let Some(by) = used_by(catalog, kind, id, name) {
            return Err(Failure::new(format!(
                "`{name}` is already the id of {by}; nothing was written"
            ))
            .hint("choose another id; see those there are: hitpath checklists list"));
        }
    }
    let folder = session.places.own_catalog.clone();
    let path = folder.join(kind.folder()).join(kind.file(id));
    let text = starting::text(kind, id, session.today);
    write_first(&path, text.as_bytes()).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::new(format!(
            "{} is there already; nothing was written",
            path.display()
        ))
        .hint("choose another id, or edit that file"),
        _ => {
            Failure::new(format!("{} cannot be written", path.display())).detail(error.to_string())
        }
    })?;
    // The definition is written, and an editor does without the schema.
    if let Err(error) = put_schema(kind, &folder) {
        session.note(&format!(
            "note: the schema for editors could not be put beside it ({error})"
        ));
    }
    let path = path.display().to_string();
    let text = if session.json {
        render::checklists::started_json(id, &path)
    } else {
        render::checklists::started(&path, &what_next(kind, id), &session.style)
    };
    answer(session, &text)
}

/// The file gives longer ids made of this one, and those have to fit too.
fn check_lengths(id: &str, further: &[String]) -> Result<(), Failure> {
    let Some(longest) = further.iter().max_by_key(|name| name.len()) else {
        return Ok(());
    };
    if longest.len() <= LONGEST {
        return Ok(());
    }
    let most = LONGEST - (longest.len() - id.len());
    Err(
        Failure::new(format!("`{id}` is too long; nothing was written"))
            .detail(format!(
                "the file would name `{longest}`, and an id has at most {LONGEST} characters"
            ))
            .hint(format!("choose an id of at most {most} characters")),
    )
}

/// Puts the schema of this version beside a person's own files, in place of
/// that of another.
fn put_schema(kind: Kind, folder: &Path) -> io::Result<()> {
    let schema = kind
        .schema()
        .and_then(|name| Some((name, schemas::schema(name)?)));
    let Some((name, schema)) = schema else {
        return Ok(());
    };
    let path = folder.join("schema").join(format!("{name}.json"));
    match read_limited(&path, catalog_files::LARGEST_FILE) {
        Ok(Some(there)) if there == schema.as_bytes() => Ok(()),
        _ => write_again(&path, schema.as_bytes()),
    }
}

/// What has the name already.
fn used_by(catalog: &Catalog, kind: Kind, id: &str, name: &str) -> Option<String> {
    match kind {
        Kind::Stage | Kind::Credential => {
            let by = if catalog.retired_named(name).is_some() {
                "a retired step"
            } else if catalog.step_named(name).is_some() {
                "a step"
            } else if catalog.stage_named(name).is_some() {
                "a stage"
            } else if catalog.credential_named(name).is_some() {
                "a credential"
            } else {
                return None;
            };
            Some(by.to_owned())
        }
        Kind::Pathway => catalog.pathway_named(name).map(|_| "a pathway".to_owned()),
        Kind::Facts => {
            let file = format!("facts/{id}.toml");
            let mut files = catalog.files();
            let ships = files.any(|known| known.shipped && known.name == file);
            let example = catalog.fact_named(&format!("{id}.example")).is_some();
            (ships || example).then(|| "a topic of facts".to_owned())
        }
        Kind::Guide => {
            let ships = shipped::has_topic(id);
            ships.then(|| "a topic of the guide".to_owned())
        }
    }
}

fn what_next(kind: Kind, id: &str) -> Vec<String> {
    let last = match kind {
        Kind::Stage => {
            format!("Then put \"{id}\" into a pathway: hitpath checklists new pathway ID")
        }
        Kind::Pathway => format!("Then follow it: hitpath set pathway={id}"),
        Kind::Credential => format!("Then look at it: hitpath show {id}"),
        Kind::Facts => format!("Then look at them: hitpath checklists facts {id}"),
        Kind::Guide => "Then read it beside the others.".to_owned(),
    };
    vec![
        "Fill it in with any editor.".to_owned(),
        "Look for mistakes: hitpath checklists lint".to_owned(),
        last,
    ]
}
