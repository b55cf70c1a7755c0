//! Whether a credential that is marked as awarded rests on the person's word.

use super::{Answer, Condition, Judged, RouteAnswer};
use crate::{catalog::StepKey, journey::evaluation::Evaluation};

impl<'a> Evaluation<'a> {
    /// What is not marked of that which leads to a credential, where the step that
    /// awards it is done all the same: conditions of the deciding route, and the
    /// step that dates it, as the exam that is passed.
    ///
    /// Nothing where the step waited for nothing, and where the person answered
    /// the question whether they hold it.
    pub(super) fn on_word(
        &self,
        awarding: StepKey,
        dated_by: Option<StepKey>,
        deciding: Option<&RouteAnswer<'a>>,
    ) -> Vec<&'a str> {
        if self.catalog.step(awarding).confirm || self.missing(awarding).is_empty() {
            return Vec::new();
        }
        let conditions = deciding.into_iter().flat_map(|route| &route.conditions);
        let open = conditions.filter(|judged| judged.answer != Answer::Yes);
        let exam = dated_by.filter(|&step| !self.is_done(step));
        let exam = exam.map(|step| self.catalog.step(step).id.as_str());
        open.map(|judged| self.id_of(judged)).chain(exam).collect()
    }

    fn id_of(&self, judged: &Judged<'a>) -> &'a str {
        match judged.condition {
            Condition::Step(step) => self.catalog.step(step).id.as_str(),
            Condition::Credential(other) => other.id.as_str(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::journey::example::look;

    #[test]
    fn what_is_marked_without_what_leads_to_it_rests_on_the_word() {
        let at = |marks: &str| {
            let catalog = "s: in^, degree, sat, passed^ <sat, earned <passed @letters, \
                           held^ @letters; credential: letters in+degree";
            look(catalog, marks, |evaluation| {
                let credential = evaluation.catalog.credential_named("letters");
                let found = evaluation.eligibility(credential.expect("it is there"));
                (found.holds, found.on_word.join(" "))
            })
        };
        let held = |on_word: &str| (true, on_word.to_owned());
        assert_eq!(at("earned done"), held("in degree"));
        assert_eq!(at("earned done, in done"), held("degree"));
        assert_eq!(at("earned done, in done, degree done"), held(""));
        // Everything that it waits for is marked.
        assert_eq!(at("earned done, passed done"), held(""));
        // Who answers the question has said so.
        assert_eq!(at("earned done, held done"), held(""));
        assert_eq!(at("held done"), held(""));
        assert_eq!(at("sat done"), (false, String::new()));
        assert_eq!(at("earned done, passed no"), (false, String::new()));
    }
}
