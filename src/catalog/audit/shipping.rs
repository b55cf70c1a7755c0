//! What files that ship owe besides being sound: whoever reads them did not
//! write them.

use super::{Audit, Parts, Problem, ProblemKind};
use crate::catalog::{
    Catalog, FileKey,
    clock::{Clock, ClockKind},
    credential::Credential,
    skill::Skill,
    step::Step,
    text::{Words, figure_in},
};

/// Sources of facts that ship and are not read over https.
pub(super) fn insecure_sources(parts: &Parts) -> Vec<Problem> {
    let mut found = Vec::new();
    for (version, place) in &parts.facts {
        let ships = parts.files[version.file.index()].shipped;
        let also = (0..).zip(&version.also);
        let also = also.map(|(index, claim)| (format!("fact[{place}].also[{index}]"), claim));
        let claims = std::iter::once((format!("fact[{place}]"), &version.claim)).chain(also);
        // What is no address at all is reported as that.
        let insecure = claims.filter(|(_, claim)| claim.source.url.starts_with("http://"));
        found.extend(insecure.filter(|_| ships).map(|(path, _)| Problem {
            file: version.file,
            path: format!("{path}.source.url"),
            kind: ProblemKind::NotHttps,
        }));
    }
    found
}

impl Audit {
    pub(super) fn check_shipping(&mut self, catalog: &Catalog, skills: &[(Skill, FileKey, usize)]) {
        let ships = |file: FileKey| catalog.file(file).shipped;
        for entry in catalog.stages.iter().filter(|entry| ships(entry.file)) {
            self.check_head(entry.file, &entry.stage.title, entry.stage.summary.as_ref());
            for (place, key) in entry.steps.clone().enumerate() {
                self.check_step(entry.file, place, &catalog.steps[key as usize]);
            }
        }
        let pathways = catalog.pathways.iter();
        for (pathway, route) in pathways.filter(|(_, route)| ships(route.file)) {
            self.check_head(route.file, &pathway.title, pathway.summary.as_ref());
        }
        let credentials = catalog.credentials.iter();
        for (credential, file) in credentials.filter(|(_, file)| ships(*file)) {
            self.check_head(*file, &credential.title, credential.summary.as_ref());
            self.check_words_of(*file, credential);
        }
        for (skill, file, place) in skills.iter().filter(|(_, file, _)| ships(*file)) {
            let at = |key: &str| format!("skill[{place}].{key}");
            self.figure(*file, || at("title"), &skill.title);
            if let Some(summary) = &skill.summary {
                self.figure(*file, || at("summary"), summary);
            }
        }
    }

    fn check_head(&mut self, file: FileKey, title: &Words, summary: Option<&Words>) {
        self.figure(file, || "title".to_owned(), title);
        match summary.filter(|summary| !summary.trim().is_empty()) {
            Some(summary) => self.figure(file, || "summary".to_owned(), summary),
            None => self.report(file, "id", ProblemKind::ShipsWithout { what: "summary" }),
        }
    }

    fn check_step(&mut self, file: FileKey, place: usize, step: &Step) {
        let at = |key: &str| format!("step[{place}].{key}");
        let is_there =
            |text: &Option<Words>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
        for (what, text) in [("why", &step.why), ("watch-out", &step.watch_out)] {
            if !is_there(text) {
                self.report(file, at(what), ProblemKind::ShipsWithout { what });
            }
        }
        let count = step.how.len();
        if !(2..=5).contains(&count) {
            self.report(file, at("how"), ProblemKind::HowMany { count });
        }
        if !step.confirm && !is_there(&step.evidence) {
            self.report(file, at("evidence"), ProblemKind::NoEvidence);
        }
        self.figure(file, || at("title"), &step.title);
        let single = [
            ("why", &step.why),
            ("evidence", &step.evidence),
            ("watch-out", &step.watch_out),
            ("date-is", &step.date_is),
        ];
        for (key, text) in single {
            if let Some(text) = text {
                self.figure(file, || at(key), text);
            }
        }
        for (index, text) in step.how.iter().enumerate() {
            self.figure(file, || at(&format!("how[{index}]")), text);
        }
        for (index, cost) in step.costs.iter().enumerate() {
            let texts = [
                ("title", Some(&cost.title)),
                ("ask", cost.ask.as_ref()),
                ("only-if", cost.only_if.as_ref()),
            ];
            for (key, text) in texts {
                if let Some(text) = text {
                    self.figure(file, || at(&format!("cost[{index}].{key}")), text);
                }
            }
        }
        for (index, clock) in step.clocks.iter().enumerate() {
            self.check_shipped_clock(file, |key| at(&format!("clock[{index}].{key}")), clock);
        }
    }

    /// Whoever misses something has to know what it costs and how to go on.
    fn check_shipped_clock(&mut self, file: FileKey, at: impl Fn(&str) -> String, clock: &Clock) {
        self.figure(file, || at("title"), &clock.title);
        let missed = clock.missed.as_ref();
        match missed.filter(|missed| !missed.trim().is_empty()) {
            Some(missed) => self.figure(file, || at("missed"), missed),
            None if clock.kind == ClockKind::Wait => {}
            None => self.report(file, at("id"), ProblemKind::ShipsWithout { what: "missed" }),
        }
    }

    fn check_words_of(&mut self, file: FileKey, credential: &Credential) {
        self.figure(file, || "body".to_owned(), &credential.body);
        for (place, route) in credential.eligibility.iter().enumerate() {
            let at = |key: &str| format!("eligibility[{place}].{key}");
            self.figure(file, || at("title"), &route.title);
            for (key, text) in [("ask", &route.ask), ("advice", &route.advice)] {
                if let Some(text) = text {
                    self.figure(file, || at(key), text);
                }
            }
        }
        for (place, clock) in credential.clocks.iter().enumerate() {
            self.check_shipped_clock(file, |key| format!("clock[{place}].{key}"), clock);
        }
        for (place, exam) in credential.exams.iter().enumerate() {
            for (index, domain) in exam.domains.iter().enumerate() {
                let at = |key: &str| format!("exam[{place}].domain[{index}].{key}");
                self.figure(file, || at("title"), &domain.title);
                for (topic, text) in domain.topics.iter().enumerate() {
                    self.figure(file, || at(&format!("topics[{topic}]")), text);
                }
            }
        }
        let shares = credential
            .renewal
            .iter()
            .flat_map(|renewal| &renewal.shares);
        for (place, share) in shares.enumerate() {
            self.figure(
                file,
                || format!("renewal.share[{place}].title"),
                &share.title,
            );
        }
    }

    pub(super) fn figure(&mut self, file: FileKey, path: impl FnOnce() -> String, text: &Words) {
        if let Some(figure) = figure_in(text) {
            self.report(file, path(), ProblemKind::Figure { figure });
        }
    }
}
