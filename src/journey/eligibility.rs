//! Whether a person may have a credential: four answers, and what is missing.
//!
//! This is apart from the percent: a waived step satisfies a prerequisite, but
//! it proves nothing to the body that awards the credential.

mod newly;
mod on_word;

use jiff::civil::Date;

use super::{attempts::Failed, evaluation::Evaluation, facts::FactInForce, record::State};
use crate::catalog::{
    StepKey, Target,
    credential::{Credential, EligibilityRoute},
    id::CredentialId,
};

/// What is known about being eligible, from the worst to the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// A condition is a question answered no.
    No,
    /// Work is still open.
    NotYet,
    /// Only questions are unanswered, or a condition was waived.
    Unknown,
    /// Every condition is met.
    Yes,
}

impl Answer {
    /// The word in every view and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::NotYet => "not yet",
            Self::Unknown => "unknown",
            Self::Yes => "yes",
        }
    }
}

/// One condition of a route.
#[derive(Debug, Clone, Copy)]
pub enum Condition<'a> {
    /// A step has to be done, a question answered yes.
    Step(StepKey),
    /// A credential has to be held.
    Credential(&'a Credential),
}

impl Condition<'_> {
    /// The step, where it is one.
    #[must_use]
    pub fn step(self) -> Option<StepKey> {
        match self {
            Self::Step(step) => Some(step),
            Self::Credential(_) => None,
        }
    }
}

/// A condition and how it stands.
#[derive(Debug, Clone, Copy)]
pub struct Judged<'a> {
    /// The condition.
    pub condition: Condition<'a>,
    /// How it stands.
    pub answer: Answer,
    /// Whether the person waived it.
    pub waived: bool,
}

/// One route and how it stands.
#[derive(Debug, Clone)]
pub struct RouteAnswer<'a> {
    /// The route.
    pub route: &'a EligibilityRoute,
    /// How it stands.
    pub answer: Answer,
    /// Whether it has anything to do with the person: a step of it lies in
    /// their pathway or carries a mark.
    pub concerns: bool,
    /// Its conditions, in order.
    pub conditions: Vec<Judged<'a>>,
}

/// Whether a person is eligible for a credential.
#[derive(Debug, Clone)]
pub struct Eligibility<'a> {
    /// The credential.
    pub credential: &'a Credential,
    /// The best answer over its full routes.
    pub answer: Answer,
    /// Whether the person may sit the exam: eligible, or admitted early.
    pub may_sit: bool,
    /// Whether the person holds it and may use the letters: not where its time
    /// is over.
    pub holds: bool,
    /// The day on which it ended by the dates written down, where it was held:
    /// nothing says that it was renewed.
    pub lapsed: Option<Date>,
    /// Set where it is marked as awarded and another mark speaks against that.
    pub contested: Option<Contested>,
    /// What is not marked of that which makes the person eligible, and the step
    /// that dates the credential, by their ids: where it is marked as awarded all
    /// the same, it rests on the person's word alone.
    pub on_word: Vec<&'a str>,
    /// Whether the step that dates it is done, as where the exam is passed.
    pub passed: bool,
    /// The question that dates it, where it is answered no.
    pub failed: Option<StepKey>,
    /// The newest attempt, where it failed.
    pub failed_attempt: Option<Failed>,
    /// Every route, in the order of the catalog.
    pub routes: Vec<RouteAnswer<'a>>,
    /// The place in `routes` of the one that decided; none where the catalog
    /// names no full route.
    decided_by: Option<usize>,
}

/// A credential marked as awarded that the person's other marks contradict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contested {
    /// The step that awards it, marked done.
    pub marked: StepKey,
    /// What speaks against it: questions answered no, else conditions waived.
    pub against: Vec<StepKey>,
}

