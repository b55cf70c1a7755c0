//! Every sentence of what ships, with its place, so that one check can look at
//! all of them and name what it finds.

use std::{fs, path::PathBuf, sync::LazyLock};

use hitpath::{
    catalog::{
        application::ApplicationRules,
        clock::Clock,
        credential::Credential,
        fact::{Claim, FactValue, FactVersion},
        skill::Skill,
        step::Step,
        text::{Piece, Words, pieces},
    },
    store::shipped,
};

use crate::{CATALOG, checklists, pathway};

/// What a sentence belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    Step,
    Stage,
    Pathway,
    Credential,
    Skill,
    Application,
    Fact,
    Guide,
}

/// A sentence, or a line of them, that a person may read.
#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    pub(crate) of: Of,
    /// The id of the step, stage, … it belongs to.
    pub(crate) owner: String,
    /// The key it stands under; in a guide topic the number of its line.
    pub(crate) key: String,
    pub(crate) text: String,
}

impl Sentence {
    fn new(of: Of, owner: impl ToString, key: impl ToString, text: &str) -> Self {
        Self {
            of,
            owner: owner.to_string(),
            key: key.to_string(),
            text: text.to_owned(),
        }
    }

    /// Where it stands, for the message of a failed check.
    pub(crate) fn place(&self) -> String {
        format!("{:?} {}.{}", self.of, self.owner, self.key)
    }

    /// The text without the facts it names.
    pub(crate) fn words(&self) -> String {
        let words = pieces(&self.text).map(|piece| match piece {
            Piece::Words(words) => words,
            Piece::Fact(_) => "",
        });
        words.collect()
    }

    /// Whether it lists the facts that a guide topic shows at this place.
    pub(crate) fn lists_facts(&self) -> bool {
        self.of == Of::Guide && self.text.starts_with("Facts:")
    }
}

/// Everything that ships and is written for a person.
pub(crate) static TEXTS: LazyLock<Vec<Sentence>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for (_, pathway) in CATALOG.pathways() {
        let of = |key, text: &str| Sentence::new(Of::Pathway, &pathway.id, key, text);
        all.push(of("title", &pathway.title));
        all.extend(pathway.summary.iter().map(|text| of("summary", text)));
    }
    for (key, stage) in CATALOG.stages() {
        let of = |key, text: &str| Sentence::new(Of::Stage, &stage.id, key, text);
        all.push(of("title", &stage.title));
        all.extend(stage.summary.iter().map(|text| of("summary", text)));
        for step in CATALOG.steps_of(key) {
            all.extend(of_step(CATALOG.step(step)));
        }
    }
    all.extend(CATALOG.credentials().flat_map(of_credential));
    all.extend(SKILLS.iter().flat_map(of_skill));
    all.extend(of_applications());
    let mut facts: Vec<_> = CATALOG.facts().collect();
    facts.sort_by(|a, b| a.id.cmp(&b.id));
    for fact in facts {
        all.extend(fact.versions.iter().flat_map(of_fact));
    }
    for topic in TOPICS.iter() {
        let lines = topic.text.lines().enumerate().skip(FRONT_MATTER);
        all.extend(
            lines
                .filter(|(_, line)| !line.is_empty())
                .map(|(place, line)| Sentence::new(Of::Guide, &topic.id, place + 1, line)),
        );
    }
    all
});

/// What ships of job applications, sound.
pub(crate) static APPLICATIONS: LazyLock<ApplicationRules> = LazyLock::new(|| {
    let (rules, taking) = shipped::applications().expect("the drafts read them");
    assert_eq!(taking.problems, [], "something is not well formed");
    rules
});

/// The skills that ship, sound.
pub(crate) static SKILLS: LazyLock<Vec<Skill>> = LazyLock::new(|| {
    let (skills, taking) = shipped::skills().expect("the drafts read them");
    assert_eq!(taking.problems, [], "some skill is not well formed");
    skills
});

/// Every sentence of a step.
pub(crate) fn of_step(step: &Step) -> Vec<Sentence> {
    let of = |key: &str, text: &str| Sentence::new(Of::Step, &step.id, key, text);
    let mut sentences = vec![of("title", &step.title)];
    let single = [
        ("why", &step.why),
        ("evidence", &step.evidence),
        ("watch-out", &step.watch_out),
        ("date-is", &step.date_is),
    ];
    for (key, sentence) in single {
        sentences.extend(sentence.as_deref().map(|sentence| of(key, sentence)));
    }
    sentences.extend(step.how.iter().map(|sentence| of("how", sentence)));
    for cost in &step.costs {
        let others = [&cost.membership, &cost.ask, &cost.only_if];
        let others = others.into_iter().flatten();
        sentences.extend(others.chain([&cost.title]).map(|text| of("cost", text)));
    }
    sentences.extend(of_clocks(&step.clocks).map(|text| of("clock", text)));
    sentences
}

