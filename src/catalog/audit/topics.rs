//! Guide topics that steps and skills name exist.

use std::collections::HashSet;

use super::Audit;
use crate::catalog::{Catalog, FileKey, skill::Skill};

impl Audit {
    /// Only an author's lint asks this: no other command reads the guide
    /// beside the steps.
    pub(super) fn check_topics(
        &mut self,
        catalog: &Catalog,
        skills: &[(Skill, FileKey, usize)],
        topics: &HashSet<String>,
    ) {
        for entry in &catalog.stages {
            for (place, key) in entry.steps.clone().enumerate() {
                for (index, topic) in catalog.steps[key as usize].guide.iter().enumerate() {
                    let path = format!("step[{place}].guide[{index}]");
                    self.check_topic(catalog, entry.file, path, topic.as_str(), topics);
                }
            }
        }
        for (skill, file, place) in skills {
            for (index, topic) in skill.guide.iter().enumerate() {
                let path = format!("skill[{place}].guide[{index}]");
                self.check_topic(catalog, *file, path, topic.as_str(), topics);
            }
        }
    }

    pub(super) fn check_topic(
        &mut self,
        catalog: &Catalog,
        file: FileKey,
        path: String,
        topic: &str,
        topics: &HashSet<String>,
    ) {
        if !topics.contains(topic) {
            let known = topics.iter().map(String::as_str);
            self.report_unknown(catalog, file, || path, "guide topic", topic, known);
        }
    }
}
