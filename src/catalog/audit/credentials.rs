//! What a credential names exists, and its outline is one.

use std::collections::HashSet;

use super::{Audit, ProblemKind};
use crate::catalog::{
    Catalog, FileKey,
    credential::{Credential, EligibilityRoute, Exam, Renewal},
    fact::FactValue,
    id::FactId,
};

impl Audit {
    pub(super) fn check_credentials(&mut self, catalog: &Catalog) {
        for (credential, file) in &catalog.credentials {
            if !self.is_proven(catalog, *file) {
                self.check_credential_file(catalog, credential, *file);
            }
        }
        self.find_credential_circle(catalog);
    }

    /// A credential that can only be had by who holds it, itself or round a
    /// circle, can never be had.
    fn find_credential_circle(&mut self, catalog: &Catalog) {
        let mut within_reach: HashSet<&str> = HashSet::new();
        let is_open = |route: &EligibilityRoute, reached: &HashSet<&str>| {
            let mut held = route.requires.iter().map(|id| id.as_str());
            held.all(|id| reached.contains(id) || catalog.credential_named(id).is_none())
        };
        loop {
            let before = within_reach.len();
            for credential in catalog.credentials() {
                let routes = &credential.eligibility;
                if routes.is_empty() || routes.iter().any(|route| is_open(route, &within_reach)) {
                    within_reach.insert(credential.id.as_str());
                }
            }
            if within_reach.len() == before {
                break;
            }
        }
        for (credential, file) in &catalog.credentials {
            let id = credential.id.as_str();
            if !within_reach.contains(id) && !self.is_proven(catalog, *file) {
                let id = id.to_owned();
                let path = "eligibility[0].requires";
                self.report(*file, path, ProblemKind::OutOfReach { id });
            }
        }
    }

    fn check_credential_file(&mut self, catalog: &Catalog, credential: &Credential, file: FileKey) {
        let steps = [
            ("dated-by", &credential.dated_by),
            ("early-form", &credential.early_form),
            ("exam-day", &credential.exam_day),
            ("graduation-day", &credential.graduation_day),
        ];
        for (key, step) in steps {
            if let Some(step) = step
                && catalog.step_named(step.as_str()).is_none()
            {
                let known = catalog.steps.iter().map(|step| step.id.as_str());
                self.report_unknown(
                    catalog,
                    file,
                    || key.to_owned(),
                    "step",
                    step.as_str(),
                    known,
                );
            }
        }
        let reopened = credential.reopens_on_fail.iter().map(|step| step.as_str());
        self.steps_named(catalog, file, || "reopens-on-fail".to_owned(), reopened);
        for (place, route) in credential.eligibility.iter().enumerate() {
            self.check_route(catalog, file, place, route);
        }
        for (place, exam) in credential.exams.iter().enumerate() {
            self.check_exam(catalog, file, place, exam);
            let earlier = credential.exams[..place].iter();
            if earlier
                .clone()
                .any(|other| other.effective_from == exam.effective_from)
            {
                let path = format!("exam[{place}]");
                self.report(file, path, ProblemKind::ExamTwice);
            }
        }
        if let Some(renewal) = &credential.renewal {
            self.check_renewal(catalog, file, renewal);
        }
        self.check_facts(catalog, file, || "facts".to_owned(), &credential.facts);
    }

    fn check_route(
        &mut self,
        catalog: &Catalog,
        file: FileKey,
        place: usize,
        route: &EligibilityRoute,
    ) {
        let at = |key: &str| format!("eligibility[{place}].{key}");
        if route.requires.is_empty() && !self.left_out.lacks_some_of(file, &at("requires")) {
            self.report(file, at("requires"), ProblemKind::EmptyRoute);
        }
        for (index, id) in route.requires.iter().enumerate() {
            let id = id.as_str();
            if let Some(held) = catalog.credential_named(id)
                && catalog.step_named(id).is_none()
                && catalog.awarding(&held.id).next().is_none()
            {
                let path = format!("{}[{index}]", at("requires"));
                let id = id.to_owned();
                self.report(file, path, ProblemKind::NobodyAwards { id });
            }
            if catalog.step_named(id).is_none() && catalog.credential_named(id).is_none() {
                let steps = catalog.steps.iter().map(|step| step.id.as_str());
                let credentials = catalog.credentials().map(|other| other.id.as_str());
                let known = steps.chain(credentials);
                let path = || format!("{}[{index}]", at("requires"));
                self.report_unknown(catalog, file, path, "step or credential", id, known);
            }
        }
        self.check_facts(catalog, file, || at("facts"), &route.facts);
    }

