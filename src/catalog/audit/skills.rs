//! The skill map names steps that exist, and each skill once.

use std::collections::HashMap;

use super::{Audit, ProblemKind};
use crate::catalog::{Catalog, FileKey, skill::Skill};

impl Audit {
    pub(super) fn check_skills(&mut self, catalog: &Catalog, skills: &[(Skill, FileKey, usize)]) {
        let mut seen: HashMap<&str, FileKey> = HashMap::new();
        for (skill, file, place) in skills {
            if let Some(first) = seen.insert(skill.id.as_str(), *file) {
                let id = skill.id.to_string();
                let by = format!("a skill in {}", catalog.file(first).name);
                let kind = ProblemKind::UsedTwice { id, by };
                self.report(*file, format!("skill[{place}].id"), kind);
            }
            let steps = skill.built_by.iter().map(|id| id.as_str());
            let path = || format!("skill[{place}].built-by");
            self.steps_named(catalog, *file, path, steps);
        }
    }
}