fn of_credential(credential: &Credential) -> Vec<Sentence> {
    let of = |key: &str, text: &str| Sentence::new(Of::Credential, &credential.id, key, text);
    let maybe = |key: &str, text: &Option<Words>| {
        let text = text.as_deref();
        text.map(|text| Sentence::new(Of::Credential, &credential.id, key, text))
    };
    let mut all = vec![of("title", &credential.title), of("body", &credential.body)];
    all.extend(maybe("summary", &credential.summary));
    for route in &credential.eligibility {
        all.push(of("route", &route.title));
        all.extend(maybe("ask", &route.ask));
        all.extend(maybe("advice", &route.advice));
    }
    for domain in credential.exams.iter().flat_map(|exam| &exam.domains) {
        all.push(of("domain", &domain.title));
        all.extend(domain.topics.iter().map(|topic| of("topic", topic)));
    }
    let shares = credential
        .renewal
        .iter()
        .flat_map(|renewal| &renewal.shares);
    all.extend(shares.map(|share| of("share", &share.title)));
    all.extend(of_clocks(&credential.clocks).map(|text| of("clock", text)));
    all
}

/// What clocks say.
fn of_clocks(clocks: &[Clock]) -> impl Iterator<Item = &str> {
    clocks.iter().flat_map(|clock| {
        let missed = clock.missed.as_deref();
        std::iter::once(&*clock.title).chain(missed)
    })
}

fn of_applications() -> Vec<Sentence> {
    let of = |id: &dyn ToString, key: &str, text: &str| {
        Sentence::new(Of::Application, id.to_string(), key, text)
    };
    let stages = APPLICATIONS.stages.iter();
    let stages = stages.map(|stage| of(&stage.id, "title", &stage.title));
    let clocks = APPLICATIONS.clocks.iter().flat_map(|clock| {
        [
            // The words of a person stand in for themselves.
            of(&clock.id, "title", &clock.title_for("Clerk", "Mercy")),
            of(&clock.id, "missed", &clock.missed),
        ]
    });
    stages.chain(clocks).collect()
}

fn of_skill(skill: &Skill) -> Vec<Sentence> {
    let of = |key: &str, text: &str| Sentence::new(Of::Skill, &skill.id, key, text);
    let mut all = vec![of("group", &skill.group), of("title", &skill.title)];
    all.extend(skill.summary.iter().map(|text| of("summary", text)));
    all
}

fn of_fact(version: &FactVersion) -> Vec<Sentence> {
    let claim = |claim: &Claim| {
        let of = |key: &str, text: &str| Sentence::new(Of::Fact, &version.id, key, text);
        let mut all = vec![of("text", &claim.text), of("source", &claim.source.title)];
        if let FactValue::Text(words) = &claim.value {
            all.push(of("value", words));
        }
        all
    };
    let claims = version.also.iter().chain([&version.claim]);
    claims.flat_map(claim).collect()
}

/// A topic of the offline reference, read as text.
pub(crate) struct Topic {
    pub(crate) id: String,
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

/// Lines before the title of a topic.
const FRONT_MATTER: usize = 4;

/// Every topic, by id.
pub(crate) static TOPICS: LazyLock<Vec<Topic>> = LazyLock::new(|| {
    let entries = fs::read_dir(checklists().join("guide")).expect("the folder of topics");
    let mut topics: Vec<Topic> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .map(|path| Topic {
            id: {
                let stem = path.file_stem().and_then(|stem| stem.to_str());
                stem.expect("a plain name").to_owned()
            },
            text: fs::read_to_string(&path).expect("a readable topic"),
            path,
        })
        .collect();
    topics.sort_by(|a, b| a.id.cmp(&b.id));
    topics
});

impl Topic {
    /// The ids on its lines of facts.
    pub(crate) fn listed_facts(&self) -> impl Iterator<Item = &str> {
        let paragraphs = self.text.split("\n\n");
        let lists = paragraphs.filter_map(|paragraph| paragraph.trim().strip_prefix("Facts:"));
        let ids = lists.flat_map(|list| list.split([',', '\n']));
        ids.map(str::trim).filter(|id| !id.is_empty())
    }
}

/// The commands in backticks, without the ticks.
pub(crate) fn commands(text: &str) -> impl Iterator<Item = &str> {
    let ticked = text.split('`').skip(1).step_by(2);
    ticked.filter(|ticked| ticked.starts_with("hitpath"))
}

/// The sentences of the stages that only this pathway has, of its page, and of
/// these credentials, facts (by the first part of the id) and guide topics.
pub(crate) fn around(
    name: &str,
    stages: &[&str],
    credentials: &[&str],
    facts: &[&str],
    topics: &[&str],
) -> Vec<&'static Sentence> {
    let held = CATALOG.pathway(pathway(name)).stages.iter();
    let held: Vec<&str> = held.map(|stage| stage.as_str()).collect();
    for stage in stages {
        assert!(held.contains(stage), "{name} has no stage {stage}");
    }
    let is_in_stage = |owner: &str| {
        let step = CATALOG.step_named(owner);
        let stage = step.map(|step| CATALOG.stage(CATALOG.stage_of(step)).id.as_str());
        stages.contains(&stage.unwrap_or(owner))
    };
    let all = TEXTS.iter().filter(|sentence| {
        let owner = sentence.owner.as_str();
        match sentence.of {
            Of::Step | Of::Stage => is_in_stage(owner),
            Of::Pathway => owner == name,
            Of::Credential => credentials.contains(&owner),
            Of::Fact => facts.contains(&owner.split('.').next().unwrap_or_default()),
            Of::Guide => topics.contains(&owner),
            Of::Skill | Of::Application => false,
        }
    });
    all.collect()
}