    fn check_exam(&mut self, catalog: &Catalog, file: FileKey, place: usize, exam: &Exam) {
        let at = |key: &str| format!("exam[{place}].{key}");
        let single = [
            ("questions", &exam.questions),
            ("minutes", &exam.minutes),
            ("pass-score", &exam.pass_score),
            ("window", &exam.window),
            ("retake-wait", &exam.retake_wait),
        ];
        for (key, id) in single {
            self.check_fact(catalog, file, || at(key), id.as_ref());
        }
        self.check_facts(catalog, file, || at("fees"), &exam.fees);
        self.check_facts(catalog, file, || at("facts"), &exam.facts);
        for (index, (domain, expected)) in exam.domains.iter().zip(1..).enumerate() {
            let path = |key: &str| at(&format!("domain[{index}].{key}"));
            if domain.number != expected {
                let kind = ProblemKind::DomainOutOfOrder { expected };
                self.report(file, path("number"), kind);
            }
            self.check_fact(catalog, file, || path("weight"), domain.weight.as_ref());
        }
    }

    fn check_renewal(&mut self, catalog: &Catalog, file: FileKey, renewal: &Renewal) {
        let at = |key: &str| format!("renewal.{key}");
        self.check_fact(catalog, file, || at("cycle"), renewal.cycle.as_ref());
        let amounts = [
            ("credits", &renewal.credits),
            ("further", &renewal.further),
            ("most", &renewal.most),
        ];
        for (key, id) in amounts {
            self.check_fact(catalog, file, || at(key), id.as_ref());
            let id = id.as_ref();
            let is_amount = |value: &FactValue| value.number().is_some_and(|number| number >= 0.0);
            self.check_values(
                catalog,
                file,
                || at(key),
                id,
                "plain number, like 20",
                is_amount,
            );
        }
        let least_part = renewal.least_part.as_ref();
        self.check_fact(catalog, file, || at("least-part"), least_part);
        self.check_values(
            catalog,
            file,
            || at("least-part"),
            least_part,
            "length in minutes, like 45min",
            |value| value.minutes().is_some(),
        );
        self.check_facts(catalog, file, || at("facts"), &renewal.facts);
        for (index, share) in renewal.shares.iter().enumerate() {
            let path = |key| at(&format!("share[{index}].{key}"));
            let fact = Some(&share.share);
            self.check_fact(catalog, file, || path("share"), fact);
            let is_share = |value: &FactValue| value.percent().is_some();
            self.check_values(
                catalog,
                file,
                || path("share"),
                fact,
                "share, like `40 percent`",
                is_share,
            );
            let before = &renewal.shares[..index];
            if before.iter().any(|other| other.id == share.id) {
                let id = share.id.to_string();
                let by = "another share of this credential".to_owned();
                self.report(file, path("id"), ProblemKind::UsedTwice { id, by });
            }
        }
        if let Some(other) = &renewal.replaced_by {
            self.check_credential(catalog, file, || at("replaced-by"), other);
        }
    }

    /// Reports a fact of which a version has a value that cannot be counted with.
    fn check_values(
        &mut self,
        catalog: &Catalog,
        file: FileKey,
        path: impl FnOnce() -> String,
        id: Option<&FactId>,
        what: &'static str,
        is_sound: impl Fn(&FactValue) -> bool,
    ) {
        let Some(fact) = id.and_then(|id| catalog.fact(id)) else {
            return;
        };
        let mut values = fact.versions.iter().map(|version| &version.claim.value);
        if !values.all(is_sound) {
            let id = fact.id.to_string();
            self.report(file, path(), ProblemKind::FactIsNo { id, what });
        }
    }

    fn check_fact(
        &mut self,
        catalog: &Catalog,
        file: FileKey,
        path: impl FnOnce() -> String,
        id: Option<&FactId>,
    ) {
        if let Some(id) = id
            && !catalog.has_fact(id)
        {
            let known = catalog.fact_ids();
            self.report_unknown(catalog, file, path, "fact", id.as_str(), known);
        }
    }
}
