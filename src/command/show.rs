//! `hitpath show ID`

use super::{answer, reading, unknown_ids::unknown};
use crate::{
    catalog::{
        Catalog, PathwayKey, StageKey, StepKey, credential::Credential, fact::Fact, skill::Skill,
    },
    cli,
    failure::{Exit, Failure},
    journey::{evaluation::Evaluation, proofs::Proofs},
    render::{self, show as page},
    session::Session,
    store::evidence,
};

pub(super) fn show(args: &cli::Show, session: &mut Session) -> Result<Exit, Failure> {
    let catalog = reading::catalog(session)?;
    let known = reading::known_or_nobody(session, catalog)?;
    let evaluation = known.evaluate(catalog, session.today);
    let style = session.style;
    let id = &*args.id;
    let skills = skills_for(catalog, id)?;
    let asked = Asked::find(catalog, &skills, id)
        .ok_or_else(|| unknown(catalog, Some(known.pathway), id))?;
    let proofs = match asked {
        Asked::Step(_) => evidence::proofs(&known.record, &session.places.profile.profile),
        _ => Proofs::default(),
    };
    let text = if session.json {
        json(&evaluation, asked, &proofs)
    } else {
        text(&evaluation, asked, &skills, &proofs, &style)
    };
    answer(session, &text)
}

/// The skills, where a page needs them: that of a step names those it teaches,
/// and an id that nothing else has may be one. Elsewhere none are read.
pub(super) fn skills_for(catalog: &Catalog, id: &str) -> Result<Vec<Skill>, Failure> {
    match Asked::find(catalog, &[], id) {
        None | Some(Asked::Step(_)) => reading::skills(),
        Some(_) => Ok(Vec::new()),
    }
}

/// What an id names, with the thing itself. These are no kinds of files: a step
/// and a skill are named too, a guide topic is not shown here.
#[derive(Clone, Copy)]
pub(super) enum Asked<'c> {
    Step(StepKey),
    Stage(StageKey),
    Credential(&'c Credential),
    Fact(&'c Fact),
    Pathway(PathwayKey),
    Skill(&'c Skill),
}

impl<'c> Asked<'c> {
    /// Steps, stages, credentials, facts, pathways, skills, in this order.
    pub(super) fn find(catalog: &'c Catalog, skills: &'c [Skill], id: &str) -> Option<Self> {
        let mut skills = skills.iter();
        (catalog.step_named(id).map(Self::Step))
            .or_else(|| catalog.stage_named(id).map(Self::Stage))
            .or_else(|| catalog.credential_named(id).map(Self::Credential))
            .or_else(|| catalog.fact_named(id).map(Self::Fact))
            .or_else(|| catalog.pathway_named(id).map(Self::Pathway))
            .or_else(|| {
                skills
                    .find(|skill| skill.id.as_str() == id)
                    .map(Self::Skill)
            })
    }

    /// What it is, with its article.
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Step(_) => "a step",
            Self::Stage(_) => "a stage",
            Self::Credential(_) => "a credential",
            Self::Fact(_) => "a fact",
            Self::Pathway(_) => "a pathway",
            Self::Skill(_) => "a skill",
        }
    }
}

fn text(
    evaluation: &Evaluation<'_>,
    asked: Asked<'_>,
    skills: &[Skill],
    proofs: &Proofs,
    style: &render::Style,
) -> String {
    match asked {
        Asked::Step(step) => page::step(evaluation, step, skills, proofs, style),
        Asked::Stage(stage) => page::stage(evaluation, stage, style),
        Asked::Credential(credential) => {
            render::credential::credential(evaluation, credential, style)
        }
        Asked::Fact(fact) => render::fact::fact(evaluation, fact, style),
        Asked::Pathway(pathway) => page::pathway(evaluation.catalog, pathway, style),
        Asked::Skill(skill) => render::skill::skill(evaluation, skill, style),
    }
}

fn json(evaluation: &Evaluation<'_>, asked: Asked<'_>, proofs: &Proofs) -> String {
    match asked {
        Asked::Step(step) => render::show_json::step(evaluation, step, proofs),
        Asked::Stage(stage) => render::show_json::stage(evaluation, stage),
        Asked::Credential(credential) => {
            render::credential_json::credential(evaluation, credential)
        }
        Asked::Fact(fact) => render::fact_json::fact(evaluation, fact),
        Asked::Pathway(pathway) => render::show_json::pathway(evaluation, pathway),
        Asked::Skill(skill) => render::skill::skill_json(skill),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalog::audit::audit, store::shipped};

    #[test]
    fn skills_are_read_only_where_they_are_shown() {
        let parts = shipped::parts().expect("what ships is sound").parts;
        let catalog = audit(parts).expect("what ships is sound");
        let skills = reading::skills().expect("what ships is sound");
        let read = |id: &str| {
            let read = skills_for(&catalog, id).expect("what ships is sound");
            assert!(read.is_empty() || read.len() == skills.len());
            !read.is_empty()
        };
        assert!(read("learn-role") && read(skills[0].id.as_str()) && read("zebra"));
        assert!(!read("diploma") && !read("rhit") && !read("rhit.exam.fee-member"));
    }
}
