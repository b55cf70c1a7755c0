//! `hitpath export --format portfolio`: what the person chose to show, as
//! Markdown that they finish in an editor.

use jiff::civil::Date;
use serde::Serialize;

use super::markdown::{escaped, escaped_block, file_name, link};
use crate::{
    catalog::{StepKey, skill::Skill},
    journey::{
        eligibility::Answer,
        evaluation::Evaluation,
        proofs::{ProofState, Proofs},
        record::Mark,
        skills,
    },
    render::{json, skills::SCALE, wording},
};

/// How the first line of every portfolio begins; what it was made of is sealed
/// behind it.
pub const BEGIN: &str = "<!-- hitpath portfolio";

/// From this rating on a skill is shown: it is done alone.
const SHOWN_FROM: u8 = 3;

/// A portfolio being made.
#[derive(Debug)]
pub struct Portfolio {
    /// The text, as Markdown.
    pub text: String,
    /// The steps it shows.
    pub steps: Vec<StepKey>,
    /// How many skills it shows.
    pub skills: usize,
    /// How many credentials it shows.
    pub credentials: usize,
}

/// What is true of every portfolio before it leaves the house.
#[must_use]
pub fn before_it_is_sent() -> &'static str {
    "Before you show it to anybody: no real patient may be in it, in no form. Use made-up or \
     de-identified samples, and ask your site before you show work from there."
}

/// The portfolio of a person.
#[must_use]
pub fn portfolio(evaluation: &Evaluation<'_>, map: &[Skill], proofs: &Proofs) -> Portfolio {
    let record = evaluation.record;
    let mut out = Portfolio {
        text: format!("<!-- Made on {}. -->\n\n", evaluation.today),
        steps: shown(evaluation),
        skills: 0,
        credentials: 0,
    };
    let name = record.name.as_deref().unwrap_or("Portfolio");
    out.line(&format!("# {}", escaped(name)));
    out.credentials(evaluation);
    out.work(evaluation, proofs);
    out.skills(evaluation, map);
    out
}

/// The steps that the person chose and has done, the newest first.
fn shown(evaluation: &Evaluation<'_>) -> Vec<StepKey> {
    let steps = evaluation.catalog.steps().map(|(key, _)| key);
    let chosen = steps.filter(|&key| {
        let is_shown = evaluation.mark(key).is_some_and(|mark| mark.show);
        is_shown && evaluation.is_satisfied(key)
    });
    let mut chosen: Vec<StepKey> = chosen.collect();
    let on = |key: &StepKey| evaluation.mark(*key).and_then(|mark| mark.on);
    chosen.sort_by_key(|key| std::cmp::Reverse(on(key)));
    chosen
}

impl Portfolio {
    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push_str("\n\n");
    }

    fn item(&mut self, text: &str) {
        self.text.push_str("- ");
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// The letters stand here only where they may be used; who may sit the exam
    /// is told apart.
    fn credentials(&mut self, evaluation: &Evaluation<'_>) {
        let mut items = Vec::new();
        let goal = &evaluation.catalog.pathway(evaluation.pathway).goal;
        for credential in evaluation.catalog.credentials() {
            let eligibility = evaluation.eligibility(credential);
            let title = escaped(&credential.title);
            if eligibility.holds && !eligibility.on_word.is_empty() {
                items.push(format!("{title}, by my own statement"));
            } else if eligibility.holds {
                items.push(title);
            } else if goal.as_ref() == Some(&credential.id) && eligibility.answer == Answer::Yes {
                items.push(format!("Eligible for the exam of {title}, not yet held"));
            }
        }
        if items.is_empty() {
            return;
        }
        self.line("## Credentials");
        self.credentials = items.len();
        for item in items {
            self.item(&item);
        }
        self.text.push('\n');
    }

    fn work(&mut self, evaluation: &Evaluation<'_>, proofs: &Proofs) {
        if self.steps.is_empty() {
            return;
        }
        self.line("## Projects and work");
        for key in self.steps.clone() {
            let step = evaluation.catalog.step(key);
            self.line(&format!("### {}", escaped(&step.title)));
            let Some(mark) = evaluation.mark(key) else {
                continue;
            };
            if let Some(on) = mark.on {
                self.line(&format!("Done {on}."));
            }
            if let Some(note) = &mark.note {
                self.line(&escaped_block(note));
            }
            let states = proofs.of_step(evaluation, key).unwrap_or_default();
            self.proofs(mark, states);
        }
    }

    /// A file is named without its folder: where it lies is nobody's business.
    fn proofs(&mut self, mark: &Mark, states: &[ProofState]) {
        let mut any = false;
        for (evidence, state) in mark.evidence.iter().zip(states) {
            let item = match state {
                ProofState::Address => link(&evidence.reference),
                ProofState::There => {
                    format!("On file: {}", escaped(&file_name(&evidence.reference)))
                }
                ProofState::Changed | ProofState::Missing | ProofState::Unreadable => continue,
            };
            self.item(&item);
            any = true;
        }
        if any {
            self.text.push('\n');
        }
    }

    fn skills(&mut self, evaluation: &Evaluation<'_>, map: &[Skill]) {
        let (tier, _) = skills::tier(evaluation.record);
        let rated = skills::rated(map, evaluation.record, tier);
        let mut rated: Vec<(u8, &Skill)> = rated
            .iter()
            .filter_map(|one| {
                Some((
                    one.rating.filter(|rating| *rating >= SHOWN_FROM)?,
                    one.skill,
                ))
            })
            .collect();
        rated.sort_by_key(|(rating, _)| std::cmp::Reverse(*rating));
        if rated.is_empty() {
            return;
        }
        self.skills = rated.len();
        self.line("## Skills, in my own judgment");
        for (rating, skill) in rated {
            let means = SCALE.get(usize::from(rating)).unwrap_or(&"");
            self.item(&format!(
                "{} ({rating} of 5: {means})",
                escaped(&skill.title)
            ));
        }
        self.text.push('\n');
    }

    /// What was put in, and what leads on.
    #[must_use]
    pub fn summary(&self, today: Date, file: Option<&str>) -> String {
        let place = file.map_or_else(|| "The portfolio".to_owned(), ToOwned::to_owned);
        let mut said = format!(
            "{place} of {today} shows {}, {} and {}.",
            wording::counted(self.credentials, "credential"),
            wording::counted_as(self.steps.len(), "piece of work", "pieces of work"),
            wording::counted(self.skills, "skill")
        );
        if self.steps.is_empty() {
            said.push_str(" To show a step that is done: hitpath check STEP --show.");
        }
        said
    }
}

/// What was made, as JSON.
#[must_use]
pub fn json(evaluation: &Evaluation<'_>, portfolio: &Portfolio, file: Option<&str>) -> String {
    #[derive(Serialize)]
    struct Made<'m> {
        format_version: u32,
        today: String,
        file: Option<&'m str>,
        steps: Vec<&'m str>,
        credentials: usize,
        skills: usize,
        markdown: &'m str,
    }
    json::text(&Made {
        format_version: json::FORMAT_VERSION,
        today: json::day(evaluation.today),
        file,
        steps: wording::ids(evaluation.catalog, &portfolio.steps),
        credentials: portfolio.credentials,
        skills: portfolio.skills,
        markdown: &portfolio.text,
    })
}