impl<'a> Eligibility<'a> {
    /// The route that gave the answer.
    #[must_use]
    pub fn deciding(&self) -> Option<&RouteAnswer<'a>> {
        self.routes.get(self.decided_by?)
    }

    /// How many other full routes answer the same and concern the person.
    #[must_use]
    pub fn others_alike(&self) -> usize {
        let alike = |(place, route): (usize, &RouteAnswer<'_>)| {
            let is_other = Some(place) != self.decided_by && !route.route.only_to_sit;
            is_other && route.concerns && route.answer == self.answer
        };
        self.routes
            .iter()
            .enumerate()
            .filter(|&one| alike(one))
            .count()
    }

    /// Whether there are several full ways and none of them has anything to do
    /// with the person, so that the one that decides is not theirs.
    #[must_use]
    pub fn lies_elsewhere(&self) -> bool {
        let full = self.routes.iter().filter(|route| !route.route.only_to_sit);
        full.clone().count() > 1 && !full.clone().any(|route| route.concerns)
    }

    /// What the deciding route still lacks, in its order.
    pub fn missing(&self) -> impl Iterator<Item = &Judged<'a>> {
        let conditions = self.deciding().into_iter();
        conditions
            .flat_map(|route| &route.conditions)
            .filter(|judged| judged.answer != Answer::Yes)
    }
}

impl<'a> Evaluation<'a> {
    /// Looks at every route to a credential.
    #[must_use]
    pub fn eligibility(&self, credential: &'a Credential) -> Eligibility<'a> {
        let routes = credential.eligibility.iter();
        let routes: Vec<RouteAnswer<'_>> = routes.map(|route| self.judge_route(route)).collect();
        let is_full = |route: &&RouteAnswer<'_>| !route.route.only_to_sit;
        let any_concerns = routes.iter().filter(is_full).any(|route| route.concerns);
        let decided_by = (0..routes.len())
            .filter(|&place| {
                let route = &routes[place];
                !route.route.only_to_sit && (route.concerns || !any_concerns)
            })
            // Of equal answers the one counts on which the person is furthest,
            // then the shortest, then the first in the catalog.
            .rev()
            .max_by_key(|&place| {
                let route = &routes[place];
                let met = route.conditions.iter();
                let met = met.filter(|judged| judged.answer == Answer::Yes).count();
                let left = route.route.requires.len() - met;
                (route.answer, met, std::cmp::Reverse(left))
            });
        let answer = decided_by.map_or(Answer::Unknown, |place| routes[place].answer);
        let early = routes
            .iter()
            .any(|route| route.route.only_to_sit && route.answer == Answer::Yes);
        let dated_by = credential.dated_by.as_ref();
        let dated_by = dated_by.and_then(|step| self.catalog.step_named(step.as_str()));
        let deciding = decided_by.map(|place| &routes[place]);
        let (held_by, contested) = self.held_or_contested(credential, deciding);
        let key = self.catalog.credential_key(&credential.id);
        let is_held = held_by.is_some();
        let lapsed = key.filter(|_| is_held).and_then(|key| self.lapsed_by(key));
        let lapsed = lapsed.and_then(|clock| clock.ends);
        let held_by = held_by.filter(|_| lapsed.is_none());
        let on_word = held_by.map(|step| self.on_word(step, dated_by, deciding));
        Eligibility {
            credential,
            passed: dated_by.is_some_and(|step| self.is_done(step)),
            failed: dated_by.filter(|&step| self.judge_step(step).0 == Answer::No),
            failed_attempt: key.and_then(|key| self.failed(key)),
            answer,
            may_sit: answer == Answer::Yes || early,
            holds: held_by.is_some(),
            lapsed,
            contested,
            on_word: on_word.unwrap_or_default(),
            routes,
            decided_by,
        }
    }

    /// Whether a step that awards the credential is done, not only waived.
    #[must_use]
    pub fn is_marked_as_held(&self, credential: &CredentialId) -> bool {
        self.awarding(credential)
            .into_iter()
            .any(|step| self.is_done(step))
    }

    fn held_or_contested(
        &self,
        credential: &Credential,
        deciding: Option<&RouteAnswer<'_>>,
    ) -> (Option<StepKey>, Option<Contested>) {
        let mut contested = None;
        let mut held_by = Vec::new();
        for marked in self.awarding(&credential.id) {
            if !self.is_done(marked) {
                continue;
            }
            let against = self.against(marked, deciding);
            if against.is_empty() {
                held_by.push(marked);
            } else {
                contested.get_or_insert(Contested { marked, against });
            }
        }
        // An answer to the question says it in so many words.
        let is_question = |step: &&StepKey| self.catalog.step(**step).confirm;
        let said = held_by.iter().find(is_question).or(held_by.first());
        match said {
            Some(&step) => (Some(step), None),
            None => (None, contested),
        }
    }

    /// What speaks against a step that awards a credential and is marked done: a
    /// no to a question that it waits for, else a no or a waiver on the way by
    /// which the person is eligible. Whoever answers the question whether they
    /// hold it has said so themselves.
    fn against(&self, marked: StepKey, deciding: Option<&RouteAnswer<'_>>) -> Vec<StepKey> {
        if self.catalog.step(marked).confirm {
            return Vec::new();
        }
        let before = self.answered_no_before(marked);
        if !before.is_empty() {
            return before;
        }
        let conditions = deciding.into_iter().flat_map(|route| &route.conditions);
        let speaks_against =
            conditions.filter(|judged| judged.waived || judged.answer == Answer::No);
        speaks_against
            .filter_map(|judged| judged.condition.step())
            .collect()
    }

    /// The questions answered no without which the step cannot be done.
    fn answered_no_before(&self, step: StepKey) -> Vec<StepKey> {
        let mut seen = vec![step];
        let mut place = 0;
        while let Some(&step) = seen.get(place) {
            place += 1;
            for target in &self.catalog.links(step).requires {
                if let Target::Step(first) = *target
                    && !seen.contains(&first)
                {
                    seen.push(first);
                }
            }
        }
        seen.retain(|&step| {
            self.judge_step(step).0 == Answer::No || self.unanswered_since(step).is_some()
        });
        seen
    }

    /// The steps that award a credential, those on the pathway first.
    #[must_use]
    pub fn awarding(&self, credential: &CredentialId) -> Vec<StepKey> {
        let mut awarding = Vec::from_iter(self.catalog.awarding(credential));
        awarding.sort_by_key(|&step| !self.holds(step));
        awarding
    }

    /// The facts that the answer of a route rests on and that are old.
    pub fn stale_facts_behind(
        &self,
        route: &RouteAnswer<'a>,
    ) -> impl Iterator<Item = FactInForce<'a>> {
        self.facts_named(&route.route.facts)
            .filter(FactInForce::is_stale)
    }

