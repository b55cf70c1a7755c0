//! `hitpath checklists list`

use crate::{
    catalog::{
        Catalog, FileName,
        fact::Fact,
        guide::{Guide, Origin},
        kind::Kind,
    },
    cli::{self, DefinitionKind},
    command::{answer, guide, reading},
    failure::{Exit, Failure},
    render::{self, checklists::Definition},
    session::Session,
};

pub(super) fn list(args: &cli::SomeKinds, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let is_asked = |kind: DefinitionKind| args.kind.is_none_or(|only| only == kind);
    // The topics are read only where somebody looks at them.
    let guide = is_asked(DefinitionKind::Guide)
        .then(|| guide::topics(session, catalog))
        .transpose()?;
    let all = [
        (DefinitionKind::Pathways, Kind::Pathway),
        (DefinitionKind::Stages, Kind::Stage),
        (DefinitionKind::Credentials, Kind::Credential),
        (DefinitionKind::Facts, Kind::Facts),
        (DefinitionKind::Guide, Kind::Guide),
    ];
    let asked = all.into_iter().filter(|(kind, _)| is_asked(*kind));
    let lists: Vec<(Kind, Vec<Definition<'_>>)> = asked
        .map(|(of, kind)| {
            let definitions = match of {
                DefinitionKind::Pathways => pathways(catalog),
                DefinitionKind::Stages => stages(catalog),
                DefinitionKind::Credentials => credentials(catalog),
                DefinitionKind::Facts => facts(catalog, session),
                DefinitionKind::Guide => guide.as_ref().map(guide_topics).unwrap_or_default(),
            };
            (kind, definitions)
        })
        .collect();
    let text = if session.json {
        render::checklists::list_json(&lists)
    } else {
        let is_overview = args.kind.is_none();
        render::checklists::list(&lists, is_overview, &session.style)
    };
    answer(session, &text)
}

fn definition<'c>(id: &'c str, title: &'c str, file: &'c FileName) -> Definition<'c> {
    Definition {
        id,
        title,
        own_file: (!file.shipped).then_some(file.name.as_str()),
    }
}

fn pathways(catalog: &Catalog) -> Vec<Definition<'_>> {
    let pathways = catalog.pathways();
    pathways
        .map(|(key, pathway)| {
            let file = catalog.file_of_pathway(key);
            definition(pathway.id.as_str(), &pathway.title, file)
        })
        .collect()
}

fn stages(catalog: &Catalog) -> Vec<Definition<'_>> {
    let stages = catalog.stages();
    stages
        .map(|(key, stage)| {
            let file = catalog.file_of_stage(key);
            definition(stage.id.as_str(), &stage.title, file)
        })
        .collect()
}

fn credentials(catalog: &Catalog) -> Vec<Definition<'_>> {
    let credentials = catalog.credentials_in_files();
    credentials
        .map(|(credential, file)| definition(credential.id.as_str(), &credential.title, file))
        .collect()
}

/// A fact has no title; what it says today stands for one.
fn facts<'c>(catalog: &'c Catalog, session: &Session) -> Vec<Definition<'c>> {
    let listed = |fact: &'c Fact| {
        let version = fact.in_force(session.today)?;
        let file = catalog.file_of_fact(fact)?;
        Some(definition(fact.id.as_str(), &version.claim.text, file))
    };
    let mut facts: Vec<Definition<'_>> = catalog.facts().filter_map(listed).collect();
    facts.sort_by_key(|fact| fact.id);
    facts
}

/// The topics of the guide.
fn guide_topics(guide: &Guide) -> Vec<Definition<'_>> {
    let topics = guide.topics().iter();
    topics
        .map(|topic| Definition {
            id: topic.id.as_str(),
            title: &topic.title,
            own_file: match &topic.origin {
                Origin::Shipped => None,
                Origin::Own(path) => Some(path),
            },
        })
        .collect()
}
