//! The stages of a job application, and the clocks that run in them.

use super::{
    clock::ClockKind,
    id::{ApplicationStageId, ClockId, FactId, StepId, TopicId},
    text::Words,
};

/// What is known of job applications: read beside the catalog, and only where
/// a person has one.
#[derive(Debug, Clone, Default)]
pub struct ApplicationRules {
    /// The stages, in the order in which most are reached.
    pub stages: Vec<ApplicationStage>,
    /// The clocks.
    pub clocks: Vec<ApplicationClock>,
}

/// A stage of a job application.
#[derive(Debug, Clone)]
pub struct ApplicationStage {
    /// Permanent name, e.g. `applied`.
    pub id: ApplicationStageId,
    /// What it is called.
    pub title: Words,
    /// The stages that usually follow.
    pub next: Vec<ApplicationStageId>,
    /// Whoever is in it has sent an application.
    pub sent: bool,
    /// The application is over.
    pub end: bool,
    /// The step that can be marked by it.
    pub step: Option<StepId>,
}

/// A clock that runs while an application is in a stage.
#[derive(Debug, Clone)]
pub struct ApplicationClock {
    /// Permanent name.
    pub id: ClockId,
    /// What runs; `{title}` and `{employer}` stand for those of the application.
    pub title: Words,
    /// What its end means.
    pub kind: ClockKind,
    /// The stage whose day starts it.
    pub stage: ApplicationStageId,
    /// It is counted from the day by which the employer promised to answer,
    /// where there is one.
    pub expect: bool,
    /// The last day that the employer named is its end in place of the rule's.
    pub until: bool,
    /// The fact that says how long: of a range its high end, and from its low
    /// end on it may be settled.
    pub length: FactId,
    /// What ends it besides another stage.
    pub stops: Stops,
    /// What missing it costs, and the way back.
    pub missed: Words,
    /// The guide topic about it.
    pub guide: TopicId,
}

/// What ends a clock of an application besides another stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stops {
    /// A message to the employer.
    Note,
    /// Nothing.
    Stage,
}

impl Stops {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Note, Self::Stage];

    /// The word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Stage => "stage",
        }
    }
}

impl ApplicationRules {
    /// The stage of this id.
    #[must_use]
    pub fn stage(&self, id: &str) -> Option<&ApplicationStage> {
        self.stages.iter().find(|stage| stage.id.as_str() == id)
    }
}

impl ApplicationClock {
    /// Its title without the words of the application.
    #[must_use]
    pub fn short_title(&self) -> &str {
        let end = self.title.find('{').unwrap_or(self.title.len());
        self.title[..end].trim_end_matches([':', ' '])
    }

    /// Its title for an application.
    #[must_use]
    pub fn title_for(&self, title: &str, employer: &str) -> String {
        // Each word of a person is put in once and not looked into again.
        let parts = self.title.split("{title}");
        let parts: Vec<String> = parts
            .map(|part| part.replace("{employer}", employer))
            .collect();
        parts.join(title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_takes_the_words_of_a_person_as_they_are() {
        let clock = ApplicationClock {
            id: ClockId::new("ask").expect("an id"),
            title: "Ask: {title} at {employer}".into(),
            kind: ClockKind::Deadline,
            stage: ApplicationStageId::new("applied").expect("an id"),
            expect: false,
            until: false,
            length: FactId::new("a.b").expect("an id"),
            stops: Stops::Note,
            missed: "".into(),
            guide: TopicId::new("ask").expect("an id"),
        };
        let said = clock.title_for("{employer} clerk", "{title} Inc");
        assert_eq!(said, "Ask: {employer} clerk at {title} Inc");
    }
}