    fn judge_route(&self, route: &'a EligibilityRoute) -> RouteAnswer<'a> {
        let conditions = route.requires.iter().filter_map(|id| {
            let id = id.as_str();
            let step = self.catalog.step_named(id).map(Condition::Step);
            let credential = || self.catalog.credential_named(id);
            step.or_else(|| credential().map(Condition::Credential))
        });
        let conditions: Vec<Judged<'_>> = conditions
            .map(|condition| self.judge_condition(condition))
            .collect();
        let answers = conditions.iter().map(|judged| judged.answer);
        // What cannot be found, as where only one pathway was read, carries no
        // mark: it is work that is still open.
        let all_found = conditions.len() == route.requires.len();
        let best = if all_found {
            Answer::Yes
        } else {
            Answer::NotYet
        };
        RouteAnswer {
            route,
            answer: answers
                .min()
                .map_or(Answer::Unknown, |worst| worst.min(best)),
            concerns: conditions
                .iter()
                .any(|judged| self.concerns(judged.condition)),
            conditions,
        }
    }

    fn judge_condition(&self, condition: Condition<'a>) -> Judged<'a> {
        let (answer, waived) = match condition {
            Condition::Step(step) => self.judge_step(step),
            Condition::Credential(credential) => {
                let best = self.awarding(&credential.id).into_iter().map(|step| {
                    match self.judge_step(step) {
                        // What speaks against it is said on its own page.
                        (Answer::Yes, _) if !self.answered_no_before(step).is_empty() => {
                            (Answer::NotYet, false)
                        }
                        // Not held on this way is not a no: there may be another.
                        (Answer::No, waived) => (Answer::NotYet, waived),
                        // Nobody was asked yet whether they hold it.
                        (Answer::Unknown, false) => (Answer::NotYet, false),
                        judged => judged,
                    }
                });
                best.max_by_key(|&(answer, _)| answer)
                    .unwrap_or((Answer::Unknown, false))
            }
        };
        Judged {
            condition,
            answer,
            waived,
        }
    }

    fn judge_step(&self, step: StepKey) -> (Answer, bool) {
        let is_question = self.catalog.step(step).confirm;
        match self.state(step) {
            State::Done if self.is_satisfied(step) => (Answer::Yes, false),
            State::Waived if self.is_satisfied(step) => (Answer::Unknown, true),
            State::No if is_question => (Answer::No, false),
            _ if is_question => (Answer::Unknown, false),
            _ => (Answer::NotYet, false),
        }
    }

    fn is_done(&self, step: StepKey) -> bool {
        self.judge_step(step) == (Answer::Yes, false)
    }

    fn concerns(&self, condition: Condition<'_>) -> bool {
        let concerns = |step| self.holds(step) || self.mark(step).is_some();
        match condition {
            Condition::Step(step) => concerns(step),
            Condition::Credential(credential) => {
                self.awarding(&credential.id).into_iter().any(concerns)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::example::look;

    /// How the credential `letters` of the catalog stands, and what is missing.
    fn case(routes: &str, marks: &str) -> (Answer, String) {
        let catalog = format!("s: work, asked^ , other; -far: away^; credential: {routes}");
        look(&catalog, marks, |evaluation| {
            let credential = evaluation.catalog.credential_named("letters");
            let eligibility = evaluation.eligibility(credential.expect("it is there"));
            let missing = eligibility.missing().map(|judged| match judged.condition {
                Condition::Step(step) => evaluation.catalog.step(step).id.as_str(),
                Condition::Credential(other) => other.id.as_str(),
            });
            let missing: Vec<&str> = missing.collect();
            (eligibility.answer, missing.join(" "))
        })
    }

    #[test]
    fn a_route_is_as_good_as_its_worst_condition() {
        for (marks, answer, missing) in [
            ("", Answer::NotYet, "work asked"),
            ("work done", Answer::Unknown, "asked"),
            ("work done, asked done", Answer::Yes, ""),
            ("asked done", Answer::NotYet, "work"),
            ("asked no", Answer::No, "work asked"),
            ("work done, asked no", Answer::No, "asked"),
            ("work doing, asked done", Answer::NotYet, "work"),
            ("work waived, asked done", Answer::Unknown, "work"),
            ("work waived, asked waived", Answer::Unknown, "work asked"),
            ("work no, asked done", Answer::NotYet, "work"),
        ] {
            let expected = (answer, missing.to_owned());
            assert_eq!(case("letters work+asked", marks), expected, "{marks}");
        }
    }

    #[test]
    fn the_best_route_counts() {
        for (marks, answer) in [
            ("", Answer::Unknown),
            ("asked no", Answer::NotYet),
            ("asked no, work done", Answer::Yes),
            ("asked no, work waived", Answer::Unknown),
        ] {
            assert_eq!(case("letters work | asked", marks).0, answer, "{marks}");
        }
    }

    #[test]
    fn a_route_that_has_nothing_to_do_with_the_person_does_not_decide() {
        let routes = "letters work | away";
        assert_eq!(case(routes, ""), (Answer::NotYet, "work".into()));
        assert_eq!(case(routes, "away no").0, Answer::NotYet);
        assert_eq!(case(routes, "away todo").0, Answer::Unknown);
        assert_eq!(case(routes, "away done").0, Answer::Yes);
        assert_eq!(case("letters away", "").0, Answer::Unknown, "the only one");
    }

    #[test]
    fn several_ways_of_which_none_is_theirs_lie_elsewhere() {
        for (routes, marks, expected) in [
            ("letters far | away", "", true),
            ("letters far | away", "far todo", false),
            ("letters away", "", false),
            ("letters away | work", "", false),
            ("letters away | sit:far", "", false),
        ] {
            let catalog = format!("s: work; -beyond: away^, far; credential: {routes}");
            let elsewhere = look(&catalog, marks, |evaluation| {
                let credential = evaluation.catalog.credential_named("letters");
                let found = evaluation.eligibility(credential.expect("it is there"));
                found.lies_elsewhere()
            });
            assert_eq!(elsewhere, expected, "{routes}, {marks}");
        }
    }

    #[test]
    fn a_credential_can_be_a_condition() {
        let at = |marks: &str| {
            let catalog = "s: pass @basic, hold^ @basic, years^; \
                           credential: basic pass; credential: letters basic+years";
            look(catalog, marks, |evaluation| {
                let credential = evaluation.catalog.credential_named("letters");
                evaluation
                    .eligibility(credential.expect("it is there"))
                    .answer
            })
        };
        assert_eq!(at(""), Answer::NotYet);
        assert_eq!(at("years done"), Answer::NotYet);
        assert_eq!(at("pass done"), Answer::Unknown);
        assert_eq!(at("hold done, years done"), Answer::Yes);
        assert_eq!(at("hold no, years done"), Answer::NotYet);
        assert_eq!(at("pass waived, years done"), Answer::Unknown);
    }

    #[test]
    fn sitting_the_exam_being_eligible_and_holding_are_three_things() {
        let at = |marks: &str| {
            let catalog = "s: form, degree, passed @letters; \
                           credential: letters sit:form | degree";
            look(catalog, marks, |evaluation| {
                let credential = evaluation.catalog.credential_named("letters");
                let found = evaluation.eligibility(credential.expect("it is there"));
                (found.may_sit, found.answer, found.holds)
            })
        };
        assert_eq!(at(""), (false, Answer::NotYet, false));
        assert_eq!(at("form done"), (true, Answer::NotYet, false));
        assert_eq!(at("degree done"), (true, Answer::Yes, false));
        assert_eq!(at("passed done"), (false, Answer::NotYet, true));
        assert_eq!(at("passed waived"), (false, Answer::NotYet, false));
    }

    #[test]
    fn the_letters_are_not_there_while_another_mark_speaks_against_them() {
        let at = |marks: &str| {
            let catalog = "s: in^, degree, sat, passed^ <sat, earned <passed @letters, \
                           held^ @letters; credential: letters in+degree";
            look(catalog, marks, |evaluation| {
                let credential = evaluation.catalog.credential_named("letters");
                let found = evaluation.eligibility(credential.expect("it is there"));
                let against = found.contested.map(|contested| contested.against);
                let ids = against.into_iter().flatten();
                let ids = ids.map(|step| evaluation.catalog.step(step).id.as_str());
                (found.holds, ids.collect::<Vec<_>>().join(" "))
            })
        };
        let held = (true, String::new());
        let but = |against: &str| (false, against.to_owned());
        assert_eq!(at("earned done"), held, "what is only not written down");
        assert_eq!(at("earned done, passed no"), but("passed"));
        assert_eq!(at("earned done, in no"), but("in"));
        assert_eq!(at("earned done, degree waived, in done"), but("degree"));
        assert_eq!(at("earned done, in done, degree done"), held);
        assert_eq!(at("earned done, passed no, held done"), held);
        assert_eq!(at("passed no"), but(""));
    }
}
