//! `hitpath checklists lint`

use std::path::Path;

use crate::{
    cli,
    command::answer,
    failure::{Exit, Failure},
    render,
    session::Session,
    store::catalog_files::{self, Folder},
};

pub(super) fn lint(args: &cli::ToLint, session: &mut Session) -> Result<Exit, Failure> {
    let unreadable = |folder: &Path, error: &std::io::Error| {
        Failure::new(format!("the folder {} cannot be read", folder.display()))
            .detail(error.to_string())
    };
    let found = match (&args.shipped, &args.folder) {
        (Some(folder), _) => {
            catalog_files::lint_shipped(folder).map_err(|error| unreadable(folder, &error))?
        }
        (None, Some(folder)) => catalog_files::lint(folder, Folder::Needed)
            .map_err(|error| unreadable(folder, &error))?,
        (None, None) => {
            let folder = session.places.own_catalog.clone();
            catalog_files::lint(&folder, Folder::IfThere)
                .map_err(|error| unreadable(&folder, &error))?
        }
    };
    let findings = || {
        let findings = found.iter();
        findings.map(|finding| (&finding.problem, finding.is_warning))
    };
    let text = if session.json {
        render::failure::findings_json(findings())
    } else {
        render::failure::findings(findings(), &session.terminal.abilities())
    };
    answer(session, &text)?;
    if found.iter().any(|finding| !finding.is_warning) {
        return Ok(Exit::No);
    }
    Ok(Exit::Done)
}
